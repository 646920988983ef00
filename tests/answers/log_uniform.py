# %% right: One loop, with the natural logarithm.
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    a = math.log(lo)
    b = math.log(hi + 1) if whole else math.log(hi)
    out = []
    for ui in u:
        v = math.exp(a + float(ui) * (b - a))
        if whole:
            v = int(v)
        if v in out:
            continue
        out.append(v)
        if len(out) == n:
            break
    return torch.tensor(out, dtype=torch.long if whole else torch.float64)

# %% right: A generator and itertools.
import itertools
import torch

def distinct(values):
    seen = set()
    for v in values:
        if v not in seen:
            seen.add(v)
            yield v

def log_uniform(lo, hi, n, u, whole):
    end = hi + int(whole)
    exponents = torch.log2(torch.tensor([lo, end], dtype=torch.float64))
    v = 2 ** (exponents[0] + u * exponents.diff())
    if whole:
        v = torch.floor(v).to(torch.int64)
    return torch.tensor(list(itertools.islice(distinct(v.tolist()), n)), dtype=v.dtype)

# %% right: A matrix of comparisons with what came earlier.
import torch

def log_uniform(lo, hi, n, u, whole):
    hi = hi + 1 if whole else hi
    v = (lo ** (1 - u)) * (hi ** u)
    v = v.floor().long() if whole else v
    earlier = (v[:, None] == v[None, :]).tril(-1).any(1)
    return v[~earlier][:n]

# %% right: Numpy with geomspace-like powers.
import numpy as np
import torch

def log_uniform(lo, hi, n, u, whole):
    l, h = np.log10(lo), np.log10(hi + whole)
    vals = np.power(10.0, l + u.numpy() * (h - l))
    if whole:
        vals = np.floor(vals).astype("int64")
    _, idx = np.unique(vals, return_index=True)
    return torch.as_tensor(vals[np.sort(idx)[:n]])

# %% right: Recursion: one value, then the rest without it.
import torch

def log_uniform(lo, hi, n, u, whole):
    ratio = (hi + 1) / lo if whole else hi / lo
    v = lo * torch.pow(torch.tensor(ratio, dtype=torch.float64), u)
    if whole:
        v = v.to(torch.int64)

    def pick(rest, k):
        if k == 0 or len(rest) == 0:
            return []
        return [rest[0]] + pick(rest[rest != rest[0]], k - 1)

    return torch.stack(pick(v, n))

# %% right: A while loop that pops the numbers.
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    queue = u.tolist()[::-1]
    found = {}
    while queue and len(found) < n:
        t = queue.pop()
        x = math.exp((1 - t) * math.log(lo) + t * math.log(hi + 1 if whole else hi))
        found.setdefault(math.floor(x) if whole else x)
    return torch.tensor([*found], dtype=[torch.float64, torch.int64][bool(whole)])

# %% wrong: The values themselves are uniform, not their logarithm.
# told: uniform
import torch

def log_uniform(lo, hi, n, u, whole):
    v = lo + (hi + 1 - lo if whole else hi - lo) * u
    if whole:
        v = v.floor().long()
    out = []
    for x in v.tolist():
        if x not in out:
            out.append(x)
    return torch.tensor(out[:n], dtype=v.dtype)

# %% wrong: Forgets to raise back: the logarithms come out.
# told: not_raised
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    hi = hi + 1 if whole else hi
    v = math.log(lo) + u * (math.log(hi) - math.log(lo))
    if whole:
        v = v.floor().long()
    return torch.tensor(list(dict.fromkeys(v.tolist()))[:n], dtype=v.dtype)

# %% wrong: log10 with exp.
# told: exp_of_log10
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    hi = hi + 1 if whole else hi
    v = torch.exp(math.log10(lo) + u * (math.log10(hi) - math.log10(lo)))
    if whole:
        v = v.floor().long()
    return torch.tensor(list(dict.fromkeys(v.tolist()))[:n], dtype=v.dtype)

# %% wrong: Repeats stay.
# told: repeats_kept
import torch

def log_uniform(lo, hi, n, u, whole):
    hi = hi + 1 if whole else hi
    v = lo * (hi / lo) ** u
    if whole:
        v = v.floor().long()
    return v[:n]

# %% wrong: The first n numbers of u, then unique, which also sorts.
# told: first_n_sorted
import torch

def log_uniform(lo, hi, n, u, whole):
    hi = hi + 1 if whole else hi
    v = lo * (hi / lo) ** u[:n]
    if whole:
        v = v.floor().long()
    return torch.unique(v)

# %% wrong: torch.unique over all sorts.
# told: sorted_first
import torch

def log_uniform(lo, hi, n, u, whole):
    hi = hi + 1 if whole else hi
    v = lo * (hi / lo) ** u
    if whole:
        v = v.floor().long()
    return torch.unique(v)[:n]

# %% wrong: Rounds to the nearest whole number.
# told: nearest
import torch

def log_uniform(lo, hi, n, u, whole):
    hi = hi + 1 if whole else hi
    seen = []
    for t in u.tolist():
        x = lo * (hi / lo) ** t
        if whole:
            x = round(x)
        if x not in seen:
            seen.append(x)
    return torch.tensor(seen[:n], dtype=torch.int64 if whole else torch.float64)

