"""The page of words is current, and every lecture contributes."""

import pytest

from dlcourse.authoring import glossary
from dlcourse.authoring.sources import folders

LECTURES = [folder / "lecture.py" for folder in folders()]


def test_the_committed_page_is_current():
    assert glossary.TARGET.read_text(encoding="utf-8") == glossary.page()


@pytest.mark.parametrize("path", LECTURES, ids=lambda p: p.parent.name)
def test_every_lecture_explains_its_words(path):
    found = glossary.entries(path)
    assert len(found) >= 5
    assert all(e.term and e.meaning for e in found)
    assert len({e.term for e in found}) == len(found)


def test_a_part_that_is_no_word_is_an_error(tmp_path):
    source = tmp_path / "01_x.py"
    source.write_text('# %% [markdown] id="glossary"\n# ## Words\n#\n# **a** one · two\n')
    with pytest.raises(ValueError, match="'two'"):
        glossary.entries(source)
