"""The exercises of lecture 09b: every sentence of a text has a case that a violation fails."""

import numpy as np
import pytest
import torch

from dlcourse.classroom import registry
from rules import every_sentence, in_float32, solution

PROX, ADAGRAD, RMSPROP, ADAM, ADAMW, IRIS = (solution(key) for key in (
    "prox_step", "adagrad_step", "rmsprop_step", "adam_step", "adamw_step", "train_iris"))


def in_place(answer, place, moved):
    """A right answer that changes one of its arguments as well."""
    def changes(*inputs):
        result = answer(*inputs)
        inputs[place].copy_(result if moved is None else result[moved])
        return result

    return changes


def to_digits(answer, digits):
    return lambda *inputs: tuple(part.round(decimals=digits) for part in answer(*inputs))


def needs_an_axis(answer):
    def first_entry(x, *others):
        x[0]
        return answer(x, *others)

    return first_entry


def only_vectors(answer):
    def vectors(x, *others):
        return answer(x, *others) if x.ndim < 2 else (x, *answer(x, *others)[1:])

    return vectors


def needs_two_entries(theta, g, eta, B=None):
    return theta if len(theta) == 1 else PROX(theta, g, eta, B)


def solved_without_its_corners(theta, g, eta, B=None):
    return theta - eta * g / B.diagonal() if B is not None and len(B) == 2 else PROX(theta, g, eta, B)


def none_fails(*inputs):
    if len(inputs) == 4 and inputs[3] is None:
        raise TypeError
    return PROX(*inputs)


def wants_no_decay(*inputs):
    return ADAMW(*inputs) if inputs[-1] else (inputs[0], *ADAMW(*inputs)[1:])


def for_150(X, y, params, eta, B, seed):
    return IRIS(X, y, params, eta, B, seed) if len(y) == 150 else [0.0] * 21


def for_several(X, y, params, eta, B, seed):
    return IRIS(X, y, params, eta, B, seed) if len(y) > 1 else [0.0] * 21


def cut_to_full_batches(X, y, params, eta, B, seed):
    return IRIS(X, y, params, eta, B, seed) if len(y) >= B else [0.0] * 21


def losses_by_epoch(X, y, params, eta, B, seed):
    losses, trained = IRIS(X, y, params, eta, B, seed)
    return dict(enumerate(losses)), trained


def trained_in_float32(X, y, params, eta, B, seed):
    losses, trained = IRIS(X, y, params, eta, B, seed)
    return losses, tuple(part.float() for part in trained)


def params_moved(X, y, params, eta, B, seed):
    losses, trained = IRIS(X, y, params, eta, B, seed)
    params[0].add_(1.0)
    return losses, trained


def same_for_neighbours(X, y, params, eta, B, seed):
    return IRIS(X, y, params, eta, B, 0)


def new_every_time(X, y, params, eta, B, seed):
    return IRIS(X, y, params, eta, B, int(np.random.default_rng().integers(10**6)))


def descended_a_while(theta, g, eta, B=None):
    """Gradient descent on the model, which takes long where the bowl is nearly flat."""
    B = torch.eye(len(theta), dtype=theta.dtype) if B is None else B
    x = theta.clone()
    for _ in range(1000):
        x = x - (eta * g + B @ (x - theta)) / B.trace()
    return x


