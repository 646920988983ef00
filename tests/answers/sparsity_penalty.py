# %% right: The lines of the text.
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return (rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))).sum()

# %% right: Logarithms taken apart.
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(dim=0)
    own = rho * math.log(rho) + (1 - rho) * math.log(1 - rho)
    return len(m) * own - (rho * m.log() + (1 - rho) * torch.log1p(-m)).sum()

# %% right: By torch's distributions.
import math

import torch


def sparsity_penalty(H, rho):
    coin = torch.distributions.Bernoulli
    m = H.mean(0)
    return torch.distributions.kl_divergence(coin(torch.full_like(m, rho)), coin(m)).sum()

# %% right: A loop over units.
import math

import torch


def sparsity_penalty(H, rho):
    total = torch.zeros((), dtype=H.dtype)
    for j in range(H.shape[1]):
        m = H[:, j].sum() / H.shape[0]
        total = total + rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))
    return total

# %% right: Two sides of each coin as a table.
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0, keepdim=True)
    q = torch.cat([m, 1 - m])
    p = torch.tensor([[rho], [1 - rho]], dtype=H.dtype)
    return torch.sum(p * torch.log(p / q))

# %% right: xlogy.
import math

import torch


def sparsity_penalty(H, rho):
    m = H.sum(0) / H.size(0)
    p = torch.full_like(m, rho)
    return (torch.xlogy(p, p / m) + torch.xlogy(1 - p, (1 - p) / (1 - m))).sum()

# %% wrong: The divergence goes the other way.
# told: other_way
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return (m * torch.log(m / rho) + (1 - m) * torch.log((1 - m) / (1 - rho))).sum()

# %% wrong: Penalty of each entry, then the mean.
# told: each_entry_averaged
import math

import torch


def sparsity_penalty(H, rho):
    kl = rho * torch.log(rho / H) + (1 - rho) * torch.log((1 - rho) / (1 - H))
    return kl.mean(0).sum()

# %% wrong: Penalty of each entry, all added.
# told: each_entry_added
import math

import torch


def sparsity_penalty(H, rho):
    kl = rho * torch.log(rho / H) + (1 - rho) * torch.log((1 - rho) / (1 - H))
    return kl.sum()

# %% wrong: The part of being off is missing.
# told: only_on
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return (rho * torch.log(rho / m)).sum()

# %% wrong: The mean of each sample.
# told: mean_of_samples
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(1)
    return (rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))).sum()

# %% wrong: One mean of everything.
# told: mean_of_all
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean()
    return rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))

# %% wrong: Averaged over the units.
# told: averaged_over_units
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return (rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))).mean()

# %% wrong: Bits.
# told: in_bits
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return (rho * torch.log2(rho / m) + (1 - rho) * torch.log2((1 - rho) / (1 - m))).sum()

# %% wrong: Cross-entropy.
# told: cross_entropy
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return -(rho * torch.log(m) + (1 - rho) * torch.log(1 - m)).sum()

# %% wrong: Ratios turned round.
# told: ratios_turned
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return (rho * torch.log(m / rho) + (1 - rho) * torch.log((1 - m) / (1 - rho))).sum()

# %% wrong: Squared differences.
# told: squared_differences
import math

import torch


def sparsity_penalty(H, rho):
    return ((H.mean(0) - rho) ** 2).sum()

# %% wrong: All entries added, a penalty on size.
# told: entries_added
import math

import torch


def sparsity_penalty(H, rho):
    return H.abs().sum()

# %% wrong: A small number guards the logarithm.
# told: small_number_added
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0) + 1e-6
    return (rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))).sum()

# %% wrong: The means are cut.
# told: means_cut
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0).clamp(1e-3, 1 - 1e-3)
    return (rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))).sum()

# %% wrong: One penalty for each unit.
# told: for_each_unit
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))

# %% wrong: 1 - rho is forgotten in front of the second logarithm.
# told: off_weight_missing
import math

import torch


def sparsity_penalty(H, rho):
    m = H.mean(0)
    return (rho * torch.log(rho / m) + torch.log((1 - rho) / (1 - m))).sum()

# %% wrong: The sum where the mean belongs.
# told: sum_for_mean
import math

import torch


def sparsity_penalty(H, rho):
    m = H.sum(0)
    return (rho * torch.log(rho / m) + (1 - rho) * torch.log((1 - rho) / (1 - m))).sum()
