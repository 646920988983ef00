# %% right: A loop over the places.
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).sum() + b
    return z

# %% right: Two loops.
import torch


def conv1d(x, a, b):
    n, h = len(x), len(a)
    out = []
    for i in range(n - h + 1):
        s = b
        for k in range(h):
            s = s + a[k] * x[i + k]
        out.append(s)
    return torch.stack(out)

# %% right: Windows by unfold.
import torch


def conv1d(x, a, b):
    return (x.unfold(0, a.numel(), 1) * a).sum(dim=1) + b

# %% right: Indices as a table.
import torch


def conv1d(x, a, b):
    m = len(x) - len(a) + 1
    idx = torch.arange(m)[:, None] + torch.arange(len(a))[None, :]
    return x[idx] @ a + b

# %% right: A list of floats.
import torch


def conv1d(x, a, b):
    xs, ws = x.tolist(), a.tolist()
    return torch.tensor([sum(w * v for w, v in zip(ws, xs[i:])) + b for i in range(len(xs) - len(ws) + 1)],
                        dtype=torch.float64)

# %% right: A strided view.
import torch


def conv1d(x, a, b):
    m = len(x) - len(a) + 1
    view = x.contiguous().as_strided((m, len(a)), (1, 1))
    return torch.mv(view, a) + b

# %% wrong: n - h places.
# told: one_place_missing
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h, dtype=x.dtype)
    for i in range(n - h):
        z[i] = (x[i:i + h] * a).sum() + b
    return z

# %% wrong: The kernel is turned round.
# told: mirrored
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a.flip(0)).sum() + b
    return z

# %% wrong: As long as the signal, with zeros at both ends.
# told: as_long_as_the_signal
import torch


def conv1d(x, a, b):
    h = a.shape[0]
    x = torch.cat([torch.zeros((h - 1) // 2, dtype=x.dtype), x, torch.zeros(h // 2, dtype=x.dtype)])
    n = x.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).sum() + b
    return z

# %% wrong: The bias is added for every weight.
# told: bias_for_each_weight
import torch


def conv1d(x, a, b):
    n, h = len(x), len(a)
    out = []
    for i in range(n - h + 1):
        s = 0
        for k in range(h):
            s = s + a[k] * x[i + k] + b
        out.append(s)
    return torch.stack(out)

# %% wrong: No bias.
# told: no_bias
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).sum()
    return z

# %% wrong: The mean for the sum.
# told: means
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).mean() + b
    return z

# %% wrong: The window is one number short.
# told: last_weight_missing
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h - 1] * a[:-1]).sum() + b
    return z

# %% wrong: The sum is not set back.
# told: running_total
import torch


def conv1d(x, a, b):
    out, s = [], 0
    for i in range(len(x) - len(a) + 1):
        for k in range(len(a)):
            s = s + a[k] * x[i + k]
        out.append(s + b)
    return torch.stack(out)

# %% wrong: A return in the loop.
# told: first_alone
import torch


def conv1d(x, a, b):
    n, h = len(x), len(a)
    out = []
    for i in range(n - h + 1):
        s = b
        for k in range(h):
            s = s + a[k] * x[i + k]
        out.append(s)
        return torch.stack(out)

# %% wrong: Steps of the kernel's length.
# told: block_by_block
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros((n - h) // h + 1, dtype=x.dtype)
    for i in range((n - h) // h + 1):
        z[i] = (x[i * h:i * h + h] * a).sum() + b
    return z

# %% wrong: A list of tensors comes back.
# told: as_a_list
import torch


def conv1d(x, a, b):
    n, h = len(x), len(a)
    out = []
    for i in range(n - h + 1):
        s = b
        for k in range(h):
            s = s + a[k] * x[i + k]
        out.append(s)
    return out

# %% wrong: The full convolution.
# told: every_overlap
import torch


def conv1d(x, a, b):
    h = a.shape[0]
    x = torch.nn.functional.pad(x, (h - 1, h - 1))
    n = len(x)
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).sum() + b
    return z

# %% wrong: With torch's own function.
# told: not allowed
import torch


def conv1d(x, a, b):
    return torch.nn.functional.conv1d(x[None, None], a[None, None])[0, 0] + b

# %% wrong: A result in float32.
# told: returned_in_float32
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=torch.float32)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).sum() + b
    return z

