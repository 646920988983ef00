"""A folder of twins: found, refused with a reason, and its four examples by hand."""

import shutil

import pytest
import torch
from click.testing import CliRunner

from dlcourse.authoring import build, lint
from dlcourse.authoring.sources import SourceError
from dlcourse.classroom import registry
from dlcourse.classroom.solution import solution_text
from dlcourse.cli import main


@pytest.fixture
def folder(twins, tmp_path, monkeypatch):
    """A copy of the twins that a test may change."""
    shutil.copytree(twins, tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv(registry.TWINS, str(tmp_path / "mine"))
    return tmp_path / "mine"


def number(*values):
    return torch.tensor(values, dtype=torch.float64)


def reference(key):
    return registry.load(key).resolve_reference()


def test_twins_come_after_the_course(monkeypatch):
    assert list(registry.notebooks())[-1] == "T1_marks"
    assert list(registry.places())[-4:] == ["softmax_masked", "second_diff", "softplus_neuron", "amsgrad_step"]
    assert registry.load("central_diff").key == "central_diff"
    monkeypatch.delenv(registry.TWINS)
    assert "softmax_masked" not in registry.places()
    assert "T1_marks" not in registry.notebooks()


def test_the_source_of_the_notebook_obeys_the_rules(twins):
    assert lint.problems(twins / "T1_marks.py") == []


def test_another_folder_takes_the_place_of_the_first(folder):
    text = (folder / "04" / "softmax_masked.py").read_text()
    (folder / "04" / "softmax_masked.py").write_text(text.replace("points=2", "points=7"))
    assert registry.load("softmax_masked").points == 7
    assert "def by_filling" in solution_text(registry.load("softmax_masked").alternatives[0])


def test_a_helper_beside_a_declaration_is_found(folder):
    (folder / "07" / "_helper.py").write_text("POINTS = 5\n")
    path = folder / "07" / "second_diff.py"
    path.write_text(path.read_text().replace("import torch\n", "import torch\n\nfrom . import _helper\n", 1)
                    .replace("points=2", "points=_helper.POINTS"))
    assert registry.load("second_diff").points == 5


def test_the_case_of_each_text_by_hand():
    p = reference("softmax_masked")(number(0, torch.log(torch.tensor(3.0, dtype=torch.float64)), 5),
                                    torch.tensor([True, True, False]))
    torch.testing.assert_close(p, number(0.25, 0.75, 0))
    torch.testing.assert_close(reference("second_diff")(lambda t: (t**4).sum(), number(1), 0.1), number(12.02))
    a_bar, b_bar, x_bar = reference("softplus_neuron")(number(2), number(-6)[0], number(3), number(10)[0])
    torch.testing.assert_close(torch.stack([a_bar[0], b_bar, x_bar[0]]), number(15, 5, 10))
    state = (number(0),) * 4
    for k, g in ((1, 2.0), (2, 0.0)):
        state = reference("amsgrad_step")(state[0], number(g), *state[1:], k, 0.1, 0.9, 0.9, 0.0)
    torch.testing.assert_close(torch.cat(state[2:]), number(0.36, 0.4))
    torch.testing.assert_close(state[0], number(-0.1 - 0.1 * (0.18 / 0.19) / (0.4 / 0.19)**0.5))


def course_key(folder):
    (folder / "07" / "second_diff.py").rename(folder / "07" / "central_diff.py")


def course_notebook(folder):
    (folder / "T1_marks.py").rename(folder / "07_differentiation.py")


def twice(folder):
    shutil.copy(folder / "07" / "second_diff.py", folder / "04" / "second_diff.py")


def no_declaration(folder):
    (folder / "07" / "second_diff.py").unlink()


def in_no_notebook(folder):
    shutil.copy(folder / "07" / "second_diff.py", folder / "07" / "extra.py")


def in_two_notebooks(folder):
    shutil.copy(folder / "T1_marks.py", folder / "T2_marks.py")


def without_exercise(folder):
    (folder / "notes.py").write_text("# nothing\n")


def no_python(folder):
    (folder / "07" / "second_diff.py").write_text("def (:\n")


OLD_FORM = """
from dlcourse.classroom.exercise import Case, Exercise, Misconception
def wrong(x): return x
EXERCISE = Exercise(
    key="second_diff", lecture=7, points=2, difficulty=2, minutes=15, title="T", objective="o", reference=wrong,
    cases=lambda rng: [], misconceptions=(Misconception(wrong, "Why?"),), alternatives=(wrong,), hints=("a", "b", "c"))
"""


def old_form(folder):
    (folder / "07" / "second_diff.py").write_text(OLD_FORM)


def fails(folder):
    (folder / "07" / "second_diff.py").write_text("1 / 0\n")


def without_declaration(folder):
    (folder / "07" / "second_diff.py").write_text("x = 1\n")


def other_key(folder):
    path = folder / "07" / "second_diff.py"
    path.write_text(path.read_text().replace('key="second_diff"', 'key="other"'))


def gone(folder):
    shutil.rmtree(folder)


@pytest.mark.parametrize("break_, file, words", [
    (course_key, "central_diff.py", "has an exercise 'central_diff' already"),
    (course_notebook, "07_differentiation.py", "has a notebook '07_differentiation' already"),
    (twice, "second_diff.py", "declares the same key"),
    (no_declaration, "T1_marks.py", "nothing declares 'second_diff'"),
    (in_no_notebook, "extra.py", "stands in 0 notebook sources"),
    (in_two_notebooks, ".py", "stands in 2 notebook sources"),
    (without_exercise, "notes.py", "was expected here"),
    (no_python, "second_diff.py", "SyntaxError"), (fails, "second_diff.py", "ZeroDivisionError"),
    (old_form, "second_diff.py", "older form"),
    (without_declaration, "second_diff.py", "EXERCISE"), (other_key, "second_diff.py", "key='second_diff'"),
    (gone, "mine", "is none")], ids=lambda v: getattr(v, "__name__", ""))
def test_a_folder_that_cannot_be_used_is_refused_by_name(folder, tmp_path, break_, file, words):
    break_(folder)
    with pytest.raises(registry.TwinsError, match=words) as caught:
        registry.use_twins(folder)
    assert file in str(caught.value)
    out, marks = str(tmp_path / "out"), str(tmp_path / "marks")
    for command in (["progress"], ["release", out], ["grade", str(tmp_path), "--out", marks]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 2, done.output
        assert words in done.output
        assert "Traceback" not in done.output
    assert not (tmp_path / "out").exists()


def test_the_old_form_gets_the_way_to_the_new_one(folder):
    old_form(folder)
    with pytest.raises(registry.TwinsError) as caught:
        registry.use_twins(folder)
    for words in ("task = Task(", "@task.right", "@task.wrong", "@task.solution", "EXERCISE = task.declared()"):
        assert words in str(caught.value)


def test_a_source_with_answers_in_it_gets_the_way_to_the_new_form(folder):
    source = folder / "T1_marks.py"
    docstring = '    """Second derivative'
    source.write_text(source.read_text().replace(docstring, f"    ### BEGIN ANSWER\n{docstring}"))
    with pytest.raises(SourceError, match=r"between markers.*@task\.solution"):
        build.variants(source)
