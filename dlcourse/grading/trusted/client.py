"""Talks to a fork in the sandbox. All that comes back is data of a stranger: checked for form before anyone uses it."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import struct
import time
from collections.abc import Callable, Sequence
from typing import Any

from dlcourse.classroom.codec.frames import MAX_BLOB, MAX_HEAD, MAX_TEXT, WireError, pack, unpack
from dlcourse.grading.trusted.sandbox import Sandbox

MAX_CALLBACKS = 50_000
START = 60.0  # seconds for a worker to begin
_SLACK = 0.05  # seconds by which a wait may be too long
NO_WORKER = "no worker could be begun"
_UNSAFE = re.compile("[^\\x20-\\x7e\\n\\u00a0-\\u00ac\\u00ae-\\u061b\\u061d-\\u180d\\u180f-\\u200a\\u2010-\\u2027"
                     "\\u2030-\\u205f\\u2070-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufefe\\uff00-\\uffef\\ufffd"
                     "\\U00010000-\\U0001fffd]")


class AnswerEndedError(Exception):
    """The worker is gone: too slow, killed, or it broke the rules of the wire. `kind` is what a report says."""

    def __init__(self, kind: str, detail: str = ""):
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind, self.detail = kind, detail


def clean(text: Any, most: int = 500) -> str:
    r"""Text of a stranger for a report: no control characters, none that turn the direction of reading, not long.

    >>> clean("a\x1b[31m\u202eb")
    'a?[31m?b'
    """
    return _UNSAFE.sub("?", str(text)[:most])


class Fork:
    """One fork of the sandbox. After a fault it is closed and every further use raises AnswerEndedError."""

    def __init__(self, sandbox: Sandbox, work: str):
        self._stream, self._report = sandbox.fork(work)
        self.deadline = time.monotonic() + sandbox.limits.seconds
        self.ended: tuple[str, str] | None = None  # kind and detail; no exception, which would keep its frames alive
        self.starved = False  # out of time, but for a fifth of its life it had no core, or wanted none
        self._began, self._callbacks = time.monotonic(), 0
        self._held, self._patience = bytearray(), 0.0  # what came and was not asked for yet; how long a read waits

    @classmethod
    def ready(cls, sandbox: Sandbox, work: str) -> Fork:
        """A fork that has begun, so that no clock of a student runs before.

        Raises: AnswerEndedError if there can be none, even from a fresh fork server.
        """
        for again in (False, True):
            fork = cls(sandbox, work)
            fork.until(START)
            try:
                if fork.read().get("ready") is True:
                    return fork
                raise fork.end("broke the rules", "a worker did not begin as it should")
            except AnswerEndedError:
                if again or fork.ended != ("died", NO_WORKER):
                    raise
                sandbox.renew(work)
        raise AssertionError("unreachable")

    def until(self, seconds: float) -> None:
        """Everything from now on has to be over in so many seconds."""
        self.deadline = time.monotonic() + seconds
        self._callbacks = 0

    def exchange(self, frame: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        """Send a frame and give the reply to it, answering calls in between; the codec's transport."""
        wanted = unpack(frame)[0].get("fetch")
        try:
            self._send(frame)
            while True:
                reply = self._receive()
                head, _ = unpack(reply)
                if "callback" not in head:
                    _reply_of_the_right_form(head)
                    if wanted is not None and not head.get("error") and len(head.get("values", ())) != len(wanted):
                        raise WireError("a reply holds another number of values than was asked for")
                    return reply
                self._callbacks += 1
                if self._callbacks > MAX_CALLBACKS:
                    raise WireError("too many calls of the functions that were handed over")
                if type(head["callback"]) is not int or head["callback"] < 0 or type(head.get("args")) is not list:
                    raise WireError("a call is not in the agreed form")
                try:
                    answer = call_back(reply)
                except (IndexError, KeyError, TypeError) as error:
                    raise WireError("a call is not in the agreed form") from error
                self._send(answer)
        except TimeoutError:
            raise self.end("out of time") from None
        except (EOFError, OSError):
            raise self.end("died") from None
        except (WireError, RecursionError, MemoryError) as error:
            raise self.end("broke the rules", clean(error, 200)) from None

    def start(self, cells: Sequence[tuple[str, str]], seconds: float, left_out: Sequence[tuple[int, int]]) -> None:
        """Let the worker run these cells, a statement for so many seconds at most; `event` is what it then says."""
        told = {"run": len(cells), "seconds": seconds, "left_out": [list(place) for place in left_out]}
        self._tell(pack(told, [json.dumps(cells).encode()]))

    def event(self) -> dict[str, Any]:
        """What the worker says next: {"at": [cell, statement]}, {"answer": key, ...} or {"done": notes}."""
        told = self.read()
        if not any(_has_the_form(told, form) for form in _EVENTS):
            raise self.end("broke the rules", "it says something that is not in the agreed form")
        return told

    def go(self, *, known: bool) -> None:
        """The answer that was handed over has been dealt with."""
        self._tell(pack({"go": known}))

    def _tell(self, frame: bytes) -> None:
        try:
            self._send(frame)
        except TimeoutError:
            raise self.end("out of time") from None
        except OSError:
            raise self.end("died") from None

    def send_raw(self, raw: bytes) -> None:
        """Bytes that are no frame: a file for the reader."""
        self._tell(len(raw).to_bytes(8, "little") + raw)

    def read(self) -> dict[str, Any]:
        """The head of one reply that answers no frame."""
        return self.read_whole()[0]

    def read_whole(self) -> tuple[dict[str, Any], bytes]:
        """One reply that answers no frame, and its bytes."""
        try:
            return unpack(self._receive())
        except TimeoutError:
            raise self.end("out of time") from None
        except (EOFError, OSError):
            raise self.end("died") from None
        except WireError as error:
            raise self.end("broke the rules", clean(error, 200)) from None

    def close(self) -> dict[str, Any]:
        """End the fork; how it ended, told by its supervisor, which no answer can reach."""
        self._stream.close()
        told: dict[str, Any] = {}
        try:
            self._report.settimeout(5)
            told = json.loads(self._report.recv(4096) or b"{}")
        except (OSError, ValueError):
            pass
        self._report.close()
        return told

    def end(self, kind: str, detail: str = "") -> AnswerEndedError:
        """Close it for this reason, unless it has ended before; how it ended, to be raised."""
        if self.ended is None:
            life = time.monotonic() - self._began
            told = self.close()
            if kind == "died" and told.get("why") in _ENDS:
                kind = told["why"]
            elif kind == "died":
                detail = detail or _how(told)
            self.ended = kind, detail
            self.starved = kind == "out of time" and told.get("cpu", 0.0) < 0.8 * life
        return AnswerEndedError(*self.ended)

    def _send(self, frame: bytes) -> None:
        if self.ended is not None:
            raise AnswerEndedError(*self.ended)
        self._wait_for(max(0.01, self.deadline - time.monotonic()))
        self._stream.sendall(frame)

    def _receive(self) -> bytes:
        sizes = self._exactly(8)
        head, blob = struct.unpack("<II", sizes)
        if head > MAX_HEAD or blob > MAX_BLOB:
            raise WireError("it sends more than an answer can hold")
        return sizes + self._exactly(head + blob)

    def _exactly(self, count: int) -> bytes:
        while len(self._held) < count:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if not left / 2 <= self._patience <= left + _SLACK:  # to set it costs as much as to read
                self._wait_for(left)
            with contextlib.suppress(TimeoutError):  # the deadline decides
                part = self._stream.recv(min(max(count - len(self._held), 1 << 16), 1 << 20))
                if not part:
                    raise EOFError
                self._held += part
        part = bytes(self._held[:count])
        del self._held[:count]
        return part

    def _wait_for(self, seconds: float) -> None:
        self._stream.settimeout(seconds)
        self._patience = seconds


