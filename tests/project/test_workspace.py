"""work/: filled, renewed, and a student's changes never touched."""

import pytest

from dlcourse import workspace


@pytest.fixture
def shipped(tmp_path):
    for folder in workspace.FOLDERS:
        (tmp_path / "shipped" / folder).mkdir(parents=True)
        (tmp_path / "shipped" / folder / "01_a.ipynb").write_text(f"{folder} v1")
    (tmp_path / "shipped" / "NOTATION.md").write_text("symbols v1")
    return tmp_path / "shipped"


def test_copies_are_added_once(shipped, tmp_path):
    work = tmp_path / "work"
    assert workspace.fill(shipped, work).added == ["notebooks/01_a.ipynb", "exercises/01_a.ipynb", "NOTATION.md"]
    assert (work / "NOTATION.md").read_text() == "symbols v1"
    assert workspace.fill(shipped, work) == ([], [], [])


def test_an_unchanged_copy_is_renewed_and_a_changed_one_kept(shipped, tmp_path):
    work = tmp_path / "work"
    workspace.fill(shipped, work)
    (work / "exercises" / "01_a.ipynb").write_text("mine")
    for folder in workspace.FOLDERS:
        (shipped / folder / "01_a.ipynb").write_text(f"{folder} v2")
    report = workspace.fill(shipped, work)
    assert report == ([], ["notebooks/01_a.ipynb"], ["exercises/01_a.ipynb"])
    assert (work / "exercises" / "01_a.ipynb").read_text() == "mine"
    assert workspace.fill(shipped, work).kept == ["exercises/01_a.ipynb"]


@pytest.mark.parametrize("ledger", ["", "{", "[]", None])
def test_without_its_ledger_every_differing_copy_is_kept(shipped, tmp_path, ledger):
    work = tmp_path / "work"
    workspace.fill(shipped, work)
    (work / workspace.LEDGER).unlink() if ledger is None else (work / workspace.LEDGER).write_text(ledger)
    (shipped / "notebooks" / "01_a.ipynb").write_text("v2")
    assert workspace.fill(shipped, work).kept == ["notebooks/01_a.ipynb"]
    assert (work / "notebooks" / "01_a.ipynb").read_text() == "notebooks v1"
