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

ALLOWED = 30   # times the smallest error that any step reaches
NO_MOVE = 0.2  # times the distance to the next float64: too little by any rounding
ALMOST_0 = 1e-20  # e^h is 1 for every shorter h


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
        f = Callback(CURVES[name], ((),), budget=2_000, formula="x -> x³" if name == "cube" else f"x -> {name}(x)")
        return case(f"{kind}: {label}", kind, f=f, x=draw.uniform(low, high), kind=kind)

    return [quotient(*place, kind) for kind in ("forward", "centred") for place in (
        ("exp near 1", "exp", 0.7, 1.3), ("sin of a negative x", "sin", -1.2, -0.6),
        ("log between 2 and 3", "log", 2.0, 3.0), ("exp at 0", "exp", 0.0, 0.0),
        ("exp close to 0", "exp", 1e-5, 1e-4),
        ("the cube of an x above 120 000", "cube", 1.2e5, 2e5),
        ("the cube of an x below -120 000", "cube", -2e5, -1.2e5))]


def judge(inputs: dict[str, Any], output: Any) -> str | None:
    """What is wrong with a step, by the error that it leads to."""
    x, kind = inputs["x"], inputs["kind"]
    curve: Curve = inputs["f"].function
    h = _number(output)
    if h is None:
        return "form"
    if not 0 < h < math.inf:
        return "no step"
    if h < NO_MOVE * math.ulp(float(x)):
        return "no move"
    if float(x) == 0 and h < ALMOST_0:
        return "almost 0"
    scale = max(1.0, abs(float(x)))
    steps = scale * 10.0 ** torch.arange(-16, 0.01, 0.125, dtype=torch.float64)
    errors = _errors(curve, x, steps, kind)
    best = int(errors.argmin())
    if float(_errors(curve, x, torch.tensor([h], dtype=torch.float64), kind)) <= ALLOWED * float(errors[best]):
        return None
    return "too long" if h > float(steps[best]) else "too short"


def _number(value: Any) -> float | None:
    if isinstance(value, (Tensor, np.ndarray)) and math.prod(value.shape) == 1:
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
    key="choose_eps", title="A good step for a difference quotient", points=2, difficulty=2, minutes=10,
    objective="say which step of a difference quotient is best",
    reference=reference, cases=cases, judge=judge, parts={"forward": 1, "centred": 1},
    faults={"form": "A step should be one number. What does your function return?",
            "no step": "A step should be a positive, finite number. What would the quotient be with yours?",
            "no move": "x + h is x again: your step is far shorter than the distance to the next float64, which is "
                       "2.9e-11 at x = 150 000. Which step moves x at all?",
            "almost 0": "Your step is almost 0. It moves x = 0, but f(h) is f(0) again after rounding. Does the error "
                        "fall when you lengthen the step?",
            "too long": f"Here, with your step, the error of the formula is more than {ALLOWED} times as large as it "
                        "need be. Does it fall when you shorten the step?",
            "too short": f"Here, with your step, rounding makes an error more than {ALLOWED} times as large as it need "
                         "be. Does it fall when you lengthen the step?"},
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
    """Neighbouring steps should agree; take the one that agrees best with those within a decade."""
    def quotient(h):
        return float((f(x + h) - (f(x) if kind == "forward" else f(x - h))) / (h if kind == "forward" else 2 * h))

    size = max(1.0, abs(float(x)))
    steps = [size * 10.0 ** (-k / 5) for k in range(8, 60)]
    found = [quotient(h) for h in steps]
    spread = {i: max(found[i - 5:i + 6]) - min(found[i - 5:i + 6]) for i in range(5, len(steps) - 5)}
    return steps[min(spread, key=spread.get)]


def _balanced(x, power, *, digits=52):
    """The distance from 1 to its next number in so many binary digits, to some power, times the scale of x."""
    return max(1.0, abs(float(x))) * 2.0 ** (-digits * power)


def _power(kind):
    """The power at which both errors balance."""
    return 1 / 2 if kind == "forward" else 1 / 3


