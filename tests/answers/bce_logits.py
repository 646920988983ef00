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
