"""Activations: values against torch, derivatives along four routes, large inputs."""

import pytest
import torch

from dlcourse.activations import (
    TABLE,
    dead_units,
    elementwise,
    elu,
    elu_grad,
    leaky_relu,
    leaky_relu_grad,
    maxout,
    maxout_grad,
    prelu,
    prelu_slope_grad,
)
from dlcourse.diff.agree import compare
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

F = torch.nn.functional
TORCH = {"identity": lambda x: x, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": F.relu,
         "softplus": lambda x: F.softplus(x, threshold=1e9), "leaky_relu": F.leaky_relu,
         "prelu": lambda x: F.prelu(x, x.new_tensor([0.25])), "elu": F.elu, "gelu": F.gelu,
         "step": lambda x: torch.heaviside(x, torch.ones_like(x)), "gaussian": lambda x: x.square().neg().exp(),
         "gcu": lambda x: x * x.cos(), "maxout": lambda x: x.amax(-1)}
POINTS = (-30.0, -2.5, -1.0, -0.3, 0.2, 1.0, 3.7, 30.0)
SMOOTH_AT_0 = ("identity", "sigmoid", "tanh", "softplus", "gelu", "elu", "gaussian", "gcu")


@pytest.mark.parametrize("name", TABLE)
def test_values_agree_with_torch(name, device):
    x = torch.tensor(POINTS, dtype=torch.float64, device=device)
    torch.testing.assert_close(TABLE[name].function(x), TORCH[name](x), rtol=1e-12, atol=1e-15)
    for dtype in (torch.float32, torch.float16):
        assert TABLE[name].function(x.to(dtype)).dtype == TABLE[name].derivative(x.to(dtype)).dtype == dtype


