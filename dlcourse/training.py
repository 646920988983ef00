"""Training: mini-batches, a loop around any loss and any rule, and the learning curves that it leaves."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse import data
from dlcourse.arguments import count, flag, function, randomness
from dlcourse.nn import mlp
from dlcourse.optim import Rule
from dlcourse.tensors import NotANumberError, generator, guard

LossAndGrad = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]


def minibatches(n: int, batch_size: int, *, rng: torch.Generator, drop_last: bool = False) -> Iterator[
        Int[Tensor, " batch"]]:
    """One epoch: a fresh permutation of 0..n-1, cut into pieces of batch_size (the last may be shorter).

    drop_last leaves a shorter piece out. The indices lie on the generator's device.
    Shapes: -> tensors (batch_size,), int64.
    Raises: TypeError or ValueError for counts below 1; TypeError for a rng that is no generator.
    Source: lecture 9, epochs by permutation.

    >>> [len(idx) for idx in minibatches(7, 3, rng=torch.Generator().manual_seed(0))]
    [3, 3, 1]
    """
    count("minibatches", "n", n)
    count("minibatches", "batch_size", batch_size)
    flag("minibatches", "drop_last", drop_last)
    randomness("minibatches", rng)
    order = torch.randperm(n, generator=rng, device=rng.device)
    pieces = order.split(batch_size)
    return iter(pieces[:-1] if drop_last and n % batch_size else pieces)


class History(NamedTuple):
    """Trained parameters, and the losses before the first epoch and after each: on training and held-out data.

    train (epochs + 1,) and held_out alike, or None; with several seeds, all three have an axis of seeds in front.
    """

    theta: Tensor
    train: Tensor
    held_out: Tensor | None


def flat_loss_and_grad(loss_and_grads: Callable[..., mlp.LossAndGrads], like: mlp.Params,
                       X: Float[Tensor, "samples features"], y: Int[Tensor, " samples"]) -> LossAndGrad:
    """The loss of a network as `fit` wants it: a function of the flat parameters theta and of sample indices.

    Shapes: like holds n parameters -> a function of theta (n,) and idx (batch,) that returns () and (n,).
    Raises: TypeError for a loss that cannot be called; when called, what loss_and_grads raises.
    Source: lecture 9, theta as one vector.

    >>> params = mlp.Params((torch.zeros(2, 1),), (torch.zeros(2),))
    >>> f = flat_loss_and_grad(mlp.loss_and_grads, params, torch.ones(1, 1), torch.tensor([0]))
    >>> f(mlp.flatten(params), torch.tensor([0]))
    (tensor(0.6931), tensor([-0.5000,  0.5000, -0.5000,  0.5000]))
    """
    function("flat_loss_and_grad", "loss_and_grads", loss_and_grads)

    def loss_and_grad(theta: Tensor, idx: Tensor) -> tuple[Tensor, Tensor]:
        loss, grads = loss_and_grads(mlp.unflatten(theta, like), X[idx], y[idx])
        return loss, mlp.flatten(grads)

    return loss_and_grad


@guard
def fit(loss_and_grad: LossAndGrad, theta: Float[Tensor, "*shape"], rule: Rule, *, n: int, epochs: int,
        batch_size: int, rng: torch.Generator, held_out: Callable[[Tensor], Tensor] | None = None) -> History:
    """Train theta by mini-batches: for each epoch a new order, for each batch one step of the rule.

    loss_and_grad(theta, idx) gives the mean loss of the samples idx and its gradient; held_out(theta) a loss on
    other data. After each epoch the loss is measured on all n samples, with the parameters at rest. A training
    that runs away raises nothing: its losses are inf or nan from there on. A progress bar shows in a terminal or
    a notebook, unless the environment has DLCOURSE_QUIET=1.

    Shapes: theta any; loss (); gradient like theta -> History with epochs + 1 losses.
    Raises: TypeError or ValueError for bad counts, rng, rule or functions; whatever the first evaluation raises.
    Source: lecture 9, training loop.

    >>> from dlcourse.optim import SGD
    >>> x = torch.tensor([1.0, 3.0])
    >>> def loss_and_grad(theta, idx):
    ...     return ((theta - x[idx]) ** 2).mean(), 2 * (theta - x[idx]).mean()
    >>> fit(loss_and_grad, torch.tensor(0.0), SGD(0.1), n=2, epochs=3, batch_size=2,
    ...     rng=torch.Generator().manual_seed(0)).train
    tensor([5.0000, 3.5600, 2.6384, 2.0486], dtype=torch.float64)
    """
    function("fit", "loss_and_grad", loss_and_grad)
    _check_rule("fit", "rule", rule)
    for name, value in (("n", n), ("epochs", epochs), ("batch_size", batch_size)):
        count("fit", name, value)
    randomness("fit", rng)
    everything = torch.arange(n, device=theta.device)
    curves = [lambda theta: loss_and_grad(theta, everything)[0], *([held_out] if held_out is not None else [])]
    state, losses = rule.init(theta), [[float(curve(theta)) for curve in curves]]
    for _ in _progress(epochs, "epochs"):
        try:
            for idx in minibatches(n, batch_size, rng=rng):
                _, g = loss_and_grad(theta, idx.to(theta.device))
                theta, state = rule.step(theta, g, state)
            losses.append([float(curve(theta)) for curve in curves])
        except NotANumberError:  # the steps were too long: nothing to go on from
            theta = torch.full_like(theta, math.nan)
            losses.append([math.nan] * len(curves))
    train, *other = torch.tensor(losses, dtype=torch.float64).T
    return History(theta, train, other[0] if other else None)


def _check_rule(where: str, name: str, rule: Rule) -> None:
    if not isinstance(rule, Rule):
        raise TypeError(f"{where}: {name} should be an update rule, but is of type {type(rule).__name__}. Pass for "
                        f"example dlcourse.optim.SGD(0.1).")


def _progress(rounds: int, what: str) -> Iterable[int]:
    """The numbers 0..rounds-1, with a bar where somebody can see it move."""
    ipython = sys.modules.get("IPython")
    notebook = ipython is not None and getattr(ipython.get_ipython(), "kernel", None) is not None
    if os.environ.get("DLCOURSE_QUIET") == "1" or not (notebook or sys.stderr.isatty()):
        return range(rounds)
    if notebook and find_spec("ipywidgets"):
        from tqdm.notebook import tqdm
    else:
        from tqdm import tqdm
    return tqdm(range(rounds), desc=what, leave=False)


# --- learning curves on Iris: all seeds at once, along a first axis ---

_SIZES = (4, 8, 3)  # 67 parameters


def iris_curves(rules: Mapping[str, Rule], *, epochs: int = 300, batch_size: int = 30,
                seeds: Sequence[int] = range(5), test_fraction: float = 0.2) -> dict[str, History]:
    """Learning curves of a 4-8-3 network (ReLU, softmax) on Iris, for each rule and each seed.

    A seed decides on the flowers that are held out (as many of each species), the first weights and the order of
    the mini-batches; all rules get the same. Features are standardised by the training flowers. The training loss
    says how well a rule minimises; only the held-out loss says how the network does on flowers it has not seen. For
    full-batch descent let batch_size be 150. Where a training runs away, its losses are nan from there on.

    Shapes: -> for each name a History: theta (seeds, 67), train and held_out (seeds, epochs + 1).
    Raises: TypeError or ValueError for rules, counts or seeds that are none, or a fraction that leaves a part empty.
    Source: lecture 9, learning curves.

    >>> from dlcourse.optim import SGD, Adam
    >>> curves = iris_curves({"SGD": SGD(0.1), "Adam": Adam(0.01)}, epochs=2, seeds=range(3))
    >>> curves["Adam"].train.shape, bool((curves["SGD"].train[:, -1] < curves["SGD"].train[:, 0]).all())
    (torch.Size([3, 3]), True)
    """
    count("iris_curves", "epochs", epochs)
    count("iris_curves", "batch_size", batch_size)
    if not isinstance(rules, Mapping) or not rules:
        raise TypeError(f"iris_curves: rules should be a dict of names and update rules, but is {rules!r}. Pass for "
                        f"example {{'SGD': dlcourse.optim.SGD(0.1)}}.")
    for name, rule in rules.items():
        _check_rule("iris_curves", f"rules[{name!r}]", rule)
    if len(seeds) == 0:
        raise ValueError("iris_curves: seeds should hold at least one seed, but is empty. Pass range(5).")
    flowers = data.iris()
    return {name: _curves(rule, [_start(flowers, seed, test_fraction) for seed in seeds], epochs, batch_size, name)
            for name, rule in rules.items()}


class _Start(NamedTuple):
    """All that a seed decides; several of them are stacked."""

    theta: Tensor
    X: Tensor
    y: Tensor
    X_out: Tensor
    y_out: Tensor
    rng: torch.Generator


def _start(flowers: data.Dataset, seed: int, test_fraction: float) -> _Start:
    rng = generator(seed)
    X, X_out, y, y_out = data.train_test_split(flowers.X, flowers.y, test_fraction=test_fraction, rng=rng,
                                               stratified=True)
    Z, mean, std = data.standardise(X)
    theta = mlp.flatten(mlp.init(_SIZES, rng=rng, dtype=torch.float64))
    return _Start(theta, Z, y, (X_out - mean) / std, y_out, rng)


def _curves(rule: Rule, starts: list[_Start], epochs: int, batch_size: int, name: str) -> History:
    *tensors, rngs = zip(*starts)
    theta, X, y, X_out, y_out = map(torch.stack, tensors)
    seed = torch.arange(len(starts))[:, None]
    alive, state = torch.ones_like(seed, dtype=torch.bool), rule.init(theta)
    losses = [_measured(theta, alive, (X, y), (X_out, y_out))]
    for _ in _progress(epochs, name):
        for rows in zip(*(minibatches(X.shape[1], batch_size, rng=rng) for rng in rngs)):
            idx = torch.stack(rows)  # (seeds, batch)
            _, g = _stacked_loss_and_grad(theta, X[seed, idx], y[seed, idx])
            alive = alive & g.isfinite().all(1, keepdim=True)
            theta, state = rule.step(theta, torch.where(alive, g, 0.0), state)
            alive = alive & theta.isfinite().all(1, keepdim=True)
            theta = torch.where(alive, theta, 0.0)  # a rule refuses NaN; one runaway should not stop the others
        losses.append(_measured(theta, alive, (X, y), (X_out, y_out)))
    return History(torch.where(alive, theta, math.nan), *torch.stack(losses, dim=2))


def _measured(theta: Tensor, alive: Tensor, *parts: tuple[Tensor, Tensor]) -> Tensor:
    losses = torch.stack([_stacked_loss_and_grad(theta, X, y)[0] for X, y in parts])  # (parts, seeds)
    return torch.where(alive[:, 0], losses, math.nan)


def _stacked_loss_and_grad(theta: Tensor, X: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """mlp.loss_and_grads for many networks: theta (seeds, 67), X (seeds, batch, 4) -> (seeds,), (seeds, 67)."""
    n, h, c = _SIZES
    W1, b1, W2, b2 = theta.split([h * n, h, c * h, c], dim=1)
    W1, W2 = W1.unflatten(1, (h, n)), W2.unflatten(1, (c, h))
    a = (X @ W1.mT + b1[:, None]).relu()  # (seeds, batch, 4) @ (seeds, 4, 8) -> (seeds, batch, 8)
    log_p = (a @ W2.mT + b2[:, None]).log_softmax(2)
    loss = -log_p.gather(2, y[..., None]).mean((1, 2))
    one_hot = torch.zeros_like(log_p).scatter_(2, y[..., None], 1.0)
    z_bar = (log_p.exp() - one_hot) / y.shape[1]
    a_bar = (z_bar @ W2) * (a > 0)
    grads = a_bar.mT @ X, a_bar.sum(1), z_bar.mT @ a, z_bar.sum(1)
    return loss, torch.cat([part.flatten(1) for part in grads], dim=1)
