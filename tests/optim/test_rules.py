"""Every update rule against torch.optim, in place against pure, and against bad input."""

import dataclasses
import math
from functools import partial

import pytest
import torch

from dlcourse import optim
from dlcourse.optim import fast
from dlcourse.optim.fast import step as in_place
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

DECK = optim.DeckMomentum(eta=0.1, mu=0.9)
PAIRS = [  # our rule, torch's class and its arguments
    (optim.SGD(eta=0.1), torch.optim.SGD, {"lr": 0.1}),
    (optim.Momentum(eta=0.1, mu=0.9), torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    (optim.Nesterov(eta=0.1, mu=0.9), torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    (DECK, torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    (optim.AdaGrad(eta=0.1), torch.optim.Adagrad, {"lr": 0.1}),
    (optim.RMSProp(eta=0.1), torch.optim.RMSprop, {"lr": 0.1}),
    (optim.RMSProp(eta=0.1, rho=0.9), torch.optim.RMSprop, {"lr": 0.1, "alpha": 0.9}),
    (optim.Adam(eta=0.1), torch.optim.Adam, {"lr": 0.1}),
    (optim.Adam(0.1, 0.8, 0.95, 1e-6), torch.optim.Adam, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-6}),
    (optim.AdamW(eta=0.1), torch.optim.AdamW, {"lr": 0.1}),
    (optim.AdamW(eta=0.1, weight_decay=0.5), torch.optim.AdamW, {"lr": 0.1, "weight_decay": 0.5}),
]
OTHERS = [optim.AdaGrad(eta=0.1, eps=1e-3, eps_inside=True), optim.RMSProp(eta=0.1, eps=1e-3, eps_inside=True),
          optim.Adam(eta=0.1, eps=1e-3, eps_inside=True), optim.Adam(eta=0.1, bias_correction=False),
          optim.AdamW(eta=0.1, eps=1e-3, eps_inside=True)]
RULES = [rule for rule, _, _ in PAIRS] + OTHERS


def gradients(kind, shape=(3, 4), steps=30, dtype=torch.float64):
    rng = torch.Generator().manual_seed(1)
    noise = torch.randn(steps, *shape, generator=rng, dtype=dtype)
    return {"varying": noise, "constant": noise[:1].expand(steps, *shape), "tiny": 1e-6 * noise}[kind]


def start(shape=(3, 4)):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(2), dtype=torch.float64)


def walk(rule, theta, gs):
    state, walked = rule.init(theta), []
    for g in gs:
        theta, state = rule.step(theta, g, state)
        walked.append(theta)
    return torch.stack(walked)


def torch_walk(make, options, theta, gs):
    parameter, walked = torch.nn.Parameter(theta.clone()), []
    optimiser = make([parameter], **options)
    for g in gs:
        parameter.grad = g.clone()
        optimiser.step()
        walked.append(parameter.detach().clone())
    return torch.stack(walked)


@pytest.mark.parametrize("kind", ["varying", "constant", "tiny"])
@pytest.mark.parametrize("rule, make, options", PAIRS, ids=lambda v: str(v)[:60])
def test_follows_torch_for_30_steps(rule, make, options, kind, device):
    theta, gs = start().to(device), gradients(kind).to(device)
    ours, theirs = walk(rule, theta, gs), torch_walk(make, options, theta, gs)
    assert (ours - theirs).abs().max() < 1e-10
    moved = (theirs - theta).abs().max()
    assert (ours - theirs).abs().max() < 1e-8 * moved  # tiny gradients move little: compare with what they move


@pytest.mark.parametrize("kind", ["varying", "constant", "tiny"])
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_in_place_is_the_same_walk(rule, kind, device):
    theta, gs = start().to(device), gradients(kind).to(device)
    pure, state = theta, rule.init(theta)
    moving, moving_state = theta.clone(), rule.init(theta)
    for g in gs:
        pure, state = rule.step(pure, g, state)
        assert fast.step_(rule, moving, g, moving_state) is None
        torch.testing.assert_close(moving, pure, rtol=1e-12, atol=1e-14)
    for a, b in zip(state, moving_state, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-12, atol=1e-18)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_in_place_in_blocks(rule, monkeypatch):
    monkeypatch.setattr(in_place, "BLOCK", 7)
    theta, gs = start((10, 10)), gradients("varying", (10, 10), 3)
    assert len(list(in_place.blocks(theta, gs[0]))) == math.ceil(100 / (7 * torch.get_num_threads()))
    moving, state = theta.clone(), rule.init(theta)
    for g in gs:
        fast.step_(rule, moving, g, state)
    torch.testing.assert_close(moving, walk(rule, theta, gs)[-1], rtol=1e-12, atol=1e-14)


def test_in_place_on_a_transposed_tensor_is_not_lost(monkeypatch):
    monkeypatch.setattr(in_place, "BLOCK", 7)
    rule, theta, g = optim.Adam(), start((10, 10)).mT, gradients("varying", (10, 10), 1)[0]
    expected = rule.step(theta, g, rule.init(theta))[0].clone()
    fast.step_(rule, theta, g, rule.init(theta))
    torch.testing.assert_close(theta, expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_pure_step_leaves_its_arguments_alone(rule):
    theta, g = start(), gradients("varying")[0]
    state = rule.step(theta, g, rule.init(theta))[1]
    before = [t.clone() for t in (theta, g, *state)]
    rule.step(theta, g, state)
    for old, now in zip(before, (theta, g, *state), strict=True):
        assert torch.equal(old, now)


def test_in_place_step_on_a_parameter_that_wants_gradients():
    theta = start().requires_grad_()
    rule = optim.Momentum(eta=0.1)
    fast.step_(rule, theta, torch.ones(3, 4, dtype=torch.float64), rule.init(theta))
    assert theta.is_leaf
    assert torch.allclose(theta, start() - 0.1)


@pytest.mark.parametrize("make, theirs, names", [
    (optim.SGD, torch.optim.SGD, {"eta": "lr"}),
    (optim.AdaGrad, torch.optim.Adagrad, {"eta": "lr", "eps": "eps"}),
    (optim.RMSProp, torch.optim.RMSprop, {"eta": "lr", "rho": "alpha", "eps": "eps"}),
    (optim.Adam, torch.optim.Adam, {"eta": "lr", "eps": "eps"}),
    (optim.AdamW, torch.optim.AdamW, {"eta": "lr", "eps": "eps", "weight_decay": "weight_decay"}),
])
def test_defaults_are_torchs(make, theirs, names):
    defaults = theirs([torch.nn.Parameter(torch.zeros(1))]).defaults
    ours = dataclasses.asdict(make())
    assert {n: ours[n] for n in names} == {n: defaults[t] for n, t in names.items()}
    if "betas" in defaults:
        assert (ours["beta1"], ours["beta2"]) == defaults["betas"]


# --- half precision ---

ADAPTIVE = [optim.AdaGrad, optim.RMSProp, optim.Adam, optim.AdamW]


@pytest.mark.parametrize("make", ADAPTIVE)
@pytest.mark.parametrize("g", [0.0, 1e-6])  # the square of the second is 0 in float16
@pytest.mark.parametrize("inside", [False, True])
def test_a_step_that_would_divide_by_0_is_refused(make, g, inside):
    """1e-8 is 0 in float16: a gradient of 0 made NaN, which the step after was blamed for."""
    rule, theta = make(eps=1e-8, eps_inside=inside), torch.ones(3, dtype=torch.float16)
    gs = torch.tensor([1.0, g, g], dtype=torch.float16)
    for step, name in ((rule.step, "step"), (partial(fast.step_, rule), "step")):
        state = rule.init(theta)
        with pytest.raises(ValueError, match=rf"^{make.__name__}.{name}: eps .* eps = 1e-08 is 0 in torch.float16, and "
                                             r"2 of 3 entries are divided by 0. Pass a larger eps"):
            step(theta, gs, state)
        assert torch.equal(theta, torch.ones_like(theta))
        assert all(torch.equal(a, b) for a, b in zip(state, rule.init(theta), strict=True))
    with pytest.raises(ValueError, match=r"^Flat: eps should not be 0 among the numbers of torch.float16"):
        fast.Flat(rule, [theta])


@pytest.mark.parametrize("make", ADAPTIVE)
@pytest.mark.parametrize("dtype, eps", [(torch.float16, 1e-4), (torch.bfloat16, 1e-8), (torch.float32, 1e-8)])
def test_a_gradient_of_0_moves_nothing_where_eps_is_a_number(make, dtype, eps):
    theta = torch.ones(3, dtype=dtype)
    rule = make(eps=eps, **({"weight_decay": 0.0} if make is optim.AdamW else {}))
    moved, state = rule.step(theta, torch.tensor([1.0, 0.0, 0.0], dtype=dtype), rule.init(theta))
    assert moved[1:].tolist() == [1.0, 1.0]
    assert all(t.isfinite().all() for t in state)


@pytest.mark.parametrize("make", ADAPTIVE)
def test_an_epsilon_of_0_is_refused_only_where_it_matters(make):
    rule, theta = make(eps=0.0), torch.ones(2)
    rule.step(theta, torch.ones(2), rule.init(theta))
    fast.step_(rule, theta.clone(), torch.ones(2), rule.init(theta))
    with pytest.raises(ValueError, match=r"eps = 0 is 0 in torch.float32, and 1 of 2 entries"):
        rule.step(theta, torch.tensor([1.0, 0.0]), rule.init(theta))


@pytest.mark.parametrize("make", ADAPTIVE)
def test_float16_in_place_is_the_same_walk(make):
    rule, rng = make(eta=0.01), torch.Generator().manual_seed(0)  # eps is lost, and no gradient is 0
    pure = moving = torch.ones(5, dtype=torch.float16)
    state, moving_state, moving = rule.init(pure), rule.init(pure), pure.clone()
    for _ in range(3):
        g = (1 + torch.rand(5, generator=rng)).half()
        pure, state = rule.step(pure, g, state)
        fast.step_(rule, moving, g, moving_state)
        assert torch.equal(moving, pure)
    assert all(torch.equal(a, b) for a, b in zip(state, moving_state, strict=True))


# --- golden numbers of the lecture ---


@pytest.mark.parametrize("rule", [optim.Momentum(eta=0.1, mu=0.9), DECK], ids=str)
def test_momentum_three_steps(rule):
    g = torch.tensor([1.0, -2.0], dtype=torch.float64)
    expected = torch.tensor([[-0.1, 0.2], [-0.29, 0.58], [-0.561, 1.122]], dtype=torch.float64)
    torch.testing.assert_close(walk(rule, torch.zeros_like(g), [g] * 3), expected, rtol=0, atol=1e-12)


def test_momentum_terminal_step_is_eta_over_one_minus_mu():
    g = torch.ones(1, dtype=torch.float64)
    walked = walk(optim.Momentum(eta=0.1, mu=0.9), torch.zeros_like(g), [g] * 300)
    assert (walked[-2] - walked[-1]).item() == pytest.approx(0.1 / (1 - 0.9), rel=1e-9)


@pytest.mark.parametrize("rule, distances", [
    (optim.AdaGrad(eta=0.1, eps=1e-8), (0.1, 0.170711, 0.228446)),
    (optim.RMSProp(eta=0.1, rho=0.9, eps=1e-8), (0.316228, 0.545643, 0.737738)),
])
def test_adaptive_three_steps(rule, distances):
    g = torch.tensor([1.0, -2.0], dtype=torch.float64)
    walked = walk(rule, torch.zeros_like(g), [g] * 3)
    expected = torch.tensor(distances, dtype=torch.float64)[:, None] * torch.tensor([-1.0, 1.0])
    torch.testing.assert_close(walked, expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("corrected, distances", [(True, (0.1, 0.2, 0.3)), (False, (0.316, 0.741, 1.236))])
def test_adam_first_steps_with_and_without_correction(corrected, distances):
    g = torch.ones(1, dtype=torch.float64)
    walked = walk(optim.Adam(eta=0.1, bias_correction=corrected), torch.zeros_like(g), [g] * 3)
    assert walked[:, 0].neg().tolist() == pytest.approx(distances, abs=5e-4)


@pytest.mark.parametrize("g, outside, inside", [(1e-4, 0.9999, 0.7071), (1e-6, 0.9901, 0.0100)])
def test_first_adam_step_by_the_place_of_epsilon(g, outside, inside):
    for eps_inside, expected in ((False, outside), (True, inside)):
        rule = optim.Adam(eta=1.0, eps_inside=eps_inside)
        step = walk(rule, torch.zeros(1, dtype=torch.float64), [torch.tensor([g], dtype=torch.float64)])
        assert -step.item() == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize("make", [optim.AdaGrad, optim.RMSProp])
def test_epsilon_inside_by_hand(make):
    g = torch.tensor([1e-3], dtype=torch.float64)
    rule = make(eta=1.0, eps=1e-4, eps_inside=True)
    weight = 1.0 if make is optim.AdaGrad else 1 - rule.rho
    assert -walk(rule, 0 * g, [g]).item() == pytest.approx(1e-3 / math.sqrt(weight * 1e-6 + 1e-4), rel=1e-12)


def test_decoupled_decay_is_the_same_for_large_and_small_gradients():
    theta, g = torch.ones(2, dtype=torch.float64), torch.tensor([10.0, 0.1], dtype=torch.float64)
    options = {"eta": 0.01, "beta1": 0.9, "beta2": 0.999}
    plain = walk(optim.Adam(**options), theta, [g])[0]
    decayed = walk(optim.AdamW(**options, weight_decay=0.1), theta, [g])[0]
    assert (plain - decayed).tolist() == pytest.approx([1e-3, 1e-3], rel=1e-9)


# --- the slide's Nesterov method against torch's ---


def deck_nesterov_walk(etas, mu, grad, x0):
    x, v, walked = x0, torch.zeros_like(x0), []
    for eta in etas:
        x, v = optim.deck_nesterov_step(x, v, grad, eta=eta, mu=mu)
        walked.append((x, v))
    return walked


@pytest.mark.parametrize("etas", [[0.1] * 12, [0.1 / (1 + 0.2 * t) for t in range(12)]], ids=["constant", "varying"])
def test_slide_nesterov_maps_to_torchs(etas):
    H = torch.tensor([[3.0, 1.0], [1.0, 2.0]], dtype=torch.float64)
    x0, mu = torch.tensor([1.0, -2.0], dtype=torch.float64), 0.9
    parameter = torch.nn.Parameter(x0.clone())
    optimiser = torch.optim.SGD([parameter], lr=etas[0], momentum=mu, nesterov=True)
    apart = 0.0
    for t, (x, v) in enumerate(deck_nesterov_walk(etas, mu, lambda x: H @ x, x0)):
        if t > 0:  # torch's v is -v_deck/eta, so a change of eta rescales it
            optimiser.state[parameter]["momentum_buffer"].mul_(etas[t - 1] / etas[t])
        optimiser.param_groups[0]["lr"] = etas[t]
        parameter.grad = H @ parameter.detach()
        optimiser.step()
        torch.testing.assert_close(parameter.detach(), optim.lookahead(x, v, mu=mu), rtol=0, atol=1e-12)
        apart = max(apart, (parameter.detach() - x).abs().max().item())
    assert apart > 0.1  # without the mapping the two would not agree


def test_slide_momentum_with_a_varying_eta_needs_the_rescaling():
    etas, gs, theta = [0.1, 0.05, 0.2], gradients("varying", (4,), 3), start((4,))
    deck, raw, scaled = ([theta, rule.init(theta)] for rule in (DECK, optim.Momentum(), optim.Momentum()))
    for t, (eta, g) in enumerate(zip(etas, gs, strict=True)):
        deck = optim.DeckMomentum(eta, 0.9).step(deck[0], g, deck[1])
        raw = optim.Momentum(eta, 0.9).step(raw[0], g, raw[1])
        v = scaled[1].v * (etas[t - 1] / eta if t else 1.0)
        scaled = optim.Momentum(eta, 0.9).step(scaled[0], g, optim.Velocity(v))
    torch.testing.assert_close(scaled[0], deck[0], rtol=0, atol=1e-12)
    assert (raw[0] - deck[0]).abs().max() > 0.01


# --- bad input ---

GOOD = torch.ones(3, dtype=torch.float64)
BAD = [
    ("NaN", torch.tensor([1.0, math.nan, 1.0], dtype=torch.float64), NotANumberError),
    ("empty", torch.ones(0, dtype=torch.float64), ShapeError),
    ("integer", torch.ones(3, dtype=torch.int64), DtypeError),
    ("shape", torch.ones(4, dtype=torch.float64), ShapeError),
    ("would broadcast", torch.ones(1, dtype=torch.float64), ShapeError),
    ("precision", torch.ones(3, dtype=torch.float32), DtypeError),
    ("list", [1.0, 1.0, 1.0], DtypeError),
    ("None", None, DtypeError),
]


@pytest.mark.parametrize("method", ["step", "step_"])
@pytest.mark.parametrize("argument", ["theta", "g"])
@pytest.mark.parametrize("name, bad, error", BAD, ids=[b[0] for b in BAD])
@pytest.mark.parametrize("rule", [p[0] for p in PAIRS if p[0].eta == 0.1][:5] + OTHERS[:3] + [optim.AdamW()], ids=str)
@pytest.mark.refuses
def test_step_refuses(rule, name, bad, error, argument, method):
    theta, state = GOOD.clone(), rule.init(GOOD)
    given = {"theta": theta, "g": GOOD.clone(), "state": state} | {argument: bad}
    with pytest.raises(error, match=r"step.*should.*\. \w"):
        {"step": rule.step, "step_": partial(fast.step_, rule)}[method](**given)
    assert torch.equal(theta, GOOD)  # a refused step has changed nothing
    assert all(torch.equal(a, b) for a, b in zip(state, rule.init(GOOD), strict=True))


@pytest.mark.parametrize("rule", RULES[:4] + OTHERS[:3] + [optim.AdamW()], ids=str)
@pytest.mark.refuses
def test_init_and_state_are_checked(rule):
    for _name, bad, error in [b for b in BAD if b[0] in {"NaN", "empty", "integer", "list", "None"}]:
        with pytest.raises(error, match="init: theta should"):
            rule.init(bad)
    for method in (rule.step, partial(fast.step_, rule)):
        with pytest.raises(TypeError, match="state should be a"):
            method(GOOD, GOOD, (GOOD,))
        if rule.init(GOOD):
            with pytest.raises(ShapeError, match="state"):
                method(GOOD, GOOD, rule.init(torch.ones(4, dtype=torch.float64)))


def test_infinite_gradients_are_not_taken_for_nan():
    rule, g = optim.SGD(eta=0.5), torch.tensor([math.inf, -math.inf, 1.0], dtype=torch.float64)
    theta = torch.tensor([1.0, 1.0, 0.0], dtype=torch.float64)  # the dot product is inf - inf
    fast.step_(rule, theta, g, rule.init(theta))
    assert theta.tolist() == [-math.inf, math.inf, -0.5]


@pytest.mark.parametrize("make, options", [
    (optim.SGD, {"eta": -0.1}), (optim.SGD, {"eta": math.nan}), (optim.SGD, {"eta": math.inf}),
    (optim.Momentum, {"mu": 1.0}), (optim.Nesterov, {"mu": -0.1}), (optim.DeckMomentum, {"eta": -1.0}),
    (optim.AdaGrad, {"eps": -1e-8}), (optim.RMSProp, {"rho": 1.0}), (optim.Adam, {"beta1": 1.0}),
    (optim.Adam, {"beta2": -0.5}), (optim.AdamW, {"weight_decay": -0.1}),
])
def test_hyperparameters_out_of_range(make, options):
    with pytest.raises(ValueError, match=rf"^{make.__name__}: {next(iter(options))} should be a number in \["):
        make(**options)


@pytest.mark.parametrize("make, options", [
    (optim.SGD, {"eta": "0.1"}), (optim.SGD, {"eta": torch.tensor(0.1)}), (optim.SGD, {"eta": True}),
    (optim.Momentum, {"mu": None}), (optim.AdaGrad, {"eps_inside": 1}), (optim.Adam, {"bias_correction": None}),
])
@pytest.mark.refuses
def test_hyperparameters_of_another_kind(make, options):
    with pytest.raises(TypeError, match=rf"^{make.__name__}: {next(iter(options))} should be"):
        make(**options)


@pytest.mark.parametrize("name, bad, error", BAD, ids=[b[0] for b in BAD])
@pytest.mark.refuses
def test_slide_nesterov_refuses(name, bad, error):
    for x, v in ((bad, GOOD), (GOOD, bad)):
        with pytest.raises(error, match=r"should.*\. \w"):
            optim.lookahead(x, v, mu=0.9)
        with pytest.raises(error, match=r"should.*\. \w"):
            optim.deck_nesterov_step(x, v, lambda x: x, eta=0.1, mu=0.9)
    if name not in {"NaN", "empty"}:
        with pytest.raises(error, match="gradient should"):
            optim.deck_nesterov_step(GOOD, GOOD, lambda x: bad, eta=0.1, mu=0.9)
    with pytest.raises(TypeError, match="grad should be a function"):
        optim.deck_nesterov_step(GOOD, GOOD, GOOD, eta=0.1, mu=0.9)
    with pytest.raises(ValueError, match="mu should"):
        optim.lookahead(GOOD, GOOD, mu=1.5)
