# %% right: unfold fold
import torch
import torch.nn.functional as F


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, H, W = X.shape
    cols = F.unfold(X.reshape(N * C, 1, H, W), k, stride=s)
    idx = cols.argmax(1, keepdim=True)
    g = torch.zeros_like(cols).scatter_(1, idx, Y_bar.reshape(N * C, 1, -1))
    Hc, Wc = (Y_bar.shape[2] - 1) * s + k, (Y_bar.shape[3] - 1) * s + k
    return F.fold(g, (H, W), k, stride=s).reshape(X.shape)

# %% right: max per row first
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros(X.shape, dtype=X.dtype)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(Y_bar.shape[2]):
                for j in range(Y_bar.shape[3]):
                    w = X[n, c, i*s:i*s+k, j*s:j*s+k]
                    m = w.max()
                    p, q = (w == m).nonzero()[0].tolist()
                    out[n, c, i*s+p, j*s+q] += Y_bar[n, c, i, j]
    return out

# %% wrong: all ties
# told: ties_all
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    for i in range(Y_bar.shape[2]):
        for j in range(Y_bar.shape[3]):
            w = X[:, :, i*s:i*s+k, j*s:j*s+k]
            out[:, :, i*s:i*s+k, j*s:j*s+k] += (w == w.amax((2, 3), keepdim=True)) * Y_bar[:, :, i:i+1, j:j+1]
    return out

