"""An answer that does not end is said to run, and one that is stopped gets a card that names its line."""

import signal
import threading
import time

import pytest

from dlcourse.classroom import patience, progress

LOOPS = """
from dlcourse import exercise

@exercise("{key}")
def {key}({signature}):
    count = 0
    while True:
        count += 1
    return count
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))


@pytest.mark.parametrize("key, signature", [("bce_grad", "w, b, X, y"), ("minibatches", "n, B, seed, epoch")])
def test_an_interrupted_answer_gets_a_card_with_its_line(home, monkeypatch, capsys, request, key, signature):
    monkeypatch.setattr(patience, "NOTE", "still running after {seconds:g} s")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background a shell has it ignored
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    threading.Timer(1.0, lambda: signal.raise_signal(signal.SIGINT)).start()
    scope = {"__name__": "__main__"}
    exec(compile(LOOPS.format(key=key, signature=signature), "<cell>", "exec"), scope)
    shown = capsys.readouterr().out
    assert "[error]" in shown
    assert "Stopped in line 8 of your cell." in shown or "Stopped in line 7 of your cell." in shown
    assert "first case that fails" in shown
    assert "Traceback" not in shown
    assert callable(scope[key])
    assert progress.load() == {}, "an interrupted answer is no try"


def test_a_long_check_says_so_once_and_a_short_one_nothing():
    said = []
    with patience.telling(said.append, seconds=0.05):
        time.sleep(0.3)
    with patience.telling(said.append, seconds=5):
        pass
    time.sleep(0.1)
    [note] = said
    assert "running for 0.05 seconds" in note
    assert "Interrupt" in note
