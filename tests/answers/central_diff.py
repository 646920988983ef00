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

# %% right: Index tuples from numpy's ndindex, which also works without axes; a fresh copy for each call.
import numpy as np
import torch


def central_diff(f, theta, eps):
    result = torch.empty(theta.shape, dtype=torch.float64)
    for where in np.ndindex(*theta.shape):
        ends = []
        for h in (-eps, eps):
            moved = theta.to(torch.float64, copy=True)
            moved[where] = moved[where] + h
            ends.append(f(moved))
        result[where] = (ends[1] - ends[0]) / (2 * eps)
    return result

# %% right: The moves as rows of eps times the identity, a list comprehension and stack; the quotient as two halves.
import torch


def central_diff(f, theta, eps):
    moves = torch.diag(torch.full((theta.numel(),), eps, dtype=torch.float64)).unbind()
    moves = [m.reshape(theta.shape) for m in moves]
    rises = torch.stack([f(theta + m) - f(theta - m) for m in moves])
    return rises.div(eps + eps).reshape(theta.shape)

# %% right: Flat list of plain floats, one helper that calls f with entry i replaced.
import torch


def central_diff(f, theta, eps):
    start = [float(v) for v in theta.reshape(-1)]

    def at(i, value):
        point = start[:i] + [value] + start[i + 1:]
        return float(f(torch.tensor(point, dtype=torch.float64).reshape(theta.shape)))

    slopes = [(at(i, v + eps) - at(i, v - eps)) / (2 * eps) for i, v in enumerate(start)]
    return torch.tensor(slopes, dtype=torch.float64).reshape(theta.shape)

# %% wrong: All entries are moved together, so every entry of the result is the same sum of all slopes.
# told: all_at_once
import torch


def central_diff(f, theta, eps):
    theta = theta.double()
    slope = (f(theta + eps) - f(theta - eps)) / (2 * eps)
    return slope * torch.ones_like(theta)

# %% wrong: The entry moves by eps/2 to each side; the text wants eps behind and eps ahead.
# told: half_steps
import torch


def central_diff(f, theta, eps):
    base = theta.double()
    out = []
    for i in range(base.numel()):
        step = torch.zeros(base.numel(), dtype=torch.float64)
        step[i] = eps / 2
        step = step.reshape(base.shape)
        out.append((f(base + step) - f(base - step)) / eps)
    return torch.stack(out).reshape(base.shape)

# %% wrong: The step is made relative, eps times the size of the entry (at least 1); the step should be eps for all entries.
# told: scaled_step
import torch


def central_diff(f, theta, eps):
    flat = theta.double().reshape(-1)
    grad = torch.zeros_like(flat)
    for i in range(len(flat)):
        h = eps * max(1.0, abs(flat[i].item()))
        ahead, behind = flat.clone(), flat.clone()
        ahead[i] += h
        behind[i] -= h
        grad[i] = (f(ahead.reshape(theta.shape)) - f(behind.reshape(theta.shape))) / (2 * h)
    return grad.reshape(theta.shape)

# %% wrong: The difference is taken the wrong way round: behind minus ahead, so all signs are turned.
# told: sign_reversed
import torch


def central_diff(f, theta, eps):
    theta = theta.double()
    grad = torch.zeros(theta.shape, dtype=torch.float64).reshape(-1)
    for i in range(theta.numel()):
        values = []
        for sign in (1, -1):
            p = theta.clone().reshape(-1)
            p[i] += sign * eps
            values.append(f(p.reshape(theta.shape)))
        grad[i] = (values[1] - values[0]) / (2 * eps)
    return grad.reshape(theta.shape)

# %% wrong: The result is collected in a float32 tensor, so half of the digits are lost.
# told: float32_result
import torch


def central_diff(f, theta, eps):
    x = theta.to(torch.float64)
    grad = torch.zeros(x.numel())
    eye = torch.eye(x.numel(), dtype=torch.float64)
    for i in range(x.numel()):
        move = eps * eye[i].reshape(x.shape)
        grad[i] = (f(x + move) - f(x - move)) / (2 * eps)
    return grad.reshape(x.shape)

# %% wrong: TWO: the rise is divided by eps although the entry moves by 2 eps; and the result is a flat vector, not shaped like theta.
# told: not_halved_and_flat
import torch


def central_diff(f, theta, eps):
    theta = theta.double()
    grad = []
    for i in range(theta.numel()):
        up = theta.clone().flatten()
        down = theta.clone().flatten()
        up[i] += eps
        down[i] -= eps
        grad.append((f(up.reshape(theta.shape)) - f(down.reshape(theta.shape))) / eps)
    return torch.stack(grad)

# %% wrong: The step is stored in a tensor of theta's own type: for integers eps is cut to 0, and the result is 0.
# told: integer_step_of_zero
import torch


def central_diff(f, theta, eps):
    grad = torch.zeros(theta.numel(), dtype=torch.float64)
    for i in range(theta.numel()):
        step = torch.zeros(theta.numel(), dtype=theta.dtype)
        step[i] = eps
        step = step.reshape(theta.shape)
        grad[i] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return grad.reshape(theta.shape)

# %% wrong: The moved entries are not put back: when the next entry is measured, those before it still stand eps behind.
# told: never_restored
import torch


def central_diff(f, theta, eps):
    p = theta.double().clone().reshape(-1)
    grad = torch.zeros(p.shape, dtype=torch.float64)
    for i in range(p.numel()):
        p[i] += eps
        ahead = f(p.reshape(theta.shape))
        p[i] -= 2 * eps
        behind = f(p.reshape(theta.shape))
        grad[i] = (ahead - behind) / (2 * eps)
    return grad.reshape(theta.shape)

