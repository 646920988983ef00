"""The trusted end of the wire against peers that break every rule: each ends as AnswerEndedError, in time."""

import contextlib
import json
import socket
import struct
import threading
import time
import unicodedata

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.classroom.codec import Callback, Host, Session, pack, read_frame, unpack
from dlcourse.classroom.codec.frames import MAX_BLOB, MAX_HEAD
from dlcourse.grading.trusted import client, submission
from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import Limits

GOOD = {"values": [1.0], "changed": [], "printed": "", "operations": []}
CALL = {"callback": 0, "args": ["t", 2.0]}


class FakeSandbox:
    """Gives forks whose other end is a function of ours, each in a thread."""

    def __init__(self, peer, end, seconds):
        self.peer, self.end, self.limits, self.threads = peer, end, Limits(seconds=seconds), []

    def fork(self, work):
        ours, stream = socket.socketpair()
        report, told = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.threads.append(threading.Thread(target=self._run, args=(stream, told), daemon=True))
        self.threads[-1].start()
        return ours, report

    def _run(self, stream, told):
        with told, contextlib.suppress(OSError):
            with stream, contextlib.suppress(OSError, EOFError):
                self.peer(stream)
            told.send(json.dumps(self.end).encode())


@pytest.fixture
def sandbox():
    """Makes sandboxes whose worker is the function given; waits for the workers' end."""
    made = []

    def with_peer(peer, *, seconds=5.0, end=None):
        made.append(FakeSandbox(peer, end or {}, seconds))
        return made[-1]

    yield with_peer
    for thread in [thread for box in made for thread in box.threads]:
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def fork(sandbox):
    made = []

    def with_peer(peer, **options):
        made.append(Fork(sandbox(peer, **options), "run"))
        return made[-1]

    yield with_peer
    for one in made:
        one.close()


def replying(*frames, count=1, then=lambda stream: wait(stream)):
    """A peer that answers each frame with these, then waits until it is left alone."""
    def peer(stream):
        pipe = stream.makefile("rb")
        for _ in range(count):
            read_frame(pipe)
            for frame in frames:
                stream.sendall(frame)
        then(stream)

    return peer


def wait(stream):
    while stream.recv(1 << 16):
        pass


def ends(fork, kind, do=None):
    """Using the fork ends it in this way, at once and for good."""
    with pytest.raises(AnswerEndedError) as first:
        (do or (lambda: fork.exchange(pack({"do": []}), client._no_calls)))()
    assert first.value.kind == kind
    for again in (lambda: fork.exchange(pack({}), client._no_calls), fork.event, fork.read,
                  lambda: fork.send_raw(b"x"), lambda: fork.exchange(pack({}), client._no_calls)):
        with pytest.raises(AnswerEndedError) as later:
            again()
        assert str(later.value) == str(first.value)
    return str(first.value)


def test_a_good_reply(fork):
    talk = fork(replying(pack(GOOD), count=2))
    assert unpack(talk.exchange(pack({}), client._no_calls))[0] == GOOD
    assert unpack(talk.exchange(pack({}), client._no_calls))[0] == GOOD


# What may be shown

def test_clean_keeps_words():
    text = "größe ≠ 漢字 🙂 – “x” ≤ ∂f\n2"
    assert clean(text) == text
    assert clean("a" * 600) == "a" * 500
    assert clean(None) == "None"


@pytest.mark.parametrize("bad", [*map(chr, (*range(10), *range(11, 32), *range(127, 160))), "\u200b", "\u200d",
                                 "\u200e", "\u200f", "\u2028", "\u2029", *map(chr, range(0x202a, 0x202f)),
                                 *map(chr, range(0x2060, 0x2070)), "\ud800", "\ue000", "\ufdd0", "\ufffe",
                                 "\U000e0041", "\U0010ffff"], ids=ascii)
def test_clean_replaces_what_cannot_be_seen(bad):
    assert clean(f"a{bad}b") == "a?b"


@pytest.mark.parametrize("bad", ["\u061c", "\ufeffx", "\ufff9", "\u00ad"], ids=ascii)
def test_clean_replaces_other_invisible_marks(bad):
    assert clean(f"a{bad[0]}b") == "a?b"


@given(st.text(st.characters()))
@settings(deadline=None, derandomize=True)
def test_what_is_clean_can_be_written(text):
    shown = clean(text)
    shown.encode()
    assert len(shown) == min(len(text), 500)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n" for c in shown)
    assert not any(unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
                   for c in shown)
    assert clean(shown) == shown


