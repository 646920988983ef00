"""Where the units of relu networks are on: patterns, regions of one layer, linear pieces on a line, and the tent."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import between, count
from dlcourse.nn.params import Params, check_params
from dlcourse.tensors import ShapeError, guard

# --- one layer ---


def max_regions(n: int, d: int) -> int:
    """The most regions into which n hyperplanes cut the space of d dimensions: C(n, 0) + C(n, 1) + ... + C(n, d).

    Hyperplanes in general position reach it; parallel ones, or more than d through one point, make fewer regions.
    Raises: TypeError or ValueError unless n >= 0 and d >= 1 are integers.
    Source: lecture 5, regions of one layer; Zaslavsky, Memoirs of the American Mathematical Society 154, 1975.

    >>> max_regions(3, 2), max_regions(6, 2), max_regions(4, 3), max_regions(3, 5)
    (7, 22, 15, 8)
    """
    count("max_regions", "n", n, low=0)
    count("max_regions", "d", d)
    return sum(math.comb(n, i) for i in range(d + 1))


@guard
def patterns(W: Float[Tensor, "units d"], b: Float[Tensor, " units"],
             X: Float[Tensor, "points d"]) -> Int[Tensor, "points units"]:
    """Which units are on at which points: 1 where W x + b > 0, else 0.

    Shapes: W (units, d), b (units,), X (points, d) -> (points, units), integers. Raises: ShapeError, DtypeError.
    Source: lecture 5, a relu unit is a half-space.

    >>> W, b = torch.tensor([[1.0, 1.0], [1.0, 1.0]]), torch.tensor([0.0, -1.0])
    >>> patterns(W, b, torch.tensor([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])).tolist()
    [[0, 0], [1, 0], [1, 1]]
    """
    same_dtype("patterns", X=X, W=W, b=b)
    return (X @ W.mT + b > 0).long()


@guard
def count_patterns(W: Float[Tensor, "units d"], b: Float[Tensor, " units"], X: Float[Tensor, "points d"]) -> int:
    """How many different patterns of units that are on the points show.

    Each pattern belongs to one region, so this is the number of regions in which a point lies.
    Shapes: W (units, d), b (units,), X (points, d). Raises: as `patterns`. Source: lecture 5, regions of one layer.

    >>> count_patterns(torch.ones(1, 1), torch.zeros(1), torch.tensor([[-1.0], [2.0], [3.0]]))
    2
    """
    same_dtype("count_patterns", X=X, W=W, b=b)
    return len(patterns(W, b, X).unique(dim=0))


@guard
def plane_regions(W: Float[Tensor, "lines 2"], b: Float[Tensor, " lines"]) -> int:
    """Into how many regions the lines W x + b = 0 cut the plane: at most max_regions(lines, 2).

    A line that meets the earlier ones at k different points is cut into k + 1 parts by them, and each part cuts one
    region in two.
    Shapes: W (lines, 2), b (lines,). Raises: ValueError for a row of W that is 0, or the same line twice; ShapeError,
    DtypeError. Source: lecture 5, regions of one layer.

    >>> W = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> plane_regions(W, torch.tensor([0.0, 0.0, -1.0])), plane_regions(W, torch.zeros(3))
    (7, 6)
    """
    same_dtype("plane_regions", W=W, b=b)
    if not bool((W.norm(dim=1) > 0).all()):
        raise ValueError("plane_regions: W should have no row of zeros, but has one. A line needs a direction.")
    return 1 + sum(1 + len(crossings(W[:i + 1], b[:i + 1])) for i in range(len(b)))


def crossings(W: Tensor, b: Tensor) -> list[float]:
    """Where the last of some lines meets the others: different places along it, in order."""
    w, size = W[-1], W[-1].norm()
    foot, along = -b[-1] / size**2 * w, torch.stack([-w[1], w[0]]) / size
    found: list[float] = []
    for other, shift in zip(W[:-1], b[:-1]):
        slope, height = float(other @ along / other.norm()), float((other @ foot + shift) / other.norm())
        if abs(slope) > 1e-6:
            found.append(-height / slope)
        elif abs(height) < 1e-6:
            raise ValueError("plane_regions: the lines should differ, but two are the same. Take one of them out.")
    found.sort()
    return [place for i, place in enumerate(found) if i == 0 or place - found[i - 1] > 1e-6]


@guard
def halfplane_codes(N: Float[Tensor, "sides d"], c: Float[Tensor, " sides"],
                    X: Float[Tensor, "points d"]) -> Int[Tensor, "points sides"]:
    """On which side of each side of a polygon points lie: 1 beyond it, where N x > c, and 0 within or on it.

    The rows of N point outwards, so a point lies in the polygon where its code is 0 for all sides.
    Shapes: N (sides, d), c (sides,), X (points, d) -> (points, sides), integers. Raises: ShapeError, DtypeError.
    Source: lecture 5, a polygon from several lines.

    >>> N, c = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]), torch.tensor([1.0, 1.0, 0.0])
    >>> halfplane_codes(N, c, torch.tensor([[0.5, 0.5], [2.0, 2.0]])).tolist()
    [[0, 0, 0], [1, 1, 0]]
    """
    same_dtype("halfplane_codes", X=X, N=N, c=c)
    return patterns(N, -c, X)


def regular_polygon(sides: int, *, radius: float = 1.0, dtype: torch.dtype = torch.float64) -> tuple[Tensor, Tensor]:
    """Outward normals N (sides, 2) and distances c (sides,) of a regular polygon around 0, for `halfplane_codes`.

    `radius` is the distance of the sides from 0, and the first normal points along the first axis.
    Raises: ValueError unless sides >= 3 and radius is finite and at least 0; TypeError for another kind.
    Source: lecture 5, a polygon from several lines.

    >>> regular_polygon(4)[0].round().abs().tolist()
    [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]
    """
    count("regular_polygon", "sides", sides, low=3)
    between("regular_polygon", "radius", radius, low=0.0)
    angle = 2 * math.pi * torch.arange(sides, dtype=dtype) / sides
    return torch.stack([angle.cos(), angle.sin()], dim=1), torch.full((sides,), float(radius), dtype=dtype)


# --- several layers, on a line ---


@torch.no_grad()
def pieces_1d(params: Params, low: float, high: float) -> int:
    """How many straight pieces a relu network of one input and one output has on [low, high].

    Exact but for rounding: layer by layer the places are added at which a unit changes between off and on. In the end
    neighbours of the same slope count as one piece.
    Shapes: Ws of shapes (n_1, 1), (n_2, n_1), ..., (1, n_L). Raises: ShapeError for other sizes of the first or the
    last layer; ValueError unless low < high. Source: lecture 5, regions with depth.

    >>> pieces_1d(tent(3), 0.0, 1.0)
    8
    """
    _check_line("pieces_1d", params)
    between("pieces_1d", "low", low)
    between("pieces_1d", "high", high)
    if not low < high:
        raise ValueError(f"pieces_1d: low should lie below high, {high:g}, but is {low:g}. Swap them?")
    x = params.Ws[0].new_tensor([low, high])
    for depth in range(1, len(params.Ws)):
        x = _with_crossings(x, _pre_activations(params, x, depth))
    y = _pre_activations(params, x, len(params.Ws))[:, 0]
    slopes = y.diff() / x.diff()
    tolerance = 1e-6 * max(1.0, float(slopes.abs().max()))
    return 1 + int((slopes.diff().abs() > tolerance).sum())


def _check_line(where: str, params: Params) -> None:
    check_params(where, params)
    first, last = params.Ws[0].shape[1], params.Ws[-1].shape[0]
    if (first, last) != (1, 1):
        raise ShapeError(f"{where}: params should lead from 1 input to 1 output, but lead from {first} to {last}. "
                         f"Pass a network on a line.")


def _pre_activations(params: Params, x: Tensor, depth: int) -> Tensor:
    """What the units of a layer add up to, before the relu: x (points,) -> (points, units)."""
    z = x[:, None]
    for i in range(depth):
        z = (z.relu() if i else z) @ params.Ws[i].mT + params.bs[i]
    return z


def _with_crossings(x: Tensor, z: Tensor) -> Tensor:
    """The places x, in order, and those between two of them at which a column of z, straight there, passes 0."""
    before, after = z[:-1], z[1:]
    crosses = before * after < 0
    share = torch.where(crosses, before / torch.where(crosses, before - after, 1.0), 0.0)
    between_them = (x[:-1, None] + x.diff()[:, None] * share)[crosses]
    merged = torch.cat([x, between_them]).sort().values
    apart = merged.diff() > 1e-12 * max(1.0, float(x.abs().max()))
    return merged[torch.cat([apart.new_ones(1), apart])]


def tent(layers: int, *, dtype: torch.dtype = torch.float64) -> Params:
    """A relu network with two units in each layer that folds [0, 1] once a layer: 2^layers straight pieces.

    One layer is T(x) = 2 relu(x) - 4 relu(x - 1/2): up from 0 to 1, and down again. The network is T(T(...T(x))).
    Raises: TypeError or ValueError unless layers is an integer of at least 1.
    Source: lecture 5, regions with depth; Telgarsky, Conference on Learning Theory 2016.

    >>> [W.tolist() for W in tent(2).Ws]
    [[[1.0], [1.0]], [[2.0, -4.0], [2.0, -4.0]], [[2.0, -4.0]]]
    """
    count("tent", "layers", layers)
    fold, start = torch.tensor([[2.0, -4.0]], dtype=dtype), torch.tensor([0.0, -0.5], dtype=dtype)
    Ws = (torch.ones(2, 1, dtype=dtype), *[fold.repeat(2, 1)] * (layers - 1), fold)
    return Params(Ws, (*[start] * layers, torch.zeros(1, dtype=dtype)))
