"""Symbolic differentiation: rules, simplification, sharing, text, evaluation, expression swell."""

import dataclasses
import math
from itertools import pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.diff import symbolic as s
from dlcourse.diff.symbolic import Const, Operation, Symbol
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

x, y = Symbol("x"), Symbol("y")

DERIVATIVES = {  # expression -> its derivative as one would write it
    "constant": (Const(3) + 0 * x, lambda u: 0.0),
    "power": (x**3 - 2 * x, lambda u: 3 * u**2 - 2),
    "product": (x * s.sin(x), lambda u: math.sin(u) + u * math.cos(u)),
    "quotient": (x / (x + 1), lambda u: 1 / (u + 1) ** 2),
    "chain": (s.sin(x**2), lambda u: 2 * u * math.cos(u**2)),
    "cosine": (s.cos(3 * x), lambda u: -3 * math.sin(3 * u)),
    "exponential": (s.exp(-(x**2)), lambda u: -2 * u * math.exp(-(u**2))),
    "logarithm": (s.log(1 + x**2), lambda u: 2 * u / (1 + u**2)),
    "tanh": (s.tanh(2 * x), lambda u: 2 * (1 - math.tanh(2 * u) ** 2)),
    "root": (s.sqrt(x) + 1 / s.sqrt(x), lambda u: 0.5 * u**-0.5 - 0.5 * u**-1.5),
    "number to a power": (2**x, lambda u: math.log(2) * 2**u),
    "x to the x": (x**x, lambda u: u**u * (math.log(u) + 1)),
    "tanh of the deck": ((s.exp(2 * x) - 1) / (s.exp(2 * x) + 1), lambda u: 1 - math.tanh(u) ** 2),
    "number on the left": (2 - x + 3 / x, lambda u: -1 - 3 / u**2),
}


@pytest.mark.parametrize("name", DERIVATIVES)
@pytest.mark.parametrize("at", [0.3, 1.0, 2.7])
def test_derivatives(name, at):
    expression, expected = DERIVATIVES[name]
    raw = s.differentiate(expression, x)
    for derivative in (raw, s.simplify(raw)):
        assert s.evaluate(derivative, {"x": at}) == pytest.approx(expected(at), rel=1e-12, abs=1e-15)


def test_golden_tanh():
    deck = (s.exp(2 * x) - 1) / (s.exp(2 * x) + 1)
    assert s.evaluate(deck, {"x": 1.0}) == pytest.approx(0.7615942, abs=5e-8)
    assert s.evaluate(s.differentiate(deck, x), {"x": 1.0}) == pytest.approx(0.4199743, abs=5e-8)


def test_partial_derivatives():
    f = x**2 * y + s.sin(y)
    assert s.to_text(s.simplify(s.differentiate(f, x))) == "2*x*y"
    assert s.to_text(s.simplify(s.differentiate(f, y))) == "x**2 + cos(y)"
    assert s.to_text(s.differentiate(f, Symbol("z"))) == "0"
    assert s.to_text(s.differentiate(x + 1, Symbol("x"))) == "1 + 0"  # symbols of one name are one unknown


def test_negative_base_of_a_whole_power():
    assert s.evaluate(s.differentiate(x**3, x), {"x": -2.0}) == 12


@pytest.mark.parametrize("expression, text", [
    (0 + x, "x"), (x + 0, "x"), (x - 0, "x"), (0 - x, "-x"), (x + x, "2*x"), (x - x, "0"), (1 * x, "x"), (x * 1, "x"),
    (0 * x, "0"), (x * 0, "0"), (-1 * x, "-x"), (x / 1, "x"), (0 / x, "0"), (x**1, "x"), (x**0, "1"), (-(+(-x)), "x"),
    (x + -y, "x - y"), (x - -y, "x + y"), ((-x) * y, "-x*y"), (x * 3, "3*x"), (2 * (3 * x), "6*x"),
    (Const(2) * 3 + 1, "7"), (Const(1) / 3, "1/3"), (Const(6) / 3, "2"), (s.exp(0) * x, "x"), (s.exp(1), "exp(1)"),
    (s.log(0), "log(0)"), (Const(1) / 0, "1/0"), (Const(-8) ** 0.5, "(-8)**0.5"),
    (Const(1e308) * 1e308, "1e+308*1e+308"),
    (Const(9) ** 10**9, "9**1000000000"), ((x + 1) - (1 * x + 1), "0")])
def test_simplify(expression, text):
    assert s.to_text(s.simplify(expression)) == text


