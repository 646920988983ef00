"""A correction is shipped to a student who ran a lecture in JupyterLab, and to one who changed a cell of it."""

import json
import shutil
import time
from pathlib import Path

import pytest

from dlcourse import workspace
from dlcourse.authoring.browser import lab as start

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
NAME, NEW = "notebooks/00b_calculus_you_need.ipynb", "notebooks/00b_calculus_you_need (new).ipynb"


@pytest.fixture
def corrected(tmp_path):
    """What the course ships after a sentence of the lecture was corrected."""
    shipped = tmp_path / "shipped"
    for folder in workspace.FOLDERS:
        shutil.copytree(ROOT / folder, shipped / folder)
    told = json.loads((shipped / NAME).read_text())
    told["cells"][0]["source"] = "# A corrected title"
    told["metadata"]["dlcourse"]["cells"] = workspace.stamp(told["cells"])
    (shipped / NAME).write_text(json.dumps(told))
    return shipped


def saved(notebook, path):
    before = path.stat().st_mtime_ns
    notebook.command("docmanager:save")
    end = time.monotonic() + 20
    while path.stat().st_mtime_ns == before and time.monotonic() < end:
        time.sleep(0.1)
    notebook.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.model.dirty")
    notebook.page.wait_for_timeout(500)


def test_running_freezes_nothing_and_changes_are_kept(lab, browser, notebook_class, corrected, tmp_path):
    work = tmp_path / "work"
    with start(work, tmp_path) as running:
        page = browser.new_page()
        notebook = notebook_class(page, running.url, NAME)
        assert notebook.run_all() == []
        saved(notebook, work / NAME)
        page.close()
        assert (work / NAME).read_bytes() != (ROOT / NAME).read_bytes()  # its outputs and numbers are the student's

        report = workspace.fill(corrected, work)
        assert (report.renewed, report.kept, report.beside) == ([NAME], [], [])
        page = browser.new_page()
        notebook = notebook_class(page, running.url, NAME)
        page.locator("h1", has_text="A corrected title").first.wait_for()

        [cell] = notebook.cells_with("calculus.sigmoid(1.0)")
        notebook.run_to(cell)
        notebook.type_and_run(cell, "mine = 6 * 7\nmine")
        saved(notebook, work / NAME)
        page.close()

        report = workspace.fill(ROOT, work)  # the correction is taken back, which is one more correction
        assert (report.renewed, report.kept, report.beside) == ([], [NAME], [NEW])
        for name, words in ((NAME, "mine = 6 * 7"), (NEW, "calculus.sigmoid(1.0)")):
            page = browser.new_page()
            notebook = notebook_class(page, running.url, name)
            assert notebook.cells_with(words), name
            page.close()
