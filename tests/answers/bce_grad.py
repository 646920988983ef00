# %% right: Two loops over floats with a sigmoid of my own that never overflows.
import math
import torch


def bce_grad(w, b, X, y):
    def sig(t):
        if t >= 0:
            return 1 / (1 + math.exp(-t))
        e = math.exp(t)
        return e / (1 + e)
    B, d = X.shape
    gw = [0.0] * d
    gb = 0.0
    for i in range(B):
        z = float(b)
        for j in range(d):
            z += X[i, j].item() * w[j].item()
        r = (sig(z) - y[i].item()) / B
        gb += r
        for j in range(d):
            gw[j] += r * X[i, j].item()
    return torch.tensor(gw, dtype=w.dtype), gb

# %% right: The bias as a last weight with a column of ones; one product, split at the end.
import math
import torch


def bce_grad(w, b, X, y):
    B, d = X.shape
    X1 = torch.cat([X, torch.ones(B, 1, dtype=X.dtype)], dim=1)
    w1 = torch.cat([w, torch.tensor([float(b)], dtype=w.dtype)])
    r = torch.sigmoid(X1 @ w1) - y
    g = torch.einsum("bi,b->i", X1, r) / B
    return g[:d], g[d]

# %% right: The two labels apart: the slope by z is -sigma(-z) for y = 1 and sigma(z) for y = 0; NumPy with tanh for sigma.
import math
import torch
import numpy as np


def bce_grad(w, b, X, y):
    Xn, yn = X.numpy(), y.numpy()
    z = Xn.dot(w.numpy()) + b
    sigma = lambda t: 0.5 + 0.5 * np.tanh(t / 2)
    slope = np.where(yn == 1, -sigma(-z), sigma(z))
    gw = np.mean(Xn * slope[:, np.newaxis], axis=0)
    return torch.from_numpy(gw), float(np.mean(slope))

# %% wrong: This is the gradient of the squared error: the factor p (1 - p) stays, but for the cross-entropy it cancels.
# told: with_slope_of_sigmoid
import math
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    delta = (p - y) * p * (1 - p)
    return X.T @ delta / len(y), delta.mean()

# %% wrong: The probabilities are rounded to 0 or 1 first (the perceptron's rule): samples on the right side get no gradient at all.
# told: decided
import math
import torch


def bce_grad(w, b, X, y):
    z = X @ w + b
    pred = (z > 0).to(X.dtype)
    err = pred - y
    return (X * err[:, None]).mean(0), err.mean()

# %% wrong: Only the term -y log p is derived; samples with y = 0 pay -log(1 - p) and are missing.
# told: only_class_one
import math
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = -y * (1 - p)
    gw = X.T @ dz / X.shape[0]
    gb = dz.sum() / X.shape[0]
    return gw, gb

# %% wrong: gw is divided by d, the number of features (mean over the wrong axis length), not by the batch size.
# told: gw_divided_by_features
import math
import torch


def bce_grad(w, b, X, y):
    err = torch.sigmoid(X @ w + b) - y
    gw = (err @ X) / X.shape[1]
    gb = err.mean()
    return gw, gb

# %% wrong: The two results come in the wrong order: gb first, then gw.
# told: results_exchanged
import math
import torch


def bce_grad(w, b, X, y):
    err = torch.sigmoid(X @ w + b) - y
    n = len(err)
    return err.sum() / n, X.T @ err / n

# %% wrong: TWO: the error is y - p, which points down instead of up; and the bias is left out of the logit.
# told: without_bias_and_turned
import math
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w)
    err = y - p
    return X.T @ err / len(y), err.mean()

# %% wrong: The chain rule is computed factor by factor with 1/p and 1/(1 - p): at large logits p is exactly 0 or 1 and 0 times inf gives nan.
# told: factors_overflow
import math
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dp = -y / p + (1 - y) / (1 - p)
    dz = dp * p * (1 - p)
    return (dz[:, None] * X).mean(dim=0), dz.mean()

# %% wrong: gb is taken from the last sample of the loop and not from the running total.
# told: gb_of_last_sample
import math
import torch


def bce_grad(w, b, X, y):
    gw = torch.zeros_like(w)
    gb = 0.0
    for i in range(len(y)):
        err = torch.sigmoid(X[i] @ w + b) - y[i]
        gw = gw + err * X[i]
        gb = err
    return gw / len(y), gb / len(y)

# %% right: Loops over samples and features with a hand-written sigmoid that branches on the sign of z.
import math
import torch

def bce_grad(w, b, X, y):
    def sig(z):
        if z >= 0:
            return 1 / (1 + math.exp(-z))
        e = math.exp(z)
        return e / (1 + e)

    n, d = X.shape
    gw = torch.zeros(d, dtype=torch.float64)
    gb = 0.0
    for i in range(n):
        z = b
        for j in range(d):
            z += float(w[j]) * float(X[i, j])
        delta = sig(z) - float(y[i])
        for j in range(d):
            gw[j] += delta * X[i, j] / n
        gb += delta / n
    return gw, gb

# %% right: Appends a column of ones to X and treats the bias as one more weight.
import torch

def bce_grad(w, b, X, y):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype)
    X1 = torch.cat([X, ones], dim=1)
    w1 = torch.cat([w, torch.tensor([float(b)], dtype=w.dtype)])
    g = X1.mT @ (torch.sigmoid(X1 @ w1) - y) / len(y)
    return g[:-1], g[-1]

# %% right: Uses labels -1 and 1: the derivative of log(1 + e^(-s z)) is -s sigmoid(-s z).
import torch

def bce_grad(w, b, X, y):
    s = 2 * y - 1
    z = torch.einsum("bd,d->b", X, w) + b
    delta = -s * torch.sigmoid(-s * z)
    return (torch.einsum("b,bd->d", delta, X) / y.numel(), delta.sum() / y.numel())

