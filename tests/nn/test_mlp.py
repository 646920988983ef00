"""The perceptron by hand, and its training steps in place, against torch's autograd; and bad input."""

import math

import pytest
import torch
from torch.nn import functional as F

from dlcourse import optim
from dlcourse.nn import fast, mlp
from dlcourse.optim.fast import step_
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "identity": lambda z: z}
MORE = ACTIVATIONS | {"elu": F.elu, "gelu": F.gelu, "leaky_relu": F.leaky_relu, "softplus": F.softplus}
SIZES = [[4, 3], [4, 8, 3], [4, 7, 5, 6, 3]]


def setting(sizes, device="cpu", dtype=torch.float64, batch=10):
    rng = torch.Generator().manual_seed(5)
    params = mlp.init(sizes, rng=rng, dtype=dtype, scheme="xavier", device=device)
    params = mlp.Params(params.Ws, tuple(torch.randn(b.shape, generator=rng, dtype=dtype).to(device)
                                         for b in params.bs))
    X = torch.randn(batch, sizes[0], generator=rng, dtype=dtype).to(device)
    labels = torch.randint(0, sizes[-1], (batch,), generator=rng).to(device)
    return params, X, labels


def copied(params):
    return mlp.unflatten(mlp.flatten(params), params)


def torch_logits(params, X, f):
    for W, b in zip(params.Ws[:-1], params.bs[:-1], strict=True):
        X = f(F.linear(X, W, b))
    return F.linear(X, params.Ws[-1], params.bs[-1])


def torch_gradients(params, X, labels, f):
    live = mlp.Params(*(tuple(t.clone().requires_grad_() for t in part) for part in params))
    loss = F.cross_entropy(torch_logits(live, X, f), labels)
    grads = torch.autograd.grad(loss, (*live.Ws, *live.bs))
    return loss.detach(), grads


