"""Layers as pairs, and chains of them: adjoints against torch's autograd, and what they refuse."""

import math

import pytest
import torch

from dlcourse.activations import TABLE
from dlcourse.nn import layers, sequential
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

double = torch.float64


def drawn(*shapes, device="cpu"):
    rng = torch.Generator().manual_seed(11)
    return [torch.randn(shape, generator=rng, dtype=double).to(device).requires_grad_() for shape in shapes]


def same(mine, others):
    for a, b in zip(mine, others, strict=True):
        torch.testing.assert_close(a.detach(), b, rtol=1e-12, atol=1e-12)


def test_linear_against_autograd(device):
    X, W, b = drawn((5, 4), (3, 4), (3,), device=device)
    [Z_bar] = drawn((5, 3), device=device)
    Z, cache = layers.linear(X, W, b)
    torch.testing.assert_close(Z, torch.nn.functional.linear(X, W, b))
    X_bar, *others = layers.linear_backward(Z_bar, cache)
    same((X_bar, *others), torch.autograd.grad(Z, (X, W, b), Z_bar))
    none, *the_same = layers.linear_backward(Z_bar, cache, to_input=False)
    assert none is None
    same(the_same, [bar.detach() for bar in others])


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.elementwise])
@pytest.mark.parametrize("shape", [(7,), (2, 3, 4)])
def test_activation_against_autograd(name, shape, device):
    Z, A_bar = drawn(shape, shape, device=device)
    A, cache = layers.activation(Z, TABLE[name])
    torch.testing.assert_close(A, TABLE[name].function(Z))
    same([layers.activation_backward(A_bar, cache)], torch.autograd.grad(A, Z, A_bar))


def test_loss_against_autograd(device):
    [logits] = drawn((6, 3), device=device)
    labels = torch.arange(6, device=device) % 3
    loss, cache = layers.softmax_cross_entropy(logits, labels)
    torch.testing.assert_close(loss, torch.nn.functional.cross_entropy(logits, labels))
    found = layers.softmax_cross_entropy_backward(torch.tensor(2.5, dtype=double, device=device), cache)
    same([found], torch.autograd.grad(2.5 * loss, logits))


def scale(X, factor):
    """A layer of one's own, whose arguments are a number that is learned."""
    return factor * X, (X, factor)


def scale_backward(Y_bar, cache):
    X, factor = cache
    return factor * Y_bar, (X * Y_bar).sum()


def test_a_chain_of_any_pairs_against_autograd(device):
    X, W, b, factor, output_bar = drawn((5, 4), (3, 4), (3,), (), (5, 3), device=device)
    stages = [Stage(scale, scale_backward, (factor,)),
              Stage(layers.linear, layers.linear_backward, (W, b)),
              Stage(layers.activation, layers.activation_backward, (TABLE["tanh"],)),
              Stage(scale, scale_backward, (factor,))]
    output, caches = sequential.forward(stages, X)
    X_bar, (first, of_linear, none, last) = sequential.backward(stages, caches, output_bar)
    expected = torch.autograd.grad(output, (X, W, b, factor), output_bar)
    assert none == ()
    same((X_bar, *of_linear, first[0] + last[0]), expected)  # factor is used twice: its adjoints add
    again = sequential.backward(stages, caches, output_bar)
    same((again.X_bar,), (X_bar.detach(),))


@pytest.mark.refuses
def test_refuses():
    X, W, b = (t.detach() for t in drawn((5, 4), (3, 4), (3,)))
    Z, cache = layers.linear(X, W, b)
    with pytest.raises(ShapeError, match=r"^linear: W should be .* of shape \(out, in\)"):
        layers.linear(X, W.mT, b)
    with pytest.raises(NotANumberError, match=r"^linear: b should"):
        layers.linear(X, W, b * math.nan)
    with pytest.raises(DtypeError, match=r"^linear_backward: Z_bar should"):
        layers.linear_backward(Z.long(), cache)
    for row in ("relu", TABLE["maxout"]):
        with pytest.raises(TypeError, match=r"^activation: row should be a row of activations.TABLE that works"):
            layers.activation(Z, row)
    with pytest.raises(ShapeError, match=r"^activation_backward: A_bar should have the shape of Z"):
        layers.activation_backward(Z[:1], layers.activation(Z, TABLE["relu"])[1])
    with pytest.raises(ValueError, match="labels should lie in 0 to 2"):
        layers.softmax_cross_entropy(Z, torch.full((5,), 3))
    with pytest.raises(ValueError, match=r"^backward: caches should be one for each of the 1 stages"):
        sequential.backward([Stage(layers.linear, layers.linear_backward, (W, b))], [], Z)
