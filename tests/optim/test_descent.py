"""Trajectories, schedules, proximal steps, stable step lengths and regret."""

import math

import pytest
import torch

from dlcourse import optim
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

H = torch.tensor([[3.0, 1.0], [1.0, 2.0]], dtype=torch.float64)
THETA0 = torch.tensor([1.0, -2.0], dtype=torch.float64)
NAN = torch.tensor([1.0, math.nan], dtype=torch.float64)


def gradient(theta):
    return H @ theta


def test_trajectory_follows_torch(device):
    walked = optim.gradient_descent(lambda t: H.to(device) @ t, THETA0.to(device), rule=optim.Adam(0.1), steps=30)
    parameter = torch.nn.Parameter(THETA0.to(device).clone())
    optimiser = torch.optim.Adam([parameter], lr=0.1)
    assert walked.shape == (31, 2)
    assert torch.equal(walked[0], THETA0.to(device))
    for theta in walked[1:]:
        parameter.grad = H.to(device) @ parameter.detach()
        optimiser.step()
        assert (theta - parameter.detach()).abs().max() < 1e-10


def test_trajectory_with_a_schedule():
    walked = optim.gradient_descent(lambda t: torch.ones_like(t), THETA0, rule=optim.SGD(9.0), steps=3,
                                    schedule=optim.InverseTime(1.0, 0.5))
    assert (walked[:-1] - walked[1:])[:, 0].tolist() == pytest.approx([1.0, 1 / 1.5, 1 / 2.0])


def test_schedules():
    assert [optim.Constant(0.3)(t) for t in (0, 9)] == [0.3, 0.3]
    assert optim.InverseTime(0.2, 0.1)(10) == pytest.approx(0.1)
    assert optim.InverseRoot(3.0, 2.0)(0) == pytest.approx(1.5)
    assert optim.InverseRoot(3.0, 2.0)(8) == pytest.approx(0.5)


def test_stable_eta_is_the_limit():
    eta = optim.max_stable_eta(H).item()
    assert eta == pytest.approx(2 / torch.linalg.eigvalsh(H)[-1].item(), rel=1e-12)
    for factor, shrinks in ((0.99, True), (1.01, False)):
        walked = optim.gradient_descent(gradient, THETA0, rule=optim.SGD(factor * eta), steps=600)
        assert bool(walked[-1].norm() < walked[0].norm()) == shrinks


def test_stable_eta_of_no_curvature():
    assert optim.max_stable_eta(torch.zeros(2, 2)).item() == math.inf


# --- proximal step ---


def bowl(x, theta, g, eta, B):
    return g @ x + (x - theta) @ B @ (x - theta) / (2 * eta)


@pytest.mark.parametrize("B", [None, H], ids=["identity", "matrix"])
def test_prox_step_is_where_the_objective_is_stationary(B, device):
    theta, g, eta = THETA0.to(device), torch.tensor([0.7, -0.3], dtype=torch.float64, device=device), 0.25
    B = B if B is None else B.to(device)
    x = optim.prox_step(theta, g, eta=eta, B=B)
    metric = torch.eye(2, dtype=torch.float64, device=device) if B is None else B
    for direction in metric.new_tensor([[1.0, 0.0], [0.0, 1.0], [1.0, -2.0]]):
        h = 1e-5 * direction
        slope = (bowl(x + h, theta, g, eta, metric) - bowl(x - h, theta, g, eta, metric)) / 2e-5
        assert abs(slope.item()) < 1e-9


def test_prox_step_with_the_identity_is_gradient_descent():
    g = torch.tensor([0.7, -0.3], dtype=torch.float64)
    rule = optim.SGD(0.25)
    expected = rule.step(THETA0, g, rule.init(THETA0))[0]
    torch.testing.assert_close(optim.prox_step(THETA0, g, eta=0.25), expected, rtol=0, atol=1e-15)
    torch.testing.assert_close(optim.prox_step(THETA0, g, eta=0.25, B=torch.eye(2, dtype=torch.float64)), expected,
                               rtol=0, atol=1e-15)


