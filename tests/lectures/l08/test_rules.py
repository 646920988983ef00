"""The exercises of lecture 08: every sentence of a text has a case that a violation fails."""

import ast
import inspect

import pytest
import torch
import torch.autograd as ag
from torch.func import vjp

from dlcourse.classroom import registry
from dlcourse.classroom.check import CORRECT, NOT_ALLOWED, check
from rules import every_sentence, in_float32, in_place, returned_in_float32, rounded, solution


def by_autograd(a, b, x, y_bar):
    a, b, x = (v.clone().requires_grad_() for v in (a, b, x))
    (y_bar * torch.tanh(a @ x + b)).backward()
    return a.grad, b.grad, x.grad


def mlp2_by_autograd(A, b, c, d, x, t):
    A, b, c, d = (v.clone().requires_grad_() for v in (A, b, c, d))
    y = torch.sigmoid(c @ torch.sigmoid(A @ x + b) + d)
    return torch.autograd.grad((y - t) ** 2 / 2, (A, b, c, d))


def dag8_by_a_leaf(theta, x):
    t = torch.tensor(theta.tolist(), dtype=theta.dtype, requires_grad=True)
    z = torch.tanh(t[0] * x)
    upper = torch.tanh(t[3] * torch.tanh(t[2] * torch.tanh(t[1] * z)))
    lower = torch.tanh(t[6] * torch.tanh(t[5] * torch.tanh(t[4] * z)))
    ((t[7] * upper * lower - 1) ** 2 / 2).backward()
    return t.grad


def by_differences(a, b, x, y_bar):
    """Central differences with steps of another size than those of the wrong answer that stands with the exercise."""
    def loss(a, b, x):
        return y_bar * torch.tanh(a @ x + b)

    h = 1e-6
    steps = h * torch.eye(len(a), dtype=a.dtype)
    a_bar = torch.stack([(loss(a + s, b, x) - loss(a - s, b, x)) / (2 * h) for s in steps])
    x_bar = torch.stack([(loss(a, b, x + s) - loss(a, b, x - s)) / (2 * h) for s in steps])
    return a_bar, (loss(a, b + h, x) - loss(a, b - h, x)) / (2 * h), x_bar


def divides_by_zeros(a, b, x, y_bar):
    a_bar, b_bar, x_bar = solution("neuron_backward")(a, b, x, y_bar)
    return a_bar * a / a, b_bar, x_bar


def rounds_the_target(A, b, c, d, x, t):
    return solution("mlp2_backward")(A, b, c, d, x, t.round())


def target_0_3_or_whole(A, b, c, d, x, t):
    return solution("mlp2_backward")(A, b, c, d, x, t if t < 0.5 else torch.ones_like(t))


def squeezed_for_one_input(A, b, c, d, x, t):
    A_bar, *others = solution("mlp2_backward")(A, b, c, d, x, t)
    return A_bar.squeeze() if A.numel() > len(x) == 1 else A_bar, *others


def divides_by_parameter(i):
    return lambda theta, x: solution("dag8_grad")(theta, x) / theta[i] * theta[i]


def trained_in_single_precision(params, X, *rest):
    trained, log = solution("repair_training_loop")([p.float() for p in params], X.float(), *rest)
    return [p.double() for p in trained], log


def given_parameters_changed(params, *rest):
    result = solution("repair_training_loop")(params, *rest)
    params[0].add_(1)
    return result


def whole_batches_alone(params, X, y, eta, B, epochs, seed):
    whole = len(X) // B * B
    cut = params, X[:whole], y[:whole], eta, B, epochs, seed
    return solution("repair_training_loop")(*cut) if whole else (params, [])


def at_least_one_epoch(params, X, y, eta, B, epochs, seed):
    return solution("repair_training_loop")(params, X, y, eta, B, max(epochs, 1), seed)


def mean_over_the_batch_alone(step, params, batch, n):
    return solution("overfit_one_batch")(step, params, torch.full_like(batch, float(batch.mean()) + 1), n)


def needs_two_losses(step, params, batch, n):
    losses, passed = solution("overfit_one_batch")(step, params, batch, n)
    return losses, passed if n > 1 else losses[1]


