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

# %% right: One sample and one class at a time, with the largest logit taken off before the powers.
import torch


def softmax_ce_grad(W, b, X, y):
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for x, label in zip(X, y.tolist()):
        z = W @ x + b
        e = torch.exp(z - z.max())
        total = e.sum()
        for c in range(W.shape[0]):
            d = e[c] / total
            if c == label:
                d = d - 1
            gW[c] += d * x
            gb[c] += d
    return gW / len(X), gb / len(X)

# %% right: The two terms of the loss apart: probabilities times inputs, minus the sums of the inputs of each class (index_add).
import torch


def softmax_ce_grad(W, b, X, y):
    B, C = len(X), len(b)
    P = torch.softmax(torch.nn.functional.linear(X, W, b), dim=-1)
    own = torch.zeros_like(W).index_add(0, y, X)
    number = torch.bincount(y, minlength=C)
    return (torch.einsum("ic,ij->cj", P, X) - own) / B, (P.sum(0) - number) / B

# %% right: numpy with the classes on the first axis and the bias as an extra column.
import numpy as np
import torch


def softmax_ce_grad(W, b, X, y):
    X1 = np.concatenate([X.numpy(), np.ones((X.shape[0], 1))], axis=1)
    W1 = np.concatenate([W.numpy(), b.numpy()[:, None]], axis=1)
    Z = W1 @ X1.T
    E = np.exp(Z - Z.max(axis=0))
    D = E / E.sum(axis=0) - (np.arange(len(W1))[:, None] == y.numpy()[None, :])
    G = D @ X1 / X1.shape[0]
    return torch.from_numpy(G[:, :-1].copy()), torch.from_numpy(G[:, -1].copy())

# %% wrong: Only the row of the label gets a gradient, p_y - 1; the other classes get 0 instead of p_c.
# told: only_the_true_class
import torch


def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.mT + b, dim=1)
    rows = torch.arange(len(y))
    D = torch.zeros_like(P)
    D[rows, y] = P[rows, y] - 1
    return D.mT @ X / len(y), D.mean(0)

# %% wrong: Each class gets its own sigmoid, as in C separate logistic regressions, instead of one softmax over the classes.
# told: sigmoid_of_each
import torch
import torch.nn.functional as F


def softmax_ce_grad(W, b, X, y):
    P = torch.sigmoid(X @ W.mT + b)
    D = P - F.one_hot(y, W.shape[0])
    return D.mT @ X / X.shape[0], D.mean(dim=0)

# %% wrong: The inner derivative is forgotten: the derivative of log sum e^z is taken as 1 / sum e^z, the same for every class.
# told: inner_derivative_left_out
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.mT + b
    inv = torch.exp(-torch.logsumexp(Z, dim=1, keepdim=True))
    D = inv.repeat(1, Z.shape[1])
    D[torch.arange(len(y)), y] -= 1
    return D.mT @ X / len(y), D.mean(0)

# %% wrong: The softmax runs over the batch (dim=0) instead of over the classes.
# told: softmax_over_the_batch
import torch


def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.mT + b, dim=0)
    Y = torch.eye(W.shape[0], dtype=W.dtype)[y]
    D = (P - Y) / len(y)
    return D.mT @ X, D.sum(0)

# %% wrong: The labels are treated as if they counted from 1: the 1 is subtracted at the class before the label.
# told: label_off_by_one
import torch


def softmax_ce_grad(W, b, X, y):
    D = torch.softmax(X @ W.mT + b, dim=-1)
    for i in range(len(y)):
        D[i, y[i] - 1] -= 1
    D = D / len(y)
    return D.mT @ X, D.sum(dim=0)

# %% wrong: TWO: gW is transposed, it has the shape (d, C); and gb is the sum over the batch, it is not divided by B.
# told: transposed
import torch


def softmax_ce_grad(W, b, X, y):
    B = len(y)
    D = torch.softmax(X @ W.mT + b, dim=1)
    D[torch.arange(B), y] -= 1
    gW = X.mT @ D / B
    gb = D.sum(0)
    return gW, gb

# %% wrong: one_hot is called without the number of classes: if the last class does not occur in y, the table is too narrow.
# told: one_hot_of_unknown_length
import torch
import torch.nn.functional as F


def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.mT + b, dim=1)
    D = P - F.one_hot(y)
    return D.mT @ X / len(y), D.mean(dim=0)

# %% wrong: gb is computed before the 1 is subtracted at the labels, so it is just the mean probability.
# told: gb_of_probabilities
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    D = torch.softmax(X @ W.mT + b, dim=1)
    gb = D.sum(dim=0) / B
    D[range(B), y] -= 1
    gW = D.mT @ X / B
    return gW, gb

