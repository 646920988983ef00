"""Exercise: the derivatives of a deep chain of scalar blocks, with and without skips."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task

EXAMPLE = numbers(math.log(3) / 2, 2 * math.log(2))


def reference(x: float, ws: Tensor, residual: bool) -> Tensor:
    """What torch's own differentiation finds."""
    a, inputs = torch.tensor(x, dtype=torch.float64, requires_grad=True), []
    for w in ws:
        inputs.append(a)
        a = a + torch.tanh(w * a) if residual else torch.tanh(w * a)
    return torch.stack(torch.autograd.grad(a, inputs))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def weights(*signs: int) -> Tensor:
        return numbers(signs) * draw.uniform(0.4, 1.7, len(signs))

    return [
        case("the example of the text, without skips", x=1.0, ws=EXAMPLE, residual=False),
        case("the example of the text, with skips", x=1.0, ws=EXAMPLE, residual=True),
        case("one block without a skip", x=draw.between(0.4, 1.2), ws=weights(1), residual=False),
        case("one block with a skip", x=-draw.between(0.4, 1.2), ws=weights(-1), residual=True),
        case("five blocks without skips", x=-draw.between(0.5, 1.5), ws=weights(1, -1, 1, 1, -1), residual=False),
        case("four blocks with skips", x=draw.between(0.2, 0.6), ws=weights(-1, 1, -1, -1), residual=True),
        case("x is 0, three blocks without skips", x=0.0, ws=weights(1, 1, -1), residual=False),
        case("a weight of 0 among three blocks without skips", x=draw.between(0.5, 1), ws=weights(1, 0, -1),
             residual=False),
        case("a weight of 0 among three blocks with skips", x=draw.between(0.3, 0.6), ws=weights(-1, 0, 1),
             residual=True),
    ]


task = Task(
    key="grad_chain", title="What reaches the first block", points=2, difficulty=2, minutes=15,
    objective="follow a derivative back through a deep chain, with and without skips",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    facts=("N10-26", "N10-27"),
    hints=(
        "When the input of one block moves by a little, how far does its output move? And through which blocks does "
        "that movement then go?",
        "In the example without skips the two factors are 0.5493 · 0.75 and 1.3863 · 0.64. What does a skip change in "
        "a factor? Which of the factors belong to the input of the second block?",
        "t = torch.tanh(w * a); factor = w * (1 - ____); if residual: factor = ____ + factor; then from behind: "
        "slope = ____ * slope",
    ),
)


@task.solution
def grad_chain(x, ws, residual):
    a, factors = x, []
    for w in ws:
        t = torch.tanh(w * a)                           # step: what the block computes
        inner = w * (1 - t**2)                          # step: how far that moves with the input
        factors.append(1 + inner if residual else inner)    # step: the factor of the block
        a = a + t if residual else t                    # step: the input of the next block
    slope, slopes = torch.ones((), dtype=torch.float64), []
    for factor in reversed(factors):
        slope = factor * slope                          # step: from behind, one factor more
        slopes.append(slope)
    return torch.stack(slopes[::-1])                    # step: in the order of the blocks


@task.right
def by_one_tangent_for_each_block(x, ws, residual):
    slopes = []
    for start in range(len(ws)):
        a, tangent = x, 0.0
        for i, w in enumerate(ws.tolist()):
            tangent = 1.0 if i == start else tangent            # step: the input that moves
            t = math.tanh(w * a)                                # step: what the block computes
            inner = w * (1 - t * t) * tangent                   # step: how far that moves
            a, tangent = (a + t, tangent + inner) if residual else (t, inner)   # step: with the skip or without
        slopes.append(tangent)
    return torch.tensor(slopes, dtype=torch.float64)


@task.right
def by_recursion(x, ws, residual):
    z = ws[0] * x
    skip = 1.0 if residual else 0.0
    factor = skip + ws[:1] / torch.cosh(z)**2                   # step: the factor of the first block
    if len(ws) == 1:
        return factor
    rest = by_recursion(skip * x + torch.tanh(z), ws[1:], residual)     # step: the other blocks
    return torch.cat([factor * rest[0], rest])


