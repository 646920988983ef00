# %% right: addcmul and addcdiv, out of place.
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = torch.addcmul(cache, g, g)
    return torch.addcdiv(x, g, c.sqrt().add(eps), value=-eta), c

# %% right: Number by number with math.sqrt.
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    nx, nc = x.clone(), cache.clone()
    fx, fc = nx.reshape(-1), nc.reshape(-1)
    for i, s in enumerate(g.reshape(-1).tolist()):
        fc[i] = fc[i].item() + s * s
        fx[i] = fx[i].item() - eta * s / (math.sqrt(fc[i].item()) + eps)
    return fx.reshape(x.shape), fc.reshape(x.shape)

# %% right: First a learning rate for each parameter, then the step; numpy.
import numpy as np
import torch

def adagrad_step(x, cache, g, eta, eps):
    grad = g.detach().numpy()
    total = cache.detach().numpy() + grad * grad
    rate = eta / (np.sqrt(total) + eps)
    return torch.as_tensor(x.detach().numpy() - rate * grad), torch.as_tensor(total)

# %% wrong: The cache is only the present square, nothing of the earlier gradients: every step has length eta.
# told: latest_only
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = g ** 2
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: The squares of all entries are added up into one number, so all parameters share one learning rate.
# told: summed_over_parameters
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + (g ** 2).sum()
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: The gradients are summed first and then squared: opposite signs cancel. The cache must be the sum of the squares.
# told: square_of_sum
import torch

def adagrad_step(x, cache, g, eta, eps):
    total = cache.sqrt() + g
    cache = total ** 2
    return x - eta * g / (total.abs() + eps), cache

# %% wrong: The step divides by the root of the old cache, without the present gradient.
# told: stale_cache
import torch

def adagrad_step(x, cache, g, eta, eps):
    x = x - eta * g / (torch.sqrt(cache) + eps)
    cache = cache + g * g
    return x, cache

# %% wrong: eps stands inside the root.
# told: eps_inside
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g * g
    return x - eta * g / torch.sqrt(cache + eps), cache

# %% wrong: TWO: the root is missing, the step is divided by the cache itself; and the step is added (uphill).
# told: climbs_no_root
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g.square()
    return x + eta * g / (cache + eps), cache

# %% wrong: eps is left out, so a gradient of 0 with an empty cache gives 0 / 0 = nan.
# told: without_eps
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    return x - eta * g / cache.sqrt(), cache

# %% wrong: += changes the caller's cache in place.
# told: changed
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache += g ** 2
    x = x - eta * g / (cache ** 0.5 + eps)
    return x, cache

# %% right: NumPy inside, also for no axis.
import numpy as np
import torch

def adagrad_step(x, cache, g, eta, eps):
    xn, cn, gn = (np.array(t.detach()) for t in (x, cache, g))
    cn = np.asarray(cn + np.square(gn))
    xn = np.asarray(xn - gn * (eta / (np.sqrt(cn) + eps)))
    return torch.tensor(xn), torch.tensor(cn)

# %% right: one loop over the flattened entries with math.sqrt, then back to the shape.
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    xs, cs = [], []
    for xi, ci, gi in zip(x.flatten().tolist(), cache.flatten().tolist(), g.flatten().tolist()):
        if gi == 0.0:
            xs.append(xi)
            cs.append(ci)
            continue
        ci = ci + gi * gi
        xs.append(xi - eta * gi / (math.sqrt(ci) + eps))
        cs.append(ci)
    return (torch.tensor(xs, dtype=torch.float64).reshape(x.shape),
            torch.tensor(cs, dtype=torch.float64).reshape(x.shape))

# %% right: the root of the new cache comes from hypot, and the update from addcdiv.
import torch

def adagrad_step(x, cache, g, eta, eps):
    def root():
        return torch.hypot(cache.sqrt(), g)
    return torch.addcdiv(x, g, root() + eps, value=-eta), torch.addcmul(cache, g, g)

# %% wrong: The squares of all entries are summed into every cache, so the entries do not have their own step lengths.
# told: summed_over_parameters
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + (g ** 2).sum()
    x = x - eta * g / (torch.sqrt(cache) + eps)
    return x, cache

# %% wrong: The step is divided by the cache itself; the root is missing.
# told: no_root
import torch

