# %% right: Fills a numpy array row by row or column by column, converts at the end.
import numpy as np
import torch

def jacobian(push, pull, n, m, mode):
    J = np.empty((m, n))
    unit = lambda k, size: torch.from_numpy(np.eye(1, size, k)[0])
    if mode == "forward":
        for j in range(n):
            J[:, j] = push(unit(j, n)).numpy()
    else:
        for i in range(m):
            J[i] = pull(unit(i, m)).numpy()
    return torch.from_numpy(J)

# %% right: One code path for both modes: pick the function, stack rows, transpose for forward.
import torch

def jacobian(push, pull, n, m, mode):
    run, size = {"forward": (push, n), "reverse": (pull, m)}[mode]
    stacked = torch.vstack([run(e.clone()) for e in torch.eye(size, dtype=torch.double)])
    return stacked.mT.contiguous() if mode == "forward" else stacked

# %% right: Sums outer products J e_j e_j^T (or e_i e_i^T J).
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros((m, n), dtype=torch.float64)
    if mode == "forward":
        for j in range(n):
            e = torch.tensor([float(k == j) for k in range(n)], dtype=torch.float64)
            J = J + torch.outer(push(e), e)
        return J
    for i in range(m):
        e = torch.tensor([float(k == i) for k in range(m)], dtype=torch.float64)
        J = J + torch.outer(e, pull(e))
    return J

# %% wrong: One push of a vector of ones gives the row sums; they are not the columns of J.
# told: all_ones_seed
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        s = push(torch.ones(n, dtype=torch.float64))
        return s[:, None].expand(m, n).clone()
    s = pull(torch.ones(m, dtype=torch.float64))
    return s[None, :].expand(m, n).clone()

# %% wrong: The modes are swapped: forward mode goes by pushes, but here it pulls (and the other way round).
# told: modes_exchanged
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "reverse":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)])

# %% wrong: The cheaper side is chosen by comparing n and m; the mode asked for is ignored.
# told: cheaper_side
import torch

def jacobian(push, pull, n, m, mode):
    if n <= m:
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)], dim=0)

# %% wrong: In reverse mode the pulls are rows of J, but they are put side by side as columns.
# told: transposed_reverse
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = [push(e) for e in torch.eye(n, dtype=torch.float64)]
        return torch.stack(cols, dim=1)
    rows = [pull(e) for e in torch.eye(m, dtype=torch.float64)]
    return torch.stack(rows, dim=1)

# %% wrong: The stacked pushes (n, m) are reshaped to (m, n); that shuffles the entries, a transpose is needed.
# told: reshaped
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        J = torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)])
    else:
        J = torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)])
    return J.reshape(m, n)

# %% wrong: TWO: the result is float32, because torch.zeros has no dtype; and the loops stop one before the last column or row.
# told: last_missing_and_float32
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n)
    if mode == "forward":
        for j in range(n - 1):
            e = torch.zeros(n, dtype=torch.float64)
            e[j] = 1
            J[:, j] = push(e)
    else:
        for i in range(m - 1):
            e = torch.zeros(m, dtype=torch.float64)
            e[i] = 1
            J[i] = pull(e)
    return J

# %% wrong: squeeze() drops the axis when there is just one input or one output, so the shape is not (m, n).
# told: squeezed
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        J = torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    else:
        J = torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)], dim=0)
    return J.squeeze()

# %% wrong: A leftover trial run: one push (or pull) more than n (or m) to look at the shape.
# told: one_run_too_many
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        test = push(torch.zeros(n, dtype=torch.float64))
        J = torch.zeros(len(test), n, dtype=torch.float64)
        for j in range(n):
            e = torch.zeros(n, dtype=torch.float64)
            e[j] = 1.0
            J[:, j] = push(e)
        return J
    test = pull(torch.zeros(m, dtype=torch.float64))
    J = torch.zeros(m, len(test), dtype=torch.float64)
    for i in range(m):
        e = torch.zeros(m, dtype=torch.float64)
        e[i] = 1.0
        J[i] = pull(e)
    return J

# %% right: Adds up outer products of each answer with its unit vector.
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        for e in torch.eye(n, dtype=torch.float64):
            J = J + torch.outer(push(e), e)
    else:
        for e in torch.eye(m, dtype=torch.float64):
            J = J + torch.outer(e, pull(e))
    return J

# %% right: Plain Python lists of numbers, a helper for the unit vectors, and zip(*...) to transpose.
import torch


def unit(size, place):
    return torch.tensor([1.0 if k == place else 0.0 for k in range(size)], dtype=torch.float64)


def jacobian(push, pull, n, m, mode):
    forward = mode == "forward"
    answers = [push(unit(n, j)).tolist() for j in range(n)] if forward else [pull(unit(m, i)).tolist() for i in range(m)]
    if forward:
        answers = list(zip(*answers))
    return torch.tensor(answers, dtype=torch.float64)

# %% right: Pushes 2 times the unit vectors and halves the answers; the matrix is filled in numpy, reverse fills the transposed view.
import numpy as np
import torch


def jacobian(push, pull, n, m, mode):
    out = np.empty((m, n))
    call, size, view = (push, n, out.T) if mode == "forward" else (pull, m, out)
    for k in range(size):
        e = np.zeros(size)
        e[k] = 2.0
        view[k] = call(torch.from_numpy(e)).detach().numpy() / 2.0
    return torch.from_numpy(out)

# %% wrong: Picks the mode with fewer calls by itself, by comparing n and m, and ignores the mode that was asked for.
# told: cheaper_side
import torch


def jacobian(push, pull, n, m, mode):
    if n <= m:
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)], dim=0)

# %% wrong: Pushes and pulls vectors full of ones, which gives the sums over a row or a column, not the single entries.
# told: ones_in_each_run
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = [push(torch.ones(n, dtype=torch.float64)) for _ in range(n)]
        return torch.stack(cols, dim=1)
    rows = [pull(torch.ones(m, dtype=torch.float64)) for _ in range(m)]
    return torch.stack(rows)

# %% wrong: The old 1 is not set back to 0: each column is the sum of all columns up to it, and each row likewise.
# told: never_reset
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        v = torch.zeros(n, dtype=torch.float64)
        for j in range(n):
            v[j] = 1
            J[:, j] = push(v)
    else:
        u = torch.zeros(m, dtype=torch.float64)
        for i in range(m):
            u[i] = 1
            J[i] = pull(u)
    return J

