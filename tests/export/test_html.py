"""Export of a notebook: one file, whole or not at all, with clear words for what cannot be exported."""

import re

import nbformat
import pytest
from click.testing import CliRunner

from dlcourse.cli import main
from dlcourse.export import ExportError
from dlcourse.export.html import to_html, write

v4 = nbformat.v4


@pytest.fixture
def notebook(tmp_path):
    def written(*cells):
        path = tmp_path / "some_lecture.ipynb"
        path.write_text(nbformat.writes(v4.new_notebook(cells=list(cells))))
        return path

    return written


def test_formulas_become_mathml_and_code_stays(notebook):
    text = "The slope $\\frac{dy}{dx}$, and\n\n$$y = \\sqrt x$$\n\nbut `$HOME` and `$PATH`."
    path = notebook(v4.new_markdown_cell(text))
    page = to_html(path, run=False)
    assert page.count("<math") == 2
    assert "<mfrac>" in page
    assert "<msqrt>" in page
    assert "$HOME" in page
    assert "$PATH" in page


def test_no_address_outside_the_page(notebook):
    page = to_html(notebook(v4.new_markdown_cell("# Title\n\nText.")), run=False)
    assert "<script" not in page
    assert re.findall(r"https?://", page) == []


def test_links_lead_to_pages(notebook):
    page = to_html(notebook(v4.new_markdown_cell("[next](09b_adaptive_rules.ipynb#Adam)")), run=False)
    assert 'href="09b_adaptive_rules.html#Adam"' in page


def test_a_picture_brings_its_settings_and_folded_code_is_left_out(notebook):
    cell = v4.new_code_cell("from dlcourse import ask\nask.number('2?', '2 indeed')")
    cell.metadata["jupyter"] = {"source_hidden": True}
    page = to_html(notebook(v4.new_code_cell("from dlcourse.lectures.l00b import widgets\nwidgets.Gears()"), cell))
    assert 'data-picture="0"' in page
    assert page.count("turns 2 times as fast as x, and y 1.5") >= 1
    assert "So y turns 3 · 3 = 9 times as fast" in page
    assert "ask.number" not in page
    assert "2 indeed" in page


def test_a_cell_that_fails_is_named_and_nothing_is_written(notebook, tmp_path):
    path = notebook(v4.new_code_cell("1 / 0"))
    with pytest.raises(ExportError, match=r"some_lecture.ipynb does not run to its end: ZeroDivisionError.*--no-run"):
        write(path, tmp_path / "page.html")
    assert not list(tmp_path.glob("*.html"))
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize("text, words", [(None, "cannot be read"), ("{", "is no notebook"), ("{}", "is no notebook")])
def test_what_is_no_notebook(tmp_path, text, words):
    path = tmp_path / "broken.ipynb"
    if text is not None:
        path.write_text(text)
    result = CliRunner().invoke(main, ["export", "html", str(path)])
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_notebook_is_never_overwritten(notebook):
    path = notebook(v4.new_markdown_cell("mine"))
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["export", "html", str(path), "--output", str(path)])
    assert result.exit_code == 2
    assert "ends in .html" in result.output
    assert path.read_bytes() == before


def test_the_page_stands_beside_the_notebook(notebook):
    path = notebook(v4.new_markdown_cell("# Words"))
    result = CliRunner().invoke(main, ["export", "html", str(path), "--no-run"])
    assert result.exit_code == 0
    page = path.with_suffix(".html").read_text()
    assert "Words" in page
    assert "<title>some_lecture</title>" in page
