"""The shop's numbers, as the lecture tells them: the rare price waits, adaptive rules win on it, and lose on receipts'
numbers."""

import pytest
import torch

from dlcourse import optim
from dlcourse.lectures.l09b import shop
from dlcourse.lectures.l09b.widgets import DESCENTS, learned, prices, rates

double = torch.float64
GRID = tuple(round(first * ten, 2) for ten in (0.01, 0.1, 1) for first in (1, 2, 3, 5))
RULES = {"plain descent": optim.SGD, "momentum": lambda eta: optim.Momentum(eta, 0.9), "AdaGrad": optim.AdaGrad,
         "RMSprop": lambda eta: optim.RMSProp(eta, 0.99), "Adam": optim.Adam}
RARE = {"n": 400, "saffron": 2, "epochs": 2}
NUMBERED = {"n": 50, "saffron": 0, "epochs": 20, "numbered": True}
ETAS = {"rare": {"plain descent": 1.0, "momentum": 0.3, "AdaGrad": 3.0, "RMSprop": 0.2, "Adam": 0.5},
        "numbered": {"plain descent": 1.0, "momentum": 0.2, "AdaGrad": 1.0, "RMSprop": 0.1, "Adam": 0.2}}
ADAPTIVE = ("AdaGrad", "RMSprop", "Adam")


def test_totals_and_gradients_of_the_first_step():
    X = shop.baskets(100)
    totals = X @ shop.PRICES
    assert [float(totals[X[:, j] == 1].sum()) for j in range(3)] == [810, 505, 18]
    assert totals[X[:, 2] == 1].tolist() == [10, 8]
    g = shop.gradient(torch.zeros(3, dtype=double), X, totals)
    assert g.tolist() == pytest.approx([-4.05, -2.525, -0.09])
    assert pytest.approx(22.5) == 0.5 * 4.05 / 0.09


def test_the_gradient_is_the_loss_s():
    of = shop.shops(range(2))
    w = torch.tensor([[1.0, 2.0, 3.0], [0.0, 1.0, 0.5]], dtype=double, requires_grad=True)
    (shop.miss(w, of).sum() / 2).backward()
    torch.testing.assert_close(shop.gradient(w.detach(), of.X, of.totals), w.grad)


def ends(rule, rare, eta):
    return learned(rule, rare, eta)[0][-1].tolist()


def test_no_rate_of_plain_descent_brings_the_rare_price_home():
    assert ends("plain descent", 2, 0.5) == pytest.approx([3.05, 1.97, 4.95], abs=0.006)
    assert ends("plain descent", 100, 0.5)[2] == pytest.approx(0.93, abs=0.005)
    assert ends("plain descent", 100, 1.4)[2] == pytest.approx(2.16, abs=0.005)
    assert "Running away: bread, milk." in prices(100, 1.6).say
    X = shop.baskets(100)
    assert 1.4 < float(optim.max_stable_eta(X.mT @ X / 200)) < 1.6
    two = (X.mT @ X / 200)[:2, :2]
    assert two.tolist() == [[1, 0.5], [0.5, 0.5]]
    assert torch.linalg.eigvalsh(two).tolist() == pytest.approx([0.19, 1.31], abs=0.005)
    assert float(optim.max_stable_eta(two)) == pytest.approx(1.53, abs=0.005)
    assert pytest.approx(1.53, abs=0.005) == 2 / 1.31
    assert ends("plain descent", 100, 1.6)[2] < 4


def test_adagrad_hardly_notices_what_is_rare():
    assert ends("AdaGrad", 2, 2.0)[2] == pytest.approx(4.93, abs=0.005)
    assert ends("AdaGrad", 100, 2.0) == pytest.approx([3, 2, 5], abs=0.005)
    factors = learned("AdaGrad", 100, 2.0)[1]
    assert 35 < float(factors[-1, 2] / factors[-1, 0]) < 45  # "about 40 times"
    assert not bool((factors.diff(dim=0) > 0).any())


def test_the_live_rules_are_those_of_the_package():
    for name, rule in DESCENTS.items():
        X = shop.baskets(10)
        wanted = optim.gradient_descent(lambda w, X=X: shop.gradient(w, X, X @ shop.PRICES),
                                        torch.zeros(3, dtype=double), rule=rule(0.2), steps=40)
        torch.testing.assert_close(learned(name, 10, 0.2)[0], wanted)
        assert rates(name, 10, 0.2).readings["milk"] == [pytest.approx(float(wanted[-1, 1]))]


def tuned(rule, task):
    """The smallest rate of GRID with the lowest median training loss in twenty other shops; below 1e-5 counts as 0."""
    others = shop.shops(range(100, 120), **task)
    losses = {eta: shop.miss(shop.guesses(rule(eta), others), others).nan_to_num(1e9).clamp(1e-5) for eta in GRID}
    found = {eta: float(loss.median()) for eta, loss in losses.items()}
    return min(found, key=found.get)


@pytest.mark.parametrize("name, task", [("rare", RARE), ("numbered", NUMBERED)])
def test_each_rule_has_the_rate_that_fits_other_shops_best(name, task):
    assert {rule: tuned(made, task) for rule, made in RULES.items()} == ETAS[name]