# %% wrong: Has a factor p(1 - p) too much: that is the gradient of a squared error behind a sigmoid, in the cross-entropy it cancels.
# told: with_slope_of_sigmoid
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    delta = (p - y) * p * (1 - p)
    return X.T @ delta / len(y), delta.mean()

# %% wrong: Only differentiates -y log p: the samples with the label 0 contribute nothing.
# told: only_class_one
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    delta = -y * (1 - p)
    gw = (delta[:, None] * X).mean(dim=0)
    return gw, delta.mean()

# %% wrong: Uses the predicted class (p > 0.5) minus y, as the perceptron does, instead of the probability minus y.
# told: decided
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    pred = (p > 0.5).double()
    err = pred - y
    return X.T @ err / X.shape[0], err.mean()

# %% wrong: The gradient of the bias is summed over the batch, not averaged like that of the weights.
# told: gb_summed
import torch

def bce_grad(w, b, X, y):
    r = torch.sigmoid(X @ w + b) - y
    gw = X.T @ r / len(y)
    gb = r.sum()
    return gw, gb

# %% wrong: Divides the gradient of the weights by d, the number of features, instead of by B, the number of samples.
# told: gw_divided_by_features
import torch

def bce_grad(w, b, X, y):
    n = X.size(1)
    r = torch.sigmoid(X.mv(w) + b) - y
    return r @ X / n, r.mean()

# %% wrong: TWO: the bias is missing from the logit; and the results come in the order (gb, gw).
# told: results_exchanged_and_without_bias
import torch

def bce_grad(w, b, X, y):
    z = X @ w
    e = torch.sigmoid(z) - y
    gw = (X * e.unsqueeze(1)).mean(0)
    gb = e.mean()
    return gb, gw

# %% wrong: Writes the sigmoid as e^z / (1 + e^z), which is inf / inf = nan from a logit of about 710 on.
# told: factors_overflow
import torch

def bce_grad(w, b, X, y):
    z = X @ w + b
    p = torch.exp(z) / (1 + torch.exp(z))
    return X.T @ (p - y) / len(X), (p - y).mean()

# %% wrong: A leftover from trying things out sets the weights to zero before the logit is computed.
# told: logit_of_bias_alone
import torch

def bce_grad(w, b, X, y):
    B, d = X.shape
    w = torch.zeros(d, dtype=X.dtype)  # start
    z = X @ w + b
    err = torch.sigmoid(z) - y
    return X.T @ err / B, err.mean()

# %% right: A loop over samples and features with a hand-made sigmoid that never overflows.
import math
import torch

def bce_grad(w, b, X, y):
    def sig(z):
        if z >= 0:
            return 1 / (1 + math.exp(-z))
        e = math.exp(z)
        return e / (1 + e)

    B, d = X.shape
    gw, gb = [0.0] * d, 0.0
    for i in range(B):
        z = float(b) + sum(float(w[j]) * float(X[i, j]) for j in range(d))
        r = -sig(-z) if y[i] == 1 else sig(z)
        for j in range(d):
            gw[j] += r * float(X[i, j]) / B
        gb += r / B
    return torch.tensor(gw, dtype=torch.float64), gb

# %% right: The bias becomes one more weight: a column of ones at X, one product, split at the end.
import torch

def bce_grad(w, b, X, y):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype)
    Xa = torch.cat((X, ones), dim=1)
    wa = torch.cat((w, torch.tensor([float(b)], dtype=w.dtype)))
    g = Xa.mT @ (torch.sigmoid(Xa @ wa) - y) / Xa.shape[0]
    return g[:-1], g[-1]

# %% right: NumPy, and the sigmoid written with tanh, which cannot overflow.
import numpy as np
import torch

def bce_grad(w, b, X, y):
    Xn = X.numpy()
    half = (Xn @ w.numpy() + b) / 2
    r = 0.5 + 0.5 * np.tanh(half) - y.numpy()
    gw = np.average(Xn * r.reshape(-1, 1), axis=0)
    return torch.from_numpy(np.asarray(gw)), float(np.average(r))

# %% wrong: p - y is already the derivative with respect to z; here it is multiplied by p (1 - p) again, as for the squared error.
# told: with_slope_of_sigmoid
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    delta = (p - y) * p * (1 - p)
    return X.T @ delta / len(y), delta.mean()

# %% wrong: Only the term -y log p is derived; the samples of class 0 give no gradient.
# told: only_class_one
import torch

def bce_grad(w, b, X, y):
    n = X.shape[0]
    p = torch.sigmoid(X @ w + b)
    dz = -y * (1 - p)
    gw = (dz[:, None] * X).sum(0) / n
    gb = dz.sum() / n
    return gw, gb

# %% wrong: The prediction is rounded to 0 or 1 first: the update of a perceptron, not the gradient of the cross-entropy.
# told: decided
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    predicted = (p > 0.5).to(X.dtype)
    err = predicted - y
    return (X * err.unsqueeze(1)).mean(dim=0), err.mean()

# %% wrong: gb is the sum over the batch, only gw is divided by the number of samples.
# told: gb_summed
import torch

def bce_grad(w, b, X, y):
    B = X.shape[0]
    err = torch.sigmoid(torch.mv(X, w) + b) - y
    gw = torch.mv(X.T, err) / B
    gb = err.sum()
    return gw, gb

# %% wrong: The bias is not added to the logit.
# told: without_bias
import torch

def bce_grad(w, b, X, y):
    z = X @ w
    r = torch.sigmoid(z) - y
    return X.T @ r / r.numel(), r.mean()

# %% wrong: TWO: y - p instead of p - y; and gw is divided by the number of features, not by the batch size.
# told: turned_and_gw_divided_by_features
import torch

