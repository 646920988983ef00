# %% right: Slices.
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% right: chunk.
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    xr, xz, xn = (x @ W.mT + b_in).chunk(3, 1)
    hr, hz, hn = (h @ U.mT + b_hidden).chunk(3, 1)
    r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
    n = (xn + r * hn).tanh()
    return n - z * n + z * h

# %% right: Linear functions.
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    gi = torch.nn.functional.linear(x, W, b_in)
    gh = torch.nn.functional.linear(h, U, b_hidden)
    i_r, i_z, i_n = torch.tensor_split(gi, 3, dim=1)
    h_r, h_z, h_n = torch.tensor_split(gh, 3, dim=1)
    reset = torch.sigmoid(i_r + h_r)
    update = torch.sigmoid(i_z + h_z)
    cand = torch.tanh(i_n + reset * h_n)
    return cand + update * (h - cand)

# %% right: Row by row.
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    d = h.shape[1]
    rows = []
    for q in range(len(x)):
        a = (W @ x[q] + b_in).reshape(3, d)
        s = (U @ h[q] + b_hidden).reshape(3, d)
        r = torch.sigmoid(a[0] + s[0])
        z = torch.sigmoid(a[1] + s[1])
        n = torch.tanh(a[2] + r * s[2])
        rows.append((1 - z) * n + z * h[q])
    return torch.stack(rows)

# %% right: numpy.
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    import numpy as np
    X, Hs, A, B, p, q = [t.numpy() for t in (x, h, W, U, b_in, b_hidden)]
    a = np.split(X @ A.T + p, 3, axis=1)
    s = np.split(Hs @ B.T + q, 3, axis=1)
    r = 1 / (1 + np.exp(-(a[0] + s[0])))
    z = 1 / (1 + np.exp(-(a[1] + s[1])))
    n = np.tanh(a[2] + r * s[2])
    return torch.from_numpy((1 - z) * n + z * Hs)

# %% right: The other sign of the gate: 1 - z is the sigmoid of minus the sum.
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    d = h.shape[1]
    r = torch.sigmoid(x @ W[:d].T + h @ U[:d].T + b_in[:d] + b_hidden[:d])
    s = x @ W[d:2 * d].T + h @ U[d:2 * d].T + b_in[d:2 * d] + b_hidden[d:2 * d]
    n = torch.tanh(x @ W[2 * d:].T + b_in[2 * d:] + r * (h @ U[2 * d:].T + b_hidden[2 * d:]))
    return torch.sigmoid(-s) * n + torch.sigmoid(s) * h

# %% wrong: z and 1 - z exchanged.
# told: mixture_turned_round
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return z * new + (1 - z) * h

# %% wrong: Reset before the product.
# told: reset_before_the_product
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + (r * h) @ U[2 * n:].T + b_hidden[2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Reset before the product, no bias.
# told: reset_before_the_product_and_bias
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + (r * h) @ U[2 * n:].T)
    return (1 - z) * new + z * h

# %% wrong: Candidate with a sigmoid.
# told: candidate_by_sigmoid
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.sigmoid(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Order z, r, n.
# told: order_zrn
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    z = torch.sigmoid(A[:, :n] + S[:, :n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Order n, r, z.
# told: order_nrz
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    z = torch.sigmoid(A[:, 2 * n:] + S[:, 2 * n:])
    new = torch.tanh(A[:, :n] + r * S[:, :n])
    return (1 - z) * new + z * h

# %% wrong: Order r, n, z.
# told: order_rnz
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, 2 * n:] + S[:, 2 * n:])
    new = torch.tanh(A[:, n:2 * n] + r * S[:, n:2 * n])
    return (1 - z) * new + z * h

# %% wrong: Bias outside the bracket.
# told: bias_outside_the_reset
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * (h @ U[2 * n:].T) + b_hidden[2 * n:])
    return (1 - z) * new + z * h

# %% wrong: r around everything.
# told: reset_of_everything
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(r * (A[:, 2 * n:] + S[:, 2 * n:]))
    return (1 - z) * new + z * h

# %% wrong: No reset.
# told: no_reset
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Old state in full.
# told: old_state_in_full
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + h

# %% wrong: Candidate in full.
# told: candidate_in_full
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return new + z * h

# %% wrong: Old state lost.
# told: old_state_lost
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new

