"""How the losses of single samples become one number."""

from __future__ import annotations

from dlcourse.arguments import one_of
from dlcourse.tensors import Value


def reduce(where: str, losses: Value, reduction: str) -> Value:
    """The losses themselves, their sum, or their mean over all entries."""
    one_of(where, "reduction", reduction, ("mean", "sum", "none"))
    return losses if reduction == "none" else losses.sum() if reduction == "sum" else losses.mean()


def share(where: str, entries: int, reduction: str) -> float:
    """What one entry's loss counts in the reduced loss: the factor in front of its gradient."""
    one_of(where, "reduction", reduction, ("mean", "sum", "none"))
    return 1 / entries if reduction == "mean" else 1.0
