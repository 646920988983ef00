"""The nearest allowed point, and gradient descent that returns to it: by hand, beside scipy, and with bad input."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import lsq_linear

from dlcourse import optim
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, generator

double = torch.float64


def vector(*values):
    return torch.tensor(values, dtype=double)


def test_a_box_by_hand():
    low, high = vector(0.0, -1.0, -math.inf), vector(2.0, 1.0, 5.0)
    assert optim.project_box(vector(3.0, -4.0, -100.0), low, high).tolist() == [2.0, -1.0, -100.0]
    assert optim.project_box(vector(1.0, 0.5, 5.0), low, high).tolist() == [1.0, 0.5, 5.0]
    assert optim.project_box(vector(1.0), vector(4.0), vector(4.0)).tolist() == [4.0]


def test_a_ball_by_hand():
    assert optim.project_ball(vector(3.0, 4.0), 2.5).tolist() == [1.5, 2.0]
    assert optim.project_ball(vector(4.0, 6.0), 2.5, centre=vector(1.0, 2.0)).tolist() == [2.5, 4.0]
    assert optim.project_ball(vector(1.0, 2.0), 2.5, centre=vector(1.0, 2.0)).tolist() == [1.0, 2.0]
    assert optim.project_ball(vector(3.0, 4.0), 0.0, centre=vector(1.0, 1.0)).tolist() == [1.0, 1.0]
    assert optim.project_ball(vector(3.0, 4.0), 5.0).tolist() == [3.0, 4.0]


@given(st.integers(0, 10_000))
def test_no_other_point_of_the_region_is_nearer(seed):
    rng = generator(seed)
    theta, centre, low = (3 * torch.randn(4, generator=rng, dtype=double) for _ in range(3))
    high = low + torch.rand(4, generator=rng, dtype=double)
    boxed, balled = optim.project_box(theta, low, high), optim.project_ball(theta, 1.5, centre=centre)
    u = torch.randn(200, 4, generator=rng, dtype=double)
    inside = centre + 1.5 * u / u.norm(dim=1, keepdim=True) * torch.rand(200, 1, generator=rng, dtype=double)
    corners = low + torch.rand(200, 4, generator=rng, dtype=double) * (high - low)
    assert (low <= boxed).all()
    assert (boxed <= high).all()
    assert float((balled - centre).norm()) <= 1.5 + 1e-12
    assert float((theta - boxed).norm()) <= float((theta - corners).norm(dim=1).min()) + 1e-12
    assert float((theta - balled).norm()) <= float((theta - inside).norm(dim=1).min()) + 1e-12


def test_descent_in_a_box_agrees_with_scipy():
    rng = generator(3)
    A, b = torch.randn(12, 3, generator=rng, dtype=double), torch.randn(12, generator=rng, dtype=double)
    low, high = vector(-0.1, -0.1, -math.inf), vector(0.1, math.inf, 0.2)
    walked = optim.projected_gradient_descent(
        lambda theta: A.mT @ (A @ theta - b), lambda theta: optim.project_box(theta, low, high), vector(9.0, 9.0, 9.0),
        eta=1 / float(torch.linalg.matrix_norm(A, 2) ** 2), steps=400)
    peer = lsq_linear(A.numpy(), b.numpy(), bounds=(low.numpy(), high.numpy()), tol=1e-12).x
    assert walked.shape == (401, 3)
    assert walked[0].tolist() == [0.1, 9.0, 0.2]
    assert walked[-1].tolist() == pytest.approx(peer.tolist(), abs=1e-8)


def test_without_walls_it_is_gradient_descent():
    H = torch.tensor([[3.0, 1.0], [1.0, 2.0]], dtype=double)
    free = optim.gradient_descent(lambda t: H @ t, vector(1.0, -2.0), rule=optim.SGD(0.1), steps=5)
    walked = optim.projected_gradient_descent(lambda t: H @ t, lambda t: t, vector(1.0, -2.0), eta=0.1, steps=5)
    assert torch.equal(walked, free)


def test_nothing_is_changed_in_place():
    theta, low, high = vector(3.0, -4.0), vector(0.0, 0.0), vector(1.0, 1.0)
    optim.project_box(theta, low, high)
    optim.project_ball(theta, 1.0)
    assert optim.project_ball(theta, 9.0) is not theta
    optim.projected_gradient_descent(lambda t: 2 * t, lambda t: t.clamp(0, 1), theta, eta=0.1, steps=2)
    assert theta.tolist() == [3.0, -4.0]


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: optim.project_box(vector(1.0), vector(2.0), vector(1.0)), ValueError, "low should be at most high"),
    (lambda: optim.project_box(vector(1.0, 2.0), vector(2.0), vector(3.0)), ShapeError, "project_box: low"),
    (lambda: optim.project_box(vector(math.nan), vector(2.0), vector(3.0)), NotANumberError, "theta"),
    (lambda: optim.project_ball(vector(1.0), -1.0), ValueError, "radius should be a number"),
    (lambda: optim.project_ball(vector(1.0), 1.0, centre=vector(1.0, 2.0)), ShapeError, "centre"),
    (lambda: optim.project_ball(torch.tensor([1]), 1.0), DtypeError, "project_ball: theta"),
    (lambda: optim.projected_gradient_descent(3, abs, vector(1.0), eta=0.1, steps=1), TypeError, "f_grad should be"),
    (lambda: optim.projected_gradient_descent(abs, 3, vector(1.0), eta=0.1, steps=1), TypeError, "project should be"),
    (lambda: optim.projected_gradient_descent(abs, abs, vector(1.0), eta=-0.1, steps=1), ValueError, "eta should be"),
    (lambda: optim.projected_gradient_descent(abs, abs, vector(1.0), eta=0.1, steps=-1), ValueError, "steps should"),
    (lambda: optim.projected_gradient_descent(abs, lambda t: t[:1], vector(1.0, 2.0), eta=0.1, steps=1), ShapeError,
     "should have the shape of theta"),
    (lambda: optim.projected_gradient_descent(lambda t: t[:1], abs, vector(1.0, 2.0), eta=0.1, steps=1), ShapeError,
     "gradient should have the shape"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
