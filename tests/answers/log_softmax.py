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

# %% right: Goes through the classes once, with a running maximum and a running sum.
import torch


def log_softmax(z):
    classes = z.unbind(dim=-1)
    top, total = classes[0], torch.ones_like(classes[0])
    for c in classes[1:]:
        new = torch.maximum(top, c)
        total = total * torch.exp(top - new) + torch.exp(c - new)
        top = new
    return (z - top[..., None]) - torch.log(total)[..., None]

# %% right: Reshapes to rows and does each row with the math module.
import math
import torch


def log_softmax(z):
    def one_row(row):
        big = max(row)
        log_total = math.log(math.fsum(math.exp(v - big) for v in row))
        return [(v - big) - log_total for v in row]

    rows = z.reshape(-1, z.shape[-1]).tolist()
    out = torch.tensor([one_row(r) for r in rows], dtype=z.dtype)
    return out.reshape(z.shape)

# %% right: numpy, with powers of two in place of powers of e, and the last axis moved to the front.
import numpy as np
import torch


def log_softmax(z):
    a = np.moveaxis(z.numpy(), -1, 0)
    shifted = a - a.max(axis=0)
    total = np.exp2(shifted / np.log(2)).sum(axis=0)
    res = shifted - np.log(2) * np.log2(total)
    return torch.from_numpy(np.moveaxis(res, 0, -1).copy())

# %% wrong: The logarithm of the quotient becomes a quotient: z is divided by the log of the sum instead of the log being subtracted.
# told: divided_by_log_of_sum
import torch


def log_softmax(z):
    m = z.amax(dim=-1, keepdim=True)
    log_sum = m + torch.log(torch.exp(z - m).sum(dim=-1, keepdim=True))
    return z / log_sum

# %% wrong: The logarithm of the sum of powers is taken to be the sum of their logarithms, the sum of the logits.
# told: sum_of_logits_taken_off
import torch


def log_softmax(z):
    log_of_sum = z.sum(dim=-1, keepdim=True)
    return z - log_of_sum

# %% wrong: The logits are divided by their largest absolute value against overflow; softmax does not stay the same under scaling.
# told: divided_by_size_beyond_one
import torch


def log_softmax(z):
    scale = z.abs().amax(-1, keepdim=True).clamp(min=1.0)
    u = z / scale
    return u - torch.log(torch.exp(u).sum(-1, keepdim=True))

# %% wrong: The sums run over axis 1 instead of the last one; this works for a batch (B, C) only.
# told: along_axis_one
import torch


def log_softmax(z):
    m = torch.max(z, dim=1, keepdim=True).values
    e = torch.exp(z - m)
    return z - m - torch.log(e.sum(dim=1, keepdim=True))

# %% wrong: The maximum is subtracted twice: z - m is already shifted, and m is added to the log of the sum again.
# told: maximum_twice
import torch


def log_softmax(z):
    m = z.max(-1, keepdim=True).values
    z = z - m
    lse = m + torch.log(z.exp().sum(-1, keepdim=True))
    return z - lse

# %% wrong: TWO: the minimum is subtracted instead of the maximum, so large logits still overflow; and the logarithm is to base 10.
# told: shifted_by_the_smallest_to_base_ten
import torch


def log_softmax(z):
    d = z - z.amin(dim=-1, keepdim=True)
    return d - torch.log10(torch.exp(d).sum(dim=-1, keepdim=True))

# %% wrong: The maximum of the whole tensor is subtracted instead of each row's own: a row far below it underflows to log 0.
# told: one_maximum_for_all
import torch


def log_softmax(z):
    d = z - z.max()
    return d - d.exp().sum(dim=-1, keepdim=True).log()

# %% wrong: The logarithm is forgotten: log-probabilities are never formed, the probabilities are returned.
# told: probabilities
import torch


def log_softmax(z):
    m = z.amax(-1, keepdim=True)
    e = torch.exp(z - m)
    s = e.sum(-1, keepdim=True)
    logp = e / s
    return logp

# %% right: Recursion over the leading axes, math functions and fsum on each row.
import math
import torch
def log_softmax(z):
    if z.dim() > 1:
        return torch.stack([log_softmax(part) for part in z])
    row = z.tolist()
    m = max(row)
    ls = math.log(math.fsum(math.exp(v - m) for v in row))
    return torch.tensor([(v - m) - ls for v in row], dtype=z.dtype)

