"""Dropout, DropConnect and the ensemble of masks: means, adjoints against torch and differences, exact averages."""

import functools

import pytest
import torch

from dlcourse.activations import TABLE
from dlcourse.nn import dropout as ours
from dlcourse.nn import layers, sequential
from dlcourse.tensors import generator

double = torch.float64
X = torch.randn(7, 5, generator=generator(0), dtype=double)
W = torch.randn(4, 5, generator=generator(1), dtype=double)
B = torch.randn(4, generator=generator(2), dtype=double)


def test_what_is_kept_is_scaled_up_and_the_mean_stays():
    ones = torch.ones(200, 100, dtype=double)
    Y, _ = ours.dropout(ones, 0.2, training=True, rng=generator(0))
    assert set(Y.unique().tolist()) == {0.0, 1.25}
    assert abs(float(Y.mean()) - 1) < 5 * (0.2 / 0.8 / 20000) ** 0.5
    dropped = (Y == 0).double()
    assert abs(float((dropped[:, :-1] * dropped[:, 1:]).mean()) - 0.04) < 0.01  # neighbours are independent


def test_nothing_happens_at_test_time_or_without_dropping():
    for p, training in ((0.7, False), (0.0, True)):
        Y, cache = ours.dropout(X, p, training=training, rng=generator(0))
        torch.testing.assert_close(Y, X)
        torch.testing.assert_close(ours.dropout_backward(Y, cache), X)


def test_the_same_share_as_torch():
    theirs = torch.nn.functional.dropout(torch.ones(100, 100), 0.3, training=True)
    Y, _ = ours.dropout(torch.ones(100, 100), 0.3, training=True, rng=generator(3))
    assert theirs.max() == Y.max()
    assert abs(float((Y == 0).float().mean()) - 0.3) < 0.03


def test_in_a_chain_the_adjoints_are_those_of_torch():
    V, c = torch.randn(2, 4, generator=generator(4), dtype=double), torch.zeros(2, dtype=double)
    seeded = functools.partial(ours.dropout, training=True)
    stages = [sequential.Stage(layers.linear, layers.linear_backward, (W, B)),
              sequential.Stage(layers.activation, layers.activation_backward, (TABLE["relu"],)),
              sequential.Stage(functools.partial(seeded, rng=generator(5)), ours.dropout_backward, (0.4,)),
              sequential.Stage(layers.linear, layers.linear_backward, (V, c))]
    out, caches = sequential.forward(stages, X)
    found = sequential.backward(stages, caches, torch.ones_like(out))
    leaf = W.clone().requires_grad_()
    expected = ((X @ leaf.mT + B).relu() * caches[2].factor) @ V.mT + c
    torch.testing.assert_close(out, expected.detach())
    expected.sum().backward()
    torch.testing.assert_close(found.arguments_bar[0][0], leaf.grad)
    assert found.arguments_bar[2] == ()


def test_the_adjoint_is_that_of_finite_differences():
    G, h = torch.randn(7, 5, generator=generator(6), dtype=double), 1e-6

    def total(x):
        return (ours.dropout(x, 0.3, training=True, rng=generator(9))[0] * G).sum()

    _, cache = ours.dropout(X, 0.3, training=True, rng=generator(9))
    e = torch.zeros_like(X)
    e[2, 3] = h
    assert float((total(X + e) - total(X - e)) / (2 * h)) == pytest.approx(
        float(ours.dropout_backward(G, cache)[2, 3]), abs=1e-8)


def test_dropconnect_drops_weights_one_by_one():
    Z, cache = ours.dropconnect(X, W, B, 0.5, training=True, rng=generator(1))
    thinned = cache.layer.W
    assert ((thinned == 0) | torch.isclose(thinned, 2 * W)).all()
    assert 0 < int((thinned == 0).sum()) < W.numel()
    x, w, b = (t.clone().requires_grad_() for t in (X, W, B))
    (x @ (w * cache.weights.factor).mT + b).square().sum().backward()
    found = ours.dropconnect_backward(2 * Z, cache)
    for mine, leaf in zip(found, (x, w, b)):
        torch.testing.assert_close(mine, leaf.grad)
    plain, quiet = ours.dropconnect(X, W, B, 0.5, training=False, rng=generator(1))
    torch.testing.assert_close(plain, X @ W.mT + B)
    torch.testing.assert_close(ours.dropconnect_backward(plain, quiet).W_bar, plain.mT @ X)


@pytest.mark.parametrize("q", [0.5, 0.7, 1.0])
def test_scaled_units_are_the_geometric_mean(q):
    h = torch.randn(6, generator=generator(7), dtype=double)
    V = torch.randn(3, 6, generator=generator(8), dtype=double)
    b = torch.tensor([0.1, -0.2, 0.3], dtype=double)
    found = ours.dropout_ensemble(V, h, b, q)
    torch.testing.assert_close(found.geometric, found.scaled, rtol=1e-12, atol=1e-14)
    assert float(found.arithmetic.sum()) == pytest.approx(1)
    by_hand = torch.zeros(3, dtype=double)
    for code in range(64):
        mask = torch.tensor([code >> i & 1 for i in range(6)], dtype=double)
        weight = q ** float(mask.sum()) * (1 - q) ** float(6 - mask.sum())
        by_hand += weight * (V @ (mask * h) + b).softmax(0)
    torch.testing.assert_close(found.arithmetic, by_hand)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: ours.dropout(X, 1.0, training=True, rng=generator(0)), ValueError, "p_drop should be a number in"),
    (lambda: ours.dropout(X, 0.5, training=1, rng=generator(0)), TypeError, "training should be True or False"),
    (lambda: ours.dropout(X, 0.5, training=True, rng=0), TypeError, "rng should"),
    (lambda: ours.keep_mask((2,), -0.1, rng=generator(0)), ValueError, "p_drop"),
    (lambda: ours.all_masks(17), ValueError, "units should"),
    (lambda: ours.all_masks(2.0), TypeError, "units should be an integer"),
    (lambda: ours.dropout_ensemble(W, X[0], B, 0.0), ValueError, "q should"),
    (lambda: ours.dropout_ensemble(W, X[0, :2], B, 0.5), ValueError, "dropout_ensemble"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
