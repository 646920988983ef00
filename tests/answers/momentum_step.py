# %% right: Number by number over the flattened tensors.
import torch

def momentum_step(x, v, g, eta, mu):
    xs, vs = [], []
    for a, b, c in zip(x.flatten().tolist(), v.flatten().tolist(), g.flatten().tolist()):
        b = mu * b - eta * c
        vs.append(b)
        xs.append(a + b)
    back = lambda q: torch.tensor(q, dtype=x.dtype).reshape(x.shape)
    return back(xs), back(vs)

# %% right: torch.add with alpha, names in a tuple assignment.
import torch

def momentum_step(x, v, g, eta, mu):
    new = torch.add(mul := v * mu, g, alpha=-eta)
    return torch.add(x, new), new

# %% right: Works in place on clones.
import torch

def momentum_step(x, v, g, eta, mu):
    x, v = x.clone(), v.clone()
    v *= mu
    v -= eta * g
    x += v
    return (x, v)

# %% wrong: The new gradient is multiplied by 1 - mu, as in an average; here it is added in full.
# told: averages
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x + v, v

# %% wrong: mu is taken for the share that is lost: the velocity keeps 1 - mu instead of mu.
# told: friction
import torch

def momentum_step(x, v, g, eta, mu):
    v_new = (1 - mu) * v - eta * g
    return x + v_new, v_new

# %% wrong: The slope moves x directly and once more through the velocity, so it counts twice.
# told: slope_counts_twice
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x - eta * g + v
    return x, v

# %% wrong: x is moved by the old velocity instead of the new one.
# told: moves_first
import torch

def momentum_step(x, v, g, eta, mu):
    x = x + v
    v = mu * v - eta * g
    return x, v

# %% wrong: The results are returned in the wrong order, (v, x) instead of (x, v).
# told: exchanged
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + v
    return v, x

# %% wrong: TWO: mu multiplies the new slope as well (bracket); and x is moved against the velocity (minus instead of plus).
# told: damped_uphill
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    x = x - v
    return x, v

# %% wrong: The loop over the entries needs an axis, so tensors without axes fail.
# told: needs_an_axis
import torch

def momentum_step(x, v, g, eta, mu):
    new_x, new_v = torch.zeros_like(x), torch.zeros_like(v)
    for i in range(len(x)):
        new_v[i] = mu * v[i] - eta * g[i]
        new_x[i] = x[i] + new_v[i]
    return new_x, new_v

# %% wrong: A leftover from trying out: mu is set to 0.9, whatever is passed.
# told: mu_always_nine_tenths
import torch

def momentum_step(x, v, g, eta, mu):
    mu = 0.9
    v = mu * v - eta * g
    return x + v, v

# %% right: Keeps the velocity with the opposite sign and subtracts it; the path of x is the same since v starts at 0.
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + eta * g
    return x - v, v

# %% right: Works in place, but only on clones of the arguments.
import torch


def momentum_step(x, v, g, eta, mu):
    new_v = v.clone()
    new_v.mul_(mu)
    new_v.add_(g, alpha=-eta)
    new_x = x.clone()
    new_x += new_v
    return new_x, new_v

# %% right: Flattens to Python lists, uses a nested helper for one number, and restores the shape.
import torch


def momentum_step(x, v, g, eta, mu):
    def one(xi, vi, gi):
        w = mu * vi - eta * gi
        return xi + w, w

    pairs = [one(*t) for t in zip(x.reshape(-1).tolist(), v.reshape(-1).tolist(), g.reshape(-1).tolist())]
    xs = torch.tensor([p[0] for p in pairs], dtype=torch.float64).reshape(x.shape)
    vs = torch.tensor([p[1] for p in pairs], dtype=torch.float64).reshape(x.shape)
    return xs, vs

# %% wrong: The ball is moved with the old velocity, and the velocity is updated only afterwards.
# told: moves_first
import torch


def momentum_step(x, v, g, eta, mu):
    x_new = x + v
    v_new = mu * v - eta * g
    return x_new, v_new

# %% wrong: The share mu is applied to the sum of the old velocity and the push, so that the new gradient is damped too.
# told: damps_all
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return x + v, v

# %% wrong: mu is read as friction: the ball keeps 1 - mu of its velocity instead of mu.
# told: friction
import torch


