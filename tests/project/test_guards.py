"""Every public function that takes arrays refuses NaN, nothing, the wrong kind, the wrong axes and mixed devices."""

import importlib
import inspect
import math
import pkgutil
from functools import cache

import pytest
import torch

from dlcourse.authoring.proof import MATHEMATICS
from dlcourse.tensors import DeviceError, DtypeError, NotANumberError, ShapeError, _wanted

DTYPES = {"Float": torch.float64, "Num": torch.float64, "Shaped": torch.float64, "Int": torch.int64,
          "Bool": torch.bool}
OTHER_KIND = {"Float": torch.int64, "Int": torch.float64, "Bool": torch.float64}
pytestmark = pytest.mark.refuses


def modules(room):
    """Those of the mathematics, the figures and the lectures, or of one lecture's room alone."""
    for name in [f"lectures.{room}"] if room else (*MATHEMATICS, "figures", "lectures"):
        package = importlib.import_module(f"dlcourse.{name}")
        yield package
        for found in pkgutil.walk_packages(getattr(package, "__path__", []), f"{package.__name__}."):
            yield importlib.import_module(found.name)


def public(owner):
    """Public functions that a module or a class defines itself, classes' methods included."""
    for name, value in vars(owner).items():
        if name.startswith("_") or getattr(value, "__module__", None) != getattr(owner, "__module__", owner.__name__):
            continue
        if inspect.isclass(value):
            yield from public(value)
        elif inspect.isfunction(value):
            yield value


@cache
def takes_arrays(room):
    found = {}
    for module in modules(room):
        if any(part.startswith("_") for part in module.__name__.split(".")):
            continue
        for function in public(module):
            wanted = _wanted(inspect.unwrap(function))
            if wanted:
                found[f"{module.__name__.removeprefix('dlcourse.')}.{function.__qualname__}"] = function, wanted
    return found


FUNCTIONS = {}


def pytest_generate_tests(metafunc):
    """For each array that a function takes; where a test needs two arrays, for each function that takes several."""
    FUNCTIONS.update(takes_arrays(metafunc.config.getoption("--room")))
    if "i" in metafunc.fixturenames:
        metafunc.parametrize("name, i", [(name, i) for name, (_, wanted) in FUNCTIONS.items()
                                         for i in range(len(wanted))])
    elif "name" in metafunc.fixturenames:
        metafunc.parametrize("name", [name for name, (_, wanted) in FUNCTIONS.items() if len(wanted) > 1])


def sound(want):
    """A tensor that fits what the signature says of one argument: three entries along each named axis."""
    sizes = [int(d) if d.isdigit() else 3 for d in want.dims]
    return torch.ones(sizes, dtype=DTYPES[want.kind])


def refused(name, i, value):
    """The error of a call whose arrays fit but for the i-th. Nothing else is given: the arrays are looked at first."""
    function, wanted = FUNCTIONS[name]
    arrays = {want.name: sound(want) for want in wanted} | {wanted[i].name: value}
    before = [None] * len([p for p in inspect.signature(function).parameters if p == "self"])
    with pytest.raises((DtypeError, ShapeError, NotANumberError, DeviceError)) as caught:
        function(*before, **arrays)
    message = str(caught.value)
    assert message.startswith(f"{function.__name__}: "), message
    return caught.type, message


def test_there_are_many():
    assert len(FUNCTIONS) > 80


def test_refuses_nan(name, i):
    want = FUNCTIONS[name][1][i]
    if DTYPES[want.kind] != torch.float64:
        pytest.skip("integers and truth values have no NaN")
    kind, message = refused(name, i, sound(want) * math.nan)
    assert kind is NotANumberError
    assert want.name in message
    assert "without NaN" in message


def test_refuses_nothing(name, i):
    want = FUNCTIONS[name][1][i]
    if not want.dims:
        pytest.skip("a single number is never empty")
    kind, message = refused(name, i, sound(want)[:0])
    assert kind is ShapeError
    assert want.name in message


def test_refuses_another_kind(name, i):
    want = FUNCTIONS[name][1][i]
    if want.kind not in OTHER_KIND:
        pytest.skip("takes any kind")
    kind, message = refused(name, i, sound(want).to(OTHER_KIND[want.kind]))
    assert kind is DtypeError
    assert f"{want.name} should be" in message
    assert "Convert it first" in message


def test_refuses_a_list_and_says_how_to_make_a_tensor(name, i):
    kind, message = refused(name, i, [1.0, 2.0])
    assert kind is DtypeError
    assert "torch.as_tensor" in message


def test_refuses_one_axis_too_many(name, i):
    want = FUNCTIONS[name][1][i]
    if any(d == "..." or d.startswith("*") for d in want.dims):
        pytest.skip("takes any number of axes")
    kind, message = refused(name, i, sound(want)[None])
    assert kind is ShapeError
    assert want.name in message


def test_refuses_two_devices(name):
    """The meta device stands in for a GPU: it has no numbers to look at, only a name."""
    _, wanted = FUNCTIONS[name]
    kind, message = refused(name, 1, sound(wanted[1]).to("meta"))
    assert kind is DeviceError
    assert "cpu" in message
    assert wanted[1].name in message
