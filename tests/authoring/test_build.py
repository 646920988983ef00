"""The build: markers, identities, and that committed notebooks are current."""

import re

import nbconvert
import nbformat
import pytest

from dlcourse.authoring import build, lint, pace, questions
from dlcourse.authoring.sources import SourceError

SOURCES = build.sources()


def write(folder, kind, text):
    path = folder / "99_probe" / f"{kind}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


CELL = '''# %% [markdown] id="task-halve"
# Halve it.

# %% id="one"
@exercise("halve")
def halve(x):
    """Half of x."""
'''


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_committed_notebooks_are_current(path):
    for target, notebook in build.variants(path).items():
        stored = nbformat.read(target, as_version=4)
        remedy = f"run `make notebooks ONLY={path.parent.name}`"
        assert stored.metadata["dlcourse"]["digest"] == build.digest(notebook), remedy
        questions.stored(notebook, path)
        assert [c.source for c in stored.cells] == [c.source for c in notebook.cells]
        assert [c.id for c in stored.cells] == [c.id for c in notebook.cells]


def test_no_notebook_without_a_source():
    targets = {t for path in SOURCES for t in build.variants(path)}
    assert {p for d in ("notebooks", "exercises", "solutions") for p in (build.ROOT / d).glob("*.ipynb")} == targets


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_sources_obey_the_rules(path):
    assert lint.problems(path) == []


LIVE = [path for path in SOURCES if re.search(r"\bwidgets\.[A-Z]", path.read_text())]


@pytest.mark.parametrize("path", LIVE, ids=lambda p: p.parent.name)
def test_a_live_picture_is_stored_as_a_picture_that_any_page_can_show(path):
    [target] = [t for t in build.variants(path) if t.parent.name == "notebooks"]
    stored = nbformat.read(target, as_version=4)
    assert "widgets" not in stored.metadata
    shown = pace.pictures(stored)
    live = [cell for cell in stored.cells if shown.get(cell.id) == "widgets"]
    outputs = [output for cell in live for output in cell.outputs]
    pictures = [output.data for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == len(live) > 0
    assert not any("widget" in kind for output in outputs for kind in output.get("data", {}))
    page, _ = nbconvert.HTMLExporter().from_notebook_node(stored)
    for data in pictures:
        assert f'src="data:image/png;base64,{data["image/png"].strip()}"' in page.replace("\n", "")


@pytest.mark.parametrize("text", ["# %%\n1\n", '# %% id="a"\n1\n\n# %% id="a"\n2\n', '# %% id="a b"\n1\n'])
def test_a_cell_needs_an_id_of_its_own(tmp_path, text):
    with pytest.raises(SourceError, match="id of its own"):
        build.read(write(tmp_path, "exercises", text))


def test_the_code_of_derivations_is_folded_away(tmp_path):
    text = '# %% id="a"\nask.number("x?", 1)\n\n# %% id="c"\nderivation(("$a$", "given"))\n'
    first, second = build.read(write(tmp_path, "lecture", text)).cells
    assert second.metadata["jupyter"] == {"source_hidden": True}
    assert "jupyter" not in first.metadata


def test_the_digest_sees_text_and_tags(tmp_path):
    a, b = (build.read(write(tmp_path / n, "exercises", CELL.replace("Half of x", r)))
            for n, r in (("a", "Half"), ("b", "The half")) if not (tmp_path / n).mkdir())
    assert build.digest(a) != build.digest(b)


def test_running_twice_gives_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "ROOT", tmp_path)
    path = write(tmp_path, "exercises", '# %% id="a"\nprint(object())\nprint({1: 2})\nobject()\n')
    first = {p: p.read_bytes() for p in build.build(path)}
    assert first == {p: p.read_bytes() for p in build.build(path)}
    assert b"0x0" in next(iter(first.values()))


@pytest.mark.parametrize(("formula", "bare"), [(r"\binom42", True), (r"\binom n0", True), (r"\tbinom{4}2", True),
                                               (r"\binom{4}{2}", False), (r"\tfrac12", False)])
def test_lint_finds_a_binom_without_braces(tmp_path, formula, bare):
    found = lint.problems(write(tmp_path, "exercises", f'# %% [markdown] id="a"\n# So ${formula}$ it is.\n'))
    assert any("binom without braces" in text for text in found) == bare


def test_lint_finds_what_breaks_a_rule(tmp_path):
    long = "\n".join(f"v{i} = {i}" for i in range(20))
    text = f'# %% id="a"\nfrom dlcourse.losses import softmax\n\n# %% id="b"\n{long}\n'
    found = "\n".join(lint.problems(write(tmp_path, "exercises", text)))
    for words in ("no prose before", "at most 15", "imports dlcourse.losses"):
        assert words in found
    (tmp_path / "two").mkdir()
    found = "\n".join(lint.problems(write(tmp_path / "two", "lecture", '# %% id="a"\nx = 1\n\n# %% id="b"\nx = 2\n')))
    for words in ("rebinds x", "'hook' is missing", "'letters' is missing", "'recall' is missing",
                  "first cell should hold {minutes}", "no halfway stop", "none of the first 3 cells"):
        assert words in found
