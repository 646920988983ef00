"""Exercise: train a small network on the irises."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse import data
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task

EPOCHS, ETA, BATCH = 20, 0.2, 10

# Epoch -> least and largest mean loss that counts as right, for mini-batches. Made by `measured_band(2000)`: runs from
# the start below with 2000 orders of the samples, widened by 5 % either way. The cases rename hidden units, features
# and classes, which changes no loss. In order of the classes (never shuffled) epoch 5 ends at 0.31 or more.
BAND = {1: (0.563, 0.654), 2: (0.379, 0.455), 3: (0.282, 0.347), 5: (0.183, 0.253), 10: (0.097, 0.163),
        20: (0.061, 0.12)}
GUESSING = 0.9  # mini-batches that learn anything end far below, blind guessing costs log 3 = 1.1

# What the judge names where no wrong answer explains it. `also` adds what is told in the words of a wrong answer.
FAULTS = {
    "form": "Your result should be a list of 21 numbers: the mean loss before the first update and after each of "
            "20 epochs. What do you return?",
    "start": "Your first loss is not the mean cross-entropy of the network you were given. For logits (0, 0, 0) a "
             "sample costs log 3 = 1.0986. Which of your steps to the loss can you test on that?",
    "path": "The first loss is right, and the first update is not, although one batch with all samples leaves "
            "nothing to chance. Which of the four gradients can you compare with autograd?",
    "later path": "The first update is right, and later ones are not, although one batch with all samples leaves "
                  "nothing to chance. What does your second update find that the first one did not?",
    "band": "The first loss is right, but later losses lie outside what 2000 shuffled runs gave. How many updates "
            "does one of your epochs make, and in which order do the samples come?",
    "guessing": "After 20 epochs your loss is still that of blind guessing, about log 3 = 1.0986. Does y[i] belong "
                "to X[i] in every batch?",
}


def also(fault: str, message: str) -> str:
    """A wrong answer's message, told as well to any other answer in which the judge first finds this fault."""
    FAULTS[fault] = message
    return message


@cache
def irises() -> tuple[Tensor, Tensor]:
    """Standardised features (150, 4) and labels (150,), in order of the classes."""
    flowers = data.iris()
    return data.standardise(flowers.X).Z, flowers.y


def start(rng: torch.Generator) -> tuple[Tensor, ...]:
    """W1 (8, 4), b1 (8,), W2 (3, 8), b2 (3,), uniform up to one over the root of the number of inputs."""
    draw = Draw(rng)
    shapes = (((8, 4), 0.5), ((8,), 0.5), ((3, 8), 8**-0.5), ((3,), 8**-0.5))
    return tuple(draw.uniform(-bound, bound, *shape) for shape, bound in shapes)


def measured_band(runs: int) -> dict[int, tuple[float, float]]:
    """Least and largest mean loss after some epochs among so many runs, widened by 5 %.

    >>> all(BAND[epoch][0] < low and high < BAND[epoch][1] for epoch, (low, high) in measured_band(1).items())
    True
    """
    X, y = irises()
    params = start(torch.Generator().manual_seed(0))
    losses = np.array([_train(X, y, params, ETA, BATCH, seed) for seed in range(runs)])
    wider = 1.05 if runs > 1 else 1
    return {k: (round(float(losses[:, k].min()) / wider, 3), round(float(losses[:, k].max()) * wider, 3))
            for k in (1, 2, 3, 5, 10, 20)}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def run(label: str, X: Tensor, y: Tensor, params: tuple[Tensor, ...], B: int) -> Case:
        return case(label, X=X, y=y, params=params, eta=ETA, B=B, seed=draw.whole(0, 999))

    X, y = irises()
    features, hidden, classes, mixed = map(draw.permutation, (4, 8, 3, len(y)))
    W1, b1, W2, b2 = start(torch.Generator().manual_seed(0))
    renamed = (W1[hidden][:, features], b1[hidden], W2[classes][:, hidden], b2[classes])
    order = torch.argsort(classes.argsort()[y], stable=True)
    X, y = X[order][:, features], classes.argsort()[y][order]
    return [
        run("all 150 samples in one batch", X, y, start(rng), len(y)),
        run("batches of 10, the samples lie in order of their classes", X, y, renamed, BATCH),
        run("batches of 10, the samples lie mixed", X[mixed], y[mixed], renamed, BATCH),
    ]


