"""The students' package: works by itself, gives nothing away, destroys nothing, and is the same every time."""

import ast
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from dlcourse.authoring import build
from dlcourse.classroom import registry
from dlcourse.classroom.solution import solution_text
from dlcourse.release import ReleaseError, leaks, marks, place, release
from dlcourse.release import contents as contents_of

ROOT = Path(__file__).resolve().parents[2]
BEGINNING = ("00_start_here", "00b_calculus_you_need", "00c_where_it_comes_from")  # always in a release
TWIN_KEYS = ("softmax_masked", "second_diff", "softplus_neuron", "amsgrad_step")
RIGHT = """
@exercise("softmax_masked")
def softmax_masked(z, keep):
    z = z.masked_fill(~keep, -math.inf)
    powers = (z - z.amax(0, keepdim=True)).exp()
    return powers / powers.sum(0, keepdim=True)
"""
SPREAD_FIRST = """
@exercise("softmax_masked")
def softmax_masked(z, keep):
    powers = (z - z.amax(0, keepdim=True)).exp()
    return powers / powers.sum(0, keepdim=True) * keep
"""
HEAD = "import math, torch\nfrom dlcourse import exercise\n"


def contents(released):
    """Every file of the folder and of the archive, the latter under its name behind the first '/'."""
    with zipfile.ZipFile(released.archive) as packed:
        zipped = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    lying = {p.relative_to(released.folder).as_posix(): p.read_bytes() for p in released.folder.rglob("*")
             if p.is_file() and "__pycache__" not in p.parts}
    assert lying == zipped
    return lying


