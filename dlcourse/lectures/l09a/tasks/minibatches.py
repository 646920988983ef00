"""Exercise: an epoch of mini-batches by permutation."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task

EPOCHS = 3
EVERY_CALL = itertools.count()  # for an answer that never repeats itself


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def with_seed(label: str, n: int, B: int) -> Case:
        return case(label, n=n, B=B, seed=draw.whole(0, 999_999))

    return [
        with_seed("12 samples in batches of 4", 12, 4),
        with_seed("10 samples in batches of 3, one is left over", 10, 3),
        with_seed("9 samples in one batch", 9, 9),
        with_seed("8 samples, the batch size exceeds them", 8, 11),
        with_seed("40 samples in batches of 7", 40, 7),
    ]


def drive(answer, n: int, B: int, seed: int) -> dict[str, Any]:
    """Three epochs, the second one once more, and three epochs of another seed."""
    return {"epochs": [answer(n, B, seed, epoch) for epoch in range(EPOCHS)], "epoch 1 again": answer(n, B, seed, 1),
            "another seed": [answer(n, B, seed + 1, epoch) for epoch in range(EPOCHS)]}


def judge(inputs: dict[str, Any], output: dict[str, Any]) -> str | None:
    """The first property of an epoch that is missing."""
    n, B = inputs["n"], inputs["B"]
    runs = [_numbers(run) for run in (*output["epochs"], output["epoch 1 again"], *output["another seed"])]
    if any(run is None for run in runs):
        return "form"
    fault = next((f for f in (_one_epoch(run, n, B) for run in runs) if f), None)
    if fault:
        return fault
    epochs, again, others = runs[:EPOCHS], runs[EPOCHS], runs[EPOCHS + 1:]
    orders = [list(itertools.chain(*run)) for run in epochs]
    if all(order == list(range(n)) for order in orders):
        return "unshuffled"
    if 1 < B < n and all(max(batch) - min(batch) == len(batch) - 1 for run in epochs for batch in run):
        return "blocks"
    if again != epochs[1]:
        return "unrepeatable"
    if all(order == orders[0] for order in orders):
        return "same order"
    return "seed ignored" if others == epochs else None


def _numbers(run: Any) -> list[list[int]] | None:
    """An epoch as lists of whole numbers, or None if it is something else."""
    if not isinstance(run, (list, tuple, Tensor, np.ndarray)):
        return None
    batches = [b.tolist() if isinstance(b, (Tensor, np.ndarray)) else b for b in run]
    if not all(isinstance(b, (list, tuple)) for b in batches):
        return None
    whole = all(isinstance(i, (int, np.integer, Tensor)) and not isinstance(i, bool) for b in batches for i in b)
    return [[int(i) for i in b] for b in batches] if whole else None


def _one_epoch(run: list[list[int]], n: int, B: int) -> str | None:
    seen = list(itertools.chain(*run))
    if any(not 0 <= i < n for i in seen):
        return "range"
    if len(set(seen)) < len(seen):
        return "repeats"
    if len(set(seen)) < n:
        return "lost"
    full = [len(batch) for batch in run[:-1]]
    return "size" if any(size != B for size in full) or not 0 < len(run[-1]) <= B else None


task = Task(
    key="minibatches", title="An epoch of mini-batches by permutation", points=2, difficulty=2, minutes=15,
    objective="cut every epoch into fresh, disjoint mini-batches that cover all samples",
    cases=cases, drive=drive, judge=judge,
    faults={
        "form": "An epoch should be a list with one entry a batch, each a tensor or a list of whole numbers. What does "
                "your function return?",
        "range": "Some of your indices are not among 0, ..., n - 1.",
        "repeats": "Within one epoch an index comes twice.",
        "lost": "Within one epoch some index never comes.",
        "size": "All batches but the last should hold B indices, and the last between 1 and B. Which of yours does "
                "not?",
        "unshuffled": "Your epochs come in the order of the data.",
        "blocks": "The same neighbours are always together in a batch.",
        "unrepeatable": "The same four arguments gave two different epochs.",
        "same order": "Three epochs came in the same order.",
        "seed ignored": "Two seeds gave the same epochs.",
    },
    facts=("N09-09",),
    hints=(
        "Every index should come once an epoch, in a fresh order. Which operation on 0, ..., n - 1 gives that?",
        "For n = 5, B = 2 and the order (3, 0, 4, 1, 2) the batches are (3, 0), (4, 1), (2). How many batches do "
        "n = 10 and B = 3 make?",
        "rng = torch.Generator().manual_seed(seed); then draw one permutation for each epoch up to this one: "
        "order = torch.randperm(n, generator=____); return list(order.split(____))",
    ),
)


@task.solution
def minibatches(n, B, seed, epoch):
    rng = torch.Generator().manual_seed(seed)       # step: a generator of its own, set by the seed
    for _ in range(epoch + 1):
        order = torch.randperm(n, generator=rng)    # step: a fresh permutation for each epoch up to this one
    return list(order.split(B))                     # step: the cut into batches of B


@task.right
def card_by_card(n, B, seed, epoch):
    rng = random.Random(f"{seed} {epoch}")          # step: a generator of its own, set by seed and epoch
    deck, batches = list(range(n)), []
    while deck:
        batch = []
        while deck and len(batch) < B:              # step: the end of a batch, at B indices or at the last one
            drawn = rng.randrange(len(deck))        # step: a random place in the deck
            batch.append(deck.pop(drawn))           # step: the index moved from the deck to the batch
        batches.append(batch)
    return batches


@task.right
def by_slices(n, B, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n)
    return [torch.from_numpy(order[start:start + B]) for start in range(0, n, B)]


def _permuted(n, seed, epoch):
    return torch.randperm(n, generator=torch.Generator().manual_seed(1000 * seed + epoch))


@task.wrong("Some samples are never used: with n = 10 and B = 3 you make 3 batches, which hold 9 samples. Where does "
            "the tenth one go?")
def last_batch_lost(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("You draw every index anew, so that some samples come twice in an epoch and others not at all: of n = 2 "
            "samples, half of your epochs see only one. How do you draw cards from a deck when each is to come up "
            "once?")
def with_replacement(n, B, seed, epoch):
    rng = torch.Generator().manual_seed(1000 * seed + epoch)
    return list(torch.randint(n, (n,), generator=rng).split(B))


@task.wrong("You fill the last batch up with samples that have already been used: with n = 10 and B = 3 your epoch "
            "holds 12 indices. How many should the last batch hold?")
def filled_up(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return list(torch.cat([order, order[:-n % B]]).split(B))


@task.wrong("Each epoch has the same batches: with n = 4 and B = 2, two samples that meet in epoch 0 meet for ever. "
            "Which of your arguments should make a difference between the epochs?")
def same_order(n, B, seed, epoch):
    return list(_permuted(n, seed, 0).split(B))


@task.wrong("Another seed gives the very same epochs: minibatches(4, 2, 0, 0) and minibatches(4, 2, 1, 0) are equal. "
            "On which two numbers should your order depend?")
def seed_ignored(n, B, seed, epoch):
    return list(_permuted(n, 0, epoch).split(B))


@task.wrong("Two calls with the same four arguments give different batches, even for n = 4, so that nobody can repeat "
            "your experiment. Which generator draws your permutation, and who set its state?")
def unrepeatable(n, B, seed, epoch):
    return list(_permuted(n, 0, next(EVERY_CALL)).split(B))


@task.wrong("Your batches come in the order of the data: (0, 1), (2, 3) for n = 4 and B = 2. If the data are sorted by "
            "class, what does a batch hold?")
def unshuffled(n, B, seed, epoch):
    return list(torch.arange(n).split(B))


@task.wrong("You shuffle whole batches, not the samples: with n = 4 and B = 2, samples 0 and 1 are always together. In "
            "which order do you permute and cut?")
def blocks(n, B, seed, epoch):
    batches = torch.arange(n).split(B)
    return [batches[k] for k in _permuted(len(batches), seed, epoch)]


@task.wrong("You make B batches instead of batches of B: n = 12 and B = 4 give you 4 batches of 3. What does B count?")
def so_many_batches(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch).tensor_split(B))


@task.wrong("Your indices run from 1 to n: for n = 4 there is a 4 among them, and sample 0 is never used. What is the "
            "index of the last row of a tensor with 4 rows?")
def counted_from_one(n, B, seed, epoch):
    return list((_permuted(n, seed, epoch) + 1).split(B))


EXERCISE = task.declared()
