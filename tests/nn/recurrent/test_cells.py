"""Recurrent cells, one step and whole sequences, against torch with copied weights and by all routes to a gradient."""

import pytest
import torch

from dlcourse.diff.agree import compare
from dlcourse.nn import recurrent
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

double = torch.float64
B, IN, HIDDEN, T = 5, 3, 4, 6
BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}
MODULES = {"rnn": (torch.nn.RNNCell, torch.nn.RNN), "lstm": (torch.nn.LSTMCell, torch.nn.LSTM),
           "gru": (torch.nn.GRUCell, torch.nn.GRU)}
STATES = {"rnn": 1, "lstm": 2, "gru": 1}


def drawn(kind, *, device="cpu", T=None):
    """x or X, the state (one or two tensors) and the weights; the biases last."""
    rng = torch.Generator().manual_seed(len(kind) + (T or 0))

    def normal(*shape):
        return torch.randn(shape, generator=rng, dtype=double).to(device).requires_grad_()

    rows = BLOCKS[kind] * HIDDEN
    x = normal(B, IN) if T is None else normal(T, B, IN)
    state = tuple(normal(B, HIDDEN) for _ in range(STATES[kind]))
    biases = (normal(rows), normal(rows)) if kind == "gru" else (normal(rows),)
    return x, state, (normal(rows, IN), normal(rows, HIDDEN), *biases)


def theirs(kind, x, state, weights, which):
    """The output of torch's module with copied weights (the second bias is 0 where we have one), as a function of
    ours: the weights stay in the graph."""
    module = MODULES[kind][which](IN, HIDDEN, dtype=double, device=x.device)
    names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
    values = (*weights, torch.zeros_like(weights[2]))[:4]
    given = {name + ("" if which == 0 else "_l0"): value for name, value in zip(names, values, strict=True)}
    state = state if which == 0 else tuple(s[None] for s in state)
    return torch.func.functional_call(module, given, (x, state if len(state) > 1 else state[0]))


def same(mine, others):
    for a, b in zip(mine, others, strict=True):
        torch.testing.assert_close(a.detach(), b.detach(), rtol=1e-11, atol=1e-11)


def random_like(*tensors):
    rng = torch.Generator().manual_seed(7)
    return [torch.randn(t.shape, generator=rng, dtype=double).to(t.device) for t in tensors]


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_step_against_torch(kind, device):
    x, state, weights = drawn(kind, device=device)
    *after, cache = getattr(recurrent, f"{kind}_step")(x, *state, *weights)
    expected = theirs(kind, x, state, weights, 0)
    expected = expected if isinstance(expected, tuple) else (expected,)
    same(after, expected)
    after_bar = random_like(*after)
    same(getattr(recurrent, f"{kind}_step_backward")(*after_bar, cache),
         torch.autograd.grad(expected, (x, *state, *weights), after_bar))


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("length", [1, T])
def test_a_sequence_against_torch(kind, length, device):
    X, state, weights = drawn(kind, device=device, T=length)
    H, *last, caches = getattr(recurrent, kind)(X, *state, *weights)
    expected, ends = theirs(kind, X, state, weights, 1)
    same([H], [expected])
    H_bar, *rest = random_like(H, *state)
    if kind == "lstm":
        same(last[0], (end[0] for end in ends))
        found = recurrent.lstm_backward(H_bar, caches, h_bar=rest[0], c_bar=rest[1])
        outputs, bars = (expected, *(end[0] for end in ends)), (H_bar, *rest)
    else:
        found, outputs, bars = getattr(recurrent, f"{kind}_backward")(H_bar, caches), (expected,), (H_bar,)
    same(found, torch.autograd.grad(outputs, (X, *state, *weights), bars))


# --- the formulas in operators alone, so that every route to a gradient can follow ---


def rnn_formula(x, h, W, U, b):
    return ((x @ W.mT + h @ U.mT + b).tanh(),)


def lstm_formula(x, h, c, W, U, b):
    i, f, g, o = (x @ W[k * HIDDEN:(k + 1) * HIDDEN].mT + h @ U[k * HIDDEN:(k + 1) * HIDDEN].mT
                  + b[k * HIDDEN:(k + 1) * HIDDEN] for k in range(4))
    c_new = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c_new.tanh(), c_new


