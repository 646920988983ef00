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

# %% right: Gives each place of the order a fold number and picks by mask.
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    q, r = divmod(n, K)
    sizes = torch.tensor([q + 1] * r + [q] * (K - r))
    fold = torch.repeat_interleave(torch.arange(K), sizes)
    return [(order[fold != f], order[fold == f]) for f in range(K)]

# %% right: Recursion: bite off the rounded-up share of what is left, then cut the rest into K - 1 pieces.
import torch


def kfold_indices(n, K, seed):
    def cut(items, parts):
        if parts == 1:
            return [items]
        size = -(-len(items) // parts)
        return [items[:size]] + cut(items[size:], parts - 1)

    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    everyone = set(range(n))
    as_tensor = lambda numbers: torch.tensor(numbers, dtype=torch.int64)
    return [
        (as_tensor(sorted(everyone - set(piece))), as_tensor(piece))
        for piece in cut(order, K)
    ]

# %% right: Numpy's array_split for the borders; each round rolls its piece to the front and cuts once.
import numpy as np
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [len(part) for part in np.array_split(np.arange(n), K)]
    rounds = []
    for size in sizes:
        rounds.append((order[size:].clone(), order[:size].clone()))
        order = torch.roll(order, -size)
    return rounds

# %% wrong: Takes the positions in the shuffled order for the validation samples themselves, while train holds shuffled samples, so the two parts overlap.
# told: fold_of_positions
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    result = []
    start = 0
    for i in range(K):
        stop = start + n // K
        if i < n % K:
            stop += 1
        validation = torch.arange(start, stop)
        inside = torch.zeros(n, dtype=torch.bool)
        inside[validation] = True
        train = order[~inside]
        result.append((train, validation))
        start = stop
    return result

# %% wrong: The larger pieces come last instead of first.
# told: larger_last
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    borders = [i * (n // K) + max(0, i - (K - n % K)) for i in range(K + 1)]
    pairs = []
    for a, b in zip(borders[:-1], borders[1:]):
        pairs.append((torch.cat([order[:a], order[b:]]), order[a:b]))
    return pairs

# %% wrong: The pairs are in the wrong order: validation stands first and train second.
# told: exchanged
import torch


def kfold_indices(n, K, seed):
    g = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=g)
    pieces = torch.tensor_split(order, K)
    rounds = []
    for i, piece in enumerate(pieces):
        others = [p for j, p in enumerate(pieces) if j != i]
        rounds.append((piece, torch.cat(others)))
    return rounds

# %% wrong: The remainder all goes into the last piece, and train starts again one sample too late after the validation piece.
# told: remainder_to_the_last_and_one_behind_lost
import torch


def kfold_indices(n, K, seed):
    idx = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    size = n // K
    out = []
    for k in range(K):
        lo = k * size
        hi = n if k == K - 1 else lo + size
        val = idx[lo:hi]
        train = torch.cat((idx[:lo], idx[hi + 1:]))
        out.append((train, val))
    return out

# %% wrong: Chunk uses pieces of the rounded-up size, so if K does not divide n the last piece can be much smaller or pieces can be missing.
# told: rounded_up
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    pieces = list(order.chunk(K))
    return [
        (torch.cat(pieces[:i] + pieces[i + 1:]), pieces[i])
        for i in range(len(pieces))
    ]

# %% wrong: With yield the function gives a generator and not a list, so it has no length and can be walked only once.
# told: values
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    start = 0
    for i in range(K):
        size = n // K
        if i < n % K:
            size = size + 1
        validation = order[start:start + size]
        train = torch.cat([order[:start], order[start + size:]])
        start = start + size
        yield train, validation

# %% wrong: The list of training samples is not filled again for the next round, so earlier validation samples never come back and train shrinks to nothing.
# told: only_behind
import torch


def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    rest = list(order)
    folds = []
    position = 0
    for i in range(K):
        size = n // K + int(i < n % K)
        val = order[position:position + size]
        position += size
        for v in val:
            rest.remove(v)
        folds.append((
            torch.tensor(rest, dtype=torch.int64),
            torch.tensor(val, dtype=torch.int64),
        ))
    return folds

# %% right: Boolean masks over positions, limits by a running sum.
from itertools import accumulate
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    ends = list(accumulate([n // K + int(i < n % K) for i in range(K)]))
    pos = torch.arange(n)
    def one(a, b):
        inside = (pos >= a) & (pos < b)
        return order[~inside], order[inside]
    return [one(a, b) for a, b in zip([0] + ends[:-1], ends)]

# %% right: Numpy array_split, train by set difference (sorted).
import numpy as np
import torch

def kfold_indices(n, K, seed):
    p = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).numpy()
    return [(torch.tensor(np.setdiff1d(np.arange(n), part), dtype=torch.int64),
             torch.tensor(part, dtype=torch.int64)) for part in np.array_split(p, K)]

# %% right: Recursion: cut off the first piece, rounded up, then the rest into one piece fewer.
import torch

def _cut(items, parts):
    if parts == 1:
        return [items]
    first = -(-len(items) // parts)
    return [items[:first]] + _cut(items[first:], parts - 1)

def kfold_indices(n, K, seed):
    items = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    answer = []
    for piece in _cut(items, K):
        held = set(piece)
        answer.append((torch.tensor([s for s in range(n) if s not in held], dtype=torch.long),
                       torch.tensor(piece, dtype=torch.long)))
    return answer

# %% wrong: Every round shuffles anew and holds out the first piece of its own order, so some samples are held out twice and others never.
# told: new_first_piece
import torch

def kfold_indices(n, K, seed):
    g = torch.Generator().manual_seed(seed)
    folds = []
    for i in range(K):
        perm = torch.randperm(n, generator=g)
        size = n // K + (1 if i < n % K else 0)
        folds.append((perm[size:], perm[:size]))
    return folds

# %% wrong: Each round trains on one piece and validates on all the others; it should hold out the piece and train on the others.
# told: exchanged
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    pieces = list(torch.tensor_split(order, K))
    rounds = []
    for i in range(K):
        train = pieces[i]
        validation = torch.cat(pieces[:i] + pieces[i + 1:])
        rounds.append((train, validation))
    return rounds

# %% wrong: The limits i * n // K put the larger pieces towards the end instead of first.
# told: bounds_cut_off
import torch

def kfold_indices(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    result = []
    for i in range(K):
        a = i * n // K
        b = (i + 1) * n // K
        val = perm[a:b]
        train = torch.cat((perm[:a], perm[b:]))
        result.append((train, val))
    return result

# %% wrong: Perm[i::K] deals the samples out one by one like cards, instead of cutting the order into pieces one after the other.
# told: dealt_out
import torch

def kfold_indices(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    folds = [perm[i::K] for i in range(K)]
    return [(torch.cat([folds[j] for j in range(K) if j != i]), folds[i]) for i in range(K)]

# %% wrong: The pair is returned as (validation, train), and all pieces have n // K samples, so that the remainder is never held out.
# told: exchanged_and_remainder_dropped
import torch

def kfold_indices(n, K, seed):
    gen = torch.Generator().manual_seed(seed)
    idx = torch.randperm(n, generator=gen)
    fold_size = n // K
    pairs = []
    for k in range(K):
        start = k * fold_size
        end = start + fold_size
        val_idx = idx[start:end]
        train_idx = torch.cat([idx[:start], idx[end:]])
        pairs.append((val_idx, train_idx))
    return pairs

# %% wrong: Squeeze() removes the only axis when a part holds a single sample (as for K = n), so the part has no axis any more.
# told: squeezed
import torch

def kfold_indices(n, K, seed):
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    # number of the fold for each sample
    fold = torch.zeros(n, dtype=torch.int64)
    start = 0
    for i in range(K):
        size = n // K
        if i < n % K:
            size += 1
        fold[perm[start:start + size]] = i
        start += size

    out = []
    for i in range(K):
        validation = torch.nonzero(fold == i).squeeze()
        train = torch.nonzero(fold != i).squeeze()
        out.append((train, validation))
    return out

# %% wrong: The indices are right, but train and validation are Python lists instead of int64 tensors.
# told: plain_lists
import torch

def kfold_indices(n, K, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    base, extra = divmod(n, K)
    folds = []
    pos = 0
    for i in range(K):
        size = base + 1 if i < extra else base
        validation = order[pos:pos + size]
        train = [s for s in order if s not in validation]
        folds.append((train, validation))
        pos += size
    return folds

# %% wrong: Torch.chunk makes all pieces as large as the first one and leaves the last with the rest, so the sizes can differ by more than 1 and there can be fewer than K pieces.
# told: rounded_up
import torch

def kfold_indices(n, K, seed):
    """List of K pairs (train, validation) of int64 indices; the validation parts are pieces of the shuffled order."""
    shuffled = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    chunks = torch.chunk(shuffled, K)
    rounds = []
    for i, validation in enumerate(chunks):
        others = [c for j, c in enumerate(chunks) if j != i]
        rounds.append((torch.cat(others), validation))
    return rounds
