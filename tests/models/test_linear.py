"""Linear models against scikit-learn, autograd and finite differences; margins, penalties, calibration; bad input."""

import itertools
import math

import numpy as np
import pytest
import torch
from sklearn import linear_model
from sklearn.svm import SVC

from dlcourse import data
from dlcourse.diff import finite
from dlcourse.models import linear, margin, penalties
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, generator

F = torch.nn.functional


def made(*shape, seed=0, device="cpu"):
    return torch.randn(shape, generator=generator(seed), dtype=torch.float64).to(device)


def problem(n=60, features=3, classes=2, seed=0, device="cpu"):
    """Overlapping classes: the minimum exists and is unique up to the softmax shift."""
    X = made(n, features, seed=seed) * torch.tensor([1.0, 0.5, 2.0])
    noisy = X @ made(features, classes, seed=seed + 1) + 1.5 * made(n, classes, seed=seed + 2)
    return X.to(device), noisy.argmax(1).to(device)


# --- least squares ---


def test_least_squares_against_scikit_learn(device):
    X, y = made(30, 4) + 3, made(30, seed=1)
    w, b = linear.least_squares(X.to(device), y.to(device))
    theirs = linear_model.LinearRegression().fit(X.numpy(), y.numpy())
    torch.testing.assert_close(w.cpu(), torch.tensor(theirs.coef_), rtol=0, atol=1e-12)
    assert b.item() == pytest.approx(theirs.intercept_, abs=1e-12)


def test_least_squares_with_a_doubled_column_takes_the_shortest_weights():
    x, y = made(20), made(20, seed=1)
    single, double = linear.least_squares(x[:, None], y), linear.least_squares(torch.stack([x, x], 1), y)
    torch.testing.assert_close(double.w, single.w.expand(2) / 2, rtol=0, atol=1e-12)


def test_ridge_against_scikit_learn(device):
    X, y = made(30, 4) + 3, made(30, seed=1) + 7
    for lam in (0.01, 1.0):
        w, b = linear.ridge(X.to(device), y.to(device), lam=lam)
        theirs = linear_model.Ridge(alpha=30 * lam).fit(X.numpy(), y.numpy())
        torch.testing.assert_close(w.cpu(), torch.tensor(theirs.coef_), rtol=0, atol=1e-12)
        assert b.item() == pytest.approx(theirs.intercept_, abs=1e-11)


# --- losses and their gradients ---


def test_logistic_gradient(device):
    X, y = problem(device=device)
    w, b = made(3, seed=7, device=device).requires_grad_(), made(seed=8, device=device).requires_grad_()
    theirs = F.binary_cross_entropy_with_logits(X @ w + b, y.double())
    w_bar, b_bar = torch.autograd.grad(theirs, (w, b))
    loss, grad = linear.logistic_loss_and_grad(w.detach(), b.detach(), X, y)
    torch.testing.assert_close(loss, theirs.detach(), rtol=0, atol=1e-14)
    torch.testing.assert_close(grad.w, w_bar, rtol=0, atol=1e-14)
    torch.testing.assert_close(grad.b, b_bar, rtol=0, atol=1e-14)


def test_softmax_gradient(device):
    X, y = problem(classes=4, device=device)
    W, b = made(4, 3, seed=7, device=device).requires_grad_(), made(4, seed=8, device=device).requires_grad_()
    theirs = F.cross_entropy(X @ W.mT + b, y)
    W_bar, b_bar = torch.autograd.grad(theirs, (W, b))
    loss, grad = linear.softmax_loss_and_grad(W.detach(), b.detach(), X, y)
    torch.testing.assert_close(loss, theirs.detach(), rtol=0, atol=1e-14)
    torch.testing.assert_close(grad.W, W_bar, rtol=0, atol=1e-14)
    torch.testing.assert_close(grad.b, b_bar, rtol=0, atol=1e-14)
    torch.testing.assert_close(grad.W.sum(0), torch.zeros_like(X[0]), rtol=0, atol=1e-14)


