"""Ground floor: the device to compute on, random generators, guards at public boundaries, rounded display."""

from __future__ import annotations

import functools
import inspect
import math
import typing
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import torch
from torch import Tensor

# What a differentiable function accepts: a Tensor, or a number type of ours that carries a derivative along
# (a Dual, a Var). Those have .shape, .dtype, .device, and the plain tensor in .value.
Value = Any

F = TypeVar("F", bound=Callable)


class ShapeError(ValueError):
    """A tensor does not have the shape that a function needs, or is empty."""


class DtypeError(TypeError):
    """A tensor does not have the kind of numbers that a function needs."""


class DeviceError(ValueError):
    """Tensors that should meet in one operation lie on different devices."""


class NotANumberError(ValueError):
    """A tensor contains NaN."""


def pick_device() -> torch.device:
    """The best device of this machine: CUDA, then Apple's MPS, then the CPU.

    >>> pick_device().type in {"cuda", "mps", "cpu"}
    True
    """
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def generator(seed: int, device: torch.device | str = "cpu") -> torch.Generator:
    """A fresh random generator with its own seed, so that no global state is touched.

    >>> torch.rand(2, generator=generator(0)).tolist() == torch.rand(2, generator=generator(0)).tolist()
    True
    """
    return torch.Generator(device).manual_seed(seed)


# --- guards ---

_KINDS = {  # dtype family as jaxtyping names it -> what we call it, does a dtype belong, how to convert
    "Float": ("a floating-point tensor", lambda d: d.is_floating_point, "{name}.double()"),
    "Int": ("an integer tensor", lambda d: not (d.is_floating_point or d.is_complex or d == torch.bool),
            "{name}.long()"),
    "Bool": ("a boolean tensor", lambda d: d == torch.bool, "{name}.bool()"),
    "Num": ("a numeric tensor", lambda d: d != torch.bool, "{name}.double()"),
    "Shaped": ("a tensor", lambda d: True, "{name}"),
}


class _Wanted(NamedTuple):
    """What a signature says about one argument."""

    name: str
    position: int
    kind: str
    dims: tuple[str, ...]
    optional: bool


def _annotated_array(hint: Any) -> tuple[str, tuple[str, ...], bool] | None:
    """Kind, axis names and optionality of a jaxtyping annotation; None for any other annotation."""
    optional = type(None) in typing.get_args(hint)
    for candidate in (hint, *typing.get_args(hint)):
        if hasattr(candidate, "dim_str") and hasattr(candidate, "dtypes"):
            kind = candidate.__name__.split("[")[0]
            if kind in _KINDS:
                return kind, tuple(candidate.dim_str.split()), optional
    return None


def _wanted(function: Callable) -> list[_Wanted]:
    hints = typing.get_type_hints(function)
    found = []
    for position, name in enumerate(inspect.signature(function).parameters):
        array = _annotated_array(hints.get(name))
        if array:
            found.append(_Wanted(name, position, *array))
    return found


def guard(function: F) -> F:
    """Check every array argument of a public function against the shapes and kinds in its signature.

    The signature is the only place where shapes are stated: `Float[Tensor, "batch classes"]` here means a
    non-empty floating-point tensor with two axes and no NaN, whose `batch` equals every other `batch` of the
    call, on the same device as the others. The errors name the function, what it expected, what came and the
    remedy.

    Raises: DtypeError, ShapeError, DeviceError or NotANumberError.

    >>> from jaxtyping import Float
    >>> @guard
    ... def double(x: Float[Tensor, " n"]) -> Float[Tensor, " n"]:
    ...     return 2 * x
    >>> double(torch.tensor([1, 2]))
    Traceback (most recent call last):
    ...
    dlcourse.tensors.DtypeError: double: x should be a floating-point tensor of shape (n), but is an int64
    tensor of shape (2). Convert it first: x.double().
    """
    wanted: list[_Wanted] | None = None

    @functools.wraps(function)
    def guarded(*args, **kwargs):
        nonlocal wanted
        if wanted is None:
            wanted = _wanted(function)
        sizes: dict[str, Any] = {}
        devices: dict[str, torch.device] = {}
        first, apart = None, False
        for want in wanted:
            if want.position < len(args):
                value = args[want.position]
            elif want.name in kwargs:
                value = kwargs[want.name]
            else:
                continue
            if value is None and want.optional:
                continue
            _check(function.__name__, want, value, sizes)
            devices[want.name] = device = value.device
            first, apart = first or device, apart or device != (first or device)
        if apart:
            raise DeviceError(_device_message(function.__name__, devices))
        return function(*args, **kwargs)

    return guarded  # type: ignore[return-value]


def floating(where: str, name: str, value: Any) -> None:
    """The guard for a value that no signature names: a floating-point tensor of any shape, not empty, without NaN.

    Raises: DtypeError, ShapeError or NotANumberError, in the name of the function `where`.

    >>> floating("evaluate", "x", torch.tensor([1]))
    Traceback (most recent call last):
    ...
    dlcourse.tensors.DtypeError: evaluate: x should be a floating-point tensor of shape (...), but is an int64
    tensor of shape (1). Convert it first: x.double().
    """
    _check(where, _Wanted(name, 0, "Float", ("...",), False), value, {})


