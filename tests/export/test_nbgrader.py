"""The export for nbgrader, through the real nbgrader: blank 0, solved everything, a wrong answer its own points."""

import copy
import html
import io
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr
from importlib.metadata import distributions
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dlcourse.classroom import registry
from dlcourse.classroom.nbgrader_check import NotCorrectError, require_correct
from dlcourse.cli import main
from dlcourse.export import ExportError
from dlcourse.export.nbgrader import source_notebook, write

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".venv-nbgrader" / ("Scripts" if os.name == "nt" else "bin")
BOOKS = tuple(registry.notebooks())
BOOK = "07_differentiation"
KEYS = {"schema_version", "grade", "grade_id", "locked", "solution", "task"}
GRADES = """
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps({n.student.id: {g.name: g.auto_score for g in n.grades}
                      for n in book.notebook_submissions(NAME, NAME)}))
"""
STEPS = """
import sys
from nbgrader.nbgraderformat import read
from nbgrader.preprocessors import CheckCellMetadata, ClearSolutions, ComputeChecksums, LockCells
for path in sys.argv[1:]:
    notebook = read(path, as_version=4)
    for step in (LockCells, ClearSolutions, CheckCellMetadata, ComputeChecksums, CheckCellMetadata):
        notebook, _ = step().preprocess(notebook, {})
    print("SOLUTION" not in "".join(cell.source for cell in notebook.cells))
"""


# --- what is written


@pytest.mark.parametrize("name", BOOKS)
def test_cells_carry_exactly_what_nbgrader_knows(name):
    notebook = source_notebook(name)
    graded = [c for c in notebook.cells if "nbgrader" in c.metadata]
    assert len({c.metadata.nbgrader.grade_id for c in graded}) == len(graded)
    for cell in graded:
        mark = cell.metadata.nbgrader
        assert set(mark) == KEYS | ({"points"} if mark.grade else set())
        assert (mark.schema_version, mark.task, mark.locked) == (3, False, mark.grade)
        assert mark.grade != mark.solution
        assert re.fullmatch(r"[A-Za-z0-9_-]+", mark.grade_id)
        assert ("### BEGIN SOLUTION" in cell.source) == mark.solution
    assert "ANSWER" not in "".join(c.source for c in notebook.cells)


@pytest.mark.parametrize("name", BOOKS)
def test_every_exercise_has_its_points_right_behind_its_answer(name):
    points, last = {}, ""
    for cell in source_notebook(name).cells:
        key = cell.metadata.get("dlcourse", {}).get("exercise", "")
        if cell.metadata.get("nbgrader", {}).get("grade"):
            assert key == last, "a check stands directly behind its answer"
            points.setdefault(key, {})[cell.metadata.dlcourse.get("part", "")] = cell.metadata.nbgrader.points
        last = key
    assert tuple(points) == registry.notebooks()[name]
    for key, given in points.items():
        assert given == (dict(registry.load(key).parts) or {"": registry.load(key).points})


def test_a_path_is_as_good_as_a_name_and_writing_twice_changes_nothing(tmp_path):
    first = write(f"solutions/{BOOK}.ipynb", tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in first] == [
        f"source/{BOOK}/{BOOK}.ipynb", "nbgrader_config.py"]
    before = first[0].read_bytes()
    assert write(BOOK, tmp_path) == ()
    assert first[0].read_bytes() == before


def test_what_the_instructor_made_stays(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("mine")
    [target] = write(BOOK, tmp_path)
    target.write_text("changed")
    result = CliRunner().invoke(main, ["export", "nbgrader", BOOK, "--output", str(tmp_path)])
    assert result.exit_code == 2
    assert "--force" in result.output
    assert target.read_text() == "changed"
    result = CliRunner().invoke(main, ["export", "nbgrader", BOOK, "--output", str(tmp_path), "--force"])
    assert result.exit_code == 0
    assert nbformat.read(target, 4).cells
    assert (tmp_path / "nbgrader_config.py").read_text() == "mine"


@pytest.mark.parametrize("name", ["99_nothing", "notebooks/07", ""])
def test_what_is_no_exercise_notebook(name, tmp_path):
    result = CliRunner().invoke(main, ["export", "nbgrader", name, "--output", str(tmp_path / "course")])
    assert result.exit_code == 2
    assert "is no exercise notebook. There are 00_start_here" in result.output
    assert not (tmp_path / "course").exists()


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "course").write_text("")
    with pytest.raises(ExportError, match="should be a folder"):
        write(BOOK, tmp_path / "course")


# --- the check itself


