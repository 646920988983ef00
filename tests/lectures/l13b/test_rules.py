"""The exercises of lecture 13b: every sentence of a text has a case that a violation fails."""

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_place, rounded, solution


def lstm_cell_of_torch(x, h, c, W, U, b):
    cell = torch.nn.LSTMCell(x.shape[1], h.shape[1], dtype=torch.float64)
    for own, given in zip(cell.parameters(), (W, U, b, 0 * b), strict=True):
        own.data = given
    h_new, c_new = cell(x, (h, c))
    return h_new.detach(), c_new.detach()


def gru_cell_of_torch(x, h, W, U, b_in, b_hidden):
    cell = torch.nn.GRUCell(x.shape[1], h.shape[1], dtype=torch.float64)
    for own, given in zip(cell.parameters(), (W, U, b_in, b_hidden), strict=True):
        own.data = given
    return cell(x, h).detach()


def turned_if_equal(key):
    """The solution, which transposes blocks of W that are square."""
    def answer(x, h, *rest):
        at = 1 if key == "lstm_step" else 0
        W, n = rest[at], h.shape[1]
        turned = torch.cat([block.T for block in W.split(n)]) if W.shape[1] == n > 1 else W
        return solution(key)(x, h, *rest[:at], turned, *rest[at + 1:])

    return answer


def only_if(key, allowed):
    """The solution where `allowed(x, h)` holds, and zeros elsewhere."""
    def answer(x, h, *rest):
        found = solution(key)(x, h, *rest)
        return tuple(v * allowed(x, h) for v in found) if isinstance(found, tuple) else found * allowed(x, h)

    return answer


def back_by_torch(h_new_bar, c_new_bar, cache):
    W = cache["W"].clone().requires_grad_()
    (cache["x"] @ W.mT).sum().backward()
    return solution("lstm_step_backward")(h_new_bar, c_new_bar, cache)


def back_beside_a_cell_of_torch(h_new_bar, c_new_bar, cache):
    torch.nn.LSTMCell(2, 3)
    return solution("lstm_step_backward")(h_new_bar, c_new_bar, cache)


def cache_changed(name):
    def answer(h_new_bar, c_new_bar, cache):
        found = solution("lstm_step_backward")(h_new_bar, c_new_bar, cache)
        cache[name].add_(1)
        return found

    return answer


def relative_to_c_new_bar(h_new_bar, c_new_bar, cache):
    x_bar, *others = solution("lstm_step_backward")(h_new_bar, c_new_bar, cache)
    return x_bar * c_new_bar[:, :1] / c_new_bar[:, :1], *others


def relative_to_h(h_new_bar, c_new_bar, cache):
    *others, U_bar, b_bar = solution("lstm_step_backward")(h_new_bar, c_new_bar, cache)
    return *others, U_bar / cache["h"][0] * cache["h"][0], b_bar


