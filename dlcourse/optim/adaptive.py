"""A learning rate for every parameter: AdaGrad, RMSProp, Adam and AdamW.

All four divide by the root of a running sum or average of g². The published rules and torch add epsilon
outside the root, sqrt(c) + eps; one of the lectures puts it inside, sqrt(c + eps). `eps_inside=True` gives
that form. With eps = 1e-8 it matters for small gradients: the first Adam step for g = 1e-6 is 0.990 eta
outside and 0.010 eta inside.
Among half-precision numbers eps may be 0 (1e-8 is, in float16): a step that would divide by 0 is refused.
"""

from __future__ import annotations

import functools
from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.arguments import flag, number
from dlcourse.optim._checks import fits
from dlcourse.tensors import guard


class Cache(NamedTuple):
    """What AdaGrad and RMSProp remember: the running sum or average of g², shaped like theta."""

    cache: Tensor


class Moments(NamedTuple):
    """What Adam remembers: averages m of g and v of g², shaped like theta, and the number k of steps done.

    k is an integer tensor without axes. It stays on the default device, so that reading it never waits for an
    accelerator, and is counted up in place by `fast.step_`.
    """

    m: Tensor
    v: Tensor
    k: Tensor


def _root(where: str, c: Tensor, eps: float, eps_inside: bool) -> Tensor:
    """What a step is divided by: never 0, so that a gradient of 0 moves nothing."""
    root = (c + eps).sqrt() if eps_inside else c.sqrt() + eps
    if epsilon_is_lost(eps, c.dtype) and bool((root == 0).any()):
        raise ValueError(f"{where}: eps should keep what the step is divided by above 0, but eps = {eps:g} is 0 in "
                         f"{c.dtype}, and {int((root == 0).sum())} of {root.numel()} entries are divided by 0. Pass a "
                         f"larger eps, for example 1e-4, or keep theta, g and the state in a wider dtype.")
    return root


@functools.cache
def epsilon_is_lost(eps: float, dtype: torch.dtype) -> bool:
    """Whether eps is 0 among the numbers of a dtype.

    >>> epsilon_is_lost(1e-8, torch.float16), epsilon_is_lost(1e-8, torch.bfloat16)
    (True, False)
    """
    return torch.tensor(eps, dtype=dtype).item() == 0


@dataclass(frozen=True)
class AdaGrad:
    """AdaGrad: c <- c + g², theta <- theta - eta g/(sqrt(c) + eps), with the current gradient in c.

    c only grows, so every effective rate eta/sqrt(c) only falls; a rarely used parameter keeps a higher rate
    than the others, but not a rising one. `eps_inside=True` is the proximal view's (sum g² + eps)^(1/2).

    Shapes: theta, g, state.cache alike, any shape.
    Raises: ValueError unless eta, eps >= 0, and for a step that would divide by 0; ShapeError, DtypeError, DeviceError
    or NotANumberError for theta and g.
    Source: lecture 9, AdaGrad; Duchi, Hazan and Singer 2011; defaults of torch.optim.Adagrad.

    >>> rule = AdaGrad(eta=0.1)
    >>> theta = torch.zeros(2)
    >>> rule.step(theta, torch.tensor([5.0, -0.01]), rule.init(theta))[0]
    tensor([-0.1000,  0.1000])
    """

    eta: float = 1e-2
    eps: float = 1e-10
    _: KW_ONLY
    eps_inside: bool = False

    def __post_init__(self) -> None:
        number("AdaGrad", "eta", self.eta)
        number("AdaGrad", "eps", self.eps)
        flag("AdaGrad", "eps_inside", self.eps_inside)

    @guard
    def init(self, theta: Float[Tensor, "*shape"]) -> Cache:
        """The state before the first step: c = 0."""
        return Cache(torch.zeros_like(theta, requires_grad=False))

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Cache,
             ) -> tuple[Tensor, Cache]:
        """One step; returns the new parameters and state."""
        alike("AdaGrad.step", theta=theta, g=g)
        fits("AdaGrad.step", theta, state, Cache)
        cache = state.cache + g**2
        return theta - self.eta * g / _root("AdaGrad.step", cache, self.eps, self.eps_inside), Cache(cache)



