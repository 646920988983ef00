"""One neuron, one layer, the two-layer example and the graph of eight nodes, against autograd and golden numbers."""

import math

import pytest
import torch

from dlcourse.activations import TABLE
from dlcourse.nn import backprop
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

F64 = torch.float64


def draw(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=F64)


def leaves(*tensors, device="cpu"):
    return [t.to(device).detach().requires_grad_() for t in tensors]


def close(ours, theirs):
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-12)


# --- neuron and layer ---


@pytest.mark.parametrize("activation", [
    TABLE["tanh"][:2], (torch.sin, torch.cos), (torch.exp, torch.exp),
    (torch.nn.functional.softplus, torch.sigmoid),
], ids=["tanh", "sin", "exp", "softplus"])
def test_neuron_against_autograd(activation, device):
    a, b, x = leaves(draw(5), draw(seed=1), draw(5, seed=2), device=device)
    y_bar = torch.tensor(-1.7, dtype=F64, device=device)
    theirs = torch.autograd.grad(activation[0](a @ x + b), (a, b, x), y_bar)
    ours = backprop.neuron_backward(a.detach(), b.detach(), x.detach(), y_bar, activation=activation)
    for mine, other in zip(ours, theirs, strict=True):
        close(mine, other)


def test_neuron_is_a_tanh_neuron_by_default():
    a, x = torch.tensor([1.0], dtype=F64), torch.tensor([0.5], dtype=F64)
    one = torch.tensor(1.0, dtype=F64)
    assert backprop.neuron_backward(a, 0 * one, x, one).b_bar.item() == pytest.approx(1 - math.tanh(0.5) ** 2)


def test_layer_against_autograd(device):
    W, b, x = leaves(draw(3, 4), draw(3, seed=1), draw(4, seed=2), device=device)
    z_bar = draw(3, seed=3).to(device)
    theirs = torch.autograd.grad(W @ x + b, (W, b, x), z_bar)
    for mine, other in zip(backprop.layer_backward(W.detach(), x.detach(), z_bar), theirs, strict=True):
        close(mine, other)


def test_layer_adjointness():
    W, x, u, x_dot = draw(3, 4), draw(4, seed=1), draw(3, seed=2), draw(4, seed=3)
    assert (u @ (W @ x_dot)).item() == pytest.approx((backprop.layer_backward(W, x, u).x_bar @ x_dot).item(), rel=1e-13)


# --- the two-layer example ---


def example(device="cpu"):
    tensors = draw(4, 3), draw(4, seed=1), draw(4, seed=2), draw(seed=3), draw(3, seed=4), draw(seed=5)
    return [t.to(device) for t in tensors]


def test_mlp2_forward_by_the_formulas():
    A, b, c, d, x, t = example()
    z = 1 / (1 + (-(A @ x + b)).exp())
    y = 1 / (1 + (-(c @ z + d)).exp())
    for mine, other in zip(backprop.mlp2_forward(A, b, c, d, x, t), (z, y, (y - t) ** 2 / 2), strict=True):
        close(mine, other)


def test_mlp2_against_autograd(device):
    A, b, c, d, x, t = leaves(*example(), device=device)
    h, _, loss = backprop.mlp2_forward(A, b, c, d, x, t)
    theirs = torch.autograd.grad(loss, (A, b, c, d, x, h))
    ours = backprop.mlp2_backward(*example(device))
    assert ours._fields == ("A_bar", "b_bar", "c_bar", "d_bar", "x_bar", "h_bar")
    for mine, other in zip(ours, theirs, strict=True):
        close(mine, other)


def test_mlp2_against_differences():
    A, b, c, d, x, t = example()
    h, ours = 1e-5, backprop.mlp2_backward(A, b, c, d, x, t).A_bar
    for i in range(4):
        for j in range(3):
            up, down = A.clone(), A.clone()
            up[i, j] += h
            down[i, j] -= h
            slope = (backprop.mlp2_forward(up, b, c, d, x, t).loss
                     - backprop.mlp2_forward(down, b, c, d, x, t).loss) / (2 * h)
            assert slope.item() == pytest.approx(ours[i, j].item(), abs=1e-9)


# --- the graph of eight nodes ---

