"""A small network that learns from pictures; what it looks for can then be used for another task."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional, init

from dlcourse import data
from dlcourse.arguments import count, labels, randomness
from dlcourse.data import scenes
from dlcourse.experiments import Experiments
from dlcourse.tensors import generator, guard

FOUND, BATCH, ETA = 24, 64, 0.01  # numbers that the network makes of a picture; pictures in a step; learning rate


class Network(NamedTuple):
    """The weights of a network: those that look at a picture, and those of its last layer, a row for each class."""

    looking: tuple[Tensor, ...]
    last: tuple[Tensor, ...]

    def features(self, images: Tensor) -> Tensor:
        """What it finds in each picture (n, rows, columns): 24 numbers (n, 24), one for each pattern."""
        w1, b1, w2, b2 = self.looking
        hidden = functional.conv2d(images[:, None].float(), w1, b1).relu()
        return functional.conv2d(hidden, w2, b2).relu().amax((2, 3))  # (n, features, rows, columns) -> (n, features)

    def scores(self, images: Tensor) -> Tensor:
        """A score for each class (n, classes), from pictures (n, rows, columns)."""
        return functional.linear(self.features(images), *self.last)


@guard
def untrained(classes: int, *, rng: torch.Generator) -> Network:
    """A network with random weights. Raises: ValueError unless classes >= 2; TypeError.

    >>> untrained(4, rng=torch.Generator().manual_seed(0)).scores(torch.zeros(2, 12, 12)).shape
    torch.Size([2, 4])
    """
    count("untrained", "classes", classes, low=2)
    randomness("untrained", rng)

    def weights(*shape: int) -> tuple[Tensor, Tensor]:
        W = torch.empty(shape, dtype=torch.float32)
        init.kaiming_uniform_(W, generator=rng)
        return W, torch.zeros(shape[0], dtype=torch.float32)

    return Network((*weights(12, 1, 5, 5), *weights(FOUND, 12, 3, 3)), weights(classes, FOUND))


@guard
def learn(images: Float[Tensor, "n rows columns"], y: Int[Tensor, " n"], *, classes: int, steps: int,
          rng: torch.Generator) -> Network:
    """A network trained on labelled pictures, from random weights, with mini-batches of 64.

    Shapes: images (n, rows, columns) with at least 7 rows and columns, y (n,) -> Network.
    Raises: ValueError unless steps >= 1 and for a label out of range; TypeError, ShapeError, DtypeError.
    Source: lecture 1, self-supervised learning.

    >>> from dlcourse import data
    >>> made = data.shapes(6, rng=torch.Generator().manual_seed(0))
    >>> net = learn(made.X.reshape(-1, 12, 12), made.y, classes=3, steps=1, rng=torch.Generator().manual_seed(0))
    >>> net.features(made.X.reshape(-1, 12, 12)).shape
    torch.Size([6, 24])
    """
    count("learn", "steps", steps)
    start = untrained(classes, rng=rng)
    labels("learn", "y", y, classes)
    net = Network(tuple(v.requires_grad_() for v in start.looking), tuple(v.requires_grad_() for v in start.last))
    adam = torch.optim.Adam([*net.looking, *net.last], lr=ETA)
    for _ in range(steps):
        rows = torch.randint(0, len(y), (BATCH,), generator=rng)
        loss = functional.cross_entropy(net.scores(images[rows]), y[rows])
        adam.zero_grad()
        loss.backward()
        adam.step()
    return Network(tuple(v.detach() for v in net.looking), tuple(v.detach() for v in net.last))


def share_right(scores: Tensor, y: Tensor) -> float:
    """The share of rows whose highest score is at the label.

    >>> share_right(torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([0, 1]))
    0.5
    """
    return float((scores.argmax(1) == y).double().mean())


def rivals(seed: int, *, noise: float = 0.2, pictures: int = 400, steps: int = 200) -> dict[str, float]:
    """The share of 600 fresh pictures that each of three ways names right after 12 named ones.

    By pixels, by what a network learned from turns of `pictures` pictures without names, and by a network that had
    the 12 alone.
    """
    from sklearn.linear_model import LogisticRegression

    def drawn(n: int, seed: int) -> tuple[Tensor, Tensor]:
        made = data.shapes(n, rng=generator(seed), noise=noise)
        return made.X.reshape(n, scenes.SIDE, scenes.SIDE), made.y

    (many, _), (few, few_y), (fresh, fresh_y) = drawn(pictures, seed), drawn(12, 100 + seed), drawn(600, 200 + seed)

    def after_twelve_names(look: Callable[[Tensor], Tensor]) -> float:
        model = LogisticRegression(C=10, max_iter=2000).fit(look(few).numpy(), few_y.numpy())
        return float(model.score(look(fresh).numpy(), fresh_y.numpy()))

    task = data.rotation_pretext(many)
    turner = learn(task.X, task.turns, classes=4, steps=steps, rng=generator(seed))
    alone = learn(few, few_y, classes=3, steps=steps, rng=generator(seed))
    return {"A_pixels": after_twelve_names(lambda images: images.flatten(1)),
            "B_turner": after_twelve_names(turner.features),
            "C_alone": share_right(alone.scores(fresh), fresh_y)}


def ten_draws() -> list[dict[str, float]]:
    """The rivals' shares in ten draws."""
    return [rivals(seed) for seed in range(10)]


def more_noise() -> list[dict[str, float]]:
    """The same in four draws with twice the noise, 2000 pictures without names and three times the steps."""
    return [rivals(seed, noise=0.4, pictures=2000, steps=600) for seed in range(4)]


def one_draw() -> dict[str, float]:
    """The first draw alone."""
    return rivals(0)


LONG = Experiments(__file__, one_draw=one_draw, ten_draws=ten_draws, more_noise=more_noise)
