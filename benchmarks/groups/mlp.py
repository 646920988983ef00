"""One training step of a classifier: forward, cross-entropy, backward, steepest descent."""

from __future__ import annotations

from itertools import pairwise

import torch

from benchmarks.harness import Comparison
from dlcourse.nn import fast, mlp
from dlcourse.tensors import generator

SIZES, BATCHES, ETA = (784, 256, 128, 10), (1, 64, 1024), 0.01
AGREED = 5  # steps that are compared before anything is timed


class Training:
    """A step on one batch, with the loss and the parameters after the first few: that is what a call returns."""

    def __init__(self, step, params):
        self.step = step
        losses = [step().item() for _ in range(AGREED)]
        self.first = losses, [p.detach().clone() for p in params]

    def __call__(self):
        self.step()
        return self.first


def comparisons(device: str) -> list[Comparison]:
    """Three batches."""
    return [_training(batch, device) for batch in BATCHES]


def _training(batch: int, device: str) -> Comparison:
    rng = generator(1)
    X = torch.randn(batch, SIZES[0], generator=rng).to(device)
    labels = torch.randint(SIZES[-1], (batch,), generator=rng).to(device)
    return Comparison(group="mlp", name=f"training step, batch {batch}", device=device, tolerance=1e-4, ours={
        "readable": _gradients(mlp, X, labels), "gradients in place": _gradients(fast, X, labels),
        "in place": _in_place(X, labels), "fast": _fast(X, labels),
    }, peers={"torch.nn": _torch(X, labels), "torch.nn, fused SGD": _torch(X, labels, fused=True)})


def _params(X):
    return mlp.init(SIZES, rng=generator(0), device=X.device)


def _gradients(form, X, labels) -> Training:
    """Gradients by the readable rules or in place, then a step of the parameters."""
    params = _params(X)

    def step():
        loss, grads = form.loss_and_grads(params, X, labels)
        for p, p_bar in zip((*params.Ws, *params.bs), (*grads.Ws, *grads.bs)):
            p.sub_(p_bar, alpha=ETA)
        return loss
    return Training(step, (*params.Ws, *params.bs))


def _in_place(X, labels) -> Training:
    """`sgd_step_` returns no loss, so it is taken apart from the five that are compared."""
    params = _params(X)

    def step():
        fast.sgd_step_(params, X, labels, eta=ETA)

    def first():
        loss = fast.loss_and_grads(params, X, labels).loss
        step()
        return loss
    training = Training(first, (*params.Ws, *params.bs))
    training.step = step
    return training


def _fast(X, labels) -> Training:
    params = _params(X)
    step = fast.Step(params, len(X), eta=ETA)
    step.X.copy_(X)
    step.labels.copy_(labels)
    return Training(step, (*params.Ws, *params.bs))


def _torch(X, labels, **options) -> Training:
    params = _params(X)
    linear = [torch.nn.Linear(i, o, device=X.device) for i, o in pairwise(SIZES)]
    with torch.no_grad():
        for layer, W, b in zip(linear, params.Ws, params.bs):
            layer.weight.copy_(W)
            layer.bias.copy_(b)
    net = torch.nn.Sequential(linear[0], torch.nn.ReLU(), linear[1], torch.nn.ReLU(), linear[2])
    optimiser = torch.optim.SGD(net.parameters(), lr=ETA, **options)

    def step():
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(X), labels)
        loss.backward()
        optimiser.step()
        return loss
    return Training(step, (*(layer.weight for layer in linear), *(layer.bias for layer in linear)))
