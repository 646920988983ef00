"""The exercises of lecture 14a: every sentence of a text has a case that a violation fails."""

import math

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_place, solution


def attention_of_torch(Q, K, V, mask):
    return torch.nn.functional.scaled_dot_product_attention(Q, K, V, attn_mask=mask)


def only_some_keys(Q, K, V, mask):
    return solution("attention")(Q, K[:4], V[:4], mask if mask is None else mask[:, :4])


def query_cut(Q, K, V, mask):
    return solution("attention")(Q[:4], K, V, mask if mask is None else mask[:4])


def values_cut(Q, K, V, mask):
    return solution("attention")(Q, K, V[:, :2], mask)


def clamped(low, high):
    def answer(Q, K, V, mask):
        scores = (Q @ K.T / K.shape[1]**0.5).clamp(low, high)
        return (scores if mask is None else scores.masked_fill(~mask, -math.inf)).softmax(1) @ V

    return answer


def several_only(at, key, size):
    """Wrong where axis `size` of argument `at` has length 1."""
    def answer(*inputs):
        results = solution(key)(*inputs)
        single = inputs[at].shape[size] == 1
        if isinstance(results, tuple):
            return tuple(r + single for r in results)
        return results + single

    return answer


def back_by_torch(Q, K, V, out_bar):
    Q, K, V = (v.clone().requires_grad_() for v in (Q, K, V))
    ((Q @ K.T / Q.shape[1]**0.5).softmax(1) @ V * out_bar).sum().backward()
    return Q.grad, K.grad, V.grad


def back_beside_attention_of_torch(Q, K, V, out_bar):
    torch.nn.functional.scaled_dot_product_attention(Q, K, V)
    return solution("attention_backward")(Q, K, V, out_bar)


def half_of_the_sum(Q, K, V, out_bar):
    Q_bar, *others = solution("attention_backward")(Q, K, V, out_bar)
    return Q_bar, *(r / 2 if len(Q) > 2 else r for r in others)


