"""Numbers that stand in the prose of lecture 02a and of its exercises."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse import data, losses, tensors
from dlcourse.authoring.sources import read
from dlcourse.data import people
from dlcourse.lectures.l02a.widgets import PEOPLE, squares
from dlcourse.models import linear, regression

ROOM = Path(__file__).resolve().parents[3] / "authoring" / "02a_least_squares_and_likelihood"
TEXT = {cell.id: cell.source for name in ("lecture.py", "exercises.py") for cell in read(ROOM / name).cells}
X3, Y3 = torch.tensor([1.0, 2.0, 3.0]).double(), torch.tensor([2.0, 3.0, 7.0]).double()


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def line(points):
    found = regression.least_squares_1d(*torch.tensor(points, dtype=torch.float64).T)
    return float(found.t0), float(found.t1)


def test_the_hook():
    women, men = (squares(68.0, 1.0, who).readings for who in ("women", "men"))
    says("hook-ask", f"{women['mean square'][0]:.1f}", f"is {women['mean weight alone'][0]:.0f}")
    says("hook-answer", f"has {men['mean square'][0]:.1f} on the men", f"has {men['mean weight alone'][0]:.0f}")


def test_three_points():
    assert line([(1, 2), (2, 3), (3, 7)]) == (pytest.approx(-1), pytest.approx(2.5))
    assert ((2 * X3 - Y3) ** 2).tolist() == [0, 1, 1]
    assert ((1 + 2 * X3 - Y3) ** 2).mean().item() == pytest.approx(5 / 3)
    assert [float(v) for v in (X3.sum(), Y3.sum(), (X3 * X3).sum(), (X3 * Y3).sum())] == [6, 12, 14, 29]
    says("best-two", "3\\theta_0 + 6\\theta_1 = 12", "6\\theta_0 + 14\\theta_1 = 29", "$1 + 2 + 3 = 6$",
         "$1 + 4 + 9 = 14$", "$2 + 6 + 21 = 29$")
    assert (3 * -1 + 6 * 2.5, 6 * -1 + 14 * 2.5) == (12, 29)
    least, change = ((2.5 * X3 - 1 - Y3) ** 2).sum(), 1 - 0.5 * X3
    assert (float(least), (change**2).tolist(), float(((2 * X3 - Y3) ** 2).sum())) == (1.5, [0.25, 0, 0.25], 2)
    assert (change.tolist(), 2 * X3 - (2.5 * X3 - 1)) == ([0.5, 0, -0.5], pytest.approx(change))
    assert float(least / 3) == 0.5  # the best variance
    assert float(((X3 - X3.mean()) * (Y3 - Y3.mean())).sum()) == pytest.approx(29 - 6 * 12 / 3)
    assert ((X3 - X3.mean()).tolist(), (Y3 - Y3.mean()).tolist()) == ([-1, 0, 1], [-2, -1, 3])
    assert float(((X3 - X3.mean()) ** 2).sum()) == 14 - 2 * 6 - 2 * 6 + 3 * 2 * 2 == (3 * 14 - 36) / 3
    assert 29 - 2 * 12 - 4 * 6 + 3 * 2 * 4 == (87 - 72) / 3 == 5
    assert (2.5 * X3 - 1 - Y3).tolist() == [-0.5, 1, -0.5]
    assert line([(0, 3), (2, 2), (4, 7)]) == (pytest.approx(2), pytest.approx(1))
    assert line([(1, 4), (2, 1), (6, 10)]) == (pytest.approx(0.5), pytest.approx(1.5))


def test_torch_takes_the_mean_over_all_entries():
    pred, zero = torch.tensor([1.0, 2.0]), torch.zeros(2)
    assert (torch.nn.MSELoss()(pred, zero), torch.nn.MSELoss(reduction="sum")(pred, zero)) == (2.5, 5)


def test_the_normal_equations_of_three_points():
    X = torch.stack([X3, torch.ones(3).double()], 1)
    says("matrix-normal", r"14 & 6 \\ 6 & 3", r"29 \\ 12", "$14w + 6b = 29$", "$6w + 3b = 12$", "$1 + 4 + 9 = 14$",
         "$2 + 6 + 21 = 29$", "$1 + 2 + 3 = 6$", "$1 + 1 + 1 = 3$", "$2 + 3 + 7 = 12$")
    says("matrix-normal", "$-0.5 + 2 - 1.5 = 0$")
    assert float((2.5 * X3 - 1 - Y3) @ X3) == -0.5 + 2 - 1.5 == 0
    assert (1 + 4 + 9, 2 + 6 + 21, 14 * 2.5 - 6, 6 * 2.5 - 3) == (14, 29, 29, 12)
    says("matrix-pinv", "-1 + 0 + 3.5 = 2.5$", r"\frac83 + 1 - \frac{14}3 = -1$", "$14 \\cdot 2.5 - 6 = 29$",
         "$6 \\cdot 2.5 - 3 = 12$", r"-\frac12 & 0 & \frac12 \\ \frac43 & \frac13 & -\frac23")
    assert (2.5, pytest.approx(-1)) == (-2 / 2 + 7 / 2, 8 / 3 + 1 - 14 / 3)
    assert ((X.mT @ X).tolist(), (X.mT @ Y3).tolist()) == ([[14, 6], [6, 3]], [29, 12])
    rows = torch.tensor([[-1 / 2, 0, 1 / 2], [4 / 3, 1 / 3, -2 / 3]]).double()
    torch.testing.assert_close(torch.linalg.pinv(X), rows)
    torch.testing.assert_close(rows[0], (X3 - X3.mean()) / 2)
    torch.testing.assert_close(rows[1], torch.full_like(X3, 1 / 3) - 2 * rows[0])
    assert (rows @ Y3).tolist() == pytest.approx([2.5, -1])


def test_a_coin():
    says("process", f"= {0.5**3:.3f}$", f"= {0.6 * 0.6 * 0.4:.3f}$", f"= {4 / 27:.3f}$")
    says("optional-drawn", f"= {0.3 * 0.5:.2f}$")


def sold(n, seed):
    """What the lecture's cell measures."""
    rng = tensors.generator(seed)
    seen, new = data.height_weight(2 * n, rng=rng), data.height_weight(2000, rng=rng)
    found = regression.least_squares_1d(seen.X[::2, 0], seen.y[::2])
    misses = (found.t0 + found.t1 * new.X[:, 0] - new.y) ** 2
    men = new.y[1::2]
    return float(misses[::2].mean()), float(misses[1::2].mean()), float(((men - men.mean()) ** 2).mean())


