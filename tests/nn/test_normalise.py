"""Norms as pairs against torch: forward, running values, adjoints, also by finite differences; and what they refuse."""

import math

import pytest
import torch

from dlcourse.diff.finite import gradient
from dlcourse.nn import normalise, sequential
from dlcourse.nn.layers import linear, linear_backward
from dlcourse.nn.normalise import RunningState
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import NotANumberError, ShapeError

double = torch.float64
of = torch.nn.functional


def drawn(batch=7, features=3, device="cpu"):
    """X, gamma, beta, Y_bar: no column has mean 0 or variance 1."""
    rng = torch.Generator().manual_seed(batch)
    X, Y_bar = (torch.randn(batch, features, generator=rng, dtype=double) for _ in range(2))
    gamma, beta = (torch.randn(features, generator=rng, dtype=double) for _ in range(2))
    return [t.to(device).requires_grad_() for t in (3 * X + 2, gamma, beta, Y_bar)]


def same(mine, others):
    for a, b in zip(mine, others, strict=True):
        torch.testing.assert_close(a.detach(), b.detach(), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("batch", [2, 7])
@pytest.mark.parametrize("eps", [1e-5, 0.3])
def test_batch_norm_against_torch(batch, eps, device):
    X, gamma, beta, Y_bar = drawn(batch, device=device)
    Y, cache = normalise.batch_norm(X, gamma, beta, eps=eps)
    expected = of.batch_norm(X, None, None, gamma, beta, training=True, eps=eps)
    same([Y], [expected])
    same(normalise.batch_norm_backward(Y_bar, cache), torch.autograd.grad(expected, (X, gamma, beta), Y_bar))


@pytest.mark.parametrize("batch", [1, 7])
def test_layer_norm_against_torch(batch, device):
    X, gamma, beta, Y_bar = drawn(batch, 5, device=device)
    Y, cache = normalise.layer_norm(X, gamma, beta)
    expected = of.layer_norm(X, (5,), gamma, beta)
    same([Y], [expected])
    same(normalise.layer_norm_backward(Y_bar, cache), torch.autograd.grad(expected, (X, gamma, beta), Y_bar))


@pytest.mark.parametrize("momentum", [0.1, 0.7])
def test_running_values_and_use_against_torch(momentum, device):
    module = torch.nn.BatchNorm1d(3, momentum=momentum, dtype=double, device=device)
    X, gamma, beta, Y_bar = drawn(device=device)
    with torch.no_grad():
        module.weight.copy_(gamma)
        module.bias.copy_(beta)
    state = normalise.running_start(X)
    for k in range(3):
        batch = (X + k).detach()
        module(batch)
        state = normalise.running_update(state, normalise.batch_norm(batch, gamma, beta)[1], momentum=momentum)
    same(state, (module.running_mean, module.running_var))
    module.eval()
    for rows in (X, X[:1]):
        Y, cache = normalise.batch_norm_running(rows, gamma, beta, state)
        expected = module(rows)
        same([Y], [expected])
        back = torch.autograd.grad(expected, (rows, module.weight, module.bias), Y_bar[:len(rows)])
        same(normalise.batch_norm_running_backward(Y_bar[:len(rows)], cache), back)


@pytest.mark.parametrize("name", ["batch_norm", "layer_norm"])
def test_adjoints_against_differences(name):
    X, gamma, beta, Y_bar = (t.detach() for t in drawn(4))
    forward, backward = getattr(normalise, name), getattr(normalise, f"{name}_backward")
    found = backward(Y_bar, forward(X, gamma, beta)[1]).X_bar
    expected = gradient(lambda moved: (forward(moved, gamma, beta)[0] * Y_bar).sum(), X)
    torch.testing.assert_close(found, expected, rtol=1e-6, atol=1e-7)


def test_adjoints_of_a_column_add_to_nothing_and_do_not_stretch_it():
    X, gamma, beta, Y_bar = drawn()
    cache = normalise.batch_norm(X, gamma, beta, eps=1e-12)[1]
    X_bar = normalise.batch_norm_backward(Y_bar, cache).X_bar
    assert X_bar.sum(0).abs().max() < 1e-10
    assert (X_bar * cache.X_hat).sum(0).abs().max() < 1e-9


def test_a_norm_is_a_stage_of_a_chain():
    X, gamma, beta, Y_bar = drawn()
    W, b, *_ = drawn(3)  # W (3, 3), b (3,)
    stages = [Stage(linear, linear_backward, (W, b)),
              Stage(normalise.batch_norm, normalise.batch_norm_backward, (gamma, beta)),
              Stage(normalise.layer_norm, normalise.layer_norm_backward, (gamma, beta))]
    Y, caches = sequential.forward(stages, X)
    X_bar, (of_linear, *_) = sequential.backward(stages, caches, Y_bar)
    expected = torch.autograd.grad(Y, (X, W, b), Y_bar)
    same((X_bar, *of_linear), expected)
    assert of_linear[1].abs().max() < 1e-10  # batch norm takes a bias away again


@pytest.mark.parametrize("factor", [0.1, 30.0])
def test_the_size_of_the_weights_does_not_matter(factor):
    X, gamma, beta, _ = drawn()
    same([normalise.batch_norm(factor * X, gamma, beta, eps=1e-14)[0]],
         [normalise.batch_norm(X, gamma, beta, eps=1e-14)[0]])


@pytest.mark.refuses
def test_refuses():
    X, gamma, beta, Y_bar = (t.detach() for t in drawn())
    with pytest.raises(ShapeError, match="batch_norm: X should be a batch of two samples or more"):
        normalise.batch_norm(X[:1], gamma, beta)
    with pytest.raises(ShapeError, match="batch_norm: gamma should"):
        normalise.batch_norm(X, gamma[:2], beta)
    for norm in (normalise.batch_norm, normalise.layer_norm):
        with pytest.raises(ValueError, match=f"{norm.__name__}: eps should be a positive number"):
            norm(X, gamma, beta, eps=0.0)
    with pytest.raises(ShapeError, match="batch_norm_backward: Y_bar should have the shape of X_hat"):
        normalise.batch_norm_backward(Y_bar[:3], normalise.batch_norm(X, gamma, beta)[1])
    state = normalise.running_start(X)
    with pytest.raises(ValueError, match="running_update: momentum should"):
        normalise.running_update(state, normalise.batch_norm(X, gamma, beta)[1], momentum=1.5)
    with pytest.raises(ShapeError, match="batch_norm_running: state_mean should have the shape of gamma"):
        normalise.batch_norm_running(X, gamma, beta, RunningState(X[0, :2], X[0, :2]))
    with pytest.raises(ValueError, match="batch_norm_running: eps"):
        normalise.batch_norm_running(X, gamma, beta, state, eps=-1.0)
    with pytest.raises(NotANumberError, match="batch_norm_running: state should be finite"):
        normalise.batch_norm_running(X, gamma, beta, RunningState(state.mean, state.var * math.nan))
