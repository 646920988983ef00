"""A sandbox leaves nothing behind, clears up behind one that was killed, and says why it cannot be had."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dlcourse.grading.trusted import sandbox, server
from dlcourse.grading.trusted.sandbox import Limits, Sandbox, SandboxError
from dlcourse.grading.trusted.server import Server


def test_what_a_killed_process_left_is_removed(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, foreign = tmp_path / f"dlcourse-box-{gone.pid}-abc", tmp_path / "dlcourse-box-x-abc"
    alive = tmp_path / f"dlcourse-box-{os.getpid()}-abc"
    for folder in (left, foreign, alive):
        (folder / "box").mkdir(parents=True)
    place = os.open(left, os.O_RDONLY)
    for _ in range(1_500):  # deeper than a path can be long, or a function may call itself
        os.mkdir("deep", dir_fd=place)
        inner = os.open("deep", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
    sandbox.sweep(tmp_path)
    assert not left.exists()
    assert foreign.exists()
    assert alive.exists()


def test_what_a_process_left_is_removed_before_anyone_asks_how_it_ended(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
        left = tmp_path / f"dlcourse-box-{ended.pid}-abc"
        left.mkdir()
        sandbox.sweep(tmp_path)
        assert not left.exists()


def test_a_closed_sandbox_leaves_no_folder(walls):
    with Sandbox(walls.tier) as box:
        home = Path(box.home)
        assert home.exists()
    assert not home.exists()


def why(connection):
    """How a fork ends whose stream is closed at once."""
    stream, report = connection
    with stream, report:
        stream.close()
        report.settimeout(20)
        return json.loads(report.recv(4096))["why"]


def test_a_fork_server_that_died_is_replaced(walls):
    with Sandbox(walls.tier) as box:
        box.fork("run")[0].close()
        for process in box.processes():
            os.kill(process, signal.SIGKILL)
        time.sleep(0.5)  # until the kernel has ended what hung on it
        assert why(box.fork("run")) == "closed"


def test_a_fresh_fork_server_can_be_asked_for(walls):
    with Sandbox(walls.tier) as box:
        before = box.processes()
        assert why(box.fork("read")) == "closed"
        box.renew("read")
        assert not box.processes()
        assert not list(box.home.glob("scratch-*"))
        assert why(box.fork("read")) == "closed"
        assert box.processes() != before
        box.renew("run")  # which has not been asked for yet


def test_a_late_worker_is_ended_by_its_supervisor(walls):
    with Sandbox(walls.tier, Limits(seconds=0.5)) as box:
        stream, report = box.fork("read")
        with stream, report:
            report.settimeout(20)
            assert json.loads(report.recv(4096))["why"] == "out of time"


STARTS = {  # what a fork server says, and what is said of it
    "pass": "ended without a word",
    "raise ImportError('no torch')": "no torch",
    "os.kill(os.getpid(), 9)": "want of memory",
    "say(b'{\"ready\": tr')": "no sense",
    "say(b'\\xff\\x00')": "no sense",
    "say(b'[1]')": "no sense",
    "say(b'[' * 60000)": "no sense",
    "say(b'{\"ready\": true}')": "no sense",
    "say(b'{\"ready\": true, \"landlock\": \"7\", \"refused\": 0}')": "no sense",
    "say(b'{\"ready\": 1}')": "did not start",
    "say(b'{\"ready\": false, \"error\": \"ImportError: torch\"}')": "ImportError: torch",
    "say(b'{\"ready\": true, \"landlock\": 0, \"refused\": 95}')": "lsm=",
    "time.sleep(60)": "very busy",
    "print('bwrap: No permissions to create new namespace', file=sys.stderr)": "bwrap: No permissions",
}


@pytest.mark.parametrize("tier", sandbox.TIERS)
@pytest.mark.parametrize("text", STARTS)
def test_a_fork_server_that_does_not_start_is_told_in_a_sentence(monkeypatch, tmp_path, tier, text):
    code = ("import os, socket, sys, time; s = socket.socket(fileno=int(sys.argv[1])); say = s.send\n" + text)
    monkeypatch.setattr(server, "_START", 1 if "sleep" in text else 20)
    monkeypatch.setattr(Server, "_start", lambda self, theirs: subprocess.Popen(
        [sys.executable, "-c", code, str(theirs.fileno())], pass_fds=[theirs.fileno()], stderr=self._log))
    with pytest.raises(SandboxError) as told:
        Server(tier, "read", Limits(), tmp_path)
    message = str(told.value)
    assert STARTS[text] in message
    assert "\n" not in message
    assert len(message) < 500
    assert "Traceback" not in message


@pytest.mark.parametrize("version, fine", [(1, False), (2, False), (3, True), (7, True)])
def test_a_landlock_that_cannot_forbid_to_empty_files_is_refused_where_it_is_alone(monkeypatch, tmp_path, version,
                                                                                     fine):
    code = ("import json, socket, sys; socket.socket(fileno=int(sys.argv[1])).send(json.dumps("
            f"{{'ready': True, 'landlock': {version}, 'refused': 0}}).encode())")
    monkeypatch.setattr(Server, "_start", lambda self, theirs: subprocess.Popen(
        [sys.executable, "-c", code, str(theirs.fileno())], pass_fds=[theirs.fileno()]))
    Server("bubblewrap", "read", Limits(), tmp_path).close()
    if fine:
        Server("landlock", "read", Limits(), tmp_path).close()
        return
    with pytest.raises(SandboxError, match=r"bubblewrap.*6\.2 or newer"):
        Server("landlock", "read", Limits(), tmp_path)


def test_fork_servers_that_end_at_once_are_told_in_a_sentence(walls, monkeypatch):
    with Sandbox(walls.tier) as box:
        def gone(self):
            raise BrokenPipeError("gone")
        monkeypatch.setattr(Server, "fork", gone)
        with pytest.raises(SandboxError, match="two fork servers"):
            box.fork("read")


def test_a_command_that_is_not_there_is_told_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(server.shutil, "which", lambda name: None)
    with pytest.raises(SandboxError, match="bubblewrap is missing; install it with"):
        Sandbox("bubblewrap")
    monkeypatch.setattr(server.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(server, "_bubblewrap", lambda *_: ["/nowhere/bwrap"])
    with pytest.raises(SandboxError, match="cannot be started"):
        Sandbox("bubblewrap")


def test_without_any_tier_the_message_names_each_and_no_kernel_that_is_there(monkeypatch):
    def missing(self, tier, limits=None):
        raise SandboxError(f"{tier}: it is missing")
    monkeypatch.setattr(Sandbox, "__init__", missing)
    with pytest.raises(SandboxError) as told:
        sandbox.best()
    assert str(told.value) == ("no sandbox can be had here, so nothing is graded. bubblewrap: it is missing. "
                               "landlock: it is missing.")
