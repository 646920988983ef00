"""exp, log and company for whatever comes: a number, a tensor, a dual number or a variable on a tape."""

from __future__ import annotations

import math

from dlcourse.diff.dual.rules import RULES
from dlcourse.tensors import DtypeError, Value


def _apply(name: str, x: Value) -> Value:
    if isinstance(x, (int, float)) and not isinstance(x, bool):
        return RULES[name].value(math, x)
    if not hasattr(x, name):
        raise DtypeError(f"{name}: x should be a number, a tensor or a dual number, but is {type(x).__name__}. "
                         "Make it a tensor first: torch.as_tensor(x, dtype=torch.float64).")
    return getattr(x, name)()


def exp(x: Value) -> Value:
    """exp(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> exp(0.0)
    1.0
    """
    return _apply("exp", x)


def log(x: Value) -> Value:
    """Natural logarithm of a number, tensor or dual number. Raises: DtypeError otherwise. Source: lecture 7.

    >>> log(1.0)
    0.0
    """
    return _apply("log", x)


def sin(x: Value) -> Value:
    """sin(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> sin(0.0)
    0.0
    """
    return _apply("sin", x)


def cos(x: Value) -> Value:
    """cos(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> cos(0.0)
    1.0
    """
    return _apply("cos", x)


def tanh(x: Value) -> Value:
    """tanh(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> round(tanh(1.0), 7)
    0.7615942
    """
    return _apply("tanh", x)


def sqrt(x: Value) -> Value:
    """Square root of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> sqrt(4.0)
    2.0
    """
    return _apply("sqrt", x)


def sigmoid(x: Value) -> Value:
    """1 / (1 + exp(-x)) of a number, tensor or dual number. Raises: DtypeError otherwise. Source: lecture 5.

    >>> sigmoid(0.0)
    0.5
    """
    return _apply("sigmoid", x)


def relu(x: Value) -> Value:
    """max(x, 0) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 5.

    >>> relu(-1.0)
    0.0
    """
    return _apply("relu", x)