def test_adaptive_rules_win_in_every_shop_where_rare_is_important():
    twenty = shop.shops(range(20), **RARE)
    off = {name: (shop.guesses(rule(ETAS["rare"][name]), twenty)[:, 2] - 5).abs() for name, rule in RULES.items()}
    for name in ADAPTIVE:
        assert bool((off[name] < off["plain descent"]).all())
    assert bool(off["momentum"].median() < off["plain descent"].median())
    others = shop.shops(range(100, 120), **RARE)
    fits, guessed = ([float(f(optim.Momentum(eta, 0.9)).median()) for eta in (0.2, 0.3)] for f in (
        lambda rule: shop.miss(shop.guesses(rule, others), others), lambda rule: shop.guesses(rule, twenty)[:, 2]))
    assert fits == pytest.approx([0.302, 0.300], abs=5e-4)  # hardly a difference
    assert guessed == pytest.approx([2.7, 3.6], abs=0.05)
    for name, eta, before, instead in (("AdaGrad", 2.0, 4.7, 4.0), ("RMSprop", 0.3, 4.3, 4.9)):
        fits = [float(shop.miss(shop.guesses(RULES[name](e), others), others).median())
                for e in (ETAS["rare"][name], eta)]
        assert fits[0] < fits[1] < 1.03 * fits[0]
        for e, told in ((ETAS["rare"][name], before), (eta, instead)):
            assert float(shop.guesses(RULES[name](e), twenty)[:, 2].median()) == pytest.approx(told, abs=0.06)
    short_memory = (shop.guesses(optim.RMSProp(0.2, 0.9), twenty)[:, 2] - 5).abs()
    assert float(short_memory.median()) > 2.5


def test_they_lose_in_every_shop_where_rare_is_only_a_number():
    numbered, fresh = shop.shops(range(20), **NUMBERED), shop.shops(range(1000, 1020), n=400, saffron=0)
    w = {name: shop.guesses(rule(ETAS["numbered"][name]), numbered) for name, rule in RULES.items()}
    for name in ADAPTIVE:
        assert bool((shop.miss(w[name], fresh) > 2 * shop.miss(w["plain descent"], fresh)).all())
        assert bool((shop.miss(w[name], numbered) < shop.miss(w["plain descent"], numbered) / 5).all())
        assert float(w[name][:, 0].median()) == pytest.approx(2.2, abs=0.05)  # bread
    assert float(shop.miss(w["plain descent"], fresh).median()) == pytest.approx(0.26, abs=0.005)  # the noise has 0.5²


def test_rates_chosen_by_new_receipts_shrink_the_gap_but_do_not_close_it():
    others, judges = shop.shops(range(100, 120), **NUMBERED), shop.shops(range(1100, 1120), n=400, saffron=0)
    numbered, fresh = shop.shops(range(20), **NUMBERED), shop.shops(range(1000, 1020), n=400, saffron=0)

    def best(rule):
        found = {eta: shop.miss(shop.guesses(rule(eta), others), judges).nan_to_num(1e9).median() for eta in GRID}
        return shop.miss(shop.guesses(rule(min(found, key=found.get)), numbered), fresh)

    plain = best(optim.SGD)
    for name, told, before in (("AdaGrad", 0.42, 0.96), ("RMSprop", 0.46, 0.96), ("Adam", 0.38, 0.94)):
        off = best(RULES[name])
        assert float(off.median()) == pytest.approx(told, abs=0.005)
        assert int((off > plain).sum()) == 19
        chosen = shop.miss(shop.guesses(RULES[name](ETAS["numbered"][name]), numbered), fresh)
        assert float(chosen.median()) == pytest.approx(before, abs=0.005)


def test_plain_descent_does_not_fall_into_the_trap_later():
    numbered = shop.shops(range(20), **NUMBERED | {"epochs": 1000})
    fresh = shop.shops(range(1000, 1020), n=400, saffron=0)
    w = shop.guesses(optim.SGD(1.0), numbered)
    assert float(shop.miss(w, numbered).max()) < 1e-20
    assert float(shop.miss(w, fresh).median()) == pytest.approx(0.26, abs=0.005)


def test_bread_and_its_numbers_share_the_price():
    X = torch.cat([torch.ones(50, 1, dtype=double), torch.eye(50, dtype=double)], 1)
    found = {}
    for rule in (optim.AdaGrad(0.5), optim.SGD(0.5)):
        path = optim.gradient_descent(lambda w: shop.gradient(w, X, torch.full((50,), 3.0, dtype=double)),
                                      torch.zeros(51, dtype=double), rule=rule, steps=400)
        found[type(rule).__name__] = path[-1, :2].tolist()
    assert found["AdaGrad"] == pytest.approx([1.5, 1.5], abs=1e-3)
    assert found["SGD"] == pytest.approx([150 / 51, 3 / 51], abs=1e-3)


def test_a_shop_in_which_a_rule_runs_away_is_told():
    assert bool(shop.guesses(optim.SGD(50.0), shop.shops(range(2))).isnan().all())


def test_shops_do_not_depend_on_the_default_kind_of_number():
    before = shop.shops(range(2))
    torch.set_default_dtype(double)
    try:
        after = shop.shops(range(2))
    finally:
        torch.set_default_dtype(torch.float32)
    assert all(torch.equal(a, b) for a, b in zip(before, after, strict=True))


def test_rms_prop_s_rates_rise_near_the_true_prices():
    for rare in (2, 100):
        factors = learned("RMSprop", rare, 0.2)[1]
        assert bool((factors[-1] > 2 * factors.min(dim=0).values).all())
