"""What a student types into a number's field, read as numbers. `widgets/esm/judge.mjs` reads the same in a page."""

from __future__ import annotations

import math
import re

MOST = 200  # characters
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_VALUE = re.compile(rf"({_NUMBER})(?:/({_NUMBER}))?", re.IGNORECASE)
_WORDS = ("no", "one number", "two numbers", "three numbers", "four numbers", "five numbers", "six numbers")


class TypedError(ValueError):
    """What was typed cannot be read; the message says what would be."""


def read(text: str, count: int = 1) -> tuple[float, ...]:
    """`count` numbers: 0.75, 3/4, 1e-3, (0.7, -0.8, 0.1); a comma may stand for the point where that is clear.

    Raises: TypedError, saying what was expected, for anything else.

    >>> read("3/4"), read("0,75"), read("(0.7; -0.8; 1e-1)", 3)
    ((0.75,), (0.75,), (0.7, -0.8, 0.1))
    """
    pieces = _pieces(text, count)
    if not pieces or len(text) > MOST:
        raise TypedError(wanted(count))
    values = tuple(_value(piece, count) for piece in pieces)
    if len(values) != count:
        raise TypedError(f"{_counted(count)} expected, but you typed {len(values)}. {wanted(count)}")
    return values


def _pieces(text: str, count: int) -> list[str]:
    text = re.sub(r"[()\[\]{}%]", " ", text.replace("−", "-").replace("–", "-")).strip()
    text = re.sub(r"\s*/\s*", "/", text)
    if ";" in text or (count == 1 and re.fullmatch(r"[+-]?\d+,\d+", text)):
        text = text.replace(",", ".")
    return [piece for piece in re.split(r"[,;\s]+", text) if piece]


def _value(piece: str, count: int) -> float:
    found = _VALUE.fullmatch(piece)
    if not found:
        raise TypedError(f"“{piece[:20]}” is not read as a number. {wanted(count)}")
    below = float(found[2] or 1)
    value = float(found[1]) / below if below else math.nan
    if not math.isfinite(value):
        raise TypedError(f"“{piece[:20]}” is no finite number. {wanted(count)}")
    return value


def _counted(count: int) -> str:
    return (f"{_WORDS[count]} are" if count > 1 else "one number is").capitalize() if count < len(_WORDS) else (
        f"{count} numbers are")


def wanted(count: int) -> str:
    """What could be typed where `count` numbers are asked for.

    >>> wanted(1)
    'Type a number, such as 0.75, 3/4 or 1e-3.'
    """
    if count == 1:
        return "Type a number, such as 0.75, 3/4 or 1e-3."
    example = ", ".join(("0.5", "-2", "1/4", "3")[:count]) + (", ..." if count > 4 else "")
    return f"Type {count} numbers with commas between them, such as ({example})."
