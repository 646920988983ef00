# %% right: Recursion over the leading axes down to a single row.
import math
import torch


def log_softmax(z):
    if z.dim() > 1:
        return torch.stack([log_softmax(part) for part in z])
    top = z.max()
    return (z - top) - (z - top).exp().sum().log()

# %% right: All rows flattened into lists of floats, math.fsum, and the shape put back.
import math
import torch


def log_softmax(z):
    C = z.shape[-1]
    out = []
    for row in z.reshape(-1, C).tolist():
        biggest = max(row)
        log_sum = biggest + math.log(math.fsum(math.exp(v - biggest) for v in row))
        out += [v - log_sum for v in row]
    return torch.tensor(out, dtype=z.dtype).reshape(z.shape)

# %% right: The log of the sum is built class by class with log1p, two terms at a time; no global maximum.
import math
import torch


def log_softmax(z):
    def log_add(s, t):
        hi, lo = torch.maximum(s, t), torch.minimum(s, t)
        return hi + torch.log1p(torch.exp(lo - hi))
    total = z[..., 0]
    for k in range(1, z.size(-1)):
        total = log_add(total, z[..., k])
    return z - total.unsqueeze(-1)

# %% wrong: Subtracting the largest logit is taken for the normalisation; the logarithm of the sum of powers is missing.
# told: only_shifted
import math
import torch


def log_softmax(z):
    m = z.amax(dim=-1, keepdim=True)
    return z - m

# %% wrong: The stable softmax is computed first and the logarithm taken after it: probabilities below about 1e-308 are 0 by then and give -inf.
# told: log_of_shifted_softmax
import math
import torch


def log_softmax(z):
    e = torch.exp(z - z.amax(dim=-1, keepdim=True))
    p = e / e.sum(dim=-1, keepdim=True)
    return torch.log(p)

# %% wrong: Logits are cut to what exp can take instead of being shifted: large logits become equal though they differ.
# told: logits_cut_off
import math
import torch


def log_softmax(z):
    zc = z.clamp(-700.0, 700.0)
    return zc - torch.log(torch.exp(zc).sum(-1, keepdim=True))

# %% wrong: The maximum is taken off inside the sum but not put back: the shift must hold for both terms.
# told: maximum_not_added_back
import math
import torch


def log_softmax(z):
    m = z.max(dim=-1, keepdim=True).values
    return z - torch.log(torch.exp(z - m).sum(dim=-1, keepdim=True))

# %% wrong: The sum and the maximum run along the first axis instead of the last.
# told: along_first_axis
import math
import torch


def log_softmax(z):
    s = z - z.amax(dim=0, keepdim=True)
    return s - s.exp().sum(dim=0, keepdim=True).log()

# %% wrong: TWO: the powers are averaged, not added up; and the result has the opposite sign (it is -log p).
# told: mean_of_powers_and_turned
import math
import torch


def log_softmax(z):
    m = z.amax(-1, keepdim=True)
    lse = m + (z - m).exp().mean(-1, keepdim=True).log()
    return lse - z

# %% wrong: One maximum for the whole batch: a row far below it has only powers that are 0, and its result is inf.
# told: one_maximum_for_all
import math
import torch


def log_softmax(z):
    s = z - z.max()
    return s - s.exp().sum(dim=-1, keepdim=True).log()

# %% wrong: The maximum is taken off with -= and so the caller's logits are changed.
# told: changed
import math
import torch


def log_softmax(z):
    z -= z.amax(dim=-1, keepdim=True)
    return z - torch.log(torch.exp(z).sum(dim=-1, keepdim=True))

# %% right: Flattens to rows and loops over them with plain Python numbers.
import math
import torch

def log_softmax(z):
    def one_row(row):
        top = max(row)
        log_sum = math.log(math.fsum(math.exp(v - top) for v in row))
        return [(v - top) - log_sum for v in row]

    rows = z.reshape(-1, z.shape[-1]).tolist()
    return torch.tensor([one_row(r) for r in rows], dtype=z.dtype).reshape(z.shape)

# %% right: Goes through the classes once with a running maximum and a running sum that is rescaled.
import torch

def log_softmax(z):
    m = z[..., 0]
    s = torch.ones_like(m)
    for c in range(1, z.shape[-1]):
        new = torch.maximum(m, z[..., c])
        s = s * torch.exp(m - new) + torch.exp(z[..., c] - new)
        m = new
    return z - m.unsqueeze(-1) - s.log().unsqueeze(-1)

# %% right: NumPy: sorts each row, keeps the largest as the 1 of log1p and adds up the others.
import numpy as np
import torch

def log_softmax(z):
    a = z.numpy()
    ordered = np.sort(a, axis=-1)
    top = ordered[..., -1:]
    others = np.exp(ordered[..., :-1] - top).sum(axis=-1, keepdims=True)
    return torch.from_numpy(a - top - np.log1p(others))

# %% wrong: Makes the logits small by dividing them by their largest absolute value; softmax only stays the same under a shift, not under a scale.
# told: divided_by_largest_size
import torch

def log_softmax(z):
    z = z / z.abs().amax(dim=-1, keepdim=True).clamp(min=1e-12)
    return z - torch.log(torch.exp(z).sum(dim=-1, keepdim=True))

# %% wrong: Subtracts the maximum inside the powers but not from the logit outside, so each row is off by its maximum.
# told: maximum_not_added_back
import torch

def log_softmax(z):
    m = z.max(dim=-1, keepdim=True).values
    return z - torch.log(torch.exp(z - m).sum(dim=-1, keepdim=True))

