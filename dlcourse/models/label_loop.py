"""Few answers for many samples: a machine makes groups, a person names each or calls it mixed, and so on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import count, function
from dlcourse.models import mixture
from dlcourse.tensors import guard

Oracle = Callable[[Tensor], tuple[int, bool]]
ROUNDS_OF_EM = 30


class Named(NamedTuple):
    """After a round: the group of each sample, the names of the groups, which are mixed, and the number of answers."""

    group: Int[Tensor, " samples"]
    names: Int[Tensor, " groups"]
    mixed: tuple[bool, ...]
    answers: int

    @property
    def labels(self) -> Tensor:
        """For each sample the name of its group (samples,)."""
        return self.names[self.group]


@guard
def split_in_two(X: Float[Tensor, "samples features"]) -> Int[Tensor, " samples"]:
    """0 or 1 for each sample: the likelier part of a mixture with two parts, fitted by EM along the widest feature.

    Shapes: X (samples, features) -> (samples,). Raises: ShapeError, DtypeError.
    Source: lecture 1, clustering with EM.

    >>> split_in_two(torch.tensor([[0.0, 0.0], [0.1, 0.1], [5.0, 0.0], [5.1, 0.1]], dtype=torch.float64))
    tensor([0, 0, 1, 1])
    """
    spread = X.std(0, unbiased=False)
    along = torch.where(torch.arange(X.shape[1], device=X.device) == spread.argmax(), spread, 0.0)
    start = mixture.start_at(torch.stack([X.mean(0) - along, X.mean(0) + along]), X)
    if float(spread.min()) == 0:
        return (X @ along > X.mean(0) @ along).long()
    return mixture.responsibilities(*mixture.em_path(X, start, rounds=ROUNDS_OF_EM)[-1], X).argmax(1)


@guard
def label_loop(X: Float[Tensor, "samples features"], oracle: Oracle, *, rounds: int) -> list[Named]:
    """Split what is mixed in two, have each new group named, and repeat: the state after each round.

    `oracle(rows)` stands for the person: it gets the rows of a group, and returns its name, 0, 1, ..., and whether the
    group is mixed. The first round splits everything. The loop ends early where no group is mixed any more, or a mixed
    group cannot be split.

    Shapes: X (samples, features) -> at most `rounds` states. Raises: ValueError unless rounds >= 1; TypeError for an
    oracle that cannot be called; ShapeError, DtypeError. Source: lecture 1, semi-supervised learning.

    >>> X = torch.tensor([[0.0], [0.1], [5.0], [5.1]], dtype=torch.float64)
    >>> label_loop(X, lambda rows: (int(rows[0] > 1), False), rounds=3)[-1].labels
    tensor([0, 0, 1, 1])
    """
    count("label_loop", "rounds", rounds)
    function("label_loop", "oracle", oracle)
    group, names, mixed, answers, states = X.new_zeros(len(X), dtype=torch.long), [0], [True], 0, []
    for _ in range(rounds):
        asked = []
        for k in [k for k, flagged in enumerate(mixed) if flagged]:
            rows = (group == k).nonzero().flatten()
            upper = rows[split_in_two(X[rows]) == 1]
            if 0 < len(upper) < len(rows):
                group[upper] = len(names)
                asked += [k, len(names)]
                names.append(0)
                mixed.append(False)
        if not asked:
            break
        for k in asked:
            names[k], mixed[k] = oracle((group == k).nonzero().flatten())
        answers += len(asked)
        states.append(Named(group.clone(), torch.tensor(names, device=X.device), tuple(mixed), answers))
    return states
