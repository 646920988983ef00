# %% right: Loops over everything but channels in.
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return X_bar, W_bar, b_bar

# %% right: Patches by unfold.
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.sum(dim=(0, 2, 3))
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% right: unfold and fold.
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    O, C, kh, kw = W.shape
    g = Z_bar.reshape(Z_bar.shape[0], O, -1)
    col = torch.nn.functional.unfold(X, (kh, kw), padding=padding, stride=stride)
    W_bar = (g @ col.transpose(1, 2)).sum(0).view(O, C, kh, kw)
    X_bar = torch.nn.functional.fold(W.view(O, -1).T @ g, X.shape[2:], (kh, kw), padding=padding, stride=stride)
    return X_bar, W_bar, g.sum((0, 2))

# %% right: One weight at a time, with slices.
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    H, V = X.shape[2:]
    R, Q = Z_bar.shape[2:]
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar, W_bar = torch.zeros_like(P), torch.empty_like(W)
    for u in range(W.shape[2]):
        for v in range(W.shape[3]):
            sl = (slice(None), slice(None), slice(u, u + stride * (R - 1) + 1, stride),
                  slice(v, v + stride * (Q - 1) + 1, stride))
            W_bar[:, :, u, v] = torch.tensordot(Z_bar, P[sl], dims=([0, 2, 3], [0, 2, 3]))
            P_bar[sl] += torch.einsum("noij,oc->ncij", Z_bar, W[:, :, u, v])
    return P_bar[:, :, padding:H + padding, padding:V + padding], W_bar, Z_bar.sum((0, 2, 3))

# %% right: With a check of the bounds, without a frame.
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    H, V = X.shape[2:]
    X_bar, W_bar = torch.zeros_like(X), torch.zeros_like(W)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            g = Z_bar[:, :, i, j]
            for u in range(W.shape[2]):
                for v in range(W.shape[3]):
                    r, q = i * stride + u - padding, j * stride + v - padding
                    if 0 <= r < H and 0 <= q < V:
                        X_bar[:, :, r, q] += g @ W[:, :, u, v]
                        W_bar[:, :, u, v] += g.T @ X[:, :, r, q]
    return X_bar, W_bar, Z_bar.sum(3).sum(2).sum(0)

# %% right: The whole layer as one matrix.
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    R, Q = Z_bar.shape[2:]
    M = torch.zeros(O, R, Q, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    for i in range(R):
        for j in range(Q):
            M[:, i, j, :, i * stride:i * stride + kh, j * stride:j * stride + kw] = W
    P_bar = torch.einsum("noij,oijcrq->ncrq", Z_bar, M)
    P = torch.nn.functional.pad(X, (padding,) * 4)
    full = torch.einsum("noij,ncrq->oijcrq", Z_bar, P)
    W_bar = sum(full[:, i, j, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
                for i in range(R) for j in range(Q))
    return P_bar[:, :, padding:padding + H, padding:padding + V], W_bar, Z_bar.sum((0, 2, 3))

# %% wrong: Overlaps are set, not added.
# told: set_anew
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.sum(dim=(0, 2, 3))
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] = pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: The mirrored kernel in X_bar.
# told: mirrored_again
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o].flip(1, 2)
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return X_bar, W_bar, b_bar

# %% wrong: The frame is left on.
# told: with_frame
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar
    return X_bar, W_bar, b_bar

# %% wrong: Cut from the wrong corner.
# told: cut_behind
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, :H, :V]
    return X_bar, W_bar, b_bar

# %% wrong: W_bar averaged over the batch.
# told: w_bar_over_images_averaged
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches) / len(X)
    b_bar = Z_bar.sum(dim=(0, 2, 3))
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: W_bar and b_bar averaged over the batch.
# told: all_over_images_averaged
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches) / len(X)
    b_bar = Z_bar.sum(dim=(0, 2, 3)) / len(X)
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: b_bar only over the batch.
# told: b_bar_for_each_place
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.sum(0)
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: b_bar as a mean.
# told: b_bar_averaged
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.mean(dim=(0, 2, 3))
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: b_bar with its axes.
# told: b_bar_with_axes
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.sum(dim=(0, 2, 3), keepdim=True)
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: The stride is forgotten on the way back.
# told: no_stride
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i, j
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return X_bar, W_bar, b_bar

# %% wrong: W_bar is set anew at each place.
# told: w_bar_of_last_image_and_place
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] = g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return X_bar, W_bar, b_bar

# %% wrong: The frame is cut off with a minus.
# told: cut_by_minus_padding
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.sum(dim=(0, 2, 3))
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    return P_bar[:, :, padding:-padding, padding:-padding], W_bar, b_bar

