"""A new lecture or exercise runs and obeys the rules from the first moment, and destroys nothing."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dlcourse.authoring import lint, pace, scaffold
from dlcourse.authoring.sources import read
from dlcourse.cli import main

ROOT = Path(__file__).resolve().parents[2]
BOOK = "08_backpropagation"
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".venv*", ".git", "work", "*.egg-info", ".*_cache", ".hypothesis")


@pytest.fixture
def clone(tmp_path):
    """As much of the repository as something new touches."""
    shutil.copytree(ROOT / "authoring", tmp_path / "authoring", ignore=NOT_COPIED)
    for part in ("dlcourse/lectures", "tests/lectures"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=NOT_COPIED)
    return tmp_path


def instructions():
    """The commands of docs/instructors.md under "Adding a lecture" and "Adding an exercise", in their order."""
    text = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    part = re.search(r"^## Adding a lecture\n(.*?)(?=^## (?!Adding))", text + "\n## end", re.DOTALL | re.MULTILINE)[1]
    return [command for command in re.findall(r"`([^`\n]+)`", part)
            if "97" in command and command.startswith(("dlcourse new", "make notebooks", "make test"))]


@pytest.mark.slow
def test_the_instructions_lead_from_the_scaffold_to_green(tmp_path):
    """Word by word, in a copy: a new lecture, three exercises, the build, and the proof of what the lecture touches."""
    current = "import bootstrap, sys; sys.exit(bootstrap.STAMPS['test'].read_text() != bootstrap.fingerprint())"
    if Path(sys.prefix) != ROOT / ".venv" or subprocess.run([sys.executable, "-c", current], cwd=ROOT).returncode:
        pytest.skip("`make setup` has not set up this Python for these pins, so `make` would install everything again")
    copy = tmp_path / "clone"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    (copy / ".venv").symlink_to(sys.prefix)
    environment = {**os.environ, "PYTHONPATH": str(copy), "PATH": f"{copy / '.venv' / 'bin'}:{os.environ['PATH']}"}
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    said = []
    for command in instructions():
        done = subprocess.run(command, shell=True, cwd=copy, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, (command, done.stdout[-3000:], done.stderr[-1000:])
        said.append(shlex.split(command)[:3])
    assert [words[1] for words in said] == ["new", "new", "new", "new", "notebooks", "test"]
    touched = {path.relative_to(copy) for path in copy.rglob("*") if path.is_file()
               and "__pycache__" not in path.parts and before.get(path) != path.read_bytes()}
    made = {"notebooks", "exercises", "solutions", "README.md", ".pytest_cache", ".ruff_cache", ".hypothesis", ".venv",
            ".import_linter_cache"}
    by_hand = {path for path in touched if path.parts[0] not in made and path.name != "index.json"
               and path.parent.name != "questions"
               and not path.parts[0].endswith("_cache")}
    assert len(by_hand) <= 12, by_hand
    assert len({path.parent for path in by_hand}) <= 4, by_hand


def test_a_new_lecture_obeys_every_rule(clone):
    lecture, *_ = scaffold.new_lecture(clone, "97_waves", title="Waves")
    assert lint.problems(lecture) == []
    notebook = read(lecture)
    pace.say_minutes(notebook, lecture)
    assert re.search(r"^\*\*\d+ minutes\*\* · exercises", notebook.cells[0].source, re.MULTILINE)


def test_a_new_exercise_is_three_files(clone):
    before = {p: p.read_text() for p in clone.rglob("*.py")}
    written = scaffold.new_exercise(clone, "weighted_mean", BOOK, title="A mean", objective="weigh")
    assert len(written) == 3
    assert {p for p in clone.rglob("*.py") if before.get(p) != p.read_text()} == set(written)
    assert written[1].read_text().startswith(before[written[1]].rstrip())
    scaffold.new_exercise(clone, "another_mean", BOOK)
    assert written[2].read_text().count("def test_") == 2


@pytest.mark.parametrize("key, book, words", [
    ("Weighted Mean", BOOK, "should be a name"), ("central_diff", BOOK, "exists already"),
    ("weighted_mean", "99_nothing", "should be one of"), ("../x", BOOK, "should be a name")])
def test_refuses_an_exercise_and_writes_nothing(clone, key, book, words):
    before = sorted(clone.rglob("*"))
    with pytest.raises(scaffold.ScaffoldError, match=words):
        scaffold.new_exercise(clone, key, book)
    assert sorted(clone.rglob("*")) == before


@pytest.mark.parametrize("name, title, words", [
    ("normalisation", "N", "number and a topic"), ("08_other", "N", "exists already"),
    ("10a_x/../y", "N", "number and"), ("97_probe", " ", "one line"), ("97_probe", "a\nb", "one line")])
def test_refuses_a_lecture_and_writes_nothing(clone, name, title, words):
    before = sorted(clone.rglob("*"))
    with pytest.raises(scaffold.ScaffoldError, match=words):
        scaffold.new_lecture(clone, name, title=title)
    assert sorted(clone.rglob("*")) == before


def test_a_file_in_the_way_is_not_overwritten(clone):
    path = clone / "dlcourse" / "lectures" / "l08" / "tasks" / "weighted_mean.py"
    path.write_text("mine")
    with pytest.raises(scaffold.ScaffoldError, match="not overwritten"):
        scaffold.new_exercise(clone, "weighted_mean", BOOK)
    assert path.read_text() == "mine"


def test_the_commands_say_what_is_wrong():
    for command, words in ((["exercise", "central_diff", "--notebook", BOOK], "exists already"),
                           (["lecture", "08_again", "--title", "x"], "exists already")):
        result = CliRunner().invoke(main, ["new", *command])
        assert result.exit_code == 2
        assert words in result.output
