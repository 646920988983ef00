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

# %% right: Recursion over the units: each call decides whether one unit is kept or dropped; plain Python numbers throughout.
import itertools
import math
import torch

def ensemble_geometric(V, h, b, q):
    W, x, c = V.tolist(), h.tolist(), b.tolist()
    C, H = len(c), len(x)

    def softmax(z):
        top = max(z)
        e = [math.exp(v - top) for v in z]
        s = sum(e)
        return [v / s for v in e]

    def walk(k, logits):
        # returns (weighted mean of p, weighted mean of log p) over the units k, ..., H - 1
        if k == H:
            p = softmax(logits)
            return p, [math.log(v) for v in p]
        on = walk(k + 1, [logits[j] + W[j][k] * x[k] for j in range(C)])
        off = walk(k + 1, logits)
        return tuple([q * u + (1 - q) * v for u, v in zip(on[i], off[i])] for i in range(2))

    arithmetic, logs = walk(0, c)
    geometric = softmax(logs)
    scaled = softmax([c[j] + q * sum(W[j][k] * x[k] for k in range(H)) for j in range(C)])
    return tuple(torch.tensor(r, dtype=torch.float64) for r in (geometric, arithmetic, scaled))

# %% right: All masks at once from the bits of 0 ... 2^H - 1 in numpy, and back to torch at the end.
import itertools
import numpy as np
import torch

def ensemble_geometric(V, h, b, q):
    Vn, hn, bn = (t.detach().numpy().astype(np.float64) for t in (V, h, b))
    H = hn.size
    bits = (np.arange(1 << H)[:, None] >> np.arange(H)[None, :]) & 1
    w = np.where(bits == 1, q, 1.0 - q).prod(axis=1)
    soft = lambda z: np.exp(z - z.max(-1, keepdims=True)) / np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)
    P = soft((bits * hn) @ Vn.T + bn)
    geometric = np.prod(P ** w[:, None], axis=0)
    geometric /= geometric.sum()
    arithmetic = np.average(P, axis=0, weights=w)
    scaled = soft(Vn @ (q * hn) + bn)
    return tuple(torch.from_numpy(np.ascontiguousarray(r)) for r in (geometric, arithmetic, scaled))

# %% right: The list of logits and weights is doubled unit by unit, and einsum does the means; the geometric mean is a softmax of mean log-probabilities.
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    logits = b.double()[None, :]
    logw = torch.zeros(1, dtype=torch.float64)
    log_on = torch.tensor(q, dtype=torch.float64).log()
    log_off = torch.tensor(1.0 - q, dtype=torch.float64).log()
    for column, unit in zip(V.double().T, h.double()):
        logits = torch.cat([logits, logits + column * unit])
        logw = torch.cat([logw + log_off, logw + log_on])
    w = logw.exp()
    logp = logits.log_softmax(dim=1)
    geometric = torch.einsum("m,mc->c", w, logp).softmax(dim=0)
    arithmetic = torch.einsum("m,mc->c", w, logp.exp())
    scaled = (torch.einsum("ch,h->c", V.double(), h.double()) * q + b).softmax(dim=0)
    return geometric, arithmetic, scaled

# %% wrong: Every mask gets the same weight 1/2^H, although dropout draws a mask with a probability that depends on q.
# told: equal_weights
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    H = h.shape[0]
    probs = []
    for mask in itertools.product([0, 1], repeat=H):
        m = torch.tensor(mask, dtype=h.dtype)
        logits = V @ (m * h) + b
        probs.append(torch.softmax(logits, dim=0))
    probs = torch.stack(probs)              # (2^H, C)
    arithmetic = probs.mean(dim=0)
    geometric = torch.exp(torch.log(probs).mean(dim=0))
    geometric = geometric / geometric.sum()
    scaled = torch.softmax(V @ (q * h) + b, dim=0)
    return geometric, arithmetic, scaled

# %% wrong: The arithmetic mean is taken of the logits before the softmax instead of the distributions after it, so it is the geometric mean once more.
# told: scaled_for_arithmetic
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    H = len(h)
    mean_logits = torch.zeros_like(b)
    log_geo = torch.zeros_like(b)
    for mask in itertools.product([0.0, 1.0], repeat=H):
        w = 1.0
        for bit in mask:
            if bit == 1.0:
                w = w * q
            else:
                w = w * (1 - q)
        z = V @ (torch.tensor(mask, dtype=h.dtype) * h) + b
        # the network of this mask, weighted
        mean_logits = mean_logits + w * z
        log_geo = log_geo + w * torch.log_softmax(z, dim=0)
    arithmetic = torch.softmax(mean_logits, dim=0)
    geometric = torch.exp(log_geo)
    geometric = geometric / geometric.sum()
    scaled = torch.softmax(V @ (h * q) + b, dim=0)
    return (geometric, arithmetic, scaled)

