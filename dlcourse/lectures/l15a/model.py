"""The autoencoders of lecture 15a: perceptrons with a narrow middle, several with different starts side by side.

Everything has a first axis `runs`, so that five autoencoders train in one go.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

double = torch.float64
SIGMOID, LINEAR = "sigmoid", "linear"


class Coder(NamedTuple):
    """Weights Ws (runs, out, in) and biases bs (runs, out) of all layers; the first half of them makes the code.

    Layers are followed by tanh, but the code (as `code` says) and the last one, a sigmoid: pixels lie in 0 to 1.
    """

    Ws: tuple[Tensor, ...]
    bs: tuple[Tensor, ...]
    code: str = LINEAR

    def encode(self, X: Tensor) -> Tensor:
        """Codes (runs, samples, m) of X (runs or 1, samples, pixels)."""
        half = len(self.Ws) // 2
        for i in range(half):
            X = _layer(X, self.Ws[i], self.bs[i])
            X = X.tanh() if i < half - 1 else X.sigmoid() if self.code == SIGMOID else X
        return X

    def decode(self, Z: Tensor) -> Tensor:
        """Images (runs, samples, pixels) of codes."""
        for i in range(len(self.Ws) // 2, len(self.Ws)):
            Z = _layer(Z, self.Ws[i], self.bs[i])
            Z = Z.tanh() if i < len(self.Ws) - 1 else Z.sigmoid()
        return Z

    def copy(self, X: Tensor) -> Tensor:
        """The reconstruction of X."""
        return self.decode(self.encode(X))


def _layer(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    return X @ W.mT + b[:, None]


def start(sizes: Sequence[int], runs: int, *, code: str = LINEAR, rng: torch.Generator) -> Coder:
    """Random weights with the variance 1/inputs, biases 0.

    >>> from dlcourse.tensors import generator
    >>> start((64, 32, 2, 32, 64), 5, rng=generator(0)).encode(torch.zeros(1, 7, 64, dtype=double)).shape
    torch.Size([5, 7, 2])
    """
    Ws = tuple(torch.randn(runs, out, into, generator=rng, dtype=double) / math.sqrt(into)
               for into, out in itertools.pairwise(sizes))
    return Coder(Ws, tuple(torch.zeros(runs, out, dtype=double) for out in sizes[1:]), code)


def parameters(sizes: Sequence[int]) -> int:
    """How many weights and biases one autoencoder has.

    >>> parameters((64, 32, 2, 32, 64))
    4354
    """
    return sum(out * (into + 1) for into, out in itertools.pairwise(sizes))


def one_of(coder: Coder, run: int) -> Coder:
    """One of the runs alone, with the axis `runs` of length 1."""
    return Coder(tuple(W[run:run + 1].detach() for W in coder.Ws), tuple(b[run:run + 1].detach() for b in coder.bs),
                 coder.code)


def packed(coder: Coder) -> list[list]:
    """The weights of a coder with one run as lists, to be stored."""
    return [[W[0].tolist(), b[0].tolist()] for W, b in zip(coder.Ws, coder.bs)]


def unpacked(layers: list[list], code: str = LINEAR) -> Coder:
    """The coder of stored weights, with the axis `runs` of length 1."""
    Ws, bs = (tuple(torch.tensor(part, dtype=double)[None] for part in parts) for parts in zip(*layers))
    return Coder(Ws, bs, code)
