"""Saliencies of weights: curvatures against torch's Hessian, and what a loss really does without a weight."""

import pytest
import torch

from dlcourse.losses import cross_entropy
from dlcourse.nn.params import Params
from dlcourse.nn.pruning import obd_saliency, obs_saliency, two_layer_curvature
from dlcourse.tensors import ShapeError, generator

double = torch.float64


def normal(*shape, seed=0):
    return torch.randn(shape, generator=generator(seed), dtype=double)


def test_the_curvature_is_the_diagonal_of_the_hessian():
    X, y = normal(9, 3), torch.arange(9) % 3
    W1, W2, b1, b2 = normal(4, 3, seed=1), normal(3, 4, seed=2), normal(4, seed=3), normal(3, seed=4)
    found = two_layer_curvature(Params((W1, W2), (b1, b2)), X)

    def loss(A, V):
        return cross_entropy((X @ A.mT + b1).relu() @ V.mT + b2, y)

    H1 = torch.autograd.functional.hessian(lambda A: loss(A, W2), W1).reshape(12, 12)
    H2 = torch.autograd.functional.hessian(lambda V: loss(W1, V), W2).reshape(12, 12)
    torch.testing.assert_close(found.W1.flatten(), H1.diagonal())
    torch.testing.assert_close(found.W2.flatten(), H2.diagonal())


def test_on_a_bowl_both_saliencies_are_exact():
    """Brain Damage says what one weight costs; Brain Surgeon what it costs once the others have moved."""
    A = normal(3, 3)
    H, w = A @ A.mT + torch.eye(3, dtype=double), normal(3, seed=5)

    def rise(v):
        return float((v - w) @ H @ (v - w)) / 2

    for j in range(3):
        gone = w.clone()
        gone[j] = 0
        assert float(obd_saliency(w, H.diagonal())[j]) == pytest.approx(rise(gone))
        others = [i for i in range(3) if i != j]
        best = gone.clone()
        best[others] += torch.linalg.solve(H[others][:, others], H[others, j] * w[j])
        assert float(obs_saliency(w, H)[j]) == pytest.approx(rise(best))
        assert rise(best) <= rise(gone)


@pytest.mark.refuses
def test_refuses():
    with pytest.raises(ShapeError, match="two layers"):
        two_layer_curvature(Params((torch.ones(1, 2),), (torch.ones(1),)), torch.ones(1, 2))
    with pytest.raises(ShapeError, match="obd_saliency"):
        obd_saliency(torch.ones(2), torch.ones(3))
