# %% right: Plain Python floats, one class after the other, early return for inf.
import math
import torch


def cross_entropy(p, q):
    total = 0.0
    for happens, expected in zip(p.tolist(), q.tolist()):
        if happens == 0.0:
            continue
        if expected == 0.0:
            return float("inf")
        total += happens * math.log(1.0 / expected) if expected > 1e-300 else -happens * math.log(expected)
    return total

# %% right: NumPy with a mask and a dot product, warnings silenced.
import math
import torch
import numpy as np


def cross_entropy(p, q):
    pn, qn = p.numpy(), q.numpy()
    keep = np.flatnonzero(pn)
    with np.errstate(divide="ignore"):
        surprise = -np.log(qn[keep])
    return float(pn[keep] @ surprise)

# %% right: torch.where in two steps and logarithms to the base 2, turned into nats at the end.
import math
import torch


def cross_entropy(p, q):
    one = torch.ones_like(q)
    safe_q = torch.where(p == 0, one, q)
    bits = p @ (-torch.log2(safe_q))
    return bits * math.log(2)

# %% wrong: The roles are swapped: the surprise of p is averaged with the weights q, but what happens is p and the surprise is that of q.
# told: exchanged
import math
import torch


def cross_entropy(p, q):
    return -torch.xlogy(q, p).sum()

# %% wrong: The two-class (binary) formula is applied to every class: the extra terms (1 - p) log(1 - q) do not belong here.
# told: each_class_a_coin
import math
import torch


def cross_entropy(p, q):
    happens = torch.xlogy(p, q)
    not_happens = torch.xlogy(1 - p, 1 - q)
    return -(happens + not_happens).sum()

# %% wrong: The logarithm is taken of the average probability; it should be the average of the logarithms.
# told: log_of_average
import math
import torch


def cross_entropy(p, q):
    average = (p * q).sum()
    return -torch.log(average)

# %% wrong: The base of the logarithm is 2: the result is in bits, not in nats.
# told: in_bits
import math
import torch


def cross_entropy(p, q):
    keep = p > 0
    return -(p[keep] * torch.log2(q[keep])).sum()

# %% wrong: The terms are averaged over the classes besides; p already holds the weights, so they must be added up.
# told: over_all_classes
import math
import torch


def cross_entropy(p, q):
    return -torch.xlogy(p, q).mean()

# %% wrong: TWO: the entropy of p is taken off (that gives the Kullback-Leibler divergence); and the sign is reversed.
# told: negative_divergence
import math
import torch


def cross_entropy(p, q):
    h = -torch.xlogy(p, p).sum()
    ce = torch.xlogy(p, q).sum()
    return ce + h

# %% wrong: Classes with q = 0 are skipped, not those with p = 0: a class that happens though the model rules it out should give inf.
# told: impossible_costs_nothing
import math
import torch


def cross_entropy(p, q):
    total = 0.0
    for pi, qi in zip(p.tolist(), q.tolist()):
        if qi > 0:
            total = total - pi * math.log(qi)
    return total

# %% wrong: The return stands inside the loop, so that only the first class that happens is counted.
# told: first_class_alone
import math
import torch


def cross_entropy(p, q):
    total = 0.0
    for i in range(len(p)):
        if p[i] == 0:
            continue
        if q[i] == 0:
            return math.inf
        total += -p[i] * torch.log(q[i])
        return total

# %% right: Plain Python loop with math.log and an early return of inf.
import math
import torch

def cross_entropy(p, q):
    def surprise(x):
        return -math.log(x)

    parts = []
    for i in range(len(p)):
        if p[i] == 0:
            continue
        if q[i] == 0:
            return float("inf")
        parts.append(p[i].item() * surprise(q[i].item()))
    return math.fsum(parts)

# %% right: NumPy inside: masks by p > 0, silences the warning of log 0, and takes a dot product.
import numpy as np
import torch

def cross_entropy(p, q):
    a, b = p.numpy(), q.numpy()
    happens = a > 0
    with np.errstate(divide="ignore"):
        surprise = -np.log(b[happens])
    return float(np.dot(a[happens], surprise))

# %% right: Where p is 0 it swaps q for 1, whose log is 0, and then multiplies a row by a column.
import torch

