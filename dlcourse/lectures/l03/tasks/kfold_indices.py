"""Exercise: K folds of shuffled samples."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.data import kfold
from dlcourse.tensors import generator

MOST = 200  # folds, and indices in a fold, that are looked at


def reference(n: int, K: int, seed: int) -> list[tuple[Tensor, Tensor]]:
    """The package's folds."""
    return drive(lambda *of: [tuple(fold) for fold in kfold(n, K, rng=generator(seed))], n, K, seed)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def with_seed(label: str, n: int, K: int) -> Case:
        return case(label, n=n, K=K, seed=draw.whole(1, 99))

    return [
        with_seed("6 samples, 3 folds", 6, 3),
        with_seed("10 samples, 3 folds, one sample is left over", 10, 3),
        with_seed("23 samples, 6 folds, five are left over", 23, 6),
        with_seed("9 samples, 2 folds", 9, 2),
        with_seed("7 samples, 7 folds of one sample", 7, 7),
        case("12 samples, 4 folds, the seed 0", n=12, K=4, seed=0),
    ]


def drive(answer, n: int, K: int, seed: int):
    """The folds, each tensor in ascending order; what has another form is left as it is."""
    result = answer(n, K, seed)
    if not isinstance(result, (list, tuple)) or len(result) > MOST:
        return result
    return [tuple(map(_ascending, one)) if isinstance(one, (list, tuple)) and len(one) <= MOST else one
            for one in result]


def _ascending(indices: Any) -> Any:
    plain = isinstance(indices, Tensor) and indices.ndim == 1 and len(indices) <= MOST
    return indices.sort().values if plain and indices.dtype == torch.int64 else indices


task = Task(
    key="kfold_indices", title="K folds", points=2, difficulty=2, minutes=15,
    objective="divide shuffled samples into folds, each held out once",
    reference=reference, cases=cases, drive=drive, compare=close(each="round {}"), facts=("N03-06",),
    hints=(
        "How many samples does each of K folds have, if n is a multiple of K? What happens to the samples that are "
        "left over?",
        "10 samples and 3 folds: the folds have 4, 3 and 3 samples. So they begin at the places 0, 4 and 7 of the "
        "shuffled order. Where does the next fold of 23 samples and 6 folds begin?",
        "order = torch.randperm(n, generator=____); parts = order.tensor_split(____); "
        "train = torch.cat([all parts but part ____])",
    ),
)


@task.solution
def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))    # step: the shuffled samples
    result, start = [], 0
    for i in range(K):
        size = n // K + (1 if i < n % K else 0)                     # step: the size of this fold
        validation = order[start:start + size]                      # step: the fold
        train = torch.cat([order[:start], order[start + size:]])    # step: all others
        result.append((train, validation))
        start = start + size                                        # step: where the next fold begins
    return result


@task.right
def by_tensor_split(n, K, seed):
    parts = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    return [(torch.cat(parts[:i] + parts[i + 1:]), parts[i]) for i in range(K)]


