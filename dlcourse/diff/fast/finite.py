"""Finite differences, fast: many points a call, and checks along a few random directions instead of every entry."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import described
from dlcourse.arguments import count, randomness
from dlcourse.diff import finite
from dlcourse.diff.finite.checks import claimed_gradient
from dlcourse.diff.finite.differences import Scalar
from dlcourse.diff.finite.steps import checked_step, scalar_at
from dlcourse.tensors import DtypeError, ShapeError, guard

BLOCK_NUMBERS = 2**16  # numbers in one block of points: what stays in a processor's second cache
VECTORISED = range(16, 2**63)  # numbers of inputs for which it pays to vectorise f
VECTORISED_POINTS = 256  # at once; f's intermediate results take so many times their memory

Batched = Callable[[Tensor], Tensor]


@guard
def gradient(f: Scalar | None, x: Float[Tensor, "..."], *, h: float | None = None,
             batched: Batched | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f by centred differences, as `finite.gradient`, with many points in one call.

    With `batched`, a function of points (k, n) -> (k,) that agrees with f on every row (n = x.numel(), in
    reading order), f itself is not called; `batched` must neither change nor keep its argument. Without it, from
    16 entries on, torch.func.vmap is asked to run f on many points at once; where it cannot (f leaves torch,
    branches on values, draws random numbers), f is called point by point, as `finite.gradient` always does.
    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: TypeError or ValueError unless h is a positive number; ShapeError if f(x) is not a scalar or `batched`
    does not return (k,).
    Source: lecture 7, centred difference.

    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64)
    >>> [round(g, 6) for g in gradient(None, x, batched=lambda p: (p * p).sum(1)).tolist()]
    [2.0, 4.0]
    """
    h = checked_step("gradient", x, h, "central")
    if batched is not None:
        return central_in_blocks("gradient", batched, x, h)
    slopes = central_vectorised("gradient", f, x, h)
    return finite.gradient(f, x, h=h) if slopes is None else slopes


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


def central_in_blocks(where: str, batched, x: Tensor, h: float, *, most: int = 2**63) -> Tensor:
    """Centred differences of batched: (k, n) -> (k,), many points a call (`most` at most); a slope for each entry.

    One buffer holds the points: row 2i moves an entry up, row 2i + 1 down. From block to block only a
    diagonal band of it changes, so the copying stays small beside the evaluations.
    """
    flat = x.detach().reshape(-1)
    n = len(flat)
    block = min(n, max(8, BLOCK_NUMBERS // (2 * n)), most // 2)
    points = flat.repeat(2 * block, 1)
    slopes = torch.empty_like(flat)
    for start in range(0, n, block):
        here = flat[start:start + block]
        k = 2 * len(here)
        up, down = (points[side:k:2, start:start + block].diagonal() for side in (0, 1))
        up.copy_(here + h)
        down.copy_(here - h)
        values = values_at(where, batched, points[:k])
        slopes[start:start + block] = (values[0::2] - values[1::2]) / (up - down)
        up.copy_(here)
        down.copy_(here)
    return slopes.reshape(x.shape)


def central_vectorised(where: str, f, x: Tensor, h: float) -> Tensor | None:
    """Centred differences of f with many points a call by torch.func.vmap; None where f does not lend itself."""
    if x.numel() not in VECTORISED:
        return None
    try:
        return central_in_blocks(where, vectorised(f, x), x, h, most=VECTORISED_POINTS)
    except Exception:  # whatever it is: calling f point by point shows it in f's own terms
        return None


def vectorised(f, x: Tensor):
    """f as a function of points (k, n) -> (k,), where x is one such point in f's shape.

    torch.vmap only evaluates f; no derivative of torch's takes part. Raises: RuntimeError if f writes on its input.
    """
    many = torch.vmap(lambda row: f(row.reshape(x.shape)))

    def batched(points: Tensor) -> Tensor:
        before = points._version
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # vmap warns where it would fall back to a loop
            values = many(points)
        if points._version != before:
            raise RuntimeError("f writes on its input: its points can be used only once.")
        return values
    return batched


def values_at(where: str, batched, points: Tensor) -> Tensor:
    """batched(points), which must be floating-point numbers (k,). Raises: ShapeError or DtypeError."""
    values = batched(points)
    if not isinstance(values, Tensor) or not values.dtype.is_floating_point:
        raise DtypeError(f"{where}: batched should return a floating-point tensor, but what it returned is "
                         f"{described(values)}. Evaluate all rows at once and return the tensor.")
    if values.shape != points.shape[:1]:
        raise ShapeError(f"{where}: batched should map points of shape {tuple(points.shape)} to values of shape "
                         f"({len(points)},), but returned shape {tuple(values.shape)}. Reduce each row by itself.")
    return values.detach()
