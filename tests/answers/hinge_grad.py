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

# %% right: Point by point in a loop with continue.
import torch


def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    gw = torch.zeros_like(w)
    gb = 0.0
    for x, label in zip(X, y01):
        y = 1.0 if label.item() > 0.5 else -1.0
        if y * (torch.dot(w, x).item() + b) > 1:
            continue
        gw -= y * x
        gb -= y
    return gw / n + lam * (w + w), gb / n

# %% right: No labels -1 and 1 at all: each class has its own condition on the score.
import torch


def hinge_grad(w, b, X, y01, lam):
    s = X.matmul(w).add(b)
    pos = (y01 == 1) & (s < 1)
    neg = (y01 == 0) & (s > -1)
    n = y01.shape[0]
    gw = (X[neg].sum(dim=0) - X[pos].sum(dim=0)) / n + 2 * lam * w
    gb = (int(neg.sum()) - int(pos.sum())) / n
    return gw, gb

# %% right: numpy with a step function, the result turned back into tensors.
import numpy as np
import torch


def hinge_grad(w, b, X, y01, lam):
    W, A, y = w.numpy(), X.numpy(), np.where(y01.numpy() > 0, 1.0, -1.0)
    step = np.heaviside(1 - y * (A @ W + b), 0.0)
    per_point = -(step * y)[:, np.newaxis] * np.hstack([A, np.ones((len(A), 1))])
    g = per_point.mean(axis=0)
    return torch.from_numpy(g[:-1] + 2 * lam * W), float(g[-1])

# %% wrong: The labels stay 0 and 1, they are not turned into -1 and 1, so class 0 never pulls.
# told: raw_labels
import torch


def hinge_grad(w, b, X, y01, lam):
    s = X @ w + b
    active = (y01 * s < 1).double()
    gw = 2 * lam * w - X.mT @ (active * y01) / len(y01)
    gb = -(active * y01).mean()
    return gw, gb

# %% wrong: Only points on the wrong side (margin below 0) pull; those with a margin between 0 and 1 are left out.
# told: only_the_wrong_side
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    margin = y * (X @ w + b)
    wrong = margin < 0
    coef = torch.where(wrong, -y, torch.zeros_like(y))
    return coef @ X / len(y) + 2 * lam * w, coef.mean()

# %% wrong: Each point pulls in proportion to its loss 1 - ys, as with half the squared hinge loss, instead of with the slope 1.
# told: weighted_by_loss
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    loss = torch.clamp(1 - y * (X @ w + b), min=0)
    pull = -loss * y
    gw = (pull[:, None] * X).mean(0) + 2 * lam * w
    return gw, pull.mean()

# %% wrong: The penalty's gradient is divided by n as well, as if it belonged to the mean.
# told: penalty_divided
import torch


def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    y = torch.where(y01 == 1, 1.0, -1.0).double()
    a = (y * (X @ w + b) < 1).double()
    gw = (2 * lam * w - X.mT @ (a * y)) / n
    gb = -(a * y).sum() / n
    return gw, gb

# %% wrong: The comparison is the wrong way round: the points with a margin above 1 pull instead of those below.
# told: beyond_the_margin
import torch


def hinge_grad(w, b, X, y01, lam):
    y = y01 * 2 - 1
    m = y * (X @ w + b)
    gw = 2 * lam * w
    gb = 0.0
    for i in range(len(y)):
        if m[i] > 1:
            gw = gw - y[i] * X[i] / len(y)
            gb = gb - y[i] / len(y)
    return gw, gb

# %% wrong: TWO: the bias is penalised too, 2 lam b is added to gb; and the hinge terms are added up instead of averaged.
# told: bias_penalised_and_summed
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    c = -y * (y * (X @ w + b) < 1)
    gw = (c[:, None] * X).sum(0) + 2 * lam * w
    gb = c.sum() + 2 * lam * b
    return gw, gb

# %% wrong: If no point pulls, the function returns zeros early and forgets the penalty.
# told: nothing_when_nobody_pays
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    active = y * (X @ w + b) < 1
    if not active.any():
        return torch.zeros_like(w), 0.0
    gw = 2 * lam * w - (y[active, None] * X[active]).sum(0) / len(y)
    gb = -y[active].sum() / len(y)
    return gw, gb

# %% wrong: y is the same tensor as y01, and writing -1 into it changes the argument in place.
# told: changed
import torch


def hinge_grad(w, b, X, y01, lam):
    y = y01
    y[y == 0] = -1
    on = (y * (X @ w + b) < 1).double()
    gw = 2 * lam * w - (on * y) @ X / len(y)
    return gw, -(on * y).mean()

