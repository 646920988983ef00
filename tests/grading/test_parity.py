"""One check, two transports: an answer gets the same verdict in the notebook and from the sandbox."""

import inspect
import os
import shutil
from pathlib import Path

import pytest

import dlcourse
from dlcourse.authoring import apart
from dlcourse.classroom import registry
from dlcourse.classroom.check import CORRECT, check, judge
from dlcourse.classroom.codec import Session
from dlcourse.classroom.outcomes import expected_of as expected_outputs
from dlcourse.classroom.outcomes import fault_of, run_direct
from dlcourse.grading.trusted import sandbox
from dlcourse.grading.trusted.client import Fork

TWINS = registry.twins_folder() or Path(__file__).resolve().parents[2] / "twins"  # an instructor's own, or the examples
with pytest.MonkeyPatch.context() as patch:
    patch.setenv(registry.TWINS, str(TWINS))
    KEYS = list(registry.places())
AT_ONCE = 80  # so many answers share a fork, which lives a minute at most
WRONG = 6  # at most so many of an exercise; others go through a pipe, in tests/classroom/test_exercises.py


@pytest.fixture(autouse=True)
def with_twins(monkeypatch):
    monkeypatch.setenv(registry.TWINS, str(TWINS))


@pytest.fixture(scope="session")
def open_box():
    """A sandbox that holds our own answers too, so that they can be put in a student's place."""
    fill = sandbox.fill_box

    def fill_with_everything(folder):
        fill(folder)
        package = Path(dlcourse.__file__).parent
        for part in ("activations", "alike.py", "collector.py", "elementary.py", "moved.py", "models", "diff", "losses",
                     "nn", "optim", "lectures", "classroom"):
            source, target = package / part, folder / "dlcourse" / part
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        shutil.copytree(TWINS, folder / "dlcourse_twins")

    sandbox.fill_box = fill_with_everything
    try:
        box = sandbox.best(sandbox.Limits(seconds=60))
    except sandbox.SandboxError as error:
        if os.environ.get("DLCOURSE_TEST_ALL") == "1":
            pytest.fail(str(error))
        pytest.skip(str(error))
    finally:
        sandbox.fill_box = fill
    yield box
    box.close()


@pytest.mark.parametrize("key", KEYS)
def test_answers_get_the_same_verdict_from_the_sandbox(open_box, key):
    """All right ones and some wrong ones; that the notebook names each is a rule of every exercise."""
    e = registry.load(key)
    answers = [*(m.answer for m in apart.spread(e.misconceptions, WRONG)), *e.right_answers]
    for first in range(0, len(answers), AT_ONCE):
        compared(open_box, e, answers[first:first + AT_ONCE])


def compared(open_box, e, answers):
    """These answers in one fork of the sandbox."""
    module = inspect.getmodule(answers[0]).__name__
    cell = "\n".join(["import importlib", "from dlcourse import exercise",
                      f"e = importlib.import_module({module!r}).EXERCISE",
                      "answers = {a.__name__: a for a in (*e.right_answers, *(m.answer for m in e.misconceptions))}",
                      *(f"exercise('{i}')(answers[{a.__name__!r}])" for i, a in enumerate(answers))])
    fork = Fork.ready(open_box, "run")
    fork.until(200)
    fork.start([("answers", cell)], 100.0, [])
    for answer in answers:
        while "answer" not in (told := fork.event()):
            assert "at" in told
        assert told["class"] is inspect.isclass(answer)

        def connect(is_class=told["class"]):
            session = Session(fork.exchange)
            return session, session.answer(is_class=is_class)

        here, there = check(e, answer), judge(e, connect)
        assert (there.status, there.passed, there.misconception, there.explanation) == (
            here.status, here.passed, here.misconception, here.explanation)
        fork.go(known=True)
    assert fork.event() == {"done": [], "waited": False}
    fork.close()


@pytest.mark.parametrize("key", KEYS)
def test_the_reference_passes_in_this_environment(key):
    """What the sandbox is measured against is right here."""
    e = registry.load(key)
    cases = e.draw(3)
    outcomes = [run_direct(e, e.resolve_reference(), case) for case in cases]
    assert all(fault_of(e, o, x) is None for o, x in zip(outcomes, expected_outputs(e, cases), strict=True))


def test_some_verdicts_are_correct_and_some_are_not():
    e = registry.load("central_diff")
    assert check(e, e.solution).status == CORRECT
    assert check(e, e.misconceptions[0].answer).status != CORRECT


def test_questions_show_nothing_in_the_box():
    from dlcourse.grading.box import package

    assert package.ask("08/layer-ask") is None
    assert package.ask.number("2 + 2?", 4) is None
