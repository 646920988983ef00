"""Any notebook that JupyterLab opens, as one of today's format: what is missing is added, what no page shows goes.

Notebooks out in the world have a BOM, no metadata, no ids, a format of ten years ago, outputs of the wrong shape.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from dlcourse.export import ExportError

HINT = "dlcourse export html work/notebooks/07_differentiation.ipynb"
_FRESH = "Open it in JupyterLab to see what is broken, or take a fresh copy."


def read(source: Path) -> NotebookNode:
    """The notebook in a file, valid and in format 4.

    Raises: ExportError for what is no notebook, with what to do about it.
    """
    try:
        text = source.read_bytes().decode("utf-8-sig")
        book = json.loads(text)
    except OSError as error:
        raise ExportError(f"{source} cannot be read ({error.strerror}). Give the path of a notebook: {HINT}") from None
    except UnicodeDecodeError as error:
        raise ExportError(f"{source} is no notebook that can be read: a notebook is UTF-8 text, its byte {error.start} "
                          f"(0x{error.object[error.start]:02x}) is not. Save it as UTF-8 in your editor, or take a "
                          "fresh copy.") from None
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        raise ExportError(f"{source} is no notebook that can be read: a notebook is JSON, and here {why}. "
                          f"{_FRESH}") from None
    if not isinstance(book, dict) or not isinstance(book.get("cells", book.get("worksheets")), list):
        raise ExportError(f"{source} is no notebook that can be read: it has no list of cells. {_FRESH}")
    try:
        return _mended(_of_format_4(book))
    except Exception as error:  # the converters of old formats raise many kinds
        raise ExportError(f"{source} is no notebook that can be read ({type(error).__name__}: {error}). "
                          f"{_FRESH}") from None


def _of_format_4(book: dict) -> dict:
    book = {"nbformat": 4 if "cells" in book else 3, "nbformat_minor": 0, "metadata": {}, **book}
    if "cells" in book:
        return book
    if not isinstance(book["metadata"], dict):
        book["metadata"] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return nbformat.convert(nbformat.reader.reads(json.dumps(book)), 4)


def _mended(book: dict) -> NotebookNode:
    known = _dict(book.get("metadata"))
    kernel, language = _dict(known.get("kernelspec")), _dict(known.get("language_info"))
    metadata = {}
    if isinstance(kernel.get("name"), str):
        metadata["kernelspec"] = {**_texts(kernel, "name", "language"),
                                  "display_name": str(kernel.get("display_name") or kernel["name"])}
    name = language.get("name") or kernel.get("language")
    if isinstance(name, str):
        metadata["language_info"] = {"name": name, **_texts(language, "pygments_lexer", "version")}
    taken: set[str] = set()
    cells = [_cell(cell, number, taken) for number, cell in enumerate(book["cells"]) if isinstance(cell, dict)]
    return v4.new_notebook(cells=cells, metadata=metadata)


def _cell(cell: dict, number: int, taken: set[str]) -> NotebookNode:
    known, kind, text = _dict(cell.get("metadata")), cell.get("cell_type"), joined(cell.get("source"))
    name = cell.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[\w-]{1,64}", name, re.ASCII) or name in taken:
        name = f"cell-{number}"
        while name in taken:
            name += "-"
    taken.add(name)
    tags = known.get("tags")
    metadata: dict = {"tags": sorted({tag for tag in tags if isinstance(tag, str) and "," not in tag})
                      } if isinstance(tags, list) else {}
    if _dict(known.get("jupyter")).get("source_hidden") is True:
        metadata["jupyter"] = {"source_hidden": True}
    if kind == "code":
        count = cell.get("execution_count")
        outputs = cell.get("outputs")
        outputs = in_one(output for output in outputs if isinstance(output, dict)) if isinstance(outputs, list) else []
        return v4.new_code_cell(text, id=name, metadata=metadata, execution_count=count if type(count) is int else None,
                                outputs=[_output(output) for output in outputs])
    if kind == "markdown":
        attached = {key: _dict(kinds) for key, kinds in _dict(cell.get("attachments")).items()}
        return v4.new_markdown_cell(text, id=name, metadata=metadata, attachments=attached)
    form = known.get("raw_mimetype", known.get("format"))
    return v4.new_raw_cell(text, id=name, metadata={"format": form} if isinstance(form, str) else {})


def in_one(outputs: Iterable[dict]) -> list[dict]:
    """The outputs; what was printed piece by piece is one piece."""
    kept: list[dict] = []
    pieces: list[list[str]] = []
    for output in outputs:
        printed = output.get("output_type") == "stream"
        if printed and kept and kept[-1].get("output_type") == "stream" and kept[-1].get("name") == output.get("name"):
            pieces[-1].append(joined(output.get("text")))
        else:
            kept.append(output)
            pieces.append([joined(output.get("text"))])
    for output, texts in zip(kept, pieces):
        if len(texts) > 1:
            output["text"] = "".join(texts)
    return kept


def _output(output: dict) -> NotebookNode:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return v4.new_output("stream", name=name, text=joined(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        lines = [joined(line) for line in lines] if isinstance(lines, list) else joined(lines).splitlines()
        name, value = joined(output.get("ename")), joined(output.get("evalue"))
        return v4.new_output("error", ename=name, evalue=value, traceback=lines or [f"{name}: {value}"])
    data = {key: value if key.endswith("json") else joined(value) for key, value in _dict(output.get("data")).items()}
    told = {key: _texts(_dict(value), "width", "height", "needs_background", kinds=(int, float, str))
            for key, value in _dict(output.get("metadata")).items()}
    count = output.get("execution_count")
    if kind == "execute_result":
        return v4.new_output(kind, data, metadata=told, execution_count=count if type(count) is int else None)
    return v4.new_output("display_data", data, metadata=told)


def joined(value: object) -> str:
    """A text of a notebook, which may be stored as a list of lines."""
    if isinstance(value, list):
        return "".join(map(joined, value))
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _texts(known: dict, *names: str, kinds: tuple = (str,)) -> dict:
    return {name: known[name] for name in names if isinstance(known.get(name), kinds)}
