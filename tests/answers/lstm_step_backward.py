# %% right: Line by line.
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% right: Stacked slopes.
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    c = cache
    cell = h_new_bar * c["o"] * (1 - c["tanh_c"].square()) + c_new_bar
    up = torch.stack([cell * c["g"], cell * c["c"], cell * c["i"], h_new_bar * c["tanh_c"]], 1)
    s = torch.stack([c["i"] * (1 - c["i"]), c["f"] * (1 - c["f"]), 1 - c["g"] ** 2, c["o"] * (1 - c["o"])], 1)
    z = (up * s).flatten(1)
    return z.matmul(c["W"]), z.matmul(c["U"]), cell * c["f"], z.t() @ c["x"], z.t() @ c["h"], z.sum(dim=0)

# %% right: einsum.
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c, i, f, g, o, t, W, U = cache.values()
    dc = c_new_bar + h_new_bar * o - h_new_bar * o * t * t
    z = torch.hstack([dc * g * (i - i ** 2), dc * c * (f - f ** 2), dc * i * (1 + g) * (1 - g), h_new_bar * t * (o - o ** 2)])
    return (torch.einsum("bo,oi->bi", z, W), torch.einsum("bo,oh->bh", z, U), dc * f,
            torch.einsum("bo,bi->oi", z, x), torch.einsum("bo,bh->oh", z, h), torch.einsum("bo->o", z))

# %% right: Row by row.
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    out = None
    for k in range(h_new_bar.shape[0]):
        v = {name: cache[name][k] for name in ("x", "h", "c", "i", "f", "g", "o", "tanh_c")}
        dc = c_new_bar[k] + h_new_bar[k] * v["o"] * (1 - v["tanh_c"] ** 2)
        z = torch.cat([dc * v["g"] * v["i"] * (1 - v["i"]), dc * v["c"] * v["f"] * (1 - v["f"]),
                       dc * v["i"] * (1 - v["g"] ** 2), h_new_bar[k] * v["tanh_c"] * v["o"] * (1 - v["o"])])
        row = [(z @ cache["W"])[None], (z @ cache["U"])[None], (dc * v["f"])[None],
               torch.outer(z, v["x"]), torch.outer(z, v["h"]), z]
        out = row if out is None else [torch.cat([p, q]) if n < 3 else p + q for n, (p, q) in enumerate(zip(out, row))]
    return tuple(out)

# %% right: Two ways apart, added at the end.
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    def through(dc, do):
        i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
        z = torch.cat([dc * g * i * (1 - i), dc * cache["c"] * f * (1 - f), dc * i * (1 - g * g), do * o * (1 - o)], 1)
        return [z @ cache["W"], z @ cache["U"], dc * f, z.mT @ cache["x"], z.mT @ cache["h"], z.sum(0)]

    zero = torch.zeros_like(c_new_bar)
    one = through(c_new_bar, zero)
    other = through(h_new_bar * cache["o"] * (1 - cache["tanh_c"] ** 2), h_new_bar * cache["tanh_c"])
    return tuple(p + q for p, q in zip(one, other))

# %% right: numpy.
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    import numpy as np
    v = {k: t.numpy() for k, t in cache.items()}
    hb, cb = h_new_bar.numpy(), c_new_bar.numpy()
    dc = cb + hb * v["o"] * (1 - v["tanh_c"] ** 2)
    z = np.concatenate([dc * v["g"] * v["i"] * (1 - v["i"]), dc * v["c"] * v["f"] * (1 - v["f"]),
                        dc * v["i"] * (1 - v["g"] ** 2), hb * v["tanh_c"] * v["o"] * (1 - v["o"])], 1)
    return tuple(torch.tensor(a) for a in (z @ v["W"], z @ v["U"], dc * v["f"], z.T @ v["x"], z.T @ v["h"], z.sum(0)))

