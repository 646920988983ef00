"""Chains of transformations around a rule, against torch's clipping, schedulers and decoupled decay."""

import math

import pytest
import torch

from dlcourse import optim
from dlcourse.optim import (
    ClipByGlobalNorm,
    ClipByValue,
    DecoupledDecay,
    ScaleBySchedule,
    WarmupCosine,
    chain,
    transform,
)
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

STEPS = 40
RULES = [  # our rule, torch's class, its arguments
    (optim.SGD(0.1), torch.optim.SGD, {}),
    (optim.Momentum(0.1, 0.9), torch.optim.SGD, {"momentum": 0.9}),
    (optim.Nesterov(0.1, 0.9), torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    (optim.AdaGrad(0.1), torch.optim.Adagrad, {}),
    (optim.RMSProp(0.1), torch.optim.RMSprop, {}),
    (optim.Adam(0.1), torch.optim.Adam, {}),
]


def start(device="cpu"):
    return torch.randn(3, 4, generator=torch.Generator().manual_seed(2), dtype=torch.float64).to(device)


def gradients(device="cpu"):
    """Some short, some long."""
    rng = torch.Generator().manual_seed(1)
    lengths = torch.logspace(-2, 2, STEPS, dtype=torch.float64)[torch.randperm(STEPS, generator=rng), None, None]
    return (lengths * torch.randn(STEPS, 3, 4, generator=rng, dtype=torch.float64)).to(device)


def walk(rule, device="cpu"):
    theta, walked = start(device), []
    state = rule.init(theta)
    for g in gradients(device):
        theta, state = rule.step(theta, g, state)
        walked.append(theta)
    return torch.stack(walked)


def torch_walk(make, options, *, device="cpu", clip=lambda parameter: None, schedule=lambda t: 1.0):
    parameter, walked = torch.nn.Parameter(start(device)), []
    optimiser = make([parameter], lr=0.1, **options)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimiser, schedule)
    for g in gradients(device):
        parameter.grad = g.clone()
        clip(parameter)
        optimiser.step()
        scheduler.step()
        walked.append(parameter.detach().clone())
    return torch.stack(walked)


def close(mine, other):
    torch.testing.assert_close(mine, other, rtol=0, atol=1e-10)


@pytest.mark.parametrize("rule, make, options", RULES, ids=lambda v: str(v)[:30])
def test_clipping_is_torchs(rule, make, options, device):
    by_norm = torch_walk(make, options, device=device, clip=lambda p: torch.nn.utils.clip_grad_norm_(p, 2.0))
    close(walk(chain(ClipByGlobalNorm(2.0), rule), device), by_norm)
    by_value = torch_walk(make, options, device=device, clip=lambda p: torch.nn.utils.clip_grad_value_(p, 0.3))
    close(walk(chain(ClipByValue(0.3), rule), device), by_value)
    assert (by_norm - by_value).abs().max() > 1e-3


@pytest.mark.parametrize("rule, make, options", RULES, ids=lambda v: str(v)[:30])
def test_schedule_is_torchs(rule, make, options, device):
    schedule = WarmupCosine(1.0, warmup=5, steps=30, low=0.1)
    close(walk(chain(ScaleBySchedule(schedule), rule), device),
          torch_walk(make, options, device=device, schedule=schedule))


def test_decoupled_decay_is_adamw(device):
    close(walk(chain(DecoupledDecay(0.5), optim.Adam(0.1)), device), walk(optim.AdamW(0.1, weight_decay=0.5), device))
    close(walk(chain(DecoupledDecay(0.5), optim.Adam(0.1)), device),
          torch_walk(torch.optim.AdamW, {"weight_decay": 0.5}, device=device))


def test_everything_at_once_is_torchs_usual_training_loop(device):
    schedule = WarmupCosine(1.0, warmup=5, steps=30)
    rule = chain(ClipByGlobalNorm(2.0), ClipByValue(0.5), ScaleBySchedule(schedule), DecoupledDecay(0.5),
                 optim.Adam(0.1))

    def clip(parameter):
        torch.nn.utils.clip_grad_norm_(parameter, 2.0)
        torch.nn.utils.clip_grad_value_(parameter, 0.5)
    close(walk(rule, device), torch_walk(torch.optim.AdamW, {"weight_decay": 0.5}, device=device, clip=clip,
                                         schedule=schedule))