# %% right: Plain Python lists: the numbers are taken out, moved and put into a new tensor for every call.
import torch

def central_diff(f, theta, eps):
    numbers = [float(v) for v in theta.reshape(-1)]
    eps = float(eps)

    def at(i, value):
        moved = numbers[:i] + [value] + numbers[i + 1:]
        return f(torch.tensor(moved, dtype=torch.float64).reshape(theta.shape)).item()

    slopes = [(at(i, v + eps) - at(i, v - eps)) / (2 * eps) for i, v in enumerate(numbers)]
    return torch.tensor(slopes, dtype=torch.float64).reshape(theta.shape)

# %% right: The rows of eps times the identity matrix are the moves.
import torch

def central_diff(f, theta, eps):
    base = theta.detach().to(torch.float64)
    moves = eps * torch.eye(base.numel(), dtype=torch.float64)
    rises = [f(base + e.view_as(base)) - f(base - e.view_as(base)) for e in moves]
    return torch.stack(rises).view_as(base) / (2 * eps)

# %% right: numpy's ndindex for any number of axes, and an early return for no axes; forward and backward quotient are averaged.
import numpy as np
import torch

def central_diff(f, theta, eps):
    if theta.dim() == 0:
        t = theta.double()
        return ((f(t + eps) - f(t - eps)) / (2.0 * eps)).double()
    grad = torch.zeros(tuple(theta.shape), dtype=torch.float64)
    for idx in np.ndindex(*theta.shape):
        ahead, behind = theta.double().clone(), theta.double().clone()
        ahead[idx] += eps
        behind[idx] -= eps
        grad[idx] = 0.5 * f(ahead) / eps - 0.5 * f(behind) / eps
    return grad

# %% wrong: A forward difference: from the place itself to eps ahead, divided by eps.
# told: forward_difference
import torch

def central_diff(f, theta, eps):
    theta = theta.double().contiguous()
    g = torch.zeros_like(theta)
    f0 = f(theta)
    for i in range(theta.numel()):
        t = theta.clone()
        t.view(-1)[i] += eps
        g.view(-1)[i] = (f(t) - f0) / eps
    return g

# %% wrong: All entries move at once, so every entry of the result is the sum of all slopes.
# told: all_at_once
import torch

def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    slope = (f(t + eps) - f(t - eps)) / (2 * eps)
    return slope * torch.ones_like(t)

# %% wrong: The entry moves by a fraction of itself, t * (1 + eps), and the quotient is divided by 2 * eps: entries of size other than 1 are wrong.
# told: fraction_of_itself
import torch

def central_diff(f, theta, eps):
    flat = theta.double().flatten()
    out = []
    for i in range(len(flat)):
        p = flat.clone()
        m = flat.clone()
        p[i] = p[i] * (1 + eps)
        m[i] = m[i] * (1 - eps)
        out.append((f(p.reshape(theta.shape)) - f(m.reshape(theta.shape))) / (2 * eps))
    return torch.stack(out).reshape(theta.shape)

# %% wrong: Missing brackets: / 2 * eps divides by 2 and multiplies by eps.
# told: times_the_step
import torch

def central_diff(f, theta, eps):
    theta = theta.double()
    grad = torch.zeros(theta.numel(), dtype=torch.float64)
    for i in range(theta.numel()):
        e = torch.zeros(theta.numel(), dtype=torch.float64)
        e[i] = eps
        e = e.reshape(theta.shape)
        grad[i] = (f(theta + e) - f(theta - e)) / 2 * eps
    return grad.reshape(theta.shape)

# %% wrong: The entry goes from eps/2 behind to eps/2 ahead: the quotient is a fair one, but not the one with the step eps that was asked for.
# told: half_steps
import torch

def central_diff(f, theta, eps):
    theta = theta.double().contiguous()
    grad = torch.empty_like(theta)
    for i in range(theta.numel()):
        e = torch.zeros_like(theta)
        e.reshape(-1)[i] = eps / 2
        grad.reshape(-1)[i] = (f(theta + e) - f(theta - e)) / eps
    return grad

# %% wrong: TWO: behind minus ahead, so the sign is turned; and the result is flat, not shaped like theta.
# told: sign_reversed_and_flat
import torch

def central_diff(f, theta, eps):
    theta = theta.double()
    n = theta.numel()
    grad = torch.zeros(n, dtype=torch.float64)
    for i in range(n):
        e = torch.zeros(n, dtype=torch.float64)
        e[i] = eps
        e = e.view(theta.shape)
        grad[i] = (f(theta - e) - f(theta + e)) / (2 * eps)
    return grad

# %% wrong: theta stays an int64 tensor, so adding eps to an entry of the copy is cut to a whole number (3.1 to 3, 2.9 to 2).
# told: integer_kept
import torch

