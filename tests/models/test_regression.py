"""Lines by least squares: the closed form, descent and features against scikit-learn and by hand; bad input."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import PolynomialFeatures

from dlcourse import data
from dlcourse.diff import finite
from dlcourse.models import linear, regression
from dlcourse.tensors import ShapeError, generator


def points(n=25, seed=0, device="cpu"):
    x = 3 * torch.randn(n, generator=generator(seed), dtype=torch.float64) + 2
    return x.to(device), (1.5 * x - 4 + torch.randn(n, generator=generator(seed + 1), dtype=torch.float64)).to(device)


def test_the_line_against_scikit_learn_and_polyfit(device):
    x, y = points(device=device)
    line = regression.least_squares_1d(x, y)
    theirs = LinearRegression().fit(x.cpu().numpy()[:, None], y.cpu().numpy())
    assert (line.t0.item(), line.t1.item()) == (pytest.approx(theirs.intercept_), pytest.approx(theirs.coef_[0]))
    assert [line.t1.item(), line.t0.item()] == pytest.approx(np.polyfit(x.cpu().numpy(), y.cpu().numpy(), 1))


def test_the_cats_by_age_alone():
    cats = data.cats()
    line = regression.least_squares_1d(cats.X[:, 0], cats.y)
    assert (line.t0.item(), line.t1.item()) == (pytest.approx(0.8473684, abs=5e-8), pytest.approx(0.6794258, abs=5e-8))
    assert (line.t0 + 5 * line.t1).item() == pytest.approx(4.244498, abs=5e-7)


def test_equal_inputs_are_refused_even_where_rounding_hides_it():
    with pytest.raises(ValueError, match="at least two different entries"):
        regression.least_squares_1d(torch.full((3,), 0.1, dtype=torch.float64), torch.tensor([1.0, 2.0, 4.0]).double())


def test_the_gradient_against_differences():
    x, y = points()
    theta = torch.tensor([0.5, -1.0], dtype=torch.float64)

    def loss(t):
        return ((t[0] + t[1] * x - y) ** 2).mean()

    grad = regression.mean_square_and_grad(*theta, x, y)[1]
    torch.testing.assert_close(torch.stack(grad), finite.gradient(loss, theta), rtol=1e-6, atol=1e-6)


def test_descent_follows_torch_and_arrives_at_the_closed_form():
    x, y = points()
    way = regression.gd_linear(x, y, eta=0.05, epochs=400)
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([theta], lr=0.05)
    for row in way[:30]:
        torch.testing.assert_close(row, theta.detach(), rtol=0, atol=1e-10)
        optimiser.zero_grad()
        ((theta[0] + theta[1] * x - y) ** 2).mean().backward()
        optimiser.step()
    torch.testing.assert_close(way[-1], torch.stack(regression.least_squares_1d(x, y)), rtol=0, atol=1e-9)
    assert regression.gd_linear(x, y, eta=0.05, epochs=0).tolist() == [[0, 0]]


def test_features_against_scikit_learn():
    x, _ = points()
    theirs = PolynomialFeatures(4, include_bias=False).fit_transform(x.numpy()[:, None])
    torch.testing.assert_close(regression.polynomial_features(x, 4), torch.tensor(theirs))
    X = regression.polynomial_features(x, 2)
    assert regression.design_matrix(X)[:, -1].tolist() == [1.0] * 25


def test_a_column_of_ones_and_the_pseudo_inverse_give_the_same_fit_as_a_free_bias():
    x, y = points()
    X = regression.polynomial_features(x, 2)
    both = torch.linalg.pinv(regression.design_matrix(X)) @ y
    w, b = linear.least_squares(X, y)
    torch.testing.assert_close(both, torch.cat([w, b[None]]))


@pytest.mark.refuses
def test_bad_input_is_refused():
    x, y = points()
    with pytest.raises(ShapeError):
        regression.least_squares_1d(x, y[:-1])
    with pytest.raises(ValueError, match="epochs"):
        regression.gd_linear(x, y, eta=0.1, epochs=-1)
    with pytest.raises(ValueError, match="degree"):
        regression.polynomial_features(x, 0)