# %% wrong: c_new_bar forgotten.
# told: c_new_bar_left_out
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Way through h forgotten.
# told: only_c_new_bar
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Slope of tanh forgotten.
# told: no_tanh_slope
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: o forgotten.
# told: no_o_before_the_cell
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: tanh slope without square.
# told: tanh_slope_not_squared
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: tanh again.
# told: tanh_of_the_tanh
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - torch.tanh(t) ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: 1 - c squared.
# told: old_cell_in_the_slope
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - cache["c"] ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: f gets the new cell.
# told: f_by_the_new_cell
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * (f * cache['c'] + i * g)
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: f gets tanh_c.
# told: f_by_the_tanh
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * t
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: o gets the cell.
# told: o_by_the_cell
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * (f * cache['c'] + i * g)
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: i and g factors exchanged.
# told: i_by_itself
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * i
    df = dc * cache["c"]
    dg = dc * g
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Gate slopes forgotten.
# told: no_gate_slopes
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di
    zf = df
    zg = dg * (1 - g ** 2)
    zo = do
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: All slopes forgotten.
# told: no_slopes_of_the_four
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di
    zf = df
    zg = dg
    zo = do
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Gate slopes like tanh.
# told: gate_slopes_like_tanh
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * (1 - i ** 2)
    zf = df * (1 - f ** 2)
    zg = dg * (1 - g ** 2)
    zo = do * (1 - o ** 2)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Candidate slope like a sigmoid.
