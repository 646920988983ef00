# %% right: Slopes and their changes.
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = s.clone()
    c[1:] = s[1:] - s[:-1]
    return torch.ones_like(s), -xs[:-1], c, ys[0]

# %% right: torch.diff with a slope of 0 before the first piece.
import torch


def relu_interpolant(xs, ys):
    s = torch.diff(ys) / torch.diff(xs)
    c = torch.diff(s, prepend=torch.zeros(1, dtype=s.dtype))
    return torch.ones(len(c), dtype=torch.float64), -xs[:-1], c, ys[0].item()

# %% right: A loop that asks the network so far what it says at the next knot.
import torch


def relu_interpolant(xs, ys):
    a, b, c = [], [], []
    d = ys[0].item()
    for j in range(len(xs) - 1):
        x1 = xs[j + 1].item()
        so_far = d + sum(w * max(0.0, x1 + t) for w, t in zip(c, b))
        a.append(1.0)
        b.append(-xs[j].item())
        c.append((ys[j + 1].item() - so_far) / (x1 - xs[j].item()))
    return tuple(torch.tensor(v, dtype=torch.float64) for v in (a, b, c)) + (d,)

# %% right: numpy, with a hinge at the last knot as well, of weight 0.
import torch


def relu_interpolant(xs, ys):
    import numpy as np
    x, y = xs.numpy(), ys.numpy()
    s = np.diff(y) / np.diff(x)
    c = np.append(np.diff(s, prepend=0.0), 0.0)
    return torch.ones(len(x), dtype=torch.float64), torch.from_numpy(-x), torch.from_numpy(c), torch.tensor(y[0])

# %% right: The first piece as a line from two opposite units, then a hinge at each inner knot.
import torch


def relu_interpolant(xs, ys):
    s = ys.diff() / xs.diff()
    one = torch.ones(1, dtype=xs.dtype)
    a = torch.cat([one, -one, torch.ones_like(xs[1:-1])])
    b = torch.cat([0 * one, 0 * one, -xs[1:-1]])
    c = torch.cat([s[:1], -s[:1], s[1:] - s[:-1]])
    return a, b, c, ys[0] - s[0] * xs[0]

# %% right: Least squares for c and d at once.
import torch


def relu_interpolant(xs, ys):
    H = torch.cat([torch.relu(xs[:, None] - xs[:-1]), torch.ones(len(xs), 1, dtype=xs.dtype)], dim=1)
    w = torch.linalg.solve(H, ys)
    return torch.ones(len(xs) - 1, dtype=xs.dtype), -xs[:-1], w[:-1], w[-1]

# %% right: Each unit scaled by the size of its change, with c = 1 or -1.
import torch


def relu_interpolant(xs, ys):
    s = ys.diff() / xs.diff()
    change = torch.cat([s[:1], s.diff()])
    a = change.abs()
    return a, -a * xs[:-1], change.sign(), ys[0]

# %% wrong: Slopes in place of changes of slope.
# told: slopes_for_changes
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    return torch.ones_like(s), -xs[:-1], s, ys[0]

# %% wrong: d is forgotten and set to 0.
# told: starts_at_zero
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[:-1], c, 0.0

# %% wrong: b = +x_j.
# told: hinges_mirrored
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), xs[:-1], c, ys[0]

# %% wrong: Hinges at the right ends.
# told: one_knot_late
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[1:], c, ys[0]

# %% wrong: Not divided by the distance.
# told: heights_for_slopes
import torch


def relu_interpolant(xs, ys):
    s = ys.diff()
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[:-1], c, ys[0]

# %% wrong: Old less new.
# told: changes_reversed
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s[:-1] - s[1:]])
    return torch.ones_like(s), -xs[:-1], c, ys[0]

# %% wrong: The first slope is left out.
# told: level_first_piece
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    return torch.ones_like(s)[1:], -xs[1:-1], s.diff(), ys[0]

# %% wrong: Zero for the first slope.
# told: level_first_piece
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([torch.zeros(1, dtype=s.dtype), s.diff()])
    return torch.ones_like(s), -xs[:-1], c, ys[0]

# %% wrong: d is the last height.
# told: starts_at_the_last
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[:-1], c, ys[-1]

