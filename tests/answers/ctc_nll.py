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

# %% right: Plain numbers: a dictionary from (labels written, last class) to the logarithm of the sum, pushed forward frame by frame.
import math

import torch


def ctc_nll(logp, target):
    word = target.tolist()

    def add(table, key, value):
        if key not in table:
            table[key] = value
            return
        hi, lo = max(table[key], value), min(table[key], value)
        table[key] = hi + math.log1p(math.exp(lo - hi))

    states = {(0, 0): 0.0}
    for row in logp.tolist():
        following = {}
        for (done, last), value in states.items():
            add(following, (done, 0), value + row[0])
            if last != 0:
                add(following, (done, last), value + row[last])
            if done < len(word) and word[done] != last:
                add(following, (done + 1, word[done]), value + row[word[done]])
        states = following

    ends = {}
    for (done, last), value in states.items():
        if done == len(word):
            add(ends, "all", value)
    return torch.tensor(-ends.get("all", -math.inf), dtype=torch.float64)

# %% right: Numpy inside, and from the last frame backwards, with the rows of states shifted by padding.
import numpy as np
import torch


def ctc_nll(logp, target):
    lp = np.array(logp.tolist(), dtype=np.float64)
    ext = np.zeros(2 * len(target) + 1, dtype=np.int64)
    ext[1::2] = target.tolist()
    S = ext.size
    # from s one may jump to s + 2 if that is a label other than the own one
    may = np.zeros(S, dtype=bool)
    may[:-2] = (ext[2:] != 0) & (ext[2:] != ext[:-2])

    # beta[s]: everything that comes after this frame, given state s in it
    beta = np.full(S, -np.inf)
    beta[-2:] = 0.0
    for t in range(len(lp) - 1, 0, -1):
        here = np.concatenate([beta + lp[t, ext], [-np.inf, -np.inf]])
        ways = np.stack([here[:S], here[1:S + 1], np.where(may, here[2:S + 2], -np.inf)])
        beta = np.logaddexp.reduce(ways, axis=0)
    first = np.logaddexp(beta[0] + lp[0, 0], beta[1] + lp[0, ext[1]])
    return torch.tensor(-float(first), dtype=torch.float64)

# %% right: Each frame is a matrix of logarithms, and a recursion that halves the frames multiplies them with logsumexp in place of the sum.
import torch


def ctc_nll(logp, target):
    n = 2 * target.numel() + 1
    ext = target.new_zeros(n)
    ext[1::2] = target
    i, j = torch.meshgrid(torch.arange(n), torch.arange(n), indexing="ij")
    step = j - i
    allowed = (step == 0) | (step == 1) | ((step == 2) & (j % 2 == 1) & (ext[i] != ext[j]))

    def frame(t):
        return torch.where(allowed, logp[t, ext][None, :], -torch.inf)

    def times(A, B):
        return torch.logsumexp(A[:, :, None] + B[None, :, :], dim=1)

    def product(lo, hi):
        if hi - lo == 1:
            return frame(lo)
        mid = (lo + hi) // 2
        return times(product(lo, mid), product(mid, hi))

    # before the first frame one stands in the first blank: from there the blank or the first label follow
    return -torch.logsumexp(product(0, logp.shape[0])[0, -2:], dim=0)

# %% wrong: Takes the most probable path alone (a maximum in each step) and does not add all paths that spell the word.
# told: best_path
import torch


def ctc_nll(logp, target):
    T, C = logp.shape
    ext = [0]
    for label in target.tolist():
        ext.append(label)
        ext.append(0)
    S = len(ext)
    inf = float("inf")

    best = [-inf] * S
    best[0] = logp[0, 0].item()
    best[1] = logp[0, ext[1]].item()
    for t in range(1, T):
        new = [-inf] * S
        for s in range(S):
            options = [best[s]]
            if s > 0:
                options.append(best[s - 1])
            if s > 1 and ext[s] != 0 and ext[s] != ext[s - 2]:
                options.append(best[s - 2])
            new[s] = max(options) + logp[t, ext[s]].item()
        best = new
    return torch.tensor(-max(best[-1], best[-2]), dtype=torch.float64)

# %% wrong: Keeps one state for each label, in which a blank or the same label stays, as if the blanks were taken out before the merging: then A-A counts as one A.
# told: one_state_for_each_label
import torch


def ctc_nll(logp, target):
    """Negative log-likelihood of the labels in target, shape (); logp has shape (frames, classes), class 0 is the blank."""
    frames = logp.shape[0]
    L = len(target)
    # alpha[k]: log probability that the first k labels are written
    alpha = torch.full((L + 1,), float("-inf"), dtype=torch.float64)
    alpha[0] = 0.0
    for t in range(frames):
        new = torch.full((L + 1,), float("-inf"), dtype=torch.float64)
        new[0] = alpha[0] + logp[t, 0]
        for k in range(1, L + 1):
            label = target[k - 1]
            stay_blank = alpha[k] + logp[t, 0]
            stay_label = alpha[k] + logp[t, label]
            next_label = alpha[k - 1] + logp[t, label]
            new[k] = torch.logsumexp(torch.stack([stay_blank, stay_label, next_label]), dim=0)
        alpha = new
    return -alpha[L]

# %% wrong: Only the last state, the final blank, is read at the end; paths that end in the last label are lost.
# told: ends_with_blank
import torch


def ctc_nll(logp, target):
    ext = torch.zeros(2 * len(target) + 1, dtype=torch.int64)
    ext[1::2] = target
    S = len(ext)
    alpha = torch.full((S,), -torch.inf, dtype=torch.float64)
    alpha[:2] = logp[0, ext[:2]]
    for t in range(1, logp.shape[0]):
        a = alpha.clone()
        a[1:] = torch.logaddexp(a[1:], alpha[:-1])
        for s in range(3, S, 2):
            if ext[s] != ext[s - 2]:
                a[s] = torch.logaddexp(a[s], alpha[s - 2])
        alpha = a + logp[t, ext]
    return -alpha[-1]

