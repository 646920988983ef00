"""A loss with a wall: one recurrent unit that ends high or low, depending on its weight."""

from __future__ import annotations

import torch
from torch import Tensor

BIAS, START, TARGET = -0.5, 0.6, 0.8


def last_state(w: Tensor, T: int) -> Tensor:
    """The state after T steps h = tanh(w h - 0.5) from 0.6, for each w.

    >>> last_state(torch.tensor([1.9, 2.1], dtype=torch.float64), 20)
    tensor([-0.9826,  0.8669], dtype=torch.float64)
    """
    h = torch.full_like(w, START)
    for _ in range(T):
        h = (w * h + BIAS).tanh()
    return h


def loss_and_slope(w: Tensor, T: int) -> tuple[Tensor, Tensor]:
    """Half the squared distance of the last state from 0.8, and its derivative with respect to w, for each w.

    >>> loss_and_slope(torch.tensor([2.0], dtype=torch.float64), 20)
    (tensor([9.6136e-06], dtype=torch.float64), tensor([-0.0084], dtype=torch.float64))
    """
    w = w.detach().requires_grad_()
    loss = (last_state(w, T) - TARGET) ** 2 / 2
    return loss.detach(), torch.autograd.grad(loss.sum(), w)[0]


def steepest(T: int) -> tuple[float, float]:
    """The weight between 1.6 and 2.4 at which the loss is steepest, on a grid of 0.00001, and how steep it is.

    >>> [round(number, 4) for number in steepest(5)]
    [1.8317, 7.889]
    """
    w = torch.linspace(1.6, 2.4, 80_001, dtype=torch.float64)
    slope = loss_and_slope(w, T)[1].abs()
    return float(w[slope.argmax()]), float(slope.max())


def walk(w: float, T: int, *, eta: float, steps: int, bound: float) -> list[float]:
    """Gradient descent on the weight, with a bound on the slope; all places, the start first.

    >>> walk(1.987, 20, eta=0.01, steps=1, bound=1.0)
    [1.987, 1.997]
    """
    places = [w]
    for _ in range(steps):
        _, slope = loss_and_slope(torch.tensor([places[-1]], dtype=torch.float64), T)
        places.append(places[-1] - eta * max(-bound, min(bound, float(slope))))
    return places
