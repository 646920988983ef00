"""Chains against matrix powers, eigenvectors and long walks; bad input."""

import numpy as np
import pytest
import torch

from dlcourse.models import markov
from dlcourse.tensors import ShapeError, generator

double = torch.float64
P = torch.tensor([[0.5, 0.4, 0.1], [0.2, 0.3, 0.5], [0.0, 0.6, 0.4]], dtype=double)
START = torch.tensor([1.0, 0.0, 0.0], dtype=double)


def test_distributions_are_matrix_powers():
    path = markov.distributions(START, P, 6)
    for t in range(7):
        torch.testing.assert_close(path[t], START @ torch.linalg.matrix_power(P, t))


def test_stationary_is_the_left_eigenvector_and_where_chains_go():
    pi = markov.stationary(P)
    torch.testing.assert_close(pi @ P, pi)
    values, vectors = np.linalg.eig(P.numpy().T)
    vector = vectors[:, values.real.argmax()].real
    np.testing.assert_allclose(pi, vector / vector.sum())
    torch.testing.assert_close(markov.distributions(START, P, 200)[-1], pi)
    assert markov.stationary(torch.ones(1, 1)).tolist() == [1.0]


def test_a_chain_that_swings_has_a_stationary_distribution_too():
    swing = torch.tensor([[0.0, 1.0], [1.0, 0.0]], dtype=double)
    torch.testing.assert_close(markov.stationary(swing), torch.tensor([0.5, 0.5], dtype=double))
    assert markov.distributions(START[:2], swing, 3)[:, 0].tolist() == [1.0, 0.0, 1.0, 0.0]


def test_the_distance_to_the_long_run_never_grows_and_falls_like_the_second_eigenvalue():
    away = markov.total_variation(markov.distributions(START, P, 30), markov.stationary(P).expand(31, 3))
    assert (away.diff() <= 1e-15).all()
    second = sorted(np.abs(np.linalg.eigvals(P.numpy())))[-2]
    assert float(away[30] / away[20]) == pytest.approx(second**10, rel=0.05)


def test_walk_visits_as_the_long_run_says():
    seen = markov.walk(P, 0, 20000, rng=generator(0))
    assert seen[0] == 0
    assert len(seen) == 20001
    torch.testing.assert_close(torch.bincount(seen, minlength=3) / len(seen), markov.stationary(P).float(), atol=0.01,
                               rtol=0)
    assert not ((seen[:-1] == 2) & (seen[1:] == 0)).any()  # P[2, 0] = 0


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: markov.stationary(torch.eye(2)), ValueError, "several"),
    (lambda: markov.stationary(P.T.contiguous()), ValueError, "each row of P should add up to 1"),
    (lambda: markov.stationary(P[:2]), ShapeError, "P"),
    (lambda: markov.distributions(2 * START, P, 3), ValueError, "p should lie in"),
    (lambda: markov.distributions(START, P, -1), ValueError, "steps should be an integer of at least 0"),
    (lambda: markov.walk(P, 3, 1, rng=generator(0)), ValueError, "start should be one of the states 0 to 2"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
