# %% right: A loop over itertools.product, logarithms added.
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    logs = torch.zeros_like(b)
    mean = torch.zeros_like(b)
    for mask in itertools.product([0, 1], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = q ** sum(mask) * (1 - q) ** (len(h) - sum(mask))
        p = torch.softmax(V @ (m * h) + b, 0)
        logs += w * p.log()
        mean += w * p
    geo = logs.exp()
    return geo / geo.sum(), mean, torch.softmax(V @ (q * h) + b, 0)

# %% right: Binary numbers, products of powers.
import torch


def ensemble_geometric(V, h, b, q):
    H = len(h)
    product, mean = torch.ones_like(b), torch.zeros_like(b)
    for k in range(2 ** H):
        z, w = b.clone(), 1.0
        for i in range(H):
            if (k >> i) % 2:
                z, w = z + V[:, i] * h[i], w * q
            else:
                w = w * (1 - q)
        p = z.softmax(0)
        product, mean = product * p ** w, mean + w * p
    return product / product.sum(), mean, (q * (V @ h) + b).softmax(0)

# %% right: All masks as a table.
import torch


def ensemble_geometric(V, h, b, q):
    one = torch.tensor([0.0, 1.0], dtype=torch.float64)
    masks = torch.cartesian_prod(*[one] * len(h)).reshape(-1, len(h))
    w = (masks * q + (1 - masks) * (1 - q)).prod(1, keepdim=True)
    logp = torch.log_softmax((masks * h) @ V.T + b, 1)
    return torch.softmax((w * logp).sum(0), 0), (w * logp.exp()).sum(0), torch.softmax(V @ (h * q) + b, 0)

# %% right: numpy.
import itertools

import numpy as np
import torch


def ensemble_geometric(V, h, b, q):
    V, h, b = V.numpy(), h.numpy(), b.numpy()
    soft = lambda z: np.exp(z) / np.exp(z).sum()
    ms = np.array(list(itertools.product([0, 1], repeat=len(h))))
    w = np.where(ms, q, 1 - q).prod(1)
    P = np.array([soft(V @ (m * h) + b) for m in ms])
    g = np.prod(P ** w[:, None], axis=0)
    return tuple(torch.tensor(r) for r in (g / g.sum(), w @ P, soft(V @ (q * h) + b)))

# %% right: Subsets of the units.
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    H, geo, ari = len(h), 1.0, 0.0
    for size in range(H + 1):
        for kept in itertools.combinations(range(H), size):
            kept = list(kept)
            p = torch.softmax(V[:, kept] @ h[kept] + b, dim=-1)
            w = q ** size * (1 - q) ** (H - size)
            geo, ari = geo * p ** w, ari + w * p
    return [geo / geo.sum(), ari, torch.softmax(q * V @ h + b, dim=-1)]

# %% right: Recursion over the units.
import torch


def ensemble_geometric(V, h, b, q):
    def walk(z, w, rest):
        if not rest:
            p = torch.softmax(z, 0)
            return p ** w, w * p
        i = rest[0]
        g1, a1 = walk(z + V[:, i] * h[i], w * q, rest[1:])
        g0, a0 = walk(z, w * (1 - q), rest[1:])
        return g1 * g0, a1 + a0
    g, a = walk(b, 1.0, list(range(len(h))))
    return g / g.sum(), a, torch.softmax(V @ (q * h) + b, 0)

# %% wrong: All masks have the same weight.
# told: equal_weights
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = 1 / 2 ** len(h)
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: q drops.
# told: dropped_for_kept
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = ((1 - m) * q + m * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The geometric mean is not divided by its sum.
# told: not_renormalised
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo, ari, scaled

# %% wrong: The weights are factors, not powers.
# told: power_left_out
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * (w * p)
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: No weights in the product.
# told: power_left_out
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The last network is not scaled.
# told: not_scaled
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The bias is scaled too.
# told: bias_scaled
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(q * (V @ h + b), 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: Scaled by 1 - q.
# told: scaled_by_dropped
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ ((1 - q) * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: Divides the kept units by q.
# told: inverted
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h / q) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The arithmetic mean first.
# told: means_exchanged
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return ari, geo / geo.sum(), scaled

# %% wrong: The arithmetic mean is left out.
# told: two_results
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), scaled

# %% wrong: Only kept units in the weights.
# told: kept_units_alone
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = q ** m.sum()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The empty mask is skipped.
# told: without_the_empty
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        if not any(mask):
            continue
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The probabilities are scaled.
# told: probabilities_scaled
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = q * torch.softmax(V @ h + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The bias is left out of the masked networks.
# told: bias_left_out_of_masked
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h), 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The mean of the logits for the arithmetic mean.
# told: scaled_for_arithmetic
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * (V @ (m * h) + b)
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), torch.softmax(ari, 0), scaled

# %% wrong: h is forgotten.
# told: h_left_out
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ m + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: The root of the number of masks.
# told: plain_root
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** (1 / 2 ** len(h))
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: Weights in float32.
# told: weights_in_float32
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = torch.where(m == 1, q, 1 - q).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo / geo.sum(), ari, scaled

# %% wrong: All masks have the same weight, and the geometric mean is not divided by its sum.
# told: equal_weights_with_not_renormalised
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = 1 / 2 ** len(h)
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
    scaled = torch.softmax(V @ (q * h) + b, 0)
    return geo, ari, scaled

# %% wrong: Returns inside the loop.
# told: step
import itertools

import torch


def ensemble_geometric(V, h, b, q):
    geo, ari = torch.ones_like(b), torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=len(h)):
        m = torch.tensor(mask, dtype=torch.float64)
        w = (m * q + (1 - m) * (1 - q)).prod()
        p = torch.softmax(V @ (m * h) + b, 0)
        geo = geo * p ** w
        ari = ari + w * p
        scaled = torch.softmax(V @ (q * h) + b, 0)
        return geo / geo.sum(), ari, scaled
