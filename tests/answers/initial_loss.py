# %% right: Algebra: log N minus the mean of log n; a class with 0 or 1 samples adds 0 to n log n.
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        counts = torch.ones(C, dtype=torch.float64)
    N = float(counts.sum())
    return math.log(N) - sum(n * math.log(n) for n in counts.tolist() if n > 1) / N

# %% right: The classifier itself: biases log n (with -inf for empty classes), log_softmax, the empty ones taken out by where.
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return -torch.zeros(C, dtype=torch.float64).log_softmax(0)[0]
    logp = torch.log_softmax(counts.log(), dim=0)
    pay = torch.where(counts == 0, torch.zeros_like(counts), -logp)
    return torch.dot(counts, pay) / counts.sum()

# %% right: NumPy: without counts the log of C, else the entropy of the shares with the zeros removed first.
import math
import torch
import numpy as np


def initial_loss(C, counts):
    if counts is not None:
        n = np.asarray(counts, dtype=np.float64)
        n = n[np.nonzero(n)]
        share = n / n.sum()
        return float(share @ np.log(1 / share))
    return float(np.log(C))

# %% wrong: The average is over the classes, each with the same weight; the mean over the data weighs a class by its samples.
# told: every_class_alike
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts[counts > 0] / counts.sum()
    return -torch.log(p).mean()

# %% wrong: The biases log n are normalised by their sum; softmax takes their powers first.
# told: shares_of_biases
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    n = counts[counts > 0]
    b = torch.log(n)
    p = b / b.sum()
    return -(n * torch.log(p)).sum() / n.sum()

# %% wrong: The mean of the probabilities is taken before the logarithm: the loss averages the logarithms.
# told: log_of_average
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return -math.log(1 / C)
    p = counts / counts.sum()
    return -torch.log((p * p).sum())

# %% wrong: With counts the result is the total over all samples, not the mean.
# told: added_over_samples
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -torch.xlogy(counts, p).sum()

# %% wrong: The mask asks for more than one sample (> 1 instead of > 0): a class with exactly one sample is left out.
# told: single_samples_left_out
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    N = counts.sum()
    keep = counts > 1
    p = counts[keep] / N
    return -(p * p.log()).sum()

# %% wrong: TWO: equal logits are measured in bits (log2) instead of nats; and with counts the minus is missing.
# told: bits_and_sign_lost
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    p = counts / counts.sum()
    return torch.xlogy(p, p).sum()

# %% wrong: An empty class is raised to one sample to save the logarithm; it should have the probability 0 and take nothing from the others.
# told: empty_as_one
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    b = torch.log(counts.clamp(min=1))
    logp = torch.log_softmax(b, dim=0)
    return -(counts * logp).sum() / counts.sum()

# %% wrong: The return in front of the case counts=None is forgotten: the value is computed and None comes back.
# told: nothing_without_counts
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        loss = math.log(C)
    else:
        p = counts / counts.sum()
        loss = -torch.xlogy(p, p).sum()
        return loss

# %% right: Treats None as one sample of each class and loops over plain numbers.
import math
import torch

def initial_loss(C, counts):
    n = [1.0] * C if counts is None else counts.tolist()
    N = sum(n)
    loss = 0.0
    for k in n:
        if k > 0:
            loss += k / N * math.log(N / k)
    return loss

# %% right: Follows the text literally: biases with -inf, log-softmax, and only then the classes that occur.
import torch

def initial_loss(C, counts):
    biases = torch.zeros(C, dtype=torch.float64) if counts is None else torch.log(counts)
    logp = torch.log_softmax(biases, dim=0)
    if counts is None:
        return -logp[0]
    seen = counts != 0
    return torch.dot(counts[seen], -logp[seen]) / counts[seen].sum()

# %% right: NumPy's weighted average over the classes that have samples.
import numpy as np
import torch

def initial_loss(C, counts):
    if counts is None:
        return -float(np.log(1.0 / C))
    n = np.asarray(counts, dtype=np.float64)
    n = n[np.nonzero(n)]
    return float(np.average(-np.log(n / n.sum()), weights=n))