def central_diff(f, theta, eps):
    grad = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        plus = theta.contiguous().clone()
        minus = theta.contiguous().clone()
        plus.view(-1)[i] = plus.view(-1)[i] + eps
        minus.view(-1)[i] = minus.view(-1)[i] - eps
        grad.view(-1)[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad

# %% wrong: One working copy is used for all entries and the moved entry is not set back: it stays eps behind when the next one moves.
# told: never_restored
import torch

def central_diff(f, theta, eps):
    t = theta.double().contiguous().clone()
    grad = torch.zeros_like(t)
    w = t.reshape(-1)
    for i in range(t.numel()):
        w[i] += eps
        up = f(t)
        w[i] -= 2 * eps
        down = f(t)
        grad.reshape(-1)[i] = (up - down) / (2 * eps)
    return grad

# %% right: All index tuples from itertools.product (one empty tuple if there are no axes), a fresh copy for each side.
import itertools
import torch

def central_diff(f, theta, eps):
    grad = torch.empty(theta.shape, dtype=torch.float64)
    for idx in itertools.product(*[range(n) for n in theta.shape]):
        sides = []
        for sign in (1, -1):
            t = theta.to(torch.float64, copy=True)
            t[idx] += sign * eps
            sides.append(f(t))
        grad[idx] = (sides[0] - sides[1]) / (2 * eps)
    return grad

# %% right: numpy inside: a copy as a flat array, an entry is saved, moved and written back, fresh tensors go to f.
import numpy as np
import torch

def central_diff(f, theta, eps):
    a = np.array(theta.tolist(), dtype=np.float64).reshape(-1)
    shape = tuple(theta.shape)

    def value():
        return float(f(torch.tensor(a.reshape(shape), dtype=torch.float64)))

    out = []
    for i in range(a.size):
        old = a[i]
        a[i] = old + eps
        ahead = value()
        a[i] = old - eps
        behind = value()
        a[i] = old
        out.append((ahead - behind) / (eps + eps))
    return torch.tensor(out, dtype=torch.float64).reshape(shape)

# %% right: The mean of the forward and the backward slope, which is the same number; unit directions from an identity matrix.
import torch

def central_diff(f, theta, eps):
    x = theta * torch.ones((), dtype=torch.float64) if theta.is_floating_point() else theta.double()
    here = f(x)
    units = torch.eye(x.numel(), dtype=torch.float64).reshape(-1, *x.shape)
    slopes = [((f(x + eps * u) - here) / eps + (here - f(x - eps * u)) / eps) / 2 for u in units]
    return torch.stack(slopes).reshape(x.shape)

# %% wrong: All entries of theta move at once, so every entry gets the sum of all slopes and not its own one.
# told: all_at_once
import torch

def central_diff(f, theta, eps):
    theta = theta.double()
    rise = f(theta + eps) - f(theta - eps)
    return torch.full(theta.shape, float(rise / (2 * eps)), dtype=torch.float64)

# %% wrong: f(t+eps) - 2 f(t) + f(t-eps) over eps**2 is the second derivative (how the slope changes), not the slope.
# told: second_difference
import torch

def central_diff(f, theta, eps):
    base = theta.to(torch.float64).clone()
    out = torch.zeros(theta.numel(), dtype=torch.float64)
    for i in range(theta.numel()):
        e = torch.zeros(theta.numel(), dtype=torch.float64)
        e[i] = eps
        e = e.reshape(theta.shape)
        out[i] = (f(base + e) - 2 * f(base) + f(base - e)) / eps**2
    return out.reshape(theta.shape)

# %% wrong: The step is eps times the size of the entry and not eps itself; for an entry 0 it becomes 0/0.
# told: relative_step
import torch

def central_diff(f, theta, eps):
    flat = theta.double().reshape(-1)
    grad = torch.zeros_like(flat)
    for i in range(len(flat)):
        h = eps * flat[i].abs()
        up, down = flat.clone(), flat.clone()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up.reshape(theta.shape)) - f(down.reshape(theta.shape))) / (2 * h)
    return grad.reshape(theta.shape)

# %% wrong: The entry moves only half a step to each side (eps/2), where the text goes a whole eps behind and a whole eps ahead.
# told: half_steps
import torch

def central_diff(f, theta, eps):
    x = theta.double()
    n = x.numel()
    dirs = torch.eye(n, dtype=torch.float64)
    vals = []
    for d in dirs:
        d = d.reshape(x.shape) * eps / 2
        vals.append((f(x + d) - f(x - d)) / eps)
    return torch.stack(vals).reshape(x.shape)

# %% wrong: .to(float64) makes no copy of a float64 theta, so theta itself is moved in place (and put back only up to rounding).
# told: changed
import torch

def central_diff(f, theta, eps):
    x = theta.to(torch.float64)
    flat = x.view(-1)
    grad = torch.zeros_like(flat)
    for i in range(flat.numel()):
        flat[i] += eps
        ahead = f(x)
        flat[i] -= 2 * eps
        behind = f(x)
        flat[i] += eps
        grad[i] = (ahead - behind) / (2 * eps)
    return grad.view(theta.shape)

# %% wrong: TWO: the rise is behind minus ahead, so the sign is reversed; and the result stays flat instead of shaped like theta.
# told: sign_reversed_and_flat
import torch

def central_diff(f, theta, eps):
    slopes = []
    flat = theta.double().flatten()
    for i in range(flat.numel()):
        left = flat.clone()
        left[i] = left[i] - eps
        right = flat.clone()
        right[i] = right[i] + eps
        a, b = f(left.reshape(theta.shape)), f(right.reshape(theta.shape))
        slopes.append((a - b) / (2 * eps))
    return torch.stack(slopes)

# %% wrong: The step tensor is zeros_like(theta): for an integer theta eps is cut to 0 in it, nothing moves, and all slopes are 0.
# told: integer_step_of_zero
import torch

def central_diff(f, theta, eps):
    grad = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        step = torch.zeros_like(theta).reshape(-1)
        step[i] = eps
        step = step.reshape(theta.shape)
        grad.view(-1)[i] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return grad

