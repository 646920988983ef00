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
