"""A class is graded: whole notebooks as students hand them in, resumed after a kill, with reports."""

import contextlib
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from dlcourse.classroom import registry
from dlcourse.cli import main
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Grader

ROOT = Path(__file__).resolve().parents[2]
BOOK = "04b_many_classes"
KEYS = registry.notebooks()[BOOK]
FULL = sum(registry.load(key).points for key in KEYS)
pytestmark = pytest.mark.usefixtures("walls")


def solved():
    return nbformat.read(ROOT / "solutions" / f"{BOOK}.ipynb", 4)


def blank():
    return nbformat.read(ROOT / "exercises" / f"{BOOK}.ipynb", 4)


def put(path, book):
    path.write_text(nbformat.writes(book))
    return path


@pytest.fixture
def grader(walls):
    return Grader(walls, b"a secret of this test", seconds=10.0)


def graded(grader, tmp_path, book, name="work.ipynb"):
    return grader.grade("ann", put(tmp_path / name, book), KEYS)


def points(result):
    return {row.key: row.points for row in result.rows}


@pytest.mark.parametrize("book", sorted(registry.notebooks()))
def test_solutions_get_all_points_and_blank_ones_none(grader, book):
    keys = registry.notebooks()[book]
    right = grader.grade("ann", ROOT / "solutions" / f"{book}.ipynb", keys)
    assert [row.status for row in right.rows] == ["correct"] * len(keys)
    assert [row.points for row in right.rows] == [registry.load(key).points for key in keys]
    nothing = grader.grade("bob", ROOT / "exercises" / f"{book}.ipynb", keys)
    assert {row.status for row in nothing.rows} == {"not attempted"}
    assert not any(row.points for row in nothing.rows)


def test_a_known_mistake_is_named(grader, tmp_path):
    book = solved()
    cell = next(c for c in book.cells if '@exercise("log_softmax")' in c.source)
    cell.source = '@exercise("log_softmax")\ndef log_softmax(z):\n    return torch.log(torch.softmax(z, -1))'
    [row] = [r for r in graded(grader, tmp_path, book).rows if r.key == "log_softmax"]
    assert row.status != "correct"
    assert row.note
    assert "log" in row.card.lower()


def shuffled(book):
    random.Random(3).shuffle(book.cells)
    return book


def duplicated(book):
    cell = next(c for c in book.cells if '@exercise("log_softmax")' in c.source)
    wrong = nbformat.v4.new_code_cell('@exercise("log_softmax")\ndef log_softmax(z):\n    return z')
    book.cells.insert(book.cells.index(cell), wrong)
    return book


def without_setup(book):
    book.cells = [c for c in book.cells if c.cell_type != "code" or "@exercise" in c.source]
    return book


def with_noise(book):
    extra = ("%matplotlib inline", "!ls", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
             "print('hello')\nimport warnings\nwarnings.warn('careful')", "input('name?')", "1/0",
             "def broken(:\n  pass", "%%bash\nrm -rf /", "import sys\nsys.exit(3)", "torch?")
    for text in extra:
        book.cells.insert(2, nbformat.v4.new_code_cell(text))
    return book


def with_other_settings(book):
    """Where the answers' own names and torch's defaults have become something else."""
    text = ("import torch\ntorch.set_default_dtype(torch.float16)\ntorch.set_default_device('meta')\n"
            "torch.set_grad_enabled(False)\ntorch = None\nexercise = 3")
    first = next(i for i, c in enumerate(book.cells) if c.cell_type == "code" and "@exercise" in c.source)
    book.cells.insert(first, nbformat.v4.new_code_cell(text))
    return book


def as_version_3(book):
    cells = [{"cell_type": "code", "language": "python", "input": c.source, "outputs": []} for c in book.cells
             if c.cell_type == "code"]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


def without_ids(book):
    told = json.loads(nbformat.writes(book))
    for cell in told["cells"]:
        cell.pop("id", None)
        cell["source"] = "".join(cell["source"])
    return {**told, "nbformat_minor": 2}


@pytest.mark.parametrize("change", [duplicated, without_setup, with_noise, with_other_settings, without_ids,
                                    as_version_3])
def test_whatever_a_student_did_to_the_notebook_the_answers_count(grader, tmp_path, change):
    book = change(solved())
    path = tmp_path / "work.ipynb"
    path.write_text(nbformat.writes(book) if isinstance(book, nbformat.NotebookNode) else json.dumps(book))
    result = grader.grade("ann", path, KEYS)
    assert sum(points(result).values()) == FULL, [(r.key, r.status, r.note) for r in result.rows]


