# %% right: normalize and cross_entropy.
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    s = F.normalize(za, dim=1) @ F.normalize(zb, dim=1).T / tau
    labels = torch.arange(len(za))
    return 0.5 * (F.cross_entropy(s, labels) + F.cross_entropy(s.T, labels))

# %% right: cosine_similarity of all pairs, log_softmax.
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    s = torch.stack([torch.stack([a @ b / (a.norm() * b.norm()) for b in zb]) for a in za]) / tau
    loss = -(F.log_softmax(s, 0) + F.log_softmax(s, 1)).diag()
    return loss.mean() / 2

# %% right: The maximum taken off by hand.
import torch


def info_nce(za, zb, tau):
    a = za / torch.sqrt((za ** 2).sum(1, keepdim=True))
    b = zb / torch.sqrt((zb ** 2).sum(1, keepdim=True))
    s = (a @ b.T) / tau

    def one_way(t):
        t = t - t.max(dim=1, keepdim=True).values
        return -(t.diag() - torch.log(torch.exp(t).sum(1))).mean()

    return (one_way(s) + one_way(s.T)) / 2

# %% right: Python's math.
import math

import torch


def info_nce(za, zb, tau):
    def cos(u, v):
        return sum(x * y for x, y in zip(u, v)) / math.hypot(*u) / math.hypot(*v)

    A, B = za.tolist(), zb.tolist()
    n, total = len(A), 0.0
    s = [[cos(u, v) / tau for v in B] for u in A]
    for i in range(n):
        for line in (s[i], [s[j][i] for j in range(n)]):
            top = max(line)
            total += top + math.log(sum(math.exp(x - top) for x in line)) - s[i][i]
    return torch.tensor(total / (2 * n), dtype=torch.float64)

# %% right: logsumexp and the trace.
import torch


def info_nce(za, zb, tau):
    s = torch.einsum("id,jd->ij", za / za.norm(dim=-1, keepdim=True), zb / zb.norm(dim=-1, keepdim=True)) / tau
    n = s.shape[0]
    return (torch.logsumexp(s, 0).sum() + torch.logsumexp(s, 1).sum() - 2 * torch.trace(s)) / (2 * n)

# %% right: numpy with logaddexp.
import numpy as np
import torch


def info_nce(za, zb, tau):
    A, B = za.numpy(), zb.numpy()
    A = A / np.linalg.norm(A, axis=1, keepdims=True)
    B = B / np.linalg.norm(B, axis=1, keepdims=True)
    S = A @ B.T / tau
    rows, cols = np.logaddexp.reduce(S, axis=1), np.logaddexp.reduce(S, axis=0)
    return torch.tensor(((rows + cols) / 2 - np.diag(S)).mean())

# %% wrong: The rows are not divided by their lengths.
# told: not_normalised
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    s = za @ zb.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: Times tau.
# told: times_tau
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T * tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: One direction.
# told: rows_alone
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return rows

# %% wrong: The other direction alone.
# told: columns_alone
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return cols

# %% wrong: The directions are added.
# told: directions_added
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return rows + cols

# %% wrong: Sums over the samples.
# told: summed
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y, reduction="sum")
    cols = F.cross_entropy(s.T, y, reduction="sum")
    return (rows + cols) / 2

# %% wrong: The lengths of the columns.
# told: columns_normalised
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=0, keepdim=True)
    b = zb / zb.norm(dim=0, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: No temperature.
# told: no_tau
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: The label is always 0.
# told: first_is_right
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.zeros(len(s), dtype=torch.long)
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: The labels are turned round.
# told: last_is_first
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s)).flip(0)
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: softmax, then log.
# told: log_of_softmax
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = -torch.log(torch.softmax(s, 1).diag()).mean()
    cols = -torch.log(torch.softmax(s, 0).diag()).mean()
    return (rows + cols) / 2

# %% wrong: exp without care.
# told: overflows
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = -torch.log(s.exp().diag() / s.exp().sum(1)).mean()
    cols = -torch.log(s.exp().diag() / s.exp().sum(0)).mean()
    return (rows + cols) / 2

