"""The exercises of lecture 10a: every sentence of a text has a case that a violation fails."""

import math

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.check import NOT_ALLOWED
from rules import double, every_sentence, in_place, solution


def two_rows_at_least(u, scheme):
    return solution("init_std")(u, scheme) if len(u) > 1 else (0.0, u)


def two_columns_at_least(u, scheme):
    return solution("init_std")(u, scheme) if u.shape[1] > 1 else (0.0, u)


def never_zero(u, scheme):
    return solution("init_std")(u.clamp(min=1e-6), scheme)


def drawn_again(u, scheme):
    rng = torch.Generator().manual_seed(3)
    return solution("init_std")(torch.rand(u.shape, generator=rng, dtype=u.dtype), scheme)


def shortened_in_place(grads, c):
    result = solution("clip_by_global_norm")([g.clone() for g in grads], c)
    grads[0].mul_(0.5)
    return result


def list_emptied(grads, c):
    result = solution("clip_by_global_norm")(list(grads), c)
    grads.pop()
    return result


def two_tensors_at_least(grads, c):
    new, norm = solution("clip_by_global_norm")(grads, c)
    return (new, norm) if len(grads) > 1 else (grads, norm)


def without_single_numbers(grads, c):
    new, norm = solution("clip_by_global_norm")(grads, c)
    return [g if g.ndim else g[None] for g in new], norm


def whole_bounds(grads, c):
    return solution("clip_by_global_norm")(grads, float(max(round(c), 1)))


def by_torch(grads, c):
    parameters = [torch.nn.Parameter(g.clone()) for g in grads]
    for parameter, g in zip(parameters, grads):
        parameter.grad = g.clone()
    norm = torch.nn.utils.clip_grad_norm_(parameters, c)
    return [parameter.grad for parameter in parameters], norm


def zero_is_an_error(grads, c):
    norm = math.sqrt(sum(float((g**2).sum()) for g in grads))
    return [g * min(1.0, c / norm) for g in grads], norm


def whole_peaks(step, warmup, total, peak, floor):
    return solution("schedule")(step, warmup, total, float(round(peak)), floor)


def floor_above_zero(step, warmup, total, peak, floor):
    return solution("schedule")(step, warmup, total, peak, max(floor, 1e-6))


def counted_from_one(step, warmup, total, peak, floor):
    return solution("schedule")(step - 1, warmup, total, peak, floor)


def floor_too_late(step, warmup, total, peak, floor):
    return solution("schedule")(step, warmup, total, peak, floor) if step <= total else 0.9 * floor


def square_only(G, gain):
    return solution("orthogonal")(G, gain) if G.shape[0] == G.shape[1] else G


def wide_only(G, gain):
    return solution("orthogonal")(G, gain) if G.shape[0] <= G.shape[1] else gain * G / G.norm(dim=0)


def whole_gains(G, gain):
    return solution("orthogonal")(G, float(max(round(gain), 1)))


def more_than_a_row(G, gain):
    return solution("orthogonal")(G, gain) if len(G) > 1 else G


def init_of_torch(G, gain):
    return torch.nn.init.orthogonal_(torch.empty_like(G), gain)


def nine_digits(G, gain):
    return solution("orthogonal")(G, gain) * (1 + 2e-8)


def samples_in_place(model, gradient, X, y):
    found = solution("health")(model, gradient, X.clone(), y)
    X.mul_(2)
    return found


def labels_in_place(model, gradient, X, y):
    found = solution("health")(model, gradient, X, y.clone())
    y.add_(1)
    return found


def reported(change):
    """The solution, whose report is changed."""
    return lambda model, gradient, X, y: change(solution("health")(model, gradient, X, y))


