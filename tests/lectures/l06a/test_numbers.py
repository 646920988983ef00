"""Numbers that stand in the prose of lecture 06a."""

import math
from pathlib import Path

import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from torch.nn.functional import cross_entropy, huber_loss, mse_loss

from dlcourse import losses
from dlcourse.authoring.sources import read
from dlcourse.lectures.l06a import trials, widgets

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "06a_losses_and_outputs" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
D = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def percent(found):
    low, high = (round(100 * of(seen.right[-1] for seen in found)) for of in (min, max))
    return f"{low} to {high} %"


@pytest.fixture(scope="module")
def ten():
    return {name: [trials.relearn(name, 0.5, trials.STARTS[0], seed) for seed in range(10)] for name in trials.SLOPES}


def test_squares_stays_at_one_half_and_cross_entropy_recovers(ten):
    says("hook-see", f"squares had {percent(ten['squares'])} right", f"cross-entropy {percent(ten['cross-entropy'])}")
    first = ten["squares"][0]
    assert float(first.own[0].median()) < 0.0002
    says("hook", "below 0.0002")
    assert all(seen.says_one[-1] < 0.01 or seen.says_one[-1] > 0.99 for seen in ten["squares"])
    assert trials.BEFORE == 300
    assert trials.relearn("cross-entropy").right[trials.MOMENTS.index(20)] > 0.95  # "already near the top"


@pytest.mark.parametrize("eta", [0.1, 2.0])
def test_another_learning_rate_does_not_help_squares(eta):
    ends = [trials.relearn("squares", eta, trials.STARTS[0], seed).right[-1] for seed in range(10)]
    assert 0.4 < min(ends) <= max(ends) < 0.6


def test_from_a_fresh_start_both_learn():
    fresh = [trials.relearn(name, 0.5, trials.STARTS[1], seed) for name in trials.SLOPES for seed in range(10)]
    says("hook-see", f"end with {percent(fresh)} right")


def test_the_other_digit_is_pushed_deeper(ten):
    for seen in ten["squares"]:
        lost = seen.y == (0 if seen.says_one[-1] > 0.5 else 1)  # the digit that is never said
        before, after = (float(seen.own[k][lost].median()) for k in (0, -1))
        assert after < 1e-8 < before
    says("comeback-read", "0.00000001")


def test_slopes_behind_a_sigmoid():
    z = torch.tensor([0.0, 2.0, 5.0, 8.0], dtype=D)
    squares, logs = (slope(z, torch.zeros_like(z)).tolist() for slope in trials.SLOPES.values())
    assert squares == pytest.approx([0.25, 0.185, 0.0132, 0.00067], rel=6e-3)
    assert logs == pytest.approx([0.5, 0.8808, 0.9933, 0.9997], abs=5e-5)
    says("slope-read", "| 0.25 | 0.185 | 0.0132 | 0.00067 |", "| 0.5 | 0.8808 | 0.9933 | 0.9997 |",
         "about 1490 times")
    assert logs[3] / squares[3] == pytest.approx(1490, abs=5)
    p5 = float(z[2].sigmoid())
    says("slope-steps", "0.9933 · 0.006693", "1/0.006693")
    assert (round(p5, 4), round(1 - p5, 6)) == (0.9933, 0.006693)


def test_steps_until_the_score_is_back():
    def needed(name, start):
        return int((trials.way_back(name, start, 1.0, 2000) < 0).nonzero()[0])

    assert [needed("squares", z) for z in (2.0, 5.0, 8.0)] == [8, 85, 1507]
    assert [needed("cross-entropy", z) for z in (2.0, 5.0, 8.0)] == [3, 6, 9]
    says("comeback-read", "8 steps and cross-entropy 3", "85 and 6", "1507")
    says("slope-read", "9 steps")


def test_five_squared_losses():
    y_hat = torch.tensor([[1.0, 2.0], [3.0, 0.0], [1.0, 1.0]], dtype=D)
    zero = torch.zeros_like(y_hat)
    total = float(losses.squared_error(y_hat, zero, reduction="sum"))
    assert (total, total / 3, total / 2, total / 6) == (16, pytest.approx(5.333, abs=1e-3), 8,
                                                        pytest.approx(2.667, abs=1e-3))
    for half, reduction, value, slope in ((False, "sum", 16, 6), (False, "mean", 16 / 6, 1), (True, "sum", 8, 3)):
        assert float(losses.squared_error(y_hat, zero, half=half, reduction=reduction)) == pytest.approx(value)
        assert float(losses.squared_error_grad(y_hat, zero, half=half, reduction=reduction)[1, 0]) == slope
    other = torch.tensor([[2.0, 1.0], [0.0, -2.0], [1.0, 2.0]], dtype=D)
    assert float(mse_loss(other, zero)) == pytest.approx(14 / 6)


