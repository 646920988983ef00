"""What the lecture says of rules in numbers: first steps, decay, the turned ravine, and runs on the irises."""

import math

import pytest
import torch

from dlcourse import optim
from dlcourse.learning_curves import iris_curves, ran_away
from dlcourse.lectures.l09b import shop
from dlcourse.lectures.l09b.shop import PRICES
from dlcourse.lectures.l09b.steps import walk
from dlcourse.lectures.l09b.widgets import IrisCurves, curves, learned, learning_curves
from dlcourse.widgets.shared.race import SURFACES, path, rules

double = torch.float64


def test_epsilon_inside_the_root_brakes_a_gradient_of_1e_4():
    g = torch.tensor([[1e-4]], dtype=double)
    first = {inside: float(walk(optim.Adam(1.0, eps=1e-8, eps_inside=inside), g).positions[1].abs())
             for inside in (False, True)}
    assert first[True] == pytest.approx(0.71, abs=0.005)
    assert first[False] > 0.999


def test_tables_of_adagrad_and_rmsprop():
    def lengths(rule, *gradients):
        return walk(rule, torch.tensor(gradients, dtype=double)[:, None]).positions[:, 0].diff().abs().tolist()

    assert lengths(optim.AdaGrad(0.1), 2, 2, 1) == pytest.approx([0.1, 0.0707, 0.0333], abs=5e-5)
    assert lengths(optim.AdaGrad(0.1), 3, 0, 4) == pytest.approx([0.1, 0, 0.08])
    assert lengths(optim.RMSProp(0.1, 0.9), 10, 1, 1) == pytest.approx([0.316, 0.0331, 0.0347], abs=3e-4)


def test_adam_without_corrections():
    steady = torch.ones(2000, 1, dtype=double)
    long = walk(optim.Adam(0.1, bias_correction=False), steady).positions[:, 0].diff().abs() / 0.1
    assert float(long[0]) == pytest.approx(3.16, abs=0.005)
    assert float(long.max()) == pytest.approx(6.6, abs=0.05)
    assert int(long.argmax()) + 1 == 12
    assert float(long[-1]) == pytest.approx(1.075, abs=0.0005)
    assert torch.allclose(walk(optim.Adam(0.1), steady).positions[:, 0].diff().abs(), torch.tensor(0.1, dtype=double))


def test_a_corrected_average_that_is_kept_gives_5_26():
    assert pytest.approx(5.26, abs=0.005) == (0.9 * 1 + 0.1 * 1) / (1 - 0.9**2)


def test_the_turned_ravine_costs_adagrad_its_lead_and_momentum_nothing():
    H, c = torch.diag(torch.tensor([1.0, 50.0], dtype=double)), 1 / math.sqrt(2)
    turn = torch.tensor([[c, -c], [c, c]], dtype=double)
    turned = torch.tensor([[25.5, -24.5], [-24.5, 25.5]], dtype=double)
    assert torch.allclose(turn @ H @ turn.mT, turned)
    assert 25.5**2 - 24.5**2 == 50
    starts = torch.randn(10_000, 2, generator=torch.Generator().manual_seed(0), dtype=double)
    starts = 4 * starts / starts.norm(dim=1, keepdim=True)

    def median_height(rule, M, x):  # these rules treat each entry alone, so all starts may walk at once
        state = rule.init(x)
        for _ in range(40):
            x, state = rule.step(x, x @ M, state)
        return float(((x @ M) * x).sum(1).median() / 2)

    for rule, straight, askew in ((optim.SGD(0.035), 0.23, 0.23), (optim.Momentum(0.018, 0.8), 0.003, 0.003),
                                  (optim.AdaGrad(1.0), 0, 1.3), (optim.AdaGrad(4.0), 0, 0.5),
                                  (optim.Adam(0.3), 0.30, 2.7)):
        near = 1e-5 if not straight else 5e-4 if straight < 0.1 else 0.005
        assert median_height(rule, H, starts) == pytest.approx(straight, abs=near)
        assert median_height(rule, turned, starts @ turn.mT) == pytest.approx(askew, abs=0.05 if askew > 0.3 else near)


def test_three_runs_on_the_irises_cannot_tell_four_rates_apart():
    told = {0.1: 0.071, 0.178: 0.082, 0.316: 0.074, 0.562: 0.077}
    for eta, median in told.items():
        ends = curves("Adam", eta).held_out[:, -1].sort().values
        assert float(ends[1]) == pytest.approx(median, abs=0.0006)
        assert float(ends[2] - ends[0]) > 0.05
        assert float(ends[0]) < 0.06
        assert float(ends[2]) > 0.0995
    assert all(bool(ran_away(curves("Adam", eta)).all()) for eta in (3.16, 5.62, 10.0))


