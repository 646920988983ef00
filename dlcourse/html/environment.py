"""How templates are read and filled in: everything is escaped, nothing may be missing, line ends are no content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from dlcourse.html import style

TEMPLATES = Path(__file__).parent / "templates"
_BESIDE_A_TAG = re.compile(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)|\A\s*\n\s*|\s*\n\s*\Z")
_IN_PROSE = re.compile(r"\s*\n\s*")


class Compact(Extension):
    """A template's line end with its indentation: nothing beside a tag, `{{ }}` or `{% %}`, a blank within prose.

    Values are not touched, so `<pre>` keeps its lines; error messages still name the template's own line.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The template's tokens with shorter text between them."""
        for token in stream:
            if token.type == "data":
                token = Token(token.lineno, token.type, _IN_PROSE.sub(" ", _BESIDE_A_TAG.sub("", token.value)))
            yield token


@cache
def environment() -> Environment:
    """The environment of all templates, made when first asked for."""
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                       finalize=_text, extensions=[Compact], auto_reload=False)
    made.globals["style"] = style
    made.filters["pieces"] = pieces
    return made


def pieces(text: str) -> list[str]:
    """A sentence cut at its `names`: prose and names by turns, prose first.

    >>> pieces("`b1` stands there")
    ['', 'b1', ' stands there']
    """
    return re.split(r"`([^`\n]+)`", text)


def _text(value: object) -> str:
    """What stands in the page: only Markup itself counts as markup, not each object that has an `__html__`."""
    return value if isinstance(value, Markup) else str(value)
