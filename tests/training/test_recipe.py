"""The recipe of model, loss and data: its gradient by differences, what it trains beside scikit-learn; bad input."""

import pytest
import torch
from sklearn.linear_model import LinearRegression, Ridge

from dlcourse import data, losses, optim, training
from dlcourse.diff import finite
from dlcourse.models import linear
from dlcourse.tensors import DtypeError, ShapeError, generator

CATS = data.cats()
ALL = torch.arange(4)


def line(theta, X):
    return X @ theta[1:] + theta[0]


def penalty(theta):
    return 0.3 * theta[1:].square().sum()


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setenv("DLCOURSE_QUIET", "1")


@pytest.mark.parametrize("added", [None, penalty])
@pytest.mark.parametrize("idx", [ALL, torch.tensor([2]), torch.tensor([0, 3])])
def test_the_gradient_agrees_with_differences(added, idx):
    theta = torch.tensor([0.5, -0.2, 0.7], dtype=torch.float64)
    call = training.recipe(line, losses.squared_error, CATS.X, CATS.y, penalty=added)
    value, g = call(theta, idx)
    by_hand = ((line(theta, CATS.X[idx]) - CATS.y[idx]) ** 2).mean() + (added(theta) if added else 0)
    assert float(value) == pytest.approx(float(by_hand))
    assert (g - finite.gradient(lambda t: call(t, idx)[0], theta)).abs().max() < 1e-7
    assert not value.requires_grad
    assert not theta.requires_grad


def trained(added=None):
    call = training.recipe(line, losses.squared_error, CATS.X, CATS.y, penalty=added)
    return training.fit(call, torch.zeros(3, dtype=torch.float64), optim.Momentum(0.03, 0.95), n=4,
                        epochs=700, batch_size=4, rng=generator(0)).theta


def test_it_finds_least_squares_like_the_formula_and_scikit_learn():
    peer = LinearRegression().fit(CATS.X.numpy(), CATS.y.numpy())
    plane = linear.least_squares(CATS.X, CATS.y)
    assert trained().tolist() == pytest.approx([peer.intercept_, *peer.coef_], abs=1e-6)
    assert trained().tolist() == pytest.approx([float(plane.b), *plane.w.tolist()], abs=1e-6)


def test_with_a_penalty_it_is_ridge_regression():
    """scikit-learn adds the squares up, so its strength is that of the mean times 4."""
    peer = Ridge(alpha=4 * 0.3, tol=1e-12).fit(CATS.X.numpy(), CATS.y.numpy())
    assert trained(penalty).tolist() == pytest.approx([peer.intercept_, *peer.coef_], abs=1e-6)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: training.recipe(3, losses.squared_error, CATS.X, CATS.y), TypeError, "model should be a function"),
    (lambda: training.recipe(line, 3, CATS.X, CATS.y), TypeError, "loss should be a function"),
    (lambda: training.recipe(line, abs, CATS.X, CATS.y, penalty=2), TypeError, "penalty should be a function"),
    (lambda: training.recipe(line, abs, CATS.X, CATS.y[:3]), ShapeError, "recipe: y"),
    (lambda: training.recipe(line, abs, CATS.X, [1, 2]), DtypeError, "recipe: y"),
    (lambda: training.recipe(line, lambda a, b: a - b, CATS.X, CATS.y)(torch.zeros(3, dtype=torch.float64), ALL),
     ShapeError, "single number, but together have shape"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