@task.right
def by_numbers_of_folds(n, K, seed):
    rng = torch.Generator()
    rng.manual_seed(seed)
    order = torch.randperm(n, generator=rng)
    fold_of = torch.repeat_interleave(torch.arange(K), torch.tensor([n // K + (i < n % K) for i in range(K)]))
    return tuple([order[fold_of != i].sort().values, order[fold_of == i].sort().values] for i in range(K))


@task.right
def with_sets(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    result = []
    for left in range(K, 0, -1):
        size = -(-len(order) // left)                   # step: the size of this fold, rounded up
        fold, order = order[:size], order[size:]        # step: the fold, and what is left for the others
        result.append((torch.tensor(sorted(set(range(n)) - set(fold))), torch.tensor(fold)))
    return result


def _order(n: int, seed: int) -> Tensor:
    """The shuffled samples."""
    return torch.randperm(n, generator=torch.Generator().manual_seed(seed))


def _rounds(order: Tensor, parts: tuple[Tensor, ...]) -> list[tuple[Tensor, Tensor]]:
    """For each part, the rest of the order and the part."""
    return [(order[~torch.isin(order, part)], part) for part in parts]


def _folds(n: int, K: int, seed: int) -> list[tuple[Tensor, Tensor]]:
    """The folds of the text."""
    order = _order(n, seed)
    return _rounds(order, order.tensor_split(K))


@task.wrong("The samples that are left over are never validated: 10 samples and 3 folds give you folds of 3, 3 and "
            "3. Who holds out the tenth?", short="samples that are left over are in no fold")
def remainder_dropped(n, K, seed):
    order, size = _order(n, seed), n // K
    return _rounds(order, tuple(order[i * size:(i + 1) * size] for i in range(K)))


@task.wrong("The last fold takes all that is left over: 23 samples and 6 folds give you 3, 3, 3, 3, 3 and 8. By how "
            "much may two folds differ?", short="the last fold takes all that is left over")
def remainder_to_the_last(n, K, seed):
    order, size = _order(n, seed), n // K
    return _rounds(order, tuple(order[i * size:(i + 1) * size if i < K - 1 else n] for i in range(K)))


@task.wrong("The larger folds come last: 10 samples and 3 folds give you 3, 3 and 4. Which folds does the text make "
            "larger?", short="the larger folds come last")
def larger_last(n, K, seed):
    order = _order(n, seed)
    sizes = [n // K + (1 if i >= K - n % K else 0) for i in range(K)]
    return _rounds(order, order.split(sizes))


@task.wrong("You round the size of a fold up, as torch.chunk does: 10 samples and 3 folds give you 4, 4 and 2. By "
            "how much may two folds differ?", short="the size of a fold is rounded up")
def rounded_up(n, K, seed):
    order = _order(n, seed)
    return _rounds(order, order.chunk(K))


@task.wrong("K is used as the size of a fold: 12 samples with K = 4 give you three folds of 4. How many folds should "
            "there be?", short="K is used as the size of a fold")
def size_k(n, K, seed):
    order = _order(n, seed)
    return _rounds(order, order.split(K))


@task.wrong("You deal the samples out like cards: the order 4, 0, 2, 5, 1, 3 and 3 folds give you 4 and 5 in the "
            "first. Each sample is held out once, but which samples does the text put into a fold?",
            short="samples are dealt out in turn")
def dealt_out(n, K, seed):
    order = _order(n, seed)
    return _rounds(order, tuple(order[i::K] for i in range(K)))


@task.wrong("The training part holds all samples, those of the fold too: with 6 samples and 3 folds it should have "
            "4. Is a score fair on samples that were trained on?", short="the training part contains the fold")
def train_on_all(n, K, seed):
    order = _order(n, seed)
    return [(order, part) for part in order.tensor_split(K)]


@task.wrong("Nothing is shuffled: with 6 samples and 3 folds your first fold is 0, 1. If the samples are sorted by "
            "label, what does a fold then hold?", short="the samples are not shuffled")
def not_shuffled(n, K, seed):
    order = torch.arange(n)
    return _rounds(order, order.tensor_split(K))


@task.wrong("The two parts of a round have changed places: with 6 samples and 3 folds your first tensor has 2 "
            "samples. Which one is trained on?", short="the two parts of a round have changed places")
def exchanged(n, K, seed):
    return [(validation, train) for train, validation in _folds(n, K, seed)]


@task.wrong("Each round shuffles anew: with 6 samples and 3 folds some sample may be held out twice and another "
            "never. How often should the samples be shuffled?", short="each round shuffles anew")
def shuffled_each_round(n, K, seed):
    return [_folds(n, K, seed + i)[i] for i in range(K)]


@task.wrong("The seed plays no part: the seeds 1 and 2 give you the same folds. What does the text draw the order "
            "with?", short="the seed plays no part")
def seed_ignored(n, K, seed):
    return _folds(n, K, 0)


@task.wrong("You draw the order with another generator than the text's. Each sample is held out once, but the order "
            "is another one. Which call does the text give?", short="another generator draws the order")
def python_random(n, K, seed):
    order = list(range(n))
    random.Random(seed).shuffle(order)
    order = torch.tensor(order)
    return _rounds(order, order.tensor_split(K))


@task.wrong("You train only on the samples before the fold: in the first round there are none. Which samples may be "
            "trained on?", short="only the samples before the fold are trained on")
def only_before(n, K, seed):
    order, parts = _order(n, seed), _order(n, seed).tensor_split(K)
    starts = [sum(map(len, parts[:i])) for i in range(K)]
    return [(order[:start], part) for start, part in zip(starts, parts)]


@task.wrong("You train only on the samples behind the fold: in the last round there are none. Which samples may be "
            "trained on?", short="only the samples behind the fold are trained on")
def only_behind(n, K, seed):
    order, parts = _order(n, seed), _order(n, seed).tensor_split(K)
    ends = [sum(map(len, parts[:i + 1])) for i in range(K)]
    return [(order[end:], part) for end, part in zip(ends, parts)]


@task.wrong("Each round holds out the same fold: with 6 samples and 3 folds you validate 2 samples three times. What "
            "changes from round to round?", short="each round holds out the same fold")
def same_fold(n, K, seed):
    return [_folds(n, K, seed)[0]] * K


@task.wrong("Samples are counted from 1: with 6 samples one of your indices is 6, and 0 is missing. What is the "
            "first row of a tensor called?", short="samples are counted from one")
def from_one(n, K, seed):
    return [(train + 1, validation + 1) for train, validation in _folds(n, K, seed)]


@task.wrong("You return masks of True and False, with n entries each. Which numbers should a tensor of a fold hold?",
            short="masks stand for indices")
def masks(n, K, seed):
    return [(torch.isin(torch.arange(n), train), torch.isin(torch.arange(n), validation))
            for train, validation in _folds(n, K, seed)]


@task.wrong("Only the folds come back, without their training parts. What are the two tensors of a round?",
            short="the training parts are missing")
def folds_alone(n, K, seed):
    return [validation for _, validation in _folds(n, K, seed)]


@task.wrong("Two things: nothing is shuffled, and what is left over is in no fold. First: with 6 samples and 3 folds "
            "your first fold is 0, 1. Where does the seed come in?",
            short="nothing is shuffled, and the rest is in no fold")
def not_shuffled_and_remainder_dropped(n, K, seed):
    order, size = torch.arange(n), n // K
    return _rounds(order, tuple(order[i * size:(i + 1) * size] for i in range(K)))


@task.wrong("Two things: the parts of a round have changed places, and the larger folds come last. First: with 6 "
            "samples and 3 folds, how many are trained on?",
            short="the parts have changed places, and the larger folds come last")
def exchanged_and_larger_last(n, K, seed):
    return [(validation, train) for train, validation in larger_last(n, K, seed)]


EXERCISE = task.declared()
