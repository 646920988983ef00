"""A derivative has the dtype of what it is a derivative with respect to, also where f brings in another one."""

import pytest
import torch

from dlcourse.diff import dual, finite, symbolic, tape
from dlcourse.tensors import DtypeError

C = torch.tensor([0.5, 3.0], dtype=torch.float64)
M = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
FUNCTIONS = {
    "product": lambda x: (x * C).sum(),
    "sum": lambda x: (x + C).sum(),
    "after a matrix": lambda x: ((M @ x) * C).sum(),
    "power and quotient": lambda x: (x ** C + C / x + x / C).sum(),
    "choice": lambda x: torch.where(x > 0, x * x, C).sum() + x.maximum(C).sum() + (x - C).abs().sum(),
    "used twice": lambda x: ((x * C).exp() + x * x).mean(),
    "the constant in front": lambda x: C @ (C * x - x),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_float64_constant_leaves_the_gradient_in_float32(name):
    x, f = torch.tensor([0.75, 2.0]), FUNCTIONS[name]
    expected = torch.func.grad(f)(x)
    assert expected.dtype == torch.float32
    for route in (finite, dual, tape):
        found = route.gradient(f, x)
        assert found.dtype == torch.float32
        torch.testing.assert_close(found, expected, rtol=2e-2 if route is finite else 1e-6, atol=1e-2)
        assert route.jacobian(f, x).dtype == torch.float32
        assert route.jacobian(lambda x: x * C, x).dtype == torch.float32
    y, pullback = tape.vjp(f, x)
    assert (y.dtype, pullback(torch.ones_like(y)).dtype) == (torch.float64, torch.float32)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_tangent_has_the_dtype_of_its_value(name):
    x = torch.tensor([0.75, 2.0])
    y, y_dot = dual.jvp(FUNCTIONS[name], x, torch.ones_like(x))
    assert (y.dtype, y_dot.dtype) == (torch.float64, torch.float64)


def test_formulas_take_values_of_one_dtype():
    u, v = symbolic.Symbol("u"), symbolic.Symbol("v")
    slope = symbolic.differentiate(u * u * v, u)
    x = torch.tensor([0.75, 2.0])
    assert symbolic.evaluate(slope, {"u": x, "v": 2.0}).dtype == torch.float32
    with pytest.raises(DtypeError, match=r"^evaluate: v should have the dtype of u, torch.float32, but is"):
        symbolic.evaluate(slope, {"u": x, "v": C})
