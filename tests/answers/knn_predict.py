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

# %% right: Only lists and numbers; the winner is the smallest pair (minus votes, label).
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    combine = {
        "L1": lambda gaps: sum(gaps),
        "L2": lambda gaps: sum(g * g for g in gaps),
        "Linf": lambda gaps: max(gaps),
    }[metric]
    rows, names = Xtr.tolist(), [int(c) for c in ytr.tolist()]

    def label(x):
        far = [combine([abs(a - b) for a, b in zip(x, row)]) for row in rows]
        chosen = sorted(range(len(rows)), key=far.__getitem__)[:k]
        votes = [names[i] for i in chosen]
        return min((-votes.count(c), c) for c in votes)[1]

    return torch.tensor([label(x) for x in X.tolist()], dtype=torch.int64)

# %% right: Numpy inside: partition by distance, then unique with counts, whose first maximum is the smallest label.
import numpy as np
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    A, b, B = Xtr.numpy(), ytr.numpy(), X.numpy()
    order = {"L1": 1, "L2": 2, "Linf": np.inf}[metric]
    out = np.empty(len(B), dtype=np.int64)
    for i, x in enumerate(B):
        d = np.linalg.norm(A - x, ord=order, axis=1)
        near = np.argpartition(d, k - 1)[:k]
        labels, counts = np.unique(b[near], return_counts=True)
        out[i] = labels[counts.argmax()]
    return torch.from_numpy(out)

# %% right: A training point votes if it is not farther than the k-th distance; votes by a matrix product with the label table.
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    gap = (Xtr.unsqueeze(0) - X.unsqueeze(1)).abs()
    if metric == "Linf":
        d = gap.amax(dim=2)
    else:
        d = (gap if metric == "L1" else gap ** 2).sum(dim=2)
    radius = d.kthvalue(k, dim=1, keepdim=True).values
    near = (d <= radius).to(torch.float64)
    names = torch.unique(ytr).to(torch.int64)
    table = (ytr.unsqueeze(1) == names).to(torch.float64)
    votes = near @ table
    top = votes == votes.amax(dim=1, keepdim=True)
    huge = names.max() + 1
    return torch.where(top, names, huge).amin(dim=1)

# %% wrong: Averages the labels of the neighbours and rounds, but a label is a name and must be voted on, not averaged.
# told: rounded_mean
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    diff = (X[:, None, :] - Xtr[None, :, :]).abs()
    if metric == "L1":
        dist = diff.sum(-1)
    elif metric == "L2":
        dist = (diff ** 2).sum(-1).sqrt()
    else:
        dist = diff.max(-1).values
    nearest = dist.argsort(dim=1)[:, :k]
    return ytr[nearest].double().mean(dim=1).round().long()

# %% wrong: Picks the label whose neighbours have the smallest total distance instead of the one with the most votes.
# told: clue
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    out = []
    for x in X:
        delta = (Xtr - x).abs()
        if metric == "L1":
            d = delta.sum(1)
        if metric == "L2":
            d = delta.pow(2).sum(1).sqrt()
        if metric == "Linf":
            d = delta.max(1)[0]
        idx = torch.argsort(d)[:k]
        totals = {}
        for i in idx.tolist():
            c = int(ytr[i])
            totals[c] = totals.get(c, 0.0) + float(d[i])
        best = min(sorted(totals), key=lambda c: totals[c])
        out.append(best)
    return torch.tensor(out, dtype=torch.int64)

# %% wrong: For Linf it takes the smallest absolute difference instead of the largest.
# told: smallest_difference
import torch


def distance(a, b, metric):
    d = torch.abs(a - b)
    if metric == "L1":
        return d.sum(dim=-1)
    if metric == "L2":
        return torch.sqrt((d * d).sum(dim=-1))
    return d.amin(dim=-1)


def knn_predict(Xtr, ytr, X, k, metric):
    result = torch.empty(X.shape[0], dtype=torch.int64)
    for i in range(X.shape[0]):
        d = distance(Xtr, X[i], metric)
        _, idx = torch.topk(d, k, largest=False)
        votes = torch.bincount(ytr[idx])
        result[i] = torch.argmax(votes)
    return result

# %% wrong: Leaves out the very nearest training point (slice from 1) as if it were the new point itself, but new points are not in the training set.
# told: first_left_out
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    d = torch.linalg.vector_norm(X.unsqueeze(1) - Xtr.unsqueeze(0), ord=p, dim=2)
    order = d.argsort(dim=1)
    neighbours = order[:, 1:k + 1]
    labels = ytr[neighbours]
    n_labels = int(ytr.max()) + 1
    votes = torch.stack([(labels == c).sum(dim=1) for c in range(n_labels)], dim=1)
    return votes.argmax(dim=1)