# %% wrong: tanh around it.
# told: activation_tanh
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).sum() + b
    return torch.tanh(z)

# %% wrong: Two axes too many.
# told: with_two_axes_more
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a).sum() + b
    return z[None, None]

# %% wrong: Turned round and without bias.
# told: mirrored_with_no_bias
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = (x[i:i + h] * a.flip(0)).sum()
    return z

# %% wrong: The bias goes into the window.
# told: bias_to_the_signal
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=x.dtype)
    for i in range(n - h + 1):
        z[i] = ((x[i:i + h] + b) * a).sum()
    return z

# %% right: plain loops
import torch

def conv1d(x, a, b):
    signal = x.tolist()
    kernel = a.tolist()
    result = []
    i = 0
    while i + len(kernel) <= len(signal):
        total = 0.0
        for j, weight in enumerate(kernel):
            total += weight * signal[i + j]
        result.append(total + b)
        i += 1
    return torch.tensor(result, dtype=torch.float64)

# %% right: shifted signals
import torch

def conv1d(x, a, b):
    return sum(a[j] * x[j:len(x) - len(a) + 1 + j] for j in range(len(a))) + b

# %% right: band matrix
import torch

def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    places = n - h + 1
    M = torch.zeros(places, n, dtype=torch.float64)
    for i in range(places):
        M[i, i:i + h] = a
    return torch.einsum("ik,k->i", M, x) + torch.full((places,), float(b), dtype=torch.float64)

# %% wrong: Turns the kernel round, as mathematics does; here the first entry must meet the first number of the window.
# told: mirrored
import torch

def conv1d(x, a, b):
    h = len(a)
    a = a.flip(0)
    return torch.stack([x[i:i + h] @ a + b for i in range(len(x) - h + 1)])

# %% wrong: Adds zeros at the ends, so that the result is as long as the signal; only whole fits count.
# told: as_long_as_the_signal
import torch

def conv1d(x, a, b):
    n, h = len(x), len(a)
    left = (h - 1) // 2
    padded = torch.zeros(n + h - 1, dtype=torch.float64)
    padded[left:left + n] = x
    return torch.stack([padded[i:i + h] @ a + b for i in range(n)])

# %% wrong: Adds the bias in each of the h products instead of once at each place.
# told: bias_for_each_weight
import torch

def conv1d(x, a, b):
    n, h = len(x), len(a)
    z = torch.zeros(n - h + 1, dtype=torch.float64)
    for i in range(n - h + 1):
        for j in range(h):
            z[i] += a[j] * x[i + j] + b
    return z

# %% wrong: Stops one place too early: there are n - h + 1 places, not n - h.
# told: one_place_missing
import torch

def conv1d(x, a, b):
    n, h = len(x), len(a)
    z = torch.zeros(n - h, dtype=torch.float64)
    for i in range(n - h):
        z[i] = (a * x[i:i + h]).sum() + b
    return z

# %% wrong: Two mistakes: a tanh stands around the sum, and the bias is missing.
# told: no_bias_with_activation_tanh
import torch

def conv1d(x, a, b):
    h = len(a)
    return torch.tanh(torch.stack([x[i:i + h] @ a for i in range(len(x) - h + 1)]))

# %% wrong: When the kernel is as long as the signal the only axis is lost: the shape is () instead of (1,).
# told: single_axis_lost
import torch

def conv1d(x, a, b):
    h = len(a)
    rows = torch.stack([x[i:i + h] for i in range(len(x) - h + 1)])
    return (rows @ a.reshape(-1, 1)).squeeze() + b

# %% wrong: In the inner loop stands x[i] where x[i + j] is meant.
# told: number_without_its_neighbours
import torch

def conv1d(x, a, b):
    n, h = len(x), len(a)
    z = torch.zeros(n - h + 1, dtype=torch.float64)
    for i in range(n - h + 1):
        for j in range(h):
            z[i] += a[j] * x[i]
        z[i] += b
    return z