# told: slope_of_g_like_a_sigmoid
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * g * (1 - g)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: No slope of the candidate.
# told: no_slope_of_g
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Slide's order.
# told: order_fiog
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zf, zi, zo, zg], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Order i, f, o, g.
# told: order_ifog
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zo, zg], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: c_bar without f.
# told: c_bar_without_f
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: c_bar from c_new_bar alone.
# told: c_bar_by_c_new_bar_alone
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = c_new_bar * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: h_bar with h_new_bar.
# told: h_bar_with_h_new_bar
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"] + h_new_bar
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: U_bar with the new state.
# told: U_bar_by_the_new_state
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ (o * t)
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: b_bar not summed.
# told: b_bar_for_each_row
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: b_bar mean.
# told: b_bar_averaged
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.mean(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Means in the weights.
# told: weights_averaged
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"] / len(z)
    U_bar = z.T @ cache["h"] / len(z)
    b_bar = z.mean(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: W_bar and U_bar transposed.
# told: W_bar_turned
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = cache["x"].T @ z
    U_bar = cache["h"].T @ z
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: c_bar before h_bar.
# told: cell_before_state
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, c_bar, h_bar, W_bar, U_bar, b_bar

# %% wrong: Parameters first.
# told: parameters_first
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return W_bar, U_bar, b_bar, x_bar, h_bar, c_bar

# %% wrong: Three results.
# told: three_alone
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar

# %% wrong: c_new_bar through o and tanh too.
# told: c_new_bar_through_the_tanh
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = (c_new_bar + h_new_bar) * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: o gets dc.
# told: o_by_the_total
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    do = dc * t
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Sigmoid of the gates again.
# told: sigmoid_of_the_gates
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * torch.sigmoid(i) * (1 - torch.sigmoid(i))
    zf = df * torch.sigmoid(f) * (1 - torch.sigmoid(f))
    zg = dg * (1 - g ** 2)
    zo = do * torch.sigmoid(o) * (1 - torch.sigmoid(o))
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: The gate o left out.
# told: block_o_missing
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, 0 * zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: x through U.
# told: x_bar_by_U
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["U"]
    h_bar = z @ cache["W"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: In place on c_new_bar.
# told: changed
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    c_new_bar += h_new_bar * o * (1 - t ** 2); dc = c_new_bar
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: In place on the cache.
# told: changed
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    cache["i"] *= 1 - i; zi = di * cache["i"]
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: A dict.
# told: values
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return {"x": x_bar, "h": h_bar, "c": c_bar, "W": W_bar, "U": U_bar, "b": b_bar}

# %% wrong: Two: c_new_bar forgotten, gate slopes like tanh.
# told: c_new_bar_left_out_with_gate_slopes_like_tanh
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * (1 - i ** 2)
    zf = df * (1 - f ** 2)
    zg = dg * (1 - g ** 2)
    zo = do * (1 - o ** 2)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Two: c_bar without f, b_bar mean.
# told: c_bar_without_f
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.mean(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Two: no tanh slope, slide's order i f o g.
# told: no_tanh_slope_with_order_ifog
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zo, zg], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Two: f gets the new cell, U_bar with the new state.
# told: f_by_the_new_cell_with_U_bar_by_the_new_state
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * (f * cache['c'] + i * g)
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ (o * t)
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Two: candidate slope like a sigmoid, h_bar with h_new_bar.
# told: slope_of_g_like_a_sigmoid_with_h_bar_with_h_new_bar
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * g * (1 - g)
    zo = do * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"] + h_new_bar
    c_bar = dc * f
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: Two: order, c_bar without f.
# told: order_figo_with_c_bar_without_f
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    do = h_new_bar * t
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    di = dc * g
    df = dc * cache["c"]
    dg = dc * i
    zi = di * i * (1 - i)
    zf = df * f * (1 - f)
    zg = dg * (1 - g ** 2)
    zo = do * o * (1 - o)
    z = torch.cat([zf, zi, zg, zo], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"]
    c_bar = dc
    W_bar = z.T @ cache["x"]
    U_bar = z.T @ cache["h"]
    b_bar = z.sum(0)
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% wrong: autograd.
# told: not allowed
import torch


def lstm_step_backward(h_new_bar, c_new_bar, cache):
    names = ("x", "h", "c", "W", "U")
    v = {n: cache[n].clone().requires_grad_() for n in names}
    z0 = torch.cat([cache["i"].logit(), cache["f"].logit(), cache["g"].atanh(), cache["o"].logit()], 1)
    b = torch.zeros(z0.shape[1], dtype=z0.dtype, requires_grad=True)
    lin = v["x"] @ v["W"].T + v["h"] @ v["U"].T + b
    i, f, g, o = (z0 + lin - lin.detach()).chunk(4, 1)
    c = f.sigmoid() * v["c"] + i.sigmoid() * g.tanh()
    h = o.sigmoid() * c.tanh()
    ((h * h_new_bar).sum() + (c * c_new_bar).sum()).backward()
    return tuple(v[n].grad for n in names) + (b.grad,)

# %% right: plain loops
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c, W, U = (cache[name] for name in ("x", "h", "c", "W", "U"))
    B, n_in = x.shape
    H = h.shape[1]
    x_bar = torch.zeros(B, n_in, dtype=torch.float64)
    h_bar = torch.zeros(B, H, dtype=torch.float64)
    c_bar = torch.zeros(B, H, dtype=torch.float64)
    W_bar = torch.zeros(4 * H, n_in, dtype=torch.float64)
    U_bar = torch.zeros(4 * H, H, dtype=torch.float64)
    b_bar = torch.zeros(4 * H, dtype=torch.float64)
    for n in range(B):
        for k in range(H):
            i = cache["i"][n, k]
            f = cache["f"][n, k]
            g = cache["g"][n, k]
            o = cache["o"][n, k]
            t = cache["tanh_c"][n, k]
            cell = c_new_bar[n, k] + h_new_bar[n, k] * o * (1 - t * t)
            c_bar[n, k] = cell * f
            sums = [cell * g * i * (1 - i),
                    cell * c[n, k] * f * (1 - f),
                    cell * i * (1 - g * g),
                    h_new_bar[n, k] * t * o * (1 - o)]
            for block in range(4):
                row = block * H + k
                s = sums[block]
                b_bar[row] += s
                for j in range(n_in):
                    W_bar[row, j] += s * x[n, j]
                    x_bar[n, j] += s * W[row, j]
                for j in range(H):
                    U_bar[row, j] += s * h[n, j]
                    h_bar[n, j] += s * U[row, j]
    return x_bar, h_bar, c_bar, W_bar, U_bar, b_bar

# %% right: einsum blocks
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c, i, f, g, o, tc, W, U = (
        cache[k] for k in ("x", "h", "c", "i", "f", "g", "o", "tanh_c", "W", "U"))
    D, H = x.shape[1], h.shape[1]
    cell = c_new_bar + h_new_bar * o * (1 - tc.square())
    bars = torch.stack([cell * g, cell * c, cell * i, h_new_bar * tc])
    slopes = torch.stack([i - i.square(), f - f.square(), 1 - g.square(), o - o.square()])
    z = bars * slopes                                   # (4, B, H)
    return (torch.einsum("knh,khd->nd", z, W.reshape(4, H, D)),
            torch.einsum("knh,khj->nj", z, U.reshape(4, H, H)),
            cell * f,
            torch.einsum("knh,nd->khd", z, x).reshape(4 * H, D),
            torch.einsum("knh,nj->khj", z, h).reshape(4 * H, H),
            torch.einsum("knh->kh", z).reshape(4 * H))

# %% right: recursion over rows
import torch

def one_row(hb, cb, row, W, U):
    x, h, c, i, f, g, o, t = row
    cell = cb + hb * o * (1 - t ** 2)
    z = torch.cat([cell * g * i * (1 - i), cell * c * f * (1 - f),
                   cell * i * (1 - g ** 2), hb * t * o * (1 - o)])
    return (W.T @ z)[None], (U.T @ z)[None], (cell * f)[None], torch.outer(z, x), torch.outer(z, h), z

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    names = ["x", "h", "c", "i", "f", "g", "o", "tanh_c"]
    W, U = cache["W"], cache["U"]
    B = h_new_bar.shape[0]
    if B == 1:
        return one_row(h_new_bar[0], c_new_bar[0], [cache[n][0] for n in names], W, U)
    m = B // 2
    parts = []
    for cut in (slice(0, m), slice(m, B)):
        smaller = {n: cache[n][cut] for n in names}
        smaller["W"], smaller["U"] = W, U
        parts.append(lstm_step_backward(h_new_bar[cut], c_new_bar[cut], smaller))
    first, second = parts
    rows = [torch.cat([p, q], dim=0) for p, q in zip(first[:3], second[:3])]
    sums = [p + q for p, q in zip(first[3:], second[3:])]
    return tuple(rows + sums)

# %% wrong: The adjoint of the new cell is c_new_bar alone: what reaches the cell through h_new is left out.
# told: only_c_new_bar
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    dc = c_new_bar
    di = dc * g * i * (1 - i)
    df = dc * c * f * (1 - f)
    dg = dc * i * (1 - g ** 2)
    do = h_new_bar * cache["tanh_c"] * o * (1 - o)
    dz = torch.cat([di, df, dg, do], dim=1)
    return dz @ cache["W"], dz @ cache["U"], dc * f, dz.T @ x, dz.T @ h, dz.sum(0)

# %% wrong: The adjoints of the gates are used as adjoints of the sums: the slopes of sigmoid and tanh are left out.
# told: no_slopes_of_the_four
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tc = cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - tc ** 2)
    i_bar = dc * g
    f_bar = dc * cache["c"]
    g_bar = dc * i
    o_bar = h_new_bar * tc
    z_bar = torch.cat([i_bar, f_bar, g_bar, o_bar], dim=1)
    x_bar = z_bar @ cache["W"]
    h_bar = z_bar @ cache["U"]
    return x_bar, h_bar, dc * f, z_bar.T @ cache["x"], z_bar.T @ cache["h"], z_bar.sum(dim=0)

# %% wrong: The candidate g gets the slope of a sigmoid, g (1 - g), instead of that of a tanh, 1 - g^2.
# told: slope_of_g_like_a_sigmoid
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tc = cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - tc ** 2)
    gates = torch.cat([i, f, g, o], dim=1)
    bars = torch.cat([dc * g, dc * cache["c"], dc * i, h_new_bar * tc], dim=1)
    dz = bars * gates * (1 - gates)
    return (dz @ cache["W"], dz @ cache["U"], dc * f,
            dz.T @ cache["x"], dz.T @ cache["h"], dz.sum(dim=0))

# %% wrong: W_bar, U_bar and b_bar are divided by B: means over the batch instead of sums.
# told: weights_averaged
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tc = cache["tanh_c"]
    B = x.shape[0]
    dc = c_new_bar + h_new_bar * o * (1 - tc ** 2)
    dz = torch.cat([dc * g * i * (1 - i),
                    dc * c * f * (1 - f),
                    dc * i * (1 - g ** 2),
                    h_new_bar * tc * o * (1 - o)], dim=1)
    W_bar = dz.T @ x / B
    U_bar = dz.T @ h / B
    b_bar = dz.mean(dim=0)
    return dz @ cache["W"], dz @ cache["U"], dc * f, W_bar, U_bar, b_bar

# %% wrong: Two mistakes: c_bar misses the forget gate f, and the adjoints are packed i, f, o, g instead of i, f, g, o.
# told: order_ifog_with_c_bar_without_f
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tc = cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - tc ** 2)
    zi = dc * g * i * (1 - i)
    zf = dc * c * f * (1 - f)
    zg = dc * i * (1 - g ** 2)
    zo = h_new_bar * tc * o * (1 - o)
    dz = torch.cat([zi, zf, zo, zg], dim=1)
    return dz @ cache["W"], dz @ cache["U"], dc, dz.T @ x, dz.T @ h, dz.sum(dim=0)

# %% wrong: If the old cell is 0 (first step), c_bar is set to 0; but the loss still moves with a cell that happens to be 
# told: c_bar_zero_for_a_cell_of_zero
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tc = cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - tc ** 2)
    dz = torch.cat([dc * g * i * (1 - i),
                    dc * c * f * (1 - f),
                    dc * i * (1 - g ** 2),
                    h_new_bar * tc * o * (1 - o)], dim=1)
    if torch.all(c == 0):
        c_bar = torch.zeros_like(c)
    else:
        c_bar = dc * f
    return dz @ cache["W"], dz @ cache["U"], c_bar, dz.T @ x, dz.T @ h, dz.sum(dim=0)

