"""Exercise: when to stop training, and which epoch to go back to."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def curve(label: str, patience: int, *steps: float) -> Case:
        """Losses at multiples of one random step, so that equal ones stay equal."""
        unit, least = draw.between(0.5, 2.0), draw.between(0.0, 0.4)
        return case(label, vals=[least + unit * step for step in steps], patience=patience)

    return [
        case("the example of the text", vals=[5.0, 3.0, 4.0, 2.0, 2.0, 6.0, 1.0], patience=2),
        curve("noise, and two short waits before a long one", 3,
              9, 7, 8, 7.5, 5, 5.5, 4, 6, 4.5, 4.25, 3, 8, 5, 7, 4, 6, 5.5),
        curve("a plateau of equal losses", 3, 6, 5, 4, 4, 4, 4, 4, 4),
        curve("losses that fall to the end", 2, 9, 7, 6, 4, 3),
        curve("the wait has not run out at the end", 4, 8, 5, 6, 3, 4, 3.5, 5),
        case("the losses only rise", vals=[150 + 20 * n + draw.between(0, 5) for n in range(6)], patience=3),
        curve("a tie, then a later and much lower loss", 2, 7, 4, 5, 4, 4.5, 6, 1, 0.5),
        case("the patience is 1", vals=[draw.between(0.9, 1.1) * loss for loss in (0.8, 0.6, 0.3, 0.45, 0.2, 0.1)],
             patience=1),
        case("negative losses", vals=[-size * draw.between(1.0, 1.1) for size in (1, 3, 2, 5, 4, 2, 4.5, 9)],
             patience=3),
        case("large losses, tiny gains", vals=[5000 - 1e-6 * n + draw.between(0, 1e-8) for n in (0, 1, 2, 1.5, 3, 2.5)],
             patience=2),
        case("a single epoch", vals=[draw.between(1, 2)], patience=2),
        case("no epoch at all", vals=[], patience=3),
    ]


class Ints(Closeness):
    """Compares whole numbers, and accepts no float and no tensor for one."""

    def _number(self, expected: float, got: Any, where: str) -> Fault | None:
        fault = super()._number(expected, got, where)
        if fault is not None or isinstance(got, (int, np.integer)):
            return fault
        kind = "a tensor" if isinstance(got, Tensor) else "an array" if isinstance(got, np.ndarray) else "a float"
        return Fault("type", f"Your {where} is the right number, but it is {kind}. It should be an int.", where)


task = Task(
    key="early_stopping", title="When to stop", points=2, difficulty=1, minutes=15,
    objective="stop training in time, and go back to the best epoch",
    cases=cases, compare=Ints(rtol=1e-10, names=("best", "stop")),
    facts=("N10-11",),
    hints=(
        "Go through the losses one by one. Which two things must you remember to decide whether to stop?",
        "With the losses 5, 3, 4, 2, 2, 6 the best epoch is 3 from epoch 3 on. At epoch 5, how long ago is that?",
        "best = 0; for i in range(len(vals)): if vals[i] < vals[____]: best = ____; if i - best >= ____: return best, "
        "____; and after the loop ____",
    ),
)


@task.solution
def early_stopping(vals, patience):
    best = stop = None                                      # step: nothing was trained yet
    for i, loss in enumerate(vals):
        stop = i                                            # step: this epoch is trained
        if best is None or loss < vals[best]:               # step: does it improve?
            best = i                                        # step: the new best epoch
        elif i - best >= patience:                          # step: has the wait lasted long enough?
            break                                           # step: training stops
    return best, stop                                       # step: both epochs


@task.right
def with_a_counter(vals, patience):
    if len(vals) == 0:
        return None, None
    lowest, best, waited = math.inf, 0, 0                   # step: the start
    for epoch in range(len(vals)):
        if vals[epoch] < lowest:                            # step: does it improve?
            lowest, best, waited = vals[epoch], epoch, 0    # step: the wait begins anew
        else:
            waited = waited + 1                             # step: one epoch more without improvement
            if waited == patience:                          # step: has the wait lasted long enough?
                return best, epoch                          # step: training stops
    return best, len(vals) - 1                              # step: the end of the list


@task.right
def by_slices(vals, patience):
    gains = [i for i in range(len(vals)) if all(vals[i] < before for before in vals[:i])]
    for gain, following in zip(gains, [*gains[1:], math.inf]):
        if following > gain + patience:
            return gain, min(gain + patience, len(vals) - 1)
    return None, None


@task.right
def with_cumulative_minima(vals, patience):
    if not vals:
        return [None, None]
    lows = torch.tensor(vals, dtype=torch.float64).cummin(0).values.tolist()
    firsts = [lows.index(low) for low in lows]
    stop = next((i for i, first in enumerate(firsts) if i - first >= patience), len(vals) - 1)
    return firsts[stop], stop


# The loop, decision by decision; a mistake changes some of the rules. `v.last` is the loss before, `v.low` the lowest.
RULES: dict[str, Callable] = {
    "low": lambda v: math.inf,
    "better": lambda v: v.loss < v.low,
    "wait": lambda v: v.waited + 1,             # after an epoch without improvement
    "afresh": lambda v: 0,                      # after one that improves
    "enough": lambda v: v.waited >= v.patience,
    "first": lambda v: 0,                       # the best epoch before any has improved
    "pick": lambda v: v.best,                   # the best epoch, once training has stopped
    "at": lambda v: v.i,                        # where training stops
    "end": lambda v: len(v.vals) - 1,           # where it stops if the wait does not run out
    "empty": lambda v: (None, None),
    "result": lambda v: (v.pick, v.stop),
}


def _with(name: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some."""
    rules = RULES | changes

    def answer(vals, patience):
        v = SimpleNamespace(vals=vals, patience=patience, waited=0, last=math.inf, ran_out=False)
        if len(vals) == 0:
            return rules["empty"](v)
        v.low, v.best = rules["low"](v), rules["first"](v)
        for v.i, v.loss in enumerate(vals):
            if rules["better"](v):
                v.low, v.best, v.waited = v.loss, v.i, rules["afresh"](v)
            else:
                v.waited = rules["wait"](v)
            v.last = v.loss
            if v.waited and rules["enough"](v):
                v.ran_out = True
                break
        v.stop = rules["at"](v) if v.ran_out else rules["end"](v)
        v.pick = rules["pick"](v)
        return rules["result"](v)

    answer.__name__ = name
    return answer


