"""A question's card always answers, with a sentence on what could not be noted."""

import errno
from datetime import UTC, datetime

import pytest
import torch
from filelock import FileLock, Timeout

from dlcourse.classroom import progress
from dlcourse.questions import store, tries
from dlcourse.questions.ask import Ask
from dlcourse.questions.fresh import question_of
from dlcourse.questions.live import QuestionCard
from dlcourse.questions.question import from_data

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
ask = Ask()
MAKES = {"number": (lambda: ask.number("2 + 3?", 5, mistakes={6: "Product."}), "6"),
         "choose": (lambda: ask.choose("Up?", {"yes": "It is.", "no": "It is not."}, right="yes"), "yes"),
         "predict": (lambda: ask.predict("How many?", torch.tensor([1 / 3])), "ten"),
         "explain": (lambda: ask.explain("Why?", "Because.", points=("a", "b")), "because of that")}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "learner"))
    monkeypatch.setattr(store, "_kept", {})
    return tmp_path / "learner"


def replies(monkeypatch, kind):
    """What the card tells the browser of one try, from the first word to the last."""
    make, given = MAKES[kind]
    card = QuestionCard([from_data("08/asked", make().as_data())], clock=lambda: NOW)
    sent = []
    monkeypatch.setattr(card, "send", sent.append)
    card.hear({"hello": True, "number": 0, "state": True})
    card.hear({"number": 0, "take": given})
    if kind == "explain":
        card.hear({"number": 0, "complete": True})
    return sent


def raising(error):
    def fail(*args, **kwargs):
        raise error
    return fail


def full(patch, home):
    patch.setattr(tries, "write_whole", raising(OSError(errno.ENOSPC, "No space left on device")))


def read_only_disk(patch, home):
    patch.setattr("pathlib.Path.mkdir", raising(OSError(errno.EROFS, "Read-only file system")))


def file_in_its_place(patch, home):
    home.write_text("not a folder")


def nobodys_home(patch, home):
    patch.setenv("DLCOURSE_HOME", "~nobody-has-this-name/dlcourse")


def held_lock(patch, home):
    patch.setattr(FileLock, "acquire", raising(Timeout(str(home / "progress.lock"))))


def damaged_and_read_only(patch, home):
    home.mkdir()
    (home / tries.FILE).write_text("{")
    patch.setattr("pathlib.Path.replace", raising(PermissionError(errno.EACCES, "Permission denied")))


def not_to_be_read(patch, home):
    home.mkdir()
    (home / tries.FILE).mkdir()


DISKS = {full: "Make room, then run the cell again and answer once more.",
         read_only_disk: "cannot be written (Read-only file system)", file_in_its_place: "cannot be written",
         nobodys_home: "cannot be written", held_lock: "locked for 3 seconds. Close the other one",
         damaged_and_read_only: "cannot be written (Permission denied)", not_to_be_read: "cannot be written"}


@pytest.mark.parametrize("kind", MAKES)
@pytest.mark.parametrize("disk", DISKS, ids=lambda disk: disk.__name__)
def test_each_kind_is_answered_whatever_the_disk_is_like(monkeypatch, home, disk, kind):
    usual = replies(monkeypatch, kind)
    for path in home.iterdir():
        path.unlink()
    home.rmdir()
    disk(monkeypatch, home)
    told = replies(monkeypatch, kind)
    assert len(told) == len(usual)
    note = told[-1].pop("past")
    assert note.startswith("This try could not be noted: ")
    assert DISKS[disk] in note
    if kind == "explain":
        assert told[-1]["html"] != (noted := usual[-1]).pop("html")
        told[-1].pop("html")
        assert "html" not in noted
    assert told == usual


def test_a_damaged_file_is_set_aside_and_said_once(monkeypatch, home):
    home.mkdir()
    (home / tries.FILE).write_text('{"questions": 3}')
    sent = replies(monkeypatch, "number")
    [aside] = home.glob("questions.unreadable-*.json")
    assert f"could not be read and lies in {aside} now" in sent[1]["past"]  # the card looked before the first try
    assert "past" not in sent[-1]
    assert aside.read_text() == '{"questions": 3}'


def test_a_day_that_cannot_be_read_begins_anew(monkeypatch, home):
    with tries.changing() as (known, _):
        known["questions"]["08/asked"] = {"first": "yes", "card": {"due": "never"}}
    assert "past" not in replies(monkeypatch, "number")[-1]
    assert tries.load()["questions"]["08/asked"]["card"]["due"].startswith("2026-01-0")


@pytest.fixture
def other_settings():
    def change():
        torch.set_default_dtype(torch.float16)
        torch.set_default_device("meta")
        torch.set_grad_enabled(False)

    yield change
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)


@pytest.mark.parametrize("kind", ["number", "choose", "explain"])
def test_torchs_settings_change_no_reply(monkeypatch, home, other_settings, kind):
    usual = replies(monkeypatch, kind)
    (home / tries.FILE).unlink()
    other_settings()
    assert replies(monkeypatch, kind) == usual
    with torch.inference_mode():
        (home / tries.FILE).unlink()
        assert replies(monkeypatch, kind) == usual


def test_torchs_settings_change_no_question_made_of_an_exercise_and_nothing_on_a_stored_card(other_settings):
    usual = [question_of(key, NOW) for key in ("cross_entropy", "log_softmax", "momentum_step")]
    stored = [store.of_lecture("08")[own]._repr_mimebundle_()[0]["text/html"] for own in store.of_lecture("08")]
    other_settings()
    assert [question_of(key, NOW) for key in ("cross_entropy", "log_softmax", "momentum_step")] == usual
    store.of_lecture.cache_clear()
    assert [store.of_lecture("08")[own]._repr_mimebundle_()[0]["text/html"] for own in store.of_lecture("08")] == stored


def test_a_card_waits_no_longer_than_an_answers_does():
    assert progress.PATIENCE == 3