def test_twenty_runs_can():
    told = {0.1: (0, 0.16), 0.178: (4, 0.22), 0.316: (5, 0.49), 0.562: (4, 1.26)}  # wins over 0.1, worst run
    assert set(told) <= set(IrisCurves.controls[1].values)
    found = iris_curves({str(eta): optim.Adam(eta) for eta in told}, epochs=30, batch_size=45, seeds=range(20))
    for eta, (wins, worst) in told.items():
        ends = found[str(eta)].held_out[:, -1]
        assert int((ends < found["0.1"].held_out[:, -1]).sum()) == wins
        assert float(ends.max()) == pytest.approx(worst, abs=0.006)


def test_the_turned_ravine_from_the_start_of_the_picture():
    ends = {}
    for name in ("ravine", "ravine, turned"):
        s = SURFACES[name]
        ends[name] = {label: float(s.f(path(rule, s))[-1]) for label, rule in rules(s.etas, 1.0).items()}
    straight, turned = ends.values()
    assert straight["momentum"] == pytest.approx(0.0022, abs=5e-5)
    assert turned["momentum"] == pytest.approx(straight["momentum"], rel=1e-9)
    assert (straight["Adam"], turned["Adam"]) == pytest.approx((0.17, 1.33), abs=0.005)
    assert (straight["AdaGrad"], turned["AdaGrad"]) == (pytest.approx(0, abs=1e-5), pytest.approx(1.09, abs=0.005))
    assert s.start == pytest.approx((-3.54, -2.12), abs=0.005)
    g = s.slope(torch.tensor(s.start, dtype=double))
    assert g.tolist() == pytest.approx([-38.2, 32.5], abs=0.05)
    places = path(optim.AdaGrad(1.0), s)
    caches = torch.stack([s.slope(p) for p in places]).square().cumsum(0).sqrt()
    prices = caches[:, 0] / caches[:, 1]
    assert 0.8 < float(prices.min()) <= float(prices.max()) < 1.25


def test_rms_prop_with_a_large_rate_hops_around_the_prices_for_ever():
    w, _ = learned("RMSprop", 100, 1.4)
    assert (w[-1] - PRICES).abs().tolist() == pytest.approx([0.5] * 3, abs=0.005)
    assert ((w[-1] - PRICES) * (w[-2] - PRICES) < 0).all()
    X = shop.baskets(100)
    late = optim.gradient_descent(lambda w: shop.gradient(w, X, X @ PRICES), torch.zeros(3, dtype=double),
                                  rule=optim.RMSProp(1.4, 0.9), steps=400)[-2:]
    assert (late - PRICES).abs().flatten().tolist() == pytest.approx([0.7] * 6, abs=1e-4)
    assert ((late[0] - PRICES) * (late[1] - PRICES) < 0).all()


def test_ann_and_ben_after_a_hundred_steps_and_on_a_silent_weight():
    g, ends = torch.tensor([10.0, 0.1], dtype=double), {}
    for name, rule in (("Ann", optim.Adam(0.01)), ("Ben", optim.AdamW(0.01, weight_decay=0.5))):
        theta = torch.ones(2, dtype=double)
        state = rule.init(theta)
        for k in range(1, 101):
            theta, state = rule.step(theta, g * (-1) ** k + (0.5 * theta if name == "Ann" else 0), state)
        ends[name] = theta.tolist()
    assert ends["Ann"][1] == pytest.approx(0.24, abs=0.005)
    assert ends["Ben"] == pytest.approx([0.62, 0.62], abs=0.005)
    for weight, ben in ((4.0, 0.08), (0.04, 0.0008)):
        theta = torch.tensor([weight], dtype=double)
        for rule, gradient, shrinks in ((optim.Adam(0.1), 0.2 * theta, 0.1),
                                        (optim.AdamW(0.1, weight_decay=0.2), 0 * theta, ben)):
            assert weight - float(rule.step(theta, gradient, rule.init(theta))[0]) == pytest.approx(shrinks, rel=1e-5)


def test_adam_runs_away_at_3_16():
    told = {near: next(v for v in IrisCurves.controls[1].values if abs(v / near - 1) < 0.01) for near in (1.78, 3.16)}
    assert "1 of 3 trainings ran away" in learning_curves("Adam", told[1.78]).say
    assert "3 of 3 trainings ran away" in learning_curves("Adam", told[3.16]).say


def test_even_the_true_prices_miss_by_a_quarter():
    fresh = shop.shops(range(1000, 1020), n=400, saffron=0)
    assert float(shop.miss(PRICES.expand(20, 3), fresh).mean()) == pytest.approx(0.25, abs=0.005)


def test_the_root_of_the_squares_sum_is_the_best_toll_for_the_promised_regret():
    def parts(b):
        return b / 2, (9 + 0 + 16) / (2 * b)

    assert [(*parts(b), sum(parts(b))) for b in (1, 5, 25)] == [(0.5, 12.5, 13), (2.5, 2.5, 5), (12.5, 0.5, 13)]
    assert min(range(1, 26), key=lambda b: sum(parts(b))) == 5