# The reference and the wrong answers are written in numpy: many of them run for each check.


def _log_softmax(z):
    z = z - z.max(1, keepdims=True)
    return z - np.log(np.exp(z).sum(1, keepdims=True))


def _forward(params, X):
    W1, b1, W2, b2 = params
    z1 = X @ W1.T + b1
    a1 = np.maximum(z1, 0)
    return z1, a1, _log_softmax(a1 @ W2.T + b2)


def _mean_loss(params, X, y):
    return float(-_forward(params, X)[2][np.arange(len(y)), y].mean())


def _mean_loss_twice(params, X, y):
    return float(-_log_softmax(np.exp(_forward(params, X)[2]))[np.arange(len(y)), y].mean())


def _move(params, X, y, eta, *, twice=False, masked=True, output_first=False):
    """The parameters after one step on the mean loss of this batch."""
    W1, b1, W2, b2 = params
    z1, a1, log_p = _forward(params, X)
    p = np.exp(log_p)
    z2_bar = np.exp(_log_softmax(p) if twice else log_p)
    z2_bar[np.arange(len(y)), y] -= 1
    z2_bar /= len(y)
    if twice:
        z2_bar = p * (z2_bar - (z2_bar * p).sum(1, keepdims=True))
    new_W2, new_b2 = W2 - eta * z2_bar.T @ a1, b2 - eta * z2_bar.sum(0)
    z1_bar = z2_bar @ (new_W2 if output_first else W2)
    if masked:
        z1_bar = z1_bar * (z1 > 0)
    return W1 - eta * z1_bar.T @ X, b1 - eta * z1_bar.sum(0), new_W2, new_b2


def _train(X, y, params, eta, B, seed, *, move=_move, loss=_mean_loss, shuffled=True, updates=None):
    X, y, params = X.numpy(), y.numpy(), tuple(p.numpy() for p in params)
    rng = np.random.default_rng(seed)
    with np.errstate(all="ignore"):
        losses = [loss(params, X, y)]
        for _ in range(EPOCHS):
            order = rng.permutation(len(y)) if shuffled else np.arange(len(y))
            for first in range(0, len(y), B)[:updates]:
                batch = order[first:first + B]
                params = move(params, X[batch], y[batch], eta)
            losses.append(loss(params, X, y))
    return losses


def reference(X, y, params, eta, B, seed) -> list[float]:
    """Mean losses before the first epoch and after each."""
    return _train(X, y, params, eta, B, seed)


def judge(inputs: dict[str, Any], output: Any) -> str | None:
    """Exact where one batch holds all samples; with mini-batches, the start is exact and the rest in a band."""
    losses = [float(loss) for loss in output] if isinstance(output, (list, tuple, Tensor, np.ndarray)) else []
    if len(losses) != EPOCHS + 1:
        return "no start" if len(losses) == EPOCHS else "form"
    X, y, B = inputs["X"].numpy(), inputs["y"].numpy(), inputs["B"]
    params = tuple(p.numpy() for p in inputs["params"])
    first = _mean_loss(params, X, y)
    if not _near(losses[0], first):
        others = {"softmax twice": _mean_loss_twice(params, X, y), "sum reported": len(y) * first}
        return next((name for name, value in others.items() if _near(losses[0], value)), "start")
    if max(losses) - min(losses) < 1e-9:
        return "frozen"
    if len(y) == B:
        return _one_batch_fault(inputs, params, X, y, losses)
    if all(low <= losses[k] <= high for k, (low, high) in BAND.items()):
        return None
    return "guessing" if losses[-1] > GUESSING else "band"


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-5 * max(1.0, abs(b))


