"""Probabilities add up to 1, and the gradient is the one of autograd."""

import pytest
import torch

from dlcourse.lectures.l04b.widgets import CLASSES, Logits, logits

SETTINGS = [(2.0, 1.0, -1.0, 1.0, "cat"), (0.0, 0.0, 0.0, 3.0, "dog"), (6.0, -6.0, -6.0, 0.1, "owl"),
            (-1.0, 0.5, 4.0, 10.0, "owl"), (6.0, 6.0, -6.0, 0.1, "dog"), (-6.0, 6.0, 1.0, 0.5, "cat")]


@pytest.mark.parametrize("cat, dog, owl, temperature, truth", SETTINGS)
def test_loss_and_gradient_agree_with_autograd(cat, dog, owl, temperature, truth):
    z = torch.tensor([cat, dog, owl], dtype=torch.float64, requires_grad=True)
    p = (z / temperature).softmax(0)
    loss = -(z / temperature).log_softmax(0)[CLASSES.index(truth)]
    loss.backward()
    loss, p = float(loss.detach()), p.detach()
    scene = logits(cat, dog, owl, temperature, truth)
    (probabilities,), (gradient,) = (panel.marks for panel in scene.panels)
    assert probabilities.y.tolist() == pytest.approx(p.tolist())
    assert gradient.y.tolist() == pytest.approx(z.grad.tolist(), abs=1e-12)
    assert float(gradient.y.sum()) == pytest.approx(0, abs=1e-12)
    assert scene.readings["loss"] == [pytest.approx(loss)]
    assert scene.readings["largest probability"] == [pytest.approx(float(p.max()))]
    told = ", ".join(f"{name} {float(v):.3g}" for name, v in zip(CLASSES, p))
    assert scene.say == (f"Probabilities: {told}. Loss -log p({truth}) = {loss:.3g}. The gradient by the logits "
                         "adds up to 0.")


@pytest.mark.parametrize("setting", SETTINGS)
def test_bars_stay_in_their_panel(setting):
    for panel in logits(*setting).panels:
        assert panel.marks[0].labels == CLASSES
        assert all(panel.ylim[0] <= v <= panel.ylim[1] for v in panel.marks[0].y.tolist())
    assert f"p({setting[-1]})" in logits(*setting).panels[1].title


def test_a_high_temperature_makes_classes_alike():
    largest = [logits(2.0, 1.0, -1.0, t, "cat").readings["largest probability"][0] for t in Logits.controls[3].values]
    assert largest == sorted(largest, reverse=True)
    assert largest[0] > 0.9999
    assert largest[-1] < 0.4