@pytest.fixture(scope="module")
def student(released, tmp_path_factory):
    """A copy that may be used; a function that runs Python in it as a student would."""
    copy = tmp_path_factory.mktemp("student") / "course"
    shutil.copytree(released.folder, copy)
    environment = {k: v for k, v in os.environ.items() if k != registry.TWINS and not k.startswith("PYTEST")}
    environment |= {"PYTHONPATH": str(copy), "DLCOURSE_HOME": str(copy / "home")}

    def run(*arguments):
        return subprocess.run([sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True)

    run.folder = copy
    where = run("-c", "import dlcourse; print(dlcourse.__file__)").stdout.strip()
    assert where == str(copy / "dlcourse" / "__init__.py")
    return run


def run_cell(student, text):
    (student.folder / "cell.py").write_text(HEAD + text)
    done = student("cell.py")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_in_it_and_what_is_not(released):
    files = contents(released)
    for name in ("README.md", "Makefile", "bootstrap.py", "pyproject.toml", "constraints.txt", "environment.yml",
                 "notebooks/00_start_here.ipynb", "exercises/07_differentiation.ipynb", "exercises/T1_marks.ipynb",
                 "dlcourse/lectures/l07/tasks/central_diff.py", "dlcourse/widgets/esm/view.mjs", place.MARKER):
        assert name in files, name
    for part in ("solutions/", "authoring/", "tests/", "benchmarks/", "twins/", "dlcourse/grading/",
                 "dlcourse/authoring/", "dlcourse/release/", "docs/instructors.md", "T1_marks.py", "__pycache__"):
        assert not [name for name in files if part in name], part
    assert released.twins == TWIN_KEYS
    assert {name for name in files if name.startswith("dlcourse/classroom/public/")} == {
        marks.public_name(key) for key in TWIN_KEYS}


def pieces(node):
    """What of a function would help: its lines, without the first, of a length that does not stand there by chance."""
    node.decorator_list = []
    return [line.strip() for line in ast.unparse(node).splitlines()[1:] if len(line.strip()) > 45]


def test_no_file_gives_an_answer_away(released):
    course = "\n".join(ast.unparse(ast.parse(p.read_text())) for p in (ROOT / "dlcourse").rglob("*.py"))
    secrets = set()
    for key in TWIN_KEYS:
        e = registry.load(key)
        secrets |= {m.message for m in e.misconceptions} | {m.name for m in e.misconceptions} | set(e.hints)
        for node in ast.parse(inspect.getsource(inspect.getmodule(e.cases))).body:
            secrets |= set(pieces(node)) if isinstance(node, ast.FunctionDef) else set()
    secrets = {text for text in secrets if text not in course}
    assert len(secrets) > 100
    for name, content in contents(released).items():
        shown = leaks.shown_text(name, content)
        plain = ast.unparse(ast.parse(shown)) if name.endswith(".py") else shown
        assert not [text for text in secrets if text in shown or text in plain], name


@pytest.mark.parametrize("kind", ["message", "hint", "reference", "solution", "its body", "its body bare",
                                  "in a solved notebook", "in a notebook", "escaped"])
def test_what_would_give_an_answer_away_is_refused(twins, kind):
    e, source = registry.load("softmax_masked"), twins / "T1_marks.py"
    message = e.misconceptions[0].message
    text = {"message": message, "hint": e.hints[1], "reference": textwrap.indent(inspect.getsource(e.reference), "  "),
            "solution": inspect.getsource(e.solution),
            "its body": solution_text(e.solution).partition("\n")[2],
            "its body bare": ast.unparse(ast.parse(solution_text(e.solution)).body[0].body),
            "in a solved notebook": build.variants(source)[ROOT / "solutions" / "T1_marks.ipynb"].cells[5].source,
            "in a notebook": json.dumps({"cells": [{"outputs": [{"data": {"text/plain": message.split(" ")}}]}]}),
            "escaped": json.dumps({"text": registry.load("amsgrad_step").hints[2].replace("(", "&#40;")})}[kind]
    if kind == "in a notebook":
        text = text.replace('", "', ' ", "')
    name = "notebooks/a.ipynb" if kind in ("in a notebook", "escaped") else "README.md"
    with pytest.raises(ReleaseError, match=name):
        leaks.refuse({name: text.encode()}, TWIN_KEYS)


def test_a_solved_notebook_is_refused():
    solved = (ROOT / "solutions" / "07_differentiation.ipynb").read_bytes()
    with pytest.raises(ReleaseError, match="is not blank"):
        leaks.refuse({"exercises/07_differentiation.ipynb": solved}, ())


def test_every_exercise_notebook_is_blank(released):
    answers = {name: [line.strip() for key in keys for line in
                      ast.unparse(ast.parse(solution_text(registry.load(key).solution))).splitlines()
                      if len(line) > 25 and not line.lstrip().startswith("def ")]
               for name, keys in registry.notebooks().items()}
    books = {p.stem: p for p in (released.folder / "exercises").glob("*.ipynb")}
    assert set(books) == set(answers)
    for name, path in books.items():
        cells = nbformat.read(path, 4).cells
        text = "\n".join(c.source for c in cells if c.cell_type == "code")
        assert answers[name]
        source = ROOT / "authoring" / name / "exercises.py"
        given = source.read_text() if source.exists() else ""  # a program to mend holds lines of the mended one
        assert not [a for a in answers[name] if text.count(a) > given.count(a)], name
        assert text.count("raise NotImplementedError") >= text.count("\n@exercise(") > 0
        shown = str([c.get("outputs") for c in cells])
        assert "[correct]" not in shown
        assert "not attempted" in shown


def test_every_module_can_be_imported_and_an_instructors_commands_are_gone(student):
    code = """
import dlcourse, importlib, pkgutil
for found in pkgutil.walk_packages(dlcourse.__path__, "dlcourse."):
    if not found.name.endswith("__main__"):
        module = importlib.import_module(found.name)
        assert module.__file__.startswith(dlcourse.__path__[0]), module
"""
    done = student("-c", code)
    assert done.returncode == 0, done.stderr
    offered = student("-m", "dlcourse", "--help").stdout
    assert {"check", "lab", "progress"} <= set(re.findall(r"^  (\w+)", offered, re.MULTILINE))
    assert not {"grade", "doctor", "new", "release"} & set(re.findall(r"^  (\w+)", offered, re.MULTILINE))


def test_lab_and_progress_work_in_it(student):
    assert re.match(r"new: work/notebooks/00_start_here", student("-m", "dlcourse", "lab", "--version").stdout)
    assert (student.folder / "work" / "exercises" / "T1_marks.ipynb").is_file()
    done = student("-m", "dlcourse", "progress")
    assert done.returncode == 0, done.stderr
    assert "0 of 31" in done.stdout or "all" in done.stdout


def test_make_lab_works_once_it_is_set_up(student):
    """With a .venv that hands on to this Python, as if the installation were done."""
    folder = student.folder / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").write_text(f'#!/bin/sh\nPYTHONPATH={student.folder} exec {sys.executable} "$@"\n')
    (folder / "python").chmod(0o755)
    student("-c", "import bootstrap\nfor stamp in bootstrap.STAMPS.values(): stamp.write_text(bootstrap.fingerprint())")
    done = subprocess.run(["make", "lab", f"PYTHON={sys.executable}", "ARGS=--version"], cwd=student.folder,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^\d+\.\d+", done.stdout, re.MULTILINE)
    assert (student.folder / "work" / "exercises" / "T1_marks.ipynb").is_file()


def test_check_works_in_it(student, tmp_path):
    many = len(registry.notebooks()["04b_many_classes"])
    right = student("-m", "dlcourse", "check", str(ROOT / "solutions" / "04b_many_classes.ipynb"))
    assert right.returncode == 0, right.stdout + right.stderr
    assert f"{many} of {many} correct" in right.stdout
    book = nbformat.read(ROOT / "solutions" / "04b_many_classes.ipynb", 4)
    cell = next(c for c in book.cells if '@exercise("log_softmax")' in c.source)
    cell.source = '@exercise("log_softmax")\ndef log_softmax(z):\n    return z - z.exp().sum(-1, keepdim=True).log()'
    book.cells = [c for c in book.cells if '@exercise("hinge_grad")' not in c.source]
    nbformat.write(book, tmp_path / "mine.ipynb")
    done = student("-m", "dlcourse", "check", str(tmp_path / "mine.ipynb"))
    assert done.returncode == 1
    assert f"{many - 2} of {many} correct, 1 not attempted" in done.stdout
    assert re.search(r"FAIL  log_softmax .*exp\(1000\)", done.stdout)
    assert "no cell with this exercise" in done.stdout


def test_check_promises_nothing_of_an_exercise_for_marks(student, tmp_path):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in (HEAD, RIGHT, """
@exercise("second_diff")
def second_diff(f, theta, eps):
    return theta
""")])
    nbformat.write(book, tmp_path / "mine.ipynb")
    done = student("-m", "dlcourse", "check", str(tmp_path / "mine.ipynb"))
    assert re.search(r"^----  softmax_masked  \[the example agrees\]", done.stdout, re.MULTILINE)
    assert re.search(r"^----  second_diff  \[no example to try\]", done.stdout, re.MULTILINE)
    assert re.search(r"^TODO  amsgrad_step", done.stdout, re.MULTILINE)
    assert "PASS" not in done.stdout
    assert "---- is for marks" in done.stdout


