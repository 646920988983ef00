"""Exercise: one step of AdaGrad."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, walk
from dlcourse.classroom.task import Task
from dlcourse.optim import adaptive


def reference(x: Tensor, cache: Tensor, g: Tensor, eta: float, eps: float) -> tuple[Tensor, Tensor]:
    """The package's step with epsilon outside the root."""
    x, state = adaptive.AdaGrad(eta=eta, eps=eps).step(x, g, adaptive.Cache(cache))
    return x, state.cache


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def from_zero(label: str, x: Tensor, g: Tensor, eta: float) -> Case:
        return case(label, x=x, cache=torch.zeros_like(x), g=list(g), eta=eta, eps=1e-8)

    sizes = numbers(1, 1e-4, 1e-7)
    rare = draw.normal(5, 3)
    rare[:4, 1] = 0
    return [
        from_zero("one step from an empty cache; g lists the gradients", numbers(0, 0), numbers([[2, -3]]), 0.1),
        from_zero("three steps with the same gradient", numbers([0]), numbers([1], [1], [1]), 0.1),
        from_zero("five steps, the gradient changes", draw.normal(3), draw.normal(5, 3), 0.2),
        from_zero("one parameter with ordinary, one with small, one with tiny gradients", draw.normal(3),
                  sizes * draw.normal(5, 3), 0.1),
        from_zero("a parameter that gets no gradient for four steps", draw.normal(3), rare, 0.1),
        case("parameters in a matrix, going on with a cache", x=draw.normal(2, 3), cache=draw.normal(2, 3).square(),
             g=list(draw.normal(4, 2, 3)), eta=0.3, eps=1e-3),
    ]


def drive(answer, x: Tensor, cache: Tensor, g: list[Tensor], eta: float, eps: float) -> list[Tensor] | str:
    """The path of x."""
    return walk(lambda x, cache, g: answer(x, cache, g, eta, eps), {"x": x, "cache": cache}, g)


task = Task(
    key="adagrad_step", title="One step of AdaGrad", points=1, difficulty=2, minutes=10,
    objective="give each parameter a learning rate that falls with its own gradients",
    reference=reference, cases=cases, drive=drive, compare=Paths(), facts=("N09-12",),
    hints=(
        "Each entry of x has its own history of gradients. Which single number per entry is worth keeping?",
        "Gradients 3, 4 with eta = 0.1: the cache is 9, then 25, and the second step is 0.1·4/5 = 0.08. What is the "
        "first?",
        "cache = cache + ____; return x - eta * g / (____ + eps), cache",
    ),
)


@task.solution
def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g**2                        # step: the sum of the squares so far
    x = x - eta * g / (cache.sqrt() + eps)      # step: the move, divided by the root of the cache plus eps
    return x, cache


@task.right
def entry_by_entry(x, cache, g, eta, eps):
    moved, kept = [], []
    for start, before, slope in zip(x.flatten(), cache.flatten(), g.flatten()):
        square = slope * slope          # step: the square of one entry's gradient
        total = before + square         # step: the sum of one entry's squares
        divisor = total**0.5 + eps      # step: the root of one entry's sum, plus eps
        rate = eta / divisor            # step: the learning rate of one entry
        step = rate * slope             # step: how far one entry moves
        moved.append(start - step)      # step: one entry, moved downhill
        kept.append(total)
    return torch.stack(moved).reshape(x.shape), torch.stack(kept).reshape(x.shape)


@task.right
def with_rates(x, cache, g, eta, eps):
    cache = torch.addcmul(cache, g, g)
    rates = eta / (cache.sqrt() + eps)
    return [x - rates * g, cache]


@task.wrong("Your cache adds gradients with their signs: after 1 and -1 it is empty again, and after a first gradient "
            "of -3 you take the root of -3. Which quantity says how large a gradient is, whatever its sign?")
def not_squared(x, cache, g, eta, eps):
    cache = cache + g
    return x - eta * g / (cache.sqrt() + eps), cache


@task.wrong("A large gradient makes you move less: for a first gradient of 2 with eta = 0.1 your step is 0.05, for 4 "
            "it is 0.025. The cache holds squares. What brings it back to the scale of a gradient?")
def no_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache + eps), cache


@task.wrong("For tiny gradients your step nearly vanishes: for a first gradient of 1e-6 with eta = 0.1 and eps = 1e-8 "
            "it is 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?")
def eps_inside(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("A parameter whose gradients have all been 0 turns into nan: 0 divided by the root of 0. What are you "
            "given that keeps the divisor away from 0?")
def without_eps(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / cache.sqrt(), cache


@task.wrong("You divide by the cache of the steps before. At the first step it is empty, and with eta = 0.1, eps = "
            "1e-8 and the gradient 1 you jump by 1e7. Should the present gradient be in the cache when you divide?")
def stale_cache(x, cache, g, eta, eps):
    return x - eta * g / (cache.sqrt() + eps), cache + g**2


@task.wrong("Your cache holds the latest gradient alone: with gradients 1, 1 and eta = 0.1 both steps are 0.1, the "
            "second should be 0.0707. What should the cache remember of the past?")
def latest_only(x, cache, g, eta, eps):
    cache = g**2
    return x - eta * g / (cache.sqrt() + eps), cache


@task.wrong("You divide by the right cache, but hand the old one back: with the gradients 1, 1 and eta = 0.1 both "
            "steps are 0.1 instead of 0.1 and 0.0707. What will the next step find in the cache?")
def old_cache_handed_on(x, cache, g, eta, eps):
    return x - eta * g / ((cache + g**2).sqrt() + eps), cache


@task.wrong("All parameters share one rate: with the gradient (3, 4) and eta = 0.1 you step by (0.06, 0.08), where "
            "each entry should move by 0.1. Over what should the squares be added up, over steps or over parameters?")
def summed_over_parameters(x, cache, g, eta, eps):
    cache = cache + (g * g).sum()
    return x - eta * g / (cache.sqrt() + eps), cache


@task.wrong("You walk uphill: with the gradient 2 and eta = 0.1 you go from 0 to +0.1. Which way does the loss fall?")
def climbs(x, cache, g, eta, eps):
    cache = cache + g**2
    return x + eta * g / (cache.sqrt() + eps), cache


@task.wrong("Your results come in the wrong order: from x = 0 with the gradient 2 and eta = 0.1 you return (4, -0.1). "
            "Which of the two is wanted first?")
def exchanged(x, cache, g, eta, eps):
    cache = cache + g**2
    return cache, x - eta * g / (cache.sqrt() + eps)


@task.wrong("You return the new position alone. After the gradients 1 and 1 the cache should be 2. How does the second "
            "step learn about the first?")
def position_only(x, cache, g, eta, eps):
    return x - eta * g / ((cache + g**2).sqrt() + eps)


EXERCISE = task.declared()
