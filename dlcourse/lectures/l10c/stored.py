"""The results of the longer experiments of `record.py` and `others.py`, as tensors."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dlcourse.lectures.l10c import others, record

double = torch.float64


def found(name: str) -> Any:
    """What an experiment has given."""
    return (others.LONG if name in others.LONG.functions else record.LONG)[name]


def curve(setting: str, part: str) -> Tensor:
    """A curve (runs, moments) of a setting: "train", "val" and "test" are losses, "wrong" a share of the test digits.

    >>> curve("nothing", "val").shape
    torch.Size([5, 61])
    """
    return torch.tensor(found("curves")[setting][part], dtype=double)


def ends(setting: str, when: str, part: str = "wrong") -> Tensor:
    """A number for each of the 20 runs of a setting, "end", "stopped" or at "equal" training loss.

    >>> ends("nothing", "stopped").shape
    torch.Size([20])
    """
    return torch.tensor(found("compare")[setting][when][part], dtype=double)


def result(name: str, *keys: str) -> Tensor:
    """A stored result as a tensor.

    >>> result("words", "wrong").shape
    torch.Size([10])
    """
    values = found(name)
    for key in keys:
        values = values[key]
    return torch.tensor(values, dtype=double)


def eight_units() -> list[Tensor]:
    """W1 (8, 64), b1 (8,), W2 (10, 8), b2 (10,) of a small network that was trained with dropout, q = 0.75.

    >>> [tuple(p.shape) for p in eight_units()]
    [(8, 64), (8,), (10, 8), (10,)]
    """
    return [torch.tensor(p, dtype=double) for p in found("eight")]
