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

# %% right: One place at a time with a helper on Python floats; the distribution function comes from erfc.
import math
import torch

def expected_improvement(mu, sigma, best):
    def one(m, s):
        d = best - m
        if s == 0.0:
            return d if d > 0 else 0.0
        z = d / s
        return d * 0.5 * math.erfc(-z / math.sqrt(2.0)) + s * math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)

    return torch.tensor([one(*pair) for pair in zip(mu.tolist(), sigma.tolist())], dtype=torch.float64)

# %% right: Computes sigma (z Phi + phi) with division by zero allowed and afterwards writes the certain places over it.
import math
import torch

def expected_improvement(mu, sigma, best):
    z = torch.div(best - mu, sigma)
    ei = sigma * (z * torch.special.ndtr(z) + torch.exp(-z.square() / 2 - math.log(2 * math.pi) / 2))
    certain = torch.nonzero(sigma == 0).flatten()
    return ei.index_copy(0, certain, torch.relu(best - mu).index_select(0, certain))

# %% right: A dataclass for a place with a gain method, and numpy for the result; best - mu plus the mean excess of the loss over best.
import math
from dataclasses import dataclass
import numpy as np
import torch

@dataclass
class Place:
    mean: float
    std: float

    def gain(self, best):
        d = best - self.mean
        if not self.std > 0:
            return max(d, 0.0)
        t = abs(d) / self.std
        upper = math.erfc(t / math.sqrt(2)) / 2            # P(e > t)
        small = self.std * math.exp(-t * t / 2) / math.sqrt(2 * math.pi) - abs(d) * upper
        return small + max(d, 0.0)                          # max(x, 0) = x + max(-x, 0)

def expected_improvement(mu, sigma, best):
    m, s = mu.numpy(), sigma.numpy()
    return torch.from_numpy(np.array([Place(float(a), float(c)).gain(best) for a, c in zip(m, s)], dtype=np.float64))

# %% wrong: Returns the probability that a place is better, not how much is gained there in the mean.
# told: probability_alone
import math
import torch

def expected_improvement(mu, sigma, best):
    certain = sigma == 0
    safe = torch.where(certain, torch.ones_like(sigma), sigma)
    z = (best - mu) / safe
    p = torch.special.ndtr(z)
    return torch.where(certain, (best - mu).clamp(min=0), p)

# %% wrong: Best - mu is cut off at 0 inside the first part, as if the gain of the mean were meant; only the single losses above best gain 0.
# told: gap_cut_off_inside
import math
import torch

def expected_improvement(mu, sigma, best):
    out = []
    for m, s in zip(mu.tolist(), sigma.tolist()):
        gain = max(best - m, 0.0)       # a loss above best gains 0
        if s == 0:
            out.append(gain)
            continue
        z = (best - m) / s
        Phi = 0.5 * (1 + math.erf(z / math.sqrt(2)))
        phi = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        out.append(gain * Phi + s * phi)
    return torch.tensor(out, dtype=torch.float64)

# %% wrong: The second part is subtracted: the minus sign of phi' = -e phi was forgotten.
# told: pieces_subtracted
import math
import torch

def expected_improvement(mu, sigma, best):
    d = best - mu
    z = d / sigma.clamp(min=1e-300)
    first = d * torch.special.ndtr(z)
    second = sigma * torch.exp(-z**2 / 2) / math.sqrt(2 * math.pi)
    ei = first - second
    ei[sigma == 0] = torch.relu(d)[sigma == 0]
    return ei

# %% wrong: The density is divided by 2 pi instead of its square root.
# told: bell_over_two_pi
import math
import torch

def phi(z):
    return torch.exp(-0.5 * z * z) / (2 * math.pi)

def expected_improvement(mu, sigma, best):
    result = torch.zeros_like(mu)
    pos = sigma > 0
    z = (best - mu[pos]) / sigma[pos]
    result[pos] = (best - mu[pos]) * torch.special.ndtr(z) + sigma[pos] * phi(z)
    result[~pos] = torch.clamp(best - mu[~pos], min=0)
    return result

# %% wrong: A high loss is taken as good (mu - best), and the factor sigma is missing in the second part.
# told: above_for_below_with_spread_missing
import math
import torch
from torch.distributions import Normal

def expected_improvement(mu, sigma, best):
    N = Normal(torch.tensor(0.0, dtype=torch.float64), torch.tensor(1.0, dtype=torch.float64))
    improvement = mu - best
    s = torch.where(sigma > 0, sigma, torch.ones_like(sigma))
    z = improvement / s
    ei = improvement * N.cdf(z) + N.log_prob(z).exp()
    return torch.where(sigma > 0, ei, improvement.clamp(min=0))

# %% wrong: As soon as one place has sigma = 0, all places are treated as certain, although some may have sigma = 0 and others not.
# told: all_or_nothing
import math
import torch

def expected_improvement(mu, sigma, best):
    if torch.any(sigma == 0):
        return torch.clamp(best - mu, min=0.0)
    z = (best - mu) / sigma
    pdf = torch.exp(-z ** 2 / 2) / math.sqrt(2 * math.pi)
    cdf = torch.special.ndtr(z)
    return (best - mu) * cdf + sigma * pdf

# %% wrong: "if sigma == 0" and max() are used on whole tensors, which is an error as soon as there are several places.
# told: advice
import math
import torch

def expected_improvement(mu, sigma, best):
    if sigma == 0:
        return max(best - mu, 0)
    else:
        z = (best - mu) / sigma
        part1 = (best - mu) * torch.special.ndtr(z)
        part2 = sigma * torch.exp(-z**2/2) / math.sqrt(2*math.pi)
        return part1 + part2

# %% wrong: The integral is approximated by a sum over a coarse grid of e from -6 to 6, which gives only a few right digits instead of ten.
# told: added_up_to_6_on_201_points
import math
import torch

def expected_improvement(mu, sigma, best):
    e = torch.linspace(-6, 6, 201, dtype=torch.float64)
    step = e[1] - e[0]
    density = torch.exp(-e ** 2 / 2) / math.sqrt(2 * math.pi)
    loss = mu[:, None] + sigma[:, None] * e[None, :]
    gain = (best - loss).clamp(min=0)
    return (gain * density * step).sum(dim=1)
