"""The coverage table is current, complete, and its links lead somewhere."""

import re

import nbformat
import pytest

from dlcourse.authoring import coverage
from dlcourse.classroom import tasks

FACTS = sorted((coverage.SOURCES / "facts").glob("*.toml"))


def test_the_committed_table_is_current():
    assert coverage.TARGET.read_text(encoding="utf-8") == coverage.page()


@pytest.mark.parametrize("path", FACTS, ids=lambda p: p.stem)
def test_rows_lead_to_headings_and_exercises_that_exist(path):
    for row in coverage.rows(path):
        notebook = nbformat.read(coverage.ROOT / "notebooks" / f"{row.lecture}.ipynb", as_version=4)
        titles = re.findall(r"^#{1,3} (.+)$", "\n".join(c.source for c in notebook.cells), re.M)
        assert row.heading in titles, row.key
        assert not row.exercise or row.exercise in tasks.places(), row.key


def test_a_fact_that_nobody_teaches_is_an_error(tmp_path):
    path = tmp_path / "07.toml"
    path.write_text(FACTS[0].read_text() + '[N07-99]\nfact = "x"\ndeck = "y"\n')
    with pytest.raises(ValueError, match="N07-99"):
        coverage.rows(path)
