"""A typed expression: its lines, values and slopes agree with torch on random expressions; bad ones are refused."""

import math
import re

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from dlcourse.widgets.shared.program import FUNCTIONS, MOST_NODES, inputs, parse, run, slopes

double = torch.float64
TORCH = {"+": torch.add, "-": torch.sub, "*": torch.mul, "/": torch.div, "**": torch.pow, "neg": torch.neg,
         **{name: getattr(torch, name) for name in FUNCTIONS}}
LEAVES = st.sampled_from(["x", "y", "w1"]) | st.sampled_from([0.5, 1.0, 2.0, 3.0, 10.0])
NEGATIVE = st.sampled_from([-0.5, -2.0])  # a minus before a number is part of the number


def negated(tree):
    return -tree if isinstance(tree, float) else ("neg", tree)


TREES = st.recursive(LEAVES | NEGATIVE, lambda tree: st.one_of(
    st.tuples(st.sampled_from("+-*/"), tree, tree), st.tuples(st.just("**"), tree, st.sampled_from([2.0, 3.0, 0.5])),
    st.tuples(st.sampled_from(FUNCTIONS), tree), tree.map(negated)), max_leaves=8)
PLACES = st.fixed_dictionaries({name: st.floats(-2, 2).map(lambda v: round(v, 3)) for name in ("x", "y", "w1")})


def written(tree):
    if not isinstance(tree, tuple):
        return f"({tree})"
    op, *parts = tree
    if op == "neg":
        return f"(-{written(parts[0])})"
    return f"{op}({written(parts[0])})" if len(parts) == 1 else f"({written(parts[0])} {op} {written(parts[1])})"


def parts_of(tree):
    """All different sub-expressions."""
    return {tree}.union(*(parts_of(part) for part in tree[1:])) if isinstance(tree, tuple) else {tree}


def by_torch(tree, given):
    if not isinstance(tree, tuple):
        return torch.tensor(given.get(tree, tree), dtype=double)
    return TORCH[tree[0]](*(by_torch(part, given) for part in tree[1:]))


def ran(tree, given):
    """The lines of a tree and their values, where there are any."""
    assume(any(isinstance(part, str) for part in parts_of(tree)))
    nodes = parse(written(tree))
    try:
        return nodes, run(nodes, given)
    except ValueError:  # that these errors are right is tested below
        assume(False)


@given(TREES)
def test_equal_parts_are_taken_once_and_come_before_their_use(tree):
    different = parts_of(tree)
    if not any(isinstance(part, str) for part in different):
        with pytest.raises(ValueError, match=r"^The expression has no input"):
            parse(written(tree))
        return
    nodes = parse(written(tree))
    assert len(nodes) == len(different) == len({n.name for n in nodes})
    assert set(inputs(nodes)) == {part for part in different if isinstance(part, str)}
    known = set()
    for node in nodes:
        assert known.issuperset(node.parents)
        known.add(node.name)
    assert [n.name for n in nodes if n.op] == [f"u{i + 1}" for i in range(sum(isinstance(p, tuple) for p in different))]


@given(TREES, PLACES)
def test_values_agree_with_torch(tree, given):
    nodes, values = ran(tree, given)
    assert values[nodes[-1].name] == pytest.approx(float(by_torch(tree, given)), rel=1e-10, abs=1e-12, nan_ok=True)


@given(TREES, PLACES)
def test_slopes_agree_with_autograd(tree, given):
    nodes, values = ran(tree, given)
    assume(all(math.isfinite(v) for v in values.values()))
    for node in nodes:
        if not node.op:
            continue
        at = [torch.tensor(values[p], dtype=double, requires_grad=True) for p in node.parents]
        wanted = [float(g) for g in torch.autograd.grad(TORCH[node.op](*at), at)]
        if node.op == "**":
            wanted[1:] = []  # every exponent here is a number
        try:
            got = slopes(node, values)[:len(wanted)]
        except ValueError:
            assert not all(math.isfinite(w) for w in wanted) or max(map(abs, values.values())) > 1e100
            continue
        assert got == pytest.approx(wanted, rel=1e-9, abs=1e-12)


@given(st.floats(0.1, 3), st.floats(-3, 3))
def test_a_power_of_two_inputs(u, v):
    [*_, node] = nodes = parse("u**v")
    a, b = (torch.tensor(t, dtype=double, requires_grad=True) for t in (u, v))
    wanted = torch.autograd.grad(a**b, (a, b))
    assert slopes(node, run(nodes, {"u": u, "v": v})) == pytest.approx([float(w) for w in wanted])


@pytest.mark.parametrize("text, lines", [
    ("x", ["x"]), ("x^2", ["x", "2", "x^2"]), ("-x - -3", ["x", "−x", "-3", "u1 − -3"]),
    ("sin(x)*sin(x)", ["x", "sin x", "u1 · u1"]), ("(x+y)*(x+y)+1", ["x", "y", "x + y", "u1 · u1", "1", "u2 + 1"]),
    ("x/y**z", ["x", "y", "z", "y^z", "x / u1"]), ("sqrt(x)+1.0+1", ["x", "√x", "1", "u1 + 1", "u2 + 1"]),
    ("1 + x*1", ["1", "x", "x · 1", "1 + u1"])])
def test_the_lines_of_some_expressions(text, lines):
    assert [node.text for node in parse(text)] == lines


def test_an_input_may_have_the_name_of_a_line():
    nodes = parse("u1*x + u1")
    assert [n.name for n in nodes] == ["u1", "x", "u1'", "u2"]
    assert run(nodes, {"u1": 5.0, "x": 3.0})["u2"] == 20


DRAWABLE = ("{0!r} cannot be drawn. Use names, numbers, + - * / **, brackets and exp, log, sin, cos, tanh, sqrt, relu, "
            "sigmoid.")