# %% wrong: c and b exchanged.
# told: c_before_b
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), c, -xs[:-1], ys[0]

# %% wrong: d has an axis.
# told: d_with_an_axis
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[:-1], c, ys[:1]

# %% wrong: a with an entry for each knot.
# told: a_for_each_knot
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(xs), -xs[:-1], c, ys[0]

# %% wrong: ones in float32.
# told: ones_in_float32
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones(len(s)), -xs[:-1], c, ys[0]

# %% wrong: Lists.
# told: lists
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return [1.0] * len(s), [-x for x in xs[:-1].tolist()], c.tolist(), float(ys[0])

# %% wrong: d is missing.
# told: no_d
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[:-1], c

# %% wrong: Slopes in a, ones in c.
# told: slopes_inside
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    return s, -s * xs[:-1], torch.ones_like(s), ys[0]

# %% wrong: Everything measured from the first knot.
# told: from_the_first
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -(xs[:-1] - xs[0]), c, ys[0]

# %% wrong: The intercept of the first line as d.
# told: starts_at_the_axis
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[:-1], c, ys[0] - s[0] * xs[0]

# %% wrong: The same distance everywhere.
# told: first_distance_for_all
import torch


def relu_interpolant(xs, ys):
    h = xs[1] - xs[0]
    s = ys.diff() / h
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), -xs[:-1], c, ys[0]

# %% wrong: a = -1 without a change of b.
# told: minus_a_alone
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return -torch.ones_like(s), -xs[:-1], c, ys[0]

# %% wrong: Hinges open to the left.
# told: opens_left
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return -torch.ones_like(s), xs[:-1], c, ys[0]

# %% wrong: Changes are added up once more.
# told: slopes_added
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    return torch.ones_like(s), -xs[:-1], s.cumsum(0), ys[0]

# %% wrong: TWO: slopes for changes, and d = 0.
# told: slopes_for_changes_with_starts_at_zero
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    return torch.ones_like(s), -xs[:-1], s, torch.zeros((), dtype=s.dtype)

# %% wrong: TWO: b = +x_j, and not divided by the distance.
# told: hinges_mirrored_with_heights_for_slopes
import torch


def relu_interpolant(xs, ys):
    s = ys.diff()
    c = torch.cat([s[:1], s.diff()])
    return torch.ones_like(s), xs[:-1], c, ys[0]

# %% wrong: TWO: hinges at the right ends, and the first slope missing.
# told: one_knot_late_with_level_first_piece
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([0 * s[:1], s.diff()])
    return torch.ones_like(s), -xs[1:], c, ys[0]

# %% wrong: The function is returned, not its weights.
# told: values
import torch


def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = torch.cat([s[:1], s.diff()])
    return lambda x: ys[0] + (torch.relu(x[:, None] - xs[:-1]) * c).sum(1)

# %% wrong: A constant at each knot: hinges weighted by heights.
# told: heights_for_weights
import torch


def relu_interpolant(xs, ys):
    return torch.ones_like(xs[:-1]), -xs[:-1], ys[:-1], ys[0]

# %% wrong: The inner loop returns too early.
# told: first_hinge_alone
import torch


def relu_interpolant(xs, ys):
    so_far, a, b, c = 0.0, [], [], []
    for j in range(len(xs) - 1):
        s = (ys[j + 1] - ys[j]) / (xs[j + 1] - xs[j])
        a.append(1.0)
        b.append(-xs[j])
        c.append(s - so_far)
        so_far = s
        return torch.tensor(a, dtype=torch.float64), torch.stack(b), torch.stack(c), ys[0]

# %% right: Two units for each stretch: a ramp that starts at its left knot and stops at its right one.
import torch

def relu_interpolant(xs, ys):
    b, c = [], []
    pts = list(zip(xs.tolist(), ys.tolist()))
    for (x0, y0), (x1, y1) in zip(pts, pts[1:]):
        s = (y1 - y0) / (x1 - x0)
        b += [-x0, -x1]
        c += [s, -s]
    b = torch.tensor(b, dtype=torch.float64)
    c = torch.tensor(c, dtype=torch.float64)
    return torch.ones_like(b), b, c, pts[0][1]

# %% right: Mirrored: hinges that open to the left, starting from the last knot, with numpy.
import numpy as np
import torch


