"""Exercise: back through attention, where each weight depends on all scores of its row."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task

RESULTS = ("Q_bar", "K_bar", "V_bar")


def reference(Q: Tensor, K: Tensor, V: Tensor, out_bar: Tensor) -> tuple[Tensor, ...]:
    """What torch's own differentiation of its own attention finds."""
    inputs = [v.clone().requires_grad_() for v in (Q, K, V)]
    out = torch.nn.functional.scaled_dot_product_attention(*inputs)
    return torch.autograd.grad(out, inputs, out_bar)


# key widths are 1, 4 and 16, whose roots no dtype rounds
def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, m: int, n: int, p: int, q: int, **other: Tensor) -> Case:
        inputs = {"Q": draw.away_from_zero(m, n), "K": draw.normal(p, n), "V": draw.away_from_zero(p, q),
                  "out_bar": draw.away_from_zero(m, q)}
        return case(label, **inputs | other)

    return [
        case("the example of the text", Q=EXAMPLE[0], K=EXAMPLE[1], V=EXAMPLE[2], out_bar=EXAMPLE[3]),
        some("five queries, three keys", 5, 4, 3, 2),
        some("two queries, five keys, a wide one", 2, 16, 5, 3),
        some("all sizes alike", 4, 4, 4, 4),
        some("one query", 1, 4, 5, 3),
        some("one key", 3, 4, 1, 2),
        some("keys and values of width 1", 2, 1, 3, 1),
        some("scores in the thousands", 2, 4, 3, 5, Q=20 + 0.05 * draw.normal(2, 4), K=50 + 0.05 * draw.normal(3, 4)),
    ]


EXAMPLE = (numbers([[2, 0, 0, 0]]), numbers([[0, 1, 0, 0], [math.log(3), 0, 2, 0]]), numbers([[0], [4]]),
           numbers([[2]]))

task = Task(
    key="attention_backward", title="Attention backwards", points=3, difficulty=3, minutes=20,
    objective="send a gradient back through weights that compete for a sum of 1",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=RESULTS),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward",
             ".scaled_dot_product_attention", ".MultiheadAttention", ".multi_head_attention_forward",
             "._softmax_backward_data"),
    facts=("N14-02",),
    hints=(
        "Write the forward pass in four lines: S, its scaled form, A, out. Two of them are products of matrices. Which "
        "of the four lines lets one entry of a row move all others of this row?",
        "In the example out_bar V^T gives the two weights the adjoints 0 and 8, and A is (1/4, 3/4). If the second "
        "score rises by a little, A moves by 3/16 of that: the second weight up, the first one down. By how much does "
        "the loss move then?",
        "A_bar = out_bar @ V.T; S_bar = A * (A_bar - (____ * ____).sum(1, keepdim=True)) / ____; Q_bar = S_bar @ "
        "____; K_bar = ____ @ Q; V_bar = ____ @ out_bar",
    ),
)


@task.solution
def attention_backward(Q, K, V, out_bar):
    root = math.sqrt(Q.shape[1])
    A = torch.softmax(Q @ K.T / root, dim=1)                    # step: the weights of the forward pass
    V_bar = A.T @ out_bar                                       # step: back to the values
    A_bar = out_bar @ V.T                                       # step: back to the weights
    mean = (A * A_bar).sum(1, keepdim=True)                     # step: the weighted mean of a row
    scaled_bar = A * (A_bar - mean)                             # step: back through the softmax
    S_bar = scaled_bar / root                                   # step: back through the scale
    Q_bar = S_bar @ K                                           # step: back to the queries
    K_bar = S_bar.T @ Q                                         # step: back to the keys
    return Q_bar, K_bar, V_bar


@task.right
def query_by_query(Q, K, V, out_bar):
    Q_bar, K_bar, V_bar = torch.zeros_like(Q), torch.zeros_like(K), torch.zeros_like(V)
    root = len(Q[0])**0.5
    for i in range(len(Q)):
        a = torch.softmax(K @ Q[i] / root, 0)                   # step: the weights of one query
        a_bar = V @ out_bar[i]                                  # step: back to its weights
        J = torch.diag(a) - torch.outer(a, a)                   # step: the Jacobian of a softmax
        s_bar = J @ a_bar / root                                # step: back to its scores
        Q_bar[i] = s_bar @ K                                    # step: back to the query
        for j in range(len(K)):
            K_bar[j] += s_bar[j] * Q[i]                         # step: back to each key
            V_bar[j] += a[j] * out_bar[i]                       # step: back to each value
    return Q_bar, K_bar, V_bar


