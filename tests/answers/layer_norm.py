# %% right: With var and mean of torch.
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(dim=-1, keepdim=True)
    v = x.var(dim=-1, keepdim=True, unbiased=False)
    return (x - m) / torch.sqrt(v + eps) * gamma + beta

# %% right: The mean of squares less the square of the mean.
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1)[..., None]
    v = (x * x).mean(-1)[..., None] - m * m
    return gamma * (x - m) / (v + eps) ** 0.5 + beta

# %% right: One table of samples, and back.
import torch


def layer_norm(x, gamma, beta, eps):
    d = x.shape[-1]
    rows = x.reshape(-1, d)
    rows = rows - rows.sum(1, keepdim=True) / d
    scale = (rows.pow(2).sum(1) / d + eps).rsqrt()
    return (rows * scale.unsqueeze(1) * gamma + beta).view(x.shape)

# %% right: A case for each number of axes.
import torch


def layer_norm(x, gamma, beta, eps):
    def one(row):
        m = sum(row) / len(row)
        v = sum((r - m) ** 2 for r in row) / len(row)
        return (row - m) / (v + eps).sqrt() * gamma + beta
    if x.dim() == 1:
        return one(x)
    if x.dim() == 2:
        return torch.stack([one(row) for row in x])
    return torch.stack([torch.stack([one(row) for row in s]) for s in x])

# %% right: Features in front, then behind again.
import torch


def layer_norm(x, gamma, beta, eps):
    t = x.movedim(-1, 0)
    v, m = torch.var_mean(t, 0, correction=0)
    t = (t - m) / torch.sqrt(v + eps)
    return t.movedim(0, -1) * gamma + beta

# %% right: Numpy, with copies.
import torch


def layer_norm(x, gamma, beta, eps):
    import numpy as np
    a = x.numpy().astype(np.float64)
    a = a - a.mean(-1, keepdims=True)
    a = a / np.sqrt((a ** 2).mean(-1, keepdims=True) + eps)
    return torch.tensor(a * gamma.numpy() + beta.numpy())

# %% wrong: Over the batch, like batch normalisation.
# told: over_batch
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(0)
    v = x.var(0, unbiased=False)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: torch's var divides by d - 1.
# told: unbiased
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: torch's std, with eps added to it.
# told: unbiased_outside
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    s = x.std(-1, keepdim=True)
    return gamma * (x - m) / (s + eps) + beta

# %% wrong: eps after the root.
# told: eps_outside
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    s = x.std(-1, keepdim=True, unbiased=False)
    return gamma * (x - m) / (s + eps) + beta

# %% wrong: Always along axis 1.
# told: along_axis_one
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(dim=1, keepdim=True)
    v = ((x - m) ** 2).mean(dim=1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: keepdim is forgotten.
# told: axes_lost
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1)
    v = ((x - x.mean(-1, keepdim=True)) ** 2).mean(-1)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: keepdim is forgotten, with var.
# told: axes_lost
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1)
    v = x.var(-1, unbiased=False)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: One mean for everything.
# told: over_all
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean()
    v = ((x - m) ** 2).mean()
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: All axes but the first.
# told: over_whole_sequences
import torch


def layer_norm(x, gamma, beta, eps):
    if x.ndim == 3:
        m = x.mean(dim=(1, 2), keepdim=True)
        v = ((x - m) ** 2).mean(dim=(1, 2), keepdim=True)
    else:
        m = x.mean(dim=-1, keepdim=True)
        v = ((x - m) ** 2).mean(dim=-1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: The root is missing.
# told: no_root
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = ((x - m) ** 2).mean(-1, keepdim=True)
    return gamma * (x - m) / (v + eps) + beta

# %% wrong: gamma and beta come first.
# told: scaled_before
import torch


def layer_norm(x, gamma, beta, eps):
    x = gamma * x + beta
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return (x - m) / torch.sqrt(v + eps)

# %% wrong: beta before gamma.
# told: beta_first
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return gamma * ((x - m) / torch.sqrt(v + eps) + beta)

# %% wrong: gamma and beta exchanged.
# told: exchanged
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return beta * (x - m) / torch.sqrt(v + eps) + gamma

# %% wrong: Nothing is scaled or shifted.
# told: only_normalised
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return (x - m) / torch.sqrt(v + eps)

# %% wrong: eps is forgotten.
# told: no_eps
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return gamma * (x - m) / v.sqrt() + beta

# %% wrong: Only for two axes.
# told: two_axes_only
import torch


def layer_norm(x, gamma, beta, eps):
    B, d = x.shape
    y = torch.zeros_like(x)
    for i in range(B):
        m = x[i].mean()
        v = ((x[i] - m) ** 2).mean()
        y[i] = gamma * (x[i] - m) / torch.sqrt(v + eps) + beta
    return y

# %% wrong: The loop returns in its first turn.
# told: first_of_every_axis
import torch


def layer_norm(x, gamma, beta, eps):
    if x.ndim == 1:
        m = x.mean()
        return gamma * (x - m) / (x.var(unbiased=False) + eps).sqrt() + beta
    rows = []
    for row in x:
        rows.append(layer_norm(row, gamma, beta, eps))
        return torch.stack(rows)

# %% wrong: x is centred in place.
# told: changed
import torch


def layer_norm(x, gamma, beta, eps):
    x -= x.mean(-1, keepdim=True)
    v = (x ** 2).mean(-1, keepdim=True)
    return gamma * x / torch.sqrt(v + eps) + beta

# %% wrong: Only centred above the line, variance of squares below.
# told: not_centred_variance
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = (x ** 2).mean(-1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: RMS norm: no mean at all.
# told: root_mean_square
import torch


def layer_norm(x, gamma, beta, eps):
    v = (x ** 2).mean(-1, keepdim=True)
    return gamma * x / torch.sqrt(v + eps) + beta

# %% wrong: Float32.
# told: values
import torch


def layer_norm(x, gamma, beta, eps):
    x = x.float()
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return gamma.float() * (x - m) / torch.sqrt(v + eps) + beta.float()

# %% wrong: A list.
# told: as_a_list
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return (gamma * (x - m) / torch.sqrt(v + eps) + beta).tolist()

# %% wrong: The sum of squares.
# told: sum_of_squares
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = ((x - m) ** 2).sum(-1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: Two things: over the batch, and the variance over B - 1.
# told: over_batch_unbiased
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(0, keepdim=True)
    v = x.var(0, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: Two things: eps outside, beta first.
# told: eps_outside_with_beta_first
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    s = x.std(-1, keepdim=True, correction=0)
    return gamma * ((x - m) / (s + eps) + beta)

# %% wrong: torch's own layer does the work.
# told: not allowed
import torch


def layer_norm(x, gamma, beta, eps):
    return torch.nn.functional.layer_norm(x, (x.shape[-1],), gamma, beta, eps)

# %% wrong: The square of eps.
# told: eps_squared
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True)
    v = x.var(-1, keepdim=True, unbiased=False)
    return gamma * (x - m) / torch.sqrt(v + eps ** 2) + beta
