"""Markov chains: where a chain may be after some steps, where it is in the long run, and a walk along it.

P[i, j] is the probability of going from state i to state j; a distribution is a row, p_next = p P.
"""

from __future__ import annotations

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, randomness, within
from dlcourse.tensors import ShapeError, guard


@guard
def distributions(p: Float[Tensor, " states"], P: Float[Tensor, "states states"],
                  steps: int) -> Float[Tensor, "times states"]:
    """The start and the distribution after each step, one a row.

    Shapes: p (states,), P (states, states) -> (steps + 1, states).
    Raises: ValueError unless p and each row of P are probabilities that add up to 1, and steps >= 0; ShapeError,
    DtypeError. Source: lecture 17, Markov chain.

    >>> distributions(torch.tensor([1.0, 0.0]), torch.tensor([[0.9, 0.1], [0.5, 0.5]]), 2)
    tensor([[1.0000, 0.0000],
            [0.9000, 0.1000],
            [0.8600, 0.1400]])
    """
    same_dtype("distributions", p=p, P=P)
    count("distributions", "steps", steps, low=0)
    _check("distributions", "p", p)
    _check("distributions", "P", P)
    path = [p]
    for _ in range(steps):
        path.append(path[-1] @ P)
    return torch.stack(path)


@guard
def stationary(P: Float[Tensor, "states states"]) -> Float[Tensor, " states"]:
    """The distribution that a step leaves as it is: pi P = pi, with entries that add up to 1.

    Shapes: P (states, states) -> (states,). Raises: ValueError unless each row of P is a probability distribution, or
    if more than one distribution stays as it is; ShapeError, DtypeError.
    Source: lecture 17, Markov chain.

    >>> stationary(torch.tensor([[0.9, 0.1], [0.5, 0.5]]))
    tensor([0.8333, 0.1667])
    """
    _check("stationary", "P", P)
    states = len(P)
    change = (torch.eye(states, dtype=P.dtype, device=P.device) - P).mT  # change @ pi = 0
    if states > 1 and float(torch.linalg.svdvals(change)[-2]) < 100 * torch.finfo(P.dtype).eps:
        raise ValueError("stationary: P should have one stationary distribution, but has several: its states fall into "
                         "groups that never meet. Look at each group by itself.")
    rows = torch.cat([change, P.new_ones(1, states)])  # and the entries add up to 1
    target = P.new_zeros(states + 1)
    target[-1] = 1.0
    return torch.linalg.lstsq(rows, target[:, None]).solution[:, 0]


@guard
def walk(P: Float[Tensor, "states states"], start: int, steps: int, *, rng: torch.Generator) -> Int[Tensor, " times"]:
    """A chain's states, from `start` on, one random step after the other.

    Shapes: P (states, states) -> (steps + 1,), int64. Raises: ValueError unless each row of P is a probability
    distribution, start one of the states and steps >= 0; TypeError, ShapeError, DtypeError.
    Source: lecture 17, Markov chain.

    >>> from dlcourse.tensors import generator
    >>> walk(torch.tensor([[0.0, 1.0], [1.0, 0.0]]), 0, 3, rng=generator(0)).tolist()
    [0, 1, 0, 1]
    """
    _check("walk", "P", P)
    count("walk", "start", start, low=0)
    count("walk", "steps", steps, low=0)
    randomness("walk", rng)
    if start >= len(P):
        raise ValueError(f"walk: start should be one of the states 0 to {len(P) - 1}, but is {start}. Count states "
                         f"from 0.")
    up_to, draws = P.cumsum(1), torch.rand(steps, generator=rng, device=rng.device, dtype=P.dtype).to(P.device)
    seen = [start]
    for draw in draws:
        seen.append(min(int((up_to[seen[-1]] <= draw).sum()), len(P) - 1))
    return torch.tensor(seen)


@guard
def total_variation(p: Float[Tensor, "*batch states"], q: Float[Tensor, "*batch states"]) -> Float[Tensor, "*batch"]:
    """Half the sum of |p - q|: the largest difference in probability that any event has under p and q.

    Shapes: p and q (*batch, states) -> (*batch). Raises: ShapeError, DtypeError. Source: lecture 17, Markov chain.

    >>> total_variation(torch.tensor([1.0, 0.0]), torch.tensor([0.75, 0.25]))
    tensor(0.2500)
    """
    same_dtype("total_variation", p=p, q=q)
    return 0.5 * (p - q).abs().sum(-1)


def _check(where: str, name: str, value: Tensor) -> None:
    if name == "P" and value.shape[0] != value.shape[1]:
        raise ShapeError(f"{where}: P should be square, but has shape {tuple(value.shape)}. Give one row and one "
                         f"column a state.")
    within(where, name, value, 0.0, 1.0, remedy="Probabilities lie there.")
    sums = value.sum(-1)
    if float((sums - 1).abs().max()) > 1e-4:
        raise ValueError(f"{where}: {'each row of P' if name == 'P' else name} should add up to 1, but adds up to "
                         f"{float(sums.flatten()[(sums - 1).abs().argmax()]):g}. Divide it by its sum.")
