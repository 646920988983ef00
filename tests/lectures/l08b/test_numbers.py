"""Numbers that stand in the words of lecture 08b."""

import math

import pytest
import torch

from dlcourse.lectures.l08b import figures
from dlcourse.nn import memory

SIZES = [8, 32, 16, 16, 32, 8, 16, 4]


def test_the_picture_of_three_ways():
    train = figures.activations_held(SIZES, 1, mode="train")
    assert max(train) == sum(SIZES) == 132
    assert train.index(132) + 1 == len(SIZES) - 1, "at the turn"
    checkpoints = figures.activations_held(SIZES, 1, mode="checkpoint", every=3)
    assert sum(SIZES[::3]) == 40
    assert [i for i, held in enumerate(checkpoints, 1) if held == max(checkpoints)] == [13]
    assert max(checkpoints) == 40 + 32 + 16 == 88
    assert max(figures.activations_held(SIZES, 1, mode="inference")) == 48


@pytest.mark.parametrize("k, held", [(2, 10), (4, 8), (8, 10), (16, 17)])
def test_this_program_computes_each_piece_to_its_end(k, held):
    calls = []

    def counted(v):
        calls.append(1)
        return v.tanh()

    run = memory.checkpointed([counted] * 16, torch.ones(1), k).backward(torch.ones(1))
    assert (run.peak, len(calls)) == (held, 32)


@pytest.mark.parametrize("layers, best", [(16, 4), (100, 10)])
def test_the_root_is_best(layers, best):
    peaks = {k: memory.peak_memory([1] * (layers + 1), 1, mode="checkpoint", every=k) for k in range(1, layers + 1)}
    assert math.isqrt(layers) == best
    assert peaks[best] == min(peaks.values()) == layers / best + best


@pytest.mark.parametrize("layers", range(2, 30))
def test_letting_checkpoints_go_does_not_change_the_most(layers):
    """The most is reached in the last full piece of the chain, which the walk back meets first."""
    for k in range(1, layers + 1):
        seen = []
        for start in reversed(range(0, layers, k)):
            still = len(range(0, min(start + k, layers) + 1, k))  # checkpoints up to the end of this piece
            inner = len(range(start + 1, min(start + k, layers + 1)))
            seen.append(still + inner)
        assert max(seen) == memory.peak_memory([1] * (layers + 1), 1, mode="checkpoint", every=k)


def test_the_neuron_with_one_input():
    w, x, b = (torch.tensor(v, requires_grad=True) for v in (2.0, 0.5, -1.0))
    found = torch.autograd.grad(3 * torch.tanh(w * x + b), (w, b, x))
    assert [float(v) for v in found] == [1.5, 3, 6]


def test_three_to_six_hold_the_same_eight():
    peaks = {k: memory.peak_memory([1] * 17, 1, mode="checkpoint", every=k) for k in range(1, 17)}
    assert [k for k, peak in peaks.items() if peak == 8 == min(peaks.values())] == [3, 4, 5, 6]


def test_twenty_layers_in_bytes():
    float32 = torch.tensor(0.0, dtype=torch.float32).element_size()
    sizes = [1000] * 21
    assert float32 == 4
    assert float32 * 20 * 1000 * 1000 == 80_000_000
    assert float32 * memory.peak_memory(sizes, 1000, mode="train") == 84_000_000
    assert float32 * memory.peak_memory(sizes, 1000, mode="inference") == 8_000_000
    assert memory.peak_memory(sizes, 2000, mode="train") == 2 * memory.peak_memory(sizes, 1000, mode="train")