# %% right: Loops over samples and classes with plain numbers, own softmax with the maximum subtracted.
import math
import torch
def softmax_ce_grad(W, b, X, y):
    C, d = W.shape
    B = len(X)
    gW = torch.zeros(C, d, dtype=torch.float64)
    gb = torch.zeros(C, dtype=torch.float64)
    for x, label in zip(X, y.tolist()):
        z = [float((W[c] * x).sum() + b[c]) for c in range(C)]
        m = max(z)
        e = [math.exp(v - m) for v in z]
        for c in range(C):
            r = e[c] / sum(e) - (1.0 if c == label else 0.0)
            gW[c] = gW[c] + r * x
            gb[c] = gb[c] + r
    return gW / B, gb / B

# %% right: The bias becomes one more column of W (a column of ones in X); both gradients are cut from one matrix.
import torch
def softmax_ce_grad(W, b, X, y):
    X1 = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    V = torch.hstack([W, b[:, None]])
    R = torch.softmax(V @ X1.T, dim=0)
    R = R - (torch.arange(len(b))[:, None] == y[None, :]).to(R.dtype)
    M = R @ X1 / len(X)
    return M[:, :-1], M[:, -1]

# %% right: The two terms of the loss apart: first the log of the sum, then -z_y with index_add per label.
import torch
def softmax_ce_grad(W, b, X, y):
    n = y.numel()
    P = torch.softmax(torch.nn.functional.linear(X, W, b), dim=-1)
    first_W, first_b = torch.einsum("bc,bd->cd", P, X), P.sum(0)
    second_W = torch.zeros_like(W).index_add(0, y, X)
    second_b = torch.bincount(y, minlength=W.shape[0]).to(b.dtype)
    return (first_W - second_W) / n, (first_b - second_b) / n

# %% wrong: p - onehot is multiplied once more by the derivative p(1-p) of the softmax, which is already contained in it.
# told: with_slope_of_softmax
import torch
def softmax_ce_grad(W, b, X, y):
    p = torch.softmax(X @ W.T + b, dim=1)
    onehot = torch.eye(len(b), dtype=W.dtype)[y]
    G = (p - onehot) * p * (1 - p) / len(y)
    return G.T @ X, G.sum(dim=0)

# %% wrong: Only the row of the label gets a gradient: the log of the sum of powers is forgotten for the other classes.
# told: only_the_true_class
import torch
def softmax_ce_grad(W, b, X, y):
    p = torch.softmax(X @ W.T + b, dim=1)
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for i in range(len(y)):
        c = y[i]
        gW[c] += (p[i, c] - 1) * X[i] / len(y)
        gb[c] += (p[i, c] - 1) / len(y)
    return gW, gb

# %% wrong: Each class gets its own sigmoid (one against the rest), so the probabilities of a sample do not sum to 1.
# told: sigmoid_of_each
import torch
def softmax_ce_grad(W, b, X, y):
    p = torch.sigmoid(X @ W.T + b)
    p[torch.arange(len(y)), y] -= 1
    return p.T @ X / len(y), p.mean(dim=0)

# %% wrong: The softmax runs over the samples (dim=0) and not over the classes.
# told: softmax_over_the_batch
import torch
def softmax_ce_grad(W, b, X, y):
    z = X @ W.T + b
    G = torch.softmax(z, dim=0)
    G[range(len(y)), y] -= 1
    G = G / len(y)
    return G.T @ X, G.sum(0)

# %% wrong: p[:, y] -= 1 subtracts 1 in the columns of all labels for every sample, not only in the sample's own column.
# told: one_taken_off_every_row
import torch
def softmax_ce_grad(W, b, X, y):
    p = torch.softmax(X @ W.T + b, dim=1)
    p[:, y] -= 1
    return p.T @ X / X.shape[0], p.mean(dim=0)

# %% wrong: TWO: the sign is flipped (onehot - p); and gb is divided by the batch size twice.
# told: slip
import torch
def softmax_ce_grad(W, b, X, y):
    B, C = X.shape[0], W.shape[0]
    p = torch.softmax(X @ W.T + b, dim=-1)
    Y = torch.nn.functional.one_hot(y, C).double()
    G = (Y - p) / B
    return G.T @ X, G.mean(dim=0)

# %% wrong: The number of classes is read off the labels, so it breaks when the last class does not occur in the batch.
# told: one_hot_of_unknown_length
import torch
def softmax_ce_grad(W, b, X, y):
    p = torch.softmax(X @ W.T + b, dim=1)
    Y = torch.nn.functional.one_hot(y).to(p.dtype)
    G = (p - Y) / len(X)
    return G.T @ X, G.sum(dim=0)

# %% wrong: In the loop gb is overwritten (= in place of +=), so only the last sample counts for it.
# told: step
import torch
def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    gW = torch.zeros_like(W)
    gb = torch.zeros_like(b)
    for i in range(B):
        p = torch.softmax(W @ X[i] + b, dim=0)
        p[y[i]] -= 1
        gW += torch.outer(p, X[i]) / B
        gb = p / B
    return gW, gb