@task.right
def by_the_output(Q, K, V, out_bar):
    sizes = Q @ K.T * Q.shape[1]**-0.5                          # step: the scaled scores
    sizes = (sizes - sizes.amax(1, keepdim=True)).exp()         # step: the exponentials
    A = sizes / sizes.sum(1, keepdim=True)                      # step: the weights
    out = A @ V                                                 # step: the output
    beside = torch.einsum("mq,mpq->mp", out_bar, V - out[:, None])      # step: each value beside the output
    S_bar = A * beside * Q.shape[1]**-0.5                       # step: back to the scores
    return [torch.einsum("mp,pn->mn", S_bar, K), torch.einsum("mp,mn->pn", S_bar, Q),
            torch.einsum("mp,mq->pq", A, out_bar)]


@task.right
def in_numpy(Q, K, V, out_bar):
    import numpy as np

    q, k, v, g = (t.numpy() for t in (Q, K, V, out_bar))
    s = q @ k.T / np.sqrt(q.shape[1])
    a = np.exp(s - s.max(1, keepdims=True))
    a = a / a.sum(1, keepdims=True)
    pulled = a * (g @ v.T)
    s_bar = (pulled - a * pulled.sum(1, keepdims=True)) / np.sqrt(q.shape[1])
    return tuple(torch.from_numpy(t) for t in (s_bar @ k, s_bar.T @ q, a.T @ g))


# The gradients, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "out_bar": lambda v: v.out_bar, "n": lambda v: v.Q.shape[1], "p": lambda v: len(v.K), "root": lambda v: v.n**0.5,
    "scaled": lambda v: v.Q @ v.K.T / v.root,
    "A": lambda v: v.scaled.softmax(1),
    "A_bar": lambda v: v.out_bar @ v.V.T,
    "mean": lambda v: (v.A * v.A_bar).sum(1, keepdim=True),
    "scaled_bar": lambda v: v.A * (v.A_bar - v.mean),
    "S_bar": lambda v: v.scaled_bar / v.root,
    "Q_bar": lambda v: v.S_bar @ v.K, "K_bar": lambda v: v.S_bar.T @ v.Q, "V_bar": lambda v: v.A.T @ v.out_bar,
    "result": lambda v: (v.Q_bar, v.K_bar, v.V_bar),
}
NAMES = ("Q", "K", "V", "out_bar")
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "For the key width 1, with Q = (1, 0), K = (0, 1.0986), V = (0, 4) and out_bar = (2, 1),": (
        numbers([[1], [0]]), numbers([[0], [math.log(3)]]), numbers([[0], [4]]), numbers([[2], [1]])),
    "For one key, with Q = (1), K = (2), V = (3) and out_bar = (1),": tuple(numbers([[k]]) for k in (1, 2, 3, 1)),
    "For the key width 1, with Q = (1), K = (1000, 1001.0986), V = (0, 4) and out_bar = (2),": (
        numbers([[1]]), numbers([[1000], [1000 + math.log(3)]]), numbers([[0], [4]]), numbers([[2]]))}


_with = answers_by(RULES, attention_backward)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() for v in inputs))
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, tuple) and len(given) == 3:
            for name, ours, right in zip(RESULTS, given, attention_backward(*inputs), strict=True):
                if isinstance(ours, Tensor) and (words := told_apart(ours.where(~(ours.abs() <= 1e-12), 0), right)):
                    return f"{place} `{name}` is {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in (*NAMES, *RESULTS) else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


SUM = "When one score of a row rises, what becomes of the other weights of this row?"
OWN = "How far does a weight of 3/4 move, when its own score rises by a little?"
SIGN = "If a score rises, do the other weights of its row rise or fall?"
ROW = "Which weights add up to 1: those of a query, or those of a key?"
SCALE = "How far does a scaled score move, when Q K^T moves by 1?"
SLOPE = "What lies between the scores and the weights?"
KEY = "By what is an entry of a key multiplied in a score?"
QUERY = "By what is an entry of a query multiplied in a score?"
VALUE = "By what is a row of V multiplied on its way to out?"
EVERY = "Which queries look at one key, and who looks at one value?"
ORDER = "In which order does the text name them?"
FORWARD = "How does the text compute the weights?"
LARGE = "What is exp(1000) in float64, and what changes when you take the same number off all scores of a row?"
DTYPE = "Which dtype have the inputs?"

