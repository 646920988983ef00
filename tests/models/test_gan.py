"""Losses of the two players along every route, no overflow, the best discriminator and its value; bad input."""

import math

import pytest
import torch

from dlcourse.diff.agree import compare
from dlcourse.models import gan
from dlcourse.tensors import DtypeError, ShapeError, generator

double = torch.float64
REAL, FAKE = (torch.randn(n, generator=generator(n), dtype=double) * 3 for n in (4, 7))
P, Q = torch.tensor([0.5, 0.3, 0.2, 0.0], dtype=double), torch.tensor([0.1, 0.3, 0.0, 0.6], dtype=double)


def test_losses_against_torch():
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    peer = bce(REAL, torch.ones(4, dtype=double)) + bce(FAKE, torch.zeros(7, dtype=double))
    torch.testing.assert_close(gan.discriminator_loss(REAL, FAKE), peer)
    D = FAKE.sigmoid()
    torch.testing.assert_close(gan.generator_loss(FAKE), -D.log().mean())
    torch.testing.assert_close(gan.generator_loss(FAKE, kind="saturating"), (1 - D).log().mean())


def test_gradients_along_every_route():
    found = compare(lambda v: gan.discriminator_loss(v[:4], v[4:]), torch.cat([REAL, FAKE]))
    assert found.ok, found
    torch.testing.assert_close(torch.cat(gan.discriminator_loss_grad(REAL, FAKE)), found.routes["tape"])
    for kind in gan.KINDS:
        found = compare(lambda v, k=kind: gan.generator_loss(v, kind=k), FAKE)
        assert found.ok, found
        torch.testing.assert_close(gan.generator_loss_grad(FAKE, kind=kind), found.routes["dual"])


def test_sure_discriminators_stay_finite():
    far = torch.tensor([800.0, -800.0], dtype=double)
    assert gan.discriminator_loss(far, far) == 800.0
    assert gan.generator_loss(far) == 400.0
    assert gan.generator_loss(far, kind="saturating") == -400.0
    assert gan.generator_loss_grad(far).tolist() == [-0.0, -0.5]
    assert gan.generator_loss_grad(far, kind="saturating").tolist() == [-0.5, -0.0]


def test_no_discriminator_beats_the_best():
    best = gan.optimal_discriminator(P, Q)
    torch.testing.assert_close(best, torch.tensor([5 / 6, 0.5, 1.0, 0.0], dtype=double))
    value = gan.game_value(P, Q, best)
    for seed in range(20):
        other = (best + 0.2 * torch.randn(4, generator=generator(seed), dtype=double)).clamp(1e-3, 1 - 1e-3)
        assert gan.game_value(P, Q, other) < value
    torch.testing.assert_close(value, -math.log(4) + 2 * gan.jensen_shannon(P, Q))
    middle = (P + Q) / 2
    by_hand = sum(0.5 * (torch.xlogy(r, r) - torch.xlogy(r, middle)).sum() for r in (P, Q))
    torch.testing.assert_close(gan.jensen_shannon(P, Q), by_hand)
    torch.testing.assert_close(gan.game_value(P, P, gan.optimal_discriminator(P, P)), torch.tensor(-math.log(4),
                                                                                                   dtype=double))


def test_neither_has_been_there():
    zero, some = torch.tensor([0.0, 1.0]), torch.tensor([0.0, 1.0])
    assert gan.optimal_discriminator(zero, some).tolist() == [0.5, 0.5]


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: gan.generator_loss(FAKE, kind="other"), ValueError, "kind should be one of 'non-saturating'"),
    (lambda: gan.discriminator_loss(REAL, FAKE.float()), DtypeError, "fake_logits should have the dtype"),
    (lambda: gan.discriminator_loss(REAL[None], FAKE), ShapeError, "discriminator_loss"),
    (lambda: gan.optimal_discriminator(-P, Q), ValueError, "p should lie in"),
    (lambda: gan.game_value(P, Q, 3 * P), ValueError, "d should lie in 0 to 1"),
    (lambda: gan.jensen_shannon(P, 2 * Q), ValueError, "q should add up to 1"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
