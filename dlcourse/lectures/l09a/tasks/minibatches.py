"""Exercise: an epoch of mini-batches by permutation."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import DOUBLE, Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task

EPOCHS = range(4)
FAR = (10, 50, 100, 1000)   # epochs at which factor * seed + epoch has come to the next seed
HIGHER = (*FAR, 10_000, 100_000, 1_000_000)     # what is added to a seed, where factor * epoch + seed meets it
NO_CHANCE = 10  # with so many samples or more, two fresh orders are never alike by chance
EVERY_CALL = itertools.count()  # for an answer that never repeats itself

Epoch = list[list[int]]
Order = list[int]


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def with_seed(label: str, n: int, B: int) -> Case:
        return case(label, n=n, B=B, seed=draw.whole(1, 999_999))

    return [
        with_seed("12 samples in batches of 4", 12, 4),
        with_seed("10 samples in batches of 3, one is left over", 10, 3),
        case("10 samples in batches of 6, with the seed 0", n=10, B=6, seed=0),
        with_seed("9 samples in one batch", 9, 9),
        with_seed("8 samples, the batch size exceeds them", 8, 11),
        case("12 samples, one in each batch, with the seed 0", n=12, B=1, seed=0),
        with_seed("a single sample", 1, 1),
        with_seed("40 samples in batches of 7", 40, 7),
    ]


def drive(answer, n: int, B: int, seed: int) -> dict[str, Any]:
    """Four epochs of two seeds, two of them again, far epochs and seeds, pairs with the same digits, and what torch
    draws after equal calls."""
    with torch.random.fork_rng(devices=[]):  # where the answer runs in this process, its drawing is undone
        epochs = [answer(n, B, seed, epoch) for epoch in EPOCHS]
        draws = [_drawn_after(answer, n, B, seed) for _ in range(2)]
        return {"epochs": epochs, "epochs 0 and 1 again": [answer(n, B, seed, epoch) for epoch in (0, 1)],
                "torch.rand after epoch 1, twice": draws,
                "another seed": [answer(n, B, seed + 1, epoch) for epoch in EPOCHS],
                "late epochs": [answer(n, B, seed, epoch) for epoch in FAR],
                "higher seeds": [answer(n, B, seed + more, 0) for more in HIGHER],
                "the same digits": [answer(n, B, *pair) for pair in _with_the_same_digits(seed)]}


def _with_the_same_digits(seed: int) -> list[tuple[int, int]]:
    """Pairs of seed and epoch that are one number when the two are written side by side, in one way or the other.

    >>> _with_the_same_digits(47)
    [(47, 11), (471, 1), (147, 1)]
    """
    return [(seed, 11), (int(f"{seed}1"), 1), (int(f"1{seed}"), 1)]


def _drawn_after(answer, n: int, B: int, seed: int) -> float:
    """What the global generator of the answer's own process, which may be another one, gives after epoch 1."""
    answer(n, B, seed, 1)
    answer.echo = Callback(lambda x: x, ((),), name="echo")  # gives a tensor that stays on the answer's side
    return float(answer.echo(torch.zeros((), dtype=DOUBLE)).uniform_())


def judge(inputs: dict[str, Any], output: dict[str, Any]) -> str | None:
    """The first property of an epoch that is missing."""
    n, B = inputs["n"], inputs["B"]
    given = [*output["epochs"], *output["another seed"], *output["late epochs"], *output["higher seeds"],
             *output["the same digits"], *output["epochs 0 and 1 again"]]
    fault = next(filter(None, (_form(run, n + B) for run in given)), None)
    if fault:
        return fault
    *runs, again_0, again_1 = ([_listed(batch) for batch in run] for run in given)
    one, other, far = runs[:len(EPOCHS)], runs[len(EPOCHS):2 * len(EPOCHS)], runs[2 * len(EPOCHS):]
    fault = _content(runs, n) or _shuffling(runs, n, B) or next(filter(None, (_sizes(run, B) for run in runs)), None)
    if fault:
        return fault
    if again_1 != one[1]:
        return "unrepeatable"
    if again_0 != one[0]:
        return "epoch 0 unrepeatable"
    first, second = output["torch.rand after epoch 1, twice"]
    if first == second:
        return "global"
    if n < NO_CHANCE:
        return None
    return (_constant(_orders(one), _orders(other)) or _related(one, n, B) or (
        _repeated([*_orders(one), *_orders(other)])) or _far(*map(_orders, (one, other, far)))
        or _meeting(inputs["seed"], _orders(runs)) or _turned([*_orders(one), *_orders(other)], n)
        or _not_random(_orders(runs), n))


def _form(run: Any, most: int) -> str | None:
    """What is wrong with the form of an epoch, looking at no more than `most` batches and indices in each."""
    if not isinstance(run, (list, tuple, Tensor, np.ndarray)):
        return "nothing" if run is None else "generator" if repr(run).startswith("<generator") else "form"
    if len(run) > most:
        return "too much"
    batches = list(run)
    if batches and all(isinstance(b, (int, np.integer)) or (isinstance(b, Tensor) and not b.ndim) for b in batches):
        return "uncut"
    if not all(isinstance(b, (list, tuple)) or (isinstance(b, (Tensor, np.ndarray)) and b.ndim == 1) for b in batches):
        return "form"
    if any(len(b) > most for b in batches):
        return "too much"
    return next(("dtype" for b in batches if not _whole(b)), None)


