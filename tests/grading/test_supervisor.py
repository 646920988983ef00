"""Whatever a worker leaves behind, the fork server survives it, tells why, and the next worker finds an empty disk."""

import array
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from dlcourse.grading import box
from dlcourse.grading.box import leavings

BOX = str(Path(box.__file__).parent)
# A fork server without walls and without torch: the work of a fork is the text that its request holds.
SERVER = """
import os, resource, socket, sys, threading, time
sys.path.insert(0, sys.argv[1])
import leavings, supervisor
def body(settings, stream, folder):
    os.chdir(folder)
    exec(settings["text"], globals())
    time.sleep(settings.get("sleep", 0))
exec(sys.argv[4])
if os.getuid() == 0:  # root would not be kept from a folder by its permissions
    os.chown(".", 61_999, 61_999)
    os.setgid(61_999)
    os.setuid(61_999)
supervisor.Supervisor(socket.socket(fileno=int(sys.argv[2])), {"scratch": sys.argv[3]}, body).run()
"""
BOUNDS = {"entries": 1_000, "depth": 8, "size": 16 << 20}


class Served:
    """One such server, and its reports."""

    def __init__(self, place, before="pass", scratch="."):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen([sys.executable, "-c", SERVER, BOX, str(theirs.fileno()), scratch, before],
                                        pass_fds=[theirs.fileno()], cwd=place)
        theirs.close()
        self.control.settimeout(10)
        self.ready = json.loads(self.control.recv(4096))

    def worker(self, text, seconds=5.0, leave=0.0, **settings):
        """Let a worker do this, and leave it after a while; how it ended."""
        stream, theirs = socket.socketpair()
        report, end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with stream, theirs, report, end:
            request = json.dumps({"seconds": seconds, "text": text, "bounds": BOUNDS, **settings}).encode()
            self.control.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS,
                                              array.array("i", [theirs.fileno(), end.fileno()]))])
            theirs.close()
            end.close()
            if leave:
                time.sleep(leave)
                stream.close()
            report.settimeout(15)
            return json.loads(report.recv(4096))


@pytest.fixture
def scratch():
    """A folder in memory, as behind bubblewrap: a busy disk decides nothing here."""
    place = tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    yield Path(place)
    assert leavings.remove(place, 60)


@pytest.fixture
def served(scratch):
    at = Served(scratch)
    yield at
    at.control.close()
    assert at.process.wait(5) == 0


WASTE = {
    "wide": "[os.mkdir(str(i)) for i in range(5_000)]",
    "many files": "[open(str(i), 'w').close() for i in range(5_000)]",
    "deep": "[(os.mkdir('d'), os.chdir('d')) for _ in range(2_500)]",
    "long names": "[(os.mkdir('n' * 250), os.chdir('n' * 250)) for _ in range(200)]",
    "shut": "os.makedirs('a/b/c'); open('a/b/f', 'w').close(); os.chmod('a/b', 0); os.chmod('a', 0)",
    "in no reading": "os.makedirs('a/b/c'); os.chmod('a', 0o300)",
    "deep and wide": "for i in range(300):\n    os.makedirs(f'{i}/a/b/c/d'); open(f'{i}/a/b/f', 'w').close()",
}


@pytest.mark.parametrize("name", WASTE)
def test_a_worker_that_leaves_too_much_is_ended_for_that_and_costs_the_next_one_nothing(served, scratch, name):
    told = served.worker(WASTE[name], sleep=3)
    assert (told["why"], told["signal"]) == (leavings.TOO_MANY, 9)
    assert not list(scratch.iterdir())
    began = time.monotonic()
    assert served.worker("open('mine', 'w').close()")["why"] == "ended"
    assert time.monotonic() - began < 2


def test_much_data_is_another_reason(served):
    assert served.worker("open('f', 'wb').write(bytes(20 << 20))", sleep=3)["why"] == leavings.TOO_MUCH


@pytest.mark.parametrize("text", ["[open(str(i), 'w').close() for i in range(900)]", "os.makedirs('a/b/c/d/e/f')",
                                  "open('f', 'wb').write(bytes(10 << 20))", "os.symlink('/', 'l')",
                                  "open('sparse', 'wb').truncate(1 << 40)"])
def test_what_honest_code_leaves_is_no_reason(served, scratch, text):
    for sleep in (0.6, 0):
        assert served.worker(text, sleep=sleep)["why"] == "ended"
        assert not list(scratch.iterdir())


def test_a_worker_that_is_left_with_files_is_cleared_up_behind(served, scratch):
    for _ in range(3):
        assert served.worker("open('f', 'w').close()", leave=0.5, sleep=5)["why"] == "closed"
        assert not list(scratch.iterdir())