# %% wrong: Puts the counts themselves into the softmax; the biases are log(counts).
# told: counts_as_logits
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    logp = torch.log_softmax(counts, dim=0)
    return -(counts * logp).sum() / counts.sum()

# %% wrong: Returns log C whatever the counts are, since all weights are 0; but the biases make the logits unequal.
# told: counts_ignored
import math

def initial_loss(C, counts):
    return math.log(C)

# %% wrong: Averages -log p over the classes, each with the same weight, instead of over the samples.
# told: every_class_alike
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    n = counts[counts > 0]
    return -torch.log(n / n.sum()).mean()

# %% wrong: For equal logits it returns log(1/C): the minus sign is missing, a loss cannot be negative.
# told: sign_lost_without_counts
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(1 / C)
    p = counts / counts.sum()
    return torch.special.entr(p).sum()

# %% wrong: Divides the total loss by C, the number of classes, instead of by the number of samples.
# told: total_over_classes
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    total = -torch.xlogy(counts, p).sum()
    return total / C

# %% wrong: TWO: adds 1 to every count so that no log of 0 appears, which changes the shares; and counts=None is answered in bits (log2).
# told: bits_and_one_more_each
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    bias = torch.log(counts + 1)
    logp = torch.log_softmax(bias, dim=0)
    return -(counts * logp).sum() / counts.sum()

# %% wrong: A class without samples gives 0 times -inf, so the result is nan.
# told: log_of_zero
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = torch.softmax(counts.log(), dim=0)
    return -(p * p.log()).sum()

# %% wrong: The counts of the worked example were left in the function and replace the argument.
# told: example_left_in
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    counts = torch.tensor([30.0, 10.0], dtype=torch.float64)
    p = counts / counts.sum()
    return -(p * torch.log(p)).sum()

# %% right: No counts means one sample per class: the function calls itself with ones; torch.special.entr for the sum.
import torch

def initial_loss(C, counts):
    if counts is None:
        return initial_loss(C, torch.ones(C, dtype=torch.float64))
    return torch.special.entr(counts / counts.sum()).sum()

# %% right: Plain Python: what the samples of each class pay, added up and divided by their number.
import math

def initial_loss(C, counts):
    if counts is None:
        return -math.log(1.0 / C)
    n = [float(c) for c in counts]
    N = sum(n)
    paid = 0.0
    for c in range(C):
        if n[c] == 0:
            continue
        paid += n[c] * (math.log(N / n[c]))
    return paid / N

# %% right: The real thing: a bias vector, torch's own cross_entropy with soft labels, only the classes that have samples.
import torch
import torch.nn.functional as F

def initial_loss(C, counts):
    if counts is None:
        bias, target = torch.zeros(C, dtype=torch.float64), torch.full((C,), 1 / C, dtype=torch.float64)
    else:
        seen = torch.nonzero(counts).flatten()
        bias, target = counts[seen].log(), counts[seen] / counts.sum()
    return F.cross_entropy(bias.unsqueeze(0), target.unsqueeze(0)).item()

# %% wrong: The average runs over the classes, each counted once; it should run over the samples, so that a frequent class counts more.
# told: every_class_alike
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    share = counts / counts.sum()
    share = share[share > 0]
    return (-torch.log(share)).mean()

# %% wrong: The counts themselves are used as biases, without the logarithm.
# told: counts_as_logits
import torch

def initial_loss(C, counts):
    if counts is None:
        bias, n = torch.zeros(C, dtype=torch.float64), torch.ones(C, dtype=torch.float64)
    else:
        bias, n = counts, counts
    logp = torch.log_softmax(bias, dim=0)
    return -(n * logp).sum() / n.sum()

# %% wrong: "An untrained classifier starts at log C": the biases are ignored, only empty classes are left out.
# told: log_of_classes_with_samples
import math

def initial_loss(C, counts):
    if counts is not None:
        C = int((counts > 0).sum())
    return math.log(C)

# %% wrong: The sum over all samples is divided by the number of classes, not by the number of samples.
# told: total_over_classes
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    N = counts.sum()
    total = 0.0
    for n in counts:
        if n > 0:
            total += n * torch.log(N / n)
    return total / C

