"""JupyterLab as a student starts it, and Debian's Chromium to look at it."""

import os

import pytest

from dlcourse.authoring.browser import CALM, CHROMIUM, REMEDY
from dlcourse.authoring.browser import lab as start

CELLS = "window.jupyterapp.shell.currentWidget.content.widgets.map(w => w.model).filter(m => ids.includes(m.id))"


def missing(what, remedy):
    """Skip, or fail where everything must run."""
    text = f"{what} is missing; install it with: {remedy}"
    pytest.fail(text) if os.environ.get("DLCOURSE_TEST_ALL") == "1" else pytest.skip(text)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """`dlcourse lab` on a fresh work folder with a fresh learner; .url, .work, .environment."""
    if CHROMIUM is None:
        missing("Chromium", REMEDY)
    work, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    with start(work, home) as running:
        yield running


@pytest.fixture(scope="session")
def browser(lab, tmp_path_factory):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, headless=True, args=CALM,
            viewport={"width": 1200, "height": 900})
        yield context
        context.close()


class Notebook:
    """One notebook open in JupyterLab, driven by mouse and keyboard."""

    def __init__(self, page, url, path):
        self.page, self.errors = page, []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{url}/doc/tree/{path}?reset")
        page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status"
                               " === 'idle'", timeout=90_000)

    def command(self, name, arguments="{}"):
        self.page.evaluate(f"() => void window.jupyterapp.commands.execute('{name}', {arguments})")

    def show(self, cell_id):
        """Scroll a cell into view and make it the active one; the locator of the cell."""
        index = self.page.evaluate("""async id => {
            const content = window.jupyterapp.shell.currentWidget.content;
            const index = content.widgets.findIndex(w => w.model.id === id);
            content.activeCellIndex = index;
            await content.scrollToItem(index, 'start');
            return index; }""", cell_id)
        assert index >= 0, f"there is no cell {cell_id}"
        cell = self.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"], .jp-Notebook .jp-mod-active').first
        cell.wait_for()
        return cell

    def run_to(self, cell_id):
        """Run everything above a cell, as its menu entry does, and wait until all of it has run."""
        self.show(cell_id)
        above = self.page.evaluate("""id => {
            const cells = window.jupyterapp.shell.currentWidget.content.widgets.map(w => w.model);
            const above = cells.slice(0, cells.findIndex(m => m.id === id)).filter(m => m.type === 'code');
            return above.map(m => m.id); }""", cell_id)
        self._forget(above)
        self.command("notebook:run-all-above")
        self._wait_for(above)

    def run_all(self):
        """Run every cell and wait until all have run; texts of the outputs that are errors or warnings."""
        ids = self.page.evaluate("""() => window.jupyterapp.shell.currentWidget.content.widgets.map(w => w.model)
            .filter(m => m.type === 'code' && m.sharedModel.source.trim()).map(m => m.id)""")
        self._forget(ids)
        self.command("notebook:run-all-cells")
        self._wait_for(ids)
        return self.page.evaluate(f"""ids => {CELLS}.flatMap(m => m.outputs.toJSON()
            .filter(o => o.output_type === 'error' || o.name === 'stderr')
            .map(o => m.id + ': ' + JSON.stringify(o)))""", ids)

    def cells_with(self, text):
        """Ids of the code cells whose source holds a text."""
        return self.page.evaluate("""text => window.jupyterapp.shell.currentWidget.content.widgets.map(w => w.model)
            .filter(m => m.type === 'code' && m.sharedModel.source.includes(text)).map(m => m.id)""", text)

    def type_and_run(self, cell_id, text):
        """Replace the cell's text from the keyboard, run it and wait for its number; the cell's locator."""
        cell = self.show(cell_id)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        self._forget([cell_id])
        self.page.keyboard.press("Control+Enter")
        self._wait_for([cell_id])
        return self.show(cell_id)

    def _forget(self, ids):
        """Take the stored numbers off these cells, so that a number means: has run."""
        self.page.evaluate(f"ids => {CELLS}.forEach(m => {{ m.executionCount = null; }})", ids)

    def _wait_for(self, ids):
        self.page.wait_for_function(f"ids => {CELLS}.every(m => m.executionCount && m.executionState !== 'running')",
                                    arg=ids, timeout=120_000)


@pytest.fixture(scope="session")
def notebook_class():
    """For tests that open a page of their own and keep it."""
    return Notebook


@pytest.fixture
def open_notebook(lab, browser):
    pages = []

    def opened(path):
        pages.append(browser.new_page())
        return Notebook(pages[-1], lab.url, path)

    yield opened
    for page in pages:
        page.close()
