"""`@exercise("key")`: running the cell is the check."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import Any, TypeVar

import torch

from dlcourse.classroom import codec, patience, progress, registry, sealed, source
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import NOT_ATTEMPTED, Verdict, check
from dlcourse.classroom.exercise import Exercise

A = TypeVar("A", bound=Callable)
TRIES_BEFORE_SOLUTION = 3
_put_back: list[str] = []  # names that the running cell found bound to something else than the course's


def exercise(key: str) -> Callable[[A], A]:
    """Check the function or class below, show a card and note the progress; gives the answer back unchanged.

    The check runs under torch's own settings, whatever the notebook has set, and a card comes whether or not the
    progress can be noted. Of an exercise for marks a student has one example at most: then the card shows that, and
    no progress is noted.
    Raises: UnknownExerciseError if no exercise has this key.
    """
    with codec.plain_torch():
        public = None if registry.known(key) else sealed.find(key)
        declared = public or registry.load(key)
    frame = sys._getframe(1)
    text, scope, file = source.cell_source(frame), _module_scope(frame), frame.f_code.co_filename

    def checked(answer: A) -> A:
        notes = _notes()
        with codec.plain_torch():
            display_card(_card(answer, declared, text, scope, file, for_marks=public is not None, notes=notes))
        return answer

    return checked


def _card(answer: Callable, declared: Exercise, text: str, scope: dict[str, Any], file: str, *, for_marks: bool,
          notes: list[str]) -> Card:
    """The card of an answer; its verdict is noted, as far as it can be."""
    name = getattr(answer, "__name__", "")
    node = source.definition(text, name, source.line_of(answer))
    if node is not None and source.is_stub(node):
        verdict = Verdict(declared, NOT_ATTEMPTED, total=len(declared.draw()))
    else:
        scope[name] = answer  # what refers to itself finds this definition, not an earlier one
        try:
            with patience.telling(_say):
                verdict = (sealed.try_out if for_marks else check)(declared, answer, node=node)
        except KeyboardInterrupt as stop:
            return Card(patience.stopped(declared, stop.__traceback__, file), notes=notes)
    if for_marks:
        return sealed.SealedCard(verdict, notes=notes)
    noted = progress.note(declared.key, verdict.status, verdict.points, source.fingerprint(node, text),
                          was=declared.was)
    return Card(verdict, reveal=len(noted.entry["tries"]) >= TRIES_BEFORE_SOLUTION,
                notes=[*notes, *filter(None, [noted.trouble])])


def _notes() -> list[str]:
    """What a student should know of the notebook's own settings and names."""
    notes = [f"In this notebook `{name}` stood for something of your own. For this cell it is the course's again: "
             "choose another name for yours." for name in _put_back]
    found = codec.settings()
    if found:
        listed = " and ".join(filter(None, (", ".join(found[:-1]), found[-1])))
        notes.append(f"This notebook has set {listed}. The check ran with torch's own settings, as "
                     "grading does.")
    return notes


def _module_scope(frame: types.FrameType) -> dict:
    """Where a cell's definitions go; a scrap where the answer stands inside a function, whose names are its own."""
    return frame.f_globals if frame.f_locals is frame.f_globals else {}


def _say(text: str) -> None:
    """A note while the cell still runs."""
    print(text, flush=True)  # noqa: T201 - into the cell's output


def _shell() -> Any:
    """The notebook's shell; None outside of one."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def display_card(card: Card) -> None:
    """In a notebook the card, elsewhere its text."""
    if _shell() is not None:
        from IPython.display import display

        display(card)
    else:
        print(card)  # noqa: T201 - the card is what a script asked for


def _before_cell(info: Any) -> None:
    """Let `exercise` and `torch` mean what the course means by them in a cell with an exercise."""
    _put_back[:] = source.put_back(str(info.raw_cell), _shell().user_ns, {"exercise": exercise, "torch": torch})


if _shell() is not None:
    _shell().events.register("pre_run_cell", _before_cell)