def test_the_place_of_the_schedule_decides_what_it_scales():
    schedule = ScaleBySchedule(lambda t: 0.0)
    still = walk(chain(schedule, DecoupledDecay(0.5), optim.SGD(0.1)))
    shrinking = walk(chain(DecoupledDecay(0.5), schedule, optim.SGD(0.1)))
    close(still, start().expand(STEPS, 3, 4))
    close(shrinking[-1], start() * 0.95**STEPS)


def test_a_chain_is_a_rule():
    inner = chain(ClipByValue(0.3), optim.SGD(0.1))
    assert isinstance(inner, optim.Rule)
    assert inner.eta == 0.1
    close(walk(chain(ClipByGlobalNorm(2.0), inner)),
          walk(chain(ClipByGlobalNorm(2.0), ClipByValue(0.3), optim.SGD(0.1))))
    halved = optim.gradient_descent(lambda x: 0 * x + 9.0, torch.zeros(1), rule=inner, steps=2,
                                    schedule=lambda t: 0.5 ** t)
    torch.testing.assert_close(halved[:, 0], torch.tensor([0.0, -0.3, -0.45]))


def test_arguments_stay_as_they_are():
    rule = chain(ClipByGlobalNorm(0.1), ScaleBySchedule(lambda t: 0.5), DecoupledDecay(0.5), optim.Adam(0.1))
    theta, g = start(), gradients()[0]
    state = rule.step(theta, g, rule.init(theta))[1]
    kept = theta.clone(), g.clone(), int(state.transforms[1].k)
    rule.step(theta, g, state)
    assert torch.equal(theta, kept[0])
    assert torch.equal(g, kept[1])
    assert int(state.transforms[1].k) == kept[2] == 1


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
def test_the_length_of_a_half_precision_gradient_does_not_overflow(dtype):
    clip, theta = ClipByGlobalNorm(1.0), torch.zeros(100, dtype=dtype)
    clipped = clip.step(theta, torch.full_like(theta, 30_000), clip.init(theta), eta=0.1).g
    assert clipped.dtype == dtype
    torch.testing.assert_close(clipped.float(), torch.full((100,), 0.1), rtol=1e-2, atol=0)


# --- schedules against torch's schedulers ---


def torch_etas(make, steps):
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.5)
    scheduler, etas = make(optimiser), []
    for _ in range(steps):
        etas.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return etas


def linear(optimiser, n=7):
    return torch.optim.lr_scheduler.LinearLR(optimiser, start_factor=1 / n, total_iters=n - 1)


def cosine(optimiser, steps):
    return torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, eta_min=0.02)


@pytest.mark.parametrize("ours, theirs, steps", [
    (optim.Warmup(0.5, 7), linear, 30),
    (optim.Warmup(0.5, 1), lambda o: torch.optim.lr_scheduler.ConstantLR(o, factor=1.0), 3),
    (optim.Cosine(0.5, 20, low=0.02), lambda o: cosine(o, 20), 21),
    (optim.WarmupCosine(0.5, warmup=7, steps=27, low=0.02), lambda o: torch.optim.lr_scheduler.SequentialLR(
        o, [linear(o), cosine(o, 20)], milestones=[7]), 28),
    (optim.StepDecay(0.5, every=4, factor=0.3), lambda o: torch.optim.lr_scheduler.StepLR(o, 4, gamma=0.3), 30),
    (optim.StepDecay(0.5, every=4), lambda o: torch.optim.lr_scheduler.StepLR(o, 4), 30),
], ids=["warmup", "warmup of one", "cosine", "warmup and cosine", "step decay", "step decay by a tenth"])
def test_schedules_are_torchs(ours, theirs, steps):
    assert [ours(t) for t in range(steps)] == pytest.approx(torch_etas(theirs, steps), rel=1e-12)


def test_schedules_stay_at_their_end():
    assert optim.Cosine(0.5, 20, low=0.02)(1000) == pytest.approx(0.02)
    assert optim.WarmupCosine(0.5, warmup=7, steps=27, low=0.02)(1000) == pytest.approx(0.02)


