"""Runs the cells of a submission and hands its answers over. Student code shares this process and may rewrite it.

All that the trusted side gets from here is data, and none of it is believed: see `trusted.client`. The messages:

    -> {"run": count, "seconds", "left_out"} with the cells as JSON      <- {"at": [cell, statement]} ...
    <- {"answer": key, "stub", "class", "names", "uses"}     -> what the check asks of it, or {"go": known}
    <- {"done": notes, "waited"}
"""

from __future__ import annotations

import contextlib
import io
import json
import socket
import sys
import threading
import types
from typing import Any

import reached
import source
from codec.frames import pack, unpack
from codec.host import Host
from codec.stream import read_frame
from shell import Shell, made

MAX_NAMES = 500


class Bounded(io.TextIOBase):
    """Standard output that keeps its beginning."""

    def __init__(self, most: int = 1 << 14):
        self.most, self.text = most, ""

    def writable(self) -> bool:
        """It takes what is printed."""
        return True

    def write(self, text: str) -> int:
        """Keep a text, as far as there is room."""
        self.text += str(text)[:self.most - len(self.text)]
        return len(text)


class Desk:
    """The wire to the trusted side, where answers are handed over, one at a time."""

    def __init__(self, stream: socket.socket, shell: Shell):
        self._pipe, self._shell = stream.makefile("rwb"), shell
        self._one, self._held_by = threading.Lock(), None

    def send(self, frame: bytes) -> None:
        """Send a frame."""
        self._pipe.write(frame)
        self._pipe.flush()

    def at(self, cell: int, statement: int) -> None:
        """Say what is going to run, so that it is known if it does not come back."""
        with self._one:
            self.send(pack({"at": [cell, statement]}))

    def call_back(self, frame: bytes) -> bytes:
        """Send a frame and wait for the one that answers it."""
        self.send(frame)
        return read_frame(self._pipe)

    def hand_over(self, key: str, answer: Any, frame: types.FrameType) -> None:
        """Let an answer be checked now, in the namespace of this moment.

        Raises: LookupError if no exercise has this key.
        """
        if self._held_by == threading.get_ident():
            return  # an answer that hands over answers while it is being checked
        with self._one, self._shell.clock.resting():
            self._held_by = threading.get_ident()
            try:
                known = self._served(_told(key, answer, frame), Host(answer))
            finally:
                self._held_by = None
        if not known:
            raise LookupError(f"{str(key)[:80]!r} is no exercise of this course")

    def _served(self, told: dict[str, Any], host: Host) -> bool:
        self.send(pack(told))
        while True:
            frame = read_frame(self._pipe)
            head, _ = unpack(frame)
            if "go" in head:
                return head["go"]
            self.send(host.serve(frame, self.call_back))

    def work(self) -> None:
        """Run the cells of each request until the trusted side closes."""
        self.send(pack({"ready": True}))
        with contextlib.suppress(EOFError):
            while True:
                head, blob = unpack(read_frame(self._pipe))
                self._shell.ready(self.at, head["seconds"])
                self._shell.left_out = frozenset(map(tuple, head["left_out"]))
                for number, (where, text) in enumerate(json.loads(blob)):
                    self._shell.run_one(number, where, text)
                with self._one:
                    self.send(pack({"done": self._shell.notes, "waited": self._shell.clock.waited}))


def _told(key: Any, answer: Any, frame: types.FrameType) -> dict[str, Any]:
    """What is said of an answer before it is used."""
    name = str(getattr(answer, "__name__", ""))[:80]
    if frame.f_locals is frame.f_globals:
        frame.f_globals[name] = answer  # what refers to itself finds this definition, not an earlier one
    node = source.definition(source.cell_source(frame), name, source.line_of(answer))
    names, uses = sorted(source.used_names(node)), sorted(reached.names_behind(answer))
    return {"answer": _text(key), "class": isinstance(answer, type), "stub": source.is_stub(node),
            "names": [_text(n) for n in names[:MAX_NAMES]], "uses": [_text(n) for n in uses[:MAX_NAMES]]}


def _text(value: Any) -> str:
    return str(value)[:160].encode("utf-8", "replace").decode()


def main(stream: socket.socket) -> None:
    """Serve as the worker of one submission."""
    import torch

    package, shell = sys.modules["dlcourse"], made()
    desk = Desk(stream, shell)
    package.hand_over, package.note = desk.hand_over, shell.note
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), Bounded(), Bounded()
    ours = {"exercise": package.exercise, "torch": torch}
    shell.events.register("pre_run_cell",
                          lambda info: source.put_back(str(info.raw_cell), shell.user_ns, ours))
    sys.path.insert(0, "")
    desk.work()