# %% wrong: W_bar without the frame.
# told: w_bar_without_padding
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * X[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return X_bar, W_bar, b_bar

# %% wrong: The order of the results.
# told: x_bar_last
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return W_bar, b_bar, X_bar

# %% wrong: Only the last output channel reaches X.
# told: last_output_alone
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    if o == O - 1:
                        P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return X_bar, W_bar, b_bar

# %% wrong: By autograd.
# told: not allowed
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    X = X.detach().clone().requires_grad_()
    W = W.detach().clone().requires_grad_()
    P = torch.nn.functional.pad(X, (padding,) * 4)
    Z = torch.einsum("ncijuv,ocuv->noij", P.unfold(2, W.shape[2], stride).unfold(3, W.shape[3], stride), W)
    Z.backward(Z_bar)
    return X.grad, W.grad, Z_bar.sum((0, 2, 3))

# %% wrong: W_bar is turned round.
# told: w_bar_mirrored
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.sum(dim=(0, 2, 3))
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += pieces[:, :, i, j]
    W_bar = W_bar.flip(2, 3)
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: Overlaps are set, and b_bar is a mean.
# told: set_anew_with_b_bar_averaged
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    kh, kw = W.shape[2:]
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    patches = P.unfold(2, kh, stride).unfold(3, kw, stride)
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, patches)
    b_bar = Z_bar.mean(dim=(0, 2, 3))
    pieces = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    P_bar = torch.zeros_like(P)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            P_bar[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] = pieces[:, :, i, j]
    return P_bar[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]], W_bar, b_bar

# %% wrong: All three divided by the batch.
# told: three_averaged
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    P = torch.nn.functional.pad(X, (padding,) * 4)
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros(O, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = Z_bar[n, o, i, j]
                    r, q = i * stride, j * stride
                    W_bar[o] += g * P[n, :, r:r + kh, q:q + kw]
                    P_bar[n, :, r:r + kh, q:q + kw] += g * W[o]
                    b_bar[o] += g
    X_bar = P_bar[:, :, padding:padding + H, padding:padding + V]
    return X_bar / N, W_bar / N, b_bar / N

# %% right: all loops no frame
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2], Z_bar.shape[3]
    x, w, zb = X.tolist(), W.tolist(), Z_bar.tolist()
    xb = [[[[0.0] * V for _ in range(H)] for _ in range(C)] for _ in range(N)]
    wb = [[[[0.0] * kw for _ in range(kh)] for _ in range(C)] for _ in range(O)]
    bb = [0.0] * O
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    g = zb[n][o][i][j]
                    bb[o] += g
                    for c in range(C):
                        for u in range(kh):
                            r = i * stride + u - padding
                            if r < 0 or r >= H:
                                continue
                            for v in range(kw):
                                q = j * stride + v - padding
                                if q < 0 or q >= V:
                                    continue
                                wb[o][c][u][v] += g * x[n][c][r][q]
                                xb[n][c][r][q] += g * w[o][c][u][v]
    return (torch.tensor(xb, dtype=torch.float64), torch.tensor(wb, dtype=torch.float64),
            torch.tensor(bb, dtype=torch.float64))

# %% right: weight by weight
import torch
import torch.nn.functional as F

def conv2d_backward(X, W, Z_bar, stride, padding):
    p, (H, V), (rows, cols) = padding, X.shape[2:], Z_bar.shape[2:]
    P = F.pad(X, (p, p, p, p))
    P_bar, W_bar = torch.zeros_like(P), torch.zeros_like(W)
    for u in range(W.shape[2]):
        for v in range(W.shape[3]):
            at = (slice(None), slice(None), slice(u, u + (rows - 1) * stride + 1, stride),
                  slice(v, v + (cols - 1) * stride + 1, stride))
            W_bar[:, :, u, v] = torch.einsum("noij,ncij->oc", Z_bar, P[at])
            P_bar[at] += torch.einsum("noij,oc->ncij", Z_bar, W[:, :, u, v])
    return P_bar[:, :, p:p + H, p:p + V].clone(), W_bar, torch.einsum("noij->o", Z_bar)

# %% right: gather and index add
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    _, _, rows, cols = Z_bar.shape
    PH, PV = H + 2 * padding, V + 2 * padding
    P = torch.zeros(N, C, PH, PV, dtype=torch.float64)
    P[:, :, padding:padding + H, padding:padding + V] = X
    r = stride * torch.arange(rows)[:, None] + torch.arange(kh)[None, :]
    q = stride * torch.arange(cols)[:, None] + torch.arange(kw)[None, :]
    where = (r[:, :, None, None] * PV + q[None, None, :, :]).reshape(-1)
    windows = P.reshape(N, C, PH * PV)[:, :, where].reshape(N, C, rows, kh, cols, kw)
    W_bar = torch.einsum("noij,nciujv->ocuv", Z_bar, windows)
    pieces = torch.einsum("noij,ocuv->nciujv", Z_bar, W).reshape(N, C, -1)
    P_bar = torch.zeros(N, C, PH * PV, dtype=torch.float64).index_add(2, where, pieces)
    X_bar = P_bar.reshape(N, C, PH, PV)[:, :, padding:padding + H, padding:padding + V]
    b_bar = torch.stack([Z_bar[:, o].sum() for o in range(O)])
    return X_bar, W_bar, b_bar

