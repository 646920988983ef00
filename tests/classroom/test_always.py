"""The card always comes: whatever the disk, a lock, torch's settings or a name of the notebook are like."""

import errno
import json
import re
import subprocess
import sys

import pytest
import torch
from filelock import FileLock

from dlcourse.authoring.build import ROOT
from dlcourse.classroom import codec, decorator, progress, registry, source

RIGHT = """
import torch
from dlcourse import exercise

@exercise("log_softmax")
def log_softmax(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log()
"""
UNSTABLE = RIGHT.replace("z - z.amax(-1, keepdim=True)", "z")
# makes tensors of its own, and records gradients
GRADIENT = """
import torch
from dlcourse import exercise

@exercise("bce_grad")
def bce_grad(w, b, X, y):
    w, b = w.clone().requires_grad_(), torch.zeros(()) + b
    loss = torch.nn.functional.softplus(X @ w + b) - y * (X @ w + b)
    loss.sum().backward()
    return w.grad, b
"""
CELLS = {"right": RIGHT, "wrong": UNSTABLE, "with gradients": GRADIENT}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "learner"))
    return tmp_path / "learner"


@pytest.fixture
def shown(capsys):
    def run(text):
        exec(compile(text, "cell", "exec"), {})
        return capsys.readouterr().out
    return run


def verdict(text):
    return [line for line in text.splitlines() if not line.startswith("  Note: ")]


def notes(text):
    return [line.removeprefix("  Note: ") for line in text.splitlines() if line.startswith("  Note: ")]


def raising(error):
    def fail(*args, **kwargs):
        raise error
    return fail


def full(patch, home):
    patch.setattr(progress, "write_whole", raising(OSError(errno.ENOSPC, "No space left on device")))


def read_only_disk(patch, home):
    patch.setattr("pathlib.Path.mkdir", raising(OSError(errno.EROFS, "Read-only file system")))


def file_in_its_place(patch, home):
    home.write_text("not a folder")


def nobodys_home(patch, home):
    patch.setenv("DLCOURSE_HOME", "~nobody-has-this-name/dlcourse")


def no_locks_there(patch, home):
    patch.setattr(FileLock, "acquire", raising(NotImplementedError("FileSystem does not appear to support flock")))


def damaged_and_read_only(patch, home):
    home.mkdir()
    (home / "progress.json").write_text("{")
    patch.setattr("pathlib.Path.replace", raising(PermissionError(errno.EACCES, "Permission denied")))


DISKS = {full: "there is no space left", read_only_disk: "cannot be written (Read-only file system)",
         file_in_its_place: "cannot be written", nobodys_home: "cannot be written",
         no_locks_there: "support flock", damaged_and_read_only: "cannot be written (Permission denied)"}


@pytest.mark.parametrize("cell", [RIGHT, UNSTABLE], ids=["right", "wrong"])
@pytest.mark.parametrize("disk", DISKS, ids=lambda disk: disk.__name__)
def test_a_card_comes_whatever_the_disk_is_like(shown, monkeypatch, home, disk, cell):
    usual = shown(cell)
    assert notes(usual) == []
    for path in home.iterdir():
        path.unlink()
    home.rmdir()
    disk(monkeypatch, home)
    told = shown(cell)
    assert verdict(told) == verdict(usual)
    [note] = notes(told)
    assert note.startswith("This try could not be noted: ")
    assert DISKS[disk] in note
    assert re.search(r"run the cell again\.$|restart JupyterLab\.$", note)


def test_a_card_waits_three_seconds_for_a_lock_and_no_longer(shown, monkeypatch, home):
    assert progress.PATIENCE == 3
    monkeypatch.setattr(progress, "PATIENCE", 0.2)
    home.mkdir()
    code = ("import sys; from filelock import FileLock\nwith FileLock(sys.argv[1]):\n"
            "    print('held', flush=True)\n    sys.stdin.read()")
    with subprocess.Popen([sys.executable, "-c", code, str(home / "progress.lock")], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        told = shown(RIGHT)
        other.stdin.close()
    assert told.startswith("[correct]")
    [note] = notes(told)
    assert "progress.lock locked for 0.2 seconds. Close the other one, then run the cell again." in note
    assert notes(shown(RIGHT)) == []


def test_what_was_noted_before_still_counts_where_nothing_can_be_noted(shown, monkeypatch, home):
    for attempt in "abc":
        progress.record("log_softmax", "not yet", 0, attempt)
    full(monkeypatch, home)
    cards = []
    monkeypatch.setattr(decorator, "display_card", cards.append)
    shown(UNSTABLE)
    assert cards[0].reveal
    assert "<b>Note:</b> This try could not be noted" in cards[0]._repr_html_()


DAMAGED = {"half": b'{"version": 1, "exer', "empty": b"", "a list": b"[]", "no text": b"\xff\xfe\x00",
           "zeros": bytes(99), "nested": b"[" * 200_000, "of another form": b'{"exercises": {"log_softmax": 3}}',
           "no points": b'{"exercises": {"log_softmax": {"status": "correct", "points": "x", "tries": []}}}'}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_set_aside_and_said_once(shown, home, content):
    home.mkdir()
    (home / "progress.json").write_bytes(content)
    told = shown(RIGHT)
    assert told.startswith("[correct]")
    [note] = notes(told)
    [aside] = home.glob("progress.unreadable-*.json")
    assert f"could not be read and lies in {aside} now" in note
    assert aside.read_bytes() == content
    assert notes(shown(RIGHT)) == []
    assert progress.load()["log_softmax"]["status"] == "correct"


def test_an_old_file_is_read_as_it_is(shown, home):
    home.mkdir()
    (home / "progress.json").write_text(json.dumps(
        {"exercises": {"log_softmax": {"status": "correct", "points": 2, "tries": ["a"]}}}))
    assert notes(shown(UNSTABLE)) == []
    assert progress.load()["log_softmax"]["status"] == "correct"


@pytest.fixture
def as_before():
    yield
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)


