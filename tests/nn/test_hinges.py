"""XOR by hand and the interpolant: exact where they should be, straight between, and as numpy has it."""

import numpy as np
import pytest
import torch

from dlcourse.nn import mlp
from dlcourse.nn.hinges import as_params, hinge_sum, relu_interpolant, two_units, xor_weights
from dlcourse.nn.regions import pieces_1d
from dlcourse.tensors import DtypeError, ShapeError, generator

D = torch.float64
CORNERS = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=D)


def test_xor_by_hand():
    W, c, w = xor_weights()
    assert (CORNERS @ W.mT + c).relu().tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert two_units(W, c, w, CORNERS).tolist() == [0, 1, 1, 0]


def test_with_inputs_of_minus_one_and_one_the_same_weights_say_nothing():
    assert two_units(*xor_weights(), 2 * CORNERS - 1).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_the_interpolant_is_numpys(seed):
    rng = generator(seed)
    xs = torch.rand(9, generator=rng, dtype=D).cumsum(0) - 2
    ys = torch.randn(9, generator=rng, dtype=D)
    hinges = relu_interpolant(xs, ys)
    assert len(hinges.c) == 8
    assert float((hinge_sum(*hinges, xs) - ys).abs().max()) < 1e-10
    x = torch.linspace(float(xs[0]) - 1, float(xs[-1]), 500, dtype=D)
    np.testing.assert_allclose(hinge_sum(*hinges, x), np.interp(x, xs, ys), atol=1e-12)
    assert pieces_1d(as_params(hinges), float(xs[0]), float(xs[-1])) == 8
    network = mlp.forward(as_params(hinges), x[:, None])[0][:, 0]
    torch.testing.assert_close(network, hinge_sum(*hinges, x), rtol=0, atol=1e-12)


def test_on_paper():
    xs, ys = torch.tensor([0.0, 1.0, 3.0], dtype=D), torch.tensor([2.0, 3.0, 1.0], dtype=D)
    a, b, c, d = relu_interpolant(xs, ys)
    assert (a.tolist(), b.tolist(), c.tolist(), float(d)) == ([1, 1], [0, -1], [1, -2], 2)


@pytest.mark.refuses
@pytest.mark.parametrize("xs, ys, error, message", [
    ([0.0], [1.0], ShapeError, "at least two points"),
    ([0.0, 0.0], [1.0, 2.0], ValueError, "xs should rise"),
    ([1.0, 0.0], [1.0, 2.0], ValueError, "xs should rise"),
    ([0.0, 1.0], [1.0, 2.0, 3.0], ShapeError, "ys should"),
])
def test_refusals(xs, ys, error, message):
    with pytest.raises(error, match=message):
        relu_interpolant(torch.tensor(xs), torch.tensor(ys))


@pytest.mark.refuses
def test_one_dtype():
    with pytest.raises(DtypeError, match="two_units: W should"):
        two_units(*xor_weights(), CORNERS.float())
    with pytest.raises(DtypeError, match="relu_interpolant: ys should"):
        relu_interpolant(torch.tensor([0.0, 1.0]), torch.tensor([0.0, 1.0], dtype=D))