def cross_entropy(p, q):
    safe = torch.where(p == 0, torch.ones_like(q), q)
    surprise = torch.log(safe).neg()
    if torch.isinf(surprise).any():
        return float("inf")
    return (p.reshape(1, -1) @ surprise.reshape(-1, 1)).squeeze()

# %% wrong: Computes the Kullback-Leibler divergence, the surprise in excess of the entropy of p, not the cross-entropy.
# told: divergence
import torch

def cross_entropy(p, q):
    keep = p > 0
    return (p[keep] * torch.log(p[keep] / q[keep])).sum()

# %% wrong: Takes the log of the average probability instead of the average of the logs.
# told: log_of_average
import torch

def cross_entropy(p, q):
    average_prob = (p * q).sum()
    return -torch.log(average_prob)

# %% wrong: Uses the binary formula: each class also pays (1 - p) log(1 - q) for not coming up.
# told: each_class_a_coin
import torch

def cross_entropy(p, q):
    yes = torch.where(p > 0, p * q.log(), torch.zeros_like(p))
    no = torch.where(p < 1, (1 - p) * (1 - q).log(), torch.zeros_like(p))
    return -(yes + no).sum()

# %% wrong: The weighted surprises are averaged over the classes (.mean) although the weights p already average: it must be a sum.
# told: over_all_classes
import torch

def cross_entropy(p, q):
    s = torch.where(p > 0, -p * torch.log(q), torch.zeros_like(p))
    return s.mean()

# %% wrong: Computes in float32, so only about seven digits are right.
# told: slip
import torch

def cross_entropy(p, q):
    p = p.float()
    q = q.float()
    return -torch.xlogy(p, q).sum()

# %% wrong: TWO: p and q are swapped (weights q, log of p); and the logarithm has base 2 in place of e.
# told: exchanged_in_bits
import torch

def cross_entropy(p, q):
    keep = q > 0
    return -(q[keep] * torch.log2(p[keep])).sum()

# %% wrong: Leaves out the classes with q = 0 instead of those with p = 0, so a class that was ruled out but happens costs nothing instead of inf.
# told: impossible_costs_nothing
import torch

def cross_entropy(p, q):
    keep = q > 0
    return -(p[keep] * q[keep].log()).sum()

# %% wrong: The loop overwrites the total in each round instead of adding to it, so only the last class with p > 0 counts.
# told: last_class_alone
import math
import torch

def cross_entropy(p, q):
    total = 0.0
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi == 0:
            continue
        if qi == 0:
            return math.inf
        total = -pi * math.log(qi)
    return total

# %% right: Plain Python lists, math.log and early exit for the impossible class.
import math

def cross_entropy(p, q):
    ps, qs = p.tolist(), q.tolist()
    if any(a > 0 and b == 0 for a, b in zip(ps, qs)):
        return float("inf")
    return math.fsum(-a * math.log(b) for a, b in zip(ps, qs) if a > 0)

# %% right: One line with torch.special.xlogy, which counts 0 * log 0 as 0.
import torch

def cross_entropy(p, q):
    return torch.special.xlogy(p, q).sum().neg()

# %% right: NumPy, only the classes that happen, a dot product, and a nested helper.
import numpy as np

def cross_entropy(p, q):
    def pick(t, mask):
        return t.detach().numpy()[mask]

    mask = p.numpy() != 0
    with np.errstate(divide="ignore"):
        logs = np.log(pick(q, mask))
    return float(-np.dot(pick(p, mask), logs))

# %% wrong: p and q have changed places: the surprise is taken of p and weighted with q.
# told: exchanged
import torch

def cross_entropy(p, q):
    total = 0.0
    for pi, qi in zip(p, q):
        if qi > 0:
            total = total - qi * torch.log(pi)
    return total

# %% wrong: The surprises are averaged with equal weight for each class, not as often as p says.
# told: equal_weights
import torch

def cross_entropy(p, q):
    happens = p > 0
    surprise = -torch.log(q[happens])
    return surprise.mean()

# %% wrong: The probabilities are averaged first and the logarithm is taken of the average, instead of the average of the logarithms.
# told: log_of_average
import torch