def test_a_folder_that_changes_under_the_look_is_counted_all_the_same(served):
    swap = """
def swap(i):
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        os.mkdir(f'a{i}'); os.rename(f'a{i}', f'b{i}'); os.rmdir(f'b{i}'); os.symlink('/', f'a{i}'); os.unlink(f'a{i}')
for i in range(4): threading.Thread(target=swap, args=(i,)).start()
time.sleep(1.7)
"""
    assert served.worker(swap)["why"] == "ended"


def test_a_look_at_an_empty_folder_costs_next_to_nothing(tmp_path):
    began = time.process_time()
    for _ in range(1_000):
        assert leavings.excess(str(tmp_path), **BOUNDS) == ""
    assert time.process_time() - began < 0.5


def test_a_look_at_a_full_folder_stops_at_the_bound(tmp_path):
    for i in range(20_000):
        (tmp_path / str(i)).touch()
    began = time.process_time()
    assert leavings.excess(str(tmp_path), entries=100, depth=8, size=1 << 20) == leavings.TOO_MANY
    assert time.process_time() - began < 0.02


def test_a_late_worker_is_ended_by_the_server_alone(served):
    told = served.worker("pass", seconds=0.4, sleep=5)
    assert (told["why"], told["signal"]) == ("out of time", 9)


def test_where_no_folder_can_be_made_the_report_says_no_worker(tmp_path):
    at = Served(tmp_path, scratch="nowhere")
    assert at.worker("pass") == {"why": "no worker"}
    with pytest.raises(OSError):
        at.worker("pass")  # it takes no further requests: another server is due
    assert at.process.wait(5) == 0


def test_where_no_process_can_be_made_the_report_says_no_worker(tmp_path):
    at = Served(tmp_path, "def fork(): raise BlockingIOError\nos.fork = fork")
    assert at.worker("pass") == {"why": "no worker"}
    assert at.process.wait(5) == 0


def test_a_disk_that_cannot_be_emptied_ends_the_server_after_its_report(tmp_path):
    at = Served(tmp_path, "leavings.remove = lambda *a: False")
    assert at.worker("open('mine', 'w').close()")["why"] == "ended"
    with pytest.raises(OSError):
        at.worker("pass")
    assert at.process.wait(5) == 0


SLOW = """
really = leavings.remove
def slow(*args):
    time.sleep(2.5)
    return really(*args)
leavings.remove = slow
"""


def test_clearing_up_that_lasts_does_not_keep_the_next_one_waiting_where_there_is_room(scratch):
    at = Served(scratch, SLOW)
    began = time.monotonic()
    for _ in range(2):
        assert at.worker("open('mine', 'w').close()")["why"] == "ended"
    assert time.monotonic() - began < 2.4
    assert len(list(scratch.iterdir())) == 2
    time.sleep(3)
    assert not list(scratch.iterdir())
    assert at.worker("pass")["why"] == "ended"
    at.control.close()
    assert at.process.wait(5) == 0


def test_clearing_up_that_lasts_ends_the_server_where_there_is_no_room(scratch):
    at = Served(scratch, SLOW + "supervisor.Supervisor._room = lambda *_: False")
    assert at.worker("open('mine', 'w').close()")["why"] == "ended"
    with pytest.raises(OSError):
        at.worker("pass")
    assert at.process.wait(5) == 0


def test_clearing_up_follows_no_link(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    for place in (outside, folder / "in"):
        place.mkdir(parents=True)
    (outside / "file").write_text("kept")
    outside.chmod(0o750)
    (folder / "in" / "link").symlink_to(outside)
    (folder / "link").symlink_to(outside)
    assert leavings.remove(str(folder), 5)
    assert not folder.exists()
    assert (outside / "file").read_text() == "kept"
    assert outside.stat().st_mode & 0o777 == 0o750


def test_a_link_in_the_place_of_a_folder_is_neither_looked_into_nor_cleared(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").write_text("kept")
    link = tmp_path / "link"
    link.symlink_to("outside")
    assert leavings.excess(str(link), **BOUNDS) == leavings.TOO_MANY
    assert not leavings.remove(str(link), 1)
    assert (tmp_path / "outside" / "file").read_text() == "kept"


def test_clearing_up_stops_when_its_time_is_over(tmp_path):
    for i in range(5_000):
        (tmp_path / str(i)).mkdir()
        (tmp_path / str(i) / "f").touch()
    began = time.monotonic()
    assert not leavings.remove(str(tmp_path), 0.01)
    assert time.monotonic() - began < 0.2
    assert leavings.remove(str(tmp_path), 60)
    assert leavings.remove(str(tmp_path), 1)  # it is gone


def test_the_name_of_a_folder_is_never_used_again(served, scratch):
    """A neighbour that could guess it would learn, without any right, which files are in it."""
    (scratch / "names").touch(0o666)
    (scratch / "names").chmod(0o666)
    for _ in range(3):
        served.worker("print(os.path.basename(os.getcwd()), file=open('../names', 'a'))")
    names = (scratch / "names").read_text().split()
    assert len(set(names)) == 3
    assert all(len(name) == 17 for name in names)
