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

# %% wrong: No keepdim, with torch's std.
# told: axes_lost_unbiased_outside
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(dim=-1); s = x.std(dim=-1)
    return gamma * (x - m) / (s + eps) + beta

# %% wrong: Two things: torch's var, and gamma and beta are forgotten.
# told: unbiased_with_only_normalised
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True); v = ((x - m) ** 2).sum(-1, keepdim=True) / (x.shape[-1] - 1)
    return (x - m) / torch.sqrt(v + eps)

# %% wrong: The samples come back as one table.
# told: as_rows
import torch


def layer_norm(x, gamma, beta, eps):
    o = []
    for r in x.reshape(-1, x.shape[-1]):
        o.append(gamma * (r - r.mean()) / torch.sqrt(r.var(unbiased=False) + eps) + beta)
    return torch.stack(o)

# %% wrong: For three axes the first and the last are averaged over.
# told: over_batch_and_features
import torch


def layer_norm(x, gamma, beta, eps):
    if x.ndim == 3:
        m = x.mean((0, 2), keepdim=True); v = x.var((0, 2), keepdim=True, unbiased=False)
    else:
        m = x.mean(-1, keepdim=True); v = x.var(-1, keepdim=True, unbiased=False)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: The mean size of the deviations.
# told: absolute_deviation_plus_eps
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True); v = (x - m).abs().mean(-1, keepdim=True)
    return gamma * (x - m) / (v + eps) + beta

# %% wrong: The length of the deviations.
# told: length_plus_eps
import torch


def layer_norm(x, gamma, beta, eps):
    x = x.clone()
    m = x.mean(-1, keepdim=True); x = x - m
    return gamma * x / (x.norm(dim=-1, keepdim=True) + eps) + beta

# %% wrong: Only for three axes.
# told: three_axes_only
import torch


def layer_norm(x, gamma, beta, eps):
    B, T, d = x.shape
    y = torch.empty_like(x)
    for b in range(B):
        for t in range(T):
            r = x[b, t]
            y[b, t] = gamma * (r - r.mean()) / (r.var(unbiased=False) + eps).sqrt() + beta
    return y

# %% wrong: beta is divided as well.
# told: beta_divided_too
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True); v = (x - m).square().mean(-1, keepdim=True)
    return (gamma * (x - m) + beta) / torch.sqrt(v + eps)

# %% wrong: eps stands behind the fraction.
# told: eps_behind_the_fraction
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True); v = (x - m).square().mean(-1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v) + eps + beta

# %% wrong: One variance for all.
# told: variance_over_all
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(-1, keepdim=True); v = (x - m).square().mean()
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% wrong: One mean for all.
# told: mean_over_all
import torch


