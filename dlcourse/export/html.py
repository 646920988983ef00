"""A notebook as one HTML page that needs nothing else: pictures live, formulas as MathML, no address outside it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nbformat import NotebookNode

from dlcourse.export import ExportError
from dlcourse.export.reading import HINT, read
from dlcourse.files import write_whole
from dlcourse.html import render
from dlcourse.questions.live import PORTABLE as QUESTION
from dlcourse.widgets.base import PORTABLE
from dlcourse.widgets.bundle import ESM, bundle

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nbconvert import HTMLExporter

STYLES = ("course", "question", "page")


def to_html(source: Path, *, run: bool = True) -> str:
    """The page of a notebook. `run` executes a copy of it first, so that its live pictures can be included.

    Raises: ExportError for what is no notebook, or one whose cells fail, or whose kernel is not installed.
    """
    from dlcourse.export.running import execute
    from dlcourse.export.shown import show

    notebook = read(source)
    if run and any(cell.cell_type == "code" and cell.source.strip() for cell in notebook.cells):
        execute(notebook, source)
    for cell in notebook.cells:
        show(cell, source.parent)
    pictures, questions = _place(notebook)
    return _page(notebook, source.stem, pictures, questions)


def write(source: Path, target: Path, *, run: bool = True) -> None:
    """Write the page of a notebook, whole or not at all.

    Raises: ExportError as `to_html`, or if the target is a notebook or a folder, or cannot be written.
    """
    if target.suffix not in (".html", ".htm") or target.is_dir():
        raise ExportError(f"the page should go to a file that ends in .html, not to {target}. For example: {HINT} "
                          "--output page.html")
    page = to_html(source, run=run)
    try:
        write_whole(target, page)
    except OSError as error:
        raise ExportError(f"the page cannot be written to {target} ({error.strerror}). Give a place where you may "
                          f"write: {HINT} --output page.html") from None


def _place(notebook: NotebookNode) -> tuple[list[dict], list[dict]]:
    """Put a place where a live picture or a question stands; the pictures and the questions, in order."""
    pictures, questions = [], []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PORTABLE in data:
                data["text/html"] = render("place", number=len(pictures), words="".join(data["text/plain"]),
                                           png=data["image/png"].strip(), width=_width(output))
                pictures.append(data.pop(PORTABLE))
            if QUESTION in data:
                data["text/html"] = render("asked", number=len(questions), stored=Markup("".join(data["text/html"])))
                questions.append(data.pop(QUESTION))
    return pictures, questions


def _width(output: NotebookNode) -> int | None:
    """The width at which an output's picture is to be shown; none where it does not say."""
    width = output.get("metadata", {}).get("image/png", {}).get("width")
    return width if isinstance(width, int) else None


def _page(notebook: NotebookNode, title: str, pictures: list[dict], questions: list[dict]) -> str:
    from bs4 import BeautifulSoup
    from nbconvert import HTMLExporter

    notebook.metadata.pop("widgets", None)  # the state of live widgets, for scripts that a page does not have
    exporter = HTMLExporter(template_name="lab", mathjax_url="", require_js_url="", jquery_url="", mermaid_js_url="")
    for name in ("markdown2html", "strip_files_prefix"):
        exporter.register_filter(name, lambda html: html)  # the source of a cell is HTML by now
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a language that cannot be coloured stays plain
        page = BeautifulSoup(exporter.from_notebook_node(notebook)[0], "html.parser")
    for tag in page.find_all(["script", "link"]):
        tag.decompose()
    head, body = _part(page, "head"), _part(page, "body")
    for style in head.find_all("style"):
        style.string = re.sub(r"/\*.*?\*/|@import[^;]+;", "", style.string or "", flags=re.DOTALL)
    for link in page.find_all("a", href=True):
        if not re.match(r"[a-z][a-z0-9+.-]*:|//", str(link["href"]), re.IGNORECASE):
            link["href"] = re.sub(r"\.ipynb(?=#|$)", ".html", str(link["href"]))
    _part(page, "html")["lang"] = "en"
    _part(page, "title").string = title
    style = page.new_tag("style")
    style.string = "\n".join([_night(exporter), *((ESM / f"{name}.css").read_text(encoding="utf-8")
                                                  for name in STYLES)])
    head.append(style)
    code = _script(pictures, questions) if pictures or questions else ""
    if code:
        script = page.new_tag("script", type="module")
        script.string = code
        body.append(script)
    head.insert(0, page.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy", "content": policy(code)}))
    return str(page)


def _part(page: BeautifulSoup, name: str) -> Tag:
    """An element that nbconvert writes into every page."""
    found = page.find(name)
    if found is None:
        raise ValueError(f"nbconvert should write <{name}> into a page, but did not.")
    return found


def _night(exporter: HTMLExporter) -> str:
    """JupyterLab's dark colours, for readers whose system is dark; on paper a page stays light."""
    loader: Any = exporter.environment.loader
    css, *_ = loader.get_source(exporter.environment, "static/theme-dark.css")
    told = re.findall(r"(--jp-[\w-]+)\s*:\s*([^;{}]+);", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    rules = ";".join(f"{name}:{' '.join(value.split())}" for name, value in told if "url(" not in value)
    return f"@media screen and (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark; {rules} }} }}"


def policy(code: str) -> str:
    """What a browser may do with a page: show what is in it, run this one script, fetch nothing.

    >>> policy("")  # doctest: +ELLIPSIS
    "default-src 'none'; base-uri 'none'; form-action 'none'; ... style-src 'unsafe-inline'"
    """
    rules = [*(f"{name} 'none'" for name in ("default-src", "base-uri", "form-action")),
             *(f"{kind}-src data:" for kind in ("img", "media", "font")), "style-src 'unsafe-inline'"]
    if code:
        digest = base64.b64encode(hashlib.sha256(code.encode("utf-8", "replace")).digest()).decode()
        rules.append(f"script-src 'sha256-{digest}' blob:")
    return "; ".join(rules)


def _script(pictures: list[dict], questions: list[dict]) -> str:
    names = {picture["module"] for picture in pictures} | ({"question"} if questions else set())
    modules = {name: bundle(name) for name in sorted(names)}
    told = (json.dumps(value, ensure_ascii=False).replace("<", "\\u003c") for value in (modules, pictures, questions))
    return "\n".join([bundle("page"), bundle("judge"),
                      "const [modules, pictures, questions] = [{}, {}, {}];".format(*told), bundle("open")])