def relu_interpolant(xs, ys):
    t = -xs.numpy()[::-1]
    y = ys.numpy()[::-1]
    s = np.diff(y) / np.diff(t)
    c = np.diff(s, prepend=0.0)
    b = -t[:-1]
    a = -np.ones(len(c))
    back = lambda v: torch.tensor(v.copy(), dtype=torch.float64)
    return back(a), back(b), back(c), ys[-1].clone()

# %% right: Adds one unit after the other, each weighted so that it repairs what is still missing at the next knot.
import torch

def relu_interpolant(xs, ys):
    X, Y = xs.tolist(), ys.tolist()

    def says(units, x):
        return Y[0] + sum(c * max(a * x + b, 0.0) for a, b, c in units)

    def grow(units, k):
        while k < len(X) - 1:
            h = X[k + 1] - X[k]
            missing = Y[k + 1] - says(units, X[k + 1])
            units = units + [(1.0, -X[k], missing / h)]
            k += 1
        return units

    a, b, c = torch.tensor(grow([], 0), dtype=torch.float64).unbind(dim=1)
    return a, b, c, torch.tensor(Y[0], dtype=torch.float64)

# %% wrong: The output weights are the slopes themselves; but a hinge stays on to the right, so each new hinge should only add the change of slope.
# told: slopes_for_changes
import torch

def relu_interpolant(xs, ys):
    """Weights (a, b, c, d) of a relu network through the knots (xs, ys), straight between them."""
    slopes = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    a = torch.ones(len(slopes), dtype=torch.float64)
    b = -xs[:-1]
    c = slopes
    d = ys[0]
    return a, b, c, d

# %% wrong: You use the heights ys as output weights, as if unit j said 1 at its knot and nothing elsewhere; but relu(x - x_j) is 0 at its own knot and grows to the right.
# told: heights_from_zero
import torch


def relu_interpolant(xs, ys):
    units = len(xs)
    a = torch.ones(units, dtype=torch.float64)
    b = torch.zeros(units, dtype=torch.float64)
    c = torch.zeros(units, dtype=torch.float64)
    for j in range(units):
        b[j] = -xs[j]      # unit j belongs to knot j
        c[j] = ys[j]       # and gives its height
    return a, b, c, 0.0

# %% wrong: The hinges sit at xs[1:], one knot too late; the slope of a stretch begins at its left knot, xs[:-1].
# told: one_knot_late
import torch

def relu_interpolant(xs, ys):
    dx = torch.diff(xs)
    dy = torch.diff(ys)
    s = dy / dx
    c = torch.cat([s[:1], torch.diff(s)])
    a = torch.ones_like(c)
    b = -xs[1:]
    return (a, b, c, float(ys[0]))

# %% wrong: The change of slope has the wrong sign: it is the new slope minus the old one, not the old minus the new.
# told: changes_reversed
import torch

def relu_interpolant(xs, ys):
    """Weights (a, b, c, d) of a relu network through the knots (xs, ys), straight between them."""
    n = xs.shape[0]
    slopes = []
    for i in range(n - 1):
        slopes.append(((ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])).item())
    c = [slopes[0]]
    for i in range(1, n - 1):
        c.append(slopes[i - 1] - slopes[i])
    a = torch.ones(n - 1, dtype=torch.float64)
    b = torch.tensor([-xs[i].item() for i in range(n - 1)], dtype=torch.float64)
    return a, b, torch.tensor(c, dtype=torch.float64), ys[0].item()

# %% wrong: The rises are not divided by the distances of the knots, and d is 0 instead of the first height.
# told: starts_at_zero_with_heights_for_slopes
import torch


def relu_interpolant(xs, ys):
    rise = ys[1:] - ys[:-1]
    c = rise.clone()
    c[1:] = rise[1:] - rise[:-1]
    a = torch.ones(c.shape, dtype=torch.float64)
    b = -xs[:-1]
    d = 0.0
    return a, b, c, d

# %% wrong: With two knots there is only one slope, and slopes[1] runs into an IndexError.
# told: needs_three_knots
import torch

