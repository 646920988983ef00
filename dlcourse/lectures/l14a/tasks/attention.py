"""Exercise: scaled dot-product attention with a mask."""

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


def reference(Q: Tensor, K: Tensor, V: Tensor, mask: Tensor | None) -> Tensor:
    """The function of torch."""
    return torch.nn.functional.scaled_dot_product_attention(Q, K, V, attn_mask=mask)


def lookups(*rows: str) -> Tensor:
    """A mask as text: 1 where a query may look.

    >>> lookups("10", "11")
    tensor([[ True, False],
            [ True,  True]])
    """
    return torch.tensor([[sign == "1" for sign in row] for row in rows])


# key widths but one are 1, 4 and 16, whose roots no dtype rounds
def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, m: int, n: int, p: int, q: int, mask: Tensor | None, **other: Tensor) -> Case:
        inputs = {"Q": draw.normal(m, n), "K": 1.2 * draw.normal(p, n), "V": draw.away_from_zero(p, q)} | other
        return case(label, **inputs, mask=mask)

    signs = numbers([[1], [-1], [1]])
    far = {"Q": signs * (20 + 0.05 * draw.normal(3, 4)),
           "K": numbers([[50], [100], [50], [10], [50]]) + 0.05 * draw.normal(5, 4)}
    return [
        case("the example of the text", Q=EXAMPLE[0], K=EXAMPLE[1], V=EXAMPLE[2], mask=EXAMPLE[3]),
        some("five queries, three keys, no mask", 5, 4, 3, 2, None),
        some("three queries, five keys, with a mask", 3, 6, 5, 2, lookups("01101", "11100", "01000")),
        some("wide keys, no mask", 2, 16, 5, 3, None, Q=1.5 * draw.normal(2, 16)),
        some("as many queries as keys", 4, 16, 4, 3, lookups("1000", "1100", "1011", "0111")),
        some("one query", 1, 4, 5, 3, lookups("11011")),
        some("one key", 3, 4, 1, 2, None),
        some("keys and values of width 1", 2, 1, 3, 1, lookups("111", "101")),
        some("scores in the thousands", 3, 4, 5, 2, lookups("10101", "10101", "11111"), **far),
    ]


EXAMPLE = (numbers([[2, 0, 0, 0], [0, 2, 0, 0]]),
           numbers([[0, math.log(3), 0, 0], [math.log(3), 0, 0, 0], [math.log(4), math.log(8), 0, 0]]),
           numbers([[8, 0], [0, 8], [4, 4]]), lookups("111", "110"))

task = Task(
    key="attention", title="Scaled dot-product attention with a mask", points=2, difficulty=2, minutes=15,
    objective="mix values by how well their keys answer a query, and hide keys from a query",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".scaled_dot_product_attention", ".MultiheadAttention", ".multi_head_attention_forward",
             "torch.nn.functional.scaled_dot_product_attention", "torch.nn.MultiheadAttention"),
    facts=("N14-02",),
    hints=(
        "One query has one score for each key. Which product of matrices gives all scores at once, with a row for each "
        "query? Along which axis must the weights add up to 1?",
        "In the example the second query has the scaled scores log 3, 0 and log 8, and it may not look at the third "
        "key. Its weights are 3/4, 1/4 and 0. Which score would the third key need, so that the softmax gives exactly "
        "0?",
        "S = Q @ K.T / ____; if mask is not None: S = S.masked_fill(____, ____); return S.softmax(____) @ V",
    ),
)


@task.solution
def attention(Q, K, V, mask):
    scores = Q @ K.T                                                # step: the scores, a row for each query
    scores = scores / math.sqrt(K.shape[1])                         # step: the scale
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)               # step: the mask
    A = torch.softmax(scores, dim=1)                                # step: the weights of each query
    return A @ V                                                    # step: the mixture of the values


