# %% right: Point after point with floats for the label; skips the points with room.
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    gw, gb = torch.zeros_like(w), 0.0
    for i in range(n):
        label = 1.0 if y01[i] > 0.5 else -1.0
        if label * (float(X[i] @ w) + b) >= 1:
            continue
        gw = gw - label * X[i] / n
        gb -= label / n
    return gw + lam * w + lam * w, gb

# %% right: The two classes apart, without any label of -1: ones with s < 1 pull up, zeros with s > -1 push down.
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    s = X.mv(w) + b
    is_one = y01 == 1
    pull = X[is_one & (s < 1)]
    push = X[~is_one & (s > -1)]
    n = len(s)
    gw = (push.sum(dim=0) - pull.sum(dim=0)) / n + 2 * lam * w
    return gw, (len(push) - len(pull)) / n

# %% right: NumPy, labels by y^2-free algebra (y - 1/2)/(1/2) and the step function of the shortfall.
import math
import torch
import numpy as np


def hinge_grad(w, b, X, y01, lam):
    A, v = X.numpy(), w.numpy()
    lab = (y01.numpy() - 0.5) / 0.5
    step = np.heaviside(1 - lab * (A @ v + b), 0.0)
    coef = -(step * lab) / lab.size
    return torch.from_numpy(coef @ A + 2 * lam * v), torch.tensor(coef.sum())

# %% wrong: Only points on the wrong side (margin below 0) pull; also points on the right side with a margin below 1 pay.
# told: only_the_wrong_side
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    m = y * (X @ w + b)
    v = (m < 0).to(X.dtype) * y
    return 2 * lam * w - X.T @ v / len(y), -v.mean()

# %% wrong: The mean is over the points that pay; the objective divides by n, all points.
# told: guarded_mean_over_those_who_pay
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pays = y * (X @ w + b) < 1
    k = max(int(pays.sum()), 1)
    gw = 2 * lam * w - (y[pays, None] * X[pays]).sum(0) / k
    gb = -y[pays].sum() / k
    return gw, gb

# %% wrong: Each point is weighted by how far it falls short (the squared hinge's gradient); the slope of the hinge is constant.
# told: weighted_by_loss
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    n = len(y01)
    y = 2 * y01 - 1
    short = torch.clamp(1 - y * (X @ w + b), min=0)
    gw = -(X.T @ (short * y)) / n + 2 * lam * w
    gb = -(short * y).sum() / n
    return gw, gb

# %% wrong: The derivative of lam w^2 is 2 lam w; the 2 is missing.
# told: two_missing
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    active = (y * (X @ w + b) < 1).to(X.dtype)
    c = -active * y / len(y)
    return lam * w + c @ X, c.sum()

# %% wrong: The sign of gb is wrong: the bias enters the score as the weights do, so it also gets -y.
# told: gb_turned
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    active = (1 - y * (X @ w + b)) > 0
    ya = y * active
    gw = 2 * lam * w - (ya[:, None] * X).mean(dim=0)
    gb = ya.mean()
    return gw, gb

# %% wrong: TWO: the labels stay 0 and 1 instead of -1 and 1; and the penalty is put on the bias as well.
# told: raw_labels_and_bias_penalised
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    s = X @ w + b
    active = (y01 * s < 1).to(X.dtype)
    gw = 2 * lam * w - (active * y01) @ X / len(y01)
    gb = 2 * lam * b - (active * y01).mean()
    return gw, gb

# %% wrong: If no point pays, zeros are returned early, but the penalty still has a gradient.
# told: nothing_when_nobody_pays
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pays = y * (X @ w + b) < 1
    if not pays.any():
        return torch.zeros_like(w), 0.0
    v = y * pays
    return 2 * lam * w - X.T @ v / len(y), -v.mean()

# %% wrong: The penalty's gradient is added but the result is never stored, so it is lost.
# told: penalty_forgotten
import math
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pays = (y * (X @ w + b) < 1).to(X.dtype)
    gw = -X.T @ (pays * y) / len(y)
    gb = -(pays * y).mean()
    gw + 2 * lam * w
    return gw, gb

# %% right: Loops over the points, skips those that pay nothing, and adds the penalty last.
import torch

def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    gw, gb = torch.zeros_like(w), 0.0
    for x, label in zip(X, y01):
        sign = 1.0 if label == 1 else -1.0
        if sign * (float(w @ x) + b) >= 1:
            continue
        gw = gw - sign * x / n
        gb -= sign / n
    return gw + lam * w + lam * w, gb

# %% right: Treats the two classes apart: class 1 pays where s < 1, class 0 where s > -1.
import torch