# %% right: A loop over the points with continue; class by if and else.
import torch
def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    sum_x, sum_y = torch.zeros_like(w), 0.0
    for i in range(n):
        s = float(X[i] @ w) + b
        if y01[i] > 0.5:
            if s >= 1:
                continue
            sum_x, sum_y = sum_x + X[i], sum_y + 1
        else:
            if s <= -1:
                continue
            sum_x, sum_y = sum_x - X[i], sum_y - 1
    return lam * (w + w) - sum_x / n, -sum_y / n

# %% right: The step function as (1 + sign(1 - ys)) / 2, all in one matrix product with a column of ones.
import torch
def hinge_grad(w, b, X, y01, lam):
    n, d = X.shape
    A = torch.cat((X, X.new_ones(n, 1)), 1)
    v = torch.cat((w, w.new_tensor([float(b)])))
    y = torch.where(y01 == 1, 1.0, -1.0).to(X.dtype)
    step = (1 + torch.sign(1 - y * (A @ v))) / 2
    g = -(step * y) @ A / n
    penalty = torch.cat((2 * lam * w, w.new_zeros(1)))
    g = g + penalty
    return g[:d], g[d]

# %% right: NumPy and boolean selection; early return with the penalty if no point pays.
import numpy as np
import torch
def hinge_grad(w, b, X, y01, lam):
    W, A, t = w.numpy(), X.numpy(), y01.numpy()
    y = np.where(t > 0, 1.0, -1.0)
    pays = np.flatnonzero(y * (A.dot(W) + b) < 1)
    gw = 2 * lam * W
    if pays.size == 0:
        return torch.tensor(gw), 0.0
    gw = gw - y[pays].dot(A[pays]) / len(A)
    return torch.tensor(gw), float(-y[pays].sum() / len(A))

# %% wrong: Only points on the wrong side (margin below 0) count; those with a margin between 0 and 1 also pay.
# told: only_the_wrong_side
import torch
def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    wrong = (y * (X @ w + b) < 0).to(X.dtype)
    r = -y * wrong
    return 2 * lam * w + X.T @ r / len(y), r.mean()

# %% wrong: Each point pulls in proportion to its loss 1 - ys (that is the squared hinge); the slope of the hinge is the same for all points that pay.
# told: weighted_by_loss
import torch
def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    loss = torch.clamp(1 - y * (X @ w + b), min=0)
    gw = 2 * lam * w - (loss * y) @ X / X.shape[0]
    gb = -(loss * y).mean()
    return gw, gb

# %% wrong: The max is taken of the mean margin: either all points of the batch count or none.
# told: mean_margin_decides
import torch
def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    gap = (1 - y * (X @ w + b)).mean()
    if gap > 0:
        return 2 * lam * w - (y[:, None] * X).mean(dim=0), -y.mean()
    return 2 * lam * w, 0.0

# %% wrong: The sum is divided by the number of points that pay, not by n.
# told: guarded_mean_over_those_who_pay
import torch
def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    act = y * (X @ w + b) < 1
    k = max(int(act.sum()), 1)
    gw = 2 * lam * w - (y[act][:, None] * X[act]).sum(0) / k
    return gw, -y[act].sum() / k

# %% wrong: The gradient of the penalty is added inside the loop over the points, so it counts n times.
# told: penalty_for_each_point
import torch
def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    gw, gb = torch.zeros_like(w), 0.0
    for x, t in zip(X, y01):
        y = 1.0 if t == 1 else -1.0
        gw = gw + 2 * lam * w
        if y * (w @ x + b) < 1:
            gw = gw - y * x / n
            gb = gb - y / n
    return gw, gb

# %% wrong: TWO: the labels 0 and 1 are not turned into -1 and 1, so class 0 never pulls; and the bias gets a penalty too.
# told: raw_labels_and_bias_penalised
import torch
def hinge_grad(w, b, X, y01, lam):
    s = X @ w + b
    on = (1 - y01 * s > 0).to(X.dtype)
    r = -on * y01 / len(X)
    return r @ X + 2 * lam * w, r.sum() + 2 * lam * b

# %% wrong: If no point pays, zeros are returned at once and the penalty is forgotten.
# told: nothing_when_nobody_pays
import torch
def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pays = y * (X @ w + b) < 1
    if not pays.any():
        return torch.zeros_like(w), 0.0
    r = torch.where(pays, -y, torch.zeros_like(y))
    return 2 * lam * w + X.T @ r / len(r), r.mean()

# %% wrong: y = y01 is no copy: setting the zeros to -1 changes the caller's labels.
# told: changed
import torch
def hinge_grad(w, b, X, y01, lam):
    y = y01
    y[y == 0] = -1
    r = -y * (y * (X @ w + b) < 1)
    return 2 * lam * w + r @ X / len(y), r.sum() / len(y)

# %% right: The classes are handled apart: class 1 pays for s < 1, class 0 for s > -1.
import torch


