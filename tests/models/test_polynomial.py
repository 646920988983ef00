"""Polynomials by least squares and their Bayesian form against scikit-learn and numpy; bad input."""

import numpy as np
import pytest
import torch
from numpy.polynomial import chebyshev
from sklearn import gaussian_process, linear_model
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

from dlcourse.models import polynomial
from dlcourse.tensors import DtypeError, ShapeError, generator

X = torch.linspace(0, 1, 15, dtype=torch.float64)
Y = (2 * torch.pi * X).sin() + 0.3 * torch.randn(3, 15, generator=generator(0), dtype=torch.float64)
NEW = torch.rand(40, generator=generator(1), dtype=torch.float64)


@pytest.mark.parametrize("degree", [0, 1, 3, 7])
def test_fit_against_scikit_learn(degree, device):
    ours = polynomial.predict(polynomial.fit(X.to(device), Y.to(device), degree), NEW.to(device)).cpu()
    for row, y in zip(ours, Y):
        peer = make_pipeline(PolynomialFeatures(degree), linear_model.LinearRegression())
        peer.fit(X[:, None].numpy(), y.numpy())
        np.testing.assert_allclose(row.numpy(), peer.predict(NEW[:, None].numpy()), atol=1e-9)


@pytest.mark.parametrize("degree", [0, 1, 2, 9, 14])
def test_features_are_the_chebyshev_polynomials(degree):
    ours = polynomial.features(4 * X + 3, degree, low=3.0, high=7.0)
    np.testing.assert_allclose(ours.numpy(), chebyshev.chebvander(2 * X.numpy() - 1, degree), atol=1e-9)


def test_as_many_coefficients_as_samples_pass_through_all_of_them():
    curve = polynomial.fit(X, Y[0], 14)
    torch.testing.assert_close(polynomial.predict(curve, X), Y[0], rtol=0, atol=1e-9)
    powers = torch.linalg.cond(X[:, None] ** torch.arange(15))
    assert torch.linalg.cond(polynomial.features(X, 14)) < 1e-5 * powers  # why the basis is not that of the powers


def test_fitting_many_is_fitting_each():
    many = polynomial.fit(X, Y, 5)
    for c, y in zip(many.c, Y):
        torch.testing.assert_close(c, polynomial.fit(X, y, 5).c, rtol=0, atol=1e-12)
    assert polynomial.predict(many, NEW).shape == (3, 40)


def test_the_posterior_against_ridge_and_a_gaussian_process(device):
    alpha, sigma = 0.5, 0.3
    Phi = polynomial.features(X, 6)
    mean, covariance = (v.cpu() for v in polynomial.bayes_linreg(Phi.to(device), Y[0].to(device), alpha=alpha,
                                                                 sigma=sigma))
    ridge = linear_model.Ridge(alpha=alpha * sigma**2, fit_intercept=False).fit(Phi.numpy(), Y[0].numpy())
    np.testing.assert_allclose(mean.numpy(), ridge.coef_, atol=1e-10)
    kernel = gaussian_process.kernels.ConstantKernel(1 / alpha) * gaussian_process.kernels.DotProduct(1e-9)
    process = gaussian_process.GaussianProcessRegressor(kernel, alpha=sigma**2, optimizer=None)
    process.fit(Phi.numpy(), Y[0].numpy())
    at = polynomial.features(NEW, 6)
    theirs, spread = process.predict(at.numpy(), return_std=True)
    np.testing.assert_allclose((at @ mean).numpy(), theirs, atol=1e-8)
    np.testing.assert_allclose(((at @ covariance) * at).sum(1).sqrt().numpy(), spread, atol=1e-7)


def test_curves_are_drawn_from_the_posterior():
    posterior = polynomial.bayes_linreg(polynomial.features(X, 3), Y[0], alpha=1.0, sigma=0.3)
    c = polynomial.draw_curves(posterior, 40_000, rng=generator(3)).c
    torch.testing.assert_close(c.mean(0), posterior.mean, rtol=0, atol=0.01)
    torch.testing.assert_close(c.mT.cov(), posterior.covariance, rtol=0.05, atol=0.002)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: polynomial.features(X, -1), ValueError, "features: degree should be an integer of at least 0"),
    (lambda: polynomial.features(X, 2.0), TypeError, "features: degree should be"),
    (lambda: polynomial.features(3 * X, 2), ValueError, "features: x should lie in 0 to 1"),
    (lambda: polynomial.features(X, 2, low=1.0, high=0.0), ValueError, "low should be below high"),
    (lambda: polynomial.fit(X, Y[0, :4], 2), ShapeError, "fit: y"),
    (lambda: polynomial.fit(X, Y.float(), 2), DtypeError, "fit"),
    (lambda: polynomial.predict(polynomial.fit(X, Y, 2), NEW.float()), DtypeError, "predict"),
    (lambda: polynomial.bayes_linreg(X[:, None], Y[0], alpha=0.0, sigma=1.0), ValueError, "alpha should be a positive"),
    (lambda: polynomial.bayes_linreg(X[:, None], Y[0], alpha=1.0, sigma=0.0), ValueError, "sigma should be a positive"),
    (lambda: polynomial.draw_curves(polynomial.Posterior(X[:1], X[:1, None]), 2, rng=None), TypeError, "rng"),
])
def test_refuses_what_it_cannot_use(call, error, words):
    with pytest.raises(error, match=words):
        call()
