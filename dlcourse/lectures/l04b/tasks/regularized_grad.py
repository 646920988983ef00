"""Exercise: the gradient with a penalty on the weights."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
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
    five, matrix = draw.away_from_zero(5), draw.away_from_zero(3, 2)
    five[2], matrix[1, 0] = 0, 0
    # float32 holds each lam exactly, so that lam times a mask is as good as lam times a float64 tensor.
    return [
        case("l2, two weights", w=w, g=g, lam=0.125, kind="l2"),
        case("half_l2, two weights", w=w, g=g, lam=0.125, kind="half_l2"),
        case("l1, two weights", w=w, g=g, lam=0.125, kind="l1"),
        case("l2, five weights, one of them 0", w=five, g=draw.normal(5), lam=0.25, kind="l2"),
        case("half_l2, a matrix of weights, one of them 0", w=matrix, g=draw.normal(3, 2), lam=0.75,
             kind="half_l2"),
        case("l1, a matrix of weights", w=draw.away_from_zero(2, 3), g=draw.normal(2, 3), lam=0.75, kind="l1"),
        case("l1, six weights, two of them 0", w=sparse, g=draw.normal(6), lam=0.25, kind="l1"),
        case("l1, one weight without axes", w=-draw.away_from_zero().abs(), g=draw.normal(), lam=0.5, kind="l1"),
        case("l1, tiny weights", w=numbers(1e-9, -1e-12, 1e-30), g=draw.normal(3), lam=0.5, kind="l1"),
        case("l2, weights with three axes", w=draw.away_from_zero(2, 1, 3), g=draw.normal(2, 1, 3), lam=1.5, kind="l2"),
        case("lam = 0", w=draw.away_from_zero(4), g=draw.normal(4), lam=0.0, kind="l2"),
    ]


task = Task(
    key="regularized_grad", title="The gradient with a penalty on the weights", points=1, difficulty=1, minutes=10,
    objective="add weight decay or an l1 penalty to a gradient, in the convention that is declared",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.autograd.grad", "torch.func.grad", ".backward"), facts=("N04-22", "N04-23"),
    hints=(
        "The objective is a sum of two terms, and g is the gradient of the first. Each penalty is a sum over single "
        "weights. What is the derivative of w², of w²/2 and of |w|?",
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


def _free(w: Tensor, g: Tensor, lam: float, kind: str, i: int) -> Tensor:
    """The right answer, but for one entry of several, which has no penalty."""
    right = _with(w, g, lam, kind).flatten()
    if w.ndim:
        right[i] = g.flatten()[i]
    return right.reshape(w.shape)


@task.wrong('For "l2" with lam = 0.1 you add 0.3 at w = 3. The penalty 0.1·w² is 0.9 at w = 3 and 0.961 at w = 3.1. '
            "How much does it rise per unit of w?", short='the 2 of the square is missing for "l2"')
def two_missing(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w)


@task.wrong('For "half_l2" with lam = 0.1 you add 0.6 at w = 3, as for "l2". The penalty 0.05·w² is 0.45 at w = 3 and '
            '0.4805 at w = 3.1. Is it the derivative, or a condition that holds for both kinds?',
            short='"half_l2" is treated like "l2"')
def half_forgotten(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=2 * w)


@task.wrong('For "half_l2" with lam = 0.1 you add 0.15 at w = 3. The penalty 0.05·w² is 0.45 at w = 3 and 0.4805 at w '
            "= 3.1. How much does it rise per unit of w?", short='the half counts twice for "half_l2"')
def half_twice(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=w / 2)


@task.wrong('For "l2" and "half_l2" you add half of what you should: 0.3 and 0.15 at w = 3 with lam = 0.1. There '
            '0.1·w² is 0.9, and 0.961 at w = 3.1. How much does it rise per unit of w?',
            short="the 2 of the square is missing for both squared penalties")
def two_missing_in_both(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, half_l2=w / 2)


@task.wrong('"l2" and "half_l2" have changed places: with lam = 0.1 you add 0.3 and 0.6 at w = 3. Which of the two '
            "penalties is 0.9 there, and which 0.45?", short='"l2" and "half_l2" have changed places')
def conventions_exchanged(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, half_l2=2 * w)


@task.wrong('"l2" is doubled: with lam = 0.1 you add 1.2 at w = 3. The penalty 0.1·w² is 0.9 at w = 3 and 0.961 at w = '
            "3.1. How much does it rise per unit of w?", short='"l2" is doubled once too often')
def two_twice(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=4 * w)


@task.wrong('Both squared penalties are doubled: with lam = 0.1 you add 1.2 for "l2" and 0.6 for "half_l2" at w = 3. '
            'There 0.1·w² is 0.9, and 0.961 at w = 3.1. How much does it rise per unit of w?',
            short="both squared penalties are doubled once too often")
def two_twice_in_both(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=4 * w, half_l2=2 * w)


@task.wrong('For "l1" a large weight is pulled harder: with lam = 0.1 you add 0.3 at w = 3 and 3 at w = 30. From 3 to '
            '4 the penalty 0.1·|w| rises by 0.1. How much does it rise from 30 to 31?',
            short='for "l1" a large weight is pulled harder')
def l1_pulls_by_size(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w)


@task.wrong('For "l1" you add the penalty, not its slope: with lam = 0.1, +0.3 at w = 3 and +0.4 at w = -4. A step '
            "against +0.4 makes w = -4 still smaller. In which direction does |w| fall there?",
            short='for "l1" the penalty is added, not its slope')
def l1_without_sign(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.abs())


@task.wrong('For "l1" you add the whole penalty to every entry: with lam = 0.1 and w = (3, -4) that is 0.7 twice. What '
            "happens to it when the first weight alone moves a little?",
            short='for "l1" the whole penalty is added to every entry')
def l1_whole_penalty(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.abs().sum())


@task.wrong('For "l1" you add the same at w = 3 and at w = -4: 0.1 with lam = 0.1, and nothing at w = 0. In which '
            "direction does |w| rise at w = -4?", short='for "l1" negative weights have the wrong sign')
def l1_same_for_all(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=(w != 0).double())


@task.wrong('For "l1" you add 0.1 with lam = 0.1 whatever w is: at 3, at -4 and at 0. In which direction does |w| rise '
            "at w = -4, and which slope does the task set at 0?", short='for "l1" the slope is the same everywhere')
def l1_constant(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=torch.ones_like(w))


@task.wrong('For "l1" negative weights are not pulled: with lam = 0.1 you add 0.1 at w = 3 and 0 at w = -4. What is '
            "|w| at -4 and at -4.1?", short='for "l1" negative weights are not pulled')
def l1_positive_alone(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=(w > 0).double())


@task.wrong('For "l1" the weights are pushed away from 0: with lam = 0.1 you add -0.1 at w = 3. Does a step against '
            "that make |w| larger or smaller?", short='for "l1" the sign is turned')
def l1_turned(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=-w.sign())


@task.wrong('For "l1" you add nothing: the result is g. With lam = 0.1 the penalty is 0.3 at w = 3 and 0.31 at w = '
            "3.1. How much does it rise per unit of w?", short='for "l1" nothing is added')
def l1_left_out(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=0 * w)


@task.wrong('For "half_l2" you add nothing: the result is g. With lam = 0.1 the penalty is 0.45 at w = 3 and 0.4805 at '
            "w = 3.1. How much does it rise per unit of w?", short='for "half_l2" nothing is added')
def half_left_out(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=0 * w)


@task.wrong('For "l1" your function returns nothing (None). Is the kind spelled as in the task, and does that branch '
            "end in a `return`?", short='for "l1" nothing is returned')
def l1_returns_nothing(w, g, lam, kind):
    return None if kind == "l1" else _with(w, g, lam, kind)


@task.wrong('For "half_l2" your function returns nothing (None). Is the kind spelled as in the task, and does that '
            "branch end in a `return`?", short='for "half_l2" nothing is returned')
def half_returns_nothing(w, g, lam, kind):
    return None if kind == "half_l2" else _with(w, g, lam, kind)


@task.wrong('For "l1" you pull twice as hard: with lam = 0.1 you add 0.2 at w = 3. The penalty is 0.3 there and 0.31 '
            "at w = 3.1. How much does it rise per unit of w?", short='for "l1" the slope is doubled')
def l1_doubled(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=2 * w.sign())


@task.wrong('For "l1" you pull half as hard: with lam = 0.1 you add 0.05 at w = 3. The penalty is 0.3 there and 0.31 '
            "at w = 3.1. How much does it rise per unit of w?", short='for "l1" the slope is halved')
def l1_halved(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.sign() / 2)


@task.wrong('For "l1" you divide w by its size, and a weight of 0 gives 0/0 = nan. Which slope does the task set for a '
            "weight of exactly 0?", short='for "l1" a weight of 0 gives nan')
def l1_over_size(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w / w.abs())


@task.wrong('For "l1" you treat a weight of 0 as negative: with lam = 0.1 and g = 0 you give -0.1, and a step against '
            "it moves the weight away from 0. Does the penalty fall on either side of 0?",
            short='for "l1" a weight of 0 counts as negative')
def l1_zero_is_negative(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=torch.where(w > 0, 1.0, -1.0).double())


@task.wrong('For "l1" you treat a weight of 0 as positive: with lam = 0.1 and g = 0 you give 0.1, and a step against '
            "it makes the weight negative. What is |w| before that step and after it?",
            short='for "l1" a weight of 0 counts as positive')
def l1_zero_is_positive(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=torch.where(w >= 0, 1.0, -1.0).double())


@task.wrong('For "l1" you divide by the length of w: with lam = 0.1 and w = (3, -4) you add (0.06, -0.08). Does the '
            "penalty 0.1·(|3| + |-4|) rise faster along one weight than along the other?",
            short='for "l1" w is divided by its length')
def l1_of_unit_length(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w / w.square().sum().sqrt())


@task.wrong('For "l1" you divide by the number of weights: with lam = 0.1 and w = (3, -4) you add (0.05, -0.05). Is '
            "the penalty a sum or a mean?", short='for "l1" the slope is divided by the number of weights')
def l1_mean(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.sign() / w.numel())


@task.wrong('Your squared penalties are divided by the number of weights: for "l2" with lam = 0.1 and w = (3, -4) you '
            "add (0.3, -0.4). Is the penalty a sum or a mean?",
            short="the squared penalties are divided by the number of weights")
def squares_mean(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=2 * w / w.numel(), half_l2=w / w.numel())


@task.wrong('Every penalty is divided by the number of weights: for "l1" with lam = 0.1 and w = (3, -4) you add (0.05, '
            "-0.05). Is the penalty a sum or a mean?", short="every penalty is divided by the number of weights")
def all_mean(w, g, lam, kind):
    return _with(w, g, lam / w.numel(), kind)


@task.wrong("You add the same for every kind: 0.6 at w = 3 with lam = 0.1. The three penalties are 0.9, 0.45 and 0.3 "
            "there, and at w = 4 they are 1.6, 0.8 and 0.4. Do they rise equally fast?",
            short='every kind is treated like "l2"')
def kind_ignored(w, g, lam, kind):
    return g + 2 * lam * w


@task.wrong("You add the same for every kind: 0.3 at w = 3 with lam = 0.1. The three penalties are 0.9, 0.45 and 0.3 "
            "there, and at w = 4 they are 1.6, 0.8 and 0.4. Do they rise equally fast?",
            short='every kind is treated like "half_l2"')
def all_like_half(w, g, lam, kind):
    return g + lam * w


@task.wrong("You add the same for every kind: 0.1 at w = 3 with lam = 0.1. The three penalties are 0.9, 0.45 and 0.3 "
            "there, and at w = 4 they are 1.6, 0.8 and 0.4. Do they rise equally fast?",
            short='every kind is treated like "l1"')
def all_like_l1(w, g, lam, kind):
    return g + lam * w.sign()


@task.wrong('"l1" is treated like "l2": with lam = 0.1 you add 0.6 at w = 3 and 1.2 at w = 6. The penalty 0.1·|w| is '
            "0.3 and 0.6 there. How much does it rise per unit of w?", short='"l1" is treated like "l2"')
def l1_like_l2(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=2 * w)


@task.wrong('"half_l2" is treated like "l1": with lam = 0.1 you add 0.1 at w = 3 and at w = 30. The penalty 0.05·w² is '
            "0.45 at w = 3 and 0.4805 at w = 3.1. How much does it rise per unit of w?",
            short='"half_l2" is treated like "l1"')
def half_like_l1(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=w.sign())


@task.wrong('For "l2" your pull has the same length wherever w is: with lam = 0.1 it is (0.06, -0.08) for w = (3, -4), '
            "and also for (30, -40). Which power of the norm stands in the penalty?",
            short="the norm is differentiated without its square")
def norm_not_squared(w, g, lam, kind):
    unit = w / w.square().sum().sqrt()
    return _with(w, g, lam, kind, l2=unit, half_l2=unit / 2)


@task.wrong('You add the value of the penalty to every entry: for "l2" with lam = 0.1 and w = (3, -4) that is 2.5 '
            "twice. What happens to it when the first weight alone moves a little?",
            short="the value of the penalty is added to every entry")
def penalty_itself(w, g, lam, kind):
    squares = w.square().sum()
    return _with(w, g, lam, kind, l2=squares, half_l2=squares / 2, l1=w.abs().sum())


@task.wrong('You add each weight\'s share of the penalty, not its slope: for "l2" with lam = 0.1 and w = (3, -4) that '
            "is (0.9, 1.6). In which direction does w² fall at w = -4?",
            short="each weight's penalty is added, not its slope")
def penalty_of_each_weight(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w.square(), half_l2=w.square() / 2, l1=w.abs())


@task.wrong('For the squared penalties you add their value at each weight: for "l2" with lam = 0.1 and w = (3, -4) '
            "that is (0.9, 1.6). In which direction does w² fall at w = -4?",
            short="the squares are added, not their slopes")
def squares_not_derived(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w.square(), half_l2=w.square() / 2)


@task.wrong('Your penalty drives the weights outwards: for "l2" with g = 0, lam = 0.1 and w = 3 you give -0.6. Does a '
            "step against that make w larger or smaller?", short="the penalty is taken off, not added")
def pushed_away(w, g, lam, kind):
    return _with(w, g, -lam, kind)


@task.wrong("You return the penalty's share alone: for g = (1, 1) and lam = 0 you give (0, 0). What is the gradient "
            "when there is no penalty?", short="the gradient of the data is left out")
def without_data(w, g, lam, kind):
    return _with(w, torch.zeros_like(g), lam, kind)


@task.wrong('lam plays no part: for "l2" you add 6 at w = 3, also with lam = 0. How large is the penalty when lam is '
            "0?", short="lam plays no part")
def without_lam(w, g, lam, kind):
    return _with(w, g, 1.0, kind)


@task.wrong("lam scales the gradient of the data too: for g = (1, 1) and lam = 0 you give (0, 0). Which of the two "
            "terms of the objective carries lam?", short="lam scales the gradient of the data too")
def data_scaled_too(w, g, lam, kind):
    return lam * _with(w, g, 1.0, kind)


@task.wrong('You mix the two: for "l2" with g = 1, lam = 0.1 and w = 3 you give 1.5, which is 0.9 + 0.6. Which factor '
            "does the loss on the data carry in the objective?",
            short="the gradient of the data is scaled by what lam leaves")
def mixture(w, g, lam, kind):
    return _with(w, (1 - lam) * g, lam, kind)


@task.wrong('The penalty multiplies the gradient of the data: for "l2" with g = 1, lam = 0.1 and w = 3 you give 0.6, '
            "and for lam = 0 you give 0. What is the derivative of a sum of two terms?",
            short="the penalty's slope multiplies the gradient of the data")
def multiplied(w, g, lam, kind):
    return g * _with(w, torch.zeros_like(g), lam, kind)


@task.wrong('Two things at once, with lam = 0.1: you add 0.3 for "l2" at w = 3, where the penalty rises by 0.6 per '
            'unit, and 0.1 for "l1" at w = -4. How does w² move with w, and which way |w| at -4?',
            short='the 2 of "l2" is missing, and for "l1" negative weights have the wrong sign')
def two_missing_and_l1_same(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, l1=(w != 0).double())


@task.wrong('Two things at once, with lam = 0.1: you add 0.3 for "l2" at w = 3, where the penalty rises by 0.6 per '
            'unit, and 0.1 for "l1" everywhere. How does w² move with w, and which way |w| at -4?',
            short='the 2 of "l2" is missing, and for "l1" the slope is the same everywhere')
def two_missing_and_l1_constant(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, l1=torch.ones_like(w))


@task.wrong('Two things at once, with lam = 0.1: at w = -4 you add -0.4 for "l2", where the penalty rises by -0.8 per '
            'unit, and +0.4 for "l1". How does w² move with w, and which way |w| at -4?',
            short='the 2 of "l2" is missing, and for "l1" the penalty is added, not its slope')
def two_missing_and_l1_without_sign(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, l1=w.abs())


@task.wrong('Two things at once, with lam = 0.1: at w = -4 you add -0.8 for "half_l2", where the penalty rises by -0.4 '
            'per unit of w, and +0.4 for "l1". What does the half do, and in which direction does |w| rise at -4?',
            short='"half_l2" is treated like "l2", and for "l1" the penalty is added, not its slope')
def half_forgotten_and_l1_without_sign(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=2 * w, l1=w.abs())


@task.wrong('Two things at once: for "l2" with g = 0, lam = 0.1 and w = 3 you give -0.3. Does a step against that make '
            "w larger or smaller, and how fast does 0.1·w² rise there?",
            short='the penalty is taken off, and the 2 of "l2" is missing')
def pushed_away_and_two_missing(w, g, lam, kind):
    return _with(w, g, -lam, kind, l2=w)


@task.wrong('For "l1" you take the sign of g: with lam = 0.1, w = -4 and g = 1 you give 1.1, and a step against it '
            "makes the weight still smaller. On what does the penalty 0.1·|w| depend?",
            short='for "l1" the sign is that of g, not of w')
def l1_sign_of_g(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=g.sign())


@task.wrong('"l2" is treated like "l1": with lam = 0.1 you add 0.1 at w = 3 and at w = 30. (After an `if` without '
            '`elif`, the last `else` runs too.) From 0.9 at 3 to 0.961 at 3.1, how fast does 0.1·w² rise?',
            short='"l2" is treated like "l1"')
def l2_like_l1(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w.sign())


@task.wrong('For "l2" the slope of "l1" is added besides: with lam = 0.1 you add 0.7 at w = 3, which is 0.6 + 0.1. '
            "Which of your lines run when the kind is \"l2\"?", short='for "l2" the slope of "l1" is added besides')
def l2_and_l1(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=2 * w + w.sign())


@task.wrong('For "half_l2" the slope of "l1" is added besides: with lam = 0.1 you add 0.4 at w = 3, which is 0.3 + '
            "0.1. Which of your lines run when the kind is \"half_l2\"?",
            short='for "half_l2" the slope of "l1" is added besides')
def half_and_l1(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=w + w.sign())


@task.wrong('For "l2" you add nothing: the result is g. With lam = 0.1 the penalty is 0.9 at w = 3 and 0.961 at w = '
            "3.1. How much does it rise per unit of w?", short='for "l2" nothing is added')
def l2_left_out(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=0 * w)


@task.wrong('Two things at once: with lam = 0.1 and w = (3, 0) you add (0.05, 0.05) for "l1". Is the penalty a sum or '
            "a mean, and which slope does the task set at 0?",
            short='every penalty is divided by the number of weights, and for "l1" a weight of 0 counts as positive')
def all_mean_and_zero_is_positive(w, g, lam, kind):
    return _with(w, g, lam / w.numel(), kind, l1=torch.where(w >= 0, 1.0, -1.0).double())


@task.wrong('Two things at once: with lam = 0.1 and w = (3, 0) you add (0.05, -0.05) for "l1". Is the penalty a sum or '
            "a mean, and which slope does the task set at 0?",
            short='every penalty is divided by the number of weights, and for "l1" a weight of 0 counts as negative')
def all_mean_and_zero_is_negative(w, g, lam, kind):
    return _with(w, g, lam / w.numel(), kind, l1=torch.where(w > 0, 1.0, -1.0).double())


@task.wrong('Two things at once, with lam = 0.1: you add 0.3 for "l2" at w = 3, where the penalty rises by 0.6 per '
            'unit; for "l1" w = 0 adds 0.1. How does w² move with w, and which slope is set at 0?',
            short='the 2 of "l2" is missing, and for "l1" a weight of 0 counts as positive')
def two_missing_and_zero_is_positive(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, l1=torch.where(w >= 0, 1.0, -1.0).double())


@task.wrong('Two things at once, with lam = 0.1: you add 0.3 for "l2" at w = 3, where the penalty rises by 0.6 per '
            'unit; for "l1" w = 0 adds -0.1. How does w² move with w, and which slope is set at 0?',
            short='the 2 of "l2" is missing, and for "l1" a weight of 0 counts as negative')
def two_missing_and_zero_is_negative(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, l1=torch.where(w > 0, 1.0, -1.0).double())


@task.wrong('Two things at once, with lam = 0.1: you add 0.6 for "half_l2" at w = 3, where the penalty rises by 0.3 '
            'per unit; for "l1" w = 0 adds 0.1. What does the half do, and which slope is set at 0?',
            short='"half_l2" is treated like "l2", and for "l1" a weight of 0 counts as positive')
def half_forgotten_and_zero_is_positive(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=2 * w, l1=torch.where(w >= 0, 1.0, -1.0).double())


@task.wrong('Two things at once, with lam = 0.1: you add 0.6 for "half_l2" at w = 3, where the penalty rises by 0.3 '
            'per unit; for "l1" w = 0 adds -0.1. What does the half do, and which slope is set at 0?',
            short='"half_l2" is treated like "l2", and for "l1" a weight of 0 counts as negative')
def half_forgotten_and_zero_is_negative(w, g, lam, kind):
    return _with(w, g, lam, kind, half_l2=2 * w, l1=torch.where(w > 0, 1.0, -1.0).double())


@task.wrong('With lam = 0.1 two things come together: you add 0.3 for "l2" at w = 3, where the penalty rises by 0.6 '
            'per unit; for "l1" w = 0 gives nan. How does w² move with w, and which slope is set at 0?',
            short='the 2 of "l2" is missing, and for "l1" a weight of 0 gives nan')
def two_missing_and_nan_at_zero(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w, l1=w / w.abs())


@task.wrong('Two things at once, with lam = 0.1: at w = 3 you add 0.3 for "l2" and 0.15 for "half_l2", and 1 for '
            '"l1", whatever lam is. How much does each penalty rise from w = 3 to w = 3.1?',
            short='the squared penalties have half their slope, and for "l1" lam plays no part')
def two_missing_in_both_and_l1_without_lam(w, g, lam, kind):
    return g + w.sign() if kind == "l1" else _with(w, g, lam, kind, l2=w, half_l2=w / 2)


@task.wrong("Right where w has at least one axis. A weight without axes stops you with an error: it has no length, "
            "and a loop has nothing to run over. Which shapes of w does the text allow?",
            short="a weight without axes stops with an error")
def needs_an_axis(w, g, lam, kind):
    return torch.stack([_with(w_i, g_i, lam, kind) for w_i, g_i in zip(w, g)])


@task.wrong("Right where w has at least one axis. A weight without axes has no `w.shape[0]` and no `w[0]`: you stop "
            "with an error. Which shapes of w does the text allow?",
            short="a weight without axes has no first one to ask for")
def needs_a_first_axis(w, g, lam, kind):
    return torch.stack([_with(w[i], g[i], lam, kind) for i in range(w.shape[0])])


@task.wrong('For "l1" your loop takes w[i] for a number: right for a row of weights. In a matrix w[i] is a whole row, '
            'and a weight without axes has no w[i]; you stop with an error. Which shapes of w does the text allow?',
            short='for "l1" the loop works for a single row of weights alone')
def l1_entry_by_entry(w, g, lam, kind):
    if kind != "l1":
        return _with(w, g, lam, kind)
    return torch.stack([g_i + (lam if w_i > 0 else -lam if w_i < 0 else 0) for w_i, g_i in zip(w, g)])


@task.wrong('Every weight gets the slopes of all weights, added up: for "l2" with lam = 0.1 and w = (3, -4) you add '
            '-0.2 twice, which is 0.6 - 0.8. Which terms of the sum change when the first weight alone moves?',
            short="the slopes of all weights are added up")
def slopes_added_up(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=2 * w.sum(), half_l2=w.sum(), l1=w.sign().sum())


@task.wrong('For the squared penalties every weight gets all slopes, added up: for "l2" with lam = 0.1 and w = (3, -4) '
            "you add -0.2 twice. Which terms of the sum change when the first weight alone moves?",
            short="for the squared penalties the slopes of all weights are added up")
def squares_slopes_added_up(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=2 * w.sum(), half_l2=w.sum())


@task.wrong('For "l1" every weight gets all slopes, added up: with lam = 0.1 and w = (3, -4) you add 0.1 - 0.1 = 0 '
            "twice. Which terms of the sum change when the first weight alone moves?",
            short='for "l1" the slopes of all weights are added up')
def l1_slopes_added_up(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.sign().sum())


@task.wrong('For "l1" a small number stands beside |w| in a divisor: with lam = 0.1 and g = 0, w = 1e-12 gives you '
            '0.05, where 0.1 is expected. How could the sign of w be had without a quotient?',
            short='for "l1" a tiny number is added to |w|')
def l1_softened(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w / (w.abs() + 1e-12))


@task.wrong('For "l1" a small number stands beside |w| in a divisor: with lam = 0.1 and g = 0, w = 1e-10 gives you '
            '0.05, where 0.1 is expected. How could the sign of w be had without a quotient?',
            short='for "l1" 1e-10 is added to |w|')
def l1_softened_by_ten_digits(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w / (w.abs() + 1e-10))


@task.wrong('For "l1" a small number stands beside |w| in a divisor: with lam = 0.1 and g = 0, w = 1e-8 gives you '
            '0.05, where 0.1 is expected. How could the sign of w be had without a quotient?',
            short='for "l1" 1e-8 is added to |w|')
def l1_softened_by_eight_digits(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w / (w.abs() + 1e-8))


@task.wrong('For "l1" a tiny weight counts as 0: w = 1e-9 adds nothing. At which weights alone has |w| a corner?',
            short='for "l1" a tiny weight counts as 0')
def l1_tiny_is_zero(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.sign() * (w.abs() > 1e-8))


@task.wrong('For "l2" your pull has the same length wherever w is: with lam = 0.1 it is (0.06, -0.08) for w = (3, -4) '
            "and for (30, -40). (The other kinds are right.) Which power of the norm stands in the penalty?",
            short='for "l2" w is divided by its length')
def l2_of_unit_length(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=w / w.square().sum().sqrt())


@task.wrong('For "l1" a weight of 0 loses the gradient of the data too: for w = 0 and g = 0.3 you give 0. The slope of '
            "|w| is set to 0 there. Which term of the objective still has a slope?",
            short='for "l1" a weight of 0 loses the gradient of the data')
def l1_nothing_at_zero(w, g, lam, kind):
    right = _with(w, g, lam, kind)
    return torch.where(w == 0, 0.0, right) if kind == "l1" else right


@task.wrong("A weight of 0 loses the gradient of the data, for every kind: for w = 0 and g = 0.3 you give 0. The slope "
            "of the penalty is 0 there. Which term of the objective still has a slope?",
            short="a weight of 0 loses the gradient of the data")
def nothing_at_zero(w, g, lam, kind):
    return torch.where(w == 0, 0.0, _with(w, g, lam, kind))


@task.wrong('A weight of 0 gives nan for the squared penalties, as 0/0 does. The penalty 0.1·w² is 0 at w = 0 and '
            "0.001 at w = 0.1 and at -0.1. How fast does it rise at w = 0?",
            short="for the squared penalties a weight of 0 gives nan")
def squares_over_w(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=2 * w.square() / w, half_l2=w.square() / w)


@task.wrong("The first entry (or first row) of w gets no penalty: for \"l2\" with lam = 0.1, g = (1, 1) and "
            "w = (3, -4) you give (1, 0.2). Is one of the entries of w a bias?",
            short="the first entry or row gets no penalty")
def first_weight_free(w, g, lam, kind):
    right = _with(w, g, lam, kind).clone()
    if w.ndim:
        right[0] = g[0]
    return right


@task.wrong("The last entry (or last row) of w gets no penalty: for \"l2\" with lam = 0.1, g = (1, 1) and "
            "w = (3, -4) you give (1.6, 1). Is one of the entries of w a bias?",
            short="the last entry or row gets no penalty")
def last_weight_free(w, g, lam, kind):
    right = _with(w, g, lam, kind).clone()
    if w.ndim:
        right[-1] = g[-1]
    return right


@task.wrong('Two things: the first entry (or row) of w gets no penalty; and for "l1" a weight of 0 counts as positive, '
            "giving 0.1 with lam = 0.1 and g = 0. Is an entry a bias, and which slope is set at 0?",
            short='the first entry or row gets no penalty, and for "l1" a weight of 0 counts as positive')
def first_weight_free_and_zero_is_positive(w, g, lam, kind):
    found = l1_zero_is_positive(w, g, lam, kind).clone()
    if w.ndim:
        found[0] = g[0]
    return found


@task.wrong('For "l1" the weights are divided by the sum of their sizes: with lam = 0.1 and w = (3, -4) you add '
            "(0.043, -0.057). On which weights does the slope of the term 0.1·|w| of one weight depend?",
            short='for "l1" the weights are divided by the sum of their sizes')
def l1_over_sum_of_sizes(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w / w.abs().sum())


@task.wrong('Both squared penalties lose the sign of w: with lam = 0.1 and w = -4 you add 0.8 for "l2" and 0.4 for '
            '"half_l2". A step against that makes w smaller still. In which direction does w² fall there?',
            short="for both squared penalties the sign of the weight is lost")
def squares_without_sign(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=2 * w.abs(), half_l2=w.abs())


@task.wrong("For both squared penalties the weights are pushed away from 0: with g = 0, lam = 0.1 and w = 3 you give "
            '-0.6 for "l2". Does a step against that make w larger or smaller?',
            short="both squared penalties have the opposite sign")
def squares_turned(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=-2 * w, half_l2=-w)


@task.wrong('For the squared penalties g shrinks as well: with lam = 0.1, w = 0 and g = 1 you give 0.8 for "l2" and '
            '0.9 for "half_l2". What does the penalty change at a weight of 0?',
            short="for both squared penalties g shrinks too")
def squares_shrink_data(w, g, lam, kind):
    return _with(w, g, lam, kind, l2=2 * (w - g), half_l2=w - g)


@task.wrong("You return the weights after a step against the gradient: for lam = 0, w = 3 and g = 1 you give 2. Which "
            "of the two is asked for, the new weights or the slope?", short="the weights after a step are returned")
def weights_after_a_step(w, g, lam, kind):
    return w - _with(w, g, lam, kind)


@task.wrong("The whole gradient has the opposite sign: for lam = 0 and g = 1 you give -1. What is the gradient of the "
            "objective when there is no penalty?", short="the whole gradient has the opposite sign")
def all_turned(w, g, lam, kind):
    return -_with(w, g, lam, kind)


@task.wrong('For "l1" the size of g is shortened by lam, down to 0 at most: with lam = 0.1 and g = 1 you give 0.9, at '
            "w = 3 and at w = -4. On what does the penalty 0.1·|w| depend?",
            short='for "l1" the size of g is shortened by lam')
def l1_shortens_g(w, g, lam, kind):
    return g.sign() * (g.abs() - lam).clamp(min=0) if kind == "l1" else _with(w, g, lam, kind)


@task.wrong('The very first entry of w gets no penalty: for "l2" with lam = 0.1, g = (1, 1) and w = (3, -4) you give '
            "(1, 0.2). Is one of the entries of w a bias?", short="the very first entry gets no penalty")
def first_entry_free(w, g, lam, kind):
    return _free(w, g, lam, kind, 0)


@task.wrong('The very last entry of w gets no penalty: for "l2" with lam = 0.1, g = (1, 1) and w = (3, -4) you give '
            "(1.6, 1). Is one of the entries of w a bias?", short="the very last entry gets no penalty")
def last_entry_free(w, g, lam, kind):
    return _free(w, g, lam, kind, -1)


@task.wrong('The first column of w gets no penalty (in a vector, the first entry): for "l2" with lam = 0.1, g = (1, 1) '
            "and w = (3, -4) you give (1, 0.2). Is one of the columns of w a bias?",
            short="the first column gets no penalty")
def first_column_free(w, g, lam, kind):
    right = _with(w, g, lam, kind).clone()
    if w.ndim:
        right[..., 0] = g[..., 0]
    return right


@task.wrong('The last column of w gets no penalty (in a vector, the last entry): for "l2" with lam = 0.1, g = (1, 1) '
            "and w = (3, -4) you give (1.6, 1). Is one of the columns of w a bias?",
            short="the last column gets no penalty")
def last_column_free(w, g, lam, kind):
    right = _with(w, g, lam, kind).clone()
    if w.ndim:
        right[..., -1] = g[..., -1]
    return right


@task.wrong('For "l1" the pull fades near 0, as tanh does: with lam = 0.1 and g = 0 you give 0.046 at w = 0.5. From '
            "0.5 to 0.6 the penalty 0.1·|w| rises by 0.01. How much does it rise per unit of w?",
            short='for "l1" the pull fades near 0')
def l1_fades(w, g, lam, kind):
    return _with(w, g, lam, kind, l1=w.tanh())


@task.wrong('For "l1" you return the slope of the penalty alone: g = 1, lam = 0.1 and w = 3 give you 0.1. What happens '
            "to the gradient of the loss on the data?", short='for "l1" the gradient of the data is missing')
def l1_without_data(w, g, lam, kind):
    return lam * w.sign() if kind == "l1" else _with(w, g, lam, kind)


@task.wrong("For the squared penalties you return the slope of the penalty alone: g = 1, lam = 0.1 and w = 3 give you "
            '0.6 for "l2" and 0.3 for "half_l2". What happens to the gradient of the loss on the data?',
            short="for both squared penalties the gradient of the data is missing")
def squares_without_data(w, g, lam, kind):
    return _with(w, g if kind == "l1" else torch.zeros_like(g), lam, kind)


@task.wrong("You return g itself: g = 0, lam = 0.1 and w = 3 give you 0 for each kind. (int(0.1) is 0.) How much does "
            "0.1·w² rise per unit of w there?", short="no penalty is added")
def nothing_added(w, g, lam, kind):
    return g + 0


@task.wrong('Two things at once: with g = 0, lam = 0.1 and w = 3 you give -0.3 for "l2" and -0.6 for "half_l2". Does a '
            "step against that make w smaller, and which of the two penalties is 0.9 there?",
            short='"l2" and "half_l2" have changed places, and the weights are pushed away from 0')
def exchanged_and_pushed_away(w, g, lam, kind):
    return g - lam * {"l2": w, "half_l2": 2 * w, "l1": w.sign()}[kind]


EXERCISE = task.declared()
