"""Exercise: one step of RMSprop."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, walk
from dlcourse.classroom.task import Task
from dlcourse.optim import adaptive


def reference(x: Tensor, cache: Tensor, g: Tensor, eta: float, rho: float, eps: float) -> tuple[Tensor, Tensor]:
    """The package's step with epsilon outside the root."""
    x, state = adaptive.RMSProp(eta=eta, rho=rho, eps=eps).step(x, g, adaptive.Cache(cache))
    return x, state.cache


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def from_zero(label: str, x: Tensor, g: Tensor, eta: float, rho: float) -> Case:
        return case(label, x=x, cache=torch.zeros_like(x), g=list(g), eta=eta, rho=rho, eps=1e-8)

    sizes = numbers(1, 1e-4, 1e-7)
    fading = numbers(1, 0.1, 0.01, 1e-3, 1e-4)[:, None]
    return [
        from_zero("one step from an empty cache; g lists the gradients", numbers(0, 0), numbers([[2, -3]]), 0.1, 0.9),
        from_zero("three steps with the same gradient", numbers([0]), numbers([1], [1], [1]), 0.1, 0.9),
        from_zero("five steps, the gradient changes", draw.normal(3), draw.normal(5, 3), 0.2, 0.8),
        from_zero("one parameter with ordinary, one with small, one with tiny gradients", draw.normal(3),
                  sizes * draw.normal(5, 3), 0.1, 0.95),
        from_zero("the gradient falls by 10 at every step", draw.normal(2), fading * draw.normal(5, 2), 0.1, 0.7),
        case("parameters in a matrix, going on with a cache", x=draw.normal(2, 3), cache=draw.normal(2, 3).square(),
             g=list(draw.normal(4, 2, 3)), eta=0.3, rho=0.99, eps=1e-3),
    ]


def drive(answer, x: Tensor, cache: Tensor, g: list[Tensor], eta: float, rho: float,
          eps: float) -> list[Tensor] | str:
    """The path of x."""
    return walk(lambda x, cache, g: answer(x, cache, g, eta, rho, eps), {"x": x, "cache": cache}, g)


task = Task(
    key="rmsprop_step", title="One step of RMSprop", points=1, difficulty=2, minutes=10,
    objective="let old gradients fade from the learning rate of each parameter",
    reference=reference, cases=cases, drive=drive, compare=Paths(), facts=("N09-17",),
    hints=(
        "AdaGrad's cache grows for ever. How would you keep an average in which the past fades?",
        "rho = 0.9 and gradients 1, 2 from an empty cache: it becomes 0.1, then 0.9·0.1 + 0.1·4 = 0.49. With eta = 0.1 "
        "the second step is 0.1·2/0.7. What is the first?",
        "cache = ____ * cache + ____ * g**2; return x - eta * g / (____ + eps), cache",
    ),
)


@task.solution
def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g**2      # step: the fading average of the squares
    x = x - eta * g / (cache.sqrt() + eps)      # step: the move, divided by the root of the cache plus eps
    return x, cache


@task.right
def entry_by_entry(x, cache, g, eta, rho, eps):
    moved, kept = [], []
    for start, before, slope in zip(x.flatten(), cache.flatten(), g.flatten()):
        square = slope * slope          # step: the square of one entry's gradient
        old = rho * before              # step: what stays of one entry's old average
        new = (1 - rho) * square        # step: what the present square adds to one entry's average
        average = old + new             # step: the new average of one entry's squares
        divisor = average**0.5 + eps    # step: the root of one entry's average, plus eps
        rate = eta / divisor            # step: the learning rate of one entry
        step = rate * slope             # step: how far one entry moves
        moved.append(start - step)      # step: one entry, moved downhill
        kept.append(average)
    return torch.stack(moved).reshape(x.shape), torch.stack(kept).reshape(x.shape)


@task.right
def with_lerp(x, cache, g, eta, rho, eps):
    cache = torch.lerp(g.square(), cache, rho)
    return [x - g * (eta / (cache.sqrt() + eps)), cache]


def _move(x, cache, g, eta, eps):
    return x - eta * g / (cache.sqrt() + eps), cache


@task.wrong("Your cache forgets almost everything at once: with rho = 0.9 and a first gradient of 1 it holds 0.9, and "
            "your first step at eta = 0.1 is 0.105 instead of 0.316. Which of the two, old or new, should rho keep?")
def decay_exchanged(x, cache, g, eta, rho, eps):
    return _move(x, (1 - rho) * cache + rho * g**2, g, eta, eps)


@task.wrong("Your cache grows beyond the squares it is made of: with rho = 0.9 and gradients of 1 it climbs to 10 "
            "instead of 1. What should the two weights of an average add up to?")
def new_part_at_full_weight(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + g**2, g, eta, eps)


@task.wrong("Your cache only grows: with gradients of 1 it is 1, 2, 3, and the steps at eta = 0.1 shrink from 0.1 to "
            "0.058. That is AdaGrad. Which argument have you not used yet?")
def never_forgets(x, cache, g, eta, rho, eps):
    return _move(x, cache + g**2, g, eta, eps)


@task.wrong("Your cache averages gradients with their signs: after 1 and -1 it nearly cancels, and a first gradient of "
            "-3 lets you take the root of a negative number. Which quantity says how large a gradient is, whatever its "
            "sign?")
def not_squared(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * g, g, eta, eps)


@task.wrong("A large gradient makes you move less: for a first gradient of 2 with eta = 0.1 and rho = 0.9 your step is "
            "0.5, for 4 it is 0.25. The cache holds squares. What brings it back to the scale of a gradient?")
def no_root(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g**2
    return x - eta * g / (cache + eps), cache


@task.wrong("For tiny gradients your step nearly vanishes: for a first gradient of 1e-6 with eta = 0.1, rho = 0.9 and "
            "eps = 1e-8 it is 0.001 instead of 0.307. The root of 1e-8 is 1e-4. To what should eps be added?")
def eps_inside(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g**2
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("You divide by the cache of the steps before. At the first step it is empty, and with eta = 0.1, eps = "
            "1e-8 and the gradient 1 you jump by 1e7. Should the present gradient be in the cache when you divide?")
def stale_cache(x, cache, g, eta, rho, eps):
    return x - eta * g / (cache.sqrt() + eps), rho * cache + (1 - rho) * g**2


@task.wrong("All parameters share one rate: with the gradient (3, 4), eta = 0.1 and rho = 0.9 you step by (0.19, "
            "0.25), where both entries should move by 0.316. What should an entry's cache know about the other "
            "entries?")
def summed_over_parameters(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * (g * g).sum(), g, eta, eps)


@task.wrong("You walk uphill: with the gradient 1, eta = 0.1 and rho = 0.9 you go from 0 to +0.316. Which way does the "
            "loss fall?")
def climbs(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * g**2, g, -eta, eps)


@task.wrong("Your results come in the wrong order: from x = 0 with the gradient 1, eta = 0.1 and rho = 0.9 you return "
            "(0.1, -0.316). Which of the two is wanted first?")
def exchanged(x, cache, g, eta, rho, eps):
    x, cache = _move(x, rho * cache + (1 - rho) * g**2, g, eta, eps)
    return cache, x


@task.wrong("You return the new position alone. After a gradient of 1 with rho = 0.9 the cache should be 0.1. How does "
            "the second step learn about the first?")
def position_only(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * g**2, g, eta, eps)[0]


EXERCISE = task.declared()
