"""Exercises for marks in a student's package: one public example of each, and a card that promises nothing beyond it.

`public/KEY.json`, beside this file, is made by `dlcourse release` from an exercise that the instructor keeps. It holds
a title, points, minutes, difficulty and at most one example: inputs and expected output, as data in the course's
codec. No reference, no wrong answers, no hints.
"""

from __future__ import annotations

import ast
import base64
import json
from dataclasses import replace
from typing import Any, ClassVar

from dlcourse.classroom import codec, registry
from dlcourse.classroom.card import LOOKS, Card, Look
from dlcourse.classroom.check import CORRECT, ERROR, NOT_ATTEMPTED, NOT_YET, Verdict, check
from dlcourse.classroom.compare import close
from dlcourse.classroom.exercise import Case, Exercise
from dlcourse.html import render, style

AGREES, DIFFERS, UNTRIED = "the example agrees", "the example does not agree", "no example to try"
LABEL = "the example"
_UNCERTAIN = Look("≈", style.BLUE)
MARKS = ("This exercise is for marks. They come from your instructor, who runs your answer on other inputs, and not "
         "from this card.")
_WORDS = {AGREES: "Your answer gives what is expected on the one example that is published. Try it by hand on inputs "
                  "of your own, also on extreme ones.",
          UNTRIED: "Your definition was read. Try it on the case in the text and on inputs of your own.",
          NOT_ATTEMPTED: "Replace `raise NotImplementedError` by your own lines and run the cell again."}


def find(key: str) -> Exercise | None:
    """What is public of an exercise, in the form of an exercise; None if it has no public file.

    Its only case is the example, and its reference gives the example's output. Without an example there is no case.
    Raises: ValueError if the file is damaged.
    """
    if key not in registry.for_marks():
        return None
    path = registry.PUBLIC / f"{key}.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        example = told["example"] and _unpacked(told["example"])
        cases = [Case(LABEL, example["inputs"])] if example else []
        return Exercise(
            key=key, title=told["title"], points=told["points"], difficulty=told["difficulty"],
            minutes=told["minutes"], objective="", reference=(expected := lambda *inputs: example["output"]),
            solution=expected, cases=lambda rng: cases, misconceptions=(), alternatives=(), hints=(),
            compare=close(told["rtol"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is damaged ({error}); restore it from the package that you were given.") from error


def packed(inputs: dict[str, Any], output: Any) -> str:
    """An example as text.

    Raises: WireError if something in it is no data.
    """
    encoder = codec.Encoder(_refuse)
    head = {"inputs": encoder.tree(inputs), "output": encoder.tree(output)}
    return base64.b64encode(codec.pack(head, encoder.blobs)).decode()


def _unpacked(text: str) -> dict[str, Any]:
    head, blob = codec.unpack(base64.b64decode(text, validate=True))
    decoder = codec.Decoder(blob, lambda mark, rest: _refuse(mark))
    found = {"inputs": decoder.value(head["inputs"]), "output": decoder.value(head["output"])}
    decoder.done()
    return found


def _refuse(value: Any) -> list:
    raise codec.WireError(f"a {type(value).__name__} is no data")


def try_out(exercise: Exercise, answer: Any, *, node: ast.stmt | None = None) -> Verdict:
    """What can be said of an answer from the example alone; its status never promises more."""
    if not exercise.draw():
        return Verdict(exercise, UNTRIED)
    found = check(exercise, answer, node=node)
    status = {CORRECT: AGREES, NOT_YET: DIFFERS}.get(found.status, found.status)
    return replace(found, status=status, explanation=_explanation(found))


def _explanation(found: Verdict) -> str:
    """One example shows that numbers differ, not what they have in common: no factor or sign is read into them."""
    if found.status == ERROR:
        return ""  # the error stands on the card already
    fault = found.exercise.compare(found.expected, found.failing.value) if found.failing else None
    return fault.text if fault and fault.kind == "value" else found.explanation


class SealedCard(Card):
    """Shows what `try_out` found, and where marks come from."""

    _looks: ClassVar[dict[str, Look]] = LOOKS | {AGREES: _UNCERTAIN, UNTRIED: _UNCERTAIN, DIFFERS: LOOKS[NOT_YET]}

    def __repr__(self) -> str:
        v = self.verdict
        lines = [f"[{v.status}] {v.exercise.title} ({self._count()})"]
        rows = self._evidence()
        lines += ["  on the published example:"] * bool(rows) + [f"    {name}: {text}" for name, text in rows]
        return "\n".join([*lines, *(f"  {text}" for text in self._sentences()),
                          *(f"  Note: {text}" for text in self.notes)])

    def _repr_html_(self) -> str:
        return render("sealed", head=self._head(), rows=self._evidence(), sentences=self._sentences(), notes=self.notes)

    def _count(self) -> str:
        return f"{self.verdict.exercise.points} points, for marks"

    def _evidence(self) -> list[tuple[str, str]]:
        """The case without the words about a first one: there is only one."""
        rows = super()._evidence()
        return rows[1:] if rows else rows

    def _sentences(self) -> list[str]:
        v = self.verdict
        return [text for text in (v.explanation, _WORDS.get(v.status, ""), MARKS) if text]
