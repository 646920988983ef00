# %% right: Directions from the rows of a unit matrix, list comprehension, nested helper.
import torch

def central_diff(f, theta, eps):
    t = theta.detach().to(torch.float64)
    n = t.numel()

    def slope(e):
        d = eps * e.reshape(t.shape)
        return (float(f(t + d)) - float(f(t - d))) / (2 * eps)

    return torch.tensor([slope(e) for e in torch.eye(n, dtype=torch.float64)], dtype=torch.float64).reshape(t.shape)

# %% right: numpy with a loop over multi-indices; half of the difference first, then divided by eps.
import numpy as np
import torch

def central_diff(f, theta, eps):
    base = np.array(theta.detach().numpy(), dtype=np.float64)
    out = np.zeros(base.shape)
    for where in np.ndindex(*base.shape):
        values = []
        for sign in (1, -1):
            p = base.copy()
            p[where] += sign * eps
            values.append(f(torch.tensor(p, dtype=torch.float64)).item())
        out[where] = (values[0] - values[1]) / 2 / eps
    return torch.tensor(out, dtype=torch.float64)

# %% right: One working copy; each entry is moved and then set back to the value remembered.
import torch

def central_diff(f, theta, eps):
    work = theta.detach().to(torch.float64, copy=True).contiguous()
    flat = work.view(-1)
    rises = torch.empty(flat.shape, dtype=torch.float64)
    i = 0
    while i < flat.numel():
        old = flat[i].item()
        flat[i] = old - eps
        low = f(work.clone()).item()
        flat[i] = old + eps
        rises[i] = f(work.clone()).item() - low
        flat[i] = old
        i += 1
    return (rises / (eps + eps)).reshape(theta.shape)

# %% wrong: All entries of theta are moved at the same time, so every entry of the result is the slope along (1, ..., 1).
# told: all_at_once
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    slope = (f(t + eps) - f(t - eps)) / (2 * eps)
    return torch.full_like(t, float(slope))

# %% wrong: The step is eps times the entry itself instead of eps.
# told: relative_step
import torch

def central_diff(f, theta, eps):
    t = theta.double().clone()
    grad = torch.zeros_like(t)
    for i in range(t.numel()):
        h = eps * abs(t.reshape(-1)[i].item()) + 1e-12
        d = torch.zeros(t.numel(), dtype=torch.float64)
        d[i] = h
        d = d.reshape(t.shape)
        grad.view(-1)[i] = (f(t + d) - f(t - d)) / (2 * h)
    return grad

# %% wrong: The rise is measured from theta to 2 eps ahead, not from eps behind to eps ahead.
# told: two_steps_ahead
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    g = []
    for i in range(t.numel()):
        e = torch.zeros(t.numel(), dtype=torch.float64)
        e[i] = 2 * eps
        g.append(float((f(t + e.reshape(t.shape)) - f(t)) / (2 * eps)))
    return torch.tensor(g, dtype=torch.float64).reshape(t.shape)

# %% wrong: "/ 2 * eps" divides by 2 and then multiplies by eps; the brackets around 2 * eps are missing.
# told: times_the_step
import torch

def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    out = torch.zeros_like(t)
    flat = out.view(-1)
    for i in range(t.numel()):
        e = torch.zeros(t.numel(), dtype=torch.float64)
        e[i] = eps
        e = e.reshape(t.shape)
        flat[i] = (f(t + e) - f(t - e)) / 2 * eps
    return out

# %% wrong: The result is a flat vector instead of being shaped like theta.
# told: flat_result
import torch

def central_diff(f, theta, eps):
    theta = theta.double()
    grad = torch.zeros(theta.numel(), dtype=torch.float64)
    for i in range(theta.numel()):
        step = torch.zeros(theta.numel(), dtype=torch.float64)
        step[i] = eps
        step = step.view(theta.shape)
        grad[i] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return grad

# %% wrong: TWO: an entry is not put back before the next one is moved; and the value ahead is subtracted from the value behind (sign).
# told: one_step_over_two_reversed
import torch

def central_diff(f, theta, eps):
    t = theta.double().clone()
    grad = torch.zeros(t.shape, dtype=torch.float64)
    for i in range(t.numel()):
        p = t.flatten()
        p[i] += eps
        ahead = f(p.reshape(t.shape))
        p = t.flatten()
        p[i] -= eps
        behind = f(p.reshape(t.shape))
        grad.view(-1)[i] = (behind - ahead) / (2 * eps)
        t = p.reshape(t.shape)
    return grad

