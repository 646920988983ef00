# %% right: lerp from the new square to the old cache.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new = torch.lerp(g * g, cache, rho)
    return x - (eta * g) / (new ** 0.5 + eps), new

# %% right: In place on clones with mul_ and addcmul_.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    c = cache.clone().mul_(rho).addcmul_(g, g, value=1 - rho)
    root = c.sqrt().add_(eps)
    return x.clone().addcdiv_(g, root, value=-eta), c

# %% right: Plain Python numbers, reshaped at the end.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    gs = g.reshape(-1).tolist()
    c = [rho * a + (1 - rho) * b * b for a, b in zip(cache.reshape(-1).tolist(), gs)]
    p = [a - eta * b / (d**0.5 + eps) for a, b, d in zip(x.reshape(-1).tolist(), gs, c)]
    return tuple(torch.tensor(q, dtype=torch.float64).reshape(x.shape) for q in (p, c))

# %% wrong: rho and 1 - rho are swapped: the present square gets the share rho.
# told: decay_exchanged
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = (1 - rho) * cache + rho * g ** 2
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: The present square is added in full; it fills only the share 1 - rho.
# told: new_part_at_full_weight
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + g ** 2
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: The gradients are averaged and then squared; the squares should be averaged.
# told: square_of_average
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    mean = rho * cache.sqrt() + (1 - rho) * g.abs()
    cache = mean ** 2
    return x - eta * g / (mean + eps), cache

# %% wrong: The bracket is wrong: 1 - rho is squared together with the gradient.
# told: share_squared
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + ((1 - rho) * g) ** 2
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: The results are returned in the wrong order, (cache, x).
# told: exchanged
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g * g
    x = x - eta * g / (torch.sqrt(cache) + eps)
    return cache, x

# %% wrong: TWO: the cache is divided by 1 - rho before the root, a correction that RMSprop does not have; and eps stands inside the root.
# told: corrected_with_eps_inside
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g ** 2
    return x - eta * g / torch.sqrt(cache / (1 - rho) + eps), cache

# %% wrong: An entry with an empty cache starts with the full square instead of the share 1 - rho of it.
# told: first_step_special
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new = torch.where(cache == 0, g ** 2, rho * cache + (1 - rho) * g ** 2)
    return x - eta * g / (new.sqrt() + eps), new

# %% wrong: The root is forgotten: the step is divided by the cache itself.
# told: no_root
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g ** 2
    step = eta * g / (cache + eps)
    return x - step, cache

# %% right: the average is a lerp from the old cache to the square.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new = torch.lerp(cache, g.square(), 1 - rho)
    scale = (new.sqrt() + eps).reciprocal() * eta
    return x - scale * g, new

# %% right: splits the tensor along its first axis until single numbers are left.
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    if x.dim() == 0:
        c = rho * cache.item() + (1 - rho) * g.item() ** 2
        new_x = x.item() - eta * g.item() / (math.sqrt(c) + eps)
        return torch.tensor(new_x, dtype=torch.float64), torch.tensor(c, dtype=torch.float64)
    parts = [rmsprop_step(a, b, c, eta, rho, eps) for a, b, c in zip(x, cache, g)]
    xs, cs = zip(*parts)
    return torch.stack(xs), torch.stack(cs)

# %% right: works in place, but on copies.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    x, cache, g = x.clone(), cache.clone(), g.clone()
    cache *= rho
    cache += (1.0 - rho) * g * g
    g *= eta
    g /= cache ** 0.5 + eps
    x -= g
    return x, cache

# %% wrong: The square gets the full weight 1 instead of 1 - rho: a fading sum, not an average.
# told: new_part_at_full_weight
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + g ** 2
    x = x - eta * g / (cache.sqrt() + eps)
    return x, cache

# %% wrong: The cache is corrected for its start at 0 by dividing by 1 - rho; the text says that it is not corrected.
# told: corrected_by_the_share
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new = rho * cache + (1 - rho) * g * g
    corrected = new / (1 - rho)
    return x - eta * g / (torch.sqrt(corrected) + eps), new

# %% wrong: The absolute values are averaged and the result is squared; the squares themselves must be averaged.
# told: square_of_average
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    root = rho * torch.sqrt(cache) + (1 - rho) * g.abs()
    return x - eta * g / (root + eps), root ** 2

