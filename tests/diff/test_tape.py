"""The tape: order, fan-out, long chains, repeated pulls, constants, bad input."""

import gc
import math

import pytest
import torch

from dlcourse.diff import tape
from dlcourse.diff.tape import Tape
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

X = torch.tensor([0.3, -1.2, 2.0], dtype=torch.float64)
W = torch.tensor([[1.0, 2.0], [0.5, -1.0], [-2.0, 3.0]], dtype=torch.float64)


ONE_NUMBER = ("exp", "expm1", "log", "log1p", "sin", "cos", "tanh", "sigmoid", "erf", "sqrt", "rsqrt", "square",
              "reciprocal", "abs", "relu")


def layers(x):
    return ((x @ W.to(x.device)).tanh() @ W.to(x.device).mT).sigmoid() * x


def test_diamond_by_hand():
    """The smallest case that a naive recursion gets wrong: 8 instead of 4."""
    t = Tape()
    a = t.variable(1.0)
    b = a + a
    c = b + b
    assert t.adjoints(c, 1.0) == [4.0, 2.0, 1.0]


def test_fan_out_by_hand():
    t = Tape()
    x = t.variable(3.0)
    assert t.adjoints(x * x, 1.0)[x.index] == 6.0


def test_golden_tanh_on_numbers():
    t = Tape()
    x = t.variable(1.0)
    y = ((2 * x).exp() - 1) / ((2 * x).exp() + 1)
    assert y.value == pytest.approx(0.7615942, abs=5e-8)
    assert t.adjoints(y, 1.0)[x.index] == pytest.approx(0.4199743, abs=5e-8)


def test_rules_on_numbers_match_differences():
    for name in ONE_NUMBER:
        t = Tape()
        x = t.variable(0.4)
        y = getattr(x, name)()
        up, down = (getattr(Tape().variable(0.4 + h), name)().value for h in (1e-6, -1e-6))
        assert t.adjoints(y, 3.0)[0] == pytest.approx(3 * (up - down) / 2e-6, rel=1e-7), name


def test_numbers_meet_tensors():
    t = Tape()
    a = t.variable(2.0)
    y = (a * X + a).sum()
    assert t.adjoints(y, torch.ones_like(y.value))[a.index] == pytest.approx(X.sum().item() + 3)


def test_order_on_the_tape_is_topological():
    t = Tape()
    x = t.variable(X)
    y = (x * x + x.exp()) @ W
    assert len(t) == y.index + 1
    assert all(argument < line.index for line in t.lines() for argument in line.arguments)
    assert [line.name for line in t.lines()] == ["variable", "mul", "exp", "add", "matmul"]


def test_constants_are_not_recorded():
    t = Tape()
    x = t.variable(X)
    y = 2 * x + torch.ones_like(X) @ W @ W.mT
    assert [line.arguments for line in t.lines()] == [(), (0,), (1,)]
    assert torch.equal(t.adjoints(y, torch.ones_like(X))[0], torch.full_like(X, 2))
    assert isinstance(x.detach() * 2, torch.Tensor)


def test_what_y_does_not_use_has_no_adjoint():
    t = Tape()
    a, b = t.variable(1.0), t.variable(2.0)
    unused = a * b
    y = a * 3
    assert t.adjoints(y, 1.0) == [3.0, None, None, 1.0]
    assert unused.value == 2.0


def test_pulling_twice_gives_the_same(device):
    x = X.to(device)
    y, pullback = tape.vjp(layers, x)
    u = torch.ones_like(y)
    first = pullback(u)
    kept = first.clone()
    second = pullback(u)
    assert torch.equal(first, kept)
    assert torch.equal(first, second)
    torch.testing.assert_close(pullback(2 * u), 2 * first)
    torch.testing.assert_close(first, torch.func.vjp(layers, x)[1](u)[0], rtol=1e-12, atol=1e-12)


def test_pulled_adjoint_is_no_alias():
    y, pullback = tape.vjp(lambda x: x, X)
    u = torch.ones_like(y)
    pullback(u).zero_()
    assert torch.equal(u, torch.ones_like(y))


def test_gradient_and_jacobian_follow_torch(device):
    x = X.to(device)
    torch.testing.assert_close(tape.jacobian(layers, x), torch.func.jacrev(layers)(x), rtol=1e-12, atol=1e-12)

    def f(x):
        return layers(x).sum()

    torch.testing.assert_close(tape.gradient(f, x), torch.func.grad(f)(x), rtol=1e-12, atol=1e-12)


def chain(n):
    def f(x):
        y = x
        for _ in range(n):
            y = y * 0.9999 + 1e-5
        return y
    return f


def test_chain_of_five_thousand():
    f = chain(2500)
    torch.testing.assert_close(tape.gradient(lambda x: f(x).sum(), X), torch.full_like(X, 0.9999**2500), rtol=1e-10,
                               atol=0)


def test_chain_of_a_hundred_thousand_needs_no_recursion_and_one_entry_an_operation():
    t = Tape()
    x = t.variable(0.5)
    y = chain(50_000)(x)
    assert t.adjoints(y, 1.0)[0] == pytest.approx(0.9999**50_000, rel=1e-9)
    assert len(t) == 100_001


def test_doubling_diamonds_stay_linear():
    t = Tape()
    x = y = t.variable(1.0)
    for _ in range(200):  # 2**200 paths
        y = y + y
    assert t.adjoints(y, 1.0)[x.index] == 2.0**200


