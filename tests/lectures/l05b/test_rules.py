"""The exercises of lecture 05b: every sentence of a text has a case that a violation fails."""

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.check import CORRECT, check
from dlcourse.lectures.l05b.tasks import pieces_1d
from dlcourse.nn import hinges, regions
from dlcourse.nn.params import Params
from rules import every_sentence, solution


def a_little_off():
    W, c, w = solution("xor_weights")()
    return W, c, w * (1 + 1e-7)


def column_of_w():
    W, c, w = solution("xor_weights")()
    return W, c, w[:, None]


def all_in_a_list():
    return [*solution("xor_weights")(), torch.zeros(())]


def points_moved_in_place(N, c, X):
    codes = solution("halfplane_codes")(N, c, X)
    X.sub_(X.mean(0))
    return codes


def needs_two_inputs(N, c, X):
    codes = solution("halfplane_codes")(N, c, X)
    return codes if X.shape[1] > 1 else torch.zeros_like(codes)


def squeezed_codes(N, c, X):
    return solution("halfplane_codes")(N, c, X).squeeze()


def distances_are_positive(N, c, X):
    return solution("halfplane_codes")(N, c.abs(), X)


def heights_moved_in_place(xs, ys):
    weights = solution("relu_interpolant")(xs, ys.clone())
    ys.sub_(ys[0].clone())
    return weights


def bent_between(xs, ys):
    """Through all knots, but with a small tent in the first piece."""
    a, b, c, d = solution("relu_interpolant")(xs, ys)
    at = torch.stack([xs[0], (xs[0] + xs[1]) / 2, xs[1]])
    tent = 0.1 * torch.tensor([1, -2, 1], dtype=xs.dtype)
    return torch.cat([a, torch.ones_like(at)]), torch.cat([b, -at]), torch.cat([c, tent]), d


def needs_three_knots(xs, ys):
    a, b, c, d = solution("relu_interpolant")(xs, ys)
    return a, b, c * (len(xs) > 2), d


def d_in_float32(xs, ys):
    a, b, c, d = solution("relu_interpolant")(xs, ys)
    return a, b, c, d.float()


def d_a_little_off(xs, ys):
    a, b, c, d = solution("relu_interpolant")(xs, ys)
    return a, b, c, d + 1e-8


def every_tent_doubles(f, a, b):
    """Right for powers of 2."""
    return 1 << (solution("pieces_1d")(f, a, b) - 1).bit_length()


def calls_with_a_number(f, a, b):
    return solution("pieces_1d")(f, a, b) if b > 1 else f(a)


def calls_too_often(f, a, b):
    middle = torch.tensor((a + b) / 2, dtype=torch.float64)
    for _ in range(20_001 if (a, b) == (0, 1) and f(middle / 2) == 0.5 else 1):
        f(middle)
    return solution("pieces_1d")(f, a, b)


