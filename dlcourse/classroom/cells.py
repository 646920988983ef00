"""The cells of a notebook file as `dlcourse check` and the grader read them. Imports nothing of ours and no torch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

KEY = re.compile(r"^[ \t]*@(?:[\w.]+\.)?exercise\(\s*(?:key[ \t]*=[ \t]*)?[\"']([^\"'\n]{1,80})[\"']\s*,?\s*\)",
                 re.MULTILINE)


class NoNotebookError(ValueError):
    """The bytes are no notebook; the message says what they are instead."""


class Cell(NamedTuple):
    """A code cell; `where` names it as a student sees it: "code cell 3 (exercise bce_grad)"."""

    text: str
    keys: tuple[str, ...]
    where: str


def cells_of(raw: bytes) -> list[Cell]:
    """The code cells that have something in them, of any format of notebook; whatever else is in the file is dropped.

    The checks that nbgrader put behind the answers are no cells of the student's.
    Raises: NoNotebookError.

    >>> cells_of(b'{"cells": [{"cell_type": "code", "source": ["a = 1"]}]}')
    [Cell(text='a = 1', keys=(), where='code cell 1')]
    """
    return list(_named([(_kind(part), _text(part)) for part in _parts(_book(raw))
                        if isinstance(part, dict) and not _is_a_check_of_nbgrader(part)]))


def keys_in(text: str) -> list[str]:
    r"""Exercise keys of the decorators in a cell, also where its code does not parse.

    >>> keys_in("@exercise('a')\ndef f(): 1\n@dlcourse.exercise(key='b')\ndef g(")
    ['a', 'b']
    """
    return KEY.findall(text)


def _book(raw: bytes) -> dict[str, Any]:
    try:
        book = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NoNotebookError("it is not UTF-8 text, as a notebook is") from None
    except RecursionError:
        raise NoNotebookError("its JSON is nested too deeply") from None
    except ValueError as error:
        raise NoNotebookError(f"it is not JSON, as a notebook is ({str(error)[:80]})") from None
    if not isinstance(book, dict):
        raise NoNotebookError("its JSON holds no notebook")
    return book


def _parts(book: dict[str, Any]) -> list[Any]:
    cells = book.get("cells")
    if cells is None and isinstance(book.get("worksheets"), list):  # before version 4 of the format
        sheets = [sheet.get("cells") for sheet in book["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise NoNotebookError("it has no list of cells, as a notebook has")
    return cells


def _kind(part: dict[str, Any]) -> str:
    kind = part.get("cell_type")
    return kind if isinstance(kind, str) else ""


def _text(part: dict[str, Any]) -> str:
    source = part.get("source", part.get("input", ""))  # "input" before version 4
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def _is_a_check_of_nbgrader(part: dict[str, Any]) -> bool:
    metadata = part.get("metadata")
    told = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return (isinstance(told, dict) and told.get("grade") is True and told.get("solution") is not True
            and not KEY.search(_text(part)))


def _named(pairs: Sequence[tuple[str, str]]) -> Iterator[Cell]:
    heading, number = "", 0
    for kind, text in pairs:
        if kind in ("markdown", "heading"):
            found = re.findall(r"^#+[ \t]+(.+?)[ \t#]*$", text[:2000], re.MULTILINE)
            heading = found[-1][:80] if found else heading
        elif kind == "code" and text.strip():
            number += 1
            keys = tuple(keys_in(text))
            place = f" (exercise {', '.join(keys[:5])})" if keys else f" (below “{heading}”)" if heading else ""
            yield Cell(text, keys, f"code cell {number}{place}")