def cross_entropy(p, q):
    average = (p * q).sum()
    return -torch.log(average)

# %% wrong: q is overwritten by its surprises (log_ and neg_ work in place).
# told: changed
import torch

def cross_entropy(p, q):
    surprise = q.log_().neg_()
    terms = torch.where(p > 0, p * surprise, torch.zeros_like(p))
    return terms.sum()

# %% wrong: The terms already carry the weights p, and then mean() divides by the number of classes once more.
# told: over_all_classes
import torch

def cross_entropy(p, q):
    terms = torch.where(p == 0, 0.0, -p * torch.log(q))
    return terms.mean()

# %% wrong: TWO: the logarithm to base 2 (bits, not nats); and the entropy of p is subtracted, which is the KL divergence.
# told: divergence_in_bits
import torch

def cross_entropy(p, q):
    m = p > 0
    return (p[m] * (torch.log2(p[m]) - torch.log2(q[m]))).sum()

# %% wrong: nan_to_num is meant for 0 times inf, but it also turns the inf of a ruled-out class into a large finite number.
# told: surprise_made_finite
import torch

def cross_entropy(p, q):
    surprise = torch.nan_to_num(-torch.log(q))
    return torch.sum(p * surprise)

# %% wrong: The return is indented too far: the loop ends after the first class.
# told: class_zero_alone
import math

def cross_entropy(p, q):
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            if q[i] == 0:
                return math.inf
            total += -float(p[i]) * math.log(float(q[i]))
        return total

# %% right: Plain Python numbers with early return of inf.
import math


def cross_entropy(p, q):
    surprise = []
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi == 0.0:
            continue
        if qi == 0.0:
            return float("inf")
        surprise.append(pi * math.log(1 / qi) if qi > 1e-300 else -pi * math.log(qi))
    return math.fsum(surprise)

# %% right: One line with xlogy, which has the 0 log 0 rule built in.
import torch


def cross_entropy(p, q):
    return torch.special.xlogy(p, q).sum().neg()

# %% right: numpy: only the classes that happen, then a dot product.
import numpy as np


def cross_entropy(p, q):
    p_np, q_np = p.numpy(), q.numpy()
    happens = np.flatnonzero(p_np)
    with np.errstate(divide="ignore"):
        surprises = -np.log(q_np[happens])
    return float(np.dot(p_np[happens], surprises))

# %% wrong: The entropy of p is subtracted: this is the Kullback-Leibler divergence, not the cross-entropy.
# told: divergence
import torch


def cross_entropy(p, q):
    m = p > 0
    return (p[m] * torch.log(p[m] / q[m])).sum()

# %% wrong: The average is taken of the probabilities and then the logarithm, instead of averaging the surprises -log q.
# told: log_of_average
import torch


def cross_entropy(p, q):
    avg = (p * q).sum()
    return -torch.log(avg)

# %% wrong: Each class is treated as a yes/no question: the terms (1 - p) log(1 - q) of the binary cross-entropy are added.
# told: each_class_a_coin
import torch


def cross_entropy(p, q):
    yes = torch.xlogy(p, q)
    no = torch.xlogy(1 - p, 1 - q)
    return -(yes + no).sum()

# %% wrong: The logarithm is to base 2 (bits), not the natural one (nats).
# told: in_bits
import torch


def cross_entropy(p, q):
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total = total - p[i] * torch.log2(q[i])
    return total

# %% wrong: The numbers are converted to float32, so only about seven digits are right.
# told: slip
import torch


def cross_entropy(p, q):
    p, q = p.float(), q.float()
    terms = torch.where(p > 0, -p * torch.log(q), torch.zeros_like(p))
    return terms.sum()

# %% wrong: TWO: p and q are swapped, the surprise is that of p; and the terms are averaged over the classes (divided by their number) instead of added.
# told: exchanged_over_all_classes
import torch


def cross_entropy(p, q):
    terms = -torch.xlogy(q, p)
    return terms.mean()

# %% wrong: nan_to_num is meant to mend 0 * log 0 only, but it also turns the infinite surprise into 1.8e308, so the result is not inf.
# told: inf_made_finite
import torch


def cross_entropy(p, q):
    terms = -p * torch.log(q)
    return torch.nan_to_num(terms).sum()