def _one_batch_fault(inputs: dict[str, Any], params: tuple, X, y, losses: list[float]) -> str | None:
    """Nothing is left to chance here: what the first update shows, then the second, then the whole path."""
    n, eta = len(y), inputs["eta"]
    with np.errstate(all="ignore"):
        one = _move(params, X, y, eta)
        if not _near(losses[1], _mean_loss(one, X, y)):
            others = {"late": params, "uphill": _move(params, X, y, -eta), "summed": _move(params, X, y, eta * n),
                      "divided": _move(params, X, y, eta / n), "unmasked": _move(params, X, y, eta, masked=False),
                      "output first": _move(params, X, y, eta, output_first=True)}
            return next((name for name, moved in others.items() if _near(losses[1], _mean_loss(moved, X, y))), "path")
        two = _move(one, X, y, eta)
        piled_up = tuple(c + b - a for a, b, c in zip(params, one, two, strict=True))
        if not _near(losses[2], _mean_loss(two, X, y)):
            others = {"starts over": one, "piled up": piled_up}
            return next((name for name, moved in others.items() if _near(losses[2], _mean_loss(moved, X, y))),
                        "later path")
    right = all(abs(a - b) <= 1e-4 for a, b in zip(losses, _train(**inputs), strict=True))
    return None if right else "later path"


task = Task(
    key="train_iris", title="Train a small network on the irises", points=3, difficulty=3, minutes=40,
    objective="train a network by mini-batch descent and read its losses",
    reference=reference, cases=cases, judge=judge, faults=FAULTS, facts=("N09-21", "N09-22"),
    hints=(
        "Write the loops first: epochs outside, batches inside. What happens once an epoch, and what once a batch?",
        "150 samples in batches of 10: 15 updates an epoch, 300 in all, and 21 losses. At logits (0, 0, 0) the loss of "
        "a sample is log 3, and the slope of its logits is p minus one-hot. What is that for y = 0?",
        "for i in torch.randperm(____, generator=rng).split(B): z2_bar = (p - one_hot) / ____; z1_bar = (z2_bar @ W2) "
        "* (____)",
    ),
)


@task.solution
def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)

    def forward(X):
        z1 = X @ W1.mT + b1         # step: the hidden pre-activations, (B, 8)
        a1 = z1.relu()              # step: the hidden activations
        z2 = a1 @ W2.mT + b2        # step: the logits, (B, 3)
        return z1, a1, z2.log_softmax(dim=1)    # step: the log-probabilities

    def mean_loss():
        log_p = forward(X)[2]
        return -log_p.gather(1, y[:, None]).mean().item()   # step: the mean cross-entropy over all samples

    losses = [mean_loss()]
    for _ in range(20):
        for i in torch.randperm(len(y), generator=rng).split(B):    # step: the batches, in a fresh order each epoch
            z1, a1, log_p = forward(X[i])
            error = log_p.exp() - torch.eye(3, dtype=X.dtype)[y[i]]     # step: p minus one-hot, (B, 3)
            z2_bar = error / len(i)                 # step: the slopes of the batch's mean loss at the logits
            z1_bar = (z2_bar @ W2) * (z1 > 0)       # step: the slopes sent back through W2 and ReLU, (B, 8)
            W2, b2 = W2 - eta * z2_bar.mT @ a1, b2 - eta * z2_bar.sum(dim=0)    # step: the new output layer
            W1, b1 = W1 - eta * z1_bar.mT @ X[i], b1 - eta * z1_bar.sum(dim=0)  # step: the new hidden layer
        losses.append(mean_loss())
    return losses