SETTINGS = {"float16": (lambda: torch.set_default_dtype(torch.float16), "the default dtype to float16"),
            "float64": (lambda: torch.set_default_dtype(torch.float64), "the default dtype to float64"),
            "meta": (lambda: torch.set_default_device("meta"), 'the default device to "meta"'),
            "no gradients": (lambda: torch.set_grad_enabled(False), "gradients off"),
            "all": (lambda: (torch.set_default_dtype(torch.bfloat16), torch.set_default_device("meta"),
                             torch.set_grad_enabled(False)),
                    'the default dtype to bfloat16, the default device to "meta" and gradients off')}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("name", SETTINGS)
def test_torchs_settings_change_no_verdict_and_stay_as_they_were(shown, as_before, name, cell):
    usual = shown(cell)
    change, words = SETTINGS[name]
    change()
    before = codec.settings()
    told = shown(cell)
    assert verdict(told) == verdict(usual)
    [note] = notes(told)
    assert note == (f"This notebook has set {words}. The check ran with torch's own settings, as grading does.")
    assert codec.settings() == before


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("around", ["with torch.inference_mode():", "with torch.no_grad():",
                                    "with torch.device('meta'):"])
def test_a_block_around_the_answer_changes_no_verdict(shown, cell, around):
    inside = f"import torch\n{around}\n" + "\n".join(f"    {line}" for line in cell.splitlines())
    told = shown(inside)
    assert verdict(told) == verdict(shown(cell))
    assert len(notes(told)) == 1


def test_settings_that_an_answer_changes_itself_end_with_its_call(shown, as_before):
    usual = shown(RIGHT)
    inside = "\n".join(f"    torch.{text}" for text in ("set_default_dtype(torch.float16)", "set_grad_enabled(False)",
                                                         'set_default_device("meta")'))
    assert shown(RIGHT.replace("    shifted = ", f"{inside}\n    shifted = ")) == usual
    assert codec.settings() == []


IMPORTED_LATE = """
import torch
torch.set_default_dtype(torch.float16)
torch.set_default_device("meta")
from dlcourse import ask, data, exercise, tensors
from dlcourse.classroom import codec, registry
from dlcourse.classroom.check import check
for keys in registry.notebooks().values():
    exercise(keys[0])  # loads its declaration
torch.set_default_device(None)
torch.set_default_dtype(torch.float32)
for keys in registry.notebooks().values():
    declared = registry.load(keys[0])
    assert check(declared, declared.solution).status == "correct", keys[0]
"""


def test_what_is_imported_under_other_settings_is_the_same():
    done = subprocess.run([sys.executable, "-c", IMPORTED_LATE], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_sealed_card_has_its_notes_too(shown, monkeypatch, as_before, tmp_path):
    from dlcourse.classroom import sealed

    told = {"title": "t", "points": 1, "difficulty": 1, "minutes": 1, "rtol": 1e-6, "example": None}
    (tmp_path / "for_marks.json").write_text(json.dumps(told))
    monkeypatch.setattr(registry, "PUBLIC", tmp_path)
    torch.set_default_dtype(torch.float16)
    told = shown('from dlcourse import exercise\n@exercise("for_marks")\ndef f(x):\n    return x')
    assert f"[{sealed.UNTRIED}]" in told
    assert len(notes(told)) == 1


def test_only_a_cell_with_an_exercise_gets_the_courses_names_back():
    ours = {"exercise": decorator.exercise, "torch": torch}
    scope = {"exercise": 3, "torch": None, "math": 5}
    assert source.put_back("print('@exercise')\nexercise += 1", scope, ours) == []
    assert scope["torch"] is None
    assert source.put_back('x = 1\n@exercise("key")\ndef f(): ...', scope, ours) == ["exercise", "torch"]
    assert scope == {**ours, "math": 5}
    assert source.put_back('@exercise("key")', {}, ours) == []
