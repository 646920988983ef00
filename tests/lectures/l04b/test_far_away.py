"""The trained model of lecture 04b: probabilities are its softmax, borders are ties, and far away it is sure."""

import math

import pytest

from dlcourse.figures.canvas import CLASSES
from dlcourse.lectures.l04b.widgets import CLOUDS, NAMES, TRAINED, FarAway, borders, far_away
from dlcourse.widgets.scene import Bars, Line

SETTINGS = [(direction, distance) for direction in (0.0, 60.0, 195.0, 300.0) for distance in (0.0, 2.0, 8.0)]


def by_hand(direction, distance):
    """Probabilities, one class at a time, without tensors."""
    x = distance * math.cos(math.radians(direction)), distance * math.sin(math.radians(direction))
    z = [w1 * x[0] + w2 * x[1] + b for (w1, w2), b in zip(TRAINED.W.tolist(), TRAINED.b.tolist())]
    powers = [math.exp(v - max(z)) for v in z]
    return [v / sum(powers) for v in powers]


@pytest.mark.parametrize("setting", SETTINGS)
def test_bars_and_words_are_the_models_probabilities(setting):
    scene, p = far_away(*setting), by_hand(*setting)
    bars = [m for m in scene.panels[1].marks if isinstance(m, Bars)]
    assert bars[0].y.tolist() == pytest.approx(p)
    assert bars[0].kind == CLASSES[0].kind
    for c, own in enumerate(bars[1:], 1):  # drawn on top, in its own colour
        assert own.kind == CLASSES[c].kind
        assert own.y.tolist() == pytest.approx([v if i == c else 0 for i, v in enumerate(p)])
    told = dict(part.rsplit(" ", 1) for part in scene.say.rstrip(".").split("Probabilities: ")[1].replace(
        "below ", "<").split(", "))
    for name, v in zip(NAMES, p):
        assert told[name] == "<0.0001" if v < 0.0001 else float(told[name]) == pytest.approx(v, abs=5e-5)
        assert float(told[name].lstrip("<")) < 1  # no probability is 1, and none is told as 1


def test_on_a_border_two_classes_tie_and_the_third_is_behind():
    for meeting, far in borders(*TRAINED):
        for share in (0.05, 0.3, 1.0):
            z = sorted((TRAINED.W @ (meeting + share * (far - meeting)) + TRAINED.b).tolist())
            assert z[2] == pytest.approx(z[1], abs=1e-9)
            assert z[0] < z[1]
    drawn = [m for m in far_away(0.0, 2.0).panels[0].marks if isinstance(m, Line) and m.plain]
    assert len(drawn) == 3


def test_the_hooks_numbers():
    """Distance 2 and 8 at 0 degrees; how far the samples reach; three directions without certainty at distance 8."""
    assert by_hand(0, 2)[0] == pytest.approx(0.95, abs=0.005)
    assert by_hand(0, 8)[0] > 0.9999
    assert float(CLOUDS.X.norm(dim=1).max()) == pytest.approx(4.7, abs=0.05)
    assert len(CLOUDS.X) == 60
    directions = FarAway.controls[0].values
    unsure = [d for d in directions if max(by_hand(d, 8)) < 0.7]
    assert unsure == [60.0, 195.0, 300.0, 305.0]
    assert {60.0, 195.0, 300.0} <= set(FarAway.controls[0].grid(14))  # on the exported page, too
    for exact in (60, 194, 303):
        p = sorted(by_hand(exact, 8))
        assert p[2] - p[1] < 0.2
    assert far_away(0.0, 8.0).say.endswith("class 0 0.9999945, class 1 below 0.0001, class 2 below 0.0001.")
    assert FarAway().current.say.startswith("You stand 2 from the middle, at 0°")