def _rooted(x, power, *, digits=52):
    """As `_balanced`, with the scale of x under the root."""
    return (max(1.0, abs(float(x))) * 2.0**-digits) ** power


@task.wrong("All your steps are too short. Print yours for x = 1: in Python 16 ** 1 / 2 is 8. Rounding costs 2e-16 / "
            "h: at h = 1e-12 that is 2e-4, not 2e-16. What happens to it when h grows tenfold?",
            short="all steps are too short")
def all_too_short(f, x, kind):
    return math.ulp(float(x)) if float(x) else 1e-16


@task.wrong("Your step is too short everywhere, and x = 150 000 it does not move at all: the next float64 is 2.9e-11 "
            "away. At x = 1 and h = 1e-12 rounding brings an error of 2e-4. What happens to it when h is longer?",
            short="the step is far too short, and does not move a large x at all")
def all_far_too_short(f, x, kind):
    return 1e-12


@task.wrong("All your steps are far too short; the centred one does not even move x = 2.5. Print them: in Python 16 "
            "** 1 / 2 is 8, and 16 ** (1 / 2) is 4. Which of the two did you mean?",
            short="the power comes before the division")
def power_before_division(f, x, kind):
    return 2.0**-52 / (2 if kind == "forward" else 3)


@task.wrong("Your forward steps are too long everywhere, the centred ones near x = 1. For e^x at 0, forward, h = 0.01 "
            "is wrong by 0.005, and h = 1e-4 by 5e-5. Down to which h does this error fall?",
            short="the steps are too long, except the centred ones for a large x")
def too_long_and_rooted(f, x, kind):
    return _rooted(x, _power(kind), digits=23)


@task.wrong("All your steps are too long: for e^x at 0, forward, h = 0.01 is wrong by 0.005, and h = 1e-4 by 5e-5. "
            "The next number after 1 is 2.2e-16 away in float64, 1.2e-7 in float32. Down to which h does the error "
            "fall?", short="all steps are too long")
def all_too_long(f, x, kind):
    return _balanced(x, _power(kind), digits=23)


@task.wrong("Near x = 1 all your steps are too long: e^x at 0, forward, is wrong by 0.005 at h = 0.01, by 5e-5 at h = "
            "1e-4. At x = 150 000 the centred one is too short. How should steps change with x?",
            short="the steps are too long near one and do not grow enough with x")
def too_long_unscaled(f, x, kind):
    return _balanced(1, _power(kind), digits=23)


@task.wrong("Near x = 1 the forward steps are right and the centred ones too short: at h = 1e-8 their formula is "
            "wrong by 2e-17, and rounding by 2e-8. At x = 150 000 both are too short. What should a step know of x?",
            short="centred gets a forward step, and the step does not grow enough with x")
def forward_for_both(f, x, kind):
    return _balanced(1, 1 / 2)


@task.wrong("Your step suits the forward quotient; for the centred one it is too short. There the formula is wrong by "
            "about h²/6: at h = 1e-8 that is 2e-17, while rounding costs 2e-8. At which step would the two be equal?",
            short="centred gets a step that suits forward")
def forward_for_both_scaled(f, x, kind):
    return _balanced(x, 1 / 2)


@task.wrong("Near x = 1 the centred steps are right and the forward ones too long: at h = 6e-6 their formula is wrong "
            "by 3e-6, and rounding by 4e-11. At x = 150 000 both are too short. What should a step know of x?",
            short="forward gets a centred step, and the step does not grow enough with x")
def centred_for_both(f, x, kind):
    return _balanced(1, 1 / 3)


@task.wrong("Your step suits the centred quotient; for the forward one it is too long. There the formula is wrong by "
            "about h/2: at h = 6e-6 that is 3e-6, while rounding costs 4e-11. At which step would the two be equal?",
            short="forward gets a step that suits centred")
def centred_for_both_scaled(f, x, kind):
    return _balanced(x, 1 / 3)


@task.wrong("Near x = 1 the centred steps are right and the forward ones too long: at h = 6e-6 their formula is wrong "
            "by 3e-6, and rounding by 4e-11. The centred one is too short at 150 000. How should it grow with x?",
            short="forward gets a centred step, and the step grows too little with x")