@pytest.mark.parametrize("name", TABLE)
def test_derivative_agrees_along_four_routes(name):
    points = [p for p in POINTS if abs(p) < 10] + ([0.0] if name in SMOOTH_AT_0 and name != "elu" else [])
    x = torch.tensor(points, dtype=torch.float64)
    function, derivative = TABLE[name][:2]
    found = compare(lambda x: function(x).sum(), x)
    assert found.ok, found
    torch.testing.assert_close(derivative(x), found.routes["dual"], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_large_inputs_stay_finite(name, dtype):
    x = torch.tensor([-800.0, 800.0], dtype=dtype, requires_grad=True)
    y = TABLE[name].function(x)
    y.sum().backward()
    assert y.isfinite().all()
    assert x.grad.isfinite().all()
    torch.testing.assert_close(TABLE[name].derivative(x.detach()), x.grad)


@pytest.mark.parametrize("name", [n for n in TABLE if n in SMOOTH_AT_0])
def test_smooth_ones_have_their_slope_at_zero(name):
    x = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    TABLE[name].function(x).sum().backward()
    assert x.grad.item() == pytest.approx(TABLE[name].derivative(x.detach()).item())


def test_infinite_inputs_go_to_the_limits():
    ends = torch.tensor([-float("inf"), float("inf")])
    for name, limits in (("sigmoid", [0, 1]), ("tanh", [-1, 1]), ("softplus", [0, ends[1]]), ("elu", [-1, ends[1]]),
                         ("relu", [0, ends[1]])):
        assert TABLE[name].function(ends).tolist() == limits, name
        assert TABLE[name].derivative(ends).isfinite().all(), name


def test_slopes_far_out_keep_their_digits():
    """1 - sigmoid(x) has no digit left at x = 40; sigmoid(-x) has them all."""
    x = torch.tensor([-40.0, 30.0, 40.0], dtype=torch.float64)
    torch.testing.assert_close(TABLE["sigmoid"].derivative(x), (-x.abs()).exp(), rtol=1e-12, atol=0)


@pytest.mark.parametrize("name", [n for n in TABLE if n in SMOOTH_AT_0 and n != "elu"])
def test_smooth_ones_have_their_curvature_at_zero(name):
    h, zero = 1e-4, torch.zeros((), dtype=torch.float64)
    curvature = torch.func.grad(torch.func.grad(TABLE[name].function))(zero)
    by_differences = (TABLE[name].derivative(zero + h) - TABLE[name].derivative(zero - h)) / (2 * h)
    torch.testing.assert_close(curvature, by_differences, rtol=0, atol=1e-6)


def test_options():
    x = torch.tensor([-2.0, 3.0], dtype=torch.float64, requires_grad=True)
    for function, derivative, options in ((leaky_relu, leaky_relu_grad, {"slope": 0.3}),
                                          (elu, elu_grad, {"alpha": 2.5})):
        [slope] = torch.autograd.grad(function(x, **options).sum(), x)
        torch.testing.assert_close(derivative(x.detach(), **options), slope)
    torch.testing.assert_close(elu(x, alpha=2.5), F.elu(x, 2.5))


def test_the_stated_range_holds():
    x = torch.linspace(-20, 20, 4001, dtype=torch.float64)
    assert 0 < TABLE["sigmoid"].function(x).min() < TABLE["sigmoid"].function(x).max() < 1
    assert -0.1701 < TABLE["gelu"].function(x).min() < -0.1699


@pytest.mark.refuses
@pytest.mark.parametrize("name", TABLE)
def test_refuses(name):
    for call in TABLE[name][:2]:
        with pytest.raises(DtypeError, match=f"{call.__name__}: x should be a floating-point"):
            call(torch.tensor([1]))
        with pytest.raises(ShapeError, match="empty"):
            call(torch.ones(0))
        with pytest.raises(NotANumberError):
            call(torch.tensor([float("nan")]))


def test_the_stated_order_is_that_of_the_limits_from_both_sides():
    """The first derivative, beginning with the function itself, that differs between the two sides of 0."""
    h = 1e-6
    for name, row in TABLE.items():
        if not row.elementwise:
            continue
        sides = [torch.tensor(v, dtype=torch.float64) for v in (-h, h)]
        def slope(x, d=row.derivative):
            return (d(x + h / 10) - d(x - h / 10)) / (h / 5)
        jumps = [k - 1 for k, f in enumerate((row.function, row.derivative, slope))
                 if abs(float(f(sides[0]) - f(sides[1]))) > 1e-3]
        assert min(jumps, default=float("inf")) == row.order, name


def test_a_learned_slope_has_its_gradient():
    x = torch.tensor([-2.0, 3.0, -0.5, 0.0], dtype=torch.float64)
    y_bar = torch.tensor([0.3, 5.0, -1.2, 7.0], dtype=torch.float64)
    slope = torch.tensor(0.4, dtype=torch.float64, requires_grad=True)
    [found] = torch.autograd.grad(prelu(x, slope=slope), slope, y_bar)
    torch.testing.assert_close(prelu_slope_grad(x, y_bar), found)
    peer = torch.nn.PReLU(init=0.4, dtype=torch.float64)
    peer(x).backward(y_bar)
    torch.testing.assert_close(peer.weight.grad[0], found)


def test_maxout_is_taken_along_the_last_axis():
    x = torch.tensor([[1.0, 4.0, 2.0], [3.0, 3.0, -1.0]], dtype=torch.float64)
    assert maxout(x).tolist() == [4, 3]
    assert maxout_grad(x).tolist() == [[0, 1, 0], [1, 0, 0]]
    assert maxout(x[..., None].expand(2, 3, 2)).shape == (2, 3)


def test_dead_units_are_those_without_a_gradient():
    X = torch.randn(20, 3, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    W = torch.randn(6, 3, generator=torch.Generator().manual_seed(1), dtype=torch.float64).requires_grad_()
    a = (X @ W.mT - torch.tensor([0, 1, 5, 9, 3, 2])).relu()
    a.sum().backward()
    assert dead_units(a.detach()).tolist() == (W.grad == 0).all(1).tolist()
    assert 0 < int(dead_units(a.detach()).sum()) < 6


@pytest.mark.refuses
def test_layers_take_only_what_works_entry_by_entry():
    assert elementwise("layer", "tanh") is TABLE["tanh"]
    for name in ("maxout", "swash"):
        with pytest.raises(ValueError, match=f"layer: activation should be one of .*, but is '{name}'"):
            elementwise("layer", name)
