"""The reader of hostile notebooks: what it finds, what it says of files that are none, and that it never falls over."""

import importlib.util
import json
import sys
import types
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import dlcourse

PACKAGE = Path(dlcourse.__file__).parent
ADD = '@exercise("add")\ndef add(a, b):\n    return a + b\n'


@pytest.fixture(scope="module")
def reader():
    """The module as it is inside the sandbox, where `frames` and `source` lie beside it."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PACKAGE / "classroom")
        patch.syspath_prepend(PACKAGE / "classroom" / "codec")
        spec = importlib.util.spec_from_file_location("reader_of_the_box", PACKAGE / "grading" / "box" / "reader.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    yield module
    for name in set(sys.modules) - before:
        if name in ("source", "frames"):
            del sys.modules[name]


@pytest.fixture(scope="module")
def describe(reader):
    def described(raw):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a student's "\d"
            return reader.describe(raw)

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
    assert one == other == {"cells": [["<cell 1>", "a = 1\nb = 2"]], "exercises": {}, "notes": []}


def test_an_exercise(told):
    assert told("import torch", ADD)["exercises"] == {
        "add": {"count": 1, "problem": "", "stub": False, "names": ["a", "b", "exercise"], "name": "add"}}


def test_nbformat_3(describe):
    sheets = [{"cells": [{"cell_type": "code", "input": ["a = 1"]}, {"cell_type": "code", "input": ADD}]}, None, {}]
    found = describe(json.dumps({"nbformat": 3, "worksheets": sheets}).encode())
    assert [text for _, text in found["cells"]] == ["a = 1", ADD]
    assert found["exercises"]["add"]["count"] == 1


def test_a_byte_order_mark(describe):
    assert describe(b"\xef\xbb\xbf" + raw(ADD))["exercises"]["add"]["name"] == "add"


@pytest.mark.parametrize("content, words", [
    (b"", "not JSON"), (b"{", "not JSON"), (b"PK\x03\x04", "not JSON"), (b"\xff\xfe", "not UTF-8"),
    (raw(ADD).decode().encode("utf-16"), "not UTF-8"), (b"\0" * 9, "not JSON"), (b"1" * 5000, "not JSON"),
    (b"[]", "no notebook"), (b"null", "no notebook"), (b'"text"', "no notebook"), (b"NaN", "no notebook"),
    (b"{}", "no list of cells"), (b'{"cells": {}}', "no list of cells"), (b'{"cells": null}', "no list of cells"),
    (b'{"cells": 1, "worksheets": []}', "no list of cells"), (b'{"worksheets": {}}', "no list of cells")])
def test_what_is_no_notebook(describe, content, words):
    found = describe(content)
    assert list(found) == ["problem"]
    assert words in found["problem"]
    assert len(found["problem"]) < 200


@pytest.mark.parametrize("cell", [None, 1, "text", [], {}, {"cell_type": []}, {"cell_type": "markdown", "source": "1"},
                                  {"cell_type": "code"}, code(None), code({}), code(7), code([None, {}, 3]),
                                  code(" \n\t"), {"cell_type": ["code"], "source": "1"}])
def test_what_is_no_code_cell_is_passed_over(describe, cell):
    found = describe(json.dumps({"cells": [cell, code(ADD)]}).encode())
    assert found["cells"] == [["<cell 1>", ADD]]
    assert found["notes"] == []


def test_lists_of_lines_keep_their_text_alone(told):
    assert told([1, "a = ", None, "2", {}])["cells"] == [["<cell 1>", "a = 2"]]


def test_too_much_code(told, reader):
    assert "kB of code" in told(*["x" * 100_000] * 5)["problem"]
    assert len(told(*["1"] * reader.MAX_CELLS)["cells"]) == reader.MAX_CELLS
    assert "cells" in told(*["1"] * (reader.MAX_CELLS + 5))["problem"]


def test_a_magic_above_python_leaves_the_cell(told):
    assert told("%%time\n" + ADD)["exercises"]["add"]["count"] == 1


@pytest.mark.parametrize("source, plain", [
    ("%matplotlib inline\na = 1", "pass\na = 1"), ("!pip install torch\na = 1", "pass\na = 1"),
    ("help(a)\ntorch.sum?", "help(a)\npass"), ("?torch\n??a\na??", "pass\npass\npass"),
    ("for i in a:\n    !ls {i}", "for i in a:\n    pass"), ("%time f()\r\na = 1\r\n", "pass\na = 1\r\n")])
def test_lines_that_only_a_notebook_knows(told, source, plain):
    assert told(source) == {"cells": [["<cell 1>", plain]], "exercises": {}, "notes": []}


@pytest.mark.parametrize("source", ["a = (7\n  % 3)", "a = '''\n%matplotlib\n!x\n'''", "b = (a\n!= 1)"])
def test_a_line_that_looks_like_a_magic_stays_in_a_cell_that_parses(told, source):
    assert told(source)["cells"] == [["<cell 1>", source]]


def test_a_line_in_an_expression_beside_a_magic(told):
    assert told("%matplotlib inline\na = (7\n    % 3)")["cells"] == [["<cell 1>", "pass\na = (7\n    % 3)"]]


@pytest.mark.parametrize("source", ["%%bash\nrm -rf /", "\n  %%html\n<p>", "%%javascript\n" + ADD])
def test_cells_of_another_language_are_left_out(told, source):
    assert told(source) == {"cells": [], "exercises": {}, "notes": []}


def test_a_cell_that_is_no_python_costs_only_itself(told):
    found = told("a = 1", "b = 2\nc = (", ADD)
    assert [name for name, _ in found["cells"]] == ["<cell 1>", "<cell 3>"]
    [(name, text)] = found["notes"]
    assert name == "<cell 2>"
    assert text.startswith("SyntaxError, line 2: ")
    assert found["exercises"]["add"]["problem"] == ""


@pytest.mark.parametrize("source", ["a\0b", "(" * 80_000 + "1", "-" * 80_000 + "1", "a" + ".b" * 80_000,
                                    "+".join(["a"] * 80_000), "1" * 5000, "def f():\n\tif 1:\n        2", "\\", "'"])
def test_code_that_breaks_parsers(told, source):
    found = told(source, ADD)
    assert [name for name, _ in found["cells"]] == ["<cell 2>"]
    assert found["notes"][0][0] == "<cell 1>"
    assert len(found["notes"][0][1]) < 200


def test_an_exercise_that_does_not_parse_is_named(told):
    found = told('@exercise("add")\ndef add(a, b)\n    return')["exercises"]["add"]
    assert found == {"count": 1, "problem": "SyntaxError, line 2: expected ':'", "stub": False, "names": []}


def test_a_dotted_exercise_that_does_not_parse_is_named(told):
    assert "SyntaxError" in told('@dlcourse.exercise("add")\ndef add(a, b)\n    return')["exercises"]["add"]["problem"]


def test_of_two_exercises_with_one_key_the_last_is_described(told):
    again = '@exercise("add")\ndef plus(x, y):\n    raise NotImplementedError\n'
    first, last = told(again, "1", ADD)["exercises"]["add"], told(ADD + again)["exercises"]["add"]
    assert (first["count"], first["name"], first["stub"]) == (2, "add", False)
    assert (last["count"], last["name"], last["stub"]) == (2, "plus", True)
    assert told(ADD, '@exercise("add")\ndef (')["exercises"]["add"]["count"] == 2


@pytest.mark.parametrize("body, stub", [("raise NotImplementedError", True), ("'''Doc.'''", True), ("...", True),
                                        ("raise NotImplementedError('here')", True), ("return a", False)])
def test_stubs(told, body, stub):
    assert told(f'@exercise("add")\ndef add(a, b):\n    {body}')["exercises"]["add"]["stub"] is stub


@pytest.mark.parametrize("decorators", ['@exercise("add")', "@exercise('add')", '@dlcourse.exercise("add")',
                                        '@torch.no_grad()\n@exercise("add")', '@exercise(\n  "add"\n)  # here',
                                        '@exercise("add")\n@wrapped'])
@pytest.mark.parametrize("head", ["def add(a, b):", "async def add(a, b):", "class add:"])
def test_ways_to_write_the_decorator(told, decorators, head):
    assert told(f"{decorators}\n{head}\n    a = 1")["exercises"]["add"]["name"] == "add"


@pytest.mark.parametrize("text", ["exercise", "exercise()", "exercise(1)", 'exercise("add", 2)', "exercise(key)",
                                  'other("add")', 'exercise(*["add"])', 'exercise("add")("b")', 'a["exercise"]("b")'])
def test_other_decorators_are_no_exercise(told, text):
    assert told(f"@{text}\ndef add(a, b):\n    return a")["exercises"] == {}


def test_the_words_in_a_text_are_no_exercise(told):
    assert told(f"a = '''\n{ADD}'''")["exercises"] == {}


def test_cells_may_be_split_and_moved(told):
    found = told(ADD, "one = 1", '@exercise("class")\nclass C:\n    def f(self):\n        return torch.softmax(one)')
    assert list(found["exercises"]) == ["add", "class"]
    assert found["exercises"]["class"]["stub"] is False
    assert {"torch.softmax", "one"} <= set(found["exercises"]["class"]["names"])
    assert [name for name, _ in found["cells"]] == ["<cell 1>", "<cell 2>", "<cell 3>"]


def test_unknown_keys_and_unicode(told):
    found = told('@exercise("größe 🙂")\ndef größe(α):\n    return "漢字" * α')
    assert found["exercises"]["größe 🙂"]["name"] == "größe"
    assert "漢字" in found["cells"][0][1]
    assert list(told(f'@exercise("{"k" * 300}")\ndef f(): 1')["exercises"]) == ["k" * 80]


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
        return reader_unpack(b"".join(sent))

    reader_unpack = sys.modules["frames"].unpack
    assert answer(raw(ADD))[0] == describe(raw(ADD))
    assert answer(b"[" * 100_000)[0] == {"problem": "its JSON is nested too deeply"}


def packed(reader, found):
    """Its frame, unless it is a problem with the file."""
    assert type(found) is dict
    frame = reader.pack(found)
    assert sys.modules["frames"].unpack(frame)[0] == found
    return frame


WORDS = st.sampled_from(["cells", "cell_type", "source", "input", "worksheets", "code", "nbformat", "metadata"])
PIECES = st.sampled_from([ADD, '@exercise("k")\n', "@dlcourse.exercise('k')\n", "def f(x):\n", "class C:\n",
                          "    pass\n", "    raise NotImplementedError\n", "%%bash\n", "%time ", "!ls\n", "a?\n", "(",
                          ")", "'''", "\\", "\0", "\t", "\r\n", "x = 1\n", "@exercise(", '"', "é", "async ", "lambda: ",
                          "\x0c", "if x:\n"])
TEXT = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=20), WORDS)
ANY = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
                   lambda inner: st.one_of(st.lists(inner, max_size=4),
                                           st.dictionaries(st.one_of(WORDS, st.text(max_size=5)), inner, max_size=4)),
                   max_leaves=12)
CELL = st.fixed_dictionaries({"cell_type": st.sampled_from(["code"] * 6 + ["markdown", 3, None])},
                             optional={"source": st.one_of(TEXT, st.lists(st.one_of(TEXT, ANY), max_size=4), ANY),
                                       "input": ANY})
CELLS = st.one_of(st.lists(st.one_of(CELL, CELL, ANY), max_size=6), ANY)
BOOK = st.one_of(ANY, st.fixed_dictionaries({"cells": CELLS}), st.fixed_dictionaries(
    {"worksheets": st.lists(st.one_of(st.fixed_dictionaries({"cells": CELLS}), ANY), max_size=3)}))


@given(BOOK)
@settings(max_examples=400, deadline=None, derandomize=True)
@example({"cells": [code("x = 1")] * 2000})
def test_any_json_is_described(reader, describe, book):
    try:
        found = describe(json.dumps(book).encode())
    except RecursionError:
        return
    packed(reader, found)
    assert set(found) == {"problem"} or set(found) == {"cells", "exercises", "notes"}


@given(st.binary(max_size=200))
@settings(deadline=None, derandomize=True)
def test_any_bytes_are_described(reader, describe, content):
    packed(reader, describe(content))


@pytest.mark.parametrize("sources", [
    ["#" * 300_000], ["é" * 150_000], ["'🙂' " * 40_000], [f"'\\N{{{'x' * 20}}}' {i}" for i in range(2000)],
    ['@exercise("add")\ndef add():\n    return ' + "+".join(f"{'x' * 700}{i}" for i in range(450))],
    ["".join(f'@exercise("{i}{"k" * 70}")\ndef f(): 1\n' for i in range(2000))],
    ['@exercise("\\ud800")\ndef add(): 1'], ['@exercise("\ud800")\ndef add(): 1']],
    ids=["long", "two bytes", "four bytes", "notes", "names", "keys", "escaped surrogate", "surrogate"])
def test_whatever_is_described_fits_a_frame(reader, told, sources):
    packed(reader, told(*sources))


def test_the_checks_of_an_assignment_for_nbgrader_are_left_out(describe):
    def cell(text, **nbgrader):
        return {"cell_type": "code", "source": text, "metadata": {"nbgrader": nbgrader}}

    told = describe(json.dumps({"cells": [
        cell(ADD, grade=False, solution=True), cell("check('add')", grade=True, solution=False),
        cell("both()", grade=True, solution=True),
        {"cell_type": "code", "source": "plain()", "metadata": {"nbgrader": 3}},
        cell(ADD.replace("add", "typed_into_a_check"), grade=True, solution=False)]}).encode())
    assert [text for _, text in told["cells"]] == [
        ADD, "both()", "plain()", ADD.replace("add", "typed_into_a_check")]
    assert set(told["exercises"]) == {"add", "typed_into_a_check"}
