# %% right: Loops over images, channels and places.
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    Z[n, o, i, j] = (window * W[o]).sum() + b[o]
    return Z

# %% right: Loops over the weights.
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b[None, :, None, None]

# %% right: Index tables and einsum.
import torch


def conv2d(X, W, b, stride, padding, dilation):
    P = torch.nn.functional.pad(X, [padding] * 4)
    kh, kw = W.shape[-2:]
    rows = (P.shape[-2] - (kh - 1) * dilation - 1) // stride + 1
    cols = (P.shape[-1] - (kw - 1) * dilation - 1) // stride + 1
    r = (torch.arange(rows) * stride)[:, None] + torch.arange(kh) * dilation
    q = (torch.arange(cols) * stride)[:, None] + torch.arange(kw) * dilation
    patches = P[:, :, r[:, :, None, None], q[None, None]]
    return torch.einsum("ncrusv,ocuv->nors", patches, W) + b.view(1, -1, 1, 1)

# %% right: A kernel with zeros between its weights, then unfold.
import torch


def conv2d(X, W, b, stride, padding, dilation):
    O, C, kh, kw = W.shape
    big = torch.zeros(O, C, dilation * (kh - 1) + 1, dilation * (kw - 1) + 1, dtype=W.dtype)
    big[:, :, ::dilation, ::dilation] = W
    P = torch.nn.functional.pad(X, (padding,) * 4)
    patches = P.unfold(2, big.shape[2], stride).unfold(3, big.shape[3], stride)
    return torch.einsum("ncrsuv,ocuv->nors", patches, big) + b[:, None, None]

# %% right: im2col and a product of matrices.
import torch


def conv2d(X, W, b, stride, padding, dilation):
    O, C, kh, kw = W.shape
    H = (X.shape[2] + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    V = (X.shape[3] + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    col = torch.nn.functional.unfold(X, (kh, kw), dilation, padding, stride)
    out = W.reshape(O, -1) @ col
    return (out + b.reshape(1, O, 1)).reshape(X.shape[0], O, H, V)

# %% right: Channel by channel, with a check of the bounds.
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = b.reshape(1, O, 1, 1).repeat(N, 1, rows, cols)
    for i in range(rows):
        for j in range(cols):
            for u in range(kh):
                for v in range(kw):
                    r = i * stride + u * dilation - padding
                    q = j * stride + v * dilation - padding
                    if 0 <= r < H and 0 <= q < V:
                        Z[:, :, i, j] += X[:, :, r, q] @ W[:, :, u, v].T
    return Z

# %% wrong: A map for each input channel.
# told: channel_by_channel
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, C, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->nocij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return (Z + b[None, :, None, None, None]).reshape(N, O * C, rows, cols)

# %% wrong: The kernel turned round.
# told: mirrored
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    Z[n, o, i, j] = (window * W[o].flip(1, 2)).sum() + b[o]
    return Z

# %% wrong: The dilation forgotten.
# told: dilation_ignored
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + kh, q:q + kw]
                    Z[n, o, i, j] = (window * W[o]).sum() + b[o]
    return Z

# %% wrong: The dilation only in the size.
# told: dilation_in_the_size_alone
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + kh, q:q + kw]
                    Z[n, o, i, j] = (window * W[o]).sum() + b[o]
    return Z

# %% wrong: The stride only in the size.
# told: stride_in_the_size_alone
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i, j
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    Z[n, o, i, j] = (window * W[o]).sum() + b[o]
    return Z

# %% wrong: The stride forgotten.
# told: stride_ignored
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = (P.shape[2] - dilation * (kh - 1) - 1) + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) + u * dilation
            q = torch.arange(cols) + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b[None, :, None, None]

# %% wrong: The bias by the last axis.
# told: bias_along_columns
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b

# %% wrong: The bias for every weight.
# told: bias_for_each_tap
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v]) + b[None, :, None, None]
    return Z

# %% wrong: One place short.
# told: one_place_missing
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    Z[n, o, i, j] = (window * W[o]).sum() + b[o]
    return Z

# %% wrong: Padding on one side.
# told: padding_in_front
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, 0, padding, 0))
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b[None, :, None, None]

# %% wrong: Padding with the edge.
# told: frame_of_the_edge
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding), mode='replicate')
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b[None, :, None, None]

# %% wrong: No padding.
# told: padding_ignored
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = X
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b[None, :, None, None]

# %% wrong: The last channel alone.
# told: last_channel_alone
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    for c in range(C):
                        Z[n, o, i, j] = (window[c] * W[o, c]).sum() + b[o]
    return Z

# %% wrong: The bias for every channel.
# told: bias_for_each_channel
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    for c in range(C):
                        Z[n, o, i, j] += (window[c] * W[o, c]).sum() + b[o]
    return Z

