"""Boxes in pictures: how much two of them overlap."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.tensors import guard


@guard
def box_iou(a: Float[Tensor, "some 4"], b: Float[Tensor, "others 4"]) -> Float[Tensor, "some others"]:
    """Overlap of each box in `a` with each in `b`: the shared area divided by the area that they cover together.

    A box is (xmin, ymin, xmax, ymax), two of its corners. Boxes that share no area have 0, a box with itself 1.

    Shapes: a (some, 4), b (others, 4) -> (some, others), from 0 to 1. Raises: ValueError for a box without area;
    ShapeError, DtypeError. Source: lecture 1, object detection.

    >>> box_iou(torch.tensor([[0.0, 0.0, 2.0, 2.0]]), torch.tensor([[1.0, 0.0, 3.0, 2.0], [2.0, 0.0, 4.0, 2.0]]))
    tensor([[0.3333, 0.0000]])
    """
    same_dtype("box_iou", a=a, b=b)
    shared = torch.minimum(a[:, None, 2:], b[:, 2:]) - torch.maximum(a[:, None, :2], b[:, :2])  # (some, others, 2)
    both = shared.clamp(min=0).prod(-1)
    return both / (_areas("a", a)[:, None] + _areas("b", b) - both)


def _areas(name: str, boxes: Tensor) -> Tensor:
    sides = boxes[:, 2:] - boxes[:, :2]
    if float(sides.min()) <= 0:
        raise ValueError(f"box_iou: each box of {name} should have a positive width and height, but one side is "
                         f"{float(sides.min()):g}. A box is (xmin, ymin, xmax, ymax): the larger corner comes last.")
    return sides.prod(-1)
