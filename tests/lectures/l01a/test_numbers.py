"""Numbers that stand in the prose of lecture 01a."""

import itertools
import math
from pathlib import Path

import pytest
import torch

from dlcourse import data, optim
from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.diff import finite
from dlcourse.lectures.l01a import wall, widgets
from dlcourse.lectures.l01a.widgets import ALL, ONE, SIZE, SQUARE, TRIES
from dlcourse.models import linear
from dlcourse.tensors import generator

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "01a_the_recipe" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
CATS = data.cats()
AGE, TYPED = CATS.X[:, 0], widgets.TYPED
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def line_of_sizes(x, y):
    """Slope and height of the line with the smallest mean size of the misses: it passes through two of the points."""
    i, j = torch.tensor(list(itertools.combinations(range(len(x)), 2))).T
    w = (y[j] - y[i]) / (x[j] - x[i])
    b = y[i] - w * x[i]
    k = int((w[:, None] * x + b[:, None] - y).abs().mean(1).argmin())
    return float(w[k]), float(b[k])


def line_of_squares(x, y):
    plane = linear.least_squares(x[:, None], y)
    return float(plane.w[0]), float(plane.b)


def at(age, line):
    return line[0] * age + line[1]


# --- the hook ---


def test_the_four_lines_of_the_hook():
    square, size = line_of_squares(AGE, CATS.y), line_of_sizes(AGE, CATS.y)
    says("hook-answer", f"{at(5, square):.1f} and {at(5, size):.1f}")
    typed = line_of_squares(AGE, TYPED)
    assert f"{at(5, typed):.0f}" == "19"
    assert 14.5 < at(5, typed) - at(5, square) < 15.5
    assert line_of_sizes(AGE, TYPED) == pytest.approx(size)
    says("hook-see", "$w = 4.6$ and $b = -4$", "$w = 0.6$ and $b = 1$")
    assert [round(v, 1) for v in typed] == [4.6, -4.0]
    assert [round(v, 1) for v in size] == [0.6, 1.0]
    assert widgets.by_hand(0.7, 0.8, SQUARE, "as weighed").readings["loss"][0] < 0.2
    says("hook-ask", f"{widgets.by_hand(0.7, 0.8, SQUARE, 'as weighed').readings['loss'][0]:.2f}")
    for w, b, loss, best in ((4.6, -4.0, SQUARE, typed), (0.6, 1.0, SIZE, size)):
        near = widgets.by_hand(w, b, loss, "5.1 typed as 51").readings["loss"][0]
        least = float(widgets.paid(loss, best[0] * AGE + best[1] - TYPED).mean())
        assert near < 1.01 * least
    says("hook-see", f"this line says {0.6 * 5 + 1:.1f} kg", f"the exact best one {at(5, size):.1f}")


def test_two_hundred_herds_with_one_typing_error():
    moved = []
    for seed in range(200):
        rng = generator(seed)
        age = 0.5 + 7.5 * torch.rand(20, generator=rng, dtype=double)
        weight = 1 + 0.6 * age + 0.4 * torch.randn(20, generator=rng, dtype=double)
        typed = weight.clone()
        typed[int(torch.randint(20, (), generator=rng))] *= 10
        moved.append([abs(at(5, fit(age, typed)) - at(5, fit(age, weight)))
                      for fit in (line_of_squares, line_of_sizes)])
    square, size = torch.tensor(moved).T
    says("hook-see", f"{float(square.mean()):.1f} kg on average", f"up to {float(square.max()):.1f} kg")
    assert float(size.max()) <= 0.41


# --- the recipe ---


def test_the_step_by_hand():
    x, y = torch.tensor([4.0, 6.0], dtype=double), torch.tensor([3.3, 4.5], dtype=double)
    m = 0.5 * x + 1 - y
    assert (2 * m * x).mean() == pytest.approx(-4.2)
    assert (2 * m).mean() == pytest.approx(-0.8)
    new = 0.584 * x + 1.016
    says("step-read", *(f"{float(v):.5g}" for v in new), f"{float((new - y).square().mean()):.4f}",
         f"{float(m.square().mean()):g}")


