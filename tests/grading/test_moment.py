"""The notebook's moment is the grader's moment: for clumsy but honest notebooks the marks are what the cards said.

DLCOURSE_FUZZ=1 tries all of them, otherwise every other one is tried.
"""

import contextlib
import json
import os
import runpy
import signal
import sys
import tempfile
import warnings
from pathlib import Path

import pytest
import torch

from dlcourse.classroom import decorator
from dlcourse.classroom.cells import cells_of
from dlcourse.classroom.inert import make_inert
from dlcourse.grading.trusted.submission import Grader

CLUMSY = runpy.run_path(str(Path(__file__).with_name("clumsy.py")))


def cards_of(raw, seconds=60):
    """Exercise key -> status and points of its last card, in IPython's own shell with the real package."""
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            try:
                _be_the_notebook(cells_of(raw), Path(folder), seconds)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        told = Path(folder, "cards.jsonl")
        lines = told.read_text().splitlines() if told.exists() else []
    return {key: (status, points) for key, status, points in map(json.loads, lines)}


def _be_the_notebook(cells, folder, seconds):
    signal.alarm(seconds)
    warnings.resetwarnings()  # a notebook shows them; tests make errors of them
    torch.set_num_threads(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.environ |= {"DLCOURSE_HOME": str(folder / "home"), "IPYTHONDIR": str(folder / "ipython"), "MPLBACKEND": "Agg"}
    Path(folder, "here").mkdir()
    os.chdir(folder / "here")
    sys.path.insert(0, "")
    shell = _shell()
    file = os.open(folder / "cards.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    decorator.display_card = lambda card: os.write(file, f"{json.dumps(_told(card.verdict))}\n".encode())
    for cell in cells:
        with contextlib.suppress(BaseException):
            shell.run_cell(cell.text, store_history=True)


def _shell():
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    shell.enable_gui = lambda gui=None: None
    make_inert(shell)
    shell.events.register("pre_run_cell", decorator._before_cell)
    return shell


def _told(verdict):
    return verdict.exercise.key, verdict.status, verdict.points


def book(sources):
    """The bytes of a notebook with these cells."""
    made = [{"cell_type": "markdown", "metadata": {}, "source": text.removeprefix("#md ")} if text.startswith("#md ")
            else {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
            for text in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": made}).encode()


ALL = {**{name: book(sources) for name, sources in CLUMSY["NOTEBOOKS"].items()}, **CLUMSY["FILES"]}


# What differs on purpose: the sandbox starts no other programs; who changes `math` changes the card's reference too.
DIFFERENT = {"multiprocessing": "error", "math is patched for a joke": "not yet"}
# Where the grader is kinder: it imports math and torch for a notebook that forgot to, before the first cell.
BETTER = {"the imports are at the end": {"initial_loss"}}


@pytest.fixture(scope="module")
def grader(walls):
    return Grader(walls, b"a secret of the instructor", seconds=10.0)


@pytest.mark.parametrize("name", list(ALL)[::1 if os.environ.get("DLCOURSE_FUZZ") else 2])  # all, or every other
def test_the_marks_are_what_the_cards_said(grader, tmp_path, name):
    path = tmp_path / "work.ipynb"
    path.write_bytes(ALL[name])
    said = cards_of(ALL[name])
    graded = grader.grade("ann", path, ())
    found = {row.key: (row.status, row.points) for row in graded.rows}
    better = {key for key, (status, _) in said.items() if status == "error" and found[key][0] == "correct"}
    if name in DIFFERENT:
        assert found.pop("initial_loss") == (DIFFERENT[name], 0.0)
        said.pop("initial_loss")
    assert better <= BETTER.get(name, set())
    judged = said.keys() - better
    assert {key: found.get(key) for key in judged} == {key: said[key] for key in judged}, (graded.problem, graded.notes)


@pytest.mark.parametrize("cell", ["pwd", "y = 1\n%time x = 2", "y = 1;", "who", "\n\nx = 3", "int?", "y = 3\ny?"])
def test_what_only_a_notebook_knows_fails_nowhere(grader, tmp_path, cell):
    """A cell that is Python as it stands is not searched for magics; any other is, also a name that nothing bears."""
    path = tmp_path / "work.ipynb"
    path.write_bytes(book([cell, "@exercise('initial_loss')\ndef initial_loss(C, counts):\n    raise ValueError(1)"]))
    assert [note for note in grader.grade("ann", path, ("initial_loss",)).notes if "Error" in note] == []


def test_a_line_that_fails_is_counted_as_the_student_sees_it(grader, tmp_path):
    path = tmp_path / "work.ipynb"
    path.write_bytes(book(["\n\nx = 1\ny = 1 / 0", "@exercise('initial_loss')\ndef initial_loss(C, counts):\n    ..."]))
    [note] = grader.grade("ann", path, ("initial_loss",)).notes
    assert note.startswith("code cell 1, line 4: ZeroDivisionError"), note


@pytest.mark.parametrize("cell, wide", [("x = 1", False), ("from sklearn.datasets import load_iris", True)])
def test_libraries_that_few_answers_use_are_loaded_for_those_that_do(grader, tmp_path, monkeypatch, cell, wide):
    asked = []
    fork = grader.sandbox.fork
    monkeypatch.setattr(grader.sandbox, "fork", lambda work: (asked.append(work), fork(work))[1])
    path = tmp_path / "work.ipynb"
    path.write_bytes(book([cell, "@exercise('initial_loss')\ndef initial_loss(C, counts):\n    return 0"]))
    assert grader.grade("ann", path, ("initial_loss",)).notes == ()
    assert asked == ["read", "wide" if wide else "run"]
