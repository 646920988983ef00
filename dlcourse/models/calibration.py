"""Whether predicted probabilities are kept: of what is called 80 % likely, do 80 % happen?"""

from __future__ import annotations

from typing import NamedTuple

from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import count, labels, within
from dlcourse.tensors import guard


class Calibration(NamedTuple):
    """For each occupied bin of predicted probability: mean prediction, share of class 1, number of samples."""

    predicted: Tensor
    observed: Tensor
    counts: Tensor


@guard
def calibration(p: Float[Tensor, " samples"], y: Int[Tensor, " samples"], *, bins: int = 10) -> Calibration:
    """Predicted probability against what happened, in equal intervals of the prediction.

    Shapes: p and y (samples,) -> three vectors (occupied bins,). Raises: ValueError for p outside [0, 1],
    labels other than 0 and 1, or bins < 1; ShapeError, DtypeError. Source: lecture 4, over-certainty.

    >>> import torch
    >>> calibration(torch.tensor([0.1, 0.2, 0.9]), torch.tensor([0, 1, 1]), bins=2)
    Calibration(predicted=tensor([0.1500, 0.9000]), observed=tensor([0.5000, 1.0000]), counts=tensor([2, 1]))
    """
    count("calibration", "bins", bins)
    labels("calibration", "y", y, 2)
    within("calibration", "p", p, 0, 1, remedy="Pass probabilities, not logits.")
    place = (p * bins).long().clamp(max=bins - 1)
    counts = place.bincount(minlength=bins)
    seen = counts > 0
    means = [place.bincount(weights=v.to(p.dtype), minlength=bins)[seen].to(p.dtype) / counts[seen] for v in (p, y)]
    return Calibration(*means, counts[seen])