EXAMPLE, EQUAL = "the example of the text", "as many rows"
RULES = {
    "lstm_step": [
        ("All tensors are float64", "in_float32", EXAMPLE),
        ("ten digits are compared", "through_float32", "three rows"),
        ("ten digits are compared", rounded("lstm_step", 8), "three rows"),
        *(("No argument may be changed in place", in_place("lstm_step", at), EXAMPLE) for at in range(6)),
        ("The gate $i$ lets new things in", "order_ofgi", EXAMPLE),
        ("$f$ keeps old ones", "forgets_by_f", "a single row"),
        ("$o$ shows what is there", "no_output_gate", EXAMPLE),
        ("It returns two tensors, `(h_new, c_new)`", "exchanged", EXAMPLE),
        ("It returns two tensors, `(h_new, c_new)`", "state_twice", EXAMPLE),
        ("It returns two tensors, `(h_new, c_new)`", "stacked", EXAMPLE),
        ("$B$ rows, one for each sequence of the batch", "first_row_alone", "three rows"),
        ("the state and the cell before the step", "shows_the_old_cell", EXAMPLE),
        ("$B$, `in` and `hidden` may each be 1", only_if("lstm_step", lambda x, h: len(x) > 1), "a single row"),
        ("$B$, `in` and `hidden` may each be 1", only_if("lstm_step", lambda x, h: x.shape[1] > 1),
         "two rows, a single input"),
        ("$B$, `in` and `hidden` may each be 1", only_if("lstm_step", lambda x, h: h.shape[1] > 1), "five rows"),
        ("$B$, `in` and `hidden` may each be 1", "squeezed", "five rows"),
        ("and they may be equal", turned_if_equal("lstm_step"), EQUAL),
        ("`W` has shape `(4 * hidden, in)`", "W_reshaped", "three rows"),
        ("`U` has shape `(4 * hidden, hidden)`", "U_reshaped", "three rows"),
        ("packed in the order $i, f, g, o$", "order_figo", EXAMPLE),
        ("packed in the order $i, f, g, o$", "order_ifog", EXAMPLE),
        ("The first `hidden` rows belong to $i$", "interleaved", "a single row"),
        ("The sums are $W x + U h + b$", "no_bias", EXAMPLE),
        ("The sums are $W x + U h + b$", "no_input", EXAMPLE),
        ("The sums are $W x + U h + b$", "no_state", EXAMPLE),
        ("They look at the old state, not at the cell", "cell_in_the_sums", EXAMPLE),
        ("The gates $i$, $f$ and $o$ are the sigmoids of their blocks", "gates_by_tanh", EXAMPLE),
        ("The candidate $g$ is the tanh of its block", "candidate_by_sigmoid", EXAMPLE),
        ("$c_{\\text{new}} = f \\circ c + i \\circ g$", "one_gate_for_both", EXAMPLE),
        ("$c_{\\text{new}} = f \\circ c + i \\circ g$", "f_on_the_state", EXAMPLE),
        ("$h_{\\text{new}} = o \\circ \\tanh(c_{\\text{new}})$", "shown_as_it_is", EXAMPLE),
        ("$h_{\\text{new}} = o \\circ \\tanh(c_{\\text{new}})$", "shown_by_sigmoid", EXAMPLE),
        ("Both results have shape `(B, hidden)`", "with_a_time_axis", EXAMPLE),
        ("Both results have shape `(B, hidden)`", "turned_round", "three rows"),
        ("The LSTM of torch is not allowed", lstm_cell_of_torch, NOT_ALLOWED),
    ],
    "lstm_step_backward": [
        ("All tensors are float64", "in_float32", EXAMPLE),
        ("ten digits are compared", "through_float32", EXAMPLE),
        *(("No argument may be changed in place", in_place("lstm_step_backward", at), EXAMPLE) for at in range(2)),
        *(("No argument may be changed in place", cache_changed(name), EXAMPLE)
          for name in ("x", "h", "c", "i", "f", "g", "o", "tanh_c", "W", "U")),
        ("`h_new_bar` for the new state", "only_c_new_bar", EXAMPLE),
        ("`c_new_bar` for the new cell", "c_new_bar_left_out", EXAMPLE),
        ("It returns six tensors, `(x_bar, h_bar, c_bar, W_bar, U_bar, b_bar)`", "parameters_first", EXAMPLE),
        ("It returns six tensors, `(x_bar, h_bar, c_bar, W_bar, U_bar, b_bar)`", "cell_before_state", EXAMPLE),
        ("It returns six tensors, `(x_bar, h_bar, c_bar, W_bar, U_bar, b_bar)`", "three_alone", EXAMPLE),
        ("What reaches it through `h_new` of this step is not in it", "only_c_new_bar", EXAMPLE),
        ("the state and the cell before the step", "U_bar_by_the_new_state", EXAMPLE),
        ("the state and the cell before the step", "f_by_the_new_cell", EXAMPLE),
        ("after sigmoid and tanh", "sigmoid_of_the_gates", EXAMPLE),
        ("after sigmoid and tanh", "tanh_of_g_again", EXAMPLE),
        ("`cache[\"tanh_c\"]` is the tanh of the new cell", "tanh_of_the_tanh", EXAMPLE),
        ("packed in the order $i, f, g, o$", "order_ifog", EXAMPLE),
        ("packed in the order $i, f, g, o$", "interleaved", "a single row"),
        ("$z = W x + U h + b$ for each row", "x_bar_by_U", EXAMPLE),
        ("$c_{\\text{new}} = f \\circ c + i \\circ g$", "c_bar_without_f", EXAMPLE),
        ("$h_{\\text{new}} = o \\circ \\tanh(c_{\\text{new}})$", "no_o_before_the_cell", EXAMPLE),
        ("Each result has the shape of the quantity to which it belongs", "W_bar_turned", EXAMPLE),
        ("Each result has the shape of the quantity to which it belongs", "b_bar_as_a_row", EXAMPLE),
        ("are sums over the rows of the batch", "b_bar_for_each_row", EXAMPLE),
        ("nothing is divided by $B$", "weights_averaged", "three rows"),
        ("They are packed in the order $i, f, g, o$ too", "order_figo", EXAMPLE),
        ("`h_bar` is what reaches the old state through this step", "h_bar_with_h_new_bar", EXAMPLE),
        ("An adjoint may be 0", relative_to_c_new_bar, "the last step"),
        ("In the first step `h` and `c` may be 0", relative_to_h, "the first step"),
        ("The slope of a sigmoid is $s\\,(1 - s)$", "gate_slopes_like_tanh", EXAMPLE),
        ("That of a tanh is $1 - s^2$", "slope_of_g_like_a_sigmoid", EXAMPLE),
        ("nothing of `torch.autograd` or `torch.func`", back_by_torch, NOT_ALLOWED),
        ("The LSTM of torch is not allowed either", back_beside_a_cell_of_torch, NOT_ALLOWED),
    ],
    "gru_step": [
        ("All tensors are float64", "in_float32", EXAMPLE),
        ("ten digits are compared", "through_float32", EXAMPLE),
        ("ten digits are compared", rounded("gru_step", 8), "four rows"),
        *(("No argument may be changed in place", in_place("gru_step", at), EXAMPLE) for at in range(6)),
        ("$z$ is the share of the old state", "mixture_turned_round", EXAMPLE),
        ("$r$ comes after the product with $U$", "reset_before_the_product", EXAMPLE),
        ("It returns one tensor, the new state", "twice", EXAMPLE),
        ("It returns one tensor, the new state", "with_the_candidate", EXAMPLE),
        ("`x` has shape `(B, in)`", "first_row_alone", "four rows"),
        ("$B$, `in` and `hidden` may each be 1", only_if("gru_step", lambda x, h: len(x) > 1), "a single row"),
        ("$B$, `in` and `hidden` may each be 1", only_if("gru_step", lambda x, h: x.shape[1] > 1),
         "two rows, a single input"),
        ("$B$, `in` and `hidden` may each be 1", only_if("gru_step", lambda x, h: h.shape[1] > 1), "five rows"),
        ("and they may be equal", turned_if_equal("gru_step"), EQUAL),
        ("`W` has shape `(3 * hidden, in)`", "W_reshaped", "four rows"),
        ("`U` has shape `(3 * hidden, hidden)`", "U_reshaped", "four rows"),
        ("packed in the order $r, z, n$", "order_zrn", EXAMPLE),
        ("The first `hidden` rows belong to $r$", "interleaved", "a single row"),
        ("There are two biases", "no_b_hidden", EXAMPLE),
        ("There are two biases", "no_b_in", EXAMPLE),
        ("`b_in` belongs to the part from $x$", "biases_exchanged_in_the_candidate", "a single row"),
        ("$r = \\sigma(W_r x", "r_by_tanh", EXAMPLE),
        ("$z$ is made in the same way from its own block", "mixed_by_r", EXAMPLE),
        ("$n = \\tanh\\big(W_n x", "candidate_by_sigmoid", EXAMPLE),
        ("The gate $r$ multiplies the bracket entry by entry", "bias_outside_the_reset", EXAMPLE),
        ("The gate $r$ multiplies the bracket entry by entry", "reset_of_everything", EXAMPLE),
        ("$h_{\\text{new}} = (1 - z) \\circ n + z \\circ h$", "old_state_in_full", EXAMPLE),
        ("The result has shape `(B, hidden)`", "turned_round", "four rows"),
        ("The result has shape `(B, hidden)`", "squeezed", "five rows"),
        ("The GRU of torch is not allowed", gru_cell_of_torch, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