# %% wrong: The two copies are made once before the loop and never put back, so the earlier entries stay moved as well.
# told: moves_pile_up
import torch

def central_diff(f, theta, eps):
    shape = theta.shape
    plus = theta.double().flatten().clone()
    minus = theta.double().flatten().clone()
    grad = torch.zeros_like(plus)
    for i in range(plus.numel()):
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (f(plus.reshape(shape)) - f(minus.reshape(shape))) / (2 * eps)
    return grad.reshape(shape)

# %% right: Loops over index tuples with itertools.product; divides by the distance that was really travelled.
import itertools
import torch

def central_diff(f, theta, eps):
    grad = torch.empty(theta.shape, dtype=torch.float64)
    for idx in itertools.product(*[range(s) for s in theta.shape]):
        above = theta.to(torch.float64, copy=True)
        below = theta.to(torch.float64, copy=True)
        above[idx] = above[idx] + eps
        below[idx] = below[idx] - eps
        grad[idx] = (f(above) - f(below)) / (above[idx] - below[idx])
    return grad

# %% right: numpy does the bookkeeping, and only the calls of f get tensors.
import numpy as np
import torch

def central_diff(f, theta, eps):
    base = np.array(theta.tolist(), dtype=np.float64)
    grad = np.zeros(base.shape)

    def at(idx, new):
        moved = base.copy()
        moved[idx] = new
        return f(torch.tensor(moved)).item()

    for idx, t in np.ndenumerate(base):
        grad[idx] = (at(idx, t + eps) - at(idx, t - eps)) / (2.0 * eps)
    return torch.tensor(grad)

# %% right: Rows of an identity as directions; the slope is the mean of the forward and the backward rise, in a list comprehension.
import torch

def central_diff(f, theta, eps):
    x = 1.0 * theta.double()
    here = f(x)
    dirs = torch.eye(x.numel(), dtype=torch.float64).reshape((x.numel(),) + tuple(x.shape))
    slope = lambda d: ((f(x + eps * d) - here) + (here - f(x - eps * d))) / eps / 2
    return torch.stack([slope(d) for d in dirs]).reshape(x.shape)

# %% wrong: The entry moves by eps times its own size, not by eps as the text says (and an entry 0 then gives 0/0).
# told: relative_step
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    flat = t.flatten()
    out = torch.zeros_like(flat)
    for i in range(flat.numel()):
        h = eps * flat[i].abs()
        a, b = flat.clone(), flat.clone()
        a[i] += h
        b[i] -= h
        out[i] = (f(a.reshape(t.shape)) - f(b.reshape(t.shape))) / (2 * h)
    return out.reshape(t.shape)

# %% wrong: The slope is measured around the origin: theta itself is never added to the small move.
# told: around_zero
import torch

def central_diff(f, theta, eps):
    g = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        step = torch.zeros(theta.numel(), dtype=torch.float64)
        step[i] = eps
        step = step.reshape(theta.shape)
        g.view(-1)[i] = (f(step) - f(-step)) / (2 * eps)
    return g

# %% wrong: For a matrix a whole row moves at once, so each entry gets the sum of the slopes of its row.
# told: whole_rows_where_there_are_any
import torch

def central_diff(f, theta, eps):
    theta = theta.to(torch.float64)
    if theta.dim() == 0:
        return (f(theta + eps) - f(theta - eps)) / (2 * eps)
    grad = torch.zeros_like(theta)
    for i in range(theta.shape[0]):
        plus, minus = theta.clone(), theta.clone()
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad

# %% wrong: The entry goes only eps/2 to each side (divided by eps), so the step is half the one that was given.
# told: half_steps
import torch

def central_diff(f, theta, eps):
    x = theta.detach().clone().double()
    slopes = []
    for i in range(x.numel()):
        e = torch.zeros(x.numel(), dtype=torch.float64)
        e[i] = eps / 2
        e = e.reshape(x.shape)
        slopes.append((f(x + e) - f(x - e)) / eps)
    return torch.stack(slopes).reshape(x.shape)

# %% wrong: The slopes are measured row by row but put into the result column by column.
# told: filled_by_columns
import torch

def central_diff(f, theta, eps):
    x = theta.double()
    slopes = []
    for i in range(x.numel()):
        hi, lo = x.flatten().clone(), x.flatten().clone()
        hi[i] = hi[i] + eps
        lo[i] = lo[i] - eps
        slopes.append(float(f(hi.reshape(x.shape)) - f(lo.reshape(x.shape))) / (2 * eps))
    res = torch.tensor(slopes, dtype=torch.float64).reshape(tuple(reversed(x.shape)))
    return res.permute(*reversed(range(x.dim()))) if x.dim() > 1 else res

# %% wrong: TWO: the entry moves only forward, from its value to its value plus eps; and the slopes are stored with the dtype of theta, so they are cut to whole numbers when theta holds integers.
# told: forward_in_dtype_of_theta
import torch

def central_diff(f, theta, eps):
    grad = torch.zeros_like(theta)
    start = f(theta)
    for i in range(theta.numel()):
        moved = theta.double().flatten().clone()
        moved[i] += eps
        grad.view(-1)[i] = (f(moved.reshape(theta.shape)) - start) / eps
    return grad

# %% wrong: A theta without axes gets a result of shape (1,) in place of a result without axes.
# told: slip
import torch