# %% right: Plain Python loops over samples, classes and features, with its own softmax shifted by the largest logit of the sample.
import math
import torch

def softmax_ce_grad(W, b, X, y):
    C, d = W.shape
    B = X.shape[0]
    Wl, bl, Xl, yl = W.tolist(), b.tolist(), X.tolist(), y.tolist()
    gW = [[0.0] * d for _ in range(C)]
    gb = [0.0] * C
    for x, label in zip(Xl, yl):
        z = [bl[c] + sum(Wl[c][j] * x[j] for j in range(d)) for c in range(C)]
        top = max(z)
        e = [math.exp(v - top) for v in z]
        s = sum(e)
        for c in range(C):
            delta = e[c] / s - (1.0 if c == label else 0.0)
            gb[c] += delta / B
            for j in range(d):
                gW[c][j] += delta * x[j] / B
    return torch.tensor(gW, dtype=torch.float64), torch.tensor(gb, dtype=torch.float64)

# %% right: The bias becomes one more weight (a column of ones in X), one product gives both gradients, everything transposed.
import torch

def softmax_ce_grad(W, b, X, y):
    n = X.size(0)
    X1 = torch.cat([X, torch.ones(n, 1, dtype=X.dtype)], dim=1)
    W1 = torch.cat([W, b.unsqueeze(1)], dim=1)
    Z = W1.mm(X1.t())
    P = torch.exp(Z - torch.logsumexp(Z, dim=0))
    T = (torch.arange(W.size(0)).unsqueeze(1) == y.unsqueeze(0)).to(P.dtype)
    G = (P - T).mm(X1).div(n)
    return G[:, :-1], G[:, -1]

# %% right: The two terms of the loss are kept apart, as in the table: the mean of p x^T, minus the sums of x over each class.
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    p = (X @ W.T + b).softmax(-1)
    gW = torch.einsum("nc,nd->cd", p, X) / B
    gb = p.sum(0) / B
    for c in range(W.shape[0]):
        mine = X[y == c]
        gW[c] -= mine.sum(0) / B
        gb[c] -= len(mine) / B
    return (gW, gb)

# %% wrong: Only the row of the label gets a gradient; the other classes get 0 although their logits enter the log of the sum.
# told: only_the_true_class
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    delta = torch.zeros_like(p)
    rows = torch.arange(B)
    delta[rows, y] = p[rows, y] - 1
    return delta.T @ X / B, delta.sum(0) / B

# %% wrong: Each row is divided by the number of samples of its class, not by the number B of all samples.
# told: mean_for_each_class
import torch

def softmax_ce_grad(W, b, X, y):
    C = W.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    t = torch.nn.functional.one_hot(y, C).double()
    counts = t.sum(0).clamp(min=1)
    gW = (p - t).T @ X / counts[:, None]
    gb = (p - t).sum(0) / counts
    return gW, gb

# %% wrong: The slope p(1 - p) of the softmax is multiplied on once more, but p minus one-hot already contains it.
# told: with_slope_of_softmax
import torch

def softmax_ce_grad(W, b, X, y):
    B = len(X)
    z = X @ W.T + b
    p = torch.softmax(z, dim=1)
    onehot = torch.zeros_like(p)
    onehot[torch.arange(B), y] = 1.0
    dz = (p - onehot) * p * (1 - p)
    return dz.T @ X / B, dz.mean(dim=0)

# %% wrong: p[:, y] -= 1 subtracts 1 in the columns of all labels for every sample, not only in each sample's own label column.
# told: one_taken_off_every_row
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    p[:, y] -= 1
    p = p / B
    return p.T @ X, p.sum(dim=0)

# %% wrong: Only gW is divided by B; gb is the sum over the samples, not their mean.
# told: gb_summed
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    delta = torch.softmax(X @ W.T + b, dim=1)
    delta[torch.arange(B), y] -= 1
    gW = torch.einsum("bc,bd->cd", delta, X) / B
    gb = torch.einsum("bc->c", delta)
    return gW, gb

# %% wrong: TWO: the difference is one-hot minus p, so the sign is reversed; and the bias b is left out of the logits.
# told: without_bias_and_turned
import torch
import torch.nn.functional as F

def softmax_ce_grad(W, b, X, y):
    C = W.shape[0]
    z = X @ W.T
    p = torch.softmax(z, dim=1)
    delta = (F.one_hot(y, num_classes=C).double() - p) / X.shape[0]
    gW = delta.T @ X
    gb = delta.sum(dim=0)
    return gW, gb

