"""notebooks/GLOSSARY.md: every word that a lecture explains, with the place. Made from the lectures' sources."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from dlcourse.authoring.sources import ROOT, folders, name_of, read

TARGET = ROOT / "notebooks" / "GLOSSARY.md"
_ENTRY = re.compile(r"^\[?\*\*(?P<term>.+?)\*\*(?:\]\((?P<anchor>#[^)]*)\))?(?P<rest>.*)$", re.DOTALL)


class GlossaryEntry(NamedTuple):
    """A word, what it means, and the lecture with the heading where it is explained."""

    term: str
    meaning: str
    lecture: str
    anchor: str


def entries(source: Path) -> list[GlossaryEntry]:
    """The words of one lecture's glossary cell, "**word** meaning · [**word**](#heading) meaning · ...".

    Raises: ValueError for a part that is neither.
    """
    cell = next(c for c in read(source).cells if c.id == "glossary")
    body = re.split(r"\n\n|(?<=\.) (?=All symbols)", cell.source.split("\n", 1)[1].strip())[0]
    found, last = [], []
    for part in re.split(r" · ", body.strip().rstrip(".")):
        match = _ENTRY.match(part)
        if match is None:
            raise ValueError(f"{source.name}: a part of the glossary should be '**word** meaning', but is {part!r}. "
                             "Separate words by ' · '.")
        entry = GlossaryEntry(match["term"], match["rest"].strip(" :,"), name_of(source), match["anchor"] or "#Words")
        last = [*last, entry]
        if entry.meaning:  # several words in a row may share the meaning that follows
            found += [e._replace(meaning=entry.meaning) for e in last]
            last = []
    return found


def page() -> str:
    """All words in alphabetical order, as Markdown."""
    everything = [e for folder in folders() for e in entries(folder / "lecture.py")]
    lines = ["# Words", "", "Generated from `authoring/`; do not edit.", "",
             "| word | meaning | where |", "|---|---|---|"]
    lines += [f"| **{e.term}** | {e.meaning.replace('|', chr(92) + '|')} | "
              f"[{e.lecture.split('_')[0]}]({e.lecture}.ipynb{e.anchor}) |"
              for e in sorted(everything, key=lambda e: (re.sub(r"\W", "", e.term).lower(), e.lecture))]
    return "\n".join(lines) + "\n"

