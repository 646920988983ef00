"""The numbers that lecture 17a tells, computed again."""

import itertools

import pytest
import torch

from dlcourse.lectures.l17a import chains
from dlcourse.models import markov
from dlcourse.tensors import generator

double = torch.float64
P = chains.chain(chains.WEATHER).P


def distances(name, steps):
    table = chains.chain(name).P
    first, last = (markov.distributions(row, table, steps) for row in torch.eye(len(table), dtype=double)[[0, -1]])
    return markov.total_variation(first, last)


def test_the_first_question_and_the_four_chains():
    away = distances(chains.WEATHER, 20)
    torch.testing.assert_close(away[:4], torch.tensor([1, 0.4, 0.16, 0.064], dtype=double))
    assert int((away < 0.01).nonzero()[0]) == 6
    assert away[5:7].tolist() == pytest.approx([0.01024, 0.0041], abs=5e-5)
    assert float(distances(chains.SLOW, 20)[-1]) == pytest.approx(0.290, abs=5e-4)
    for name in (chains.SWING, chains.APART):
        assert distances(name, 20).tolist() == pytest.approx([1.0] * 21)


def test_long_runs():
    for name in (chains.WEATHER, chains.SLOW):
        assert markov.stationary(chains.chain(name).P).tolist() == pytest.approx([5 / 6, 1 / 6])
    assert markov.stationary(chains.chain(chains.SWING).P).tolist() == pytest.approx([0.5, 0.5])
    with pytest.raises(ValueError, match="several"):
        markov.stationary(chains.chain(chains.APART).P)
    assert pytest.approx(1 / 12) == 0.1 * 5 / 6
    assert pytest.approx(0.476, abs=5e-4) == 0.94**12
    assert 0.94**11 > 0.5 > 0.94**12
    assert 0.4 < 0.5


def test_answers_to_questions():
    machine = torch.tensor([[0.8, 0.2], [0.6, 0.4]], dtype=double)
    assert (torch.tensor([0.5, 0.5], dtype=double) @ machine).tolist() == pytest.approx([0.7, 0.3])
    two = torch.tensor([[0.7, 0.3], [0.2, 0.8]], dtype=double)
    assert markov.stationary(two).tolist() == pytest.approx([0.4, 0.6])
    assert (torch.tensor([1.0, -1.0], dtype=double) @ two @ two).tolist() == pytest.approx([0.25, -0.25])
    pages = torch.tensor([[0, 0.5, 0.5, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1 / 3, 1 / 3, 1 / 3, 0]], dtype=double)
    assert markov.stationary(pages).tolist() == pytest.approx([0.5, 0.25, 0.25, 0], abs=1e-12)
    assert pytest.approx(0.429, abs=5e-4) == 0.18 / 0.42
    assert pytest.approx(1.458, abs=5e-4) == 35 / 12 / 2


def ring(steps):
    table = torch.zeros(6, 6, dtype=double)
    for place, (step, p) in itertools.product(range(6), steps.items()):
        table[place, (place + step) % 6] += p
    return table


def test_which_walker_forgets():
    third = 1 / 3
    for steps, forgets in (({-1: 0.5, 1: 0.5}, False), ({-1: third, 0: third, 1: third}, True), ({1: 1.0}, False),
                           ({-2: 0.5, 2: 0.5}, False)):
        assert bool((torch.linalg.matrix_power(ring(steps), 36) > 0).all()) is forgets
    assert (torch.linalg.matrix_power(ring({-1: third, 0: third, 1: third}), 3) > 0).all()
    assert not (torch.linalg.matrix_power(ring({-1: third, 0: third, 1: third}), 2) > 0).all()


def test_thirty_walks():
    shares = [float((markov.walk(P, 1, 1000, rng=generator(seed)) == 0).double().mean()) for seed in range(30)]
    assert (min(shares), max(shares)) == pytest.approx((0.804, 0.855), abs=5e-4)


def test_the_tale():
    assert (len(chains.TEXT), len(set(chains.TEXT))) == (1207, 25)
    assert set(chains.TEXT) <= set("abcdefghijklmnopqrstuvwxyz .")
    assert pytest.approx(244e6, rel=0.01) == 25**6
    told = {1: (25, 0.08, 0.16), 2: (187, 0.47, 0.56), 3: (437, 0.73, 0.91), 6: (886, 0.93, 1.0)}
    for depth, (pieces, single, share) in told.items():
        table = chains.letters(chains.TEXT, depth)
        assert len(table.pieces) == pieces
        assert float(((table.counts > 0).sum(1) == 1).double().mean()) == pytest.approx(single, abs=5e-3)
        words = chains.written(chains.TEXT, depth, 2000, rng=generator(0))
        assert chains.known(words, chains.TEXT) == pytest.approx(share, abs=6e-3)
        assert int(table.counts.sum()) == 1207


def test_the_long_run_of_letters_is_how_often_they_occur():
    counts = chains.letters(chains.TEXT, 1).counts
    pi = markov.stationary(counts / counts.sum(1, keepdim=True))
    torch.testing.assert_close(pi, counts.sum(1) / 1207)


def test_a_chain_of_real_numbers():
    x = torch.full((50_000,), -3.0, dtype=double)
    rng = generator(1)
    for _ in range(4):
        x = 0.8 * x + 0.6 * torch.randn(len(x), generator=rng, dtype=double)
    mean, variance = chains.spread(0.8, -3.0, 4)
    assert float(x.mean()) == pytest.approx(mean, abs=0.02)
    assert float(x.var()) == pytest.approx(variance, rel=0.03)
    assert chains.spread(0.9, 4.0, 2) == pytest.approx((3.24, 0.3439))
    assert chains.spread(0.5, 8.0, 2) == pytest.approx((2.0, 0.9375))


def test_the_bound_of_the_optional_part():
    away = distances(chains.WEATHER, 10)
    assert (away <= 0.8 ** torch.arange(11, dtype=double) + 1e-12).all()
