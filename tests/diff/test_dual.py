"""Dual numbers: contract, arithmetic on numbers and tensors, forward-mode products."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.diff import dual
from dlcourse.diff.dual import Dual
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

X = torch.tensor([0.3, -1.2, 2.0], dtype=torch.float64)
W = torch.tensor([[1.0, 2.0], [0.5, -1.0], [-2.0, 3.0]], dtype=torch.float64)

NUMBERS = {  # f, derivative, at
    "product": (lambda x: x * x * 3, lambda x: 6 * x, 1.5),
    "quotient": (lambda x: (x + 1) / (x * x + 1), lambda x: (1 - 2 * x - x * x) / (x * x + 1) ** 2, 0.7),
    "number on the left": (lambda x: 2 - x + 1 / x + 3 * x + (1 + x), lambda x: 3 - 1 / x**2, 0.4),
    "power": (lambda x: x**3 + x**-1, lambda x: 3 * x**2 - x**-2, 1.3),
    "number to a power": (lambda x: 2**x, lambda x: math.log(2) * 2**x, 0.8),
    "x to the x": (lambda x: x**x, lambda x: x**x * (math.log(x) + 1), 1.2),
    "exp and log": (lambda x: dual.exp(2 * x) * dual.log(x),
                    lambda x: math.exp(2 * x) * (2 * math.log(x) + 1 / x), 0.9),
    "waves": (lambda x: dual.sin(x) * dual.cos(x), lambda x: math.cos(2 * x), 0.6),
    "squashing": (lambda x: dual.tanh(x) - 2 * dual.sigmoid(2 * x), lambda x: 0.0, 0.6),
    "root": (lambda x: dual.sqrt(x) * x, lambda x: 1.5 * math.sqrt(x), 2.5),
    "relu": (lambda x: dual.relu(x) + dual.relu(-x) + abs(x), lambda x: -2.0, -0.5),
    "constant": (lambda x: x * 0 + 5, lambda x: 0.0, 2.0),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(name):
    f, slope, x = NUMBERS[name]
    y = f(Dual(x, 1.0))
    assert y.value == pytest.approx(f(x), rel=1e-14)
    assert y.dot == pytest.approx(slope(x), rel=1e-12, abs=1e-14)


def test_golden_tanh():
    def tanh(x):
        return (dual.exp(2 * x) - 1) / (dual.exp(2 * x) + 1)

    y = tanh(Dual(1.0, 1.0))
    assert y.value == pytest.approx(0.7615942, abs=5e-8)
    assert y.dot == pytest.approx(0.4199743, abs=5e-8)


def test_the_tanh_of_the_deck_overflows_and_tanh_does_not():
    x = torch.tensor([355.0], dtype=torch.float64)
    assert dual.gradient(lambda x: (((2 * x).exp() - 1) / ((2 * x).exp() + 1)).sum(), x).isnan().all()
    assert dual.gradient(lambda x: x.tanh().sum(), x).item() == 0


def test_functions_take_tensors_and_numbers_alike():
    for name in ("exp", "log", "sin", "cos", "tanh", "sqrt", "sigmoid", "relu"):
        function = getattr(dual, name)
        tensor = function(torch.tensor(0.7, dtype=torch.float64))
        assert function(0.7) == pytest.approx(tensor.item(), rel=1e-14)
        assert function(Dual(0.7, 1.0)).value == pytest.approx(tensor.item(), rel=1e-14)
        with pytest.raises(DtypeError, match=f"^{name}: x should be"):
            function([0.7])


def test_sigmoid_of_large_numbers():
    assert dual.sigmoid(Dual(-1000.0, 1.0)).dot == 0
    assert dual.sigmoid(Dual(1000.0, 1.0)).value == 1


def test_the_tangents_of_numbers_are_those_of_differences():
    for name in ("exp", "expm1", "log", "log1p", "sin", "cos", "tanh", "sigmoid", "erf", "sqrt", "rsqrt", "square",
                 "reciprocal", "abs", "relu"):
        y, push = dual.RULES[name](0.4)
        difference = (dual.RULES[name](0.4 + 1e-6)[0] - dual.RULES[name](0.4 - 1e-6)[0]) / 2e-6
        assert push(2.0) == pytest.approx(2 * difference, rel=1e-7), name
        found = getattr(Dual(0.4, 2.0), name)()
        assert (found.value, found.dot) == (y, push(2.0))


# --- the contract ----------------------------------------------------------------------------------------

def test_frozen():
    x = Dual(1.0, 1.0)
    with pytest.raises(AttributeError):
        x.value = 2.0
    with pytest.raises(AttributeError):
        x.dot = 2.0


def test_one_tangent_or_k():
    one = Dual(X, torch.ones_like(X)) * X
    assert one.dot.shape == (3,)
    many = Dual(X, torch.eye(3, dtype=X.dtype)) * X
    assert many.dot.shape == (3, 3)
    assert many.shape == X.shape
    assert many.dtype == X.dtype
    assert many.device == X.device
    assert torch.equal(many.dot, torch.diag(X))
    assert torch.equal(one.dot, many.dot.sum(0))


def test_one_tangent_meets_k():
    y = Dual(X, torch.ones_like(X)) + Dual(X, torch.eye(3, dtype=X.dtype))
    assert torch.equal(y.dot, 1 + torch.eye(3, dtype=X.dtype))


def test_numbers_meet_tensors():
    y = Dual(2.0, 1.0) * X + 1
    assert torch.equal(y.dot, X)
    assert torch.equal((Dual(2.0, 1.0) + X).dot, torch.ones_like(X))


@pytest.mark.parametrize("operation", [
    lambda x: (x > 0).tolist(), lambda x: (x >= 0.3).tolist(), lambda x: (x < 0).tolist(), lambda x: (x <= 2).tolist(),
    lambda x: (x == 2.0).tolist(), lambda x: (x != 2.0).tolist(), len,
    lambda x: (x < X).tolist(), lambda x: x.numel(), lambda x: x.size(0), lambda x: x.dim(), lambda x: bool(x[0] > 0),
    lambda x: torch.gt(X.flip(0), x).tolist(),
    lambda x: torch.zeros_like(x).tolist(), lambda x: x.new_zeros(2).tolist(), lambda x: torch.argmax(x).item()])
def test_what_has_no_derivative_is_that_of_the_value(operation):
    assert operation(Dual(X, torch.ones_like(X))) == operation(X)


@pytest.mark.parametrize("value, dot, error, message", [
    (X, X[:2], ShapeError, "dot should have the shape"),
    (X, torch.eye(3, dtype=X.dtype)[None], ShapeError, "dot should have the shape"),
    (X, torch.ones(3), DtypeError, "dot should have the dtype of value"),
    (X.long(), X, DtypeError, "value should be a floating-point tensor"),
    (X, 1.0, DtypeError, "dot should be a floating-point tensor"),
    (X * math.nan, X, NotANumberError, "value should be"),
    (torch.empty(0), torch.empty(0), ShapeError, "empty"),
    ([1.0], 1.0, DtypeError, "value should be a number or a floating-point tensor"),
    (1.0, True, DtypeError, "dot should be a number"),
    (math.nan, 1.0, NotANumberError, "value should be a number")])
@pytest.mark.refuses
def test_bad_parts(value, dot, error, message):
    with pytest.raises(error, match=f"^Dual: .*{message}|^Dual: {message}"):
        Dual(value, dot)


def test_function_without_a_rule_is_refused():
    with pytest.raises(TypeError, match=r"Dual: cumsum has no rule"):
        torch.cumsum(Dual(X, X), 0)
    with pytest.raises(TypeError, match=r"scalar cannot be iterated"):
        list(Dual(X.sum(), X.sum()))


# --- products and Jacobians ------------------------------------------------------------------------------

def layers(x):
    return ((x @ W.to(x.device)).tanh() @ W.to(x.device).mT).sigmoid() * x


def test_jvp_gradient_jacobian_follow_torch(device):
    x = X.to(device)
    J = torch.func.jacrev(layers)(x)
    y, y_dot = dual.jvp(layers, x, x.flip(0))
    assert torch.equal(y, layers(x))
    torch.testing.assert_close(y_dot, J @ x.flip(0), rtol=1e-12, atol=1e-12)
    torch.testing.assert_close(dual.jacobian(layers, x), J, rtol=1e-12, atol=1e-12)
    torch.testing.assert_close(dual.gradient(lambda x: layers(x).sum(), x), J.sum(0), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
@pytest.mark.parametrize("f", [layers, lambda x: W.mT @ x, lambda x: x @ W, lambda x: x @ W + W.mT @ (x * x),
                               lambda x: torch.matmul(W.T, x), lambda x: x[:, None] @ x[None, :], lambda x: x])
def test_chunks_change_nothing(f, chunk):
    torch.testing.assert_close(dual.jacobian(f, X, chunk=chunk), torch.func.jacrev(f)(X), rtol=1e-13, atol=1e-13)


def test_all_tangents_in_one_pass():
    calls = []

    def f(x):
        calls.append(1)
        return layers(x)

    dual.jacobian(f, X)
    assert len(calls) == 1
    dual.jacobian(f, X, chunk=2)
    assert len(calls) == 3


def test_long_chain():
    def f(x):
        y = x
        for _ in range(5000):
            y = (y * 0.999 + 0.001).sin()
        return y.sum()

    torch.testing.assert_close(dual.gradient(f, X), torch.func.grad(f)(X), rtol=1e-10, atol=1e-300)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(a=st.lists(st.integers(1, 3), max_size=3), b=st.lists(st.integers(1, 3), max_size=3), k=st.integers(1, 3),
       operation=st.sampled_from([lambda a, b: a * b, lambda a, b: a + b, lambda a, b: b - a, lambda a, b: a / b,
                                  lambda a, b: a**b, lambda a, b: a.maximum(b)]))
def test_k_tangents_are_k_single_tangents_under_broadcasting(a, b, k, operation):
    b = [size if i >= len(a) or size == a[::-1][i] or a[::-1][i] == 1 else 1 for i, size in enumerate(b[::-1])][::-1]
    g = torch.Generator().manual_seed(k)
    u, v = (torch.rand(s, generator=g, dtype=torch.float64) + 0.5 for s in (a, b))
    u_dot, v_dot = (torch.rand([k, *s], generator=g, dtype=torch.float64) for s in (a, b))
    together = operation(Dual(u, u_dot), Dual(v, v_dot))
    assert together.dot.shape == (k, *together.shape)
    for i in range(k):
        alone = operation(Dual(u, u_dot[i]), Dual(v, v_dot[i]))
        assert alone.dot.shape == alone.shape
        torch.testing.assert_close(together.dot[i], alone.dot, rtol=1e-14, atol=1e-14)


@pytest.mark.parametrize("name, call", [("jvp", lambda x: dual.jvp(layers, x, x)),
                                        ("gradient", lambda x: dual.gradient(layers, x)),
                                        ("jacobian", lambda x: dual.jacobian(layers, x))])
@pytest.mark.parametrize("x, error", [
    (torch.tensor([1, 2, 3]), DtypeError), ([1.0, 2.0], DtypeError), (torch.empty(0), ShapeError),
    (X * math.nan, NotANumberError)])
def test_bad_x(name, call, x, error):
    with pytest.raises(error, match=f"^{name}: x should be a floating-point tensor"):
        call(x)


@pytest.mark.refuses
def test_bad_arguments():
    with pytest.raises(ShapeError, match=r"^gradient: f\(x\) should be a scalar"):
        dual.gradient(layers, X)
    with pytest.raises(ShapeError, match=r"^jvp: x_dot should have the shape of x"):
        dual.jvp(layers, X, X[:2])
    with pytest.raises(DtypeError, match=r"^jvp: x_dot should have the dtype of x"):
        dual.jvp(layers, X, X.float())
    with pytest.raises(DtypeError, match=r"^jacobian: f\(x\) should be a floating-point tensor or a number"):
        dual.jacobian(lambda x: [x], X)
    with pytest.raises(DtypeError, match=r"^jvp: f\(x\) should be a floating-point tensor or a number"):
        dual.jvp(lambda x: x > 0, X, X)
    for chunk, error in ((0, ValueError), (-1, ValueError), (1.5, TypeError), (True, TypeError)):
        with pytest.raises(error, match=r"^jacobian: chunk should be an integer of at least 1"):
            dual.jacobian(layers, X, chunk=chunk)


def test_x_is_left_alone_and_float32_stays():
    x = X.float().requires_grad_()
    g = dual.gradient(lambda x: (x * x).sum(), x)
    assert g.dtype == torch.float32
    assert not g.requires_grad
    assert torch.equal(x.detach(), X.float())


def test_where_takes_the_tangent_of_the_branch_taken():
    x = torch.tensor([-1.0, 4.0], dtype=torch.float64)
    found = dual.gradient(lambda x: torch.where(x > 0, (x + 1).sqrt(), 0.0 * x).sum(), x)
    assert found.tolist() == [0.0, 0.5 / math.sqrt(5)]


def test_a_power_of_numbers_has_the_slopes_of_tensors():
    for a, b in ((-2.0, 2.0), (0.0, 2.0), (0.0, 0.0), (2.0, 3.0)):
        u, v = (torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in (a, b))
        wanted = [g.item() for g in torch.autograd.grad(u ** v, (u, v))]
        found = [(Dual(a, 1.0) ** b).dot, (a ** Dual(b, 1.0)).dot]
        assert found == pytest.approx(wanted, nan_ok=True), (a, b)