_wrong("no_slope", "the softmax is passed over: its scores get the adjoint of its weights", SLOPE,
       scaled_bar=lambda v: v.A_bar)
_wrong("only_own_weight", "the mean of the row is not taken off: a score moves its own weight alone, by A", SUM,
       mean=lambda v: 0)
_wrong("diagonal", "a score moves its own weight alone, by A(1 - A)", SUM,
       scaled_bar=lambda v: v.A * (1 - v.A) * v.A_bar)
_wrong("only_the_mean", "only the weighted mean of the row is in the adjoint of a score, not that of its own weight",
       OWN, scaled_bar=lambda v: -v.A * v.mean)
_wrong("mean_added", "the weighted mean of the row is added", SIGN, scaled_bar=lambda v: v.A * (v.A_bar + v.mean))
_wrong("slope_negative", "the way through the softmax has the opposite sign", OWN,
       scaled_bar=lambda v: v.A * (v.mean - v.A_bar))
_wrong("sum_without_weights", "the plain sum of the row of A_bar is taken off, without weights", SUM,
       mean=lambda v: v.A_bar.sum(1, keepdim=True))
_wrong("plain_mean", "the plain mean of the row of A_bar is taken off, without weights", SUM,
       mean=lambda v: v.A_bar.mean(1, keepdim=True))
_wrong("mean_over_keys", "the weighted sum is divided by the number of keys", SUM,
       mean=lambda v: (v.A * v.A_bar).mean(1, keepdim=True))
_wrong("sum_over_queries", "the weighted sum runs over the queries, for each key", ROW,
       mean=lambda v: (v.A * v.A_bar).sum(0, keepdim=True))
_wrong("sum_over_all", "the weighted sum runs over the whole table", ROW, mean=lambda v: (v.A * v.A_bar).sum())
_wrong("axis_lost", "the weighted sum of each query loses its axis, and meets the keys", "Which shape has one number "
       "for each of five queries, and which one goes with (5, 3)?", mean=lambda v: (v.A * v.A_bar).sum(1))
_wrong("sum_taken_off_evenly", "each row of A · A_bar is made to add up to 0 by taking the same number off all entries",
       "If the second score rises, which weight falls furthest: a large one or a small one?",
       scaled_bar=lambda v: v.A * v.A_bar - (v.A * v.A_bar).mean(1, keepdim=True))
_wrong("adjoints_made_to_add_up_to_0", "the adjoint of the weights less its mean stands for that of the scores", SLOPE,
       scaled_bar=lambda v: v.A_bar - v.A_bar.mean(1, keepdim=True))
_wrong("largest_taken_off", "the largest entry of the row of A_bar is taken off", SUM,
       mean=lambda v: v.A_bar.amax(1, keepdim=True))
_wrong("mean_of_first_query", "the weighted mean of the first query is taken off all rows", ROW,
       mean=lambda v: (v.A * v.A_bar).sum(1, keepdim=True)[:1])
_wrong("own_value_alone", "A(1 - A) of each score meets A_bar less the weighted mean", OWN,
       scaled_bar=lambda v: v.A * (1 - v.A) * (v.A_bar - v.mean))
_wrong("mean_not_weighted_again", "the mean is taken off without its weight: A · A_bar less the sum", OWN,
       scaled_bar=lambda v: v.A * v.A_bar - v.mean)
_wrong("log_softmax", "the slope is that of a log-softmax: A_bar less A times the sum of the row", SLOPE,
       scaled_bar=lambda v: v.A_bar - v.A * v.A_bar.sum(1, keepdim=True))
_wrong("adjoint_less_mean", "the weight in front is missing: A_bar less its weighted mean", OWN,
       scaled_bar=lambda v: v.A_bar - v.mean)
_wrong("weights_squared", "the weight stands twice in front", OWN, scaled_bar=lambda v: v.A**2 * (v.A_bar - v.mean))
_wrong("mean_of_squares", "the weights in the sum of the row are squared", SUM,
       mean=lambda v: (v.A**2 * v.A_bar).sum(1, keepdim=True))