# %% wrong: The pushed columns are put one after the other and reshaped to (m, n); the shape is right, but the entries are in the wrong places.
# told: reshaped
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        parts = [push(e) for e in torch.eye(n, dtype=torch.float64)]
    else:
        parts = [pull(e) for e in torch.eye(m, dtype=torch.float64)]
    return torch.cat(parts).reshape(m, n)

# %% wrong: In reverse mode the pulled vectors are stacked as columns, so the result is the transposed Jacobian of shape (n, m).
# told: transposed_reverse
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        f, k = push, n
    else:
        f, k = pull, m
    eye = torch.eye(k, dtype=torch.float64)
    return torch.stack([f(eye[i]) for i in range(k)], dim=1)

# %% wrong: TWO: Forward mode takes pulls and reverse mode takes pushes; and the result is kept in a float32 tensor.
# told: modes_exchanged_and_float32
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n)
    if mode == "reverse":
        for j in range(n):
            e = torch.zeros(n, dtype=torch.float64)
            e[j] = 1.0
            J[:, j] = push(e)
    else:
        for i in range(m):
            e = torch.zeros(m, dtype=torch.float64)
            e[i] = 1.0
            J[i, :] = pull(e)
    return J

# %% wrong: A squeeze at the end drops an axis of length 1, so the shape is not (m, n) when n or m is 1.
# told: squeezed
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        eye = torch.eye(n, dtype=torch.float64)
        J = torch.stack([push(eye[:, j]).reshape(m, 1) for j in range(n)], dim=1)
    else:
        eye = torch.eye(m, dtype=torch.float64)
        J = torch.stack([pull(eye[i]).reshape(n, 1) for i in range(m)], dim=0)
    return J.squeeze()

# %% wrong: A debugging line is left in: one more push, made before the loop to look at its shape, is counted too.
# told: one_push_too_many
import torch


def jacobian(push, pull, n, m, mode):
    test = push(torch.zeros(n, dtype=torch.float64))
    assert test.shape == (m,)
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)]).T
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)])

# %% right: Style: a numpy array is filled column by column or row by row, the unit vectors come from a list.
import numpy as np
import torch

def jacobian(push, pull, n, m, mode):
    J = np.empty((m, n), dtype=np.float64)
    def unit(k, size):
        return torch.tensor([1.0 if i == k else 0.0 for i in range(size)], dtype=torch.float64)
    if mode == "forward":
        for k in range(n):
            J[:, k] = push(unit(k, n)).detach().numpy()
    elif mode == "reverse":
        for k in range(m):
            J[k, :] = pull(unit(k, m)).detach().numpy()
    return torch.from_numpy(J)

# %% right: Style: one loop for both modes; it asks in the direction -e and turns the sign back; the transpose comes at the end.
import torch

def jacobian(push, pull, n, m, mode):
    call, size = (push, n) if mode == "forward" else (pull, m)
    lines = []
    for k in reversed(range(size)):
        e = torch.zeros(size, dtype=torch.float64)
        e[k] -= 1
        lines.insert(0, -call(e))
    J = torch.stack(lines)
    return J.T if mode == "forward" else J

# %% right: Style: J as a sum of outer products J e_i e_i^T or e_j (e_j^T J), with an early return.
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "reverse":
        for e in torch.eye(m, dtype=torch.float64):
            J += torch.outer(e, pull(e))
        return J
    for e in torch.eye(n, dtype=torch.float64).unbind():
        J += push(e)[:, None] * e[None, :]
    return J

# %% wrong: The pushes are columns; they are laid in as rows and only reshaped to (m, n), which is not a transpose: the entries are scrambled.
# told: reshaped
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        eye = torch.eye(n, dtype=torch.float64)
        return torch.cat([push(eye[i]) for i in range(n)]).reshape(m, n)
    eye = torch.eye(m, dtype=torch.float64)
    return torch.cat([pull(eye[j]) for j in range(m)]).reshape(m, n)

# %% wrong: One push of (1, ..., 1) gives the sums of the rows of J, not its columns; a single call cannot tell the inputs apart (same for pull).
# told: all_ones_seed
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        col = push(torch.ones(n, dtype=torch.float64))
        return col.reshape(m, 1).repeat(1, n)
    row = pull(torch.ones(m, dtype=torch.float64))
    return row.reshape(1, n).repeat(m, 1)

# %% wrong: Takes whichever of the two is cheaper (n <= m) instead of the one that mode asks for.
# told: cheaper_side
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if n <= m:
        for i in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[i] = 1
            J[:, i] = push(v)
    else:
        for j in range(m):
            u = torch.zeros(m, dtype=torch.float64)
            u[j] = 1
            J[j, :] = pull(u)
    return J

# %% wrong: J is made by torch.zeros without a dtype, so it is float32: the digits of the float64 columns are lost.
# told: float32_result
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n)
    if mode == "forward":
        for i, e in enumerate(torch.eye(n, dtype=torch.float64)):
            J[:, i] = push(e)
    else:
        for j, e in enumerate(torch.eye(m, dtype=torch.float64)):
            J[j] = pull(e)
    return J

# %% wrong: The vector is made once, and its old 1 is never set back to 0: the call number k asks for the sum of the first k columns (or rows).
# told: never_reset
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros((m, n), dtype=torch.float64)
    if mode == "forward":
        v = torch.zeros(n, dtype=torch.float64)
        for i in range(n):
            v[i] = 1.0
            J[:, i] = push(v)
    if mode == "reverse":
        u = torch.zeros(m, dtype=torch.float64)
        for i in range(m):
            u[i] = 1.0
            J[i, :] = pull(u)
    return J

# %% wrong: TWO: in forward mode the columns are stacked as rows, so the result is the transpose (n, m); and in reverse mode the last pull is left out, so the last row stays 0.
# told: transposed_forward_and_last_pull_missing
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)])
    J = torch.zeros(m, n, dtype=torch.float64)
    E = torch.eye(m, dtype=torch.float64)
    for j in range(0, m - 1):
        J[j] = pull(E[j])
    return J

# %% wrong: squeeze() at the end takes an axis away when n or m is 1: the shape is then not (m, n).
# told: squeezed
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = [push(e).unsqueeze(1) for e in torch.eye(n, dtype=torch.float64)]
        J = torch.cat(cols, dim=1)
    else:
        rows = [pull(e).unsqueeze(0) for e in torch.eye(m, dtype=torch.float64)]
        J = torch.cat(rows, dim=0)
    return J.squeeze()

