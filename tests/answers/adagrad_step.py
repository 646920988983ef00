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

# %% right: With torch's addcmul and addcdiv (not in place).
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    new = torch.addcmul(cache, g, g)
    return torch.addcdiv(x, g, new.sqrt().add(eps), value=-eta), new

# %% right: Plain Python floats with math, entry by entry.
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    xs, cs = [], []
    for a, c, d in zip(x.flatten().tolist(), cache.flatten().tolist(), g.flatten().tolist()):
        c = c + d * d
        cs.append(c)
        if d == 0:
            xs.append(a)
            continue
        xs.append(a - eta * d / (math.sqrt(c) + eps))
    return (torch.tensor(xs, dtype=torch.float64).reshape(x.shape),
            torch.tensor(cs, dtype=torch.float64).reshape(x.shape))

# %% right: Computes the learning rate of each entry first, with numpy inside.
import math
import numpy as np
import torch

def adagrad_step(x, cache, g, eta, eps):
    G = g.detach().numpy()
    C = cache.detach().numpy() + np.square(G)
    rate = eta / (np.sqrt(C) + eps)
    return torch.as_tensor(x.detach().numpy() - rate * G), torch.as_tensor(C)

# %% wrong: One common cache: the squares of all entries are added up, so every entry gets the same step length.
# told: summed_over_parameters
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache_new = cache + (g ** 2).sum()
    x_new = x - eta * g / (torch.sqrt(cache_new) + eps)
    return x_new, cache_new

# %% wrong: The step is divided by the cache itself; the root is missing.
# told: no_root
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g * g
    return x - eta * g / (cache + eps), cache

# %% wrong: The cache is the square of the summed gradients, not the sum of the squares, so gradients of opposite sign cancel.
# told: square_of_sum
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    total = torch.sqrt(cache) + g
    cache_new = total ** 2
    x_new = x - eta * g / (total.abs() + eps)
    return x_new, cache_new

# %% wrong: The step divides by the root of the old cache, without the present gradient.
# told: stale_cache
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    x_new = x - eta * g / (cache.sqrt() + eps)
    cache_new = cache + g ** 2
    return x_new, cache_new

# %% wrong: Missing parentheses: eps is added to the quotient, not to the root.
# told: eps_in_the_step
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = cache + g.pow(2)
    return x - (eta * g / c.sqrt() + eps), c

# %% wrong: TWO: eps stands inside the root; and the cache that is returned is the old one, so it never grows.
# told: old_cache_handed_on_with_eps_inside
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = cache + g ** 2
    x = x - eta * g / torch.sqrt(c + eps)
    return x, cache

# %% wrong: Gradients below 1e-6 are treated as 0 and do not move their entry, but they may be as small as 1e-7.
# told: tiny_taken_for_zero
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    step = eta * g / (cache.sqrt() + eps)
    step = torch.where(g.abs() < 1e-6, torch.zeros_like(step), step)
    return x - step, cache

# %% wrong: += changes the caller's cache (and -= the caller's x) in place.
# told: changed
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache += g ** 2
    denom = cache.sqrt() + eps
    x -= eta * g / denom
    return x, cache

# %% right: Python floats, entry by entry, over the flat lists.
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    xs, cs = [], []
    for a, c, d in zip(x.flatten().tolist(), cache.flatten().tolist(), g.flatten().tolist()):
        c += d * d
        cs.append(c)
        xs.append(a - eta * d / (math.sqrt(c) + eps))
    make = lambda values: torch.tensor(values, dtype=torch.float64).reshape(x.shape)
    return make(xs), make(cs)

# %% right: torch's fused functions addcmul and addcdiv.
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_cache = torch.addcmul(cache, g, g)
    new_x = torch.addcdiv(x, g, new_cache.pow(0.5).add(eps), value=-eta)
    return new_x, new_cache

