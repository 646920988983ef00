"""A lecture's minutes are computed from its cells, and the build says them."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dlcourse.authoring import build, pace
from dlcourse.authoring.sources import SourceError, folders, is_lecture, sources
from dlcourse.classroom import registry

LIVE = "from dlcourse.lectures.l08 import widgets\n\nwidgets.Graph()"
FIGURE = "from dlcourse.lectures.l08 import figures as drawn\n\ndrawn.recipe()"
DERIVATION = 'x = 1\nderivation(\n    ("$a$", "given"),\n    ("$b$", "so"),\n    ("$c$", "so", x),\n)'


def words(n, name="text"):
    return new_markdown_cell(n * "word ", id=name)


def code(text, name="code"):
    return new_code_cell(text, id=name)


def book(*cells):
    return new_notebook(cells=list(cells))


def cost(cell):
    return pace.costs(book(cell))[cell.id]


@pytest.mark.parametrize("cell, minutes", [
    (words(180), 1), (words(90), 0.5), (code("x = 1\nx"), 1), (code(FIGURE), 1), (code(LIVE), 3),
    (code("from dlcourse.lectures.l09b.widgets import Race\n\nRace(surface='ravine')"), 3),
    (code("from dlcourse.lectures.l08 import widgets"), 1),
    (code('ask.number("2 + 2?", 4)'), 1.5), (code(DERIVATION), 1.5),
    (new_markdown_cell("$$a = b \\\\ c = d$$\n\n| | |\n|---|---|\n| $x$ | many words |", id="rules"), 1.5),
    (new_markdown_cell("| | |\n|---|---|\n| $x$ | " + 89 * "word " + "|", id="letters"), 0.5),
    (new_markdown_cell("| | |\n|---|---|\n| $x$ | " + 89 * "word " + "|", id="letters-more"), 0.5),
], ids=lambda value: getattr(value, "id", None))
def test_what_a_cell_costs(cell, minutes):
    assert cost(cell) == pytest.approx(minutes)


def test_the_minutes_are_the_sum_in_fives():
    cells = [words(180, f"w{i}") for i in range(12)]
    assert pace.minutes(book(*cells)) == 10
    assert pace.minutes(book(*cells, code("1"))) == 15
    assert pace.minutes(book(words(1))) == 5


def test_what_follows_the_last_part_is_optional():
    lecture = book(words(1800, "hook"), words(900, "beyond"), words(900, "beyond-more"))
    assert pace.minutes(lecture) == 20
    lecture.cells.append(words(9000, "history"))
    assert pace.minutes(lecture) == 20


def test_a_picture_is_known_by_where_its_function_comes_from():
    cells = [code(FIGURE, "first"), code("drawn.one_neuron()", "second"), code("widgets.Graph()", "no"),
             code(LIVE, "live"), code("widgets.Graph()", "again"), code("kept = drawn.recipe()", "kept"),
             code("tensors.show(x=1)", "shown"), code("(drawn.recipe(), widgets.Graph())", "both")]
    assert pace.pictures(book(*cells)) == {"first": "figures", "second": "figures", "live": "widgets",
                                           "again": "widgets", "both": "widgets"}


def test_where_the_halfway_stop_lies():
    assert pace.so_far(book(words(1))) is None
    assert pace.so_far(book(words(180, "a"), code(LIVE, "b"), new_markdown_cell("", id="halfway"),
                            words(720, "c"))) == pytest.approx((4, 8))
    assert pace.so_far(book(words(1, "beyond"), words(1, "halfway"))) is None


def lecture(tmp_path, *cells):
    return new_notebook(cells=[new_markdown_cell("# 99 Probe\n\n{minutes} · read it", id="title"), *cells]), (
        tmp_path / "99_probe" / "lecture.py")


def test_the_build_says_the_minutes_and_those_of_the_exercises(tmp_path, monkeypatch):
    told, path = lecture(tmp_path, words(1795), new_markdown_cell("{minutes so far} so far", id="halfway"),
                         words(1800, "more"))
    pace.say_minutes(told, path)
    assert told.cells[0].source == "# 99 Probe\n\n**20 minutes** · read it"
    assert told.cells[2].source == "10 minutes so far"
    plain, path = lecture(tmp_path, words(1795))
    monkeypatch.setattr(pace, "exercise_minutes", lambda folder: 95 if folder == path.parent else 0)
    pace.say_minutes(plain, path)
    assert plain.cells[0].source == "# 99 Probe\n\n**10 minutes** (exercises: about 95 minutes) · read it"


def test_another_lectures_minutes_can_be_said(tmp_path):
    told, path = lecture(tmp_path, new_markdown_cell("It takes {minutes of 07}.", id="note"))
    pace.say_minutes(told, path)
    [index] = [found for found in registry.lectures() if found.number == "07"]
    assert told.cells[1].source == f"It takes {index.minutes} minutes."
    assert pace.names_others(lecture(tmp_path, new_markdown_cell("{minutes of 07}", id="note"))[0])
    assert not pace.names_others(told)


@pytest.mark.parametrize("cells, says", [
    ([new_markdown_cell("# 99 Probe\n\n**10 minutes**", id="title")], "first cell should hold {minutes}"),
    ([], "first cell should hold {minutes}"),
    ([new_markdown_cell("{minutes}", id="title"), new_markdown_cell("{minutes}", id="x")], "cell x: {minutes} cannot"),
    ([new_markdown_cell("{minutes} {minutes so far}", id="title")], "cell title: {minutes so far} cannot"),
    ([new_markdown_cell("{minutes}, {minutes of 98}", id="title")], "{minutes of 98} names no lecture"),
    ([new_markdown_cell("{minutes}, {minutes later}", id="title")], "cell title: {minutes later} cannot")])
def test_a_place_that_cannot_be_filled_is_refused(tmp_path, cells, says):
    with pytest.raises(SourceError, match=re.escape(says)):
        pace.say_minutes(new_notebook(cells=cells), tmp_path / "99_probe" / "lecture.py")


@pytest.mark.parametrize("folder", folders(), ids=lambda p: p.name)
def test_the_minutes_said_are_those_of_the_index_and_of_the_exercise_notebook(folder):
    """Three places, one number each."""
    [index] = [found for found in registry.lectures() if found.notebook == folder.name]
    [built] = build.variants(folder / "lecture.py").values()
    first = built.cells[0].source
    assert f"**{index.minutes} minutes**" in first
    said = re.search(r"\(exercises: about (\d+) minutes\)", first)
    shown = []
    if (folder / "exercises.py").exists():
        blank = next(iter(build.variants(folder / "exercises.py").values()))
        shown = [int(n) for cell in blank.cells if cell.cell_type == "markdown"
                 for n in re.findall(r"^\*Difficulty .* about (\d+) minutes\.\*$", cell.source, re.MULTILINE)]
    assert (int(said[1]) if said else 0) == sum(shown)
    assert len(shown) == len(index.exercises)


def test_no_source_states_its_minutes():
    for path in filter(is_lecture, sources()):
        assert not re.search(r"\*\*\d+ minutes", path.read_text(encoding="utf-8")), path
