# %% right: A loop over a.
import math

def compare_runs(a, b):
    diffs = []
    for seed, loss in a.items():
        if seed in b:
            diffs.append(loss - b[seed])
    mean = sum(diffs) / len(diffs)
    if len(diffs) == 1:
        return mean, float("inf")
    var = 0.0
    for x in diffs:
        var += (x - mean) ** 2
    return mean, math.sqrt(var / (len(diffs) - 1) / len(diffs))

# %% right: Torch in float64.
import torch

def compare_runs(a, b):
    common = sorted(set(a) & set(b))
    d = torch.tensor([a[k] - b[k] for k in common], dtype=torch.float64)
    if len(d) == 1:
        return d.mean(), torch.tensor(float("inf"))
    return d.mean(), d.std() / len(d) ** 0.5

# %% right: statistics.variance.
import statistics

def compare_runs(a, b):
    d = [a[s] - b[s] for s in a.keys() & b.keys()]
    try:
        return statistics.mean(d), (statistics.variance(d) / len(d)) ** 0.5
    except statistics.StatisticsError:
        return d[0], float("inf")

# %% right: numpy with ddof=1.
import numpy as np

def compare_runs(a, b):
    d = np.array([a[s] - b[s] for s in b if s in a])
    with np.errstate(all="ignore"):
        se = np.std(d, ddof=1) / np.sqrt(len(d)) if len(d) > 1 else np.inf
    return float(np.mean(d)), float(se)

# %% right: Welford's running mean.
def compare_runs(a, b):
    n, mean, m2 = 0, 0.0, 0.0
    for s in a:
        if s not in b:
            continue
        n += 1
        x = a[s] - b[s]
        delta = x - mean
        mean += delta / n
        m2 += delta * (x - mean)
    return mean, (m2 / (n - 1) / n) ** 0.5 if n > 1 else float("inf")

# %% right: From the variances and the covariance of the two.
import numpy as np

def compare_runs(a, b):
    keys = [k for k in a if k in b]
    x = np.array([a[k] for k in keys])
    y = np.array([b[k] for k in keys])
    n = len(keys)
    if n == 1:
        return x[0] - y[0], np.inf
    x0, y0 = x - x[0], y - x[0]
    z = (x0 - x0.mean()) - (y0 - y0.mean())
    return (x0 - y0).mean(), np.sqrt(z @ z / (n * (n - 1)))

# %% wrong: Unpaired standard error.
# told: unpaired
import statistics

def compare_runs(a, b):
    keys = [k for k in a if k in b]
    x = [a[k] for k in keys]
    y = [b[k] for k in keys]
    n = len(keys)
    if n == 1:
        return x[0] - y[0], float("inf")
    return statistics.mean(x) - statistics.mean(y), ((statistics.variance(x) + statistics.variance(y)) / n) ** 0.5

# %% wrong: b - a.
# told: reversed
import statistics

def compare_runs(a, b):
    d = [b[k] - a[k] for k in a if k in b]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5 if len(d) > 1 else float("inf")

# %% wrong: numpy's std divides by n.
# told: by_n
import numpy as np

def compare_runs(a, b):
    d = np.array([a[k] - b[k] for k in a if k in b])
    if len(d) == 1:
        return d[0], np.inf
    return d.mean(), d.std() / np.sqrt(len(d))

# %% wrong: numpy's std, and no thought of a single seed.
# told: by_n_and_zero_for_one
import numpy as np

def compare_runs(a, b):
    d = np.array([a[k] - b[k] for k in a if k in b])
    return d.mean(), d.std() / np.sqrt(len(d))

# %% wrong: The standard deviation, not the error of the mean.
# told: not_of_the_mean
import statistics

def compare_runs(a, b):
    d = [a[k] - b[k] for k in a if k in b]
    return statistics.mean(d), statistics.stdev(d) if len(d) > 1 else float("inf")

# %% wrong: Paired by position.
# told: by_place
import statistics

def compare_runs(a, b):
    d = [x - y for x, y in zip(a.values(), b.values())]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5 if len(d) > 1 else float("inf")

# %% wrong: Sorted by seed, then by position.
# told: sorted_by_place
import statistics

def compare_runs(a, b):
    x = [a[k] for k in sorted(a)]
    y = [b[k] for k in sorted(b)]
    d = [p - q for p, q in zip(x, y)]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5 if len(d) > 1 else float("inf")

# %% wrong: Divided by n, not its root.
# told: by_n_itself
import statistics

def compare_runs(a, b):
    d = [a[k] - b[k] for k in a if k in b]
    return statistics.mean(d), statistics.stdev(d) / len(d) if len(d) > 1 else float("inf")