# %% wrong: The return is indented too far, so only the first class that happens is counted.
# told: first_class_alone
import math


def cross_entropy(p, q):
    total = 0.0
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi == 0:
            continue
        if qi == 0:
            return math.inf
        total += -pi * math.log(qi)
        return total

# %% right: The weighted geometric mean of q first, one logarithm at the end; 0 ** 0 is 1.
import torch


def cross_entropy(p, q):
    return -torch.log(torch.prod(q ** p))

# %% right: Plain Python with early return for inf, result is a float.
import math
import torch


def cross_entropy(p, q):
    total = []
    for i in range(len(p)):
        pi, qi = float(p[i]), float(q[i])
        if pi == 0:
            continue
        if qi == 0:
            return float("inf")
        total.append(pi * math.log(1 / qi) if qi > 1e-300 else -pi * math.log(qi))
    return math.fsum(total)

# %% right: NumPy, zero classes cut out, a dot product at the end.
import numpy as np
import torch


def cross_entropy(p, q):
    p, q = p.numpy(), q.numpy()
    idx = np.flatnonzero(p)
    with np.errstate(divide="ignore"):
        surprise = np.negative(np.log(q[idx]))
    return torch.tensor(np.sum(p[idx] * surprise))

# %% wrong: The logarithm is taken of the average probability; the cross-entropy is the average of the logarithms.
# told: log_of_average
import torch


def cross_entropy(p, q):
    expected = (p * q).sum()
    return -torch.log(expected)

# %% wrong: p is treated like a single label: only the surprise of the most frequent class is counted, not the average over all classes.
# told: most_frequent_class
import torch


def cross_entropy(p, q):
    label = p.argmax()
    return -torch.log(q[label])

# %% wrong: The formula of the binary cross-entropy is used for each class: a class that does not come up also pays -(1-p) log(1-q).
# told: each_class_a_coin
import torch


def cross_entropy(p, q):
    yes = torch.special.xlogy(p, q)
    no = torch.special.xlogy(1 - p, 1 - q)
    return -(yes + no).sum()

# %% wrong: The mask drops the classes with q = 0 instead of those with p = 0, so a class that the model rules out counts 0 instead of inf.
# told: impossible_costs_nothing
import torch


def cross_entropy(p, q):
    keep = q > 0
    return -(p[keep] * torch.log(q[keep])).sum()

# %% wrong: After weighting with p the terms are averaged over the classes once more (mean instead of sum).
# told: over_all_classes
import torch


def cross_entropy(p, q):
    terms = torch.where(p > 0, -p * torch.log(q), torch.zeros_like(p))
    return terms.mean()

# %% wrong: TWO: p and q are swapped (surprise of p weighted by q); and the logarithm has base 2 instead of e.
# told: exchanged_in_bits
import torch


def cross_entropy(p, q):
    surprise = -torch.log2(p)
    terms = torch.where(q > 0, q * surprise, torch.zeros_like(q))
    return terms.sum()

# %% wrong: nan_to_num repairs 0 * log 0, but it also turns the infinite surprise of a ruled-out class into the largest float, so the result is not inf.
# told: inf_made_finite
import torch


def cross_entropy(p, q):
    terms = torch.nan_to_num(p * -torch.log(q), nan=0.0)
    return terms.sum()

# %% wrong: The return stands inside the loop, so only the first class is counted.
# told: class_zero_alone
import math
import torch


def cross_entropy(p, q):
    total = 0.0
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi > 0:
            total += pi * (-math.log(qi) if qi > 0 else math.inf)
        return total

# %% right: Plain Python: zip over lists, math.log, a continue and an early return of inf.
import math

def cross_entropy(p, q):
    parts = []
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi == 0:
            continue
        if qi == 0:
            return math.inf
        parts.append(pi * math.log(1 / qi) if qi > 1e-300 else -pi * math.log(qi))
    return math.fsum(parts)

# %% right: Selects the classes that come up and takes a dot product; log 0 = -inf does the rest.
import torch

def cross_entropy(p, q):
    comes_up = p.nonzero().flatten()
    return p[comes_up].dot(-q[comes_up].log())