EXAMPLE, MANY, MASK, SQUARE = "the example", "five queries", "three queries, five keys", "as many queries as keys"
LARGE = "scores in the thousands"
RULES = {
    "attention": [
        ("ten digits are compared", "in_float32", MANY),
        ("ten digits are compared", "rounded", MANY),
        ("All tensors are float64", "returned_in_float32", EXAMPLE),
        *(("No argument may be changed in place", in_place("attention", at), EXAMPLE) for at in range(3)),
        ("Each query compares itself with every key", only_some_keys, MASK),
        ("The answer to a query is the weighted mean of the values", "mean_of_values", EXAMPLE),
        ("$m$ queries of width $n$", query_cut, MANY),
        ("the value of each key, of width $q$", values_cut, "wide keys"),
        ("their scalar product", "by_lengths", EXAMPLE),
        ("their scalar product", "first_feature_alone", EXAMPLE),
        ("divided by $\\sqrt n$", "no_scale", EXAMPLE),
        ("divided by $\\sqrt n$", "divided_by_n", EXAMPLE),
        ("Here $n$ is the width of a key", "root_of_keys", EXAMPLE),
        ("Here $n$ is the width of a key", "always_two", "wide keys"),
        ("`None` means that every query may look at every key", "mask_expected", MANY),
        ("`None` means that every query may look at every key", "none_is_causal", MANY),
        ("`True` at $(i, j)$ means that query $i$ may look at key $j$", "mask_turned_round", EXAMPLE),
        ("`True` at $(i, j)$ means that query $i$ may look at key $j$", "mask_transposed_where_square", SQUARE),
        ("and `False` hides this key from it", "mask_ignored", EXAMPLE),
        ("and `False` hides this key from it", "mask_for_all_queries", EXAMPLE),
        ("the softmax of each row of $S$", "over_queries", EXAMPLE),
        ("the softmax of each row of $S$", "over_all", EXAMPLE),
        ("the softmax of each row of $S$", "plain_share", EXAMPLE),
        ("A hidden key has the weight 0", "hidden_scores_zero", EXAMPLE),
        ("each row of $A$ adds up to 1, with a mask too", "mask_after_softmax", EXAMPLE),
        ("Scores can be in the thousands", "exponentials_overflow", LARGE),
        ("above and below 0", clamped(-math.inf, 1000.0), LARGE),
        ("above and below 0", clamped(-1000.0, math.inf), LARGE),
        ("above and below 0", "hidden_scores_minus_hundred", LARGE),
        ("A hidden key may have the largest score of its row", "mask_after_softmax_shared", LARGE),
        ("The result is one tensor", "with_weights", EXAMPLE),
        ("The result is one tensor", "as_a_list", EXAMPLE),
        ("of shape `(m, q)`", "transposed", EXAMPLE),
        ("of shape `(m, q)`", "single_axes_lost", "one query"),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(0, "attention", 0), "one query"),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(0, "attention", 1), "keys and values of width 1"),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(1, "attention", 0), "one key"),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(2, "attention", 1), "keys and values of width 1"),
        ("The attention of torch is not allowed", attention_of_torch, NOT_ALLOWED),
    ],
    "positional_encoding": [
        ("ten digits are compared", "rounded", EXAMPLE),
        ("each at least 1", lambda T, d: solution("positional_encoding")(T, d) + (T == 1), "one position"),
        ("each at least 1", "one_column_is_the_position", "one column"),
        ("The result is one float64 tensor", "returned_in_float32", EXAMPLE),
        ("The result is one float64 tensor", "as_a_list", EXAMPLE),
        ("The result is one float64 tensor", "sines_and_cosines_apart", EXAMPLE),
        ("a row for each position, and $d$ columns", "transposed", EXAMPLE),
        ("The positions are $t = 0, 1, \\dots, T - 1$", "positions_from_one", EXAMPLE),
        ("The positions are $t = 0, 1, \\dots, T - 1$", "one_row_more", EXAMPLE),
        ("Pair $i$ stands in the columns $2i$ and $2i + 1$", "halves", EXAMPLE),
        ("for $i = 0, 1, 2, \\dots$", "pair_from_one", EXAMPLE),
        ("Both of its columns have the same angle", "exponent_by_column", EXAMPLE),
        ("\\frac{t}{10000^{\\,2i/d}}", "multiplied", EXAMPLE),
        ("\\frac{t}{10000^{\\,2i/d}}", "exponent_of_pair", EXAMPLE),
        ("\\frac{t}{10000^{\\,2i/d}}", "base_thousand", EXAMPLE),
        ("Column $2i$ holds $\\sin \\alpha$", "sine_and_cosine_exchanged", EXAMPLE),
        ("and column $2i + 1$ holds $\\cos \\alpha$", "only_sines", EXAMPLE),
        ("The angle is in radians", "in_degrees", EXAMPLE),
        ("the last column is the sine of a pair", "last_column_cosine", "five columns"),
        ("whose cosine is left out", "extra_column", "five columns"),
        ("The exponent is $2i/d$ with this odd $d$", "width_rounded_up", "five columns"),
        ("The exponent is $2i/d$ with this odd $d$", "width_rounded_down", "five columns"),
        ("$T$ can be in the hundreds", lambda T, d: solution("positional_encoding")(T, d)[:300], "hundreds"),
        ("Compute in float64 throughout", "angles_in_float32", "hundreds"),
    ],
    "attention_backward": [
        ("ten digits are compared", "weights_in_float32", MANY),
        ("All tensors are float64", "all_in_float32", EXAMPLE),
        *(("No argument may be changed in place", in_place("attention_backward", at), EXAMPLE) for at in range(4)),
        ("the derivative of the loss with respect to each entry of the output", "out_bar_of_ones", EXAMPLE),
        ("It returns three tensors, `(Q_bar, K_bar, V_bar)`", "queries_and_keys_exchanged", EXAMPLE),
        ("It returns three tensors, `(Q_bar, K_bar, V_bar)`", "V_bar_first", EXAMPLE),
        ("It returns three tensors, `(Q_bar, K_bar, V_bar)`", "as_lists", EXAMPLE),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(0, "attention_backward", 0), "one query"),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(0, "attention_backward", 1), "keys and values of width 1"),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(1, "attention_backward", 0), "one key"),
        ("Each of $m$, $n$, $p$, $q$ may be 1", several_only(2, "attention_backward", 1), "keys and values of width 1"),
        ("The scores are $S = QK^\\top/\\sqrt n$", "no_scale_forward", EXAMPLE),
        ("The scores are $S = QK^\\top/\\sqrt n$", "no_scale_back", EXAMPLE),
        ("where $n$ is the width of a key", "scale_by_root_of_keys", EXAMPLE),
        ("where $n$ is the width of a key", "always_two", "two queries, five keys, a wide one"),
        ("the softmax of each row of $S$", "over_queries", EXAMPLE),
        ("The output is $AV$", "V_bar_without_weights", EXAMPLE),
        ("When one score of a row moves, all weights of this row move", "diagonal", EXAMPLE),
        ("When one score of a row moves, all weights of this row move", "only_own_weight", EXAMPLE),
        ("The scores of other rows do not move them", "sum_over_queries", EXAMPLE),
        ("have the shapes of `Q`, `K` and `V`", "all_transposed", EXAMPLE),
        ("a key and its value get something back from all $m$ queries", "sums_overwritten", MANY),
        ("a key and its value get something back from all $m$ queries: the sum", half_of_the_sum, MANY),
        ("nothing is divided by $m$ for its sake", "divided_by_queries", MANY),
        ("Scores can be in the thousands", "exponentials_overflow", LARGE),
        ("`Q_bar` and `K_bar` are 0", "no_slope", "one key"),
        ("nothing of `torch.autograd` or `torch.func`", back_by_torch, NOT_ALLOWED),
        ("The attention of torch is not allowed either", back_beside_attention_of_torch, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
