"""Learning curves on Iris: several rules, and for each rule several seeds at once along a first axis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from dlcourse import data
from dlcourse.arguments import count
from dlcourse.nn import mlp
from dlcourse.optim.rule import Rule, check_rule
from dlcourse.tensors import generator, guard

SIZES = (4, 8, 3)  # inputs, hidden units, classes: 67 parameters
HELD_OUT = 0.4  # of each species


class Curves(NamedTuple):
    """Mean losses of each seed, before the first epoch and after each: train, held_out (seeds, epochs + 1).

    Where a training ran away its losses grow without bound and end as nan.
    """

    train: Tensor
    held_out: Tensor


class LossAndGradPerSeed(NamedTuple):
    """The loss of each network (seeds,) and its gradient (seeds, 67)."""

    loss: Tensor
    g: Tensor


@guard
def loss_and_grad(theta: Float[Tensor, "seeds 67"], X: Float[Tensor, "seeds batch 4"],
                  y: Int[Tensor, "seeds batch"]) -> LossAndGradPerSeed:
    """Mean cross-entropy and gradient of many 4-8-3 networks (ReLU, softmax), each with a batch of its own.

    One row of theta is one network, W1, b1, W2, b2 in a line as `mlp.flatten` puts them.

    Shapes: theta (seeds, 67), X (seeds, batch, 4), y (seeds, batch) in 0, 1, 2 -> (seeds,) and (seeds, 67).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError for arguments that do not fit.
    Source: lecture 8, backward pass of a perceptron, with an axis of seeds in front.

    >>> loss_and_grad(torch.zeros(1, 67), torch.ones(1, 5, 4), torch.zeros(1, 5, dtype=torch.int64)).loss
    tensor([1.0986])
    """
    return _loss_and_grad(theta, X, y)


def _loss_and_grad(theta: Tensor, X: Tensor, y: Tensor) -> LossAndGradPerSeed:
    """The same for arguments of our own, which need no look at every number."""
    n, h, c = SIZES
    W1, b1, W2, b2 = theta.split([h * n, h, c * h, c], dim=1)
    W1, W2 = W1.unflatten(1, (h, n)), W2.unflatten(1, (c, h))
    a = (X @ W1.mT + b1[:, None]).relu()  # (seeds, batch, 4) @ (seeds, 4, 8) -> (seeds, batch, 8)
    log_p = (a @ W2.mT + b2[:, None]).log_softmax(2)
    loss = -log_p.gather(2, y.long()[..., None]).mean((1, 2))
    z_bar = (log_p.exp() - data.one_hot(y, c, dtype=log_p.dtype)) / y.shape[1]
    a_bar = (z_bar @ W2) * (a > 0)
    bars = a_bar.mT @ X, a_bar.sum(1), z_bar.mT @ a, z_bar.sum(1)
    return LossAndGradPerSeed(loss, torch.cat([bar.flatten(1) for bar in bars], dim=1))


def iris_curves(rules: Mapping[str, Rule], *, epochs: int, batch_size: int, seeds: Sequence[int]) -> dict[str, Curves]:
    """Learning curves of a 4-8-3 network (ReLU, softmax; 67 parameters) on Iris, for each rule and each seed.

    A seed decides on the flowers held out (20 of each species), on the first weights and on the order of the
    samples; all rules get the same. Features are standardised by the 90 flowers of the training. The training loss
    says how well a rule minimises, the held-out loss how the network does on flowers that it has not seen. A run
    that diverges raises nothing: its losses are nan from there on.

    Shapes: -> for each name train and held_out (seeds, epochs + 1).
    Raises: TypeError or ValueError for rules, counts or seeds that are none.
    Source: lecture 9, learning curves.

    >>> from dlcourse.optim import SGD, Adam
    >>> curves = iris_curves({"SGD": SGD(0.1), "Adam": Adam(0.01)}, epochs=2, batch_size=16, seeds=range(3))
    >>> curves["Adam"].train.shape, bool((curves["SGD"].train[:, -1] < curves["SGD"].train[:, 0]).all())
    (torch.Size([3, 3]), True)
    """
    count("iris_curves", "epochs", epochs)
    count("iris_curves", "batch_size", batch_size)
    if not isinstance(rules, Mapping) or not rules:
        raise TypeError(f"iris_curves: rules should be a dict of names and update rules, but is {rules!r}. Pass for "
                        f"example {{'SGD': dlcourse.optim.SGD(0.1)}}.")
    for name, rule in rules.items():
        check_rule("iris_curves", f"rules[{name!r}]", rule)
    if not isinstance(seeds, Sequence) or len(seeds) == 0:
        raise ValueError(f"iris_curves: seeds should hold at least one integer, but is {seeds!r}. Pass range(5).")
    for i, seed in enumerate(seeds):
        count("iris_curves", f"seeds[{i}]", seed, low=0)
    task = _task(tuple(seeds), epochs)
    return {name: _train(rule, task, batch_size) for name, rule in rules.items()}


def ran_away(curves: Curves) -> Bool[Tensor, " seeds"]:
    """Which seeds lost control: a training loss that ever was ten times the first one, or is no finite number.

    Shapes: curves (seeds, epochs + 1) -> (seeds,).
    Source: lecture 9, learning curves for several learning rates.

    >>> losses = torch.tensor([[1.0, 0.5], [1.0, 20.0], [1.0, math.nan]])
    >>> ran_away(Curves(losses, losses))
    tensor([False,  True,  True])
    """
    return ~(curves.train <= 10 * curves.train[:, :1]).all(1)  # a comparison with nan is False


class _Task(NamedTuple):
    """All that the seeds decide, stacked: first weights, training and held-out data, an order for each epoch."""

    theta: Tensor
    X: Tensor
    y: Tensor
    X_out: Tensor
    y_out: Tensor
    orders: Tensor  # (seeds, epochs, samples)


@cache
def _task(seeds: tuple[int, ...], epochs: int) -> _Task:
    flowers = data.iris()
    return _Task(*map(torch.stack, zip(*(_for_one_seed(flowers, generator(seed), epochs) for seed in seeds))))


def _for_one_seed(flowers: data.Dataset, rng: torch.Generator, epochs: int) -> _Task:
    X, X_out, y, y_out = data.train_test_split(flowers.X, flowers.y, test_fraction=HELD_OUT, rng=rng, stratified=True)
    Z, mean, std = data.standardise(X)
    theta = mlp.flatten(mlp.init(SIZES, rng=rng, dtype=X.dtype))
    orders = torch.stack([torch.randperm(len(y), generator=rng) for _ in range(epochs)])
    return _Task(theta, Z, y, (X_out - mean) / std, y_out, orders)


def _train(rule: Rule, task: _Task, batch_size: int) -> Curves:
    theta, seed = task.theta, torch.arange(len(task.theta))[:, None]
    state, alive = rule.init(theta), torch.ones_like(seed, dtype=torch.bool)
    records = [_losses(theta, alive, task)]
    for order in task.orders.unbind(1):
        for idx in order.split(batch_size, dim=1):  # (seeds, batch)
            _, g = _loss_and_grad(theta, task.X[seed, idx], task.y[seed, idx])
            alive = alive & g.isfinite().all(1, keepdim=True)
            theta, state = rule.step(theta, torch.where(alive, g, 0.0), state)
            alive = alive & theta.isfinite().all(1, keepdim=True)
            theta = torch.where(alive, theta, 0.0)  # rules refuse nan, and one runaway should not stop the others
        records.append(_losses(theta, alive, task))
    return Curves(*torch.stack(records, dim=2))


def _losses(theta: Tensor, alive: Tensor, task: _Task) -> Tensor:
    """Training and held-out losses (2, seeds), nan where a training is over."""
    parts = (task.X, task.y), (task.X_out, task.y_out)
    return torch.where(alive[:, 0], torch.stack([_loss_and_grad(theta, X, y).loss for X, y in parts]), math.nan)
