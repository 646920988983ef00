"""Data augmentation: changes of an image that leave its label as it is."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import between, count, randomness
from dlcourse.tensors import guard


@guard
def shift(images: Float[Tensor, "*batch rows columns"], dx: Int[Tensor, "*batch"],
          dy: Int[Tensor, "*batch"]) -> Float[Tensor, "*batch rows columns"]:
    """Each image moved by dx columns to the right and by dy rows down, with 0 where nothing moved in.

    Shapes: images (*batch, rows, columns), dx and dy (*batch) -> like images.
    Raises: ShapeError, DtypeError or DeviceError.
    Source: lecture 10, data augmentation.

    >>> image = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    >>> shift(image, dx=torch.tensor([1]), dy=torch.tensor([0])).tolist()
    [[[0.0, 1.0], [0.0, 3.0]]]
    """
    *_, rows, columns = images.shape
    from_row = torch.arange(rows, device=images.device) - dy[..., None]  # (*batch, rows)
    from_column = torch.arange(columns, device=images.device) - dx[..., None]  # (*batch, columns)
    inside_rows = (from_row >= 0) & (from_row < rows)
    inside_columns = (from_column >= 0) & (from_column < columns)
    place = from_row.clamp(0, rows - 1)[..., None] * columns + from_column.clamp(0, columns - 1)[..., None, :]
    moved = images.flatten(-2).gather(-1, place.flatten(-2)).unflatten(-1, (rows, columns))
    return moved * (inside_rows[..., None] & inside_columns[..., None, :])


@guard
def random_shift(images: Float[Tensor, "*batch rows columns"], most: int, *, share: float = 1.0,
                 rng: torch.Generator) -> Float[Tensor, "*batch rows columns"]:
    """Each image moved at random by up to `most` columns and rows; only about a `share` of them moves at all.

    Shapes: images (*batch, rows, columns) -> the same.
    Raises: TypeError or ValueError for `most` below 0, a share outside [0, 1] or an rng that is no generator.
    Source: lecture 10, data augmentation.

    >>> random_shift(torch.eye(2)[None], 0, rng=torch.Generator().manual_seed(0)).tolist()
    [[[1.0, 0.0], [0.0, 1.0]]]
    """
    count("random_shift", "most", most, low=0)
    between("random_shift", "share", share, low=0.0, high=1.0)
    randomness("random_shift", rng)
    batch = images.shape[:-2]
    by = torch.randint(-most, most + 1, (2, *batch), generator=rng, device=rng.device)
    moves = torch.rand(batch, generator=rng, device=rng.device, dtype=images.dtype) < share
    dx, dy = (by * moves).to(images.device)
    return shift(images, dx, dy)