# %% wrong: With counts=None the result is in bits (log2), with counts in nats.
# told: base_two_without_counts
import numpy as np

def initial_loss(C, counts):
    if counts is None:
        return float(np.log2(C))
    p = counts.numpy() / counts.numpy().sum()
    p = p[p > 0]
    return float(-(p * np.log(p)).sum())

# %% wrong: TWO: without counts the minus sign is missing (log 1/C); and with counts the losses are summed over the samples, not averaged.
# told: sign_lost_without_counts_and_added_over_samples
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(1 / C)
    p = counts / counts.sum()
    return -torch.special.xlogy(counts, p).sum()

# %% wrong: To avoid log 0 an empty class is given one sample: the other classes lose probability to it.
# told: empty_as_one
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    b = torch.log(counts.clamp(min=1))
    logp = torch.log_softmax(b, dim=0)
    return -(counts * logp).sum() / counts.sum()

# %% wrong: The return is forgotten for counts=None: the result is None.
# told: nothing_without_counts
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        loss = math.log(C)
    else:
        seen = counts[counts > 0]
        p = seen / seen.sum()
        loss = -(p * p.log()).sum()
        return loss

# %% right: Algebra: log N minus the average of log n, in Python floats; counts=None becomes a list of ones.
import math


def initial_loss(C, counts):
    ns = [1.0] * C if counts is None else [n for n in counts.tolist() if n]
    N = sum(ns)
    return math.log(N) - sum(n * math.log(n) for n in ns) / N

# %% right: The entropy of a torch distribution.
import torch


def initial_loss(C, counts):
    if counts is None:
        counts = torch.ones(C, dtype=torch.float64)
    return torch.distributions.Categorical(probs=counts / counts.sum()).entropy()

# %% right: Computes the biases and calls the library's cross-entropy once for each class that occurs.
import torch
import torch.nn.functional as F


def initial_loss(C, counts):
    if counts is None:
        zero = torch.zeros(1, C, dtype=torch.float64)
        return F.cross_entropy(zero, torch.tensor([0]))
    bias = torch.log(counts)
    present = torch.nonzero(counts).flatten()
    losses = F.cross_entropy(bias.expand(len(present), C), present, reduction="none")
    weights = counts[present]
    return torch.dot(weights, losses) / weights.sum()

# %% wrong: The surprises are averaged over the classes, each with the same weight, instead of over the samples.
# told: every_class_alike
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    share = counts[counts > 0] / counts.sum()
    return -torch.log(share).mean()

# %% wrong: The counts themselves are used as logits, not their logarithms.
# told: counts_as_logits
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    logp = torch.log_softmax(counts, dim=0)
    return -(counts * logp).sum() / counts.sum()

# %% wrong: All samples are treated as if they belonged to the most frequent class: only its surprise is returned.
# told: only_the_largest
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -torch.log(p.max())

# %% wrong: The loss is added up over all samples and not divided by their number.
# told: added_over_samples
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    N = counts.sum()
    loss = 0.0
    for n in counts:
        if n > 0:
            loss = loss - n * torch.log(n / N)
    return loss

# %% wrong: The sum of the samples' losses is divided by the number of classes C, not by the number of samples.
# told: total_over_classes
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return -math.log(1 / C)
    N = counts.sum()
    total = -torch.xlogy(counts, counts / N).sum()
    return total / C

# %% wrong: Empty classes are given one sample to avoid log 0, which changes all shares as soon as a count is 0.
# told: empty_filled_up
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    n = torch.clamp(counts, min=1)
    p = n / n.sum()
    return -(p * torch.log(p)).sum()

# %% wrong: The number of samples 40 of the worked example is left in the code.
# told: forty_left_in
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    N = 40
    n = counts[counts != 0]
    return -(n / N * torch.log(n / N)).sum()

# %% right: Other algebra: log N minus the mean of log n; equal logits as counts of 1.
import torch
def initial_loss(C, counts):
    if counts is None:
        counts = torch.ones(C, dtype=torch.float64)
    N = counts.sum()
    return torch.log(N) - torch.xlogy(counts, counts).sum() / N