def bce_grad(w, b, X, y):
    n, d = X.shape
    e = y - torch.sigmoid(X @ w + b)
    gw = (e @ X) / d
    gb = e.sum() / n
    return gw, gb

# %% wrong: The rows of the table are multiplied as they stand: for large logits 1/p or 1/(1 - p) is infinite and the result is nan.
# told: factors_overflow
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dl_dp = -y / p + (1 - y) / (1 - p)
    dp_dz = p * (1 - p)
    dl_dz = dl_dp * dp_dz
    return (dl_dz[:, None] * X).mean(0), dl_dz.mean()

# %% wrong: In the loop gb is assigned instead of added up, so only the last sample counts for it.
# told: gb_of_last_sample
import torch

def bce_grad(w, b, X, y):
    gw = torch.zeros_like(w)
    gb = 0.0
    for x, t in zip(X, y):
        p = torch.sigmoid(x @ w + b)
        gw = gw + (p - t) * x
        gb = p - t
    return gw / len(X), gb / len(X)

# %% right: Labels turned into -1 and 1; the gradient is -t sigmoid(-t z).
import torch


def bce_grad(w, b, X, y):
    t = 2 * y - 1
    pull = -t * torch.sigmoid(-t * (X @ w + b))
    gw = torch.einsum("i,ij->j", pull, X) / t.numel()
    return gw, pull.mean().item()

# %% right: Everything in Python floats and lists, with a hand-made sigmoid that cannot overflow.
import math
import torch


def bce_grad(w, b, X, y):
    def sig(z):
        if z >= 0:
            return 1 / (1 + math.exp(-z))
        e = math.exp(z)
        return e / (1 + e)

    ws, rows, ys = w.tolist(), X.tolist(), y.tolist()
    gw, gb = [0.0] * len(ws), 0.0
    for row, yi in zip(rows, ys):
        e = sig(sum(a * c for a, c in zip(ws, row)) + b) - yi
        gb += e / len(ys)
        gw = [g + e * xj / len(ys) for g, xj in zip(gw, row)]
    return torch.tensor(gw, dtype=torch.float64), gb

# %% right: The bias becomes one more weight: a column of ones is put next to X; tanh form of the sigmoid.
import torch


def bce_grad(w, b, X, y):
    B = X.shape[0]
    X1 = torch.cat([X, torch.ones(B, 1, dtype=X.dtype)], dim=1)
    w1 = torch.cat([w, torch.tensor([float(b)], dtype=w.dtype)])
    p = (1 + torch.tanh(X1 @ w1 / 2)) / 2
    g = X1.T @ (p - y) / B
    return g[:-1], g[-1]

# %% wrong: The factor p(1-p) is left in: this is the gradient of half the squared error of p, not of the cross-entropy.
# told: with_slope_of_sigmoid
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    delta = (p - y) * p * (1 - p)
    return X.mT @ delta / len(y), delta.mean()

# %% wrong: Only the term -y log p of the loss is differentiated; samples of class 0 give no gradient.
# told: only_class_one
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = -y * (1 - p)
    gw = (dz[:, None] * X).mean(dim=0)
    gb = dz.mean()
    return gw, gb

# %% wrong: The probability is rounded to the predicted class 0 or 1 before the label is subtracted, as in the perceptron.
# told: decided
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    pred = (p > 0.5).double()
    err = pred - y
    return err @ X / X.shape[0], err.mean()

# %% wrong: The mean is taken over the features (axis 1) instead of over the samples (axis 0), so gw has the shape (B,).
# told: averaged_along_the_features
import torch


def bce_grad(w, b, X, y):
    err = torch.sigmoid(X @ w + b) - y
    gw = (X * err.unsqueeze(1)).mean(dim=1)
    return gw, err.mean()

# %% wrong: The bias is missing in the logit.
# told: without_bias
import torch


def bce_grad(w, b, X, y):
    z = X @ w
    err = torch.sigmoid(z) - y
    return X.mT @ err / len(err), err.mean()

# %% wrong: TWO: the sign is wrong everywhere, y - p instead of p - y; and gb is the sum over the batch, not the mean.
# told: turned_and_gb_summed
import torch


def bce_grad(w, b, X, y):
    diff = y - torch.sigmoid(X @ w + b)
    gw = X.mT @ diff / X.shape[0]
    gb = diff.sum()
    return gw, gb

# %% wrong: The chain rule is multiplied out number by number: with p = 0 or p = 1 it divides by 0 and gives nan for large logits.
# told: factors_overflow
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dl_dp = -y / p + (1 - y) / (1 - p)
    dp_dz = p * (1 - p)
    dl_dz = dl_dp * dp_dz
    return (dl_dz[:, None] * X).mean(0), dl_dz.mean()

# %% wrong: In the loop gw is overwritten with = instead of added to with +=, so only the last sample counts for gw.
# told: gw_of_last_sample
import torch


def bce_grad(w, b, X, y):
    B = len(y)
    gw = torch.zeros_like(w)
    gb = 0.0
    for i in range(B):
        e = torch.sigmoid(X[i] @ w + b) - y[i]
        gw = e * X[i] / B
        gb += e / B
    return gw, gb

# %% right: Plain Python loops over samples and features, sigmoid with two branches.
import math
import torch
def bce_grad(w, b, X, y):
    def sig(z):
        if z >= 0:
            return 1 / (1 + math.exp(-z))
        e = math.exp(z)
        return e / (1 + e)
    B, d = X.shape
    gw, gb = [0.0] * d, 0.0
    for i in range(B):
        row = X[i].tolist()
        z = sum(a * c for a, c in zip(w.tolist(), row)) + float(b)
        r = sig(z) - float(y[i])
        for j in range(d):
            gw[j] += r * row[j] / B
        gb += r / B
    return torch.tensor(gw, dtype=torch.float64), gb

