"""Live pictures of lecture 08: their numbers by another route."""

import pytest
import torch

from dlcourse.lectures.l08 import widgets
from dlcourse.nn import backprop


def loss(name, move):
    kind, place = widgets.WEIGHTS[name]
    moved = widgets.EXAMPLE[kind].clone()
    moved[place] += move
    return float(backprop.mlp2_forward(**widgets.EXAMPLE | {kind: moved}).loss)


@pytest.mark.parametrize("name", widgets.WEIGHTS)
def test_the_walk_back_shows_what_moving_a_weight_finds(name):
    said = widgets.blame("c₁", 0.5, True).say
    shown = float(said.split(f"{name} ")[1].split(",")[0].rstrip(".").replace("−", "-"))
    assert shown == pytest.approx((loss(name, 1e-5) - loss(name, -1e-5)) / 2e-5, abs=6e-4)


def test_the_loss_feels_c2_most():
    changes = {name: abs(loss(name, 0.1) - loss(name, 0)) for name in widgets.WEIGHTS}
    assert max(changes, key=changes.get) == "c₂"
    assert float(widgets.EXAMPLE["c"][0]) == max(float(widgets.EXAMPLE[k][at]) for k, at in widgets.WEIGHTS.values())


@pytest.mark.parametrize("name, moves", [("A₁₁", "h₁ y L"), ("A₂₃", "h₂ y L"), ("c₂", "y L")])
def test_only_what_lies_downstream_moves(name, moves):
    told = widgets.blame(name, 0.5, False).say
    assert [n for n in widgets.PLACES if f"{n}: " in told] == moves.split()


def test_a_weight_that_stays_moves_nothing():
    assert widgets.blame("A₁₁", 0.0, False).say == "A₁₁ is where it was, at 0.5: nothing moves."


@pytest.mark.parametrize("lines", widgets.LOOPS.values())
def test_the_loop_does_what_torch_does(lines):
    w = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([w], lr=0.3)
    seen = [w.item()]
    for _ in range(widgets.ROUNDS):
        half_square = w * w / 2
        for line in lines:
            {"clear": optimiser.zero_grad, "backward": half_square.backward, "step": optimiser.step}[line]()
        seen.append(w.item())
    assert widgets.weights(lines, 0.3) == pytest.approx(seen)
