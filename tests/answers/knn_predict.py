# %% right: Plain Python with a dictionary of votes.
def knn_predict(Xtr, ytr, X, k, metric):
    import torch
    out = []
    for q in X:
        diff = [(q - t).abs() for t in Xtr]
        if metric == "L1":
            dist = [float(v.sum()) for v in diff]
        elif metric == "Linf":
            dist = [float(v.max()) for v in diff]
        else:
            dist = [float((v * v).sum()) ** 0.5 for v in diff]
        order = sorted(range(len(dist)), key=dist.__getitem__)[:k]
        votes = {}
        for i in order:
            votes[int(ytr[i])] = votes.get(int(ytr[i]), 0) + 1
        out.append(sorted(votes, key=lambda c: (-votes[c], c))[0])
    return torch.tensor(out)

# %% right: NumPy; argpartition and bincount.
import numpy as np
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    order = {"L1": 1, "L2": 2, "Linf": np.inf}[metric]
    D = np.linalg.norm(X.numpy()[:, None] - Xtr.numpy()[None], ord=order, axis=2)
    near = np.argsort(D, axis=1)[:, :k]
    return torch.from_numpy(np.array([np.bincount(ytr.numpy()[r]).argmax() for r in near], dtype=np.int64))

# %% right: cdist, topk, and mode, which takes the smallest of equals.
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    _, i = torch.cdist(X, Xtr, p=p).topk(k, largest=False)
    return torch.mode(ytr[i], 1).values

# %% wrong: topk gives the largest distances, so the farthest points vote.
# told: farthest
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    i = torch.cdist(X, Xtr, p=p).topk(k).indices
    return torch.mode(ytr[i], 1).values

# %% wrong: The mean of the labels is rounded.
# told: rounded_mean
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    i = torch.cdist(X, Xtr, p=p).topk(k, largest=False).indices
    return ytr[i].double().mean(1).round().long()

# %% wrong: Counter.most_common takes the label that came first among equals.
# told: tie_to_the_nearest
from collections import Counter
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    out = []
    for x in X:
        d = torch.linalg.vector_norm(Xtr - x, ord=p, dim=1)
        out.append(Counter(ytr[d.argsort()[:k]].tolist()).most_common(1)[0][0])
    return torch.tensor(out)

# %% wrong: The metric is never looked at.
# told: metric_ignored
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    i = torch.cdist(X, Xtr).argsort(1)[:, :k]
    return torch.mode(ytr[i], 1).values

# %% wrong: The slice begins at 1, as if the nearest were the point itself.
# told: first_left_out
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    i = torch.cdist(X, Xtr, p=p).argsort(1)[:, 1:k + 1]
    return torch.mode(ytr[i], 1).values

# %% wrong: unique with counts gives the place of the label, not the label.
# told: place_among_labels
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    names, place = ytr.unique(return_inverse=True)
    i = torch.cdist(X, Xtr, p=p).argsort(1)[:, :k]
    return torch.mode(place[i], 1).values

# %% right: Plain Python numbers, lists and dictionaries; one sort by (-count, label).
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    train, labels = Xtr.tolist(), [int(v) for v in ytr.tolist()]
    answers = []
    for new in X.tolist():
        found = []
        for point, label in zip(train, labels):
            gaps = [abs(p - q) for p, q in zip(point, new)]
            if metric == "L1":
                dist = sum(gaps)
            elif metric == "L2":
                dist = sum(g * g for g in gaps)      # the root does not change the order
            else:
                dist = max(gaps)
            found.append((dist, label))
        found.sort()
        count = {}
        for _, label in found[:k]:
            count[label] = count.get(label, 0) + 1
        answers.append(min(count, key=lambda c: (-count[c], c)))
    return torch.tensor(answers, dtype=torch.int64)

# %% right: numpy inside and back; np.unique sorts, so the first maximum is the smallest label.
import numpy as np
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    A = Xtr.detach().cpu().numpy().astype(np.float64)
    B = X.detach().cpu().numpy().astype(np.float64)
    lab = ytr.detach().cpu().numpy()
    order = {"L1": 1, "L2": 2, "Linf": np.inf}[metric]
    out = np.empty(len(B), dtype=np.int64)
    for i, b in enumerate(B):
        D = np.linalg.norm(A - b, ord=order, axis=1)
        names, counts = np.unique(lab[np.argsort(D)[:k]], return_counts=True)
        out[i] = names[np.argmax(counts)]
    return torch.from_numpy(out)

