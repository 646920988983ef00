"""Exercise: dropout in its inverted form."""

from __future__ import annotations

import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task

CALLS = 6       # of an answer with one generator; more for a single number, so that it is kept at times
MORE = 16
MANY = 100      # entries from which on shares are told
CHANCE = 0.06   # how far a share of so many may be off: five standard deviations
FORM = "form of the result"
FACTORS = "different factors", "factors, least and largest"
COMING = ("zeros come", "number of zeros", "zeros of the next call", "zeros with the same seed",
          "zeros with another seed")


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def one(label: str, x: Tensor, p: float, *, training: bool) -> Case:
        return case(label, x=x, p=p, training=training, seed=draw.whole(1, 999_999))

    return [
        one("20 rows of twelve entries, p = 0.2", draw.away_from_zero(20, 12), 0.2, training=True),
        one("in use, not in training", draw.away_from_zero(12, 20), draw.between(0.3, 0.34), training=False),
        one("most entries are dropped", draw.away_from_zero(15, 16), draw.between(0.7, 0.75), training=True),
        one("three axes", draw.away_from_zero(2, 9, 13), draw.between(0.38, 0.4), training=True),
        one("p = 0", draw.away_from_zero(2, 3), 0.0, training=True),
        one("a single number", draw.away_from_zero(), draw.between(0.35, 0.45), training=True),
    ]


def drive(answer: Callable, x: Tensor, p: float, training: bool, seed: int) -> dict[str, Any]:
    """What several calls of an answer have in common, whatever it draws and in whichever order."""
    def uses(of: int, count: int) -> list[Any]:
        rng = torch.Generator().manual_seed(of)
        return [answer(x.clone(), p, training, rng) for _ in range(count)]

    tells = x.numel() >= MANY
    results = [*uses(seed, CALLS if tells else MORE if p else 1), *uses(seed, 1), *uses(seed + 1, 1)]
    odd = next((form for form in map(_form, results) if form != _form(x)), None)
    if odd is not None:
        return {FORM: odd, **dict.fromkeys((*FACTORS, *(("share of zeros", *COMING) if tells else ())))}
    ratios = torch.stack(results) / x
    return {FORM: _form(x), **dict(zip(FACTORS, _factors(ratios[ratios != 0]))),
            **(_zeros(ratios.reshape(len(results), -1, x.shape[-1]) == 0, p) if tells else {})}


def _form(result: Any) -> str:
    """What kind of thing a result is."""
    if isinstance(result, Tensor):
        return f"a {str(result.dtype).removeprefix('torch.')} tensor of shape {tuple(result.shape)}"
    kinds = {np.ndarray: "a numpy array", tuple: f"a tuple of {len(result)}" if isinstance(result, tuple) else "",
             list: "a list", float: "a Python number", type(None): "None"}
    return kinds.get(type(result), "of another kind")


def _factors(kept: Tensor) -> tuple[int, Tensor]:
    """How many factors there are (3 for more than two), and the least and the largest if they are few."""
    if not len(kept):
        return 0, numbers(0, 0)
    least, most = kept.aminmax()
    count = 1 if most - least <= 1e-6 * most.abs() else min(3, len(kept.round(decimals=6).unique()))
    return count, torch.stack([least, most]) if count < 3 else numbers(0, 0)


