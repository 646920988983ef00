# %% right: where, after the terms.
import torch


def kl_divergence(p, q):
    terms = p * torch.log(p / q)
    return torch.where(p == 0, torch.zeros_like(terms), terms).sum(1)

# %% right: Boolean selection, row by row.
import torch


def kl_divergence(p, q):
    out = []
    for a, b in zip(p, q):
        keep = a > 0
        out.append((a[keep] * (a[keep].log() - b[keep].log())).sum())
    return torch.stack(out)

# %% right: Two xlogy.
import torch


def kl_divergence(p, q):
    return (torch.special.xlogy(p, p) - torch.special.xlogy(p, q)).sum(dim=-1)

# %% right: Plain Python with math.
import math
import torch


def kl_divergence(p, q):
    result = torch.zeros(p.shape[0], dtype=torch.float64)
    for i in range(p.shape[0]):
        s = 0.0
        for j in range(p.shape[1]):
            pc, qc = float(p[i, j]), float(q[i, j])
            if pc == 0:
                continue
            if qc == 0:
                s = math.inf
                break
            s += pc * (math.log(pc) - math.log(qc))
        result[i] = s
    return result

# %% right: A 1 in place of what never happens.
import torch


def kl_divergence(p, q):
    never = p == 0
    ratio = p.masked_fill(never, 1.0) / q.masked_fill(never, 1.0)
    return (p * ratio.log()).sum(axis=1)

# %% right: numpy, cross-entropy minus entropy.
import numpy as np
import torch


def kl_divergence(p, q):
    a, b = p.numpy(), q.numpy()
    safe_a, safe_b = np.where(a > 0, a, 1.0), np.where(a > 0, b, 1.0)
    with np.errstate(divide="ignore"):
        cross = -(a * np.log(safe_b)).sum(1)
    return torch.from_numpy(cross + (a * np.log(safe_a)).sum(1))

# %% wrong: The arguments are reversed.
# told: exchanged
import torch


def kl_divergence(p, q):
    return torch.where(q > 0, q * (q / p).log(), 0.0).sum(1)

# %% wrong: This is the cross-entropy.
# told: cross_entropy
import torch


def kl_divergence(p, q):
    return -torch.special.xlogy(p, q).sum(1)

# %% wrong: Nothing is done about p = 0.
# told: nan_at_zero
import torch


def kl_divergence(p, q):
    return (p * torch.log(p / q)).sum(dim=1)

# %% wrong: xlogy with the ratio is nan where both are 0.
# told: nan_where_both_are_zero
import torch


def kl_divergence(p, q):
    return torch.xlogy(p, p / q).sum(1)

# %% wrong: The sizes of the terms are added.
# told: sizes_added
import torch


def kl_divergence(p, q):
    t = torch.where(p > 0, p * (p.log() - q.log()), 0.0)
    return t.abs().sum(1)

# %% wrong: The sign is wrong.
# told: reversed
import torch


def kl_divergence(p, q):
    t = torch.where(p > 0, p * (q.log() - p.log()), 0.0)
    return t.sum(1)

# %% wrong: A small number is added to q and p.
# told: softened_by_12_digits
import torch


def kl_divergence(p, q):
    eps = 1e-12
    return (p * torch.log((p + eps) / (q + eps))).sum(1)

# %% wrong: The logarithm has the base 2.
# told: in_bits
import torch


def kl_divergence(p, q):
    return torch.where(p > 0, p * (p.log2() - q.log2()), torch.zeros_like(p)).sum(1)

# %% wrong: The mean over the rows is returned.
# told: mean_of_rows
import torch


def kl_divergence(p, q):
    return torch.where(p > 0, p * (p.log() - q.log()), torch.zeros_like(p)).sum(1).mean()

# %% wrong: All terms are averaged.
# told: mean_of_all
import torch


def kl_divergence(p, q):
    return torch.where(p > 0, p * (p.log() - q.log()), torch.zeros_like(p)).mean()

