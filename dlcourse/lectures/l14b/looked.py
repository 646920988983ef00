"""Where the heads of a model of lecture 14b look, what is lost without them, and how often a line is a fable."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.lectures.l14b import fables, model


@torch.no_grad()
def on_names(of: model.FableModel, text: str) -> Tensor:
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


@torch.no_grad()
def letters(of: model.FableModel, text: str) -> Tensor:
    """The loss of the letter after the first "hi ", of the one after the first "said ", and of all characters.

    Shapes: -> (3,), means over the windows of the text, of the first of the models in `of`.

    >>> from dlcourse.tensors import generator
    >>> letters(model.start(1, rng=generator(0)), fables.SMALL).shape
    torch.Size([3])
    """
    x, y = model.windows(text)
    loss = model.losses(model.logits(model.rebuilt(p[:1] for p in of.tensors()), x[None]), y[None])[0]
    (hi, _, _), (said, _, _) = torch.tensor([_places(line) for line in map(fables.written, x)]).permute(1, 2, 0)
    each = torch.arange(len(x))
    return torch.stack([loss[each, hi].mean(), loss[each, said].mean(), loss.mean()])


@torch.no_grad()
def expected(of: model.FableModel, temperature: float) -> tuple[float, float, float, float]:
    """Mean probability of the right character where it is certain; that of three allowed letters; of a fable; a share.

    The second holds if all certain characters are right. The third is exact: the product over the characters of a
    fable, added over all fables. The fourth is the part of it that falls on the fables of LARGE.

    >>> from dlcourse.tensors import generator
    >>> expected(model.start(1, rng=generator(0)), 1.0)[2] < 1e-40
    True
    """
    text = fables.END + "".join(fables.ALL) + fables.ALL[0] + fables.ALL[1]  # two more, so that all have a window
    x, y = (part[:len(fables.ALL)] for part in model.windows(text))
    ends = y == fables.SIGNS.index(fables.END)
    inside = ends.cumsum(1) - ends.long() == 0  # up to the first end, which belongs to the fable
    z = model.logits(model.rebuilt(p[:1] for p in of.tensors()), x[None])[0] / temperature
    log_p = -model.losses(z, y)
    begins = [0, *torch.tensor(list(map(len, fables.ALL))).cumsum(0).tolist()][:-1]
    surprise = fables.surprise(text)[1:]
    certain = torch.stack([surprise[i:i + model.LONGEST] == 0 for i in begins]) & inside
    line, allowed = ((log_p * part).sum(1).exp() for part in (inside, inside & ~certain))
    return (float(log_p[certain].exp().mean()), float(allowed.sum()), float(line.sum()),
            float(line[:fables.MORE].sum() / line.sum()))


def _places(line: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """From where a head looks, and the begin and end of the name it needs; twice."""
    met = line.index(" met ")
    first, second = line.rindex(" ", 0, met) + 1, met + len(" met ")
    return ((line.index(" hi ") + 3, second, line.index(".", second)),
            (line.index(" said ") + 5, first, met))
