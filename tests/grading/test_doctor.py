"""The doctor's canaries can get out: where there is no wall they do, one by one, and the doctor says so."""

import errno
import os
import re
import subprocess
import sys

import pytest

from dlcourse.grading.trusted import advice, doctor
from dlcourse.grading.trusted import filter as calls
from dlcourse.grading.trusted.canaries import FATAL, UNKEPT, canaries
from dlcourse.grading.trusted.sandbox import TIERS, Limits, Sandbox

PROMISES = tuple(canaries("bubblewrap", ""))
PRIVILEGED = {"gains rights"}  # what not every process of an ordinary machine may do


def in_the_open(name, folder):
    """What a canary says in a process without walls."""
    place = folder / "here"
    place.mkdir()
    bait = folder / "bait"
    bait.write_text("bait")
    done = subprocess.run([sys.executable, "-c", canaries("bubblewrap", str(bait))[name]], capture_output=True,
                          text=True, cwd=place)
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("name", [name for name in PROMISES if name not in PRIVILEGED or os.getuid() == 0])
def test_a_canary_gets_out_where_there_is_no_wall(name, tmp_path):
    assert re.fullmatch(r"LookupError: out: \S.*", in_the_open(name, tmp_path))


@pytest.mark.skipif(os.getuid() != 0, reason="needs a process that may become somebody else")
def test_a_canary_that_may_nothing_holds(tmp_path):
    """A canary that always cried would prove nothing either: here another user's bait is out of reach."""
    bait = tmp_path / "bait"
    bait.write_text("bait")
    tmp_path.chmod(0o755)
    text = canaries("bubblewrap", str(bait))["changes times"]
    done = subprocess.run(["/usr/bin/python3", "-c", text], capture_output=True, text=True, cwd="/", user=65534)
    assert done.stderr.strip().endswith(("LookupError: held", "LookupError: out: /dev/null"))


def test_each_canary_is_held_by_a_wall_of_its_own(monkeypatch):
    """With one rule or limit less, exactly the canaries that it holds get out."""
    open_to = {"utimensat", "flock", "fork", "vfork"}
    monkeypatch.setattr(calls, "ALLOWED", [*calls.ALLOWED, *open_to])
    monkeypatch.setattr(calls, "INERT", [name for name in calls.INERT if name not in open_to])
    monkeypatch.setattr(calls, "FCNTL", (*calls.FCNTL, *calls.LOCKS))
    monkeypatch.setattr(calls, "LOCKS", ())
    limits = Limits(seconds=20, memory=1 << 45, processes=4_000, files=10**6)
    with Sandbox("bubblewrap", limits) as open_box:
        told = {leak.partition(":")[0] for leak in doctor.leaks(open_box)}
    assert told == {"changes times", "holds locks that others see", "takes memory", "starts threads",
                    "fills its folder"}


@pytest.mark.parametrize("tier", TIERS)
def test_every_promise_is_tried_in_every_tier_that_makes_it(tier):
    assert set(canaries(tier, "")) == set(PROMISES) - UNKEPT.get(tier, set())
    assert set(PROMISES) >= FATAL


def test_a_leak_is_told(walls, monkeypatch):
    texts = {"computes": "raise LookupError('out: 1 + 1')", "is mistyped": "1 +", "is mute": "1",
             "is in vain": "raise LookupError('held')", "dies": "import os; os._exit(3)",
             "fills the disk": "import os; os._exit(3)"}
    monkeypatch.setattr(doctor, "canaries", lambda tier, bait: texts)
    tier = doctor._try(walls.tier)
    assert [leak.split(":")[0] for leak in tier.leaks] == ["computes", "is mistyped", "is mute", "dies"]
    assert tier.leaks[0] == "computes: 1 + 1"
    assert "not tried to the end" in tier.leaks[-1]
    assert not tier.holds


def test_a_canary_leaves_nothing_behind():
    assert not any(os.path.exists(f"{place}/dlcourse-canary") for place in ("/tmp", "/var/tmp", "/dev/shm", "/"))


def machine(folder, **files):
    for path, text in files.items():
        at = folder / path.replace("__", "/")
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(text)
    return folder


@pytest.mark.parametrize("files, words", [
    ({}, []),
    ({"proc__sys__kernel__apparmor_restrict_unprivileged_userns": "1\n"}, ["AppArmor", "bwrap-userns-restrict"]),
    ({"proc__sys__kernel__apparmor_restrict_unprivileged_userns": "0\n"}, []),
    ({"proc__sys__kernel__unprivileged_userns_clone": "0"}, ["unprivileged_userns_clone=1"]),
    ({"proc__sys__user__max_user_namespaces": "0"}, ["max_user_namespaces"]),
    ({".dockerenv": ""}, ["container", "seccomp=unconfined", "landlock"]),
    ({"run__.containerenv": "", "proc__sys__user__max_user_namespaces": "0"}, ["container", "max_user_namespaces"])])
def test_advice_on_namespaces_names_what_was_found(tmp_path, files, words):
    said = advice.of_namespaces(machine(tmp_path, **files))
    assert bool(said) == bool(words)
    assert all(word in said for word in words)


@pytest.mark.parametrize("version, refused, alone, release, container, words", [
    (3, 0, True, "6.2.0", False, []), (1, 0, False, "5.15.0-91-generic", False, []),
    (1, 0, True, "5.15.0-91-generic", False, ["bubblewrap", "6.2", "emptying"]),
    (2, 0, True, "5.19.0", False, ["bubblewrap", "6.2"]),
    (0, errno.ENOSYS, True, "5.4.0", False, ["5.13 or newer"]),
    (0, errno.ENOSYS, True, "6.8.0", False, ["built without"]),
    (0, errno.ENOSYS, False, "6.8.0", True, ["container", "seccomp=unconfined"]),
    (0, errno.EPERM, True, "6.8.0", False, ["filter of system calls"]),
    (0, errno.EOPNOTSUPP, True, "6.8.0", True, ["lsm="])])
def test_advice_on_landlock_does_not_ask_for_a_kernel_that_is_there(tmp_path, version, refused, alone, release,
                                                                    container, words):
    place = machine(tmp_path, **({".dockerenv": ""} if container else {}))
    said = advice.of_landlock(version, refused, alone=alone, release=release, machine=place)
    assert bool(said) == bool(words)
    assert all(word in said for word in words)
    assert release.startswith("5.4") or "5.13" not in said
