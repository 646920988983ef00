"""Frames over a pipe, for an answer in another process."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

from .frames import MAX_BLOB, MAX_HEAD, WireError, unpack
from .host import Host
from .session import Exchange


def read_frame(stream: io.BufferedIOBase) -> bytes:
    """One frame from a byte stream. Raises: EOFError when the other side has gone."""
    sizes = _exactly(stream, 8)
    head, blob = struct.unpack("<II", sizes)
    if head > MAX_HEAD or blob > MAX_BLOB:
        raise WireError("a frame announces more bytes than allowed")
    return sizes + _exactly(stream, head + blob)


def _exactly(stream: io.BufferedIOBase, count: int) -> bytes:
    parts = b""
    while len(parts) < count:
        part = stream.read(count - len(parts))
        if not part:
            raise EOFError("the other side closed the connection")
        parts += part
    return parts


def serve_stream(host: Host, source: io.BufferedIOBase, sink: io.BufferedIOBase) -> None:
    """The answer's side of a pipe: carry out frames until the check closes it."""

    def send(frame: bytes) -> None:
        sink.write(frame)
        sink.flush()

    def call_back(frame: bytes) -> bytes:
        send(frame)
        return read_frame(source)

    while True:
        try:
            frame = read_frame(source)
        except EOFError:
            return
        send(host.serve(frame, call_back))


def over_stream(source: io.BufferedIOBase, sink: io.BufferedIOBase) -> Exchange:
    """The check's side of a pipe."""

    def send(frame: bytes) -> None:
        sink.write(frame)
        sink.flush()

    def exchange(frame: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        send(frame)
        while True:
            reply = read_frame(source)
            if "callback" not in unpack(reply)[0]:
                return reply
            send(call_back(reply))

    return exchange