@pytest.mark.parametrize("text, words", [
    (RIGHT, "[the example agrees]"),
    (SPREAD_FIRST, "[the example does not agree]"),
    (RIGHT.replace("return powers", "return -powers"), "differs most at index 1: expected 0.75, yours is -0.75"),
    (RIGHT.replace("return powers / powers", "return powers.float() / powers.float()"), "float32"),
    (RIGHT.replace("return powers", "return powers[None]"), "axis of size 1"),
    (RIGHT.replace("return powers", "return missing"), "NameError"),
    (RIGHT.replace("return powers / powers.sum(0, keepdim=True)", "print(powers)"), "prints its result"),
    (RIGHT.replace("    z = z.masked_fill(", "    z.masked_fill_("), "changed z in place"),
    ('@exercise("softmax_masked")\ndef softmax_masked(z, keep):\n    raise NotImplementedError\n', "[not attempted]"),
], ids=["right", "wrong", "sign", "dtype", "shape", "error", "prints", "in place", "stub"])
def test_the_card_says_what_the_example_shows_and_no_more(student, text, words):
    shown = run_cell(student, text)
    assert words in shown
    assert "marks. They come from your instructor" in shown
    assert "correct" not in shown.lower()
    assert "hint" not in shown.lower()


def test_the_html_card_says_the_same_and_escapes(student):
    code = RIGHT + """
from dlcourse.classroom import sealed
for answer in (softmax_masked, lambda z, keep: "<b>", lambda z, keep: None):
    found = sealed.find("softmax_masked")
    page = sealed.SealedCard(sealed.try_out(found, answer))._repr_html_()
    assert "<b>&" not in page and "correct" not in page.lower() and "your instructor" in page, page
    assert page == sealed.SealedCard(sealed.try_out(found, answer))._repr_html_()
assert not __import__("pathlib").Path(__import__("os").environ["DLCOURSE_HOME"], "progress.json").exists()
"""
    run_cell(student, code)