def _zeros(zero: Tensor, p: float) -> dict[str, Any]:
    """The share of zeros and how they come, of tables of which the last two have the same seed and another one."""
    *calls, again, other = zero
    share = float(zero[:-2].double().mean())
    if not share:
        return {"share of zeros": 0.0, **dict.fromkeys(COMING, "there are none")}
    in_rows = bool((zero == zero[:, :, :1]).all())
    in_columns = bool((zero == zero[:, :1]).all()) if zero.shape[1] > 1 else in_rows
    known = [p, 1 - p, 1.0, 0.5]
    if in_rows or in_columns:       # fewer draws, which tell less
        known = [p, 1 - p, 1.0] if abs(p - 0.5) > 0.2 and not (in_rows and in_columns) else [p]
    elif p < 0.25:                  # there these lie far enough apart
        known += [p**2, p * (2 - p), float(torch.special.ndtr(numbers([p])))]
    near = p if abs(share - p) < CHANCE else min(known, key=lambda k: abs(k - share))
    return {
        "share of zeros": near,
        "zeros come": ("all at once" if in_rows and in_columns else "in whole rows" if in_rows else
                       "in whole columns" if in_columns else "one by one"),
        "number of zeros": "changes" if len({int(table.sum()) for table in calls}) > 1 else "is always the same",
        **{name: f"stand in {'the same' if torch.equal(calls[0], table) else 'other'} places"
           for name, table in zip(COMING[2:], (calls[1], again, other))},
    }


task = Task(
    key="dropout", title="Dropout", points=2, difficulty=1, minutes=15,
    objective="drop units in training so that nothing has to change in use",
    cases=cases, drive=drive, compare=close(rtol=1e-10),
    forbids=("torch.nn.functional.dropout", "torch.dropout", "torch.nn.Dropout", "torch.nn.functional.dropout1d",
             "torch.nn.functional.feature_dropout", "torch.native_dropout"),
    facts=("N10-14", "N10-15"),
    hints=(
        "Draw one number between 0 and 1 for each entry. With which probability is it below p?",
        "A 1 is kept with the probability 0.8 and is 0 otherwise. What must become of a kept 1, so that the mean over "
        "many draws is 1?",
        "if not training: return ____; keep = torch.rand(x.shape, generator=____, dtype=x.dtype) >= ____; "
        "return x * keep / ____",
    ),
)


@task.solution
def dropout(x, p, training, rng):
    if not training:                                                    # step: is anything dropped?
        return x.clone()                                                # step: in use all stays as it is
    draws = torch.rand(x.shape, generator=rng, dtype=x.dtype)           # step: a number from 0 to 1 for each entry
    keep = draws >= p                                                   # step: which entries are kept
    return x * keep / (1 - p)                                           # step: zeros, and the others larger


@task.right
def by_bernoulli(x, p, training, rng):
    q = 1 - p if training else 1.0                                      # step: the probability to be kept
    keep = torch.bernoulli(torch.full_like(x, q), generator=rng)        # step: which entries are kept
    return torch.where(keep == 1, x / q, torch.zeros_like(x))           # step: the others become 0


@task.right
def entry_by_entry(x, p, training, rng):
    draws = torch.rand(x.numel(), generator=rng).tolist()               # step: a number from 0 to 1 for each entry
    p = p if training else 0.0                                          # step: is anything dropped?
    values = [value / (1 - p) if u < 1 - p else 0.0 for value, u in zip(x.reshape(-1).tolist(), draws)]
    return torch.tensor(values, dtype=torch.float64).reshape(x.shape)


@task.right
def seeds_numpy(x, p, training, rng):
    if not training:
        return x
    source = np.random.default_rng(int(torch.randint(0, 2**31, (), generator=rng)))
    return torch.from_numpy(np.where(source.random(tuple(x.shape)) < 1 - p, x.numpy() / (1 - p), 0.0).reshape(x.shape))


# Dropout, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable] = {
    "drops": lambda v: v.training,
    "shape": lambda v: v.x.shape,
    "draws": lambda v: torch.rand(v.shape, generator=v.rng, dtype=DOUBLE),
    "keep": lambda v: v.draws >= v.p,
    "factor": lambda v: 1 / (1 - v.p),
    "dropped": lambda v: torch.zeros_like(v.x),
    "trained": lambda v: torch.where(v.keep, v.x * v.factor, v.dropped),
    "used": lambda v: v.x.clone(),
    "result": lambda v: v.trained if v.drops else v.used,
}