RULES = {
    "neuron_backward": [
        ("Use neither `torch.autograd`", by_autograd, NOT_ALLOWED),
        ("do not measure slopes with small steps", by_differences, "one input"),
        ("do not measure slopes with small steps", "small_steps", "one input"),
        ("All tensors are float64", in_float32("neuron_backward"), "one input"),
        ("Return float64 tensors", returned_in_float32("neuron_backward"), "one input"),
        ("Do not round", rounded("neuron_backward", 10), "three inputs"),
        ("be off by about $10^{-12}$", rounded("neuron_backward", 11), "five inputs"),
        ("Do not change the arguments in place", in_place("neuron_backward", 0), "one input"),
        ("Do not change the arguments in place", in_place("neuron_backward", 3), "three inputs"),
        ("the three adjoints `(w_bar, b_bar, x_bar)`, in this order", "b_bar_last", "one input"),
        ("also for `n = 1`", "squeezed", "one input"),
        ("may be as large as 1000", "naive_tanh_upwards", "two inputs, a bias of about 800"),
        ("or as low as $-1000$", "naive_tanh_downwards", "two inputs, a bias of about -800"),
        ("Entries of `w` and `x` may be 0", divides_by_zeros, "a weight, the bias and an input are 0"),
    ],
    "mlp2_backward": [
        ("Use neither `torch.autograd`", mlp2_by_autograd, NOT_ALLOWED),
        ("All tensors are float64", in_float32("mlp2_backward"), "2 inputs"),
        ("Return float64 tensors", returned_in_float32("mlp2_backward"), "1 input"),
        ("Do not change the arguments in place", in_place("mlp2_backward", 0), "1 input"),
        ("the four adjoints `(A_bar, b_bar, c_bar, d_bar)`, in this order", "b_bar_and_c_bar_exchanged", "2 inputs"),
        ("they may be equal", "A_bar_transposed_where_square", "3 inputs, 3 hidden units"),
        ("Row $j$ of `A_bar` belongs to hidden unit $j$", "A_bar_transposed", "2 inputs, 3 hidden units"),
        ("The pre-activations $A x + b$", "sigmoid_overflows", "2 inputs, 3 hidden units, two of them"),
        ("and $c^\\top h + d$ may be as large as 1000", "sigmoid_overflows", "2 inputs, 2 hidden units, d is about 8"),
        ("or as low as $-1000$", "slope_overflows", "2 inputs, 2 hidden units, d is about -800"),
        ("0, 1 or a number between them", rounds_the_target, "3 inputs, 5 hidden units, a target between"),
        ("0, 1 or a number between them", target_0_3_or_whole, "1 input, 4 hidden units"),
        ("`hidden` and `in` are at least 1", squeezed_for_one_input, "1 input, 4 hidden units"),
    ],
    "dag8_grad": [
        ("Use neither `torch.autograd`", dag8_by_a_leaf, NOT_ALLOWED),
        ("All tensors are float64", in_float32("dag8_grad"), "the example"),
        ("Return float64 tensors", returned_in_float32("dag8_grad"), "the example"),
        ("Do not change the arguments in place", in_place("dag8_grad", 0), "the example"),
        ("in this order, as a float64 tensor of shape `(8,)`", "reversed_order", "the example"),
        ("as a float64 tensor of shape `(8,)`", lambda theta, x: list(solution("dag8_grad")(theta, x)), "the example"),
        ("Node 8 computes $y = \\theta_8\\, h_4\\, h_7$", "tanh_at_node_8", "all parameters positive"),
        ("Node 8 computes $y = \\theta_8\\, h_4\\, h_7$", "size_of_y", "a negative x, a negative y"),
        ("The loss is $L = \\frac12 (y - 1)^2$", "error_always_negative", "y is above 1"),
        ("any of the parameters may be 0", divides_by_parameter(0), "parameter 1 is 0"),
        ("any of the parameters may be 0", divides_by_parameter(2), "parameter 3 is 0"),
        ("any of the parameters may be 0", divides_by_parameter(5), "parameter 6 is 0"),
        ("any of the parameters may be 0", "divided_by_theta8", "parameter 8 is 0"),
        ("some $h_i$ and $y$ are 0 too", "divided_by_z4_and_z7", "parameter 4 is 0"),
        ("some $h_i$ and $y$ are 0 too", "divided_by_z4_and_z7", "parameter 7 is 0"),
        ("`x` and any of the parameters may be 0", "divided_by_z4_and_z7", "x is 0"),
    ],
    "repair_training_loop": [
        ("all float64", trained_in_single_precision, "one sample"),
        ("The logits are `torch.tanh(X @ W1.mT + b1) @ W2.mT + b2`", "without_tanh", "one sample"),
        ("The loss of a batch is the mean", "summed_loss", "five samples in one batch, one epoch"),
        ("cross-entropy of its logits", "left_softmax", "one sample"),
        ("Each batch makes one step", "one_step_an_epoch", "five samples in batches of 2"),
        ("along the gradient of this batch alone", "left_kept", "five samples in one batch, two epochs"),
        ("Each epoch draws a new order", "left_once", "six samples in batches of 2"),
        ("with one call of `torch.randperm(n, generator=rng)`", "order_drawn_for_every_batch", "six samples"),
        ("The generator `rng` is seeded once, with `seed`", "another_seed", "five samples in batches of 2"),
        ("The last batch may be shorter, and it counts too", "last_batch_dropped", "five samples in batches of 2"),
        ("It has one entry for each epoch", "logged_for_each_batch", "five samples in batches of 2"),
        ("the mean of the losses of all `n` samples", "left_unweighted", "five samples in batches of 2"),
        ("just before its step", "loss_after_the_step", "one sample"),
        ("The entries are Python numbers, not tensors", "left_tensor", "one sample"),
        ("`B` may be larger than `n`", whole_batches_alone, "four samples, B = 10"),
        ("`epochs` may be 0: then the log is empty", at_least_one_epoch, "three samples, B = 1, no epoch"),
        ("The given tensors are not changed", given_parameters_changed, "one sample"),
        ("the trained parameters", "given_parameters_returned", "one sample"),
    ],
    "overfit_one_batch": [
        ("all on the same batch", mean_over_the_batch_alone, "the example"),
        ("each from the newest parameters", "always_from_the_start", "the example"),
        ("It returns a pair `(losses, passed)`", "verdict_first", "the example"),
        ("a list of the `n` losses, as they came", "newest_first", "the example"),
        ("the loss at the parameters that it was *given*", "losses_after_the_steps", "the example"),
        ("`n` is at least 1", needs_two_losses, "a single step"),
        ("Call `step` exactly `n` times", "one_too_many", "the example"),
        ("also if the loss is small before", "stops_early", "a loss that falls to nothing"),
        ("True if the *last* loss", "best_loss_counts", "a loss that falls to nothing"),
        ("is at most a hundredth", "strictly_below", "the last loss is a hundredth"),
        ("a hundredth of the *first*", "measured_from_the_highest", "a loss that rises at first"),
        ("a hundredth of the *first*", "below_a_hundredth", "a large loss"),
        ("The first loss may be 0", "by_a_ratio", "a first loss of 0, and it stays"),
        ("A last loss that is nan has not passed", "not_above", "losses that become nan"),
        ("Otherwise the comparison decides", "any_broken_loss_fails", "an infinite first loss"),
        ("Otherwise the comparison decides", "any_nan_fails", "a loss that is nan in between"),
        ("Otherwise the comparison decides", "any_infinity_fails", "an infinite loss in between"),
        ("Otherwise the comparison decides", "infinite_first_fails", "an infinite first loss"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


class Layer:
    """A layer of a learner's own, with a method of the name that torch uses."""

    def __init__(self, weight, bias, given):
        self.weight, self.given = weight, given
        self.out = torch.sigmoid(weight @ given + bias)

    def backward(self, out_bar):
        pre_bar = out_bar * self.out * (1 - self.out)
        return torch.outer(pre_bar, self.given), pre_bar, self.weight.mT @ pre_bar


def mlp2_with_layers(A, b, c, d, x, t):
    hidden = Layer(A, b, x)
    output = Layer(c[None], d[None], hidden.out)
    c_bar, d_bar, z_bar = output.backward(output.out - t)
    A_bar, b_bar, _ = hidden.backward(z_bar)
    return A_bar, b_bar, c_bar[0], d_bar[0]


def test_a_method_called_backward_is_allowed():
    node = ast.parse(inspect.getsource(mlp2_with_layers)).body[0]
    verdict = check(registry.load("mlp2_backward"), mlp2_with_layers, node=node)
    assert verdict.status == CORRECT, verdict.explanation


def slope_elsewhere(s):
    leaf = s.detach().clone().requires_grad_()
    torch.tanh(leaf).backward()
    return leaf.grad


def by_an_alias(a, b, x, y_bar):
    leaf = (a @ x + b).detach().requires_grad_()
    y = torch.tanh(leaf)
    b_bar = y_bar * ag.grad(y, leaf)[0]
    return b_bar * x, b_bar, b_bar * a


def by_a_helper(a, b, x, y_bar):
    b_bar = y_bar * slope_elsewhere(a @ x + b)
    return b_bar * x, b_bar, b_bar * a


def by_vjp(a, b, x, y_bar):
    return vjp(lambda a, b, x: torch.tanh(a @ x + b), a, b, x)[1](y_bar)


def by_a_full_name(a, b, x, y_bar):
    return torch.func.vjp(lambda a, b, x: torch.tanh(a @ x + b), a, b, x)[1](y_bar)


def by_a_name_in_parts(a, b, x, y_bar):
    a, b, x = (torch.tensor(v.tolist(), dtype=v.dtype, requires_grad=True) for v in (a, b, x))
    getattr(y_bar * torch.tanh(a @ x + b), "back" + "ward")()
    return a.grad, b.grad, x.grad


@pytest.mark.parametrize("answer", [by_an_alias, by_a_helper, by_vjp, by_a_full_name, by_a_name_in_parts])
def test_no_other_name_opens_autograd(answer):
    node = ast.parse(inspect.getsource(answer)).body[0]
    verdict = check(registry.load("neuron_backward"), answer, node=node)
    assert verdict.status == NOT_ALLOWED, (verdict.status, verdict.explanation)
