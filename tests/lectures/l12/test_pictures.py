"""The figures and live pictures of lecture 12 draw what they say, small enough, with the numbers in words."""

import pytest
import torch

from dlcourse.lectures.l12 import figures, trials, widgets
from dlcourse.nn import conv

double = torch.float64


@pytest.mark.parametrize("name", ["by_move", "filtered"])
def test_a_picture_is_small_and_described(name):
    image = trials.placed(widgets.example(3))[0, 0]
    picture = {"by_move": lambda: figures.by_move({kind: trials.moved(kind) for kind in trials.KINDS}),
               "filtered": lambda: figures.filtered(image, {"sum": torch.ones(3, 3, dtype=double)})}[name]()
    assert picture.png()[:4] == b"\x89PNG"
    assert len(picture.png()) < 60_000
    assert picture.caption
    assert len(picture.description) > 20


def test_each_network_has_its_own_look():
    assert len(set(widgets.LOOK.values())) == len(widgets.LOOK)
    assert widgets.LOOK.keys() == {*trials.KINDS, *trials.STRIDES}


@pytest.mark.parametrize("network", trials.KINDS)
@pytest.mark.parametrize("by", [0, 3])
def test_moved_digits(network, by):
    scene, runs = widgets.moved_digits(network, float(by)), trials.moved(network)
    bars, dots = scene.panels[1].marks
    assert bars.y.tolist() == runs.right.median(0).values[:by + 1].tolist()
    assert len(dots.y) == trials.STARTS * (by + 1)
    assert f"{100 * float(runs.right[:, by].median()):.0f} %" in scene.say
    heat = scene.panels[0].marks[0].values[::3, ::3].flip(0)
    torch.testing.assert_close(2 * heat - 1, trials.placed(widgets.example(3), right=by)[0, 0])


@pytest.mark.parametrize("place", [0, 3, 5])
def test_a_kernel_slides(place):
    for signal, x in widgets.SIGNALS.items():
        for kernel, a in widgets.KERNELS.items():
            scene = widgets.slide(signal, kernel, float(place))
            expected = sum(tap * x[place + j] for j, tap in enumerate(a))
            assert scene.readings["z"] == [pytest.approx(expected)]
            drawn = scene.panels[0].marks[1]
            assert (float(drawn.x[-1]), float(drawn.y[-1])) == (place, pytest.approx(expected))
            for mark in scene.panels[0].marks:
                assert -5 <= min(map(float, mark.y)) <= max(map(float, mark.y)) <= 9


def test_the_framed_row_holds_the_kernel():
    texts = [mark for mark in widgets.slide("a step", "difference (-1, 0, 1)", 1.0).panels[1].marks
             if isinstance(mark, widgets.Text)]
    assert [(t.x, t.text) for t in texts if t.y == 4.5] == [(1.5, "-1"), (2.5, "0"), (3.5, "1")]


@pytest.mark.parametrize("depth, k, stride, dilation", [(1, 3, 1, 1), (3, 3, 2, 2), (2, 2, 1, 2), (3, 2, 2, 1)])
def test_what_a_unit_sees_is_what_its_gradient_reaches(depth, k, stride, dilation):
    reached = widgets._sees(depth, k, stride, dilation)
    x = torch.ones(1, 1, widgets.WIDE, dtype=double, requires_grad=True)
    h = x
    for _ in range(depth):
        h = torch.nn.functional.conv1d(h, x.new_ones(1, 1, k), stride=stride, dilation=dilation)
    h[0, 0, reached[-1][0]].backward()
    assert x.grad[0, 0].nonzero()[:, 0].tolist() == reached[0]
    scene = widgets.seen(*map(float, (depth, k, stride, dilation)))
    assert scene.readings["receptive field"] == [float(reached[0][-1] - reached[0][0] + 1)]
    middle = widgets._middle_of(depth, k, stride, dilation)(reached[-1][0])
    assert middle == (reached[0][0] + reached[0][-1]) / 2
    for mark in scene.panels[0].marks:
        x = torch.as_tensor(mark.x, dtype=double)
        assert x[x.isfinite()].min() >= 0
        assert x[x.isfinite()].max() <= widgets.WIDE - 1


def test_feature_maps_move_with_the_digit():
    still, moved = (trials.small_maps(trials.small(), trials.placed(widgets.example(3), right=by)) for by in (0, 2))
    torch.testing.assert_close(still[0][..., :-2], moved[0][..., 2:])
    torch.testing.assert_close(still[1][..., :-1], moved[1][..., 1:])
    odd = trials.small_maps(trials.small(), trials.placed(widgets.example(3), right=1))[1]
    assert (still[1][..., :-1] - odd[..., 1:]).abs().max() > 0.1
    assert (still[1] - odd).abs().max() > 0.1


@pytest.mark.parametrize("layer, rows", [(widgets.FIRST, 2 * 16), (widgets.SECOND, 4 * 9)])
def test_feature_maps(layer, rows):
    scene = widgets.feature_maps(3.0, 0.0, 0.0, layer)
    assert scene.panels[1].marks[0].values.shape[0] == rows
    p = scene.panels[2].marks[0].y
    assert float(p.sum()) == pytest.approx(1)
    assert scene.readings["probability of the true digit"] == [pytest.approx(float(p[3]))]
    assert f"says {int(p.argmax())}" in scene.say


def test_the_filtered_edge():
    edge = torch.tensor([[-1.0, 1]], dtype=double)
    picture = figures.filtered(torch.tensor([[0.0, 1, 1]], dtype=double), {"edge": edge})
    assert picture.description.endswith("edge: 1 rows, 2 columns, from 0 to 1.")
    assert conv.conv2d(edge[None, None], edge[None, None], edge.new_zeros(1))[0].item() == 2