@task.right
def in_numpy(x, ws, residual):
    import numpy as np

    w, t = ws.numpy(), np.zeros(len(ws))
    for i in range(len(w)):
        t[i] = np.tanh(w[i] * x)
        x = residual * x + t[i]
    factors = residual + w * (1 - t**2)
    return torch.from_numpy(np.cumprod(factors[::-1])[::-1].copy())


def _path(v: Any) -> tuple[Tensor, Tensor]:
    """The inputs and the outputs of all blocks."""
    inputs, outputs, a = [], [], torch.as_tensor(v.x, dtype=torch.float64)
    for w in v.ws:
        inputs.append(a)
        a = v.block(a, w)
        outputs.append(a)
    return torch.stack(inputs), torch.stack(outputs)


def _behind(factors: Tensor) -> Tensor:
    """The product of each factor and those behind it."""
    return factors.flip(0).cumprod(0).flip(0)


# The derivatives, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "skip": lambda v: v.residual,
    "block": lambda v: lambda a, w: a + torch.tanh(w * a) if v.skip else torch.tanh(w * a),
    "path": _path, "a": lambda v: v.path[0], "z": lambda v: v.ws * v.a,
    "slope": lambda v: 1 - torch.tanh(v.z)**2,
    "inner": lambda v: v.ws * v.slope,
    "factor": lambda v: 1 + v.inner if v.skip else v.inner,
    "product": lambda v: _behind(v.factor),
    "result": lambda v: v.product,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example without skips": (1.0, EXAMPLE, False),
    "In the example with skips": (1.0, EXAMPLE, True),
    "For x = 1 and ws = (0.5, -1, 2) without skips": (1.0, numbers(0.5, -1, 2), False),
    "For x = 1 and ws = (0.5, -1, 2) with skips": (1.0, numbers(0.5, -1, 2), True),
    "For x = 1 and ws = (0.5, 0, 2) without skips": (1.0, numbers(0.5, 0, 2), False)}


_with = answers_by(RULES, grad_chain)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, (x, ws, residual) in SMALL.items():
        given = answer(x, ws.clone(), residual)
        if isinstance(given, Tensor) and (words := told_apart(given, grad_chain(x, ws, residual))):
            return f"{place} you give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _skipped(changed: Callable) -> Callable:
    """A factor that is changed only where there are skips."""
    return lambda v: changed(v) if v.skip else v.inner


BLOCK = "When the input of y = a + tanh(w · a) moves by a little, through which two terms does y move?"
CHAIN = "If the first block doubles a small movement and the second one triples it, how far does the output move?"
WHICH = "Through which blocks does a movement of the input of block i go?"
SLOPE = "What is the slope of tanh at a place where tanh is 0.5?"
FORWARD = "Which number comes into the second block of the example?"
_wrong("added", "the factors are added, not multiplied", CHAIN, product=lambda v: v.factor.flip(0).cumsum(0).flip(0))
_wrong("averaged", "the factors are averaged, not multiplied", CHAIN, product=lambda v: torch.stack(
    [v.factor[i:].mean() for i in range(len(v.factor))]))
_wrong("factors_alone", "each entry is the factor of its own block alone", WHICH, product=lambda v: v.factor)
_wrong("from_the_front", "each factor is multiplied by those in front of it, not by those behind it", WHICH,
       product=lambda v: v.factor.cumprod(0))
_wrong("own_block_missing", "each entry leaves out the factor of its own block, so that the last one is 1", WHICH,
       product=lambda v: torch.cat([_behind(v.factor)[1:], v.ws.new_ones(1)]))
_wrong("front_without_own", "each entry is the product of the factors in front of its block, and the first one is 1",
       WHICH, product=lambda v: torch.cat([v.ws.new_ones(1), v.factor.cumprod(0)[:-1]]))
