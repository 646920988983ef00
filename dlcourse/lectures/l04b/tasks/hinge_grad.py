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

    def with_margins(label: str, margins: list[float], y01: list[int], d: int, lam: float, side: int = 1) -> Case:
        """Random points that lie where their margins (a little away from the given ones) say."""
        w, b, y = draw.away_from_zero(d, gap=0.5), side * draw.between(1, 2.5), 2 * numbers(y01) - 1
        score = y * (numbers(margins) + draw.uniform(0, 0.1, len(margins)))
        X = draw.normal(len(y), d)
        X = X + (score - X @ w - b)[:, None] * w / w.square().sum()
        return case(label, w=w, b=b, X=X, y01=numbers(y01), lam=lam)

    return [
        case("one point inside the margin, no penalty", w=numbers([1]), b=0.25, X=numbers([[0.5]]), y01=numbers([1]),
             lam=0.0),
        case("two classes, one point on the wrong side", w=numbers([1]), b=0.25, X=numbers([0.5], [2]),
             y01=numbers(0, 1), lam=0.0),
        case("one point inside the margin, one beyond it", w=numbers([1]), b=0.25, X=numbers([0.5], [2]),
             y01=numbers(1, 1), lam=0.1),
        case("two points and a large b", w=numbers([1]), b=1.5, X=numbers([-0.2], [-2.2]), y01=numbers(1, 0),
             lam=0.1),
        with_margins("six points on both sides, two features", [-1.5, 0.4, 0.89, 1.01, 2.5, -0.4], [1, 0, 1, 0, 1, 0],
                     2, 0.3),
        with_margins("every point beyond the margin", [1.2, 3.0, 1.7], [0, 1, 0], 3, 1.5),
        with_margins("five points, four features", [0.2, 1.3, -20.0, 0.6, 40.0], [0, 0, 0, 1, 0], 4, 0.05, side=-1),
        case("three points before training, all on the line", w=numbers(0, 0), b=0.0, X=draw.normal(3, 2),
             y01=numbers(1, 0, 1), lam=0.1),
    ]


task = Task(
    key="hinge_grad", title="The gradient of a support vector machine", points=2, difficulty=2, minutes=15,
    objective="find which points pull on a maximum-margin classifier, and how",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("gw", "gb")),
    forbids=("torch.autograd.grad", "torch.func.grad", ".backward"), facts=("N04-24", "N04-26"),
    hints=(
        "max(0, 1 - y s) has two straight pieces. What is its derivative with respect to the score s on each of them, "
        "and which points are on which piece?",
        "Take w = 1, b = 0, lam = 0 and two points of class 1: x = 0.5 has the loss 1 - 0.5, x = 2 has 0. Raise w to "
        "1.1: the losses are 0.45 and 0. How fast does their mean fall?",
        "y = ____; pays = (y * (X @ w + b) < ____).double(); slope = ____ * pays; "
        "gw = ____ * w + X.mT @ slope / ____",
    ),
)


@task.solution
def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1                                         # step: the labels as -1 and 1
    margin = y * (X @ w + b)                                # step: the margin of each point
    active = margin < 1                                     # step: the points that pay
    slope = torch.where(active, -y, torch.zeros_like(y))    # step: the derivative of each loss with respect to s
    gw = X.mT @ slope / len(y)                              # step: the mean derivative with respect to w
    gb = slope.mean()                                       # step: the mean derivative with respect to b
    return 2 * lam * w + gw, gb                             # step: the derivative of the penalty, added


@task.right
def point_by_point(w, b, X, y01, lam):
    gw, gb = torch.zeros_like(w), 0.0
    for x, label in zip(X, y01):
        y = 2 * float(label) - 1            # step: the label as -1 or 1
        score = float(w @ x) + b            # step: the score of a point
        margin = y * score                  # step: its margin
        by_margin = -1.0 if margin < 1 else 0.0     # step: the derivative of its loss with respect to its margin
        by_score = by_margin * y            # step: the derivative of its loss with respect to its score
        gw = gw + by_score * x              # step: the sum of the derivatives with respect to w
        gb = gb + by_score                  # step: the sum of the derivatives with respect to b
    penalty = 2 * lam * w                   # step: the derivative of the penalty
    gw, gb = gw / len(X), gb / len(X)       # step: the mean over the points
    return [gw + penalty, gb]               # step: the derivative of the penalty, added


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


def _of(w: Tensor, lam: float, X: Tensor, by_score: Tensor) -> tuple[Tensor, Tensor]:
    """The results that belong to a derivative of each loss with respect to its score."""
    return 2 * lam * w + X.mT @ by_score / len(X), by_score.mean()


def _pays(w: Tensor, b: float, X: Tensor, y01: Tensor) -> Tensor:
    return ((2 * y01 - 1) * (X @ w + b) < 1).double()


@task.wrong("Points of class 0 never pull: x = 3 of class 0 with w = 1, b = lam = 0 is on the wrong side and pays 4, "
            "and you give gw = 0. Which label has class 0 in the formula?", short="points of class 0 never pull")
def raw_labels(w, b, X, y01, lam):
    return _of(w, lam, X, -(y01 * (X @ w + b) < 1).double() * y01)


@task.wrong("The margin is computed with the labels 0 and 1: x = -3 of class 0 with w = 1, b = lam = 0 is safe, and "
            "yet you give gw = -3. What is its margin with the labels of the formula?",
            short="the margin is computed with the labels 0 and 1")
def raw_labels_in_the_margin(w, b, X, y01, lam):
    return _of(w, lam, X, -(y01 * (X @ w + b) < 1).double() * (2 * y01 - 1))


