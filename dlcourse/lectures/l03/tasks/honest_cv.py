"""Exercise: cross-validation that standardises inside the fold."""

from __future__ import annotations

import itertools
from functools import partial

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.data import kfold
from dlcourse.tensors import generator


def reference(X: Tensor, y: Tensor, standardise, fit, K: int, seed: int) -> float:
    """The mean accuracy over the package's folds, standardised by each training part."""
    right = []
    for train, held in kfold(len(y), K, rng=generator(seed)):
        mean, std = standardise(X[train])
        said = fit((X[train] - mean) / std, y[train], (X[held] - mean) / std)
        right.append(float((said == y[held]).double().mean()))
    return sum(right) / K


def _standardise(A: Tensor) -> tuple[Tensor, Tensor]:
    return A.mean(dim=0), A.std(dim=0, correction=0)


def _fit(Z: Tensor, y: Tensor, Z_new: Tensor) -> Tensor:
    return y[(Z_new @ Z.mT - Z.square().sum(dim=1) / 4).argmax(dim=1)]


def _with_correction(correction: int, A: Tensor) -> tuple[Tensor, Tensor]:
    """nan for the deviation of one row with n - 1, and no warning."""
    squares = (A - A.mean(dim=0)).square().sum(dim=0)
    return A.mean(dim=0), (squares / (len(A) - correction)).sqrt()


def _far_out(Z: Tensor, y: Tensor, Z_new: Tensor) -> Tensor:
    return (Z_new[:, 0] > 1).long()


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def patients(label: str, n: int, d: int, K: int, seed: int) -> Case:
        heavy = draw.normal(n, d) / draw.uniform(0.05, 1, n, d)  # a few are far out, so that a leak shows
        X = heavy * torch.linspace(1, 5, d, dtype=DOUBLE) + draw.uniform(1, 3, d)
        y = ((X - X.median(dim=0).values).sum(dim=1) + draw.normal(n) > 0).long()
        # The model notices a shift and a scale, so that a leak changes what it says.
        standardise = Callback(_standardise, (None,), budget=1000, name="standardise",
                               formula="A -> the mean and the standard deviation of each column of A")
        fit = Callback(_fit, (None, None, None), (DOUBLE, torch.int64), budget=1000, name="fit",
                       formula="(Z_train, y_train, Z_new) -> for each row of Z_new the label of the training row with "
                       "the largest dot product less a quarter of its own square length")
        return case(label, X=X, y=y, standardise=standardise, fit=fit, K=K, seed=seed)

    def by_scale(label: str, correction: int) -> Case:
        """The last sample lies between one deviation with n and one with n - 1, whichever of them is given."""
        standardise = Callback(partial(_with_correction, correction), (None,), budget=1000, name="standardise",
                               formula="A -> the mean of each column of A and its standard deviation, "
                               f"with {'n - 1' if correction else 'n'}")
        fit = Callback(_far_out, (None, None, None), (DOUBLE, torch.int64), budget=1000, name="fit",
                       formula="(Z_train, y_train, Z_new) -> 1 for the rows of Z_new whose first entry is above 1, "
                       "else 0")
        order = draw.permutation(5)
        X = draw.between(-3, 3) + draw.between(0.5, 2) * numbers([[0], [2], [4], [6], [5.4]])
        return case(label, X=X[order], y=torch.tensor([0, 0, 0, 1, 1])[order], standardise=standardise, fit=fit, K=5,
                    seed=draw.whole(1, 99))

    def seed() -> int:
        return draw.whole(1, 99)

    return [
        patients("6 samples, 3 folds", 6, 2, 3, seed()),
        patients("23 samples, 4 folds, three are left over", 23, 3, 4, seed()),
        patients("31 samples, 2 folds, five features", 31, 5, 2, seed()),
        patients("9 samples, each one a fold", 9, 3, 9, seed()),
        patients("29 samples, 4 folds, a single feature", 29, 1, 4, seed()),
        patients("67 samples, 5 folds, the seed 0", 67, 4, 5, 0),
        by_scale("5 samples, each one a fold; 1 stands for more than one deviation above the mean", 0),
        by_scale("the same with n - 1 in the deviation", 1),
        patients("71 samples, 9 folds, eight are left over", 71, 3, 9, seed()),
        patients("101 samples, 6 folds", 101, 4, 6, seed()),
    ]


task = Task(
    key="honest_cv", title="Cross-validation without a leak", points=2, difficulty=2, minutes=15,
    objective="cross-validate with everything that is learned kept inside the fold",
    reference=reference, cases=cases, compare=close(), facts=("N03-06",),
    hints=(
        "Which rows of X may the mean and the standard deviation of a round have seen? With which numbers are the "
        "held-out rows then standardised?",
        "One feature, with 1, 3 in the training part and 11 held out: the mean is 2 and the deviation 1. So the "
        "training rows become -1 and 1. What does 11 become?",
        "mean, std = standardise(X[____]); said = fit((X[train] - mean) / std, y[train], (X[fold] - ____) / ____)",
    ),
)


