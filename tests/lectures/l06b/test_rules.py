"""The exercises of lecture 06b: every sentence of a text has a case that a violation fails."""

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_place, solution


def triplet_of_torch(a, p, n, m):
    return torch.nn.functional.triplet_margin_loss(a, p, n, margin=m, eps=0)


def ctc_of_torch(logp, target):
    return torch.nn.functional.ctc_loss(logp[:, None], target[None], (len(logp),), (len(target),), reduction="sum")


def whole_margins(a, p, n, m):
    return solution("triplet")(a, p, n, float(round(m)))


def two_axes_at_most(a, p, n, m):
    return solution("triplet")(a[:, :2], p[:, :2], n[:, :2], m)


def more_than_one_frame(logp, target):
    return solution("ctc_nll")(logp, target) if len(logp) > 1 else logp.new_zeros(())


def entries_cut_at(least):
    return lambda logp, target: solution("ctc_nll")(logp.clamp(min=least), target)


RULES = {
    "triplet": [
        ("the straight distance", "along_axes", "the example"),
        ("the straight distance", "squared", "the example"),
        ("\\max(0,\\ d(a, p) - d(a, n) + m)", "exchanged", "the example"),
        ("\\max(0,\\ d(a, p) - d(a, n) + m)", "from_the_positive", "one triplet whose negative is nearer"),
        ("the **mean** of this loss", "summed", "the example"),
        ("of shape `(batch, axes)`", two_axes_at_most, "one triplet whose negative is nearer"),
        ("Row $i$ of the three is triplet $i$", "over_samples", "the example"),
        ("None may be changed in place", in_place("triplet", 0), "the example"),
        ("None may be changed in place", in_place("triplet", 1), "the example"),
        ("None may be changed in place", in_place("triplet", 2), "the example"),
        ("`m` is a float above 0", whole_margins, "one triplet whose negative is nearer"),
        ("a float64 tensor of shape `()`", "returned_in_float32", "the example"),
        ("a float64 tensor of shape `()`", "in_a_row", "the example"),
        ("a float64 tensor of shape `()`", "plain_number", "the example"),
        ("count in the mean, with a loss of 0", "mean_of_the_active", "the example"),
        ("count in the mean, with a loss of 0", "no_clamp", "the example"),
        ("Then $d(a, p)$ is exactly 0", "epsilon_under_root", "three triplets, one positive"),
        ("Ten digits are compared", "in_float32", "one triplet whose negative is nearer"),
        ("The triplet losses of torch are not allowed", triplet_of_torch, NOT_ALLOWED),
    ],
    "ctc_nll": [
        ("Class 0 is the blank", "blank_last", "the example"),
        ("equal neighbours become one", "labels_never_stay", "the example"),
        ("then the blanks are taken out", "skip_between_equals", "four frames, two equal"),
        ("the negative log-likelihood of a word", "probability", "the example"),
        ("the sum over all paths", "best_path", "the example"),
        ("with at least one frame", more_than_one_frame, "one frame"),
        ("the natural logarithms of the probabilities", "probabilities_as_logs", "the example"),
        ("Labels lie from 1 to `classes - 1`", "labels_from_zero", "the example"),
        ("Equal labels may follow each other", "equal_labels_merged", "four frames, two equal"),
        ("Neither argument may be changed in place", in_place("ctc_nll", 0), "the example"),
        ("Neither argument may be changed in place", in_place("ctc_nll", 1), "the example"),
        ("a float64 tensor of shape `()`, in nats", "in_bits", "the example"),
        ("a float64 tensor of shape `()`, in nats", "returned_in_float32", "the example"),
        ("a float64 tensor of shape `()`, in nats", "in_a_row", "the example"),
        ("not divided by the number of labels or frames", "per_label", "four frames, two labels"),
        ("not divided by the number of labels or frames", "per_frame", "the example"),
        ("the result is `inf`", "minus_a_billion", "two equal labels in two frames"),
        ("Entries of `logp` may be as low as $-3000$", entries_cut_at(-700.0), "probabilities that"),
        ("The result must be right there, too", "probabilities_stored", "probabilities that"),
        ("Ten digits are compared", "in_float32", "one frame"),
        ("The CTC losses of torch are not allowed", ctc_of_torch, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_by_hand():
    def double(*rows):
        return torch.tensor(rows, dtype=torch.float64)

    p = double((0.6, 0.4), (0.5, 0.5))
    assert round(float(solution("ctc_nll")(p.log(), torch.tensor([1]))), 4) == 0.3567
    assert float(solution("ctc_nll")(p.log(), torch.tensor([1, 1]))) == torch.inf
    loss = solution("triplet")(double((0, 0), (1, 1)), double((3, 4), (1, 3)), double((0, 6), (4, 5)), 2.0)
    assert float(loss) == 0.5
