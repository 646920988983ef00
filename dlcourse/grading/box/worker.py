"""Runs the cells of a submission and answers for its exercises. Student code shares this process and may rewrite it.

All that the trusted side gets from here is data, and none of it is believed: see `trusted.client`.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import linecache
import socket
import sys
import types
from typing import Any

from codec.frames import pack, unpack
from codec.host import Host
from codec.stream import read_frame
from source import put_back

MAX_NOTE = 300


class Bounded(io.TextIOBase):
    """Standard output that keeps its beginning."""

    def __init__(self, most: int = 1 << 14):
        self.most, self.text = most, ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += str(text)[:self.most - len(self.text)]
        return len(text)


def main(stream: socket.socket) -> None:
    """Run cells, then carry out frames, until the trusted side closes."""
    pipe = stream.makefile("rwb")
    sys.stdin = io.StringIO()
    sys.stdout = sys.stderr = Bounded()
    answers: dict[str, Any] = {}
    hosts: dict[str, Host] = {}
    sys.modules["dlcourse"].ANSWERS = answers

    def send(frame: bytes) -> None:
        pipe.write(frame)
        pipe.flush()

    def call_back(frame: bytes) -> bytes:
        send(frame)
        return read_frame(pipe)

    chosen = ""
    while True:
        try:
            frame = read_frame(pipe)
        except EOFError:
            return
        head, _ = unpack(frame)
        if "cells" in head:
            send(pack(run_cells(head["cells"], answers)))
        elif "choose" in head:
            chosen = head["choose"]
            known = chosen in answers
            if known:
                hosts[chosen] = Host(answers[chosen])
            send(pack({"known": known, "class": known and isinstance(answers[chosen], type)}))
        else:
            send(hosts[chosen].serve(frame, call_back))


def run_cells(cells: list[list[str]], answers: dict[str, Any]) -> dict:
    """Execute cells in one namespace, going on after one that fails; says which failed and how."""
    space = types.ModuleType("__main__")
    space.__dict__.update(__builtins__=builtins, get_ipython=lambda: None)
    sys.modules["__main__"] = space
    ours = {"exercise": sys.modules["dlcourse"].exercise, "torch": sys.modules["torch"]}
    notes = []
    for name, text in cells:
        put_back(text, space.__dict__, ours)
        linecache.cache[name] = (len(text), None, text.splitlines(True), name)
        try:
            exec(compile(text, name, "exec", dont_inherit=True), space.__dict__)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are a cell's end, not ours
            notes.append([name, type(error).__name__[:80], _text(error)])
    return {"notes": notes, "answers": [str(key)[:80] for key in list(answers)[:200]]}


def _text(error: BaseException) -> str:
    with contextlib.suppress(BaseException):
        return str(error)[:MAX_NOTE].encode("utf-8", "replace").decode()
    return "?"
