"""The chains of lecture 17a: small tables of transitions, letters of a short text, and a chain of real numbers."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor

double = torch.float64
WEATHER, SLOW, SWING, APART = ("sun and rain", "sun and rain that rarely change", "always the other place",
                               "two pairs of places that never meet")
NAMES = (WEATHER, SLOW, SWING, APART)
TEXT = (
    "the river was low and the ford was dry. a heron stood in the reeds and watched the water. the miller came "
    "down the lane with a sack of flour on his back. he wanted to cross before the rain. the heron did not move. "
    "the miller looked at the clouds and at the stones and at the bird. then he sat down on the sack and waited "
    "too. when the rain came the river rose and the stones were gone. the miller was wet and the flour was wet "
    "and the heron had a fish. the next day the miller came again and the river was wide. he asked the heron "
    "where the stones were. the heron looked at the water for a long time. where they have always been it seemed "
    "to say. so the miller took off his shoes and felt for the stones with his feet and found them one after the "
    "other. on the far side he turned round. the water was as smooth as before and nobody could have told that "
    "there was a way. he put the shoes on again and went on to the town and sold the wet flour to a baker who "
    "made a thin soup of it. in the evening he came back. the heron was still there and the river was lower. the "
    "first stone was showing. the miller thought that it was a good day after all and he told his wife about the "
    "bird and the stones and the soup.")


class SmallChain(NamedTuple):
    """Transitions P (states, states), row by row, and the names of the states."""

    P: Tensor
    states: tuple[str, ...]


def chain(name: str) -> SmallChain:
    """One of the small chains.

    >>> chain(WEATHER).P
    tensor([[0.9000, 0.1000],
            [0.5000, 0.5000]], dtype=torch.float64)
    """
    tables = {
        WEATHER: [[0.9, 0.1], [0.5, 0.5]],
        SLOW: [[0.99, 0.01], [0.05, 0.95]],
        SWING: [[0.0, 1.0], [1.0, 0.0]],
        APART: [[0.5, 0.5, 0, 0], [0.5, 0.5, 0, 0], [0, 0, 0.2, 0.8], [0, 0, 0.8, 0.2]]}
    states = {SWING: ("left", "right"), APART: ("A", "B", "C", "D")}
    return SmallChain(torch.tensor(tables[name], dtype=double), states.get(name, ("sun", "rain")))


class Letters(NamedTuple):
    """What follows what in a text: the pieces of some length that occur, and how often each character follows."""

    pieces: tuple[str, ...]
    characters: tuple[str, ...]
    counts: Tensor  # (pieces, characters)


def letters(text: str, depth: int) -> Letters:
    """Counts of the character behind each piece of `depth` characters; the text is read as a ring.

    >>> letters("abab", 1).counts
    tensor([[0., 2.],
            [2., 0.]], dtype=torch.float64)
    """
    ring = text + text[:depth]
    characters = tuple(sorted(set(text)))
    pieces = tuple(sorted({ring[i:i + depth] for i in range(len(text))}))
    counts = torch.zeros(len(pieces), len(characters), dtype=double)
    of_piece, of_character = ({name: i for i, name in enumerate(names)} for names in (pieces, characters))
    for i in range(len(text)):
        counts[of_piece[ring[i:i + depth]], of_character[ring[i + depth]]] += 1
    return Letters(pieces, characters, counts)


def written(text: str, depth: int, length: int, *, rng: torch.Generator) -> str:
    """New text of `length` characters, each drawn as often as it follows the last `depth` ones in `text`.

    >>> from dlcourse.tensors import generator
    >>> written("ab", 1, 6, rng=generator(0))
    'ababab'
    """
    table = letters(text, depth)
    place = {piece: i for i, piece in enumerate(table.pieces)}
    out = text[:depth]
    while len(out) < length:
        row = table.counts[place[out[len(out) - depth:]]]
        out += table.characters[int(torch.multinomial(row, 1, generator=rng))]
    return out[:length]


def known(words: str, text: str) -> float:
    """The share of words that stand in the text as they are; the first and last word may be cut, and do not count.

    >>> known("xx cat dog xx", "the cat")
    0.5
    """
    made = words.replace(".", " ").split()[1:-1]
    return sum(word in set(text.replace(".", " ").split()) for word in made) / len(made)


def spread(a: float, start: float, t: int) -> tuple[float, float]:
    """Mean and variance after t steps of x_t = a x_{t-1} + sqrt(1 - a^2) noise, from a fixed start.

    >>> spread(0.5, 8.0, 2)
    (2.0, 0.9375)
    """
    return a**t * start, 1 - a ** (2 * t)


def bell(x: Tensor, mean: float, variance: float) -> Tensor:
    """The density of a normal distribution.

    >>> bell(torch.zeros(1), 0.0, 1.0)
    tensor([0.3989])
    """
    return (-0.5 * (x - mean) ** 2 / variance).exp() / math.sqrt(2 * math.pi * variance)
