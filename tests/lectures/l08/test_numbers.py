"""Numbers that stand in the words of lecture 08."""

import math

import pytest
import torch
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

from dlcourse import data
from dlcourse.diff import tape
from dlcourse.lectures.l08 import widgets
from dlcourse.nn import backprop, mlp


def test_the_answer_and_loss_of_the_hook():
    z, y, loss = backprop.mlp2_forward(**widgets.EXAMPLE)
    assert [f"{n:.3f}" for n in (*z.tolist(), y.item(), loss.item())] == ["0.463", "0.825", "0.542", "0.105"]


def test_backpropagation_costs_about_three_forward_passes():
    net = mlp.init([64, 256, 256, 10], rng=torch.Generator().manual_seed(0))
    image, label = torch.rand(1, 64), torch.tensor([3])
    with FlopCounterMode(display=False) as forward:
        mlp.forward(net, image)
    with FlopCounterMode(display=False) as both:
        mlp.loss_and_grads(net, image, label)
    assert f"{both.get_total_flops() / forward.get_total_flops():.2f}" == "2.81"


def test_the_blanks_of_the_first_hidden_neuron():
    bars = backprop.mlp2_backward(**widgets.EXAMPLE)
    z, _, _ = backprop.mlp2_forward(**widgets.EXAMPLE)
    z_bar = float(bars.d_bar * widgets.EXAMPLE["c"][0])
    assert f"{z_bar:.4f}" == "-0.1705"
    assert f"{float(bars.b_bar[0]):.4f}" == "-0.0424"
    assert f"{float(bars.A_bar[0, 2]):.4f}" == "0.0424"
    assert f"{z_bar * float(1 - z[0] ** 2):.4f}" == "-0.1340"
    assert f"{z_bar * float(z[0]):.4f}" == "-0.0789"


def test_a_million_paths_are_21_lines():
    record = tape.Tape()
    doubled = record.variable(1.0)
    for _ in range(20):
        doubled = doubled + doubled
    assert int(record.adjoints(doubled, 1.0)[0]) == 2**20 > 1_000_000
    assert len(record) == 21


def test_the_floor_of_two_softmaxes():
    assert f"{-math.log(math.e / (math.e + 2)):.2f}" == "0.55"


def test_a_perfect_answer_of_two_classes_costs_0_3133():
    """Quoted by messages of the exercise on four faults."""
    pair = torch.tensor([[1.0, 0.0]], dtype=torch.float64)
    label = torch.tensor([0])
    assert f"{F.cross_entropy(pair, label).item():.4f}" == "0.3133"
    assert f"{F.cross_entropy(pair.softmax(1), label).item():.4f}" == "0.4885"


@pytest.mark.parametrize("w, lines", [(0.75, ("clear", "backward", "step")), (-0.75, ("backward", "step"))])
def test_without_clearing_the_second_step_uses_both_gradients(w, lines):
    assert widgets.weights(lines, 0.5, rounds=2)[-1] == w


def last_over_first(seed, *, clear=True, softmax=False):
    """The lecture's program on one batch of its own."""
    rng = torch.Generator().manual_seed(seed)
    X = data.standardise(data.iris().X).Z[torch.randperm(150, generator=rng)[:8]]
    labels = torch.randint(3, (8,), generator=rng)
    params = [(torch.randn(shape, generator=rng, dtype=torch.float64) / 2).requires_grad_()
              for shape in ((16, 4), (16,), (3, 16), (3,))]
    losses = []
    for _ in range(400):
        for p in params:
            p.grad = None if clear else p.grad
        logits = torch.tanh(X @ params[0].mT + params[1]) @ params[2].mT + params[3]
        loss = F.cross_entropy(logits.softmax(dim=1) if softmax else logits, labels)
        loss.backward()
        for p in params:
            p.data -= p.grad
        losses.append(loss.item())
    return losses[-1] / losses[0]


def test_one_batch_by_heart_twelve_times():
    right = [last_over_first(seed) for seed in range(12)]
    assert sum(share <= 0.01 for share in right) == 11
    assert max(right) < 0.02
    assert sum(last_over_first(seed, softmax=True) <= 0.01 for seed in range(12)) == 0
    assert sum(last_over_first(seed, clear=False) <= 0.01 for seed in range(12)) == 8
