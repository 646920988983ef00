"""The triplet loss: values against torch, gradients along every route."""

import pytest
import torch

from dlcourse import losses
from dlcourse.diff.agree import compare
from dlcourse.tensors import DtypeError, ShapeError

F = torch.nn.functional
A, P, N = torch.randn(3, 6, 4, generator=torch.Generator().manual_seed(3), dtype=torch.float64)


@pytest.mark.parametrize("margin", [0.25, 0.5, 3.0])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_triplet(margin, reduction):
    def ours(points):
        return losses.triplet(points[0], points[1], points[2], margin=margin, reduction=reduction)

    points = torch.stack([A, P, N])
    torch.testing.assert_close(ours(points), F.triplet_margin_loss(A, P, N, margin=margin, reduction=reduction, eps=0),
                               rtol=1e-12, atol=1e-14)
    found = compare(lambda v: ours(v).sum(), points)
    assert found.ok, found
    torch.testing.assert_close(torch.stack(losses.triplet_grad(A, P, N, margin=margin, reduction=reduction)),
                               found.routes["dual"], rtol=1e-12, atol=1e-13)


def test_the_defaults_are_those_of_torch():
    torch.testing.assert_close(losses.triplet(A, P, N), F.triplet_margin_loss(A, P, N), rtol=0, atol=1e-5)


def test_equal_points_pull_with_nothing():
    g = losses.triplet_grad(A, A, N, margin=9.0)
    assert g.positive.abs().sum() == 0
    torch.testing.assert_close(g.anchor, -g.negative)
    leaf = A.clone().requires_grad_()
    losses.triplet(leaf, A, N, margin=9.0).backward()
    torch.testing.assert_close(leaf.grad, g.anchor)


BAD = [
    (lambda: losses.triplet(A, P, N[:1]), ShapeError, "triplet"),
    (lambda: losses.triplet(A, P, N.float()), DtypeError, "negative should have the dtype of anchor"),
    (lambda: losses.triplet(A, P, N, margin=-1.0), ValueError, "margin"),
    (lambda: losses.triplet_grad(A, P, N, reduction="avg"), ValueError, "reduction should be one of"),
]


@pytest.mark.refuses
@pytest.mark.parametrize("case", range(len(BAD)))
def test_refuses(case):
    call, error, words = BAD[case]
    with pytest.raises(error, match=words):
        call()