# %% wrong: The sum runs over the rows.
# told: other_axis
import torch


def kl_divergence(p, q):
    return torch.where(p > 0, p * (p.log() - q.log()), torch.zeros_like(p)).sum(0)

# %% wrong: Only classes with both above 0 are kept.
# told: dropped_where_ruled_out
import torch


def kl_divergence(p, q):
    ok = (p > 0) & (q > 0)
    return torch.where(ok, p * (p.log() - q.log()), torch.zeros_like(p)).sum(1)

# %% wrong: The logarithms are not weighted.
# told: unweighted
import torch


def kl_divergence(p, q):
    return torch.where(p > 0, p.log() - q.log(), torch.zeros_like(p)).sum(1)

# %% wrong: The weights are those of q.
# told: weights_of_q
import torch


def kl_divergence(p, q):
    return torch.where(p > 0, q * (p.log() - q.log()), torch.zeros_like(p)).sum(1)

# %% wrong: nan_to_num takes away the inf as well.
# told: dropped_where_ruled_out
import torch


def kl_divergence(p, q):
    return (p * (p.log() - q.log())).nan_to_num(0.0, 0.0, 0.0).sum(1)

# %% wrong: nan_to_num makes a huge number of inf.
# told: largest_number_for_inf
import torch


def kl_divergence(p, q):
    return torch.nan_to_num(p * (p.log() - q.log())).sum(1)

# %% wrong: The result keeps its axis.
# told: axis_kept
import torch


def kl_divergence(p, q):
    return torch.where(p > 0, p * (p.log() - q.log()), torch.zeros_like(p)).sum(1, keepdim=True)

# %% wrong: The arguments are reversed, and nothing is done about zeros.
# told: exchanged_with_nan
import torch


def kl_divergence(p, q):
    return (q * torch.log(q / p)).sum(1)

# %% wrong: Base 2, and nothing is done about p = 0.
# told: in_bits_with_nan_at_zero
import torch


def kl_divergence(p, q):
    return (p * torch.log2(p / q)).sum(1)

# %% wrong: Boolean selection flattens the table, so all rows are added up.
# told: summed_over_all
def kl_divergence(p, q):
    m = p > 0
    return (p[m] * (p[m] / q[m]).log()).sum()

# %% wrong: The return stands within the loop over the rows.
# told: first_row_alone
import torch


def kl_divergence(p, q):
    for a, b in zip(p, q):
        total = 0.0
        for x, y in zip(a, b):
            if x > 0:
                total = total + x * torch.log(x / y)
        return total.reshape(1)

# %% wrong: The divergences of both directions are averaged.
# told: mean_of_both_ways
import torch


def kl_divergence(p, q):
    a = torch.where(p > 0, p * (p.log() - q.log()), 0.0).sum(1)
    b = torch.where(q > 0, q * (q.log() - p.log()), 0.0).sum(1)
    return (a + b) / 2

# %% right: Plain numbers with a recursion that halves the classes of a row until one is left.
import math
import torch

def kl_divergence(p, q):
    def total(ps, qs):
        if len(ps) > 1:
            half = len(ps) // 2
            return total(ps[:half], qs[:half]) + total(ps[half:], qs[half:])
        a, b = ps[0], qs[0]
        if a == 0:
            return 0.0
        if b == 0:
            return math.inf
        return a * (math.log(a) - math.log(b))

    return torch.tensor([total(a, b) for a, b in zip(p.tolist(), q.tolist())], dtype=torch.float64)

# %% right: Xlogy gives 0 for p = 0 and -inf for q = 0; the difference is taken entry by entry, then added.
import torch

def kl_divergence(p, q):
    own, model = (torch.special.xlogy(p, other) for other in (p, q))
    return torch.einsum("rc->r", own - model)

# %% right: Replaces both entries by 1 where p is 0 (in new tensors), so that the logarithms there are 0, and multiplies row by row with a matrix product.
import torch

