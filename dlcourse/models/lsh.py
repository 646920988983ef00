"""Approximate nearest neighbours: random hyperplanes sort the points into buckets (locality-sensitive hashing)."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, randomness
from dlcourse.tensors import guard


class Hyperplanes(NamedTuple):
    """Normal vectors W (tables, bits, features) of random planes through `centre` (features,)."""

    W: Tensor
    centre: Tensor


@guard
def random_hyperplanes(X: Float[Tensor, "samples features"], *, bits: int, tables: int = 1,
                       rng: torch.Generator) -> Hyperplanes:
    """Random planes through the mean of X: `bits` of them for each of several tables.

    Shapes: X (samples, features) -> Hyperplanes. Raises: ValueError unless 1 <= bits <= 30 and tables >= 1; TypeError
    for another rng. Source: lecture 3, approximate search; Charikar 2002.

    >>> from dlcourse.tensors import generator
    >>> random_hyperplanes(torch.zeros(5, 3), bits=4, rng=generator(0)).W.shape
    torch.Size([1, 4, 3])
    """
    count("random_hyperplanes", "bits", bits)
    count("random_hyperplanes", "tables", tables)
    randomness("random_hyperplanes", rng)
    if bits > 30:
        raise ValueError(f"random_hyperplanes: bits should be at most 30, but is {bits}. Nearly every bucket would be "
                         "empty; choose fewer.")
    W = torch.randn(tables, bits, X.shape[1], generator=rng, device=rng.device, dtype=X.dtype)
    return Hyperplanes(W.to(X.device), X.mean(dim=0))


@guard
def buckets(planes: Hyperplanes, X: Float[Tensor, "samples features"]) -> Int[Tensor, "tables samples"]:
    """The bucket of each point in each table: a binary number, one digit a plane, 1 on its positive side.

    Shapes: X (samples, features) -> (tables, samples), from 0 to 2^bits - 1. Raises: ShapeError, DtypeError.
    Source: lecture 3, approximate search.

    >>> planes = Hyperplanes(torch.tensor([[[1.0, 0.0], [0.0, 1.0]]]), torch.zeros(2))
    >>> buckets(planes, torch.tensor([[1.0, 1.0], [-1.0, 1.0]]))
    tensor([[3, 1]])
    """
    same_dtype("buckets", X=X, W=planes.W)
    sides = (X - planes.centre) @ planes.W.mT > 0  # (tables, samples, bits)
    weights = 2 ** torch.arange(planes.W.shape[1] - 1, -1, -1, device=X.device)
    return (sides * weights).sum(dim=2)


@guard
def candidates(in_buckets: Int[Tensor, "tables samples"], of_query: Int[Tensor, " tables"]) -> Int[Tensor, " found"]:
    """The row numbers of the points that share a bucket with the query in at least one table, ascending.

    Shapes: in_buckets (tables, samples), of_query (tables,) -> (found,), maybe empty. Raises: ShapeError, DtypeError.
    Source: lecture 3, approximate search.

    >>> candidates(torch.tensor([[3, 1, 3], [0, 0, 2]]), torch.tensor([3, 5])).tolist()
    [0, 2]
    """
    return (in_buckets == of_query[:, None]).any(dim=0).nonzero()[:, 0]
