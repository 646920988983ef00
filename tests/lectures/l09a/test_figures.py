"""The figures on sampling and momentum draw the paths they are given, and their words carry the numbers."""

import pytest
import torch

from dlcourse.lectures.l09a import figures as descent
from dlcourse.tensors import ShapeError

double = torch.float64
SPAN = {"xlim": (-3.0, 3.0), "ylim": (-2.0, 2.0)}
PATH = torch.tensor([[2.0, 0.0], [1.0, 0.5], [0.5, -0.25]], dtype=double)


def bowl(p):
    return p.square().sum(-1)


def pictures():
    x = torch.linspace(0.1, 3, 20, dtype=double)
    return {
        "descents": descent.descents(bowl, {"a": PATH, "b": -PATH}, caption="Two.", **SPAN),
        "apart": descent.descents(bowl, {"a": PATH, "b": -PATH}, caption="Two.", apart=True, **SPAN),
        "landscape": descent.landscape(bowl, {"a": PATH, "b": -PATH}, **SPAN),
        "factors": descent.step_factors(torch.tensor([1.0, 20.0]), eta_max=0.12),
        "curves": descent.curves({"a": (x, x), "b": (x, 1 / x)}, xlabel="t", ylabel="y", caption="Two.",
                                 description="They meet at 1.", log_x=True, log_y=True),
        "shares": descent.class_shares({"sorted": torch.arange(3).repeat_interleave(10)}, batch_size=5),
        "memory": descent.memory(torch.tensor([0.5, 0.9])),
    }


@pytest.mark.parametrize("name", list(pictures()))
def test_a_picture_is_small_and_described(name):
    picture = pictures()[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_paths_are_drawn_point_by_point_and_told():
    picture = pictures()["descents"]
    first = next(line for line in picture.figure.axes[0].get_lines() if line.get_label() == "a")
    assert first.get_xydata().tolist() == PATH.tolist()
    assert picture.description.startswith("a: from [2.0, 0.0], height 4; after 2 steps height 0.31.")
    assert len(pictures()["apart"].figure.axes) == 2


def test_a_path_beyond_all_bounds_can_be_drawn():
    away = torch.tensor([[1.0, 1.0], [1e200, -1e300]], dtype=double)
    assert descent.descents(bowl, {"away": away}, caption="Gone.", **SPAN).png()


def test_factors_fall_from_1_and_name_the_limit():
    picture = descent.step_factors(torch.tensor([2.0, 8.0], dtype=double), eta_max=1.0)
    steep = next(line for line in picture.figure.axes[0].get_lines() if line.get_label() == "curvature λ = 8")
    x, y = steep.get_xydata()[-1]
    assert y == pytest.approx(1 - 8 * x)
    assert picture.description.endswith("Stable below 0.25.")


def test_shares_count_the_classes_of_each_batch():
    mixed = torch.tensor([0, 1, 1, 1, 0, 2])
    picture = descent.class_shares({"sorted": mixed.sort().values, "as it is": mixed}, batch_size=2)
    assert picture.description == ("sorted: 2 of 3 batches hold a single class. "
                                   "as it is: 1 of 3 batches hold a single class.")
    assert [bar.get_height() for bar in picture.figure.axes[1].containers[1]] == [1, 2, 0]  # class 1 in each batch


def test_memory_fades_by_mu():
    weights = pictures()["memory"].figure.axes[0].get_lines()[0].get_ydata()
    assert list(weights[:3]) == [1.0, 0.5, 0.25]
    assert "add up to 10." in pictures()["memory"].description


@pytest.mark.refuses
def test_refuses_what_is_no_path_or_curve():
    with pytest.raises(ShapeError, match=r"descents: paths\['p'\] should have shape \(points, 2\)"):
        descent.descents(bowl, {"p": torch.ones(3)}, caption="", **SPAN)
    with pytest.raises(ShapeError, match="landscape: paths"):
        descent.landscape(bowl, {"p": torch.ones(2, 3)}, **SPAN)
    with pytest.raises(ShapeError, match=r"curves: named\['c'\] should be two vectors of one length"):
        descent.curves({"c": (torch.ones(3), torch.ones(2))}, xlabel="", ylabel="", caption="", description="")
    with pytest.raises(ShapeError, match="step_factors: lambdas"):
        descent.step_factors(torch.ones(2, 2), eta_max=1.0)
