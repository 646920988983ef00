"""Exercise: a good step for a difference quotient."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.diff import finite

ALLOWED = 30  # times the smallest error that any step reaches


class Curve(NamedTuple):
    """A function with its exact slope, both entry by entry."""

    value: Any
    slope: Any

    def __call__(self, x: Tensor) -> Tensor:
        return self.value(x)


CURVES = {"exp": Curve(torch.exp, torch.exp), "sin": Curve(torch.sin, torch.cos),
          "log": Curve(torch.log, lambda x: 1 / x), "cube": Curve(lambda x: x**3, lambda x: 3 * x**2)}


def reference(f: Callback, x: Tensor, kind: str) -> float:
    """The package's step; it calls the centred formula "central"."""
    return finite.best_step(x, "forward" if kind == "forward" else "central")


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def quotient(label: str, name: str, low: float, high: float, kind: str) -> Case:
        """One of the curves at a random place, for a quotient of this kind."""
        f = Callback(CURVES[name], ((),), budget=2_000)
        return case(f"{kind}: {label}", kind, f=f, x=draw.uniform(low, high), kind=kind)

    return [quotient(*place, kind) for kind in ("forward", "centred") for place in (
        ("exp near 1", "exp", 0.7, 1.3), ("sin between 0.6 and 1.2", "sin", 0.6, 1.2),
        ("log between 2 and 3", "log", 2.0, 3.0), ("exp at 0", "exp", 0.0, 0.0),
        ("the cube of a number above 4000", "cube", 4200.0, 8000.0))]


def judge(inputs: dict[str, Any], output: Any) -> str | None:
    """What is wrong with a step, by the error that it leads to."""
    x, kind = inputs["x"], inputs["kind"]
    curve: Curve = inputs["f"].function
    h = _number(output)
    if h is None:
        return "form"
    if not 0 < h < math.inf:
        return "no step"
    if float(x + h) == float(x):
        return "no move"
    scale = max(1.0, abs(float(x)))
    steps = scale * 10.0 ** torch.arange(-16, 0.01, 0.125, dtype=torch.float64)
    errors = _errors(curve, x, steps, kind)
    best = int(errors.argmin())
    if float(_errors(curve, x, torch.tensor([h], dtype=torch.float64), kind)) <= ALLOWED * float(errors[best]):
        return None
    return "too long" if h > float(steps[best]) else "too short"


def _number(value: Any) -> float | None:
    if isinstance(value, (Tensor, np.ndarray)) and math.prod(value.shape) == 1 and value.ndim <= 1:
        value = value.reshape(-1)[0].item()
    if isinstance(value, bool) or not isinstance(value, (int, float, np.generic)):
        return None
    return float(value)


def _errors(curve: Curve, x: Tensor, steps: Tensor, kind: str) -> Tensor:
    """Error of the quotient around each step: a mean over neighbours, since rounding alone may hit zero by luck."""
    h = steps[:, None] * torch.linspace(0.8, 1.25, 31, dtype=torch.float64)  # (steps) -> (steps, neighbours)
    quotient = (curve(x + h) - curve(x)) / h if kind == "forward" else (curve(x + h) - curve(x - h)) / (2 * h)
    return (quotient - curve.slope(x)).square().mean(1).sqrt().nan_to_num(nan=math.inf)


task = Task(
    key="choose_eps", title="A good step for a difference quotient", points=2, difficulty=2, minutes=15,
    objective="say which step of a difference quotient is best",
    reference=reference, cases=cases, judge=judge, parts={"forward": 1, "centred": 1},
    faults={"form": "A step should be one number. What does your function return?",
            "no step": "A step should be a positive, finite number. What would the quotient be with yours?",
            "no move": "x + h is x again: the step is shorter than the distance to the next float64. Which is the "
                       "shortest step that moves x at all?",
            "too long": f"With your step the error of the formula is more than {ALLOWED} times as large as it need "
                        "be. Does it fall when you shorten the step?",
            "too short": f"With your step rounding makes an error more than {ALLOWED} times as large as it need be. "
                         "Does it fall when you lengthen the step?"},
    facts=("N07-04",),
    hints=(
        "Two errors add up: that of the formula, which shrinks with h, and that of rounding, about 2.2e-16 / h. For "
        "which h are they equal?",
        "Forward, near x = 1: at h = 1e-4 they are about 1e-4 and 2e-12, at h = 1e-12 about 1e-12 and 2e-4. Centred, "
        "at h = 1e-4: 1e-8 and 2e-12. Where do the two meet, in each case?",
        "eps = torch.finfo(torch.float64).eps; return max(1.0, abs(float(x))) * eps ** (____ if kind == \"forward\" "
        "else ____)",
    ),
)


@task.solution
def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(x)))                     # step: the scale of x, at least 1
    power = 1 / 2 if kind == "forward" else 1 / 3       # step: the power at which both errors balance
    return scale * torch.finfo(x.dtype).eps ** power    # step: the machine epsilon to that power, scaled


