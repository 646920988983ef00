"""What the backward pass needs kept: peak memory, checkpoints, and what may be overwritten."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.arguments import count, one_of
from dlcourse.nn.inplace import InPlace, inplace_safe, inplace_table
from dlcourse.nn.params import check_sizes
from dlcourse.tensors import guard

__all__ = ["Adjoints", "Checkpointed", "InPlace", "Layer", "checkpointed", "inplace_safe", "inplace_table",
           "peak_memory"]

# --- how much ---

_MODES = {"train": False, "inference": False, "checkpoint": True}  # name -> does it need `every`


def peak_memory(layer_sizes: Sequence[int], batch: int, *, mode: str, every: int | None = None) -> int:
    """The most activations (numbers, not bytes) that are held at once; a_0 is the input, a_L the output.

    With n_i = layer_sizes[i] numbers a sample in a_i:

    - "train": all of a_0, ..., a_L are kept until the backward pass: batch * (n_0 + ... + n_L).
    - "inference": a layer's input is freed once its output is there: batch * max(n_{i-1} + n_i).
    - "checkpoint", every k: a_0, a_k, a_2k, ... are kept until the backward pass is over, and one segment at
      a time is computed again between two of them: batch * (sum of the n_i with k | i, plus the largest sum
      of the n_i strictly between two neighbouring multiples of k, or after the last). For L equal layers that
      is about L/k + k of them, least at k = sqrt(L). every = 1 and every > L keep as much as "train".

    Only activations count: no parameters, and no adjoints (at most two neighbouring ones are alive at a time,
    in buffers that are used again from layer to layer). A recomputed copy of a kept activation counts once.
    `held.peak_bytes` measures what a computation really holds.

    Shapes: layer_sizes L + 1 integers, input first -> an integer.
    Raises: TypeError for what is no integer; ValueError for sizes, batch or every below 1, an unknown mode,
    or an `every` given or missing where the mode does not want it so.
    Source: lecture 8, reuse of the forward pass, re-using buffers, and no buffers at test time; Chen et al.,
    2016.

    >>> sizes = [4, 8, 8, 8, 3]
    >>> [peak_memory(sizes, 10, mode=mode) for mode in ("train", "inference")]
    [310, 160]
    >>> peak_memory(sizes, 10, mode="checkpoint", every=2)
    230
    """
    check_sizes("peak_memory", layer_sizes)
    count("peak_memory", "batch", batch)
    one_of("peak_memory", "mode", mode, _MODES)
    wants_every = _MODES[mode]
    if wants_every != (every is not None):
        remedy = "Pass every=2." if wants_every else "Leave it out."
        raise ValueError(f"peak_memory: every should be given with mode='checkpoint' and only there, but "
                         f"mode is {mode!r} and every is {every!r}. {remedy}")
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(a + b for a, b in itertools.pairwise(layer_sizes))
    count("peak_memory", "every", every)
    kept = sum(layer_sizes[::every])
    again = max(sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every))
    return batch * (kept + again)


# --- checkpoints ---


class Layer(NamedTuple):
    """A layer a -> f(a, *params), with the parameters whose gradients are wanted."""

    f: Callable[..., Tensor]
    params: tuple[Tensor, ...] = ()


class Adjoints(NamedTuple):
    """Adjoints of the input and of each layer's parameters, and the most activations held on the way."""

    x_bar: Tensor
    params_bar: tuple[tuple[Tensor, ...], ...]
    peak: int


