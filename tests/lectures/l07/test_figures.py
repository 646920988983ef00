"""The figures of lecture 07 show the numbers that they describe, and stay small."""

import pytest
import torch

from dlcourse.lectures.l07 import figures
from dlcourse.lectures.l07.rounding import mean_parts

J = [torch.tensor([[1.0, 0.0], [1.0, 1.0]]), torch.tensor([[1.0, 0.0], [0.0, 6.0]]), torch.tensor([[9.0, 1.0]])]
STATES = [(name, torch.tensor(values)) for name, values in
          (("(a, b)", [1.0, 2.0]), ("(a, u)", [1.0, 3.0]), ("(a, v)", [1.0, 9.0]), ("y", [9.0]))]


def test_the_three_errors_are_those_measured():
    picture = figures.three_errors(exponents=[5, 8], places=10)
    for axes, kind in zip(picture.figure.axes, ("forward", "centred")):
        drawn = [list(line.get_ydata()) for line in axes.lines]
        found = [mean_parts(10.0**-k, kind, places=10) for k in (5, 8)]
        assert drawn == [[p.formula for p in found], [p.points for p in found], [p.values for p in found]]
    assert "centred: smallest error near h = 1e-5" in figures.three_errors().description
    assert "forward: smallest error near h = 1e-8" in figures.three_errors().description


def test_both_directions_end_in_the_same_slopes():
    picture = figures.both_directions(J, STATES, torch.tensor([1.0, 0.0]))
    assert "Forward: (1, 0), (1, 1), (1, 6), 15. Backward: 1, (9, 1), (9, 6), (15, 6)." in picture.description
    colours = {t.get_text(): t.get_color() for t in picture.figure.axes[0].texts if t.get_text()}
    assert colours["tangent"] == colours["(1, 6)"] == figures.FORWARD
    assert colours["adjoint"] == colours["(9, 6)"] == figures.BACKWARD


@pytest.mark.parametrize("make", [figures.three_errors,
                                  lambda: figures.both_directions(J, STATES, torch.tensor([1.0, 0.0]))])
def test_the_pictures_are_small(make):
    assert len(make().png()) < 60_000


@pytest.mark.parametrize("call, message", [
    (lambda: figures.three_errors(exponents=[8]), "at least two exponents"),
    (lambda: figures.both_directions(J[:2], STATES, torch.ones(2)), "one Jacobian fewer than states"),
    (lambda: figures.both_directions(J[:2], STATES[:3], torch.ones(2)), "one output"),
    (lambda: mean_parts(0.1, "backward"), "should be 'forward' or 'centred'")])
def test_what_cannot_be_drawn_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
