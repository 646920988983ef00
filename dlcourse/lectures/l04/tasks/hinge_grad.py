"""Exercise: the gradient of a linear support vector machine."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import margin


def reference(w: Tensor, b: float, X: Tensor, y01: Tensor, lam: float) -> tuple[Tensor, float]:
    """The package's subgradient of lam |w|^2 plus the mean hinge loss."""
    _, grad = margin.svm_loss_and_grad(w, torch.tensor(b, dtype=w.dtype), X, y01.long(), lam=lam)
    return grad.w, float(grad.b)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def with_margins(label: str, margins: list[float], y01: list[int], d: int, lam: float) -> Case:
        """Random points that lie where their margins (a little away from the given ones) say."""
        w, b, y = draw.away_from_zero(d, gap=0.5), draw.between(1, 2.5), 2 * numbers(y01) - 1
        score = y * (numbers(margins) + draw.uniform(0, 0.1, len(margins)))
        X = draw.normal(len(y), d)
        X = X + (score - X @ w - b)[:, None] * w / w.square().sum()
        return case(label, w=w, b=b, X=X, y01=numbers(y01), lam=lam)

    return [
        case("one point inside the margin, no penalty", w=numbers([1]), b=0.25, X=numbers([[0.5]]), y01=numbers([1]),
             lam=0.0),
        case("one point inside the margin, one beyond it", w=numbers([1]), b=0.25, X=numbers([0.5], [2]),
             y01=numbers(1, 1), lam=0.1),
        with_margins("six points on both sides, two features", [-1.5, 0.4, 0.7, 1.5, 2.5, -0.4], [1, 0, 1, 0, 1, 0],
                     2, 0.3),
        with_margins("every point beyond the margin", [1.2, 3.0, 1.7], [0, 1, 0], 3, 0.5),
        with_margins("five points, four features", [0.2, 1.3, -2.0, 0.6, 4.0], [0, 0, 0, 1, 0], 4, 0.05),
    ]


task = Task(
    key="hinge_grad", title="The gradient of a support vector machine", points=2, difficulty=2, minutes=20,
    objective="find which points pull on a maximum-margin classifier, and how",
    reference=reference, cases=cases, compare=close(names=("gw", "gb")),
    forbids=("torch.autograd.grad", "torch.func.grad", ".backward"), facts=("N04-24", "N04-26"),
    hints=(
        "max(0, 1 - y s) has two straight pieces. What is its slope by the score s on each of them, and which points "
        "are on which piece?",
        "Take w = 1, b = 0, lam = 0 and two points of class 1: x = 0.5 has the loss 1 - 0.5, x = 2 has 0. Raise w to "
        "1.1: the losses are 0.45 and 0. How fast does their mean fall?",
        "y = ____; active = y * (X @ w + b) < ____; slope = torch.where(active, ____, torch.zeros_like(y)); "
        "gw = ____ * w + X.mT @ slope / ____",
    ),
)


@task.solution
def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1                                         # step: the labels as -1 and 1
    margin = y * (X @ w + b)                                # step: the margin of each point
    active = margin < 1                                     # step: the points that pay
    slope = torch.where(active, -y, torch.zeros_like(y))    # step: the slope of each loss by its score
    gw = X.mT @ slope / len(y)                              # step: the mean slope by w
    gb = slope.mean()                                       # step: the mean slope by b
    return 2 * lam * w + gw, gb                             # step: the slope of the penalty by w, added


@task.right
def point_by_point(w, b, X, y01, lam):
    gw, gb = torch.zeros_like(w), 0.0
    for x, label in zip(X, y01):
        y = 2 * float(label) - 1            # step: the label as -1 or 1
        score = float(w @ x) + b            # step: the score of a point
        margin = y * score                  # step: its margin
        by_margin = -1.0 if margin < 1 else 0.0     # step: the slope of its loss by its margin
        by_score = by_margin * y            # step: the slope of its loss by its score
        gw = gw + by_score * x              # step: the sum of the slopes by w
        gb = gb + by_score                  # step: the sum of the slopes by b
    penalty = 2 * lam * w                   # step: the slope of the penalty
    gw, gb = gw / len(X), gb / len(X)       # step: the mean over the points
    return [gw + penalty, gb]               # step: the slope of the penalty, added


@task.right
def by_selection(w, b, X, y01, lam):
    y = torch.where(y01 > 0.5, 1.0, -1.0).double()
    inside = 1 - y * (torch.mv(X, w) + b) > 0
    return 2 * lam * w - y[inside] @ X[inside] / X.shape[0], -y[inside].sum() / X.shape[0]


