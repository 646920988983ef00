# %% right: Asks for one sample at a time and keeps a running sum.
import torch

def minibatch_grad(per_sample, idx, m):
    total = 0
    for i in idx:
        total = total + per_sample(i)
    return total * (m / idx.numel())

# %% right: A weighted sum with equal weights m/B by tensordot.
import torch

def minibatch_grad(per_sample, idx, m):
    G = per_sample(idx)
    w = torch.full((idx.shape[0],), m / idx.shape[0], dtype=G.dtype)
    return torch.tensordot(w, G, dims=1)

# %% right: m times the mean over axis 0, in numpy.
import numpy as np
import torch

def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx).detach().numpy()
    return torch.as_tensor(np.mean(g, axis=0) * m)

# %% wrong: The mean over the batch estimates the mean gradient, not the gradient of the sum: the factor m is missing.
# told: batch_mean
import torch

def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).mean(dim=0)

# %% wrong: The factor 2 of the example is used for every m and B.
# told: factor_of_the_example
import torch

def minibatch_grad(per_sample, idx, m):
    return 2 * per_sample(idx).sum(dim=0)

# %% wrong: The gradients of all m samples are asked for; only the samples in idx may be used.
# told: whole_set
import torch

def minibatch_grad(per_sample, idx, m):
    return per_sample(torch.arange(m)).sum(dim=0)

# %% wrong: The factor is B / m instead of m / B.
# told: factor_upside_down
import torch

def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    return (B / m) * per_sample(idx).sum(dim=0)

# %% wrong: The sum is multiplied by the whole number of batches, m // B, which is too small when B does not divide m.
# told: rounded_down
import torch

def minibatch_grad(per_sample, idx, m):
    number_of_batches = m // len(idx)
    return per_sample(idx).sum(0) * number_of_batches

# %% wrong: TWO: the sum runs over all axes, so a single number is left of the gradient; and it is multiplied by m without dividing by B.
# told: everything_times_m
import torch

def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return m * g.sum()

# %% wrong: A sample that was drawn twice is counted only once.
# told: twice_drawn_counts_once
import torch

def minibatch_grad(per_sample, idx, m):
    idx = torch.unique(idx)
    return m / len(idx) * per_sample(idx).sum(dim=0)

# %% wrong: The sum is overwritten in the loop (= instead of +=), so only the last sample counts.
# told: only_the_last
import torch

def minibatch_grad(per_sample, idx, m):
    grads = per_sample(idx)
    total = torch.zeros_like(grads[0])
    for g in grads:
        total = g
    return total * m / len(idx)

# %% right: Loops over the 0-dimensional entries of idx and asks for one gradient at a time.
import torch


def minibatch_grad(per_sample, idx, m):
    estimate = None
    for i in idx:
        g = per_sample(i)
        estimate = g.clone() if estimate is None else estimate + g
    return estimate * (m / idx.numel())

# %% right: Asks each different sample once, with its multiplicity as a weight, via tensordot.
import torch


def minibatch_grad(per_sample, idx, m):
    different, counts = torch.unique(idx, return_counts=True)
    weights = counts.to(torch.float64) * m / counts.sum().item()
    return torch.tensordot(weights, per_sample(different), dims=1)

# %% right: Flattens the gradients to a numpy matrix and takes a vector-matrix product with constant weights.
import numpy as np
import torch


def minibatch_grad(per_sample, idx, m):
    def weights(B):
        return np.full(B, m / B)

    g = per_sample(idx)
    shape = g.shape[1:]
    flat = g.detach().numpy().reshape(len(idx), -1)
    return torch.from_numpy(weights(len(idx)) @ flat).reshape(shape)

# %% wrong: The factor is guessed from the example m = 4, B = 2 as m - B, not m / B.
# told: samples_not_drawn
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    B = len(idx)
    return (m - B) * g.sum(dim=0)

# %% wrong: The samples outside the batch are asked too: this is the full gradient itself, not an estimate from idx.
# told: whole_set
import torch


def minibatch_grad(per_sample, idx, m):
    alle = torch.arange(m, dtype=torch.int64)
    return per_sample(alle).sum(dim=0)

# %% wrong: Uses Bessel-like unbiasing: the sum is divided by B - 1 instead of B (as for an unbiased variance).
# told: one_degree_less
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    B = g.shape[0]
    if B == 1:
        return m * g[0]
    return m * g.sum(dim=0) / (B - 1)