# %% wrong: Cuts the logits off at -700 and 700 to avoid overflow, which changes their differences.
# told: logits_cut_off
import torch

def log_softmax(z):
    z = z.clamp(-700, 700)
    return z - z.exp().sum(-1, keepdim=True).log()

# %% wrong: Works along axis 1 instead of the last one: fails for a single row and is wrong with three axes.
# told: along_axis_one
import torch

def log_softmax(z):
    m = z.max(dim=1, keepdim=True)[0]
    s = torch.exp(z - m).sum(dim=1, keepdim=True)
    return z - m - torch.log(s)

# %% wrong: Returns -log p, the loss, instead of log p.
# told: turned
import torch

def log_softmax(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted.exp().sum(-1, keepdim=True).log() - shifted

# %% wrong: TWO: takes the mean of the powers instead of their sum; and the logarithm has base 2.
# told: mean_of_powers_in_bits
import torch

def log_softmax(z):
    d = z - z.amax(dim=-1, keepdim=True)
    return d - torch.log2(torch.exp(d).mean(dim=-1, keepdim=True))

# %% wrong: Subtracts one maximum of the whole tensor: the powers of a row far below it are all 0, and its log is -inf.
# told: one_maximum_for_all
import torch

def log_softmax(z):
    d = z - z.max()
    return d - torch.log(torch.exp(d).sum(dim=-1, keepdim=True))

# %% wrong: The maximum is subtracted with -=, which changes the argument z of the caller.
# told: changed
import torch

def log_softmax(z):
    z -= z.max(dim=-1, keepdim=True).values
    total = torch.exp(z).sum(dim=-1, keepdim=True)
    return z - torch.log(total)

# %% right: The function calls itself for each entry of the first axis until a single row is left.
import torch

def log_softmax(z):
    if z.dim() > 1:
        return torch.stack([log_softmax(part) for part in z])
    moved = z - max(z)
    return moved - sum(torch.exp(moved)).log()

# %% right: All rows in one long list, pure math in a helper, reshaped at the end; log1p of the powers other than the largest.
import math
import torch

def _row(r):
    k = r.index(max(r))
    rest = math.fsum(math.exp(v - r[k]) for i, v in enumerate(r) if i != k)
    return [(v - r[k]) - math.log1p(rest) for v in r]

def log_softmax(z):
    rows = z.reshape(-1, z.shape[-1]).tolist()
    return torch.tensor([_row(r) for r in rows], dtype=z.dtype).reshape(z.shape)

# %% right: NumPy with the classes moved to the front, powers of 2 instead of e.
import numpy as np
import torch

def log_softmax(z):
    a = np.moveaxis(z.numpy(), -1, 0)
    a = a - a.max(axis=0)
    out = a - np.log(2) * np.log2(np.power(2.0, a / np.log(2)).sum(axis=0))
    return torch.from_numpy(np.ascontiguousarray(np.moveaxis(out, 0, -1)))

# %% wrong: The logarithm of the sum of the powers is replaced by the sum of their logarithms.
# told: sum_of_logits_taken_off
import torch

def log_softmax(z):
    # log(e^z / sum e^z) = z - sum(log e^z)
    return z - z.sum(dim=-1, keepdim=True)

# %% wrong: The logits are divided by the largest size instead of shifted; softmax does not stay the same when the logits are scaled.
# told: divided_by_size_beyond_one
import torch

def log_softmax(z):
    scale = z.abs().amax(dim=-1, keepdim=True).clamp(min=1.0)
    s = z / scale
    return s - torch.log(torch.exp(s).sum(-1, keepdim=True))

# %% wrong: Each class is treated as a yes/no question of its own (log-sigmoid): the classes do not share one sum.
# told: sigmoid_of_each
import torch

def log_softmax(z):
    return torch.clamp(z, max=0) - torch.log1p(torch.exp(-z.abs()))

# %% wrong: The maximum is subtracted inside the powers, but not from the logit in front.
# told: maximum_not_added_back
import torch

def log_softmax(z):
    m = z.max(dim=-1, keepdim=True).values
    total = torch.exp(z - m).sum(dim=-1, keepdim=True)
    return z - torch.log(total)

# %% wrong: The classes are looked for on axis 1, which is the last axis only of a plain batch.
# told: along_axis_one_of_batches
import torch

def log_softmax(z):
    axis = 0 if z.ndim == 1 else 1
    z = z - z.amax(axis, keepdim=True)
    return z - z.exp().sum(axis, keepdim=True).log()

# %% wrong: TWO: the smallest logit is subtracted instead of the largest, so the powers overflow; and the logarithm has base 10.
# told: shifted_by_the_smallest_to_base_ten
import torch

def log_softmax(z):
    s = z - z.min(dim=-1, keepdim=True)[0]
    return s - torch.log10(s.exp().sum(dim=-1, keepdim=True))

# %% wrong: One maximum for the whole tensor: a row that lies far below another row underflows to log 0.
# told: one_maximum_for_all
import torch

def log_softmax(z):
    s = z - z.max()
    return s - torch.log(torch.sum(torch.exp(s), dim=-1, keepdim=True))

# %% wrong: The shifted logits are computed, but then the old z goes into the powers.
# told: unshifted
import torch

def log_softmax(z):
    m = torch.amax(z, dim=-1, keepdim=True)
    shifted = z - m
    powers = torch.exp(z)
    norm = powers.sum(dim=-1, keepdim=True)
    return z - torch.log(norm)
