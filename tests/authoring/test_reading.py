"""The rules for lectures find what breaks them, and the list of what is still broken can only shrink."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dlcourse.authoring import lint, pace, reading
from dlcourse.authoring.sources import folders

OLD = {"00", "00b", "04a", "04b", "04c", "07", "08", "09a", "09b"}  # lectures that were there before the rules
FIGURE = "from dlcourse.lectures.l08 import figures\n\nfigures.recipe()"
HALFWAY = "Halfway: {minutes so far}."


def text(name, source="Some words."):
    return new_markdown_cell(source, id=name)


def code(name, source="x = 1\nx"):
    return new_code_cell(source, id=name)


def book(*added, front=(), at=4, halfway=HALFWAY):
    """A lecture that obeys every rule, with cells added at its end, or front matter, or another halfway stop."""
    begin = [text("title", "# 99 Probe\n\n{minutes}"), text("hook"), code("hook-figure", FIGURE), *front, text("one")]
    middle = [text(f"part{i}", 150 * "Four words are here. ") for i in range(8)]
    middle.insert(at, text("halfway", halfway))
    return new_notebook(cells=[*begin, *middle, *added])


def breaks(notebook, rule):
    """The only rule that a lecture breaks, in words; empty if it breaks none."""
    found = reading.broken(notebook)
    assert found.keys() <= {rule}, found
    return "\n".join(found.get(rule, ()))


def sentence(words):
    return " ".join(words * ["word"]) + "."


def test_what_obeys_breaks_nothing():
    assert reading.broken(book()) == {}


def test_the_median_sentence():
    few = new_notebook(cells=[text("a", sentence(17) + " " + sentence(16) + " An entry · an entry · an entry")])
    assert reading.manner(few).median == 16.5
    assert "16.5 words; at most 16" in reading.broken(few)["median"][0]
    few.cells[0].source = sentence(16) + " " + sentence(16)
    assert "median" not in reading.broken(few)


def test_the_longest_sentence():
    assert breaks(book(text("just", sentence(35))), "sentence") == ""
    found = breaks(book(text("long", "Short. " + sentence(36))), "sentence")
    assert "36 words in cell long" in found
    assert reading.manner(book(text("long", sentence(36)))).longest == 36
    assert "cell list" in breaks(book(text("list", "- " + sentence(36)[:-1])), "sentence")  # without a mark at its end


@pytest.mark.parametrize("words, broken", [
    ("**The slide says** so.", True), ("**One\nof the Slides** says so.", True), ("The slide says **so**.", False),
    ("**One** slide **two**.", False), ("**Slider** and **backslide**.", False), ("`**slide**`", False)])
def test_no_slide_in_bold(words, broken):
    assert bool(breaks(book(text("note", words)), "slide")) == broken


def test_the_width_of_code():
    just, wide = f"y = '{90 * 'x'}'", f"y = '{91 * 'x'}'"
    assert len(just) == 96
    assert breaks(book(code("code", just)), "width") == ""
    assert "cell code has 1 of its lines wider than 96" in breaks(book(code("code", f"{just}\n{wide}")), "width")
    assert breaks(book(code("ask", f'ask.number("{100 * "x"}", 1)')), "width") == ""  # it leaves the notebook


def test_an_hour_is_the_most():
    assert breaks(book(*(code(f"c{i}") for i in range(20)), at=6), "minutes") == ""
    longer = {pace.took(long): breaks(long, "minutes") for n in range(25, 40)
              for long in [book(*(code(f"c{i}") for i in range(n)), at=8)]}
    assert {took for took, told in longer.items() if told} == {took for took in longer if took > 60}
    assert any(60 < took < 62 for took in longer), "what is told in fives, 60, does not decide"
    assert f"it takes {max(longer):.1f} minutes; at most 60" in longer[max(longer)]


def test_a_picture_among_the_first_three_cells():
    assert breaks(book(), "picture") == ""
    late = book()
    late.cells.insert(2, text("hook-more"))
    assert "none of the first 3 cells" in breaks(late, "picture")
    late.cells[0] = code("title", "from dlcourse.lectures.l08 import widgets\n\nwidgets.Graph()")
    assert breaks(late, "picture") == ""


def test_front_matter():
    five = [text("objectives"), text("needs"), text("needs-ask"), text("letters"), text("recall-1")]
    assert breaks(book(front=five), "front") == ""
    found = breaks(book(front=[*five, text("recall-2")]), "front")
    assert "6 cells" in found
    assert "needs-ask" in found
    assert breaks(book(text("recall-2"), front=five), "front") == ""  # spread over the lecture
    assert breaks(book(text("letters-2"), text("recall-3"), front=five), "front") == ""


def test_the_halfway_stop():
    assert breaks(book(at=3), "halfway").startswith("the halfway stop stands at 39.8% of the minutes")
    assert breaks(book(at=4), "halfway") == ""
    assert "at 63.9% of the minutes; it belongs between 40% and 60%" in breaks(book(at=5), "halfway")
    assert "should be markdown that holds {minutes so far}" in breaks(book(halfway="Halfway."), "halfway")
    gone = book()
    gone.cells = [cell for cell in gone.cells if cell.id != "halfway"]
    assert "no halfway stop" in breaks(gone, "halfway")
    optional = book()
    optional.cells.insert(3, text("beyond"))
    assert "no halfway stop" in breaks(optional, "halfway")


def test_what_is_not_listed_fails_and_what_is_mended_fails_too():
    found = {"width": ["cell a is wide"], "slide": ["one", "two"]}
    assert reading.unlisted("08", found, listed={"width": ("08",), "slide": ("07", "08")}) == []
    assert reading.unlisted("08", found, listed={"width": ("08",), "slide": ("07",)}) == ["one", "two"]
    [text] = reading.unlisted("08", {"width": ["w"]}, listed={"width": ("08",), "slide": ("08",)})
    assert "no longer breaks the rule 'slide': take 08 out" in text
    assert reading.unlisted("07", {}, listed={"width": ("08",)}) == []


def test_the_list_names_nothing_that_is_not_there():
    assert reading.idle(["08"], listed={"width": ("08",)}) == []
    assert "lecture 11" in reading.idle(["08"], listed={"width": ("08", "11")})[0]
    assert "rule 'length'" in reading.idle(["08"], listed={"length": ("08",)})[0]
    assert reading.idle([path.name.split("_")[0] for path in folders()], listed=reading.STILL_BROKEN) == []


def test_no_new_lecture_is_listed():
    """A lecture that is written from now on obeys every rule."""
    assert {number for numbers in reading.STILL_BROKEN.values() for number in numbers} <= OLD


def test_the_lint_holds_a_lecture_to_the_list(monkeypatch):
    source = folders(["07"])[0] / "lecture.py"
    assert lint.problems(source) == []
    monkeypatch.setattr(reading, "STILL_BROKEN", {**reading.STILL_BROKEN, "median": ["07"]})
    assert any("no longer breaks the rule 'median'" in found for found in lint.problems(source))
    monkeypatch.setattr(reading, "MAX_MEDIAN", 1)
    assert lint.problems(source) == []
    monkeypatch.setattr(reading, "STILL_BROKEN", {**reading.STILL_BROKEN, "median": []})
    assert any("the median sentence has" in found for found in lint.problems(source))


def test_the_report_says_how_each_lecture_reads(capsys, monkeypatch):
    monkeypatch.setattr(lint, "problems", lambda path: [])
    monkeypatch.setattr(lint.sys, "argv", ["lint", "07"])
    monkeypatch.setattr(reading, "idle", lambda *names, listed: ["the list is wrong"])
    monkeypatch.setattr(reading, "MAX_WIDTH", 20)
    assert lint.main() == 1
    told = capsys.readouterr().out
    assert "the list is wrong" in told
    row = next(line for line in told.splitlines() if "07_differentiation" in line)
    shown = reading.manner(lint.read(folders(["07"])[0] / "lecture.py"))
    assert [float(n) for n in re.findall(r"(?<=│ )[\d.]+\b(?!_)", row)] == [
        shown.minutes, shown.cells, shown.median, shown.longest]
    assert "07_differentiation, width: cell hook-live has" in told


@pytest.mark.parametrize("ids, missing", [
    (("letters", "recall"), ""), (("letters", "recall-1"), ""), (("recall-9", "letters-end"), ""),
    (("recalled", "letters"), "recall"), (("recall",), "letters")])
def test_letters_and_recall_are_free_in_place(tmp_path, ids, missing):
    cells = "\n\n".join(f'# %% [markdown] id="{name}"\n# Words.' for name in ids)
    path = tmp_path / "99_probe" / "lecture.py"
    path.parent.mkdir()
    path.write_text(cells + "\n")
    found = [text for text in lint.problems(path) if "'letters' is" in text or "'recall' is" in text]
    assert [re.search(r"'(\w+)'", text)[1] for text in found] == ([missing] if missing else [])