def test_prox_step_with_a_diagonal_of_past_gradients_is_adagrad():
    g = torch.tensor([0.7, -0.3], dtype=torch.float64)
    rule = optim.AdaGrad(eta=0.25, eps=0.0)
    expected, state = rule.step(THETA0, g, rule.init(THETA0))
    B = torch.diag(state.cache.sqrt())
    torch.testing.assert_close(optim.prox_step(THETA0, g, eta=0.25, B=B), expected, rtol=1e-14, atol=0)


# --- online ---


def test_online_regret_stays_under_its_bound(rng):
    rounds, diameter, slope = 400, 2.0, 1.0
    directions = torch.nn.functional.normalize(torch.randn(rounds, 3, generator=rng, dtype=torch.float64), dim=1)
    losses = [lambda x, g=g: g @ x for g in directions]
    run = optim.online_gradient_descent(
        [lambda x, g=g: g for g in directions], torch.zeros(3, dtype=torch.float64),
        etas=optim.InverseRoot(diameter, slope), project=lambda x: x / x.norm().clamp(min=1.0))
    best = -directions.sum(0) / directions.sum(0).norm()
    regret = optim.regret(losses, run.thetas, best)
    assert regret.shape == (rounds,)
    assert regret[-1] <= 1.5 * diameter * slope * math.sqrt(rounds)
    assert torch.equal(run.gradients, directions)
    assert (run.thetas.norm(dim=1) <= 1 + 1e-12).all()


def test_online_decision_comes_before_its_loss():
    run = optim.online_gradient_descent([lambda x: x - 1, lambda x: x - 3], THETA0[:1], etas=[0.5, 0.1])
    assert run.thetas.tolist() == [[1.0], [1.0]]
    assert run.gradients.tolist() == [[0.0], [-2.0]]


def test_regret_is_summed_over_rounds():
    regret = optim.regret([lambda x: x.sum(), lambda x: 2 * x.sum()], torch.tensor([[3.0], [5.0]]),
                          torch.tensor([1.0]))
    assert regret.tolist() == [2.0, 10.0]


# --- bad input ---