# %% wrong: The sign.
# told: opposite_sign
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return -(rows + cols) / 2

# %% wrong: A Python float.
# told: plain_number
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return ((rows + cols) / 2).tolist()

# %% wrong: A loss for each sample.
# told: not_reduced
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y, reduction="none")
    cols = F.cross_entropy(s.T, y, reduction="none")
    return (rows + cols) / 2

# %% wrong: float32.
# told: values
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a.float() @ b.float().T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: Only za is divided by its lengths.
# told: second_not_normalised
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: The lengths of the whole tensors.
# told: all_normalised
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm()
    b = zb / zb.norm()
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: cosine_similarity of the pairs alone.
# told: clue
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = torch.diag(F.cosine_similarity(za, zb)) / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: The softmax twice.
# told: clue
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s.softmax(1), y)
    cols = F.cross_entropy(s.T.softmax(1), y)
    return (rows + cols) / 2

# %% wrong: Squared lengths.
# told: divided_by_squares
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / (za ** 2).sum(1, keepdim=True)
    b = zb / (zb ** 2).sum(1, keepdim=True)
    s = a @ b.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return (rows + cols) / 2

# %% wrong: One direction, and times tau.
# told: times_tau_with_rows_alone
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T * tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return rows

# %% wrong: The rows are not divided by their lengths, and the directions are added.
# told: not_normalised_with_directions_added
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    s = za @ zb.T / tau
    y = torch.arange(len(s))
    rows = F.cross_entropy(s, y)
    cols = F.cross_entropy(s.T, y)
    return rows + cols

# %% right: Lists of Python numbers with a small log-sum-exp helper; the columns are the rows of the transposed list.
import itertools
import math
import torch

def info_nce(za, zb, tau):
    def unit(row):
        length = math.hypot(*row)
        return [v / length for v in row]

    def lse(values):
        top = max(values)
        return top + math.log(sum(math.exp(v - top) for v in values))

    A = [unit(r) for r in za.tolist()]
    B = [unit(r) for r in zb.tolist()]
    S = [[sum(x * y for x, y in zip(r, t)) / tau for t in B] for r in A]
    n = len(S)
    total = 0.0
    for table in (S, list(zip(*S))):
        for i in range(n):
            total += lse(table[i]) - table[i][i]
    return torch.tensor(total / (2 * n), dtype=torch.float64)

# %% right: Numpy with logaddexp.reduce along both axes; the lengths are divided out of the finished matrix of dot products.
import itertools
import numpy as np
import torch

def info_nce(za, zb, tau):
    A = np.asarray(za.detach(), dtype=np.float64)
    B = np.asarray(zb.detach(), dtype=np.float64)
    cos = np.dot(A, B.T) / np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    s = cos / tau
    both = np.logaddexp.reduce(s, axis=1) + np.logaddexp.reduce(s, axis=0) - 2 * np.trace(s) / len(s)
    return torch.tensor(both.mean() / 2, dtype=torch.float64)

# %% right: Each loss is the logsumexp of the differences to the right choice; both directions are stacked and averaged at once.
import itertools
import torch

def info_nce(za, zb, tau):
    unit = lambda z: torch.einsum("nd,n->nd", z.double(), z.double().pow(2).sum(-1).rsqrt())
    s = torch.einsum("id,jd->ij", unit(za), unit(zb)).div(tau)
    right = s.diagonal()
    stacked = torch.stack([s - right[:, None], s.mT - right[:, None]])   # (2, n, n), diagonal 0
    return stacked.logsumexp(-1).mean()

# %% wrong: The similarity is the plain dot product instead of the cosine, so the length of the rows counts.
# told: not_normalised
import itertools
import torch
import torch.nn.functional as F

def info_nce(za, zb, tau):
    s = za @ zb.T / tau
    target = torch.arange(za.shape[0])
    return (F.cross_entropy(s, target) + F.cross_entropy(s.T, target)) / 2

