"""What tensors have in common, what f returned, and single arguments: errors say who, what, what came, a remedy."""

import math

import pytest
import torch

from dlcourse import alike as checks
from dlcourse import arguments
from dlcourse.diff import dual, finite, tape
from dlcourse.diff.fast import layers
from dlcourse.tensors import DeviceError, DtypeError, NotANumberError, ShapeError

X = torch.ones(2, 3, dtype=torch.float64)
pytestmark = pytest.mark.refuses


@pytest.mark.parametrize("other, error, words", [
    ([1.0], DtypeError, r"be a tensor like x, but is of type list. Make it one: torch.as_tensor\(x_dot"),
    (X[0], ShapeError, r"the shape of x, \(2, 3\), but has shape \(3,\). Give one number for each entry of x"),
    (X[:1], ShapeError, "have the shape of x"),  # would broadcast
    (X.float(), DtypeError, r"the dtype of x, torch.float64, but is torch.float32. Convert it first: x_dot.to\(x"),
    (X.long(), DtypeError, "have the dtype of x"),
    (X.to("meta"), DeviceError, r"lie where x does, on cpu, but lies on meta. Move it: x_dot.to\(x.device\)"),
])
def test_unlike(other, error, words):
    checks.alike("f", x=X, x_dot=X)
    for more in ({}, {"x_ddot": X}):
        with pytest.raises(error, match=rf"^f: x_dot should .*{words}"):
            checks.alike("f", x=X, **more, x_dot=other)


def test_every_route_says_the_same_of_a_tangent_that_does_not_fit():
    said = set()
    for route in (finite, dual):
        with pytest.raises(ShapeError) as caught:
            route.jvp(lambda x: x, X, X[0])
        said.add(str(caught.value))
    assert len(said) == 1


@pytest.mark.parametrize("f, error, words", [
    (lambda x: [x], DtypeError, "a floating-point tensor or a number, but is of type list. Build it from x"),
    (lambda x: x > 0, DtypeError, "but is a tensor of torch.bool"),
    (lambda x: True, DtypeError, "of type bool"),
    (lambda x: x * 1, ShapeError, r"a scalar of shape \(\), but has shape \(2, 3\). Sum or average it, or ask for jac"),
])
def test_every_route_says_the_same_of_what_f_returned(f, error, words):
    for where, call in (("gradient", finite.gradient), ("gradient", dual.gradient), ("gradient", tape.gradient),
                        ("value_and_gradients", layers.value_and_gradients)):
        with pytest.raises(error, match=rf"^{where}: f\(x\) should be .*{words}"):
            call(f, X)


def test_a_number_is_a_scalar_for_every_route():
    for call in (finite.gradient, dual.gradient, tape.gradient):
        assert torch.equal(call(lambda x: 2, X), torch.zeros_like(X))


@pytest.mark.parametrize("value, error, words", [
    ("1", DtypeError, "a number or a floating-point tensor, but is of type str. Make it a tensor first"),
    (True, DtypeError, "of type bool"), (None, DtypeError, "of type NoneType"),
    (math.nan, NotANumberError, "a number, but is NaN"), (X * math.nan, NotANumberError, "without NaN"),
    (X.long(), DtypeError, "Convert it first: v.double"), (X[:0], ShapeError, "empty")])
def test_neither_number_nor_tensor(value, error, words):
    for good in (1, 1.5, math.inf, X, X[0, 0]):
        checks.number_or_tensor("f", "v", good)
    with pytest.raises(error, match=rf"^f: v should be .*{words}"):
        checks.number_or_tensor("f", "v", value)


@pytest.mark.parametrize("value, error", [(0, ValueError), (-1.0, ValueError), (math.nan, ValueError),
                                          (math.inf, ValueError), (True, TypeError), ("1", TypeError),
                                          (torch.tensor(1.0), TypeError)])
def test_not_positive(value, error):
    arguments.positive("f", "h", 1e-300, remedy="Leave it out.")
    with pytest.raises(error, match=r"^f: h should be a positive number, but is .*(Leave it out|Pass a Python float)"):
        arguments.positive("f", "h", value, remedy="Leave it out.")


@pytest.mark.parametrize("value, words", [
    ([0, 4], "0 to 3, but spans 0 to 4"), ([-1, 2], "0 to 3, but spans -1 to 2"),
    ([3.5], "0 to 3, but spans 3.5 to 3.5"), ([12345678], "spans 12345678 to 12345678")])
def test_not_within(value, words):
    arguments.within("f", "y", torch.tensor([0, 3]), 0, 3, remedy="Count from 0.")
    with pytest.raises(ValueError, match=rf"^f: y should lie in .*{words}\. Count from 0\."):
        arguments.within("f", "y", torch.tensor(value), 0, 3, remedy="Count from 0.")


def test_under_vmap_no_number_is_looked_at():
    def passed(y):
        arguments.within("f", "y", y, 0, 3, remedy="")
        return y
    assert torch.vmap(passed)(torch.tensor([9, 9])).tolist() == [9, 9]


def test_one_of_several():
    arguments.one_of("f", "kind", "a", {"a": 1, "b": 2})
    for wrong in ("c", None, ["a"]):
        with pytest.raises(ValueError, match=r"^f: kind should be one of 'a', 'b', but is .* Pick one of them\."):
            arguments.one_of("f", "kind", wrong, {"a": 1, "b": 2})
