"""The check of a gradient that was derived by hand, entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.diff.finite.differences import Scalar, gradient_with_error
from dlcourse.diff.finite.steps import checked_step
from dlcourse.tensors import guard


class GradientCheck(NamedTuple):
    """What `check_gradient` found: the entry where claim and measurement differ most, and both values there."""

    ok: bool
    index: tuple[int, ...]
    claimed: float
    measured: float
    difference: float
    tolerance: float


@guard
def check_gradient(f: Scalar, g: Callable[[Tensor], Tensor] | Tensor, x: Float[Tensor, "..."], *,
                   h: float | None = None) -> GradientCheck:
    """Compare a claimed gradient g (a function of x, or a tensor) with centred differences of f.

    It is ok when the largest difference is below eps**0.4 max(1, max|gradient|) (5e-7 in float64), or within
    the estimated error of the differences.
    Shapes: x of any shape, f(x) scalar, g(x) like x.
    Raises: ShapeError, DtypeError or DeviceError if g(x) is not like x; TypeError or ValueError unless h is a positive
    number.
    Source: lecture 7, finite differences are good for testing backpropagation.

    >>> x = torch.tensor([1.0, 3.0], dtype=torch.float64)
    >>> check_gradient(lambda x: (x * x).sum(), lambda x: 2 * x, x).ok
    True
    >>> found = check_gradient(lambda x: (x * x).sum(), lambda x: x, x)
    >>> found.ok, found.index, found.claimed, round(found.measured, 6)
    (False, (1,), 3.0, 6.0)
    """
    claimed = claimed_gradient("check_gradient", g, x)
    measured, error = gradient_with_error(f, x, h=checked_step("check_gradient", x, h, "central"))
    allowed = torch.finfo(x.dtype).eps ** 0.4 * measured.abs().max().clamp(min=1) + error
    excess = ((claimed - measured).abs() / allowed).nan_to_num(nan=torch.inf)
    worst = int(excess.argmax())
    index = tuple(int(i) for i in torch.unravel_index(torch.tensor(worst), x.shape))
    left, right, bound = (t.reshape(-1)[worst].item() for t in (claimed, measured, allowed))
    return GradientCheck(bool((excess <= 1).all()), index, left, right, abs(left - right), bound)


def claimed_gradient(where: str, g, x: Tensor) -> Tensor:
    """g(x), or g itself if it is a tensor; it must be like x. Raises: ShapeError, DtypeError or DeviceError."""
    claimed: Any
    name, claimed = ("g(x)", g(x.detach().clone())) if callable(g) else ("g", g)
    alike(where, **{"x": x, name: claimed})
    return claimed.detach()
