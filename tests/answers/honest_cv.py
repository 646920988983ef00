# %% right: A helper for the folds, then a plain loop.
import torch

def folds(n, K, seed):
    parts = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    for i in range(K):
        yield torch.cat([p for j, p in enumerate(parts) if j != i]), parts[i]

def honest_cv(X, y, standardise, fit, K, seed):
    accs = []
    for tr, va in folds(X.shape[0], K, seed):
        mu, sd = standardise(X[tr])
        pred = fit((X[tr] - mu) / sd, y[tr], (X[va] - mu) / sd)
        accs.append((pred == y[va]).double().mean().item())
    return sum(accs) / len(accs)

# %% right: Wrong answers are counted, and the shares turned round.
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    lost = 0.0
    for part in torch.tensor_split(order, K):
        mask = torch.ones(len(X), dtype=torch.bool)
        mask[part] = False
        m, s = standardise(X[mask])
        Z = (X - m) / s
        lost += float((fit(Z[mask], y[mask], Z[part]) != y[part]).sum()) / len(part)
    return 1 - lost / K

# %% right: All rounds in a tensor, mean at the end.
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n = y.numel()
    pieces = list(torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tensor_split(K))
    out = torch.zeros(K, dtype=torch.float64)
    for i, held in enumerate(pieces):
        rest = torch.cat(pieces[:i] + pieces[i + 1:])
        a, b = standardise(X.index_select(0, rest))
        guess = fit((X[rest] - a).div(b), y[rest], (X[held] - a).div(b))
        out[i] = guess.eq(y[held]).double().mean()
    return out.mean()

# %% wrong: X is standardised once, before the folds are cut.
# told: scaler_outside
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    m, s = standardise(X)
    Z = (X - m) / s
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    accs = []
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        accs.append(float((fit(Z[tr], y[tr], Z[parts[i]]) == y[parts[i]]).double().mean()))
    return sum(accs) / K

# %% wrong: The held-out part goes in as it is.
# told: fold_raw
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    accs = []
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        m, s = standardise(X[tr])
        accs.append(float((fit((X[tr] - m) / s, y[tr], X[parts[i]]) == y[parts[i]]).double().mean()))
    return sum(accs) / K

# %% wrong: All right answers are added and divided by n.
# told: pooled
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    hits = 0
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        m, s = standardise(X[tr])
        hits += int((fit((X[tr] - m) / s, y[tr], (X[parts[i]] - m) / s) == y[parts[i]]).sum())
    return hits / len(y)

# %% wrong: return stands inside the loop.
# told: first_round
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        m, s = standardise(X[tr])
        return float((fit((X[tr] - m) / s, y[tr], (X[parts[i]] - m) / s) == y[parts[i]]).double().mean())

# %% right: A dataclass for one round, with a method that gives its accuracy.
from dataclasses import dataclass

import torch


@dataclass
class Round:
    train: torch.Tensor
    held: torch.Tensor

    def accuracy(self, X, y, standardise, fit):
        mu, sigma = standardise(X[self.train])
        new, old = [(X[part] - mu) / sigma for part in (self.held, self.train)]
        hits = fit(old, y[self.train], new) == y[self.held]
        return hits.sum().item() / len(self.held)


def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(order, K)
    rounds = [Round(torch.cat([p for j, p in enumerate(parts) if j != i]), parts[i]) for i in range(K)]
    return sum(r.accuracy(X, y, standardise, fit) for r in rounds) / K

# %% right: All rows are moved by the training statistics and only then divided into the parts; the mean is updated round by round, and hits are counted by a loop.
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    n = X.shape[0]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    average, stop = 0.0, 0
    for r in range(1, K + 1):
        start = stop
        stop = start + (n - start + K - r) // (K - r + 1)        # rounded up
        held = torch.zeros(n, dtype=torch.bool)
        held[order[start:stop]] = True
        mean, std = standardise(X[~held])
        Z = X.sub(mean).div(std)
        hits = 0
        for guess, truth in zip(fit(Z[~held], y[~held], Z[held]).tolist(), y[held].tolist()):
            hits += guess == truth
        average += (hits / (stop - start) - average) / r
    return average

