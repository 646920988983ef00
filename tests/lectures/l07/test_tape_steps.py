"""The tape of the picture holds the values and the adjoints of autograd, and shows them one step at a time."""

import pytest
import torch

from dlcourse.lectures.l07.widgets import BACKWARD, FORWARD, MOST, PROGRAMS, TapeSteps, tape_events, tape_steps
from dlcourse.widgets.scene import Line, Points, Text

FUNCTIONS = {"y = a(a + b)²": lambda a, b: a * (a + b) ** 2, "y = (a + a)²": lambda a, b: (a + a) ** 2 + 0 * b}
STARTS = (0.5, 1.0, 2.0, 3.0)


def test_all_programs_are_checked_here():
    assert set(FUNCTIONS) == set(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("start", STARTS)
def test_the_shares_add_up_to_the_gradient(program, start):
    a, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (start, 2.0))
    y = FUNCTIONS[program](a, b)
    y.backward()
    values, events = tape_events(program, start)
    assert values[-1] == pytest.approx(float(y.detach()))
    for i, ((_, text), x) in enumerate(zip(PROGRAMS[program].records, (a, b))):
        if not text:
            assert sum(e.share for e in events if e.target == i) == pytest.approx(float(x.grad))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_line_sends_only_when_all_its_shares_are_there(program):
    _, events = tape_events(program, 2.0)
    back = [e for e in events if e.back]
    assert events[:len(events) - len(back)] == [e for e in events if not e.back]
    for n, event in enumerate(back):
        assert all(later.target != event.line for later in back[n + 1:] if later.line < event.line)


def test_each_step_shows_one_thing_more_and_the_colour_of_its_direction():
    before = 0
    for step in range(MOST + 1):
        marks = tape_steps("y = a(a + b)²", 1.0, step).panels[0].marks
        texts = [m.text for m in marks if isinstance(m, Text)]
        now = [m for m in marks if isinstance(m, Points)]
        assert len(now) == (step > 0)
        if now:
            kind = FORWARD if step <= 3 else BACKWARD
            assert {m.kind for m in marks if isinstance(m, (Line, Points)) and m.name != "rule"} == {kind}
        if step in (1, 2, 3):
            assert len(texts) == before + 3
        before = len(texts)
    assert "9 + 6 = 15" in texts
    assert texts.count("6") == 2  # of b and of u


def test_a_shorter_program_stays_at_its_end():
    last = len(tape_events("y = (a + a)²", 3.0)[1])
    assert tape_steps("y = (a + a)²", 3.0, last).panels == tape_steps("y = (a + a)²", 3.0, MOST).panels
    assert tape_steps("y = (a + a)²", 3.0, MOST).say.endswith("The walk is over.")
    assert tape_steps("y = (a + a)²", 3.0, last).say.endswith("So far a\u0304 = 24.")


def test_the_exported_page_keeps_every_step():
    grids = TapeSteps().portable()["grids"]
    assert [len(grid) for grid in grids] == [len(PROGRAMS), len(STARTS), MOST + 1]
