"""How parameters start, and how they lie in one flat vector."""

import math

import pytest
import torch

from dlcourse.nn import mlp
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError


def test_iris_network_has_67_parameters(rng):
    assert len(mlp.flatten(mlp.init([4, 8, 3], rng=rng))) == 67


@pytest.mark.parametrize("scheme, variance", [("he", 2 / 200), ("xavier", 2 / 500), ("lecun", 1 / 200)])
def test_spread_of_the_weights(scheme, variance, rng):
    params = mlp.init([200, 300], rng=rng, scheme=scheme, dtype=torch.float64)
    assert params.Ws[0].shape == (300, 200)
    assert params.Ws[0].var().item() == pytest.approx(variance, rel=0.03)
    assert not params.bs[0].any()


def test_same_seed_same_parameters_and_no_global_draw():
    before = torch.random.get_rng_state()
    first, second = (mlp.init([3, 2], rng=torch.Generator().manual_seed(1)) for _ in range(2))
    assert torch.equal(first.Ws[0], second.Ws[0])
    assert torch.equal(before, torch.random.get_rng_state())


def test_init_lands_on_the_device_asked_for(rng, device):
    params = mlp.init([3, 2], rng=rng, device=device)
    assert params.Ws[0].device.type == params.bs[0].device.type == device.type


def test_flatten_copies_and_unflatten_views(rng, device):
    params = mlp.init([4, 8, 3], rng=rng, device=device)
    flat = mlp.flatten(params)
    again = mlp.unflatten(flat, params)
    for part, other in zip(params, again, strict=True):
        for a, b in zip(part, other, strict=True):
            assert torch.equal(a, b)
            assert b.untyped_storage().data_ptr() == flat.untyped_storage().data_ptr()
    before = params.Ws[1].clone()
    flat.mul_(2)
    assert torch.equal(again.Ws[1], 2 * before)
    assert torch.equal(params.Ws[1], before)
    assert torch.equal(mlp.flatten(again), flat)


def test_order_is_weight_then_bias_layer_by_layer():
    params = mlp.Params((torch.tensor([[1.0], [2.0]]), torch.tensor([[5.0, 6.0]])),
                        (torch.tensor([3.0, 4.0]), torch.tensor([7.0])))
    assert mlp.flatten(params).tolist() == [1, 2, 3, 4, 5, 6, 7]


ONE = mlp.Params((torch.ones(2, 3),), (torch.ones(2),))
RNG = torch.Generator()
CASES = [
    (lambda: mlp.init([4], rng=RNG), ValueError, "init: sizes"),
    (lambda: mlp.init([], rng=RNG), ValueError, "init: sizes"),
    (lambda: mlp.init([4, 0], rng=RNG), ValueError, "init: sizes"),
    (lambda: mlp.init([4, 2.0], rng=RNG), TypeError, "init: sizes"),
    (lambda: mlp.init(torch.tensor([4, 2]), rng=RNG), TypeError, "init: sizes"),
    (lambda: mlp.init([4, 2], rng=0), TypeError, "init: rng"),
    (lambda: mlp.init([4, 2], rng=RNG, dtype=torch.int64), TypeError, "init: dtype"),
    (lambda: mlp.init([4, 2], rng=RNG, scheme="magic"), ValueError, "init: scheme"),
    (lambda: mlp.flatten([torch.ones(2)]), TypeError, "flatten: params"),
    (lambda: mlp.flatten(mlp.Params((), ())), TypeError, "flatten: params"),
    (lambda: mlp.flatten(mlp.Params((torch.ones(2, 3),), ())), TypeError, "flatten: params"),
    (lambda: mlp.flatten(mlp.Params((torch.ones(2, 3) * math.nan,), (torch.ones(2),))), NotANumberError, "flatten"),
    (lambda: mlp.flatten(mlp.Params((torch.ones(2, 3),), (torch.ones(3),))), ShapeError, "flatten: params"),
    (lambda: mlp.flatten(mlp.Params((torch.ones(3),), (torch.ones(3),))), ShapeError, "flatten: params"),
    (lambda: mlp.flatten(mlp.Params((torch.ones(0, 3),), (torch.ones(0),))), ShapeError, "flatten: params"),
    (lambda: mlp.flatten(mlp.Params((torch.ones(2, 3).long(),), (torch.ones(2).long(),))), DtypeError, "flatten"),
    (lambda: mlp.flatten(mlp.Params((torch.ones(2, 3),), (torch.ones(2).double(),))), DtypeError, "flatten"),
    (lambda: mlp.unflatten(torch.ones(7), ONE), ShapeError, "unflatten: flat"),
    (lambda: mlp.unflatten(torch.ones(8, 1), ONE), ShapeError, "unflatten: flat"),
    (lambda: mlp.unflatten(torch.ones(0), ONE), ShapeError, "unflatten: flat"),
    (lambda: mlp.unflatten(torch.ones(8).long(), ONE), DtypeError, "unflatten: flat"),
    (lambda: mlp.unflatten([1.0] * 8, ONE), DtypeError, "unflatten: flat"),
    (lambda: mlp.unflatten(torch.ones(8) * math.nan, ONE), NotANumberError, "unflatten: flat"),
    (lambda: mlp.unflatten(torch.ones(8), None), TypeError, "unflatten: params"),
]


@pytest.mark.parametrize("call, error, words", CASES, ids=range(len(CASES)))
@pytest.mark.refuses
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