# the smallest lists on which a mistake can be seen; the first that shows one is told
SMALL: list[tuple[list[float], int]] = [
    ([5, 3, 4], 1), ([5, 3, 4, 6], 2), ([5, 3, 4, 6, 2], 2), ([5, 4, 4, 3], 1), ([5, 4, 4, 4], 2), ([5, 3], 2),
    ([3, 4], 2), ([3, 4, 5, 6], 2), ([5, 6, 4, 6, 3], 2), ([5, 3, 4, 3.5, 4.5], 3), ([5, 3, 4, 3.5, 2], 2),
    ([5, 3, 4, 3, 4], 2), ([5, 4, 5, 4, 3, 3, 3], 3), ([-1, -2, -1], 1), ([200, 100, 300], 1), ([5, 4.9999, 6], 1),
    ([], 2)]


def _listed(result: Any) -> str:
    return f"({', '.join(map(str, result))})" if isinstance(result, tuple) else repr(result)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small lists on which it is wrong."""
    for vals, patience in SMALL:
        right = early_stopping(vals, patience)
        try:
            given = answer(list(vals), patience)
        except (IndexError, ValueError, TypeError, ZeroDivisionError):
            return ""
        if given != right:
            losses = f"The losses {', '.join(map(str, vals))} with patience {patience}" if vals else "No losses"
            return f"{losses} give {_listed(given)} in place of {_listed(right)}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _lowest_of_all(v: SimpleNamespace) -> int:
    return v.vals.index(min(v.vals))


ROW = "How many epochs in a row have not improved there?"
TIE = "Is an equal loss an improvement?"
BEFORE = "With which loss is each new one compared?"
BEST = "Which epoch has the lowest loss among those that were trained?"
LATE = "After which epoch have `patience` epochs in a row not improved?"
END = "After which epoch does training end if the wait never runs out?"
NONE = "Which result does the text ask for if no epoch was trained?"
_wrong("last_for_best", "the first result is the epoch at which training stops", BEST, pick=lambda v: v.stop)
_wrong("one_late", "training stops one epoch too late", LATE, enough=lambda v: v.waited > v.patience)
_wrong("one_early", "training stops one epoch too early, and with a patience of 1 at the first miss", LATE,
       enough=lambda v: v.waited >= max(1, v.patience - 1))
_wrong("stop_one_less", "where the wait runs out, `stop` is the epoch before the right one", LATE,
       at=lambda v: v.i - 1)
_wrong("stop_one_more", "where the wait runs out, `stop` is the epoch after the right one", LATE,
       at=lambda v: v.i + 1)
_wrong("first_miss", "the first epoch without improvement stops training, whatever the patience is", "Where does your "
       "answer use `patience`?", enough=lambda v: True)
_wrong("never_stops", "training never stops before the end", "Where does your answer use `patience`?",
       enough=lambda v: False)
_wrong("not_reset", "the wait is not begun anew after an improvement: all epochs without one are counted", ROW,
       afresh=lambda v: v.waited)
_wrong("counts_down", "an improvement takes one off the wait, where it should begin anew", ROW,
       afresh=lambda v: max(0, v.waited - 1), enough=lambda v: v.waited >= v.patience and v.best < v.i)
_wrong("ties_improve", "an equal loss counts as an improvement", TIE, better=lambda v: v.loss <= v.low)
_wrong("ties_reset", "an equal loss sets the wait back to 0, though `best` stays as it was", TIE,
       wait=lambda v: 0 if v.loss == v.low else v.waited + 1)
_wrong("last_of_ties", "the wait is right, but of several equal lowest losses the last epoch comes back", TIE,
       pick=lambda v: max(i for i in range(v.i + 1) if v.vals[i] == v.low))
_wrong("compared_with_the_last", "each loss is compared with the one before it, not with the lowest so far", BEFORE,
       better=lambda v: v.loss < v.last)
_wrong("rises_counted", "an epoch counts towards the wait only if its loss is above the one before", BEFORE,
       wait=lambda v: v.waited + 1 if v.loss > v.last else 0)
_wrong("rises_alone", "the wait grows only where the loss rises, and stays as it is elsewhere", BEFORE,
       wait=lambda v: v.waited + (v.loss > v.last))
_wrong("compared_with_the_first", "each loss is compared with the first one", BEFORE,
       better=lambda v: v.loss < v.vals[0] or v.i == 0)
_wrong("lowest_of_all", "`stop` is right, but `best` is sought in the whole list", "Are the epochs after `stop` ever "
       "trained?", pick=_lowest_of_all)
_wrong("after_the_lowest_of_all", "training stops `patience` epochs after the lowest loss of the whole list", "Are the "
       "epochs after `stop` ever trained?", result=lambda v: (
           _lowest_of_all(v), min(_lowest_of_all(v) + v.patience, len(v.vals) - 1)))
_wrong("highest", "a higher loss counts as better", "Is a loss good if it is high?", low=lambda v: -math.inf,
       better=lambda v: v.loss > v.low)
_wrong("exchanged", "the two results have changed places", "Which one does the text ask for first?",
       result=lambda v: (v.stop, v.pick))
_wrong("the_loss_itself", "the first result is the lowest loss, not its epoch", "What does `best` count?",
       pick=lambda v: v.low)
_wrong("both_losses", "the results are losses, not epochs", "What do `best` and `stop` count?",
       result=lambda v: (v.low, v.vals[v.stop]))
_wrong("from_one", "epochs are counted from 1", "What is the number of the first epoch?",
       result=lambda v: (v.pick + 1, v.stop + 1))
_wrong("stop_from_one", "`stop` is the number of trained epochs", "What is the number of the first epoch?",
       result=lambda v: (v.pick, v.stop + 1))
_wrong("end_is_none", "if the wait never runs out, `stop` is None", END, end=lambda v: None)
_wrong("end_is_minus_one", "if the wait never runs out, `stop` is -1", END, end=lambda v: -1)
_wrong("end_is_length", "if the wait never runs out, `stop` is the length of the list", END,
       end=lambda v: len(v.vals))
_wrong("end_is_best", "if the wait never runs out, `stop` is the best epoch", END, end=lambda v: v.best)
_wrong("end_by_patience", "if the wait never runs out, `stop` is `best` plus the patience, beyond the list", END,
       end=lambda v: v.best + v.patience)
_wrong("end_is_nothing", "if the wait never runs out, nothing (None) comes back", END,
       result=lambda v: (v.pick, v.stop) if v.ran_out else None)
_wrong("best_alone", "only the best epoch comes back", "How many results does the text ask for?",
       result=lambda v: v.pick)
_wrong("stop_alone", "only the epoch comes back at which training stops", "How many results does the text ask for?",
       result=lambda v: v.stop)
_wrong("returns_nothing", "your answer returns nothing (None)", "What does `return` do?", result=lambda v: None,
       empty=lambda v: None)
_wrong("empty_is_nothing", "an empty list gives None alone", NONE, empty=lambda v: None)
_wrong("empty_is_minus_one", "an empty list gives (-1, -1)", NONE, empty=lambda v: (-1, -1))
_wrong("empty_is_zero", "an empty list gives (0, 0)", NONE, empty=lambda v: (0, 0))
_wrong("empty_is_zero_and_minus_one", "an empty list gives (0, -1)", NONE, empty=lambda v: (0, -1))
_wrong("empty_is_zero_and_none", "an empty list gives (0, None)", NONE, empty=lambda v: (0, None))
_wrong("empty_is_none_and_minus_one", "an empty list gives (None, -1)", NONE, empty=lambda v: (None, -1))
_wrong("empty_is_empty", "an empty list gives an empty tuple", NONE, empty=lambda v: ())
_wrong("first_of_an_empty_list", "an empty list stops your answer with an IndexError", NONE, empty=lambda v: v.vals[0])
_wrong("least_of_an_empty_list", "an empty list stops your answer with a ValueError", NONE, empty=lambda v: min(v.vals))
_wrong("starts_at_zero", "the lowest loss starts at 0: no positive loss ever improves", "Which epoch always improves?",
       low=lambda v: 0.0)
_wrong("starts_at_one", "the lowest loss starts at 1: a loss above that never improves", "Which epoch always improves?",
       low=lambda v: 1.0)
_wrong("starts_at_hundred", "the lowest loss starts at 100: a loss above that never improves", "Which epoch always "
       "improves?", low=lambda v: 100.0)
_wrong("starts_at_thousand", "the lowest loss starts at 1000: a loss above that never improves", "Which epoch always "
       "improves?", low=lambda v: 1000.0)
_wrong("least_gain", "a very small gain counts for nothing", "How much less must a loss be to improve?",
       better=lambda v: v.loss < v.low - 1e-4)
_wrong("before_the_stop", "`best` is the epoch before `stop`, or 0", BEST, pick=lambda v: max(0, v.stop - 1))
_wrong("stop_less_patience", "`best` is always `stop` less the patience, also where the wait has not run out", BEST,
       pick=lambda v: v.stop - v.patience)
_wrong("without_the_last", "the last epoch of the list is left out", "Which epochs does your loop go through?",
       better=lambda v: v.loss < v.low and (v.i < len(v.vals) - 1 or v.i == 0),
       enough=lambda v: v.waited >= v.patience and v.i < len(v.vals) - 1, end=lambda v: max(0, len(v.vals) - 2))
_wrong("as_floats", "the results are right, but as text", "Which type does the text ask for?",
       result=lambda v: (str(v.pick), str(v.stop)), empty=lambda v: (None, None))
task.wrong("All numbers are right, but not all of them are ints. The losses 5, 3, 4, 6, 2 with patience 2 should give "
           "(1, 3): tensor(1) or 1.0 in place of 1 is a tensor or a float. What does `type` say of your two results, "
           "and which function makes an int of them?", short="a result is a tensor or a float, not an int")(
    _with("not_as_ints", result=lambda v: (torch.tensor(v.pick), torch.tensor(v.stop))))

OFTEN = {
    "last_for_best": Mistake("the first result is the epoch at which training stops", BEST, {"pick": lambda v: v.stop}),
    "one_late": Mistake("training stops one epoch too late", LATE, {"enough": lambda v: v.waited > v.patience}),
    "not_reset": Mistake("the wait is not begun anew after an improvement", ROW, {"afresh": lambda v: v.waited}),
    "ties_reset": Mistake("an equal loss sets the wait back to 0, though `best` stays as it was", TIE,
                          {"wait": lambda v: 0 if v.loss == v.low else v.waited + 1}),
    "stop_one_more": Mistake("where the wait runs out, `stop` is the epoch after the right one", LATE,
                             {"at": lambda v: v.i + 1}),
    "ties_improve": Mistake("an equal loss counts as an improvement", TIE, {"better": lambda v: v.loss <= v.low}),
    "compared_with_the_last": Mistake("each loss is compared with the one before it", BEFORE,
                                      {"better": lambda v: v.loss < v.last}),
    "lowest_of_all": Mistake("`best` is sought in the whole list", BEST, {"pick": _lowest_of_all}),
    "exchanged": Mistake("the two results have changed places", "Which one comes first?",
                         {"result": lambda v: (v.stop, v.pick)}),
    "from_one": Mistake("epochs are counted from 1", "What is the number of the first epoch?",
                        {"result": lambda v: (v.pick + 1, v.stop + 1)}),
    "end_is_none": Mistake("if the wait never runs out, `stop` is None", END, {"end": lambda v: None}),
    "first_of_an_empty_list": Mistake("an empty list stops your answer", NONE, {"empty": lambda v: v.vals[0]}),
}
WRITTEN = {("last_for_best", "exchanged"), ("last_for_best", "end_is_none"), ("from_one", "end_is_none"),
           ("last_for_best", "ties_reset"), ("ties_reset", "ties_improve"), ("ties_reset", "lowest_of_all")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
