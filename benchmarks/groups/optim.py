"""One step of every update rule: on the four tensors of a small network, and on a million parameters."""

from __future__ import annotations

import torch

from benchmarks.harness import Comparison
from dlcourse import optim
from dlcourse.optim import fast
from dlcourse.tensors import generator

SMALL = ((32, 64), (32,), (10, 32), (10,))  # 2,410 numbers
LARGE = ((500, 400), (500,), (400, 500), (500,), (500, 400), (500,), (396, 500), (500,), (400, 497), (1200,))
AGREED = 5  # steps that are compared before anything is timed
RULES = {  # name -> our rule, torch's class and its arguments
    "SGD": (optim.SGD(1e-3), torch.optim.SGD, {}),
    "momentum": (optim.Momentum(1e-3, 0.9), torch.optim.SGD, {"momentum": 0.9}),
    "Nesterov": (optim.Nesterov(1e-3, 0.9), torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "slide's momentum": (optim.DeckMomentum(1e-3, 0.9), torch.optim.SGD, {"momentum": 0.9}),
    "AdaGrad": (optim.AdaGrad(1e-3), torch.optim.Adagrad, {}),
    "RMSProp": (optim.RMSProp(1e-3), torch.optim.RMSprop, {}),
    "Adam": (optim.Adam(1e-3), torch.optim.Adam, {}),
    "AdamW": (optim.AdamW(1e-3), torch.optim.AdamW, {}),
}


class Walk:
    """A step under a constant gradient, with where the first few led: that is what a call returns."""

    def __init__(self, step, params):
        self.step = step
        for _ in range(AGREED):
            step()
        self.first = torch.cat([p.detach().reshape(-1) for p in params]) + 0

    def __call__(self):
        self.step()
        return self.first


def comparisons(device: str) -> list[Comparison]:
    """All rules on small tensors; those with a state on a million numbers."""
    large = [name for name in RULES if name not in ("SGD", "slide's momentum")]
    return [*(_step(name, f"{name}, 2410 parameters in 4 tensors", SMALL, device) for name in RULES),
            *(_step(name, f"{name}, 10^6 parameters in 10 tensors", LARGE, device) for name in large)]


def _step(name: str, work: str, shapes, device: str) -> Comparison:
    rule, make, options = RULES[name]
    peers = {"torch.optim": _torch(make, shapes, device, **options)}
    if name != "RMSProp" and (name != "AdaGrad" or device == "cpu"):  # torch has no fused form of these
        peers["torch.optim, fused"] = _torch(make, shapes, device, fused=True, **options)
    return Comparison(group="optim", name=work, device=device, tolerance=1e-6, peers=peers, ours={
        "flat": _flat(rule, shapes, device), "checked": _checked(rule, shapes, device)})


def _tensors(shapes, device: str):
    rng = generator(0)
    return [[scale * torch.randn(shape, generator=rng).to(device) for shape in shapes] for scale in (0.1, 0.01)]


def _torch(make, shapes, device: str, **options) -> Walk:
    params, grads = _tensors(shapes, device)
    params = [torch.nn.Parameter(p) for p in params]
    for p, g in zip(params, grads):
        p.grad = g
    return Walk(make(params, lr=1e-3, **options).step, params)


def _flat(rule, shapes, device: str) -> Walk:
    params, grads = _tensors(shapes, device)
    flat = fast.Flat(rule, params)
    for mine, g in zip(flat.grads, grads):
        mine.copy_(g)
    return Walk(flat.step, flat.params)


def _checked(rule, shapes, device: str) -> Walk:
    """The rule's step in place on one vector, with its checks."""
    theta, g = (torch.cat([t.reshape(-1) for t in part]) for part in _tensors(shapes, device))
    state = rule.init(theta)
    return Walk(lambda: fast.step_(rule, theta, g, state), [theta])