def test_svm_subgradient_against_finite_differences():
    X, y = problem()
    theta = made(4, seed=7)

    def loss(theta):
        return margin.svm_loss_and_grad(theta[:3], theta[3], X, y, lam=0.3)[0]

    grad = margin.svm_loss_and_grad(theta[:3], theta[3], X, y, lam=0.3)[1]
    by_hand = torch.cat([grad.w, grad.b[None]])
    torch.testing.assert_close(by_hand, finite.gradient(loss, theta), rtol=1e-6, atol=1e-7)
    paying = ((2 * y - 1) * (X @ theta[:3] + theta[3]) < 1).sum()
    assert 0 < paying < len(y)  # both kinds of samples were in the test


def test_svm_subgradient_on_the_margin_is_that_of_the_penalty():
    X, y = torch.tensor([[1.0], [-1.0]]), torch.tensor([1, 0])
    loss, grad = margin.svm_loss_and_grad(torch.tensor([1.0]), torch.tensor(0.0), X, y, lam=0.5)
    assert (loss.item(), grad.w.item(), grad.b.item()) == (0.5, 1.0, 0.0)


def test_probabilities(device):
    X = torch.tensor([[1.0, 1.0], [-0.5, -0.5]], dtype=torch.float64, device=device)
    b = X.new_zeros(())
    for scale in (1.0, 10.0):  # one boundary, two certainties
        w = X.new_full((2,), scale)
        logit = scale * torch.tensor([2.0, -1.0], dtype=torch.float64)
        torch.testing.assert_close(linear.predict_proba(w, b, X).cpu(), 1 / (1 + (-logit).exp()), rtol=1e-14, atol=0)
    W, c = made(3, 2, device=device), made(3, seed=1, device=device)
    torch.testing.assert_close(linear.softmax_predict(W, c, X), F.linear(X, W, c).softmax(1), rtol=0, atol=1e-15)
    two = torch.stack([0 * w, w])
    torch.testing.assert_close(linear.softmax_predict(two, X.new_zeros(2), X)[:, 1], linear.predict_proba(w, b, X))


# --- fits ---


@pytest.mark.parametrize("lam", [0.0, 0.05])
def test_logistic_fit_against_scikit_learn(lam):
    X, y = problem()
    fitted = linear.logistic_fit(X, y, eta=1.0, steps=1500, lam=lam)
    strength = 1 / (2 * lam * len(y)) if lam else np.inf
    theirs = linear_model.LogisticRegression(C=strength, tol=1e-10, max_iter=10_000).fit(X.numpy(), y.numpy())
    torch.testing.assert_close(fitted.params.w, torch.tensor(theirs.coef_[0]), rtol=0, atol=1e-5)
    assert fitted.params.b.item() == pytest.approx(theirs.intercept_[0], abs=1e-5)
    assert len(fitted.losses) == 1501
    assert all(after <= before + 1e-15 for before, after in itertools.pairwise(fitted.losses))
    assert fitted.losses[0] == pytest.approx(math.log(2))


def test_the_last_loss_is_that_of_the_fitted_weights():
    X, y = problem()
    (w, b), trace = linear.logistic_fit(X, y, steps=20, lam=0.1)
    assert trace[-1] == pytest.approx((linear.logistic_loss_and_grad(w, b, X, y)[0] + 0.1 * w @ w).item(), abs=1e-15)
    (W, b), trace = linear.softmax_fit(X, y, classes=2, steps=20, lam=0.1)
    expected = linear.softmax_loss_and_grad(W, b, X, y)[0] + 0.1 * (W**2).sum()
    assert trace[-1] == pytest.approx(expected.item(), abs=1e-15)
    (w, b), trace = margin.svm_fit(X, y, lam=0.1, steps=20)
    assert trace[-1] == margin.svm_loss_and_grad(w, b, X, y, lam=0.1)[0].item()


