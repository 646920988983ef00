"""What makes a lecture readable in one sitting, and the list of what each lecture still breaks of it.

`STILL_BROKEN` only shrinks: the lint fails if a lecture breaks a rule under which it is not listed, and if it is listed
under a rule that it no longer breaks.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from nbformat import NotebookNode

from dlcourse.authoring import pace, prose
from dlcourse.authoring.questions import is_question

MAX_MEDIAN, MAX_WORDS = 16, 35
MAX_WIDTH = 96
MAX_MINUTES = 60
FIRST_CELLS = 3
MAX_FRONT = 5
FRONT = ("objectives", "needs", "letters", "recall", "work")  # between the hook and the first content
MIDDLE = (0.4, 0.6)  # of the minutes

RULES = {
    "median": f"the median sentence has at most {MAX_MEDIAN} words",
    "sentence": f"no sentence has more than {MAX_WORDS} words",
    "slide": "what a slide says does not stand in bold",
    "width": f"a line of code has at most {MAX_WIDTH} characters",
    "minutes": f"a lecture takes at most {MAX_MINUTES} minutes",
    "picture": f"one of the first {FIRST_CELLS} cells shows a picture",
    "front": f"at most {MAX_FRONT} cells of front matter stand between hook and content",
    "halfway": "a cell `halfway` stands in the middle of the minutes",
}
# Rule -> numbers of the lectures that still break it. Take out what is mended; put nothing in.
STILL_BROKEN: dict[str, tuple[str, ...]] = {}


class Manner(NamedTuple):
    """A lecture in numbers."""

    minutes: int
    cells: int
    median: float  # words of the sentences that a mark ends
    longest: int


def manner(notebook: NotebookNode) -> Manner:
    """How long a lecture takes and how long its sentences are."""
    found = [sentence for _, sentence in _sentences(notebook)]
    return Manner(pace.minutes(notebook), len(notebook.cells),
                  statistics.median([s.words for s in found if s.ended] or [0]), max([s.words for s in found] or [0]))


def broken(notebook: NotebookNode) -> dict[str, list[str]]:
    """Rule -> what breaks it in a lecture, in words; rules that are kept are left out."""
    shape = manner(notebook)
    found: dict[str, list[str]] = {rule: [] for rule in RULES}
    if shape.median > MAX_MEDIAN:
        found["median"].append(f"the median sentence has {shape.median:g} words; at most {MAX_MEDIAN}")
    found["sentence"] += [f"a sentence of {s.words} words in cell {cell}, at most {MAX_WORDS}: {s.text[:60]!r}"
                          for cell, s in _sentences(notebook) if s.words > MAX_WORDS]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found["slide"] += [f"cell {cell.id} has {bold!r} in bold; say what is true, and leave the slide to a note"
                               for bold in prose.bold(cell.source) if re.search(r"\bslides?\b", bold, re.IGNORECASE)]
        elif not is_question(cell) and (wide := _wide(cell.source)):
            found["width"].append(f"cell {cell.id} has {len(wide)} of its lines wider than {MAX_WIDTH} characters; the "
                                  f"widest has {max(wide)}")
    if (took := pace.took(notebook)) > MAX_MINUTES:
        found["minutes"].append(f"it takes {took:.1f} minutes; at most {MAX_MINUTES}, or split it")
    if not pace.pictures(notebook).keys() & {cell.id for cell in notebook.cells[:FIRST_CELLS]}:
        found["picture"].append(f"none of the first {FIRST_CELLS} cells shows a picture of the lecture's room")
    front = _front_matter(notebook)
    if len(front) > MAX_FRONT:
        found["front"].append(f"{len(front)} cells of front matter stand between hook and content, at most "
                              f"{MAX_FRONT}: {', '.join(front)}")
    found["halfway"] += _halfway(notebook)
    return {rule: texts for rule, texts in found.items() if texts}


def _sentences(notebook: NotebookNode) -> list[tuple[str, prose.Sentence]]:
    return [(cell.id, sentence) for cell in notebook.cells if cell.cell_type == "markdown"
            for sentence in prose.sentences(cell.source)]


def _wide(source: str) -> list[int]:
    return [len(line) for line in source.splitlines() if len(line) > MAX_WIDTH]


def _front_matter(notebook: NotebookNode) -> list[str]:
    """Ids of the cells of front matter before the first cell of content."""
    front = []
    for cell in notebook.cells[1:]:
        if pace.part(cell) in FRONT:
            front.append(cell.id)
        elif pace.part(cell) != "hook":
            break
    return front


def _halfway(notebook: NotebookNode) -> list[str]:
    cell = next((c for c in notebook.cells if c.id == pace.HALFWAY), None)
    place = pace.so_far(notebook)
    if cell is None or place is None:
        return [f"it has no halfway stop: a markdown cell with id=\"{pace.HALFWAY}\" that holds {pace.SAID_SO_FAR}"]
    found, share = [], place[0] / place[1]
    if cell.cell_type != "markdown" or pace.SAID_SO_FAR not in cell.source:
        found.append(f"the cell {pace.HALFWAY} should be markdown that holds {pace.SAID_SO_FAR}")
    if not MIDDLE[0] <= share <= MIDDLE[1]:
        found.append(f"the halfway stop stands at {share:.1%} of the minutes; it belongs between {MIDDLE[0]:.0%} and "
                     f"{MIDDLE[1]:.0%}")
    return found


def unlisted(number: str, found: Mapping[str, list[str]], *, listed: Mapping[str, Iterable[str]]) -> list[str]:
    """What breaks a rule that a lecture is not listed under, and what it is listed under without breaking it."""
    own = {rule for rule, lectures in listed.items() if number in lectures}
    texts = [text for rule, broke in found.items() if rule not in own for text in broke]
    return texts + [f"it no longer breaks the rule {rule!r}: take {number} out of it in STILL_BROKEN (reading.py)"
                    for rule in RULES if rule in own - found.keys()]


def idle(numbers: Iterable[str], *, listed: Mapping[str, Iterable[str]]) -> list[str]:
    """What the list names that does not exist: a rule, or a lecture."""
    known = set(numbers)
    return ([f"STILL_BROKEN names a rule {rule!r} that does not exist" for rule in listed if rule not in RULES]
            + [f"STILL_BROKEN names lecture {number} under {rule!r}, which does not exist"
               for rule, lectures in listed.items() for number in lectures if number not in known])
