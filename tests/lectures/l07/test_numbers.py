"""Numbers that stand in the prose of lecture 07."""

import itertools
import math
from decimal import Context, Decimal
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.diff import dual, finite, symbolic, tape
from dlcourse.lectures.l07.rounding import mean_parts

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "07_differentiation" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
CARDS = {cell.id: cell.source for cell in read(SOURCE.with_name("exercises.py")).cells}


def f(a, b):
    return a * (a + b) ** 2


def says(cell, *told):
    assert [t for t in told if t not in TEXT[cell]] == []


def slopes(function, *at):
    inputs = [torch.tensor(float(v), dtype=torch.float64, requires_grad=True) for v in at]
    return tuple(float(g) for g in torch.autograd.grad(function(*inputs), inputs))


def test_the_hook():
    assert (f(1, 2), slopes(f, 1, 2)) == (9, (15, 6))
    says("hook", "it is 9", "exactly 15", "15.71", "0.71")
    says("task", "**15** and **6**")
    assert abs((f(1 + 1e-15, 2) - 9) / 1e-15 - 15) > 0.71  # "larger than at 0.1"
    assert slopes(f, 3, 1) == (40, 24)
    says("recall-ask", "(40, 24),")


def test_the_quotients_by_hand():
    for a, told in ((1.1, "| f(1.1, 2) | 3.1 | 9.61 | 10.571 |"), (0.9, "| f(0.9, 2) | 2.9 | 8.41 | 7.569 |")):
        says("finite", told)
        assert f(a, 2) == pytest.approx(float(told.split("|")[-2]))
        assert (a + 2) ** 2 == pytest.approx(float(told.split("|")[-3]))
    assert (f(1.1, 2) - f(0.9, 2)) / 0.2 == pytest.approx(15.01)
    assert (f(1, 2.1), f(1, 1.9)) == pytest.approx((9.61, 8.41))
    assert ((f(1, 2.1) - 9) / 0.1, (f(1, 2.1) - f(1, 1.9)) / 0.2) == pytest.approx((6.1, 6.0))
    says("finite-blanks", "(6.1, 6),", "9.61", "8.41")
    assert pytest.approx(f(1.1, 2)) == 9 + 1.5 + 0.07 + 0.001
    for h in (0.1, 0.5, 2.0):
        assert f(1 + h, 2) == pytest.approx((1 + h) * (9 + 6 * h + h**2)) == pytest.approx(9 + 15 * h + 7 * h**2 + h**3)


def test_the_calculator_with_four_digits():
    four = Context(prec=4)
    x, h = Decimal(1), Decimal("0.0014")
    place = four.add(x, h)
    up, down = four.exp(place), four.exp(x)
    rise = four.subtract(up, down)
    assert [str(v) for v in (place, up, down, rise)] == ["1.001", "2.721", "2.718", "0.003"]
    assert str(four.divide(rise, h)) == "2.143"
    assert four.divide(rise, four.subtract(place, x)) == 3
    rise = math.exp(1.0014) - math.e
    exact = [1.0014, math.exp(1.0014), math.e, rise / 0.0014]
    says("rounding", *(f"| {told} |" for told in map("{:.4f}".format, exact)), "2.143", "true slope is 2.718")
    says("rounding", f"| {rise:.7f} |")
    assert f"{0.0038083 / 0.0014:.4f}" == "2.7202"  # what the table's own number gives


def test_one_rounding_at_a_time():
    place, values = (math.exp(1.001) - math.e) / 0.0014, (2.722 - 2.718) / 0.0014
    assert (f"{math.exp(1.001):.4f}", f"{math.e:.4f}") == ("2.7210", "2.7183")
    assert (round(place, 1), round(values, 1), round(0.0027 / 0.0014, 1)) == (1.9, 2.9, 1.9)
    assert (round(abs(place - math.e), 1), round(abs(values - math.e), 1)) == (0.8, 0.1)
    says("rounding-ask", "(1.9, 2.9),")