_wrong("with_the_output", "there is one entry more, a 1 for the output", "How many entries does the text ask for?",
       result=lambda v: torch.cat([v.product, v.ws.new_ones(1)]))
_wrong("order_reversed", "the entries stand in the reverse order, the last block first", "Which entry should the "
       "derivative with respect to x be?", result=lambda v: v.product.flip(0))
_wrong("whole_product_everywhere", "every entry is the product of all factors", WHICH,
       product=lambda v: v.factor.prod().expand(len(v.ws)))
_wrong("whole_product_alone", "the product of all factors comes back alone, as one number", "How many entries does the "
       "text ask for?", result=lambda v: v.product[0])
_wrong("first_entry_alone", "the first entry comes back alone, in a tensor of shape (1,)", "How many entries does the "
       "text ask for?", result=lambda v: v.product[:1])
_wrong("last_entry_alone", "the last entry comes back alone; a loop that returns in its first turn does that", "How "
       "many entries does the text ask for?", result=lambda v: v.product[-1:])
_wrong("divided_out", "each entry is the product of all factors, divided by those in front, and a factor of 0 gives "
       "nan", "What is 0 divided by 0?", product=lambda v: v.factor.prod() / torch.cat(
           [v.ws.new_ones(1), v.factor.cumprod(0)[:-1]]))
_wrong("two_factors_at_most", "each entry is the product of at most two factors", WHICH,
       product=lambda v: v.factor * torch.cat([v.factor[1:], v.ws.new_ones(1)]))
_wrong("first_factor_for_all", "every block has the factor of the first one", "Do the blocks share weight and input?",
       product=lambda v: _behind(v.factor[0].expand(len(v.ws))))
_wrong("skip_without_one", "the 1 of the skip is missing in the factors", BLOCK, factor=lambda v: v.inner)
_wrong("one_outside", "the 1 of the skips is added once, to the product of the other parts", BLOCK,
       factor=lambda v: v.inner, product=lambda v: _behind(v.factor) + (1 if v.skip else 0))
_wrong("one_in_plain_blocks", "the 1 of a skip stands in every factor, although these blocks have no skip", "Where "
       "does the input go, in y = tanh(w · a), except into tanh?", factor=lambda v: 1 + v.inner)
_wrong("skip_halved", "a skip makes the factor the mean of 1 and the other part", BLOCK,
       factor=_skipped(lambda v: (1 + v.inner) / 2))
_wrong("skip_takes_off", "with a skip the factor is 1 less the other part", BLOCK,
       factor=_skipped(lambda v: 1 - v.inner))
_wrong("one_taken_off", "with a skip 1 is taken off the other part", BLOCK, factor=_skipped(lambda v: v.inner - 1))
_wrong("one_times_weight", "the 1 of the skip is multiplied by w", "By which factor does the skip carry a movement of "
       "its input?", factor=_skipped(lambda v: v.ws * (1 + v.slope)))
_wrong("one_times_slope", "the 1 of the skip is multiplied by the slope of tanh", "Does the skip go through tanh?",
       factor=_skipped(lambda v: v.slope * (1 + v.ws)))
_wrong("input_for_one", "with a skip the input itself is added to the factor, not 1", "What is the derivative of a "
       "with respect to a?", factor=_skipped(lambda v: v.a + v.inner))
_wrong("skip_doubles", "a skip doubles the other part", BLOCK, factor=_skipped(lambda v: 2 * v.inner))
_wrong("skip_alone", "with a skip every factor is 1", BLOCK, factor=_skipped(lambda v: 0 * v.inner + 1))
_wrong("last_block_without_skip", "the last factor lacks the 1 of its skip", "Which blocks have a skip?",
       factor=_skipped(lambda v: torch.cat([1 + v.inner[:-1], v.inner[-1:]])))
_wrong("first_block_without_skip", "the first factor lacks the 1 of its skip", "Which blocks have a skip?",
       factor=_skipped(lambda v: torch.cat([v.inner[:1], 1 + v.inner[1:]])))