def solved_scope(key: str) -> tuple[dict, str]:
    """What a kernel holds after the solved answer has run, and the answer's name."""
    [cell] = [c for c in source_notebook(BOOK).cells if c.metadata.get("nbgrader", {}).get("grade_id") ==
              f"answer-{key}"]
    name = re.search(r"^(?:def|class) (\w+)", cell.source, re.MULTILINE)[1]
    scope: dict = {"In": ["", cell.source]}
    exec("import math\nimport torch\nexercise = lambda key: lambda answer: answer\n" + cell.source, scope)
    return scope, name


def checked(scope: dict, key: str, name: str, **more: object) -> None:
    exec(f"require_correct({key!r}, {name!r}, **more)", scope | {"require_correct": require_correct, "more": more})


@pytest.mark.parametrize("key", registry.notebooks()[BOOK])
def test_functions_and_classes_pass_in_silence(key, capfd):
    checked(*(lambda scope, name: (scope, key, name))(*solved_scope(key)))
    assert capfd.readouterr() == ("", "")


def test_the_answer_is_found_by_its_key_whatever_it_is_called():
    scope, _ = solved_scope("central_diff")
    scope["In"].append(scope["In"][-1].replace("def central_diff", "def mine"))
    scope["mine"] = scope.pop("central_diff")
    checked(scope, "central_diff", "central_diff")


def test_no_answer_is_said():
    with pytest.raises(NotCorrectError, match=r"there is no `central_diff`\. Did its cell run without an error"):
        checked({"In": ['@exercise("central_diff")\ndef central_diff(:']}, "central_diff", "central_diff")


def test_an_unknown_part_is_our_mistake_and_said():
    with pytest.raises(ValueError, match="should have a part 'backward'; it has forward, centred"):
        checked({}, "choose_eps", "choose_eps", part="backward")


def test_a_right_answer_that_warns_keeps_its_points():
    scope, name = solved_scope("central_diff")
    exec("import sys, warnings\nright = central_diff\ndef noisy(f, theta, eps):\n    warnings.warn('hm')\n"
         "    print('hm', file=sys.stderr)\n    print('hm')\n    return right(f, theta, eps)", scope)
    scope["In"], scope["central_diff"], told = [], scope["noisy"], io.StringIO()
    with redirect_stderr(told):
        checked(scope, "central_diff", name)
    assert told.getvalue() == ""


def test_an_answer_that_knows_the_cards_inputs_by_heart_is_found_out():
    exercise = registry.load("central_diff")
    stored = [exercise.drive(exercise.resolve_reference(), **case.fresh()) for case in exercise.draw(0)]
    calls = iter(stored)
    with pytest.raises(NotCorrectError):
        checked({"central_diff": lambda f, theta, eps: next(calls)}, "central_diff", "central_diff")


# --- nbgrader itself


def marked(cell: nbformat.NotebookNode, mark: str) -> bool:
    return cell.metadata.get("nbgrader", {}).get(mark, False)


def nbgrader_there() -> None:
    """Skip without nbgrader, or fail where everything must run."""
    if not (PROGRAMS / "nbgrader").exists():
        text = "nbgrader is missing; install it with: python bootstrap.py nbgrader"
        pytest.fail(text) if os.environ.get("DLCOURSE_TEST_ALL") == "1" else pytest.skip(text)


