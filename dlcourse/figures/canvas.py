"""What several figures share: an empty drawing area, a small grey image, and lines that differ without their colour."""

from __future__ import annotations

from collections.abc import Sequence

from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.tensors import guard

MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1)), (0, (1, 1)), (0, (3, 1)))
COLOURS = ("#2f81d0", "#d9482b", "#2e8b57", "#a05ad0", "#b97500", "#797979", "#12909b")  # on white and on the dark page
HATCHES = ("", "///", "...", "xx", "++", "\\\\", "--")


class SeriesLook(str):
    """How one concept looks everywhere: a colour, and with it a marker, a dash and the `kind` of a live picture.

    It is the colour's name, so that matplotlib takes it as one.

    >>> FORWARD == COLOURS[0], FORWARD.kind, FORWARD.marker
    (True, 0, 'o')
    """

    __slots__ = ("kind",)

    def __new__(cls, kind: int) -> SeriesLook:
        """The look of this kind."""
        made = super().__new__(cls, COLOURS[kind])
        made.kind = kind
        return made

    @property
    def marker(self) -> str:
        """Its marker."""
        return MARKERS[self.kind]

    @property
    def dash(self) -> str | tuple:
        """Its style of line."""
        return DASHES[self.kind]


# red squares, blue circles, green triangles
CLASS0, CLASS1, CLASS2 = CLASSES = SeriesLook(1), SeriesLook(0), SeriesLook(2)
FORWARD, BACKWARD = SeriesLook(0), SeriesLook(1)  # values on their way to the loss, adjoints on their way back
RULES = {name: SeriesLook(kind) for name, kind in (
    ("sgd", 0), ("momentum", 1), ("nesterov", 2), ("adagrad", 3), ("rmsprop", 4), ("adam", 6), ("adamw", 5))}


def look_of_rule(name: str) -> SeriesLook:
    """The look of a rule of descent, however its name is written; gradient descent looks like SGD.

    Raises: KeyError for a rule that has none.

    >>> look_of_rule("RMSProp").kind, look_of_rule("gradient descent").kind, look_of_rule("momentum 0.7").kind
    (4, 0, 1)
    """
    first = name.lower().split()[0]
    return RULES["sgd" if first == "gradient" else first]


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


def spot(point: Tensor) -> tuple[float, float]:
    """A point of the plane, as `annotate` wants it.

    >>> import torch
    >>> spot(torch.tensor([1.0, 2.0]))
    (1.0, 2.0)
    """
    x, y = point.tolist()
    return x, y


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


def series(axes: Axes, i: int | SeriesLook, x: Sequence[float], y: Sequence[float], name: str, *,
           every: int | None = None) -> None:
    """Draw a curve, the i-th of several or one of a look, told apart by marker and dash.

    It has seven markers or so, or one each `every` points.

    >>> axes = Figure().subplots()
    >>> series(axes, 0, [0, 1], [1, 2], "first")
    >>> axes.get_legend_handles_labels()[1]
    ['first']
    """
    kind, points = (i.kind if isinstance(i, SeriesLook) else i % len(MARKERS)), len(x)
    axes.plot(x, y, linestyle=DASHES[kind], marker=MARKERS[kind], color=COLOURS[kind], label=name, linewidth=1.3,
              markersize=4.5, markevery=every or (kind % 3 if points > 7 else 0, max(1, points // 7)))
