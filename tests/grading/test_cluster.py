"""The same grading on a Dask cluster: real processes, one of which is killed in the middle."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from dlcourse.classroom import registry
from dlcourse.cli import main
from dlcourse.grading.trusted.record import Record

ROOT = Path(__file__).resolve().parents[2]
BOOK = "08_backpropagation"
FULL = sum(registry.load(key).points for key in registry.notebooks()[BOOK])
pytestmark = pytest.mark.usefixtures("walls")


def started(*arguments):
    return subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers on loopback: the address, and the workers' processes."""
    processes = [started("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        address = next(m[1] for line in processes[0].stderr for m in [re.search(r"(tcp://127.0.0.1:\d+)", line)] if m)
        for i in range(2):  # one by one: what was started is stopped, also if the next one fails
            worker = started("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                             "--local-directory", str(tmp_path / f"w{i}"))
            processes.append(worker)
        yield address, processes[1:]
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            process.stderr.close()


def test_every_submission_is_graded_once_though_a_worker_is_killed(cluster, tmp_path):
    address, workers = cluster
    folder, out = tmp_path / "class", tmp_path / "results"
    folder.mkdir()
    for i in range(40):
        text = (ROOT / "solutions" / f"{BOOK}.ipynb").read_text()
        (folder / f"s{i:02}.ipynb").write_text(text.replace("softmax", "softmax", 1) + " " * i)
    grading = subprocess.Popen([sys.executable, "-m", "dlcourse", "grade", str(folder), "--out", str(out),
                                "--scheduler", address, "--exercises", BOOK], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while time.monotonic() < end and not ((out / "grades.sqlite").exists() and Record(out / "grades.sqlite").known()):
        time.sleep(0.05)
    os.killpg(workers[0].pid, signal.SIGKILL)
    errors = grading.communicate(timeout=120)[1]
    assert grading.returncode == 0, errors
    record = Record(out / "grades.sqlite")
    results = list(record.results())
    record.close()
    assert [r.student for r in results] == [f"s{i:02}" for i in range(40)]
    assert {sum(row.points for row in r.rows) for r in results} == {FULL}
    assert (out / "grades.csv").exists()


def test_no_scheduler_at_the_address_is_said(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    shutil.copy(ROOT / "solutions" / f"{BOOK}.ipynb", folder / "ann.ipynb")
    result = CliRunner().invoke(main, ["grade", str(folder), "--out", str(tmp_path / "out"), "--scheduler",
                                       "tcp://127.0.0.1:9"])
    assert result.exit_code == 2
    assert "no Dask scheduler answers" in result.output