# %% wrong: L1 adds the differences without taking their absolute values, and a tie goes to the largest label instead of the smallest.
# told: clue
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    answer = []
    for i in range(len(X)):
        diff = Xtr - X[i]
        if metric == "L1":
            d = diff.sum(dim=1)
        elif metric == "L2":
            d = (diff ** 2).sum(dim=1) ** 0.5
        else:
            d = diff.abs().max(dim=1).values
        near = ytr[d.argsort()[:k]].tolist()
        best_label, best_votes = -1, 0
        for label in sorted(set(near)):
            if near.count(label) >= best_votes:
                best_label, best_votes = label, near.count(label)
        answer.append(best_label)
    return torch.tensor(answer, dtype=torch.int64)

# %% wrong: When several labels are equally frequent, Counter gives the one met first, which is the label of the nearest and not the smallest label.
# told: tie_to_the_nearest
from collections import Counter

import torch


def knn_predict(Xtr, ytr, X, k, metric):
    if metric == "L1":
        dist = lambda a, b: (a - b).abs().sum()
    elif metric == "L2":
        dist = lambda a, b: ((a - b) ** 2).sum().sqrt()
    else:
        dist = lambda a, b: (a - b).abs().max()
    pred = []
    for x in X:
        pairs = [(dist(x, t).item(), int(c)) for t, c in zip(Xtr, ytr)]
        pairs.sort(key=lambda p: p[0])
        votes = Counter(c for _, c in pairs[:k])
        pred.append(votes.most_common(1)[0][0])
    return torch.tensor(pred, dtype=torch.int64)

# %% wrong: The result is made with torch.zeros and so holds float32 numbers instead of int64 labels.
# told: slip
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    m = X.shape[0]
    pred = torch.zeros(m)
    for i in range(m):
        diff = torch.abs(Xtr - X[i])
        if metric == "L1":
            d = torch.sum(diff, 1)
        elif metric == "L2":
            d = torch.sqrt(torch.sum(diff ** 2, 1))
        elif metric == "Linf":
            d, _ = torch.max(diff, 1)
        closest = torch.argsort(d)[0:k]
        pred[i] = torch.bincount(ytr[closest]).argmax()
    return pred

# %% wrong: Returns the position of the winner in the list of distinct labels instead of the label, which is another number if some labels do not occur.
# told: place_among_labels
import torch


def knn_predict(Xtr, ytr, X, k, metric):
    classes, code = torch.unique(ytr, return_inverse=True)
    gap = (X[:, None] - Xtr[None]).abs()
    D = {
        "L1": lambda: gap.sum(2),
        "L2": lambda: gap.square().sum(2).sqrt(),
        "Linf": lambda: gap.amax(2),
    }[metric]()
    idx = D.topk(k, dim=1, largest=False).indices
    one_hot = torch.nn.functional.one_hot(code[idx], len(classes))
    return one_hot.sum(dim=1).argmax(dim=1)

# %% right: Pure Python numbers, sorted and a key of two parts.
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    how = {
        "L1": lambda u, v: sum(abs(a - b) for a, b in zip(u, v)),
        "L2": lambda u, v: sum((a - b) ** 2 for a, b in zip(u, v)) ** 0.5,
        "Linf": lambda u, v: max(abs(a - b) for a, b in zip(u, v)),
    }[metric]
    train = list(zip(Xtr.tolist(), ytr.tolist()))
    out = []
    for q in X.tolist():
        near = sorted(train, key=lambda t: how(t[0], q))[:k]
        labels = [lab for _, lab in near]
        out.append(min(set(labels), key=lambda c: (-labels.count(c), c)))
    return torch.tensor(out, dtype=torch.int64)

