"""Pooling against torch, with windows that overlap; ties go to the first; what it refuses."""

import pytest
import torch

from dlcourse.nn import conv
from dlcourse.tensors import ShapeError

double = torch.float64
functional = torch.nn.functional


def drawn(device="cpu"):
    return torch.randn(2, 3, 8, 7, generator=torch.Generator().manual_seed(0), dtype=double).to(device).requires_grad_()


@pytest.mark.parametrize(("k", "stride"), [(2, None), (3, None), (3, 1), (3, 2), (2, 3), (7, None), (1, None)])
@pytest.mark.parametrize("kind", ["max", "mean"])
def test_against_torch(kind, k, stride, device):
    X = drawn(device)
    Y, cache = getattr(conv, f"{kind}_pool2d")(X, k, stride=stride)
    expected = {"max": functional.max_pool2d, "mean": functional.avg_pool2d}[kind](X, k, stride)
    torch.testing.assert_close(Y, expected)
    Y_bar = torch.randn(Y.shape, generator=torch.Generator().manual_seed(1), dtype=double).to(device)
    torch.testing.assert_close(getattr(conv, f"{kind}_pool2d_backward")(Y_bar, cache),
                               torch.autograd.grad(expected, X, Y_bar)[0])


def test_global_maximum_against_torch(device):
    X = drawn(device)
    Y, cache = conv.global_max_pool(X)
    expected = functional.adaptive_max_pool2d(X, 1).flatten(1)
    torch.testing.assert_close(Y, expected)
    Y_bar = torch.arange(6.0, dtype=double, device=X.device).view(2, 3)
    torch.testing.assert_close(conv.global_max_pool_backward(Y_bar, cache),
                               torch.autograd.grad(expected, X, Y_bar)[0])


def test_of_equal_entries_the_first_gets_everything():
    X = torch.tensor([[[[0.0, 5.0], [5.0, 5.0]]]], dtype=double, requires_grad=True)
    expected = torch.autograd.grad(functional.max_pool2d(X, 2).sum(), X)[0]
    _, cache = conv.max_pool2d(X.detach(), 2)
    assert conv.max_pool2d_backward(torch.ones(1, 1, 1, 1, dtype=double), cache).tolist() == expected.tolist()
    assert expected.flatten().tolist() == [0, 1, 0, 0]


def test_the_maximum_of_all_does_not_mind_a_move():
    X = functional.pad(drawn().detach(), (2, 2, 2, 2), value=-9.0)
    moved = X.roll((1, -2), dims=(2, 3))
    assert torch.equal(conv.global_max_pool(moved)[0], conv.global_max_pool(X)[0])


@pytest.mark.refuses
def test_refuses():
    X = drawn().detach()
    with pytest.raises(ValueError, match="max_pool2d: k should be an integer of at least 1"):
        conv.max_pool2d(X, 0)
    with pytest.raises(ValueError, match="mean_pool2d: stride should be an integer of at least 1"):
        conv.mean_pool2d(X, 2, stride=0)
    with pytest.raises(ShapeError, match="out_size: a kernel that reaches across 8 entries should fit into 7"):
        conv.max_pool2d(X, 8)
    with pytest.raises(ShapeError, match=r"max_pool2d_backward: Y_bar should have the shape of the output, \(2, 3, 4"):
        conv.max_pool2d_backward(X, conv.max_pool2d(X, 2)[1])
    with pytest.raises(ShapeError, match=r"global_max_pool_backward: Y_bar should have shape \(2, 3\)"):
        conv.global_max_pool_backward(X[0, :, :, 0], conv.global_max_pool(X)[1])
