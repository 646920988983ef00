"""Frames: `u32 head, u32 blob | msgpack head | raw array bytes`. Needs neither torch nor numpy."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

import msgpack

MAX_HEAD, MAX_BLOB = 256 * 1024, 64 * 1024 * 1024
MAX_TEXT = 4_000


class WireError(ValueError):
    """A frame is not one of ours: too large, too deep, of an unknown kind, or not fully used."""


def pack(head: Any, blobs: Iterable[bytes] = ()) -> bytes:
    """One frame."""
    packed: Any = msgpack.packb(head, use_bin_type=True)
    blob = b"".join(blobs)
    if len(packed) > MAX_HEAD or len(blob) > MAX_BLOB:
        raise WireError(f"a message of {len(packed)} + {len(blob)} bytes is too large")
    return struct.pack("<II", len(packed), len(blob)) + packed + blob


def unpack(frame: bytes) -> tuple[dict, bytes]:
    """Head and array bytes of one frame."""
    if len(frame) < 8:
        raise WireError("a frame is cut short")
    head, blob = struct.unpack_from("<II", frame)
    if head > MAX_HEAD or blob > MAX_BLOB or len(frame) != 8 + head + blob:
        raise WireError("a frame's sizes do not fit its bytes")
    try:
        tree = msgpack.unpackb(frame[8:8 + head], strict_map_key=True, raw=False, max_ext_len=0)
    except Exception as error:
        raise WireError("a frame's head cannot be read") from error
    if type(tree) is not dict:
        raise WireError("a frame's head is not a table")
    return tree, frame[8 + head:]