# %% right: The largest class is taken out of the sum (its power is 1) and log1p gets the rest.
import torch
def log_softmax(z):
    m, i = torch.max(z, dim=-1, keepdim=True)
    e = torch.exp(z - m)
    rest = e.scatter(-1, i, 0.0).sum(dim=-1, keepdim=True)
    return (z - m) - torch.log1p(rest)

# %% right: NumPy on a flattened batch of rows, one row after the other, reshaped at the end.
import numpy as np
import torch
def log_softmax(z):
    rows = z.detach().numpy().reshape(-1, z.shape[-1])
    out = np.empty_like(rows)
    for i, r in enumerate(rows):
        t = r - np.max(r)
        out[i] = t - np.log(np.sum(np.exp(t)))
    return torch.from_numpy(out.reshape(tuple(z.shape)))

# %% wrong: The logarithm of the sum is replaced by the maximum: the largest class always gets log-probability 0.
# told: only_shifted
import torch
def log_softmax(z):
    return z - z.max(dim=-1, keepdim=True).values

# %% wrong: The logarithm of a sum of powers is taken to be the sum of the logits (logarithm and sum swapped).
# told: sum_of_logits_taken_off
import torch
def log_softmax(z):
    # log(e^z / sum e^z) = z - sum(log e^z)
    return z - z.sum(dim=-1, keepdim=True)

# %% wrong: The maximum is subtracted inside the sum only: it is neither added back nor subtracted from z.
# told: maximum_not_added_back
import torch
def log_softmax(z):
    m = z.amax(dim=-1, keepdim=True)
    # shifting does not change the softmax
    total = torch.exp(z - m).sum(dim=-1, keepdim=True)
    return z - torch.log(total)

# %% wrong: The decimal logarithm is used, not the natural one.
# told: sum_to_base_ten
import torch
def log_softmax(z):
    s = z - z.amax(-1, keepdim=True)
    return s - torch.log10(torch.exp(s).sum(-1, keepdim=True))

# %% wrong: keepdim is missing in the sum, so the logarithms are subtracted along the wrong axis (or the shapes do not fit).
# told: totals_without_axis
import torch
def log_softmax(z):
    s = z - z.amax(dim=-1, keepdim=True)
    return s - s.exp().sum(dim=-1).log()

# %% wrong: TWO: the minimum is subtracted and not the maximum, so powers still overflow; and the sign is flipped (-log p is returned).
# told: shifted_by_the_smallest_and_turned
import torch
def log_softmax(z):
    s = z - z.min(dim=-1, keepdim=True).values
    return torch.log(torch.exp(s).sum(dim=-1, keepdim=True)) - s

# %% wrong: One maximum of the whole tensor is subtracted, so all powers of a row with much smaller logits underflow.
# told: one_maximum_for_all
import torch
def log_softmax(z):
    s = z - z.max()
    return s - torch.log(torch.exp(s).sum(dim=-1, keepdim=True))

# %% wrong: The shifted logits are computed, but the sum still uses the powers of the unshifted z.
# told: step
import torch
def log_softmax(z):
    shifted = z - torch.max(z, dim=-1, keepdim=True)[0]
    e = torch.exp(z)
    return shifted - torch.log(e.sum(dim=-1, keepdim=True))

# %% right: Recursion over the axes down to single rows, each done with math and lists.
import math
import torch


def log_softmax(z):
    if z.dim() > 1:
        return torch.stack([log_softmax(part) for part in z])
    row = z.tolist()
    top = max(row)
    lse = math.log(sum(math.exp(v - top) for v in row))
    return torch.tensor([(v - top) - lse for v in row], dtype=z.dtype)

# %% right: One pass over the classes with a running maximum and a running sum that is rescaled.
import torch


def log_softmax(z):
    m = z[..., 0].clone()
    s = torch.ones_like(m)
    for c in range(1, z.shape[-1]):
        new = torch.maximum(m, z[..., c])
        s = s * torch.exp(m - new) + torch.exp(z[..., c] - new)
        m = new
    return (z - m.unsqueeze(-1)) - s.log().unsqueeze(-1)

# %% right: NumPy on flattened rows: sort each row, take the largest apart, log1p of the rest.
import numpy as np
import torch