@task.right
def query_by_query(Q, K, V, mask):
    rows = []
    for i in range(len(Q)):
        seen = range(len(K)) if mask is None else [j for j in range(len(K)) if mask[i, j]]     # step: what it may see
        scores = [float(Q[i] @ K[j]) / len(Q[i])**0.5 for j in seen]        # step: the scaled scores
        top = max(scores)
        sizes = [math.exp(score - top) for score in scores]                 # step: the exponentials
        total = sum(sizes)                                                  # step: their sum
        row = torch.zeros_like(V[0])
        for size, j in zip(sizes, seen):
            row = row + size / total * V[j]                                 # step: the mixture
        rows.append(row)
    return torch.stack(rows)


@task.right
def keys_left_out(Q, K, V, mask):
    if mask is None:
        mask = torch.ones(len(Q), len(K)) > 0                               # step: every key may be seen
    rows = []
    for query, seen in zip(Q, mask):
        scores = K[seen] @ query / K.shape[1]**0.5                          # step: scores of the keys it may see
        rows.append(torch.softmax(scores, 0) @ V[seen])                     # step: the mixture of their values
    return torch.stack(rows)


@task.right
def weights_by_hand(Q, K, V, mask):
    scores = torch.einsum("mn,pn->mp", Q, K) * K.shape[-1]**-0.5            # step: the scaled scores
    if mask is not None:
        scores = torch.where(mask, scores, -math.inf)                       # step: the mask
    sizes = (scores - scores.amax(1, keepdim=True)).exp()                   # step: the exponentials
    return torch.einsum("mp,pq->mq", sizes, V) / sizes.sum(1, keepdim=True)     # step: the mixture, then the sum below


# Attention, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "n": lambda v: v.K.shape[1], "p": lambda v: len(v.K),
    "may": lambda v: torch.ones(len(v.Q), len(v.K)) > 0 if v.mask is None else v.mask,
    "scores": lambda v: v.Q @ v.K.T,
    "scaled": lambda v: v.scores / v.n**0.5,
    "masked": lambda v: v.scaled.masked_fill(~v.may, -math.inf),
    "A": lambda v: v.masked.softmax(1),
    "out": lambda v: v.A @ v.V,
    "result": lambda v: v.out,
}
NAMES = ("Q", "K", "V", "mask")
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "The example gives": EXAMPLE,
    "With the key width 1, Q = (1), K = (0, 1.0986), V = (4, 8) and no mask it gives": (
        numbers([[1]]), numbers([[0], [math.log(3)]]), numbers([[4], [8]]), None),
    "With the key width 1, Q = (1, 1), K = (0, 1.0986), V = (4, 8), and a first query that may look at the first key "
    "alone, it gives": (numbers([[1], [1]]), numbers([[0], [math.log(3)]]), numbers([[4], [8]]), lookups("10", "11")),
    "With the key width 1, Q = (1), K = (1000, 1001.0986, 2000), V = (4, 8, 0), and a query that may look at the first "
    "two keys, it gives": (numbers([[1]]), numbers([[1000], [1000 + math.log(3)], [2000]]), numbers([[4], [8], [0]]),
                           lookups("110")),
    "With the key width 1, Q = (-1), K = (1000, 998.9014, 100), V = (4, 8, 0), and a query that may look at the first "
    "two keys, it gives": (numbers([[-1]]), numbers([[1000], [1000 - math.log(3)], [100]]), numbers([[4], [8], [0]]),
                           lookups("110")),
    "With the key width 16, Q full of 0.25, K with rows full of 0 and of 1.0986, V = (4, 8) and no mask it gives": (
        numbers([[0.25] * 16]), numbers([[0] * 16, [math.log(3)] * 16]), numbers([[4], [8]]), None)}


_with = answers_by(RULES, attention)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs))
        except (RuntimeError, IndexError, TypeError):
            continue
        if isinstance(given, Tensor) and (words := told_apart(given, attention(*inputs))):
            return f"{place} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in NAMES else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


def _hidden(value: float) -> dict[str, Callable]:
    """Another number than -inf for the hidden scores."""
    return {"masked": lambda v: v.scaled.masked_fill(~v.may, value)}