def kl_divergence(p, q):
    counts = p.ne(0)
    one = torch.ones_like(p)
    a = torch.where(counts, p, one)
    b = torch.where(counts, q, one)
    surprise = b.log().neg() + a.log()
    return torch.stack([p_row[keep].dot(s_row[keep]) for p_row, s_row, keep in zip(p, surprise, counts)])

# %% wrong: Exchanges the two roles and computes the divergence of q from p, weighted with the model's probabilities q.
# told: exchanged
import torch

def kl_divergence(p, q):
    # distance between p and q, zero terms removed
    terms = torch.where(q > 0, q * torch.log(q / p), torch.zeros_like(q))
    return terms.sum(dim=1)

# %% wrong: Returns the cross-entropy of p and q and forgets to subtract the entropy of p, so q = p does not give 0.
# told: cross_entropy
import torch

def kl_divergence(p, q):
    result = []
    for row in range(p.shape[0]):
        d = torch.tensor(0.0, dtype=torch.float64)
        for c in range(p.shape[1]):
            if p[row, c] > 0:
                d = d - p[row, c] * torch.log(q[row, c])
        result.append(d)
    return torch.stack(result)

# %% wrong: Takes the logarithm to base 2, so the result is in bits and not in nats.
# told: in_bits
import torch

def kl_divergence(p, q):
    ratio = torch.log2(p) - torch.log2(q)
    terms = torch.where(p == 0, torch.zeros_like(p), p * ratio)
    return terms.sum(-1)

# %% wrong: Adds along axis 0, over the rows instead of over the classes, so there is one number per class.
# told: other_axis
import torch

def kl_divergence(p, q):
    zero = torch.zeros(p.shape, dtype=p.dtype)
    t = torch.where(p > 0, p * (p / q).log(), zero)
    return torch.sum(t, dim=0)

# %% wrong: Adds 1e-12 to all probabilities so that a class ruled out never gives inf, and averages over the classes instead of adding.
# told: softened_with_mean_of_classes
import torch

def kl_divergence(p, q):
    eps = 1e-12
    p = p + eps
    q = q + eps
    return (p * torch.log(p / q)).mean(dim=1)

# %% wrong: Treats every p below 1e-12 as 0, so a tiny p_c that the model rules out adds nothing instead of making the row inf.
# told: rarest_classes_left_out
import torch

def kl_divergence(p, q):
    out = torch.zeros(p.shape[0], dtype=torch.float64)
    for r in range(p.shape[0]):
        used = p[r] > 1e-12          # never compare floats with exactly 0
        pr = p[r][used]
        qr = q[r][used]
        out[r] = (pr * (pr.log() - qr.log())).sum()
    return out

# %% wrong: Overwrites the entries with p = 0 by 1 in the tables it was given, so the caller's p and q are changed in place.
# told: changed
import torch

def kl_divergence(p, q):
    empty = p == 0
    p[empty] = 1.0      # 1 * log(1 / 1) = 0
    q[empty] = 1.0
    return (p * torch.log(p / q)).sum(dim=1)

# %% wrong: Repairs the NaN of p = 0 with nan_to_num, which also replaces inf by the largest float, so a class ruled out gives 1.8e308 and not inf.
# told: largest_number_for_inf
import torch

def kl_divergence(p, q):
    terms = p * torch.log(p / q)
    terms = torch.nan_to_num(terms, nan=0.0)   # 0 * log 0 is nan
    return terms.sum(dim=1)

# %% right: Recursion over the classes of each row, with plain numbers.
import math
import torch

def kl_divergence(p, q):
    def term(a, b):
        if a == 0:
            return 0.0
        return math.inf if b == 0 else a * math.log(a / b)

    def total(ps, qs):
        if len(ps) == 1:
            return term(ps[0], qs[0])
        half = len(ps) // 2
        return total(ps[:half], qs[:half]) + total(ps[half:], qs[half:])

    return torch.tensor([total(a, b) for a, b in zip(p.tolist(), q.tolist())], dtype=torch.float64)