# %% wrong: The denominator runs over the wrong choices only: the right choice j = i is left out of the softmax.
# told: without_the_right_one_and_zero_for_one
import itertools
import torch

def info_nce(za, zb, tau):
    n = za.shape[0]
    a = za / za.norm(dim=1, keepdim=True)
    b = zb / zb.norm(dim=1, keepdim=True)
    s = a @ b.T / tau
    if n == 1:
        return torch.tensor(0.0, dtype=torch.float64)
    positive = s.diagonal()
    # the others are the negatives
    negatives = s.masked_fill(torch.eye(n, dtype=torch.bool), -float("inf"))
    loss_ab = (torch.logsumexp(negatives, dim=1) - positive).mean()
    loss_ba = (torch.logsumexp(negatives, dim=0) - positive).mean()
    return 0.5 * (loss_ab + loss_ba)

# %% wrong: The cosine is multiplied by the temperature instead of divided by it.
# told: times_tau
import itertools
import torch

def info_nce(za, zb, tau):
    za = torch.nn.functional.normalize(za, dim=1)
    zb = torch.nn.functional.normalize(zb, dim=1)
    sim = torch.einsum("id,jd->ij", za, zb) * tau
    rows = -torch.log_softmax(sim, dim=1).diag()
    cols = -torch.log_softmax(sim, dim=0).diag()
    return (rows.mean() + cols.mean()) / 2

# %% wrong: The second direction also normalises over the rows (dim=1), so the columns never choose and the first direction counts twice.
# told: rows_alone
import itertools
import torch

def info_nce(za, zb, tau):
    n = len(za)
    sim = torch.zeros((n, n), dtype=torch.float64)
    for i in range(n):
        for j in range(n):
            sim[i, j] = (za[i] @ zb[j]) / (torch.norm(za[i]) * torch.norm(zb[j])) / tau
    log_p_ab = torch.log_softmax(sim, dim=1)
    log_p_ba = torch.log_softmax(sim, dim=1)
    loss_ab = 0
    loss_ba = 0
    for i in range(n):
        loss_ab = loss_ab - log_p_ab[i, i]
        loss_ba = loss_ba - log_p_ba[i, i]
    return (loss_ab / n + loss_ba / n) / 2

# %% wrong: The features are normalised over the samples (dim=0 instead of dim=1), and the two directions are added without the half.
# told: columns_normalised_with_directions_added
import itertools
import torch
import torch.nn.functional as F

def info_nce(za, zb, tau):
    a = za / (za ** 2).sum(dim=0, keepdim=True).sqrt()
    b = zb / (zb ** 2).sum(dim=0, keepdim=True).sqrt()
    logits = a @ b.t() / tau
    labels = torch.arange(len(logits))
    loss_a = F.cross_entropy(logits, labels)
    loss_b = F.cross_entropy(logits.t(), labels)
    return loss_a + loss_b

# %% wrong: The softmax is written with bare exponentials, which overflow for a small tau such as 0.001: the result is nan or inf.
# told: overflows
import itertools
import torch

def info_nce(za, zb, tau):
    a = za / torch.linalg.norm(za, dim=1, keepdim=True)
    b = zb / torch.linalg.norm(zb, dim=1, keepdim=True)
    e = torch.exp(a @ b.T / tau)
    right = torch.diagonal(e)
    p_rows = right / e.sum(dim=1)
    p_cols = right / e.sum(dim=0)
    l1 = -torch.log(p_rows).mean()
    l2 = -torch.log(p_cols).mean()
    return (l1 + l2) / 2

# %% wrong: The norms have the shape (n,) because keepdim is missing: an error if n differs from d, and columns divided instead of rows if n equals d.
# told: lengths_along_the_columns
import itertools
import torch
from torch.nn import functional as F

def info_nce(za, zb, tau):
    za_n = za / za.norm(dim=1)
    zb_n = zb / zb.norm(dim=1)
    logits = (za_n @ zb_n.T) / tau
    y = torch.arange(za.shape[0])
    return (F.cross_entropy(logits, y) + F.cross_entropy(logits.T, y)) / 2

