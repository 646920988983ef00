"""`dlcourse check`: verdicts on whole notebooks, clear words for unusable ones, and the file is only read."""

import subprocess
import sys
import time

import nbformat
import pytest
from click.testing import CliRunner

from dlcourse.authoring.build import ROOT
from dlcourse.classroom import notebook_check, registry
from dlcourse.cli import main

BLANK = ROOT / "exercises" / "07_differentiation.ipynb"
WRONG = '''@exercise("central_diff")
def central_diff(f, theta, eps):
    return _slopes(f, theta.double(), eps)
'''
HEAD = "import math, os, signal, time\nimport torch\nfrom dlcourse import exercise"
RIGHT = '''@exercise("log_softmax")
def log_softmax(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log()
'''
UNSTABLE = '''@exercise("log_softmax")
def log_softmax(z):
    return z - z.exp().sum(-1, keepdim=True).log()
'''
LOSS = '''@exercise("initial_loss")
def initial_loss(C, counts=None):
    {line}
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
    new = {True: nbformat.v4.new_markdown_cell, False: nbformat.v4.new_code_cell}
    notebook = nbformat.v4.new_notebook(cells=[new[text.startswith("## ")](text) for text in cells])
    path = tmp_path / "mine.ipynb"
    nbformat.write(notebook, path)
    return path


def test_the_solutions_are_all_correct():
    code, output = check(ROOT / "solutions" / BLANK.name)
    assert code == 0
    assert "FAIL" not in output
    assert "PASS  central_diff  correct" in output


def test_retyped_split_and_duplicated_cells_and_a_cell_that_does_not_parse(tmp_path):
    path = student(tmp_path, HEAD, "x = (", WRONG.replace("_slopes", "undefined"), HELPER, WRONG)
    code, output = check(path)
    assert code == 1
    assert "FAIL  central_diff  [not yet]" in output
    assert "one step ahead only" in output
    assert "defined 2 times; the last one counts" in output
    assert "note: code cell 2: it did not run to its end (SyntaxError: incomplete input in line 1)." in output
    assert "TODO  sym_diff  not attempted" in output


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


@pytest.mark.parametrize("cell", [
    RIGHT.replace('@exercise("log_softmax")', "key = 'log_softmax'\n@exercise(key)"),
    RIGHT.replace('@exercise("log_softmax")\n', "") + "exercise('log_softmax')(log_softmax)",
    "if True:\n    " + RIGHT.replace("\n", "\n    "),
    RIGHT.replace('exercise("log', 'dlcourse.exercise(key="log').replace("@", "import dlcourse\n@")],
    ids=["variable", "called", "inside if", "dotted"])
def test_a_key_is_read_when_it_runs(tmp_path, cell):
    assert "PASS  log_softmax  correct" in check(student(tmp_path, HEAD, cell))[1]


def test_a_folder_is_told_from_a_missing_file(tmp_path):
    code, output = check(tmp_path)
    assert code == 2
    assert "is a folder" in output


def test_an_unknown_key_names_its_neighbour(tmp_path):
    code, output = check(student(tmp_path, WRONG.replace('"central_diff"', '"central_dif"')))
    assert code == 2
    assert "Did you mean 'central_diff'?" in output


def test_what_is_untouched_is_not_attempted_and_no_failure():
    code, output = check(BLANK)
    assert code == 1
    assert "FAIL" not in output
    assert "TODO  central_diff  [not attempted]" in output
    assert "0 of 6 correct, 6 not attempted" in output


ALONE = """
import sys
import jupyter_client.manager
from pathlib import Path
started, start = [], jupyter_client.manager.KernelManager.start_kernel
def counted(self, *args, **kwargs):
    started.append(self)
    return start(self, *args, **kwargs)
jupyter_client.manager.KernelManager.start_kernel = counted
from dlcourse.cli import main
try:
    main(["check", sys.argv[1]])
except SystemExit as end:
    assert end.code == 0, end
assert len(started) == 1
heavy = {"torch", "numpy", "nbformat", "nbclient", "nbval", "pytest", "_pytest"} & set(sys.modules)
assert not heavy, heavy
"""


def test_it_takes_one_kernel_and_neither_torch_nor_the_tests_tools():
    path = ROOT / "solutions" / "04b_many_classes.ipynb"
    done = subprocess.run([sys.executable, "-c", ALONE, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    many = len(registry.notebooks()["04b_many_classes"])
    assert f"{many} of {many} correct" in done.stdout


def test_cells_run_as_in_a_notebook_but_nothing_is_installed_or_fetched(tmp_path):
    mark = tmp_path / "made"
    path = student(
        tmp_path, HEAD, f"!pip install nothing-like-this\nlines = !touch {mark}\nassert lines == []",
        f"%pip install nothing-like-this\n%conda install x\n!touch {mark}\n%sx touch {mark}\n%system touch {mark}",
        f"%%bash\ntouch {mark}", f"%%script python\nopen({str(mark)!r}, 'w')", f"%mkdir {mark}",
        "import asyncio\nawait asyncio.sleep(0)\nlog_softmax = 1\nlog_softmax?", "%matplotlib inline\n%time 1 + 1",
        f"assert os.system('touch {mark}') == 0", f"import subprocess\nsubprocess.run(['touch', {str(mark)!r}])",
        "import urllib.request\nurllib.request.urlopen('http://example.com/')",
        "import socket\nsocket.create_connection(('192.0.2.1', 80))", "%%time\n" + RIGHT)
    code, output = check(path)
    assert code == 1
    assert "PASS  log_softmax  correct" in output
    assert not mark.exists()
    failed = [line for line in output.splitlines() if "did not run to its end" in line]
    assert [line.split(":")[1].strip() for line in failed] == [f"code cell {n}" for n in (9, 10, 11, 12)]
    assert all("starts no other programs" in line for line in failed[:2])
    assert all("uses no network" in line for line in failed[2:])


def test_a_cell_that_fails_costs_itself_only_and_the_last_call_counts(tmp_path):
    code, output = check(student(
        tmp_path, HEAD, RIGHT, "## A helper", "raise ValueError('mine')", UNSTABLE, RIGHT, "undefined\n" + UNSTABLE,
        "input()", LOSS.format(line="return math.log(C) if counts is None else 0.0")))
    assert code == 1
    assert "PASS  log_softmax  correct" in output
    assert "defined 4 times; the last one counts" in output
    assert "FAIL  initial_loss  [" in output
    assert "note: code cell 3 (below “A helper”): it did not run to its end (ValueError: mine)." in output
    assert "note: code cell 6 (exercise log_softmax): it did not run to its end (NameError" in output


def test_a_name_of_the_course_that_was_used_for_something_else_changes_no_verdict(tmp_path):
    code, output = check(student(tmp_path, HEAD, "torch = None\nfor exercise in range(3):\n    pass", RIGHT,
                                 LOSS.format(line="return math.log(C) if counts is None else torch.zeros(())")))
    assert code == 1
    assert "PASS  log_softmax  correct" in output
    assert "note: In this notebook `exercise` stood for something of your own" in output
    assert "note: In this notebook `torch` stood for something of your own" in output
    assert output.count("stood for something") == 2
    assert "FAIL  initial_loss  [not yet]" in output


@pytest.mark.parametrize("end, words", [
    ("os._exit(3)", "the kernel ended in it (exit status 3); no cell below it was run."),
    ("os.kill(os.getpid(), 9)", "the kernel ended in it (the system killed it, most often because the memory"),
    ("exit()", "it ended the kernel (exit or quit)")], ids=["exit status", "out of memory", "quit"])
def test_a_kernel_that_dies_is_named_with_its_cell(tmp_path, end, words):
    path = student(tmp_path, HEAD, RIGHT, "## Try it", end, LOSS.format(line="return 1.0"))
    begin = time.monotonic()
    code, output = check(path)
    assert time.monotonic() - begin < 15
    assert code == 1
    assert "PASS  log_softmax  correct" in output
    assert f"note: code cell 3 (below “Try it”): {words}" in output
    assert ("FAIL  initial_loss  no verdict: the kernel ended before its cell, in code cell 3 (below “Try it”)"
            in output)


def test_an_answer_that_ends_the_kernel_has_no_verdict_even_if_an_earlier_one_was_right(tmp_path):
    code, output = check(student(tmp_path, HEAD, RIGHT, RIGHT.replace("shifted =", "os._exit(1)\n    shifted =")))
    assert code == 1
    assert ("FAIL  log_softmax  no verdict: code cell 3 (exercise log_softmax): the kernel ended in it (exit status 1)"
            in output)


def test_a_cell_that_takes_too_long_is_stopped_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook_check, "SECONDS", 3.0)
    code, output = check(student(tmp_path, HEAD, LOSS.format(line="while True: C += 1"), "time.sleep(60)", RIGHT))
    assert code == 1
    assert "FAIL  initial_loss  [error]" in output
    assert "Stopped in line 3 of your cell." in output
    assert "note: code cell 2 (exercise initial_loss): it ran longer than 3 seconds and was stopped" in output
    assert "note: code cell 3: it ran longer than 3 seconds and was stopped" in output
    assert "PASS  log_softmax  correct" in output


def test_a_cell_that_heeds_no_interrupt_is_ended_with_its_kernel(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook_check, "SECONDS", 3.0)
    monkeypatch.setattr(notebook_check, "GRACE", 1.0)
    deaf = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n\nfor _ in range(600):\n    time.sleep(0.1)"
    code, output = check(student(tmp_path, HEAD, deaf, RIGHT))
    assert code == 1
    assert "note: code cell 2: it ran longer than 3 seconds and was stopped, which ended the kernel" in output
    assert "FAIL  log_softmax  no verdict: the kernel ended before its cell, in code cell 2" in output


def test_a_full_disk_and_a_kernel_that_does_not_start_are_said(tmp_path, monkeypatch):
    path = student(tmp_path, HEAD, RIGHT)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    code, output = check(path)
    assert code == 2
    assert "kernel should start, but does not" in output

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(notebook_check.tempfile, "TemporaryDirectory", full)
    code, output = check(path)
    assert code == 2
    assert "Make room on the disk" in output


def test_a_notebook_of_an_older_format_is_read(tmp_path):
    path = tmp_path / "old.ipynb"
    path.write_text('{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["a\\n", "b"]}]}]}')
    assert [cell.text for cell in notebook_check.cells_of(path)] == ["a\nb"]
