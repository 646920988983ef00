"""Experiments of lecture 10c that train something else first: layer by layer, on other classes, on pairs of views."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.lectures.l10c import trials
from dlcourse.lectures.l10c.trials import Digits, TrainingSetting, errors, logits, train
from dlcourse.losses import info_nce
from dlcourse.tensors import generator, rounded
from dlcourse.training import random_shift

of = torch.nn.functional
SEEDS = tuple(range(20))
DEEP = (64, 48, 32, 24, 10)


def fitted(params: list[Tensor], loss: Any, steps: int, rate: float = 0.005) -> list[Tensor]:
    """The tensors after some steps of Adam on loss(tensors, step)."""
    leaves = [p.clone().requires_grad_() for p in params]
    rule = torch.optim.Adam(leaves, lr=rate)
    for step in range(steps):
        rule.zero_grad()
        loss(leaves, step).backward()
        rule.step()
    return [p.detach() for p in leaves]


def unlabelled(seeds: tuple[int, ...]) -> Tensor:
    """For each seed the 697 digits (seeds, 697, 64) that are neither in its validation nor in its test part."""
    X = data.digits().X.float()
    return torch.stack([X[torch.randperm(len(X), generator=generator(seed))[:697]] for seed in seeds])


def pretrained(codes: Tensor, steps: int = 250) -> list[Tensor]:
    """Weights of a deep network whose hidden layers were trained one after the other, each as an autoencoder.

    An autoencoder learns to give back its input: here a layer with relu, and one back. The layer back is then dropped,
    and what the layer gives is the input of the next. Codes (seeds, n, 64) are the images at first.
    """
    params = trials.start(SEEDS, sizes=DEEP)
    for i in range(0, len(params) - 2, 2):
        back = trials.start(SEEDS, sizes=(params[i].shape[1], params[i].shape[2]))

        def loss(p: list[Tensor], _: int, given: Tensor = codes) -> Tensor:
            return (logits(p, given) - given).square().mean((1, 2)).sum()

        params[i:i + 2] = fitted([*params[i:i + 2], *back], loss, steps)[:2]
        codes = logits(params[i:i + 2], codes).relu()
    return params


def layerwise() -> Any:
    """Test errors with and without greedy pre-training, 50 labels; and the ways of the runs through outputs, in 2-D."""
    setting = TrainingSetting(labelled=50, wrong=0.0)
    starts = {"random": trials.start(SEEDS, sizes=DEEP), "layer by layer": pretrained(unlabelled(SEEDS))}
    wrong = {name: rounded(train(setting, SEEDS, 300, params=params).curves.wrong[-1], 4)
             for name, params in starts.items()}
    same = Digits(*(part[:1].expand(len(SEEDS), *part.shape[1:]) for part in trials.digits((0,), 50, 0.0)))
    seen = []
    for params in (starts["random"], pretrained(unlabelled((0,)).expand(len(SEEDS), -1, -1))):
        for steps in (0, 5, 10, 20, 40, 80, 160):
            made = params if steps == 0 else train(setting, SEEDS, steps, task=same, params=params).params
            with torch.no_grad():
                seen.append(logits(made, same.X_test[:, :200]).softmax(2).flatten(1))
    points = torch.stack(seen)  # (2 * moments, seeds, outputs)
    flat = points.flatten(0, 1)
    flat = flat - flat.mean(0)
    U, S, _ = torch.linalg.svd(flat, full_matrices=False)
    places = (U[:, :2] * S[:2]).unflatten(0, points.shape[:2])
    share = float((S[:2] ** 2).sum() / (S**2).sum())
    return {"wrong": wrong, "ways": rounded(places.unflatten(0, (2, 7)).transpose(1, 2), 2), "share": round(share, 3)}


def transfer() -> Any:
    """Test errors on digits 5 to 9 with 25 labels: from a random start, and after training on two other tasks.

    One is digits 0 to 4, the other is digits 5 to 9 with the grey turned round (white on black), 400 images each. After
    either the hidden layer is kept as it is, or trained further.
    """
    everything = data.digits()
    X, y, rows = everything.X.float(), everything.y, []
    old = (y < 5).nonzero()[:400, 0]
    for seed in SEEDS:
        rng = generator(seed)
        order = (y > 4).nonzero()[:, 0]
        order = order[torch.randperm(len(order), generator=rng)]
        few = torch.cat([order[y[order] == c][:5] for c in range(5, 10)])
        rest = order[~torch.isin(order, few)]
        test, other = rest[:400], rest[400:800]
        rows.append((X[few], y[few] - 5, X[test], y[test] - 5, 1 - X[other], y[other] - 5))
    X_few, y_few, X_test, y_test, X_other, y_other = map(torch.stack, zip(*rows))
    sizes = (64, 64, 5)

    def learn(params: list[Tensor], frozen: int, X_part: Tensor, y_part: Tensor) -> list[Tensor]:
        fixed = params[:frozen]
        return fixed + fitted(params[frozen:], lambda p, _: trials.losses(logits([*fixed, *p], X_part), y_part).sum(),
                              200)

    first, last = trials.start(SEEDS, sizes=sizes), trials.start(SEEDS, sizes=sizes)[2:]
    ways = {"random start": learn(first, 0, X_few, y_few)}
    for name, images, labels in (("other digits", X[old].expand(len(SEEDS), -1, -1), y[old].expand(len(SEEDS), -1)),
                                 ("other style", X_other, y_other)):
        hidden = learn(first, 0, images, labels)[:2]
        ways[f"{name}, kept"] = learn([*hidden, *last], 2, X_few, y_few)
        ways[f"{name}, trained further"] = learn([*hidden, *last], 0, X_few, y_few)
    with torch.no_grad():
        return {name: rounded(errors(logits(params, X_test), y_test), 4) for name, params in ways.items()}


def _probe(codes: Tensor, y: Tensor, codes_test: Tensor, y_test: Tensor) -> Tensor:
    """Test errors (seeds,) of logistic regression on codes that are standardised."""
    mean, std = codes.mean(1, keepdim=True), codes.std(1, keepdim=True) + 1e-3
    codes, codes_test = (codes - mean) / std, (codes_test - mean) / std
    seeds, _, width = codes.shape
    params = [torch.zeros(seeds, 10, width), torch.zeros(seeds, 10)]
    params = fitted(params, lambda p, _: (trials.losses(logits(p, codes), y)
                                          + 0.003 * (p[0] ** 2).sum((1, 2))).sum(), 300, 0.02)
    with torch.no_grad():
        return errors(logits(params, codes_test), y_test)


def two_views() -> Any:
    """Test errors with 50 labels: pixels, a random network, and one that learned which two views belong together."""
    seeds, rng = SEEDS[:5], generator(11)
    task, pool = trials.digits(seeds, 50, 0.0), unlabelled(seeds)
    begin = trials.start(seeds, sizes=(64, 128, 32))

    def view(batch: Tensor) -> Tensor:
        moved = random_shift(batch.unflatten(2, (8, 8)), 1, rng=rng).flatten(2)
        return moved + 0.1 * torch.randn(moved.shape, generator=rng)

    def loss(p: list[Tensor], step: int) -> Tensor:
        batch = pool[:, torch.randperm(pool.shape[1], generator=rng)[:64]]
        a, b = logits(p, view(batch)), logits(p, view(batch))
        return torch.stack([info_nce(za, zb, 0.2) for za, zb in zip(a, b)]).sum()

    learned = fitted(begin, loss, 300)

    def hidden(p: list[Tensor], X: Tensor) -> Tensor:
        return logits(p[:2], X).relu()

    with torch.no_grad():
        codes = {"pixels": (task.X, task.X_test), "random network": (hidden(begin, task.X), hidden(begin, task.X_test)),
                 "two views": (hidden(learned, task.X), hidden(learned, task.X_test))}
    return {name: rounded(_probe(a.clone(), task.y, b.clone(), task.y_test), 4) for name, (a, b) in codes.items()}


def words() -> Any:
    """Images and words in one space: a table of similarities for ten test digits, and the test errors of ten seeds."""
    seeds, rng = SEEDS[:10], generator(12)
    task = trials.digits(seeds, 300, 0.0)
    begin = [*trials.start(seeds, sizes=(64, 16)), torch.randn(len(seeds), 10, 16, generator=rng)]
    places = [[(y == c).nonzero()[:, 0] for c in range(10)] for y in task.y]

    def loss(p: list[Tensor], step: int) -> Tensor:
        pick = torch.tensor([[int(of_c[torch.randint(len(of_c), (1,), generator=rng)]) for of_c in row]
                             for row in places])
        images = torch.stack([X[i] for X, i in zip(task.X, pick)])
        return torch.stack([info_nce(za, zb, 0.1) for za, zb in zip(logits(p[:2], images), p[2])]).sum()

    learned = fitted(begin, loss, 300, 0.01)
    with torch.no_grad():
        za = of.normalize(logits(learned[:2], task.X_test), dim=2)
        S = za @ of.normalize(learned[2], dim=2).mT
        shown = [int((task.y_test[0] == c).nonzero()[0]) for c in range(10)]
        return {"wrong": rounded(errors(S, task.y_test), 4), "similarities": rounded(S[0, shown], 2)}


def heads() -> Any:
    """Eight layers of sigmoids, with and without an extra loss on layer 2: first gradients, and errors in the end."""
    seeds, sizes = SEEDS[:10], (64, *[32] * 8, 10)
    task = trials.digits(seeds, 500, 0.0)
    begin = [p / 2**0.5 for p in trials.start(seeds, sizes=sizes)]
    extra = trials.start(seeds, sizes=(32, 10))
    found = {}

    def layers(p: list[Tensor], a: Tensor) -> list[Tensor]:
        """What each layer gives, the logits last; the two tensors of the extra softmax stand behind the others."""
        given = []
        for i in range(0, len(p) - 2, 2):
            z = logits(p[i:i + 2], a)
            a = z.sigmoid() if i < len(p) - 4 else z
            given.append(a)
        return given

    for name, weight in (("without", 0.0), ("with", 0.3)):
        def both(p: list[Tensor], _: int, weight: float = weight) -> Tensor:
            given = layers(p, task.X)
            inside, last = (trials.losses(z, task.y).sum() for z in (logits(p[-2:], given[1]), given[-1]))
            return weight * inside + last

        leaves = [p.clone().requires_grad_() for p in [*begin, *extra]]
        g = torch.autograd.grad(both(leaves, 0), leaves, allow_unused=True)[0]
        trained = fitted([*begin, *extra], both, 400, 0.01)
        found[name] = {"gradient": float(f"{float(g.flatten(1).norm(dim=1).median()):.2g}"),
                       "wrong": rounded(errors(layers(trained, task.X_test)[-1], task.y_test), 4)}
    return found


LONG = Experiments(__file__, layerwise=layerwise, transfer=transfer, two_views=two_views, words=words, heads=heads)