# --- bad input ---

GOOD = torch.ones(3, dtype=torch.float64)
TRANSFORMS = [ClipByGlobalNorm(1.0), ClipByValue(1.0), DecoupledDecay(0.1), ScaleBySchedule(lambda t: 1.0)]


@pytest.mark.parametrize("link", TRANSFORMS, ids=lambda v: type(v).__name__)
@pytest.mark.parametrize("bad, error", [
    (GOOD * math.nan, NotANumberError), (GOOD[:0], ShapeError), (GOOD[:1], ShapeError), (GOOD.long(), DtypeError),
    (GOOD.float(), DtypeError), ([1.0], DtypeError), (None, DtypeError),
])
@pytest.mark.refuses
def test_step_refuses(link, bad, error):
    for given in ({"theta": GOOD, "g": bad}, {"theta": bad, "g": GOOD}):
        with pytest.raises(error, match=r"step.*should.*\. \w"):
            link.step(**given, state=link.init(GOOD), eta=0.1)
    with pytest.raises(TypeError, match=f"{type(link).__name__}.step: state should be a"):
        link.step(GOOD, GOOD, (GOOD,), eta=0.1)


@pytest.mark.refuses
def test_an_infinite_gradient_is_not_made_nan():
    link = ClipByGlobalNorm(1.0)
    with pytest.raises(ValueError, match=r"ClipByGlobalNorm.step: g should have a finite length"):
        link.step(GOOD, GOOD * math.inf, link.init(GOOD), eta=0.1)


@pytest.mark.parametrize("make, error, words", [
    (lambda: ClipByGlobalNorm(0.0), ValueError, "ClipByGlobalNorm: max_norm should be a positive number"),
    (lambda: ClipByGlobalNorm("1"), TypeError, "ClipByGlobalNorm: max_norm should"),
    (lambda: ClipByValue(-1.0), ValueError, "ClipByValue: limit should be a positive number"),
    (lambda: DecoupledDecay(-0.1), ValueError, "DecoupledDecay: weight_decay should be a number in"),
    (lambda: ScaleBySchedule(0.5), TypeError, "ScaleBySchedule: schedule should be a function"),
    (lambda: walk(chain(ScaleBySchedule(lambda t: -1.0), optim.SGD())), ValueError, r"schedule\(0\) should be a"),
    (lambda: chain(), TypeError, "chain: the last link should be an update rule"),
    (lambda: chain(ClipByValue(1.0)), TypeError, "chain: the last link should be an update rule"),
    (lambda: chain(optim.SGD(), ClipByValue(1.0)), TypeError, "chain: the last link should be an update rule"),
    (lambda: chain(optim.SGD(), optim.SGD()), TypeError, "chain: link 0 should be a transformation"),
    (lambda: chain(ClipByValue, optim.SGD()), TypeError, "chain: link 0 should be a transformation"),
    (lambda: chain(ClipByValue(1.0), optim.SGD()).step(GOOD, GOOD, None), TypeError, "Chain.step: state should be a"),
    (lambda: optim.Warmup(0.1, 0), ValueError, "Warmup: steps should"),
    (lambda: optim.Warmup(0.1, 2.0), TypeError, "Warmup: steps should"),
    (lambda: optim.Cosine(-0.1, 3), ValueError, "Cosine: eta should"),
    (lambda: optim.Cosine(0.1, 3, low=0.2), ValueError, "Cosine: low should"),
    (lambda: optim.Cosine(0.1, 3)(-1), ValueError, "Cosine: t should"),
    (lambda: WarmupCosine(0.1, warmup=3, steps=3), ValueError, "WarmupCosine: steps should"),
    (lambda: optim.StepDecay(0.1, every=0), ValueError, "StepDecay: every should"),
    (lambda: optim.StepDecay(0.1, every=3, factor=1.5), ValueError, "StepDecay: factor should"),
], ids=range(20))
@pytest.mark.refuses
def test_refuses(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_transformations_say_what_they_are():
    assert all(isinstance(link, transform.Transform) for link in TRANSFORMS)
