"""Frames from a pipe, for an answer in another process."""

from __future__ import annotations

import io
import struct

from .frames import MAX_BLOB, MAX_HEAD, WireError


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
