"""The figures and live pictures of lecture 06a draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse import losses
from dlcourse.diff import finite
from dlcourse.lectures.l06a import figures, trials, widgets
from dlcourse.lectures.l06a.targets import TARGETS
from dlcourse.tensors import ShapeError
from dlcourse.widgets.portable import MOST_STATES

D = torch.float64


def marks(scene, panel, name):
    return [m for m in scene.panels[panel].marks if getattr(m, "name", None) == name]


@pytest.mark.parametrize("picture", [figures.slopes_table(losses.softmax_jacobian(torch.tensor([0.5, 0.3, 0.2]))),
                                     figures.two_bells()])
def test_a_figure_is_small_and_described(picture):
    png = picture.png()
    assert png[:4] == b"\x89PNG"
    assert len(png) < 60_000
    assert any(character.isdigit() for character in picture.description)


@pytest.mark.refuses
def test_a_table_of_slopes_has_two_axes():
    with pytest.raises(ShapeError, match="slopes_table: J should"):
        figures.slopes_table(torch.ones(2))


def test_the_table_shows_each_slope_in_its_cell():
    axes = figures.slopes_table(torch.tensor([[0.25, -0.15], [0.1, 0.2]])).figure.axes[0]
    assert [t.get_text() for t in axes.texts] == ["+0.25", "-0.15", "+0.10", "+0.20"]
    assert [t.get_position() for t in axes.texts] == [(0, 0), (1, 0), (0, 1), (1, 1)]


@pytest.mark.parametrize("start, eta", [(0.0, 1.0), (5.0, 1.0), (8.0, 5.0)])
def test_the_way_back_is_gradient_descent(start, eta):
    scene = widgets.comeback(start, eta)
    for name, loss in (("squares", lambda z: z.sigmoid() ** 2), ("cross-entropy", lambda z: -(-z).sigmoid().log())):
        z = torch.tensor(start, dtype=D)
        for step in range(widgets.STEPS + 1):
            assert float(scene.readings[f"p, {name}"][step]) == pytest.approx(float(z.sigmoid()), abs=5.1e-4)
            z = z - eta * finite.gradient(loss, z)
        curve = marks(scene, 0, name)[0]
        assert curve.y[60] == pytest.approx(float(finite.gradient(loss, curve.x[60])), abs=1e-6)
        [fall] = marks(scene, 1, name)
        assert fall.played
    assert scene.frames == widgets.STEPS + 1


@pytest.mark.parametrize("fifth", [4.0, 11.0, 24.0])
@pytest.mark.parametrize("delta", [0.25, 2.0, 8.0])
def test_the_best_numbers_are_best(fifth, delta):
    y = torch.cat([trials.FOUR, torch.tensor([fifth], dtype=D)])
    found = widgets.outlier(fifth, delta).readings
    assert found["mean"] == [pytest.approx(float(y.mean()))]
    assert found["median"] == [float(y.median())]

    def cost(c):
        return float(losses.huber(torch.full_like(y, c), y, delta=delta))

    [best] = found["Huber"]
    assert all(cost(best) <= cost(best + step) + 1e-12 for step in (-1.0, -0.01, 0.01, 1.0))


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("z", [-2.0, 0.5, 3.0])
def test_the_slope_of_each_target_is_that_of_its_loss(name, z):
    kind, y = TARGETS[name], torch.tensor(TARGETS[name].y, dtype=D)
    slope = finite.gradient(lambda v: kind.price(v, y), torch.tensor(z, dtype=D))
    assert widgets.one_score(name, z).readings["slope"] == [pytest.approx(float(slope), abs=1e-6)]


@pytest.mark.parametrize("name", TARGETS)
def test_no_curve_is_cut_to_a_flat_line(name):
    kind = TARGETS[name]
    [loss], [slope] = (marks(widgets.one_score(name, 0.0), 1, called) for called in ("loss", "its slope"))
    y = torch.tensor(kind.y, dtype=D)
    assert torch.equal(loss.y, kind.price(loss.x, y))
    assert torch.equal(slope.y, kind.slope(slope.x, y))
    assert widgets.one_score(name, 4.0).say.endswith("not drawn.") == (name == "a count")


@pytest.mark.parametrize("delta", [0.25, 2.0])
def test_hubers_loss_is_drawn_with_its_slope(delta):
    scene = widgets.outlier(4.0, delta)
    [loss], [slope] = (marks(scene, panel, f"Huber, δ = {delta:g}") for panel in (1, 2))
    r = loss.x
    assert torch.allclose(loss.y, torch.where(r.abs() <= delta, r**2 / 2, delta * (r.abs() - delta / 2)))
    assert torch.allclose(slope.y, r.clamp(-delta, delta))


def test_labels_need_not_add_up_and_classes_do():
    labels, classes = (TARGETS[name].predict(torch.tensor(2.0, dtype=D)) for name in
                       ("several labels", "one of three classes"))
    assert float(labels.sum()) > 1.5
    assert float(classes.sum()) == pytest.approx(1)


def test_the_hook_shows_both_losses():
    scene = widgets.sure_and_wrong(trials.STARTS[0], 0.5, 50.0)
    for name in trials.SLOPES:
        [line] = marks(scene, 1, name)
        assert list(line.y) == trials.relearn(name).right[:5]
    words = [m.text for m in scene.panels[0].marks if hasattr(m, "text")]
    own = [trials.relearn(name).own[4] for name in ("squares", "cross-entropy")]
    y = trials.relearn("squares").y
    assert words == [word for i in range(widgets.SHOWN) for word in
                     (f"{float(own[0][i]):.2f} | {float(own[1][i]):.2f}", "38"[int(y[i])])]


@pytest.mark.parametrize("picture", [widgets.SureAndWrong, widgets.Comeback, widgets.Outlier, widgets.OneScore])
def test_an_exported_page_is_small(picture):
    assert math.prod(len(c.grid(5)) for c in picture.controls) <= MOST_STATES


def test_the_bells_add_up():
    for probabilities in (trials.HILLS, trials.bell(1.0, 0.5)):
        assert float(probabilities.sum()) == pytest.approx(1)
