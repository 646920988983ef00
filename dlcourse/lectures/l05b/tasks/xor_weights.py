"""Exercise: weights of two relu units that do XOR for inputs of -1 and 1."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import Closeness
from dlcourse.classroom.draw import DOUBLE, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task

INPUTS = numbers([-1, -1], [-1, 1], [1, -1], [1, 1])
XOR = numbers(0, 1, 1, 0)
NEAR = 1e-9
CALLED = ("W", "c", "w")
SHAPES = ((2, 2), (2,), (2,))


def cases(rng: torch.Generator) -> list[Case]:
    return [case("the four inputs")]


# The network, quantity by quantity; a reading of the weights that is not the task's changes some of the rules.
RULES = {
    "X": lambda v: INPUTS,
    "A": lambda v: v.W,
    "bias": lambda v: v.c,
    "out": lambda v: v.w,
    "z": lambda v: v.X @ v.A.mT + v.bias,
    "h": lambda v: v.z.relu(),
    "told": lambda v: v.h @ v.out,
}


def _network(weights: tuple[Tensor, Tensor, Tensor], **changes: Callable) -> SimpleNamespace:
    """All quantities of the network with these weights."""
    v = SimpleNamespace(W=weights[0], c=weights[1], w=weights[2])
    for quantity, rule in (RULES | changes).items():
        setattr(v, quantity, rule(v))
    return v


READINGS = {
    "doubled": Mistake("all outputs are twice as large as they should be", "Which weights scale the output?",
                       {"told": lambda v: v.h @ v.out / 2}),
    "zero_one": Mistake("the weights suit inputs of 0 and 1", "What is z at (1, -1)?",
                        {"X": lambda v: (INPUTS + 1) / 2}),
    "transposed": Mistake("W is transposed", "Which unit does a row of W belong to?", {"A": lambda v: v.W.mT}),
    "minus_c": Mistake("c has the opposite sign", "Is c added to W x or taken off?", {"bias": lambda v: -v.c}),
    "swapped": Mistake("the entries of c have changed places", "Which weight in w belongs to which bias?",
                       {"bias": lambda v: v.c.flip(0)}),
    "minus_one_zero": Mistake("the weights suit inputs of -1 and 0", "What is z at (1, 1)?",
                              {"X": lambda v: (INPUTS - 1) / 2}),
    "exchanged": Mistake("c and w have changed places", "Which of the two is added within the relu?",
                         {"bias": lambda v: v.w, "out": lambda v: v.c}),
    "negated": Mistake("all outputs have the opposite sign", "Which sign does a unit that is on add to the output?",
                       {"out": lambda v: -v.w}),
    "steps": Mistake("units that are on say 1", "What is relu(2)?", {"h": lambda v: (v.z > 0).to(DOUBLE)}),
    "steps_from_zero": Mistake("units say 1 where z is 0 or more", "What is relu(0)?",
                               {"h": lambda v: (v.z >= 0).to(DOUBLE)}),
    "sizes": Mistake("units say the size of z", "What is relu(-2)?", {"h": lambda v: v.z.abs()}),
    "bias_later": Mistake("c is added after the relu", "What is relu(1 - 2), and what relu(1) - 2?",
                          {"z": lambda v: v.X @ v.A.mT, "h": lambda v: v.z.relu() + v.bias}),
    "same": Mistake("true and false are exchanged", "What is XOR of two equal inputs?",
                    {"told": lambda v: 1 - v.h @ v.out}),
    "too_low": Mistake("all outputs are 1 too low", "Where would a bias of the output come from?",
                       {"told": lambda v: v.h @ v.out + 1}),
    "cut_off": Mistake("a relu at the output is missing", "What may follow the output?",
                       {"told": lambda v: (v.h @ v.out).relu()}),
}
UNDO = {    # what a reading makes of weights, so that it gives them back
    "doubled": lambda W, c, w: (W, c, 2 * w),
    "zero_one": lambda W, c, w: (2 * W, c - W.sum(1), w),
    "transposed": lambda W, c, w: (W.mT, c, w),
    "minus_c": lambda W, c, w: (W, -c, w),
    "exchanged": lambda W, c, w: (W, w, c),
    "swapped": lambda W, c, w: (W, c.flip(0), w),
    "negated": lambda W, c, w: (W, c, -w),
}
PAIRS = dict(in_pairs({name: READINGS[name] for name in UNDO}))
OUTPUTS = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "not both": (1, 1, 1, 0), "neither": (1, 0, 0, 0),
           "nothing": (0, 0, 0, 0), "half": (0.5, 0.5, 0.5, 0.5)}
SIMPLE = torch.arange(-4, 4.25, 0.25, dtype=DOUBLE)    # what a single bias or weight could be
ALONE = {"first alone": (0, 0, 1, 0), "second alone": (0, 1, 0, 0)}


def judge(inputs: dict[str, Any], output: Any) -> str | None:
    """What the weights do instead of XOR; the form of the result comes first."""
    fault = _form(output)
    if fault:
        return fault
    if _near(_network(tuple(output)).told, XOR):
        return None
    return _kind(tuple(torch.cat([part.flatten() for part in output]).tolist()))


def _near(one: Tensor, other: Tensor, margin: float = NEAR) -> bool:
    return bool(((one - other).abs() <= margin).all())


def _form(output: Any) -> str | None:
    """What is wrong with the form of the result."""
    if not isinstance(output, (tuple, list)):
        return "none" if output is None else "no tuple"
    if len(output) != 3:
        return {2: "two results", 4: "four results"}.get(len(output), "no three")
    if not all(isinstance(part, Tensor) for part in output):
        kinds = {"arrays": np.ndarray, "lists": (list, tuple)}
        return next((name for name, kind in kinds.items() if any(isinstance(p, kind) for p in output)), "no tensors")
    shapes = tuple(tuple(part.shape) for part in output)
    if shapes != SHAPES:
        return _shape(shapes)
    if any(part.dtype != DOUBLE for part in output):
        return next((name for name, dtype in {"float32": torch.float32, "whole": torch.int64}.items()
                     if any(part.dtype == dtype for part in output)), "dtype")
    return None if all(bool(part.isfinite().all()) for part in output) else "not finite"


def _shape(shapes: tuple[tuple[int, ...], ...]) -> str:
    W, c, w = shapes
    if sorted(shapes, key=len) == sorted(SHAPES, key=len):
        return "order"
    if W == (2, 2) and (math.prod(c), math.prod(w)) == (2, 2):
        return "row" if c == (2,) else "column"
    if len(W) == 2 and c == w == W[:1]:
        return "one unit" if W == (1, 2) else "many units" if W[1] == 2 else "shape"
    return "flat" if W in ((4,), (2,)) else "shape"


@lru_cache(maxsize=256)  # an answer is compared with every known mistake, and theirs stay the same
def _kind(entries: tuple[float, ...]) -> str:
    """The first reading of the weights W, c, w, or relation of the outputs to XOR, that fits exactly."""
    W, c, w = torch.tensor(entries, dtype=DOUBLE).split([4, 2, 2])
    weights = W.reshape(2, 2), c, w
    told = _network(weights).told
    read = (name for name, reading in {**READINGS, **PAIRS}.items()
            if _near(_network(weights, **reading.changes).told, XOR))
    return (_named(ALONE, told) or next(read, None) or _named(OUTPUTS, told) or _unit(weights, told)
            or _related(weights, told) or _outputs(told))


def _named(table: dict[str, tuple[float, ...]], told: Tensor) -> str | None:
    return next((name for name, outputs in table.items() if _near(told, numbers(outputs))), None)


def _unit(weights: tuple[Tensor, Tensor, Tensor], told: Tensor) -> str | None:
    """Whether the units, or the outputs, are of a kind that cannot do XOR."""
    W, c, _ = weights
    if _near(told, told[:1].expand(4)):
        return "constant"
    if _near(W[0], W[1]) and _near(c[0], c[1]):
        return "equal units"
    return "straight" if _near(told[0] + told[3], told[1] + told[2]) else None


def _related(weights: tuple[Tensor, Tensor, Tensor], told: Tensor) -> str | None:
    """How the outputs are related to those of XOR, or which single number would make them so."""
    low, high = told[0], told[1]
    wrong = int(((told - XOR).abs() > NEAR).sum())
    if _near(told, low + (high - low) * XOR):
        return "scaled" if _near(low, XOR[0]) else "shifted" if _near(high - low, XOR[1]) else "scaled and shifted"
    if _near(told, XOR, 0.1):
        return "nearly"
    if int((told.abs() > NEAR).sum()) == 1:
        return "one input alone"
    off = _one_off(weights)
    if off:
        return off
    if _near(told, told[1] * numbers([0, 1, 1, 1])):
        return "or scaled"
    if wrong == 1:
        return "one wrong"
    return "parted" if bool(told[[0, 3]].max() < told[[1, 2]].min() - NEAR) else None


def _one_off(weights: tuple[Tensor, Tensor, Tensor]) -> str | None:
    """The one number that would have to be another one, if that is all, or all but the half."""
    for kind, factor in (("", 1.0), (" doubled", 0.5)):
        W, c, w = weights[0], weights[1], factor * weights[2]
        for j in (0, 1):
            by_w = not kind and _near(_network((W, c, _solved(W, c, w, j))).told, XOR)
            by_c = any(_near(_network((W, other, w)).told, XOR) for other in _tried(c, j))
            if by_w or by_c:
                return f"{'unit' if by_w and by_c else 'w' if by_w else 'c'}{j}{kind}"
        if any(_near(_network((other, c, w)).told, XOR) for j in range(4) for other in _tried(W, j)):
            return f"W{kind}"
    return None


def _tried(part: Tensor, j: int) -> Tensor:
    """The same weights with other simple numbers at one place."""
    tried = part.flatten().repeat(len(SIMPLE), 1)
    tried[:, j] = SIMPLE
    return tried.reshape(len(SIMPLE), *part.shape)


def _solved(W: Tensor, c: Tensor, w: Tensor, j: int) -> Tensor:
    """The weights w with entry j so that the output fits where unit j is on."""
    h = _network((W, c, w)).h
    on = h[:, j] > 0
    missing = (XOR - h[:, 1 - j] * w[1 - j])[on] / h[on, j]
    other = w.clone()
    other[j] = missing[0] if len(missing) else 0
    return other


def _outputs(told: Tensor) -> str:
    shown = ", ".join(f"{float(n):.4g}" for n in told)
    return f"at (-1, -1), (-1, 1), (1, -1) and (1, 1) your network gives {shown}, where 0, 1, 1, 0 are right"


class Worked(Closeness):
    """Shows weights with what the network does with them, input by input."""

    def lines(self, results: Any, show: Callable[[Any], str]) -> list[str]:
        shown = super().lines(results, show)
        if _form(results):
            return shown
        v = _network(tuple(results))
        rows = zip(INPUTS.tolist(), v.z, v.h, v.told.tolist())
        return [*shown, *(f"({x1:g}, {x2:g}): z = {show(z)}, h = {show(h)}, output {told:.4g}"
                          for (x1, x2), z, h, told in rows)]


task = Task(
    key="xor_weights", title="XOR with −1 and 1", points=2, difficulty=2, minutes=12,
    objective="set the weights of two relu units so that they do XOR",
    cases=cases, judge=judge, compare=Worked(names=CALLED), constant=True, facts=("N05-32",),
    faults={
        "none": "Your function returns nothing (None). Does it end in a `return`?",
        "no tuple": "Your result should be a tuple of three tensors, (W, c, w). What does your function return?",
        "no three": "Your result should be a tuple of three tensors, (W, c, w). How many parts has yours?",
        "no tensors": "W, c and w should each be a tensor. What is each of yours?",
        "shape": "W should have the shape (2, 2), and c and w the shape (2,). Which shapes have yours?",
        "dtype": "W, c and w should be float64. Which dtype has each of yours?",
        "not finite": "One of your weights is nan or infinite. From which line does it come?",
        "not both": "Your network says 1 unless both inputs are 1. What should (-1, -1) give?",
        "neither": "Your network says 1 only at (-1, -1). What should (-1, 1) give?",
    },
    hints=(
        "Both units may look at the sum x1 + x2. It is -2, 0 or 2. Which output does each of the three sums need?",
        "Over the sums -2, 0, 2 the outputs 0, 1, 0 go up and down again. A hinge relu(s + 2) turns on at the sum -2. "
        "Where should the second one turn on? By how much does the first one rise from one sum to the next?",
        "W = torch.ones(2, 2, dtype=torch.float64); c = torch.tensor([2.0, ____], dtype=torch.float64); "
        "w = torch.tensor([0.5, ____], dtype=torch.float64)",
    ),
)


@task.solution
def xor_weights():
    W = torch.ones(2, 2, dtype=torch.float64)             # step: both units look at the sum of the inputs: -2, 0 or 2
    c = torch.tensor([2.0, 0.0], dtype=torch.float64)     # step: they turn on at the sums -2 and 0
    w = torch.tensor([0.5, -1.0], dtype=torch.float64)    # step: up by 1 to the sum 0, then down by 1 to the sum 2
    return W, c, w


@task.right
def by_differences():
    W = torch.tensor([[1.0, -1.0], [-1.0, 1.0]], dtype=torch.float64)    # step: each unit looks at one difference
    return W, torch.zeros(2, dtype=torch.float64), torch.full((2,), 0.5, dtype=torch.float64)   # step: half of 2


@task.right
def from_zero_and_one():
    W01, c01, w = torch.ones(2, 2), torch.tensor([0.0, -1.0]), torch.tensor([1.0, -2.0])
    half = W01 / 2                                        # step: W x01 with x01 = (x + 1) / 2
    return [half.double(), (c01 + half.sum(1)).double(), w.double()]    # step: what W adds of its own to c


@task.right
def one_unit_a_corner():
    W = np.array([[2.0, -2.0], [-3.0, 3.0]])
    c = np.array([-3.0, -5.0])
    hidden = np.maximum(INPUTS.numpy() @ W.T + c, 0)
    w = np.linalg.lstsq(hidden, XOR.numpy(), rcond=None)[0]
    return torch.from_numpy(W), torch.from_numpy(c), torch.from_numpy(w)


def _weights(W: Any, c: Any, w: Any) -> tuple[Tensor, Tensor, Tensor]:
    return torch.tensor(W, dtype=DOUBLE), torch.tensor(c, dtype=DOUBLE), torch.tensor(w, dtype=DOUBLE)


def _wrong(name: str, message: str, short: str, make: Callable) -> None:
    """A wrong answer that returns what `make` gives."""
    def answer():
        return make()

    answer.__name__ = name
    task.wrong(message, short=short)(answer)


ONES = [[1, 1], [1, 1]]
LEANING = [[1, 1], [3, 3]], [2, 0], [0.5, -1 / 3]    # right, and not symmetric
_wrong("the_lectures_weights", "Your weights do XOR for inputs of 0 and 1. Here false is -1. With two units that look "
       "at x1 + x2, the input (1, 0) had the sum 1, but (1, -1) has the sum 0. What are z and h of your network at "
       "(1, -1)?", "the weights suit inputs of 0 and 1", lambda: _weights(ONES, [0, -1], [1, -2]))
_wrong("columns_for_units", "Your weights would do XOR if W were transposed. With W = [[1, 1], [2, 2]], the second "
       "unit looks at 2 x1 + 2 x2. Which row or column of your W belongs to the first unit?", "W is transposed",
       lambda: _weights([[1, 2], [1, 2]], [2, 0], [0.5, -0.5]))
_wrong("c_taken_off", "Your weights would do XOR if c were taken off W x. Here it is added: with W = [[1, 1], [1, 1]] "
       "and c = (-2, 0), z at (-1, 1) is (-2, 0). At which sum does a unit with c = -2 turn on?",
       "c has the opposite sign", lambda: _weights(ONES, [-2, 0], [0.5, -1]))
_wrong("c_and_w_exchanged", "Your weights would do XOR if c and w changed places. In which order does the task ask for "
       "them?", "c and w have changed places", lambda: _weights(ONES, [0.5, -1], [2, 0]))
_wrong("twice_too_large", "Your outputs are 0, 2, 2, 0: all in place, but twice as large. relu(x1 + x2 + 2) is 2 at "
       "(1, -1), and not 1. By which weight should it be multiplied?",
       "all outputs are twice as large as they should be", lambda: _weights(ONES, [2, 0], [1, -2]))
_wrong("negative", "Your outputs are 0, -1, -1, 0: all in place, but negative. No unit says less than 0. Which of your "
       "numbers makes an output negative?", "all outputs have the opposite sign",
       lambda: _weights([[1, -1], [-1, 1]], [0, 0], [-0.5, -0.5]))
_wrong("steps_for_relu", "Your weights would do XOR if a unit that is on said 1. A relu says z itself: relu(x1 + x2 + "
       "1) is 1 at the sum 0, and 3 at the sum 2. What do your two units say at (1, 1)?", "units that are on say 1",
       lambda: _weights(ONES, [1, -1], [1, -1]))
_wrong("steps_from_zero_on", "Your weights would do XOR if a unit said 1 wherever its z is 0 or more. A relu says z "
       "itself, and relu(0) is 0. What do your two units say at (1, -1)?", "units say 1 where z is 0 or more",
       lambda: _weights(ONES, [0, -2], [1, -1]))
_wrong("sizes_for_relu", "Your weights would do XOR if a unit said the size of z. But relu(-2) is 0: relu(x1 + x2) is "
       "2 at (1, 1), and 0 at (-1, -1). What do your two units say at (-1, -1)?", "units say the size of z",
       lambda: _weights([[1, 1], [0, 0]], [0, 1], [-0.5, 1]))
_wrong("c_after_the_relu", "Your weights would do XOR if c were added after the relu. Here it is added before: relu(1 "
       "- 2) is 0, but relu(1) - 2 is -1. What are z and h of your network at (1, 1)?", "c is added after the relu",
       lambda: _weights([[1, 1], [-1, -1]], [-1, -1], [-0.5, -0.5]))
_wrong("one_for_equal", "Your outputs are 1, 0, 0, 1: you say 1 where the inputs are equal. What should the output be "
       "if exactly one of them is 1?", "true and false are exchanged",
       lambda: _weights([[1, 1], [-1, -1]], [0, 0], [0.5, 0.5]))
_wrong("all_one_too_low", "Your outputs are -1, 0, 0, -1: all are 1 too low. The network has no bias at the output "
       "that would add 1. Can a hidden unit be on at all four inputs, or can other units do without?",
       "all outputs are 1 too low", lambda: _weights([[1, 1], [-1, -1]], [0, 0], [-0.5, -0.5]))
_wrong("relu_at_the_end", "Your outputs would be right with a relu behind them: what should be 0 is negative. With W "
       "= [[1, 1], [1, 1]], c = (1, 0) and w = (1, -2), the input (1, 1) gives 3 - 4 = -1. What is 3 + 2 w2, and when "
       "is it 0?", "a relu at the output is missing", lambda: _weights(ONES, [1, 0], [1, -2]))
_wrong("biases_swapped", "Your weights would do XOR if the two entries of c changed places. The first unit has the "
       "first entry of c and the first of w. Which weight should the unit get that turns on first?", "the entries of c "
       "have changed places", lambda: _weights(*LEANING[:1], [0, 2], LEANING[2]))
_wrong("for_minus_one_and_zero", "Your weights do XOR for inputs of -1 and 0: x + 1 makes 0 and 2 of -1 and 1, not 0 "
       "and 1. What must x + 1 be divided by, and what becomes of W then?", "the weights suit inputs of -1 and 0",
       lambda: _weights(ONES, [2, 1], [1, -2]))
_wrong("first_w_off", "All but one number may stay: with another first entry of w your weights do XOR. What does the "
       "first unit say at the four inputs, and how much is missing there?", "the first entry of w is wrong",
       lambda: _weights(ONES, [2, 0], [0.25, -1]))
_wrong("second_w_off", "All but one number may stay: with another second entry of w your weights do XOR. What does the "
       "second unit say at (1, 1), and how much has to go there?", "the second entry of w is wrong",
       lambda: _weights(ONES, [2, 0], [0.5, -0.75]))
_wrong("first_c_off", "All but one number may stay: with another first entry of c your weights do XOR. What does the "
       "first unit say at the four inputs, and what should it say?", "the first entry of c is wrong",
       lambda: _weights(ONES, [1, 0], [0.5, -1]))
_wrong("second_c_off", "All but one number may stay: with another second entry of c your weights do XOR. What does the "
       "second unit say at the four inputs, and from which sum on should it be on?", "the second entry of c is wrong",
       lambda: _weights(ONES, [2, 0.5], [0.5, -1]))
_wrong("first_unit_off", "Your second unit may stay as it is. The first one needs another number, in c or in w. What "
       "does it say at the four inputs, and what is missing there?", "a number of the first unit is wrong",
       lambda: _weights(ONES, [-0.5, 2], [-1, 0.5]))
_wrong("second_unit_off", "Your first unit may stay as it is. The second one needs another number, in c or in w. What "
       "does it say at the four inputs, and what is too much there?", "a number of the second unit is wrong",
       lambda: _weights(ONES, [2, -0.5], [0.5, -1]))
_wrong("or_at_another_scale", "Your outputs are 0 at (-1, -1) and the same number three times. That is OR at another "
       "scale. Which unit should be on at (1, 1) alone, and bring the output down to 0?", "the outputs are those of OR "
       "at another scale", lambda: _weights(ONES, [1, -1], [0.5, -1]))
_wrong("a_weight_off", "All but one number may stay: with one entry of W changed your weights do XOR. Which of your "
       "units says something else than you planned, and at which input?", "one entry of W is wrong",
       lambda: _weights([[1, 1], [1, -1]], [2, 0], [0.5, -1]))
_wrong("first_c_off_and_doubled", "Two things: the first entry of c is wrong, and all of w is twice as large as it "
       "should be. What does the first unit say at the four inputs? By how much does a sum rise when one input turns "
       "from -1 to 1?",
       "the first entry of c is wrong, and w is not halved", lambda: _weights(ONES, [1.5, 0], [1, -2]))
_wrong("second_c_off_and_doubled", "Two things: the second entry of c is wrong, and all of w is twice as large as it "
       "should be. What does the second unit say at the four inputs? By how much does a sum rise when one input turns "
       "from -1 to 1?", "the second entry of c is wrong, and w is not halved", lambda: _weights(ONES, [2, -1.5], [1,
       -2]))
_wrong("a_weight_off_and_doubled", "Two things: one entry of W is wrong, and all of w is twice as large as it should "
       "be. Which of your units says something else than you planned? By how much does a sum rise when one input turns "
       "from -1 to 1?", "one entry of W is wrong, and w is not halved", lambda: _weights([[1, 1], [1, -1]], [2, 0], [1,
       -2]))
_wrong("both_alone", "Your network says 1 only where both inputs are 1. That is AND. What should (1, 1) give, and what "
       "(1, -1)?", "the outputs are those of AND", lambda: _weights([[0.5, 0.5], [0.5, 0.5]], [0, -1], [1, -2]))
_wrong("both_as_well", "Three of four are right, but at (1, 1) your network says 1, too. That is OR. Relu units with "
       "c = (1, -1) that look at x1 + x2 say 3 and 1 there. With which weight does the second one bring the output "
       "down to 0?", "the outputs are those of OR", lambda: _weights(ONES, [1, -1], [1, -2]))
_wrong("first_alone", "Your network says 1 at (1, -1), but 0 at (-1, 1). One half is done. What is z of your two "
       "units at (-1, 1)?", "only (1, -1) gives 1", lambda: _weights([[1, -1], [-1, -1]], [0, -2], [0.5, 0.5]))
_wrong("second_alone", "Your network says 1 at (-1, 1), but 0 at (1, -1). One half is done. What is z of your two "
       "units at (1, -1)?", "only (-1, 1) gives 1", lambda: _weights([[-1, 1], [-1, -1]], [0, -2], [0.5, 0.5]))
_wrong("never", "All four outputs are 0. At (1, -1) the sum x1 + x2 is 0, so a unit relu(x1 + x2 - 1) is off there. "
       "Which of your units are on at (1, -1), and what do they say?", "all outputs are 0",
       lambda: _weights([[2, 2], [2, 2]], [-2, -3], [1, -2]))
_wrong("half_everywhere", "All four outputs are 1/2, like the best straight rule. XOR needs 1 at (1, -1) and "
       "0 at (1, 1). Which unit could be on at only one of the two?",
       "all outputs are 1/2", lambda: _weights([[0, 0], [0, 0]], [1, 0], [0.5, 1]))
_wrong("the_same_everywhere", "All four outputs are the same number. XOR needs two. Which of your units says different "
       "things at (1, -1) and (1, 1)?", "all outputs are the same",
       lambda: _weights([[0, 0], [0, 0]], [1, 1], [1, 1]))
_wrong("two_equal_units", "Both your units have the same weights and the same bias, so they always say the same. With "
       "W = [[1, 1], [1, 1]] and c = (0, 0) they say (2, 2) at (1, 1), and (0, 0) elsewhere. What should the second "
       "one do differently?", "both units are the same", lambda: _weights(ONES, [0, 0], [1, -2]))
_wrong("no_bend", "At (-1, -1) and (1, 1) together your outputs have the same sum as at (-1, 1) and (1, -1) together. "
       "So it is for every straight rule, but XOR needs 0 and 2. Which unit should be off at some inputs and on at "
       "others?", "the outputs are those of a straight rule", lambda: _weights([[1, 0], [0, 1]], [1, 1], [0.5, 0.5]))
_wrong("other_scale", "All four outputs are in place, but those that should be 1 are another number, the same one "
       "twice. By what should w be multiplied?", "the outputs have another scale",
       lambda: _weights([[1, -1], [-1, 1]], [0, 0], [1.5, 1.5]))
_wrong("other_zero", "The two outputs that should be 1 lie 1 above the others, but what should be 0 is not. How much "
       "does each unit add at (-1, -1)?", "all outputs are shifted",
       lambda: _weights([[1, 1], [1, 1]], [3, 0], [0.5, -1]))
_wrong("other_scale_and_zero", "Your outputs have two values, and they stand in the right places. But the lower one "
       "should be 0, and the higher one 1. Which units are on at (-1, -1), and how far is it from the lower to the "
       "higher?", "the outputs are shifted and have another scale", lambda: _weights(ONES, [3, 0], [1, -2]))
_wrong("nearly", "All four outputs are less than 0.1 off, but they should be exact but for rounding. Training comes "
       "close, and printed weights are rounded. Which simple numbers lie near your weights?",
       "the outputs are a little off",
       lambda: _weights([[0.9871, 0.9871], [1.0024, 1.0024]], [1.9743, 0.0011], [0.5066, -0.9975]))
_wrong("one_input_alone", "Three of your outputs are 0, and only one is not. XOR needs two that are 1. At which of "
       "the two inputs that should give 1 are both your units off, or cancel?", "only one output is not 0",
       lambda: _weights([[1, -1], [0, 0]], [0, 0], [1, 1]))
_wrong("three_of_four", "Three of your four outputs are right. Look at the one that is not. What do your two units say "
       "there, and by how much is the output off?", "one output is wrong", lambda: _weights([[0, 2], [2, -0.5]], [0,
       -0.5], [0.5, -1]))
_wrong("only_parted", "A line could part your outputs: the two that should be 1 are higher than the others. But they "
       "should be exactly 1, and the others exactly 0. What should each of your units say at (1, 1)?",
       "the outputs are only on the right sides", lambda: _weights(ONES, [2, 0], [1, -1.25]))

_wrong("with_a_bias_behind", "You return four parts. The network has no bias at the output, so there are three: W, c "
       "and w. Can you do without the fourth?", "there is a bias at the output",
       lambda: (*_weights([[1, 1], [-1, -1]], [0, 0], [-0.5, -0.5]), 1.0))
_wrong("without_c", "You return two parts. Each hidden unit has a bias of its own: (W, c, w) are three. What is c, if "
       "no unit needs one?", "c is missing", lambda: _weights([[1, -1], [-1, 1]], [0, 0], [0.5, 0.5])[::2])
_wrong("the_layer_last", "W, c and w are all there, but they stand in another order. In which order does the task ask "
       "for them?", "the three results stand in another order", lambda: _weights(*LEANING)[::-1])
_wrong("plain_lists", "Your weights are plain lists. The check wants tensors of dtype float64. How do you make a "
       "tensor from a list?", "lists are returned in place of tensors", lambda: (ONES, [2.0, 0.0], [0.5, -1.0]))
_wrong("numpy_arrays", "Your weights are numpy arrays. The check wants tensors of dtype float64. What does "
       "torch.from_numpy do?", "numpy arrays are returned in place of tensors",
       lambda: (np.ones((2, 2)), np.array([2.0, 0.0]), np.array([0.5, -1.0])))
_wrong("single_precision", "Your weights are float32, which is what torch.tensor([0.5, -1.0]) makes. The task asks for "
       "float64. Which argument of torch.tensor says so?", "the weights are float32",
       lambda: tuple(part.float() for part in _weights(ONES, [2, 0], [0.5, -1])))
_wrong("whole_numbers", "One of your tensors is int64: torch.tensor([2, 0]) holds whole numbers, and "
       "torch.tensor([2.0, 0.0]) does not. Which dtype does the task ask for?", "a tensor holds whole numbers",
       lambda: (torch.tensor(ONES), *_weights(ONES, [2, 0], [0.5, -1])[1:]))
_wrong("w_as_a_matrix", "Your w has two axes. One output needs one weight for each of the two units: its shape is "
       "(2,). How many axes are that?", "w has two axes", lambda: _weights(ONES, [2, 0], [[0.5, -1]]))
_wrong("c_as_a_column", "Your c has two axes. Each of the two units has one bias: its shape is (2,). How many axes are "
       "that?", "c has two axes", lambda: _weights(ONES, [[2], [0]], [0.5, -1]))
_wrong("a_single_unit", "You have one hidden unit, and two are asked for. With a single relu, outputs only rise or "
       "only fall along its direction. Can they go up to 1 and come back to 0?", "there is one hidden unit",
       lambda: _weights([[1, -1]], [0], [0.5]))
_wrong("more_units", "You have more than two hidden units. Two are enough. Which two of the four inputs need an "
       "output of 1?", "there are too many hidden units",
       lambda: _weights([[1, 1], [1, -1], [-1, 1], [-1, -1]], [-1, -1, -1, -1], [0, 1, 1, 0]))
_wrong("one_row_of_weights", "Your W has one axis. Each of the two units has a weight for each of the two inputs: a "
       "row for each unit. What is the shape then?", "W has one axis", lambda: _weights([1, 1], [2, 0], [0.5, -1]))


# Two readings at once: the right weights, changed by both.
ORDER = ("doubled", "negated", "zero_one", "transposed", "minus_c", "swapped", "exchanged")
for _name, _two in PAIRS.items():
    _changed = _weights(*LEANING)
    for _one in sorted(_name.split("_with_"), key=ORDER.index):
        _changed = UNDO[_one](*_changed)
    _wrong(_name, f"Two things: {_two.says}. With both mended, your weights do XOR. {_two.asks}", _two.says,
           lambda weights=_changed: weights)


EXERCISE = task.declared()