def test_a_duplicate_is_noted_and_the_last_one_counts(grader, tmp_path):
    [row] = [r for r in graded(grader, tmp_path, duplicated(solved())).rows if r.key == "log_softmax"]
    assert row.status == "correct"
    assert "2 times; the last one counts" in row.note


def test_a_notebook_with_an_earlier_key_is_graded(grader, tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "_renamed", lambda: {"svm_grad": "hinge_grad"})
    book = solved()
    for cell in book.cells:
        cell.source = cell.source.replace('@exercise("hinge_grad")', '@exercise("svm_grad")')
    result = graded(grader, tmp_path, book)
    assert points(result)["hinge_grad"] == registry.load("hinge_grad").points
    assert result.notes == ()


def test_a_deleted_cell_costs_itself_only(grader, tmp_path):
    book = solved()
    book.cells = [c for c in book.cells if '@exercise("hinge_grad")' not in c.source]
    result = graded(grader, tmp_path, book)
    assert points(result)["hinge_grad"] == 0
    assert sum(points(result).values()) == FULL - registry.load("hinge_grad").points


def test_a_memorised_answer_fails_and_regrading_reproduces(grader, tmp_path):
    e = registry.load("peak_memory")
    table = {repr(list(c.inputs.values())): repr(e.drive(e.resolve_reference(), **c.fresh())) for c in e.draw(0)}
    path = put(tmp_path / "work.ipynb", nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(
        'from dlcourse import exercise\n\n@exercise("peak_memory")\ndef peak_memory(layer_sizes, batch, mode, every):\n'
        f"    return eval({table!r}[repr([layer_sizes, batch, mode, every])])")]))
    one, two = (grader.grade("ann", path, ("peak_memory",)) for _ in range(2))
    assert points(one)["peak_memory"] == 0
    assert one == two


@pytest.fixture
def class_of_five(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("ann", "bob", "=cmd()"):
        put(folder / f"{name}.ipynb", solved())
    (folder / "broken.ipynb").write_text("{")
    (folder / "carl").mkdir()
    put(folder / "carl" / "first.ipynb", blank())
    put(folder / "carl" / "second.ipynb", solved())
    return folder


def test_the_command_writes_marks_feedback_and_the_class(class_of_five, tmp_path):
    out = tmp_path / "results"
    done = CliRunner().invoke(main, ["grade", str(class_of_five), "--out", str(out), "--workers", "1"])
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader((out / "grades.csv").open(newline="", encoding="utf-8-sig")))
    totals = {r["student"]: float(r["points"]) for r in rows if r["exercise"] == "TOTAL"}
    assert totals == {"ann": FULL, "bob": FULL, "'=cmd()": FULL, "broken": 0, "carl": FULL}
    [problem] = [r for r in rows if r["student"] == "broken" and r["exercise"] == "TOTAL"]
    assert "not JSON" in problem["note"]
    assert len(list((out / "feedback").glob("*.html"))) == 5
    assert "5 submissions" in (out / "class.html").read_text()
    before = {p: p.read_bytes() for p in out.rglob("*.html")}
    again = CliRunner().invoke(main, ["grade", str(class_of_five), "--out", str(out)])
    assert again.exit_code == 0
    assert {p: p.read_bytes() for p in out.rglob("*.html")} == before
    assert "100%" in again.output
    assert "correct" not in again.output  # nothing was graded a second time


def test_a_changed_file_is_graded_anew_and_a_withdrawn_one_disappears(class_of_five, tmp_path):
    out = tmp_path / "results"
    CliRunner().invoke(main, ["grade", str(class_of_five), "--out", str(out), "--workers", "1"])
    put(class_of_five / "bob.ipynb", blank())
    (class_of_five / "ann.ipynb").unlink()
    CliRunner().invoke(main, ["grade", str(class_of_five), "--out", str(out), "--workers", "1"])
    rows = list(csv.DictReader((out / "grades.csv").open(newline="", encoding="utf-8-sig")))
    totals = {r["student"]: float(r["points"]) for r in rows if r["exercise"] == "TOTAL"}
    assert totals["bob"] == 0
    assert "ann" not in totals