# %% right: Marks the neighbours in a table and counts the votes by einsum.
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    D = torch.cdist(X, Xtr, p={"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric],
                    compute_mode="donot_use_mm_for_euclid_dist")
    idx = torch.topk(D, k, dim=1, largest=False).indices
    chosen = torch.zeros_like(D).scatter_(1, idx, 1.0)
    names = torch.unique(ytr)                                 # sorted
    is_name = (ytr[:, None] == names[None, :]).to(D.dtype)
    votes = torch.einsum("mn,nc->mc", chosen, is_name)
    best = votes.max(dim=1, keepdim=True).values
    # smallest name with the most votes
    big = names.max() + 1
    return torch.where(votes == best, names[None, :], big).min(dim=1).values.to(torch.int64)

# %% right: Numpy inside, np.linalg.norm and np.bincount.
import numpy as np
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    A, y, B = Xtr.numpy(), ytr.numpy(), X.numpy()
    order = dict(L1=1, L2=2, Linf=np.inf)[metric]
    def vote(x):
        d = np.linalg.norm(A - x, ord=order, axis=1)
        return np.argmax(np.bincount(y[np.argsort(d, kind="stable")[:k]]))
    return torch.from_numpy(np.array([vote(x) for x in B], dtype=np.int64))

# %% wrong: The labels of the neighbours are averaged and rounded as if they were quantities, instead of counting votes.
# told: rounded_mean
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    diff = (X[:, None, :] - Xtr[None, :, :]).abs()
    if metric == "L1":
        dist = diff.sum(dim=2)
    elif metric == "L2":
        dist = (diff ** 2).sum(dim=2).sqrt()
    else:
        dist = diff.max(dim=2).values
    nearest = dist.argsort(dim=1)[:, :k]
    labels = ytr[nearest].double()
    return labels.mean(dim=1).round().long()

# %% wrong: The votes are weighted by one over the distance, so a near neighbour outvotes two farther ones, although each neighbour has one vote.
# told: weighted
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    result = []
    for x in X:
        if metric == "L1":
            d = torch.sum(torch.abs(Xtr - x), dim=1)
        elif metric == "L2":
            d = torch.sqrt(torch.sum((Xtr - x) ** 2, dim=1))
        elif metric == "Linf":
            d = torch.max(torch.abs(Xtr - x), dim=1)[0]
        order = torch.argsort(d)
        votes = torch.zeros(int(ytr.max()) + 1, dtype=torch.float64)
        for i in order[:k]:
            votes[ytr[i]] += 1.0 / (d[i] + 1e-9)
        result.append(int(votes.argmax()))
    return torch.tensor(result, dtype=torch.int64)

# %% wrong: Topk takes the largest distances unless largest=False is given, so the k farthest points vote.
# told: farthest
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    p = {"L1": 1.0, "L2": 2.0, "Linf": float("inf")}[metric]
    D = torch.cdist(X, Xtr, p=p, compute_mode="donot_use_mm_for_euclid_dist")
    idx = D.topk(k, dim=1).indices
    votes = torch.nn.functional.one_hot(ytr[idx], int(ytr.max()) + 1).sum(dim=1)
    return votes.argmax(dim=1)

# %% wrong: In L1 the absolute value is taken after the sum, so differences of opposite sign cancel.
# told: absolute_of_the_sum
import torch

def distance(a, b, metric):
    diff = a - b
    if metric == "L1":
        return abs(diff.sum())
    if metric == "L2":
        return (diff * diff).sum().sqrt()
    return diff.abs().max()

def knn_predict(Xtr, ytr, X, k, metric):
    out = torch.zeros(X.shape[0], dtype=torch.int64)
    for i in range(X.shape[0]):
        d = torch.stack([distance(X[i], Xtr[j], metric) for j in range(Xtr.shape[0])])
        nn = torch.argsort(d)[:k]
        out[i] = torch.bincount(ytr[nn]).argmax()
    return out

# %% wrong: The nearest training point is skipped as if it were the new point itself, and Linf takes the smallest absolute difference instead of the largest.
# told: smallest_difference_and_first_left_out
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    diff = torch.abs(X.unsqueeze(1) - Xtr.unsqueeze(0))
    if metric == "L1":
        D = diff.sum(-1)
    if metric == "L2":
        D = diff.pow(2).sum(-1).sqrt()
    if metric == "Linf":
        D = diff.amin(-1)
    order = torch.argsort(D, dim=1)
    neighbours = order[:, 1:k + 1]     # 0 is the point itself
    C = int(ytr.max()) + 1
    votes = torch.stack([(ytr[neighbours] == c).sum(dim=1) for c in range(C)], dim=1)
    return votes.argmax(dim=1)

# %% wrong: Counter.most_common gives, among equally frequent labels, the one met first (that of the nearest point) instead of the smallest label.
# told: tie_to_the_nearest
from collections import Counter
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    preds = []
    for x in X:
        diff = (Xtr - x).abs()
        if metric == "L1":
            d = diff.sum(dim=1)
        elif metric == "L2":
            d = (diff ** 2).sum(dim=1)
        else:
            d = diff.amax(dim=1)
        nearest = torch.argsort(d)[:k]
        label, count = Counter(ytr[nearest].tolist()).most_common(1)[0]
        preds.append(label)
    return torch.tensor(preds, dtype=torch.int64)

# %% wrong: The result is made by torch.zeros(m) and so holds floats, not int64 labels.
# told: slip
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    m = X.shape[0]
    y_pred = torch.zeros(m)
    for i in range(m):
        delta = X[i] - Xtr
        if metric == "L1":
            dist = torch.linalg.norm(delta, ord=1, dim=1)
        elif metric == "L2":
            dist = torch.linalg.norm(delta, dim=1)
        elif metric == "Linf":
            dist = torch.linalg.norm(delta, ord=float("inf"), dim=1)
        _, idx = torch.sort(dist)
        counts = torch.bincount(ytr[idx[:k]])
        y_pred[i] = torch.argmax(counts)
    return y_pred

# %% wrong: The result is the position of the winner in the list of the labels that occur among the neighbours, instead of the label at this position.
# told: place_among_neighbours
import torch

def knn_predict(Xtr, ytr, X, k, metric):
    norms = {
        "L1": lambda t: t.abs().sum(dim=-1),
        "L2": lambda t: t.square().sum(dim=-1).sqrt(),
        "Linf": lambda t: t.abs().max(dim=-1).values,
    }
    dist = norms[metric](X[:, None] - Xtr[None])
    answer = []
    for row in dist:
        nearest = row.argsort()[:k]
        labels, counts = torch.unique(ytr[nearest], return_counts=True)
        answer.append(counts.argmax())
    return torch.stack(answer)