# %% wrong: Brackets are missing: h_new_bar * o * 1 - tanh_c^2 subtracts the square instead of multiplying with the slope.
# told: tanh_slope_without_brackets
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tc = cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * 1 - tc ** 2
    dz = torch.cat([dc * g * i * (1 - i),
                    dc * c * f * (1 - f),
                    dc * i * (1 - g ** 2),
                    h_new_bar * tc * o * (1 - o)], dim=1)
    return dz @ cache["W"], dz @ cache["U"], dc * f, dz.T @ x, dz.T @ h, dz.sum(dim=0)

# %% wrong: The values are right, but += writes into c_new_bar and so changes an argument in place.
# told: changed
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tc = cache["tanh_c"]
    dc = c_new_bar
    dc += h_new_bar * o * (1 - tc ** 2)
    dz = torch.cat([dc * g * i * (1 - i),
                    dc * c * f * (1 - f),
                    dc * i * (1 - g ** 2),
                    h_new_bar * tc * o * (1 - o)], dim=1)
    return dz @ cache["W"], dz @ cache["U"], dc * f, dz.T @ x, dz.T @ h, dz.sum(dim=0)

# %% right: plain loops
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"].tolist(), cache["h"].tolist(), cache["c"].tolist()
    i, f = cache["i"].tolist(), cache["f"].tolist()
    g, o = cache["g"].tolist(), cache["o"].tolist()
    t = cache["tanh_c"].tolist()
    W, U = cache["W"].tolist(), cache["U"].tolist()
    hb, cb = h_new_bar.tolist(), c_new_bar.tolist()
    B, hidden, n_in = len(x), len(h[0]), len(x[0])

    x_bar = [[0.0] * n_in for _ in range(B)]
    h_bar = [[0.0] * hidden for _ in range(B)]
    c_bar = [[0.0] * hidden for _ in range(B)]
    W_bar = [[0.0] * n_in for _ in range(4 * hidden)]
    U_bar = [[0.0] * hidden for _ in range(4 * hidden)]
    b_bar = [0.0] * (4 * hidden)

    for r in range(B):
        for j in range(hidden):
            cell = cb[r][j] + hb[r][j] * o[r][j] * (1 - t[r][j] * t[r][j])
            c_bar[r][j] = cell * f[r][j]
            four = [
                cell * g[r][j] * i[r][j] * (1 - i[r][j]),
                cell * c[r][j] * f[r][j] * (1 - f[r][j]),
                cell * i[r][j] * (1 - g[r][j] * g[r][j]),
                hb[r][j] * t[r][j] * o[r][j] * (1 - o[r][j]),
            ]
            for k in range(4):
                q = k * hidden + j
                b_bar[q] += four[k]
                for m in range(n_in):
                    W_bar[q][m] += four[k] * x[r][m]
                    x_bar[r][m] += four[k] * W[q][m]
                for m in range(hidden):
                    U_bar[q][m] += four[k] * h[r][m]
                    h_bar[r][m] += four[k] * U[q][m]
    return tuple(torch.tensor(v, dtype=torch.float64) for v in (x_bar, h_bar, c_bar, W_bar, U_bar, b_bar))

