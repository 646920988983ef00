"""A sandbox leaves nothing behind, and clears up behind one that was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from dlcourse.grading.trusted import sandbox


def test_what_a_killed_process_left_is_removed(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, foreign = tmp_path / f"dlcourse-box-{gone.pid}-abc", tmp_path / "dlcourse-box-x-abc"
    alive = tmp_path / f"dlcourse-box-{os.getpid()}-abc"
    for folder in (left, foreign, alive):
        (folder / "box").mkdir(parents=True)
    sandbox.sweep(tmp_path)
    assert not left.exists()
    assert foreign.exists()
    assert alive.exists()


def test_a_closed_sandbox_leaves_no_folder(walls):
    with sandbox.Sandbox(walls.tier) as box:
        home = Path(box.home)
        assert home.exists()
    assert not home.exists()


def test_a_fork_server_that_died_is_replaced(walls):
    with sandbox.Sandbox(walls.tier) as box:
        box.fork("run")[0].close()
        for process in box.processes():
            os.kill(process, signal.SIGKILL)
        time.sleep(0.5)  # until the kernel has ended what hung on it
        stream, report = box.fork("run")
        stream.close()
        assert b"why" in report.recv(4096)
        report.close()
