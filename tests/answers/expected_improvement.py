# %% right: Normal distribution of torch, with a mask.
import torch

def expected_improvement(mu, sigma, best):
    out = (best - mu).clamp(min=0)
    m = sigma > 0
    n = torch.distributions.Normal(0., 1.)
    z = (best - mu[m]) / sigma[m]
    out[m] = (best - mu[m]) * torch.special.ndtr(z) + sigma[m] * torch.exp(-z * z / 2) / (2 * torch.pi) ** 0.5
    return out

# %% right: A loop with math.erf.
import math
import torch

def expected_improvement(mu, sigma, best):
    res = torch.zeros_like(mu)
    for i in range(len(mu)):
        d = best - mu[i].item()
        s = sigma[i].item()
        if s == 0:
            res[i] = max(0.0, d)
        else:
            z = d / s
            res[i] = d * 0.5 * (1 + math.erf(z / 2 ** 0.5)) + s / math.sqrt(2 * math.pi) * math.exp(-0.5 * z ** 2)
    return res

# %% right: Through z alone: sigma times a function of z.
import torch

def expected_improvement(mu, sigma, best):
    z = (best - mu) / sigma.clamp(min=1e-300)
    h = z * torch.special.ndtr(z) + torch.exp(-z ** 2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma == 0, torch.relu(best - mu), sigma * h)

# %% right: statistics.NormalDist for each place.
import statistics
import torch

def expected_improvement(mu, sigma, best):
    def one(m, s):
        if s == 0:
            return max(best - m, 0)
        loss = statistics.NormalDist(m, s)
        return (best - m) * loss.cdf(best) + s * s * loss.pdf(best)
    return torch.tensor([one(m, s) for m, s in zip(mu.tolist(), sigma.tolist())], dtype=torch.float64)

# %% right: Numpy with scipy-free cdf.
import numpy as np
import torch
from math import erf

def expected_improvement(mu, sigma, best):
    m, s = mu.numpy(), sigma.numpy()
    safe = np.where(s > 0, s, 1.0)
    z = (best - m) / safe
    cdf = 0.5 + 0.5 * np.vectorize(erf)(z / np.sqrt(2))
    pdf = np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)
    ei = (best - m) * cdf + s * pdf
    return torch.from_numpy(np.where(s > 0, ei, np.maximum(best - m, 0)))

# %% right: nan_to_num of z.
import torch

def expected_improvement(mu, sigma, best):
    gap = best - mu
    z = torch.nan_to_num(gap / sigma, nan=0.0)
    return gap * torch.special.ndtr(z) + sigma * torch.exp(-z.square() / 2) / (2 * torch.pi) ** 0.5

# %% wrong: Maximising: improvement is mu - best.
# told: above_for_below
import torch

def expected_improvement(mu, sigma, best):
    d = mu - best
    s = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = d / s
    ei = d * torch.special.ndtr(z) + s * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, d.clamp(min=0))

# %% wrong: Only the first part.
# told: bell_missing
import torch

def expected_improvement(mu, sigma, best):
    d = best - mu
    s = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    ei = d * torch.special.ndtr(d / s)
    return torch.where(sigma > 0, ei, d.clamp(min=0))

# %% wrong: Nothing done about sigma 0.
# told: nan_where_known
import torch

def expected_improvement(mu, sigma, best):
    z = (best - mu) / sigma
    return (best - mu) * torch.special.ndtr(z) + sigma * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5

# %% wrong: The second part is subtracted.
# told: pieces_subtracted
import torch

def expected_improvement(mu, sigma, best):
    d = best - mu
    s = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = d / s
    ei = d * torch.special.ndtr(z) - s * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, d.clamp(min=0))

# %% wrong: Where sigma is 0 the result is 0.
# told: zero_where_known
import torch

def expected_improvement(mu, sigma, best):
    out = torch.zeros_like(mu)
    k = sigma > 0
    d = best - mu[k]
    z = d / sigma[k]
    out[k] = d * torch.special.ndtr(z) + sigma[k] * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return out

# %% wrong: The factor sigma of the density is missing.
# told: spread_missing
import torch

def expected_improvement(mu, sigma, best):
    d = best - mu
    s = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = d / s
    ei = d * torch.special.ndtr(z) + torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, torch.relu(d))

# %% wrong: 1/(2 pi) without a root.
# told: bell_over_two_pi
import torch