def central_diff(f, theta, eps):
    shape = theta.shape
    flat = theta.double().reshape(-1)
    out = []
    for i in range(len(flat)):
        p = flat.clone()
        p[i] = flat[i] + eps
        m = flat.clone()
        m[i] = flat[i] - eps
        out.append((f(p.reshape(shape)) - f(m.reshape(shape))).item() / (2 * eps))
    out = torch.tensor(out, dtype=torch.float64)
    if len(shape) > 1:
        out = out.reshape(shape)
    return out

# %% wrong: `down = up` makes no second copy: both names are one tensor, which goes up and down again, so every slope is 0.
# told: both_moves_in_one
import torch

def central_diff(f, theta, eps):
    grad = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        up = theta.double().clone()
        down = up
        up.view(-1)[i] += eps
        down.view(-1)[i] -= eps
        grad.view(-1)[i] = (f(up) - f(down)) / (2 * eps)
    return grad

# %% right: Multi-indices from itertools.product (one empty index for no axes) and a nested helper that moves one entry.
import itertools
import torch


def central_diff(f, theta, eps):
    def moved(idx, step):
        t = theta.clone().to(torch.float64)
        t[idx] += step
        return f(t)

    out = torch.empty(theta.shape, dtype=torch.float64)
    for idx in itertools.product(*map(range, theta.shape)):
        out[idx] = (moved(idx, eps) - moved(idx, -eps)) / (eps + eps)
    return out

# %% right: Theta as a list of Python floats; a tensor is built only for each call of f.
import math
import torch


def central_diff(f, theta, eps):
    vals = [float(v) for v in theta.flatten()]

    def call(v):
        return float(f(torch.tensor(v, dtype=torch.float64).reshape(theta.shape)))

    slopes = []
    for i, v in enumerate(vals):
        a = call(vals[:i] + [v + eps] + vals[i + 1:])
        b = call(vals[:i] + [v - eps] + vals[i + 1:])
        slopes.append(0.5 * (a - b) / eps)
    return torch.tensor(slopes, dtype=torch.float64).reshape(theta.shape)

# %% right: NumPy copy of theta with np.ndindex; the old value is saved and put back, and each call gets a fresh tensor.
import numpy as np
import torch


def central_diff(f, theta, eps):
    p = np.array(theta.tolist(), dtype=np.float64)
    out = np.zeros(p.shape)
    for k in np.ndindex(p.shape):
        old = p[k]
        p[k] = old + eps
        rise = f(torch.tensor(p)).item()
        p[k] = old - eps
        rise -= f(torch.tensor(p)).item()
        p[k] = old
        out[k] = rise / (2.0 * eps)
    return torch.tensor(out, dtype=torch.float64)

# %% wrong: All entries are moved at once, and the one slope that comes out is shared evenly among the entries.
# told: shared_evenly
import math
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    slope = (f(t + eps) - f(t - eps)) / (2 * eps)
    return torch.full_like(t, float(slope) / t.numel())

# %% wrong: Improves the answer with a second step eps/2 (extrapolation): not the quotient that is asked for, t^3 gives 3 and not 3.01.
# told: two_steps_combined
import math
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    out = torch.zeros_like(t).reshape(-1)
    for i in range(t.numel()):
        e = torch.zeros(t.numel(), dtype=torch.float64)
        e[i] = 1.0
        e = e.reshape(t.shape)
        d1 = (f(t + eps * e) - f(t - eps * e)) / (2 * eps)
        d2 = (f(t + eps / 2 * e) - f(t - eps / 2 * e)) / eps
        out[i] = (4 * d2 - d1) / 3
    return out.reshape(t.shape)

# %% wrong: The step is scaled by the size of the entry, eps * max(1, |t|), although eps itself is to be used.
# told: scaled_step
import math
import torch


def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    grad = torch.zeros(t.numel(), dtype=torch.float64)
    for i in range(t.numel()):
        up, down = t.flatten().clone(), t.flatten().clone()
        h = eps * max(1.0, abs(float(up[i])))
        up[i] += h
        down[i] -= h
        grad[i] = (f(up.view(t.shape)) - f(down.view(t.shape))) / (2 * h)
    return grad.view(t.shape)

# %% wrong: double() makes no copy of a tensor that is float64 already, so += and -= change theta itself (and leave rounding behind).
# told: changed
import math
import torch


def central_diff(f, theta, eps):
    point = theta.double()
    flat = point.view(-1)
    grad = torch.zeros_like(flat)
    for i in range(len(flat)):
        flat[i] += eps
        up = f(point)
        flat[i] -= 2 * eps
        down = f(point)
        flat[i] += eps
        grad[i] = (up - down) / (2 * eps)
    return grad.view(theta.shape)

# %% wrong: `/ 2 * eps` divides by 2 and then multiplies by eps: brackets are missing.
# told: times_the_step
import math
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    basis = torch.eye(t.numel(), dtype=torch.float64).reshape(-1, *t.shape)
    slopes = [(f(t + eps * e) - f(t - eps * e)) / 2 * eps for e in basis]
    return torch.stack(slopes).reshape(t.shape)

# %% wrong: TWO: the rise is divided by eps, not by the distance 2 eps; and the result stays a flat vector instead of the shape of theta.
# told: not_halved_and_flat
import math
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    n = t.numel()
    grad = torch.zeros(n, dtype=torch.float64)
    for i in range(n):
        up = t.clone().reshape(-1)
        down = t.clone().reshape(-1)
        up[i] = up[i] + eps
        down[i] = down[i] - eps
        grad[i] = (f(up.reshape(t.shape)) - f(down.reshape(t.shape))) / eps
    return grad

# %% wrong: Right for float64, but for an int64 theta the copies are int64 too: the step is cut off when it is written into them.
# told: integer_kept
import math
import torch


