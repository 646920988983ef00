"""A quick check of a claimed gradient: along a few random directions instead of entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count, randomness
from dlcourse.diff.finite.points import checked_step, claimed_gradient, scalar_at, values_at, vectorised
from dlcourse.tensors import guard

__all__ = ["DirectionCheck", "check_directions"]


class DirectionCheck(NamedTuple):
    """What `check_directions` found, on the direction along which claim and measurement differ most."""

    ok: bool
    direction: Tensor
    claimed: float
    measured: float
    difference: float
    tolerance: float


@guard
def check_directions(f: Callable[[Tensor], Tensor | float] | None, g: Callable[[Tensor], Tensor] | Tensor,
                     x: Float[Tensor, "..."], *, rng: torch.Generator, directions: int = 8, h: float | None = None,
                     batched: Callable[[Tensor], Tensor] | None = None) -> DirectionCheck:
    """Compare a claimed gradient g (a function of x, or a tensor) with slopes of f along random directions d.

    The slope along d is <g, d>. It is measured by differences of fourth order, from four values of f, so that the
    whole check costs 4 * directions values, however many entries x has. A wrong entry shows in every direction,
    because the entries of d are normal numbers; but this does not tell which one is wrong: ask `check_gradient`.
    It is ok when the largest difference is below eps**0.4 max(1, max|slope|) (5e-7 in float64), or within the
    estimated round-off. `batched` as for `gradient`.
    Shapes: x of any shape, f(x) scalar, g(x) like x; the direction found is like x.
    Raises: ShapeError, DtypeError or DeviceError if g(x) is not like x; TypeError or ValueError for a step or a
    number of directions that is not positive; TypeError for a rng that is no generator.
    Source: lecture 7, finite differences are good for testing backpropagation; slopes along a vector.

    >>> x, rng = torch.tensor([1.0, 3.0], dtype=torch.float64), torch.Generator().manual_seed(0)
    >>> check_directions(lambda x: (x * x).sum(), lambda x: 2 * x, x, rng=rng).ok
    True
    >>> check_directions(lambda x: (x * x).sum(), lambda x: 2.1 * x, x, rng=rng).ok
    False
    """
    count("check_directions", "directions", directions)
    randomness("check_directions", rng)
    claimed = claimed_gradient("check_directions", g, x)
    h = checked_step("check_directions", x, h, "richardson")
    d = torch.randn(directions, x.numel(), generator=rng, dtype=x.dtype, device=rng.device).to(x.device)
    lengths = torch.linalg.vector_norm(d, dim=1)
    steps = (h / lengths)[:, None] * d  # every move is h long
    points = torch.stack([steps, -steps, 2 * steps, -2 * steps]) + x.detach().reshape(-1)  # (4, directions, n)
    up, down, far_up, far_down = _values(f, batched, points.flatten(0, 1), x).view(4, -1)
    measured = (8 * (up - down) - (far_up - far_down)) / (12 * h) * lengths
    slopes = d @ claimed.reshape(-1)
    eps = torch.finfo(x.dtype).eps
    allowed = eps**0.4 * measured.abs().max().clamp(min=1) + eps * up.abs() / h * lengths
    excess = ((slopes - measured).abs() / allowed).nan_to_num(nan=torch.inf)
    worst = int(excess.argmax())
    left, right, bound = (t[worst].item() for t in (slopes, measured, allowed))
    return DirectionCheck(bool((excess <= 1).all()), d[worst].reshape(x.shape), left, right, abs(left - right), bound)


def _values(f, batched, points: Tensor, x: Tensor) -> Tensor:
    """f at points (k, n): by `batched`, at once, or one by one where f does not lend itself to it."""
    if batched is not None:
        return values_at("check_directions", batched, points)
    try:
        return values_at("check_directions", vectorised(f, x), points)
    except Exception:  # whatever it is: calling f point by point shows it in f's own terms
        return torch.stack([scalar_at("check_directions", f, point.reshape(x.shape)) for point in points]).to(x.dtype)