def _divided_by(number: Callable) -> dict[str, Callable]:
    """Scores over another number than the root of the key width."""
    return {"scaled": lambda v: v.scores / number(v)}


SCALE = "The sum of n products of independent standard normal numbers has which spread?"
LENGTH = "Which of the sizes m, n, p and q says how many products one score sums?"
KEYS = "Which weights belong to one query, and what should they add up to?"
SHARE = "What should the weights of the second query of the example add up to, with the third key hidden?"
FILL = "Which number does the softmax turn into a weight of exactly 0?"
TRUE = "What does True mean in the mask of the text?"
WHOSE = "Is a key hidden from one query hidden from the others too?"
NONE = "What does `None` stand for?"
MIX = "How is one row of the result made from the rows of V?"
ONE = "How many results does the text ask for, and of which shape?"
EXP = "What does a softmax do with a row of scores before it divides by the sum?"
LARGE = "What is exp(1000) in float64, and what changes when you take the same number off all scores of a row?"

_wrong("no_scale", "the scores are not divided: the key width plays no part", SCALE, **_divided_by(lambda v: 1))
_wrong("divided_by_n", "the scores are divided by n, the key width itself", SCALE, **_divided_by(lambda v: v.n))
_wrong("times_root", "the scores are multiplied by the root of n", "Should wide keys make the scores larger or "
       "smaller?", scaled=lambda v: v.scores * v.n**0.5)
_wrong("root_of_root", "the scores are divided by the fourth root of n", SCALE, **_divided_by(lambda v: v.n**0.25))
_wrong("root_of_keys", "the scores are divided by the root of p, the number of keys", LENGTH,
       **_divided_by(lambda v: v.p**0.5))
_wrong("root_of_queries", "the scores are divided by the root of m, the number of queries", LENGTH,
       **_divided_by(lambda v: len(v.Q)**0.5))
_wrong("root_of_value_width", "the scores are divided by the root of q, the width of the values", LENGTH,
       **_divided_by(lambda v: v.V.shape[1]**0.5))
_wrong("divided_by_keys", "the scores are divided by p, the number of keys", LENGTH, **_divided_by(lambda v: v.p))
_wrong("always_two", "the scores are divided by 2, whatever the key width is", LENGTH, **_divided_by(lambda v: 2))
_wrong("half_the_width", "the scores are divided by n/2", SCALE, **_divided_by(lambda v: v.n / 2))
_wrong("twice_the_width", "the scores are divided by the root of 2n", SCALE, **_divided_by(lambda v: (2 * v.n)**0.5))
_wrong("root_of_all_entries", "the scores are divided by the root of the number of entries of K", LENGTH,
       **_divided_by(lambda v: v.K.numel()**0.5))
_wrong("scaled_after", "the scale comes after the softmax: the weights are divided by the root of n", "What should the "
       "weights of one query add up to?", scaled=lambda v: v.scores, A=lambda v: v.masked.softmax(1) / v.n**0.5)
_wrong("scaled_before_and_after", "both the scores and the weights are divided by the root of n", "What should the "
       "weights of one query add up to?", A=lambda v: v.masked.softmax(1) / v.n**0.5)
_wrong("scaled_by_spread", "each row of scores is divided by its own spread", "Which number does the text divide by?",
       scaled=lambda v: v.scores / (v.scores - v.scores.mean(1, keepdim=True)).square().mean(1, keepdim=True).sqrt())
_wrong("by_lengths", "the scores are cosines: divided by the lengths of query and key", "Should a longer key have "
       "no larger score?", scaled=lambda v: v.scores / (
           v.Q.norm(dim=1, keepdim=True) * v.K.norm(dim=1)).clamp(min=1e-12))
_wrong("by_lengths_and_root", "the scores are cosines, divided by the lengths of query and key and by the root of n",
       "Should a longer key have no larger score?", scaled=lambda v: v.scores / (
           v.Q.norm(dim=1, keepdim=True) * v.K.norm(dim=1)).clamp(min=1e-12) / v.n**0.5)