# %% wrong: The logits are shifted by the largest of the whole batch, not of each sample: a sample far below it underflows to 0/0 = nan.
# told: one_maximum_for_all
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    z = X @ W.T + b
    e = torch.exp(z - z.max())
    p = e / e.sum(dim=1, keepdim=True)
    p[torch.arange(B), y] -= 1
    return p.T @ X / B, p.mean(dim=0)

# %% wrong: In the loop over the samples gW is assigned with = where += is needed, so only the last sample is left in it.
# told: step
import torch

def softmax_ce_grad(W, b, X, y):
    gW = torch.zeros_like(W)
    gb = torch.zeros_like(b)
    n = X.shape[0]
    for i in range(n):
        d = torch.softmax(W @ X[i] + b, dim=0)
        d[y[i]] = d[y[i]] - 1
        gW = torch.outer(d, X[i]) / n
        gb += d / n
    return gW, gb

# %% right: One sample after the other, with outer products and a hand-made softmax shifted by its maximum.
import torch

def probabilities(z):
    e = (z - z.max()).exp()
    return e / e.sum()

def softmax_ce_grad(W, b, X, y):
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for x, label in zip(X, y.tolist()):
        d = probabilities(W @ x + b)
        d[label] = d[label] - 1
        gW = gW + d.reshape(-1, 1) * x.reshape(1, -1)
        gb = gb + d
    return gW / len(y), gb / len(y)

# %% right: The two terms of the loss are kept apart: P^T X for the log of the sum, and sums of the samples of each class with index_add.
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    P = torch.softmax(torch.addmm(b, X, W.mT), dim=-1)
    first_W, first_b = P.mT @ X, P.sum(0)
    second_W = torch.zeros_like(W).index_add(0, y, X)
    second_b = torch.bincount(y, minlength=W.shape[0]).to(torch.float64)
    return (first_W - second_W) / B, (first_b - second_b) / B

# %% right: NumPy, one-hot rows from the identity matrix, logits with the classes in rows, a column of ones for the bias.
import numpy as np
import torch

def softmax_ce_grad(W, b, X, y):
    A = np.hstack([X.numpy(), np.ones((X.shape[0], 1))])
    V = np.hstack([W.numpy(), b.numpy()[:, None]])
    Z = V @ A.T                                   # (C, B)
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    D = E / E.sum(axis=0, keepdims=True) - np.eye(len(V))[:, y.numpy()]
    G = D @ A / len(A)
    return torch.tensor(G[:, :-1]), torch.tensor(G[:, -1])

# %% wrong: Only the row of the label gets a gradient, p_y - 1; the other classes stand in the log of the sum and get p_c.
# told: only_the_true_class
import torch

def softmax_ce_grad(W, b, X, y):
    B = len(y)
    P = torch.softmax(X @ W.mT + b, dim=1)
    D = torch.zeros_like(P)
    rows = torch.arange(B)
    D[rows, y] = P[rows, y] - 1
    return D.mT @ X / B, D.mean(dim=0)

# %% wrong: The number of the class is subtracted from all probabilities (p - y); 1 must be subtracted at the label only.
# told: label_as_number
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=-1)
    D = P - y.unsqueeze(1)
    return D.T @ X / X.shape[0], D.sum(0) / X.shape[0]

# %% wrong: The other rows share the pull 1 - p_y equally; each must get its own probability p_c.
# told: others_share_equally
import torch

def softmax_ce_grad(W, b, X, y):
    B, C = X.shape[0], W.shape[0]
    P = torch.softmax(X @ W.mT + b, dim=1)
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for i in range(B):
        missing = 1 - P[i, y[i]]
        d = torch.ones(C, dtype=torch.float64) * missing / max(C - 1, 1)
        d[y[i]] = -missing
        gW += torch.outer(d, X[i]) / B
        gb += d / B
    return gW, gb

# %% wrong: The softmax runs over the samples (dim=0) instead of over the classes.
# told: softmax_over_the_batch
import torch

def softmax_ce_grad(W, b, X, y):
    Z = X @ W.mT + b
    D = torch.softmax(Z, dim=0)
    D[torch.arange(len(y)), y] -= 1
    return D.mT @ X / len(y), D.mean(0)

# %% wrong: The labels are treated as if they were counted from 1: the 1 is subtracted at class y - 1.
# told: label_off_by_one
import torch

def softmax_ce_grad(W, b, X, y):
    n = X.size(0)
    probs = torch.softmax(X @ W.mT + b, dim=1)
    for i in range(n):
        probs[i, y[i] - 1] -= 1
    return probs.mT.matmul(X) / n, probs.sum(dim=0) / n

# %% wrong: TWO: the bias is missing in the logits; and the sums over the batch are divided by the number of classes C, not by the number of samples B.
# told: without_bias_and_divided_by_classes
import torch