# %% right: Labels turned into -1 and 1, derivative -s*sigmoid(-s*z); einsum for the sum over the batch.
import torch
def bce_grad(w, b, X, y):
    s = 2 * y - 1
    z = torch.einsum("bd,d->b", X, w) + b
    r = -s * torch.sigmoid(-s * z)
    n = X.size(0)
    return torch.einsum("b,bd->d", r, X) / n, torch.sum(r) / n

# %% right: NumPy inside, sigmoid through tanh, bias as an extra column of ones.
import numpy as np
import torch
def bce_grad(w, b, X, y):
    A = np.column_stack([X.numpy(), np.ones(len(X))])
    v = np.append(w.numpy(), b)
    p = 0.5 + 0.5 * np.tanh(A @ v / 2)
    g = A.T @ (p - y.numpy()) / len(A)
    return torch.from_numpy(g[:-1].copy()), float(g[-1])

# %% wrong: The factor p(1-p) is kept: this is the gradient of the squared error, in the cross-entropy the factor cancels.
# told: with_slope_of_sigmoid
import torch
def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = (p - y) * p * (1 - p)
    return X.T @ dz / len(y), dz.mean()

# %% wrong: Samples of class 0 are taken to pay nothing: the second term of the loss, (1-y) log(1-p), is left out.
# told: only_class_one
import torch
def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = -y * (1 - p)
    gw = (dz[:, None] * X).mean(dim=0)
    return gw, dz.mean()

# %% wrong: The predicted class (0 or 1) is used in place of the probability p: only misclassified samples count, as in the perceptron.
# told: decided
import torch
def bce_grad(w, b, X, y):
    z = X @ w + b
    pred = (z > 0).to(torch.float64)
    diff = pred - y
    return diff @ X / X.shape[0], diff.mean()

# %% wrong: The two results are in the wrong order: (gb, gw).
# told: results_exchanged
import torch
def bce_grad(w, b, X, y):
    diff = torch.sigmoid(X @ w + b) - y
    gb = diff.mean()
    gw = X.T @ diff / len(diff)
    return gb, gw

# %% wrong: The mean is taken over the features (dim=1) and not over the samples, so gw has shape (B,).
# told: averaged_along_the_features
import torch
def bce_grad(w, b, X, y):
    diff = torch.sigmoid(X @ w + b) - y
    return (diff.unsqueeze(1) * X).mean(dim=1), diff.mean()

# %% wrong: TWO: the bias is forgotten in the logit; and gb is the sum over the batch, not the mean.
# told: without_bias_and_gb_summed
import torch
def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w)
    gw = X.T @ (p - y) / X.shape[0]
    gb = (p - y).sum()
    return gw, gb

# %% wrong: p is clamped away from 0 and 1 "for safety", so the gradient of samples with very large logits is off by 1e-7.
# told: probability_cut_off
import torch
def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b).clamp(1e-7, 1 - 1e-7)
    dl_dp = -y / p + (1 - y) / (1 - p)
    dl_dz = dl_dp * p * (1 - p)
    return X.T @ dl_dz / len(y), dl_dz.mean()

# %% wrong: X is multiplied in place: the numbers are right, but the caller's data is destroyed.
# told: changed
import torch
def bce_grad(w, b, X, y):
    diff = torch.sigmoid(X @ w + b) - y
    gb = diff.mean()
    X *= diff.view(-1, 1)
    return X.mean(dim=0), gb

# %% right: The bias is treated as a further weight on a column of ones; the result is split at the end.
import torch


def bce_grad(w, b, X, y):
    A = torch.cat([X, X.new_ones(X.shape[0], 1)], dim=1)
    theta = torch.cat([w, w.new_tensor([b])])
    g = A.mT @ (torch.sigmoid(A @ theta) - y) / A.shape[0]
    return g[:-1], g[-1]

# %% right: The samples of class 1 and class 0 are handled apart, with sigmoid(-z) for 1 - p.
import torch


def bce_grad(w, b, X, y):
    n = y.numel()
    z = X.matmul(w) + b
    ones, zeros = y == 1, y == 0
    pull = torch.sigmoid(-z[ones])
    push = torch.sigmoid(z[zeros])
    gw = (push @ X[zeros] - pull @ X[ones]) / n
    gb = (push.sum() - pull.sum()).item() / n
    return gw, gb

# %% right: Loops over samples and features in plain Python, with sigmoid(z) = (1 + tanh(z/2)) / 2.
import math
import torch


def bce_grad(w, b, X, y):
    B, d = X.shape
    gw, gb = [0.0] * d, 0.0

    def prob(row):
        z = sum(a * c for a, c in zip(row, w.tolist())) + b
        return 0.5 * (1 + math.tanh(z / 2))

    for row, label in zip(X.tolist(), y.tolist()):
        e = (prob(row) - label) / B
        for j in range(d):
            gw[j] += e * row[j]
        gb += e
    return torch.tensor(gw, dtype=torch.float64), gb

# %% wrong: The chain stops too early: the derivative of the loss with respect to p is used as the one with respect to z, the factor p(1-p) of the sigmoid is missing.
# told: by_p_alone
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dl_dp = -y / p + (1 - y) / (1 - p)
    return X.T @ dl_dp / len(y), dl_dp.mean()

# %% wrong: This is the gradient of the squared error (p-y)^2 / 2 through the sigmoid, not of the cross-entropy: the factor p(1-p) should cancel.
# told: with_slope_of_sigmoid
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    delta = (p - y) * p * (1 - p)
    return (delta[:, None] * X).mean(dim=0), delta.mean()