# %% wrong: With an integer theta the moved entry is cut back to an integer, because the copy keeps theta's dtype.
# told: integer_kept
import torch

def central_diff(f, theta, eps):
    grad = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        a = theta.clone().reshape(-1)
        b = theta.clone().reshape(-1)
        a[i] = a[i] + eps
        b[i] = b[i] - eps
        grad.view(-1)[i] = (f(a.reshape(theta.shape)) - f(b.reshape(theta.shape))) / (2 * eps)
    return grad

# %% wrong: .double() does not copy a float64 tensor, and the last "+= eps" is forgotten: theta is shifted for good.
# told: never_restored
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    flat = t.view(-1)
    grad = torch.zeros_like(t)
    for i in range(flat.numel()):
        flat[i] += eps
        up = f(t).item()
        flat[i] -= 2 * eps
        down = f(t).item()
        grad.view(-1)[i] = (up - down) / (2 * eps)
    return grad

# %% right: No assignment into tensors: the rows of an identity matrix are the directions, the slopes are stacked.
import torch


def central_diff(f, theta, eps):
    point = theta.to(torch.float64)
    directions = torch.eye(point.numel(), dtype=torch.float64) * eps
    slopes = [(f(point + d.reshape(point.shape)) - f(point - d.reshape(point.shape))) / (2 * eps) for d in directions]
    return torch.stack(slopes).reshape(point.shape)

# %% right: numpy walks over the indices of any shape; each slope is the mean of a forward and a backward quotient.
import numpy as np
import torch


def central_diff(f, theta, eps):
    base = theta.detach().numpy().astype(np.float64)
    grad = np.zeros(base.shape)
    for index in np.ndindex(*base.shape):
        up, down = base.copy(), base.copy()
        up[index] += eps
        down[index] -= eps
        rise = float(f(torch.tensor(up))) - float(f(torch.tensor(down)))
        grad[index] = rise / eps / 2
    return torch.tensor(grad, dtype=torch.float64)

# %% right: Nested function over a plain Python list of numbers, with an early return for a theta without axes.
import torch


def central_diff(f, theta, eps):
    if theta.dim() == 0:
        t = float(theta)
        hi = f(torch.tensor(t + eps, dtype=torch.float64))
        lo = f(torch.tensor(t - eps, dtype=torch.float64))
        return ((hi - lo) / (2 * eps)).double()
    numbers = [float(t) for t in theta.flatten()]

    def value(i, shift):
        moved = numbers[:i] + [numbers[i] + shift] + numbers[i + 1:]
        return f(torch.tensor(moved, dtype=torch.float64).reshape(theta.shape)).item()

    result = [(value(i, eps) - value(i, -eps)) / (2 * eps) for i in range(len(numbers))]
    return torch.tensor(result, dtype=torch.float64).reshape(theta.shape)

# %% wrong: All entries move at the same time, so every place gets the sum of the slopes, not its own slope.
# told: all_at_once
import torch


def central_diff(f, theta, eps):
    theta = theta.double()
    slope = (f(theta + eps) - f(theta - eps)) / (2 * eps)
    return torch.full_like(theta, slope.item())

# %% wrong: The step is scaled with the size of the entry (eps * |theta_i|), instead of the step eps that is given.
# told: relative_step
import torch