# %% wrong: Q and 1 - q are exchanged in the weight of a mask: q is treated as the probability that a unit is dropped.
# told: dropped_for_kept
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    H = h.shape[0]
    masks = torch.tensor(list(itertools.product([0, 1], repeat=H))).to(torch.float64)
    kept = masks.sum(dim=1)
    w = (1 - q) ** kept * q ** (H - kept)
    p = torch.softmax((masks * h) @ V.T + b, dim=1)
    arithmetic = (w[:, None] * p).sum(dim=0)
    geometric = (p ** w[:, None]).prod(dim=0)
    geometric = geometric / geometric.sum()
    scaled = torch.softmax(V @ (q * h) + b, dim=0)
    return geometric, arithmetic, scaled

# %% wrong: In the scaled network the bias is multiplied by q too, although only the hidden units are scaled.
# told: bias_scaled
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    H = h.shape[0]

    def net(x):
        return torch.softmax(V @ x + b, 0)

    arithmetic = torch.zeros(len(b), dtype=torch.float64)
    geometric = torch.ones(len(b), dtype=torch.float64)
    for i in range(2 ** H):
        w = 1.0
        x = h.clone()
        for k in range(H):
            if (i >> k) & 1:
                w *= q
            else:
                w *= 1 - q
                x[k] = 0
        p = net(x)
        arithmetic += w * p
        geometric *= p ** w
    geometric /= geometric.sum()
    scaled = torch.softmax(q * (V @ h + b), 0)
    return geometric, arithmetic, scaled

# %% wrong: The kept units are scaled up by 1/q as in inverted dropout, and the geometric mean is not divided by its sum.
# told: not_renormalised_with_inverted
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    arithmetic = 0
    geometric = 1
    for mask in itertools.product((0, 1), repeat=len(h)):
        mask = torch.tensor(mask).double()
        n = mask.sum()
        weight = q ** n * (1 - q) ** (len(h) - n)
        dropped = h * mask / q            # inverted dropout
        p = torch.softmax(V @ dropped + b, dim=0)
        arithmetic = arithmetic + weight * p
        geometric = geometric * p ** weight
    scaled = torch.softmax(V @ (h * q) + b, dim=0)
    return geometric, arithmetic, scaled

# %% wrong: A 1e-12 is added inside the logarithm, which distorts the geometric mean as soon as logits lie far apart (up to -30 and 30) and probabilities become tiny.
# told: softened_by_12_digits
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    H = h.shape[0]
    eps = 1e-12    # so that log(0) cannot happen
    arith = torch.zeros_like(b)
    loggeo = torch.zeros_like(b)
    for m in itertools.product([1, 0], repeat=H):
        w = 1.0
        for mi in m:
            w *= q if mi else (1 - q)
        m = torch.tensor(m, dtype=torch.float64)
        p = torch.softmax(V @ (m * h) + b, dim=-1)
        arith += w * p
        loggeo += w * torch.log(p + eps)
    geo = loggeo.exp()
    return geo / geo.sum(), arith, torch.softmax(V @ (q * h) + b, dim=-1)

# %% wrong: The mask is applied to h in place (h *= mask), so the caller's h is changed and stays zero for every later mask and for the scaled network.
# told: changed
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    H = h.shape[0]
    ps, ws = [], []
    for mask in itertools.product([0, 1], repeat=H):
        mask = torch.tensor(mask, dtype=torch.float64)
        h *= mask
        ps.append(torch.softmax(V @ h + b, dim=0))
        ws.append(torch.prod(mask * q + (1 - mask) * (1 - q)))
    P = torch.stack(ps)
    W = torch.stack(ws)
    arithmetic = W @ P
    geometric = torch.exp(W @ torch.log(P))
    geometric = geometric / geometric.sum()
    h *= q
    scaled = torch.softmax(V @ h + b, dim=0)
    return geometric, arithmetic, scaled

# %% wrong: The weights come from torch.where with two Python floats, so they are float32 and only seven digits are right: exactly the dtype trap of the text.
# told: weights_in_float32
import itertools
import torch

def ensemble_geometric(V, h, b, q):
    masks = torch.tensor(list(itertools.product([0, 1], repeat=h.shape[0])))
    weights = torch.where(masks == 1, q, 1 - q).prod(dim=1)
    probs = torch.softmax((masks * h) @ V.T + b, dim=1)
    arithmetic = (weights.unsqueeze(1) * probs).sum(0)
    geometric = torch.prod(probs ** weights.unsqueeze(1), 0)
    geometric = geometric / geometric.sum()
    scaled = torch.softmax(V @ (h * q) + b, dim=0)
    return geometric, arithmetic, scaled
