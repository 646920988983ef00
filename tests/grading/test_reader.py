"""The reader of hostile notebooks: what it finds, what it says of files that are none, and that it never falls over."""

import importlib.util
import json
import sys
import types
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import dlcourse
from dlcourse.classroom.cells import cells_of, keys_in

PACKAGE = Path(dlcourse.__file__).parent
ADD = '@exercise("add")\ndef add(a, b):\n    return a + b\n'


@pytest.fixture(scope="module")
def reader():
    """The module as it is inside the sandbox, where `frames` and `cells` lie beside it."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PACKAGE / "classroom")
        patch.syspath_prepend(PACKAGE / "classroom" / "codec")
        spec = importlib.util.spec_from_file_location("reader_of_the_box", PACKAGE / "grading" / "box" / "reader.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    yield module
    for name in set(sys.modules) - before:
        if name in ("cells", "frames"):
            del sys.modules[name]


@pytest.fixture(scope="module")
def describe(reader):
    """What is said of these bytes: the problem, or the rows of the cells."""
    def described(raw):
        head, blob = reader.describe(raw)
        if "problem" in head:
            return head["problem"]
        rows = json.loads(blob)
        assert head == {"cells": len(rows)}
        return rows

    return described


@pytest.fixture
def told(describe):
    """What is said of a notebook with these code cells."""
    return lambda *sources: describe(raw(*sources))


def raw(*sources):
    return json.dumps({"cells": [code(source) for source in sources], "nbformat": 4, "metadata": {}}).encode()


def code(source):
    return {"cell_type": "code", "source": source, "outputs": [], "execution_count": None, "metadata": {}}


def test_text_and_lists_of_lines_are_the_same(told):
    one, other = told("a = 1\nb = 2"), told(["a = 1\n", "b = 2"])
    assert one == other == [["code cell 1", "a = 1\nb = 2", []]]


def test_an_exercise_is_named_by_its_key(told):
    assert told("import torch", ADD) == [["code cell 1", "import torch", []],
                                         ["code cell 2 (exercise add)", ADD, ["add"]]]


def test_a_cell_is_named_by_the_heading_above(describe):
    book = {"cells": [{"cell_type": "markdown", "source": "# One\n## Data #\ntext"}, code("a = 1"),
                      {"cell_type": "raw", "source": "# Not this"}, code("b = 1")]}
    assert [where for where, *_ in describe(json.dumps(book).encode())] == [
        "code cell 1 (below “Data”)", "code cell 2 (below “Data”)"]


def test_nbformat_3(describe):
    sheets = [{"cells": [{"cell_type": "code", "input": ["a = 1"]}, {"cell_type": "code", "input": ADD}]}, None, {}]
    found = describe(json.dumps({"nbformat": 3, "worksheets": sheets}).encode())
    assert [text for _, text, _ in found] == ["a = 1", ADD]


def test_a_byte_order_mark(describe):
    assert describe(b"\xef\xbb\xbf" + raw(ADD)) == describe(raw(ADD))


@pytest.mark.parametrize("content, words", [
    (b"", "not JSON"), (b"{", "not JSON"), (b"PK\x03\x04", "not JSON"), (b"\xff\xfe", "not UTF-8"),
    (raw(ADD).decode().encode("utf-16"), "not UTF-8"), (b"\0" * 9, "not JSON"), (b"1" * 5000, "not JSON"),
    (b"[]", "no notebook"), (b"null", "no notebook"), (b'"text"', "no notebook"), (b"NaN", "no notebook"),
    (b"{}", "no list of cells"), (b'{"cells": {}}', "no list of cells"), (b'{"cells": null}', "no list of cells"),
    (b'{"cells": 1, "worksheets": []}', "no list of cells"), (b'{"worksheets": {}}', "no list of cells"),
    (b"[" * 100_000, "too deeply")])
def test_what_is_no_notebook(describe, content, words):
    found = describe(content)
    assert words in found
    assert len(found) < 200


@pytest.mark.parametrize("cell", [None, 1, "text", [], {}, {"cell_type": []}, {"cell_type": "markdown", "source": "1"},
                                  {"cell_type": "code"}, code(None), code({}), code(7), code([None, {}, 3]),
                                  code(" \n\t"), {"cell_type": ["code"], "source": "1"}])
def test_what_is_no_code_cell_is_passed_over(describe, cell):
    assert [text for _, text, _ in describe(json.dumps({"cells": [cell, code(ADD)]}).encode())] == [ADD]


def test_lists_of_lines_keep_their_text_alone(told):
    assert told([1, "a = ", None, "2", {}])[0][1] == "a = 2"


def test_too_much_code(told, reader):
    assert "2.1 MB of code" in told("x" * 2_100_000)
    assert len(told("x" * 1_000_000, "y" * 900_000)) == 2
    assert len(told(*["1"] * reader.MAX_CELLS)) == reader.MAX_CELLS
    assert "at most 2000" in told(*["1"] * (reader.MAX_CELLS + 5))


def test_outputs_do_not_count(describe):
    cell = code(ADD) | {"outputs": [{"data": {"text/plain": "x" * 5_000_000}}]}
    assert describe(json.dumps({"cells": [cell]}).encode())[0][1] == ADD


@pytest.mark.parametrize("source", [
    "%matplotlib inline\na = 1", "!pip install -q \\\n  torch", "torch.sum?", "%%bash\nrm -rf /", "b = (\nc",
    "a = '''\n%matplotlib\n'''", "a\0b", "(" * 80_000 + "1", "%time f()\r\na = 1\r\n"])
def test_the_text_of_a_cell_stays_as_it_is(told, source):
    """What a line means is IPython's business, not the reader's."""
    assert [text for _, text, _ in told(source, ADD)] == [source, ADD]


@pytest.mark.parametrize("text, keys", [
    ('@exercise("a")\n@exercise(\'b\')\n', ["a", "b"]), ('@dlcourse.exercise("a")', ["a"]),
    ('@exercise(\n  "a"\n)', ["a"]), ('@exercise(key="a",)', ["a"]), ("@exercise(key)", []), ("exercise('a')(f)", []),
    ('@exercise("größe 🙂")\ndef (', ["größe 🙂"]), (f'@exercise("{"k" * 300}")', [])])
def test_keys_that_stand_in_a_cell(text, keys):
    assert keys_in(text) == keys


def test_main_answers_over_a_stream(reader, describe):
    class Pipe(types.SimpleNamespace):
        def makefile(self, mode):
            return self

    def answer(content):
        left, sent = len(content).to_bytes(8, "little") + content, []

        def read(count):
            nonlocal left
            part, left = left[:count], left[count:]
            return part

        reader.main(Pipe(read=read, write=sent.append, flush=lambda: None))
        return [sys.modules["frames"].unpack(frame) for frame in sent]

    (ready, _), (head, blob) = answer(raw(ADD))
    assert (ready, head, json.loads(blob)) == ({"ready": True}, {"cells": 1}, describe(raw(ADD)))
    assert answer(b"[" * 100_000)[1] == ({"problem": "its JSON is nested too deeply"}, b"")


WORDS = st.sampled_from(["cells", "cell_type", "source", "input", "worksheets", "code", "nbformat", "metadata"])
PIECES = st.sampled_from([ADD, '@exercise("k")\n', "@dlcourse.exercise('k')\n", "def f(x):\n", "%%bash\n", "!ls\n",
                          "(", "'''", "\\", "\0", "\r\n", "@exercise(", '"', "é", "\ud800", "# a\n"])
TEXT = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=20), WORDS)
ANY = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
                   lambda inner: st.one_of(st.lists(inner, max_size=4),
                                           st.dictionaries(st.one_of(WORDS, st.text(max_size=5)), inner, max_size=4)),
                   max_leaves=12)
CELL = st.fixed_dictionaries({"cell_type": st.sampled_from(["code"] * 6 + ["markdown", 3, None])},
                             optional={"source": st.one_of(TEXT, st.lists(st.one_of(TEXT, ANY), max_size=4), ANY),
                                       "input": ANY, "metadata": ANY})
CELLS = st.one_of(st.lists(st.one_of(CELL, CELL, ANY), max_size=6), ANY)
BOOK = st.one_of(ANY, st.fixed_dictionaries({"cells": CELLS}), st.fixed_dictionaries(
    {"worksheets": st.lists(st.one_of(st.fixed_dictionaries({"cells": CELLS}), ANY), max_size=3)}))


@given(BOOK)
@settings(max_examples=400, deadline=None, derandomize=True)
@example({"cells": [code("x = 1")] * 2000})
def test_any_json_is_described(reader, describe, book):
    content = json.dumps(book).encode()
    found = describe(content)
    assert type(found) in (str, list)
    reader.pack(*reader.describe(content)[:1], [reader.describe(content)[1]])


@given(st.binary(max_size=200))
@settings(deadline=None, derandomize=True)
def test_any_bytes_are_described(describe, content):
    assert type(describe(content)) in (str, list)


def test_the_checks_of_an_assignment_for_nbgrader_are_left_out():
    def cell(text, **nbgrader):
        return {"cell_type": "code", "source": text, "metadata": {"nbgrader": nbgrader}}

    typed = ADD.replace("add", "typed_into_a_check")
    found = cells_of(json.dumps({"cells": [
        cell(ADD, grade=False, solution=True), cell("check('add')", grade=True, solution=False),
        cell("both()", grade=True, solution=True),
        {"cell_type": "code", "source": "plain()", "metadata": {"nbgrader": 3}},
        cell(typed, grade=True, solution=False)]}).encode())
    assert [cell.text for cell in found] == [ADD, "both()", "plain()", typed]