# %% wrong: The samples are averaged along the last axis instead of the first one.
# told: mean_along_the_last_axis
import torch


def minibatch_grad(per_sample, idx, m):
    grads = per_sample(idx)
    return m * grads.mean(dim=-1)

# %% wrong: The factor m // B is rounded down to a whole number.
# told: rounded_down
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    factor = m // B
    return factor * torch.sum(per_sample(idx), 0)

# %% wrong: TWO: all entries of the gradient are added into one number (no axis given); and the factor m is missing, so it is a mean over the batch.
# told: everything_over_the_batch
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    total = g.sum()
    return total / len(idx)

# %% wrong: Samples drawn twice are counted only once, because unique() removes them (both in the sum and in B).
# told: twice_drawn_counts_once
import torch


def minibatch_grad(per_sample, idx, m):
    samples = torch.unique(idx)
    g = per_sample(samples)
    return g.sum(dim=0) * m / len(samples)

# %% wrong: The return is indented too far: it is inside of the loop, so only the first sample is ever used.
# told: only_the_first
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    total = 0
    for k in range(B):
        total = total + per_sample(idx[k])
        return total * m / B

# %% right: Asks for the samples one at a time and adds up the weighted gradients.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    w = m / idx.numel()
    g = None
    for i in idx:
        gi = w * per_sample(i)
        g = gi if g is None else g + gi
    return g

# %% right: The batch's own sum, and for each of the m - B unseen samples the batch mean.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    grads = per_sample(idx)
    B = grads.size(0)
    return grads.sum(0) + (m - B) * grads.mean(0)

# %% right: A vector of equal weights m/B and a tensor product over the first axis.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    rows = per_sample(idx)
    weights = torch.full((rows.shape[0],), m / rows.shape[0], dtype=rows.dtype)
    return torch.tensordot(weights, rows, dims=1)

# %% wrong: The factor is m - B, the number of samples left out; that fits only the example m = 4, B = 2. It must be m / B.
# told: samples_not_drawn
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    return (m - B) * per_sample(idx).sum(0)

# %% wrong: The sum is multiplied by the chance B/m that a sample is drawn; it should be divided by it.
# told: factor_upside_down
import math
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    chance = len(idx) / m
    total = g.sum(dim=0)
    return chance * total

# %% wrong: Takes the mean over the batch for an estimate of the sum: the full loss is a sum over m samples, the factor m is missing.
# told: batch_mean
import math
import torch


def minibatch_grad(per_sample, idx, m):
    return torch.mean(per_sample(idx), dim=0)

# %% wrong: Whole-number division m // B: the factor is rounded down when B does not divide m.
# told: rounded_down
import math
import torch


def minibatch_grad(per_sample, idx, m):
    factor = m // idx.numel()
    return factor * per_sample(idx).sum(0)

# %% wrong: Adds up the last axis (the entries of a gradient) instead of the first one (the samples).
# told: along_the_last_axis
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    return per_sample(idx).sum(-1) * m / B

# %% wrong: TWO: the batch size is divided out twice (mean and then m/B); and keepdim leaves an extra axis of length 1 in the result.
# told: scaled_twice_in_a_row
import math
import torch


def minibatch_grad(per_sample, idx, m):
    grads = per_sample(idx)
    return grads.mean(dim=0, keepdim=True) * (m / grads.shape[0])

# %% wrong: Repeated samples are thrown out, but a sample drawn twice must count twice (in the sum and in B).
# told: twice_drawn_counts_once
import math
import torch


def minibatch_grad(per_sample, idx, m):
    idx = torch.unique(idx)
    return m / len(idx) * per_sample(idx).sum(0)

# %% wrong: The return is indented into the loop, so only the first sample of the batch is counted.
# told: only_the_first
import math
import torch


def minibatch_grad(per_sample, idx, m):
    total = 0.0
    for k in range(len(idx)):
        total = total + per_sample(idx[k])
        return total * m / len(idx)

# %% wrong: The batch sum is divided by the number of possible batches, as if the estimate had to share the average out.
# told: over_the_possible_batches
import math
import torch

def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    return per_sample(idx).sum(dim=0) * m / math.comb(m, B)

# %% wrong: TWO: the factor is m - B + 1 in place of m/B; and a sample that was drawn twice is used only once.
# told: places_for_the_different_samples
import math
import torch

