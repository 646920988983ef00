"""The exercises of lecture 02a: every sentence of a text has a case that a violation fails."""

import numpy as np
import pytest
import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_float32, in_place, solution


def line_with_axes(x, y):
    t0, t1 = solution("least_squares_1d")(x, y)
    return t0.reshape(1), t1.reshape(1)


def sorted_first(x, y):
    """The solution, which sorts x and leaves y as it is."""
    return solution("least_squares_1d")(x.sort().values, y)


def of_sizes(x, y):
    return solution("least_squares_1d")(x.abs(), y)


def single_point_accepted(x, y):
    return (y[0], torch.zeros((), dtype=y.dtype)) if len(x) == 1 else solution("least_squares_1d")(x, y)


def by_polyfit(x, y):
    if np.ptp(x.numpy()) == 0:
        raise ValueError("all x are equal")
    t1, t0 = np.polyfit(x.numpy(), y.numpy(), 1)
    return t0, t1


def by_torch_lstsq(x, y):
    if bool((x == x[0]).all()):
        raise ValueError("all x are equal")
    t0, t1 = torch.linalg.lstsq(torch.stack([torch.ones_like(x), x], 1), y[:, None]).solution[:, 0]
    return t0, t1


def type_error_for_equal_x(x, y):
    if bool((x == x[0]).all()):
        raise TypeError("all x are equal")
    return solution("least_squares_1d")(x, y)


def first_column_only(X, y):
    w, b = solution("lstsq_bias")(X[:, :1], y)
    return torch.cat([w, X.new_zeros(X.shape[1] - 1)]), b


def ones_are_there(X, y):
    """Takes the last column for that of ones."""
    found = torch.linalg.pinv(X) @ y
    return found, found[-1]


def without_axis_for_one_feature(X, y):
    w, b = solution("lstsq_bias")(X, y)
    return w.squeeze(), b


def by_solve(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], 1)
    found = torch.linalg.solve(A.mT @ A, A.mT @ y)
    return found[:-1], found[-1]


def nll_by_distribution(yhat, y, s):
    return -torch.distributions.Normal(yhat, s).log_prob(y).mean()


def nll_by_functional(yhat, y, s):
    return torch.nn.functional.gaussian_nll_loss(yhat, y, torch.full_like(y, s * s), full=True)


def nll_only_for_several(yhat, y, s):
    return solution("gaussian_nll")(yhat, y, s) if len(y) > 1 else torch.zeros((), dtype=y.dtype)


def nll_with_axis(yhat, y, s):
    return solution("gaussian_nll")(yhat, y, s).reshape(1)


def descent_by_backward(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype, requires_grad=True)
    rows = [theta.detach().clone()]
    for _ in range(epochs):
        ((theta[0] + theta[1] * x - y) ** 2).mean().backward()
        with torch.no_grad():
            theta -= eta * theta.grad
        theta.grad = None
        rows.append(theta.detach().clone())
    return torch.stack(rows)


def at_least_one_step(x, y, eta, epochs):
    return solution("gd_linear")(x, y, eta, max(epochs, 1))


def starts_at_the_mean(x, y, eta, epochs):
    way = solution("gd_linear")(x, y - y.mean(), eta, epochs)
    return way + torch.stack([y.mean(), torch.zeros_like(y.mean())])


def rows_in_a_list(x, y, eta, epochs):
    return [tuple(row) for row in solution("gd_linear")(x, y, eta, epochs).tolist()]


