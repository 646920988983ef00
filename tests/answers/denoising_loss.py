# %% right: The lines of the text.
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    seen = X + sd * noise
    Z = torch.tanh(seen @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1).mean()

# %% right: torch's own layers.
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    f = torch.nn.functional
    Z = torch.tanh(f.linear(X + sd * noise, W, b))
    return f.mse_loss(f.linear(Z, V, c), X, reduction="sum") / len(X)

# %% right: Columns instead of rows.
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    S = (X + sd * noise).T
    Z = torch.tanh(W @ S + b[:, None])
    D = V @ Z + c[:, None] - X.T
    return D.pow(2).sum(0).mean()

# %% right: A loop over samples.
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    losses = []
    for k in range(X.shape[0]):
        z = torch.tanh(W @ (X[k] + sd * noise[k]) + b)
        d = V @ z + c - X[k]
        losses.append(d @ d)
    return torch.stack(losses).mean()

# %% right: By the norm.
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + noise * sd).matmul(W.t()) + b)
    return torch.linalg.norm(Z.matmul(V.t()) + c - X, dim=1).square().mean()

# %% right: By einsum, the mean as a division.
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh(torch.einsum("md,nd->nm", W, X + sd * noise) + b)
    R = torch.einsum("dm,nm->nd", V, Z) + c - X
    return torch.einsum("nd,nd->", R, R) / X.shape[0]

# %% wrong: The copy is compared with the spoiled input.
# told: target_spoiled
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    seen = X + sd * noise
    Z = torch.tanh(seen @ W.T + b)
    return ((Z @ V.T + c - seen) ** 2).sum(1).mean()

# %% wrong: There is no noise at all.
# told: no_noise
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh(X @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1).mean()

# %% wrong: The noise is added to the output.
# told: noise_on_copies
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh(X @ W.T + b)
    return ((Z @ V.T + c + sd * noise - X) ** 2).sum(1).mean()

# %% wrong: The noise spoils the target, not the input.
# told: noise_on_target
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh(X @ W.T + b)
    return ((Z @ V.T + c - (X + sd * noise)) ** 2).sum(1).mean()

# %% wrong: sd is taken for the variance.
# told: sd_rooted
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd ** 0.5 * noise) @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1).mean()

# %% wrong: The variance multiplies the noise.
# told: sd_squared
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd ** 2 * noise) @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1).mean()

# %% wrong: sd is forgotten.
# told: sd_left_out
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + noise) @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1).mean()

# %% wrong: The mean runs over features too.
# told: averaged_over_all
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd * noise) @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).mean()

# %% wrong: Everything is added.
# told: summed_over_samples
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd * noise) @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum()

# %% wrong: No tanh in the code.
# told: no_tanh
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = (X + sd * noise) @ W.T + b
    return ((Z @ V.T + c - X) ** 2).sum(1).mean()

# %% wrong: A tanh on the copy as well.
# told: tanh_on_copies
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd * noise) @ W.T + b)
    return ((torch.tanh(Z @ V.T + c) - X) ** 2).sum(1).mean()

# %% wrong: The bias of the decoder is forgotten.
# told: no_c
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd * noise) @ W.T + b)
    return ((Z @ V.T - X) ** 2).sum(1).mean()

# %% wrong: The distance is not squared.
# told: distances
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd * noise) @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1).sqrt().mean()

# %% wrong: Absolute values in place of squares.
# told: absolute
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd * noise) @ W.T + b)
    return (Z @ V.T + c - X).abs().sum(1).mean()

# %% wrong: One loss for each sample.
# told: each_sample
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    Z = torch.tanh((X + sd * noise) @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1)

# %% wrong: X is spoiled in place, so the target is spoiled too.
# told: target_spoiled
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    X += sd * noise
    Z = torch.tanh(X @ W.T + b)
    return ((Z @ V.T + c - X) ** 2).sum(1).mean()

# %% wrong: The return stands inside the loop.
# told: first_sample
import torch


def denoising_loss(X, noise, sd, W, b, V, c):
    for x, n in zip(X, noise):
        z = torch.tanh(W @ (x + sd * n) + b)
        return ((V @ z + c - x) ** 2).sum()