RULES = {
    "xor_weights": [
        ("Here *false* is $-1$ and *true* is $1$ at the input", "the_lectures_weights", "the four inputs"),
        ("the output should be 1 if exactly one input is 1", "one_for_equal", "the four inputs"),
        ("the output should be 1 if exactly one input is 1", "first_alone", "the four inputs"),
        ("the output should be 1 if exactly one input is 1", "twice_too_large", "the four inputs"),
        ("and 0 otherwise", "both_as_well", "the four inputs"),
        ("and 0 otherwise", "all_one_too_low", "the four inputs"),
        ("The network computes $z = Wx + c$", "c_taken_off", "the four inputs"),
        ("The network computes $z = Wx + c$", "c_after_the_relu", "the four inputs"),
        ("then $h = \\mathrm{relu}(z)$", "steps_for_relu", "the four inputs"),
        ("then $h = \\mathrm{relu}(z)$", "sizes_for_relu", "the four inputs"),
        ("returns the tuple `(W, c, w)`", "the_layer_last", "the four inputs"),
        ("returns the tuple `(W, c, w)`", "c_and_w_exchanged", "the four inputs"),
        ("There are two hidden units", "more_units", "the four inputs"),
        ("There are two hidden units", "a_single_unit", "the four inputs"),
        ("one row for each unit, one column for each input", "columns_for_units", "the four inputs"),
        ("`W` has the shape `(2, 2)`", "one_row_of_weights", "the four inputs"),
        ("`c` and `w` have the shape `(2,)`", "w_as_a_matrix", "the four inputs"),
        ("`c` and `w` have the shape `(2,)`", "c_as_a_column", "the four inputs"),
        ("`c` and `w` have the shape `(2,)`", column_of_w, "the four inputs"),
        ("All three are tensors of dtype float64", "single_precision", "the four inputs"),
        ("All three are tensors of dtype float64", "whole_numbers", "the four inputs"),
        ("All three are tensors of dtype float64", "plain_lists", "the four inputs"),
        ("The output has no bias", "with_a_bias_behind", "the four inputs"),
        ("The output has no bias", all_in_a_list, "the four inputs"),
        ("and no activation", "relu_at_the_end", "the four inputs"),
        ("Each of the four outputs may be off by $10^{-9}$ at most", a_little_off, "the four inputs"),
        ("Each of the four outputs may be off by $10^{-9}$ at most", "nearly", "the four inputs"),
    ],
    "halfplane_codes": [
        ("no argument may be changed in place", points_moved_in_place, "eight points and five lines"),
        ("a vector at a right angle to it", "distance_from_zero", "eight points and five lines"),
        ("lies **beyond** the line where $n \\cdot x > c$", "below", "the example of the text"),
        ("lies **beyond** the line where $n \\cdot x > c$", "c_added", "the example of the text"),
        ("lies **beyond** the line where $n \\cdot x > c$", "above_a_half", "points that lie less than 1 beyond"),
        ("lies **beyond** the line where $n \\cdot x > c$", "mean_for_sum", "eight points and five lines"),
        ("for each point and each line", "own_line_alone", "eight points and five lines"),
        ("for each point and each line", "first_point_alone", "the example of the text"),
        ("for each point and each line", "codes_without_repeats", "the example of the text"),
        ("Row $j$ of `N` is the normal of line $j$", "not_transposed", "three inputs, as many points as planes"),
        ("`c[j]` is its number", "first_c_alone", "eight points and five lines"),
        ("`c[j]` is its number", "c_for_each_point", "three inputs, as many points as planes"),
        ("Each row of `X` is a point", "points_backwards", "eight points and five lines"),
        ("it may be any number from 1 on", "two_coordinates", "three inputs"),
        ("it may be any number from 1 on", needs_two_inputs, "one input"),
        ("With $d = 3$ the lines are planes", "two_coordinates", "three inputs"),
        ("The result has the shape `(points, lines)`", "a_row_for_each_line", "the example of the text"),
        ("The result has the shape `(points, lines)`", "lines_counted", "the example of the text"),
        ("The result has the shape `(points, lines)`", squeezed_codes, "a single point"),
        ("The result has the shape `(points, lines)`", squeezed_codes, "a single line"),
        ("The result has the shape `(points, lines)`", "six_lines", "nine lines and twelve points"),
        ("and the dtype int64", "booleans", "the example of the text"),
        ("and the dtype int64", "short_integers", "the example of the text"),
        ("It holds 1 where the point lies beyond the line", "within", "the example of the text"),
        ("It holds 1 where the point lies beyond the line", "relus", "eight points and five lines"),
        ("and 0 otherwise", "minus_one_within", "the example of the text"),
        ("A point exactly on a line gets 0", "at_least", "points on the lines"),
        ("A point exactly on a line gets 0", "half_on_the_line", "points on the lines"),
        ("A point beyond it gets 1, however close it is", "with_a_small_margin", "points a hair beyond"),
        ("A point beyond it gets 1, however close it is", "in_float32", "points a hair beyond"),
        ("A point beyond it gets 1, however close it is", "cut_off_at_one", "points that lie less than 1 beyond"),
        ("A normal may have any length but 0", "unit_normals", "eight points and five lines"),
        ("`c` may be negative", distances_are_positive, "eight points and five lines"),
    ],
    "relu_interpolant": [
        ("no argument may be changed in place", heights_moved_in_place, "five knots"),
        ("A network of one hidden relu layer has one input $x$ and says", "hinges_mirrored", "the example of the text"),
        ("A network of one hidden relu layer has one input $x$ and says", "opens_left", "the example of the text"),
        ("which returns the tuple `(a, b, c, d)`", "c_before_b", "the example of the text"),
        ("which returns the tuple `(a, b, c, d)`", "d_first", "the example of the text"),
        ("which returns the tuple `(a, b, c, d)`", "no_d", "the example of the text"),
        ("a network that runs through all knots", "slopes_for_changes", "the example of the text"),
        ("a network that runs through all knots", "starts_at_zero", "two knots"),
        ("a network that runs through all knots", "never_straight_again", "five knots"),
        ("a network that runs through all knots", "from_the_first_slope", "five knots"),
        ("and is straight between two neighbours", bent_between, "five knots"),
        ("and is straight between two neighbours", bent_between, "two knots"),
        ("with at least two knots", needs_three_knots, "two knots"),
        ("`xs` rises: each entry is larger than the one before", "at_whole_numbers", "five knots"),
        ("The distances may differ", "first_distance_for_all", "five knots"),
        ("The distances may differ", "mean_distance", "five knots"),
        ("`a`, `b` and `c` are float64 tensors", "in_float32", "the example of the text"),
        ("`a`, `b` and `c` are float64 tensors", "ones_in_float32", "the example of the text"),
        ("`a`, `b` and `c` are float64 tensors", "lists", "the example of the text"),
        ("of the same shape `(units,)`", "a_for_each_knot", "the example of the text"),
        ("of the same shape `(units,)`", "columns", "the example of the text"),
        ("`d` is a single number", "d_with_an_axis", "the example of the text"),
        ("a float or a float64 tensor without axes", d_in_float32, "the example of the text"),
        ("Ten digits of $f$ are compared", "rounded", "five knots"),
        ("Ten digits of $f$ are compared", d_a_little_off, "the example of the text"),
    ],
    "pieces_1d": [
        ("Some of them may be higher or lower than $T$", every_tent_doubles, "three tents, one of them twice as high"),
        ("$f$ may be multiplied by a number", "faint_bends_missed", "two faint tents"),
        ("$f$ may be multiplied by a number", "low_bends_missed", "two low tents"),
        ("a straight line may be added to it", "turns", "two tents and a steep line"),
        ("a straight line may be added to it", "turns_and_levels", "two tents and a steep line"),
        ("how many straight pieces $f$ has", "bends_counted", "the tent from 0 to 1"),
        ("how many straight pieces $f$ has", "ends_counted", "the tent from 0 to 1"),
        ("how many straight pieces $f$ has", "different_slopes", "three tents from 0 to 1"),
        ("from $a$ to $b$", "zero_to_one", "two tents beyond both ends"),
        ("from $a$ to $b$", "a_left_out", "six tents from the middle on"),
        ("from $a$ to $b$", "b_left_out", "six tents up to the middle"),
        ("`f` takes a float64 tensor of any shape", calls_with_a_number, "the tent from 0 to 1"),
        ("You may call it at most 20 000 times", calls_too_often, "the tent from 0 to 1"),
        ("they need not be 0 and 1", "zero_to_one", "four tents on a part of 0 to 1"),
        ("they need not be 0 and 1", "sixty_four_parts", "one tent beyond both ends"),
        ("$f$ bends at multiples of $\\tfrac1{64}$ only", "a_thousand_points", "three tents from 0 to 1"),
        ("It may bend at any of them", "parts_too_long", "six tents up to the middle"),
        ("A piece is as long as possible", "parts_counted", "the tent from 0 to 1"),
        ("A piece is as long as possible", "parts_counted", "three tents, within one piece"),
        ("A bend at `a` or `b` itself does not count", "beyond_a", "three tents between two kinks"),
        ("A bend at `a` or `b` itself does not count", "beyond_b", "three tents between two kinks"),
        ("A level piece counts like any other", "level_left_out", "one tent beyond both ends"),
        ("differ by at least 0.01", "faint_bends_missed", "two faint tents"),
        ("But numbers are rounded", "exact_comparison", "two faint tents"),
        ("The result is one whole number", "places_of_bends", "the tent from 0 to 1"),
        ("The result is one whole number", "as_text", "the tent from 0 to 1"),
        ("The result is one whole number", "count_with_an_axis", "the tent from 0 to 1"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_any_weights_that_do_xor_are_right():
    exercise, rng = registry.load("xor_weights"), torch.Generator().manual_seed(0)
    W, c, w = exercise.solution()
    for _ in range(20):
        size = torch.rand(2, generator=rng, dtype=torch.float64) + 0.1
        swapped = (size[:, None] * W).flip(0), (size * c).flip(0), (w / size).flip(0)
        noisy = tuple(v * (1 + 1e-12) for v in swapped)
        assert check(exercise, lambda weights=noisy: weights).status == CORRECT


def test_the_judge_names_what_the_lectures_weights_do():
    weights = tuple(hinges.xor_weights())
    verdict = check(registry.load("xor_weights"), lambda: weights)
    assert verdict.misconception == "the_lectures_weights"


def test_the_example_of_xor_is_as_the_text_says():
    X = torch.tensor([[1.0, -1.0]], dtype=torch.float64)
    assert float(hinges.two_units(*hinges.xor_weights(), X)) == 0
    weights = solution("xor_weights")()
    X = torch.tensor([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=torch.float64)
    assert hinges.two_units(*weights, X).tolist() == [0, 1, 1, 0]


def test_weights_that_no_reading_fits_are_told_by_their_outputs():
    W, c, w = solution("xor_weights")()
    W = W.clone()
    W[0, 0] = 1.25
    told = check(registry.load("xor_weights"), lambda: (W, c, w.abs())).explanation
    assert told == ("The check says: at (-1, -1), (-1, 1), (1, -1) and (1, 1) your network gives 0, 0.875, 1.125, "
                    "4.125, where 0, 1, 1, 0 are right.")


def test_codes_sum_to_0_inside_a_hexagon_and_only_there():
    N, c = regions.regular_polygon(6)
    X = 6 * torch.rand(10_000, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64) - 3
    inside = (X @ N.mT).amax(1) <= 1
    codes = solution("halfplane_codes")(N, c, X)
    assert torch.equal(codes.sum(1) == 0, inside)
    assert torch.equal(codes, regions.halfplane_codes(N, c, X))
    assert int(codes.sum(1).max()) == 3
    assert len(codes.unique(dim=0)) == 19


def test_the_codes_of_the_example():
    tensors = [torch.tensor(v, dtype=torch.float64) for v in ([[3, 4], [-1, 2]], [5, 1], [[1, 1], [-1, 0.5], [0, 0]])]
    assert solution("halfplane_codes")(*tensors).tolist() == [[1, 0], [0, 1], [0, 0]]


def test_beyond_the_knots_the_curve_may_do_what_it_likes():
    exercise = registry.load("relu_interpolant")
    xs, ys = (torch.tensor(v, dtype=torch.float64) for v in ([1, 2, 4], [2, 5, 1]))
    x = torch.tensor([0, 1, 1.5, 2, 3, 4, 6], dtype=torch.float64)
    ours, other = (hinges.hinge_sum(*answer(xs, ys), x) for answer in (exercise.solution, exercise.alternatives[2]))
    assert ours.tolist() == pytest.approx([2, 2, 3.5, 5, 3, 1, -3])
    assert other[1:-1].tolist() == pytest.approx([2, 3.5, 5, 3, 1])
    assert other[[0, -1]].tolist() == pytest.approx([-1, 1])
    assert check(exercise, exercise.alternatives[2]).status == CORRECT


def network(heights, scale=1.0):
    """Tents of these heights, one after the other, as weights and biases."""
    tent = regions.tent(len(heights))
    factors = torch.tensor([*heights[:-1], scale * heights[-1]], dtype=torch.float64)
    return Params((tent.Ws[0], *(W * h for W, h in zip(tent.Ws[1:], factors))), tent.bs)


@pytest.mark.parametrize("heights, a, b", [
    ([1], 0, 1), ([1] * 3, 0, 1), ([1] * 6, -0.25, 0.3125), ([1, 2, 1], -0.25, 1.25), ([2, 1, 1], 0, 1),
    ([0.5, 1, 1], 0, 1), ([1, 1], -0.5, 1.5)])
def test_pieces_are_as_many_as_the_network_says(heights, a, b):
    assert solution("pieces_1d")(pieces_1d.tents(heights), a, b) == regions.pieces_1d(network(heights), a, b)


@pytest.mark.parametrize("layers", range(1, 7))
def test_each_tent_doubles_the_pieces(layers):
    assert solution("pieces_1d")(pieces_1d.tents([1] * layers), 0.0, 1.0) == 2**layers


def test_the_numbers_of_the_text_about_pieces():
    twice = pieces_1d.tents([1, 1])
    assert twice(torch.tensor([0, 0.25, 0.5, 0.75, 1])).tolist() == [0, 1, 0, 1, 0]
    assert (solution("pieces_1d")(twice, 0.0, 1.0), solution("pieces_1d")(twice, -0.5, 1.5)) == (4, 6)


def test_what_the_text_promises_of_the_functions_holds():
    for seed in range(20):
        for case in registry.load("pieces_1d").draw(seed):
            f, a, b = (case.inputs[name] for name in "fab")
            assert a < b
            assert (64 * a).is_integer()
            assert (64 * b).is_integer()
            x = a + torch.arange(round((b - a) * 1024) + 1, dtype=torch.float64) / 1024
            changes = (f.function(x).diff() * 1024).diff().abs()
            bends = changes > 1e-6
            assert bool((changes[bends] >= 0.01).all())
            assert bool((changes[~bends] < 1e-10).all())
            assert bool(((x[1:-1][bends] * 64) % 1 == 0).all())