def test_the_step_of_the_question():
    def loss(theta):
        return (theta[0] * torch.tensor([2.0, 4.0], dtype=double) + theta[1]
                - torch.tensor([3.0, 4.0], dtype=double)).square().mean()

    start = torch.tensor([1.0, 0.0], dtype=double)
    assert (start - 0.1 * finite.gradient(loss, start)).tolist() == pytest.approx([1.2, 0.1], abs=1e-7)
    later = torch.tensor([1.2, 0.0], dtype=double)
    one_after_the_other = 0 - 0.1 * float(finite.gradient(loss, later)[1])
    assert one_after_the_other == pytest.approx(-0.02, abs=1e-7)
    says("step-ask", "(1.2, -0.02)")


# --- the slots ---


def ends(model, loss, weights, optimiser=ALL):
    return widgets.slots(model, loss, weights, optimiser, 1000.0).readings


def test_what_the_models_say_with_the_error():
    says("slots-read", *(f"{ends(model, SQUARE, '5.1 typed as 51')['at 5 years'][0]:.1f}"
                         for model in ("one number", "a line", "a network")))
    assert ends("a network", SQUARE, "5.1 typed as 51")["loss"][0] < 1e-6


@pytest.mark.parametrize("model", list(widgets.MODELS))
def test_with_sizes_not_a_digit_changes(model):
    there, here = (widgets.slots(model, SIZE, weights, ALL, 1000.0) for weights in widgets.WEIGHTS)
    assert there.say.split("A cat of 5")[1] == here.say.split("A cat of 5")[1]
    assert there.readings["at 5 years"] == here.readings["at 5 years"]


def test_steps_of_one_rate_jump_over_the_best_line_with_sizes():
    best = float(widgets.paid(SIZE, at(AGE, line_of_sizes(AGE, CATS.y)) - CATS.y).mean())
    late = widgets.training("a line", SIZE, "as weighed", ALL)[1][500:]
    assert best < float(late.min())
    says("slots-read", f"between {float(late.min()):.2f} and {float(late.max()):.2f}")
    falls = (late[1:] < late[:-1]).to(double).mean()
    assert 0.2 < float(falls) < 0.8


def test_random_tries_come_lower_for_the_network():
    tries, descent = (ends("a network", SQUARE, "as weighed", way)["loss"][0] for way in (TRIES, ALL))
    says("slots-read", f"the loss {tries:.3f} after 1000 random tries, and {descent:.3f} after")
    assert len(widgets.MODELS["a network"].start) == 10


def test_four_cats_have_no_middle_one():
    low, high = CATS.y.sort().values[1:3].tolist()
    sizes = [float(widgets.paid(SIZE, c - CATS.y).mean()) for c in (low, (low + high) / 2, high, low - 0.1, high + 0.1)]
    assert sizes[:3] == pytest.approx([sizes[0]] * 3)
    assert min(sizes[3:]) > sizes[0] + 0.01


def test_one_cat_a_step_keeps_jumping_and_random_tries_finds_the_line():
    for seed in range(10):
        jumping = widgets.training("a line", SQUARE, "as weighed", ONE, seed)[1][500:]
        assert float(jumping.max()) > 0.4
        assert float(widgets.training("a line", SQUARE, "as weighed", TRIES, seed)[1][-1]) < 0.185
    calm = widgets.training("a line", SQUARE, "as weighed", ALL)[1]
    assert calm[1:].tolist() == sorted(calm[1:].tolist(), reverse=True)


def test_how_hard_a_cat_pulls():
    says_of = at(5.25, line_of_sizes(AGE, CATS.y))
    says("slots-read", f"{says_of:.2f} kg", f"{says_of - 5.1:.2f}", f"{says_of - 51:.2f}", f"{2 * (says_of - 5.1):.2f}",
         f"{2 * (round(says_of, 2) - 51):.2f}")


def test_an_error_that_changes_a_vote_moves_the_line_with_sizes():
    best, young = line_of_sizes(AGE, CATS.y), int(AGE.argmin())
    assert at(AGE[young], best) == pytest.approx(1.7)
    assert float(CATS.y[young]) == 1.7
    y = CATS.y.clone()
    y[young] = 17.0
    moved = line_of_sizes(AGE, y)
    assert moved[0] < 0
    says("slots-read", f"says {at(5, moved):.1f} kg for 5 years in place of {at(5, best):.1f}")


