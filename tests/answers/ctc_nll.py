# %% right: Lists of Python numbers with a helper for the sum of logarithms.
import math

import torch


def lse(values):
    top = max(values)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(v - top) for v in values))


def ctc_nll(logp, target):
    ext = [0]
    for y in target.tolist():
        ext.append(y)
        ext.append(0)
    T, S = logp.shape[0], len(ext)
    alpha = [[-math.inf] * S for _ in range(T)]
    alpha[0][0] = logp[0, 0].item()
    alpha[0][1] = logp[0, ext[1]].item()
    for t in range(1, T):
        for s in range(S):
            terms = [alpha[t - 1][s]]
            if s >= 1:
                terms.append(alpha[t - 1][s - 1])
            if s >= 2 and ext[s] != 0 and ext[s] != ext[s - 2]:
                terms.append(alpha[t - 1][s - 2])
            alpha[t][s] = lse(terms) + logp[t, ext[s]].item()
    return torch.tensor(-lse([alpha[-1][-1], alpha[-1][-2]]), dtype=torch.float64)

# %% right: A table of forward numbers filled with torch.logaddexp.
import torch


def ctc_nll(logp, target):
    S = 2 * len(target) + 1
    lab = torch.zeros(S, dtype=torch.long)
    lab[1::2] = target
    A = torch.full((len(logp), S), float("-inf"), dtype=logp.dtype)
    A[0, :2] = logp[0, lab[:2]]
    for t in range(1, len(logp)):
        for s in range(S):
            v = A[t - 1, s]
            if s > 0:
                v = torch.logaddexp(v, A[t - 1, s - 1])
            if s > 1 and lab[s] != 0 and lab[s] != lab[s - 2]:
                v = torch.logaddexp(v, A[t - 1, s - 2])
            A[t, s] = v + logp[t, lab[s]]
    return -torch.logaddexp(A[-1, -1], A[-1, -2])

# %% wrong: A path may go from a label straight to an equal one.
# told: skip_between_equals
import torch


def ctc_nll(logp, target):
    S = 2 * len(target) + 1
    lab = torch.zeros(S, dtype=torch.long)
    lab[1::2] = target
    A = torch.full((len(logp), S), float("-inf"), dtype=logp.dtype)
    A[0, :2] = logp[0, lab[:2]]
    for t in range(1, len(logp)):
        for s in range(S):
            v = A[t - 1, s]
            if s > 0:
                v = torch.logaddexp(v, A[t - 1, s - 1])
            if s > 1 and lab[s] != 0:
                v = torch.logaddexp(v, A[t - 1, s - 2])
            A[t, s] = v + logp[t, lab[s]]
    return -torch.logaddexp(A[-1, -1], A[-1, -2])

# %% wrong: The path must start with a blank.
# told: starts_with_blank
import torch


def ctc_nll(logp, target):
    S = 2 * len(target) + 1
    lab = torch.zeros(S, dtype=torch.long)
    lab[1::2] = target
    A = torch.full((len(logp), S), float("-inf"), dtype=logp.dtype)
    A[0, 0] = logp[0, 0]
    for t in range(1, len(logp)):
        for s in range(S):
            v = A[t - 1, s]
            if s > 0:
                v = torch.logaddexp(v, A[t - 1, s - 1])
            if s > 1 and lab[s] != 0 and lab[s] != lab[s - 2]:
                v = torch.logaddexp(v, A[t - 1, s - 2])
            A[t, s] = v + logp[t, lab[s]]
    return -torch.logaddexp(A[-1, -1], A[-1, -2])

# %% wrong: Only the last state counts at the end.
# told: ends_with_blank
import torch


def ctc_nll(logp, target):
    S = 2 * len(target) + 1
    lab = torch.zeros(S, dtype=torch.long)
    lab[1::2] = target
    A = torch.full((len(logp), S), float("-inf"), dtype=logp.dtype)
    A[0, :2] = logp[0, lab[:2]]
    for t in range(1, len(logp)):
        for s in range(S):
            v = A[t - 1, s]
            if s > 0:
                v = torch.logaddexp(v, A[t - 1, s - 1])
            if s > 1 and lab[s] != 0 and lab[s] != lab[s - 2]:
                v = torch.logaddexp(v, A[t - 1, s - 2])
            A[t, s] = v + logp[t, lab[s]]
    return -A[-1, -1]

# %% wrong: The forward numbers themselves, whose logarithm comes at the end.
# told: probabilities_stored
import torch


def ctc_nll(logp, target):
    p = logp.exp()
    S = 2 * len(target) + 1
    lab = torch.zeros(S, dtype=torch.long)
    lab[1::2] = target
    alpha = torch.zeros(S, dtype=logp.dtype)
    alpha[:2] = p[0, lab[:2]]
    for t in range(1, len(p)):
        new = torch.zeros(S, dtype=logp.dtype)
        for s in range(S):
            new[s] = alpha[s]
            if s > 0:
                new[s] += alpha[s - 1]
            if s > 1 and lab[s] != 0 and lab[s] != lab[s - 2]:
                new[s] += alpha[s - 2]
            new[s] *= p[t, lab[s]]
        alpha = new
    return -(alpha[-1] + alpha[-2]).log()

# %% wrong: The best path stands for all.
# told: best_path
import torch


def ctc_nll(logp, target):
    S = 2 * len(target) + 1
    lab = torch.zeros(S, dtype=torch.long)
    lab[1::2] = target
    A = torch.full((len(logp), S), float("-inf"), dtype=logp.dtype)
    A[0, :2] = logp[0, lab[:2]]
    for t in range(1, len(logp)):
        for s in range(S):
            v = [A[t - 1, s]]
            if s > 0:
                v.append(A[t - 1, s - 1])
            if s > 1 and lab[s] != 0 and lab[s] != lab[s - 2]:
                v.append(A[t - 1, s - 2])
            A[t, s] = max(v) + logp[t, lab[s]]
    return -max(A[-1, -1], A[-1, -2])