def test_softmax_fit_against_scikit_learn():
    X, y = problem(classes=3)
    fitted = linear.softmax_fit(X, y, classes=3, eta=1.0, steps=1500, lam=0.02)
    theirs = linear_model.LogisticRegression(C=1 / (0.04 * len(y)), tol=1e-10, max_iter=10_000)
    theirs.fit(X.numpy(), y.numpy())
    torch.testing.assert_close(fitted.params.W, torch.tensor(theirs.coef_), rtol=0, atol=1e-5)
    b, c = fitted.params.b, torch.tensor(theirs.intercept_)
    torch.testing.assert_close(b - b.mean(), c - c.mean(), rtol=0, atol=1e-5)


def test_every_start_leads_to_the_same_loss_but_not_to_the_same_weights():
    X, y = problem(classes=3)
    starts = [linear.Planes(made(3, 3, seed=s), made(3, seed=s + 20)) for s in (1, 2)]
    before = starts[0].W.clone()
    one, two = (linear.softmax_fit(X, y, classes=3, eta=1.0, steps=1200, start=start) for start in starts)
    assert torch.equal(starts[0].W, before)
    assert one.losses[0] != pytest.approx(two.losses[0], abs=0.1)
    assert one.losses[-1] == pytest.approx(two.losses[-1], abs=1e-6)
    assert (one.params.W - two.params.W).abs().max() > 0.1
    predictions = [linear.softmax_predict(*fitted.params, X) for fitted in (one, two)]
    torch.testing.assert_close(*predictions, rtol=0, atol=1e-3)


def test_weights_grow_without_bound_on_separable_data():
    toy = data.separable(40, rng=generator(0))
    lengths = [linear.logistic_fit(toy.X, toy.y, steps=steps).params.w.norm() for steps in (50, 200, 800)]
    assert lengths[0] + 0.3 < lengths[1] < lengths[2] - 0.3


@pytest.mark.parametrize("lam", [0.01, 0.1])
def test_svm_fit_against_scikit_learn(lam):
    X, y = problem()
    fitted = margin.svm_fit(X, y, lam=lam, steps=4000)
    theirs = SVC(kernel="linear", C=1 / (2 * lam * len(y)), tol=1e-8).fit(X.numpy(), y.numpy())
    best, _ = margin.svm_loss_and_grad(torch.tensor(theirs.coef_[0]), torch.tensor(theirs.intercept_[0]), X, y,
                                       lam=lam)
    assert best - 1e-9 <= fitted.losses[-1] <= 1.002 * best
    torch.testing.assert_close(fitted.params.w, torch.tensor(theirs.coef_[0]), rtol=0, atol=0.05)


def test_svm_finds_the_widest_margin():
    X = torch.tensor([[1.0, 0.0], [-1.0, 0.0], [3.0, 5.0], [-4.0, 7.0]], dtype=torch.float64)
    w, b = margin.svm_fit(X, torch.tensor([1, 0, 1, 0]), lam=0.01, steps=4000).params
    assert margin.margin_width(w).item() == pytest.approx(2.0, rel=0.02)
    assert w[0].item() == pytest.approx(1.0, abs=0.02)
    assert b.item() == pytest.approx(0.0, abs=0.02)


def test_fits_are_repeatable_and_leave_their_input_alone(device):
    X, y = problem(device=device)
    before = X.clone()
    for fit in (lambda: linear.logistic_fit(X, y, steps=5), lambda: linear.softmax_fit(X, y, classes=2, steps=5),
                lambda: margin.svm_fit(X, y, steps=5)):
        one, two = fit(), fit()
        assert one.losses == two.losses
        assert all(torch.equal(a, b) for a, b in zip(one.params, two.params))
        assert one.params.b.device.type == device.type
    assert torch.equal(X, before)


# --- penalties ---