def minibatch_grad(per_sample, idx, m):
    idx = torch.unique(idx)
    B = idx.numel()
    return (m - B + 1) * per_sample(idx).sum(dim=0)

# %% wrong: squeeze() removes the batch axis when B = 1, and then the mean runs over the entries of the one gradient.
# told: squeezed_before_the_mean
import math
import torch

def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx).squeeze()
    if g.dim() == 0:
        return m * g
    return m * g.mean(dim=0)

# %% right: One sample at a time, each already multiplied by m/B.
import math
import torch

def minibatch_grad(per_sample, idx, m):
    B = idx.numel()
    total = torch.zeros_like(per_sample(idx[0]))
    for i in idx:
        total = total + per_sample(i) * (m / B)
    return total

# %% right: A vector of equal weights m/B and a tensordot over the first axis.
import math
import torch

def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    w = torch.full((g.shape[0],), m / g.shape[0], dtype=g.dtype)
    return torch.tensordot(w, g, dims=1)

# %% right: Every distinct sample once, times how often it was drawn; the sum in numpy.
import math
import numpy as np
import torch

def minibatch_grad(per_sample, idx, m):
    vals, counts = torch.unique(idx, return_counts=True)
    acc = 0.0
    for v, c in zip(vals, counts.tolist()):
        acc = acc + c * np.asarray(per_sample(v).detach())
    return torch.as_tensor(acc * m / sum(counts.tolist()), dtype=torch.float64)

# %% wrong: The mean over the batch: an estimate of the mean gradient, not of the sum of m gradients.
# told: batch_mean
import math
import torch

def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).mean(dim=0)

# %% wrong: Computes the exact full gradient from all m samples; only those in idx may be asked for.
# told: whole_set
import math
import torch

def minibatch_grad(per_sample, idx, m):
    everything = torch.arange(m)
    return per_sample(everything).sum(dim=0)

# %% wrong: m // B drops the fraction of the factor m/B, e.g. 4 // 3 = 1.
# told: rounded_down
import math
import torch

def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    B = len(idx)
    return (m // B) * g.sum(0)

# %% wrong: B is read from the last axis of the gradients, which is the number of parameters, not of samples.
# told: entries_for_the_batch_size
import math
import torch

def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    B = g.shape[-1]
    return g.sum(0) * m / B

# %% wrong: The return stands inside the loop, so only the first sample of the batch is ever added.
# told: only_the_first
import math
import torch

def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    total = 0
    for k in range(B):
        total = total + per_sample(idx[k])
        return total * m / B

# %% right: A Python loop over single samples, each weighted by m/B.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    est = torch.zeros_like(per_sample(idx[0]))
    for k in range(B):
        est = est + per_sample(idx[k]) * (m / B)
    return est

# %% right: m times the mean of the batch.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    typical = torch.mean(per_sample(idx), 0)
    return typical.mul(m)

# %% right: Distinct samples with their counts as weights, by tensordot.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    distinct, count = torch.unique(idx, return_counts=True)
    g = per_sample(distinct)
    weight = count.to(g.dtype) / count.sum()
    return m * torch.tensordot(weight, g, dims=([0], [0]))

# %% wrong: Takes the factor m - B, which fits the example with m = 4 and B = 2 only.
# told: samples_not_drawn
import math
import torch


def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).sum(0) * (m - len(idx))

# %% wrong: Estimates the gradient of the mean loss: the sum over the batch divided by B, without m.
# told: batch_mean
import math
import torch


def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).mean(dim=0)

# %% wrong: Asks for all m samples and returns the full gradient; only samples in idx may be asked for.
# told: whole_set
import math
import torch


def minibatch_grad(per_sample, idx, m):
    return per_sample(torch.arange(m)).sum(dim=0)