@task.wrong("The classes have changed places: x = 2 of class 1 with w = 1, b = 0 and lam = 0 is safe, and you give gw "
            "= 2. Which class has the label 1 in the formula?", short="the classes have changed places")
def labels_exchanged(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, 1 - y01)
    return 2 * lam * w + gw, gb


@task.wrong("You compare the score with 1, not the margin: x = -2 of class 0 with w = 1, b = lam = 0 has the score "
            "-2, the margin 2, and gives gw = -2. Which of the two decides whether a point pays?",
            short="the score is compared with 1, not the margin")
def score_for_margin(w, b, X, y01, lam):
    return _of(w, lam, X, -(X @ w + b < 1).double() * (2 * y01 - 1))


@task.wrong("Every point that pays pulls as if it were of class 1: x = 0.5 of class 0 with w = 1, b = 0 and lam = 0 "
            "gives you gw = -0.5. Does its loss fall when w grows?", short="the pull lacks the label")
def pull_without_label(w, b, X, y01, lam):
    return _of(w, lam, X, -_pays(w, b, X, y01))


@task.wrong("Every point that pays pulls as if it were of class 0: x = 0.5 of class 1 with w = 1, b = 0 and lam = 0 "
            "gives you gw = 0.5. Does its loss rise when w grows?", short="every point pulls as if it were of class 0")
def pull_of_class_zero(w, b, X, y01, lam):
    return _of(w, lam, X, _pays(w, b, X, y01))


@task.wrong("The safe points pull, and the others do not: x = 2 of class 1 with w = 1, b = lam = 0 has the margin 2, "
            "and you give gw = -2. How fast does its loss change with w?",
            short="the safe points pull, and the others do not")
def beyond_the_margin(w, b, X, y01, lam):
    return _of(w, lam, X, -(1 - _pays(w, b, X, y01)) * (2 * y01 - 1))


@task.wrong("Each point pulls the wrong way: x = 0.5 of class 1 with w = 1, b = lam = 0 gives you gw = 0.5. Its loss "
            "is 0.5, and for w = 1.1 it is 0.45. With which sign does it change?",
            short="each point pulls the wrong way")
def climbs(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, uphill=-1)
    return 2 * lam * w + gw, gb


@task.wrong("Every number has the opposite sign, that of the penalty too: x = 0.5 of class 1 with w = 1, b = 0 and lam "
            "= 0 gives you gw = 0.5. Does a step against it make the loss of this point smaller?",
            short="every number has the opposite sign")
