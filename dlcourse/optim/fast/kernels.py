"""Torch's fused optimisers, where they take the step of a rule: one pass over all vectors, as no separate calls make.

Between two calls on a long vector its numbers leave the cache, and each call waits for the memory again. These
kernels do all of a step's arithmetic on a number while they have it. A rule that torch does not have may still be a
case of one that it has: RMSProp is Adam that remembers no gradient (beta1 = 0) and has done so many steps that nothing
is corrected.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.optim.adagrad import adagrad
from torch.optim.adam import adam
from torch.optim.sgd import sgd

from dlcourse.optim.adaptive import AdaGrad, Adam, AdamW, RMSProp
from dlcourse.optim.momentum import Momentum, Nesterov

LONG = 8192  # numbers: below, the call of a kernel takes longer than the few operations on a vector in the cache
_ALL = {"foreach": False, "fused": True, "grad_scale": None, "found_inf": None, "maximize": False}


def _momentum(rule: Momentum, theta: Tensor, g: Tensor, v: Tensor, *, nesterov: bool = False) -> Callable[[], None]:
    return partial(sgd, [theta], [g], [v], lr=rule.eta, momentum=rule.mu, dampening=0.0, nesterov=nesterov,
                   weight_decay=0.0, has_sparse_grad=False, **_ALL)


def _adagrad(rule: AdaGrad, theta: Tensor, g: Tensor, c: Tensor) -> Callable[[], None]:
    return partial(adagrad, [theta], [g], [c], [torch.zeros(())], lr=rule.eta, eps=rule.eps, lr_decay=0.0,
                   weight_decay=0.0, has_sparse_grad=False, has_complex=False, **_ALL)


def _adam(rule: Any, theta: Tensor, g: Tensor, m: Tensor, v: Tensor, *, beta1: float, beta2: float, steps_done: float,
          weight_decay: float = 0.0) -> Callable[[], None]:
    return partial(adam, [theta], [g], [m], [v], [], [torch.tensor(steps_done)], lr=rule.eta, beta1=beta1, beta2=beta2,
                   eps=rule.eps, weight_decay=weight_decay, decoupled_weight_decay=weight_decay > 0, amsgrad=False,
                   has_complex=False, **_ALL)


def _plain_adam(rule: Adam, *vectors: Tensor) -> Callable[[], None]:
    return _adam(rule, *vectors, beta1=rule.beta1, beta2=rule.beta2, weight_decay=getattr(rule, "weight_decay", 0.0),
                 steps_done=0.0 if rule.bias_correction else math.inf)


def _rmsprop(rule: RMSProp, theta: Tensor, g: Tensor, c: Tensor) -> Callable[[], None]:
    return _adam(rule, theta, g, torch.zeros_like(g), c, beta1=0.0, beta2=rule.rho, steps_done=math.inf)


_KERNELS: dict[type, Callable[..., Callable[[], None]]] = {
    Momentum: _momentum, Nesterov: partial(_momentum, nesterov=True), AdaGrad: _adagrad, RMSProp: _rmsprop,
    Adam: _plain_adam, AdamW: _plain_adam,
}


def kernel(rule: Any, theta: Tensor, *vectors: Tensor) -> Callable[[], None] | None:
    """A rule's step from its start on, bound to theta, g and the vectors of its state; None where no kernel takes it.

    There is one for long vectors of float32 or float64 on a CPU, unless epsilon stands inside the root.

    >>> from dlcourse.optim import SGD
    >>> kernel(SGD(0.1), torch.zeros(3), torch.ones(3)) is None
    True
    """
    suits = theta.is_cpu and len(theta) >= LONG and theta.dtype in (torch.float32, torch.float64)
    if not suits or type(rule) not in _KERNELS or getattr(rule, "eps_inside", False):
        return None
    return torch.no_grad()(_KERNELS[type(rule)](rule, theta, *vectors))