def test_the_mean_and_the_middle():
    c, y = torch.linspace(0, 12, 1201, dtype=double)[:, None], torch.tensor([1.0, 2.0, 12.0], dtype=double)
    assert float(c[(c - y).square().mean(1).argmin()]) == pytest.approx(5)
    assert float(c[(c - y).abs().mean(1).argmin()]) == pytest.approx(2)


def test_the_fifth_cat():
    assert at(5, line_of_squares(AGE, CATS.y)) == pytest.approx(4.244498, abs=1e-6)
    nearest = int((AGE - 5).abs().argmin())
    assert (float(AGE[nearest]), float(CATS.y[nearest])) == (5.25, 5.1)


def test_carls_line_is_the_mean():
    rows = torch.stack([torch.ones_like(AGE), AGE], 1)
    walked = optim.gradient_descent(
        lambda theta: 2 * rows.mT @ (rows @ theta - CATS.y).mean(1, keepdim=True) / 4,
        torch.zeros(2, 1, dtype=double), rule=optim.SGD(0.02), steps=3000)[-1]
    assert (rows @ walked)[:, 0].tolist() == pytest.approx([3.65] * 4, abs=1e-6)
    says("mend", f"{float((rows @ walked - CATS.y).square().mean()):.4f}", "3.65 kg")


def test_scores_that_are_all_raised():
    scores = torch.tensor([2.0, -1.0, 0.5])
    assert int((scores + 2).argmax()) == int(scores.argmax()) == 0
    assert ((scores + 2) > 0).tolist() == [True, True, True]
    assert float(torch.tensor(0.0).sigmoid()) == 0.5
    says("outputs", "become (1, 1, 1)")


# --- unseen data ---


def losses_of(seed, k):
    rng = generator(seed)
    age = 0.5 + 7.5 * torch.rand(20, 1, generator=rng, dtype=double)
    weight = 1 + 0.6 * age[:, 0] + 0.4 * torch.randn(20, generator=rng, dtype=double)
    table = torch.cat([age, torch.randint(1, 7, (20, 4), generator=rng)], dim=1)
    X, X_test, y, y_test = data.train_test_split(table, weight, test_fraction=0.5, rng=rng)
    plane = linear.least_squares(X[:, :k], y)
    return [float((Z[:, :k] @ plane.w + plane.b - t).square().mean()) for Z, t in ((X, y), (X_test, y_test))]


def test_dice_lower_the_training_loss_and_mostly_raise_the_test_loss():
    pairs = [(losses_of(seed, 1), losses_of(seed, 5)) for seed in range(200)]
    assert all(dice[0] < plain[0] for plain, dice in pairs)
    says("test-see", "all* 200 herds", f"{sum(dice[1] > plain[1] for plain, dice in pairs)} of 200")


def test_two_dice_fit_four_cats():
    for seed in range(20):
        dice = torch.randint(1, 7, (4, 2), generator=generator(seed)).to(double)
        rows = torch.cat([torch.ones(4, 1, dtype=double), CATS.X[:, :1], dice], dim=1)
        if int(torch.linalg.matrix_rank(rows)) == 4:  # two equal throws for all cats say nothing new
            plane = linear.least_squares(rows[:, 1:], CATS.y)
            assert float((rows[:, 1:] @ plane.w + plane.b - CATS.y).abs().max()) < 1e-9


def test_how_often_two_dice_say_nothing_new():
    throws = torch.tensor(list(itertools.product(range(1, 7), repeat=4)), dtype=double)
    known = torch.stack([torch.ones_like(AGE), AGE], dim=1)
    new = torch.linalg.qr(known, mode="complete").Q[:, 2:]  # what neither the 1 nor the age can say
    a, b = (throws @ new).unbind(1)
    repeated = (a[:, None] * b - b[:, None] * a).abs() < 1e-9
    assert 1 / 52 < float(repeated.to(double).mean()) < 1 / 45
    assert "About one \"\n" in TEXT["test-guess"]
    says("test-guess", "time in fifty")


