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

# %% right: Plain numbers: for each number of labels spelled so far, one list for "last frame blank" and one for "last frame label".
import math

import torch


def ctc_nll(logp, target):
    rows, word = logp.tolist(), target.tolist()
    none = -math.inf

    def add(*logs):
        top = max(logs)
        if top == none:
            return none
        return top + math.log(sum(math.exp(v - top) for v in logs))

    L = len(word)
    blank = [0.0] + [none] * L
    label = [none] * (L + 1)
    for row in rows:
        new_blank = [add(blank[k], label[k]) + row[0] for k in range(L + 1)]
        new_label = [none]
        for k in range(1, L + 1):
            ways = [label[k], blank[k - 1]]
            if k >= 2 and word[k - 1] != word[k - 2]:
                ways.append(label[k - 1])
            new_label.append(add(*ways) + row[word[k - 1]])
        blank, label = new_blank, new_label
    return torch.tensor(-add(blank[L], label[L]), dtype=torch.float64)

# %% right: A matrix of allowed steps with 0 and -inf, and one matrix product in logarithms for each frame.
import torch

def ctc_nll(logp, target):
    S = 2 * target.shape[0] + 1
    ext = torch.zeros(S, dtype=torch.int64)
    ext[1::2] = target
    i = torch.arange(S)
    jump = i[None, :] - i[:, None]                    # from row to column
    differ = (ext[None, :] != ext[:, None]) & (ext[None, :] != 0)
    allowed = (jump == 0) | (jump == 1) | ((jump == 2) & differ)
    step = torch.zeros(S, S, dtype=torch.float64).masked_fill(~allowed, -torch.inf)

    alpha = torch.zeros(S, dtype=torch.float64).masked_fill(i > 1, -torch.inf) + logp[0, ext]
    for row in logp[1:]:
        alpha = torch.logsumexp(alpha[:, None] + step, dim=0) + row[ext]
    return torch.logsumexp(alpha[-2:], dim=0).neg()

# %% right: Runs from the last frame to the first, in numpy.
import numpy as np
import torch


def ctc_nll(logp, target):
    lp = logp.detach().numpy()
    ext = [0]
    for k in target.tolist():
        ext.extend((k, 0))
    S = len(ext)
    beta = np.full(S + 2, -np.inf)                    # two states that can never be left, as a rim
    beta[S - 2:S] = lp[-1, ext[S - 2:]]
    for t in reversed(range(lp.shape[0] - 1)):
        new = np.full(S + 2, -np.inf)
        for s in range(S):
            rest = np.logaddexp(beta[s], beta[s + 1])
            if s + 2 < S and ext[s] != 0 and ext[s] != ext[s + 2]:
                rest = np.logaddexp(rest, beta[s + 2])
            new[s] = lp[t, ext[s]] + rest
        beta = new
    return torch.tensor(-float(np.logaddexp(beta[0], beta[1])), dtype=torch.float64)

# %% wrong: You take the best path only (max); P is the sum over all paths that spell the word, so the logarithms have to be added with logsumexp.
# told: best_path
import torch

def ctc_nll(logp, target):
    """Negative log-likelihood of the labels in target, shape (); logp has shape (frames, classes), class 0 is the blank."""
    ext = [0]
    for l in target.tolist():
        ext += [l, 0]
    S = len(ext)
    T = logp.shape[0]
    alpha = torch.full((T, S), float("-inf"), dtype=torch.float64)
    alpha[0, 0] = logp[0, 0]
    alpha[0, 1] = logp[0, ext[1]]
    for t in range(1, T):
        for s in range(S):
            cands = [alpha[t - 1, s]]
            if s >= 1:
                cands.append(alpha[t - 1, s - 1])
            if s >= 2 and ext[s] != 0 and ext[s] != ext[s - 2]:
                cands.append(alpha[t - 1, s - 2])
            alpha[t, s] = max(cands) + logp[t, ext[s]]
    return -torch.maximum(alpha[-1, -1], alpha[-1, -2])

# %% wrong: The states are the labels only, so no path with a blank is counted; blanks may stand before, between and after the labels.
# told: no_blanks
import torch


def ctc_nll(logp, target):
    frames = logp.shape[0]
    labels = target.tolist()
    L = len(labels)
    ninf = torch.tensor(float("-inf"), dtype=torch.float64)
    # state k: label k is being spoken
    state = [ninf] * L
    state[0] = logp[0, labels[0]]
    for t in range(1, frames):
        new = []
        for k in range(L):
            stay = state[k]
            move = state[k - 1] if k > 0 else ninf
            new.append(torch.logaddexp(stay, move) + logp[t, labels[k]])
        state = new
    return -state[L - 1]