def test_more_women_do_not_help_men():
    towns = {n: [sold(n, seed) for seed in range(20)] for n in (20, 200, 2000)}
    median = {n: torch.tensor(rows).median(0).values.tolist() for n, rows in towns.items()}
    assert median[20][1] == pytest.approx(100, abs=3)
    few, many = ([men for _, men, _ in towns[n]] for n in (20, 2000))
    assert median[20][2] == pytest.approx(70, abs=2)
    assert median[2000][0] == pytest.approx(36, abs=1)
    assert min(men for _, men, _ in towns[2000]) > 100
    assert [sum(men > alone for _, men, alone in towns[n]) for n in (20, 2000)] == [18, 20]
    chance = torch.tensor([sold(20, seed)[1] for seed in range(400)]).mean()
    says("shift-read", f"{9**2 + 6**2}", f"over 400 towns with 20 women the mean square on men is {float(chance):.0f}",
         f"between {min(few):.0f} and {max(few):.0f}", f"between {min(many):.0f} and {max(many):.0f}",
         "in all twenty towns",
         f"= {(0.9 * 6.5) ** 2:.0f} + {6**2} = {6**2 + (0.9 * 6.5) ** 2:.0f}$")


def test_a_second_predictor_helps_men():
    def on_men(seed):
        rng = tensors.generator(seed)
        seen, new = data.height_weight(2000, rng=rng), data.height_weight(2000, rng=rng)
        plane = linear.least_squares(seen.X, seen.y)
        return float(((new.X @ plane.w + plane.b - new.y) ** 2)[1::2].mean()), float(plane.w[1])

    both = squares(68.0, 1.0, "both").readings["mean square"][0]
    says("many", f"the mean square is {both:.1f}")
    found = torch.tensor([on_men(seed) for seed in range(20)])
    assert found[:, 0].median() == pytest.approx(36, abs=1)
    assert found[:, 1].median() == pytest.approx(9, abs=0.3)


def test_the_houses():
    def bedroom(seed):
        street = data.houses(200, rng=tensors.generator(seed))
        return float(linear.least_squares(street.X, street.y).w[1])

    street = data.houses(200, rng=tensors.generator(1))
    alone = float(linear.least_squares(street.X[:, 1:2], street.y).w)
    says("many", f"brings {alone:.0f} alone, but {bedroom(1):.0f} beside")
    says("many-read", f"bring {alone:.0f}", f"brings {bedroom(1):.0f}")
    made = 50 + torch.tensor([[0, 0, 1, 0], [30.0, 1, 1, 0], [30, 1, 2, 0]]).double() @ people._HOUSE
    assert made.diff().tolist() == [8 + 3 * 30, -5]
    says("many-read", "= 98$", "with $-5$")
    others = [bedroom(seed) for seed in (0, *range(2, 11))]
    says("many-read", f"between {min(others):.0f} and {max(others):.0f}")