# %% right: Python floats and a generator that skips empty classes; nested helper.
import math
import torch
def initial_loss(C, counts):
    def mean_loss(ns):
        N = math.fsum(ns)
        return math.fsum(n / N * math.log(N / n) for n in ns if n != 0)
    return mean_loss([1.0] * C) if counts is None else mean_loss(counts.tolist())

# %% right: Torch's own cross_entropy: one "sample" per class that occurs, averaged with the counts as weights.
import torch
def initial_loss(C, counts):
    if counts is None:
        return torch.nn.functional.cross_entropy(torch.zeros(1, C, dtype=torch.float64), torch.tensor([0]))
    seen = torch.nonzero(counts).flatten()
    bias = torch.log(counts[seen]).expand(len(seen), -1)
    each = torch.nn.functional.cross_entropy(bias, torch.arange(len(seen)), reduction="none")
    return (each * counts[seen]).sum() / counts.sum()

# %% wrong: -log p is averaged over the classes, each with the same weight, not over the samples.
# told: every_class_alike
import math
import torch
def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    n = counts[counts > 0]
    return -(n / n.sum()).log().mean()

# %% wrong: With counts the loss is taken to be the log of the number of classes that occur; how often they occur plays no part.
# told: log_of_classes_with_samples
import math
import torch
def initial_loss(C, counts):
    if counts is not None:
        C = int((counts > 0).sum())
    return math.log(C)

# %% wrong: The log of the mean probability of the own class is returned; asked is the mean of the logs.
# told: log_of_average
import math
import torch
def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    mean_p = (counts * p).sum() / counts.sum()
    return -torch.log(mean_p)

# %% wrong: With equal logits the minus is missing: log(1/C) is negative, a loss is not.
# told: sign_lost_without_counts
import math
import torch
def initial_loss(C, counts):
    if counts is None:
        return math.log(1 / C)
    p = counts / counts.sum()
    p = p[p > 0]
    return -(p * p.log()).sum()

# %% wrong: With counts the sum over all samples is divided by the number of classes C, not by the number of samples.
# told: total_over_classes
import math
import torch
def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    total = 0.0
    N = float(counts.sum())
    for n in counts.tolist():
        if n > 0:
            total += n * -math.log(n / N)
    return total / C

# %% wrong: TWO: the counts themselves are used as biases, not their logarithms; and for equal logits the answer is in bits (log2), not in nats.
# told: base_two_without_counts
import math
import torch
def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    logp = torch.log_softmax(counts, dim=0)
    return -(counts * logp).sum() / counts.sum()

# %% wrong: A class without samples gives 0 * log(0) = nan.
# told: log_of_zero
import math
import torch
def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    logp = torch.log_softmax(torch.log(counts), dim=0)
    return -(counts / counts.sum() * logp).sum()

# %% wrong: The loss with counts is printed, but not returned: the function gives None.
# told: nothing_with_counts
import math
import torch
def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    loss = -torch.xlogy(p, p).sum()
    print("loss", loss)

# %% right: The answer is the entropy of the shares, taken from torch.distributions; None becomes equal counts.
import torch


def initial_loss(C, counts):
    shares = torch.ones(C, dtype=torch.float64) if counts is None else counts
    return torch.distributions.Categorical(probs=shares).entropy()

# %% right: log N minus the weighted mean of log n, in plain Python with a nested function.
import math
import torch


def initial_loss(C, counts):
    def nlogn(n):
        return n * math.log(n) if n else 0.0

    ns = [1.0] * C if counts is None else counts.tolist()
    total = sum(ns)
    return math.log(total) - math.fsum(map(nlogn, ns)) / total

# %% right: Follows the text literally: biases with -inf, softmax over them, then the samples pay; only classes with samples are indexed.
import torch


def initial_loss(C, counts):
    if counts is None:
        bias, weight = torch.zeros(C, dtype=torch.float64), torch.full((C,), 1 / C, dtype=torch.float64)
    else:
        bias, weight = counts.log(), counts / counts.sum()
    logp = bias.log_softmax(-1)
    has = weight.nonzero().flatten()
    return -(weight[has] @ logp[has])

