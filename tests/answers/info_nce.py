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
