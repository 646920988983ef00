# %% right: Sample by sample, powers by hand after the shift, one row of gW at a time.
import math
import torch


def softmax_ce_grad(W, b, X, y):
    C, d = W.shape
    gW = torch.zeros(C, d, dtype=W.dtype)
    gb = torch.zeros(C, dtype=W.dtype)
    for x, label in zip(X, y.tolist()):
        z = W.mv(x) + b
        e = (z - z.max()).exp()
        p = e / e.sum()
        for c in range(C):
            slope = p[c] - (1.0 if c == label else 0.0)
            gW[c] += slope * x
            gb[c] += slope
    return gW / len(X), gb / len(X)

# %% right: The two terms of the loss apart: p's part by a product, the label's part by index_add_.
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.size(0)
    P = torch.nn.functional.log_softmax(torch.addmm(b, X, W.t()), dim=-1).exp()
    seen_x = torch.zeros_like(W).index_add_(0, y, X)
    seen = torch.bincount(y, minlength=W.size(0)).to(W.dtype)
    return (P.t().mm(X) - seen_x) / B, (P.sum(0) - seen) / B

# %% right: NumPy with classes first: logits of shape (C, B), comparison with arange as one-hot.
import math
import torch
import numpy as np


def softmax_ce_grad(W, b, X, y):
    Wn, bn, Xn, yn = (t.numpy() for t in (W, b, X, y))
    Z = Wn @ Xn.T + bn[:, None]
    Z = Z - Z.max(axis=0)
    P = np.exp(Z)
    P = P / P.sum(axis=0)
    D = P - (np.arange(Wn.shape[0])[:, None] == yn[None, :])
    return torch.tensor(D @ Xn / Xn.shape[0]), torch.tensor(D.mean(axis=1))

# %% wrong: Only the row of the label gets a gradient; the other classes enter through the log of the sum as well.
# told: only_the_true_class
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    G = torch.zeros_like(p)
    rows = torch.arange(B)
    G[rows, y] = p[rows, y] - 1
    return G.T @ X / B, G.mean(dim=0)

# %% wrong: The label is subtracted as a number from all probabilities; what belongs there is 1 at the place of the label and 0 elsewhere.
# told: label_as_number
import math
import torch


def softmax_ce_grad(W, b, X, y):
    p = torch.softmax(X @ W.T + b, dim=1)
    err = p - y[:, None]
    return err.T @ X / len(y), err.mean(0)

# %% wrong: The derivative p (1 - p) of softmax is multiplied on once more, but p - onehot is already the slope by the logit.
# told: with_slope_of_softmax
import math
import torch


def softmax_ce_grad(W, b, X, y):
    p = torch.softmax(X @ W.T + b, dim=1)
    t = torch.zeros_like(p)
    t[torch.arange(len(y)), y] = 1.0
    delta = (p - t) * p * (1 - p)
    return delta.T @ X / len(y), delta.mean(dim=0)

# %% wrong: The softmax runs over the batch (axis 0) and not over the classes.
# told: softmax_over_the_batch
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = len(y)
    p = torch.softmax(X @ W.T + b, dim=0)
    p[torch.arange(B), y] -= 1
    return p.T @ X / B, p.sum(0) / B

# %% wrong: gb is the sum over the batch; only gW was divided by the batch size.
# told: gb_summed
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = len(y)
    p = torch.softmax(X @ W.T + b, dim=1)
    p[torch.arange(B), y] -= 1
    gW = p.T @ X / B
    gb = p.sum(dim=0)
    return gW, gb

# %% wrong: TWO: gW is transposed, (d, C) in place of (C, d); and the error is onehot - p, with the wrong sign.
# told: transposed_and_turned
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B, C = X.shape[0], W.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    err = torch.eye(C, dtype=p.dtype)[y] - p
    return X.T @ err / B, err.mean(dim=0)

# %% wrong: one_hot guesses the number of classes from the labels in the batch: it breaks when the last class does not occur in it.
# told: one_hot_of_unknown_length
import math
import torch


def softmax_ce_grad(W, b, X, y):
    p = torch.softmax(X @ W.T + b, dim=1)
    err = p - torch.nn.functional.one_hot(y)
    return err.T @ X / len(y), err.mean(dim=0)

# %% wrong: p[:, y] picks these columns in all rows; each row should lose 1 only at its own label.
# told: one_taken_off_every_row
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    p[:, y] -= 1
    return p.T @ X / B, p.mean(dim=0)

# %% right: Loops over samples and classes with math.exp shifted by the largest logit.
import math
import torch