_wrong("keys_of_length_one", "the keys are made to have length 1 before the scores are taken", "Should a longer key "
       "have no larger score?", scaled=lambda v: v.scores / v.K.norm(dim=1).clamp(min=1e-12) / v.n**0.5)
_wrong("queries_of_length_one", "the queries are made to have length 1 before the scores are taken", "Should a longer "
       "query look more sharply?", scaled=lambda v: v.scores / v.Q.norm(dim=1,
       keepdim=True).clamp(min=1e-12) / v.n**0.5)
_wrong("whole_root", "the root of n is rounded to a whole number", "What is the root of 6?",
       **_divided_by(lambda v: max(math.isqrt(v.n), 1)))
_wrong("K_reshaped", "`K` is reshaped to (n, p), which does not turn its rows into columns", "Which number of K should "
       "stand in row 0, column 1 of K^T?", scores=lambda v: v.Q @ v.K.reshape(v.n, v.p))
_wrong("by_lengths_of_keys", "the scores are divided by the length of each key", "Which number does the text divide "
       "by?", scaled=lambda v: v.scores / v.K.norm(dim=1))
_wrong("distances", "the scores are minus the squared distances of query and key", "How does the text compare a query "
       "with a key?", scaled=lambda v: -(v.Q[:, None] - v.K).square().sum(2) / v.n**0.5)
_wrong("over_queries", "the softmax runs over the queries: the weights of each key add up to 1", KEYS,
       A=lambda v: v.masked.softmax(0))
_wrong("over_all", "one softmax runs over the whole table of scores", KEYS,
       A=lambda v: v.masked.flatten().softmax(0).view_as(v.masked))
_wrong("no_softmax", "the scores themselves are the weights, without a softmax", KEYS,
       A=lambda v: v.scaled * v.may)
_wrong("plain_share", "the weights are the scores over their sum, without exponentials", EXP,
       A=lambda v: v.scaled * v.may / (v.scaled * v.may).sum(1, keepdim=True))
_wrong("sigmoid", "each score goes through a sigmoid by itself", KEYS, A=lambda v: v.masked.sigmoid())
_wrong("sigmoid_share", "the weights are sigmoids over their sum", EXP,
       A=lambda v: v.masked.sigmoid() / v.masked.sigmoid().sum(1, keepdim=True))
_wrong("best_key_alone", "each query takes the value of its best key alone", "What do the other keys add?",
       A=lambda v: torch.nn.functional.one_hot(v.masked.argmax(1), v.p).double())
_wrong("equal_weights", "all keys that a query may see have the same weight", "Where do the scores enter?",
       A=lambda v: v.may / v.may.sum(1, keepdim=True))
_wrong("exponentials_not_divided", "the exponentials are not divided by their sum", KEYS, A=lambda v: v.masked.exp())
_wrong("exponentials_overflow", "the exponentials are taken of the scores as they are: they overflow, or all become 0",
       LARGE, A=lambda v: v.masked.exp() / v.masked.exp().sum(1, keepdim=True))
_wrong("sum_of_other_axis", "the exponentials are divided by the sum over the queries", KEYS,
       A=lambda v: (v.masked - v.masked.amax(1, keepdim=True)).exp() / (
           v.masked - v.masked.amax(1, keepdim=True)).exp().sum(0, keepdim=True))
_wrong("negative_scores", "a high score gives a small weight: the sign of the scores is turned round", "Should a query "
       "look most at the key that fits best?", scaled=lambda v: -v.scores / v.n**0.5)
_wrong("softmax_twice", "the softmax is taken twice", "What does a second softmax do with the weights 1 and 0?",
       A=lambda v: v.masked.softmax(1).masked_fill(~v.may, -math.inf).softmax(1))