def log_softmax(z):
    a = z.numpy().reshape(-1, z.shape[-1])
    srt = np.sort(a, axis=1)
    top, rest = srt[:, -1:], srt[:, :-1]
    lse = np.log1p(np.exp(rest - top).sum(axis=1, keepdims=True))
    return torch.from_numpy((a - top) - lse).reshape(z.shape)

# %% wrong: The logits are divided by the largest absolute value to make them small; only subtracting the same number from all leaves softmax unchanged.
# told: divided_by_size_beyond_one
import torch


def log_softmax(z):
    u = z / z.abs().max(dim=-1, keepdim=True).values.clamp(min=1.0)
    return u - torch.log(torch.exp(u).sum(dim=-1, keepdim=True))

# %% wrong: The logarithm of the sum of powers is replaced by the sum of their logarithms, the sum of the logits.
# told: sum_of_logits_taken_off
import torch


def log_softmax(z):
    total = z.sum(dim=-1, keepdim=True)
    return z - total

# %% wrong: The powers are added over the whole tensor, so all rows together add up to 1 instead of each row.
# told: over_everything
import torch


def log_softmax(z):
    m = z.max()
    return z - m - torch.log(torch.exp(z - m).sum())

# %% wrong: The classes are taken on axis 1, which is the last axis only for a batch (B, C).
# told: along_axis_one_of_batches
import torch


def log_softmax(z):
    dim = 1 if z.dim() > 1 else 0
    m = z.amax(dim=dim, keepdim=True)
    return z - m - (z - m).exp().sum(dim=dim, keepdim=True).log()

# %% wrong: The maximum is subtracted inside the powers, but not in the first term: z - log sum e^(z-m) lacks the -m.
# told: maximum_not_added_back
import torch


def log_softmax(z):
    m = torch.max(z, dim=-1, keepdim=True)[0]
    logsum = torch.log(torch.sum(torch.exp(z - m), dim=-1, keepdim=True))
    return z - logsum

# %% wrong: TWO: the logarithm of the sum has base 10; and the powers are averaged over the classes instead of added.
# told: mean_of_powers_to_base_ten
import torch


def log_softmax(z):
    u = z - z.max(dim=-1, keepdim=True).values
    return u - torch.log10(torch.exp(u).mean(dim=-1, keepdim=True))

# %% wrong: One maximum of the whole tensor is subtracted from all rows; a row far below it has only powers that underflow, and its result is inf.
# told: one_maximum_for_all
import torch


def log_softmax(z):
    u = z - z.max()
    return u - torch.log(torch.exp(u).sum(-1, keepdim=True))

# %% wrong: z -= m changes the argument in place; a new tensor is needed.
# told: changed
import torch


def log_softmax(z):
    z -= z.max(dim=-1, keepdim=True).values
    return z - z.exp().sum(dim=-1, keepdim=True).log()

# %% right: Recursion over the leading axes down to single rows, which are handled in plain Python with math.
import math
import torch

def log_softmax(z):
    if z.dim() > 1:
        return torch.stack([log_softmax(part) for part in z])
    row = z.tolist()
    top = max(row)
    s = math.fsum(math.exp(v - top) for v in row)
    return torch.tensor([v - top - math.log(s) for v in row], dtype=torch.float64)

# %% right: One pass over the classes with a running maximum and a running sum that is rescaled when the maximum grows.
import torch

def log_softmax(z):
    top = z[..., 0].clone()
    total = torch.ones_like(top)
    for c in range(1, z.shape[-1]):
        new = torch.maximum(top, z[..., c])
        total = total * torch.exp(top - new) + torch.exp(z[..., c] - new)
        top = new
    return (z - top.unsqueeze(-1)) - total.log().unsqueeze(-1)

# %% right: NumPy with the classes moved to the front and powers of 2 instead of e.
import numpy as np
import torch

def log_softmax(z):
    a = np.moveaxis(z.numpy(), -1, 0)
    d = a - a.max(axis=0)
    ln2 = np.log(2.0)
    out = d - ln2 * np.log2(np.exp2(d / ln2).sum(axis=0))
    return torch.from_numpy(np.ascontiguousarray(np.moveaxis(out, 0, -1)))

# %% wrong: The logits are divided by the largest size to make them small; only subtracting a number leaves softmax unchanged, scaling does not.
# told: divided_by_size_beyond_one
import torch

