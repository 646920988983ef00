"""The figures and live pictures of lecture 01a draw what they say, small enough, with the numbers in words."""

import math
from functools import cache

import pytest
import torch

from dlcourse import losses, training
from dlcourse.lectures.l01a import figures, wall, widgets
from dlcourse.lectures.l01a.widgets import ALL, ONE, SIZE, SQUARE, TRIES, WEIGHTS
from dlcourse.tensors import generator
from dlcourse.widgets.portable import MOST_STATES

CATS = [(4.0, 3.3), (6.0, 4.5), (5.25, 5.1), (1.25, 1.7)]


def marks(scene, panel, name):
    return [m for m in scene.panels[panel].marks if getattr(m, "name", None) == name]


# --- a line by hand ---


@pytest.mark.parametrize("w, b", [(0.7, 0.8), (-1.0, 5.0), (4.6, -4.0)])
@pytest.mark.parametrize("loss", [SQUARE, SIZE])
@pytest.mark.parametrize("typed", [False, True])
def test_prices_by_hand(w, b, loss, typed):
    scene = widgets.by_hand(w, b, loss, list(WEIGHTS)[typed])
    misses = [w * x + b - (51 if typed and y == 5.1 else y) for x, y in CATS]
    paid = [m * m if loss == SQUARE else abs(m) for m in misses]
    assert scene.readings["loss"] == [pytest.approx(sum(paid) / 4)]
    assert scene.readings["at 5 years"] == [pytest.approx(5 * w + b)]
    [bars] = scene.panels[1].marks
    assert bars.labels == ("age 1.25", "age 4", "age 5.25", "age 6")
    assert bars.y.tolist() == pytest.approx([paid[i] for i in (3, 0, 2, 1)])
    legs = marks(scene, 0, "")
    assert [leg.y[0] - leg.y[1] for leg in legs] == pytest.approx(misses)


def test_a_page_without_python_keeps_what_the_text_asks_for():
    w, b = (set(c.grid(7)) for c in widgets.ByHand.controls[:2])
    assert {0.6, 0.7, 4.6} <= w
    assert {-4.0, 0.8, 1.0} <= b
    assert len(w) * len(b) * 4 <= MOST_STATES


# --- the slots ---


@pytest.mark.parametrize("model", list(widgets.MODELS))
@pytest.mark.parametrize("loss", [SQUARE, SIZE])
def test_a_step_is_that_of_the_recipe(model, loss):
    chosen, y = widgets.MODELS[model], WEIGHTS["5.1 typed as 51"]
    theta = chosen.start + 0.3 * torch.randn(len(chosen.start), generator=generator(1), dtype=torch.float64)
    call = training.recipe(lambda t, x: chosen.predict(t, x),
                           losses.squared_error if loss == SQUARE else lambda a, b: (a - b).abs().mean(),
                           widgets.AGE, y)
    _, g = call(theta, torch.arange(4))
    new = widgets.step(chosen, loss, y, theta, ALL, generator(0))
    assert new.tolist() == pytest.approx((theta - widgets.ETA * g).tolist())
    drawn = torch.randint(4, (1,), generator=generator(0))
    alone = widgets.step(chosen, loss, y, theta, ONE, generator(0))
    assert alone.tolist() == pytest.approx((theta - widgets.ETA * call(theta, drawn)[1]).tolist())


@pytest.mark.parametrize("model", list(widgets.MODELS))
def test_random_tries_never_go_up(model):
    falling = widgets.training(model, SQUARE, "as weighed", TRIES)[1].tolist()
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] < falling[0]


def test_the_scene_shows_the_parameters_of_its_step():
    scene = widgets.slots("a line", SQUARE, "as weighed", ALL, 10.0)
    theta = widgets.training("a line", SQUARE, "as weighed", ALL)[0][10]
    [curve] = marks(scene, 0, "a line")
    assert curve.y[0] == pytest.approx(float(theta[0]))
    assert curve.y[-1] == pytest.approx(float(theta[0] + 8 * theta[1]))
    assert math.prod(len(c.grid(5)) for c in widgets.Slots.controls) <= MOST_STATES


# --- the wall ---


def test_the_walls_gradient_is_that_of_its_loss():
    for theta in ([0.0, 0.4], [0.1, 0.8]):
        leaf = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
        wall.cats_loss(leaf).backward()
        assert wall.cats_grad(leaf.detach()).tolist() == pytest.approx(leaf.grad.tolist())


def test_level_lines_join_places_of_equal_loss():
    least = float(wall.cats_loss(wall.walks(1.1)[1][-1]))
    for excess, line in zip((0.1, 1.2), wall.level_lines((0.1, 1.2))):
        heights = [float(wall.cats_loss(torch.stack([b, w]))) for b, w in zip(line.x, line.y)]
        assert heights == pytest.approx([least + excess] * len(heights), abs=1e-3)


@pytest.mark.parametrize("ceiling", widgets.Fence.controls[0].values)
def test_the_walk_stays_inside_and_ends_at_the_least_allowed_loss(ceiling):
    kept, free = wall.walks(ceiling)
    assert float(kept[:, 0].max()) <= ceiling
    assert float(kept[:, 0].min()) >= 0
    b = min(ceiling, float(free[-1, 0]))
    x, y = torch.tensor(CATS, dtype=torch.float64).T
    w = float(((y - b) * x).sum() / (x * x).sum())
    assert kept[-1].tolist() == pytest.approx([b, w], abs=1e-3)
    clipped = wall.fence(ceiling, 1000.0).readings["loss, clipped at the end"][0]
    assert clipped >= wall.fence(ceiling, 1000.0).readings["loss, back at each step"][0] - 1e-6


# --- figures ---


@cache
def drawn():
    x = torch.tensor([-1.0, 0.5, 1.0], dtype=torch.float64)
    return {"dice": figures.dice(torch.tensor([0.5, 0.4, 0.9]), torch.tensor([2.0, 0.9, 5.0])),
            "penalised": figures.penalised({"λ = 0": torch.tensor([2.0, 0.5], dtype=torch.float64)}, x, x + 2)}


@pytest.mark.parametrize("name", ["dice", "penalised"])
def test_a_picture_is_small_and_described(name):
    picture = drawn()[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_words_carry_the_numbers():
    assert drawn()["dice"].description == (
        "With dice the training loss is smaller in 3 of 3 herds, and the test loss is larger in 2 of 3. The ratio "
        "in the middle is 0.5 for the training loss and 2 for the test loss.")


@pytest.mark.refuses
@pytest.mark.parametrize("call, words", [
    (lambda: figures.dice(torch.tensor([0.0]), torch.tensor([1.0])), "should be positive"),
    (lambda: figures.penalised({}, torch.ones(2), torch.ones(2)), "at least one line"),
])
def test_refuses_what_cannot_be_drawn(call, words):
    with pytest.raises(ValueError, match=words):
        call()