# %% wrong: The step divides by the root of the old cache, not of the new one.
# told: stale_cache
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    x_new = x - eta * g / (cache.sqrt() + eps)
    cache_new = rho * cache + (1 - rho) * g ** 2
    return x_new, cache_new

# %% wrong: eps is used as a lower bound of the root (clamp) and not added to it.
# told: eps_as_floor
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g.square()
    denom = torch.clamp(cache.sqrt(), min=eps)
    return x - eta * g / denom, cache

# %% wrong: TWO: the shares are swapped, the old cache gets 1 - rho and the square rho; and the step is added, not subtracted.
# told: climbs_with_shares_exchanged
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    c = (1 - rho) * cache + rho * g ** 2
    return x + eta * g / (torch.sqrt(c) + eps), c

# %% wrong: Loops over the first axis with len(x): a tensor without axes has no length, so the function stops with an error.
# told: no_axis
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    x_new = x.clone()
    cache_new = cache.clone()
    for i in range(len(x)):
        cache_new[i] = rho * cache[i] + (1 - rho) * g[i] ** 2
        x_new[i] = x[i] - eta * g[i] / (torch.sqrt(cache_new[i]) + eps)
    return x_new, cache_new

# %% wrong: A parenthesis is in the wrong place: (1 - rho * g**2) instead of (1 - rho) * g**2.
# told: square_inside_the_share
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho * g ** 2)
    x = x - eta * g / (torch.sqrt(cache) + eps)
    return x, cache

# %% right: Moves the cache towards the square by the share 1 - rho.
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    fresh = torch.lerp(cache, torch.square(g), 1 - rho)
    length = eta / (fresh.sqrt() + eps)
    return x - length * g, fresh

# %% right: One helper for a single number, applied to all entries in a loop.
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    def one(a, c, d):
        c = rho * c + (1 - rho) * d * d
        return a - eta * d / (math.sqrt(c) + eps), c

    pairs = [one(*t) for t in zip(x.flatten().tolist(), cache.flatten().tolist(), g.flatten().tolist())]
    xs = torch.tensor([p[0] for p in pairs], dtype=torch.float64)
    cs = torch.tensor([p[1] for p in pairs], dtype=torch.float64)
    return xs.view(x.shape), cs.view(x.shape)

# %% right: Lets torch.optim.RMSprop make the step on copies, with the given cache as its state.
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    p = torch.nn.Parameter(x.detach().clone())
    p.grad = g.detach().clone()
    opt = torch.optim.RMSprop([p], lr=eta, alpha=rho, eps=eps)
    opt.state[p] = {"step": torch.tensor(0.0), "square_avg": cache.detach().clone()}
    opt.step()
    return p.detach(), opt.state[p]["square_avg"]

# %% wrong: The square gets the full weight 1, not the remaining share 1 - rho: that is a fading sum, not an average.
# told: new_part_at_full_weight
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + g * g
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: Divides the cache by 1 - rho to correct the start at 0; RMSprop has no correction.
# told: corrected_by_the_share
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g ** 2
    c_hat = cache / (1 - rho)
    return x - eta * g / (torch.sqrt(c_hat) + eps), cache

# %% wrong: Averages the sizes |g| and squares afterwards: the average must be of the squares.
# told: square_of_average
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    root = rho * cache.sqrt() + (1 - rho) * g.abs()
    return x - eta * g / (root + eps), root ** 2

# %% wrong: Uses eps as a lower bound of the root; it must be added to the root.
# told: eps_as_floor
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    c = cache * rho + g.pow(2) * (1 - rho)
    return x - eta * g / torch.clamp(torch.sqrt(c), min=eps), c

# %% wrong: The shares are swapped: 1 - rho of the old cache stays and rho goes to the new square.
# told: decay_exchanged
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = torch.lerp(cache, g * g, rho)
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: TWO: the gradient in the step is multiplied by 1 - rho as well; and the step divides by the root of the old cache.
# told: step_takes_the_share_by_the_old_cache
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    x_new = x - eta * (1 - rho) * g / (cache.sqrt() + eps)
    cache_new = rho * cache + (1 - rho) * g ** 2
    return x_new, cache_new

# %% wrong: Guards against division by 0 with a threshold: entries with tiny gradients do not move, although they should.
# told: tiny_taken_for_zero
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g ** 2
    step = eta * g / (cache.sqrt() + eps)
    step = torch.where(cache < 1e-12, torch.zeros_like(step), step)
    return x - step, cache