def log_softmax(z):
    big = z.abs().amax(dim=-1, keepdim=True).clamp(min=1.0)
    z = z / big
    return z - torch.log(torch.exp(z).sum(dim=-1, keepdim=True))

# %% wrong: The log of the sum of powers is replaced by the maximum; the other classes add to the sum as well.
# told: only_shifted
import torch

def log_softmax(z):
    # the largest power dominates the sum, so log(sum) = max
    return z - z.max(dim=-1, keepdim=True).values

# %% wrong: Axis 1 is used in place of the last axis: it fails for a single row and sums over the wrong axis with three axes.
# told: along_axis_one
import torch

def log_softmax(z):
    m = z.amax(dim=1, keepdim=True)
    e = torch.exp(z - m)
    return z - m - torch.log(e.sum(dim=1, keepdim=True))

# %% wrong: The shift is put back with the wrong sign: the log of the sum is log(sum e^(z-m)) + m, not - m.
# told: maximum_back_with_the_wrong_sign
import torch

def log_softmax(z):
    m, _ = torch.max(z, dim=-1, keepdim=True)
    total = torch.log(torch.sum(torch.exp(z - m), dim=-1, keepdim=True)) - m
    return z - total

# %% wrong: TWO: the result is -log p, with the wrong sign; and the powers are summed over the whole tensor, not over the last axis.
# told: turned_over_everything
import torch

def log_softmax(z):
    m = z.max()
    lse = m + torch.log(torch.exp(z - m).sum())
    return lse - z

# %% wrong: One maximum of the whole tensor is subtracted from all rows: a row that lies far below it has only powers 0, and log 0 gives inf.
# told: one_maximum_for_all
import torch

def log_softmax(z):
    s = z - z.max()
    return s - s.exp().sum(-1, keepdim=True).log()

# %% wrong: The shifted logits are computed, but the old z is used in the exponentials.
# told: step
import torch

def log_softmax(z):
    m = torch.amax(z, dim=-1, keepdim=True)
    shifted = z - m
    log_sum = torch.log(torch.exp(z).sum(dim=-1, keepdim=True))
    return shifted - log_sum

# %% right: One pass over the classes with a running maximum and a running sum (the online trick), vectorised over the other axes.
import math
import torch


def log_softmax(z):
    m = z[..., 0].clone()
    s = torch.ones_like(m)
    for c in range(1, z.shape[-1]):
        new = torch.maximum(m, z[..., c])
        s = s * torch.exp(m - new) + torch.exp(z[..., c] - new)
        m = new
    return z - m.unsqueeze(-1) - s.log().unsqueeze(-1)

# %% right: Recursion down to single rows, each done with Python floats and the math module.
import math
import torch


def log_softmax(z):
    if z.dim() > 1:
        return torch.stack([log_softmax(part) for part in z])
    row = z.tolist()
    top = max(row)
    total = math.fsum(math.exp(v - top) for v in row)
    return torch.tensor([(v - top) - math.log(total) for v in row], dtype=torch.float64)

# %% right: NumPy with the class axis moved to the front, so that plain broadcasting works without keepdims.
import numpy as np
import torch


def log_softmax(z):
    a = np.moveaxis(z.detach().numpy(), -1, 0)
    a = a - np.max(a, axis=0)
    a = a - np.log(np.sum(np.exp(a), axis=0))
    return torch.tensor(np.moveaxis(a, 0, -1), dtype=torch.float64)

# %% wrong: The logits are cut to -700..700 so that exp fits: logits beyond that become equal, which changes the answer.
# told: logits_cut_off
import math
import torch


def log_softmax(z):
    z = z.clamp(-700.0, 700.0)
    e = torch.exp(z)
    return z - torch.log(e.sum(dim=-1, keepdim=True))

# %% wrong: Large rows are divided by their largest absolute logit to make them fit; softmax is unchanged by a shift, not by a scale.
# told: shrunk_to_fit
import math
import torch


def log_softmax(z):
    big = z.abs().amax(dim=-1, keepdim=True)
    scale = torch.where(big > 700, big / 700, torch.ones_like(big))
    z = z / scale
    m = z.amax(dim=-1, keepdim=True)
    return z - m - torch.log(torch.exp(z - m).sum(dim=-1, keepdim=True))

