# %% right: The bound of each scheme, written out.
import math


def init_std(u, scheme):
    n_out, n_in = u.shape
    if scheme == "xavier":
        a = math.sqrt(6 / (n_in + n_out))
    elif scheme == "he":
        a = math.sqrt(6 / n_in)
    else:
        a = math.sqrt(3 / n_in)
    return a / math.sqrt(3), 2 * a * u - a

# %% right: A table of variances, the result as tensors.
import torch


def init_std(u, scheme):
    rows, cols = u.size(0), u.size(1)
    var = {"xavier": 2.0 / (rows + cols), "he": 2.0 / cols, "lecun": 1.0 / cols}[scheme]
    std = torch.tensor(var, dtype=torch.float64).sqrt()
    return std, (u * 2 - 1) * std * torch.tensor(3.0, dtype=torch.float64).sqrt()

# %% right: With torch.lerp between the two ends.
import torch


def init_std(u, scheme):
    fan_out, fan_in = u.shape
    match scheme:
        case "xavier":
            v = 2 / (fan_in + fan_out)
        case "he":
            v = 2 / fan_in
        case "lecun":
            v = 1 / fan_in
    a = (3 * v) ** 0.5
    low, high = torch.full_like(u, -a), torch.full_like(u, a)
    return v ** 0.5, torch.lerp(low, high, u)

# %% right: Two loops into a fresh matrix.
import torch


def init_std(u, scheme):
    n_out, n_in = u.shape
    if scheme == "xavier":
        fan, gain = (n_in + n_out) / 2, 1.0
    else:
        fan, gain = n_in, 2.0 if scheme == "he" else 1.0
    std = (gain / fan) ** 0.5
    W = torch.empty(n_out, n_in, dtype=torch.float64)
    for i in range(n_out):
        for j in range(n_in):
            W[i, j] = (u[i, j] - 0.5) * std * 12 ** 0.5
    return std, W

# %% right: In numpy, the result as a list of two.
import numpy as np
import torch


def init_std(u, scheme):
    x = u.numpy()
    o, i = x.shape
    std = np.sqrt(dict(xavier=2 / (i + o), he=2 / i, lecun=1 / i)[scheme])
    return [std, torch.tensor(np.sqrt(3) * std * (2 * x - 1))]

# %% right: The copy is changed in place, step by step.
def init_std(u, scheme):
    W = u.clone()
    W -= 0.5
    W *= 2
    var = 1 / u.shape[1]
    if scheme == "he":
        var = var * 2
    if scheme == "xavier":
        var = 2 / sum(u.shape)
    W *= (3 * var) ** 0.5
    return var ** 0.5, W

# %% wrong: The first axis is taken for the inputs.
# told: fans_exchanged
def init_std(u, scheme):
    fan_in, fan_out = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    std = var ** 0.5
    return std, (2 * u - 1) * std * 3 ** 0.5

# %% wrong: The weights reach only as far as std.
# told: bound_is_std
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    std = var ** 0.5
    return std, -std + 2 * std * u

# %% wrong: The root of the variance was forgotten.
# told: variance_as_std
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    std = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return std, (2 * u - 1) * std * 3 ** 0.5

# %% wrong: u is multiplied by the bound only.
# told: from_zero
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return var ** 0.5, u * (3 * var) ** 0.5

# %% wrong: u is centred, but the width is taken for the bound.
# told: half_width
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return var ** 0.5, (u - 0.5) * (3 * var) ** 0.5

# %% wrong: he has no 2, as if no half were lost.
# told: he_without_two
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 1 / fan_in, "lecun": 1 / fan_in}[scheme]
    return var ** 0.5, (2 * u - 1) * (3 * var) ** 0.5

# %% wrong: Xavier with 1 over the sum.
# told: xavier_without_two
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 1 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return var ** 0.5, (2 * u - 1) * (3 * var) ** 0.5

# %% wrong: The spread is measured from the finished weights.
# told: std_of_entries
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    W = (2 * u - 1) * (3 * var) ** 0.5
    return W.std(), W

# %% wrong: The weights are scaled until their own spread is std.
# told: scaled_to_sample
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    W = 2 * u - 1
    return var ** 0.5, W / W.std() * var ** 0.5

# %% wrong: The bound comes back in the place of the deviation.
# told: bound_returned
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    a = (3 * var) ** 0.5
    return a, (2 * u - 1) * a

# %% wrong: The two results are in the other order.
# told: exchanged
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return (2 * u - 1) * (3 * var) ** 0.5, var ** 0.5

# %% wrong: Only the weights are returned.
# told: weights_alone
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return (2 * u - 1) * (3 * var) ** 0.5

# %% wrong: The deviation is made a tensor of the default dtype.
# told: slip
import torch


def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    std = torch.sqrt(torch.tensor(var))
    return std, (2 * u - 1) * (3 * var) ** 0.5

# %% wrong: New numbers are drawn instead of using u.
# told: values
import torch


def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return var ** 0.5, torch.randn(fan_out, fan_in, dtype=torch.float64) * var ** 0.5

# %% wrong: The argument itself is stretched.
# told: changed
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    u *= 2
    u -= 1
    u *= (3 * var) ** 0.5
    return var ** 0.5, u

# %% wrong: Xavier's bound for all three.
# told: bound_of_xavier
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    a = (6 / (fan_in + fan_out)) ** 0.5
    return var ** 0.5, (2 * u - 1) * a

# %% wrong: A bound of three standard deviations.
# told: bound_three
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    std = var ** 0.5
    return std, (2 * u - 1) * 3 * std

# %% wrong: The signs of the ends are exchanged, and the root is missing.
# told: variance_as_std_with_turned_round
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    std = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return std, (1 - 2 * u) * std * 3 ** 0.5

# %% wrong: The weights of the layer stand column by column.
# told: transposed
def init_std(u, scheme):
    fan_out, fan_in = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return var ** 0.5, ((2 * u - 1) * (3 * var) ** 0.5).T

# %% wrong: Ends exchanged, and inputs taken for outputs.
# told: fans_exchanged_with_turned_round
def init_std(u, scheme):
    fan_in, fan_out = u.shape
    var = {"xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[scheme]
    return var ** 0.5, (1 - 2 * u) * (3 * var) ** 0.5
