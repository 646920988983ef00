"""`@exercise("key")`: running the cell is the check."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import TypeVar

from dlcourse.classroom import patience, progress, registry, sealed, source
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import NOT_ATTEMPTED, Verdict, check

A = TypeVar("A", bound=Callable)
TRIES_BEFORE_SOLUTION = 3


def exercise(key: str) -> Callable[[A], A]:
    """Check the function or class below, show a card and note the progress; gives the answer back unchanged.

    Of an exercise for marks a student has one example at most: then the card shows that, and no progress is noted.
    Raises: UnknownExerciseError if no exercise has this key.
    """
    public = None if registry.known(key) else sealed.find(key)
    declared = public or registry.load(key)
    frame = sys._getframe(1)
    text, scope, file = source.cell_source(frame), _module_scope(frame), frame.f_code.co_filename

    def checked(answer: A) -> A:
        node = source.definition(text, answer.__name__)
        if node is not None and source.is_stub(node):
            verdict = Verdict(declared, NOT_ATTEMPTED, total=len(declared.draw()))
        else:
            scope[answer.__name__] = answer  # what refers to itself finds this definition, not an earlier one
            try:
                with patience.telling(_say):
                    verdict = (sealed.try_out if public else check)(declared, answer, node=node)
            except KeyboardInterrupt as stop:
                _display(Card(patience.stopped(declared, stop.__traceback__, file)))
                return answer
        if public:
            _display(sealed.SealedCard(verdict))
            return answer
        entry = progress.record(declared.key, verdict.status, verdict.points, source.fingerprint(node, text),
                                was=declared.was)
        _display(Card(verdict, reveal=len(entry["tries"]) >= TRIES_BEFORE_SOLUTION))
        return answer

    return checked


def _module_scope(frame: types.FrameType) -> dict:
    """Where a cell's definitions go; a scrap where the answer stands inside a function, whose names are its own."""
    return frame.f_globals if frame.f_locals is frame.f_globals else {}


def _say(text: str) -> None:
    """A note while the cell still runs."""
    print(text, flush=True)


def _display(card: Card) -> None:
    """In a notebook the card, elsewhere its text."""
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        from IPython.display import display

        display(card)
    else:
        print(card)
