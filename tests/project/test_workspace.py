"""work/: filled, renewed, and a student's changes never touched."""

import json

import pytest

from dlcourse import workspace

NAME, NEW = "notebooks/01_a.ipynb", "notebooks/01_a (new).ipynb"


def notebook(*sources, stamped=True, outputs=()):
    cells = [{"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}} for source in sources]
    own = {"dlcourse": {"cells": workspace.stamp(cells)}} if stamped else {}
    return json.dumps({"cells": cells, "metadata": own, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def shipped(tmp_path):
    for folder in workspace.FOLDERS:
        (tmp_path / "shipped" / folder).mkdir(parents=True)
        (tmp_path / "shipped" / folder / "01_a.ipynb").write_text(notebook(f"{folder} v1"))
    (tmp_path / "shipped" / "NOTATION.md").write_text("symbols v1")
    return tmp_path / "shipped"


@pytest.fixture
def work(shipped, tmp_path):
    workspace.fill(shipped, tmp_path / "work")
    return tmp_path / "work"


def changed(path, *sources, outputs=()):
    """What JupyterLab writes after cells were changed or run: the metadata stays."""
    told = json.loads(path.read_text())
    cells = json.loads(notebook(*sources, outputs=outputs))["cells"]
    path.write_text(json.dumps(told | {"cells": cells}))


def test_copies_are_added_once(shipped, tmp_path):
    work = tmp_path / "work"
    assert workspace.fill(shipped, work).added == ["notebooks/01_a.ipynb", "exercises/01_a.ipynb", "NOTATION.md"]
    assert (work / "NOTATION.md").read_text() == "symbols v1"
    assert workspace.fill(shipped, work) == ([], [], [], [])


def test_a_copy_that_was_only_run_is_renewed(shipped, work):
    changed(work / NAME, "notebooks v1", outputs=[{"output_type": "stream", "name": "stdout", "text": "7"}])
    run = (work / NAME).read_text()
    assert workspace.fill(shipped, work) == ([], [], [], [])
    assert (work / NAME).read_text() == run, "nothing new was shipped: the outputs stay"
    (shipped / NAME).write_text(notebook("notebooks v2"))
    assert workspace.fill(shipped, work) == ([], [NAME], [], [])
    assert (work / NAME).read_text() == notebook("notebooks v2")


def test_a_changed_copy_is_kept_and_the_correction_stands_beside_it(shipped, work):
    changed(work / NAME, "notebooks v1", "mine")
    mine = (work / NAME).read_text()
    assert workspace.fill(shipped, work) == ([], [], [NAME], []), "nothing new was shipped"
    (shipped / NAME).write_text(notebook("notebooks v2"))
    assert workspace.fill(shipped, work) == ([], [], [NAME], [NEW])
    assert ((work / NAME).read_text(), (work / NEW).read_text()) == (mine, notebook("notebooks v2"))
    assert workspace.fill(shipped, work) == ([], [], [NAME], [])


def test_the_copy_beside_is_renewed_while_it_is_unchanged_and_never_written_over_when_it_is_not(shipped, work):
    changed(work / NAME, "mine")
    for version in ("v2", "v3"):
        (shipped / NAME).write_text(notebook(version))
        assert workspace.fill(shipped, work).beside == [NEW]
        assert (work / NEW).read_text() == notebook(version)
    changed(work / NEW, "v3", "mine too")
    (shipped / NAME).write_text(notebook("v4"))
    assert workspace.fill(shipped, work).beside == ["notebooks/01_a (new 2).ipynb"]
    assert "mine too" in (work / NEW).read_text()
    assert (work / "notebooks/01_a (new 2).ipynb").read_text() == notebook("v4")


def test_taking_the_new_version_over_ends_the_matter(shipped, work):
    changed(work / NAME, "mine")
    (shipped / NAME).write_text(notebook("v2"))
    workspace.fill(shipped, work)
    (work / NEW).replace(work / NAME)
    assert workspace.fill(shipped, work) == ([], [], [], [])


def test_a_page_that_a_student_changed_is_kept(shipped, work):
    (shipped / "NOTATION.md").write_text("symbols v2")
    assert workspace.fill(shipped, work).renewed == ["NOTATION.md"]
    (work / "NOTATION.md").write_text("mine")
    assert workspace.fill(shipped, work) == ([], [], ["NOTATION.md"], []), "nothing new was shipped"
    (shipped / "NOTATION.md").write_text("symbols v3")
    report = workspace.fill(shipped, work)
    assert (report.kept, report.beside) == (["NOTATION.md"], ["NOTATION (new).md"])
    assert (work / "NOTATION.md").read_text() == "mine"


@pytest.mark.parametrize("ledger", ["", "{", "[]", None])
def test_a_copy_from_before_the_stamps_goes_by_the_ledger_and_without_it_counts_as_changed(shipped, tmp_path, ledger):
    work = tmp_path / "work"
    (shipped / NAME).write_text(notebook("v1", stamped=False))
    workspace.fill(shipped, work)
    (shipped / NAME).write_text(notebook("v2"))
    assert workspace.fill(shipped, work).renewed == [NAME]
    (work / NAME).write_text(notebook("v1", stamped=False))
    (work / workspace.LEDGER).unlink() if ledger is None else (work / workspace.LEDGER).write_text(ledger)
    report = workspace.fill(shipped, work)
    assert (report.kept, report.beside) == ([NAME], [NEW])
    assert (work / NAME).read_text() == notebook("v1", stamped=False)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"metadata": {}}', '{"metadata": 3, "cells": []}', "\xff"])
def test_a_damaged_copy_is_kept(shipped, work, content):
    (work / NAME).write_text(content)
    (shipped / NAME).write_text(notebook("v2"))
    report = workspace.fill(shipped, work)
    assert (report.kept, report.beside) == ([NAME], [NEW])
    assert (work / NAME).read_text() == content


def test_a_folder_of_that_name_stays_and_notebooks_that_are_shipped_no_more_stay(shipped, work):
    (work / NAME).unlink()
    (work / NAME).mkdir()
    (shipped / "exercises/01_a.ipynb").rename(shipped / "exercises/01_b.ipynb")
    report = workspace.fill(shipped, work)
    assert report == (["exercises/01_b.ipynb"], [], [NAME], [])
    assert (work / "exercises/01_a.ipynb").exists()
