"""JupyterLab as the browser tests start it leaves nothing behind, however they end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dlcourse.authoring.browser import lab

# A test process in small: it starts JupyterLab with a kernel, says so, and waits to be killed.
TESTER = """
import sys, time, urllib.request
from pathlib import Path
from dlcourse.authoring.browser import lab

with lab(Path(sys.argv[1]), Path(sys.argv[2])) as running:
    proof = {"Cookie": "_xsrf=abcd", "X-XSRFToken": "abcd"}
    urllib.request.urlopen(urllib.request.Request(f"{running.url}/api/kernels", b"{}", proof)).close()
    print("it runs", flush=True)
    time.sleep(99)
"""


def running(home):
    """Processes whose environment names this learner's home, by id."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"DLCOURSE_HOME={home}/".encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it has ended, or is another user's
            continue
    return found


def all_end(home):
    end = time.monotonic() + 30
    while running(home) and time.monotonic() < end:
        time.sleep(0.05)
    return not running(home)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent was killed")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_jupyterlab_and_its_kernels_end_with_the_tests_that_started_them(tmp_path, how):
    work, home = tmp_path / "work", tmp_path / "home"
    home.mkdir()
    with subprocess.Popen([sys.executable, "-c", TESTER, str(work), str(home)], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as tester:
        assert tester.stdout.readline() == b"it runs\n"
        assert len(running(home)) >= 2
        os.kill(tester.pid, how)
        tester.wait(60)
    assert all_end(home)


def test_nothing_is_left_where_a_test_fails(tmp_path):
    work, home = tmp_path / "work", tmp_path / "home"
    home.mkdir()
    with pytest.raises(LookupError), lab(work, home):
        raise LookupError
    assert all_end(home)
