"""Live pictures of lecture 10c: equal training losses, patience on a stored curve, masks, and all 256 of them."""

from __future__ import annotations

from typing import ClassVar

import torch

from dlcourse.lectures.l10c import small, stored, trials
from dlcourse.nn.dropout import all_masks, dropout, dropout_ensemble
from dlcourse.tensors import generator
from dlcourse.training import early_stopping
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Bars, Line, Panel, Points, Scene

__all__ = ["AllMasks", "EqualLoss", "Masks", "PatienceOnACurve"]

double = torch.float64
RUNS = (1.0, 2.0, 3.0, 4.0, 5.0)
LEVELS = (1.5, 1.0, 0.6, 0.3, 0.15)
STEPS = torch.arange(0, trials.STEPS + 1, trials.EVERY, dtype=double)


def equal_loss(level: float, run: float) -> Scene:
    """The scene of four settings at the first moment with a training loss of at most `level`.

    >>> equal_loss(0.15, 1.0).say.split(":")[0]
    'Training loss 0.15 for the first time'
    """
    i, falls, places, told = int(run) - 1, [], [], []
    for kind, name in enumerate(trials.SETTINGS):
        train, wrong = stored.curve(name, "train"), stored.curve(name, "wrong")
        at = (train <= level).int().argmax(1)
        falls += [Line(name, STEPS, train[i].clamp(0.01, 8), kind=kind),
                  Points("", STEPS[at[i]:at[i] + 1], train[i, at[i]:at[i] + 1], kind=kind, size=8)]
        there = wrong[torch.arange(len(wrong)), at]
        places += [Points(name, torch.full_like(there, kind + 1.0), 100 * there, kind=kind, size=4),
                   Points("", [kind + 1.0], 100 * there[i:i + 1], kind=kind, size=8)]
        told.append(f"{name} {100 * float(there[i]):.1f} %")
    left = Panel((*falls, Line(f"loss {level:g}", [0.0, trials.STEPS], [level, level], plain=True)),
                 (-10.0, trials.STEPS + 10.0), (0.02, 8.0), f"run {int(run)}: the training falls to {level:g}",
                 "steps of training", "training loss (logarithmic)", ylog=True)
    right = Panel(tuple(places), (0.4, 4.6), (0.0, 70.0), f"wrong test digits (big mark: run {int(run)})",
                  "1 nothing, 2 large, 3 dropout, 4 shifts", "wrong in %")
    return Scene((left, right), f"Training loss {level:g} for the first time: in run {int(run)} these shares of the "
                                f"1000 test digits are named wrongly: {', '.join(told)}.")


class EqualLoss(CourseWidget):
    """Let four settings reach the same training loss, and compare them on new digits."""

    heading = "Equal on the training digits"
    controls: ClassVar = (Slider("level", "training loss", LEVELS[::-1], 1.5, kept=LEVELS[::-1]),
                          Slider("run", "run", RUNS, 1.0, kept=RUNS))
    compute = staticmethod(equal_loss)


def patience_on_a_curve(setting: str, patience: float, run: float) -> Scene:
    """The scene of a validation loss, and where early stopping ends the training and goes back to.

    >>> patience_on_a_curve("nothing", 3.0, 1.0).say.split(",")[0]
    'Patience 3: training stops at step 60 and goes back to step 30'
    """
    i = int(run) - 1
    val, train, wrong = (stored.curve(setting, part)[i] for part in ("val", "train", "wrong"))
    best, stop = early_stopping(val, int(patience))
    low = int(val.argmin())
    seen = slice(0, stop + 1)
    shown = slice(0, 21 if stop <= 15 else None)  # to step 200, where that shows all that matters
    late = slice(stop, shown.stop)
    losses = Panel((Line("validation, seen", STEPS[seen], val[seen].clamp(0, 3.4), kind=0),
                    Line("validation, not seen", STEPS[late], val[late].clamp(0, 3.4), kind=5),
                    Line("training", STEPS[seen], train[seen].clamp(0, 3.4), kind=2),
                    Points("go back to", STEPS[best:best + 1], val[best:best + 1], kind=3, size=9),
                    Points("stop", STEPS[stop:stop + 1], val[stop:stop + 1].clamp(0, 3.4), kind=1, size=8)),
                   (-5.0, float(STEPS[shown][-1]) + 5.0), (0.0, 3.5), f"run {int(run)}, {setting}", "steps of training",
                   "loss")
    test = Panel((Line("test digits", STEPS, 100 * wrong, kind=4),
                  Points("go back to", STEPS[best:best + 1], 100 * wrong[best:best + 1], kind=3, size=9)),
                 (-10.0, trials.STEPS + 10.0), (0.0, 60.0), "what it does on new digits", "steps of training",
                 "named wrongly in %")
    rank = "which is the lowest of all" if best == low else f"but the lowest of all comes at step {10 * low}"
    return Scene((losses, test),
                 f"Patience {int(patience)}: training stops at step {10 * stop} and goes back to step {10 * best}, "
                 f"{rank}. There {100 * float(wrong[best]):.1f} % of the test digits are named wrongly, after 600 "
                 f"steps {100 * float(wrong[-1]):.1f} %.")


