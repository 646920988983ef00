"""Proves before a release is written that no answer for marks is in it."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dlcourse.classroom import registry
from dlcourse.classroom.cells import keys_in
from dlcourse.classroom.solution import body_text
from dlcourse.release.errors import ReleaseError

SHORTEST = 24  # a shorter text may stand in two places by chance


def refuse(files: Mapping[str, bytes], keys: Sequence[str]) -> None:
    """Raise a ReleaseError, naming the file, if an answer to one of these twins is in it."""
    course = "\n".join(p.read_text(encoding="utf-8") for p in registry.ROOMS.parent.rglob("*.py"))
    known = (_plain(course), _plain(_uncommented(course)))
    hidden = {text for text in _told(keys) if len(text) >= SHORTEST and not any(text in told for told in known)}
    for name, content in files.items():
        text = shown_text(name, content)
        for shown in (_plain(text), _plain(_uncommented(text))):
            for secret in hidden:
                if secret in shown:
                    raise ReleaseError(f"{name} would give away of a twin: {secret[:80]!r}.")
        if name.startswith("exercises/"):
            _refuse_answered(name, content)


def shown_text(name: str, content: bytes) -> str:
    """All that a file says: of a notebook or data file its strings, also as a browser would show them."""
    text = content.decode("utf-8", "replace")
    if name.endswith((".ipynb", ".json")):
        text = "\n".join(_strings(json.loads(text)))
        return f"{text}\n{html.unescape(text)}"
    return text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(value)  # a notebook keeps a text as a list of its lines
        else:
            for item in value:
                yield from _strings(item)


def _told(keys: Sequence[str]) -> Iterator[str]:
    """Of each twin its messages, hints and every function of its declaration, with and without comments."""
    for key in keys:
        e = registry.load(key)
        yield from map(_plain, (*(m.message for m in e.misconceptions), *e.hints, *e.faults.values()))
        text = registry.file_of(key).read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                whole = ast.get_source_segment(text, node) or ""
                body = "\n".join(ast.get_source_segment(text, part) or "" for part in node.body)
                yield from map(_plain, (whole, _uncommented(whole), body, _uncommented(body)))
                if isinstance(node, ast.FunctionDef):
                    yield _plain(body_text(text, node))


def _uncommented(text: str) -> str:
    return re.sub(r"#[^\n]*", "", text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _refuse_answered(name: str, content: bytes) -> None:
    for cell in json.loads(content)["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] != "code" or not keys_in(text):
            continue
        if "raise NotImplementedError" not in text:
            raise ReleaseError(f"{name}: the exercise {keys_in(text)[0]} is not blank. Build the notebook again.")
