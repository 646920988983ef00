"""Numbers that stand in the prose of lecture 11."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse import data, search
from dlcourse.authoring.sources import read
from dlcourse.lectures.l10c import stored as regularised
from dlcourse.lectures.l11 import drawn, raster, trials

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "11_hyperparameter_search"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def shown(a, b, places=2):
    return "${:.{p}f} \\pm {:.{p}f}$".format(*map(float, search.compare_runs(a, b)), p=places)


def tensor(*values):
    return torch.tensor(values, dtype=double)


def best(way, world, tries=16):
    return 100 * search.best_so_far(trials.searched(way, world - 1))[tries - 1]


def test_the_hook_over_many_worlds():
    share, *errors = trials.random_or_grid(16)
    says("hook-see", f"${100 * share:.0f} \\pm {100 * (share * (1 - share) / 2000)**0.5:.0f}$ % of the worlds",
         f"lower by {shown(*(100 * e for e in errors))} points")
    assert abs(2000 * share - 1400) < 50
    stored = raster.stored()
    at = int((raster.LOG_ETA + 0.5).abs().argmin())
    across = (stored[:, at].amax(1) - stored[:, at].amin(1)).mean()
    along = (stored[..., 2].amax(1) - stored[..., 2].amin(1)).mean()
    says("hook-see", f"are {100 * across:.1f} percentage points apart",
         f"the errors change by {100 * along:.0f} points")
    rate = int(stored.mean((0, 2)).argmin())
    assert float(raster.LOG_ETA[rate]) == pytest.approx(0, abs=1e-9)
    best_rate, edge = (float((stored[:, at].amax(1) - stored[:, at].amin(1)).mean()) for at in (
        rate, int((raster.LOG_ETA - 0.15).abs().argmin())))
    says("hook-see", f"the best rate, it is {100 * best_rate:.1f} points",
         f"At $10^{{0.15}}$ it is {100 * edge:.0f} points")
    outside = sum(float(raster.measure(r, tensor(0), tensor(-2))) for r in range(raster.REPETITIONS)) / 8000
    says("hook-see", "With $10^{-2}$ the error at $\\eta = 1$ is about 20 %")
    assert outside == pytest.approx(0.2, abs=0.015)  # each processor rounds its own way
    assert stored.shape == (8, 151, 5)
    says("hook-see", "one of eight maps")
    says("optional-worlds", f"{151 * 5} networks on each of eight sets", "151 learning rates and 5 values")
    says("hook", f"learns {raster.TRAIN} handwritten", f"on {raster.VALIDATION} digits")
    assert all(best("random", n) < best("grid", n) for n in (1, 2, 3))
    assert best("grid", 6) < best("random", 6)


def test_bowls():
    first, last = trials.bowl(0.0), trials.bowl(1.0)
    assert abs(first - 0.75) < 0.02
    assert round(100 * last) == 35
    some = 100 * trials.bowl(0.1)
    says("random-read", f"only ${some:.1f} \\pm {(some * (100 - some) / 4000)**0.5:.1f}$ % of the bowls")
    grid, rng = (torch.arange(4, dtype=double) + 0.5) / 4, torch.Generator().manual_seed(7)
    assert grid.tolist() == [1 / 8, 3 / 8, 5 / 8, 7 / 8]
    lowest, chance = (torch.rand(4000, n, 2, generator=rng, dtype=double) for n in (1, 16))
    order, inside = (torch.rand(4000, 16, 2, generator=rng, dtype=double) for _ in range(2))
    latin = (order.argsort(1) + inside) / 16
    near, anywhere = zip(*(((u - lowest)[..., 0].abs().amin(1), (u - lowest).norm(dim=-1).amin(1))
                           for u in (torch.cartesian_prod(grid, grid), chance, latin)))
    grid_x, random_x, grid_xy, random_xy = (f"{float(v.mean()):.2f}" for v in (*near[:2], *anywhere[:2]))
    says("random-read", shown(near[0], near[1], 3), shown(anywhere[1], anywhere[0], 3), f"{1 / 64:.3f} away")
    says("optional-both", shown(near[1], near[2], 3), shown(anywhere[1], anywhere[2], 3),
         shown(anywhere[2], anywhere[0], 3))
    sixteen = (torch.arange(16, dtype=double) + 0.5) / 16
    assert float((sixteen - lowest[..., 0]).abs().amin(1).mean()) == pytest.approx(1 / 64, abs=5e-4)
    says("random-read", f"{grid_x} away from the lowest place", f"nearest of 16 random $x_1$ is {random_x}",
         f"{grid_xy} away, on average, and the nearest random one {random_xy}")


def test_how_many_draws_miss():
    says("random-read", f"$0.95^{{16}} = {0.95**16:.2f}$")
    says("random-many", f"0.95^2 = {0.95**2:.4f}")
    assert (f"{0.95**20:.3f}", f"{0.95**59:.4f}") == ("0.358", "0.0485")
    says("random-many-ask", "(0.358, 0.0485)", f"({1 - 0.95**20:.3f}, {1 - 0.95**59:.2f})")
    assert 0.95**58 > 0.05 > 0.95**59


def test_by_hand_against_the_lottery():
    share = trials.against_random([0.0001, 0.001, 0.01, 0.1, 1.0]).beaten
    says("optional-hand-read", f"beat ${100 * share:.0f} \\pm {100 * (share * (1 - share) / 1000)**0.5:.1f}$ %")


def test_what_a_grid_costs():
    assert (5 * 4 * 3, 60 * 5 * 2 / 60, 60 * 4, 4**7) == (60, 10, 240, 16384)
    assert len(search.grid({"eta": range(5), "lam": range(4), "units": range(3)})) == 60


def test_the_scale():
    s = math.log(0.0001) + 0.75 * (math.log(1) - math.log(0.0001))
    says("scale", f"${math.log(0.0001):.4f} + 0.75 \\cdot {-math.log(0.0001):.4f} = {s:.4f}$", f"= {math.exp(s):.1f}$")
    assert f"{math.exp(-4):.3f}" == "0.018"
    assert abs((1 - 0.1) / (1 - 0.0001) - 0.9) < 1e-3


def alone(a, b):
    """The standard error of the difference of two means, without pairs."""
    return float((a.var() / len(a) + b.var() / len(b)).sqrt())


def test_four_worlds():
    grid, lot = ([f"{best(way, n):.1f}" for n in range(1, 5)] for way in ("grid", "random"))
    says("fair", f"| grid | {' | '.join(grid)} |", f"| random | {' | '.join(lot)} |")
    a, b = (tensor(*map(float, row)) for row in (grid, lot))
    found = search.compare_runs(a, b)
    says("fair", " | ".join(f"{d:.1f}" for d in (a - b).tolist()), f"{float(found.difference):.2f}",
         f"= {float(found.standard_error):.3f}$", f"{float((a - b - found.difference).square().sum()):.2f}",
         f"{float((a - b).var()):.3f}")
    many = trials.random_or_grid(16)
    apart, mean = 100 * (many.grid - many.random), shown(100 * many.grid, 100 * many.random)
    says("fair", f"is only {mean}", f"$s$ is {float(apart.std()):.1f} there, not "
         f"{float((a - b).std()):.1f}")
    says("whole-read", mean)
    says("fair", f"without them {float(found.standard_error):.3f} would be {alone(a, b):.3f}")
    nothing, dropout = (100 * regularised.ends(name, "stopped") for name in ("nothing", "dropout"))
    says("fair", f"standard error {float(search.compare_runs(nothing, dropout).standard_error):.2f} points in pairs",
         f"would have been {alone(nothing, dropout):.2f}")
    assert abs(float(torch.corrcoef(torch.stack([many.grid, many.random]))[0, 1])) < 0.05  # hard for one of them
    found = search.compare_runs(tensor(20, 10, 30), tensor(18, 9, 27))
    assert [f"{v:.3f}" for v in map(float, found)] == ["2.000", "0.577"]
    assert [f"{float(x.std() / 3**0.5):.1f}" for x in (tensor(20, 10, 30), tensor(18, 9, 27))] == ["5.8", "5.2"]


def test_slices():
    for c, v in ((0.8, 0.36), (0.95, 0.0975)):
        found = search.condition(tensor([1, c], [c, 1]), tensor(1))
        assert [float(found.mean), float(found.cov)] == [pytest.approx(c), pytest.approx(v)]
        says("slice-read", f"{v:g}")
    found = search.condition(tensor([4, 2], [2, 5]), tensor(3))
    assert [float(v) for v in found] == [1.5, 4]
    found = search.condition(tensor([9, 3], [3, 2]), tensor(-6))
    assert [float(v) for v in found] == [pytest.approx(-2), pytest.approx(1)]
    assert torch.linalg.cholesky(tensor([4, 2], [2, 5])).tolist() == [[2, 0], [1, 2]]


def test_a_curve_by_hand():
    k = search.rbf(tensor([0]), tensor([1], [2], [3]), ls=1.0, var=1.0)[0]
    says("curve", *(f"{float(v):.3f}" for v in k))
    one = search.gp_posterior(tensor([0]), tensor(2), tensor([1]), 1.0, 1.0, 0.0)
    two = search.gp_posterior(tensor([0], [2]), tensor(2, 1), tensor([1]), 1.0, 1.0, 0.0)
    noisy = search.gp_posterior(tensor([0]), tensor(2), tensor([1]), 1.0, 1.0, 1.0)
    says("two-read", *(f"{float(v):.3f}" for found in (one, two, noisy) for v in found))
    K11, k = tensor([1, 0.1353], [0.1353, 1]), tensor(0.6065, 0.6065)
    alpha, w = torch.linalg.solve(K11, tensor(2, 1)), torch.linalg.solve(K11, k)
    says("two", *(f"{float(v):.4f}" for v in (*alpha, w[0])), f"= {float(k @ alpha):.3f}$",
         f"= {float(1 - k @ w):.3f}$")
    says("two", f"= 1 - {math.exp(-2):.4f}\\,\\alpha_1$", f"${1 - 0.1353**2:.4f}\\,\\alpha_1 = {2 - 0.1353:.4f}$")
    new = tensor([1], [0], [9])
    K21, K22 = (search.rbf(new, x, ls=1.0, var=1.0) for x in (tensor([0], [2]), new))
    whole, K11 = search.gp_posterior(tensor([0], [2]), tensor(2, 1), new, 1.0, 1.0, 0.0), search.rbf(
        tensor([0], [2]), tensor([0], [2]), ls=1.0, var=1.0)
    torch.testing.assert_close(whole.mean, K21 @ torch.linalg.solve(K11, tensor(2, 1)))
    torch.testing.assert_close(whole.cov, K22 - K21 @ torch.linalg.inv(K11) @ K21.T)
    assert f"{math.exp(-0.5):.2f}" == "0.61"
    says("glossary", "fallen to 0.61")


def test_the_knob():
    def end(rule):
        look = trials.looks(rule, 1.0)[-1]
        return f"{float(look.y.min()):.1f} %"

    says("ei-others", f"*lowest guess* has {end(trials.RULES[1])}", f"Expected improvement has {end(trials.RULES[0])}",
         f"*Most unsure* has {end(trials.RULES[2])}")
    assert (trials.LEVEL, trials.SPREAD) == (25, 8)
    looks = trials.looks(trials.RULES[0], 1.0)
    assert looks[-1].x[-3:].tolist() == pytest.approx([7.8] * 3)
    assert max(float(look.gain.max()) for look in looks if len(look.x) in (9, 10, 11)) < 0.01
    smooth = trials.looks(trials.RULES[0], 3.0)[-1]
    says("ei-others", f"With the *length scale* 3, EI falls to {float(smooth.gain.max()):.2f} points",
         f"has only {float(smooth.y.min()):.1f} %", "the variance 0.01")
    assert trials.NOISE == 0.01
    says("ei-others", "the knob 10.0, a try of 32 seconds",
         "goes to 1.95 instead, a try of 2 seconds")
    assert [float(trials.KNOB[trials.looks(rule, 1.0)[0].gain.argmax()]) for rule in (trials.RULES[0], trials.RULES[3])
            ] == [10.0, pytest.approx(1.95)]
    assert float(trials.seconds(tensor(1.95))) == pytest.approx(2, abs=0.05)
    assert [float(trials.one_knob(trials.KNOB)[a:b].argmin() + a) / 20 for a, b in ((0, 100), (100, 200))] == [
        pytest.approx(2.2), pytest.approx(7.8)]


def test_the_rules_on_drawn_curves():
    expected, lowest, unsure, cheap = ({k: tensor(*v) for k, v in drawn.LONG[rule].items()} for rule in trials.RULES)
    assert len(expected["12 tries"]) == 100
    says("ei-others", f"*lowest guess* is {shown(lowest['12 tries'], expected['12 tries'])} points above",
         f"*most unsure* {shown(unsure['12 tries'], expected['12 tries'])}",
         f"is {shown(expected['40 seconds'], cheap['40 seconds'])} points ahead after 40 seconds",
         f"the lead is {shown(expected['60 seconds'], cheap['60 seconds'])}")


def test_the_rise_of_the_bell():
    low, middle, high = (math.exp(-(e**2) / 2) / math.sqrt(2 * math.pi) for e in (-1.1, -1.05, -1.0))
    says("ei-parts", f"is about {1.05 * middle:.2f}", f"rises by {high - low:.3f}, from {low:.3f} to {high:.3f}")


def test_a_draw_that_improves_and_one_that_does_not():
    says("ei", "gives $f = 0.1$, and improves by 0.15", "gives $f = 0.5$, and improves by 0.", "= -0.25$")
    assert [round(0.3 + 0.2 * eps, 9) for eps in (-1, 1)] == [0.1, 0.5]
    assert round(0.2 * (-0.25 + 1), 9) == round(0.25 - 0.1, 9) == 0.15


@pytest.fixture(scope="module")
def races():
    return {way: 100 * trials.curves(way, 100) for way in trials.WAYS}


def test_what_the_worlds_2_4_and_5_show():
    says("whole-many", f"world 2 the grid stays at {best('grid', 2, 8):.1f} %",
         f"({best('Bayesian', 5, 8):.1f} against {best('random', 5, 8):.1f} %)",
         f"({best('Bayesian', 5):.1f} against {best('random', 5):.1f} %)",
         f"{best('random', 4, 8):.1f} % after 8 tries, and {best('random', 4):.1f} % after 16")
    assert best("grid", 2, 8) == best("grid", 2)


def test_all_four_searches(races):
    means = {way: found.mean(0).tolist() for way, found in races.items()}
    for tries in range(4, 9):
        assert min(means, key=lambda way: means[way][tries - 1]) == "grid"
    says("whole-read", *(shown(races[way][:, 7], races["grid"][:, 7]) for way in ("random", "Bayesian")))
    says("whole-read", f"{shown(races['rounds'][:, 6], races['grid'][:, 6])} after 7 tries")
    assert means["grid"][9] - means["grid"][15] < 0.12
    assert all(len({round(t.setting["eta"], 9) for t in trials.searched("grid", n)[:10]}) == 4 for n in range(100))
    last = {way: found[:, -1] for way, found in races.items()}
    says("whole-read", *(shown(last[a], last[b]) for a, b in (
        ("grid", "random"), ("grid", "Bayesian"), ("random", "Bayesian"), ("rounds", "Bayesian"), ("rounds", "random"),
        ("rounds", "grid"))), "never ends above 15 %")
    assert int((last["random"] < last["grid"]).sum()) == 66
    assert min(means, key=lambda way: means[way][-1]) == "Bayesian"
    assert float(last["Bayesian"].max()) <= 15


def test_both_grid_and_random_search_fail(races):
    grid, lot = races["grid"][:, -1], races["random"][:, -1]
    apart, bad = (grid - lot) / 100, lot > 15
    only = (grid > 15) & ~bad
    rest = ~bad & ~only
    assert (int(bad.sum()), int(only.sum()), int(rest.sum())) == (3, 5, 92)
    says("whole-read", f"cost {-float(apart[bad].sum()):.2f} points",
         f"In the 92 worlds where neither ended above 15 %, it gains {float(apart[rest].sum()):.2f}",
         f"0 of 100 worlds, against {int(bad.sum())}")
    assert float((lot - races["Bayesian"][:, -1])[bad].sum()) > 0.5 * float((lot - races["Bayesian"][:, -1]).sum())
    many = trials.random_or_grid(16)
    says("whole-read", shown(100 * (many.grid > 0.15).double(), 100 * (many.random > 0.15).double()))


def test_a_short_length_scale_is_no_better_than_chance():
    short, lot = (100 * trials.curves(way, 50, ls)[:, 11] for way, ls in (("Bayesian", 0.05), ("random", 0.2)))
    says("tuner-read", f"{float(lot.mean()):.2f} %", shown(short, lot))
    ours = 100 * trials.curves("Bayesian", 50, 0.2)[:, 11]
    first, second = (d / e for d, e in (search.compare_runs(100 * trials.curves("Bayesian", 50, ls)[:, 11], ours)
                                        for ls in (0.05, 2.0)))
    says("tuner-read", f"more than {max(float(first), float(second)):.1f} standard errors")


def test_where_random_search_did_not_fail(races):
    lot, bayesian = races["random"][:, -1], races["Bayesian"][:, -1]
    good = lot <= 15
    assert int(good.sum()) == 97
    assert [round(float(e)) for e in (lot[~good].min(), lot[~good].max())] == [33, 72]
    fresh = {way: 100 * tensor(*found) for way, found in trials.LONG["fresh_errors"].items()}
    says("whole-read", shown(lot[good], bayesian[good]), shown(fresh["random"][good], fresh["Bayesian"][good]))
    assert raster.measure(0, raster.LOG_ETA[75:76], raster.LOG_LAM[:1], fresh=True) <= raster.FRESH
    assert len(data.digits().y) == raster.TRAIN + raster.VALIDATION + raster.FRESH


def test_rounds_fail_in_seven_worlds(races):
    failed = races["rounds"][:, -1] > 15
    assert int(failed.sum()) == 7
    bad = races["rounds"][:, 3] > 75
    assert (int(bad.sum()), int((bad & failed).sum())) == (19, 7)
    assert max(races, key=lambda way: float(races[way][:, -1].mean())) == "rounds"


@pytest.mark.parametrize("key", ["log_uniform", "compare_runs", "gp_posterior", "expected_improvement"])
def test_the_minutes_of_an_exercise(key, your_turn):
    your_turn(key)