def _check(where: str, want: _Wanted, value: Any, sizes: dict[str, Any]) -> None:
    described, belongs, remedy = _KINDS[want.kind]

    def expected() -> str:  # only written where it is needed: writing takes longer than checking
        return f"{where}: {want.name} should be {described} of shape {_axes(want.dims)}"

    def got() -> str:
        return f"but is {_article(str(value.dtype).removeprefix('torch.'))} tensor of shape {_axes(value.shape)}"

    try:
        shape, dtype, _ = value.shape, value.dtype, value.device
    except AttributeError:
        raise DtypeError(f"{expected()}, but is {_article(type(value).__name__)}. "
                         f"Make it a tensor first: torch.as_tensor({want.name}, dtype=torch.float64).") from None
    if not belongs(dtype):
        raise DtypeError(f"{expected()}, {got()}. Convert it first: {remedy.format(name=want.name)}.")
    mismatch = _mismatch(want.dims, tuple(shape), sizes)
    if mismatch:
        raise ShapeError(f"{expected()}, {got()}. {mismatch}")
    if 0 in shape:
        raise ShapeError(f"{expected()}, {got()}: it is empty. Pass at least one entry along every axis.")
    plain = value if isinstance(value, Tensor) else getattr(value, "value", None)
    if dtype.is_floating_point and isinstance(plain, Tensor) and _has_nan(plain):
        raise NotANumberError(f"{expected()} without NaN, but it contains NaN. Look for 0/0, inf - inf or the "
                              f"logarithm of a negative number where {want.name} is computed.")


def _has_nan(x: Tensor) -> bool:
    """A sum that is no NaN has none in it, and takes a twentieth of the time; inf - inf needs the closer look."""
    x = x.detach()
    try:
        return math.isnan(x.sum().item()) and bool(x.isnan().any())
    except RuntimeError:  # under torch.vmap the numbers cannot be looked at
        return False


@functools.cache
def _star(dims: tuple[str, ...]) -> int | None:
    """The place of the part that stands for any number of axes, if there is one."""
    return next((i for i, d in enumerate(dims) if d.startswith("*") or d == "..."), None)


def _mismatch(dims: tuple[str, ...], shape: tuple[int, ...], sizes: dict[str, Any]) -> str:
    """Empty if shape fits dims and the axis sizes bound so far; otherwise what is wrong. Binds new names."""
    if dims == ("...",):
        return ""
    star = _star(dims)
    if star is None and len(dims) != len(shape):
        return f"It needs {len(dims)} {'axis' if len(dims) == 1 else 'axes'}, not {len(shape)}."
    if star is not None and len(shape) < len(dims) - 1:
        return f"It needs at least {len(dims) - 1} axes, not {len(shape)}."
    if star is not None:
        end = len(shape) - (len(dims) - star - 1)
        several = shape[star:end]
        if dims[star] != "..." and sizes.setdefault(dims[star], several) != several:
            return f"Axes '{dims[star][1:]}' are {_axes(sizes[dims[star]])} elsewhere in this call and " \
                   f"{_axes(several)} here."
        dims, shape = dims[:star] + dims[star + 1:], shape[:star] + shape[end:]
    for dim, size in zip(dims, shape, strict=True):
        if dim == "_":
            continue
        expected = int(dim) if dim.isdigit() else sizes.setdefault(dim, size)
        if expected != size:
            return f"Axis '{dim}' is {expected} elsewhere in this call and {size} here."
    return ""


def _axes(dims: typing.Iterable) -> str:
    return "(" + ", ".join(str(d) for d in dims) + ")"


def _article(noun: str) -> str:
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun


def _device_message(where: str, devices: dict[str, torch.device]) -> str:
    listed = ", ".join(f"{name} on {device}" for name, device in devices.items())
    first, target = next(iter(devices.items()))
    return (f"{where}: all tensors should lie on one device, but came as {listed}. "
            f"Move the others to where {first} is: x.to('{target}').")


# --- display ---


def rounded(value: Any, digits: int = 4) -> Any:
    """Plain Python numbers, rounded, never -0.0; nested like value. Same text on every machine.

    >>> rounded(torch.tensor([1 / 3, -1e-9]))
    [0.3333, 0.0]
    """
    if isinstance(value, Tensor):
        value = value.detach().cpu().tolist()
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(rounded(item, digits) for item in value) if type(value) in (list, tuple) else [
            rounded(item, digits) for item in value]
    if isinstance(value, float):
        return round(value, digits) + 0.0
    return value


class Shown:
    """Named results, one a line; what `show` returns."""

    def __init__(self, lines: list[str]):
        self.lines = lines

    def __repr__(self) -> str:
        return "\n".join(self.lines)


def show(*, digits: int = 4, **named: Any) -> Shown:
    """Named values as aligned lines of rounded numbers, to stand as the last line of a cell.

    >>> show(loss=torch.tensor(0.69315), steps=3)
    loss   0.6931
    steps  3
    """
    width = max(map(len, named), default=0)
    return Shown([f"{name:<{width}}  {rounded(value, digits)}" for name, value in named.items()])