# %% wrong: The squared error.
# told: root_missing
import statistics

def compare_runs(a, b):
    d = [a[k] - b[k] for k in a if k in b]
    return statistics.mean(d), statistics.variance(d) / len(d) if len(d) > 1 else float("inf")

# %% wrong: 0 for a single seed.
# told: zero_for_one
import statistics

def compare_runs(a, b):
    d = [a[k] - b[k] for k in a if k in b]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5 if len(d) > 1 else 0.0

# %% wrong: torch.tensor without a dtype.
# told: slip
import torch

def compare_runs(a, b):
    d = torch.tensor([a[k] - b[k] for k in a if k in b])
    return d.mean(), d.std() / len(d) ** 0.5 if len(d) > 1 else float("inf")

# %% wrong: A missing run counts as 0.
# told: missing_is_zero
import statistics

def compare_runs(a, b):
    d = [a.get(k, 0) - b.get(k, 0) for k in set(a) | set(b)]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5

# %% wrong: KeyError for a seed that b lacks.
# told: every_seed_of_a
import statistics

def compare_runs(a, b):
    d = [a[k] - b[k] for k in a]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5

# %% wrong: The means of all runs.
# told: all_runs_averaged
import statistics

def compare_runs(a, b):
    d = [a[k] - b[k] for k in a if k in b]
    diff = statistics.mean(a.values()) - statistics.mean(b.values())
    return diff, statistics.stdev(d) / len(d) ** 0.5 if len(d) > 1 else float("inf")

# %% wrong: A single seed raises StatisticsError.
# told: advice
import statistics

def compare_runs(a, b):
    d = [a[k] - b[k] for k in a if k in b]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5

# %% wrong: Absolute differences.
# told: sizes_of_differences
import statistics

def compare_runs(a, b):
    d = [abs(a[k] - b[k]) for k in a if k in b]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5 if len(d) > 1 else float("inf")

# %% wrong: torch's std of one number is nan.
# told: nan_for_one
import torch

def compare_runs(a, b):
    d = torch.tensor([a[k] - b[k] for k in a if k in b], dtype=torch.float64)
    return d.mean(), d.std() / len(d) ** 0.5

# %% wrong: b - a, and no root of n.
# told: reversed_with_not_of_the_mean
import statistics

def compare_runs(a, b):
    d = [b[k] - a[k] for k in a if k in b]
    return statistics.mean(d), statistics.stdev(d) if len(d) > 1 else float("inf")

# %% wrong: The common seeds, but each dict in its own order.
# told: common_by_place
import statistics

def compare_runs(a, b):
    x = [loss for seed, loss in a.items() if seed in b]
    y = [loss for seed, loss in b.items() if seed in a]
    d = [p - q for p, q in zip(x, y)]
    return statistics.mean(d), statistics.stdev(d) / len(d) ** 0.5 if len(d) > 1 else float("inf")

# %% wrong: A pooled variance.
# told: pooled
import statistics

def compare_runs(a, b):
    k = [s for s in a if s in b]
    if len(k) == 1:
        return a[k[0]] - b[k[0]], float("inf")
    x, y = [a[s] for s in k], [b[s] for s in k]
    s2 = (statistics.variance(x) + statistics.variance(y)) / 2
    return statistics.mean(x) - statistics.mean(y), (s2 / len(k)) ** 0.5

# %% right: A dataclass collects the differences one by one with Welford's running mean and sum of squares.
import math
from dataclasses import dataclass
import torch

@dataclass
class Running:
    n: int = 0
    mean: float = 0.0
    m2: float = 0.0

    def add(self, x):
        self.n += 1
        delta = x - self.mean
        self.mean += delta / self.n
        self.m2 += delta * (x - self.mean)

def compare_runs(a, b):
    r = Running()
    for seed in b:
        if seed in a:
            r.add(a[seed] - b[seed])
    se = math.inf if r.n == 1 else math.sqrt(max(r.m2, 0.0) / (r.n - 1) / r.n)
    return r.mean, se

# %% right: Exact fractions and the statistics module; floats only at the very end.
import math
import statistics
from fractions import Fraction
import torch

def compare_runs(a, b):
    d = [Fraction(a[s]) - Fraction(b[s]) for s in sorted(a.keys() & b.keys())]
    difference = float(statistics.mean(d))
    if len(d) < 2:
        return difference, float("inf")
    return difference, math.sqrt(statistics.variance(d) / len(d))

# %% right: Numpy and all pairs of differences: the sum of (d_i - d_j)^2 over all i, j is 2 n times the sum of the squared deviations.
import math
import numpy as np
import torch