# %% right: First the learning rate of each entry, then a plain descent step.
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    def rate(c):
        return eta / (c ** 0.5 + eps)
    total = cache + torch.square(g)
    return x - rate(total) * g, total

# %% wrong: One learning rate for all: the squares of all entries are summed into every entry of the cache.
# told: summed_over_parameters
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + (g ** 2).sum()
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: Only the sign of the gradient is used in the step; the gradient itself is missing.
# told: sign_only
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g * g
    return x - eta * torch.sign(g) / (torch.sqrt(cache) + eps), cache

# %% wrong: Epsilon stands inside the root.
# told: eps_inside
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    x = x - eta * g / torch.sqrt(cache + eps)
    return x, cache

# %% wrong: Divides by the root of the old cache, without the present gradient.
# told: stale_cache
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    step = eta * g / (cache.sqrt() + eps)
    return x - step, cache + g ** 2

# %% wrong: TWO: the root is missing, it divides by the cache itself; and the results come in the wrong order.
# told: values
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    return cache, x - eta * g / (cache + eps)

# %% wrong: Entries with a cache below 1e-12 are taken for zero and do not move, but gradients may be as small as 1e-7.
# told: tiny_taken_for_zero
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    step = eta * g / (cache.sqrt() + eps)
    step = torch.where(cache < 1e-12, torch.zeros_like(step), step)
    return x - step, cache

# %% wrong: cache is overwritten by its root plus epsilon before it is returned.
# told: values
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g * g
    cache = cache.sqrt() + eps
    x = x - eta * g / cache
    return x, cache

# %% right: Plain Python floats, entry by entry; entries without gradients are skipped.
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_x, new_c = [], []
    for a, c, d in zip(x.reshape(-1).tolist(), cache.reshape(-1).tolist(), g.reshape(-1).tolist()):
        c = c + d * d
        new_c.append(c)
        if d == 0.0:
            new_x.append(a)
            continue
        new_x.append(a - eta * d / (math.sqrt(c) + eps))

    def back(values):
        return torch.tensor(values, dtype=torch.float64).reshape(x.shape)

    return back(new_x), back(new_c)

# %% right: numpy; the new root is the hypotenuse of the old root and g.
import numpy as np
import torch


def adagrad_step(x, cache, g, eta, eps):
    X, C, G = np.array(x), np.array(cache), np.array(g)
    root = np.hypot(np.sqrt(C), G)
    rates = eta * (root + eps) ** -1.0
    new_x = np.asarray(X - rates * G)
    new_c = np.asarray(C + np.square(G))
    return torch.from_numpy(new_x), torch.from_numpy(new_c)

# %% right: Clones first, then in-place torch operations (addcmul_, addcdiv_) on the clones.
import torch


def adagrad_step(x, cache, g, eta, eps):
    out_x, out_cache = x.clone(), cache.clone()
    out_cache.addcmul_(g, g)
    bottom = out_cache.sqrt().add_(eps)
    out_x.addcdiv_(g, bottom, value=-eta)
    return out_x, out_cache

# %% wrong: The sizes of the gradients are summed first and squared then, (|g1| + |g2|)^2, in place of the sum of the squares.
# told: square_of_sum_of_sizes
import torch


def adagrad_step(x, cache, g, eta, eps):
    total = torch.sqrt(cache) + g.abs()
    cache = total ** 2
    x = x - eta * g / (total + eps)
    return x, cache

# %% wrong: One step length for all entries: divides by the length of the whole gradient history (the root of the sum over all entries).
# told: one_length_by_the_sum
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_cache = cache + g * g
    length = torch.sqrt(new_cache.sum())
    return x - eta / (length + eps) * g, new_cache

# %% wrong: The gradient gives only the direction: the sign of g is divided by the root of the cache, its size is lost.
# told: sign_only
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g.square()
    rate = eta / (cache.sqrt() + eps)
    return x - rate * torch.sign(g), cache