def test_an_outlier():
    first, last = (widgets.outlier(t, 2.0).readings for t in (4.0, 24.0))
    assert (first["mean"], last["mean"]) == ([4.0], [8.0])
    assert first["median"] == last["median"] == [4.0]
    assert last["Huber"] == [4.5]
    for r, loss in ((2.0, 2.0), (-7.0, 16.5)):
        assert float(huber_loss(torch.tensor(r), torch.tensor(0.0), delta=3.0)) == loss
    assert float(losses.huber(torch.tensor([5.0]), torch.tensor([0.0]), delta=2.0)) == 8


def test_a_positive_number_has_the_illness_of_part_1():
    said = widgets.one_score("a positive number", -4.0)
    says("kinds-read", f"the slope is only ${said.readings['slope'][0]:.3f}$", "0.018")
    assert "Prediction 0.018" in said.say
    assert widgets.one_score("a count", 1.0).readings["loss"] == [pytest.approx(-0.282, abs=5e-4)]
    says("kinds", f"{math.e**3:.2f} \\cdot {math.exp(-math.e):.3f}/6 = {math.exp(3 - math.e) / 6:.3f}")
    p = torch.tensor([2.0, 1.1, -0.4, -3.0], dtype=D).softmax(0)
    says("kinds-read", "(" + ", ".join(f"{v:.3f}" for v in p.tolist()) + ")")


def test_the_jacobian_by_differences():
    z = torch.tensor([0.5, 0.4, 0.1], dtype=D).log()
    moved = (z + torch.tensor([0.1, 0.0, 0.0], dtype=D)).softmax(0)
    says("jacobian", "| p after | " + " | ".join(f"{v:.3f}" for v in moved.tolist()) + " |", "1.105")
    assert ((moved - z.softmax(0)) / 0.1).tolist() == pytest.approx([0.25, -0.20, -0.05], abs=5e-4)
    J = losses.softmax_jacobian(z.softmax(0))
    assert (J[1] * (-1 / 0.4)).tolist() == pytest.approx([0.5, -0.6, 0.1])


def test_two_orders_of_the_divergence():
    half, nine = (torch.tensor(v, dtype=D) for v in ([0.5, 0.5], [0.9, 0.1]))
    says("kl", f"| {float(losses.cross_entropy_of(half, nine)):.3f} | {float(losses.entropy(half)):.3f} | "
         f"{float(losses.kl_divergence(half, nine)):.3f} |")
    says("kl", f"= {float(losses.kl_divergence(nine, half)):.3f}")
    three = torch.tensor([0.75, 0.25], dtype=D)
    assert float(losses.kl_divergence(three, half)) == pytest.approx(0.13081, abs=1e-5)
    assert float(losses.kl_divergence(half, three)) == pytest.approx(0.14384, abs=1e-5)


def test_two_softmaxes():
    scores, one = torch.tensor([2.0, 1.0, -1.0], dtype=D), torch.tensor(1)
    says("pairing", f"{float(cross_entropy(scores, one)):.3f}", f"{float(cross_entropy(scores.softmax(0), one)):.3f}")
    lowest = {c: math.log(math.e + c - 1) - 1 for c in (3, 10)}
    says("pairing-read", f"{lowest[3]:.3f} with 3", f"{lowest[10]:.3f} with 10")
    sure = torch.tensor([0.0, 1.0, 0.0], dtype=D)
    assert float(cross_entropy(sure, one)) == pytest.approx(lowest[3])
    assert float(cross_entropy(scores.log_softmax(0), one)) == pytest.approx(float(cross_entropy(scores, one)))


def test_the_heater():
    z = torch.tensor(2.0, dtype=D)
    y_hat = 10 + 20 * float(z.sigmoid())
    slope = (y_hat - 15) * 20 * float(z.sigmoid() * (1 - z.sigmoid()))
    assert (y_hat, slope) == (pytest.approx(27.616, abs=1e-3), pytest.approx(26.49, abs=5e-3))


def test_another_last_layer():
    ends = {True: [], False: []}
    for seed in range(10):
        kept = trials.features(seed)
        for head in (LogisticRegression(), SVC(kernel="linear"), KNeighborsClassifier(5)):
            for hidden, given in ((True, kept.hidden), (False, kept.X)):
                right = head.fit(given[:200], kept.y[:200]).score(given[200:], kept.y[200:])
                if isinstance(head, KNeighborsClassifier):
                    assert right > 0.99
                else:
                    ends[hidden].append(right)
    assert min(ends[True]) >= 0.995
    says("heads-read", f"{round(100 * min(ends[False]))} to {round(100 * max(ends[False]))} %", "99.5 %")
