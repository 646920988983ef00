"""The small text of lecture 14b: fables of one pattern, in which what stands before decides most of what comes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import torch
from torch import Tensor

from dlcourse.tensors import generator

NAMES = ("bear", "crow", "duck", "fox", "goat", "hen", "mole", "owl")  # each begins with a letter of its own
PLACES = ("barn", "gate", "hill", "mill", "pond", "well")  # so do these
PATTERN = "at the {0} {1} met {2}. hi {2}, said {1}. hi {1}, said {2}.\n"
END = "\n"  # ends a fable; also stands before the first
_FABLE = re.compile(r"at the (\w+) (\w+) met (\w+)\. hi (\w+), said (\w+)\. hi (\w+), said (\w+)\.")


def fable(place: str, first: str, second: str) -> str:
    """One fable, with END.

    >>> fable("mill", "hen", "goat")[:-1]
    'at the mill hen met goat. hi goat, said hen. hi hen, said goat.'
    """
    return PATTERN.format(place, first, second)


def _all() -> tuple[str, ...]:
    """Every fable with two different names, shuffled."""
    told = [fable(place, a, b) for place in PLACES for a in NAMES for b in NAMES if a != b]
    return tuple(told[i] for i in torch.randperm(len(told), generator=generator(14)))


ALL = _all()  # 336
KNOWN, MORE, LEFT_OUT = 50, 250, 86
SMALL, LARGE = (END + "".join(ALL[:count]) for count in (KNOWN, MORE))
NEW = END + "".join(ALL[MORE:])  # no model learns from these
SIGNS = tuple(sorted(set(SMALL)))
LONGEST = 68  # characters of the longest fable, its end included


def tokens(text: str) -> Tensor:
    """The number of each character in SIGNS, (characters,).

    >>> tokens("a a.").tolist()
    [4, 1, 4, 3]
    """
    return torch.tensor([SIGNS.index(sign) for sign in text])


def written(numbers: Sequence[int] | Tensor) -> str:
    """The characters of these numbers.

    >>> written(tokens("hello"))
    'hello'
    """
    return "".join(SIGNS[int(i)] for i in numbers)


def surprise(text: str) -> Tensor:
    """-log of each character's probability in nats, for a reader who knows the pattern; text begins with END.

    Only three characters of a fable are open: the first letters of the place (6) and of the names (8, then 7).

    >>> found = surprise(END + fable("mill", "hen", "goat"))
    >>> found[found > 0]
    tensor([1.7918, 2.0794, 1.9459], dtype=torch.float64)
    """
    found, at = torch.zeros(len(text), dtype=torch.float64), 1
    for line in text[1:].splitlines(keepends=True):
        for mark, choices in (("at the ", len(PLACES)), (" met ", len(NAMES) - 1)):
            where = line.find(mark) + len(mark)
            found[at + where] = math.log(choices)
            if choices == len(PLACES):
                found[at + line.find(" ", where) + 1] = math.log(len(NAMES))
        at += len(line)
    return found


def grade(line: str) -> str:
    """What a line is: "fable" if it follows the pattern, "mixed up" if only its names do not fit, else "broken".

    >>> [grade(fable("mill", "hen", b)[:-1]) for b in ("goat", "gout")]
    ['fable', 'broken']
    """
    found = _FABLE.fullmatch(line)
    if found is None or found[1] not in PLACES or not set(found.groups()[1:]) <= set(NAMES):
        return "broken"
    place, first, second = found.groups()[:3]
    return "fable" if first != second and fable(place, first, second)[:-1] == line else "mixed up"