def centred_for_both_rooted(f, x, kind):
    return _rooted(x, 1 / 3)


@task.wrong("The two kinds seem to be exchanged: your forward steps are too long and your centred ones too short. The "
            "error of one formula is about h/2, of the other about h²/6: which of them can afford the longer step?",
            short="the two kinds are exchanged")
def exchanged(f, x, kind):
    return _balanced(x, 5 / 6 - _power(kind))


@task.wrong("Near x = 1 your forward steps are too long and your centred ones too short. (At x = 150 000 both are too "
            "short.) The formulas are wrong by about h/2 and h²/6: which of them can afford the longer step?",
            short="the two kinds are exchanged, and the step does not grow with x")
def exchanged_unscaled(f, x, kind):
    return _balanced(1, 5 / 6 - _power(kind))


@task.wrong("The two kinds seem to be exchanged: near x = 1 your forward steps are too long, and all centred ones are "
            "too short. The formulas are wrong by about h/2 and h²/6: which of them can afford the longer step?",
            short="the two kinds are exchanged, and the step grows too little with x")
def exchanged_rooted(f, x, kind):
    return _rooted(x, 5 / 6 - _power(kind))


@task.wrong("Right for x of size 1, too short for x = 150 000: the next float64 is 131 072 times as far away there as "
            "at 1. How many times longer is your step there than at 1?",
            short="the step does not grow enough with x")
def unscaled(f, x, kind):
    return _balanced(1, _power(kind))


@task.wrong("Right for x of size 1. For x = 150 000 your forward step no longer moves x, and your centred one is too "
            "short: the next float64 is 2.9e-11 away there. Does your step grow or shrink when x grows?",
            short="the step shrinks when x grows")
def divided_by_scale(f, x, kind):
    return _balanced(1, _power(kind)) / max(1.0, abs(float(x)))


@task.wrong("At x = 150 000, where the next float64 is 2.9e-11 away, your step no longer moves x. Near 1 the centred "
            "ones are too short: at h = 1e-8 rounding costs 2e-8. Does your step grow when x does?",
            short="the step shrinks when x grows, and centred gets a forward step")
def divided_and_forward_for_both(f, x, kind):
    return _balanced(1, 1 / 2) / max(1.0, abs(float(x)))


@task.wrong("Right for x of size 1, far too long for x = 150 000, as when a step grows with x² or with f(x). There f "
            "changes noticeably only when its input moves by about 150 000. With what should the step grow?",
            short="the step grows too fast with x")
def scaled_twice(f, x, kind):
    return max(1.0, float(x) ** 2) * _balanced(1, _power(kind))


@task.wrong("Your step is proportional to x. At x = 0 it is 0, and the quotient 0/0. How short may a step become when "
            "x does?", short="the step is zero at zero")
def vanishes_at_zero(f, x, kind):
    return abs(float(x)) * _balanced(1, _power(kind))


@task.wrong("At x = 0 your step is 0, and the quotient 0/0. At x = 150 000, where the next float64 is 131 072 times "
            "as far away as at 1, it is too short. How many times longer is it there?",
            short="the step is zero at zero and grows too little with x")
def vanishes_rooted(f, x, kind):
    return (abs(float(x)) * 2.0**-52) ** _power(kind)


@task.wrong("At x = 0 your step is 0, and the quotient 0/0. Near x = 1 the centred steps are too short: at h = 1e-8 "
            "their formula is wrong by 2e-17, while rounding costs 2e-8. At which step would the two be equal?",
            short="the step is zero at zero, and centred gets a forward step")
def vanishes_forward_for_both(f, x, kind):
    return abs(float(x)) * _balanced(1, 1 / 2)


@task.wrong("At x = 0 your step is 0, and the quotient 0/0. Near x = 1 the forward steps are too long: at h = 6e-6 "
            "their formula is wrong by 3e-6, while rounding costs 4e-11. At which step would the two be equal?",
            short="the step is zero at zero, and forward gets a centred step")
