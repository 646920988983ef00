"""A small network that trains in the background while its decision boundary is drawn."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any, ClassVar

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.figures.canvas import CLASSES
from dlcourse.losses import cross_entropy
from dlcourse.nn import fast, mlp
from dlcourse.tensors import NotANumberError, generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Press, Slider, Switch, by_factors
from dlcourse.widgets.portable import tabulate
from dlcourse.widgets.scene import Heat, Panel, Points, Scene

CLOUDS = {"two moons": data.two_moons, "rings": data.rings, "xor": data.xor}
RESOLUTION = 44
FRAMES_A_SECOND = 30
STEPS_A_FRAME = 4
MOST_STEPS = 20_000
MOMENTS = (*range(0, 200, 20), *range(200, 800, 100), *range(800, 2001, 200))  # steps shown on a page without Python


class Training:
    """A network of two hidden layers on 150 points in the plane, and as many steps as one asks for."""

    def __init__(self, cloud: str, hidden: int, eta: float, seed: int = 0):
        rng = generator(seed)
        made = CLOUDS[cloud](150, rng=rng, noise=0.15)
        self.X, self.y, self.eta, self.step = made.X.float(), made.y, eta, 0
        self.params = mlp.init([2, hidden, hidden, 2], rng=rng, dtype=torch.float32)
        low, high = self.X.min(0).values - 0.4, self.X.max(0).values + 0.4
        self.xlim, self.ylim = ((float(low[i]), float(high[i])) for i in (0, 1))
        y, x = (torch.linspace(*limits, RESOLUTION, dtype=torch.float32) for limits in (self.ylim, self.xlim))
        self.grid = torch.cartesian_prod(y, x).flip(1)  # rows upwards, columns to the right: (RESOLUTION², 2)

    def advance(self, steps: int) -> None:
        """Some steps of gradient descent on all points.

        Raises: ArithmeticError once the weights are no numbers any more; the network stays as it was before.
        """
        kept = mlp.Params(*(tuple(t.clone() for t in part) for part in self.params))
        with contextlib.suppress(NotANumberError):
            for _ in range(steps):
                fast.sgd_step_(self.params, self.X, self.y, eta=self.eta, activation="tanh")
        if not all(bool(t.isfinite().all()) for part in self.params for t in part):
            self.params = kept
            raise ArithmeticError(f"The training ran away with η = {self.eta:g}. Choose a smaller learning rate and "
                                  "restart.")
        self.step += steps

    def scores(self, X: Tensor) -> Tensor:
        """Logits (points, 2)."""
        return mlp.forward(self.params, X, activation="tanh")[0]

    def scene(self) -> Scene:
        """The probability of class 1 over the plane, the points, and how the training stands."""
        p = self.scores(self.grid).softmax(1)[:, 1].reshape(RESOLUTION, RESOLUTION)
        z = self.scores(self.X)
        loss, right = float(cross_entropy(z, self.y)), float((z.argmax(1) == self.y).float().mean())
        points = [Points(f"class {c}", *self.X[self.y == c].T, kind=CLASSES[c].kind) for c in (0, 1)]
        return Scene((Panel((Heat(p, classes=True), *points), self.xlim, self.ylim, xlabel="first number of a point",
                            ylabel="second number", equal=True),),
                     f"After {self.step} steps the loss is {loss:.3g}; {100 * right:.0f} % of the points are on their "
                     "own side.",
                     readings={"step": [self.step], "loss": [loss], "share right": [right]})


class Boundary(CourseWidget):
    """Train, pause, restart; a new learning rate takes effect at once, other points or another width begin anew."""

    heading = "A network finds its boundary"
    controls: ClassVar = (Switch("running", "▶ Train", "⏸ Pause"), Press("restart", "Restart"),
                          Choice("cloud", "points", tuple(CLOUDS), "two moons"),
                          Slider("hidden", "hidden units a layer", (2, 4, 8, 16, 32), 8),
                          Slider("eta", "learning rate η", by_factors(0.01, 100, 17), 0.316))

    def __init__(self, **values: Any):
        self.training: Any = None
        self._task = None
        super().__init__(**values)
        self._follow()

    def compute(self, running: bool, restart: int, cloud: str, hidden: float, eta: float) -> Scene:
        """The scene of the training as it stands; a new one where a setting asks for it."""
        asked = (restart, cloud, hidden)
        if self.training is None or asked != self._asked:
            self.training, self._asked = Training(cloud, int(hidden), eta), asked
        self.training.eta = eta
        return self.training.scene()

    def portable(self) -> dict[str, Any]:
        """Without Python nothing can be trained: moments of two trainings, one with 2 units, to slide along."""
        moments = Slider("steps", "steps of training", tuple(map(float, MOMENTS)), 0.0)
        own = f"{self.values['hidden']:g}"
        widths = Choice("hidden", "hidden units a layer", tuple(dict.fromkeys((own, "2"))), own)
        trainings = {width: Training(self.values["cloud"], int(width), self.values["eta"]) for width in widths.values}

        def at(hidden: str, steps: float) -> Scene:
            training = trainings[hidden]
            training.advance(int(steps) - training.step)
            return training.scene()

        return tabulate(self.module, self.heading, (widths, moments), {"hidden": own, "steps": 0.0}, at, self.errors)

    def _set(self, change: Any) -> None:
        super()._set(change)
        self._follow()

    def _follow(self) -> None:
        """Start the loop in the background if the switch is on; it ends by itself."""
        if self.values["running"] and (self._task is None or self._task.done()):
            with contextlib.suppress(RuntimeError):  # no event loop: a plain script only draws the start
                self._task = asyncio.get_running_loop().create_task(self._loop())

    async def _loop(self) -> None:
        problem = ""
        while self.values["running"] and self.training.step < MOST_STEPS:
            began = time.perf_counter()
            try:
                self.training.advance(STEPS_A_FRAME)
            except ArithmeticError as error:
                problem = str(error)
                break
            self.current = self.training.scene()
            self._show(self.current)
            await asyncio.sleep(max(0.005, 1 / FRAMES_A_SECOND - (time.perf_counter() - began)))
        self.values = {**self.values, "running": False}
        self.problem = problem