SGD = optim.SGD(0.1)
CASES = [
    (lambda: optim.gradient_descent(gradient, [1.0], rule=SGD, steps=1), DtypeError, "theta0 should"),
    (lambda: optim.gradient_descent(gradient, NAN, rule=SGD, steps=1), NotANumberError, "theta0 should"),
    (lambda: optim.gradient_descent(gradient, THETA0[:0], rule=SGD, steps=1), ShapeError, "empty"),
    (lambda: optim.gradient_descent(gradient, THETA0.long(), rule=SGD, steps=1), DtypeError, "integer|int64"),
    (lambda: optim.gradient_descent(H, THETA0, rule=SGD, steps=1), TypeError, "f_grad should be a function"),
    (lambda: optim.gradient_descent(gradient, THETA0, rule=optim.SGD, steps=1), TypeError, "rule should"),
    (lambda: optim.gradient_descent(gradient, THETA0, rule=None, steps=1), TypeError, "rule should"),
    (lambda: optim.gradient_descent(gradient, THETA0, rule=SGD, steps=-1), ValueError, "steps should"),
    (lambda: optim.gradient_descent(gradient, THETA0, rule=SGD, steps=1.5), TypeError, "steps should"),
    (lambda: optim.gradient_descent(lambda t: t.sum(), THETA0, rule=SGD, steps=1), ShapeError, "g should"),
    (lambda: optim.gradient_descent(lambda t: NAN, THETA0, rule=SGD, steps=1), NotANumberError, "g should"),
    (lambda: optim.online_gradient_descent([], THETA0, etas=[0.1]), ValueError, "gradients should"),
    (lambda: optim.online_gradient_descent([H], THETA0, etas=[0.1]), TypeError, r"gradients\[0\] should"),
    (lambda: optim.online_gradient_descent([gradient], THETA0, etas=[]), ValueError, "etas should"),
    (lambda: optim.online_gradient_descent([gradient], THETA0, etas=0.1), ValueError, "etas should"),
    (lambda: optim.online_gradient_descent([gradient], THETA0, etas=[-0.1]), ValueError, r"etas\[0\] should"),
    (lambda: optim.online_gradient_descent([gradient], NAN, etas=[0.1]), NotANumberError, "theta0 should"),
    (lambda: optim.online_gradient_descent([gradient], [1.0], etas=[0.1]), DtypeError, "theta0 should"),
    (lambda: optim.online_gradient_descent([lambda t: t[:1]], THETA0, etas=[0.1]), ShapeError, "gradient should"),
    (lambda: optim.regret([gradient], torch.ones(2, 2), torch.ones(2)), ValueError, "losses should"),
    (lambda: optim.regret([gradient], torch.ones(1, 2), torch.ones(3)), ShapeError, "best should"),
    (lambda: optim.regret([gradient], [[1.0]], torch.ones(1)), DtypeError, "thetas should"),
    (lambda: optim.regret([], torch.ones(1, 2), torch.ones(2)), ValueError, "losses should"),
    (lambda: optim.prox_step(THETA0, NAN, eta=0.1), NotANumberError, "g should"),
    (lambda: optim.prox_step(THETA0, THETA0[:1], eta=0.1), ShapeError, "g should"),
    (lambda: optim.prox_step(THETA0, THETA0.long(), eta=0.1), DtypeError, "g should"),
    (lambda: optim.prox_step(THETA0, [1.0, 2.0], eta=0.1), DtypeError, "g should"),
    (lambda: optim.prox_step(THETA0[:0], THETA0[:0], eta=0.1), ShapeError, "empty"),
    (lambda: optim.prox_step(THETA0, THETA0, eta=-0.1), ValueError, "eta should"),
    (lambda: optim.prox_step(THETA0, THETA0, eta=0.1, B=H.float()), DtypeError, "B"),
    (lambda: optim.prox_step(THETA0, THETA0, eta=0.1, B=torch.eye(3)), ShapeError, "B should"),
    (lambda: optim.prox_step(THETA0, THETA0, eta=0.1, B=H.triu()), ValueError, "symmetric"),
    (lambda: optim.prox_step(THETA0, THETA0, eta=0.1, B=-H), ValueError, "positive definite"),
    (lambda: optim.prox_step(THETA0, THETA0, eta=0.1, B=H * math.inf), ValueError, "finite"),
    (lambda: optim.max_stable_eta(H[:1]), ShapeError, "H should"),
    (lambda: optim.max_stable_eta(H.long()), DtypeError, "H should"),
    (lambda: optim.max_stable_eta(H * math.nan), NotANumberError, "H should"),
    (lambda: optim.max_stable_eta(H[:0, :0]), ShapeError, "empty"),
    (lambda: optim.max_stable_eta([[1.0]]), DtypeError, "H should"),
    (lambda: optim.max_stable_eta(H.triu()), ValueError, "symmetric"),
    (lambda: optim.max_stable_eta(-H), ValueError, "semi-definite"),
    (lambda: optim.Constant(-1.0), ValueError, "eta should"),
    (lambda: optim.Constant(1.0)(-1), ValueError, "t should"),
    (lambda: optim.InverseTime(1.0, -1.0), ValueError, "decay should"),
    (lambda: optim.InverseTime(1.0, 1.0)(0.5), TypeError, "t should"),
    (lambda: optim.InverseRoot(1.0, 0.0), ValueError, "slope should"),
]


@pytest.mark.parametrize("call, error, words", CASES, ids=[f"{i}-{c[2]}" for i, c in enumerate(CASES)])
@pytest.mark.refuses
def test_refuses(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert str(caught.value).count(". ") >= 1  # a remedy follows