# %% wrong: Where p underflows, the log of the sum is replaced by the maximum alone; with a tie at the top the sum is not the largest term.
# told: distance_where_zero
import math
import torch


def log_softmax(z):
    m = z.max(dim=-1, keepdim=True).values
    e = torch.exp(z - m)
    p = e / e.sum(dim=-1, keepdim=True)
    return torch.where(p > 0, torch.log(p), z - m)

# %% wrong: The maximum is taken along the first axis, so in a batch every class is shifted by a different amount.
# told: maximum_of_each_column
import math
import torch


def log_softmax(z):
    shifted = z - z.max(dim=0).values if z.dim() > 1 else z - z.max()
    return shifted - shifted.exp().sum(dim=-1, keepdim=True).log()

# %% wrong: log1p adds a 1 for the maximum although the sum already holds the maximum's own exp(0) = 1.
# told: one_too_many
import math
import torch


def log_softmax(z):
    m = z.amax(dim=-1, keepdim=True)
    rest = torch.exp(z - m).sum(dim=-1, keepdim=True)
    return z - m - torch.log1p(rest)

# %% wrong: TWO: the exponentials are averaged over the classes instead of summed; and with two or more axes the work is done along axis 1, not the last.
# told: mean_of_powers_along_axis_one
import math
import torch


def log_softmax(z):
    d = 0 if z.dim() == 1 else 1
    m = z.amax(dim=d, keepdim=True)
    lse = m + torch.log(torch.exp(z - m).mean(dim=d, keepdim=True))
    return z - lse

# %% wrong: Right numbers, but squeeze() drops every axis of length 1, so a batch of one row (or a single class) comes back with another shape.
# told: slip
import math
import torch


def log_softmax(z):
    rows = z.reshape(-1, z.shape[-1])
    out = []
    for r in rows:
        s = r - r.max()
        out.append(s - torch.log(torch.exp(s).sum()))
    return torch.stack(out).reshape(z.shape).squeeze()

# %% wrong: Variable mixed up: the log-sum of the shifted logits is taken from the unshifted z, the maximum is missing in the result.
# told: maximum_not_added_back
import math
import torch


def log_softmax(z):
    m = z.amax(dim=-1, keepdim=True)
    zs = z - m
    s = torch.exp(zs).sum(dim=-1, keepdim=True)
    return z - torch.log(s)

# %% wrong: Cuts the shifted logits off at -700.
# told: distance_cut_at_700
import torch


def log_softmax(z):
    m = z.amax(-1, keepdim=True)
    s = (z - m).clamp(min=-700)
    return s - torch.log(torch.exp(s).sum(-1, keepdim=True))

# %% wrong: Shifts by the minimum in place of the maximum.
# told: shifted_by_the_smallest
import torch


def log_softmax(z):
    s = z - z.amin(-1, keepdim=True)
    return s - torch.log(torch.exp(s).sum(-1, keepdim=True))

# %% wrong: Shifts by the largest absolute value.
# told: shifted_by_the_largest_size
import torch


def log_softmax(z):
    s = z - z.abs().amax(-1, keepdim=True)
    return s - torch.log(torch.exp(s).sum(-1, keepdim=True))

# %% wrong: Assumes a matrix and loops over its rows.
# told: each_slice_shares
import torch


def log_softmax(z):
    out = torch.zeros_like(z)
    for i in range(z.shape[0]):
        s = z[i] - z[i].max()
        out[i] = s - torch.log(torch.exp(s).sum())
    return out

# %% wrong: Reshapes to (first axis, rest) before the softmax.
# told: all_but_first_axis
import torch


def log_softmax(z):
    if z.dim() == 1:
        v = z.reshape(1, -1)
    else:
        v = z.reshape(z.shape[0], -1)
    s = v - v.amax(-1, keepdim=True)
    return (s - torch.log(torch.exp(s).sum(-1, keepdim=True))).reshape(z.shape)

# %% wrong: Replaces inf and nan of the naive result by 0.
# told: nan_becomes_zero
import torch


def log_softmax(z):
    e = torch.exp(z)
    return torch.nan_to_num(torch.log(e / e.sum(-1, keepdim=True)), nan=0.0, posinf=0.0, neginf=0.0)

# %% wrong: Sums along the first axis, and without a shift.
# told: step
import torch