def vanishes_centred_for_both(f, x, kind):
    return abs(float(x)) * _balanced(1, 1 / 3)


@task.wrong("At x = 0 and close to it your step is too short. For e^x at 0 rounding costs about 2e-16 / h, "
            "with h = 1e-12 that is 2e-4. How short may a step become when x does?",
            short="the step is too short at zero and close to it")
def too_short_at_zero(f, x, kind):
    return max(1e-4, abs(float(x))) * _balanced(1, _power(kind))


@task.wrong("At x = 0 your step is right, but close to 0 it is too short: for e^x at x = 1e-5 rounding costs about "
            "2e-16 / h, with h = 1e-13 that is 2e-3. How short may a step become when x does?",
            short="the step is too short close to zero")
def too_short_close_to_zero(f, x, kind):
    return (abs(float(x)) or 1.0) * _balanced(1, _power(kind))


@task.wrong("Your step is a positive number only where x is positive: look at yours for x = -1 and for x = 0. What "
            "about x decides how long a step should be, its value or its size?",
            short="the step is not positive unless x is")
def sign_of_x(f, x, kind):
    return float(x) * _balanced(1, _power(kind))


@task.wrong("Look at your step for x = -1 and for x = 0: it is not a positive number there. For x = 150 000 it is too "
            "short. What about x decides how long a step should be, its value or its size?",
            short="the step is not positive unless x is, and grows too little with x")
def sign_under_the_root(f, x, kind):
    return (x * 2.0**-52) ** _power(kind)


@task.wrong("For a negative x you return no real number: in Python (-4) ** 0.5 is complex. At x = 0 your step is 0, "
            "and for x = 150 000 it is too short. What about x decides, its value or its size?",
            short="the step is complex for a negative x, and zero at zero")
def complex_for_negative(f, x, kind):
    return (float(x) * 2.0**-52) ** _power(kind)


@task.wrong("Right except for large negative x: at x = -150 000 your step is too short. What is max(1, x) there, and "
            "how far away is the next float64?", short="a large negative x counts as small")
def negative_counts_as_small(f, x, kind):
    return max(1.0, float(x)) * _balanced(1, _power(kind))


@task.wrong("The forward steps are right, the centred ones are too long. The formula is wrong by about h²/6, which is "
            "2e-9 at h = 1e-4, while rounding costs 2e-12 there. At which step would the two be equal?",
            short="the centred steps are too long")
def centred_too_long(f, x, kind):
    return _balanced(x, 1 / 2 if kind == "forward" else 1 / 4)


@task.wrong("Near x = 1 the forward steps are right and the centred ones too long: at h = 1e-4 their formula is wrong "
            "by 2e-9, rounding by 2e-12. At x = 150 000 both are too short. What should a step know of x?",
            short="the centred steps are too long, and no step grows enough with x")
def centred_too_long_unscaled(f, x, kind):
    return _balanced(1, 1 / 2 if kind == "forward" else 1 / 4)


@task.wrong("The centred steps are right, the forward ones are too short. The formula is wrong by about h/2, which is "
            "5e-12 at h = 1e-11, while rounding costs 2e-5 there. At which step would the two be equal?",
            short="the forward steps are too short")
def forward_too_short(f, x, kind):
    return _balanced(x, 2 / 3 if kind == "forward" else 1 / 3)


@task.wrong("The forward steps are right; for the centred quotient you return no number. What is `kind` there, letter "
            "by letter, and which path does your function take?", short="centred gets no number")
def nothing_for_centred(f, x, kind):
    return _balanced(x, 1 / 2) if kind == "forward" else None


@task.wrong("For the centred quotient you return no number: what is `kind` there, letter by letter? (The forward "
            "steps are right near x = 1 and too short at 150 000, where the next float64 is 2.9e-11 away.)",
            short="centred gets no number, and the step does not grow enough with x")
def nothing_for_centred_unscaled(f, x, kind):
    return _balanced(1, 1 / 2) if kind == "forward" else None


@task.wrong("The centred steps are right; for the forward quotient you return no number. What is `kind` there, letter "
            "by letter, and which path does your function take?", short="forward gets no number")