# %% wrong: Channels last.
# told: channels_last
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = (P.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (P.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return (Z + b[None, :, None, None]).permute(0, 2, 3, 1)

# %% wrong: With torch's own layer.
# told: not allowed
import torch


def conv2d(X, W, b, stride, padding, dilation):
    return torch.nn.functional.conv2d(X, W, b, stride=stride, padding=padding, dilation=dilation)

# %% wrong: The kernel's height for its width.
# told: width_from_the_kernels_height
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    Z[n, o, i, j] = (window * W[o]).sum() + b[o]
    return Z

# %% wrong: Turned round and without bias.
# told: mirrored_with_no_bias
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.zeros(N, C, H + 2 * padding, V + 2 * padding, dtype=X.dtype)
    P[:, :, padding:padding + H, padding:padding + V] = X
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    r, q = i * stride, j * stride
                    window = P[n, :, r:r + dilation * (kh - 1) + 1:dilation, q:q + dilation * (kw - 1) + 1:dilation]
                    Z[n, o, i, j] = (window * W[o].flip(1, 2)).sum()
    return Z

# %% wrong: The result is rounded up.
# told: rounded_up_by_indices
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = -(-(P.shape[2] - dilation * (kh - 1) - 1) // stride) + 1
    cols = -(-(P.shape[3] - dilation * (kw - 1) - 1) // stride) + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * stride + u * dilation
            q = torch.arange(cols) * stride + v * dilation
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b[None, :, None, None]

# %% wrong: Stride and dilation exchanged.
# told: stride_and_dilation_exchanged
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    P = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    rows = (P.shape[2] - stride * (kh - 1) - 1) // dilation + 1
    cols = (P.shape[3] - stride * (kw - 1) - 1) // dilation + 1
    Z = torch.zeros(N, O, rows, cols, dtype=X.dtype)
    for u in range(kh):
        for v in range(kw):
            r = torch.arange(rows) * dilation + u * stride
            q = torch.arange(cols) * dilation + v * stride
            Z += torch.einsum("ncij,oc->noij", P[:, :, r][:, :, :, q], W[:, :, u, v])
    return Z + b[None, :, None, None]

# %% right: seven loops
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    x = X.tolist()
    w = W.tolist()
    bias = b.tolist()
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = (V + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for n in range(N):
        for o in range(O):
            for i in range(rows):
                for j in range(cols):
                    total = bias[o]
                    for c in range(C):
                        for u in range(kh):
                            # place in the image itself; outside of it there is the frame of zeros
                            r = i * stride + u * dilation - padding
                            if r < 0 or r >= H:
                                continue
                            for v in range(kw):
                                q = j * stride + v * dilation - padding
                                if 0 <= q < V:
                                    total += w[o][c][u][v] * x[n][c][r][q]
                    Z[n, o, i, j] = total
    return Z

# %% right: unfold einsum
import torch


def conv2d(X, W, b, stride, padding, dilation):
    kh, kw = W.shape[2:]
    p = padding
    N, C, H, V = X.shape
    P = X.new_zeros(N, C, H + 2 * p, V + 2 * p)
    P[:, :, p:H + p, p:V + p] = X
    windows = P.unfold(2, dilation * (kh - 1) + 1, stride).unfold(3, dilation * (kw - 1) + 1, stride)
    windows = windows[..., ::dilation, ::dilation]
    return torch.einsum("ncijuv,ocuv->noij", windows, W) + b[:, None, None]

# %% right: index tables
import torch


def places(length, k, s, d):
    """Table (number of places, k): which entries of an axis each window sees."""
    starts = torch.arange(0, length - d * (k - 1), s)
    return starts[:, None] + d * torch.arange(k)[None, :]


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    p = padding
    P = torch.cat([X.new_zeros(N, C, p, V), X, X.new_zeros(N, C, p, V)], dim=2)
    side = X.new_zeros(N, C, H + 2 * p, p)
    P = torch.cat([side, P, side], dim=3)
    I = places(H + 2 * p, W.shape[2], stride, dilation)
    J = places(V + 2 * p, W.shape[3], stride, dilation)
    seen = P[:, :, I[:, :, None, None], J[None, None, :, :]]      # (N, C, rows, kh, cols, kw)
    Z = torch.tensordot(seen, W, dims=([1, 3, 5], [1, 2, 3]))      # (N, rows, cols, O)
    return (Z + b).permute(0, 3, 1, 2).contiguous()

# %% wrong: Each output channel looks at one input channel only (number o modulo C) instead of adding up over all of them.
# told: one_channel_for_each_output
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    rows = (H + 2 * p - d * (kh - 1) - 1) // s + 1
    cols = (V + 2 * p - d * (kw - 1) - 1) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for o in range(O):
        c = o % C
        for i in range(rows):
            for j in range(cols):
                window = P[:, c, i * s:i * s + d * (kh - 1) + 1:d, j * s:j * s + d * (kw - 1) + 1:d]
                Z[:, o, i, j] = (window * W[o, c]).sum(dim=(1, 2)) + b[o]
    return Z

# %% wrong: Dilation is taken for an enlargement of the kernel: each weight is repeated d times and so covers the pixels t
# told: weights_repeated
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    eh, ew = d * (kh - 1) + 1, d * (kw - 1) + 1
    K = W.repeat_interleave(d, dim=2).repeat_interleave(d, dim=3)[:, :, :eh, :ew]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    rows = (H + 2 * p - eh) // s + 1
    cols = (V + 2 * p - ew) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for i in range(rows):
        for j in range(cols):
            window = P[:, :, i * s:i * s + eh, j * s:j * s + ew]
            Z[:, :, i, j] = torch.einsum("ncuv,ocuv->no", window, K) + b
    return Z

# %% wrong: The bias is added inside the loop over the input channels: it counts C times instead of once.
# told: bias_for_each_channel
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    rows = (H + 2 * p - d * (kh - 1) - 1) // s + 1
    cols = (V + 2 * p - d * (kw - 1) - 1) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for i in range(rows):
        for j in range(cols):
            window = P[:, :, i * s:i * s + d * (kh - 1) + 1:d, j * s:j * s + d * (kw - 1) + 1:d]
            for c in range(C):
                Z[:, :, i, j] += torch.einsum("nuv,ouv->no", window[:, c], W[:, c]) + b
    return Z

# %% wrong: The framed image has the right size, but the image lies in its upper left corner: all the zeros are below and 
# told: all_padding_behind
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, :H, :V] = X
    rows = (H + 2 * p - d * (kh - 1) - 1) // s + 1
    cols = (V + 2 * p - d * (kw - 1) - 1) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for i in range(rows):
        for j in range(cols):
            window = P[:, :, i * s:i * s + d * (kh - 1) + 1:d, j * s:j * s + d * (kw - 1) + 1:d]
            Z[:, :, i, j] = torch.einsum("ncuv,ocuv->no", window, W) + b
    return Z

# %% wrong: Two mistakes: the frame repeats the pixels at the edge instead of holding zeros, and the kernel is turned roun
# told: frame_of_the_edge_mirrored
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    r = torch.arange(-p, H + p).clamp(0, H - 1)
    q = torch.arange(-p, V + p).clamp(0, V - 1)
    P = X[:, :, r][:, :, :, q]
    K = W.flip(2, 3)
    rows = (H + 2 * p - d * (kh - 1) - 1) // s + 1
    cols = (V + 2 * p - d * (kw - 1) - 1) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for i in range(rows):
        for j in range(cols):
            window = P[:, :, i * s:i * s + d * (kh - 1) + 1:d, j * s:j * s + d * (kw - 1) + 1:d]
            Z[:, :, i, j] = torch.einsum("ncuv,ocuv->no", window, K) + b
    return Z

# %% wrong: Kernels of one pixel are treated apart, as a mixing of the channels; the padding is forgotten there, so the pl
# told: no_frame_for_one_pixel
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    if kh == 1 and kw == 1:
        return torch.einsum("nchv,oc->nohv", X[:, :, ::s, ::s], W[:, :, 0, 0]) + b[:, None, None]
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    rows = (H + 2 * p - d * (kh - 1) - 1) // s + 1
    cols = (V + 2 * p - d * (kw - 1) - 1) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for i in range(rows):
        for j in range(cols):
            window = P[:, :, i * s:i * s + d * (kh - 1) + 1:d, j * s:j * s + d * (kw - 1) + 1:d]
            Z[:, :, i, j] = torch.einsum("ncuv,ocuv->no", window, W) + b
    return Z

# %% wrong: A slip in the index: the column of the image moves with u (the row of the kernel) instead of v, so only a diag
# told: row_of_the_kernel_in_the_column
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    P = torch.zeros(N, C, H + 2 * p, V + 2 * p, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    rows = (H + 2 * p - d * (kh - 1) - 1) // s + 1
    cols = (V + 2 * p - d * (kw - 1) - 1) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for i in range(rows):
        for j in range(cols):
            for u in range(kh):
                for v in range(kw):
                    Z[:, :, i, j] += P[:, :, i * s + u * d, j * s + u * d] @ W[:, :, u, v].T
    return Z + b[None, :, None, None]

# %% wrong: The number of places is rounded up: where something is left over below or on the right, one more window that s
# told: filled_up_behind
import torch


def conv2d(X, W, b, stride, padding, dilation):
    N, C, H, V = X.shape
    O, _, kh, kw = W.shape
    s, p, d = stride, padding, dilation
    P = torch.zeros(N, C, H + 2 * p + s, V + 2 * p + s, dtype=torch.float64)
    P[:, :, p:p + H, p:p + V] = X
    free_rows = H + 2 * p - d * (kh - 1) - 1
    free_cols = V + 2 * p - d * (kw - 1) - 1
    rows = (free_rows + s - 1) // s + 1
    cols = (free_cols + s - 1) // s + 1
    Z = torch.zeros(N, O, rows, cols, dtype=torch.float64)
    for i in range(rows):
        for j in range(cols):
            window = P[:, :, i * s:i * s + d * (kh - 1) + 1:d, j * s:j * s + d * (kw - 1) + 1:d]
            Z[:, :, i, j] = torch.einsum("ncuv,ocuv->no", window, W) + b
    return Z