RULES = {
    "init_std": [
        ("Ten digits are compared", "through_float32", "the example"),
        ("No argument may be changed in place", in_place("init_std", 0), "the example"),
        ("a float64 tensor without axes", "std_in_float32", "xavier, 5 inputs"),
        ("It returns `(std, W)`", "exchanged", "the example"),
        ("It returns `(std, W)`", "weights_alone", "the example"),
        ("the standard deviation of a weight, and the weights", "variance_returned", "the example"),
        ("the shape `(outputs, inputs)`", "fans_exchanged", "the example"),
        ("at least one row and one column", two_rows_at_least, "he, 7 inputs and a single output"),
        ("at least one row and one column", two_columns_at_least, "lecun, a single input"),
        ("Its entries are at least 0", never_zero, "the example"),
        ("which **variance** a weight has", "variance_as_std", "the example"),
        ("2/(inputs + outputs)", "xavier_without_two", "xavier, 5 inputs"),
        ("2/(inputs + outputs)", "xavier_of_inputs", "xavier, 2 inputs"),
        ('`"he"` | 2/inputs', "he_without_two", "the example"),
        ('`"lecun"` | 1/inputs', "lecun_with_two", "lecun, 3 inputs"),
        ("It is not measured from the entries of `W`", "std_of_entries", "the example"),
        ("It is not measured from the entries of `W`", "scaled_to_sample", "the example"),
        ("`W` has the shape of `u`", "transposed", "the example"),
        ("`W` has the shape of `u`", "squeezed", "he, 7 inputs and a single output"),
        ("uniform between $-a$ and $a$", "normal_weights", "the example"),
        ("Choose $a$ so that their standard deviation is `std`", "bound_is_std", "the example"),
        ("the entry of `u` in its own place", "centred_by_its_mean", "the example"),
        ("$u = 0$ gives $-a$", "from_zero", "xavier, one u is 0"),
        ("$u = 0$ gives $-a$", "turned_round", "xavier, one u is 0"),
        ("$u = 0.5$ gives exactly 0", "one_too_low", "xavier, one u is 0"),
        ("A straight line goes through these two points", "rounded_to_signs", "the example"),
        ("Draw no further random numbers", drawn_again, "the example"),
    ],
    "clip_by_global_norm": [
        ("Ten digits are compared", "through_float32", "a matrix, a vector"),
        ("the root of the sum of all squared entries", "root_missing", "the example"),
        ("the root of the sum of all squared entries", "mean_square", "the example"),
        ("\\min\\left(1, \\frac{c}{\\|g\\|}\\right)", "larger_of_both", "the example"),
        ("\\min\\left(1, \\frac{c}{\\|g\\|}\\right)", "unit_length", "the example"),
        ("It returns `(shortened, norm)`", "exchanged", "the example"),
        ("the length **before** it", "norm_afterwards", "the example"),
        ("a list of at least one tensor", two_tensors_at_least, "a single tensor"),
        ("single numbers of shape `()`", without_single_numbers, "a matrix, a vector"),
        ("`c` is a float above 0", whole_bounds, "a matrix, a vector"),
        ("Neither the list nor a tensor may be changed", shortened_in_place, "the example"),
        ("Neither the list nor a tensor may be changed", list_emptied, "the example"),
        ("one tensor for each of `grads`", "first_alone", "the example"),
        ("in the same order", "backwards", "the example"),
        ("with the same shapes", "flat", "a matrix, a vector"),
        ("one length for all tensors together", "one_by_one", "the example"),
        ("one length for all tensors together", "lengths_added", "the example"),
        ("the direction of $g$ stays", "clamped", "the example"),
        ("A vector that is not longer than $c$ stays as it is", "always_scaled_but_zero",
         "longer than 1, but not than c"),
        ("A vector that is not longer than $c$ stays as it is", "longer_than_one",
         "longer than 1, but not than c"),
        ("A vector that is not longer than $c$ stays as it is", "epsilon_of_6_digits",
         "exactly as long as c"),
        ("Then they stay 0, and `norm` is 0", zero_is_an_error, "all entries are 0"),
        ("Then they stay 0, and `norm` is 0", "always_scaled", "all entries are 0"),
        ("`norm` is a single number", "norms_of_each", "the example"),
        ("Nothing is added to it", "epsilon_in_norm", "the example"),
        ("The clipping functions of torch are not allowed", by_torch, NOT_ALLOWED),
    ],
    "schedule": [
        ("Ten digits are compared", "in_float32", "the second step of the fall"),
        ("Ten digits are compared", "rounded", "the first step"),
        ("Steps are counted from 0", "rise_from_zero", "the first step"),
        ("Steps are counted from 0", counted_from_one, "the second step of the fall"),
        ("those with `step < warmup`", "rise_one_longer", "the first step after the rise"),
        ("those with `step < warmup`", "rise_one_shorter", "the last step of the rise"),
        ("grows by the same amount at each step", "rise_squared", "the example"),
        ("grows by the same amount at each step", "rise_from_floor", "the example"),
        ("already has the rate peak/warmup", "rise_from_zero", "the first step"),
        ("already has the rate peak/warmup", "rise_not_below_floor", "the first step"),
        ("its last step has the peak", "rise_never_ends", "the last step of the rise"),
        ("along half a cosine", "straight_fall", "the second step of the fall"),
        ("along half a cosine", "quarter", "the second step of the fall"),
        ("At `step = warmup` the rate is the peak", "fall_one_ahead", "the first step after the rise"),
        ("at `step = total` it is the floor", "fall_over_total", "step = total"),
        ("at `step = total` it is the floor", "fall_ends_late", "step = total"),
        ("the share of the fall that is over, from 0 to 1", "fall_from_step_zero", "the first step after"),
        ("the share of the fall that is over, from 0 to 1", "fall_ends_early", "the last step of the fall"),
        ("\\frac{1 + \\cos(\\pi t)}{2}", "half_missing", "in the fall"),
        ("\\frac{1 + \\cos(\\pi t)}{2}", "no_pi_then_floor", "in the fall"),
        ("\\text{floor} + (\\text{peak} - \\text{floor})", "floor_on_top", "the first step after the rise"),
        ("for every later step, the rate stays at the floor", "rises_again", "long after total"),
        ("for every later step, the rate stays at the floor", floor_too_late, "long after total"),
        ("`peak` and `floor` are floats", whole_peaks, "the first step"),
        ("Then there is no rise, and step 0 has the peak", "no_rise_is_an_error",
         "no rise, the first step"),
        ("`floor` may be 0", floor_above_zero, "no rise, in the fall"),
        ("The result is a single number", "as_list", "the example"),
    ],
    "orthogonal": [
        ("No argument may be changed in place", in_place("orthogonal", 0), "the example"),
        ("`G` may not be changed in place", in_place("orthogonal", 0), "3 rows and 5 columns"),
        ("a matrix with at least two entries", more_than_a_row, "a single row"),
        ("`gain` is a float above 0", whole_gains, "3 rows and 5 columns"),
        ("a float64 tensor with the shape of `G`", "in_float32", "the example"),
        ("a float64 tensor with the shape of `G`", "transposed", "3 rows and 5 columns"),
        ("a float64 tensor with the shape of `G`", "square_of_rows", "3 rows and 5 columns"),
        ("a float64 tensor with the shape of `G`", square_only, "5 rows and 3 columns"),
        ("Each has the length `gain`", "no_gain", "the example"),
        ("Each has the length `gain`", "singular_values_kept", "the example"),
        ("any two of them are perpendicular", "lengths_alone", "the example"),
        ("any two of them are perpendicular", "only_neighbours", "3 rows and 5 columns"),
        ("look at the **rows** of `W`", "other_side", "3 rows and 5 columns"),
        ("the same holds for the **columns** of `W`", wide_only, "5 rows and 3 columns"),
        ("the same holds for the **columns** of `W`", "rows_of_a_tall_one", "5 rows and 3 columns"),
        ("Another `G` gives another `W`", "identity", "the example"),
        ("the same `G` gives the same `W`", "its_own_numbers", "the example"),
        ("Draw no random numbers of your own", "its_own_numbers", "a single row"),
        ("but not `torch.nn.init.orthogonal_`", init_of_torch, NOT_ALLOWED),
        ("compared to nine digits", nine_digits, "the example"),
    ],
    "health": [
        ("No argument may be changed in place", samples_in_place, "a healthy network"),
        ("No argument may be changed in place", labels_in_place, "a healthy network"),
        ("a dict of those that it found", "names_alone", "dead units and gradients of 0"),
        ("a dict of those that it found", "first_found_alone", "everything at once"),
        ("The labels `y` lie from 0 to classes - 1", "classes_from_labels", "a loss that is too low"),
        ("Not every class needs to have a sample", "classes_that_occur", "a healthy network"),
        ("the units of a hidden layer after relu, of shape `(samples, units)`", "guess_of_units",
         "dead units and gradients of 0"),
        ("the logits, of shape `(samples, classes)`", "guess_of_samples", "a healthy network"),
        ("also with a single row of shape `(1, inputs)`", "leak_never", "samples that leak into each other"),
        ("the name of each parameter", "still_numbered", "dead units and gradients of 0"),
        ("more than 0.5 away from that of a guess", "loss_limit_lower", "a healthy network"),
        ("more than 0.5 away from that of a guess", "loss_limit_higher", "a loss that is too high"),
        ("more than 0.5 away from that of a guess", "relative_limit", "dead units and gradients of 0"),
        ("more than 0.5 away from that of a guess", "one_over_classes", "a healthy network"),
        ("above or below", "only_too_high", "a loss that is too low"),
        ("above or below", "only_too_low", "a loss that is too high"),
        ("the loss, a single number", "gap_reported", "a loss that is too high"),
        ("exactly 0 for **every** sample", "zero_once", "a healthy network"),
        ("exactly 0 for **every** sample", "silent_samples", "dead units and gradients of 0"),
        ("exactly 0 for **every** sample", "first_sample_alone", "everything at once"),
        ("a list of the numbers of these units", "dead_counted", "dead units and gradients of 0"),
        ("a list of the numbers of these units", "dead_as_tensor", "dead units and gradients of 0"),
        ("exactly 0 in **every** entry", "zero_entry", "everything at once"),
        ("exactly 0 in **every** entry", "sum_is_zero", "a healthy network"),
        ("a list of the names of these parameters", "still_counted", "dead units and gradients of 0"),
        ("a sample alone has other logits than in its batch", "by_order",
         "samples that leak into each other"),
        ("a sample alone has other logits than in its batch", "by_those_before",
         "samples that leak into the next one"),
        ("at least one differs by more than", "every_logit", "samples that leak into each other"),
        ("at least one differs by more than", "large_leak_alone", "samples that leak into the next"),
        ("at least one differs by more than", "relative_leak", "samples that leak into the next"),
        ("a list of the numbers of these samples", "all_if_one", "samples that leak into the next one"),
        ("the mean cross-entropy of the logits", "summed_loss", "a healthy network"),
        ("the mean cross-entropy of the logits", "softmax_over_samples", "a loss that is too high"),
        ("in nats", "loss_in_bits", "a loss that is too high"),
        ("A guess gives each of $C$ classes the probability $1/C$", "one_over_classes", "a healthy network"),
        ("Units and samples are counted from 0", "dead_from_one", "dead units and gradients of 0"),
        ("Units and samples are counted from 0", "leak_from_one", "samples that leak into each other"),
        ("stand in ascending order", "dead_backwards", "dead units and gradients of 0"),
        ("Names stand in the order of `gradient`", "still_sorted", "dead units and gradients of 0"),
        ("A fault that is not there has no name in the dict", "with_empty_lists", "a healthy network"),
        ("The dict of a healthy network is empty", "nothing_if_healthy", "a healthy network"),
        ("A false alarm is as wrong", "loss_always", "a healthy network"),
        ("as a fault that is missed", reported(lambda found: {}), "dead units and gradients of 0"),
        ("is not dead, however faint it is", "faint_is_dead", "a healthy network"),
        ("is not dead, however faint it is", "nearly_always_zero", "a loss that is too low"),
        ("A gradient that is only small is not still", "small_is_zero", "a healthy network"),
        ("They are not a leak", "exact_leak", "a healthy network"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_starting_weights_by_hand():
    std, W = solution("init_std")(double([0.25] + [0.5] * 5), "he")
    assert std == pytest.approx(0.57735, abs=1e-5)
    assert W.tolist() == [[pytest.approx(-0.5), 0, 0, 0, 0, 0]]
    u = torch.rand(300, 200, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    for scheme in ("xavier", "he", "lecun"):
        std, W = solution("init_std")(u, scheme)
        assert float(W.std()) == pytest.approx(std, rel=0.01)


def test_starting_weights_have_the_bounds_of_torch():
    u = double([0.0, 0.5], [0.0, 0.25], [0.75, 0.5])
    large, fills = torch.empty(3, 2, dtype=torch.float64), torch.nn.init
    gains = {"he": "relu", "lecun": "linear"}
    for scheme, fill in (("xavier", fills.xavier_uniform_), *((name, fills.kaiming_uniform_) for name in gains)):
        options = {"nonlinearity": gains[scheme]} if scheme in gains else {}
        rng = torch.Generator().manual_seed(1)
        largest = max(float(fill(large, generator=rng, **options).abs().max()) for _ in range(200))
        bound = -float(solution("init_std")(u, scheme)[1].min())
        assert bound * 0.98 < largest <= bound + 1e-12


def test_shortened_gradients_by_hand_and_as_torch_has_them():
    grads = [double(2.0, 3.0), double(6.0)]
    new, norm = solution("clip_by_global_norm")(grads, 3.5)
    assert ([g.tolist() for g in new], float(norm)) == ([[1.0, 1.5], [3.0]], 7.0)
    assert [g.tolist() for g in solution("clip_by_global_norm")(grads, 14.0)[0]] == [[2, 3], [6]]
    theirs, length = by_torch(grads, 3.5)
    assert float(length) == pytest.approx(7)
    assert torch.allclose(torch.cat(theirs), torch.cat(new), atol=1e-5)


def test_rates_by_hand():
    rates = [solution("schedule")(step, 4, 12, 0.8, 0.2) for step in (0, 1, 2, 3, 4, 8, 12, 30)]
    assert rates == pytest.approx([0.2, 0.4, 0.6, 0.8, 0.8, 0.5, 0.2, 0.2])


def test_turns_by_hand():
    W = solution("orthogonal")(double([2.0, 1.0], [1.0, 2.0]), 3.0)
    assert torch.allclose(W, double([3.0, 0.0], [0.0, 3.0]))
    assert solution("orthogonal")(double([3.0, 4.0]), 3.0).tolist() == [pytest.approx([1.8, 2.4])]


def test_a_report_by_hand():
    def model(X):
        return double([0.0, 2.0, 0.0], [0.0, 0.0, 1.0])[:len(X)], double([3.0, 0.0], [3.0, 0.0])[:len(X)]

    report = solution("health")(model, lambda X, y: {"W1": double([1.0, -1.0])}, double([1.0], [2.0]),
                                torch.tensor([1, 1]))
    assert report == {"loss": pytest.approx(3.049, abs=1e-3), "dead": [0]}
    assert math.log(2) == pytest.approx(0.693, abs=1e-3)


@pytest.mark.parametrize("seed", range(20))
def test_the_hidden_networks_have_the_faults_that_their_labels_say(seed):
    exercise = registry.load("health")
    found = {case.label: solution("health")(**case.fresh()) for case in exercise.draw(seed)}
    assert [sorted(report) for report in found.values()] == [
        [], ["loss"], ["loss"], ["dead", "still"], ["leak"], ["leak"], ["dead", "leak", "loss", "still"]]
    assert found["dead units and gradients of 0"] == {"dead": [1, 4], "still": ["b1", "W2"]}
    assert found["samples that leak into the next one"] == {"leak": [1, 2]}
    every = found["everything at once"]
    assert (every["dead"], every["still"], every["leak"]) == ([0, 2, 6], ["W1"], [0, 1, 2])
