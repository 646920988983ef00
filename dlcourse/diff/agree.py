"""Four independent ways to one derivative, side by side: finite differences, dual numbers, tape, torch.func."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations

import torch
import torch.func
from jaxtyping import Float
from torch import Tensor

from dlcourse.diff import dual, finite, tape
from dlcourse.tensors import Value, guard


@dataclass(frozen=True, repr=False)
class Agreement:
    """What the routes found: derivatives by route, and where and by how much they differ.

    Two routes agree where their difference is at most tolerance * max(1, max|derivative|): `exact` between
    dual, tape and torch, `approximate` where finite differences take part. NaN agrees with nothing.
    Source: lecture 7, four ways to differentiate.

    >>> good = torch.tensor([1.0, 2.0], dtype=torch.float64)
    >>> found = Agreement({"finite": good, "dual": good, "tape": 2 * good, "torch": good}, 1e-12, 1e-6)
    >>> found.ok, found.odd_one_out, found.index
    (False, 'tape', (1,))
    """

    routes: dict[str, Tensor]
    exact: float
    approximate: float
    _differences: dict[frozenset[str], Tensor] = field(init=False, compare=False)

    def __post_init__(self):
        finite_parts = [d.nan_to_num(nan=0.0, posinf=0.0, neginf=0.0).abs().max() for d in self.routes.values()]
        scale = max(1.0, float(torch.stack(finite_parts).median()))
        object.__setattr__(self, "_differences", {
            frozenset((a, b)): _gap(self.routes[a], self.routes[b]) / (self._allowed(a, b) * scale)
            for a, b in combinations(self.routes, 2)})

    def _allowed(self, a: str, b: str) -> float:
        return self.approximate if "finite" in (a, b) else self.exact

    def _pair_agrees(self, a: str, b: str) -> bool:
        return bool((self._differences[frozenset((a, b))] <= 1).all())

    @property
    def ok(self) -> bool:
        """Whether every two routes agree."""
        return all(self._pair_agrees(a, b) for a, b in combinations(self.routes, 2))

    @property
    def index(self) -> tuple[int, ...]:
        """The component on which two routes differ most, measured by what is allowed between them."""
        worst = torch.stack(list(self._differences.values())).amax(0)
        return tuple(int(i) for i in torch.unravel_index(worst.argmax().cpu(), worst.shape))

    @property
    def values(self) -> dict[str, float]:
        """Each route's value of the worst component."""
        return {name: derivative[self.index].item() for name, derivative in self.routes.items()}

    @property
    def odd_one_out(self) -> str | None:
        """The one route without which all others agree; None if all agree or no single route is to blame."""
        if self.ok:
            return None
        suspects = [name for name in self.routes
                    if all(self._pair_agrees(a, b) for a, b in combinations(self.routes, 2) if name not in (a, b))]
        return max(suspects, key=self._distance, default=None)

    def _distance(self, name: str) -> float:
        return sum(float(gap.max()) for pair, gap in self._differences.items() if name in pair)

    @property
    def hint(self) -> str:
        """What to look for where the way back is NaN and the others are numbers; empty elsewhere."""
        bad = {name: bool(derivative.isnan().any()) for name, derivative in self.routes.items()}
        if not (bad.get("tape") and bad.get("torch")) or bad.get("dual") or bad.get("finite"):
            return ""
        return ("Is there a where(...) in f? where hides the branch not taken from the value and from a tangent, not "
                "from the way back: 0 * inf is NaN. Mask before the operation: torch.where(x > 0, x, 1.0).log()")

    def __repr__(self) -> str:
        place = f"at {list(self.index)}" if self.index else "value"
        lines = [f"{'route':<8}{place:>18}{'furthest from another':>24}"]
        for name, value in self.values.items():
            others = [_gap(self.routes[name], d).max().item() for other, d in self.routes.items() if other != name]
            lines.append(f"{name:<8}{value:>18.10g}{max(others):>24.1e}")
        if self.ok:
            verdict = f"all agree (exact routes within {self.exact:.0e}, differences within {self.approximate:.0e})"
        else:
            odd = self.odd_one_out
            verdict = f"{odd} disagrees with the others" if odd else "no single route explains the disagreement"
        return "\n".join([*lines, verdict, *([self.hint] if self.hint else [])])


@guard
def compare(f: Callable[[Value], Value], x: Float[Tensor, "..."]) -> Agreement:
    """Differentiate f at x in four ways: its gradient if f(x) is a scalar, else its Jacobian.

    f is written with operators and tensor methods (x.exp()), so that it runs on a Tensor, a Dual and a Var.
    In float64 the exact routes should agree to 1e-12 and finite differences with them to 1e-6; in other dtypes
    the tolerances follow the spacing eps of the numbers (4500 eps and eps**0.38).
    Shapes: x of any shape -> derivatives of shape f(x).shape + x.shape.
    Raises: DtypeError, ShapeError or NotANumberError for an unfit x; whatever a route raises on f.
    Source: lecture 7, four ways to differentiate.

    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64)
    >>> compare(lambda x: (x * x).sum(), x).ok
    True
    >>> compare(lambda x: (x * x.detach()).sum(), x).odd_one_out   # only finite differences see through detach
    'finite'
    >>> compare(lambda x: torch.where(x > 1, (x - 1).sqrt(), x).sum(), x).hint[:31]   # at x = 1 the root is vertical
    'Is there a where(...) in f? whe'
    """
    x = x.detach()
    routes = {
        "finite": finite.jacobian(f, x),
        "dual": dual.jacobian(f, x),
        "tape": tape.jacobian(f, x),
        "torch": torch.func.jacrev(lambda x: torch.as_tensor(f(x), dtype=x.dtype, device=x.device))(x),
    }
    eps = torch.finfo(x.dtype).eps
    double = x.dtype == torch.float64
    return Agreement(routes, 1e-12 if double else 4500 * eps, 1e-6 if double else eps**0.38)


def _gap(a: Tensor, b: Tensor) -> Tensor:
    """Distance of two derivatives, component by component; equal infinities are 0 apart, NaN infinitely far."""
    return torch.where(a == b, 0.0, (a - b).abs()).nan_to_num(nan=torch.inf, posinf=torch.inf)