# %% wrong: The numbers are right, but they are written into the argument x, which must not be changed.
# told: changed
import torch

def conv1d(x, a, b):
    n, h = len(x), len(a)
    for i in range(n - h + 1):
        x[i] = x[i:i + h] @ a + b
    return x[:n - h + 1]

# %% right: band matrix
import torch


def conv1d(x, a, b):
    n = x.shape[0]
    h = a.shape[0]
    T = torch.zeros(n - h + 1, n, dtype=torch.float64)
    for i in range(n - h + 1):
        T[i, i:i + h] = a
    return T @ x + b

# %% right: recursion over the kernel
import torch


def conv1d(x, a, b):
    if len(a) == 1:
        return a[0] * x + b
    places = len(x) - len(a) + 1
    return a[0] * x[:places] + conv1d(x[1:], a[1:], b)

# %% right: overwrites a copy
import torch


def conv1d(x, a, b):
    # A window never looks back, so its first number may be overwritten once it was used.
    z = x.clone()
    h = a.numel()
    i = 0
    while i + h <= x.numel():
        total = 0.0
        for k in range(h):
            total += a[k].item() * z[i + k].item()
        z[i] = total + b
        i += 1
    return z[:i].clone()

# %% wrong: Each number of the signal is spread out over the places behind it, z_(i+k) += a_k x_i, and the first n - h + 1
# told: spread_forward
import torch


def conv1d(x, a, b):
    n, h = len(x), len(a)
    full = torch.zeros(n + h - 1, dtype=torch.float64)
    for k in range(h):
        full[k:k + n] += a[k] * x
    return full[:n - h + 1] + b

# %% wrong: The kernel is taken for a moving average: its weights are divided by their sum first.
# told: divided_by_the_kernel
import torch


def conv1d(x, a, b):
    n, h = len(x), len(a)
    weights = a / a.sum()
    return torch.stack([(weights * x[i:i + h]).sum() + b for i in range(n - h + 1)])

# %% wrong: The sum is not set back to the bias at each place: every result still contains all results before it.
# told: running_total
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=torch.float64)
    total = b
    for i in range(n - h + 1):
        for k in range(h):
            total = total + a[k] * x[i + k]
        z[i] = total
    return z

# %% wrong: The result is kept in float32: only about seven digits are left.
# told: returned_in_float32
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h + 1, dtype=torch.float32)
    for i in range(n - h + 1):
        z[i] = (a * x[i:i + h]).sum() + b
    return z

# %% wrong: Two mistakes: tanh stands around the sum although no function is asked for, and the last place is left out.
# told: one_place_missing_with_activation_tanh
import torch


def conv1d(x, a, b):
    n, h = x.shape[0], a.shape[0]
    z = torch.zeros(n - h, dtype=torch.float64)
    for i in range(n - h):
        z[i] = torch.tanh(torch.dot(a, x[i:i + h]) + b)
    return z

# %% wrong: With a kernel as long as the signal, squeeze() also removes the only axis: the result has shape () instead of 
# told: single_axis_lost
import torch


def conv1d(x, a, b):
    windows = x.unfold(0, a.shape[0], 1)
    return (windows @ a.reshape(-1, 1)).squeeze() + b

# %% wrong: The closing bracket of sum stands too late: the bias is inside and is added once for each entry of the kernel.
# told: bias_for_each_weight
import torch


def conv1d(x, a, b):
    h = a.shape[0]
    places = range(x.shape[0] - h + 1)
    return torch.stack([torch.sum(a * x[i:i + h] + b) for i in places])

# %% wrong: A kernel of a single number is treated apart as a mere scaling, and the bias is forgotten there.
# told: no_bias_for_one_number
import torch


def conv1d(x, a, b):
    n, h = len(x), len(a)
    if h == 1:
        return a * x
    z = torch.zeros(n - h + 1, dtype=torch.float64)
    for k in range(h):
        z += a[k] * x[k:k + n - h + 1]
    return z + b
