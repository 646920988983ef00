"""A sentence with `names` and $formulas$ as HTML: text is escaped, formulas become MathML."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

from markupsafe import Markup

# A formula ends before the next blank line; inside it, a backslash takes the dollar's meaning away. Every pattern gives
# up at the first sign that cannot belong to it, so that a text of many dollars is read in one go.
_ON = r"\n(?![ \t]*\n)"
FORMULAS = {
    "block": rf"(?<!\\)\$\$(?P<block>(?:[^\\$\n]++|{_ON}|\\.|\$(?!\$))++)\$\$",
    "inline": rf"(?<![\\$])\$(?!\$)(?P<inline>(?:[^\\$`\n]++|{_ON}|\\.)++)\$(?!\$)",
    "environment": r"(?P<environment>\\begin\{(?P<env>[a-zA-Z]+\*?)\}"
                   rf"(?:[^\\\n]++|{_ON}|\\(?!(?:begin|end)\{{(?P=env)\}}).)*+\\end\{{(?P=env)\}})",
}
_BRACKETS = {"bracket": rf"(?<!\\)\\\[(?P<bracket>(?:[^\\\n]++|{_ON}|\\(?![][]).)++)\\\]",
             "paren": rf"(?<!\\)\\\((?P<paren>(?:[^\\\n]++|{_ON}|\\(?![()]).)++)\\\)"}
_FORMULA = re.compile("|".join([r"(?P<names>`[^`\n]++`)", *FORMULAS.values(), *_BRACKETS.values()]), re.DOTALL)

_TEX = re.compile(r"\\[A-Za-z,;!{|]|\^|(?<![A-Za-z])[A-Za-z]_")
_WORD = re.compile(r"[A-Za-z]{2}")
_NOT_SHOWN = re.compile(
    r"\\begin\{(?!(?:align|aligned|alignat|alignedat|array|d?cases|displaymath|equation|eqnarray|flalign|gather|gathered"
    r"|math|[bpvBV]?matrix|smallmatrix|multline|split|subarray|subequations)\*?\})")
_NO_INK = re.compile(r"\\(?:label|require)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
_NAMED = re.compile(r"\\(begin|end)\{([a-zA-Z]+)\*?\}(?:(?<=at\})\{\d*\}|(?<=at\*\})\{\d*\})?")
_ALSO = {"align": "align*", "alignat": "align*", "flalign": "align*", "aligned": "split", "alignedat": "split",
         "eqnarray": "array", "gather": "array", "gathered": "array", "multline": "array", "dcases": "cases",
         "equation": "", "displaymath": "", "math": "", "subequations": ""}
_COLUMNS = {"eqnarray": "{rcl}", "gather": "{c}", "gathered": "{c}", "multline": "{c}"}
LONGEST = 20_000  # characters of one formula


def with_mathml(text: str) -> str:
    """A text, escaped for HTML, with its formulas as MathML; what cannot be drawn, and `names`, stay as they are.

    >>> with_mathml("`$x$` costs 3 $, from $5 to $6")
    '`$x$` costs 3 $, from $5 to $6'
    """
    return _FORMULA.sub(_replaced, text)


def _replaced(match: re.Match) -> str:
    kind = match.lastgroup if match.lastgroup and match.lastgroup != "env" else "environment"
    if kind == "names" or (kind == "inline" and not is_formula(match[kind], _after(match))):
        return match[0]
    return drawn(unescape(match[kind]), block=kind in ("block", "bracket", "environment")) or match[0]


def _after(match: re.Match) -> str:
    return match.string[match.end():match.end() + 1]


def is_formula(body: str, after: str = "") -> bool:
    r"""Whether `$body$`, followed by `after`, is a formula; prices and the shell's variables are none.

    What has a sign of TeX is one, as in JupyterLab. Without such a sign, the dollars must stand close around it.

    >>> [is_formula(body, after) for body, after in (("x", ""), ("n", "t"), (r"\alpha ", " "), (" x ", " "))]
    [True, True, True, True]
    >>> [is_formula(body, after) for body, after in (("5 and ", "6"), ("HOME/bin:", "P"), ("5 or (US)", " "))]
    [False, False, False]
    >>> is_formula("5ep + 2fp", "."), is_formula("5 million or AU", " ")
    (True, False)
    """
    tex, word = _TEX.search(body), _WORD.search(body)
    before, behind = body[:1].isspace(), body[-1:].isspace()
    if re.match(r"\{?[A-Za-z_]{2}", body) and re.match(r"[A-Za-z{(_]", after):
        return re.search(r"\\[A-Za-z]|\^", body) is not None  # $HOME_DIR and $PATH are none
    if re.match(r"\s*\d", body) and (after.isdigit() or (behind and not before)):
        return re.search(r"\\[A-Za-z]|\^|_", body) is not None  # $5 and $6 are none
    if tex:
        return True
    if before != behind:
        return len(body.strip()) == 1 and body.strip().isalpha() and not after.isalnum()
    if before:
        return not word
    if after.isdigit() or (after.isalpha() and word) or body[-1:] in "/:(":
        return False
    apart = re.search(r"(?<![0-9A-Za-z])[A-Za-z]{2,}", body)  # "5ep" is a product
    return not (body[:1].isdigit() and re.search(r"\s", body) and apart)  # $5 million (or AU$ ...)


def drawn(tex: str, *, block: bool = False) -> Markup | None:
    r"""A formula as MathML; None if it cannot be drawn whole, or if the converter is not installed.

    >>> drawn(r"\nosuchcommand x"), drawn(r"\frac{")
    (None, None)
    """
    if len(tex) > LONGEST or _NOT_SHOWN.search(tex):
        return None
    try:
        from latex2mathml.converter import Converter

        tree = Converter(display="block" if block else "inline").convert_to_element(_plain(tex).strip())
        del tree.attrib["xmlns"]  # a page needs none, and XML would name every part by it
        parts = list(tree.iter())
        if any(re.match(r"\\|[&{}]$", part.text or "") for part in parts if part.tag != "mtext"):
            return None  # a command that the converter does not know, shown by its name
        for part in parts:
            _primes(part)
            _spaced(part)
            if part.tag == "mo" and _is_function(part):
                part.attrib.update(lspace="0", rspace="0")  # the spaces are said; those of an operator are wider
            part.attrib.update({name: unescape(value) for name, value in part.attrib.items()})
            part.text = _letters(unescape(part.text), part) if part.text else part.text
        return Markup(ElementTree.tostring(tree, encoding="unicode", short_empty_elements=False))
    except Exception:  # the converter is missing, or raises one of many kinds for what is no formula
        return None


def _plain(tex: str) -> str:
    """The formula without what leaves no ink, its surroundings named as the converter knows them."""

    def known(match: re.Match) -> str:
        side, name = match[1], match[2]
        if name not in _ALSO:
            return match[0]
        columns = _COLUMNS.get(name, "") if side == "begin" else ""
        return f"\\{side}{{{_ALSO[name]}}}{columns}" if _ALSO[name] else " "

    return _NAMED.sub(known, re.sub(r"(?<!\\)\\(?:\||Vert(?![A-Za-z]))", "‖", _NO_INK.sub("", tex)))


def _primes(part: ElementTree.Element) -> None:
    """f' with its prime beside it: raised once more, as the converter has it, it is too small to be seen."""
    raised = part[1] if part.tag == "msup" else None
    if raised is not None and raised.tag == "mi" and set(unescape(raised.text or "")) <= set("′″‴⁗"):
        part.tag, raised.tag, raised.attrib = "mrow", "mo", {"form": "postfix", "lspace": "0", "rspace": "0"}


