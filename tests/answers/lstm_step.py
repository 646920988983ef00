# %% right: Slices of the sums.
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% right: chunk.
import torch


def lstm_step(x, h, c, W, U, b):
    a, k, m, s = (x.matmul(W.t()) + h.matmul(U.t()) + b).chunk(4, -1)
    cell = c * k.sigmoid() + a.sigmoid() * m.tanh()
    return s.sigmoid() * cell.tanh(), cell

# %% right: split and a list.
import torch


def lstm_step(x, h, c, W, U, b):
    gates = torch.split(torch.nn.functional.linear(x, W, b) + torch.nn.functional.linear(h, U), h.size(1), dim=1)
    i, f, o = [torch.sigmoid(gates[k]) for k in (0, 1, 3)]
    c2 = f.mul(c).add(i.mul(gates[2].tanh()))
    return [o * c2.tanh(), c2]

# %% right: Row by row.
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    hs, cs = [], []
    for r in range(x.shape[0]):
        z = W @ x[r] + U @ h[r] + b
        i, f, g, o = z.view(4, n)
        cell = torch.sigmoid(f) * c[r] + torch.sigmoid(i) * torch.tanh(g)
        cs.append(cell)
        hs.append(torch.sigmoid(o) * torch.tanh(cell))
    return torch.stack(hs), torch.stack(cs)

# %% right: numpy.
import torch


def lstm_step(x, h, c, W, U, b):
    import numpy as np
    X, Hs, C, A, B, bias = [t.numpy() for t in (x, h, c, W, U, b)]
    z = X @ A.T + Hs @ B.T + bias
    i, f, g, o = np.split(z, 4, axis=1)
    s = lambda v: 1 / (1 + np.exp(-v))
    cell = s(f) * C + s(i) * np.tanh(g)
    return torch.from_numpy(s(o) * np.tanh(cell)), torch.from_numpy(cell)

# %% right: Sigmoid from tanh.
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = torch.einsum("bi,oi->bo", x, W) + torch.einsum("bh,oh->bo", h, U) + b[None]
    sig = (1 + torch.tanh(z / 2)) / 2
    cell = sig[:, n:2 * n] * c + sig[:, :n] * torch.tanh(z[:, 2 * n:3 * n])
    return sig[:, 3 * n:] * torch.tanh(cell), cell

# %% wrong: Candidate with a sigmoid, as on the slide.
# told: candidate_by_sigmoid
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.sigmoid(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Sigmoid of the cell, as on the slide.
# told: shown_by_sigmoid
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.sigmoid(c_new)
    return h_new, c_new

# %% wrong: Sigmoid everywhere.
# told: sigmoid_everywhere
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.sigmoid(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.sigmoid(c_new)
    return h_new, c_new

# %% wrong: No tanh on the cell.
# told: shown_as_it_is
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * c_new
    return h_new, c_new

# %% wrong: i and f exchanged in the cell.
# told: order_figo
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = i * c + f * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: The slide's order f, i, o, c.
# told: order_fiog
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, n:2 * n])
    f = torch.sigmoid(z[:, :n])
    g = torch.tanh(z[:, 3 * n:])
    o = torch.sigmoid(z[:, 2 * n:3 * n])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Order i, f, o, g.
# told: order_ifog
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 3 * n:])
    o = torch.sigmoid(z[:, 2 * n:3 * n])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Order i, g, f, o.
# told: order_igfo
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, 2 * n:3 * n])
    g = torch.tanh(z[:, n:2 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Interleaved gates.
# told: interleaved
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, 0::4])
    f = torch.sigmoid(z[:, 1::4])
    g = torch.tanh(z[:, 2::4])
    o = torch.sigmoid(z[:, 3::4])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Old cell shown.
# told: shows_the_old_cell
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c)
    return h_new, c_new