def central_diff(f, theta, eps):
    shape = theta.shape
    grad = torch.zeros(theta.numel(), dtype=torch.float64)
    for i in range(theta.numel()):
        plus = theta.clone().reshape(-1)
        minus = theta.clone().reshape(-1)
        plus[i] = plus[i] + eps
        minus[i] = minus[i] - eps
        grad[i] = (f(plus.reshape(shape)) - f(minus.reshape(shape))) / (2 * eps)
    return grad.reshape(shape)

# %% wrong: The line that puts the entry back is forgotten: earlier entries stay at minus eps while later ones are measured.
# told: never_restored
import math
import torch


def central_diff(f, theta, eps):
    point = theta.to(torch.float64).clone().reshape(-1)
    grad = torch.zeros_like(point)
    for i in range(point.numel()):
        old = float(point[i])
        point[i] = old + eps
        high = f(point.reshape(theta.shape).clone())
        point[i] = old - eps
        low = f(point.reshape(theta.shape).clone())
        grad[i] = (high - low) / (2 * eps)
    return grad.reshape(theta.shape)

# %% wrong: The bracket around the rise is lost, so that only the second value is divided.
# told: second_value_alone_divided
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = f(up.reshape(t.shape)) - f(dn.reshape(t.shape)) / (2 * eps)
    return g

# %% wrong: Divides by four eps.
# told: halved_twice
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = (f(up.reshape(t.shape)) - f(dn.reshape(t.shape))) / (4 * eps)
    return g

# %% wrong: Stores the slopes in a tensor of integers and makes it float64 at the end.
# told: slopes_cut_to_integers
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(theta)
    for i in range(theta.numel()):
        d = torch.zeros_like(t)
        d.view(-1)[i] = eps
        g.view(-1)[i] = (f(t + d) - f(t - d)) / (2 * eps)
    return g.double()

# %% wrong: The function gets a flat vector.
# told: flat_points
import torch


def central_diff(f, theta, eps):
    t = theta.double().reshape(-1)
    g = torch.zeros_like(t)
    for i in range(t.numel()):
        d = torch.zeros_like(t)
        d[i] = eps
        g[i] = (f(t + d) - f(t - d)) / (2 * eps)
    return g.reshape(theta.shape)

# %% wrong: Loops over len(theta) but fills the flat tensor.
# told: as_many_as_rows
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    if t.dim() == 0:
        return (f(t + eps) - f(t - eps)) / (2 * eps)
    for i in range(len(t)):
        d = torch.zeros_like(t)
        d.view(-1)[i] = eps
        g.view(-1)[i] = (f(t + d) - f(t - d)) / (2 * eps)
    return g

# %% wrong: Takes the absolute value of the rise.
# told: size_of_the_slope
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = (f(up.reshape(t.shape)) - f(dn.reshape(t.shape))).abs() / (2 * eps)
    return g

# %% wrong: A new gradient in each turn of the loop: only the last entry stays.
# told: last_entry_only
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    for i in range(t.numel()):
        g = torch.zeros_like(t)
        d = torch.zeros_like(t)
        d.view(-1)[i] = eps
        g.view(-1)[i] = (f(t + d) - f(t - d)) / (2 * eps)
    return g

# %% wrong: Divides the slope by the number of entries.
# told: divided_by_entries
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = (f(up.reshape(t.shape)) - f(dn.reshape(t.shape))) / (2 * eps * flat.numel())
    return g

# %% wrong: The rise has the opposite sign and is divided by eps in place of 2 eps.
# told: reversed_not_halved
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = (f(dn.reshape(t.shape)) - f(up.reshape(t.shape))) / eps
    return g

# %% wrong: All entries move at once, and the rise is divided by eps.
# told: all_at_once_not_halved
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    return torch.ones_like(t) * (f(t + eps) - f(t - eps)) / eps

# %% wrong: Backward with the wrong sign.
# told: backward_reversed
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = (f(dn.reshape(t.shape)) - f(t)) / eps
    return g

# %% wrong: Divides by eps squared.
# told: over_the_squared_step
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = (f(up.reshape(t.shape)) - f(dn.reshape(t.shape))) / (2 * eps ** 2)
    return g

# %% wrong: Raises eps to at least 0.01 against rounding.
# told: clue
import torch


def central_diff(f, theta, eps):
    t = theta.double()
    eps = max(eps, 1e-2)
    g = torch.zeros_like(t)
    flat = t.reshape(-1)
    for i in range(flat.numel()):
        up = flat.clone()
        dn = flat.clone()
        up[i] += eps
        dn[i] -= eps
        g.view(-1)[i] = (f(up.reshape(t.shape)) - f(dn.reshape(t.shape))) / (2 * eps)
    return g

# %% right: A matrix eps * I gives all moves at once; the slopes are stacked and reshaped.
import torch

def central_diff(f, theta, eps):
    t = theta.detach().to(torch.float64)
    moves = eps * torch.eye(t.numel(), dtype=torch.float64)
    rises = [f(t + m.reshape(t.shape)) - f(t - m.reshape(t.shape)) for m in moves]
    return torch.stack(rises).reshape(t.shape) / (2 * eps)

# %% right: numpy with ndindex over any shape; torch only at the calls of f and at the end.
import numpy as np
import torch

