"""Layers in a chain: forward from first to last, backward from last to first, each with what its forward pass kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from torch import Tensor


class Stage(NamedTuple):
    """A layer of a chain: its pair of functions, and what they take besides the layer's input.

    forward(X, *arguments) -> (output, cache), backward(output_bar, cache) -> X_bar, or a tuple that begins with it and
    goes on with the adjoints of the arguments.
    """

    forward: Callable[..., tuple[Tensor, Any]]
    backward: Callable[[Tensor, Any], Any]
    arguments: tuple[Any, ...] = ()


class ChainAdjoints(NamedTuple):
    """Adjoint of the chain's input, if the first stage gives one, and of each stage's arguments, first stage first."""

    X_bar: Tensor | None
    arguments_bar: tuple[tuple[Tensor, ...], ...]


def forward(stages: Sequence[Stage], X: Tensor) -> tuple[Tensor, tuple[Any, ...]]:
    """The output of the last stage, and each stage's cache for `backward`.

    Shapes: those of the stages. Raises: what a stage raises.
    Source: lecture 8, backpropagation in layers.

    >>> import torch
    >>> from dlcourse.activations import TABLE
    >>> from dlcourse.nn.layers import activation, activation_backward, linear, linear_backward
    >>> stages = [Stage(linear, linear_backward, (torch.eye(2), torch.ones(2))),
    ...           Stage(activation, activation_backward, (TABLE["relu"],))]
    >>> forward(stages, torch.tensor([[3.0, -5.0]]))[0]
    tensor([[4., 0.]])
    """
    caches = []
    for stage in stages:
        X, cache = stage.forward(X, *stage.arguments)
        caches.append(cache)
    return X, tuple(caches)


def backward(stages: Sequence[Stage], caches: Sequence[Any], output_bar: Tensor) -> ChainAdjoints:
    """Adjoints of the input and of all arguments, given the adjoint of the output: the chain rule from the end.

    Shapes: output_bar like the output -> each adjoint like what it belongs to.
    Raises: ValueError unless there is one cache a stage; what a stage raises.
    Source: lecture 8, backpropagation in layers.

    >>> import torch
    >>> from dlcourse.nn.layers import linear, linear_backward
    >>> stages = [Stage(linear, linear_backward, (2 * torch.eye(2), torch.ones(2)))] * 2
    >>> output, caches = forward(stages, torch.ones(1, 2))
    >>> backward(stages, caches, torch.ones(1, 2)).X_bar
    tensor([[4., 4.]])
    """
    if len(caches) != len(stages):
        raise ValueError(f"backward: caches should be one for each of the {len(stages)} stages, but are {len(caches)}. "
                         f"Use those that forward returned for these stages.")
    x_bar, arguments_bar = output_bar, []
    for stage, cache in zip(reversed(stages), reversed(caches)):
        adjoints = stage.backward(x_bar, cache)
        x_bar, *of_arguments = adjoints if isinstance(adjoints, tuple) else (adjoints,)
        arguments_bar.append(tuple(of_arguments))
    return ChainAdjoints(x_bar, tuple(reversed(arguments_bar)))
