# %% right: The formula of torch's documentation: max(z, 0) - z y + log(1 + exp(-|z|)).
import torch


def bce_logits(z, y):
    return torch.clamp(z, min=0) - z * y + torch.log(1 + torch.exp(-torch.abs(z)))

# %% right: softplus of torch.
import torch.nn.functional as F


def bce_logits(z, y):
    return F.softplus(z) - y * z

# %% right: Both losses by softplus, in the shares of y.
import torch


def bce_logits(z, y):
    yes = torch.nn.functional.softplus(-z)
    no = torch.nn.functional.softplus(z)
    return y * yes + (1 - y) * no

# %% right: logaddexp.
import torch


def bce_logits(z, y):
    return torch.logaddexp(torch.zeros_like(z), z) - y * z

# %% right: A loop with two branches, one for each sign of z.
import math

import torch


def bce_logits(z, y):
    out = torch.empty_like(z)
    flat = out.view(-1)
    for i, (a, t) in enumerate(zip(z.reshape(-1).tolist(), y.reshape(-1).tolist())):
        if a >= 0:
            flat[i] = (1 - t) * a + math.log1p(math.exp(-a))
        else:
            flat[i] = -t * a + math.log1p(math.exp(a))
    return out

# %% right: A log-softmax over the two logits 0 and z.
import torch


def bce_logits(z, y):
    both = torch.stack([torch.zeros_like(z), z], dim=-1).log_softmax(dim=-1)
    return -(1 - y) * both[..., 0] - y * both[..., 1]

# %% wrong: Probabilities first, and their logarithms.
# told: naive
import torch


def bce_logits(z, y):
    p = torch.sigmoid(z)
    return -y * torch.log(p) - (1 - y) * torch.log(1 - p)

# %% wrong: Probabilities first, written out.
# told: naive
import torch


def bce_logits(z, y):
    p = 1 / (1 + torch.exp(-z))
    return -(y * p.log() + (1 - y) * (1 - p).log())

# %% wrong: A small number is added inside the logarithms.
# told: added_12
import torch


def bce_logits(z, y):
    eps = 1e-12
    p = torch.sigmoid(z)
    return -y * torch.log(p + eps) - (1 - y) * torch.log(1 - p + eps)

# %% wrong: p is cut off at 1e-7 on both sides.
# told: cut_off_at_7
import torch


def bce_logits(z, y):
    p = torch.sigmoid(z).clamp(1e-7, 1 - 1e-7)
    return -y * torch.log(p) - (1 - y) * torch.log(1 - p)

# %% wrong: exp(z) overflows in the softplus.
# told: softplus_overflows
import torch


def bce_logits(z, y):
    return torch.log(1 + torch.exp(z)) - y * z

# %% wrong: log1p of exp(z) overflows just as well.
# told: softplus_overflows
import torch


def bce_logits(z, y):
    return torch.log1p(torch.exp(z)) - y * z

# %% wrong: z - z y + log(1 + exp(-z)) overflows for large negative z.
# told: other_softplus_overflows
import torch


def bce_logits(z, y):
    return z - z * y + torch.log1p(torch.exp(-z))

# %% wrong: The sigmoid is taken twice.
# told: sigmoid_twice
import torch
import torch.nn.functional as F


def bce_logits(z, y):
    p = torch.sigmoid(z)
    return F.softplus(p) - y * p

# %% wrong: The sign of y z.
# told: product_added
import torch.nn.functional as F


def bce_logits(z, y):
    return F.softplus(z) + y * z

# %% wrong: y and 1 - y are exchanged.
# told: labels_exchanged
import torch.nn.functional as F


def bce_logits(z, y):
    return y * F.softplus(z) + (1 - y) * F.softplus(-z)

# %% wrong: The mean over the batch.
# told: averaged
import torch.nn.functional as F


def bce_logits(z, y):
    return (F.softplus(z) - y * z).mean()

# %% wrong: Only the term of y = 1.
# told: only_ones
import torch.nn.functional as F


def bce_logits(z, y):
    return -y * F.logsigmoid(z)

# %% wrong: The minus is forgotten.
# told: gain
import torch.nn.functional as F


def bce_logits(z, y):
    return y * F.logsigmoid(z) + (1 - y) * F.logsigmoid(-z)

# %% wrong: The label picks the loss, so soft targets are taken for 0.
# told: ones_alone_are_one
import torch
import torch.nn.functional as F


def bce_logits(z, y):
    return torch.where(y == 1, F.softplus(-z), F.softplus(z))

# %% wrong: Signs of the labels, softplus(-(2y - 1) z).
# told: softplus_of_signs
import torch.nn.functional as F


def bce_logits(z, y):
    return F.softplus(-(2 * y - 1) * z)

# %% wrong: Logits are cut off at 30.
# told: logits_cut_off_at_30
import torch


def bce_logits(z, y):
    z = z.clamp(-30, 30)
    return torch.log1p(torch.exp(z)) - y * z

# %% wrong: max(z, 0) is forgotten.
# told: without_the_largest
import torch


