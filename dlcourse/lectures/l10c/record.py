"""The longer experiments of lecture 10c on networks that learn digits, some of them with wrong labels."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dlcourse.experiments import Experiments
from dlcourse.lectures.l10c import trials
from dlcourse.lectures.l10c.trials import TrainingSetting, errors, logits, losses, train
from dlcourse.nn.params import Params
from dlcourse.nn.pruning import obd_saliency, two_layer_curvature
from dlcourse.tensors import generator, rounded
from dlcourse.training import early_stopping

SEEDS = tuple(range(20))
SHOWN = 5  # seeds whose curves are kept
REMOVED = (0, 8, 16, 32, 48)  # hidden units, of 64
PRUNED = (0, 50, 70, 80, 90, 95)  # weights set to 0, in percent
COMPARED = {
    "nothing": TrainingSetting(), "penalty": TrainingSetting(decay=0.01), "dropout": TrainingSetting(p_drop=0.5),
    "shifted images": TrainingSetting(shifted=0.5), "all images shifted": TrainingSetting(shifted=1.0),
    "dropout and shifts": TrainingSetting(p_drop=0.5, shifted=0.5),
    "mirrored images": TrainingSetting(flipped=0.5), "large start": TrainingSetting(start=4.0),
}


def curves() -> Any:
    """LossCurves of the four settings of the first picture for the first seeds."""
    return {name: {part: rounded(curve[:, :SHOWN].T, 3)
                   for part, curve in train(setting, SEEDS).curves._asdict().items()}
            for name, setting in trials.SETTINGS.items()}


def compare() -> Any:
    """For each setting and seed: test errors at the end, at the lowest validation loss, and at equal training loss."""
    found = {}
    more = {"nothing, right labels": TrainingSetting(wrong=0.0),
            "dropout and shifts, right labels": TrainingSetting(p_drop=0.5, shifted=0.5, wrong=0.0)}
    for name, setting in {**COMPARED, **more}.items():
        at = train(setting, SEEDS).curves
        moments = {"end": torch.full((len(SEEDS),), len(at.train) - 1), "stopped": trials.lowest(at),
                   "equal": trials.first_at(at)}
        found[name] = {when: {part: rounded(curve, 4) for part, curve in at.at(moment)._asdict().items()}
                       for when, moment in moments.items()}
    return found


def remembered() -> Any:
    """Shares of the wrongly labelled digits that get this label, at the lowest validation loss and at the end."""
    found = {}
    for name in ("nothing", "dropout", "penalty"):
        task, networks = trials.digits(SEEDS), train(COMPARED[name], SEEDS)
        with torch.no_grad():
            hits = [((logits(params, task.X).argmax(2) == task.y) & task.wrong).sum(1) / task.wrong.sum(1)
                    for params in (networks.best, networks.params)]
        found[name] = rounded(torch.stack(hits).mean(1), 3)
    return found


def removed() -> Any:
    """Test errors (counts, seeds) after some of the 64 hidden units are taken away, for networks after 600 steps."""
    found, task, rng = {}, trials.digits(SEEDS), generator(7)
    for name in ("nothing", "dropout"):
        params, rows = train(COMPARED[name], SEEDS).params, []
        for gone in REMOVED:
            keep = (torch.rand(len(SEEDS), 1, 64, generator=rng).argsort(2) >= gone) * 64 / (64 - gone)
            with torch.no_grad():
                rows.append(errors(logits(params, task.X_test, keep), task.y_test))
        found[name] = rounded(torch.stack(rows), 4)
    return found


def averaged() -> Any:
    """Test losses and errors (2, seeds): scaled units, one mask, the mean over 200 masks; five networks together."""
    found, task, rng = {}, trials.digits(SEEDS), generator(8)
    for name in ("nothing", "dropout"):
        params, masks = train(COMPARED[name], SEEDS).best, []
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
    return [rounded(p[int(alive.int().argmax())], 3) for p in params]


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
        for percent in PRUNED:
            both = torch.cat([s.flatten(1) for s in score], 1)
            limit = both.sort(1).values[:, round(percent / 100 * both.shape[1])]
            kept = [p * (s >= limit[:, None, None]) for p, s in zip(params[::2], score)]
            thin = [kept[0].float(), params[1], kept[1].float(), params[3]]
            with torch.no_grad():
                rows.append(torch.stack([losses(logits(thin, task.X), task.y),
                                         errors(logits(thin, task.X_test), task.y_test)]))
        found[name] = rounded(torch.stack(rows).mean(2), 3)
    return found


def norms() -> Any:
    """Lengths of all weights together: at the start, at the lowest validation loss, at the end; means over seeds."""
    def length(params: list[Tensor]) -> Tensor:
        return torch.cat([W.flatten(1) for W in params[::2]], 1).norm(dim=1).mean()

    found = {}
    for name in ("small start", "nothing", "large start"):
        setting = TrainingSetting(start={"small start": 0.1, "nothing": 1.0, "large start": 4.0}[name])
        networks = train(setting, SEEDS)
        found[name] = rounded(torch.stack([length(trials.start(SEEDS, setting.start)), length(networks.best),
                                           length(networks.params)]), 2)
    return found


def twice() -> Any:
    """Test errors of new trainings on the training and the validation digits together, 300 in all, and of the first.

    "found": the first ones, stopped by the validation digits. "anew": on all 300, for as many steps. "to the end": 600.
    "given back": the share of the 60 wrong labels that the network of "to the end" gives.
    """
    found = {}
    for name, wrong in (("wrong labels", trials.WRONG), ("right labels", 0.0)):
        task = trials.digits(SEEDS, wrong=wrong)
        both = task._replace(X=torch.cat([task.X, task.X_val], 1), y=torch.cat([task.y, task.y_val], 1))
        first, made = train(TrainingSetting(wrong=wrong), SEEDS, task=task).curves, train(
            TrainingSetting(wrong=wrong), SEEDS, task=both)
        again, moments = made.curves, trials.lowest(first)
        found[name] = {"found": rounded(first.at(moments).wrong, 4), "anew": rounded(again.at(moments).wrong, 4),
                       "to the end": rounded(again.wrong[-1], 4)}
        if wrong:
            changed = torch.cat([task.wrong, task.y_val != trials.digits(SEEDS, wrong=0.0).y_val], 1)
            with torch.no_grad():
                hits = (logits(made.params, both.X).argmax(2) == both.y) & changed
            found[name]["given back"] = rounded(hits.sum(1) / changed.sum(1), 4)
    return found


def not_copied() -> Any:
    """Test errors where each step is looked at, patience 20: of the best weights, and of those at which it ends."""
    curves = train(TrainingSetting(), SEEDS, every=1).curves
    ends = [early_stopping(val[1:], 20) for val in curves.val.T]  # the start itself is not looked at
    return {name: rounded(curves.at(1 + torch.tensor([getattr(end, name) for end in ends])).wrong, 4)
            for name in ("best", "stop")}


def by_errors() -> Any:
    """Where validation loss and validation errors part: test errors after stops by either, and validation errors.

    "val at the stop" and "val at the end" are the shares of validation digits named wrongly, stopped by the loss.
    """
    found = {}
    for name, setting in {"nothing": TrainingSetting(), "large start": TrainingSetting(start=4.0),
                          "large start, right labels": TrainingSetting(start=4.0, wrong=0.0)}.items():
        task = trials.digits(SEEDS, wrong=setting.wrong)
        curves = train(setting, SEEDS).curves
        checked = train(setting, SEEDS, task=task._replace(X_test=task.X_val, y_test=task.y_val)).curves
        moments = trials.lowest(curves)
        found[name] = {"by loss": rounded(curves.at(moments).wrong, 4), "end": rounded(curves.wrong[-1], 4),
                       "by errors": rounded(curves.at(checked.wrong.argmin(0)).wrong, 4),
                       "val at the stop": rounded(checked.at(moments).wrong, 4),
                       "val at the end": rounded(checked.wrong[-1], 4)}
    return found


LONG = Experiments(__file__, curves=curves, compare=compare, remembered=remembered, removed=removed, averaged=averaged,
                   eight=eight, pruned=pruned, norms=norms, twice=twice, not_copied=not_copied,
                   by_errors=by_errors)
