"""The exercise of lecture 14b: every sentence of its text has a case that a violation fails."""

import math

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_place, solution


def heads_of_torch(x, Wq, Wk, Wv, Wo, heads):
    later = torch.ones(len(x), len(x)).triu(1) > 0
    return torch.nn.functional.multi_head_attention_forward(
        x, x, x, x.shape[1], heads, torch.cat([Wq, Wk, Wv]), None, None, None, False, 0.0, Wo, None,
        need_weights=False, attn_mask=later)[0]


def wrong_where(special):
    """The solution plus 1 for inputs that are special."""
    return lambda *inputs: solution("multi_head")(*inputs) + special(*inputs)


def clamped(low, high):
    def answer(x, Wq, Wk, Wv, Wo, heads):
        Q, K, V = ((x @ W.T).reshape(len(x), heads, -1).transpose(0, 1) for W in (Wq, Wk, Wv))
        scores = (Q @ K.mT / K.shape[2]**0.5).clamp(low, high)
        A = scores.masked_fill(torch.ones(len(x), len(x)).triu(1) > 0, -math.inf).softmax(2)
        return (A @ V).transpose(0, 1).reshape(x.shape) @ Wo.T

    return answer


EXAMPLE, TWO, LARGE = "the example", "five tokens, two heads", "scores in the thousands"
RULES = {
    "multi_head": [
        ("ten digits are compared", "in_float32", TWO),
        ("ten digits are compared", "rounded", TWO),
        ("All tensors are float64", "returned_in_float32", EXAMPLE),
        *(("No argument may be changed in place", in_place("multi_head", at), EXAMPLE) for at in range(5)),
        ("each with columns of its own", "first_head_for_all", EXAMPLE),
        ("No token may see what comes later", "no_mask", EXAMPLE),
        ("The four weights have shape `(d, d)`, as `(out, in)`", "none_transposed", EXAMPLE),
        ("Each of $T$, $d$ and `heads` may be 1", wrong_where(lambda x, *_: len(x) == 1), "one token"),
        ("Each of $T$, $d$ and `heads` may be 1", wrong_where(lambda x, *_: x.shape[1] == 1), "tokens of one number"),
        ("Each of $T$, $d$ and `heads` may be 1", wrong_where(lambda *rest: rest[-1] == 1), "one head"),
        ("The queries of all heads together are $Q = x W_q^\\top$", "queries_not_transposed", EXAMPLE),
        ("The queries of all heads together are $Q = x W_q^\\top$", "queries_are_tokens", EXAMPLE),
        ("the keys are $K = x W_k^\\top$", "keys_not_transposed", EXAMPLE),
        ("the keys are $K = x W_k^\\top$", "queries_and_keys_exchanged", EXAMPLE),
        ("the values are $V = x W_v^\\top$", "values_not_transposed", EXAMPLE),
        ("the values are $V = x W_v^\\top$", "keys_and_values_exchanged", EXAMPLE),
        ("A head has the width $w = d/\\text{heads}$", "width_and_number_exchanged", EXAMPLE),
        ("Head 0 has the first $w$ columns", "heads_in_turns", TWO),
        ("Head 0 has the first $w$ columns", "positions_mixed", EXAMPLE),
        ("Head 1 has the next $w$ columns, and so on", "first_columns_for_all", EXAMPLE),
        ("divided by $\\sqrt w$", "scale_of_all_columns", EXAMPLE),
        ("divided by $\\sqrt w$", "scale_by_width", TWO),
        ("divided by $\\sqrt w$", "no_scale", TWO),
        ("Its weights are a softmax of each row of scores", "over_queries", EXAMPLE),
        ("Its weights are a softmax of each row of scores", "over_heads", EXAMPLE),
        ("The mask is causal in every head", "mask_for_first_head", EXAMPLE),
        ("Position $t$ may look at the positions $0$ to $t$", "mask_turned_round", EXAMPLE),
        ("Position $t$ may look at the positions $0$ to $t$", "only_itself_and_one_before", TWO),
        ("itself included", "not_at_itself_but_first", EXAMPLE),
        ("A later position has the weight 0", "scores_zero", EXAMPLE),
        ("the weights of position $t$ for $0$ to $t$ add up to 1", "mask_after_softmax", EXAMPLE),
        ("position 0 looks at itself alone", "one_step_ahead", EXAMPLE),
        ("stand side by side in one table", "heads_added", EXAMPLE),
        ("stand side by side in one table", "joined_without_exchange", EXAMPLE),
        ("head 0 in the first $w$ columns, and so on", "joined_from_last_head", EXAMPLE),
        ("head 0 in the first $w$ columns, and so on", "joined_in_turns", TWO),
        ("The result is one tensor, $C W_o^\\top$", "no_output_weights", EXAMPLE),
        ("The result is one tensor, $C W_o^\\top$", "output_not_transposed", EXAMPLE),
        ("The result is one tensor", "with_weights", EXAMPLE),
        ("The result is one tensor", "as_a_list", EXAMPLE),
        ("of shape `(T, d)`. Nothing is added to it", "tokens_added", EXAMPLE),
        ("Scores can be in the thousands", "exponentials_overflow", LARGE),
        ("above and below 0", clamped(-1000.0, math.inf), "scores in the thousands, below 0"),
        ("above and below 0", clamped(-math.inf, 1000.0), "scores in the thousands, above 0"),
        ("above and below 0", "scores_minus_hundred", LARGE),
        ("A later position may have the largest score of its row", "mask_after_softmax_shared", LARGE),
        ("The attention of torch is not allowed", heads_of_torch, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
