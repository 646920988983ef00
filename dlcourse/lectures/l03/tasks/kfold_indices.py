"""Exercise: K folds of shuffled samples."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
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
        with_seed("14 samples, 4 folds, two are left over", 14, 4),
        with_seed("2 samples, 2 folds", 2, 2),
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


def _told(name: str, message: str, short: str, how) -> None:
    """A wrong answer: how(order, K) gives the rounds from the shuffled samples."""
    def answer(n, K, seed):
        return how(_order(n, seed), K)

    _kept(name, message, short, answer)


def _kept(name: str, message: str, short: str, answer) -> None:
    answer.__name__ = answer.__qualname__ = name
    task.wrong(message, short=short)(answer)


def _sizes(n: int, K: int) -> list[int]:
    return [n // K + (i < n % K) for i in range(K)]


def _cut_at(order: Tensor, bounds) -> tuple[Tensor, ...]:
    return tuple(order[a:b] for a, b in itertools.pairwise(bounds))


def _slices(order: Tensor, K: int) -> list[tuple[int, int]]:
    ends = list(itertools.accumulate(_sizes(len(order), K)))
    return list(zip([0, *ends], ends))


def _without_start(order: Tensor, K: int) -> tuple[Tensor, ...]:
    return tuple(order[i * size:(i + 1) * size] for i, size in enumerate(_sizes(len(order), K)))


def _one_too_many_larger(order: Tensor, K: int) -> tuple[Tensor, ...]:
    sizes = [len(order) // K + (i <= len(order) % K) for i in range(K)]
    return _cut_at(order, itertools.accumulate(sizes, initial=0))


def _fixed_size(order: Tensor, K: int) -> tuple[Tensor, ...]:
    return tuple(order[i * (len(order) // K):(i + 1) * (len(order) // K)] for i in range(K))


CUTS = {  # how the order is cut into folds: words, order and K -> the folds, a question
    "remainder_dropped": ("what is left over is in no fold", _fixed_size, "who holds out the tenth of 10 samples?"),
    "remainder_to_the_last": ("the last fold takes all that is left over", lambda o, K: _cut_at(
        o, [*range(0, len(o) // K * K, len(o) // K), len(o)]), "by how much may two folds differ?"),
    "remainder_to_the_first": ("the first fold takes all that is left over", lambda o, K: _cut_at(
        o, [0, *range(len(o) // K + len(o) % K, len(o) + 1, len(o) // K)]), "by how much may two folds differ?"),
    "larger_last": ("the larger folds come last", lambda o, K: o.split(sorted(_sizes(len(o), K))),
                    "which of 3 folds of 10 samples has 4?"),
    "rounded_up": ("the size of a fold is rounded up", lambda o, K: o.chunk(K), "how large are 3 folds of 10 samples?"),
    "size_k": ("K is used as the size of a fold", lambda o, K: o.split(K), "how many folds should there be?"),
    "dealt_out": ("samples are dealt out in turn", lambda o, K: tuple(o[i::K] for i in range(K)),
                  "which samples of the order 4, 0, 2, 5, 1, 3 are the first of 3 folds?"),
    "bounds_cut_off": ("the ends are i · n / K, cut off",
                       lambda o, K: _cut_at(o, [i * len(o) // K for i in range(K + 1)]),
                       "which folds should be larger?"),
    "start_from_its_own_size": ("each fold begins at i times its own size", _without_start,
                                "where does the fold behind 4 and 3 samples begin?"),
}
TRAINS = {  # what is trained on: words, order, folds and i -> the training part, a question
    "train_on_all": ("the training part contains the fold",
                     lambda o, parts, i: o, "with 6 samples and 3 folds, how many are "
                     "trained on?"),
    "only_before": ("only the samples before the fold are trained on",
                    lambda o, parts, i: torch.cat([o[:0], *parts[:i]]),
                    "which samples does the first round train on?"),
    "only_behind": ("only the samples behind the fold are trained on", lambda o, parts, i: torch.cat(
        [o[:0], o[sum(map(len, parts[:i + 1])):]]), "which samples does the last round train on?"),
    "one_behind_lost": ("the sample behind each fold is lost", lambda o, parts, i: torch.cat(
        [o[:sum(map(len, parts[:i]))], o[sum(map(len, parts[:i + 1])) + 1:]]), "where should the second slice begin?"),
    "train_on_positions": ("the training part holds places of the order, not samples", lambda o, parts, i: torch.cat(
        [torch.arange(sum(map(len, parts[:i]))), torch.arange(sum(map(len, parts[:i + 1])), len(o))]),
                           "which sample stands at place 0 of the order 4, 0, 2?"),
}
ORDERS = {"not_shuffled": ("nothing is shuffled", lambda n, seed: torch.arange(n), "where does the seed come in?"),
          "seed_ignored": ("the seed plays no part", lambda n, seed: _order(n, 0), "where does the seed come in?")}
FORMS = {  # what is done with right rounds: words, a round -> its form, a question
    "exchanged": ("the two parts of a round have changed places", lambda a, b: (b, a),
                  "with 6 samples and 3 folds, how many are trained on?"),
    "from_one": ("samples are counted from one",
                 lambda a, b: (a + 1, b + 1), "what is the first row of a tensor called?"),
    "folds_alone": ("the training parts are missing", lambda a, b: b, "what are the two tensors of a round?"),
    "plain_lists": ("lists stand for tensors", lambda a, b: (a.tolist(), b.tolist()), "what makes a tensor of a list?"),
    "as_float32": ("the indices are float32", lambda a, b: (a.float(), b.float()), "which numbers can be an index?"),
}

for _name, _message in {
    "remainder_to_the_first": "The first fold takes all that is left over: 23 samples and 6 folds give you 8, 3, 3, "
                              "3, 3 and 3. By how much may two folds differ?",
    "bounds_cut_off": "You cut at i · n / K, cut off to whole numbers: 14 samples and 4 folds give you 3, 4, 3 and 4. "
                      "Which folds does the text make larger?",
    "start_from_its_own_size": "Each fold begins at i times its own size: 10 samples and 3 folds give you the places "
                               "0 to 3, 3 to 5 and 6 to 8. Where does the first fold end, so where does the second "
                               "begin?",
}.items():
    _told(_name, _message, CUTS[_name][0], lambda o, K, cut=CUTS[_name][1]: _rounds(o, cut(o, K)))

_told("train_on_positions",
      "Your training part holds places of the order, not the samples there: with the order 4, 0, 2, 5, "
      "1, 3 and the fold 4, 0 you train on 2, 3, 4, 5, though 4 is held out. Which samples stand at these places?",
      TRAINS["train_on_positions"][0], lambda o, K: [(torch.cat([torch.arange(a), torch.arange(b, len(o))]), o[a:b])
                                                     for a, b in _slices(o, K)])

for _name, _message, _short, _how in (
    ("fold_of_positions",
     "Your validation part holds places of the order, not the samples there: with the order 4, 0, 2, 5, "
     "1, 3 the first fold is 0, 1 for you. Which samples stand at these places?", "the fold holds places of the order",
     lambda o, K: [(torch.cat([o[:a], o[b:]]), torch.arange(a, b)) for a, b in _slices(o, K)]),
    ("one_behind_lost",
     "One sample behind each fold is in neither part: with 6 samples and 3 folds your first training part "
     "has 3. A slice order[:stop] ends before stop. Where should the next one begin?",
     "the sample behind each fold is lost", lambda o, K: [(torch.cat([o[:a], o[b + 1:]]), o[a:b])
                                                          for a, b in _slices(o, K)]),
    ("one_before_lost",
     "One sample before each fold is in neither part: with 6 samples and 3 folds your second training part "
     "has 3. Where does order[:start] end?", "the sample before each fold is lost",
     lambda o, K: [(torch.cat([o[:max(a - 1, 0)], o[b:]]), o[a:b]) for a, b in _slices(o, K)]),
    ("one_before_lost_or_wrapped",
     "The part before a fold ends one too early: with 6 samples and 3 folds your second training "
     "part has 3, and in the first round order[:-1] holds almost all samples. Where does order[:start] end?",
     "the training part ends one before the fold", lambda o, K: [(torch.cat([o[:a - 1], o[b:]]), o[a:b])
                                                                 for a, b in _slices(o, K)]),
    ("fold_one_too_long",
     "Each fold holds one sample more, and that one is trained on as well: with 6 samples and 3 folds "
     "your first fold has 3. Where does a slice end?", "each fold holds one sample too many",
     lambda o, K: [(torch.cat([o[:a], o[b:]]), o[a:b + 1]) for a, b in _slices(o, K)]),
    ("fold_one_too_long_moved",
     "Each fold holds one sample more, which the next round holds out again: with 6 samples and 3 "
     "folds your first fold has 3. Where does a slice end?", "each fold takes one sample of the next",
     lambda o, K: [(torch.cat([o[:a], o[b + 1:]]), o[a:b + 1]) for a, b in _slices(o, K)]),
    ("fold_one_too_short",
     "Each fold holds one sample less: with 6 samples and 3 folds your first fold has 1. Where does a "
     "slice end?", "each fold holds one sample too few",
     lambda o, K: [(torch.cat([o[:a], o[b:]]), o[a:b - 1]) for a, b in _slices(o, K)]),
    ("fold_one_too_short_moved",
     "Each fold holds one sample less, and you train on it: with 6 samples and 3 folds your first "
     "fold has 1. Where does a slice end?", "each fold leaves one sample to the training part",
     lambda o, K: [(torch.cat([o[:a], o[b - 1:]]), o[a:b - 1]) for a, b in _slices(o, K)]),
    ("one_too_many_larger",
     "One fold too many is larger: 10 samples and 3 folds give you 4, 4 and 2. How many samples are "
     "left over, and does i <= 1 hold for one i or for two?", "one fold too many is larger",
     lambda o, K: _rounds(o, _one_too_many_larger(o, K))),
    ("start_never_moves",
     "Each fold begins at the first sample of the order: the next fold holds out the same samples. What "
     "happens to your start at the end of a round?", "each fold begins at the first sample",
     lambda o, K: [(o[b - a:], o[:b - a]) for a, b in _slices(o, K)]),
    ("start_moves_by_the_small_size",
     "The start moves by n // K, even behind a larger fold: 10 samples and 3 folds give you "
     "the places 0 to 3, 3 to 5 and 6 to 8. Where does the first fold end, so where does the second begin?",
     "the start moves by n // K", lambda o, K: [
         (torch.cat([o[:a], o[b:]]), o[a:b]) for a, b in (
             (i * (len(o) // K), i * (len(o) // K) + size) for i, size in enumerate(_sizes(len(o), K)))]),
    ("bounds_rounded",
     "You cut at i · n / K, rounded: 14 samples and 4 folds give you 4, 3, 3 and 4. Which folds does the text "
     "make larger?", "the ends are i · n / K, rounded",
     lambda o, K: _rounds(o, _cut_at(o, [round(i * len(o) / K) for i in range(K + 1)]))),
    ("rest_nowhere",
     "The samples that are left over are in neither part: 10 samples and 3 folds give you folds of 3 and "
     "training parts of 6. Who holds out the tenth?", "samples that are left over are nowhere",
     lambda o, K: _rounds(o[:len(o) // K * K], _fixed_size(o, K))),
    ("last_piece_first",
     "The last piece is held out first: of the order 4, 0, 2, 6, 1, 5, 3 your round 1 validates on 5 and 3. "
     "Which piece comes first?", "the pieces come in reverse order",
     lambda o, K: _rounds(o, o.tensor_split(K))[::-1]),
    ("order_turned_round",
     "You cut the order from its end: of 4, 0, 2, 6, 1, 5, 3 your first fold is 3, 5, 1. Where does "
     "round 1 take its piece?", "the order is cut from its end",
     lambda o, K: _rounds(o.flip(0), o.flip(0).tensor_split(K))),
    ("first_round_alone",
     "Only the first round comes back: a list of one pair. Does your function return inside the loop?",
     "only the first round comes back", lambda o, K: _rounds(o, o.tensor_split(K))[:1]),
    ("last_round_alone", "Only the last round comes back, as a list of one pair. Where do the rounds before it go?",
     "only the last round comes back", lambda o, K: _rounds(o, o.tensor_split(K))[-1:]),
    ("first_pair",
     "You return the pair of the first round, not a list of pairs. Does your function return inside the loop?",
     "the first pair comes back without a list", lambda o, K: _rounds(o, o.tensor_split(K))[0]),
    ("last_pair", "You return the pair of the last round, not a list of pairs. Where do the rounds before it go?",
     "the last pair comes back without a list", lambda o, K: _rounds(o, o.tensor_split(K))[-1]),
    ("last_round_missing", "The last round is missing: with K = 3 your list has 2 pairs. Where does range(K - 1) stop?",
     "the last round is missing", lambda o, K: _rounds(o, o.tensor_split(K))[:-1]),
    ("first_round_missing",
     "The first round is missing: with K = 3 your list has 2 pairs. Which number is the first of "
     "range(1, K)?", "the first round is missing", lambda o, K: _rounds(o, o.tensor_split(K))[1:]),
    ("two_lists",
     "You return two lists, all training parts and all folds. Which two tensors stand together in a pair of the "
     "text?", "training parts and folds stand in two lists", lambda o, K: tuple(zip(*_rounds(o, o.tensor_split(K))))),
    ("everything_in_one_list", "Your list holds 2 K tensors one after the other. Which two of them make a pair?",
     "the pairs are not kept together", lambda o, K: [part for both in _rounds(o, o.tensor_split(K)) for part in both]),
    ("train_parts_alone", "Only the training parts come back, without the folds. What are the two tensors of a round?",
     "the folds are missing", lambda o, K: [train for train, _ in _rounds(o, o.tensor_split(K))]),
    ("fold_twice", "Both tensors of a round hold the fold. Which samples does a round train on?",
     "the fold stands in both places", lambda o, K: [(part, part) for part in o.tensor_split(K)]),
    ("next_fold_trains",
     "You train on one piece alone, the next one: with 6 samples and 3 folds on 2 samples, where 4 are not "
     "held out. Which samples may be trained on?", "only the next piece is trained on",
     lambda o, K: [(o.tensor_split(K)[(i + 1) % K], part) for i, part in enumerate(o.tensor_split(K))]),
    ("in_pieces",
     "Your training part is a list of pieces, not one tensor. Which function puts tensors one behind the other?",
     "the pieces of a training part are not joined",
     lambda o, K: [([p for j, p in enumerate(o.tensor_split(K)) if j != i], part) for i, part in enumerate(
         o.tensor_split(K))]),
    ("squeezed",
     "A fold of one sample has lost its axis: with 7 samples and 7 folds your folds are tensors without axes. What "
     "does squeeze() do to a tensor of shape (1,)?", "a part of one sample has no axis",
     lambda o, K: [(a.squeeze(), b.squeeze()) for a, b in _rounds(o, o.tensor_split(K))]),
    ("folds_squeezed",
     "A fold of one sample has lost its axis, and training parts have kept theirs: with 7 samples and 7 folds "
     "your folds are tensors without axes. Is an index, or a squeeze(), taken where a slice should be?",
     "a fold of one sample has no axis", lambda o, K: [(a, b.squeeze()) for a, b in _rounds(o, o.tensor_split(K))]),
    ("as_columns",
     "Your indices stand in columns of shape (.., 1), as torch.nonzero or argwhere gives them. How many axes does "
     "the text ask for?", "the indices stand in columns",
     lambda o, K: [(a[:, None], b[:, None]) for a, b in _rounds(o, o.tensor_split(K))]),
    ("as_int32",
     "Your indices are int32, as whole numbers from another library can be. Which dtype does the text ask for?",
     "the indices are int32", lambda o, K: [(a.int(), b.int()) for a, b in _rounds(o, o.tensor_split(K))]),
    ("plain_lists",
     "Your indices are right, but they are lists. What makes a tensor of a list?", "lists stand for tensors",
     lambda o, K: [(a.tolist(), b.tolist()) for a, b in _rounds(o, o.tensor_split(K))]),
    ("as_float32",
     "Your indices are float32, as a new tensor of zeros or an empty list gives them. Which numbers can be an index?",
     "the indices are float32", lambda o, K: [(a.float(), b.float()) for a, b in _rounds(o, o.tensor_split(K))]),
    ("order_of_ranks",
     "You use the places of the samples, not the samples at the places: argsort of the order turns 2, 0, 1 "
     "into 1, 2, 0. Which sample stands first in the order?", "the order is turned inside out",
     lambda o, K: _rounds(o.argsort(), o.argsort().tensor_split(K))),
):
    _told(_name, _message, _short, _how)


def _drawn_again(n, K, seed, piece, new):
    """Each round shuffles: by one generator or, with `new`, by one with the seed new(seed, i)."""
    rng, result = torch.Generator().manual_seed(seed), []
    for i in range(K):
        order = torch.randperm(n, generator=torch.Generator().manual_seed(new(seed, i)) if new else rng)
        parts = order.tensor_split(K)
        start, size = 0 if piece else sum(map(len, parts[:i])), len(parts[i])
        result.append((torch.cat([order[:start], order[start + size:]]), order[start:start + size]))
    return result


for _name, _piece, _new, _says in (
    ("shuffled_each_round", False, lambda seed, i: seed + i, "with the seeds seed, seed + 1, ..."),
    ("shuffled_each_round_from_one", False, lambda seed, i: seed + i + 1, "with the seeds seed + 1, seed + 2, ..."),
    ("shuffled_by_one_generator", False, None, "and the generator goes on"),
    ("new_first_piece", True, None, "and holds out the first piece of the new order"),
    ("new_first_piece_by_seeds", True, lambda seed, i: seed + i,
     "with the seeds seed, seed + 1, ..., and holds out the first piece"),
):
    def _answer(n, K, seed, piece=_piece, new=_new):
        return _drawn_again(n, K, seed, piece, new)

    _kept(_name, f"Each round shuffles anew, {_says}: with 6 samples and 3 folds some sample may be held out twice and "
          "another never. How often should the samples be shuffled?", f"each round shuffles anew, {_says}", _answer)

for _name, _draw, _says in (
    ("numpy_generator", lambda n, seed: np.random.default_rng(seed).permutation(n), "numpy's generator"),
    ("numpy_state", lambda n, seed: np.random.RandomState(seed).permutation(n), "numpy's older generator"),
    ("python_sample", lambda n, seed: random.Random(seed).sample(range(n), n), "random.sample"),
    ("by_rand", lambda n, seed: torch.rand(n, generator=torch.Generator().manual_seed(seed)).argsort(),
     "sorted random numbers"),
    ("by_randint", lambda n, seed: torch.randint(n, (n,), generator=torch.Generator().manual_seed(seed)),
     "torch.randint, which can give one sample twice"),
    ("next_seed", lambda n, seed: _order(n, seed + 1), "the seed seed + 1"),
    ("drawn_twice", lambda n, seed: _order(n, seed)[_order(n, seed)], "a shuffle of what was shuffled already"),
    ("second_draw", lambda n, seed: [torch.randperm(n, generator=g) for g in [torch.Generator().manual_seed(seed)]
                                     for _ in range(2)][1], "the second draw of the generator"),
):
    def _answer(n, K, seed, draw=_draw):
        order = torch.as_tensor(draw(n, seed))
        slices = _slices(order, K)
        return [(torch.cat([order[:a], order[b:]]), order[a:b]) for a, b in slices]

    _kept(_name, f"Your order comes from {_says}, not from the text's call. It is another order. Which call does the "
          "text give, and how often?", f"the order comes from {_says}", _answer)


def _both(one: str, other: str, short: str, also: str, asks: str, answer) -> None:
    if f"{one}_and_{other}" not in globals():
        _kept(f"{one}_and_{other}", f"Two things: {short}, and {also}. First: {asks}", f"{short}, and {also}", answer)


for (_a, (_short, _cut, _asks)), (_b, (_also, _trains, _)) in itertools.product(CUTS.items(), TRAINS.items()):
    def _answer(n, K, seed, cut=_cut, trains=_trains):
        order = _order(n, seed)
        parts = cut(order, K)
        return [(trains(order, parts, i), part) for i, part in enumerate(parts)]

    if (_a, _b) not in (("dealt_out", "train_on_positions"), ("start_from_its_own_size", "train_on_positions")):
        _both(_a, _b, _short, _also, _asks, _answer)

for (_a, (_short, _draw, _asks)), (_b, (_also, _cut, _)) in itertools.product(ORDERS.items(), CUTS.items()):
    def _answer(n, K, seed, draw=_draw, cut=_cut):
        order = draw(n, seed)
        return _rounds(order, cut(order, K))

    _both(_a, _b, _short, _also, _asks, _answer)

for (_a, (_short, _draw, _asks)), (_b, (_also, _trains, _)) in itertools.product(ORDERS.items(), TRAINS.items()):
    def _answer(n, K, seed, draw=_draw, trains=_trains):
        order = draw(n, seed)
        parts = order.tensor_split(K)
        return [(trains(order, parts, i), part) for i, part in enumerate(parts)]

    if (_a, _b) != ("not_shuffled", "train_on_positions"):
        _both(_a, _b, _short, _also, _asks, _answer)

for (_a, (_short, _form, _asks)), (_b, (_also, _other, _)) in itertools.product(
        FORMS.items(), [*CUTS.items(), *ORDERS.items()]):
    def _answer(n, K, seed, form=_form, other=_other, cuts=_b in CUTS):
        order = _order(n, seed) if cuts else other(n, seed)
        return [form(*both) for both in _rounds(order, other(order, K) if cuts else order.tensor_split(K))]

    _both(_a, _b, _short, _also, _asks, _answer)

for (_a, (_short, _form, _asks)), (_b, (_also, _trains, _)) in itertools.product(FORMS.items(), TRAINS.items()):
    def _answer(n, K, seed, form=_form, trains=_trains):
        order = _order(n, seed)
        parts = order.tensor_split(K)
        return [form(trains(order, parts, i), part) for i, part in enumerate(parts)]

    if _a not in ("folds_alone",):
        _both(_a, _b, _short, _also, _asks, _answer)

EXERCISE = task.declared()