def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    s = X @ w + b
    up = X[(y01 == 1) & (s < 1)]
    down = X[(y01 == 0) & (s > -1)]
    gw = lam * w + lam * w + (down.sum(dim=0) - up.sum(dim=0)) / n
    return gw, (len(down) - len(up)) / n

# %% right: A loop over the points with continue, starting from the penalty; each point is scaled by 1/n.
import torch


def hinge_grad(w, b, X, y01, lam):
    n, d = X.shape
    gw = 2.0 * lam * w.clone()
    gb = torch.zeros((), dtype=torch.float64)
    for i in range(n):
        sign = 1.0 if y01[i] > 0.5 else -1.0
        room = 1 - sign * (torch.dot(w, X[i]) + b)
        if room <= 0:
            continue
        gw -= sign * X[i] / n
        gb -= sign / n
    return gw, gb

# %% right: NumPy with the step function (1 + sign) / 2 and einsum.
import numpy as np
import torch


def hinge_grad(w, b, X, y01, lam):
    W, A = w.numpy(), X.numpy()
    t = (-1.0) ** (1 - y01.numpy())
    step = (1 + np.sign(1 - t * (A.dot(W) + b))) / 2
    gw = 2 * lam * W + np.einsum("n,nd->d", -t * step, A) / t.size
    gb = np.mean(-t * step)
    return torch.from_numpy(gw), float(gb)

# %% wrong: Only the points on the wrong side (margin below 0) pull, as in the perceptron; points with a margin between 0 and 1 also pay.
# told: only_the_wrong_side
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    wrong = y * (X @ w + b) < 0
    g = -(y * wrong)
    return 2 * lam * w + X.T @ g / len(y), g.mean()

# %% wrong: Each point's pull is multiplied by its loss, which belongs to the squared hinge; the hinge pulls with the same strength as long as the loss is positive.
# told: weighted_by_loss
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    loss = torch.relu(1 - y * (X @ w + b))
    g = -y * loss
    return 2 * lam * w + (g[:, None] * X).mean(0), g.mean()

# %% wrong: The sum over the points that pay is divided by their number, not by the number n of all points.
# told: guarded_mean_over_those_who_pay
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    act = y * (X @ w + b) < 1
    m = max(int(act.sum()), 1)
    gw = 2 * lam * w - (y[act] @ X[act]) / m
    return gw, -y[act].sum() / m

# %% wrong: The penalty is put inside the mean: 2 lam w is divided by n too.
# told: penalty_divided
import torch


def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    y = torch.where(y01 == 1, 1.0, -1.0).to(X.dtype)
    g = torch.where(1 - y * (X @ w + b) > 0, -y, torch.zeros_like(y))
    gw = (2 * lam * w + g @ X) / n
    return gw, g.sum() / n

# %% wrong: A point is taken as paying when its score s is below 1; the condition is on the margin y s.
# told: score_for_margin
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    s = X @ w + b
    active = (s < 1).double()
    gw = 2 * lam * w - (active * y) @ X / len(y)
    gb = -(active * y).mean()
    return gw, gb

# %% wrong: TWO: the bias is penalised too (2 lam b in gb); and the losses are summed over the points instead of averaged.
# told: bias_penalised_and_summed
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    hit = y * (X @ w + b) < 1
    gw = 2 * lam * w - (y[hit, None] * X[hit]).sum(0)
    gb = 2 * lam * b - y[hit].sum()
    return gw, gb

# %% wrong: If no point pays, zeros are returned; the penalty still has the gradient 2 lam w.
# told: nothing_when_nobody_pays
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    act = y * (X @ w + b) < 1
    if not act.any():
        return torch.zeros_like(w), 0.0
    k = y * act
    return 2 * lam * w - k @ X / len(y), -k.mean()

# %% wrong: The labels are mixed up: the margin uses y, but the pull uses y01, so points of class 0 do not pull.
# told: raw_labels
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    active = (y * (X @ w + b) < 1).to(w.dtype)
    gw = 2 * lam * w - X.T @ (active * y01) / len(y)
    gb = -(active * y01).mean()
    return gw, gb

# %% right: Plain Python lists and triple loop, tensor only at the very end.
import torch

def hinge_grad(w, b, X, y01, lam):
    W, P, L = w.tolist(), X.tolist(), y01.tolist()
    n, d = len(P), len(W)
    gw = [0.0 for _ in range(d)]
    gb = 0.0
    for i in range(n):
        score = b
        for j in range(d):
            score += W[j] * P[i][j]
        y = 1.0 if L[i] > 0.5 else -1.0
        if y * score >= 1:
            continue
        gb -= y
        for j in range(d):
            gw[j] -= y * P[i][j]
    return torch.tensor([gw[j] / n + 2 * lam * W[j] for j in range(d)], dtype=torch.float64), gb / n

