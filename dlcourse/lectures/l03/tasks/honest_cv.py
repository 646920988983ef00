"""Exercise: cross-validation that standardises inside the fold."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case
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
    return y[(Z_new @ Z.mT).argmax(dim=1)]


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
                       "the largest dot product")
        return case(label, X=X, y=y, standardise=standardise, fit=fit, K=K, seed=seed)

    def seed() -> int:
        return draw.whole(1, 99)

    return [
        patients("6 samples, 3 folds", 6, 2, 3, seed()),
        patients("23 samples, 4 folds, three are left over", 23, 3, 4, seed()),
        patients("31 samples, 2 folds, five features", 31, 5, 2, seed()),
        patients("9 samples, each one a fold", 9, 3, 9, seed()),
        patients("29 samples, 4 folds, a single feature", 29, 1, 4, seed()),
        patients("67 samples, 5 folds, the seed 0", 67, 4, 5, 0),
        patients("101 samples, 6 folds", 101, 4, 6, seed()),
    ]


task = Task(
    key="honest_cv", title="Cross-validation without a leak", points=2, difficulty=2, minutes=15,
    objective="cross-validate with everything that is learned kept inside the fold",
    reference=reference, cases=cases, compare=close(rtol=1e-9), facts=("N03-06",),
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
        return (X[train] - m) / s, (X[fold] - own) / torch.where(spread > 0, spread, torch.ones_like(spread))

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
        std = torch.where(std > 0, std, torch.ones_like(std))
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


@task.wrong("Only the first round counts: accuracies of 0.5, 0.75 and 1 give you 0.5. Do you return inside the loop?",
            short="only the first round counts")
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
        std = torch.where(std > 0, std, torch.ones_like(std))
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


@task.wrong("Two things: the held-out rows help to standardise, and all right answers are divided by n. First: with "
            "1, 3 in the training part and 11 held out, what is the mean?",
            short="the held-out rows help to standardise, and all right answers are divided by n")
def scaler_outside_and_pooled(X, y, standardise, fit, K, seed):
    return float(torch.cat(_scores(X, y, fit, _folds(len(y), K, seed), _all_at_once(X, standardise))).mean())


@task.wrong("Two things: the held-out rows help to standardise, and nothing is shuffled. First: with 1, 3 in the "
            "training part and 11 held out, what is the mean?",
            short="the held-out rows help to standardise, and nothing is shuffled")
def scaler_outside_and_not_shuffled(X, y, standardise, fit, K, seed):
    order = torch.arange(len(y))
    parts = [(order[~torch.isin(order, fold)], fold) for fold in order.tensor_split(K)]
    return _mean(_scores(X, y, fit, parts, _all_at_once(X, standardise)))


EXERCISE = task.declared()
