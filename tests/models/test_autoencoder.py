"""Autoencoders: the linear one against PCA, gradients along every route, noise and sparsity; bad input."""

import pytest
import torch

from dlcourse import data
from dlcourse.diff.agree import compare
from dlcourse.models import autoencoder as ae
from dlcourse.models.pca import covariance, pca_fit, pca_project
from dlcourse.tensors import DtypeError, ShapeError, generator

double = torch.float64
RAW = torch.randn(60, 5, generator=generator(1), dtype=double) @ torch.randn(5, 5, generator=generator(2), dtype=double)
X = RAW - RAW.mean(0)
E, D = torch.randn(2, 5, generator=generator(3), dtype=double), torch.randn(5, 2, generator=generator(4), dtype=double)


def test_linear_gradients_along_every_route():
    loss, E_bar, D_bar = ae.linear_loss_and_grads(E, D, X)
    for f, at, bar in ((lambda v: ae.reconstruction_error(X @ v.mT @ D.mT, X), E, E_bar),
                       (lambda v: ae.reconstruction_error(X @ E.mT @ v.mT, X), D, D_bar)):
        found = compare(f, at)
        assert found.ok, found
        torch.testing.assert_close(bar, found.routes["tape"])
    torch.testing.assert_close(loss, ((X - X @ E.T @ D.T) ** 2).sum() / 60)


@pytest.mark.parametrize("m", [1, 2, 4])
def test_linear_autoencoder_is_pca(m):
    trained = ae.train_linear(X, m, eta=0.3 / float(torch.linalg.eigvalsh(covariance(X))[-1]), steps=6000,
                              rng=generator(0))
    _, V, _ = pca_fit(X, m)
    torch.testing.assert_close(trained.D @ trained.E, V.T @ V, atol=1e-4, rtol=0)
    left = torch.linalg.eigvalsh(covariance(X))[:5 - m].sum()
    torch.testing.assert_close(ae.linear_loss_and_grads(*trained, X).loss, left, rtol=1e-6, atol=1e-9)


def test_no_linear_autoencoder_beats_pca():
    """The error of PCA is the sum of the variances left out, and small changes only raise it."""
    digits = data.digits().X[:300] / 16
    mean, V, _ = pca_fit(digits, 10)
    best = ae.reconstruction_error(mean + pca_project(mean, V, digits) @ V, digits)
    torch.testing.assert_close(best, torch.linalg.eigvalsh(covariance(digits))[:-10].sum())
    for seed in range(5):
        other = V + 0.05 * torch.randn(V.shape, generator=generator(seed), dtype=double)
        assert ae.linear_loss_and_grads(other, V.T, digits - mean).loss > best


def test_denoising_target_is_clean():
    seen = {}

    def copy(noisy):
        seen["noisy"] = noisy
        return noisy

    loss = ae.denoising_loss(copy, X, noise_sd=0.5, rng=generator(7))
    noise = torch.randn(X.shape, generator=generator(7), dtype=double)
    torch.testing.assert_close(seen["noisy"], X + 0.5 * noise)
    torch.testing.assert_close(loss, 0.25 * noise.square().sum(1).mean())
    assert ae.denoising_loss(copy, X, noise_sd=0.0, rng=generator(7)) == 0


def test_sparsity():
    H = torch.rand(6, 4, generator=generator(5), dtype=double) * 0.9 + 0.05
    found = compare(lambda v: ae.sparsity_penalty(v, 0.1), H)
    assert found.ok, found
    torch.testing.assert_close(ae.sparsity_penalty_grad(H, 0.1), found.routes["dual"])
    coin = torch.distributions.Bernoulli
    peer = torch.distributions.kl_divergence(coin(torch.full((4,), 0.1, dtype=double)), coin(H.mean(0))).sum()
    torch.testing.assert_close(ae.sparsity_penalty(H, 0.1), peer)
    assert abs(ae.sparsity_penalty(torch.tensor([[0.0, 0.2], [0.2, 0.0]], dtype=double), 0.1)) < 1e-15


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: ae.train_linear(X + 1, 2, eta=0.1, steps=1, rng=generator(0)), ValueError, "X should be centred"),
    (lambda: ae.train_linear(X, 6, eta=0.1, steps=1, rng=generator(0)), ValueError, "m should be at most 5"),
    (lambda: ae.train_linear(X, 2, eta=0.0, steps=1, rng=generator(0)), ValueError, "eta should be a positive"),
    (lambda: ae.reconstruction_error(X, X.float()), DtypeError, "X should have the dtype"),
    (lambda: ae.linear_loss_and_grads(E, D.T, X), ShapeError, "linear_loss_and_grads"),
    (lambda: ae.denoising_loss(lambda v: v[:1], X, noise_sd=1.0, rng=generator(0)), ShapeError, "reconstruct should"),
    (lambda: ae.denoising_loss(lambda v: v, X, noise_sd=-1.0, rng=generator(0)), ValueError, "noise_sd should be"),
    (lambda: ae.sparsity_penalty(torch.zeros(3, 2), 0.1), ValueError, "strictly between 0 and 1"),
    (lambda: ae.sparsity_penalty(torch.full((3, 2), 1.5), 0.1), ValueError, "H should lie in 0 to 1"),
    (lambda: ae.sparsity_penalty_grad(torch.full((3, 2), 0.5), 1.0), ValueError, "rho should be a number between"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
