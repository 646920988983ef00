"""Validation errors of many small networks: how they were measured, and where they are stored.

`measure` trains the networks of one repetition, one for each setting of a raster. `surface.json` holds the counts for
all repetitions, so that the lecture can search there without training; `python -m dlcourse.lectures.l11.raster` in a
clone measures them anew, which takes about two minutes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.tensors import generator

double = torch.float64
STORED = Path(__file__).with_name("surface.json")
REPETITIONS, TRAIN, VALIDATION, FRESH, HIDDEN, STEPS = 8, 200, 1000, 597, 16, 100
LOG_ETA = torch.linspace(-4.0, 3.5, 151, dtype=double)  # powers of ten
LOG_LAM = torch.linspace(-6.0, -3.0, 5, dtype=double)


def measure(repetition: int, log_eta: Tensor, log_lam: Tensor, *, fresh: bool = False) -> Tensor:
    """How many of 1000 validation digits are named wrongly, (settings,), after training with each eta and lam.

    If `fresh`, how many of the 597 digits that are left over when 200 train and 1000 choose. A network 64 - 16 - 10
    with relu learns 200 digits by 100 steps of gradient descent, with the penalty lam ||W||².
    A repetition has its own digits and its own random start, the same for all settings.

    >>> again = measure(0, LOG_ETA[75:76], LOG_LAM[:1])
    >>> abs(int(again) - round(1000 * float(stored()[0, 75, 0]))) <= 3  # another machine may round otherwise
    True
    """
    rng = generator(repetition)
    digits = data.digits()
    order = torch.randperm(len(digits.y), generator=rng)
    X, y = digits.X[order].float(), digits.y[order]
    held = slice(TRAIN + VALIDATION, None) if fresh else slice(TRAIN, TRAIN + VALIDATION)
    X_new, y_new = X[held], y[held]
    X, truth = X[:TRAIN], torch.nn.functional.one_hot(y[:TRAIN], 10).float()
    W1, W2 = (torch.randn(rows, columns, generator=rng).mul(columns**-0.5).repeat(len(log_eta), 1, 1)
              for rows, columns in ((HIDDEN, 64), (10, HIDDEN)))
    b1, b2 = (W.new_zeros(len(W), 1, W.shape[1]) for W in (W1, W2))
    eta, lam = (10 ** log.float()[:, None, None] for log in (log_eta, log_lam))
    for _ in range(STEPS):
        z = X @ W1.mT + b1  # (settings, digits, hidden)
        h = z.relu()
        z2_bar = ((h @ W2.mT + b2).softmax(-1) - truth) / TRAIN
        z_bar = (z2_bar @ W2) * (z > 0)
        W2, b2 = W2 - eta * (z2_bar.mT @ h + 2 * lam * W2), b2 - eta * z2_bar.sum(1, keepdim=True)
        W1, b1 = W1 - eta * (z_bar.mT @ X + 2 * lam * W1), b1 - eta * z_bar.sum(1, keepdim=True)
    named = ((X_new @ W1.mT + b1).relu() @ W2.mT + b2).argmax(-1)
    return (named != y_new).sum(1)


@cache
def stored() -> Tensor:
    """The share of validation digits named wrongly, (repetitions, eta, lam), at each setting of the raster.

    >>> stored().shape
    torch.Size([8, 151, 5])
    """
    return torch.tensor(json.loads(STORED.read_text()), dtype=double) / VALIDATION


def main() -> None:
    """Measure all networks and store the counts."""
    eta, lam = torch.meshgrid(LOG_ETA, LOG_LAM, indexing="ij")
    parts = [torch.cat([measure(r, e, m) for e, m in zip(eta.flatten().split(64), lam.flatten().split(64))])
             for r in range(REPETITIONS)]
    counts = torch.stack(parts).reshape(REPETITIONS, *eta.shape).tolist()
    STORED.write_text("[\n" + ",\n".join(json.dumps(part, separators=(",", ":")) for part in counts) + "\n]\n")


if __name__ == "__main__":
    main()
