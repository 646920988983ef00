"""Exercise: gradient descent on the mean of the squares of a line."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import regression


def reference(x: Tensor, y: Tensor, eta: float, epochs: int) -> Tensor:
    """The package's way down."""
    return regression.gd_linear(x, y, eta=eta, epochs=epochs)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def points(n: int) -> dict[str, Tensor]:
        x = draw.uniform(1, 3, n)
        return {"x": x, "y": draw.between(3, 5) + draw.between(1, 2) * x + draw.normal(n)}

    return [
        case("three points, one step", x=numbers(1, 2, 6), y=numbers(4, 1, 10), eta=0.01, epochs=1),
        case("five points, three steps", **points(5), eta=draw.between(0.03, 0.06), epochs=3),
        case("seven points, ten steps", **points(7), eta=draw.between(0.05, 0.08), epochs=10),
        case("four points, 200 steps", **points(4), eta=draw.between(0.08, 0.1), epochs=200),
        case("a single point, two steps", x=draw.uniform(2, 3, 1), y=draw.uniform(4, 6, 1), eta=0.04, epochs=2),
        case("no step at all", **points(3), eta=0.05, epochs=0),
    ]


task = Task(
    key="gd_linear", title="Walking down to the line", points=2, difficulty=2, minutes=15,
    objective="reach the best line by gradient descent, and keep the way",
    reference=reference, cases=cases, compare=close(rtol=1e-9),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward", "torch.optim.*",
             "torch.linalg.*"),
    facts=("N02-10", "N02-11"),
    hints=(
        "The loss is the mean of the squared misses. How does one miss move with t0, and how with t1?",
        "For (1, 2), (2, 3), (3, 7) at (0, 0) the misses are -2, -3, -7. The slopes are 2 · (-12)/3 and "
        "2 · (-2 - 6 - 21)/3. Which of them must be known before you move t0?",
        "miss = t0 + t1 * x - y; g0 = 2 * ____.mean(); g1 = 2 * ____.mean(); t0, t1 = ____, ____",
    ),
)


@task.solution
def gd_linear(x, y, eta, epochs):
    t0 = t1 = torch.zeros((), dtype=x.dtype)
    way = [torch.stack([t0, t1])]
    for _ in range(epochs):
        miss = t0 + t1 * x - y                  # step: prediction minus actual value
        g0 = 2 * miss.mean()                    # step: the slope with respect to t0
        g1 = 2 * (miss * x).mean()              # step: the slope with respect to t1
        t0 = t0 - eta * g0                      # step: the step of t0
        t1 = t1 - eta * g1                      # step: the step of t1
        way.append(torch.stack([t0, t1]))
    return torch.stack(way)


@task.right
def with_a_column_of_ones(x, y, eta, epochs):
    X = torch.stack([torch.ones_like(x), x], dim=1)
    way = torch.zeros(epochs + 1, 2, dtype=x.dtype)
    for k in range(epochs):
        residual = y - X @ way[k]                       # step: the residuals
        gradient = -2 * X.mT @ residual / len(x)        # step: both slopes
        way[k + 1] = way[k] - eta * gradient            # step: the step
    return way


@task.right
def sum_by_sum(x, y, eta, epochs):
    a, b, n = x.tolist(), y.tolist(), len(x)
    t0, t1 = 0.0, 0.0
    way = [[t0, t1]]
    for _ in range(epochs):
        g0 = g1 = 0.0
        for u, v in zip(a, b):
            slope = 2 * (t0 + t1 * u - v) / n           # step: the slope of one square, shared by n
            g0 = g0 + slope                             # step: the sum for t0
            g1 = g1 + slope * u                         # step: the sum for t1
        t0, t1 = t0 - eta * g0, t1 - eta * g1           # step: both steps at once
        way.append([t0, t1])
    return torch.tensor(way, dtype=torch.float64)


@task.right
def by_numpy(x, y, eta, epochs):
    A = np.vander(x.numpy(), 2, increasing=True)
    rows = [np.zeros(2)]
    for _ in range(epochs):
        rows.append(rows[-1] - eta * 2 / len(A) * A.T @ (A @ rows[-1] - y.numpy()))
    return torch.from_numpy(np.array(rows))


def _walk(step, epochs: int) -> Tensor:
    """The rows of a way from (0, 0), where `step(t0, t1)` gives the next place."""
    here = (torch.zeros((), dtype=torch.float64),) * 2
    way = [torch.stack(here)]
    for _ in range(epochs):
        here = step(*here)
        way.append(torch.stack(here))
    return torch.stack(way)


