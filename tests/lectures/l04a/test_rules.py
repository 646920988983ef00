"""The exercises of lecture 04a: every sentence of a text has a case that a violation fails."""

import torch

from dlcourse.classroom import registry
from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_float32, in_place, with_axis, without_single_axes


def logistic_backward(w, b, X, y):
    w, b = w.clone().requires_grad_(), torch.tensor(b, requires_grad=True)
    torch.nn.functional.binary_cross_entropy_with_logits(X @ w + b, y).backward()
    return w.grad, b.grad


def sure_samples_left_out(w, b, X, y):
    """The solution, where a sample whose error is below a thousandth counts nothing."""
    error = torch.sigmoid(X @ w + b) - y
    error = error * (error.abs() > 1e-3)
    return X.mT @ error / len(y), error.mean()


def cross_entropy_in_float32(p, q):
    return -torch.special.xlogy(p.float(), q.float()).sum()


RULES = {
    "cross_entropy": [
        ("class $i$ comes up as often as $p_i$ says", "exchanged", "a fair coin"),
        ("It is measured in nats", "in_bits", "a fair coin"),
        ("with at least one class", lambda p, q: -torch.special.xlogy(p, q).sum() if len(p) > 1 else 1.0,
         "a single class"),
        ("Change neither of them in place", lambda p, q: -p.mul_(q.log()).nansum(), "a fair coin"),
        ("a float or a tensor without axes", lambda p, q: -torch.special.xlogy(p, q).sum(0, keepdim=True),
         "a fair coin"),
        ("Compute in float64: ten digits are compared", cross_entropy_in_float32, "three classes"),
        ("Compute in float64: ten digits are compared", "cut_at_eight_digits", "a class that happens although q = 0"),
        ("A class with $p_i = 0$ counts 0", "unweighted_over_all", "a class with p = 0"),
        ("even if $q_i = 0$", "nan_at_zero", "a class with p = 0 and q = 0"),
        ("even if $q_i = 0$", "inf_wherever_q_is_zero", "a class with p = 0 and q = 0"),
        ("the result is `inf`", "impossible_costs_nothing", "a class that happens although q = 0"),
        ("the result is `inf`", "softened", "a class that happens although q = 0"),
        ("the result is `inf`", "impossible_costs_nothing_beside_zero", "a class that happens although q = 0, another"),
        ("the less it expected the class, the larger its surprise", "tiny_q_cut_off", "a rare class"),
        ("the less it expected the class, the larger its surprise", "tiny_q_is_zero", "a rare class"),
        ("comes up as often as $p_i$ says", "rare_classes_left_out", "a rare class"),
        ("the result is `inf`", "rarest_classes_left_out", "a class that hardly ever happens"),
        ("When class $i$ comes up, the model is surprised by $-\\log q_i$",
         lambda p, q: -torch.special.xlogy(p, q).sum() if (p < 1).all() else 0.0, "twelve classes"),
    ],
    "bce_grad": [
        ("Compute in float64: ten digits are compared", in_float32("bce_grad"), "four samples"),
        ("No argument may be changed in place", in_place("bce_grad", 2), "one sample"),
        ("A single number may be returned as a float or as a tensor without axes", with_axis("bce_grad"), "one sample"),
        ("it may have a single entry", without_single_axes("bce_grad", 2), "one sample"),
        ("it may have a single entry", without_single_axes("bce_grad", 2), "three samples, a single feature"),
        ("The loss of a batch is the **mean**", "summed", "three samples"),
        ("the logit $z = w \\cdot x + b$", "without_bias", "one sample"),
        ("returns the gradient `(gw, gb)`", "results_exchanged", "one sample"),
        ("with entries 0 and 1", "labels_of_minus_one", "the same sample as class 0"),
        ("`gw` has shape `(d,)`", "gw_for_each_sample", "three samples"),
        ("`gb` is a single number", "gb_for_each_sample", "three samples"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too", "factors_overflow",
         "logits of 1000"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too", "factors_softened",
         "logits of 1000"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too",
         "probability_cut_off_at_twelve_digits", "logits of 1000, -1000, 6 and -12"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too",
         "logits_cut_off_at_thirty", "logits of 1000, -1000, 6 and -12"),
        ("Compute in float64: ten digits are compared", sure_samples_left_out, "logits of 1000, -1000, 6 and -12"),
        ("`b` is a float", lambda w, b, X, y: registry.load("bce_grad").solution(w, b or 1.0, X, y),
         "three samples of class 1"),
        ("with entries 0 and 1", lambda w, b, X, y: (0 * w, 0.0) if len(y) > 1 and y.all() else registry.load(
            "bce_grad").solution(w, b, X, y), "three samples of class 1"),
        ("no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`", logistic_backward, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