# %% wrong: The mean is taken over the classes that have samples, each with the same weight, instead of over the samples.
# told: every_class_alike
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -torch.log(p[p > 0]).mean()

# %% wrong: The counts themselves are used as biases; the biases are their logarithms.
# told: counts_as_logits
import torch


def initial_loss(C, counts):
    if counts is None:
        counts = torch.ones(C, dtype=torch.float64)
    logp = torch.log_softmax(counts, dim=0)
    return -(counts * logp).sum() / counts.sum()

# %% wrong: With counts the loss is taken as the logarithm of the number of classes that occur, as if these were equally likely.
# told: log_of_classes_with_samples
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    return math.log(int((counts > 0).sum()))

# %% wrong: The logarithm of an integer tensor is computed in float32, so with counts=None only about seven digits are right.
# told: slip
import torch


def initial_loss(C, counts):
    if counts is None:
        return torch.log(torch.tensor(C))
    p = counts / counts.sum()
    return -torch.special.xlogy(p, p).sum()

# %% wrong: 1 is added to every count to avoid log 0; the biases are then log(n+1), and the probabilities are not the shares of the data.
# told: one_more_each
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = (counts + 1) / (counts + 1).sum()
    share = counts / counts.sum()
    return -(share * p.log()).sum()

# %% wrong: TWO: with counts=None the logarithm has base 2; and with counts the total over all samples is returned, not the mean.
# told: base_two_without_counts
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    seen = counts[counts > 0]
    return (seen * (counts.sum().log() - seen.log())).sum()

# %% wrong: Empty classes are clamped to one sample to avoid log 0; this invents samples, and they change the total and pay.
# told: empty_filled_up
import math
import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    n = counts.clamp(min=1.0)
    p = n / n.sum()
    return -(p * p.log()).sum()

# %% wrong: A leftover line sets counts to ones before the last return, so counts is ignored and the answer is always log C.
# told: counts_ignored
import torch


def initial_loss(C, counts):
    if counts is None:
        counts = torch.ones(C, dtype=torch.float64)
    counts = torch.ones(C, dtype=torch.float64)  # test
    p = counts / counts.sum()
    return -torch.special.xlogy(p, p).sum()

# %% right: Unusual algebra in plain floats: log N - sum n log n / N; counts=None means one sample of each class.
import math

def initial_loss(C, counts):
    n = [1.0] * C if counts is None else [float(c) for c in counts]
    N = sum(n)
    return math.log(N) - sum(k * math.log(k) for k in n if k != 0) / N

# %% right: Follows the definition: logits log n_c, log_softmax, -log p of each class that has samples, weighted mean.
import torch
import torch.nn.functional as F

def initial_loss(C, counts):
    if counts is not None:
        bias = torch.log(counts)
        pays = -F.log_softmax(bias, dim=-1)
        has = counts > 0
        return (counts[has] * pays[has]).sum() / counts[has].sum()
    else:
        return F.cross_entropy(torch.zeros(1, C, dtype=torch.float64), torch.tensor([C - 1]))

# %% right: NumPy, with np.divide/np.log and where= to skip the empty classes; returns a Python float.
import numpy as np

def initial_loss(C, counts):
    c = np.ones(C) if counts is None else np.array(counts.tolist(), dtype=np.float64)
    p = c / c.sum()
    surprise = np.zeros_like(p)
    np.log(p, out=surprise, where=p > 0)
    return float(-np.inner(p, surprise))

# %% wrong: The losses -log p_c are averaged over the classes, each counting the same; a class must count as often as it has samples.
# told: every_class_alike
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    p = p[p > 0]
    return -torch.log(p).mean()

# %% wrong: With equal logits each class is treated as a yes/no decision with probability 1/2, which gives C log 2; softmax gives each class 1/C.
# told: sigmoids_without_counts
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        b = torch.zeros(C, dtype=torch.float64)
        return -torch.nn.functional.logsigmoid(b).sum()
    share = counts / counts.sum()
    return -torch.xlogy(share, share).sum()