# --- programs, walls, penalties ---


def test_the_rate_of_the_program():
    def money(rate):
        held = 1.0
        for _ in range(10):
            held = held * (1 + rate) - 0.01
        return held

    assert money(0.05) == pytest.approx(1.5031, abs=1e-4)
    slope = 2 * (money(0.05) - 1.5) * (money(0.05001) - money(0.04999)) / 2e-5
    assert slope > 0


def test_the_wall():
    scene = wall.fence(0.1, 1000.0)
    free = line_of_squares(AGE, CATS.y)
    says("walls-ask", f"b = {free[1]:.2f}, w = {free[0]:.2f}", f"{scene.readings['loss, back at each step'][0]:.2f}",
         f"{scene.readings['loss, clipped at the end'][0]:.2f}",
         f"the best w is {float(wall.walks(0.1)[0][-1, 1]):.2f}")
    says("walls", f"{free[1]:.2f} kg")
    says("project", f"$w = {float(wall.walks(0.1)[0][-1, 1]):.2f}$",
         f"the loss {scene.readings['loss, back at each step'][0]:.2f}",
         f"leaves {scene.readings['loss, clipped at the end'][0]:.2f}")
    assert free[1] - 0.1 == pytest.approx(0.75, abs=0.005)


def test_the_ball_by_hand():
    p, c = torch.tensor([4.0, 6.0], dtype=double), torch.tensor([1.0, 2.0], dtype=double)
    assert optim.project_ball(p, 2.5, centre=c).tolist() == [2.5, 4.0]
    assert float((p - c).norm()) == 5
    assert float((p - torch.tensor([2.5, 4.0], dtype=double)).norm()) == 2.5


def test_penalties():
    x = AGE - AGE.mean()
    assert float(AGE.mean()) == 4.125
    for lam in (0, 1, 3, 10):
        theta = torch.zeros(2, dtype=double)
        for _ in range(100):
            theta = theta.detach().requires_grad_()
            ((theta[0] + theta[1] * x - CATS.y).square().mean() + lam * theta[1] ** 2).backward()
            theta = theta.detach() - 0.05 * theta.grad
        w = float((x * CATS.y).mean() / ((x * x).mean() + lam))
        assert theta.tolist() == pytest.approx([3.65, w], abs=1e-4)
    for y, best in ((torch.tensor([2.0, 4.0]), 1.5), (torch.tensor([2.0, 4.0] * 10), 30 / 11)):
        c = torch.linspace(0, 4, 4001)[:, None]
        goal = (c - y).square().sum(1) + 2 * c[:, 0] ** 2
        assert float(c[goal.argmin()]) == pytest.approx(best, abs=1e-3)


def test_the_prices_of_what_is_likely():
    says("penalty-read", *(f"$-\\log {p:g} = {-math.log(p):.1f}$" for p in (0.1, 0.01)), "4.6 is 2.3 + 2.3",
         f"$e^1 = {math.exp(1):.1f}$", f"$e^4 = {math.exp(4):.0f}$")
    slopes = [2 * (1.825 - float(y)) for y in CATS.y]
    assert slopes == pytest.approx([-2.95, -5.35, -6.55, 0.25])
    says("penalty-derivation", "(-2.95 - 5.35 - 6.55 + 0.25)/4 + 3.65")
    assert sum(slopes) / 4 == pytest.approx(-3.65)


def test_the_minutes_of_the_exercises():
    exercises = read(SOURCE.with_name("exercises.py"))
    for cell, key in (("loop-read", "recipe_step"), ("project-exercise", "projected_step")):
        says(cell, f"({effort.minutes(registry.load(key), cells_of(exercises, key))} minutes)")


def test_the_bakery():
    demand = torch.tensor([10.0, 20, 30, 40, 50])
    cost = {c: float(torch.where(demand > c, 3 * (demand - c), c - demand).mean()) for c in range(61)}
    assert min(cost, key=cost.get) == 40
    assert (cost[40], cost[30], cost[50], cost[20]) == (18, 24, 20, 38)
    assert math.isclose(sum((30, 20, 10, 0, 30)) / 5, 18)