# Peers that go away or take their time

@pytest.mark.parametrize("sent", [b"", b"\1", struct.pack("<II", 5, 5) + b"half"], ids=["", "in sizes", "in head"])
def test_the_other_side_goes(fork, sent):
    ends(fork(replying(sent, then=lambda stream: None)), "died")
    ends(fork(lambda stream: None), "died")


@pytest.mark.parametrize("end, kind, words", [
    ({"why": "ended", "signal": 9, "code": 0}, "died", "a limit on memory or processor time"),
    ({"why": "ended", "signal": 0, "code": 3}, "died", "exit status 3"),
    ({"why": "out of time", "signal": 9, "code": 0}, "out of time", "out of time")])
def test_what_the_supervisor_tells_is_in_the_message(fork, end, kind, words):
    assert words in ends(fork(lambda stream: stream.recv(1), end=end), kind)


@pytest.mark.parametrize("peer", [
    wait, replying(b"\1\0\0"), replying(struct.pack("<II", 100, 0) + b"x"),
    replying(struct.pack("<II", 10, MAX_BLOB) + b"x" * 1000)], ids=["silent", "in sizes", "in head", "in blob"])
def test_out_of_time(fork, peer):
    talk, began = fork(peer, seconds=0.15), time.monotonic()
    ends(talk, "out of time")
    assert time.monotonic() - began < 2


def test_slow_bytes_do_not_win_time(fork):
    def peer(stream):
        for byte in pack({**GOOD, "printed": "x" * 500}):
            stream.sendall(bytes([byte]))
            time.sleep(0.02)

    talk, began = fork(peer), time.monotonic()
    talk.until(0.3)
    ends(talk, "out of time")
    assert time.monotonic() - began < 2


def test_a_peer_that_does_not_listen(fork):
    def peer(stream):
        time.sleep(0.5)

    talk, frame = fork(peer, seconds=0.15), pack({}, [b"\0" * (32 << 20)])
    ends(talk, "out of time", lambda: talk.exchange(frame, client._no_calls))
    talk = fork(peer, seconds=0.15)
    ends(talk, "out of time", lambda: talk.send_raw(frame))


def test_until_gives_new_time(fork):
    talk = fork(replying(pack(GOOD)), seconds=0.05)
    time.sleep(0.1)
    talk.until(5)
    assert unpack(talk.exchange(pack({}), client._no_calls))[0] == GOOD


def test_use_after_the_end_of_a_closed_fork(fork):
    talk = fork(wait)
    talk.close()
    ends(talk, "died")


# Frames that are none

FRAMES = {
    "head too large": struct.pack("<II", MAX_HEAD + 1, 0), "blob too large": struct.pack("<II", 1, MAX_BLOB + 1),
    "both too large": b"\xff" * 8, "an error of the box": b"\xff" * 8 + b"OSError: no Landlock",
    "empty head": struct.pack("<II", 0, 0), "no msgpack": struct.pack("<II", 1, 0) + b"\xc1",
    "trailing": struct.pack("<II", 2, 0) + b"\x80\x80", "a list": pack([]), "a number": pack(1), "nothing": pack(None),
    "keys that are numbers": pack({1: 2}), "not UTF-8": struct.pack("<II", 4, 0) + b"\x81\xa1\xff\xc0",
    "long array": struct.pack("<II", 5, 0) + b"\xdd\xff\xff\xff\xff",
    "deep": struct.pack("<II", 5000, 0) + b"\x91" * 5000,
    "an extension": struct.pack("<II", 6, 0) + b"\x81\xa1a\xd4\x01\x02"}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_frame_that_is_none(fork, frame):
    ends(fork(replying(frame)), "broke the rules")
    talk = fork(lambda stream: (stream.sendall(frame), wait(stream)))
    ends(talk, "broke the rules", talk.read)


MALFORMED = [
    {"printed": None}, {"printed": 1}, {"printed": b"x"}, {"printed": ["x"]}, {"operations": None}, {"operations": "x"},
    {"operations": {}}, {"operations": [1]}, {"operations": ["x", None]}, {"operations": ["x"] * 501},
    {"changed": None}, {"changed": 1}, {"changed": "0"}, {"changed": {}},
    {"changed": [True]}, {"changed": [-1]}, {"changed": [0.0]},
    {"changed": [10_000]}, {"changed": ["0"]}, {"changed": [0] * 1001}, {"error": "x"}, {"error": False}, {"error": []},
    {"error": {}}, {"error": ["E", "m", "l"]}, {"error": ["E", "m", "l", 1, 1]}, {"error": ["E", "m", "l", "1"]},
    {"error": ["E", "m", "l", True]}, {"error": ["E", "m", "l", None]}, {"error": ["E", None, "l", 1]},
    {"error": [["E"], "m", "l", 1]}, {"error": [b"E", "m", "l", 1]}, {"error": ["E", "m" * 12_000, "l", 1]},
    {"values": None}, {"values": {}}, {"values": "x"}, {"values": 1}]


