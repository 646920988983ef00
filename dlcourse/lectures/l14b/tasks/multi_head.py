"""Exercise: several heads of attention, each of which looks back only."""

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


def reference(x: Tensor, Wq: Tensor, Wk: Tensor, Wv: Tensor, Wo: Tensor, heads: int) -> Tensor:
    """The function of torch behind `torch.nn.MultiheadAttention`, without biases."""
    later = torch.ones(len(x), len(x)).triu(1) > 0
    out, _ = torch.nn.functional.multi_head_attention_forward(
        x, x, x, x.shape[1], heads, torch.cat([Wq, Wk, Wv]), None, None, None, False, 0.0, Wo, None,
        need_weights=False, attn_mask=later)
    return out


# widths of a head are 1, 4 and 16, whose roots no dtype rounds
def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, T: int, d: int, heads: int, size: float = 1.5) -> Case:
        """Tokens and weights whose scores differ by about `size`, whatever the widths."""
        weights = {name: scale * draw.normal(d, d) / d**0.5 for name, scale in {
            "Wq": size, "Wk": 1, "Wv": 1, "Wo": 1}.items()}
        return case(label, x=draw.normal(T, d), **weights, heads=heads)

    same = torch.eye(4, dtype=torch.float64)
    far = {"x": numbers([[50], [50], [25], [50]]) + 0.03 * draw.normal(4, 4), "Wq": -same, "Wk": same,
           "Wv": 0.1 * draw.normal(4, 4), "Wo": draw.normal(4, 4)}
    return [
        case("the example of the text", **dict(zip(NAMES, EXAMPLE, strict=True))),
        some("five tokens, two heads of width 4", 5, 8, 2),
        some("four tokens, three heads of width 1", 4, 3, 3, 2.0),
        some("one head", 5, 4, 1),
        some("three heads of width 4", 2, 12, 3),
        some("two heads of width 16", 3, 32, 2),
        some("two heads of width 3", 4, 6, 2),
        some("as many tokens as heads and as columns of a head", 4, 16, 4),
        some("one token", 1, 8, 2),
        some("tokens of one number", 3, 1, 1),
        case("scores in the thousands, below 0", **far, heads=1),
        case("scores in the thousands, above 0", **far | {"Wq": same}, heads=1),
    ]


NAMES = ("x", "Wq", "Wk", "Wv", "Wo", "heads")
LOG3 = math.log(3)
EXAMPLE = (numbers([[1, 0], [0, 2]]), numbers([[5, 0.5], [7, 0.5]]), numbers([[0, LOG3 / 2], [LOG3, 0]]),
           numbers([[4, 4], [0, 6]]), numbers([[1, 2], [0, 1]]), 2)

task = Task(
    key="multi_head", title="Several heads that look back only", points=3, difficulty=3, minutes=25,
    objective="let several heads attend side by side, each token to itself and to those before it",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".scaled_dot_product_attention", ".MultiheadAttention", ".multi_head_attention_forward",
             "torch.nn.functional.scaled_dot_product_attention", "torch.nn.MultiheadAttention"),
    facts=("N14-05",),
    hints=(
        "Write it for one head first. Which columns of x Wq^T belong to head 0, and which rows of the table of scores "
        "may look at column 2?",
        "In the example head 0 has the query 1 at position 1, the keys 0 and log 3, and the values 4 and 8. So its "
        "weights are 1/4 and 3/4, and it gives 7. What does it give at position 0, which may look at one position "
        "alone? In which column of the joined table does that stand?",
        "Q = x @ Wq.____; for h in range(heads): part = slice(h * width, ____); S = Q[:, part] @ K[:, part].T / "
        "____; S = S.masked_fill(____, -math.inf); found.append(S.softmax(1) @ V[:, part]); return torch.cat(found, "
        "____) @ Wo.T",
    ),
)