def test_what_either_rounding_may_cost():
    place, values = 2.7 * 0.0005 / 0.0014, 2 * 0.0005 / 0.0014
    assert (f"{place:.1f}", f"{values:.1f}") == ("1.0", "0.7")
    says("rounding-see", r"2.7 \cdot 0.0005/0.0014 \approx 1.0$", r"2 \cdot 0.0005/0.0014 \approx 0.7$",
         "0.8 against 0.1")


def test_the_steps_of_the_rule():
    r = torch.finfo(torch.float64).eps
    assert (f"{r:.1e}", f"{r ** (1 / 2):.1e}", f"{r ** (1 / 3):.0e}") == ("2.2e-16", "1.5e-08", "6e-06")
    says("rounding-rule", r"2.2\cdot10^{-16}", r"1.5\cdot10^{-8}", r"6\cdot10^{-6}")


@pytest.mark.parametrize("offset", [0.0, 0.1, 0.37, 0.5, 0.83])
def test_the_rounding_of_the_places_is_the_larger_part(offset):
    parts = mean_parts(1e-11, "centred", offset=offset)
    assert 1.6 < parts.points / parts.values < 2.4  # "about twice as much"
    assert (parts.points, parts.values) == pytest.approx((2.2e-5, 1.1e-5), rel=0.25)
    assert parts.written == pytest.approx(2.3e-5, rel=0.2)  # "about 2e-5"
    assert parts.really_made == pytest.approx(parts.values, rel=1e-3)
    assert parts.formula < 1e-20


def test_what_dividing_by_the_step_really_made_gains():
    for kind, taken_off, words in (("forward", 1 / 4, "a quarter"), ("centred", 1 / 2, "half")):
        parts = mean_parts(1e-11, kind)
        assert 1 - parts.really_made / parts.written == pytest.approx(taken_off, abs=0.05)
        says("rounding-mend", f"about {words} off the {kind}")


def test_with_four_digits_both_places_move_inwards():
    four = Context(prec=4)
    up, down = (four.create_decimal(v) for v in ("2.0014", "1.9986"))
    assert (str(up), str(down)) == ("2.001", "1.999")
    assert Decimal("0.0028") - (up - down) == Decimal("0.0008") == 2 * (Decimal("2.0014") - up)


@pytest.mark.parametrize("offset", [0.0, 0.1, 0.37, 0.5, 0.83])
def test_the_longer_run_halves_the_part_of_the_values_alone(offset):
    forward, centred = (mean_parts(1e-11, kind, offset=offset) for kind in ("forward", "centred"))
    assert centred.points == pytest.approx(forward.points, rel=0.02)
    assert centred.values == pytest.approx(forward.values / 2, rel=0.2)
    assert forward.points == pytest.approx(forward.values, rel=0.2)  # "on average they are alike"


def test_both_places_are_rounded_by_the_same_amount_in_opposite_directions():
    for i in range(100):
        x, h = 1.1 + 0.8 * i / 99, 1e-11 * (1 + i * 0.618 % 1)
        up, down = (Decimal(x + s * h) - Decimal(x) - s * Decimal(h) for s in (1, -1))
        assert up == -down


def test_the_best_steps():
    for h in (1e-4, 1e-8, 1e-12):
        says("rounding-best", f"| 1e-{-round(math.log10(h))} | 7e-{-round(math.log10(h))} | "
                              f"1e-{15 + round(math.log10(h))} |")
    assert abs((f(1 + 1e-8, 2) - 9) / 1e-8 - 15) == pytest.approx(2e-9, rel=0.2)  # luck
    assert abs((f(1 + 1e-5, 2) - f(1 - 1e-5, 2)) / 2e-5 - 15) < 3e-10
    worth = [mean_parts(10.0**-k, kind, places=100).written for kind in ("forward", "centred") for k in range(3, 12)]
    assert worth.index(min(worth[:9])) == 8 - 3
    assert worth[9:].index(min(worth[9:])) == 5 - 3


