"""Small pictures and what may be asked of them: a kind, a box, the place of a joint, how far they were turned."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import between, count, positive, randomness
from dlcourse.data.sets import Dataset
from dlcourse.tensors import guard

KINDS = ("L", "T", "arrow")
SIDE = 12  # pixels
_LETTERS = torch.tensor([
    [[1, 1, 0, 0, 0, 0, 0]] * 5 + [[1] * 7] * 2,
    [[1] * 7] * 2 + [[0, 0, 0, 1, 1, 0, 0]] * 5,
    [[0, 0, 0, 1, 0, 0, 0], [0, 0, 1, 1, 1, 0, 0], [0, 1, 1, 1, 1, 1, 0], [1] * 7] + [[0, 0, 1, 1, 1, 0, 0]] * 3,
], dtype=torch.float64)  # (kinds, 7, 7)


def shapes(n: int, *, rng: torch.Generator, noise: float = 0.2) -> Dataset:
    """Pictures of 12 x 12 pixels with an L, a T or an arrow somewhere in them, 1 for ink, under noise.

    X.reshape(-1, 12, 12) gives the pictures back.

    Shapes: X (n, 144), y (n,) in 0, 1, 2, in turn.
    Raises: ValueError unless n >= 1 and noise >= 0; TypeError for another kind.
    Source: lecture 1, image classification.

    >>> from dlcourse.tensors import generator
    >>> shapes(3, rng=generator(0), noise=0.0).X.sum(dim=1)
    tensor([24., 24., 25.], dtype=torch.float64)
    """
    randomness("shapes", rng)
    count("shapes", "n", n)
    between("shapes", "noise", noise, low=0.0)
    y = torch.arange(n, device=rng.device) % len(KINDS)
    letter = _LETTERS.to(rng.device)
    X = noise * torch.randn(n, SIDE, SIDE, generator=rng, device=rng.device, dtype=torch.float64)
    corners = torch.randint(0, SIDE - 6, (n, 2), generator=rng, device=rng.device).tolist()
    for image, kind, (row, column) in zip(X, y.tolist(), corners, strict=True):
        image[row:row + 7, column:column + 7] += letter[kind]
    pixels = tuple(f"pixel_{i}_{j}" for i in range(SIDE) for j in range(SIDE))
    return Dataset(X.flatten(1), y, pixels, KINDS)


class Pretext(NamedTuple):
    """Pictures X (4 n, rows, rows), and by how many quarter turns each was turned: turns (4 n,) in 0, ..., 3."""

    X: Tensor
    turns: Tensor


@guard
def rotation_pretext(images: Float[Tensor, "n rows rows"]) -> Pretext:
    """Each picture in all four positions, and the quarter turns as labels: a task that needs no labels from people.

    Turned to the left. All pictures as they were come first, then all turned once, and so on.

    Shapes: images (n, rows, rows) -> Pretext. Raises: ShapeError for pictures that are not square; DtypeError.
    Source: lecture 1, self-supervised learning; Gidaris, Singh, Komodakis 2018.

    >>> rotation_pretext(torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])).X[1]
    tensor([[2., 4.],
            [1., 3.]])
    """
    turned = [images.rot90(k, (1, 2)) for k in range(4)]
    return Pretext(torch.cat(turned), torch.arange(4, device=images.device).repeat_interleave(len(images)))


class Boxes(NamedTuple):
    """Names of things, and their boxes (things, 4) as (xmin, ymin, xmax, ymax)."""

    names: tuple[str, ...]
    boxes: Tensor


def street_boxes() -> Boxes:
    """Five things in a street and where they are, in a picture that is 10 wide and 10 high; y points up.

    Shapes: boxes (5, 4). Source: lecture 1, object detection.

    >>> street_boxes().boxes[3]
    tensor([6.2000, 4.5000, 7.2000, 5.9000], dtype=torch.float64)
    """
    boxes = torch.tensor([[0.32, 0.13, 2.6, 7.8], [7.8, 5.1, 10, 6.6], [1.9, 7.2, 2.5, 8.9], [6.2, 4.5, 7.2, 5.9],
                          [9, 1.3, 9.9, 4.7]], dtype=torch.float64)
    return Boxes(("person", "bus", "stoplight", "automobile", "motorcycle"), boxes)


class Figures(NamedTuple):
    """Pictures (n, rows, columns) of people, and the place (row, column) of each one's hands, (n, 2, 2)."""

    images: Tensor
    hands: Tensor