_wrong("flag_ignored", "the skips play no part, neither forward nor back", "Where does your answer use `residual`?",
       skip=lambda v: False)
_wrong("always_skips", "every block has a skip, whatever `residual` says", "Where does your answer use `residual`?",
       skip=lambda v: True)
_wrong("flag_turned_round", "blocks with and without a skip have changed places", "What does residual = True ask for?",
       skip=lambda v: not v.residual)
_wrong("path_without_skips", "the way forward has no skips, and the slopes of tanh are those of other inputs", FORWARD,
       block=lambda v: lambda a, w: torch.tanh(w * a))
_wrong("path_with_skips", "the way forward always has skips, and the slopes of tanh are those of other inputs", FORWARD,
       block=lambda v: lambda a, w: a + torch.tanh(w * a))
_wrong("path_stands_still", "every block gets x as its input", FORWARD, block=lambda v: lambda a, w: a)
_wrong("path_without_tanh", "the way forward leaves tanh out", FORWARD,
       block=lambda v: lambda a, w: a + w * a if v.skip else w * a)
_wrong("path_without_weights", "the way forward leaves the weights out", FORWARD,
       block=lambda v: lambda a, w: a + torch.tanh(a) if v.skip else torch.tanh(a))
_wrong("tanh_before_weight", "the way forward multiplies tanh of the input by w", "What stands inside of tanh?",
       block=lambda v: lambda a, w: a + w * torch.tanh(a) if v.skip else w * torch.tanh(a))
_wrong("weight_outside", "the block is taken to be w · tanh(a), forward and back", "What stands inside of tanh?",
       block=lambda v: lambda a, w: a + w * torch.tanh(a) if v.skip else w * torch.tanh(a), z=lambda v: v.a)
_wrong("skip_inside_tanh", "the input is added inside of tanh, forward and back", "What does a skip go past?",
       block=lambda v: lambda a, w: torch.tanh(a + w * a) if v.skip else torch.tanh(w * a),
       z=lambda v: (v.ws + v.skip) * v.a, factor=lambda v: (v.ws + v.skip) * v.slope)
_wrong("skip_from_x", "each skip adds x, not the input of its own block, on the way forward", "What does the second "
       "block add?", block=lambda v: lambda a, w: v.x + torch.tanh(w * a) if v.skip else torch.tanh(w * a))
_wrong("skip_multiplies", "the skip multiplies on the way forward: a · tanh(w · a)", FORWARD,
       block=lambda v: lambda a, w: a * torch.tanh(w * a) if v.skip else torch.tanh(w * a))
_wrong("weights_from_behind", "the weights are used in the reverse order on the way forward", FORWARD,
       path=lambda v: _path(SimpleNamespace(x=v.x, ws=v.ws.flip(0), block=v.block)))
_wrong("one_block_late", "the slope of each block is taken one block later", "At which place does block i have its "
       "slope?", a=lambda v: v.path[1])
_wrong("no_weight", "the weight is missing in the factors", "How far does w · a move when a moves by 1?",
       inner=lambda v: v.slope)
_wrong("no_slope", "the slope of tanh is missing in the factors", SLOPE, slope=lambda v: torch.ones_like(v.ws))
_wrong("weight_squared", "the weight stands twice in a factor", "How far does w · a move when a moves by 1?",
       inner=lambda v: v.ws**2 * v.slope)
_wrong("weight_added", "the weight is added to the slope of tanh", "If w · a moves twice as far as a, how far does "
       "tanh move?", inner=lambda v: v.ws + v.slope)
_wrong("weight_divides", "the slope of tanh is divided by the weight", "How far does w · a move when a moves by 1?",
       inner=lambda v: v.slope / v.ws)
_wrong("size_of_weight", "the sign of the weight is lost", "If w is negative and a rises, which way does tanh go?",
       inner=lambda v: v.ws.abs() * v.slope)
_wrong("by_the_weight", "the factor is the derivative with respect to the weight: the input times the slope", "What "
       "moves here, the weight or the input?", inner=lambda v: v.a * v.slope)