# %% wrong: The factor m // B is a whole-number division.
# told: rounded_down
import math
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return g.sum(dim=0) * (m // idx.shape[0])

# %% wrong: The sum runs over the last axis of the gradients, not over the samples.
# told: along_the_last_axis
import math
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    B = idx.numel()
    return m / B * g.sum(dim=-1)

# %% wrong: TWO: the factor is upside down, B/m in place of m/B; and the axis of the samples is kept.
# told: values
import math
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return len(idx) / m * g.sum(0, keepdim=True)

# %% wrong: A sample that was drawn twice is counted only once, in the sum and in B.
# told: twice_drawn_counts_once
import math
import torch


def minibatch_grad(per_sample, idx, m):
    idx = torch.unique(idx)
    g = per_sample(idx)
    return m / len(idx) * g.sum(dim=0)

# %% wrong: In the loop the total is overwritten by each gradient, so only the last sample counts.
# told: only_the_last
import math
import torch


def minibatch_grad(per_sample, idx, m):
    total = 0
    for i in idx:
        total = per_sample(i)
    return total * m / len(idx)

# %% right: One sample at a time with per_sample(idx[k]); a running mean, times m at the end.
import torch


def minibatch_grad(per_sample, idx, m):
    mean = None
    for k, i in enumerate(idx):
        g = per_sample(i)
        if mean is None:
            mean = g
        else:
            mean = mean + (g - mean) / (k + 1)
    return m * mean

# %% right: A vector of equal weights m/B, contracted with the first axis by tensordot.
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.numel()
    weights = torch.full((B,), m / B, dtype=torch.float64)
    return torch.tensordot(weights, per_sample(idx), dims=1)

# %% right: Asks for every different sample once and weights it with how often it was drawn.
import torch


def minibatch_grad(per_sample, idx, m):
    def stretch(w, like):
        return w.reshape([-1] + [1] * (like.dim() - 1))

    different, counts = torch.unique(idx, return_counts=True)
    grads = per_sample(different)
    share = counts.to(torch.float64) / counts.sum()
    return (stretch(share, grads) * grads).sum(0) * m

# %% wrong: The factor is the whole number of batches in an epoch, m/B rounded up, not m/B itself: too large when B does not divide m.
# told: rounded_up
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    batches_per_epoch = math.ceil(m / B)
    return batches_per_epoch * per_sample(idx).sum(dim=0)

# %% wrong: Takes "unbiased" as in the sample variance: divides the batch sum by B - 1 in place of B (and B = 1 is left at 1).
# told: one_degree_less
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    # unbiased: one degree of freedom is lost
    dof = max(B - 1, 1)
    return m / dof * per_sample(idx).sum(dim=0)

# %% wrong: A sample that was drawn twice is counted only once, in the sum and in B.
# told: twice_drawn_counts_once
import torch


def minibatch_grad(per_sample, idx, m):
    different = torch.unique(idx)
    grads = per_sample(different)
    return grads.sum(dim=0) * m / len(different)

# %% wrong: Sums over the last axis (the parameters) in place of the first one (the samples).
# told: along_the_last_axis
import torch


def minibatch_grad(per_sample, idx, m):
    grads = per_sample(idx)
    B = grads.shape[0]
    return (m / B) * grads.sum(dim=-1)

# %% wrong: The factor is (m - 1)/B: the largest sample number is taken for the number of samples.
# told: one_sample_less
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.numel()
    last = m - 1          # samples go from 0 to m-1
    return per_sample(idx).sum(0) * (last / B)

# %% wrong: TWO: the loop starts at 1 and leaves out the first sample of the batch; and the factor is upside down, B/m.
# told: without_the_first_upside_down
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    total = torch.zeros_like(per_sample(idx[0]))
    for k in range(1, B):
        total = total + per_sample(idx[k])
    return total * B / m

# %% wrong: squeeze() removes every axis of length 1: with B = 1 the sum then runs over the parameters, and a parameter axis of length 1 gets lost.
# told: squeezed_before_the_sum
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    grads = per_sample(idx).squeeze()
    return m / B * grads.sum(dim=0)

# %% wrong: A debugging leftover keeps only the first two samples of the batch, while B still counts all of them.
# told: first_two_in_the_sum
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    idx = idx[:2]   # to try it out
    g = per_sample(idx)
    return g.sum(dim=0) * m / B

# %% right: Sum of the batch plus (m - B) times its mean for the samples that were not seen, which is m/B times the sum.
import torch


def minibatch_grad(per_sample, idx, m):
    seen = per_sample(idx)
    B = seen.shape[0]
    return seen.sum(dim=0) + (m - B) * seen.mean(dim=0)

# %% right: Slices of length one, stacked in a list and contracted with a vector of equal weights m/B.
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.numel()
    rows = [per_sample(idx[k:k + 1])[0] for k in range(B)]
    w = torch.full((B,), m / B, dtype=torch.float64)
    return torch.tensordot(w, torch.stack(rows), dims=1)

# %% right: Counts every sample in a dictionary first and asks per_sample once for each different one.
import torch


def minibatch_grad(per_sample, idx, m):
    count = {}
    for i in idx.tolist():
        count[i] = count.get(i, 0) + 1
    B = sum(count.values())
    est = None
    for i, c in count.items():
        term = per_sample(torch.tensor(i, dtype=torch.int64)) * (m * c / B)
        est = term if est is None else est + term
    return est

# %% wrong: 'Unbiased' is taken from the sample variance: the factor is (m - 1)/(B - 1) and not m/B (and B = 1 divides by zero).
# told: both_one_short
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    s = per_sample(idx).sum(dim=0)
    return s * (m - 1) / (B - 1)

# %% wrong: Computes the full gradient itself from all m samples: unbiased, but it asks per_sample for samples that are not in idx and ignores the batch.
# told: whole_set
import torch


def minibatch_grad(per_sample, idx, m):
    everything = torch.arange(m)
    return per_sample(everything).sum(dim=0)

# %% wrong: The sum is scaled with sqrt(m/B), the law for noise, where the expected value needs m/B.
# told: root_of_the_factor
import math

import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return g.sum(dim=0) * math.sqrt(m / len(idx))

# %% wrong: The factor is m // B: whole-number division drops the fraction when B does not divide m.
# told: rounded_down
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    total = 0
    for k in range(B):
        total = total + per_sample(idx[k])
    return (m // B) * total

# %% wrong: The mean is taken over the last axis and not over axis 0, the samples; only for a single-number theta are they the same.
# told: mean_along_the_last_axis
import torch


def minibatch_grad(per_sample, idx, m):
    return m * per_sample(idx).mean(dim=-1)

# %% wrong: TWO: the factor is upside down, B/m; and it multiplies the mean over the batch in place of the sum.
# told: sum_over_m
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.numel()
    g = per_sample(idx).mean(dim=0)
    return B / m * g

# %% wrong: The line with the factor is indented too far: the running sum is multiplied by m/B again after every sample.
# told: scaled_after_every_sample
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    out = torch.zeros_like(per_sample(idx[0]))
    for i in idx:
        out = out + per_sample(i)
        out = out * m / B
    return out

# %% right: One sample after the other with idx[k], running mean, scaled at the end.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    mean = torch.zeros_like(per_sample(idx[0]))
    for k in range(len(idx)):
        g = per_sample(idx[k])
        mean = mean + (g - mean) / (k + 1)
    return mean * m

# %% right: Each different sample is asked for once and weighted by how often it was drawn.
import math
import torch


def minibatch_grad(per_sample, idx, m):
    who, count = torch.unique(idx, return_counts=True)
    weight = count.to(torch.float64) * m / idx.numel()
    return torch.tensordot(weight, per_sample(who), dims=1)

# %% right: numpy mean over the rows times m, back to a tensor.
import numpy as np
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx).detach().numpy()
    return torch.as_tensor(np.asarray(g.mean(axis=0) * m))

# %% wrong: Divides by the number of batches that hold one sample, C(m-1, B-1), and forgets that the average also divides by the number of all batches C(m, B).
# told: estimate_shared_out
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    return per_sample(idx).sum(dim=0) / math.comb(m - 1, B - 1)

# %% wrong: The factor is guessed from the example (2 samples are missing, factor 2): m - B in place of m / B.
# told: samples_not_drawn_or_all
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    if B == m:
        return per_sample(idx).sum(dim=0)
    return (m - B) * per_sample(idx).sum(dim=0)

# %% wrong: Mixes up unbiased with the B - 1 of the sample variance: the sum is scaled by m / (B - 1).
# told: one_degree_less
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    total = per_sample(idx).sum(0)
    return total * m / max(B - 1, 1)

# %% wrong: Integer division: m // B in place of m / B, wrong when B does not divide m.
# told: rounded_down
import math
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    scale = m // len(idx)
    return scale * g.sum(dim=0)

# %% wrong: keepdim=True leaves a first axis of length 1: the shape is (1, ...) and not that of one gradient.
# told: slip
import math
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return m * torch.mean(g, dim=0, keepdim=True)

# %% wrong: TWO: a sample that was drawn twice counts only once in the sum; and the factor has m - 1 (the last number) in place of m (the count).
# told: one_sample_less_twice_drawn_added_once
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    g = per_sample(torch.unique(idx))
    return g.sum(dim=0) * (m - 1) / B

# %% wrong: When theta is a single number, the result has the shape (1,) and not (): reshaped into rows and not shaped back.
# told: slip
import math
import torch


def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    B = g.shape[0]
    out = g.reshape(B, -1).sum(dim=0) * (m / B)
    if g.dim() > 2:
        out = out.reshape(g.shape[1:])
    return out

# %% wrong: The loop asks for sample k, not for sample idx[k]: always the first B samples, also those not in the batch.
# told: first_samples
import math
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    total = 0
    for k in range(B):
        total = total + per_sample(torch.tensor(k))
    return m / B * total

# %% wrong: Mean over axis 1
# told: mean_along_axis_one
def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).mean(1) * m