# %% right: numpy for the folds, a closure for the scaler, map for the rounds, and 1 minus the mean error at the end.
import numpy as np
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    def scaler(rows):
        centre, width = standardise(rows)
        return lambda A: (A - centre) / width

    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).numpy()

    def error(part):
        val = torch.from_numpy(part.copy())
        train = torch.from_numpy(np.setdiff1d(order, part))
        scale = scaler(X[train])
        wrong = torch.ne(fit(scale(X[train]), y[train], scale(X[val])), y[val])
        return wrong.to(torch.float64).mean()

    return 1 - torch.stack(list(map(error, np.array_split(order, K)))).mean()

# %% wrong: The whole of X is standardised once before the split, so the held-out samples leak into mean and standard deviation.
# told: scaler_outside
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    mean, std = standardise(X)
    Z = (X - mean) / std

    perm = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    folds = torch.tensor_split(perm, K)
    accs = []
    for i in range(K):
        val = folds[i]
        train = torch.cat([folds[j] for j in range(K) if j != i])
        pred = fit(Z[train], y[train], Z[val])
        accs.append((pred == y[val]).float().mean())
    return torch.stack(accs).mean()

# %% wrong: The held-out part is standardised by its own mean and standard deviation instead of those of the training part.
# told: fold_by_its_own
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    def scale(A):
        mu, sigma = standardise(A)
        return (A - mu) / sigma

    n = X.shape[0]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    start, total = 0, 0.0
    for k in range(K):
        stop = start + n // K + (k < n % K)
        val = order[start:stop]
        train = torch.cat([order[:start], order[stop:]])
        # scale each part separately so that nothing leaks between them
        guess = fit(scale(X[train]), y[train], scale(X[val]))
        total += (guess == y[val]).double().mean().item()
        start = stop
    return total / K

# %% wrong: All hits are added up and divided by n, so a larger fold counts more, instead of taking the mean of the K accuracies.
# told: pooled
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    n = len(y)
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    correct = 0
    for val in order.tensor_split(K):
        mask = torch.ones(n, dtype=torch.bool)
        mask[val] = False
        mean, std = standardise(X[mask])
        prediction = fit((X[mask] - mean) / std, y[mask], (X[val] - mean) / std)
        correct += int((prediction == y[val]).sum())
    return correct / n

# %% wrong: Brackets are missing for the held-out part: X[val] - mean / std divides only the mean by the standard deviation.
# told: fold_without_brackets
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    perm = torch.randperm(X.size(0), generator=torch.Generator().manual_seed(seed))
    parts = list(torch.tensor_split(perm, K))
    accuracies = torch.zeros(K)
    for i in range(K):
        val_idx = parts[i]
        train_idx = torch.cat(parts[:i] + parts[i + 1:])
        mean, std = standardise(X[train_idx])
        Z_train = (X[train_idx] - mean) / std
        Z_val = X[val_idx] - mean / std
        y_hat = fit(Z_train, y[train_idx], Z_val)
        accuracies[i] = (y_hat == y[val_idx]).float().mean()
    return accuracies.mean()

# %% wrong: The samples are cut in their given order without shuffling, and instead of the given standardise the own X.std(0) with n - 1 is used.
# told: own_deviation_and_not_shuffled
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    torch.manual_seed(seed)
    n = X.shape[0]
    idx = torch.arange(n)
    scores = []
    for fold in torch.tensor_split(idx, K):
        keep = torch.tensor([i for i in range(n) if i not in fold.tolist()])
        Xt, yt = X[keep], y[keep]
        Xv, yv = X[fold], y[fold]
        m, s = Xt.mean(dim=0), Xt.std(dim=0)
        Xt = (Xt - m) / s
        Xv = (Xv - m) / s
        scores.append((fit(Xt, yt, Xv) == yv).float().mean().item())
    return sum(scores) / len(scores)

# %% wrong: All folds have n // K samples, so when K does not divide n, the last few samples of the order are never held out and the rounds are not those of exercise 2.
# told: remainder_dropped
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    n = len(X)
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    size = n // K
    acc = 0.0
    for k in range(K):
        val = perm[k * size:(k + 1) * size]
        tr = torch.cat((perm[:k * size], perm[(k + 1) * size:]))
        mu, sd = standardise(X[tr])
        out = fit((X[tr] - mu) / sd, y[tr], (X[val] - mu) / sd)
        acc += (out == y[val]).double().mean()
    return acc / K