@pytest.mark.parametrize("wrong", MALFORMED, ids=lambda wrong: str(wrong)[:30])
def test_a_malformed_reply_never_reaches_a_session(fork, wrong):
    talk = fork(replying(pack({**GOOD, **wrong})))
    session = Session(talk.exchange)
    ends(talk, "broke the rules", lambda: session.answer()(1.0))
    assert (session.printed, session.operations, session.changed) == ("", set(), [])


@pytest.mark.parametrize("head", [{}, {"values": []}, {"printed": "x"}, {"known": True}])
def test_a_reply_without_the_values_never_reaches_a_session(fork, head):
    talk = fork(replying(pack(head)))
    session = Session(talk.exchange)
    ends(talk, "broke the rules", lambda: session.answer()(1.0))


ANSWER = {"answer": "k", "class": False, "stub": False, "names": ["a"], "uses": []}


@pytest.mark.parametrize("told", [{"at": [0, -1]}, ANSWER, {"done": [], "waited": True}], ids=["at", "answer", "done"])
def test_what_a_worker_says_on_its_way(fork, told):
    assert fork(lambda stream: (stream.sendall(pack(told)), wait(stream))).event() == told


@pytest.mark.parametrize("told", [
    {}, {"at": [0]}, {"at": [0, "1"]}, {"at": {}}, {"at": [True, 1.0]}, ANSWER | {"answer": 1}, ANSWER | {"class": 1},
    ANSWER | {"stub": None}, ANSWER | {"names": [1]}, ANSWER | {"uses": "a"}, {"answer": "k"}, {"done": {}},
    {"notes": []}], ids=str)
def test_anything_else_ends_the_fork(fork, told):
    talk = fork(lambda stream: (stream.sendall(pack(told)), wait(stream)))
    ends(talk, "broke the rules", talk.event)


def test_cells_may_be_longer_than_a_head(fork):
    got = []

    def peer(stream):
        got.append(unpack(read_frame(stream.makefile("rb"))))
        wait(stream)

    talk = fork(peer)
    talk.start([("a", "x" * 2 * MAX_HEAD)], 1.5, [(0, -1)])
    talk.close()
    until = time.monotonic() + 5
    while not got and time.monotonic() < until:
        time.sleep(0.01)
    head, blob = got[0]
    assert head == {"run": 1, "seconds": 1.5, "left_out": [[0, -1]]}
    assert json.loads(blob) == [["a", "x" * 2 * MAX_HEAD]]


def test_a_worker_begins_before_any_clock_of_a_student(sandbox):
    talk = Fork.ready(sandbox(lambda stream: (time.sleep(0.3), stream.sendall(pack({"ready": True})), wait(stream)),
                              seconds=0.1), "run")
    assert talk.ended is None
    talk.close()


def test_a_worker_that_does_not_begin(sandbox):
    with pytest.raises(AnswerEndedError, match="did not begin"):
        Fork.ready(sandbox(lambda stream: (stream.sendall(pack({"ready": 1})), wait(stream))), "run")


def test_where_there_is_no_worker_a_fresh_fork_server_is_asked_once(sandbox):
    box, renewed = sandbox(lambda stream: None, end={"why": "no worker"}), []
    box.renew = renewed.append
    with pytest.raises(AnswerEndedError, match="no worker could be begun"):
        Fork.ready(box, "run")
    assert renewed == ["run"]


# Calls of the functions that were handed over

def test_a_call_when_none_is_due(fork):
    ends(fork(replying(pack(CALL))), "broke the rules")
    talk = fork(lambda stream: (stream.sendall(pack(CALL)), wait(stream)))
    ends(talk, "broke the rules", talk.event)