# %% wrong: Returns the old cache, so the average never builds up.
# told: old_cache_handed_on
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g * g
    x = x - eta * g / (c ** 0.5 + eps)
    return x, cache

# %% wrong: TWO: the shares rho and 1 - rho are swapped; and the results are returned as (cache, x).
# told: exchanged_with_shares_exchanged
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    c = (1 - rho) * cache + rho * g ** 2
    p = x - eta * g / (torch.sqrt(c) + eps)
    return c, p

# %% wrong: The cache is kept from falling below 1e-12, which swallows gradients of 1e-7 with their squares of 1e-14.
# told: cache_of_at_least_1e_12
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g ** 2
    cache = cache.clamp(min=1e-12)
    return x - eta * g / (cache.sqrt() + eps), cache

# %% right: The average written as a correction: the old cache moves by 1 - rho towards the square.
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new = cache + (1 - rho) * (g.square() - cache)
    return x - (eta / (new.sqrt() + eps)) * g, new

# %% right: The new root as the hypotenuse of two weighted roots.
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    root = torch.hypot(math.sqrt(rho) * cache.sqrt(), math.sqrt(1 - rho) * g)
    return x - eta * g / (root + eps), root * root

# %% right: Recursion over the first axis down to single numbers.
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    if x.dim() > 0:
        parts = [rmsprop_step(a, c, d, eta, rho, eps) for a, c, d in zip(x, cache, g)]
        return torch.stack([p[0] for p in parts]), torch.stack([p[1] for p in parts])
    c = rho * cache.item() + (1.0 - rho) * g.item() ** 2
    new_x = x.item() - eta * g.item() / (math.sqrt(c) + eps)
    return torch.tensor(new_x, dtype=torch.float64), torch.tensor(c, dtype=torch.float64)

# %% wrong: The size |g| is averaged, not its square: the root is taken of each part before the average.
# told: square_of_average
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    root = rho * torch.sqrt(cache) + (1 - rho) * g.abs()
    x_new = x - eta * g / (root + eps)
    return x_new, root ** 2

# %% wrong: While the cache is still 0 it is set to the full g**2, a correction of the start that the rule does not have.
# told: first_step_special
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    fading = rho * cache + (1 - rho) * g ** 2
    cache_new = torch.where(cache == 0, g ** 2, fading)
    return x - eta * g / (cache_new.sqrt() + eps), cache_new

# %% wrong: A fading sum, not an average: the new square comes in with weight 1 in place of 1 - rho.
# told: new_part_at_full_weight
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = cache.mul(rho).add(g.pow(2))
    step = eta * g / (cache.sqrt() + eps)
    return x - step, cache

# %% wrong: The cache that is returned is the new one, but the step divides by the root of the old one.
# told: stale_cache
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new_cache = rho * cache + (1 - rho) * g * g
    x = x - eta * g / (torch.sqrt(cache) + eps)
    return x, new_cache

# %% wrong: The share 1 - rho is squared together with the gradient: ((1 - rho) * g)**2.
# told: share_squared
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + ((1 - rho) * g) ** 2
    return x - eta * g / (cache ** 0.5 + eps), cache

# %% wrong: g is overwritten by its square, so the step uses g**2 and has lost the sign.
# told: square_in_the_step
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    g = g ** 2
    cache = rho * cache + (1 - rho) * g
    x = x - eta * g / (torch.sqrt(cache) + eps)
    return x, cache

# %% right: The cache moves by the share 1 - rho towards the new square.
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    new = torch.lerp(cache, g * g, 1 - rho)
    return x - eta * (g / (torch.sqrt(new) + eps)), new

# %% right: numpy inside, results as tensors.
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    import numpy as np
    a, c, d = np.asarray(x.detach()), np.asarray(cache.detach()), np.asarray(g.detach())
    c = np.average(np.stack([c, d ** 2]), axis=0, weights=[rho, 1 - rho])
    a = a - eta * d / (c ** 0.5 + eps)
    return torch.as_tensor(a, dtype=torch.float64), torch.as_tensor(c, dtype=torch.float64)

# %% right: A rule for one entry, mapped over the flat tensors.
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    def one(a, c, d):
        c = math.fsum([rho * c, (1 - rho) * d * d])
        return a - eta * d / (math.sqrt(c) + eps), c
    flat = [one(*t) for t in zip(*(u.reshape(-1).tolist() for u in (x, cache, g)))]
    both = torch.tensor(flat, dtype=torch.float64)
    return both[:, 0].reshape(x.shape), both[:, 1].reshape(x.shape)

