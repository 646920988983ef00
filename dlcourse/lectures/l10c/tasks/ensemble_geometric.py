"""Exercise: the average of all networks that dropout trains, in two ways, and the one network that stands for it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task

NAMES = "geometric", "arithmetic", "scaled"


def reference(V: Tensor, h: Tensor, b: Tensor, q: float) -> tuple[Tensor, Tensor, Tensor]:
    """By doubling: each unit splits every network into one with it and one without it."""
    logits, weights = b[None], torch.ones(1, dtype=b.dtype)
    for column, unit in zip(V.mT, h):
        logits = torch.cat([logits + column * unit, logits])
        weights = torch.cat([q * weights, (1 - q) * weights])
    logp = logits.log_softmax(1)
    return (weights @ logp).softmax(0), weights @ logp.exp(), (V @ (q * h) + b).softmax(0)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def net(label: str, H: int, C: int, q: float, scale: float = 1.5) -> Case:
        return case(label, V=scale * draw.away_from_zero(C, H), h=draw.uniform(0.5, 1.5, H), b=draw.away_from_zero(C),
                    q=q)

    return [
        case("the example of the text", V=numbers([2 * float(np.log(3))], [0]), h=numbers([1]), b=numbers(0, 0), q=0.5),
        net("one unit, three classes", 1, 3, draw.between(0.6, 0.8)),
        net("two units, two classes", 2, 2, draw.between(0.2, 0.4)),
        net("three units, four classes", 3, 4, draw.between(0.6, 0.8)),
        net("five units, three classes", 5, 3, draw.between(0.3, 0.4)),
        net("four units, five classes, q = 0.5", 4, 5, 0.5),
        net("large logits", 2, 3, draw.between(0.55, 0.7), scale=5.0),
        case("logits from -30 to 30", V=numbers([27, -27], [-27, 27], [0.5, 0.25]) * draw.between(0.98, 1.02),
             h=numbers(1, 1), b=draw.uniform(0.5, 1.5, 3), q=draw.between(0.6, 0.7)),
    ]


task = Task(
    key="ensemble_geometric", title="An average of 2^H networks", points=2, difficulty=2, minutes=20,
    objective="average all networks that dropout trains, and find the one network that stands for them",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=NAMES),
    facts=("N10-16",),
    hints=(
        "How do you go through all masks of H units? Counting from 0 to 2^H - 1 in binary is one way, "
        "itertools.product another.",
        "For three units and q = 0.7 the mask (1, 0, 1) has the weight 0.7 · 0.3 · 0.7. A product of powers is the "
        "exponential of a weighted sum. Of what is it the sum?",
        "for m in itertools.product((0., 1.), repeat=len(h)): m = torch.tensor(m, dtype=h.dtype); w = (q**m * ____)"
        ".prod(); p = torch.softmax(V @ (____) + b, 0); arithmetic += w * p; logs += w * ____",
    ),
)


@task.solution
def ensemble_geometric(V, h, b, q):
    arithmetic, logs = torch.zeros_like(b), torch.zeros_like(b)
    for kept in itertools.product((0.0, 1.0), repeat=len(h)):           # step: every mask
        m = torch.tensor(kept, dtype=h.dtype)
        w = (m * q + (1 - m) * (1 - q)).prod()                          # step: the weight of the mask
        logp = (V @ (m * h) + b).log_softmax(0)                         # step: the masked network
        arithmetic = arithmetic + w * logp.exp()                        # step: the weighted mean
        logs = logs + w * logp                                          # step: the logarithm of the product
    geometric = logs.exp() / logs.exp().sum()                           # step: divided by the sum
    scaled = (V @ (q * h) + b).softmax(0)                               # step: the scaled network
    return geometric, arithmetic, scaled


@task.right
def all_at_once(V, h, b, q):
    n = len(h)
    masks = (torch.arange(2**n)[:, None] >> torch.arange(n)) & 1        # step: every mask
    count = masks.sum(1)
    w = q**count.double() * (1 - q)**(n - count).double()               # step: the weights of the masks
    p = torch.softmax((masks * h) @ V.mT + b, dim=1)                    # step: the masked networks
    product = (p**w[:, None]).prod(0)                                   # step: the product of the powers
    return product / product.sum(), (w[:, None] * p).sum(0), torch.softmax(V @ h * q + b, dim=0)


@task.right
def in_numpy(V, h, b, q):
    V, h, b = V.numpy(), h.numpy(), b.numpy()
    products, means = np.ones(len(b)), np.zeros(len(b))
    for number in range(2**len(h)):
        m = np.array([number >> k & 1 for k in range(len(h))])
        w, p = np.prod(np.where(m, q, 1 - q)), np.exp(V @ (m * h) + b)
        p = p / p.sum()
        products, means = products * p**w, means + w * p
    last = np.exp(q * V @ h + b)
    return [torch.from_numpy(r) for r in (products / products.sum(), means, last / last.sum())]


@task.right
def unit_by_unit(V, h, b, q):
    networks = [(1.0, b)]
    for i in range(len(h)):
        with_it = [(q * w, z + V[:, i] * h[i]) for w, z in networks]
        networks = with_it + [((1 - q) * w, z) for w, z in networks]
    logs = sum(w * torch.log_softmax(z, 0) for w, z in networks)
    mean = sum(w * torch.softmax(z, 0) for w, z in networks)
    return torch.softmax(logs, 0), mean, torch.softmax(b + q * (V @ h), 0)


def _drawn(v: SimpleNamespace, q: float) -> Tensor:
    """For each unit of each mask how likely its fate is, if units are kept with the probability q."""
    return v.masks * q + (1 - v.masks) * (1 - q)


# The averages, quantity by quantity, all masks at once; a mistake changes some of the rules.
RULES: dict[str, Callable] = {
    "masks": lambda v: (torch.arange(2**len(v.h))[:, None] >> torch.arange(len(v.h)) & 1).to(DOUBLE),
    "w": lambda v: _drawn(v, v.q).prod(1),
    "units": lambda v: v.masks * v.h,
    "bias": lambda v: v.b,
    "logits": lambda v: v.units @ v.V.mT + v.bias,
    "p": lambda v: v.logits.softmax(1),
    "product": lambda v: (v.p**v.w[:, None]).prod(0),
    "geometric": lambda v: v.product / v.product.sum(),
    "arithmetic": lambda v: v.w @ v.p,
    "scaled": lambda v: (v.V @ (v.q * v.h) + v.b).softmax(0),
    "result": lambda v: (v.geometric, v.arithmetic, v.scaled),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [(numbers([2 * float(np.log(3))], [0]), numbers([1]), numbers(0, 0), 0.5),
         (numbers([2 * float(np.log(3))], [0]), numbers([1]), numbers(0, 0), 0.75),
         (numbers([float(np.log(4)), 0], [0, 0]), numbers(1, 1), numbers(0, 0), 0.75),
         (numbers([2 * float(np.log(3))], [0]), numbers([1]), numbers(1, 0), 0.75),
         (numbers([40], [0]), numbers([1]), numbers(0, 0), 0.5)]
INPUTS = ("V has the column (log 9, 0), h = 1, b = (0, 0), q = 0.5", "V has the column (log 9, 0), h = 1, b = (0, 0), "
          "q = 0.75", "V has the rows (log 4, 0) and (0, 0), h = (1, 1), b = (0, 0), q = 0.75",
          "V has the column (log 9, 0), h = 1, b = (1, 0), q = 0.75", "V has the column (40, 0), h = 1, "
          "b = (0, 0), q = 0.5")


_with = answers_by(RULES, ensemble_geometric)


def _seen(answer: Callable) -> str:
    """The first result that an answer has wrong on the first of the small inputs that show it."""
    for (V, h, b, q), inputs in zip(SMALL, INPUTS):
        given, right = answer(V, h, b, q), ensemble_geometric(V, h, b, q)
        if not isinstance(given, tuple) or len(given) != len(right):
            return ""
        for name, ours, other in zip(NAMES, given, right):
            if isinstance(ours, Tensor) and (words := told_apart(ours, other)):
                return f"If {inputs}, `{name}` is {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _some_masks(choose: Callable) -> Callable:
    """All masks for which `choose(number of units kept, number of units)` holds."""
    def masks(v: SimpleNamespace) -> Tensor:
        every = RULES["masks"](v)
        return every[choose(every.sum(1), len(v.h))]
    return masks


WEIGHT = "With q = 0.7, how likely are the masks (1, 1) and (0, 0)?"
POWER = "How does each network's weight enter a product?"
SUM = "What do the probabilities of all classes add up to?"
SCALED = "By what is each hidden unit multiplied in the scaled network?"
MASK = "What does a mask multiply?"
ALL = "How many masks are there for two units?"
WHICH = "Which result belongs in which place?"
TINY = "How small can a probability be if logits lie 60 apart, and what is its logarithm?"
SHAPE = "Which results and shapes does the text ask for?"
_wrong("equal_weights", "all masks have the same weight", WEIGHT, w=lambda v: torch.full_like(
    v.masks[:, 0], 1 / len(v.masks)))
_wrong("dropped_for_kept", "the weights take q as the probability to be dropped", WEIGHT,
       w=lambda v: _drawn(v, 1 - v.q).prod(1))
_wrong("q_dropped_everywhere", "the weights and the scaled network take q as the probability to be dropped",
       WEIGHT, w=lambda v: _drawn(v, 1 - v.q).prod(1),
       scaled=lambda v: (v.V @ ((1 - v.q) * v.h) + v.b).softmax(0))
_wrong("kept_units_alone", "the weight of a mask holds only the units that are kept", WEIGHT,
       w=lambda v: v.q**v.masks.sum(1))
_wrong("dropped_units_alone", "the weight of a mask holds only the units that are dropped", WEIGHT,
       w=lambda v: (1 - v.q)**(1 - v.masks).sum(1))
_wrong("weights_added", "the weight of a mask adds the shares of its units, and the weights are scaled to a sum of 1",
       WEIGHT, w=lambda v: (u := _drawn(v, v.q).sum(1)) / u.sum())
_wrong("not_renormalised", "the products are not divided by their sum", SUM, geometric=lambda v: v.product)
_wrong("divided_by_number", "the products are divided by the number of classes", SUM,
       geometric=lambda v: v.product / len(v.b))
_wrong("divided_by_largest", "the products are divided by the largest of them", SUM,
       geometric=lambda v: v.product / v.product.max())
_wrong("arithmetic_twice", "the arithmetic mean stands in place of the geometric one", "By which operation are the "
       "networks joined in a geometric mean?", geometric=lambda v: v.w @ v.p)
_wrong("scaled_for_arithmetic", "`arithmetic` holds what `geometric` and `scaled` hold, as the softmax of a mean "
       "of logits does", "What is the mean of the probabilities 0.9 and 0.5?",
       result=lambda v: (v.geometric, v.scaled, v.scaled))
_wrong("power_left_out", "in the product no network is raised to the power of its weight", POWER,
       product=lambda v: v.p.prod(0))
_wrong("plain_root", "the product is taken without weights: the root has the number of masks as its degree", POWER,
       product=lambda v: (v.p**(1 / len(v.p))).prod(0))
_wrong("weighted_root", "the weights enter, and then a root of the number of masks as well", POWER,
       product=lambda v: (v.p**(v.w[:, None] / len(v.p))).prod(0))
_wrong("root_by_units", "the product is the root with the number of units as its degree", POWER,
       product=lambda v: (v.p**(1 / v.masks.shape[1])).prod(0))
_wrong("logs_alone", "`geometric` holds logarithms: the exponential is missing", "Can a probability be negative?",
       geometric=lambda v: v.product.log())
_wrong("logs_divided", "the logarithms are divided by their sum", "Of what do you take the sum, of logarithms or of "
       "products?", geometric=lambda v: v.product.log() / v.product.log().sum())
_wrong("harmonic", "`geometric` is a harmonic mean", "By which operation are the networks joined in a geometric mean?",
       product=lambda v: 1 / (v.w @ (1 / v.p)))
_wrong("not_scaled", "`scaled` is the network with everything kept, not scaled", SCALED,
       scaled=lambda v: (v.V @ v.h + v.b).softmax(0))
_wrong("scaled_by_dropped", "the hidden units are multiplied by 1 - q in the scaled network", SCALED,
       scaled=lambda v: (v.V @ ((1 - v.q) * v.h) + v.b).softmax(0))
_wrong("scaled_up", "the hidden units are divided by q in the scaled network", SCALED,
       scaled=lambda v: (v.V @ (v.h / v.q) + v.b).softmax(0))
_wrong("bias_scaled", "the scaled network multiplies `b` by q as well", "Is `b` ever dropped?",
       scaled=lambda v: (v.q * (v.V @ v.h + v.b)).softmax(0))
_wrong("probabilities_scaled", "the probabilities are multiplied by q, not the hidden units", SCALED,
       scaled=lambda v: v.q * (v.V @ v.h + v.b).softmax(0))
_wrong("bias_left_out", "`b` is left out everywhere", "Where does your answer use `b`?", bias=lambda v: 0 * v.b,
       scaled=lambda v: (v.V @ (v.q * v.h)).softmax(0))
_wrong("bias_left_out_of_scaled", "`b` is left out of the scaled network", "Where does your answer use `b`?",
       scaled=lambda v: (v.V @ (v.q * v.h)).softmax(0))
_wrong("bias_left_out_of_masked", "`b` is left out of the masked networks", "Where does your answer use `b`?",
       bias=lambda v: 0 * v.b)
_wrong("inverted", "the kept units are divided by q in the masked networks", "Does the text scale a masked network?",
       units=lambda v: v.masks * v.h / v.q)
_wrong("masked_and_scaled", "the units are multiplied by q in the masked networks as well", "Does the text scale a "
       "masked network?", units=lambda v: v.masks * v.h * v.q)
_wrong("h_left_out", "the mask itself goes through the last layer, without h", MASK, units=lambda v: v.masks)
_wrong("logits_masked", "the logits come without a softmax", "What turns logits into probabilities?",
       p=lambda v: v.logits.exp())
_wrong("softmax_over_masks", "the softmax goes along the masks, not along the classes", SUM,
       p=lambda v: v.logits.softmax(0))
_wrong("without_the_empty", "the mask that drops everything is left out", ALL,
       masks=_some_masks(lambda kept, H: kept > 0))
_wrong("without_the_full", "the mask that keeps everything is left out", ALL,
       masks=_some_masks(lambda kept, H: kept < H))
_wrong("one_dropped", "only the masks that drop one unit count", ALL, masks=_some_masks(lambda kept, H: kept == H - 1))
_wrong("one_kept", "only the masks that keep one unit count", ALL, masks=_some_masks(lambda kept, H: kept == 1))
_wrong("two_masks", "only two masks count: everything is kept, or everything is dropped", ALL,
       masks=_some_masks(lambda kept, H: (kept == 0) | (kept == H)))
_wrong("full_mask_alone", "only the mask that keeps everything counts, with the weight 1", ALL,
       masks=_some_masks(lambda kept, H: kept == H), w=lambda v: torch.ones(1, dtype=DOUBLE))
_wrong("means_exchanged", "`geometric` and `arithmetic` have changed places", WHICH,
       result=lambda v: (v.arithmetic, v.geometric, v.scaled))
_wrong("two_results", "the arithmetic mean is missing: two results come back", SHAPE,
       result=lambda v: (v.geometric, v.scaled))
_wrong("geometric_alone", "only the geometric mean comes back", SHAPE, result=lambda v: v.geometric)
_wrong("as_a_table", "the three results come back as one tensor", SHAPE,
       result=lambda v: torch.stack([v.geometric, v.arithmetic, v.scaled]))
_wrong("returns_nothing", "your answer returns nothing (None)", "What does `return` do?", result=lambda v: None)
_wrong("in_float32", "all three results are float32", "In which of your lines does the dtype change?",
       result=lambda v: (v.geometric.float(), v.arithmetic.float(), v.scaled.float()))
_wrong("masked_in_float32", "the masked networks go through float32", "In which of your lines does the dtype change?",
       p=lambda v: v.logits.float().softmax(1).double())
_wrong("weights_in_float32", "the weights of the masks go through float32", "Which dtype has a tensor that is made "
       "from Python numbers alone?", w=lambda v: _drawn(v, v.q).float().prod(1).double())
for _digits in (6, 8, 10, 12, 15):
    _wrong(f"softened_by_{_digits}_digits", f"1e-{_digits} is added to each probability before the logarithm", TINY,
           product=lambda v, tiny=10.0**-_digits: ((v.p + tiny)**v.w[:, None]).prod(0))
    _wrong(f"least_probability_of_{_digits}_digits", f"probabilities below 1e-{_digits} are raised to it before the "
           "logarithm", TINY, product=lambda v, tiny=10.0**-_digits: (v.p.clamp(min=tiny)**v.w[:, None]).prod(0))

OFTEN = {
    "equal_weights": Mistake("all masks have the same weight", WEIGHT, {
        "w": lambda v: torch.full_like(v.masks[:, 0], 1 / len(v.masks))}),
    "dropped_for_kept": Mistake("the weights take q as the probability to be dropped", WEIGHT, {
        "w": lambda v: _drawn(v, 1 - v.q).prod(1)}),
    "not_renormalised": Mistake("the products are not divided by their sum", SUM, {"geometric": lambda v: v.product}),
    "arithmetic_twice": Mistake("the arithmetic mean stands in place of the geometric one", POWER, {
        "geometric": lambda v: v.w @ v.p}),
    "power_left_out": Mistake("the product is taken without powers", POWER, {"product": lambda v: v.p.prod(0)}),
    "not_scaled": Mistake("the last network is not scaled", SCALED, {
        "scaled": lambda v: (v.V @ v.h + v.b).softmax(0)}),
    "scaled_by_dropped": Mistake("the units of the last network are multiplied by 1 - q", SCALED, {
        "scaled": lambda v: (v.V @ ((1 - v.q) * v.h) + v.b).softmax(0)}),
    "bias_scaled": Mistake("the last network multiplies `b` by q as well", SCALED, {
        "scaled": lambda v: (v.q * (v.V @ v.h + v.b)).softmax(0)}),
    "inverted": Mistake("the kept units are divided by q in the masked networks", MASK, {
        "units": lambda v: v.masks * v.h / v.q}),
    "without_the_empty": Mistake("the mask that drops everything is left out", ALL, {
        "masks": _some_masks(lambda kept, H: kept > 0)}),
}
WRITTEN = {("dropped_for_kept", "scaled_by_dropped"), ("arithmetic_twice", "power_left_out")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