# %% right: einsum with block axis
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c, i, f, g, o, tanh_c, W, U = [cache[k] for k in "x h c i f g o tanh_c W U".split()]
    hidden = h.shape[1]
    cell = torch.einsum("bj,bj,bj->bj", h_new_bar, o, 1 - tanh_c.square()) + c_new_bar
    adjoint = torch.stack([cell * g, cell * c, cell * i, h_new_bar * tanh_c])
    slope = torch.stack([i - i * i, f - f * f, 1 - g * g, o - o * o])
    z = adjoint * slope
    x_bar = torch.einsum("kbj,kji->bi", z, W.reshape(4, hidden, -1))
    h_bar = torch.einsum("kbj,kjm->bm", z, U.reshape(4, hidden, hidden))
    W_bar = torch.einsum("kbj,bi->kji", z, x).reshape(W.shape)
    U_bar = torch.einsum("kbj,bm->kjm", z, h).reshape(U.shape)
    b_bar = torch.einsum("kbj->kj", z).reshape(4 * hidden)
    return x_bar, h_bar, cell * f, W_bar, U_bar, b_bar

# %% right: one wide matrix
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c, i, f, g, o, t, W, U = map(cache.get, ("x", "h", "c", "i", "f", "g", "o", "tanh_c", "W", "U"))
    k = c_new_bar + h_new_bar * o * (1 - t * t)
    z = torch.cat((k * g * i * (1 - i), k * c * f * (1 - f), k * i * (1 - g * g), h_new_bar * t * o * (1 - o)), 1)
    n = x.shape[1]
    v, M = z @ torch.cat((W, U), 1), z.T @ torch.cat((x, h), 1)
    return v[:, :n], v[:, n:], k * f, M[:, :n], M[:, n:], z.sum(0)