@pytest.mark.parametrize("expression, text", [
    (x - (y - 1), "x - (y - 1)"), (x - y - 1, "x - y - 1"), (x / (y * 2), "x/(y*2)"), (x / y * 2, "x/y*2"),
    ((x + y) * x, "(x + y)*x"), (x + y * x, "x + y*x"), ((-x) ** 2, "(-x)**2"), (-(x**2), "-x**2"),
    ((x**2) ** y, "(x**2)**y"), (x ** (2**y), "x**(2**y)"), (x ** (-y), "x**(-y)"), (x - (-y), "x - (-y)"),
    (Const(-2) * x, "(-2)*x"), (s.sin(x + 1) ** 2, "sin(x + 1)**2"), (2 * -x, "2*(-x)")])
def test_to_text(expression, text):
    assert s.to_text(expression) == text
    assert repr(expression) == text


LEAF = st.sampled_from([x, y, Const(2), Const(0.5), Const(-1.5), Const(1), Const(0)])
TREES = st.recursive(LEAF, lambda t: st.one_of(
    st.tuples(st.sampled_from("+-*"), t, t).map(lambda a: Operation(a[0], (a[1], a[2]))),
    st.tuples(t, t).map(lambda a: a[0] / (a[1] ** 2 + 1)),
    st.tuples(t, st.sampled_from([1, 2, 3])).map(lambda a: a[0] ** a[1]),
    t.map(lambda u: u.tanh().exp()), t.map(lambda u: s.log(u**2 + 1)), t.map(lambda u: s.sqrt(u**2 + 0.5)),
    t.map(lambda u: s.sin(u) * s.cos(u)), t.map(lambda u: -u), t.map(lambda u: (s.tanh(u) + 2) ** u.sin())),
    max_leaves=8)
FUNCTIONS = {name: getattr(math, name) for name in ("exp", "log", "sin", "cos", "tanh", "sqrt")}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(expression=TREES, u=st.sampled_from([0.3, -1.1, 0.9]), v=st.sampled_from([0.4, -0.7]))
def test_random_expressions_follow_torch(expression, u, v):
    def value(at):
        result = s.evaluate(expression, {"x": at, "y": torch.tensor(v, dtype=torch.float64)})
        return torch.as_tensor(result, dtype=torch.float64) + 0 * at

    try:
        s.evaluate(expression, {"x": u, "y": v})
    except OverflowError:
        return
    expected = torch.func.grad(value)(torch.tensor(u, dtype=torch.float64)).item()
    if not math.isfinite(expected):
        return
    derivative = s.simplify(s.differentiate(expression, x))
    assert s.evaluate(derivative, {"x": u, "y": v}) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    simple = s.simplify(expression)
    assert s.evaluate(simple, {"x": u, "y": v}) == pytest.approx(s.evaluate(expression, {"x": u, "y": v}), rel=1e-9,
                                                                 abs=1e-12)
    assert s.count_operations(simple, shared=True) <= s.count_operations(expression, shared=False)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(expression=TREES)
def test_text_is_python_of_the_same_value(expression):
    values = {"x": 0.3, "y": -0.7}
    try:
        expected = s.evaluate(expression, values)
    except OverflowError:
        return
    assert eval(s.to_text(expression), {**FUNCTIONS, **values}) == pytest.approx(expected, rel=1e-12, abs=1e-12)


# --- sharing and depth -----------------------------------------------------------------------------------

def test_counts():
    u = x + 1
    shared = u * u + u
    assert s.count_operations(shared, shared=True) == 3
    assert s.count_operations(shared, shared=False) == 5
    assert s.count_operations(x, shared=True) == s.count_operations(2, shared=False) == 0


def test_simplify_makes_equal_parts_one_object():
    twice = s.simplify((x * y + 1) * (x * y + 1))
    assert twice.arguments[0] is twice.arguments[1]
    assert s.count_operations((x * y + 1) * (x * y + 1), shared=True) == 5
    assert s.count_operations(twice, shared=True) == 3


def test_swell_is_exponential_only_without_sharing():
    rows = s.swell(12)
    assert [row.n for row in rows] == list(range(1, 13))
    assert [row.shared for row in rows] == [3 * k for k in range(12)]  # three operations a step
    assert [row.unshared for row in rows] == [3 * (2**k - 1) for k in range(12)]
    assert [row.derivative_shared for row in rows][:5] == [0, 4, 11, 18, 25]
    steps = [b.derivative_shared - a.derivative_shared for a, b in pairwise(rows[1:])]
    assert set(steps) == {7}
    growth = [b.derivative_unshared / a.derivative_unshared for a, b in pairwise(rows[4:])]
    assert all(2 < ratio < 3 for ratio in growth)


def test_swell_counts_are_those_of_a_written_formula():
    derivative = s.simplify(s.differentiate(4 * x * (1 - x), x))
    assert s.to_text(derivative) == "4*(1 - x) - 4*x"  # 4 operations, all different
    assert s.swell(2)[1] == (2, 3, 3, 4, 4)