# %% wrong: A trial call to look at the output is left in: one push more than n (and one push in reverse mode, which may have none).
# told: one_push_too_many
import torch

def jacobian(push, pull, n, m, mode):
    test = push(torch.zeros(n, dtype=torch.float64))
    # print(test.shape)
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)], dim=0)

# %% right: One helper for both modes that stacks answers as rows; forward is the transpose of that.
import torch


def ask_all(function, size):
    answers = []
    for k in range(size):
        seed = [0.0] * size
        seed[k] = 1.0
        answers.append(function(torch.tensor(seed, dtype=torch.float64)))
    return torch.vstack(answers)


def jacobian(push, pull, n, m, mode):
    return ask_all(push, n).T if mode == "forward" else ask_all(pull, m)

# %% right: A numpy array filled column by column or row by row, backwards from the last one.
import numpy as np
import torch


def jacobian(push, pull, n, m, mode):
    J = np.empty((m, n))
    if mode == "forward":
        k = n
        while k > 0:
            k -= 1
            J[:, k] = push(torch.from_numpy(np.eye(1, n, k)[0])).numpy()
    else:
        for k in reversed(range(m)):
            J[k] = pull(torch.from_numpy(np.eye(1, m, k)[0])).numpy()
    return torch.from_numpy(J)

# %% right: Unit vectors from one_hot, scaled by 2 and the answer halved (J is linear); sum of outer products.
import torch


def jacobian(push, pull, n, m, mode):
    size = n if mode == "forward" else m
    units = torch.nn.functional.one_hot(torch.arange(size), size).to(torch.float64)
    J = torch.zeros(m, n, dtype=torch.float64)
    for e in units:
        if mode == "forward":
            J = J + torch.outer(push(2 * e) / 2, e)
        else:
            J = J + torch.outer(e, pull(2 * e) / 2)
    return J

# %% wrong: The pushes are columns, but they are stacked as rows and then reshaped to (m, n): a reshape is not a transpose.
# told: reshaped
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        eye = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(e) for e in eye]).reshape(m, n)
    eye = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(e) for e in eye]).reshape(m, n)

# %% wrong: One call for each entry of J: every push gives a whole column, but only one number of it is used.
# told: a_run_for_each_entry
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    for i in range(m):
        for j in range(n):
            if mode == "forward":
                e = torch.zeros(n, dtype=torch.float64)
                e[j] = 1
                J[i, j] = push(e)[i]
            else:
                e = torch.zeros(m, dtype=torch.float64)
                e[i] = 1
                J[i, j] = pull(e)[j]
    return J

# %% wrong: J is made without a dtype, so it is float32 and the numbers are rounded when they are written into it.
# told: float32_result
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n)
    if mode == "forward":
        for j, e in enumerate(torch.eye(n, dtype=torch.float64)):
            J[:, j] = push(e)
    else:
        for i, e in enumerate(torch.eye(m, dtype=torch.float64)):
            J[i] = pull(e)
    return J

# %% wrong: The loops begin at 1: the first column or row is never measured and stays 0.
# told: first_missing
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros((m, n), dtype=torch.float64)
    if mode == "forward":
        for j in range(1, n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = 1.0
            J[:, j] = push(v)
    if mode == "reverse":
        for i in range(1, m):
            u = torch.zeros(m, dtype=torch.float64)
            u[i] = 1.0
            J[i, :] = pull(u)
    return J

# %% wrong: TWO: the ones in the tangent are not taken away again, so the columns add up; and the pulls are laid side by side as columns.
# told: never_reset_forward
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        columns = []
        v = torch.zeros(n, dtype=torch.float64)
        for j in range(n):
            v[j] = 1.0
            columns.append(push(v))
        return torch.stack(columns, dim=1)
    rows = []
    for i in range(m):
        u = torch.zeros(m, dtype=torch.float64)
        u[i] = 1.0
        rows.append(pull(u))
    return torch.stack(rows, dim=1)

# %% wrong: The result is squeezed: with one input or one output an axis of J is lost.
# told: squeezed
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = [push(e).reshape(m, 1) for e in torch.eye(n, dtype=torch.float64)]
        J = torch.cat(cols, dim=1)
    else:
        rows = [pull(e).reshape(1, n) for e in torch.eye(m, dtype=torch.float64)]
        J = torch.cat(rows, dim=0)
    return J.squeeze()

# %% wrong: The reverse branch is a copy of the forward one: the adjoint still has n entries, it should have m.
# told: adjoint_of_length_n
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        for j in range(n):
            e = torch.zeros(n, dtype=torch.float64)
            e[j] = 1
            J[:, j] = push(e)
    else:
        for i in range(m):
            e = torch.zeros(n, dtype=torch.float64)
            e[i] = 1
            J[i, :] = pull(e)
    return J

# %% right: Everything through Python lists; the columns are transposed with zip.
import torch

def jacobian(push, pull, n, m, mode):
    def unit(k, size):
        return torch.tensor([1.0 if i == k else 0.0 for i in range(size)], dtype=torch.float64)
    if mode == "reverse":
        rows = [pull(unit(i, m)).tolist() for i in range(m)]
    else:
        rows = list(zip(*[push(unit(j, n)).tolist() for j in range(n)]))
    return torch.tensor(rows, dtype=torch.float64)

# %% right: One-hot vectors of length 2 with the result halved; one loop for both modes.
import torch
import torch.nn.functional as F

def jacobian(push, pull, n, m, mode):
    call, k = (push, n) if mode == "forward" else (pull, m)
    hot = 2 * F.one_hot(torch.arange(k), k).to(torch.float64)
    parts = torch.stack(tuple(call(h) for h in hot)) / 2
    return parts.t().contiguous() if mode == "forward" else parts

# %% right: A numpy buffer with one row for each call, turned at the end with swapaxes when the calls were pushes.
import numpy as np
import torch

def jacobian(push, pull, n, m, mode):
    if mode not in ("forward", "reverse"):
        raise ValueError(mode)
    multiply, calls, length = {"forward": (push, n, m), "reverse": (pull, m, n)}[mode]
    buffer = np.zeros((calls, length))
    k = 0
    while k < calls:
        seed = np.zeros(calls)
        seed[k] = 1
        buffer[k] = multiply(torch.from_numpy(seed)).numpy()
        k += 1
    if mode == "forward":
        buffer = np.swapaxes(buffer, 0, 1)
    return torch.tensor(buffer)

# %% wrong: All ones are pushed n times: each push gives the row sums, the columns are never taken apart.
# told: ones_in_each_run
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        for j in range(n):
            J[:, j] = push(torch.ones(n, dtype=torch.float64))
    else:
        for i in range(m):
            J[i] = pull(torch.ones(m, dtype=torch.float64))
    return J

# %% wrong: Forward is right; in reverse each pull is taken for a column (J u) and not for a row: the result has shape (n, m).
# told: transposed_reverse
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = [push(e) for e in torch.eye(n, dtype=torch.float64)]
        return torch.stack(cols, dim=1)
    cols = [pull(e) for e in torch.eye(m, dtype=torch.float64)]
    return torch.stack(cols, dim=1)

# %% wrong: The student decides for the cheaper way by comparing n and m; the text says that mode decides.
# told: cheaper_side
import torch

def jacobian(push, pull, n, m, mode):
    if n <= m:
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)])

