"""`dlcourse check`: verdicts on whole notebooks, clear words for unusable ones, and the file is only read."""

import nbformat
import pytest
from click.testing import CliRunner

from dlcourse.authoring.build import ROOT
from dlcourse.cli import main

BLANK = ROOT / "exercises" / "07_differentiation.ipynb"
WRONG = '''@exercise("central_diff")
def central_diff(f, theta, eps):
    return _slopes(f, theta.double(), eps)
'''
HELPER = '''%time
def _slopes(f, theta, eps):
    d = torch.eye(theta.numel(), dtype=torch.float64)
    return torch.stack([(f(theta + eps * r.reshape(theta.shape)) - f(theta)) / eps for r in d]).reshape(theta.shape)
'''


def check(path):
    before = path.read_bytes() if path.is_file() else None
    done = CliRunner().invoke(main, ["check", str(path)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    assert before is None or path.read_bytes() == before
    return done.exit_code, done.output


def student(tmp_path, *cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    path = tmp_path / "mine.ipynb"
    nbformat.write(notebook, path)
    return path


def test_the_solutions_are_all_correct():
    code, output = check(ROOT / "solutions" / BLANK.name)
    assert code == 0
    assert "FAIL" not in output
    assert "PASS  central_diff  correct" in output


def test_retyped_split_and_duplicated_cells_and_a_cell_that_does_not_parse(tmp_path):
    path = student(tmp_path, "x = (", WRONG.replace("_slopes", "undefined"), HELPER, WRONG)
    code, output = check(path)
    assert code == 1
    assert "FAIL  central_diff  [not yet]" in output
    assert "one step ahead only" in output
    assert "defined 2 times; the last one counts" in output


@pytest.mark.parametrize("content, words", [
    ("{", "cannot be read as one"), ("[]", "cannot be read as one"), ("", "cannot be read as one"),
    ('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "holds no exercise"),
    (None, "no such file")], ids=["broken", "list", "empty", "no cells", "missing"])
def test_an_unusable_file_is_explained(tmp_path, content, words):
    path = tmp_path / "mine.ipynb"
    if content is not None:
        path.write_text(content)
    code, output = check(path)
    assert code == 2
    assert words in output


def test_an_unknown_key_names_its_neighbour(tmp_path):
    code, output = check(student(tmp_path, WRONG.replace('"central_diff"', '"central_dif"')))
    assert code == 2
    assert "Did you mean 'central_diff'?" in output