# %% wrong: The root of the new cache is returned as the cache, so the next step adds a square to a root.
# told: root_returned
import torch


def adagrad_step(x, cache, g, eta, eps):
    root = torch.sqrt(cache + g ** 2)
    x = x - eta * g / (root + eps)
    return x, root

# %% wrong: Parentheses forgotten: eps is added to the quotient, not to the root, and 0/0 is nan where all gradients were 0.
# told: eps_in_the_step
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    step = eta * g / torch.sqrt(cache) + eps
    return x - step, cache

# %% wrong: TWO: the cache is a fading average (0.9 and 0.1) as in RMSprop, not a sum; and eps stands inside the root.
# told: fading_average_eps_inside
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = 0.9 * cache + 0.1 * g ** 2
    x = x - eta * g / torch.sqrt(cache + eps)
    return x, cache

# %% wrong: Entries whose root of the cache is below 1e-6 are taken for 'all gradients were 0' and stay, so gradients of 1e-7 do nothing.
# told: tiny_taken_for_zero
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    root = torch.sqrt(cache)
    step = eta * g / (root + eps)
    step = torch.where(root < 1e-6, torch.zeros_like(step), step)  # no gradient so far
    return x - step, cache

# %% wrong: A leftover line sets eps to 1e-8, whatever the argument says.
# told: eps_always_1e_8
import torch


def adagrad_step(x, cache, g, eta, eps):
    eps = 1e-8
    cache = cache + g * g
    x = x - eta * g / (cache.sqrt() + eps)
    return x, cache

# %% right: Lets torch.optim.Adagrad make the step, on copies, with the cache put into its state.
import torch

def adagrad_step(x, cache, g, eta, eps):

    p = torch.nn.Parameter(x.clone())
    p.grad = g.clone()
    opt = torch.optim.Adagrad([p], lr=eta, eps=eps)
    opt.state[p]["sum"] = cache.clone()
    opt.step()
    return p.detach().clone(), opt.state[p]["sum"].clone()

# %% right: The root of the new cache is taken as a hypotenuse of the old root and the gradient; the cache is updated separately, by addcmul.
import torch

def adagrad_step(x, cache, g, eta, eps):

    root = torch.hypot(cache.sqrt(), g)
    return torch.addcdiv(x, g, root + eps, value=-eta), torch.addcmul(cache, g, g)

# %% right: Plain Python floats in lists, zipped, with an inner function for one entry.
import math
import torch

def adagrad_step(x, cache, g, eta, eps):

    def one(a, c, d):
        if d == 0.0:
            return a, c
        c = c + d * d
        return a - eta * d / (math.sqrt(c) + eps), c

    pairs = [one(a, c, d) for a, c, d in zip(x.reshape(-1).tolist(), cache.reshape(-1).tolist(), g.reshape(-1).tolist())]
    a, c = zip(*pairs)
    return (torch.tensor(a, dtype=torch.float64).reshape(x.shape),
            torch.tensor(c, dtype=torch.float64).reshape(x.shape))

# %% wrong: The cache is kept as the root of the sum of squares (a norm), not as the sum itself, so what comes in is squared once more.
# told: root_kept
import torch

def adagrad_step(x, cache, g, eta, eps):

    norm = torch.sqrt(cache ** 2 + g ** 2)
    return x - eta * g / (norm + eps), norm

# %% wrong: All entries share one learning rate: the step is divided by the root of the sum of the caches of all entries (the norm), not by each entry's own root.
# told: one_length_by_the_sum
import torch

def adagrad_step(x, cache, g, eta, eps):

    cache = cache + g ** 2
    length = torch.sqrt(cache.sum())
    return x - eta * g / (length + eps), cache

# %% wrong: The cache sums the squares of eta times the gradient (of the plain steps), not of the gradients.
# told: squares_of_steps
import torch