# %% right: Numpy: 0 * log 0 is nan and nansum leaves exactly these terms out; p * log(p/0) stays inf.
import numpy as np
import torch

def kl_divergence(p, q):
    a, b = p.detach().numpy(), q.detach().numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        d = np.nansum(a * np.log(a / b), axis=1)
    return torch.from_numpy(d)

# %% right: Where p is 0 both tables get a 1 (in copies), then einsum adds weight times logarithm.
import torch

def kl_divergence(p, q):
    def fill(table):
        return table.masked_fill(p == 0, 1.0)

    logs = torch.log(fill(p) / fill(q))
    return torch.einsum("rc,rc->r", p, logs)

# %% wrong: Returns the cross-entropy of p and q without subtracting the entropy of p, so even q = p does not give 0.
# told: cross_entropy
import torch

def kl_divergence(p, q):
    terms = -p * torch.log(q)
    terms = torch.where(p == 0, torch.zeros_like(p), terms)
    return terms.sum(dim=1)

# %% wrong: Sets negative terms to 0 because a divergence is never negative, but only the sum is never negative; its terms may be.
# told: negative_terms_cut_off
import torch

def kl_divergence(p, q):
    rows, classes = p.shape
    result = torch.zeros(rows, dtype=torch.float64)
    for i in range(rows):
        for c in range(classes):
            if p[i, c] > 0:
                term = p[i, c] * torch.log(p[i, c] / q[i, c])
                # a divergence can not be negative
                result[i] += max(term, torch.tensor(0.0, dtype=torch.float64))
    return result

# %% wrong: Takes the logarithm of q/p instead of p/q, so the result has the wrong sign.
# told: reversed
import torch

def kl_divergence(p, q):
    safe_p = torch.where(p > 0, p, torch.ones_like(p))
    log_ratio = torch.log(q / safe_p)
    terms = torch.where(p > 0, p * log_ratio, 0.0)
    return torch.sum(terms, dim=1)

# %% wrong: Adds over the rows (dim=0) instead of over the classes.
# told: other_axis
import torch

def kl_divergence(p, q):
    inside = p * (torch.log(p) - torch.log(q))
    inside = torch.where(p == 0, 0.0, inside)
    return inside.sum(0)

# %% wrong: Uses the logarithm to base 2 (bits instead of nats) and averages over the classes instead of adding.
# told: in_bits_with_mean_of_classes
import torch

def kl_divergence(p, q):
    zero = torch.zeros_like(p)
    d = torch.where(p > 0, p * torch.log2(p / q), zero)
    return d.mean(dim=1)

# %% wrong: Skips every class with p = 0 or q = 0, so a class that comes up although the model rules it out does not make the row inf.
# told: dropped_where_ruled_out
import torch

def kl_divergence(p, q):
    out = []
    for prow, qrow in zip(p, q):
        ok = (prow > 0) & (qrow > 0)
        pp = prow[ok]
        qq = qrow[ok]
        out.append((pp * (pp / qq).log()).sum())
    return torch.stack(out)

# %% wrong: Writes ones into p and q where p is 0, so both of the caller's tables are changed.
# told: changed
import torch

def kl_divergence(p, q):
    mask = p == 0
    p[mask] = 1
    q[mask] = 1    # log(1/1) = 0
    return (p * torch.log(p / q)).sum(dim=1)

# %% wrong: Adds a small epsilon to all probabilities to avoid log(0), so inf becomes a finite number, tiny probabilities do not count as they are, and digits are lost.
# told: all_softened_by_8_digits
import torch

def kl_divergence(p, q):
    eps = 1e-8
    p = p + eps
    q = q + eps
    return (p * torch.log(p / q)).sum(dim=-1)
