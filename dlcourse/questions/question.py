"""The four kinds of question, as data that a file can hold, and what of them belongs on a card."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from dlcourse.html import render

Values = tuple[float, ...]


class QuestionError(ValueError):
    """A question that cannot be asked as it stands; the message says why."""


@dataclass(frozen=True)
class Question:
    """What all kinds share. `name` is empty for a question that a notebook wrote out itself."""

    kind: ClassVar[str] = ""
    question: str
    why: str = ""
    name: str = field(default="", compare=False)

    @property
    def advice(self) -> str:
        """What to do, in one line beneath the question."""
        raise NotImplementedError

    @property
    def answer_text(self) -> str:
        """The answer as a reader meets it when it opens; without the reason."""
        raise NotImplementedError

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen; empty where something is typed."""
        return ()

    @property
    def opened(self) -> str:
        """What stands in the closed part of the stored card: the answer and why."""
        return "\n".join(filter(None, (self.answer_text, self.why)))

    def as_data(self) -> dict[str, Any]:
        """The question as JSON holds it, without its name."""
        data = {"kind": self.kind, **asdict(self)}
        del data["name"]
        return data

    def __repr__(self) -> str:
        return "\n".join([f"[{self.kind}] {self.question}", *(f"  - {text}" for text in self.options)])

    def _repr_html_(self) -> str:
        return render("question", question=self.question, advice=self.advice, options=self.options, opened=self.opened)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        from dlcourse.questions.live import bundle_of

        return bundle_of(self)


@dataclass(frozen=True, repr=False)
class Number(Question):
    """A number, or several in order, to work out by hand."""

    kind: ClassVar[str] = "number"
    answer: Values = ()
    digits: int | None = None  # decimals that are asked for; without them whole numbers are exact
    mistakes: tuple[tuple[Values, str], ...] = ()  # wrong values that learners get -> the mistake behind each

    def __post_init__(self):
        if not self.answer or not all(map(math.isfinite, self.answer)):
            raise QuestionError(f"ask.number({self.question!r}): the answer should be finite numbers, but is "
                                f"{self.answer}.")
        for values, _ in self.mistakes:
            if len(values) != len(self.answer):
                raise QuestionError(f"ask.number({self.question!r}): the mistake {values} should hold "
                                    f"{len(self.answer)} numbers, as the answer does.")
            if self.fits(values):
                raise QuestionError(f"ask.number({self.question!r}): the mistake {values} would be taken for the "
                                    f"answer {self.answer_text}. Ask for more digits or choose other numbers.")
        for i, (values, _) in enumerate(self.mistakes):
            for other, _ in self.mistakes[:i]:
                if self.near(values, other):
                    raise QuestionError(f"ask.number({self.question!r}): the mistakes {values} and {other} cannot be "
                                        "told apart. Ask for more digits or choose other numbers.")

    @property
    def advice(self) -> str:
        many = f"{len(self.answer)} numbers" if len(self.answer) > 1 else "A number"
        places = {None: "", 0: ", rounded to a whole number", 1: ", to one decimal"}.get(
            self.digits, f", to {self.digits} decimals")
        some = ", ".join(itertools.islice(itertools.cycle(("0.5", "-2", "1")), len(self.answer)))
        example = f"for instance ({some})" if len(self.answer) > 1 else "for instance 0.75 or 3/4"
        return f"{many}{places}; {example}."

    @property
    def answer_text(self) -> str:
        return self.shown(self.answer)

    def shown(self, values: Values) -> str:
        """Numbers as this question writes them."""
        texts = [f"{v + 0.0:.{self.digits}f}" if self.digits is not None else f"{v + 0.0:.6g}" for v in values]
        return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"

    def slack(self, value: float) -> float:
        """How far a number may lie from `value` and still count as it: rounding, and no more."""
        if self.digits is not None:
            return 0.55 * 10.0 ** -self.digits
        whole = all(v == round(v) for v in (value, *self.answer))
        return 1e-6 * max(1.0, abs(value)) if whole else 0.005 * abs(value) + 1e-12

    def near(self, given: Values, values: Values) -> bool:
        """Whether numbers that were given count as these values."""
        return len(given) == len(values) and all(abs(g - v) <= self.slack(v) for g, v in zip(given, values))

    def fits(self, given: Values) -> bool:
        """Whether numbers that were given are the answer."""
        return self.near(given, self.answer)


@dataclass(frozen=True, repr=False)
class Choose(Question):
    """One right option among several, each with what it tells about who chooses it."""

    kind: ClassVar[str] = "choose"
    choices: tuple[tuple[str, str], ...] = ()  # option -> why it is right, or which mistake it is
    right: str = ""

    def __post_init__(self):
        if self.right not in self.options or len(set(self.options)) < 2:
            raise QuestionError(f"ask.choose: right should be one of at least two options, but is {self.right!r} "
                                f"among {list(self.options)}. Use the option's very text.")

    @property
    def advice(self) -> str:
        return "Choose one."

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(text for text, _ in self.choices)

    @property
    def answer_text(self) -> str:
        return self.right

    @property
    def opened(self) -> str:
        told = dict(self.choices)
        rest = [f"{text}: {why}" for text, why in self.choices if text != self.right]
        return "\n".join([f"{self.right}: {told[self.right]}", *([self.why] if self.why else []), "", "And the others?",
                          *rest])


@dataclass(frozen=True, repr=False)
class Predict(Question):
    """A guess about a result that was computed here; any guess is welcome."""

    kind: ClassVar[str] = "predict"
    result: str = ""

    @property
    def advice(self) -> str:
        return "Any guess will do: commit to one, then see."

    @property
    def answer_text(self) -> str:
        return self.result


@dataclass(frozen=True, repr=False)
class Explain(Question):
    """A question to answer in one's own words; then the reader compares with a good answer, point by point."""

    kind: ClassVar[str] = "explain"
    answer: str = ""
    points: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        return "Two sentences in your own words, then compare."

    @property
    def answer_text(self) -> str:
        return self.answer

    @property
    def good(self) -> str:
        """A good answer and why, without the points."""
        return super().opened

    @property
    def opened(self) -> str:
        return "\n".join([self.good, *(f"• {point}" for point in self.points)])


KINDS = {cls.kind: cls for cls in (Number, Choose, Predict, Explain)}


def from_data(name: str, data: Mapping[str, Any]) -> Question:
    """The question that `as_data` wrote.

    >>> from_data("08/sum", Number("2 + 2?", answer=(4.0,)).as_data())
    [number] 2 + 2?
    """
    values = {key: _tuples(value) for key, value in data.items() if key != "kind"}
    return KINDS[data["kind"]](**values, name=name)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, Sequence) and not isinstance(value, str) else value
