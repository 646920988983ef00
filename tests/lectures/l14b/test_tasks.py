"""The reference of the exercise of lecture 14b, beside numbers that were worked out on paper."""

import math

import pytest
import torch

from dlcourse.lectures.l14b.tasks import multi_head
from rules import double


def test_two_tokens_by_hand():
    log3 = math.log(3)
    x, Wq, Wk = double([1, 0], [0, 2]), double([5, 0.5], [7, 0.5]), double([0, log3 / 2], [log3, 0])
    Wv, Wo = double([4, 4], [0, 6]), double([1, 2], [0, 1])
    assert (x @ Wq.T).tolist() == [[5, 7], [1, 1]]
    assert (x @ Wk.T).flatten().tolist() == pytest.approx([0, log3, log3, 0])
    assert (x @ Wv.T).tolist() == [[4, 0], [8, 12]]
    y = multi_head.reference(x, Wq, Wk, Wv, Wo, 2)
    assert y.flatten().tolist() == pytest.approx([4, 0, 13, 3])


def test_a_later_token_moves_nothing_before_it():
    rng = torch.Generator().manual_seed(4)
    x, *weights = (torch.randn(rows, 6, generator=rng, dtype=torch.float64) for rows in (5, 6, 6, 6, 6))
    other = x.clone()
    other[3] += 1
    one, two = (multi_head.reference(tokens, *weights, 3) for tokens in (x, other))
    assert one[:3].equal(two[:3])
    assert bool((one[3:] != two[3:]).all())
