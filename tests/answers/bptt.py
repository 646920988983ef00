# %% right: Every path by itself.
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% right: From behind, like backward.
import torch


def bptt(w, u, a, c, x, h0):
    hs = [h0]
    for v in x[:-1].tolist():
        hs.append(float(torch.tanh(torch.tensor(u * v + w * hs[-1], dtype=torch.float64))))
    h_bar, w_bar = a, 0.0
    for k in reversed(range(1, len(hs))):
        z_bar = h_bar * (1 - hs[k] * hs[k])
        w_bar += z_bar * hs[k - 1]
        h_bar = z_bar * w
    return w_bar

# %% right: Tangent along with the state.
import torch


def bptt(w, u, a, c, x, h0):
    h, d = h0, 0.0
    for k in range(len(x) - 1):
        h_next = torch.tanh(u * x[k] + w * h)
        d = (1 - h_next ** 2) * (h + w * d)
        h = h_next
    return a * d

# %% right: numpy with cumprod.
import torch


def bptt(w, u, a, c, x, h0):
    import numpy as np
    xs = x.numpy()
    h = [h0]
    for v in xs[:-1]:
        h.append(np.tanh(u * v + w * h[-1]))
    h = np.array(h)
    s = 1 - h[1:] ** 2
    if len(s) == 0:
        return 0.0
    back = np.concatenate([np.cumprod((w * s)[::-1])[::-1][1:], [1.0]])
    return float(a * np.sum(back * s * h[:-1]))

# %% right: Recursion.
import torch


def bptt(w, u, a, c, x, h0):
    def state(k):
        if k == 0:
            return h0, 0.0
        h, d = state(k - 1)
        new = float(torch.tanh(u * x[k - 1] + w * h))
        return new, (1 - new ** 2) * (h + w * d)

    return a * state(len(x) - 1)[1]

# %% right: Dual numbers as pairs in a tensor.
import torch


def bptt(w, u, a, c, x, h0):
    v = torch.tensor([h0, 0.0], dtype=torch.float64)
    for k in range(1, x.shape[0]):
        z = torch.stack([u * x[k - 1] + w * v[0], v[0] + w * v[1]])
        v = torch.stack([z[0].tanh(), z[1] / z[0].cosh() ** 2])
    return v[1] * a

# %% wrong: Own step's factor too.
# told: one_factor_too_many_in_every_term
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Only the last step.
# told: only_the_last_step
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(max(1, t - 1), t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: All products 1.
# told: products_of_one
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            pass
        total = total + a * term
    return total

# %% wrong: h_k in the immediate term.
# told: immediate_by_own_state
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: No w on the way back.
# told: carry_without_w
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Slopes missing on the way back.
# told: carry_without_slope
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w
        total = total + a * term
    return total

# %% wrong: u for w on the way back.
# told: carry_with_u
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * u * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: No square in the slope.
# told: slope_not_squared
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k]) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j])
        total = total + a * term
    return total

# %% wrong: Sigmoid slope.
# told: slope_of_sigmoid
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = h[k] * (1 - h[k]) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * h[j] * (1 - h[j])
        total = total + a * term
    return total

# %% wrong: a missing.
# told: a_left_out
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + term
    return total

# %% wrong: c for a.
# told: c_for_a
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + c * term
    return total

# %% wrong: c x_t added.
# told: direct_input
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total + c * x[-1]

# %% wrong: Derivative with respect to u.
# told: by_u
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * x[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: No state in the immediate term.
# told: immediate_without_state
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2)
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: No slope in the immediate term.
# told: immediate_without_slope
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Step t as well.
# told: steps_to_t
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t + 1):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t + 1):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t + 1):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Inputs shifted by one.
# told: inputs_one_late
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: h0 as 0.
# told: start_at_zero
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(0.0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: First step left out.
# told: first_step_missing
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(2, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Mean of the contributions.
# told: averaged
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total / max(1, t - 1)

# %% wrong: A list of contributions.
# told: as_a_list
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = []
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total.append(a * term)
    return total

# %% wrong: y as well.
# told: with_output
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return a * h[t - 1] + c * x[-1], total

# %% wrong: Opposite sign.
# told: negative
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return -total

# %% wrong: One factor only.
# told: one_factor_each
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, min(k + 2, t)):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: tanh once more in the slope.
# told: slope_of_tanh_again
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - torch.tanh(h[k]) ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - torch.tanh(h[j]) ** 2)
        total = total + a * term
    return total

