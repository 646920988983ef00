"""Ground floor: exp, log and company of whatever comes: a number, a tensor, a dual number or a variable on a tape."""

from __future__ import annotations

import math
from collections.abc import Callable

from torch import Tensor

from dlcourse.tensors import DtypeError, Value


def _apply(name: str, on_number: Callable[[float], float], x: Value) -> Value:
    if isinstance(x, Tensor):
        return getattr(x, name)()
    if isinstance(x, (int, float)) and not isinstance(x, bool):
        return on_number(x)
    if not hasattr(x, name):
        raise DtypeError(f"{name}: x should be a number, a tensor or a dual number, but is {type(x).__name__}. "
                         "Make it a tensor first: torch.as_tensor(x, dtype=torch.float64).")
    return getattr(x, name)()


def exp(x: Value) -> Value:
    """exp(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> exp(0.0)
    1.0
    """
    return _apply("exp", math.exp, x)


def expm1(x: Value) -> Value:
    """exp(x) - 1, exact for small x. Raises: DtypeError for what is no number, tensor or dual number.

    >>> expm1(1e-20)
    1e-20
    """
    return _apply("expm1", math.expm1, x)


def log(x: Value) -> Value:
    """Natural logarithm of a number, tensor or dual number. Raises: DtypeError otherwise. Source: lecture 7.

    >>> log(1.0)
    0.0
    """
    return _apply("log", math.log, x)


def log1p(x: Value) -> Value:
    """log(1 + x), exact for small x. Raises: DtypeError for what is no number, tensor or dual number.

    >>> log1p(1e-20)
    1e-20
    """
    return _apply("log1p", math.log1p, x)


def sin(x: Value) -> Value:
    """sin(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> sin(0.0)
    0.0
    """
    return _apply("sin", math.sin, x)


def cos(x: Value) -> Value:
    """cos(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> cos(0.0)
    1.0
    """
    return _apply("cos", math.cos, x)


def tanh(x: Value) -> Value:
    """tanh(x) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> round(tanh(1.0), 7)
    0.7615942
    """
    return _apply("tanh", math.tanh, x)


def erf(x: Value) -> Value:
    """The error function of a number, tensor or dual number. Raises: DtypeError for anything else.

    >>> erf(0.0)
    0.0
    """
    return _apply("erf", math.erf, x)


def sqrt(x: Value) -> Value:
    """Square root of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 7.

    >>> sqrt(4.0)
    2.0
    """
    return _apply("sqrt", math.sqrt, x)


def sigmoid(x: Value) -> Value:
    """1 / (1 + exp(-x)) of a number, tensor or dual number. Raises: DtypeError otherwise. Source: lecture 5.

    >>> sigmoid(0.0)
    0.5
    """
    return _apply("sigmoid", _sigmoid, x)


def relu(x: Value) -> Value:
    """max(x, 0) of a number, tensor or dual number. Raises: DtypeError for anything else. Source: lecture 5.

    >>> relu(-1.0)
    0.0
    """
    return _apply("relu", lambda x: max(x, 0.0), x)


def sign(x: Value) -> Value:
    """1, 0 or -1 for a number or tensor above, at or below 0. Raises: DtypeError for anything else.

    >>> sign(-2.0)
    -1.0
    """
    return _apply("sign", lambda x: float((x > 0) - (x < 0)), x)


def _sigmoid(x: float) -> float:
    small = math.exp(-abs(x))  # never overflows
    return 1 / (1 + small) if x >= 0 else small / (1 + small)