# %% wrong: The result is collected in a float32 tensor: torch.zeros without dtype.
# told: float32_result
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n)
    if mode == "forward":
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = 1.0
            J[:, j] = push(v)
    else:
        for i in range(m):
            u = torch.zeros(m, dtype=torch.float64)
            u[i] = 1.0
            J[i, :] = pull(u)
    return J

# %% wrong: The unit vectors run from the last to the first (index -i), so all rows but the first come in reversed order.
# told: clue
import torch

def jacobian(push, pull, n, m, mode):
    size = n if mode == "forward" else m
    g = push if mode == "forward" else pull
    parts = []
    for i in range(size):
        e = torch.zeros(size, dtype=torch.float64)
        e[-i] = 1
        parts.append(g(e))
    J = torch.stack(parts)
    return J.T if mode == "forward" else J

# %% wrong: TWO: one extra push or pull is made before the loop, to look at the result; and the columns of forward are put into shape with reshape(m, n), which scrambles them, in place of a transpose.
# told: clue
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        test = push(torch.zeros(n, dtype=torch.float64))
        rows = [push(e) for e in torch.eye(n, dtype=test.dtype)]
        return torch.cat(rows).reshape(m, n)
    test = pull(torch.zeros(m, dtype=torch.float64))
    return torch.stack([pull(e) for e in torch.eye(m, dtype=test.dtype)])

# %% wrong: squeeze() at the end takes away axes of length 1: for n = 1 or m = 1 the result is no longer (m, n).
# told: squeezed
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        J = torch.cat([push(e)[:, None] for e in torch.eye(n, dtype=torch.float64)], dim=1)
    else:
        J = torch.cat([pull(e)[None, :] for e in torch.eye(m, dtype=torch.float64)], dim=0)
    return J.squeeze()

# %% wrong: The unit vector is made once before the loop and the old 1 is never set back to 0, so the columns pile up.
# told: never_reset
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        v = torch.zeros(n, dtype=torch.float64)
        for j in range(n):
            v[j] = 1
            J[:, j] = push(v)
    else:
        u = torch.zeros(m, dtype=torch.float64)
        for i in range(m):
            u[i] = 1
            J[i, :] = pull(u)
    return J

# %% right: One vector is reused: its 1 is set, used and cleared again; J is filled as its transpose for the pushes.
import torch

def jacobian(push, pull, n, m, mode):
    forward = mode == "forward"
    k, multiply = (n, push) if forward else (m, pull)
    J = torch.full((m, n), float("nan"), dtype=torch.float64)
    lines = J.t() if forward else J          # a view: writing into it fills J
    e = torch.zeros(k, dtype=torch.float64)
    for i in range(k):
        e[i] = 1.0
        lines[i] = multiply(e)
        e[i] = 0.0
    return J

# %% right: numpy collects the columns or rows, torch only at the border.
import numpy as np
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "reverse":
        rows = []
        for i in range(m):
            u = np.zeros(m)
            u[i] = 1
            rows.append(pull(torch.from_numpy(u)).detach().numpy().copy())
        return torch.from_numpy(np.vstack(rows))
    columns = []
    for j in range(n):
        v = np.zeros(n)
        v[j] = 1
        columns.append(push(torch.from_numpy(v)).detach().numpy().copy())
    return torch.from_numpy(np.column_stack(columns))

# %% right: Plain lists with nested helpers; the list of columns is turned round with zip, and each tangent is twice a unit vector.
import torch

def jacobian(push, pull, n, m, mode):
    def two_at(k, size):
        return torch.tensor([2.0 if i == k else 0.0 for i in range(size)], dtype=torch.float64)

    def halves(t):
        return [a / 2 for a in t.tolist()]

    if mode == "forward":
        columns = [halves(push(two_at(j, n))) for j in range(n)]
        rows = [list(r) for r in zip(*columns)]
    else:
        rows = [halves(pull(two_at(i, m))) for i in range(m)]
    return torch.tensor(rows, dtype=torch.float64)

# %% wrong: The pushes are columns of J, but they are written one after the other and then only reshaped to (m, n), not transposed.
# told: reshaped
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        eye = torch.eye(n, dtype=torch.float64)
        columns = [push(eye[j]) for j in range(n)]
        return torch.stack(columns).reshape(m, n)
    eye = torch.eye(m, dtype=torch.float64)
    rows = [pull(eye[i]) for i in range(m)]
    return torch.stack(rows).reshape(m, n)

# %% wrong: The mode is ignored: the function decides by itself which of n and m is smaller and takes the cheaper way.
# told: cheaper_side
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if n <= m:
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = 1.0
            J[:, j] = push(v)
    else:
        for i in range(m):
            u = torch.zeros(m, dtype=torch.float64)
            u[i] = 1.0
            J[i, :] = pull(u)
    return J

# %% wrong: push and pull are treated like the function itself: a difference quotient from the origin, which costs one call too many.
# told: one_run_too_many
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros((m, n), dtype=torch.float64)
    h = 1.0
    if mode == "forward":
        base = push(torch.zeros(n, dtype=torch.float64))
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = h
            J[:, j] = (push(v) - base) / h
    else:
        base = pull(torch.zeros(m, dtype=torch.float64))
        for i in range(m):
            u = torch.zeros(m, dtype=torch.float64)
            u[i] = h
            J[i] = (pull(u) - base) / h
    return J