@pytest.mark.parametrize("lam", [0.0, 0.7])
def test_penalty_gradients_against_autograd(lam, device):
    w = made(5, seed=3, device=device).requires_grad_()
    [l2] = torch.autograd.grad(lam * w.square().sum(), w)
    [l1] = torch.autograd.grad(lam * w.abs().sum(), w)
    torch.testing.assert_close(penalties.l2_penalty_grad(w.detach(), lam), l2)
    torch.testing.assert_close(penalties.l1_penalty_grad(w.detach(), lam), l1)
    assert penalties.l1_penalty_grad(torch.zeros(1), 1.0).item() == 0.0


def test_soft_threshold_minimises_the_proximal_problem():
    grid = torch.linspace(-4, 4, 80_001, dtype=torch.float64)
    for w, t in itertools.product((-2.3, -0.4, 0.0, 0.9, 3.1), (0.0, 0.5, 1.0)):
        best = grid[((grid - w) ** 2 / 2 + t * grid.abs()).argmin()]
        ours = penalties.soft_threshold(torch.tensor(w, dtype=torch.float64), t)
        assert ours.item() == pytest.approx(best.item(), abs=1e-4)


def test_l1_path_satisfies_the_optimality_conditions():
    X, y = problem(80)
    X = torch.cat([X, made(80, 3, seed=9)], dim=1)  # three features that say nothing
    lams = [0.2, 0.05, 0.01]
    path = penalties.l1_path(X, y, lams, eta=0.5, steps=1500)
    for w, b, lam in zip(path.w, path.b, lams):
        _, grad = linear.logistic_loss_and_grad(w, b, X, y)
        zero = w == 0
        assert (grad.w[zero].abs() <= lam).all()
        torch.testing.assert_close(grad.w[~zero], -lam * w[~zero].sign(), rtol=0, atol=1e-7)
        assert abs(grad.b.item()) < 1e-7
    zeros = (path.w == 0).sum(1).tolist()
    assert zeros[0] > zeros[1] >= zeros[2]
    assert zeros[0] >= 3


def test_l1_path_against_scikit_learn():
    X, y = problem()
    theirs = linear_model.LogisticRegression(l1_ratio=1.0, solver="saga", C=1 / (0.05 * len(y)), tol=1e-9,
                                             max_iter=20_000, random_state=0).fit(X.numpy(), y.numpy())
    ours = penalties.l1_path(X, y, [0.05], eta=0.5, steps=2000)
    torch.testing.assert_close(ours.w[0], torch.tensor(theirs.coef_[0]), rtol=0, atol=1e-5)


# --- reading a classifier ---


def test_signed_distance_is_a_distance_from_the_foot(device):
    w, b, X = made(3, device=device), made(seed=1, device=device), made(8, 3, seed=2, device=device)
    distance = linear.signed_distance(w, b, X)
    foot = X - distance[:, None] * w / w.norm()
    torch.testing.assert_close(foot @ w + b, torch.zeros_like(distance), rtol=0, atol=1e-12)
    torch.testing.assert_close(linear.signed_distance(10 * w, 10 * b, X), distance)
    torch.testing.assert_close(linear.signed_distance(-w, -b, X), -distance)


def test_margin_width_is_twice_the_distance_of_a_support_vector():
    w = torch.tensor([3.0, 4.0], dtype=torch.float64)
    on_the_margin = w[None] / (w @ w)
    assert margin.margin_width(w).item() == pytest.approx(
        2 * linear.signed_distance(w, w.new_zeros(()), on_the_margin).item())


# --- bad input ---

