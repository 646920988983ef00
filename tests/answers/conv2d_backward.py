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
