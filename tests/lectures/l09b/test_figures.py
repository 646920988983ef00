"""The figures on adaptive rules mark the right places, and their words carry the numbers."""

import math

import pytest
import torch

from dlcourse.learning_curves import Curves
from dlcourse.lectures.l09b import figures as optimisers
from dlcourse.tensors import ShapeError

double = torch.float64
ROUND, STEEP = torch.eye(2, dtype=double), torch.diag(torch.tensor([1.0, 4.0], dtype=double))
FALLING = torch.tensor([[1.0, 0.4, 0.2], [1.0, 0.6, 0.3], [1.0, 0.5, 0.25]], dtype=double)
PATHS = {"fast": torch.tensor([[2.0, 1.0], [0.5, 0.0]], dtype=double),
         "slow": torch.tensor([[2.0, 1.0], [1.0, 1.0]], dtype=double)}


def pictures():
    g = 10.0 ** torch.arange(-10, 0, dtype=double)
    return {
        "bowls": optimisers.bowls(2.0, 4.0, (0.1, 0.25)),
        "balls": optimisers.balls(torch.zeros(2, dtype=double), torch.ones(2, dtype=double), 0.5, STEEP),
        "epsilon": optimisers.epsilon_places(g, {"outside": g / (g + 1e-8), "inside": g / (g**2 + 1e-8).sqrt()}),
        "steps": optimisers.over_steps({"rate": {"AdaGrad": torch.tensor([0.1, 0.07])}}, caption="Rates.", at=[2]),
        "race": optimisers.race(STEEP, PATHS),
        "curves": optimisers.learning_curves({"SGD": Curves(FALLING, FALLING + 0.1)}, caption="One."),
    }


@pytest.mark.parametrize("name", list(pictures()))
def test_a_picture_is_small_and_described(name):
    picture = pictures()[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def lines(picture, panel=0):
    return {line.get_label(): line for line in picture.figure.axes[panel].get_lines()}


def test_stars_stand_at_the_minimum_of_line_and_bowl():
    drawn = lines(pictures()["bowls"])["with a bowl, η = 0.25"].get_xydata()
    lowest = min(drawn, key=lambda point: point[1])
    star = next(line for line in pictures()["bowls"].figure.axes[0].get_lines()[2:] if line.get_marker() == "*"
                and line.get_xdata()[0] == 1.0)
    assert lowest[0] == pytest.approx(1.0, abs=0.1)
    assert lowest[1] == pytest.approx(star.get_ydata()[0], abs=0.05)


def test_the_rings_cost_what_the_steps_cost():
    """The ring of each panel is where the metric gives one price, and the step's end lies on it, farthest down."""
    picture = pictures()["balls"]
    for panel, metric in enumerate((ROUND, STEEP)):
        ring = torch.tensor(picture.figure.axes[panel].get_lines()[0].get_xydata(), dtype=double)
        d = -0.5 * torch.linalg.solve(metric, torch.ones(2, dtype=double))
        price = ((ring @ metric) * ring).sum(1)
        torch.testing.assert_close(price, (d @ metric @ d).expand_as(price))
        assert float(ring.sum(1).min()) == pytest.approx(float(d.sum()), rel=1e-2)


def test_words_say_where_epsilon_brakes():
    assert pictures()["epsilon"].description == (
        "outside: more than half of η from about g = 1e-08 on. inside: more than half of η from about g = 1e-04 on.")


def test_the_race_is_told_in_the_order_of_its_end():
    assert pictures()["race"].description == "After 1 steps, lowest first: fast (f = 0.1), slow (f = 2)."
    assert lines(pictures()["race"], 1)["slow"].get_ydata().tolist() == [4.0, 2.5]


def test_curves_are_the_median_and_runaways_are_named():
    middle = lines(pictures()["curves"])["SGD"].get_ydata()
    assert list(middle) == [1.0, 0.5, 0.25]
    gone = Curves(torch.tensor([[1.0, math.nan], [1.0, 50.0], [1.0, 0.5]]), torch.ones(3, 2))
    picture = optimisers.learning_curves({"wild": gone}, caption="Wild.")
    assert picture.description == "wild: ran away in 2 of 3 runs."
    assert picture.png()


@pytest.mark.refuses
def test_refuses_another_shape():
    with pytest.raises(ShapeError, match="balls: B should"):
        optimisers.balls(torch.zeros(2), torch.ones(2), 0.5, torch.eye(3))
    with pytest.raises(ShapeError, match="race: H should"):
        optimisers.race(torch.ones(2), PATHS)
    with pytest.raises(ShapeError, match="epsilon_places: g should"):
        optimisers.epsilon_places(torch.ones(2, 2), {})
