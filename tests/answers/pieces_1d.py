# %% right: All multiples, slopes, changes.
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = torch.diff(f(x)) / torch.diff(x)
    return 1 + int((torch.diff(s).abs() > 0.005).sum())

# %% right: A loop over numbers with a list of slopes.
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    ys = [f(torch.tensor(a + i / 64, dtype=torch.float64)).item() for i in range(n + 1)]
    slopes = [(q - p) * 64 for p, q in zip(ys, ys[1:])]
    pieces = 1
    for s, t in zip(slopes, slopes[1:]):
        if abs(s - t) > 1e-4:
            pieces += 1
    return pieces

# %% right: numpy with isclose.
import torch


def pieces_1d(f, a, b):
    import numpy as np
    x = np.arange(round(a * 64), round(b * 64) + 1) / 64
    y = f(torch.from_numpy(x)).numpy()
    s = np.diff(y) * 64
    return int(np.sum(~np.isclose(s[1:], s[:-1], atol=1e-6))) + 1

# %% right: Slopes from two points inside each part.
import torch


def pieces_1d(f, a, b):
    k = torch.arange(round(a * 64), round(b * 64), dtype=torch.float64)
    low, high = (k + 0.25) / 64, (k + 0.75) / 64
    s = (f(high) - f(low)) * 128
    return len(torch.unique_consecutive(torch.round(s, decimals=4)))

# %% right: Finer parts of 1/256.
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(a, b, round((b - a) * 256) + 1, dtype=torch.float64)
    y = f(x)
    second = y[2:] - 2 * y[1:-1] + y[:-2]
    return (second.abs() > 1e-8).sum().item() + 1

# %% right: Each inner multiple is tested for a bend.
import torch


def pieces_1d(f, a, b):
    h = 1 / 128
    inner = [k / 64 for k in range(round(a * 64) + 1, round(b * 64))]
    bends = 0
    for p in inner:
        l, m, r = f(torch.tensor([p - h, p, p + h], dtype=torch.float64)).tolist()
        bends += abs((r - m) - (m - l)) > 1e-6
    return bends + 1

# %% right: Recursion: halves until a part is 1/64 long, then equal neighbours are joined.
import torch


def pieces_1d(f, a, b):
    def slopes(lo, hi):
        if hi - lo == 1:
            y = f(torch.tensor([lo / 64, hi / 64], dtype=torch.float64))
            return [float(y[1] - y[0]) * 64]
        mid = (lo + hi) // 2
        return slopes(lo, mid) + slopes(mid, hi)
    s = slopes(round(a * 64), round(b * 64))
    return 1 + sum(abs(p - q) > 1e-6 for p, q in zip(s, s[1:]))

# %% wrong: The bends are counted.
# told: bends_counted
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 1e-6).sum())

# %% wrong: The ends of pieces are counted.
# told: ends_counted
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 1e-6).sum()) + 2

# %% wrong: Slopes are compared exactly.
# told: exact_comparison
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s[1:] != s[:-1]).sum()) + 1

# %% wrong: A tolerance of 0.1.
# told: faint_bends_missed
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 0.1).sum()) + 1

# %% wrong: A tolerance of 1.
# told: low_bends_missed
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 1).sum()) + 1

# %% wrong: Differences of heights with a tolerance of 1e-3.
# told: faint_bends_missed
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    d = f(x).diff()
    return int((d.diff().abs() > 1e-3).sum()) + 1

# %% wrong: 1000 evenly spaced points.
# told: a_thousand_points
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(a, b, 1000, dtype=torch.float64)
    s = f(x).diff() / x.diff()
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: 1001 evenly spaced points.
# told: a_thousand_parts
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(a, b, 1001, dtype=torch.float64)
    s = f(x).diff() / x.diff()
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: Turning points plus 1.
# told: turns
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff()
    return int((s[1:] * s[:-1] < 0).sum()) + 1