class PatienceOnACurve(CourseWidget):
    """Wait more or less long for a better validation loss."""

    heading = "How long to wait"
    controls: ClassVar = (Choice("setting", "setting", tuple(trials.SETTINGS), "nothing"),
                          Slider("patience", "patience", (1.0, 2.0, 3.0, 5.0, 10.0, 20.0), 5.0,
                                 kept=(1.0, 2.0, 3.0, 5.0, 10.0, 20.0)),
                          Slider("run", "run", RUNS, 1.0, kept=RUNS))
    compute = staticmethod(patience_on_a_curve)


# --- eight units ---

UNITS = 8
DRAWS = (1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)
NAMES = tuple(map(str, range(1, UNITS + 1)))
KEPT = (0.5, 0.75, 0.9)
OUTPUTS = torch.tensor([2.0, 0.5, 1.5, 1.0, 3.0, 2.5, 0.8, 1.2], dtype=double)


def masks(draws: float, q: float) -> Scene:
    """The scene of eight outputs after the latest of some masks, and of their means over all masks so far.

    >>> masks(1.0, 0.75).say.split(":")[0]
    'Mask 1'
    """
    rng = generator(3)
    drawn = torch.stack([dropout(OUTPUTS, 1 - q, training=True, rng=rng)[0] for _ in range(int(draws))])
    last, mean = drawn[-1].round(decimals=2), drawn.mean(0).round(decimals=2)
    many = "1 mask" if draws == 1 else f"{int(draws)} masks"
    middle = torch.arange(UNITS, dtype=double) + 0.5
    left = Panel((Bars(NAMES, last, kind=0), Points("without dropout", middle, OUTPUTS, kind=1, size=7)), (0.0, 8.0),
                 (0.0, 6.5), f"eight units after mask {int(draws)}", "", "output")
    right = Panel((Bars(NAMES, mean, kind=2), Points("without dropout", middle, OUTPUTS, kind=1, size=7)), (0.0, 8.0),
                  (0.0, 6.5), f"mean of {many}", "", "output")
    gone = ", ".join(name for name, value in zip(NAMES, last.tolist()) if value == 0) or "none"
    farthest = float((mean - OUTPUTS).abs().max())
    return Scene((left, right), f"Mask {int(draws)}: dropped units: {gone}. Those kept are divided by {q:g}. The "
                                f"mean of {many} is at most {farthest:.2f} from the full outputs.")


class Masks(CourseWidget):
    """Draw one mask after another."""

    heading = "Masks for eight hidden units"
    controls: ClassVar = (Slider("draws", "masks drawn", DRAWS, 1.0, kept=DRAWS),
                          Slider("q", "probability q to keep a unit", KEPT, 0.75, kept=KEPT))
    compute = staticmethod(masks)


SHARES = torch.linspace(0, 1, 21, dtype=double)


def ensemble_of_all(digit: float, q: float) -> Scene:
    """The scene of all 256 masks of eight hidden units: what each says about one digit, and their averages.

    >>> len(ensemble_of_all(1.0, 0.75).readings)
    3
    """
    _, _, W2, b2 = stored.eight_units()
    h, y = small.shown_digits()
    h, label = h[int(digit) - 1], int(y[int(digit) - 1])
    every = all_masks(UNITS)
    scaled = W2 / small.Q  # it was trained with outputs divided by q
    found = dropout_ensemble(scaled, h, b2, q)
    p = ((every * h) @ scaled.mT + b2).softmax(1)[:, label]
    weights = (q ** every * (1 - q) ** (1 - every)).prod(1)
    heights = torch.zeros(20, dtype=double).index_add(0, (p * 20).long().clamp(max=19), weights)
    corners = torch.stack([SHARES[:-1], SHARES[1:]], 1).flatten()
    steps = Line("the 256 masks", corners, heights.repeat_interleave(2), kind=0)
    marks = [(name, float(getattr(found, name)[label])) for name in ("arithmetic", "geometric", "scaled")]
    tall = max(0.3, float(heights.max()) * 1.1)
    lines = [Line(f"{name} mean" if name != "scaled" else "scaled units", [at, at], [0.0, tall * high], kind=kind + 1)
             for kind, ((name, at), high) in enumerate(zip(marks, (1.0, 1.0, 0.5)))]
    panel = Panel((steps, *lines), (0.0, 1.0), (0.0, tall),
                  f"a {label}: probability that a mask gives to {label}", f"probability of {label}",
                  "share of the masks, by weight")
    return Scene((panel,), f"A {label}. Over 256 masks the probability of {label} has the arithmetic mean "
                           f"{marks[0][1]:.3f} and the geometric mean, renormalised, {marks[1][1]:.3f}. One pass with "
                           f"units times {q:g} gives {marks[2][1]:.3f}.",
                 readings={name: [value] for name, value in marks})


class AllMasks(CourseWidget):
    """All masks of a small network, and one pass in their place."""

    heading = "256 masks, and one pass"
    controls: ClassVar = (Slider("digit", "test digit", tuple(float(i) for i in range(1, small.SHOWN + 1)), 1.0,
                                 kept=tuple(float(i) for i in range(1, small.SHOWN + 1))),
                          Slider("q", "probability q to keep a unit", (0.25, 0.5, 0.75, 0.9), 0.75,
                                 kept=(0.25, 0.5, 0.75, 0.9)))
    compute = staticmethod(ensemble_of_all)