# %% right: No loop over points: lambdas for the distances, and a score votes * C - position that makes ties impossible.
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    reduce = dict(
        L1=lambda a: a.sum(dim=-1),
        L2=lambda a: torch.einsum("mnd,mnd->mn", a, a),
        Linf=lambda a: a.amax(dim=-1),
    )[metric]
    dist = reduce((X.double()[:, None, :] - Xtr.double()[None, :, :]).abs())
    chosen = dist.argsort(dim=1)[:, :k]

    names, place = torch.unique(ytr, return_inverse=True)
    C = names.numel()
    votes = torch.zeros(X.shape[0], C, dtype=torch.int64)
    votes.scatter_add_(1, place[chosen], torch.ones_like(chosen))
    score = votes * C - torch.arange(C)
    return names[score.argmax(dim=1)].to(torch.int64)

# %% wrong: A near neighbour gets a heavier vote (1 / distance), although each of the k nearest has exactly one vote.
# told: weighted
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    diff = X.unsqueeze(1) - Xtr.unsqueeze(0)
    if metric == "L1":
        dist = diff.abs().sum(dim=2)
    elif metric == "L2":
        dist = (diff ** 2).sum(dim=2).sqrt()
    else:
        dist = diff.abs().amax(dim=2)

    near, idx = torch.topk(dist, k, dim=1, largest=False)
    n_classes = int(ytr.max()) + 1
    result = torch.zeros(X.shape[0], dtype=torch.int64)
    for i in range(X.shape[0]):
        votes = [0.0] * n_classes
        for j in range(k):
            # the closer a neighbour, the more it has to say
            votes[int(ytr[idx[i, j]])] += 1.0 / (float(near[i, j]) + 1e-8)
        result[i] = votes.index(max(votes))
    return result

# %% wrong: The labels of the neighbours are averaged and rounded as if they were quantities, but a label is only a name, and the most frequent one is wanted.
# told: rounded_mean
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    d = torch.cdist(X, Xtr, p=p)
    nearest = d.argsort(dim=1)[:, :k]
    return ytr[nearest].float().mean(dim=1).round().long()

# %% wrong: The loop over the classes ends one too early: range(ytr.max()) never looks at the largest label.
# told: largest_label_missing
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    out = []
    for x in X:
        delta = (Xtr - x).abs()
        if metric == "L1":
            dist = delta.sum(1)
        if metric == "L2":
            dist = delta.pow(2).sum(1).sqrt()
        if metric == "Linf":
            dist = delta.max(1).values
        labels = ytr[dist.argsort()[:k]]

        best, best_count = 0, 0
        for c in range(int(ytr.max())):
            count = int((labels == c).sum())
            if count > best_count:
                best, best_count = c, count
        out.append(best)
    return torch.tensor(out, dtype=torch.int64)

# %% wrong: For L1 the differences are added first and the absolute value is taken of the sum, so differences of opposite sign cancel.
# told: absolute_of_the_sum
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    D = X[:, None, :] - Xtr[None, :, :]
    dist = {
        "L1": lambda D: abs(D.sum(-1)),
        "L2": lambda D: (D * D).sum(-1) ** 0.5,
        "Linf": lambda D: abs(D).max(-1)[0],
    }[metric](D)
    labels = ytr[dist.topk(k, largest=False)[1]]          # (m, k)
    names = torch.unique(ytr)                             # ascending
    counts = torch.stack([(labels == c).sum(1) for c in names], dim=1)
    pred = []
    for row in counts.tolist():
        pred.append(int(names[row.index(max(row))]))
    return torch.tensor(pred)

# %% wrong: Linf takes the smallest instead of the largest absolute difference, and with >= the largest of several equally frequent labels wins instead of the smallest.
# told: smallest_difference_and_tie_to_the_largest
import torch


def distance(a, b, metric):
    if metric == "L1":
        return torch.abs(a - b).sum(dim=-1)
    elif metric == "L2":
        return torch.sqrt(((a - b) ** 2).sum(dim=-1))
    elif metric == "Linf":
        return torch.abs(a - b).min(dim=-1).values


def knn_predict(Xtr, ytr, X, k, metric):
    m = X.shape[0]
    y_pred = torch.empty(m, dtype=torch.long)
    for i in range(m):
        order = torch.argsort(distance(Xtr, X[i], metric))
        votes = torch.bincount(ytr[order[:k]])
        winner = 0
        for label in range(len(votes)):
            if votes[label] >= votes[winner]:
                winner = label
        y_pred[i] = winner
    return y_pred

