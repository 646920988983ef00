"""The figures and live pictures of lecture 02a draw what they say, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.lectures.l02a import figures
from dlcourse.lectures.l02a.widgets import APART, DRAWN, PEOPLE, RINGS, X3, Y3, Likelihood, Squares, likelihood, squares
from dlcourse.models import regression
from dlcourse.tensors import ShapeError
from dlcourse.widgets.portable import MOST_STATES
from dlcourse.widgets.scene import Polygon


def marks(scene, panel, name):
    return next(m for m in scene.panels[panel].marks if getattr(m, "name", "").startswith(name))


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("level, slope", [(68.0, 1.0), (60.0, 0.0), (74.0, -0.5)])
def test_each_square_stands_on_a_miss(who, level, slope):
    scene = squares(level, slope, who)
    x, y = PEOPLE[who]
    drawn = [m for m in scene.panels[0].marks if isinstance(m, Polygon)]
    misses = [float(b) - (level + slope * (float(a) - 170)) for a, b in zip(x, y, strict=True)]
    assert len(drawn) == 8
    for square, miss in zip(drawn, misses, strict=True):
        assert max(square.x) - min(square.x) == pytest.approx(abs(miss))
        assert max(square.y) - min(square.y) == pytest.approx(abs(miss))
    assert scene.readings["mean square"] == [pytest.approx(sum(m * m for m in misses) / 8)]
    assert scene.readings["mean weight alone"] == [pytest.approx(float(y.var(correction=0)))]
    assert scene.panels[0].equal


def test_both_groups_with_a_line_each():
    scene = squares(68.0, 1.0, "both")
    assert len([m for m in scene.panels[0].marks if isinstance(m, Polygon)]) == 16
    women, men = marks(scene, 0, "the line"), marks(scene, 0, "men: 9 kg higher")
    assert [float(b - a) for a, b in zip(women.y, men.y, strict=True)] == [APART, APART]
    misses = [float(y) - (68 + up + float(x) - 170) for up, who in ((0, "women"), (APART, "men"))
              for x, y in zip(*PEOPLE[who], strict=True)]
    assert scene.readings["mean square"] == [pytest.approx(sum(m * m for m in misses) / 16)]
    assert "The line of the men is 9 kg higher" in scene.say


def test_the_line_that_is_sold_is_the_best_for_the_women_and_lies_below_every_man():
    line = regression.least_squares_1d(*PEOPLE["women"])
    assert (float(line.t1), float(line.t0 + 170 * line.t1)) == (pytest.approx(1), pytest.approx(68))
    x, y = PEOPLE["men"]
    assert bool((y > 68 + (x - 170)).all())
    on_men = squares(68.0, 1.0, "men").readings
    assert on_men["mean square"][0] > 2 * on_men["mean weight alone"][0]


@pytest.mark.parametrize("picture, asked", [(Squares, {"level": {68.0}, "slope": {1.0}}),
                                            (Likelihood, {"t0": {-1.0}, "t1": {2.5}, "s": {0.5, 2.0}})])
def test_an_exported_page_keeps_what_the_text_asks_for(picture, asked):
    kept = {c.name: set(c.grid(5)) for c in picture.controls}
    assert all(values <= kept[name] for name, values in asked.items())
    assert all(c.start in kept[c.name] for c in picture.controls)
    assert math.prod(map(len, kept.values())) <= MOST_STATES


@pytest.mark.parametrize("t0, t1, s", [(1.0, 1.5, 1.0), (-1.0, 2.5, 0.5), (3.0, 0.5, 2.0)])
def test_the_likelihood_by_hand(t0, t1, s):
    scene = likelihood(t0, t1, s)
    densities = [math.exp(-(y - t0 - t1 * x) ** 2 / (2 * s * s)) / (math.sqrt(2 * math.pi) * s)
                 for x, y in ((1, 2), (2, 3), (3, 7))]
    assert scene.readings["likelihood"] == [pytest.approx(math.prod(densities))]
    assert f"Densities of the three points: {', '.join(f'{d:.3g}' for d in densities)}." in scene.say
    first = [m.name for m in scene.panels[0].marks].index("density at the point")
    for mark, density in zip(scene.panels[0].marks[first:first + 3], densities, strict=True):
        assert mark.x[1] - mark.x[0] == pytest.approx(DRAWN * density)
    bell = marks(scene, 0, "density around the line")
    assert float(bell.x.max()) == pytest.approx(1 + DRAWN / (math.sqrt(2 * math.pi) * s))
    assert DRAWN == 2  # the text says so


@pytest.mark.parametrize("s", [0.5, 0.7, 1.0, 2.0])
def test_the_brightest_line_is_the_best_for_each_s_and_the_rings_hold_equal_squares(s):
    scene = likelihood(1.0, 1.5, s)
    heat = scene.panels[1].marks[0].values
    row, column = divmod(int(heat.argmax()), heat.shape[1])
    assert (-6 + 10 * column / 39, 5 * row / 39) == (pytest.approx(-1, abs=0.3), pytest.approx(2.5, abs=0.2))
    for c in RINGS:
        ring = marks(scene, 1, f"mean square {c:g}")
        found = ((Y3 - ring.x[:, None] - ring.y[:, None] * X3) ** 2).mean(1)
        torch.testing.assert_close(found, torch.full_like(found, c))


def test_the_towns_in_words():
    a = torch.tensor([[30.0, 40.0, 50.0], [35.0, 36.0, 37.0]])
    picture = figures.towns([20, 200], a, 3 * a, a + 30)
    assert picture.png()[:4] == b"\x89PNG"
    assert "200 women: 36 on women, 108 on men, 66 for the mean weight of the men." in picture.description


def test_the_stair_counts_wrong_guesses():
    height = torch.tensor([160.0, 170.0, 165.0, 180.0], dtype=torch.float64)
    male = torch.tensor([0.0, 0.0, 1.0, 1.0], dtype=torch.float64)
    picture = figures.bowl_and_stairs(height, height - 100, male)
    stair = picture.figure.axes[1].lines[0]
    borders, shares = (torch.as_tensor(v, dtype=torch.float64) for v in stair.get_data())
    for border, share in zip(borders, shares, strict=True):
        assert float(share) == float(((height > border) != (male == 1)).double().mean())
    assert "its lowest value is 0.25." in picture.description


def test_a_woman_and_a_man_of_the_same_height_cancel_in_the_stair():
    height, weight = (torch.cat([PEOPLE[who][i] for who in ("women", "men")]) for i in (0, 1))
    picture = figures.bowl_and_stairs(height, weight, torch.tensor([0.0] * 8 + [1.0] * 8, dtype=torch.float64))
    assert "jumps at 14 of the 15 heights" in picture.description


@pytest.mark.refuses
def test_bad_input_is_refused():
    two = torch.ones(2)
    with pytest.raises(ShapeError, match="curves: y should"):
        figures.curves(two, torch.ones(3), two, {"line": two})
    with pytest.raises(ValueError, match="at least one curve"):
        figures.curves(two, two, two, {})