# %% wrong: Only the first term of the loss is differentiated: samples with y = 0 get the gradient 0, though they pay -log(1-p).
# told: only_class_one
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = -y * (1 - p)
    return dz @ X / X.shape[0], dz.mean()

# %% wrong: gw is the mean over the batch, but gb is the sum over it.
# told: gb_summed
import torch


def bce_grad(w, b, X, y):
    err = torch.sigmoid(X @ w + b) - y
    gw = (X * err.unsqueeze(1)).mean(0)
    gb = err.sum()
    return gw, gb

# %% wrong: The mean is taken over both axes at once, then copied to every weight: the axis of the features is averaged away.
# told: gw_averaged_over_features
import torch


def bce_grad(w, b, X, y):
    err = torch.sigmoid(X @ w + b) - y
    gw = torch.ones_like(w) * (err[:, None] * X).mean()
    return gw, err.mean()

# %% wrong: The rows of the table are multiplied as they stand; where the sigmoid rounds to 0 or 1 this is 0 * inf or 0 / 0, and the gradient is nan.
# told: factors_overflow
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dl_dp = -y / p + (1 - y) / (1 - p)
    dp_dz = p * (1 - p)
    dl_dz = dl_dp * dp_dz
    return X.T @ dl_dz / len(y), dl_dz.mean()

# %% wrong: In the loop gw is overwritten instead of added up, so only the last sample counts for gw.
# told: gw_of_last_sample
import torch


def bce_grad(w, b, X, y):
    gw, gb = torch.zeros_like(w), 0.0
    for x, t in zip(X, y):
        e = torch.sigmoid(x @ w + b) - t
        gw = e * x
        gb += e
    return gw / len(y), gb / len(y)

# %% right: The bias is treated as one more weight with a constant input 1; the result is split afterwards.
import torch

def bce_grad(w, b, X, y):
    B, d = X.shape
    A = torch.cat([X, torch.ones(B, 1, dtype=X.dtype)], dim=1)
    v = torch.cat([w, torch.tensor([float(b)], dtype=w.dtype)])
    g = (torch.sigmoid(A @ v) - y) @ A / B
    return g[:d], g[d].item()

# %% right: Labels -1/+1 and the loss log(1 + exp(-t z)): dl/dz = -t sigmoid(-t z); plain loops with a stable sigmoid in math.
import math
import torch

def sig(a):
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    e = math.exp(a)
    return e / (1 + e)

def bce_grad(w, b, X, y):
    n, d = X.shape
    gw, gb = [0.0] * d, 0.0
    weights = w.tolist()
    for row, label in zip(X.tolist(), y.tolist()):
        t = 1 if label == 1 else -1
        z = b + sum(wj * xj for wj, xj in zip(weights, row))
        dz = -t * sig(-t * z) / n
        gb += dz
        for j in range(d):
            gw[j] += dz * row[j]
    return torch.tensor(gw, dtype=torch.float64), gb

# %% right: NumPy, with the sigmoid written as (1 + tanh(z/2)) / 2.
import numpy as np
import torch

def bce_grad(w, b, X, y):
    Xn, yn = X.detach().numpy(), y.detach().numpy()
    z = Xn.dot(w.detach().numpy()) + float(b)
    r = 0.5 + 0.5 * np.tanh(z / 2) - yn
    gw = np.average(Xn * r[:, np.newaxis], axis=0)
    return torch.from_numpy(gw), torch.tensor(r.mean())

# %% wrong: The derivative of the sigmoid, p(1-p), is multiplied on p - y once more: that is the gradient of a squared error, in the cross-entropy it cancels.
# told: with_slope_of_sigmoid
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = (p - y) * p * (1 - p)
    return X.mT @ dz / len(y), dz.mean()

# %% wrong: The label minus the rounded prediction (0 or 1) is used, as in the perceptron; the gradient needs the probability p itself.
# told: decided
import torch

def bce_grad(w, b, X, y):
    z = X @ w + b
    predicted = (z > 0).double()
    error = predicted - y
    gw = (error[:, None] * X).mean(dim=0)
    return gw, error.mean()

# %% wrong: Only the samples of class 1 contribute: the second term of the loss, -(1-y) log(1-p), is not differentiated.
# told: only_class_one
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    # loss = -y log p, so dl/dz = -y (1 - p)
    dz = -y * (1 - p)
    n = X.shape[0]
    return (X * dz.unsqueeze(1)).sum(0) / n, dz.sum() / n

# %% wrong: gb is summed over the batch, only gw is divided by the number of samples.
# told: gb_summed
import torch

def bce_grad(w, b, X, y):
    B = X.shape[0]
    err = torch.sigmoid(X @ w + b) - y
    gw = X.T @ err / B
    gb = err.sum()
    return gw, gb

# %% wrong: The exponent of the sigmoid has the wrong sign: sigmoid(-z) is the probability of class 0, not of class 1.
# told: logit_turned
import torch

def bce_grad(w, b, X, y):
    z = X.matmul(w) + b
    p = torch.sigmoid(-z)
    diff = p - y
    return torch.einsum("bd,b->d", X, diff) / len(X), diff.mean()

# %% wrong: TWO: y - p in place of p - y, so both gradients have the wrong sign; and X and the errors are averaged separately and then multiplied, instead of averaging the products.
# told: turned_and_gw_of_means
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    error = (y - p).mean()
    return error * X.mean(dim=0), error

# %% wrong: With a single feature (d = 1) squeeze removes the only axis: gw gets the shape () instead of (1,).
# told: slip
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w.reshape(-1, 1) + b)       # (B, 1)
    err = p - y.reshape(-1, 1)
    gw = (X.mT @ err / X.shape[0]).squeeze()
    return gw, err.mean()

