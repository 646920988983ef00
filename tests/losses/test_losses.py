"""Losses: values against torch, gradients along four routes, extreme logits, bad input."""

import itertools
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


@pytest.mark.parametrize("classes", [2, 3, 5, 8])
def test_tree_probabilities_add_up_to_one(classes):
    tree, z = losses.balanced_tree(classes), made(classes - 1)
    assert len(tree.paths) == classes
    assert {node for path in tree.paths for node in path} == set(range(classes - 1))
    assert losses.hierarchical_log_probs(z, tree).exp().sum().item() == pytest.approx(1)
    assert max(map(len, tree.paths)) <= math.ceil(math.log2(classes))


def test_leaf_log_prob():
    z, path, signs = made(4), torch.tensor([0, 2, 3]), torch.tensor([1, -1, -1])
    expected = z[0].sigmoid().log() + (-z[2]).sigmoid().log() + (-z[3]).sigmoid().log()
    torch.testing.assert_close(losses.leaf_log_prob(z, path, signs), expected)
    assert compare(lambda z: losses.leaf_log_prob(z, path, signs), z).ok
    assert losses.leaf_log_prob(1000 * torch.ones(4), path, signs).item() == -2000


def test_sampled_softmax_with_every_class_is_the_full_loss():
    everything = torch.arange(4)
    found = losses.sampled_softmax(Z, LABELS, everything, torch.ones(4, dtype=torch.float64))
    torch.testing.assert_close(found, losses.cross_entropy(Z, LABELS))


def test_sampled_softmax_corrects_for_frequent_negatives():
    """With the correction the normaliser is right on average; without it, it is not."""
    z, label, q = made(1, 6), torch.tensor([0]), torch.tensor([0.05, 0.4, 0.3, 0.1, 0.1, 0.05], dtype=torch.float64)
    draws = 3
    total = sum(math.prod(q[list(c)].tolist()) * float(sum((z[0, k] - math.log(draws * q[k])).exp() for k in c))
                for c in itertools.product(range(6), repeat=draws))
    assert total == pytest.approx(z[0].exp().sum().item())
    negatives = torch.tensor([1, 2, 1])
    corrected = z[0] - (draws * q).log()
    by_hand = torch.logsumexp(corrected[[0, 1, 2, 1]], 0) - corrected[0]
    torch.testing.assert_close(losses.sampled_softmax(z, label, negatives, draws * q), by_hand)


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
    (lambda: losses.cross_entropy(Z, LABELS[:3]), ShapeError, "Axis 'batch' is 5 elsewhere"),
    (lambda: losses.cross_entropy(Z, LABELS, reduction="avg"), ValueError, "reduction should be 'mean' or 'sum'"),
    (lambda: losses.cross_entropy_grad(Z, LABELS, reduction=None), ValueError, "reduction should be"),
    (lambda: losses.softmax(LONG), DtypeError, "softmax: z should be a floating-point"),
    (lambda: losses.log_softmax(torch.ones(0, 3)), ShapeError, "empty"),
    (lambda: losses.logsumexp(torch.tensor([math.nan])), NotANumberError, "logsumexp"),
    (lambda: losses.binary_cross_entropy_with_logits(SCORE, SIGNS.double()), ValueError, r"lie in \[0, 1\]"),
    (lambda: losses.hinge(SCORE, SIGNS.clamp(min=0)), ValueError, "hold -1 and 1 only, but holds"),
    (lambda: losses.hinge_grad(SCORE, SIGNS * 2), ValueError, "hold -1 and 1 only"),
    (lambda: losses.squared_error(Y_HAT, Y[:, :1]), ShapeError, "squared_error"),
    (lambda: losses.squared_error(Y_HAT, Y, half=1), TypeError, "half should be True or False"),
    (lambda: losses.entropy(torch.tensor([0.5, 0.6])), ValueError, "add up to 1"),
    (lambda: losses.cross_entropy_of(torch.tensor([1.0, 0]), torch.tensor([-0.5, 1.5])), ValueError, "q should"),
    (lambda: losses.balanced_tree(1), ValueError, "classes should be an integer of at least 2"),
    (lambda: losses.leaf_log_prob(SCORE, torch.tensor([7]), LONG), ValueError, "path should lie in 0 to 6"),
    (lambda: losses.leaf_log_prob(SCORE, LONG, 2 * LONG), ValueError, "signs should hold 1"),
    (lambda: losses.sampled_softmax(Z, LABELS, LONG, torch.zeros(4).double()), ValueError, "should be positive"),
    (lambda: losses.initial_loss(2.0), TypeError, "classes should be an integer"),
    (lambda: losses.initial_losses(3, 0, 1.0, draws=1, rng=torch.Generator()), ValueError, "inputs should be"),
]


@pytest.mark.refuses
@pytest.mark.parametrize("case", range(len(BAD)))
def test_refuses(case):
    call, error, words = BAD[case]
    with pytest.raises(error, match=words):
        call()
