"""The coverage table is current, complete, and its links lead somewhere."""

import re
import shutil

import nbformat
import pytest

from dlcourse.authoring import coverage
from dlcourse.authoring.sources import folders
from dlcourse.classroom import registry

FACTS = [path for path in (folder / "facts.toml" for folder in folders()) if path.exists()]


def test_the_committed_table_is_current():
    assert coverage.TARGET.read_text(encoding="utf-8") == coverage.page()


@pytest.mark.parametrize("path", FACTS, ids=lambda p: p.parent.name)
def test_rows_lead_to_headings_and_exercises_that_exist(path):
    for row in coverage.rows(path):
        notebook = nbformat.read(coverage.ROOT / "notebooks" / f"{row.lecture}.ipynb", as_version=4)
        titles = re.findall(r"^#{1,3} (.+)$", "\n".join(c.source for c in notebook.cells), re.MULTILINE)
        assert row.heading in titles, row.key
        assert not row.exercise or row.exercise in registry.places(), row.key


def test_a_fact_that_nobody_teaches_is_an_error(tmp_path):
    folder = tmp_path / FACTS[0].parent.name
    shutil.copytree(FACTS[0].parent, folder)
    path = folder / "facts.toml"
    path.write_text(path.read_text() + '[N07-99]\nfact = "x"\ndeck = "y"\n')
    with pytest.raises(ValueError, match="N07-99"):
        coverage.rows(path)


def test_every_fact_that_an_exercise_practises_is_one_of_the_course():
    assert set(coverage.practice()) <= {row.key for path in FACTS for row in coverage.rows(path)}
