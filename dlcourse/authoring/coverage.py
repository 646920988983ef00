"""notebooks/COVERAGE.md: which fact of the slides is taught where. Made from facts.toml, lectures and tasks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from dlcourse.authoring.sources import ROOT, folders, name_of, read
from dlcourse.classroom import registry

TARGET = ROOT / "notebooks" / "COVERAGE.md"


class FactRow(NamedTuple):
    """One fact with the heading under which its lecture treats it."""

    key: str
    fact: str
    deck: str
    lecture: str
    heading: str
    exercise: str
    corrected: str


def rows(path: Path) -> list[FactRow]:
    """The rows of one facts file.

    Raises: ValueError if a fact is taught nowhere, or a cell covers a fact that the file does not have.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lecture = name_of(path.with_name("lecture.py"))
    places, practised = headings(path.with_name("lecture.py")), practice()
    if set(places) != set(table):
        raise ValueError(f"{path.name}: facts and lecture disagree about {sorted(set(places) ^ set(table))}; "
                         "name each fact in the covers=\"...\" of the markdown cell that treats it.")
    return [FactRow(key, f["fact"], f["deck"], lecture, places[key], practised.get(key, ""), f.get("corrected", ""))
            for key, f in table.items()]


def practice() -> dict[str, str]:
    """Fact -> the exercise that practises it, as the tasks say."""
    return {fact: key for lecture in registry.lectures() for key in lecture.exercises
            for fact in registry.load(key).facts}


def headings(source: Path) -> dict[str, str]:
    """Fact -> the nearest heading at or above the cell that covers it."""
    found, heading = {}, ""
    for cell in read(source).cells:
        if cell.cell_type == "markdown":
            titles = re.findall(r"^#{1,3} (.+)$", cell.source, re.MULTILINE)
            heading = titles[0] if titles else heading
            found |= dict.fromkeys(cell.metadata.get("covers", "").split(), heading)
            heading = titles[-1] if titles else heading
    return found


def page() -> str:
    """The whole table as Markdown."""
    lines = ["# What is taught where", "", "Generated from `authoring/`; do not edit.", "",
             "| fact | slides | section | exercise | the slide is corrected |", "|---|---|---|---|---|"]
    for path in (folder / "facts.toml" for folder in folders()):
        for row in rows(path) if path.exists() else ():
            anchor = row.heading.replace(" ", "-")
            link = f"[{row.lecture.split('_')[0]} {row.heading}]({row.lecture}.ipynb#{anchor})"
            exercise = f"`{row.exercise}`" if row.exercise else ""
            lines.append(f"| {row.fact} | {row.deck} | {link} | {exercise} | {row.corrected} |")
    return "\n".join(lines) + "\n"

