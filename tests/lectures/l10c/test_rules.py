"""The exercises of lecture 10c: every sentence of a text has a case that a violation fails."""

import math

import pytest
import torch

from dlcourse.classroom import registry
from rules import double, every_sentence, in_place, solution


def dropout_of_functional(x, p, training, rng):
    return torch.nn.functional.dropout(x, p, training)


def p_in_use(x, p, training, rng):
    return solution("dropout")(x, p, training, rng) if training else x * (1 + p)


def nothing_without_p(x, p, training, rng):
    return solution("dropout")(x, p, training, rng) if p else 0 * x


def seed_plays_no_part(x, p, training, rng):
    again = torch.Generator().manual_seed(5)
    return solution("dropout")(x, p, training, again)


def removes_one(vals, patience):
    result = solution("early_stopping")(vals, patience)
    if vals:
        vals.pop()
    return result


def stop_with_a_point(vals, patience):
    best, stop = solution("early_stopping")(vals, patience)
    return best, None if stop is None else float(stop)


def no_losses_below_zero(vals, patience):
    return solution("early_stopping")([max(0.0, v) for v in vals], patience)


def tau_not_below(za, zb, tau):
    return solution("info_nce")(za, zb, max(tau, 0.01))


def one_sample_is_one(za, zb, tau):
    return solution("info_nce")(za, zb, tau) + (len(za) == 1)


def needs_two_numbers(za, zb, tau):
    return solution("info_nce")(za[:, :-1] if za.shape[1] == 1 else za, zb, tau)


def only_the_first_three(V, h, b, q):
    return solution("ensemble_geometric")(V[:, :3], h[:3], b, q)


def two_classes(V, h, b, q):
    return solution("ensemble_geometric")(V[:2], h, b[:2], q)


def cut_logits(V, h, b, q):
    return solution("ensemble_geometric")(V.clamp(-6, 6), h, b, q)


