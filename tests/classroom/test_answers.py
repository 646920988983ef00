"""Answers that people wrote who saw only an exercise's text: right ones pass, wrong ones are told what they did.

`tests/answers/KEY.py` holds them cell by cell. A wrong one opens with its mistake in a tutor's words, followed by what
the card goes by: the name of a misconception, or `step`, `slip`, `clue`, `advice`, `changed`, `not allowed`, or
`values` where it shows no more than the numbers. After a change of messages or tables

    pytest tests/classroom/test_answers.py --renew-told

writes down what is told now; read the difference before you keep it.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from dlcourse.classroom import registry, source
from dlcourse.classroom.check import CORRECT, ERROR, NOT_ALLOWED, check
from dlcourse.classroom.outcomes import fault_of

ANSWERS = Path(__file__).resolve().parents[1] / "answers"
FILES = sorted(ANSWERS.glob("*.py"))
OBSERVED = ("values", "clue", "advice")  # the mistake itself was not recognised
HEAD = re.compile(r"^# %% (right|wrong): (.*)\n(?:# told: (.*)\n)?", re.MULTILINE)


class Answer(NamedTuple):
    """One cell of a file."""

    kind: str
    words: str
    told: str
    code: str


def read(path):
    text = path.read_text(encoding="utf-8")
    heads = list(HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [Answer(h[1], h[2], h[3] or "", text[h.end():end].strip("\n") + "\n") for h, end in zip(heads, ends)]


def write(path, answers):
    cells = [f"# %% {a.kind}: {a.words}\n" + (f"# told: {a.told}\n" if a.kind == "wrong" else "") + a.code
             for a in answers]
    path.write_text("\n".join(cells), encoding="utf-8")


def verdict_of(exercise, code):
    scope, name = {"__name__": "__main__"}, exercise.solution.__name__
    exec(compile(code, f"<answer to {exercise.key}>", "exec"), scope)
    return check(exercise, scope[name], node=source.definition(code, name))


def told(exercise, verdict):
    if verdict.status == CORRECT:
        return "accepted"
    if verdict.status == NOT_ALLOWED:
        return NOT_ALLOWED
    if verdict.step:
        return "step"
    if verdict.misconception:
        return verdict.misconception
    if verdict.status == ERROR:
        return "advice"
    fault = fault_of(exercise, verdict.failing, verdict.expected)
    if fault.kind == "changed":
        return "changed"
    if not verdict.explanation.startswith(fault.text):
        return "slip"
    return "values" if verdict.explanation == fault.text else "clue"


@pytest.mark.filterwarnings("ignore")  # what people's own code is warned of is their business
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_right_ones_pass_and_wrong_ones_are_told_what_they_did(path, request):
    exercise, answers, found = registry.load(path.stem), read(path), []
    for answer in answers:
        verdict = verdict_of(exercise, answer.code)
        if answer.kind == "right":
            assert verdict.status == CORRECT, (answer.words, verdict.explanation)
        else:
            assert verdict.status != CORRECT, answer.words
        found.append(answer._replace(told=told(exercise, verdict)))
    if request.config.getoption("--renew-told"):
        write(path, found)
    assert [a[1:3] for a in found if a.kind == "wrong"] == [a[1:3] for a in answers if a.kind == "wrong"]


def test_every_exercise_has_such_answers_and_most_of_the_wrong_ones_are_recognised():
    assert [path.stem for path in FILES] == sorted(registry.places())
    answers = [answer for path in FILES for answer in read(path)]
    assert all(sum(a.kind == kind for a in read(path)) >= least for path in FILES
               for kind, least in (("right", 6), ("wrong", 16)))
    wrong = [a.told for a in answers if a.kind == "wrong"]
    assert sum(t in OBSERVED for t in wrong) <= 0.2 * len(wrong)
