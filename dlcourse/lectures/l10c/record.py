"""The longer experiments of lecture 10c: `python -m dlcourse.lectures.l10c.record [NAME ...]` writes stored.json anew.

Each experiment is a function without arguments, whose result JSON can hold. All of them together take some minutes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from dlcourse.lectures.l10c import others, trials
from dlcourse.lectures.l10c.trials import TrainedNetworks, TrainingSetting, errors, logits, losses, rounded, train
from dlcourse.nn.params import Params
from dlcourse.nn.pruning import obd_saliency, two_layer_curvature
from dlcourse.tensors import generator

STORED = Path(__file__).parent / "stored.json"
SEEDS = tuple(range(20))
SHOWN = 5  # seeds whose curves are kept
COMPARED = {
    "nothing": TrainingSetting(), "penalty": TrainingSetting(decay=0.01), "dropout": TrainingSetting(p_drop=0.5),
    "shifted images": TrainingSetting(shifted=0.5), "all images shifted": TrainingSetting(shifted=1.0),
    "dropout and shifts": TrainingSetting(p_drop=0.5, shifted=0.5),
    "mirrored images": TrainingSetting(flipped=0.5), "large start": TrainingSetting(start=4.0),
}


@cache
def made(setting: TrainingSetting) -> TrainedNetworks:
    """A setting trained for all seeds; several experiments look at the same networks."""
    return train(setting, SEEDS)


def curves() -> Any:
    """LossCurves of the four settings of the first picture for the first seeds."""
    return {name: {part: rounded(curve[:, :SHOWN].T) for part, curve in made(setting).curves._asdict().items()}
            for name, setting in trials.SETTINGS.items()}


def compare() -> Any:
    """For each setting and seed: test errors at the end, at the lowest validation loss, and at equal training loss."""
    found = {}
    more = {"nothing, 300 digits": TrainingSetting(labelled=300), "nothing, right labels": TrainingSetting(wrong=0.0),
            "dropout and shifts, right labels": TrainingSetting(p_drop=0.5, shifted=0.5, wrong=0.0)}
    for name, setting in {**COMPARED, **more}.items():
        at = made(setting).curves
        moments = {"end": torch.full((len(SEEDS),), len(at.train) - 1), "stopped": trials.lowest(at),
                   "equal": trials.first_at(at)}
        found[name] = {when: {part: rounded(curve, 4) for part, curve in at.at(moment)._asdict().items()}
                       for when, moment in moments.items()}
    return found


def remembered() -> Any:
    """Shares of the wrongly labelled digits that get this label, at the lowest validation loss and at the end."""
    found = {}
    for name in ("nothing", "dropout"):
        task, networks = trials.digits(SEEDS), made(COMPARED[name])
        with torch.no_grad():
            hits = [((logits(params, task.X).argmax(2) == task.y) & task.wrong).sum(1) / task.wrong.sum(1)
                    for params in (networks.best, networks.params)]
        found[name] = rounded(torch.stack(hits).mean(1))
    return found


def removed() -> Any:
    """Test errors (counts, seeds) after some of the 64 hidden units are taken away, for networks after 300 steps."""
    found, task, rng = {}, trials.digits(SEEDS), generator(7)
    for name in ("nothing", "dropout"):
        params, rows = train(COMPARED[name], SEEDS, 300).params, []
        for gone in (0, 8, 16, 32, 48):
            keep = (torch.rand(len(SEEDS), 1, 64, generator=rng).argsort(2) >= gone) * 64 / (64 - gone)
            with torch.no_grad():
                rows.append(errors(logits(params, task.X_test, keep), task.y_test))
        found[name] = rounded(torch.stack(rows), 4)
    return found


def averaged() -> Any:
    """Test losses and errors (2, seeds): scaled units, one mask, the mean over 200 masks; five networks together."""
    found, task, rng = {}, trials.digits(SEEDS), generator(8)
    for name in ("nothing", "dropout"):
        params, masks = made(COMPARED[name]).best, []
        with torch.no_grad():
            for _ in range(200):
                keep = (torch.rand(len(SEEDS), task.X_test.shape[1], 64, generator=rng) >= 0.5) * 2
                masks.append(logits(params, task.X_test, keep).log_softmax(2))
            ways = {"scaled": logits(params, task.X_test).log_softmax(2), "one mask": masks[0],
                    "arithmetic": torch.stack(masks).logsumexp(0) - torch.tensor(200.0).log()}
        found[name] = {way: rounded(torch.stack([losses(z, task.y_test), errors(z, task.y_test)]), 4)
                       for way, z in ways.items()}
    five = []
    for k in range(5):
        params = train(TrainingSetting(), SEEDS, params=trials.start([100 * k + seed for seed in SEEDS])).best
        with torch.no_grad():
            five.append(logits(params, task.X_test).log_softmax(2))
    z = torch.stack(five).logsumexp(0)
    found["five networks"] = rounded(torch.stack([losses(z, task.y_test), errors(z, task.y_test)]), 4)
    return found


def eight() -> Any:
    """Weights of a network 64 - 8 - 10, trained with dropout, q = 0.75, on right labels of seed 0.

    Of eight starts it is the one after which all eight hidden units answer to some digit.
    """
    starts = [trials.start([seed], 1.0, (64, 8, 10)) for seed in range(8)]
    task = trials.Digits(*(part.expand(8, *part.shape[1:]) for part in trials.digits((0,), wrong=0.0)))
    params = train(TrainingSetting(p_drop=0.25, wrong=0.0), range(8), 1000, task=task,
                   params=[torch.cat(parts) for parts in zip(*starts)]).params
    alive = (logits(params[:2], task.X) > 0).any(1).all(1)  # (starts,)
    return [rounded(p[int(alive.int().argmax())]) for p in params]


def pruned() -> Any:
    """Training losses and test errors (shares, 2, seeds) after weights are set to 0, by three orders; right labels."""
    task, params = trials.digits(SEEDS, wrong=0.0), train(TrainingSetting(wrong=0.0), SEEDS, 300).params
    double = [p.double() for p in params]
    curvature = [two_layer_curvature(Params((W1, W2), (b1, b2)), X.double())
                 for W1, b1, W2, b2, X in zip(*double, task.X)]
    H = [torch.stack(part) for part in zip(*curvature)]
    W = double[::2]
    rng = generator(9)
    scores = {"at random": [torch.rand(w.shape, generator=rng) for w in W], "smallest first": [w.abs() for w in W],
              "least saliency first": [obd_saliency(w, h) for w, h in zip(W, H)]}
    found = {}
    for name, score in scores.items():
        rows = []
        for share in (0.0, 0.5, 0.7, 0.8, 0.9, 0.95):
            both = torch.cat([s.flatten(1) for s in score], 1)
            limit = both.sort(1).values[:, round(share * both.shape[1])]
            kept = [p * (s >= limit[:, None, None]) for p, s in zip(params[::2], score)]
            thin = [kept[0].float(), params[1], kept[1].float(), params[3]]
            with torch.no_grad():
                rows.append(torch.stack([losses(logits(thin, task.X), task.y),
                                         errors(logits(thin, task.X_test), task.y_test)]))
        found[name] = rounded(torch.stack(rows).mean(2))
    return found


def norms() -> Any:
    """Lengths of all weights together: at the start, at the lowest validation loss, at the end; means over seeds."""
    def length(params: list[Tensor]) -> Tensor:
        return torch.cat([W.flatten(1) for W in params[::2]], 1).norm(dim=1).mean()

    found = {}
    for name in ("small start", "nothing", "large start"):
        setting = TrainingSetting(start={"small start": 0.1, "nothing": 1.0, "large start": 4.0}[name])
        networks = made(setting)
        found[name] = rounded(torch.stack([length(trials.start(SEEDS, setting.start)), length(networks.best),
                                           length(networks.params)]), 2)
    return found


EXPERIMENTS: dict[str, Callable[[], Any]] = {run.__name__: run for run in (
    curves, compare, remembered, removed, averaged, eight, pruned, norms, others.layerwise, others.transfer,
    others.two_views, others.words, others.heads)}


def main(names: list[str]) -> None:
    """Run the named experiments, or all, and store what they give beside what was stored before."""
    torch.set_num_threads(1)
    for name in names or EXPERIMENTS:
        result = EXPERIMENTS[name]()
        found = json.loads(STORED.read_text()) if STORED.exists() else {}
        found[name] = result
        STORED.write_text(json.dumps(found, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
