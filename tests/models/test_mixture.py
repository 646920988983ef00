"""Mixtures against scikit-learn and a loop by hand: density, E-step, M-step, whole EM, drawing; bad input."""

import itertools
import math

import numpy as np
import pytest
import torch
from sklearn.mixture import GaussianMixture

from dlcourse import data
from dlcourse.models import mixture
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, generator

PI = torch.tensor([0.2, 0.5, 0.3], dtype=torch.float64)
MU = torch.tensor([[0.0, 1.0], [2.0, -1.0], [4.0, 3.0]], dtype=torch.float64)
VAR = torch.tensor([[0.5, 2.0], [1.5, 0.3], [0.8, 1.1]], dtype=torch.float64)
X = mixture.sample(PI, MU, VAR, 80, rng=generator(3)).X


def theirs(pi=PI, mu=MU, var=VAR):
    peer = GaussianMixture(len(pi), covariance_type="diag")
    peer.weights_, peer.means_, peer.covariances_ = pi.numpy(), mu.numpy(), var.numpy()
    peer.precisions_cholesky_ = 1 / np.sqrt(var.numpy())
    return peer


def test_density_and_responsibilities_against_scikit_learn():
    peer = theirs()
    np.testing.assert_allclose(mixture.density(PI, MU, VAR, X).log(), peer.score_samples(X.numpy()), atol=1e-12)
    np.testing.assert_allclose(mixture.responsibilities(PI, MU, VAR, X), peer.predict_proba(X.numpy()), atol=1e-12)


def test_density_by_hand():
    for x in X[:5].tolist():
        total = 0.0
        for pi, mu, var in zip(PI.tolist(), MU.tolist(), VAR.tolist()):
            curve = 1.0
            for xi, mi, vi in zip(x, mu, var):
                curve *= math.exp(-(xi - mi) ** 2 / (2 * vi)) / math.sqrt(2 * math.pi * vi)
            total += pi * curve
        found = float(mixture.density(PI, MU, VAR, torch.tensor([x], dtype=torch.float64)))
        assert found == pytest.approx(total, rel=1e-12)


def test_density_of_one_feature_has_area_one(device):
    x = torch.linspace(-20, 30, 20_001, dtype=torch.float64, device=device)
    p = mixture.density(PI.to(device), MU[:, :1].to(device), VAR[:, :1].to(device), x[:, None])
    assert float(torch.trapezoid(p, x)) == pytest.approx(1, abs=1e-9)


def test_a_sample_far_from_all_parts_still_has_responsibilities_that_add_up_to_one():
    far = torch.tensor([[1e3, -1e3]], dtype=torch.float64)
    assert float(mixture.density(PI, MU, VAR, far)) == 0
    assert float(mixture.responsibilities(PI, MU, VAR, far).sum()) == pytest.approx(1)


def test_a_part_with_share_0_is_responsible_for_nothing():
    none = torch.tensor([0.0, 0.6, 0.4], dtype=torch.float64)
    r = mixture.responsibilities(none, MU, VAR, X)
    assert float(r[:, 0].abs().max()) == 0
    np.testing.assert_allclose(r[:, 1:], mixture.responsibilities(none[1:], MU[1:], VAR[1:], X), atol=1e-14)


@pytest.mark.parametrize("rounds", [1, 2, 7, 40])
def test_em_against_scikit_learn(rounds):
    rows = [0, 30, 60]
    start = mixture.start_at(X[rows], X)
    ours = mixture.em_path(X, start, rounds=rounds)
    peer = GaussianMixture(3, covariance_type="diag", means_init=start.mu.numpy(), weights_init=start.pi.numpy(),
                           precisions_init=1 / start.var.numpy(), max_iter=rounds, tol=0.0)
    with pytest.warns(match="did not converge"):
        peer.fit(X.numpy())
    assert len(ours) == rounds + 1
    np.testing.assert_allclose(ours[-1].pi, peer.weights_, atol=1e-9)
    np.testing.assert_allclose(ours[-1].mu, peer.means_, atol=1e-8)
    np.testing.assert_allclose(ours[-1].var, peer.covariances_, atol=1e-8)


