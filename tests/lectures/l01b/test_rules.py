"""The exercises of lecture 01b: every sentence of a text has a case that a violation fails."""

import math

import pytest
import torch

from rules import every_sentence, in_place, solution, squeezed


def one_class_is_an_error(prior, mu, var, x):
    if len(mu) == 1:
        return torch.zeros(len(x), 1, dtype=x.dtype)
    return solution("posterior")(prior, mu, var, x)


def share_of_at_least(prior, mu, var, x):
    prior = prior.clamp(min=1e-3)
    return solution("posterior")(prior / prior.sum(), mu, var, x)


def with_three_for_pi(prior, mu, var, x):
    bells = torch.exp(-(x[:, None] - mu).square() / (2 * var)) / (2 * 3 * var) ** 0.4
    return prior * bells / (prior * bells).sum(1, keepdim=True)


def touching_counts(a, b):
    sides = torch.minimum(a[:, None, 2:], b[:, 2:]) - torch.maximum(a[:, None, :2], b[:, :2])
    result = solution("box_iou")(a, b)
    return torch.where((sides.amin(-1) <= 1e-12) & (sides.amin(-1) >= -1e-12), 1e-3, result)


def tiny_for_nothing(a, b):
    return solution("box_iou")(a, b).clamp(min=1e-6)


def not_quite_one(a, b):
    return solution("box_iou")(a, b).clamp(max=1 - 1e-6)


def corners_from_zero(a, b):
    return solution("box_iou")(a.clamp(min=0), b.clamp(min=0)).nan_to_num()


def inside_is_one(a, b):
    areas_a, areas_b = ((v[:, 2:] - v[:, :2]).prod(-1) for v in (a, b))
    result, least = solution("box_iou")(a, b), torch.minimum(areas_a[:, None], areas_b)
    together = areas_a[:, None] + areas_b
    shared = result * together / (1 + result)
    return torch.where((shared - least).abs() < 1e-9, 1.0, result)


def only_two_rows(a, b):
    return solution("box_iou")(a, b)[:, :3]


RULES = {
    "posterior": [
        ("ten digits are compared", "in_float32", "two classes, three samples"),
        ("No argument may be changed in place", in_place("posterior", 3), "two classes, one sample"),
        ("it may have a single entry", squeezed("posterior"), "two classes, one sample"),
        ("it may have a single entry", squeezed("posterior"), "a single class"),
        ("Each class has a share", "no_prior", "two classes, one sample"),
        ("the mean $\\mu_c$ and the variance $v_c$", "variance_as_deviation", "two classes, one sample"),
        ("the mean $\\mu_c$ and the variance $v_c$", "all_variances_one", "two classes, one sample"),
        ("N_c(x) = \\frac{1}{\\sqrt{2\\pi v_c}}", "without_the_factor", "two classes, one sample"),
        ("N_c(x) = \\frac{1}{\\sqrt{2\\pi v_c}}", with_three_for_pi, "two classes, one sample"),
        ("divided by the sum of $\\pi_k N_k(x)$ over all classes $k$", "joint_alone", "two classes, one sample"),
        ("with at least one class", one_class_is_an_error, "a single class"),
        ("`var` holds **variances**", "variance_as_deviation", "two classes, three samples"),
        ("They are not negative and add up to 1", "divided_by_prior", "a class with the share 0"),
        ("The result has the shape `(samples, classes)`", "transposed", "two classes, three samples"),
        ("The result has the shape `(samples, classes)`", "one_long_row", "three classes, two samples"),
        ("`x` has the shape `(samples,)`", "first_sample_alone", "two classes, three samples"),
        ("a row for each sample", "transposed", "three classes, three samples"),
        ("Each row adds up to 1", "summed_over_samples", "two classes, three samples"),
        ("A class with the share 0 has the posterior 0 everywhere", share_of_at_least, "a class with the share 0"),
        ("A class with the share 0 has the posterior 0 everywhere", "prior_added", "a class with the share 0"),
        ("The result must be right there, too", "softened", "samples nearly 30 standard deviations away"),
        ("The result must be right there, too", "cut_off", "samples nearly 30 standard deviations away"),
        ("up to 30 standard deviations from every mean", "in_float32", "samples nearly 30 standard deviations away"),
    ],
    "box_iou": [
        ("ten digits are compared", "in_float32", "two boxes with three others"),
        ("No argument may be changed in place", in_place("box_iou", 1), "two boxes that overlap"),
        ("it may have a single entry", squeezed("box_iou"), "two boxes that overlap"),
        ("A box is a row $(x_{\\min}, y_{\\min}, x_{\\max}, y_{\\max})$", "another_order", "two boxes that overlap"),
        ("two of its corners", "width_and_height", "two boxes that overlap"),
        ("the area that they share", "together_alone", "two boxes that overlap"),
        ("divided by the area that they cover together", "shared_counted_twice", "two boxes that overlap"),
        ("each box of `a` with each box of `b`", "same_place_alone", "two boxes with three others"),
        ("each box of `a` with each box of `b`", "first_box_alone", "two boxes with three others"),
        ("`b` the shape `(m, 4)`", only_two_rows, "a single box with four others"),
        ("The result has the shape `(n, m)`", "transposed", "two boxes with three others"),
        ("In row $i$ and column $j$ stands the IoU of `a[i]` and `b[j]`", "transposed",
         "a single box with four others"),
        ("Boxes that share no area have exactly 0", "gaps_count", "two boxes far apart in both directions"),
        ("Boxes that share no area have exactly 0", "area_cut_off", "two boxes far apart in both directions"),
        ("Boxes that share no area have exactly 0", "only_height_cut_off", "one box beside another, and below a third"),
        ("Boxes that share no area have exactly 0", "only_width_cut_off", "one box beside another, and below a third"),
        ("Boxes that share no area have exactly 0", tiny_for_nothing, "two boxes far apart in both directions"),
        ("Boxes that only touch share no area", touching_counts, "boxes that only touch"),
        ("Boxes that only touch share no area", "pixels_counted", "boxes that only touch"),
        ("A box with itself has 1", not_quite_one, "three boxes with themselves"),
        ("One box may lie inside the other", inside_is_one, "one box inside the other"),
        ("One box may lie inside the other", "of_the_smaller_box", "one box inside the other"),
        ("Coordinates may be negative", corners_from_zero, "three boxes with themselves"),
        ("Boxes that share no area have exactly 0", "tiny_is_nothing", "two boxes that share a hair"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_by_hand():
    numbers = [torch.tensor(v, dtype=torch.float64) for v in ([0.3, 0.7], [0.0, 2.0], [1.0, 1.0], [0.5])]
    found = solution("posterior")(*numbers)
    assert float(found[0, 1]) == pytest.approx(0.461898, abs=1e-6)
    assert float(found[0, 1]) == pytest.approx(1 / (1 + math.exp(-(2 * 0.5 - 2 + math.log(0.7 / 0.3)))))
    boxes = torch.tensor([[0, 0, 4, 3], [2, 1, 6, 3]], dtype=torch.float64)
    assert solution("box_iou")(boxes, boxes).flatten().tolist() == pytest.approx([1, 0.25, 0.25, 1])
    person, light = torch.tensor([[[0.32, 0.13, 2.6, 7.8]], [[1.9, 7.2, 2.5, 8.9]]], dtype=torch.float64)
    assert float(solution("box_iou")(person, light)) == pytest.approx(0.0198373, abs=1e-7)
