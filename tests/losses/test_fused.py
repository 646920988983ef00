"""Cross-entropy and its gradient in one pass: equal to the two, and as careful."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import losses
from dlcourse.losses import fused
from dlcourse.tensors import DeviceError, DtypeError, NotANumberError, ShapeError

CLOSE = {torch.float32: {"rtol": 1e-5, "atol": 1e-6}, torch.float64: {"rtol": 1e-12, "atol": 1e-14}}
SHAPES = [(4,), (1, 4), (5, 4), (2, 3, 4), (40, 500), (2, 20, 500)]  # the last two beyond FEW


def made(shape, dtype=torch.float64, device="cpu", scale=3.0):
    rng = torch.Generator().manual_seed(6)
    return ((scale * torch.randn(shape, generator=rng, dtype=torch.float64)).to(device, dtype),
            torch.randint(shape[-1], shape[:-1], generator=rng).to(device))


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_is_the_clean_pair(shape, dtype, reduction, device):
    z, y = made(shape, dtype, device)
    before = z.clone()
    loss, grad = losses.cross_entropy_and_grad(z, y, reduction=reduction)
    torch.testing.assert_close(loss, losses.cross_entropy(z, y, reduction=reduction), **CLOSE[dtype])
    torch.testing.assert_close(grad, losses.cross_entropy_grad(z, y, reduction=reduction), **CLOSE[dtype])
    assert torch.equal(z, before)


def test_both_ways_are_taken():
    sizes = [math.prod(shape) for shape in SHAPES]
    assert min(sizes) < fused.FEW < max(sizes)


@given(rows=st.integers(1, 6), classes=st.integers(1, 9), scale=st.sampled_from([0.0, 1.0, 30.0, 1e3, 1e6]),
       few=st.sampled_from([0, 10**9]), dtype=st.sampled_from(list(CLOSE)))
@settings(deadline=None)
def test_either_way_is_torchs(rows, classes, scale, few, dtype):
    z, y = made((rows, classes), dtype, scale=scale)
    leaf = z.clone().requires_grad_()
    expected = torch.nn.functional.cross_entropy(leaf, y)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fused, "FEW", few)
        loss, grad = losses.cross_entropy_and_grad(z, y)
    torch.testing.assert_close(loss, expected.detach(), **CLOSE[dtype])
    torch.testing.assert_close(grad, torch.autograd.grad(expected, leaf)[0], **CLOSE[dtype])


@pytest.mark.parametrize("few", [0, 10**9])
@pytest.mark.parametrize("dtype", CLOSE)
def test_extreme_logits(dtype, few, monkeypatch, device):
    monkeypatch.setattr(fused, "FEW", few)
    z = torch.tensor([[1000.0, 0.0, -1000.0], [-1000.0, -1000.0, -1000.0], [-math.inf, 0.0, 0.0]])
    z = z.to(device, dtype)
    loss, grad = losses.cross_entropy_and_grad(z, torch.tensor([2, 1, 2]).to(device), reduction="none")
    assert loss.tolist() == [2000, pytest.approx(math.log(3)), pytest.approx(math.log(2))]
    assert grad.tolist() == [[1, 0, -1], pytest.approx([1 / 3, -2 / 3, 1 / 3]), [0, 0.5, -0.5]]


def test_no_graph_and_any_integers():
    z, y = made((5, 4))
    loss, grad = losses.cross_entropy_and_grad(z.requires_grad_(), y.int())
    assert not loss.requires_grad
    assert not grad.requires_grad
    torch.testing.assert_close(loss, losses.cross_entropy(z, y).detach())


Z, Y = made((5, 4))
NAN = Z.clone()
NAN[2, 1] = math.nan


@pytest.mark.parametrize("few", [0, 10**9])
@pytest.mark.parametrize("reduction", ["mean", "none"])
@pytest.mark.parametrize("call, error, words", [
    (lambda f: f(NAN, Y), NotANumberError, "logits should .* without NaN"),
    (lambda f: f(Z, Y + 2), ValueError, "labels should lie in 0 to 3"),
    (lambda f: f(Z, Y - 1), ValueError, "labels should lie in 0 to 3"),
    (lambda f: f(Z, Y * 0 - 100), ValueError, "labels should lie in 0 to 3"),  # torch would leave these out
    (lambda f: f(Z, Y[:3]), ShapeError, "labels should"),
    (lambda f: f(Z, Y[:, None]), ShapeError, "labels should"),
    (lambda f: f(Z[:0], Y[:0]), ShapeError, "logits should"),
    (lambda f: f(Z.long(), Y), DtypeError, "logits should"),
    (lambda f: f(Z, Y.double()), DtypeError, "labels should"),
    (lambda f: f(Z.tolist(), Y), DtypeError, "logits should"),
    (lambda f: f(Z, Y.to("meta")), DeviceError, "one device"),
], ids=range(11))
@pytest.mark.refuses
def test_refuses(call, error, words, reduction, few, monkeypatch):
    monkeypatch.setattr(fused, "FEW", few)
    with pytest.raises(error, match=f"^cross_entropy_and_grad: .*{words}"):
        call(lambda z, y: losses.cross_entropy_and_grad(z, y, reduction=reduction))


@pytest.mark.refuses
def test_refuses_a_reduction():
    with pytest.raises(ValueError, match="reduction should"):
        losses.cross_entropy_and_grad(Z, Y, reduction="average")