# %% wrong: Candidate alone.
# told: candidate_alone
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return new

# %% wrong: No b_in.
# told: no_b_in
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: No b_hidden.
# told: no_b_hidden
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: No biases.
# told: no_bias
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T
    S = h @ U.T
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: b_in for both.
# told: b_in_twice
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_in
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Biases exchanged.
# told: biases_exchanged_in_the_candidate
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_hidden
    S = h @ U.T + b_in
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Gates with tanh.
# told: gates_by_tanh
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.tanh(A[:, :n] + S[:, :n])
    z = torch.tanh(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Gates bare.
# told: gates_bare
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = A[:, :n] + S[:, :n]
    z = A[:, n:2 * n] + S[:, n:2 * n]
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Candidate bare.
# told: candidate_bare
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = A[:, 2 * n:] + r * S[:, 2 * n:]
    return (1 - z) * new + z * h

# %% wrong: r for z in the mixture.
# told: mixed_by_r
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - r) * new + r * h

# %% wrong: 1 - r.
# told: reset_turned_round
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + (1 - r) * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: r on the input.
# told: reset_of_the_input
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(r * A[:, 2 * n:] + S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Interleaved.
# told: interleaved
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, 0::3] + S[:, 0::3])
    z = torch.sigmoid(A[:, 1::3] + S[:, 1::3])
    new = torch.tanh(A[:, 2::3] + r * S[:, 2::3])
    return (1 - z) * new + z * h

# %% wrong: Two results.
# told: twice
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    h = (1 - z) * new + z * h
    return h, h

# %% wrong: With the candidate.
# told: with_the_candidate
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h, new