# %% wrong: The adjoint of o is made from the joint adjoint of the new cell; o stands in h_new alone, so h_new_bar belongs
# told: o_by_the_total
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c, W, U = (cache[k] for k in ("x", "h", "c", "W", "U"))
    i, f, g, o, t = (cache[k] for k in ("i", "f", "g", "o", "tanh_c"))
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    zi = dc * g * i * (1 - i)
    zf = dc * c * f * (1 - f)
    zg = dc * i * (1 - g ** 2)
    zo = dc * t * o * (1 - o)
    z = torch.cat([zi, zf, zg, zo], dim=1)
    return z @ W, z @ U, dc * f, z.T @ x, z.T @ h, z.sum(0)

# %% wrong: h_new_bar is added to h_bar as if the state had a direct line like the cell; the old state acts through the su
# told: h_bar_with_h_new_bar
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    cell = c_new_bar + h_new_bar * o * (1 - t * t)
    z = torch.cat([cell * g * i * (1 - i),
                   cell * c * f * (1 - f),
                   cell * i * (1 - g * g),
                   h_new_bar * t * o * (1 - o)], dim=1)
    x_bar = z @ cache["W"]
    h_bar = z @ cache["U"] + h_new_bar
    c_bar = cell * f
    return x_bar, h_bar, c_bar, z.T @ x, z.T @ h, z.sum(dim=0)