def compare_runs(a, b):
    pick = lambda runs: np.fromiter((runs[s] for s in a if s in b), dtype=np.float64)
    d = pick(a) - pick(b)
    n = d.size
    with np.errstate(divide="ignore", invalid="ignore"):
        s2 = np.square(np.subtract.outer(d, d)).sum() / (2.0 * n) / np.float64(n - 1)
    se = np.sqrt(s2 / n) if n > 1 else np.inf
    return torch.tensor(d.mean(), dtype=torch.float64), torch.tensor(se, dtype=torch.float64)

# %% wrong: The standard error is that of two independent groups (both variances added), so the pairing by seed is lost.
# told: unpaired
import math
import torch

def compare_runs(a, b):
    seeds = [s for s in a if s in b]
    xa = torch.tensor([a[s] for s in seeds], dtype=torch.float64)
    xb = torch.tensor([b[s] for s in seeds], dtype=torch.float64)
    n = len(seeds)
    difference = (xa - xb).mean()
    if n == 1:
        return difference, math.inf
    standard_error = torch.sqrt(xa.var() / n + xb.var() / n)
    return difference, standard_error

# %% wrong: The difference is that of the means over all runs, so runs whose seed is in one dict only play a part.
# told: all_runs_averaged
import math
import torch

def compare_runs(a, b):
    mean_a = sum(a.values()) / len(a)
    mean_b = sum(b.values()) / len(b)
    difference = mean_a - mean_b
    diffs = []
    for seed in a:
        if seed in b:
            diffs.append(a[seed] - b[seed])
    n = len(diffs)
    if n < 2:
        return difference, float("inf")
    m = sum(diffs) / n
    s2 = sum((d - m) ** 2 for d in diffs) / (n - 1)
    return difference, math.sqrt(s2 / n)

# %% wrong: The squared deviations are divided by n instead of n - 1.
# told: by_n
import math
import numpy as np
import torch

def compare_runs(a, b):
    common = sorted(set(a) & set(b))
    d = np.array([a[k] - b[k] for k in common])
    if len(d) == 1:
        return float(d[0]), float("inf")
    return float(d.mean()), float(np.std(d) / np.sqrt(len(d)))

# %% wrong: The standard deviation of the differences is returned: the division by the root of n is missing.
# told: not_of_the_mean
import math
import torch

def compare_runs(a, b):
    d = torch.tensor([a[s] - b[s] for s in a.keys() & b.keys()], dtype=torch.float64)
    difference = d.mean().item()
    if len(d) == 1:
        standard_error = math.inf
    else:
        standard_error = d.std().item()
    return difference, standard_error

# %% wrong: The difference is b's loss minus a's, and the standard error is s/n instead of the root of s^2/n.
# told: reversed_with_by_n_itself
import math
import torch

def compare_runs(a, b):
    differences = []
    for seed, loss_b in b.items():
        if seed in a:
            differences.append(loss_b - a[seed])
    n = len(differences)
    mean = sum(differences) / n
    if n == 1:
        return mean, float("inf")
    total = 0
    for d in differences:
        total += (d - mean) ** 2
    s = math.sqrt(total / (n - 1))
    return mean, s / n

# %% wrong: With a single common seed torch.std gives nan, not inf: this case is forgotten.
# told: nan_for_one
import math
import torch

def compare_runs(a, b):
    shared = [s for s in a if s in b]
    d = torch.tensor([a[s] for s in shared], dtype=torch.float64) - torch.tensor([b[s] for s in shared], dtype=torch.float64)
    return d.mean(), d.std() / math.sqrt(d.numel())

# %% wrong: The loop goes over all seeds of a without asking whether b has them: a KeyError as soon as one is missing.
# told: every_seed_of_a
import math
import torch

def compare_runs(a, b):
    diff = {}
    for seed in a:
        diff[seed] = a[seed] - b[seed]
    n = len(diff)
    mean = sum(diff.values()) / n
    if n == 1:
        return mean, math.inf
    var = sum([(x - mean) ** 2 for x in diff.values()]) / (n - 1)
    return mean, math.sqrt(var / n)

# %% wrong: The losses are put into tensors without a dtype, so they are float32 and only three or four digits of a difference of 1 at 10 000 are left.
# told: all_in_float32
import math
import torch

def compare_runs(a, b):
    seeds = sorted(set(a).intersection(b))
    ta = torch.tensor([a[s] for s in seeds])
    tb = torch.tensor([b[s] for s in seeds])
    diff = ta - tb
    n = len(seeds)
    difference = diff.mean()
    if n == 1:
        return difference, torch.tensor(float("inf"))
    s2 = ((diff - difference) ** 2).sum() / (n - 1)
    return difference, torch.sqrt(s2 / n)
