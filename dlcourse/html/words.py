"""A sentence with `names` and $formulas$ as HTML: text is escaped, formulas become MathML."""

from __future__ import annotations

import contextlib
import re
from html import unescape

from markupsafe import Markup

_FORMULA = re.compile(r"(`[^`]*`|```.*?```)|\$\$(.+?)\$\$|(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\s)\$", re.S)


def with_mathml(text: str) -> str:
    """HTML or Markdown with its formulas between dollars as MathML; code between backticks stays as it is.

    >>> with_mathml("`$x$` costs 3 $")
    '`$x$` costs 3 $'
    """

    def formula(match: re.Match) -> str:
        code, block, inline = match.groups()
        if code:
            return code
        from latex2mathml.converter import convert

        return convert(unescape(block or inline).strip(), display="block" if block else "inline")

    return _FORMULA.sub(formula, text)


def markup(text: str) -> Markup:
    """A plain text as HTML: `names` as code, formulas drawn; a formula that cannot be drawn stays text.

    >>> markup("`a` < b")
    Markup('<code>a</code> &lt; b')
    """
    from dlcourse.html import render
    from dlcourse.html.environment import pieces

    cut = [*pieces(text), ""]
    return Markup(render("words", pieces=[(_drawn(prose), name) for prose, name in zip(cut[::2], cut[1::2])]))


def _drawn(prose: str) -> Markup:
    escaped = Markup.escape(prose)
    with contextlib.suppress(Exception):  # the converter is missing, or raises one of many kinds for what is no formula
        return Markup(with_mathml(str(escaped)))
    return escaped