# %% wrong: mean() is called on a tensor of booleans, which raises a RuntimeError in torch; it must become float first.
# told: advice
import torch


def kfold(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    pieces = torch.tensor_split(perm, K)
    return [(torch.cat(pieces[:i] + pieces[i + 1:]), pieces[i]) for i in range(K)]


def honest_cv(X, y, standardise, fit, K, seed):
    accs = []
    for train, val in kfold(len(X), K, seed):
        mean, std = standardise(X[train])
        pred = fit((X[train] - mean) / std, y[train], (X[val] - mean) / std)
        accs.append((pred == y[val]).mean())
    return sum(accs) / K

# %% wrong: The return is indented into the loop, so the function ends after the first round and gives only the accuracy of that one.
# told: first_round
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    n = X.shape[0]
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))

    sizes = [n // K] * K
    for i in range(n % K):
        sizes[i] += 1

    accuracies = []
    begin = 0
    for size in sizes:
        end = begin + size
        val = perm[begin:end]
        train = torch.cat([perm[:begin], perm[end:]])
        begin = end

        mean, std = standardise(X[train])
        Z_train = (X[train] - mean) / std
        Z_val = (X[val] - mean) / std
        labels = fit(Z_train, y[train], Z_val)
        accuracy = (labels == y[val]).sum().item() / size
        accuracies.append(accuracy)

        return sum(accuracies) / len(accuracies)

# %% wrong: Mean and deviation are taken in the wrong order.
# told: results_exchanged
import torch
def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(order, K)
    accs = []
    for i in range(K):
        val = parts[i]
        train = torch.cat([parts[j] for j in range(K) if j != i])
        std, mean = standardise(X[train])
        A = (X[train] - mean) / std
        B = (X[val] - mean) / std
        pred = fit(A, y[train], B)
        accs.append((pred == y[val]).float().mean().item())
    return sum(accs) / len(accs)

# %% wrong: The whole of X helps to standardise, and the right answers are divided by n.
# told: scaler_outside_and_pooled
import torch
def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(order, K)
    accs = []
    for i in range(K):
        val = parts[i]
        train = torch.cat([parts[j] for j in range(K) if j != i])
        mean, std = standardise(X)
        A = (X[train] - mean) / std
        B = (X[val] - mean) / std
        pred = fit(A, y[train], B)
        accs.append((pred == y[val]).sum().item())
    return sum(accs) / len(X)

# %% wrong: The deviation is torch's, with n - 1, in place of the given function's.
# told: own_deviation
import torch
def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(order, K)
    accs = []
    for i in range(K):
        val = parts[i]
        train = torch.cat([parts[j] for j in range(K) if j != i])
        mean, std = (X[train].mean(0), X[train].std(0))
        A = (X[train] - mean) / std
        B = (X[val] - mean) / std
        pred = fit(A, y[train], B)
        accs.append((pred == y[val]).float().mean().item())
    return sum(accs) / len(accs)

# %% wrong: The accuracies are returned as a list.
# told: as_list
import torch
def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(order, K)
    accs = []
    for i in range(K):
        val = parts[i]
        train = torch.cat([parts[j] for j in range(K) if j != i])
        mean, std = standardise(X[train])
        A = (X[train] - mean) / std
        B = (X[val] - mean) / std
        pred = fit(A, y[train], B)
        accs.append((pred == y[val]).float().mean().item())
    return accs

# %% wrong: The fold alone says how to standardise.
# told: scaler_of_the_fold
import torch
def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(order, K)
    accs = []
    for i in range(K):
        val = parts[i]
        train = torch.cat([parts[j] for j in range(K) if j != i])
        mean, std = standardise(X[val])
        A = (X[train] - mean) / std
        B = (X[val] - mean) / std
        pred = fit(A, y[train], B)
        accs.append((pred == y[val]).float().mean().item())
    return sum(accs) / len(accs)