# %% right: NumPy; cross-entropy as the entropy of p plus the Kullback-Leibler divergence from p to q, returned as a Python float.
import numpy as np

def cross_entropy(p, q):
    a, b = p.numpy().copy(), q.numpy().copy()
    keep = a > 0
    a, b = a[keep], b[keep]
    if (b == 0).any():
        return float("inf")

    def entropy():
        return -np.sum(a * np.log(a))

    def divergence():
        return np.sum(a * (np.log(a) - np.log(b)))

    return float(entropy() + divergence())

# %% wrong: The binary formula is used for every class: the terms (1 - p) log(1 - q) are added, but each class has only its term p log q.
# told: each_class_a_coin
import torch

def cross_entropy(p, q):
    come = torch.xlogy(p, q)
    come_not = torch.xlogy(1 - p, 1 - q)
    return -(come + come_not).sum()

# %% wrong: The surprises are averaged with the model's probabilities q, not with p, so p decides only which classes count (an entropy of q).
# told: entropy_of_q_where_p
import torch

def cross_entropy(p, q):
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            surprise = -torch.log(q[i])
            if q[i] == 0:
                return float("inf")
            total = total + q[i] * surprise
    return total

# %% wrong: A small constant 1e-8 is added inside the logarithm: the result is off from the eighth digit on, and a class that is ruled out gives a finite number instead of inf.
# told: softened_by_eight_digits
import torch

def cross_entropy(p, q):
    return -(p * torch.log(q + 1e-8)).sum()

# %% wrong: The loop stops one too early: the last class is left out.
# told: without_the_last
import math

def cross_entropy(p, q):
    total = 0.0
    for i in range(0, len(p) - 1):
        if p[i] == 0:
            continue
        if q[i] == 0:
            return math.inf
        total -= float(p[i]) * math.log(float(q[i]))
    return total

# %% wrong: TWO: the minus sign of the surprise is missing; and the terms are averaged over the number of classes instead of summed.
# told: over_all_classes_without_sign
import torch

def cross_entropy(p, q):
    terms = torch.where(p > 0, p * torch.log(q), torch.zeros_like(p))
    return terms.mean()

# %% wrong: nan_to_num also replaces the infinite surprise of a class that is ruled out but comes up, by a huge finite number; it should be inf.
# told: inf_made_finite
import torch

def cross_entropy(p, q):
    terms = torch.nan_to_num(p * torch.log(q))    # 0 * log 0 is nan, make it 0
    return -terms.sum()

# %% wrong: The entries of q are overwritten with 1 where p is 0: the argument q is changed in place.
# told: changed
import torch

def cross_entropy(p, q):
    q[p == 0] = 1.0
    return -(p * q.log()).sum()

# %% right: Plain Python floats, math.log, math.fsum and an early return of inf.
import math
import torch

def cross_entropy(p, q):
    parts = []
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi == 0.0:
            continue
        if qi == 0.0:
            return float("inf")
        parts.append(pi * math.log(qi))
    return -math.fsum(parts)

# %% right: numpy with errstate and where, back to a Python float.
import numpy as np
import torch

def cross_entropy(p, q):
    a, b = p.numpy().copy(), q.numpy().copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(a == 0, 0.0, -a * np.log(b))
    return float(np.sum(t))

# %% right: A nested function for the surprise, boolean indexing and a dot product; the ruled-out class gives inf by itself.
import torch

def cross_entropy(p, q):
    def surprise(prob):
        return prob.log().neg()

    happens = torch.nonzero(p).flatten()
    return torch.dot(p.index_select(0, happens), surprise(q.index_select(0, happens)))

# %% wrong: Only the extra surprise is returned: the entropy of p is subtracted, which is the KL divergence and not the cross-entropy.
# told: divergence
import torch

def cross_entropy(p, q):
    m = p > 0
    surprise = -torch.log(q[m])
    best = -torch.log(p[m])
    return (p[m] * (surprise - best)).sum()

# %% wrong: The surprise at the average probability is taken, not the average of the surprises: log and average are exchanged.
# told: log_of_average
import torch

def cross_entropy(p, q):
    expected_q = (p * q).sum()
    return -torch.log(expected_q)