class Course:
    """A course folder, and nbgrader in it; notebooks run with the Python of these tests."""

    def __init__(self, folder: Path):
        self.folder = folder
        kernel = folder / "jupyter" / "kernels" / "python3" / "kernel.json"
        kernel.parent.mkdir(parents=True)
        kernel.write_text(json.dumps({"display_name": "course", "language": "python", "argv": [
            sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]}))
        own = {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "JUPYTER_PATH": str(folder / "jupyter"),
               "JUPYTER_CONFIG_DIR": str(folder / "config"), "IPYTHONDIR": str(folder / "ipython"),
               "JUPYTER_DATA_DIR": str(folder / "data"), "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
        self._environment = {**os.environ, **own}

    def run(self, *command: str) -> str:
        done = subprocess.run([str(PROGRAMS / command[0]), *command[1:]], cwd=self.folder, env=self._environment,
                              capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def submit(self, student: str, change: Callable[[dict], object]) -> None:
        """A student's file: the release version, of whose answers (key -> cell) `change` makes something."""
        notebook = copy.deepcopy(nbformat.read(self.folder / "release" / BOOK / f"{BOOK}.ipynb", 4))
        change({c.metadata.dlcourse.exercise: c for c in notebook.cells if marked(c, "solution")})
        target = self.folder / "submitted" / student / BOOK / f"{BOOK}.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)

    def checks(self, student: str) -> dict[str, list]:
        """Name of each check of an autograded file -> its outputs."""
        notebook = nbformat.read(self.folder / "autograded" / student / BOOK / f"{BOOK}.ipynb", 4)
        return {c.metadata.nbgrader.grade_id: c.outputs for c in notebook.cells if marked(c, "grade")}


def documented() -> dict[str, list[str]]:
    """The commands of docs/instructors.md, by what they do."""
    text = (ROOT / "docs" / "instructors.md").read_text()
    block = re.search(r"^## With nbgrader.*?^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE)[1]
    lines = [line.split() for line in block.splitlines()]
    return {words[1]: words for words in lines if Path(words[0]).name in ("dlcourse", "nbgrader")}


def test_nbgrader_grades_a_blank_a_solved_and_a_wrong_copy(tmp_path):
    """One test, because nbgrader takes the time. The wrong copy has a slip, half an answer, and a syntax error."""
    nbgrader_there()
    course, commands = Course(tmp_path), documented()
    write(commands["export"][3], course.folder)
    source = source_notebook(BOOK)
    answers = {c.metadata.dlcourse.exercise: c.source for c in source.cells if marked(c, "solution")}
    full = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points for c in source.cells if marked(c, "grade")}

    def solve(cells, **slips):
        for key, cell in cells.items():
            cell.source = re.sub(r"^ *### .*\n?", "", answers[key], flags=re.MULTILINE)
            right, slip = slips.get(key, ("", ""))
            assert right in cell.source
            cell.source = cell.source.replace(right, slip, 1)

    course.run(*commands["generate_assignment"])
    course.submit("blank", lambda cells: None)
    course.submit("solved", solve)
    course.submit("wrong", lambda cells: solve(cells, central_diff=("(2 * eps)", "eps"), choose_eps=("1 / 3", "1 / 2"),
                                               sym_diff=("(", ":(")))
    course.run(*commands["autograde"])
    course.run(*commands["generate_feedback"])
    grades = json.loads(course.run("python", "-c", GRADES.replace("NAME", repr(BOOK))))

    assert grades["blank"] == dict.fromkeys(full, 0)
    assert grades["solved"] == full
    assert grades["wrong"] == full | {"check-central_diff": 0, "check-choose_eps-centred": 0, "check-sym_diff": 0}
    for student in grades:
        for name, outputs in course.checks(student).items():  # a check says its diagnosis, or nothing at all
            assert [o.output_type for o in outputs] == ([] if grades[student][name] else ["error"]), (name, outputs)
    told = {name: "\n".join(outputs[0].traceback) for name, outputs in course.checks("wrong").items() if outputs}
    assert told["check-central_diff"].startswith("[not yet] The gradient by centred differences: 0 of 7 checks")
    assert "How far apart are the two points at which you evaluate f?" in told["check-central_diff"]
    assert "Your step suits the forward quotient" in told["check-choose_eps-centred"]
    assert "there is no `sym_diff`" in told["check-sym_diff"]
    assert "Traceback" not in "".join(told.values())
    assert "dlcourse" not in "".join(told.values())

    page = html.unescape((tmp_path / "feedback" / "wrong" / BOOK / f"{BOOK}.html").read_text())
    assert all(line.strip() in page for text in told.values() for line in text.splitlines())

    release = nbformat.read(course.folder / "release" / BOOK / f"{BOOK}.ipynb", 4)
    blank = {c.id: c.source for c in nbformat.read(ROOT / "exercises" / f"{BOOK}.ipynb", 4).cells}
    assert {c.id: c.source for c in release.cells if not marked(c, "grade")} == blank


def test_nbgrader_accepts_every_notebook(tmp_path):
    nbgrader_there()
    course = Course(tmp_path)
    paths = [str(write(name, tmp_path)[0]) for name in BOOKS]
    assert course.run("python", "-c", STEPS, *paths).split() == ["True"] * len(BOOKS)


def test_everything_beside_nbgrader_is_pinned():
    nbgrader_there()
    lines = [line for name in ("constraints.txt", "constraints-nbgrader.txt")
             for line in (ROOT / name).read_text().splitlines() if "==" in line]
    pinned = {canonicalize_name(r.name): str(r.specifier)[2:] for r in map(Requirement, lines)}
    found = [d for folder in PROGRAMS.parent.rglob("site-packages") for d in distributions(path=[str(folder)])]
    assert len(found) > 20
    assert {canonicalize_name(d.name): d.version for d in found if d.name not in ("pip", "setuptools")}.items() <= (
        pinned.items())


def test_the_settings_leave_nbgraders_own_alone(tmp_path):
    """The file is Python that nbgrader runs; nothing in it may fail or name a folder of ours."""
    from traitlets.config import Config

    write(BOOK, tmp_path)
    settings = Config()
    runpy.run_path(str(tmp_path / "nbgrader_config.py"), {"get_config": lambda: settings})
    assert set(settings) == {"ClearSolutions", "OverwriteCells", "Execute"}
