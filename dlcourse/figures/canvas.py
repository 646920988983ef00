"""What several figures begin with: an empty drawing area, and a small grey image."""

from __future__ import annotations

from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.tensors import guard


def blank(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of this size in inches, with one drawing area without axes.

    >>> figure, axes = blank(4.0, 2.0)
    >>> axes.axison
    False
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.axis("off")
    return figure, axes


@guard
def grey_image(axes: Axes, image: Float[Tensor, "rows columns"], title: str) -> None:
    """Draw an image on axes, 0 white and its largest entry black, under a title.

    Shapes: image (rows, columns).

    >>> import torch
    >>> axes = Figure().subplots()
    >>> grey_image(axes, torch.eye(2), "a diagonal")
    >>> axes.get_title()
    'a diagonal'
    """
    axes.imshow(image.cpu().numpy(), cmap="gray_r", vmin=0, vmax=max(float(image.max()), 1e-9), interpolation="nearest")
    axes.set_title(title, fontsize=10)
    axes.set(xticks=[], yticks=[])
