"""Reads a submitted notebook, which may be hostile, and says in plain data which code cells are in it."""

from __future__ import annotations

import json
import socket
from typing import Any

from cells import NoNotebookError, cells_of
from frames import pack

MAX_BYTES = 100_000_000
MAX_CELLS = 2_000
MAX_SOURCE = 2_000_000  # bytes of code in all


def main(stream: socket.socket) -> None:
    """Read the bytes of one file from the stream and send back what it holds, as one frame."""
    pipe = stream.makefile("rwb")
    pipe.write(pack({"ready": True}))
    pipe.flush()
    size = int.from_bytes(pipe.read(8), "little")
    head, blob = describe(pipe.read(min(size, MAX_BYTES)))
    pipe.write(pack(head, [blob]))
    pipe.flush()


def describe(raw: bytes) -> tuple[dict[str, Any], bytes]:
    """{"cells": how many} with [where, text, exercise keys] of each code cell as JSON; or the problem with the file."""
    try:
        cells = cells_of(raw)
    except NoNotebookError as error:
        return {"problem": str(error)}, b""
    size = sum(len(cell.text.encode()) for cell in cells)
    if len(cells) > MAX_CELLS:
        return {"problem": f"it holds {len(cells)} code cells; at most {MAX_CELLS} are graded"}, b""
    if size > MAX_SOURCE:
        return {"problem": f"it holds {size / 1e6:.1f} MB of code; at most {MAX_SOURCE / 1e6:.0f} MB are graded"}, b""
    rows = [[cell.where, cell.text, list(dict.fromkeys(cell.keys))] for cell in cells]
    return {"cells": len(rows)}, json.dumps(rows).encode()
