"""LSTMs side by side, all starts at all learning rates, and how they are trained; lecture 13b's `trials` uses them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

SEEDS = 5
CLIP = 1.0  # the longest gradient of a network


class Lstm(NamedTuple):
    """LSTMs side by side: W (nets, in, 4 hidden), U (nets, hidden, 4 hidden), b (nets, 1, 4 hidden), as i, f, g, o."""

    W: Tensor
    U: Tensor
    b: Tensor


def started(n_in: int, hidden: int, rng: torch.Generator, *, rates: int, forget: float = 0.0) -> Lstm:
    """As torch starts them, the same at each rate; but all biases are 0, those of the forget gate `forget`.

    >>> from dlcourse.tensors import generator
    >>> started(2, 3, generator(0), rates=1).W.shape
    torch.Size([5, 2, 12])
    """
    W, U = (uniform((SEEDS, n, 4 * hidden), hidden, rng).repeat(rates, 1, 1) for n in (n_in, hidden))
    b = torch.zeros(len(W), 1, 4 * hidden)
    b[:, :, hidden:2 * hidden] = forget
    return Lstm(W, U, b)


def uniform(shape: Sequence[int], hidden: int, rng: torch.Generator) -> Tensor:
    """Numbers between -1 and 1, divided by the root of `hidden`.

    >>> from dlcourse.tensors import generator
    >>> float(uniform((9,), 4, generator(0)).abs().max()) < 0.5
    True
    """
    return (2 * torch.rand(*shape, generator=rng) - 1) / hidden**0.5


def step(nets: Lstm, z_in: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:
    """One step of each network: h and c (nets, batch, hidden), and its i, f, g, o. z_in is X W + b.

    >>> still = Lstm(*(torch.zeros(1, n, 4) for n in (1, 1, 1)))
    >>> step(still, torch.zeros(1, 1, 4), torch.zeros(1, 1, 1), torch.ones(1, 1, 1))[1]
    tensor([[[0.5000]]])
    """
    z_i, z_f, z_g, z_o = (z_in + h @ nets.U).chunk(4, dim=-1)
    i, f, g, o = z_i.sigmoid(), z_f.sigmoid(), z_g.tanh(), z_o.sigmoid()
    c = f * c + i * g
    return o * c.tanh(), c, (i, f, g, o)


def run(nets: Lstm, X: Tensor, state: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    """All states (T, nets, batch, hidden) on X (T, nets, batch, in), and the last state and cell.

    >>> still = Lstm(*(torch.zeros(1, n, 4) for n in (1, 1, 1)))
    >>> run(still, torch.ones(3, 1, 1, 1))[0].shape
    torch.Size([3, 1, 1, 1])
    """
    h, c = state or (X.new_zeros(*X.shape[1:3], nets.U.shape[1]),) * 2
    H = []
    for z_in in X @ nets.W + nets.b:
        h, c, _ = step(nets, z_in, h, c)
        H.append(h)
    return torch.stack(H), (h, c)


def train(theta: Sequence[Tensor], losses: Callable[[], Tensor], steps: int, rates: Sequence[float]) -> None:
    """Adam with clipping for networks side by side; losses() gives one for each network, on a new batch.

    theta is changed in place: each tensor (SEEDS * rates, ., .), all starts at the first rate, then at the next.

    >>> theta = torch.ones(SEEDS, 1, 1)
    >>> train([theta], lambda: theta.square().flatten(), 1, (0.5,))
    >>> float(theta[0])
    0.5
    """
    for p in theta:
        p.requires_grad_()
    eta = torch.tensor(rates).repeat_interleave(SEEDS)[:, None, None]
    averages = [(torch.zeros_like(p), torch.zeros_like(p)) for p in theta]
    for k in range(1, steps + 1):
        grads = torch.autograd.grad(losses().sum(), theta)
        squares = [g.square().sum((1, 2), keepdim=True) for g in grads]
        length = sum(squares[1:], squares[0]).sqrt()
        shrunk = (CLIP / length).clamp(max=1)
        with torch.no_grad():
            for p, g, (m, v) in zip(theta, grads, averages):
                m.lerp_(g * shrunk, 0.1)
                v.lerp_((g * shrunk).square(), 0.001)
                p -= eta * (m / (1 - 0.9**k)) / ((v / (1 - 0.999**k)).sqrt() + 1e-8)
    for p in theta:
        p.requires_grad_(False)


def by_net(scores: Tensor, y: Tensor) -> Tensor:
    """Cross-entropy of each network, scores (..., nets, batch, classes) and y (..., nets, batch).

    >>> by_net(torch.zeros(3, 2, 10), torch.zeros(3, 2, dtype=torch.int64))
    tensor([2.3026, 2.3026, 2.3026])
    """
    loss = F.cross_entropy(scores.flatten(0, -2), y.flatten(), reduction="none").view(y.shape).mean(-1)
    return loss.flatten(0, -2).mean(0) if loss.dim() > 1 else loss


def right(scores: Tensor, y: Tensor) -> Tensor:
    """The share of right answers of each network, scores and y as in `by_net`.

    >>> right(torch.eye(2)[None], torch.tensor([[0, 0]]))
    tensor([0.5000])
    """
    share = (scores.argmax(-1) == y).float().mean(-1)
    return share.flatten(0, -2).mean(0) if share.dim() > 1 else share
