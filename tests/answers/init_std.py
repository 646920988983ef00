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

# %% right: Goes through every single number with two loops.
import math
import torch

def init_std(u, scheme):
    outputs = len(u)
    inputs = len(u[0])
    if scheme == "he":
        pair = (2, inputs)
    elif scheme == "lecun":
        pair = (1, inputs)
    else:
        pair = (2, inputs + outputs)
    std = math.sqrt(pair[0]) / math.sqrt(pair[1])
    a = std * math.sqrt(3)
    rows = []
    for i in range(outputs):
        row = []
        for j in range(inputs):
            x = u[i, j].item()
            row.append((x - 0.5) * 2 * a)
        rows.append(row)
    return std, torch.tensor(rows, dtype=u.dtype)

# %% right: A dataclass holds the sizes, numpy does the arithmetic, and the result goes back to torch.
import math
from dataclasses import dataclass
import numpy as np
import torch

@dataclass
class Fan:
    outputs: int
    inputs: int

    def xavier(self):
        return (self.inputs + self.outputs) / 2

    def he(self):
        return self.inputs / 2

    def lecun(self):
        return self.inputs / 1

def init_std(u, scheme):
    arr = u.detach().cpu().numpy().copy()
    precision = getattr(Fan(*arr.shape), scheme)()
    std = 1 / math.sqrt(precision)
    width = math.sqrt(12) * std
    W = (arr - 0.5) * width
    return std, torch.from_numpy(np.asarray(W)).to(u.dtype)

# %% right: Lambdas for the schemes, and a closure for the straight line from -a to a.
import math
import torch

def init_std(u, scheme):
    table = {
        "xavier": lambda i, o: 2 / (i + o),
        "he": lambda i, o: 2 / i,
        "lecun": lambda i, o: 1 / i,
    }
    var = table[scheme](u.shape[1], u.shape[0])
    line = lambda lo, hi: (lambda t: lo * (1 - t) + hi * t)
    a = math.sqrt(3 * var)
    W = line(-a, a)(u)
    return math.sqrt(var), W

# %% wrong: The half-width a is taken to be the standard deviation itself, but uniform numbers between -a and a have the standard deviation a/sqrt(3), so the weights spread too little.
# told: bound_is_std
import math
import torch

def init_std(u, scheme):
    outputs, inputs = u.shape
    if scheme == "xavier":
        var = 2 / (inputs + outputs)
    elif scheme == "he":
        var = 2 / inputs
    else:
        var = 1 / inputs
    std = math.sqrt(var)
    # go from (0, 1) to (-std, std)
    W = (2 * u - 1) * std
    return std, W

# %% wrong: The standard deviation is measured from the drawn weights instead of being the one the scheme states.
# told: population_std_of_entries
import math
import torch

def init_std(u, scheme):
    n_out = u.size(0)
    n_in = u.size(1)
    variances = {
        "xavier": 2 / (n_in + n_out),
        "he": 2 / n_in,
        "lecun": 1 / n_in,
    }
    v = variances[scheme]
    a = math.sqrt(3 * v)
    W = -a + 2 * a * u
    std = float(W.std(unbiased=False))
    return std, W

# %% wrong: The rows are taken as inputs and the columns as outputs, although u has the shape (outputs, inputs).
# told: fans_exchanged
import math
import torch

def init_std(u, scheme):
    inputs = u.shape[0]
    outputs = u.shape[1]
    if scheme == "xavier":
        std = (2.0 / (inputs + outputs)) ** 0.5
    if scheme == "he":
        std = (2.0 / inputs) ** 0.5
    if scheme == "lecun":
        std = (1.0 / inputs) ** 0.5
    a = std * 3 ** 0.5
    W = (u - 0.5) * 2 * a
    return std, W

# %% wrong: The factor sqrt(12) belongs to the whole width 2a of the interval, but here it is used for a, so the weights are twice too large.
# told: bound_root_twelve
import math
import torch

def init_std(u, scheme):
    out, inp = u.shape
    top = 1.0 if scheme == "lecun" else 2.0
    bottom = inp + out if scheme == "xavier" else inp
    std = math.sqrt(top / bottom)
    # variance of a uniform is width^2 / 12
    a = math.sqrt(12) * std
    return std, a * (2 * u - 1)

# %% wrong: It returns the variance where the standard deviation is wanted, and the line runs downwards so that u = 0 gives +a.
# told: variance_returned
import math
import torch

def init_std(u, scheme):
    outputs, inputs = u.shape

    def variance():
        if scheme == "xavier":
            return 2 / (inputs + outputs)
        if scheme == "he":
            return 2 / inputs
        return 1 / inputs

    var = variance()
    a = math.sqrt(3 * var)
    W = a - 2 * a * u
    return var, W

# %% wrong: Squeezing u loses a single row or column, so W gets another shape and a lone column is counted as inputs.
# told: u_squeezed
import math
import torch

def init_std(u, scheme):
    u = u.squeeze()
    inputs = u.shape[-1] if u.dim() > 0 else 1
    outputs = u.shape[0] if u.dim() > 1 else 1
    var = {"xavier": 2 / (inputs + outputs), "he": 2 / inputs, "lecun": 1 / inputs}[scheme]
    std = math.sqrt(var)
    a = math.sqrt(3) * std
    W = a * (2 * u - 1)
    return std, W

# %% wrong: The arithmetic is done in place on u, so the caller's numbers are overwritten by the weights.
# told: changed
import math
import torch

def init_std(u, scheme):
    outputs, inputs = u.shape
    if scheme == "xavier":
        var = 2 / (inputs + outputs)
    elif scheme == "he":
        var = 2 / inputs
    elif scheme == "lecun":
        var = 1 / inputs
    std = var ** 0.5
    a = (3 * var) ** 0.5
    W = u
    W *= 2
    W -= 1
    W *= a
    return std, W

# %% wrong: The condition `scheme == "he" or "relu"` is always true, so "lecun" gets the variance of "he".
# told: lecun_with_two
import math
import torch

def init_std(u, scheme):
    outputs, inputs = u.shape
    if scheme == "xavier":
        variance = 2 / (inputs + outputs)
    elif scheme == "he" or "relu":
        variance = 2 / inputs
    else:
        variance = 1 / inputs
    std = math.sqrt(variance)
    a = std * math.sqrt(3)
    W = (u * 2 - 1) * a
    return std, W
