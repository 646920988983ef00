"""What every update rule offers, and the check of an argument that should be one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from torch import Tensor


@runtime_checkable
class Rule(Protocol):
    """What an update rule offers: a step length eta, `init(theta)` and `step(theta, g, state)`.

    >>> from dlcourse.optim import Adam
    >>> isinstance(Adam(), Rule)
    True
    """

    eta: float

    def init(self, theta: Tensor) -> Any:
        """The state before the first step."""

    def step(self, theta: Tensor, g: Tensor, state: Any) -> tuple[Tensor, Any]:
        """The next parameters and state."""


def with_eta(rule: Any, eta: float) -> Rule:
    """The same rule with another step length.

    >>> from dlcourse.optim import SGD
    >>> with_eta(SGD(0.1), 0.5)
    SGD(eta=0.5)
    """
    return rule.with_eta(eta) if hasattr(rule, "with_eta") else replace(rule, eta=eta)


def check_rule(where: str, name: str, rule: Any) -> None:
    """Raise unless rule is an update rule: an instance, not its class.

    Raises: TypeError, in the name of the function `where`.

    >>> check_rule("fit", "rule", 0.1)
    Traceback (most recent call last):
    ...
    TypeError: fit: rule should be an update rule with eta, init and step, but is 0.1. Pass for example
    dlcourse.optim.SGD(eta=0.1).
    """
    if not isinstance(rule, Rule) or isinstance(rule, type):
        raise TypeError(f"{where}: {name} should be an update rule with eta, init and step, but is {rule!r}. "
                        f"Pass for example dlcourse.optim.SGD(eta=0.1).")