_wrong("cross_entropy", "the adjoint of the scores is A - A_bar, as if there were targets", SLOPE,
       scaled_bar=lambda v: v.A - v.A_bar)
_wrong("slope_by_scores", "the scaled scores stand where the weights belong in the softmax's slope", SLOPE,
       scaled_bar=lambda v: v.scaled * (v.A_bar - (v.scaled * v.A_bar).sum(1, keepdim=True)))
_wrong("no_scale_back", "`Q_bar` and `K_bar` lack the scale", SCALE, S_bar=lambda v: v.scaled_bar)
_wrong("no_scale_in_queries", "`Q_bar` lacks the scale", SCALE, Q_bar=lambda v: v.scaled_bar @ v.K)
_wrong("no_scale_in_keys", "`K_bar` lacks the scale", SCALE, K_bar=lambda v: v.scaled_bar.T @ v.Q)
_wrong("times_root", "`Q_bar` and `K_bar` are multiplied by the root of n", SCALE,
       S_bar=lambda v: v.scaled_bar * v.root)
_wrong("divided_by_n", "`Q_bar` and `K_bar` are divided by n, where the root belongs", SCALE,
       S_bar=lambda v: v.scaled_bar / v.n)
_wrong("scale_in_values", "`V_bar` is divided by the root of n", VALUE, V_bar=lambda v: v.A.T @ v.out_bar / v.root)
_wrong("no_scale_at_all", "the scale plays no part, forwards or backwards", FORWARD, root=lambda v: 1.0)
_wrong("no_scale_forward", "the weights are computed from scores without the scale", FORWARD,
       scaled=lambda v: v.Q @ v.K.T)
_wrong("scale_by_n", "the scale is n, forwards and backwards", FORWARD, root=lambda v: v.n)
_wrong("scale_by_root_of_keys", "the scale is the root of the number of keys", FORWARD, root=lambda v: v.p**0.5)
_wrong("scale_by_value_width", "the scale is the root of the width of the values", FORWARD,
       root=lambda v: v.V.shape[1]**0.5)
_wrong("always_two", "the scale is 2, whatever the key width is", FORWARD, root=lambda v: 2.0)
_wrong("over_queries", "the softmax of the forward pass runs over the queries", ROW, A=lambda v: v.scaled.softmax(0))
_wrong("all_over_queries", "the softmax and the sum of its slope run over the queries", ROW,
       A=lambda v: v.scaled.softmax(0), mean=lambda v: (v.A * v.A_bar).sum(0, keepdim=True))
_wrong("no_softmax", "the scaled scores are taken for the weights", FORWARD, A=lambda v: v.scaled)
_wrong("no_softmax_at_all", "there is no softmax, forwards or backwards", FORWARD, A=lambda v: v.scaled,
       scaled_bar=lambda v: v.A_bar)
_wrong("exponentials_overflow", "the exponentials of the forward pass are taken of the scores as they are, and "
       "overflow", LARGE, A=lambda v: v.scaled.exp() / v.scaled.exp().sum(1, keepdim=True))
_wrong("weights_constant", "`Q_bar` and `K_bar` are 0, as if the weights were constant", "Do the weights stay when a "
       "query moves?", S_bar=lambda v: 0 * v.scaled_bar)
_wrong("A_bar_without_out_bar", "the adjoint of the weights is the sum of each value, without out_bar", "By how much "
       "does the loss move when out moves?", A_bar=lambda v: v.V.sum(1).expand(len(v.Q), v.p))
_wrong("A_bar_divided", "the adjoint of the weights is a mean over the value's entries", VALUE,
       A_bar=lambda v: v.out_bar @ v.V.T / v.V.shape[1])
_wrong("Q_bar_by_Q", "`Q_bar` is made with Q, where K belongs", QUERY,
       Q_bar=lambda v: v.S_bar @ v.Q)
_wrong("Q_bar_of_own_key", "`Q_bar` sees the score of the best key alone", EVERY, Q_bar=lambda v: (
    v.S_bar * torch.nn.functional.one_hot(v.A.argmax(1), v.p)) @ v.K)
_wrong("Q_bar_transposed_where_square", "square adjoints of the scores are transposed on the way to `Q_bar`", QUERY,
       Q_bar=lambda v: (v.S_bar.T if len(v.Q) == v.p else v.S_bar) @ v.K)