def momentum_step(x, v, g, eta, mu):
    keep = 1 - mu
    v_new = keep * v - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% wrong: The results are returned in the wrong order, (v, x) instead of (x, v).
# told: exchanged
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + v
    return v, x

# %% wrong: The step is multiplied by eta twice: once in the velocity and once more when the ball moves.
# told: eta_twice
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + eta * v
    return x, v

# %% wrong: TWO: the velocity is an average, with the gradient multiplied by 1 - mu; and the velocity is subtracted from x although it already holds -eta g, so the ball climbs.
# told: average_uphill
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    x = x - v
    return x, v

# %% wrong: Loops over the entries of the first axis, so a tensor without axes (len of a 0-d tensor) raises an error.
# told: needs_an_axis
import torch


def momentum_step(x, v, g, eta, mu):
    new_x = x.clone()
    new_v = v.clone()
    for i in range(len(x)):
        new_v[i] = mu * v[i] - eta * g[i]
        new_x[i] = x[i] + new_v[i]
    return new_x, new_v

# %% wrong: The new velocity is computed under another name, but the old v is returned: the velocity stays at 0 for ever.
# told: forgets
import torch


def momentum_step(x, v, g, eta, mu):
    v_neu = mu * v - eta * g
    x = x + v_neu
    return x, v

# %% right: Keeps the velocity with the opposite sign and subtracts it; the path of x is the same.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = eta * g + mu * v
    return x - v, v

# %% right: First the new position, and the velocity as the difference of positions... written with a nested function.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    def push(a, b):
        return torch.add(a, b, alpha=-eta)
    coast = torch.mul(v, mu)
    vel = push(coast, g)
    return torch.add(x, vel), vel

# %% right: Plain Python numbers entry by entry, then back into the shape.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    vs = [mu * a - eta * b for a, b in zip(v.reshape(-1).tolist(), g.reshape(-1).tolist())]
    xs = [a + b for a, b in zip(x.reshape(-1).tolist(), vs)]
    back = lambda l: torch.tensor(l, dtype=torch.float64).reshape(x.shape)
    return back(xs), back(vs)

# %% wrong: The share mu also multiplies the new gradient: only the old velocity fades.
# told: damps_all
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return x + v, v

# %% wrong: The ball moves with the old velocity, and only then the slope changes it.
# told: moves_first
import math
import torch


def momentum_step(x, v, g, eta, mu):
    x_new = x + v
    v_new = mu * v - eta * g
    return x_new, v_new

# %% wrong: eta is a time step here that multiplies the velocity again when the ball moves.
# told: eta_twice
import math
import torch


def momentum_step(x, v, g, eta, mu):
    velocity = mu * v - eta * g
    position = x + eta * velocity
    return position, velocity

# %% wrong: The velocity already points downhill; subtracting it moves the ball uphill.
# told: climbs
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x - v, v

# %% wrong: The two results are in the wrong order: (v, x) instead of (x, v).
# told: exchanged
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + v
    return v, x

# %% wrong: TWO: the new gradient is multiplied by 1 - mu (an average, not a fading sum); and its sign is plus, so the ball climbs.
# told: average_uphill
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + (1 - mu) * eta * g
    return x + v, v

# %% wrong: Loops over the first axis, so a tensor without axes is not possible.
# told: needs_an_axis
import math
import torch


def momentum_step(x, v, g, eta, mu):
    new_x, new_v = [], []
    for i in range(len(x)):
        vi = mu * v[i] - eta * g[i]
        new_v.append(vi)
        new_x.append(x[i] + vi)
    return torch.stack(new_x), torch.stack(new_v)

# %% wrong: Returns the old v, so the velocity is lost after every step.
# told: forgets
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v

# %% wrong: With mu = 0 the test "mu or 0.9" takes the 0 for missing and uses 0.9, so the old velocity does not vanish.
# told: zero_mu_replaced_by_0_9
import math
import torch

def momentum_step(x, v, g, eta, mu):
    mu = mu or 0.9
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% wrong: The numbers 0.1 and 0.9 of the example were left in; the arguments eta and mu are ignored.
# told: numbers_of_the_example
import math
import torch

def momentum_step(x, v, g, eta, mu):
    eta = 0.1
    mu = 0.9
    v = mu * v - eta * g
    x = x + v
    # print(x, v)
    return x, v