# %% wrong: The position in the list of occurring labels is returned instead of the label itself, which is wrong as soon as some number does not occur (labels 0 and 2 become 0 and 1).
# told: place_among_labels
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    diff = (X[:, None] - Xtr[None]).abs()
    if metric == "L1":
        dist = diff.sum(2)
    elif metric == "L2":
        dist = diff.square().sum(2).sqrt()
    elif metric == "Linf":
        dist = diff.amax(2)
    else:
        raise ValueError(metric)

    classes = torch.unique(ytr)
    neighbours = ytr[dist.topk(k, dim=1, largest=False).indices]
    votes = (neighbours[:, :, None] == classes).sum(dim=1)      # (m, C)
    # a tiny bonus for smaller labels, so that ties are clear
    C = len(classes)
    return (votes * C - torch.arange(C)).argmax(dim=1)

# %% wrong: The result is collected in torch.zeros(m), so the labels come back as float32 instead of int64.
# told: slip
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    result = torch.zeros(len(X))
    for i in range(len(X)):
        d = []
        for j in range(len(Xtr)):
            a = (X[i] - Xtr[j]).abs()
            if metric == "L1":
                d.append(a.sum())
            elif metric == "L2":
                d.append((a ** 2).sum().sqrt())
            else:
                d.append(a.max())
        d = torch.stack(d)
        idx = torch.argsort(d)[:k]
        votes = torch.bincount(ytr[idx]).tolist()
        result[i] = votes.index(max(votes))
    return result

# %% wrong: Counter is fed with 0-d tensors, which are hashed by identity, so every neighbour counts as a label of its own and the single nearest point always decides.
# told: nearest_alone
from collections import Counter

import torch


def knn_predict(Xtr, ytr, X, k, metric):
    pred = []
    for x in X:
        if metric == "L1":
            d = torch.linalg.vector_norm(Xtr - x, ord=1, dim=1)
        elif metric == "L2":
            d = torch.linalg.vector_norm(Xtr - x, ord=2, dim=1)
        else:
            d = torch.linalg.vector_norm(Xtr - x, ord=float("inf"), dim=1)
        _, idx = torch.sort(d)
        label, votes = Counter(ytr[idx[:k]]).most_common(1)[0]
        pred.append(label.item())
    return torch.tensor(pred, dtype=torch.int64)

# %% wrong: The slice stops at k - 1, so that one neighbour is missing, and none is left with k = 1.
# told: one_less_or_value_error
import torch
from collections import Counter
def knn_predict(Xtr, ytr, X, k, metric):
    out = []
    for x in X:
        diff = Xtr - x
        if metric == "L1":
            d = diff.abs().sum(dim=1)
        elif metric == "L2":
            d = (diff ** 2).sum(dim=1).sqrt()
        else:
            d = diff.abs().max(dim=1).values
        idx = torch.argsort(d)[:k-1]
        votes = Counter(ytr[idx].tolist())
        best = max(votes.values())
        out.append(min(c for c in votes if votes[c] == best))
    return torch.tensor(out)

# %% wrong: The differences are added for L2 before they are squared.
# told: l2_of_the_sum
import torch
from collections import Counter
def knn_predict(Xtr, ytr, X, k, metric):
    out = []
    for x in X:
        diff = Xtr - x
        if metric == "L1":
            d = diff.abs().sum(dim=1)
        elif metric == "L2":
            d = (diff.sum(dim=1) ** 2).sqrt()
        else:
            d = diff.abs().max(dim=1).values
        idx = torch.argsort(d)[:k]
        votes = Counter(ytr[idx].tolist())
        best = max(votes.values())
        out.append(min(c for c in votes if votes[c] == best))
    return torch.tensor(out)

# %% wrong: The slice takes three neighbours, whatever k is.
# told: always_three
import torch
from collections import Counter
def knn_predict(Xtr, ytr, X, k, metric):
    out = []
    for x in X:
        diff = Xtr - x
        if metric == "L1":
            d = diff.abs().sum(dim=1)
        elif metric == "L2":
            d = (diff ** 2).sum(dim=1).sqrt()
        else:
            d = diff.abs().max(dim=1).values
        idx = torch.argsort(d)[:3]
        votes = Counter(ytr[idx].tolist())
        best = max(votes.values())
        out.append(min(c for c in votes if votes[c] == best))
    return torch.tensor(out)