_wrong("by_the_weights", "the entries are the derivatives with respect to the weights", "What moves here, the weights "
       "or the inputs of the blocks?", result=lambda v: v.a * v.slope * torch.cat(
           [v.product[1:], v.ws.new_ones(1)]))
_wrong("slope_at_the_input", "the slope of tanh is taken at a, not at w · a", "What stands inside of tanh?",
       slope=lambda v: 1 - torch.tanh(v.a)**2)
_wrong("slope_from_the_input", "the slope is 1 less the square of the block's input", SLOPE,
       slope=lambda v: 1 - v.a**2)
_wrong("slope_from_the_output", "the slope is 1 less the square of the block's output, which with a skip is more than "
       "tanh", "Of which number should the square be taken?", slope=lambda v: 1 - v.path[1]**2)
_wrong("slope_of_z", "the slope is 1 less the square of w · a", SLOPE, slope=lambda v: 1 - v.z**2)
_wrong("slope_not_squared", "the slope is 1 less tanh, without a square", SLOPE, slope=lambda v: 1 - torch.tanh(v.z))
_wrong("slope_of_sigmoid", "the slope is tanh times (1 less tanh), the form that belongs to the sigmoid", SLOPE,
       slope=lambda v: torch.tanh(v.z) * (1 - torch.tanh(v.z)))
_wrong("slope_of_relu", "the slope is 1 where w · a is above 0, and else 0", SLOPE, slope=lambda v: (v.z > 0).double())
_wrong("tanh_for_slope", "tanh itself stands where its slope belongs", SLOPE, slope=lambda v: torch.tanh(v.z))
_wrong("slope_by_cosh", "the slope is 1 divided by cosh, without a square", SLOPE, slope=lambda v: 1 / torch.cosh(v.z))
_wrong("slope_plus", "the slope is 1 plus the square of tanh", SLOPE, slope=lambda v: 1 + torch.tanh(v.z)**2)
_wrong("slope_with_two", "the slope is 1 less twice tanh", SLOPE, slope=lambda v: 1 - 2 * torch.tanh(v.z))
_wrong("slope_of_the_square", "the slope is -2 times tanh", SLOPE, slope=lambda v: -2 * torch.tanh(v.z))
_wrong("only_sizes", "the derivatives lose their sign", "If w is negative and a rises, which way does tanh go?",
       result=lambda v: v.product.abs())
_wrong("outputs", "the outputs of the blocks come back", "Does the text ask for the values or for derivatives?",
       result=lambda v: v.path[1])
_wrong("inputs", "the inputs of the blocks come back", "Does the text ask for the values or for derivatives?",
       result=lambda v: v.a)
_wrong("with_value", "the output of the chain comes back too", "What does the text ask for?",
       result=lambda v: (v.path[1][-1], v.product))
