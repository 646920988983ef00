"""Whatever lies in the folder of submissions and in the folder of results: marks or a sentence, never a traceback.

DLCOURSE_FUZZ=10000 tries that many folders; each is drawn from its number, which a failure names.
"""

import concurrent.futures
import contextlib
import copy
import csv
import json
import os
import random
import shutil
import sqlite3

import pytest
from click.testing import CliRunner

from dlcourse.cli import main
from dlcourse.grading import grade, pool, work
from dlcourse.grading.trusted import sandbox
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Graded, Grader, Row

CASES = int(os.environ.get("DLCOURSE_FUZZ", "40"))
SEED = int(os.environ.get("DLCOURSE_FUZZ_SEED", "0"))
STEMS = ["ann", "bob", "07", "07_differentiation", "m\u00fcller", "mu\u0308ller", "=1+1", "-rf", "1-2", "a b", "con",
         "x" * 180, "\u202ex", "a\nb", "a\tb", "'", '"', "&lt;", "[red]", "%s", "{}", "..x", "\U0001f600", "a;=b", "\\",
         "copy", "\x1b[2J", os.fsdecode(b"\xff\xfe"), "TRUE", "None", "feedback", "results"]
ENDS = [".ipynb"] * 6 + [".IPYNB", ".ipynb.txt", ".zip", ".json", ".py", ".gz", "", ".ipynb ", ".pdf"]
SYSTEM = [".ipynb_checkpoints", "__MACOSX", ".git", "._ann.ipynb", ".DS_Store"]
VALUES = [None, True, 0, -1, 1e308, float("nan"), 10**40, "", "x", "\0", "\ud800", [], {}, [[]], {"": ""}, ["a", 1],
          '@exercise("hinge_grad")', "4", 4.5, [None]]


def any_name(rng):
    return rng.choice(SYSTEM) if rng.random() < 0.1 else rng.choice(STEMS) + rng.choice(ENDS)


def any_book(rng):
    """A notebook in which some value is something else."""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": ["x = 1\n", "y"]}
    if rng.random() < 0.03:
        cell["source"] = '@exercise("hinge_grad")\ndef f(*args):\n    raise NotImplementedError'
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "python"}}, "cells": [cell] * 2}
    for _ in range(rng.randrange(3)):
        place = rng.choice([book, cell, book["metadata"]] if isinstance(book.get("metadata"), dict) else [book, cell])
        place[rng.choice([*place, "worksheets", "x"])] = copy.deepcopy(rng.choice(VALUES))
    return book


def any_content(rng):
    kind = rng.random()
    text = json.dumps(any_book(rng)).encode("utf-8", "surrogatepass")
    if kind < 0.6:
        return text
    if kind < 0.7:
        at = rng.randrange(len(text))
        return text[:at] + rng.randbytes(3) + text[at + rng.randrange(20):]
    return rng.choice([b"", b"{", b"null", b"[]", b"3", b"\xef\xbb\xbf" + text, text.decode().encode("utf-16"),
                       b"[" * 100_000, b'{"cells": ' + b"9" * 5_000 + b"}", rng.randbytes(200), b"\0" * 100,
                       b'"\\ud800"'])


def fill(folder, rng, depth=0):
    """Files, folders, links and pipes with odd names and contents."""
    for _ in range(rng.randrange(1, 4)):
        path, kind = folder / any_name(rng), rng.random()
        with contextlib.suppress(OSError):  # a name that is taken, or too long
            if kind < 0.25 and depth < 4:
                path.mkdir()
                fill(path, rng, depth + 1)
            elif kind < 0.3:
                path.symlink_to(rng.choice([".", "/", "nothing", "/dev/zero", str(folder)]))
            elif kind < 0.33:
                os.mkfifo(path)
            elif not os.path.lexists(path):
                path.write_bytes(any_content(rng))


