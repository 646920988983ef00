"""Reads a submitted notebook, which may be hostile, and says in plain data what is in it."""

from __future__ import annotations

import ast
import json
import re
import socket
from typing import Any

from codec.frames import pack
from source import is_stub, used_names

MAX_BYTES = 20_000_000
MAX_CELLS = 2_000
MAX_SOURCE = 400_000  # characters of code in all
KEY = re.compile(r"^[ \t]*@exercise\(\s*[\"']([^\"'\n]{1,80})[\"']\s*\)", re.M)
MAGIC = re.compile(r"^[ \t]*(?:[%!?]|[\w.]+\?\??[ \t]*$).*$", re.M)


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
    code = [c for c in cells[:MAX_CELLS] if isinstance(c, dict) and c.get("cell_type") == "code"]
    texts = [text for text in map(_text, code) if text.strip()]
    if sum(map(len, texts)) > MAX_SOURCE:
        return {"problem": f"it holds more than {MAX_SOURCE} characters of code"}
    run, found, notes = [], {}, []
    for i, text in enumerate(texts):
        name = f"<cell {i + 1}>"
        if text.lstrip().startswith("%%"):
            continue  # another language, or a cell magic: nothing here that is graded
        plain, keys = text, KEY.findall(text)
        try:
            try:
                tree = ast.parse(plain)
            except SyntaxError:  # perhaps lines that only a notebook knows: %magic, !command, help?
                plain = MAGIC.sub(lambda m: m[0][:len(m[0]) - len(m[0].lstrip())] + "pass", text)
                tree = ast.parse(plain)
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
    return {"cells": run, "exercises": found, "notes": notes}


def _count(found: dict, key: str) -> int:
    return found.get(key, {"count": 0})["count"] + 1


def _text(cell: dict) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _keys_of(node: ast.stmt) -> list[str]:
    """Keys of the decorators `@exercise("key")` on a definition."""
    keys = []
    for d in getattr(node, "decorator_list", []):
        if (isinstance(d, ast.Call) and isinstance(d.func, ast.Name | ast.Attribute) and len(d.args) == 1
                and (d.func.id if isinstance(d.func, ast.Name) else d.func.attr) == "exercise"
                and isinstance(d.args[0], ast.Constant) and isinstance(d.args[0].value, str)):
            keys.append(d.args[0].value[:80])
    return keys
