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

# %% right: A dataclass for a round, which learns its own scaling.
from dataclasses import dataclass

import torch


@dataclass
class Round:
    train: torch.Tensor
    held_out: torch.Tensor

    def accuracy(self, X, y, standardise, fit):
        mean, std = standardise(X[self.train])
        z = lambda rows: (X[rows] - mean) / std
        guess = fit(z(self.train), y[self.train], z(self.held_out))
        hits = sum(int(a == b) for a, b in zip(guess.tolist(), y[self.held_out].tolist()))
        return hits / len(self.held_out)


def honest_cv(X, y, standardise, fit, K, seed):
    n = len(y)
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    place = torch.arange(n)
    q, r = divmod(n, K)
    rounds = []
    for i in range(K):
        a = i * q + min(i, r)
        b = (i + 1) * q + min(i + 1, r)
        inside = (place >= a) & (place < b)
        rounds.append(Round(order[~inside], order[inside]))
    return sum(one.accuracy(X, y, standardise, fit) for one in rounds) / K

# %% right: Shuffles rows and labels together once, splits both, standardises train and held-out in one go after the statistics are known.
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(X.size(0), generator=torch.Generator().manual_seed(seed))
    xs = list(torch.tensor_split(X[order], K))
    ys = list(torch.tensor_split(y[order], K))
    mean_acc = torch.zeros((), dtype=torch.float64)
    for _ in range(K):
        x_val, y_val = xs.pop(0), ys.pop(0)
        x_tr, y_tr = torch.cat(xs), torch.cat(ys)
        mu, sd = standardise(x_tr)
        both = torch.cat([x_tr, x_val]).sub(mu).div(sd)
        z_tr, z_val = both.split([len(x_tr), len(x_val)])
        mean_acc += fit(z_tr, y_tr, z_val).eq(y_val).to(torch.float64).mean() / K
        xs.append(x_val)
        ys.append(y_val)
    return mean_acc

# %% right: A closure that makes a scaler from training rows, a recursive cutter, and numpy for the mean.
import numpy as np
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    def scaler(rows):
        centre, width = standardise(rows)
        return lambda A: (A - centre) / width

    def cut(items, parts):
        if parts == 1:
            return [items]
        size = (len(items) + parts - 1) // parts
        return [items[:size]] + cut(items[size:], parts - 1)

    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed)).tolist()

    def score(val):
        hidden = set(val)
        train = [i for i in order if i not in hidden]
        scale = scaler(X[train])
        return (fit(scale(X[train]), y[train], scale(X[val])) == y[val]).numpy().mean()

    return float(np.mean([score(val) for val in cut(order, K)]))

# %% wrong: Standardises all samples once before the rounds, so the held-out samples leak into the mean and the standard deviation.
# told: scaler_outside
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    mean, std = standardise(X)
    Z = (X - mean) / std
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    folds = torch.tensor_split(order, K)
    accs = []
    for i in range(K):
        val = folds[i]
        train = torch.cat([folds[j] for j in range(K) if j != i])
        pred = fit(Z[train], y[train], Z[val])
        accs.append((pred == y[val]).double().mean())
    return torch.stack(accs).mean()

# %% wrong: The held-out part is standardised by its own mean and standard deviation instead of those of the training part.
# told: fold_by_its_own
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    def scale(A):
        mu, sd = standardise(A)
        return (A - mu) / sd

    n = X.shape[0]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    total = 0.0
    start = 0
    for i in range(K):
        stop = start + n // K + (i < n % K)
        val = order[start:stop]
        train = torch.cat([order[:start], order[stop:]])
        start = stop
        guess = fit(scale(X[train]), y[train], scale(X[val]))
        total += (guess == y[val]).sum().item() / len(val)
    return total / K

# %% wrong: Divides by the standard deviation before the mean is taken off (a missing bracket).
# told: clue
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    perm = torch.randperm(X.shape[0], generator=torch.Generator().manual_seed(seed))
    pieces = perm.tensor_split(K)
    scores = []
    for i, val in enumerate(pieces):
        train = torch.cat(pieces[:i] + pieces[i + 1:])
        mean, std = standardise(X[train])
        Z_train = X[train] / std - mean
        Z_val = X[val] / std - mean
        y_hat = fit(Z_train, y[train], Z_val)
        scores.append((y_hat == y[val]).to(torch.float64).mean().item())
    return sum(scores) / len(scores)

# %% wrong: Counts the labels that are wrong (!=) instead of right, so it returns the error rate and not the accuracy.
# told: error_rate
import torch