_wrong("log_weights", "the weights are logarithms: log-softmax", "Can a weight be below 0?",
       A=lambda v: v.scaled.masked_fill(~v.may, -1e9).log_softmax(1))
_wrong("weights_squared", "the weights enter squared", KEYS, A=lambda v: v.masked.softmax(1)**2)
_wrong("mask_ignored", "the mask plays no part", "What should a hidden key change about the result?",
       masked=lambda v: v.scaled)
_wrong("mask_turned_round", "the mask is read the other way round: True hides a key", TRUE,
       may=lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else ~v.mask)
_wrong("mask_turned_round_by_a_large_number", "the mask is read the other way round: True sets a score to -1e9", TRUE,
       masked=lambda v: v.scaled if v.mask is None else v.scaled.masked_fill(v.mask, -1e9))
_wrong("mask_turned_round_and_added", "the mask is read the other way round: True adds -1e9 to a score", TRUE,
       masked=lambda v: v.scaled if v.mask is None else v.scaled + v.mask * -1e9)
_wrong("hidden_scores_zero", "hidden scores become 0 before the softmax", FILL, **_hidden(0.0))
_wrong("hidden_scores_minus_one", "hidden scores become -1 before the softmax", FILL, **_hidden(-1.0))
_wrong("hidden_scores_minus_hundred", "hidden scores become -100 before the softmax, which is not low beside scores "
       "in the thousands", FILL, **_hidden(-100.0))
_wrong("hidden_scores_plus_infinity", "hidden scores become +inf before the softmax", FILL, **_hidden(math.inf))
_wrong("infinity_times_zero", "the turned mask is multiplied by -inf and added, and 0 · inf is nan",
       "What does your answer add to the score of a key that is not hidden?",
       masked=lambda v: v.scaled if v.mask is None else v.scaled + (~v.may).double() * -math.inf)
_wrong("zeros_hidden", "every score that is 0 is taken for a hidden one", "Which score of the example is 0, and is its "
       "key hidden?", masked=lambda v: v.scaled if v.mask is None else (v.scaled * v.may).masked_fill(
           v.scaled * v.may == 0, -math.inf))
_wrong("mask_added", "the mask is added to the scores as 0 and 1", FILL,
       masked=lambda v: v.scaled if v.mask is None else v.scaled + v.may)
_wrong("mask_after_softmax", "the mask comes after the softmax, and the weights that are left do not add up to 1",
       SHARE, masked=lambda v: v.scaled, A=lambda v: v.scaled.softmax(1) * v.may)
_wrong("mask_after_softmax_shared", "hidden keys are struck out only after a softmax, or a maximum, over all keys: 0/0 "
       "is left where a hidden score is the largest by far", "What is left of the other exponentials, when a hidden "
       "score is larger by 1000?",
       masked=lambda v: v.scaled, A=lambda v: v.scaled.softmax(1) * v.may / (v.scaled.softmax(1) * v.may).sum(
           1, keepdim=True))
_wrong("hidden_weight_in_equal_parts", "the weight of the hidden keys is handed out to the others in equal parts",
       "Without the third key, the second query of the example has the scores log 3 and 0. Which ratio have its "
       "weights?",
       masked=lambda v: v.scaled, A=lambda v: v.scaled.softmax(1) * v.may + v.may * (
           1 - (v.scaled.softmax(1) * v.may).sum(1, keepdim=True)) / v.may.sum(1, keepdim=True))
_wrong("top_of_hidden_scores", "the largest score of a row is taken with the hidden ones: the exponentials of "
       "all others become 0", "What is left of the other exponentials, when a hidden score is larger by 1000?",
       A=lambda v: (v.scaled - v.scaled.amax(1, keepdim=True)).exp() * v.may / ((
           v.scaled - v.scaled.amax(1, keepdim=True)).exp() * v.may).sum(1, keepdim=True).clamp(min=1e-300))
_wrong("scores_cut", "the scores are cut at 700 before the exponential", LARGE,
       A=lambda v: v.masked.clamp(max=700).exp() / v.masked.clamp(max=700).exp().sum(1, keepdim=True).clamp(min=1e-300))
