# %% right: One product, one comparison.
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T > c).to(torch.int64)

# %% right: Two loops over plain numbers.
import torch


def halfplane_codes(N, c, X):
    rows = []
    for x in X.tolist():
        row = []
        for n, limit in zip(N.tolist(), c.tolist()):
            row.append(1 if sum(a * b for a, b in zip(n, x)) > limit else 0)
        rows.append(row)
    return torch.tensor(rows)

# %% right: einsum, and where.
import torch


def halfplane_codes(N, c, X):
    s = torch.einsum("ld,pd->pl", N, X)
    return torch.where(s > c, torch.ones_like(s), torch.zeros_like(s)).long()

# %% right: numpy with clip of a sign.
import torch


def halfplane_codes(N, c, X):
    import numpy as np
    s = X.numpy() @ N.numpy().T - c.numpy()
    return torch.from_numpy(np.clip(np.sign(s), 0, None).astype(np.int64))

# %% right: Line by line, stacked as columns.
import torch


def halfplane_codes(N, c, X):
    columns = [((X * n).sum(dim=1) > limit).int().long() for n, limit in zip(N, c)]
    return torch.stack(columns, dim=1)

# %% right: 1 less the codes of those within or on the line.
import torch


def halfplane_codes(N, c, X):
    return 1 - (N @ X.T <= c[:, None]).T.long()

# %% right: An appended 1 to each point carries c.
import torch


def halfplane_codes(N, c, X):
    X1 = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    N1 = torch.cat([N, -c[:, None]], dim=1)
    z = X1 @ N1.mT
    return z.gt(0).type(torch.long)

# %% wrong: The comparison the wrong way round.
# told: below
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T < c).long()

# %% wrong: 1 within and on the line.
# told: within
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T <= c).long()

# %% wrong: Points on the line count as beyond.
# told: at_least
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T >= c).long()

# %% wrong: The scores themselves.
# told: scores
import torch


def halfplane_codes(N, c, X):
    return X @ N.T - c

# %% wrong: The sum over the points.
# told: points_counted
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T > c).long().sum(dim=0)

# %% wrong: The sum over the lines.
# told: lines_counted
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T > c).long().sum(dim=1)

# %% wrong: Booleans are returned.
# told: booleans
import torch


def halfplane_codes(N, c, X):
    return X @ N.T > c

# %% wrong: Floats are returned.
# told: floats
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T > c).to(X.dtype)

# %% wrong: One row for each line.
# told: a_row_for_each_line
import torch


def halfplane_codes(N, c, X):
    return (N @ X.T > c[:, None]).long()

# %% wrong: Plus c.
# told: c_added
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T + c > 0).long()

# %% wrong: c is forgotten.
# told: c_left_out
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T > 0).long()

# %% wrong: The sign, with -1 within.
# told: three_signs
import torch


def halfplane_codes(N, c, X):
    return torch.sign(X @ N.T - c).long()

# %% wrong: Normals are made unit vectors, c is not.
# told: unit_normals
import torch


def halfplane_codes(N, c, X):
    n = N / torch.linalg.norm(N, dim=1, keepdim=True)
    return (X @ n.T > c).long()

# %% wrong: N is not transposed.
# told: not_transposed
import torch


def halfplane_codes(N, c, X):
    return (X @ N > c).long()

# %% wrong: Only two coordinates.
# told: two_coordinates
import torch


def halfplane_codes(N, c, X):
    out = torch.zeros(len(X), len(N), dtype=torch.int64)
    for i in range(len(X)):
        for j in range(len(N)):
            if N[j, 0] * X[i, 0] + N[j, min(1, N.shape[1] - 1)] * X[i, min(1, N.shape[1] - 1)] > c[j]:
                out[i, j] = 1
    return out

# %% wrong: The return stands in the loop.
# told: first_points_row
import torch


def halfplane_codes(N, c, X):
    for x in X:
        return (N @ x > c).long()

# %% wrong: A list of rows.
# told: plain_lists
import torch


def halfplane_codes(N, c, X):
    return [[int(s > l) for s, l in zip(row, c)] for row in X @ N.T]

# %% wrong: A relu in place of the step.
# told: relus
import torch


def halfplane_codes(N, c, X):
    return torch.relu(X @ N.T - c)

# %% wrong: int() of the scores, cut off.
# told: cut_off_at_one
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T - c).clamp(0, 1).int().long()

# %% wrong: A tolerance.
# told: with_a_small_margin
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T - c > 1e-7).long()

# %% wrong: One number: inside or not.
# told: inside_alone
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T <= c).all(dim=1).long()

# %% wrong: TWO: turned round, and floats.
# told: within_with_floats
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T <= c).double()

# %% wrong: TWO: points on the line count, and rows are lines.
# told: at_least_with_a_row_for_each_line
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T >= c).long().T

# %% wrong: TWO: c is added, and points on the line count.
# told: at_least_with_c_added
import torch


def halfplane_codes(N, c, X):
    return (X @ N.T + c >= 0).long()

# %% wrong: X is centred in place.
# told: from_their_mean
import torch


