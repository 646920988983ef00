"""Live picture of lecture 08b: how many numbers are held while a network runs forwards and backwards."""

from __future__ import annotations

from typing import ClassVar

import torch

from dlcourse.lectures.l08b.figures import activations_held
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, Switch
from dlcourse.widgets.scene import Line, Panel, Scene, Text

__all__ = ["Held"]

WIDTH = 10  # numbers in each activation


def held(layers: float | str, every: float, inference: bool) -> Scene:
    """The scene of a chain of layers with 10 numbers each: what is held over time.

    With everything kept, with every k-th activation kept unless k is 1, and without a backward pass if asked for.

    >>> held(9, 3, True).say
    'A chain of 9 layers, 10 numbers in each activation. Most numbers held at once: everything kept 100, every 3rd \
kept 60, no way back 20.'
    """
    n, k = int(layers), int(every)
    sizes = [WIDTH] * (n + 1)
    nth = {2: "every 2nd", 3: "every 3rd"}.get(k, f"every {k}th")
    ways: dict[str, tuple[str, int | None, int]] = {"everything kept": ("train", None, 5)}
    if k > 1:  # else the two lines would lie on each other
        ways[f"{nth} kept"] = ("checkpoint", k, 1)
    if inference:
        ways["no way back"] = ("inference", None, 2)
    lines, words, peaks = [], [], {}
    for name, (mode, step, kind) in ways.items():
        numbers = torch.tensor(activations_held(sizes, 1, mode=mode, every=step), dtype=torch.float64)
        rest = torch.full((2 * n + 1 - len(numbers),), torch.nan, dtype=torch.float64)  # a run without a way back
        lines.append(Line(name, torch.arange(1.0, 2 * n + 2), torch.cat([numbers, rest]), kind=kind, marked=True,
                          played=True))
        words.append(f"{name} {int(numbers.max())}")
        peaks[name] = [float(numbers.max())]
    shown = [name for name in ways if name != "no way back"]
    top = WIDTH * (n + 1) * 1.18
    turn = Line("the turn", [n + 0.5, n + 0.5], [0, top], plain=True)
    names = (Text(n / 2, 0.06 * top, "forwards"), Text(1.5 * n + 1, 0.06 * top, "backwards"))
    panel = Panel((*lines, turn, *names), (0.5, 2 * n + 1.5), (0, top), xlabel="layer after layer, there and back",
                  ylabel="numbers held")
    return Scene((panel,), f"A chain of {n} layers, {WIDTH} numbers in each activation. Most numbers held at once: "
                 f"{', '.join(words)}.",
                 readings={f"most, {name}": peak for name, peak in peaks.items() if name in shown},
                 frames=2 * n + 1, rate=6.0)


class Held(CourseWidget):
    """Choose how many activations are kept, and let the network run there and back."""

    heading = "What is held in memory"
    controls: ClassVar = (Choice("layers", "layers", ("4", "9", "16", "25"), "16"),  # few: a page can hold every k
                          Slider("every", "keep every k-th, k =", tuple(map(float, range(1, 17))), 1.0),
                          Switch("inference", "Show a run without way back", "Hide it"))
    compute = staticmethod(held)