@pytest.mark.parametrize("seed", range(5))
def test_the_mean_log_density_falls_in_no_round(seed):
    rows = torch.randperm(len(X), generator=generator(seed))[:3]
    path = mixture.em_path(X, mixture.start_at(X[rows], X), rounds=40, floor=0.0)
    means = [float(mixture.density(*m, X).log().mean()) for m in path]
    assert all(after >= before - 1e-12 for before, after in itertools.pairwise(means))
    assert means[-1] > means[0]


def test_the_m_step_with_names_is_share_mean_and_variance_of_each_class():
    flowers = data.iris()
    found = mixture.parts_from(data.one_hot(flowers.y, 3), flowers.X, floor=0.0)
    for c in range(3):
        own = flowers.X[flowers.y == c]
        assert float(found.pi[c]) == pytest.approx(1 / 3)
        torch.testing.assert_close(found.mu[c], own.mean(0), rtol=0, atol=1e-12)
        torch.testing.assert_close(found.var[c], own.var(0, unbiased=False), rtol=0, atol=1e-12)


def test_two_parts_with_the_same_start_stay_the_same():
    path = mixture.em_path(X, mixture.start_at(X[[0, 0, 60]], X), rounds=30)
    torch.testing.assert_close(path[-1].mu[0], path[-1].mu[1])


def test_a_part_that_lost_all_samples_stays_finite():
    r = torch.tensor([[1.0, 0.0], [1.0, 0.0]], dtype=torch.float64)
    found = mixture.parts_from(r, torch.tensor([[1.0], [2.0]], dtype=torch.float64))
    assert all(bool(v.isfinite().all()) for v in found)
    assert float(found.pi[1]) < 1e-12


def test_samples_have_the_shares_means_and_variances_of_their_parts():
    drawn = mixture.sample(PI, MU, VAR, 40_000, rng=generator(0))
    found = mixture.parts_from(data.one_hot(drawn.part, 3), drawn.X)
    torch.testing.assert_close(found.pi, PI, rtol=0, atol=0.01)
    torch.testing.assert_close(found.mu, MU, rtol=0, atol=0.04)
    torch.testing.assert_close(found.var, VAR, rtol=0.05, atol=0)
    again = mixture.sample(PI, MU, VAR, 40_000, rng=generator(0))
    assert torch.equal(drawn.X, again.X)


def test_nothing_is_changed_in_place_and_the_dtype_is_kept():
    start = mixture.start_at(X[:3].float(), X.float())
    kept = [v.clone() for v in start]
    path = mixture.em_path(X.float(), start, rounds=3)
    assert all(torch.equal(a, b) for a, b in zip(start, kept))
    assert path[-1].mu.dtype == torch.float32


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: mixture.density(PI, MU, VAR[:2], X), ShapeError, "density: var"),
    (lambda: mixture.responsibilities(PI, MU, VAR, X[:, :1]), ShapeError, "responsibilities: X"),
    (lambda: mixture.responsibilities(PI, MU, 0 * VAR, X), ValueError, "var should be positive"),
    (lambda: mixture.responsibilities(2 * PI, MU, VAR, X), ValueError, "pi should add up to 1"),
    (lambda: mixture.density(PI, MU, VAR, X.float()), DtypeError, "dtype"),
    (lambda: mixture.density(PI, MU, VAR, X * math.nan), NotANumberError, "NaN"),
    (lambda: mixture.parts_from(2 * torch.ones(80, 2, dtype=torch.float64), X), ValueError, "r should lie in 0 to 1"),
    (lambda: mixture.parts_from(torch.ones(80, 2, dtype=torch.float64), X, floor=-1.0), ValueError, "floor"),
    (lambda: mixture.em_path(X, mixture.start_at(MU, X), rounds=0), ValueError, "rounds should be an integer"),
    (lambda: mixture.sample(PI, MU, VAR, 0, rng=generator(0)), ValueError, "n should be an integer"),
    (lambda: mixture.sample(PI, MU, VAR, 3, rng=0), TypeError, "rng should be a torch.Generator"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