@pytest.mark.parametrize("form, activation", [*((mlp, name) for name in MORE), *((fast, name) for name in ACTIVATIONS)],
                         ids=lambda v: getattr(v, "__name__", v))
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_loss_and_gradients_against_torch(sizes, form, activation, device):
    params, X, labels = setting(sizes, device)
    loss, grads = torch_gradients(params, X, labels, MORE[activation])
    ours = form.loss_and_grads(params, X, labels, activation=activation)
    torch.testing.assert_close(ours.loss, loss, rtol=0, atol=1e-12)
    for mine, other in zip((*ours.grads.Ws, *ours.grads.bs), grads, strict=True):
        torch.testing.assert_close(mine, other, rtol=0, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backward_is_the_adjoint_of_the_linearised_forward(activation):
    params, X, _ = setting([4, 8, 3])
    flat = mlp.flatten(params)
    theta_dot = torch.randn(flat.shape, generator=torch.Generator().manual_seed(6), dtype=flat.dtype)
    z_bar = torch.randn(10, 3, generator=torch.Generator().manual_seed(7), dtype=flat.dtype)
    logits, logits_dot = torch.autograd.functional.jvp(
        lambda theta: torch_logits(mlp.unflatten(theta, params), X, ACTIVATIONS[activation]), flat, theta_dot)
    ours, cache = mlp.forward(params, X, activation=activation)
    torch.testing.assert_close(ours, logits, rtol=0, atol=1e-12)
    grads = mlp.flatten(mlp.backward(params, cache, z_bar))
    assert (z_bar * logits_dot).sum().item() == pytest.approx((grads @ theta_dot).item(), rel=1e-12)


def test_cache_can_be_used_twice():
    params, X, _ = setting([4, 8, 3])
    logits, cache = mlp.forward(params, X)
    first, second = (mlp.backward(params, cache, torch.ones_like(logits)) for _ in range(2))
    assert torch.equal(mlp.flatten(first), mlp.flatten(second))


@pytest.mark.parametrize("form", [mlp, fast], ids=["readable", "fast"])
def test_large_logits_stay_finite(form):
    params = mlp.Params((1000 * torch.eye(2, dtype=torch.float64),), (torch.zeros(2, dtype=torch.float64),))
    X = torch.tensor([[1.0, 0.0]], dtype=torch.float64)
    loss, grads = form.loss_and_grads(params, X, torch.tensor([1]))
    assert loss.item() == pytest.approx(1000.0)
    assert grads.bs[0].tolist() == pytest.approx([1.0, -1.0])


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("batch", [1, 10])
def test_fused_step_is_the_clean_step(sizes, activation, batch, device):
    params, X, labels = setting(sizes, device, batch=batch)
    moving, before = copied(params), X.clone()
    for _ in range(5):
        grads = mlp.loss_and_grads(params, X, labels, activation=activation).grads
        params = mlp.unflatten(mlp.flatten(params) - 0.3 * mlp.flatten(grads), params)
        assert fast.sgd_step_(moving, X, labels, eta=0.3, activation=activation) is None
        torch.testing.assert_close(mlp.flatten(moving), mlp.flatten(params), rtol=0, atol=1e-12)
    assert torch.equal(X, before)


def test_fused_step_on_parameters_that_want_gradients():
    params, X, labels = setting([4, 8, 3])
    wanting = mlp.Params(*(tuple(t.clone().requires_grad_() for t in part) for part in params))
    fast.sgd_step_(wanting, X, labels, eta=0.1)
    assert all(t.is_leaf for part in wanting for t in part)


def test_one_flat_vector_for_the_optimiser():
    params, X, labels = setting([4, 8, 3])
    theta, rule = mlp.flatten(params), optim.AdamW(eta=0.05)
    params, state = mlp.unflatten(theta, params), rule.init(theta)
    live = [t.clone().requires_grad_() for t in (*params.Ws, *params.bs)]
    theirs = torch.optim.AdamW(live, lr=0.05)
    for _ in range(30):
        step_(rule, theta, mlp.flatten(mlp.loss_and_grads(params, X, labels).grads), state)
        theirs.zero_grad()
        F.cross_entropy(torch_logits(mlp.Params(tuple(live[:2]), tuple(live[2:])), X, torch.relu), labels).backward()
        theirs.step()
    for mine, other in zip((*params.Ws, *params.bs), live, strict=True):
        torch.testing.assert_close(mine, other.detach(), rtol=0, atol=1e-10)


# --- bad input ---

PARAMS, X, LABELS = setting([4, 8, 3])
_, CACHE = mlp.forward(PARAMS, X)
Z_BAR = torch.ones(10, 3, dtype=torch.float64)
NAN = X.clone()
NAN[3, 1] = math.nan
TRANSPOSED = mlp.Params(tuple(W.mT for W in PARAMS.Ws), PARAMS.bs)
BROKEN = mlp.Params((PARAMS.Ws[0], PARAMS.Ws[1] * math.nan), PARAMS.bs)

# the readable form takes each row of TABLE, the fast one those that work in place
NAMES = r"activation should be one of ('identity', 'step'|'relu', 'tanh')"
ON_X = [
    (lambda f: f(PARAMS, NAN), NotANumberError, "X should"),
    (lambda f: f(PARAMS, X[:0]), ShapeError, "should"),
    (lambda f: f(PARAMS, X.long()), DtypeError, "X should"),
    (lambda f: f(PARAMS, X.float()), DtypeError, "layer 0 should"),
    (lambda f: f(PARAMS, X[0]), ShapeError, "X should"),
    (lambda f: f(PARAMS, X[:, :3]), ShapeError, r"Ws\[0\] should"),
    (lambda f: f(PARAMS, X.tolist()), DtypeError, "X should"),
    (lambda f: f(BROKEN, X), NotANumberError, "params should be finite"),
    (lambda f: f(TRANSPOSED, X), ShapeError, r"Ws\[0\] should"),
    (lambda f: f(tuple(PARAMS), X), TypeError, "params should"),
    (lambda f: f(PARAMS, X, activation="swish"), ValueError, NAMES),
    (lambda f: f(PARAMS, X, activation=torch.tanh), ValueError, NAMES),
]
WITH_LABELS = [
    (lambda f: f(PARAMS, X, LABELS.double()), DtypeError, "labels should"),
    (lambda f: f(PARAMS, X, LABELS[:5]), ShapeError, "labels should"),
    (lambda f: f(PARAMS, X, LABELS.tolist()), DtypeError, "labels should"),
    (lambda f: f(PARAMS, X, LABELS > 0), DtypeError, "labels should"),
    (lambda f: f(PARAMS, X, LABELS[:, None]), ShapeError, "labels should"),
    (lambda f: f(PARAMS, X, LABELS + 1), ValueError, "labels should lie in 0 to 2"),
    (lambda f: f(PARAMS, X, LABELS - 3), ValueError, "labels should lie in 0 to 2"),
]
FUNCTIONS = {
    "forward": mlp.forward,
    "loss_and_grads": lambda p, x, y=LABELS, **kw: mlp.loss_and_grads(p, x, y, **kw),
    "fast.loss_and_grads": lambda p, x, y=LABELS, **kw: fast.loss_and_grads(p, x, y, **kw),
    "sgd_step_": lambda p, x, y=LABELS, **kw: fast.sgd_step_(p, x, y, eta=0.1, **kw),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("call, error, words", ON_X, ids=range(len(ON_X)))
@pytest.mark.refuses
def test_refuses_bad_inputs(name, call, error, words):
    before = mlp.flatten(PARAMS)
    with pytest.raises(error, match=words):
        call(FUNCTIONS[name])
    assert torch.equal(before, mlp.flatten(PARAMS))


@pytest.mark.parametrize("name", ["loss_and_grads", "fast.loss_and_grads", "sgd_step_"])
@pytest.mark.parametrize("call, error, words", WITH_LABELS, ids=range(len(WITH_LABELS)))
def test_refuses_bad_labels(name, call, error, words):
    before = mlp.flatten(PARAMS)
    with pytest.raises(error, match=words):
        call(FUNCTIONS[name])
    assert torch.equal(before, mlp.flatten(PARAMS))


@pytest.mark.parametrize("form", [mlp, fast], ids=["readable", "fast"])
def test_infinite_logits_are_no_nan(form):
    """An inf - inf in the loss is the caller's to see; only NaN in the logits is refused."""
    params = mlp.Params((torch.tensor([[1e308], [0.0]]).double(),), (torch.zeros(2).double(),))
    loss, _ = form.loss_and_grads(params, torch.tensor([[10.0]]).double(), torch.tensor([1]))
    assert not loss.isfinite()


@pytest.mark.parametrize("form", [mlp, fast], ids=["readable", "fast"])
def test_results_carry_no_graph(form):
    live = mlp.Params(*(tuple(t.clone().requires_grad_() for t in part) for part in PARAMS))
    loss, grads = form.loss_and_grads(live, X, LABELS)
    assert not any(t.requires_grad for t in (loss, *grads.Ws, *grads.bs))
    logits, _ = mlp.forward(live, X)
    assert logits.requires_grad


@pytest.mark.parametrize("eta, error", [(-0.1, ValueError), (math.nan, ValueError), ("0.1", TypeError),
                                        (None, TypeError), (True, TypeError)])
@pytest.mark.refuses
def test_fused_step_refuses_eta(eta, error):
    with pytest.raises(error, match="sgd_step_: eta should be a number"):
        fast.sgd_step_(PARAMS, X, LABELS, eta=eta)


@pytest.mark.parametrize("call, error, words", [
    (lambda: mlp.backward(PARAMS, CACHE, Z_BAR * math.nan), NotANumberError, "z_bar should"),
    (lambda: mlp.backward(PARAMS, CACHE, Z_BAR[:0]), ShapeError, "z_bar should"),
    (lambda: mlp.backward(PARAMS, CACHE, Z_BAR.long()), DtypeError, "z_bar should"),
    (lambda: mlp.backward(PARAMS, CACHE, Z_BAR.float()), DtypeError, "z_bar should"),
    (lambda: mlp.backward(PARAMS, CACHE, Z_BAR[:, :2]), ShapeError, "z_bar should"),
    (lambda: mlp.backward(PARAMS, CACHE, Z_BAR[:1]), ShapeError, "z_bar should"),
    (lambda: mlp.backward(PARAMS, CACHE, Z_BAR.tolist()), DtypeError, "z_bar should"),
    (lambda: mlp.backward(PARAMS, (X,), Z_BAR), TypeError, "cache should"),
    (lambda: mlp.backward(list(PARAMS), CACHE, Z_BAR), TypeError, "params should"),
    (lambda: mlp.backward(PARAMS, mlp.forward(setting([4, 3])[0], X)[1], Z_BAR), ShapeError, "z_bar should"),
], ids=range(10))
@pytest.mark.refuses
def test_backward_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