THETA = torch.tensor([0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6], dtype=F64)
X, ONE = torch.tensor(0.4, dtype=F64), torch.tensor(1.0, dtype=F64)
GRADIENT = [-0.06752620, 0.01416184, -0.02204618, -0.01640601, -0.01964052, 0.02578668, -0.01402573, -0.03090496]


def test_dag8_golden(device):
    assert backprop.dag8(THETA.to(device), X.to(device)).y.item() == pytest.approx(0.01890019, abs=5e-9)
    gradient = backprop.dag8_grad(THETA.to(device), X.to(device), ONE.to(device))
    assert gradient.tolist() == pytest.approx(GRADIENT, abs=5e-9)


@pytest.mark.parametrize("seed", range(3))
def test_dag8_against_autograd(seed):
    theta, = leaves(draw(8, seed=seed))
    x, target = draw(seed=seed + 10), draw(seed=seed + 20)
    y, z = backprop.dag8(theta, x)
    assert len(z) == 7
    close(y, theta[7] * z[3] * z[6])
    theirs, = torch.autograd.grad((y - target) ** 2 / 2, theta)
    close(backprop.dag8_grad(theta.detach(), x, target), theirs)


def test_dag8_paths_add_and_their_factors_multiply():
    y_bar, through_4, through_7, h1_theta1 = backprop.dag8_path_sums(THETA, X, ONE)
    assert (y_bar * (through_4 + through_7) * h1_theta1).item() == pytest.approx(GRADIENT[0], abs=5e-9)
    z1 = backprop.dag8(THETA, X).h[0].detach().requires_grad_()
    upper = (THETA[3] * (THETA[2] * (THETA[1] * z1).tanh()).tanh()).tanh()
    lower = (THETA[6] * (THETA[5] * (THETA[4] * z1).tanh()).tanh()).tanh()
    close(through_4, torch.autograd.grad(THETA[7] * upper * lower.detach(), z1, retain_graph=True)[0])
    close(through_7, torch.autograd.grad(THETA[7] * upper.detach() * lower, z1)[0])


# --- bad input: every argument of every function, one at a time ---

V, S = draw(3), draw()
FUNCTIONS = [
    (backprop.neuron_backward, {"w": V, "b": S, "x": V, "y_bar": S}),
    (backprop.layer_backward, {"W": draw(2, 3), "x": V, "z_bar": draw(2)}),
    (backprop.mlp2_forward, dict(zip("Abcdxt", example(), strict=True))),
    (backprop.mlp2_backward, dict(zip("Abcdxt", example(), strict=True))),
    (backprop.dag8, {"theta": THETA, "x": X}),
    (backprop.dag8_grad, {"theta": THETA, "x": X, "target": ONE}),
    (backprop.dag8_path_sums, {"theta": THETA, "x": X, "target": ONE}),
]
SPOILT = [
    ("NaN", lambda t: t * math.nan, NotANumberError),
    ("empty", lambda t: t.new_zeros(0), ShapeError),
    ("integer", lambda t: t.long(), DtypeError),
    ("one axis more", lambda t: t[None], ShapeError),
    ("list", lambda t: t.tolist(), DtypeError),
]


@pytest.mark.parametrize("name, spoil, error", SPOILT, ids=[s[0] for s in SPOILT])
@pytest.mark.parametrize("function, arguments", FUNCTIONS, ids=[f[0].__name__ for f in FUNCTIONS])
def test_refuses(function, arguments, name, spoil, error):
    function(**arguments)
    for argument, value in arguments.items():
        with pytest.raises(error, match=rf"^{function.__name__}: {argument} should"):
            function(**arguments | {argument: spoil(value)})


def test_sizes_that_do_not_meet():
    with pytest.raises(ShapeError, match="neuron_backward: x should"):
        backprop.neuron_backward(V, S, draw(4), S)
    with pytest.raises(ShapeError, match="mlp2_backward: c should"):
        backprop.mlp2_backward(*example()[:2], draw(5), *example()[3:])
    with pytest.raises(ShapeError, match="dag8: theta should"):
        backprop.dag8(draw(7), X)


@pytest.mark.parametrize("activation", [None, torch.tanh, (torch.tanh,), (torch.tanh, 1.0), "tanh"])
@pytest.mark.refuses
def test_neuron_needs_a_pair_of_functions(activation):
    with pytest.raises(TypeError, match="neuron_backward: activation should be a pair"):
        backprop.neuron_backward(V, S, V, S, activation=activation)
