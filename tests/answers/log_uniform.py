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

# %% right: A closure for the scale, a generator for the new values, and islice for the first n of them.
import itertools
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    def scale(low, high):
        def value(x):
            return math.exp((1 - x) * math.log(low) + x * math.log(high))
        return value

    rate = scale(lo, hi)
    width = scale(lo, hi + 1)

    def fresh():
        seen = set()
        for x in u.tolist():
            v = int(width(x)) if whole else rate(x)
            if v not in seen:
                seen.add(v)
                yield v

    return torch.tensor(list(itertools.islice(fresh(), n)), dtype=(torch.float64, torch.int64)[bool(whole)])

# %% right: Numpy's unique gives the place of each first occurrence; the places are sorted, and so the order of u is kept.
import math
import numpy as np
import torch

def log_uniform(lo, hi, n, u, whole):
    x = u.detach().cpu().numpy().astype(np.float64)
    span = np.log2(hi + 1 if whole else hi) - np.log2(lo)
    v = np.exp2(np.log2(lo) + x * span)
    v = np.floor(v).astype(np.int64) if whole else v
    _, first = np.unique(v, return_index=True)
    return torch.from_numpy(v[np.sort(first)][:n].copy())

# %% right: No loop: a matrix tells which draws are equal, and a draw with an equal one before it is left out.
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    ratio = torch.tensor((hi + (1 if whole else 0)) / lo, dtype=torch.float64)
    v = lo * torch.pow(ratio, u.to(torch.float64))
    if whole:
        v = v.to(torch.int64)          # truncates, and the values are positive
    same = v.unsqueeze(0) == v.unsqueeze(1)
    came_before = torch.tril(same.int(), diagonal=-1).sum(dim=1) > 0
    return v[~came_before][:n]

# %% wrong: The value itself is drawn uniformly between lo and hi, not its logarithm.
# told: uniform
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    values = []
    for x in u.tolist():
        if whole:
            v = math.floor(lo + x * (hi + 1 - lo))
        else:
            v = lo + x * (hi - lo)
        if v not in values:
            values.append(v)
    values = values[:n]
    if whole:
        return torch.tensor(values, dtype=torch.int64)
    return torch.tensor(values, dtype=torch.float64)

# %% wrong: Only the first n draws are looked at and the repeated ones thrown away, instead of going on until n different values have come.
# told: first_n_then_once
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi
    draws = u[:n]
    x = torch.exp(math.log(lo) + draws * (math.log(top) - math.log(lo)))
    if whole:
        x = torch.floor(x).long()
    seen = []
    for value in x.tolist():
        if value in seen:
            continue
        seen.append(value)
    return torch.tensor(seen, dtype=torch.int64 if whole else torch.float64)

# %% wrong: The scale for whole numbers ends at hi instead of hi + 1, so hi never comes.
# told: to_high_alone
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    a = math.log(lo)
    b = math.log(hi)
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
    if whole:
        return torch.tensor(out, dtype=torch.int64)
    else:
        return torch.tensor(out, dtype=torch.float64)

# %% wrong: Whole numbers are rounded to the nearest one instead of down, so hi + 1 can come and lo comes too rarely.
# told: nearest
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    end = hi + whole
    vals = lo * (end / lo) ** u
    if whole:
        vals = torch.round(vals).to(torch.int64)
    kept = list(dict.fromkeys(vals.tolist()))[:n]
    return torch.tensor(kept, dtype=vals.dtype)

# %% wrong: Torch.unique sorts the values so that the smallest n come instead of the first n, and the scale ends at hi + 1 for rates as well.
# told: sorted_first_with_one_more_always
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    log_lo = math.log10(lo)
    log_hi = math.log10(hi + 1)
    values = 10 ** (log_lo + u * (log_hi - log_lo))
    if whole:
        values = values.floor().long()
    values = torch.unique(values)
    return values[:n]

# %% wrong: The loop waits until n values are there and fails with an IndexError when u ends before n different values came.
# told: past_the_end_of_u
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    if whole:
        hi = hi + 1
    result = []
    i = 0
    while len(result) < n:
        value = math.exp(math.log(lo) + u[i].item() * math.log(hi / lo))
        if whole:
            value = math.floor(value)
        if value not in result:
            result.append(value)
        i += 1
    return torch.tensor(result, dtype=torch.int64 if whole else torch.float64)

# %% wrong: The result is printed and not returned.
# told: slip
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    logs = math.log(lo) + u * (math.log(hi + 1 if whole else hi) - math.log(lo))
    vals = torch.exp(logs)
    if whole:
        vals = vals.floor().to(torch.int64)
    new = []
    for v in vals.tolist():
        if v not in new and len(new) < n:
            new.append(v)
    result = torch.tensor(new, dtype=vals.dtype)
    print(result)

# %% wrong: A value is compared with its direct predecessor only (unique_consecutive), so a value that came earlier comes again.
# told: neighbours_alone
import math
import torch

def log_uniform(lo, hi, n, u, whole):
    if whole:
        upper = hi + 1
    else:
        upper = hi
    values = torch.exp(math.log(lo) + u * math.log(upper / lo))
    if whole:
        values = torch.floor(values).to(torch.int64)
    values = torch.unique_consecutive(values)
    return values[:n]