def nothing_for_forward(f, x, kind):
    return _balanced(x, 1 / 3) if kind == "centred" else None


@task.wrong("All your steps are far too short, and some do not move x. For e^x at 0 with h = 1e-16, e^h is 1: the "
            "quotient is 0, and the slope is 1. If you search: does a small quotient mean a small error?",
            short="the steps are so short that some do not move x, as where the quotient is smallest")
def smallest_quotient(f, x, kind):
    def size(h):
        rise, run = (f(x + h) - f(x), h) if kind == "forward" else (f(x + h) - f(x - h), 2 * h)
        return abs(float(rise)) / run

    return min((10.0**-k for k in range(1, 18)), key=size)


def _shortest_that_moves(x, start):
    h = start
    while float(x) + h / 2 != float(x):
        h = h / 2
    return h


@task.wrong("All your steps are too short, almost 0 at x = 0. If you search for the shortest that moves x: at x = 1 "
            "that is 2.2e-16, and the forward quotient of e^x is 2 or 4, not 2.72. Is the shortest the best?",
            short="all steps are too short, as the shortest that move x")
def shortest_that_moves(f, x, kind):
    return _shortest_that_moves(x, max(1.0, abs(float(x))))


@task.wrong("All your steps are too short, 0 at x = 0. If you search for the shortest that moves x: at x = 1 that is "
            "2.2e-16, and the forward quotient of e^x is 2 or 4, not 2.72. Is the shortest the best?",
            short="all steps are too short, as the shortest that move x, and zero at zero")
def shortest_that_moves_or_zero(f, x, kind):
    return _shortest_that_moves(x, 1.0) if float(x) else 0.0


@task.wrong("No step of yours moves x: x + h is x again, the next float64 after 1 is 2.2e-16 away. Both values of f "
            "are then equal. If you search for quotients that agree: what is 0/h, for two such steps?",
            short="no step moves x")
def no_step_moves(f, x, kind):
    return max(1.0, abs(float(x))) * 1e-19


@task.wrong("No step of yours moves x, not even x = 0 as f sees it: e^h is 1 again. Both values of f are then equal. "
            "If you search for quotients that agree: what is 0/h, for two such steps?",
            short="no step moves x, and the step is almost zero at zero")
def no_step_moves_even_zero(f, x, kind):
    return max(1.0, abs(float(x))) * 1e-22


@task.wrong("Near x = 1 your forward steps are too long and your centred ones too short. At x = 150 000 all are too "
            "short. The formulas err by about h/2 and h²/6: which may have the longer step, and does it grow with x?",
            short="the two kinds are exchanged, and the step shrinks when x grows")
def exchanged_divided(f, x, kind):
    return _balanced(1, 5 / 6 - _power(kind)) / max(1.0, abs(float(x)))


def _searched(f, x, kind):
    """A step by trying powers of ten against the centred quotient of a good step, with its error."""
    def quotient(h, centred):
        return float((f(x + h) - f(x - h)) / (2 * h) if centred else (f(x + h) - f(x)) / h)

    size = max(1.0, abs(float(x)))
    aim = quotient(size * 6e-6, True)
    return min((abs(quotient(size * 10.0**-k, kind == "centred") - aim), size * 10.0**-k) for k in range(1, 15))


@task.wrong("Near x = 1 your centred steps are far too short or 0, and at x = 150 000 your forward ones are too long."
            " If you search, print the best step beside its error. Which of the two do you return?",
            short="the error of the best step is returned")
def error_returned(f, x, kind):
    return _searched(f, x, kind)[0]


@task.wrong("Your number is a good step at x = 0; elsewhere it is mostly too long, and below 0 it is not positive. "
            "Print it for x = 1 and 2: is it the step, or the moved point?",
            short="the moved point is returned")
def point_returned(f, x, kind):
    return float(x) + _balanced(x, _power(kind))


@task.wrong("Two things: your centred steps are too long, and at x = 150 000 your forward step is too short. At h = "
            "1e-4 the centred formula errs by 2e-9, rounding by 2e-12. When are they equal, and what should a step "
            "know of x?", short="the centred steps are too long, and the forward step does not grow with x")
