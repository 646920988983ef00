"""The generative classifier on one feature against scikit-learn, a loop by hand and the logistic curve; bad input."""

import math

import numpy as np
import pytest
import torch
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.naive_bayes import GaussianNB

from dlcourse import data
from dlcourse.models import bayes
from dlcourse.tensors import DtypeError, ShapeError

FLOWERS = data.iris()
LENGTH = FLOWERS.X[:, 2]


def test_against_gaussian_naive_bayes():
    ours = bayes.gaussian_bayes(LENGTH, FLOWERS.y, classes=3)
    peer = GaussianNB(var_smoothing=0.0).fit(LENGTH[:, None].numpy(), FLOWERS.y.numpy())
    np.testing.assert_allclose(ours.mu, peer.theta_[:, 0], atol=1e-12)
    np.testing.assert_allclose(ours.var, peer.var_[:, 0], atol=1e-12)
    np.testing.assert_allclose(ours.prior, peer.class_prior_, atol=1e-12)
    np.testing.assert_allclose(bayes.posterior(*ours, LENGTH), peer.predict_proba(LENGTH[:, None].numpy()), atol=1e-12)


def test_one_variance_for_all_against_linear_discriminant_analysis():
    ours = bayes.gaussian_bayes(LENGTH, FLOWERS.y, classes=3)
    shared = (ours.prior * ours.var).sum().expand(3).clone()
    peer = LinearDiscriminantAnalysis(solver="lsqr").fit(LENGTH[:, None].numpy(), FLOWERS.y.numpy())
    np.testing.assert_allclose(bayes.posterior(ours.prior, ours.mu, shared, LENGTH),
                               peer.predict_proba(LENGTH[:, None].numpy()), atol=1e-9)


def test_by_hand():
    prior, mu, var = [0.25, 0.75], [4.0, 6.0], [1.0, 4.0]
    joint = [p / math.sqrt(2 * math.pi * v) * math.exp(-(5 - m) ** 2 / (2 * v)) for p, m, v in zip(prior, mu, var)]
    found = bayes.posterior(*(torch.tensor(v, dtype=torch.float64) for v in (prior, mu, var, [5.0])))
    assert found[0].tolist() == pytest.approx([j / sum(joint) for j in joint], rel=1e-12)


def test_with_equal_variances_it_is_a_logistic_curve(device):
    x = torch.linspace(-5, 5, 41, dtype=torch.float64, device=device)
    prior, mu, var = (torch.tensor(v, dtype=torch.float64, device=device) for v in ([0.3, 0.7], [0.0, 2.0], [1.0, 1.0]))
    logistic = (2 * x - 2 + math.log(0.7 / 0.3)).sigmoid()
    torch.testing.assert_close(bayes.posterior(prior, mu, var, x)[:, 1], logistic, rtol=0, atol=1e-14)
    assert float(bayes.posterior(prior, mu, var, x.new_tensor([0.5]))[0, 1]) == pytest.approx(0.461898, abs=1e-6)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: bayes.gaussian_bayes(LENGTH, FLOWERS.y), ValueError, "y should lie in 0 to 1"),
    (lambda: bayes.gaussian_bayes(LENGTH[:51], FLOWERS.y[:51]), ValueError, "class 1 should have at least two"),
    (lambda: bayes.gaussian_bayes(LENGTH, FLOWERS.y, classes=0), ValueError, "classes should be"),
    (lambda: bayes.gaussian_bayes(LENGTH[:, None], FLOWERS.y), ShapeError, "gaussian_bayes: x"),
    (lambda: bayes.posterior(torch.ones(2), torch.ones(2), torch.ones(3), torch.ones(1)), ShapeError, "var"),
    (lambda: bayes.posterior(torch.ones(1), torch.ones(1), torch.ones(1), torch.ones(1, dtype=torch.long)), DtypeError,
     "x should be a floating-point"),
    (lambda: bayes.posterior(torch.ones(1), torch.ones(1), -torch.ones(1), torch.ones(1)), ValueError, "positive"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
