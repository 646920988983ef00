"""Figures of backpropagation: their numbers are those of the package, checked by another route."""

import importlib
import re

import pytest
import torch
from torch.nn import functional as F

from dlcourse.diff import finite
from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l08 import figures
from dlcourse.lectures.l08b import figures as memory_figures
from dlcourse.nn import backprop

THETA = torch.tensor([0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6], dtype=torch.float64)
EXAMPLE = {"A": [[0.5, -1.0, 0.25], [1.0, 0.5, -0.5]], "b": [0.1, -0.2], "c": [1.5, -1.0], "d": 0.3,
           "x": [1.0, 0.5, -1.0], "t": 1.0}


def tensors(device="cpu"):
    return {name: torch.tensor(value, dtype=torch.float64, device=device) for name, value in EXAMPLE.items()}


def numbers(picture, what):
    return {name: float(number) for name, number in
            re.findall(rf"(\w+):(?: value [-.\d]+,)? {what} ([-.\d]+)(?=[;,.] |[;,.]$)", picture.description)}


def small(picture):
    return 1000 < len(picture.png()) < MAX_BYTES


def test_the_recipe_stresses_the_gradient_alone():
    assert figures.recipe().description.endswith("Thick: gradient.")
    assert small(figures.recipe())


def test_one_neuron_shows_values_and_adjoints(device):
    a, x = (torch.tensor(v, dtype=torch.float64, device=device) for v in ([1.0, 2.0], [3.0, -1.0]))
    b, y_bar = (torch.tensor(v, dtype=torch.float64, device=device) for v in (-0.5, 2.0))
    picture = figures.one_neuron(a, b, x, y_bar)
    slopes = finite.gradient(lambda leaf: 2 * (leaf[:2] @ leaf[2:4] + leaf[4]).tanh(), torch.cat([a, x, b[None]]))
    a_bar, x_bar, b_bar = slopes[:2].tolist(), slopes[2:4].tolist(), slopes[4].item()
    words = picture.description
    assert f"w: value [1.0, 2.0], adjoint {[round(v, 3) for v in a_bar]};" in words
    assert f"x: value [3.0, -1.0], adjoint {[round(v, 3) for v in x_bar]};" in words
    assert f"b: value -0.5, adjoint {b_bar:.3f}; z: value 0.5, adjoint {b_bar:.3f}; " in words
    assert "y: value 0.462, adjoint 2.0" in words
    assert small(picture)


def test_deltas_are_derivatives_by_the_pre_activations(device):
    picture = figures.delta_diagram(**tensors(device))
    example = tensors(device)

    def loss(shifts):  # a shift of a bias is a shift of the pre-activation
        moved = example | {"b": example["b"] + shifts[:2], "d": example["d"] + shifts[2]}
        return backprop.mlp2_forward(**moved).loss
    slopes = finite.gradient(loss, example["b"].new_zeros(3))
    bars = numbers(picture, "adjoint")
    assert [bars[name] for name in ("h1", "h2", "y")] == pytest.approx(slopes.tolist(), abs=6e-4)
    assert "Backwards: y to h1 (c_1), y to h2 (c_2), h1 to x1" in picture.description
    assert small(picture)


def test_eight_nodes_adjoints_follow_the_paths():
    x, target = (torch.tensor(v, dtype=torch.float64) for v in (0.4, 1.0))
    picture = figures.eight_nodes(THETA, x, target)
    sums = backprop.dag8_path_sums(THETA, x, target)
    bars = numbers(picture, "adjoint")
    assert bars["h1"] == pytest.approx(float(sums.y_bar * (sums.through_4 + sums.through_7)), abs=6e-4)
    assert bars["y"] == pytest.approx(float(sums.y_bar), abs=6e-4)
    assert ("Thick: h1 to h2 (θ₂), h2 to h3 (θ₃), h3 to h4 (θ₄), h4 to y, "
            "h1 to h5 (θ₅), h5 to h6 (θ₆), h6 to h7 (θ₇), h7 to y.") in picture.description
    assert small(picture)


@pytest.mark.parametrize("parameter, words", [
    (2, "Thick: h2 to h3 (θ₃), h3 to h4 (θ₄), h4 to y."),
    (7, "Thick: h7 to y."),
    (5, "Thick: h5 to h6 (θ₆), h6 to h7 (θ₇), h7 to y.")])
def test_thick_are_the_ways_of_one_parameter(parameter, words):
    x, target = (torch.tensor(v, dtype=torch.float64) for v in (0.4, 1.0))
    assert figures.eight_nodes(THETA, x, target, parameter=parameter).description.endswith(words)


@pytest.mark.refuses
def test_there_are_eight_parameters():
    zero = torch.zeros((), dtype=torch.float64)
    with pytest.raises(ValueError, match="parameter should be a number from 1 to 8, but is 0"):
        figures.eight_nodes(THETA, zero, zero, parameter=0)


def test_eight_nodes_leaves_theta_alone():
    figures.eight_nodes(THETA, torch.tensor(0.4).double(), torch.tensor(1.0).double())
    assert not THETA.requires_grad


def test_tanh_is_drawn_beside_the_sigmoid():
    picture = figures.sigmoid_and_tanh()
    sigmoid, bent = (torch.tensor(line.get_ydata()) for line in picture.figure.axes[0].lines)
    z = torch.tensor(picture.figure.axes[0].lines[0].get_xdata())
    torch.testing.assert_close(bent, 2 * torch.sigmoid(2 * z) - 1)
    torch.testing.assert_close(sigmoid, 1 / (1 + torch.exp(-z)))
    assert small(picture)


def test_adjoints_by_depth_takes_sizes_not_signs():
    picture = figures.adjoints_by_depth({"one": torch.tensor([0.5, -0.25]), "two": torch.tensor([1.0, 2.0])})
    lines = picture.figure.axes[0].lines
    assert [list(line.get_ydata()) for line in lines] == [[0.5, 0.25], [1.0, 2.0]]
    assert len({line.get_marker() for line in lines}) == 2
    assert small(picture)


def test_learnt_by_heart_draws_the_floor_of_two_softmaxes():
    picture = figures.learnt_by_heart({"right": [1.0, 0.1], "other": [1.0, 0.9]})
    least = F.cross_entropy(torch.tensor([[1.0, 0.0, 0.0]], dtype=torch.float64), torch.tensor([0]))
    assert picture.figure.axes[0].lines[-1].get_ydata()[0] == pytest.approx(float(least))
    assert small(picture)


def test_older_copies_find_the_figures_of_memory():
    assert figures.memory_timeline is memory_figures.memory_timeline
    with pytest.raises(AttributeError, match="no attribute 'never_there'"):
        figures.never_there  # noqa: B018
    moved = importlib.import_module("dlcourse.lectures.l08.tasks.peak_memory")
    assert moved.EXERCISE.key == "peak_memory"

