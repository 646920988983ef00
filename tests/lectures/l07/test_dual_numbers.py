"""Tangents are the derivatives of autograd, line by line; the picture says the same."""

import math
import re

import pytest
import torch

from dlcourse.lectures.l07.widgets import GRID, dual_numbers
from dlcourse.widgets.shared.program import FUNCTIONS, parse, run, tangents

EXPRESSIONS = ["x * sin(x)", "x", "x*x*x - 2*x", "exp(sin(x)) / (1 + x**2)", "tanh(x) * tanh(x) + 3",
               "sigmoid(-x) - x/7",
               "log(1 + exp(x))", "relu(x - 0.5)**2", "sqrt(x*x + 1) * cos(2*x)", "(x + 1)**2 + (x + 1)**3"]
TORCH = {name: getattr(torch, name) for name in FUNCTIONS} | {
    "exp": lambda u: torch.as_tensor(u, dtype=torch.float64).exp()}


def by_torch(expression, x):
    at = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    y = eval(expression, {**TORCH, "x": at})  # an expression of this file
    return y.item(), torch.autograd.grad(y, at)[0].item()


@pytest.mark.parametrize("expression", EXPRESSIONS)
@pytest.mark.parametrize("x", [-2.3, -0.1, 0.0, 0.7, 3.0])
def test_value_and_derivative_agree_with_autograd(expression, x):
    value, slope = by_torch(expression, x)
    scene = dual_numbers(expression, x)
    assert scene.readings["value"] == [pytest.approx(value, abs=1e-12)]
    assert scene.readings["derivative"] == [pytest.approx(slope, abs=1e-12)]
    curve, tangent, point = scene.panels[0].marks
    assert (point.x, point.y) == ([x], [pytest.approx(value, abs=1e-12)])
    rise = (tangent.y[-1] - tangent.y[0]) / (tangent.x[-1] - tangent.x[0])
    assert float(rise) == pytest.approx(slope, abs=1e-9)
    assert float(tangent.y[0]) == pytest.approx(value + slope * (-3 - x), abs=1e-9)
    assert curve.y.tolist() == pytest.approx([by_torch(expression, float(a))[0] for a in GRID], rel=1e-5, abs=1e-5)
    low, high = scene.panels[0].ylim
    assert low < value < high


def test_each_line_carries_its_tangent():
    nodes = parse("3*x + sin(x*x)")
    values = run(nodes, {"x": 0.5})
    dots = tangents(nodes, values)
    assert [nodes[i].text for i in (0, 1, 2, 3, 4, 5)] == ["3", "x", "3 · x", "x · x", "sin u2", "u1 + u3"]
    assert list(dots.values()) == pytest.approx([0, 1, 3, 1, math.cos(0.25), 3 + math.cos(0.25)])
    words = [text.text for text in dual_numbers("3*x + sin(x*x)", 0.5).panels[1].marks]
    assert words == ["3 = 3 + 0ε", "x = 0.5 + 1ε", "u1 = 3 · x = 1.5 + 3ε", "u2 = x · x = 0.25 + 1ε",
                     "u3 = sin u2 = 0.2474 + 0.9689ε", "u4 = u1 + u3 = 1.747 + 3.969ε"]


def test_all_lines_of_the_longest_program_fit_one_under_the_other():
    places = [text.y for text in dual_numbers("x" + "+x" * 23, 1.0).panels[1].marks]
    assert len(places) == 24
    assert places == sorted(places, reverse=True)
    assert 0 < places[-1] < places[0] < 1


def test_a_curve_has_gaps_where_there_is_no_value():
    scene = dual_numbers("log(x)", 1.0)
    curve = scene.panels[0].marks[0]
    assert [bool(y.isfinite()) for y in curve.y] == [float(x) > 0 for x in curve.x]
    assert all(math.isfinite(v) for v in scene.panels[0].ylim)


def test_a_constant_part_needs_no_derivative():
    assert dual_numbers("x + 0**0.5", 2.0).say == "f(2 + 1ε) = 2 + 1ε: the value is 2 and the derivative 1."


@pytest.mark.parametrize("expression, x, message", [
    ("x*y + x", 1.0, "The calculator takes one input, but the expression has 2: x, y."),
    ("1/x", 0.0, "u1 = 1 / 0 has no value. Change an input."),
    ("sqrt(x)", 0.0, "u1 = √x has no derivative here. Change an input.")])
def test_what_has_no_dual_number_is_refused(expression, x, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        dual_numbers(expression, x)
