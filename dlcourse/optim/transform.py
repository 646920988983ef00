"""What is done to a gradient, a step length or the parameters before a rule takes its step, in a chain around the rule.

A transformation is a frozen dataclass. `init(theta)` makes its state, and `step(theta, g, state, eta=...)` passes on
theta, g and eta, changed or as they came, with its next state. `chain` puts several before a rule: that is a rule too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.arguments import function, number, positive
from dlcourse.optim._checks import fits
from dlcourse.optim.descent import NoState
from dlcourse.optim.rule import Rule, check_rule, with_eta
from dlcourse.tensors import guard


class Passed(NamedTuple):
    """What a transformation passes on: parameters and gradient of one shape, the step length, and its next state."""

    theta: Tensor
    g: Tensor
    eta: float
    state: Any


@runtime_checkable
class Transform(Protocol):
    """What a transformation offers."""

    def init(self, theta: Tensor) -> Any:
        """The state before the first step."""

    def step(self, theta: Tensor, g: Tensor, state: Any, *, eta: float) -> Passed:
        """What the rule, or the next transformation, gets in place of theta, g and eta."""


class _Stateless:
    """A transformation that remembers nothing."""

    def init(self, theta: Tensor) -> NoState:
        """The state before the first step: empty."""
        return NoState()


@dataclass(frozen=True)
class ClipByGlobalNorm(_Stateless):
    """Shorten a gradient that is longer than max_norm, all numbers as one vector: its direction stays.

    g <- g min(1, max_norm/(||g|| + 1e-6)), as in torch.

    Shapes: theta, g alike, any shape.
    Raises: ValueError unless max_norm > 0, and for a gradient of infinite length; ShapeError, DtypeError, DeviceError
    or NotANumberError for theta and g.
    Source: Pascanu, Mikolov and Bengio 2013; torch.nn.utils.clip_grad_norm_.

    >>> clip, theta = ClipByGlobalNorm(1.0), torch.zeros(2)
    >>> clip.step(theta, torch.tensor([3.0, 4.0]), clip.init(theta), eta=0.1).g
    tensor([0.6000, 0.8000])
    """

    max_norm: float

    def __post_init__(self) -> None:
        positive("ClipByGlobalNorm", "max_norm", self.max_norm, remedy="Pass the longest gradient that may pass.")

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: NoState, *, eta: float) -> Passed:
        """The gradient, shortened if it is too long."""
        alike("ClipByGlobalNorm.step", theta=theta, g=g)
        fits("ClipByGlobalNorm.step", theta, state, NoState)
        norm = torch.linalg.vector_norm(g, dtype=torch.promote_types(g.dtype, torch.float32))  # squares would overflow
        if norm.isinf():
            raise ValueError("ClipByGlobalNorm.step: g should have a finite length, but has an infinite one. Leave "
                             "this step out, or look for an overflow where g is computed.")
        return Passed(theta, g * (self.max_norm / (norm + 1e-6)).clamp(max=1.0).to(g.dtype), eta, state)


@dataclass(frozen=True)
class ClipByValue(_Stateless):
    """Bring each number of a gradient into [-limit, limit] by itself: the direction may change.

    Shapes: theta, g alike, any shape.
    Raises: ValueError unless limit > 0; the errors of `ClipByGlobalNorm` for theta and g.
    Source: torch.nn.utils.clip_grad_value_.

    >>> clip, theta = ClipByValue(1.0), torch.zeros(3)
    >>> clip.step(theta, torch.tensor([3.0, -4.0, 0.5]), clip.init(theta), eta=0.1).g
    tensor([ 1.0000, -1.0000,  0.5000])
    """

    limit: float

    def __post_init__(self) -> None:
        positive("ClipByValue", "limit", self.limit, remedy="Pass the largest slope that may pass.")

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: NoState, *, eta: float) -> Passed:
        """The gradient with each number in its interval."""
        alike("ClipByValue.step", theta=theta, g=g)
        fits("ClipByValue.step", theta, state, NoState)
        return Passed(theta, g.clamp(-self.limit, self.limit), eta, state)


@dataclass(frozen=True)
class DecoupledDecay(_Stateless):
    """Shrink the parameters, theta <- (1 - eta weight_decay) theta, apart from the gradient: the W of AdamW.

    eta is the step length that has come this far: with a schedule before it in the chain the decay follows the
    schedule, as in torch; with the schedule after it the decay stays the same.

    Shapes: theta, g alike, any shape.
    Raises: ValueError for weight_decay < 0; the errors of `ClipByGlobalNorm` for theta and g.
    Source: lecture 9, AdamW; Loshchilov and Hutter 2019; torch.optim.AdamW.

    >>> decay, theta = DecoupledDecay(0.5), torch.tensor([2.0])
    >>> decay.step(theta, torch.tensor([7.0]), decay.init(theta), eta=0.1).theta
    tensor([1.9000])
    """

    weight_decay: float

    def __post_init__(self) -> None:
        number("DecoupledDecay", "weight_decay", self.weight_decay)

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: NoState, *, eta: float) -> Passed:
        """The parameters, a little smaller."""
        alike("DecoupledDecay.step", theta=theta, g=g)
        fits("DecoupledDecay.step", theta, state, NoState)
        return Passed((1 - eta * self.weight_decay) * theta, g, eta, state)


class Updates(NamedTuple):
    """What a schedule remembers: the number k of updates done, an integer tensor without axes."""

    k: Tensor


@dataclass(frozen=True)
class ScaleBySchedule:
    """Multiply the step length by schedule(t) at update t = 0, 1, ...: eta <- schedule(t) eta.

    A schedule whose largest value is 1, `WarmupCosine(1.0, warmup=100, steps=1000)` say, leaves eta to the rule.

    Shapes: theta, g alike, any shape.
    Raises: TypeError unless schedule is a function; ValueError where it gives a negative number; the errors of
    `ClipByGlobalNorm` for theta and g.
    Source: torch.optim.lr_scheduler.LambdaLR.

    >>> scale, theta = ScaleBySchedule(lambda t: 1 / (t + 1)), torch.zeros(1)
    >>> first = scale.step(theta, theta, scale.init(theta), eta=0.5)
    >>> first.eta, scale.step(theta, theta, first.state, eta=0.5).eta
    (0.5, 0.25)
    """

    schedule: Callable[[int], float]

    def __post_init__(self) -> None:
        function("ScaleBySchedule", "schedule", self.schedule)

    def init(self, theta: Tensor) -> Updates:
        """The state before the first step: k = 0."""
        return Updates(torch.zeros((), dtype=torch.int64))

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Updates, *, eta: float) -> Passed:
        """The step length, times the schedule's factor for this update."""
        alike("ScaleBySchedule.step", theta=theta, g=g)
        fits("ScaleBySchedule.step", theta, state, Updates)
        t = int(state.k)
        factor = self.schedule(t)
        number("ScaleBySchedule.step", f"schedule({t})", factor)
        return Passed(theta, g, factor * eta, Updates(state.k + 1))


