"""Peak memory by formula and by counting, and gradients from checkpoints."""

import itertools
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.nn.memory import Layer, checkpointed, peak_memory
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

SIZES = [5, 7, 3, 8, 6, 4, 2]


def affine_tanh(a, W, b):
    return (a @ W.mT + b).tanh()


def chain(sizes=SIZES, batch=3, device="cpu"):
    rng = torch.Generator().manual_seed(3)
    layers = [Layer(affine_tanh, (torch.randn(n, m, generator=rng, dtype=torch.float64).to(device),
                                  torch.randn(n, generator=rng, dtype=torch.float64).to(device)))
              for m, n in itertools.pairwise(sizes)]
    x = torch.randn(batch, sizes[0], generator=rng, dtype=torch.float64).to(device)
    y_bar = torch.randn(batch, sizes[-1], generator=rng, dtype=torch.float64).to(device)
    return layers, x, y_bar


def plain(layers, x, y_bar):
    a = x = x.clone().requires_grad_()
    params = [[p.clone().requires_grad_() for p in layer.params] for layer in layers]
    for layer, live in zip(layers, params, strict=True):
        a = layer.f(a, *live)
    return a.detach(), torch.autograd.grad(a, [x, *itertools.chain(*params)], y_bar)


@pytest.mark.parametrize("every", range(1, 9))
def test_gradients_are_the_plain_ones(every, device):
    layers, x, y_bar = chain(device=device)
    y, grads = plain(layers, x, y_bar)
    run = checkpointed(layers, x, every)
    assert torch.equal(run.y, y)
    assert sorted(run.kept) == list(range(0, 7, every))
    for _ in range(2):  # pulling a gradient twice
        x_bar, params_bar, _ = run.backward(y_bar)
        for mine, other in zip([x_bar, *itertools.chain(*params_bar)], grads, strict=True):
            torch.testing.assert_close(mine, other, rtol=0, atol=1e-12)


@given(sizes=st.lists(st.integers(1, 6), min_size=2, max_size=9), batch=st.integers(1, 3), every=st.integers(1, 10))
def test_formula_is_what_is_held(sizes, batch, every):
    layers, x, y_bar = chain(sizes, batch)
    peak = checkpointed(layers, x, every).backward(y_bar).peak
    assert peak == peak_memory(sizes, batch, mode="checkpoint", every=every)


def test_layers_run_twice_and_not_more():
    calls = []

    def counting(a):
        calls.append(1)
        return a.sin()

    x = torch.ones(2, dtype=torch.float64)
    run = checkpointed([counting] * 9, x, 3)
    assert len(calls) == 9
    run.backward(x)
    assert len(calls) == 18


def test_functions_and_layers_mix_and_a_layer_may_ignore_its_parameter():
    w = torch.tensor([2.0, 3.0], dtype=torch.float64)
    run = checkpointed([torch.sin, Layer(torch.mul, (w,)), Layer(lambda a, unused: a + 1, (w,))], w, 2)
    x_bar, params_bar, _ = run.backward(torch.ones_like(w))
    torch.testing.assert_close(x_bar, w * w.cos())
    assert [len(p) for p in params_bar] == [0, 1, 1]
    torch.testing.assert_close(params_bar[1][0], w.sin())
    assert not params_bar[2][0].any()


def test_works_under_no_grad_and_leaves_the_arguments_alone():
    layers, x, y_bar = chain()
    with torch.no_grad():
        checkpointed(layers, x, 2).backward(y_bar)
    assert not x.requires_grad
    assert all(p.grad is None and not p.requires_grad for layer in layers for p in layer.params)


def test_closed_forms():
    assert peak_memory(SIZES, 3, mode="train") == 3 * 35
    assert peak_memory(SIZES, 3, mode="inference") == 3 * 14  # 8 and 6
    assert peak_memory(SIZES, 3, mode="checkpoint", every=2) == 3 * (5 + 3 + 6 + 2 + 8)
    assert peak_memory(SIZES, 3, mode="checkpoint", every=4) == 3 * (5 + 6 + 18)
    assert peak_memory([4, 3], 1, mode="inference") == 7


def test_one_checkpoint_each_or_none_saves_nothing():
    for every in (1, 7, 20):
        assert peak_memory(SIZES, 2, mode="checkpoint", every=every) == peak_memory(SIZES, 2, mode="train")


def test_best_spacing_is_about_the_square_root():
    costs = {k: peak_memory([1] * 101, 1, mode="checkpoint", every=k) for k in range(1, 101)}
    assert costs[10] == min(costs.values()) == 11 + 9


X = torch.ones(2)
CASES = [
    (lambda: peak_memory([4], 1, mode="train"), ValueError, "sizes"),
    (lambda: peak_memory([4, 0], 1, mode="train"), ValueError, "sizes"),
    (lambda: peak_memory([4, 1.5], 1, mode="train"), TypeError, "sizes"),
    (lambda: peak_memory([4, math.nan], 1, mode="train"), TypeError, "sizes"),
    (lambda: peak_memory(4, 1, mode="train"), TypeError, "sizes"),
    (lambda: peak_memory([4, 2], 0, mode="train"), ValueError, "batch should"),
    (lambda: peak_memory([4, 2], 1.0, mode="train"), TypeError, "batch should"),
    (lambda: peak_memory([4, 2], 1, mode="test"), ValueError, "mode should be one of 'train'"),
    (lambda: peak_memory([4, 2], 1, mode="train", every=2), ValueError, "every should"),
    (lambda: peak_memory([4, 2], 1, mode="checkpoint"), ValueError, "every should"),
    (lambda: peak_memory([4, 2], 1, mode="checkpoint", every=0), ValueError, "every should"),
    (lambda: peak_memory([4, 2], 1, mode="checkpoint", every=1.5), TypeError, "every should"),
    (lambda: checkpointed([], X, 1), ValueError, "layers should"),
    (lambda: checkpointed(torch.sin, X, 1), TypeError, "layers should"),
    (lambda: checkpointed(Layer(torch.sin), X, 1), TypeError, "layers should"),
    (lambda: checkpointed([1.0], X, 1), TypeError, r"layers\[0\] should"),
    (lambda: checkpointed([Layer(torch.mul, (2.0,))], X, 1), TypeError, r"layers\[0\] should"),
    (lambda: checkpointed([Layer(torch.mul, [X])], X, 1), TypeError, r"layers\[0\] should"),
    (lambda: checkpointed([torch.sin], X, 0), ValueError, "every should"),
    (lambda: checkpointed([torch.sin], X * math.nan, 1), NotANumberError, "x should"),
    (lambda: checkpointed([torch.sin], X[:0], 1), ShapeError, "x should"),
    (lambda: checkpointed([torch.sin], X.long(), 1), DtypeError, "x should"),
    (lambda: checkpointed([torch.sin], [1.0], 1), DtypeError, "x should"),
    (lambda: checkpointed([torch.sin], X, 1).backward(X[:1]), ShapeError, "y_bar should"),
    (lambda: checkpointed([torch.sin], X, 1).backward(X.double()), DtypeError, "y_bar should"),
    (lambda: checkpointed([torch.sin], X, 1).backward([1.0, 1.0]), DtypeError, "y_bar should"),
    (lambda: checkpointed([torch.sin], X, 1).backward(X * math.nan), NotANumberError, "y_bar should"),
]


@pytest.mark.parametrize("call, error, words", CASES, ids=range(len(CASES)))
@pytest.mark.refuses
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
