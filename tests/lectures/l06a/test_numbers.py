"""Numbers that stand in the prose of lecture 06a."""

import math
from pathlib import Path

import pytest
import torch
from torch.nn.functional import cross_entropy, huber_loss, mse_loss, nll_loss

from dlcourse import losses
from dlcourse.authoring.sources import read
from dlcourse.lectures.l06a import trials, widgets
from dlcourse.nn import mlp

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "06a_losses_and_outputs" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
D = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def ends(name, what="right"):
    return trials.LONG["relearn_ten_times"][name][what]


def percent(rights):
    return f"{round(100 * min(rights))} to {round(100 * max(rights))} %"


@pytest.fixture(scope="module")
def three():
    return [trials.relearn("squares", 0.5, trials.STARTS[0], seed) for seed in range(3)]


def test_squares_stays_at_one_half_and_cross_entropy_recovers(three):
    swapped = trials.STARTS[0]
    squares = ends(f"squares, {swapped}")
    says("hook-see", f"squares had {percent(squares)} right",
         f"cross-entropy {percent(ends(f'cross-entropy, {swapped}'))}")
    assert [seen.right[-1] for seen in three] == pytest.approx(squares[:3], abs=1e-5)
    first = three[0]
    assert float(first.own[0].median()) < 0.0002
    says("hook", "below 0.0002")
    assert all(share < 0.01 or share > 0.99 for share in ends(f"squares, {swapped}", "says one"))
    assert trials.BEFORE == 300
    at = trials.MOMENTS.index(20)
    assert trials.relearn("cross-entropy").right[at] > 0.95  # "already near the top"
    assert float((first.own[at][first.y == 1] > 0.5).double().mean()) > 0.8
    says("comeback-read", "most eights were out of the flat part within 20 steps")


@pytest.mark.parametrize("eta", [0.1, 2.0])
def test_another_learning_rate_does_not_help_squares(eta):
    found = ends(f"squares, eta {eta}")
    assert 0.4 < min(found) <= max(found) < 0.6


def test_from_a_fresh_start_both_learn():
    fresh = [right for name in trials.SLOPES for right in ends(f"{name}, {trials.STARTS[1]}")]
    says("hook-see", f"end with {percent(fresh)} right")


def test_which_digit_comes_out_first():
    eights = sum(share > 0.5 for share in ends(f"squares, {trials.STARTS[0]}", "says one"))
    assert eights == 9
    says("comeback-read", "In nine of ten repetitions the eights", "in one the threes")


def test_the_other_digit_is_pushed_deeper(three):
    for seen in three:
        lost = seen.y == (0 if seen.says_one[-1] > 0.5 else 1)  # the digit that is never said
        before, after = (float(seen.own[k][lost].median()) for k in (0, -1))
        assert after < 1e-8 < before


def test_the_picture_of_the_hook_ends_with_one_digit_right(three):
    first = three[0]
    shown = {(int(of), f"{float(p):.2f}") for of, p in zip(first.y[:widgets.SHOWN], first.own[-1])}
    assert shown == {(1, "1.00"), (0, "0.00")}
    says("comeback-read", "1.00 below each eight, and 0.00 below each three")


@pytest.mark.parametrize("seed", range(10))
def test_one_step_of_the_network_moves_a_score_far(seed):
    params, X, y = trials._begin(trials.STARTS[0], seed)
    assert round(sum(t.numel() for part in params for t in part), -3) == 2000
    slopes = []
    for i in range(40):
        z, kept = mlp.forward(params, X[i:i + 1])
        slopes.append(torch.cat([t.flatten() for part in mlp.backward(params, kept, torch.ones_like(z)) for t in part]))
    moves = torch.stack(slopes) @ torch.stack(slopes).mT  # [i, j]: a step on i moves z of j so far
    assert float((moves.diag() > 100).double().mean()) > 0.5
    assert bool((moves[y[:40] == 1][:, y[:40] == 0] > 0).all())  # an eight lifts each three
    says("comeback-read", "mostly above 100", "lifts the score of an eight also lifts that of a three")


