"""The references of the exercises on numbers that were worked out on paper."""

import math

import pytest
import torch

from dlcourse.classroom import registry

double = torch.float64


def tensor(*values):
    return torch.tensor(values, dtype=double)


def test_bias_variance_by_hand():
    answer = registry.load("bias_variance").solution
    bias2, var, noise = answer(torch.tensor([[1.0], [3.0], [5.0]], dtype=double), tensor(2.0), 0.5)
    assert (float(bias2), float(var), noise) == (1, pytest.approx(8 / 3), 0.25)
    bias2, var, noise = answer(torch.tensor([[1.0, 10.0], [5.0, 10.0]], dtype=double), tensor(3.0, 7.0), 2.0)
    assert (bias2.tolist(), var.tolist(), noise) == ([0, 9], [4, 0], 4)


def test_world_risk_by_hand():
    answer = registry.load("world_risk").solution
    losses, group = tensor(1.0, 3.0, 8.0, 12.0), torch.tensor([0, 0, 1, 1])
    risk, error = answer(losses, group, tensor(0.75, 0.25))
    assert (risk, error) == (4, pytest.approx(math.sqrt(0.75**2 * 1 + 0.25**2 * 4)))
    assert f"{error:.4f}" == "0.9014"
    assert answer(losses[:3], group[:3], tensor(0.75, 0.25)) == (3.5, math.inf)
    assert answer(losses[:2], group[:2], tensor(0.75, 0.25)) == (math.inf, math.inf)
    assert answer(losses[:2], group[:2], tensor(1.0, 0.0)) == (2, 1)
