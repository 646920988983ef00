"""Experiments of lecture 06a: a network that is sure and wrong, a score that comes back, one bell for two hills."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.nn import fast, mlp
from dlcourse.tensors import generator

PAIR = (3, 8)  # which digits are told apart; the second is class 1
TRAINED, SIZES, BEFORE = 200, (64, 32, 1), 300
MOMENTS = (0, 5, 10, 20, 50, 100, 200, 400)  # steps after which one looks
STARTS = ("the labels were swapped before", "a fresh network")


def squared_slope(z: Tensor, y: Tensor) -> Tensor:
    """Slope of (p - y)² with respect to the score z, where p = sigmoid(z).

    >>> squared_slope(torch.tensor([0.0]), torch.tensor([0.0]))
    tensor([0.2500])
    """
    p = z.sigmoid()
    return 2 * (p - y) * p * (1 - p)


def log_slope(z: Tensor, y: Tensor) -> Tensor:
    """Slope of binary cross-entropy with respect to the score z.

    >>> log_slope(torch.tensor([0.0]), torch.tensor([0.0]))
    tensor([0.5000])
    """
    return z.sigmoid() - y


SLOPES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {"squares": squared_slope, "cross-entropy": log_slope}


class Seen(NamedTuple):
    """What a network says of new digits at each of MOMENTS."""

    right: list[float]  # share of new digits that are named correctly
    own: Tensor  # (moments, new digits) probability that is given to the true digit
    says_one: list[float]  # share of new digits that are called class 1
    X: Tensor  # (new digits, 64)
    y: Tensor  # (new digits,) 0 or 1


def _step(params: mlp.Params, X: Tensor, y: Tensor, slope: Callable, eta: float) -> mlp.Params:
    z, cache_ = mlp.forward(params, X)
    grads = mlp.backward(params, cache_, slope(z, y[:, None]) / len(y))
    return mlp.Params(*(tuple(a - eta * g for a, g in zip(mine, theirs)) for mine, theirs in zip(params, grads)))


@cache
def _begin(start: str, seed: int) -> tuple[mlp.Params, Tensor, Tensor]:
    """The network before its labels are right, and the digits: the first TRAINED are trained on."""
    rng, digits = generator(seed), data.digits()
    chosen = (digits.y == PAIR[0]) | (digits.y == PAIR[1])
    X, y = digits.X[chosen].double() - 0.3, (digits.y[chosen] == PAIR[1]).double()
    order = torch.randperm(len(y), generator=rng)
    X, y = X[order], y[order]
    params = mlp.init(SIZES, rng=rng, dtype=X.dtype)
    if start == STARTS[0]:
        for _ in range(BEFORE):
            params = _step(params, X[:TRAINED], 1 - y[:TRAINED], log_slope, 0.5)
    return params, X, y


@cache
def relearn(loss: str, eta: float = 0.5, start: str = STARTS[0], seed: int = 0) -> Seen:
    """A network of 32 hidden units learns threes and eights, with the right labels, from one of STARTS.

    >>> relearn("squares").right[-1] < 0.6 < 0.95 < relearn("cross-entropy").right[-1]
    True
    """
    params, X, y = _begin(start, seed)
    new, truth = X[TRAINED:], y[TRAINED:]
    own, right, says_one = [], [], []
    for step in range(MOMENTS[-1] + 1):
        if step in MOMENTS:
            z = mlp.forward(params, new)[0][:, 0]
            own.append(torch.where(truth == 1, z, -z).sigmoid())
            right.append(float((own[-1] > 0.5).double().mean()))
            says_one.append(float((z > 0).double().mean()))
        params = _step(params, X[:TRAINED], y[:TRAINED], SLOPES[loss], eta)
    return Seen(right, torch.stack(own), says_one, new, truth)


def way_back(loss: str, start: float, eta: float, steps: int) -> Tensor:
    """Scores z of a single sample of class 0, before each step and after the last: z - eta times the slope.

    >>> way_back("cross-entropy", 0.0, 1.0, 1)
    tensor([ 0.0000, -0.5000], dtype=torch.float64)
    """
    z = torch.tensor(start, dtype=torch.float64)
    way = [z]
    for _ in range(steps):
        z = z - eta * SLOPES[loss](z, torch.zeros_like(z))
        way.append(z)
    return torch.stack(way)


# --- an outlier ---

FOUR = torch.tensor([2.0, 3.0, 4.0, 7.0], dtype=torch.float64)  # targets that stay; the fifth is moved


def centre(y: Tensor, delta: float) -> float:
    """The number with the least mean Huber loss, by halving the interval in which the pulls change sign.

    >>> round(centre(torch.tensor([0.0, 0.0, 9.0]), 1.0), 3)
    0.5
    """
    low, high = float(y.min()), float(y.max())
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if float((y - middle).clamp(-delta, delta).sum()) > 0 else (low, middle)
    return (low + high) / 2


# --- one bell for two hills ---

PLACES = torch.linspace(-6, 6, 121, dtype=torch.float64)


def bell(middle: float, width: float) -> Tensor:
    """Probabilities at PLACES in the shape of a Gaussian; they add up to 1.

    >>> round(float(bell(0.0, 1.0).sum()), 6)
    1.0
    """
    return (-0.5 * ((PLACES - middle) / width) ** 2).softmax(0)


HILLS = 0.6 * bell(-2.5, 0.7) + 0.4 * bell(2.5, 0.7)


class Bells(NamedTuple):
    """The best bells for HILLS: (middle, width) with the least KL(p, q), and with the least KL(q, p)."""

    covers: tuple[float, float]
    picks: tuple[float, float]


@cache
def best_bells() -> Bells:
    """Both bells, found by trying every middle and width of a grid.

    >>> best_bells().picks[0]
    -2.5
    """
    def kl(p: Tensor, q: Tensor) -> float:
        return float((p * (p / q).log()).sum())

    tried = [(m / 10, w / 10) for m in range(-40, 41) for w in range(5, 41)]
    made = {each: bell(*each).clamp(1e-300) for each in tried}
    return Bells(min(tried, key=lambda k: kl(HILLS, made[k])), min(tried, key=lambda k: kl(made[k], HILLS)))


# --- another head on the same features ---


class Features(NamedTuple):
    """Points of two rings, half of them trained on, and the hidden activations that a network has for them."""

    X: Tensor  # (400, 2)
    hidden: Tensor  # (400, 8)
    y: Tensor  # (400,)


@cache
def features(seed: int = 0) -> Features:
    """What the last layer of a network of 8 hidden units sees, after training on the first half of the points.

    >>> features().hidden.shape
    torch.Size([400, 8])
    """
    rng = generator(seed)
    points = data.rings(400, rng=rng)
    X, y = points.X, points.y
    params = mlp.init((2, 8, 2), rng=rng, dtype=X.dtype)
    for _ in range(1000):
        fast.sgd_step_(params, X[:200], y[:200], eta=0.5)
    return Features(X, (X @ params.Ws[0].mT + params.bs[0]).relu(), y)


def relearn_ten_times() -> dict[str, dict[str, list[float]]]:
    """The share that is right and the share called 1 at the end, over ten seeds, by start, loss and learning rate."""
    asked = {f"{loss}, {start}": (loss, 0.5, start) for start in STARTS for loss in SLOPES}
    asked |= {f"squares, eta {eta}": ("squares", eta, STARTS[0]) for eta in (0.1, 2.0)}
    runs = {name: [relearn(*how, seed) for seed in range(10)] for name, how in asked.items()}
    return {name: {"right": [seen.right[-1] for seen in of], "says one": [seen.says_one[-1] for seen in of]}
            for name, of in runs.items()}


def other_heads() -> dict[str, list[float]]:
    """The share that a last layer of another kind gets right from hidden values and from pixels, over ten seeds."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.svm import SVC

    heads = {"logistic": LogisticRegression(), "SVM": SVC(kernel="linear"), "neighbours": KNeighborsClassifier(5)}
    found: dict[str, list[float]] = {f"{head}, {given}": [] for head in heads for given in ("hidden", "pixels")}
    for kept in map(features, range(10)):
        for name, head in heads.items():
            for what, given in (("hidden", kept.hidden), ("pixels", kept.X)):
                fitted = head.fit(given[:200], kept.y[:200])
                found[f"{name}, {what}"].append(float(fitted.score(given[200:], kept.y[200:])))
    return found


LONG = Experiments(__file__, relearn_ten_times=relearn_ten_times, other_heads=other_heads)