# %% wrong: The slope of the tanh between cell and state is taken at the old cell; it has to be taken at the new one.
# told: tanh_slope_at_the_old_cell
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    dc = c_new_bar + h_new_bar * o * (1 - torch.tanh(c) ** 2)
    di = dc * g
    df = dc * c
    dg = dc * i
    do = h_new_bar * cache["tanh_c"]
    z = torch.cat([di * i * (1 - i), df * f * (1 - f), dg * (1 - g ** 2), do * o * (1 - o)], dim=1)
    return z @ cache["W"], z @ cache["U"], dc * f, z.T @ x, z.T @ h, z.sum(dim=0)

# %% wrong: W_bar and U_bar are the outer product of two sums over the batch; it must be the sum of the outer products of 
# told: outer_of_sums
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    z = torch.cat([dc * g * i * (1 - i), dc * c * f * (1 - f),
                   dc * i * (1 - g ** 2), h_new_bar * t * o * (1 - o)], dim=1)
    b_bar = z.sum(dim=0)
    W_bar = torch.outer(b_bar, x.sum(dim=0))
    U_bar = torch.outer(b_bar, h.sum(dim=0))
    return z @ cache["W"], z @ cache["U"], dc * f, W_bar, U_bar, b_bar

# %% wrong: Two mistakes: g gets the slope of a sigmoid, and U_bar is made with the new state in place of the old one.
# told: slope_of_g_like_a_sigmoid_with_U_bar_by_the_new_state
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, c = cache["x"], cache["c"]
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    adj = torch.cat([dc * g, dc * c, dc * i, h_new_bar * t], dim=1)
    s = torch.cat([i, f, g, o], dim=1)
    z = adj * s * (1 - s)
    h_new = o * t
    return z @ cache["W"], z @ cache["U"], dc * f, z.T @ x, z.T @ h_new, z.sum(dim=0)

# %% wrong: If h and c are 0 it is taken for the first step and h_bar and c_bar are set to 0; a state of 0 has a derivativ
# told: nothing_at_zero
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    z = torch.cat([dc * g * i * (1 - i), dc * c * f * (1 - f),
                   dc * i * (1 - g ** 2), h_new_bar * t * o * (1 - o)], dim=1)
    if not h.any() and not c.any():
        h_bar = torch.zeros_like(h)
        c_bar = torch.zeros_like(c)
    else:
        h_bar = z @ cache["U"]
        c_bar = dc * f
    return z @ cache["W"], h_bar, c_bar, z.T @ x, z.T @ h, z.sum(dim=0)

# %% wrong: The brackets of 1 - tanh_c**2 are missing: the square is taken away from the whole adjoint of the cell.
# told: tanh_slope_without_brackets
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    i, f, g, o, t = cache["i"], cache["f"], cache["g"], cache["o"], cache["tanh_c"]
    dc = c_new_bar + h_new_bar * o * 1 - t ** 2
    z = torch.cat([dc * g * i * (1 - i), dc * c * f * (1 - f),
                   dc * i * (1 - g ** 2), h_new_bar * t * o * (1 - o)], dim=1)
    return z @ cache["W"], z @ cache["U"], dc * f, z.T @ x, z.T @ h, z.sum(dim=0)

# %% wrong: The results are right, but pop takes the tensors out of the dict: the argument cache is changed and empty afte
# told: changed
import torch

def lstm_step_backward(h_new_bar, c_new_bar, cache):
    x, h, c = cache.pop("x"), cache.pop("h"), cache.pop("c")
    i, f, g, o = cache.pop("i"), cache.pop("f"), cache.pop("g"), cache.pop("o")
    t, W, U = cache.pop("tanh_c"), cache.pop("W"), cache.pop("U")
    dc = c_new_bar + h_new_bar * o * (1 - t ** 2)
    z = torch.cat([dc * g * i * (1 - i), dc * c * f * (1 - f),
                   dc * i * (1 - g ** 2), h_new_bar * t * o * (1 - o)], dim=1)
    return z @ W, z @ U, dc * f, z.T @ x, z.T @ h, z.sum(dim=0)
