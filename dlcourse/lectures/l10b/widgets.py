"""Live pictures of lecture 10b: a deep chain of blocks, and what batch norm makes of one unit's numbers."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.lectures.l10b import trials
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Line, Panel, Points, Scene, one_after_the_other

__all__ = ["DeepChain", "OneUnit"]

double = torch.float64
LOOK = {trials.PLAIN: 5, trials.NORM: 1, trials.SKIP: 0, trials.BOTH: 2}  # colour, dash and marker, in the figures, too
HIGHEST = 4.0  # losses above are drawn here
TOLD, GRADIENT = "digits told apart before training", "first gradient of each block"


def deep_chain(kind: str, depth: float, show: str) -> Scene:
    """The scene of chains of `depth` blocks from five random starts, beside the plain ones.

    >>> deep_chain("skip", 30.0, "digits told apart before training").say
    'skip, 30 blocks: after 100 steps the loss of the five starts lies between 0.22 and 0.55. Before training, least \
squares tell 82 % of the digits apart after the last block (median).'
    """
    depth = int(depth)
    shown = {trials.PLAIN: trials.chains(trials.PLAIN, depth), kind: trials.chains(kind, depth)}
    steps = torch.arange(5.0, trials.STEPS, 10, dtype=double)  # each point is the mean of ten
    loss = Panel((*(Line(name, *one_after_the_other(steps, runs.loss.clamp(0.0, HIGHEST).mT), kind=LOOK[name])
                    for name, runs in shown.items()),
                  Line("guessing", [0.0, float(trials.STEPS)], [trials.GUESS, trials.GUESS], plain=True)),
                 (0.0, trials.STEPS), (0.0, HIGHEST), "loss, five starts each; thin line: guessing",
                 "steps of training", "cross-entropy")
    at = torch.tensor(trials.looked_at(depth), dtype=double)
    if show == TOLD:
        inside = Panel(tuple(Line(name, at, runs.told, kind=LOOK[name], marked=True)
                             for name, runs in shown.items()),
                       (-0.03 * depth, 1.03 * depth), (0.0, 1.0), "digits told apart (median)", "after block",
                       "share of digits")
    else:
        inside = Panel(tuple(Line(name, torch.arange(1.0, depth + 1), runs.gradient, kind=LOOK[name],
                                  marked=True) for name, runs in shown.items()),
                       (0.0, depth + 1.0), (1e-3, 1e3), "size of the first gradient (median)", "block",
                       "length of the gradient", ylog=True)
    return Scene((loss, inside), _said(kind, depth, shown[kind], show),
                 readings={"loss (median)": [float(shown[kind].last.median())]})


def _said(kind: str, depth: int, runs: trials.ChainRuns, show: str) -> str:
    start = (f"{kind}, {depth} blocks: after {trials.STEPS} steps the loss of the five starts lies between "
             f"{float(runs.last.min()):.2f} and {float(runs.last.max()):.2f}. ")
    if show == TOLD:
        return start + (f"Before training, least squares tell {100 * float(runs.told[-1]):.0f} % of the "
                        "digits apart after the last block (median).")
    first, end = (float(runs.gradient[i]) for i in (0, -1))
    return start + f"The first gradient has the length {first:.2g} in block 1 and {end:.2g} in the last (median)."


class DeepChain(CourseWidget):
    """Choose what stands in each block, and how many blocks there are."""

    heading = "A chain of blocks learns digits"
    controls: ClassVar = (Choice("kind", "in each block", trials.KINDS, trials.PLAIN),
                          Slider("depth", "number of blocks", tuple(map(float, trials.DEPTHS)), 3.0),
                          Choice("show", "on the right", (TOLD, GRADIENT), TOLD))
    compute = staticmethod(deep_chain)


# --- one unit under batch norm ---

MEAN, DEVIATION, SAMPLE = 3.0, 2.0, 4.0  # of all data; one sample that is in every batch
BATCHES, MOST = 5, 32
BATCH_VALUES, RUNNING = "the batch", "all data"


@cache
def batches() -> Tensor:
    """Five batches of 32 pre-activations of a unit, the marked sample first, (5, 32).

    >>> batches().shape, float(batches()[3, 0])
    (torch.Size([5, 32]), 4.0)
    """
    drawn = MEAN + DEVIATION * torch.randn(BATCHES, MOST, generator=generator(3), dtype=double)
    drawn[:, 0] = SAMPLE
    return drawn


def normed(z: Tensor, gamma: float, beta: float, source: str) -> Tensor:
    """Batch norm of one unit's numbers z (batch,), with the mean and variance of the batch or of all data.

    >>> normed(torch.tensor([1.0, 3.0]), 2.0, 1.0, "the batch")
    tensor([-1.0000,  3.0000])
    """
    mean, var = (z.mean(), z.var(correction=0)) if source == BATCH_VALUES else (MEAN, z.new_tensor(DEVIATION**2))
    return gamma * (z - mean) / (var + trials.EPS).sqrt() + beta


def one_unit(size: float, batch: float, gamma: float, beta: float, source: str) -> Scene:
    """The scene of a batch of one unit's pre-activations before and after batch norm.

    >>> one_unit(1.0, 1.0, 1.0, 0.0, "the batch").say
    'Batch 1, B = 1: the sample with z = 4 becomes 0. Over the five batches it becomes 0 to 0.'
    """
    size, at = int(size), int(batch) - 1
    z = batches()[at, :size]
    y = normed(z, gamma, beta, source)
    lands = torch.stack([normed(row[:size], gamma, beta, source)[0] for row in batches()])
    height = torch.ones(size, dtype=double)
    line = Panel((Points("before", z, height, kind=5, size=6), Points("after", y, 0 * height, kind=0, size=6),
                  Line("the sample z = 4", [SAMPLE, y[0]], [1.0, 0.0], kind=1, marked=True)),
                 (-6.0, 9.0), (-0.4, 1.4), "this batch, before and after", "value", "1: before, 0: after")
    numbers = torch.arange(1.0, BATCHES + 1, dtype=double)
    where = Panel((Points("in each batch", numbers, lands, kind=2, size=6),
                   Points("in this batch", numbers[at:at + 1], lands[at:at + 1], kind=1, size=9)),
                  (0.5, BATCHES + 0.5), (-6.0, 6.0), "what becomes of the sample z = 4", "batch", "value after")
    low, high = float(lands.min()), float(lands.max())
    return Scene((line, where), f"Batch {at + 1}, B = {size}: the sample with z = 4 becomes {_short(lands[at])}. Over "
                 f"the five batches it becomes {_short(low)} to {_short(high)}.",
                 readings={"mean after": [float(y.mean())], "deviation after": [float(y.std(correction=0))]})


def _short(value: float | Tensor) -> str:
    return f"{round(float(value), 2) + 0.0:g}"


class OneUnit(CourseWidget):
    """Change the batch, its size, gamma and beta; then take mean and variance from all data."""

    heading = "Batch norm of one unit"
    controls: ClassVar = (Slider("size", "batch size B", (1.0, 2.0, 4.0, 8.0, 32.0), 4.0, kept=(1.0, 4.0, 32.0)),
                          Slider("batch", "which batch", (1.0, 2.0, 3.0, 4.0, 5.0), 1.0, kept=(1.0, 2.0, 3.0)),
                          Slider("gamma", "γ", (0.5, 1.0, 2.0, 3.0), 1.0, kept=(0.5, 1.0, 2.0)),
                          Slider("beta", "β", (-2.0, -1.0, 0.0, 1.0, 2.0), 0.0, kept=(-2.0, 0.0, 2.0)),
                          Choice("source", "mean and variance from", (BATCH_VALUES, RUNNING), BATCH_VALUES))
    compute = staticmethod(one_unit)
