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
    says("bowl", f"{math.degrees(math.atan2(-20, -6)) % 360:.0f}°")
    assert math.degrees(math.atan2(-1, -3)) % 360 == pytest.approx(200, abs=2)  # "near A"


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


def test_the_misses_of_taylor():
    truth, h = 1.1**3, 0.1
    misses = [truth - 1, truth - 1 - 3 * h, truth - 1 - 3 * h - 3 * h**2]
    says("taylor-figure", "0.331, 0.031 and 0.001")
    assert misses == pytest.approx([0.331, 0.031, 0.001])
    left_over = 1.05**3 - 1.15 - 3 * 0.05**2
    assert left_over == pytest.approx(0.001 / 8)
    says("taylor-ask", f"{left_over:.6f}")
    small = [1.01**3 - 1, 1.01**3 - 1.03]
    assert small[0] / misses[0] == pytest.approx(1 / 10, rel=0.1)    # "about a tenth"
    assert small[1] / misses[1] == pytest.approx(1 / 100, rel=0.05)  # "about a hundredth"


def test_the_mean_over_two_examples():
    x, y, w = torch.tensor([1.0, 2.0]), torch.tensor([0.0, -1.0]), torch.tensor(1.0, requires_grad=True)
    ((w * x - y) ** 2).mean().backward()
    assert float(w.grad) == 7
    says("batch", "= 7")


def test_the_mean_square_that_broadcasting_makes():
    prediction, target = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    assert float((prediction - target).square().mean()) == pytest.approx(4 / 3)
    assert float((prediction.squeeze(1) - target).square().mean()) == 0
    assert float((prediction - target).sum()) == 0
    says("shapes-rules", "1.33", "1.3333")


def test_the_routes():
    x = torch.tensor(2.0, requires_grad=True)
    (x**2 * (3 * x)).backward()
    assert float(x.grad) == 36
    says("chain-twice-check", "36 at $x = 2$")


def test_the_neuron():
    w, b = (torch.tensor(v, requires_grad=True) for v in (1.0, 2.0))
    ((2 * w + b - 5) ** 2).backward()
    assert (float(w.grad), float(b.grad)) == (-4, -2)
    says("partial-both", "(-4, -2),")