def halfplane_codes(N, c, X):
    X -= X.mean(dim=0)
    return (X @ N.T > c).long()

# %% wrong: The mean of products for the dot product.
# told: mean_for_sum
import torch


def halfplane_codes(N, c, X):
    return ((X[:, None] * N).mean(-1) > c).long()

# %% wrong: Computed in float32.
# told: in_float32
import torch


def halfplane_codes(N, c, X):
    return (X.float() @ N.float().T > c.float()).long()

# %% wrong: round of a sigmoid, as floats.
# told: floats
import torch


def halfplane_codes(N, c, X):
    return torch.sigmoid(X @ N.T - c).round()

# %% right: Plain Python numbers in nested list comprehensions.
import torch

def halfplane_codes(N, c, X):
    normals, numbers, points = N.tolist(), c.tolist(), X.tolist()

    def dot(u, v):
        total = 0.0
        for k in range(len(u)):
            total += u[k] * v[k]
        return total

    rows = [[int(dot(n, x) > t) for n, t in zip(normals, numbers)] for x in points]
    return torch.tensor(rows, dtype=torch.int64).reshape(len(points), len(normals))

# %% right: Numpy's einsum inside, then back to a tensor.
import numpy as np
import torch


def halfplane_codes(N, c, X):
    s = np.einsum("ld,pd->pl", N.numpy(), X.numpy())
    beyond = np.greater(s, c.numpy()[np.newaxis, :])
    return torch.from_numpy(beyond.astype(np.int64))

# %% right: A closure for each line gives one column; "not on or before" instead of "beyond".
import torch

def halfplane_codes(N, c, X):
    def make_line(normal, number):
        def column(points):
            before_or_on = (points * normal).sum(dim=1) <= number
            return 1 - before_or_on.to(torch.int64)
        return column

    lines = [make_line(N[j], c[j]) for j in range(N.shape[0])]
    return torch.stack([line(X) for line in lines], dim=1)

# %% wrong: You make the normal a unit vector and compare the distance with c; the line is n·x = c for the normal as it is, so c would have to be divided too.
# told: unit_normals
import torch

def halfplane_codes(N, c, X):
    """1 where a point lies beyond a line, else 0: (points, lines), int64; N (lines, d), c (lines,), X (points, d)."""
    # a normal should have length 1
    lengths = N.norm(dim=1, keepdim=True)
    unit = N / lengths
    distance = X @ unit.T
    return (distance > c).long()

# %% wrong: You ask how far n·x is from 0 on either side; with the absolute value points on the far negative side count as beyond, too.
# told: sizes
import torch

def halfplane_codes(N, c, X):
    points = X.shape[0]
    lines = N.shape[0]
    out = torch.zeros(points, lines, dtype=torch.int64)
    for i in range(points):
        for j in range(lines):
            # how far out is the point in the direction of the normal?
            dist = abs(torch.dot(N[j], X[i]))
            if dist > c[j]:
                out[i, j] = 1
    return out

# %% wrong: The sign of c is wrong: n·x > c means n·x - c > 0, not n·x + c > 0.
# told: c_added
import torch


def halfplane_codes(N, c, X):
    """1 where a point lies beyond a line, else 0: (points, lines), int64; N (lines, d), c (lines,), X (points, d)."""
    z = X @ N.T + c
    return torch.where(z > 0, 1, 0).to(torch.int64)

# %% wrong: The axes are in the wrong order: the result has a row for each line instead of a row for each point.
# told: a_row_for_each_line
import torch

def halfplane_codes(N, c, X):
    products = torch.matmul(N, X.T)
    beyond = products > c.unsqueeze(1)
    return beyond.to(torch.int64)

# %% wrong: A point exactly on a line gets 1 because of >=, and the outer list runs over the lines, so the result is transposed.
# told: at_least_with_a_row_for_each_line
import torch

def halfplane_codes(N, c, X):
    result = []
    for normal, number in zip(N, c):
        row = []
        for x in X:
            s = (normal * x).sum()
            if s >= number:
                row.append(1)
            else:
                row.append(0)
        result.append(row)
    return torch.tensor(result, dtype=torch.int64)

# %% wrong: Isclose counts points that lie very near the line as on it; a point beyond the line gets 1, however close it is.
# told: with_a_wide_margin
import torch


def halfplane_codes(N, c, X):
    """1 where a point lies beyond a line, else 0: (points, lines), int64; N (lines, d), c (lines,), X (points, d)."""
    s = X @ N.T
    cc = c.expand_as(s)
    # never compare floats exactly!
    on_line = torch.isclose(s, cc)
    beyond = (s > cc) & ~on_line
    return beyond.to(torch.int64)

# %% wrong: The comparison is returned as it is: a tensor of dtype bool, not int64 with 0 and 1.
# told: booleans
import torch

def halfplane_codes(N, c, X):
    return (N[None, :, :] * X[:, None, :]).sum(-1) > c

# %% wrong: Only the first two coordinates are used: with d = 1 it runs into an IndexError, and with d = 3 the third coordinate is ignored.
# told: two_coordinates_by_index
import torch