def spoil(out, rng):
    """An earlier folder of results, in which somebody has been."""
    out.mkdir()
    for name in rng.sample(["grades.csv", "class.html", "feedback", "secret", "grades.sqlite", "not_graded.csv",
                            "grades.sqlite-wal"], rng.randrange(3)):
        with contextlib.suppress(OSError):
            if rng.random() < 0.4:
                (out / name).mkdir()
            else:
                (out / name).write_bytes(rng.choice([b"", rng.randbytes(5_000),
                                                     b"SQLite format 3\0" + rng.randbytes(3_000)]))
    if rng.random() < 0.4 and not (out / "grades.sqlite").exists():
        with contextlib.suppress(ValueError, OSError):
            record = Record(out / "grades.sqlite")
            record.keep("f", Graded("ann", "", (Row("hinge_grad", "correct", 1.0, 1),)))
            record.close()
            damage(out / "grades.sqlite", rng)


def damage(path, rng):
    kind = rng.random()
    if kind < 0.4:
        whole = bytearray(path.read_bytes())
        for _ in range(rng.randrange(20)):
            whole[rng.randrange(len(whole))] = rng.randrange(256)
        path.write_bytes(whole[:rng.randrange(1, len(whole) + 1)] if rng.random() < 0.5 else whole)
    elif kind < 0.7:
        bodies = ["", "{}", "[]", b"x", 3, json.dumps({"student": rng.choice([1, "a"]), "rows": rng.choice(VALUES)})]
        base = sqlite3.connect(path, isolation_level=None)
        base.execute("INSERT OR REPLACE INTO graded VALUES (?, ?, ?)",
                     (rng.choice([b"ann", "ann", 3, b"\xff"]), rng.choice(["f", 3, b""]), rng.choice(bodies)))
        base.close()


def options(rng):
    chosen = []
    if rng.random() < 0.3:
        chosen += ["--exercises", rng.choice(["07", "04,08", "hinge_grad", "99", "", ",", "\0", "hinge_grad,0"])]
    if rng.random() < 0.5:
        chosen += ["--level", str(rng.randrange(1, 5))]
    return chosen + ["--fresh"] * (rng.random() < 0.3)


class Here:
    """A pool that works in this process."""

    width = calm = 1

    def __init__(self, workers):
        pass

    def submit(self, task, *arguments):
        future = concurrent.futures.Future()
        try:
            future.set_result(task(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def here(walls, monkeypatch):
    """The command with one sandbox for all calls, in this process."""
    monkeypatch.setattr(sandbox, "best", lambda: contextlib.nullcontext(walls))
    monkeypatch.setattr(pool, "warm", lambda: None)
    monkeypatch.setattr(grade, "Pool", Here)
    monkeypatch.setattr(grade, "base_fingerprint", lambda settings: settings.secret)
    monkeypatch.setattr(work, "_grader", lambda settings: Grader(walls, settings.secret, seconds=settings.seconds))


def tables_read_back(out):
    for name, columns in (("grades.csv", 6), ("not_graded.csv", 3)):
        with (out / name).open(newline="", encoding="utf-8-sig") as file:
            assert {len(row) for row in csv.reader(file)} == {columns}
    with (out / "grades_wide.csv").open(newline="", encoding="utf-8-sig") as file:
        students = list(csv.reader(file))[1:]
    assert len(list((out / "feedback").glob("*.html"))) == len(students) > 0


def test_any_folders(here, tmp_path):
    for number in range(SEED, SEED + CASES):
        rng, place = random.Random(number), tmp_path / str(number)
        (place / "class").mkdir(parents=True)
        fill(place / "class", rng)
        out = place / rng.choice(["out", "out", "out", "class", "class/out", "class/ann.ipynb", "no/out"])
        if out.name == "out" and out.parent == place:
            spoil(out, rng)
        arguments = ["grade", str(place / "class"), "--out", str(out), "--timeout", "0.5", *options(rng)]
        for _ in range(1 + (rng.random() < 0.2)):
            done = CliRunner().invoke(main, arguments)
            told = f"case {number}: {arguments}: {done.output}"
            assert done.exit_code in (0, 2), told + repr(done.exception)
            assert "Traceback" not in done.output, told
            assert done.exit_code == 0 or "grade: " in done.output, told
            if done.exit_code == 0:
                tables_read_back(out)
        shutil.rmtree(place)