FIRST, MOST = "20 rows of twelve", "most entries are dropped"
RULES = {
    "dropout": [
        ("ten digits are compared", "factor_in_float32", MOST),
        ("No argument may be changed in place", in_place("dropout", 0), FIRST),
        ("with any number of axes, also none", "needs_an_axis", "a single number"),
        ("with any number of axes, also none", "needs_two_axes", "three axes"),
        ("of the same shape", "shape_of_one", "a single number"),
        ("The result is a float64 tensor", "in_float32", FIRST),
        ("of the same shape", "in_one_row", "three axes"),
        ("each entry becomes 0 with the probability `p`", "keeps_p", FIRST),
        ("each entry becomes 0 with the probability `p`", "half_dropped", MOST),
        ("each entry becomes 0 with the probability `p`", "nothing_dropped", FIRST),
        ("are multiplied by one factor", "uniform_noise", FIRST),
        ("It depends on `p` alone", "by_the_actual_share", FIRST),
        ("the mean of the result over very many draws is `x`", "not_scaled", FIRST),
        ("the mean of the result over very many draws is `x`", "scaled_by_one_over_p", FIRST),
        ("Each entry is decided by itself", "whole_rows", FIRST),
        ("Each entry is decided by itself", "whole_columns", "three axes"),
        ("the number of zeros differs from call to call", "fixed_number", FIRST),
        ("If `training` is False, the result has the values of `x`", "drops_in_use_too", "in use"),
        ("whatever `p` is", p_in_use, "in use"),
        ("all scaling is done in training", "classic", "in use"),
        ("With `p = 0` nothing is dropped", nothing_without_p, "p = 0"),
        ("With `p = 0` nothing is dropped", "scaled_by_one_over_p_or_inf", "p = 0"),
        ("All chance comes from it", "another_source", FIRST),
        ("Two generators with the same seed give the same zeros", "another_source", MOST),
        ("With another seed the zeros stand in other places", seed_plays_no_part, FIRST),
        ("A second call with the same generator goes on with its next numbers", "rewound", FIRST),
        ("The dropout functions of torch are not allowed here", dropout_of_functional, "not allowed"),
    ],
    "early_stopping": [
        ("No argument may be changed in place", removes_one, "the example"),
        ("two whole numbers, `(best, stop)`", "exchanged", "the example"),
        ("Epochs are counted from 0", "from_one", "the example"),
        ("A loss may be negative or large", no_losses_below_zero, "negative losses"),
        ("A loss may be negative or large", "starts_at_thousand", "large losses"),
        ("less than all losses before it", "compared_with_the_last", "noise"),
        ("An equal loss is no improvement", "ties_improve", "a plateau"),
        ("the size of the gain does not matter", "least_gain", "large losses"),
        ("Epoch 0 always improves", "starts_at_hundred", "the losses only rise"),
        ("`patience` is an int of at least 1", "one_late", "the patience is 1"),
        ("the last `patience` epochs in a row have not improved", "not_reset", "noise"),
        ("the last `patience` epochs in a row have not improved", "first_miss", "the example"),
        ("Training stops after the first epoch", "never_stops", "the example"),
        ("`best` is the last epoch up to `stop` that improved", "last_for_best", "the example"),
        ("a lower loss there does not count", "lowest_of_all", "a tie"),
        ("Then `stop` is the last epoch of the list", "end_is_none", "losses that fall"),
        ("Then `stop` is the last epoch of the list", "end_is_length", "the wait has not run out"),
        ("Return `(None, None)`", "first_of_an_empty_list", "no epoch at all"),
        ("Return `(None, None)`", "empty_is_nothing", "no epoch at all"),
        ("Each result is an int", "as_floats", "the example"),
        ("Each result is an int", "not_as_ints", "the example"),
        ("Each result is an int", stop_with_a_point, "the example"),
    ],
    "ensemble_geometric": [
        ("ten digits are compared", "weights_in_float32", "three units"),
        ("No argument may be changed in place", in_place("ensemble_geometric", 1), "two units"),
        ("`(geometric, arithmetic, scaled)`", "means_exchanged", "the example"),
        ("There are $C \\geq 2$ classes", two_classes, "three units"),
        ("$1 \\leq H \\leq 6$", only_the_first_three, "five units"),
        ("All logits lie between $-30$ and 30", cut_logits, "large logits"),
        ("All logits lie between $-30$ and 30", "softened_by_12_digits", "logits from -30 to 30"),
        ("All logits lie between $-30$ and 30", "least_probability_of_15_digits", "logits from -30 to 30"),
        ("the probability that a unit is **kept**", "dropped_for_kept", "two units"),
        ("each 0 or 1", "without_the_empty", "the example"),
        ("the softmax of $V(m \\odot h) + b$", "h_left_out", "two units"),
        ("Nothing is scaled up", "inverted", "the example"),
        ("`b` is never dropped", "bias_left_out_of_masked", "two units"),
        ("the probability that dropout draws it", "equal_weights", "two units"),
        ("The weights of all $2^H$ masks add up to 1", "kept_units_alone", "one unit"),
        ("`arithmetic` is the weighted mean", "scaled_for_arithmetic", "the example"),
        ("the product over all masks of $p_m$ to the power of $w_m$", "power_left_out", "two units"),
        ("Divide them by their sum", "not_renormalised", "the example"),
        ("each hidden unit is multiplied by $q$", "not_scaled", "the example"),
        ("each hidden unit is multiplied by $q$", "bias_scaled", "two units"),
        ("Each of the three results has the shape `(C,)`", "as_a_table", "the example"),
    ],
    "info_nce": [
        ("ten digits are compared", "through_float32", "three samples, five"),
        ("No argument may be changed in place", in_place("info_nce", 0), "the example"),
        ("with $n \\geq 1$ and $d \\geq 1$", one_sample_is_one, "a single sample"),
        ("with $n \\geq 1$ and $d \\geq 1$", needs_two_numbers, "three samples with one number"),
        ("Row $i$ of `za` belongs to row $i$ of `zb`", "next_one", "the example"),
        ("the cosine of the angle between them", "sizes_of_cosines", "views that have little"),
        ("divided by the temperature", "times_tau", "the example"),
        ("the length of a row does not matter", "not_normalised", "the example"),
        ("the length of a row does not matter", "length_softened", "very short rows"),
        ("It may be as small as 0.001", tau_not_below, "a temperature of 0.001"),
        ("the result must be right there too", "log_of_softmax", "a temperature of 0.001"),
        ("the result must be right there too", "overflows", "a temperature of 0.001"),
        ("chooses among all rows of `zb`", "without_the_right_one", "the example"),
        ("the negative natural logarithm", "in_bits", "the example"),
        ("The loss in this direction is the mean over the $n$ rows", "summed", "the example"),
        ("From `zb` to `za` it is the same with the roles exchanged", "rows_alone", "the example"),
        ("The result is the mean of the two directions", "directions_added", "the example"),
        ("The result is the mean of the two directions", "similarities_averaged", "the example"),
        ("a float64 tensor without axes", "in_a_row", "the example"),
        ("a float64 tensor without axes", "returned_in_float32", "the example"),
        ("With $n = 1$ it is 0", one_sample_is_one, "a single sample"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_by_hand():
    assert solution("early_stopping")([5.0, 3.0, 4.0, 2.0, 2.0, 6.0, 1.0], 2) == (3, 5)
    assert solution("early_stopping")([4.0, 4.0, 3.0, 5.0, 3.0, 3.0, 1.0], 3) == (2, 5)
    assert solution("early_stopping")([], 1) == (None, None)
    found = solution("ensemble_geometric")(double([math.log(9)], [0]), double(1), double(0, 0), 0.5)
    assert torch.allclose(torch.stack(found), double([0.75, 0.25], [0.7, 0.3], [0.75, 0.25]))
    loss = solution("info_nce")(double([2, 0], [0, 1]), double([3, 4], [0, 5]), 0.5)
    there, back = (0.263282 + 0.513015) / 2, (0.913015 + 0.126928) / 2
    assert float(loss) == pytest.approx((there + back) / 2, abs=1e-5)


def test_the_mean_of_dropout_over_many_draws_is_what_came_in(rng):
    x = double(1, -2, 3).repeat(20_000, 1)
    assert torch.allclose(solution("dropout")(x, 0.6, True, rng).mean(0), x[0], atol=0.08)


def test_the_geometric_mean_is_the_scaled_network(rng):
    V, h, b = (torch.randn(*shape, generator=rng, dtype=torch.float64) for shape in ((4, 6), (6,), (4,)))
    for q in (0.5, 0.7):
        geometric, arithmetic, scaled = solution("ensemble_geometric")(V, h, b, q)
        assert torch.allclose(geometric, scaled, rtol=0, atol=1e-10)
        assert float((arithmetic - scaled).abs().max()) > 1e-3


def test_info_nce_follows_torch(rng):
    za, zb = (torch.randn(6, 4, generator=rng, dtype=torch.float64) for _ in range(2))
    s = torch.cosine_similarity(za[:, None], zb[None], dim=2) / 0.2
    labels = torch.arange(6)
    right = (torch.nn.functional.cross_entropy(s, labels) + torch.nn.functional.cross_entropy(s.mT, labels)) / 2
    assert float(solution("info_nce")(za, zb, 0.2)) == pytest.approx(float(right), abs=1e-12)
    assert float(solution("info_nce")(zb, za, 0.2)) == pytest.approx(float(right), abs=1e-12)


def by_torch(x, p, training, rng):
    torch.manual_seed(int(torch.randint(2**31, (), generator=rng)))
    return torch.nn.functional.dropout(x, p, training)


def test_torch_does_with_dropout_what_the_exercise_asks_for():
    exercise = registry.load("dropout")
    with torch.random.fork_rng(devices=[]):
        for case in exercise.draw(4):
            ours, theirs = (exercise.drive(answer, **case.fresh()) for answer in (exercise.solution, by_torch))
            assert exercise.compare(ours, theirs) is None, case.label


def test_right_dropout_is_right_on_many_seeds():
    exercise = registry.load("dropout")
    for seed in range(40):
        for case in exercise.draw(seed)[:4]:
            assert exercise.drive(exercise.solution, **case.fresh())["share of zeros"] in (case.inputs["p"], 0.0)