@task.solution
def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed))   # step: the shuffled samples
    parts = order.tensor_split(K)                                           # step: the folds
    total = 0.0
    for i in range(K):
        train = torch.cat(parts[:i] + parts[i + 1:])                        # step: all samples but the fold
        mean, std = standardise(X[train])                                   # step: what the training part says
        Z_train = (X[train] - mean) / std                                   # step: the training part, standardised
        Z_fold = (X[parts[i]] - mean) / std                                 # step: the fold, by the same numbers
        said = fit(Z_train, y[train], Z_fold)                               # step: the predicted labels
        accuracy = (said == y[parts[i]]).double().mean()                    # step: the share that is right
        total = total + accuracy / K                                        # step: the mean over the rounds
    return total


@task.right
def with_masks(X, y, standardise, fit, K, seed):
    n = len(y)
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    shares, start = [], 0
    for i in range(K):
        stop = start + n // K + (i < n % K)             # step: where the fold ends
        held = torch.zeros(n, dtype=torch.bool)
        held[order[start:stop]] = True                  # step: which samples are held out
        mean, std = standardise(X[~held])               # step: what the training part says
        Z = (X - mean) / std                            # step: all samples, by these numbers
        said = fit(Z[~held], y[~held], Z[held])         # step: the predicted labels
        shares.append(sum(a == b for a, b in zip(said.tolist(), y[held].tolist())) / (stop - start))
        start = stop
    return sum(shares) / len(shares)                    # step: the mean over the rounds


@task.right
def by_list_of_folds(X, y, standardise, fit, K, seed):
    pieces = [p.tolist() for p in torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)]

    def score(fold):
        rest = [i for piece in pieces if piece is not fold for i in piece]
        mean, std = standardise(X[rest])
        return (fit((X[rest] - mean) / std, y[rest], (X[fold] - mean) / std) == y[fold]).double().mean().item()

    return torch.tensor([score(piece) for piece in pieces], dtype=torch.float64).mean()


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


def _scores(X: Tensor, y: Tensor, fit, parts, scale) -> list[Tensor]:
    """Which held-out labels are right in each round; `scale(train, fold)` gives both parts to be handed over."""
    right = []
    for train, fold in parts:
        Z_train, Z_fold = scale(train, fold)
        right.append((fit(Z_train, y[train], Z_fold) == y[fold]).double())
    return right


def _honest(X: Tensor, standardise):
    def scale(train, fold):
        mean, std = standardise(X[train])
        return (X[train] - mean) / std, (X[fold] - mean) / std

    return scale


def _all_at_once(X: Tensor, standardise):
    mean, std = standardise(X)
    Z = (X - mean) / std
    return lambda train, fold: (Z[train], Z[fold])


def _mean(right: list[Tensor]) -> float:
    return sum(float(r.mean()) for r in right) / len(right)


def _accuracies(X: Tensor, y: Tensor, standardise, fit, K: int, seed: int) -> list[Tensor]:
    return _scores(X, y, fit, _folds(len(y), K, seed), _honest(X, standardise))


@task.wrong("Every row helps to standardise, the held-out ones too: with 1, 3 in the training part and 11 held out "
            "your mean is 5, not 2. Which rows may a round learn from?", short="the held-out rows help to standardise")
def scaler_outside(X, y, standardise, fit, K, seed):
    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), _all_at_once(X, standardise)))


@task.wrong("The held-out part is standardised by its own numbers: 11 and 13 become -1 and 1, as if they were like 1 "
            "and 3. What does the training part know of 11?", short="the fold is standardised by its own numbers")
def fold_by_its_own(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        (m, s), (own, spread) = standardise(X[train]), standardise(X[fold])
        return (X[train] - m) / s, (X[fold] - own) / spread

    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), scale))


@task.wrong("The held-out part stays as it was: with the mean 2 and the deviation 1, a held-out 11 should become 9. "
            "In which units was the model trained?", short="the fold is not standardised")
def fold_raw(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        mean, std = standardise(X[train])
        return (X[train] - mean) / std, X[fold]

    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), scale))


@task.wrong("The training part stays as it was, and only the fold is standardised. With 1, 3 to train on, what "
            "should the model see?", short="the training part is not standardised")
def train_raw(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        mean, std = standardise(X[train])
        return X[train], (X[fold] - mean) / std

    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), scale))


@task.wrong("Nothing is standardised: a training part of 1 and 3 should become -1 and 1. Where do you call "
            "standardise?", short="nothing is standardised")
def not_standardised(X, y, standardise, fit, K, seed):
    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), lambda train, fold: (X[train], X[fold])))


@task.wrong("The fold alone says how to standardise: with 11 and 13 held out your mean is 12. Which part may a round "
            "learn from?", short="the fold says how to standardise")
def scaler_of_the_fold(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        mean, std = standardise(X[fold])
        return (X[train] - mean) / std, (X[fold] - mean) / std

    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), scale))


@task.wrong("The mean is taken off, but nothing is divided: 1 and 5 become -2 and 2, where -1 and 1 are expected. "
            "What is the second result of standardise for?", short="the deviation is left out")
def not_divided(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        mean, _ = standardise(X[train])
        return X[train] - mean, X[fold] - mean

    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), scale))