def hinge_grad(w, b, X, y01, lam):
    s = X.matmul(w) + b
    up = (y01 == 1) & (s < 1)
    down = (y01 == 0) & (s > -1)
    n = X.size(0)
    gw = (X[down].sum(dim=0) - X[up].sum(dim=0)) / n
    gb = (int(down.sum()) - int(up.sum())) / n
    return w.mul(2 * lam).add(gw), gb

# %% right: NumPy with the bias as one more weight, whose entry of the penalty is 0.
import numpy as np
import torch

def hinge_grad(w, b, X, y01, lam):
    A = np.hstack([X.numpy(), np.ones((X.shape[0], 1))])
    v = np.append(w.numpy(), float(b))
    y = np.where(y01.numpy() > 0.5, 1.0, -1.0)
    step = np.heaviside(1 - y * (A @ v), 0.0)
    pen = np.append(2 * lam * w.numpy(), 0.0)
    g = pen - (step * y) @ A / len(y)
    return torch.from_numpy(g[:-1].copy()), float(g[-1])

# %% wrong: Counts only the points on the wrong side (margin below 0), like a perceptron; those with a margin between 0 and 1 pay too.
# told: only_the_wrong_side
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    m = y * (X @ w + b)
    a = (m < 0).double()
    gw = 2 * lam * w - X.T @ (a * y) / len(y)
    gb = -(a * y).mean()
    return gw, gb

# %% wrong: Averages over the points that pay only, instead of over all n points.
# told: guarded_mean_over_those_who_pay
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    active = y * (X @ w + b) < 1
    k = max(int(active.sum()), 1)
    gw = 2 * lam * w - (y[active, None] * X[active]).sum(0) / k
    gb = -y[active].sum() / k
    return gw, gb

# %% wrong: Multiplies each point's gradient by its loss, as if the hinge were squared; the slope of the hinge is the same however much is missing.
# told: weighted_by_loss
import torch

def hinge_grad(w, b, X, y01, lam):
    y = torch.where(y01 > 0, 1.0, -1.0).double()
    loss = torch.clamp(1 - y * (X @ w + b), min=0)
    d = -loss * y
    return 2 * lam * w + X.T @ d / len(d), d.mean()

# %% wrong: Turns class 0 into y = 1 and class 1 into y = -1: the signs of the labels are swapped.
# told: labels_exchanged
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 1 - 2 * y01
    d = torch.where(y * (X @ w + b) < 1, -y, torch.zeros_like(y))
    return 2 * lam * w + d @ X / X.shape[0], d.mean()

# %% wrong: The bias is penalised too, although the penalty is on w alone.
# told: bias_penalised
import torch

def hinge_grad(w, b, X, y01, lam):
    y = y01 * 2 - 1
    pays = ((X @ w + b) * y < 1).double()
    gw = (-(pays * y)[:, None] * X).mean(dim=0) + 2 * lam * w
    gb = (-(pays * y)).mean() + 2 * lam * b
    return gw, gb

# %% wrong: TWO: the bias is missing from the score; and the penalty's gradient is divided by n together with the losses.
# told: score_without_bias_and_penalty_divided
import torch

def hinge_grad(w, b, X, y01, lam):
    n = len(y01)
    y = 2 * y01 - 1
    act = (y * (X @ w) < 1).double()
    gw = (2 * lam * w - X.T @ (act * y)) / n
    gb = -(act * y).sum() / n
    return gw, gb

# %% wrong: When no point pays it returns zeros at once and forgets that the penalty still pulls on w.
# told: nothing_when_nobody_pays
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    active = y * (X @ w + b) < 1
    if not active.any():
        return torch.zeros_like(w), 0.0
    d = -(active.double() * y) / len(y)
    return X.T @ d + 2 * lam * w, d.sum()

# %% wrong: The mask of the paying points is forgotten in gb: it averages -y over all points.
# told: gb_of_all_points
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    mask = (1 - y * (X @ w + b)) > 0
    ym = y * mask
    gw = -(X.T @ ym) / len(y) + 2 * lam * w
    gb = -y.mean()
    return gw, gb

# %% right: The two classes are treated apart, without any label -1: class 1 pays where s < 1, class 0 where s > -1.
import torch

def hinge_grad(w, b, X, y01, lam):
    s = X.matmul(w).add(b)
    pos = X[(y01 > 0.5) & (s < 1)]
    neg = X[(y01 < 0.5) & (s > -1)]
    n = X.shape[0]
    return (neg.sum(0) - pos.sum(0)) / n + lam * (w + w), (len(neg) - len(pos)) / n