# %% wrong: The tangents and adjoints are float32 (torch's default), although push and pull take float64 tensors.
# told: float32_seeds
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n)], dim=1).double()
    else:
        return torch.stack([pull(e) for e in torch.eye(m)], dim=0).double()

# %% wrong: In reverse mode every new row is put in front of the others, so the rows of J come out in the opposite order.
# told: backwards_reverse
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = []
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = 1
            cols.append(push(v))
        return torch.stack(cols, dim=1)
    rows = []
    for i in range(m):
        u = torch.zeros(m, dtype=torch.float64)
        u[i] = 1
        rows.insert(0, pull(u))
    return torch.stack(rows)

# %% wrong: TWO: In forward mode the old 1 in the tangent is never set back to 0, so the columns are running sums; and in reverse mode the pulls are stacked as columns, so J is transposed.
# told: never_reset_forward
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        v = torch.zeros(n, dtype=torch.float64)
        J = torch.zeros(m, n, dtype=torch.float64)
        for j in range(n):
            v[j] = 1.0
            J[:, j] = push(v)
        return J
    eye = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(eye[i]) for i in range(m)], dim=1)

# %% wrong: squeeze() drops the axes of length 1, so with n = 1 or m = 1 the result no longer has the shape (m, n).
# told: squeezed
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        eye = torch.eye(n, dtype=torch.float64)
        J = torch.cat([push(eye[:, j]).reshape(m, 1) for j in range(n)], dim=1)
    else:
        eye = torch.eye(m, dtype=torch.float64)
        J = torch.cat([pull(eye[i]).reshape(1, n) for i in range(m)], dim=0)
    return J.squeeze()

# %% wrong: A debugging line is left over: the shape of one push is looked at before the loop, which is one more call of push.
# told: one_push_too_many
import torch

def jacobian(push, pull, n, m, mode):
    # look what comes out
    test = push(torch.ones(n, dtype=torch.float64))
    assert test.shape == (m,)
    J = torch.empty(m, n, dtype=torch.float64)
    if mode == "forward":
        for j, e in enumerate(torch.eye(n, dtype=torch.float64)):
            J[:, j] = push(e)
    else:
        for i, e in enumerate(torch.eye(m, dtype=torch.float64)):
            J[i, :] = pull(e)
    return J

# %% right: One vector serves for all calls: its 1 is switched on, used and switched off again.
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.full((m, n), float("nan"), dtype=torch.float64)
    probe = torch.zeros(n if mode == "forward" else m, dtype=torch.float64)
    for k in range(len(probe)):
        probe[k] = 1
        if mode == "forward":
            J[:, k] = push(probe)
        else:
            J[k, :] = pull(probe)
        probe[k] = 0
    return J

# %% right: map over the rows of an identity; reverse mode first, early return, and the forward result is a transposed view.
import torch

def jacobian(push, pull, n, m, mode):
    def rows_of(fn, k):
        return torch.stack(list(map(fn, torch.eye(k, dtype=torch.float64).unbind())))

    if mode == "reverse":
        return rows_of(pull, m)
    return rows_of(push, n).t()

# %% right: numpy holds the result, and the unit vectors are -2 long, which is divided out again.
import numpy as np
import torch

def jacobian(push, pull, n, m, mode):
    out = np.zeros((m, n))
    count = dict(forward=n, reverse=m)[mode]
    i = 0
    while i < count:
        e = torch.tensor([-2.0 * (i == l) for l in range(count)], dtype=torch.float64)
        if mode == "forward":
            out[:, i] = push(e).numpy() / -2
        else:
            out[i] = pull(e).numpy() / -2
        i += 1
    return torch.from_numpy(out)

# %% wrong: For column j all the other inputs move and input j is held still; it should be the only one that moves.
# told: all_but_one
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = []
        for j in range(n):
            v = torch.ones(n, dtype=torch.float64)
            v[j] = 0
            cols.append(push(v))
        return torch.stack(cols, dim=1)
    rows = []
    for i in range(m):
        u = torch.ones(m, dtype=torch.float64)
        u[i] = 0
        rows.append(pull(u))
    return torch.stack(rows)

# %% wrong: The cheaper way is chosen by comparing n and m, and the given mode is not obeyed.
# told: cheaper_side
import torch

def jacobian(push, pull, n, m, mode):
    mode = "forward" if n <= m else "reverse"
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)], dim=0)

# %% wrong: push is treated like the function itself, with a difference quotient of two calls for each column: it already gives the derivative, and the calls are one too many.
# told: one_run_too_many
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        zero = torch.zeros(n, dtype=torch.float64)
        base = push(zero)
        for j in range(n):
            v = zero.clone()
            v[j] = 1e-3
            J[:, j] = (push(v) - base) / 1e-3
    else:
        zero = torch.zeros(m, dtype=torch.float64)
        base = pull(zero)
        for i in range(m):
            u = zero.clone()
            u[i] = 1e-3
            J[i, :] = (pull(u) - base) / 1e-3
    return J

# %% wrong: The pushed columns lie as rows in a tensor (n, m), and reshape to (m, n) mixes up their entries where a transpose is needed.
# told: reshaped
import torch

def jacobian(push, pull, n, m, mode):
    parts = []
    if mode == "forward":
        for e in torch.eye(n, dtype=torch.float64):
            parts.append(push(e))
    else:
        for e in torch.eye(m, dtype=torch.float64):
            parts.append(pull(e))
    return torch.cat(parts).reshape(m, n)

# %% wrong: Off by one in reverse mode: weight i - 1 is set in call i, so the rows come out shifted by one place (the last row first).
# told: shifted_back_reverse
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros((m, n), dtype=torch.float64)
    if mode == "forward":
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = 1.0
            J[:, j] = push(v)
    if mode == "reverse":
        for i in range(m):
            u = torch.zeros(m, dtype=torch.float64)
            u[i - 1] = 1.0
            J[i] = pull(u)
    return J

# %% wrong: TWO: in forward mode the columns are stacked as rows, so the result is J transposed, of shape (n, m); and in reverse mode the 1 of the earlier calls is not set back to 0.
# told: transposed_forward
import torch

def jacobian(push, pull, n, m, mode):
    out = []
    if mode == "forward":
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = 1
            out.append(push(v))
    else:
        u = torch.zeros(m, dtype=torch.float64)
        for i in range(m):
            u[i] = 1
            out.append(pull(u.clone()))
    return torch.stack(out)