def layer_norm(x, gamma, beta, eps):
    m = x.mean(); v = (x - m).square().mean(-1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta

# %% right: Recursion over the axes in front, down to a single sample.
import torch

def layer_norm(x, gamma, beta, eps):
    if x.ndim > 1:
        return torch.stack([layer_norm(part, gamma, beta, eps) for part in x])
    dev = x - x.sum() / len(x)
    root = (dev.dot(dev) / len(x) + eps) ** 0.5
    return torch.stack([g * t / root + b for g, t, b in zip(gamma, dev, beta)])

# %% right: numpy, with all samples laid side by side as columns.
import numpy as np
import torch

def layer_norm(x, gamma, beta, eps):
    a = x.detach().numpy()
    cols = a.reshape(-1, a.shape[-1]).T                  # (d, number of samples)
    mu = cols.mean(axis=0)
    sd = np.sqrt(np.mean(np.square(cols - mu), axis=0) + eps)
    out = gamma.numpy()[:, None] * ((cols - mu) / sd) + beta.numpy()[:, None]
    return torch.from_numpy(np.ascontiguousarray(out.T).reshape(a.shape))

# %% right: einsum and lambdas, with the deviations multiplied by one over the root.
import torch

def layer_norm(x, gamma, beta, eps):
    d = gamma.numel()
    mean = lambda t: torch.einsum("...i->...", t) / d
    dev = x - mean(x)[..., None]
    scale = 1 / torch.sqrt(eps + mean(dev ** 2))
    return beta + torch.einsum("...i,...,i->...i", dev, scale, gamma)

# %% wrong: This is batch normalisation: mean and variance are taken over the first axis (the samples), not over the features of each sample.
# told: over_batch
import torch

def layer_norm(x, gamma, beta, eps):
    mu = x.mean(dim=0, keepdim=True)
    v = ((x - mu) ** 2).mean(dim=0, keepdim=True)
    x_hat = (x - mu) / torch.sqrt(v + eps)
    return gamma * x_hat + beta

# %% wrong: In a (B, T, d) tensor a whole sequence is taken as one sample: its places share one mean and one variance.
# told: over_whole_sequences
import torch

def layer_norm(x, gamma, beta, eps):
    if x.dim() == 1:
        axes = (0,)
    else:
        # everything except the batch axis belongs to one sample
        axes = tuple(range(1, x.dim()))
    mean = x.mean(dim=axes, keepdim=True)
    var = x.var(dim=axes, unbiased=False, keepdim=True)
    return (x - mean) / (var + eps).sqrt() * gamma + beta

# %% wrong: The variance is torch's default, divided by d - 1, and not the mean of the d squared deviations.
# told: unbiased
import torch

def layer_norm(x, gamma, beta, eps):
    return gamma * (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.var(-1, keepdim=True) + eps) + beta

# %% wrong: eps is added after the root has been taken, not to the variance under the root.
# told: eps_outside
import torch

def layer_norm(x, gamma, beta, eps):
    d = x.shape[-1]
    mu = x.sum(dim=-1, keepdim=True) / d
    deviations = x - mu
    v = deviations.pow(2).sum(dim=-1, keepdim=True) / d
    sigma = v.sqrt() + eps
    y = gamma * deviations / sigma + beta
    return y

# %% wrong: The deviations are divided by v + eps without the root, and beta is subtracted instead of added.
# told: no_root_with_beta_taken_off
import torch

def layer_norm(x, gamma, beta, eps):
    mean = torch.mean(x, axis=-1, keepdims=True)
    centered = x - mean
    var = torch.mean(centered * centered, axis=-1, keepdims=True)
    normalized = centered / (var + eps)
    scaled = normalized * gamma
    shifted = scaled - beta
    return shifted

# %% wrong: With d = 1 it thinks that there is nothing to normalise and keeps x, so the result is gamma * x + beta instead of beta.
# told: single_feature_unchanged
import torch

def layer_norm(x, gamma, beta, eps):
    num_features = x.size(-1)
    if num_features == 1:
        # a single feature has no variance, leave it as it is
        x_hat = x
    else:
        mu = x.mean(-1, keepdim=True)
        v = x.var(-1, keepdim=True, correction=0)
        x_hat = (x - mu) / torch.sqrt(v + eps)
    return gamma * x_hat + beta

# %% wrong: The means lose their last axis (no keepdim), so x - mu runs into a shape error or lines the means up with the wrong axis.
# told: advice
import torch

def layer_norm(x, gamma, beta, eps):
    mu = x.mean(dim=-1)
    v = ((x - mu) ** 2).mean(dim=-1)
    y = gamma * (x - mu) / torch.sqrt(v + eps) + beta
    return y

# %% wrong: The feature axis is written as dim=1, which is right for (B, d) only: (d,) gives an error and (B, T, d) is normalised over its places.
# told: along_axis_one
import torch

def layer_norm(x, gamma, beta, eps):
    # x: (B, d), so the features are dim 1
    m = torch.mean(x, dim=1, keepdim=True)
    s2 = torch.var(x, dim=1, keepdim=True, unbiased=False)
    out = (x - m) / torch.sqrt(s2 + eps)
    out = out * gamma
    out = out + beta
    return out
