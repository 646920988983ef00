"""Finite differences: accuracy, orders of error, bookkeeping, bad input."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.diff import finite
from dlcourse.diff.fast import finite as fast_finite
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

ONE = torch.ones(1, dtype=torch.float64)
X = torch.tensor([[0.3, -1.2], [2.0, 0.7]], dtype=torch.float64)


def f(x):
    return (x.sin() * x.exp()).sum() + x[0, 0] * x[1, 1]


def f_batched(points):
    return (points.sin() * points.exp()).sum(1) + points[:, 0] * points[:, 3]


def deck_tanh(x):
    return (((2 * x).exp() - 1) / ((2 * x).exp() + 1)).sum()


EXACT = torch.func.grad(f)(X)


def error_at(rule, h):
    return abs(rule(lambda x: x.exp().sum(), ONE, h=h).item() - math.e)


@pytest.mark.parametrize("rule, order", [(finite.forward_difference, 1), (finite.central_difference, 2),
                                         (finite.richardson, 4)])
def test_error_falls_with_the_power_of_the_step(rule, order):
    ratio = error_at(rule, 0.04) / error_at(rule, 0.02)
    assert ratio == pytest.approx(2**order, rel=0.03)


def test_the_u_curve_of_the_lecture():
    assert error_at(finite.forward_difference, 1e-3) == pytest.approx(1.36e-3, rel=0.01)
    assert error_at(finite.central_difference, 1e-3) == pytest.approx(4.5e-7, rel=0.02)
    assert error_at(finite.forward_difference, 1e-5) == pytest.approx(1.4e-5, rel=0.05)
    assert error_at(finite.forward_difference, 1e-11) > 100 * error_at(finite.forward_difference, 1e-8)


def test_golden_tanh():
    assert deck_tanh(ONE).item() == pytest.approx(0.7615942, abs=5e-8)
    assert finite.gradient(deck_tanh, ONE).item() == pytest.approx(0.4199743, abs=5e-8)
    assert finite.central_difference(deck_tanh, ONE, h=0.01).item() == pytest.approx(0.4199847, abs=5e-8)


@pytest.mark.parametrize("rule, tolerance", [(finite.forward_difference, 1e-6), (finite.central_difference, 1e-9),
                                             (finite.richardson, 1e-11), (finite.gradient, 1e-9)])
def test_gradients_follow_torch(rule, tolerance, device):
    x = X.to(device)
    before = x.clone()
    g = rule(f, x)
    assert torch.equal(x, before)
    assert g.shape == x.shape
    assert g.device == x.device
    torch.testing.assert_close(g.cpu(), EXACT, rtol=0, atol=tolerance * 30)


def test_x_with_strides_and_grad_is_left_alone():
    x = X.clone().requires_grad_().mT
    g = finite.gradient(lambda x: (x * X.mT).sum(), x)
    assert not g.requires_grad
    torch.testing.assert_close(g, X.mT, rtol=1e-8, atol=1e-8)


def test_f_that_changes_or_keeps_its_argument_does_no_harm():
    kept = []

    def careless(x):
        kept.append(x)
        x.mul_(2)
        return x[0]  # a view of the argument

    assert finite.gradient(careless, torch.tensor([1.0, 3.0], dtype=torch.float64)).tolist() == pytest.approx([2, 0])


@pytest.mark.parametrize("kind, exponent", [("forward", 1 / 2), ("central", 1 / 3), ("richardson", 1 / 5)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_best_step(kind, exponent, dtype):
    x = torch.tensor([0.1, -50.0], dtype=dtype)
    assert finite.best_step(x, kind) == pytest.approx(50 * torch.finfo(dtype).eps ** exponent)
    assert finite.best_step(x / 100, kind) == pytest.approx(torch.finfo(dtype).eps ** exponent)


@pytest.mark.parametrize("kind, rule", [("forward", finite.forward_difference), ("central", finite.central_difference),
                                        ("richardson", finite.richardson)])
def test_best_step_beats_its_neighbours(kind, rule):
    h = finite.best_step(ONE, kind)
    assert error_at(rule, h) < error_at(rule, 100 * h)
    assert error_at(rule, h) < error_at(rule, h / 1000)


def test_unknown_kind():
    with pytest.raises(ValueError, match=r"best_step: kind should be one of 'forward', 'central', 'richardson'"):
        finite.best_step(ONE, "centre")


@settings(max_examples=25, deadline=None, derandomize=True)
@given(n=st.integers(1, 40), budget=st.integers(1, 3000), seed=st.integers(0, 99))
def test_batched_equals_one_by_one(n, budget, seed):
    x = torch.randn(n, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    sizes = []

    def batched(points):
        sizes.append(points.shape)
        return (points**3).sum(1) + points[:, 0] * points[:, -1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dlcourse.diff.fast.finite.BLOCK_NUMBERS", budget)
        g = fast_finite.gradient(None, x, batched=batched)
    assert torch.equal(g, finite.gradient(lambda x: (x**3).sum() + x[0] * x[-1], x)) or torch.allclose(
        g, finite.gradient(lambda x: (x**3).sum() + x[0] * x[-1], x), rtol=0, atol=1e-8)
    assert sum(k for k, _ in sizes) == 2 * n
    assert all(k <= max(16, budget // n) for k, _ in sizes)


def test_batched_keeps_shape_and_x(device):
    x = X.to(device)
    before = x.clone()
    g = fast_finite.gradient(f, x, batched=f_batched)
    assert torch.equal(x, before)
    torch.testing.assert_close(g.cpu(), EXACT, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("bad, error", [(lambda p: p, ShapeError), (lambda p: p.sum(), ShapeError),
                                        (lambda p: [0.0] * len(p), DtypeError), (lambda p: p.argmax(1), DtypeError)])
def test_bad_batched(bad, error):
    with pytest.raises(error, match=r"gradient: batched should"):
        fast_finite.gradient(f, X, batched=bad)


@pytest.mark.parametrize("h", [None, 1e-2, 1e-3, 1e-8])
def test_error_estimate_covers_the_error_and_not_much_more(h):
    g, estimate = finite.gradient_with_error(f, X, h=h)
    error = (g - EXACT).abs()
    assert g.shape == estimate.shape == X.shape
    assert (error <= 2 * estimate + 1e-15).all()
    assert estimate.max() <= 100 * error.max() + 1e-9


def test_jvp_and_jacobian_follow_torch(device):
    def g(x):
        return (x @ x).sin().sum(0)

    x, v = X.to(device), X.to(device).flip(0)
    y, y_dot = finite.jvp(g, x, v)
    expected = (torch.func.jacrev(g)(x) * v).sum((-2, -1))
    assert torch.equal(y, g(x))
    torch.testing.assert_close(y_dot, expected, rtol=1e-7, atol=1e-7)
    J = finite.jacobian(g, x)
    assert J.shape == (2, 2, 2)
    torch.testing.assert_close(J, torch.func.jacrev(g)(x), rtol=1e-7, atol=1e-7)
    assert torch.equal(finite.jvp(g, x, torch.zeros_like(x))[1], torch.zeros_like(expected))


def test_jvp_step_does_not_depend_on_the_length_of_the_direction():
    for length in (1e-6, 1.0, 1e6):
        _, y_dot = finite.jvp(lambda x: x.exp().sum(), X, length * torch.ones_like(X))
        assert y_dot.item() / length == pytest.approx(X.exp().sum().item(), rel=1e-8)


def test_cost_is_the_number_of_inputs():
    calls = []

    def counted(x):
        calls.append(1)
        return torch.stack([x.sum()] * 50)

    finite.jacobian(counted, torch.ones(3, dtype=torch.float64))
    assert len(calls) == 6
    calls.clear()
    finite.forward_difference(lambda x: counted(x)[0], torch.ones(3, dtype=torch.float64))
    assert len(calls) == 4


def test_check_gradient_finds_the_worst_component():
    assert finite.check_gradient(f, torch.func.grad(f), X).ok
    assert finite.check_gradient(f, EXACT, X).ok
    wrong = EXACT.clone()
    wrong[1, 0] += 0.01
    wrong[0, 1] -= 0.002
    found = finite.check_gradient(f, lambda x: wrong, X)
    assert not found.ok
    assert found.index == (1, 0)
    assert found.claimed == wrong[1, 0].item()
    assert found.measured == pytest.approx(EXACT[1, 0].item(), abs=1e-8)
    assert found.difference == pytest.approx(0.01, rel=1e-4)
    assert not finite.check_gradient(f, EXACT * 1.00001, X).ok
    assert not finite.check_gradient(f, EXACT * float("nan"), X).ok


def test_check_gradient_in_float32():
    x = X.float()
    assert finite.check_gradient(f, torch.func.grad(f), x).ok
    assert not finite.check_gradient(f, torch.func.grad(lambda x: 1.1 * f(x)), x).ok


def test_check_gradient_bad_claims():
    with pytest.raises(ShapeError, match=r"check_gradient: g\(x\) should have the shape of x"):
        finite.check_gradient(f, lambda x: x.sum(), X)
    with pytest.raises(DtypeError, match=r"check_gradient: g\(x\) should be a tensor like x"):
        finite.check_gradient(f, lambda x: [0.0], X)


CALLS = {
    "forward_difference": lambda x, **o: finite.forward_difference(lambda x: x.sum(), x, **o),
    "central_difference": lambda x, **o: finite.central_difference(lambda x: x.sum(), x, **o),
    "richardson": lambda x, **o: finite.richardson(lambda x: x.sum(), x, **o),
    "gradient": lambda x, **o: finite.gradient(lambda x: x.sum(), x, **o),
    "gradient_with_error": lambda x, **o: finite.gradient_with_error(lambda x: x.sum(), x, **o),
    "jvp": lambda x, **o: finite.jvp(lambda x: x.sum(), x, X, **o),
    "jacobian": lambda x, **o: finite.jacobian(lambda x: x.sum(), x, **o),
    "check_gradient": lambda x, **o: finite.check_gradient(lambda x: x.sum(), lambda x: x, x, **o),
    "best_step": lambda x, **o: finite.best_step(x),
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("x, error", [
    (torch.tensor([1, 2]), DtypeError), ([1.0, 2.0], DtypeError), (torch.empty(0, 2), ShapeError),
    (torch.tensor([float("nan"), 1.0]), NotANumberError)])
def test_bad_x(name, x, error):
    with pytest.raises(error, match=f"^{name}: x should be a floating-point tensor"):
        CALLS[name](x)


@pytest.mark.parametrize("name", [n for n in CALLS if n != "best_step"])
@pytest.mark.parametrize("h, error", [(0, ValueError), (-1e-3, ValueError), (float("nan"), ValueError),
                                      (float("inf"), ValueError), ("small", TypeError), (True, TypeError)])
@pytest.mark.refuses
def test_bad_step(name, h, error):
    with pytest.raises(error, match=rf"^{name}: h should be a positive number, but is .*\. \w"):
        CALLS[name](X, h=h)


@pytest.mark.parametrize("rule", [finite.forward_difference, finite.central_difference, finite.richardson,
                                  finite.gradient, finite.gradient_with_error])
def test_gradient_needs_a_scalar(rule):
    with pytest.raises(ShapeError, match=rf"^{rule.__name__}: f\(x\) should be a scalar"):
        rule(lambda x: x, X)
    with pytest.raises(DtypeError, match=rf"^{rule.__name__}: f\(x\) should be a floating-point tensor or a number"):
        rule(lambda x: x.argmax(), X)


def test_a_plain_number_is_a_scalar():
    assert finite.gradient(lambda x: x.sum().item(), ONE).item() == pytest.approx(1)


def test_jvp_needs_a_like_direction():
    with pytest.raises(ShapeError, match=r"jvp: x_dot should have the shape of x"):
        finite.jvp(f, X, X[0])
    with pytest.raises(DtypeError, match=r"jvp: x_dot should have the dtype of x"):
        finite.jvp(f, X, X.float())
    with pytest.raises(NotANumberError):
        finite.jvp(f, X, X * float("nan"))


def test_float32(device):
    x = X.float().to(device)
    torch.testing.assert_close(finite.gradient(f, x).cpu().double(), EXACT, rtol=5e-3, atol=5e-3)
    assert finite.gradient(f, x).dtype == torch.float32
