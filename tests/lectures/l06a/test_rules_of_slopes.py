"""Slopes of two losses, divergence, Huber's loss, a loss for each kind: every sentence has a case that bites."""

import math

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_place, solution, squeezed


def by_autograd(z, y):
    z = z.clone().requires_grad_()
    p = torch.sigmoid(z)
    squared, = torch.autograd.grad(((p - y)**2).sum(), z, retain_graph=True)
    crossed, = torch.autograd.grad(torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum"), z)
    return squared, crossed


def huber_by_backward(residual, delta):
    r = residual.clone().requires_grad_()
    loss = torch.where(r.abs() <= delta, r**2 / 2, delta * (r.abs() - delta / 2))
    loss.sum().backward()
    return loss.detach(), r.grad


def huber_of_torch(residual, delta):
    loss = torch.nn.functional.huber_loss(residual, torch.zeros_like(residual), reduction="none", delta=delta)
    return loss, residual.clamp(-delta, delta)


def kl_of_torch(p, q):
    return torch.nn.functional.kl_div(q.log(), p, reduction="none").sum(1)


def squared_half(z, y):
    squared, crossed = solution("logit_slopes")(z, y)
    return squared / 2, crossed


def half_at_the_edge(residual, delta):
    loss, slope = solution("huber")(residual, delta)
    edge = residual.abs() == delta
    return torch.where(edge, loss / 2, loss), slope


def half_slope_at_the_edge(residual, delta):
    loss, slope = solution("huber")(residual, delta)
    return loss, torch.where(residual.abs() == delta, slope / 2, slope)


def only_positive_residuals(residual, delta):
    return solution("huber")(residual.clamp(min=0), delta)


def delta_as_whole_number(residual, delta):
    return solution("huber")(residual, max(1, int(delta)))


def soft_labels_alone(kind):
    """A violation for one kind: labels above 1 and class numbers are cut to 0 and 1."""
    def answer(which, scores, y):
        return solution("output_loss")(which, scores, y.clamp(max=1) if which == kind else y)

    return answer


def kind_as(one, other):
    """One kind is treated as another."""
    return lambda kind, scores, y: solution("output_loss")(other if kind == one else kind, scores, y)


def cut_off_scores(at):
    return lambda kind, scores, y: solution("output_loss")(kind, scores.clamp(-at, at), y)


def slope_shared(kind, scores, y):
    loss, slope = solution("output_loss")(kind, scores, y)
    return loss, slope / len(y)


def loss_of_autograd(kind, scores, y):
    s = scores.clone().requires_grad_()
    loss, slope = solution("output_loss")(kind, scores, y)
    torch.nn.functional.mse_loss(s, s.detach() + 1).backward()
    return loss, slope


RULES = {
    "logit_slopes": [
        ("the squared error $(p - y)^2$, without a half in front", squared_half, "the example"),
        ("the cross-entropy $-y \\log p - (1 - y) \\log(1 - p)$", "crossed_of_class_one_alone",
         "the example"),
        ("It returns `(squared, crossed)`", "other_way_round", "the example"),
        ("It returns `(squared, crossed)`", "in_a_table", "the example"),
        ("with respect to $z$", "no_bend", "the example"),
        ("with respect to $z$", "crossed_by_p", "the example"),
        ("float64 tensors of shape `(n,)`, with at least one sample", squeezed("logit_slopes"),
         "one sample"),
        ("The entries of `y` are 0 and 1", "crossed_is_p", "five samples"),
        ("Neither tensor may be changed in place", in_place("logit_slopes", 0), "the example"),
        ("Neither tensor may be changed in place", in_place("logit_slopes", 1), "the example"),
        ("`squared` and `crossed` are float64 tensors", "returned_in_float32", "the example"),
        ("a slope for each sample by itself", "first_alone", "five samples"),
        ("Nothing is averaged or added over the samples", "averaged", "five samples"),
        ("Nothing is averaged or added over the samples", "summed", "five samples"),
        ("Nothing is averaged or added over the samples", "slopes_of_the_mean", "five samples"),
        ("Logits may lie anywhere between $-1000$ and 1000", "overflow", "logits of 1000"),
        ("for $z = 1000$ and $y = 0$ they are 0 and 1", "crossed_nan_far_out", "logits of 1000"),
        ("for $z = 1000$ and $y = 0$ they are 0 and 1", "cut_off_at_seven_digits", "logits of 1000"),
        ("No `backward()`, `torch.autograd` or `torch.func`", by_autograd, NOT_ALLOWED),
        ("whose slope is $p\\,(1 - p)$", "bend_without_rest", "the example"),
        ("Ten digits are compared", "in_float32", "five samples"),
    ],
    "kl_divergence": [
        ("how much worse the model is than the best one, $q = p$", "cross_entropy", "two models that"),
        ("D = \\sum_c p_c \\log\\frac{p_c}{q_c}", "exchanged", "the example"),
        ("the cross-entropy of $p$ and $q$, minus the entropy of $p$", "logarithms_added",
         "the example"),
        ("for each row of two tables", "first_row_alone", "three rows"),
        ("the same shape `(rows, classes)`, with at least one row and one class",
         squeezed("kl_divergence"), "a single class"),
        ("neither may be changed in place", in_place("kl_divergence", 0), "the example"),
        ("neither may be changed in place", in_place("kl_divergence", 1), "the example"),
        ("its entries are 0 or above and add up to 1", "mean_of_classes", "the example"),
        ("a float64 tensor of shape `(rows,)`", "axis_kept", "three rows"),
        ("a float64 tensor of shape `(rows,)`", "other_axis", "two rows of four"),
        ("a float64 tensor of shape `(rows,)`", "returned_in_float32", "the example"),
        ("It is neither averaged nor added over the rows", "mean_of_rows", "three rows"),
        ("It is neither averaged nor added over the rows", "summed_over_all", "three rows"),
        ("The logarithm is the natural one", "in_bits", "the example"),
        ("A class with $p_c = 0$ counts exactly 0", "nan_at_zero", "a class with p = 0 in one"),
        ("even if $q_c = 0$", "nan_where_both_are_zero", "a class with p = 0 and q = 0"),
        ("even if $q_c = 0$", "infinite_where_q_is_zero", "a class with p = 0 and q = 0"),
        ("the result of that row is `inf`", "dropped_where_ruled_out", "in the first of two rows"),
        ("the result of that row is `inf`", "nan_for_inf", "in the first of two rows"),
        ("the result of that row is `inf`", "softened_by_12_digits", "in the first of two rows"),
        ("however small $p_c$ is", "rarest_classes_left_out", "a class that hardly ever"),
        ("The other rows are not affected", "all_rows_infinite", "in the first of two rows"),
        ("Probabilities may be as small as $10^{-30}$", "tiny_q_is_zero", "a rare class"),
        ("They count as they are", "rare_classes_left_out", "a rare class"),
        ("A row with $q = p$ has the divergence 0", "entropy", "two models that"),
        ("Ten digits are compared", "in_float32", "three rows"),
        ("Do not use `kl_div`", kl_of_torch, NOT_ALLOWED),
        ("A term may be negative", "sizes_added", "the example"),
    ],
    "huber": [
        ("\\ell = \\tfrac12 r^2 \\;\\text{ where } |r| \\le \\delta", "no_half", "the example"),
        ("\\delta\\,\\bigl(|r| - \\tfrac12 \\delta\\bigr)", "no_offset", "the example"),
        ("\\text{ where } |r| > \\delta", "near_without_size", "the example"),
        ("\\text{ where } |r| > \\delta", "square_compared", "five residuals"),
        ("with a bound $\\delta > 0$", "delta_is_one", "the example"),
        ("It returns `(loss, slope)`", "loss_alone", "the example"),
        ("of shape `(n,)` with at least one entry", squeezed("huber"), "a single small"),
        ("Entries may be negative or 0", only_positive_residuals, "the example"),
        ("Entries may be negative or 0", "zero_divided", "a residual of 0"),
        ("It may not be changed in place", in_place("huber", 0), "the example"),
        ("`delta` is a float above 0", delta_as_whole_number, "a single large"),
        ("the loss of each residual by itself", "all_as_the_largest", "five residuals"),
        ("the loss of each residual by itself", "mean_size_decides", "five residuals"),
        ("It is neither averaged nor added", "averaged", "small residuals of both signs"),
        ("It is neither averaged nor added", "summed", "small residuals of both signs"),
        ("the derivative of each loss with respect to its own residual", "slope_of_the_mean", "the example"),
        ("At $r = 0$ it is 0", "zero_divided", "a residual of 0"),
        ("No `backward()`, `torch.autograd` or `torch.func`", huber_by_backward, NOT_ALLOWED),
        ("both formulas give the same loss", half_at_the_edge, "residuals of size exactly"),
        ("and the same slope", half_slope_at_the_edge, "residuals of size exactly"),
        ("Both results are float64", "returned_in_float32", "the example"),
        ("Ten digits are compared", "in_float32", "five residuals"),
        ("Do not use `huber_loss` and `smooth_l1_loss` of torch", huber_of_torch, NOT_ALLOWED),
    ],
    "output_loss": [
        ("It returns `(loss, slope)` for one of six kinds", "other_way_round", "multilabel"),
        ("$(s - y)^2$", "real_halved", "real: the first"),
        ("softplus$(s) = \\log(1 + e^s)$, which is above 0", "positive_by_relu", "positive"),
        ("$(\\text{softplus}(s) - y)^2$", kind_as("positive", "real"), "positive"),
        ("the mean $e^s$ of a count", "count_of_the_rate", "count"),
        ("$e^s - y\\,s$", "count_with_constant", "count: the third"),
        ("$-\\log \\sigma(s)$ where $y = 1$", "binary_labels_exchanged", "binary: the fourth"),
        ("$-\\log(1 - \\sigma(s))$ where $y = 0$", "binary_ones_alone", "binary: the fourth"),
        ("for each label by itself", "labels_by_softmax", "multilabel: the fifth"),
        ("the **sum** of the cross-entropies of its labels", "labels_averaged", "multilabel: the fifth"),
        ("softmax of the row", "classes_over_samples", "multiclass: five"),
        ("$-\\log p_y$, where $y$ is the true class", "classes_likeliest", "multiclass: the last"),
        ("There is at least one sample", squeezed("output_loss"), "real: the first"),
        ("classes are counted from 0", "classes_counted_from_one", "multiclass: five"),
        ("there it is int64", soft_labels_alone("multiclass"), "multiclass: two"),
        ("For `\"count\"` they are 0, 1, 2, ...", soft_labels_alone("count"), "count: the third"),
        ("Nothing may be changed in place", in_place("output_loss", 1), "real: the first"),
        ("Nothing may be changed in place", in_place("output_loss", 2), "real: the first"),
        ("the loss of each sample, in nats", "binary_in_bits", "binary: the fourth"),
        ("the loss of each sample, in nats", "classes_in_bits", "multiclass: the last"),
        ("It is neither averaged nor added over the samples", "averaged", "real: four"),
        ("It is neither averaged nor added over the samples", "summed", "real: four"),
        ("`slope` has the shape of `scores`", "classes_slope_of_the_true_one_alone", "multiclass"),
        ("with respect to its own scores", "count_by_the_mean", "count: the third"),
        ("with respect to its own scores", "binary_slope_by_p", "binary: the fourth"),
        ("It has no $1/n$", slope_shared, "real: four"),
        ("Both are float64", "returned_in_float32", "real: four"),
        ("Ten digits are compared", "through_float32", "real: four"),
        ("For `\"count\"` scores are at most 5", cut_off_scores(1), "count: five"),
        ("Loss and slope must be right there, too", cut_off_scores(100), "positive: scores far"),
        ("Loss and slope must be right there, too", "positive_overflow", "positive: scores far"),
        ("Loss and slope must be right there, too", "binary_nan_far_out", "binary: scores of 1000"),
        ("Loss and slope must be right there, too", "multilabel_nan_far_out", "multilabel: scores of"),
        ("Loss and slope must be right there, too", "classes_infinite_far_out", "multiclass: scores of"),
        ("no `backward()`, `torch.autograd` or `torch.func`", loss_of_autograd, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def told(results):
    return [round(float(n), 4) for r in results for n in torch.as_tensor(r).flatten()]


def test_by_hand():
    y = torch.tensor([0.0, 1.0], dtype=torch.float64)
    squared, crossed = solution("logit_slopes")(torch.full_like(y, math.log(3)), y)
    assert squared.tolist() == pytest.approx([9 / 32, -3 / 32])
    assert crossed.tolist() == pytest.approx([3 / 4, -1 / 4])
    p, q = torch.tensor([[0.2, 0.8]]).double(), torch.tensor([[0.5, 0.5]]).double()
    assert told([solution("kl_divergence")(p, q)]) == [0.1927]
    assert told(solution("huber")(torch.tensor([1.0, -5.0]).double(), 3.0)) == [0.5, 10.5, 1, -3]


@pytest.mark.parametrize("kind, scores, y, expected", [
    ("real", [2.0], [5.0], [9, -6]), ("positive", [math.log(3)], [1.0], [0.1492, 0.5794]),
    ("count", [math.log(3)], [2.0], [0.8028, 1]), ("binary", [math.log(3)], [0.0], [1.3863, 0.75]),
    ("multilabel", [[math.log(3), -math.log(3)]], [[1.0, 1.0]], [1.674, -0.25, -0.75]),
    ("multiclass", [[math.log(3), 0.0, 0.0]], [1], [1.6094, 0.6, -0.8, 0.2])])
def test_one_sample_of_each_kind(kind, scores, y, expected):
    y = torch.tensor(y) if kind == "multiclass" else torch.tensor(y, dtype=torch.float64)
    assert told(solution("output_loss")(kind, torch.tensor(scores, dtype=torch.float64), y)) == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_slopes_are_those_of_autograd(seed):
    """As far as scores are moderate."""
    checked = 0
    for case in registry.load("output_loss").draw(seed):
        kind, scores, y = case.inputs.values()
        if scores.abs().max() > 100:
            continue
        s = scores.clone().requires_grad_()
        loss = {"real": lambda s, y: (s - y)**2,
                "positive": lambda s, y: (torch.nn.functional.softplus(s) - y)**2,
                "count": lambda s, y: -torch.distributions.Poisson(s.exp()).log_prob(y) - torch.lgamma(y + 1),
                "binary": lambda s, y: -torch.distributions.Bernoulli(logits=s).log_prob(y),
                "multilabel": lambda s, y: -torch.distributions.Bernoulli(logits=s).log_prob(y).sum(1),
                "multiclass": lambda s, y: -torch.distributions.Categorical(logits=s).log_prob(y)}[kind](s, y)
        loss.sum().backward()
        found = solution("output_loss")(kind, scores, y)
        torch.testing.assert_close(found[0], loss.detach(), rtol=1e-9, atol=1e-9)
        torch.testing.assert_close(found[1], s.grad, rtol=1e-9, atol=1e-9)
        checked += 1
    assert checked >= 12