def gru_formula(x, h, W, U, b_in, b_hidden):
    rows = [slice(k * HIDDEN, (k + 1) * HIDDEN) for k in range(3)]
    (r_in, z_in, n_in), (r_h, z_h, n_h) = ([v @ M[k].mT + b[k] for k in rows]
                                           for v, M, b in ((x, W, b_in), (h, U, b_hidden)))
    z, n = (z_in + z_h).sigmoid(), (n_in + (r_in + r_h).sigmoid() * n_h).tanh()
    return (n + z * (h - n),)


FORMULAS = {"rnn": rnn_formula, "lstm": lstm_formula, "gru": gru_formula}


@pytest.mark.parametrize(("kind", "of"), [(kind, of) for kind in BLOCKS for of in range(STATES[kind] + 3)])
def test_all_routes_give_a_step_s_adjoints(kind, of):
    x, state, weights = drawn(kind)
    parts = [t.detach() for t in (x, *state, *weights)]
    *after, cache = getattr(recurrent, f"{kind}_step")(*parts)
    after_bar = random_like(*after)

    def loss(moved):
        out = FORMULAS[kind](*(moved if k == of else part for k, part in enumerate(parts)))
        return sum((o * bar).sum() for o, bar in zip(out, after_bar, strict=True))

    found = compare(loss, parts[of])
    assert found.ok, found
    torch.testing.assert_close(getattr(recurrent, f"{kind}_step_backward")(*after_bar, cache)[of],
                               found.routes["tape"], rtol=1e-11, atol=1e-11)


# --- what the cells are for ---


def test_a_cell_whose_forget_gate_is_open_hands_its_gradient_back_whole():
    X, (h0, c0), (W, U, b) = drawn("lstm", T=40)
    b = b.detach().clone()
    b[HIDDEN:2 * HIDDEN] = 40.0  # f = 1
    weights = (torch.zeros_like(W), torch.zeros_like(U), b)
    H, _, caches = recurrent.lstm(X.detach(), h0.detach(), c0.detach(), *weights)
    back = recurrent.lstm_backward(torch.zeros_like(H), caches, c_bar=torch.ones_like(c0))
    torch.testing.assert_close(back.c0_bar, torch.ones_like(c0))


def test_a_gradient_through_time_is_a_product_of_jacobians():
    X, (h0,), weights = (drawn("rnn", T=3))
    _, caches = recurrent.rnn(X, h0, *weights)
    one = torch.zeros(3, B, HIDDEN, dtype=double)
    one[2, 0, 1] = 1.0  # the second unit of the first sequence, at the end
    product = torch.eye(HIDDEN, dtype=double)
    for cache in caches:
        product = (1 - cache.h_new[0].square())[:, None] * weights[1] @ product  # the latest factor on the left
    torch.testing.assert_close(recurrent.rnn_backward(one, caches).h0_bar[0], product[1])


@pytest.mark.refuses
def test_refuses():
    x, (h, c), weights = drawn("lstm")
    x, h, c, W, U, b = (t.detach() for t in (x, h, c, *weights))
    with pytest.raises(ShapeError, match="lstm_step: W should have 16 rows, four for each of the 4 entries of h, but "):
        recurrent.lstm_step(x, h, c, W[:12], U[:12], b[:12])
    with pytest.raises(ShapeError, match="gru_step: W should have 12 rows, three for each of the 4 entries of h, but "):
        recurrent.gru_step(x, h, W, U, b, b)
    with pytest.raises(ShapeError, match="rnn_step: U should"):
        recurrent.rnn_step(x, h, W[:4], U[:3], b[:4])
    with pytest.raises(DtypeError, match="rnn: X should be a floating-point tensor"):
        recurrent.rnn(x[None].long(), h, W[:4], U[:4], b[:4])
    with pytest.raises(NotANumberError, match="lstm: h0 should"):
        recurrent.lstm(x[None], h * torch.nan, c, W, U, b)
    H, caches = recurrent.rnn(x[None], h, W[:4], U[:4], b[:4])
    with pytest.raises(ShapeError, match="rnn_backward: caches should hold one entry for each of the 2 steps of H_bar"):
        recurrent.rnn_backward(torch.cat([H, H]), caches)
    H, _, caches = recurrent.lstm(x[None], h, c, W, U, b)
    with pytest.raises(ShapeError, match=r"lstm_backward: c_bar should have shape \(5, 4\), that of one step, but "):
        recurrent.lstm_backward(H, caches, c_bar=c[:1])
    with pytest.raises(ShapeError, match="lstm_step_backward: h_new_bar should have the shape of c"):
        recurrent.lstm_step_backward(h[:2], c[:2], caches[0])
