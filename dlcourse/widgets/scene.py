"""What a live picture shows: panels with marks, a text with the numbers, and values to read off while it plays.

A Scene is plain data. `wire` packs it for the browser, `still.draw` draws the same scene with matplotlib.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

Numbers = Tensor | Sequence[float | Tensor]


@dataclass(frozen=True)
class Line:
    """A curve; `kind` picks colour, dash and marker. A line that is `played` grows with the player."""

    name: str
    x: Numbers
    y: Numbers
    kind: int = 0
    marked: bool = False
    played: bool = False
    plain: bool = False  # thin, grey and not in the legend


def one_after_the_other(x: Tensor, curves: Tensor) -> tuple[Tensor, Tensor]:
    """Several curves over the same x as one Line with gaps, which travels faster than many.

    Shapes: x (points,), curves (curves, points) -> x and y, (curves * (points + 1),) each.

    >>> one_after_the_other(torch.tensor([0.0, 1.0]), torch.tensor([[2.0, 3.0], [4.0, 5.0]]))
    (tensor([0., 1., 1., 0., 1., 1.]), tensor([2., 3., nan, 4., 5., nan]))
    """
    gap = curves.new_full((len(curves), 1), math.nan)
    return torch.cat([x, x[-1:]]).repeat(len(curves)), torch.cat([curves, gap], 1).flatten()


@dataclass(frozen=True)
class Points:
    """Markers at some places."""

    name: str
    x: Numbers
    y: Numbers
    kind: int = 0
    size: float = 4.0


@dataclass(frozen=True)
class Bars:
    """Bars side by side, from 0; the axis of x then counts them."""

    labels: tuple[str, ...]
    y: Numbers
    kind: int = 0


@dataclass(frozen=True)
class Polygon:
    """A closed shape that turns about `about` by `turn` radians for each step of the player."""

    name: str
    x: Numbers
    y: Numbers
    kind: int = 0
    about: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0


@dataclass(frozen=True)
class Text:
    """A word in the picture."""

    x: float
    y: float
    text: str
    left: bool = False  # the place is its left end, not its middle


@dataclass(frozen=True)
class Heat:
    """Numbers from 0 to 1 as colours over the whole panel, the lowest row first."""

    values: Tensor  # (rows, columns)
    classes: bool = False  # two colours that meet at 1/2, instead of dark to light


Mark = Line | Points | Bars | Polygon | Text | Heat


@dataclass(frozen=True)
class Panel:
    """One plot area."""

    marks: tuple[Mark, ...]
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    xlog: bool = False
    ylog: bool = False
    equal: bool = False  # one unit is as long upwards as to the right
    fit: str = ""  # "x", "y" or "xy": these limits fit the lines that are shown, within the limits above
    bare: bool = False  # no axes


@dataclass(frozen=True)
class Scene:
    """Everything that one setting of the controls shows.

    `readings` holds a value for each position 0, ..., frames - 1 of the player (or a single one without player);
    `extra` is handed to a module of its own, as it is. Where `toggles` is set, the legend switches lines off one by
    one. Where `stacked` is set, the panels stand one below the other. `ending` is said once the player has come to
    its end, and `ranked` with the names in the order of their last readings.
    """

    panels: tuple[Panel, ...]
    say: str
    readings: Mapping[str, Numbers] = field(default_factory=dict)
    frames: int = 0
    rate: float = 10.0  # frames a second when it plays
    extra: Mapping[str, Any] = field(default_factory=dict)
    toggles: bool = False
    stacked: bool = False
    ranked: str = ""
    ending: str = ""

    def said(self, at: int | None = None, hidden: Collection[str] = ()) -> str:
        """What the picture says with the player at a position, at its end where none is given."""
        if at not in (None, self.frames - 1):
            return self.say
        if not self.ranked:
            return " ".join(filter(None, (self.say, self.ending)))
        last = {name: torch.as_tensor(v) for name, v in self.readings.items() if name not in hidden}
        order = sorted((name for name, v in last.items() if v[-1].isfinite()), key=lambda name: float(last[name][-1]))
        lost = [f"{name} after step {int(v.isfinite().sum()) - 1}" for name, v in last.items() if name not in order]
        return (f"{self.say} {self.ranked}: {', '.join(order) or 'none'}."
                + (f" Ran away: {', '.join(lost)}." if lost else ""))


def fitted(panel: Panel, hidden: Collection[str] = ()) -> tuple[tuple[float, float], tuple[float, float]]:
    """The limits of a panel, fitted to the lines that are shown where it asks for it.

    >>> fitted(Panel((Line("a", [0.0, 1.0], [1.0, 2.0]),), (0, 10), (0, 10), fit="x"))[0]
    (0.0, 1.1)
    """
    lines = [mark for mark in panel.marks if isinstance(mark, Line) and not mark.plain and mark.name not in hidden]

    def limits(name: str) -> tuple[float, float]:
        own, log = getattr(panel, f"{name}lim"), getattr(panel, f"{name}log")
        if name not in panel.fit or not lines:
            return own
        low, high = (math.log10(v) if log else float(v) for v in own)
        pairs = torch.cat([torch.stack([torch.as_tensor(v, dtype=torch.float64) for v in (line.x, line.y)], 1)
                           for line in lines])
        values = pairs[pairs.isfinite().all(1), "xy".index(name)]
        values = values.log10() if log else values
        values = values[(values >= low) & (values <= high)]
        if not len(values):
            return own
        a, b = float(values.min()), float(values.max())
        more = max(0.08 * (b - a), (0.12 * (high - low) - (b - a)) / 2)
        ends = max(low, a - more), min(high, b + more)
        return (10 ** ends[0], 10 ** ends[1]) if log else (round(ends[0], 9), round(ends[1], 9))

    return limits("x"), limits("y")


def wire(scene: Scene) -> tuple[dict[str, Any], bytes, bytes]:
    """The scene for the browser, but for what it says: its structure, all numbers as float32, all heat maps as bytes.

    Where the structure names numbers it gives their place: [start, length].

    >>> line = Line("a", [0.0, 1.0], [2.0, 3.0])
    >>> structure, numbers, heats = wire(Scene((Panel((line,), (0, 1), (2, 3)),), "rises"))
    >>> structure["panels"][0]["marks"][0]["y"], len(numbers), len(heats)
    ([2, 2], 16, 0)
    """
    numbers: list[Tensor] = []
    heats: list[bytes] = []

    places: dict[int, list[int]] = {}

    def put(values: Numbers) -> list[int]:
        if id(values) not in places:  # what several marks share travels once
            start = sum(map(len, numbers))
            numbers.append(torch.as_tensor(values, dtype=torch.float32).detach().cpu().reshape(-1))
            places[id(values)] = [start, len(numbers[-1])]
        return places[id(values)]

    def mark(m: Mark) -> dict[str, Any]:
        told = {name: value for name, value in vars(m).items()
                if name not in ("x", "y", "values") and value not in ("", False, 0, 0.0, (0.0, 0.0))}
        told["type"] = type(m).__name__
        if isinstance(m, Text):
            return {**told, "x": m.x, "y": m.y}
        if isinstance(m, Heat):
            start = sum(map(len, heats))
            heats.append((m.values.clamp(0, 1) * 255).round().to(torch.uint8).cpu().numpy().tobytes())
            return {**told, "start": start, "rows": m.values.shape[0], "columns": m.values.shape[1]}
        return told | {name: put(getattr(m, name)) for name in ("x", "y") if hasattr(m, name)}

    def panel(p: Panel) -> dict[str, Any]:
        told = {name: value for name, value in vars(p).items() if name != "marks" and value not in ("", False)}
        return {**told, "marks": [mark(m) for m in p.marks]}

    structure = {"panels": [panel(p) for p in scene.panels], "frames": scene.frames,
                 "rate": scene.rate, "readings": {name: put(v) for name, v in scene.readings.items()}}
    structure |= {name: value for name in ("toggles", "stacked", "ranked", "ending") if (value := getattr(scene, name))}
    if scene.extra:
        structure["extra"] = dict(scene.extra)
    data = torch.cat(numbers).numpy().tobytes() if numbers else b""
    return structure, data, b"".join(heats)