@dataclass(frozen=True)
class Checkpointed:
    """The output y of a chain of layers, and every k-th activation, from which the others follow again."""

    y: Tensor
    layers: tuple[Layer, ...]
    every: int
    kept: dict[int, Tensor]  # i -> a_i

    @guard
    def backward(self, y_bar: Float[Tensor, "*shape"]) -> Adjoints:
        """Adjoints of x and of all parameters, given y_bar = dL/dy; may be called more than once.

        Each segment between two checkpoints is run once more, then differentiated from its end to its start.

        Shapes: y_bar like y -> x_bar like x, params_bar like the layers' params.
        Raises: ShapeError, DtypeError, DeviceError or NotANumberError unless y_bar is like y.
        Source: lecture 8, reuse of the forward pass.
        """
        alike("Checkpointed.backward", y=self.y, y_bar=y_bar)
        held = sum(a.numel() for a in self.kept.values())
        a_bar, params_bar, peak = y_bar, [], held
        for start in reversed(range(0, len(self.layers), self.every)):
            segment = self.layers[start:start + self.every]
            inputs, y, leaves = _run_again(segment, self.kept[start])
            ends_unkept = start + len(segment) not in self.kept  # only the last segment can
            peak = max(peak, held + sum(a.numel() for a in inputs[1:]) + ends_unkept * y.numel())
            a_bar, *bars = torch.autograd.grad(y, (inputs[0], *leaves), a_bar, materialize_grads=True)
            for layer in reversed(segment):
                split = len(bars) - len(layer.params)
                params_bar.append(tuple(bars[split:]))
                bars = bars[:split]
        return Adjoints(a_bar, tuple(reversed(params_bar)), peak)


def _run_again(segment: tuple[Layer, ...], a: Tensor) -> tuple[list[Tensor], Tensor, list[Tensor]]:
    """Input of each layer of a segment, its output, and all parameters, as a graph of their own."""
    inputs, leaves = [], []
    with torch.enable_grad():
        a = a.detach().requires_grad_()
        for layer in segment:
            params = [p.detach().requires_grad_() for p in layer.params]
            inputs.append(a)
            leaves += params
            a = layer.f(a, *params)
    return inputs, a, leaves


@guard
def checkpointed(layers: Sequence[Layer | Callable], x: Float[Tensor, "*shape"], every: int) -> Checkpointed:
    """Run x through the layers and keep only a_0, a_k, a_2k, ... (k = every) of the activations.

    `.y` is the output; `.backward(y_bar)` gives the same gradients as keeping everything, for about one more
    forward pass. A layer is a `Layer(f, params)`, or a plain function of the activation. It must not
    overwrite its input, and must give the same output when it is run again: none that draws random numbers.

    Shapes: x any shape that the first layer takes.
    Raises: TypeError unless layers are functions or `Layer`s; ValueError for no layers or every < 1;
    DtypeError, ShapeError or NotANumberError for x.
    Source: lecture 8, reuse of the forward pass: memory against compute; Chen et al. 2016.

    >>> run = checkpointed([torch.sin, torch.exp, torch.sin], torch.zeros(1), 2)
    >>> sorted(run.kept), run.backward(torch.ones(1)).x_bar
    ([0, 2], tensor([0.5403]))
    """
    if not isinstance(layers, (list, tuple)) or isinstance(layers, Layer):
        raise TypeError(f"checkpointed: layers should be a list of layers, but is of type "
                        f"{type(layers).__name__}. Pass for example [Layer(f, (W, b)), torch.tanh].")
    if not layers:
        raise ValueError("checkpointed: layers should be at least one layer, but are none. "
                         "Pass the layers in order.")
    count("checkpointed", "every", every)
    chain = tuple(_as_layer(i, layer) for i, layer in enumerate(layers))
    a, kept = x.detach(), {0: x.detach()}
    with torch.no_grad():
        for i, layer in enumerate(chain, start=1):
            a = layer.f(a, *layer.params)
            if i % every == 0:
                kept[i] = a
    return Checkpointed(a, chain, every, kept)


def _as_layer(i: int, layer: object) -> Layer:
    if callable(layer):
        return Layer(layer)
    if isinstance(layer, Layer) and callable(layer.f) and isinstance(layer.params, tuple) and all(
            isinstance(p, Tensor) and p.is_floating_point() for p in layer.params):
        return layer
    raise TypeError(f"checkpointed: layers[{i}] should be a function or a Layer(f, params) with a tuple of "
                    f"floating-point tensors, but is {layer!r}. "
                    f"Pass for example Layer(lambda a, W: a @ W.mT, (W,)).")