# %% right: No y at all: class 1 pays where s < 1 and pulls with -x, class 0 pays where s > -1 and pulls with +x.
import torch

def hinge_grad(w, b, X, y01, lam):
    s = X @ w + b
    ones = (y01 == 1) & (s < 1)
    zeros = (y01 == 0) & (s > -1)
    n = X.shape[0]
    gw = (X[zeros].sum(0) - X[ones].sum(0)) / n
    gb = (zeros.sum().item() - ones.sum().item()) / n
    return torch.add(gw, w, alpha=2 * lam), gb

# %% right: NumPy, a column of ones for the bias, and a penalty vector whose last entry is 0; the slope comes from sign(max(0, loss)).
import numpy as np
import torch

def hinge_grad(w, b, X, y01, lam):
    A = np.column_stack([X.numpy(), np.ones(len(X))])
    v = np.append(w.numpy(), b)
    y = np.where(y01.numpy() == 0, -1.0, 1.0)
    slope = np.sign(np.maximum(0.0, 1 - y * (A @ v)))
    penalty = 2 * lam * v
    penalty[-1] = 0
    g = penalty - np.mean((slope * y)[:, None] * A, axis=0)
    return torch.from_numpy(g[:-1].copy()), float(g[-1])

# %% wrong: Only points with |s| < 1 count; points far on the wrong side (margin below -1) pay too and are left out.
# told: inside_the_strip
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    s = X @ w + b
    active = (s.abs() < 1).double()
    coef = -y * active / len(y)
    return X.mT @ coef + 2 * lam * w, coef.sum()

# %% wrong: The mean is taken over the points that pay, not over all n points.
# told: guarded_mean_over_those_who_pay
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pays = y * (X @ w + b) < 1
    m = max(int(pays.sum()), 1)
    gw = -(y[pays, None] * X[pays]).sum(dim=0) / m
    gb = -y[pays].sum() / m
    return gw + 2 * lam * w, gb

# %% wrong: The pull of a point is multiplied by its loss, as for a squared hinge loss; the hinge loss has the slope -1 wherever it is positive.
# told: weighted_by_loss
import torch

def hinge_grad(w, b, X, y01, lam):
    y = torch.where(y01 > 0, 1.0, -1.0).double()
    loss = torch.clamp(1 - y * (X @ w + b), min=0)
    pull = -loss * y
    gw = (pull[:, None] * X).mean(0) + 2 * lam * w
    gb = pull.mean()
    return gw, gb

# %% wrong: The conversion of the labels has the wrong sign: 1 - 2*y01 makes class 0 to +1 and class 1 to -1.
# told: labels_exchanged
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 1 - 2 * y01
    margin = y * (X @ w + b)
    mask = (margin < 1).to(X.dtype)
    gw = 2 * lam * w - (mask * y) @ X / X.shape[0]
    gb = -(mask * y).mean()
    return gw, gb

# %% wrong: The minus of -y is missing in gb: it has the wrong sign, gw is right.
# told: gb_turned
import torch

def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    gw, gb = 2 * lam * w, 0.0
    for i in range(n):
        y = 1.0 if y01[i] == 1 else -1.0
        if y * (X[i] @ w + b) < 1:
            gw = gw - y * X[i] / n
            gb = gb + y / n
    return gw, gb

# %% wrong: TWO: the bias is penalised as well; and the derivative of lam*w^2 is written lam*w, without the factor 2.
# told: two_missing_and_bias_penalised
import torch

def hinge_grad(w, b, X, y01, lam):
    y = y01 * 2 - 1
    hit = (1 - y * (X @ w + b)) > 0
    g = -(y * hit)
    gw = (g.unsqueeze(1) * X).mean(0) + lam * w
    gb = g.mean() + lam * b
    return gw, gb

# %% wrong: If no point pays, zeros are returned at once: the gradient 2*lam*w of the penalty is forgotten there.
# told: nothing_when_nobody_pays
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    inside = y * (X @ w + b) < 1
    if not inside.any():
        return torch.zeros_like(w), 0.0
    gw = -(y[inside] @ X[inside]) / len(X)
    gb = -y[inside].sum() / len(X)
    return gw + 2 * lam * w, gb

# %% wrong: The margins use y = -1, 1, but the gradient uses y01 by mistake: points of class 0 do not pull at all.
# told: raw_labels
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    margins = y * (X @ w + b)
    active = (margins < 1).double()
    c = -active * y01 / X.shape[0]
    return c @ X + 2 * lam * w, c.sum()

# %% right: A loop over the points with continue; the label is a plain if/else; the penalty is added coordinate by coordinate at the end.
import torch

