"""The figures on sampling draw the paths and errors they are given, and their words carry the numbers."""

import pytest
import torch

from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l09a import figures
from dlcourse.tensors import ShapeError

double = torch.float64
SPAN = {"xlim": (-3.0, 3.0), "ylim": (-2.0, 2.0)}
PATH = torch.tensor([[2.0, 0.0], [1.0, 0.5], [0.5, -0.25]], dtype=double)


def bowl(p):
    return p.square().sum(-1)


def pictures():
    return {"landscape": figures.landscape(bowl, {"a": PATH, "b": -PATH}, **SPAN),
            "regret": figures.regret({"late": torch.arange(1, 101, dtype=double)}, bound=3.0)}


@pytest.mark.parametrize("name", list(pictures()))
def test_a_picture_is_small_and_described(name):
    picture = pictures()[name]
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_paths_are_drawn_point_by_point_and_told():
    picture = pictures()["landscape"]
    cut, plan = picture.figure.axes
    drawn = {line.get_label(): line.get_xydata().tolist() for line in plan.get_lines()}
    assert drawn == {"a": PATH.tolist(), "b": (-PATH).tolist()}
    ends = [line.get_xydata().tolist() for line in cut.get_lines()[1:]]
    assert ends == [[[0.5, 0.3125]], [[-0.5, 0.3125]]]
    assert picture.description.startswith("a: from [2.0, 0.0], height 4; after 2 steps at [0.5, -0.25], height 0.31.")


def test_the_regret_is_drawn_per_day_with_the_promise():
    promise, late = pictures()["regret"].figure.axes[0].get_lines()
    assert set(late.get_ydata()) == {1.0}
    assert (promise.get_xdata()[0], promise.get_ydata()[0]) == (1, 3.0)
    assert (promise.get_xdata()[-1], promise.get_ydata()[-1]) == (100, pytest.approx(0.3))


@pytest.mark.refuses
def test_refuses_what_is_no_path_or_table_of_runs():
    with pytest.raises(ShapeError, match=r"landscape: paths\['p'\] should have shape \(points, 2\)"):
        figures.landscape(bowl, {"p": torch.ones(2, 3)}, **SPAN)
    with pytest.raises(ShapeError, match=r"regret: runs\['p'\] should have shape \(days,\)"):
        figures.regret({"p": torch.ones(2, 3)}, bound=3.0)
