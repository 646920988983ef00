"""The curves on the irises are those of `dlcourse.learning_curves`, and the words say how they end."""

import pytest
import torch

from dlcourse import optim
from dlcourse.learning_curves import iris_curves, ran_away
from dlcourse.lectures.l09b.widgets import EPOCHS, RULES, SEEDS, learning_curves

SETTINGS = [("plain descent", optim.SGD(0.1), 0.1), ("momentum", optim.Momentum(0.0316, 0.9), 0.0316),
            ("Adam", optim.Adam(0.01), 0.01), ("AdamW", optim.AdamW(0.01, weight_decay=0.5), 0.01),
            ("AdaGrad", optim.AdaGrad(1.0), 1.0), ("RMSprop", optim.RMSProp(0.001), 0.001)]


def test_all_rules_are_checked_here():
    assert {name for name, _, _ in SETTINGS} == set(RULES)


@pytest.mark.parametrize("name, rule, eta", SETTINGS, ids=lambda v: v if isinstance(v, str) else "")
def test_curves_and_their_median(name, rule, eta):
    wanted = iris_curves({name: rule}, epochs=EPOCHS, batch_size=45, seeds=range(SEEDS))[name]
    scene = learning_curves(name, eta)
    for panel, losses, part in zip(scene.panels, (wanted.train, wanted.held_out), ("training", "held out")):
        *each, median = panel.marks
        drawn = torch.stack([line.y for line in each])
        assert drawn.tolist() == losses.sort(0).values.tolist()
        assert median.y.tolist() == losses.median(0).values.tolist()
        assert scene.readings[part] == [pytest.approx(float(losses[:, -1].median()))]
        assert panel.title == part
        assert list(median.x) == list(range(EPOCHS + 1))
    assert scene.say == (f"{name}, η = {eta:g}. After 30 epochs the median loss is "
                         f"{float(wanted.train[:, -1].median()):.2g} in training and "
                         f"{float(wanted.held_out[:, -1].median()):.2g} on held-out flowers.")


def test_a_training_that_runs_away_is_counted_and_can_be_drawn():
    wanted = iris_curves({"SGD": optim.SGD(100.0)}, epochs=EPOCHS, batch_size=45, seeds=range(SEEDS))["SGD"]
    scene = learning_curves("plain descent", 100.0)
    away = int(ran_away(wanted).sum())
    assert away > 0
    assert scene.say == f"plain descent, η = 100. {away} of 3 trainings ran away."
    values = torch.cat([torch.as_tensor(line.y) for panel in scene.panels for line in panel.marks])
    assert bool(values.isfinite().all())
    assert float(values.max()) <= 1e3


def test_the_usual_rates_learn_and_tiny_ones_do_not():
    good, slow = (learning_curves("plain descent", eta).readings["training"][0] for eta in (0.1, 0.0001))
    assert good < 0.5 < slow
