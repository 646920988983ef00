"""What lecture 15a trains: autoencoders of digits with codes of several sizes, with noise, and with rare units.

They take too long for a lecture. So the functions at the end read what LONG has stored.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.lectures.l15a import model
from dlcourse.models import autoencoder, neighbours, pca
from dlcourse.tensors import generator

double = torch.float64
SEEDS, BATCH, STEPS, RATES = 5, 64, 1500, (0.003, 0.01, 0.03)
SIZES, HIDDEN = (1, 2, 4, 8, 16, 32), 64
NOISE, LEVELS, WIDE = 0.4, (0.0, 0.2, 0.4, 0.6), 32
UNITS, RHO, WEIGHTS = 128, 0.05, (0.0, 0.3)
NEAREST = 5
KEPT = 4  # significant digits of stored weights


class DigitParts(NamedTuple):
    """Images of digits (samples, 64) and their classes, to learn from and new ones."""

    X: Tensor
    y: Tensor
    X_new: Tensor
    y_new: Tensor


@cache
def parts() -> DigitParts:
    """1297 digits to learn from, and 500 new ones.

    >>> len(parts().X), len(parts().X_new)
    (1297, 500)
    """
    digits = data.digits()
    order = torch.randperm(len(digits.y), generator=generator(15))
    X, y = digits.X[order], digits.y[order]
    return DigitParts(X[500:], y[500:], X[:500], y[:500])


def learn(sizes: tuple[int, ...], rate: float, *, noise: float = 0.0, weight: float = 0.0, code: str = model.LINEAR,
          steps: int = STEPS, runs: int = SEEDS) -> model.Coder:
    """Autoencoders from random starts, trained by Adam at a rate that falls to 0; noise on the input, a penalty.

    >>> learn((64, 4, 64), 0.01, steps=1, runs=2).Ws[0].shape
    torch.Size([2, 4, 64])
    """
    rng, X = generator(0), parts().X
    coder = model.start(sizes, runs, code=code, rng=rng)
    theta = [p.requires_grad_() for p in (*coder.Ws, *coder.bs)]
    adam = torch.optim.Adam(theta, lr=rate)
    for step in range(steps):
        clean = X[torch.randint(len(X), (runs, BATCH), generator=rng)]
        seen = clean + noise * torch.randn(clean.shape, generator=rng, dtype=double) if noise else clean
        codes = coder.encode(seen)
        loss = (coder.decode(codes) - clean).square().sum(2).mean(1).sum()
        if weight:
            loss = loss + weight * sum(autoencoder.sparsity_penalty(H, RHO) for H in codes)
        adam.param_groups[0]["lr"] = rate * (1 - step / steps)
        adam.zero_grad()
        loss.backward()
        adam.step()
    return model.Coder(tuple(W.detach() for W in coder.Ws), tuple(b.detach() for b in coder.bs), code)


def errors(coder: model.Coder, noise: float = 0.0) -> Tensor:
    """The reconstruction error of each run on new digits, from inputs with this noise: (runs,)."""
    X = parts().X_new
    seen = X + noise * torch.randn(X.shape, generator=generator(99), dtype=double)
    return (coder.copy(seen[None]) - X).square().sum(2).mean(1)


def by_pca(m: int) -> float:
    """The error of m numbers of PCA on new digits.

    >>> by_pca(64) < 1e-20
    True
    """
    X, _, X_new, _ = parts()
    mean, V, _ = pca.pca_fit(X, m)
    return float(autoencoder.reconstruction_error(mean + pca.pca_project(mean, V, X_new) @ V, X_new))


def named(Z: Tensor, Z_new: Tensor) -> float:
    """The share of new digits that the five nearest codes name rightly.

    >>> named(parts().X, parts().X_new) > 0.95
    True
    """
    _, y, _, y_new = parts()
    return float((neighbours.knn_predict(Z, y, Z_new, k=NEAREST) == y_new).double().mean())


def _short(layers: Any) -> Any:
    return [_short(part) for part in layers] if isinstance(layers, list) else float(f"{layers:.{KEPT}g}")


def codes_of(m: int) -> dict[str, Any]:
    """Errors (rates, seeds) of codes with m numbers, and at the best rate how many new digits the codes name."""
    X, _, X_new, _ = parts()
    found = [learn((64, HIDDEN, m, HIDDEN, 64), rate) for rate in RATES]
    error = torch.stack([errors(coder) for coder in found])
    best = found[int(error.mean(1).argmin())]
    codes, new = best.encode(X[None]), best.encode(X_new[None])
    return {"errors": error.tolist(), "named": [named(Z, Z_new) for Z, Z_new in zip(codes, new)]}


def kept_map() -> list[Any]:
    """The weights of the first autoencoder with two numbers."""
    return _short(model.packed(model.one_of(learn((64, HIDDEN, 2, HIDDEN, 64), RATES[1], runs=1), 0)))


def with_noise(noise: float) -> dict[str, Any]:
    """Errors (rates, levels, seeds) of autoencoders that learned with this noise, and the weights of one of them."""
    found = [learn((64, HIDDEN, WIDE, HIDDEN, 64), rate, noise=noise) for rate in RATES]
    error = torch.stack([torch.stack([errors(coder, level) for level in LEVELS]) for coder in found])
    best = found[int(error[:, LEVELS.index(NOISE)].mean(1).argmin())]
    return {"errors": error.tolist(), "weights": _short(model.packed(model.one_of(best, 0)))}


def with_penalty(weight: float) -> dict[str, Any]:
    """Of codes with UNITS units: errors (seeds,), and of the first run each unit's mean and how many are on."""
    coder = learn((64, UNITS, 64), RATES[1], weight=weight, code=model.SIGMOID)
    H = coder.encode(parts().X_new[None])
    return {"errors": errors(coder).tolist(), "means": H.mean(1).tolist(),
            "on": (H > 0.5).double().sum(2).mean(1).tolist()}


