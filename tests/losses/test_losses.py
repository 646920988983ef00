"""Losses: values against torch, gradients along four routes, extreme logits, bad input."""

import math

import pytest
import torch

from dlcourse import losses
from dlcourse.diff.agree import compare
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

F = torch.nn.functional
REDUCTIONS = ("mean", "sum", "none")


def made(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


Z, LABELS = 3 * made(5, 4), torch.tensor([0, 3, 1, 1, 2])
SCORE, SIGNS, SOFT = 2 * made(7, seed=1), torch.tensor([1, -1, 1, 1, -1, -1, 1]), made(7, seed=2).sigmoid()
Y_HAT, Y = made(3, 2, seed=3), made(3, 2, seed=4)
# name -> (loss(x, reduction), gradient(x, reduction), torch's loss(x, reduction), x)
PAIRS = {
    "cross_entropy": (lambda z, r: losses.cross_entropy(z, LABELS, reduction=r),
                      lambda z, r: losses.cross_entropy_grad(z, LABELS, reduction=r),
                      lambda z, r: F.cross_entropy(z, LABELS, reduction=r), Z),
    "binary": (lambda z, r: losses.binary_cross_entropy_with_logits(z, SOFT, reduction=r),
               lambda z, r: losses.binary_cross_entropy_with_logits_grad(z, SOFT, reduction=r),
               lambda z, r: F.binary_cross_entropy_with_logits(z, SOFT, reduction=r), SCORE),
    "hinge": (lambda s, r: losses.hinge(s, SIGNS, reduction=r),
              lambda s, r: losses.hinge_grad(s, SIGNS, reduction=r),
              lambda s, r: F.multi_margin_loss(torch.stack([0 * s, s * SIGNS], -1), torch.ones(7).long(),
                                               reduction=r) * 2, SCORE),
    "squared": (lambda y, r: losses.squared_error(y, Y, reduction=r),
                lambda y, r: losses.squared_error_grad(y, Y, reduction=r),
                lambda y, r: F.mse_loss(y, Y, reduction=r), Y_HAT),
    "half squared": (lambda y, r: losses.squared_error(y, Y, reduction=r, half=True),
                     lambda y, r: losses.squared_error_grad(y, Y, reduction=r, half=True),
                     lambda y, r: 0.5 * F.mse_loss(y, Y, reduction=r), Y_HAT),
}


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_loss_and_gradient(name, reduction):
    loss, gradient, torch_loss, x = PAIRS[name]
    torch.testing.assert_close(loss(x, reduction), torch_loss(x, reduction), rtol=1e-12, atol=1e-14)
    found = compare(lambda x: loss(x, reduction).sum(), x)
    assert found.ok, found
    torch.testing.assert_close(gradient(x, reduction), found.routes["dual"], rtol=1e-12, atol=1e-13)


def test_the_mean_is_the_default():
    for name, (_, _, torch_loss, x) in PAIRS.items():
        if name == "cross_entropy":
            torch.testing.assert_close(losses.cross_entropy(x, LABELS), torch_loss(x, "mean"))
    assert losses.squared_error(torch.tensor([[1.0, 2.0]]), torch.zeros(1, 2)).item() == 2.5


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_extreme_logits(dtype, device):
    z = torch.tensor([[1000.0, 0.0, -1000.0], [-1000.0, -1000.0, -1000.0]], dtype=dtype, device=device)
    labels = torch.tensor([2, 1], device=device)
    assert losses.softmax(z).tolist() == [[1, 0, 0], pytest.approx([1 / 3] * 3)]
    assert losses.log_softmax(z)[0].tolist() == [0, -1000, -2000]
    assert losses.cross_entropy(z, labels, reduction="none").tolist() == [2000, pytest.approx(math.log(3))]
    assert losses.cross_entropy_grad(z, labels).isfinite().all()
    for y, expected in ((0.0, [1000, 0]), (1.0, [0, 1000]), (0.5, [500, 500])):
        found = losses.binary_cross_entropy_with_logits(z[0, [0, 2]], z.new_full((2,), y), reduction="none")
        assert found.tolist() == expected
    assert losses.logsumexp(z).tolist() == [1000, pytest.approx(-1000 + math.log(3))]


def test_infinite_logits_rule_a_class_out():
    z = torch.tensor([[0.0, -math.inf, 0.0]])
    assert losses.softmax(z).tolist() == [[0.5, 0.0, 0.5]]
    assert losses.logsumexp(torch.full((1, 2), -math.inf)).tolist() == [-math.inf]


@pytest.mark.parametrize("shape", [(4,), (2, 4), (2, 3, 4)])
def test_softmax_family_over_the_last_axis(shape):
    z = 5 * made(*shape)
    torch.testing.assert_close(losses.logsumexp(z), z.logsumexp(-1))
    torch.testing.assert_close(losses.log_softmax(z), z.log_softmax(-1))
    torch.testing.assert_close(losses.softmax(z), z.softmax(-1))
    for function in (losses.softmax, losses.log_softmax, losses.logsumexp):
        assert compare(function, z).ok


def test_softmax_jacobian():
    z = made(2, 4)
    J = losses.softmax_jacobian(losses.softmax(z))
    for row, table in zip(z, J, strict=True):
        torch.testing.assert_close(table, compare(losses.softmax, row).routes["tape"])
    torch.testing.assert_close(J.sum(-1), torch.zeros(2, 4, dtype=torch.float64))


def test_entropy_and_cross_entropy():
    p, q = torch.tensor([0.5, 0.5, 0.0]), torch.tensor([0.9, 0.1, 0.0])
    assert losses.entropy(p).item() == pytest.approx(math.log(2))
    assert losses.cross_entropy_of(p, q).item() == pytest.approx(1.2039728)
    assert losses.cross_entropy_of(q, torch.tensor([0.0, 1.0, 0.0])).item() == math.inf
    P, Q = made(6, 4).softmax(-1), made(6, 4, seed=9).softmax(-1)
    assert (losses.cross_entropy_of(P, Q) >= losses.entropy(P)).all()
    torch.testing.assert_close(losses.cross_entropy_of(P, P), losses.entropy(P))


def test_zero_logits_have_their_slope():
    """A network that starts at 0 sits where max(z, 0) and |z| have their kinks; the loss has none."""
    y = torch.tensor([0.0, 1.0, 0.25], dtype=torch.float64)
    found = compare(lambda z: losses.binary_cross_entropy_with_logits(z, y, reduction="sum"), torch.zeros(3).double())
    assert found.ok, found
    torch.testing.assert_close(found.routes["tape"], 0.5 - y, rtol=0, atol=1e-12)
    slope = torch.func.jacrev(lambda z: losses.binary_cross_entropy_with_logits(z, y, reduction="sum"))
    curvature = torch.func.jacrev(slope)
    torch.testing.assert_close(curvature(torch.zeros(3).double()), torch.eye(3).double() / 4)


def test_small_losses_keep_their_digits(device):
    """softplus(z) - y z is 0 in float32 from z = 17 on, where the loss is exp(-z)."""
    z = torch.tensor([20.0, -20.0, 80.0], device=device)
    y = torch.tensor([1.0, 0.0, 1.0], device=device)
    found = losses.binary_cross_entropy_with_logits(z, y, reduction="none")
    torch.testing.assert_close(found, (-z.abs()).exp(), rtol=1e-6, atol=0)


def test_close_logits_far_out_keep_their_digits(device):
    z = torch.tensor([[1000.0, 1000.0], [-1000.0, -999.0]], device=device)
    found = losses.cross_entropy(z, torch.tensor([0, 0], device=device), reduction="none")
    torch.testing.assert_close(found, found.new_tensor([math.log(2), math.log1p(math.e)]), rtol=1e-6, atol=0)


def test_nothing_lost_is_plain_zero():
    certain = torch.tensor([1.0, 0.0])
    sure = losses.cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([0]), reduction="none")
    for zero in (losses.entropy(certain), losses.cross_entropy_of(certain, certain), sure):
        assert math.copysign(1, zero.item()) == 1