# %% right: Loops over points and coordinates with plain numbers, continue for points that pay nothing.
import torch

def hinge_grad(w, b, X, y01, lam):
    n, d = X.shape
    wl, Xl = w.tolist(), X.tolist()
    gw, gb = [0.0] * d, 0.0
    for x, label in zip(Xl, y01.tolist()):
        y = -1 if label == 0 else 1
        score = b + sum(u * v for u, v in zip(wl, x))
        if 1 - y * score <= 0:
            continue
        gb -= y
        gw = [g - y * v for g, v in zip(gw, x)]
    gw = [g / n + 2 * lam * u for g, u in zip(gw, wl)]
    return torch.tensor(gw, dtype=torch.float64), gb / n

# %% right: A column of ones for the bias, heaviside as the slope of the hinge, the penalty as a product with a diagonal matrix.
import torch

def hinge_grad(w, b, X, y01, lam):
    n, d = X.shape
    one = torch.ones(n, 1, dtype=X.dtype)
    A = torch.hstack([X, one]) * (2 * y01 - 1).reshape(n, 1)
    v = torch.hstack([w, torch.full((1,), float(b), dtype=w.dtype)])
    step = torch.heaviside(1 - A @ v, torch.zeros(1, dtype=X.dtype))
    R = 2 * lam * torch.eye(d + 1, dtype=X.dtype)
    R[d, d] = 0.0
    g = R @ v - (step[:, None] * A).sum(0) / n
    return g[:d], g[d]

# %% wrong: Only points on the wrong side (margin below 0) pull; points with a margin between 0 and 1 are forgotten, as in a perceptron.
# told: only_the_wrong_side
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    m = y * (X @ w + b)
    a = (m < 0).to(X.dtype)
    gw = 2 * lam * w - ((a * y)[:, None] * X).mean(0)
    return gw, -(a * y).mean()

# %% wrong: The sum is divided by the number of points that pay, not by all n.
# told: guarded_mean_over_those_who_pay
import torch

def hinge_grad(w, b, X, y01, lam):
    y = torch.where(y01 == 1, 1.0, -1.0).double()
    active = y * (X @ w + b) < 1
    k = max(int(active.sum()), 1)
    gw = -(y[active] @ X[active]) / k + 2 * lam * w
    gb = -y[active].sum() / k
    return gw, gb

# %% wrong: Each point pulls in proportion to its loss (1 - y s), as for the squared hinge; the slope of the hinge is constant.
# told: weighted_by_loss
import torch

def hinge_grad(w, b, X, y01, lam):
    n = len(y01)
    y = y01 * 2 - 1
    loss = torch.relu(1 - y * (X @ w + b))
    c = -loss * y / n
    return X.T @ c + 2 * lam * w, c.sum()

# %% wrong: The penalty is divided by n together with the losses.
# told: penalty_divided
import torch

def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    y = 2 * y01 - 1
    a = (y * (X @ w + b) < 1)
    gw = (2 * lam * w - (X * (a * y).unsqueeze(-1)).sum(0)) / n
    gb = -(a * y).sum() / n
    return gw, gb

# %% wrong: 1 - 2 y01 gives class 0 the label +1 and class 1 the label -1.
# told: labels_exchanged
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 1 - 2 * y01
    margin = y * (X @ w + b)
    coeff = torch.where(margin < 1, -y, torch.zeros_like(y)) / len(y)
    return coeff @ X + 2 * lam * w, coeff.sum()

# %% wrong: TWO: the bias is penalised, too; and the derivative of the square lacks its factor 2.
# told: two_missing_and_bias_penalised
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    on = ((1 - y * (X @ w + b)) > 0).double()
    gw = lam * w - (X.T @ (on * y)) / len(y)
    gb = lam * b - (on * y).mean()
    return gw, gb

# %% wrong: The mean over the paying points, scaled by their share: nan if no point pays.
# told: nan_when_nobody_pays
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pays = y * (X @ w + b) < 1
    share = pays.double().mean()
    gw = 2 * lam * w - share * (y[pays, None] * X[pays]).mean(0)
    gb = -share * y[pays].mean()
    return gw, gb

# %% wrong: break instead of continue: after the first point that pays nothing all later points are skipped.
# told: stops_at_the_first_safe_point
import torch

def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    gw = 2 * lam * w
    gb = 0.0
    for i in range(n):
        y = 1.0 if y01[i] == 1 else -1.0
        s = (w * X[i]).sum() + b
        if y * s >= 1:
            break
        gw = gw - y * X[i] / n
        gb = gb - y / n
    return gw, gb