# %% wrong: The blank between two equal labels may be skipped here; then they would become one, so the skip needs the check that the two labels differ.
# told: skip_between_equals
import torch

def ctc_nll(logp, target):
    S = 2 * len(target) + 1
    ext = torch.zeros(S, dtype=torch.int64)
    ext[1::2] = target
    emit = logp[:, ext]
    ninf = float("-inf")
    alpha = torch.full((S,), ninf, dtype=torch.float64)
    alpha[:2] = emit[0, :2]
    skip_ok = ext != 0
    skip_ok[:2] = False
    pad = torch.full((2,), ninf, dtype=torch.float64)
    for t in range(1, len(logp)):
        one = torch.cat([pad[:1], alpha[:-1]])
        two = torch.cat([pad, alpha[:-2]])
        two = torch.where(skip_ok, two, torch.full_like(two, ninf))
        alpha = torch.logsumexp(torch.stack([alpha, one, two]), dim=0) + emit[t]
    return -torch.logsumexp(alpha[-2:], dim=0)

# %% wrong: At the end only the last blank is read off; a path may also end in the last label, so the last two states have to be added.
# told: ends_with_blank
import torch

def ctc_nll(logp, target):
    """Negative log-likelihood of the labels in target, shape (); logp has shape (frames, classes), class 0 is the blank."""
    z = []
    for label in target:
        z.append(0)
        z.append(int(label))
    z.append(0)

    alpha = torch.full((len(z),), -torch.inf, dtype=torch.float64)
    alpha[0] = logp[0][0]
    alpha[1] = logp[0][z[1]]
    for t in range(1, logp.size(0)):
        old = alpha.clone()
        for s in range(len(z)):
            total = old[s]
            if s > 0:
                total = torch.logaddexp(total, old[s - 1])
            if s > 1 and z[s] != 0 and z[s] != z[s - 2]:
                total = torch.logaddexp(total, old[s - 2])
            alpha[s] = total + logp[t][z[s]]
    return -alpha[-1]

# %% wrong: Paths may only start in a blank here, not in the first label, and the result is divided by the number of labels.
# told: starts_with_blank_with_per_label
import torch


def log_add(*values):
    return torch.logsumexp(torch.stack(values), dim=0)


def ctc_nll(logp, target):
    word = [0]
    for l in target.tolist():
        word.append(l)
        word.append(0)
    minus_inf = torch.tensor(float("-inf"), dtype=torch.float64)
    alpha = [logp[0, 0]] + [minus_inf] * (len(word) - 1)
    for row in logp[1:]:
        nxt = []
        for s, label in enumerate(word):
            terms = [alpha[s]]
            if s >= 1:
                terms.append(alpha[s - 1])
            if s >= 2 and label != 0 and label != word[s - 2]:
                terms.append(alpha[s - 2])
            nxt.append(row[label] + log_add(*terms))
        alpha = nxt
    return -log_add(alpha[-1], alpha[-2]) / len(target)

# %% wrong: -1e9 stands for log 0, so with too few frames the result is about 1e9 and not inf.
# told: minus_a_billion
import torch

def ctc_nll(logp, target):
    NEG = -1e9   # log(0), but without nan trouble
    ext = torch.zeros(2 * target.numel() + 1, dtype=torch.int64)
    ext[1::2] = target
    S = ext.numel()
    alpha = torch.full((S,), NEG, dtype=torch.float64)
    alpha[0] = logp[0, 0]
    alpha[1] = logp[0, ext[1]]
    for t in range(1, logp.shape[0]):
        new = alpha.clone()
        new[1:] = torch.logaddexp(new[1:], alpha[:-1])
        for s in range(2, S):
            if ext[s] != 0 and ext[s] != ext[s - 2]:
                new[s] = torch.logaddexp(new[s], alpha[s - 2])
        alpha = new + logp[t, ext]
    return -torch.logaddexp(alpha[-1], alpha[-2])

# %% wrong: Keepdim leaves an axis: the result has the shape (1,) and not ().
# told: in_a_row
import torch

