"""Numbers that stand in the prose of lecture 00b."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "00b_calculus_you_need" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}


def bowl(w1, w2):
    return w1**2 + 10 * w2**2


def drop(d1, d2):
    size = math.hypot(d1, d2)
    return 19 - bowl(3 + 0.1 * d1 / size, 1 + 0.1 * d2 / size)


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def test_the_two_steps_on_the_bowl():
    a, b = drop(-3, -1), drop(-6, -20)
    says("bowl-ask", f"by {a:.2f}", f"B by {b:.2f}")
    assert 1.6 < b / a < 1.7  # "nearly 1.7 times"
    directions = [math.degrees(math.atan2(*step)) % 360 for step in ((-1, -3), (-20, -6))]
    says("bowl-map", *(f"{direction:.1f}°" for direction in directions), "200° for A", "250° or 255° for B")
    on_the_slider = {angle: drop(math.cos(math.radians(angle)), math.sin(math.radians(angle)))
                     for angle in range(0, 360, 5)}
    assert sorted(on_the_slider, key=on_the_slider.get)[-2:] == [255, 250]  # the best two
    assert min(on_the_slider, key=lambda angle: abs(angle - directions[0])) == 200
    assert math.degrees(math.atan2(6, -20)) == pytest.approx(165, abs=2)  # "near 165°"
    says("gradient-read", "165°")


def test_the_best_direction_of_a_long_step():
    lowered = {angle: 19 - bowl(3 + math.cos(math.radians(angle)), 1 + math.sin(math.radians(angle)))
               for angle in range(0, 360, 5)}
    best = max(lowered, key=lowered.get)
    says("bowl", f"{best}°", f"by {lowered[best]:.1f}")
    says("bowl", f"255° by {lowered[255]:.1f}", f"{math.degrees(math.atan2(-1, -3)) % 360:.1f}°")


def test_the_most_that_a_short_step_promises():
    says("gradient-read", f"of more than {0.1 * math.hypot(6, 20):.3f}")
    promised = 0.1 * (6 * 3 + 20 * 1) / math.hypot(3, 1)
    says("gradient-read", f"a fall of {promised:.3f}", f"it is {drop(-3, -1):.2f}")


def test_a_turn_changes_no_dot_product():
    g, d = torch.tensor([3.0, 4.0]), torch.tensor([1.0, 0.0])
    assert (g + d).square().tolist() == [16, 16]
    assert (float(g @ g), float(g @ d), float(d @ d)) == (25, 3, 1)
    turn = torch.tensor([[3.0, 4.0], [-4.0, 3.0]]) / 5
    assert (turn @ g).tolist() == pytest.approx([5, 0], abs=1e-6)
    assert (turn @ d).tolist() == pytest.approx([0.6, -0.8])
    says("gradient-why", r"$16 + 16 = 25 + 2 \cdot 3 + 1$", "here $(5, 0)$", "is 0.6", r"$5 \cdot 0.6$ is 3")


def test_the_first_step_of_gradient_descent():
    w1, w2 = 3 - 0.01 * 6, 1 - 0.01 * 20
    says("gradient-read", f"({w1:g}, {w2:g})", f"height {bowl(w1, w2):.2f}")


def test_rise_over_run_of_the_hook():
    says("hook-settles", "0.21/0.1 is 2.1", "0.002001/0.001")
    ratios = [(1.1**2 - 1) / 0.1, (1.001**2 - 1) / 0.001]
    assert ratios == pytest.approx([2.1, 2.001])


def test_the_table_of_rules_at_2():
    x = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    for function, told in ((x**3, "$12$"), (1 / x, "$-0.25$"), (x.exp(), "$7.389$"), (x.log(), "$0.5$"),
                           (5 * x**3, "$60$"), (x**3 + x.log(), "$12.5$")):
        [slope] = torch.autograd.grad(function, x)
        assert float(slope) == pytest.approx(float(told.strip("$")), abs=5e-4)
        says("rules", told)
    says("rules-why", "at 2 that is 12", "$1/x = 0.5$")


def test_the_misses_of_taylor():
    truth, h = 1.1**3, 0.1
    misses = [truth - 1, truth - 1 - 3 * h, truth - 1 - 3 * h - 3 * h**2]
    says("taylor-figure", "0.331, 0.031 and 0.001", f"truth is {truth:.3f}",
         f"1, {1 + 3 * h:g} and {1 + 3 * h + 3 * h**2:g}")
    assert misses == pytest.approx([0.331, 0.031, 0.001])
    left_over = 1.05**3 - 1.15 - 3 * 0.05**2
    assert left_over == pytest.approx(0.001 / 8)
    says("taylor-ask", f"{left_over:.6f}")
    half = [1.05**3 - 1, 1.05**3 - 1.15]
    assert half[0] / misses[0] == pytest.approx(1 / 2, rel=0.05)  # "about half"
    assert half[1] / misses[1] == pytest.approx(1 / 4, rel=0.05)  # "about a quarter"
    assert pytest.approx(9.0601) == 3.01**2
    says("taylor", "9.06.", "9.0601", "0.0001")
    says("taylor-bend", "$f'' = 2$")
    assert pytest.approx(9.0601 - 9.06) == 0.5 * 2 * 0.01**2


def test_the_mean_square_that_broadcasting_makes():
    prediction, target = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 4.0])
    assert (prediction - target).tolist() == [[0, -1, -3], [1, 0, -2], [2, 1, -1]]
    assert float((prediction - target).square().mean()) == pytest.approx(7 / 3)
    says("shapes-rules", "[[0, -1, -3], [1, 0, -2], [2, 1, -1]]", "2.33,", "2.3333", r"\tfrac13")
    assert float((prediction.squeeze(1) - target).square().mean()) == pytest.approx(1 / 3)
    assert float((prediction - target).sum()) == -3          # each wrong option gives something else
    assert float((prediction.mT - target).square().sum()) == 1
    with pytest.raises(RuntimeError):
        target.mT  # noqa: B018


def test_the_routes():
    x = torch.tensor(5.0, requires_grad=True)
    (x**2 * (3 * x)).backward()
    assert float(x.grad) == 225
    says("chain-twice-check", "that is 225")


def test_the_chain():
    x = torch.tensor(3.0, requires_grad=True)
    (2 * x + 1).square().backward()
    assert float(x.grad) == 28
    says("chain-rule", "$u = 7$", "$2u = 14$", r"$14 \cdot 0.02 = 0.28$", r"$2 \cdot 14 = 28$")
    assert pytest.approx(0.28, abs=5e-3) == (2 * 3.01 + 1) ** 2 - 49  # "about"


def test_the_layer_over_two_examples():
    W = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], requires_grad=True)
    X = torch.tensor([[10.0, 1.0], [3.0, 1.0]], requires_grad=True)
    b = torch.tensor([0.0, 0.0, 1.0], requires_grad=True)
    Z_bar = torch.tensor([[1.0, 0.0, 2.0], [0.0, 4.0, -1.0]])
    assert (W @ X[0]).tolist() == [12, 34, 56]
    says("matrices", "= 12$", "= 34$", "= 56$", "1, 3 and 5")
    says("matrices-transpose", *(f"$({', '.join(f'{v:g}' for v in row)})$" for row in W.T.tolist()))
    routes = zip((1, 2, 3), W[:, 0].tolist(), Z_bar[0].tolist())
    says("matrices-routes", *(f'("z_{i}", {first}, {second})' for i, first, second in routes))
    assert (X @ W.mT)[1, 2] == 21
    Z = X @ W.mT + b
    assert Z.tolist() == [[12, 34, 57], [5, 13, 22]]
    says("shapes-read", "21,", "(12, 34, 57)", "(5, 13, 22)")
    says("shapes", "(10, 1)", "(3, 1)")
    W_bar, b_bar, X_bar = torch.autograd.grad(Z, (W, b, X), Z_bar)
    assert torch.equal(W_bar, Z_bar.mT @ X)
    assert float(W_bar[2, 0]) == 17
    assert b_bar.tolist() == [1, 4, 1]
    assert X_bar.tolist() == [[11, 14], [7, 10]]
    says("batch-products", "(11, 14)")
    says("batch", "(12, 34, 57)", "(5, 13, 22)", "(10, 34, 53)", "(5, 5, 24)", "= 10$", "= 34$")
    T = torch.tensor([[10.0, 34.0, 53.0], [5.0, 5.0, 24.0]])
    losses = (Z - T).square().sum(1) / 2
    assert losses.tolist() == [10, 34]
    [found] = torch.autograd.grad((((X @ W.mT + b) - T).square().sum(1) / 2).mean(), W)
    assert torch.equal(found, W_bar)
    assert torch.equal((Z - T) / 2, Z_bar)
    says("batch-run", "2 · 10 + (-1) · 3", "2 + (-1)")
    says("batch", f"$L = {float(losses.mean().detach()):g}$")
    says("batch-products", "(2, -1)", "(10, 3)", r"$2 \cdot 10 + (-1) \cdot 3$")
    assert (Z_bar.mT[2].tolist(), X[:, 0].tolist()) == ([2, -1], [10, 3])
    says("batch-ask", "    7,", "11: ", "14: ", "10: ")


def test_the_card_before_the_first_exercise_and_the_rise_of_the_second():
    cards = {cell.id: cell.source for cell in read(SOURCE.with_name("exercises.py")).cells}
    x = torch.tensor(-1.0, dtype=torch.float64, requires_grad=True)
    [slope] = torch.autograd.grad(x**3 + 2 / x + 5, x, create_graph=True)
    [bend] = torch.autograd.grad(slope, x)
    assert (float(slope.detach()), float(bend.detach())) == (1, -10)
    assert "At x = -1 its slope is 1." in cards["ask-slope_predicts"]
    assert "\n    -10,\n" in cards["ask-slope_predicts"]

    def y(x):
        return x * math.log((3 * x - 1) ** 2 + 1)

    assert f"{y(1.01) - y(1):.4f}" == "0.0402"
    assert f"{0.01 * (math.log(5) + 2.4):.4f}" == "0.0401"
    assert all(told in cards["task-two_routes"] for told in ("0.0401", "0.0402"))


def test_a_bracket_that_is_squared():
    w, b = (torch.tensor(v, requires_grad=True) for v in (1.0, 2.0))
    ((3 * w + b) ** 2).backward()
    assert float(w.grad) == 30
    says("partial", "is 5,", r"$2 \cdot 5 = 10$", r"$10 \cdot 3 = 30$")


def test_the_neuron():
    w, b = (torch.tensor(v, requires_grad=True) for v in (1.0, 2.0))
    ((2 * w + b - 5) ** 2).backward()
    assert (float(w.grad), float(b.grad)) == (-4, -2)
    says("partial-both", "(-4, -2),")


def test_the_mixed_problems():
    cards = {cell.id: cell.source for cell in read(SOURCE.with_name("exercises.py")).cells}
    p = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    (-p.log()).backward()
    assert -0.02 * float(p.grad) == pytest.approx(0.04)
    assert "\n    0.04,\n" in cards["mixed-loss"]
    x = torch.tensor(0.0, requires_grad=True)
    (x * x.sigmoid()).backward()
    assert float(x.grad) == 0.5
    assert "\n    0.5,\n" in cards["mixed-product"]
    assert "\n    (12, 3, 20),\n" in cards["mixed-shapes"]
