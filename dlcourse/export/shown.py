"""What a page shows of a cell: Markdown as HTML, and of each output the best kind that a page can show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode

from dlcourse.export.inside import cleaned, picture, raw, words
from dlcourse.export.markdown import html_of
from dlcourse.export.reading import in_one, joined
from dlcourse.html.words import with_mathml
from dlcourse.questions.live import PORTABLE as QUESTION
from dlcourse.widgets.base import PORTABLE
from dlcourse.widgets.bundle import ESM

LONGEST_TEXT, LONGEST_HTML = 500_000, 2_000_000  # characters of one output; a browser stands no more
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")


ASKS = re.compile(r'ask\("[^"]*"\)')  # a question's cell, which is no more than the name of the question


def show(cell: NotebookNode, folder: Path) -> None:
    """Turn what a cell shows into clean HTML, text and pictures, in place."""
    if cell.cell_type == "markdown":
        cell.source = html_of(cell.source, folder, cell.get("attachments"))
    elif cell.cell_type == "raw":
        html = cell.metadata.get("format") == "text/html"
        cell.source = cleaned(cell.source, folder) if html else raw(cell.source)
        cell.cell_type = "markdown"  # whose source is HTML by now
    else:
        if cell.metadata.get("jupyter", {}).get("source_hidden") or ASKS.fullmatch(cell.source.strip()):
            cell.metadata["transient"] = {"remove_source": True}  # folded in the notebook, absent in the page
        cell.outputs = in_one(cell.outputs)
        outputs: list[Any] = cell.outputs
        for output in outputs:
            if "data" in output:
                output.data = _best(output.data, folder)
            elif output.output_type == "stream":
                lines = joined(output.text).split("\n")  # a bar of progress writes over its line again and again
                output.text = _short("\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines))
            else:
                output.traceback = [_short(line) for line in output.traceback]


def _short(text: str) -> str:
    """The text; of a very long one, its beginning and its end."""
    left_out = len(text) - LONGEST_TEXT
    if left_out <= 0:
        return text
    half = LONGEST_TEXT // 2
    return f"{text[:half]}\n[{left_out:,} characters are left out of this page; the notebook has them]\n{text[-half:]}"


def _best(data: dict, folder: Path) -> NotebookNode:
    """What a page shows of an output: a live picture or question as it is, else the best kind that can be shown."""
    data = {kind: value if kind.endswith("json") else joined(value) for kind, value in data.items()}
    text = _short(data.get("text/plain", ""))
    if _is_picture(data):
        return NotebookNode({kind: data[kind] for kind in (PORTABLE, "text/plain", "image/png")})
    html, told = data.get("text/html", ""), data.get("text/markdown", "")
    if len(html) > LONGEST_HTML or len(told) > LONGEST_HTML:
        html, told = words(f"An output of {max(len(html), len(told)):,} characters is left out of this page; the "
                           "notebook has it."), ""
    html = cleaned(html, folder) or html_of(told, folder)
    if isinstance(data.get(QUESTION), dict) and html:
        return NotebookNode({QUESTION: data[QUESTION], "text/html": html})
    formula = str(Markup.escape(data.get("text/latex", "")))
    drawn = with_mathml(formula) if len(formula) <= LONGEST_HTML else formula
    if not html and drawn != formula:
        html = cleaned(drawn, folder)
    found = next((kind for kind in _PICTURES if data.get(kind, "").strip()), None)
    if not html and found in ("image/gif", "image/webp"):
        html = cleaned(picture(found, data[found]), folder)
    if html:
        return NotebookNode({"text/html": html})
    if found:
        return NotebookNode({found: data[found].strip()})
    if text or formula:
        return NotebookNode({"text/plain": text or _short(data["text/latex"])})
    kinds = ", ".join(kind for kind in data if kind not in ("text/html", "text/plain")) or "a script"
    return NotebookNode({"text/html": words(f"An output that a page cannot show is left out ({kinds}); run the "
                                            "notebook to see it.")} if data else {})


def _is_picture(data: dict) -> bool:
    """Whether the output is a live picture of a module that this version has, with a still of it."""
    found = data.get(PORTABLE)
    name = found.get("module") if isinstance(found, dict) else None
    return (isinstance(name, str) and re.fullmatch(r"\w+", name) is not None and (ESM / f"{name}.mjs").exists()
            and bool(data.get("image/png")) and "text/plain" in data)