def stick_figures(n: int, *, rng: torch.Generator, size: int = 24) -> Figures:
    """Pictures of people made of strokes, with both arms at random angles, and where their two hands are.

    Shapes: images (n, size, size) from 0 to 1, hands (n, 2, 2) as (row, column), the left one in the picture first.
    Raises: ValueError unless n >= 1 and size >= 12; TypeError for another kind. Source: lecture 1, pose estimation.

    >>> from dlcourse.tensors import generator
    >>> stick_figures(2, rng=generator(0)).hands.shape
    torch.Size([2, 2, 2])
    """
    randomness("stick_figures", rng)
    count("stick_figures", "n", n)
    count("stick_figures", "size", size, low=12)
    angle = math.pi * (torch.rand(n, 2, generator=rng, device=rng.device, dtype=torch.float64) - 0.5) * 0.8
    shoulder, arm = (0.38 * size, 0.5 * size), 0.32 * size
    side = torch.tensor([-1.0, 1.0], dtype=torch.float64, device=rng.device)
    hands = torch.stack([shoulder[0] - arm * angle.sin(), shoulder[1] + side * arm * angle.cos()], dim=-1)
    images = torch.zeros(n, size, size, dtype=torch.float64, device=rng.device)
    hip, neck = (0.62 * size, 0.5 * size), (0.3 * size, 0.5 * size)
    feet = [(0.92 * size, 0.36 * size), (0.92 * size, 0.64 * size)]
    for image, pair in zip(images, hands.tolist(), strict=True):
        for start, end in [(neck, hip), *((hip, foot) for foot in feet), *((shoulder, hand) for hand in pair)]:
            _stroke(image, start, end)
        _stroke(image, (0.2 * size, 0.5 * size), (0.2 * size, 0.5 * size), width=0.09 * size)  # the head
    return Figures(images, hands)


def _stroke(image: Tensor, start: Sequence[float], end: Sequence[float], width: float = 0.8) -> None:
    """Draw a line into the image: ink within `width` pixels of it."""
    for t in torch.linspace(0, 1, 2 * len(image)).tolist():
        middle = tuple(a + t * (b - a) for a, b in zip(start, end, strict=True))
        image.copy_(torch.maximum(image, (_distance(image, *middle) < width).to(image.dtype)))


def _distance(image: Tensor, row: float, column: float) -> Tensor:
    rows, columns = (torch.arange(k, dtype=image.dtype, device=image.device) for k in image.shape)
    return ((rows[:, None] - row).square() + (columns - column).square()).sqrt()


@guard
def heat_maps(places: Float[Tensor, "n joints 2"], *, rows: int, columns: int,
              width: float = 1.5) -> Float[Tensor, "n joints rows columns"]:
    """A picture for each joint that is bright where the joint is: exp(-distance²/(2 width²)).

    Shapes: places (n, joints, 2) as (row, column) -> (n, joints, rows, columns) from 0 to 1.
    Raises: ValueError unless rows, columns >= 1 and width > 0; ShapeError, DtypeError.
    Source: lecture 1, pose estimation; Newell, Yang, Deng 2016.

    >>> heat_maps(torch.tensor([[[0.0, 1.0]]]), rows=1, columns=3, width=1.0)
    tensor([[[[0.6065, 1.0000, 0.6065]]]])
    """
    count("heat_maps", "rows", rows)
    count("heat_maps", "columns", columns)
    positive("heat_maps", "width", width, remedy="It says how many pixels wide a bright spot is.")
    down = torch.arange(rows, dtype=places.dtype, device=places.device) - places[..., :1]  # (n, joints, rows)
    right = torch.arange(columns, dtype=places.dtype, device=places.device) - places[..., 1:]
    square = down[..., :, None].square() + right[..., None, :].square()  # (n, joints, rows, columns)
    return (-square / (2 * width**2)).exp()


@guard
def brightest(maps: Float[Tensor, "*batch rows columns"]) -> Int[Tensor, "*batch 2"]:
    """Where each map is brightest, as (row, column); of several places, the first.

    Shapes: maps (..., rows, columns) -> (..., 2). Raises: ShapeError, DtypeError. Source: lecture 1, pose estimation.

    >>> brightest(torch.tensor([[0.0, 0.0], [0.0, 1.0]]))
    tensor([1, 1])
    """
    at = maps.flatten(-2).argmax(-1)
    return torch.stack([at // maps.shape[-1], at % maps.shape[-1]], dim=-1)