def ctc_nll(logp, target):
    blanks = torch.zeros_like(target)
    ext = torch.cat([torch.stack([blanks, target], dim=1).flatten(), blanks[:1]])
    T, S = logp.shape[0], ext.shape[0]
    alpha = torch.full((T, S), float("-inf"), dtype=torch.float64)
    alpha[0, :2] = logp[0, ext[:2]]
    for t in range(1, T):
        for s in range(S):
            lo = max(s - 1, 0)
            if s >= 2 and ext[s] != 0 and ext[s] != ext[s - 2]:
                lo = s - 2
            alpha[t, s] = torch.logsumexp(alpha[t - 1, lo:s + 1], dim=0) + logp[t, ext[s]]
    return -torch.logsumexp(alpha[-1, -2:], dim=0, keepdim=True)

# %% wrong: You go back to probabilities with exp and take the logarithm at the end; logarithms such as -3000 become 0 on the way, and the result is inf.
# told: probabilities_stored
import torch

def ctc_nll(logp, target):
    """Negative log-likelihood of the labels in target, shape (); logp has shape (frames, classes), class 0 is the blank."""
    p = torch.exp(logp)
    ext = [0]
    for label in target.tolist():
        ext.append(label)
        ext.append(0)
    alpha = torch.zeros(len(ext), dtype=torch.float64)
    alpha[0] = p[0, 0]
    alpha[1] = p[0, ext[1]]
    for t in range(1, p.shape[0]):
        new = torch.zeros_like(alpha)
        for s in range(len(ext)):
            total = alpha[s].clone()
            if s >= 1:
                total += alpha[s - 1]
            if s >= 2 and ext[s] != 0 and ext[s] != ext[s - 2]:
                total += alpha[s - 2]
            new[s] = total * p[t, ext[s]]
        alpha = new
    return -torch.log(alpha[-1] + alpha[-2])

# %% right: All states at once, with the three ways in as three rows.
import math

import torch


def ctc_nll(logp, target):
    states = [0]
    for k in target.tolist():
        states += [k, 0]
    S = len(states)
    skip = torch.tensor([0.0 if s >= 2 and states[s] != 0 and states[s] != states[s - 2] else -math.inf
                         for s in range(S)], dtype=logp.dtype)
    lost = torch.full((2,), -math.inf, dtype=logp.dtype)
    alpha = torch.full((S,), -math.inf, dtype=logp.dtype)
    alpha[:2] = logp[0, states[:2]]
    for row in logp[1:]:
        padded = torch.cat([lost, alpha])
        alpha = torch.stack([padded[2:], padded[1:-1], padded[:-2] + skip]).logsumexp(dim=0) + row[states]
    return -alpha[-2:].logsumexp(dim=0)

# %% wrong: The result has not been turned into a loss: it is the logarithm itself.
# told: log_likelihood
import torch


def ctc_nll(logp, target):
    states = [0]
    for k in target.tolist():
        states += [k, 0]
    a = torch.full((len(states),), -torch.inf, dtype=logp.dtype)
    a[0], a[1] = logp[0, 0], logp[0, states[1]]
    for t in range(1, len(logp)):
        new = a.clone()
        for s in range(len(states)):
            ways = [a[s]]
            if s >= 1:
                ways.append(a[s - 1])
            if s >= 2 and states[s] != 0 and states[s] != states[s - 2]:
                ways.append(a[s - 2])
            new[s] = torch.stack(ways).logsumexp(0) + logp[t, states[s]]
        a = new
    return a[-2:].logsumexp(0)

# %% wrong: A state is never left by two: the blank between two different letters is always needed.
# told: never_skips
import torch


def ctc_nll(logp, target):
    states = [0]
    for k in target.tolist():
        states += [k, 0]
    a = torch.full((len(states),), -torch.inf, dtype=logp.dtype)
    a[0], a[1] = logp[0, 0], logp[0, states[1]]
    for t in range(1, len(logp)):
        before = torch.cat([torch.tensor([-torch.inf], dtype=logp.dtype), a[:-1]])
        a = torch.logaddexp(a, before) + logp[t, states]
    return -torch.logaddexp(a[-1], a[-2])

# %% wrong: The result is divided by the number of frames.
# told: per_frame
import torch


def ctc_nll(logp, target):
    states = [0]
    for k in target.tolist():
        states += [k, 0]
    a = torch.full((len(states),), -torch.inf, dtype=logp.dtype)
    a[0], a[1] = logp[0, 0], logp[0, states[1]]
    for t in range(1, len(logp)):
        old = a
        a = torch.full_like(old, -torch.inf)
        for s in range(len(states)):
            from_where = [s, s - 1] if s >= 1 else [s]
            if s >= 2 and states[s] not in (0, states[s - 2]):
                from_where.append(s - 2)
            a[s] = old[from_where].logsumexp(0) + logp[t, states[s]]
    return -a[-2:].logsumexp(0) / len(logp)