def test_the_eights_lift_each_other():
    together = []
    for seed in range(10):
        params, X, y = trials._begin(trials.STARTS[0], seed)
        X, y = X[:trials.TRAINED], y[:trials.TRAINED]
        z, _ = mlp.forward(params, X)
        slopes = []
        for row in X:
            kept = mlp.forward(params, row[None])[1]
            parts = mlp.backward(params, kept, torch.ones(1, 1, dtype=D))
            slopes.append(torch.cat([t.flatten() for part in parts for t in part]))
        moves = torch.stack(slopes) @ torch.stack(slopes).mT / len(y)  # [i, j]: a step of the mean on i moves z of j
        assert float(moves.diag().median()) < 1  # alone
        eights = y == 1
        assert bool((moves[eights][:, eights] > 0).all())
        together.append(float(moves[eights][:, eights].sum(1).mean()))
        pull = trials.squared_slope(z[:, 0], y)[eights].abs()
        assert float(pull.mean()) > 15 * float(pull.median())  # the least sure pull hardest
    says("comeback-read", f"{min(together):.0f} to {max(together):.0f} times as far", "mean over 200 digits")


def test_where_squares_pull_hardest():
    z = torch.linspace(-9, 9, 18001, dtype=D)
    slope = trials.squared_slope(z, torch.zeros_like(z))
    best = int(slope.argmax())
    assert (float(z[best].sigmoid()), float(slope[best]), float(z[best])) == (
        pytest.approx(2 / 3, abs=1e-3), pytest.approx(0.296, abs=5e-4), pytest.approx(math.log(2), abs=0.01))
    says("slope-read", "$p = 2/3$", "0.296", f"\\log 2 = {math.log(2):.2f}")


def test_the_sigmoid_twice():
    right = torch.tensor([1.0, 0.0], dtype=D)
    twice = losses.binary_cross_entropy_with_logits(right, right, reduction="none")
    assert twice.tolist() == pytest.approx([0.313, 0.693], abs=5e-4)
    says("fuse-read", f"\\log {float(right[0].sigmoid()):.3f} = {twice[0]:.3f}", f"\\log 2 = {twice[1]:.3f}")


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


def test_four_squared_losses():
    y_hat = torch.tensor([[1.0, 2.0], [3.0, 0.0], [1.0, 1.0]], dtype=D)
    zero = torch.zeros_like(y_hat)
    total = float(losses.squared_error(y_hat, zero, reduction="sum"))
    assert (total, total / 3, total / 2, total / 6) == (16, pytest.approx(5.333, abs=1e-3), 8,
                                                        pytest.approx(2.667, abs=1e-3))
    for half, reduction, value, slope in ((False, "sum", 16, 6), (False, "mean", 16 / 6, 1), (True, "sum", 8, 3)):
        assert float(losses.squared_error(y_hat, zero, half=half, reduction=reduction)) == pytest.approx(value)
        assert float(losses.squared_error_grad(y_hat, zero, half=half, reduction=reduction)[1, 0]) == slope
    says("squares-table", "| sum of all | 16 | 6 |", "| mean over all six entries | 2.667 | 1 |",
         "| sum of all, divided by the 3 samples | 5.333 | 2 |", "| half the sum | 8 | 3 |")
    many = torch.zeros(30, 2, dtype=D)
    assert float(losses.squared_error_grad(many + 3, many, reduction="sum")[0, 0]) == pytest.approx(
        60 * float(losses.squared_error_grad(many + 3, many, reduction="mean")[0, 0]))
    says("squares-table", "With 60 entries it is 60 times")
    other = torch.tensor([[2.0, 1.0], [0.0, -2.0], [1.0, 2.0]], dtype=D)
    assert float(mse_loss(other, zero)) == pytest.approx(14 / 6)