# %% wrong: Slope of the state before.
# told: slope_of_state_before
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k - 1] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j - 1] ** 2)
        total = total + a * term
    return total

# %% wrong: The states without tanh.
# told: linear
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(u * x[k - 1] + w * h[k - 1])
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: An axis.
# told: with_an_axis
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total.reshape(1)

# %% wrong: Product of all slopes, the earlier ones.
# told: factors_before
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(1, k):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Two: only the last step, no a.
# told: only_the_last_step_with_a_left_out
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(max(1, t - 1), t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k + 1, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + term
    return total

# %% wrong: Two: h_k in the immediate term, no w back.
# told: carry_without_w_with_immediate_by_own_state
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k]
        for j in range(k + 1, t):
            term = term * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Two: slope without square, products 1.
# told: products_of_one_with_slope_not_squared
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k]) * h[k - 1]
        for j in range(k + 1, t):
            pass
        total = total + a * term
    return total

# %% wrong: Two: own factor too, h0 as 0.
# told: one_factor_too_many_in_every_term_with_start_at_zero
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(0.0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = (1 - h[k] ** 2) * h[k - 1]
        for j in range(k, t):
            term = term * w * (1 - h[j] ** 2)
        total = total + a * term
    return total

# %% wrong: Two: with respect to u, sigmoid slope.
# told: by_u_with_slope_of_sigmoid
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(1, t):
        term = h[k] * (1 - h[k]) * x[k - 1]
        for j in range(k + 1, t):
            term = term * w * h[j] * (1 - h[j])
        total = total + a * term
    return total

# %% wrong: The slide's last product, up to t - 1.
# told: product_to_t_minus_1
import torch


def bptt(w, u, a, c, x, h0):
    t = len(x)
    h = [torch.tensor(h0, dtype=torch.float64)]
    for k in range(1, t + 1):
        h.append(torch.tanh(u * x[k - 1] + w * h[k - 1]))
    total = 0.0
    for k in range(1, t):
        prod = 1.0
        for tau in range(k, t):
            prod = prod * w * (1 - h[tau + 1] ** 2)
        total = total + a * prod * (1 - h[k] ** 2) * h[k - 1]
    return total

# %% wrong: Central difference.
# told: by_a_small_step
import torch


def bptt(w, u, a, c, x, h0):
    def f(w):
        h = torch.tensor(h0, dtype=torch.float64)
        for xk in x[:-1]:
            h = torch.tanh(u * xk + w * h)
        return a * h + c * x[-1]

    e = 1e-6
    return (f(w + e) - f(w - e)) / (2 * e)

# %% wrong: autograd.
# told: not allowed
import torch


def bptt(w, u, a, c, x, h0):
    W = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    h = torch.tensor(h0, dtype=torch.float64)
    for xk in x[:-1]:
        h = torch.tanh(u * xk + W * h)
    (a * h + c * x[-1]).backward()
    return W.grad

# %% wrong: Prints.
# told: slip
import torch


def bptt(w, u, a, c, x, h0):
    h, d = h0, 0.0
    for k in range(len(x) - 1):
        h_next = torch.tanh(u * x[k] + w * h)
        d = (1 - h_next ** 2) * (h + w * d)
        h = h_next
    print(a * d)

# %% wrong: The old tangent is forgotten.
# told: products_of_one
import torch


def bptt(w, u, a, c, x, h0):
    h, d = h0, 0.0
    for k in range(len(x) - 1):
        h_next = torch.tanh(u * x[k] + w * h)
        d = d + (1 - h_next ** 2) * h
        h = h_next
    return a * d

# %% wrong: Tangent with the new state.
# told: immediate_by_own_state
import torch


def bptt(w, u, a, c, x, h0):
    h, d = h0, 0.0
    for k in range(len(x) - 1):
        h = torch.tanh(u * x[k] + w * h)
        d = (1 - h ** 2) * (h + w * d)
    return a * d

# %% right: reduce pairs
import math
from functools import reduce
import torch

def bptt(w, u, a, c, x, h0):
    def step(pair, x_k):
        h, dh = pair
        new = math.tanh(u * x_k + w * h)
        return new, (1 - new * new) * (h + w * dh)
    return a * reduce(step, x.tolist()[:-1], (h0, 0.0))[1]

# %% right: one walk per copy
import torch

def bptt(w, u, a, c, x, h0):
    # the states h_0 ... h_{t-1}
    t = x.shape[0]
    states = [torch.tensor(float(h0), dtype=torch.float64)]
    for k in range(1, t):
        states.append(torch.tanh(u * x[k - 1] + w * states[k - 1]))

    # every copy of w has its own walk to the output
    contributions = []
    for own in range(1, t):
        movement = (1 - states[own] ** 2) * states[own - 1]
        for later in range(own + 1, t):
            movement = movement * w
            movement = movement * (1 - states[later] ** 2)
        movement = movement * a
        contributions.append(movement)

    result = torch.tensor(0.0, dtype=torch.float64)
    for contribution in contributions:
        result = result + contribution
    return result

# %% right: triangular system
import torch

def bptt(w, u, a, c, x, h0):
    n = x.shape[0] - 1
    if n == 0:
        return torch.zeros((), dtype=torch.float64)
    h = torch.zeros(n + 1, dtype=torch.float64)
    h[0] = h0
    for k in range(n):
        h[k + 1] = torch.tanh(u * x[k] + w * h[k])
    slope = 1 - h[1:] ** 2
    # d_k - w slope_k d_{k-1} = slope_k h_{k-1}
    M = torch.eye(n, dtype=torch.float64)
    for k in range(1, n):
        M[k, k - 1] = -w * slope[k]
    d = torch.linalg.solve_triangular(M, (slope * h[:-1]).unsqueeze(1), upper=False)
    return a * d[-1, 0]

# %% wrong: Only the last use of w is counted: the older state is treated as if it did not depend on w.
# told: only_the_last_step
import torch

def bptt(w, u, a, c, x, h0):
    h_prev, h = h0, h0
    for k in range(len(x) - 1):
        h_prev = h
        h = torch.tanh(u * x[k] + w * h_prev)
    if len(x) == 1:
        return 0.0
    return a * (1 - h ** 2) * h_prev

# %% wrong: Each copy's own movement is added up, but it is not passed through the later steps to the output.
# told: products_of_one
import torch

def bptt(w, u, a, c, x, h0):
    h = h0
    total = 0.0
    for k in range(len(x) - 1):
        h_new = torch.tanh(u * x[k] + w * h)
        total = total + a * (1 - h_new ** 2) * h
        h = h_new
    return total

# %% wrong: The movement passes through a later step with the slope alone: the factor w is missing.
# told: carry_without_w
import torch

def bptt(w, u, a, c, x, h0):
    h, dh = h0, 0.0
    for x_k in x[:-1]:
        h_new = torch.tanh(u * x_k + w * h)
        dh = (1 - h_new ** 2) * (h + dh)
        h = h_new
    return a * dh

# %% wrong: The slope is taken as 1 - z^2 with the sum z before the tanh, instead of 1 - tanh(z)^2.
# told: slope_of_the_sum
import torch

def bptt(w, u, a, c, x, h0):
    hs = [h0]
    zs = []
    for k in range(len(x) - 1):
        z = u * x[k] + w * hs[-1]
        zs.append(z)
        hs.append(torch.tanh(z))
    bar = a
    total = 0.0
    for k in reversed(range(len(zs))):
        dz = bar * (1 - zs[k] ** 2)
        total = total + dz * hs[k]
        bar = dz * w
    return total

# %% wrong: Two mistakes: the last input x_t also makes a step, and the factor a of the output is forgotten.
# told: a_left_out_with_steps_to_t
import torch

def bptt(w, u, a, c, x, h0):
    h, dh = h0, 0.0
    for x_k in x:
        h_new = torch.tanh(u * x_k + w * h)
        dh = (1 - h_new ** 2) * (h + w * dh)
        h = h_new
    return dh

# %% wrong: The first step is written before the loop and always done, so for t = 1 the result is not 0.
# told: at_least_one_step
import torch

def bptt(w, u, a, c, x, h0):
    h = torch.tanh(u * x[0] + w * h0)
    dh = (1 - h ** 2) * h0
    for x_k in x[1:-1]:
        h_new = torch.tanh(u * x_k + w * h)
        dh = (1 - h_new ** 2) * (h + w * dh)
        h = h_new
    return a * dh

# %% wrong: h is overwritten before it is used: the derivative of the sum takes h_k where h_{k-1} belongs.
# told: immediate_by_own_state
import torch

def bptt(w, u, a, c, x, h0):
    h = h0
    dh = 0.0
    for k in range(len(x) - 1):
        h = torch.tanh(u * x[k] + w * h)
        dh = (1 - h ** 2) * (h + w * dh)
    return a * dh

# %% wrong: The product over the later steps is got by dividing the whole product by its beginning: 0 / 0 when w is 0.
# told: product_by_division
import torch

def bptt(w, u, a, c, x, h0):
    if len(x) == 1:
        return 0.0
    h = torch.as_tensor(h0, dtype=torch.float64)
    before, slopes = [], []
    for x_k in x[:-1]:
        before.append(h)
        h = torch.tanh(u * x_k + w * h)
        slopes.append(1 - h ** 2)
    before, slopes = torch.stack(before), torch.stack(slopes)
    prefix = torch.cumprod(w * slopes, dim=0)
    later = prefix[-1] / prefix
    return (a * slopes * before * later).sum()

# %% right: table with two loops
import math
import torch

def bptt(w, u, a, c, x, h0):
    inputs = x.tolist()
    steps = len(inputs) - 1
    before, slope = [], []
    h = h0
    for k in range(steps):
        before.append(h)
        h = math.tanh(u * inputs[k] + w * h)
        slope.append(1 - h * h)
    result = 0.0
    for k in range(steps):
        own = slope[k] * before[k]
        rest = a
        for later in range(k + 1, steps):
            rest = rest * w * slope[later]
        result += own * rest
    return result

# %% right: linear system
import torch

def bptt(w, u, a, c, x, h0):
    n = x.shape[0] - 1
    if n == 0:
        return 0.0
    h = torch.zeros(n + 1, dtype=torch.float64)
    h[0] = h0
    for k in range(n):
        h[k + 1] = torch.tanh(u * x[k] + w * h[k])
    s = 1 - h[1:] ** 2
    # d_k - s_k w d_{k-1} = s_k h_{k-1}, all steps at once
    A = torch.eye(n, dtype=torch.float64)
    for k in range(1, n):
        A[k, k - 1] = -w * s[k]
    d = torch.linalg.solve_triangular(A, (s * h[:-1]).reshape(n, 1), upper=False)
    return a * d[-1, 0]

# %% right: reduce
import math
from functools import reduce
import torch

def bptt(w, u, a, c, x, h0):
    def step(pair, v):
        h, d = pair
        new = math.tanh(u * v + w * h)
        return new, (1 - new * new) * (h + w * d)
    return a * reduce(step, x[:-1].tolist(), (h0, 0.0))[1]

# %% wrong: The contributions of the copies are averaged because they share one w; they have to be added.
# told: averaged
import torch

def bptt(w, u, a, c, x, h0):
    n = x.shape[0] - 1
    if n == 0:
        return 0.0
    hs = [h0]
    for k in range(n):
        hs.append(torch.tanh(u * x[k] + w * hs[-1]))
    adj = a
    parts = []
    for k in range(n, 0, -1):
        slope = 1 - hs[k] ** 2
        parts.append(adj * slope * hs[k - 1])
        adj = adj * slope * w
    return sum(parts) / n

# %% wrong: The movement of copy k is passed through the steps before k instead of the steps after k.
# told: factors_before
import torch

def bptt(w, u, a, c, x, h0):
    h = h0
    passed = 1.0
    total = 0.0
    for k in range(x.shape[0] - 1):
        new = torch.tanh(u * x[k] + w * h)
        slope = 1 - new ** 2
        total = total + a * passed * slope * h
        passed = passed * w * slope
        h = new
    return total

# %% wrong: The slope is 1 - tanh(h_k)**2, but h_k is already the tanh: tanh is taken twice.
# told: slope_of_tanh_again
import torch

def bptt(w, u, a, c, x, h0):
    h = h0
    d = 0.0
    for k in range(x.shape[0] - 1):
        h_new = torch.tanh(u * x[k] + w * h)
        slope = 1 - torch.tanh(h_new) ** 2
        d = slope * (h + w * d)
        h = h_new
    return a * d

# %% wrong: On the way back from step k to step k - 1 the slope of step k - 1 is used; the path leads through the tanh of 
# told: carry_with_earlier_slope
import torch

def bptt(w, u, a, c, x, h0):
    hs = [h0]
    slopes = []
    for k in range(x.shape[0] - 1):
        hs.append(torch.tanh(u * x[k] + w * hs[k]))
        slopes.append(1 - hs[-1] ** 2)
    total = 0.0
    back = a
    for k in reversed(range(len(slopes))):
        total = total + back * slopes[k] * hs[k]
        back = back * w * slopes[k - 1]
    return total

# %% wrong: Two mistakes: x_t makes a step of its own, and the way back ends after two steps.
# told: steps_to_t_two_back
import torch

def bptt(w, u, a, c, x, h0):
    hs = [h0]
    for v in x:
        hs.append(torch.tanh(u * v + w * hs[-1]))
    n = len(hs) - 1
    total = 0.0
    adj = a
    for k in range(n, max(n - 2, 0), -1):
        slope = 1 - hs[k] ** 2
        total = total + adj * slope * hs[k - 1]
        adj = adj * slope * w
    return total

# %% wrong: Divides running products, and to avoid 0 / 0 says that the derivative is 0 for w = 0; the last copy still coun
# told: nothing_at_w_0
import torch

def bptt(w, u, a, c, x, h0):
    if w == 0:
        return 0.0
    h = h0
    run = 1.0
    direct, prefix = [], []
    for k in range(x.shape[0] - 1):
        new = torch.tanh(u * x[k] + w * h)
        slope = 1 - new * new
        run = run * w * slope
        direct.append(slope * h)
        prefix.append(run)
        h = new
    total = 0.0
    for m, p in zip(direct, prefix):
        total = total + a * m * run / p
    return total

# %% wrong: Brackets are missing: the slope multiplies h_{k-1} alone and not the movement that came with it.
# told: carry_without_slope
import torch

def bptt(w, u, a, c, x, h0):
    h, d = h0, 0.0
    for v in x[:-1]:
        h_old = h
        h = torch.tanh(u * v + w * h_old)
        d = (1 - h ** 2) * h_old + w * d
    return a * d

# %% wrong: The first step is done before the loop, for t = 1 as well, where there is no step and the derivative is 0.
# told: at_least_one_step
import torch

def bptt(w, u, a, c, x, h0):
    h = torch.tanh(u * x[0] + w * h0)
    d = (1 - h ** 2) * h0
    for k in range(1, x.shape[0] - 1):
        h_new = torch.tanh(u * x[k] + w * h)
        d = (1 - h_new ** 2) * (h + w * d)
        h = h_new
    return a * d
