"""How much each head of a model of lecture 14b looks at the names that it has to repeat."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.lectures.l14b import fables, model


@torch.no_grad()
def on_names(of: model.Model, text: str) -> Tensor:
    """Mean weight on the second name after the first "hi ", and on the first name after the first "said ".

    Shapes: -> (blocks, heads, 2), of the first of the models in `of`.

    >>> from dlcourse.tensors import generator
    >>> on_names(model.start(1, rng=generator(0)), fables.SMALL).shape
    torch.Size([2, 4, 2])
    """
    seen: list[Tensor] = []
    x, _ = model.windows(text)
    model.logits(model.rebuilt(p[:1] for p in of.tensors()), x[None], seen=seen)
    A = torch.stack([block[0] for block in seen], 1)  # (fables, blocks, heads, T, T)
    found = []
    for line, looks in zip(map(fables.written, x), A):
        found.append(torch.stack([looks[:, :, at, begin:end].sum(-1) for at, begin, end in _places(line)], -1))
    return torch.stack(found).mean(0)


def _places(line: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """From where a head looks, and the begin and end of the name it needs; twice."""
    met = line.index(" met ")
    first, second = line.rindex(" ", 0, met) + 1, met + len(" met ")
    return ((line.index(" hi ") + 3, second, line.index(".", second)),
            (line.index(" said ") + 5, first, met))