def adagrad_step(x, cache, g, eta, eps):

    step = eta * g
    new_cache = cache + step ** 2
    x_new = x - step / (new_cache.sqrt() + eps)
    return x_new, new_cache

# %% wrong: eps is put into the cache instead of being added after the root, and so it is returned with it and grows at each step.
# told: eps_in_the_cache
import torch

def adagrad_step(x, cache, g, eta, eps):

    cache = cache + g * g + eps
    x = x - eta * g / torch.sqrt(cache)
    return x, cache

# %% wrong: Brackets are missing: the step is divided by the root only, and eps is then added to x.
# told: eps_after_the_division
import torch

def adagrad_step(x, cache, g, eta, eps):

    G = cache + g ** 2
    x = x - eta * g / torch.sqrt(G) + eps
    return x, G

# %% wrong: TWO: the entry moves with its gradient (plus) instead of against it; and the cache is the average of the old cache and the new square, not their sum.
# told: climbs_and_halved
import torch

def adagrad_step(x, cache, g, eta, eps):

    new = (cache + g ** 2) / 2
    return x + eta * g / (torch.sqrt(new) + eps), new

# %% wrong: Loops over len(x), so a tensor without axes (a single number) gives an error; all other shapes are right.
# told: no_axis
import torch

def adagrad_step(x, cache, g, eta, eps):

    xs, cs = x.clone(), cache.clone()
    for i in range(len(x)):
        cs[i] = cache[i] + g[i] ** 2
        xs[i] = x[i] - eta * g[i] / (cs[i].sqrt() + eps)
    return xs, cs

# %% wrong: The return is indented too far: it is inside the loop, so only the first entry is updated.
# told: only_the_first_entry
import torch

def adagrad_step(x, cache, g, eta, eps):

    xf = x.flatten().clone()
    cf = cache.flatten().clone()
    gf = g.flatten()
    for i in range(xf.numel()):
        cf[i] = cf[i] + gf[i] ** 2
        xf[i] = xf[i] - eta * gf[i] / (torch.sqrt(cf[i]) + eps)
        return xf.reshape(x.shape), cf.reshape(x.shape)

# %% right: Lets torch.optim.Adagrad make the step, with the cache copied into its state.
import torch

def adagrad_step(x, cache, g, eta, eps):
    p = torch.nn.Parameter(x.clone())
    p.grad = g.clone()
    opt = torch.optim.Adagrad([p], lr=eta, eps=eps)
    opt.state[p]["sum"] = cache.clone()
    opt.step()
    return p.detach(), opt.state[p]["sum"]

# %% right: Flattens everything and loops over plain Python floats; skips entries without any gradient.
import math
import torch

def adagrad_step(x, cache, g, eta, eps):
    xs = x.reshape(-1).tolist()
    cs = cache.reshape(-1).tolist()
    gs = g.reshape(-1).tolist()
    for i in range(len(xs)):
        cs[i] += gs[i] * gs[i]
        if cs[i] == 0:
            continue
        xs[i] -= eta * gs[i] / (math.sqrt(cs[i]) + eps)
    return (torch.tensor(xs, dtype=torch.float64).reshape(x.shape),
            torch.tensor(cs, dtype=torch.float64).reshape(x.shape))

# %% right: The root of the new cache is a hypotenuse; the rate is written as a reciprocal.
import torch

def adagrad_step(x, cache, g, eta, eps):
    def rate(root):
        return eta * torch.reciprocal(root + eps)

    root = torch.hypot(cache.sqrt(), g)
    return torch.addcmul(x, rate(root), g, value=-1), torch.addcmul(cache, g, g)

# %% wrong: One common step length for all entries: the root is taken of the sum of the whole cache, not entry by entry.
# told: one_length_by_the_sum
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g ** 2
    rate = eta / (torch.sqrt(cache.sum()) + eps)
    return x - rate * g, cache

# %% wrong: The cache is the square of the sum of the sizes, (|g1| + |g2|)^2, not the sum of the squares.
# told: square_of_sum_of_sizes
import torch