# %% wrong: No bias.
# told: no_bias
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Bias twice.
# told: bias_twice
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + b + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: U meets the cell.
# told: cell_in_the_sums
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + c @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Nothing forgotten.
# told: nothing_forgotten
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Old cell lost.
# told: all_forgotten
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Candidate in full.
# told: written_in_full
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: h in the cell.
# told: f_on_the_state
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * h + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: 1 - f for i.
# told: coupled
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + (1 - f) * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Results exchanged.
# told: exchanged
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return c_new, h_new

# %% wrong: State alone.
# told: state_alone
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new

# %% wrong: Old cell given back.
# told: old_cell_back
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c

# %% wrong: Gates with tanh.
# told: gates_by_tanh
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.tanh(z[:, :n])
    f = torch.tanh(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.tanh(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Candidate bare.
# told: candidate_bare
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = z[:, 2 * n:3 * n]
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Gates bare.
# told: gates_bare
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = z[:, :n]
    f = z[:, n:2 * n]
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = z[:, 3 * n:]
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: No old state in the sums.
# told: no_state
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Output gate forgotten.
# told: no_output_gate
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = torch.tanh(c_new)
    return h_new, c_new

# %% wrong: tanh of o times c.
# told: tanh_around_both
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = torch.tanh(o * c_new)
    return h_new, c_new

# %% wrong: Stacked.
# told: stacked
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return torch.stack([h_new, c_new])

# %% wrong: Reshape for transpose.
# told: reshaped
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.reshape(x.shape[1], -1) + h @ U.reshape(n, -1) + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: f bracket around all.
# told: f_around_both
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * (c + i * g)
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: W and U exchanged.
# told: W_and_U_exchanged
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ U.T + h @ W.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: In place.
# told: changed
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c *= f; c += i * g; c_new = c
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: float.
# told: slip
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = (x @ W.T + h @ U.T + b).float()
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: torch's output form.
# told: state_twice
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, (h_new, c_new)

# %% wrong: Two: candidate sigmoid, i and f exchanged.
# told: candidate_by_sigmoid_with_order_figo
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.sigmoid(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = i * c + f * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Two: no tanh on the cell, results exchanged.
# told: shown_as_it_is_with_exchanged
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * c_new
    return c_new, h_new

# %% wrong: Two: slide's order, no bias.
# told: order_fiog_with_no_bias
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T
    i = torch.sigmoid(z[:, n:2 * n])
    f = torch.sigmoid(z[:, :n])
    g = torch.tanh(z[:, 3 * n:])
    o = torch.sigmoid(z[:, 2 * n:3 * n])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Two: nothing forgotten, old cell shown.
# told: shows_the_old_cell_with_nothing_forgotten
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = c + i * g
    h_new = o * torch.tanh(c)
    return h_new, c_new

# %% wrong: Two: U meets the cell, no tanh on the cell.
# told: shown_as_it_is_with_cell_in_the_sums
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + c @ U.T + b
    i = torch.sigmoid(z[:, :n])
    f = torch.sigmoid(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.sigmoid(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * c_new
    return h_new, c_new

# %% wrong: Two: gates with tanh, no bias.
# told: gates_by_tanh_with_no_bias
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = x @ W.T + h @ U.T
    i = torch.tanh(z[:, :n])
    f = torch.tanh(z[:, n:2 * n])
    g = torch.tanh(z[:, 2 * n:3 * n])
    o = torch.tanh(z[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: torch's cell.
# told: not allowed
import torch


def lstm_step(x, h, c, W, U, b):
    cell = torch.nn.LSTMCell(x.shape[1], h.shape[1], dtype=x.dtype)
    with torch.no_grad():
        cell.weight_ih.copy_(W)
        cell.weight_hh.copy_(U)
        cell.bias_ih.copy_(b)
        cell.bias_hh.zero_()
        return cell(x, (h, c))

# %% wrong: Each gate without its own rows.
# told: first_block_for_all
import torch


def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    W0, U0, b0 = W[:n], U[:n], b[:n]
    z = x @ W0.T + h @ U0.T + b0
    i = f = o = torch.sigmoid(z)
    c_new = f * c + i * torch.tanh(z)
    return o * torch.tanh(c_new), c_new

# %% right: plain loops
import torch

def lstm_step(x, h, c, W, U, b):
    batch, n_in = x.shape
    hidden = h.shape[1]
    h_new = torch.zeros(batch, hidden, dtype=torch.float64)
    c_new = torch.zeros(batch, hidden, dtype=torch.float64)
    for row in range(batch):
        for unit in range(hidden):
            sums = []
            for block in range(4):
                place = block * hidden + unit
                s = b[place].clone()
                for j in range(n_in):
                    s = s + W[place, j] * x[row, j]
                for j in range(hidden):
                    s = s + U[place, j] * h[row, j]
                sums.append(s)
            i = torch.sigmoid(sums[0])
            f = torch.sigmoid(sums[1])
            g = torch.tanh(sums[2])
            o = torch.sigmoid(sums[3])
            c_new[row, unit] = f * c[row, unit] + i * g
            h_new[row, unit] = o * torch.tanh(c_new[row, unit])
    return h_new, c_new

# %% right: einsum blocks
import torch

def lstm_step(x, h, c, W, U, b):
    hidden, n_in = h.shape[1], x.shape[1]
    W4 = W.reshape(4, hidden, n_in)
    U4 = U.reshape(4, hidden, hidden)
    b4 = b.reshape(4, 1, hidden)
    z = torch.einsum("khd,nd->knh", W4, x) + torch.einsum("khj,nj->knh", U4, h) + b4
    i, f, o = (torch.sigmoid(z[k]) for k in (0, 1, 3))
    g = torch.tanh(z[2])
    c_new = torch.addcmul(f * c, i, g)
    return o * torch.tanh(c_new), c_new

# %% right: compact concatenated
import torch

def lstm_step(x, h, c, W, U, b):
    i, f, g, o = (torch.cat([x, h], 1) @ torch.cat([W, U], 1).T + b).chunk(4, 1)
    return o.sigmoid() * (new := f.sigmoid() * c + i.sigmoid() * g.tanh()).tanh(), new

# %% wrong: The sums are made with the old cell c instead of the old state h.
# told: cell_in_the_sums
import torch

def lstm_step(x, h, c, W, U, b):
    z = x @ W.T + c @ U.T + b
    i, f, g, o = z.chunk(4, dim=1)
    i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
    g = torch.tanh(g)
    c_new = f * c + i * g
    return o * torch.tanh(c_new), c_new

# %% wrong: The cell is mixed as f c + (1 - f) g as in a GRU: the input gate i is not used at all.
# told: coupled
import torch

def lstm_step(x, h, c, W, U, b):
    z = x @ W.T + h @ U.T + b
    _, f, g, o = z.chunk(4, dim=1)
    f, g, o = f.sigmoid(), g.tanh(), o.sigmoid()
    c_new = f * c + (1 - f) * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: The blocks are unpacked in the order i, f, o, g instead of i, f, g, o.
# told: order_ifog
import torch

def lstm_step(x, h, c, W, U, b):
    H = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :H])
    f = torch.sigmoid(z[:, H:2 * H])
    o = torch.sigmoid(z[:, 2 * H:3 * H])
    g = torch.tanh(z[:, 3 * H:])
    c_new = f * c + i * g
    return o * torch.tanh(c_new), c_new

# %% wrong: The new state is o * c_new: the tanh around the new cell is missing.
# told: shown_as_it_is
import torch

def lstm_step(x, h, c, W, U, b):
    H = h.shape[1]
    z = x @ W.T + h @ U.T + b
    i = torch.sigmoid(z[:, :H])
    f = torch.sigmoid(z[:, H:2 * H])
    g = torch.tanh(z[:, 2 * H:3 * H])
    o = torch.sigmoid(z[:, 3 * H:])
    c_new = f * c + i * g
    h_new = o * c_new
    return h_new, c_new

# %% wrong: Two mistakes: the candidate g gets a sigmoid too, and the state shows the old cell c instead of c_new.
# told: candidate_by_sigmoid_with_shows_the_old_cell
import torch

def lstm_step(x, h, c, W, U, b):
    gates = torch.sigmoid(x @ W.T + h @ U.T + b)
    i, f, g, o = gates.chunk(4, dim=1)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c)
    return h_new, c_new

# %% wrong: For a batch of one row squeeze removes the batch axis: the results have shape (hidden,) instead of (1, hidden)
# told: slip
import torch

def lstm_step(x, h, c, W, U, b):
    z = (W @ x.T + U @ h.T + b[:, None]).T
    i, f, g, o = torch.chunk(z, 4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new.squeeze(0), c_new.squeeze(0)

# %% wrong: The two results are returned in the wrong order: (c_new, h_new).
# told: exchanged
import torch

def lstm_step(x, h, c, W, U, b):
    i, f, g, o = (x @ W.T + h @ U.T + b).chunk(4, dim=1)
    c_new = f.sigmoid() * c + i.sigmoid() * g.tanh()
    h_new = o.sigmoid() * c_new.tanh()
    return c_new, h_new

# %% wrong: The rows are read as i, f, g, o for each unit in turn, not as four blocks of hidden rows; right only for hidde
# told: interleaved
import torch

def lstm_step(x, h, c, W, U, b):
    B, H = h.shape
    z = (x @ W.T + h @ U.T + b).reshape(B, H, 4)
    i = torch.sigmoid(z[:, :, 0])
    f = torch.sigmoid(z[:, :, 1])
    g = torch.tanh(z[:, :, 2])
    o = torch.sigmoid(z[:, :, 3])
    c_new = f * c + i * g
    return o * torch.tanh(c_new), c_new

# %% right: plain numbers
import math
import torch

def lstm_step(x, h, c, W, U, b):
    def sig(v):
        if v >= 0:
            return 1 / (1 + math.exp(-v))
        e = math.exp(v)
        return e / (1 + e)

    X, H, C = x.tolist(), h.tolist(), c.tolist()
    Wl, Ul, bl = W.tolist(), U.tolist(), b.tolist()
    hidden = h.shape[1]
    h_rows, c_rows = [], []
    for r in range(len(X)):
        sums = []
        for q in range(4 * hidden):
            s = bl[q]
            for m in range(len(X[r])):
                s += Wl[q][m] * X[r][m]
            for m in range(hidden):
                s += Ul[q][m] * H[r][m]
            sums.append(s)
        h_row, c_row = [], []
        for j in range(hidden):
            i = sig(sums[j])
            f = sig(sums[hidden + j])
            g = math.tanh(sums[2 * hidden + j])
            o = sig(sums[3 * hidden + j])
            cell = f * C[r][j] + i * g
            c_row.append(cell)
            h_row.append(o * math.tanh(cell))
        h_rows.append(h_row)
        c_rows.append(c_row)
    return torch.tensor(h_rows, dtype=torch.float64), torch.tensor(c_rows, dtype=torch.float64)

# %% right: einsum with block axis
import torch

def lstm_step(x, h, c, W, U, b):
    n_in, hidden = x.shape[1], h.shape[1]
    z = torch.einsum("kji,bi->kbj", W.reshape(4, hidden, n_in), x)
    z = z + torch.einsum("kjm,bm->kbj", U.reshape(4, hidden, hidden), h)
    z = z + b.reshape(4, 1, hidden)
    i, f, o = torch.sigmoid(z[[0, 1, 3]])
    c_new = f * c + i * torch.tanh(z[2])
    return torch.tanh(c_new) * o, c_new

# %% right: one product
import torch

def lstm_step(x, h, c, W, U, b):
    i, f, g, o = (torch.cat([x, h], 1) @ torch.cat([W, U], 1).T + b).chunk(4, 1)
    k = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * k.tanh(), k

# %% wrong: The gate o is made after the cell and its U part looks at tanh(c_new); all four blocks have to look at the old
# told: output_gate_sees_new_cell
import torch

def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    s = x @ W[:3 * n].T + h @ U[:3 * n].T + b[:3 * n]
    i = torch.sigmoid(s[:, :n])
    f = torch.sigmoid(s[:, n:2 * n])
    g = torch.tanh(s[:, 2 * n:])
    c_new = f * c + i * g
    shown = torch.tanh(c_new)
    o = torch.sigmoid(x @ W[3 * n:].T + shown @ U[3 * n:].T + b[3 * n:])
    return o * shown, c_new

# %% wrong: The gates are rounded to open (1) or closed (0); a gate is the sigmoid itself and may be half open.
# told: gates_rounded
import torch

def lstm_step(x, h, c, W, U, b):
    s = x @ W.T + h @ U.T + b
    i, f, g, o = s.chunk(4, dim=1)
    i = (torch.sigmoid(i) > 0.5).double()
    f = (torch.sigmoid(f) > 0.5).double()
    o = (torch.sigmoid(o) > 0.5).double()
    c_new = f * c + i * torch.tanh(g)
    return o * torch.tanh(c_new), c_new

# %% wrong: Adds 1 to the bias of the gate f, a trick for starting values that does not belong to the step.
# told: one_in_the_forget_gate
import torch

def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    s = x @ W.T + h @ U.T + b
    i = torch.sigmoid(s[:, 0:n])
    f = torch.sigmoid(s[:, n:2 * n] + 1.0)
    g = torch.tanh(s[:, 2 * n:3 * n])
    o = torch.sigmoid(s[:, 3 * n:])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: Reads the rows as i, f, g, o of unit 1, then i, f, g, o of unit 2: the blocks are packed one after the other, 
# told: interleaved
import torch

def lstm_step(x, h, c, W, U, b):
    B, n = h.shape
    s = (x @ W.T + h @ U.T + b).reshape(B, n, 4)
    i = torch.sigmoid(s[..., 0])
    f = torch.sigmoid(s[..., 1])
    g = torch.tanh(s[..., 2])
    o = torch.sigmoid(s[..., 3])
    c_new = f * c + i * g
    return o * torch.tanh(c_new), c_new

# %% wrong: Two mistakes: the cell is kept after the tanh instead of before it, and b is counted once for x and once for h
# told: cell_kept_as_tanh_bias_twice
import torch

def lstm_step(x, h, c, W, U, b):
    part_x = x @ W.T + b
    part_h = h @ U.T + b
    i, f, g, o = (part_x + part_h).chunk(4, dim=1)
    c_new = torch.tanh(torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g))
    h_new = torch.sigmoid(o) * c_new
    return h_new, c_new

# %% wrong: squeeze() takes away the axis of a single hidden unit: (B,) times (B, 1) becomes (B, B) for hidden = 1 and B >
# told: blocks_squeezed
import torch

def lstm_step(x, h, c, W, U, b):
    hidden = h.shape[1]
    s = x @ W.T + h @ U.T + b
    i, f, g, o = [block.squeeze() for block in s.split(hidden, dim=1)]
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: The line of g was copied from f and its U slice was not changed: g is made with the U block of f.
# told: g_with_U_of_f
import torch

def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    i = torch.sigmoid(x @ W[0:n].T + h @ U[0:n].T + b[0:n])
    f = torch.sigmoid(x @ W[n:2*n].T + h @ U[n:2*n].T + b[n:2*n])
    g = torch.tanh(x @ W[2*n:3*n].T + h @ U[n:2*n].T + b[2*n:3*n])
    o = torch.sigmoid(x @ W[3*n:4*n].T + h @ U[3*n:4*n].T + b[3*n:4*n])
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new

# %% wrong: The rows of the batch are taken for time steps: each row goes on from the state and cell of the row before it.
# told: rows_as_time
import torch

def lstm_step(x, h, c, W, U, b):
    hk, ck = h[0], c[0]
    hs, cs = [], []
    for row in x:
        i, f, g, o = (W @ row + U @ hk + b).chunk(4)
        ck = torch.sigmoid(f) * ck + torch.sigmoid(i) * torch.tanh(g)
        hk = torch.sigmoid(o) * torch.tanh(ck)
        hs.append(hk)
        cs.append(ck)
    return torch.stack(hs), torch.stack(cs)
