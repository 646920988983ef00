"""The exercises of lecture 04b: every sentence of a text has a case that a violation fails."""


import numpy as np
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_float32, in_place, with_axis, without_single_axes


def softmax_autograd(W, b, X, y):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    return torch.autograd.grad(torch.nn.functional.cross_entropy(X @ W.mT + b, y), (W, b))


def penalty_backward(w, g, lam, kind):
    w = w.clone().requires_grad_()
    (lam * w.abs().sum()).backward()
    return g + w.grad


def hinge_backward(w, b, X, y01, lam):
    w = w.clone().requires_grad_()
    (lam * w.square().sum() + (1 - (2 * y01 - 1) * (X @ w + b)).clamp(min=0).mean()).backward()
    return w.grad, 0.0


def by_logsumexp(z):
    return z - torch.logsumexp(z, dim=-1, keepdim=True)


def by_numpy(z):
    return z - torch.from_numpy(np.logaddexp.reduce(z.numpy(), axis=-1, keepdims=True))


def up_to_three_axes(z):
    return z if z.ndim > 3 else registry.load("log_softmax").solution(z)


def one_maximum_for_last_two_axes(z):
    shifted = z - z.amax(dim=(-2, -1) if z.ndim > 2 else -1, keepdim=True)
    return shifted - shifted.exp().sum(dim=-1, keepdim=True).log()


def guided_by_length(w, b, X, y01, lam):
    """The solution, where the line has a direction."""
    return registry.load("hinge_grad").solution(w, b, X, y01, lam) if w.any() else (w, 0.0)


def with_size_of_b(w, b, X, y01, lam):
    return registry.load("hinge_grad").solution(w, abs(b), X, y01, lam)


def up_to_two_axes(w, g, lam, kind):
    return registry.load("regularized_grad").solution(w, g, lam, kind) if w.ndim < 3 else g


def needs_an_axis(w, g, lam, kind):
    return registry.load("regularized_grad").solution(w, g, lam, kind) if w.ndim else g


