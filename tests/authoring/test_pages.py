"""What is made from all sources is current: indexes, the README's table, and what the whole course is counted from."""

import json

import pytest

from dlcourse.authoring import build, pages
from dlcourse.authoring.sources import SourceError, folders
from dlcourse.classroom import registry


@pytest.mark.parametrize("folder", folders(), ids=lambda p: p.name)
def test_the_index_in_the_room_is_that_of_the_source(folder):
    assert pages.index_file(folder).read_text(encoding="utf-8") == pages.index(folder), "run `make notebooks`"


def test_the_table_of_lectures_is_that_of_the_indexes():
    assert pages.README.read_text(encoding="utf-8") == pages.readme(), "run `make notebooks`"
    assert all(f"notebooks/{lecture.notebook}.ipynb" in pages.readme() for lecture in registry.lectures())


def test_every_room_with_an_index_has_a_source():
    assert {path.parent for path in registry.ROOMS.glob("*/index.json")} == {
        pages.index_file(folder).parent for folder in folders()}


def test_a_lecture_without_minutes_or_without_a_room_is_refused(tmp_path):
    folder = tmp_path / "99z_nothing"
    folder.mkdir()
    (folder / "lecture.py").write_text('# %% [markdown] id="title"\n# # 99z Nothing\n')
    with pytest.raises(SourceError, match="minutes"):
        pages.index(folder)
    with pytest.raises(SourceError, match="should have a room"):
        pages.index_file(folder)


def test_a_new_exercise_makes_the_page_of_progress_old(monkeypatch):
    """What notebook 00 shows counts every exercise, so it is built again when one comes."""
    assert build.overtaken() == []
    known = pages.every_exercise()
    monkeypatch.setattr(pages, "every_exercise", lambda: dict(list(known.items())[:-1]))
    assert [path.parent.name for path in build.overtaken()] == ["00_start_here"]


def test_an_earlier_key_stands_in_the_index(monkeypatch):
    from dataclasses import replace

    folder = next(f for f in folders() if f.name.startswith("08"))
    plain = registry.declared
    monkeypatch.setattr(registry, "declared", lambda room, key: replace(
        plain(room, key), was=("one_neuron",) if key == "neuron_backward" else ()))
    assert json.loads(pages.index(folder))["was"] == {"one_neuron": "neuron_backward"}