def test_a_changed_helper_of_the_package_grades_everyone_anew(tmp_path):
    """Results depend on every module, not on the declaring file alone: here the reference's slope is doubled."""
    package, folder, out = tmp_path / "course", tmp_path / "class", tmp_path / "results"
    shutil.copytree(ROOT / "dlcourse", package / "dlcourse", ignore=shutil.ignore_patterns("__pycache__"))
    folder.mkdir()
    put(folder / "ann.ipynb", solved())
    environment = {**os.environ, "PYTHONPATH": str(package)}
    command = [sys.executable, "-m", "dlcourse", "grade", str(folder), "--out", str(out), "--workers", "1",
               "--exercises", "hinge_grad"]

    def mark():
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
        rows = csv.DictReader((out / "grades.csv").open(newline="", encoding="utf-8-sig"))
        return next(float(row["points"]) for row in rows if row["exercise"] == "hinge_grad")

    assert mark() == mark() == registry.load("hinge_grad").points
    helper = package / "dlcourse" / "models" / "margin.py"
    text = helper.read_text()
    changed = text.replace("2 * lam * w", "4 * lam * w")
    assert changed != text
    helper.write_text(changed)
    assert mark() == 0


@pytest.mark.parametrize("arguments, words", [
    (["nowhere"], "should be a folder"), (["empty"], "holds no notebook"),
    (["class", "--exercises", "99"], "'99' is neither an exercise nor the beginning"),
    (["class", "--out", "class/results"], "lies in the folder of submissions"),
    (["class", "--out", "class"], "lies in the folder of submissions"),
    (["class", "--out", "file"], "is a file"), (["class", "--out", "file/below"], "nothing can be written"),
    (["class", "--out", "blocked"], "the reports cannot be written"),
    (["class", "--out", "damaged"], "is damaged"), (["class", "--out", "taken"], "cannot be opened"),
    (["class", "--out", "taken", "--fresh"], "cannot be removed"),
    (["class", "--out", "odd"], "the seed file odd/secret cannot be read"),
    (["class", "--seed-file", "nowhere"], "the seed file nowhere cannot be read"),
    (["class", "--level", "3"], "at level 3"), (["sections"], "--level 2"),
    (["class", "--twins", "nowhere"], "--twins should name a folder of twins")])
def test_what_cannot_be_graded_is_said(tmp_path, monkeypatch, arguments, words):
    for name in ("empty", "class", "damaged", "taken/grades.sqlite", "blocked/feedback/x.html", "blocked/grades.csv",
                 "odd/secret", "sections/a"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "damaged" / "grades.sqlite").write_text("mine" * 500)
    for name in ("class/ann", "sections/a/ann", "sections/a/bob"):
        (tmp_path / f"{name}.ipynb").write_text("{")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(registry.TWINS, "")
    out = [] if "--out" in arguments else ["--out", "out"]
    result = CliRunner().invoke(main, ["grade", *arguments, *out, "--workers", "1"])
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_of_twins_that_is_none_is_named_as_it_was_given(tmp_path):
    result = CliRunner().invoke(main, ["grade", str(tmp_path), "--out", "out"], env={registry.TWINS: "nowhere"})
    assert result.exit_code == 2
    assert f"{registry.TWINS} should name a folder of twins" in result.output


def test_each_student_is_graded_by_the_notebooks_that_were_handed_in(tmp_path):
    """Nobody's stubs of other notebooks, and no junk before or after, decide what others are graded by."""
    folder, out = tmp_path / "class", tmp_path / "results"
    (folder / "carl").mkdir(parents=True)
    for i in range(40):
        (folder / f"a{i:02}.ipynb").write_text("{" if i % 2 else '{"cells": []}')
    stubs = [nbformat.v4.new_code_cell(f"@exercise({keys[0]!r})\ndef f(*args):\n    raise NotImplementedError")
             for keys in registry.notebooks().values()]
    put(folder / "bob.ipynb", nbformat.v4.new_notebook(cells=stubs))
    put(folder / "ann.ipynb", solved())
    put(folder / "carl" / "04.ipynb", solved())
    shutil.copy(ROOT / "solutions" / "08_backpropagation.ipynb", folder / "carl" / "08.ipynb")
    (folder / "carl" / "old.zip").write_text("x")
    done = CliRunner().invoke(main, ["grade", str(folder), "--out", str(out), "--workers", "2"])
    assert done.exit_code == 0, done.output
    assert "1 file or folder is not looked at:\n  carl/old.zip: it is an archive" in done.output
    assert "21 files or folders are not graded; not_graded.csv lists all" in done.output
    assert f"{BOOK} by 3" in " ".join(done.output.split())
    wide = {r["student"]: r for r in csv.DictReader((out / "grades_wide.csv").open(newline="", encoding="utf-8-sig"))}
    other = sum(registry.load(key).points for key in registry.notebooks()["08_backpropagation"])
    assert (float(wide["ann"]["total"]), wide["ann"]["of"]) == (FULL, str(FULL))
    assert (float(wide["carl"]["total"]), wide["carl"]["of"]) == (FULL + other, str(FULL + other))
    assert wide["carl"]["notebooks handed in"] == f"{BOOK}, 08_backpropagation"
    assert wide["carl"]["flags"] == "file ignored"
    assert float(wide["bob"]["total"]) == 0
    assert (wide["a01"]["flags"], wide["a00"]["flags"]) == ("not graded; file unread", "no exercise")
    assert len(wide) == 43


