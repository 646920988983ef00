"""Derivations as tables: one line a step, its reason, and a number beside it that was computed, not typed."""

from __future__ import annotations

import re
from typing import Any

from dlcourse.tensors import rounded


def legible(text: str) -> str:
    r"""The text with fractions in full size, but for those in a power, an index or another fraction.

    >>> legible(r"$\frac{df}{dx} = e^{\frac12 x}$ for $\frac 12$")
    '$\\dfrac{df}{dx} = e^{\\frac12 x}$ for $\\dfrac 12$'
    """
    pieces, depth = [], 0
    for piece in re.split(r"(\\[A-Za-z]+|\\.|[{}])", text):
        depth += (piece == "{") - (piece == "}")
        alone = depth == 0 and not "".join(pieces[-1:]).endswith(("^", "_"))
        pieces.append(r"\dfrac" if piece in (r"\frac", r"\tfrac") and alone else piece)
    return "".join(pieces)


class Derivation:
    """The steps of a derivation; what `derivation` returns."""

    def __init__(self, rows: list[tuple[str, str, str]], at: str):
        self.rows, self.at = rows, at

    def __repr__(self) -> str:
        head = f"{'':3} (numbers {self.at})\n" if self.at else ""
        return head + "\n".join(f"{i:2}. {step}   [{reason}]{f'   = {value}' if value else ''}"
                                for i, (step, reason, value) in enumerate(self.rows, 1))

    def _repr_markdown_(self) -> str:
        lines = [f"| | step | because | {self.at or 'number'} |", "|--:|:--|:--|:--|"]
        lines += [f"| {i} | {legible(step)} | {legible(reason)} | {value} |"
                  for i, (step, reason, value) in enumerate(self.rows, 1)]
        return "\n".join(lines)


def derivation(*steps: tuple[Any, ...], at: str = "", digits: int = 4) -> Derivation:
    """Steps (formula, reason) or (formula, reason, number), shown as a numbered table.

    Formulas may hold $...$; `at` heads the column of numbers ("at x = 2"); numbers may be tensors.

    Raises: ValueError if a step has no reason, or holds "|", which would end a table cell.

    >>> derivation(("$y = x^2$", "given", 9.0), ("$y' = 2x$", "power rule", 6.0), at="at x = 3")
        (numbers at x = 3)
     1. $y = x^2$   [given]   = 9.0
     2. $y' = 2x$   [power rule]   = 6.0
    """
    rows = []
    for step in steps:
        if len(step) not in (2, 3) or not str(step[1]).strip():
            raise ValueError(f"derivation: a step should be (formula, reason) or (formula, reason, number), but is "
                             f"{step!r}. Say why the step holds.")
        value = "" if len(step) == 2 else str(rounded(step[2], digits))
        row = (str(step[0]), str(step[1]), value)
        if any("|" in text for text in row):
            raise ValueError(f"derivation: a step should not hold '|', but {step[0]!r} does. "
                             r"Write \lvert x \rvert or \mid.")
        rows.append(row)
    return Derivation(rows, at)
