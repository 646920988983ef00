"""The numbers in the prose of lecture 04c."""

import heapq
import math

import pytest
import torch

from dlcourse import losses
from dlcourse.tensors import generator


def test_seventeen_questions_and_what_they_save():
    assert 2**16 < 100_000 <= 2**17
    assert 512 * 100_000 == 51_200_000
    assert 512 * 17 == 8704
    assert round(100_000 / 17, -2) == 5900


def test_the_wrong_program_and_the_right_one():
    z = torch.tensor([0.6, 0.1], dtype=torch.float64).logit()
    signs = torch.tensor([-1.0, 1.0], dtype=torch.float64)
    assert float(z.sigmoid().log().sum()) == pytest.approx(-2.81, abs=5e-3)
    assert float((signs * z).sigmoid().log().sum()) == pytest.approx(math.log(0.04))
    assert math.log(0.04) == pytest.approx(-3.22, abs=5e-3)


def test_who_divides_by_the_chance_is_right_on_average():
    powers, chances = (1, 2, 3, 6), (0.1, 0.2, 0.3, 0.4)
    assert sum(q * v / q for v, q in zip(powers, chances)) == pytest.approx(12)
    assert sum(q * v * 4 for v, q in zip(powers, chances)) == pytest.approx(15.2)
    even = [math.log((8 + 4 * v) / 8) for v in powers]
    assert even == pytest.approx([math.log(v) for v in (1.5, 2, 2.5, 4)])
    assert sum(even) / 4 == pytest.approx(0.850, abs=5e-4)
    assert math.log(20 / 8) == pytest.approx(0.916, abs=5e-4)
    assert math.log(32 / 20) == pytest.approx(0.47, abs=5e-3)
    assert sum(8 / (8 + 4 * v) for v in powers) / 4 == pytest.approx(0.454, abs=5e-4)


def test_the_gradient_of_a_sample():
    z = torch.tensor([8.0, 5.0, 7.5], dtype=torch.float64).log().requires_grad_()
    (z.logsumexp(0) - z[0]).backward()
    assert z.grad.tolist() == pytest.approx([-0.610, 0.244, 0.366], abs=5e-4)
    assert pytest.approx(0.390, abs=5e-4) == 8 / 20.5


def test_two_draws_in_one_go():
    assert pytest.approx([10, 15]) == [2 / 0.2, 6 / 0.4]
    assert pytest.approx(12.5) == 2 / (2 * 0.2) + 6 / (2 * 0.4)
    assert math.log(2) - math.log(2 * 0.2) == pytest.approx(math.log(5))


def test_the_logarithm_bends():
    assert (math.log(8) + math.log(32)) / 2 == pytest.approx(2.77, abs=5e-3)
    assert math.log(20) == pytest.approx(3.00, abs=5e-3)


def huffman(weights):
    """The mean number of questions in the best tree for these weights."""
    heap, questions = sorted(weights), 0.0
    while len(heap) > 1:
        both = heapq.heappop(heap) + heapq.heappop(heap)
        questions += both
        heapq.heappush(heap, both)
    return questions / sum(weights)


def test_questions_of_the_best_tree():
    assert huffman([1 / 2, 1 / 4, 1 / 8, 1 / 8]) == 1.75
    assert huffman([1 / n for n in range(1, 100_001)]) == pytest.approx(11.5, abs=0.05)


def best_leaf(left):
    """The best leaf of a balanced tree, from each node's chance of a left turn (nodes by depth), and the questions."""
    heap, asked = [(-1.0, 1)], 0
    while True:
        share, node = heapq.heappop(heap)
        if node >= len(left):  # a leaf: nodes are 1, 2, ..., len(left) - 1
            return node - len(left), -share, asked
        asked += 1
        heapq.heappush(heap, (share * left[node], 2 * node))
        heapq.heappush(heap, (share * (1 - left[node]), 2 * node + 1))


def test_a_tree_finds_its_best_word_for_certain():
    leaf, p, asked = best_leaf([None, 0.6, 0.5, 0.1])
    assert (leaf, asked) == (3, 3)
    assert p == pytest.approx(0.36)
    for seed in range(20):
        left = (2 * torch.randn(2**10, generator=generator(seed), dtype=torch.float64)).sigmoid().tolist()
        shares = [1.0]
        for depth in range(10):
            shares = [v for i, share in enumerate(shares)
                      for v in (share * left[2**depth + i], share * (1 - left[2**depth + i]))]
        leaf, p, asked = best_leaf(left)
        assert p == pytest.approx(max(shares))
        assert leaf == shares.index(max(shares))
        assert asked <= 10 / p  # at each depth at most 1/p branches have p or more


def test_the_estimates_in_the_picture():
    rng = generator(3)
    z, y = 2 * torch.randn(1, 1000, generator=rng, dtype=torch.float64), torch.tensor([7])
    z[0, 7] = 5.0
    means = {}
    for k in (5, 20, 100, 500):
        expected = torch.full((1000,), k / 1000, dtype=torch.float64)
        means[k] = float(torch.stack([losses.sampled_softmax(z, y, torch.randint(1000, (k,), generator=rng), expected)
                                      for _ in range(100)]).mean())
    expected = torch.full((1000,), 100 / 1000, dtype=torch.float64)
    long = torch.stack([losses.sampled_softmax(z, y, torch.randint(1000, (100,), generator=rng), expected)
                        for _ in range(3000)])
    assert float(long.mean()) == pytest.approx(3.75, abs=0.015)
    assert (means[5], means[100]) == (pytest.approx(3.07, abs=5e-3), pytest.approx(3.79, abs=5e-3))
    assert float(losses.cross_entropy(z, y)) == pytest.approx(3.83, abs=5e-3)


def test_estimates_are_too_small_on_average_and_larger_samples_mend_it():
    """As in the figure, with other draws: five seeds."""
    for seed in range(5):
        rng = generator(seed)
        z, y = 2 * torch.randn(1, 1000, generator=rng, dtype=torch.float64), torch.tensor([7])
        z[0, 7] = 5.0
        exact, gaps, spreads = float(losses.cross_entropy(z, y)), [], []
        for k in (5, 100):
            expected = torch.full((1000,), k / 1000, dtype=torch.float64)
            found = torch.stack([losses.sampled_softmax(z, y, torch.randint(1000, (k,), generator=rng), expected)
                                 for _ in range(100)])
            gaps.append(exact - float(found.mean()))
            spreads.append(float(found.std()))
        assert gaps[0] > 0.2
        assert abs(gaps[1]) < 0.15
        assert spreads[1] < spreads[0]
