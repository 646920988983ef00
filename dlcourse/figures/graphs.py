"""Drawing a computation graph: nodes with a value above and an adjoint below, edges as arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from torch import Tensor

from dlcourse.figures.canvas import BACKWARD, FORWARD
from dlcourse.figures.picture import Picture
from dlcourse.tensors import rounded


class Node(NamedTuple):
    """A node at (x, y): its name in words, a label to draw, a value, an adjoint, and whether to stress it."""

    name: str
    x: float
    y: float
    label: str = ""
    value: float | Tensor | None = None
    adjoint: float | Tensor | None = None
    lit: bool = False


class Edge(NamedTuple):
    """An arrow between two nodes; a lit one is thick, one that carries adjoints back is dashed and in their colour."""

    start: str
    end: str
    label: str = ""
    lit: bool = False
    back: bool = False


def graph(nodes: Sequence[Node], edges: Sequence[Edge], *, caption: str, size: tuple[float, float] = (6.4, 3.0),
          digits: int = 3) -> Picture:
    """Nodes and edges as a picture; its description lists every node with its numbers, and every arrow.

    Shapes: positions in any unit, x to the right and y upwards; values and adjoints numbers or small tensors; size
    in inches.
    Raises: ValueError for two nodes of one name, or an edge from or to a node that is not there.
    Source: lecture 8, computation graphs.

    >>> graph([Node("x", 0, 0, value=3.0, adjoint=6.0), Node("y", 1, 0, "$x^2$", value=9.0, adjoint=1.0)],
    ...       [Edge("x", "y")], caption="A square.")
    Figure. A square.
    x: value 3.0, adjoint 6.0; y: value 9.0, adjoint 1.0. Arrows: x to y.
    """
    places = {node.name: node for node in nodes}
    if len(places) < len(nodes):
        raise ValueError(f"graph: each node should have a name of its own, but the names are "
                         f"{[node.name for node in nodes]}. Rename one of the twins.")
    strange = [name for edge in edges for name in (edge.start, edge.end) if name not in places]
    if strange:
        raise ValueError(f"graph: an edge should join two of the nodes {list(places)}, but one ends at "
                         f"{strange[0]!r}. Add that node, or correct the name.")
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    boxes = {node.name: _box(axes, node) for node in nodes}
    for edge in edges:
        _arrow(axes, edge, (places[edge.start], boxes[edge.start]), (places[edge.end], boxes[edge.end]))
    for node in nodes:
        _numbers(axes, node, digits)
    axes.axis("off")
    axes.margins(0.12, 0.22)
    return Picture(figure, caption=caption, description=_words(nodes, edges, digits))


def _box(axes: Axes, node: Node) -> Patch:
    axes.plot(node.x, node.y, alpha=0)  # so that the limits of the axes know of it
    text = axes.text(node.x, node.y, node.label or node.name, ha="center", va="center", fontsize=10, zorder=2, bbox={
        "boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": "#1f2328",
        "linewidth": 2.8 if node.lit else 1.0})
    return text.get_bbox_patch()


def _arrow(axes: Axes, edge: Edge, start: tuple[Node, Patch], end: tuple[Node, Patch]) -> None:
    (a, from_box), (b, to_box) = start, end
    axes.annotate("", xy=(b.x, b.y), xytext=(a.x, a.y), zorder=3, arrowprops={  # after the boxes, whose size it needs
        "arrowstyle": "-|>", "patchA": from_box, "patchB": to_box, "shrinkA": 2, "shrinkB": 2, "mutation_scale": 14,
        "linestyle": "--" if edge.back else "-", "linewidth": 2.6 if edge.lit else 1.0,
        "color": BACKWARD if edge.back else FORWARD if edge.lit else "#555555"})
    if edge.label:
        axes.text((a.x + b.x) / 2, (a.y + b.y) / 2, edge.label, ha="center", va="center", fontsize=9, zorder=4,
                  bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"})


def _numbers(axes: Axes, node: Node, digits: int) -> None:
    for number, offset, style, color in ((node.value, 13, "normal", "#1f2328"),
                                         (node.adjoint, -13, "italic", BACKWARD)):
        if number is not None:
            axes.annotate(str(rounded(number, digits)), (node.x, node.y), (0, offset), fontsize=9, zorder=5,
                          textcoords="offset points", ha="center", va="bottom" if offset > 0 else "top", style=style,
                          color=color, bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"})


def _words(nodes: Sequence[Node], edges: Sequence[Edge], digits: int) -> str:
    def numbers(node: Node) -> str:
        known = [f"{name} {rounded(number, digits)}"
                 for name, number in (("value", node.value), ("adjoint", node.adjoint)) if number is not None]
        return f"{node.name}: {', '.join(known)}" if known else node.name

    def arrow(edge: Edge) -> str:
        return f"{edge.start} to {edge.end}" + (f" ({edge.label.replace('$', '')})" if edge.label else "")

    text = "; ".join(map(numbers, nodes)) + "."
    for what, chosen in (("Arrows", [e for e in edges if not e.back]), ("Backwards", [e for e in edges if e.back])):
        if chosen:
            text += f" {what}: {', '.join(map(arrow, chosen))}."
    thick = [node.name for node in nodes if node.lit] + [arrow(edge) for edge in edges if edge.lit]
    return text + (f" Thick: {', '.join(thick)}." if thick else "")