# %% wrong: Where windows overlap the gradient of a pixel is overwritten by the last window; the gradients must add up.
# told: set_anew
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            r, q = i * s, j * s
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, r:r + kh, q:q + kw])
            P_bar[:, :, r:r + kh, q:q + kw] = torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: Divides the gradients of the weights and biases by the number of images; Z_bar holds such factors already.
# told: all_over_images_averaged
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            r, q = i * s, j * s
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, r:r + kh, q:q + kw]) / N
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(2, 3)).mean(dim=0)

# %% wrong: Cuts X_bar out of the framed gradient at the top left corner, so that with padding it is shifted by the frame.
# told: cut_behind
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            r, q = i * s, j * s
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, r:r + kh, q:q + kw])
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, :H, :V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: Turns the kernel round when it lays the gradient into the windows; that belongs to another way of writing the 
# told: mirrored_again
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    turned = W.flip(2, 3)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            r, q = i * s, j * s
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, r:r + kh, q:q + kw])
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", g, turned)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: Two mistakes: W_bar reads its windows without the stride, and b_bar is the mean over the places instead of the
# told: b_bar_over_places_averaged
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, i:i + kh, j:j + kw])
            r, q = i * s, j * s
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.mean(dim=(2, 3)).sum(dim=0)

# %% wrong: X_bar reaches only as far as the last window; the unseen pixels behind it get no entry instead of 0.
# told: x_bar_of_the_reached_part
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros(N, C, (rows - 1) * s + kh, (cols - 1) * s + kw, dtype=torch.float64)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            r, q = i * s, j * s
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, r:r + kh, q:q + kw])
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: Returns W_bar first and X_bar second; asked is (X_bar, W_bar, b_bar).
# told: first_two_exchanged
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            r, q = i * s, j * s
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, r:r + kh, q:q + kw])
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    b_bar = Z_bar.sum(dim=(0, 2, 3))
    X_bar = P_bar[:, :, p:p + H, p:p + V]
    return W_bar, X_bar, b_bar

# %% wrong: Cuts the frame off with p:-p; with padding 0 that is the empty slice 0:0, and X_bar has no entries.
# told: cut_by_minus_padding
import torch

def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2:]
    s, p = stride, padding
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            r, q = i * s, j * s
            W_bar += torch.einsum("no,ncuv->ocuv", g, P[:, :, r:r + kh, q:q + kw])
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:-p, p:-p], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% right: plain loops
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows, cols = Z_bar.shape[2], Z_bar.shape[3]
    x, w, g = X.tolist(), W.tolist(), Z_bar.tolist()
    x_bar = [[[[0.0] * V for _ in range(H)] for _ in range(C)] for _ in range(N)]
    w_bar = [[[[0.0] * kw for _ in range(kh)] for _ in range(C)] for _ in range(O)]
    b_bar = [0.0] * O
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    back = g[n][o][i][j]
                    b_bar[o] += back
                    for c in range(C):
                        for u in range(kh):
                            r = i * stride + u - padding
                            if not 0 <= r < H:
                                continue
                            for v in range(kw):
                                q = j * stride + v - padding
                                if not 0 <= q < V:
                                    continue
                                w_bar[o][c][u][v] += back * x[n][c][r][q]
                                x_bar[n][c][r][q] += back * w[o][c][u][v]
    make = lambda numbers: torch.tensor(numbers, dtype=torch.float64)
    return make(x_bar), make(w_bar), make(b_bar)

# %% right: index add
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    kh, kw = W.shape[2:]
    p = padding
    P = X.new_zeros(N, C, H + 2 * p, V + 2 * p)
    P[:, :, p:p + H, p:p + V] = X
    # numbers of the pixels that each window sees: (rows, cols, kh, kw)
    number = torch.arange((H + 2 * p) * (V + 2 * p)).reshape(H + 2 * p, V + 2 * p)
    number = number.unfold(0, kh, stride).unfold(1, kw, stride)
    seen = P.flatten(2)[:, :, number]
    W_bar = torch.einsum("noij,ncijuv->ocuv", Z_bar, seen)
    shares = torch.einsum("noij,ocuv->ncijuv", Z_bar, W)
    flat = X.new_zeros(N, C, P.shape[2] * P.shape[3])
    flat.index_add_(2, number.reshape(-1), shares.reshape(N, C, -1))
    X_bar = flat.reshape(P.shape)[:, :, p:p + H, p:p + V].clone()
    return X_bar, W_bar, torch.einsum("noij->o", Z_bar)

