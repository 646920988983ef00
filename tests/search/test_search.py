"""Searching hyper-parameters, against scikit-learn, scipy, counting and numerical integration; bad input."""

import math

import numpy as np
import pytest
import torch
from scipy import integrate, stats
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel
from sklearn.model_selection import ParameterGrid

from dlcourse import search
from dlcourse.tensors import DtypeError, ShapeError, generator

double = torch.float64
BOX = {"x": search.Interval(0.0, 8.0), "eta": search.Interval(0.01, 100.0, log=True)}


def made(*shape, seed=0):
    return torch.randn(shape, generator=generator(seed), dtype=double)


# --- spaces ---


def test_a_grid_is_that_of_scikit_learn():
    space = {"a": [3, 1, 3], "b": ["x"], "c": [0.5, 0.1]}
    ours, theirs = search.grid(space), list(ParameterGrid(space))
    assert len(ours) == 6
    assert all(setting in theirs for setting in ours)
    assert [setting["a"] for setting in ours] == [3, 3, 1, 1, 3, 3]  # in the order given, the last axis fastest


def test_log_uniform_is_even_in_the_logarithm():
    drawn = search.log_uniform(1e-4, 10.0, 4000, rng=generator(0))
    shares = (drawn.log() - math.log(1e-4)) / math.log(1e5)
    assert stats.kstest(shares.numpy(), "uniform").pvalue > 0.01
    assert drawn.dtype == double
    assert 1e-4 <= float(drawn.min()) < float(drawn.max()) <= 10


def test_an_interval_goes_there_and_back():
    plain, log = search.Interval(-2.0, 6.0), search.Interval(0.01, 100.0, log=True)
    assert (plain.at(0.25), log.at(0.25)) == (0.0, 0.1)
    assert (plain.share(0.0), log.share(0.1)) == (0.25, pytest.approx(0.25))
    assert plain.spaced(4) == (-1.0, 1.0, 3.0, 5.0)
    assert log.spaced(2) == (0.1, 10.0)


def test_no_setting_is_drawn_twice():
    space = {"a": [1, 2, 3], "b": [4, 5]}
    drawn = search.random_search(space, 6, rng=generator(0))
    assert sorted(drawn, key=str) == sorted(search.grid(space), key=str)
    assert drawn != search.grid(space)


def test_lists_and_intervals_are_drawn_together():
    drawn = search.random_search({"a": [1, 2], **BOX}, 200, rng=generator(0))
    assert {setting["a"] for setting in drawn} == {1, 2}
    assert all(0 <= setting["x"] <= 8 and 0.01 <= setting["eta"] <= 100 for setting in drawn)
    assert 60 < sum(setting["eta"] < 1 for setting in drawn) < 140


# --- trying ---


def test_the_best_so_far_never_rises():
    trials = search.run([{"x": x} for x in (5, 2, 3, 1)], lambda setting: setting["x"])
    assert search.best_so_far(trials) == [5, 2, 2, 1]


def test_rounds_close_in_on_the_lowest_place():
    trials = search.guided(lambda s: (s["x"] - 5) ** 2 + math.log10(s["eta"]) ** 2, BOX, k=10, rounds=5,
                           rng=generator(0))
    assert len(trials) == 50
    away = [abs(t.setting["x"] - 5) for t in trials]
    assert max(away[-10:]) < max(away[:10]) / 4
    assert all(0 <= t.setting["x"] <= 8 for t in trials)


def test_paired_runs_are_those_of_scipy():
    a, b = made(7) + 3, made(7, seed=1)
    found = search.compare_runs(a, b)
    assert float(found.difference) == pytest.approx(float(a.mean() - b.mean()))
    assert float(found.standard_error) == pytest.approx(stats.sem((a - b).numpy()))


# --- Gaussians ---


@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_a_gaussian_process_is_that_of_scikit_learn(noise):
    X, Xs, y = made(6, 2), made(5, 2, seed=1), made(6, seed=2)
    mean, cov = search.gp_posterior(X, y, Xs, ls=0.8, var=2.5, noise=noise)
    peer = GaussianProcessRegressor(ConstantKernel(2.5) * RBF(0.8), alpha=noise or 1e-14, optimizer=None)
    theirs = peer.fit(X.numpy(), y.numpy()).predict(Xs.numpy(), return_cov=True)
    np.testing.assert_allclose(mean.numpy(), theirs[0], atol=1e-10)
    np.testing.assert_allclose(cov.numpy(), theirs[1], atol=1e-10)
    assert float(search.log_evidence(X, y, ls=0.8, var=2.5, noise=noise)) == pytest.approx(
        peer.log_marginal_likelihood_value_)


def test_conditioning_is_the_formula_with_an_inverse():
    A = made(5, 7)
    K, y = A @ A.mT, made(2, seed=3)
    mean, cov = search.condition(K, y)
    inverse = torch.linalg.inv(K[:2, :2])
    torch.testing.assert_close(mean, K[2:, :2] @ inverse @ y)
    torch.testing.assert_close(cov, K[2:, 2:] - K[2:, :2] @ inverse @ K[:2, 2:])


def test_a_seen_place_is_known():
    X, y = made(4, 1), made(4, seed=1)
    mean, cov = search.gp_posterior(X, y, X, ls=1.0, var=1.0, noise=0.0)
    torch.testing.assert_close(mean, y)
    assert float(cov.diagonal().abs().max()) < 1e-10


