"""One student at one question: what each try is told, when the answer opens. `judge.mjs` does the same in a page."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from dlcourse.questions import typed
from dlcourse.questions.question import Choose, Explain, Number, Question, Values

TRIES = 2  # then the answer opens
RIGHT, WRONG, UNREAD, SHOWN, NOTED = "right", "wrong", "unread", "shown", "noted"


@dataclass(frozen=True)
class Reply:
    """What a student is told about one try."""

    status: str       # right, wrong, unread (no try is lost), shown (the answer, without a verdict), noted
    text: str         # about this try
    answer: str = ""  # the answer and why, once it opens
    done: bool = False
    points: tuple[str, ...] = ()  # what should not be missing from an explanation


class Sitting:
    """Takes what a student gives, try by try.

    >>> sitting = Sitting(Number("2 + 3?", answer=(5.0,), mistakes=(((6.0,), "That is the product."),)))
    >>> sitting.take("6").text
    'That is the product. Try once more.'
    >>> sitting.take("5").status, sitting.first
    ('right', False)
    """

    def __init__(self, question: Question):
        self.question, self.tries, self.given = question, 0, ""
        self.first: bool | None = None  # whether the first try was right; None: not known, or a guess
        self.last: Reply | None = None

    def take(self, given: str) -> Reply:
        """What is said to one try: a text that was typed, or an option that was chosen."""
        if self.last is not None and self.last.done:
            return self.last
        given = str(given)[:10_000].strip()
        judged = {"number": self._number, "choose": self._choose, "predict": self._predict,
                  "explain": self._explain}[self.question.kind](given)
        if judged.status != UNREAD:
            self.tries += 1
            if self.tries == 1:
                self.given, self.first = given[:500], {RIGHT: True, WRONG: False}.get(judged.status)
        if judged.status == WRONG:
            last = self.tries >= TRIES or len(self.question.options) == 2
            judged = (replace(judged, answer=self.question.opened, done=True) if last
                      else replace(judged, text=f"{judged.text} Try once more."))
        self.last = judged
        return judged

    def give_up(self) -> Reply:
        """The answer without another try."""
        if self.last is None or not self.last.done:
            self.tries, self.first = self.tries + 1, False if self.question.kind in ("number", "choose") else None
            self.last = Reply(SHOWN, "", self.question.opened, done=True)
        return self.last

    def compare(self, complete: bool) -> None:
        """After an explanation: whether the student found that nothing was missing."""
        self.first = complete

    def _number(self, given: str) -> Reply:
        question = self.question
        assert isinstance(question, Number)
        try:
            values = typed.read(given, len(question.answer))
        except typed.TypedError as error:
            return Reply(UNREAD, str(error))
        for candidate in (values, tuple(v / 100 for v in values)) if "%" in given else (values,):
            if question.fits(candidate):
                return Reply(RIGHT, "Right.", question.opened, done=True)
        for wrong, why in question.mistakes:
            if question.near(values, wrong):
                return Reply(WRONG, why)
        return Reply(WRONG, _hint(question, values))

    def _choose(self, given: str) -> Reply:
        question = self.question
        assert isinstance(question, Choose)
        told = dict(question.choices)
        if given not in told:
            return Reply(UNREAD, "Choose one of the options.")
        if given == question.right:
            return Reply(RIGHT, f"Right. {told[given]}", question.why, done=True)
        return Reply(WRONG, f"No. {told[given]}")

    def _predict(self, given: str) -> Reply:
        if not given:
            return Reply(UNREAD, "Write a guess first, however rough.")
        return Reply(NOTED, "Your guess stands above. This is what comes out:", self.question.opened, done=True)

    def _explain(self, given: str) -> Reply:
        if len(given) < 3:
            return Reply(UNREAD, "Write a sentence of your own first: that is what makes the answer stick.")
        question = self.question
        assert isinstance(question, Explain)
        return Reply(NOTED, "A good answer. Is all of it in yours?", question.good, done=True, points=question.points)


def _hint(question: Number, given: Values) -> str:
    """What can be said about wrong numbers whose mistake is not known: only what is true of them."""
    right = question.answer
    if len(right) > 1:
        fitting = [i for i, (g, r) in enumerate(zip(given, right), 1) if abs(g - r) <= question.slack(r)]
        if sorted(given) == sorted(right):
            return "These are the right numbers in another order."
        if fitting:
            return f"Right at place {_listed(fitting)}, not yet at the others."
        if question.fits(tuple(-g for g in given)):
            return "Only the signs are wrong."
        return "None of these numbers is right yet."
    [value], [answer] = given, right
    if question.fits((-value,)):
        return "The size is right, the sign is not."
    if question.digits is not None and abs(value - answer) <= 3 * 10.0 ** -question.digits:
        return "Very near, but not rounded right, or rounded too early on the way."
    if answer and value and _power_of_ten(value / answer):
        return "The digits are right, the decimal point stands elsewhere."
    return "Not that."


def _power_of_ten(ratio: float) -> bool:
    if ratio <= 0:
        return False
    power = math.log10(ratio)
    return round(power) != 0 and abs(power - round(power)) < 1e-6


def _listed(places: list[int]) -> str:
    texts = list(map(str, places))
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
