"""One step many times: the same cell and the same weights at each entry of a sequence, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse.tensors import ShapeError


class Run(NamedTuple):
    """What came out at each step (T, batch, hidden), the state after the last one, and what each step keeps."""

    H: Tensor
    state: tuple[Tensor, ...]
    caches: tuple[Any, ...]


class RunAdjoints(NamedTuple):
    """Adjoints of the sequence (T, batch, in), of the state it began with, and of the weights, summed over time."""

    X_bar: Tensor
    state_bar: tuple[Tensor, ...]
    weights_bar: tuple[Tensor, ...]


def forward(step: Callable[..., tuple], X: Tensor, state: tuple[Tensor, ...], weights: tuple[Tensor, ...]) -> Run:
    """step(x, *state, *weights) -> (*state, cache), for each x in turn. The first entry of the state is what comes out.

    Shapes: X (T, batch, in), state and weights as the step takes them.

    >>> run = forward(lambda x, h: (x + h / 2, "kept"), torch.tensor([[[8.0]], [[0.0]], [[0.0]]]),
    ...               (torch.zeros(1, 1),), ())
    >>> run.H.flatten().tolist(), run.caches
    ([8.0, 4.0, 2.0], ('kept', 'kept', 'kept'))
    """
    outputs, caches = [], []
    for x in X:
        *after, cache = step(x, *state, *weights)
        state = tuple(after)
        outputs.append(state[0])
        caches.append(cache)
    return Run(torch.stack(outputs), state, tuple(caches))


def backward(step_backward: Callable[..., Any], H_bar: Tensor, state_bar: tuple[Tensor, ...],
             caches: Sequence[Any]) -> RunAdjoints:
    """step_backward(*state_bar, cache) -> (x_bar, *state_bar, *weights_bar), from the last step to the first.

    What a step's output means to the loss comes from H_bar, what it means to later steps from the step behind it; the
    two add. The weights are the same at each step, so their adjoints add over time.

    Shapes: H_bar (T, batch, hidden), state_bar like the state after the last step.

    >>> halves = lambda h_bar, cache: (h_bar, h_bar / 2)
    >>> ones = torch.ones(3, 1, 1)
    >>> backward(halves, ones, (torch.zeros(1, 1),), ["", "", ""]).X_bar.flatten().tolist()
    [1.75, 1.5, 1.0]
    """
    xs_bar: list[Tensor] = []
    weights_bar: tuple[Tensor, ...] = ()
    for h_bar, cache in zip(reversed(H_bar), reversed(caches), strict=True):
        back = step_backward(state_bar[0] + h_bar, *state_bar[1:], cache)
        x_bar, *rest = back
        state_bar, of_step = tuple(rest[:len(state_bar)]), tuple(rest[len(state_bar):])
        weights_bar = tuple(a + b for a, b in zip(weights_bar, of_step, strict=True)) if weights_bar else of_step
        xs_bar.append(x_bar)
    return RunAdjoints(torch.stack(xs_bar[::-1]), state_bar, weights_bar)


def one_cache_a_step(where: str, H_bar: Tensor, caches: Sequence[Any]) -> None:
    """Raise unless there are as many caches as steps in H_bar."""
    if len(caches) != len(H_bar):
        raise ShapeError(f"{where}: caches should hold one entry for each of the {len(H_bar)} steps of H_bar, but "
                         f"holds {len(caches)}. Pass what the forward run returned.")


def last_bar(where: str, name: str, value: Tensor | None, H_bar: Tensor) -> Tensor:
    """The adjoint of a state after the last step: as given, or zeros; ShapeError unless it fits."""
    if value is None:
        return torch.zeros_like(H_bar[0])
    if value.shape != H_bar.shape[1:]:
        raise ShapeError(f"{where}: {name} should have shape {tuple(H_bar.shape[1:])}, that of one step, but has shape "
                         f"{tuple(value.shape)}.")
    return value