_wrong("scores_cut_both_sides", "the scores are cut at -700 and 700 before the exponential", LARGE,
       A=lambda v: v.scaled.clamp(-700, 700).exp() * v.may / (v.scaled.clamp(-700, 700).exp() * v.may).sum(
           1, keepdim=True))
_wrong("over_queries_with_mask_after", "two things: the softmax runs over the queries, and the mask comes after it",
       f"{KEYS} {FILL}", masked=lambda v: v.scaled, A=lambda v: v.scaled.softmax(0) * v.may)
_wrong("over_queries_then_rows_shared", "the softmax runs over the queries, and each row is divided by its sum "
       "afterwards", KEYS, A=lambda v: v.masked.softmax(0).nan_to_num(0.0) / v.masked.softmax(0).nan_to_num(0.0).sum(
           1, keepdim=True))
_wrong("over_all_with_mask_after", "two things: one softmax runs over all scores, and the mask comes after it",
       f"{KEYS} {FILL}", masked=lambda v: v.scaled, A=lambda v: v.scaled.flatten().softmax(0).view_as(v.scaled) * v.may)
_wrong("softmax_of_masked_weights", "the mask comes after a first softmax, and a second softmax follows", SHARE,
       masked=lambda v: v.scaled, A=lambda v: v.scaled.softmax(1).masked_fill(~v.may, -math.inf).softmax(1)
       if v.mask is not None else v.scaled.softmax(1))
_wrong("mask_for_all_queries", "a key that is hidden from one query is hidden from all", WHOSE,
       may=lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else v.mask.all(0).expand(len(v.Q), v.p))
_wrong("mask_for_no_query", "a key that one query may see is shown to all", WHOSE,
       may=lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else v.mask.any(0).expand(len(v.Q), v.p))
_wrong("mask_of_first_query", "the first row of the mask holds for all queries", WHOSE,
       may=lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else v.mask[:1].expand(len(v.Q), v.p))
_wrong("mask_of_last_query", "the last row of the mask holds for all queries", WHOSE,
       may=lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else v.mask[-1:].expand(len(v.Q), v.p))
_wrong("mask_transposed", "the mask is transposed before it is used", "Which of its axes belongs to the queries?",
       may=lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else v.mask.T)
_wrong("mask_transposed_where_square", "a square mask is used transposed", "Which of its axes belongs to the queries?",
       may=lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else (
           v.mask.T if v.mask.T.shape == v.mask.shape else v.mask))
_wrong("mask_expected", "`None` is used as if it were a tensor, and stops with an error", NONE, may=lambda v: ~~v.mask)
_wrong("none_is_causal", "without a mask each query sees only the keys up to its own number", NONE,
       may=lambda v: torch.ones(len(v.Q), v.p).tril() > 0 if v.mask is None else v.mask)
_wrong("always_causal", "each query sees only the keys up to its own number, whatever the mask says", TRUE,
       may=lambda v: torch.ones(len(v.Q), v.p).tril() > 0)
_wrong("none_shows_nothing", "without a mask no key is shown, and the result is 0", NONE,
       A=lambda v: v.masked.softmax(1) if v.mask is not None else 0 * v.scaled)
_wrong("none_hides_all", "without a mask every key is hidden, and 0/0 is nan", NONE,
       A=lambda v: v.masked.softmax(1) if v.mask is not None else math.nan * v.scaled)
_wrong("weights_transposed", "the weights are transposed in front of V", MIX, out=lambda v: v.A.T @ v.V)
_wrong("weights_transposed_where_square", "square weights are transposed in front of V", MIX,
       out=lambda v: (v.A.T if len(v.Q) == v.p else v.A) @ v.V)
_wrong("keys_mixed", "the rows of K are mixed, not those of V", "What does a query take from a key that fits?",
       out=lambda v: v.A @ v.K)