def centred_too_long_and_forward_unscaled(f, x, kind):
    return _balanced(1, 1 / 2) if kind == "forward" else _balanced(x, 1 / 4)


@task.wrong("The forward steps are right, and the centred ones near x = 1. At x = 150 000, where the next float64 is "
            "131 072 times as far away as at 1, your centred step is too short. How many times longer is it there?",
            short="the centred step does not grow enough with x")
def centred_unscaled(f, x, kind):
    return _balanced(x if kind == "forward" else 1, _power(kind))


@task.wrong("The centred steps are right, and the forward ones near x = 1. At x = 150 000, where the next float64 is "
            "131 072 times as far away as at 1, your forward step is too short. How many times longer is it there?",
            short="the forward step does not grow enough with x")
def forward_unscaled(f, x, kind):
    return _balanced(x if kind == "centred" else 1, _power(kind))


@task.wrong("Two things: a large negative x counts as small: at -150 000 your steps are too short; and elsewhere your "
            "forward steps are too long, the centred ones too short. What is max(1, x) there, and which formula can "
            "afford the longer step?",
            short="the two kinds are exchanged, and a large negative x counts as small")
def exchanged_and_negative_counts_as_small(f, x, kind):
    return max(1.0, float(x)) * _balanced(1, 5 / 6 - _power(kind))


@task.wrong("Your steps are right for x = 150 000 and too long for x of size 1: e^x at 0, forward, errs by 5e-5 at h = "
            "1e-4. If you search until two quotients agree: how well should they, near x = 1?",
            short="the steps are too long except for a large x")
def too_long_but_for_large(f, x, kind):
    return _balanced(x, _power(kind), digits=52 if abs(float(x)) > 1e3 else 23)


@task.wrong("None of your steps is a positive number: print yours for x = 1. The text asks for the length of a move: "
            "which sign has a length?", short="no step is a positive number")
def never_positive(f, x, kind):
    return -_balanced(x, _power(kind))


@task.wrong("Right except for large negative x: at x = -150 000 your step is not a positive number, as 1 + x would "
            "give. What about x decides how long a step should be, its value or its size?",
            short="the step is not positive for a large negative x")
def negative_for_large_negative(f, x, kind):
    return (1 + float(x) * (1 if abs(float(x)) > 2 else 0)) * _balanced(1, _power(kind))


@task.wrong("Right for x of size 1; 0 at x = 0, and too short close to 0 and at x = 150 000, where the next float64 "
            "is 131 072 times as far away as at 1. Is it min or max that you take?",
            short="the step shrinks with a small x and does not grow with a large one")
def smaller_of_one_and_size(f, x, kind):
    return min(1.0, abs(float(x))) * _balanced(1, _power(kind))


@task.wrong("Right, except that at x = 150 000 your forward step is too long, as when f(x) stands under a root: there "
            "f is 3.4e15. By how much must x move before this f changes noticeably?",
            short="the forward step is too long for a large x")
def forward_grows_too_fast(f, x, kind):
    return _balanced(x, _power(kind)) * (max(1.0, abs(float(x))) ** 0.5 if kind == "forward" else 1)


@task.wrong("Two things: your steps suit the forward quotient, and are too short for the centred one; and at x = -150 "
            "000 both are too short. At which h are h² and 2e-16 / h equal, and what is max(1, x) there?",
            short="both kinds have the forward step, and a large negative x counts as small")
def forward_for_both_and_negative_counts_as_small(f, x, kind):
    return max(1.0, float(x)) * _balanced(1, 1 / 2)


@task.wrong("Two things: your steps suit the centred quotient, and are too long for the forward one; and at x = -150 "
            "000 both are too short. At which h are h and 2e-16 / h equal, and what is max(1, x) there?",
            short="both kinds have the centred step, and a large negative x counts as small")
def centred_for_both_and_negative_counts_as_small(f, x, kind):
    return max(1.0, float(x)) * _balanced(1, 1 / 3)


EXERCISE = task.declared()