def turned(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return -(2 * lam * w + gw), -gb


@task.wrong("gw is right, but gb has the opposite sign: a point of class 1 with w = 0, b = 0 gives you gb = 1. Its "
            "loss is 1, and for b = 0.1 it is 0.9. With which sign does it change?", short="gb has the opposite sign")
def gb_turned(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw, -gb


@task.wrong("gw is right, but gb is always 0: a point of class 1 with w = 0, b = 0 pays 1, and for b = 0.1 it pays "
            "0.9. How fast does its loss change with b?", short="gb is 0")
def gb_zero(w, b, X, y01, lam):
    return 2 * lam * w + _gradient(w, b, X, y01)[0], 0.0


@task.wrong("You divide by the number of points that pay: w = 1, b = lam = 0, x = 0.5 and x = 2 of class 1 give gw = "
            "-0.5, and x = 2 alone nan. Over how many points is the mean taken?",
            short="the mean is over the points that pay, and nan if none does")
def mean_over_those_who_pay(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: pays.sum())
    return 2 * lam * w + gw, gb


@task.wrong("You divide by the number of points that pay: w = 1, b = lam = 0, x = 0.5 and x = 2 of class 1 give gw = "
            "-0.5. The losses are 0.5 and 0. How fast does their mean fall?",
            short="the mean is over the points that pay")
def guarded_mean_over_those_who_pay(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: pays.sum().clamp(min=1))
    return 2 * lam * w + gw, gb


@task.wrong("You add up over the points: x = 0.5 of class 1 with w = 1, b = lam = 0 gives gw = -0.5, and the same "
            "point twice gives -1. The loss is a mean. What should the second copy change?",
            short="the sum over the points is not divided")
def summed(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: 1)
    return 2 * lam * w + gw, gb


@task.wrong("gb is right, but gw adds up over the points: x = 0.5 of class 1 with w = 1, b = lam = 0 gives gw = -0.5, "
            "and the same point twice -1. Which step did gb get and gw not?",
            short="gw is a sum over the points, not a mean")
def gw_summed(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + len(X) * gw, gb


@task.wrong("gw is right, but gb adds up over the points: a point of class 1 with w = 0 and b = 0 gives gb = -1, and "
            "the same point twice gives you -2. Which step did gw get and gb not?",
            short="gb is a sum over the points, not a mean")
def gb_summed(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw, len(X) * gb


@task.wrong("You divide by the number of points twice: x = 0.5 of class 1 with w = 1, b = 0 and lam = 0 gives gw = "
            "-0.5, and the same point twice gives -0.25. Which of your steps already takes the mean?",
            short="the number of points divides twice")
def divided_twice(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw / len(X), gb / len(X)


@task.wrong("gw is divided by the number of features, not of points: x = (0.5, 0) of class 1 with w = (1, 0), b = 0 "
            "and lam = 0 gives you gw = (-0.25, 0). Over what does the objective take its mean?",
            short="the number of features divides gw, not the number of points")
def gw_divided_by_features(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw * len(X) / len(w), gb


@task.wrong("The penalty is divided by the number of points too: with w = 3, lam = 0.1 and two points beyond the "
            "margin you give gw = 0.3. Over which part of the objective does the 1/n stand?",
            short="the penalty is divided by the number of points")
def penalty_divided(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w / len(X) + gw, gb


@task.wrong("You wait until a point is on the wrong side: x = 0.5 of class 1 with w = 1, b = lam = 0 has the loss "
            "0.5, and you give gw = 0. From which margin on is a loss 0?", short="only points on the wrong side pull")
def only_the_wrong_side(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, below=0.0)
    return 2 * lam * w + gw, gb


@task.wrong("Every point pulls, however far away: x = 2 of class 1 with w = 1, b = 0 and lam = 0 gives you gw = -2. "
            "What is max(0, 1 - 2), and what is it for w = 1.1?", short="every point pulls, however far away")
def everybody_pays(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, below=float("inf"))
    return 2 * lam * w + gw, gb


@task.wrong("A point pulls the harder, the more it pays: x = 0.5 of class 1 with w = 1, b = lam = 0 gives you gw = "
            "-0.25. It pays 0.5, and 0.45 for w = 1.1. How fast does that fall?",
            short="each pull is weighted by the loss of its point")
def weighted_by_loss(w, b, X, y01, lam):
    y = 2 * y01 - 1
    return _of(w, lam, X, -(1 - y * (X @ w + b)).clamp(min=0) * y)


@task.wrong("These are the numbers of the squared hinge: x = 0.2 of class 1 with w = 1, b = lam = 0 gives you gw = "
            "-0.32. It pays 0.8, and 0.78 for w = 1.1. How fast does that fall?",
            short="the squared hinge is differentiated")
def squared_hinge(w, b, X, y01, lam):
    y = 2 * y01 - 1
    return _of(w, lam, X, -2 * (1 - y * (X @ w + b)).clamp(min=0) * y)


@task.wrong("Every point pulls a little, as with the logistic loss: x = 2 of class 1 with w = 1, b = lam = 0 gives "
            "you gw = -0.238. What does its hinge loss do when w moves a little?",
            short="the logistic loss is differentiated, not the hinge loss")
def logistic(w, b, X, y01, lam):
    return _of(w, lam, X, torch.sigmoid(X @ w + b) - y01)


@task.wrong("You leave b out of the score: x = 0.5 of class 1 with w = 1, b = 0.75 and lam = 0 has the score 1.25 and "
            "pays nothing, and you give gw = -0.5. Which of your lines computes the score?", short="the score lacks b")
def score_without_bias(w, b, X, y01, lam):
    gw, gb = _gradient(w, 0.0, X, y01)
    return 2 * lam * w + gw, gb


@task.wrong("b is not multiplied by the label: x = 0.5 of class 0 with w = 1, b = 2, lam = 0 has the margin -2.5; you "
            "take it for 1.5 and give gw = 0. What is y times (w·x + b)?",
            short="in the margin, b is not multiplied by the label")
def bias_outside_the_label(w, b, X, y01, lam):
    y = 2 * y01 - 1
    return _of(w, lam, X, -(y * (X @ w) + b < 1).double() * y)


@task.wrong("You pull b towards 0 too: with b = 2, lam = 0.1 and every point beyond the margin you give gb = 0.4. Does "
            "b stand in the penalty?", short="the penalty is on b too")
def bias_penalised(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw, gb + 2 * lam * b


@task.wrong("With every point beyond the margin, w = 3 and lam = 0.1 you give gw = 0.3. The penalty 0.1·w² is 0.9 at w "
            "= 3 and 0.961 at w = 3.1. How much does it rise per unit of w?", short="the 2 of the penalty is missing")
def two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return lam * w + gw, gb


@task.wrong("Two things at once: with every point beyond the margin, w = 3, b = 2 and lam = 0.1 you give gw = 0.3 and "
            "gb = 0.2. How fast does 0.1·w² rise at w = 3, and does b stand in the penalty?",
            short="the 2 of the penalty is missing, and the penalty is on b too")
def two_missing_and_bias_penalised(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return lam * w + gw, gb + lam * b


@task.wrong("With every point beyond the margin you give gw = 0, whatever w and lam are. For w = 3 and lam = 0.1 the "
            "objective is then 0.1·9 = 0.9. What would make it smaller?", short="gw lacks the penalty")
def penalty_forgotten(w, b, X, y01, lam):
    return _gradient(w, b, X, y01)


@task.wrong("The penalty pushes the weights outwards: with every point beyond the margin, w = 3 and lam = 0.1 you give "
            "gw = -0.6. Does a step against that make w larger or smaller?", short="the penalty has the opposite sign")
def penalty_turned(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw - 2 * lam * w, gb


@task.wrong("You add the value of the penalty to every entry: with every point beyond the margin, w = (3, 4) and lam = "
            "0.1 you give gw = (2.5, 2.5). What happens to the penalty when the first weight alone moves a little?",
            short="the value of the penalty is added, not its derivative")
def penalty_itself(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + lam * w.square().sum(), gb


@task.wrong("Right as long as some point pays. When none does you give gw = 0: with w = 3 and lam = 0.1 the objective "
            "is then 0.1·9 = 0.9. Which part of it is still there?",
            short="where no point pays, the penalty is lost too")
def nothing_when_nobody_pays(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    paid = bool(_pays(w, b, X, y01).any())
    return (2 * lam * w + gw if paid else torch.zeros_like(w)), gb


@task.wrong("gb has one entry for each point: two points of class 1 that pay give (-0.5, -0.5). How many biases are "
            "there for the two points?", short="gb is not added up over the points")
def gb_for_each_point(w, b, X, y01, lam):
    by_score = -_pays(w, b, X, y01) * (2 * y01 - 1)
    return _of(w, lam, X, by_score)[0], by_score / len(X)


@task.wrong("The first result is gb and the second gw. In which order are they asked for?",
            short="gw and gb have changed places")
def results_exchanged(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gb, 2 * lam * w + gw


@task.wrong("Of the points only the last counts, divided by their number: x = 0.5 and x = 0.2 of class 1 with w = 1, b "
            "= 0 and lam = 0 give you gw = -0.1. Where did the first one go?", short="only the last point counts")
def last_point_alone(w, b, X, y01, lam):
    by_score = -_pays(w, b, X, y01) * (2 * y01 - 1)
    by_score[:-1] = 0
    return _of(w, lam, X, by_score)


@task.wrong("Of the points only the first counts, divided by their number: x = 0.5 and x = 0.2 of class 1 with w = 1, "
            "b = 0 and lam = 0 give you gw = -0.25. When is the sum complete?", short="only the first point counts")
def first_point_alone(w, b, X, y01, lam):
    by_score = -_pays(w, b, X, y01) * (2 * y01 - 1)
    by_score[1:] = 0
    return _of(w, lam, X, by_score)


@task.wrong("x plays no part in the pull: x = 0.5 of class 1 with w = 1, b = 0 and lam = 0 gives you gw = -1. How much "
            "does the score of this point move when w moves by 0.1?", short="the pull lacks the factor x")
def pull_without_x(w, b, X, y01, lam):
    gb = _gradient(w, b, X, y01)[1]
    return 2 * lam * w + gb, gb


@task.wrong("Two things at once: a point of class 0 never pulls, even on the wrong side; and with b = 2 and lam = 0.1 "
            "you add 0.4 to gb. Which label has class 0 in the formula, and does b stand in the penalty?",
            short="points of class 0 never pull, and the penalty is on b too")
def raw_labels_and_bias_penalised(w, b, X, y01, lam):
    gw, gb = raw_labels(w, b, X, y01, lam)
    return gw, gb + 2 * lam * b


@task.wrong("Two things at once: a point of class 0 never pulls, even on the wrong side; and for w = 3 and lam = 0.1 "
            "the penalty adds 0.3. Which label has class 0 in the formula, and how fast does 0.1·w² rise there?",
            short="points of class 0 never pull, and the 2 of the penalty is missing")
def raw_labels_and_two_missing(w, b, X, y01, lam):
    gw, gb = raw_labels(w, b, X, y01, lam)
    return gw - lam * w, gb


@task.wrong("Two things at once: a point of class 0 never pulls, even on the wrong side; and a point of class 1 given "
            "twice counts twice. Which label has class 0 in the formula, and what is the mean of two equal losses?",
            short="points of class 0 never pull, and the sum is not divided")
def raw_labels_and_summed(w, b, X, y01, lam):
    by_score = -(y01 * (X @ w + b) < 1).double() * y01
    return 2 * lam * w + X.mT @ by_score, by_score.sum()


@task.wrong("Two things at once: a point that pays pulls twice as hard when it is given twice; and for w = 3 and lam = "
            "0.1 the penalty adds 0.3. What is the mean of two equal losses, and how fast does 0.1·w² rise there?",
            short="the sum is not divided, and the 2 of the penalty is missing")
def summed_and_two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: 1)
    return lam * w + gw, gb


@task.wrong("Two things at once: a point with the margin 0.5 does not pull; and for w = 3 and lam = 0.1 the penalty "
            "adds 0.3. From which margin on is a loss 0, and how fast does 0.1·w² rise there?",
            short="only points on the wrong side pull, and the 2 of the penalty is missing")
def only_the_wrong_side_and_two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, below=0.0)
    return lam * w + gw, gb


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = lam = 0 gives gw = 0.5, and the same point twice "
            "gives 1. Does its loss rise with w, and what is the mean of two equal losses?",
            short="each point pulls the wrong way, and the sum is not divided")
def climbs_and_summed(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, uphill=-1, n=lambda pays: 1)
    return 2 * lam * w + gw, gb


@task.wrong("gw is right, but in gb every point counts, also the safe ones: x = 2 of class 1 with w = 1, b = lam = 0 "
            "gives you gb = -1. How fast does its loss change with b?",
            short="in gb every point counts, also the safe ones")
def gb_of_all_points(w, b, X, y01, lam):
    return 2 * lam * w + _gradient(w, b, X, y01)[0], -(2 * y01 - 1).mean()


@task.wrong("gb is right, but in gw every point counts, also the safe ones: x = 2 of class 1 with w = 1, b = lam = 0 "
            "gives you gw = -2. How fast does its loss change with w?",
            short="in gw every point counts, also the safe ones")
def gw_of_all_points(w, b, X, y01, lam):
    gw = _gradient(w, b, X, y01, below=float("inf"))[0]
    return 2 * lam * w + gw, _gradient(w, b, X, y01)[1]


@task.wrong("gw is right, but gb lacks the label: a point of class 0 with w = 0 and b = 0 gives you gb = -1. Its loss "
            "is 1, and 1.1 for b = 0.1. With which sign does it change?", short="gb lacks the label")
def gb_without_label(w, b, X, y01, lam):
    return 2 * lam * w + _gradient(w, b, X, y01)[0], -_pays(w, b, X, y01).mean()


@task.wrong("gw is right, but gb is divided by the number of points that pay: w = 1, b = lam = 0, x = 0.5 and x = 2 "
            "of class 1 give gb = -1. How fast does their mean loss fall with b?",
            short="gb is a mean over the points that pay")
def gb_over_those_who_pay(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw, gb * len(X) / _pays(w, b, X, y01).sum().clamp(min=1)


@task.wrong("Two things at once: w = 3, b = 0, lam = 0.1 and one point x = 2 of class 1 give you gw = 0.3, gb = -1. "
            "How fast does its loss of 0 change with b, and 0.1·w² with w?",
            short="in gb every point counts, and the 2 of the penalty is missing")
def gb_of_all_points_and_two_missing(w, b, X, y01, lam):
    return lam * w + _gradient(w, b, X, y01)[0], -(2 * y01 - 1).mean()


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = 0.75 pulls, as if its score were 0.5; and the "
            "penalty is divided by the number of points. What is its score, and over what does the 1/n stand?",
            short="the score lacks b, and the penalty is divided by the number of points")
def score_without_bias_and_penalty_divided(w, b, X, y01, lam):
    gw, gb = _gradient(w, 0.0, X, y01)
    return 2 * lam * w / len(X) + gw, gb


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = 0.75 pulls as if from 0.5, and for w = 3, lam = "
            "0.1 the penalty adds 0.3. Which score is right, and how fast does 0.1·w² rise?",
            short="the score lacks b, and the 2 of the penalty is missing")
def score_without_bias_and_two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, 0.0, X, y01)
    return lam * w + gw, gb


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = 0.75 pulls, as if its score were 0.5; and a point "
            "given twice pulls twice as hard. What is its score, and the mean of two equal losses?",
            short="the score lacks b, and the sum over the points is not divided")
def score_without_bias_and_summed(w, b, X, y01, lam):
    gw, gb = _gradient(w, 0.0, X, y01, n=lambda pays: 1)
    return 2 * lam * w + gw, gb


@task.wrong("Two things at once: a point of class 0 never pulls, even on the wrong side; and the penalty is divided by "
            "the number of points. Which label has class 0 in the formula, and over which part of the objective does "
            "the 1/n stand?", short="points of class 0 never pull, and the penalty is divided by the number of points")
def raw_labels_and_penalty_divided(w, b, X, y01, lam):
    gw, gb = raw_labels(w, b, X, y01, lam)
    return gw - 2 * lam * w + 2 * lam * w / len(X), gb


@task.wrong("Two things at once: with every point beyond the margin, two points, w = 3 and lam = 0.1 you give gw = "
            "0.15. How fast does 0.1·w² rise at w = 3, and over which part of the objective does the 1/n stand?",
            short="the 2 of the penalty is missing, and the penalty is divided by the number of points")
def two_missing_and_penalty_divided(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return lam * w / len(X) + gw, gb


@task.wrong("Right as long as some point pays. Where none does you give nan, a mean over no points: w = 1, b = lam = "
            "0 and x = 2 of class 1 alone. How fast does its loss of 0 change with w?",
            short="the result is nan where no point pays")
def nan_when_nobody_pays(w, b, X, y01, lam):
    count = _pays(w, b, X, y01).sum()
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w + gw * count / count, gb * count / count


@task.wrong("You stop at the first point that pays nothing: with w = 1 and b = lam = 0, x = 2 and then x = 0.5 of "
            "class 1 give you gw = 0. What do the points behind it add?",
            short="the sum stops at the first point that pays nothing")
def stops_at_the_first_safe_point(w, b, X, y01, lam):
    reached = _pays(w, b, X, y01).cumprod(0)
    return _of(w, lam, X, -reached * (2 * y01 - 1))


@task.wrong("Two things at once: w = 3, lam = 0.1 and only points beyond the margin give you gw = 0; and a point "
            "given twice pulls twice as hard. How fast does 0.1·w² rise, and what is the mean of two equal losses?",
            short="gw lacks the penalty, and the sum over the points is not divided")
def penalty_forgotten_and_summed(w, b, X, y01, lam):
    return _gradient(w, b, X, y01, n=lambda pays: 1)


@task.wrong("Two things at once: a point of class 0 never pulls, even on the wrong side; and with every point beyond "
            "the margin gw is 0, whatever lam is. Which label has class 0 in the formula, and how does lam·w² change "
            "with w?", short="points of class 0 never pull, and gw lacks the penalty")
def raw_labels_and_penalty_forgotten(w, b, X, y01, lam):
    return raw_labels(w, b, X, y01, 0.0)


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = lam = 0 gives gw = 0.5; and for w = 3, lam = 0.1 "
            "the penalty adds 0.3. Does that loss rise with w, and how fast 0.1·w²?",
            short="each point pulls the wrong way, and the 2 of the penalty is missing")
def climbs_and_two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, uphill=-1)
    return lam * w + gw, gb


@task.wrong("Two things at once: b = 3, lam = 0.1 and only points beyond the margin give you gb = 0.6; and a point "
            "given twice pulls twice as hard. On which parameters is the penalty, and what is the mean of two equal "
            "losses?", short="the penalty is on b too, and the sum over the points is not divided")
def bias_penalised_and_summed(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: 1)
    return 2 * lam * w + gw, gb + 2 * lam * b


@task.wrong("The penalty counts once for each point: w = 1, lam = 0.1 and two safe points give you gw = 0.4, where 0.2 "
            "is expected. How often does the penalty stand in the objective?",
            short="the penalty counts once for each point")
def penalty_for_each_point(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return 2 * lam * w * len(X) + gw, gb


@task.wrong("You decide once for all points, by the mean margin: w = 1, b = lam = 0 and x = 0.5 and x = 2 of class 1 "
            "give gw = 0, since the mean margin is 1.25. Which of the two points pays?",
            short="the mean margin decides for all points at once")
def mean_margin_decides(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pays = (y * (X @ w + b)).mean() < 1
    return _of(w, lam, X, -y * pays)


@task.wrong("A point far on the wrong side does not pull: x = -3 of class 1 with w = 1, b = lam = 0 has the margin -3 "
            "and pays 4, and you give gw = 0. How does its loss change with w?",
            short="points far on the wrong side do not pull")
def inside_the_strip(w, b, X, y01, lam):
    s = X @ w + b
    return _of(w, lam, X, -(s.abs() < 1).double() * (2 * y01 - 1))


@task.wrong("Points on the wrong side do not pull, only those with margins from 0 to 1: x = -0.5 of class 1 with w = "
            "1, b = lam = 0 pays 1.5, and gw is 0. How does its loss change with w?",
            short="points on the wrong side do not pull")
def between_zero_and_one(w, b, X, y01, lam):
    margin = (2 * y01 - 1) * (X @ w + b)
    return _of(w, lam, X, -((margin >= 0) & (margin < 1)).double() * (2 * y01 - 1))


@task.wrong("Two things at once: x = -3 of class 1 with w = 1, b = lam = 0 pays 4 and pulls nothing; and for w = 3, "
            "lam = 0.1 the penalty adds 0.3. How do that loss and 0.1·w² change with w?",
            short="points far on the wrong side do not pull, and the 2 of the penalty is missing")
def inside_the_strip_and_two_missing(w, b, X, y01, lam):
    gw, gb = inside_the_strip(w, b, X, y01, lam)
    return gw - lam * w, gb


@task.wrong("Two things at once: w = 3 and lam = 0.1 add 0.3 to gw; and the sum is divided by the number of points "
            "that pay. How fast does 0.1·w² rise at w = 3, and over how many points is the mean?",
            short="the penalty lacks its factor 2, and the mean is over the points that pay")
def two_missing_and_mean_over_those_who_pay(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, n=lambda pays: pays.sum().clamp(min=1))
    return lam * w + gw, gb


@task.wrong("The penalty acts as the length of w, not its square: with every point beyond the margin, w = (3, 4) and "
            "lam = 0.1 you give gw = (0.06, 0.08). How fast does 0.1·(9 + 16) rise with the first weight?",
            short="the length of w is the penalty, not its square")
def penalty_by_the_length(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + lam * w / w.norm().clamp(min=1e-12), gb


@task.wrong("The penalty acts as the length of w, and for w = 0 you give nan: with every point beyond the margin, w = "
            "(3, 4) and lam = 0.1 give gw = (0.06, 0.08). Which power does the penalty hold?",
            short="the length of w is the penalty, and w = 0 gives nan")
def penalty_by_the_length_with_nan(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + lam * w / w.norm(), gb


@task.wrong("The penalty pulls every weight equally hard: with every point beyond the margin and lam = 0.1 you give gw "
            "= 0.1 for w = 3 and for w = 5. How fast does 0.1·w² rise at 3 and at 5?",
            short="the penalty counts absolute values, not squares")
def penalty_by_the_sign(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + lam * w.sign(), gb


@task.wrong("Each weight feels the penalty of all: with every point beyond the margin, w = (3, 4) and lam = 0.1 you "
            "give gw = (1.4, 1.4). How fast does 0.1·(9 + 16) rise when the first weight alone moves?",
            short="the penalty adds the sum of the weights to every entry")
def penalty_of_the_sum(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + 2 * lam * w.sum(), gb


@task.wrong("lam counts twice in the penalty: with every point beyond the margin, w = 3 and lam = 0.1 you give gw = "
            "0.06. The penalty is 0.9 at w = 3 and 0.961 at w = 3.1. How fast does it rise?",
            short="lam counts twice in the penalty")
def penalty_with_lam_squared(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + 2 * lam ** 2 * w, gb


@task.wrong("lam stands at the losses, not at the penalty: with every point beyond the margin, w = 3 and lam = 0.1 you "
            "give gw = 6. The penalty is 0.9 there, and 0.961 at w = 3.1. How fast does it rise?",
            short="lam multiplies the losses, not the penalty")
def lam_at_the_losses(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return lam * gw + 2 * w, lam * gb


@task.wrong("Points of class 1 never pull: x = -3 of class 1 with w = 1, b = lam = 0 is on the wrong side and pays 4, "
            "and you give gw = 0. Which label has class 1 in the formula?", short="points of class 1 never pull")
def class_one_never_pulls(w, b, X, y01, lam):
    return _of(w, lam, X, _pays(w, b, X, y01) * (1 - y01))


@task.wrong("Your labels are -1/2 and 1/2: x = 1.5 of class 1 with w = 1, b = lam = 0 has the margin 1.5 and is safe, "
            "and you give gw = -0.75. Which labels does the formula have?", short="the labels are -1/2 and 1/2")
def half_labels(w, b, X, y01, lam):
    y = y01 - 0.5
    return _of(w, lam, X, -(y * (X @ w + b) < 1).double() * y)


@task.wrong("The pull is halved: x = 0.5 of class 1 with w = 1, b = lam = 0 pays 0.5, and 0.45 for w = 1.1, and you "
            "give gw = -0.25. How fast does its loss fall?", short="every pull is halved")
def half_labels_of_the_pull(w, b, X, y01, lam):
    return _of(w, lam, X, -_pays(w, b, X, y01) * (y01 - 0.5))


@task.wrong("Only points with margins above 0 and below 1 pull for you: x = -0.5 of class 1 with w = 1, b = lam = 0 "
            "pays 1.5, and gw is 0. How does its loss change with w?",
            short="points on the wrong side, or on the line, do not pull")
def above_zero_and_below_one(w, b, X, y01, lam):
    margin = (2 * y01 - 1) * (X @ w + b)
    return _of(w, lam, X, -((margin > 0) & (margin < 1)).double() * (2 * y01 - 1))


@task.wrong("gw is right, but your gb has b as a factor: a point of class 1 with w = 0 and b = 0.5 pays 0.5, and 0.4 "
            "for b = 0.6, and you give gb = -0.5. How fast does its loss fall?", short="gb has the factor b")
def gb_with_b(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + 2 * lam * w, gb * b


@task.wrong("The pull on w has w as a factor too: x = 1 of class 1 with w = 0.5, b = lam = 0 pays 0.5, and 0.4 for w = "
            "0.6; gw is -0.5. How fast does its loss fall?", short="the pull has the factor w besides x")
def pull_with_w_and_x(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw * w + 2 * lam * w, gb


@task.wrong("The pull on w has the factor w, not x: x = 0 of class 1 with w = 0.5, b = lam = 0 pays 1 whatever w is, "
            "and you give gw = -0.5. How much does its score move when w moves?",
            short="the pull has the factor w, not x")
def pull_with_w(w, b, X, y01, lam):
    gb = _gradient(w, b, X, y01)[1]
    return gb * w + 2 * lam * w, gb


@task.wrong("The pulls on w are divided by the number of all entries of X: x = (0.5, 0) of class 1, twice, with w = "
            "(1, 0), b = 0 and lam = 0 gives gw = (-0.25, 0). How many losses are averaged?",
            short="the pulls on w are divided by the number of all entries of X")
def gw_divided_by_entries(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw / len(w) + 2 * lam * w, gb


@task.wrong("The number of features divides, not that of the points: a point of class 1, twice, with d = 1, w = 0 and "
            "b = 0 gives you gb = -2. Its loss is 1. What is the mean of two equal losses?",
            short="the number of features divides, not that of the points")
def divided_by_features(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw * len(X) / len(w) + 2 * lam * w, gb * len(X) / len(w)


@task.wrong("You compare the distance from the line with 1, not the margin: x = 0.6 of class 1 with w = 2, b = lam = 0 "
            "has the margin 1.2 and pays nothing, and you give gw = -0.6. By what did you divide?",
            short="the margin is divided by the length of w")
def distance_for_margin(w, b, X, y01, lam):
    pays = ((2 * y01 - 1) * (X @ w + b) / w.norm().clamp(min=1e-12) < 1).double()
    return _of(w, lam, X, -pays * (2 * y01 - 1))


@task.wrong("You compare the distance from the line with 1: x = 0.6 of class 1 with w = 2, b = lam = 0 has the margin "
            "1.2, and you give gw = -0.6. What happens to your quotient at w = 0?",
            short="the margin is divided by the length of w, also by 0")
def distance_for_margin_with_nan(w, b, X, y01, lam):
    pays = ((2 * y01 - 1) * (X @ w + b) / w.norm() < 1).double()
    return _of(w, lam, X, -pays * (2 * y01 - 1))


@task.wrong("Only the point with the largest loss pulls, and undivided: x = 0.5 and -1 of class 1 with w = 1, b = lam "
            "= 0 pay 0.5 and 2, and you give gw = 1. Does the first loss change with w?",
            short="only the point with the largest loss pulls")
def largest_loss_alone(w, b, X, y01, lam):
    y = 2 * y01 - 1
    i = int((1 - y * (X @ w + b)).argmax())
    pull = -y[i] * _pays(w, b, X, y01)[i]
    return 2 * lam * w + pull * X[i], pull


@task.wrong("Each feature has a margin of its own for you: x = (2, 0) of class 1 with w = (1, 1), b = 0 and lam = 0 is "
            "safe, and you give gb = -0.5. What is the score of this point?",
            short="each feature has a score of its own")
def features_apart(w, b, X, y01, lam):
    y = (2 * y01 - 1)[:, None]
    pull = -(y * (X * w + b) < 1).double() * y
    return 2 * lam * w + (pull * X).mean(dim=0), pull.mean()


@task.wrong("You take a step and return the parameters: x = 0.5 of class 1 with w = 1, b = lam = 0 gives you 1.5 and "
            "1. By how much did w and b change?", short="the parameters after a step are returned, not the gradient")
def parameters_after_a_step(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return w - gw - 2 * lam * w, b - gb


@task.wrong("Both results have one row for each point: x = 0.5, twice, of class 1 with w = 1, b = lam = 0 gives you gb "
            "= (-1, -1). How many w and b are there for the two points?",
            short="gw and gb are not added up over the points")
def nothing_added_up(w, b, X, y01, lam):
    by_score = -_pays(w, b, X, y01) * (2 * y01 - 1)
    return 2 * lam * w + by_score[:, None] * X, by_score


@task.wrong("Two things at once: x = 2 of class 1 with w = 1, b = lam = 0 gives gw = -2; and at w = 3 the penalty "
            "0.1·w² adds 0.3. What does that point pay, and how fast does the penalty rise?",
            short="every point pulls, and the 2 of the penalty is missing")
def everybody_pays_and_two_missing(w, b, X, y01, lam):
    y = 2 * y01 - 1
    return lam * w - X.mT @ y / len(y), -y.mean()


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = lam = 0 gives you gw = -0.25; and for w = 3, lam = "
            "0.1 the penalty adds 0.3. How fast do 1 - 0.5·w and 0.1·w² change?",
            short="each pull is weighted by the loss, and the 2 of the penalty is missing")
def weighted_by_loss_and_two_missing(w, b, X, y01, lam):
    gw, gb = weighted_by_loss(w, b, X, y01, lam)
    return gw - lam * w, gb


@task.wrong("Two things at once: x = 0.2 of class 1 with w = 1, b = lam = 0 gives you gw = -0.32; and for w = 3, lam = "
            "0.1 the penalty adds 0.3. How fast do 1 - 0.2·w and 0.1·w² change?",
            short="the squared hinge is differentiated, and the 2 of the penalty is missing")
def squared_hinge_and_two_missing(w, b, X, y01, lam):
    gw, gb = squared_hinge(w, b, X, y01, lam)
    return gw - lam * w, gb


@task.wrong("Two things at once: x = 2 of class 1 with w = 1, b = lam = 0 gives gw = 2; and at w = 3 the penalty "
            "0.1·w² adds 0.3. Which class has label 1, and how fast does the penalty rise?",
            short="the classes have changed places, and the 2 of the penalty is missing")
def labels_exchanged_and_two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, 1 - y01)
    return lam * w + gw, gb


@task.wrong("Two things at once: x = 0.5 of class 0 with w = 1, b = lam = 0 gives gw = -0.5; and at w = 3 the penalty "
            "0.1·w² adds 0.3. Does that loss fall, and how fast does the penalty rise?",
            short="the pull lacks the label, and the 2 of the penalty is missing")
def pull_without_label_and_two_missing(w, b, X, y01, lam):
    gw, gb = pull_without_label(w, b, X, y01, lam)
    return gw - lam * w, gb


@task.wrong("Two things at once: a point with the margin 0.5 does not pull; and with all points safe, w = 3 and lam = "
            "0.1 gw is 0. What does that point pay, and which part remains of the objective?",
            short="only points on the wrong side pull, and gw lacks the penalty")
def only_the_wrong_side_and_penalty_forgotten(w, b, X, y01, lam):
    return _gradient(w, b, X, y01, below=0.0)


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = lam = 0 gives gw = 0.5; and with all points safe "
            "gw is 0 for every w. Does that loss rise with w, and does 0.1·w²?",
            short="each point pulls the wrong way, and gw lacks the penalty")
def climbs_and_penalty_forgotten(w, b, X, y01, lam):
    return _gradient(w, b, X, y01, uphill=-1)


@task.wrong("gw is right, but you pull b towards 0: with b = 2, lam = 0.1 and every point beyond the margin you give "
            "gb = 0.2. Does b stand in the penalty?", short="the penalty is on b too, without its 2")
def bias_penalised_without_two(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + 2 * lam * w, gb + lam * b


@task.wrong("gw is right, but the penalty of the weights is in gb too: with every point beyond the margin, w = 3 and "
            "lam = 0.1 you give gb = 0.6. How does 0.1·w² change when b moves?",
            short="the penalty of the weights is added to gb too")
def penalty_in_gb(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + 2 * lam * w, gb + 2 * lam * w.sum()


@task.wrong("gw is right, but gb is the mean loss itself: x = 0.5 of class 1 with w = 1, b = lam = 0 pays 0.5, and 0.4 "
            "for b = 0.1, and you give gb = 0.5. How fast does it fall?",
            short="gb is the mean loss, not its derivative")
def gb_is_the_loss(w, b, X, y01, lam):
    gw, _ = _gradient(w, b, X, y01)
    return gw + 2 * lam * w, (1 - (2 * y01 - 1) * (X @ w + b)).clamp(min=0).mean()


@task.wrong("gw holds the squares of the weights: with every point beyond the margin, w = 3 and lam = 0.1 you give gw "
            "= 0.9. The penalty is 0.9 there, and 0.961 at w = 3.1. How fast does it rise?",
            short="the squares of the weights are in gw")
def penalty_with_squared_weights(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + lam * w.square(), gb


@task.wrong("The penalty is divided by the number of features: with every point beyond the margin, w = (3, 4) and lam "
            "= 0.1 you give gw = (0.3, 0.4). Is there a mean over the weights in the objective?",
            short="the penalty is divided by the number of features")
def penalty_over_features(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01)
    return gw + 2 * lam * w / len(w), gb


@task.wrong("You compare the score with the label: x = -2 of class 0 with w = 1, b = lam = 0 has the score -2, below "
            "-1, but the margin 2, and you give gw = -2. Which points pay?",
            short="the score is compared with the label, not the margin with 1")
def score_against_the_label(w, b, X, y01, lam):
    y = 2 * y01 - 1
    return _of(w, lam, X, -(X @ w + b < y).double() * y)


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = 0.75 pulls, as if its score were 0.5; and with all "
            "points safe gw is 0. What is its score, and which part of the objective remains?",
            short="the score lacks b, and gw lacks the penalty")
def score_without_bias_and_penalty_forgotten(w, b, X, y01, lam):
    return _gradient(w, 0.0, X, y01)


@task.wrong("Two things at once: x = 0.6 of class 1 with w = 2, b = 0 has the margin 1.2 and pulls; and at w = 3 the "
            "penalty 0.1·w² adds 0.3. Which points pay, and how fast does the penalty rise?",
            short="the margin is divided by the length of w, and the 2 of the penalty is missing")
def distance_for_margin_and_two_missing(w, b, X, y01, lam):
    gw, gb = distance_for_margin(w, b, X, y01, lam)
    return gw - lam * w, gb


@task.wrong("Two things at once: x = 0.5 of class 1 with w = 1, b = lam = 0 gives gw = 0.5; at w = 3 the penalty "
            "0.1·w² takes 0.3 off. Does the loss rise with w, and how fast does the penalty?",
            short="every number has the opposite sign, and the 2 of the penalty is missing")
def turned_and_two_missing(w, b, X, y01, lam):
    gw, gb = _gradient(w, b, X, y01, uphill=-1)
    return gw - lam * w, gb


EXERCISE = task.declared()