def halfplane_codes(N, c, X):
    """1 where a point lies beyond a line, else 0: (points, lines), int64; N (lines, d), c (lines,), X (points, d)."""
    codes = torch.zeros((len(X), len(N)), dtype=torch.int64)
    for j in range(len(N)):
        n_x, n_y = N[j, 0], N[j, 1]
        side = n_x * X[:, 0] + n_y * X[:, 1]
        codes[:, j] = (side > c[j]).long()
    return codes

# %% right: Plain Python numbers in nested lists.
import torch


def halfplane_codes(N, c, X):
    normals, bounds = N.tolist(), c.tolist()

    def side(n, bound, x):
        total = 0
        for n_k, x_k in zip(n, x):
            total += n_k * x_k
        return int(total > bound)

    rows = [[side(n, b, x) for n, b in zip(normals, bounds)] for x in X.tolist()]
    return torch.tensor(rows, dtype=torch.int64).reshape(X.shape[0], N.shape[0])

# %% right: One line after the other in numpy, with heaviside, whose second argument is the value exactly on the line.
import numpy as np
import torch


def halfplane_codes(N, c, X):
    n, k, x = (t.detach().numpy().astype(np.float64) for t in (N, c, X))
    columns = [np.heaviside(x @ n[j] - k[j], 0.0) for j in range(len(n))]
    return torch.from_numpy(np.stack(columns, axis=1).astype(np.int64))

# %% right: Sums broadcast products of shape (lines, points, d), and says 1 minus "not beyond", transposed at the end.
import torch


def halfplane_codes(N, c, X):
    dots = (N[:, None, :] * X[None, :, :]).sum(-1)         # (lines, points)
    not_beyond = torch.le(dots, c.reshape(-1, 1))
    return 1 - not_beyond.permute(1, 0).type(torch.int64)

# %% wrong: The normals are scaled to length 1 but c is left as it is, as if c were the distance of the line from the origin; the text compares n . x itself with c.
# told: unit_normals
import torch


def halfplane_codes(N, c, X):
    lengths = torch.sqrt((N ** 2).sum(dim=1, keepdim=True))
    unit = N / lengths
    distance = X @ unit.T
    return (distance > c).to(torch.int64)

# %% wrong: "Beyond" is taken as "on the other side than the origin", so the answer is turned round where c is negative; beyond is always where n . x > c.
# told: away_from_zero
import torch

def halfplane_codes(N, c, X):
    s = X @ N.mT                      # (points, lines)
    beyond_up = s > c
    beyond_down = s < c
    # the origin has n.x = 0
    return torch.where(c >= 0, beyond_up, beyond_down).long()

# %% wrong: The result has the shape (lines, points) instead of (points, lines).
# told: a_row_for_each_line
import torch


def halfplane_codes(N, c, X):
    """1 where a point lies beyond a line, else 0: (points, lines), int64; N (lines, d), c (lines,), X (points, d)."""
    dots = N @ X.mT
    return (dots > c.unsqueeze(1)).to(torch.int64)

# %% wrong: C is brought to the left side with a plus: n . x + c > 0 is n . x > -c.
# told: c_added
import torch

def halfplane_codes(N, c, X):
    result = torch.zeros(X.shape[0], N.shape[0], dtype=torch.int64)
    for i in range(X.shape[0]):
        for j in range(N.shape[0]):
            if torch.sum(N[j] * X[i]) + c[j] > 0:
                result[i, j] = 1
    return result

# %% wrong: Two mistakes: only the first two coordinates are used, so d other than 2 goes wrong, and points exactly on a line get 1.
# told: at_least_with_two_coordinates_by_index
import torch


def halfplane_codes(N, c, X):
    nx, ny = N[:, 0], N[:, 1]
    x, y = X[:, 0], X[:, 1]
    s = x[:, None] * nx[None, :] + y[:, None] * ny[None, :]
    return (s >= c[None, :]).long()

# %% wrong: A tolerance for rounding gives 0 to points that lie beyond a line by less than 1e-6; the text wants 1 however close they are.
# told: with_a_margin
import torch

EPS = 1e-6

def halfplane_codes(N, c, X):
    diff = X @ N.T - c
    # on the line -> 0, floats are never exactly equal
    codes = torch.zeros_like(diff, dtype=torch.int64)
    codes[diff > EPS] = 1
    return codes

# %% wrong: The comparison is returned as it is, a bool tensor, where the text asks for int64.
# told: booleans
import torch

def halfplane_codes(N, c, X):
    return torch.einsum("pd,ld->pl", X, N) > c

# %% wrong: The products n . x are stored in an int64 tensor before they are compared, which cuts off their fractions, so 5.5 is no longer more than 5.
# told: scores_cut_off
import torch

def halfplane_codes(N, c, X):
    points = len(X)
    lines = len(N)
    codes = torch.zeros((points, lines), dtype=torch.int64)
    # first all the n.x ...
    for i in range(points):
        for j in range(lines):
            codes[i][j] = (N[j] * X[i]).sum()
    # ... then compare
    for i in range(points):
        for j in range(lines):
            codes[i][j] = 1 if codes[i][j] > c[j] else 0
    return codes