CALLS = [{"callback": -1}, {"callback": 1}, {"callback": 2**63}, {"callback": True}, {"callback": None},
         {"callback": "0"}, {"callback": 0.0}, {"callback": [0]}, {"args": None}, {"args": "x"}, {"args": {}},
         {"args": []}, {"args": ["?"]}, {"args": [1]}, {"args": ["i", "5"]}, {"args": ["T", "float64", [9]]},
         {"args": ["t", ["T", [], []]]}, {"args": ["z", 1.0, 2.0]}, {"args": ["t", ["d", 1]]}]


@pytest.mark.parametrize("wrong", CALLS, ids=str)
def test_a_malformed_call(fork, wrong):
    talk = fork(replying(pack({**CALL, **wrong})))
    session = Session(talk.exchange)
    ends(talk, "broke the rules", lambda: session.answer()(Callback(lambda x: x, (None,))))


def test_a_call_without_arguments_at_all(fork):
    talk = fork(replying(pack({"callback": 0})))
    ends(talk, "broke the rules", lambda: Session(talk.exchange).answer()(Callback(lambda x: x, (None,))))


def test_calls_without_end(fork, monkeypatch):
    monkeypatch.setattr(client, "MAX_CALLBACKS", 20)
    answered = []

    def peer(stream):
        pipe = stream.makefile("rb")
        read_frame(pipe)
        while True:
            stream.sendall(pack(CALL))
            answered.append(read_frame(pipe))

    talk = fork(peer)
    session = Session(talk.exchange)
    assert "too many calls" in ends(talk, "broke the rules", lambda: session.answer()(Callback(lambda x: x, (None,))))
    assert len(answered) == 20


def test_calls_have_one_deadline(fork):
    def peer(stream):
        pipe = stream.makefile("rb")
        read_frame(pipe)
        while True:
            stream.sendall(pack(CALL))
            read_frame(pipe)

    talk, began = fork(peer, seconds=0.2), time.monotonic()
    session = Session(talk.exchange)
    ends(talk, "out of time", lambda: session.answer()(Callback(lambda x: x, (None,))))
    assert time.monotonic() - began < 2


def test_a_whole_answer_over_the_wire(fork):
    def peer(stream):
        pipe, host = stream.makefile("rwb"), Host(lambda f, x: f(x) + f(2 * x))

        def send(frame):
            pipe.write(frame)
            pipe.flush()

        while True:
            send(host.serve(read_frame(pipe), lambda frame: (send(frame), read_frame(pipe))[1]))

    session = Session(fork(peer).exchange)
    square = Callback(lambda x: x * x, ((2,),))
    value = session.answer()(square, torch.tensor([1.0, 3.0], dtype=torch.float64))
    assert value.tolist() == [5.0, 45.0]
    assert square.calls == 2


# What a reader says is of a stranger too

ROWS = [["code cell 1", "1", []], ["code cell 2 (exercise k)", "2", ["k"]]]


def reading(head, blob=b"[]"):
    """A reader that begins and then says this."""
    return lambda stream: (stream.sendall(pack({"ready": True}) + pack(head, [blob])), wait(stream))


def test_what_a_good_reader_says(sandbox):
    found = submission.read(sandbox(reading({"cells": 2}, json.dumps(ROWS).encode())), b"{}")
    assert found == ((("code cell 1", "1"), ("code cell 2 (exercise k)", "2")), ((), ("k",)))


@pytest.mark.parametrize("head, blob", [
    ({"problem": "it is <b>\x1b"}, b"[]"), ({}, b""), ({}, b"\xff"), ({}, b"1"), ({}, b"[1]"), ({}, b"[[1, 2, 3]]"),
    ({}, b'[["a", "b"]]'), ({}, b'[["a", "b", [1]]]'), ({}, b'[["a", "b", 7]]'), ({}, b"[" * 100_000)],
    ids=lambda value: str(value)[:20])
def test_what_a_reader_gone_mad_says(sandbox, head, blob):
    with pytest.raises(submission.UnreadableError) as raised:
        submission.read(sandbox(reading(head, blob)), b"{}")
    assert "\x1b" not in str(raised.value)


@pytest.mark.parametrize("peer, words", [
    (lambda end: end.sendall(pack({"ready": True})), "ended the process"),
    (lambda end: (end.sendall(pack({"ready": True})), wait(end)), "takes too long"),
    (lambda end: (end.sendall(pack({"ready": True}) + b"\xff" * 8), wait(end)), "something else than cells")])
def test_a_reader_that_fails(sandbox, peer, words):
    with pytest.raises(submission.UnreadableError, match=words):
        submission.read(sandbox(peer), b"{}", 0.2)
