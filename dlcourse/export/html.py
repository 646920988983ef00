"""A notebook as one HTML page that needs nothing else: pictures live, formulas as MathML, no address outside it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import nbformat
from markupsafe import Markup
from nbformat import NotebookNode

from dlcourse.export import ExportError
from dlcourse.files import write_whole
from dlcourse.html import render
from dlcourse.html.words import with_mathml
from dlcourse.questions.live import PORTABLE as QUESTION
from dlcourse.widgets.base import PORTABLE
from dlcourse.widgets.bundle import ESM, bundle

HINT = "dlcourse export html work/notebooks/07_differentiation.ipynb"


def to_html(source: Path, *, run: bool = True) -> str:
    """The page of a notebook. `run` executes a copy of it first, so that its live pictures can be included.

    Raises: ExportError for what is no notebook, or one whose cells fail.
    """
    notebook = _read(source)
    if run:
        _execute(notebook, source)
    pictures, questions = _place(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_mathml(cell.source)
        elif cell.metadata.get("jupyter", {}).get("source_hidden"):
            cell.metadata["transient"] = {"remove_source": True}  # folded in the notebook, absent in the page
    return _page(notebook, source.stem, pictures, questions)


def write(source: Path, target: Path, *, run: bool = True) -> None:
    """Write the page of a notebook, whole or not at all.

    Raises: ExportError as `to_html`, or if the target is a notebook or a folder.
    """
    if target.suffix not in (".html", ".htm") or target.is_dir():
        raise ExportError(f"the page should go to a file that ends in .html, not to {target}. For example: {HINT} "
                          "--output page.html")
    write_whole(target, to_html(source, run=run))


def _read(source: Path) -> NotebookNode:
    try:
        return nbformat.read(source, 4)
    except OSError as error:
        raise ExportError(f"{source} cannot be read ({error.strerror}). Give the path of a notebook: {HINT}") from None
    except Exception as error:  # nbformat raises many kinds for a broken file
        raise ExportError(f"{source} is no notebook that can be read ({type(error).__name__}). Open it in JupyterLab "
                          "to see what is broken, or take a fresh copy.") from None


def _execute(notebook: NotebookNode, source: Path) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    environment = {**os.environ, "DLCOURSE_PORTABLE": "1", "DLCOURSE_QUIET": "1"}
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(source.resolve().parent)}},
                            extra_arguments=["--log-level=40"])
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        raise ExportError(f"{source.name} does not run to its end: {error.ename}: {error.evalue}. Repair the cell, or "
                          "export the stored outputs with --no-run.") from None


def _place(notebook: NotebookNode) -> tuple[list[dict], list[dict]]:
    """Put a place where a live picture or a question stands; the pictures and the questions, in order."""
    pictures, questions = [], []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop("application/vnd.jupyter.widget-view+json", None)
            if PORTABLE in data:
                data["text/html"] = render("place", number=len(pictures), words="".join(data["text/plain"]),
                                           png=data["image/png"].strip())
                pictures.append(data.pop(PORTABLE))
            if QUESTION in data:
                data["text/html"] = render("asked", number=len(questions), stored=Markup("".join(data["text/html"])))
                questions.append(data.pop(QUESTION))
            for kind in {"text/html", "text/markdown"} & set(data):
                data[kind] = with_mathml("".join(data[kind]))
    return pictures, questions


def _page(notebook: NotebookNode, title: str, pictures: list[dict], questions: list[dict]) -> str:
    from bs4 import BeautifulSoup
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="lab", mathjax_url="", require_js_url="", jquery_url="", mermaid_js_url="")
    page = BeautifulSoup(exporter.from_notebook_node(notebook)[0], "html.parser")
    for tag in page.find_all(["script", "link"]):
        tag.decompose()
    for style in page.find_all("style"):
        style.string = re.sub(r"/\*.*?\*/|@import[^;]+;", "", style.string or "", flags=re.S)
    for link in page.find_all("a", href=True):
        link["href"] = re.sub(r"\.ipynb(?=#|$)", ".html", link["href"])
    page.html["lang"] = "en"
    page.title.string = title
    style = page.new_tag("style")
    style.string = "\n".join((ESM / f"{name}.css").read_text(encoding="utf-8") for name in ("course", "question"))
    page.head.append(style)
    if pictures or questions:
        script = page.new_tag("script", type="module")
        script.string = _script(pictures, questions)
        page.body.append(script)
    return str(page)


def _script(pictures: list[dict], questions: list[dict]) -> str:
    names = {picture["module"] for picture in pictures} | ({"question"} if questions else set())
    modules = {name: bundle(name) for name in sorted(names)}
    told = (json.dumps(value, ensure_ascii=False).replace("</", "<\\/") for value in (modules, pictures, questions))
    return "\n".join([bundle("page"), bundle("judge"),
                      "const [modules, pictures, questions] = [{}, {}, {}];".format(*told), bundle("open")])
