"""Forward and backward through the computation graph of a typed expression, one step at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from dlcourse.figures.canvas import BACKWARD, blank
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Entry, Slider, evenly
from dlcourse.widgets.scene import Scene
from dlcourse.widgets.shared.program import ProgramNode, inputs, is_number, no_derivative, parse, run, slopes

EXAMPLES = {
    # the graph of lecture 8: two chains that begin at one node and meet in the eighth
    "eight nodes": "tanh(exp(sin(w*x))) * tanh(exp(cos(w*x)))",
    "one neuron": "(relu(w*x + b) - y)**2",
    "logistic": "log(1 + exp(-y*(w*x + b)))",
    "your own": "",
}
START = (2.0, -0.5, 3.0, 1.0)  # values of the inputs, in the order in which they appear


Place = tuple[float, float]
Slot = str | tuple[str, str, int]  # a node, or an edge on its way through a column


def _columns(nodes: list[ProgramNode]) -> dict[str, int]:
    """The column of each node: the longest way from an input."""
    depth: dict[str, int] = {}
    for node in nodes:
        depth[node.name] = 1 + max((depth[p] for p in node.parents), default=-1)
    for node in nodes:  # inputs and numbers stand just before their first use
        if not node.op:
            depth[node.name] = min((depth[n.name] for n in nodes if node.name in n.parents), default=1) - 1
    return depth


def _places(nodes: list[ProgramNode]) -> tuple[dict[str, tuple[int, int]], list[list[int]], list[int]]:
    """The column and row of each node, the rows that each edge passes on its way, and the rows of each column.

    An edge that crosses a column has a row of its own there, so that it runs behind no node.
    """
    depth = _columns(nodes)
    edges = [(p, n.name) for n in nodes for p in n.parents]
    slots: list[list[Slot]] = [[name for name in depth if depth[name] == column]
                               for column in range(max(depth.values()) + 1)]
    for start, end in dict.fromkeys(edges):
        for column in range(depth[start] + 1, depth[end]):
            slots[column].append((start, end, column))
    after: dict[Slot, list[Slot]] = {}
    for start, end in dict.fromkeys(edges):  # the links between neighbouring columns
        chain: list[Slot] = [start, *((start, end, column) for column in range(depth[start] + 1, depth[end])), end]
        for one, next_one in pairwise(chain):
            after.setdefault(one, []).append(next_one)
    before = {slot: [one for one, following in after.items() if slot in following]
              for column in slots for slot in column}
    for forwards in (True, False, True, False):
        for column in range(1, len(slots)) if forwards else range(len(slots) - 2, -1, -1):
            slots[column] = _ordered(slots[column], slots[column - 1 if forwards else column + 1],
                                     before if forwards else after)
    row = {slot: i for names in slots for i, slot in enumerate(names)}
    routes = [[row[start, end, column] for column in range(depth[start] + 1, depth[end])] for start, end in edges]
    return {name: (column, row[name]) for name, column in depth.items()}, routes, [len(names) for names in slots]


def stands(column: int, row: int, rows: Sequence[int]) -> Place:
    """Where a row of a column lies in a picture whose width and height are 1.

    >>> stands(1, 0, [1, 2, 1])
    (0.5, 0.25)
    """
    return column / (len(rows) - 1 or 1), (row + 0.5) / rows[column]


def _ordered(slots: list[Slot], beside: list[Slot], links: Mapping[Slot, list[Slot]]) -> list[Slot]:
    """The slots of a column, each near the middle of those in the column beside it to which it is linked."""
    where = {slot: (i + 0.5) / len(beside) for i, slot in enumerate(beside)}
    own = {slot: (i + 0.5) / len(slots) for i, slot in enumerate(slots)}

    def middle(slot: Slot) -> float:
        near = [where[other] for other in links.get(slot, []) if other in where]
        return sum(near) / len(near) if near else own[slot]

    return sorted(slots, key=middle)


def frames(nodes: list[ProgramNode], values: dict[str, float]) -> list[dict[str, Any]]:
    """What happens at each step: `kind`, the node it happens to, the edge used, the adjoint then, and a sentence.

    >>> nodes = parse("x*x")
    >>> [f["say"] for f in frames(nodes, run(nodes, {"x": 3.0}))][-2:]
    ['x̄ += ū1 · ∂u1/∂x = 1 · 3 = 3, so x̄ = 3', 'x̄ += ū1 · ∂u1/∂x = 1 · 3 = 3, so x̄ = 6']
    """
    found: list[dict[str, Any]] = [{"kind": "forward", "say": "The inputs are known. Forward: each node from those "
                                                             "before it."}]
    found += [{"kind": "forward", "node": node.name, "say": f"{node.name} = {node.text} = {values[node.name]:.4g}"}
              for node in nodes if node.op]
    adjoints = {nodes[-1].name: 1.0}
    found.append({"kind": "backward", "node": nodes[-1].name, "adjoint": 1.0,
                  "told": "1", "say": f"Backward begins at the end: {_bar(nodes[-1].name)} = 1"})
    for node in reversed(nodes):
        if not node.op or node.name not in adjoints:
            continue
        for parent, slope in zip(node.parents, slopes(node, values)):
            if is_number(parent):
                continue
            sent = adjoints[node.name] * slope
            adjoints[parent] = adjoints.get(parent, 0.0) + sent
            if not math.isfinite(adjoints[parent]):
                raise no_derivative(node)
            found.append({"kind": "backward", "node": parent, "edge": [parent, node.name],
                          "adjoint": adjoints[parent], "told": f"{adjoints[parent]:.4g}",
                          "say": f"{_bar(parent)} += {_bar(node.name)} · ∂{node.name}/∂{parent} = "
                                 f"{adjoints[node.name]:.4g} · {slope:.4g} = {sent:.4g}, so {_bar(parent)} = "
                                 f"{adjoints[parent]:.4g}"})
    return found


def _bar(name: str) -> str:
    """The name of an adjoint: a bar over the first letter."""
    return f"{name[0]}\u0304{name[1:]}"


def graph(example: str, expression: str, first: float, second: float) -> Scene:
    """The scene of the graph of an example, or of `expression` for "your own"; the sliders set the first two inputs.

    Raises: ValueError for what is no expression, or has no value or derivative at these inputs.
    """
    text = EXAMPLES[example] or expression
    nodes = parse(text)
    names = inputs(nodes)
    given = dict(zip(names, (first, second, *START[2:], *[1.0] * len(names))))
    values = run(nodes, given)
    steps, (places, routes, rows) = frames(nodes, values), _places(nodes)
    boxes = [{"name": n.name, "text": n.text if n.op else "", "at": places[n.name],
              "value": f"{values[n.name]:.4g}"} for n in nodes]  # inputs have no text
    edges = [[p, n.name] for n in nodes for p in n.parents]
    gradient = {s["node"]: s["adjoint"] for s in steps if s["kind"] == "backward"}
    told = ", ".join(f"by {name} {gradient.get(name, 0.0):.4g}" for name in names)
    say = (f"f = {text} at {', '.join(f'{k} = {v:.4g}' for k, v in given.items() if k in names)}: "
           f"{values[nodes[-1].name]:.4g}. Derivatives: {told}.")
    shown = [{name: part for name, part in step.items() if name != "adjoint"} for step in steps]  # `told` says it
    return Scene((), say, frames=len(steps), rate=1.5, extra={
        "boxes": boxes, "edges": edges, "routes": routes, "steps": shown, "rows": rows})


class Graph(CourseWidget):
    """Step through the graph, forward and backward."""

    heading = "Forward and backward through a graph"
    module = "graph"
    controls: ClassVar = (Choice("example", "expression", tuple(EXAMPLES), "eight nodes"),
                          Entry("expression", "your own", "tanh(w*x) + x", chooses=("example", "your own")),
                          Slider("first", "first input", evenly(-3, 3, 61), START[0]),
                          Slider("second", "second input", evenly(-3, 3, 61), START[1]))
    compute = staticmethod(graph)

    def still(self) -> Figure:
        """The graph with all values and adjoints, as a still picture."""
        return draw(self.current)


def draw(scene: Scene) -> Figure:
    """The graph with all values and adjoints: values in ink, adjoints in the colour of the way back."""
    per_column = scene.extra["rows"]
    columns, rows = len(per_column), max(per_column)
    figure, axes = blank(max(4.0, 1.2 * columns), max(1.6, 0.85 * rows))
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(-rows, 0))
    boxes = {box["name"]: box for box in scene.extra["boxes"]}
    adjoints = {step["node"]: step["told"] for step in scene.extra["steps"] if step["kind"] == "backward"}

    def at(column: int, row: int) -> Place:
        x, y = stands(column, row, per_column)
        return x * (columns - 1), -y * rows

    for (a, b), route in zip(scene.extra["edges"], scene.extra["routes"]):
        (x0, y0), (x1, y1) = (at(*boxes[name]["at"]) for name in (a, b))
        passed = [at(boxes[a]["at"][0] + i, row) for i, row in enumerate(route, 1)]
        way = [(x0 + 0.4, y0), *((x + side, y) for x, y in passed for side in (-0.4, 0.4)), (x1 - 0.42, y1)]
        axes.plot(*zip(*way), color="#666666", linewidth=1)
        axes.annotate("", way[-1], way[-2], arrowprops={"arrowstyle": "->", "color": "#666666", "shrinkA": 0,
                                                        "shrinkB": 0})
    for name, box in boxes.items():
        x, y = at(*box["at"])
        axes.add_patch(FancyBboxPatch((x - 0.38, y - 0.3), 0.76, 0.6, facecolor="white", edgecolor="#333333", zorder=3,
                                      boxstyle="square,pad=0.02" if not box["text"] else "round,pad=0.02"))
        title = f"{name} = {box['text']}" if box["text"] else name
        lines = [(title, "#1f2328"), (box["value"], "#1f2328")]
        if name in adjoints:
            lines.append((f"adjoint {adjoints[name]}", BACKWARD))
        for i, (text, color) in enumerate(lines):
            axes.text(x, y + 0.2 * ((len(lines) - 1) / 2 - i), text, ha="center", va="center", fontsize=8, color=color,
                      zorder=4)
    return figure