_wrong("as_a_list", "the result is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.product.tolist())
_wrong("as_a_column", "the result has shape (L, 1)", "Which shape does the text ask for?",
       result=lambda v: v.product[:, None])
_wrong("returned_in_float32", "the result is float32", "Which dtype has ws?", result=lambda v: v.product.float())
_wrong("in_float32", "the factors go through float32", "In which of your lines does the dtype change?",
       product=lambda v: _behind(v.factor.float()).double())
_wrong("by_the_preactivation", "the entries are the derivatives with respect to w · a, which tanh gets", "What moves "
       "here, the input of the block or w times it?", result=lambda v: v.slope * torch.cat(
           [v.product[1:], v.ws.new_ones(1)]))
_wrong("by_logarithms", "the product is made from logarithms, and a factor below 0 gives nan", "Which factors have a "
       "logarithm?", product=lambda v: v.factor.log().flip(0).cumsum(0).flip(0).exp())
_wrong("tanh_twice", "the slope is taken at tanh of w · a: tanh is applied once more", SLOPE,
       slope=lambda v: 1 - torch.tanh(torch.tanh(v.z))**2)
_wrong("last_block_missing", "each entry leaves out the factor of the last block", WHICH,
       product=lambda v: torch.cat([_behind(v.factor[:-1]), v.ws.new_ones(1)]))
_wrong("sigmoid_for_tanh", "the blocks have the sigmoid in the place of tanh, forward and back", "Which function does "
       "the text give the blocks?",
       block=lambda v: lambda a, w: a + torch.sigmoid(w * a) if v.skip else torch.sigmoid(w * a),
       slope=lambda v: torch.sigmoid(v.z) * (1 - torch.sigmoid(v.z)))
_wrong("sum_alone", "the sum of all factors comes back alone, as one number", CHAIN, result=lambda v: v.factor.sum())
_wrong("whole_product_without_ones", "every entry is the product of all factors, which lack the 1 of their skips",
       WHICH, factor=lambda v: v.inner, product=lambda v: v.factor.prod().expand(len(v.ws)))
_wrong("whole_product_alone_without_ones", "the product of all factors comes back alone, and the 1 of the skips is "
       "missing in them", BLOCK, factor=lambda v: v.inner, result=lambda v: v.product[0])
_wrong("added_from_the_front", "each factor is added to those in front of it", CHAIN,
       product=lambda v: v.factor.cumsum(0))
_wrong("times_the_input", "the factor is multiplied by the input of the block too", "How far does w · a move when a "
       "moves by 1?", inner=lambda v: v.ws * v.slope * v.a)
_wrong("one_plus_tanh", "with a skip the factor is 1 plus tanh itself, not plus how far it moves", BLOCK,
       factor=_skipped(lambda v: 1 + torch.tanh(v.z)))

OFTEN = {
    "path_without_skips": Mistake("the way forward has no skips", FORWARD, {
        "block": lambda v: lambda a, w: torch.tanh(w * a)}),
    "path_stands_still": Mistake("every block gets x as its input", FORWARD, {"block": lambda v: lambda a, w: a}),
    "slope_at_the_input": Mistake("the slope of tanh is taken at a", "What stands inside of tanh?",
                                  {"slope": lambda v: 1 - torch.tanh(v.a)**2}),
    "slope_from_the_output": Mistake("the slope is 1 less the square of the block's output", "Of which number should "
                                     "the square be taken?", {"slope": lambda v: 1 - v.path[1]**2}),
    "slope_not_squared": Mistake("the slope is 1 less tanh", SLOPE, {"slope": lambda v: 1 - torch.tanh(v.z)}),
    "no_slope": Mistake("the slope of tanh is missing", SLOPE, {"slope": lambda v: torch.ones_like(v.ws)}),
    "no_weight": Mistake("the weight is missing in the factors", "How far does w · a move when a moves by 1?",
                         {"inner": lambda v: v.slope}),
    "skip_without_one": Mistake("the 1 of the skip is missing in the factors", BLOCK, {"factor": lambda v: v.inner}),
    "from_the_front": Mistake("each factor is multiplied by those in front of it", WHICH,
                              {"product": lambda v: v.factor.cumprod(0)}),
    "own_block_missing": Mistake("each entry leaves out its own block", WHICH, {
        "product": lambda v: torch.cat([_behind(v.factor)[1:], v.ws.new_ones(1)])}),
    "added": Mistake("the factors are added", CHAIN, {"product": lambda v: v.factor.flip(0).cumsum(0).flip(0)}),
    "factors_alone": Mistake("each entry is the factor of its own block alone", WHICH, {
        "product": lambda v: v.factor}),
    "order_reversed": Mistake("the entries stand in the reverse order", "Which entry should the derivative with "
                              "respect to x be?", {"result": lambda v: v.product.flip(0)}),
}
WRITTEN = {("path_without_skips", "slope_from_the_output"), ("path_without_skips", "skip_without_one"),
           ("path_without_skips", "no_slope"), ("path_stands_still", "no_slope")}     # as one of the two, or another

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
