"""Finite differences of the loss of a small network in all its parameters, and whole gradient checks."""

from __future__ import annotations

import torch
from torch import Tensor

from benchmarks.harness import Comparison
from dlcourse.diff import finite
from dlcourse.diff.fast import finite as fast
from dlcourse.tensors import generator

SIZES = {100: (7, 11), 1000: (25, 37), 10_000: (97, 101)}  # n = (d + 2) h + 1 parameters: inputs d, hidden units h
SAMPLES = 64


class Problem:
    """Squared error of a tanh network with one hidden layer, as a function of its n parameters in one vector."""

    def __init__(self, n: int, device: str):
        rng, (self.d, self.h) = generator(n), SIZES[n]
        self.X = torch.randn(SAMPLES, self.d, generator=rng, dtype=torch.float64).to(device)
        self.y = torch.randn(SAMPLES, generator=rng, dtype=torch.float64).to(device)
        self.theta = (torch.randn(n, generator=rng, dtype=torch.float64) / (2 * self.d**0.5)).to(device)

    def loss(self, theta):
        """One point (n,) -> (); for tensors and for variables on a tape."""
        d, h = self.d, self.h
        W, b = theta[:d * h].reshape(d, h), theta[d * h:d * h + h]
        v, c = theta[d * h + h:d * h + 2 * h], theta[-1]
        r = (self.X @ W + b).tanh() @ v + c - self.y
        return (r * r).mean()

    def losses(self, points: Tensor) -> Tensor:
        """Many points (k, n) -> (k,): one product over all of them, few new tensors, and tanh(z) as 2 sigmoid(2 z) - 1.

        torch takes seven times as long for tanh as for sigmoid.
        """
        d, h, k = self.d, self.h, len(points)
        W = points[:, :d * h].view(k, d, h).transpose(0, 1).reshape(d, k * h)
        b, v, c = points[:, d * h:d * h + h].reshape(-1), points[:, d * h + h:d * h + 2 * h], points[:, -1]
        s = torch.addmm(b, self.X, W, beta=2, alpha=2).sigmoid_().view(SAMPLES, k, h)  # (1 + tanh) / 2
        r = s.mul_(v).sum(2).mul_(2).add_(c - v.sum(1)).sub_(self.y[:, None])  # (samples, k)
        return (r * r).mean(0)

    def numpy_loss(self):
        """The same for numpy."""
        import numpy as np
        d, h, X, y = self.d, self.h, self.X.numpy(), self.y.numpy()

        def loss(theta):
            a = np.tanh(X @ theta[:d * h].reshape(d, h) + theta[d * h:d * h + h])
            r = a @ theta[d * h + h:d * h + 2 * h] + theta[-1] - y
            return (r * r).mean()
        return loss


def comparisons(device: str) -> list[Comparison]:
    """Gradients by central differences, and gradient checks."""
    return [*(_gradient(n, device) for n in SIZES), *(_check(n, device) for n in (100, 1000))]


def _gradient(n: int, device: str) -> Comparison:
    from torch.autograd.gradcheck import _get_numerical_jacobian
    problem = Problem(n, device)
    theta, name = problem.theta, f"gradient by central differences, n = {n}"
    peers = {"torch gradcheck": lambda: _get_numerical_jacobian(
        problem.loss, (theta.clone().requires_grad_(),), eps=1e-6)[0][0][:, 0]}
    if device == "cpu":
        peers |= _numpy_peers(problem, n)
    return Comparison(group="finite", name=name, device=device, tolerance=1e-5, peers=peers, ours={
        "clean": lambda: fast.gradient(problem.loss, theta),
        "batched": lambda: fast.gradient(None, theta, batched=problem.losses)})


def _numpy_peers(problem: Problem, n: int):
    from numdifftools import Gradient
    from scipy.optimize._numdiff import approx_derivative
    f, start = problem.numpy_loss(), problem.theta.numpy()
    peers = {"scipy 3-point": lambda: approx_derivative(f, start, method="3-point")}
    return peers | ({"numdifftools": lambda: Gradient(f)(start)} if n == 100 else {})


def _check(n: int, device: str) -> Comparison:
    problem, rng = Problem(n, device), generator(0, device)
    theta, leaf = problem.theta, problem.theta.clone().requires_grad_()

    def claimed(theta):
        leaf = theta.detach().requires_grad_()
        return torch.autograd.grad(problem.loss(leaf), leaf)[0]

    return Comparison(group="finite", name=f"gradient check, n = {n}", device=device, ours={
        "every entry": lambda: finite.check_gradient(problem.loss, claimed, theta).ok,
        "directions": lambda: fast.check_directions(problem.loss, claimed, theta, rng=rng).ok,
        "directions, batched": lambda: fast.check_directions(None, claimed, theta, rng=rng,
                                                             batched=problem.losses).ok,
    }, peers={
        "torch gradcheck": lambda: torch.autograd.gradcheck(problem.loss, (leaf,)),
        "torch gradcheck, fast": lambda: torch.autograd.gradcheck(problem.loss, (leaf,), fast_mode=True)})