def log_softmax(z):
    return z - torch.log(torch.exp(z).sum(0, keepdim=True))

# %% wrong: One maximum for all rows, and 1e-12 inside the logarithm.
# told: one_maximum_and_tiny_number
import torch


def log_softmax(z):
    s = z - z.max()
    return s - torch.log(torch.exp(s).sum(-1, keepdim=True) + 1e-12)

# %% wrong: Returns probabilities, and along the first axis.
# told: probabilities_along_first_axis
import torch


def log_softmax(z):
    e = torch.exp(z - z.amax(0, keepdim=True))
    return e / e.sum(0, keepdim=True)

# %% wrong: Sums only the exponentials of the other classes.
# told: own_power_left_out
import torch


def log_softmax(z):
    m = z.amax(-1, keepdim=True)
    s = z - m
    t = torch.exp(s)
    return s - torch.log(t.sum(-1, keepdim=True) - t)

# %% wrong: Counts the power of 1 of the largest logit once by log1p, and drops every logit that is equal to it.
# told: largest_once
import torch


def log_softmax(z):
    m = z.amax(-1, keepdim=True)
    s = z - m
    t = torch.exp(s)
    t = torch.where(s == 0, torch.zeros_like(t), t)
    return s - torch.log1p(t.sum(-1, keepdim=True))

# %% wrong: Takes the log-softmax of the probabilities: softmax twice.
# told: softmax_twice
import torch


def log_softmax(z):
    m = z.amax(-1, keepdim=True)
    e = torch.exp(z - m)
    p = e / e.sum(-1, keepdim=True)
    q = torch.exp(p)
    return torch.log(q / q.sum(-1, keepdim=True))

# %% wrong: Shifts by a fixed 500 in place of the maximum.
# told: slip
import torch


def log_softmax(z):
    s = z - 500
    return s - torch.log(torch.exp(s).sum(-1, keepdim=True))

# %% right: Recursion over the leading axes down to a single row, which is computed with Python's math.
import math

import torch


def log_softmax(z):
    if z.dim() > 1:
        return torch.stack([log_softmax(part) for part in z])
    row = z.tolist()
    m = max(row)
    total = m + math.log(math.fsum(math.exp(v - m) for v in row))
    return torch.tensor([v - total for v in row], dtype=z.dtype)

# %% right: One pass over the classes: a running maximum and a sum that is rescaled whenever the maximum rises.
import torch


def log_softmax(z):
    best = z[..., 0].clone()
    acc = torch.ones_like(best)
    for c in range(1, z.shape[-1]):
        new = torch.maximum(best, z[..., c])
        acc = acc * torch.exp(best - new) + torch.exp(z[..., c] - new)
        best = new
    return (z - best[..., None]) - torch.log(acc)[..., None]

# %% right: NumPy on rows flattened to two axes, with log1p over all entries but the largest one.
import numpy as np
import torch


def log_softmax(z):
    rows = z.numpy().reshape(-1, z.shape[-1])
    srt = np.sort(rows, axis=1)
    top = srt[:, -1:]
    rest = np.exp(srt[:, :-1] - top).sum(axis=1, keepdims=True)
    out = (rows - top) - np.log1p(rest)
    return torch.from_numpy(out).reshape(z.shape)

# %% wrong: The logarithm of a quotient is taken as the quotient of the logarithms: z is divided by the log of the sum, but it must be subtracted.
# told: divided_by_log_of_sum
import torch


def log_softmax(z):
    m = z.max(dim=-1, keepdim=True).values
    log_sum = m + torch.log(torch.exp(z - m).sum(dim=-1, keepdim=True))
    return z / log_sum

# %% wrong: Maximum and sum run along the first axis; the classes stand on the last one.
# told: along_first_axis
import torch


def log_softmax(z):
    m = torch.amax(z, dim=0, keepdim=True)
    s = z - m
    return s - s.exp().sum(dim=0, keepdim=True).log()

# %% wrong: The exponentials are averaged instead of summed, so every entry is too large by log C.
# told: mean_of_powers
import torch


def log_softmax(z):
    top = z.amax(-1, keepdim=True)
    shifted = z - top
    return shifted - torch.exp(shifted).mean(-1, keepdim=True).log()

# %% wrong: TWO: the maximum that was taken out of the sum is not put back; and the sum gets a logarithm of base 10.
# told: values
import torch