X, Y = problem(8)
W1, B1 = torch.ones(3, dtype=torch.float64), torch.tensor(0.0, dtype=torch.float64)
W2, B2 = torch.ones(2, 3, dtype=torch.float64), torch.zeros(2, dtype=torch.float64)
T = X[:, 0]
CASES = [
    (lambda: linear.least_squares(X, T[:4]), ShapeError, "y should"),
    (lambda: linear.least_squares(X, Y), DtypeError, "y should"),
    (lambda: linear.least_squares(X, T.float()), DtypeError, "y should have the dtype of X"),
    (lambda: linear.least_squares(X * math.nan, T), NotANumberError, "X should"),
    (lambda: linear.ridge(X, T, lam=0.0), ValueError, "lam should be a positive number"),
    (lambda: linear.ridge(X, T, lam=-1.0), ValueError, "lam should"),
    (lambda: linear.ridge(X, T.float(), lam=1.0), DtypeError, "y should have the dtype of X"),
    (lambda: linear.predict_proba(W1[:2], B1, X), ShapeError, "X should"),
    (lambda: linear.predict_proba(W1.float(), B1, X), DtypeError, "predict_proba: w should have the dtype"),
    (lambda: linear.predict_proba(W1, B1[None], X), ShapeError, "b should"),
    (lambda: linear.logistic_loss_and_grad(W1, B1, X, Y + 1), ValueError, "logistic_loss_and_grad: y should lie in 0"),
    (lambda: linear.logistic_loss_and_grad(W1, B1, X, 2 * Y - 1), ValueError, "logistic_loss_and_grad: y should lie"),
    (lambda: linear.logistic_loss_and_grad(W1, B1, X, T), DtypeError, "y should"),
    (lambda: linear.logistic_loss_and_grad(W1, B1.float(), X, Y), DtypeError, "b should have the dtype"),
    (lambda: linear.logistic_fit(X, Y, eta=-1.0), ValueError, "eta should"),
    (lambda: linear.logistic_fit(X, Y, steps=1.5), TypeError, "steps should"),
    (lambda: linear.logistic_fit(X, Y, eta=1.0, lam=3.0), ValueError, "eta should be at most 1/lam, 0.333"),
    (lambda: linear.softmax_predict(W2.mT, B2, X), ShapeError, "should"),
    (lambda: linear.softmax_predict(W2.float(), B2, X), DtypeError, "W should have the dtype"),
    (lambda: linear.softmax_loss_and_grad(W2, B2, X, Y + 1), ValueError, "softmax_loss_and_grad: y should lie in 0 to"),
    (lambda: linear.softmax_fit(X, Y, classes=1), ValueError, "classes should"),
    (lambda: linear.softmax_fit(X, Y + 1, classes=2), ValueError, "softmax_fit: y should lie in 0 to 1"),
    (lambda: linear.softmax_fit(X, Y, classes=2, start=linear.Planes(W2.mT, B2)), ShapeError, "start.W should"),
    (lambda: margin.svm_loss_and_grad(W1, B1, X, 2 * Y - 1, lam=0.1), ValueError, "y should lie in 0 to 1"),
    (lambda: margin.svm_loss_and_grad(W1, B1, X, Y, lam=-0.1), ValueError, "lam should"),
    (lambda: margin.svm_loss_and_grad(W1.float(), B1, X, Y, lam=0.1), DtypeError, "w should have the dtype"),
    (lambda: margin.svm_fit(X, Y, lam=0.0), ValueError, "lam should be a positive number"),
    (lambda: margin.svm_fit(X, Y, steps=0), ValueError, "steps should"),
    (lambda: margin.margin_width(0 * W1), ValueError, "w should not be zero"),
    (lambda: linear.signed_distance(0 * W1, B1, X), ValueError, "w should not be zero"),
    (lambda: linear.signed_distance(W1.float(), B1, X), DtypeError, "w should have the dtype"),
    (lambda: penalties.l2_penalty_grad(W1, -1.0), ValueError, "lam should"),
    (lambda: penalties.l1_penalty_grad(W1, "1"), TypeError, "lam should"),
    (lambda: penalties.soft_threshold(W1, -1.0), ValueError, "t should"),
    (lambda: penalties.l1_path(X, Y, []), ValueError, "lams should"),
    (lambda: penalties.l1_path(X, Y, [-1.0]), ValueError, "lam should"),
    (lambda: penalties.l1_path(X, Y + 5, [1.0]), ValueError, "y should lie in 0 to 1"),
]


@pytest.mark.parametrize("call, error, words", CASES, ids=range(len(CASES)))
@pytest.mark.refuses
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