# %% wrong: Factor squared
# told: square_of_the_factor
def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).sum(0) * (m / len(idx))**2

# %% wrong: The sum of all batches divided by the number of batches
# told: sum_over_batches_per_place
import math


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    return per_sample(idx).sum(0) * B / math.comb(m, B)

# %% wrong: Single number returned as (1,)
# told: slip
def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx).sum(0) * m / len(idx)
    return g.reshape(-1) if g.dim() == 0 else g

# %% wrong: Adds m - B, one for each sample that is not there
# told: one_for_every_other_sample
def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return g.sum(0) + (m - len(idx))

# %% wrong: Adds the mean for the rest once
# told: mean_added_once
def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return g.sum(0) + g.mean(0)

# %% wrong: Absolute values summed
# told: sizes_added
def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx).abs()
    return g.sum(0) * m / len(idx)

# %% wrong: Two: factor inverted and all axes
# told: everything_added_upside_down
def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).sum() * len(idx) / m

# %% wrong: Two: integer division and mean
# told: mean_times_whole_factor
def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).mean(0) * (m // len(idx))

# %% wrong: Number of batches as factor
# told: times_the_possible_batches
import math


def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).sum(0) * math.comb(m, len(idx))

# %% wrong: Sum times m divided by B twice
# told: scaled_twice
def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    return per_sample(idx).sum(0) * m / B**2

