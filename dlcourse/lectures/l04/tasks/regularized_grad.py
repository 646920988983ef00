"""Exercise: the gradient with a penalty on the weights."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import penalties


def reference(w: Tensor, g: Tensor, lam: float, kind: str) -> Tensor:
    """The data's gradient plus the package's for lam |w|^2, lam/2 |w|^2 or lam |w|_1."""
    if kind == "l1":
        return g + penalties.l1_penalty_grad(w, lam)
    return g + penalties.l2_penalty_grad(w, lam if kind == "l2" else lam / 2)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    w, g = numbers(3, -4), numbers(1, 1)
    sparse = draw.away_from_zero(6)
    sparse[[1, 4]] = 0
    return [
        case("two weights, l2", w=w, g=g, lam=0.1, kind="l2"),
        case("two weights, half_l2", w=w, g=g, lam=0.1, kind="half_l2"),
        case("two weights, l1", w=w, g=g, lam=0.1, kind="l1"),
        case("five weights, l2", w=draw.away_from_zero(5), g=draw.normal(5), lam=0.3, kind="l2"),
        case("a matrix of weights, half_l2", w=draw.away_from_zero(3, 2), g=draw.normal(3, 2), lam=0.7,
             kind="half_l2"),
        case("a matrix of weights, l1", w=draw.away_from_zero(2, 3), g=draw.normal(2, 3), lam=0.7, kind="l1"),
        case("six weights, two of them zero, l1", w=sparse, g=draw.normal(6), lam=0.2, kind="l1"),
        case("lam = 0", w=draw.away_from_zero(4), g=draw.normal(4), lam=0.0, kind="l2"),
    ]


task = Task(
    key="regularized_grad", title="The gradient with a penalty on the weights", points=1, difficulty=1, minutes=10,
    objective="add weight decay or an l1 penalty to a gradient, in the convention that is declared",
    reference=reference, cases=cases, forbids=("torch.autograd.grad", "torch.func.grad", ".backward"),
    facts=("N04-22", "N04-23"),
    hints=(
        "The objective is a sum of two terms, and g is the gradient of the first. Each penalty is a sum over single "
        "weights. What is the slope of w², of w²/2 and of |w|?",
        "For w = -4 and lam = 0.1 the three penalties are 1.6, 0.8 and 0.4. Move w to -4.1: they become 1.681, 0.8405 "
        "and 0.41. By how much did each rise per unit, and with which sign?",
        'if kind == "l2": return g + ____ * w; if kind == "half_l2": return g + ____ * w; return g + lam * ____',
    ),
)


@task.solution
def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w          # step: the slope of lam times w squared
    if kind == "half_l2":
        return g + lam * w              # step: the slope of half of lam times w squared
    return g + lam * torch.sign(w)      # step: the slope of lam times the size of w


@task.right
def weight_by_weight(w, g, lam, kind):
    pulls = []
    for t in w.flatten().tolist():
        by_square = 2 * t                               # step: the slope of the square of a weight
        by_size = (t > 0) - (t < 0)                     # step: the slope of the size of a weight
        half = 0.5 if kind == "half_l2" else 1.0        # step: the one half of the convention
        slope = by_size if kind == "l1" else by_square  # step: the choice of the penalty
        pulls.append(lam * half * slope)                # step: the slope of the penalty, scaled
    return g + torch.tensor(pulls, dtype=w.dtype).reshape(w.shape)  # step: the sum of both gradients


@task.right
def by_comparison(w, g, lam, kind):
    if kind == "l1":
        return g + lam * ((w > 0).to(w.dtype) - (w < 0).to(w.dtype))
    return g + (w + w if kind == "l2" else w) * lam


def _with(w: Tensor, g: Tensor, lam: float, kind: str, *, l2=None, half_l2=None, l1=None) -> Tensor:
    """The right answer, with the pull of some kinds replaced."""
    pull = {"l2": 2 * w if l2 is None else l2, "half_l2": w if half_l2 is None else half_l2,
            "l1": w.sign() if l1 is None else l1}
    return g + lam * pull[kind]


@task.wrong('For "l2" with lam = 0.1 you add 0.3 at w = 3. The penalty 0.1·w² is 0.9 at w = 3 and 0.961 at w = 3.1. '
            'How much does it rise per unit of w?')
def two_missing(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w)


@task.wrong('For "half_l2" with lam = 0.1 you add 0.6 at w = 3. The penalty 0.05·w² is 0.45 at w = 3 and 0.4805 at w = '
            '3.1. How much does it rise per unit of w?')
def half_forgotten(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=2 * w)


@task.wrong('For "l1" a large weight is pulled harder: with lam = 0.1 you add 0.3 at w = 3 and 3 at w = 30. The '
            'penalty 0.1·|w| rises from 0.3 to 0.4 between 3 and 4, and from 3 to 3.1 between 30 and 31. What does its '
            'slope depend on?')
def l1_pulls_by_size(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w)


@task.wrong('For "l1" you add the penalty, not its slope: with lam = 0.1, +0.3 at w = 3 and +0.4 at w = -4. A step '
            'against +0.4 makes w = -4 still smaller. In which direction does |w| fall there?')
def l1_without_sign(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.abs())


@task.wrong('For "l1" you divide w by its size, and a weight of 0 gives 0/0 = nan. Which slope does the task set for a '
            'weight of exactly 0?')
def l1_over_size(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w / w.abs())


@task.wrong('For "l1" you treat a weight of 0 as negative: with lam = 0.1 and g = 0 you give -0.1, and a step against '
            'it moves the weight away from 0. Does the penalty fall on either side of 0?')
def l1_zero_is_negative(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=torch.where(w > 0, 1.0, -1.0).double())


@task.wrong('For "l1" you treat a weight of 0 as positive: with lam = 0.1 and g = 0 you give 0.1, and a step against '
            'it makes the weight negative. What is |w| before that step and after it?')
def l1_zero_is_positive(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=torch.where(w >= 0, 1.0, -1.0).double())


@task.wrong("You add the same for every kind: 0.6 at w = 3 with lam = 0.1. The three penalties are 0.9, 0.45 and 0.3 "
            "there, and at w = 4 they are 1.6, 0.8 and 0.4. Do they rise equally fast?")
def kind_ignored(w, g, lam, kind):
    return g + 2 * lam * w


@task.wrong('For "l2" your pull has the same length wherever w is: with lam = 0.1 it is (0.06, -0.08) for w = (3, -4), '
            'and also for (30, -40). Which power of the norm stands in the penalty?')
def norm_not_squared(w, g, lam, kind):
    unit = w / w.square().sum().sqrt()
    return _with(w, g, lam, kind, l2=unit, half_l2=unit / 2)


@task.wrong('You add the value of the penalty to every entry: for "l2" with lam = 0.1 and w = (3, -4) that is 2.5 '
            'twice. What happens to it when the first weight alone moves a little?')
def penalty_itself(w, g, lam, kind):
    squares = w.square().sum()
    return _with(w, g, lam, kind, l2=squares, half_l2=squares / 2, l1=w.abs().sum())


@task.wrong('Your penalty drives the weights outwards: for "l2" with g = 0, lam = 0.1 and w = 3 you give -0.6. Does a '
            'step against that make w larger or smaller?')
def pushed_away(w, g, lam, kind):
    return _with(w, g, -lam, kind)


@task.wrong("You return the penalty's share alone: for g = (1, 1) and lam = 0 you give (0, 0). What is the gradient "
            "when there is no penalty?")
def without_data(w, g, lam, kind):
    return _with(w, torch.zeros_like(g), lam, kind)


EXERCISE = task.declared()
