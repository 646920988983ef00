"""Reads a submitted notebook, which may be hostile, and says in plain data what is in it."""

from __future__ import annotations

import ast
import json
import re
import socket
from typing import Any

from frames import WireError, pack
from source import is_stub, used_names

MAX_BYTES = 20_000_000
MAX_CELLS = 2_000
MAX_SOURCE = 180_000  # bytes of code in all: a frame has to hold it
KEY = re.compile(r"^[ \t]*@(?:[\w.]+\.)?exercise\(\s*[\"']([^\"'\n]{1,80})[\"']\s*\)", re.M)
ABOVE_PYTHON = ("%%time", "%%timeit", "%%capture", "%%prun")  # cell magics whose cell is Python
MAGIC = re.compile(r"[ \t]*(?:[\w., ]+=[ \t]*)?(?:[%!?].*|[\w.]+\?\??[ \t]*)")


def main(stream: socket.socket) -> None:
    """Read the bytes of one file from the stream and send back what it holds, as one frame."""
    pipe = stream.makefile("rwb")
    size = int.from_bytes(pipe.read(8), "little")
    raw = pipe.read(min(size, MAX_BYTES))
    try:
        told = describe(raw)
    except RecursionError:
        told = {"problem": "its JSON is nested too deeply"}
    pipe.write(pack(told))
    pipe.flush()


def describe(raw: bytes) -> dict[str, Any]:
    """The code cells that can run, the exercises in them, and notes; or the problem with the file."""
    try:
        book = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {"problem": "it is not UTF-8 text, as a notebook is"}
    except ValueError as error:
        return {"problem": f"it is not JSON, as a notebook is ({str(error)[:80]})"}
    if not isinstance(book, dict):
        return {"problem": "its JSON holds no notebook"}
    cells = book.get("cells")
    if cells is None and isinstance(book.get("worksheets"), list):  # nbformat 3
        cells = [c for sheet in book["worksheets"] if isinstance(sheet, dict) for c in _list(sheet.get("cells"))]
    if not isinstance(cells, list):
        return {"problem": "it has no list of cells, as a notebook has"}
    return _cells(cells)


def _list(value: Any) -> list:
    return value if isinstance(value, list) else []


def _cells(cells: list) -> dict[str, Any]:
    code = [c for c in cells[:MAX_CELLS] if isinstance(c, dict) and c.get("cell_type") == "code"
            and not _is_a_check_of_nbgrader(c)]
    texts = [text for text in map(_text, code) if text.strip()]
    if sum(len(text.encode("utf-8", "replace")) for text in texts) > MAX_SOURCE:
        return {"problem": f"it holds more than {MAX_SOURCE // 1000} kB of code"}
    if any(isinstance(c, dict) and c.get("cell_type") == "code" for c in cells[MAX_CELLS:]):
        return {"problem": f"it holds more than {MAX_CELLS} cells"}
    run, found, notes = [], {}, []
    for i, text in enumerate(texts):
        name = f"<cell {i + 1}>"
        keys = KEY.findall(text)
        if text.lstrip().startswith("%%"):
            first, _, rest = text.lstrip().partition("\n")
            if first.split()[0] not in ABOVE_PYTHON:
                continue  # another language: nothing here that is graded
            text = rest
        try:
            plain, tree = parsed(text)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            where = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
            notes.append([name, f"{type(error).__name__}{where}: {str(getattr(error, 'msg', error))[:120]}"])
            for key in keys:
                found[key] = {"count": _count(found, key), "problem": notes[-1][1], "stub": False, "names": []}
            continue
        run.append([name, plain])
        for node in tree.body:
            for key in _keys_of(node):
                found[key] = {"count": _count(found, key), "problem": "", "stub": is_stub(node),
                              "names": sorted(used_names(node))[:500], "name": node.name}
    return _that_fits({"cells": run, "exercises": found, "notes": notes[:50]})


def parsed(text: str) -> tuple[str, ast.Module]:
    """A cell as Python, and its tree; lines that only a notebook knows (%magic, !command, help?) become `pass`.

    Raises: SyntaxError and what else ast.parse raises.
    """
    for _ in range(200):
        try:
            return text, ast.parse(text)
        except SyntaxError as error:
            lines = text.split("\n")
            at = (error.lineno or 0) - 1
            if not 0 <= at < len(lines) or not MAGIC.fullmatch(lines[at]):
                raise
            lines[at] = lines[at][:len(lines[at]) - len(lines[at].lstrip())] + "pass"
            text = "\n".join(lines)
    raise SyntaxError("too many lines that are no Python")


def _that_fits(told: dict[str, Any]) -> dict[str, Any]:
    """The description if a frame can hold it; otherwise the problem."""
    try:
        pack(told)
    except (WireError, UnicodeEncodeError, ValueError, TypeError, OverflowError):
        return {"problem": "it holds more, or stranger, text than can be graded"}
    return told


def _is_a_check_of_nbgrader(cell: dict) -> bool:
    metadata = cell.get("metadata")
    told = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return (isinstance(told, dict) and told.get("grade") is True and told.get("solution") is not True
            and not KEY.search(_text(cell)))


def _count(found: dict, key: str) -> int:
    return found.get(key, {"count": 0})["count"] + 1


def _text(cell: dict) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def _keys_of(node: ast.stmt) -> list[str]:
    """Keys of the decorators `@exercise("key")` on a definition."""
    keys = []
    for d in getattr(node, "decorator_list", []):
        if (isinstance(d, ast.Call) and isinstance(d.func, ast.Name | ast.Attribute) and len(d.args) == 1
                and (d.func.id if isinstance(d.func, ast.Name) else d.func.attr) == "exercise"
                and isinstance(d.args[0], ast.Constant) and isinstance(d.args[0].value, str)):
            keys.append(d.args[0].value[:80])
    return keys
