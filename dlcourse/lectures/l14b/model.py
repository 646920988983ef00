"""The small language model of lecture 14b, several with different starts side by side.

A model reads characters as numbers and gives logits for the character after each of them: embedding plus positions,
blocks, a last layer norm, a last layer. Everything has a first axis `runs`, so that five models train in one go. The
block is the one of `nn.attention.block`, and a test holds them equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse.lectures.l14b import fables

double = torch.float64
WIDTH, INSIDE, BLOCKS, HEADS = 32, 64, 2, 4
SIGNS, LONGEST = len(fables.SIGNS), fables.LONGEST


class BlockWeights(NamedTuple):
    """Weights of one block, each with the axis `runs` in front."""

    gamma1: Tensor  # (runs, width), so is beta1
    beta1: Tensor
    Wq: Tensor  # (runs, width, width), so are the next three
    Wk: Tensor
    Wv: Tensor
    Wo: Tensor
    gamma2: Tensor
    beta2: Tensor
    W1: Tensor  # (runs, inside, width)
    b1: Tensor
    W2: Tensor  # (runs, width, inside)
    b2: Tensor


class FableModel(NamedTuple):
    """Weights of a model: embedding E (runs, signs, width), blocks, and the last layer W (runs, signs, width) and b."""

    E: Tensor
    blocks: tuple[BlockWeights, ...]
    gamma: Tensor
    beta: Tensor
    W: Tensor
    b: Tensor

    def tensors(self) -> list[Tensor]:
        """All weights, in the order of their names."""
        return [self.E, *(p for block in self.blocks for p in block), self.gamma, self.beta, self.W, self.b]


def rebuilt(tensors: Iterator[Tensor], blocks: int = BLOCKS) -> FableModel:
    """The model of these weights, in the order of `FableModel.tensors`."""
    E = next(tensors)
    inner = tuple(BlockWeights(*(next(tensors) for _ in BlockWeights._fields)) for _ in range(blocks))
    return FableModel(E, inner, *tensors)


def start(runs: int, *, rng: torch.Generator, blocks: int = BLOCKS) -> FableModel:
    """Random weights: each layer as LeCun's or He's rule says, what a block adds at half of that.

    >>> from dlcourse.tensors import generator
    >>> sum(p.numel() for p in start(1, rng=generator(0)).tensors())
    18521
    """
    def normal(*shape: int, size: float) -> Tensor:
        return size * torch.randn(runs, *shape, generator=rng, dtype=double)

    d, f = WIDTH, INSIDE
    one, none = torch.ones(runs, d, dtype=double), torch.zeros(runs, d, dtype=double)
    E = normal(SIGNS, d, size=0.5)

    def block_weights() -> BlockWeights:
        Wq, Wk, Wv = (normal(d, d, size=d**-0.5) for _ in range(3))
        Wo, W1 = normal(d, d, size=0.5 * d**-0.5), normal(f, d, size=(2 / d) ** 0.5)
        b1, W2 = normal(f, size=0.0), normal(d, f, size=0.5 * f**-0.5)
        return BlockWeights(one, none, Wq, Wk, Wv, Wo, one, none, W1, b1, W2, none)

    inner = [block_weights() for _ in range(blocks)]
    model = FableModel(E, tuple(inner), one, none, normal(SIGNS, d, size=0.3 * d**-0.5), normal(SIGNS, size=0.0))
    return rebuilt((p.clone().requires_grad_() for p in model.tensors()), blocks)


def positions(T: int, d: int) -> Tensor:
    """The waves of 14a, (T, d): sines in even columns, cosines in odd ones.

    >>> positions(2, 2)
    tensor([[0.0000, 1.0000],
            [0.8415, 0.5403]], dtype=torch.float64)
    """
    angle = torch.arange(T, dtype=double)[:, None] / 10000 ** (torch.arange(0, d, 2, dtype=double) / d)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)


def _norm(X: Tensor, gamma: Tensor, beta: Tensor) -> Tensor:
    return torch.nn.functional.layer_norm(X, X.shape[-1:]) * gamma[:, None] + beta[:, None]


class Looks:
    """Attention of models side by side, and the weights A of each block that it has seen (runs, batch, heads, T, T)."""

    def __init__(self, runs: int, batch: int, T: int, *, heads: int, causal: bool) -> None:
        self.shape, self.heads = (runs, batch, T), heads
        self.mask = torch.ones(T, T, dtype=torch.bool).tril() if causal else torch.ones(T, T, dtype=torch.bool)
        self.seen: list[Tensor] = []

    def __call__(self, X: Tensor, of: BlockWeights) -> Tensor:
        """Several heads of X (runs, batch * T, width), joined and projected."""
        q, k, v = (self._split(X @ W.mT) for W in (of.Wq, of.Wk, of.Wv))
        scores = (q @ k.mT / math.sqrt(q.shape[-1])).masked_fill(~self.mask, -math.inf)
        A = scores.softmax(-1)
        self.seen.append(A.detach())
        return (A @ v).transpose(-3, -2).reshape(X.shape) @ of.Wo.mT

    def _split(self, Z: Tensor) -> Tensor:
        return Z.reshape(*self.shape, self.heads, -1).transpose(-3, -2)


def logits(model: FableModel, x: Tensor, *, heads: int = HEADS, causal: bool = True,
           seen: list[Tensor] | None = None) -> Tensor:
    """Logits of the character after each one of x.

    Shapes: x (runs, batch, T) of ints -> (runs, batch, T, signs). `seen` collects each block's attention weights.

    >>> from dlcourse.tensors import generator
    >>> logits(start(1, rng=generator(0)), torch.zeros(1, 2, 5, dtype=torch.long)).shape
    torch.Size([1, 2, 5, 25])
    """
    runs, batch, T = x.shape
    X = torch.stack([E[i] for E, i in zip(model.E, x)]) + positions(T, WIDTH)
    X = X.reshape(runs, batch * T, WIDTH)
    look = Looks(runs, batch, T, heads=heads, causal=causal)
    for of in model.blocks:
        X = X + look(_norm(X, of.gamma1, of.beta1), of)
        inside = torch.nn.functional.gelu(_norm(X, of.gamma2, of.beta2) @ of.W1.mT + of.b1[:, None])
        X = X + inside @ of.W2.mT + of.b2[:, None]
    if seen is not None:
        seen += look.seen
    z = _norm(X, model.gamma, model.beta) @ model.W.mT + model.b[:, None]
    return z.reshape(runs, batch, T, SIGNS)


def losses(z: Tensor, y: Tensor) -> Tensor:
    """-log of the probability of each next character in nats: z (..., signs), y (...) -> (...).

    >>> losses(torch.zeros(1, 25), torch.tensor([3]))
    tensor([3.2189])
    """
    return -z.log_softmax(-1).gather(-1, y[..., None])[..., 0]


def windows(text: str) -> tuple[Tensor, Tensor]:
    r"""Each fable from the END before it, LONGEST characters: x and, one character on, y, (fables, LONGEST).

    The last fable is left out: behind it the text ends.

    >>> x, y = windows(fables.SMALL)
    >>> x.shape, fables.written(x[0, :9]), fables.written(y[0, :9])
    (torch.Size([49, 68]), '\nat the b', 'at the ba')
    """
    numbers = fables.tokens(text)
    begin = (numbers == fables.SIGNS.index(fables.END)).nonzero()[:, 0]
    cut = numbers[begin[begin + LONGEST < len(numbers)][:, None] + torch.arange(LONGEST + 1)]
    return cut[:, :-1], cut[:, 1:]


def floor(text: str, count: int = fables.KNOWN - 1) -> float:
    """The least possible mean loss over the first `count` windows of a text, for a reader who knows the pattern.

    >>> round(floor(fables.NEW), 3)
    0.086
    """
    numbers, cost = fables.tokens(text), fables.surprise(text)
    begin = (numbers == fables.SIGNS.index(fables.END)).nonzero()[:count, 0]
    return float(cost[begin[:, None] + torch.arange(1, LONGEST + 1)].mean())


def without(model: FableModel, block: int, head: int) -> FableModel:
    """The model with one head switched off, both counted from 0: its columns of Wo are 0.

    >>> from dlcourse.tensors import generator
    >>> int((without(start(1, rng=generator(0)), 1, 3).blocks[1].Wo == 0).sum()) == WIDTH * WIDTH // HEADS
    True
    """
    part, blocks = WIDTH // HEADS, list(model.blocks)
    Wo = blocks[block].Wo.detach().clone()
    Wo[:, :, part * head:part * (head + 1)] = 0
    blocks[block] = blocks[block]._replace(Wo=Wo)
    return model._replace(blocks=tuple(blocks))


@torch.no_grad()
def write(model: FableModel, count: int, *, rng: torch.Generator, temperature: float = 1.0, heads: int = HEADS,
          causal: bool = True) -> list[list[str]]:
    """`count` lines of each model, each begun anew: every next character is drawn by the model's probabilities.

    >>> from dlcourse.tensors import generator
    >>> [len(lines) for lines in write(start(2, rng=generator(0)), 3, rng=generator(1))]
    [3, 3]
    """
    runs = len(model.E)
    x = torch.full((runs, count, 1), fables.SIGNS.index(fables.END))
    for _ in range(LONGEST):
        p = (logits(model, x, heads=heads, causal=causal)[:, :, -1] / temperature).softmax(-1)
        drawn = torch.multinomial(p.flatten(0, 1), 1, generator=rng).reshape(runs, count, 1)
        x = torch.cat([x, drawn], -1)
    return [[fables.written(line[1:]).split(fables.END)[0] for line in of] for of in x]