# %% wrong: The new square gets the full weight 1, so the cache is a fading sum, not an average.
# told: new_part_at_full_weight
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + g ** 2
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: Averages the gradients first and squares the average, in place of averaging the squares.
# told: square_of_signed_average
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    avg = rho * torch.sqrt(cache) + (1 - rho) * g
    cache = avg ** 2
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: The share 1 - rho of the gradient is used in the step too, not only in the cache.
# told: step_takes_the_share
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g ** 2
    return x - eta * (1 - rho) * g / (cache.sqrt() + eps), cache

# %% wrong: The shares are swapped: the old cache gets 1 - rho and the new square rho.
# told: decay_exchanged
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = (1 - rho) * cache + rho * g ** 2
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: The share is squared with the gradient: ((1 - rho) g)^2.
# told: share_squared
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + ((1 - rho) * g) ** 2
    x = x - eta * g / (cache ** 0.5 + eps)
    return x, cache

# %% wrong: TWO: divides by the root of the old cache; and epsilon stands inside the root.
# told: old_cache_with_eps_inside
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    new = rho * cache + (1 - rho) * g * g
    return x - eta * g / (cache + eps).sqrt(), new

# %% wrong: Goes through the rows with len(x), which fails for tensors without axes.
# told: no_axis
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    xs, cs = [], []
    for i in range(len(x)):
        c = rho * cache[i] + (1 - rho) * g[i] ** 2
        cs.append(c)
        xs.append(x[i] - eta * g[i] / (c.sqrt() + eps))
    return torch.stack(xs), torch.stack(cs)

# %% wrong: A line rho = 0.9 from trying out the example is left in the function.
# told: rho_always_nine_tenths
import math
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    rho = 0.9
    cache = rho * cache + (1 - rho) * g ** 2
    x = x - eta * g / (cache.sqrt() + eps)
    return x, cache

# %% right: The root of the new cache is a hypotenuse; the cache is its square.
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    root = torch.hypot(math.sqrt(rho) * cache.sqrt(), math.sqrt(1 - rho) * g)
    return x - g * (eta / (root + eps)), root * root

# %% right: Recursion over the axes down to plain numbers, then stacked again.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    if x.dim() == 0:
        c = cache.item() + (1 - rho) * (g.item() ** 2 - cache.item())
        new = x.item() - eta * g.item() / (c**0.5 + eps)
        return torch.tensor(new, dtype=torch.float64), torch.tensor(c, dtype=torch.float64)
    pairs = [rmsprop_step(a, b, d, eta, rho, eps) for a, b, d in zip(x, cache, g)]
    return torch.stack([p[0] for p in pairs]), torch.stack([p[1] for p in pairs])

# %% right: Copies first, then chained in-place methods on the copies only; a list turned into a tuple at the end.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    out = [t.detach().clone() for t in (x, cache)]
    out[1].mul_(rho).addcmul_(g, g, value=1.0 - rho)
    out[0].addcdiv_(g, out[1].sqrt().add_(eps), value=-eta)
    return tuple(out)

# %% wrong: The cache averages the sizes |g| of the gradients, not their squares.
# told: sizes_averaged
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g.abs()
    x = x - eta * g / (torch.sqrt(cache) + eps)
    return x, cache

# %% wrong: The square of an average in place of the average of the squares: the root of the cache is averaged with g, and the result is squared.
# told: square_of_signed_average
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    avg = rho * cache.sqrt() + (1 - rho) * g
    new_cache = avg**2
    return x - eta * g / (avg.abs() + eps), new_cache

# %% wrong: The cache is corrected for its start at 0, as in Adam: it is divided by 1 - rho before it is used. The text uses it as it is.
# told: corrected_by_the_share
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    c_hat = c / (1 - rho)
    return x - eta * g / (torch.sqrt(c_hat) + eps), c

# %% wrong: Brackets missing: eps is added to the quotient, not to the root below the line.
# told: eps_subtracted_after_the_division
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g**2
    x = x - (eta * g / cache.sqrt() + eps)
    return x, cache

# %% wrong: The remaining share is squared together with the gradient, so the two shares do not add up to 1.
# told: share_squared
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache_new = rho * cache + ((1 - rho) * g) ** 2
    x_new = x - eta * g / (torch.sqrt(cache_new) + eps)
    return x_new, cache_new