def test_an_outlier():
    first, last = (widgets.outlier(t, 2.0).readings for t in (4.0, 24.0))
    assert (first["mean"], last["mean"]) == ([4.0], [8.0])
    assert first["median"] == last["median"] == [4.0]
    assert (first["Huber"], last["Huber"]) == ([3.75], [4.5])
    at_start = widgets.outlier(9.0, 2.0).readings
    assert (at_start["mean"], at_start["median"], at_start["Huber"]) == ([5.0], [4.0], [4.5])  # no two marks coincide
    [size] = [m for m in widgets.outlier(9.0, 2.0).panels[2].marks if m.name == "size"]
    assert set(size.y[size.x != 0].tolist()) == {-1.0, 1.0}
    assert float(size.x[size.y == 1].min() - size.x[size.y == -1].max()) < 1e-5  # a jump, no ramp
    says("outlier", "from 4 to 24 (the picture starts at 9)")
    for r, loss in ((2.0, 2.0), (-7.0, 16.5)):
        assert float(huber_loss(torch.tensor(r), torch.tensor(0.0), delta=3.0)) == loss
    assert float(losses.huber(torch.tensor([5.0]), torch.tensor([0.0]), delta=2.0)) == 8


def test_a_positive_number_has_the_illness_of_part_1():
    said = widgets.one_score("a positive number", -4.0)
    says("kinds-read", f"the slope is only ${said.readings['slope'][0]:.3f}$", "0.018")
    assert "Prediction 0.018" in said.say
    count = widgets.one_score("a count", 2.0).readings
    says("optional-count", f"7.389 - 6 = {count['loss'][0]:.3f}", f"7.389 - 3 = {count['slope'][0]:.3f}")
    assert round(math.exp(2), 3) == 7.389
    says("optional-count", f"its slope is {widgets.one_score('a count', 4.0).readings['slope'][0]:.1f}")
    by_chance = torch.distributions.Poisson(torch.tensor(2.0)).log_prob(torch.arange(4.0)).exp()
    says("optional-count", "{:.3f}, {:.3f}, {:.3f} and {:.3f}".format(*by_chance.tolist()))
    says("kinds-read", f"\\log 1.5 = {math.log(1.5):.3f}", f"it is ${-4 - math.log(1.5):.3f}$")
    assert (math.log(1) + math.log(4)) / 2 == pytest.approx(math.log(2))
    says("kinds-read", f"the mean is {(1 + 4) / 2}", f"is {math.log(2):.3f}, and $e^{{{math.log(2):.3f}}} = 2$")
    coin = losses.binary_cross_entropy_with_logits(torch.full((2,), 2.0, dtype=D), torch.tensor([1.0, 0.0], dtype=D),
                                                   reduction="none")
    says("kinds", "For $z = 2$ it is {:.3f} or {:.3f}.".format(*coin.tolist()), f"{math.log(2 * math.pi) / 2:.3f}")
    p = torch.tensor([2.0, 1.1, -0.4, -3.0], dtype=D).softmax(0)
    says("kinds-read", "(" + ", ".join(f"{v:.3f}" for v in p.tolist()) + ")")


def test_the_jacobian_by_differences():
    z = torch.tensor([0.5, 0.4, 0.1], dtype=D).log()
    moved = (z + torch.tensor([0.1, 0.0, 0.0], dtype=D)).softmax(0)
    change = ((moved - z.softmax(0)) / 0.1).tolist()
    says("jacobian", *(f"| {p:.3f} | {q:.3f} | {c:.2f} |" for p, q, c in zip(z.exp().tolist(), moved.tolist(), change)))
    says("jacobian", f"0.5 \\cdot {math.exp(0.1):.4f} = {0.5 * math.exp(0.1):.4f}")
    assert ((moved - z.softmax(0)) / 0.1).tolist() == pytest.approx([0.25, -0.20, -0.05], abs=5e-4)
    J = losses.softmax_jacobian(z.softmax(0))
    assert (J[1] * (-1 / 0.4)).tolist() == pytest.approx([0.5, -0.6, 0.1])
    y = torch.tensor([0.0, 1.0, 0.0], dtype=D)
    pull = 2 * (z.softmax(0) - y)
    assert pull.tolist() == pytest.approx([1, -1.2, 0.2])
    says("chain", "1 \\cdot 0.25 - 1.2 \\cdot (-0.20) + 0.2 \\cdot (-0.05) = 0.48$")
    assert float(pull @ J[:, 0]) == pytest.approx(0.48)
    assert (pull @ J).tolist() == pytest.approx([0.48, -0.496, 0.016])
    sure = torch.tensor([0.998, 0.001, 0.001], dtype=D)
    assert (sure - y).tolist() == pytest.approx([0.998, -0.999, 0.001])
    assert (2 * (sure - y) @ losses.softmax_jacobian(sure)).tolist() == pytest.approx([0.006, -0.004, -0.002], abs=5e-5)