# %% wrong: The test for a jump compares state s with s - 1 and not with s - 2, which is never equal, so jumps over a label and between equal labels are allowed.
# told: skip_always
import torch


def ctc_nll(logp, target):
    labels = target.tolist()
    states = [0]
    for c in labels:
        states += [c, 0]
    n = len(states)
    T = logp.shape[0]

    alpha = torch.full((T, n), float("-inf"), dtype=torch.float64)
    alpha[0, 0] = logp[0, 0]
    alpha[0, 1] = logp[0, states[1]]
    for t in range(1, T):
        for s in range(n):
            total = alpha[t - 1, s]
            if s >= 1:
                total = torch.logaddexp(total, alpha[t - 1, s - 1])
            if s >= 2 and states[s] != states[s - 1]:
                total = torch.logaddexp(total, alpha[t - 1, s - 2])
            alpha[t, s] = total + logp[t, states[s]]
    return -torch.logaddexp(alpha[T - 1, n - 1], alpha[T - 1, n - 2])

# %% wrong: Two equal labels may follow each other without a blank between them, and the result is divided by the number of frames.
# told: skip_between_equals_with_per_frame
import torch


def ctc_nll(logp, target):
    NEG = torch.tensor([float("-inf")], dtype=torch.float64)
    T = logp.size(0)
    ext = [0]
    for y in target:
        ext.extend([int(y), 0])
    is_label = torch.tensor(ext) != 0
    emit = logp[:, ext]

    alpha = torch.cat([emit[0, :2], NEG.expand(len(ext) - 2)])
    for t in range(1, T):
        one = torch.cat([NEG, alpha[:-1]])
        two = torch.cat([NEG, NEG, alpha[:-2]])
        two = torch.where(is_label, two, NEG)      # blanks cannot be reached by a jump
        alpha = torch.logsumexp(torch.stack([alpha, one, two]), dim=0) + emit[t]
    return -torch.logsumexp(alpha[-2:], dim=0) / T

# %% wrong: Stands -1e30 in for the logarithm of 0, so a word with too few frames gets a huge finite loss and not inf.
# told: minus_ten_to_the_thirty
import torch

LOG_ZERO = -1e30


def ctc_nll(logp, target):
    z = [0]
    for k in target.tolist():
        z.append(k)
        z.append(0)

    alpha = torch.full((len(z),), LOG_ZERO, dtype=torch.float64)
    alpha[0] = logp[0, 0]
    alpha[1] = logp[0, z[1]]
    for t in range(1, len(logp)):
        old = alpha.clone()
        for s in range(len(z)):
            ways = [old[s]]
            if s - 1 >= 0:
                ways.append(old[s - 1])
            if s - 2 >= 0 and z[s] != 0 and z[s] != z[s - 2]:
                ways.append(old[s - 2])
            alpha[s] = torch.logsumexp(torch.stack(ways), 0) + logp[t, z[s]]
    return -torch.logsumexp(alpha[-2:], 0)

# %% wrong: Slices the last two states and not single entries, so the result has shape (1,) and not shape ().
# told: in_a_row
import torch


def ctc_nll(logp, target):
    L = target.shape[0]
    ext = torch.stack([torch.zeros_like(target), target], dim=1).reshape(-1)
    ext = torch.cat([ext, torch.zeros(1, dtype=torch.int64)])
    minus_inf = float("-inf")

    # where may we jump over a blank?
    jump = torch.zeros(2 * L + 1, dtype=torch.bool)
    jump[3::2] = target[1:] != target[:-1]

    alpha = torch.full((2 * L + 1,), minus_inf, dtype=torch.float64)
    alpha[0] = logp[0, 0]
    alpha[1] = logp[0, target[0]]
    for row in logp[1:]:
        new = alpha.clone()
        new[1:] = torch.logaddexp(new[1:], alpha[:-1])
        jumped = torch.full_like(alpha, minus_inf)
        jumped[2:] = alpha[:-2]
        jumped[~jump] = minus_inf
        new = torch.logaddexp(new, jumped)
        alpha = new + row[ext]
    return -torch.logaddexp(alpha[-1:], alpha[-2:-1])

# %% wrong: Works with probabilities that are rescaled in each frame; that saves long words, but exp(-3000) is 0 already, so such entries of logp are lost.
# told: probabilities_stored
import math

import torch


def ctc_nll(logp, target):
    probs = torch.exp(logp)
    ext = [0]
    for c in target.tolist():
        ext += [c, 0]
    S = len(ext)
    log_P = 0.0
    alpha = torch.zeros(S, dtype=torch.float64)
    for t in range(logp.shape[0]):
        if t == 0:
            new = torch.zeros(S, dtype=torch.float64)
            new[0] = probs[0, 0]
            new[1] = probs[0, ext[1]]
        else:
            new = alpha.clone()
            for s in range(1, S):
                new[s] += alpha[s - 1]
                if s >= 2 and ext[s] != 0 and ext[s] != ext[s - 2]:
                    new[s] += alpha[s - 2]
            new = new * probs[t, ext]
        # rescale so that nothing underflows
        c = new.sum().item()
        if c == 0:
            return torch.tensor(float("inf"), dtype=torch.float64)
        alpha = new / c
        log_P += math.log(c)
    end = (alpha[-1] + alpha[-2]).item()
    if end == 0:
        return torch.tensor(float("inf"), dtype=torch.float64)
    return torch.tensor(-(log_P + math.log(end)), dtype=torch.float64)