# %% wrong: squeeze removes an axis of length 1, so the shape is not (m, n) when n or m is 1.
# told: squeezed
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        cols = [push(e).reshape(m, 1) for e in torch.eye(n).double()]
        return torch.cat(cols, dim=1).squeeze()
    rows = [pull(e).reshape(1, n) for e in torch.eye(m).double()]
    return torch.cat(rows, dim=0).squeeze()

# %% wrong: A debugging line is left in: it calls push or pull once more than allowed.
# told: one_run_too_many
import torch

def jacobian(push, pull, n, m, mode):
    forward = mode == "forward"
    call = push if forward else pull
    k = n if forward else m
    eye = torch.eye(k, dtype=torch.float64)
    shape = call(eye[0]).shape   # what comes back?
    res = []
    for e in eye:
        res.append(call(e))
    res = torch.stack(res)
    return res.T if forward else res

# %% right: One nested helper for both ways; forward turns the stacked answers over with .T.
import torch


def jacobian(push, pull, n, m, mode):
    def probe(multiply, size):
        eye = torch.eye(size).double()
        return torch.stack(tuple(map(multiply, eye.unbind())))

    return probe(push, n).T if mode == "forward" else probe(pull, m)

# %% right: The result is filled in a numpy array entry by entry and turned into a tensor at the end.
import numpy as np
import torch


def jacobian(push, pull, n, m, mode):
    out = np.empty((m, n))
    if mode == "forward":
        for j in range(n):
            col = push(torch.tensor([1.0 if k == j else 0.0 for k in range(n)], dtype=torch.float64))
            for i in range(m):
                out[i, j] = col[i].item()
    if mode == "reverse":
        for i in range(m):
            out[i] = pull(torch.tensor([1.0 if k == i else 0.0 for k in range(m)], dtype=torch.float64)).numpy()
    return torch.from_numpy(out)

# %% right: Plain Python lists; zip(*columns) turns columns into rows; one_hot directions scaled by 2 and halved again (J is linear).
import torch
import torch.nn.functional as F


def jacobian(push, pull, n, m, mode):
    forward = mode == "forward"
    size, call = (n, push) if forward else (m, pull)
    answers = []
    k = 0
    while k < size:
        direction = 2.0 * F.one_hot(torch.tensor(k), size).to(torch.float64)
        answers.append([entry / 2 for entry in call(direction).tolist()])
        k += 1
    if forward:
        answers = list(zip(*answers))
    return torch.tensor(answers, dtype=torch.float64)

# %% wrong: push already gives J v, but here it is treated as the function and a difference to push(0) is taken: one call too many.
# told: one_run_too_many
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        base = push(torch.zeros(n, dtype=torch.float64))
        cols = [push(row) - base for row in torch.eye(n, dtype=torch.float64)]
        return torch.stack(cols, dim=1)
    base = pull(torch.zeros(m, dtype=torch.float64))
    rows = [pull(row) - base for row in torch.eye(m, dtype=torch.float64)]
    return torch.stack(rows)

# %% wrong: The mode is not looked at: the way with fewer calls is chosen by comparing n and m.
# told: cheaper_side
import torch


def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if n <= m:
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = 1
            J[:, j] = push(v)
    else:
        for i in range(m):
            u = torch.zeros(m, dtype=torch.float64)
            u[i] = 1
            J[i] = pull(u)
    return J

# %% wrong: "reverse" is taken as: go through the outputs from last to first; the rows of J then stand upside down.
# told: backwards_reverse
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        eye = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(eye[j]) for j in range(n)], dim=1)
    eye = torch.eye(m, dtype=torch.float64)
    rows = []
    for i in reversed(range(m)):
        rows.append(pull(eye[i]))
    return torch.stack(rows)

# %% wrong: TWO: the pulls are put side by side as columns, so reverse gives J transposed; and squeeze drops an axis when n or m is 1.
# told: transposed_reverse_and_squeezed
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        out = [push(e) for e in torch.eye(n, dtype=torch.float64)]
    else:
        out = [pull(e) for e in torch.eye(m, dtype=torch.float64)]
    return torch.stack(out, dim=1).squeeze()

# %% wrong: With one output (m = 1) a single pull is used whatever the mode says, so "forward" makes a pull and no push.
# told: one_output_pulled
import torch


def jacobian(push, pull, n, m, mode):
    if m == 1:
        return pull(torch.ones(1, dtype=torch.float64)).reshape(1, n)
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)], dim=0)

# %% wrong: In the reverse branch the line that sets u[i] back to 0 was forgotten: later rows are sums of the rows so far.
# told: never_reset_reverse
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        v = torch.zeros(n, dtype=torch.float64)
        cols = []
        for j in range(n):
            v[j] = 1
            cols.append(push(v))
            v[j] = 0
        return torch.stack(cols, dim=1)
    u = torch.zeros(m, dtype=torch.float64)
    rows = []
    for i in range(m):
        u[i] = 1
        rows.append(pull(u))
    return torch.stack(rows, dim=0)

# %% wrong: Forward makes m pushes.
# told: clue
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        out = torch.zeros(m, n, dtype=torch.float64)
        for j in range(m):
            v = torch.zeros(n, dtype=torch.float64)
            v[j % n] = 1
            out[:, j % n] = push(v)
        return out
    E = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(E[i]) for i in range(m)], dim=0)

# %% wrong: Reverse makes n pulls.
# told: clue
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        E = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(E[j]) for j in range(n)], dim=1)
    out = torch.zeros(m, n, dtype=torch.float64)
    for i in range(n):
        u = torch.zeros(m, dtype=torch.float64)
        u[i % m] = 1
        out[i % m] = pull(u)
    return out

# %% wrong: Pushes ones once and divides.
# told: ones_shared_evenly
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        r = push(torch.ones(n, dtype=torch.float64))
        return (r / n)[:, None].expand(m, n).clone()
    r = pull(torch.ones(m, dtype=torch.float64))
    return (r / m)[None, :].expand(m, n).clone()

# %% wrong: Puts j + 1 in place of 1 into the tangent.
# told: clue
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        out = torch.zeros(m, n, dtype=torch.float64)
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = j + 1
            out[:, j] = push(v)
        return out
    E = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(E[i]) for i in range(m)], dim=0)

