"""The parameters of a multilayer perceptron: how they start, and how they lie in one flat vector."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count, one_of, randomness
from dlcourse.nn.initialise import STD, normal
from dlcourse.tensors import DeviceError, DtypeError, NotANumberError, ShapeError, guard


class Params(NamedTuple):
    """Weights W (out, in) and biases b (out,) of the layers, first layer first; gradients look the same."""

    Ws: tuple[Tensor, ...]
    bs: tuple[Tensor, ...]


def init(sizes: Sequence[int], *, rng: torch.Generator, dtype: torch.dtype | None = None,
         device: torch.device | str | None = None, scheme: str = "he") -> Params:
    """Normal weights and zero biases for layers of the given sizes, input first.

    The standard deviation is sqrt(2/in) for "he" (for ReLU), sqrt(2/(in + out)) for "xavier" and sqrt(1/in)
    for "lecun". Numbers are drawn on the generator's device, then moved to `device` if one is given.

    Shapes: sizes (n_0, ..., n_L) -> L weights (n_i, n_{i-1}) and L biases (n_i,).
    Raises: ValueError for fewer than two sizes, a size below 1 or an unknown scheme; TypeError for a rng that
    is no generator or a dtype that is not floating-point.
    Source: lecture 8, multilayer perceptron; He et al. 2015; Glorot and Bengio 2010.

    >>> from dlcourse.tensors import generator
    >>> [tuple(W.shape) for W in init([4, 8, 3], rng=generator(0)).Ws]
    [(8, 4), (3, 8)]
    """
    check_sizes("init", sizes)
    randomness("init", rng)
    dtype = torch.get_default_dtype() if dtype is None else dtype
    if not (isinstance(dtype, torch.dtype) and dtype.is_floating_point):
        raise TypeError(f"init: dtype should be a floating-point dtype, but is {dtype!r}. "
                        f"Pass torch.float64.")
    one_of("init", "scheme", scheme, STD)
    std = STD[scheme]
    Ws, bs = [], []
    for fan_in, fan_out in itertools.pairwise(sizes):
        W = normal(fan_out, fan_in, std=std(fan_in, fan_out), rng=rng, dtype=dtype)
        Ws.append(W if device is None else W.to(device))
        bs.append(Ws[-1].new_zeros(fan_out))
    return Params(tuple(Ws), tuple(bs))


def flatten(params: Params) -> Float[Tensor, " n"]:
    """A new vector of all parameters (or gradients): W then b of each layer, first layer first.

    Shapes: params -> (n,), n the number of parameters.
    Raises: TypeError unless params are `Params`; ShapeError, DtypeError, DeviceError or NotANumberError for a
    tensor in it that does not fit the others.
    Source: lecture 9, theta as one vector.

    >>> flatten(Params((torch.tensor([[1.0, 2.0]]),), (torch.tensor([3.0]),)))
    tensor([1., 2., 3.])
    """
    check_params("flatten", params)
    for name, part in zip(("Ws", "bs"), params):
        if any(bool(tensor.isnan().any()) for tensor in part):
            raise NotANumberError(f"flatten: params.{name} should be free of NaN, but contain NaN. Look "
                                  f"for a step that was too long.")
    return torch.cat([t.reshape(-1) for W, b in zip(params.Ws, params.bs) for t in (W, b)])


@guard
def unflatten(flat: Float[Tensor, " n"], like: Params) -> Params:
    """Params shaped like `like` that are views of the vector flat: what moves flat moves them.

    So an optimiser works on one tensor: theta = flatten(params); params = unflatten(theta, params).

    Shapes: flat (n,), n the number of parameters in `like` -> params.
    Raises: ShapeError if the lengths differ; TypeError unless `like` is `Params`; DtypeError and
    NotANumberError.
    Source: lecture 9, theta as one vector.

    >>> flat = torch.arange(3.0)
    >>> params = unflatten(flat, Params((torch.zeros(1, 2),), (torch.zeros(1),)))
    >>> _ = flat.mul_(10)
    >>> params
    Params(Ws=(tensor([[ 0., 10.]]),), bs=(tensor([20.]),))
    """
    check_params("unflatten", like)
    shapes = [tensor.shape for W, b in zip(like.Ws, like.bs) for tensor in (W, b)]
    total = sum(shape.numel() for shape in shapes)
    if total != len(flat):
        raise ShapeError(f"unflatten: flat should have shape ({total}), as many numbers as `like` has, but "
                         f"has shape ({len(flat)}). Make it with flatten from params of the same sizes.")
    parts = [part.view(shape) for part, shape in zip(flat.split([s.numel() for s in shapes]), shapes)]
    return Params(tuple(parts[0::2]), tuple(parts[1::2]))


# --- sizes ---


class Shapes(NamedTuple):
    """Shapes of weights, biases and each layer's output, and how many numbers are learned and multiplied."""

    Ws: list[tuple[int, int]]
    bs: list[tuple[int]]
    outputs: list[tuple[int, int]]
    parameters: int
    multiplications: int


