"""The bound against exact evidence, the divergence against torch, draws against their covariance; bad input."""

import math

import pytest
import torch

from dlcourse.diff.agree import compare
from dlcourse.models import vae
from dlcourse.tensors import DtypeError, ShapeError, generator

double = torch.float64
MU = torch.tensor([[0.3, -1.2, 0.0], [2.0, 0.1, -0.7]], dtype=double)
LOGVAR = torch.tensor([[0.2, -0.5, 0.0], [-2.0, 1.1, 0.4]], dtype=double)
W = torch.tensor([[1.0, 0.5], [-0.3, 2.0], [0.7, 0.0]], dtype=double)
B = torch.tensor([0.1, -0.4, 2.0], dtype=double)
X = torch.tensor([[1.0, 0.0, 2.0], [-1.5, 3.0, 0.2]], dtype=double)
SIGMA = 0.6


def test_divergence():
    normal = torch.distributions.Normal
    peer = torch.distributions.kl_divergence(normal(MU, (LOGVAR / 2).exp()), normal(0.0, 1.0)).sum(1)
    torch.testing.assert_close(vae.kl_from_standard_normal(MU, LOGVAR), peer)
    found = compare(lambda v: vae.kl_from_standard_normal(v[0], v[1]).sum(), torch.stack([MU, LOGVAR]))
    assert found.ok, found
    torch.testing.assert_close(torch.stack(vae.kl_from_standard_normal_grad(MU, LOGVAR)), found.routes["tape"])


def test_draws_have_the_covariance_and_pass_gradients():
    L = torch.tensor([[2.0, 0.0, 0.0], [1.0, 0.5, 0.0], [-0.4, 0.3, 1.1]], dtype=double)
    eps = torch.randn(20000, 3, generator=generator(0), dtype=double)
    z = vae.reparameterise(MU[0].expand(20000, 3), L, eps)
    torch.testing.assert_close(torch.cov(z.T), L @ L.T, atol=0.1, rtol=0.03)
    torch.testing.assert_close(z.mean(0), MU[0], atol=0.05, rtol=0)
    each = torch.stack([L, 2 * L])
    torch.testing.assert_close(vae.reparameterise(MU, each, eps[:2]),
                               torch.stack([MU[0] + L @ eps[0], MU[1] + 2 * L @ eps[1]]))
    weights = torch.tensor([1.0, -2.0, 0.5], dtype=double)
    for loss, at in ((lambda v: (vae.reparameterise(v, L, eps[:2]) ** 2 @ weights).sum(), MU),
                     (lambda v: (vae.reparameterise(MU, v, eps[:2]) ** 2 @ weights).sum(), L)):
        found = compare(loss, at)
        assert found.ok, found


def test_evidence_of_the_linear_gaussian_model():
    C = W @ W.T + SIGMA**2 * torch.eye(3, dtype=double)
    peer = torch.distributions.MultivariateNormal(B, C).log_prob(X)
    torch.testing.assert_close(vae.log_evidence(W, B, SIGMA, X), peer)


def test_posterior_by_conditioning_the_joint():
    joint = torch.cat([torch.cat([torch.eye(2, dtype=double), W.T], 1),
                       torch.cat([W, W @ W.T + SIGMA**2 * torch.eye(3, dtype=double)], 1)])
    gain = joint[:2, 2:] @ torch.linalg.inv(joint[2:, 2:])
    found = vae.exact_posterior(W, B, SIGMA, X)
    torch.testing.assert_close(found.mean, (X - B) @ gain.T)
    torch.testing.assert_close(found.covariance, joint[:2, :2] - gain @ joint[2:, :2])


def test_bound_is_tight_at_the_posterior_and_below_elsewhere():
    w = torch.tensor([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]], dtype=double)  # so that the posterior is diagonal
    mean, covariance = vae.exact_posterior(w, B, SIGMA, X)
    logvar = covariance.diagonal().log().expand_as(mean)
    evidence = vae.log_evidence(w, B, SIGMA, X)

    def bound(mu, logvar):
        return vae.elbo(mu, logvar, vae.expected_log_likelihood(w, B, SIGMA, X, mu, logvar))

    torch.testing.assert_close(bound(mean, logvar), evidence)
    rng = generator(3)
    for _ in range(20):
        mu, lv = (at + torch.randn(2, 2, generator=rng, dtype=double) for at in (mean, logvar))
        q = torch.distributions.MultivariateNormal(mu, torch.diag_embed(lv.exp()))
        p = torch.distributions.MultivariateNormal(mean, covariance)
        gap = torch.distributions.kl_divergence(q, p)
        torch.testing.assert_close(bound(mu, lv) + gap, evidence)
        assert (bound(mu, lv) < evidence).all()


def test_expected_log_likelihood_by_draws():
    mu, logvar = torch.zeros(2, 2, dtype=double), torch.full((2, 2), -1.0, dtype=double)
    z = mu + (logvar / 2).exp() * torch.randn(100000, 2, 2, generator=generator(0), dtype=double)
    drawn = torch.distributions.Normal(z @ W.T + B, SIGMA).log_prob(X).sum(-1)
    exact = vae.expected_log_likelihood(W, B, SIGMA, X, mu, logvar)
    assert ((drawn.mean(0) - exact).abs() < 4 * drawn.std(0) / math.sqrt(len(drawn))).all()


def test_evidence_on_a_grid():
    w = W[:, :1]
    grid = torch.linspace(-9, 9, 2001, dtype=double)
    for x in X:
        found = vae.evidence_on_grid(lambda z: z @ w.T + B, SIGMA, x, grid)
        torch.testing.assert_close(found.log(), vae.log_evidence(w, B, SIGMA, x[None])[0], atol=1e-8, rtol=0)


def test_two_ways_to_a_gradient_agree_and_one_is_noisier():
    eps = torch.randn(200000, generator=generator(0), dtype=double)
    path, score = vae.pathwise_gradients(lambda z: 2 * z, 3.0, 0.5, eps), vae.score_gradients(lambda z: z * z, 3.0, 0.5,
                                                                                             eps)
    for found in (path, score):
        assert abs(found.mean() - 6.0) < 5 * found.std() / math.sqrt(len(eps))
    assert score.var() > 100 * path.var()
    torch.testing.assert_close(path.var(), torch.tensor(4 * 0.25, dtype=double), rtol=0.02, atol=0)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: vae.kl_from_standard_normal(MU, LOGVAR[:1]), ShapeError, "kl_from_standard_normal"),
    (lambda: vae.kl_from_standard_normal(MU, LOGVAR.float()), DtypeError, "logvar should have the dtype"),
    (lambda: vae.reparameterise(MU, W, MU), ShapeError, "reparameterise"),
    (lambda: vae.log_evidence(W, B, 0.0, X), ValueError, "sigma should be a positive number"),
    (lambda: vae.evidence_on_grid(lambda z: z, 1.0, X[0], torch.linspace(-1, 1, 5, dtype=double)), ShapeError,
     "decode should give shape"),
    (lambda: vae.score_gradients(3, 0.0, 1.0, MU[0]), TypeError, "f should be a function"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
