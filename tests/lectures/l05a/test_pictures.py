"""The figures and live pictures of lecture 05a draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.activations import TABLE
from dlcourse.lectures.l05a import figures, trials, widgets
from dlcourse.widgets.portable import MOST_STATES

double = torch.float64


@pytest.mark.parametrize("name", ["layers", "gallery", "casualties"])
def test_a_picture_is_small_and_described(name):
    S = trials.Survivors
    picture = {"layers": lambda: figures.layers([4, 8, 3, 1]), "gallery": lambda: figures.gallery(widgets.NAMES),
               "casualties": lambda: figures.casualties({"relu": [[S(32, 0.1), S(32, 0.1)]] * 5,
                                                         "elu": [[S(0, 0.2), S(0, 0.7)]] * 5}, (5.0, 0.5))}[name]()
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_a_network_is_drawn_with_all_its_weights():
    axes = figures.layers([2, 3, 1]).figure.axes[0]
    assert sum(len(line.get_xdata()) == 2 for line in axes.lines) == 2 * 3 + 3 * 1
    assert sum(len(line.get_xdata()) == 1 for line in axes.lines) == 6


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: figures.layers([2, 9]), ValueError, "at most 8"),
    (lambda: figures.layers([2]), ValueError, "two or more"),
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
    assert scene.readings == {"z": [z], "output": [pytest.approx(out)]}
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


def test_an_exported_page_keeps_enough_settings():
    for picture in (widgets.TenLayers, widgets.Neuron, widgets.Bends):
        assert math.prod(len(c.grid(5)) for c in picture.controls) <= MOST_STATES
