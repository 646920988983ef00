# %% right: divmod for the sizes, lists for the rest.
import torch

def kfold_indices(n, K, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    order = torch.randperm(n, generator=g).tolist()
    q, r = divmod(n, K)
    out, at = [], 0
    for i in range(K):
        end = at + q + (i < r)
        out.append((torch.tensor(order[:at] + order[end:]), torch.tensor(order[at:end])))
        at = end
    return out

# %% right: NumPy's array_split, and setdiff1d for the rest.
import numpy as np
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).numpy()
    return [(torch.from_numpy(np.setdiff1d(order, part)), torch.from_numpy(part.copy()))
            for part in np.array_split(order, K)]

# %% right: A mask over the order for each fold.
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    res = []
    for part in torch.tensor_split(order, K):
        keep = torch.ones(n, dtype=torch.bool)
        keep[part] = False
        res.append((torch.arange(n)[keep], part))
    return res

# %% wrong: n // K samples in each fold; the rest is lost.
# told: remainder_dropped
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    s = n // K
    res = []
    for i in range(K):
        val = order[i * s:(i + 1) * s]
        res.append((torch.cat([order[:i * s], order[(i + 1) * s:]]), val))
    return res

# %% wrong: The training part is the whole order.
# told: train_on_all
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return [(order, v) for v in order.tensor_split(K)]

# %% wrong: Sorted samples are cut; the seed is not used.
# told: not_shuffled
import torch

def kfold_indices(n, K, seed):
    parts = torch.arange(n).tensor_split(K)
    return [(torch.cat([p for j, p in enumerate(parts) if j != i]), parts[i]) for i in range(K)]

# %% wrong: torch.chunk rounds the size up.
# told: rounded_up
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts = order.chunk(K)
    return [(torch.cat([p for j, p in enumerate(parts) if j != i]), parts[i]) for i in range(len(parts))]

# %% wrong: Every K-th sample makes a fold.
# told: dealt_out
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return [(torch.cat([order[j::K] for j in range(K) if j != i]), order[i::K]) for i in range(K)]

# %% wrong: (validation, train) in place of (train, validation).
# told: exchanged
import torch

def kfold_indices(n, K, seed):
    parts = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    return [(parts[i], torch.cat([p for j, p in enumerate(parts) if j != i])) for i in range(K)]

# %% right: numpy's array_split (larger pieces first) and setdiff1d, then back to tensors.
import numpy as np
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).numpy()
    everyone = np.arange(n, dtype=np.int64)
    return [
        (torch.from_numpy(np.setdiff1d(everyone, part)), torch.from_numpy(part.astype(np.int64)))
        for part in np.array_split(order, K)
    ]

# %% right: A generator peels off ceil(rest / remaining rounds) numbers at a time; sets find the training part.
import torch


