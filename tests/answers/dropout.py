# %% right: rand, a comparison and a product.
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    mask = (torch.rand(x.shape, generator=rng) >= p).double()
    return x * mask / (1 - p)

# %% right: bernoulli_ into an empty tensor of its own.
import torch


def dropout(x, p, training, rng):
    if not training or p == 0:
        return x
    keep = torch.empty_like(x).bernoulli_(1 - p, generator=rng)
    return keep.mul(x).div(1 - p)

# %% right: where, and numbers below the probability to be kept.
import torch


def dropout(x, p, training, rng):
    q = 1.0 - p
    u = torch.rand(x.size(), generator=rng, dtype=torch.float64)
    return torch.where(u < q, x / q, 0.0) if training else x

# %% right: masked_fill on a copy.
import torch


def dropout(x, p, training, rng):
    y = x.clone()
    if training:
        y = y.masked_fill(torch.rand(x.shape, generator=rng) < p, 0) * (1 / (1 - p))
    return y

# %% right: Entry by entry in a flat list.
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    out = []
    for value in x.flatten():
        u = torch.rand(1, generator=rng).item()
        out.append(0.0 if u < p else value.item() / (1 - p))
    return torch.tensor(out, dtype=x.dtype).reshape(x.shape)

# %% right: A numpy generator, seeded with a number from rng.
import numpy as np
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    seed = torch.randint(2**31, (1,), generator=rng).item()
    u = np.random.default_rng(seed).random(tuple(x.shape))
    return x * torch.as_tensor(np.asarray(u >= p)) / (1 - p)

# %% wrong: The survivors are divided by p.
# told: scaled_by_one_over_p_or_inf
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    keep = torch.rand(x.shape, generator=rng) >= p
    return x * keep / p

# %% wrong: The survivors are not scaled.
# told: not_scaled
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    return x * (torch.rand(x.shape, generator=rng) >= p)

# %% wrong: p is the probability to be kept.
# told: keeps_p
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    return x * (torch.rand(x.shape, generator=rng) < p) / (1 - p)

# %% wrong: training is not looked at.
# told: drops_in_use_too
import torch


def dropout(x, p, training, rng):
    mask = torch.rand(x.shape, generator=rng) >= p
    return x * mask / (1 - p)

# %% wrong: Scales by 1 - p in use, though training has scaled already.
# told: scaled_in_use
import torch


def dropout(x, p, training, rng):
    if training:
        return x * (torch.rand(x.shape, generator=rng) >= p) / (1 - p)
    return x * (1 - p)

# %% wrong: The classic version.
# told: classic
import torch


def dropout(x, p, training, rng):
    if training:
        return x * (torch.rand(x.shape, generator=rng) >= p)
    return x * (1 - p)

# %% wrong: The global generator.
# told: another_source
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    return x * (torch.rand_like(x) >= p) / (1 - p)

# %% wrong: torch.rand without generator= beside rng.
# told: another_source
import torch


def dropout(x, p, training, rng):
    if training:
        mask = torch.bernoulli(torch.full(x.shape, 1 - p))
        return mask * x / (1 - p)
    return x

# %% wrong: One draw for each row.
# told: whole_rows
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    if x.ndim == 0:
        return x * (torch.rand((), generator=rng) >= p) / (1 - p)
    mask = torch.rand((*x.shape[:-1], 1), generator=rng) >= p
    return x * mask / (1 - p)

# %% wrong: One mask for all rows of the batch.
# told: whole_columns
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    mask = torch.rand(x.shape[-1:], generator=rng) >= p
    return x * mask / (1 - p)

# %% wrong: Gaussian draws in place of uniform ones.
# told: from_a_bell
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    mask = torch.randn(x.shape, generator=rng) > p
    return x * mask / (1 - p)

# %% wrong: training turned round.
# told: training_turned_round
import torch


def dropout(x, p, training, rng):
    if training:
        return x
    return x * (torch.rand(x.shape, generator=rng) >= p) / (1 - p)

# %% wrong: Exactly the share p of the entries is dropped.
# told: fixed_number
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    n = x.numel()
    y = x.flatten().clone()
    y[torch.randperm(n, generator=rng)[:round(p * n)]] = 0
    return y.reshape(x.shape) / (1 - p)

# %% wrong: Scales by the share that was really kept.
# told: by_the_actual_share
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    mask = (torch.rand(x.shape, generator=rng) >= p).double()
    return x * mask / mask.mean().clamp(min=1e-3)

# %% wrong: The mask comes back.
# told: mask_alone
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    return (torch.rand(x.shape, generator=rng) >= p).double() / (1 - p)

# %% wrong: Sets the entries of x to 0 in place.
# told: changed
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    x[torch.rand(x.shape, generator=rng) < p] = 0
    return x / (1 - p)

# %% wrong: A fixed seed inside the function.
# told: own_generator
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    torch.manual_seed(0)
    return x * (torch.rand(x.shape) >= p) / (1 - p)

# %% wrong: Starts the generator anew in each call.
# told: rewound
import torch


