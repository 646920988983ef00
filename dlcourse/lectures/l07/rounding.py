"""The error of a difference quotient of e^x taken apart: the formula, the rounding of x ± h, the rounding of e^x.

Everything that float64 does is compared with the same numbers computed with 60 digits.
"""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from functools import cache
from typing import NamedTuple

DIGITS = 60
LOW, HIGH = 0.5, 2.0  # where x lies
AROUND = 2.0          # steps lie between h / AROUND and h * AROUND
GOLDEN = (math.sqrt(5) - 1) / 2  # its multiples, without their whole parts, spread evenly from 0 to 1


class Parts(NamedTuple):
    """Mean absolute sizes: of three parts of the error, and of the whole error when dividing by two steps."""

    formula: float    # of the quotient without any rounding
    points: float     # what the rounding of x + h and x - h adds
    values: float     # what the rounding of the values of e^x adds
    written: float    # error of the quotient as it is written, divided by h or 2h
    really_made: float  # error when the difference is divided by the distance of the rounded points


def parts(x: float, h: float, kind: str) -> tuple[float, ...]:
    """The signed parts of one quotient's error at x, and its errors divided by either step.

    >>> [f"{p:.0e}" for p in parts(1.0, 0.01, "centred")[:3]]
    ['5e-05', '2e-15', '1e-15']
    """
    left = x if kind == "forward" else x - h
    right = x + h
    with localcontext() as context:
        context.prec = DIGITS
        true, step = Decimal(x).exp(), Decimal(h) * (1 if kind == "forward" else 2)
        exact_left = Decimal(x) if kind == "forward" else Decimal(x) - Decimal(h)
        meant = ((Decimal(x) + Decimal(h)).exp() - exact_left.exp()) / step
        moved = (Decimal(right).exp() - Decimal(left).exp()) / step
        rise = Decimal(math.exp(right)) - Decimal(math.exp(left))
        made = Decimal(right) - Decimal(left)
        found = (meant - true, moved - meant, rise / step - moved, rise / step - true, rise / made - true)
    return tuple(map(float, found))


@cache
def mean_parts(h: float, kind: str, *, places: int = 300, offset: float = 0.0) -> Parts:
    """Mean absolute parts over `places` places x in [0.5, 2], each with a step of its own near h.

    A single h will not do: some steps, 1e-11 for one, nearly fit the grid of the floats by chance. Another `offset`
    pairs other steps with the places.
    Raises: ValueError unless kind is "forward" or "centred".

    >>> mean_parts(1e-3, "centred", places=20).formula > 1e-7
    True
    """
    if kind not in ("forward", "centred"):
        raise ValueError(f"mean_parts: kind should be 'forward' or 'centred', but is {kind!r}.")
    found = [parts(LOW + (HIGH - LOW) * i / (places - 1), h * AROUND ** (2 * ((offset + i * GOLDEN) % 1) - 1), kind)
             for i in range(places)]
    return Parts(*(math.fsum(map(abs, column)) / places for column in zip(*found, strict=True)))
