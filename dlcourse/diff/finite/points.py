"""Where finite differences evaluate a function, and how far from x: steps, moved points, blocks of points."""

from __future__ import annotations

import warnings
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike, described, require_scalar, returned
from dlcourse.arguments import one_of, positive
from dlcourse.tensors import DtypeError, ShapeError, guard

# A step h costs h**order in truncation and eps/h in round-off; the two balance at h = eps**(1/(order + 1)).
STEP_POWERS = {"forward": 1 / 2, "central": 1 / 3, "richardson": 1 / 5}
BLOCK_NUMBERS = 2**16  # numbers in one block of points: what stays in a processor's second cache
VECTORISED = range(16, 2**63)  # numbers of inputs for which it pays to vectorise f
VECTORISED_POINTS = 256  # at once; f's intermediate results take so many times their memory


@guard
def best_step(x: Float[Tensor, "..."], kind: str = "central") -> float:
    """A step h near the optimum for the formula `kind`: "forward", "central" or "richardson".

    Truncation falls with h, round-off grows as eps / h: the best compromise is eps**(1/2), eps**(1/3) and
    eps**(1/5), times max(1, max|x|), where eps is the spacing of x's dtype at 1.
    Shapes: x of any shape -> one number.
    Raises: ValueError for another kind; DtypeError, ShapeError or NotANumberError for an unfit x.
    Source: lecture 7, choice of the step of a finite difference.

    >>> x = torch.ones(3, dtype=torch.float64)
    >>> f"{best_step(x, 'forward'):.1e}  {best_step(x, 'central'):.1e}"
    '1.5e-08  6.1e-06'
    """
    one_of("best_step", "kind", kind, STEP_POWERS)
    scale = max(1.0, float(x.detach().abs().max()))
    return torch.finfo(x.dtype).eps ** STEP_POWERS[kind] * scale


def checked_step(where: str, x: Tensor, h: float | None, kind: str) -> float:
    """The given step, or the best one for the formula. Raises: TypeError or ValueError, naming `where`."""
    if h is None:
        return best_step(x, kind)
    positive(where, "h", h, remedy=f"Leave it out to have one chosen: best_step(x, {kind!r}).")
    return h


def value_at(where: str, f, x: Tensor) -> Tensor:
    """f(x) as a tensor; a plain number becomes a scalar of x's dtype. Raises: DtypeError."""
    return returned(where, f(x), x).detach()


def scalar_at(where: str, f, x: Tensor) -> Tensor:
    """f(x), which must be one number with no axes. Raises: ShapeError or DtypeError."""
    y = value_at(where, f, x)
    require_scalar(where, y)
    return y


def claimed_gradient(where: str, g: Any, x: Tensor) -> Tensor:
    """g(x), or g itself if it is a tensor; it must be like x. Raises: ShapeError, DtypeError or DeviceError."""
    claimed = g(x.detach().clone()) if callable(g) else g
    alike(where, **{"x": x, "g(x)" if callable(g) else "g": claimed})
    return claimed.detach()


def moved(x: Tensor, i: int, h: float) -> Tensor:
    """A copy of x whose i-th entry, counted in reading order, is h larger."""
    copy = x.detach().clone(memory_format=torch.contiguous_format)
    copy.view(-1)[i] += h
    return copy


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
