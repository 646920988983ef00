"""Starting weights: as torch draws them, with the variances and lengths that they promise."""

import math

import pytest
import torch

from dlcourse.nn import initialise
from dlcourse.nn.params import init
from dlcourse.tensors import generator

D = torch.float64
SHAPE = (30, 20)  # fan-out, fan-in


def theirs(fill, shape=SHAPE, **options):
    return fill(torch.empty(shape, dtype=D), generator=generator(3), **options)


@pytest.mark.parametrize("ours, torchs", [
    (lambda rng: initialise.uniform(*SHAPE, bound=0.3, rng=rng, dtype=D),
     lambda: theirs(torch.nn.init.uniform_, a=-0.3, b=0.3)),
    (lambda rng: initialise.normal(*SHAPE, std=0.3, rng=rng, dtype=D), lambda: theirs(torch.nn.init.normal_, std=0.3)),
    (lambda rng: initialise.xavier(*SHAPE, rng=rng, dtype=D), lambda: theirs(torch.nn.init.xavier_normal_)),
    (lambda rng: initialise.xavier(*SHAPE, rng=rng, uniform=True, dtype=D),
     lambda: theirs(torch.nn.init.xavier_uniform_)),
    (lambda rng: initialise.he(*SHAPE, rng=rng, dtype=D),
     lambda: theirs(torch.nn.init.kaiming_normal_, nonlinearity="relu")),
    (lambda rng: initialise.he(*SHAPE, rng=rng, uniform=True, dtype=D),
     lambda: theirs(torch.nn.init.kaiming_uniform_, nonlinearity="relu")),
    (lambda rng: initialise.orthogonal(*SHAPE, rng=rng, gain=2.0, dtype=D),
     lambda: theirs(torch.nn.init.orthogonal_, gain=2.0)),
    (lambda rng: initialise.orthogonal(5, 5, rng=rng, dtype=D), lambda: theirs(torch.nn.init.orthogonal_, (5, 5))),
    (lambda rng: initialise.orthogonal(3, 7, rng=rng, dtype=D), lambda: theirs(torch.nn.init.orthogonal_, (3, 7))),
    (lambda rng: initialise.identity(4, dtype=D), lambda: torch.nn.init.eye_(torch.empty(4, 4, dtype=D))),
], ids=["uniform", "normal", "xavier", "xavier uniform", "he", "he uniform", "orthogonal", "orthogonal square",
        "orthogonal wide", "identity"])
def test_draws_what_torch_draws(ours, torchs):
    torch.testing.assert_close(ours(generator(3)), torchs(), rtol=0, atol=1e-14)


@pytest.mark.parametrize("draw, variance", [
    (initialise.xavier, 2 / 500), (initialise.he, 2 / 200),
    (lambda *shape, **more: initialise.uniform(*shape, bound=0.6, **more), 0.12),
    (lambda *shape, **more: initialise.normal(*shape, std=0.6, **more), 0.36),
], ids=["xavier", "he", "uniform", "normal"])
def test_the_variance(draw, variance):
    W = draw(300, 200, rng=generator(0), dtype=D)
    assert W.shape == (300, 200)
    assert float(W.var()) == pytest.approx(variance, rel=0.02)
    assert abs(float(W.mean())) < 4 * math.sqrt(variance / W.numel())


@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (3, 8), (8, 3), (1, 5), (5, 1)])
def test_all_singular_values_are_the_gain(shape):
    W = initialise.orthogonal(*shape, rng=generator(1), gain=1.5, dtype=D)
    assert W.shape == shape
    torch.testing.assert_close(torch.linalg.svdvals(W), torch.full((min(shape),), 1.5, dtype=D))


def test_each_rotation_is_equally_likely():
    """Without the signs of R the first entry of Q would never be positive."""
    rng = generator(0)
    first = torch.stack([initialise.orthogonal(3, 3, rng=rng, dtype=D)[0, 0] for _ in range(400)])
    assert 150 < int((first > 0).sum()) < 250
    assert float(first.square().mean()) == pytest.approx(1 / 3, abs=0.05)


def test_a_network_starts_with_these_weights():
    Ws = init([20, 30], rng=generator(3), dtype=D, scheme="he").Ws
    torch.testing.assert_close(Ws[0], initialise.he(*SHAPE, rng=generator(3), dtype=D))


def test_the_global_generator_stays_alone():
    before = torch.get_rng_state()
    initialise.xavier(2, 3, rng=generator(0))
    initialise.orthogonal(2, 3, rng=generator(0))
    assert torch.equal(before, torch.get_rng_state())


def test_the_dtype():
    assert initialise.he(2, 3, rng=generator(0)).dtype == torch.get_default_dtype()
    assert initialise.he(2, 3, rng=generator(0), dtype=D).dtype == D


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: initialise.he(0, 3, rng=generator(0)), ValueError, "he: fan_out"),
    (lambda: initialise.he(3, 2.0, rng=generator(0)), TypeError, "he: fan_in"),
    (lambda: initialise.he(3, 2, rng=generator(0), uniform=1), TypeError, "he: uniform"),
    (lambda: initialise.xavier(3, 2, rng=7), TypeError, "xavier: rng"),
    (lambda: initialise.uniform(3, 2, bound=0.0, rng=generator(0)), ValueError, "uniform: bound"),
    (lambda: initialise.normal(3, 2, std=-1.0, rng=generator(0)), ValueError, "normal: std"),
    (lambda: initialise.orthogonal(0, 2, rng=generator(0)), ValueError, "orthogonal: rows"),
    (lambda: initialise.orthogonal(2, 2, rng=generator(0), gain=-1.0), ValueError, "orthogonal: gain"),
    (lambda: initialise.identity(0), ValueError, "identity: n"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
