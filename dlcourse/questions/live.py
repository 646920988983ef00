"""The card of a question in a notebook: what the browser knows of it, and what it is told about each try.

No answer is ever part of the card's state, which a notebook saves: answers travel in messages, one for each try.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import anywidget
import traitlets

from dlcourse.html.words import markup
from dlcourse.questions import tries, typed
from dlcourse.questions.question import Choose, Explain, Number, Question
from dlcourse.questions.sitting import TRIES, Reply, Sitting
from dlcourse.widgets.bundle import ESM, bundle

PORTABLE = "application/vnd.dlcourse.question+json"  # a question with its answer, for a page without Python
LABELS = {"number": "Question", "choose": "Question with options", "predict": "A guess",
          "explain": "Question for words"}


def card_of(question: Question, number: int = 0, place: str = "") -> dict[str, Any]:
    """What the browser knows of a question: everything but its answer."""
    return {"kind": question.kind, "label": LABELS[question.kind], "html": markup(question.question),
            "advice": question.advice, "number": number, "place": place,
            "options": [{"value": text, "html": markup(text)} for text in question.options]}


def told(reply: Reply) -> dict[str, Any]:
    """A reply for the browser."""
    return {"status": reply.status, "html": markup(reply.text), "answer": markup(reply.answer), "done": reply.done,
            "points": [markup(point) for point in reply.points]}


def portable(question: Question) -> dict[str, Any]:
    """A question with all that a page needs to judge answers without Python; see `judge.mjs`."""
    truth: dict[str, Any] = {"opened": markup(question.opened), "why": markup(question.why), "tries": TRIES}
    if isinstance(question, Number):
        truth |= {"answer": question.answer, "slack": [question.slack(v) for v in question.answer],
                  "digits": question.digits, "wanted": typed.wanted(len(question.answer)),
                  "mistakes": [{"values": values, "slack": [question.slack(v) for v in values], "html": markup(why)}
                               for values, why in question.mistakes]}
    if isinstance(question, Choose):
        truth |= {"right": question.right, "told": {text: markup(why) for text, why in question.choices}}
    if isinstance(question, Explain):
        truth |= {"good": markup(question.good), "points": [markup(point) for point in question.points]}
    return {"card": card_of(question), "truth": truth}


class QuestionCard(anywidget.AnyWidget):
    """Questions one after another, most often a single one; the first try of each is noted."""

    _esm, _css = bundle("question"), (ESM / "question.css").read_text(encoding="utf-8")
    card = traitlets.Dict().tag(sync=True)

    def __init__(self, questions: Sequence[Question], clock: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self.questions, self.clock, self.at = list(questions), clock, 0
        self.sitting = Sitting(self.questions[0])
        self.compared = False
        super().__init__(card=self._card())
        self.on_msg(lambda _, content, buffers: self.hear(content))

    def _card(self) -> dict[str, Any]:
        place = f"{self.at + 1} of {len(self.questions)}" if len(self.questions) > 1 else ""
        return card_of(self.questions[self.at], self.at, place)

    def hear(self, content: Mapping[str, Any]) -> None:
        """Answer a message of the card: a try, a wish for the answer, a comparison, the next question."""
        if content.get("hello"):
            self.send({})
        if content.get("number") != self.at:
            return
        before, sitting, trouble = self.sitting.tries, self.sitting, ""
        if "take" in content:
            sitting.take(str(content["take"]))
        elif content.get("open"):
            sitting.give_up()
        elif "complete" in content and not self.compared:
            self.compared = True
            sitting.compare(bool(content["complete"]))
            trouble = tries.note(sitting, self.clock())
        elif content.get("next") and self.at + 1 < len(self.questions):
            self.at, self.compared = self.at + 1, False
            self.sitting = Sitting(self.questions[self.at])
            self.card = self._card()
            return
        if before == 0 < sitting.tries and sitting.question.kind != "explain":
            trouble = tries.note(sitting, self.clock())
        self.send({"number": self.at, **self._state(trouble)})

    def _state(self, trouble: str = "") -> dict[str, Any]:
        """What the browser shows of the sitting, and in a sentence what could not be noted."""
        last, question = self.sitting.last, self.sitting.question
        if last is None:
            return {"past": tries.told_before(question.name)}
        more = last.done and self.at + 1 < len(self.questions)
        state = {**told(last), "given": self.sitting.given, "next": "Next question" if more else "",
                 **({"past": trouble} if trouble else {})}
        if question.kind == "explain" and last.done and last.status != "shown":
            state |= {"compare": not self.compared}
            if self.compared and not trouble:
                state |= {"html": "Noted." if self.sitting.first else "Noted. This question will come back soon."}
        return state

    def __repr__(self) -> str:
        return repr(self.questions[self.at])


def bundle_of(question: Question) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a cell shows of a question: the live card, and for readers without a kernel the stored one."""
    data = {"text/html": question._repr_html_(), "text/plain": repr(question)}
    if os.environ.get("DLCOURSE_PORTABLE") == "1":
        return {PORTABLE: portable(question), **data}, {}
    live, metadata = QuestionCard([question])._repr_mimebundle_() or ({}, {})
    return {**live, **data}, metadata