def softmax_ce_grad(W, b, X, y):
    C = W.shape[0]
    P = torch.softmax(X @ W.mT, dim=1)
    D = P - torch.nn.functional.one_hot(y, C)
    return torch.einsum("bc,bd->cd", D, X) / C, D.sum(0) / C

# %% wrong: one_hot is not told the number of classes: it makes max(y) + 1 columns, which fails (or is spread wrongly) when the last classes do not occur.
# told: one_hot_of_unknown_length
import torch
import torch.nn.functional as F

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.mT + b, dim=1)
    D = (P - F.one_hot(y).double()) / len(y)
    return D.mT @ X, D.sum(dim=0)

# %% wrong: P[:, y] subtracts 1 in all rows at every label of the batch; each row must get it only at its own label.
# told: one_taken_off_every_row
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.mT + b, dim=1)
    P[:, y] -= 1
    gW = P.mT @ X / X.shape[0]
    gb = P.mean(dim=0)
    return gW, gb

# %% right: The bias becomes a last column of W and a 1 at the end of each sample; one product gives both gradients and is split.
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B, d = X.shape
    A = torch.cat([X, torch.ones(B, 1, dtype=X.dtype)], dim=1)
    V = torch.cat([W, b[:, None]], dim=1)
    err = torch.softmax(A @ V.T, dim=1) - (y[:, None] == torch.arange(len(b))).double()
    G = torch.einsum("nc,nj->cj", err, A) / B
    return G[:, :d], G[:, d]

# %% right: Plain loops over samples and classes, with the softmax built by hand from the shifted logits.
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B, C = X.shape[0], W.shape[0]
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for x, label in zip(X, y.tolist()):
        z = W.mv(x) + b
        e = (z - z.max()).exp()
        for c in range(C):
            delta = float(e[c] / e.sum()) - (1.0 if c == label else 0.0)
            gW[c] += delta * x / B
            gb[c] += delta / B
    return gW, gb

# %% right: The two terms of the loss apart: the log-sum term as a product, the label term added up with index_add.
import math
import torch


def softmax_ce_grad(W, b, X, y):
    share = torch.softmax(torch.nn.functional.linear(X, W, b), dim=1) / len(X)
    ones = torch.full((len(X),), -1.0 / len(X), dtype=torch.float64)
    gW = share.t().matmul(X).index_add(0, y, ones.unsqueeze(1) * X)
    gb = share.sum(0).index_add(0, y, ones)
    return gW, gb

# %% wrong: Rows of classes that do not occur in y are set to 0; but every sample also pushes the rows of all the other classes.
# told: absent_classes_stay_zero
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = len(y)
    P = torch.softmax(X @ W.T + b, dim=1)
    P[torch.arange(B), y] -= 1
    gW, gb = P.T @ X / B, P.sum(0) / B
    for c in range(len(b)):
        if not (y == c).any():
            gW[c] = 0
            gb[c] = 0
    return gW, gb

# %% wrong: The error p - onehot is multiplied by p (1 - p) once more, as for a squared loss; the cross-entropy gradient already holds the softmax's derivative.
# told: with_slope_of_softmax
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    P = torch.softmax(X @ W.T + b, dim=1)
    Y = torch.zeros_like(P)
    Y[torch.arange(B), y] = 1
    D = (P - Y) * P * (1 - P) / B
    return D.T @ X, D.sum(dim=0)

# %% wrong: Each row is averaged over the samples of its own class, not over the whole batch.
# told: mean_for_each_class
import math
import torch


def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    Y = torch.zeros_like(P)
    Y[torch.arange(len(y)), y] = 1
    D = P - Y
    n = Y.sum(0).clamp(min=1)
    return (D.T @ X) / n[:, None], D.sum(0) / n

# %% wrong: gb is divided by B twice: the errors are divided by B already, and then mean() is taken of them.
# told: slip
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    dz = torch.softmax(X @ W.T + b, dim=-1)
    dz[range(B), y] -= 1.0
    dz = dz / B
    gW = dz.T @ X
    gb = dz.mean(dim=0)
    return gW, gb

# %% wrong: gW[y] -= X takes off only one sample per label: an index that occurs several times is not accumulated.
# told: equal_labels_once
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    P = torch.softmax(X @ W.T + b, dim=1)
    gW = P.T @ X / B
    gb = P.mean(dim=0)
    gW[y] -= X / B
    gb[y] -= 1 / B
    return gW, gb

# %% wrong: TWO: gW has the sign of the step against the gradient (onehot - p); and gb is the sum over the batch, not the mean.
# told: gW_turned_and_gb_summed
import math
import torch


def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    Y = torch.eye(len(b), dtype=torch.float64)[y]
    gW = (Y - P).T @ X / len(X)
    gb = (P - Y).sum(0)
    return gW, gb

# %% wrong: one_hot(y) makes only as many columns as the largest label in the batch needs: it crashes when the last class does not occur.
# told: one_hot_of_unknown_length
import math
import torch


