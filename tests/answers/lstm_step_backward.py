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