LONG = Experiments(__file__, map=kept_map, **{f"code {m}": partial(codes_of, m) for m in SIZES},
                   **{f"noise {noise}": partial(with_noise, noise) for noise in (0.0, NOISE)},
                   **{f"penalty {weight}": partial(with_penalty, weight) for weight in WEIGHTS})


@cache
def mapper() -> model.Coder:
    """The autoencoder whose code of two numbers is drawn as a map.

    >>> mapper().encode(parts().X_new[None]).shape
    torch.Size([1, 500, 2])
    """
    return model.unpacked(LONG["map"])


@cache
def code(m: int) -> tuple[Tensor, Tensor]:
    """Of codes with m numbers: errors (SEEDS,) at the best of three rates, and the shares of new digits named (SEEDS,).

    >>> code(2)[0].shape
    torch.Size([5])
    """
    found = LONG[f"code {m}"]
    errors_ = torch.tensor(found["errors"], dtype=double)
    return errors_[errors_.mean(1).argmin()], torch.tensor(found["named"], dtype=double)


@cache
def cleaner(noise: float) -> tuple[Tensor, model.Coder]:
    """Of those that learned with this noise: errors (LEVELS, SEEDS) at the rate that is best at NOISE, and one of them.

    >>> cleaner(NOISE)[0].shape
    torch.Size([4, 5])
    """
    found = LONG[f"noise {noise}"]
    errors_ = torch.tensor(found["errors"], dtype=double)  # (rates, LEVELS, SEEDS)
    return errors_[errors_[:, LEVELS.index(NOISE)].mean(1).argmin()], model.unpacked(found["weights"])


class Sparse(NamedTuple):
    """errors and on (SEEDS,), how many of the UNITS lie above 0.5 on average; means (SEEDS, UNITS) of each unit."""

    errors: Tensor
    on: Tensor
    means: Tensor


@cache
def sparse(weight: float) -> Sparse:
    """What became of the codes with UNITS units that were trained with this penalty.

    >>> sparse(0.0).means.shape
    torch.Size([5, 128])
    """
    found = LONG[f"penalty {weight}"]
    return Sparse(*(torch.tensor(found[name], dtype=double) for name in Sparse._fields))