# %% wrong: The running total is a float32 tensor, so += rounds every step to about 7 digits.
# told: slip
import torch

def cross_entropy(p, q):
    total = torch.tensor(0.0)
    for pi, qi in zip(p, q):
        if pi > 0:
            total += -pi * torch.log(qi)
    return total

# %% wrong: The loop stops one class early, so the last class is never counted.
# told: without_the_last
import math
import torch

def cross_entropy(p, q):
    result = 0.0
    for i in range(len(p) - 1):
        if p[i] == 0:
            continue
        if q[i] == 0:
            return math.inf
        result -= p[i].item() * math.log(q[i].item())
    return result

# %% wrong: TWO: q is put through a softmax although it already holds probabilities; and the logarithm has base 2 instead of e.
# told: q_as_logits_in_bits
import torch

def cross_entropy(p, q):
    probs = torch.softmax(q, dim=0)
    return -(p * torch.log2(probs)).sum()

# %% wrong: nan_to_num repairs the nan of 0 times -inf, but it also turns the -inf of a ruled-out class into a huge finite number: the result is not inf.
# told: inf_made_finite
import torch

def cross_entropy(p, q):
    terms = p * torch.log(q)
    terms = torch.nan_to_num(terms)
    return -terms.sum()

# %% wrong: The mask asks q > 0 instead of p > 0 (mixed up): a class that comes up although the model rules it out is skipped, so the result is not inf.
# told: impossible_costs_nothing
import torch

def cross_entropy(p, q):
    mask = q > 0
    p_ok = p[mask]
    q_ok = q[mask]
    return (p_ok * -torch.log(q_ok)).sum()

# %% wrong: Clamp q at 1e-7 before the logarithm.
# told: cut_at_seven_digits
import torch


def cross_entropy(p, q):
    return -(p * torch.log(q.clamp(min=1e-7))).sum()

# %% wrong: Log1p for log.
# told: logarithm_of_one_plus
import torch


def cross_entropy(p, q):
    m = p > 0
    return -(p[m] * torch.log1p(q[m])).sum()

# %% wrong: Any p zero gives 0 as the whole result.
# told: zero_beside_a_zero
import torch


def cross_entropy(p, q):
    if (p == 0).any():
        return 0.0
    return -(p * torch.log(q)).sum()

# %% wrong: One over q in place of minus log.
# told: divided_by_q
import torch


def cross_entropy(p, q):
    m = p > 0
    return (p[m] / q[m]).sum()

# %% wrong: Surprise 1 minus q.
# told: one_minus_q
import torch


def cross_entropy(p, q):
    return (p * (1 - q)).sum()

# %% wrong: Log p q: product inside the log.
# told: weight_inside_the_logarithm
import torch


def cross_entropy(p, q):
    m = p > 0
    return -torch.log(p[m] * q[m]).sum()

# %% wrong: Two mistakes: base 2 and mean.
# told: over_classes_that_happen_in_bits
import torch


def cross_entropy(p, q):
    m = p > 0
    return -(p[m] * torch.log2(q[m])).mean()

# %% wrong: Two mistakes: mean over classes and clamp at 1e-7.
# told: cut_at_seven_digits_over_all_classes
import torch


def cross_entropy(p, q):
    return -(p * torch.log(q.clamp(min=1e-7))).mean()

# %% wrong: Surprise clamped at 100 as nn.BCELoss does.
# told: surprise_cut_at_one_hundred
import torch


def cross_entropy(p, q):
    return (p * (-torch.log(q)).clamp(max=100.0)).sum()

# %% wrong: Cross-entropy averaged both ways, symmetric.
# told: both_ways
import torch


def cross_entropy(p, q):
    def h(a, c):
        m = a > 0
        return -(a[m] * torch.log(c[m])).sum()
    return (h(p, q) + h(q, p)) / 2

# %% wrong: Inf returned negative.
# told: negative_infinity
import torch


def cross_entropy(p, q):
    if ((p > 0) & (q == 0)).any():
        return -float("inf")
    m = p > 0
    return -(p[m] * torch.log(q[m])).sum()

# %% wrong: Error where model rules out: raises.
# told: error_at_impossible
import torch