_wrong("K_bar_not_transposed", "the adjoint of the scores is not transposed on the way to `K_bar`", EVERY,
       K_bar=lambda v: v.S_bar @ v.Q)
_wrong("K_bar_not_transposed_where_square", "square adjoints of the scores are not transposed on the way to `K_bar`",
       EVERY, K_bar=lambda v: (v.S_bar if len(v.Q) == v.p else v.S_bar.T) @ v.Q)
_wrong("K_bar_of_first_query", "`K_bar` comes from the first query alone", EVERY,
       K_bar=lambda v: v.S_bar[:1].T @ v.Q[:1])
_wrong("K_bar_of_last_query", "`K_bar` comes from the last query alone: each query overwrites it", EVERY,
       K_bar=lambda v: v.S_bar[-1:].T @ v.Q[-1:])
_wrong("K_bar_is_mean", "`K_bar` is a mean over the queries", EVERY, K_bar=lambda v: v.S_bar.T @ v.Q / len(v.Q))
_wrong("K_bar_from_Q_bar", "`K_bar` is made with `Q_bar`: the name Q was used again", KEY,
       K_bar=lambda v: v.S_bar.T @ v.Q_bar)
_wrong("K_bar_scaled_twice", "`K_bar` has the scale twice", SCALE, K_bar=lambda v: v.S_bar.T @ v.Q / v.root)
_wrong("Q_bar_scaled_twice", "`Q_bar` has the scale twice", SCALE, Q_bar=lambda v: v.S_bar @ v.K / v.root)
_wrong("K_bar_by_weights", "`K_bar` uses the weights, where the adjoint of the scores belongs", KEY,
       K_bar=lambda v: v.A.T @ v.Q)
_wrong("Q_bar_by_weights", "`Q_bar` uses the weights, where the adjoint of the scores belongs", QUERY,
       Q_bar=lambda v: v.A @ v.K)
_wrong("Q_bar_by_V", "`Q_bar` is made with V, where K belongs", QUERY,
       Q_bar=lambda v: v.S_bar @ v.V if v.V.shape[1] == v.n else v.S_bar @ v.V[:, :1].expand(-1, v.n))
_wrong("K_bar_negative", "`K_bar` has the opposite sign", SIGN, K_bar=lambda v: -v.S_bar.T @ v.Q)
_wrong("Q_bar_negative", "`Q_bar` has the opposite sign", SIGN, Q_bar=lambda v: -v.S_bar @ v.K)
_wrong("one_key_all_zero", "with one key all three results are 0", "With one key, what is its weight, and what "
       "does its value do?", result=lambda v: (0 * v.Q_bar, 0 * v.K_bar, 0 * v.V_bar) if v.p == 1 else (
           v.Q_bar, v.K_bar, v.V_bar))
_wrong("scores_cut", "the scores are cut at -700 and 700 before the exponential", LARGE,
       A=lambda v: v.scaled.clamp(-700, 700).softmax(1))
_wrong("K_bar_by_K", "`K_bar` is made with K, where Q belongs", KEY,
       K_bar=lambda v: v.S_bar.sum(0)[:, None] * v.K)
_wrong("V_bar_not_transposed", "the weights are not transposed on the way to `V_bar`", EVERY,
       V_bar=lambda v: v.A @ v.out_bar)
_wrong("V_bar_not_transposed_where_square", "square weights are not transposed on the way to `V_bar`", EVERY,
       V_bar=lambda v: (v.A if len(v.Q) == v.p else v.A.T) @ v.out_bar)
_wrong("V_bar_without_weights", "`V_bar` is the sum of out_bar for every key, without weights", VALUE,
       V_bar=lambda v: v.out_bar.sum(0).expand(v.p, -1))
_wrong("V_bar_by_scores", "`V_bar` uses the scaled scores, where the weights belong", VALUE,
       V_bar=lambda v: v.scaled.T @ v.out_bar)
_wrong("V_bar_without_out_bar", "`V_bar` sums the weights, without out_bar", "By how much does the loss move when out "
       "moves?", V_bar=lambda v: v.A.sum(0)[:, None].expand(-1, v.V.shape[1]))
