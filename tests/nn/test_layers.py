"""Layers in turn: against torch, against mlp.forward, and made into one where nothing bends between them."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from dlcourse.nn import layers, mlp
from dlcourse.nn.modules import TorchMLP
from dlcourse.nn.params import Params, init
from dlcourse.tensors import ShapeError, generator

double = torch.float64


def some(sizes, seed=0):
    params = init(sizes, rng=generator(seed), dtype=double)
    return Params(params.Ws, tuple(torch.randn(b.shape, generator=generator(seed + 1), dtype=double)
                                   for b in params.bs))


X = torch.randn(7, 4, generator=generator(9), dtype=double)


def test_a_network_is_torch_sequential_with_the_same_weights():
    params = some([4, 6, 5, 3])
    modules = []
    for W, b, f in zip(params.Ws, params.bs, (torch.nn.Tanh(), torch.nn.ELU(), torch.nn.Identity())):
        linear = torch.nn.Linear(W.shape[1], W.shape[0], dtype=double)
        linear.load_state_dict({"weight": W, "bias": b})
        modules += [linear, f]
    ours = layers.network(params, X, activations=["tanh", "elu", "identity"])
    torch.testing.assert_close(ours, torch.nn.Sequential(*modules)(X).detach())


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "identity"])
def test_module_function_and_layers_compute_the_same(activation):
    params = some([4, 6, 5, 3])
    names = [activation, activation, "identity"]
    expected = mlp.forward(params, X, activation=activation)[0]
    torch.testing.assert_close(layers.network(params, X, activations=names), expected, rtol=1e-13, atol=1e-13)
    module = TorchMLP(params, activation=activation)
    torch.testing.assert_close(module(X).detach(), expected, rtol=1e-13, atol=1e-13)
    module.layers[0].weight.data.zero_()
    assert float(params.Ws[0].abs().sum()) > 0  # it holds copies


def test_the_module_learns_with_the_gradients_of_the_function():
    params, y = some([4, 6, 3]), torch.tensor([0, 1, 2, 0, 1, 2, 0])
    module = TorchMLP(params, activation="tanh")
    torch.nn.functional.cross_entropy(module(X), y).backward()
    grads = mlp.loss_and_grads(params, X, y, activation="tanh").grads
    for own, W_bar, b_bar in zip(module.layers, *grads):
        torch.testing.assert_close(own.weight.grad, W_bar)
        torch.testing.assert_close(own.bias.grad, b_bar)


@pytest.mark.parametrize("sizes", [[4, 3], [4, 6, 2], [4, 6, 5, 9, 1]])
def test_layers_without_activation_are_one(sizes):
    params = some(sizes)
    one = layers.collapse(params)
    assert one.Ws[0].shape == (sizes[-1], 4)
    together = layers.network(params, X, activations=["identity"] * len(params.Ws))
    torch.testing.assert_close(layers.layer(X, one.Ws[0], one.bs[0]), together, rtol=1e-12, atol=1e-12)


def test_a_column_of_ones_does_the_work_of_a_bias():
    W, b = some([4, 6]).Ws[0], some([4, 6]).bs[0]
    both = torch.cat([W, b[:, None]], dim=1)
    torch.testing.assert_close(layers.absorb_bias(X) @ both.mT, layers.layer(X, W, b))


def test_shapes_are_those_of_the_tensors():
    sizes, params = [4, 6, 5, 3], some([4, 6, 5, 3])
    told = layers.shapes(sizes, batch=7)
    assert told.Ws == [tuple(W.shape) for W in params.Ws]
    assert told.bs == [tuple(b.shape) for b in params.bs]
    assert told.outputs[-1] == tuple(layers.network(params, X, activations=["tanh"] * 3).shape)
    assert told.parameters == sum(p.numel() for p in TorchMLP(params).parameters())
    with FlopCounterMode(display=False) as counter:
        TorchMLP(params)(X)
    assert counter.get_total_flops() == 2 * told.multiplications  # each product is also added


@pytest.mark.refuses
def test_refuses():
    params = some([4, 6, 3])
    with pytest.raises(ValueError, match="network: activations should be a list of 2 names"):
        layers.network(params, X, activations="relu")
    with pytest.raises(ValueError, match="network: activations should be a list of 2 names"):
        layers.network(params, X, activations=["relu"])
    with pytest.raises(ValueError, match="layer: activation should be one of"):
        layers.layer(X, params.Ws[0], params.bs[0], activation="maxout")
    with pytest.raises(ValueError, match="TorchMLP: activation should be one of"):
        TorchMLP(params, activation="swash")
    with pytest.raises(ShapeError, match=r"collapse: params.Ws\[1\]"):
        layers.collapse(Params((params.Ws[0], params.Ws[0]), (params.bs[0], params.bs[0])))
    with pytest.raises(ValueError, match="shapes: batch"):
        layers.shapes([4, 3], 0)