def central_diff(f, theta, eps):
    base = np.array(theta.tolist(), dtype=np.float64).reshape(tuple(theta.shape))
    grad = np.zeros_like(base)

    def value(idx, step):
        moved = base.copy()
        moved[idx] += step
        return f(torch.tensor(moved, dtype=torch.float64)).item()

    for idx in np.ndindex(*base.shape):
        grad[idx] = (value(idx, eps) - value(idx, -eps)) / (2 * eps)
    return torch.tensor(grad, dtype=torch.float64)

# %% right: Works in place on theta itself where it is float64, and puts the saved number back in a finally block.
import itertools
import torch

def central_diff(f, theta, eps):
    work = theta if theta.dtype == torch.float64 else theta.double()
    grad = torch.full(tuple(theta.shape), 0.0, dtype=torch.float64)
    for idx in itertools.product(*map(range, theta.shape)):
        old = work[idx].item()
        try:
            work[idx] = old + eps
            rise = float(f(work))
            work[idx] = old - eps
            rise -= float(f(work))
        finally:
            work[idx] = old
        grad[idx] = 0.5 * rise / eps
    return grad

# %% wrong: All entries move together, so every entry gets the slope along (1, ..., 1) instead of its own.
# told: all_at_once
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    slope = (f(t + eps) - f(t - eps)) / (2 * eps)
    return slope * torch.ones_like(t)

# %% wrong: The step is scaled with the size of the entry (eps * max(1, |theta_i|)), instead of being eps itself.
# told: scaled_step
import torch

def central_diff(f, theta, eps):
    base = theta.to(torch.float64)
    grad = torch.zeros(base.numel(), dtype=torch.float64)
    for i in range(base.numel()):
        h = eps * max(1.0, abs(float(base.reshape(-1)[i])))
        up, down = base.flatten().clone(), base.flatten().clone()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up.reshape(base.shape)) - f(down.reshape(base.shape))) / (2 * h)
    return grad.reshape(base.shape)

# %% wrong: A four-point formula is used that cancels the error of the centred difference: closer to the true slope, but not the quotient asked for (3 instead of 3.01 in the example).
# told: values
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros(t.shape, dtype=torch.float64).flatten()
    for i in range(t.numel()):
        e = torch.zeros(t.numel(), dtype=torch.float64)
        e[i] = eps
        e = e.reshape(t.shape)
        g[i] = (8 * (f(t + e) - f(t - e)) - (f(t + 2 * e) - f(t - 2 * e))) / (12 * eps)
    return g.reshape(t.shape)

# %% wrong: The entry moves only eps/2 to each side (a move of length eps), not from minus eps to plus eps.
# told: half_steps
import torch

def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    slopes = []
    for i in range(t.numel()):
        hi = t.clone().reshape(-1)
        lo = t.clone().reshape(-1)
        hi[i] += eps / 2
        lo[i] -= eps / 2
        slopes.append((float(f(hi.reshape(t.shape))) - float(f(lo.reshape(t.shape)))) / eps)
    return torch.tensor(slopes, dtype=torch.float64).reshape(t.shape)

# %% wrong: The moved entry is not put back: it stays at its value minus eps while the next entries are measured.
# told: never_restored
import torch

def central_diff(f, theta, eps):
    t = theta.double().clone()
    flat = t.reshape(-1)
    g = torch.zeros(flat.numel(), dtype=torch.float64)
    for i in range(flat.numel()):
        flat[i] += eps
        up = float(f(flat.reshape(theta.shape)))
        flat[i] -= 2 * eps
        down = float(f(flat.reshape(theta.shape)))
        g[i] = (up - down) / (2 * eps)
    return g.reshape(theta.shape)

# %% wrong: TWO: the lower value is taken at theta itself while the division is still by 2 eps; and the result is flat instead of shaped like theta.
# told: values
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    f0 = f(t)
    out = []
    for i in range(t.numel()):
        moved = t.clone().flatten()
        moved[i] = moved[i] + eps
        out.append((f(moved.view(t.shape)) - f0) / (2 * eps))
    return torch.stack(out)

# %% wrong: theta is moved in place and brought back by adding eps again; because of rounding it need not hold exactly what it held before.
# told: changed
import itertools
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    g = torch.zeros(t.shape, dtype=torch.float64)
    for idx in itertools.product(*[range(s) for s in t.shape]):
        t[idx] += eps
        up = float(f(t))
        t[idx] -= 2 * eps
        down = float(f(t))
        t[idx] += eps
        g[idx] = (up - down) / (2 * eps)
    return g

# %% wrong: A variable is mixed up: the lower point is a copy of the upper one, so it lies at theta (plus eps minus eps), not at theta minus eps.
# told: one_step_over_two
import torch

def central_diff(f, theta, eps):
    x = theta.clone().double()
    grad = torch.empty(x.numel(), dtype=torch.float64)
    for k in range(x.numel()):
        plus = x.clone(memory_format=torch.contiguous_format)
        plus.view(-1)[k] += eps
        minus = plus.clone()
        minus.view(-1)[k] -= eps
        grad[k] = (f(plus) - f(minus)) / (2 * eps)
    return grad.reshape(theta.shape)

# %% right: Works on theta itself (or on a float copy of integers), with the old value saved and written back exactly in a finally block.
import itertools
import torch

def central_diff(f, theta, eps):
    work = theta if theta.is_floating_point() else theta.to(torch.float64)
    grad = torch.zeros(tuple(theta.shape), dtype=torch.float64)
    for idx in itertools.product(*map(range, theta.shape)):
        old = work[idx].item()
        try:
            work[idx] = old + eps
            above = f(work).item()
            work[idx] = old - eps
            below = f(work).item()
        finally:
            work[idx] = old
        grad[idx] = (above - below) / (2 * eps)
    return grad