RULES = {
    "least_squares_1d": [
        ("Compute in float64: eight digits are compared", in_float32("least_squares_1d"), "seven points"),
        ("No argument may be changed in place", in_place("least_squares_1d", 0), "three points"),
        ("A single number may be returned as a float or as a tensor without axes", line_with_axes, "three points"),
        ("is to have the least sum of squared residuals", "first_and_last", "three points"),
        ("returns its intercept and its slope, `(t0, t1)`, in this order", "slope_first", "three points"),
        ("with `n` at least 1", single_point_accepted, "a single point"),
        ("a single point counts as such a case", "never_refuses", "a single point"),
        ("The points may come in any order", sorted_first, "four cats"),
        ("`x` may be negative", of_sizes, "seven points"),
        ("If all entries of `x` are equal", "never_refuses", "four points, all x are 2"),
        ("Then raise a `ValueError`", type_error_for_equal_x, "four points, all x are 2"),
        ("Then raise a `ValueError`", "flat_for_equal_x", "four points, all x are 2"),
        ("a denominator need not come out as exactly 0", "asks_the_denominator", "three points, all x are 0.7"),
        ("If all `y` are equal, the line is flat, and that is a usual result", "refuses_equal_y", "five points"),
        ("nothing of `torch.linalg`, `numpy.linalg` or `numpy.polynomial`", by_torch_lstsq, NOT_ALLOWED),
        ("no `numpy.polyfit`", by_polyfit, NOT_ALLOWED),
    ],
    "lstsq_bias": [
        ("Compute in float64: eight digits are compared", in_float32("lstsq_bias"), "nine samples"),
        ("No argument may be changed in place", in_place("lstsq_bias", 0), "three samples"),
        ("A single number may be returned as a float or as a tensor without axes", "bias_with_an_axis",
         "three samples"),
        ("returns the weights and the bias `(w, b)`", "bias_first", "three samples"),
        ("with the least sum of squared residuals", first_column_only, "nine samples"),
        ("`X` has shape `(n, d)`, one sample in each row", without_axis_for_one_feature, "six samples"),
        ("`w` has shape `(d,)`", "column_of_weights", "three samples"),
        ("`w` has shape `(d,)`", "bias_left_in_w", "three samples"),
        ("`b` is a single number", "bias_with_an_axis", "three samples"),
        ("The bias belongs to every sample", "without_ones", "three samples"),
        ("`X` has no column of ones", ones_are_there, "three samples"),
        ("a column may occur twice", "by_inverse", "a column that occurs twice"),
        ("two columns may add up to 1", "by_inverse", "the cats with a column female"),
        ("a column may hold a single value", by_solve, "a column of twos"),
        ("there may be fewer samples than weights", "by_inverse", "two samples"),
    ],
    "gaussian_nll": [
        ("in the third exercise ten", in_float32("gaussian_nll"), "four samples"),
        ("No argument may be changed in place", in_place("gaussian_nll", 1), "one sample"),
        ("The result is a single number", nll_with_axis, "one sample"),
        ("The result is a single number", "one_for_each", "four samples"),
        ("the **mean** over the samples", "summed", "four samples"),
        ("with all constants", "without_constant", "one sample"),
        ("with all constants", "without_two_pi", "one sample"),
        ("with `n` at least 1", nll_only_for_several, "one sample"),
        ("It is the standard deviation, not the variance", "s_as_variance", "one sample"),
        ("with the natural logarithm", "to_base_two", "one sample"),
        ("It may be negative, since a density may be above 1", "never_negative", "three samples"),
        ("It must be right where a density is too small to be stored", "log_of_density", "a miss of 100"),
        ("and for thousands of samples", "log_of_product", "2000 samples"),
        ("nothing of `torch.distributions`", nll_by_distribution, NOT_ALLOWED),
        ("no `gaussian_nll_loss` or `GaussianNLLLoss`", nll_by_functional, NOT_ALLOWED),
    ],
    "gd_linear": [
        ("Compute in float64: eight digits are compared", in_float32("gd_linear"), "five points"),
        ("No argument may be changed in place", in_place("gd_linear", 0), "three points"),
        ("The loss is the **mean** of the squares", "summed", "three points"),
        ("which starts at $\\theta_0 = \\theta_1 = 0$", starts_at_the_mean, "three points"),
        ("takes `epochs` steps of gradient descent on all points", "point_after_point", "three points"),
        ("takes `epochs` steps of gradient descent on all points", "uphill", "three points"),
        ("returns the whole way", "only_the_last", "three points"),
        ("`epochs` is a whole number, at least 0", at_least_one_step, "no step at all"),
        ("The result is a tensor of shape `(epochs + 1, 2)`", "turned", "five points"),
        ("The result is a tensor of shape `(epochs + 1, 2)`", rows_in_a_list, "three points"),
        ("A row holds $(\\theta_0, \\theta_1)$", "columns_exchanged", "three points"),
        ("Row 0 is the start $(0, 0)$", "without_start", "three points"),
        ("row $k$ the line after $k$ steps", "same_tensor_again", "three points"),
        ("Both slopes of a step are taken at the same line", "t0_moved_first", "three points"),
        ("before either parameter moves", "t1_moved_first", "three points"),
        ("nothing of `torch.autograd`, `torch.func`, `torch.optim` or `torch.linalg`, and no `.backward()`",
         descent_by_backward, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_by_hand():
    """The cases that the texts work out."""
    three = torch.tensor([1.0, 2.0, 6.0]).double(), torch.tensor([4.0, 1.0, 10.0]).double()
    assert [float(v) for v in solution("least_squares_1d")(*three)] == pytest.approx([0.5, 1.5])
    X = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]]).double()
    w, b = solution("lstsq_bias")(X, torch.tensor([3.0, 5.0, 9.0]).double())
    assert [*w.tolist(), float(b)] == pytest.approx([2, 3, 3])
    assert (torch.linalg.pinv(X) @ torch.tensor([3.0, 5.0, 9.0]).double()).tolist() == pytest.approx([5, 4.5])
    one = torch.ones(1, dtype=torch.float64)
    assert float(solution("gaussian_nll")(one, 3 * one, 2.0)) == pytest.approx(2.112, abs=5e-4)
    assert solution("gd_linear")(*three, 0.01, 1)[1].tolist() == pytest.approx([0.1, 0.44])