# %% wrong: In the loop gw is overwritten (= instead of +=), so only the last sample counts for it.
# told: gw_of_last_sample
import torch

def bce_grad(w, b, X, y):
    gw = torch.zeros_like(w)
    gb = 0.0
    for i in range(len(X)):
        p = torch.sigmoid(X[i] @ w + b)
        gw = (p - y[i]) * X[i]
        gb += p - y[i]
    return gw / len(X), gb / len(X)

# %% right: Pure Python with two nested loops and a hand-written stable sigmoid; tensors only at the end.
import math
import torch

def bce_grad(w, b, X, y):
    def sig(t):
        if t >= 0:
            return 1.0 / (1.0 + math.exp(-t))
        e = math.exp(t)
        return e / (1.0 + e)

    ws, rows, ys = w.tolist(), X.tolist(), y.tolist()
    B, d = len(rows), len(ws)
    gw, gb = [0.0] * d, 0.0
    for row, label in zip(rows, ys):
        z = float(b) + sum(wj * xj for wj, xj in zip(ws, row))
        r = sig(z) - label
        for j in range(d):
            gw[j] += r * row[j] / B
        gb += r / B
    return torch.tensor(gw, dtype=torch.float64), gb

# %% right: The bias becomes one more weight on a column of ones; the sigmoid is written with tanh; the gradient is split at the end.
import torch

def bce_grad(w, b, X, y):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype)
    A = torch.cat([X, ones], dim=1)
    theta = torch.cat([w, torch.tensor([b], dtype=w.dtype)])
    p = 0.5 * (1 + torch.tanh(0.5 * (A @ theta)))
    g = torch.einsum("bi,b->i", A, p - y) / A.shape[0]
    return g[:-1], g[-1]

# %% right: The two labels as two cases: y = 1 gives -sigmoid(-z), y = 0 gives sigmoid(z); means by explicit division.
import torch

def bce_grad(w, b, X, y):
    z = (X * w).sum(dim=1) + b
    dz = torch.where(y == 1, -torch.sigmoid(-z), torch.sigmoid(z))
    per_sample = dz.reshape(-1, 1) * X
    return per_sample.mean(dim=0), dz.mean().item()

# %% wrong: The error uses the predicted class (0 or 1) instead of the probability p: that is the perceptron rule.
# told: decided
import torch

def bce_grad(w, b, X, y):
    z = X @ w + b
    predicted = (z > 0).to(X.dtype)
    error = predicted - y
    return X.T @ error / len(y), error.mean()

# %% wrong: The mean error is multiplied with the mean input: the mean of products is not the product of the means.
# told: gw_of_means
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    gb = (p - y).mean()
    gw = gb * X.mean(dim=0)
    return gw, gb

# %% wrong: The logit is computed without the bias b.
# told: without_bias
import torch

def bce_grad(w, b, X, y):
    z = torch.mv(X, w)
    r = torch.sigmoid(z) - y
    gw = torch.mv(X.T, r) / X.shape[0]
    gb = r.sum() / X.shape[0]
    return gw, gb

# %% wrong: The error is already divided by B, and then gb takes the mean of it: the bias gradient is divided by B twice.
# told: slip
import torch

def bce_grad(w, b, X, y):
    B = X.shape[0]
    delta = (torch.sigmoid(X @ w + b) - y) / B
    gw = X.T @ delta
    gb = delta.mean()
    return gw, gb

# %% wrong: TWO: the probability is 1/(1 + e^z), with the wrong sign in the exponent; and the gradients are sums over the batch, not means.
# told: logit_turned_and_summed
import torch

def bce_grad(w, b, X, y):
    z = X @ w + b
    p = 1 / (1 + torch.exp(z))
    e = p - y
    gw = (X * e.unsqueeze(1)).sum(0)
    gb = e.sum()
    return gw, gb

# %% wrong: The probability is written as e^z / (1 + e^z): for logits above about 709 this is inf/inf, so the gradient is nan.
# told: factors_overflow
import torch

def bce_grad(w, b, X, y):
    z = X @ w + b
    p = torch.exp(z) / (1 + torch.exp(z))
    err = p - y
    return (X.T @ err) / len(X), err.mean()

# %% wrong: The line that adds to gb stands after the loop instead of in it, so only the last sample counts for the bias.
# told: gb_of_last_sample
import torch

def bce_grad(w, b, X, y):
    gw = torch.zeros_like(w)
    gb = 0.0
    n = len(y)
    for i in range(n):
        p = torch.sigmoid(X[i] @ w + b)
        err = p - y[i]
        gw = gw + err * X[i]
    gb = gb + err
    return gw / n, gb / n

# %% wrong: Logits clamped at 30.
# told: logits_cut_off_at_thirty
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid((X @ w + b).clamp(-30, 30)) - y
    return X.mT @ d / len(y), d.mean()

# %% wrong: Logits clamped to 10.
# told: logits_cut_off_at_ten
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid((X @ w + b).clamp(-10, 10)) - y
    return X.mT @ d / len(y), d.mean()

# %% wrong: Softmax over batch for sigmoid.
# told: softmax_over_the_batch
import torch


def bce_grad(w, b, X, y):
    d = torch.softmax(X @ w + b, 0) - y
    return X.mT @ d / len(y), d.mean()

# %% wrong: Mean over the wrong axis.
# told: averaged_along_the_features
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    return (X * d[:, None]).mean(1), d.mean()

# %% wrong: Gives the loss, too / instead of gb.
# told: gb_is_the_loss
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    d = p - y
    return X.mT @ d / len(y), (-y * torch.log(p) - (1 - y) * torch.log(1 - p)).mean()

# %% wrong: The update: w minus gradient.
# told: parameters_after_a_step
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    return w - X.mT @ d / len(y), b - d.mean()

