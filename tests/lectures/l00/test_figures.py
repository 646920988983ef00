"""The figures of lecture 00 show the numbers that they describe, and stay small."""

import pytest
import torch

from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l00 import figures as start


def pictures():
    x = torch.linspace(-3, 7, 101)
    parts = torch.stack([0.3 * (-x.square() / 2).exp(), 0.7 * (-(x - 4).square() / 2).exp()])
    return {
        "course_map": start.course_map(),
        "digit_sheet": start.digit_sheet(torch.rand(10, 8, 8, generator=torch.Generator().manual_seed(1)),
                                         torch.arange(10)),
        "learning_curve": start.learning_curve(torch.tensor([10, 100, 1000]),
                                               torch.tensor([0.4, 0.852, 0.949], dtype=torch.float64)),
        "mixture": start.mixture(x, parts),
        "regret_curves": start.regret_curves(torch.tensor([1.0, 1.5, 1.8]), torch.tensor([1.5, 2.1, 2.6])),
    }


@pytest.mark.parametrize("name", pictures())
def test_each_is_small_and_described(name):
    picture = pictures()[name]
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert picture.description


def test_the_map_holds_every_lecture_once_inside_the_picture():
    axes = pictures()["course_map"].figure.axes[0]
    texts = [text.get_text() for text in axes.texts]
    lectures = [text.split()[0] for text in texts if text[0].isdigit() and text[1] != "."]
    assert sorted(lectures) == ["00", "00b", *(f"{n:02}" for n in range(1, 20))]
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    assert all(left < text.get_position()[0] < right and low < text.get_position()[1] < high for text in axes.texts)


def test_digits_stand_with_their_own_labels():
    images = torch.zeros(3, 8, 8)
    images[1] = 1
    picture = start.digit_sheet(images, torch.tensor([4, 0, 9]))
    assert [axes.get_title() for axes in picture.figure.axes] == ["4", "0", "9"]
    assert [float(axes.images[0].get_array().mean()) for axes in picture.figure.axes] == [0, 1, 0]
    assert picture.description == "3 images, labelled 4, 0, 9. Share of ink: 0.00, 1.00, 0.00."


def test_the_learning_curve_claims_no_more_than_was_reached():
    picture = pictures()["learning_curve"]
    assert picture.description == "10 examples: above 30 %. 100 examples: above 80 %. 1000 examples: above 90 %."
    assert picture.figure.axes[0].get_lines()[0].get_ydata() == pytest.approx([40, 85.2, 94.9])


def test_the_mixture_is_the_sum_and_its_humps_are_counted():
    x = torch.linspace(-3, 7, 101)
    picture = pictures()["mixture"]
    *parts, total = (line.get_ydata() for line in picture.figure.axes[0].get_lines())
    assert total == pytest.approx(parts[0] + parts[1])
    assert picture.description.endswith("The sum has 2 humps.")
    close = torch.stack([(-(x - c).square() / 2).exp() for c in (2.0, 2.5)])
    assert start.mixture(x, close).description.endswith("The sum has 1 hump.")


def test_regret_above_its_guarantee_is_said():
    good = pictures()["regret_curves"]
    assert good.figure.axes[1].get_lines()[0].get_ydata() == pytest.approx([1.0, 0.75, 0.6])
    bad = start.regret_curves(torch.tensor([1.0, 5.0]), torch.tensor([1.5, 2.1]))
    assert "above the guarantee somewhere; the last mean regret is not below the first" in bad.description
    assert "below the guarantee in every round; the last mean regret is below the first" in good.description


def test_shapes_that_disagree_are_refused():
    with pytest.raises(ValueError, match="digit_sheet: labels"):
        start.digit_sheet(torch.zeros(3, 8, 8), torch.tensor([1, 2]))
    with pytest.raises(ValueError, match="regret_curves: bound"):
        start.regret_curves(torch.zeros(3), torch.zeros(2))
