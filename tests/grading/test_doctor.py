"""The doctor's canaries can get out: where there is no wall they do, one by one, and the doctor says so."""

import os
import re
import subprocess
import sys

import pytest

from dlcourse.grading.trusted import doctor
from dlcourse.grading.trusted.doctor import CANARIES

# What an ordinary process on an ordinary machine may do; rights and packet sockets are a privileged one's.
FREE = ["reads files of this machine", "reads the solutions", "writes elsewhere", "reaches a network",
        "starts a process", "signals others"]


@pytest.mark.parametrize("name", FREE)
def test_a_canary_gets_out_where_there_is_no_wall(name):
    done = subprocess.run([sys.executable, "-c", CANARIES[name]], capture_output=True, text=True)
    assert re.search(r"LookupError: out: \S", done.stderr), done.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="needs a process that may make namespaces")
def test_the_canary_of_rights_gets_out_of_a_privileged_process():
    done = subprocess.run([sys.executable, "-c", CANARIES["gains rights"]], capture_output=True, text=True)
    assert "LookupError: out: " in done.stderr


def test_a_leak_is_told(walls, monkeypatch):
    monkeypatch.setattr(doctor, "CANARIES", {"computes": "raise LookupError('out: 1 + 1')", "is mistyped": "1 +",
                                                "is mute": "1", "is in vain": "raise LookupError('held')"})
    tier = doctor._try(walls.tier)
    assert [leak.split(":")[0] for leak in tier.leaks] == ["computes", "is mistyped", "is mute"]
    assert tier.leaks[0] == "computes: 1 + 1"
    assert not tier.holds


def test_a_canary_leaves_nothing_behind():
    assert not any(os.path.exists(f"{place}/dlcourse-canary") for place in ("/tmp", "/var/tmp", "/dev/shm", "/"))


def test_every_wall_has_a_canary():
    assert set(CANARIES) == {*FREE, "gains rights"}
