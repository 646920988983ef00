"""The exercises of lecture 00b: every sentence of a text has a case that a violation fails."""

import math

import pytest
import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_float32, in_place, returned_in_float32, rounded, solution


def with_an_axis(key):
    return lambda *arguments: tuple(torch.tensor([r], dtype=torch.float64) for r in solution(key)(*arguments))


def turned_round(key):
    return lambda *arguments: solution(key)(*arguments)[::-1]


def one_short(key):
    return lambda *arguments: solution(key)(*arguments)[:-1]


def slope_by_autograd(x, h):
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    (leaf**3 + 2 / leaf + 5).backward()
    return leaf.grad, *solution("slope_predicts")(x, h)[1:]


def routes_by_autograd(x):
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    (leaf * ((3 * leaf - 1) ** 2 + 1).log()).backward()
    return *solution("two_routes")(x)[:3], leaf.grad


def layer_by_autograd(X, W, b, T):
    X, W, b = (v.clone().requires_grad_() for v in (X, W, b))
    return torch.autograd.grad((X @ W.mT + b - T).square().sum() / (2 * len(X)), (W, b, X))


def size_of_x(x, h):
    return solution("slope_predicts")(abs(x), h)


def size_of_h(x, h):
    return solution("slope_predicts")(x, abs(h))


def divides_by_h(x, h):
    _, line, parabola = solution("slope_predicts")(x, h)
    return (line - solution("slope_predicts")(x, 0.0)[1]) / h, line, parabola


def divides_by_where_it_lands(x, h):
    slope, line, parabola = solution("slope_predicts")(x, h)
    return slope, line * (x + h) / (x + h), parabola


def routes_of_size(x):
    return solution("two_routes")(abs(x))


def routes_divide_by_x(x):
    *slopes, whole = solution("two_routes")(x)
    return *slopes, whole * x / x


def routes_divide_by_u(x):
    first, _, third, whole = solution("two_routes")(x)
    u = 3 * x - 1
    return first, 2 * u * u / u, third, whole


def to_base_two(x):
    first, second, third, whole = solution("two_routes")(x)
    return first, second, third / math.log(2), whole / math.log(2)


def layer_squeezes(X, W, b, T):
    W_bar, b_bar, X_bar = solution("layer_slopes")(X, W, b, T)
    return W_bar.squeeze(), b_bar, X_bar


def layer_squeezes_one_example(X, W, b, T):
    W_bar, b_bar, X_bar = solution("layer_slopes")(X, W, b, T)
    return W_bar, b_bar, X_bar.squeeze(0)


def transposed_where_square(X, W, b, T):
    W_bar, b_bar, X_bar = solution("layer_slopes")(X, W, b, T)
    return W_bar.mT if W.shape[0] == W.shape[1] else W_bar, b_bar, X_bar


def bias_keeps_an_axis(X, W, b, T):
    W_bar, b_bar, X_bar = solution("layer_slopes")(X, W, b, T)
    return W_bar, b_bar[None], X_bar