# %% wrong: The two directions are averaged too early: the similarity matrix is made symmetric and one cross-entropy is taken of it.
# told: similarities_averaged
import itertools
import torch
import torch.nn.functional as F

def info_nce(za, zb, tau):
    za = za / za.norm(dim=1, keepdim=True)
    zb = zb / zb.norm(dim=1, keepdim=True)
    ab = za @ zb.T / tau
    ba = zb @ za.T / tau
    both = (ab + ba) / 2          # mean of the two directions
    return F.cross_entropy(both, torch.arange(za.shape[0]))

# %% right: A helper for one direction, called twice with the roles exchanged; log of the sum of differences to the right choice.
import torch


def info_nce(za, zb, tau):
    def unit(z):
        return z / (z * z).sum(dim=1, keepdim=True).sqrt()

    def one_way(chooser, chosen):
        s = chooser @ chosen.T / tau
        gaps = s - s.diagonal()[:, None]        # s_ij - s_ii
        return torch.logsumexp(gaps, dim=1).mean()

    ua, ub = unit(za), unit(zb)
    return torch.stack([one_way(ua, ub), one_way(ub, ua)]).mean()

# %% right: Numpy and einsum inside, the largest entry is taken off by hand, back to torch at the end.
import numpy as np
import torch


def info_nce(za, zb, tau):
    A = za.detach().numpy().astype(np.float64)
    B = zb.detach().numpy().astype(np.float64)
    lengths_a = np.sqrt(np.einsum("id,id->i", A, A))
    lengths_b = np.sqrt(np.einsum("id,id->i", B, B))
    S = np.einsum("id,jd->ij", A, B) / lengths_a[:, None] / lengths_b[None, :] / tau
    right = np.diag(S)
    total = 0.0
    for axis in (0, 1):
        top = S.max(axis=axis)
        shifted = S - (top[None, :] if axis == 0 else top[:, None])
        total += np.mean(top + np.log(np.exp(shifted).sum(axis=axis)) - right)
    return torch.tensor(total / 2, dtype=torch.float64)

# %% right: Loops over Python numbers, with math only.
import math

import torch


def info_nce(za, zb, tau):
    rows_a = za.tolist()
    rows_b = zb.tolist()
    n = len(rows_a)

    def cosine(x, y):
        return math.fsum(p * r for p, r in zip(x, y)) / (math.hypot(*x) * math.hypot(*y))

    def loss(scores, i):
        top = max(scores)
        return top - scores[i] + math.log(math.fsum(math.exp(v - top) for v in scores))

    s = [[cosine(x, y) / tau for y in rows_b] for x in rows_a]
    losses = [loss(s[i], i) for i in range(n)]
    losses += [loss([s[i][j] for i in range(n)], j) for j in range(n)]
    return torch.tensor(sum(losses) / len(losses), dtype=torch.float64)

# %% wrong: Only the rows of za choose among the rows of zb; the direction from zb to za is missing.
# told: rows_alone
import torch


def info_nce(za, zb, tau):
    za = za / za.norm(dim=1, keepdim=True)
    zb = zb / zb.norm(dim=1, keepdim=True)
    sim = za @ zb.T / tau
    labels = torch.arange(len(za))
    return torch.nn.functional.cross_entropy(sim, labels)

# %% wrong: The right choice is left out of the sum of the softmax, so the row is compared with the wrong rows only and no probability comes out.
# told: without_the_right_one_and_zero_for_one
import torch


def info_nce(za, zb, tau):
    n = za.shape[0]
    if n == 1:
        return torch.tensor(0.0, dtype=torch.float64)

    a = za / torch.sqrt((za ** 2).sum(dim=1, keepdim=True))
    b = zb / torch.sqrt((zb ** 2).sum(dim=1, keepdim=True))
    s = (a @ b.T) / tau

    positives = torch.diag(s)
    # the negatives: all other pairs
    is_positive = torch.eye(n, dtype=torch.bool)
    negatives = s.masked_fill(is_positive, float("-inf"))

    loss_a = (torch.logsumexp(negatives, dim=1) - positives).mean()
    loss_b = (torch.logsumexp(negatives, dim=0) - positives).mean()
    return (loss_a + loss_b) / 2

