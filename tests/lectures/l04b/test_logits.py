"""Softmax of three logits: what temperature and shifts do."""

import pytest
import torch

from dlcourse.lectures.l04b.widgets import CLASSES, Logits, logits

SETTINGS = [(2.0, 1.0, -1.0, 1.0), (0.0, 0.0, 0.0, 3.0), (6.0, -6.0, -6.0, 0.1), (-1.0, 0.5, 4.0, 10.0)]


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_bars_are_logits_and_probabilities_in_their_panels(setting):
    scene, z = logits(*setting), torch.tensor(setting[:3], dtype=torch.float64)
    p = (z / setting[3]).softmax(0)
    given, found = (panel.marks[0] for panel in scene.panels)
    assert given.labels == found.labels == CLASSES
    assert given.y.tolist() == z.tolist()
    assert found.y.tolist() == pytest.approx(p.tolist())
    for panel in scene.panels:
        assert all(panel.ylim[0] <= v <= panel.ylim[1] for v in panel.marks[0].y.tolist())
        assert [bars.kind for bars in panel.marks] == [1, 0, 2]  # red, blue, green
    told = ", ".join(f"{name} {float(v):.3g}" for name, v in zip(CLASSES, p))
    assert scene.say.endswith(f"Probabilities: {told}.")


def test_a_common_shift_changes_no_probability():
    assert logits(4.0, 3.0, 1.0, 1.0).panels[1].marks[0].y.tolist() == pytest.approx(
        logits(2.0, 1.0, -1.0, 1.0).panels[1].marks[0].y.tolist())
    values = Logits.controls[0].values
    assert {v + 2 for v in (2.0, 1.0, -1.0)} <= set(values)  # the reader can set it
    for slider, v in zip(Logits.controls, (4.0, 3.0, 1.0)):
        assert v in slider.grid(3)  # on the exported page, too


def test_a_high_temperature_makes_classes_alike():
    largest = [logits(2.0, 1.0, -1.0, t).readings["largest probability"][0] for t in Logits.controls[3].values]
    assert largest == sorted(largest, reverse=True)
    assert largest[0] > 0.9999
    assert largest[-1] < 0.4