@task.right
def halved_until_balanced(f, x, kind):
    order = 1 if kind == "forward" else 2           # step: the power of h in the error of the formula
    h = 1.0
    while True:
        formula = h**order                          # step: the error of the formula
        rounding = torch.finfo(x.dtype).eps / h     # step: the error of rounding
        if formula <= rounding:                     # step: the step at which both are equal
            break
        h = h / 2
    return h * max(1.0, abs(float(x)))              # step: the step on the scale of x


@task.right
def by_known_numbers(f, x, kind):
    return {"forward": 1.5e-8, "centred": 6e-6}[kind] * (1 + x.abs())


@task.right
def by_trying(f, x, kind):
    """Neighbouring steps should agree; take the one that agrees best with its neighbours."""
    def quotient(h):
        return float((f(x + h) - (f(x) if kind == "forward" else f(x - h))) / (h if kind == "forward" else 2 * h))

    size = max(1.0, abs(float(x)))
    steps = [size * 10.0 ** (-k / 2) for k in range(4, 25)]
    found = [quotient(h) for h in steps]
    spread = [max(found[i - 1:i + 2]) - min(found[i - 1:i + 2]) for i in range(1, len(steps) - 1)]
    return steps[1 + spread.index(min(spread))]


def _balanced(x, power, *, digits=52):
    """The distance from 1 to its next number in so many binary digits, to some power, times the scale of x."""
    return max(1.0, abs(float(x))) * 2.0 ** (-digits * power)


@task.wrong("1e-12 is far too short: the values of f are rounded in their 16th digit, and 2e-16 divided by 1e-12 is an "
            "error of 2e-4. What happens to this error when the step is ten times longer?")
def far_too_small(f, x, kind):
    return 1e-12


@task.wrong("2.2e-16 is the distance from 1 to the next float64, and so 5 + 2.2e-16 is 5: both calls of f see the same "
            "number. How much longer has a step to be for f(x + h) - f(x) to keep half of its 16 digits?")
def machine_epsilon(f, x, kind):
    return torch.finfo(torch.float64).eps


@task.wrong("0.1 is far too long: for exp at 0 the forward quotient is 1.0517 instead of 1. What happens to this error "
            "when the step is ten times shorter?")
def far_too_large(f, x, kind):
    return 0.1


@task.wrong("1e-8 suits the forward quotient near x = 1 and nothing else. The error of the centred one shrinks like h "
            "squared, to 1e-16, while rounding costs 2e-16 / 1e-8 = 2e-8. Which of the two errors would you like to "
            "make smaller there?")
def small_for_both(f, x, kind):
    return 1e-8


@task.wrong("Your step suits the forward quotient; for the centred one you take the same. There the error of the "
            "formula shrinks like h squared: at 1e-8 it is 1e-16, while rounding costs 2e-16 / 1e-8 = 2e-8. At which "
            "step would the two be equal?")
def small_for_both_scaled(f, x, kind):
    return _balanced(x, 1 / 2)


@task.wrong("1e-5 suits the centred quotient near x = 1 and nothing else. The error of the forward one shrinks like h: "
            "it is about 1e-5, while rounding costs 2e-16 / 1e-5 = 2e-11. Which of the two errors would you like to "
            "make smaller there?")
def large_for_both(f, x, kind):
    return 1e-5


@task.wrong("Your step suits the centred quotient; for the forward one you take the same. There the error of the "
            "formula shrinks like h only: at 6e-6 it is about 6e-6, while rounding costs 2e-16 / 6e-6 = 4e-11. At "
            "which step would the two be equal?")
def large_for_both_scaled(f, x, kind):
    return _balanced(x, 1 / 3)


@task.wrong("You have the two steps the wrong way round: 6e-6 for the forward and 1.5e-8 for the centred quotient. The "
            "error of one formula is about h, of the other about h squared: which of them can afford the longer step?")
def exchanged(f, x, kind):
    return _balanced(x, 1 / 3 if kind == "forward" else 1 / 2)


@task.wrong("Right for x of size 1. At x = 6000 the cube of x is rounded by about 1.5e-5: divided by 1.5e-8 that is an "
            "error of 1000, where a longer step leaves one of about 2. What should a step know about x?")
def unscaled(f, x, kind):
    return _balanced(1, 1 / 2 if kind == "forward" else 1 / 3)


@task.wrong("Your step is proportional to x. At x = 0 it is 0, and the quotient 0/0. How short may a step become when "
            "x does?")
def vanishes_at_zero(f, x, kind):
    return abs(float(x)) * _balanced(1, 1 / 2 if kind == "forward" else 1 / 3)


@task.wrong("Your steps would suit float32: 3.5e-4 is the root of 1.2e-7, the distance from 1 to its next number. x is "
            "float64. Which distance does torch.finfo(x.dtype).eps give?")
def of_float32(f, x, kind):
    return _balanced(x, 1 / 2 if kind == "forward" else 1 / 3, digits=23)


@task.wrong("Your steps, 3.5e-4 and 0.005, would suit float32 near x = 1: they are powers of 1.2e-7, the distance from "
            "1 to its next number. For exp at 0 the forward quotient is then wrong by 1.7e-4. Of which dtype does "
            "torch.finfo() speak when you tell it none?")
def of_float32_unscaled(f, x, kind):
    return _balanced(1, 1 / 2 if kind == "forward" else 1 / 3, digits=23)


EXERCISE = task.declared()