_wrong("mean_of_values", "the mixture is divided by p, the number of keys", KEYS, out=lambda v: v.A @ v.V / v.p)
_wrong("weights_alone", "the weights come back, not the mixture", ONE, result=lambda v: v.A)
_wrong("scores_alone", "the scaled and masked scores come back", ONE, result=lambda v: v.masked)
_wrong("with_weights", "the weights come back too", ONE, result=lambda v: (v.out, v.A))
_wrong("weights_first", "the weights come back too, in front of the mixture", ONE, result=lambda v: (v.A, v.out))
_wrong("transposed", "the result is transposed: a column for each query", ONE, result=lambda v: v.out.T)
_wrong("as_a_list", "the result is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.out.tolist())
_wrong("in_float32", "the result is computed in float32", "In which of your lines does the dtype change?",
       masked=lambda v: v.scaled.float().masked_fill(~v.may, -math.inf), A=lambda v: v.masked.softmax(1).double())
_wrong("returned_in_float32", "the result is float32", "Which dtype has V?", result=lambda v: v.out.float())
_wrong("first_query_alone", "only the first query is answered; a loop that returns in its first turn does that", ONE,
       result=lambda v: v.out[:1])
_wrong("mean_of_queries", "the mean over all queries comes back", ONE, result=lambda v: v.out.mean(0))
_wrong("with_batch_axis", "the result has an axis in front, of length 1", ONE, result=lambda v: v.out[None])
_wrong("single_axes_lost", "axes of length 1 are lost", ONE, result=lambda v: v.out.squeeze())
_wrong("rounded", "the result is rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.out.round(decimals=4))
_wrong("first_feature_alone", "the scores use the first entry of each query and key alone",
       "Which entries does a scalar product use?", scores=lambda v: v.Q[:, :1] @ v.K[:, :1].T)

OFTEN = {
    "no_scale": Mistake("the scores are not divided", SCALE, {"scaled": lambda v: v.scores}),
    "divided_by_n": Mistake("the scores are divided by n", SCALE, {"scaled": lambda v: v.scores / v.n}),
    "root_of_keys": Mistake("the scores are divided by the root of the number of keys", LENGTH,
                            {"scaled": lambda v: v.scores / v.p**0.5}),
    "root_of_queries": Mistake("the scores are divided by the root of the number of queries", LENGTH,
                               {"scaled": lambda v: v.scores / len(v.Q)**0.5}),
    "root_of_value_width": Mistake("the scores are divided by the root of the width of the values", LENGTH,
                                   {"scaled": lambda v: v.scores / v.V.shape[1]**0.5}),
    "over_queries": Mistake("the softmax runs over the queries", KEYS, {"A": lambda v: v.masked.softmax(0)}),
    "over_all": Mistake("one softmax runs over all scores", KEYS, {
        "A": lambda v: v.masked.flatten().softmax(0).view_as(v.masked)}),
    "mask_ignored": Mistake("the mask plays no part", "What should a hidden key change?",
                            {"masked": lambda v: v.scaled}),
    "mask_turned_round": Mistake("True hides a key", TRUE, {
        "may": lambda v: torch.ones(len(v.Q), v.p) > 0 if v.mask is None else ~v.mask}),
    "hidden_scores_zero": Mistake("hidden scores become 0", FILL, {
        "masked": lambda v: v.scaled.masked_fill(~v.may, 0)}),
    "mask_after_softmax": Mistake("the mask comes after the softmax", SHARE, {
        "masked": lambda v: v.scaled, "A": lambda v: v.scaled.softmax(1) * v.may}),
    "exponentials_overflow": Mistake("the exponentials overflow", LARGE, {
        "A": lambda v: v.masked.exp() / v.masked.exp().sum(1, keepdim=True)}),
    "with_weights": Mistake("the weights come back too", ONE, {"result": lambda v: (v.out, v.A)}),
}
WRITTEN = {("mask_ignored", "mask_turned_round")}      # the second one does nothing then

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