_wrong("V_bar_is_mean", "`V_bar` is a mean over the queries", EVERY, V_bar=lambda v: v.A.T @ v.out_bar / len(v.Q))
_wrong("V_bar_is_weighted_mean", "`V_bar` is a weighted mean: the weights that reach one value are made to add up to 1",
       EVERY, V_bar=lambda v: (v.A / v.A.sum(0, keepdim=True)).T @ v.out_bar)
_wrong("V_bar_by_softmax_over_queries", "`V_bar` uses a softmax over the queries", ROW,
       V_bar=lambda v: v.scaled.softmax(0).T @ v.out_bar)
_wrong("V_bar_by_S_bar", "`V_bar` uses the adjoint of the scores, where the weights belong", VALUE,
       V_bar=lambda v: v.S_bar.T @ v.out_bar)
_wrong("V_bar_from_V", "`V_bar` is made with V, where out_bar belongs", VALUE,
       V_bar=lambda v: (v.A.sum(0)[:, None] * v.V))
_wrong("V_bar_of_last_query", "`V_bar` comes from the last query alone: each query overwrites it", EVERY,
       V_bar=lambda v: v.A[-1:].T @ v.out_bar[-1:])
_wrong("V_bar_times_V", "`V_bar` is multiplied by V", VALUE, V_bar=lambda v: v.A.T @ v.out_bar * v.V)
_wrong("sums_overwritten", "`K_bar` and `V_bar` come from the last query alone: each query overwrites them", EVERY,
       K_bar=lambda v: v.S_bar[-1:].T @ v.Q[-1:], V_bar=lambda v: v.A[-1:].T @ v.out_bar[-1:])
_wrong("queries_and_keys_exchanged", "`Q_bar` and `K_bar` have changed places", ORDER,
       result=lambda v: (v.K_bar, v.Q_bar, v.V_bar))
_wrong("V_bar_first", "`V_bar` is the first of your three results", ORDER,
       result=lambda v: (v.V_bar, v.Q_bar, v.K_bar))
_wrong("order_reversed", "the three results come in the opposite order", ORDER,
       result=lambda v: (v.V_bar, v.K_bar, v.Q_bar))
_wrong("keys_and_values_exchanged", "`K_bar` and `V_bar` have changed places", ORDER,
       result=lambda v: (v.Q_bar, v.V_bar, v.K_bar))
_wrong("with_output", "the output comes back too", "How many results does the text ask for?",
       result=lambda v: (v.Q_bar, v.K_bar, v.V_bar, v.A @ v.V))
_wrong("no_values", "`V_bar` is missing: two results come back", "How many results does the text ask for?",
       result=lambda v: (v.Q_bar, v.K_bar))
_wrong("V_bar_alone", "`V_bar` comes back alone", "How many results does the text ask for?", result=lambda v: v.V_bar)
_wrong("the_output", "the output of the forward pass comes back", "What does a bar stand for?",
       result=lambda v: v.A @ v.V)
_wrong("as_lists", "the results are lists of numbers, not tensors", "Which type does the text ask for?",
       result=lambda v: (v.Q_bar.tolist(), v.K_bar.tolist(), v.V_bar.tolist()))
_wrong("all_transposed", "all three results are transposed", "Which shapes have Q, K and V?",
       result=lambda v: (v.Q_bar.T, v.K_bar.T, v.V_bar.T))
_wrong("K_bar_transposed", "`K_bar` is transposed", "Which shape has K?",
       result=lambda v: (v.Q_bar, v.K_bar.T, v.V_bar))
_wrong("all_in_float32", "the results are float32", DTYPE,
       result=lambda v: (v.Q_bar.float(), v.K_bar.float(), v.V_bar.float()))
_wrong("weights_in_float32", "the weights go through float32", "In which of your lines does the dtype change?",
       A=lambda v: v.scaled.softmax(1).float().double())
_wrong("all_negative", "all three results have the opposite sign", "If a value rises and out_bar is above 0, does the "
       "loss rise or fall?", result=lambda v: (-v.Q_bar, -v.K_bar, -v.V_bar))
_wrong("divided_by_queries", "all three results are divided by the number of queries", "Is the loss of the text a mean "
       "over queries?", result=lambda v: tuple(r / len(v.Q) for r in (v.Q_bar, v.K_bar, v.V_bar)))