# %% wrong: Reset after tanh.
# told: reset_after_tanh
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = r * torch.tanh(A[:, 2 * n:] + S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Gates without the state.
# told: gates_without_state
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n])
    z = torch.sigmoid(A[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: W and U exchanged.
# told: W_and_U_exchanged
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ U.T + b_in
    S = h @ W.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Reshape for transpose.
# told: reshaped
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.reshape(x.shape[1], -1) + b_in
    S = h @ U.reshape(n, -1) + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: tanh around the mixture.
# told: tanh_around_the_mixture
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return torch.tanh((1 - z) * new + z * h)

# %% wrong: float32.
# told: in_float32
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return ((1 - z) * new + z * h).float()

# %% wrong: In place.
# told: changed
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    h *= z; h += (1 - z) * new
    return h

# %% wrong: Two: exchanged mixture, reset before the product.
# told: mixture_turned_round_with_reset_before_the_product
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + (r * h) @ U[2 * n:].T + b_hidden[2 * n:])
    return z * new + (1 - z) * h

# %% wrong: Two: order z, r, n and no b_in.
# told: order_zrn_with_no_b_in
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    z = torch.sigmoid(A[:, :n] + S[:, :n])
    new = torch.tanh(A[:, 2 * n:] + r * S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Two: exchanged mixture, sigmoid candidate.
# told: mixture_turned_round_with_candidate_by_sigmoid
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.sigmoid(A[:, 2 * n:] + r * S[:, 2 * n:])
    return z * new + (1 - z) * h

# %% wrong: Two: bias outside, old state in full.
# told: old_state_in_full_with_bias_outside_the_reset
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + r * (h @ U[2 * n:].T) + b_hidden[2 * n:])
    return (1 - z) * new + h

# %% wrong: Two: no reset, no b_hidden.
# told: no_reset_with_no_b_hidden
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(A[:, 2 * n:] + S[:, 2 * n:])
    return (1 - z) * new + z * h

# %% wrong: Two: r around everything, candidate in full.
# told: candidate_in_full_with_reset_of_everything
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    n = h.shape[1]
    A = x @ W.T + b_in
    S = h @ U.T + b_hidden
    r = torch.sigmoid(A[:, :n] + S[:, :n])
    z = torch.sigmoid(A[:, n:2 * n] + S[:, n:2 * n])
    new = torch.tanh(r * (A[:, 2 * n:] + S[:, 2 * n:]))
    return new + z * h

# %% wrong: torch's cell.
# told: not allowed
import torch


def gru_step(x, h, W, U, b_in, b_hidden):
    cell = torch.nn.GRUCell(x.shape[1], h.shape[1], dtype=x.dtype)
    with torch.no_grad():
        for own, given in zip(cell.parameters(), (W, U, b_in, b_hidden)):
            own.copy_(given)
        return cell(x, h)

# %% right: plain python loops
import math
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    hidden = h.shape[1]
    xs, hs, Wl, Ul = x.tolist(), h.tolist(), W.tolist(), U.tolist()
    bi, bh = b_in.tolist(), b_hidden.tolist()

    def sigmoid(s):
        if s >= 0:
            return 1 / (1 + math.exp(-s))
        return math.exp(s) / (1 + math.exp(s))

    out = []
    for x_row, h_row in zip(xs, hs):
        def from_x(k):
            return sum(p * q for p, q in zip(Wl[k], x_row)) + bi[k]

        def from_h(k):
            return sum(p * q for p, q in zip(Ul[k], h_row)) + bh[k]

        new = []
        for k in range(hidden):
            r = sigmoid(from_x(k) + from_h(k))
            z = sigmoid(from_x(hidden + k) + from_h(hidden + k))
            n = math.tanh(from_x(2 * hidden + k) + r * from_h(2 * hidden + k))
            new.append((1 - z) * n + z * h_row[k])
        out.append(new)
    return torch.tensor(out, dtype=torch.float64)

# %% right: einsum blocks
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    D, H = x.shape[1], h.shape[1]
    gx = torch.einsum("khd,bd->kbh", W.reshape(3, H, D), x) + b_in.reshape(3, 1, H)
    gh = torch.einsum("khj,bj->kbh", U.reshape(3, H, H), h) + b_hidden.reshape(3, 1, H)
    r, z = torch.sigmoid(gx[:2] + gh[:2])
    n = torch.tanh(torch.addcmul(gx[2], r, gh[2]))
    return torch.lerp(n, h, z)

# %% right: very long way
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    hidden = h.shape[1]

    W_r = W[0:hidden]
    W_z = W[hidden:2 * hidden]
    W_n = W[2 * hidden:3 * hidden]
    U_r = U[0:hidden]
    U_z = U[hidden:2 * hidden]
    U_n = U[2 * hidden:3 * hidden]
    b_in_r = b_in[0:hidden]
    b_in_z = b_in[hidden:2 * hidden]
    b_in_n = b_in[2 * hidden:3 * hidden]
    b_hidden_r = b_hidden[0:hidden]
    b_hidden_z = b_hidden[hidden:2 * hidden]
    b_hidden_n = b_hidden[2 * hidden:3 * hidden]

    # columns instead of rows: one column for each sequence of the batch
    X = x.T
    S = h.T

    r = torch.sigmoid(W_r @ X + b_in_r[:, None] + U_r @ S + b_hidden_r[:, None])
    z = torch.sigmoid(W_z @ X + b_in_z[:, None] + U_z @ S + b_hidden_z[:, None])
    bracket = U_n @ S + b_hidden_n[:, None]
    n = torch.tanh(W_n @ X + b_in_n[:, None] + r * bracket)
    new = (1 - z) * n + z * S
    return new.T

# %% wrong: z is taken as the share of the candidate, (1 - z) h + z n, as in some books; here z is the share of the old st
# told: mixture_turned_round
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    xr, xz, xn = (x @ W.T + b_in).chunk(3, dim=1)
    hr, hz, hn = (h @ U.T + b_hidden).chunk(3, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * h + z * n

# %% wrong: The gate r is put on the old state before the product, U_n (r h), and not on the bracket after it.
# told: reset_before_the_product
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    H = h.shape[1]
    gx = x @ W.T + b_in
    gh = h @ U.T + b_hidden
    r = torch.sigmoid(gx[:, :H] + gh[:, :H])
    z = torch.sigmoid(gx[:, H:2 * H] + gh[:, H:2 * H])
    n = torch.tanh(gx[:, 2 * H:] + (r * h) @ U[2 * H:].T + b_hidden[2 * H:])
    return (1 - z) * n + z * h

# %% wrong: The bias b_hidden of the candidate stands outside the bracket, so r does not multiply it.
# told: bias_outside_the_reset
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    H = h.shape[1]
    gx = x @ W.T + b_in + b_hidden
    gh = h @ U.T
    r = torch.sigmoid(gx[:, :H] + gh[:, :H])
    z = torch.sigmoid(gx[:, H:2 * H] + gh[:, H:2 * H])
    n = torch.tanh(gx[:, 2 * H:] + r * gh[:, 2 * H:])
    return (1 - z) * n + z * h

# %% wrong: The blocks are unpacked in the order z, r, n instead of r, z, n.
# told: order_zrn
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    xz, xr, xn = (x @ W.T + b_in).chunk(3, dim=1)
    hz, hr, hn = (h @ U.T + b_hidden).chunk(3, dim=1)
    z = torch.sigmoid(xz + hz)
    r = torch.sigmoid(xr + hr)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * h

# %% wrong: Two mistakes: the candidate gets a sigmoid instead of tanh, and r multiplies the part from x as well.
# told: reset_of_everything_with_candidate_by_sigmoid
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    s = x @ W.T + b_in + h @ U.T + b_hidden
    sr, sz, sn = s.chunk(3, dim=1)
    r, z = torch.sigmoid(sr), torch.sigmoid(sz)
    n = torch.sigmoid(r * sn)
    return (1 - z) * n + z * h

# %% wrong: squeeze() at the end drops an axis when B or hidden is 1, so the shape is not (B, hidden).
# told: squeezed
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    H = h.shape[1]
    rows = []
    for x_row, h_row in zip(x, h):
        gx = W @ x_row + b_in
        gh = U @ h_row + b_hidden
        r = torch.sigmoid(gx[:H] + gh[:H])
        z = torch.sigmoid(gx[H:2 * H] + gh[H:2 * H])
        n = torch.tanh(gx[2 * H:] + r * gh[2 * H:])
        rows.append((1 - z) * n + z * h_row)
    return torch.stack(rows).squeeze()

# %% wrong: Brackets are missing in the mix: 1 - z * n + z * h instead of (1 - z) * n + z * h.
# told: one_less_z_without_brackets
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    xr, xz, xn = (x @ W.T + b_in).chunk(3, dim=1)
    hr, hz, hn = (h @ U.T + b_hidden).chunk(3, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return 1 - z * n + z * h

# %% wrong: The values are right, but *= and += write the new state into the argument h.
# told: changed
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    xr, xz, xn = (x @ W.T + b_in).chunk(3, dim=1)
    hr, hz, hn = (h @ U.T + b_hidden).chunk(3, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    h *= z
    h += (1 - z) * n
    return h

# %% right: plain numbers
import math
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    def sig(v):
        if v >= 0:
            return 1 / (1 + math.exp(-v))
        e = math.exp(v)
        return e / (1 + e)

    def dot(p, q):
        total = 0.0
        for s, t in zip(p, q):
            total += s * t
        return total

    Wl, Ul, bi, bh = W.tolist(), U.tolist(), b_in.tolist(), b_hidden.tolist()
    hidden = h.shape[1]
    rows = []
    for xv, hv in zip(x.tolist(), h.tolist()):
        row = []
        for j in range(hidden):
            jz = hidden + j
            jn = 2 * hidden + j
            r = sig(dot(Wl[j], xv) + bi[j] + dot(Ul[j], hv) + bh[j])
            z = sig(dot(Wl[jz], xv) + bi[jz] + dot(Ul[jz], hv) + bh[jz])
            n = math.tanh(dot(Wl[jn], xv) + bi[jn] + r * (dot(Ul[jn], hv) + bh[jn]))
            row.append((1 - z) * n + z * hv[j])
        rows.append(row)
    return torch.tensor(rows, dtype=torch.float64)

# %% right: einsum with block axis
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    hidden = h.shape[1]
    px = torch.einsum("kji,bi->kbj", W.reshape(3, hidden, x.shape[1]), x) + b_in.reshape(3, 1, hidden)
    ph = torch.einsum("kjm,bm->kbj", U.reshape(3, hidden, hidden), h) + b_hidden.reshape(3, 1, hidden)
    r, z = torch.sigmoid(px[:2] + ph[:2])
    n = torch.tanh(px[2] + r * ph[2])
    return torch.einsum("sbj,sbj->bj", torch.stack([1 - z, z]), torch.stack([n, h]))

# %% right: addmm and lerp
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    (a, b, c), (d, e, f) = torch.addmm(b_in, x, W.T).chunk(3, 1), torch.addmm(b_hidden, h, U.T).chunk(3, 1)
    return torch.lerp(torch.tanh(c + torch.sigmoid(a + d) * f), h, torch.sigmoid(b + e))

# %% wrong: The gate r resets the old state for good: the mixture takes z * (r * h) where the untouched h belongs.
# told: mixed_with_reset_state
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    xr, xz, xn = (x @ W.T + b_in).chunk(3, dim=1)
    hr, hz, hn = (h @ U.T + b_hidden).chunk(3, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * (r * h)

# %% wrong: The sum of the candidate is mixed with h first and tanh is put around the mixture, so the old state is squashe
# told: bare_candidate_and_tanh_around
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    k = h.shape[1]
    px = x @ W.T + b_in
    ph = h @ U.T + b_hidden
    r = torch.sigmoid(px[:, :k] + ph[:, :k])
    z = torch.sigmoid(px[:, k:2 * k] + ph[:, k:2 * k])
    s = px[:, 2 * k:] + r * ph[:, 2 * k:]
    return torch.tanh((1 - z) * s + z * h)

# %% wrong: The gate z is made from r * h; it sees the old state as it is, just as r does.
# told: z_sees_reset_state
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    Wr, Wz, Wn = W.chunk(3)
    Ur, Uz, Un = U.chunk(3)
    ir, iz, in_ = b_in.chunk(3)
    kr, kz, kn = b_hidden.chunk(3)
    r = torch.sigmoid(x @ Wr.T + ir + h @ Ur.T + kr)
    z = torch.sigmoid(x @ Wz.T + iz + (r * h) @ Uz.T + kz)
    n = torch.tanh(x @ Wn.T + in_ + r * (h @ Un.T + kn))
    return (1 - z) * n + z * h

# %% wrong: r and the bracket are multiplied as a dot product over the units; they have to be multiplied entry by entry.
# told: reset_as_dot_product
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    gx = (x @ W.T + b_in).chunk(3, dim=1)
    gh = (h @ U.T + b_hidden).chunk(3, dim=1)
    r = torch.sigmoid(gx[0] + gh[0])
    z = torch.sigmoid(gx[1] + gh[1])
    n = torch.tanh(gx[2] + (r * gh[2]).sum(dim=1, keepdim=True))
    return (1 - z) * n + z * h

# %% wrong: Two mistakes: the blocks are read in the order z, r, n, and in the candidate b_in and b_hidden have changed pl
# told: order_zrn_biases_exchanged
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    k = h.shape[1]
    xz, xr, xn = (x @ W.T).split(k, dim=1)
    hz, hr, hn = (h @ U.T).split(k, dim=1)
    both = b_in + b_hidden
    z = torch.sigmoid(xz + hz + both[:k])
    r = torch.sigmoid(xr + hr + both[k:2 * k])
    n = torch.tanh(xn + b_hidden[2 * k:] + r * (hn + b_in[2 * k:]))
    return (1 - z) * n + z * h

# %% wrong: Tells x and h apart by their width: for in = hidden the state gets W and b_in instead of U and b_hidden.
# told: matrix_by_width
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    def part(v):
        if v.shape[1] == W.shape[1]:
            return (v @ W.T + b_in).chunk(3, dim=1)
        return (v @ U.T + b_hidden).chunk(3, dim=1)

    xr, xz, xn = part(x)
    hr, hz, hn = part(h)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * h

# %% wrong: The name h is used again for the third block of the part from h, so the mixture no longer holds the old state.
# told: mixture_of_the_bracket
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    x_r, x_z, x = (x @ W.T + b_in).chunk(3, dim=1)
    h_r, h_z, h = (h @ U.T + b_hidden).chunk(3, dim=1)
    r = torch.sigmoid(x_r + h_r)
    z = torch.sigmoid(x_z + h_z)
    n = torch.tanh(x + r * h)
    return (1 - z) * n + z * h

# %% wrong: The old state is multiplied by z first, and the candidate is then made from z * h; it has to be made from h.
# told: candidate_from_faded_state
import torch

def gru_step(x, h, W, U, b_in, b_hidden):
    k = h.shape[1]
    gates = torch.sigmoid(x @ W[:2 * k].T + b_in[:2 * k] + h @ U[:2 * k].T + b_hidden[:2 * k])
    r, z = gates[:, :k], gates[:, k:]
    kept = z * h
    n = torch.tanh(x @ W[2 * k:].T + b_in[2 * k:] + r * (kept @ U[2 * k:].T + b_hidden[2 * k:]))
    return kept + (1 - z) * n
