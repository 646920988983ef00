"""What the cases of many exercises draw: float64 tensors and plain numbers from one generator."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case

DOUBLE = torch.float64


def case(label: str, part: str = "", **inputs: Any) -> Case:
    """A case from its named inputs, in their order.

    >>> case("two numbers", x=numbers(1, 2)).inputs
    {'x': tensor([1., 2.], dtype=torch.float64)}
    """
    return Case(label, inputs, part)


def numbers(*values: Any) -> Tensor:
    """Values as a float64 tensor: several numbers or rows give several entries, a single list or tensor is taken whole.

    >>> numbers([1, 2]).equal(numbers(1, 2)), numbers([1, 2], [3, 4]).shape
    (True, torch.Size([2, 2]))
    """
    return torch.as_tensor(values[0] if len(values) == 1 else values, dtype=DOUBLE)


class Draw:
    """Random inputs from one generator, so that a seed decides all of them.

    >>> draw = Draw(torch.Generator().manual_seed(0))
    >>> draw.normal(2, 3).shape, 1.0 <= draw.between(1, 2) <= 2.0, draw.whole(3, 3)
    (torch.Size([2, 3]), True, 3)
    """

    def __init__(self, rng: torch.Generator):
        self.rng = rng

    def normal(self, *shape: int) -> Tensor:
        """Standard normal entries."""
        return torch.randn(shape, generator=self.rng, dtype=DOUBLE)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Entries between low and high."""
        return low + (high - low) * torch.rand(shape, generator=self.rng, dtype=DOUBLE)

    def away_from_zero(self, *shape: int, gap: float = 0.3) -> Tensor:
        """Normal entries whose sizes are at least `gap`."""
        x = self.normal(*shape)
        return x + gap * x.sign()

    def between(self, low: float, high: float) -> float:
        """One number between low and high."""
        return float(self.uniform(low, high))

    def whole(self, low: int, high: int) -> int:
        """One whole number from low to high, both included."""
        return int(torch.randint(low, high + 1, (), generator=self.rng))

    def permutation(self, n: int) -> Tensor:
        """0 to n - 1 in a random order."""
        return torch.randperm(n, generator=self.rng)

    def bowl(self, n: int, least: float = 0.5) -> Tensor:
        """A symmetric n x n matrix whose eigenvalues are at least `least`."""
        M = self.normal(n, n)
        return M @ M.mT / n + least * torch.eye(n, dtype=DOUBLE)