def _with(name: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some."""
    def answer(x, p, training, rng):
        v, rules = SimpleNamespace(x=x, p=p, training=training, rng=rng), RULES | changes
        for quantity in ("drops", *(("shape", "draws", "keep", "factor", "dropped", "trained") if rules["drops"](v)
                                    else ("used",)), "result"):
            setattr(v, quantity, rules[quantity](v))
        return v.result

    answer.__name__ = name
    return answer


def _wrong(name: str, says: str, example: str, asks: str, **changes: Callable) -> None:
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", example, asks))), short=says)(
        _with(name, **changes))


def _own_generator(v: SimpleNamespace) -> Tensor:
    return torch.rand(v.shape, generator=torch.Generator().manual_seed(0), dtype=DOUBLE)


def _rewound(v: SimpleNamespace) -> Tensor:
    return torch.rand(v.shape, generator=torch.Generator().manual_seed(v.rng.initial_seed()), dtype=DOUBLE)


def _from_elsewhere(v: SimpleNamespace) -> Tensor:
    """Numbers that have nothing to do with rng."""
    return torch.rand(v.shape, generator=torch.Generator().manual_seed(random.getrandbits(40)), dtype=DOUBLE)


def _so_many(v: SimpleNamespace) -> Tensor:
    """Whether each entry is kept, where the number of those that are dropped is fixed."""
    return (torch.randperm(v.x.numel(), generator=v.rng) >= round(v.p * v.x.numel())).reshape(v.x.shape)


MEAN = "What is the mean over many draws of an entry that is 1, and what should it be?"
IN_USE = "What should become of the entries when `training` is False?"
SHARE = "With p = 0.2, which of two shares is dropped, 0.2 or 0.8?"
ALONE = "Should two entries beside each other always share their fate?"
SOURCE = "From which generator does each random number come?"
_wrong("scaled_by_one_over_p", "a kept entry is divided by p", "With p = 0.2 a kept 1 becomes 5, and the mean over "
       "draws is 0.8 · 5 = 4.", MEAN, factor=lambda v: 1 / v.p if v.p else 1.0)
_wrong("scaled_by_one_over_p_or_inf", "a kept entry is divided by p, also where p is 0", "With p = 0.2 a kept 1 "
       "becomes 5, and with p = 0 it becomes inf.", MEAN, factor=lambda v: 1 / numbers([v.p])[0])
_wrong("divides_by_p", "a kept entry is divided by p, and p = 0 stops your answer", "With p = 0.2 a kept 1 becomes 5.",
       MEAN, factor=lambda v: 1 / v.p)
_wrong("not_scaled", "kept entries stay as they are", "With p = 0.2 a 1 is kept in 8 of 10 draws, and the mean over "
       "draws is 0.8.", MEAN, factor=lambda v: 1.0)
_wrong("scaled_down", "kept entries are multiplied by 1 - p", "With p = 0.2 a kept 1 becomes 0.8, and the mean over "
       "draws is 0.64.", MEAN, factor=lambda v: 1 - v.p)
_wrong("times_p", "kept entries are multiplied by p", "With p = 0.2 a kept 1 becomes 0.2, and the mean over draws is "
       "0.16.", MEAN, factor=lambda v: v.p)
_wrong("times_one_plus_p", "kept entries are multiplied by 1 + p", "With p = 0.2 a kept 1 becomes 1.2, and the mean "
       "over draws is 0.96.", MEAN, factor=lambda v: 1 + v.p)
_wrong("root_of_the_factor", "the factor of kept entries is the root of what it should be", "With p = 0.2 a kept 1 "
       "becomes 1.118, and the mean over draws is 0.894.", MEAN, factor=lambda v: (1 - v.p)**-0.5)
_wrong("scaled_twice", "kept entries are scaled up twice", "With p = 0.2 a kept 1 becomes 1.5625, and the mean over "
       "draws is 1.25.", MEAN, factor=lambda v: (1 - v.p)**-2)
_wrong("always_doubled", "kept entries are doubled, whatever p is", "With p = 0.2 a kept 1 becomes 2, and the mean "
       "over draws is 1.6.", MEAN, factor=lambda v: 2.0)
_wrong("by_the_actual_share", "the factor changes from call to call: it goes by how many entries were kept just then",
       "With p = 0.2 and five entries of which three stay, a kept 1 becomes 5/3.", "Which number in the task says how "
       "often an entry is kept?", factor=lambda v: v.x.numel() / v.keep.sum().clamp(min=1))
_wrong("p_is_kept", "p is taken as the share that is kept, in the draws and in the factor", "With p = 0.2 about 8 of "
       "10 entries become 0, and a kept 1 becomes 5.", SHARE, keep=lambda v: v.draws < v.p,
       factor=lambda v: 1 / v.p if v.p else 1.0)
_wrong("keeps_p", "the share p of the entries is kept, and the rest becomes 0", "With p = 0.2 about 8 of 10 entries "
       "become 0, and a kept 1 becomes 1.25.", SHARE, keep=lambda v: v.draws < v.p)
_wrong("keeps_p_of_all", "p is taken as the share that is kept, and p = 0 stops your answer", "With p = 0.2 about 8 "
       "of 10 entries become 0, and a kept 1 becomes 5.", SHARE, keep=lambda v: v.draws < v.p,
       factor=lambda v: 1 / v.p)
_wrong("keeps_p_unscaled", "the share p of the entries is kept, and what is kept stays as it is", "With p = 0.2 about "
       "8 of 10 entries become 0, and a kept 1 stays 1.", SHARE, keep=lambda v: v.draws < v.p, factor=lambda v: 1.0)
_wrong("half_dropped", "about half of the entries become 0, whatever p is", "With p = 0.2 that should be 2 of 10.",
       "Where do your draws use p?", keep=lambda v: v.draws >= 0.5)
_wrong("from_a_bell", "too many entries become 0: with p = 0.2 about 58 of 100", "A number from torch.randn is below "
       "0.2 with the probability 0.58.", "With which probability should your draw be below p?",
       draws=lambda v: torch.randn(v.shape, generator=v.rng, dtype=DOUBLE))
_wrong("dropped_twice", "entries are dropped in two rounds", "With p = 0.2 about 36 of 100 become 0: 20 at first, and "
       "16 of the other 80.", "How many draws should an entry go through?",
       keep=lambda v: (v.draws >= v.p) & (torch.rand(v.shape, generator=v.rng, dtype=DOUBLE) >= v.p))
_wrong("nothing_dropped", "nothing becomes 0: all entries are scaled up", "With p = 0.2 every 1 becomes 1.25.",
       "How often should a 1 become 0?", keep=lambda v: v.draws >= 0)
_wrong("never_drops", "in training the entries come back as they were", "With p = 0.2 every 1 stays 1.",
       "How often should a 1 become 0 in training?", trained=lambda v: v.x.clone())
_wrong("mask_alone", "the mask itself comes back, scaled", "With p = 0.2 every kept entry becomes 1.25, also a 3.",
       "What does the mask multiply?", trained=lambda v: v.keep * torch.ones_like(v.x) * v.factor)
_wrong("mask_unscaled", "the mask itself comes back: ones and zeros", "With p = 0.2 a kept 3 becomes 1.",
       "What does the mask multiply?", trained=lambda v: v.keep * torch.ones_like(v.x))
_wrong("the_rest_unscaled", "no entry becomes 0: some are scaled up and the others stay", "With p = 0.2 a 1 becomes "
       "1.25 or stays 1.", "What should become of an entry that is dropped?", dropped=lambda v: v.x)
_wrong("bell_noise", "no entry becomes 0: each is multiplied by a factor of its own", "", "Which two things can become "
       "of an entry in training?", trained=lambda v: v.x * (1 + torch.randn(
           v.shape, generator=v.rng, dtype=DOUBLE) * v.p))
_wrong("uniform_noise", "each entry is multiplied by a factor of its own, and the share p becomes 0", "", "By how many "
       "different factors should the kept entries be multiplied?", trained=lambda v: v.x * v.keep * v.draws)
_wrong("drops_in_use_too", "entries are dropped in use as well, as if `training` were always True", "", IN_USE,
       drops=lambda v: True)
_wrong("training_turned_round", "it drops in use and not in training: True and False have changed places", "", IN_USE,
       drops=lambda v: not v.training)
_wrong("scaled_in_use", "in use the entries are multiplied by 1 - p; in training all is right", "With p = 0.2 a 1 "
       "becomes 0.8 in use. The factor of training has made up for the zeros already.", IN_USE,
       used=lambda v: v.x * (1 - v.p))
_wrong("classic", "kept entries stay as they are in training, and in use all are multiplied by 1 - p", "This is "
       "dropout as it was first described: with p = 0.2 a 1 becomes 0.8 in use. The text asks for the inverted form.",
       "In which of the two, training or use, are entries scaled there?", factor=lambda v: 1.0,
       used=lambda v: v.x * (1 - v.p))
_wrong("classic_with_p", "kept entries stay as they are in training, and in use all are multiplied by p", "With p = "
       "0.2 a 1 becomes 0.2 in use.", IN_USE, factor=lambda v: 1.0, used=lambda v: v.x * v.p)
_wrong("scaled_up_in_use", "in use the entries are divided by 1 - p", "With p = 0.2 a 1 becomes 1.25 in use.", IN_USE,
       used=lambda v: v.x / (1 - v.p))
_wrong("scaled_by_p_in_use", "in use the entries are multiplied by p", "With p = 0.2 a 1 becomes 0.2 in use.", IN_USE,
       used=lambda v: v.x * v.p)
_wrong("zeros_in_use", "in use everything becomes 0", "", IN_USE, used=lambda v: 0 * v.x)
_wrong("nothing_in_use", "in use your answer returns nothing (None)", "", "Does every path through it end in a "
       "`return`?", used=lambda v: None)
_wrong("nothing_in_training", "in training your answer returns nothing (None)", "", "Does every path through it end in "
       "a `return`?", trained=lambda v: None)
_wrong("returns_nothing", "your answer returns nothing (None)", "", "What does `return` do?", result=lambda v: None)
_wrong("whole_rows", "whole rows become 0: there is one draw for each row", "", ALONE,
       shape=lambda v: (*v.x.shape[:-1], 1) if v.x.ndim else ())
_wrong("whole_columns", "whole columns become 0: all rows share one mask", "", ALONE, shape=lambda v: v.x.shape[-1:])
_wrong("all_or_none", "the whole tensor is kept, or all of it becomes 0: there is one draw for all entries", "",
       ALONE, shape=lambda v: ())
_wrong("fixed_number", "always the same number of entries becomes 0", "With p = 0.2 and ten entries it is 2 each time. "
       "Then an entry knows something about the others.", "With which probability are both of two entries dropped, if "
       "each is decided by itself?", keep=_so_many)
_wrong("own_generator", "each call drops the same entries, whatever generator it is given", "", SOURCE,
       draws=_own_generator)
_wrong("rewound", "a second call with the same generator drops the same entries again", "Your draws start anew from "
       "its seed.", "Who moves the generator on to its next numbers?", draws=_rewound)
_wrong("another_source", "the same seed gives other zeros each time", "So some of your random numbers do not come from "
       "`rng`.", SOURCE, draws=_from_elsewhere)
_wrong("in_float32", "the result is float32", "It should have the dtype of x.", "In which of your lines does the dtype "
       "change?", result=lambda v: (v.trained if v.drops else v.used).float())
_wrong("trained_in_float32", "in training the result is float32", "It should have the dtype of x.", "In which of your "
       "lines does the dtype change?", trained=lambda v: torch.where(v.keep, v.x * v.factor, v.dropped).float())
_wrong("through_float32", "the result is float64, but right to about seven digits only", "In float32 the number 0.1 is "
       "0.1000000015.", "In which of your lines does the dtype change?",
       result=lambda v: (v.trained if v.drops else v.used).float().double())
_wrong("factor_in_float32", "the factor of kept entries is right to about seven digits only", "In float32 the number "
       "0.8 is 0.800000012.", "In which of your lines does the dtype change?",
       factor=lambda v: (1 / (1 - torch.tensor(v.p))).double())
_wrong("in_numpy", "a numpy array comes back", "", "How does a tensor come from it?",
       result=lambda v: np.array((v.trained if v.drops else v.used).tolist()))
_wrong("as_a_list", "a Python list (or a number) comes back", "", "How does a tensor come from it?",
       result=lambda v: (v.trained if v.drops else v.used).tolist())
_wrong("with_the_mask", "two things come back in training: the result and the mask", "", "Which one does the text ask "
       "for?", trained=lambda v: (torch.where(v.keep, v.x * v.factor, v.dropped), v.keep))
_wrong("in_one_row", "the result has one axis, whatever the shape of x is", "", "Which shape does the text ask for?",
       result=lambda v: (v.trained if v.drops else v.used).reshape(-1))
_wrong("shape_of_one", "if x has no axes, the result has the shape (1,)", "It should have the shape of x, ().", "In "
       "which of your lines does x get an axis, and where is it taken off again?",
       trained=lambda v: torch.atleast_1d(torch.where(v.keep, v.x * v.factor, v.dropped)))
_wrong("needs_two_axes", "your answer stops where x does not have two axes", "x may have any number of axes, also "
       "none.", "Which sizes does `torch.rand` need, for any x?", shape=lambda v: (v.x.shape[0], v.x.shape[1]))
_wrong("needs_an_axis", "your answer stops where x has no axes", "x may be a single number.", "How is one number drawn "
       "for it?", shape=lambda v: (v.x.shape[0], *v.x.shape[1:]))

OFTEN = {
    "scaled_by_one_over_p": Mistake("a kept entry is divided by p", MEAN,
                                    {"factor": lambda v: 1 / v.p if v.p else 1.0}),
    "not_scaled": Mistake("kept entries stay as they are", MEAN, {"factor": lambda v: 1.0}),
    "keeps_p": Mistake("the share p is kept, and the rest becomes 0", SHARE, {"keep": lambda v: v.draws < v.p}),
    "drops_in_use_too": Mistake("entries are dropped in use as well", IN_USE, {"drops": lambda v: True}),
    "training_turned_round": Mistake("it drops in use and not in training", IN_USE,
                                     {"drops": lambda v: not v.training}),
    "scaled_in_use": Mistake("in use the entries are multiplied by 1 - p", IN_USE, {"used": lambda v: v.x * (1 - v.p)}),
    "whole_rows": Mistake("whole rows become 0", ALONE, {
        "shape": lambda v: (*v.x.shape[:-1], 1) if v.x.ndim else ()}),
    "whole_columns": Mistake("whole columns become 0", ALONE, {"shape": lambda v: v.x.shape[-1:]}),
    "another_source": Mistake("the same seed gives other zeros each time", SOURCE, {"draws": _from_elsewhere}),
}
WRITTEN = {("scaled_by_one_over_p", "keeps_p"), ("not_scaled", "keeps_p"), ("not_scaled", "scaled_in_use"),
           ("drops_in_use_too", "scaled_in_use"),  # as one, or above
           ("keeps_p", "another_source"), ("whole_columns", "another_source")}  # chance may hide one of the two

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", "", _two.asks, **_two.changes)


EXERCISE = task.declared()