def _gradient(w, b, X, y01, *, below=1.0, uphill=1, n=None) -> tuple[Tensor, Tensor]:
    """The hinge part alone, with its choices open."""
    y = 2 * y01 - 1
    pays = (y * (X @ w + b) < below).double()
    s_bar = -uphill * pays * y / (len(y) if n is None else n(pays))
    return X.mT @ s_bar, s_bar.sum()


@task.wrong("You use the labels 0 and 1 as they come: a point of class 0 at x = 3 with w = 1 and b = 0 lies on the "
            "wrong side, and yet you give gw = 0, because it is multiplied by its label. Which two numbers would treat "
            "the classes alike?")
def raw_labels(w, b, X, y01, lam):
    s_bar = -(y01 * (X @ w + b) < 1).double() * y01 / len(y01)
    return 2 * lam * w + X.mT @ s_bar, s_bar.sum()


@task.wrong("The points that are safe pull on you: x = 2 of class 1 with w = 1, b = 0 and lam = 0 has the margin 2 and "
            "the loss 0, and you give gw = -2. How fast does its loss change when w changes a little?")
def beyond_the_margin(w, b, X, y01, lam):
    y = 2 * y01 - 1
    s_bar = -(y * (X @ w + b) > 1).double() * y / len(y)
    return 2 * lam * w + X.mT @ s_bar, s_bar.sum()


@task.wrong("Each point pulls the wrong way: x = 0.5 of class 1 with w = 1, b = 0 and lam = 0 gives you gw = 0.5. Its "
            "loss is 0.5, and for w = 1.1 it is 0.45. With which sign does it change?")
def climbs(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, uphill=-1)
    return 2 * lam * w + gw, gb


@task.wrong("You divide by the number of points that pay: of x = 0.5 and x = 2 (class 1, w = 1, b = 0, lam = 0) only "
            "the first does, and you give gw = -0.5; with x = 2 alone you divide by 0. Over how many points is the "
            "mean loss of the two taken?")
def mean_over_those_who_pay(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: pays.sum())
    return 2 * lam * w + gw, gb


@task.wrong("You divide by the number of points that pay: of x = 0.5 and x = 2 (class 1, w = 1, b = 0, lam = 0) only "
            "the first does, and you give gw = -0.5, as if the second were not there. The losses are 0.5 and 0. What "
            "is their mean?")
def guarded_mean_over_those_who_pay(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: pays.sum().clamp(min=1))
    return 2 * lam * w + gw, gb


@task.wrong("You add up over the points: x = 0.5 of class 1 with w = 1, b = 0 and lam = 0 gives gw = -0.5, and the "
            "same point twice gives you -1. The loss is a mean. What should it change that every point comes twice?")
def summed(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: 1)
    return 2 * lam * w + gw, gb


@task.wrong("You wait until a point is on the wrong side: x = 0.5 of class 1 with w = 1, b = 0 and lam = 0 has the "
            "loss 0.5, and you give gw = 0. From which margin on is the loss of a point 0?")
def only_the_wrong_side(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, below=0.0)
    return 2 * lam * w + gw, gb


@task.wrong("Every point pulls, however far away: x = 2 of class 1 with w = 1, b = 0 and lam = 0 gives you gw = -2. "
            "What is max(0, 1 - 2), and what is it for w = 1.1?")
def everybody_pays(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, below=float("inf"))
    return 2 * lam * w + gw, gb


@task.wrong("You pull b towards 0 too: with b = 2, lam = 0.1 and every point beyond the margin you give gb = 0.4. Does "
            "b stand in the penalty?")
def bias_penalised(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw, gb + 2 * lam * b


@task.wrong("With every point beyond the margin, w = 3 and lam = 0.1 you give gw = 0.3. The penalty 0.1·w² is 0.9 at w "
            "= 3 and 0.961 at w = 3.1. How much does it rise per unit of w?")
def two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return lam * w + gw, gb


@task.wrong("With every point beyond the margin you give gw = 0, whatever w and lam are. For w = 3 and lam = 0.1 the "
            "objective is then 0.1·9 = 0.9. What would make it smaller?")
def penalty_forgotten(w, b, X, y01, lam):
    return _gradient(w, b, X, y01)


@task.wrong("You divide the penalty by the number of points: with two points beyond the margin, w = 3 and lam = 0.1 "
            "you give gw = 0.3, with one point 0.6. Which term of the objective is a mean over the points?")
def penalty_averaged(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w / len(X) + gw, gb


EXERCISE = task.declared()