def hinge_grad(w, b, X, y01, lam):
    n, d = X.shape
    gw = torch.zeros(d, dtype=torch.float64)
    gb = 0.0
    for x, label in zip(X, y01):
        y = 1.0 if label.item() == 1 else -1.0
        if y * (torch.dot(w, x).item() + b) >= 1:
            continue
        gw = gw - y * x / n
        gb -= y / n
    for j in range(d):
        gw[j] += 2 * lam * w[j]
    return gw, gb

# %% right: The two classes are handled apart with boolean indexing: class 1 pulls if s < 1, class 0 if s > -1.
import torch

def hinge_grad(w, b, X, y01, lam):
    score = (X * w[None, :]).sum(-1) + b
    pos = (y01 > 0.5) & (score < 1)
    neg = (y01 < 0.5) & (score > -1)
    n = len(y01)
    gw = (X[neg].sum(dim=0) - X[pos].sum(dim=0)) / n + lam * (w + w)
    gb = (int(neg.sum()) - int(pos.sum())) / n
    return gw, gb

# %% right: numpy with a step function for the slope of the hinge, and torch.from_numpy at the end.
import numpy as np
import torch

def hinge_grad(w, b, X, y01, lam):
    W, A, lab = w.numpy(), X.numpy(), y01.numpy()
    y = np.where(lab == 0, -1.0, 1.0)
    slope = -y * np.heaviside(1.0 - y * (A.dot(W) + b), 0.0)
    gw = np.average(A * slope.reshape(-1, 1), axis=0) + 2.0 * lam * W
    return torch.from_numpy(gw), float(slope.mean())

# %% wrong: Each point pulls in proportion to its loss 1 - ys, which is the gradient of the squared hinge; the hinge itself has slope -1 for every point that pays.
# told: weighted_by_loss
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    slack = torch.relu(1 - y * (X @ w + b))
    pull = -y * slack
    return 2 * lam * w + X.T @ pull / len(y), pull.mean()

# %% wrong: The mean is taken over the points that pay only, but it runs over all n points.
# told: guarded_mean_over_those_who_pay
import torch

def hinge_grad(w, b, X, y01, lam):
    y = torch.where(y01 == 1, 1.0, -1.0).double()
    active = y * (X @ w + b) < 1
    m = max(int(active.sum()), 1)
    Xa, ya = X[active], y[active]
    gw = 2 * lam * w - (ya[:, None] * Xa).sum(dim=0) / m
    gb = -ya.sum() / m
    return gw, gb

# %% wrong: The test for paying looks at the score s < 1 instead of the margin y s < 1, so all well-placed points of class 0 pull as well.
# told: score_for_margin
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    s = X @ w + b
    pays = (s < 1).double()
    c = -y * pays
    gw = 2 * lam * w + (c.unsqueeze(1) * X).mean(0)
    gb = c.mean()
    return gw, gb

# %% wrong: The gradient of the penalty is divided by n too, but only the hinge losses are averaged.
# told: penalty_divided
import torch

def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    y = 2.0 * y01 - 1.0
    gw = 2 * lam * w
    gb = 0.0
    for i in range(n):
        if y[i] * (X[i] @ w + b) < 1:
            gw = gw - y[i] * X[i]
            gb = gb - y[i]
    return gw / n, gb / n

# %% wrong: The labels are converted the wrong way round: 1 - 2*y01 gives class 0 the label +1 and class 1 the label -1.
# told: labels_exchanged
import torch

def hinge_grad(w, b, X, y01, lam):
    sign = 1 - 2 * y01
    hit = (sign * (X @ w + b) < 1).to(w.dtype)
    gw = 2 * lam * w - X.T @ (hit * sign) / X.shape[0]
    gb = -(hit * sign).mean()
    return gw, gb

# %% wrong: TWO: the derivative of lam w^2 is taken as lam w, without the factor 2; and the bias is penalised as well.
# told: two_missing_and_bias_penalised
import torch

def hinge_grad(w, b, X, y01, lam):
    y = y01 * 2 - 1
    inside = y * (X @ w + b) < 1
    g = torch.where(inside, -y, torch.zeros_like(y))
    gw = (g[:, None] * X).mean(dim=0) + lam * w
    gb = g.mean() + lam * b
    return gw, gb

# %% wrong: If no point pays, zeros are returned at once, but then the penalty still has the gradient 2 lam w.
# told: nothing_when_nobody_pays
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    sv = y * (X @ w + b) < 1
    if not sv.any():
        return torch.zeros_like(w), 0.0
    n = X.shape[0]
    gw = 2 * lam * w - X[sv].T @ y[sv] / n
    gb = -y[sv].sum() / n
    return gw, gb

# %% wrong: The mask is forgotten in gb: there all points pull, also those with a margin above 1.
# told: gb_of_all_points
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    margin = y * (X @ w + b)
    mask = (margin < 1).double()
    gw = 2 * lam * w - ((mask * y)[:, None] * X).mean(dim=0)
    gb = -y.mean()
    return gw, gb