def _descend(x: Tensor, y: Tensor, eta: float, epochs: int, slopes) -> Tensor:
    """A way down, where `slopes(miss)` are what a step goes against."""
    def step(t0, t1):
        g0, g1 = slopes(t0 + t1 * x - y)
        return t0 - eta * g0, t1 - eta * g1

    return _walk(step, epochs)


def _right(x: Tensor, y: Tensor, eta: float, epochs: int) -> Tensor:
    return _descend(x, y, eta, epochs, lambda m: (2 * m.mean(), 2 * (m * x).mean()))


@task.wrong("You go uphill: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first step leads you to (-0.1, "
            "-0.44), where the loss is larger. Which sign has a step against the slope?", short="the steps go uphill")
def uphill(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (-2 * m.mean(), -2 * (m * x).mean()))


@task.wrong("You move t0 before you take the slope for t1: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 you get t1 "
            "= 0.434, and 0.44 is expected. At which line should both slopes be taken?",
            short="t0 moves before the slope of t1 is taken")
def t0_moved_first(x, y, eta, epochs):
    def step(t0, t1):
        t0 = t0 - eta * 2 * (t0 + t1 * x - y).mean()
        return t0, t1 - eta * 2 * ((t0 + t1 * x - y) * x).mean()

    return _walk(step, epochs)


@task.wrong("You move t1 before you take the slope for t0: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 you get t0 "
            "= 0.074, and 0.1 is expected. At which line should both slopes be taken?",
            short="t1 moves before the slope of t0 is taken")
def t1_moved_first(x, y, eta, epochs):
    def step(t0, t1):
        t1 = t1 - eta * 2 * ((t0 + t1 * x - y) * x).mean()
        return t0 - eta * 2 * (t0 + t1 * x - y).mean(), t1

    return _walk(step, epochs)


@task.wrong("Your slopes are sums: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first step leads to (0.3, "
            "1.32), three times as far as expected. Which loss does the text name?",
            short="sums stand in place of means")
def summed(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (2 * m.sum(), 2 * (m * x).sum()))


@task.wrong("Your steps are half as long: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first leads to (0.05, "
            "0.22), and (0.1, 0.44) is expected. What is the slope of a square?",
            short="the 2 of the square is missing")
def without_two(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (m.mean(), (m * x).mean()))


@task.wrong("Your slope for t1 is the same as that for t0: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 both "
            "become 0.1. How far does a miss move when t1 moves by 1?", short="the x is missing in the slope of t1")
def without_x(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (2 * m.mean(), 2 * m.mean()))


@task.wrong("You multiply two means: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 you get t1 = 0.3, from 2 · (-5) "
            "· 3. Each miss belongs to its own x. In which order do product and mean come?",
            short="means are multiplied")
def mean_too_early(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (2 * m.mean(), 2 * m.mean() * x.mean()))


@task.wrong("You take the slopes once, at (0, 0), and use them for all steps: for x = (1, 2, 6), y = (4, 1, 10) and "
            "η = 0.01 two steps lead to (0.2, 0.88). What changes when the line has moved?",
            short="the slopes are taken only once")
def slopes_taken_once(x, y, eta, epochs):
    g0, g1 = 2 * (-y).mean(), 2 * (-y * x).mean()
    return _walk(lambda t0, t1: (t0 - eta * g0, t1 - eta * g1), epochs)


@task.wrong("Your columns have changed places: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the row after the "
            "first step is (0.44, 0.1). Which parameter comes first?", short="the columns have changed places")
def columns_exchanged(x, y, eta, epochs):
    return _right(x, y, eta, epochs).flip(1)


@task.wrong("The start is missing: for one step you return one row. How many lines are there, if the one before the "
            "first step counts?", short="the row of the start is missing")
def without_start(x, y, eta, epochs):
    return _right(x, y, eta, epochs)[1:]


@task.wrong("You return only the last line. The text asks for the whole way: how many rows are that for one step?",
            short="only the last line is returned")
def only_the_last(x, y, eta, epochs):
    return _right(x, y, eta, epochs)[-1]


@task.wrong("Rows and columns have changed places: for one step your first row is (0, 0.1). Which axis counts the "
            "steps?", short="rows and columns have changed places")
def turned(x, y, eta, epochs):
    return _right(x, y, eta, epochs).mT


@task.wrong("All rows are the last line: for one step you return it twice, and the start (0, 0) is lost. What does a "
            "list hold if you append the same tensor again and again, and change it in place?",
            short="all rows are the same tensor, changed in place")
def same_tensor_again(x, y, eta, epochs):
    return _right(x, y, eta, epochs)[-1].repeat(epochs + 1, 1)


@task.wrong("You take a step for each point: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first row after the "
            "start is (0.28, 1.219). How many steps does the text take in one epoch?",
            short="each point gets a step of its own")
