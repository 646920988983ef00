"""Hostile files: the reader says what is wrong, or reads what there is; the next submission is graded as ever."""

import json
import os

import pytest

from dlcourse.classroom.codec import WireError

pytestmark = pytest.mark.attacks

GOOD = '@exercise("log_softmax")\ndef log_softmax(z):\n    z = z - z.amax(-1, keepdim=True)\n' \
       "    return z - z.exp().sum(-1, keepdim=True).log()\n"


def book(*cells, **more):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more}).encode()


def code(source, **more):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], **more}


UNREADABLE = {
    "nothing": b"",
    "zeros": bytes(1000),
    "noise": bytes(range(256)) * 40,
    "UTF-16": book(code(GOOD)).decode().encode("utf-16"),
    "a zip": b"PK\x03\x04" + bytes(100),
    "nested JSON": b"[" * 1_000_000,
    "nested objects": b'{"cells":' * 200_000,
    "an open string": b'{"cells": ["' + b"x" * 1_000_000,
    "huge whole number": b'{"cells": ' + b"9" * 1_000_000 + b"}",
    "a list": b"[1, 2, 3]",
    "a number": b"1e999",
    "null": b"null",
    "no cells": b'{"nbformat": 4}',
    "cells of text": b'{"cells": "all"}',
    "cells of objects": b'{"cells": {"0": {}}}',
    "19 MB of empty lists": b'{"cells": [' + b"[],".ljust(3) * 6_300_000 + b"[]]}",
    "101 MB": b" " * 101_000_000,
    "3,000,000 characters of code": book(code(GOOD), code("#" * 3_000_000)),
    "5,000 exercises": book(*(code(f"@exercise('k{i}')\ndef f(): a.b.c{i}.d" * 1) for i in range(2_000)),
                            *(code("@exercise('log_softmax')\ndef f(z): " + "+".join(f"a{i}" for i in range(20_000)))
                              for _ in range(2))),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_no_notebook_gets_a_reason(shooting_range, name):
    graded = shooting_range.attack(UNREADABLE[name])
    assert sum(row.points for row in graded.rows) == 0
    assert graded.problem or all(row.status in ("missing", "error") for row in graded.rows)
    assert len(graded.problem) < 300


READABLE = {
    "as it should be": book(code(GOOD)),
    "a byte order mark": b"\xef\xbb\xbf" + book(code(GOOD)),
    "nbformat 3": json.dumps({"nbformat": 3, "worksheets": [{"cells": [
        {"cell_type": "code", "input": GOOD, "language": "python"}]}]}).encode(),
    "nbformat 3 with hostile worksheets": json.dumps({"nbformat": 3, "worksheets": [
        None, 7, {"cells": 9}, {"cells": [{"cell_type": "code", "input": [GOOD, 3, None]}]}]}).encode(),
    "nbformat 99": book(code(GOOD), nbformat=99),
    "keys twice": b'{"cells": 7, "cells": ' + json.dumps([code(GOOD)]).encode() + b"}",
    "NaN and Infinity": b'{"nbformat": NaN, "x": [Infinity, -Infinity, 1e400], "cells": '
                        + json.dumps([code(GOOD)]).encode() + b"}",
    "cells that are no objects": book(None, 3, [code(GOOD)], "text", code(GOOD), True),
    "sources that are no text": book(code(None), code(3), code({"a": 1}), code([1, None, ["x"]]), code(GOOD)),
    "cell types that are no text": book({"cell_type": ["code"], "source": "1/0"}, code(GOOD)),
    "source as lines": book(code(GOOD.splitlines(True))),
    "surrogates in a cell": book(code("x = '\ud800'"), code(GOOD)),
    "surrogates in keys and names": book(code(GOOD), **{"\udfff": "\ud800"}),
    "null characters": book(code("x = '\0'"), code(GOOD)),
    "control characters": book(code("x = '\x1b[2J\x07'\f\n"), code(GOOD)),
    "a cell that is nested deep": book(code("x = " + "(" * 5_000 + ")" * 5_000), code(GOOD)),
    "a cell of minus signs": book(code("x = " + "-" * 100_000 + "1"), code(GOOD)),
    "a cell of attributes": book(code("x" + ".a" * 60_000), code(GOOD)),
    "a long sum": book(code("+".join("1" * 60_000)), code(GOOD)),
    "a literal of 5,000 digits": book(code("x = " + "9" * 5_000), code(GOOD)),
    "spaces for the magic": book(code((" " * 5_000 + "?\n") * 20 + "%"), code(GOOD)),
    "open decorators": book(code("@exercise(\n" * 8_000), code(GOOD)),
    "an unknown codec": book(code("# -*- coding: rot13 -*-\nx = 1"), code(GOOD)),
    "1,900 empty cells": book(*[code("")] * 1_900, code(GOOD)),
    "300,000 characters of code": book(code("#" * 300_000), code(GOOD)),
    "25 MB of outputs": book(code(GOOD, outputs=[{"data": {"text/html": "x" * 25_000_000}}])),
    "hostile metadata": book(code(GOOD, metadata={"exercise": "../../etc", "trusted": True, "a": {"b": [[]] * 9}}),
                             metadata={"kernelspec": {"name": "bash", "argv": ["rm", "-rf", "/"]}}),
    "magics and shell lines": book(code("%matplotlib inline\n!rm -rf /\nx = 1\nlist?"),
                                   code("%%bash\nrm -rf /"), code(GOOD)),
    "a stub behind the answer in a syntax error": book(code(GOOD), code("def f(:\n  pass")),
}


@pytest.mark.parametrize("name", READABLE)
def test_what_can_be_read_is_graded(shooting_range, name):
    graded = shooting_range.attack(READABLE[name])
    assert graded.rows[1].status == "correct", (graded.problem, graded.rows[1].note, graded.notes)


def test_half_a_character_as_a_key(shooting_range):
    graded = shooting_range.attack(book(code("@exercise('\ud800')\ndef f(): pass"), code(GOOD)))
    assert graded.rows[1].status == "correct"


def test_a_hundred_thousand_cells_earn_nothing(shooting_range):
    graded = shooting_range.attack(book(*[code("x = 1")] * 100_000, code(GOOD)))
    assert {row.status for row in graded.rows} <= {"missing", "unreadable"}


def test_no_length_of_code_stops_the_class(shooting_range):
    problem = None
    for length in range(261_982, 262_010, 7):
        raw = book(code("@exercise('jacobian')\ndef f(z): 0"), code("#" * length))
        try:
            shooting_range.grade(raw, ("jacobian",))
        except WireError as error:
            problem = str(error)
    assert problem is None


def test_a_fatal_cell_is_found_without_running_all_before_it_each_time(shooting_range, monkeypatch):
    forks, fork = [], shooting_range.sandbox.fork
    monkeypatch.setattr(shooting_range.sandbox, "fork", lambda work: forks.append(work) or fork(work))
    graded = shooting_range.grade(book(*[code("x = 1")] * 50, code("import os\nos._exit(0)"), code(GOOD)))
    assert graded.rows[1].status == "correct"
    assert len(forks) < 30


@pytest.mark.parametrize("kind", ["folder", "link", "fifo", "missing", "device"])
def test_what_is_no_file_is_refused(shooting_range, tmp_path, kind):
    path = {"device": tmp_path.__class__("/dev/zero")}.get(kind, tmp_path / "x.ipynb")
    {"folder": os.mkdir, "fifo": os.mkfifo, "link": lambda p: os.symlink("/etc/passwd", p)}.get(kind, str)(path)
    graded = shooting_range.grader.grade("mallory", path, ["log_softmax"])
    assert (graded.rows[0].status, graded.rows[0].points) == ("unreadable", 0)
    assert "root:" not in graded.problem


def test_what_ends_the_process_in_the_statement_of_an_answer_costs_no_other_answer(shooting_range):
    ended = GOOD.replace('@exercise("log_softmax")\n', "") + "import os\n[exercise('log_softmax')(log_softmax), " \
        "os._exit(3)]\n"
    graded = shooting_range.grade(book(code(ended), code(f'@exercise("central_diff")\n{CENTRAL}')))
    assert [row.status for row in graded.rows] == ["correct", "correct"], graded.notes


CENTRAL = """def central_diff(f, theta, eps):
    theta = theta.double()
    steps = eps * torch.eye(theta.numel(), dtype=torch.float64).reshape(-1, *theta.shape)
    return torch.stack([(f(theta + s) - f(theta - s)) / (2 * eps) for s in steps]).reshape(theta.shape)
"""
