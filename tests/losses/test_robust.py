"""Huber's loss, the absolute error and the divergence: values against torch, gradients along every route."""

import math

import pytest
import torch

from dlcourse import losses
from dlcourse.diff import finite
from dlcourse.diff.agree import compare
from dlcourse.tensors import DtypeError, ShapeError

F = torch.nn.functional


def made(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


Y_HAT, Y = 3 * made(4, 3, seed=1), made(4, 3, seed=2)
P, Q = made(6, 4).softmax(-1), made(6, 4, seed=9).softmax(-1)


@pytest.mark.parametrize("delta", [0.4, 1.0, 2.5])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_huber(delta, reduction):
    def ours(y_hat):
        return losses.huber(y_hat, Y, delta=delta, reduction=reduction)

    torch.testing.assert_close(ours(Y_HAT), F.huber_loss(Y_HAT, Y, reduction=reduction, delta=delta),
                               rtol=1e-12, atol=1e-14)
    torch.testing.assert_close(ours(Y_HAT) / delta, F.smooth_l1_loss(Y_HAT, Y, reduction=reduction, beta=delta))
    found = compare(lambda y_hat: ours(y_hat).sum(), Y_HAT)
    assert found.ok, found
    torch.testing.assert_close(losses.huber_grad(Y_HAT, Y, delta=delta, reduction=reduction), found.routes["dual"],
                               rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_absolute_error(reduction):
    def ours(y_hat):
        return losses.absolute_error(y_hat, Y, reduction=reduction)

    torch.testing.assert_close(ours(Y_HAT), F.l1_loss(Y_HAT, Y, reduction=reduction), rtol=1e-12, atol=1e-14)
    found = compare(lambda y_hat: ours(y_hat).sum(), Y_HAT)
    assert found.ok, found
    torch.testing.assert_close(losses.absolute_error_grad(Y_HAT, Y, reduction=reduction), found.routes["dual"])


def test_the_pieces_meet_with_one_value_and_one_slope():
    edge, zero = torch.tensor([1.5, -1.5, 0.0], dtype=torch.float64), torch.zeros(3, dtype=torch.float64)
    for step in (-1e-9, 0.0, 1e-9):
        at = edge + step * edge.sign()
        near = losses.huber(at, zero, delta=1.5, reduction="none")
        assert near.tolist() == pytest.approx([1.125, 1.125, 0], abs=1e-8)
        assert losses.huber_grad(at, zero, delta=1.5, reduction="sum").tolist() == pytest.approx([1.5, -1.5, 0])
    assert losses.absolute_error_grad(zero, zero).tolist() == [0, 0, 0]
    found = compare(lambda y_hat: losses.huber(y_hat, zero, delta=1.5), zero)
    assert found.ok, found


def test_the_defaults_are_those_of_torch():
    torch.testing.assert_close(losses.huber(Y_HAT, Y), F.huber_loss(Y_HAT, Y))
    torch.testing.assert_close(losses.absolute_error(Y_HAT, Y), F.l1_loss(Y_HAT, Y))


def test_the_best_constant_is_the_median_of_the_absolute_error():
    y = torch.tensor([1.0, 2.0, 4.0, 8.0, 100.0], dtype=torch.float64)
    costs = {c: losses.absolute_error(torch.full_like(y, c), y).item() for c in (1.0, 2.0, 3.9, 4.0, 4.1, 8.0, 23.0)}
    assert min(costs, key=costs.get) == 4.0 == y.median()
    assert losses.absolute_error_grad(torch.full_like(y, 4.0), y).sum() == 0


def test_kl_divergence():
    torch.testing.assert_close(losses.kl_divergence(P, Q), F.kl_div(Q.log(), P, reduction="none").sum(-1),
                               rtol=1e-12, atol=1e-14)
    torch.testing.assert_close(losses.kl_divergence(P, Q), losses.cross_entropy_of(P, Q) - losses.entropy(P))
    assert (losses.kl_divergence(P, Q) > 0).all()
    assert losses.kl_divergence(P, P).tolist() == [0] * 6
    p, q = torch.tensor([0.5, 0.5]).double(), torch.tensor([0.9, 0.1]).double()
    assert losses.kl_divergence(p, q).item() == pytest.approx(0.510826, abs=1e-6)
    assert losses.kl_divergence(q, p).item() == pytest.approx(0.368064, abs=1e-6)


def test_kl_divergence_with_zeros():
    p, q = torch.tensor([0.5, 0.5, 0.0, 0.0]), torch.tensor([0.25, 0.5, 0.25, 0.0])
    assert losses.kl_divergence(p, q).item() == pytest.approx(0.5 * math.log(2))
    assert losses.kl_divergence(q, p).item() == math.inf
    assert losses.kl_divergence_grad(p, q).tolist() == [-2, -1, 0, 0]
    leaf = q.clone().requires_grad_()
    losses.kl_divergence(p, leaf).backward()
    assert leaf.grad.tolist() == [-2, -1, 0, 0]


def test_the_gradient_of_the_divergence():
    """Along directions that keep the sum 1, so that q stays a distribution."""
    g = losses.kl_divergence_grad(P, Q)
    leaf = Q.clone().requires_grad_()
    F.kl_div(leaf.log(), P, reduction="sum").backward()
    torch.testing.assert_close(g, leaf.grad, rtol=1e-12, atol=1e-14)
    v = made(6, 4, seed=3)
    v = v - v.mean(-1, keepdim=True)
    along = finite.gradient(lambda t: losses.kl_divergence(P, Q + 1e-3 * t * v).sum(), torch.zeros((), dtype=P.dtype))
    torch.testing.assert_close(along, 1e-3 * (g * v).sum(), rtol=1e-6, atol=1e-8)


BAD = [
    (lambda: losses.huber(Y_HAT, Y, delta=0.0), ValueError, "delta should be a positive number, but is 0"),
    (lambda: losses.huber_grad(Y_HAT, Y, delta=torch.ones(1)), TypeError, "delta should be a positive number"),
    (lambda: losses.huber(Y_HAT, Y[:, :1]), ShapeError, "huber"),
    (lambda: losses.huber(Y_HAT, Y, reduction="avg"), ValueError, "reduction should be one of"),
    (lambda: losses.absolute_error(Y_HAT, Y.float()), DtypeError, "y should have the dtype of y_hat"),
    (lambda: losses.absolute_error_grad(Y_HAT, Y, reduction=None), ValueError, "reduction should be"),
    (lambda: losses.kl_divergence(P, Q.float()), DtypeError, "dtype of p"),
    (lambda: losses.kl_divergence(P, 2 * Q), ValueError, "q should be probabilities"),
    (lambda: losses.kl_divergence_grad(P.log(), Q), ValueError, "p should be probabilities"),
]


@pytest.mark.refuses
@pytest.mark.parametrize("case", range(len(BAD)))
def test_refuses(case):
    call, error, words = BAD[case]
    with pytest.raises(error, match=words):
        call()
