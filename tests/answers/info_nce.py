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