def test_a_tape_is_freed_without_the_collector():
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        y, pullback = tape.vjp(lambda x: chain(500)(x), X)
        assert len(gc.get_objects()) > before + 500
        del y, pullback
        assert len(gc.get_objects()) < before + 50
    finally:
        gc.enable()


@pytest.mark.parametrize("operation", [
    lambda x: (x > 0).tolist(), lambda x: (x >= 0.3).tolist(), lambda x: (x < 0).tolist(), lambda x: (x <= 2).tolist(),
    lambda x: (x == 2.0).tolist(), lambda x: (x != 2.0).tolist(), lambda x: (x < X).tolist(), len,
    lambda x: x.numel(), lambda x: x.size(0), lambda x: x.dim(), lambda x: bool(x[0] > 0), lambda x: x.shape,
    lambda x: torch.gt(X.flip(0), x).tolist(),
    lambda x: torch.zeros_like(x).tolist(), lambda x: x.new_zeros(2).tolist(), lambda x: torch.argmax(x).item()])
def test_what_has_no_derivative_is_that_of_the_value(operation):
    assert operation(Tape().variable(X)) == operation(X)


def test_two_tapes_do_not_mix():
    with pytest.raises(ValueError, match=r"mul: all variables should be on one tape"):
        Tape().variable(1.0) * Tape().variable(2.0)


def test_function_without_a_rule_is_refused():
    with pytest.raises(TypeError, match=r"Var: cumsum has no rule"):
        torch.cumsum(Tape().variable(X), 0)
    with pytest.raises(TypeError, match=r"scalar cannot be iterated"):
        list(Tape().variable(X.sum()))


@pytest.mark.parametrize("name, call", [("vjp", lambda x: tape.vjp(layers, x)),
                                        ("gradient", lambda x: tape.gradient(layers, x)),
                                        ("jacobian", lambda x: tape.jacobian(layers, x)),
                                        ("variable", lambda x: Tape().variable(x))])
@pytest.mark.parametrize("x, error, named", [
    (torch.tensor([1, 2, 3]), DtypeError, "should be a floating-point tensor"), ([1.0], DtypeError, "should be"),
    (torch.empty(0), ShapeError, "empty"), (X * math.nan, NotANumberError, "NaN")])
@pytest.mark.refuses
def test_bad_x(name, call, x, error, named):
    with pytest.raises(error, match=rf"^{name}: .*{named}"):
        call(x)


def test_bad_arguments():
    with pytest.raises(NotANumberError, match=r"^variable: value should be a number"):
        Tape().variable(math.nan)
    with pytest.raises(ShapeError, match=r"^gradient: f\(x\) should be a scalar"):
        tape.gradient(layers, X)
    with pytest.raises(DtypeError, match=r"^vjp: f\(x\) should be a floating-point tensor or a number"):
        tape.vjp(lambda x: [x], X)
    with pytest.raises(DtypeError, match=r"^vjp: f\(x\) should be a floating-point tensor or a number"):
        tape.vjp(lambda x: x > 0, X)
    _, pullback = tape.vjp(layers, X)
    with pytest.raises(ShapeError, match=r"^pullback: y_bar should have the shape of y"):
        pullback(X[:2])
    with pytest.raises(DtypeError, match=r"^pullback: y_bar should have the dtype of y"):
        pullback(X.float())
    with pytest.raises(DtypeError, match=r"^pullback: y_bar should be"):
        pullback([1.0, 2.0, 3.0])
    with pytest.raises(NotANumberError, match=r"^pullback: y_bar"):
        pullback(X * math.nan)


def test_x_is_left_alone_and_float32_stays():
    x = X.float().requires_grad_()
    g = tape.gradient(lambda x: (x * x).sum(), x)
    assert g.dtype == torch.float32
    assert not g.requires_grad
    assert x.grad is None


def test_where_does_not_hide_a_branch_from_the_way_back():
    """Its share is 0 times its slope: NaN where that is infinite. The message says what to do."""
    x = torch.tensor([-1.0, 4.0], dtype=torch.float64)

    def late(x):
        return torch.where(x > 0, (x + 1).sqrt(), 0.0 * x).sum()

    def early(x):
        return torch.where(x > 0, torch.where(x > 0, x + 1, 1.0).sqrt(), 0.0 * x).sum()

    with pytest.raises(NotANumberError, match=r"^gradient: .* is NaN\. where hides a branch .* Mask before"):
        tape.gradient(late, x)
    assert tape.jacobian(late, x).isnan().tolist() == [True, False]  # as torch has it
    assert tape.gradient(early, x).tolist() == [0.0, 0.5 / math.sqrt(5)]
    unmasked = tape.gradient(lambda x: (x + 1).sqrt().sum() * 0, x)  # without where, no word of it
    assert unmasked.isnan().tolist() == [True, False]


def test_a_power_of_numbers_has_the_slopes_of_tensors():
    for a, b in ((-2.0, 2.0), (0.0, 2.0), (0.0, 0.0), (2.0, 3.0)):
        t = Tape()
        base, exponent = t.variable(a), t.variable(b)
        found = t.adjoints(base ** exponent, 1.0)[:2]
        u, v = (torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in (a, b))
        wanted = [g.item() for g in torch.autograd.grad(u ** v, (u, v))]
        assert found == pytest.approx(wanted, nan_ok=True), (a, b)
