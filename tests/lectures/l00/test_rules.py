"""The exercises of lecture 00: every sentence of a text has a case that a violation fails."""

import pytest
import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, solution


def step_by_autograd(w, x, y, eta):
    leaf = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    (leaf * x - y).square().backward()
    return w * x, (w * x - y) ** 2, float(leaf.grad), w - eta * float(leaf.grad)


def size_of(name):
    def answer(**inputs):
        return solution("one_step")(**{**inputs, name: abs(inputs[name])})

    return lambda w, x, y, eta: answer(w=w, x=x, y=y, eta=eta)


def divides_by(name):
    def answer(w, x, y, eta):
        prediction, loss, slope, new_w = solution("one_step")(w, x, y, eta)
        divisor = {"w": w, "x": x, "miss": w * x - y}[name]
        return prediction, loss, slope * divisor / divisor, new_w

    return answer


def slope_by_a_rough_difference(w, x, y, eta):
    prediction, loss, _, _ = solution("one_step")(w, x, y, eta)
    slope = (((w + 1e-3) * x - y) ** 2 - loss) / 1e-3
    return prediction, loss, slope, w - eta * slope


RULES = {
    "accuracy": [
        ("for which the two are equal", "share_wrong", "four points"),
        ("for which the two are equal", "frequencies", "as many of each class"),
        ("the share of points", "counted", "four points"),
        ("with at least one entry", lambda p, c: solution("accuracy")(p, c) if len(p) > 1 else 0.0, "a single point"),
        ("with at least one entry", lambda p, c: solution("accuracy")(p, c) if len(p) > 1 else 1.0,
         "a single point, wrong"),
        ("There may be more than two classes", "differences", "ten classes"),
        ("There may be more than two classes", "zero_or_not", "ten classes"),
        ("a number from 0 to 1", "in_percent", "four points"),
        ("a number from 0 to 1", lambda p, c: str(solution("accuracy")(p, c)), "four points"),
        ("Do not round it", "rounded_share", "one of three is right"),
        ("Do not round it", lambda p, c: round(solution("accuracy")(p, c), 6), "one of three is right"),
    ],
    "one_step": [
        ("its **prediction** is $w \\cdot x$", "added", "the example"),
        ("the prediction minus $y$", "slope_reversed", "the example"),
        ("the **loss** is the square of the miss", "size_as_loss", "the example"),
        ("it is $2 \\cdot \\text{miss} \\cdot x$", "no_x", "the example"),
        ("it is $2 \\cdot \\text{miss} \\cdot x$", "no_two", "the example"),
        ("$w - \\eta \\cdot \\text{slope}$", "whole_slope", "the example"),
        ("`(prediction, loss, slope, new_w)`, in this order",
         lambda w, x, y, eta: solution("one_step")(w, x, y, eta)[::-1], "the example"),
        ("It returns four numbers", lambda w, x, y, eta: solution("one_step")(w, x, y, eta)[:3], "the example"),
        ("The first three belong to the old `w`", "after_the_step", "the example"),
        ("may be negative or 0", size_of("x"), "a negative x"),
        ("may be negative or 0", size_of("y"), "a negative y"),
        ("may be negative or 0", divides_by("x"), "x is 0"),
        ("may be negative or 0", divides_by("w"), "w is 0"),
        ("may be negative or 0", divides_by("miss"), "the prediction is right"),
        ("`eta` is positive", lambda w, x, y, eta: solution("one_step")(w, x, y, min(eta, 1.0)), "a long step"),
        ("Return plain numbers",
         lambda w, x, y, eta: tuple(torch.tensor([r], dtype=torch.float64) for r in solution("one_step")(w, x, y, eta)),
         "the example"),
        ("Do not round", lambda w, x, y, eta: tuple(round(r, 6) for r in solution("one_step")(w, x, y, eta)),
         "too small a prediction"),
        ("Do not round", slope_by_a_rough_difference, "the example"),
        ("use neither `torch.autograd` nor `torch.func`", step_by_autograd, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_the_examples_of_the_texts():
    assert solution("accuracy")([0, 1, 1, 0], [0, 1, 0, 0]) == 0.75
    assert solution("one_step")(1.0, 2.0, 6.0, 0.1) == pytest.approx((2, 16, -16, 2.6))
    assert solution("one_step")(5.0, 2.0, 6.0, 0.1) == pytest.approx((10, 16, 16, 3.4))  # the card before the answer
