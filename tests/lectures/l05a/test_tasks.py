"""The references of the exercises on numbers that were worked out on paper."""

import math

import pytest
import torch

from dlcourse.classroom import registry

double = torch.float64


def test_network_shapes_by_hand():
    answer = registry.load("network_shapes").solution
    assert answer([2, 3, 1], 5) == ([(3, 2), (1, 3)], [(3,), (1,)], [(5, 3), (5, 1)], 13, 45)
    assert answer([64, 32, 10], 1)[3:] == (2410, 2368)


def test_mlp_forward_by_hand():
    answer = registry.load("mlp_forward").solution
    Ws = [torch.tensor([[1, 0], [-1, 1], [0, -2]], dtype=double), torch.tensor([[1, 2, 3]], dtype=double)]
    bs = [torch.tensor([0, 3, 1], dtype=double), torch.tensor([4], dtype=double)]
    found = answer(torch.tensor([[2, 1], [1, 0]], dtype=double), Ws, bs, ["relu", "identity"])
    assert found.tolist() == [[10], [12]]
    assert answer(torch.zeros(1, 2, dtype=double), Ws[:1], [bs[0] * 0], ["softmax"]).tolist() == [
        pytest.approx([1 / 3] * 3)]


def test_activation_by_hand():
    answer = registry.load("activation").solution

    def at(name, *x):
        return [v.tolist() for v in answer(name, torch.tensor(x, dtype=double))]

    assert at("sigmoid", 0.0) == [[0.5], [0.25]]
    assert at("gcu", 0.0, math.pi) == [[0, -math.pi], [1, pytest.approx(-1)]]
    assert at("softplus", 800.0, -800.0) == [[800, 0], [1, 0]]
    assert at("elu", -1.0, 2.0) == [[pytest.approx(math.exp(-1) - 1), 2], [pytest.approx(math.exp(-1)), 1]]
    assert at("gaussian", 1.0) == [[pytest.approx(math.exp(-1))], [pytest.approx(-2 * math.exp(-1))]]
    assert at("gelu", 1.0)[0] == [pytest.approx(0.8413447)]
    assert at("step", -1.0, 0.0) == [[0, 1], [0, 0]]
    assert at("relu", -1.0, 0.0, 3.0) == [[0, 0, 3], [0, 0, 1]]