def test_a_public_file_holds_one_example_and_nothing_else(released):
    for key in TWIN_KEYS:
        told = json.loads((released.folder / marks.public_name(key)).read_text())
        assert set(told) == {"title", "points", "minutes", "difficulty", "rtol", "example"}
        assert (told["example"] is None) == (key == "second_diff")


def test_links_lead_somewhere(released):
    pages = [released.folder / "README.md", *released.folder.glob("*/*.md"), *released.folder.glob("*/*.ipynb")]
    for page in pages:
        text = page.read_text() if page.suffix == ".md" else "\n".join(
            c.source for c in nbformat.read(page, 4).cells if c.cell_type == "markdown")
        prose = re.sub(r"```.*?```|\$[^$\n]+\$|`[^`\n]+`", "", text, flags=re.DOTALL)
        for link in re.findall(r"\]\(([^)\s]+)\)", prose):
            if "://" not in link and link.partition("#")[0]:
                assert (page.parent / unquote(link.partition("#")[0])).exists(), (page.name, link)


def test_no_path_of_this_machine_is_in_it(released):
    for name, content in contents(released).items():
        assert str(ROOT).encode() not in content, name
        assert b"/.course." not in content, name


def test_releasing_twice_gives_the_same_bytes(tmp_path):
    first = release(ROOT, tmp_path / "course", only=["T1"])
    assert first.notebooks == (*BEGINNING, "T1_marks")
    before, packed = contents(first), first.archive.read_bytes()
    (first.folder / "dlcourse" / "__pycache__").mkdir()  # made by use; everything else would be a change
    again = release(ROOT, tmp_path / "course", only=["T1"])
    assert contents(again) == before
    assert again.archive.read_bytes() == packed
    assert not (first.folder / "dlcourse" / "__pycache__").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["course", "course.zip"]


def test_a_part_of_the_course(tmp_path):
    part = release(ROOT, tmp_path / "part", only=["07"])
    files = contents(part)
    assert part.notebooks == (*BEGINNING, "07_differentiation")
    assert part.twins == ()
    assert "exercises/08_backpropagation.ipynb" not in files
    assert "dlcourse/lectures/l08/tasks/neuron_backward.py" not in files
    assert "| [08 " not in files["README.md"].decode()
    assert "for marks" not in files["README.md"].decode()
    environment = {k: v for k, v in os.environ.items() if k != registry.TWINS}
    done = subprocess.run([sys.executable, "-c", "from dlcourse.classroom.overview import overview; print(overview())"],
                          cwd=part.folder, env={**environment, "PYTHONPATH": str(part.folder)}, capture_output=True,
                          text=True)
    assert done.returncode == 0, done.stderr
    assert "08 " not in done.stdout
    with pytest.raises(ReleaseError, match="begins with '99'"):
        release(ROOT, tmp_path / "other", only=["07", "99"])


ALL_OF_IT = """
import ast, importlib, inspect, json, pkgutil, re, sys
from pathlib import Path
import dlcourse
from dlcourse.classroom import registry
from dlcourse.classroom.check import CORRECT, check
for found in pkgutil.walk_packages(dlcourse.__path__, "dlcourse."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
for path in Path(".").glob("*/*.ipynb"):
    for cell in json.loads(path.read_text())["cells"]:
        text = re.sub("^[%!].*$", "", "".join(cell["source"]), flags=re.M)
        for node in ast.walk(ast.parse(text)) if cell["cell_type"] == "code" else ():
            if isinstance(node, ast.ImportFrom) and node.module.startswith("dlcourse"):
                exec(ast.unparse(node), {})
print(json.dumps({key: check(registry.load(key), registry.load(key).solution).status == CORRECT
                  for key in registry.places()}))
"""


