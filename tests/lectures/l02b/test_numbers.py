"""Numbers that stand in the prose of lecture 02b."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l02b import trials
from dlcourse.lectures.l02b.widgets import misses
from dlcourse.models import polynomial, risk
from dlcourse.tensors import generator

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "02b_generalisation" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
D = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def test_learned_by_heart_ten_times():
    lots, true = (trials.LONG["by_heart"][share] for share in ("1.0", "0.0"))
    assert all(way[-1] == 1 for way in (*lots["train"], *true["train"]))
    for found in (lots, true):
        low, high = (round(100 * of(way[-1] for way in found["new"])) for of in (min, max))
        says("hook-see", f"{low} to {high} %")
    says("hook-see", f"{100 * true['new'][0][-1]:.0f} % of the new digits")
    says("again", f"{100 * true['new'][0][-1]:.0f} % of the new digits")
    first = trials.learn(1.0)
    assert list(first.new) == pytest.approx(lots["new"][0], abs=1e-5)
    assert len(first.said) == 1697
    assert trials.NUMBERS == 15_010
    says("hook", "15 010")
    at = trials.MOMENTS.index(10)
    assert 0.45 < first.train[at] < 0.6  # "half is where it passes after 10 steps"


def test_with_half_of_the_labels_by_lot_it_learns_the_common_first():
    new = torch.tensor(trials.LONG["by_heart"]["0.5"]["new"], dtype=D)
    early, late = new[:, trials.MOMENTS.index(10)], new[:, -1]
    says("again", f"{float(early.mean()):.2f} after 10 steps", f"{float(late.mean()):.2f} in the end")
    fall = early - late
    assert float(fall.mean()) > 3 * float(fall.std()) / math.sqrt(10)


def test_the_bus():
    share, y = torch.tensor([0.5, 0.3, 0.2], dtype=D), torch.tensor([0.0, 3.0, 10.0], dtype=D)
    says("risk", f"= {float(share @ (3 - y) ** 2):.1f}")
    four = (3 - torch.tensor([0.0, 0.0, 3.0, 10.0], dtype=D)) ** 2
    found = risk.mean_loss(four)
    says("risk", f"{found.risk:.2f}")
    says("error-steps", f"{float((four - four.mean()).square().sum()):.2f}", "480.25/4", f"{float(four.std()):.2f}/2")
    assert float(four.var()) == pytest.approx(480.25)
    assert float(share @ (2 - y) ** 2) == pytest.approx(15.1)
    assert float(((2 - torch.tensor([0.0, 3.0, 3.0, 10.0])) ** 2).mean()) == 17.5
    for losses in ((3 - y) ** 2, (3 - y).abs()):
        mean = float(share @ losses)
        s = float(share @ (losses - mean) ** 2) ** 0.5
        says("little", f"the mean {mean:.1f} and the standard deviation {s:.3g}",
             f"about {(10 * s / mean) ** 2:.0f} days")
    coins = torch.cartesian_prod(*[torch.tensor([-1.0, 1.0], dtype=D)] * 2)
    sums = (coins - coins.mean(1, keepdim=True)).square().sum(1)
    assert sorted(sums.tolist()) == [0, 0, 2, 2]
    assert float(coins.var(1).mean()) == 1


def test_the_standard_error_holds_for_samples_of_the_bus():
    rng, share = generator(0), torch.tensor([0.5, 0.3, 0.2], dtype=D)
    losses = torch.tensor([9.0, 0.0, 49.0], dtype=D)[torch.multinomial(share, 2000 * 100, replacement=True,
                                                                       generator=rng)].reshape(2000, 100)
    inside = (losses.mean(1) - 14.3).abs() < 2 * losses.std(1) / 10
    assert 0.92 < float(inside.double().mean()) < 0.97  # "about 95 % of all sample means"


def test_four_days_often_miss_the_late_one():
    says("error-why", f"{0.8**4:.2f}")
    lucky = risk.mean_loss((3 - torch.tensor([0.0, 0.0, 0.0, 3.0], dtype=D)) ** 2)
    says("error-why", f"${lucky.risk:.2f} \\pm {lucky.standard_error:.2f}$")
    losses, share = torch.tensor([9.0, 0.0, 49.0], dtype=D), torch.tensor([0.5, 0.3, 0.2], dtype=D)
    days = torch.cartesian_prod(*[torch.arange(3)] * 4)  # all samples of four days
    days = days[(days != 2).all(1)]
    samples = losses[days]
    assert float(share[days].prod(1).sum()) == pytest.approx(0.8**4)
    assert bool((samples.mean(1) < 14.3).all())
    true_s = math.sqrt(float(share @ (losses - 14.3) ** 2))
    assert bool((samples.std(1) < true_s).all())  # "both come out too small"


def test_the_mean_lies_low_for_long():
    """The picture's blue line runs below the risk from 20 to 1000 days."""
    u = torch.rand(10_000, generator=generator(0), dtype=D)
    late = torch.where(u < 0.5, 0.0, torch.where(u < 0.8, 3.0, 10.0)).double()
    mean = ((3 - late) ** 2).cumsum(0) / torch.arange(1, 10_001)
    assert bool((mean[19:1000] < 14.3).all())