def test_the_cats():
    cats = data.cats()
    for X, query in ((cats.X, [5.0, 0, 1]), (torch.cat([cats.X, 1 - cats.X[:, 1:]], 1), [5.0, 0, 1, 1])):
        w = torch.linalg.pinv(regression.design_matrix(X)) @ cats.y
        assert float(torch.tensor(query).double() @ w) == pytest.approx(3.6546154, abs=5e-8)
    says("matrix-double-ask", "3.65")
    says("curve", "(" + ", ".join(f"{v:.3f}" for v in w.tolist()) + ")", "is 3.65 again")
    assert f"{5 * 0.486 + 0.127 + 1.096:.2f}" == "3.65"
    four = regression.design_matrix(torch.cat([cats.X, 1 - cats.X[:, 1:]], 1))
    assert int(torch.linalg.matrix_rank(four)) == 3
    torch.testing.assert_close(four.mT @ (four @ w - cats.y), torch.zeros(4).double(), rtol=0, atol=1e-9)
    assert float((four @ torch.tensor([0, 1.0, 1, -1]).double()).norm()) == 0  # such a change moves no prediction


def test_the_gaussian():
    top = 1 / math.sqrt(2 * math.pi)
    says("gauss", f"{top:.4f}", f"{top / 2:.4f}", f"{top / 2 * math.exp(-0.5):.3f}", f"{top / 0.1:.2f}")
    factor = math.log(2) + math.log(2 * math.pi) / 2
    says("like-steps", f"0.5 + {factor:.4f}", f"3 · {factor:.4f}")
    assert f"{-math.log(top / 2 * math.exp(-0.5)):.3f}" == f"{0.5 + factor:.3f}"


def test_a_product_that_is_lost():
    factors = torch.rand(2000, generator=tensors.generator(0), dtype=torch.float64)
    assert float(factors.prod()) == 0
    says("nll-s", f"is {float(factors.log().sum()):.0f}, an ordinary number")


def test_two_lines_and_ten_copies():
    one = torch.tensor(1.0).double()
    a, b = (float(losses.gaussian_nll(t0 + t1 * X3, Y3, 1.0, reduction="sum")) for t0, t1 in ((-1, 2.5), (one, 1.5)))
    says("nll-read", f"{a:.2f}", f"{b:.2f}", f"{math.exp(b - a):.1f}")
    assert b - a == pytest.approx(1)
    least, more = (float(((t0 + t1 * X3 - Y3) ** 2).sum()) for t0, t1 in ((-1, 2.5), (1, 1.5)))
    rest = 3 * math.log(2 * math.pi) / 2
    says("nll-read", f"{rest / 3:.3f}", f"L = {least}$", f"L = {more}$", f"{least / 2} + {rest:.2f} = {a:.2f}",
         f"{more / 2} + {rest:.2f} = {b:.2f}")
    says("nll-ask", f"{math.exp(1):.3f}", f"{math.exp(10):.0f}", f"{math.exp(0.1):.3f}")


def test_steps():
    way = regression.gd_linear(X3, Y3, eta=0.1, epochs=400)
    says("walk", f"{2 * (Y3.neg() * X3).mean():.2f}".replace("-", ""), f"{way[1, 1]:.3f}")
    says("walk-exercise", f"= {(29 - 0.8 * 6) / 14:.2f}$", f"from {way[1, 1]:.3f} to {way[2, 1]:.3f}")
    torch.testing.assert_close(way[-1], torch.tensor([-1.0, 2.5]).double(), rtol=0, atol=5e-4)
    two = regression.gd_linear(torch.tensor([1.0, 3.0]).double(), torch.tensor([2.0, 8.0]).double(), eta=0.05, epochs=1)
    assert two[1].tolist() == pytest.approx([0.5, 1.3])
    t0, t1 = 0.5, 0.05 * ((2 - 0.5) + (8 - 0.5) * 3)
    assert (t0, t1) == (0.5, pytest.approx(1.2))
    x, y = torch.tensor([1.0, 2, 6]).double(), torch.tensor([4.0, 1, 10]).double()
    assert regression.gd_linear(x, y, eta=0.01, epochs=1)[1].tolist() == pytest.approx([0.1, 0.44])


def test_the_middle_one_has_the_least_sum_of_sizes():
    sizes = {t: sum(abs(t - y) for y in (2, 3, 7)) for t in (2.5, 3, 3.5, 4, 7)}
    assert min(sizes, key=sizes.get) == 3
    assert (sizes[3], sizes[4]) == (5, 6)


def test_sixteen_people():
    height = torch.cat([PEOPLE[k][0] for k in PEOPLE])
    assert len(height) == 16
    assert sum(v < 0 for v in (PEOPLE["men"][1] - PEOPLE["men"][0] + 102).tolist()) == 0
