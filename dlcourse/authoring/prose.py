"""The words, sentences and formula lines of a markdown cell, as a reader meets them.

A formula $...$, a piece of `code` and an address count as one word each. Headings, table rows and formulas that stand
alone are not sentences; an item of a list is a paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

FORMULA, CODE, ADDRESS, DISPLAY = "\ue000", "\ue001", "\ue002", "\ue003"  # one private character for each
_SHOWN = {FORMULA: "$…$", CODE: "`…`", ADDRESS: "…", DISPLAY: "$$…$$"}
_INSIDE = re.compile(r"\\begin\{(\w*matrix|array|cases)\}.*?\\end\{\1\}", re.DOTALL)  # rows in it are one line's height
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_END = re.compile(r"(?<=[^\s.!?…])(?P<mark>[.!?…]+)(?P<closed>[\"'”’»)\]]*)(?=\s|$)")
# What a full stop does not end; some only before a number, some only before a small letter.
_ALWAYS = {"e.g.", "i.e.", "cf.", "vs.", "viz.", "approx.", "resp.", "ca.", "al.", "dr.", "mr.", "mrs.", "ms.", "prof.",
           "w.r.t.", "a.k.a."}
_BEFORE_A_NUMBER = {"no.", "nos.", "p.", "pp.", "vol.", "ch.", "fig.", "figs.", "eq.", "eqs.", "sec."}
_BEFORE_SMALL_LETTERS = {"etc.", "i.i.d.", "a.m.", "p.m."}


class Sentence(NamedTuple):
    """A sentence without its markup, how many words it has, and whether a mark ends it: an entry of a list has none."""

    text: str
    words: int
    ended: bool


class _Piece(NamedTuple):
    kind: str  # "heading", "row" or "text"
    text: str


def sentences(markdown: str) -> list[Sentence]:
    """The sentences of a text in markdown, in their order.

    >>> [found.words for found in sentences("Let $x = 1.5$ be small, e.g. `1e-3`. Why? See Fig. 3.")]
    [6, 1, 3]
    """
    return [Sentence(_readable(text), _count(text), re.search(r"[.!?…:][\"'”’»)\]]*$", text) is not None)
            for piece in _pieces(markdown) if piece.kind == "text"
            for text in _split(piece.text) if re.search(rf"[^\W{FORMULA}-{DISPLAY}]", text)]


def bold(markdown: str) -> list[str]:
    """What stands in bold.

    >>> bold("**One**, `2**3` and **two words**.")
    ['One', 'two words']
    """
    return [_readable(inner) for inner in re.findall(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", _plain(markdown), re.DOTALL)]


def words(markdown: str, *, look_up: bool = False) -> int:
    r"""How many words are read, headings included; rows and displays that hold a formula are `lines` instead.

    In a table that is there to `look_up` something every row counts by its words.

    >>> words("## Title\n\nThree more words: $x$."), words("| $x$ | input |"), words("| $x$ | input |", look_up=True)
    (5, 0, 2)
    """
    return sum(_count(piece.text.replace(DISPLAY, " ")) for piece in _pieces(markdown)
               if look_up or not _is_line(piece))


def lines(markdown: str) -> int:
    r"""How many lines of formulas are worked through: of displays $$...$$, and rows of tables that hold a formula.

    >>> lines("$$a = b \\\\ c = d$$\n\n| rule | slope |\n|---|---|\n| sum | $f' + g'$ |")
    3
    """
    text = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    displays = [_INSIDE.sub("", inner) for inner in re.findall(r"\$\$(.+?)\$\$", text, re.DOTALL)]
    return (sum(sum(bool(line.strip()) for line in display.split(r"\\")) for display in displays)
            + sum(map(_is_line, _pieces(markdown))))


def _is_line(piece: _Piece) -> bool:
    return piece.kind == "row" and FORMULA in piece.text


def _count(text: str) -> int:
    return sum(re.search(rf"[\w{FORMULA}-{DISPLAY}]", token) is not None for token in text.split())


def _readable(text: str) -> str:
    return re.sub(rf"[{FORMULA}-{DISPLAY}]", lambda match: _SHOWN[match[0]], text)


def _plain(markdown: str) -> str:
    """Markdown with formulas, code and addresses as one character each and without any other markup."""
    text = re.sub(r"^```.*?^```[^\n]*$|<!--.*?-->", "", markdown, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", CODE, text)
    text = re.sub(r"(?<!\\)\\\$", "", text)
    text = re.sub(r"\$\$(.+?)\$\$", lambda m: f"\n{DISPLAY}{'.' * m[1].rstrip().endswith('.')}\n", text,
                  flags=re.DOTALL)
    text = re.sub(r"\$(?!\s)(?:[^$\n]|\n(?!\s*\n))+?(?<!\s)\$(?!\d)", FORMULA, text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"<?https?://[^\s)>]*[^\s)>.,;]>?", ADDRESS, text)
    text = re.sub(r"</?[A-Za-z][^>]*>", "", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _pieces(markdown: str) -> Iterator[_Piece]:
    """Headings, table rows and paragraphs. A display belongs to the sentence around it."""
    paragraph, gap, open_display = [], False, False

    def finished() -> list[_Piece]:
        text = " ".join(paragraph).replace("*", "")
        paragraph.clear()
        return [_Piece("text", re.sub(r"(?<!\w)_+|_+(?!\w)", "", text))] if text else []

    for raw in _plain(markdown).splitlines():
        line = re.sub(r"^(\s*>)+", "", raw).strip()
        item = _LIST_ITEM.match(line)
        if not line:
            gap = True
            continue
        if line.startswith(DISPLAY):
            paragraph.append(line)
            gap, open_display = False, not line.endswith(".")
            continue
        if heading := re.match(r"#{1,6}\s+(.*)", line):
            yield from finished()
            yield _Piece("heading", heading[1])
        elif line.startswith("|"):
            yield from finished()
            yield _Piece("row", line)
        elif re.fullmatch(r"([-*_])(\s*\1){2,}", line):
            yield from finished()
        else:
            if item or (open_display and not line[0].islower()) or (gap and not open_display):
                yield from finished()
            paragraph.append(line[item.end():] if item else line)
        gap = open_display = False
    yield from finished()


def _split(paragraph: str) -> Iterator[str]:
    # A dot in the middle of the line parts the entries of a list, unless it multiplies.
    for entry in re.split(rf"\s+·\s+(?![-−(\d{FORMULA}{CODE}])", " ".join(paragraph.split())):
        begin = 0
        for end in _END.finditer(entry):
            if _ends(entry[begin:end.end()], end, entry[end.end():].lstrip()):
                yield entry[begin:end.end()].strip()
                begin = end.end()
        yield entry[begin:].strip()


def _ends(before: str, end: re.Match[str], after: str) -> bool:
    """Whether a mark ends the sentence `before`, which it belongs to."""
    small = after[:1].islower()
    if end["mark"] == ".":
        token = before.split()[-1].lstrip("([\"'“‘«")
        initial = re.fullmatch(r"[A-Z]\.", token) and all(re.fullmatch(r"[A-Z]\.", t) for t in before.split())
        short = token.lower()
        if (initial and after) or short in _ALWAYS or (short in _BEFORE_SMALL_LETTERS and small):
            return False
        if short in _BEFORE_A_NUMBER and re.match(rf"\(?[\d{FORMULA}]", after):
            return False
    return not (small and (end["closed"] or end["mark"] in ("…", "...")))