# %% right: A recursive helper stacks the slopes along the first axis; the length of the move is measured as end minus start.
import torch

def central_diff(f, theta, eps):
    base = theta.double()

    def slopes(idx):
        if len(idx) < base.dim():
            return torch.stack([slopes(idx + (k,)) for k in range(base.shape[len(idx)])])
        lo, hi = base.clone(), base.clone()
        lo[idx] -= eps
        hi[idx] += eps
        return (f(hi) - f(lo)) / (hi[idx] - lo[idx])

    return slopes(())

# %% right: NumPy arrays for the moving, a list of slopes, tensors only for the calls of f.
import numpy as np
import torch

def central_diff(f, theta, eps):
    a = np.array(theta.tolist(), dtype=np.float64)
    shape = a.shape

    def value(i, move):
        v = a.flatten()
        v[i] += move
        return float(f(torch.tensor(v.reshape(shape), dtype=torch.float64)))

    res = [0.5 * (value(i, eps) - value(i, -eps)) / eps for i in range(a.size)]
    return torch.tensor(np.array(res).reshape(shape), dtype=torch.float64)

# %% wrong: All entries move together instead of one at a time, so every slot gets the same sum of the slopes.
# told: all_at_once
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    slope = (f(t + eps) - f(t - eps)) / (2 * eps)
    return torch.full(t.shape, float(slope), dtype=torch.float64)

# %% wrong: Thinks that the true slope is wanted and extrapolates from the steps eps and eps/2; the text asks for the plain quotient with the step eps.
# told: two_steps_combined
import torch

def central_diff(f, theta, eps):
    t = theta.to(torch.float64)
    out = torch.zeros(t.numel(), dtype=torch.float64)

    def quotient(i, h):
        e = torch.zeros(t.numel(), dtype=torch.float64)
        e[i] = h
        e = e.reshape(t.shape)
        return (f(t + e) - f(t - e)) / (2 * h)

    for i in range(t.numel()):
        out[i] = (4 * quotient(i, eps / 2) - quotient(i, eps)) / 3
    return out.reshape(t.shape)

# %% wrong: Takes eps as a relative step: the entry moves by eps times its own size instead of by eps.
# told: relative_step
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    out = torch.zeros_like(t)
    for i in range(t.numel()):
        plus, minus = t.flatten().clone(), t.flatten().clone()
        h = eps * abs(plus[i].item())
        if h == 0:
            h = eps
        plus[i] += h
        minus[i] -= h
        out.view(-1)[i] = (f(plus.reshape(t.shape)) - f(minus.reshape(t.shape))) / (2 * h)
    return out

# %% wrong: The entry is not put back before the next one moves, so later slopes are measured at a point where earlier entries stand eps too low.
# told: never_restored
import torch

def central_diff(f, theta, eps):
    t = theta.double().flatten().clone()
    g = torch.zeros(t.numel(), dtype=torch.float64)
    for i in range(t.numel()):
        t[i] += eps
        up = float(f(t.reshape(theta.shape)))
        t[i] -= 2 * eps
        down = float(f(t.reshape(theta.shape)))
        g[i] = (up - down) / (2 * eps)
    return g.reshape(theta.shape)

# %% wrong: Moves by eps/2 to each side and divides by eps; the text moves by eps to each side.
# told: half_steps
import torch

def central_diff(f, theta, eps):
    n = theta.numel()
    base = theta.double().reshape(n)
    g = torch.empty(n, dtype=torch.float64)
    for k, e in enumerate(torch.eye(n, dtype=torch.float64)):
        hi = f((base + 0.5 * eps * e).reshape(theta.shape))
        lo = f((base - 0.5 * eps * e).reshape(theta.shape))
        g[k] = (hi - lo) / eps
    return g.reshape(theta.shape)

# %% wrong: TWO: the slopes are collected in a float32 tensor (no dtype given), so only about seven digits remain; and the result stays flat instead of getting the shape of theta.
# told: values
import torch

def central_diff(f, theta, eps):
    t = theta.double()
    slopes = torch.zeros(t.numel())
    for i in range(t.numel()):
        step = torch.zeros(t.numel(), dtype=torch.float64)
        step[i] = eps
        step = step.reshape(t.shape)
        slopes[i] = (f(t + step) - f(t - step)) / (2 * eps)
    return slopes

# %% wrong: For an int64 theta the clones are int64 too, so adding eps is cut off to a whole number and the entry does not move as it should; float64 is right.
# told: integer_kept
import torch

def central_diff(f, theta, eps):
    out = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        a = theta.clone().reshape(-1)
        c = theta.clone().reshape(-1)
        a[i] = a[i] + eps
        c[i] = c[i] - eps
        rise = f(a.reshape(theta.shape)) - f(c.reshape(theta.shape))
        out.view(-1)[i] = rise / (2 * eps)
    return out

# %% wrong: Moves theta itself by +eps, -2 eps, +eps: rounding leaves it slightly different from before (an int64 theta is converted first and is spared).
# told: changed
import itertools
import torch

def central_diff(f, theta, eps):
    t = theta if theta.dtype == torch.float64 else theta.double()
    g = torch.zeros(t.numel(), dtype=torch.float64)
    for i, idx in enumerate(itertools.product(*[range(n) for n in t.shape])):
        t[idx] += eps
        up = f(t).item()
        t[idx] -= 2 * eps
        down = f(t).item()
        t[idx] += eps
        g[i] = (up - down) / (2 * eps)
    return g.reshape(theta.shape)