def adagrad_step(x, cache, g, eta, eps):
    new_cache = cache + g * g
    return x - eta * g / (new_cache + eps), new_cache

# %% wrong: The absolute gradients are added first and then squared; the cache must be the sum of the squares.
# told: square_of_sum_of_sizes
import torch

def adagrad_step(x, cache, g, eta, eps):
    total = cache.sqrt() + g.abs()
    cache_new = total ** 2
    return x - eta * g / (total + eps), cache_new

# %% wrong: The two results come in the wrong order: (cache, x) instead of (x, cache).
# told: exchanged
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g.pow(2)
    x = x - eta * g / (cache.sqrt() + eps)
    return cache, x

# %% wrong: eps stands inside the root.
# told: eps_inside
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + torch.square(g)
    lr = eta / torch.sqrt(cache + eps)
    return x - lr * g, cache

# %% wrong: TWO: the step divides by the root of the old cache, without the present gradient; and the step is added, not subtracted.
# told: climbs_by_the_old_cache
import torch

def adagrad_step(x, cache, g, eta, eps):
    x = x + eta * g / (cache.sqrt() + eps)
    cache = cache + g ** 2
    return x, cache

# %% wrong: Entries with a cache below 1e-12 are held fixed as if their gradients had been 0; but gradients of 1e-7 must move the entry.
# told: tiny_taken_for_zero
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    step = eta * g / (torch.sqrt(cache) + eps)
    step = torch.where(cache < 1e-12, torch.zeros_like(step), step)   # never had a gradient: stays
    return x - step, cache

# %% wrong: The cache of the caller is changed in place by +=.
# told: changed
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache += g ** 2
    x = x - eta * g / (cache ** 0.5 + eps)
    return x, cache

# %% right: torch's fused functions addcmul and addcdiv.
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    c = torch.addcmul(cache, g, g)
    return torch.addcdiv(x, g, c.sqrt().add(eps), value=-eta), c

# %% right: numpy inside, tensors outside; also for no axes.
import math
import numpy as np
import torch


def adagrad_step(x, cache, g, eta, eps):
    a, c, d = (np.array(t.tolist(), dtype=np.float64) for t in (x, cache, g))
    c = c + d * d
    a = a - eta * d / (np.sqrt(c) + eps)
    return torch.tensor(a, dtype=torch.float64), torch.tensor(c, dtype=torch.float64)

# %% right: Works on copies and moves only the entries with a gradient.
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_x, new_c = x.clone(), cache.clone()
    moves = g != 0
    new_c[moves] += g[moves] ** 2
    rate = eta / (new_c[moves].sqrt() + eps)
    new_x[moves] -= rate * g[moves]
    return new_x, new_c

# %% wrong: The cache adds up the sizes |g| without square and without root; it must hold squares.
# told: sizes_added_no_root
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g.abs()
    return x - eta * g / (cache + eps), cache

# %% wrong: Adds the squares of all entries to every cache, so all parameters share one learning rate.
# told: summed_over_parameters
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + torch.sum(g * g)
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: Averages the old cache with the new square; AdaGrad's cache is a sum and never fades.
# told: halved
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    c = 0.5 * (cache + g.square())
    step = eta * g / (c.sqrt() + eps)
    return x - step, c

# %% wrong: The returned cache is the root of the sum, so the next step adds a square to a root.
# told: root_returned
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    root = torch.sqrt(cache + g ** 2)
    return x - eta * g / (root + eps), root

# %% wrong: eps is added under the root; it stands outside, which matters for tiny gradients.
# told: eps_inside
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    return x - eta * g * torch.rsqrt(cache + eps), cache

# %% wrong: TWO: the step divides by the root of the old cache, without the present gradient; and eps is under the root.
# told: old_cache_with_eps_inside
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_x = x - eta * g / torch.sqrt(cache + eps)
    new_cache = cache + g * g
    return new_x, new_cache

# %% wrong: Leaves eps out and only catches 0/0: fine for large gradients, wrong where eps is not small beside the root.
# told: eps_as_floor
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g * g
    ratio = torch.where(cache > 0, g / torch.sqrt(cache), torch.zeros_like(g))
    return x - eta * ratio, cache

# %% wrong: cache += changes the caller's cache in place.
# told: changed
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache += g ** 2
    x = x - eta * g / (cache ** 0.5 + eps)
    return x, cache