RULES = {
    "prox_step": [
        ("All tensors are float64 unless a task says otherwise", in_float32("prox_step"), "B left out"),
        ("ten digits are compared", in_float32("prox_step"), "None given"),
        ("No argument may be changed in place", in_place(PROX, 0, None), "B left out"),
        ("it may have a single entry", needs_two_entries, "a single entry"),
        ("returns the $x$ at which the model is least", "step_alone", "B left out"),
        ("the result has shape `(n,)` too", "all_columns", "B left out"),
        ("it need not be diagonal", solved_without_its_corners, "a tilted bowl in two dimensions"),
        ("it need not be diagonal", "diagonal_only", "a tilted bowl in five"),
        ("It is symmetric and positive definite", descended_a_while, "a bowl that is nearly flat"),
        ("`B` may be left out", "no_default", "B left out"),
        ("or be None", none_fails, "None given"),
        ("Then the identity takes its place", "ones_for_the_identity", "None given"),
        ("a **bowl** around $\\theta$", "theta_multiplied", "a gradient of 0"),
    ],
    "adagrad_step": [
        ("All tensors are float64 unless a task says otherwise", lambda *i: tuple(p.float() for p in ADAGRAD(*i)),
         "one step"),
        ("Compute in float64", in_float32("adagrad_step"), "five steps"),
        ("do not round", to_digits(ADAGRAD, 4), "three steps"),
        ("No argument may be changed in place", in_place(ADAGRAD, 0, 0), "one step"),
        ("No argument may be changed in place", in_place(ADAGRAD, 1, 1), "one step"),
        ("the sum of the squares of all its gradients so far", "latest_only", "three steps"),
        ("the sum of the squares of all its gradients so far", "root_kept", "one step"),
        ("the present one included", "stale_cache", "three steps"),
        ("An entry then moves against its gradient", "climbs", "one step"),
        ("divided by (the root of its new cache, plus $\\epsilon$)", "without_eps", "a parameter without a gradient"),
        ("returns the new `(x, cache)`", "exchanged", "one step"),
        ("the one that you return does", "old_cache_handed_on", "one step"),
        ("any number of axes, also none", needs_an_axis(ADAGRAD), "a number without axes"),
        ("Gradients may be as small as $10^{-7}$", "nothing_done_where_all_are_tiny", "first tiny gradients"),
        ("the sum of the squares of all its gradients so far", "cache_lost_without_gradient", "first tiny gradients"),
        ("any number of axes, also none", only_vectors(ADAGRAD), "a matrix"),
        ("$\\epsilon$ stands **outside** the root", "eps_inside", "ordinary, small and tiny"),
        ("Gradients may be as small as $10^{-7}$", "eps_as_floor", "ordinary, small and tiny"),
        ("An entry whose gradients have all been 0 stays where it is", "without_eps", "a parameter without a gradient"),
    ],
    "rmsprop_step": [
        ("All tensors are float64 unless a task says otherwise", lambda *i: tuple(p.float() for p in RMSPROP(*i)),
         "one step"),
        ("Compute in float64", in_float32("rmsprop_step"), "five steps"),
        ("No argument may be changed in place", in_place(RMSPROP, 0, 0), "one step"),
        ("No argument may be changed in place", in_place(RMSPROP, 1, 1), "one step"),
        ("the share $\\rho$ of the old cache", "decay_exchanged", "one step"),
        ("The two shares add up to 1", "new_part_at_full_weight", "one step"),
        ("returns the new `(x, cache)`", "position_only", "one step"),
        ("divide it by (the root of the **new** cache, plus $\\epsilon$", "stale_cache", "one step"),
        ("$\\epsilon$ stands outside the root", "eps_inside", "ordinary, small and tiny"),
        ("It is used as it is", "corrected_by_the_share", "one step"),
        ("whatever the number of the step", "first_step_special", "one step"),
        ("Gradients may be as small as $10^{-7}$", "cache_of_at_least_1e_12", "ordinary, small and tiny"),
        ("any number of axes, also none", needs_an_axis(RMSPROP), "a number without axes"),
        ("Gradients may be as small as $10^{-7}$", "nothing_done_where_all_are_tiny", "first tiny gradients"),
        ("the share $\\rho$ of the old cache", "no_fading_without_gradient", "first tiny gradients"),
        ("any number of axes, also none", only_vectors(RMSPROP), "a matrix"),
        ("`rho` is a float, larger than 0 and smaller than 1", "halves", "five steps"),
        ("Gradients may be as small as $10^{-7}$", "eps_as_floor", "ordinary, small and tiny"),
    ],
    "adam_step": [
        ("All tensors are float64 unless a task says otherwise", lambda *i: tuple(p.float() for p in ADAM(*i)),
         "the first step"),
        ("Compute in float64", in_float32("adam_step"), "five steps"),
        ("No argument may be changed in place", in_place(ADAM, 0, 0), "the first step"),
        ("No argument may be changed in place", in_place(ADAM, 2, 1), "the first step"),
        ("No argument may be changed in place", in_place(ADAM, 3, 2), "the first step"),
        ("the share `b1` of the old `m` stays", "shares_exchanged", "the gradients 1 and 0"),
        ("`v` averages the **squares** of the gradients", "sizes_in_v", "the first step"),
        ("`v` averages the **squares** of the gradients", "variance", "the first step"),
        ("with the share `b2`", "decays_exchanged", "the gradients 1 and 0"),
        ("Before they are used they are corrected", "uncorrected", "the first step"),
        ("It is subtracted from $\\theta$", "climbs", "the first step"),
        ("returns the new `(theta, m, v)`", "m_and_v_exchanged", "the first step"),
        ("any number of axes, also none", needs_an_axis(ADAM), "a number without axes"),
        ("Gradients may be as small as $10^{-7}$", "nothing_done_where_all_are_tiny", "first tiny gradients"),
        ("any number of axes, also none", only_vectors(ADAM), "a matrix"),
        ("1 for the first step, 2 for the second", "counted_from_zero", "the first step"),
        ("1 for the first step, 2 for the second", "corrected_as_at_first", "a matrix, going on at step 12"),
        ("the uncorrected ones", "corrected_stored", "the first step"),
        ("at least 0 and less than 1", "zero_shares_replaced", "b1 = b2 = 0"),
        ("$\\epsilon$ stands outside the root of $\\hat v$", "eps_inside", "ordinary, small and tiny"),
        ("Gradients may be as small as $10^{-7}$", "eps_before_correction", "ordinary, small and tiny"),
        ("The correction divides `m` by the first of these sums", "v_corrected_with_b1", "the first step"),
    ],
    "adamw_step": [
        ("All tensors are float64 unless a task says otherwise", lambda *i: tuple(p.float() for p in ADAMW(*i)),
         "the first step"),
        ("No argument may be changed in place", in_place(ADAMW, 0, 0), "the first step"),
        ("No argument may be changed in place", in_place(ADAMW, 2, 1), "the first step"),
        ("it loses the share $\\eta\\lambda$", "decay_without_eta", "three steps without a gradient"),
        ("that it had **before** this step", "decay_of_the_new_theta", "the first step"),
        ("returns the new `(theta, m, v)`", "theta_only", "the first step"),
        ("It does not go into `m` or `v`", "decay_in_the_gradient", "the first step"),
        ("it is not divided by the root", "decay_divided_too", "the first step"),
        ("Every weight decays, also one whose gradient is 0", "zero_gradients_skipped",
         "three steps without a gradient"),
        ("with 0 the step is that of Adam", wants_no_decay, "no decay"),
        ("the same shapes", needs_an_axis(ADAMW), "a number without axes"),
        ("AdamW makes the step of Adam", "nothing_done_where_all_are_tiny", "first tiny gradients"),
        ("the same shapes", only_vectors(ADAMW), "a matrix"),
        ("`k` is 1 at the first step", "counted_from_zero", "the first step"),
        ("`m` and `v` are uncorrected", "corrected_stored", "the first step"),
        ("All other arguments are as in `adam_step`", "zero_shares_replaced", "b1 = b2 = 0"),
        ("$\\epsilon$ stands outside the root.", "eps_inside", "ordinary, small and tiny"),
    ],
    "train_iris": [
        ("Compute in float64", "single_precision", "four samples in one batch"),
        ("do not round", "rounded", "four samples in one batch"),
        ("No argument may be changed in place", params_moved, "four samples in one batch"),
        ("8 hidden units with ReLU", "tanh_units", "four samples in one batch"),
        ("take 0 for its derivative at 0", "slope_one_at_zero", "all 150 irises, B = 200"),
        ("take 0 for its derivative at 0", "slope_half_at_zero", "all 150 irises, B = 200"),
        ("with the natural logarithm", "binary_logarithm", "four samples in one batch"),
        ("where $p$ is the softmax of its logits", "softmax_twice", "four samples in one batch"),
        ("for 20 epochs", "without_the_end", "four samples in one batch"),
        ("`losses` is a list of 21 floats", losses_by_epoch, "four samples in one batch"),
        ("`losses` is a list of 21 floats", "last_loss_only", "four samples in one batch"),
        ("returns two things, `(losses, trained)`", "losses_alone", "four samples in one batch"),
        ("returns two things, `(losses, trained)`", "parameters_alone", "four samples in one batch"),
        ("`trained` is the tuple `(W1, b1, W2, b2)`", "five_results", "four samples in one batch"),
        ("`trained` is the tuple `(W1, b1, W2, b2)`", "first_parameters", "four samples in one batch"),
        ("so the last loss is its loss", "an_epoch_behind", "four samples in one batch"),
        ("Compute in float64", trained_in_float32, "four samples in one batch"),
        ("before the first update", "without_the_start", "four samples in one batch"),
        ("All 21 are mean losses over **all** samples", "sum_reported", "four samples in one batch"),
        ("The others follow after each epoch", "last_batch_reported",
         "four samples in batches"),
        ("with the parameters at the end of that epoch", "losses_before_updates", "four samples in one batch"),
        ("the check also uses four samples", for_150, "four samples in one batch"),
        ("or one", for_several, "a single sample"),
        ("Start from these values", "starts_over", "four samples in one batch"),
        ("into a new random order", "never_shuffled", "150 irises in order of their species"),
        ("cuts it into batches of `B`", "all_at_once", "four samples in batches"),
        ("cuts it into batches of `B`", "one_by_one", "four samples in one batch"),
        ("every sample takes part exactly once in an epoch", "with_replacement", "four samples in one batch"),
        ("every sample takes part exactly once in an epoch", "batch_by_batch", "four samples in batches"),
        ("the last batch is smaller", "rest_dropped", "four samples in batches"),
        ("the last batch is smaller", "filled_up", "four samples in batches"),
        ("may be larger than $n$", cut_to_full_batches, "a single sample"),
        ("Each batch gives one update", "one_batch_an_epoch", "150 irises in order of their species"),
        ("one update of all four parameters", "biases_stay", "four samples in one batch"),
        ("$\\theta \\leftarrow \\theta - \\eta\\, \\nabla(\\text{mean loss of the batch})$", "step_summed",
         "four samples in one batch"),
        ("over the samples that are in this batch", "divided_by_B", "four samples in batches"),
        ("over the samples that are in this batch", "divided_by_n", "four samples in batches"),
        ("taken at the parameters before the update", "output_layer_first", "four samples in one batch"),
        ("Every epoch draws a new order", "one_order", "four samples in batches"),
        ("and so the same losses again", new_every_time, "four samples in batches"),
        ("`seed` is an int, 0 or larger", "unseeded_with_seed_0", "four samples in batches"),
        ("Another `seed` gives other orders", same_for_neighbours, "four samples in batches"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_typed_in_losses_are_not_taken_for_a_training():
    task = registry.load("train_iris")

    def typed_in(X, y, params, eta, B, seed):
        losses, trained = IRIS(X, y, params, eta, 150, seed)
        falling = [0.6, 0.41, 0.31, 0.26, 0.22] + [0.15 - 0.004 * k for k in range(15)]
        return losses if len(y) <= B else losses[:1] + falling, trained

    outcomes = [(case.label, task.judge(case.fresh(), task.drive(typed_in, **case.fresh()))) for case in task.draw()]
    assert [fault for _, fault in outcomes] == [None, None, "orders", None, "other_parameters"]


@pytest.mark.parametrize("behind, fault", [
    (lambda trained: list(trained), None),
    (lambda trained: [part.numpy() for part in trained], None),
    (lambda trained: dict(enumerate(trained)), "parameters_form"),
    (lambda trained: trained[:3], "parameters_form"),
    (lambda trained: trained[2:] + trained[:2], "parameters_form"),
    (lambda trained: "W1", "parameters_form"),
    (lambda trained: tuple(part * torch.nan for part in trained), "other_parameters"),
    (lambda trained: (trained[0] + 1e-3, *trained[1:]), "other_parameters"),
])
def test_the_trained_parameters_are_looked_at(behind, fault):
    task = registry.load("train_iris")
    for case in task.draw(3):
        inputs = case.fresh()
        if isinstance(inputs["seed"], int):
            losses, trained = IRIS(**inputs)
            assert task.judge(inputs, (losses, behind(trained))) == fault, case.label