# %% wrong: Norm as penalty: w over its length.
# told: penalty_by_the_length
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return lam * w / w.norm().clamp(min=1e-300) - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: L1 penalty.
# told: penalty_by_the_sign
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return lam * w.sign() - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Penalty as a number added to each entry.
# told: penalty_itself
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return lam * (w ** 2).sum() - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Labels -1 for class 0, 0 for class 1.
# told: class_one_never_pulls
import torch


def hinge_grad(w, b, X, y01, lam):
    s = y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Labels replaced: one half steps y - 0.5.
# told: half_labels
import torch


def hinge_grad(w, b, X, y01, lam):
    s = y01 - 0.5
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Only points inside the margin on the correct side pull.
# told: above_zero_and_below_one
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    g = s * (X @ w + b)
    m = ((g > 0) & (g < 1)).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Gb times b.
# told: gb_with_b
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean() * b

# %% wrong: W left in place of x.
# told: pull_with_w
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - w * (m * s).mean(), -(m * s).mean()

# %% wrong: Divided by d.
# told: divided_by_features
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - X.mT @ (m * s) / X.shape[1], -(m * s).sum() / X.shape[1]

# %% wrong: Lam on hinge as C.
# told: lam_at_the_losses
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * w - lam * X.mT @ (m * s) / len(s), -lam * (m * s).mean()

# %% wrong: Margin divided by the norm of w.
# told: distance_for_margin
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) / w.norm().clamp(min=1e-12) < 1).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Only the points of class 1 pull.
# told: raw_labels
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = ((s * (X @ w + b) < 1) & (y01 == 1)).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Only the point with the largest loss.
# told: largest_loss_alone
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    h = (1 - s * (X @ w + b)).clamp(min=0)
    i = int(h.argmax())
    on = 1.0 if h[i] > 0 else 0.0
    return 2 * lam * w - on * s[i] * X[i], -on * s[i]

# %% wrong: Loss per entry: 1 - y x w without summing features.
# told: features_apart
import torch


def hinge_grad(w, b, X, y01, lam):
    s = (2 * y01 - 1)[:, None]
    m = (s * (X * w + b) < 1).double()
    return 2 * lam * w - (m * s * X).mean(0), -(m * s).mean()

# %% wrong: Step: w minus gradient.
# told: parameters_after_a_step
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return w - (2 * lam * w - X.mT @ (m * s) / len(s)), b + (m * s).mean()

# %% wrong: One per row instead of mean.
# told: nothing_added_up
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - (m * s)[:, None] * X, -(m * s)

# %% wrong: Penalty with w squared.
# told: penalty_with_squared_weights
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return lam * w ** 2 - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Penalty on b too (lam b) with two right on w.
# told: bias_penalised_without_two
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean() + lam * b

# %% wrong: Penalty value on gb.
# told: penalty_in_gb
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean() + 2 * lam * w.sum()

# %% wrong: Loss at the gradient of b.
# told: gb_is_the_loss
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    h = (1 - s * (X @ w + b)).clamp(min=0)
    m = (h > 0).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), h.mean()

# %% wrong: The score is compared with the label, not the margin with 1.
# told: score_against_the_label
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (X @ w + b < s).double()
    return 2 * lam * w - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Bias forgotten and penalty forgotten.
# told: score_without_bias_and_penalty_forgotten
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w) < 1).double()
    return -X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Mean of w squared penalty: over d.
# told: penalty_over_features
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return 2 * lam * w / len(w) - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Distance and two missing.
# told: distance_for_margin_and_two_missing
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) / w.norm().clamp(min=1e-12) < 1).double()
    return lam * w - X.mT @ (m * s) / len(s), -(m * s).mean()

# %% wrong: Turned everything, two missing.
# told: turned_and_two_missing
import torch


def hinge_grad(w, b, X, y01, lam):
    s = 2 * y01 - 1
    m = (s * (X @ w + b) < 1).double()
    return -lam * w + X.mT @ (m * s) / len(s), (m * s).mean()

# %% right: NumPy and a loop over the points with continue; the penalty is added last.
import numpy as np
import torch


def hinge_grad(w, b, X, y01, lam):
    wn, Xn, yn = w.numpy(), X.numpy(), y01.numpy()
    gw, gb = np.zeros(wn.shape), 0.0
    for x, label in zip(Xn, yn):
        y = -1.0 if label == 0 else +1.0
        if y * (x.dot(wn) + b) > 1:
            continue
        gw += -y * x
        gb += -y
    gw /= len(yn)
    gw += lam * (wn + wn)
    return torch.from_numpy(gw), gb / len(yn)

# %% right: Class 1 and class 0 are handled apart, without labels -1 and 1: class 1 pulls where s < 1, class 0 where s > -1.
import torch