def softmax_ce_grad(W, b, X, y):
    C, d = W.shape
    n = X.shape[0]
    gW = torch.zeros(C, d, dtype=torch.float64)
    gb = torch.zeros(C, dtype=torch.float64)
    for i in range(n):
        z = [float(torch.dot(W[c], X[i]) + b[c]) for c in range(C)]
        top = max(z)
        e = [math.exp(v - top) for v in z]
        for c in range(C):
            r = e[c] / sum(e) - (1.0 if c == int(y[i]) else 0.0)
            gW[c] += r * X[i]
            gb[c] += r
    return gW / n, gb / n

# %% right: Computes the two terms apart: the expected sum of x under p, minus the sum of x of each label by index_add.
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    P = torch.softmax(torch.einsum("cd,bd->bc", W, X) + b, dim=-1)
    pull_W = torch.zeros_like(W).index_add(0, y, X)
    pull_b = torch.bincount(y, minlength=len(b)).to(b.dtype)
    return (torch.einsum("bc,bd->cd", P, X) - pull_W) / B, (P.sum(0) - pull_b) / B

# %% right: Labels as rows of the identity matrix, all outer products at once, then a mean over the batch.
import torch

def softmax_ce_grad(W, b, X, y):
    def soft(z):
        e = (z - z.max(dim=1, keepdim=True).values).exp()
        return e / e.sum(dim=1, keepdim=True)

    R = soft(X @ W.t() + b[None]) - torch.eye(len(b), dtype=W.dtype)[y]
    per_sample = R[:, :, None] * X[:, None, :]
    gW, gb = per_sample.mean(0), R.mean(0)
    return (gW, gb)

# %% wrong: Only the row of the label gets a gradient; the derivative of the log-sum-exp pushes the other rows too.
# told: only_the_true_class
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    gW = torch.zeros_like(W)
    gb = torch.zeros_like(b)
    n = len(y)
    for i in range(n):
        c = y[i]
        gW[c] += (P[i, c] - 1) * X[i] / n
        gb[c] += (P[i, c] - 1) / n
    return gW, gb

# %% wrong: Takes a sigmoid of each logit by itself (one against the rest) instead of a softmax over the classes.
# told: sigmoid_of_each
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.sigmoid(X @ W.T + b)
    P[torch.arange(len(y)), y] -= 1
    return P.T @ X / len(y), P.mean(dim=0)

# %% wrong: Differentiates -log p_y by p only: uses -1/p_y on the row of the label, without the derivative of softmax.
# told: by_p_of_the_label
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    D = torch.zeros_like(P)
    idx = torch.arange(len(y))
    D[idx, y] = -1 / P[idx, y]
    return D.T @ X / len(y), D.mean(0)

# %% wrong: The softmax runs over the samples (dim=0) instead of over the classes.
# told: softmax_over_the_batch
import torch

def softmax_ce_grad(W, b, X, y):
    logits = X @ W.T + b
    P = torch.softmax(logits, dim=0)
    Y = torch.nn.functional.one_hot(y, W.shape[0]).double()
    D = (P - Y) / X.shape[0]
    return D.T @ X, D.sum(0)

# %% wrong: Reads the labels as if they were counted from 1, so 1 is subtracted at the class before.
# told: label_off_by_one
import torch

def softmax_ce_grad(W, b, X, y):
    n = len(y)
    D = torch.softmax(X @ W.T + b, dim=1)
    D[torch.arange(n), y - 1] -= 1
    D = D / n
    return D.T @ X, D.sum(dim=0)

# %% wrong: TWO: the sign is turned (one-hot minus p); and the sum is divided by B times C instead of by B.
# told: turned_and_mean_over_entries
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=-1)
    Y = torch.zeros_like(P)
    Y[range(len(y)), y] = 1
    D = (Y - P) / P.numel()
    return D.T @ X, D.sum(0)

# %% wrong: Lets one_hot guess the number of classes from the largest label, so it fails when the last class does not occur in the batch.
# told: one_hot_of_unknown_length
import torch
import torch.nn.functional as F

def softmax_ce_grad(W, b, X, y):
    D = torch.softmax(X @ W.T + b, dim=1) - F.one_hot(y)
    return D.T @ X / len(X), D.mean(dim=0)

# %% wrong: Writes P[:, y] -= 1 in place of P[arange, y] -= 1: each label's column loses 1 in every sample.
# told: one_taken_off_every_row
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    P[:, y] -= 1
    return P.T @ X / len(y), P.mean(dim=0)