def peel(numbers, K):
    while K > 0:
        size = -(-len(numbers) // K)
        yield numbers[:size]
        numbers = numbers[size:]
        K -= 1


def kfold_indices(n, K, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.randperm(n, generator=generator).tolist()
    rounds = []
    for held in peel(order, K):
        rest = set(order) - set(held)
        rounds.append((torch.tensor(sorted(rest), dtype=torch.int64),
                       torch.tensor(held, dtype=torch.int64)))
    return rounds

# %% right: Every position of the order gets its fold number; comparing with the number of the round picks both parts.
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = torch.full((K,), n // K, dtype=torch.int64)
    sizes[: n % K] += 1
    number = torch.repeat_interleave(torch.arange(K), sizes)
    return list(map(lambda i: (order[number != i], order[number == i]), range(K)))

# %% wrong: Every round shuffles anew and holds out a random n/K, so the validation parts overlap and some samples are never held out: that is repeated hold-out, not K folds.
# told: new_first_piece
import torch


def kfold_indices(n, K, seed):
    gen = torch.Generator().manual_seed(seed)
    folds = []
    for i in range(K):
        perm = torch.randperm(n, generator=gen)
        size = n // K + (1 if i < n % K else 0)
        folds.append((perm[size:], perm[:size]))
    return folds

# %% wrong: The roles are exchanged: each round trains on one piece and validates on all the others.
# told: exchanged
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    pieces = torch.tensor_split(order, K)
    rounds = []
    for k in range(K):
        train = pieces[k]
        validation = torch.cat([p for j, p in enumerate(pieces) if j != k])
        rounds.append((train, validation))
    return rounds

# %% wrong: The pieces with one sample more come last instead of first.
# told: larger_last
import torch


def kfold_indices(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    base, rest = divmod(n, K)
    bounds = [0]
    for i in range(K):
        extra = 1 if i >= K - rest else 0
        bounds.append(bounds[-1] + base + extra)
    return [
        (torch.cat((perm[:a], perm[b:])), perm[a:b])
        for a, b in zip(bounds[:-1], bounds[1:])
    ]

# %% wrong: The second half of train begins at stop + 1 instead of stop, so one sample behind each validation piece belongs to neither part.
# told: one_behind_lost
import torch


def kfold_indices(n, K, seed):
    g = torch.Generator().manual_seed(seed)
    idx = torch.randperm(n, generator=g)
    result = []
    start = 0
    for k in range(K):
        stop = start + n // K
        if k < n % K:
            stop = stop + 1
        validation = idx[start:stop]
        train = torch.cat([idx[:start], idx[stop + 1:]])   # everything before and after
        result.append((train, validation))
        start = stop
    return result

# %% wrong: The last fold swallows the whole remainder, and train is the full order with the validation samples still in it.
# told: remainder_to_the_last_and_train_on_all
import torch


def kfold_indices(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    fold_size = n // K
    pairs = []
    for fold in range(K):
        if fold == K - 1:
            validation = perm[fold * fold_size:]
        else:
            validation = perm[fold * fold_size:(fold + 1) * fold_size]
        train = perm.clone()
        pairs.append((train, validation))
    return pairs

# %% wrong: squeeze() also removes the only axis of a part with a single sample, so with K = n every validation part is a tensor without axes.
# told: squeezed
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    fold_of = torch.zeros(n, dtype=torch.int64)     # fold number of every sample
    pos = 0
    for i in range(K):
        size = n // K + int(i < n % K)
        fold_of[order[pos:pos + size]] = i
        pos += size

    out = []
    for i in range(K):
        validation = torch.nonzero(fold_of == i).squeeze()
        train = torch.nonzero(fold_of != i).squeeze()
        out.append((train, validation))
    return out

# %% wrong: Boolean masks of length n are returned instead of int64 tensors with the indices.
# told: masks
import torch


def kfold_indices(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [n // K + 1] * (n % K) + [n // K] * (K - n % K)
    folds = []
    for piece in perm.split(sizes):
        is_val = torch.zeros(n, dtype=torch.bool)
        is_val[piece] = True
        folds.append((~is_val, is_val))
    return folds

# %% wrong: validation holds samples of the shuffled order, but train holds the remaining positions 0..n-1 without looking them up in the order, so held-out samples turn up in train.
# told: train_on_positions
import torch


def kfold_indices(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    res = []
    a = 0
    for k in range(K):
        b = a + (n // K + 1 if k < n % K else n // K)
        val_pos = list(range(a, b))
        train_pos = [i for i in range(n) if i not in val_pos]
        res.append((torch.tensor(train_pos), perm[val_pos]))
        a = b
    return res

# %% wrong: The comparison is <=, so that one fold too many gets one sample more.
# told: one_too_many_larger
import torch
def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    out = []
    start = 0
    for i in range(K):
        size = n // K
        if i <= n % K:
            size += 1
        val = order[start:start + size]
        train = torch.cat([order[:start], order[start + size:]])
        out.append((train, val))
        start += size
    return out

# %% wrong: The start moves by n // K even behind a larger fold.
# told: start_moves_by_the_small_size
import torch
def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    out = []
    start = 0
    for i in range(K):
        size = n // K
        if i < n % K:
            size += 1
        val = order[start:start + size]
        train = torch.cat([order[:start], order[start + size:]])
        out.append((train, val))
        start += n // K
    return out

# %% wrong: return stands inside the loop.
# told: first_round_alone
import torch
def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    out = []
    start = 0
    for i in range(K):
        size = n // K
        if i < n % K:
            size += 1
        val = order[start:start + size]
        train = torch.cat([order[:start], order[start + size:]])
        out.append((train, val))
        start += size
        return out