def cross_entropy(p, q):
    if ((p > 0) & (q == 0)).any():
        raise ValueError("the model rules a class out")
    m = p > 0
    return -(p[m] * torch.log(q[m])).sum()

# %% wrong: Only looks at the first two classes.
# told: first_two_classes
import torch


def cross_entropy(p, q):
    r = 0.0
    for i in range(2):
        if p[i] > 0:
            r = r - p[i] * torch.log(q[i])
    return r

# %% wrong: Rounded to three digits as in the example.
# told: rounded_to_three_digits
import torch


def cross_entropy(p, q):
    m = p > 0
    return round(float(-(p[m] * torch.log(q[m])).sum()), 3)

# %% wrong: Loss of q sorted as p.
# told: sorted_apart
import torch


def cross_entropy(p, q):
    p, q = p.sort().values, q.sort().values
    m = p > 0
    return -(p[m] * torch.log(q[m])).sum()

# %% wrong: Q clamped at 1e-6.
# told: cut_at_six_digits
import torch


def cross_entropy(p, q):
    return -(p * torch.log(q.clamp(min=1e-6))).sum()

# %% wrong: Q clamped at 1e-10.
# told: cut_at_ten_digits
import torch


def cross_entropy(p, q):
    return -(p * torch.log(q.clamp(min=1e-10))).sum()

# %% wrong: Exp2 perplexity.
# told: power_of_two
import torch


def cross_entropy(p, q):
    m = p > 0
    return 2 ** (-(p[m] * torch.log(q[m])).sum())

# %% wrong: 0 when any q is 0.
# told: zero_beside_a_ruled_out_class
import torch


def cross_entropy(p, q):
    return 0.0 if (q == 0).any() else -(p * torch.log(q)).sum()

# %% wrong: Renormalised over q > 0.
# told: renormalised_over_the_possible
import torch


def cross_entropy(p, q):
    m = q > 0
    pp = p[m] / p[m].sum() if p[m].sum() > 0 else p[m]
    return -(pp * torch.log(q[m])).sum()

# %% wrong: Rounded to two.
# told: rounded_to_two_digits
import torch


def cross_entropy(p, q):
    m = p > 0
    return round(float(-(p[m] * torch.log(q[m])).sum()), 2)

# %% wrong: Inf for a zero in p.
# told: inf_wherever_p_is_zero
import torch


def cross_entropy(p, q):
    if (p == 0).any():
        return float("inf")
    return -(p * torch.log(q)).sum()

# %% wrong: Nan for impossible.
# told: nan_where_the_model_rules_out
import torch


def cross_entropy(p, q):
    if ((p > 0) & (q == 0)).any():
        return float("nan")
    m = p > 0
    return -(p[m] * torch.log(q[m])).sum()

# %% right: A pure Python loop with early return of inf, summed by math.fsum; returns a float.
import math

import torch


def cross_entropy(p, q):
    terms = []
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi == 0:
            continue
        if qi == 0:
            return math.inf
        terms.append(-pi * math.log(qi))
    return math.fsum(terms)

# %% right: Entropy of p plus the Kullback-Leibler divergence, over the classes that come up.
import torch


def cross_entropy(p, q):
    seen = p > 0
    a, b = p[seen], q[seen]
    entropy = torch.special.entr(a).sum()
    divergence = torch.sum(a * (a.log() - b.log()))
    return entropy + divergence

# %% right: NumPy with the where= argument of np.log, and a dot product.
import numpy as np
import torch


def cross_entropy(p, q):
    pn, qn = p.detach().numpy(), q.detach().numpy()
    comes = pn != 0
    with np.errstate(divide="ignore"):
        logs = np.log(qn, out=np.zeros_like(qn), where=comes)
    return float(np.dot(pn[comes], -logs[comes]))

# %% wrong: Only the most frequent class pays its surprise, as if p were a one-hot label; every class must count with its own weight p_i.
# told: most_frequent_class
import torch


def cross_entropy(p, q):
    label = torch.argmax(p)
    return -torch.log(q[label])

# %% wrong: The logarithm has base 2, so the result is in bits, not in nats.
# told: in_bits
import torch


def cross_entropy(p, q):
    keep = p > 0
    return -(p[keep] * torch.log2(q[keep])).sum()

