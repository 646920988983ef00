"""Every lecture in JupyterLab: all cells run, all live pictures come alive, nothing complains."""

from pathlib import Path

import nbformat
import pytest

from dlcourse.authoring import pace

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parents[2] / "notebooks"
LECTURES = sorted(p.name for p in FOLDER.glob("*.ipynb"))
HARMLESS = ("favicon", "404")  # what JupyterLab itself asks for in vain


@pytest.mark.parametrize("name", LECTURES)
def test_a_lecture_runs_and_its_pictures_answer(open_notebook, name):
    notebook = open_notebook(f"notebooks/{name}")
    complaints = []
    notebook.page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    assert notebook.run_all() == []
    shown = pace.pictures(nbformat.read(FOLDER / name, 4))
    pictures = [cell for cell, kind in shown.items() if kind == "widgets"]
    assert pictures, "a lecture has something to touch"
    for cell in pictures:
        box = notebook.show(cell).locator(".dlc")
        box.wait_for()
        slider = box.locator(".control input[type=range]").first
        before = int(box.get_attribute("data-answered"))
        slider.focus()
        notebook.page.keyboard.press("Home")
        notebook.page.keyboard.press("End")
        notebook.page.wait_for_function("([box, before]) => +box.dataset.answered > before",
                                        arg=[box.element_handle(), before])
        assert box.locator(".problem").inner_text() == ""
    assert [text for text in complaints if not any(word in text for word in HARMLESS)] == []
    assert notebook.errors == []
