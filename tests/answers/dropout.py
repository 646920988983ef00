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
