"""How weights start: numbers of a given spread, a spread that fits the layer, and matrices that keep lengths.

A weight matrix is (out, in): fan-in is its number of columns, fan-out its number of rows.
"""

from __future__ import annotations

import math

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count, flag, number, positive, randomness

__all__ = ["STD", "he", "identity", "normal", "orthogonal", "uniform", "xavier"]

STD = {  # name -> standard deviation of a weight, given fan-in and fan-out
    "he": lambda fan_in, fan_out: math.sqrt(2 / fan_in),
    "xavier": lambda fan_in, fan_out: math.sqrt(2 / (fan_in + fan_out)),
    "lecun": lambda fan_in, fan_out: math.sqrt(1 / fan_in),
}


def uniform(fan_out: int, fan_in: int, *, bound: float, rng: torch.Generator,
            dtype: torch.dtype | None = None) -> Float[Tensor, "out in"]:
    """Independent numbers, spread evenly over -bound to bound; their standard deviation is bound/sqrt(3).

    Shapes: -> (fan_out, fan_in), in torch's default dtype unless dtype says another.
    Raises: ValueError for a size below 1 or bound <= 0; TypeError for a size that is no integer, or another rng.
    Source: lecture 10, classical initialisation; torch.nn.init.uniform_.

    >>> from dlcourse.tensors import generator
    >>> W = uniform(300, 200, bound=0.3, rng=generator(0))
    >>> bool(W.abs().max() <= 0.3), round(float(W.std()), 2)
    (True, 0.17)
    """
    _check("uniform", rng, fan_out=fan_out, fan_in=fan_in)
    positive("uniform", "bound", bound, remedy="Pass the largest weight that may be drawn.")
    drawn = torch.rand(fan_out, fan_in, generator=rng, device=rng.device, dtype=dtype)
    return bound * (2 * drawn - 1)


def normal(fan_out: int, fan_in: int, *, std: float, rng: torch.Generator,
           dtype: torch.dtype | None = None) -> Float[Tensor, "out in"]:
    """Independent normal numbers with mean 0 and this standard deviation: N(0, std²).

    Shapes: -> (fan_out, fan_in), in torch's default dtype unless dtype says another.
    Raises: ValueError for a size below 1 or std < 0; TypeError for a size that is no integer, or another rng.
    Source: lecture 10, classical initialisation; torch.nn.init.normal_.

    >>> from dlcourse.tensors import generator
    >>> round(float(normal(300, 200, std=0.05, rng=generator(0)).std()), 3)
    0.05
    """
    _check("normal", rng, fan_out=fan_out, fan_in=fan_in)
    number("normal", "std", std)
    return std * torch.randn(fan_out, fan_in, generator=rng, device=rng.device, dtype=dtype)


def xavier(fan_out: int, fan_in: int, *, rng: torch.Generator, uniform: bool = False,
           dtype: torch.dtype | None = None) -> Float[Tensor, "out in"]:
    """Weights with the variance 2/(fan_in + fan_out): normal, or with uniform=True uniform.

    The uniform ones lie within sqrt(6/(fan_in + fan_out)), since a uniform number on -a to a has the variance a²/3.

    Shapes: -> (fan_out, fan_in). Raises: as `normal`; TypeError unless uniform is True or False.
    Source: lecture 10, fan-in and fan-out; Glorot and Bengio 2010; torch.nn.init.xavier_normal_, xavier_uniform_.

    >>> from dlcourse.tensors import generator
    >>> round(float(xavier(300, 200, rng=generator(0)).var() * 500), 1)
    2.0
    """
    _check("xavier", rng, fan_out=fan_out, fan_in=fan_in)
    return _drawn("xavier", fan_out, fan_in, STD["xavier"](fan_in, fan_out), rng, uniform, dtype)


def he(fan_out: int, fan_in: int, *, rng: torch.Generator, uniform: bool = False,
       dtype: torch.dtype | None = None) -> Float[Tensor, "out in"]:
    """Weights with the variance 2/fan_in, for relu, which halves the mean square: normal, or with uniform=True uniform.

    Shapes: -> (fan_out, fan_in). Raises: as `xavier`.
    Source: lecture 10, fan-in and fan-out; He et al. 2015; torch.nn.init.kaiming_normal_, kaiming_uniform_ for relu.

    >>> from dlcourse.tensors import generator
    >>> round(float(he(300, 200, rng=generator(0)).var() * 200), 1)
    2.0
    """
    _check("he", rng, fan_out=fan_out, fan_in=fan_in)
    return _drawn("he", fan_out, fan_in, STD["he"](fan_in, fan_out), rng, uniform, dtype)


def orthogonal(rows: int, cols: int, *, rng: torch.Generator, gain: float = 1.0,
               dtype: torch.dtype | None = None) -> Float[Tensor, "rows cols"]:
    """A random matrix all of whose singular values are gain: rows at right angles if rows <= cols, else columns.

    A normal matrix is split into Q R. With the signs of R's diagonal moved into Q, each rotation is equally likely.
    The factor U (or V) of a singular value decomposition does as well.

    Shapes: -> (rows, cols). Raises: as `normal`; ValueError for gain < 0.
    Source: lecture 10, orthogonal initialisation; Saxe, McClelland and Ganguli 2014; torch.nn.init.orthogonal_.

    >>> from dlcourse.tensors import generator
    >>> W = orthogonal(2, 5, rng=generator(0), dtype=torch.float64)
    >>> (W @ W.mT).round(decimals=9).abs().tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    _check("orthogonal", rng, rows=rows, cols=cols)
    number("orthogonal", "gain", gain)
    drawn = torch.randn(rows, cols, generator=rng, device=rng.device, dtype=dtype)
    Q, R = torch.linalg.qr(drawn if rows >= cols else drawn.mT)  # columns at right angles
    Q = Q * R.diagonal().sign()
    return gain * (Q if rows >= cols else Q.mT)


def identity(n: int, *, dtype: torch.dtype | None = None) -> Float[Tensor, "n n"]:
    """The matrix that changes nothing; for weights that a network uses at every time step.

    Shapes: -> (n, n). Raises: ValueError for n < 1; TypeError for n that is no integer.
    Source: lecture 10, identity initialisation; Le, Jaitly and Hinton 2015; torch.nn.init.eye_.

    >>> identity(2)
    tensor([[1., 0.],
            [0., 1.]])
    """
    count("identity", "n", n)
    return torch.eye(n, dtype=dtype)


def _drawn(where: str, fan_out: int, fan_in: int, std: float, rng: torch.Generator, even: bool,
           dtype: torch.dtype | None) -> Tensor:
    flag(where, "uniform", even)
    if even:
        return uniform(fan_out, fan_in, bound=math.sqrt(3) * std, rng=rng, dtype=dtype)
    return normal(fan_out, fan_in, std=std, rng=rng, dtype=dtype)


def _check(where: str, rng: torch.Generator, **sizes: int) -> None:
    for name, size in sizes.items():
        count(where, name, size)
    randomness(where, rng)