def dropout(x, p, training, rng):
    if not training:
        return x
    rng = torch.Generator().manual_seed(rng.initial_seed())
    return x * (torch.rand(x.shape, generator=rng) >= p) / (1 - p)

# %% wrong: float32.
# told: in_float32
import torch


def dropout(x, p, training, rng):
    x = x.float()
    if not training:
        return x
    return x * (torch.rand(x.shape, generator=rng) >= p) / (1 - p)

# %% wrong: torch's own function.
# told: not allowed
import torch


def dropout(x, p, training, rng):
    return torch.nn.functional.dropout(x, p, training)

# %% wrong: The survivors are not scaled, and it drops in use as well.
# told: not_scaled_with_drops_in_use_too
import torch


def dropout(x, p, training, rng):
    return x * (torch.rand(x.shape, generator=rng) >= p)

# %% right: One random number after the other, with plain floats and a closure.
import torch

def dropout(x, p, training, rng):
    def decide(value):
        return 0.0 if torch.rand(1, generator=rng).item() < p else value / (1 - p)

    change = decide if training else (lambda value: value)
    return torch.tensor([change(value) for value in x.flatten().tolist()], dtype=x.dtype).reshape(x.shape)

# %% right: Bernoulli draws of 0 and 1 with the probability of keeping, times the factor, by einsum.
import torch

def dropout(x, p, training, rng):
    keep = 1 - (p if training else 0.0)
    switches = torch.bernoulli(torch.full(x.shape, keep, dtype=torch.float64), generator=rng)
    return torch.einsum("...,...,->...", x, switches, torch.tensor(1 / keep, dtype=torch.float64))

# %% right: Numpy draws the zeros, with a seed that is drawn from rng at each call.
import numpy as np
import torch

def dropout(x, p, training, rng):
    if training:
        seed = torch.randint(0, 2 ** 62, (), generator=rng).item()
        dropped = np.random.default_rng(seed).binomial(1, p, size=tuple(x.shape)) == 1
        return torch.from_numpy(np.where(dropped, 0.0, x.numpy() * (1 / (1 - p))))
    return x.clone()

# %% wrong: This is the plain form of dropout, not the inverted one: nothing is scaled in training, and in use everything is multiplied by 1 - p.
# told: classic
import torch

def dropout(x, p, training, rng):
    if training:
        keep = torch.rand(x.shape, generator=rng) >= p
        return x * keep
    else:
        return x * (1 - p)

# %% wrong: It drops exactly the share p of the entries, chosen by a permutation, so the entries are not decided each by itself and the number of zeros never varies.
# told: fixed_number
import torch

def dropout(x, p, training, rng):
    if not training:
        return x
    out = x.clone().reshape(-1)
    n = out.numel()
    n_drop = int(round(p * n))
    perm = torch.randperm(n, generator=rng)
    out[perm[:n_drop]] = 0.0
    out = out / (1 - p)
    return out.reshape(x.shape)

# %% wrong: The comparison is the wrong way round: an entry is kept with probability p instead of dropped.
# told: keeps_p
import torch

def dropout(x, p, training, rng):
    if training == False:
        return x
    mask = (torch.rand(x.shape, generator=rng) < p).to(x.dtype)
    result = x * mask / (1 - p)
    return result

# %% wrong: The kept entries are multiplied by 1 - p instead of divided by it.
# told: scaled_down
import torch

def dropout(x, p, training, rng):
    if training:
        r = torch.rand(x.size(), generator=rng, dtype=torch.float64)
        return torch.where(r < p, torch.zeros_like(x), x * (1 - p))
    return x

# %% wrong: The generator rng is not used for the random numbers, and the kept entries are not scaled up.
# told: not_scaled_with_another_source
import torch

def dropout(x, p, training, rng):
    if training:
        mask = torch.rand_like(x)
        mask[mask < p] = 0
        mask[mask >= p] = 1
        # p = 0: all of the entries must stay
        if p == 0:
            mask = torch.ones_like(x)
        x = x * mask
    return x

# %% wrong: A tensor without axes comes back from training with the shape (1,) instead of ().
# told: shape_of_one
import torch

def dropout(x, p, training, rng):
    if not training:
        return x
    x = torch.atleast_1d(x)     # so that there is something to index
    out = torch.zeros_like(x)
    keep = torch.rand(x.shape, generator=rng, dtype=x.dtype) >= p
    out[keep] = x[keep] / (1.0 - p)
    return out

# %% wrong: The result is a float32 tensor, because x is turned into float32 to fit the mask.
# told: in_float32
import torch

def dropout(x, p, training, rng):
    x = x.float()
    if training:
        mask = (torch.rand(x.shape, generator=rng) > p).float()
        x = mask * x / (1 - p)
    return x

# %% wrong: Each call starts a new generator with the seed of rng, so a second call drops the same places again instead of going on with the next numbers.
# told: rewound
import torch

def dropout(x, p, training, rng):
    if not training:
        return x
    gen = torch.Generator()
    gen.manual_seed(rng.initial_seed())     # same seed, same zeros
    u = torch.rand(x.shape, generator=gen)
    keep = u >= p
    return keep * x / (1 - p)
