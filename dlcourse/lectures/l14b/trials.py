"""What lecture 14b trains: five small language models side by side, on fables, in several ways.

They take too long for a lecture. So `runs` reads what LONG has stored.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse.experiments import Experiments
from dlcourse.lectures.l14b import fables, model
from dlcourse.tensors import generator

double = torch.float64
SEEDS, BATCH, STEPS, EVERY, RATE = 5, 8, 500, 50, 5e-3
SHORT = 150  # steps of the race of heads
RATES = (0.005, 0.01, 0.02, 0.04)
LINES = 60  # written by each model at the end
ONE, FOUR = 1, 4
GRADES = ("fable", "mixed up", "broken")
TEXTS = {"50 fables": fables.SMALL, "250 fables": fables.LARGE}
SMALL, LARGE = TEXTS
OPEN = "250 fables, no mask"


class Runs(NamedTuple):
    """What became of models from several random starts.

    steps (looks,); on the training text and on new fables the mean loss by step, train and new (looks, seeds). At the
    end: written (seeds, 3) how many lines are a fable, mixed up and broken; known (seeds,) how many of the fables
    stand in the training text; asked (seeds,) the loss on new fables if what is behind is truly not there;
    lines, eight of what the first one wrote.
    """

    steps: Tensor
    train: Tensor
    new: Tensor
    written: Tensor
    known: Tensor
    asked: Tensor
    lines: tuple[str, ...]


def learn(text: str, steps: int, *, heads: int = model.HEADS, causal: bool = True, rate: float = RATE,
          runs: int = SEEDS, seed: int = 0) -> tuple[model.FableModel, dict[str, list]]:
    """Models from random starts, trained by Adam at a rate that falls to 0; and their losses on the way.

    >>> sorted(learn(fables.SMALL, 0, runs=1)[1])
    ['new', 'steps', 'train']
    """
    rng = generator(seed)
    of = model.start(runs, rng=rng)
    (X, Y), theta = model.windows(text), of.tensors()
    adam, seen = torch.optim.Adam(theta, lr=rate), {"steps": [], "train": [], "new": []}
    for step in range(steps + 1):
        if step % EVERY == 0:
            for name, part in (("train", text), ("new", fables.NEW)):
                seen[name].append(mean_loss(of, part, heads=heads, causal=causal).tolist())
            seen["steps"].append(step)
        if step == steps:
            break
        idx = torch.randint(len(X), (runs, BATCH), generator=rng)
        loss = model.losses(model.logits(of, X[idx], heads=heads, causal=causal), Y[idx]).mean((1, 2))
        adam.param_groups[0]["lr"] = rate * (1 - step / steps)
        adam.zero_grad()
        loss.sum().backward()
        adam.step()
    return model.rebuilt(p.detach() for p in theta), seen


@torch.no_grad()
def mean_loss(of: model.FableModel, text: str, *, heads: int = model.HEADS, causal: bool = True) -> Tensor:
    """The loss of each model over at most 49 windows of a text, (runs,)."""
    x, y = (part[:fables.KNOWN - 1].expand(len(of.E), -1, -1) for part in model.windows(text))
    return model.losses(model.logits(of, x, heads=heads, causal=causal), y).mean((1, 2))


@torch.no_grad()
def asked(of: model.FableModel, *, heads: int = model.HEADS, causal: bool = True) -> Tensor:
    """The loss on 10 new fables if each model gets only what stands before a character, as when it writes, (runs,)."""
    x, y = (part[:10].expand(len(of.E), -1, -1) for part in model.windows(fables.NEW))
    found = [model.losses(model.logits(of, x[..., :n], heads=heads, causal=causal)[:, :, -1], y[..., n - 1])
             for n in range(1, model.LONGEST + 1)]
    return torch.stack(found).mean((0, 2))


def train(text: str, steps: int, *, heads: int = model.HEADS, causal: bool = True,
          rate: float = RATE) -> dict[str, Any]:
    """What `Runs` holds of models that learn from a text."""
    of, seen = learn(text, steps, heads=heads, causal=causal, rate=rate)
    lines = model.write(of, LINES, rng=generator(1), heads=heads, causal=causal)
    graded = [Counter(map(fables.grade, told)) for told in lines]
    told_before = set(text.splitlines()) - {""}
    known = [sum(line in told_before for line in told) for told in lines]
    return {**seen, "written": [[count[grade] for grade in GRADES] for count in graded], "known": known,
            "asked": asked(of, heads=heads, causal=causal).tolist(), "lines": lines[0][:8]}


def heads_name(heads: int, rate: float) -> str:
    """The name of a part of the race of heads.

    >>> heads_name(4, 0.005)
    '4 heads, rate 0.005'
    """
    return f"{heads} head{'s' * (heads > 1)}, rate {rate:g}"


LONG = Experiments(
    __file__,
    **{name: partial(train, text, STEPS) for name, text in TEXTS.items()},
    **{OPEN: partial(train, fables.LARGE, STEPS, causal=False)},
    **{heads_name(heads, rate): partial(train, fables.LARGE, SHORT, heads=heads, rate=rate)
       for heads in (ONE, FOUR) for rate in RATES})


@cache
def runs(name: str) -> Runs:
    """What `train` found.

    >>> runs("50 fables").new.shape
    torch.Size([11, 5])
    """
    found = LONG[name]
    return Runs(*(  # type: ignore[arg-type]
        tuple(found[field]) if field == "lines" else torch.tensor(found[field], dtype=double)
        for field in Runs._fields))