def adagrad_step(x, cache, g, eta, eps):
    total = cache.sqrt() + g.abs()
    new = total ** 2
    return x - eta * g / (total + eps), new

# %% wrong: The cache is taken for the length of the gradients so far: the incoming one is squared and the root is returned.
# told: root_kept
import torch

def adagrad_step(x, cache, g, eta, eps):
    norm = torch.sqrt(cache ** 2 + g ** 2)
    return x - eta / (norm + eps) * g, norm

# %% wrong: eps is also put into the cache, so that the returned sum of squares is eps too large (and so is the root).
# told: eps_in_the_cache_and_outside
import torch

def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g * g + eps
    x = x - eta * g / (cache.sqrt() + eps)
    return x, cache

# %% wrong: The learning rate stands under the root too: sqrt(eta / cache) in place of eta / sqrt(cache).
# told: eta_under_the_root
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = cache + torch.square(g)
    step = g * eta ** 0.5 / (torch.sqrt(c) + eps)
    return x - step, c

# %% wrong: TWO: the step goes along the gradient (plus instead of minus); and the old cache is returned, without the new square.
# told: uphill_with_the_old_cache
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = cache + g ** 2
    x = x + eta * g / (torch.sqrt(c) + eps)
    return x, cache

# %% wrong: Entries with a tiny cache are taken for entries without gradients (isclose with its tolerance 1e-8), so gradients of 1e-7 make no step.
# told: clue
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = cache + g ** 2
    still = torch.isclose(c, torch.zeros_like(c))
    step = eta * g / (c.sqrt() + eps)
    return torch.where(still, x, x - step), c

# %% wrong: new_cache is only a second name of cache, so += changes the argument in place.
# told: changed
import torch

def adagrad_step(x, cache, g, eta, eps):
    new_cache = cache
    new_cache += g ** 2
    new_x = x - eta * g / (torch.sqrt(new_cache) + eps)
    return new_x, new_cache

# %% wrong: Epsilon under the root and outside
# told: eps_inside_and_outside
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = cache + g**2
    return x - eta * g / (torch.sqrt(c + eps) + eps), c

# %% wrong: The cache is the sum of the gradients, with .abs() under the root
# told: not_squared_root_of_the_size
def adagrad_step(x, cache, g, eta, eps):
    c = cache + g
    return x - eta * g / (c.abs().sqrt() + eps), c

# %% wrong: The learning rate stands under the root, and eps with it
# told: eta_and_eps_under_the_root
def adagrad_step(x, cache, g, eta, eps):
    c = cache + g**2
    return x - (eta / (c + eps)).sqrt() * g, c

# %% wrong: Skips eps and repairs 0/0 with where
# told: eps_as_floor
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = cache + g**2
    step = torch.where(c == 0, 0.0, g / c.sqrt())
    return x - eta * step, c

# %% wrong: Where g is 0 the cache becomes 0 too
# told: cache_lost_without_gradient
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = torch.where(g == 0, torch.zeros_like(cache), cache + g**2)
    return x - eta * g / (c.sqrt() + eps), c

# %% wrong: Own 1e-8 for eps
# told: eps_always_1e_8
def adagrad_step(x, cache, g, eta, eps):
    c = cache + g**2
    return x - eta * g / (c.sqrt() + 1e-8), c

# %% wrong: Rounds the result in float32
# told: slip
def adagrad_step(x, cache, g, eta, eps):
    c = (cache + g**2).float()
    return (x - eta * g / (c.sqrt() + eps)).double(), c.double()

# %% wrong: Two mistakes: no root and old cache returned
# told: no_root_and_old_cache_handed_on
def adagrad_step(x, cache, g, eta, eps):
    c = cache + g**2
    return x - eta * g / (c + eps), cache

# %% wrong: Two mistakes: fading average and epsilon under the root
# told: fading_average_eps_inside
import torch