@task.right
def factor_by_factor(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    I = torch.eye(3, dtype=X.dtype)

    def forward(X):
        z1 = X @ W1.mT + b1                         # step: the hidden pre-activations, (B, 8)
        a1 = z1.clamp(min=0)                        # step: the hidden activations
        powers = (a1 @ W2.mT + b2).exp()            # step: the powers of the logits, (B, 3)
        p = powers / powers.sum(1, keepdim=True)    # step: the probabilities
        return z1, a1, p

    def mean_loss():
        p = forward(X)[2]
        p_y = (p * I[y]).sum(1)                     # step: the probability of each sample's class, (150,)
        return float(-p_y.log().mean())             # step: the mean cross-entropy over all samples

    losses = [mean_loss()]
    for _ in range(20):
        for i in torch.randperm(len(y), generator=rng).split(B):    # step: the batches, in a fresh order each epoch
            z1, a1, p = forward(X[i])
            dl_dp = -I[y[i]] / p                    # step: the slopes of -log p_y at the probabilities, (B, 3)
            p_bar = dl_dp / len(i)                  # step: the share of each sample in the batch's mean loss
            dp_dz2 = p[:, :, None] * (I - p[:, None, :])        # step: the Jacobians of softmax, (B, 3, 3)
            z2_bar = (p_bar[:, :, None] * dp_dz2).sum(1)        # step: the slopes at the logits, (B, 3)
            W2_bar = (z2_bar[:, :, None] * a1[:, None, :]).sum(0)   # step: the gradient of W2, (3, 8)
            b2_bar = z2_bar.sum(0)                  # step: the gradient of b2
            a1_bar = z2_bar @ W2                    # step: the slopes at the hidden activations, (B, 8)
            da1_dz1 = (z1 > 0).to(X.dtype)          # step: the slopes of ReLU
            z1_bar = a1_bar * da1_dz1               # step: the slopes at the hidden pre-activations
            W1_bar = (z1_bar[:, :, None] * X[i][:, None, :]).sum(0)     # step: the gradient of W1, (8, 4)
            b1_bar = z1_bar.sum(0)                  # step: the gradient of b1
            W2 = W2 - eta * W2_bar                  # step: the new W2
            b2 = b2 - eta * b2_bar                  # step: the new b2
            W1 = W1 - eta * W1_bar                  # step: the new W1
            b1 = b1 - eta * b1_bar                  # step: the new b1
        losses.append(mean_loss())
    return losses


@task.right
def by_autograd(X, y, params, eta, B, seed):
    params = [p.clone().requires_grad_() for p in params]
    rng = np.random.default_rng(seed)

    def loss(X, y):
        W1, b1, W2, b2 = params
        return torch.nn.functional.cross_entropy((X @ W1.mT + b1).relu() @ W2.mT + b2, y)

    losses = [float(loss(X, y).detach())]
    for _ in range(20):
        order = torch.from_numpy(rng.permutation(len(y)))
        for batch in order.split(B):
            slopes = torch.autograd.grad(loss(X[batch], y[batch]), params)
            with torch.no_grad():
                for p, slope in zip(params, slopes):
                    p -= eta * slope
        losses.append(float(loss(X, y).detach()))
    return losses


@task.wrong(also("no start",
                 "Your list has 20 losses, one after each epoch, and 21 are wanted. Which loss would show how good the "
                 "network was before any update?"))
def without_the_start(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed)[1:]


@task.wrong(also("sum reported",
                 "Your losses are sums over the samples: 150 samples with a loss of 1 each give you 150. By what "
                 "should that be divided?"))
def sum_reported(X, y, params, eta, B, seed):
    return [len(y) * loss for loss in _train(X, y, params, eta, B, seed)]


@task.wrong(also("softmax twice",
                 "Your loss is that of a softmax of a softmax: with the probabilities (1, 0, 0), as sure as can be, a "
                 "second softmax makes (0.58, 0.21, 0.21), and no loss falls below 0.55. What does your loss function "
                 "expect, logits or probabilities?"))
def softmax_twice(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed, loss=_mean_loss_twice, move=lambda *a: _move(*a, twice=True))


@task.wrong(also("frozen",
                 "All 21 losses are equal, so that the weights never change. A weight of 0 with the slope 1 and eta = "
                 "0.2 should be -0.2 after an update. Where do your new weights go?"))
def never_updated(X, y, params, eta, B, seed):
    return _train(X, y, params, 0.0, B, seed)


@task.wrong(also("uphill",
                 "Your loss rises from epoch to epoch. With the slope 1 and eta = 0.2 a weight of 0 should go to -0.2. "
                 "Which sign does your update have?"))
def climbs(X, y, params, eta, B, seed):
    return _train(X, y, params, -eta, B, seed)


@task.wrong(also("summed",
                 "Your losses are means, but your step is that of a sum: with a batch of 10 samples, all with the "
                 "slope 1, and eta = 0.2 you move by 2 instead of 0.2. By what is the slope of a mean divided?"))
def step_summed(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed, move=lambda p, X, y, eta: _move(p, X, y, eta * len(y)))


@task.wrong(also("divided",
                 "Your steps are too short: with a batch of 10 samples, all with the slope 1, and eta = 0.2 you move "
                 "by 0.02 instead of 0.2. In how many places do you divide by the size of the batch?"))
def step_divided_twice(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed, move=lambda p, X, y, eta: _move(p, X, y, eta / len(y)))


@task.wrong("With all samples in one batch, or with samples that lie mixed, you are right. In order of their classes, "
            "50 of each, five updates in a row see a single class, and after 5 epochs the loss is above 0.3, where "
            "shuffled runs are below 0.26. What should happen to the order before each epoch?")
def not_shuffled(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed, shuffled=False)


@task.wrong(also("late",
                 "You average the losses that the batches had before their updates. With all samples in one batch, "
                 "your first two losses are equal, although an update lies between them. With which weights should the "
                 "loss after an epoch be computed?"))
def losses_on_the_way(X, y, params, eta, B, seed):
    seen: list[float] = []

    def move(p, X, y, eta):
        seen.append(_mean_loss(p, X, y))
        return _move(p, X, y, eta)

    losses = _train(X, y, params, eta, B, seed, move=move)
    return losses[:1] + np.array(seen).reshape(EPOCHS, -1).mean(1).tolist()


@task.wrong(also("unmasked",
                 "Your hidden slopes pass through units that are switched off: for z1 = (-1, 2) the ReLU gives (0, 2). "
                 "How much does its output move when the -1 moves a little?"))
def mask_forgotten(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed, move=lambda *a: _move(*a, masked=False))


@task.wrong(also("piled up",
                 "Your first update is right, and the second one uses the gradients of both: with the slopes 1 and "
                 "then 0.5 and eta = 0.2 a weight of 0 goes to -0.2 and then to -0.5 instead of -0.3. What is left in "
                 ".grad (or in your sums) when a new batch begins?"))
def gradients_pile_up(X, y, params, eta, B, seed):
    total = [0.0] * 4

    def move(p, X, y, eta):
        total[:] = [t + new - old for t, old, new in zip(total, p, _move(p, X, y, eta), strict=True)]
        return tuple(old + t for old, t in zip(p, total, strict=True))

    return _train(X, y, params, eta, B, seed, move=move)


@task.wrong(also("output first",
                 "You change the output weights first and send the slopes back through the new ones. At which weights "
                 "was the forward pass made: with W2 = 1 before the update, and 0.8 after it, which of the two belongs "
                 "in the slope?"))
def output_layer_first(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed, move=lambda *a: _move(*a, output_first=True))


@task.wrong(also("starts over",
                 "The loss falls in the first epoch and never again: with one update an epoch, a weight that goes from "
                 "0 to -0.2 is back at 0 for the next epoch. Where in your loops do you take the weights from params?"))
def starts_over(X, y, params, eta, B, seed):
    losses = _train(X, y, params, eta, B, seed)
    return losses[:1] + losses[1:2] * EPOCHS


@task.wrong("You make one update an epoch: 150 samples in batches of 10 should give 15. Which loop is missing, or ends "
            "too early?")
def one_batch_an_epoch(X, y, params, eta, B, seed):
    return _train(X, y, params, eta, B, seed, updates=1)


@task.wrong("Your weights change, but your loss stays near log 3 = 1.0986, that of blind guessing, as if the labels "
            "belonged to other samples. If two samples with the labels 0 and 1 change places in X alone, the first one "
            "counts as a 0 that is a 1. How can one order serve both X and y?")
def labels_left_behind(X, y, params, eta, B, seed):
    rng = np.random.default_rng(seed)

    def move(p, X, y, eta):
        return _move(p, X, y[rng.permutation(len(y))], eta)

    return _train(X, y, params, eta, B, seed, move=move)


EXERCISE = task.declared()