def point_after_point(x, y, eta, epochs):
    def step(t0, t1):
        for a, b in zip(x, y):
            miss = t0 + t1 * a - b
            t0, t1 = t0 - eta * 2 * miss, t1 - eta * 2 * miss * a
        return t0, t1

    return _walk(step, epochs)


@task.wrong("t0 goes down and t1 up the slope: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 you get (0.1, -0.44). "
            "Which sign has the step of t1?", short="t1 goes uphill")
def t1_uphill(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (2 * m.mean(), -2 * (m * x).mean()))


@task.wrong("t1 goes down and t0 up the slope: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 you get (-0.1, 0.44). "
            "Which sign has the step of t0?", short="t0 goes uphill")
def t0_uphill(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (-2 * m.mean(), 2 * (m * x).mean()))


@task.wrong("t0 is right at first, but your step of t1 is half as long: for x = (1, 2, 6), y = (4, 1, 10) and η = "
            "0.01 you get (0.1, 0.22). Which factor has one slope and not the other?",
            short="the 2 is missing in the slope of t1")
def t1_without_two(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (2 * m.mean(), (m * x).mean()))


@task.wrong("t1 is right at first, but your step of t0 is half as long: for x = (1, 2, 6), y = (4, 1, 10) and η = "
            "0.01 you get (0.05, 0.44). Which factor has one slope and not the other?",
            short="the 2 is missing in the slope of t0")
def t0_without_two(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (m.mean(), 2 * (m * x).mean()))


@task.wrong("t0 never moves: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 it stays 0. What is the slope with "
            "respect to t0 there?", short="t0 never moves")
def t0_stays(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (0 * m.mean(), 2 * (m * x).mean()))


@task.wrong("η is missing: for x = (1, 2, 6), y = (4, 1, 10) the first step leads you to (10, 44), whatever η is. "
            "What does η do to a step?", short="η is missing")
def without_eta(x, y, eta, epochs):
    return _descend(x, y, 1.0, epochs, lambda m: (2 * m.mean(), 2 * (m * x).mean()))


@task.wrong("The y are missing in your misses: from (0, 0) you never move, since all predictions are 0. What is a "
            "miss?", short="y is missing in the misses")
def without_y(x, y, eta, epochs):
    return _descend(x, 0 * y, eta, epochs, lambda m: (2 * m.mean(), 2 * (m * x).mean()))


@task.wrong("Two things at once: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first step leads to (0.15, "
            "0.66). What is the slope of a square, and which loss does the text name?",
            short="the 2 is missing, and sums stand for means")
def without_two_and_summed(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (m.sum(), (m * x).sum()))


@task.wrong("Two things at once: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first step leads to (-0.3, "
            "-1.32). Which way is downhill, and which loss does the text name?",
            short="the steps go uphill, and sums stand for means")
def uphill_and_summed(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (-2 * m.sum(), -2 * (m * x).sum()))


@task.wrong("Two things at once: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first step leads to (-0.05, "
            "-0.22). Which way is downhill, and what is the slope of a square?",
            short="the steps go uphill, and the 2 is missing")
def uphill_without_two(x, y, eta, epochs):
    return _descend(x, y, eta, epochs, lambda m: (-m.mean(), -(m * x).mean()))


@task.wrong("Two things at once: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first step leads to (0.05, "
            "0.2185). What is the slope of a square, and at which line should both slopes be taken?",
            short="the 2 is missing, and t0 moves before the slope of t1 is taken")
def without_two_and_t0_first(x, y, eta, epochs):
    def step(t0, t1):
        t0 = t0 - eta * (t0 + t1 * x - y).mean()
        return t0, t1 - eta * ((t0 + t1 * x - y) * x).mean()

    return _walk(step, epochs)


@task.wrong("Two things at once: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 the first step leads to (0.3, "
            "1.266). Which loss does the text name, and at which line should both slopes be taken?",
            short="sums stand for means, and t0 moves before the slope of t1 is taken")
def summed_and_t0_first(x, y, eta, epochs):
    def step(t0, t1):
        t0 = t0 - eta * 2 * (t0 + t1 * x - y).sum()
        return t0, t1 - eta * 2 * ((t0 + t1 * x - y) * x).sum()

    return _walk(step, epochs)


@task.wrong("Two things at once: there is no row for the start, and for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 "
            "the first step leads to (0.05, 0.22). How many lines are there, and what is the slope of a square?",
            short="the row of the start and the 2 are missing")
def without_start_and_two(x, y, eta, epochs):
    return without_two(x, y, eta, epochs)[1:]


EXERCISE = task.declared()