# %% wrong: TWO: the shares are swapped, rho goes to the new square; and the step is divided by the root of the old cache.
# told: shares_exchanged_by_the_old_cache
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new_x = x - eta * g / (torch.sqrt(cache) + eps)
    new_cache = (1 - rho) * cache + rho * g * g
    return new_x, new_cache

# %% wrong: Gradients below 1e-6 are taken for 0 and no step is made, though RMSprop also makes real steps with tiny gradients.
# told: only_fading_where_all_are_tiny
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    if g.abs().max() < 1e-6:
        return x.clone(), rho * cache
    cache = rho * cache + (1 - rho) * g**2
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: new_x = x makes no copy, so -= changes the argument x in place.
# told: changed
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new_x = x
    new_cache = rho * cache + (1 - rho) * g**2
    new_x -= eta * g / (torch.sqrt(new_cache) + eps)
    return new_x, new_cache

# %% right: NumPy: the new cache is a weighted np.average of the old cache and the square.
import numpy as np
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    c, d = cache.numpy(), g.numpy()
    new = np.average(np.stack([c, d * d]), axis=0, weights=[rho, 1 - rho])
    out = x.numpy() - eta * d / (np.sqrt(new) + eps)
    return torch.as_tensor(np.array(out)), torch.as_tensor(np.array(new))

# %% right: Recursion over the axes: a tensor without axes is one entry, any other is stacked from its slices.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    if x.dim() > 0:
        parts = [rmsprop_step(x[i], cache[i], g[i], eta, rho, eps) for i in range(x.shape[0])]
        return torch.stack([p[0] for p in parts]), torch.stack([p[1] for p in parts])
    c = rho * cache + (1 - rho) * g ** 2
    return x - eta * g / (c ** 0.5 + eps), c

# %% right: The average written as the old cache plus a share of the difference, on clones with in-place operations, and the learning rates first.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    new_cache = cache.clone()
    new_cache += (1 - rho) * (g.square() - cache)
    rates = eta / (eps + new_cache.sqrt())
    new_x = x.clone()
    new_x -= rates * g
    return new_x, new_cache

# %% wrong: Corrects the small start as if each step were the first: the cache is divided by 1 - rho before the root, though it is to be used as it is.
# told: corrected_by_the_share
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    cache = rho * cache + (1 - rho) * g ** 2
    c_hat = cache / (1 - rho)
    return x - eta * g / (torch.sqrt(c_hat) + eps), cache

# %% wrong: Averages the sizes of the gradients (the old root and |g|) and squares the average; the average of the squares is asked for.
# told: square_of_average
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    size = rho * cache.sqrt() + (1 - rho) * g.abs()
    new_cache = size ** 2
    return x - eta * g / (size + eps), new_cache

# %% wrong: Fades the sum: rho multiplies the old cache and the new square together, so the new square gets the share rho and the shares do not add up to 1.
# told: both_shares_rho
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    cache = rho * (cache + g ** 2)
    x = x - eta * g / (cache.sqrt() + eps)
    return x, cache

# %% wrong: The two ends of lerp are swapped: the old cache gets the share 1 - rho and the new square gets rho.
# told: decay_exchanged
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    new_cache = torch.lerp(g.square(), cache, 1 - rho)
    return x - eta * g / (new_cache.sqrt() + eps), new_cache

# %% wrong: The step divides by the root of the old cache; the new one is only returned.
# told: stale_cache
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    c = rho * cache + (1.0 - rho) * g * g
    x2 = x - eta / (torch.sqrt(cache) + eps) * g
    return x2, c

# %% wrong: TWO: the remaining share is the fixed 0.1 instead of 1 - rho; and eps stands inside the root.
# told: share_always_a_tenth_with_eps_inside
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    cache = rho * cache + 0.1 * g ** 2
    return x - eta * g / torch.sqrt(cache + eps), cache

# %% wrong: Gradients below 1e-6 are taken for rounding noise and set to 0, so entries with tiny gradients do not move.
# told: tiny_taken_for_zero
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    g = torch.where(g.abs() < 1e-6, torch.zeros_like(g), g)
    cache = rho * cache + (1 - rho) * g ** 2
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: The cache that comes in is changed in place (mul_ and add_).
# told: changed
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):

    cache.mul_(rho).add_((1 - rho) * g ** 2)
    step = eta * g / (cache.sqrt() + eps)
    return x - step, cache