def test_the_step_for_large_x():
    assert (f"{math.log(1001 / 1000):.3f}", f"{math.log(2000 / 1000):.1f}") == ("0.001", "0.7")
    says("rounding-rule", "by 0.001", "by 0.7")


def test_when_a_gradient_is_found_right():
    assert f"{torch.finfo(torch.float64).eps ** 0.4:.0e}" == "5e-07"
    says("rounding-rule", r"5\cdot10^{-7}$ of the largest slope")
    x = torch.tensor(2.0, dtype=torch.float64)
    for slope, tolerance in ((1.0, 5.45e-7), (1000.0, 5.45e-4)):
        found = finite.check_gradient(lambda x, slope=slope: slope * x, x.new_tensor(slope), x)
        assert found.tolerance == pytest.approx(tolerance, rel=0.01)
    assert finite.central_difference(torch.abs, torch.zeros((), dtype=torch.float64)) == 0


def test_the_swelling_formula():
    a, b = symbolic.Symbol("a"), symbolic.Symbol("b")
    y, shared, sizes, swollen = a, [], [0], [0]
    for _ in range(6):
        y = f(y, b)
        slope = symbolic.simplify(symbolic.differentiate(y, a))
        shared.append(symbolic.count_operations(slope, shared=True))
        sizes.append(symbolic.count_operations(symbolic.simplify(y), shared=False))
        swollen.append(symbolic.count_operations(slope, shared=False))
    assert symbolic.count_operations(symbolic.simplify(y), shared=True) == 18
    assert symbolic.count_operations(slope, shared=False) == 1601
    assert {later - before for before, later in itertools.pairwise(shared)} == {8}
    assert sizes[1:] == [3, 9, 21, 45, 93, 189]
    assert swollen[1:4] == [6, 29, 93]
    assert all(swollen[n + 1] == 2 * swollen[n] + 3 * sizes[n] + 8 for n in range(1, 6))
    says("symbolic-swell", r"2 \cdot 3 + 3 = 9", r"2 \cdot 6 + 3 \cdot 3 + 8 = 29")
    assert all(swollen[n + 1] > 2 * swollen[n] for n in range(1, 6))
    assert slopes(lambda x: x**2 / (x + 1), 2) == pytest.approx((8 / 9,))
    assert (f"{2**2 / 3:.4f}", f"{2.01**2 / 3.01:.4f}", f"{8 / 9:.3f}") == ("1.3333", "1.3422", "0.889")
    says("symbolic", "1.3422", "$0.0089/0.01 = 0.89$")
    says("symbolic-ask", "(21, 93),")
    says("symbolic-read", "adds only 8 operations")


def test_dual_numbers_by_hand():
    moved = dual.Dual(1.0, 0.0), dual.Dual(2.0, 1.0)
    u = moved[0] + moved[1]
    assert (u.dot, (u * u).dot, (moved[0] * u * u).dot) == (1, 6, 6)
    says("dual-blanks", "(1, 6, 6),")
    says("dual", "3 · 1 + 3 · 1 = 6", "1 · 6 + 9 · 1 = 15")
    square, inverse = dual.Dual(3.0, 1.0) ** 2, 1 / dual.Dual(2.0, 4.0)
    assert (square.value, square.dot, inverse.value, inverse.dot) == (9, 6, 0.5, -1)
    both = f(dual.Dual(1.0, 3.0), dual.Dual(2.0, -1.0))
    assert both.dot == 39 == 15 * 3 - 6
    says("transfer-dual-ask", "    39,")