def expected_improvement(mu, sigma, best):
    d = best - mu
    s = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = d / s
    ei = d * torch.special.ndtr(z) + s * torch.exp(-z**2 / 2) / (2 * torch.pi)
    return torch.where(sigma > 0, ei, torch.relu(d))

# %% wrong: z divides by the variance.
# told: variance_in_z
import torch

def expected_improvement(mu, sigma, best):
    d = best - mu
    s = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = d / s**2
    ei = d * torch.special.ndtr(z) + s * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, torch.relu(d))

# %% wrong: The improvement at the mean.
# told: improvement_of_the_mean
import torch

def expected_improvement(mu, sigma, best):
    return torch.clamp(best - mu, min=0)

# %% wrong: 1e-9 keeps the division from 0.
# told: sigma_and_9_digits
import torch

def expected_improvement(mu, sigma, best):
    sigma = sigma + 1e-9
    z = (best - mu) / sigma
    return (best - mu) * torch.special.ndtr(z) + sigma * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5

# %% wrong: The probability of an improvement.
# told: probability_everywhere
import torch

def expected_improvement(mu, sigma, best):
    safe = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    return torch.where(sigma > 0, torch.special.ndtr((best - mu) / safe), ((best - mu) > 0).double())

# %% wrong: z = (mu - best)/sigma inside both functions.
# told: share_of_no_improvement
import torch

def expected_improvement(mu, sigma, best):
    safe = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = (mu - best) / safe
    ei = (best - mu) * torch.special.ndtr(z) + safe * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, (best - mu).clamp(min=0))

# %% wrong: erf of z without the root of 2.
# told: erf_without_root
import torch

def expected_improvement(mu, sigma, best):
    safe = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = (best - mu) / safe
    cdf = 0.5 * (1 + torch.erf(z))
    ei = (best - mu) * cdf + safe * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, (best - mu).clamp(min=0))

# %% wrong: Where sigma is 0, best - mu even if it is negative.
# told: below_zero_where_known
import torch

def expected_improvement(mu, sigma, best):
    safe = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = (best - mu) / safe
    ei = (best - mu) * torch.special.ndtr(z) + safe * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, best - mu)

# %% wrong: Density and probability exchanged.
# told: density_and_share_exchanged
import torch

def expected_improvement(mu, sigma, best):
    safe = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = (best - mu) / safe
    phi = torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    ei = (best - mu) * phi + safe * torch.special.ndtr(z)
    return torch.where(sigma > 0, ei, (best - mu).clamp(min=0))

# %% wrong: One if for the whole tensor.
# told: all_or_nothing
import torch

def expected_improvement(mu, sigma, best):
    if (sigma == 0).any():
        return torch.clamp(best - mu, min=0)
    z = (best - mu) / sigma
    return (best - mu) * torch.special.ndtr(z) + sigma * torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5

# %% wrong: A mean over drawn losses.
# told: clue
import torch

def expected_improvement(mu, sigma, best):
    e = torch.randn(20000, 1, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    return (best - mu - sigma * e).clamp(min=0).mean(0)

# %% wrong: The second part missing, and 0 where sigma is 0.
# told: bell_missing_with_zero_where_known
import torch

def expected_improvement(mu, sigma, best):
    safe = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    ei = (best - mu) * torch.special.ndtr((best - mu) / safe)
    return torch.where(sigma > 0, ei, torch.zeros_like(ei))

# %% wrong: Counted in standard deviations.
# told: not_scaled_back
import torch

def expected_improvement(mu, sigma, best):
    s = torch.where(sigma > 0, sigma, 1.0)
    z = (best - mu) / s
    ei = z * torch.special.ndtr(z) + torch.exp(-z**2 / 2) / (2 * torch.pi) ** 0.5
    return torch.where(sigma > 0, ei, (best - mu).clamp(min=0))

# %% wrong: torch.tensor of a list of floats.
# told: as_float32
import math
import torch

def expected_improvement(mu, sigma, best):
    out = []
    for m, s in zip(mu.tolist(), sigma.tolist()):
        g = best - m
        if s == 0:
            out.append(max(g, 0))
        else:
            z = g / s
            out.append(g * (1 + math.erf(z / 2**0.5)) / 2 + s * math.exp(-z**2 / 2) / math.sqrt(2 * math.pi))
    return torch.tensor(out)
