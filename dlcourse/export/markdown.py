"""Markdown as JupyterLab shows it, its formulas as MathML; nothing in it is trusted yet, see `inside`.

A dollar or a backslash that is known to open no formula is marked, until the formulas in HTML are drawn, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from markupsafe import Markup
from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath, MathBlockParser, MathInlineParser

from dlcourse.export.inside import cleaned
from dlcourse.html.words import FORMULAS, drawn, is_formula

_MARKS = {"$": "\ue002", "\\": "\ue003"}
_BAR = "\ue001"  # stands for a | within a formula, which would end a table's cell
_IN_A_ROW = re.compile(r"^.*\|.*\$.*$", re.MULTILINE)
_ONE_LINE = re.compile(r"(?<![\\$])(\$\$?)(?!\$)((?:\\.|[^\\$\n])+?)\1(?!\$)")
# before a formula of several lines, in its line: nothing that opens a list, a quotation, a heading, a table or code
_BEFORE = r"^ {0,3}(?![-+*>#|]|\d+[.)])[^`$~\n|]*"


class _Blocks(MathBlockParser):
    """A formula of several lines is one paragraph, whatever its lines begin with."""

    SPECIFICATION: ClassVar = {
        **MathBlockParser.SPECIFICATION,
        "multiline_math": rf"(?s:{_BEFORE}(?:{FORMULAS['block']}|{FORMULAS['environment']}))"}

    def parse_multiline_math(self, m: re.Match[str], state: Any) -> int | None:
        """The formula with the words before it in its line, as one paragraph."""
        if "\n" not in m[0].strip():
            return None
        return super().parse_multiline_math(m, state)


class _Inline(MathInlineParser):
    """Formulas between dollars by the course's rule, which leaves prices and the shell's variables alone."""

    SPECIFICATION: ClassVar = {
        **MathInlineParser.SPECIFICATION, "block_math_tex": f"(?s:{FORMULAS['block']})",
        "inline_math_tex": f"(?s:{FORMULAS['inline']})", "latex_environment": f"(?s:{FORMULAS['environment']})"}

    def parse_block_math_tex(self, m: re.Match[str], state: Any) -> int:
        """Mathematics between $$ and $$."""
        return self._formula(m, state, "block", m["block"])

    def parse_inline_math_tex(self, m: re.Match[str], state: Any) -> int | None:
        """Mathematics between $ and $, if this is a formula."""
        if not is_formula(m["inline"], m.string[m.end():m.end() + 1]):
            return None
        return self._formula(m, state, "inline", m["inline"])

    def parse_block_math_latex(self, m: re.Match[str], state: Any) -> int:
        r"""Mathematics between \\[ and \\]."""
        return self._formula(m, state, "block", m["math_block_latex"])

    def parse_inline_math_latex(self, m: re.Match[str], state: Any) -> int:
        r"""Mathematics between \\( and \\)."""
        return self._formula(m, state, "inline", m["math_inline_latex"])

    def parse_latex_environment(self, m: re.Match[str], state: Any) -> int:
        """The environment as a formula; one that is none stays as it is written."""
        return self._formula(m, state, "block", m["environment"])

    @staticmethod
    def _formula(m: re.Match[str], state: Any, kind: str, body: str) -> int:
        state.append_token({"type": "formula", "raw": body, "attrs": {"kind": kind, "written": m[0]}})
        return m.end()


class _Renderer(IPythonRenderer):
    """Draws the formulas; pictures keep their addresses."""

    inside_code = 0

    def formula(self, body: str, kind: str, written: str) -> str:
        """A formula, or what is written if it cannot be drawn or stands in code."""
        if self.inside_code:
            return _marked(str(Markup.escape(written)))
        body = re.sub(r"&(?:lt|gt|amp|quot|#\d+);", lambda m: unescape(m[0]), body.replace(_BAR, "|"))
        return drawn(body, block=kind == "block") or _marked(str(Markup.escape(written)))

    def text(self, text: str) -> str:
        """Words, in which no formula is left."""
        return _marked(super().text(text))

    def inline_html(self, html: str) -> str:
        """A tag within a paragraph; formulas rest between <code> and </code>."""
        tag = re.match(r"<(/?)(?:code|kbd|samp|tt|pre)\b", html, re.IGNORECASE)
        if tag:
            self.inside_code = max(0, self.inside_code - 1) if tag[1] else self.inside_code + 1
        return html

    def block_html(self, html: str) -> str:
        """A block of HTML as it is."""
        return html + "\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture by its address."""
        return HTMLRenderer.image(self, text, url, title)

    def paragraph(self, text: str) -> str:
        """A paragraph, at whose end no <code> is open any more."""
        self.inside_code = 0
        return super().paragraph(text)


def html_of(source: str, folder: Path, attachments: Mapping | None = None) -> str:
    r"""The clean HTML of a Markdown text beside whose notebook, in `folder`, its pictures lie.

    >>> html_of("`$x$` and $5 or $6", Path())
    '<p><code>$x$</code> and $5 or $6</p>\n'
    """
    barred = _IN_A_ROW.sub(lambda row: _ONE_LINE.sub(_without_bars, row[0]), source)
    renderer = _Renderer(escape=False)
    html = MarkdownWithMath(renderer, _Blocks(), _Inline(hard_wrap=False)).render(barred).replace(_BAR, "|")
    html = cleaned(html, folder, attachments)
    for sign, mark in _MARKS.items():
        html = html.replace(mark, sign).replace(quote(mark), quote(sign, safe="$"))
    return html


def _marked(text: str) -> str:
    for sign, mark in _MARKS.items():
        text = text.replace(sign, mark)
    return text


def _without_bars(m: re.Match[str]) -> str:
    found = m[1] == "$$" or is_formula(m[2], m.string[m.end():m.end() + 1])
    return m[0].replace("|", _BAR) if found else m[0]
