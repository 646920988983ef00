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
