"""Question cards: plain HTML that opens from the keyboard and without a kernel. Ungraded.

Each function returns an object that a cell shows as its last line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dlcourse.html import render


class Question:
    """A question and what opens beneath it; what the functions of this module return."""

    def __init__(self, kind: str, question: str, drawers: Sequence[tuple[str, str]], advice: str):
        self.kind, self.question, self.drawers, self.advice = kind, question, tuple(drawers), advice

    def __repr__(self) -> str:
        lines = [f"[{self.kind}] {self.question}", *(f"  - {label}" for label, _ in self.drawers)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return render("question", question=self.question, advice=self.advice, drawers=self.drawers)


def choose(question: str, options: Mapping[str, str], *, right: str) -> Question:
    """One right option among several; each opens to say why it is right, or which mistake it is.

    Raises: ValueError unless `right` is one of at least two options.

    >>> choose("2 + 2?", {"4": "Two pairs.", "22": "That joins the digits."}, right="4")
    [choose] 2 + 2?
      - 4
      - 22
    """
    if right not in options or len(options) < 2:
        raise ValueError(f"ask.choose: right should be one of at least two options, but is {right!r} "
                         f"among {list(options)}. Use the option's very text.")
    drawers = [(text, ("Right. " if text == right else "No. ") + why) for text, why in options.items()]
    return Question("choose", question, drawers, "Decide first, then open your choice.")


def predict(question: str, result: Any, *, why: str = "") -> Question:
    """A question about a result that was computed here but stays closed until opened.

    >>> predict("What is the largest entry?", 3)
    [predict] What is the largest entry?
      - Show the result
    """
    drawers = [("Show the result", str(result))] + ([("Why?", why)] if why else [])
    return Question("predict", question, drawers, "Write your guess down, then open the result.")


def number(question: str, answer: float | int | str, *, mistakes: Mapping[str, str] | None = None) -> Question:
    """A number to work out by hand; each wrong number that learners get opens to the slip behind it.

    >>> number("d(x*x)/dx at 3?", 6, mistakes={"3": "One of the two paths was lost."})
    [number] d(x*x)/dx at 3?
      - The answer
      - I got 3
    """
    drawers = [("The answer", str(answer)), *((f"I got {wrong}", why) for wrong, why in (mistakes or {}).items())]
    return Question("number", question, drawers, "Work it out on paper, then compare.")


def explain(question: str, answer: str, *, points: Sequence[str] = ()) -> Question:
    """A question to answer in one's own words, with an answer and the points that should not be missing.

    >>> explain("Why does it work?", "Because ...", points=("the sum rule",))
    [explain] Why does it work?
      - One good answer
      - What should be in yours
    """
    drawers = [("One good answer", answer)]
    if points:
        drawers.append(("What should be in yours", "\n".join(f"• {point}" for point in points)))
    return Question("explain", question, drawers, "Say or write it in two sentences before you open anything.")