def central_diff(f, theta, eps):
    theta = theta.double()
    flat = theta.reshape(-1)
    grad = torch.zeros_like(flat)
    for i in range(flat.numel()):
        h = eps * abs(flat[i].item())
        if h == 0:
            h = eps
        step = torch.zeros_like(flat)
        step[i] = h
        step = step.reshape(theta.shape)
        grad[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return grad.reshape(theta.shape)

# %% wrong: Takes the mean of f(ahead) and f(behind) minus f(theta): this measures the bend of f, not its slope.
# told: mean_against_centre
import torch


def central_diff(f, theta, eps):
    theta = theta.double()
    grad = torch.zeros_like(theta)
    here = f(theta)
    for i in range(theta.numel()):
        ahead = theta.clone()
        behind = theta.clone()
        ahead.view(-1)[i] += eps
        behind.view(-1)[i] -= eps
        grad.view(-1)[i] = ((f(ahead) + f(behind)) / 2 - here) / eps
    return grad

# %% wrong: Moves by eps/2 to either side and divides by eps: the span is eps, but the text asks for eps behind to eps ahead.
# told: half_steps
import torch


def central_diff(f, theta, eps):
    theta = theta.to(torch.float64)
    grad = torch.empty_like(theta).reshape(-1)
    for i in range(theta.numel()):
        e = torch.zeros(theta.numel(), dtype=torch.float64)
        e[i] = eps / 2
        e = e.reshape(theta.shape)
        grad[i] = (f(theta + e) - f(theta - e)) / eps
    return grad.reshape(theta.shape)

# %% wrong: After an entry was measured it is not put back: it stays eps behind its place while the next entries are measured.
# told: never_restored
import torch


def central_diff(f, theta, eps):
    work = theta.detach().clone().double().contiguous()
    flat = work.view(-1)
    grad = torch.zeros_like(work)
    for i in range(flat.numel()):
        flat[i] += eps
        ahead = f(work).item()
        flat[i] -= 2 * eps
        behind = f(work).item()
        grad.view(-1)[i] = (ahead - behind) / (2 * eps)
    return grad

# %% wrong: TWO: The difference starts at theta itself and not eps behind it, a forward quotient; and the result is a flat vector, not shaped like theta.
# told: forward_and_flat
import torch


def central_diff(f, theta, eps):
    theta = theta.double()
    n = theta.numel()
    grad = torch.zeros(n, dtype=torch.float64)
    for i in range(n):
        step = torch.zeros(n, dtype=torch.float64)
        step[i] = eps
        grad[i] = (f(theta + step.reshape(theta.shape)) - f(theta)) / eps
    return grad

# %% wrong: The result is made by zeros_like(theta), so for an integer theta the slopes are cut to whole numbers and come back as int64.
# told: dtype_of_theta
import torch


def central_diff(f, theta, eps):
    grad = torch.zeros_like(theta)
    start = theta.double()
    for i in range(theta.numel()):
        ahead = start.clone()
        behind = start.clone()
        ahead.view(-1)[i] += eps
        behind.view(-1)[i] -= eps
        grad.view(-1)[i] = (f(ahead) - f(behind)) / (2 * eps)
    return grad

# %% wrong: The clone is forgotten for the second point: .double() does not copy a float64 tensor, so theta itself is moved.
# told: never_restored
import torch


def central_diff(f, theta, eps):
    grad = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        ahead = theta.double().clone()
        behind = theta.double()
        ahead.view(-1)[i] += eps
        behind.view(-1)[i] -= eps
        grad.view(-1)[i] = (f(ahead) - f(behind)) / (2 * eps)
    return grad

# %% right: Style: numpy inside, np.ndindex walks over the entries of any shape (one empty index if there are no axes).
import numpy as np
import torch

def central_diff(f, theta, eps):
    base = theta.detach().numpy().astype(np.float64)
    out = np.zeros(base.shape)
    for idx in np.ndindex(*base.shape):
        ahead, behind = base.copy(), base.copy()
        ahead[idx] = base[idx] + eps
        behind[idx] = base[idx] - eps
        out[idx] = (f(torch.tensor(ahead)).item() - f(torch.tensor(behind)).item()) / (2 * eps)
    return torch.tensor(out, dtype=torch.float64)

# %% right: Style: a nested helper shifts one entry; the centred quotient is written as -(f(behind) - f(ahead)) * 0.5 / eps, with early conversion.
import torch

def central_diff(f, theta, eps):
    shape, n = theta.shape, theta.numel()
    values = [float(v) for v in theta.reshape(-1)]

    def at(i, d):
        moved = [v + d if k == i else v for k, v in enumerate(values)]
        return float(f(torch.tensor(moved, dtype=torch.float64).reshape(shape)))

    return torch.tensor([-(at(i, -eps) - at(i, eps)) * 0.5 / eps for i in range(n)], dtype=torch.float64).reshape(shape)

# %% right: Style: a number plate for each entry and torch.where to move one of them; a scalar is handled by an early return.
import torch

def central_diff(f, theta, eps):
    t = theta.to(dtype=torch.float64, copy=True)
    if t.ndim == 0:
        return (f(t + eps) - f(t - eps)) / (2 * eps)
    number = torch.arange(t.numel()).reshape(t.shape)
    grad = torch.full(t.shape, float("nan"), dtype=torch.float64)
    k = 0
    while k < t.numel():
        up = torch.where(number == k, t + eps, t)
        down = torch.where(number == k, t - eps, t)
        grad[number == k] = (f(up) - f(down)) / (2.0 * eps)
        k += 1
    return grad

# %% wrong: All entries are moved at the same time, so every entry gets the slope along (1, ..., 1), the sum of the partial derivatives.
# told: all_at_once
import torch

def central_diff(f, theta, eps):
    """The gradient of f at theta by centred differences with the step eps, as float64."""
    t = theta.to(torch.float64)
    slope = (f(t + eps) - f(t - eps)) / (2 * eps)
    return slope * torch.ones_like(t)

# %% wrong: The entry moves only from eps/2 behind to eps/2 ahead (whole way eps): the quotient is centred, but not with the step that is given.
# told: half_steps
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    grad = torch.zeros(t.numel(), dtype=torch.float64)
    for i in range(t.numel()):
        e = torch.zeros(t.numel(), dtype=torch.float64)
        e[i] = eps / 2
        e = e.reshape(t.shape)
        grad[i] = (f(t + e) - f(t - e)) / eps
    return grad.reshape(t.shape)

# %% wrong: The step is eps times the size of the entry, not eps itself; an entry that is 0 does not move at all (0/0).
# told: relative_step
import torch

def central_diff(f, theta, eps):
    theta = theta.to(torch.float64)
    grad = torch.zeros_like(theta)
    flat = grad.view(-1)
    for i in range(theta.numel()):
        up = theta.clone().reshape(-1)
        down = theta.clone().reshape(-1)
        h = eps * abs(up[i].item())
        up[i] += h
        down[i] -= h
        d = f(up.reshape(theta.shape)) - f(down.reshape(theta.shape))
        flat[i] = d / (2 * torch.tensor(h, dtype=torch.float64))
    return grad

# %% wrong: Divided by eps instead of 2 * eps, the whole way from behind to ahead: everything is twice too large.
# told: not_halved
import torch

def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    eye = torch.eye(t.numel(), dtype=torch.float64)
    g = [(f(t + eps * row.reshape(t.shape)) - f(t - eps * row.reshape(t.shape))) / eps for row in eye]
    return torch.stack(g).reshape(t.shape)

# %% wrong: After its turn an entry is not put back: it stays eps behind its place while the later entries are measured.
# told: never_restored
import torch

def central_diff(f, theta, eps):
    work = theta.to(torch.float64).clone().contiguous()
    flat = work.view(-1)
    grad = torch.zeros(work.shape, dtype=torch.float64)
    for i in range(flat.numel()):
        flat[i] += eps
        ahead = f(work).clone()
        flat[i] -= 2 * eps
        behind = f(work).clone()
        grad.view(-1)[i] = (ahead - behind) / (2 * eps)
    return grad

# %% wrong: TWO: the result stays a flat vector instead of getting the shape of theta; and the quotient is one-sided, from eps behind to the place itself.
# told: backward_and_flat
import torch

def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    here = f(t)
    grad = torch.zeros(t.numel(), dtype=torch.float64)
    for i in range(t.numel()):
        behind = t.reshape(-1).clone()
        behind[i] -= eps
        grad[i] = (here - f(behind.reshape(t.shape))) / eps
    return grad

# %% wrong: For an integer theta the result is made by zeros_like(theta) and so holds integers: the slopes are cut off.
# told: dtype_of_theta
import torch

def central_diff(f, theta, eps):
    grad = torch.zeros_like(theta).contiguous()
    n = theta.numel()
    for i in range(n):
        step = torch.zeros(n, dtype=torch.float64)
        step[i] = eps
        step = step.view(theta.shape)
        grad.view(-1)[i] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return grad

# %% wrong: The clone is forgotten: for float64 .to() gives theta itself, so theta is moved in place (and comes back only up to rounding).
# told: changed
import torch

def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    grad = torch.zeros(t.shape, dtype=torch.float64)
    for i in range(t.numel()):
        idx = tuple(int(k[0]) for k in torch.where(torch.arange(t.numel()).reshape(t.shape) == i)) if t.dim() else ()
        t[idx] += eps
        fp = f(t).clone()
        t[idx] -= 2 * eps
        fm = f(t).clone()
        t[idx] += eps
        grad[idx] = (fp - fm) / (2 * eps)
    return grad