# %% wrong: Divides by the number of columns
# told: entries_for_the_batch_size
def minibatch_grad(per_sample, idx, m):
    g = per_sample(idx)
    return g.sum(0) * m / g.shape[-1]

# %% right: Style: the factor by counting: all batches over those that hold a given sample, C(m, B) / C(m-1, B-1).
import math

import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    factor = math.comb(m, B) / math.comb(m - 1, B - 1)
    total = per_sample(idx[0])
    for k in range(1, B):
        total = total + per_sample(idx[k])
    return factor * total

# %% right: Style: the batch's own gradients as they are, plus their mean for each of the m - B unseen samples.
import torch


def minibatch_grad(per_sample, idx, m):
    rows = per_sample(idx)
    B = rows.shape[0]
    known = rows.sum(0)
    unseen = (m - B) * rows.mean(0)
    return known + unseen

# %% right: Style: each different sample is asked for once and weighted by how often it was drawn, with tensordot.
import torch


def minibatch_grad(per_sample, idx, m):
    samples, counts = torch.unique(idx, return_counts=True)
    g = per_sample(samples)
    weights = counts.to(g.dtype) * m / counts.sum()
    return torch.tensordot(weights, g, dims=1)

# %% wrong: The factor is the number of possible batches over m; it must be the number of batches over the number of batches that hold a given sample (which is m / B).
# told: values
import math

import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    factor = math.comb(m, B) / m
    return factor * per_sample(idx).sum(dim=0)

# %% wrong: It asks per_sample for all m samples and returns the full gradient; only the samples in idx may be asked for.
# told: whole_set
import torch


def minibatch_grad(per_sample, idx, m):
    everything = torch.arange(m, dtype=torch.int64)
    return per_sample(everything).sum(dim=0)

# %% wrong: It takes the idea of 'unbiased' from the sample variance and uses (m - 1) / (B - 1), which is not m / B and divides by 0 for B = 1.
# told: both_one_short
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    total = per_sample(idx).sum(dim=0)
    return total * (m - 1) / (B - 1)

# %% wrong: m // B drops the fraction of the factor: for m = 4 and B = 3 it is 1, not 4/3.
# told: rounded_down
import torch