# %% wrong: Seed holds the index itself.
# told: seeds_count_from_zero
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        out = torch.zeros(m, n, dtype=torch.float64)
        for j in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[j] = j
            out[:, j] = push(v)
        return out
    out = torch.zeros(m, n, dtype=torch.float64)
    for i in range(m):
        u = torch.zeros(m, dtype=torch.float64)
        u[i] = i
        out[i] = pull(u)
    return out

# %% wrong: The seed is 1e-6, and the result is not divided by it.
# told: small_seeds
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        E = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(1e-6 * E[j]) for j in range(n)], dim=1)
    E = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(1e-6 * E[i]) for i in range(m)], dim=0)

# %% wrong: Difference quotient of push with eps.
# told: two_pushes_each
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        E = torch.eye(n, dtype=torch.float64)
        return torch.stack([(push(1e-6 * E[j]) - push(0 * E[j])) / 1e-6 for j in range(n)], dim=1)
    E = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(E[i]) for i in range(m)], dim=0)

# %% wrong: Passes the unit vector as a column (n, 1).
# told: pushes_refused
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        E = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(E[:, j:j + 1]) for j in range(n)], dim=1)
    E = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(E[i]) for i in range(m)], dim=0)

# %% wrong: Pulls reshaped to (n, m) and transposed.
# told: reshaped_reverse
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        E = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(E[j]) for j in range(n)], dim=1)
    E = torch.eye(m, dtype=torch.float64)
    return torch.cat([pull(E[i]) for i in range(m)], dim=0).reshape(n, m).T

# %% wrong: Keeps only the diagonal entry of each run.
# told: diagonal_alone
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        out = torch.zeros(m, n, dtype=torch.float64)
        E = torch.eye(n, dtype=torch.float64)
        for j in range(n):
            r = push(E[j])
            if j < m:
                out[j, j] = r[j]
        return out
    out = torch.zeros(m, n, dtype=torch.float64)
    E = torch.eye(m, dtype=torch.float64)
    for i in range(m):
        r = pull(E[i])
        if i < n:
            out[i, i] = r[i]
    return out

# %% wrong: The tangent is never reset, and the pushes become rows.
# told: never_reset_forward_as_rows
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        R = []
        v = torch.zeros(n, dtype=torch.float64)
        for j in range(n):
            v[j] = 1
            R.append(push(v))
        return torch.stack(R)
    E = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(E[i]) for i in range(m)], dim=0)

# %% wrong: In reverse mode the pulls become columns, and the adjoints are float32.
# told: pulls_refused
import torch


def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        E = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(E[j]) for j in range(n)], dim=1)
    E = torch.eye(m, dtype=torch.float32)
    return torch.stack([pull(E[i]) for i in range(m)], dim=1)

# %% wrong: Always pushes, and stacks the pushes as rows.
# told: always_forward_and_transposed
import torch


def jacobian(push, pull, n, m, mode):
    E = torch.eye(n, dtype=torch.float64)
    return torch.stack([push(E[j]) for j in range(n)], dim=0)

# %% right: J as the sum of outer products of a result with its unit vector.
import torch

def jacobian(push, pull, n, m, mode):
    def unit(k, size):
        return (torch.arange(size) == k).to(torch.float64)
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        for j in range(n):
            J = J + torch.outer(push(unit(j, n)), unit(j, n))
        return J
    for i in range(m):
        J = J + torch.outer(unit(i, m), pull(unit(i, m)))
    return J

# %% right: Plain Python lists, transposed with zip, and a tensor only at the end.
import torch

def jacobian(push, pull, n, m, mode):
    call, size = {"forward": (push, n), "reverse": (pull, m)}[mode]
    seeds = [[float(i == k) for i in range(size)] for k in range(size)]
    lines = [call(torch.tensor(s, dtype=torch.float64)).tolist() for s in seeds]
    if mode == "forward":
        lines = [list(row) for row in zip(*lines)]
    return torch.tensor(lines, dtype=torch.float64)

# %% right: Unusual seeds: 2 at the place of the entry, so each result is halved; while loop, last column or row first.
import numpy as np
import torch

def jacobian(push, pull, n, m, mode):
    out = np.zeros((m, n))
    forward = mode == "forward"
    k = (n if forward else m) - 1
    while k >= 0:
        seed = torch.zeros(n if forward else m, dtype=torch.float64)
        seed[k] = 2.0
        if forward:
            out[:, k] = push(seed).numpy() / 2
        else:
            out[k, :] = pull(seed).numpy() / 2
        k -= 1
    return torch.from_numpy(out)

# %% wrong: The results of the pushes are columns; here they are written one after another and reshaped to (m, n), which mixes the entries instead of transposing.
# told: reshaped
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        k, fn = n, push
    else:
        k, fn = m, pull
    parts = []
    for i in range(k):
        v = torch.zeros(k, dtype=torch.float64)
        v[i] = 1.0
        parts.append(fn(v))
    return torch.cat(parts).reshape(m, n)

# %% wrong: In reverse mode pull is believed to give a column, one per output, so the result is filled as (n, m) and comes out transposed.
# told: transposed_reverse
import torch

def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        J = torch.zeros(m, n, dtype=torch.float64)
        for j in range(n):
            J[:, j] = push(torch.eye(n, dtype=torch.float64)[j])
        return J
    J = torch.zeros(n, m, dtype=torch.float64)
    for i in range(m):
        J[:, i] = pull(torch.eye(m, dtype=torch.float64)[i])
    return J

# %% wrong: Off by one: the last column (forward) or row (reverse) is never asked for and stays 0.
# told: last_missing
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros((m, n), dtype=torch.float64)
    if mode == "forward":
        for j in range(n - 1):
            e = torch.zeros(n, dtype=torch.float64)
            e[j] = 1
            J[:, j] = push(e)
    if mode == "reverse":
        for i in range(m - 1):
            e = torch.zeros(m, dtype=torch.float64)
            e[i] = 1
            J[i, :] = pull(e)
    return J

# %% wrong: J is made without a dtype, so the columns and rows are rounded to float32 when they are stored.
# told: slip
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n)
    count = n if mode == "forward" else m
    for k, e in enumerate(torch.eye(count, dtype=torch.float64)):
        if mode == "forward":
            J[:, k] = push(e)
        else:
            J[k] = pull(e)
    return J.double()

# %% wrong: TWO: forward uses pull and reverse uses push; and the 1 in the unit vector is not taken back before the next call.
# told: values
import torch