def test_every_single_lecture_has_what_its_notebooks_import():
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
               for path in (ROOT / "dlcourse").rglob("*.py")}
    for lecture in registry.lectures():
        books = contents_of.chosen(ROOT, [lecture.notebook])
        files = contents_of.collect(ROOT, books)
        inside = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in files}
        for name in (name for name in files if name.endswith(".ipynb")):
            code = [c.source for c in nbformat.reads(files[name].decode(), 4).cells if c.cell_type == "code"]
            wanted = set(re.findall(r"^from (dlcourse[\w.]*) import", "\n".join(code), re.MULTILINE))
            wanted |= {f"{module}.{part}" for text in code for module, parts in re.findall(
                r"^from (dlcourse[\w.]*) import (.+)$", text, re.MULTILINE)
                for part in re.findall(r"\w+", parts)} & modules
            assert wanted, name
            assert wanted <= inside, name


@pytest.mark.parametrize("lecture", registry.lectures()[2::4], ids=lambda lecture: lecture.number)
def test_a_release_of_a_single_lecture_imports_and_checks(lecture, tmp_path):
    part = release(ROOT, tmp_path / "part", only=[lecture.notebook])
    environment = {k: v for k, v in os.environ.items() if k != registry.TWINS}
    done = subprocess.run([sys.executable, "-c", ALL_OF_IT], cwd=part.folder, capture_output=True, text=True,
                          env={**environment, "PYTHONPATH": str(part.folder), "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    expected = {key for other in registry.lectures() if other is lecture or other.number.startswith("00")
                for key in (*other.exercises, *other.retired)}
    assert json.loads(done.stdout) == dict.fromkeys(expected, True)


def test_a_module_that_would_fall_away_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(contents_of, "LEFT_OUT", (*contents_of.LEFT_OUT, "models/"))
    with pytest.raises(ReleaseError, match=r"imports dlcourse\.models.*not in this release"):
        release(ROOT, tmp_path / "part", only=["04b"])
    assert not list(tmp_path.iterdir())


def a_file(out):
    out.write_text("mine")


def something_else(out):
    out.mkdir()
    (out / "thesis.tex").write_text("mine")


def a_new_file(out):
    (out / "notes.txt").write_text("mine")


def a_changed_file(out):
    (out / "README.md").write_text("mine")


def a_broken_marker(out):
    (out / place.MARKER).write_text("[]")


def another_archive(out):
    place.archive_of(out).write_text("mine")


@pytest.mark.parametrize("spoil, words", [
    (a_file, "is a file"), (something_else, "is no earlier release"), (a_new_file, "notes.txt"),
    (a_changed_file, "README.md"), (a_broken_marker, "is no earlier release"),
    (another_archive, "is no earlier release")], ids=lambda v: getattr(v, "__name__", ""))
def test_nothing_of_anybodys_is_lost(tmp_path, spoil, words):
    out = tmp_path / "course"
    if spoil in (a_new_file, a_changed_file, a_broken_marker):
        stage = tmp_path / "stage"
        place.write(stage, place.marked({"README.md": b"ours", "a/b.txt": b"ours"}))
        place.put(stage, out)
        place.admit(out)
    spoil(out)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(ReleaseError, match=words):
        release(ROOT, out)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_an_earlier_release_stays_where_the_new_one_fails(tmp_path, monkeypatch):
    out = tmp_path / "course"
    stage = tmp_path / "stage"
    place.write(stage, place.marked({"README.md": b"ours"}))
    place.put(stage, out)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    monkeypatch.setattr(leaks, "refuse", lambda *_: (_ for _ in ()).throw(ReleaseError("stop")))
    with pytest.raises(ReleaseError, match="stop"):
        release(ROOT, out, only=["00"])
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_its_questions_come_with_it(student):
    said = student("-c", "from dlcourse import ask; print(ask('08/layer-ask').kind, ask('00b/test-1').answer)")
    assert said.stdout == "number (1.6,)\n", said.stderr