# %% wrong: First sample only.
# told: first_sample_alone_undivided
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    return X[0] * d[0], d[0]

# %% wrong: Only misclassified samples counted.
# told: only_the_misclassified
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    d = torch.where((p > 0.5).double() != y, p - y, torch.zeros_like(p))
    return X.mT @ d / len(y), d.mean()

# %% wrong: Divided by B minus 1.
# told: divided_by_one_less
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    n = max(len(y) - 1, 1)
    return X.mT @ d / n, d.sum() / n

# %% wrong: Weight decay added.
# told: weights_added
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    return X.mT @ d / len(y) + w, d.mean()

# %% wrong: For y = 0 the derivative is 1 - p.
# told: class_zero_by_its_own_probability
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    d = torch.where(y == 1, p - 1, 1 - p)
    return X.mT @ d / len(y), d.mean()

# %% wrong: Each class averaged by itself.
# told: classes_averaged_apart
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    gw, gb = torch.zeros_like(w), 0.0
    for c in (0, 1):
        m = y == c
        if m.any():
            gw = gw + X[m].mT @ d[m] / m.sum()
            gb = gb + d[m].mean()
    return gw, gb

# %% wrong: Two mistakes: squared error (2, p(1-p)) and sum.
# told: squared_error_and_summed
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    d = 2 * (p - y) * p * (1 - p)
    return X.mT @ d, d.sum()

# %% wrong: Two mistakes: gb zero and sign.
# told: turned_and_gb_zero
import torch


def bce_grad(w, b, X, y):
    d = y - torch.sigmoid(X @ w + b)
    return X.mT @ d / len(y), 0.0

# %% wrong: Two mistakes: sum and product not cancelled.
# told: factors_overflow_and_summed
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    d = (-y / p + (1 - y) / (1 - p)) * p * (1 - p)
    return X.mT @ d, d.sum()

# %% wrong: B added once after mean.
# told: bias_after_the_sigmoid
import torch


def bce_grad(w, b, X, y):
    z = X @ w
    d = torch.sigmoid(z) + b - y
    return X.mT @ d / len(y), d.mean()

# %% wrong: The logarithm of p is compared with the label.
# told: logarithm_of_the_probability
import torch


def bce_grad(w, b, X, y):
    d = torch.nn.functional.logsigmoid(X @ w + b) - y
    return X.mT @ d / len(y), d.mean()

# %% wrong: Clamp p at 1e-6.
# told: probability_cut_off_at_six_digits
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b).clamp(1e-6, 1 - 1e-6) - y
    return X.mT @ d / len(y), d.mean()

# %% wrong: Normalised gradient.
# told: gw_of_length_one
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    g = X.mT @ d / len(y)
    return g / g.norm().clamp(min=1e-12), d.mean()

# %% wrong: Gb is sum of gw.
# told: gb_is_the_sum_of_gw
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    g = X.mT @ d / len(y)
    return g, g.sum()

# %% wrong: B times w: z = x (w + b).
# told: bias_at_each_weight
import torch


def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ (w + b)) - y
    return X.mT @ d / len(y), d.mean()

# %% right: Pure Python lists with a sigmoid that never overflows; turned into a tensor at the end.
import math

import torch


def bce_grad(w, b, X, y):
    def sigma(z):
        if z >= 0:
            return 1.0 / (1.0 + math.exp(-z))
        return math.exp(z) / (1.0 + math.exp(z))

    ws, rows, ys = w.tolist(), X.tolist(), y.tolist()
    r = [sigma(sum(wi * xi for wi, xi in zip(ws, row)) + b) - t for row, t in zip(rows, ys)]
    n = len(ys)
    gw = [math.fsum(r[i] * rows[i][j] for i in range(n)) / n for j in range(len(ws))]
    return torch.tensor(gw, dtype=torch.float64), math.fsum(r) / n

# %% right: The bias is a weight of a column of ones, and the sigmoid is written with tanh.
import torch


def bce_grad(w, b, X, y):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype)
    Xe = torch.cat([X, ones], dim=1)
    we = torch.cat([w, torch.tensor([float(b)], dtype=w.dtype)])
    p = 0.5 + 0.5 * torch.tanh(0.5 * torch.mv(Xe, we))
    g = torch.mv(Xe.t(), p - y).div(X.size(0))
    return g[:-1], g[-1]

# %% right: The two classes are handled apart: y = 1 pulls by -sigmoid(-z), y = 0 by sigmoid(z).
import torch


def bce_grad(w, b, X, y):
    one = y == 1
    z = X @ w + b
    P, N = X[one], X[~one]
    pull_P = -torch.sigmoid(-z[one])
    pull_N = torch.sigmoid(z[~one])
    B = len(X)
    gw = (pull_P.unsqueeze(1) * P).sum(0) + (pull_N.unsqueeze(1) * N).sum(0)
    gb = pull_P.sum() + pull_N.sum()
    return gw / B, float(gb / B)

# %% wrong: The probability is rounded to a class first; that is the perceptron's rule. The gradient needs p itself, not the decision p > 1/2.
# told: decided
import torch


def bce_grad(w, b, X, y):
    z = X @ w + b
    pred = (torch.sigmoid(z) > 0.5).double()
    err = pred - y
    return X.T @ err / len(y), err.mean()

# %% wrong: The derivative of z with respect to w is taken to be w; it is the input x.
# told: gw_with_w
import torch


def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = (p - y).mean()
    gw = dz * w
    gb = dz
    return gw, gb

# %% wrong: The results come in the wrong order: (gb, gw) instead of (gw, gb).
# told: results_exchanged
import torch


def bce_grad(w, b, X, y):
    r = (torch.sigmoid(X @ w + b) - y) / y.shape[0]
    gb = r.sum()
    gw = r @ X
    return gb, gw