def log_softmax(z):
    m = z.max(dim=-1, keepdim=True).values
    total = torch.exp(z - m).sum(dim=-1, keepdim=True)
    return z - torch.log10(total)

# %% wrong: One maximum of the whole tensor is subtracted; a row far below it underflows to a sum of 0 and gives inf. Each row needs its own maximum.
# told: one_maximum_for_all
import torch


def log_softmax(z):
    s = z - z.max()
    return s - torch.log(torch.exp(s).sum(-1, keepdim=True))

# %% wrong: The shifted logits are computed, but the sum uses the old z (variable mixed up).
# told: step
import torch


def log_softmax(z):
    z_max, _ = z.max(dim=-1, keepdim=True)
    z_shift = z - z_max
    denom = torch.exp(z).sum(dim=-1, keepdim=True)
    return z_shift - torch.log(denom)

# %% right: Own two-number log-add helper, folded over the classes in a loop.
import torch

def log_softmax(z):
    def add_logs(a, b):
        hi, lo = torch.maximum(a, b), torch.minimum(a, b)
        return hi + torch.log1p(torch.exp(lo - hi))

    acc = z[..., 0]
    for c in range(1, z.shape[-1]):
        acc = add_logs(acc, z[..., c])
    return z - acc[..., None]

# %% right: Flattens to rows and does everything with Python floats, math.fsum and a list.
import math
import torch

def log_softmax(z):
    out = []
    for row in z.reshape(-1, z.shape[-1]).tolist():
        top = max(row)
        lse = math.log(math.fsum(math.exp(v - top) for v in row))
        out.extend((v - top) - lse for v in row)
    return torch.tensor(out, dtype=torch.float64).reshape(z.shape)

# %% right: NumPy with powers of two, classes moved to the front axis and back.
import numpy as np
import torch

def log_softmax(z):
    a = np.moveaxis(z.detach().numpy(), -1, 0)
    shifted = a - np.max(a, axis=0)
    ln2 = np.log(2.0)
    logsum = ln2 * np.log2(np.exp2(shifted / ln2).sum(axis=0))
    return torch.from_numpy(np.ascontiguousarray(np.moveaxis(shifted - logsum, 0, -1)))

# %% wrong: Thinks overflow is avoided by clipping the logits to [-700, 700]; that changes the logits and so the probabilities.
# told: logits_cut_off
import torch

def log_softmax(z):
    zc = torch.clamp(z, -700, 700)
    return zc - torch.log(torch.exp(zc).sum(dim=-1, keepdim=True))

# %% wrong: Computes p first and adds a tiny constant so that the log is never of 0; a p that underflows gets the log of the constant.
# told: clue
import torch

def log_softmax(z):
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    p = e / e.sum(dim=-1, keepdim=True)
    return torch.log(p + 1e-300)

# %% wrong: The sign of the log of the sum is wrong: it is added instead of subtracted.
# told: log_of_shifted_sum_added
import torch

def log_softmax(z):
    m = torch.amax(z, dim=-1, keepdim=True)
    s = z - m
    return s + torch.log(torch.sum(torch.exp(s), dim=-1, keepdim=True))

# %% wrong: The sum runs along axis 1 whenever there is one, which is not the last axis when z has three or more axes.
# told: along_axis_one_of_batches
import torch

def log_softmax(z):
    ax = 0 if z.dim() == 1 else 1
    m = z.max(dim=ax, keepdim=True)[0]
    return z - m - torch.log(torch.exp(z - m).sum(dim=ax, keepdim=True))

# %% wrong: TWO: the maximum is taken off inside the sum but not put back (z is left unshifted); and the logarithm is to base 2 instead of base e.
# told: values
import torch

def log_softmax(z):
    m = z.max(dim=-1, keepdim=True).values
    lse = torch.log2(torch.exp(z - m).sum(dim=-1, keepdim=True))
    return z - lse

# %% wrong: Uses -log(sum_k e^(z_k - z_c)), which is right for ordinary logits but overflows to -inf when another logit is more than about 709 above z_c.
# told: clue
import torch

def log_softmax(z):
    diff = z.unsqueeze(-2) - z.unsqueeze(-1)      # [..., c, k] = z_k - z_c
    return -torch.log(torch.exp(diff).sum(dim=-1))