def test_adjoints_by_hand():
    record = tape.Tape()
    a = record.variable(3.0)
    u = a * a
    assert record.adjoints(u + u, 1.0)[:2] == [12, 2]
    too_much = u_bar = 0.0
    for _ in range(2):  # "they hand on the whole so far"
        u_bar += 1
        too_much += u_bar * 3 + u_bar * 3
    assert too_much == 18
    says("reverse-order", "18")
    says("reverse-ask", "(2, 12),")
    x = 2.0
    w, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (0.0, math.log(4)))
    z = w * x + b
    p = z.sigmoid()
    found = torch.autograd.grad(-p.log(), (p, z, w, b))
    assert float(p.detach()) == pytest.approx(0.8)
    assert [float(g) for g in found] == pytest.approx([-1.25, -0.2, -0.4, -0.2])
    says("reverse-alone-ask", "(-1.25, -0.2, -0.4, -0.2),")


def test_the_products_of_jacobians():
    J1, J2, J3 = (torch.tensor(rows) for rows in ([[1.0, 0], [1, 1]], [[1.0, 0], [0, 6]], [[9.0, 1]]))
    assert (J3 @ J2 @ J1).tolist() == [[15, 6]]
    for tangent in ([1.0, 0.0], [0.0, 1.0]):
        one, two = J1 @ torch.tensor(tangent), J2 @ J1 @ torch.tensor(tangent)
        says("modes-count", f"({one[0]:.0f}, {one[1]:.0f})", f"({two[0]:.0f}, {two[1]:.0f})")
    rows = ("(a, b)", J3 @ J2 @ J1, J1), ("(a, u)", J3 @ J2, J2), ("(a, v)", J3, J3)
    for i, (told, row, step) in enumerate(rows, 1):
        line = next(text for text in TEXT["modes-count"].splitlines() if text.startswith(f"| {told}"))
        assert line.split(" | ")[3:] == [f"({row[0, 0]:.0f}, {row[0, 1]:.0f})",
                                         f"J{i}: {step.numel()} |"]
    assert 2 * (J1.numel() + J2.numel() + J3.numel()) == 20
    column, last = torch.tensor([[1.0], [1.0]]), torch.tensor([[9.0, 1], [1, 1]])
    assert (last @ J2 @ column).flatten().tolist() == [15, 7]
    assert column.numel() + J2.numel() + last.numel() == 10
    says("modes-read", r"(9 \cdot 1 + 1 \cdot 0,\; 9 \cdot 0 + 1 \cdot 6) = (9, 6)$",
         r"(9 \cdot 1 + 6 \cdot 1,\; 9 \cdot 0 + 6 \cdot 1) = (15, 6)$")
    says("modes-ask", "(15, 7, 10, 20),")


def test_the_lines_that_ran_are_differentiated_and_not_the_function():
    def square(x):
        return 9.0 if x == 3 else x * x

    at = torch.tensor(3.0, dtype=torch.float64)
    assert dual.gradient(square, at) == tape.gradient(square, at) == 0
    assert dual.gradient(square, torch.tensor(3.0)) == 0  # as the text writes it
    assert finite.central_difference(square, at, h=0.01).item() == pytest.approx(6)
    assert pytest.approx((9.0601, 8.9401)) == (3.01**2, 2.99**2)
    says("agree-ask", "(9.0601 - 8.9401)/0.02 = 6", "h = 0.01")
    assert "return 9.0 if x == 3 else x * x" in TEXT["agree-branch"]


def test_the_mixed_problems():
    w1, w2 = slopes(lambda a, b: a**2 + 10 * b**2, 1, 1)
    assert (1 - 0.05 * w1, 1 - 0.05 * w2) == pytest.approx((0.9, 0))
    z = slopes(lambda a, b: -torch.stack([a, b]).log_softmax(0)[0], 0, math.log(3))
    assert z == pytest.approx((-0.75, 0.75))
    p, y = torch.tensor([0.9, 0.4, 0.3]), torch.tensor([1.0, 0.0, 0.0])
    assert float((p - y).mean()) == pytest.approx(0.2)
    for cell, told in (("mixed-1", "(0.9, 0),"), ("mixed-2", "(-0.75, 0.75),"), ("mixed-3", "    0.2,")):
        assert told in CARDS[cell]