def adagrad_step(x, cache, g, eta, eps):
    c = 0.9 * cache + 0.1 * g**2
    return x - eta * g / torch.sqrt(c + eps), c

# %% wrong: Two mistakes: square of g in the step and no root
# told: square_in_the_step_without_root
def adagrad_step(x, cache, g, eta, eps):
    c = cache + g**2
    return x - eta * g**2 / (c + eps), c

# %% wrong: Loops over the first axis, which a tensor without axes does not have
# told: advice
def adagrad_step(x, cache, g, eta, eps):
    c = cache.clone()
    y = x.clone()
    for i in range(x.shape[0]):
        c[i] = cache[i] + g[i]**2
        y[i] = x[i] - eta * g[i] / (c[i].sqrt() + eps)
    return y, c

# %% wrong: Changes x in place
# told: changed
def adagrad_step(x, cache, g, eta, eps):
    c = cache + g**2
    x -= eta * g / (c.sqrt() + eps)
    return x, c

# %% right: Style: the new root as the hypotenuse of the old root and g; the step is multiplied by a reciprocal.
import torch


def adagrad_step(x, cache, g, eta, eps):
    root = torch.hypot(cache.sqrt(), g)
    rate = (root + eps).reciprocal() * eta
    return x - rate * g, torch.addcmul(cache, g, g)

# %% right: Style: Python floats entry by entry; an entry whose gradients have all been 0 is skipped.
import math

import torch


def adagrad_step(x, cache, g, eta, eps):
    new_x = x.flatten().tolist()
    new_cache = cache.flatten().tolist()
    for i, gi in enumerate(g.flatten().tolist()):
        new_cache[i] += gi * gi
        if new_cache[i] == 0:
            continue
        new_x[i] -= eta * gi / (math.sqrt(new_cache[i]) + eps)
    as_x = lambda values: torch.tensor(values, dtype=x.dtype).reshape(x.shape)
    return as_x(new_x), as_x(new_cache)

# %% right: Style: in-place methods, but on copies, and one fused addcdiv.
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache.clone().addcmul_(g, g, value=1.0)
    bottom = cache.sqrt()
    bottom += eps
    x = x.clone().addcdiv_(g, bottom, value=-eta)
    return x, cache

# %% wrong: The cache forgets old gradients as in RMSProp; in AdaGrad it is a plain sum of all squares.
# told: fading_average
import torch


def adagrad_step(x, cache, g, eta, eps):
    rho = 0.9
    cache = rho * cache + (1 - rho) * g * g
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: Root and square are cancelled against each other: the cache sums the absolute values, but the root of a sum of squares is not a sum of absolute values.
# told: sizes_added_no_root
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g.abs()
    x = x - eta * g / (cache + eps)
    return x, cache

# %% wrong: The brackets are missing: eps is added to the whole fraction, not to the root in the denominator.
# told: eps_in_the_step
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_cache = cache + g ** 2
    step = eta * g / new_cache.sqrt() + eps
    return x - step, new_cache

# %% wrong: The step divides by the root of the old cache, which does not hold the present gradient yet.
# told: stale_cache
import torch


def adagrad_step(x, cache, g, eta, eps):
    x_new = x - eta * g / (cache.sqrt() + eps)
    cache_new = cache + g.square()
    return x_new, cache_new

# %% wrong: TWO: The root is missing in the denominator; and the cache comes back as it came in, without the present square.
# told: no_root_and_old_cache_handed_on
import torch


def adagrad_step(x, cache, g, eta, eps):
    total = cache + g ** 2
    x = x - eta * g / (total + eps)
    return x, cache

# %% wrong: The squares are taken from the diagonal of an outer product, which works only for tensors with exactly one axis.
# told: advice
import torch


def adagrad_step(x, cache, g, eta, eps):
    G = torch.outer(g, g)
    cache = cache + torch.diagonal(G)
    x = x - eta / (torch.sqrt(cache) + eps) * g
    return x, cache

