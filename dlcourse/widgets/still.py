"""The same scene without a browser: drawn by matplotlib, for stored outputs and for readers without a kernel."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from matplotlib import colors
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS
from dlcourse.widgets.scene import Bars, Heat, Mark, Panel, Points, Polygon, Scene, Text, fitted

CROWD = 30  # so many points are drawn without edges
_TWO_CLASSES = colors.LinearSegmentedColormap.from_list("classes", ["#e8a36b", "#f5f5f5", "#7fb2e5"])  # 0 to 1


def draw(scene: Scene, at: int | None = None, hidden: Collection[str] = ()) -> Figure:
    """The scene with the player at position `at`, at its end where none is given, without the lines that are hidden.

    >>> from dlcourse.widgets.scene import Line
    >>> panel = Panel((Line("a", [0.0, 1.0], [2.0, 3.0]),), (0, 1), (2, 3))
    >>> len(draw(Scene((panel,), "rises")).axes)
    1
    """
    at = max(scene.frames - 1, 0) if at is None else at
    n = len(scene.panels)
    size = (5.6, 2.4 * n) if scene.stacked else (4.0 * n if n > 1 else 5.6, 3.2)
    figure = Figure(figsize=size, layout="constrained")
    places = figure.subplots(*((n, 1) if scene.stacked else (1, n)), squeeze=False)
    for axes, panel in zip(places.flatten(), scene.panels):
        shown = tuple(mark for mark in panel.marks if not _name(mark) or _name(mark) not in hidden)
        _panel(axes, replace(panel, marks=shown), at)
    return figure


def _name(mark: Mark) -> str:
    """What the legend calls a mark; nothing for one that is not in it."""
    return getattr(mark, "name", "")


def _panel(axes: Axes, panel: Panel, at: int) -> None:
    axes.set(xscale="log" if panel.xlog else "linear", yscale="log" if panel.ylog else "linear")
    xlim, ylim = fitted(panel)
    legend: dict[str, Artist] = {}  # one entry a name
    for mark in panel.marks:
        symbol = _mark(axes, panel, mark, at, (xlim, ylim))
        if symbol is not None and _name(mark):
            legend.setdefault(_name(mark), symbol)
    if panel.bare:
        axes.axis("off")
    elif not any(isinstance(mark, Heat) for mark in panel.marks):
        axes.grid(alpha=0.3)
    axes.set(title=panel.title, xlabel=panel.xlabel, ylabel=panel.ylabel, xlim=xlim, ylim=ylim)
    if panel.equal:
        axes.set_aspect("equal")
    if legend:
        axes.legend(legend.values(), legend.keys(), fontsize=8, handlelength=2.6)


def _mark(axes: Axes, panel: Panel, mark: Mark, at: int, limits: Sequence[tuple[float, float]]) -> Artist | None:
    """Draw a mark; what stands for it in the legend, drawn as it is drawn here."""
    if isinstance(mark, Heat):
        axes.imshow(mark.values.tolist(), origin="lower", extent=(*panel.xlim, *panel.ylim), aspect="auto", vmin=0,
                    vmax=1, cmap=_TWO_CLASSES if mark.classes else "cividis", interpolation="bilinear")
        return None
    if isinstance(mark, Text):
        axes.text(mark.x, mark.y, mark.text, ha="left" if mark.left else "center", va="center", fontsize=9)
        return None
    color, marker = COLOURS[mark.kind % 7], MARKERS[mark.kind % 7]
    if isinstance(mark, Bars):
        middles = [i + 0.5 for i in range(len(mark.labels))]
        axes.bar(middles, [float(v) for v in mark.y], width=0.6, color=color)
        axes.set_xticks(middles, mark.labels)
        return None
    if isinstance(mark, Polygon):
        angle, (cx, cy) = mark.turn * at, mark.about
        corners = [(cx + (x - cx) * math.cos(angle) - (y - cy) * math.sin(angle),
                    cy + (x - cx) * math.sin(angle) + (y - cy) * math.cos(angle))
                   for x, y in zip(map(float, mark.x), map(float, mark.y))]
        return axes.fill(*zip(*corners), facecolor=color, alpha=0.45, edgecolor="#333333")[0]
    x, y = ([float(v) for v in values] for values in (mark.x, mark.y))
    if isinstance(mark, Points):
        crowd = len(x) > CROWD
        look = {"color": color, "marker": marker, "linestyle": "", "alpha": 0.8 if crowd else None,
                "markersize": min(mark.size, 3.5) if crowd else mark.size,
                "markeredgecolor": color if crowd or marker in "PX" else "white", "markeredgewidth": 0.4}
        _whole(axes, x, y, limits, look)
        return Line2D([], [], **look)
    if mark.played:
        x, y = x[: at + 1], y[: at + 1]
    if mark.plain:
        axes.plot(x, y, color="#888888", linewidth=1)
        return None
    look = {"color": color, "linestyle": DASHES[mark.kind % 7], "linewidth": 1.5}
    axes.plot(x, y, **look)
    dots = {"color": color, "marker": marker, "markersize": 4.5}
    if mark.marked:
        every = 1 if mark.played and len(mark.x) <= 16 else max(1, math.ceil(len(mark.x) / 8))
        chosen = slice(mark.kind % every, None, every)
        _whole(axes, x[chosen], y[chosen], limits, {**dots, "linestyle": ""})
    if mark.played:
        _whole(axes, x[-1:], y[-1:], limits, {**dots, "linestyle": "", "markersize": 6})
    return Line2D([], [], **(look | (dots if mark.marked or mark.played else {})))


def _whole(axes: Axes, x: Sequence[float], y: Sequence[float], limits: Sequence[tuple[float, float]],
           look: Mapping[str, Any]) -> None:
    """Markers that are whole at the edge, too; what lies outside of the limits is not drawn."""
    (left, right), (low, high) = limits
    inside = [(a, b) for a, b in zip(x, y) if left <= a <= right and low <= b <= high]
    if inside:
        axes.plot(*zip(*inside), clip_on=False, **look)
