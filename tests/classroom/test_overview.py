"""The progress card counts what the progress file says, and its links lead to notebooks."""

import re
from pathlib import Path

import pytest

from dlcourse.classroom import progress, registry
from dlcourse.classroom.overview import overview

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))


def line(lecture):
    return next(found for found in overview().lines if found.lecture == lecture)


def test_nothing_done_yet():
    total = overview().total()
    asked = [key for keys in registry.notebooks().values() for key in keys]
    assert total.cells()[0] == f"0 of {len(asked)}"
    assert total.points == (0, sum(registry.load(key).points for key in asked))
    assert line("07").next_title == registry.load("central_diff").title


def test_what_was_done_is_counted_where_it_belongs():
    progress.record("central_diff", "correct", 2, "a")
    progress.record("choose_eps", "not yet", 1, "b")
    done = line("07")
    assert done.correct == 1
    assert done.points[0] == 3
    assert done.next_title == registry.load("choose_eps").title
    assert line("08").correct == 0
    assert overview().total().correct == 1
    assert [item.status for item in done.items[:3]] == ["correct", "not yet", "not attempted"]


def test_an_objective_needs_all_its_exercises():
    by_objective = {}
    for key in registry.notebooks()["09b_adaptive_rules"]:
        by_objective.setdefault(registry.load(key).objective, []).append(key)
    keys = max(by_objective.values(), key=len)
    for key in keys[:-1]:
        progress.record(key, "correct", 1, "a")
    before = line("09b").objectives[0]
    progress.record(keys[-1], "correct", 1, "a")
    assert line("09b").objectives[0] == before + 1
    assert line("09b").objectives[1] == len(by_objective)


def test_a_finished_notebook_says_so():
    for key in registry.notebooks()["00b_calculus_you_need"]:
        progress.record(key, "correct", registry.load(key).points, "a")
    assert line("00b").next_title == "all done"


def test_links_lead_from_notebook_00_to_lectures_and_exercises():
    links = re.findall(r'href="([^"]+)"', overview()._repr_html_())
    assert len(links) == 2 * len(registry.notebooks())
    assert all((ROOT / "notebooks" / link).is_file() for link in links)


def test_the_card_names_every_exercise_with_its_state():
    progress.record("sym_diff", "error", 0, "a")
    page = overview()._repr_html_()
    assert all(registry.load(key).title in page for key in ("sym_diff", "adam_step"))
    assert re.search(rf"! <b>{re.escape(registry.load('sym_diff').title)}</b>: error, 0 of", page)
    assert page.count("<details>") == len(registry.notebooks())