def folds(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    out, a = [], 0
    for i in range(K):
        b = a + n // K + (1 if i < n % K else 0)
        out.append((order[:a] + order[b:], order[a:b]))
        a = b
    return out


def honest_cv(X, y, standardise, fit, K, seed):
    result = 0.0
    for train, val in folds(len(y), K, seed):
        m, s = standardise(X[train])
        labels = fit((X[train] - m) / s, y[train], (X[val] - m) / s)
        score = (labels != y[val]).double().mean()
        result += score.item()
    return result / K

# %% wrong: The samples are not shuffled, and the held-out rows are only shifted by the mean and not divided by the standard deviation.
# told: clue
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    torch.manual_seed(seed)
    n = len(X)
    indices = torch.arange(n)
    accuracy = []
    for fold in torch.tensor_split(indices, K):
        is_val = torch.zeros(n, dtype=torch.bool)
        is_val[fold] = True
        X_train, y_train = X[~is_val], y[~is_val]
        X_val, y_val = X[is_val], y[is_val]
        mean, std = standardise(X_train)
        X_train = (X_train - mean) / std
        X_val = X_val - mean
        pred = fit(X_train, y_train, X_val)
        accuracy.append((pred == y_val).double().mean().item())
    return sum(accuracy) / K

# %% wrong: Divides all hits by n, so with folds of unequal size the larger ones count more, while each round must count the same.
# told: pooled
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    n = X.shape[0]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(order, K)
    right = 0
    for i in range(K):
        val = parts[i]
        train = torch.cat(parts[:i] + parts[i + 1:])
        mean, std = standardise(X[train])
        pred = fit((X[train] - mean) / std, y[train], (X[val] - mean) / std)
        right += int((pred == y[val]).sum())
    return right / n

# %% wrong: Prints the mean accuracy instead of returning it.
# told: slip
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    pieces = torch.tensor_split(order, K)
    accs = []
    for r in range(K):
        val_idx = pieces[r]
        train_idx = torch.cat([p for q, p in enumerate(pieces) if q != r])
        mu, sigma = standardise(X[train_idx])
        Ztr = (X[train_idx] - mu) / sigma
        Zva = (X[val_idx] - mu) / sigma
        hits = fit(Ztr, y[train_idx], Zva) == y[val_idx]
        accs.append(hits.double().mean().item())
    mean_acc = sum(accs) / K
    print("mean accuracy:", mean_acc)

# %% wrong: Keeps the mean and standard deviation of the first round for all rounds, so later held-out samples have helped to make them.
# told: scaler_of_the_first_round
import torch


def honest_cv(X, y, standardise, fit, K, seed):
    n = len(X)
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    mean = None
    std = None
    accuracies = []
    begin = 0
    for k in range(K):
        end = begin + n // K
        if k < n % K:
            end += 1
        val = order[begin:end]
        train = torch.cat((order[:begin], order[end:]))
        begin = end
        if mean is None:                       # learn the scaling on training data only
            mean, std = standardise(X[train])
        Z_train = (X[train] - mean) / std
        Z_val = (X[val] - mean) / std
        pred = fit(Z_train, y[train], Z_val)
        accuracies.append((pred == y[val]).double().mean())
    return sum(accuracies) / K

# %% right: Counts hits in plain Python, indices as lists.
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n = len(y)
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    q, r = divmod(n, K)
    at = 0
    shares = []
    for i in range(K):
        size = q + (i < r)
        held = order[at:at + size]
        kept = order[:at] + order[at + size:]
        at += size
        mu, sd = standardise(X[kept])
        guesses = fit((X[kept] - mu) / sd, y[kept], (X[held] - mu) / sd).tolist()
        truth = y[held].tolist()
        hits = 0
        for a, b in zip(guesses, truth):
            if a == b:
                hits += 1
        shares.append(hits / size)
    return sum(shares) / K

# %% right: Boolean masks and a closure for the scaling.
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n = X.size(0)
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))

    def scaler(rows):
        m, s = standardise(rows)
        return lambda A: A.sub(m).div(s)

    def score(piece):
        out = torch.isin(torch.arange(n), piece)
        into = ~out
        scale = scaler(X[into])
        return (fit(scale(X[into]), y[into], scale(X[out])) == y[out]).double().mean()

    return torch.stack([score(p) for p in perm.tensor_split(K)]).mean()

# %% right: A dataclass for a round, numpy for the folds and for the mean.
from dataclasses import dataclass
import numpy as np
import torch

@dataclass
class Round:
    train: torch.Tensor
    val: torch.Tensor

    def accuracy(self, X, y, standardise, fit):
        A = X[self.train]
        mu, sd = standardise(A)
        got = fit((A - mu[None, :]) / sd[None, :], y[self.train], (X[self.val] - mu[None, :]) / sd[None, :])
        return 1.0 - int(torch.count_nonzero(got != y[self.val])) / self.val.numel()

def honest_cv(X, y, standardise, fit, K, seed):
    p = torch.randperm(X.shape[0], generator=torch.Generator().manual_seed(seed)).numpy()
    rounds = [Round(torch.from_numpy(np.setdiff1d(p, v)), torch.from_numpy(v.copy())) for v in np.array_split(p, K)]
    return float(np.mean([r.accuracy(X, y, standardise, fit) for r in rounds]))