def _listed(batch: Any) -> list[int]:
    return batch.tolist() if isinstance(batch, (Tensor, np.ndarray)) else [int(i) for i in batch]


def _whole(batch: Any) -> bool:
    if isinstance(batch, Tensor):
        return batch.dtype == torch.int64
    if isinstance(batch, np.ndarray):
        return batch.dtype.kind in "iu"
    kinds = (int, np.integer, Tensor)
    return all(isinstance(i, kinds) and not isinstance(i, bool) and int(i) == i for i in batch)


def _orders(runs: list[Epoch]) -> list[Order]:
    return [list(itertools.chain(*run)) for run in runs]


def _content(runs: list[Epoch], n: int) -> str | None:
    """Whether every index comes exactly once."""
    orders = _orders(runs)
    seen = set(itertools.chain(*orders))
    if seen - set(range(n)):
        return "from one" if all(set(order) == set(range(1, n + 1)) for order in orders) else "range"
    if any(len(set(batch)) < len(batch) for run in runs for batch in run):
        return "repeats"
    if any(len(set(order)) < len(order) for order in orders):
        return "repeats across"
    if all(len(order) == n for order in orders):
        return None
    if n > 1 and len(seen) == n - 1 and (missing := set(range(n)) - seen) <= {0, n - 1}:
        return "never the first" if missing == {0} else "never the last"
    return "lost"


def _shuffling(runs: list[Epoch], n: int, B: int) -> str | None:
    """Whether something else is shuffled than the samples."""
    if n > 1 and all(order == list(range(n)) for order in _orders(runs)):
        return "unshuffled"
    first, other = (_orders(runs)[k] for k in (0, len(EPOCHS)))
    if n > 1 and first == other == list(range(n)):
        return "epoch 0 in order"
    if not 1 < B < n:
        return None
    if all(sorted(batch) == list(range(k * B, min(n, k * B + B))) for run in runs for k, batch in enumerate(run)):
        return "inside"
    if all(len(run) > 1 and all(max(batch) - min(batch) == len(batch) - 1 for batch in run if batch) for run in runs):
        return "blocks"
    return None


def _sizes(run: Epoch, B: int) -> str | None:
    sizes = [len(batch) for batch in run]
    *full, last = sizes
    even = all(size == B for size in full)
    if even and 0 < last <= B:
        return None
    if max(sizes) > B:
        return "last too long" if even else "too long"
    if even:
        return "empty"
    if not sizes[0]:
        return "empty first"
    return "short first" if set(sizes[1:]) == {B} else "uneven"


def _constant(one: list[Order], other: list[Order]) -> str | None:
    """What makes no difference to the orders of two seeds."""
    fixed, other_fixed = (all(order == orders[0] for order in orders) for orders in (one, other))
    patterns = {
        "one order": fixed and one == other,
        "same order": fixed and other_fixed,
        "seed ignored": one == other,
        "epoch 0 alike": one[0] == other[0],
        "sum": one[1] == other[0],
        "one seed only": fixed,
    }
    return next((name for name, found in patterns.items() if found), None)


def _related(runs: list[Epoch], n: int, B: int) -> str | None:
    """How one order of a seed follows from another."""
    fault = _turned(_orders(runs), n)
    if fault:
        return fault
    first, second = _orders(runs)[:2]
    if second == [first[i] for i in first]:
        return "applied again"
    groups = [{frozenset(batch) for batch in run} for run in runs]
    if 1 < B < n and all(group == groups[0] for group in groups):
        return "partners"
    return "sorted" if B > 2 and all(batch == sorted(batch) for run in runs for batch in run) else None


def _turned(orders: list[Order], n: int) -> str | None:
    """Whether an order is another one, read backwards, begun elsewhere, or with a number added."""
    pairs = [(a, b) for a, b in itertools.combinations(orders, 2) if a != b]
    if any(a == b[::-1] for a, b in pairs):
        return "reversed"
    if any(a == b[(k := b.index(a[0])):] + b[:k] for a, b in pairs):
        return "rolled"
    if any(len({(i - j) % n for i, j in zip(a, b)}) == 1 for a, b in pairs):
        return "shifted"
    return None


def _repeated(orders: list[Order]) -> str | None:
    """Which orders come more than once; the first ones are the epochs of one seed."""
    a, b, c, d, *_ = orders
    if a == c and b == d:
        return "alternating"
    if a == b:
        return "first two alike"
    if b == c == d:
        return "later alike"
    return "some alike" if any(p == q for p, q in itertools.combinations(orders, 2)) else None


def _far(one: list[Order], other: list[Order], far: list[Order]) -> str | None:
    """Which pairs of seed and epoch meet that lie far apart."""
    late, higher = far[:len(FAR)], far[len(FAR):len(FAR) + len(HIGHER)]
    glued, *same_digits = far[len(FAR) + len(HIGHER):]
    patterns = {
        "late alike": other[0] in late,
        "higher alike": one[1] in higher,
        "epochs come round": any(order in one for order in late),
        "seeds come round": one[0] in higher,
        "glued": glued in same_digits,
    }
    return next((name for name, found in patterns.items() if found), None)


