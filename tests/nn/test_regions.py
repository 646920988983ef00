"""Patterns, regions, pieces and the tent, held to numbers on paper, to sampling and to a slow count."""

import itertools
import math

import pytest
import torch

from dlcourse.nn import mlp
from dlcourse.nn.hinges import as_params, relu_interpolant
from dlcourse.nn.regions import (
    count_patterns,
    halfplane_codes,
    max_regions,
    patterns,
    pieces_1d,
    plane_regions,
    regular_polygon,
    tent,
)
from dlcourse.tensors import DtypeError, ShapeError, generator

D = torch.float64


@pytest.mark.parametrize("n, d, regions", [(0, 2, 1), (1, 2, 2), (2, 2, 4), (3, 2, 7), (6, 2, 22), (4, 3, 15),
                                           (5, 1, 6), (10, 2, 56), (3, 3, 8), (3, 7, 8)])
def test_the_most_regions_on_paper(n, d, regions):
    assert max_regions(n, d) == regions


@pytest.mark.parametrize("n, d", [*itertools.product(range(1, 9), range(2, 6))])
def test_one_more_hyperplane_adds_the_regions_of_its_own_cuts(n, d):
    assert max_regions(n, d) == max_regions(n - 1, d) + max_regions(n - 1, d - 1)


@pytest.mark.parametrize("n, d", [(3, 2), (6, 2), (4, 3)])
def test_points_about_all_corners_find_as_many_patterns_and_no_more(n, d):
    """With d or more hyperplanes in general position each region has a corner, where d of them meet."""
    rng = generator(1)
    W, b = torch.randn(n, d, generator=rng, dtype=D), torch.randn(n, generator=rng, dtype=D)
    meet = [list(rows) for rows in itertools.combinations(range(n), d)]
    corners = torch.stack([torch.linalg.solve(W[rows], -b[rows]) for rows in meet])
    X = corners[:, None] + 1e-4 * torch.randn(len(corners), 500, d, generator=rng, dtype=D)
    assert count_patterns(W, b, X.reshape(-1, d)) == max_regions(n, d)


@pytest.mark.parametrize("seed", range(5))
def test_lines_at_random_reach_the_bound(seed):
    rng = generator(seed)
    W, b = torch.randn(7, 2, generator=rng, dtype=D), torch.randn(7, generator=rng, dtype=D)
    assert plane_regions(W, b) == max_regions(7, 2) == 29


def test_lines_in_special_positions_make_fewer_regions():
    angle = torch.arange(5, dtype=D)
    W = torch.stack([angle.cos(), angle.sin()], 1)
    assert plane_regions(W, torch.zeros(5, dtype=D)) == 10  # all through one point
    assert plane_regions(W[:1].repeat(5, 1), angle) == 6  # all parallel
    N, c = regular_polygon(6)
    assert plane_regions(N, -c) == 19


def test_the_codes_of_a_hexagon():
    """19 codes, sums from 0 to 3, and 0 exactly inside."""
    N, c = regular_polygon(6)
    X = 12 * torch.rand(40_000, 2, generator=generator(0), dtype=D) - 6
    codes = halfplane_codes(N, c, X)
    assert codes.shape == (40_000, 6)
    assert len(codes.unique(dim=0)) == 19 == max_regions(6, 2) - 3
    assert codes.sum(1).unique().tolist() == [0, 1, 2, 3]
    inside = torch.stack([(X * n).sum(1) <= 1 for n in N]).all(0)
    assert torch.equal(codes.sum(1) == 0, inside)
    assert halfplane_codes(N, c, N[:1]).tolist() == [[0] * 6]  # on a side


def test_patterns_are_those_of_a_loop():
    rng = generator(1)
    W, b, X = (torch.randn(*s, generator=rng, dtype=D) for s in ((4, 3), (4,), (7, 3)))
    slow = [[int(sum(W[u, i] * X[p, i] for i in range(3)) + b[u] > 0) for u in range(4)] for p in range(7)]
    assert patterns(W, b, X).tolist() == slow
    assert count_patterns(W, b, X) == len({tuple(row) for row in slow})