def test_two_orders_of_the_divergence():
    half, nine = (torch.tensor(v, dtype=D) for v in ([0.5, 0.5], [0.9, 0.1]))
    says("kl", f"{float(losses.cross_entropy_of(half, nine)):.3f} - {float(losses.entropy(half)):.3f} = "
         f"{float(losses.kl_divergence(half, nine)):.3f}")
    says("kl", f"it is {float(losses.entropy(torch.tensor([0.7, 0.3], dtype=D))):.3f}: no prediction")
    says("kl", f"= {float(losses.kl_divergence(nine, half)):.3f}")
    three = torch.tensor([0.75, 0.25], dtype=D)
    assert float(losses.kl_divergence(three, half)) == pytest.approx(0.13081, abs=1e-5)
    assert float(losses.kl_divergence(half, three)) == pytest.approx(0.14384, abs=1e-5)


def test_the_slope_keeps_its_form_for_a_shared_target():
    z = torch.linspace(-4, 4, 9, dtype=D, requires_grad=True)
    for y in (0.0, 0.25, 0.7, 1.0):
        [slope] = torch.autograd.grad((torch.nn.functional.softplus(z) - y * z).sum(), z)
        assert slope.tolist() == pytest.approx((z.sigmoid() - y).tolist())
    says("kl", "$y = 0.7$", "says 0.7")


def test_two_softmaxes():
    scores, one = torch.tensor([2.0, 1.0, -1.0], dtype=D), torch.tensor(1)
    says("pairing", f"{float(cross_entropy(scores, one)):.3f}", f"{float(cross_entropy(scores.softmax(0), one)):.3f}")
    lowest = {c: math.log(math.e + c - 1) - 1 for c in (3, 10)}
    says("pairing-read", f"{lowest[3]:.3f} for $C = 3$", f"{lowest[10]:.3f} for $C = 10$")
    assert float(nll_loss(torch.tensor([0.001, 0.998, 0.001], dtype=D), one)) == -0.998
    says("pairing", "it shows $-0.998$")
    sure = torch.tensor([0.0, 1.0, 0.0], dtype=D)
    assert float(cross_entropy(sure, one)) == pytest.approx(lowest[3])
    assert float(cross_entropy(scores.log_softmax(0), one)) == pytest.approx(float(cross_entropy(scores, one)))


def test_the_heater():
    z = torch.tensor(2.0, dtype=D)
    y_hat = 10 + 20 * float(z.sigmoid())
    slope = (y_hat - 15) * 20 * float(z.sigmoid() * (1 - z.sigmoid()))
    assert (y_hat, slope) == (pytest.approx(27.616, abs=1e-3), pytest.approx(26.49, abs=5e-3))
    p = float(torch.tensor(8.0, dtype=D).sigmoid())
    assert 10 + 20 * p - 15 == pytest.approx(15, abs=0.01)
    assert (10 + 20 * p - 15) * 20 * p * (1 - p) == pytest.approx(0.10, abs=5e-3)
    assert p - 0.25 == pytest.approx(0.75, abs=5e-3)


def test_another_last_layer():
    found = trials.LONG["other_heads"]
    assert min(found["neighbours, hidden"] + found["neighbours, pixels"]) > 0.99
    hidden, pixels = ([right for head in ("logistic", "SVM") for right in found[f"{head}, {given}"]]
                      for given in ("hidden", "pixels"))
    assert min(hidden) >= 0.995
    says("heads-read", f"{round(100 * min(pixels))} to {round(100 * max(pixels))} %", "99.5 %")