RULES = {
    "log_softmax": [
        ("Compute in float64: ten digits are compared", in_float32("log_softmax"), "one row with"),
        ("No argument may be changed in place", in_place("log_softmax", 0), "one row with"),
        ("along the **last** axis", "along_first_axis", "two rows"),
        ("any number of them: a single row `(C,)`", "along_axis_one", "one row with"),
        ("an array with three axes `(A, B, C)`", "along_axis_one", "a batch with two axes"),
        ("and any number of them", up_to_three_axes, "a batch with three axes"),
        ("The classes always stand on the last axis", one_maximum_for_last_two_axes, "rows at 1000"),
        ("it may have a single entry", without_single_axes("log_softmax", 0), "a single class"),
        ("The result has the shape of `z`", "log_of_sum_alone", "one row with"),
        ("Logits may lie anywhere between $-2000$ and 2000", "unshifted", "two logits of 1000"),
        ("Logits may lie anywhere between $-2000$ and 2000", "unshifted", "two logits near -1000"),
        ("Logits may lie anywhere between $-2000$ and 2000", lambda z: by_logsumexp(z.clamp(-1500, 1500)),
         "logits from -2000"),
        ("also where $p_c$ is too small to be stored", "log_of_shifted_softmax", "a probability too small"),
        ("also where $p_c$ is too small to be stored", "far_below_by_distance", "two logits of 500"),
        ("Every entry of the result must be right", "distance_where_zero", "two logits of 500"),
        ("Every entry of the result must be right", "few_digits", "a probability that is stored"),
        ("Every entry of the result must be right", "eight_digits_added", "logits of -200"),
        ("Do not call a function that computes softmax, log-softmax or log-sum-exp", by_logsumexp, NOT_ALLOWED),
        ("neither torch's nor NumPy's", by_numpy, NOT_ALLOWED),
    ],
    "softmax_ce_grad": [
        ("Compute in float64: ten digits are compared", in_float32("softmax_ce_grad"), "four samples"),
        ("No argument may be changed in place", in_place("softmax_ce_grad", 0), "one sample"),
        ("it may have a single entry", without_single_axes("softmax_ce_grad", 2), "one sample"),
        ("it may have a single entry", without_single_axes("softmax_ce_grad", 0), "three samples, two classes"),
        ("and its own bias $b_c$", "without_bias", "one sample"),
        ("The loss of a batch is the **mean**", "summed", "four samples"),
        ("int64 numbers from 0 to $C - 1$", "label_off_by_one", "one sample"),
        ("A class need not occur among them", "one_hot_of_unknown_length", "two samples, the last class"),
        ("`gW` has shape `(C, d)`", "transposed", "one sample"),
        ("`gb` has shape `(C,)`", "gb_for_each_sample", "one sample"),
        ("Logits may lie anywhere between $-2000$ and 2000", "without_shift", "logits from"),
        ("Logits may lie anywhere between $-2000$ and 2000", "one_maximum_for_all", "logits from"),
        ("Logits may lie anywhere between $-2000$ and 2000", "never_shifted_up", "one sample with all logits below"),
        ("Logits may lie anywhere between $-2000$ and 2000", "shifted_by_the_mean", "one sample with all logits below"),
        ("no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`", softmax_autograd, NOT_ALLOWED),
    ],
    "regularized_grad": [
        ("Compute in float64: ten digits are compared", in_float32("regularized_grad"), "l2, five weights"),
        ("No argument may be changed in place", in_place("regularized_grad", 1), "l2, two weights"),
        ("the gradient of the whole objective", "without_data", "l2, two weights"),
        ('`"l2"` | $\\lambda \\sum_i w_i^2$', "two_missing", "l2, two weights"),
        ('`"half_l2"` | $\\tfrac{\\lambda}{2} \\sum_i w_i^2$', "half_forgotten", "half_l2, two weights"),
        ('`"l1"` | $\\lambda \\sum_i \\lvert w_i \\rvert$', "l1_pulls_by_size", "l1, two weights"),
        ("any number of axes, also none", needs_an_axis, "l1, one weight without axes"),
        ("with any number of axes, also none", up_to_two_axes, "l2, weights with three axes"),
        ("The result has that shape too", lambda w, g, lam, kind: registry.load("regularized_grad").solution(
            w, g, lam, kind).flatten(), "half_l2, a matrix"),
        ("It is 0 or positive", "without_lam", "lam = 0"),
        ("Use 0 as the slope of $\\lvert w \\rvert$ there", "l1_zero_is_positive", "l1, six weights"),
        ("Use 0 as the slope of $\\lvert w \\rvert$ there", "l1_over_size", "l1, six weights"),
        ("`g` still counts", "l1_nothing_at_zero", "l1, six weights"),
        ("every entry of `w` is a weight with a penalty", "first_weight_free", "l2, two weights"),
        ("Where a weight is exactly 0", "squares_over_w", "l2, five weights"),
        ("Where a weight is exactly 0", lambda w, g, lam, kind: g + lam * w / (w.abs() + 1e-30) if kind == "l1"
         else registry.load("regularized_grad").solution(w, g, lam, kind), "l1, tiny weights"),
        ("Where a weight is exactly 0", "l1_softened", "l1, tiny weights"),
        ("Where a weight is exactly 0", "l1_tiny_is_zero", "l1, tiny weights"),
        ("no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`", penalty_backward, NOT_ALLOWED),
    ],
    "hinge_grad": [
        ("Compute in float64: ten digits are compared", in_float32("hinge_grad"), "six points"),
        ("No argument may be changed in place", in_place("hinge_grad", 3), "one point"),
        ("A single number may be returned as a float or as a tensor without axes", with_axis("hinge_grad"),
         "one point"),
        ("it may have a single entry", without_single_axes("hinge_grad", 2), "one point"),
        ("the score $s = w \\cdot x + b$", "score_without_bias", "two points and a large b"),
        ("nothing if its margin is at least 1", "everybody_pays", "one point inside the margin, one beyond"),
        ("otherwise 1 minus its margin", "only_the_wrong_side", "one point inside the margin, no penalty"),
        ("otherwise 1 minus its margin", guided_by_length, "three points before training"),
        ("the score $s = w \\cdot x + b$", with_size_of_b, "five points"),
        ("plus the mean loss of the $n$ points", "guarded_mean_over_those_who_pay",
         "one point inside the margin, one beyond"),
        ("`lam` is the float $\\lambda$, 0 or positive", lambda w, b, X, y01, lam: registry.load(
            "hinge_grad").solution(w, b, X, y01, lam or 1.0), "one point inside the margin, no penalty"),
        ("class 0 has $y = -1$", "raw_labels", "two classes"),
        ("class 1 has $y = 1$", "labels_exchanged", "one point"),
        ("with the penalty, which is on `w` alone", "bias_penalised", "every point beyond"),
        ("with the penalty, which is on `w` alone", "nothing_when_nobody_pays", "every point beyond"),
        ("no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`", hinge_backward, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
