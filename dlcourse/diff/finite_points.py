"""Where finite differences evaluate a function, and how far from x: steps, moved points, blocks of points."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.tensors import DtypeError, ShapeError, guard

# A step h costs h**order in truncation and eps/h in round-off; the two balance at h = eps**(1/(order + 1)).
STEP_POWERS = {"forward": 1 / 2, "central": 1 / 3, "richardson": 1 / 5}
BLOCK_NUMBERS = 2**16  # numbers in one block of points: what stays in a processor's second cache


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
    if kind not in STEP_POWERS:
        raise ValueError(f"best_step: kind should be one of {', '.join(map(repr, STEP_POWERS))}, but is "
                         f"{kind!r}. Name the formula that will use the step.")
    scale = max(1.0, float(x.detach().abs().max()))
    return torch.finfo(x.dtype).eps ** STEP_POWERS[kind] * scale


def checked_step(where: str, x: Tensor, h: float | None, kind: str) -> float:
    """The given step, or the best one for the formula. Raises: ValueError, naming `where`."""
    if h is None:
        return best_step(x, kind)
    number = isinstance(h, (int, float)) and not isinstance(h, bool)
    if not number or not 0 < h < float("inf"):
        raise ValueError(f"{where}: the step h should be a positive number, but is {h!r}. "
                         f"Leave it out to have one chosen: best_step(x, {kind!r}).")
    return h


def value_at(where: str, f, x: Tensor) -> Tensor:
    """f(x) as a tensor; a plain number becomes a scalar of x's dtype. Raises: DtypeError."""
    y = f(x)
    if isinstance(y, (int, float)) and not isinstance(y, bool):
        return x.new_tensor(y)
    if not isinstance(y, Tensor) or not y.dtype.is_floating_point:
        got = f"a tensor of {str(y.dtype).removeprefix('torch.')}" if isinstance(y, Tensor) else type(y).__name__
        raise DtypeError(f"{where}: f(x) should be a floating-point tensor or a number, but is {got}. "
                         "Return the tensor itself, in x's dtype.")
    return y.detach()


def scalar_at(where: str, f, x: Tensor) -> Tensor:
    """f(x), which must be one number with no axes. Raises: ShapeError or DtypeError."""
    y = value_at(where, f, x)
    if y.shape != ():
        raise ShapeError(f"{where}: f(x) should be a scalar of shape (), but has shape {tuple(y.shape)}. "
                         "Sum or average it, or ask for jacobian(f, x).")
    return y


def moved(x: Tensor, i: int, h: float) -> Tensor:
    """A copy of x whose i-th entry, counted in reading order, is h larger."""
    copy = x.detach().clone(memory_format=torch.contiguous_format)
    copy.view(-1)[i] += h
    return copy


def central_in_blocks(where: str, batched, x: Tensor, h: float) -> Tensor:
    """Centred differences of batched: (k, n) -> (k,), many points a call; a slope for each entry of x.

    One buffer holds the points: row 2i moves an entry up, row 2i + 1 down. From block to block only a
    diagonal band of it changes, so the copying stays small beside the evaluations.
    """
    flat = x.detach().reshape(-1)
    n = len(flat)
    block = min(n, max(8, BLOCK_NUMBERS // (2 * n)))
    points = flat.repeat(2 * block, 1)
    slopes = torch.empty_like(flat)
    for start in range(0, n, block):
        here = flat[start:start + block]
        k = 2 * len(here)
        up, down = (points[side:k:2, start:start + block].diagonal() for side in (0, 1))
        up.copy_(here + h)
        down.copy_(here - h)
        values = _values_at(where, batched, points[:k])
        slopes[start:start + block] = (values[0::2] - values[1::2]) / (up - down)
        up.copy_(here)
        down.copy_(here)
    return slopes.reshape(x.shape)


def _values_at(where: str, batched, points: Tensor) -> Tensor:
    values = batched(points)
    if not isinstance(values, Tensor) or not values.dtype.is_floating_point:
        raise DtypeError(f"{where}: batched should return a floating-point tensor, but returned "
                         f"{type(values).__name__}. Evaluate all rows at once and return the tensor.")
    if values.shape != points.shape[:1]:
        raise ShapeError(f"{where}: batched should map points of shape {tuple(points.shape)} to values of shape "
                         f"({len(points)},), but returned shape {tuple(values.shape)}. Reduce each row by itself.")
    return values.detach()
