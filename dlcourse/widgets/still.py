"""The same scene without a browser: drawn by matplotlib, for stored outputs and for readers without a kernel."""

from __future__ import annotations

import math

from matplotlib import colors
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, series
from dlcourse.widgets.scene import Bars, Heat, Line, Mark, Panel, Points, Polygon, Scene, Text

_TWO_CLASSES = colors.LinearSegmentedColormap.from_list("classes", ["#7fb2e5", "#f5f5f5", "#eb9a84"])  # 0 to 1


def draw(scene: Scene, at: int | None = None) -> Figure:
    """The scene with the player at position `at`, at its end where none is given.

    >>> panel = Panel((Line("a", [0.0, 1.0], [2.0, 3.0]),), (0, 1), (2, 3))
    >>> len(draw(Scene((panel,), "rises")).axes)
    1
    """
    at = max(scene.frames - 1, 0) if at is None else at
    figure = Figure(figsize=(4.0 * len(scene.panels) if len(scene.panels) > 1 else 5.6, 3.2), layout="constrained")
    for axes, panel in zip(figure.subplots(1, len(scene.panels), squeeze=False)[0], scene.panels):
        _panel(axes, panel, at)
    return figure


def _panel(axes: Axes, panel: Panel, at: int) -> None:
    axes.set(xscale="log" if panel.xlog else "linear", yscale="log" if panel.ylog else "linear")
    for mark in panel.marks:
        _mark(axes, panel, mark, at)
    if panel.bare:
        axes.axis("off")
    elif not any(isinstance(mark, Heat) for mark in panel.marks):
        axes.grid(alpha=0.3)
    axes.set(title=panel.title, xlabel=panel.xlabel, ylabel=panel.ylabel, xlim=panel.xlim, ylim=panel.ylim)
    if panel.equal:
        axes.set_aspect("equal")
    named = dict(zip(*reversed(axes.get_legend_handles_labels())))  # one entry a name
    if named:
        axes.legend(named.values(), named.keys(), fontsize=7)


def _mark(axes: Axes, panel: Panel, mark: Mark, at: int) -> None:
    if isinstance(mark, Heat):
        axes.imshow(mark.values.tolist(), origin="lower", extent=(*panel.xlim, *panel.ylim), aspect="auto", vmin=0,
                    vmax=1, cmap=_TWO_CLASSES if mark.classes else "cividis")
    elif isinstance(mark, Text):
        axes.text(mark.x, mark.y, mark.text, ha="left" if mark.left else "center", va="center", fontsize=9)
    elif isinstance(mark, Bars):
        middles = [i + 0.5 for i in range(len(mark.labels))]
        axes.bar(middles, [float(v) for v in mark.y], width=0.6, color=COLOURS[mark.kind % 7])
        axes.set_xticks(middles, mark.labels)
    elif isinstance(mark, Polygon):
        angle, (cx, cy) = mark.turn * at, mark.about
        corners = [(cx + (x - cx) * math.cos(angle) - (y - cy) * math.sin(angle),
                    cy + (x - cx) * math.sin(angle) + (y - cy) * math.cos(angle))
                   for x, y in zip(map(float, mark.x), map(float, mark.y))]
        axes.fill(*zip(*corners), facecolor=COLOURS[mark.kind % 7], alpha=0.45, edgecolor="#333333", label=mark.name)
    elif isinstance(mark, Points):
        axes.plot([float(v) for v in mark.x], [float(v) for v in mark.y], MARKERS[mark.kind % 7],
                  color=COLOURS[mark.kind % 7], markersize=mark.size, markeredgecolor="white", label=mark.name or None)
    elif isinstance(mark, Line):
        x, y = ([float(v) for v in values][: at + 1 if mark.played else None] for values in (mark.x, mark.y))
        if mark.plain:
            axes.plot(x, y, color="#888888", linewidth=1)
        elif mark.marked:
            series(axes, mark.kind, x, y, mark.name)
        else:
            axes.plot(x, y, linestyle=DASHES[mark.kind % 7], color=COLOURS[mark.kind % 7], linewidth=1.5,
                      label=mark.name)