def test_who_ends_the_process_of_the_grader_costs_nobody_else_a_mark(tmp_path, monkeypatch):
    """A process is killed while it grades one student; it is a real one, in the middle of a class."""
    folder, out = tmp_path / "class", tmp_path / "results"
    folder.mkdir()
    for name in ("ann", "bad", "carl", "dora"):
        put(folder / f"{name}.ipynb", solved())
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\n"
        "from dlcourse.grading import work\n"
        "plain = work._of_file\n"
        "def _of_file(settings, submission, *rest):\n"
        "    if submission.student == 'bad':\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return plain(settings, submission, *rest)\n"
        "work._of_file = _of_file\n")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    command = [sys.executable, "-m", "dlcourse", "grade", str(folder), "--out", str(out), "--workers", "2",
               "--exercises", BOOK]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    wide = {r["student"]: r for r in csv.DictReader((out / "grades_wide.csv").open(newline="", encoding="utf-8-sig"))}
    assert {name: float(row["total"]) for name, row in wide.items()} == {
        "ann": FULL, "bad": 0, "carl": FULL, "dora": FULL}
    assert wide["bad"]["flags"] == f"not graded; process ended: {len(KEYS)}"
    assert "grading it ended the process" in (out / "class.html").read_text()


def processes_below(pid):
    found, todo = set(), [pid]
    while todo:
        for task in Path(f"/proc/{todo.pop()}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                below = set(map(int, task.read_text().split()))
                found |= below
                todo += below
    return found


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_killed_grading_goes_on_and_grades_everyone_once(tmp_path):
    folder, out, home = tmp_path / "class", tmp_path / "results", Path(tempfile.mkdtemp())  # short: for sockets
    folder.mkdir()
    home.chmod(0o755)
    for i in range(24):
        book = solved()
        book.metadata["student"] = i
        put(folder / f"s{i:02}.ipynb", book)
    command = [sys.executable, "-m", "dlcourse", "grade", str(folder), "--out", str(out), "--workers", "1",
               "--exercises", BOOK]
    environment = os.environ | {"TMPDIR": str(home)}
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                             env=environment)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        time.sleep(0.1)
        if (out / "grades.sqlite").exists() and 3 <= len(Record(out / "grades.sqlite").known()) < 24:
            break
    below = processes_below(first.pid)
    assert len(below) > 3
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    end = time.monotonic() + 20
    while any(running(pid) for pid in below) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [pid for pid in below if running(pid)], "processes outlive the grading"
    kept = Record(out / "grades.sqlite")
    done = kept.known()
    kept.close()
    assert 3 <= len(done) < 24
    assert not (out / "grades.csv").exists()
    assert list(home.iterdir())
    subprocess.run(command, check=True, capture_output=True, env=environment)
    assert list(home.iterdir()) == []
    home.rmdir()
    after = Record(out / "grades.sqlite")
    assert {k: v for k, v in after.known().items() if k in done} == done
    results = list(after.results())
    after.close()
    assert [r.student for r in results] == [f"s{i:02}" for i in range(24)]
    assert all(sum(row.points for row in r.rows) == FULL for r in results)
    assert not list(out.rglob("*.tmp"))


def test_doctor_says_what_holds():
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0, result.output
    assert "can be graded on this machine" in result.output


def test_without_any_wall_nothing_is_graded(class_of_five, tmp_path, monkeypatch):
    monkeypatch.setattr("dlcourse.grading.trusted.sandbox.TIERS", ("bubblewrap",))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    result = CliRunner().invoke(main, ["grade", str(class_of_five), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "nothing is graded" in result.output
    assert "apt-get install bubblewrap" in result.output
    assert not (tmp_path / "out" / "grades.csv").exists()