# %% wrong: gw is divided by the batch size, gb is not: it is the sum over the batch instead of the mean.
# told: gb_summed
import torch


def bce_grad(w, b, X, y):
    B, d = X.shape
    diff = torch.sigmoid(X.matmul(w) + b) - y
    gw = torch.einsum("bd,b->d", X, diff) / B
    gb = diff.sum()
    return gw, gb

# %% wrong: TWO: the bias is missing in the logit; and the sums are divided by the number of features, not by the batch size.
# told: clue
import torch


def bce_grad(w, b, X, y):
    z = X @ w
    err = torch.sigmoid(z) - y
    n = X.shape[1]
    return X.T @ err / n, err.sum() / n

# %% wrong: The sigmoid is written as e^z / (1 + e^z), which is inf / inf = nan for logits above about 710.
# told: factors_overflow
import torch


def bce_grad(w, b, X, y):
    z = X @ w + b
    e = torch.exp(z)
    p = e / (1 + e)
    return X.T @ (p - y) / len(y), (p - y).mean()

# %% wrong: The return stands inside the loop, so only the first sample counts.
# told: first_sample_alone
import torch


def bce_grad(w, b, X, y):
    gw = torch.zeros_like(w)
    gb = 0.0
    n = len(y)
    for i in range(n):
        p = torch.sigmoid(X[i] @ w + b)
        gw = gw + (p - y[i]) * X[i] / n
        gb = gb + (p - y[i]) / n
        return gw, gb

# %% right: Labels turned into -1 and 1: the derivative is -s sigmoid(-s z); einsum for the mean.
import torch

def bce_grad(w, b, X, y):
    s = 2 * y - 1
    pull = -s * torch.sigmoid(-s * (X.mv(w) + b))
    n = pull.numel()
    return torch.einsum("nd,n->d", X, pull) / n, float(pull.sum() / n)

# %% right: numpy with a column of ones for the bias, and the sigmoid written with tanh.
import numpy as np
import torch

def bce_grad(w, b, X, y):
    A = np.hstack([X.numpy(), np.ones((X.shape[0], 1))])
    theta = np.append(w.numpy(), float(b))
    p = 0.5 * (1.0 + np.tanh(A @ theta / 2))
    g = A.T @ (p - y.numpy()) / A.shape[0]
    return torch.from_numpy(g[:-1].copy()), float(g[-1])

# %% right: Plain Python loops over lists, a stable sigmoid by cases.
import math
import torch

def bce_grad(w, b, X, y):
    def sig(z):
        if z >= 0:
            return 1 / (1 + math.exp(-z))
        e = math.exp(z)
        return e / (1 + e)

    ws, rows, labels = w.tolist(), X.tolist(), y.tolist()
    gw, gb = [0.0] * len(ws), 0.0
    for row, label in zip(rows, labels):
        z = float(b) + sum(a * c for a, c in zip(ws, row))
        d = -sig(-z) if label == 1 else sig(z)
        gb += d
        for j, xj in enumerate(row):
            gw[j] += d * xj
    n = len(labels)
    return torch.tensor([g / n for g in gw], dtype=torch.float64), gb / n

# %% wrong: The mean of the products (p - y) x is replaced by the product of the two means.
# told: gw_of_means
import torch

def bce_grad(w, b, X, y):
    err = torch.sigmoid(X @ w + b) - y
    return err.mean() * X.mean(dim=0), err.mean()

# %% wrong: Only samples of class 1 are given a gradient; the part (1 - y) log(1 - p) of the loss is forgotten.
# told: only_class_one
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    dz = -y * (1 - p)
    return X.T @ dz / len(y), dz.mean()

# %% wrong: The predicted class (0 or 1) stands in place of the probability p, as in the perceptron rule.
# told: decided
import torch

def bce_grad(w, b, X, y):
    pred = (torch.sigmoid(X @ w + b) > 0.5).to(X.dtype)
    diff = pred - y
    return (diff[:, None] * X).mean(0), diff.mean()

# %% wrong: The gradient for the bias has the wrong sign, as if b were a threshold that is subtracted.
# told: gb_turned
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    gw = X.T @ (p - y) / X.shape[0]
    gb = (y - p).mean()
    return gw, gb

# %% wrong: squeeze() removes also the feature axis when d = 1: gw must keep the shape (1,).
# told: slip
import torch

def bce_grad(w, b, X, y):
    err = (torch.sigmoid(X @ w + b) - y).reshape(-1, 1)
    gw = (X.T @ err).squeeze() / len(X)
    return gw, err.mean()

# %% wrong: TWO: the bias is left out of the logit; and gb is the sum over the batch, not the mean.
# told: without_bias_and_gb_summed
import torch

def bce_grad(w, b, X, y):
    z = X @ w
    err = torch.sigmoid(z) - y
    gw = (X * err.unsqueeze(1)).mean(0)
    gb = err.sum()
    return gw, gb

# %% wrong: Rows 1 and 2 are multiplied with an eps against 0/0: for saturated wrong samples the gradient then comes out as 0, not -1 or 1.
# told: factors_softened
import torch

def bce_grad(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    eps = 1e-30
    dp = torch.where(y == 1, -1 / (p + eps), 1 / (1 - p + eps))
    dz = dp * p * (1 - p)
    return X.T @ dz / len(y), dz.mean()

# %% wrong: In the loop gw is overwritten (=) and not added up (+=), so only the last sample counts for it.
# told: gw_of_last_sample
import torch

def bce_grad(w, b, X, y):
    B = X.shape[0]
    gw, gb = torch.zeros_like(w), 0.0
    for i in range(B):
        e = torch.sigmoid(X[i] @ w + b) - y[i]
        gw = e * X[i] / B
        gb += e / B
    return gw, gb