# %% right: Recursion over the axes down to single numbers.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    if x.ndim == 0:
        c = rho * cache + (1 - rho) * g ** 2
        return x - eta * g / (c ** 0.5 + eps), c
    parts = [rmsprop_step(a, b, c, eta, rho, eps) for a, b, c in zip(x, cache, g)]
    return torch.stack([p[0] for p in parts]), torch.stack([p[1] for p in parts])

# %% right: NumPy inside, the cache moved a part of the way to the square, and the sign put into the learning rate.
import numpy as np
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    xn, cn, gn = (np.array(t.numpy(), dtype=np.float64) for t in (x, cache, g))
    cn = cn + (1.0 - rho) * (np.square(gn) - cn)
    xn = xn + (-eta) * (gn / (np.sqrt(cn) + eps))
    return torch.tensor(xn, dtype=torch.float64), torch.tensor(cn, dtype=torch.float64)

# %% right: Lets torch.optim.RMSprop make the step: alpha is rho, square_avg is the cache.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    p = x.detach().clone().requires_grad_()
    p.grad = g.clone()
    opt = torch.optim.RMSprop([p], lr=eta, alpha=rho, eps=eps)
    opt.state[p] = {"step": torch.tensor(0.0), "square_avg": cache.clone()}
    opt.step()
    return p.detach(), opt.state[p]["square_avg"]

# %% wrong: The sizes of the gradients are averaged and the average is squared; the squares themselves should be averaged.
# told: square_of_average
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    rms = rho * cache.sqrt() + (1 - rho) * g.abs()
    return x - eta * g / (rms + eps), rms ** 2

# %% wrong: An empty cache is filled with the whole square of the first gradient, to mend the small start; the text uses the cache as it is.
# told: first_step_special
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    g2 = g ** 2
    faded = rho * cache + (1 - rho) * g2
    cache = torch.where(cache == 0, g2, faded)
    return x - eta * g / (cache.sqrt() + eps), cache

# %% wrong: "Average of the squares" is taken as the mean over all entries of g, so the entries no longer have their own cache.
# told: mean_over_parameters
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * torch.mean(g ** 2)
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: The remaining share is squared together with the gradient: ((1 - rho) g)^2.
# told: share_squared
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    part = (1 - rho) * g
    new = rho * cache + part ** 2
    x_new = x - eta * g / (new.sqrt() + eps)
    return x_new, new

# %% wrong: eps is used as a lower bound of the root; it should be added to it.
# told: eps_as_floor
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new = rho * cache + (1 - rho) * g * g
    root = torch.clamp(new.sqrt(), min=eps)
    return x - eta * g / root, new

# %% wrong: TWO: the whole square is added, without the share 1 - rho; and eps stands inside the root.
# told: full_square_eps_inside
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + g ** 2
    return x - eta * g / torch.sqrt(cache + eps), cache

# %% wrong: Entries with gradient 0 are skipped as a whole: they rightly stay, but their cache must fade too.
# told: no_fading_without_gradient
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new_x, new_cache = x.clone(), cache.clone()
    on = g != 0
    new_cache[on] = rho * cache[on] + (1 - rho) * g[on] ** 2
    new_x[on] = x[on] - eta * g[on] / (new_cache[on].sqrt() + eps)
    return new_x, new_cache

# %% wrong: A leftover from trying the example: rho is overwritten with 0.9.
# told: rho_always_nine_tenths
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    rho = 0.9
    cache = rho * cache + (1 - rho) * g ** 2
    step = eta * g / (torch.sqrt(cache) + eps)
    # print(cache, step)   # 0.1, 0.316
    return x - step, cache

# %% wrong: Averages the gradient, not the square
# told: not_squared_root_of_the_size
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g
    return x - eta * g / (c.abs().sqrt() + eps), c

# %% wrong: Square of the whole average
# told: whole_average_squared
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = (rho * cache + (1 - rho) * g)**2
    return x - eta * g / (c.sqrt() + eps), c

# %% wrong: Eps in the root and outside
# told: eps_inside_and_outside
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    return x - eta * g / ((c + eps).sqrt() + eps), c

# %% wrong: Divides the cache by 1 - rho and keeps it
# told: divided_cache_stored
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = (rho * cache + (1 - rho) * g**2) / (1 - rho)
    return x - eta * g / (c.sqrt() + eps), c

# %% wrong: If the whole cache is 0 it starts with the square
# told: first_step_special_for_all
def rmsprop_step(x, cache, g, eta, rho, eps):
    if (cache == 0).all():
        c = g**2
    else:
        c = rho * cache + (1 - rho) * g**2
    return x - eta * g / (c.sqrt() + eps), c

