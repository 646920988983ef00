"""What the figures share: lines that differ without colour, an image, a blank area."""

import pytest
import torch
from matplotlib.figure import Figure

from dlcourse.figures import canvas
from dlcourse.tensors import ShapeError


def test_lines_differ_without_their_colour():
    axes = Figure().subplots()
    for i in range(7):
        canvas.series(axes, i, range(30), range(30), f"line {i}")
    lines = axes.get_lines()
    assert len({line.get_marker() for line in lines}) == 7
    assert len({str(line._dash_pattern) for line in lines}) == 7
    assert len({line.get_color() for line in lines}) == 7


@pytest.mark.parametrize("points, every, shown", [(70, None, 7), (3, None, 3), (70, 1, 70)])
def test_markers_do_not_crowd_a_long_line(points, every, shown):
    axes = Figure().subplots()
    canvas.series(axes, 0, range(points), range(points), "one", every=every)
    kept = axes.get_lines()[0].get_markevery()
    start, step = kept if isinstance(kept, tuple) else (0, kept)
    assert len(range(start, points, step)) == shown


@pytest.mark.refuses
def test_refuses_an_image_that_is_no_matrix():
    with pytest.raises(ShapeError, match="grey_image: image should"):
        canvas.grey_image(Figure().subplots(), torch.ones(3), "a line")
