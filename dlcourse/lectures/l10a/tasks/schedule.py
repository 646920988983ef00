"""Exercise: a learning rate that rises, and then falls along half a cosine."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task
from dlcourse.optim import schedules


def reference(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    """The package's schedule; without a warm-up, its cosine alone."""
    if warmup == 0:
        return schedules.Cosine(peak, total, floor)(step)
    return schedules.WarmupCosine(peak, warmup=warmup, steps=total, low=floor)(step)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    warmup, fall = draw.whole(5, 7), draw.whole(9, 14)
    peak, floor = draw.between(0.6, 0.9), draw.between(0.2, 0.3)

    def at(label: str, step: int, warmup: int = warmup, floor: float = floor) -> Case:
        return case(label, step=step, warmup=warmup, total=warmup + fall, peak=peak, floor=floor)

    return [
        case("the example of the text, step 1", step=1, warmup=4, total=12, peak=0.8, floor=0.2),
        at("the first step", 0),
        at("the last step of the rise", warmup - 1),
        at("the first step after the rise", warmup),
        at("the second step of the fall", warmup + 1),
        at("in the fall", warmup + fall // 2 + 1),
        at("the last step of the fall", warmup + fall - 1),
        at("step = total", warmup + fall),
        at("long after total", 2 * warmup + fall + draw.whole(2, 4)),
        at("no rise, the first step, floor is 0", 0, 0, 0.0),
        at("no rise, in the fall, floor is 0", fall // 2 - 1, 0, 0.0),
    ]


task = Task(
    key="schedule", title="A learning rate that rises and falls", points=2, difficulty=1, minutes=12,
    objective="write a schedule with a warm-up and a cosine",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    facts=("N10-38",),
    hints=(
        "There are three parts: the rise, the fall, and what comes after. Which steps belong to each? What share of "
        "the fall lies behind you at step 6 of the example?",
        "At step 8 of the example half of the fall is over, and cos(π/2) is 0. The rate is 0.2 + 0.6 · 0.5. Where does "
        "each of these numbers come from?",
        "if step < ____: return peak * ____ / warmup; t = min((step - ____) / (total - ____), 1); return floor + "
        "(____) * (1 + math.cos(math.pi * t)) / 2",
    ),
)


@task.solution
def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup                       # step: the rise, a straight line to the peak
    t = min((step - warmup) / (total - warmup), 1.0)            # step: the share of the fall that is over
    height = (1 + math.cos(math.pi * t)) / 2                    # step: half a cosine, from 1 to 0
    return floor + (peak - floor) * height                      # step: from the peak to the floor


@task.right
def three_parts(step, warmup, total, peak, floor):
    if step < warmup:
        return (step + 1) * (peak / warmup)                     # step: the same amount more at each step
    if step >= total:
        return floor                                            # step: the floor, once the fall is over
    angle = math.pi * (step - warmup) / (total - warmup)        # step: the angle, from 0 to π
    middle = (peak + floor) / 2                                 # step: the middle of peak and floor
    swing = (peak - floor) / 2                                  # step: how far the rate is from the middle at most
    return middle + swing * math.cos(angle)                     # step: around the middle


@task.right
def squared_cosine(step, warmup, total, peak, floor):
    s = min(max(step, warmup), total)
    share = math.cos(math.pi / 2 * (s - warmup) / (total - warmup)) ** 2
    rise = min(1.0, (step + 1) / warmup) if warmup else 1.0
    return rise * peak if rise < 1 else peak * share + floor * (1 - share)


@task.right
def whole_table(step, warmup, total, peak, floor):
    rise = torch.arange(1, warmup + 1, dtype=torch.float64) * peak / max(warmup, 1)
    t = torch.linspace(0, 1, total - warmup + 1, dtype=torch.float64)
    fall = floor + (peak - floor) * (1 + torch.cos(math.pi * t)) / 2
    return torch.cat([rise, fall])[min(step, total)]


# The rate, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable] = {
    "warming": lambda v: v.step < v.warmup,
    "up": lambda v: (v.step + 1) / max(v.warmup, 1),
    "warm": lambda v: v.peak * v.up,
    "now": lambda v: min(v.step, v.total),
    "passed": lambda v: v.now - v.warmup,
    "length": lambda v: v.total - v.warmup,
    "t": lambda v: v.passed / v.length,
    "height": lambda v: (1 + math.cos(math.pi * v.t)) / 2,
    "down": lambda v: v.floor + (v.peak - v.floor) * v.height,
    "late": lambda v: v.down,
    "result": lambda v: v.warm if v.warming else v.down if v.step < v.total else v.late,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [*((step, 4, 12, 0.8, 0.2) for step in (1, 3, 0, 4, 8, 6, 11, 12, 16)), (0, 8, 12, 0.8, 0.2),
         *((step, 0, 8, 0.8, 0.0) for step in (0, 4, 2))]
TO_FLOOR = {"late": lambda v: v.floor}


_with = answers_by(RULES, schedule)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for small in SMALL:
        given, right = _number(answer(*small)), _number(schedule(*small))
        if given is not None and right is not None and (words := told_apart(given, right)):
            others = "with warmup {}, total {}, peak {} and floor {:g}".format(*small[1:])
            return f"At step {small[0]} {'in the example' if small[1] == 4 else others} you give {words}."
    return ""


def _number(value: Any) -> Tensor | None:
    return torch.tensor([float(value)], dtype=DOUBLE) if isinstance(value, (int, float)) else None


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


@task.wrong("Right where there is a rise; without one your answer stops, because it divides by warmup = 0. Which steps "
            "belong to a rise of 0 steps?", short="without a rise there is an error")
def no_rise_is_an_error(step, warmup, total, peak, floor):
    rise = peak * (step + 1) / warmup
    return min(rise, peak) if step < warmup else schedule(step, warmup, total, peak, floor)


RISE = "Which rate should the first step have, and which the last of the rise?"
SHARE = "Which share of the fall is over at its first step, and which at step = total?"
WAVE = "Between which two numbers does the cosine go, and between which should the rate go?"
LATE = "Which rate does the text ask for after the fall?"
EDGE = "Which steps belong to the rise?"
_wrong("rise_from_zero", "the rise begins at 0: step stands where step + 1 belongs", RISE,
       up=lambda v: v.step / max(v.warmup, 1))
_wrong("rise_too_early", "the rise goes from 0 to the peak in one step less: step over warmup - 1", RISE,
       up=lambda v: v.step / max(v.warmup - 1, 1))
_wrong("rise_never_ends", "the rise divides by warmup + 1", RISE, up=lambda v: (v.step + 1) / (v.warmup + 1))
_wrong("rise_from_floor", "the rise begins at the floor, not at 0", RISE,
       warm=lambda v: v.floor + (v.peak - v.floor) * v.up)
_wrong("rise_from_floor_at_once", "the rise begins at the floor in the first step", RISE,
       warm=lambda v: v.floor + (v.peak - v.floor) * v.step / max(v.warmup, 1))
_wrong("rise_not_below_floor", "the rise is nowhere below the floor", RISE, warm=lambda v: max(v.floor, v.peak * v.up))
_wrong("no_rise", "the rise has the rate of the peak", RISE, warm=lambda v: v.peak)
_wrong("rise_at_floor", "the rise has the rate of the floor", RISE, warm=lambda v: v.floor)
_wrong("rise_over_total", "the rise divides by total", RISE, up=lambda v: (v.step + 1) / v.total)
_wrong("rise_without_peak", "the rise goes to 1, not to the peak", RISE, warm=lambda v: v.up)
_wrong("rise_to_difference", "the rise goes to peak less floor", RISE, warm=lambda v: (v.peak - v.floor) * v.up)
_wrong("rise_squared", "the rise is bent: its share is squared", RISE,
       up=lambda v: ((v.step + 1) / max(v.warmup, 1))**2)
_wrong("rise_along_root", "the rise is bent: the root of its share is taken", RISE,
       up=lambda v: math.sqrt((v.step + 1) / max(v.warmup, 1)))
_wrong("rise_along_cosine", "the rise follows half a cosine, not a line", RISE,
       up=lambda v: (1 - math.cos(math.pi * (v.step + 1) / max(v.warmup, 1))) / 2)
_wrong("rise_turned_round", "the rise falls: it begins at the peak", RISE,
       up=lambda v: 1 - v.step / max(v.warmup, 1))
_wrong("rise_in_whole_parts", "the share of the rise is divided by //, so that it is 0 up to the last step", RISE,
       up=lambda v: (v.step + 1) // max(v.warmup, 1))
_wrong("rise_one_longer", "the rise has one step too many: step = warmup belongs to it", EDGE,
       warming=lambda v: v.step <= v.warmup)
_wrong("rise_one_shorter", "the rise has one step less: step = warmup - 1 belongs to the fall", EDGE,
       warming=lambda v: v.step < v.warmup - 1)
_wrong("one_step_at_least", "a rise of 0 steps is taken for one of 1 step: the fall begins one step late, and is one "
       "step shorter", EDGE, warming=lambda v: v.step < max(v.warmup, 1), passed=lambda v: v.now - max(v.warmup, 1),
       length=lambda v: v.total - max(v.warmup, 1))
_wrong("no_warming", "there is no rise: the fall begins before it", EDGE, warming=lambda v: False)
_wrong("fall_from_step_zero", "the fall is counted from step 0, and has total steps", SHARE, passed=lambda v: v.now,
       length=lambda v: v.total)
_wrong("fall_from_step_zero_short", "the fall is counted from step 0, but has total - warmup steps", SHARE,
       passed=lambda v: v.now)
_wrong("fall_from_step_zero_short_cut", "the fall is counted from step 0, has total - warmup steps, and ends at the "
       "floor", SHARE, t=lambda v: min(v.step / v.length, 1.0))
_wrong("fall_over_total", "the share of the fall divides by total", SHARE, length=lambda v: v.total)
_wrong("fall_over_total_then_floor", "the share of the fall divides by total, and the rate jumps to the floor at its "
       "end", SHARE, length=lambda v: v.total, **TO_FLOOR)
_wrong("total_after_rise", "the steps of total are counted from the end of the rise", SHARE,
       t=lambda v: min((v.step - v.warmup) / v.total, 1.0))
_wrong("fall_one_ahead", "the fall is one step ahead: its first step is counted as 1", SHARE,
       t=lambda v: min((v.step - v.warmup + 1) / v.length, 1.0))
_wrong("fall_one_behind", "the fall is one step behind", SHARE, passed=lambda v: v.now - v.warmup - 1)
_wrong("fall_one_behind_then_floor", "the fall is one step behind, and jumps to the floor at its end", SHARE,
       passed=lambda v: v.now - v.warmup - 1, **TO_FLOOR)
_wrong("fall_ends_early", "the fall ends one step early: it divides by total - warmup - 1", SHARE,
       t=lambda v: min((v.step - v.warmup) / (v.length - 1), 1.0))
_wrong("fall_ends_late", "the fall divides by total - warmup + 1", SHARE, length=lambda v: v.total - v.warmup + 1)
_wrong("fall_ends_late_then_floor", "the fall divides by total - warmup + 1, and jumps to the floor at its end", SHARE,
       length=lambda v: v.total - v.warmup + 1, **TO_FLOOR)
_wrong("share_left_then_floor", "the rate rises in the fall, and jumps to the floor at its end", WAVE,
       t=lambda v: 1 - v.passed / v.length, **TO_FLOOR)
_wrong("no_pi", "the factor π is missing: the cosine goes only as far as the angle 1", WAVE,
       height=lambda v: (1 + math.cos(v.t)) / 2)
_wrong("no_pi_then_floor", "the factor π is missing, and the rate jumps to the floor at the end", WAVE,
       height=lambda v: (1 + math.cos(v.t)) / 2, **TO_FLOOR)
_wrong("two_pi", "the cosine makes a whole turn: the rate rises again", WAVE,
       height=lambda v: (1 + math.cos(2 * math.pi * v.t)) / 2)
_wrong("two_pi_then_floor", "the cosine makes a whole turn, and the rate jumps to the floor at the end", WAVE,
       height=lambda v: (1 + math.cos(2 * math.pi * v.t)) / 2, **TO_FLOOR)
_wrong("quarter", "a quarter of a cosine is taken, from 1 to 0", "How steep should the fall be at its end?",
       height=lambda v: math.cos(math.pi / 2 * v.t))
_wrong("quarter_raised", "the angle goes only to π/2", WAVE, height=lambda v: (1 + math.cos(math.pi / 2 * v.t)) / 2)
_wrong("quarter_raised_then_floor", "the angle goes only to π/2, and the rate jumps to the floor at the end", WAVE,
       height=lambda v: (1 + math.cos(math.pi / 2 * v.t)) / 2, **TO_FLOOR)
_wrong("degrees", "the angle is in degrees: 180 stands where π belongs", "Which unit has the angle of math.cos?",
       height=lambda v: (1 + math.cos(180 * v.t)) / 2)
_wrong("degrees_then_floor", "the angle is in degrees: 180 stands where π belongs, and the rate jumps to the floor at "
       "the end", "Which unit has the angle of math.cos?", height=lambda v: (1 + math.cos(180 * v.t)) / 2, **TO_FLOOR)
_wrong("sine", "a sine stands where the cosine belongs", WAVE, height=lambda v: (1 + math.sin(math.pi * v.t)) / 2)
_wrong("sine_then_floor", "a sine stands where the cosine belongs, and the rate jumps to the floor at the end", WAVE,
       height=lambda v: (1 + math.sin(math.pi * v.t)) / 2, **TO_FLOOR)
_wrong("half_missing", "the half of the wave is missing", WAVE, height=lambda v: 1 + math.cos(math.pi * v.t))
_wrong("one_missing", "the 1 of the wave is missing, and the rate falls below the floor", WAVE,
       height=lambda v: math.cos(math.pi * v.t) / 2)
_wrong("one_missing_then_floor", "the 1 of the wave is missing, and the rate jumps up to the floor at the end", WAVE,
       height=lambda v: math.cos(math.pi * v.t) / 2, **TO_FLOOR)
_wrong("cosine_alone", "the bare cosine is taken, and the rate falls below the floor", WAVE,
       height=lambda v: math.cos(math.pi * v.t))
_wrong("cosine_alone_then_floor", "the bare cosine is taken, and the rate jumps up to the floor at the end", WAVE,
       height=lambda v: math.cos(math.pi * v.t), **TO_FLOOR)
_wrong("half_of_one", "only the cosine is halved, not the 1", WAVE, height=lambda v: 1 + math.cos(math.pi * v.t) / 2)
_wrong("half_of_one_then_floor", "only the cosine is halved, not the 1, and the rate jumps to the floor at the end",
       WAVE, height=lambda v: 1 + math.cos(math.pi * v.t) / 2, **TO_FLOOR)
_wrong("upside_down", "the wave is upside down: the rate goes from the floor to the peak", WAVE,
       height=lambda v: (1 - math.cos(math.pi * v.t)) / 2)
_wrong("floor_on_top", "the floor is added to a wave of the whole peak: the rate begins at peak + floor", WAVE,
       down=lambda v: v.floor + v.peak * v.height)
_wrong("floor_on_top_then_floor", "the fall goes from the peak to 0, and then jumps to the floor", WAVE,
       down=lambda v: v.peak * v.height, **TO_FLOOR)
_wrong("no_floor", "the fall goes to 0, not to the floor", WAVE, down=lambda v: v.peak * v.height)
_wrong("cut_at_floor", "the fall goes to 0, and is cut at the floor", WAVE,
       down=lambda v: max(v.floor, v.peak * v.height))
_wrong("floor_not_added", "the floor is taken off the peak, but not added again", WAVE,
       down=lambda v: (v.peak - v.floor) * v.height)
_wrong("floor_not_added_then_floor", "the floor is taken off the peak, but not added again up to the end, where the "
       "rate jumps up to it", WAVE, down=lambda v: (v.peak - v.floor) * v.height, **TO_FLOOR)
_wrong("floor_times_height", "floor and peak both stand in front of the wave", WAVE,
       down=lambda v: (v.floor + v.peak - v.floor) * v.height + v.floor * v.height)
_wrong("difference_turned_round", "the difference is floor less peak", WAVE,
       down=lambda v: v.floor + (v.floor - v.peak) * v.height)
_wrong("straight_fall", "the fall is a straight line, not a cosine", "How steep should the fall be at its beginning?",
       height=lambda v: 1 - v.t)
_wrong("fall_along_root", "the fall goes with the root of what is left", WAVE,
       height=lambda v: math.sqrt(max(1 - v.t, 0)))
_wrong("fall_squared", "the wave is squared", WAVE, height=lambda v: ((1 + math.cos(math.pi * v.t)) / 2)**2)
_wrong("exponential_fall", "the fall is made by a power of floor over peak", WAVE,
       down=lambda v: v.peak * (v.floor / v.peak)**v.t if v.floor else v.peak * (1 - v.t))
_wrong("no_fall", "the rate stays at the peak up to total, and jumps to the floor; // in the share of the fall "
       "does that", WAVE, down=lambda v: v.peak,
       **TO_FLOOR)
_wrong("rises_again", "after total the cosine goes on, and the rate rises again", LATE, now=lambda v: v.step)
_wrong("repeats", "after total the schedule begins again", LATE, warming=lambda v: v.step % v.total < v.warmup,
       up=lambda v: (v.step % v.total + 1) / max(v.warmup, 1), now=lambda v: v.step % v.total)
_wrong("zero_afterwards", "from total on the rate is 0", LATE, late=lambda v: 0.0)
_wrong("peak_afterwards", "from total on the rate is the peak", LATE, late=lambda v: v.peak)
_wrong("nothing_afterwards", "from total on nothing comes back", LATE, late=lambda v: None)
_wrong("always_product", "the rise is multiplied with a cosine that begins at step 0", EDGE,
       result=lambda v: min(1.0, v.up if v.warmup else 1.0) * (v.floor + (v.peak - v.floor) * (
           1 + math.cos(math.pi * v.now / v.total)) / 2))
_wrong("lower_of_both", "the lower of the rise and a cosine that begins at step 0 is taken", EDGE,
       result=lambda v: min(v.warm if v.warmup else v.peak, v.floor + (v.peak - v.floor) * (
           1 + math.cos(math.pi * v.now / v.total)) / 2))
_wrong("share_of_peak", "a factor for the peak comes back, not a rate", "Which rate does the text ask for at the peak?",
       result=lambda v: (v.warm if v.warming else v.down) / v.peak)
_wrong("in_float32", "the cosine has gone through float32", "In which of your lines does the dtype change?",
       height=lambda v: (1 + float(torch.tensor(math.pi * v.t).cos())) / 2)
_wrong("three_for_pi", "the number π is rounded to 3.14", "How many digits are compared?",
       height=lambda v: (1 + math.cos(3.14 * v.t)) / 2)
_wrong("rounded", "the rate is rounded to four digits", "How many digits are compared?",
       result=lambda v: round(v.warm if v.warming else v.down, 4))
_wrong("as_list", "the rate comes back in a list", "Which type does the text ask for?",
       result=lambda v: [v.warm if v.warming else v.down])

OFTEN = {
    "rise_from_zero": Mistake("the rise begins at 0", RISE, {"up": lambda v: v.step / max(v.warmup, 1)}),
    "rise_from_floor": Mistake("the rise begins at the floor", RISE,
                               {"warm": lambda v: v.floor + (v.peak - v.floor) * v.up}),
    "rise_one_longer": Mistake("step = warmup belongs to the rise", EDGE, {"warming": lambda v: v.step <= v.warmup}),
    "fall_over_total": Mistake("the share of the fall divides by total", SHARE, {"length": lambda v: v.total}),
    "half_missing": Mistake("the half of the wave is missing", WAVE,
                            {"height": lambda v: 1 + math.cos(math.pi * v.t)}),
    "upside_down": Mistake("the wave is upside down", WAVE, {"height": lambda v: (1 - math.cos(math.pi * v.t)) / 2}),
    "no_floor": Mistake("the fall goes to 0", WAVE, {"down": lambda v: v.peak * v.height}),
    "floor_on_top": Mistake("the floor is added to a wave of the whole peak", WAVE,
                            {"down": lambda v: v.floor + v.peak * v.height}),
    "rises_again": Mistake("after total the cosine goes on", LATE, {"now": lambda v: v.step}),
}

WRITTEN = {("rise_from_zero", "rise_from_floor")}      # told as another mistake

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
