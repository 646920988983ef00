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