@task.solution
def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    width = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T                      # step: queries, keys and values of all heads
    later = torch.ones(T, T).triu(1) > 0                        # step: what lies later than each position
    found = []
    for h in range(heads):
        part = slice(h * width, (h + 1) * width)                # step: the columns of one head
        scores = Q[:, part] @ K[:, part].T / math.sqrt(width)   # step: its scaled scores
        scores = scores.masked_fill(later, -math.inf)           # step: the causal mask
        A = scores.softmax(dim=1)                               # step: its weights
        found.append(A @ V[:, part])                            # step: its mixture of values
    return torch.cat(found, dim=1) @ Wo.T                       # step: the heads side by side, then the output weights


@task.right
def all_heads_at_once(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    Q, K, V = ((x @ W.mT).view(T, heads, d // heads).transpose(0, 1) for W in (Wq, Wk, Wv))    # step: split
    scores = Q @ K.mT / (d // heads)**0.5                                                   # step: the scaled scores
    seen = torch.ones(T, T, dtype=torch.bool).tril()                                        # step: the causal mask
    A = torch.where(seen, scores, -math.inf).softmax(-1)                                    # step: the weights
    joined = (A @ V).transpose(0, 1).reshape(T, d)                                          # step: side by side
    return joined @ Wo.mT                                                                   # step: the output weights


@task.right
def position_by_position(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    width = d // heads
    y = torch.zeros_like(x)
    for t in range(T):
        seen = x[:t + 1]                                                        # step: itself and what is before it
        for h in range(heads):
            rows = range(h * width, h * width + width)                          # step: the rows of each W of one head
            q = Wq[rows] @ x[t]                                                 # step: its query
            scores = (seen @ Wk[rows].T) @ q / width**0.5                       # step: its scaled scores
            sizes = (scores - scores.max()).exp()                               # step: the exponentials
            mixed = sizes @ (seen @ Wv[rows].T) / sizes.sum()                   # step: its mixture of values
            y[t] += Wo[:, rows] @ mixed                                         # step: its share of the output
    return y


@task.right
def by_letters(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    Wq, Wk, Wv = (W.reshape(heads, d // heads, d) for W in (Wq, Wk, Wv))                # step: the weights of each head
    scores = torch.einsum("hij,tj,hik,sk->hts", Wq, x, Wk, x) * (heads / d)**0.5        # step: the scaled scores
    scores = scores + torch.full((T, T), -math.inf, dtype=x.dtype).triu(1)              # step: the causal mask
    A = scores.softmax(2)                                                               # step: the weights
    return torch.einsum("hts,hik,sk,ohi->to", A, Wv, x, Wo.reshape(d, heads, d // heads))


# The heads, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "T": lambda v: len(v.x), "d": lambda v: v.x.shape[1], "width": lambda v: v.d // v.heads,
    "queries": lambda v: v.x @ v.Wq.T, "keys": lambda v: v.x @ v.Wk.T, "values": lambda v: v.x @ v.Wv.T,
    "Q": lambda v: _split(v, v.queries), "K": lambda v: _split(v, v.keys), "V": lambda v: _split(v, v.values),
    "scale": lambda v: v.width**0.5,
    "scores": lambda v: v.Q @ v.K.mT / v.scale,
    "seen": lambda v: torch.ones(v.T, v.T).tril() > 0,
    "masked": lambda v: v.scores.masked_fill(~v.seen, -math.inf),
    "A": lambda v: v.masked.softmax(2),
    "found": lambda v: v.A @ v.V,
    "joined": lambda v: v.found.transpose(0, 1).reshape(v.T, v.d),
    "y": lambda v: v.joined @ v.Wo.T,
    "result": lambda v: v.y,
}


def _split(v: Any, columns: Tensor) -> Tensor:
    """The columns of each head, as (heads, T, width)."""
    return columns.reshape(v.T, v.heads, v.width).transpose(0, 1)


def _in_turns(v: Any, columns: Tensor) -> Tensor:
    """The heads get columns in turns."""
    return columns.reshape(v.T, v.width, v.heads).permute(2, 0, 1)


def _viewed(v: Any, columns: Tensor) -> Tensor:
    """The table cut as (heads, T, width) without an exchange of axes, so that positions are mixed."""
    return columns.reshape(v.heads, v.T, v.width)


def _blocks(v: Any, W: Tensor) -> Tensor:
    """A weight without what leads from the columns of one head to those of another."""
    head = torch.arange(v.d) // v.width
    return W * (head[:, None] == head)


I2 = numbers([[1, 0], [0, 1]])
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "The example gives": EXAMPLE,
    "With one head, the tokens (1, 0, 0, 0) and (0, 2, 0, 0), the key of each token equal to 1.0986 times its query, "
    "and values and output as they are, it gives": (
        numbers([[1, 0, 0, 0], [0, 2, 0, 0]]), *(W * torch.eye(4, dtype=torch.float64) for W in (1, LOG3, 1, 1)), 1),
    "With two heads, the tokens (1, 0, 0, 0) and (0, 2, 1, 0), the key of each token equal to 1.0986 times its query, "
    "and values and output as they are, it gives": (
        numbers([[1, 0, 0, 0], [0, 2, 1, 0]]), *(W * torch.eye(4, dtype=torch.float64) for W in (1, LOG3, 1, 1)), 2),
    "With one token, (1, 3), two heads, and all four weights the unit matrix, it gives": (
        numbers([[1, 3]]), I2, I2, I2, I2, 2),
    "With one head, the tokens (1, 0, 0, 0) and (1, 1, 0, 0), queries -2000 times the tokens, and keys, values and "
    "output as they are, it gives": (
        numbers([[1, 0, 0, 0], [1, 1, 0, 0]]), *(W * torch.eye(4, dtype=torch.float64) for W in (-2000, 1, 1, 1)), 1)}


_with = answers_by(RULES, multi_head)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs))
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, Tensor) and (words := told_apart(given, multi_head(*inputs))):
            return f"{place} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in NAMES else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


def _all(split: Callable) -> dict[str, Callable]:
    """Queries, keys and values cut in another way."""
    return {"Q": lambda v: split(v, v.queries), "K": lambda v: split(v, v.keys), "V": lambda v: split(v, v.values)}


WIDTH = "How many products does one score of one head sum?"
COLUMNS = "With d = 4 and two heads, which columns belong to head 0?"
POSITION = "Which row of x may have a part in row 0 of one head's queries?"
JOIN = "With two heads of width 4, in which columns of the joined table does head 1 stand?"
LATER = "Which positions may position 0 look at, and which ones may the last one look at?"
FILL = "Which number does the softmax turn into a weight of exactly 0?"
SHARE = "What should the weights of position 0 add up to?"
KEYS = "Over which positions do the weights of one query add up to 1?"
OUT = "What does the text do with the joined table?"
OUT_IN = "In a weight of shape (out, in), does one row or one column belong to one output?"
WHICH = "Which of the four matrices makes the queries, the keys, the values?"
SELF = "At position 0 there is one weight. How large is it?"
ONE = "How many results does the text ask for, and of which shape?"
LARGE = "What is exp(1000) in float64, and what changes when you take the same number off all scores of a row?"
MIX = "How many tables of weights are there, when there are three heads?"

_wrong("heads_overlap", "the columns of head h begin at column h: the heads overlap", COLUMNS, **_all(
    lambda v, columns: torch.stack([columns[:, h:h + v.width] for h in range(v.heads)])))
_wrong("heads_in_turns_by_root_of_heads", "two things: the heads get the columns in turns, and the scores are "
       "divided by the root of the number of heads",
       f"{COLUMNS} {WIDTH}", **_all(_in_turns), scale=lambda v: v.heads**0.5,
       joined=lambda v: v.found.permute(1, 2, 0).reshape(v.T, v.d))
_wrong("second_softmax", "later weights become 0 after a first softmax, and a second softmax follows", FILL,
       masked=lambda v: v.scores, A=lambda v: v.scores.softmax(2).tril().softmax(2))
_wrong("second_softmax_of_masked", "a second softmax follows the first one", SHARE,
       A=lambda v: v.masked.softmax(2).softmax(2))
_wrong("top_of_later_scores", "the largest score of a row is taken with the later positions: the exponentials of all "
       "others can become 0", "What is left of the other exponentials, when a later score is larger by 1000?",
       A=lambda v: (v.scores - v.scores.amax(2, keepdim=True)).exp().tril() / (
           (v.scores - v.scores.amax(2, keepdim=True)).exp().tril().sum(2, keepdim=True) + 1e-300))
_wrong("whole_root", "the root of the width is rounded to a whole number", "What is the root of 6?",
       scale=lambda v: max(math.isqrt(v.width), 1))
_wrong("scale_of_all_columns", "the scores are divided by the root of d, the width of all heads together", WIDTH,
       scale=lambda v: v.d**0.5)
_wrong("no_scale", "the scores are not divided", WIDTH, scale=lambda v: 1)
_wrong("scale_by_width", "the scores are divided by the width of a head, without a root", WIDTH,
       scale=lambda v: v.width)
_wrong("scale_by_d", "the scores are divided by d", WIDTH, scale=lambda v: v.d)
_wrong("scale_by_heads", "the scores are divided by the root of the number of heads", WIDTH,
       scale=lambda v: v.heads**0.5)
_wrong("scale_by_positions", "the scores are divided by the root of T", WIDTH, scale=lambda v: v.T**0.5)
_wrong("scale_times", "the scores are multiplied by the root of the width", WIDTH, scale=lambda v: v.width**-0.5)
_wrong("always_two", "the scores are divided by 2, whatever the width is", WIDTH, scale=lambda v: 2)
_wrong("scaled_after", "the weights are divided by the root of the width, not the scores", SHARE, scale=lambda v: 1,
       A=lambda v: v.masked.softmax(2) / v.width**0.5)
_wrong("heads_in_turns", "the heads get the columns in turns: head 0 has columns 0, 0 + heads, and so on",
       COLUMNS, **_all(_in_turns))
_wrong("heads_in_turns_throughout", "the heads get the columns in turns, and the joined table has them in turns too",
       COLUMNS, **_all(_in_turns), joined=lambda v: v.found.permute(1, 2, 0).reshape(v.T, v.d))
_wrong("positions_mixed", "the table is cut into (heads, T, width) as it lies in memory: a head gets rows of several "
       "positions", POSITION, **_all(_viewed))
_wrong("positions_mixed_throughout", "the table is cut into (heads, T, width) as it lies in memory, and joined in the "
       "same way", POSITION, **_all(_viewed), joined=lambda v: v.found.reshape(v.T, v.d))
_wrong("joined_without_exchange", "the heads' results are joined as they lie in memory: a row mixes several positions",
       JOIN, joined=lambda v: v.found.reshape(v.T, v.d))
_wrong("joined_in_turns", "the columns of the heads take turns in the joined table", JOIN,
       joined=lambda v: v.found.permute(1, 2, 0).reshape(v.T, v.d))
_wrong("joined_from_last_head", "the last head stands in front in the joined table", JOIN,
       joined=lambda v: v.found.flip(0).transpose(0, 1).reshape(v.T, v.d))
_wrong("tokens_split", "each head sees only its own columns of x, and its own block of each weight", "Which columns of "
       "x enter one entry of x Wq^T?", queries=lambda v: v.x @ _blocks(v, v.Wq).T,
       keys=lambda v: v.x @ _blocks(v, v.Wk).T,
       values=lambda v: v.x @ _blocks(v, v.Wv).T)
_wrong("one_head_for_all", "there is one head of width d: its weights hold for all columns", MIX,
       scores=lambda v: (v.queries @ v.keys.T / v.d**0.5)[None].expand(v.heads, -1, -1))
_wrong("one_head_with_small_scale", "there is one head of width d, divided by the root of the width of a head", MIX,
       scores=lambda v: (v.queries @ v.keys.T / v.scale)[None].expand(v.heads, -1, -1))
_wrong("first_head_for_all", "all heads use the weights of the first one", MIX,
       A=lambda v: v.masked.softmax(2)[:1].expand(v.heads, -1, -1))
_wrong("first_columns_for_all", "all heads use the first columns of queries, keys and values", COLUMNS,
       found=lambda v: (v.A @ v.V)[:1].expand(v.heads, -1, -1))
_wrong("weights_averaged", "the weights of all heads are averaged before the values are mixed", MIX,
       A=lambda v: v.masked.softmax(2).mean(0, keepdim=True).expand(v.heads, -1, -1))
_wrong("attention_over_heads", "the heads of one position look at one another, not the positions of one head",
       "Who looks at whom: positions or heads?", found=lambda v: ((
           v.Q.transpose(0, 1) @ v.K.transpose(0, 1).mT / v.scale).softmax(2) @ v.V.transpose(0, 1)).transpose(0, 1))
_wrong("heads_added", "the heads' results are added, and each part of the joined table holds their sum", JOIN,
       joined=lambda v: v.found.sum(0).repeat(1, v.heads))
_wrong("last_head_alone", "only the last head is left in the joined table, the other columns are 0", JOIN,
       joined=lambda v: torch.cat([0 * v.found[:-1], v.found[-1:]]).transpose(0, 1).reshape(v.T, v.d))
_wrong("first_head_alone", "only the first head is left in the joined table, the other columns are 0", JOIN,
       joined=lambda v: torch.cat([v.found[:1], 0 * v.found[1:]]).transpose(0, 1).reshape(v.T, v.d))
_wrong("width_and_number_exchanged", "the number of heads and the width of a head have changed places", COLUMNS,
       width=lambda v: v.heads, Q=lambda v: v.queries.reshape(v.T, -1, v.heads).transpose(0, 1),
       K=lambda v: v.keys.reshape(v.T, -1, v.heads).transpose(0, 1),
       V=lambda v: v.values.reshape(v.T, -1, v.heads).transpose(0, 1))
_wrong("width_and_number_exchanged_in_the_cut", "the columns are cut into d/heads parts of width `heads`", COLUMNS,
       Q=lambda v: v.queries.reshape(v.T, -1, v.heads).transpose(0, 1),
       K=lambda v: v.keys.reshape(v.T, -1, v.heads).transpose(0, 1),
       V=lambda v: v.values.reshape(v.T, -1, v.heads).transpose(0, 1))
_wrong("no_mask", "every position looks at all positions, later ones too", LATER, masked=lambda v: v.scores)
_wrong("mask_turned_round", "each position looks at itself and at later ones", LATER,
       seen=lambda v: torch.ones(v.T, v.T).triu() > 0)
_wrong("only_later", "each position looks at later ones only; the last one has nothing to look at", LATER,
       seen=lambda v: torch.ones(v.T, v.T).triu(1) > 0)
_wrong("not_at_itself", "each position looks at earlier ones only, and position 0, with nothing to look at, gives nan",
       SELF, seen=lambda v: torch.ones(v.T, v.T).tril(-1) > 0)
_wrong("not_at_itself_but_first", "each position looks at earlier ones only, and position 0 at itself", SELF,
       seen=lambda v: (torch.ones(v.T, v.T).tril(-1) > 0) | (torch.arange(v.T)[:, None] + torch.arange(v.T) == 0))
_wrong("not_at_itself_zero_first", "each position looks at earlier ones only, and position 0 gives 0", SELF,
       seen=lambda v: torch.ones(v.T, v.T).tril(-1) > 0, A=lambda v: v.masked.softmax(2).nan_to_num())
_wrong("not_at_itself_by_a_large_number", "each position looks at earlier ones only, and position 0, with every score "
       "at -1e9, looks at all alike", SELF,
       masked=lambda v: v.scores.masked_fill(torch.ones(v.T, v.T).triu() > 0, -1e9))
_wrong("not_at_itself_by_an_added_number", "-1e9 is added to the own score of each position too, and position 0 looks "
       "at all, as without a mask", SELF, masked=lambda v: v.scores + torch.ones(v.T, v.T).triu().double() * -1e9)
_wrong("only_later_by_a_large_number", "each position looks at later ones only, and the last one, with every score at "
       "-1e9, looks at all alike", LATER,
       masked=lambda v: v.scores.masked_fill(torch.ones(v.T, v.T).tril() > 0, -1e9))
_wrong("one_step_ahead", "each position looks at the next one too", LATER,
       seen=lambda v: torch.ones(v.T, v.T).tril(1) > 0)
_wrong("only_itself", "each position looks at itself alone", LATER, seen=lambda v: torch.eye(v.T) > 0)
_wrong("only_itself_and_one_before", "each position looks at itself and at the one before, but not further back", LATER,
       seen=lambda v: torch.ones(v.T, v.T).tril().triu(-1) > 0)
_wrong("scores_zero", "the scores of later positions become 0 before the softmax", FILL,
       masked=lambda v: v.scores * v.seen)
_wrong("scores_minus_one", "the scores of later positions become -1 before the softmax", FILL,
       masked=lambda v: v.scores.masked_fill(~v.seen, -1.0))
_wrong("scores_minus_hundred", "the scores of later positions become a fixed number, such as -100, before the softmax, "
       "which is not low beside scores in the thousands", FILL, masked=lambda v: v.scores.masked_fill(~v.seen, -100.0))
_wrong("zeros_hidden", "every score that is 0 is taken for that of a later position", "Which scores of the example are "
       "0, and are their positions later?", masked=lambda v: (v.scores * v.seen).masked_fill(
           v.scores * v.seen == 0, -math.inf))
_wrong("one_taken_off", "1 is taken off the scores of later positions, or added to all others", FILL,
       masked=lambda v: v.scores - (~v.seen).double())
_wrong("infinity_times_zero", "a table of 0 and 1 is multiplied by -inf, and 0 · inf is nan", "What is added to the "
       "score of a position that may be looked at?", masked=lambda v: v.scores + (~v.seen).double() * -math.inf)
_wrong("mask_after_softmax", "the later positions lose their weights after the softmax, and the rest does not add up "
       "to 1", SHARE, masked=lambda v: v.scores, A=lambda v: v.scores.softmax(2) * v.seen)
_wrong("mask_after_softmax_shared", "the mask comes after the softmax, and the rest is divided by its sum: 0/0 where a "
       "later position had all the weight", "What is left of the other weights, when a later score is larger by 1000?",
       masked=lambda v: v.scores, A=lambda v: v.scores.softmax(2) * v.seen / (v.scores.softmax(2) * v.seen).sum(
           2, keepdim=True))
_wrong("mask_for_first_head", "only the first head has the mask", "Does the mask hold for one head or for each?",
       masked=lambda v: torch.cat([v.scores[:1].masked_fill(~v.seen, -math.inf), v.scores[1:]]))
_wrong("values_hidden", "the result of every head is summed up to each position, while the softmax sees all", SHARE,
       masked=lambda v: v.scores, found=lambda v: (v.scores.softmax(2) @ v.V).cumsum(1))
_wrong("over_queries", "the softmax runs over the queries", KEYS, A=lambda v: v.masked.softmax(1))
_wrong("over_heads", "the softmax runs over the heads", KEYS, A=lambda v: v.scores.softmax(0) * v.seen)
_wrong("over_heads_of_masked", "the softmax runs over the heads, and gives nan where all of them are hidden", KEYS,
       A=lambda v: v.masked.softmax(0))
_wrong("over_all", "one softmax runs over the whole table of each head", KEYS,
       A=lambda v: v.masked.flatten(1).softmax(1).view_as(v.masked))
_wrong("no_softmax", "the scores themselves are the weights, without a softmax", KEYS,
       A=lambda v: v.scores * v.seen)
_wrong("exponentials_overflow", "the exponentials are taken of the scores as they are, and overflow", LARGE,
       A=lambda v: v.masked.exp() / v.masked.exp().sum(2, keepdim=True))
_wrong("equal_weights", "all positions that may be looked at have the same weight", "Where do the scores enter?",
       A=lambda v: (v.seen / v.seen.sum(1, keepdim=True)).double().expand(v.heads, -1, -1))
_wrong("weights_transposed", "the weights are transposed in front of the values", KEYS,
       found=lambda v: v.A.mT @ v.V)
_wrong("no_output_weights", "`Wo` plays no part: the joined table comes back", OUT, y=lambda v: v.joined)
_wrong("output_not_transposed", "`Wo` is used without its transpose", OUT_IN, y=lambda v: v.joined @ v.Wo)
_wrong("output_from_the_left", "`Wo` meets the positions in place of the columns where T = d, and stops elsewhere",
       OUT_IN, y=lambda v: v.Wo @ v.joined)
_wrong("output_before_the_heads", "`Wo` is applied to the values, before the heads mix them", OUT,
       values=lambda v: v.x @ v.Wv.T @ v.Wo.T, y=lambda v: v.joined)
_wrong("output_twice", "`Wo` is applied twice", OUT, y=lambda v: v.joined @ v.Wo.T @ v.Wo.T)
_wrong("queries_not_transposed", "`Wq` is used without its transpose", OUT_IN, queries=lambda v: v.x @ v.Wq)
_wrong("keys_not_transposed", "`Wk` is used without its transpose", OUT_IN, keys=lambda v: v.x @ v.Wk)
_wrong("values_not_transposed", "`Wv` is used without its transpose", OUT_IN, values=lambda v: v.x @ v.Wv)
_wrong("inputs_not_transposed", "`Wq`, `Wk` and `Wv` are used without their transposes", OUT_IN,
       queries=lambda v: v.x @ v.Wq, keys=lambda v: v.x @ v.Wk, values=lambda v: v.x @ v.Wv)
_wrong("none_transposed", "all four weights are used without their transposes", OUT_IN, queries=lambda v: v.x @ v.Wq,
       keys=lambda v: v.x @ v.Wk, values=lambda v: v.x @ v.Wv, y=lambda v: v.joined @ v.Wo)
_wrong("queries_and_keys_exchanged", "`Wq` and `Wk` have changed places", WHICH, queries=lambda v: v.x @ v.Wk.T,
       keys=lambda v: v.x @ v.Wq.T)
_wrong("keys_and_values_exchanged", "`Wk` and `Wv` have changed places", WHICH, keys=lambda v: v.x @ v.Wv.T,
       values=lambda v: v.x @ v.Wk.T)
_wrong("queries_and_values_exchanged", "`Wq` and `Wv` have changed places", WHICH, queries=lambda v: v.x @ v.Wv.T,
       values=lambda v: v.x @ v.Wq.T)
_wrong("values_are_tokens", "`Wv` plays no part: the tokens themselves are mixed", WHICH, values=lambda v: v.x)
_wrong("keys_are_tokens", "`Wk` plays no part: the tokens themselves are the keys", WHICH, keys=lambda v: v.x)
_wrong("queries_are_tokens", "`Wq` plays no part: the tokens themselves are the queries", WHICH,
       queries=lambda v: v.x)
_wrong("keys_are_queries", "`Wq` makes the keys as well", WHICH, keys=lambda v: v.queries)
_wrong("values_are_keys", "`Wk` makes the values as well", WHICH, values=lambda v: v.keys)
_wrong("tokens_added", "x is added to the result, as a block does it", OUT, result=lambda v: v.x + v.y)
_wrong("mean_of_heads", "the joined table is divided by the number of heads", OUT,
       joined=lambda v: v.found.transpose(0, 1).reshape(v.T, v.d) / v.heads)
_wrong("with_weights", "the weights come back too", ONE, result=lambda v: (v.y, v.A))
_wrong("weights_alone", "the weights of the heads come back", ONE, result=lambda v: v.A)
_wrong("last_position_alone", "only the row of the last position comes back", ONE, result=lambda v: v.y[-1])
_wrong("with_batch_axis", "the result has an axis in front, of length 1", ONE, result=lambda v: v.y[None])
_wrong("heads_as_an_axis", "the result has an axis of heads: (T, heads, d/heads)", ONE,
       result=lambda v: v.y.reshape(v.T, v.heads, v.width))
_wrong("transposed", "the result is transposed: a column for each token", ONE, result=lambda v: v.y.T)
_wrong("single_axes_lost", "axes of length 1 are lost", ONE, result=lambda v: v.y.squeeze())
_wrong("as_a_list", "the result is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.y.tolist())
_wrong("returned_in_float32", "the result is float32", "Which dtype has x?", result=lambda v: v.y.float())
_wrong("in_float32", "the weights go through float32", "In which of your lines does the dtype change?",
       A=lambda v: v.masked.softmax(2).float().double())
_wrong("rounded", "the result is rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.y.round(decimals=4))

OFTEN = {
    "scale_of_all_columns": Mistake("the scores are divided by the root of d", WIDTH, {"scale": lambda v: v.d**0.5}),
    "no_scale": Mistake("the scores are not divided", WIDTH, {"scale": lambda v: 1}),
    "positions_mixed": Mistake("a head gets rows of several positions", POSITION, _all(_viewed)),
    "heads_in_turns": Mistake("the heads get the columns in turns", COLUMNS, _all(_in_turns)),
    "joined_without_exchange": Mistake("the heads are joined as they lie in memory", JOIN, {
        "joined": lambda v: v.found.reshape(v.T, v.d)}),
    "no_mask": Mistake("every position looks at all positions", LATER, {"masked": lambda v: v.scores}),
    "mask_turned_round": Mistake("each position looks at itself and at later ones", LATER, {
        "seen": lambda v: torch.ones(v.T, v.T).triu() > 0}),
    "not_at_itself": Mistake("no position looks at itself", SELF, {
        "seen": lambda v: torch.ones(v.T, v.T).tril(-1) > 0}),
    "scores_zero": Mistake("the scores of later positions become 0", FILL, {"masked": lambda v: v.scores * v.seen}),
    "mask_after_softmax": Mistake("the mask comes after the softmax", SHARE, {
        "masked": lambda v: v.scores, "A": lambda v: v.scores.softmax(2) * v.seen}),
    "tokens_added": Mistake("x is added to the result", OUT, {"result": lambda v: v.x + v.y}),
    "joined_in_turns": Mistake("the columns of the heads take turns in the joined table", JOIN, {
        "joined": lambda v: v.found.permute(1, 2, 0).reshape(v.T, v.d)}),
    "no_output_weights": Mistake("`Wo` plays no part", OUT, {"y": lambda v: v.joined}),
    "output_not_transposed": Mistake("`Wo` is used without its transpose", OUT_IN, {"y": lambda v: v.joined @ v.Wo}),
    "inputs_not_transposed": Mistake("`Wq`, `Wk` and `Wv` are used without their transposes", OUT_IN, {
        "queries": lambda v: v.x @ v.Wq, "keys": lambda v: v.x @ v.Wk, "values": lambda v: v.x @ v.Wv}),
}
# told above, or a pair in which one of the two does nothing
WRITTEN = {("positions_mixed", "joined_without_exchange"), ("inputs_not_transposed", "output_not_transposed"),
           ("output_not_transposed", "inputs_not_transposed"), ("no_mask", "mask_turned_round"),
           ("heads_in_turns", "joined_in_turns"),
           ("no_mask", "not_at_itself")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
