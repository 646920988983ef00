"""The prepared step against the plain one, over many steps, and what it refuses."""

import itertools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.nn import fast, mlp
from dlcourse.nn.fast import Step
from dlcourse.tensors import DtypeError, ShapeError

ACTIVATIONS = ["relu", "tanh", "sigmoid", "identity"]
CLOSE = {torch.float32: 1e-5, torch.float64: 1e-12}


def setting(sizes, batch, device="cpu", dtype=torch.float64):
    rng = torch.Generator().manual_seed(5)
    params = mlp.init(sizes, rng=rng, dtype=dtype, device=device)
    X = torch.randn(batch, sizes[0], generator=rng, dtype=dtype).to(device)
    labels = torch.randint(0, sizes[-1], (batch,), generator=rng).to(device)
    return params, X, labels


def copied(params):
    return mlp.unflatten(mlp.flatten(params), params)


def prepared(params, X, labels, **options):
    step = Step(params, len(X), **options)
    step.X.copy_(X)
    step.labels.copy_(labels)
    return step


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("batch", [1, 2, 10])
@pytest.mark.parametrize("sizes", [[4, 3], [4, 8, 3], [4, 7, 5, 6, 3]], ids=str)
def test_is_the_clean_step(sizes, batch, activation, dtype, device):
    params, X, labels = setting(sizes, batch, device, dtype)
    moving = copied(params)
    step = prepared(moving, X, labels, eta=0.1, activation=activation)
    for _ in range(50):
        loss, grads = mlp.loss_and_grads(params, X, labels, activation=activation)
        params = mlp.unflatten(mlp.flatten(params) - 0.1 * mlp.flatten(grads), params)
        torch.testing.assert_close(step(), loss, rtol=0, atol=CLOSE[dtype])
        torch.testing.assert_close(mlp.flatten(moving), mlp.flatten(params), rtol=0, atol=CLOSE[dtype])
    assert torch.equal(step.X, X)


@given(sizes=st.lists(st.integers(1, 9), min_size=2, max_size=6), batch=st.integers(1, 12),
       activation=st.sampled_from(ACTIVATIONS))
@settings(deadline=None, max_examples=60)
def test_three_forms_of_a_step_agree(sizes, batch, activation):
    params, X, labels = setting(sizes, batch)
    grads = mlp.loss_and_grads(params, X, labels, activation=activation).grads
    expected = mlp.flatten(params) - 0.5 * mlp.flatten(grads)
    in_place, prepared_ones = copied(params), copied(params)
    fast.sgd_step_(in_place, X, labels, eta=0.5, activation=activation)
    prepared(prepared_ones, X, labels, eta=0.5, activation=activation)()
    torch.testing.assert_close(mlp.flatten(in_place), expected, rtol=0, atol=1e-12)
    torch.testing.assert_close(mlp.flatten(prepared_ones), expected, rtol=0, atol=1e-12)


def test_a_new_batch_each_time(device):
    params, X, labels = setting([4, 8, 3], 40, device)
    moving = copied(params)
    step = Step(moving, 10, eta=0.1)
    for idx in torch.arange(40, device=device).split(10):
        torch.index_select(X, 0, idx, out=step.X)
        torch.index_select(labels, 0, idx, out=step.labels)
        step()
        fast.sgd_step_(params, X[idx], labels[idx], eta=0.1)
    torch.testing.assert_close(mlp.flatten(moving), mlp.flatten(params), rtol=0, atol=1e-12)


def test_the_loss_lies_in_one_place():
    step = prepared(*setting([4, 8, 3], 10), eta=0.1)
    first = step()
    assert first is step.loss
    before = first.item()
    assert step() is first
    assert first.item() < before


def test_parameters_that_want_gradients_move_without_a_graph():
    params, X, labels = setting([4, 8, 3], 10)
    wanting = mlp.Params(*(tuple(t.clone().requires_grad_() for t in part) for part in params))
    loss = prepared(wanting, X, labels, eta=0.1)()
    fast.sgd_step_(params, X, labels, eta=0.1)
    assert not loss.requires_grad
    for mine, other in zip(itertools.chain(*wanting), itertools.chain(*params), strict=True):
        torch.testing.assert_close(mine.detach(), other, rtol=0, atol=1e-12)


@pytest.mark.parametrize("wrong", [3, -1, -100])
@pytest.mark.parametrize("batch", [1, 10])
def test_a_wrong_label_stops_it_before_anything_moves(wrong, batch):
    params, X, labels = setting([4, 8, 3], batch)
    before, step = mlp.flatten(params), prepared(params, X, labels, eta=0.1)
    step.labels[-1] = wrong
    with pytest.raises((RuntimeError, IndexError), match="out of bounds"):
        step()
    assert torch.equal(mlp.flatten(params), before)


PARAMS = setting([4, 8, 3], 1)[0]


@pytest.mark.parametrize("make, error, words", [
    (lambda: Step(PARAMS, 0, eta=0.1), ValueError, "batch should"),
    (lambda: Step(PARAMS, 2.0, eta=0.1), TypeError, "batch should"),
    (lambda: Step(PARAMS, 2, eta=-0.1), ValueError, "eta should"),
    (lambda: Step(PARAMS, 2, eta=math.nan), ValueError, "eta should"),
    (lambda: Step(PARAMS, 2, eta=0.1, activation="swish"), ValueError, "activation should be one of 'relu'"),
    (lambda: Step(tuple(PARAMS), 2, eta=0.1), TypeError, "params should"),
    (lambda: Step(mlp.Params(tuple(W.mT for W in PARAMS.Ws), PARAMS.bs), 2, eta=0.1), ShapeError, r"Ws\[0\] should"),
    (lambda: Step(mlp.Params(PARAMS.Ws, tuple(b.float() for b in PARAMS.bs)), 2, eta=0.1), DtypeError, "layer 0"),
], ids=range(8))
@pytest.mark.refuses
def test_refuses(make, error, words):
    with pytest.raises(error, match=f"^Step: .*{words}"):
        make()
