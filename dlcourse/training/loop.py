"""The recipe of model, loss and data, mini-batches, and a loop around any loss and any rule."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import NamedTuple

import torch
from jaxtyping import Float, Int, Shaped
from torch import Tensor

from dlcourse.arguments import count, flag, function, randomness
from dlcourse.optim.rule import Rule, check_rule
from dlcourse.tensors import NotANumberError, ShapeError, guard
from dlcourse.training.early import Patience

BatchLoss = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]  # theta and indices of samples -> loss, gradient


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


@guard
def recipe(model: Callable[[Tensor, Tensor], Tensor], loss: Callable[[Tensor, Tensor], Tensor],
           X: Shaped[Tensor, "samples *features"], y: Shaped[Tensor, "samples *target"], *,
           penalty: Callable[[Tensor], Tensor] | None = None) -> BatchLoss:
    """Model, loss and data as one function for `fit`: theta and indices of samples -> objective and gradient.

    model(theta, X) predicts y_hat, loss(y_hat, y) is the mean over the samples, penalty(theta) is added to it. The
    gradient is taken by torch, so all three use tensor operations; nothing of it is left on theta.

    Shapes: X (samples, ...), y (samples, ...), theta any -> objective (), gradient like theta.
    Raises: TypeError for what is no function; ShapeError if X and y differ in length or the objective is no single
    number.
    Source: lecture 1, the recipe, and its objective with a penalty.

    >>> def one_number(theta, X):
    ...     return theta.expand(len(X))
    >>> def mean_square(y_hat, y):
    ...     return ((y_hat - y) ** 2).mean()
    >>> X, y = torch.zeros(2, 1), torch.tensor([1.0, 3.0])
    >>> recipe(one_number, mean_square, X, y)(torch.tensor(0.0), torch.arange(2))
    (tensor(5.), tensor(-4.))
    """
    for name, value in (("model", model), ("loss", loss), *([("penalty", penalty)] if penalty is not None else [])):
        function("recipe", name, value)

    def objective_and_grad(theta: Tensor, idx: Tensor) -> tuple[Tensor, Tensor]:
        leaf = theta.detach().clone().requires_grad_()
        value = loss(model(leaf, X[idx]), y[idx])
        value = value if penalty is None else value + penalty(leaf)
        if value.ndim:
            raise ShapeError(f"recipe: loss and penalty should give a single number, but together have shape "
                             f"{tuple(value.shape)}. Take the mean over the samples.")
        return value.detach(), torch.autograd.grad(value, leaf)[0]

    return objective_and_grad


class History(NamedTuple):
    """Trained parameters, and the losses before the first epoch and after each: on training and held-out data.

    train (epochs + 1,) and held_out alike, or None. Where a patience stopped the training, both end with its last
    epoch, and theta is that of the best held-out loss.
    """

    theta: Tensor
    train: Tensor
    held_out: Tensor | None


@guard
def fit(loss_and_grad: BatchLoss, theta: Float[Tensor, "*shape"], rule: Rule, *, n: int, epochs: int,
        batch_size: int, rng: torch.Generator, held_out: Callable[[Tensor], Tensor] | None = None,
        patience: int | None = None) -> History:
    """Train theta by mini-batches: for each epoch a new order, for each batch one step of the rule.

    loss_and_grad(theta, idx) gives the mean loss of the samples idx and its gradient; held_out(theta) a loss on
    other data. After each epoch the loss is measured on all n samples, with the parameters at rest. With a patience,
    training stops after so many epochs in a row without a new lowest held-out loss, and the parameters of the lowest
    one are returned. A training that runs away raises nothing: its losses are inf or nan from there on. A progress bar
    shows in a terminal or a notebook, unless the environment has DLCOURSE_QUIET=1.

    Shapes: theta any; loss (); gradient like theta -> History with epochs + 1 losses.
    Raises: TypeError or ValueError for bad counts, rng, rule or functions, or for a patience without held_out;
    whatever the first evaluation raises.
    Source: lecture 9, training loop; lecture 10, early stopping.

    >>> from dlcourse.optim import SGD
    >>> x = torch.tensor([1.0, 3.0])
    >>> def loss_and_grad(theta, idx):
    ...     return ((theta - x[idx]) ** 2).mean(), 2 * (theta - x[idx]).mean()
    >>> fit(loss_and_grad, torch.tensor(0.0), SGD(0.1), n=2, epochs=3, batch_size=2,
    ...     rng=torch.Generator().manual_seed(0)).train
    tensor([5.0000, 3.5600, 2.6384, 2.0486], dtype=torch.float64)
    """
    function("fit", "loss_and_grad", loss_and_grad)
    check_rule("fit", "rule", rule)
    for name, value in (("n", n), ("epochs", epochs), ("batch_size", batch_size)):
        count("fit", name, value)
    randomness("fit", rng)
    if patience is not None and held_out is None:
        raise ValueError("fit: patience waits for a better held-out loss, but held_out is None. Pass a function of "
                         "theta, or leave patience out.")
    everything = torch.arange(n, device=theta.device)
    curves = [lambda theta: loss_and_grad(theta, everything)[0], *([held_out] if held_out is not None else [])]
    state, losses = rule.init(theta), [[float(curve(theta)) for curve in curves]]
    waiting = None if patience is None else Patience(patience).after(losses[0][1], theta)
    for _ in _progress(epochs, "epochs"):
        try:
            for idx in minibatches(n, batch_size, rng=rng):
                _, g = loss_and_grad(theta, idx.to(theta.device))
                theta, state = rule.step(theta, g, state)
            losses.append([float(curve(theta)) for curve in curves])
        except NotANumberError:  # the steps were too long: nothing to go on from
            theta = torch.full_like(theta, math.nan)
            losses.append([math.nan] * len(curves))
        if waiting is not None:
            waiting = waiting.after(losses[-1][1], theta)
            if waiting.over:
                break
    theta = theta if waiting is None or waiting.best is None else waiting.best
    train, *other = torch.tensor(losses, dtype=torch.float64).T
    return History(theta, train, other[0] if other else None)


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