def test_any_leading_axes_and_integer_labels():
    z, labels = made(2, 3, 4), torch.tensor([[0, 3, 1], [2, 2, 0]])
    expected = F.cross_entropy(z.reshape(6, 4), labels.reshape(6), reduction="none").reshape(2, 3)
    for dtype in (torch.int64, torch.int32, torch.int8):
        found = losses.cross_entropy(z, labels.to(dtype), reduction="none")
        torch.testing.assert_close(found, expected)
        assert losses.cross_entropy_grad(z, labels.to(dtype)).shape == z.shape
    one = losses.cross_entropy(z[0, 0], labels[0, 0])
    assert one.item() == pytest.approx(expected[0, 0].item())


def test_gradients_of_single_samples_by_vmap():
    per_sample = torch.func.vmap(torch.func.grad(losses.cross_entropy))(Z, LABELS)
    torch.testing.assert_close(per_sample, losses.cross_entropy_grad(Z, LABELS, reduction="none"))
    per_sample = torch.func.vmap(torch.func.grad(losses.binary_cross_entropy_with_logits))(SCORE, SOFT)
    torch.testing.assert_close(per_sample, losses.binary_cross_entropy_with_logits_grad(SCORE, SOFT, reduction="none"))
    per_sample = torch.func.vmap(torch.func.grad(losses.hinge))(SCORE, SIGNS)
    torch.testing.assert_close(per_sample, losses.hinge_grad(SCORE, SIGNS, reduction="none"))