def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    Y = torch.nn.functional.one_hot(y).to(torch.float64)
    D = (P - Y) / X.shape[0]
    return D.T @ X, D.sum(0)

# %% wrong: gb is computed too early: the 1 of the label is taken off only after it, so gb is the mean of p.
# told: gb_of_probabilities
import math
import torch


def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    z = X @ W.T + b
    err = torch.softmax(z, dim=1)
    gb = err.sum(dim=0) / B
    err[torch.arange(B), y] -= 1
    gW = err.T @ X / B
    return gW, gb

# %% wrong: Divides by the number of features.
# told: divided_by_features
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    D = D / X.shape[1]
    return D.T @ X, D.sum(0)

# %% wrong: Sets the label entry to -1 in place of subtracting.
# told: label_entry_minus_one
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] = -1
    D = D / B
    return D.T @ X, D.sum(0)

# %% wrong: Cuts the logits off at -30 and 30 against overflow.
# told: cut_off_below_a_hundred
import torch


def softmax_ce_grad(W, b, X, y):
    Z = (X @ W.T + b).clamp(-30, 30)
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    D = D / B
    return D.T @ X, D.sum(0)

# %% wrong: The gradient of -p_y: the factor p_y stays.
# told: slope_of_minus_p
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    D = D * P[torch.arange(B), y][:, None] / B
    return D.T @ X, D.sum(0)

# %% wrong: Sums the rows of gW for gb.
# told: gb_from_gW
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    D = D / B
    gW = D.T @ X
    return gW, gW.sum(1)

# %% wrong: Only the first sample is used.
# told: first_sample_undivided
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    return torch.outer(D[0], X[0]), D[0]

# %% wrong: gW is the mean error times the mean sample.
# told: means_multiplied
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    return torch.outer(D.mean(0), X.mean(0)), D.mean(0)

# %% wrong: Returns W and b after a step of gradient descent.
# told: parameters_after_a_step
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    D = D / B
    return W - D.T @ X, b - D.sum(0)

# %% wrong: Other rows with 1 - p in place of p.
# told: others_by_one_minus_p
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = 1 - P
    r = torch.arange(B)
    D[r, y] = P[r, y] - 1
    D = D / B
    return D.T @ X, D.sum(0)

# %% wrong: Label entry is -p in place of p - 1.
# told: label_entry_minus_p
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    r = torch.arange(B)
    D[r, y] = -P[r, y]
    D = D / B
    return D.T @ X, D.sum(0)

# %% wrong: Softmax over the batch, and gb is not averaged.
# told: softmax_over_the_batch_and_gb_summed
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=0)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    return D.T @ X / B, D.sum(0)

# %% wrong: Sigmoid in place of softmax, and a sum over the batch.
# told: sigmoid_of_each_and_summed
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.sigmoid(Z)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), y] -= 1
    return D.T @ X, D.sum(0)

# %% wrong: Takes labels as counted from 1.
# told: clue
import torch


def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    P = torch.softmax(Z, dim=1)
    B = X.shape[0]
    D = P.clone()
    D[torch.arange(B), (y - 1).clamp(min=0)] -= 1
    D = D / B
    return D.T @ X, D.sum(0)

# %% right: Python loops over samples, classes and features with floats from math; the largest logit is subtracted first.
import math
import torch

def softmax_ce_grad(W, b, X, y):
    C, d = W.shape
    Wl, bl, Xl, yl = W.tolist(), b.tolist(), X.tolist(), y.tolist()
    gW = [[0.0] * d for _ in range(C)]
    gb = [0.0] * C
    for x, label in zip(Xl, yl):
        z = [sum(w * xi for w, xi in zip(Wl[c], x)) + bl[c] for c in range(C)]
        top = max(z)
        e = [math.exp(v - top) for v in z]
        s = math.fsum(e)
        for c in range(C):
            r = e[c] / s - (1.0 if c == label else 0.0)
            gb[c] += r / len(yl)
            for j in range(d):
                gW[c][j] += r * x[j] / len(yl)
    return torch.tensor(gW, dtype=torch.float64), torch.tensor(gb, dtype=torch.float64)

# %% right: numpy inside; the one-hot matrix comes from a comparison and the bias is treated as a weight of a column of ones.
import numpy as np
import torch

def softmax_ce_grad(W, b, X, y):
    Xn = np.hstack([X.numpy(), np.ones((X.shape[0], 1))])
    Wn = np.hstack([W.numpy(), b.numpy()[:, None]])
    Z = Xn @ Wn.T
    Z = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(Z)
    P /= P.sum(axis=1, keepdims=True)
    T = y.numpy()[:, None] == np.arange(W.shape[0])[None, :]
    G = (P - T).T @ Xn / len(Xn)
    return torch.tensor(G[:, :-1]), torch.tensor(G[:, -1])