# %% wrong: A line from trying the example by hand is left in: x is set to 0 before each step.
# told: step_alone
import torch


def adagrad_step(x, cache, g, eta, eps):
    x = torch.zeros_like(x)
    cache = cache + g ** 2
    x = x - eta * g / (torch.sqrt(cache) + eps)
    return x, cache

# %% right: In-place torch functions, but on copies of the arguments.
import torch


def adagrad_step(x, cache, g, eta, eps):
    c = cache.clone()
    c.addcmul_(g, g)
    out = x.clone()
    out.addcdiv_(g, c.sqrt().add_(eps), value=-eta)
    return out, c

# %% right: Python floats in a loop over the flattened entries; entries with a zero gradient are skipped.
import math
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_x = x.reshape(-1).tolist()
    new_c = cache.reshape(-1).tolist()
    for i, gi in enumerate(g.reshape(-1).tolist()):
        if gi == 0:
            continue
        new_c[i] += gi * gi
        new_x[i] -= eta * gi / (math.sqrt(new_c[i]) + eps)

    def shaped(values):
        return torch.tensor(values, dtype=torch.float64).reshape(x.shape)

    return shaped(new_x), shaped(new_c)

# %% right: numpy, and the root of the new cache by hypot(root of the old cache, g).
import numpy as np
import torch


def adagrad_step(x, cache, g, eta, eps):
    xn, cn, gn = (np.array(t.tolist(), dtype=np.float64) for t in (x, cache, g))
    root = np.hypot(np.sqrt(cn), gn)
    rates = eta / (root + eps)
    return (torch.as_tensor(xn - rates * gn, dtype=torch.float64),
            torch.as_tensor(cn + np.square(gn), dtype=torch.float64))

# %% wrong: One cache total for all entries: the squares are added over the whole tensor, so all parameters share one learning rate.
# told: summed_over_parameters
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + (g ** 2).sum()
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: The cache becomes the square of the sum of the gradients' sizes, (3 + 4)^2 = 49, not the sum of the squares, 9 + 16 = 25.
# told: square_of_sum_of_sizes
import torch


def adagrad_step(x, cache, g, eta, eps):
    root = torch.sqrt(cache) + g.abs()
    x = x - eta * g / (root + eps)
    return x, root ** 2

# %% wrong: The cache is a fading average (0.9 and 0.1) as in RMSprop; AdaGrad only adds.
# told: fading_average
import torch


def adagrad_step(x, cache, g, eta, eps):
    rho = 0.9
    cache = rho * cache + (1 - rho) * g * g
    step = eta / (cache.sqrt() + eps)
    return x - step * g, cache

# %% wrong: Brackets are missing: eps is added to the quotient instead of to the root in the denominator.
# told: eps_after_the_division
import torch


def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g * g
    x = x - eta * g / torch.sqrt(cache) + eps
    return x, cache

# %% wrong: x is moved with the old cache, which does not hold the present gradient's square yet.
# told: stale_cache
import torch


def adagrad_step(x, cache, g, eta, eps):
    x_new = x - eta * g / (torch.sqrt(cache) + eps)
    cache_new = cache + g ** 2
    return x_new, cache_new

# %% wrong: TWO: the step is added, so x moves along its gradient; and eps stands inside the root.
# told: climbs_with_eps_inside
import torch


def adagrad_step(x, cache, g, eta, eps):
    c = cache + torch.square(g)
    x = x + eta * g / torch.sqrt(c + eps)
    return x, c

# %% wrong: The new cache is used for the step, but the old one is returned, so nothing is ever remembered.
# told: old_cache_handed_on
import torch


def adagrad_step(x, cache, g, eta, eps):
    new_cache = cache + g.pow(2)
    rate = eta / (new_cache.sqrt() + eps)
    new_x = x - rate * g
    return new_x, cache