def test_hinge_at_its_kink():
    score, y = torch.tensor([1.0, -1.0, 0.5]).double(), torch.tensor([1.0, -1.0, 1.0]).double()
    assert losses.hinge_grad(score, y, reduction="sum").tolist() == [0, 0, -1]
    assert losses.hinge_grad(score, y).tolist() == [0, 0, pytest.approx(-1 / 3)]  # by all, not by those that pay


def test_the_squared_errors_by_hand():
    y_hat, y = torch.tensor([[1.0, 2.0], [3.0, 0.0], [1.0, 1.0]]), torch.zeros(3, 2)
    assert losses.squared_error(y_hat, y, reduction="sum").item() == 16
    assert losses.squared_error(y_hat, y, reduction="mean").item() == pytest.approx(16 / 6)  # by entries, not by rows
    assert losses.squared_error(y_hat, y, reduction="sum", half=True).item() == 8


def test_initial_losses():
    rng = torch.Generator().manual_seed(0)
    small = losses.initial_losses(10, 20, 0.01, draws=5, rng=rng)
    large = losses.initial_losses(10, 20, 1.0, draws=50, rng=rng)
    assert (small - losses.initial_loss(10)).abs().max() < 0.05
    assert 6 < large.mean() < 8.5


LONG = torch.tensor([1])
BAD = [
    (lambda: losses.cross_entropy(Z, LABELS + 1), ValueError, "labels should lie in 0 to 3, but spans 1 to 4"),
    (lambda: losses.cross_entropy_grad(Z, LABELS - 1), ValueError, "labels should lie in 0 to 3"),
    (lambda: losses.cross_entropy(Z, LABELS[:3]), ShapeError, r"Axes 'batch' are \(5\) elsewhere"),
    (lambda: losses.cross_entropy(Z, LABELS, reduction="avg"), ValueError, "reduction should be one of 'mean'"),
    (lambda: losses.cross_entropy_grad(Z, LABELS, reduction=None), ValueError, "reduction should be"),
    (lambda: losses.softmax(LONG), DtypeError, "softmax: z should be a floating-point"),
    (lambda: losses.log_softmax(torch.ones(0, 3)), ShapeError, "empty"),
    (lambda: losses.logsumexp(torch.tensor([math.nan])), NotANumberError, "logsumexp"),
    (lambda: losses.binary_cross_entropy_with_logits(SCORE, SIGNS.double()), ValueError, r"lie in 0 to 1"),
    (lambda: losses.hinge(SCORE, SIGNS.clamp(min=0)), ValueError, "hold -1 and 1 only, but holds"),
    (lambda: losses.hinge_grad(SCORE, SIGNS * 2), ValueError, "hold -1 and 1 only"),
    (lambda: losses.squared_error(Y_HAT, Y[:, :1]), ShapeError, "squared_error"),
    (lambda: losses.squared_error(Y_HAT, Y, half=1), TypeError, "half should be True or False"),
    (lambda: losses.entropy(torch.tensor([0.5, 0.6])), ValueError, "add up to 1"),
    (lambda: losses.cross_entropy_of(torch.tensor([1.0, 0]), torch.tensor([-0.5, 1.5])), ValueError, "q should"),
    (lambda: losses.softmax_jacobian(torch.tensor([1.0, 2.0])), ValueError, "p should be probabilities"),
    (lambda: losses.binary_cross_entropy_with_logits(SCORE, SOFT.float()), DtypeError, "y should have the dtype of z"),
    (lambda: losses.squared_error(Y_HAT, Y.float()), DtypeError, "Convert it first: y.to"),
    (lambda: losses.cross_entropy_of(torch.ones(1), torch.ones(1).double()), DtypeError, "dtype of p"),
    (lambda: losses.initial_loss(2.0), TypeError, "classes should be an integer"),
    (lambda: losses.initial_losses(3, 0, 1.0, draws=1, rng=torch.Generator()), ValueError, "inputs should be"),
]


@pytest.mark.refuses
@pytest.mark.parametrize("case", range(len(BAD)))
def test_refuses(case):
    call, error, words = BAD[case]
    with pytest.raises(error, match=words):
        call()
