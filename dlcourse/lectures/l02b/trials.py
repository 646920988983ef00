"""Experiments of lecture 02b: labels drawn by lot, a wave with noise, and two ways to a classifier."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.models import polynomial
from dlcourse.nn import fast, mlp
from dlcourse.tensors import generator

SIZES = (64, 200, 10)
NUMBERS = sum(out * (into + 1) for into, out in pairwise(SIZES))
MOMENTS = (0, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 400)  # steps after which one looks


class Learned(NamedTuple):
    """Shares of right answers at each of MOMENTS, and the training images with the labels that they were given."""

    train: list[float]
    new: list[float]
    images: Tensor  # (samples, 64)
    given: Tensor  # (samples,)
    true: Tensor  # (samples,)
    said: Tensor  # (new samples,) what the trained network says of new images


@cache
def learn(lots: float, samples: int = 100, seed: int = 0, only: int | None = None) -> Learned:
    """A network learns digits, of which a share `lots` got a label by lot; `only` one digit is seen, if it is named.

    The network has 200 hidden units, and takes 400 steps of gradient descent with eta = 1 on all samples.

    >>> learn(1.0).train[-1]
    1.0
    """
    rng = generator(seed)
    digits = data.digits()
    order = torch.randperm(len(digits.y), generator=rng)
    X, y = digits.X[order] - 0.3, digits.y[order]
    if only is not None:  # images of this digit first, all others in their order
        first = (y == only).nonzero()[:samples, 0]
        rest = torch.ones(len(y), dtype=torch.bool).index_fill_(0, first, False)
        X, y = torch.cat([X[first], X[rest]]), torch.cat([y[first], y[rest]])
    given = y[:samples].clone()
    given[:round(lots * samples)] = torch.randint(10, (round(lots * samples),), generator=rng)
    params, train, new = mlp.init(SIZES, rng=rng, dtype=X.dtype), [], []
    for step in range(MOMENTS[-1] + 1):
        if step in MOMENTS:
            said = mlp.forward(params, X)[0].argmax(1)
            train.append(float((said[:samples] == given).double().mean()))
            new.append(float((said[samples:] == y[samples:]).double().mean()))
        fast.sgd_step_(params, X[:samples], given, eta=1.0)
    return Learned(train, new, X[:samples] + 0.3, given, y[:samples], said[samples:])


# --- a wave with noise ---

SIGMA = 0.3  # of the noise


def truth(x: Tensor, waves: int = 1) -> Tensor:
    """One wave, sin 2πx, or more of them.

    >>> truth(torch.tensor([0.25]))
    tensor([1.])
    """
    return (2 * math.pi * waves * x).sin()


def places(samples: int) -> Tensor:
    """Evenly spaced x from 0 to 1.

    >>> places(3)
    tensor([0.0000, 0.5000, 1.0000], dtype=torch.float64)
    """
    return torch.linspace(0, 1, samples, dtype=torch.float64)


NEW = places(501)


@cache
def noisy(samples: int, data_sets: int = 1, seed: int = 2) -> Tensor:
    """The wave with noise at evenly spaced places, y (data_sets, samples).

    >>> noisy(15, 3).shape
    torch.Size([3, 15])
    """
    x = places(samples)
    return truth(x) + SIGMA * torch.randn(data_sets, samples, generator=generator(seed), dtype=x.dtype)


class RiskParts(NamedTuple):
    """Averages over all data sets, exactly: the loss on the training samples, and bias², variance over new x."""

    train: float
    bias2: float
    var: float

    @property
    def risk(self) -> float:
        """Bias², variance and noise together."""
        return self.bias2 + self.var + SIGMA**2


@cache
def parts(degree: int, samples: int, waves: int = 1) -> RiskParts:
    """What the risk of a polynomial is made of. Each of its heights is a weighted sum of the y, so no draw is needed.

    >>> found = parts(0, 15)
    >>> round(found.bias2, 4), round(found.var, 4)
    (0.499, 0.006)
    """
    x = places(samples)
    fitted = polynomial.fit(x, torch.eye(samples, dtype=x.dtype), degree)  # one curve for each y that is 1
    at_new, at_own = (polynomial.predict(fitted, v).mT for v in (NEW, x))  # (places, samples)
    bias2 = (at_new @ truth(x, waves) - truth(NEW, waves)).square().mean()
    missed = (at_own @ truth(x, waves) - truth(x, waves)).square().mean()
    return RiskParts(float(missed) + SIGMA**2 * max(0, samples - degree - 1) / samples, float(bias2),
                 float(SIGMA**2 * at_new.square().sum(1).mean()))


# --- two ways to a classifier ---


class TwoWays(NamedTuple):
    """Shares of wrong answers on new samples (sizes, seeds): of the generative and of the discriminative classifier."""

    generative: Tensor
    discriminative: Tensor


FEATURES, COPIES = 30, 4


def two_ways(sizes: Sequence[int], *, seeds: int = 30) -> TwoWays:
    """Two linear classifiers, each trained on few and on many samples of 30 features.

    >>> two_ways((20, 40), seeds=4).generative.shape
    torch.Size([2, 4])
    """
    X_new, y_new = _two_classes(2000, generator(1000), 1)
    wrong: tuple[list[Tensor], list[Tensor]] = ([], [])
    for n in sizes:
        X, y = _two_classes(n, generator(n), seeds)
        for found, (w, b) in zip(wrong, (generative(X, y), discriminative(X, y))):
            z = X_new[0] @ w.mT + b  # (new, features) @ (features, seeds)
            found.append(((z > 0) != (y_new[:, None] == 1)).double().mean(0))
    return TwoWays(*map(torch.stack, wrong))


def _two_classes(n: int, rng: torch.Generator, seeds: int) -> tuple[Tensor, Tensor]:
    """X (seeds, n, features), y (n,): the first COPIES features nearly repeat each other, the others do not."""
    y = (torch.arange(n) % 2).double()
    X = torch.randn(seeds, n, FEATURES, generator=rng, dtype=torch.float64)
    shared = torch.randn(seeds, n, 1, generator=rng, dtype=torch.float64)
    X[..., :COPIES] = 0.3 * X[..., :COPIES] + shared
    return X + 0.35 * (2 * y - 1)[:, None], y


def generative(X: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Weights (seeds, features) and bias (seeds,) of the rule "the class whose mean is nearer".

    >>> generative(torch.tensor([[[0.0], [2.0]]]), torch.tensor([0, 1]))
    (tensor([[2.]]), tensor([-2.]))
    """
    low, high = X[:, y == 0].mean(1), X[:, y == 1].mean(1)
    w = high - low
    return w, -(w * (low + high) / 2).sum(1)