def test_logistic_derivative_is_right_after_many_shared_steps():
    iterate, t = x, torch.tensor(0.2, dtype=torch.float64, requires_grad=True)
    expected = t
    for _ in range(30):
        iterate, expected = 4 * iterate * (1 - iterate), 4 * expected * (1 - expected)
    expected.backward()
    value = s.evaluate(s.simplify(s.differentiate(iterate, x)), {"x": 0.2})
    assert value == pytest.approx(t.grad.item(), rel=1e-6)
    assert s.count_operations(iterate, shared=False) == 3 * (2**30 - 1)


def test_deep_expressions_do_not_recurse():
    deep = x
    for _ in range(20_000):
        deep = s.sin(deep)
    derivative = s.simplify(s.differentiate(deep, x))
    assert 0 < s.evaluate(derivative, {"x": 0.5}) < 1
    assert s.count_operations(derivative, shared=True) == 2 * 20_000 + 20_000 - 2
    assert len(s.to_text(deep)) == 5 * 20_000 + 1


# --- values and bad input --------------------------------------------------------------------------------

def test_evaluate_on_tensors(device):
    at = torch.tensor([0.5, 1.0, 2.0], dtype=torch.float64, device=device)
    f = s.log(x) * x**2 + 2**x + y
    value = s.evaluate(s.differentiate(f, x), {"x": at, "y": 1.0})
    torch.testing.assert_close(value, 2 * at * at.log() + at + math.log(2) * 2**at)
    assert value.device == at.device


def test_shared_parts_are_evaluated_once():
    class Counting(dict):
        pass

    u = x
    for _ in range(200):  # 2**200 paths
        u = u + u
    assert s.evaluate(u, Counting(x=1.0)) == 2.0**200


@pytest.mark.parametrize("value, error", [
    ([1.0], DtypeError), (torch.tensor([1]), DtypeError), (True, DtypeError), ("1", DtypeError),
    (math.nan, NotANumberError), (torch.tensor([math.nan]), NotANumberError), (torch.empty(0), ShapeError)])
@pytest.mark.refuses
def test_evaluate_bad_values(value, error):
    with pytest.raises(error, match=r"^evaluate: x should be"):
        s.evaluate(x + 1, {"x": value})


def test_evaluate_missing_symbol():
    with pytest.raises(ValueError, match=r"^evaluate: symbol 'y' should have a value, but values has only \['x'\]"):
        s.evaluate(x + y, {"x": 1.0})


@pytest.mark.parametrize("call", [
    lambda bad: x + bad, lambda bad: bad * x, lambda bad: s.exp(bad), lambda bad: s.simplify(bad),
    lambda bad: s.differentiate(bad, x), lambda bad: s.count_operations(bad, shared=True), lambda bad: s.to_text(bad),
    lambda bad: s.evaluate(bad, {}), lambda bad: s.log(bad), lambda bad: s.sin(bad), lambda bad: s.cos(bad),
    lambda bad: s.tanh(bad), lambda bad: s.sqrt(bad), s.as_expression])
@pytest.mark.parametrize("bad", [[1.0], torch.ones(2), True, None, "x"])
def test_only_numbers_and_expressions(call, bad):
    with pytest.raises(TypeError):
        call(bad)


@pytest.mark.refuses
def test_bad_parts():
    with pytest.raises(NotANumberError, match=r"^Const: "):
        x + math.nan
    with pytest.raises(ValueError, match=r"^Symbol: name should be"):
        Symbol("2x")
    with pytest.raises(ValueError, match=r"^Operation: op should be one of"):
        Operation("%", (x, y))
    with pytest.raises(TypeError, match=r"^Operation: '\+' should get a tuple of 2"):
        Operation("+", (x,))
    with pytest.raises(TypeError, match=r"^differentiate: symbol should be a Symbol, but is str"):
        s.differentiate(x, "x")
    for iterates, error in ((0, ValueError), (-1, ValueError), (2.0, TypeError), (True, TypeError)):
        with pytest.raises(error, match=r"^swell: iterates should be an integer of at least 1"):
            s.swell(iterates)
    with pytest.raises(dataclasses.FrozenInstanceError):
        x.name = "y"


def test_every_operation_has_a_rule():
    assert set(s.RULES) == {"+", "-", "*", "/", "**", "neg", "exp", "log", "sin", "cos", "tanh", "sqrt"}


@pytest.mark.parametrize("zero", [0, 0.0, Const(1) - 1])
def test_the_power_zero_is_flat_everywhere_before_it_is_simplified(zero):
    power = x**zero
    slope = s.differentiate(power, x)
    for at in (0.0, 2.0, torch.tensor([0.0, 2.0])):
        assert (torch.as_tensor(s.evaluate(power, {"x": at})) == 1).all()
        assert s.evaluate(slope, {"x": at}) == 0
        assert s.evaluate(s.differentiate((3 * x)**zero * 5, x), {"x": 0.0}) == 0