def _is_function(part: ElementTree.Element) -> bool:
    """Whether a part is a function's name of several letters, perhaps with something below or above."""
    if part.tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover"):
        part = part[0]
    return part.tag in ("mi", "mo") and re.fullmatch(r"[A-Za-z]{2,}", part.text or "") is not None


def _spaced(row: ElementTree.Element) -> None:
    """log x with the thin space that TeX sets between a function's name and what stands beside it, but a bracket."""
    if row.tag not in ("mrow", "mstyle", "mtd", "math", "msqrt", "mpadded"):
        return
    parts = list(row)
    for before, after in reversed(list(pairwise(parts))):
        function = _is_function(before) or _is_function(after)
        apart = any(_is_sign(part) and not _is_function(part) for part in (before, after))
        closed = before.tag == "mo" and unescape(before.text or "") in (")", "]") and _is_function(after)
        if function and (closed or not apart) and "mspace" not in (before.tag, after.tag):
            row.insert(parts.index(after), ElementTree.Element("mspace", {"width": "0.1667em"}))


def _is_sign(part: ElementTree.Element) -> bool:
    """Whether a part is an operator, a bracket or a comma, or begins with one."""
    while part.tag in ("mrow", "msub", "msup", "msubsup", "munder", "mover", "munderover") and len(part):
        part = part[0]
    return part.tag == "mo"


def _letters(text: str, part: ElementTree.Element) -> str:
    """The text of a part of a formula: bold, script and the like as letters of their own, for browsers draw these."""
    if part.tag == "mtext":
        return re.sub(r"\\([$%&#_{}])", r"\1", text)
    variant = part.get("mathvariant", "normal").upper().replace("-ITALIC", " ITALIC")
    if variant == "NORMAL" or len(text) != 1:
        return text
    letter = re.sub(r"LATIN |GREEK |LETTER ", "", unicodedata.name(text, ""))
    for name in (f"MATHEMATICAL {variant} {letter}", f"{variant} {letter}"):
        with contextlib.suppress(KeyError):
            return unicodedata.lookup(name)
    return text


def markup(text: str) -> Markup:
    """A plain text as HTML: `names` as code, formulas drawn; a formula that cannot be drawn stays text.

    >>> markup("`a` < b")
    Markup('<code>a</code> &lt; b')
    """
    from dlcourse.html import render
    from dlcourse.html.environment import pieces

    cut = [*pieces(text), ""]
    return Markup(render("words", pieces=[(Markup(with_mathml(str(Markup.escape(prose)))), name)
                                          for prose, name in zip(cut[::2], cut[1::2])]))