_wrong("out_bar_of_ones", "out_bar is taken to be 1 throughout", "By how much does the loss move when out moves?",
       out_bar=lambda v: torch.ones_like(v.out_bar))
_wrong("output_for_out_bar", "the output stands where out_bar belongs", "By how much does the loss move when out "
       "moves?",
       out_bar=lambda v: (v.Q @ v.K.T / v.Q.shape[1]**0.5).softmax(1) @ v.V)
_wrong("single_axes_lost", "axes of length 1 are lost", "Which shapes have Q, K and V?",
       result=lambda v: (v.Q_bar.squeeze(), v.K_bar.squeeze(), v.V_bar.squeeze()))
_wrong("with_batch_axis", "the results have an axis in front, of length 1", "Which shapes have Q, K and V?",
       result=lambda v: (v.Q_bar[None], v.K_bar[None], v.V_bar[None]))

OFTEN = {
    "no_slope": Mistake("the softmax is passed over", SLOPE, {"scaled_bar": lambda v: v.A_bar}),
    "only_own_weight": Mistake("the mean of the row is not taken off", SUM, {"scaled_bar": lambda v: v.A * v.A_bar}),
    "sum_over_all": Mistake("the weighted sum runs over the whole table", ROW, {
        "mean": lambda v: (v.A * v.A_bar).sum()}),
    "sum_over_queries": Mistake("the weighted sum runs over the queries", ROW, {
        "mean": lambda v: (v.A * v.A_bar).sum(0, keepdim=True)}),
    "diagonal": Mistake("a score moves its own weight alone, by A(1 - A)", SUM, {
        "scaled_bar": lambda v: v.A * (1 - v.A) * v.A_bar}),
    "log_softmax": Mistake("the slope is that of a log-softmax", SLOPE, {
        "scaled_bar": lambda v: v.A_bar - v.A * v.A_bar.sum(1, keepdim=True)}),
    "no_scale_back": Mistake("`Q_bar` and `K_bar` lack the scale", SCALE, {"S_bar": lambda v: v.scaled_bar}),
    "no_scale_in_queries": Mistake("`Q_bar` lacks the scale", SCALE, {"Q_bar": lambda v: v.scaled_bar @ v.K}),
    "no_scale_in_keys": Mistake("`K_bar` lacks the scale", SCALE, {"K_bar": lambda v: v.scaled_bar.T @ v.Q}),
    "no_scale_forward": Mistake("the weights are computed without the scale", FORWARD,
                                {"scaled": lambda v: v.Q @ v.K.T}),
    "divided_by_n": Mistake("`Q_bar` and `K_bar` are divided by n", SCALE, {"S_bar": lambda v: v.scaled_bar / v.n}),
    "over_queries": Mistake("the softmax of the forward pass runs over the queries", ROW,
                            {"A": lambda v: v.scaled.softmax(0)}),
    "exponentials_overflow": Mistake("the exponentials overflow", LARGE, {
        "A": lambda v: v.scaled.exp() / v.scaled.exp().sum(1, keepdim=True)}),
    "V_bar_without_weights": Mistake("`V_bar` has no weights", VALUE, {
        "V_bar": lambda v: v.out_bar.sum(0).expand(v.p, -1)}),
    "V_bar_is_mean": Mistake("`V_bar` is a mean over the queries", EVERY, {
        "V_bar": lambda v: v.A.T @ v.out_bar / len(v.Q)}),
    "queries_and_keys_exchanged": Mistake("`Q_bar` and `K_bar` have changed places", ORDER, {
        "result": lambda v: (v.K_bar, v.Q_bar, v.V_bar)}),
}
MEANS = ("sum_over_all", "sum_over_queries")
# told above, or by results of their own, or a pair in which one of the two does nothing
WRITTEN = {("no_scale_back", "no_scale_forward"), ("sum_over_queries", "over_queries"),
           *((other, mean) for other in ("no_slope", "only_own_weight") for mean in MEANS),
           *((mean, other) for other in ("diagonal", "log_softmax") for mean in MEANS),
           ("no_scale_in_queries", "no_scale_in_keys"),
           *((f"no_scale_in_{of}", other) for of in ("queries", "keys") for other in (
               "divided_by_n", "V_bar_without_weights", "V_bar_is_mean")),
           *(("no_scale_back", f"no_scale_in_{of}") for of in ("queries", "keys"))}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
