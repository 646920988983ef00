"""Tree and sampled normaliser: probabilities that sum to 1, an unbiased estimate, gradients along four routes."""

import itertools
import math

import pytest
import torch

from dlcourse import losses
from dlcourse.diff.agree import compare
from dlcourse.tensors import DtypeError, ShapeError


def made(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def close(ours, theirs):
    torch.testing.assert_close(ours, theirs, rtol=1e-12, atol=1e-13)


# --- the tree ---


@pytest.mark.parametrize("classes", [2, 3, 5, 8, 13])
def test_tree_probabilities_add_up_to_one(classes, device):
    tree, z = losses.balanced_tree(classes), made(3, classes - 1).to(device)
    assert len(tree.paths) == classes
    assert {node for path in tree.paths for node in path} == set(range(classes - 1))
    close(losses.hierarchical_log_probs(z, tree).exp().sum(-1), torch.ones(3, dtype=torch.float64, device=device))
    assert max(map(len, tree.paths)) <= math.ceil(math.log2(classes))


def test_all_leaves_one_by_one():
    tree, z = losses.balanced_tree(5), made(2, 4)
    ways = zip(tree.paths, tree.signs, strict=True)
    single = [losses.leaf_log_prob(z, torch.tensor(path), torch.tensor(signs)) for path, signs in ways]
    close(losses.hierarchical_log_probs(z, tree), torch.stack(single, -1))
    found = compare(lambda z: losses.hierarchical_log_probs(z, tree), z)
    assert found.ok, found


def test_leaf_log_prob():
    z, path, signs = made(4), torch.tensor([0, 2, 3]), torch.tensor([1, -1, -1])
    expected = z[0].sigmoid().log() + (-z[2]).sigmoid().log() + (-z[3]).sigmoid().log()
    close(losses.leaf_log_prob(z, path, signs), expected)
    assert losses.leaf_log_prob(1000 * torch.ones(4), path, signs).item() == -2000


@pytest.mark.parametrize("shape", [(4,), (3, 4)])
def test_leaf_log_prob_grad(shape):
    path, signs = torch.tensor([0, 2, 3]), torch.tensor([1, -1, -1])
    for z in (made(*shape), torch.zeros(shape, dtype=torch.float64)):
        found = compare(lambda z: losses.leaf_log_prob(z, path, signs).sum(), z)
        assert found.ok, found
        close(losses.leaf_log_prob_grad(z, path, signs), found.routes["dual"])


# --- the sampled normaliser ---

Z, LABELS = 3 * made(5, 4), torch.tensor([0, 3, 1, 1, 2])
Q = torch.tensor([0.05, 0.4, 0.3, 0.1, 0.1, 0.05], dtype=torch.float64)


def test_every_class_once_is_the_full_loss(device):
    z, labels = Z.to(device), LABELS.to(device)
    everything, once = torch.arange(4, device=device), z.new_ones(4)
    for reduction in ("mean", "sum", "none"):
        close(losses.sampled_softmax(z, labels, everything, once, reduction=reduction),
              losses.cross_entropy(z, labels, reduction=reduction))
        close(losses.sampled_softmax_grad(z, labels, everything, once, reduction=reduction),
              losses.cross_entropy_grad(z, labels, reduction=reduction))


def test_the_normaliser_is_right_on_average():
    """exp(loss) = normaliser / exp(z_y): its mean over all possible samples is that of the full loss."""
    z, label, draws = made(1, 6), torch.tensor([2]), 3
    mean = mean_loss = 0.0
    for sample in itertools.product(range(6), repeat=draws):
        chance = math.prod(Q[list(sample)].tolist())
        loss = losses.sampled_softmax(z, label, torch.tensor(sample), draws * Q).item()
        mean, mean_loss = mean + chance * math.exp(loss), mean_loss + chance * loss
    full = losses.cross_entropy(z, label).item()
    assert mean == pytest.approx(math.exp(full), rel=1e-12)
    assert mean_loss < full - 0.01  # the logarithm of an unbiased estimate is biased, downwards


def test_more_samples_come_closer(rng):
    """With the label's logit corrected too, the loss would grow with the sample instead."""
    z, label = made(1, 6), torch.tensor([2])
    sample = torch.multinomial(Q, 100_000, replacement=True, generator=rng)
    found = losses.sampled_softmax(z, label, sample, 100_000 * Q)
    assert found.item() == pytest.approx(losses.cross_entropy(z, label).item(), abs=0.01)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_sampled_softmax_grad(reduction):
    sample, counts = torch.tensor([1, 3, 1, 0]), torch.tensor([0.5, 1.5, 0.25, 2.0], dtype=torch.float64)
    found = compare(lambda z: losses.sampled_softmax(z, LABELS, sample, counts, reduction=reduction).sum(), Z)
    assert found.ok, found
    ours = losses.sampled_softmax_grad(Z, LABELS, sample, counts, reduction=reduction)
    close(ours, found.routes["tape"])
    assert ours[0, 2] == 0  # neither sampled nor the label


def test_a_sample_of_hits_only_costs_nothing():
    z = made(1, 4).requires_grad_()
    label, sample = torch.tensor([1]), torch.tensor([1, 1])
    loss = losses.sampled_softmax(z, label, sample, torch.ones(4, dtype=torch.float64))
    loss.backward()
    assert loss.item() == 0
    assert z.grad.tolist() == [[0] * 4]
    assert losses.sampled_softmax_grad(z.detach(), label, sample, z.new_ones(4)).tolist() == [[0] * 4]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_extreme_logits(dtype, device):
    z = torch.tensor([[1000.0, -1000.0, 0.0]], dtype=dtype, device=device)
    sample, counts = torch.tensor([1, 2], device=device), z.new_ones(3)
    for label, expected in ((0, 0), (1, 1000), (2, 0)):
        y = torch.tensor([label], device=device)
        assert losses.sampled_softmax(z, y, sample, counts).item() == expected
        assert losses.sampled_softmax_grad(z, y, sample, counts).isfinite().all()


ONE, COUNTS = torch.tensor([1]), torch.ones(4, dtype=torch.float64)
BAD = [
    (lambda: losses.balanced_tree(1), ValueError, "classes should be an integer of at least 2"),
    (lambda: losses.balanced_tree(2.0), TypeError, "classes should be an integer of at least 2"),
    (lambda: losses.leaf_log_prob(Z, torch.tensor([4]), ONE), ValueError, "path should lie in 0 to 3"),
    (lambda: losses.leaf_log_prob(Z, ONE, 2 * ONE), ValueError, "signs should hold -1 and 1 only.*1 - 2"),
    (lambda: losses.leaf_log_prob_grad(Z, ONE, 0 * ONE), ValueError, "leaf_log_prob_grad: signs"),
    (lambda: losses.leaf_log_prob(Z, ONE, torch.tensor([1, 1])), ShapeError, "Axis 'depth'"),
    (lambda: losses.hierarchical_log_probs(Z, losses.balanced_tree(9)), ValueError, "tree.paths should lie in 0 to 3"),
    (lambda: losses.sampled_softmax(Z, LABELS, ONE, 0 * COUNTS), ValueError, "should be positive.*k \\* q"),
    (lambda: losses.sampled_softmax(Z, LABELS, 4 * ONE, COUNTS), ValueError, "negatives should lie in 0 to 3"),
    (lambda: losses.sampled_softmax(Z, LABELS + 1, ONE, COUNTS), ValueError, "labels should lie in 0 to 3"),
    (lambda: losses.sampled_softmax(Z, LABELS, ONE, COUNTS.float()), DtypeError, "dtype of logits"),
    (lambda: losses.sampled_softmax(Z, LABELS, ONE, COUNTS, reduction="max"), ValueError, "reduction should be"),
    (lambda: losses.sampled_softmax_grad(Z, LABELS[:2], ONE, COUNTS), ShapeError, "Axes 'batch'"),
]


@pytest.mark.refuses
@pytest.mark.parametrize("case", range(len(BAD)))
def test_refuses(case):
    call, error, words = BAD[case]
    with pytest.raises(error, match=words):
        call()