class ChainState(NamedTuple):
    """The states of the transformations, first first, and of the rule."""

    transforms: tuple[Any, ...]
    rule: Any


@dataclass(frozen=True)
class Chain:
    """Transformations in turn, then a rule: itself a rule. See `chain`."""

    transforms: tuple[Transform, ...]
    rule: Rule

    @property
    def eta(self) -> float:
        """The step length before the first transformation."""
        return self.rule.eta

    def with_eta(self, eta: float) -> Chain:
        """The same chain around the rule with another step length."""
        return replace(self, rule=with_eta(self.rule, eta))

    @guard
    def init(self, theta: Float[Tensor, "*shape"]) -> ChainState:
        """The states before the first step."""
        return ChainState(tuple(transform.init(theta) for transform in self.transforms), self.rule.init(theta))

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"],
             state: ChainState) -> tuple[Tensor, ChainState]:
        """One step; returns the new parameters and states."""
        if not isinstance(state, ChainState) or len(state.transforms) != len(self.transforms):
            raise TypeError(f"Chain.step: state should be a ChainState of {len(self.transforms)} transformations and a "
                            f"rule, but is of type {type(state).__name__}. Start with state = rule.init(theta) of the "
                            f"same chain.")
        eta, states = self.eta, []
        for transform, before in zip(self.transforms, state.transforms):
            theta, g, eta, after = transform.step(theta, g, before, eta=eta)
            states.append(after)
        theta, of_rule = with_eta(self.rule, eta).step(theta, g, state.rule)
        return theta, ChainState(tuple(states), of_rule)


def chain(*links: Transform | Rule) -> Chain:
    """A rule that first passes theta, g and eta through transformations, from left to right; the last link is the rule.

    Clip first, so that everything after it sees the gradient that counts. A schedule before the decay governs both,
    after it the rule alone.

    Raises: TypeError unless the links are transformations and, last, an update rule.
    Source: torch.optim with torch.nn.utils.clip_grad_norm_ and a scheduler; Optax, which chains updates likewise.

    >>> from dlcourse.optim import Adam, WarmupCosine
    >>> rule = chain(ClipByGlobalNorm(1.0), ScaleBySchedule(WarmupCosine(1.0, warmup=10, steps=100)),
    ...              DecoupledDecay(0.01), Adam(eta=0.1))
    >>> theta = torch.tensor([2.0])
    >>> rule.step(theta, torch.tensor([50.0]), rule.init(theta))[0]
    tensor([1.9898])
    """
    rule: Any = links[-1] if links else None
    transforms: tuple[Any, ...] = links[:-1]
    check_rule("chain", "the last link", rule)
    for i, link in enumerate(transforms):
        if isinstance(link, (type, Rule)) or not isinstance(link, Transform):
            raise TypeError(f"chain: link {i} should be a transformation with init and step, but is {link!r}. Pass for "
                            f"example ClipByGlobalNorm(1.0), and the update rule last.")
    return Chain(transforms, rule)
