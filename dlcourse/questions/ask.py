"""`ask`: what a notebook calls to put a question.

A built notebook holds `ask("08/layer-ask")`; the question itself lies in the package, so that no answer stands in a
cell. A notebook's source writes it out as `ask.number(...)`, `ask.choose(...)`, `ask.predict(...)` or
`ask.explain(...)`; the build runs these and stores what they give.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dlcourse.questions import store
from dlcourse.questions.question import Choose, Explain, Number, Predict, Question, QuestionError, Values
from dlcourse.tensors import rounded

Numbers = float | int | Sequence[float]


class Gone:
    """Stands where a notebook asks a question that the course no longer has."""

    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return (f"The question {self.name!r} is not in this version of the course. Nothing is lost; go on, or open the "
                "lecture's newest copy.")


class Ask:
    """Puts questions; each call returns one, which a cell shows as its last line."""

    def __call__(self, name: str) -> Question | Gone:
        """The stored question with this name; a line of words where there is none any more.

        >>> Ask()("08/never-there")
        The question '08/never-there' is not in this version of the course. Nothing is lost; go on, or ...
        """
        return store.find(str(name)) or Gone(str(name))

    def number(self, question: str, answer: Numbers | str, *, why: str = "", digits: int | None = None,
               mistakes: Mapping[Any, str] | None = None) -> Question:
        """A number, or a tuple of them, to work out by hand; `mistakes` maps wrong ones to the mistake behind each.

        `digits` is how many decimals are asked for. Without it whole numbers are exact, others within half a percent.
        Raises: QuestionError for an answer that is no number, or a mistake that cannot be told from the answer.

        >>> Ask().number("d(x*x)/dx at 3?", 6, mistakes={3: "One of the two paths was lost."})
        [number] d(x*x)/dx at 3?
        """
        if isinstance(answer, str):
            return _written_out(question, answer, mistakes or {})
        known = tuple((_values(question, wrong), str(why)) for wrong, why in (mistakes or {}).items())
        return Number(question, why, answer=_values(question, answer), digits=digits, mistakes=known)

    def choose(self, question: str, options: Mapping[str, str], *, right: str, why: str = "") -> Question:
        """One right option among several; each tells why it is right, or which mistake it is.

        Raises: QuestionError unless `right` is one of at least two options.

        >>> Ask().choose("2 + 2?", {"4": "Two pairs.", "22": "That joins the digits."}, right="4")
        [choose] 2 + 2?
          - 4
          - 22
        """
        return Choose(question, why, choices=tuple((str(k), str(v)) for k, v in options.items()), right=str(right))

    def predict(self, question: str, result: Any, *, why: str = "") -> Question:
        """A guess about a result that was computed here; no guess is wrong.

        >>> Ask().predict("What is the largest entry?", 3)
        [predict] What is the largest entry?
        """
        return Predict(question, why, result=str(rounded(result, 4)))

    def explain(self, question: str, answer: str, *, points: Sequence[str] = (), why: str = "") -> Question:
        """A question to answer in one's own words, with a good answer and the points that should not be missing.

        >>> Ask().explain("Why does it work?", "Because ...", points=("the sum rule",))
        [explain] Why does it work?
        """
        return Explain(question, why, answer=answer, points=tuple(points))


def _values(question: str, given: Any) -> Values:
    try:
        flat = given.tolist() if hasattr(given, "tolist") else given
        return tuple(map(float, flat)) if isinstance(flat, (tuple, list)) else (float(flat),)
    except (TypeError, ValueError):
        raise QuestionError(f"ask.number({question!r}): the answer and its mistakes should be numbers or tuples of "
                            f"numbers, but one is {given!r}. For words use ask.choose or ask.explain.") from None


def _written_out(question: str, answer: str, mistakes: Mapping[Any, str]) -> Question:
    """A question of an older copy, whose answer is a text such as "9 = 10 - 1"."""
    number = r"-?\d+(?:\.\d+)?"
    found = re.match(rf"\s*(\({number}(?:, {number})*\)|{number})(?![\w.])[\s:=,]*", answer)
    if not found:
        return Explain(question, answer=answer)
    from dlcourse.questions import typed

    count = found[1].count(",") + 1
    values = typed.read(found[1], count)
    known = []
    for wrong, why in mistakes.items():
        try:
            known.append((typed.read(str(wrong), count), str(why)))
        except typed.TypedError:
            continue
    try:
        return Number(question, answer, answer=values, mistakes=tuple(known))
    except QuestionError:
        return Number(question, answer, answer=values)


ask = Ask()