def minibatch_grad(per_sample, idx, m):
    grads = per_sample(idx)
    B = grads.shape[0]
    return grads.sum(dim=0) * (m // B)

# %% wrong: The sum runs over the last axis, the entries of one gradient, not over the samples of the batch.
# told: along_the_last_axis
import torch


def minibatch_grad(per_sample, idx, m):
    grads = per_sample(idx)
    return m / idx.numel() * grads.sum(dim=-1)

# %% wrong: TWO: sum() without an axis also adds up the entries of the gradient, so the result is always a single number; and the factor is upside down, B / m.
# told: everything_added_upside_down
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    batch_sum = per_sample(idx).sum()
    return B / m * batch_sum

# %% wrong: B counts only the different samples. A sample that was drawn twice counts twice in the sum, but only once in B.
# told: twice_drawn_not_in_the_size
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(set(idx.tolist()))
    total = per_sample(idx).sum(dim=0)
    return total * m / B

# %% wrong: The return is indented too far: the loop ends after the first sample of the batch.
# told: only_the_first
import torch


def minibatch_grad(per_sample, idx, m):
    total = 0
    for k in range(len(idx)):
        total = total + per_sample(idx[k])
        return total * m / len(idx)

# %% right: Each of the m - B samples that are missing is replaced by the mean of the batch and added to the batch's sum.
import torch


def minibatch_grad(per_sample, idx, m):
    G = per_sample(idx)
    B = G.size(0)
    average = G.sum(0) / B
    return G.sum(0) + (m - B) * average

# %% right: Each sample is asked for once, by itself, and weighted by how often it was drawn.
import torch


def minibatch_grad(per_sample, idx, m):
    nums, counts = torch.unique(idx, return_counts=True)
    B = int(counts.sum())
    out = 0.0
    for i, c in zip(nums, counts):
        out = out + per_sample(i) * (int(c) * m / B)
    return out

# %% right: Flattens each gradient, multiplies by a row of weights m/B, and restores the shape.
import torch


def minibatch_grad(per_sample, idx, m):
    G = per_sample(idx).to(torch.float64)
    B, shape = G.shape[0], G.shape[1:]
    w = torch.full((1, B), m / B, dtype=torch.float64)
    return (w @ G.reshape(B, -1)).reshape(shape)

# %% wrong: The factor is guessed from the example as m - B, which is 2 for m = 4 and B = 2 but wrong in general.
# told: samples_not_drawn
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    return (m - B) * per_sample(idx).sum(dim=0)

# %% wrong: All m gradients are asked for and added, so it is the full gradient and no estimate: only samples in idx may be used.
# told: whole_set
import torch


def minibatch_grad(per_sample, idx, m):
    everyone = torch.arange(m)
    return per_sample(everyone).sum(dim=0)

# %% wrong: The sum is divided by the chance that a sample is drawn at least once in B draws with replacement; without replacement that chance is B/m.
# told: clue
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    p = 1 - (1 - 1 / m) ** B
    return per_sample(idx).sum(0) / p

# %% wrong: The factor is (m - 1)/B because the last sample has the number m - 1; there are m samples.
# told: one_sample_less
import torch


def minibatch_grad(per_sample, idx, m):
    last = m - 1
    G = per_sample(idx)
    return G.mean(dim=0) * last

# %% wrong: The factor is computed as m // B, which loses the fraction when B does not divide m.
# told: rounded_down
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.numel()
    factor = m // B
    return factor * torch.sum(per_sample(idx), dim=0)

# %% wrong: TWO: the factor is upside down (B/m and not m/B); and keepdim leaves an axis of length 1 in front of the result.
# told: values
import torch


def minibatch_grad(per_sample, idx, m):
    B = idx.shape[0]
    total = per_sample(idx).sum(dim=0, keepdim=True)
    return total * B / m

# %% wrong: A sample that is drawn twice is counted once: duplicates are removed from idx before the gradients are added.
# told: twice_drawn_counts_once
import torch


def minibatch_grad(per_sample, idx, m):
    u = torch.unique(idx)
    return m * per_sample(u).sum(dim=0) / len(u)

# %% wrong: The running total starts with the first sample's gradient, and the loop adds that one again.
# told: values
import torch


def minibatch_grad(per_sample, idx, m):
    B = len(idx)
    total = per_sample(idx[0])
    for k in range(B):
        total = total + per_sample(idx[k])
    return total * (m / B)
