"""Questions leave the notebooks: what is stored, what the proof sees, where an answer would leak."""

import json

import nbformat
import pytest
from nbformat import v4

from dlcourse.authoring import build, lint, questions
from dlcourse.authoring.sources import SourceError
from dlcourse.questions import store
from dlcourse.questions.ask import Ask
from dlcourse.questions.question import from_data

ask = Ask()
TEXT = '''# %% [markdown] id="words"
# {{minutes}}: add.

# %% id="values"
from dlcourse import ask
total = {total}

# %% id="sum"
ask.number("2 + 3?", total, why="two and then three more", mistakes={{total + 1: "One too many was counted."}})
'''


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A repository with one lecture, 99, whose questions are stored in a room of its own."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(store, "ROOMS", tmp_path / "rooms")
    monkeypatch.setattr(store, "_kept", {})
    store.of_lecture.cache_clear()
    (tmp_path / "rooms" / "l99").mkdir(parents=True)
    (tmp_path / "authoring" / "99_probe").mkdir(parents=True)
    yield tmp_path
    store.of_lecture.cache_clear()


def source(room, text, part="lecture"):
    path = room / "authoring" / "99_probe" / f"{part}.py"
    path.write_text(text)
    return path


def test_the_build_stores_the_question_and_leaves_its_name(room):
    [target] = build.build(source(room, TEXT.format(total=5)))
    built = nbformat.read(target, 4)
    assert [cell.id for cell in built.cells] == ["words", "values", "sum"]
    assert built.cells[-1].source == 'ask("99/sum")'
    told = json.loads((room / "rooms/l99/questions/lecture.json").read_text())
    assert told["sum"]["answer"] == [5.0]
    assert store.find("99/sum").mistakes == (((6.0,), "One too many was counted."),)
    assert "two and then three more" in built.cells[-1].outputs[0].data["text/html"]
    assert list(built.cells[-1].outputs[0].data) == ["text/html", "text/plain"]
    assert questions.leaks(built) == []


def test_a_lecture_that_was_split_still_answers_to_its_number(room):
    for half, own in (("99a", "first"), ("99b", "second")):
        (room / "rooms" / f"l{half}").mkdir()
        store.write(store.file_of(half, "lecture"), {own: ask.number("2 + 3?", 5)})
    assert store.find("99/second").name == "99b/second"
    assert store.find("99/first").name == "99a/first"
    assert store.find("99/third") is None
    assert store.find("9*/first") is None


def test_a_notebook_without_questions_leaves_no_file(room):
    build.build(source(room, TEXT.format(total=5)))
    build.build(source(room, TEXT.format(total=5).split("# %% id=\"sum\"")[0]))
    assert not (room / "rooms/l99/questions/lecture.json").exists()


def test_the_proof_fails_when_a_value_changes(room):
    path = source(room, TEXT.format(total=5))
    build.build(path)
    scope = {"ask": ask, "total": 5}
    exec(questions.proof(path, "sum"), scope)
    scope["total"] = 5 + 1e-13
    exec(questions.proof(path, "sum"), scope)
    scope["total"] = 5.001
    with pytest.raises(AssertionError, match=r"the question 99/sum has answer = \(5.0,\) stored, but its source gives"):
        exec(questions.proof(path, "sum"), scope)
    with pytest.raises(AssertionError, match="99/other is not stored; run: make notebooks ONLY=99"):
        questions.same("99/other", ask.number("?", 1))
    assert questions.proof(path, "values") is None


def test_blank_and_solved_notebooks_ask_the_same(room):
    one, other = ask.number("?", 1), ask.number("?", 2)
    path = source(room, TEXT.format(total=5), "exercises")
    questions.write(path, [{"q": one}, {"q": one}])
    for variants in ([{"q": one}, {"q": other}], [{"q": one}, {}]):
        with pytest.raises(SourceError, match="the question q is another one in the solved notebook"):
            questions.write(path, variants)


@pytest.mark.parametrize("text, words", [
    ("x = 1\nask.number('?', x)", "puts a question and does more"),
    ("print(ask.choose('?', {}, right=''))", "puts a question and does more"),
    ("ask.number('?', '4 apples')", "its answer or a mistake is a text"),
    ("ask.number('?', f'{1:.2f}')", "its answer or a mistake is a text"),
    ("ask.number('?', 4, mistakes={'5': 'x'})", "its answer or a mistake is a text"),
    ("ask.number('?', answer=4, mistakes={5: 'x'})", "")])
def test_a_question_cell_holds_its_call_and_numbers(room, text, words):
    path = source(room, f'# %% [markdown] id="w"\n# Words.\n\n# %% id="q"\n{text}\n', "exercises")
    assert any(words in found for found in lint.problems(path)) if words else lint.problems(path) == []


QUESTION = from_data("99/q", ask.number("2 + 3?", 5.25, digits=2, why="two and then three and a bit more").as_data())


def leaking(*cells, **metadata):
    notebook = v4.new_notebook(cells=list(cells))
    notebook.metadata.update(metadata)
    return questions.leaks(notebook)


def asked(outputs=(), **metadata):
    return v4.new_code_cell('ask("99/q")', id="q", outputs=list(outputs), metadata=metadata)


def shown(**data):
    return v4.new_output("execute_result", {key.replace("_", "/"): text for key, text in data.items()})


@pytest.mark.parametrize("make, words", [
    (lambda: leaking(v4.new_code_cell("ask.number('2 + 3?', 5.25)", id="q")), "writes its question out"),
    (lambda: leaking(asked(), widgets={}), "saved state"),
    (lambda: leaking(asked(jupyter={"source_hidden": True})), "is folded"),
    (lambda: leaking(v4.new_code_cell('ask("99/lost")', id="q")), "which is not stored"),
    (lambda: leaking(v4.new_code_cell("x", id="a", outputs=[shown(text_plain="5.25")]), asked()), "its answer 5.25"),
    (lambda: leaking(asked(), v4.new_code_cell("# two and then three and a bit more", id="a")), "part of the answer"),
    (lambda: leaking(asked([shown(text_html="<p>two and then three and a bit more</p>")])), "part of the answer"),
    (lambda: leaking(asked(note="two and then three and a bit more")), "part of the answer")])
def test_a_planted_answer_is_found(room, make, words):
    store.keep(QUESTION)
    [found] = make()
    assert words in found


def test_the_closed_part_of_a_card_may_hold_the_answer(room):
    store.keep(QUESTION)
    card = shown(text_html=QUESTION._repr_html_(), text_plain=repr(QUESTION))
    assert leaking(v4.new_code_cell("y", id="a", outputs=[shown(text_plain="5.255")]), asked([card])) == []
