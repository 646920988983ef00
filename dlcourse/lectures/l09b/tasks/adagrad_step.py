"""Exercise: one step of AdaGrad."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, wrong_form
from dlcourse.classroom.task import Task
from dlcourse.optim import adaptive


def reference(x: Tensor, cache: Tensor, g: Tensor, eta: float, eps: float) -> tuple[Tensor, Tensor]:
    """The package's step with epsilon outside the root."""
    x, state = adaptive.AdaGrad(eta=eta, eps=eps).step(x, g, adaptive.Cache(cache))
    return x, state.cache


def cases(rng: torch.Generator) -> list[Case]:
    def case(label: str, x: Tensor, g: Tensor, eta: float, eps: float = 1e-8, cache: Tensor | None = None) -> Case:
        return Case(label, {"x": x, "cache": torch.zeros_like(x) if cache is None else cache, "g": list(g), "eta": eta,
                            "eps": eps})

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64)

    sizes = torch.tensor([1.0, 1e-4, 1e-7], dtype=torch.float64)
    rare = normal(5, 3)
    rare[:4, 1] = 0
    return [
        case("one step from an empty cache; g lists the gradients", torch.zeros(2, dtype=torch.float64),
             torch.tensor([[2.0, -3.0]], dtype=torch.float64), 0.1),
        case("three steps with the same gradient", torch.zeros(1, dtype=torch.float64),
             torch.full((3, 1), 1.0, dtype=torch.float64), 0.1),
        case("five steps, the gradient changes", normal(3), normal(5, 3), 0.2),
        case("one parameter with ordinary, one with small, one with tiny gradients", normal(3), sizes * normal(5, 3),
             0.1),
        case("a parameter that gets no gradient for four steps", normal(3), rare, 0.1),
        case("parameters in a matrix, going on with a cache", normal(2, 3), normal(4, 2, 3), 0.3, 1e-3,
             normal(2, 3).square()),
    ]


def drive(answer, x: Tensor, cache: Tensor, g: list[Tensor], eta: float, eps: float):
    """The path of x."""
    path = []
    for g_k in g:
        result = answer(x, cache, g_k, eta, eps)
        if wrong_form(result, "x", "cache"):
            return wrong_form(result, "x", "cache")
        x, cache = result
        path.append(x)
    return path


task = Task(
    key="adagrad_step", points=1, difficulty=2, minutes=10,
    title="One step of AdaGrad",
    objective="give each parameter a learning rate that falls with its own gradients",
    reference=reference,
    cases=cases,
    drive=drive,
    compare=Paths(),
    facts=("N09-12",),
    hints=(
        "Each entry of x has its own history of gradients. Which single number per entry is worth keeping?",
        "Gradients 3, 4 with eta = 0.1: the cache is 9, then 25, and the second step is 0.1·4/5 = 0.08. What is the "
        "first?",
        "cache = cache + ____; return x - eta * g / (____ + eps), cache",
    ),
)


@task.solution
def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g**2
    x = x - eta * g / (cache.sqrt() + eps)
    return x, cache


@task.wrong("Your cache adds gradients with their signs: after 1 and -1 it is empty again, and after a first "
            "gradient of -3 you take the root of -3. Which quantity says how large a gradient is, whatever its "
            "sign?")
def not_squared(x, cache, g, eta, eps):
    cache = cache + g
    return x - eta * g / (cache.sqrt() + eps), cache


@task.wrong("A large gradient makes you move less: for a first gradient of 2 with eta = 0.1 your step is 0.05, for "
            "4 it is 0.025. The cache holds squares. What brings it back to the scale of a gradient?")
def no_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache + eps), cache


@task.wrong("For tiny gradients your step nearly vanishes: for a first gradient of 1e-6 with eta = 0.1 and eps = "
            "1e-8 it is 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?")
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
            "each entry should move by 0.1. Over what should the squares be added up, over steps or over "
            "parameters?")
def summed_over_parameters(x, cache, g, eta, eps):
    cache = cache + (g * g).sum()
    return x - eta * g / (cache.sqrt() + eps), cache


@task.wrong("You walk uphill: with the gradient 2 and eta = 0.1 you go from 0 to +0.1. Which way does the loss "
            "fall?")
def climbs(x, cache, g, eta, eps):
    cache = cache + g**2
    return x + eta * g / (cache.sqrt() + eps), cache


@task.wrong("Your results come in the wrong order: from x = 0 with the gradient 2 and eta = 0.1 you return (4, "
            "-0.1). Which of the two is wanted first?")
def exchanged(x, cache, g, eta, eps):
    cache = cache + g**2
    return cache, x - eta * g / (cache.sqrt() + eps)


@task.wrong("You return the new position alone. After the gradients 1 and 1 the cache should be 2. How does the "
            "second step learn about the first?")
def position_only(x, cache, g, eta, eps):
    return x - eta * g / ((cache + g**2).sqrt() + eps)


@task.right
def with_rates(x, cache, g, eta, eps):
    cache = torch.addcmul(cache, g, g)
    rates = eta / (cache**0.5 + eps)
    return [x - rates * g, cache]


EXERCISE = task.declared()