# %% right: The two terms of the loss apart: the mean of p x for log-sum-exp, then index_add_ takes off the samples of each label.
import torch

def softmax_ce_grad(W, b, X, y):
    z = torch.einsum("cd,bd->bc", W, X) + b
    p = (z - torch.logsumexp(z, dim=1, keepdim=True)).exp()
    gW = torch.einsum("bc,bd->cd", p, X) / X.size(0)
    gb = p.mean(dim=0)
    gW.index_add_(0, y, X / X.size(0), alpha=-1)
    gb.index_add_(0, y, torch.full((X.size(0),), 1 / X.size(0), dtype=torch.float64), alpha=-1)
    return gW, gb

# %% wrong: The derivative by the logits, p - onehot, is multiplied by p(1 - p) once more, as if the slope of softmax were not in it yet.
# told: with_slope_of_softmax
import torch

def softmax_ce_grad(W, b, X, y):
    B, C = X.shape[0], W.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    t = torch.nn.functional.one_hot(y, C).double()
    g = (p - t) * p * (1 - p) / B
    return g.T @ X, g.sum(0)

# %% wrong: Only the row of the label gets a gradient, p_y - 1; the rows of the other classes are left at 0, though log-sum-exp depends on their logits too.
# told: only_the_true_class
import torch

def softmax_ce_grad(W, b, X, y):
    gW = torch.zeros_like(W)
    gb = torch.zeros_like(b)
    B = len(y)
    P = torch.softmax(X @ W.T + b, dim=1)
    for i in range(B):
        c = int(y[i])
        gW[c] += (P[i, c] - 1) * X[i] / B
        gb[c] += (P[i, c] - 1) / B
    return gW, gb

# %% wrong: Each class's row is averaged over the number of samples with that label, not over all samples of the batch.
# told: mean_for_each_class
import torch

def softmax_ce_grad(W, b, X, y):
    C = W.shape[0]
    P = torch.softmax(X @ W.T + b, dim=1)
    P[torch.arange(len(y)), y] -= 1
    counts = torch.bincount(y, minlength=C).clamp(min=1).double()
    gW = P.T @ X / counts[:, None]
    gb = P.sum(0) / counts
    return gW, gb

# %% wrong: gW is divided by the number of samples, but gb is only summed over the batch.
# told: gb_summed
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    delta = torch.softmax(X @ W.T + b, dim=1)
    delta[range(B), y] -= 1.0
    gW = delta.T @ X / B
    gb = delta.sum(dim=0)
    return gW, gb

# %% wrong: Only the probabilities are divided by B; the 1 of the label is subtracted afterwards, without being averaged.
# told: clue
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    G = torch.softmax(X @ W.T + b, dim=-1) / B
    G[torch.arange(B), y] -= 1
    return G.T @ X, G.sum(dim=0)

# %% wrong: TWO: the bias is left out of the logits; and the sum is divided by C, the number of classes, instead of by B.
# told: without_bias_and_divided_by_classes
import torch

def softmax_ce_grad(W, b, X, y):
    C = W.shape[0]
    z = X @ W.T
    p = torch.softmax(z, dim=1)
    onehot = torch.eye(C, dtype=torch.float64)[y]
    d = (p - onehot) / C
    return d.T @ X, d.sum(dim=0)

# %% wrong: The number of classes is taken from the largest label that occurs, so it breaks when the last class is missing in the batch.
# told: one_hot_of_unknown_length
import torch
import torch.nn.functional as F

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    T = F.one_hot(y).double()
    D = (P - T) / len(X)
    return D.T @ X, D.sum(0)

# %% wrong: A leftover of a training loop: W and b are updated in place with the gradient, although no argument may be changed.
# told: changed
import torch

def softmax_ce_grad(W, b, X, y):
    n = X.shape[0]
    p = torch.softmax(X @ W.T + b, dim=1)
    p[torch.arange(n), y] -= 1
    p = p / n
    gW = p.T @ X
    gb = p.sum(0)
    W -= 0.1 * gW
    b -= 0.1 * gb
    return gW, gb

# %% right: Appends a column of ones to X and the bias to W; one product gives both gradients, which are then cut apart.
import torch

def softmax_ce_grad(W, b, X, y):
    X1 = torch.cat([X, torch.ones(X.shape[0], 1, dtype=X.dtype)], dim=1)
    W1 = torch.cat([W, b.reshape(-1, 1)], dim=1)
    R = torch.softmax(W1 @ X1.T, dim=0)                       # (C, B)
    R = R - (torch.arange(W.shape[0])[:, None] == y[None, :]).double()
    G = R @ X1 / X1.shape[0]
    return G[:, :-1], G[:, -1]