# %% wrong: The weighted surprises are averaged over the classes once more (mean instead of sum); p already does the averaging.
# told: over_classes_that_happen
import torch


def cross_entropy(p, q):
    keep = p > 0
    return (p[keep] * -torch.log(q[keep])).mean()

# %% wrong: TWO: the minus sign of the surprise is missing; and the sum is computed in float32, so only seven digits are right.
# told: clue
import torch


def cross_entropy(p, q):
    p = p.float()
    q = q.float()
    return torch.xlogy(p, q).sum()

# %% wrong: nan_to_num replaces not only the nan of 0 * log 0 but also the infinite surprise, so a class that the model rules out gives 1.8e308 instead of inf.
# told: inf_made_finite
import torch


def cross_entropy(p, q):
    terms = torch.nan_to_num(-p * torch.log(q), nan=0.0)
    return terms.sum()

# %% wrong: The argument q is changed in place: q[p == 0] = 1 writes into the caller's tensor.
# told: changed
import torch


def cross_entropy(p, q):
    q[p == 0] = 1.0
    return -(p * torch.log(q)).sum()

# %% right: Python floats, a nested helper for the surprise, and fsum over a generator; returns a float.
import math

def cross_entropy(p, q):
    def surprise(prob):
        return math.inf if prob == 0.0 else -math.log(prob)

    return math.fsum(a * surprise(b) for a, b in zip(p.tolist(), q.tolist()) if a != 0.0)

# %% right: Early return of inf, boolean selection, a dot product in bits turned into nats at the end.
import math
import torch

def cross_entropy(p, q):
    happens = p.gt(0)
    if bool((happens & q.eq(0)).any()):
        return torch.tensor(math.inf, dtype=torch.float64)
    bits = torch.dot(p[happens], q[happens].log2())
    return -bits * math.log(2.0)

# %% right: numpy: logarithm with a where mask and prefilled zeros, on copies.
import numpy as np

def cross_entropy(p, q):
    pn, qn = np.array(p), np.array(q)
    logs = np.zeros_like(pn)
    with np.errstate(divide="ignore"):
        np.log(qn, out=logs, where=pn > 0)
    return float(-(pn @ logs))

# %% wrong: The surprise of the average probability is taken, -log(sum p q), not the average of the surprises.
# told: log_of_average
import torch

def cross_entropy(p, q):
    return -torch.log((p * q).sum())

# %% wrong: torch's cross_entropy takes q for logits and sends it through a softmax, but q already holds probabilities.
# told: q_as_logits
import torch
import torch.nn.functional as F

def cross_entropy(p, q):
    return F.cross_entropy(q[None], p[None])

# %% wrong: Each class is treated as a yes/no question: the terms (1 - p) log(1 - q) of the classes that do not come up are added.
# told: each_class_a_coin
import torch

def cross_entropy(p, q):
    return -(torch.xlogy(p, q) + torch.xlogy(1 - p, 1 - q)).sum()

# %% wrong: The base-2 logarithm is converted to nats the wrong way: divided by log 2 where it must be multiplied by it.
# told: clue
import math
import torch

def cross_entropy(p, q):
    bits = -torch.xlogy(p, q).sum() / math.log(2)
    return bits / math.log(2)

# %% wrong: The weighted sum is divided once more, by the number of classes that come up; the weights p already make it an average.
# told: over_classes_that_happen
import torch

def cross_entropy(p, q):
    keep = p > 0
    return -(p[keep] * torch.log(q[keep])).mean()

# %% wrong: TWO: the roles of p and q are swapped (weights q, surprises of p); and the minus sign is missing.
# told: exchanged_without_sign
import torch

def cross_entropy(p, q):
    total = 0.0
    for pi, qi in zip(p, q):
        if qi > 0:
            total = total + qi * torch.log(pi)
    return total

# %% wrong: At the first class with p = 0 the loop stops (break in place of continue), so all later classes are lost.
# told: stops_at_zero
import math
import torch

def cross_entropy(p, q):
    out = 0.0
    for pi, qi in zip(p.tolist(), q.tolist()):
        if pi == 0:
            break
        if qi == 0:
            return math.inf
        out -= pi * math.log(qi)
    return out