def bce_logits(z, y):
    return torch.log1p(torch.exp(-z.abs())) - y * z

# %% wrong: Two mistakes: probabilities first, and the mean.
# told: naive_with_averaged
import torch


def bce_logits(z, y):
    p = torch.sigmoid(z)
    return (-y * torch.log(p) - (1 - y) * torch.log(1 - p)).mean()

# %% wrong: Two mistakes: the logarithm to base 2, and a number added inside.
# told: added_12_with_in_bits
import torch


def bce_logits(z, y):
    p = torch.sigmoid(z)
    return -y * torch.log2(p + 1e-12) - (1 - y) * torch.log2(1 - p + 1e-12)

# %% wrong: nan is made 0.
# told: nan_made_zero
import torch


def bce_logits(z, y):
    p = torch.sigmoid(z)
    loss = -y * torch.log(p) - (1 - y) * torch.log(1 - p)
    return torch.nan_to_num(loss)

# %% right: Recursion through nested Python lists down to single numbers, with math only.
import math
import torch

def bce_logits(z, y):
    def log_one_plus_exp(t):
        if t > 0:
            return t + math.log1p(math.exp(-t))
        return math.log1p(math.exp(t))

    def walk(a, b):
        if isinstance(a, list):
            return [walk(u, v) for u, v in zip(a, b)]
        return b * log_one_plus_exp(-a) + (1 - b) * log_one_plus_exp(a)

    return torch.tensor(walk(z.tolist(), y.tolist()), dtype=torch.float64)

# %% right: Numpy's logaddexp inside, and back to a tensor.
import numpy as np
import torch

def bce_logits(z, y):
    logit = np.asarray(z.detach().tolist(), dtype=float)
    share = np.asarray(y.detach().tolist(), dtype=float)
    minus_log_p = np.logaddexp(0.0, -logit)
    minus_log_q = minus_log_p + logit
    minus_log_q = np.where(logit < 0, np.logaddexp(0.0, logit), minus_log_q)
    return torch.as_tensor(share * minus_log_p + (1.0 - share) * minus_log_q)

# %% right: Stacks shares and costs of yes and no and contracts them with einsum.
import torch

def bce_logits(z, y):
    z = z.double()
    y = y.double()
    tail = torch.log1p(torch.exp(-z.abs()))
    costs = torch.stack([torch.relu(-z) + tail, torch.relu(z) + tail])
    shares = torch.stack([y, 1 - y])
    return torch.einsum("k...,k...->...", shares, costs)

# %% wrong: Treats the target as a hard yes or no (y > 0.5), so a share such as 0.25 counts only one of the two logarithms.
# told: target_rounded
import torch

def bce_logits(z, y):
    zero = torch.zeros_like(z)
    loss_yes = torch.logaddexp(zero, -z)    # -log p
    loss_no = torch.logaddexp(zero, z)      # -log(1 - p)
    return torch.where(y > 0.5, loss_yes, loss_no)

# %% wrong: Uses the softmax along the last axis in place of the sigmoid, as if the entries were competing classes of one question.
# told: two_softmaxes
import torch

def bce_logits(z, y):
    log_p = torch.log_softmax(z, dim=-1)
    log_q = torch.log_softmax(-z, dim=-1)
    return -(y * log_p + (1 - y) * log_q)

# %% wrong: Adds z·y in the stable form where it must be subtracted.
# told: product_added
import torch

def bce_logits(z, y):
    a = torch.clamp(z, min=0)
    b = z * y
    c = torch.log1p(torch.exp(-torch.abs(z)))
    loss = a + b + c
    return loss

# %% wrong: Swaps the shares: y goes with -log(1 - p) and 1 - y with -log p.
# told: labels_exchanged
import torch
import torch.nn.functional as F

def bce_logits(z, y):
    cost_if_yes = -F.logsigmoid(z)
    cost_if_no = -F.logsigmoid(-z)
    return (1 - y) * cost_if_yes + y * cost_if_no

# %% wrong: Takes the logarithm to base 2 and not the natural one, and averages the losses although one for each entry is wanted.
# told: rest_in_bits_with_averaged
import torch

def bce_logits(z, y):
    losses = torch.relu(z) - z * y + torch.log2(1 + torch.exp(-z.abs()))
    return losses.mean()

# %% wrong: Keeps the way through p and only adds 1e-12 inside the logarithms, so a sure and wrong logit costs at most about 27.6 and not 1000.
# told: added_12
import torch

def bce_logits(z, y):
    eps = 1e-12
    p = torch.sigmoid(z)
    return -y * torch.log(p + eps) - (1 - y) * torch.log(1 - p + eps)

# %% wrong: Loops over the first axis and turns each entry into a float, which runs into an error for inputs with two axes, and returns a list and not a tensor.
# told: loop_over_one_axis_to_a_list
import math
import torch

def bce_logits(z, y):
    losses = []
    for i in range(len(z)):
        zi = float(z[i])
        yi = float(y[i])
        losses.append(max(zi, 0) - zi * yi + math.log(1 + math.exp(-abs(zi))))
    return losses