BAD = {
    **dict.fromkeys(["", "x)", "2x", "x*", "x:=3", "x = 3", "x; y", "import os", "x\0", "(" * 250 + "x" + ")" * 250],
                    "{0!r} is no expression. Write for example (w*x + b)**2."),
    **dict.fromkeys(["foo(x)", "x.real", "x[0]", "x < 1", "x and 1", "x // 2", "x % 2", "x @ y", "+x", "~x", "'a'",
                     "True", "2j", "[x]", "lambda x: x", "__import__('os')", "__import__('os').system('true')",
                     "x.__class__()", "(lambda: x)()", "exp.real", "x if y else 1"], DRAWABLE),
    **dict.fromkeys(["exp", "sin", "abcdefghi", "__import__"],
                    "{0!r} cannot be the name of an input. Take a short name such as x or w1."),
    **dict.fromkeys(["exp()", "exp(x, y)", "exp(x=1)"], "exp takes one argument, as in exp(x)."),
    **dict.fromkeys(["3", "2*3 + exp(1)", "-1"],
                    "The expression has no input. Write at least one name, for example x."),
    "x*1000000.5": "The number 1000000.5 is too large for a picture. Stay within a million.",
    "1e999*x": "The number inf is too large for a picture. Stay within a million.",
    "x+" + "9" * 80: f"The number {'9' * 80} is too large for a picture. Stay within a million.",
    **dict.fromkeys(["x" + "+x" * 30, "sin(" * 60 + "x" + ")" * 60, "-" * 200 + "x"],
                    "The picture has room for 24 nodes. Write a shorter expression."),
}


@pytest.mark.parametrize("text", list(BAD), ids=lambda text: text[:20])
def test_what_is_no_expression_is_refused_with_a_reason(text):
    with pytest.raises(ValueError) as caught:
        parse(text)
    assert str(caught.value) == BAD[text].format(text)


@pytest.mark.parametrize("depth", [100, 300, 700, 3000])
def test_however_deep_an_expression_is_nested_the_error_is_ours(depth):
    with pytest.raises(ValueError, match=r"nested too deeply|is no expression|has room for 24 nodes"):
        parse("-" * depth + "x")


def test_as_many_lines_as_there_is_room_for():
    assert len(parse("x" + "+x" * (MOST_NODES - 1))) == MOST_NODES
    with pytest.raises(ValueError, match="room for 24 nodes"):
        parse("x" + "+x" * MOST_NODES)


@pytest.mark.parametrize("text, at, message", [
    ("log(x)", {"x": -1.0}, "u1 = log -1 has no value. Change an input."),
    ("log(x)", {"x": 0.0}, "u1 = log 0 has no value. Change an input."),
    ("sqrt(x - 2)", {"x": 1.0}, "u2 = √-1 has no value. Change an input."),
    ("1/x", {"x": 0.0}, "u1 = 1 / 0 has no value. Change an input."),
    ("x**-1", {"x": 0.0}, "u1 = 0^-1 has no value. Change an input."),
    ("x**y", {"x": -2.0, "y": 0.5}, "u1 = -2^0.5 has no value. Change an input."),
    ("exp(x)", {"x": 1000.0}, "u1 = exp 1000 has no value. Change an input."),
    ("(x*1000)**200", {"x": 10.0}, "u2 = 1e+04^200 has no value. Change an input.")])
def test_a_line_without_a_value_is_named(text, at, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        run(parse(text), at)


@pytest.mark.parametrize("text, at, message", [
    ("sqrt(x)", {"x": 0.0}, "u1 = √x has no derivative here. Change an input."),
    ("x**0.5", {"x": 0.0}, "u1 = x^0.5 has no derivative here. Change an input."),
    ("x**y", {"x": -2.0, "y": 2.0}, "u1 = x^y has no derivative here. Change an input.")])
def test_a_line_without_a_derivative_is_named(text, at, message):
    nodes = parse(text)
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        slopes(nodes[-1], run(nodes, at))


@pytest.mark.parametrize("text, x, wanted", [("x**2", -3.0, -6.0), ("x**3", 0.0, 0.0), ("x**1", 0.0, 1.0),
                                             ("x**0", 0.0, 0.0), ("relu(x)", 0.0, 0.0), ("sigmoid(x)", -900.0, 0.0)])
def test_slopes_at_special_places(text, x, wanted):
    nodes = parse(text)
    assert slopes(nodes[-1], run(nodes, {"x": x}))[0] == wanted


@pytest.mark.parametrize("text, x, u1, wanted", [("x*x + u1", 3.0, 5.0, 14.0), ("sin(x) - u1*x", 0.0, 5.0, 0.0)])
def test_an_input_may_have_the_name_of_an_earlier_line(text, x, u1, wanted):
    nodes = parse(text)
    assert len({n.name for n in nodes}) == len(nodes)
    assert run(nodes, {"x": x, "u1": u1})[nodes[-1].name] == wanted


def test_numbers_that_differ_late_are_two_numbers():
    nodes = parse("x*1.0000001 - x*1.0000002")
    assert run(nodes, {"x": 3.0})[nodes[-1].name] == pytest.approx(-3e-7)


def test_a_product_beyond_all_numbers_has_no_value():
    with pytest.raises(ValueError, match="has no value"):
        run(parse("exp(200*x)*exp(200*x)"), {"x": 3.0})


def test_a_number_of_400_digits_is_refused():
    with pytest.raises(ValueError, match="is too large for a picture"):
        parse("x+" + "9" * 400)


def test_a_negative_power_of_a_negative_number_has_a_derivative():
    nodes = parse("x**-2")
    assert slopes(nodes[-1], run(nodes, {"x": -2.0}))[0] == 0.25
