"""Memory as it is held: the counter, and what the perceptron's gradient needs."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.nn import fast, mlp
from dlcourse.nn.held import peak_bytes
from dlcourse.nn.memory import peak_memory


def setting(sizes, batch, device="cpu"):
    rng = torch.Generator().manual_seed(4)
    params = mlp.init(sizes, rng=rng, device=device)
    return params, torch.randn(batch, sizes[0], generator=rng).to(device), torch.zeros(batch, dtype=torch.int64).to(
        device)


def wanted(params, X):
    """Bytes of all activations after the input, which the caller holds, and of all gradients."""
    sizes = [X.shape[1], *map(len, params.bs)]
    return 4 * (peak_memory(sizes, len(X), mode="train") - X.numel() + len(mlp.flatten(params)))


def test_counts_what_lives_at_the_same_time(device):
    x = torch.ones(1000, device=device)
    assert peak_bytes(lambda: x.view(10, 100).mT[0]) == 0
    assert peak_bytes(lambda: x + 1) == 4000
    assert peak_bytes(lambda: [x + 1, x + 2, x + 3]) == 12_000
    assert peak_bytes(lambda: [(x + i).sum() for i in range(9)]) == 4000 + 9 * 4
    assert peak_bytes(lambda: x.exp().sin().cos()) == 8000
    assert peak_bytes(lambda: x.clone().exp_().sin_()) == 4000
    assert peak_bytes(lambda: None) == 0


def test_what_autograd_keeps_is_held_too():
    x = torch.ones(1000, requires_grad=True)
    assert peak_bytes(lambda: x.exp().exp().exp()) == 12_000
    with torch.no_grad():
        assert peak_bytes(lambda: x.exp().exp().exp()) == 8000


@pytest.mark.refuses
def test_refuses_what_cannot_be_called():
    with pytest.raises(TypeError, match="run should be a function"):
        peak_bytes(torch.ones(3))


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "identity"])
@pytest.mark.parametrize("batch", [1, 64, 1024])
def test_gradients_hold_activations_gradients_and_a_tenth(batch, activation, device):
    params, X, labels = setting([784, 256, 128, 10], batch, device)
    held = peak_bytes(lambda: fast.loss_and_grads(params, X, labels, activation=activation))
    assert held <= 1.1 * wanted(params, X)


@given(sizes=st.lists(st.integers(4, 300), min_size=2, max_size=8), batch=st.integers(4, 300))
@settings(deadline=None, max_examples=60)
def test_so_does_every_shape(sizes, batch):
    params, X, labels = setting(sizes, batch)
    assert peak_bytes(lambda: fast.loss_and_grads(params, X, labels)) <= 1.1 * wanted(params, X) + 64  # single numbers


def test_forward_and_backward_by_themselves_hold_more():
    """They keep the cache whole for a second backward pass, so that the bound above says something."""
    params, X, labels = setting([784, 256, 128, 10], 1024)

    def plain():
        logits, cache = mlp.forward(params, X)
        return mlp.backward(params, cache, logits.softmax(1))
    assert peak_bytes(plain) > 1.5 * wanted(params, X)
    assert peak_bytes(lambda: mlp.loss_and_grads(params, X, labels)) > 1.5 * wanted(params, X)