def hinge_grad(w, b, X, y01, lam):
    s = torch.einsum("nd,d->n", X, w) + b
    from_one = X[(y01 == 1) & (s < 1)]
    from_zero = X[(y01 == 0) & (s > -1)]
    n = float(X.shape[0])
    gw = (from_zero.sum(dim=0) - from_one.sum(dim=0)) / n
    gb = (len(from_zero) - len(from_one)) / n
    return gw + 2 * lam * w, gb

# %% right: The step is sign(relu(1 - margin)), and the bias is a column of ones with the penalty 0.
import torch


def hinge_grad(w, b, X, y01, lam):
    y = torch.sign(y01 - 0.5)
    Xe = torch.hstack([X, torch.ones_like(X[:, :1])])
    we = torch.hstack([w, torch.full((1,), float(b), dtype=w.dtype)])
    pen = torch.hstack([torch.full_like(w, lam), torch.zeros(1, dtype=w.dtype)])
    step = torch.sign(torch.relu(1 - y * (Xe @ we)))
    g = 2 * pen * we + torch.mean(-(step * y)[:, None] * Xe, dim=0)
    return g[: w.numel()], g[w.numel()]

# %% wrong: The sum is divided by the number of points that pull; the mean runs over all n points, also over those without loss.
# told: guarded_mean_over_those_who_pay
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    pull = y * (X @ w + b) < 1
    k = max(int(pull.sum()), 1)
    gw = 2 * lam * w - (y[pull, None] * X[pull]).sum(0) / k
    gb = -y[pull].sum() / k
    return gw, gb

# %% wrong: This is the gradient of the squared hinge loss: each pull is multiplied by 2 (1 - y s), but the hinge has slope -y whatever the size of the loss.
# told: squared_hinge
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    loss = torch.clamp(1 - y * (X @ w + b), min=0)
    c = -2 * loss * y / len(y)
    return 2 * lam * w + X.T @ c, c.sum()

# %% wrong: Only the points with |s| < 1 pull; a point far on the wrong side has the margin y s < -1 and must pull too.
# told: inside_the_strip
import torch


def hinge_grad(w, b, X, y01, lam):
    s = X @ w + b
    y = torch.where(y01 == 1, 1.0, -1.0).double()
    active = (s.abs() < 1).double()
    gw = -(active * y) @ X / X.shape[0] + 2 * lam * w
    gb = -(active * y).mean()
    return gw, gb

# %% wrong: The gradient of the penalty is divided by n too; only the hinge losses are averaged.
# told: penalty_divided
import torch


def hinge_grad(w, b, X, y01, lam):
    n = len(X)
    y = y01 * 2 - 1
    m = (y * (X @ w + b) < 1).double()
    gw = (2 * lam * w - (m * y) @ X) / n
    gb = -(m * y).sum() / n
    return gw, gb

# %% wrong: The labels are mapped the wrong way round: y = 1 - 2 y01 makes class 0 to +1 and class 1 to -1.
# told: labels_exchanged
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 1 - 2 * y01
    margin = y * (X.mv(w) + b)
    coef = torch.where(margin < 1, -y, torch.zeros_like(y))
    return 2 * lam * w + (coef.unsqueeze(1) * X).mean(0), coef.mean()

# %% wrong: TWO: the derivative of lam w^2 is taken as lam w, the factor 2 is missing; and gb is summed over the points instead of averaged.
# told: gb_summed
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2.0 * y01 - 1.0
    n = y.numel()
    violates = (1 - y * (X @ w + b) > 0).to(X.dtype)
    gw = lam * w - X.T @ (violates * y) / n
    gb = -(violates * y).sum()
    return gw, gb

# %% wrong: If no point pulls, the function returns zeros at once and forgets the gradient of the penalty.
# told: nothing_when_nobody_pays
import torch


def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    bad = y * (X @ w + b) < 1
    if not bad.any():
        return torch.zeros_like(w), 0.0
    yb = y[bad]
    gw = 2 * lam * w - yb @ X[bad] / len(y)
    gb = -yb.sum() / len(y)
    return gw, gb

# %% wrong: The line for gb slipped out of the if: points without loss pull on the bias too.
# told: gb_of_all_points
import torch


def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    gw = 2 * lam * w
    gb = 0.0
    for i in range(n):
        y = 1.0 if y01[i] == 1 else -1.0
        margin = y * (torch.dot(w, X[i]) + b)
        if margin < 1:
            gw = gw - y * X[i] / n
        gb = gb - y / n
    return gw, gb

# %% right: The two classes handled apart: those that pull are picked by score, sums of an empty selection are 0.
import torch

