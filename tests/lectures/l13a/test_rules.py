"""The exercises of lecture 13a: every sentence of a text has a case that a violation fails."""

import math

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_place, rounded, solution


def layer_of_torch(x, h0, W, U, b):
    net = torch.nn.RNN(x.shape[1], len(h0), dtype=torch.float64)
    for own, given in zip(net.parameters(), (W, U, b, 0 * b), strict=True):
        own.data = given
    return net(x, h0[None])[0].detach()


def more_than_one_step(x, *rest):
    return solution("rnn_forward")(x, *rest) * (len(x) > 1)


def more_than_one_input(x, *rest):
    return solution("rnn_forward")(x, *rest) * (x.shape[1] > 1)


def more_than_one_unit(x, h0, *rest):
    return solution("rnn_forward")(x, h0, *rest) * (len(h0) > 1)


def turned_if_equal(x, h0, W, U, b):
    return solution("rnn_forward")(x, h0, W.T if W.shape == U.shape else W, U, b)


def by_torch(w, u, a, c, x, h0):
    weight = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    h = torch.tensor(h0, dtype=torch.float64)
    for x_k in x[:-1]:
        h = torch.tanh(u * x_k + weight * h)
    (a * h + c * x[-1]).backward()
    return weight.grad


def at_least_one_step(w, u, a, c, x, h0):
    return solution("bptt")(w, u, a, c, x, h0) if len(x) > 1 else a


def divided_by_w(w, u, a, c, x, h0):
    return solution("bptt")(w, u, a, c, x, h0) * (w / w if w else math.nan)


def h0_never_zero(w, u, a, c, x, h0):
    return solution("bptt")(w, u, a, c, x, h0 or 1.0)


def sizes_only(w, u, a, c, x, h0):
    return solution("bptt")(abs(w), u, a, c, x, h0)


def positive_h0(w, u, a, c, x, h0):
    return solution("bptt")(w, u, a, c, x, abs(h0))


EXAMPLE = "the example of the text"
RULES = {
    "rnn_forward": [
        ("All tensors are float64", "in_float32", EXAMPLE),
        ("ten digits are compared", "rounded_to_float32", EXAMPLE),
        ("ten digits are compared", rounded("rnn_forward", 8), "five steps"),
        *(("No argument may be changed in place", in_place("rnn_forward", at), EXAMPLE) for at in range(5)),
        ("makes a new state from the old one and the next vector", "not_carried", EXAMPLE),
        ("All steps use the same weights", "bias_in_the_first_step_alone", EXAMPLE),
        ("It returns the states of all steps", "last_state_alone", EXAMPLE),
        ("`x` has shape `(T, in)`", "first_input_always", EXAMPLE),
        ("The first row comes first", "backwards", EXAMPLE),
        ("$T$ is at least 1", more_than_one_step, "a single step"),
        ("It need not be 0", "h0_left_out", EXAMPLE),
        ("`W` has shape `(hidden, in)`", "W_transposed", "as many steps"),
        ("`U` has shape `(hidden, hidden)`", "U_transposed", EXAMPLE),
        ("$h_k = \\tanh(W x_k + U h_{k-1} + b)$", "no_bias", EXAMPLE),
        ("$h_k = \\tanh(W x_k + U h_{k-1} + b)$", "bias_twice", EXAMPLE),
        ("$h_k = \\tanh(W x_k + U h_{k-1} + b)$", "W_and_U_exchanged", "as many steps"),
        ("with tanh around the whole sum", "bias_outside", EXAMPLE),
        ("with tanh around the whole sum", "no_tanh", EXAMPLE),
        ("The result is one tensor", "as_a_list", EXAMPLE),
        ("The result is one tensor", "with_the_last_state", EXAMPLE),
        ("of shape `(T, hidden)`", "turned_round", "five steps"),
        ("of shape `(T, hidden)`", "with_a_batch", EXAMPLE),
        ("Its first row is the state after the first step", "rows_turned", EXAMPLE),
        ("its last row is the state after the last one", "last_row_empty", EXAMPLE),
        ("`h0` is not among the rows", "h0_in_front", EXAMPLE),
        ("`in`, `hidden` and $T$ may each be 1", more_than_one_input, "a single input"),
        ("`in`, `hidden` and $T$ may each be 1", more_than_one_unit, "a single hidden unit"),
        ("`in`, `hidden` and $T$ may each be 1", "squeezed", "a single hidden unit"),
        ("and they may be equal", turned_if_equal, "as many steps"),
        ("The recurrent layers of torch are not allowed", layer_of_torch, NOT_ALLOWED),
    ],
    "bptt": [
        ("ten digits are compared", "through_float32", EXAMPLE),
        ("ten digits are compared", "rounded", EXAMPLE),
        ("No argument may be changed in place", in_place("bptt", 4), EXAMPLE),
        ("$h_k = \\tanh(u\\,x_k + w\\,h_{k-1})$", "linear", EXAMPLE),
        ("$h_k = \\tanh(u\\,x_k + w\\,h_{k-1})$", "h0_in_every_step", EXAMPLE),
        ("for $k = 1, \\dots, t-1$", "steps_to_t", EXAMPLE),
        ("the output $y_t = a\\,h_{t-1} + c\\,x_t$", "a_left_out", EXAMPLE),
        ("It returns the derivative $\\mathrm{d}y_t/\\mathrm{d}w$", "by_u", EXAMPLE),
        ("It returns the derivative $\\mathrm{d}y_t/\\mathrm{d}w$", "by_h0", EXAMPLE),
        ("It returns the derivative $\\mathrm{d}y_t/\\mathrm{d}w$", "output", EXAMPLE),
        ("so $x_1$ is `x[0]` and $x_t$ is `x[-1]`", "inputs_one_late", EXAMPLE),
        ("so $x_1$ is `x[0]` and $x_t$ is `x[-1]`", "inputs_backwards", EXAMPLE),
        ("The steps use $x_1$ to $x_{t-1}$", "one_step_less", EXAMPLE),
        ("enters the output alone", "product_to_t_minus_1", EXAMPLE),
        ("enters the output alone", "last_product_to_t_minus_1", EXAMPLE),
        ("$w$ is one number that is used in every step", "only_the_last_step", EXAMPLE),
        ("it moves in all of them", "only_the_first_step", EXAMPLE),
        ("$y_t$ is linear: there is no tanh around it", "slope_at_the_output", EXAMPLE),
        ("does not stand in it outside of $h_{t-1}$", "direct_state", EXAMPLE),
        ("The result is a single number", "each_contribution", EXAMPLE),
        ("The result is a single number", "with_an_axis", EXAMPLE),
        ("and the derivative is 0", at_least_one_step, "t = 1"),
        ("`w` and `h0` may be 0", divided_by_w, "t = 4, w is 0"),
        ("`w` and `h0` may be 0", h0_never_zero, "t = 4, h0 is 0"),
        ("every number may be negative", sizes_only, "t = 3, a negative w"),
        ("every number may be negative", positive_h0, "t = 7"),
        ("nothing of `torch.autograd` or `torch.func`", by_torch, NOT_ALLOWED),
        ("A small step of $w$ is not exact enough", "by_a_small_step", EXAMPLE),
        ("Its slope at $z$ is $1 - \\tanh^2 z$", "slope_not_squared", EXAMPLE),
        ("then passes through the later steps", "products_of_one", EXAMPLE),
        ("A copy moves the state of its own step first", "one_factor_too_many_in_every_term", EXAMPLE),
        ("The result is the sum of the contributions", "averaged", EXAMPLE),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