def test_the_best_of_many_experts():
    rng = generator(1)
    for experts, told in ((1, 0.5), (10, 0.25), (1000, 0.04)):
        wrong = torch.randint(2, (400, experts, 10), generator=rng).double().mean(2).amin(1)
        assert float(wrong.mean()) == pytest.approx(told, abs=0.025)


def test_learning_theory_in_one_line():
    def bound(M, n):
        return math.sqrt(math.log(2 * M / 0.05) / (2 * n))

    says("chosen-read", f"\\log 40\\,000 = {math.log(40_000):.1f}", f"{bound(1000, 1000):.3f}",
         f"{bound(1000, 10):.2f}")
    says("chosen-read", f"{math.log(2e6 / 0.05):.1f} in place of", f"= {bound(1, 1000):.3f}$",
         f"{math.log(40):.2f}/2000")

    def chance(t):  # that one model of 1000 samples is off by more than t
        return 2 * math.exp(-2000 * t**2)

    says("chosen-read", f"2e^{{-5}} = {chance(0.05):.3f}", f"at most {1000 * chance(0.05):.0f},",
         f"{1000 * chance(0.073):.3f} only")
    assert bound(20, 400) == pytest.approx(0.0914, abs=1e-4)
    rng, worst = generator(2), []
    for _ in range(200):
        gaps = (torch.randint(2, (1000, 100), generator=rng).double().mean(1) - 0.5).abs().max()
        worst.append(float(gaps) > bound(1000, 100))
    assert sum(worst) / 200 <= 0.05


def test_the_misses_of_the_polynomials():
    for degree in (3, 12):
        train, new = misses(degree, 15)
        says("degree-read", f"{train:.3g}", f"{new:.3g}")
    says("degree-read", f"a hair better than 3: {misses(5, 15)[1]:.3f}")
    assert min(range(13), key=lambda d: misses(d, 15)[1]) == 5
    assert misses(12, 100)[1] < 1.06 * misses(3, 100)[1]  # "nearly as well"


def test_over_a_thousand_data_sets():
    x, Y = trials.places(15), trials.noisy(15, 1000, seed=50)

    def missed(degree):
        at_new = polynomial.predict(polynomial.fit(x, Y, degree), trials.NEW)
        return (at_new - trials.truth(trials.NEW)).square().mean(1)

    says("degree-read", f"{float((missed(9) > missed(3)).double().mean()):.0%}".replace("%", " %"))
    assert float((missed(12) > missed(3)).double().mean()) > 0.99


def test_bias_and_variance_by_hand():
    preds = torch.tensor([[1.0], [3.0], [5.0]], dtype=D)
    bias2, var, noise = risk.decompose(preds, torch.tensor([2.0], dtype=D), 0.5)
    says("bias-why", f"{float(bias2):.0f} + {float(var):.3f} + {noise} = {float(bias2 + var) + noise:.3f}")
    bias2, var, noise = risk.decompose(torch.tensor([[4.0], [6.0], [8.0], [6.0]]), torch.tensor([5.0]), 2.0)
    assert (float(bias2), float(var), noise) == (1, 2, 4)


def test_which_degree_is_best():
    best = {n: min(range(13), key=lambda d: trials.parts(d, n).risk) for n in (15, 100)}
    assert best == {15: 3, 100: 5}
    assert trials.parts(3, 15).bias2 > 0.005
    assert trials.parts(5, 15).bias2 < 1e-4
    says("little", f"{trials.parts(3, 15).var:.3f}", f"{trials.parts(12, 15).var:.3f}")


def test_a_line_is_split_in_two_ways():
    g, line = trials.truth(trials.NEW), trials.parts(1, 15)
    best = polynomial.predict(polynomial.fit(trials.NEW, g[None], 1), trials.NEW)
    modelling, whole = float((best - g).square().mean()), line.bias2 + line.var
    says("refits-exercise", f"by {whole:.4f} (mean", f"modelling error {modelling:.4f}",
         f"estimation error {whole - modelling:.4f}", f"bias² {line.bias2:.4f}", f"variance {line.var:.4f}")


def test_even_degrees_only_fit_noise():
    for low, even in ((1, 2), (3, 4), (5, 6)):
        assert trials.parts(even, 15).bias2 == pytest.approx(trials.parts(low, 15).bias2, abs=1e-9)
        assert trials.parts(even, 15).risk > trials.parts(low, 15).risk


@pytest.mark.parametrize("n", [15, 100])
def test_a_line_misses_the_wave_most_at_the_ends(n):
    assert trials.parts(1, n).train > trials.parts(1, n).risk
    line = polynomial.predict(polynomial.fit(trials.places(n), trials.truth(trials.places(n)), 1), trials.NEW)
    assert int((line - trials.truth(trials.NEW)).abs().argmax()) in (0, 500)


