"""Copies that are made all at once do what those do that are made one by one."""

import random
import sys
import types

import pytest
import torch

from dlcourse.classroom import mutants, registry, variants
from dlcourse.classroom.diagnosis import same_outcomes
from dlcourse.classroom.outcomes import run_direct
from dlcourse.classroom.variants import Edit

KEYS = [key for key in registry.places() if mutants.of_exercise(registry.load(key))]
COMPARED = 12  # rows of an exercise
SOURCE = '''
scale = 2


def inner(x):
    y = x + 1
    return y * scale


def outer(x):
    """Text."""
    total = 0
    for i in range(x):
        total = total + inner(i)
    return total


def numbers(n):
    for i in range(n):
        yield i


class Pair:
    def __init__(self, a):
        self.a = a

    def twice(self):
        return lambda: 2 * self.a

    both = twice
'''


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "varied.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    found = __import__("varied")
    yield found
    del sys.modules["varied"]


def both(module, *copies):
    one_by_one = [variants.one(module, name, edits) for name, edits in copies]
    return list(zip(one_by_one, variants.switched(module, copies, [None] * len(copies)), strict=True))


@pytest.fixture
def filled():
    """Memory that nobody wrote to holds nan, so that a row that leaves some behind gives the same twice."""
    torch.use_deterministic_algorithms(True)
    yield
    torch.use_deterministic_algorithms(False)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("key", KEYS)
def test_the_rows_of_a_table_behave_alike_however_they_are_built(key):
    e = registry.load(key)
    case, every = e.draw(3)[-1], list(mutants.answers(e))
    for row, answer in random.Random(key).sample(every, min(COMPARED, len(every))):
        outcomes = [[run_direct(e, a, case)] for a in (answer, mutants.built(e, row))]
        assert same_outcomes(e, *outcomes, [None]), row
    assert [row for row, _ in every] == list(mutants.singles_first(mutants.of_exercise(e)))


def test_one_function_with_many_changes_shows_each_copy_its_own(module):
    copies = [("inner", (Edit("inner", 0, "y = x - 1"),)), ("outer", (Edit("inner", 0, "y = x - 1"),)),
              ("outer", (Edit("outer", 1, "for i in range(x):\n    total = total - inner(i)"),)),
              ("outer", (Edit("outer", 3, "total = inner(i)"), Edit("inner", 1, "return y"))),
              ("outer", (Edit("outer", 1, "total = 7"), Edit("outer", 3, "total = 9")))]
    for one, other in both(module, *copies[:-1]):
        assert one(4) == other(4) != getattr(module, one.__name__)(4)
    [(one, other)] = both(module, copies[-1])
    assert one(4) == other(4) == 7  # the outer change wins
    assert module.outer(4) == 20


def test_what_an_answer_returns_goes_on_to_show_the_change(module):
    (first, one), (second, other) = both(
        module, ("Pair", (Edit("Pair", 4, "return lambda: 3 * self.a"),)), ("Pair", (Edit("Pair", 3, "self.a = -a"),)))
    kept, further = one(5).twice(), other(5).twice()
    assert (kept(), further()) == (first(5).twice()(), second(5).twice()()) == (15, -10)


def test_another_name_of_a_changed_method_keeps_what_it_was(module):
    for made in both(module, ("Pair", (Edit("Pair", 4, "return lambda: 3 * self.a"),)))[0]:
        assert (made(5).twice()(), made(5).both()()) == (15, 10)
    for made in both(module, ("Pair", (Edit("Pair", 2, "both = lambda self: None"),)))[0]:
        assert made(5).both() is None


@pytest.mark.parametrize("at, now", [(0, "scale = x"), (0, "pass"), (1, "return (scale := y)"), (1, "import math")])
def test_a_change_of_what_a_function_binds_is_made_alone(module, at, now):
    """Beside it, a name that only this copy binds would be local in the others too."""
    others = [("inner", (Edit("inner", 1, "return scale"),)), ("inner", (Edit("inner", at, now),))]
    (_, kept), _ = both(module, *others)
    assert kept(4) == 2
    assert variants._switches(module, tuple(others), False)[1] == {1}


def test_a_generator_stays_one(module):
    [(one, other)] = both(module, ("numbers", (Edit("numbers", 0, "return [n]"),)))
    assert one(3) == other(3) == [3]
    assert isinstance(module.numbers(3), types.GeneratorType)


def test_two_equal_changes_in_other_places_and_an_empty_one(module):
    one, further = Edit("inner", 0, "y = 1"), Edit("inner", 1, "return 3")
    copies = [("inner", (one,)), ("inner", (one, further)), ("outer", (Edit("outer", 1, ""),))]
    assert [other(2) for _, other in both(module, *copies)] == [2, 3, 0]


def test_a_copy_that_might_not_end_ticks_in_each_function_and_each_pass(module):
    ticked = []
    copies = (("outer", (Edit("outer", 0, "total = 1"),)), ("outer", (Edit("outer", 0, "total = 2"),)))
    one = variants.one(module, *copies[0], lambda: ticked.append(1))
    counted, free = variants.switched(module, copies, [lambda: ticked.append(1), None])
    for answer, result, count in ((one, 13, 7), (counted, 13, 14), (free, 14, 14)):
        assert (answer(3), len(ticked)) == (result, count)  # outer once, three passes, inner three times