@dataclass(frozen=True)
class RMSProp:
    """RMSProp: c <- rho c + (1 - rho) g², theta <- theta - eta g/(sqrt(c) + eps).

    The average forgets, so unlike AdaGrad's the effective rate may rise again. torch calls rho alpha. c
    starts at 0 and is not corrected for that: the first step has length eta/sqrt(1 - rho).

    Shapes: theta, g, state.cache alike, any shape.
    Raises: ValueError unless eta, eps >= 0 and 0 <= rho < 1; the errors of `AdaGrad` for theta and g.
    Source: lecture 9, RMSProp; Tieleman and Hinton 2012; defaults of torch.optim.RMSprop.

    >>> rule = RMSProp(eta=0.1, rho=0.9)
    >>> theta = torch.zeros(1)
    >>> rule.step(theta, torch.ones(1), rule.init(theta))[0]
    tensor([-0.3162])
    """

    eta: float = 1e-2
    rho: float = 0.99
    eps: float = 1e-8
    _: KW_ONLY
    eps_inside: bool = False

    def __post_init__(self) -> None:
        number("RMSProp", "eta", self.eta)
        number("RMSProp", "rho", self.rho, below=1.0)
        number("RMSProp", "eps", self.eps)
        flag("RMSProp", "eps_inside", self.eps_inside)

    @guard
    def init(self, theta: Float[Tensor, "*shape"]) -> Cache:
        """The state before the first step: c = 0."""
        return Cache(torch.zeros_like(theta, requires_grad=False))

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Cache,
             ) -> tuple[Tensor, Cache]:
        """One step; returns the new parameters and state."""
        alike("RMSProp.step", theta=theta, g=g)
        fits("RMSProp.step", theta, state, Cache)
        cache = self.rho * state.cache + (1 - self.rho) * g**2
        return theta - self.eta * g / _root("RMSProp.step", cache, self.eps, self.eps_inside), Cache(cache)



@dataclass(frozen=True)
class Adam:
    """Adam: averages of g and g², both corrected for their start at zero.

    k <- k + 1
    m <- beta1 m + (1 - beta1) g            v <- beta2 v + (1 - beta2) g²
    m_hat = m/(1 - beta1^k)                 v_hat = v/(1 - beta2^k)
    theta <- theta - eta m_hat/(sqrt(v_hat) + eps)

    The weights in m sum to 1 - beta1^k, so only m_hat is an average. `bias_correction=False` leaves both
    corrections out: with g = 1 and the default betas the first step is then 3.16 eta instead of eta.
    `eps_inside=True` is the form of one lecture, (v_hat + eps)^(-1/2); the default is the paper's and
    torch's.

    Shapes: theta, g, state.m, state.v alike, any shape; state.k without axes.
    Raises: ValueError unless eta, eps >= 0 and 0 <= beta1, beta2 < 1; the errors of `AdaGrad` for theta
    and g.
    Source: lecture 9, Adam; Kingma and Ba 2014; defaults of torch.optim.Adam.

    >>> rule = Adam(eta=0.1)
    >>> theta = torch.zeros(2)
    >>> rule.step(theta, torch.tensor([5.0, -0.01]), rule.init(theta))[0]
    tensor([-0.1000,  0.1000])
    """

    eta: float = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    _: KW_ONLY
    eps_inside: bool = False
    bias_correction: bool = True

    def __post_init__(self) -> None:
        where = type(self).__name__
        number(where, "eta", self.eta)
        number(where, "beta1", self.beta1, below=1.0)
        number(where, "beta2", self.beta2, below=1.0)
        number(where, "eps", self.eps)
        flag(where, "eps_inside", self.eps_inside)
        flag(where, "bias_correction", self.bias_correction)

    @guard
    def init(self, theta: Float[Tensor, "*shape"]) -> Moments:
        """The state before the first step: m = v = 0, k = 0."""
        m, v = (torch.zeros_like(theta, requires_grad=False) for _ in range(2))
        return Moments(m, v, torch.zeros((), dtype=torch.int64))

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Moments,
             ) -> tuple[Tensor, Moments]:
        """One step; returns the new parameters and state."""
        where = f"{type(self).__name__}.step"
        alike(where, theta=theta, g=g)
        fits(where, theta, state, Moments)
        k = state.k + 1
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        m_weight, v_weight = self.weights(int(k))
        m_hat, v_hat = m / m_weight, v / v_weight
        return theta - self.eta * m_hat / _root(where, v_hat, self.eps, self.eps_inside), Moments(m, v, k)

    def weights(self, k: int) -> tuple[float, float]:
        """The sums of the weights in m and in v after k steps, or ones without the correction."""
        return (1 - self.beta1**k, 1 - self.beta2**k) if self.bias_correction else (1.0, 1.0)



@dataclass(frozen=True)
class AdamW(Adam):
    """Adam with decoupled weight decay: the step of Adam, and besides it -eta weight_decay theta.

    The decay uses the theta before the step and does not pass through m, v or the division. The lecture's
    formula divides the decay by sqrt(v_hat) too, which shrinks weights with large gradients *less*; the form
    here is torch's. (The paper multiplies weight_decay by the schedule's factor alone, not by eta.)

    Shapes: as `Adam`.
    Raises: ValueError also for weight_decay < 0; otherwise as `Adam`.
    Source: lecture 9, AdamW; Loshchilov and Hutter 2019; defaults of torch.optim.AdamW.

    >>> rule = AdamW(eta=0.1, weight_decay=0.5)
    >>> theta = torch.tensor([2.0, 2.0])
    >>> rule.step(theta, torch.tensor([0.0, 1.0]), rule.init(theta))[0]
    tensor([1.9000, 1.8000])
    """

    weight_decay: float = 1e-2

    def __post_init__(self) -> None:
        super().__post_init__()
        number("AdamW", "weight_decay", self.weight_decay)

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Moments,
             ) -> tuple[Tensor, Moments]:
        """One step; returns the new parameters and state."""
        moved, state = super().step(theta, g, state)
        return moved - self.eta * self.weight_decay * theta, state
