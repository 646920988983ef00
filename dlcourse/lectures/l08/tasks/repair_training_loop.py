"""Exercise: a training loop with four faults, none of which raises an error."""

from __future__ import annotations

import itertools
import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from dlcourse.classroom import codec
from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.numbers import numbers_in
from dlcourse.classroom.task import Task

NAMES = ("W1", "b1", "W2", "b2", "log")
GLOBAL_SEED = 2_718_281  # the cases have seeds up to 999
TENSORS = ("Your `log` holds tensors. Each of them keeps the graph of its batch alive, and with it the activations. "
           "Which method turns a tensor without axes into a number?")


class Trained(Closeness):
    """Compares parameters and log; a text in the place of a result says what is wrong with its form."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        if isinstance(got, dict):
            return Fault("form", TENSORS, where)
        if isinstance(got, str):
            return Fault("form", got, where)
        return super().__call__(expected, got, where)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def net(inputs: int, hidden: int, classes: int) -> tuple[Tensor, ...]:
        return (draw.normal(hidden, inputs), draw.normal(hidden), draw.normal(classes, hidden), draw.normal(classes))

    def run(label: str, n: int, inputs: int, hidden: int, classes: int, *, eta: float, B: int, epochs: int) -> Case:
        y = (torch.arange(n) % classes)[draw.permutation(n)]
        return case(label, params=net(inputs, hidden, classes), X=draw.normal(n, inputs), y=y, eta=eta, B=B,
                    epochs=epochs, seed=draw.whole(0, 999))

    return [
        run("one sample, one epoch", 1, 2, 2, 2, eta=0.5, B=1, epochs=1),
        run("five samples in one batch, one epoch", 5, 2, 3, 3, eta=0.5, B=5, epochs=1),
        run("five samples in one batch, two epochs", 5, 2, 3, 3, eta=0.5, B=5, epochs=2),
        run("five samples in batches of 2, one epoch", 5, 2, 3, 3, eta=0.5, B=2, epochs=1),
        run("six samples in batches of 2, three epochs", 6, 3, 2, 3, eta=0.4, B=2, epochs=3),
        run("seven samples in batches of 3, three epochs", 7, 3, 4, 3, eta=0.3, B=3, epochs=3),
        run("four samples, B = 10, two epochs", 4, 2, 3, 2, eta=0.5, B=10, epochs=2),
        run("three samples, B = 1, no epoch", 3, 2, 2, 2, eta=0.5, B=1, epochs=0),
    ]


def drive(answer, params: tuple[Tensor, ...], X: Tensor, y: Tensor, eta: float, B: int, epochs: int, seed: int):
    """Parameters and log side by side; a log of tensors is marked as one."""
    with codec.drawing(GLOBAL_SEED):  # what draws from torch's own generator draws the same each time
        result = answer(params, X, y, eta, B, epochs, seed)
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        return "Your result should be a pair (params, log). What do you return?"
    trained, log = result
    if not isinstance(trained, (tuple, list)) or len(trained) != 4:
        return "Your `params` should be the four tensors (W1, b1, W2, b2). What do you return there?"
    if isinstance(log, (tuple, list)) and any(isinstance(entry, Tensor) for entry in log):
        log = {"tensors": [numbers_in(entry) for entry in log]}
    return (*trained, log)


task = Task(
    key="repair_training_loop", title="A training loop with four faults", points=3, difficulty=2, minutes=20,
    objective="find what is wrong with a training loop that runs and complains about nothing",
    cases=cases, drive=drive, compare=Trained(1e-9, names=NAMES), facts=("N08-16", "N09-23"),
    hints=(
        "Go through the five lines of a step in their order: clear, forward, loss, backward, step. Which of them is "
        "missing, and which is done twice?",
        "With logits (1, 0) and the first class right, the cross-entropy is 0.3133. Apply softmax first and F.cross_"
        "entropy gives 0.4885. What does F.cross_entropy do to its input by itself?",
        "A step begins with p.grad = ____ for each p. An epoch begins with order = torch.randperm(____), and ends with "
        "log.append(total / ____), where total has grown by loss.item() * ____ for each batch.",
    ),
)


@task.solution
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)             # step: a new order in every epoch
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None                                     # step: the clearing of the gradients
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])               # step: the cross-entropy of the logits
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total = total + loss.item() * len(rows)               # step: the sum over the samples, as a number
        log.append(total / len(X))                                # step: the mean over the samples of the epoch
    return [p.detach() for p in params], log


@task.right
def by_grad(params, X, y, eta, B, epochs, seed):
    rng, log = torch.Generator().manual_seed(seed), []
    for _ in range(epochs):
        seen = []
        for rows in torch.randperm(len(X), generator=rng).split(B):
            leaves = [p.detach().requires_grad_() for p in params]
            z = torch.tanh(X[rows] @ leaves[0].mT + leaves[1]) @ leaves[2].mT + leaves[3]
            each = torch.logsumexp(z, 1) - z[torch.arange(len(rows)), y[rows]]
            params = [p.detach() - eta * g for p, g in zip(leaves, torch.autograd.grad(each.mean(), leaves))]
            seen += each.tolist()
        log.append(sum(seen) / len(seen))
    return tuple(p.clone() for p in params), log


@task.right
def by_hand(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = (p.clone() for p in params)
    rng, log = torch.Generator().manual_seed(seed), []
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(X), generator=rng).split(B):
            A1 = torch.tanh(X[rows] @ W1.mT + b1)
            log_p = torch.log_softmax(A1 @ W2.mT + b2, dim=1)
            total += -float(log_p[torch.arange(len(rows)), y[rows]].sum())
            Z2_bar = (log_p.exp() - F.one_hot(y[rows], len(b2))) / len(rows)   # step: back through the softmax
            Z1_bar = (Z2_bar @ W2) * (1 - A1**2)                               # step: back through the hidden layer
            W2, b2 = W2 - eta * Z2_bar.mT @ A1, b2 - eta * Z2_bar.sum(0)
            W1, b1 = W1 - eta * Z1_bar.mT @ X[rows], b1 - eta * Z1_bar.sum(0)
        log.append(total / len(X))
    return [W1, b1, W2, b2], log


# The faults, one by one and together. `_run` is the loop with switches; the defaults are right.

_LOGS = {
    "mean": lambda kept, n: sum(loss.item() * size for loss, size in kept) / n,
    "last, a tensor": lambda kept, n: kept[-1][0],
    "last": lambda kept, n: kept[-1][0].item(),
    "first": lambda kept, n: kept[0][0].item(),
    "unweighted": lambda kept, n: sum(loss.item() for loss, _ in kept) / len(kept),
    "tensor": lambda kept, n: sum(loss * size for loss, size in kept) / n,
    "sum over batches": lambda kept, n: sum(loss.item() for loss, _ in kept),
    "sum over samples": lambda kept, n: sum(loss.item() * size for loss, size in kept),
    "batches over samples": lambda kept, n: sum(loss.item() for loss, _ in kept) / n,
    "samples over batches": lambda kept, n: sum(loss.item() * size for loss, size in kept) / len(kept),
    "all with B": lambda kept, n: sum(loss.item() * size for loss, size in kept) / n,
    "over the last size": lambda kept, n: sum(loss.item() * size for loss, size in kept) / kept[-1][1],
    "over the used": lambda kept, n: sum(loss.item() * size for loss, size in kept) / sum(size for _, size in kept),
    "rounded": lambda kept, n: round(sum(loss.item() * size for loss, size in kept) / n, 4),
    "full batches": lambda kept, n: sum(loss.item() * kept[0][1] for loss, _ in kept) / n,
}


_COSTS = {  # what is done to the logits, and which loss they get
    False: lambda z, y, reduction, axis: F.cross_entropy(z, y, reduction=reduction),
    True: lambda z, y, reduction, axis: F.cross_entropy(torch.softmax(z, dim=axis), y, reduction=reduction),
    "sigmoid": lambda z, y, reduction, axis: F.cross_entropy(torch.sigmoid(z), y, reduction=reduction),
    "no log": lambda z, y, reduction, axis: F.nll_loss(torch.softmax(z, dim=axis), y, reduction=reduction),
    "over the batch": lambda z, y, reduction, axis: F.nll_loss(torch.log_softmax(z, dim=0), y, reduction=reduction),
    "no log, over the batch": lambda z, y, reduction, axis: F.nll_loss(torch.softmax(z, dim=0), y, reduction=reduction),
    "over both": lambda z, y, reduction, axis: F.cross_entropy(torch.log_softmax(z, dim=0), y, reduction=reduction),
    "left out": lambda z, y, reduction, axis: F.nll_loss(z, y, reduction=reduction),
    "squares": lambda z, y, reduction, axis: F.mse_loss(torch.softmax(z, dim=axis), _ones_and_zeros(z, y)),
    "squares of logits": lambda z, y, reduction, axis: F.mse_loss(z, _ones_and_zeros(z, y)),
}


def _ones_and_zeros(z: Tensor, y: Tensor) -> Tensor:
    return F.one_hot(y, z.shape[1]).to(z.dtype)


def _orders(kind: str, n: int, seed: int, epochs: int, B: int = 1):
    """A function epoch -> order of the samples."""
    rng = torch.Generator().manual_seed(seed)
    if kind == "once":
        first = torch.randperm(n, generator=rng)
        return lambda: first
    if kind == "never":
        return lambda: torch.arange(n)
    if kind == "global":
        return lambda: torch.randperm(n)
    if kind == "global, once":
        own = torch.randperm(n)
        return lambda: own
    if kind == "seed grows":
        seeds = itertools.count(seed)
        return lambda: torch.randperm(n, generator=torch.Generator().manual_seed(next(seeds)))
    if kind in ("order of an order", "order taken twice"):
        return _composed(n, rng, kind == "order taken twice")
    if kind == "batches":
        return lambda: _batches_shuffled(n, B, rng)
    if kind == "unseeded":
        return lambda: torch.randperm(n, generator=torch.Generator().manual_seed(seed + 12345 + epochs))
    return lambda: torch.randperm(n, generator=rng)


def _composed(n: int, rng: torch.Generator, twice: bool):
    """The samples are put into a new order where they lie; and perhaps taken in this order once more."""
    lying = [torch.arange(n)]

    def draw() -> Tensor:
        order = torch.randperm(n, generator=rng)
        lying.append(lying[-1][order])
        return lying[-1][order] if twice else lying[-1]

    return draw


def _batches_shuffled(n: int, B: int, rng: torch.Generator) -> list[Tensor]:
    pieces = torch.arange(n).split(B)
    order = torch.randperm(len(pieces), generator=rng).tolist()
    return [pieces[i] for i in order]


# every switch is one mistake
def _run(params, X, y, eta, B, epochs, seed, *, order="fresh", softmax=False, clear="each", log="mean",  # noqa: C901
         reduction="mean", along=1.0, step="batch", restart=False, output_only=False, late=False, labels="right",
         redrawn=False, uphill=False, drop=False, bend=torch.tanh, axis=1, share=lambda size, B: 1):
    given = params
    params = [p.clone().requires_grad_() for p in params]
    draw, told = _orders(order, len(X), seed, epochs, B), []
    for _ in range(epochs):
        rows_of_epoch, kept = draw(), []
        if restart:
            params = [p.clone().requires_grad_() for p in given]
        W1, b1, W2, b2 = params
        if clear == "epoch":
            for p in params:
                p.grad = None
        pieces = rows_of_epoch if isinstance(rows_of_epoch, list) else list(rows_of_epoch.split(B))
        at_the_start = F.cross_entropy(torch.tanh(X @ W1.mT + b1) @ W2.mT + b2, y).item()
        if drop == "any" or (drop and len(X) > B):
            pieces = [rows for rows in pieces if len(rows) == B]
        if step == "first":
            pieces = pieces[:1]
        for place, rows in enumerate(pieces):
            if redrawn:
                rows = draw()[:B]
            for p in {"each": params, "weights": params[::2], "hidden": params[:2],
                      "output": params[2:]}.get(clear, ()):
                p.grad = None
            as_they_lie = torch.arange(place * B, place * B + len(rows))
            target = y[:len(rows)] if labels == "first" else y[as_they_lie] if labels == "as they lie" else y[rows]
            out = bend(X[as_they_lie if labels == "alone in order" else rows] @ W1.mT + b1) @ W2.mT + b2
            loss = _COSTS[softmax](out, target, reduction, axis)
            loss.backward()
            if clear == "too late":
                for p in params:
                    p.grad.zero_()
            if step == "batch" or step == "first":
                _move(params, eta * along * (-1 if uphill else 1) * share(len(rows), B), output_only)
            if late:
                with torch.no_grad():
                    loss = F.cross_entropy(torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2, target)
            kept.append((loss, B if log == "all with B" else len(rows)))
        if step == "epoch":
            _move(params, eta * along, False)
            for p in params:
                p.grad = None
        if log == "over B":
            told.append(sum(loss.item() * size for loss, size in kept) / B)
            continue
        if log == "start":
            told.append(at_the_start)
            continue
        if log == "end":
            told.append(F.cross_entropy(torch.tanh(X @ W1.mT + b1) @ W2.mT + b2, y).item())
            continue
        told.append(_LOGS[log](kept, len(X)) if kept else 0.0)
    return [p.detach() for p in params], told


def _move(params, eta, output_only):
    with torch.no_grad():
        for p in {"weights": params[::2], "hidden": params[:2], True: params[2:]}.get(output_only, params):
            p -= eta * p.grad


def _answer(name: str, **switches):
    def answer(params, X, y, eta, B, epochs, seed):
        return _run(params, X, y, eta, B, epochs, seed, **switches)

    answer.__name__ = name
    return answer


_FAULTS = {  # what remains -> switches, phrase, what it does
    "kept": ({"clear": "never"}, "gradients are never cleared",
             "Every step moves along the sum of all gradients so far. If the first two batches have the gradients 3 "
             "and 1, your second step uses 4. Where should the first one be forgotten?"),
    "softmax": ({"softmax": True}, "softmax is applied before F.cross_entropy",
                "F.cross_entropy takes logits and applies softmax itself, and you hand it probabilities. So even a "
                "perfect answer, (1, 0), costs 0.3133. What should it be given?"),
    "once": ({"order": "once"}, "every epoch has the same order",
             "Every epoch sees the samples in the same order, so the same samples share a batch each time. How often "
             "does your program draw an order?"),
}
_LOG_FAULTS = {
    "": ({}, "", ""),
    "last_tensor": ({"log": "last, a tensor"}, "the log keeps the last batch's loss, as a tensor",
                    "Your log keeps `loss` itself: the last batch's alone, and a tensor that holds on to its graph. "
                    "An epoch with losses 1 and 3 in two equal batches has the mean 2. How can you gather it in "
                    "numbers?"),
    "last": ({"log": "last"}, "the log takes the last batch alone",
             "Your log takes the last batch alone. An epoch with losses 1 and 3 in two equal batches has the mean 2, "
             "and you write 3. Where can the losses be added up?"),
    "unweighted": ({"log": "unweighted"}, "the log's mean counts every batch the same",
                   "Your log counts every batch the same. Two samples with the mean loss 1 and one sample with 4 give "
                   "you 2.5; the three samples have the mean 2. How many samples are behind each loss?"),
    "tensor": ({"log": "tensor"}, "the log holds tensors",
               "Your log holds tensors. Each keeps the graph of its epoch alive, so memory grows as training goes on. "
               "Which method turns a tensor without axes into a number?"),
}
_COUNT = {1: "One fault is left", 2: "Two faults are left", 3: "Three faults are left",
          4: "All four faults are still there"}


def _author() -> None:
    """The faults that may be left, in every combination, each with words of its own."""
    for mask in range(2 ** len(_FAULTS)):
        left = [key for i, key in enumerate(_FAULTS) if mask >> i & 1]
        for kind, (log_switch, log_phrase, log_text) in _LOG_FAULTS.items():
            parts = [_FAULTS[key] for key in left] + ([(log_switch, log_phrase, log_text)] if kind else [])
            if not parts:
                continue
            switches = {name: value for part in parts for name, value in part[0].items()}
            others = [part[1] for part in parts[1:]]
            listed = ", and ".join([", ".join(others[:-1]), others[-1]] if len(others) > 1 else others)
            rest = f" The {'other' if len(others) == 1 else 'others'}: {listed}." if others else ""
            first = parts[0][2]
            begins = f"{_COUNT[len(parts)]}{'' if len(parts) == 1 else '; one first'}. "
            name = "left_" + "_".join([*left, kind] if kind else left)
            task.wrong(begins + first + rest, short=", ".join(part[1] for part in parts))(_answer(name, **switches))


_author()

# Repairs that break something else, alone and beside a fault that is left.

_SLIPS = {
    "cleared_once_an_epoch": (
        {"clear": "epoch"}, "You clear the gradients once an epoch. Within an epoch they still pile up: batches with "
        "the gradients 3 and 1 make your second step use 4. Before which line must the old gradient be gone?",
        "gradients are cleared once an epoch only"),
    "never_moves": (
        {"clear": "too late"}, "Your parameters stay as they were given: with a gradient of 3 and eta = 0.5 one should "
        "move by 1.5. Two things often do that. Gradients that are cleared between backward and step are 0 when they "
        "are used. And `p = p - eta * p.grad` gives the name p a new tensor, while W1 keeps the old one. Is yours one "
        "of them?", "the parameters never move"),
    "weights_cleared_only": (
        {"clear": "weights"}, "The weights' gradients are cleared, those of the biases pile up. If two batches give b2 "
        "the gradients 3 and 1, your second step uses 4. Over which parameters should the clearing run?",
        "only the weights' gradients are cleared"),
    "never_shuffled": (
        {"order": "never"}, "You take the samples as they come, without any order drawn. If they are sorted by class, "
        "a batch sees one class alone. Which line draws an order, and where should it stand?",
        "no order is drawn"),
    "order_drawn_for_every_batch": (
        {"redrawn": True}, "You draw an order for every batch, so in one epoch some samples come twice and others "
        "never. Which loop should the drawing belong to?", "an order is drawn for every batch"),
    "another_seed": (
        {"order": "unseeded"}, "Your first order is not the one that torch.randperm draws from a generator with the "
        "given seed. With one batch of all samples you are right. Where is your generator seeded?",
        "the orders come from another seed"),
    "first_batch_alone": (
        {"step": "first"}, "Each of your epochs makes one step, with its first batch. Of six samples in batches of 2, "
        "four are never seen. Where do you leave the loop over the batches?", "only the first batch is used"),
    "last_batch_dropped": (
        {"drop": True}, "A shorter last batch is left out: of five samples in batches of 2, one is not used. What "
        "should become of the fifth?", "a shorter last batch is left out"),
    "one_step_an_epoch": (
        {"step": "epoch", "clear": "never"}, "You make one step an epoch, along the sum of its batches' gradients. "
        "Three batches should make three steps. In which loop belongs the step?", "there is one step an epoch"),
    "starts_over": (
        {"restart": True}, "Each of your epochs begins with the parameters that were given, so the work of the one "
        "before is lost. Where should the copy be made?", "each epoch starts over"),
    "summed_loss": (
        {"reduction": "sum"}, "Your loss adds the samples' losses where the mean is meant: a batch of 5 moves you five "
        "times as far. What does F.cross_entropy do when nothing is said about it?", "the loss is a sum"),
    "eta_left_out": (
        {"along": 2.0}, "Your steps are twice as long as they should be. How far does a step with eta = 0.5 and the "
        "gradient 3 move a parameter?", "steps are twice as long"),
    "uphill": (
        {"uphill": True}, "Your steps go along the gradient, so the loss rises. With the gradient 3 and eta = 0.5 you "
        "add 1.5. Which way lies a lower loss?", "steps go uphill"),
    "output_layer_alone": (
        {"output_only": True}, "W2 and b2 are trained, W1 and b1 stay as they were. Over which parameters does your "
        "step run?", "only the output layer is trained"),
    "labels_not_in_order": (
        {"labels": "first"}, "Every batch gets the first labels of y: in batches of 2 the samples 4 and 5 learn the "
        "labels of 0 and 1. Which index does y need?", "every batch gets the first labels"),
    "labels_as_they_lie": (
        {"labels": "as they lie"}, "The samples come in the new order, and the labels are cut into batches as they "
        "lie: with the order 2, 0, 1 sample 2 learns the label of sample 0. Which index does y need?",
        "labels do not follow the order"),
    "samples_as_they_lie": (
        {"labels": "alone in order"}, "The labels come in the new order, and the samples are cut into batches as they "
        "lie: with the order 2, 0, 1 sample 0 learns the label of sample 2. Which index does X need?",
        "samples do not follow the order"),
    "sigmoid_before_the_loss": (
        {"softmax": "sigmoid"}, "You apply a sigmoid before F.cross_entropy: the logits (1, 0) become (0.731, 0.5), "
        "and the first class costs 0.584, not 0.3133. F.cross_entropy takes logits. What should it be given?",
        "a sigmoid is applied before F.cross_entropy"),
    "squares_of_probabilities": (
        {"softmax": "squares"}, "Your loss is the mean square between probabilities and (1, 0): logits (1, 0) give the "
        "probabilities 0.731 and 0.269, and you have 0.0723 where the first class costs 0.3133. Which loss does the "
        "text name?", "the loss is a mean square of probabilities"),
    "squares_of_logits": (
        {"softmax": "squares of logits"}, "Your loss is the mean square between logits and (1, 0): the logits (1, 0) "
        "cost nothing if the first class is right, where 0.3133 is expected. Which loss does the text name?",
        "the loss is a mean square of logits"),
    "hidden_layer_cleared_only": (
        {"clear": "hidden"}, "The gradients of W1 and b1 are cleared, those of W2 and b2 pile up. If two batches give "
        "b2 the gradients 3 and 1, your second step uses 4. Over which parameters should the clearing run?",
        "only the hidden layer's gradients are cleared"),
    "output_layer_cleared_only": (
        {"clear": "output"}, "The gradients of W2 and b2 are cleared, those of W1 and b1 pile up. If two batches give "
        "b1 the gradients 3 and 1, your second step uses 4. Over which parameters should the clearing run?",
        "only the output layer's gradients are cleared"),
    "loss_after_the_step": (
        {"late": True}, "The parameters are right. Your log measures a batch's loss again after its step, and it is "
        "lower there. At which moment of the step is the loss to be noted?", "the loss is noted after the step"),
    "without_tanh": (
        {"bend": lambda u: u}, "The hidden layer has lost its tanh, so the network is a single straight line. What "
        "stood between the two layers?", "tanh is lost"),
    "sigmoid_for_tanh": (
        {"bend": torch.sigmoid}, "Your hidden layer has a sigmoid where the text has tanh. At 0 the one gives 0.5, the "
        "other 0. Which function does the line of the logits name?", "the hidden layer has a sigmoid"),
    "softmax_over_the_batch": (
        {"softmax": True, "axis": 0}, "You apply softmax before F.cross_entropy, and over the samples of the batch "
        "besides. F.cross_entropy takes logits. What should it be given?", "softmax over the batch is applied"),
    "log_softmax_over_the_batch": (
        {"softmax": "over the batch"}, "Your softmax runs over the samples of the batch: a batch of one sample costs "
        "nothing whatever it predicts, where the logits (1, 0) cost 1.3133 if the second class is right. Which "
        "probabilities should add up to 1, those of a row or those of a column?", "softmax runs over the samples"),
    "log_softmax_over_the_batch_before_the_loss": (
        {"softmax": "over both"}, "You hand F.cross_entropy the logarithm of a softmax over the samples of the batch: "
        "in a batch of one sample that is 0 everywhere, and any logits of two classes cost 0.693. What should "
        "F.cross_entropy be given?", "a log-softmax over the samples is applied before F.cross_entropy"),
    "probabilities_over_the_batch_without_log": (
        {"softmax": "no log, over the batch"}, "Your softmax runs over the samples of the batch, and F.nll_loss gets "
        "no logarithm: a batch of one sample always costs -1, where the logits (1, 0) cost 0.3133 if the first class "
        "is right. Which probabilities should add up to 1, and what does F.nll_loss expect of them?",
        "F.nll_loss gets probabilities over the samples"),
    "summed_over_batches": (
        {"log": "sum over batches"}, "The parameters are right. Your log adds the losses of an epoch's batches and "
        "never divides: batches with 1 and 3 give you 4. What is their mean?", "the log is never divided"),
    "summed_over_samples": (
        {"log": "sum over samples"}, "The parameters are right. Your log is the sum over an epoch's samples, not their "
        "mean: two samples with the losses 1 and 3 give you 4. By what is a mean divided?",
        "the log is a sum over samples"),
    "batches_over_samples": (
        {"log": "batches over samples"}, "The parameters are right. Your log adds the batches' means and divides by "
        "the number of samples: two batches of 2 with the means 1 and 3 give you 4/4. How many samples stand behind a "
        "mean?", "batch means are divided by the number of samples"),
    "samples_over_batches": (
        {"log": "samples over batches"}, "The parameters are right. Your log adds over all samples and divides by the "
        "number of batches: two batches of 2 with the means 1 and 3 give you 8/2. How many samples were added?",
        "the sum over samples is divided by the number of batches"),
    "probabilities_without_log": (
        {"softmax": "no log"}, "Your loss is minus the probability of the right class: for a probability of 0.5 it is "
        "-0.5, and the cross-entropy is 0.693. F.nll_loss expects logarithms of probabilities and takes none itself. "
        "What do you hand it?", "F.nll_loss gets probabilities"),
    "logits_without_softmax": (
        {"softmax": "left out"}, "Your loss is minus the logit of the right class: for logits (1, 0) and the first "
        "class it is -1, and the cross-entropy is 0.3133. F.nll_loss expects logarithms of probabilities and makes "
        "none itself. What do you hand it?", "F.nll_loss gets logits"),
    "all_weighted_with_B": (
        {"log": "all with B"}, "The parameters are right. Your log weighs every batch with B, also one that is "
        "shorter: three samples with the mean loss 1 and B = 10 give you 10/3. How many samples has the batch at "
        "hand?", "every batch counts with B in the log"),
    "logged_at_the_end": (
        {"log": "end"}, "The parameters are right. Your log is the loss of all samples at the end of an epoch, when "
        "every step is done. A single batch that costs 3 before its step and 1 after it is noted as 1. At which "
        "moment of the step is its loss to be noted?", "the loss of all samples is measured at the end of the epoch"),
    "as_if_all_were_full": (
        {"log": "full batches"}, "The parameters are right. Your log counts every batch as if it had as many samples "
        "as the first: a short last batch weighs too much. Which size has the batch at hand?",
        "every batch counts as full in the log"),
    "own_generator_of_torch": (
        {"order": "global"}, "Your orders do not come from the seed: torch.randperm(3) alone may give 2, 0, 1 in one "
        "run and 0, 1, 2 in the next, and two runs with the same seed train differently. You have made a generator. "
        "Where is it to be used?", "the orders do not come from the seeded generator"),
    "short_batches_dropped": (
        {"drop": "any"}, "A batch with fewer than B samples is left out: of five samples in batches of 2, one is not "
        "used, and with B = 10 and four samples nothing is learnt. What should become of the fifth?",
        "a batch with fewer than B samples is left out"),
    "short_batches_dropped_in_the_log_too": (
        {"drop": "any", "log": "unweighted"}, "A batch with fewer than B samples is left out, in the log as well: of "
        "five samples in batches of 2, one is not used, and with B = 10 and four samples nothing is learnt. What "
        "should become of the fifth?", "a batch with fewer than B samples is left out, in the log too"),
    "short_batches_dropped_everywhere": (
        {"drop": True, "log": "over the used"}, "A shorter last batch is left out, and the log divides by the samples "
        "that are left: of five samples in batches of 2, one is not used. What should become of the fifth?",
        "a shorter last batch is left out, in the log too"),
    "seed_of_the_epoch": (
        {"order": "seed grows"}, "Your first order is right, and the later ones are not: with seed = 7 the second "
        "epoch starts a new generator with 8. The text seeds one generator, before the first epoch. In which line do "
        "you make it?", "each epoch has a generator of its own"),
    "order_of_an_order": (
        {"order": "order of an order"}, "Your first epoch has the right order. Then you put what lies in the last "
        "order into a new one: 2, 0, 1 applied to 2, 0, 1 gives 1, 2, 0. The text takes the samples as they were "
        "given. What should the new order index?", "an order is applied to the last order"),
    "order_taken_twice": (
        {"order": "order taken twice"}, "You put the samples into the new order and then take them in this order once "
        "more: 2, 0, 1 applied to 2, 0, 1 gives 1, 2, 0. How often should `order` be an index?",
        "an order is applied twice"),
    "only_batches_shuffled": (
        {"order": "batches"}, "You draw an order of the batches, so the same samples share a batch each time: 0 and 1, "
        "then 2 and 3. How many numbers should torch.randperm put into an order?", "only the batches are shuffled"),
    "gradient_divided_by_B": (
        {"share": lambda size, B: 1 / B}, "Your steps are divided by B: in batches of 5 with the gradient 3 and eta = "
        "0.5 you move by 0.3, not by 1.5. What does F.cross_entropy do about the size of a batch by itself?",
        "steps are divided by B"),
    "short_steps": (
        {"share": lambda size, B: size / B}, "Your steps are too short where a batch is: with three samples and B = 10 "
        "you move by 3/10 of what you should. Over how many samples does the batch's mean run?",
        "a short batch's step is scaled by its share of B"),
    "biases_stay": (
        {"output_only": "weights"}, "W1 and W2 are trained, b1 and b2 stay as they were. Over which parameters does "
        "your step run?", "the biases are not trained"),
    "hidden_layer_alone": (
        {"output_only": "hidden"}, "W1 and b1 are trained, W2 and b2 stay as they were. Over which parameters does "
        "your step run?", "only the hidden layer is trained"),
    "total_over_B": (
        {"log": "over B"}, "The parameters are right. Your log adds over all samples and divides by B: four samples in "
        "batches of 2 with the mean loss 1 give you 4/2. How many samples were added?",
        "the sum over samples is divided by B"),
    "total_over_the_last_batch": (
        {"log": "over the last size"}, "The parameters are right. Your log adds over all samples and divides by the "
        "size of the last batch: five samples in batches of 2 with the mean loss 1 give you 5/1. How many samples were "
        "added?", "the sum over samples is divided by the size of the last batch"),
    "log_rounded": (
        {"log": "rounded"}, "The parameters are right. Your log is rounded: 0.693147 becomes 0.6931. Which line rounds "
        "it?", "the log is rounded"),
    "logged_at_the_start": (
        {"log": "start"}, "The parameters are right. Your log is the loss of all samples before the epoch's first "
        "step. Batches with 3 and 1, the second after a step, have the mean 2. At which moment is a batch's loss "
        "noted?", "the loss of all samples is measured at the start of the epoch"),
    "first_batch_in_the_log": (
        {"log": "first"}, "The parameters are right. Your log takes the first batch of an epoch alone: losses 1 and 3 "
        "in two equal batches have the mean 2, and you write 1. Where can the losses be added up?",
        "the log takes the first batch alone"),
}


def _slips() -> None:
    for name, (switches, message, short) in _SLIPS.items():
        task.wrong(message, short=short)(_answer(name, **switches))
    beside = {"kept": _FAULTS["kept"], "softmax": _FAULTS["softmax"], "once": _FAULTS["once"],
              "last_tensor": _LOG_FAULTS["last_tensor"], "last": _LOG_FAULTS["last"],
              "unweighted": _LOG_FAULTS["unweighted"]}
    for slip in ("cleared_once_an_epoch", "never_moves", "never_shuffled", "summed_over_batches",
                 "summed_over_samples", "samples_over_batches", "batches_over_samples", "summed_loss",
                 "probabilities_without_log", "all_weighted_with_B", "own_generator_of_torch", "short_batches_dropped"):
        switches, message, short = _SLIPS[slip]
        for other, (more, phrase, _) in beside.items():
            nothing_moves = slip == "never_moves" and other == "once"  # no order shows then
            nothing_noted = slip == "short_batches_dropped" and other not in _FAULTS  # where all are short
            if set(switches) & set(more) or nothing_moves or nothing_noted:
                continue
            task.wrong(f"Two things, one first. {message.replace('The parameters are right. ', '')} The other: "
                       f"{phrase}.", short=f"{short}, and {phrase}"
                       )(_answer(f"{slip}_and_{other}", **switches, **more))


_slips()


@task.wrong("Your log has one number for each batch. It should have one for each epoch: the mean over its samples. "
            "After which loop is the number noted?", short="the log has one number a batch")
def logged_for_each_batch(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    draw, log = _orders("fresh", len(X), seed, epochs), []
    for _ in range(epochs):
        for rows in draw().split(B):
            loss = F.cross_entropy(torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2, y[rows])
            for p, g in zip(params, torch.autograd.grad(loss, params)):
                p.data -= eta * g
            log.append(loss.item())
    return [p.detach() for p in params], log


@task.wrong("Your total goes on from epoch to epoch: the second number of your log holds the first epoch's losses too. "
            "With epoch means 2 and 1 you write 2 and 3. Where should the total begin again?",
            short="the total is not set back")
def total_never_set_back(params, X, y, eta, B, epochs, seed):
    trained, log = _run(params, X, y, eta, B, epochs, seed)
    return trained, torch.tensor(log, dtype=torch.float64).cumsum(0).tolist()


@task.wrong("Your function returns within the loop, after its first epoch. Of three epochs two are never run. How far "
            "is your `return` indented?", short="it returns after the first epoch")
def returns_after_one_epoch(params, X, y, eta, B, epochs, seed):
    return _run(params, X, y, eta, B, min(epochs, 1), seed)


@task.wrong("The log is right, but you return the parameters as they were given. The loop trained a copy. Which list "
            "holds the trained ones?", short="the given parameters are returned")
def given_parameters_returned(params, X, y, eta, B, epochs, seed):
    return list(params), _run(params, X, y, eta, B, epochs, seed)[1]


@task.wrong("You return the log alone. The result is a pair (params, log). Where do the trained parameters go?",
            short="the parameters are not returned")
def log_alone(params, X, y, eta, B, epochs, seed):
    return _run(params, X, y, eta, B, epochs, seed)[1]


@task.wrong("You return the parameters alone. The result is a pair (params, log). Where is the log?",
            short="the log is not returned")
def parameters_alone(params, X, y, eta, B, epochs, seed):
    return _run(params, X, y, eta, B, epochs, seed)[0]


@task.wrong("Your pair is in the other order. Which of the two comes first, params or log?",
            short="the results are exchanged")
def log_first(params, X, y, eta, B, epochs, seed):
    return _run(params, X, y, eta, B, epochs, seed)[::-1]


@task.wrong("Your log holds the exponential of what it should: e to the mean loss. Which number does F.cross_entropy "
            "give, and what do you do to it?", short="the log holds exponentials")
def exponentials_in_the_log(params, X, y, eta, B, epochs, seed):
    trained, log = _run(params, X, y, eta, B, epochs, seed)
    return trained, [math.exp(value) for value in log]


@task.wrong("You train one epoch too many: with epochs = 0 the log should be empty, and yours has an entry. How often "
            "does `range(epochs + 1)` run?", short="one epoch too many")
def one_epoch_too_many(params, X, y, eta, B, epochs, seed):
    return _run(params, X, y, eta, B, epochs + 1, seed)


EXERCISE = task.declared()