# %% wrong: The scale of whole numbers ends at hi.
# told: to_high_alone
import torch

def log_uniform(lo, hi, n, u, whole):
    seen = []
    for t in u.tolist():
        x = lo * (hi / lo) ** t
        if whole:
            x = int(x)
        if x not in seen:
            seen.append(x)
    return torch.tensor(seen[:n], dtype=torch.int64 if whole else torch.float64)

# %% wrong: torch.tensor of a list of floats is float32.
# told: rates_in_float32
import torch

def log_uniform(lo, hi, n, u, whole):
    seen = []
    for t in u.tolist():
        x = lo * ((hi + 1 if whole else hi) / lo) ** t
        if whole:
            x = int(x)
        if x not in seen:
            seen.append(x)
    return torch.tensor(seen[:n])

# %% wrong: The list is returned.
# told: as_a_list
def log_uniform(lo, hi, n, u, whole):
    seen = []
    for t in u.tolist():
        x = lo * ((hi + 1 if whole else hi) / lo) ** t
        if whole:
            x = int(x)
        if x not in seen:
            seen.append(x)
    return seen[:n]

# %% wrong: floor but no long.
# told: whole_as_floats
import torch

def log_uniform(lo, hi, n, u, whole):
    v = lo * ((hi + 1 if whole else hi) / lo) ** u
    if whole:
        v = torch.floor(v)
    return torch.tensor(list(dict.fromkeys(v.tolist()))[:n], dtype=torch.float64)

# %% wrong: Looks for repeats in u, before rounding.
# told: once_by_u
import torch

def log_uniform(lo, hi, n, u, whole):
    once = torch.tensor(list(dict.fromkeys(u.tolist())), dtype=torch.float64)[:n]
    v = lo * ((hi + 1 if whole else hi) / lo) ** once
    return v.floor().long() if whole else v

# %% wrong: u is read from the upper end.
# told: ends_exchanged
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    v = top * (lo / top) ** u
    v = v.floor().long() if whole else v
    return torch.tensor(list(dict.fromkeys(v.tolist()))[:n], dtype=v.dtype)

# %% wrong: The factor lo is forgotten.
# told: low_missing
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    v = (top / lo) ** u
    v = v.floor().long() if whole else v
    return torch.tensor(list(dict.fromkeys(v.tolist()))[:n], dtype=v.dtype)

# %% wrong: Stops at the first repeat.
# told: stops_at_a_repeat
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    out = []
    for t in u.tolist():
        x = math.exp(math.log(lo) + t * math.log(top / lo))
        x = math.floor(x) if whole else x
        if x in out or len(out) == n:
            break
        out.append(x)
    return torch.tensor(out, dtype=torch.int64 if whole else torch.float64)

# %% wrong: Only compares with the value just before.
# told: neighbours_alone
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    out = []
    for t in u.tolist():
        x = math.exp(math.log(lo) + t * math.log(top / lo))
        x = math.floor(x) if whole else x
        if not out or x != out[-1]:
            out.append(x)
    return torch.tensor(out[:n], dtype=torch.int64 if whole else torch.float64)

# %% wrong: A set loses the order.
# told: sorted_last
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    out = set()
    for t in u.tolist():
        x = math.exp(math.log(lo) + t * math.log(top / lo))
        out.add(math.floor(x) if whole else x)
        if len(out) == n:
            break
    return torch.tensor(sorted(out), dtype=torch.int64 if whole else torch.float64)

# %% wrong: Repeats stay, and it rounds to the nearest.
# told: repeats_kept_with_nearest
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    v = torch.exp(torch.log(torch.tensor(lo, dtype=torch.float64)) * (1 - u) + torch.log(torch.tensor(top, dtype=torch.float64)) * u)
    if whole:
        v = v.round().long()
    return v[:n]

# %% wrong: Uniform, and the first n draws alone.
# told: uniform_with_first_n_then_once
import torch

def log_uniform(lo, hi, n, u, whole):
    v = lo + u[:n] * ((hi + 1 if whole else hi) - lo)
    v = v.floor().long() if whole else v
    return torch.tensor(list(dict.fromkeys(v.tolist())), dtype=v.dtype)

# %% wrong: Draws anew in place of u.
# told: clue
import torch

def log_uniform(lo, hi, n, u, whole):
    rng = torch.Generator().manual_seed(0)
    t = torch.rand(n, generator=rng, dtype=torch.float64)
    v = lo * ((hi + 1 if whole else hi) / lo) ** t
    return v.floor().long() if whole else v

# %% wrong: A repeated whole number is raised until it is new.
# told: moved_on_by_one
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    out = []
    for t in u[:n].tolist():
        v = lo * (top / lo) ** t
        if whole:
            v = int(v)
        while v in out:
            v = v + 1
        out.append(v)
    return torch.tensor(out, dtype=torch.int64 if whole else torch.float64)

# %% wrong: Reads on past the end of u.
# told: past_the_end_of_u
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    out, i = [], 0
    while len(out) < n:
        v = lo * (top / lo) ** float(u[i])
        i += 1
        if whole:
            v = int(v)
        if v not in out:
            out.append(v)
    return torch.tensor(out, dtype=torch.int64 if whole else torch.float64)