# %% right: Plain Python numbers and loops over sample, class and feature, with the row's own maximum taken off.
import math
import torch

def softmax_ce_grad(W, b, X, y):
    Wl, bl, Xl, yl = W.tolist(), b.tolist(), X.tolist(), y.tolist()
    C, d, B = len(Wl), len(Wl[0]), len(Xl)
    gW = [[0.0] * d for _ in range(C)]
    gb = [0.0] * C
    for x, lab in zip(Xl, yl):
        z = [math.fsum(wi * xi for wi, xi in zip(Wl[c], x)) + bl[c] for c in range(C)]
        top = max(z)
        e = [math.exp(v - top) for v in z]
        s = sum(e)
        for c in range(C):
            r = (e[c] / s - (1.0 if c == lab else 0.0)) / B
            gb[c] += r
            for j in range(d):
                gW[c][j] += r * x[j]
    return torch.tensor(gW, dtype=torch.float64), torch.tensor(gb, dtype=torch.float64)

# %% right: NumPy: the two terms of the loss are differentiated separately, the label term with np.add.at.
import numpy as np
import torch

def softmax_ce_grad(W, b, X, y):
    Wn, bn, Xn, yn = (t.detach().numpy() for t in (W, b, X, y))
    z = np.einsum("cd,nd->nc", Wn, Xn) + bn
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    gW = np.einsum("nc,nd->cd", p, Xn)
    gb = p.sum(axis=0)
    np.add.at(gW, yn, -Xn)
    np.add.at(gb, yn, -1.0)
    n = float(len(yn))
    return torch.from_numpy(gW / n), torch.from_numpy(gb / n)

# %% wrong: Multiplies p - onehot by p(1 - p) as if the loss were squared error through a sigmoid; the slope of softmax is already contained in p - onehot.
# told: with_slope_of_softmax
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    T = torch.eye(W.shape[0], dtype=torch.float64)[y]
    D = (P - T) * P * (1 - P) / len(y)
    return D.T @ X, D.sum(0)

# %% wrong: Thinks that only the label's logit has a gradient: the rows of all other classes stay 0 for the sample.
# told: only_the_true_class
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    B = X.shape[0]
    for i in range(B):
        c = y[i]
        gW[c] += (P[i, c] - 1) * X[i] / B
        gb[c] += (P[i, c] - 1) / B
    return gW, gb

# %% wrong: Averages per class: the row of class c is divided by the number of samples with that label, not by the batch size.
# told: mean_for_each_class
import torch

def softmax_ce_grad(W, b, X, y):
    C = W.shape[0]
    P = torch.softmax(X @ W.T + b, dim=-1)
    onehot = torch.nn.functional.one_hot(y, C).to(torch.float64)
    counts = onehot.sum(0).clamp(min=1)
    D = P - onehot
    return (D.T @ X) / counts[:, None], D.sum(0) / counts

# %% wrong: P[:, y] -= 1 takes 1 off every column that occurs in y in every row, not off one entry per sample.
# told: one_taken_off_every_row
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    P[:, y] -= 1
    P /= len(X)
    return P.T @ X, P.sum(dim=0)

# %% wrong: The bias is missing in the logits, so the probabilities are those of b = 0.
# told: without_bias
import torch

def softmax_ce_grad(W, b, X, y):
    B = X.shape[0]
    G = torch.softmax(X @ W.T, dim=1)
    G[torch.arange(B), y] -= 1.0
    G = G / B
    return G.T @ X, G.sum(dim=0)

# %% wrong: TWO: the sign is reversed (onehot - p, the direction of the step and not the gradient); and gb is summed over the batch without dividing by B.
# told: slip
import torch

def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    onehot = torch.zeros_like(P)
    onehot[torch.arange(len(y)), y] = 1
    err = onehot - P
    gW = err.T @ X / len(y)
    gb = err.sum(dim=0)
    return gW, gb

# %% wrong: Own softmax with a single maximum for the whole batch: a row whose logits all lie more than about 745 below it gives 0/0 = nan.
# told: one_maximum_for_all
import torch

def softmax_ce_grad(W, b, X, y):
    Z = X @ W.T + b
    E = torch.exp(Z - Z.max())
    D = E / E.sum(dim=1, keepdim=True)
    D[range(len(y)), y] -= 1
    D = D / len(y)
    return D.T @ X, D.sum(dim=0)

# %% wrong: The return stands inside the loop, so only the first sample counts.
# told: first_sample_alone
import torch

def softmax_ce_grad(W, b, X, y):
    gW = torch.zeros_like(W)
    gb = torch.zeros_like(b)
    B = X.shape[0]
    for x, label in zip(X, y):
        d = torch.softmax(W @ x + b, dim=0)
        d[label] -= 1
        gW += torch.outer(d, x) / B
        gb += d / B
        return gW, gb
