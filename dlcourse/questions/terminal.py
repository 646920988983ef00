"""`dlcourse review`: what is due, in a terminal, from the keyboard."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.console import Console
from rich.panel import Panel
from rich.prompt import Prompt
from rich.text import Text

from dlcourse.questions import review, tries
from dlcourse.questions.question import Question
from dlcourse.questions.sitting import RIGHT, Sitting

LEAVE, SHOW = "q", "?"
COLOURS = {"right": "green", "wrong": "yellow", "unread": "cyan", "shown": "cyan", "noted": "cyan"}


def run(console: Console, now: datetime | None = None) -> int:
    """Ask what is due until nothing is, or the student leaves; how many were asked."""
    now = now or datetime.now(UTC)
    found = review.due(now)
    if not found.items:
        console.print(review.Review([], 0, found.next).headline)
        return 0
    console.print(f"{len(found.items)} to review. Enter {LEAVE} to leave, {SHOW} to see the answer.")
    asked = 0
    for place, item in enumerate(found.items, 1):
        question = item.question()
        if question is None:
            continue
        try:
            sitting = _ask(console, question, f"{place} of {len(found.items)}")
        except (EOFError, KeyboardInterrupt):
            sitting = None
        if sitting is None:
            console.print("Left. What was answered is noted.")
            return asked
        asked += 1
        trouble = tries.note(sitting, now)
        if trouble:
            console.print(Text(trouble, style="yellow"))
    console.print("All done for now.")
    return asked


def _ask(console: Console, question: Question, place: str) -> Sitting | None:
    """One question to its end; None if the student leaves."""
    sitting = Sitting(question)
    options = [f"{letter}) {text}" for letter, text in zip("abcdefghij", question.options)]
    body = "\n".join([question.question, *options, "", question.advice])
    console.print(Panel(Text(body), title=place, title_align="left"))
    while sitting.last is None or not sitting.last.done:
        given = Prompt.ask("Your answer", console=console).strip()
        if given.lower() == LEAVE:
            return None
        reply = sitting.give_up() if given == SHOW else sitting.take(_chosen(question, given))
        told = "\n".join(filter(None, (reply.text, reply.answer, *(f"• {point}" for point in reply.points))))
        console.print(Text(told, style=COLOURS[reply.status] if reply.status != RIGHT else "bold green"))
    if question.kind == "explain" and sitting.last.status != "shown":
        sitting.compare(Prompt.ask("Is all of it in yours?", choices=["y", "n"], console=console) == "y")
    return sitting


def _chosen(question: Question, given: str) -> str:
    """The option behind a letter, or behind its own text."""
    place = "abcdefghij".find(given.lower()) if len(given) == 1 else -1
    return question.options[place] if 0 <= place < len(question.options) else given