# %% wrong: rho fixed at 0.99 as in torch
# told: rho_always_of_torch
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = 0.99 * cache + 0.01 * g**2
    return x - eta * g / (c.sqrt() + eps), c

# %% wrong: rho is squared too, since it is a root that is averaged
# told: shares_by_the_square_of_rho
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho**2 * cache + (1 - rho**2) * g**2
    return x - eta * g / (c.sqrt() + eps), c

# %% wrong: 1 - rho * g**2 without a bracket around 1 - rho
# told: clue
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + 1 - rho * g**2
    return x - eta * g / (c.abs().sqrt() + eps), c

# %% wrong: Eps left out, 0/0 set to 0
# told: eps_as_floor
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    return x - eta * torch.nan_to_num(g / c.sqrt()), c

# %% wrong: The numerator gets eps too, so an entry without gradients moves
# told: eps_above_too
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    return x - eta * (g + eps) / (c.sqrt() + eps), c

# %% wrong: The step also loses the share: x keeps only rho
# told: position_fades_too
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    return rho * x - eta * g / (c.sqrt() + eps), c

# %% wrong: Centered as variance: minus g**2
# told: values
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    return x - eta * g / ((c - ((1 - rho) * g)**2).clamp(min=0).sqrt() + eps), c

# %% wrong: The numerator is the share 1 - rho of the gradient, as in Adam from an empty m
# told: step_takes_the_share
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    return x - eta * (1 - rho) * g / (c.sqrt() + eps), c

# %% wrong: Two: correction and eps in root
# told: corrected_with_eps_inside
def rmsprop_step(x, cache, g, eta, rho, eps):
    c = rho * cache + (1 - rho) * g**2
    return x - eta * g / (c / (1 - rho) + eps).sqrt(), c

# %% wrong: TWO: the shares are exchanged, the old cache keeps 1 - rho and the new square gets rho; and the results come in the order (cache, x).
# told: exchanged_with_shares_exchanged
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = (1 - rho) * cache + rho * g ** 2
    x = x - eta * g / (cache.sqrt() + eps)
    return cache, x

# %% right: torch.optim.RMSprop makes the step, with a copy of the cache as its square_avg.
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    p = x.clone().requires_grad_(True)
    p.grad = g.clone()
    opt = torch.optim.RMSprop([p], lr=eta, alpha=rho, eps=eps)
    opt.state[p] = {"step": torch.tensor(0.0), "square_avg": cache.clone()}
    opt.step()
    return p.detach(), opt.state[p]["square_avg"]

# %% right: One number after the other; the root of the new cache comes from math.hypot.
import math
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    xs, cs = [], []
    for xi, ci, gi in zip(x.flatten().tolist(), cache.flatten().tolist(), g.flatten().tolist()):
        root = math.hypot(math.sqrt(rho * ci), math.sqrt(1 - rho) * gi)
        cs.append(ci + (1 - rho) * (gi * gi - ci))
        xs.append(xi - eta / (root + eps) * gi)
    back = lambda a: torch.tensor(a, dtype=torch.float64).view(x.shape)
    return back(xs), back(cs)

# %% right: NumPy inside: first the rate of each entry, then the step; asarray keeps arrays without axes.
import numpy as np
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    xn, cn, gn = (np.array(t.tolist(), dtype=np.float64) for t in (x, cache, g))
    fresh = np.average(np.stack([cn, np.square(gn)]), axis=0, weights=[rho, 1.0 - rho])
    rate = eta / (np.sqrt(fresh) + eps)
    step = np.multiply(rate, gn)
    return torch.as_tensor(np.asarray(xn - step)), torch.as_tensor(np.asarray(fresh))

# %% wrong: The cache averages the sizes |g| and not the squares, and is then used without a root.
# told: sizes_averaged_no_root
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g.abs()
    x = x - eta * g / (cache + eps)
    return x, cache

# %% wrong: All entries share one number, the mean of the squares, so the entries do not get rates of their own.
# told: mean_over_parameters
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    mean_square = (g ** 2).mean()
    cache = rho * cache + (1 - rho) * mean_square
    return x - eta * g / (torch.sqrt(cache) + eps), cache