def shapes(sizes: Sequence[int], batch: int) -> Shapes:
    """What follows from the sizes of a fully connected network, input first, and the batch.

    Raises: TypeError or ValueError for sizes that are not two or more positive integers, or a batch that is none.
    Source: lecture 5, multilayer perceptron.

    >>> shapes([4, 8, 3], batch=10)
    Shapes(Ws=[(8, 4), (3, 8)], bs=[(8,), (3,)], outputs=[(10, 8), (10, 3)], parameters=67, multiplications=560)
    """
    check_sizes("shapes", sizes)
    count("shapes", "batch", batch)
    pairs = list(itertools.pairwise(sizes))
    return Shapes([(n_out, n_in) for n_in, n_out in pairs], [(n_out,) for _, n_out in pairs],
                  [(batch, n_out) for _, n_out in pairs], sum(n_out * n_in + n_out for n_in, n_out in pairs),
                  batch * sum(n_out * n_in for n_in, n_out in pairs))


# --- checks ---


def check_sizes(where: str, sizes: Any) -> None:
    """Raise unless sizes are at least two integers of at least 1."""
    wanted = f"{where}: sizes should be two or more integers of at least 1, input first"
    if not isinstance(sizes, (list, tuple)) or not all(type(n) is int for n in sizes):
        raise TypeError(f"{wanted}, but is {sizes!r}. Pass for example [4, 8, 3].")
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"{wanted}, but is {sizes!r}. Pass for example [4, 8, 3].")


def check_params(where: str, params: Params, X: Tensor | None = None) -> None:
    """Raise unless params are `Params` whose layers fit one another, and X if there is one."""
    if not isinstance(params, Params) or not params.Ws or len(params.Ws) != len(params.bs) or not all(
            isinstance(t, Tensor) for part in params for t in part):
        raise TypeError(f"{where}: params should be Params(Ws, bs) with as many weights as biases, all "
                        f"tensors, but is of type {type(params).__name__}. "
                        f"Make them with init(sizes, rng=rng).")
    first = params.Ws[0] if X is None else X
    width, kind = first.shape[-1] if first.dim() else 0, (first.dtype, first.device)
    for i, (W, b) in enumerate(zip(params.Ws, params.bs)):
        fits = b.shape == W.shape[:1] and W.shape[1:] == (width,) and W.numel() > 0 and first.is_floating_point()
        if not (fits and (W.dtype, W.device) == (b.dtype, b.device) == kind):
            _refuse_layer(where, i, W, b, width, first)
        width = len(b)


def _refuse_layer(where: str, i: int, W: Tensor, b: Tensor, width: int, first: Tensor) -> None:
    """What is wrong with a layer that does not fit the one before, or the input."""
    if b.dim() != 1 or W.shape != (len(b), width) or W.numel() == 0:
        raise ShapeError(f"{where}: params.Ws[{i}] should be (out, {width}) and params.bs[{i}] (out), "
                         f"but have shapes {tuple(W.shape)} and {tuple(b.shape)}. "
                         f"Weights are (out, in): transpose W?")
    if not W.dtype == b.dtype == first.dtype or not first.is_floating_point():
        raise DtypeError(f"{where}: layer {i} should have one floating-point dtype, that of the input, "
                         f"{first.dtype}, but has {W.dtype} and {b.dtype}. Convert: W.to(X.dtype).")
    raise DeviceError(f"{where}: layer {i} should lie with the input on {first.device}, but lies on "
                      f"{W.device} and {b.device}. Move it: W.to(X.device).")