def jacobian(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        u = torch.zeros(m, dtype=torch.float64)
        for i in range(m):
            u[i] = 1.0
            J[i] = pull(u)
    else:
        v = torch.zeros(n, dtype=torch.float64)
        for j in range(n):
            v[j] = 1.0
            J[:, j] = push(v)
    return J

# %% wrong: A leftover check of the shapes calls push and pull once more with zeros, and these calls are counted.
# told: one_of_each_too_many
import torch

def jacobian(push, pull, n, m, mode):
    assert push(torch.zeros(n, dtype=torch.float64)).shape == (m,)
    assert pull(torch.zeros(m, dtype=torch.float64)).shape == (n,)
    J = torch.empty(m, n, dtype=torch.float64)
    if mode == "forward":
        I = torch.eye(n, dtype=torch.float64)
        for j in range(n):
            J[:, j] = push(I[:, j])
    else:
        I = torch.eye(m, dtype=torch.float64)
        for i in range(m):
            J[i] = pull(I[i])
    return J

# %% right: A nested helper for both modes, with scaled unit vectors (2 e, then halved) and a transpose.
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    def images(f, size):
        out = []
        for k in range(size):
            e = torch.zeros(size, dtype=torch.float64)
            e[k] = 2.0
            out.append(f(e) / 2.0)
        return torch.stack(out)

    return images(push, n).T if mode == "forward" else images(pull, m)

# %% right: numpy inside: columns with column_stack, rows with vstack, unit vectors from np.eye.
import numpy as np
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    if mode == "forward":
        cols = [push(torch.from_numpy(e.copy())).numpy() for e in np.eye(n)]
        return torch.from_numpy(np.column_stack(cols))
    rows = [pull(torch.from_numpy(e.copy())).numpy() for e in np.eye(m)]
    return torch.from_numpy(np.vstack(rows))

# %% right: Plain Python lists of numbers, entry by entry, and one torch.tensor at the end.
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    table = [[0.0] * n for _ in range(m)]
    if mode == "reverse":
        i = 0
        while i < m:
            u = [0.0] * m
            u[i] = 1.0
            table[i] = pull(torch.tensor(u, dtype=torch.float64)).tolist()
            i += 1
        return torch.tensor(table, dtype=torch.float64)
    for k in range(n):
        v = torch.tensor([1.0 if q == k else 0.0 for q in range(n)], dtype=torch.float64)
        column = push(v)
        for i in range(m):
            table[i][k] = column[i].item()
    return torch.tensor(table, dtype=torch.float64)

# %% wrong: The pushed columns are stacked as rows and then reshaped to (m, n); a reshape is not a transpose.
# told: reshaped
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    if mode == "forward":
        eye = torch.eye(n, dtype=torch.float64)
        return torch.stack([push(eye[k]) for k in range(n)]).reshape(m, n)
    eye = torch.eye(m, dtype=torch.float64)
    return torch.stack([pull(eye[k]) for k in range(m)]).reshape(m, n)

# %% wrong: The function decides by itself which mode is cheaper (n against m) and ignores the argument mode.
# told: cheaper_side
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    J = torch.zeros(m, n, dtype=torch.float64)
    if n <= m:
        for k in range(n):
            e = torch.zeros(n, dtype=torch.float64)
            e[k] = 1
            J[:, k] = push(e)
    else:
        for i in range(m):
            e = torch.zeros(m, dtype=torch.float64)
            e[i] = 1
            J[i] = pull(e)
    return J

# %% wrong: In reverse mode one pull of ones is taken for the whole Jacobian: it gives only the sum of the rows, copied into every row.
# told: clue
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    if mode == "forward":
        cols = []
        for k in range(n):
            v = torch.zeros(n, dtype=torch.float64)
            v[k] = 1.0
            cols.append(push(v))
        return torch.stack(cols, dim=1)
    g = pull(torch.ones(m, dtype=torch.float64))
    return g.repeat(m, 1)

# %% wrong: The matrix J is made with the default float32, so the columns and rows lose their digits when they are stored.
# told: float32_result
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    J = torch.zeros(m, n)
    if mode == "forward":
        for k, e in enumerate(torch.eye(n, dtype=torch.float64)):
            J[:, k] = push(e)
    else:
        for k, e in enumerate(torch.eye(m, dtype=torch.float64)):
            J[k, :] = pull(e)
    return J

# %% wrong: In reverse mode the outputs are visited from last to first and the rows stay in that order: J comes out upside down.
# told: backwards_reverse
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    rows = []
    if mode == "reverse":
        for i in range(m - 1, -1, -1):
            u = torch.zeros(m, dtype=torch.float64)
            u[i] = 1
            rows.append(pull(u))
        return torch.stack(rows)
    for k in range(n):
        v = torch.zeros(n, dtype=torch.float64)
        v[k] = 1
        rows.append(push(v))
    return torch.stack(rows).T

# %% wrong: TWO: In forward mode the 1 of the last input is never set back to 0, so each column is a sum of columns; and in reverse mode the rows are stacked as columns, which gives the shape (n, m).
# told: never_reset_forward
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    if mode == "forward":
        J = torch.zeros(m, n, dtype=torch.float64)
        v = torch.zeros(n, dtype=torch.float64)
        for k in range(n):
            v[k] = 1.0
            J[:, k] = push(v)
        return J
    rows = []
    for i in range(m):
        u = torch.zeros(m, dtype=torch.float64)
        u[i] = 1.0
        rows.append(pull(u))
    return torch.stack(rows, dim=1)

# %% wrong: The result is squeezed: with n = 1 or m = 1 an axis is lost and the shape is no longer (m, n).
# told: squeezed
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    if mode == "forward":
        J = torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    else:
        J = torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)], dim=0)
    return J.squeeze()

# %% wrong: A push to find the length of the output was left in before the loop: one call too many in forward mode, and a forbidden push in reverse mode.
# told: one_push_too_many
import torch


def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    test = push(torch.zeros(n, dtype=torch.float64))
    outs = len(test)
    J = torch.empty(outs, n, dtype=torch.float64)
    if mode == "forward":
        I = torch.eye(n, dtype=torch.float64)
        for k in range(n):
            J[:, k] = push(I[:, k])
    if mode == "reverse":
        I = torch.eye(m, dtype=torch.float64)
        for k in range(outs):
            J[k, :] = pull(I[k, :])
    return J
