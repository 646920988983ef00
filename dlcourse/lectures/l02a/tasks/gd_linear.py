"""Exercise: gradient descent on the mean of the squares of a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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

    def points(n: int, swing: float = 0.0) -> dict[str, Tensor]:
        """Points near a rising line; with a large `swing` every other one lies far below 0."""
        x, turns = draw.uniform(1, 3, n), 1 - 2 * (torch.arange(n) % 2)
        return {"x": x, "y": draw.between(3, 5) + draw.between(1, 2) * x + draw.normal(n) + swing * turns}

    return [
        case("three points, one step", x=numbers(1, 2, 6), y=numbers(4, 1, 10), eta=0.01, epochs=1),
        case("five points, three steps", **points(5), eta=draw.between(0.03, 0.06), epochs=3),
        case("seven points, ten steps", **points(7, 12.0), eta=draw.between(0.05, 0.08), epochs=10),
        case("four points, 40 steps", **points(4), eta=draw.between(0.08, 0.1), epochs=40),
        case("a single point, two steps", x=draw.uniform(2, 3, 1), y=draw.uniform(4, 6, 1), eta=0.04, epochs=2),
        case("no step at all", **points(3), eta=0.05, epochs=0),
        case("the start is the best line, three steps", x=draw.normal(4), y=0 * draw.normal(4), eta=0.05, epochs=3),
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


@task.wrong("You take a step before you ask for `epochs`: with `epochs` = 0 you give two rows. How many lines are "
            "there if there is no step?", short="one step is always taken")
def always_one_step(x, y, eta, epochs):
    return _right(x, y, eta, max(1, epochs))


@task.wrong("You note each line before its step, and the start once more: for one step both rows are (0, 0). After "
            "which line of your loop does row 1 exist?", short="each row comes one step late")
def one_row_late(x, y, eta, epochs):
    way = _right(x, y, eta, epochs)
    return torch.cat([way[:1], way[:-1]])


@task.wrong("Your loop takes one step more than `epochs`: for one step you give three rows. How often does it run?",
            short="one step too many")
def one_step_more(x, y, eta, epochs):
    return _right(x, y, eta, epochs + 1)


@task.wrong("Your last step is missing: for one step you give one row. The start is a row, too. How many rows are that "
            "together?", short="one step too few")
def one_step_less(x, y, eta, epochs):
    return _right(x, y, eta, max(0, epochs - 1))


@task.wrong("Your last row is not filled: for one step it is (0, 0). How often does your loop run, and which row does "
            "it fill at last?", short="the last row is not filled")
def last_row_empty(x, y, eta, epochs):
    way = _right(x, y, eta, epochs)
    way[-1] = 0
    return way


@task.wrong("Each step starts at (0, 0) again: all rows after the first are the same. Which line does the second step "
            "start from?", short="each step starts at (0, 0)")
def always_from_the_start(x, y, eta, epochs):
    way = _right(x, y, eta, min(1, epochs))
    return torch.cat([way[:1], way[1:].repeat(epochs, 1)])


@task.wrong("Your rows hold the steps, not the lines: the second step is noted alone, without the first. Where are you "
            "after two steps?", short="rows hold steps in place of lines")
def steps_for_lines(x, y, eta, epochs):
    way = _right(x, y, eta, epochs)
    return torch.cat([way[:1], way[1:] - way[:-1]])


@task.wrong("Your first row is not (0, 0) but (1, 1). Where does the text start?", short="the start is (1, 1)")
def starts_at_one(x, y, eta, epochs):
    here, way = torch.ones(2, dtype=x.dtype), []
    for _ in range(epochs + 1):
        way.append(here)
        miss = here[0] + here[1] * x - y
        here = here - eta * 2 * torch.stack([miss.mean(), (miss * x).mean()])
    return torch.stack(way)


@task.wrong("You return two results, all t0 and all t1. The text asks for one table: what stands in its row 1?",
            short="the two columns come apart")
def two_results(x, y, eta, epochs):
    way = _right(x, y, eta, epochs)
    return way[:, 0], way[:, 1]


@task.wrong("You return a list in place of a tensor. Which function of torch puts rows on top of each other?",
            short="a list is returned")
def a_list(x, y, eta, epochs):
    return list(_right(x, y, eta, epochs))


@task.wrong("You take as many steps as there are points: three points give you four rows, whatever `epochs` says. What "
            "does one step do with all the points?", short="as many steps as points")
def step_for_each_point(x, y, eta, epochs):
    return _right(x, y, eta, len(x))


@task.wrong("You return after the first step: for three steps you give two rows. Where does your `return` stand, in "
            "the loop or behind it?", short="the first step is the last")
def first_step_alone(x, y, eta, epochs):
    return _right(x, y, eta, min(1, epochs))


@task.wrong("There is no row for the start, and without a step there is nothing to put together: `epochs` = 0 stops "
            "with an error. How many lines are there then?",
            short="the row of the start is missing, and no step is an error")
def without_start_or_an_error(x, y, eta, epochs):
    if epochs == 0:
        raise RuntimeError("nothing to stack")
    return _right(x, y, eta, epochs)[1:]


@task.wrong("Your last step is missing, and without a step there is nothing to put together: for one step you give one "
            "row, and `epochs` = 0 stops with an error. How many lines are there, if the start counts?",
            short="one step too few, and no step is an error")
def one_step_less_or_an_error(x, y, eta, epochs):
    if epochs == 0:
        raise RuntimeError("nothing to stack")
    return _right(x, y, eta, epochs - 1)


@task.wrong("Each step looks at a single point, one after the other: for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 "
            "the first leads to (0.08, 0.08). Which loss does the text name?",
            short="each step looks at a single point")
def a_point_for_each_step(x, y, eta, epochs):
    here, way = torch.zeros(2, dtype=x.dtype), [torch.zeros(2, dtype=x.dtype)]
    for k in range(epochs):
        a, b = x[k % len(x)], y[k % len(x)]
        here = here - eta * 2 * (here[0] + here[1] * a - b) * torch.stack([torch.ones_like(a), a])
        way.append(here)
    return torch.stack(way)


@task.wrong("Your slopes of earlier steps are never cleared, so each step goes all of them: the first step is right, "
            "and the second takes the slope of the first once more. What should a sum hold when a step begins?",
            short="the slopes of earlier steps are added")
def slopes_never_cleared(x, y, eta, epochs):
    here, all_slopes = torch.zeros(2, dtype=x.dtype), torch.zeros(2, dtype=x.dtype)
    way = [here]
    for _ in range(epochs):
        all_slopes = all_slopes + torch.stack(_both(here[0], here[1], x, y))
        here = here - eta * all_slopes
        way.append(here)
    return torch.stack(way)


Slopes = Callable[[Tensor, Tensor, Tensor, Tensor], tuple[Tensor, Tensor]]  # t0, t1, x, y
Form = Callable[[Tensor], Any]


def _both(t0: Tensor, t1: Tensor, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    miss = t0 + t1 * x - y
    return 2 * miss.mean(), 2 * (miss * x).mean()


def _of_miss(slopes: Callable) -> Slopes:
    return lambda t0, t1, x, y: slopes(t0 + t1 * x - y, x)


def _times(factor: Callable[[Tensor], float], other: Callable[[Tensor], float] | None = None) -> Slopes:
    """Both slopes, each multiplied by a number that may depend on x."""
    def slopes(t0, t1, x, y):
        g0, g1 = _both(t0, t1, x, y)
        return factor(x) * g0, (other or factor)(x) * g1

    return slopes


_SLOPES: dict[str, tuple[str, Slopes, str]] = {  # name -> what is wrong, both slopes, what to think on
    "uphill": ("the steps go uphill", _times(lambda x: -1), "Which way is downhill?"),
    "summed": ("sums stand for means", _times(len), "Which loss does the text name?"),
    "without_two": ("the 2 of the square is missing", _times(lambda x: 0.5), "What is the slope of a square?"),
    "without_x": ("the x is missing in the slope of t1", _of_miss(lambda m, x: (2 * m.mean(), 2 * m.mean())),
                  "How far does a miss move when t1 moves by 1?"),
    "mean_too_early": ("two means are multiplied in the slope of t1",
                       _of_miss(lambda m, x: (2 * m.mean(), 2 * m.mean() * x.mean())),
                       "In which order do product and mean come?"),
    "other_left_out": ("each slope leaves the other parameter out of the miss",
                       lambda t0, t1, x, y: (2 * (t0 - y).mean(), 2 * ((t1 * x - y) * x).mean()),
                       "A parameter that is held fixed at 0.44: is it 0?"),
    "t0_left_out": ("t0 is missing in the prediction",
                    lambda t0, t1, x, y: (2 * (t1 * x - y).mean(), 2 * ((t1 * x - y) * x).mean()),
                    "What does the line predict at x = 0?"),
    "x_left_out": ("x is missing in the prediction",
                   lambda t0, t1, x, y: (2 * (t0 + t1 - y).mean(), 2 * ((t0 + t1 - y) * x).mean()),
                   "What does the line predict at x = 6?"),
    "t0_left_out_for_t1": ("t0 is missing in the miss for the slope of t1",
                           lambda t0, t1, x, y: (_both(t0, t1, x, y)[0], 2 * ((t1 * x - y) * x).mean()),
                           "A parameter that is held fixed at 0.1: is it 0?"),
    "t1_left_out_for_t0": ("t1 is missing in the miss for the slope of t0",
                           lambda t0, t1, x, y: (2 * (t0 - y).mean(), _both(t0, t1, x, y)[1]),
                           "A parameter that is held fixed at 0.44: is it 0?"),
    "parameters_exchanged": ("t0 is multiplied by x in the prediction, not t1",
                             lambda t0, t1, x, y: _both(t1, t0, x, y), "Which of the two belongs to x?"),
    "t1_summed": ("the slope of t1 is a sum, that of t0 a mean", _times(lambda x: 1, len),
                  "Which of the two is a mean?"),
    "t0_summed": ("the slope of t0 is a sum, that of t1 a mean", _times(len, lambda x: 1),
                  "Which of the two is a mean?"),
    "one_less": ("the slopes are divided by n - 1, or by 1 for a single point",
                 _times(lambda x: len(x) / max(1, len(x) - 1)), "How many squares has the mean?"),
    "four": ("the slopes are twice as large", _times(lambda x: 2), "How often does the 2 of a square come?"),
    "shared_twice": ("the slopes are divided by n once more", _times(lambda x: 1 / len(x)),
                     "Is n in a mean already?"),
    "miss_squared": ("the misses are squared in the slopes",
                     _of_miss(lambda m, x: (2 * (m * m).mean(), 2 * (m * m * x).mean())),
                     "What is the slope of a square?"),
    "sizes": ("the sizes of the misses stand in the slopes",
              _of_miss(lambda m, x: (2 * m.abs().mean(), 2 * (m.abs() * x).mean())),
              "Which way should a line go that lies too high?"),
    "signs": ("only the signs of the misses count", _of_miss(lambda m, x: (m.sign().mean(), (m.sign() * x).mean())),
              "Of which loss is that the slope, squares or sizes?"),
    "x_squared": ("x is squared in the slope of t1", _of_miss(lambda m, x: (2 * m.mean(), 2 * (m * x * x).mean())),
                  "How far does a miss move when t1 moves by 1?"),
    "divided_by_x": ("x divides in the slope of t1", _of_miss(lambda m, x: (2 * m.mean(), 2 * (m / x).mean())),
                     "How far does a miss move when t1 moves by 1?"),
    "times_t1": ("t1 stands where x belongs in the slope of t1",
                 lambda t0, t1, x, y: (_both(t0, t1, x, y)[0], 2 * ((t0 + t1 * x - y) * t1).mean()),
                 "With respect to which of the two do you differentiate?"),
    "times_y": ("y stands where x belongs in the slope of t1",
                lambda t0, t1, x, y: (_both(t0, t1, x, y)[0], 2 * ((t0 + t1 * x - y) * y).mean()),
                "How far does a miss move when t1 moves by 1?"),
    "x_in_both": ("both slopes have the x", _of_miss(lambda m, x: (2 * (m * x).mean(), 2 * (m * x).mean())),
                  "How far does a miss move when t0 moves by 1?"),
    "slopes_exchanged": ("each parameter gets the slope of the other",
                         _of_miss(lambda m, x: (2 * (m * x).mean(), 2 * m.mean())),
                         "How far does a miss move when t0 moves by 1?"),
    "first_point": ("only the first point counts", _of_miss(lambda m, x: (2 * m[0], 2 * m[0] * x[0])),
                    "What do the other points say?"),
    "last_point": ("only the last point counts", _of_miss(lambda m, x: (2 * m[-1], 2 * m[-1] * x[-1])),
                   "What do the other points say?"),
    "last_point_shared": ("only the last point counts, divided by n",
                          _of_miss(lambda m, x: (2 * m[-1] / len(x), 2 * m[-1] * x[-1] / len(x))),
                          "What becomes of a slope when the next point sets it anew?"),
    "first_point_shared": ("only the first point counts, divided by n",
                           _of_miss(lambda m, x: (2 * m[0] / len(x), 2 * m[0] * x[0] / len(x))),
                           "What do the other points say?"),
    "steps_of_length_eta": ("every step has the length η",
                            lambda t0, t1, x, y: (lambda g0, g1: (g0 / (g0**2 + g1**2).sqrt(),
                                                                  g1 / (g0**2 + g1**2).sqrt()))(
                                *_both(t0, t1, x, y)), "How long should a step be where it is flat?"),
    "three_for_n": ("the sums are divided by 3, whatever n is", _times(lambda x: len(x) / 3),
                    "How many points are there when there are seven?"),
}
_ORDERS: dict[str, tuple[str, str]] = {
    "t0_first": ("t0 moves before the slope of t1 is taken", "At which line should both slopes be taken?"),
    "t1_first": ("t1 moves before the slope of t0 is taken", "At which line should both slopes be taken?"),
}
_FORMS: dict[str, tuple[str, Form, str]] = {
    "start_missing": ("there is no row for the start", lambda way: way[1:], "How many lines are there?"),
    "columns_turned": ("the columns have changed places", lambda way: way.flip(1), "Which parameter comes first?"),
    "lying": ("rows and columns have changed places", lambda way: way.mT, "Which axis counts the steps?"),
    "last_alone": ("only the last line is returned", lambda way: way[-1], "How many rows are asked for?"),
    "one_tensor": ("all rows are the last line", lambda way: way[-1:].repeat(len(way), 1),
                   "What does a list hold if one tensor is appended again and again, and changed in place?"),
}
_TOLD = {"uphill", "summed", "without_two", "without_x", "mean_too_early"}
_FREQUENT = list(_SLOPES)[:6]


def _way(name: str, slopes: Slopes, order: str = "", form: Form | None = None) -> tuple[Callable, str]:
    """A wrong answer that is found by its name, and where its first two steps lead, in words."""
    def walk(x, y, eta, epochs):
        def step(t0, t1):
            g0, g1 = slopes(t0, t1, x, y)
            if order == "t0_first":
                g1 = slopes(t0 - eta * g0, t1, x, y)[1]
            if order == "t1_first":
                g0 = slopes(t0, t1 - eta * g1, x, y)[0]
            return t0 - eta * g0, t1 - eta * g1

        return _walk(step, epochs)

    def answer(x, y, eta, epochs):
        way = walk(x, y, eta, epochs)
        return form(way) if form else way

    answer.__name__ = name
    way = walk(numbers(1, 2, 6), numbers(4, 1, 10), 0.01, 2)
    told = " and then to ".join(f"({a:.4g}, {b:.4g})" for a, b in way[1:].tolist())
    return answer, f"for x = (1, 2, 6), y = (4, 1, 10) and η = 0.01 you go to {told}"


def _name_ways() -> None:
    for name, (phrase, slopes, asks) in _SLOPES.items():
        if name not in _TOLD:
            answer, gives = _way(name, slopes)
            task.wrong(f"{phrase[0].upper()}{phrase[1:]}: {gives}. {asks}", short=phrase)(answer)
    scales = {"uphill": -1, "summed": len, "without_two": 0.5}
    for i, name in enumerate(_FREQUENT):
        phrase, slopes, asks = _SLOPES[name]
        for second in _FREQUENT[i + 1:]:
            if name in scales:
                other, slopes_too, also = _SLOPES[second]
                _two(_way(f"{name}_and_{second}", _scaled(scales[name], slopes_too)), phrase, other, asks, also)
        for second, (other, also) in _ORDERS.items():
            if (name, second) not in _SAME:
                _two(_way(f"{name}_and_{second}", slopes, second), phrase, other, asks, also)
        for second, (other, form, also) in _FORMS.items():
            if (name, second) in _SAME:
                continue
            _two(_way(f"{name}_and_{second}", slopes, "", form), phrase, other, asks, also)
    for name, (phrase, asks) in _ORDERS.items():
        for second, (other, form, also) in _FORMS.items():
            _two(_way(f"{name}_and_{second}", _both, name, form), phrase, other, asks, also)


def _scaled(factor: Any, slopes: Slopes) -> Slopes:
    def both(t0, t1, x, y):
        g0, g1 = slopes(t0, t1, x, y)
        by = factor(x) if callable(factor) else factor
        return by * g0, by * g1

    return both


def _two(way: tuple[Callable, str], phrase: str, other: str, asks: str, also: str) -> None:
    answer, gives = way
    task.wrong(f"Two things at once: {phrase}, and {other}. {gives[0].upper()}{gives[1:]}. {asks} {also}",
               short=f"{phrase}, and {other}")(answer)


# one mistake alone
_SAME = {("without_x", "columns_turned"), ("other_left_out", "t0_first"), ("other_left_out", "t1_first")}
_name_ways()


@task.wrong("η shrinks with each step: the first step is right, and the second is half as long as it should be. Does "
            "the text say that η changes?", short="η shrinks")
def eta_shrinks(x, y, eta, epochs):
    way = _walk(lambda t0, t1: (t0, t1), 0)
    for k in range(epochs):
        g0, g1 = _both(way[-1, 0], way[-1, 1], x, y)
        way = torch.cat([way, (way[-1] - eta / (k + 1) * torch.stack([g0, g1]))[None]])
    return way


@task.wrong("η is taken off the parameter before the slope multiplies: (t0 - η) · slope. For x = (1, 2, 6), y = (4, 1, "
            "10) and η = 0.01 you go to (0.1, 0.44), and the next step leads far off. What does η multiply?",
            short="brackets stand around parameter minus η")
def wrong_brackets(x, y, eta, epochs):
    def step(t0, t1):
        g0, g1 = _both(t0, t1, x, y)
        return (t0 - eta) * g0, (t1 - eta) * g1

    return _walk(step, epochs)


@task.wrong("You stop before the last step, where the loss hardly falls any more: some rows are missing. How many rows "
            "does the text ask for, whatever the loss does?", short="the steps end when the loss hardly falls")
def ends_early(x, y, eta, epochs):
    way = _right(x, y, eta, epochs)
    losses = ((way[:, :1] + way[:, 1:] * x - y) ** 2).mean(1)
    still = [k for k in range(1, epochs) if abs(losses[k] - losses[k - 1]) < 1e-4]
    return way[:still[0] + 1] if still else way


@task.wrong("You stop where both slopes are 0: for y = 0 the rows after the start are missing. How many rows does the "
            "text ask for, however short the steps are?", short="the steps end where the slopes are 0")
def ends_at_the_best(x, y, eta, epochs):
    way = _right(x, y, eta, epochs)
    still = [k for k in range(epochs) if bool((way[k] == way[k + 1]).all())]
    return way[:still[0] + 1] if still else way


@task.wrong("Right for one step or more. Without a step there is nothing to put together, and your answer stops. The "
            "start is a row, too: where does it belong into the list?", short="without a step there is no row")
def only_the_steps_stacked(x, y, eta, epochs):
    way = _right(x, y, eta, epochs)
    return torch.cat([way[:1], torch.stack(list(way[1:]))])


EXERCISE = task.declared()
