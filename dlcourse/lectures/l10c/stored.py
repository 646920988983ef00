"""What `record.py` has stored: the results of the longer experiments, by name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

STORED = Path(__file__).parent / "stored.json"
double = torch.float64


@cache
def everything() -> dict[str, Any]:
    """All experiments, as stored."""
    return json.loads(STORED.read_text())


def curve(setting: str, part: str) -> Tensor:
    """A curve (runs, moments) of a setting: "train", "val" and "test" are losses, "wrong" a share of the test digits.

    >>> curve("nothing", "val").shape
    torch.Size([5, 61])
    """
    return torch.tensor(everything()["curves"][setting][part], dtype=double)


def ends(setting: str, when: str, part: str = "wrong") -> Tensor:
    """A number for each of the 20 runs of a setting, "end", "stopped" or at "equal" training loss.

    >>> ends("nothing", "stopped").shape
    torch.Size([20])
    """
    return torch.tensor(everything()["compare"][setting][when][part], dtype=double)


def result(name: str, *keys: str) -> Tensor:
    """A stored result as a tensor.

    >>> result("words", "wrong").shape
    torch.Size([10])
    """
    found = everything()[name]
    for key in keys:
        found = found[key]
    return torch.tensor(found, dtype=double)


def eight_units() -> list[Tensor]:
    """W1 (8, 64), b1 (8,), W2 (10, 8), b2 (10,) of a small network that was trained with dropout, q = 0.75.

    >>> [tuple(p.shape) for p in eight_units()]
    [(8, 64), (8,), (10, 8), (10,)]
    """
    return [torch.tensor(p, dtype=double) for p in everything()["eight"]]