# %% right: weight by weight
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    (N, C, H, V), (O, _, kh, kw), (_, _, rows, cols) = X.shape, W.shape, Z_bar.shape
    P = torch.zeros((N, C, H + 2 * padding, V + 2 * padding), dtype=torch.float64)
    image = (..., slice(padding, padding + H), slice(padding, padding + V))
    P[image] = X
    P_bar, W_bar = torch.zeros_like(P), torch.empty_like(W)
    for u in range(kh):
        for v in range(kw):
            met = (..., slice(u, u + stride * (rows - 1) + 1, stride), slice(v, v + stride * (cols - 1) + 1, stride))
            W_bar[:, :, u, v] = torch.einsum("noij,ncij->oc", Z_bar, P[met])
            P_bar[met] += torch.einsum("noij,oc->ncij", Z_bar, W[:, :, u, v])
    return P_bar[image], W_bar, Z_bar.sum(3).sum(2).sum(0)

# %% wrong: "Backwards the kernel is turned round": it is turned while it is laid back onto the windows, where each weight
# told: mirrored_again
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    turned = W.flip(2, 3)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", g, window)
            P_bar[:, :, i * s:i * s + kh, j * s:j * s + kw] += torch.einsum("no,ocuv->ncuv", g, turned)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: Where windows overlap, the gradient of a pixel is divided by the number of windows that see it: an average, bu
# told: averaged_over_windows
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    seen = torch.zeros(H + 2 * p, V + 2 * p, dtype=torch.float64)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", g, window)
            P_bar[:, :, i * s:i * s + kh, j * s:j * s + kw] += torch.einsum("no,ocuv->ncuv", g, W)
            seen[i * s:i * s + kh, j * s:j * s + kw] += 1
    P_bar = P_bar / seen.clamp(min=1)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: With a stride above 1, X_bar is computed from a Z_bar that is enlarged by repeating its entries; between the p
# told: spread_with_copies
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", Z_bar[:, :, i, j], window)
    dense_rows = H + 2 * p - kh + 1
    dense_cols = V + 2 * p - kw + 1
    dense = Z_bar.repeat_interleave(s, dim=2).repeat_interleave(s, dim=3)[:, :, :dense_rows, :dense_cols]
    P_bar = torch.zeros_like(P)
    for r in range(dense_rows):
        for q in range(dense_cols):
            P_bar[:, :, r:r + kh, q:q + kw] += torch.einsum("no,ocuv->ncuv", dense[:, :, r, q], W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: The frame is removed only below and on the right: X_bar has the right shape but is shifted by the padding.
# told: cut_behind
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", g, window)
            P_bar[:, :, i * s:i * s + kh, j * s:j * s + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, :H, :V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: Two mistakes: W_bar and b_bar are divided by the number of images, and in X_bar a later window overwrites the 
# told: set_anew
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", g, window)
            P_bar[:, :, i * s:i * s + kh, j * s:j * s + kw] = torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar / N, Z_bar.sum(dim=(0, 2, 3)) / N

# %% wrong: The framed gradient is made only as large as the windows reach: pixels behind the last window have no entry at
# told: x_bar_of_the_reached_part
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros(N, C, (rows - 1) * s + kh, (cols - 1) * s + kw, dtype=torch.float64)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", g, window)
            P_bar[:, :, i * s:i * s + kh, j * s:j * s + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: W_bar is set back to zero inside the loop over the rows: only the places of the last row count.
# told: W_bar_of_last_row
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    for i in range(rows):
        W_bar = torch.zeros_like(W)
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", g, window)
            P_bar[:, :, i * s:i * s + kh, j * s:j * s + kw] += torch.einsum("no,ocuv->ncuv", g, W)
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))

# %% wrong: For X_bar the gradients of all output channels are added up first and multiplied with the sum of all kernels: 
# told: outputs_mixed
import torch


def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p = stride, padding
    rows, cols = Z_bar.shape[2:]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    P_bar = torch.zeros_like(P)
    W_bar = torch.zeros_like(W)
    for i in range(rows):
        for j in range(cols):
            g = Z_bar[:, :, i, j]
            window = P[:, :, i * s:i * s + kh, j * s:j * s + kw]
            W_bar += torch.einsum("no,ncuv->ocuv", g, window)
            P_bar[:, :, i * s:i * s + kh, j * s:j * s + kw] += g.sum(1)[:, None, None, None] * W.sum(0)[None]
    return P_bar[:, :, p:p + H, p:p + V], W_bar, Z_bar.sum(dim=(0, 2, 3))