# %% wrong: In the case counts=None the logarithm has base 2: the result is in bits, not in nats.
# told: base_two_without_counts
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    p = counts[counts > 0] / counts.sum()
    return float(-(p * p.log()).sum())

# %% wrong: The losses of all samples are added up; the division by the number of samples is missing.
# told: added_over_samples
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    total = 0.0
    N = float(counts.sum())
    for n in counts.tolist():
        if n > 0:
            total += n * -math.log(n / N)
    return total

# %% wrong: TWO: equal logits give log(C - 1) in place of log C; and 1 is added to every count to avoid log 0, which changes the shares.
# told: one_class_less
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C - 1)
    n = counts + 1
    p = n / n.sum()
    return -(p * torch.log(p)).sum()

# %% wrong: A class without samples makes the loss inf here; but no sample pays for that class, it counts 0.
# told: inf_at_zero
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    if (p == 0).any():
        return math.inf
    return -(p * p.log()).sum().item()

# %% wrong: The return is forgotten in the case counts=None: the code runs on and fails with None.
# told: none_not_asked_for
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        loss = math.log(C)
    p = counts / counts.sum()
    loss = -torch.xlogy(p, p).sum()
    return loss

# %% right: Unusual algebra: log N minus the mean of log n; without counts every class is given one sample.
import torch

def initial_loss(C, counts):
    n = torch.ones(C, dtype=torch.float64) if counts is None else counts
    N = n.sum()
    return torch.log(N) - torch.xlogy(n, n).sum() / N

# %% right: Plain Python: early return, a list of the non-empty classes and a generator in sum; result a float.
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return -math.log(1 / C)
    present = [n for n in counts.tolist() if n != 0]
    everyone = math.fsum(present)
    return sum(n * math.log(everyone / n) for n in present) / everyone

# %% right: Follows the text: biases with -inf, log_softmax in torch, and numpy's weighted average of the classes that have samples.
import numpy as np
import torch

def initial_loss(C, counts):
    if counts is None:
        biases, weights = torch.zeros(C, dtype=torch.float64), torch.ones(C, dtype=torch.float64)
    else:
        biases, weights = counts.log(), counts.clone()
    logp = biases.log_softmax(-1)
    keep = weights != 0
    return np.average(-logp[keep].numpy(), weights=weights[keep].numpy()).item()

# %% wrong: The logarithm of the mean probability is taken, -log(sum of p^2), not the mean of the -log p.
# told: log_of_average
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    share = counts / counts.sum()
    mean_p = (share * share).sum()
    return -torch.log(mean_p)

# %% wrong: The counts themselves are used as the logits, but the biases are log(counts).
# told: counts_as_logits
import torch

def initial_loss(C, counts):
    if counts is None:
        logits = torch.zeros(C, dtype=torch.float64)
        weight = torch.ones(C, dtype=torch.float64) / C
    else:
        logits = counts
        weight = counts / counts.sum()
    return -(weight * torch.log_softmax(logits, dim=0)).sum()

# %% wrong: Without counts the loss is measured in bits (base 2), not in nats.
# told: base_two_without_counts
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    p = counts / counts.sum()
    return torch.special.entr(p).sum()

# %% wrong: counts /= ... overwrites the caller's tensor with the shares.
# told: changed
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    counts /= counts.sum()
    return -torch.special.xlogy(counts, counts).sum()

# %% wrong: TWO: without counts the probability 1/C is returned instead of its -log; and with counts the losses are added over the samples and not divided by their number.
# told: one_over_C
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return 1 / C
    total = float(counts.sum())
    loss = 0.0
    for n in counts.tolist():
        if n > 0:
            loss += n * -math.log(n / total)
    return loss

# %% wrong: Empty classes are raised to one sample to avoid log 0: then they take a share of the probability and of the mean, which they should not.
# told: empty_filled_up
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    n = counts.clamp(min=1)
    p = n / n.sum()
    return -(p * p.log()).sum()