def test_draws_have_the_covariance():
    K = torch.tensor([[4.0, 2.0], [2.0, 5.0]], dtype=double)
    drawn = search.draws(K, 40_000, rng=generator(0))
    torch.testing.assert_close(drawn.mT @ drawn / len(drawn), K, rtol=0, atol=0.1)


# --- expected improvement ---


@pytest.mark.parametrize("mu, sigma, best", [(0.3, 0.2, 0.25), (-1.0, 3.0, 0.5), (2.0, 0.5, -1.0)])
def test_expected_improvement_is_the_integral(mu, sigma, best):
    ours = search.expected_improvement(torch.tensor([mu], dtype=double), torch.tensor([sigma], dtype=double), best)
    theirs = integrate.quad(lambda f: (best - f) * stats.norm.pdf(f, mu, sigma), mu - 12 * sigma, best, epsabs=1e-13)[0]
    assert float(ours) == pytest.approx(theirs, rel=1e-6)


def test_where_nothing_is_open_the_gain_is_plain():
    ours = search.expected_improvement(torch.tensor([1.0, 3.0, 2.0]), torch.zeros(3), 2.0)
    assert ours.tolist() == [1, 0, 0]


def test_gain_for_each_second():
    mu, sigma = torch.tensor([0.3, 0.3]), torch.tensor([0.2, 0.2])
    gain = search.ei_per_cost(mu, sigma, 0.25, torch.tensor([1.0, 4.0]))
    assert float(gain[0] / gain[1]) == pytest.approx(4)


def test_bayesian_search_beats_a_lottery_on_a_bowl():
    def bowl(setting):
        return (setting["x"] - 5) ** 2 + math.log10(setting["eta"]) ** 2

    def last(way):
        return torch.tensor([search.best_so_far(way(generator(seed)))[-1] for seed in range(8)])

    smart = last(lambda rng: search.bayes_opt(bowl, BOX, n_init=4, n_iter=10, rng=rng, candidates=100))
    lot = last(lambda rng: search.run(search.random_search(BOX, 14, rng=rng), bowl))
    found = search.compare_runs(lot, smart)
    assert found.difference > 2 * found.standard_error


# --- bad input ---


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: search.log_uniform(0.0, 1.0, 3, rng=generator(0)), ValueError, "log_uniform: lo should be a positive"),
    (lambda: search.log_uniform(2.0, 1.0, 3, rng=generator(0)), ValueError, "lo should be below hi"),
    (lambda: search.Interval(1.0, 1.0), ValueError, "low should be below high"),
    (lambda: search.Interval(0.0, 1.0).at(1.5), ValueError, "u should be a finite number in"),
    (lambda: search.grid({"x": search.Interval(0.0, 1.0)}), TypeError, "is an Interval"),
    (lambda: search.grid({"x": []}), ValueError, "at least one value"),
    (lambda: search.grid({}), TypeError, "space should be a dict"),
    (lambda: search.random_search({"x": [1, 2]}, 3, rng=generator(0)), ValueError, "k should be at most 2"),
    (lambda: search.place(BOX, [0.5]), ShapeError, "a share for each of the 2 names"),
    (lambda: search.place({"x": [1, 2]}, [0.5]), TypeError, r"place: space\['x'\] should be an Interval"),
    (lambda: search.guided(lambda s: 0, {"x": [1, 2]}, k=1, rounds=1, rng=generator(0)), TypeError,
     r"guided: space\['x'\] should be an Interval"),
    (lambda: search.bayes_opt(lambda s: 0, {"x": [1, 2]}, n_init=2, n_iter=1, rng=generator(0)), TypeError,
     r"bayes_opt: space\['x'\] should be an Interval"),
    (lambda: search.run([], 3), TypeError, "evaluate should be a function"),
    (lambda: search.compare_runs(torch.ones(1), torch.ones(1)), ShapeError, "at least two runs"),
    (lambda: search.compare_runs(torch.ones(3), torch.ones(2)), ShapeError, "compare_runs: b should"),
    (lambda: search.condition(torch.eye(2), torch.ones(2)), ShapeError, "fewer than the 2 numbers"),
    (lambda: search.gp_posterior(torch.ones(2, 1), torch.ones(2), torch.ones(1, 1), 1.0, 1.0, 0.0), ValueError,
     "seen twice"),
    (lambda: search.gp_posterior(torch.ones(2, 1), torch.ones(2), torch.ones(1, 1), 0.0, 1.0, 0.1), ValueError,
     "ls should be a positive"),
    (lambda: search.expected_improvement(torch.ones(1), -torch.ones(1), 0.0), ValueError, "sigma should lie in"),
    (lambda: search.expected_improvement(torch.ones(1), torch.ones(1, dtype=double), 0.0), DtypeError, "sigma"),
    (lambda: search.ei_per_cost(torch.ones(1), torch.ones(1), 0.0, torch.zeros(1)), ValueError, "every cost"),
    (lambda: search.bayes_opt(lambda s: 0, BOX, n_init=1, n_iter=1, rng=generator(0)), ValueError, "n_init"),
])
def test_refuses_in_words(call, error, words):
    with pytest.raises(error, match=words):
        call()
