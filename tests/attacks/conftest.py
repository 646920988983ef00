"""A sandbox for the whole session, honest submissions, and what has to hold after every attack."""

import gc
import json
import os
import time
from pathlib import Path

import pytest

from dlcourse.grading.trusted.sandbox import Limits, Sandbox, SandboxError
from dlcourse.grading.trusted.server import WORKS
from dlcourse.grading.trusted.submission import Grader

CENTRAL = '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    theta = theta.double()
    gradient = torch.empty_like(theta)
    for i in range(theta.numel()):
        step = torch.zeros_like(theta)
        step.view(-1)[i] = eps
        gradient.view(-1)[i] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return gradient
'''
LOG_SOFTMAX = '''
@exercise("log_softmax")
def log_softmax(z):
    z = z - z.amax(-1, keepdim=True)
    return z - z.exp().sum(-1, keepdim=True).log()
'''
# Student code calls tried(...) with ways out; a way that works shows in the note of its row.
TRIED = '''
def tried(*ways):
    for i, way in enumerate(ways):
        try:
            got = way()
        except (NameError, TypeError) as error:  # a slip in the test
            raise LookupError(f"out: way {i}, {error!r}") from None
        except BaseException:
            continue
        raise LookupError(f"out: way {i} gave {got!r}"[:200])
'''
PLACES = [Path(p) for p in ("/tmp", "/var/tmp", "/dev/shm", "/", str(Path.home()))]


def notebook(*cells):
    """The bytes of a notebook with these code cells."""
    made = [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
            for i, text in enumerate(cells)]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}).encode()


def no_tier(message):
    """Skip, or fail where everything has to run."""
    told = f"{message} Attack tests need it: apt-get install bubblewrap libseccomp2"
    (pytest.fail if os.environ.get("DLCOURSE_TEST_ALL") == "1" else pytest.skip)(told)


def descendants(pids):
    """Every process below these, by id."""
    found, todo = set(), list(pids)
    while todo:
        try:
            for task in Path(f"/proc/{todo.pop()}/task").iterdir():
                below = set(map(int, (task / "children").read_text().split())) - found
                found |= below
                todo += below
        except OSError:  # it has ended
            continue
    return found


def memory(kind="VmRSS"):
    """Megabytes of this process: VmRSS now, VmHWM at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(kind)) / 1024


def box_state(home):
    return {p: p.stat().st_mtime_ns for p in (home / "box").rglob("*")}


class Range:
    """Grades hostile submissions, and after each one looks whether anything was left behind."""

    notebook, memory = staticmethod(notebook), staticmethod(memory)
    honest_cells = (CENTRAL, LOG_SOFTMAX)

    def __init__(self, sandbox, folder):
        self.sandbox, self.folder = sandbox, folder
        self.grader = Grader(sandbox, b"a secret of the instructor", seconds=1.0)
        self.grown, self.took = 0.0, 0.0
        self.grade(notebook(CENTRAL, LOG_SOFTMAX))
        for work in WORKS:  # each has a fork server, which starts when it is first asked for
            for end in sandbox.fork(work):
                end.close()
        self.idle, self.box = len(descendants(sandbox.processes())), box_state(sandbox.home)

    def grade(self, raw, keys=("central_diff", "log_softmax"), student="mallory"):
        """One submission, graded without any further look."""
        path = self.folder / "submission.ipynb"
        path.write_bytes(raw)
        began = time.monotonic()
        graded = self.grader.grade(student, path, keys)
        self.took = time.monotonic() - began
        return graded

    def attack(self, raw, keys=("central_diff", "log_softmax"), within=8.0):
        """Grade a hostile submission; then nothing may be left of it, and an honest one gets its full marks."""
        before = memory()
        graded = self.grade(raw, keys)
        took = self.took
        assert took < within, f"graded in {took:.1f} s"
        self.settle()
        honest = self.grade(notebook(CENTRAL, LOG_SOFTMAX), student="honest")
        assert [row.status for row in honest.rows] == ["correct"] * 2, honest
        gc.collect()
        self.grown += memory() - before
        told = [graded.problem, *graded.notes, *(row.note for row in graded.rows)]
        assert not [text for text in told if "out: " in text], "it got out"
        return graded

    def settle(self):
        """Wait until only the fork servers are left, for at most two seconds; look for files outside."""
        until = time.monotonic() + 2
        while len(left := descendants(self.sandbox.processes())) > self.idle and time.monotonic() < until:
            time.sleep(0.005)
        assert len(left) <= self.idle, f"processes left over among {left}"
        assert not [p for place in PLACES for p in place.glob("escaped*")]
        assert box_state(self.sandbox.home) == self.box

    def hostile(self, *cells, key="central_diff", within=8.0):
        """The row of the hostile exercise, and that of an honest one behind it in the same submission."""
        other = LOG_SOFTMAX if key == "central_diff" else CENTRAL
        keys = ("central_diff", "log_softmax") if key == "central_diff" else ("log_softmax", "central_diff")
        return self.attack(notebook(TRIED, *cells, other), keys, within).rows


@pytest.fixture(scope="session")
def shooting_range(tmp_path_factory):
    """One sandbox for all attacks; at the end, the memory of this process must not have grown with them."""
    try:
        sandbox = Sandbox(os.environ.get("DLCOURSE_TIER", "bubblewrap"), Limits(seconds=6))
    except (SandboxError, OSError, RuntimeError) as error:
        no_tier(str(error))
    with sandbox:
        at = Range(sandbox, tmp_path_factory.mktemp("submissions"))
        yield at
        assert at.grown < 200, f"the trusted process grew by {at.grown:.0f} MB"
        home = sandbox.home
        last = {*sandbox.processes(), *descendants(sandbox.processes())}
    assert not home.exists()
    until = time.monotonic() + 5
    while (left := [p for p in last if _runs(p)]) and time.monotonic() < until:
        time.sleep(0.02)
    assert not left, "the fork server outlives its sandbox"


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
