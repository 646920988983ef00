"""The figures and live pictures of lecture 05a draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.activations import TABLE
from dlcourse.lectures.l05a import figures, trials, widgets
from dlcourse.widgets.portable import MOST_STATES

double = torch.float64


@pytest.mark.parametrize("name", ["layers", "corners", "gallery", "before_and_after"])
def test_a_picture_is_small_and_described(name):
    S = trials.Survivors
    picture = {"layers": lambda: figures.layers([4, 8, 3, 1]), "corners": figures.corners,
               "gallery": lambda: figures.gallery(widgets.NAMES),
               "before_and_after": lambda: figures.before_and_after({"relu": [[S(32, 0.1), S(32, 0.1)]] * 5,
                                                         "elu": [[S(0, 0.2), S(0, 0.7)]] * 5}, (5.0, 0.5))}[name]()
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_a_network_is_drawn_with_all_its_weights():
    axes = figures.layers([2, 3, 1]).figure.axes[0]
    assert sum(len(line.get_xdata()) == 2 for line in axes.lines) == 2 * 3 + 3 * 1
    assert sum(len(line.get_xdata()) == 1 for line in axes.lines) == 6


def test_the_weights_of_the_first_unit_stand_at_its_lines():
    picture = figures.layers([2, 3, 1], first=(1, -2))
    texts = {text.get_text() for text in picture.figure.axes[0].texts}
    assert {"1", "\u22122"} <= texts
    assert "(1, -2)" in picture.caption
    assert picture.description.endswith("stand the weights 1, -2.")


def test_the_corners_are_where_a_unit_passes_zero():
    left, right = figures.corners().figure.axes
    line, bent = (torch.tensor(drawn.get_ydata()) for drawn in left.lines[:2])
    x = torch.tensor(left.lines[0].get_xdata())
    torch.testing.assert_close(bent[x >= -0.5], line[x >= -0.5])
    assert (bent[x < -0.5] == 5).all()
    *parts, total = (torch.tensor(drawn.get_ydata()) for drawn in right.lines[:4])
    torch.testing.assert_close(sum(parts), total)
    x = torch.tensor(right.lines[3].get_xdata())
    turns = (total[2:] - 2 * total[1:-1] + total[:-2]).abs() > 1e-9
    assert [round(v, 9) + 0.0 for v in x[1:-1][turns].tolist()] == [-1, 0, 1]


@pytest.mark.parametrize("name, ends", [("sigmoid", (-0.15, 1.25)), ("tanh", (-1.25, 1.25)), ("relu", (-3.0, 3.0))])
def test_a_small_slope_can_be_seen(name, ends):
    assert widgets.bends(name, 1.0).panels[0].ylim == ends


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: figures.layers([2, 9]), ValueError, "at most 8"),
    (lambda: figures.layers([2]), ValueError, "two or more"),
    (lambda: figures.layers([2, 3, 1], first=(1, 2, 3)), ValueError, "each of the 2 inputs"),
    (lambda: figures.gallery(["swash"]), KeyError, "swash"),
])
def test_refuses_what_cannot_be_drawn(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize("bends", trials.BENDS)
def test_ten_layers(bends):
    found = trials.ten_layers(bends)
    for start in (1, 3):
        scene = widgets.ten_layers(bends, 200.0, float(start))
        network = next(m for m in scene.panels[0].marks if m.name == "the network")
        bend = (network.y[2:] - 2 * network.y[1:-1] + network.y[:-2]).abs().max()
        assert (float(bend) < 1e-9) == (bends == "no layer")
        assert scene.readings["error"] == [pytest.approx(float((network.y - trials.Y).square().mean()))]
        assert scene.readings["error"] == [float(found.errors[-1, start - 1])]


def test_the_best_line_is_that_of_scikit_learn():
    from sklearn.linear_model import LinearRegression

    peer = LinearRegression().fit(trials.X[:, None].numpy(), trials.Y.numpy()).predict(trials.X[:, None].numpy())
    line, error = trials.best_line()
    torch.testing.assert_close(line, torch.from_numpy(peer))
    assert error == pytest.approx(float((torch.from_numpy(peer) - trials.Y).square().mean()))


@pytest.mark.parametrize("w1, w2, b, activation", [(1, -2, 1, "relu"), (-0.5, 0, 3, "sigmoid"), (0, 0, -1, "tanh"),
                                                   (2, 1.5, -3, "step"), (-2, -2, 0, "identity")])
def test_a_neuron(w1, w2, b, activation):
    scene = widgets.neuron(w1, w2, b, activation)
    z = 2 * w1 + w2 + b
    out = {"relu": max(0.0, z), "sigmoid": 1 / (1 + math.exp(-z)), "tanh": math.tanh(z), "step": float(z >= 0),
           "identity": z}[activation]
    assert scene.readings == {"z =": [z], "output =": [pytest.approx(out)]}
    assert f"= {z:g}, and {activation} gives" in scene.say
    lines = [m for m in scene.panels[0].marks if getattr(m, "name", "") == "z = 0"]
    assert len(lines) == (0 if w1 == w2 == 0 else 1)
    for line in lines:
        assert (w1 * line.x + w2 * line.y + b).abs().max() < 1e-9


@pytest.mark.parametrize("weight", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("name", widgets.NAMES)
def test_a_chain_is_what_autograd_says(name, weight):
    starts = torch.tensor([-2.0, 0.5, 1.0], dtype=double, requires_grad=True)
    a = starts
    for _ in range(10):
        a = TABLE[name].function((weight * a).clamp(-1e6, 1e6))
    found = trials.chain(name, weight, starts.detach())
    torch.testing.assert_close(found.values[-1], a.detach())
    if name != "gcu":  # there the numbers grow, and with them the rounding
        torch.testing.assert_close(found.slopes, torch.autograd.grad(a.sum(), starts)[0])
    scene = widgets.bends(name, weight)
    assert all(m.y.nan_to_num().abs().max() <= widgets.TALL for p in scene.panels for m in p.marks)


@pytest.mark.parametrize("value, told", [(0.0, "0"), (-0.5, "-0.5"), (0.659, "0.66"), (2.785e-7, "0.00000028"),
                                         (1024.0, "1024"), (1e-15, "less than 0.000000000001"), (0.9575, "0.96")])
def test_small_numbers_are_said_without_powers_of_ten(value, told):
    assert widgets._short(torch.tensor(value, dtype=double)) == told


def test_the_caption_says_which_lines_lie_on_each_other():
    S = trials.Survivors
    picture = figures.before_and_after({"relu": [[S(32, 0.1), S(32, 0.1)]] * 5,
                                  "elu": [[S(0, 0.2), S(0, 0.2 + k / 9)] for k in range(5)]}, (5.0, 0.5))
    assert "The 5 lines of relu lie on each other." in picture.caption
    assert "elu lie" not in picture.caption.replace("relu lie", "")


def test_an_exported_page_keeps_enough_settings():
    for picture in (widgets.TenLayers, widgets.Neuron, widgets.Bends):
        assert math.prod(len(c.grid(5)) for c in picture.controls) <= MOST_STATES