@task.wrong("You divide, but the mean stays: 1 and 3 with the deviation 1 stay 1 and 3, where -1 and 1 are expected. "
            "What is the first result of standardise for?", short="the mean is left out")
def not_centred(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        _, std = standardise(X[train])
        return X[train] / std, X[fold] / std

    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), scale))


@task.wrong("You multiply by the deviation: with the mean 3 and the deviation 2 the rows 1 and 5 become -4 and 4, "
            "where -1 and 1 are expected. Should a wide feature become wider?", short="the deviation multiplies")
def multiplied(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        mean, std = standardise(X[train])
        return (X[train] - mean) * std, (X[fold] - mean) * std

    return _mean(_scores(X, y, fit, _folds(len(y), K, seed), scale))


@task.wrong("The numbers of the first round serve all rounds: from the second round on, held-out rows have helped to "
            "make them. Where should standardise be called?", short="the first round standardises for all")
def scaler_of_the_first_round(X, y, standardise, fit, K, seed):
    parts = _folds(len(y), K, seed)
    mean, std = standardise(X[parts[0][0]])
    Z = (X - mean) / std
    return _mean(_scores(X, y, fit, parts, lambda train, fold: (Z[train], Z[fold])))


@task.wrong("You divide all right answers by n: folds of 4, 3 and 3 with 4, 0 and 0 right give you 0.4. The text "
            "takes the mean of the accuracies 1, 0 and 0. What is it?", short="all right answers are divided by n")
def pooled(X, y, standardise, fit, K, seed):
    return float(torch.cat(_accuracies(X, y, standardise, fit, K, seed)).mean())


@task.wrong("The accuracies are added, not averaged: three rounds with 0.5 give you 1.5. Can a share be above 1?",
            short="the accuracies are added, not averaged")
def summed(X, y, standardise, fit, K, seed):
    return K * _mean(_accuracies(X, y, standardise, fit, K, seed))


@task.wrong("You return the share that is wrong: rounds with 0.75 right give you 0.25. Which share is the accuracy?",
            short="the share that is wrong is returned")
def error_rate(X, y, standardise, fit, K, seed):
    return 1 - _mean(_accuracies(X, y, standardise, fit, K, seed))


@task.wrong("You return the accuracies of all rounds. Which single number does the text ask for?",
            short="the accuracies are not averaged")
def not_averaged(X, y, standardise, fit, K, seed):
    return torch.stack([r.mean() for r in _accuracies(X, y, standardise, fit, K, seed)])


@task.wrong("You return the best round: accuracies of 0.5, 0.75 and 1 give you 1. Is the luckiest fold what to "
            "expect?", short="the best round is returned")
def best_round(X, y, standardise, fit, K, seed):
    return max(float(r.mean()) for r in _accuracies(X, y, standardise, fit, K, seed))


@task.wrong("Only the first round counts: accuracies of 0.5, 0.75 and 1 give you 0.5. Do you return inside the "
            "loop, or hold out the same fold in each round?", short="only the first round counts")
def first_round(X, y, standardise, fit, K, seed):
    return float(_accuracies(X, y, standardise, fit, K, seed)[0].mean())


@task.wrong("Only the last round counts: accuracies of 0.5, 0.75 and 1 give you 1. What happens to the rounds before "
            "it?", short="only the last round counts")
def last_round(X, y, standardise, fit, K, seed):
    return float(_accuracies(X, y, standardise, fit, K, seed)[-1].mean())


@task.wrong("The two parts have changed places: you train on one fold and validate on all others. With 6 samples and "
            "3 folds, how many should be trained on?", short="training part and fold have changed places")
def exchanged(X, y, standardise, fit, K, seed):
    def scale(train, fold):
        mean, std = standardise(X[train])
        return (X[train] - mean) / std, (X[fold] - mean) / std

    return _mean(_scores(X, y, fit, [(b, a) for a, b in _folds(len(y), K, seed)], scale))


@task.wrong("The training part contains the fold: with 6 samples and 3 folds you train on 6. Is a score fair on "
            "samples that were trained on?", short="the training part contains the fold")
def train_on_all(X, y, standardise, fit, K, seed):
    everything = torch.arange(len(y))
    parts = [(everything, fold) for _, fold in _folds(len(y), K, seed)]
    return _mean(_scores(X, y, fit, parts, _honest(X, standardise)))


@task.wrong("The model is asked about its own training samples. With 6 samples and 3 folds, which two should it be "
            "asked about in the first round?", short="the score is that of the training part")
def training_score(X, y, standardise, fit, K, seed):
    parts = [(train, train) for train, _ in _folds(len(y), K, seed)]
    return _mean(_scores(X, y, fit, parts, _honest(X, standardise)))


@task.wrong("Nothing is shuffled: your first fold holds the samples 0, 1, 2, ... Where does the seed come in?",
            short="the samples are not shuffled")
def not_shuffled(X, y, standardise, fit, K, seed):
    order = torch.arange(len(y))
    parts = [(order[~torch.isin(order, fold)], fold) for fold in order.tensor_split(K)]
    return _mean(_scores(X, y, fit, parts, _honest(X, standardise)))


@task.wrong("What is left over is in no fold: 23 samples and 4 folds give you folds of 5. Who holds out the other "
            "three?", short="samples that are left over are in no fold")
def remainder_dropped(X, y, standardise, fit, K, seed):
    order, size = _order(len(y), seed), len(y) // K
    parts = [(order[~torch.isin(order, fold)], fold) for fold in order[:K * size].split(size)]
    return _mean(_scores(X, y, fit, parts, _honest(X, standardise)))


def _brackets(train_too: bool, fold_too: bool):
    """Where brackets are missing, only the mean is divided."""
    def scaled(X, standardise):
        def scale(train, fold):
            mean, std = standardise(X[train])
            return (X[train] - mean / std if train_too else (X[train] - mean) / std,
                    X[fold] - mean / std if fold_too else (X[fold] - mean) / std)

        return scale

    return scaled


def _by(function):
    """Both parts become function(X, mean, std) with the numbers of the training part."""
    def scaled(X, standardise):
        def scale(train, fold):
            mean, std = standardise(X[train])
            return function(X[train], mean, std), function(X[fold], mean, std)

        return scale

    return scaled


def _deviation_of_all(X, standardise):
    std = standardise(X)[1]
    return lambda train, fold: tuple((X[part] - standardise(X[train])[0]) / std for part in (train, fold))


def _from(which):
    """which(train, fold) says whose mean and deviation the training part and the fold get, two pairs."""
    def scaled(X, standardise):
        def scale(train, fold):
            (a, b), (c, d) = which(train, fold)
            sets = {id(i): standardise(X[i]) for i in (a, b, c, d)}
            return ((X[train] - sets[id(a)][0]) / sets[id(b)][1],
                    (X[fold] - sets[id(c)][0]) / sets[id(d)][1])

        return scale

    return scaled


def _own(correction: int):
    return lambda X, standardise: _honest(X, partial(_with_correction, correction))


def _once(X, standardise):
    """The first round's numbers serve all rounds."""
    kept: list[tuple[Tensor, Tensor]] = []

    def scale(train, fold):
        if not kept:
            kept.append(standardise(X[train]))
        return (X[train] - kept[0][0]) / kept[0][1], (X[fold] - kept[0][0]) / kept[0][1]

    return scale


def _fixed_size(order: Tensor, K: int) -> tuple[Tensor, ...]:
    return order[:len(order) // K * K].split(len(order) // K)


def _to_the_last(order: Tensor, K: int) -> tuple[Tensor, ...]:
    size = len(order) // K
    return order.split([size] * (K - 1) + [len(order) - size * (K - 1)])


def _larger_last(order: Tensor, K: int) -> tuple[Tensor, ...]:
    return order.split(sorted(map(len, order.tensor_split(K))))


SCALES = {  # how the two parts are standardised: words, (X, standardise) -> scale, a question
    "right": ("", _honest, ""),
    "scaler_outside": ("the held-out rows help to standardise", _all_at_once,
                       "with 1, 3 in the training part and 11 held out, what is the mean?"),
    "fold_by_its_own": ("the fold is standardised by its own numbers", _from(lambda a, b: ((a, a), (b, b))),
                        "what does the training part know of a held-out 11?"),
    "fold_raw": ("the fold is not standardised", lambda X, f: lambda a, b: (_honest(X, f)(a, b)[0], X[b]),
                 "in which units was the model trained?"),
    "not_standardised": ("nothing is standardised",
                         lambda X, f: lambda a, b: (X[a], X[b]), "where do you call standardise?"),
    "fold_without_brackets": ("only the mean is divided for the fold", _brackets(False, True),
                              "11 - 2 / 1 or (11 - 2) / 1: which is divided?"),
    "own_deviation": ("the deviation is your own, with n - 1",
                      _own(1), "which function of the arguments gives the deviation?"),
    "not_divided": ("the deviation is left out",
                    _by(lambda A, m, s: A - m), "what is the second result of standardise for?"),
    "scaler_of_the_first_round": ("the first round standardises for all", _once, "where should standardise be called?"),
}
ROUNDS = {  # how the rounds are made: words, (n, K, seed) -> pairs, a question
    "right": ("", _folds, ""),
    "not_shuffled": ("nothing is shuffled", lambda n, K, seed: _rounds(o := torch.arange(n), o.tensor_split(K)),
                     "where does the seed come in?"),
    "remainder_dropped": ("samples that are left over are in no fold", lambda n, K, seed: _rounds(
        o := _order(n, seed), _fixed_size(o, K)), "who holds out the last of 23 samples in 4 folds?"),
    "larger_last": ("the larger folds come last", lambda n, K, seed: _rounds(o := _order(n, seed), _larger_last(o, K)),
                    "which of 3 folds of 10 samples has 4?"),
    "remainder_to_the_last": ("the last fold takes all that is left over", lambda n, K, seed: _rounds(
        o := _order(n, seed), _to_the_last(o, K)), "by how much may two folds differ?"),
    "rounded_up": ("the size of a fold is rounded up", lambda n, K, seed: _rounds(o := _order(n, seed), o.chunk(K)),
                   "how large are 3 folds of 10 samples?"),
    "dealt_out": ("samples are dealt out in turn", lambda n, K, seed: _rounds(
        o := _order(n, seed), tuple(o[i::K] for i in range(K))), "which samples of the order form the first fold?"),
    "train_on_all": ("the training part contains the fold", lambda n, K, seed: [
        (torch.arange(n), fold) for _, fold in _folds(n, K, seed)], "with 6 samples and 3 folds, how many are trained "
        "on?"),
    "exchanged": ("training part and fold have changed places",
                  lambda n, K, seed: [(b, a) for a, b in _folds(n, K, seed)],
                  "with 6 samples and 3 folds, how many are trained on?"),
    "training_score": ("the score is that of the training part",
                       lambda n, K, seed: [(a, a) for a, _ in _folds(n, K, seed)],
                       "which two of 6 samples should the first of 3 rounds ask about?"),
}
SCORES = {  # what becomes of the right answers: words, (0 and 1 in a tensor for each round, n, K) -> number, a question
    "right": ("", lambda r, n, K: _mean(r), ""),
    "pooled": ("all right answers are divided by n", lambda r, n, K: float(torch.cat(r).sum()) / n,
               "the text takes the mean of the accuracies 1, 0 and 0. What is it?"),
    "summed": ("the accuracies are added, not averaged", lambda r, n, K: float(sum(a.mean() for a in r)),
               "can a share be above 1?"),
    "error_rate": ("the share that is wrong is returned", lambda r, n, K: 1 - _mean(r), "which share is the accuracy?"),
    "first_round": ("only the first round counts",
                    lambda r, n, K: float(r[0].mean()), "do you return inside the loop?"),
    "last_round": ("only the last round counts",
                   lambda r, n, K: float(r[-1].mean()), "what happens to the rounds before it?"),
    "not_averaged": ("the accuracies are not averaged", lambda r, n, K: torch.stack([a.mean() for a in r]),
                     "which single number does the text ask for?"),
    "hits_per_round": ("the numbers of right answers are averaged, not the shares",
                       lambda r, n, K: float(torch.cat(r).sum()) / K, "can a share be above 1?"),
    "hits": ("all right answers are counted",
             lambda r, n, K: float(torch.cat(r).sum()), "which share of a round is right?"),
    "size_without_rest": ("every fold counts as n // K samples",
                          lambda r, n, K: float(torch.cat(r).sum()) / (n // K) / K,
                          "how large is the first of 3 folds of 10 samples?"),
    "in_percent": ("the result is in percent", lambda r, n, K: 100 * _mean(r), "which number from 0 to 1 is 75 %?"),
    "first_over_k": ("only the first round counts, divided by K", lambda r, n, K: float(r[0].mean()) / K,
                     "do you return inside the loop?"),
}


def _told(name: str, message: str, short: str, scale=_honest, rounds=_folds, score=SCORES["right"][1]) -> None:
    def answer(X, y, standardise, fit, K, seed):
        return score(_scores(X, y, fit, rounds(len(y), K, seed), scale(X, standardise)), len(y), K)

    answer.__name__ = answer.__qualname__ = name
    task.wrong(message, short=short)(answer)


for _name, _message, _short, _how in (
    ("fold_without_brackets",
     "For the held-out part only the mean is divided: with the mean 4 and the deviation 2 a held-out 10 "
     "becomes 10 - 4/2 = 8, where 3 is expected. What does Python do first, minus or the division?",
     SCALES["fold_without_brackets"][0], _brackets(False, True)),
    ("train_without_brackets",
     "For the training part only the mean is divided: with the mean 4 and the deviation 2 a 6 becomes "
     "6 - 4/2 = 4, where 1 is expected. What does Python do first, minus or the division?",
     "only the mean is divided for the training part", _brackets(True, False)),
    ("no_brackets",
     "In both parts only the mean is divided: with the mean 4 and the deviation 2 a 10 becomes 10 - 4/2 = 8, where 3 "
     "is expected. What does Python do first, minus or the division?",
     "only the mean is divided", _brackets(True, True)),
    ("own_deviation",
     "You take the deviation with n - 1 whatever standardise does: of 1 and 3 it is 1.41 for you, but standardise may "
     "give 1. Which function of the arguments gives the mean and the deviation?", SCALES["own_deviation"][0], _own(1)),
    ("own_deviation_with_n",
     "You take the deviation with n whatever standardise does: of 1 and 3 it is 1 for you, but standardise may give "
     "1.41. Which function of the arguments gives the mean and the deviation?", "the deviation is your own, with n",
     _own(0)),
    ("results_exchanged",
     "Mean and deviation have changed places: with the mean 2 and the deviation 1 you turn 11 into (11 - 1)/2 = 5, "
     "where 9 is expected. Which of the two does standardise give first?", "mean and deviation have changed places",
     _by(lambda A, m, s: (A - s) / m)),
    ("over_the_variance",
     "You divide by the square of the deviation: with the mean 3 and the deviation 2 the row 5 becomes 0.5, "
     "where 1 is expected. What does standardise give, a deviation or a variance?", "the squared deviation divides",
     _by(lambda A, m, s: (A - m) / s ** 2)),
    ("over_the_root",
     "You divide by the root of the deviation: with the mean 3 and the deviation 4 the row 7 becomes 2, where 1 is "
     "expected. What does standardise give, a deviation or a variance?", "the root of the deviation divides",
     _by(lambda A, m, s: (A - m) / s.sqrt())),
    ("deviation_of_all",
     "The mean is that of the training part, but the deviation is that of all samples: with 1, 3 in the training part "
     "and 11 held out you divide by 4.32, not by 1. Which rows may a round learn from?",
     "the deviation is that of all samples", _deviation_of_all),
    ("folds_deviation",
     "The fold is divided by its own deviation; its mean is that of the training part. With 11 and 13 held out "
     "that is 1. Which part may a round learn from?", "the fold is divided by its own deviation",
     _from(lambda a, b: ((a, a), (a, b)))),
    ("folds_mean",
     "The fold's own mean is taken off; its deviation is that of the training part. With 11 and 13 held out that is "
     "12. Which part may a round learn from?",
     "the fold's own mean is taken off", _from(lambda a, b: ((a, a), (b, a)))),
    ("fold_not_divided",
     "The fold is not divided: with the mean 3 and the deviation 2 a held-out 11 becomes 8, where 4 is "
     "expected. What was done to the training part besides the mean?", "the fold is not divided",
     lambda X, f: lambda a, b: (_honest(X, f)(a, b)[0], _by(lambda A, m, s: A - m)(X, f)(a, b)[1])),
    ("fold_not_centred",
     "The fold is divided, but no mean is taken off: with the mean 3 and the deviation 2 a held-out 11 becomes "
     "5.5, where 4 is expected. What was done to the training part first?", "the mean is not taken off the fold",
     lambda X, f: lambda a, b: (_honest(X, f)(a, b)[0], _by(lambda A, m, s: A / s)(X, f)(a, b)[1])),
    ("one_mean_and_deviation",
     "One mean and one deviation serve all features: the columns 1, 3 and 10, 30 have the means 2 and 20, but you take "
     "11 off both. How many numbers does standardise give?", "one mean and one deviation serve all features",
     _by(lambda A, m, s: (A - m.mean()) / s.mean())),
    ("fold_by_all",
     "The training part is standardised by its own numbers, the fold by those of all samples: with 1, 3 in the "
     "training part and 11 held out your mean for the fold is 5, not 2. Which rows may a round learn from?",
     "the fold is standardised by the numbers of all samples",
     lambda X, f: lambda a, b: (_honest(X, f)(a, b)[0], _all_at_once(X, f)(a, b)[1])),
    ("train_by_all",
     "The fold is standardised by the numbers of the training part, and the training part by those of all samples. "
     "With which rows is a round allowed to learn anything?",
     "the training part is standardised by the numbers of all samples",
     lambda X, f: lambda a, b: (_all_at_once(X, f)(a, b)[0], _honest(X, f)(a, b)[1])),
):
    _told(_name, _message, _short, scale=_how)

for _name, _message in {
    "larger_last": "The larger folds come last: 23 samples and 4 folds give you 5, 6, 6 and 6. Which folds does "
                   "exercise 2 make larger?",
    "remainder_to_the_last": "The last fold takes all that is left over: 23 samples and 4 folds give you 5, 5, 5 and "
                             "8. By how much may two folds differ?",
    "rounded_up": "The size of a fold is rounded up: 29 samples and 4 folds give you 8, 8, 8 and 5. By how much may "
                  "two folds differ?",
    "dealt_out": "You deal the samples out like cards: of the order 4, 0, 2, 5, 1, 3 and 3 folds the first gets 4 and "
                 "5. Which samples does exercise 2 put into a fold?",
}.items():
    _told(_name, _message, ROUNDS[_name][0], rounds=ROUNDS[_name][1])


def _lost(before: int, behind: int):
    def rounds(n, K, seed):
        order, result, start = _order(n, seed), [], 0
        for part in order.tensor_split(K):
            stop = start + len(part)
            result.append((torch.cat([order[:max(start - before, 0)], order[stop + behind:]]), part))
            start = stop
        return result

    return rounds


def _drawn_again(n, K, seed):
    rng, result = torch.Generator().manual_seed(seed), []
    for i in range(K):
        order = torch.randperm(n, generator=rng)
        parts = order.tensor_split(K)
        result.append((order[~torch.isin(order, parts[i])], parts[i]))
    return result


def _drawn_first(n, K, seed):
    rng, result = torch.Generator().manual_seed(seed), []
    for i in range(K):
        order = torch.randperm(n, generator=rng)
        size = n // K + (i < n % K)
        result.append((order[size:], order[:size]))
    return result


for _name, _message, _short, _how in (
    ("one_behind_lost",
     "One sample behind each fold is in neither part: with 6 samples and 3 folds you train on 3. A slice order[:stop] "
     "ends before stop. Where should the next one begin?", "the sample behind each fold is lost", _lost(0, 1)),
    ("one_before_lost",
     "One sample before each fold is in neither part: with 6 samples and 3 folds you train on 3 in round 2. "
     "Where does order[:start] end?", "the sample before each fold is lost", _lost(1, 0)),
    ("shuffled_each_round",
     "Each round shuffles anew, and the generator goes on: some samples are held out twice and others never. "
     "How often should the samples be shuffled?", "each round shuffles anew", _drawn_again),
    ("shuffled_each_round_first",
     "Each round shuffles anew and holds out the first piece: some samples are held out twice and others never. How "
     "often should the samples be shuffled?", "each round shuffles anew and holds out the first piece",
     _drawn_first),
    ("next_seed",
     "Your order is that of seed + 1. Which seed do you hand to the generator?", "the seed is one too large",
     lambda n, K, seed: _folds(n, K, seed + 1)),
    ("seed_ignored", "The seed plays no part: the order is always that of the seed 0. Where does the seed come in?",
     "the seed plays no part", lambda n, K, seed: _folds(n, K, 0)),
    ("rest_nowhere",
     "What is left over is in no fold and never trained on: of 23 samples and 4 folds three play no part. Who holds "
     "them out?", "samples that are left over play no part",
     lambda n, K, seed: _rounds(o := _order(n, seed)[:n // K * K], o.split(n // K))),
    ("last_fold_missing",
     "The last fold is never held out: with K = 3 you run 2 rounds and take their mean. Where does "
     "range(K - 1) stop?", "the last fold is never held out", lambda n, K, seed: _folds(n, K, seed)[:-1]),
    ("first_fold_missing",
     "The first fold is never held out: with K = 3 you run 2 rounds and take their mean. Which number is the "
     "first of range(1, K)?", "the first fold is never held out", lambda n, K, seed: _folds(n, K, seed)[1:]),
    ("only_before",
     "You train only on the samples before the fold, and in the first round on all others. Which samples may be "
     "trained on?", "only the samples before the fold are trained on",
     lambda n, K, seed: [(torch.cat(parts[:i]) if i else torch.cat(parts[1:]), parts[i]) for parts in [
         _order(n, seed).tensor_split(K)] for i in range(K)]),
    ("asked_about_all",
     "The model is asked about all samples, those of its training part too: with 6 samples and 3 folds about 6. "
     "Which two should it be asked about in the first round?", "the model is asked about all samples",
     lambda n, K, seed: [(train, torch.arange(n)) for train, _ in _folds(n, K, seed)]),
):
    _told(_name, _message, _short, rounds=_how)

for _name, _message, _short, _how in (
    ("hits_per_round",
     "You average the numbers of right answers, not the shares: rounds with 2, 1 and 2 of 2 right give you 1.67. "
     "Can a share be above 1?", SCORES["hits_per_round"][0], SCORES["hits_per_round"][1]),
    ("hits",
     "You count the right answers of all rounds: 2, 1 and 2 of 2 give you 5. Which share of each round is right, and "
     "what is their mean?", SCORES["hits"][0], SCORES["hits"][1]),
    ("size_without_rest",
     "You divide each round's right answers by n // K: with folds of 4, 3 and 3 a round with 4 right has the "
     "share 4/3. How large is this round's fold?", SCORES["size_without_rest"][0], SCORES["size_without_rest"][1]),
    ("in_percent", "You give percent: rounds with 0.5 and 1 give you 75. Which number from 0 to 1 is that?",
     SCORES["in_percent"][0], SCORES["in_percent"][1]),
    ("first_over_k",
     "Only the first round counts, and it is divided by K: accuracies of 0.6, 0.75 and 1 give you 0.2. Do you "
     "return inside the loop?", SCORES["first_over_k"][0], SCORES["first_over_k"][1]),
    ("last_over_k",
     "Only the last round counts, and it is divided by K: accuracies of 0.5, 0.75 and 0.6 give you 0.2. Does your sum "
     "grow, or is it set anew?", "only the last round counts, divided by K", lambda r, n, K: float(r[-1].mean()) / K),
    ("without_the_last_over_k",
     "The last fold is missing in your sum, but you divide by K: accuracies of 0.5, 0.7 and 1 give you "
     "0.4. Where does range(K - 1) stop?", "the last round is missing in the sum",
     lambda r, n, K: float(sum(a.mean() for a in r[:-1])) / K),
    ("without_the_first_over_k",
     "The first fold is missing in your sum, but you divide by K: accuracies of 1, 0.5 and 0.7 give you "
     "0.4. Which number is the first of range(1, K)?", "the first round is missing in the sum",
     lambda r, n, K: float(sum(a.mean() for a in r[1:])) / K),
    ("over_k_less_one", "You divide by K - 1: accuracies of 0.5, 0.7 and 0.8 give you 1. How many rounds are there?",
     "the sum is divided by K - 1", lambda r, n, K: float(sum(a.mean() for a in r)) / (K - 1)),
    ("accuracies_over_n",
     "You divide the sum of the accuracies by n: with 6 samples, 0.5, 0.5 and 0.5 give you 0.25. How many "
     "accuracies are there?", "the accuracies are divided by n", lambda r, n, K: float(sum(a.mean() for a in r)) / n),
    ("median_round",
     "You return the middle round: accuracies of 0.2, 0.5 and 0.8 and 0.9 give you a number in the middle, not their "
     "mean 0.6. Which one does the text ask for?", "the median stands for the mean",
     lambda r, n, K: float(torch.stack([a.mean() for a in r]).median())),
    ("worst_round", "You return the worst round: accuracies of 0.5, 0.75 and 1 give you 0.5. What is their mean?",
     "the worst round is returned", lambda r, n, K: min(float(a.mean()) for a in r)),
    ("perfect_rounds",
     "You count a round as 1 if all its labels are right and else as 0: 3 of 4 right count as nothing. Which share "
     "of a round is right?", "a round counts only if all of it is right",
     lambda r, n, K: sum(float(a.min()) for a in r) / K),
    ("rounded_to_two",
     "Your result is rounded to two digits: 1/3 becomes 0.33. Leave it as it is. Which line rounds it?",
     "the result is rounded to two digits", lambda r, n, K: round(_mean(r), 2)),
    ("rounded_to_three",
     "Your result is rounded to three digits: 1/3 becomes 0.333. Leave it as it is. Which line rounds it?",
     "the result is rounded to three digits", lambda r, n, K: round(_mean(r), 3)),
    ("rounded_to_four",
     "Your result is rounded to four digits: 1/3 becomes 0.3333. Leave it as it is. Which line rounds it?",
     "the result is rounded to four digits", lambda r, n, K: round(_mean(r), 4)),
    ("with_its_deviation",
     "You return two numbers, the mean of the accuracies and how they spread. How many does the text ask for?",
     "the spread is returned as well", lambda r, n, K: (_mean(r), float(torch.stack([a.mean() for a in r]).std()))),
    ("as_list", "You return a list of the accuracies. Which single number does the text ask for?",
     "the accuracies are returned as a list", lambda r, n, K: [float(a.mean()) for a in r]),
    ("with_an_axis",
     "Your result has an axis of size 1. Which shape does a single number have?", "the result has an axis",
     lambda r, n, K: torch.tensor([_mean(r)], dtype=DOUBLE)),
):
    _told(_name, _message, _short, score=_how)


for _name in ("pooled", "summed", "error_rate"):
    _told(f"deviation_of_all_and_{_name}", f"Two things: the deviation is that of all samples, and {SCORES[_name][0]}. "
          "First: which rows may a round learn from?", f"the deviation is that of all samples, and {SCORES[_name][0]}",
          scale=_deviation_of_all, score=SCORES[_name][1])


@task.wrong("Predicted labels and true ones stand in different orders: what you hand to fit follows the samples' "
            "numbers, and what you compare with follows the shuffled order. By which index do you take both?",
            short="predicted and true labels stand in different orders")
def misaligned(X, y, standardise, fit, K, seed):
    scale, right = _honest(X, standardise), []
    for train, fold in _folds(len(y), K, seed):
        Z_train, Z_fold = scale(train, fold.sort().values)
        right.append((fit(Z_train, y[train], Z_fold) == y[fold]).double())
    return _mean(right)


@task.wrong("Rows and labels of the training part stand in different orders: the rows follow the samples' numbers, the "
            "labels the shuffled order. By which index do you take both?",
            short="training rows and training labels stand in different orders")
def misaligned_training(X, y, standardise, fit, K, seed):
    scale, right = _honest(X, standardise), []
    for train, fold in _folds(len(y), K, seed):
        Z_train, Z_fold = scale(train.sort().values, fold)
        right.append((fit(Z_train, y[train], Z_fold) == y[fold]).double())
    return _mean(right)


@task.wrong("The model is trained once, in the first round, and asked in all rounds: later folds were trained on. "
            "Where should fit see another training part?", short="the model is trained once")
def trained_once(X, y, standardise, fit, K, seed):
    folds, scale = _folds(len(y), K, seed), _honest(X, standardise)
    first = folds[0][0]
    return _mean([(fit(scale(first, fold)[0], y[first], scale(train, fold)[1]) == y[fold]).double()
                  for train, fold in folds])


ENDS = ("first_round", "first_over_k", "last_round")
ALIKE = {("fold_by_its_own",
          "exchanged"), ("fold_by_its_own", "training_score"), ("remainder_dropped", "size_without_rest"),
         *itertools.product(("scaler_outside", "own_deviation", "scaler_of_the_first_round"), ("train_on_all",)),
         *itertools.product(SCALES, ENDS),
         *itertools.product(("remainder_dropped", "larger_last", "remainder_to_the_last"), ENDS),
         *itertools.product(("rounded_up",
                             ), SCORES)}  # nothing that the text lets us ask tells them from one of the two
for _one, _other, _first, _second in ((SCALES, ROUNDS, "scale", "rounds"), (SCALES, SCORES, "scale", "score"),
                                      (ROUNDS, SCORES, "rounds", "score")):
    for (_a, (_short, _how, _asks)), (_b, (_also, _too, _)) in itertools.product(_one.items(), _other.items()):
        if _short and _also and (_a, _b) not in ALIKE:
            _told(f"{_a}_and_{_b}", f"Two things: {_short}, and {_also}. First: {_asks}", f"{_short}, and {_also}",
                  **{_first: _how, _second: _too})

EXERCISE = task.declared()