@pytest.mark.parametrize("layers", range(1, 9))
def test_a_tent_has_twice_the_pieces_with_each_layer(layers):
    params = tent(layers)
    assert pieces_1d(params, 0.0, 1.0) == 2**layers
    assert pieces_1d(params, 0.0, 0.5) == 2**layers // 2
    x = torch.linspace(0, 1, 2**layers + 1, dtype=D)
    y = mlp.forward(params, x[:, None])[0][:, 0]
    assert y.tolist() == [k % 2 for k in range(2**layers + 1)]


def test_a_layer_of_n_units_bends_at_most_n_times():
    for seed in range(20):
        params = mlp.init([1, 5, 1], rng=generator(seed), dtype=D)
        params = mlp.Params(params.Ws, (torch.randn(5, generator=generator(seed + 50), dtype=D), params.bs[1]))
        assert pieces_1d(params, -1e4, 1e4) == 6


@pytest.mark.parametrize("seed", range(8))
def test_pieces_of_random_networks_are_those_of_a_fine_grid(seed):
    rng = generator(seed)
    params = mlp.init([1, 4, 4, 1], rng=rng, dtype=D)
    params = mlp.Params(params.Ws, tuple(torch.randn(len(b), generator=rng, dtype=D) for b in params.bs))
    x = torch.linspace(-5, 5, 400_001, dtype=D)
    bend = mlp.forward(params, x[:, None])[0][:, 0].diff().diff().abs() > 1e-9
    runs = int(bend[0]) + int((bend[1:] & ~bend[:-1]).sum())  # a bend between two places shows at both
    assert pieces_1d(params, -5.0, 5.0) == 1 + runs


def test_bends_that_cancel_are_none():
    line = mlp.Params((torch.ones(2, 1, dtype=D), torch.tensor([[1.0, -1.0]], dtype=D)),
                      (torch.tensor([0.5, 0.5], dtype=D), torch.zeros(1, dtype=D)))
    assert pieces_1d(line, -1.0, 1.0) == 1
    knots = torch.tensor([0.0, 1.0, 2.0, 3.0], dtype=D)
    straight = as_params(relu_interpolant(knots, torch.tensor([0.0, 1.0, 2.0, 1.0], dtype=D)))
    assert pieces_1d(straight, 0.0, 3.0) == 2


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, message", [
    (lambda: max_regions(-1, 2), ValueError, "max_regions: n should be an integer of at least 0"),
    (lambda: max_regions(3, 0), ValueError, "max_regions: d should"),
    (lambda: max_regions(3.0, 2), TypeError, "max_regions: n should"),
    (lambda: patterns(torch.ones(2, 2), torch.ones(3), torch.ones(1, 2)), ShapeError, "patterns: b should"),
    (lambda: patterns(torch.ones(2, 2), torch.ones(2), torch.ones(1, 2, dtype=D)), DtypeError, "patterns: W should"),
    (lambda: plane_regions(torch.zeros(1, 2), torch.ones(1)), ValueError, "no row of zeros"),
    (lambda: plane_regions(torch.tensor([[1.0, 0], [2, 0]]), torch.tensor([1.0, 2])), ValueError, "two are the same"),
    (lambda: halfplane_codes(torch.ones(2, 2), torch.ones(2), torch.ones(2)), ShapeError, "halfplane_codes: X"),
    (lambda: regular_polygon(2), ValueError, "regular_polygon: sides should"),
    (lambda: regular_polygon(4, radius=-1.0), ValueError, "regular_polygon: radius should"),
    (lambda: pieces_1d(tent(1), 1.0, 0.0), ValueError, "pieces_1d: low should lie below high"),
    (lambda: pieces_1d(tent(1), 0.0, math.inf), ValueError, "pieces_1d: high should"),
    (lambda: pieces_1d(mlp.init([2, 3, 1], rng=generator(0)), 0.0, 1.0), ShapeError, "lead from 2 to 1"),
    (lambda: pieces_1d([1], 0.0, 1.0), TypeError, "pieces_1d: params should"),
    (lambda: tent(0), ValueError, "tent: layers should"),
])
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