def test_faster_waves_need_more_data():
    def left(n, waves):
        degree = min(range(min(n - 1, 20)), key=lambda d: trials.parts(d, n, waves).risk)
        return degree, f"{trials.parts(degree, n, waves).risk - 0.09:.3f}"

    assert left(15, 1) == (3, "0.026")
    assert left(39, 3) == (11, "0.026")
    says("little", "0.026", "39 points and degree 11")


def test_more_digits_are_better():
    found = {n: [trials.learn(0.0, n, seed) for seed in range(3)] for n in (25, 50, 100, 200)}
    assert all(f.train[-1] == 1 for learned in found.values() for f in learned)
    for seed in range(3):
        new = [found[n][seed].new[-1] for n in found]
        assert new == sorted(new)
    assert all(abs(f.new[-1] - learned[0].new[-1]) <= 0.075 for learned in found.values() for f in learned)


def test_what_a_few_points_leave_open():
    before = polynomial.features(trials.NEW, 5).square().sum(1).sqrt()  # of the heights, with alpha = 1
    assert float(before.min()) > 1.5
    assert float(before.max()) < 2.5
    assert bool((torch.erf(2 / before / math.sqrt(2)) > 0.5).all())  # "most of their heights between -2 and 2"
    inside = []
    for seed in range(200):
        x = torch.tensor([0.05, 0.15, 0.3, 0.4, 0.95], dtype=D)
        y = trials.truth(x) + 0.3 * torch.randn(5, generator=generator(seed), dtype=D)
        mean, covariance = polynomial.bayes_linreg(polynomial.features(x, 5), y, alpha=1.0, sigma=0.3)
        at = polynomial.features(torch.tensor([0.7], dtype=D), 5)
        spread = ((at @ covariance) * at).sum(1).sqrt()
        inside.append(bool(((at @ mean - trials.truth(torch.tensor([0.7], dtype=D))).abs() < 2 * spread).all()))
    assert all(inside)


def test_only_threes():
    for seed in range(3):
        found = trials.learn(0.0, 100, seed, only=3)
        assert found.train[-1] == 1
        assert found.said.unique().tolist() == [3]


def test_the_recogniser_and_its_speakers():
    losses = torch.cat([torch.ones(4), torch.zeros(76), torch.ones(8), torch.zeros(12)]).double()
    group = torch.tensor([0] * 80 + [1] * 20)
    found = risk.world_risk(losses, group, torch.tensor([0.5, 0.5], dtype=D))
    s2 = [risk.mean_loss(part).standard_error ** 2 * len(part) for part in (losses[:80], losses[80:])]
    says("biased-steps", f"(4 · 0.95² + 76 · 0.05²)/79 = {s2[0]:.4f}", f"(8 · 0.6² + 12 · 0.4²)/19 = {s2[1]:.4f}",
         f"0.25 · {s2[0] / 80:.4f} + 0.25 · {s2[1] / 20:.4f}")
    assert pytest.approx(s2[0]) == (4 * 0.95**2 + 76 * 0.05**2) / 79
    assert pytest.approx(s2[1]) == (8 * 0.6**2 + 12 * 0.4**2) / 19
    says("biased-read", f"4 + 8 of the 100, or {float(losses.mean()):.2f}")
    says("biased-next", f"{found.risk:.3f}", f"{found.standard_error:.2f}", f"{float(losses.mean()):.2f}")
    alone = 0.5 * risk.mean_loss(losses[80:]).standard_error
    assert alone**2 > 0.95 * found.standard_error**2  # "nearly all of the uncertainty"
    photos = torch.cat([torch.ones(9), torch.zeros(81), torch.ones(4), torch.zeros(6)]).double()
    night = risk.world_risk(photos, torch.tensor([0] * 90 + [1] * 10), torch.tensor([0.75, 0.25], dtype=D))
    assert (float(photos.mean()), night.risk) == (pytest.approx(0.13), pytest.approx(0.175))


def test_few_samples_favour_the_generative_rule():
    sizes = (20, 80, 320, 1280)
    found = trials.two_ways(sizes, seeds=60)
    gain = found.discriminative - found.generative
    error = gain.std(1) / math.sqrt(60)
    assert bool((gain[:3].mean(1) > 2.5 * error[:3]).all())
    assert float(gain[3].mean()) < -2.5 * float(error[3])


def test_averaging_ten_models():
    """Bias stays, variance falls to a tenth, noise stays."""
    preds = 0.2 + math.sqrt(0.3) * torch.randn(200_000, 10, generator=generator(0), dtype=D)
    found = risk.decompose(preds.mean(1, keepdim=True), torch.zeros(1, dtype=D), math.sqrt(0.1))
    assert (float(found.bias2), float(found.var), found.noise) == (
        pytest.approx(0.04, abs=1e-3), pytest.approx(0.03, rel=0.02), pytest.approx(0.1))


def test_the_minutes_of_the_exercises():
    exercises = read(SOURCE.with_name("exercises.py"))
    for cell, key in (("refits-exercise", "bias_variance"), ("biased-exercise", "world_risk")):
        says(cell, f"({effort.minutes(registry.load(key), cells_of(exercises, key))} minutes)")
