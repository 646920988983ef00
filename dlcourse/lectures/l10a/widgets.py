"""Live pictures of lecture 10a: one number at the start, a signal through a deep network, and a wall with a plain."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.figures.canvas import BACKWARD, FORWARD
from dlcourse.lectures.l10a import trials
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Line, Panel, Points, Scene, one_after_the_other

__all__ = ["Cliff", "OneNumber", "Signal"]

double = torch.float64


def one_number(factor: float, steps: float = 100.0) -> Scene:
    """The scene of ten starts of one network, all starting weights times a number, after some steps of training.

    >>> one_number(0.7).say
    'All starting weights times 0.7. Of 100 digits, the ten networks name 15, 15, 15, 15, 15, 15, 15, 15, 15, 15 \
correctly after 100 steps. Their mean loss falls from 2.30 to 2.28.'
    """
    run = trials.LONG["one_number"][str(factor)]
    losses, right = (torch.tensor(run[name][:int(steps) // 5 + 1], dtype=double) for name in ("losses", "right"))
    at = torch.arange(len(losses), dtype=double) * 5
    panels = []
    for values, limits, label in ((right, (0.0, 104.0), "digits named correctly, of 100"),
                                  (losses.clamp(max=6), (0.0, 6.2), "loss")):
        x, y = one_after_the_other(at, values.mT)
        panels.append(Panel((Line("ten random starts", x, y, kind=0),), (0.0, 100.0), limits, label,
                            "steps of training", label))
    ends = ", ".join(f"{int(n)}" for n in right[-1].tolist())
    first, last = (float(losses[i].mean()) for i in (0, -1))
    moves = "falls" if first > last else "rises"
    return Scene(tuple(panels),
                 f"All starting weights times {factor:g}. Of 100 digits, the ten networks name {ends} correctly after "
                 f"{steps:g} steps. Their mean loss {moves} from {first:.2f} to {last:.2f}.",
                 readings={"mean of correct digits": [float(right[-1].mean())]})


class OneNumber(CourseWidget):
    """Multiply all starting weights by a number, and see ten networks learn, or not."""

    heading = "One number at the start"
    controls: ClassVar = (Slider("factor", "all starting weights times", trials.FACTORS, 1.0, kept=trials.FACTORS),
                          Slider("steps", "steps of training", (20.0, 50.0, 100.0), 100.0))
    compute = staticmethod(one_number)


# --- a signal on its way there and back ---

LOW, HIGH = 1e-9, 1e9
BENDS = ("identity", "tanh", "relu", "sigmoid")


def signal(start: str, bend: str, layers: float) -> Scene:
    """The scene of the sizes of activations and adjoints, layer by layer, in three random networks of 64 units a layer.

    >>> signal("LeCun", "identity", 10.0).say
    'identity, LeCun, 10 layers. The activations have the size 0.995 at the start and 1.04 in the last layer. The \
adjoints have the size 0.998 at the end and 1.14 before the first layer. (First of three networks.)'
    """
    depth = int(layers)
    found = trials.signal(bend, start, depth)
    at = torch.arange(depth + 1, dtype=double)
    panels = []
    for values, look, title, label in (
            (found.there, FORWARD, "activations, on their way there", "size of the activations"),
            (found.back, BACKWARD, "adjoints, on their way back", "size of the adjoints")):
        x, y = one_after_the_other(at, values.clamp(LOW, HIGH).mT)
        panels.append(Panel((Line("three networks", x, y, kind=look.kind),
                             Line("size 1", [0.0, float(depth)], [1.0, 1.0], kind=5)),
                            (0.0, float(depth)), (LOW, HIGH), title, "layer", label, ylog=True))
    there, back = found.there[:, 0], found.back[:, 0]
    beyond = " What leaves the picture is drawn at its edge." if _beyond(found.there) or _beyond(found.back) else ""
    return Scene(tuple(panels),
                 f"{bend}, {start}, {depth} layers. The activations have the size {_short(there[0])} at the start and "
                 f"{_short(there[-1])} in the last layer. The adjoints have the size {_short(back[-1])} at the end and "
                 f"{_short(back[0])} before the first layer. (First of three networks.){beyond}",
                 readings={"activations": [float(there[-1])], "adjoints": [float(back[0])]})


def _beyond(values: Tensor) -> bool:
    return bool(((values < LOW) | (values > HIGH)).any())


def _short(value: Tensor) -> str:
    number = float(value)
    if number == 0 or 0.001 <= number < 1000:
        return f"{number:#.3g}".rstrip(".")
    return f"{number:.1e}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")


class Signal(CourseWidget):
    """Choose how the weights start, the bend and the depth, and see what reaches the ends."""

    heading = "A signal on its way through a deep network, and back"
    controls: ClassVar = (Choice("start", "starting weights", trials.SPREADS, "LeCun"),
                          Choice("bend", "bend", BENDS, "identity"),
                          Slider("layers", "layers", (5.0, 10.0, 20.0, 50.0), 10.0,
                                 kept=(5.0, 10.0, 20.0, 50.0)))
    compute = staticmethod(signal)


# --- a wall with a plain beside it ---

ETA, WALK, AWAY = 0.01, 60, 10.0
CLIPS = {"no bound": torch.inf, "100": 100.0, "10": 10.0, "1": 1.0}
_W = torch.linspace(0.3, 1.6, 131, dtype=double)


def height(w: Tensor) -> Tensor:
    """The loss of ten layers that share one weight: (w^10 - 1)²/2 for the input 1 and the target 1."""
    return (w**10 - 1).square() / 2


def walk(start: float, bound: float, steps: int = WALK) -> list[tuple[float, float]]:
    """The weights on the way, each with the slope there; it ends early where a weight is beyond AWAY.

    >>> [round(w, 2) for w, _ in walk(1.5, 10.0)[:4]]
    [1.5, 1.4, 1.3, 1.2]
    """
    w, found = start, []
    for _ in range(steps + 1):
        slope = 10 * w**9 * (w**10 - 1)
        found.append((w, slope))
        if abs(w) > AWAY:
            break
        w -= ETA * slope * min(1.0, bound / abs(slope) if slope else 1.0)
    return found


def cliff(start: float, bound: str) -> Scene:
    """The scene of gradient descent on one shared weight, with a bound on the slope or without.

    >>> cliff(1.5, "10").say
    'From w = 1.5, where the slope is 21784, with the bound 10: the first step leads to w = 1.4. After 60 steps w = \
1.0000.'
    """
    way = walk(start, CLIPS[bound])
    places = torch.tensor([w for w, _ in way], dtype=double)
    shown = (places >= 0.3) & (places <= 1.6)
    low, high = 1e-5, 1e4
    slope_panel = Panel((Line("loss", _W, height(_W).clamp(low, high), kind=5),
                         Points("steps", places[shown], height(places[shown]).clamp(low, high), kind=0, size=6)),
                        (0.3, 1.6), (low, high), "the loss over w", "weight w", "loss", ylog=True)
    at = torch.arange(len(places), dtype=double)
    drawn = places.clamp(-0.5, 2.5)
    best = Line("best w", [0.0, float(WALK)], [1.0, 1.0], kind=2)
    steps_panel = Panel((Line("w", at, drawn, kind=0, marked=True), best), (-1.0, WALK + 1.0), (-0.6, 2.6),
                        "where w is", "step", "weight w")
    told = "no bound" if bound == "no bound" else f"the bound {bound}"
    lost = abs(places[-1]) > AWAY
    count = f"{len(way) - 1} step{'s' if len(way) > 2 else ''}"
    ending = (f"After {count} w = {_plain(float(places[-1]))}, far outside the picture: it is lost." if lost
              else f"After {count} w = {float(places[-1]):.4f}.")
    return Scene((slope_panel, steps_panel),
                 f"From w = {start:g}, where the slope is {_plain(way[0][1])}, with {told}: the first step leads to "
                 f"w = {way[1][0]:.4g}. {ending}", readings={"w at the end": [float(places[-1])]})


def _plain(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


class Cliff(CourseWidget):
    """Walk down a wall by gradient descent, with a bound on the length of the gradient or without."""

    heading = "A plain, a valley and a wall"
    controls: ClassVar = (Slider("start", "w at the start", (0.5, 0.8, 1.1, 1.2, 1.5), 1.1),
                          Choice("bound", "bound on the slope", tuple(CLIPS), "no bound"))
    compute = staticmethod(cliff)
