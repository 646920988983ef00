"""The figures and live pictures of lecture 15a draw what they say."""

import pytest
import torch

from dlcourse.lectures.l15a import figures, model, trials, widgets
from dlcourse.tensors import ShapeError

double = torch.float64


def test_points_and_copies():
    X = torch.tensor([[1.0, 2], [3, 4]], dtype=double)
    picture = figures.line_and_copies(X, torch.zeros_like(X), "all at zero")
    assert picture.description.endswith("is 15.")
    assert len(picture.figure.axes[0].lines) == 2


@pytest.mark.refuses
def test_refuses_another_shape():
    with pytest.raises(ShapeError, match="line_and_copies: copies should"):
        figures.line_and_copies(torch.ones(2, 2), torch.ones(3, 2), "x")


def test_error_by_size():
    picture = figures.sizes()
    flat, curved = picture.figure.axes[0].lines[:2]
    assert list(flat.get_ydata()) == pytest.approx([trials.by_pca(m) for m in trials.SIZES])
    assert list(curved.get_ydata()) == pytest.approx([float(trials.code(m)[0].mean()) for m in trials.SIZES])
    assert "32: 0.17 and 0.20" in picture.description


def test_units():
    picture = figures.units()
    for axes, weight in zip(picture.figure.axes, trials.WEIGHTS):
        assert sum(bar.get_height() for bar in axes.patches) == trials.UNITS
        assert f"{float(trials.sparse(weight).means[0].max()):.2f}" in picture.description


def test_a_place_on_the_map():
    Z, mean, deviation = widgets.places()
    at = torch.tensor([1.0, -0.5], dtype=double)
    scene = widgets.digit_map(*at.tolist())
    drawn = trials.mapper().decode((mean + at * deviation)[None, None])[0, 0]
    assert scene.readings["ink"] == [pytest.approx(float(drawn.sum()))]
    nearest = trials.parts().y_new[(Z - at).norm(dim=1).argsort()[:5]]
    assert ", ".join(map(str, nearest.tolist())) in scene.say
    heat = scene.panels[1].marks[0].values.reshape(8, 4, 8, 4)[:, 0, :, 0].flip(0)
    torch.testing.assert_close((heat - 0.02) / 0.96, drawn.reshape(8, 8))


@pytest.mark.parametrize("kind", widgets.KINDS)
@pytest.mark.parametrize("noise", [0.0, 0.4])
def test_out_of_noise(kind, noise):
    scene = widgets.denoise(7.0, noise, kind)
    before, after = (scene.readings[f"squared distance {when}"][0] for when in ("before", "after"))
    assert (before == 0) is (noise == 0)
    if noise:
        assert after < before
    assert f"{before:.2f} before and {after:.2f} after" in scene.say


def test_a_stored_coder_is_the_same_again():
    coder = trials.mapper()
    again = model.unpacked(model.packed(coder))
    X = trials.parts().X_new[None, :3]
    torch.testing.assert_close(again.copy(X), coder.copy(X))