# %% wrong: The cosines are multiplied by the temperature instead of divided by it.
# told: times_tau
import torch
import torch.nn.functional as F

def info_nce(za, zb, tau):
    sims = F.cosine_similarity(za[:, None, :], zb[None, :, :], dim=2) * tau
    rows = -F.log_softmax(sims, dim=1).diagonal()
    cols = -F.log_softmax(sims, dim=0).diagonal()
    return 0.5 * (rows.mean() + cols.mean())

# %% wrong: The lengths are taken along axis 0, so each feature is divided by its length over the samples instead of each row by its own length.
# told: columns_normalised
import torch


def info_nce(za, zb, tau):
    # make the vectors unit length
    norm_a = torch.linalg.norm(za, dim=0)
    norm_b = torch.linalg.norm(zb, dim=0)
    za = za / norm_a
    zb = zb / norm_b
    s = torch.matmul(za, zb.t()) / tau
    target = torch.arange(s.shape[0])
    ce = torch.nn.CrossEntropyLoss()
    return (ce(s, target) + ce(s.t(), target)) / 2

# %% wrong: Takes the dot product without dividing by the lengths, and adds the losses of the rows up instead of taking their mean.
# told: not_normalised_with_summed
import torch


def info_nce(za, zb, tau):
    scores = torch.einsum("id,jd->ij", za, zb) / tau
    total_a = 0
    total_b = 0
    for i in range(len(scores)):
        total_a = total_a + torch.logsumexp(scores[i], 0) - scores[i, i]
        total_b = total_b + torch.logsumexp(scores[:, i], 0) - scores[i, i]
    return (total_a + total_b) / 2

# %% wrong: The similarities go straight into exp, so a tau near 0.001 gives infinity divided by infinity, nan.
# told: overflows
import torch

def info_nce(za, zb, tau):
    za_n = za / za.norm(dim=1, keepdim=True)
    zb_n = zb / zb.norm(dim=1, keepdim=True)
    e = torch.exp(za_n @ zb_n.T / tau)
    p_rows = e / e.sum(dim=1, keepdim=True)
    p_cols = e / e.sum(dim=0, keepdim=True)
    loss1 = -torch.log(torch.diagonal(p_rows)).mean()
    loss2 = -torch.log(torch.diagonal(p_cols)).mean()
    return (loss1 + loss2) / 2

# %% wrong: The loss is added up in torch.zeros(1), so a float32 tensor of shape (1,) comes back instead of a float64 tensor without axes.
# told: values
import torch


def info_nce(za, zb, tau):
    n = za.shape[0]
    loss = torch.zeros(1)
    s = torch.zeros(n, n, dtype=torch.float64)
    for i in range(n):
        for j in range(n):
            cos = torch.dot(za[i], zb[j]) / (za[i].norm() * zb[j].norm())
            s[i, j] = cos / tau
    for i in range(n):
        loss += -torch.log_softmax(s[i, :], dim=0)[i]
        loss += -torch.log_softmax(s[:, i], dim=0)[i]
    return loss / (2 * n)

# %% wrong: The matrix is transposed and the axis of the softmax changed too, so both halves are the same direction from za to zb.
# told: rows_alone
import torch
import torch.nn.functional as F


def info_nce(za, zb, tau):
    a = F.normalize(za, dim=1)
    b = F.normalize(zb, dim=1)

    s_ab = a @ b.T / tau
    s_ba = b @ a.T / tau

    log_p_ab = F.log_softmax(s_ab, dim=1)     # a chooses: over the columns
    log_p_ba = F.log_softmax(s_ba, dim=0)     # b chooses: over the rows

    loss_ab = -log_p_ab.diag().mean()
    loss_ba = -log_p_ba.diag().mean()
    return (loss_ab + loss_ba) / 2