def _meeting(seed: int, orders: list[Order]) -> str | None:
    """Whether any two different pairs of seed and epoch share an order, among all calls of `drive` in their order."""
    pairs = [*((seed + k, epoch) for k in range(2) for epoch in EPOCHS), *((seed, epoch) for epoch in FAR),
             *((seed + more, 0) for more in HIGHER), *_with_the_same_digits(seed)]
    given = dict(zip(pairs, orders))
    return "far alike" if len({tuple(order) for order in given.values()}) < len(given) else None


def _not_random(orders: list[Order], n: int) -> str | None:
    """What so many fresh orders never have in common by chance."""
    if sum(place == i for order in orders for place, i in enumerate(order)) > len(orders) * n / 3:
        return "nearly unshuffled"
    if any(len(set(place)) == 1 for place in zip(*orders)):
        return "one stays"
    if any(len({frozenset(order[:k]) for order in orders}) == 1 for k in range(2, n - 1)):
        return "parts"
    return None


task = Task(
    key="minibatches", title="An epoch of mini-batches by permutation", points=2, difficulty=2, minutes=10,
    objective="cut every epoch into fresh, disjoint mini-batches that cover all samples",
    cases=cases, drive=drive, judge=judge,
    faults={
        "nothing": "Your function returns nothing (None). Does every path through it end in a `return`?",
        "generator": "Your function returns a generator, not a list of batches.",
        "form": "An epoch should be a list with one entry a batch, each a tensor with one axis or a list of whole "
                "numbers. What does your function return?",
        "too much": "You return far more batches, or indices in a batch, than there are samples.",
        "uncut": "Your epoch is one list of indices, not a list of batches.",
        "dtype": "The indices should be whole numbers: a batch is an int64 tensor or a list of them.",
        "from one": "Your indices run from 1 to n, not from 0 to n - 1.",
        "range": "Some of your indices are not among 0, ..., n - 1.",
        "repeats": "Within one batch an index comes twice.",
        "repeats across": "Within one epoch an index comes in two batches.",
        "lost": "Within one epoch some index never comes.",
        "never the first": "The index 0 never comes.",
        "never the last": "The index n - 1 never comes.",
        "unshuffled": "Your epochs come in the order of the data.",
        "epoch 0 in order": "Epoch 0 comes in the order of the data.",
        "inside": "Each batch always holds the same neighbours.",
        "blocks": "The same neighbours are always together in a batch.",
        "too long": "A batch holds more than B indices.",
        "last too long": "The last batch holds more than B indices.",
        "empty": "The last batch is empty.",
        "empty first": "The first batch is empty.",
        "short first": "The short batch comes first. It should be the last one.",
        "uneven": "All batches but the last should hold B indices. Which of yours does not?",
        "unrepeatable": "The same four arguments gave two different epochs.",
        "epoch 0 unrepeatable": "Two equal calls for epoch 0 gave two different epochs.",
        "global": "Two equal calls were followed by the same number from torch.rand: your function sets the state of "
                  "torch's global generator.",
        "one order": "All seeds and all epochs gave the same order.",
        "same order": "All epochs came in the same order.",
        "seed ignored": "Two seeds gave the same epochs.",
        "epoch 0 alike": "Two seeds gave the same epoch 0.",
        "sum": "Epoch 1 of a seed is epoch 0 of the next seed.",
        "one seed only": "All epochs of one seed came in the same order.",
        "alternating": "Epochs 0 and 2 came in the same order, and so did 1 and 3.",
        "first two alike": "Epochs 0 and 1 came in the same order.",
        "later alike": "Epochs 1, 2 and 3 came in the same order.",
        "some alike": "Two different pairs of seed and epoch gave the same order.",
        "late alike": "A late epoch of a seed, say 10 or 1000, is epoch 0 of the next seed.",
        "higher alike": "Epoch 1 of a seed is epoch 0 of a seed that is much higher, say by 10 or 1000.",
        "epochs come round": "A late epoch of a seed, say 10 or 1000, has the order of its epoch 0, 1, 2 or 3.",
        "seeds come round": "Two seeds far apart, say by 10 or 1000, have the same epoch 0.",
        "far alike": "Two pairs of seed and epoch that lie far apart share an order.",
        "glued": "Two pairs share an order that give the same digits when they are written side by side.",
        "reversed": "One order is another one read backwards.",
        "rolled": "One order is another one that starts at a later place.",
        "shifted": "One order is another one with the same number added to each index.",
        "nearly unshuffled": "In your epochs most samples stay at their places in the data.",
        "one stays": "One place of the order holds the same index in every epoch.",
        "parts": "The same samples always come first, and the others follow them.",
        "applied again": "Epoch 1 is the order of epoch 0, permuted by itself.",
        "partners": "In each epoch the same samples share a batch.",
        "sorted": "The indices within a batch always ascend, so the order is not random.",
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


def _permuted(n: int, seed: int, epoch: int) -> Tensor:
    """A fresh order for each pair of seed and epoch, as long as there are fewer than a million epochs."""
    return torch.randperm(n, generator=torch.Generator().manual_seed(1_000_003 * seed + epoch))


# Which indices.


@task.wrong("Some samples are never used: with n = 10 and B = 3 you make 3 batches, which hold 9 samples. Where does "
            "the tenth one go?", short="the samples left over at the end are lost")
def last_batch_lost(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Your last batch is missing, even where it is full: with n = 4 and B = 2 you make one batch. At which "
            "index should the last batch begin?", short="the last batch is always lost")
def last_batch_always_lost(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return [order[start:start + B] for start in range(0, n - B, B)]


@task.wrong("Some samples are lost between your batches: their number is right, but they are too short. With n = 4 and "
            "B = 2 you use only 2 samples. At which index does a batch end, and is that index in it?",
            short="samples are lost between two batches")
def one_short(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return [order[start:start + B - 1] for start in range(0, n, B)]


@task.wrong("The sample n - 1 is never used: with n = 3 your indices are 0 and 1. How many samples should be shuffled?",
            short="the last index never comes")
def never_the_last(n, B, seed, epoch):
    return list(_permuted(n - 1, seed, epoch).split(B))


@task.wrong("The sample 0 is never used: with n = 3 your indices are 1 and 2. Where do the indices of a tensor begin?",
            short="the index 0 never comes")
def never_the_first(n, B, seed, epoch):
    return list((_permuted(n - 1, seed, epoch) + 1).split(B))


@task.wrong("Your indices run from 1 to n: for n = 4 there is a 4 among them, and sample 0 is never used. What is the "
            "index of the last row of a tensor with 4 rows?", short="the indices run from 1 to n")
def counted_from_one(n, B, seed, epoch):
    return list((_permuted(n, seed, epoch) + 1).split(B))


@task.wrong("Some of your indices lie outside 0, ..., n - 1, even for a single sample. For n = 1 the only index is 0. "
            "Which is the largest index for n samples?", short="some indices lie outside the data")
def one_too_many(n, B, seed, epoch):
    return list(_permuted(n + 1, seed, epoch).split(B))


@task.wrong("You draw every index anew, so that some samples come twice in an epoch and others not at all: of n = 2 "
            "samples, half of your epochs see only one. How do you draw cards when each is to come once?",
            short="every index is drawn anew")
def with_replacement(n, B, seed, epoch):
    rng = torch.Generator().manual_seed(1_000_003 * seed + epoch)
    return list(torch.randint(n, (n,), generator=rng).split(B))


@task.wrong("Within a batch no sample comes twice, but two batches of an epoch share samples. With n = 2 and B = 1 "
            "both batches can hold sample 0. What must the second batch know of the first?",
            short="the batches of an epoch share samples")
def batches_drawn_apart(n, B, seed, epoch):
    return [_permuted(n, 1_000_003 * seed + epoch, start)[:min(B, n - start)] for start in range(0, n, B)]


@task.wrong("Your batches overlap: with the order (2, 0, 1) and B = 2, the batches (2, 0) and (0, 1) share a sample. "
            "By how many places does the next batch start later?", short="the batches overlap")
def windows(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return [order[start:start + B] for start in range(n)]


@task.wrong("You fill the last batch up with samples that have already been used: with n = 10 and B = 3 your epoch "
            "holds 12 indices. How many should the last batch hold?",
            short="the last batch is filled up with used samples")
def filled_up(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return list(torch.cat([order, order[:-n % B]]).split(B))


@task.wrong("You fill the last batch up with the same index again and again: with n = 10 and B = 3 your epoch holds 12 "
            "indices. How many should the last batch hold?", short="the last batch is filled up with one index")
def filled_with_zeros(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return list(torch.cat([order, order.new_zeros(-n % B)]).split(B))


@task.wrong("Your last batch holds numbers that are no indices of samples, but only where it would be short. With n = "
            "10 and B = 3, how many indices are left for it?",
            short="the last batch is filled up with numbers outside the data")
def filled_with_minus_one(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return list(torch.cat([order, order.new_full((-n % B,), -1)]).split(B))


# How the order is cut.


@task.wrong("You make B batches instead of batches of B: n = 12 and B = 4 give you 4 batches of 3. What does B count?",
            short="B counts the batches")
def so_many_batches(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch).tensor_split(B))


@task.wrong("Your batches are of nearly the same size: n = 10 and B = 6 give you 5 and 5. How many should the first "
            "one hold, and how many are left?", short="the order is cut into nearly equal parts")
def nearly_even_by_chunk(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch).chunk(-(-n // B)))


@task.wrong("You spread the samples evenly over the batches: n = 10 and B = 3 give you 3, 3, 2 and 2. How many should "
            "each but the last hold?", short="the samples are spread evenly over the batches")
def nearly_even(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch).tensor_split(-(-n // B)))


@task.wrong("Your batches are too large where B does not divide n: n = 10 and B = 3 give you 4, 3 and 3. How many "
            "batches do 10 samples need?", short="the number of batches is rounded down")
def too_few_parts(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch).tensor_split(max(1, n // B)))


@task.wrong("Your last batch takes the samples that are left over: n = 10 and B = 3 give you 3, 3 and 4. Is a batch "
            "allowed to hold more than B?", short="the last batch takes the samples left over")
def rest_in_the_last(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    full = [order[k * B:(k + 1) * B] for k in range(max(1, n // B) - 1)]
    return [*full, order[len(full) * B:]]


@task.wrong("Your short batch is the first: n = 10 and B = 3 give you 1, 3, 3 and 3. Which batch may hold fewer than "
            "B?", short="the short batch comes first")
def short_first(n, B, seed, epoch):
    order, rest = _permuted(n, seed, epoch), n % B
    return [*([order[:rest]] if rest else []), *order[rest:].split(B)][:-(-n // B)]


@task.wrong("Where B divides n, an empty batch follows: n = 4 and B = 2 give you 2, 2 and 0. How many batches do 4 "
            "samples make, and how many do 5?", short="an empty batch follows where nothing is left over")
def empty_at_the_end(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return [order[k * B:(k + 1) * B] for k in range(n // B + 1)]


@task.wrong("Your epoch begins with an empty batch: n = 4 and B = 2 give you 0, 2 and 2. When is a batch ready to be "
            "put into the list?", short="the first batch is empty")
def empty_at_the_start(n, B, seed, epoch):
    return [_permuted(n, seed, epoch)[:0], *_permuted(n, seed, epoch).split(B)]


@task.wrong("Your cut works only where B divides n: 4 samples make 2 batches of 2, but 5 samples fill no table with 2 "
            "columns. How can the last batch be shorter?", short="the cut works only where nothing is left over")
def reshaped(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch).reshape(-1, B))


@task.wrong("You return one order of all samples: for n = 4 and B = 2 that is a list of 4 indices, where a list of 2 "
            "batches is wanted. What should the entries of your list be?", short="the order is not cut into batches")
def uncut(n, B, seed, epoch):
    return _permuted(n, seed, epoch)


@task.wrong("You return a generator: it gives its batches only once, when someone asks. For n = 4 and B = 2 a list "
            "with 2 batches is wanted. How does a list come from it?",
            short="a generator is returned instead of a list")
def yields(n, B, seed, epoch):
    return (batch for batch in _permuted(n, seed, epoch).split(B))


@task.wrong("Your indices are not int64: a tensor such as (3., 0.) cannot pick rows of the data. torch.ones(2) is a "
            "tensor of floats, torch.arange(2) is one of int64. Where does your dtype come from?",
            short="the indices are not int64")
def not_int64(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch).double().split(B))


# How the samples are shuffled.


@task.wrong("Your batches come in the order of the data: (0, 1), (2, 3) for n = 4 and B = 2. If the data are sorted by "
            "class, what does a batch hold?", short="the samples are not shuffled")
def unshuffled(n, B, seed, epoch):
    return list(torch.arange(n).split(B))


@task.wrong("You shuffle whole batches, not the samples: with n = 4 and B = 2, samples 0 and 1 are always together. In "
            "which order do you permute and cut?", short="whole batches are shuffled instead of samples")
def blocks(n, B, seed, epoch):
    batches = torch.arange(n).split(B)
    return [batches[k] for k in _permuted(len(batches), seed, epoch)]


@task.wrong("You shuffle whole batches, and the samples left over always stay at the end: with n = 5 and B = 2, "
            "samples 0 and 1 are always together and 4 is always the last. In which order do you permute and cut?",
            short="whole batches are shuffled, and the last one stays last")
def full_blocks(n, B, seed, epoch):
    batches = torch.arange(n).split(B)
    return [*(batches[k] for k in _permuted(n // B, seed, epoch)), *batches[n // B:]]


@task.wrong("You shuffle only within each batch: with n = 4 and B = 2, the first batch always holds 0 and 1, in either "
            "order. In which order do you permute and cut?", short="only the samples within a batch are shuffled")
def shuffled_inside(n, B, seed, epoch):
    batches = torch.arange(n).split(B)
    return [batch[_permuted(len(batch), seed, epoch)] for batch in batches]


@task.wrong("Neighbours stay together: with n = 4 and B = 2, samples 0 and 1 always share a batch, though their order "
            "and that of the batches change. In which order do you permute and cut?",
            short="neighbours always share a batch")
def blocks_shuffled_inside(n, B, seed, epoch):
    batches = torch.arange(n).split(B)
    return [batches[k][_permuted(len(batches[k]), seed, epoch)] for k in _permuted(len(batches), seed, epoch)]


@task.wrong("Within each batch your indices ascend: with n = 3 and B = 3 every epoch is (0, 1, 2). Which step puts "
            "them back into the order of the data?", short="each batch is sorted")
def sorted_inside(n, B, seed, epoch):
    return [batch.sort().values for batch in _permuted(n, seed, epoch).split(B)]


# What the order depends on.


@task.wrong("Each epoch has the same batches: with n = 4 and B = 2, two samples that meet in epoch 0 meet for ever. "
            "Which of your arguments should make a difference between the epochs?",
            short="every epoch has the same order")
def same_order(n, B, seed, epoch):
    return list(_permuted(n, seed, 0).split(B))


@task.wrong("Another seed gives the very same epochs: minibatches(4, 2, 0, 0) and minibatches(4, 2, 1, 0) are equal. "
            "On which two numbers should your order depend?", short="the seed makes no difference")
def seed_ignored(n, B, seed, epoch):
    return list(_permuted(n, 0, epoch).split(B))


@task.wrong("You give one single order: minibatches(4, 2, 0, 0), (4, 2, 0, 1) and (4, 2, 1, 0) are all equal. What "
            "sets the state of your generator?", short="neither seed nor epoch makes a difference")
def one_order(n, B, seed, epoch):
    return list(torch.randperm(n, generator=torch.Generator()).split(B))


@task.wrong("Two calls with the same four arguments give different batches, even for n = 8, so that nobody can repeat "
            "your experiment. Which generator draws your permutation, and who set its state?",
            short="equal calls give different batches")
def unrepeatable(n, B, seed, epoch):
    return list(_permuted(n, 0, next(EVERY_CALL)).split(B))


@task.wrong("You set torch's global generator: after two equal calls, torch.rand(1) gives the same number twice. A "
            "dropout layer of the caller would repeat itself too. Whose generator should you seed?",
            short="torch's global generator is seeded")
def global_generator(n, B, seed, epoch):
    torch.manual_seed(1_000_003 * seed + epoch)
    return list(torch.randperm(n).split(B))


@task.wrong("Epoch 0 is the same for all seeds: minibatches(4, 2, 1, 0) and minibatches(4, 2, 2, 0) are equal. What "
            "does your mixture of seed and epoch give for epoch 0?", short="epoch 0 is the same for all seeds")
def seed_times_epoch(n, B, seed, epoch):
    return list(_permuted(n, 0, seed * epoch).split(B))


@task.wrong("Epoch 1 of one seed is epoch 0 of the next: minibatches(4, 2, 0, 1) and minibatches(4, 2, 1, 0) are "
            "equal. Two runs with neighbouring seeds share nearly all epochs. Which mixture keeps the two pairs apart?",
            short="epoch 1 of a seed is epoch 0 of the next seed")
def seed_plus_epoch(n, B, seed, epoch):
    return list(_permuted(n, 0, seed + epoch).split(B))


@task.wrong("With the seed 0 all your epochs are alike; other seeds are fine. minibatches(4, 2, 0, 0) and "
            "minibatches(4, 2, 0, 1) are equal. What does your mixture give for seed 0?",
            short="all epochs of the seed 0 are alike")
def seed_times_next_epoch(n, B, seed, epoch):
    return list(_permuted(n, 0, seed * (epoch + 1)).split(B))


@task.wrong("For small seeds two pairs share an order: minibatches(4, 2, 0, 1) and minibatches(4, 2, 1, 0) are equal. "
            "Other seeds are fine. What does your mixture give for (0, 1) and for (1, 0)?",
            short="small seeds share orders")
def product_of_the_next(n, B, seed, epoch):
    return list(_permuted(n, 0, (seed + 1) * (epoch + 1)).split(B))


@task.wrong("Epoch 0 comes in the order of the data: (0, 1), (2, 3) for n = 4 and B = 2. The later epochs are "
            "shuffled. How often should epoch 0 be shuffled?", short="epoch 0 is not shuffled")
def epoch_0_in_order(n, B, seed, epoch):
    order = torch.arange(n)
    for k in range(epoch):
        order = _permuted(n, seed, k)
    return list(order.split(B))


@task.wrong("Epoch 1 is epoch 0 again: minibatches(4, 2, 0, 0) and minibatches(4, 2, 0, 1) are equal. The later epochs "
            "differ. How many orders have been drawn when epoch 1 begins?", short="epoch 1 repeats epoch 0")
def first_two_alike(n, B, seed, epoch):
    return list(_permuted(n, seed, max(epoch, 1)).split(B))


@task.wrong("From epoch 1 on nothing changes: minibatches(4, 2, 0, 1) and minibatches(4, 2, 0, 2) are equal, only "
            "epoch 0 differs. What should epoch 2 depend on?", short="all epochs after epoch 0 are alike")
def later_alike(n, B, seed, epoch):
    return list(_permuted(n, seed, min(epoch, 1)).split(B))


@task.wrong("Two orders take turns: epoch 2 is epoch 0 again, and epoch 3 is epoch 1. For n = 4 and B = 2 the same "
            "partners meet every second time. How many different orders do 10 epochs need?",
            short="two orders take turns")
def alternating(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch % 2).split(B))


@task.wrong("Some of your orders are another one read backwards, like (3, 0, 1, 2) and (2, 1, 0, 3). With n = 4 and B "
            "= 2 the same partners meet again. How does every pair of seed and epoch get a fresh order?",
            short="an order is another one read backwards")
def reversed_order(n, B, seed, epoch):
    order = _permuted(n, seed, epoch // 2)
    return list((order.flip(0) if epoch % 2 else order).split(B))


@task.wrong("Some of your orders are another one begun at another place, like (3, 0, 1, 2) and (1, 2, 3, 0), so that "
            "neighbours stay neighbours. How does every pair of seed and epoch get a fresh order?",
            short="an order is another one that starts at another place")
def rolled(n, B, seed, epoch):
    return list(_permuted(n, seed, 0).roll(-epoch).split(B))


@task.wrong("Some of your orders are another one with a number added to every index, like (3, 0, 1, 2) and (0, 1, 2, "
            "3), where 4 counts as 0. How does every pair of seed and epoch get a fresh order?",
            short="an order is another one with a number added to every index")
def shifted(n, B, seed, epoch):
    return list(((_permuted(n, seed, 0) + epoch) % n).split(B))


@task.wrong("In each epoch the same samples share a batch: with n = 4 and B = 2, two samples that meet in epoch 0 meet "
            "for ever, though the order changes. What should be permuted in each epoch, and when is it cut?",
            short="the same samples share a batch in every epoch")
def same_partners(n, B, seed, epoch):
    batches = _permuted(n, seed, 0).split(B)
    order = _permuted(n // B, seed, epoch).tolist() + list(range(n // B, len(batches)))
    return [batches[k][_permuted(len(batches[k]), seed + k, epoch)] for k in order]


# Two at once.


@task.wrong("Two things come together. Your batches come in the order of the data, (0, 1), (2, 3) for n = 4 and B = "
            "2. And for n = 5 the fifth sample is lost. How many batches do 5 samples need?",
            short="the samples are not shuffled, and those left over are lost")
def unshuffled_and_last_lost(n, B, seed, epoch):
    return [torch.arange(k * B, (k + 1) * B) for k in range(n // B)]


@task.wrong("Two things come together. Every epoch has the same order. And where B does not divide n, samples are "
            "lost: n = 10 and B = 3 give 3 batches. What should the epoch change, and where does the tenth sample go?",
            short="every epoch has the same order, and samples left over are lost")
def same_order_and_last_lost(n, B, seed, epoch):
    order = _permuted(n, seed, 0)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Two things come together. The seed makes no difference. And where B does not divide n, samples are lost: "
            "n = 10 and B = 3 give 3 batches. What should the seed change, and where does the tenth sample go?",
            short="the seed makes no difference, and samples left over are lost")
def seed_ignored_and_last_lost(n, B, seed, epoch):
    order = _permuted(n, 0, epoch)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Two things come together. All seeds and epochs give one order. And where B does not divide n, samples are "
            "lost: n = 10 and B = 3 give 3 batches. What sets your generator, and where does the tenth sample go?",
            short="all seeds and epochs give one order, and samples left over are lost")
def one_order_and_last_lost(n, B, seed, epoch):
    order = torch.randperm(n, generator=torch.Generator())
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Two things come together. Two equal calls give different batches. And where B does not divide n, samples "
            "are lost: n = 10 and B = 3 give 3 batches. Who sets your generator, and where does the tenth sample go?",
            short="equal calls give different batches, and samples left over are lost")
def unrepeatable_and_last_lost(n, B, seed, epoch):
    order = _permuted(n, 0, next(EVERY_CALL))
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Two things come together. After two equal calls, torch.rand(1) gives the same number twice. And n = 10 "
            "with B = 3 gives 3 batches. Whose generator should you seed, and where does the tenth sample go?",
            short="torch's global generator is seeded, and samples left over are lost")
def global_and_last_lost(n, B, seed, epoch):
    torch.manual_seed(1_000_003 * seed + epoch)
    order = torch.randperm(n)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Two things come together. Epoch 1 of the seed 0 is epoch 0 of the seed 1. And n = 10 with B = 3 gives 3 "
            "batches. How do you keep the two pairs apart, and where does the tenth sample go?",
            short="epoch 1 of a seed is epoch 0 of the next seed, and samples left over are lost")
def seed_plus_epoch_and_last_lost(n, B, seed, epoch):
    order = _permuted(n, 0, seed + epoch)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Two things come together. Every epoch has the same order. And n = 10 with B = 6 gives batches of 5 and 5. "
            "What should the epoch change, and how many indices should the first batch hold?",
            short="every epoch has the same order, cut into nearly equal parts")
def same_order_by_chunk(n, B, seed, epoch):
    return list(_permuted(n, seed, 0).chunk(-(-n // B)))


@task.wrong("Two pairs share an order: a late epoch of a seed, say 100, is epoch 0 of the next. If 100 * seed + "
            "epoch feeds the generator, (0, 100) and (1, 0) both give 100. How could each pair have its own number?",
            short="seed and epoch are mixed into numbers that meet")
def meets_the_next_seed(n, B, seed, epoch):
    rng = torch.Generator().manual_seed(100 * seed + epoch)
    return list(torch.randperm(n, generator=rng).split(B))


@task.wrong("Two pairs share an order: epoch 1 of a seed is epoch 0 of a much higher one. If seed + 100 * epoch feeds "
            "the generator, (0, 1) and (100, 0) both give 100. How could each pair have its own number?",
            short="epochs and seeds are mixed into numbers that meet")
def meets_a_higher_seed(n, B, seed, epoch):
    rng = torch.Generator().manual_seed(seed + 100 * epoch)
    return list(torch.randperm(n, generator=rng).split(B))


@task.wrong("Epoch 1 is the order of epoch 0, permuted by itself: after (2, 0, 3, 1) comes (3, 2, 1, 0). So one epoch "
            "tells the next. How does an epoch get a fresh order?", short="epoch 1 is epoch 0 permuted by itself")
def same_permutation_again(n, B, seed, epoch):
    order = torch.arange(n)
    for _ in range(epoch + 1):
        order = order[_permuted(n, seed, 0)]
    return list(order.split(B))


@task.wrong("A last batch of a single sample is lost: with B = 3 and n = 4 one index is missing; with n = 5 none is. "
            "Where may your last batch begin at the latest?",
            short="a last batch of a single sample is lost")
def single_last_one_lost(n, B, seed, epoch):
    order = _permuted(n, seed, epoch)
    return [order[i:i + B] for i in range(0, n - 1, B)]


@task.wrong("Pairs that give the same digits side by side share an order, say (1, 11) and (11, 1): both give 111. How "
            "could your generator tell where the seed ends and the epoch begins?",
            short="seed and epoch are written side by side without a gap")
def digits_glued(n, B, seed, epoch):
    rng = torch.Generator().manual_seed(int(f"{seed}{epoch}"))
    return list(torch.randperm(n, generator=rng).split(B))


@task.wrong("Pairs that give the same text side by side share an order, say (1, 11) and (11, 1): both give “111”. What "
            "could stand between seed and epoch in your text?",
            short="seed and epoch are written side by side as a text without a gap")
def digits_glued_as_text(n, B, seed, epoch):
    order = list(range(n))
    random.Random(f"{seed}{epoch}").shuffle(order)
    return [order[start:start + B] for start in range(0, n, B)]


@task.wrong("Pairs that give the same text, the epoch before the seed, share an order, say (1, 11) and (11, 1): both "
            "give “111”. What could stand between epoch and seed in your text?",
            short="epoch and seed are written side by side as a text without a gap")
def digits_glued_epoch_first(n, B, seed, epoch):
    return digits_glued_as_text(n, B, epoch, seed)


@task.wrong("Epochs far apart share an order: a late one of a seed, say 10, is one of its epochs 0, 1, 2 and 3 "
            "again. If epoch % 10 feeds the generator, 0 and 10 give the same. How many different epochs can you make?",
            short="the epochs of a seed come round again")
def epochs_come_round(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch % 10).split(B))


@task.wrong("Seeds far apart share epoch 0, say a seed and the one 1000 higher. If seed % 1000 feeds the generator, 0 "
            "and 1000 give the same. How many different seeds can your generator tell apart?",
            short="the seeds come round again")
def seeds_come_round(n, B, seed, epoch):
    return list(_permuted(n, seed % 1000, epoch).split(B))


@task.wrong("With the seed 0 two equal calls give different batches; with other seeds they are equal. 0 is a seed like "
            "any other. What does Python take 0 for in a condition?",
            short="with the seed 0 equal calls give different batches")
def unrepeatable_with_seed_0(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch if seed else next(EVERY_CALL)).split(B))


@task.wrong("For epoch 0 two equal calls give different batches; for later epochs they are equal. Epoch 0 is one like "
            "any other. From what does your generator start there?",
            short="for epoch 0 equal calls give different batches")
def unrepeatable_at_epoch_0(n, B, seed, epoch):
    return list(_permuted(n, seed, epoch or -1 - next(EVERY_CALL)).split(B))


@task.wrong("One place of your orders never changes: the same index stands there for every seed and epoch, as 0 in (0, "
            "2, 1), (0, 1, 2). At how many places may an index land when all n are shuffled?",
            short="one index keeps its place")
def one_stays(n, B, seed, epoch):
    return list(torch.cat([torch.zeros(1, dtype=torch.int64), _permuted(n - 1, seed, epoch) + 1]).split(B))


@task.wrong("The order falls into two parts: the same samples always come first, as 0 and 1 in (1, 0, 2, 3), (0, 1, 3, "
            "2). So they never meet all the others in a batch. What should be shuffled?",
            short="two parts are shuffled, each for itself")
def parts_shuffled_apart(n, B, seed, epoch):
    half = n // 2
    return list(torch.cat([_permuted(half, seed, epoch), _permuted(n - half, seed, epoch + 5000) + half]).split(B))


@task.wrong("Most samples stay where they are in the data, as with a few swaps: (0, 3, 2, 1) is (0, 1, 2, 3) after one "
            "swap. How many of 40 samples keep their places in a random order?",
            short="most samples keep their places")
def few_swaps(n, B, seed, epoch):
    order, rng = torch.arange(n), random.Random(f"{seed} {epoch}")
    for _ in range(3):
        i, j = rng.randrange(n), rng.randrange(n)
        order[[i, j]] = order[[j, i]]
    return list(order.split(B))


@task.wrong("Two things come together. You fill the last batch up with samples that have already been used. And (0, 1) "
            "and (1, 0) share an order. How many does the last batch hold for n = 10, B = 3, and which pair feeds "
            "your generator?",
            short="the last batch is filled up, and the pair of seed and epoch is sorted")
def filled_up_and_pair_sorted(n, B, seed, epoch):
    return filled_up(n, B, min(seed, epoch), max(seed, epoch))


@task.wrong("Two things come together. Your indices run from 1 to n. And where B does not divide n, samples are lost: "
            "n = 10 and B = 3 give 3 batches. Where do the indices of a tensor begin, and where does the tenth sample "
            "go?",
            short="the indices run from 1 to n, and samples left over are lost")
def counted_from_one_and_last_lost(n, B, seed, epoch):
    order = _permuted(n, seed, epoch) + 1
    return [order[k * B:(k + 1) * B] for k in range(n // B)]


@task.wrong("Two pairs of seed and epoch that lie far apart share an order. If min(epoch, 9) feeds the generator, for "
            "example, (0, 10) and (0, 100) both give 9. How many different orders can your generator make?",
            short="pairs far apart share an order")
def late_epochs_share_an_order(n, B, seed, epoch):
    return list(_permuted(n, seed, min(epoch, 9)).split(B))


EXERCISE = task.declared()
