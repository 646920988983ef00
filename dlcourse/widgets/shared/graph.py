"""Forward and backward through the computation graph of a typed expression, one step at a time."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from matplotlib.figure import Figure

from dlcourse.figures.canvas import blank
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


def _places(nodes: list[ProgramNode]) -> dict[str, tuple[float, float]]:
    """Column by the longest way from an input, row by the order in the column; both from 0 to 1."""
    depth: dict[str, int] = {}
    for node in nodes:
        depth[node.name] = 1 + max((depth[p] for p in node.parents), default=-1)
    for node in nodes:  # inputs and numbers stand just before their first use
        if not node.op:
            depth[node.name] = min((depth[n.name] for n in nodes if node.name in n.parents), default=1) - 1
    columns: dict[int, list[str]] = {}
    for node in nodes:
        columns.setdefault(depth[node.name], []).append(node.name)
    last = max(columns) or 1
    return {name: (column / last, (i + 0.5) / len(names)) for column, names in columns.items()
            for i, name in enumerate(names)}


def frames(nodes: list[ProgramNode], values: dict[str, float]) -> list[dict[str, Any]]:
    """What happens at each step: `kind`, the node it happens to, the edge used, the adjoint then, and a sentence.

    >>> nodes = parse("x*x")
    >>> [f["say"] for f in frames(nodes, run(nodes, {"x": 3.0}))][-2:]
    ['x̄ += ū1 · ∂u1/∂x = 1 · 3 = 3, so x̄ = 3', 'x̄ += ū1 · ∂u1/∂x = 1 · 3 = 3, so x̄ = 6']
    """
    found: list[dict[str, Any]] = [{"kind": "forward", "say": "The inputs are known. Forward: each node from those "
                                                             "before it."}]
    for node in nodes:
        if node.op:
            found.append({"kind": "forward", "node": node.name, "say": f"{node.name} = {node.text} = "
                                                                     f"{values[node.name]:.4g}"})
    adjoints = {nodes[-1].name: 1.0}
    found.append({"kind": "backward", "node": nodes[-1].name, "adjoint": 1.0,
                  "say": f"Backward begins at the end: {_bar(nodes[-1].name)} = 1"})
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
                          "adjoint": adjoints[parent],
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
    steps, places = frames(nodes, values), _places(nodes)
    boxes = [{"name": n.name, "text": n.text if n.op else "", "x": places[n.name][0], "y": places[n.name][1],
              "value": float(f"{values[n.name]:.5g}"), "leaf": not n.op} for n in nodes]
    edges = [[p, n.name] for n in nodes for p in n.parents]
    gradient = {s["node"]: s["adjoint"] for s in steps if s["kind"] == "backward"}
    told = ", ".join(f"by {name} {gradient.get(name, 0.0):.4g}" for name in names)
    say = (f"f = {text} at {', '.join(f'{k} = {v:.4g}' for k, v in given.items() if k in names)}: "
           f"{values[nodes[-1].name]:.4g}. Derivatives: {told}.")
    return Scene((), say, frames=len(steps), rate=1.5, extra={"boxes": boxes, "edges": edges, "steps": steps})


class Graph(CourseWidget):
    """Step through the graph, forward and backward."""

    heading = "Forward and backward through a graph"
    module = "graph"
    controls: ClassVar = (Choice("example", "expression", tuple(EXAMPLES), "eight nodes"),
                          Entry("expression", "your own", "tanh(w*x) + x"),
                          Slider("first", "first input", evenly(-3, 3, 61), START[0]),
                          Slider("second", "second input", evenly(-3, 3, 61), START[1]))
    compute = staticmethod(graph)

    def still(self) -> Figure:
        """The graph with all values and adjoints, as a still picture."""
        return draw(self.current)


def draw(scene: Scene) -> Figure:
    """The graph with all values and adjoints."""
    figure, axes = blank(7.2, 3.6)
    boxes = {box["name"]: box for box in scene.extra["boxes"]}
    adjoints = {step["node"]: step["adjoint"] for step in scene.extra["steps"] if step["kind"] == "backward"}
    for a, b in scene.extra["edges"]:
        axes.annotate("", (boxes[b]["x"], -boxes[b]["y"]), (boxes[a]["x"], -boxes[a]["y"]),
                      arrowprops={"arrowstyle": "->", "color": "#666666", "shrinkA": 24, "shrinkB": 26})
    for name, box in boxes.items():
        title = f"{name} = {box['text']}" if box["text"] else name
        lines = [title, f"{box['value']:.4g}"] + ([f"adjoint {adjoints[name]:.4g}"] if name in adjoints else [])
        axes.text(box["x"], -box["y"], "\n".join(lines), ha="center", va="center", fontsize=8,
                  bbox={"boxstyle": "square" if box["leaf"] else "round", "facecolor": "white", "edgecolor": "#333333"})
    axes.set(xlim=(-0.1, 1.1), ylim=(-1.02, 0.02))
    return figure