# %% right: Loop over samples with torch.outer and an own stable softmax.
import torch

def softmax_ce_grad(W, b, X, y):
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for x, label in zip(X, y.tolist()):
        z = W @ x + b
        e = torch.exp(z - z.max())
        g = e / e.sum()
        g[label] = g[label] - 1
        gW += torch.outer(g, x)
        gb += g
    gW /= len(X)
    gb /= len(X)
    return gW, gb

# %% right: The two terms of the loss apart: the part of the probabilities is one product, the labels are taken off with index_add_ and bincount.
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.size(0)
    P = torch.softmax(torch.addmm(b, X, W.t()), 1)
    gW = (P.t() @ X).index_add_(0, y, X, alpha=-1)
    gb = P.sum(0) - torch.bincount(y, minlength=len(b))
    return gW / B, gb / B

# %% right: NumPy with one column per sample (transposed), comparison with arange as one-hot, einsum.
import numpy as np
import torch

def softmax_ce_grad(W, b, X, y):
    Wn, bn, Xn, yn = (t.numpy() for t in (W, b, X, y))
    Z = Wn @ Xn.T + bn[:, None]
    Z = Z - Z.max(axis=0, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=0)
    D = P - (np.arange(Wn.shape[0])[:, None] == yn[None, :])
    gW = np.einsum("cb,bd->cd", D, Xn) / Xn.shape[0]
    return torch.tensor(gW), torch.tensor(D.mean(axis=1))

# %% wrong: Only the row of the label gets a gradient; the other classes are thought not to occur in -log p_y.
# told: only_the_true_class
import torch

def softmax_ce_grad(W, b, X, y):
    C = W.shape[0]
    P = torch.softmax(X @ W.T + b, dim=1)
    hot = torch.nn.functional.one_hot(y, C).to(P.dtype)
    G = (P - 1) * hot
    return G.T @ X / len(y), G.mean(0)

# %% wrong: p - onehot is already the derivative with respect to the logits; here it is sent through the derivative of softmax once more (squared error).
# told: with_jacobian_of_softmax
import torch

def softmax_ce_grad(W, b, X, y):
    n = X.shape[0]
    P = torch.softmax(X @ W.T + b, dim=-1)
    D = P.clone()
    D[torch.arange(n), y] -= 1
    G = P * (D - (P * D).sum(dim=1, keepdim=True))
    return G.T @ X / n, G.sum(0) / n

# %% wrong: Each row is divided by the number of samples of its own class, not all rows by the batch size.
# told: mean_for_each_class
import torch

def softmax_ce_grad(W, b, X, y):
    C = len(b)
    G = torch.softmax(X @ W.T + b, dim=1)
    G = G - torch.eye(C, dtype=G.dtype)[y]
    n = torch.bincount(y, minlength=C).clamp(min=1).to(G.dtype)
    return (G.T @ X) / n[:, None], G.sum(0) / n

# %% wrong: The softmax runs over the samples (axis 0), not over the classes.
# told: softmax_over_the_batch
import torch

def softmax_ce_grad(W, b, X, y):
    Z = torch.einsum("cd,bd->bc", W, X) + b
    P = torch.softmax(Z, 0)
    P[torch.arange(len(y)), y] -= 1
    P = P / len(y)
    return P.T @ X, P.sum(0)

# %% wrong: P[:, y] -= 1 subtracts 1 in every sample for each class that occurs in y, not only at the sample's own label.
# told: one_taken_off_every_row
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    P[:, y] -= 1
    gW = P.T @ X / X.shape[0]
    gb = P.mean(dim=0)
    return gW, gb

# %% wrong: TWO: the bias is left out of the logits; and gb is summed over the batch, not averaged.
# told: without_bias_and_gb_summed
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    delta = torch.softmax(X @ W.T, dim=1)
    delta[range(B), y] -= 1.0
    gW = delta.T @ X / B
    gb = delta.sum(dim=0)
    return gW, gb

# %% wrong: one_hot without the number of classes has too few columns if the last class does not occur in y.
# told: one_hot_of_unknown_length
import torch
import torch.nn.functional as F

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    G = (P - F.one_hot(y).double()) / len(y)
    return G.T @ X, G.sum(0)

# %% wrong: Variables mixed up: gb is the mean of the probabilities P, not of the difference G.
# told: gb_of_probabilities
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.mT + b, dim=-1)
    G = P.clone()
    for i in range(len(y)):
        G[i, y[i]] -= 1
    gW = (G.mT @ X) / len(y)
    gb = P.mean(0)
    return gW, gb
