"""Exercise: one step of RMSprop."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import States, every_state
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
    rare = draw.away_from_zero(5, 2)
    rare[:4, 1] = 0
    extremes = numbers(1e-7, 1e-7, 100, 0, 1)[:, None] * draw.away_from_zero(5, 2)
    return [
        from_zero("one step; g lists the gradients", numbers(0, 0), numbers([[2, -3]]), 0.1, 0.9),
        from_zero("the gradients 1 and 2; x and cache after each", numbers([0]), numbers([1], [2]), 0.1, 0.9),
        from_zero("three steps with the same gradient", numbers([0]), numbers([1], [1], [1]), 0.1, 0.9),
        from_zero("five steps, the gradient changes", draw.normal(3), draw.away_from_zero(5, 3), 0.2, 0.8),
        from_zero("ordinary, small and tiny gradients", draw.normal(3), sizes * draw.away_from_zero(5, 3), 0.1, 0.95),
        from_zero("the gradient falls by 10 at every "
                  "step", draw.normal(2), fading * draw.away_from_zero(5, 2), 0.1, 0.7),
        from_zero("a parameter without a gradient for four steps", draw.normal(2), rare, 0.1, 0.6),
        case("a matrix, going on with a cache", x=draw.normal(2, 3), cache=draw.away_from_zero(2, 3).square(),
             g=list(draw.away_from_zero(4, 2, 3)), eta=0.3, rho=0.99, eps=1e-3),
        from_zero("first tiny gradients, then large ones, then none", numbers(1, 2), extremes, 0.1, 0.3),
        from_zero("a number without axes", numbers(1), draw.away_from_zero(2), 0.1, 0.9),
    ]


def drive(answer, x: Tensor, cache: Tensor, g: list[Tensor], eta: float, rho: float,
          eps: float) -> list[Tensor] | str:
    """x and cache after every step."""
    return every_state(lambda x, cache, g: answer(x, cache, g, eta, rho, eps), {"x": x, "cache": cache}, g)


task = Task(
    key="rmsprop_step", title="One step of RMSprop", points=1, difficulty=2, minutes=15,
    objective="let old gradients fade from the learning rate of each parameter",
    reference=reference, cases=cases, drive=drive, compare=States(rtol=1e-10, parts=("x", "cache")),
    facts=("N09-17",),
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


def _faded(cache, g, rho):
    return rho * cache + (1 - rho) * g**2


@task.wrong("Your cache forgets almost everything at once: for example with rho = 0.9 and a first gradient of 1 it "
            "holds 0.9, and your first step at eta = 0.1 is 0.105 instead of 0.316. Which of the two, old or new, "
            "should rho keep?",
            short="rho and 1 - rho are exchanged")
def decay_exchanged(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, 1 - rho), g, eta, eps)


@task.wrong("Your cache grows beyond the squares it is made of: for example with rho = 0.9 and gradients of 1 it is 1, "
            "then 1.9, and climbs to 10. What should the two shares of an average add up to?",
            short="the new square comes in at full weight")
def new_part_at_full_weight(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + g**2, g, eta, eps)


@task.wrong("Nothing fades in your cache: for example with rho = 0.9 and gradients of 1 it is 0.1, 0.2, 0.3, without "
            "end. Which share of the old cache should stay?",
            short="the old cache stays at full weight")
def old_part_at_full_weight(x, cache, g, eta, rho, eps):
    return _move(x, cache + (1 - rho) * g**2, g, eta, eps)


@task.wrong("Your cache only grows: for example with gradients of 1 it is 1, 2, 3, and the steps at eta = 0.1 shrink "
            "from 0.1 to 0.058. That is AdaGrad. Which argument have you not used yet?",
            short="the cache adds up all squares, as in AdaGrad")
def never_forgets(x, cache, g, eta, rho, eps):
    return _move(x, cache + g**2, g, eta, eps)


@task.wrong("Both parts of your cache get the share rho: for example with rho = 0.9, after a cache of 1 and a gradient "
            "of 1 it is 1.8. What should the two shares add up to?",
            short="both shares are rho")
def both_shares_rho(x, cache, g, eta, rho, eps):
    return _move(x, rho * (cache + g**2), g, eta, eps)


@task.wrong("Both parts of your cache get the share 1 - rho: for example with rho = 0.9, after a cache of 1 and a "
            "gradient of 1 it is 0.2. What should the two shares add up to?",
            short="both shares are 1 - rho")
def both_shares_the_rest(x, cache, g, eta, rho, eps):
    return _move(x, (1 - rho) * (cache + g**2), g, eta, eps)


@task.wrong("Your cache is the plain mean of the old one and the new square, whatever rho is: for example after a "
            "first gradient of 1 it is 0.5. With rho = 0.9, how much of the old cache should stay?",
            short="rho is ignored, both shares are one half")
def halves(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, 0.5), g, eta, eps)


@task.wrong("Your cache holds the latest square alone: for example with gradients of 1 it is 1 each time, and every "
            "step has the length eta. What should stay of the old cache?",
            short="the cache holds only the latest square")
def latest_only(x, cache, g, eta, rho, eps):
    return _move(x, g**2, g, eta, eps)


@task.wrong("The old cache has no effect with you: for example with rho = 0.9 and gradients of 1 it is 0.1 after every "
            "step. What should stay of the old cache?",
            short="the cache holds only the share of the latest square")
def share_of_the_latest_only(x, cache, g, eta, rho, eps):
    return _move(x, (1 - rho) * g**2, g, eta, eps)


@task.wrong("1 - rho is squared with you: for example with rho = 0.9 and a first gradient of 1 your cache is 0.01, not "
            "0.1. What does the square in your line reach: the gradient, or its product with the share?",
            short="the share 1 - rho is squared")
def share_squared(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + ((1 - rho) * g)**2, g, eta, eps)


@task.wrong("Your cache averages gradients with their signs: for example after 1 and -1 it nearly cancels, and a first "
            "gradient of -3 lets you take the root of a negative number. Which quantity says how large a gradient is, "
            "whatever its sign?",
            short="the cache averages gradients with their signs")
def not_squared(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * g, g, eta, eps)


@task.wrong("Your cache averages the sizes of the gradients, and you divide by its root: for example with rho = 0.9 a "
            "first gradient of 2 gives the cache 0.2, not 0.4. Of what should the cache be an average?",
            short="the cache averages the sizes of the gradients, not their squares")
def sizes_averaged(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * g.abs(), g, eta, eps)


@task.wrong("Your cache averages the sizes of the gradients, and you divide by it without a root: with rho = 0.9 and "
            "eta = 0.1 a first gradient of 2 gives the cache 0.2 and the step 1. Of what should the cache be an "
            "average?",
            short="the cache averages the sizes of the gradients, and no root is taken")
def sizes_averaged_no_root(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g.abs()
    return x - eta * g / (cache + eps), cache


@task.wrong("You average the sizes of the gradients and square the average: for example with rho = 0.9 and a first "
            "gradient of 1 your cache is 0.01, not 0.1. What should come first, the square or the average?",
            short="the cache is the square of an average")
def square_of_average(x, cache, g, eta, rho, eps):
    return _move(x, (rho * cache.sqrt() + (1 - rho) * g.abs())**2, g, eta, eps)


@task.wrong("You average first and square afterwards, and the gradient comes in with its sign: for example with rho = "
            "0.5 after the gradients 1 and -0.5 your cache is 0, not 0.375. What should come first, the square or "
            "the average?",
            short="the cache is the square of an average of gradients with their signs")
def square_of_signed_average(x, cache, g, eta, rho, eps):
    return _move(x, (rho * cache.sqrt() + (1 - rho) * g)**2, g, eta, eps)


@task.wrong("You divide the cache by 1 - rho before you take its root: for example with rho = 0.9, eta = 0.1 and a "
            "first gradient of 1 your step is 0.1, not 0.316. Does the text ask for a correction?",
            short="the cache is divided by 1 - rho")
def corrected_by_the_share(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / ((cache / (1 - rho)).sqrt() + eps), cache


@task.wrong("Two things: the cache is divided by 1 - rho before the root, and eps stands inside the root. For example "
            "with rho = 0.9 and eta = 0.1 a first gradient of 1 gives the step 0.1, not 0.316. Which correction is "
            "asked for?",
            short="the cache is divided by 1 - rho, and eps stands inside the root")
def corrected_with_eps_inside(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / (cache / (1 - rho) + eps).sqrt(), cache


@task.wrong("With an empty cache you start from the full square: for example with rho = 0.9 after a first gradient of "
            "1 your cache is 1, not 0.1. Which share should the new square get at the first step?",
            short="an empty cache is filled with the full square")
def first_step_special(x, cache, g, eta, rho, eps):
    return _move(x, torch.where(cache == 0, g**2, _faded(cache, g, rho)), g, eta, eps)


@task.wrong("A large gradient makes you move less: for example with eta = 0.1 and rho = 0.9 a first gradient of 2 "
            "gives a step of 0.5, and 4 gives 0.25. The cache holds squares. What brings it back to the scale of a "
            "gradient?",
            short="the root of the cache is missing")
def no_root(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / (cache + eps), cache


@task.wrong("You walk uphill, and a large gradient makes you move less: with eta = 0.1 and rho = 0.9 a first gradient "
            "of 2 takes you from 0 to 0.5, and 4 to 0.25. Which way does the loss fall?",
            short="the step goes uphill, and the root of the cache is missing")
def climbs_no_root(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x + eta * g / (cache + eps), cache


@task.wrong("You return the root of the average, and the next step goes on with it: for example with rho = 0.9 after a "
            "first gradient of 1 you return 0.316, not 0.1. Which of the two, root or average, should the next step "
            "find?",
            short="the root is returned in the place of the cache")
def root_returned(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho).sqrt()
    return x - eta * g / (cache + eps), cache


@task.wrong("For tiny gradients your step nearly vanishes: for example a first gradient of 1e-6 with eta = 0.1, rho = "
            "0.9 and eps = 1e-8 gives 0.001 instead of 0.307. The root of 1e-8 is 1e-4. To what should eps be added?",
            short="eps stands inside the root")
def eps_inside(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("You keep eps in the cache: for example after a first gradient of 0 with eps = 0.001 the cache that you "
            "return is 0.001. What belongs in an average of squares?",
            short="eps is added to the cache")
def eps_in_the_cache(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho) + eps
    return x - eta * g / cache.sqrt(), cache


@task.wrong("A parameter whose gradients have all been 0 turns into nan: 0 divided by the root of 0. What are you "
            "given that keeps the divisor away from 0?",
            short="eps is missing")
def without_eps(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / cache.sqrt(), cache


@task.wrong("You add eps to the position, not to the divisor: for example with the gradient 0 and an empty cache you "
            "still divide 0 by 0. What does Python do first in a / b + c?",
            short="eps is added after the division")
def eps_after_the_division(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / cache.sqrt() + eps, cache


@task.wrong("eps plays no part where the root is larger than eps: for example a cache of 1e-14 with eps = 1e-8 "
            "makes you divide by 1e-7, not by 1.1e-7. To what should eps be added?",
            short="eps is a lower bound instead of being added")
def eps_as_floor(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / cache.sqrt().clamp(min=eps), cache


@task.wrong("You divide by the cache of the steps before. At the first step it is empty: for example with eta = 0.1, "
            "eps = 1e-8 and the gradient 1 you jump by 1e7. Should the present gradient be in the cache when you "
            "divide?",
            short="the old cache divides the step")
def stale_cache(x, cache, g, eta, rho, eps):
    return _move(x, cache, g, eta, eps)[0], _faded(cache, g, rho)


@task.wrong("You divide by the right cache, but hand the old one back: for example with rho = 0.9 after a first "
            "gradient of 1 you return the cache 0, not 0.1. What will the next step find in the cache?",
            short="the old cache is handed back")
def old_cache_handed_on(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho), g, eta, eps)[0], cache


@task.wrong("You divide by the old cache and hand it back as it came: for example after a first gradient of 1 it is "
            "still 0. Where does the square of the present gradient go?",
            short="the cache never changes")
def cache_never_changes(x, cache, g, eta, rho, eps):
    return _move(x, cache, g, eta, eps)


@task.wrong("Each step lets the cache fade twice: for example with rho = 0.9 after a first gradient of 1 you return "
            "0.19, not 0.1. In how many lines do you change the cache?",
            short="the returned cache is updated twice")
def faded_again(x, cache, g, eta, rho, eps):
    x, cache = _move(x, _faded(cache, g, rho), g, eta, eps)
    return x, _faded(cache, g, rho)


@task.wrong("All parameters share one rate: for example with the gradient (3, 4), eta = 0.1 and rho = 0.9 you step by "
            "(0.19, 0.25), where both entries should move by 0.316. What should an entry's cache know about the other "
            "entries?",
            short="all parameters share one sum of squares")
def summed_over_parameters(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * (g * g).sum(), g, eta, eps)


@task.wrong("All parameters share one rate: for example with the gradient (3, 4) and rho = 0.9 your cache is 1.25 in "
            "both entries, a tenth of the mean of 9 and 16. What should an entry's cache know about the other entries?",
            short="all parameters share one mean of squares")
def mean_over_parameters(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) * (g * g).mean(), g, eta, eps)


@task.wrong("You walk uphill: for example with the gradient 1, eta = 0.1 and rho = 0.9 you go from 0 to 0.316. Which "
            "way does the loss fall?",
            short="the step goes uphill")
def climbs(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho), g, -eta, eps)


@task.wrong("You always move the same way: for example with eta = 0.1 and rho = 0.9 the first gradients 2 and -2 both "
            "give the step -0.158. What says in which direction to go?",
            short="the gradient is missing from the step")
def without_gradient(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta / (cache.sqrt() + eps), cache


@task.wrong("Your step does not depend on eta: for example with rho = 0.9 a first gradient of 1 moves you by 3.16 with "
            "every eta. How far should it be with eta = 0.1?",
            short="eta is missing")
def without_eta(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho), g, 1, eps)


@task.wrong("You move by eta times the gradient: for example with the gradient 2 and eta = 0.1 your step is 0.2, "
            "however large the cache is. What is the cache for?",
            short="nothing is divided by the root of the cache")
def plain_descent(x, cache, g, eta, rho, eps):
    return x - eta * g, _faded(cache, g, rho)


@task.wrong("Your cache is right, and `x` stays where it was: for example from 0 with the gradient 1, eta = 0.1 and "
            "rho = 0.9 it should go to -0.316. Is the new position the one that you return?",
            short="x does not move")
def x_unchanged(x, cache, g, eta, rho, eps):
    return x, _faded(cache, g, rho)


@task.wrong("You return the step, not the new position: for example from x = 1 with the gradient 1, eta = 0.1 and rho "
            "= 0.9 you give -0.316. Where does the step start?",
            short="the step is returned, not the position")
def step_alone(x, cache, g, eta, rho, eps):
    return _move(0, _faded(cache, g, rho), g, eta, eps)


@task.wrong("Your results come in the wrong order: for example from x = 0 with the gradient 1, eta = 0.1 and rho = 0.9 "
            "you return (0.1, -0.316). Which of the two is wanted first?",
            short="the two results are exchanged")
def exchanged(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho), g, eta, eps)[::-1]


@task.wrong("You return the new position alone. For example after a gradient of 1 with rho = 0.9 the cache should be "
            "0.1. How does the second step learn about the first?",
            short="the cache is not returned")
def position_only(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho), g, eta, eps)[0]


@task.wrong("Your cache takes rho times the square off 1: for example with rho = 0.9 and a first gradient of 2 it is "
            "1 - 3.6 = -2.6, not 0.4. What should the brackets around 1 - rho hold?",
            short="the brackets of 1 - rho also hold the square")
def square_inside_the_share(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho * g**2), g, eta, eps)


@task.wrong("The square multiplies the old cache too: for example with rho = 0.9 and the gradients 1 and 2 your cache "
            "is 0.1 and then (0.09 + 0.1)·4 = 0.76, not 0.49. Which part of the average belongs to the present "
            "gradient?",
            short="the square multiplies the old cache too")
def square_multiplies_all(x, cache, g, eta, rho, eps):
    return _move(x, (rho * cache + (1 - rho)) * g**2, g, eta, eps)


@task.wrong("rho multiplies the new square too: for example with rho = 0.9 and a first gradient of 1 your cache is "
            "0.9·0.1 = 0.09, not 0.1. How far do the brackets after rho reach?",
            short="rho multiplies the new square too")
def rho_multiplies_all(x, cache, g, eta, rho, eps):
    return _move(x, rho * (cache + (1 - rho) * g**2), g, eta, eps)


@task.wrong("The share 1 - rho is added to your cache, not multiplied: for example with rho = 0.9 and a first "
            "gradient of 2 it is 0.1 + 4 = 4.1, not 0.4. How much of the square should come in?",
            short="the share 1 - rho is added instead of multiplied")
def share_not_multiplied(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + (1 - rho) + g**2, g, eta, eps)


@task.wrong("Right where x has an axis; for a tensor without axes, such as torch.tensor(2.0), you stop with an error: "
            "len() and a loop over its entries do not work there. Which operations work on a whole tensor of any "
            "shape at once?",
            short="a tensor without axes stops the answer")
def no_axis(x, cache, g, eta, rho, eps):
    rows = [_move(x[i], _faded(cache[i], g[i], rho), g[i], eta, eps) for i in range(len(x))]
    return torch.stack([row[0] for row in rows]), torch.stack([row[1] for row in rows])


@task.wrong("The numbers fit, but x and the cache that you return are float32; the ones that you were given are "
            "float64. torch.zeros(3), for example, makes a float32 tensor, whatever is written into it. Which dtype "
            "should the results have?",
            short="the results are float32")
def float32_results(x, cache, g, eta, rho, eps):
    x, cache = _move(x, _faded(cache, g, rho), g, eta, eps)
    return x.float(), cache.float()


@task.wrong("Two things: you walk uphill, and rho and 1 - rho are exchanged. For example with rho = 0.9, eta = 0.1 "
            "and a first gradient of 1 your cache is 0.9 and you go to 0.105. Which way does the loss fall?",
            short="the step goes uphill")
def climbs_with_shares_exchanged(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, 1 - rho), g, -eta, eps)


@task.wrong("Two things: you walk uphill, and the new square comes in at full weight. For example with rho = 0.9, eta "
            "= 0.1 and a first gradient of 1 your cache is 1, and you go to 0.1. Which way does the loss fall?",
            short="the step goes uphill")
def climbs_at_full_weight(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + g**2, g, -eta, eps)


@task.wrong("Two things: you walk uphill, and eps stands inside the root. For example with rho = 0.9, eta = 0.1 and "
            "eps = 1e-8 a first gradient of 1e-6 takes you from 0 to 0.001. Which way does the loss fall?",
            short="the step goes uphill")
def climbs_with_eps_inside(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x + eta * g / (cache + eps).sqrt(), cache


@task.wrong("Two things: you walk uphill, and you divide by the cache of the steps before. At the first step it is "
            "empty: for example with eta = 0.1, eps = 1e-8 and the gradient 1 you jump by 1e7. Which way does the "
            "loss fall?",
            short="the step goes uphill")
def climbs_by_the_old_cache(x, cache, g, eta, rho, eps):
    return _move(x, cache, g, -eta, eps)[0], _faded(cache, g, rho)


@task.wrong("Two things: rho and 1 - rho are exchanged in the cache, and eps stands inside the root. For example with "
            "rho = 0.9 and a first gradient of 1 your cache is 0.9, not 0.1. Which of the two should rho keep?",
            short="rho and 1 - rho are exchanged")
def shares_exchanged_with_eps_inside(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, 1 - rho)
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("Two things: rho and 1 - rho are exchanged in the cache, and its root is missing. For example with rho = "
            "0.9 and a first gradient of 1 your cache is 0.9, not 0.1. Which of the two should rho keep?",
            short="rho and 1 - rho are exchanged")
def shares_exchanged_without_root(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, 1 - rho)
    return x - eta * g / (cache + eps), cache


@task.wrong("Two things: the new square comes in at full weight, and the root of the cache is missing. For example "
            "with rho = 0.9 and gradients of 1 your cache is 1, then 1.9. What should the two shares add up to?",
            short="the new square comes in at full weight")
def full_weight_without_root(x, cache, g, eta, rho, eps):
    cache = rho * cache + g**2
    return x - eta * g / (cache + eps), cache


@task.wrong("Your step is multiplied by 1 - rho: for example with rho = 0.9, eta = 0.1 and a first gradient of 1 you "
            "move by 0.0316, not by 0.316. What does RMSprop average, the squares or the step?",
            short="the step is multiplied by 1 - rho")
def step_takes_the_share(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho), g, (1 - rho) * eta, eps)


@task.wrong("Two things: your step is multiplied by 1 - rho, and you divide by the old cache. For example with rho = "
            "0.9, eta = 0.1, eps = 1e-8 and a first gradient of 1 you jump by 1e6. Which cache should divide the step?",
            short="the old cache divides the step")
def step_takes_the_share_by_the_old_cache(x, cache, g, eta, rho, eps):
    return _move(x, cache, g, (1 - rho) * eta, eps)[0], _faded(cache, g, rho)


@task.wrong("A parameter with tiny gradients does not move: for example with a first gradient of 1e-7, eta = 0.1, rho "
            "= 0.9 and eps = 1e-8 it should move by 0.24. What keeps a divisor of 0 away, without a threshold?",
            short="tiny gradients are taken for 0")
def tiny_taken_for_zero(x, cache, g, eta, rho, eps):
    moved, cache = _move(x, _faded(cache, g, rho), g, eta, eps)
    return torch.where(cache < 1e-12, x, moved), cache


@task.wrong("Two things: you divide by the cache of the steps before, and eps stands inside the root. For example "
            "with eta = 0.1, eps = 1e-8 and a first gradient of 1 you jump by 1000. Which cache should divide the "
            "step?",
            short="the old cache divides the step")
def old_cache_with_eps_inside(x, cache, g, eta, rho, eps):
    return x - eta * g / (cache + eps).sqrt(), _faded(cache, g, rho)


@task.wrong("Two things: you divide by the cache of the steps before, and its root is missing. For example with rho = "
            "0.9, eta = 0.1 and the gradients 1 and 2 your second step is 2, not 0.286. Which cache should divide the "
            "step?",
            short="the old cache divides the step")
def old_cache_without_root(x, cache, g, eta, rho, eps):
    return x - eta * g / (cache + eps), _faded(cache, g, rho)


@task.wrong("Two things: your results are exchanged, and rho and 1 - rho are exchanged. From x = 0 with rho = 0.9, "
            "eta = 0.1 and the gradient 1 you return (0.9, -0.105), where (-0.316, 0.1) belongs. Which of the two is "
            "wanted first?",
            short="the two results are exchanged, and so are rho and 1 - rho")
def exchanged_with_shares_exchanged(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, 1 - rho), g, eta, eps)[::-1]


@task.wrong("Two things: your results are exchanged, and the new square has full weight. From x = 0 with rho = 0.9, "
            "eta = 0.1 and the gradient 1 you return (1, -0.1), where (-0.316, 0.1) belongs. Which of the two is "
            "wanted first?",
            short="the two results are exchanged, and the new square comes in at full weight")
def exchanged_at_full_weight(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + g**2, g, eta, eps)[::-1]


@task.wrong("Two things: your results are exchanged, and the root of the cache is missing. From x = 0 with rho = 0.9, "
            "eta = 0.1 and the gradient 1 you return (0.1, -1), where (-0.316, 0.1) belongs. Which of the two is "
            "wanted first?",
            short="the two results are exchanged, and the root of the cache is missing")
def exchanged_without_root(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return cache, x - eta * g / (cache + eps)


@task.wrong("Two things: your results are exchanged, and eps stands inside the root. From x = 0 with rho = 0.9, eta = "
            "0.1 and the gradient 1 you return (0.1, -0.316). Which of the two is wanted first?",
            short="the two results are exchanged, and eps stands inside the root")
def exchanged_with_eps_inside(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return cache, x - eta * g / (cache + eps).sqrt()


@task.wrong("You divide by the root of at least 1e-12: for example a first gradient of 1e-7 with eta = 0.1, rho = 0.9 "
            "and eps = 1e-8 moves you by 0.0099, not by 0.24. What keeps the divisor away from 0 without a bound?",
            short="the cache has a lower bound of 1e-12")
def cache_of_at_least_1e_12(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho).clamp(min=1e-12), g, eta, eps)


@task.wrong("You divide by the root of at least eps, plus eps: for example a first gradient of 1e-6 with eta = 0.1, "
            "rho = 0.9 and eps = 1e-8 moves you by 0.001, not by 0.307. What does eps do without a bound?",
            short="eps is a lower bound of the cache in the step")
def root_of_at_least_eps(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return _move(x, cache.clamp(min=eps), g, eta, eps)[0], cache


@task.wrong("Your cache is at least eps: for example after a first gradient of 0 with eps = 1e-8 you return 1e-8, not "
            "0, and tiny gradients hardly move x. What belongs in an average of squares?",
            short="the cache is at least eps")
def cache_of_at_least_eps(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho).clamp(min=eps), g, eta, eps)


@task.wrong("You move by the square of the gradient, and never upwards: for example with eta = 0.1 and rho = 0.9 the "
            "first gradients 2 and -2 both take you from 0 to -0.632. What should stand above the root?",
            short="the square of the gradient stands in the step")
def square_in_the_step(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g**2 / (cache.sqrt() + eps), cache


@task.wrong("Two things: you move by the square of the gradient, and the root of the cache is missing. With eta = 0.1 "
            "and rho = 0.9 the first gradients 2 and -2 both take you from 0 to -1. What should stand above the root?",
            short="the square of the gradient stands in the step, and the root of the cache is missing")
def square_in_the_step_without_root(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g**2 / (cache + eps), cache


@task.wrong("Your step and your cache both take the square for the gradient: with rho = 0.9 a first gradient of 2 "
            "gives the cache 0.1·4² = 1.6, not 0.4, and you never move upwards. How often do you square g?",
            short="the gradient is squared before the cache squares it again")
def squared_for_all(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g**2, rho), g**2, eta, eps)


@task.wrong("Where all gradients are tiny at once you make no step: a single entry with a first gradient of 1e-7, eta "
            "= 0.1, rho = 0.9 and eps = 1e-8 should move by 0.24. What keeps a divisor of 0 away, without a "
            "threshold?",
            short="a step with tiny gradients only is left out")
def nothing_done_where_all_are_tiny(x, cache, g, eta, rho, eps):
    return (x.clone(), cache.clone()) if g.abs().max() < 1e-5 else _move(x, _faded(cache, g, rho), g, eta, eps)


@task.wrong("Where the gradient is 0 your cache stays as it is: for example with rho = 0.9 a cache of 1 should become "
            "0.9. Which share of the old cache stays, whatever the gradient is?",
            short="a gradient of 0 leaves the cache as it is")
def no_fading_without_gradient(x, cache, g, eta, rho, eps):
    moved, new = _move(x, _faded(cache, g, rho), g, eta, eps)
    return moved, torch.where(g == 0, cache, new)


@task.wrong("Your cache is right, but all entries share one divisor: for example with the first gradient (3, 4), eta "
            "= 0.1 and rho = 0.9 you step by (0.19, 0.253), where both should move by 0.316. Which cache should "
            "divide an entry's step?",
            short="one divisor for all entries, from the sum of the cache")
def one_length_by_the_sum(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / (cache.sum().sqrt() + eps), cache


@task.wrong("Your cache is right, but all entries share one divisor: for example with the first gradient (3, 4), eta "
            "= 0.1 and rho = 0.9 you step by (0.268, 0.358), where both should move by 0.316. Which cache should "
            "divide an entry's step?",
            short="one divisor for all entries, from the mean of the cache")
def one_length_by_the_mean(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / (cache.mean().sqrt() + eps), cache


@task.wrong("You subtract eps from the position and do not add it to the divisor: for example with the gradient 0 and "
            "an empty cache you still divide 0 by 0. What does Python do first in a / b + c?",
            short="eps is subtracted after the division")
def eps_subtracted_after_the_division(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - (eta * g / cache.sqrt() + eps), cache


@task.wrong("Two things: rho and 1 - rho are exchanged, and you divide by the old cache. With rho = 0.9, eta = 0.1, "
            "eps = 1e-8 and a first gradient of 1 you jump by 1e7. Which cache should divide the step?",
            short="rho and 1 - rho are exchanged, and the old cache divides the step")
def shares_exchanged_by_the_old_cache(x, cache, g, eta, rho, eps):
    return _move(x, cache, g, eta, eps)[0], _faded(cache, g, 1 - rho)


@task.wrong("Two things: the new square comes in at full weight, and you divide by the old cache. With eta = 0.1, eps "
            "= 1e-8 and a first gradient of 1 your cache is 1, and you jump by 1e7. Which cache should divide the "
            "step?",
            short="the new square comes in at full weight, and the old cache divides the step")
def full_weight_by_the_old_cache(x, cache, g, eta, rho, eps):
    return _move(x, cache, g, eta, eps)[0], rho * cache + g**2


@task.wrong("Where all gradients are tiny at once x stays and your cache only fades: a single entry with a first "
            "gradient of 1e-7, eta = 0.1, rho = 0.9 and eps = 1e-8 should move by 0.24. Which gradients does the text "
            "leave out?",
            short="a step with tiny gradients only does nothing but fade")
def only_fading_where_all_are_tiny(x, cache, g, eta, rho, eps):
    return (x.clone(), rho * cache) if g.abs().max() < 1e-6 else _move(x, _faded(cache, g, rho), g, eta, eps)


@task.wrong("The new square always comes in with a tenth, whatever rho is: for example with rho = 0.5 a first gradient "
            "of 2 makes your cache 0.4, not 2. Which share is left when rho of the old cache stays?",
            short="the new square always comes in with 0.1")
def share_always_a_tenth(x, cache, g, eta, rho, eps):
    return _move(x, rho * cache + 0.1 * g**2, g, eta, eps)


@task.wrong("Two things: the new square always comes in with a tenth, and eps stands inside the root. For example with "
            "rho = 0.5 a first gradient of 2 makes your cache 0.4, not 2. Which share is left beside rho?",
            short="the new square always comes in with 0.1, and eps stands inside the root")
def share_always_a_tenth_with_eps_inside(x, cache, g, eta, rho, eps):
    cache = rho * cache + 0.1 * g**2
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("Your shares are 0.9 and 0.1, whatever rho is: for example with rho = 0.5 a first gradient of 2 makes your "
            "cache 0.4, not 2. Where does rho come in?", short="the shares are 0.9 and 0.1, whatever rho is")
def rho_always_nine_tenths(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, 0.9), g, eta, eps)


@task.wrong("Your cache averages the squares of eta times the gradient: for example a first gradient of 2 with eta = "
            "0.1 and rho = 0.9 makes it 0.004, not 0.4. Whose squares does RMSprop average?",
            short="the cache averages squares of eta times the gradient")
def squares_of_steps(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, eta * g, rho), g, eta, eps)


@task.wrong("Only the first entry moves, and only its square comes into the cache: x = (0, 0) with the gradients (2, "
            "2) eta = 0.1 and rho = 0.9 becomes (-0.316, 0). When should your function be done with x?",
            short="only the first entry is updated")
def only_the_first_entry(x, cache, g, eta, rho, eps):
    first = torch.zeros_like(x)
    first.view(-1)[:1] = 1
    new_x, new = rmsprop_step(x, cache, g, eta, rho, eps)
    return torch.where(first > 0, new_x, x), torch.where(first > 0, new, cache)


@task.wrong("Only the last entry moves, and only its square comes into the cache: x = (0, 0) with the gradients (2, "
            "2) eta = 0.1 and rho = 0.9 becomes (0, -0.316). What becomes of the entries before it?",
            short="only the last entry is updated")
def only_the_last_entry(x, cache, g, eta, rho, eps):
    last = torch.zeros_like(x)
    last.view(-1)[-1:] = 1
    new_x, new = rmsprop_step(x, cache, g, eta, rho, eps)
    return torch.where(last > 0, new_x, x), torch.where(last > 0, new, cache)


@task.wrong("Two things: the new square counts in full, and eps stands under the root. For example a first gradient of "
            "1 makes your cache 1, and with eps = 1e-8 a cache of 0 makes you divide by 1e-4. Which share is the new "
            "square's?", short="the new square comes in at full weight, and eps stands inside the root")
def full_square_eps_inside(x, cache, g, eta, rho, eps):
    cache = rho * cache + g**2
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("You use eps twice, inside the root and outside it: for example a cache of 1e-12 with eps = 1e-8 makes "
            "you divide by 0.0001, not by 0.00000101. Which of the two places does the text name?",
            short="eps stands inside the root and outside it")
def eps_inside_and_outside(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * g / ((cache + eps).sqrt() + eps), cache


@task.wrong("Your cache averages gradients with their signs, and its size stands under the root: for example with rho "
            "= 0.9 a first gradient of -4 makes it -0.4, not 1.6. Of what should the cache be an average?",
            short="the cache averages gradients with their signs, and the root is taken of its size")
def not_squared_root_of_the_size(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g
    return x - eta * g / (cache.abs().sqrt() + eps), cache


@task.wrong("Your square also holds the old cache: for example with rho = 0.9 the gradients 1 and 1 make the cache "
            "0.01 and 0.0119, where 0.1 and 0.19 are wanted. What alone is squared?",
            short="the square is taken of old cache and gradient together")
def whole_average_squared(x, cache, g, eta, rho, eps):
    return _move(x, (rho * cache + (1 - rho) * g)**2, g, eta, eps)


@task.wrong("You divide by 1 - rho and keep the result: for example with rho = 0.9 the gradients 1 and 1 make the "
            "cache 1 and 10, where 0.1 and 0.19 are wanted. Is there a correction in this rule?",
            short="the cache is divided by 1 - rho and used further")
def divided_cache_stored(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho) / (1 - rho), g, eta, eps)


@task.wrong("A cache that is 0 everywhere is filled with the full square: for example with rho = 0.9 after a first "
            "gradient of 1 it is 1, not 0.1. Which share should the new square get at the first step?",
            short="the first step fills the cache with the full square")
def first_step_special_for_all(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho) if cache.any() else g**2, g, eta, eps)


@task.wrong("Your shares are always 0.99 and 0.01: for example with rho = 0.9 a first gradient of 1 makes the cache "
            "0.01, not 0.1. What does the argument rho say?",
            short="the shares are 0.99 and 0.01, whatever rho is")
def rho_always_of_torch(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, 0.99), g, eta, eps)


@task.wrong("Your shares are made with the square of rho: for example with rho = 0.9 a first gradient of 1 makes the "
            "cache 0.19, not 0.1. What is squared, and what is not?",
            short="the shares are made with the square of rho")
def shares_by_the_square_of_rho(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho**2), g, eta, eps)


@task.wrong("Your position shrinks by rho before it moves: for example with rho = 0.9 and a gradient of 0 you go from "
            "1 to 0.9. Which of the two fades, the position or the cache?",
            short="x fades like the cache")
def position_fades_too(x, cache, g, eta, rho, eps):
    moved, cache = _move(rho * x, _faded(cache, g, rho), g, eta, eps)
    return moved, cache


@task.wrong("Your eps is always 1e-8: for example with eps = 1, a new cache of 1, eta = 0.1 and the gradient 1 you "
            "step by 0.1, not by 0.05. Whose eps should a step use?",
            short="eps is 1e-8, whatever is given")
def eps_always_1e_8(x, cache, g, eta, rho, eps):
    return _move(x, _faded(cache, g, rho), g, eta, 1e-8)


@task.wrong("You add eps to the gradient as well as to the root: for example with eps = 1e-8 and gradients that have "
            "all been 0 you move by eta, not by 0. What stands above the line?",
            short="eps is also added to the gradient")
def eps_above_too(x, cache, g, eta, rho, eps):
    cache = _faded(cache, g, rho)
    return x - eta * (g + eps) / (cache.sqrt() + eps), cache


EXERCISE = task.declared()
