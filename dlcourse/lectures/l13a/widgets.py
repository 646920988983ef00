"""Live pictures of lecture 13a: one unit that feeds back into itself, and sixteen that feed into each other."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor

from dlcourse.figures.canvas import BACKWARD, FORWARD
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Line, Panel, Points, Scene, Text, one_after_the_other

__all__ = ["ManyUnits", "Unrolled"]

double = torch.float64
LOWEST = 1e-16  # derivatives below are drawn here
SEEN = 1e-4  # where the scale begins if all derivatives are above it
WEIGHTS = (0.5, 0.9, 1.0, 1.1, 1.5, 2.0, 3.0)
LENGTHS = (5.0, 10.0, 20.0, 40.0)
FIRST = (0.01, 0.1, 1.0)  # the first input; the others are 0


class Reach(NamedTuple):
    """States h_1 ... h_T of one unit, and the derivative of the last one with respect to each of them."""

    h: Tensor
    back: Tensor


def reach(w: float, T: int, first: float) -> Reach:
    """The network h_k = tanh(x_k + w h_{k-1}) from h_0 = 0, with x_1 = first and then silence.

    >>> reach(2.0, 3, 1.0).h
    tensor([0.7616, 0.9093, 0.9487], dtype=torch.float64)
    >>> reach(0.5, 3, 0.0).back
    tensor([0.2500, 0.5000, 1.0000], dtype=torch.float64)
    """
    h = [torch.tensor(first, dtype=double).tanh()]
    for _ in range(T - 1):
        h.append((w * h[-1]).tanh())
    back = [h[0].new_ones(())]
    for state in h[:0:-1]:
        back.append(w * (1 - state**2) * back[-1])
    return Reach(torch.stack(h), torch.stack(back[::-1]))


def unrolled(w: float, T: float, first: float, step: float) -> Scene:
    """The scene of the unrolled unit: copies in a row, their states, and what reaches each of them from the end.

    >>> unrolled(2.0, 20.0, 1.0, 1.0).say[:86]
    'h₁ = 0.762 and the last state is h₂₀ = 0.958. If h₁ rises by a little, h₂₀ rises 4.1e-'
    """
    last, k = int(T), int(step)
    h, back = reach(w, last, first)
    at, here = torch.arange(1.0, last + 1, dtype=double), torch.tensor([float(k)], dtype=double)
    ends = 0.5 - 0.02 * last, last + 0.5 + 0.02 * last
    states = Panel((Line("state hₖ", at, h, kind=FORWARD.kind, marked=True),
                    Points("step looked at", here, h[k - 1:k], kind=2, size=10),
                    Line("", [*ends], [0.0, 0.0], plain=True)),
                   ends, (-0.1, 1.1), "forwards: the states", "step k", "state")
    gradient = Panel((Line("derivative of the last state", at, back.clamp_min(LOWEST), kind=BACKWARD.kind, marked=True),
                      Points("step looked at", here, back[k - 1:k].clamp_min(LOWEST), kind=2, size=10),
                      Line("", [*ends], [1.0, 1.0], plain=True)),
                     ends, (LOWEST if float(back.min()) < SEEN else SEEN, 1e4),
                     "backwards: how far the last state moves with hₖ", "step k", "derivative", ylog=True)
    return Scene((_copies(w, h, k, ends), states, gradient), _said(h, back, k),
                 readings={"last state": [float(h[-1])], "derivative": [float(back[k - 1])]}, stacked=True)


def _copies(w: float, h: Tensor, k: int, ends: tuple[float, float]) -> Panel:
    """The copies of the unit as nodes in a row, with the factor between two of them where there is room."""
    last = len(h)
    at = torch.arange(1.0, last + 1, dtype=double)
    marks = [Line("the signal, forwards", [1.0, float(last)], [0.1, 0.1], kind=FORWARD.kind),
             Line("the gradient, backwards", [1.0, float(last)], [-0.1, -0.1], kind=BACKWARD.kind),
             Points("copies of the unit", at, 0 * at, kind=FORWARD.kind, size=9),
             Points("step looked at", at[k - 1:k], [0.0], kind=2, size=13)]
    if last <= 10:
        marks += [Text(j, 0.65, f"h{_sub(j)}") for j in range(1, last + 1)]
        marks += [Text(j + 0.5, -0.65, f"{float(w * (1 - h[j] ** 2)):.2g}") for j in range(1, last)]
        title = "one unit, unrolled; below: the factor of each step"
    else:
        title = "one unit, unrolled"
    return Panel(tuple(marks), ends, (-1.0, 2.6), title, bare=True)


def _sub(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _said(h: Tensor, back: Tensor, k: int) -> str:
    last = len(h)
    start = f"h{_sub(k)} = {_short(h[k - 1])} and the last state is h{_sub(last)} = {_short(h[-1])}. "
    if k == last:
        return start + f"This is the last step, of {last}."
    return start + (f"If h{_sub(k)} rises by a little, h{_sub(last)} rises {float(back[k - 1]):.2g} times as far. Of "
                    f"the {last - 1} factors of the steps, {_above(h, back)} are above 1.")


def _short(value: Tensor) -> str:
    return f"{float(value):.3g}"


def _above(h: Tensor, back: Tensor) -> int:
    return int((back[:-1] > back[1:]).sum())


class Unrolled(CourseWidget):
    """Change the recurrent weight, the length, the first input, and which step is looked at."""

    heading = "One unit that feeds back into itself"
    controls: ClassVar = (Slider("w", "recurrent weight w", WEIGHTS, 0.9, kept=(0.5, 0.9, 1.0, 1.5, 2.0)),
                          Slider("T", "length T", LENGTHS, 10.0),
                          Slider("first", "first input x₁", FIRST, 1.0),
                          Slider("step", "step k looked at", (1.0, 2.0, 3.0, 4.0, 5.0), 1.0, kept=(1.0, 3.0, 5.0)))
    compute = staticmethod(unrolled)


# --- sixteen units ---

UNITS, STEPS, NETWORKS = 16, 40, 5
RADII = (0.5, 0.8, 1.0, 1.2, 1.5, 2.0)
SILENT, SMALL, LARGE = INPUTS = ("none", "small: deviation 0.1", "large: deviation 1")
SIZES: dict[str, float] = dict(zip(INPUTS, (0.0, 0.1, 1.0)))
FULL, WEIGHT_ALONE = "with the slopes of tanh", "U alone"


class Lengths(NamedTuple):
    """Lengths of an adjoint at each step (networks, STEPS + 1), through U and the slopes, and through U alone.

    And slope (networks,), the mean slope of tanh over all steps and units.
    """

    full: Tensor
    alone: Tensor
    slope: Tensor


@cache
def matrices(networks: int = NETWORKS) -> Tensor:
    """Random matrices with normal entries, each scaled to spectral radius 1, (networks, UNITS, UNITS).

    >>> torch.linalg.eigvals(matrices()).abs().amax(1)
    tensor([1.0000, 1.0000, 1.0000, 1.0000, 1.0000], dtype=torch.float64)
    """
    drawn = torch.randn(networks, UNITS, UNITS, generator=generator(5), dtype=double)
    return drawn / torch.linalg.eigvals(drawn).abs().amax(1)[:, None, None]


@cache
def lengths(radius: float, inputs: str, networks: int = NETWORKS) -> Lengths:
    """How long an adjoint of length 1 is after its way back through STEPS steps, in each of some random networks.

    The state begins at random, small (deviation 0.1), and each unit gets its own random input.

    >>> lengths(1.0, "none").full.shape
    torch.Size([5, 41])
    """
    rng, U = generator(6), radius * matrices(networks)
    h = [0.1 * torch.randn(networks, UNITS, 1, generator=rng, dtype=double)]
    for _ in range(STEPS):
        x = SIZES[inputs] * torch.randn(networks, UNITS, 1, generator=rng, dtype=double)
        h.append((x + U @ h[-1]).tanh())
    start = torch.randn(networks, 1, UNITS, generator=rng, dtype=double)
    full = [start / start.norm(dim=2, keepdim=True)]
    alone = [full[0]]
    for state in h[:0:-1]:
        full.append(full[-1] * (1 - state.mT**2) @ U)
        alone.append(alone[-1] @ U)
    found = [torch.stack(rows[::-1], 1)[:, :, 0].norm(dim=2) for rows in (full, alone)]
    return Lengths(*found, slope=(1 - torch.stack(h[1:])**2).mean((0, 2, 3)))


def many_units(radius: float, inputs: str) -> Scene:
    """The scene of the adjoint's length on its way back through sixteen units, in five random networks.

    >>> many_units(1.5, "large: deviation 1").say[:45]
    'Spectral radius 1.5: over 40 steps the adjoin'
    """
    found = lengths(radius, inputs)
    k = torch.arange(STEPS + 1.0, dtype=double)
    panel = Panel((Line(WEIGHT_ALONE, *one_after_the_other(k, found.alone.clamp(LOWEST, 1e14)), kind=5),
                   Line(FULL, *one_after_the_other(k, found.full.clamp(LOWEST, 1e14)), kind=BACKWARD.kind),
                   Line("", [0.0, float(STEPS)], [1.0, 1.0], plain=True)),
                  (0.0, float(STEPS)), (1e-13, 1e13), "five random networks of 16 units", "step k",
                  "length of the adjoint", ylog=True)
    first = found.full[:, 0]
    return Scene((panel,), f"Spectral radius {radius:g}: over {STEPS} steps the adjoint gets "
                 f"{float(found.alone[:, 0].median()):.1e} times as long by U alone (the median of five). With the "
                 f"slopes it is {float(first.median()):.1e} times, from {float(first.min()):.1e} to "
                 f"{float(first.max()):.1e}. The mean slope is {float(found.slope.mean()):.2f}.",
                 readings={"with slopes": [float(first.median())], "U alone": [float(found.alone[:, 0].median())]})


class ManyUnits(CourseWidget):
    """Change the spectral radius of the recurrent matrix, and how large the inputs are."""

    heading = "Sixteen units that feed into each other"
    controls: ClassVar = (Slider("radius", "spectral radius of U", RADII, 1.5),
                          Choice("inputs", "inputs", INPUTS, SMALL))
    compute = staticmethod(many_units)