RULES = {
    "slope_predicts": [
        ("Use neither `torch.autograd` nor `torch.func`", slope_by_autograd, NOT_ALLOWED),
        ("Do not round", rounded("slope_predicts", 6), "a step to the right"),
        ("may be off by about $10^{-10}$", rounded("slope_predicts", 8), "a step to the right"),
        ("`(slope, line, parabola)`, in this order", turned_round("slope_predicts"), "x = 1"),
        ("It returns three numbers", one_short("slope_predicts"), "x = 1"),
        ("`slope` is $f'(x)$", "constant_kept", "x = 1"),
        ("the height that the tangent line has at $x + h$", "changes_only", "x = 1"),
        ("the height that the tangent line has at $x + h$", "whole_slope", "no step"),
        ("Taylor's formula to second order", "no_half", "x = 1"),
        ("Taylor's formula to second order", "true_height", "a long step"),
        ("`x` may be negative", size_of_x, "a negative x"),
        ("`h` may be negative or 0", size_of_h, "a step to the left"),
        ("`h` may be negative or 0", divides_by_h, "no step"),
        ("$x + h$ may be 0", divides_by_where_it_lands, "a step that ends at 0"),
        ("Each result is a float or a tensor without axes", with_an_axis("slope_predicts"), "x = 1"),
    ],
    "two_routes": [
        ("Use neither `torch.autograd` nor `torch.func`", routes_by_autograd, NOT_ALLOWED),
        ("Do not round", rounded("two_routes", 6), "a positive x"),
        ("may be off by about $10^{-10}$", rounded("two_routes", 8), "a positive x"),
        ("`(du_dx, dv_du, dt_dv, dy_dx)`, in this order", turned_round("two_routes"), "x = 1"),
        ("It returns four numbers", one_short("two_routes"), "x = 1"),
        ("each taken at the value that its own box receives", "second_slope_at_x", "a positive x"),
        ("each taken at the value that its own box receives", "third_slope_at_u", "a positive x"),
        ("Here $x$ counts wherever it is used", "only_the_boxes", "x = 1"),
        ("Here $x$ counts wherever it is used", "only_the_direct_route", "x = 1"),
        ("It may be negative or 0", routes_of_size, "a negative x"),
        ("It may be negative or 0", routes_divide_by_x, "x = 0"),
        ("$u$ may be 0", routes_divide_by_u, "u is 0"),
        ("The logarithm is the natural one", to_base_two, "x = 1"),
        ("Each result is a float or a tensor without axes", with_an_axis("two_routes"), "x = 1"),
    ],
    "layer_slopes": [
        ("Use neither `torch.autograd` nor `torch.func`", layer_by_autograd, NOT_ALLOWED),
        ("Do not round", rounded("layer_slopes", 6), "four examples"),
        ("may be off by about $10^{-10}$", rounded("layer_slopes", 8), "four examples"),
        ("`(W_bar, b_bar, X_bar)`, in this order", turned_round("layer_slopes"), "four examples"),
        ("half the sum of the squares", "half_forgotten", "one example"),
        ("The loss of the batch is the mean of these losses", "sum_over_batch", "four examples"),
        ("The loss of the batch is the mean of these losses", "mean_over_all", "one example"),
        ("`Z = X @ W.mT + b`", "bias_left_out", "four examples"),
        ("The targets are `T`", "targets_left_out", "four examples"),
        ("`B`, `in` and `out` are at least 1", layer_squeezes, "one output"),
        ("`B`, `in` and `out` are at least 1", layer_squeezes, "one input"),
        ("`B`, `in` and `out` are at least 1", layer_squeezes_one_example, "one example"),
        ("They may be equal", transposed_where_square, "three examples, three inputs"),
        ("Each result has the shape of what it belongs to", bias_keeps_an_axis, "four examples"),
        ("Each result has the shape of what it belongs to", "W_bar_transposed", "four examples"),
        ("All tensors are float64", in_float32("layer_slopes"), "four examples"),
        ("Return float64 tensors", returned_in_float32("layer_slopes"), "four examples"),
        ("Do not change the arguments in place", in_place("layer_slopes", 0), "one input"),
        ("Do not change the arguments in place", in_place("layer_slopes", 1), "one input"),
        ("Do not change the arguments in place", in_place("layer_slopes", 2), "four examples"),
        ("Do not change the arguments in place", in_place("layer_slopes", 3), "one input"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_the_examples_of_the_texts():
    assert solution("slope_predicts")(1.0, 0.1) == pytest.approx((1, 8.1, 8.15))
    assert pytest.approx(8.149, abs=5e-4) == 1.1**3 + 2 / 1.1 + 5
    assert solution("two_routes")(1.0) == pytest.approx((3, 4, 0.2, 4.009), abs=5e-4)
    X, W, b, T = (torch.tensor(v, dtype=torch.float64) for v in ([[1], [2]], [[3]], [0], [[1], [10]]))
    assert [r.flatten().tolist() for r in solution("layer_slopes")(X, W, b, T)] == [[-3], [-1], [3, -6]]
