"""What the tests of exercises share: a sentence of a text is a rule only if something enforces it. Tables: rules.py."""

import ast
import inspect
import re
import textwrap
from pathlib import Path

import pytest

from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import codec, registry
from dlcourse.classroom.check import NOT_ALLOWED, check
from dlcourse.classroom.outcomes import expected_of, fault_of, run_remote

AUTHORING = Path(__file__).resolve().parents[2] / "authoring"


@pytest.fixture
def rule_bites():
    """`rule_bites(key, sentence, answer, fails)`: the text says it, and a violation fails where the table says.

    `answer` breaks the sentence and nothing else: a function, or the name of one of the exercise's wrong answers.
    `fails` is how the label of a case begins in which it is wrong, or "not allowed". Holds for two seeds.
    """
    def bites(key, sentence, answer, fails):
        exercise = registry.load(key)
        assert plain(sentence) in text_around(key), f"the text of {key} does not say: {sentence}"
        authored = isinstance(answer, str)
        wrong = next(m.answer for m in exercise.misconceptions if m.name == answer) if authored else answer
        assert fails, "name the case that fails"
        for seed in (0, 11):
            if fails == NOT_ALLOWED:
                verdict = check(exercise, wrong, seed=seed, node=node_of(wrong))
                assert verdict.status == NOT_ALLOWED, verdict.status
                assert "is what you are to build" in verdict.explanation, "only the course's own code is refused"
                continue
            cases = exercise.draw(seed)
            outcomes = run_remote(exercise, lambda: codec.local(wrong), cases)
            faults = [fault_of(exercise, o, e) for o, e in zip(outcomes, expected_of(exercise, cases), strict=True)]
            assert authored or not all(o.error for o in outcomes), "the violation does not run at all"
            failing = [case.label for case, fault in zip(cases, faults, strict=True) if fault]
            assert any(label.startswith(fails) for label in failing), (seed, failing)

    return bites


@pytest.fixture
def your_turn():
    """`your_turn(key)`: one cell of the exercise's lecture sends there, with the minutes and the place it has."""
    def right(key):
        exercise, source = registry.load(key), read(exercises_with(key))
        minutes, title = effort.minutes(exercise, cells_of(source, key)), exercise.title
        [cell] = [cell.source for cell in read(exercises_with(key).with_name("lecture.py")).cells
                  if f"[*{title}*](" in cell.source and "Your turn" in cell.source]
        sent = re.search(rf"\((\d+) minutes\): \[\*{re.escape(title)}\*\]\([^)]*\), exercise (\d+)\.", cell)
        order = [cell.id.removeprefix("answer-") for cell in source.cells if cell.id.startswith("answer-")]
        assert [int(sent[1]), int(sent[2])] == [minutes, order.index(key) + 1]

    return right


def exercises_with(key):
    """The source of the exercises among which this one stands."""
    return next(path for path in sorted(AUTHORING.glob("*/exercises.py"))
                if f'@exercise("{key}")' in path.read_text(encoding="utf-8"))


def node_of(answer):
    return ast.parse(textwrap.dedent(inspect.getsource(answer))).body[0]


def text_around(key):
    """The words of an exercise, with the general words of its notebook and its docstring, without line breaks."""
    return plain(exercises_with(key).read_text(encoding="utf-8"))


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"^# ?", "", text, flags=re.MULTILINE))
