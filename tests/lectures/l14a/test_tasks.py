"""The references of the exercises of lecture 14a, beside numbers that were worked out on paper."""

import math

import pytest
import torch

from dlcourse.lectures.l14a.tasks import attention, attention_backward, positional_encoding
from rules import double


def test_two_queries_by_hand():
    log = math.log
    Q = double([2, 0, 0, 0], [0, 2, 0, 0])
    K = double([0, log(3), 0, 0], [log(3), 0, 0, 0], [log(4), log(8), 0, 0])
    V, mask = double([8, 0], [0, 8], [4, 4]), torch.tensor([[True, True, True], [True, True, False]])
    out = attention.reference(Q, K, V, mask)
    assert out.flatten().tolist() == pytest.approx([3, 5, 6, 2])


def test_waves_by_hand():
    table = positional_encoding.reference(3, 4)
    assert [[round(n, 4) for n in row] for row in table.tolist()] == [
        [0, 1, 0, 1], [0.8415, 0.5403, 0.01, 1.0], [0.9093, -0.4161, 0.02, 0.9998]]
    assert round(10000**0.8, 2) == 1584.89
    assert float(positional_encoding.reference(2, 5)[1, 4]) == pytest.approx(math.sin(1 / 1584.893192))


def test_back_through_one_query_by_hand():
    Q, K = double([2, 0, 0, 0]), double([0, 1, 0, 0], [math.log(3), 0, 2, 0])
    Q_bar, K_bar, V_bar = attention_backward.reference(Q, K, double([0], [4]), double([2]))
    assert Q_bar[0].tolist() == pytest.approx([0.75 * math.log(3), -0.75, 1.5, 0])
    assert round(0.75 * math.log(3), 4) == 0.8240
    assert K_bar[:, 0].tolist() == pytest.approx([-1.5, 1.5])
    assert float(K_bar[:, 1:].abs().max()) == 0
    assert V_bar[:, 0].tolist() == pytest.approx([0.5, 1.5])