# %% wrong: Computes the naive formula and mends it with nan_to_num, which turns the infinite loss of a sure and wrong logit into about 1.8e308 and not 1000.
# told: nan_made_zero
import torch

def bce_logits(z, y):
    p = torch.sigmoid(z)
    loss = -y * torch.log(p) - (1 - y) * torch.log(1 - p)
    # get rid of the 0 * inf
    loss = torch.nan_to_num(loss)
    return loss

# %% right: A loop over plain numbers with math, then the shape is put back.
import math
import torch

def bce_logits(z, y):
    def one(zi, yi):
        small = math.log1p(math.exp(-abs(zi)))
        if zi >= 0:
            return yi * small + (1 - yi) * (zi + small)
        return yi * (small - zi) + (1 - yi) * small

    losses = [one(zi, yi) for zi, yi in zip(z.flatten().tolist(), y.flatten().tolist())]
    return torch.tensor(losses, dtype=torch.float64).reshape(z.shape)

# %% right: Numpy's logaddexp(0, t) is log(1 + e^t) without overflow.
import numpy as np
import torch

def bce_logits(z, y):
    zn = z.detach().numpy().astype(np.float64)
    yn = y.detach().numpy().astype(np.float64)
    cost = lambda t: np.logaddexp(0.0, t)
    return torch.as_tensor(yn * cost(-zn) + (1.0 - yn) * cost(zn))

# %% right: Shares and logarithms are stacked along a new axis and einsum adds over it.
import torch
from torch.nn.functional import logsigmoid

def bce_logits(z, y):
    z, y = z.double(), y.double()
    shares = torch.stack([y, 1 - y])
    logs = torch.stack([logsigmoid(z), logsigmoid(-z)])
    return -torch.einsum("k...,k...->...", shares, logs)

# %% wrong: Rounds the target to a plain yes or no, so a share such as 0.25 is treated as 0 instead of weighing both logarithms.
# told: target_rounded
import torch

def bce_logits(z, y):
    loss_yes = torch.clamp(-z, min=0) + torch.log1p(torch.exp(-z.abs()))
    loss_no = torch.clamp(z, min=0) + torch.log1p(torch.exp(-z.abs()))
    return torch.where(y >= 0.5, loss_yes, loss_no)

# %% wrong: Thinks that, as with classes, only the logarithm of the probability of yes counts, so a no answer (y = 0) never costs anything.
# told: only_ones
import torch
import torch.nn.functional as F

def bce_logits(z, y):
    # cross-entropy = - target * log(probability)
    log_p = F.logsigmoid(z)
    loss = -y * log_p
    return loss

# %% wrong: Adds z*y where it has to be subtracted.
# told: product_added
import torch

def bce_logits(z, y):
    positive_part = torch.relu(z)
    correction = torch.log1p(torch.exp(-torch.abs(z)))
    return positive_part + z * y + correction

# %% wrong: Swaps the two shares: log p is weighed with 1 - y and log(1 - p) with y.
# told: labels_exchanged
import torch

def log_one_plus_exp(t):
    big = torch.maximum(t, torch.zeros_like(t))
    return big + torch.log1p(torch.exp(-t.abs()))

def bce_logits(z, y):
    minus_log_p = log_one_plus_exp(-z)
    minus_log_1p = log_one_plus_exp(z)
    return (1 - y) * minus_log_p + y * minus_log_1p

# %% wrong: Forgets the absolute value in exp(-|z|), which is wrong for all negative logits, and averages over the last axis instead of giving each entry's loss.
# told: no_size_in_the_exponent_with_averaged_over_labels
import torch

def bce_logits(z, y):
    zero = torch.zeros_like(z)
    m = torch.max(z, zero)
    loss = m - z * y + torch.log(1 + torch.exp(-z))
    return loss.mean(dim=-1)

# %% wrong: Uses log(1 + exp(-z)) for all logits, which is fine for large positive ones but overflows to inf for z = -1000.
# told: other_softplus_overflows
import torch

def bce_logits(z, y):
    # -log p = log(1 + e^-z)   and   -log(1-p) = z + log(1 + e^-z)
    softplus = torch.log1p(torch.exp(-z))
    return softplus + (1 - y) * z

# %% wrong: Clamp_ with the underscore overwrites the caller's logits, although no argument may be changed in place.
# told: changed
import torch

def bce_logits(z, y):
    log_part = torch.log1p(torch.exp(-z.abs()))
    zy = z * y
    return z.clamp_(min=0) - zy + log_part

# %% wrong: Clips the probability away from 0 and 1 to avoid log(0), so a sure and wrong answer costs about 27.6 instead of |z|.
# told: cut_off_at_12
import torch

def bce_logits(z, y):
    eps = 1e-12
    p = torch.sigmoid(z)
    p = torch.clamp(p, eps, 1 - eps)
    return -y * torch.log(p) - (1 - y) * torch.log(1 - p)
