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