def discriminative(X: Tensor, y: Tensor, *, lam: float = 1e-4, rounds: int = 12) -> tuple[Tensor, Tensor]:
    """Weights (seeds, features) and bias (seeds,) of logistic regression, by Newton's method with bounded steps.

    The penalty lam/2 ||theta||² on the mean loss is there only so that separable samples have an end.
    """
    X1 = torch.cat([X, torch.ones_like(X[..., :1])], 2)
    theta, penalty = X1.new_zeros(len(X1), X1.shape[2]), lam * torch.eye(X1.shape[2], dtype=X1.dtype)
    for _ in range(rounds):
        p = (X1 @ theta[..., None])[..., 0].sigmoid()
        g = (X1.mT @ ((p - y) / len(y))[..., None])[..., 0] + lam * theta
        H = X1.mT @ (X1 * (p * (1 - p) / len(y))[..., None]) + penalty
        step = torch.linalg.solve(H, g)
        theta = theta - step * (10 / step.norm(dim=1, keepdim=True)).clamp(max=1)
    return theta[:, :-1], theta[:, -1]


def by_heart() -> dict[str, dict[str, list[list[float]]]]:
    """For each share of labels by lot, of ten seeds: the shares right at MOMENTS, of the 100 digits and of new ones."""
    runs = {lots: [learn(lots, 100, seed) for seed in range(10)] for lots in (0.0, 0.5, 1.0)}
    return {str(lots): {"train": [list(of.train) for of in found], "new": [list(of.new) for of in found]}
            for lots, found in runs.items()}


LONG = Experiments(__file__, by_heart=by_heart)