_ENDS = ("out of time", "too many files", "too much data")  # by the fork server's hand


def _how(told: dict[str, Any]) -> str:
    """How a process ended, in words."""
    number, code = told.get("signal"), told.get("code")
    if told.get("why") == "no worker" or not told:
        return NO_WORKER
    if number == 9 and told.get("why") == "ended":
        return "killed, probably by a limit on memory or processor time"
    if number:
        return f"it crashed with {signal.strsignal(number) or f'signal {number}'}"
    return f"it ended its own process with exit status {code}" if code else "it ended its own process"


def _no_calls(frame: bytes) -> bytes:
    raise WireError("a call where none was due")


_EVENTS: tuple[dict[str, type], ...] = (
    {"at": list}, {"answer": str, "class": bool, "stub": bool, "names": list, "uses": list}, {"done": list})


def _has_the_form(told: dict[str, Any], form: dict[str, type]) -> bool:
    if any(type(told.get(key)) is not kind for key, kind in form.items()):
        return False
    if "at" in form:
        return len(told["at"]) == 2 and all(type(number) is int for number in told["at"])
    return "done" in form or all(type(name) is str for name in (*told["names"], *told["uses"]))


def _reply_of_the_right_form(head: dict[str, Any]) -> None:
    """Raises WireError unless the fields that a session reads have the types that a session expects."""
    error, changed = head.get("error"), head.get("changed", [])
    fine = (type(head.get("printed", "")) is str
            and type(head.get("operations", [])) is list and all(type(o) is str for o in head.get("operations", []))
            and len(head.get("operations", [])) <= 500
            and type(changed) is list and len(changed) <= 1000
            and all(type(i) is int and 0 <= i < 10_000 for i in changed)
            and (error is None or (type(error) is list and len(error) == 4 and all(type(t) is str for t in error[:3])
                                   and type(error[3]) is int and len("".join(error[:3])) <= 3 * MAX_TEXT))
            and type(head.get("values", [])) is list)
    if not fine:
        raise WireError("a reply is not in the agreed form")
