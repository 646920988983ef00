"""Live pictures of lecture 00: a network that trains while it is watched, and the same machine on one number."""

from __future__ import annotations

from typing import ClassVar

import torch
from matplotlib.figure import Figure

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Slider, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Scene
from dlcourse.widgets.shared.boundary import Boundary
from dlcourse.widgets.still import draw

__all__ = ["Boundary", "OneWeight"]

X, Y = 2.0, 6.0  # two posters cost 6 euros
STEPS = 8
WEIGHTS = torch.linspace(-1, 7, 81, dtype=torch.float64)


def price_loss(w: torch.Tensor) -> torch.Tensor:
    """The squared miss of the prediction w · 2 from 6.

    >>> price_loss(torch.tensor(1.0))
    tensor(16.)
    """
    return (w * X - Y) ** 2


def way(w: float, eta: float) -> torch.Tensor:
    """The weight before each of STEPS steps of gradient descent, and after the last.

    >>> way(1.0, 0.125)[:3]
    tensor([1., 3., 3.], dtype=torch.float64)
    """
    places = [torch.tensor(w, dtype=torch.float64)]
    for _ in range(STEPS):
        places.append(places[-1] - eta * 2 * (places[-1] * X - Y) * X)
    return torch.stack(places)


def one_weight(w: float, eta: float) -> Scene:
    """The scene of some steps from w: on the curve of the loss, and step by step.

    >>> one_weight(1.0, 0.1).say
    'Start at w = 1: it predicts 2 where 6 is right, the loss is 16, and its slope is -16. Press Play to see 8 steps \
with η = 0.1.'
    """
    places = way(w, eta)
    losses, slopes = price_loss(places), 2 * (places * X - Y) * X
    plan = Panel((Line("loss", WEIGHTS, price_loss(WEIGHTS), kind=5),
                  Line("the machine, step by step", places, losses, kind=1, marked=True, played=True),
                  Points("start", places[:1], losses[:1], kind=0, size=7)),
                 (-1.0, 7.0), (-4.0, 66.0), xlabel="w", ylabel="loss", title="the loss, for every w")
    count = torch.arange(STEPS + 1, dtype=torch.float64)
    steps = Panel((Line("w = 3, where the loss is 0", [0.0, float(STEPS)], [3.0, 3.0], kind=2),
                   Line("the machine, step by step", count, places, kind=1, marked=True, played=True)),
                  (-0.3, STEPS + 0.3), (-1.0, 7.0), xlabel="step", ylabel="w", title="step by step")
    return Scene((plan, steps), f"Start at w = {w:g}: it predicts {w * X:g} where {Y:g} is right, the loss is "
                 f"{float(losses[0]):.4g}, and its slope is {float(slopes[0]):.4g}. Press Play to see {STEPS} steps "
                 f"with η = {eta:g}.", readings={"w": places, "loss": losses, "slope": slopes}, frames=STEPS + 1,
                 rate=1.5)


class OneWeight(CourseWidget):
    """Choose a start and a learning rate, then play the steps."""

    heading = "A machine with one weight"
    controls: ClassVar = (Slider("eta", "learning rate η", (0.02, 0.05, 0.1, 0.125, 0.2, 0.25, 0.3), 0.05),
                          Slider("w", "start at w", evenly(-1, 7, 17), 1.0))
    compute = staticmethod(one_weight)

    def still(self) -> Figure:
        """The scene at the position of the player, which begins at the start: the way is for the reader to see."""
        return draw(self.current, self.at)