# %% wrong: Leftover from trying it out: without counts the loss is printed and not returned, so the result is None.
# told: nothing_without_counts
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        print(math.log(C))
    else:
        p = counts[counts > 0] / counts.sum()
        return -(p * torch.log(p)).sum()

# %% wrong: Log(p + 1e-9).
# told: with_1e_09_in_the_logarithm
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -(p * torch.log(p + 1e-9)).sum()

# %% wrong: Largest loss: the rarest class present.
# told: only_the_rarest
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts[counts > 0] / counts.sum()
    return -torch.log(p.min())

# %% wrong: Asks class 0 alone.
# told: only_class_0
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -torch.log(p[0])

# %% wrong: 1 - sum p^2.
# told: squared_shares
import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return 1 - (p ** 2).sum()

# %% wrong: Softmax of the shares.
# told: shares_as_logits
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -(p * torch.log_softmax(p, 0)).sum()

# %% wrong: Biases log counts but labels equally likely.
# told: every_class_alike_over_all
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -torch.log(p[p > 0]).sum() / C

# %% wrong: Adds the entropy of 1 - p for each class.
# told: decisions_with_counts
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -(torch.special.xlogy(p, p) + torch.special.xlogy(1 - p, 1 - p)).sum()

# %% wrong: Only first class against the rest.
# told: first_against_the_rest
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts[0] / counts.sum()
    return -(torch.special.xlogy(p, p) + torch.special.xlogy(1 - p, 1 - p))

# %% wrong: Shares counts / C.
# told: counts_over_classes
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / C
    return -torch.special.xlogy(p, p).sum()

# %% wrong: Stops at the first empty class.
# told: stops_at_an_empty_class
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    loss = 0.0
    for c in range(C):
        if p[c] == 0:
            break
        loss -= p[c] * torch.log(p[c])
    return loss

# %% wrong: Two mistakes: bits and sum over samples.
# told: bits_and_added_with_counts
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return -torch.special.xlogy(counts, p).sum() / math.log(2)

# %% wrong: Two mistakes: smoothing and mean over classes.
# told: one_more_each_and_alike
import torch

import math


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = (counts + 1) / (counts + 1).sum()
    return -torch.log(p).mean()

# %% right: Early return for None, then a Python loop with math.log over the classes that have samples.
import math

import torch


def initial_loss(C, counts):
    if counts is None:
        return -math.log(1 / C)
    ns = [n for n in counts.tolist() if n]
    N = sum(ns)
    return sum(n * (math.log(N) - math.log(n)) for n in ns) / N

# %% right: None is treated as one sample of each class, and the entropy comes from torch.special.entr: one formula for both cases.
import torch


def initial_loss(C, counts):
    n = torch.ones(C, dtype=torch.float64) if counts is None else counts
    return torch.special.entr(n / n.sum()).sum()

# %% right: Builds the biases -inf included, takes torch's log-softmax, and picks one loss per non-empty class with the counts as weights.
import torch
import torch.nn.functional as F


def initial_loss(C, counts):
    def own_loss(biases, c):
        row = biases.unsqueeze(0)
        return F.cross_entropy(row, torch.tensor([c]))

    if counts is None:
        return float(own_loss(torch.zeros(C, dtype=torch.float64), 0))
    biases = torch.log(counts)
    classes = torch.nonzero(counts).flatten().tolist()
    paid = torch.stack([own_loss(biases, c) for c in classes])
    weights = counts[classes]
    return float((weights * paid).sum() / weights.sum())

# %% wrong: The mean is taken over the classes; it runs over the samples, so each class must count as often as it has samples.
# told: every_class_alike
import math

import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts[counts > 0] / counts.sum()
    return (-torch.log(p)).mean()

# %% wrong: Softmax is taken of the counts themselves; the biases are the logarithms of the counts.
# told: counts_as_logits
import math

import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    logp = torch.log_softmax(counts, dim=0)
    return -(counts / counts.sum() * logp).sum()

# %% wrong: The logarithm is taken of the mean probability of the own class; the loss is the mean of the logarithms.
# told: log_of_average
import torch


def initial_loss(C, counts):
    if counts is None:
        counts = torch.ones(C, dtype=torch.float64)
    share = counts / counts.sum()
    return -torch.log((share * share).sum())