# %% wrong: The cache is corrected for its start at 0 as in Adam (divided by 1 - rho where the old cache is 0), but it should be used as it is.
# told: clue
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new = rho * cache + (1 - rho) * g ** 2
    hat = torch.where(cache == 0, new / (1 - rho), new)
    return x - eta * g / (hat.sqrt() + eps), new

# %% wrong: Brackets are missing: eps is added to the fraction and not to the root below the line.
# told: eps_subtracted_after_the_division
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g * g
    x = x - (eta * g / torch.sqrt(cache) + eps)
    return x, cache

# %% wrong: The square is taken after the weighting, so the share 1 - rho is squared too.
# told: share_squared
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + ((1 - rho) * g) ** 2
    return x - eta * g / (cache ** 0.5 + eps), cache

# %% wrong: The cache is kept above 1e-12 for safety, so with gradients as small as 1e-7 the steps are far too short.
# told: cache_of_at_least_1e_12
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    new_cache = rho * cache + (1 - rho) * g ** 2
    root = torch.sqrt(torch.clamp(new_cache, min=1e-12))
    new_x = x - eta * g / (root + eps)
    return new_x, new_cache

# %% wrong: The new cache is computed and used, but the old cache is returned.
# told: old_cache_handed_on
import torch

def rmsprop_step(x, cache, g, eta, rho, eps):
    r = rho * cache + (1 - rho) * g ** 2
    x = x - eta * g / (r.sqrt() + eps)
    return x, cache.clone()

# %% right: torch.optim.RMSprop makes the step on copies, with the cache in its state.
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    p = torch.nn.Parameter(x.detach().clone())
    opt = torch.optim.RMSprop([p], lr=eta, alpha=rho, eps=eps)
    opt.state[p]["step"] = torch.tensor(0.0)
    opt.state[p]["square_avg"] = cache.detach().clone()
    p.grad = g.detach().clone()
    opt.step()
    return p.detach(), opt.state[p]["square_avg"]

# %% right: torch.lerp for the fading average and addcdiv for the step.
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    fresh = torch.lerp(g * g, cache, rho)
    return torch.addcdiv(x, g, fresh.sqrt().add(eps), value=-eta), fresh

# %% right: The root of the new cache comes from hypot of the weighted roots; works on NumPy arrays.
import numpy as np
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    X, C, G = (t.detach().numpy() for t in (x, cache, g))
    root = np.hypot(np.sqrt(rho * C), np.sqrt(1 - rho) * G)
    step = (G * eta) / (eps + root)
    return torch.as_tensor(X - step), torch.as_tensor(C * rho + G * G * (1 - rho))

# %% wrong: The mean of the squares over all entries goes into the cache, so all parameters share one rate; each entry needs its own square.
# told: mean_over_parameters
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * (g**2).mean()
    x = x - eta * g / (cache.sqrt() + eps)
    return x, cache

# %% wrong: The cache averages the sizes |g| (and the square is taken only inside the root), not the squares.
# told: sizes_averaged_no_root
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g.abs()
    x = x - eta * g / (torch.sqrt(cache**2) + eps)
    return x, cache

# %% wrong: The present square gets the full weight 1, not the remaining share 1 - rho.
# told: new_part_at_full_weight
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    new_cache = rho * cache + g * g
    return x - eta * g / (new_cache.sqrt() + eps), new_cache

# %% wrong: eps is added to the new cache itself, so it lies inside the root and goes out with the cache.
# told: eps_in_the_cache
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g.square() + eps
    return x - eta * g / cache.sqrt(), cache

# %% wrong: TWO: the step divides by the root of the old cache; and it multiplies by the sign of g instead of g.
# told: values
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    new = rho * cache + (1 - rho) * g**2
    step = eta * torch.sign(g) / (cache.sqrt() + eps)
    return x - step, new

# %% wrong: The loop over the first axis breaks on tensors without any axis, which the text allows.
# told: advice
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    new_x = x.clone()
    new_c = cache.clone()
    for i in range(x.shape[0]):
        new_c[i] = rho * cache[i] + (1 - rho) * g[i] ** 2
        new_x[i] = x[i] - eta * g[i] / (new_c[i].sqrt() + eps)
    return new_x, new_c

# %% wrong: A debugging leftover: rho is set to the 0.9 of the example.
# told: rho_always_nine_tenths
import torch


def rmsprop_step(x, cache, g, eta, rho, eps):
    rho = 0.9  # test with the numbers from the text
    cache = rho * cache + (1 - rho) * g**2
    x = x - eta * g / (cache**0.5 + eps)
    return x, cache