# %% wrong: assign
# told: overwritten
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    win = X[n, c, i*s:i*s+k, j*s:j*s+k]
                    a = win.argmax().item()
                    out[n, c, i*s + a // k, j*s + a % k] = Y_bar[n, c, i, j]
    return out

# %% wrong: a // s
# told: decoded_by_s
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    win = X[n, c, i*s:i*s+k, j*s:j*s+k]
                    a = win.argmax().item()
                    out[n, c, i*s + a // s, j*s + a % s] += Y_bar[n, c, i, j]
    return out

# %% wrong: i*k
# told: step_of_k
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    win = X[n, c, i*k:i*k+k, j*k:j*k+k]
                    a = win.argmax().item()
                    out[n, c, i*k + a // k, j*k + a % k] += Y_bar[n, c, i, j]
    return out

# %% wrong: H // s loops with range step, index i//k
# told: last_window_at_the_edge_missing
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, H, W = X.shape
    for n in range(N):
        for c in range(C):
            for i in range(0, H - k, s):
                for j in range(0, W - k, s):
                    win = X[n, c, i:i+k, j:j+k]
                    a = win.argmax().item()
                    out[n, c, i + a // k, j + a % k] += Y_bar[n, c, i // s, j // s]
    return out

# %% wrong: transposed divmod
# told: turned_in_the_window
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    a = X[n, c, i*s:i*s+k, j*s:j*s+k].flatten().argmax().item()
                    out[n, c, i*s + a % k, j*s + a // k] += Y_bar[n, c, i, j]
    return out

# %% wrong: in-place scatter without add
# told: overwritten
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, H, W = X.shape
    win = X.unfold(2, k, s).unfold(3, k, s).reshape(N, C, *Y_bar.shape[2:], k * k)
    a = win.argmax(-1)
    r = torch.arange(Y_bar.shape[2])[:, None] * s + a // k
    c = torch.arange(Y_bar.shape[3])[None] * s + a % k
    return torch.zeros(N, C, H * W, dtype=X.dtype).scatter(2, (r * W + c).reshape(N, C, -1), Y_bar.reshape(N, C, -1)).reshape(N, C, H, W)

# %% wrong: last of equals >=
# told: last_of_equals
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    best, at = -float("inf"), None
                    for p in range(k):
                        for q in range(k):
                            if X[n, c, i*s+p, j*s+q] >= best:
                                best, at = X[n, c, i*s+p, j*s+q], (i*s+p, j*s+q)
                    out[n, c, at[0], at[1]] += Y_bar[n, c, i, j]
    return out

# %% wrong: start at 0, at = corner
# told: negative_alone_goes_first
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    best, at = 0, (i*s, j*s)
                    for p in range(k):
                        for q in range(k):
                            if X[n, c, i*s+p, j*s+q] > best:
                                best, at = X[n, c, i*s+p, j*s+q], (i*s+p, j*s+q)
                    out[n, c, at[0], at[1]] += Y_bar[n, c, i, j]
    return out

# %% wrong: argmax over whole batch
# told: place_of_all_together
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for i in range(h):
        for j in range(w):
            a = X[:, :, i*s:i*s+k, j*s:j*s+k].flatten().argmax().item() % (k * k)
            out[:, :, i*s + a // k, j*s + a % k] += Y_bar[:, :, i, j]
    return out

# %% wrong: returns Y too
# told: divided_by_the_window
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for i in range(h):
        for j in range(w):
            win = X[:, :, i*s:i*s+k, j*s:j*s+k].reshape(N, C, -1)
            a = win.argmax(2)
            m = torch.nn.functional.one_hot(a, k * k).reshape(N, C, k, k)
            out[:, :, i*s:i*s+k, j*s:j*s+k] += m * Y_bar[:, :, i, j][..., None, None] / k**2
    return out

# %% wrong: assign and all ties
# told: window_overwritten_with_ties_all
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    for i in range(Y_bar.shape[2]):
        for j in range(Y_bar.shape[3]):
            w = X[:, :, i*s:i*s+k, j*s:j*s+k]
            out[:, :, i*s:i*s+k, j*s:j*s+k] = (w == w.amax((2, 3), keepdim=True)) * Y_bar[:, :, i:i+1, j:j+1]
    return out

# %% wrong: local argmax decoded by W
# told: decoded_by_the_image
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, H, W = X.shape
    for n in range(N):
        for c in range(C):
            for i in range(Y_bar.shape[2]):
                for j in range(Y_bar.shape[3]):
                    a = X[n, c, i*s:i*s+k, j*s:j*s+k].flatten().argmax().item()
                    out[n, c, i*s + a // W, j*s + a % W] += Y_bar[n, c, i, j]
    return out

# %% wrong: changes X in place
# told: first_entry
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = X
    out.zero_()
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    a = X[n, c, i*s:i*s+k, j*s:j*s+k].flatten().argmax().item()
                    out[n, c, i*s + a // k, j*s + a % k] += Y_bar[n, c, i, j]
    return out

# %% wrong: window from s
# told: windows_of_s
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    out = torch.zeros_like(X)
    N, C, h, w = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    win = X[n, c, i*s:(i+1)*s, j*s:(j+1)*s]
                    a = win.flatten().argmax().item()
                    out[n, c, i*s + a // win.shape[1], j*s + a % win.shape[1]] += Y_bar[n, c, i, j]
    return out

# %% right: plain loops
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    N, C, H, W = X.shape
    x = X.tolist()
    g = Y_bar.tolist()
    out = [[[[0.0 for _ in range(W)] for _ in range(H)] for _ in range(C)] for _ in range(N)]
    for n in range(N):
        for c in range(C):
            top = 0
            i = 0
            while top + k <= H:
                left = 0
                j = 0
                while left + k <= W:
                    br, bq = top, left
                    for r in range(top, top + k):
                        for q in range(left, left + k):
                            if x[n][c][r][q] > x[n][c][br][bq]:
                                br, bq = r, q
                    out[n][c][br][bq] += g[n][c][i][j]
                    left += s
                    j += 1
                top += s
                i += 1
    return torch.tensor(out, dtype=torch.float64)

# %% right: windows argmax scatter
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    N, C, H, W = X.shape
    rows, cols = Y_bar.shape[2:]
    m = X.unfold(2, k, s).unfold(3, k, s).reshape(N, C, rows, cols, k * k).argmax(dim=-1)
    flat = (s * torch.arange(rows)[:, None] + m // k) * W + s * torch.arange(cols) + m % k
    return X.new_zeros(N, C, H * W).scatter_add(2, flat.reshape(N, C, -1), Y_bar.reshape(N, C, -1)).reshape(N, C, H, W)

# %% right: offset by offset
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    rows, cols = Y_bar.shape[2], Y_bar.shape[3]

    def entries(T, u, v):
        # entry (u, v) of every window at once
        return T[:, :, u:u + s * (rows - 1) + 1:s, v:v + s * (cols - 1) + 1:s]

    best = entries(X, 0, 0).clone()
    winner = torch.zeros(Y_bar.shape, dtype=torch.long)
    for u in range(k):
        for v in range(k):
            here = entries(X, u, v)
            larger = here > best
            best = torch.where(larger, here, best)
            winner[larger] = u * k + v
    X_bar = torch.zeros(X.shape, dtype=torch.float64)
    for u in range(k):
        for v in range(k):
            part = entries(X_bar, u, v)
            part += torch.where(winner == u * k + v, Y_bar, torch.zeros_like(Y_bar))
    return X_bar

# %% wrong: Spreads the gradient evenly over the whole window; that is average pooling. Only the largest entry gets it.
# told: spread_evenly
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, cols = Y_bar.shape
    for i in range(rows):
        for j in range(cols):
            X_bar[:, :, s * i:s * i + k, s * j:s * j + k] += Y_bar[:, :, i:i + 1, j:j + 1] / (k * k)
    return X_bar

# %% wrong: An entry that is the largest of several windows keeps only what the last one sends; the gradients must add up.
# told: overwritten
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, cols = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    win = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    m = int(win.reshape(-1).argmax())
                    X_bar[n, c, s * i + m // k, s * j + m % k] = Y_bar[n, c, i, j]
    return X_bar

# %% wrong: If several entries are the largest, each of them gets the whole gradient; only the first one may.
# told: ties_all
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, cols = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    win = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    X_bar[n, c, s * i:s * i + k, s * j:s * j + k] += Y_bar[n, c, i, j] * (win == win.max())
    return X_bar

# %% wrong: The search for the largest entry begins at 0, so in a window of negative numbers it stays at the first entry.
# told: negative_alone_goes_first
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, cols = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    best = 0.0
                    br, bc = s * i, s * j
                    for r in range(s * i, s * i + k):
                        for q in range(s * j, s * j + k):
                            if X[n, c, r, q] > best:
                                best = X[n, c, r, q]
                                br, bc = r, q
                    X_bar[n, c, br, bc] += Y_bar[n, c, i, j]
    return X_bar

# %% wrong: Two mistakes: >= picks the last of equal entries, and the windows move by s in rows only, in columns by 1.
# told: clue
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, cols = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    best = -float("inf")
                    for r in range(s * i, s * i + k):
                        for q in range(j, j + k):
                            if X[n, c, r, q] >= best:
                                best = X[n, c, r, q]
                                br, bc = r, q
                    X_bar[n, c, br, bc] += Y_bar[n, c, i, j]
    return X_bar

# %% wrong: Among equal entries the first is looked for column by column; asked is row by row, from left to right.
# told: first_by_columns
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, cols = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    best = -float("inf")
                    for q in range(s * j, s * j + k):
                        for r in range(s * i, s * i + k):
                            if X[n, c, r, q] > best:
                                best = X[n, c, r, q]
                                br, bc = r, q
                    X_bar[n, c, br, bc] += Y_bar[n, c, i, j]
    return X_bar

# %% wrong: The flat number of the largest entry is taken apart the wrong way round: row and column are swapped.
# told: turned_in_the_window
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, cols = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    win = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    q, r = divmod(int(win.reshape(-1).argmax()), k)
                    X_bar[n, c, s * i + r, s * j + q] += Y_bar[n, c, i, j]
    return X_bar

# %% wrong: The result reaches only as far as the last window; what is left over at the right or bottom must be there, wit
# told: rest_cut_off
import torch

def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros(N, C, (rows - 1) * s + k, (cols - 1) * s + k, dtype=torch.float64)
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    win = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    r, q = divmod(int(win.reshape(-1).argmax()), k)
                    X_bar[n, c, s * i + r, s * j + q] += Y_bar[n, c, i, j]
    return X_bar

# %% right: The first place of the largest entry of each window, as a pair of whole numbers.
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    N, C, rows, columns = Y_bar.shape
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(columns):
                    window = [(X[n, c, i * s + u, j * s + v].item(), -u, -v) for u in range(k) for v in range(k)]
                    _, u, v = max(window)
                    X_bar[n, c, i * s - u, j * s - v] += Y_bar[n, c, i, j]
    return X_bar

# %% right: plain loops
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, H, W = X.shape
    x = X.tolist()
    y_bar = Y_bar.tolist()
    result = torch.zeros(N, C, H, W, dtype=torch.float64)
    for n in range(N):
        for c in range(C):
            i = 0
            while s * i + k <= H:
                j = 0
                while s * j + k <= W:
                    best_row, best_column = s * i, s * j
                    for r in range(s * i, s * i + k):
                        for q in range(s * j, s * j + k):
                            if x[n][c][r][q] > x[n][c][best_row][best_column]:
                                best_row, best_column = r, q
                    result[n, c, best_row, best_column] += y_bar[n][c][i][j]
                    j += 1
                i += 1
    return result

# %% right: scatter add
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, H, W = X.shape
    windows = X.unfold(2, k, s).unfold(3, k, s)
    rows, columns = windows.shape[2:4]
    first = windows.reshape(N, C, rows, columns, k * k).argmax(dim=-1)
    r = s * torch.arange(rows)[:, None] + torch.div(first, k, rounding_mode="floor")
    q = s * torch.arange(columns)[None, :] + first % k
    flat = torch.zeros(N, C, H * W, dtype=X.dtype)
    flat.scatter_add_(2, (r * W + q).reshape(N, C, -1), Y_bar.reshape(N, C, -1))
    return flat.reshape(N, C, H, W)

# %% right: mask with cumsum
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C = X.shape[:2]
    out = torch.zeros_like(X)
    for i in range(Y_bar.shape[2]):
        for j in range(Y_bar.shape[3]):
            part = (slice(None), slice(None), slice(s * i, s * i + k), slice(s * j, s * j + k))
            window = X[part].reshape(N, C, k * k)
            equal = window == window.max(dim=2, keepdim=True).values
            first = equal & (equal.long().cumsum(dim=2) == 1)
            out[part] += (first.to(X.dtype) * Y_bar[:, :, i, j, None]).reshape(N, C, k, k)
    return out

# %% wrong: The largest entry gets Y_bar times its own value, as if it were a weight; the derivative of the maximum by its
# told: times_the_entry
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros_like(X)
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    window = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    r, q = divmod(int(window.argmax()), k)
                    X_bar[n, c, s * i + r, s * j + q] += Y_bar[n, c, i, j] * window[r, q]
    return X_bar

# %% wrong: The largest entry is looked for across all channels of an image, and all channels send their gradient to that 
# told: place_of_the_largest_channel
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros_like(X)
    for n in range(N):
        image = X[n].amax(dim=0)
        for i in range(rows):
            for j in range(cols):
                window = image[s * i:s * i + k, s * j:s * j + k]
                r, q = divmod(int(window.argmax()), k)
                X_bar[n, :, s * i + r, s * j + q] += Y_bar[n, :, i, j]
    return X_bar

# %% wrong: Among equal entries the first one is found column by column, from top to bottom, instead of row by row.
# told: first_by_columns
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros_like(X)
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    best = None
                    for q in range(s * j, s * j + k):
                        for r in range(s * i, s * i + k):
                            if best is None or X[n, c, r, q] > X[n, c, best[0], best[1]]:
                                best = (r, q)
                    X_bar[n, c, best[0], best[1]] += Y_bar[n, c, i, j]
    return X_bar

# %% wrong: An entry that is the largest of several windows keeps only the largest of their gradients instead of their sum
# told: highest_wins
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.full_like(X, float("-inf"))
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    window = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    r, q = divmod(int(window.argmax()), k)
                    old = X_bar[n, c, s * i + r, s * j + q]
                    X_bar[n, c, s * i + r, s * j + q] = torch.maximum(old, Y_bar[n, c, i, j])
    X_bar[X_bar == float("-inf")] = 0.0
    return X_bar

# %% wrong: Two mistakes: the entry of the largest absolute value wins (so -9 beats 3), and equal entries share the gradie
# told: ties_share
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros_like(X)
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    window = X[n, c, s * i:s * i + k, s * j:s * j + k].abs()
                    winners = (window == window.max()).to(X.dtype)
                    X_bar[n, c, s * i:s * i + k, s * j:s * j + k] += Y_bar[n, c, i, j] * winners / winners.sum()
    return X_bar

# %% wrong: The search starts with 0 as the largest value so far: in a window without a positive entry nothing beats it, a
# told: negative_alone_goes_first
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros_like(X)
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    largest = 0.0
                    best_r, best_q = s * i, s * j
                    for r in range(s * i, s * i + k):
                        for q in range(s * j, s * j + k):
                            if X[n, c, r, q] > largest:
                                largest = X[n, c, r, q]
                                best_r, best_q = r, q
                    X_bar[n, c, best_r, best_q] += Y_bar[n, c, i, j]
    return X_bar

# %% wrong: The number that argmax gives is taken apart in the wrong order: quotient and remainder are swapped, so row and
# told: turned_in_the_window
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros_like(X)
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    window = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    q, r = divmod(int(window.argmax()), k)
                    X_bar[n, c, s * i + r, s * j + q] += Y_bar[n, c, i, j]
    return X_bar

# %% wrong: The first row and the first column that hold the largest value are looked for separately. With equal entries t
# told: row_and_column_apart
import torch


def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, cols = Y_bar.shape
    X_bar = torch.zeros_like(X)
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    window = X[n, c, s * i:s * i + k, s * j:s * j + k]
                    r = int(window.amax(dim=1).argmax())
                    q = int(window.amax(dim=0).argmax())
                    X_bar[n, c, s * i + r, s * j + q] += Y_bar[n, c, i, j]
    return X_bar
