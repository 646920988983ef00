"""The loss of a sequence whose labels have no place in time: connectionist temporal classification (CTC).

A path names one class for each frame. It spells a target: equal neighbours become one, then blanks are taken out. The
probability of the target is the sum over all its paths, and dynamic programming adds them up a frame at a time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import count, labels
from dlcourse.losses.softmax import logsumexp
from dlcourse.tensors import guard


def collapse(path: Sequence[int], *, blank: int = 0) -> tuple[int, ...]:
    """What a path spells: equal neighbours become one, then blanks are taken out.

    Source: lecture 6, losses; Graves et al. (2006), section 3.1.

    >>> collapse([1, 1, 0, 1, 2]), collapse([0, 0])
    ((1, 1, 2), ())
    """
    return tuple(now for now, before in zip(path, (None, *path)) if now not in (before, blank))


@guard
def ctc_states(target: Int[Tensor, " labels"], *, blank: int = 0) -> Int[Tensor, " states"]:
    """The classes that a path for the target visits in order: each label, with a blank before, between and after.

    Shapes: (labels,) -> (2 labels + 1,). Source: Graves et al. (2006), section 4.1.

    >>> ctc_states(torch.tensor([1, 1])).tolist()
    [0, 1, 0, 1, 0]
    """
    states = target.new_full((2 * len(target) + 1,), blank)
    states[1::2] = target
    return states


@guard
def ctc_forward(log_probs: Float[Tensor, "frames classes"], target: Int[Tensor, " labels"], *,
                blank: int = 0) -> Float[Tensor, "frames states"]:
    """Logarithms of the forward numbers: entry (t, s) is that of all beginnings of paths that are in state s at t.

    A beginning stays in its state, moves on by one, or skips a blank between two labels that differ.
    Shapes: log_probs (frames, classes), target (labels,) -> (frames, 2 labels + 1).
    Raises: ValueError for a label out of range or a blank in the target; DtypeError and ShapeError (nothing is empty).
    Source: lecture 6, losses; Graves et al. (2006), equations 6 to 8.

    >>> ctc_forward(torch.tensor([[0.5, 0.5], [0.25, 0.75]]).log(), torch.tensor([1])).exp()
    tensor([[0.5000, 0.5000, 0.0000],
            [0.1250, 0.7500, 0.1250]])
    """
    _check("ctc_forward", log_probs, target, blank)
    return _forward(log_probs, ctc_states(target, blank=blank), blank)


def _forward(log_probs: Tensor, states: Tensor, blank: int) -> Tensor:
    emitted = log_probs[:, states]  # (frames, states)
    never = emitted.new_full((len(states),), -math.inf)
    skips = torch.zeros(len(states), dtype=torch.bool, device=states.device)
    skips[2:] = (states[2:] != blank) & (states[2:] != states[:-2])
    alpha = never.clone()
    alpha[:2] = emitted[0, :2]
    rows = [alpha]
    for frame in emitted[1:]:
        one = torch.cat([never[:1], alpha])[:len(states)]      # from the state before
        two = torch.cat([never[:2], alpha])[:len(states)]      # past a blank
        ways = torch.stack([alpha, one, torch.where(skips, two, never)], -1)
        alpha = logsumexp(ways) + frame
        rows.append(alpha)
    return torch.stack(rows)


@guard
def ctc(log_probs: Float[Tensor, "frames classes"], target: Int[Tensor, " labels"], *,
        blank: int = 0) -> Float[Tensor, ""]:
    """Negative log-likelihood of the target, over all paths that spell it, in nats; inf if no path can.

    A path ends in the last label or in the blank after it.
    Shapes: log_probs (frames, classes), target (labels,) -> scalar.
    Raises: ValueError for a label out of range or a blank in the target; DtypeError and ShapeError (nothing is empty).
    Source: lecture 6, losses; Graves et al. (2006). torch.nn.functional.ctc_loss is this with reduction="none".

    >>> ctc(torch.tensor([[0.6, 0.4], [0.6, 0.4]]).log(), torch.tensor([1])).exp()
    tensor(1.5625)
    """
    _check("ctc", log_probs, target, blank)
    return -logsumexp(_forward(log_probs, ctc_states(target, blank=blank), blank)[-1, -2:])


@guard
def ctc_occupancy(log_probs: Float[Tensor, "frames classes"], target: Int[Tensor, " labels"], *,
                  blank: int = 0) -> Float[Tensor, "frames classes"]:
    """How probable each class is in each frame, among the paths that spell the target; every row adds up to 1.

    Shapes: log_probs (frames, classes), target (labels,) -> (frames, classes).
    Raises: ValueError if no path spells the target, and like ctc. Source: Graves et al. (2006), equation 14.

    >>> ctc_occupancy(torch.tensor([[0.5, 0.5], [0.5, 0.5]]).log(), torch.tensor([1]))
    tensor([[0.3333, 0.6667],
            [0.3333, 0.6667]])
    """
    _check("ctc_occupancy", log_probs, target, blank)
    states = ctc_states(target, blank=blank)
    before = _forward(log_probs, states, blank)
    after = _forward(log_probs.flip(0), states.flip(0), blank).flip(0, 1)  # a path read backwards obeys the same rules
    total = logsumexp(before[-1, -2:])
    if total == -math.inf:
        raise ValueError(f"ctc_occupancy: target should be a word that some path spells, but no path of "
                         f"{len(log_probs)} frames does, or all have probability 0. Give more frames: one a label, "
                         f"and one between equal neighbours.")
    emitted = log_probs[:, states]
    both = torch.where(emitted == -math.inf, emitted, before + after - emitted)  # both hold the frame itself
    return torch.zeros_like(log_probs).index_add_(1, states, (both - total).exp())


@guard
def ctc_grad(log_probs: Float[Tensor, "frames classes"], target: Int[Tensor, " labels"], *,
             blank: int = 0) -> Float[Tensor, "frames classes"]:
    """Gradient of ctc by log_probs: minus the occupancy. By the logits of a softmax it is p minus the occupancy.

    torch's ctc_loss hands the second to log_probs, too; after log_softmax the two agree.
    Shapes: like ctc -> (frames, classes). Raises: like ctc_occupancy. Source: Graves et al. (2006), equation 15.

    >>> ctc_grad(torch.tensor([[0.5, 0.5], [0.5, 0.5]]).log(), torch.tensor([1]))
    tensor([[-0.3333, -0.6667],
            [-0.3333, -0.6667]])
    """
    return -ctc_occupancy(log_probs, target, blank=blank)


def _check(where: str, log_probs: Tensor, target: Tensor, blank: int) -> None:
    count(where, "blank", blank, low=0)
    if blank >= log_probs.shape[1]:
        raise ValueError(f"{where}: blank should be a class from 0 to {log_probs.shape[1] - 1}, but is {blank}. "
                         f"Give log_probs one column a class, the blank among them.")
    labels(where, "target", target, log_probs.shape[1])
    if (target == blank).any():
        raise ValueError(f"{where}: target should hold labels without the blank {blank}, but holds it. Leave it out: "
                         f"the loss adds the blanks itself.")
