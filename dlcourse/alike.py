"""Ground floor: whether tensors have shape, dtype and device in common, and whether f returned what it should.

The guards of tensors.py compare arrays by the axes that a signature names. What is here looks at the rest: that
nothing would be broadcast or silently converted where tensors meet, and values that no signature speaks of.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor

from dlcourse.tensors import DeviceError, DtypeError, NotANumberError, ShapeError, Value, floating


def alike(where: str, **named: Any) -> None:
    """Raise unless all that is named is a tensor with the shape, the dtype and the device of the first.

    Raises: DtypeError, ShapeError or DeviceError, in the name of the function `where`.

    >>> import torch
    >>> alike("step", theta=torch.zeros(2), g=torch.zeros(1))
    Traceback (most recent call last):
    ...
    dlcourse.tensors.ShapeError: step: g should have the shape of theta, (2,), but has shape (1,). Give one number
    for each entry of theta: was g summed or transposed?
    """
    (of, model), *others = named.items()
    for name, value in others:
        if not isinstance(value, Tensor):
            raise DtypeError(f"{where}: {name} should be a tensor like {of}, but is of type {type(value).__name__}. "
                             f"Make it one: torch.as_tensor({name}, dtype={of}.dtype).")
        if value.shape != model.shape:
            raise ShapeError(f"{where}: {name} should have the shape of {of}, {tuple(model.shape)}, but has shape "
                             f"{tuple(value.shape)}. Give one number for each entry of {of}: was {name} summed or "
                             f"transposed?")
        same_dtype(where, **{of: model, name: value})
        same_device(where, **{of: model, name: value})


def same_dtype(where: str, /, **named: Value) -> None:
    """Raise unless all that is named has the dtype of the first: the widest one would win silently.

    Raises: DtypeError, in the name of the function `where`.

    >>> import torch
    >>> same_dtype("predict", X=torch.zeros(2), w=torch.zeros(1, dtype=torch.float64))
    Traceback (most recent call last):
    ...
    dlcourse.tensors.DtypeError: predict: w should have the dtype of X, torch.float32, but is torch.float64.
    Convert it first: w.to(X.dtype).
    """
    (of, model), *others = named.items()
    for name, value in others:
        if value.dtype != model.dtype:
            raise DtypeError(f"{where}: {name} should have the dtype of {of}, {model.dtype}, but is {value.dtype}. "
                             f"Convert it first: {name}.to({of}.dtype).")


def same_device(where: str, **named: Value) -> None:
    """Raise unless all that is named lies on the device of the first.

    Raises: DeviceError, in the name of the function `where`.

    >>> import torch
    >>> same_device("step", theta=torch.zeros(2), g=torch.zeros(2, device="meta"))
    Traceback (most recent call last):
    ...
    dlcourse.tensors.DeviceError: step: g should lie where theta does, on cpu, but lies on meta. Move it:
    g.to(theta.device).
    """
    (of, model), *others = named.items()
    for name, value in others:
        if value.device != model.device:
            raise DeviceError(f"{where}: {name} should lie where {of} does, on {model.device}, but lies on "
                              f"{value.device}. Move it: {name}.to({of}.device).")


# --- numbers or tensors ---


def is_number(value: Any) -> bool:
    """Whether a value is an int or a float; True and False are neither.

    >>> is_number(1.5), is_number(True)
    (True, False)
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number_or_tensor(where: str, name: str, value: Any) -> None:
    """Raise unless value is a number or a floating-point tensor, not empty and without NaN.

    Raises: DtypeError, ShapeError or NotANumberError, in the name of the function `where`.

    >>> number_or_tensor("variable", "value", [1.0])
    Traceback (most recent call last):
    ...
    dlcourse.tensors.DtypeError: variable: value should be a number or a floating-point tensor, but is of type list.
    Make it a tensor first: torch.as_tensor(value, dtype=torch.float64).
    """
    if isinstance(value, Tensor):
        floating(where, name, value)
    elif not is_number(value):
        raise DtypeError(f"{where}: {name} should be a number or a floating-point tensor, but is {described(value)}. "
                         f"Make it a tensor first: torch.as_tensor({name}, dtype=torch.float64).")
    elif value != value:
        raise NotANumberError(f"{where}: {name} should be a number, but is NaN. Look where it is computed.")


def described(value: Any) -> str:
    """What a value is, for the end of "but is ...".

    >>> import torch
    >>> described(torch.tensor([1])), described([1.0])
    ('a tensor of torch.int64', 'of type list')
    """
    return f"a tensor of {value.dtype}" if isinstance(value, Tensor) else f"of type {type(value).__name__}"


# --- what f returned ---


def returned(where: str, y: Any, x: Tensor) -> Tensor:
    """What a function of x returned, as a tensor; a plain number becomes a scalar in x's dtype.

    Raises: DtypeError, in the name of the function `where`, unless y is a floating-point tensor or a number.

    >>> import torch
    >>> returned("gradient", 2.0, torch.zeros(3))
    tensor(2.)
    >>> returned("gradient", torch.tensor(2), torch.zeros(3))
    Traceback (most recent call last):
    ...
    dlcourse.tensors.DtypeError: gradient: f(x) should be a floating-point tensor or a number, but is a tensor of
    torch.int64. Build it from x by operators and tensor methods: x.exp(), not math.exp(x).
    """
    if is_number(y):
        return x.new_tensor(y)
    if not isinstance(y, Tensor) or not y.dtype.is_floating_point:
        raise DtypeError(f"{where}: f(x) should be a floating-point tensor or a number, but is {described(y)}. "
                         f"Build it from x by operators and tensor methods: x.exp(), not math.exp(x).")
    return y


def require_scalar(where: str, y: Value) -> None:
    """Raise unless what f returned has no axes, so that it has a gradient.

    Raises: ShapeError, in the name of the function `where`.

    >>> import torch
    >>> require_scalar("gradient", torch.zeros(3))
    Traceback (most recent call last):
    ...
    dlcourse.tensors.ShapeError: gradient: f(x) should be a scalar of shape (), but has shape (3,). Sum or average
    it, or ask for jacobian(f, x).
    """
    if y.shape != ():
        raise ShapeError(f"{where}: f(x) should be a scalar of shape (), but has shape {tuple(y.shape)}. "
                         f"Sum or average it, or ask for jacobian(f, x).")