# %% wrong: All samples are standardised once before the folds are cut, so the held-out samples leak into the mean and the standard deviation.
# told: scaler_outside
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n = X.shape[0]
    mean, std = standardise(X)
    Z = (X - mean) / std

    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    pieces = torch.tensor_split(perm, K)
    accs = []
    for i in range(K):
        val = pieces[i]
        train = torch.cat([pieces[j] for j in range(K) if j != i])
        pred = fit(Z[train], y[train], Z[val])
        accs.append((pred == y[val]).double().mean())
    return torch.stack(accs).mean()

# %% wrong: The held-out part is standardised by its own mean and standard deviation; it needs those of the training part.
# told: fold_by_its_own
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    def scale(A):
        mu, sd = standardise(A)
        return (A - mu) / sd

    n = len(X)
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    base, extra = n // K, n % K
    start = 0
    total = 0.0
    for i in range(K):
        stop = start + base + (1 if i < extra else 0)
        val = order[start:stop]
        train = torch.cat([order[:start], order[stop:]])
        guess = fit(scale(X[train]), y[train], scale(X[val]))
        total += (guess == y[val]).double().mean().item()
        start = stop
    return total / K

# %% wrong: The two results of standardise are unpacked in the wrong order, so the standard deviation is taken off and the mean divides.
# told: results_exchanged
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    perm = torch.randperm(X.shape[0], generator=torch.Generator().manual_seed(seed))
    folds = list(perm.tensor_split(K))
    scores = []
    for i, va in enumerate(folds):
        tr = torch.cat(folds[:i] + folds[i + 1:])
        sd, mu = standardise(X[tr])
        y_hat = fit((X[tr] - mu) / sd, y[tr], (X[va] - mu) / sd)
        scores.append((y_hat == y[va]).double().mean().item())
    return sum(scores) / len(scores)

# %% wrong: The brackets are missing in X - mean / std, so only the mean is divided by the standard deviation.
# told: no_brackets
import torch

def kfold(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts = torch.tensor_split(perm, K)
    return [(torch.cat([p for j, p in enumerate(parts) if j != i]), parts[i]) for i in range(K)]

def honest_cv(X, y, standardise, fit, K, seed):
    accuracy = 0.0
    for train, val in kfold(X.shape[0], K, seed):
        mean, std = standardise(X[train])
        Z_train = X[train] - mean / std
        Z_val = X[val] - mean / std
        pred = fit(Z_train, y[train], Z_val)
        accuracy += (pred == y[val]).to(torch.float64).mean()
    return accuracy / K

# %% wrong: The standard deviation comes from all samples (only the mean from the training part), and the hits of all rounds are pooled instead of averaging the K accuracies.
# told: deviation_of_all_and_pooled
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n = X.shape[0]
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    std = standardise(X)[1]
    hits = 0
    for val in torch.tensor_split(perm, K):
        mask = torch.ones(n, dtype=torch.bool)
        mask[val] = False
        mean = standardise(X[mask])[0]
        pred = fit((X[mask] - mean) / std, y[mask], (X[val] - mean) / std)
        hits += int((pred == y[val]).sum())
    return hits / n

# %% wrong: All hits are divided by n, which is the mean of the accuracies only if all folds have the same size; with folds of different size each round should count the same.
# told: pooled
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n, d = X.shape
    shuffled = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    sizes = [n // K] * K
    for i in range(n % K):
        sizes[i] += 1
    correct = 0
    begin = 0
    for size in sizes:
        val = shuffled[begin:begin + size]
        train = shuffled[:begin] + shuffled[begin + size:]
        begin += size
        X_train, X_val = X[train], X[val]
        mean, std = standardise(X_train)
        predicted = fit((X_train - mean) / std, y[train], (X_val - mean) / std)
        correct += (predicted == y[val]).sum().item()
    return correct / n

# %% wrong: X itself is standardised in place in each round, so the caller's data are changed.
# told: changed
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    perm = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    pieces = torch.tensor_split(perm, K)
    acc = []
    for k in range(K):
        val = pieces[k]
        train = torch.cat([pieces[j] for j in range(K) if j != k])
        mean, std = standardise(X[train])
        X -= mean
        X /= std
        y_pred = fit(X[train], y[train], X[val])
        acc.append((y_pred == y[val]).double().mean().item())
    return sum(acc) / K

# %% wrong: The held-out rows are taken by a mask, in the order of the data, but their labels in the shuffled order, so predictions are compared with the labels of other samples.
# told: misaligned
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n = X.shape[0]
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    accuracies = torch.zeros(K, dtype=torch.float64)
    for r, piece in enumerate(torch.tensor_split(perm, K)):
        held_out = torch.zeros(n, dtype=torch.bool)
        held_out[piece] = True
        mean, std = standardise(X[~held_out])
        Z = (X - mean) / std
        out = fit(Z[~held_out], y[~held_out], Z[held_out])
        accuracies[r] = (out == y[piece]).double().mean()
    return accuracies.mean()
