"""Every rule on one vector against the rule alone and against torch.optim, state included."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import optim
from dlcourse.optim.fast import Flat, kernels
from dlcourse.optim.fast import flat as flat_module
from dlcourse.optim.fast.moves import shaped
from dlcourse.tensors import DeviceError, DtypeError, NotANumberError, ShapeError

STEPS = 50
SHAPES = [(3, 4), (3,), (2, 3), (1,), ()]
PAIRS = [  # our rule, torch's class, its arguments, and torch's names for what the state holds
    (optim.SGD(eta=0.1), torch.optim.SGD, {"lr": 0.1}, []),
    (optim.Momentum(0.1, 0.9), torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}, ["momentum_buffer"]),
    (optim.Nesterov(0.1, 0.9), torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}, ["momentum_buffer"]),
    (optim.AdaGrad(eta=0.1), torch.optim.Adagrad, {"lr": 0.1}, ["sum"]),
    (optim.RMSProp(eta=0.1), torch.optim.RMSprop, {"lr": 0.1}, ["square_avg"]),
    (optim.Adam(eta=0.1), torch.optim.Adam, {"lr": 0.1}, ["exp_avg", "exp_avg_sq", "step"]),
    (optim.AdamW(eta=0.1, weight_decay=0.5), torch.optim.AdamW, {"lr": 0.1, "weight_decay": 0.5},
     ["exp_avg", "exp_avg_sq", "step"]),
]
RULES = [*(pair[0] for pair in PAIRS), optim.DeckMomentum(0.1, 0.9), optim.AdamW(eta=0.1, weight_decay=0.0),
         *(rule(eta=0.1, eps=1e-3, eps_inside=True) for rule in (optim.AdaGrad, optim.RMSProp, optim.Adam)),
         optim.Adam(eta=0.1, bias_correction=False)]
CLOSE = {torch.float32: {"rtol": 1e-5, "atol": 1e-6}, torch.float64: {"rtol": 1e-12, "atol": 1e-13}}


def tensors(device="cpu", dtype=torch.float64, shapes=SHAPES):
    rng = torch.Generator().manual_seed(3)
    return [torch.randn(shape, generator=rng, dtype=dtype).to(device) for shape in shapes]


def gradients(like):
    rng = torch.Generator().manual_seed(4)
    for _ in range(STEPS):
        yield [torch.randn(t.shape, generator=rng, dtype=t.dtype).to(t.device) for t in like]


def joined(parts):
    return torch.cat([t.detach().reshape(-1) for t in parts])


def walked(rule, start):
    flat = Flat(rule, start)
    for gs in gradients(start):
        for mine, g in zip(flat.grads, gs, strict=True):
            mine.copy_(g)
        flat.step()
    return flat


@pytest.mark.parametrize("size", [7, flat_module.BLOCK], ids=["blocks of 7", "one block"])
@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_is_the_clean_rule(rule, dtype, size, device, monkeypatch):
    monkeypatch.setattr(flat_module, "BLOCK", size)
    start = tensors(device, dtype)
    theta, state = joined(start), rule.init(joined(start))
    for gs in gradients(start):
        theta, state = rule.step(theta, joined(gs), state)
    flat = walked(rule, start)
    torch.testing.assert_close(flat.theta, theta, **CLOSE[dtype])
    assert type(flat.state) is type(state)
    for mine, other in zip(flat.state, state, strict=True):
        torch.testing.assert_close(mine, other, **CLOSE[dtype])


KERNELS = [rule for rule in RULES if type(rule) not in (optim.SGD, optim.DeckMomentum)
           and not getattr(rule, "eps_inside", False)]


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("rule", KERNELS, ids=str)
def test_long_vectors_by_a_kernel_are_the_clean_rule(rule, dtype):
    start = tensors(dtype=dtype, shapes=[(90, 100), (5,)])
    assert kernels.kernel(rule, joined(start), joined(start), *shaped(rule.init(joined(start))))
    theta, state = joined(start), rule.init(joined(start))
    for gs in gradients(start):
        theta, state = rule.step(theta, joined(gs), state)
    flat, close = walked(rule, start), CLOSE[dtype] | ({"atol": 5e-6} if dtype == torch.float32 else {})
    torch.testing.assert_close(flat.theta, theta, **close)
    for mine, other in zip(flat.state, state, strict=True):
        torch.testing.assert_close(mine, other, **close)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in KERNELS], ids=str)
def test_what_no_kernel_takes(rule):
    start = tensors(shapes=[(90, 100)])
    vectors = [joined(start), joined(start), *shaped(rule.init(joined(start)))]
    assert kernels.kernel(rule, *vectors) is None
    theta, state = joined(start), rule.init(joined(start))
    for gs in gradients(start):
        theta, state = rule.step(theta, joined(gs), state)
    torch.testing.assert_close(walked(rule, start).theta, theta, **CLOSE[torch.float64])


@pytest.mark.parametrize("shapes", [SHAPES, [(90, 100), (5,)]], ids=["short", "long"])
@pytest.mark.parametrize("rule, make, options, names", PAIRS, ids=lambda v: str(v)[:40])
def test_follows_torch_with_its_state(rule, make, options, names, shapes, device):
    start = tensors(device, shapes=shapes)
    theirs = [torch.nn.Parameter(t.clone()) for t in start]
    optimiser = make(theirs, **options)
    for gs in gradients(start):
        for p, g in zip(theirs, gs, strict=True):
            p.grad = g
        optimiser.step()
    flat = walked(rule, start)
    for mine, other in zip(flat.params, theirs, strict=True):
        torch.testing.assert_close(mine, other.detach(), rtol=0, atol=1e-10)
    for mine, name in zip(flat.state, names, strict=True):
        if name == "step":
            assert all(int(optimiser.state[p]["step"]) == int(mine) == flat.k == STEPS for p in theirs)
        else:
            torch.testing.assert_close(mine, joined(optimiser.state[p][name] for p in theirs), rtol=0, atol=1e-10)


@given(sizes=st.lists(st.integers(1, 12), min_size=1, max_size=5), block=st.integers(1, 40),
       rule=st.sampled_from(RULES))
@settings(deadline=None, max_examples=60)
def test_blocks_do_not_matter(sizes, block, rule):
    start = tensors(shapes=[(n,) for n in sizes])
    whole = walked(rule, start).theta
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flat_module, "BLOCK", block)
        cut = walked(rule, start).theta
    torch.testing.assert_close(cut, whole, rtol=1e-13, atol=1e-15)


def test_copies_and_views():
    start = tensors()
    before = [t.clone() for t in start]
    flat = Flat(optim.SGD(eta=1.0), start)
    flat.g.fill_(1.0)
    flat.step()
    assert all(torch.equal(a, b) for a, b in zip(start, before, strict=True))
    assert [p.shape for p in flat.params] == [g.shape for g in flat.grads] == [t.shape for t in start]
    for p, t in zip(flat.params, start, strict=True):
        assert torch.equal(p, t - 1)
        assert p.untyped_storage().data_ptr() == flat.theta.untyped_storage().data_ptr()


def test_autograd_writes_into_it():
    """A torch module whose parameters are views of theta trains as it does with torch.optim."""
    X, y = torch.randn(20, 4, generator=torch.Generator().manual_seed(1)), torch.arange(20) % 3
    nets = [torch.nn.Linear(4, 3) for _ in range(2)]
    nets[1].load_state_dict(nets[0].state_dict())
    flat = Flat(optim.Adam(eta=0.1), list(nets[0].parameters()))
    for p, view, g in zip(nets[0].parameters(), flat.params, flat.grads, strict=True):
        p.data, p.grad = view, g
    theirs = torch.optim.Adam(nets[1].parameters(), lr=0.1)
    for _ in range(10):
        for net, step in zip(nets, (flat.step, theirs.step), strict=True):
            net.zero_grad(set_to_none=False)
            torch.nn.functional.cross_entropy(net(X), y).backward()
            step()
    for mine, other in zip(nets[0].parameters(), nets[1].parameters(), strict=True):
        torch.testing.assert_close(mine, other)


T = torch.ones(3)


@pytest.mark.parametrize("make, error, words", [
    (lambda: Flat(torch.optim.Adam, [T]), TypeError, "rule should"),
    (lambda: Flat(optim.Adam, [T]), TypeError, "rule should"),
    (lambda: Flat(optim.Adam(), T), TypeError, "tensors should"),
    (lambda: Flat(optim.Adam(), []), TypeError, "tensors should"),
    (lambda: Flat(optim.Adam(), [T, 1.0]), TypeError, "tensors should"),
    (lambda: Flat(optim.Adam(), [T, T.double()]), DtypeError, r"tensors\[1\] should have the dtype of"),
    (lambda: Flat(optim.Adam(), [T.long()]), DtypeError, r"tensors\[0\] should be a floating-point tensor"),
    (lambda: Flat(optim.Adam(), [T, T.to("meta")]), DeviceError, r"tensors\[1\] should lie .* on meta"),
    (lambda: Flat(optim.Adam(), [T, T[:0]]), ShapeError, r"tensors\[1\] should be .* empty"),
    (lambda: Flat(optim.Adam(), [T * math.nan]), NotANumberError, r"tensors\[0\] should be .* without NaN"),
], ids=range(10))
@pytest.mark.refuses
def test_refuses(make, error, words):
    with pytest.raises(error, match=f"^Flat: .*{words}"):
        make()