def relu_interpolant(xs, ys):
    slopes = [(float(ys[i + 1]) - float(ys[i])) / (float(xs[i + 1]) - float(xs[i])) for i in range(len(xs) - 1)]
    # the first two hinges by hand
    b = [-float(xs[0]), -float(xs[1])]
    c = [slopes[0], slopes[1] - slopes[0]]
    # the others
    for i in range(2, len(slopes)):
        b.append(-float(xs[i]))
        c.append(slopes[i] - slopes[i - 1])
    b = torch.tensor(b, dtype=torch.float64)
    c = torch.tensor(c, dtype=torch.float64)
    return torch.ones_like(b), b, c, float(ys[0])

# %% wrong: A is float32 because the dtype is forgotten, and d is a tensor of shape (1,) instead of a single number.
# told: d_with_an_axis
import torch

def relu_interpolant(xs, ys):
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    a = torch.ones(len(s))
    b = -xs[:-1]
    c = torch.cat((s[:1], s[1:] - s[:-1]))
    d = ys[:1]
    return a, b, c, d

# %% wrong: You start from the straight line d + s·relu(x) and take relu(x) for x; for knots at negative x this unit is off and the slope is missing.
# told: line_by_a_relu
import torch

def relu_interpolant(xs, ys):
    """Weights (a, b, c, d) of a relu network through the knots (xs, ys), straight between them."""
    s = torch.diff(ys) / torch.diff(xs)
    # first stretch: y = s0 * x + d  (slope-intercept form)
    d = ys[0] - s[0] * xs[0]
    # unit 0 is the line, the others bend it at the inner knots
    b = torch.cat([torch.zeros(1, dtype=torch.float64), -xs[1:-1]])
    c = torch.cat([s[:1], s[1:] - s[:-1]])
    a = torch.ones(len(b), dtype=torch.float64)
    return a, b, c, d

# %% right: Starts at the last knot and lays hinges that open to the left, relu(x_j - x).
import torch


def relu_interpolant(xs, ys):
    x, y = xs.double().flip(0), ys.double().flip(0)
    fall = (y[1:] - y[:-1]) / (x[:-1] - x[1:])       # rise per step to the left
    c = fall - torch.cat([fall.new_zeros(1), fall[:-1]])
    return -torch.ones_like(c), x[:-1].clone(), c, float(y[0])

# %% right: Loop over knots with plain numbers; each hinge is scaled to reach 1 at the next knot, and its height is what the curve so far misses there.
import torch


def relu_interpolant(xs, ys):
    X, Y = xs.tolist(), ys.tolist()
    units = []

    def f(x):
        return Y[0] + sum(c * max(0.0, a * x + b) for a, b, c in units)

    for k in range(1, len(X)):
        width = X[k] - X[k - 1]
        missing = Y[k] - f(X[k])
        units.append((1 / width, -X[k - 1] / width, missing))
    a, b, c = (torch.tensor(col, dtype=torch.float64) for col in zip(*units))
    return a, b, c, torch.tensor(Y[0], dtype=torch.float64)

# %% right: Numpy inside: one hinge at every knot, each with the change of the slope there (flat outside); a constant unit relu(0 x + 1) carries the first y, and d is 0.
import numpy as np
import torch


def relu_interpolant(xs, ys):
    x = xs.detach().numpy().astype(float)
    y = ys.detach().numpy().astype(float)
    m = np.diff(y) / np.diff(x)
    bends = np.diff(np.concatenate([[0.0], m, [0.0]]))     # one for each knot, flat outside
    a = np.concatenate([[0.0], np.ones_like(x)])
    b = np.concatenate([[1.0], -x])
    c = np.concatenate([[y[0]], bends])
    return torch.from_numpy(a), torch.from_numpy(b), torch.from_numpy(c), 0.0

# %% wrong: Each hinge gets the slope of its interval; but the hinges before it go on rising, so each needs only the change of the slope.
# told: slopes_for_changes
import torch


def relu_interpolant(xs, ys):
    xs = xs.double()
    ys = ys.double()
    slopes = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    a = torch.ones(len(slopes), dtype=torch.float64)
    b = -xs[:-1]
    c = slopes
    d = ys[0]
    return a, b, c, d

# %% wrong: Each unit is made the straight line through its two knots, as if a unit spoke only between them; but every unit is on over its whole half line, and the sum mixes them up.
# told: lines_added
import torch