def hinge_grad(w, b, X, y01, lam):
    s = X @ w + b
    pos = X[(y01 == 1) & (s < 1)]
    neg = X[(y01 == 0) & (s > -1)]
    n = len(X)
    gw = lam * w + lam * w + (neg.sum(dim=0) - pos.sum(dim=0)) / n
    return gw, (len(neg) - len(pos)) / n

# %% right: Plain loops over lists with continue; the penalty goes in as the starting value.
import torch

def hinge_grad(w, b, X, y01, lam):
    ws = w.tolist()
    gw = [2 * lam * a for a in ws]
    gb = 0.0
    rows, labels = X.tolist(), y01.tolist()
    for row, label in zip(rows, labels):
        y = -1 if label < 0.5 else 1
        score = b + sum(a * x for a, x in zip(ws, row))
        if y * score >= 1:
            continue
        for j in range(len(gw)):
            gw[j] -= y * row[j] / len(rows)
        gb -= y / len(rows)
    return torch.tensor(gw, dtype=torch.float64), gb

# %% right: numpy: heaviside as the derivative of the relu, ones column for the bias, diagonal penalty without the bias.
import numpy as np
import torch

def hinge_grad(w, b, X, y01, lam):
    n, d = X.shape
    A = np.column_stack((X.numpy(), np.ones(n)))
    theta = np.concatenate((w.numpy(), [float(b)]))
    y = np.where(y01.numpy() == 0, -1.0, 1.0)
    slope = np.heaviside(1 - y * A.dot(theta), 0.0)
    D = np.diag([1.0] * d + [0.0])
    g = 2 * lam * D.dot(theta) - np.mean((slope * y)[:, None] * A, axis=0)
    return torch.tensor(g[:d]), torch.tensor(g[d])

# %% wrong: Only points with |margin| < 1 are taken to pull; badly misclassified points (margin below -1) pull as well.
# told: inside_the_strip
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    m = y * (X @ w + b)
    on = (m.abs() < 1).double()
    gw = 2 * lam * w - (on * y) @ X / len(y)
    return gw, -(on * y).mean()

# %% wrong: The average is taken over the points that pull, not over all n points.
# told: guarded_mean_over_those_who_pay
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    on = y * (X @ w + b) < 1
    k = max(int(on.sum()), 1)
    ya = y[on]
    return 2 * lam * w - (ya[:, None] * X[on]).sum(0) / k, -ya.sum() / k

# %% wrong: Each point pulls in proportion to its loss, as for a squared hinge; the slope of the hinge is the same however large the loss is.
# told: weighted_by_loss
import torch

def hinge_grad(w, b, X, y01, lam):
    y = torch.where(y01 > 0, 1.0, -1.0).double()
    loss = torch.clamp(1 - y * (X @ w + b), min=0)
    c = -loss * y
    return 2 * lam * w + X.T @ c / len(c), c.mean()

# %% wrong: The penalty is divided by n too; it stands outside the mean.
# told: penalty_divided
import torch

def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    y = 2 * y01 - 1
    on = (y * (X @ w + b) < 1).to(X.dtype)
    gw = (2 * lam * w - X.T @ (on * y)) / n
    gb = -(on * y).sum() / n
    return gw, gb

# %% wrong: The label is missing in gb: a point of class 0 pulls the bias the other way.
# told: gb_without_label
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    on = (1 - y * (X @ w + b) > 0).double()
    gw = 2 * lam * w - (X * (on * y).unsqueeze(1)).mean(0)
    gb = -on.mean()
    return gw, gb

# %% wrong: TWO: the labels stay 0 and 1, so class 0 never gets y = -1; and the derivative of the penalty lacks the factor 2.
# told: raw_labels_and_two_missing
import torch

def hinge_grad(w, b, X, y01, lam):
    s = X @ w + b
    on = (y01 * s < 1).double()
    c = on * y01
    return lam * w - X.T @ c / len(c), -c.mean()

# %% wrong: When no point pulls, zeros are returned; the gradient of the penalty is still there then.
# told: nothing_when_nobody_pays
import torch

def hinge_grad(w, b, X, y01, lam):
    y = 2 * y01 - 1
    on = y * (X @ w + b) < 1
    if not on.any():
        return torch.zeros_like(w), 0.0
    n = len(y)
    return 2 * lam * w - (y[on, None] * X[on]).sum(0) / n, -y[on].sum() / n

# %% wrong: The penalty's line has slipped into the loop, so it is added once for each point that pulls and not once in all.
# told: clue
import torch

def hinge_grad(w, b, X, y01, lam):
    n = X.shape[0]
    gw = torch.zeros_like(w)
    gb = 0.0
    for i in range(n):
        yi = 1.0 if y01[i] == 1 else -1.0
        if yi * (X[i] @ w + b) < 1:
            gw = gw - yi * X[i] / n
            gb = gb - yi / n
            gw = gw + 2 * lam * w
    return gw, gb
