"""Residual and highway blocks as pairs: against autograd and the Jacobian of F, in chains, and at their ends."""

from functools import partial

import pytest
import torch

from dlcourse.activations import TABLE
from dlcourse.nn import normalise, residual, sequential
from dlcourse.nn.layers import activation, activation_backward, linear, linear_backward
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import ShapeError

double = torch.float64
RELU = Stage(activation, activation_backward, (TABLE["relu"],))
TANH = Stage(activation, activation_backward, (TABLE["tanh"],))


def drawn(*shapes, seed=5, device="cpu"):
    rng = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=rng, dtype=double).to(device).requires_grad_() for shape in shapes]


def same(mine, others):
    for a, b in zip(mine, others, strict=True):
        torch.testing.assert_close(a.detach(), b.detach(), rtol=1e-11, atol=1e-11)


def branch(W1, b1, W2, b2):
    """F: 3 features to 5 and back, with a bend between."""
    return [Stage(linear, linear_backward, (W1, b1)), TANH, Stage(linear, linear_backward, (W2, b2))]


def test_residual_against_autograd(device):
    X, *parts, Y_bar = drawn((4, 3), (5, 3), (5,), (3, 5), (3,), (4, 3), device=device)
    Y, cache = residual.residual(X, branch(*parts))
    W1, b1, W2, b2 = parts
    same([Y], [X + (X @ W1.mT + b1).tanh() @ W2.mT + b2])
    X_bar, (first, none, last) = residual.residual_backward(Y_bar, cache)
    assert none == ()
    same((X_bar, *first, *last), torch.autograd.grad(Y, (X, *parts), Y_bar))


def test_the_jacobian_is_that_of_f_plus_the_identity_and_a_relu_after_the_sum_masks_it():
    x, *parts = drawn((3,), (5, 3), (5,), (3, 5), (3,))
    stages, rows = branch(*parts), torch.eye(3, dtype=double)
    J_F = torch.autograd.functional.jacobian(lambda v: sequential.forward(stages, v[None])[0][0], x)
    chain = [Stage(residual.residual, residual.residual_backward, (stages,)), RELU]
    X = x.detach().expand(3, -1)  # one sample for each row of the Jacobian
    Y, cache = residual.residual(X, stages)
    same([residual.residual_backward(rows, cache).X_bar], [J_F + rows])
    _, caches = sequential.forward(chain, X)
    mask = (Y[0] > 0).double()
    assert 0 < mask.sum() < 3
    same([sequential.backward(chain, caches, rows).X_bar], [mask[:, None] * (J_F + rows)])


def test_blocks_in_a_chain_with_norms_against_autograd():
    X, W, b, gamma, beta, Y_bar = drawn((6, 3), (3, 3), (3,), (3,), (3,), (6, 3))
    inner = [Stage(linear, linear_backward, (W, b)),
             Stage(normalise.batch_norm, normalise.batch_norm_backward, (gamma, beta)), RELU]
    stages = [Stage(residual.residual, residual.residual_backward, (inner,))] * 2
    Y, caches = sequential.forward(stages, X)
    X_bar, (one, two) = sequential.backward(stages, caches, Y_bar)
    expected = torch.autograd.grad(Y, (X, W, b, gamma, beta), Y_bar)
    flat = [[bar for stage in block[0] for bar in stage] for block in (one, two)]
    same((X_bar, *(p + q for p, q in zip(*flat))), expected)  # the blocks share what they learn: adjoints add


def test_highway_against_autograd(device):
    X, W, b, *parts, Y_bar = drawn((4, 3), (3, 3), (3,), (5, 3), (5,), (3, 5), (3,), (4, 3), device=device)
    stages = [*branch(*parts), RELU]
    Y, cache = residual.highway(X, W, b, stages)
    T, H = (X @ W.mT + b).sigmoid(), sequential.forward(stages, X)[0]
    same([Y], [T * H + (1 - T) * X])
    X_bar, W_bar, b_bar, (first, _, last, _) = residual.highway_backward(Y_bar, cache)
    same((X_bar, W_bar, b_bar, *first, *last), torch.autograd.grad(Y, (X, W, b, *parts), Y_bar))


@pytest.mark.parametrize("bias, end", [(-50.0, "X"), (50.0, "H")])
def test_a_gate_at_its_ends(bias, end):
    X, W = (t.detach() for t in drawn((4, 3), (3, 3)))
    Y, cache = residual.highway(X, 0 * W, torch.full((3,), bias, dtype=double), [TANH])
    same([Y], [getattr(cache, end)])


@pytest.mark.refuses
def test_refuses():
    X, W, b = (t.detach() for t in drawn((4, 3), (5, 3), (5,)))
    narrow = [Stage(linear, linear_backward, (W, b))]
    with pytest.raises(ShapeError, match=r"residual: stages should give as many features as they get, \(4, 3\)"):
        residual.residual(X, narrow)
    with pytest.raises(ShapeError, match="highway: stages should give as many features as they get"):
        residual.highway(X, W[:3], b[:3], narrow)
    first = [Stage(linear, partial(linear_backward, to_input=False), (W[:3], b[:3]))]
    Y, cache = residual.residual(X, first)
    with pytest.raises(ValueError, match="residual_backward: the first of the stages should give the adjoint"):
        residual.residual_backward(Y, cache)
    with pytest.raises(ShapeError, match="highway: W should"):
        residual.highway(X, W[:3, :2], b[:3], [TANH])