# %% wrong: Zero crossings.
# told: zeros_crossed
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    y = f(x)
    return int((y[1:] * y[:-1] < 0).sum()) + 1

# %% wrong: Sign changes of the slope.
# told: turns_and_levels
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = torch.sign(f(x).diff())
    return int((s[1:] != s[:-1]).sum()) + 1

# %% wrong: Always from 0 to 1.
# told: zero_to_one
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(0, 1, 65, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: arange without b.
# told: b_left_out
import torch


def pieces_1d(f, a, b):
    x = torch.arange(a, b, 1 / 64, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: Different slopes.
# told: different_slopes
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = (f(x).diff() * 64).round(decimals=3)
    return len(set(s.tolist()))

# %% wrong: 64 parts for any length.
# told: sixty_four_parts
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(a, b, 65, dtype=torch.float64)
    s = f(x).diff() / x.diff()
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: Halving until the middle fits.
# told: middle_tested
import torch


def pieces_1d(f, a, b):
    def halve(l, r):
        m = (l + r) / 2
        yl, ym, yr = f(torch.tensor([l, m, r], dtype=torch.float64)).tolist()
        if abs(ym - (yl + yr) / 2) < 1e-9:
            return 1
        return halve(l, m) + halve(m, r)
    return halve(a, b)

# %% wrong: Sizes of slopes.
# told: sizes_of_slopes
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = (f(x).diff() * 64).abs()
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: The places of the bends.
# told: places_of_bends
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff() * 64
    return x[1:-1][s.diff().abs() > 1e-6]

# %% wrong: Tops only.
# told: tops
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    y = f(x)
    return int(((y[1:-1] > y[:-2]) & (y[1:-1] > y[2:])).sum())

# %% wrong: TWO: bends are counted, from 0 to 1.
# told: bends_counted_with_zero_to_one
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(0, 1, 65, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 1e-6).sum())

# %% wrong: TWO: 1000 points, and bends are counted.
# told: bends_counted_with_a_thousand_points
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(a, b, 1000, dtype=torch.float64)
    s = f(x).diff() / x.diff()
    return int((s.diff().abs() > 1e-6).sum())

# %% wrong: TWO: exact comparison, and bends are counted.
# told: bends_counted_with_exact_comparison
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = f(x).diff() * 64
    return int((s.diff() != 0).sum())

# %% wrong: Level pieces are left out.
# told: level_left_out
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = (f(x).diff() * 64).tolist()
    count, last = 0, None
    for v in s:
        if abs(v) > 1e-6 and (last is None or abs(v - last) > 1e-6):
            count += 1
        last = v
    return count

# %% wrong: Parts of 1/16.
# told: parts_too_long
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(a, b, max(3, round((b - a) * 16) + 1), dtype=torch.float64)
    s = f(x).diff() / x.diff()
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: float32 points.
# told: advice
import torch


def pieces_1d(f, a, b):
    x = torch.linspace(a, b, round((b - a) * 64) + 1)
    s = f(x).diff() * 64
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: A plain number is given to f.
# told: advice
import torch


def pieces_1d(f, a, b):
    ys = [f(a + i / 64) for i in range(round((b - a) * 64) + 1)]
    return len(ys)

# %% wrong: torch.gradient.
# told: slopes_over_two_parts
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = torch.gradient(f(x), spacing=1 / 64)[0]
    return int((s.diff().abs() > 1e-6).sum()) + 1

# %% wrong: The return stands in the loop.
# told: first_bend_alone
import torch


def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = (f(x).diff() * 64).tolist()
    pieces = 1
    for p, q in zip(s, s[1:]):
        if abs(p - q) > 1e-6:
            pieces += 1
            return pieces
    return pieces

# %% right: Calls f with single numbers and remembers the slope of the current piece.
import torch

def pieces_1d(f, a, b):
    def at(k):
        return f(torch.tensor(k / 64, dtype=torch.float64)).item()

    first, last = round(a * 64), round(b * 64)
    pieces, current, before = 0, None, at(first)
    for k in range(first + 1, last + 1):
        now = at(k)
        slope = (now - before) * 64
        if current is None or abs(slope - current) > 5e-3:
            pieces += 1
            current = slope
        before = now
    return pieces

# %% right: Second differences in numpy.
import numpy as np
import torch


def pieces_1d(f, a, b):
    k = np.arange(round(a * 64), round(b * 64) + 1)
    y = f(torch.from_numpy(k / 64.0)).detach().numpy()
    bend = 64 * (y[2:] - 2 * y[1:-1] + y[:-2])
    return 1 + int(np.count_nonzero(np.abs(bend) > 0.004))

# %% right: Slopes inside each cell from two points at 1/4 and 3/4 of it; the bends are counted by halving the list recursively.
import torch

def pieces_1d(f, a, b):
    cells = round((b - a) * 64)
    left = a + torch.arange(cells, dtype=torch.float64)[:, None] / 64
    y = f(left + torch.tensor([[1 / 256, 3 / 256]], dtype=torch.float64))
    slopes = ((y[:, 1] - y[:, 0]) * 128).tolist()

    def bends(lo, hi):
        # bends between the cells lo .. hi - 1
        if hi - lo < 2:
            return 0
        mid = (lo + hi) // 2
        here = 1 if abs(slopes[mid] - slopes[mid - 1]) > 0.005 else 0
        return bends(lo, mid) + here + bends(mid, hi)

    return bends(0, cells) + 1

# %% wrong: You count where the slope changes its sign; but f also bends where a steep rise becomes a less steep one, and that starts a new piece, too.
# told: rising_or_not
import torch

def pieces_1d(f, a, b):
    """How many straight pieces f has from a to b, where a, b and all bends of f are multiples of 1/64."""
    n = int(round((b - a) * 64))
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    y = f(x)
    slopes = (y[1:] - y[:-1]) * 64
    going_up = slopes > 0
    changes = (going_up[1:] != going_up[:-1]).sum().item()
    return changes + 1

# %% wrong: You count how many different slopes there are; pieces that are apart are different pieces even with the same slope, as in T(T(x)) with 4 pieces and 2 slopes.
# told: different_slopes
import torch


def pieces_1d(f, a, b):
    step = 1 / 64
    seen = set()
    x = a
    while x < b:
        pair = torch.tensor([x, x + step], dtype=torch.float64)
        y0, y1 = f(pair).tolist()
        seen.add(round((y1 - y0) / step, 4))
        x = x + step
    return len(seen)

# %% wrong: This is the number of bends; there is one piece more than bends, so + 1 is missing.
# told: bends_counted
import torch

def pieces_1d(f, a, b):
    k = round(64 * (b - a))
    x = a + torch.arange(k + 1, dtype=torch.float64) / 64
    slopes = torch.diff(f(x)) * 64
    bends = torch.abs(torch.diff(slopes)) > 1e-6
    return int(bends.sum())

# %% wrong: The differences of f are not divided by the step 1/64, but compared with 0.01 as if they were slopes, so small bends are missed.
# told: low_bends_missed
import torch

def pieces_1d(f, a, b):
    """How many straight pieces f has from a to b, where a, b and all bends of f are multiples of 1/64."""
    n = int((b - a) * 64)
    xs = torch.tensor([a + i / 64 for i in range(n + 1)], dtype=torch.float64)
    ys = f(xs).tolist()
    pieces = 1
    for i in range(1, n):
        left = ys[i] - ys[i - 1]
        right = ys[i + 1] - ys[i]
        if abs(right - left) >= 0.01:
            pieces += 1
    return pieces

# %% wrong: Arange leaves out b, so a bend at b - 1/64 is missed, and the threshold 0.1 misses bends where the slope changes by less, although 0.01 is already a bend.
# told: faint_bends_missed_with_b_left_out
import torch


def pieces_1d(f, a, b):
    x = torch.arange(a, b, 1 / 64, dtype=torch.float64)
    y = f(x)
    slope = [(y[i + 1] - y[i]).item() * 64 for i in range(len(x) - 1)]
    count = 1
    for s, t in zip(slope, slope[1:]):
        if abs(s - t) > 0.1:
            count = count + 1
    return count

# %% wrong: The slopes are compared exactly; where numbers are rounded, slopes within one piece differ by a tiny amount and are counted as bends.
# told: exact_comparison
import torch

def pieces_1d(f, a, b):
    """How many straight pieces f has from a to b, where a, b and all bends of f are multiples of 1/64."""
    n = round((b - a) * 64)
    grid = torch.linspace(a, b, n + 1, dtype=torch.float64)
    values = f(grid)
    slopes = (values[1:] - values[:-1]) / (1 / 64)
    return 1 + int((slopes[1:] != slopes[:-1]).sum())

# %% wrong: The number is printed and not returned, so the function returns None.
# told: slip
import torch

def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = torch.linspace(a, b, n + 1, dtype=torch.float64)
    s = torch.diff(f(x)) * 64
    number = 1
    for i in range(len(s) - 1):
        if abs(s[i + 1] - s[i]) > 0.005:
            number += 1
    print("pieces:", number)

# %% wrong: 1001 points do not fall on the multiples of 1/64: a step that has a bend inside gets a slope in between, so that bend is counted twice.
# told: a_thousand_parts
import torch

def pieces_1d(f, a, b):
    """How many straight pieces f has from a to b, where a, b and all bends of f are multiples of 1/64."""
    # sample finely enough to see every piece
    x = torch.linspace(a, b, 1001, dtype=torch.float64)
    h = (b - a) / 1000
    y = f(x)
    slopes = (y[1:] - y[:-1]) / h
    jumps = (slopes[1:] - slopes[:-1]).abs() > 1e-3
    return jumps.sum().item() + 1

# %% right: Two points inside each cell, as a table (cells, 2), give its slope; then a loop over plain numbers.
import torch

def pieces_1d(f, a, b):
    first, last = round(a * 64), round(b * 64)
    table = torch.tensor([[(k + 0.25) / 64, (k + 0.75) / 64] for k in range(first, last)], dtype=torch.float64)
    slopes = [(v - u) * 128 for u, v in f(table).tolist()]
    pieces, current = 0, None
    for s in slopes:
        if current is None or abs(s - current) > 1e-3:
            pieces += 1
        current = s
    return pieces

# %% right: Recursion: the pieces of the two halves together, less one if no bend lies where they meet.
import torch

def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    values = f(torch.tensor([a + i / 64 for i in range(n + 1)], dtype=torch.float64))

    def slope(i):
        return 64 * (values[i + 1] - values[i]).item()

    def count(lo, hi):
        if hi - lo == 1:
            return 1
        mid = (lo + hi) // 2
        joined = abs(slope(mid) - slope(mid - 1)) < 0.005
        return count(lo, mid) + count(mid, hi) - int(joined)

    return count(0, n)

# %% right: Second differences with numpy; a bend of 0.01 in the slope is one of 0.01/64 in them.
import numpy as np
import torch

def pieces_1d(f, a, b):
    grid = np.arange(round(64 * a), round(64 * b) + 1) / 64.0
    second = np.diff(f(torch.from_numpy(grid)).detach().numpy(), n=2)
    return 1 + int(np.count_nonzero(np.abs(second) > 0.002 / 64))

# %% wrong: Counts only the places where f turns between rising, level and falling, so a bend that leaves the sign of the slope alone is missed.
# told: turns_and_levels
import torch

def pieces_1d(f, a, b):
    n = round((b - a) * 64)
    x = a + torch.arange(n + 1, dtype=torch.float64) / 64
    y = f(x)
    slopes = (y[1:] - y[:-1]) * 64
    direction = torch.zeros_like(slopes)
    direction[slopes > 1e-6] = 1
    direction[slopes < -1e-6] = -1
    pieces = 1
    for i in range(1, n):
        if direction[i] != direction[i - 1]:
            pieces += 1
    return pieces

# %% wrong: Counts how many different slopes f has, so two separate pieces with the same slope count as one.
# told: different_slopes
import torch

def pieces_1d(f, a, b):
    """How many straight pieces f has from a to b."""
    steps = int(round((b - a) * 64))
    x = torch.linspace(a, b, steps + 1, dtype=torch.float64)
    slope = torch.diff(f(x)) / torch.diff(x)
    # small rounding errors should not matter
    different = set(round(s, 4) for s in slope.tolist())
    return len(different)

# %% wrong: Lays 65 points over the whole stretch from a to b, so their distance is (b - a)/64 instead of 1/64 and the bends fall between the points.
# told: sixty_four_parts
import torch

def pieces_1d(f, a, b):
    x = torch.linspace(a, b, 65, dtype=torch.float64)
    y = f(x)
    h = x[1] - x[0]
    s = (y[1:] - y[:-1]) / h
    change = (s[1:] - s[:-1]).abs() > 1e-3
    return int(change.sum()) + 1

# %% wrong: Arange stops before b, so the last 1/64 of the stretch is not looked at and a bend at b - 1/64 is missed.
# told: b_left_out
import torch

def pieces_1d(f, a, b):
    xs = torch.arange(a, b, 1 / 64, dtype=torch.float64)
    ys = f(xs)
    slopes = ys.diff() * 64
    bends = 0
    for left, right in zip(slopes[:-1], slopes[1:]):
        if abs(left - right) > 0.005:
            bends = bends + 1
    return bends + 1

# %% wrong: Looks one cell beyond a and b, so bends at a and b themselves count, and returns the number of bends without adding 1 for the pieces.
# told: bends_counted_with_beyond_the_ends
import torch

def pieces_1d(f, a, b):
    h = 1 / 64
    n = round((b - a) / h)
    grid = a + h * torch.arange(-1, n + 2, dtype=torch.float64)
    left = f(grid[:-2])
    mid = f(grid[1:-1])
    right = f(grid[2:])
    slope_left = (mid - left) / h
    slope_right = (right - mid) / h
    is_bend = torch.abs(slope_right - slope_left) > 1e-4
    return is_bend.sum().item()

# %% wrong: Compares neighbouring slopes with a relative tolerance of 1 percent, so steep pieces, whose slopes differ by less than that, are merged.
# told: in_proportion
import torch

def pieces_1d(f, a, b):
    cells = int(round(64 * (b - a)))
    x = torch.linspace(a, b, cells + 1, dtype=torch.float64)
    values = f(x)
    slopes = (values[1:] - values[:-1]) * 64
    same = torch.isclose(slopes[1:], slopes[:-1], rtol=1e-2, atol=1e-6)
    return 1 + int((~same).sum())

# %% wrong: Prints the number of pieces instead of returning it, so the result is None.
# told: slip
import torch

def pieces_1d(f, a, b):
    x = a
    xs = []
    while x <= b:
        xs.append(x)
        x = x + 1 / 64
    ys = f(torch.tensor(xs, dtype=torch.float64)).tolist()
    count = 1
    old = (ys[1] - ys[0]) * 64
    for i in range(2, len(ys)):
        new = (ys[i] - ys[i - 1]) * 64
        if abs(new - old) > 0.001:
            count += 1
        old = new
    print(count)

# %% wrong: Samples a very fine grid that does not hit the bends, so a cell with a bend inside has a slope between the two and the bend counts twice.
# told: a_thousand_points
import torch

def pieces_1d(f, a, b):
    # a very fine grid, to be on the safe side
    x = torch.linspace(a, b, 10000, dtype=torch.float64)
    y = f(x)
    dx = x[1:] - x[:-1]
    dy = y[1:] - y[:-1]
    slope = dy / dx
    number = 1
    for i in range(len(slope) - 1):
        if torch.abs(slope[i + 1] - slope[i]) > 1e-3:
            number += 1
    return number
