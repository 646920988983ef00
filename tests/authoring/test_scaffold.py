"""A new exercise runs and obeys the rules from the first moment, and destroys nothing."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from dlcourse.authoring import build, scaffold
from dlcourse.classroom import registry
from dlcourse.classroom.check import CORRECT, check
from dlcourse.cli import main

ROOT = Path(__file__).resolve().parents[2]
BOOK = "08_backpropagation"


@pytest.fixture
def clone(tmp_path):
    """As much of the repository as a new exercise touches."""
    for part in ("dlcourse/classroom/tasks", "authoring/exercises"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests" / "classroom").mkdir(parents=True)
    return tmp_path


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_declaration_obeys_the_rules(clone):
    declaration, *_ = scaffold.new_exercise(clone, "weighted_mean", BOOK)
    e = loaded(declaration).EXERCISE
    assert (e.key, e.lecture, e.title) == ("weighted_mean", 8, "Weighted mean")
    for seed in range(20):
        assert all(check(e, answer, seed=seed).status == CORRECT for answer in e.alternatives)
        for m in e.misconceptions:
            verdict = check(e, m.answer, seed=seed)
            assert (verdict.status != CORRECT, verdict.misconception) == (True, m.name)


def test_the_cells_become_a_blank_and_a_solved_notebook(clone):
    _, source, listed, _ = scaffold.new_exercise(clone, "weighted_mean", BOOK, title="A mean", objective="weigh")
    blank, solved = build.variants(source).values()
    for book, text in ((blank, "raise NotImplementedError"), (solved, "return (w * x).sum() / w.sum()")):
        last = [c.source for c in book.cells if "weighted_mean" in c.source][-1]
        assert text in last
    assert "## 6. A mean" in source.read_text()
    assert loaded(listed).NOTEBOOKS[BOOK] == (*registry.notebooks()[BOOK], "weighted_mean")


def test_what_was_there_stays(clone):
    before = {p: p.read_text() for p in clone.rglob("*.py")}
    written = scaffold.new_exercise(clone, "weighted_mean", BOOK)
    assert all(p.read_text() == text for p, text in before.items() if p not in written)
    assert written[1].read_text().startswith(before[written[1]].rstrip())


@pytest.mark.parametrize("key, book, words", [
    ("Weighted Mean", BOOK, "should be a name"), ("central_diff", BOOK, "exists already"),
    ("weighted_mean", "99_nothing", "should be one of"), ("../x", BOOK, "should be a name")])
def test_refuses_and_writes_nothing(clone, key, book, words):
    before = sorted(clone.rglob("*"))
    with pytest.raises(scaffold.ScaffoldError, match=words):
        scaffold.new_exercise(clone, key, book)
    assert sorted(clone.rglob("*")) == before


def test_a_file_in_the_way_is_not_overwritten(clone):
    path = clone / "tests" / "classroom" / "test_weighted_mean.py"
    path.write_text("mine")
    with pytest.raises(scaffold.ScaffoldError, match="not overwritten"):
        scaffold.new_exercise(clone, "weighted_mean", BOOK)
    assert path.read_text() == "mine"


def test_the_command_says_what_is_wrong():
    result = CliRunner().invoke(main, ["new", "exercise", "central_diff", "--notebook", BOOK])
    assert result.exit_code == 2
    assert "exists already" in result.output