def relu_interpolant(xs, ys):
    a = []
    b = []
    for i in range(len(xs) - 1):
        # line through knot i and knot i+1: y = m*x + q
        m = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])
        q = ys[i] - m * xs[i]
        a.append(float(m))
        b.append(float(q))
    a = torch.tensor(a, dtype=torch.float64)
    b = torch.tensor(b, dtype=torch.float64)
    c = torch.ones(len(xs) - 1, dtype=torch.float64)
    return a, b, c, 0.0

# %% wrong: The biases are +x_j: a hinge relu(x - x_j) needs the bias -x_j.
# told: hinges_mirrored
import torch


def relu_interpolant(xs, ys):
    """Weights (a, b, c, d) of a relu network through the knots (xs, ys), straight between them."""
    x, y = xs.to(torch.float64), ys.to(torch.float64)
    slope = torch.diff(y) / torch.diff(x)
    bend = torch.cat([slope[:1], torch.diff(slope)])
    return torch.ones_like(bend), x[:-1], bend, y[0]

# %% wrong: The change of the slope has the wrong sign: it is the slope after the knot minus the slope before it.
# told: changes_reversed
import torch

def relu_interpolant(xs, ys):
    n = xs.shape[0]
    a = torch.ones(n - 1, dtype=torch.float64)
    b = torch.zeros(n - 1, dtype=torch.float64)
    c = torch.zeros(n - 1, dtype=torch.float64)
    old = 0.0
    for j in range(n - 1):
        new = ((ys[j + 1] - ys[j]) / (xs[j + 1] - xs[j])).item()
        b[j] = -xs[j]
        if j == 0:
            c[j] = new
        else:
            c[j] = old - new
        old = new
    d = ys[0].item()
    return a, b, c, d

# %% wrong: Two mistakes: the hinges sit at the right end of each interval instead of its left end, and d is 0 instead of the first y.
# told: starts_at_zero_with_one_knot_late
import torch


def relu_interpolant(xs, ys):
    dx = xs[1:] - xs[:-1]
    dy = ys[1:] - ys[:-1]
    s = (dy / dx).to(torch.float64)
    c = s.clone()
    c[1:] = s[1:] - s[:-1]
    a = torch.ones(len(c), dtype=torch.float64)
    b = -xs[1:].to(torch.float64)
    return a, b, c, 0.0

# %% wrong: The squeeze after solving drops the only axis when there are just two knots, so c has no axes while a and b have the shape (1,).
# told: clue
import torch

def relu_interpolant(xs, ys):
    xs = xs.to(torch.float64)
    ys = ys.to(torch.float64)
    d = ys[0]
    a = torch.ones(len(xs) - 1, dtype=torch.float64)
    b = -xs[:-1]
    # equations: sum_j c_j relu(x_k - x_j) = y_k - d  for k = 1, 2, ...
    M = torch.relu(xs[1:].unsqueeze(1) + b.unsqueeze(0))
    rhs = (ys[1:] - d).unsqueeze(1)
    c = torch.linalg.solve(M, rhs).squeeze()
    return a, b, c, d

# %% wrong: A, b and c are returned as Python lists, not as float64 tensors.
# told: lists
import torch

def relu_interpolant(xs, ys):
    x = xs.tolist()
    y = ys.tolist()
    a, b, c = [], [], []
    slope = 0
    for k in range(len(x) - 1):
        new_slope = (y[k + 1] - y[k]) / (x[k + 1] - x[k])
        a.append(1.0)
        b.append(-x[k])
        c.append(new_slope - slope)
        slope = new_slope
    return a, b, c, y[0]

# %% wrong: The first slope is drawn with relu(x), a hinge at 0, as if relu(x) were x: for knots left of 0 the curve is flat there.
# told: line_by_a_relu
import torch


def relu_interpolant(xs, ys):
    xs = xs.double()
    ys = ys.double()
    m = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    # first line: y = m0*x + q, then bend it at each inner knot
    q = ys[0] - m[0] * xs[0]
    a = torch.ones(len(m), dtype=torch.float64)
    b = torch.cat([torch.zeros(1, dtype=torch.float64), -xs[1:-1]])
    c = torch.cat([m[:1], m[1:] - m[:-1]])
    return a, b, c, q
