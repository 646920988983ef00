# %% right: A helper for the folds, then a plain loop.
import torch

def folds(n, K, seed):
    parts = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    for i in range(K):
        yield torch.cat([p for j, p in enumerate(parts) if j != i]), parts[i]

def honest_cv(X, y, standardise, fit, K, seed):
    accs = []
    for tr, va in folds(X.shape[0], K, seed):
        mu, sd = standardise(X[tr])
        pred = fit((X[tr] - mu) / sd, y[tr], (X[va] - mu) / sd)
        accs.append((pred == y[va]).double().mean().item())
    return sum(accs) / len(accs)

# %% right: Wrong answers are counted, and the shares turned round.
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    lost = 0.0
    for part in torch.tensor_split(order, K):
        mask = torch.ones(len(X), dtype=torch.bool)
        mask[part] = False
        m, s = standardise(X[mask])
        Z = (X - m) / s
        lost += float((fit(Z[mask], y[mask], Z[part]) != y[part]).sum()) / len(part)
    return 1 - lost / K

# %% right: All rounds in a tensor, mean at the end.
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    n = y.numel()
    pieces = list(torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tensor_split(K))
    out = torch.zeros(K, dtype=torch.float64)
    for i, held in enumerate(pieces):
        rest = torch.cat(pieces[:i] + pieces[i + 1:])
        a, b = standardise(X.index_select(0, rest))
        guess = fit((X[rest] - a).div(b), y[rest], (X[held] - a).div(b))
        out[i] = guess.eq(y[held]).double().mean()
    return out.mean()

# %% wrong: X is standardised once, before the folds are cut.
# told: scaler_outside
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    m, s = standardise(X)
    Z = (X - m) / s
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    accs = []
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        accs.append(float((fit(Z[tr], y[tr], Z[parts[i]]) == y[parts[i]]).double().mean()))
    return sum(accs) / K

# %% wrong: The held-out part goes in as it is.
# told: fold_raw
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    accs = []
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        m, s = standardise(X[tr])
        accs.append(float((fit((X[tr] - m) / s, y[tr], X[parts[i]]) == y[parts[i]]).double().mean()))
    return sum(accs) / K

# %% wrong: All right answers are added and divided by n.
# told: pooled
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    hits = 0
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        m, s = standardise(X[tr])
        hits += int((fit((X[tr] - m) / s, y[tr], (X[parts[i]] - m) / s) == y[parts[i]]).sum())
    return hits / len(y)

# %% wrong: return stands inside the loop.
# told: first_round
import torch

def honest_cv(X, y, standardise, fit, K, seed):
    parts = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed)).tensor_split(K)
    for i in range(K):
        tr = torch.cat([p for j, p in enumerate(parts) if j != i])
        m, s = standardise(X[tr])
        return float((fit((X[tr] - m) / s, y[tr], (X[parts[i]] - m) / s) == y[parts[i]]).double().mean())
