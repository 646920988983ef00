"""On which side of 0 numbers lie."""

from __future__ import annotations

from torch import Tensor

from dlcourse.tensors import Value


def one_above_0(x: Value) -> Tensor:
    """1 where x > 0, else 0, as plain numbers that carry no derivative.

    >>> import torch
    >>> one_above_0(torch.tensor([-1.0, 0.0, 2.0])).tolist()
    [0.0, 0.0, 1.0]
    """
    return (x.detach() > 0).to(x.dtype)