# %% wrong: The sign is wrong without counts: log(1/C) is negative, the loss is -log(1/C).
# told: sign_lost_without_counts
import math

import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(1 / C)
    p = counts / counts.sum()
    return -torch.xlogy(p, p).sum()

# %% wrong: With counts the losses of all samples are summed, but not divided by the number of samples.
# told: added_over_samples
import torch


def initial_loss(C, counts):
    if counts is None:
        return torch.log(torch.tensor(C, dtype=torch.float64))
    total = 0.0
    N = counts.sum()
    for n in counts:
        if n > 0:
            total += -n * torch.log(n / N)
    return total

# %% wrong: TWO: without counts the loss is in bits (log2), not in nats; and with counts the shares are n_c / C, the counts divided by the number of classes instead of the number of samples.
# told: values
import math

import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    n = counts[counts > 0]
    p = n / C
    return -(n * torch.log(p)).sum() / n.sum()

# %% wrong: An empty class is given one sample so that no log 0 occurs; that changes the shares of the other classes and the mean.
# told: empty_filled_up
import math

import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    n = counts.clamp(min=1)
    b = torch.log(n)
    logp = b - torch.logsumexp(b, 0)
    return -(n * logp).sum() / n.sum()

# %% wrong: The numbers of the example by hand are still in the function: every count is replaced by (30, 10).
# told: example_left_in
import math

import torch


def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    counts = torch.tensor([30.0, 10.0], dtype=torch.float64)
    p = counts / counts.sum()
    loss = -(p * p.log()).sum()
    return loss

# %% right: Algebra: log N minus the count-weighted mean of log n.
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return -math.log(1.0 / C)
    N = counts.sum()
    return torch.log(N) - torch.special.xlogy(counts, counts).sum() / N

# %% right: One path for both cases: biases, log_softmax, weights; -inf terms are replaced by where.
import torch

def initial_loss(C, counts):
    if counts is None:
        b = torch.zeros(C, dtype=torch.float64)
        share = torch.full((C,), 1 / C, dtype=torch.float64)
    else:
        b = torch.log(counts)
        share = counts.div(counts.sum())
    nll = -torch.log_softmax(b, 0)
    nll = torch.where(share == 0, torch.zeros_like(nll), nll)
    return share @ nll

# %% right: Whole numbers in plain Python, a filter for the empty classes, fsum and log(N / n).
from math import fsum, log

def initial_loss(C, counts):
    if counts is not None:
        ns = [int(n) for n in counts.tolist() if n]
        total = sum(ns)
        return fsum(n * log(total / n) for n in ns) / total
    return log(C)

# %% wrong: An untrained classifier is taken to start at log of the number of classes present; the biases make it know the shares already.
# told: log_of_classes_with_samples
import math

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    present = int((counts > 0).sum())
    return math.log(present)

# %% wrong: torch.tensor(C) is an integer tensor, whose logarithm comes out in float32: only about seven digits are right.
# told: slip
import torch

def initial_loss(C, counts):
    if counts is None:
        return torch.log(torch.tensor(C))
    n = counts[counts > 0]
    p = n / n.sum()
    return -(p * p.log()).sum()

# %% wrong: The summed loss of all samples is divided by the number of classes C, not by the number of samples.
# told: total_over_classes
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    share = counts / counts.sum()
    total = -torch.xlogy(counts, share).sum()
    return total / C

# %% wrong: TWO: with equal logits log(1/C) is returned without the minus sign; and 1 is added to every count against log 0, which changes the shares.
# told: sign_lost_without_counts
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(1 / C)
    p = (counts + 1) / (counts + 1).sum()
    return -(counts * p.log()).sum() / counts.sum()

# %% wrong: An empty class gets the bias 0 and not -inf, so softmax gives it the probability of one sample.
# told: empty_as_one
import math
import torch

def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    b = torch.where(counts > 0, counts.log(), torch.zeros_like(counts))
    logp = b - torch.logsumexp(b, dim=0)
    return -(counts * logp).sum() / counts.sum()
