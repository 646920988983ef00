"""How far from x finite differences go, where they evaluate a function, and what it may return there."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import require_scalar, returned
from dlcourse.arguments import one_of, positive
from dlcourse.tensors import guard

# A step h costs h**order in truncation and eps/h in round-off; the two balance at h = eps**(1/(order + 1)).
STEP_POWERS = {"forward": 1 / 2, "central": 1 / 3, "richardson": 1 / 5}


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


def moved(x: Tensor, i: int, h: float) -> Tensor:
    """A copy of x whose i-th entry, counted in reading order, is h larger."""
    copy = x.detach().clone(memory_format=torch.contiguous_format)
    copy.view(-1)[i] += h
    return copy
