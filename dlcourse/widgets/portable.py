"""A live picture without Python: its settings are computed beforehand, and a page looks them up."""

from __future__ import annotations

import base64
import itertools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dlcourse.widgets.controls import Control, Entry, Slider, described
from dlcourse.widgets.scene import Scene, wire

MOST_STATES = 200


def tabulate(module: str, title: str, controls: Sequence[Control], values: Mapping[str, Any],
             compute: Callable[..., Scene], errors: tuple[type[Exception], ...]) -> dict[str, Any]:
    """Every combination of some values of each control, at most about MOST_STATES, with the scene or the problem.

    Sliders keep as many of their values as there is room for; what is typed stays as it is. A state names its parts
    by their place in `pool`, so that equal parts are stored once.
    """
    open_ones = [c for c in controls if not isinstance(c, Entry)]
    grids = _grids(open_ones, values)
    pool: dict[str, int] = {}
    states = []
    for combination in itertools.product(*grids):
        given = {**values, **{c.name: value for c, value in zip(open_ones, combination)}}
        states.append(_state({c.name: given[c.name] for c in controls}, compute, errors, pool))
    settings = [described(c) | ({"values": list(grid)} if isinstance(c, Slider) else {})
                for c, grid in zip(open_ones, grids)]
    return {"module": module, "title": title, "settings": settings, "grids": [list(g) for g in grids],
            "values": {c.name: values[c.name] for c in open_ones}, "states": states, "pool": list(pool)}


def _grids(controls: Sequence[Control], values: Mapping[str, Any]) -> list[tuple]:
    fixed = math.prod(len(c.grid(0)) for c in controls if not isinstance(c, Slider))
    sliders = [c for c in controls if isinstance(c, Slider)]
    most = max(3, int((MOST_STATES / fixed) ** (1 / max(len(sliders), 1))))
    return [tuple(sorted({*c.grid(most), values[c.name]})) if isinstance(c, Slider) else c.grid(most) for c in controls]


def _state(given: Mapping[str, Any], compute: Callable[..., Scene], errors: tuple[type[Exception], ...],
           pool: dict[str, int]) -> dict[str, Any]:
    try:
        scene = compute(**given)
    except errors as error:
        return {"problem": str(error)}
    structure, numbers, heats = wire(scene)
    parts = {"scene": json.dumps(structure, ensure_ascii=False), "numbers": base64.b64encode(numbers).decode(),
             "heats": base64.b64encode(heats).decode()}
    return {"say": scene.say, **{name: pool.setdefault(part, len(pool)) for name, part in parts.items()}}
