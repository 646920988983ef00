"""Exercise: one step of AdaGrad."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import States, every_state
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
    extremes = numbers(1e-7, 1e-7, 100, 0, 1)[:, None] * draw.away_from_zero(5, 2)
    return [
        from_zero("one step; g lists the gradients", numbers(0, 0), numbers([[2, -3]]), 0.1),
        from_zero("the gradients 3 and 4; x and cache after each", numbers([0]), numbers([3], [4]), 0.1),
        from_zero("three steps with the same gradient", numbers([0]), numbers([1], [1], [1]), 0.1),
        from_zero("five steps, the gradient changes", draw.normal(3), draw.away_from_zero(5, 3), 0.2),
        from_zero("ordinary, small and tiny gradients", draw.normal(3), sizes * draw.away_from_zero(5, 3), 0.1),
        from_zero("a parameter without a gradient for four steps", draw.normal(3), rare, 0.1),
        case("a matrix, going on with a cache", x=draw.normal(2, 3), cache=draw.away_from_zero(2, 3).square(),
             g=list(draw.away_from_zero(4, 2, 3)), eta=0.3, eps=1e-3),
        from_zero("first tiny gradients, then large ones, then none", numbers(1, 2), extremes, 0.1),
        from_zero("a number without axes", numbers(1), draw.away_from_zero(2), 0.1),
    ]


def drive(answer, x: Tensor, cache: Tensor, g: list[Tensor], eta: float, eps: float) -> list[Tensor] | str:
    """x and cache after every step."""
    return every_state(lambda x, cache, g: answer(x, cache, g, eta, eps), {"x": x, "cache": cache}, g)


task = Task(
    key="adagrad_step", title="One step of AdaGrad", points=1, difficulty=2, minutes=10,
    objective="give each parameter a learning rate that falls with its own gradients",
    reference=reference, cases=cases, drive=drive, compare=States(rtol=1e-10, parts=("x", "cache")),
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


def _move(x, cache, g, eta, eps):
    return x - eta * g / (cache.sqrt() + eps), cache


@task.wrong("Your cache adds gradients with their signs: for example after 1 and -1 it is empty again, and after a "
            "first gradient of -3 you take the root of -3. Which quantity says how large a gradient is, whatever its "
            "sign?",
            short="the cache adds gradients with their signs")
def not_squared(x, cache, g, eta, eps):
    return _move(x, cache + g, g, eta, eps)


@task.wrong("Your cache adds gradients without their signs: for example after 3 and 4 it holds 7, not 25. You divide "
            "by its root: with eta = 0.1 a first gradient of 4 moves you by 0.2. Of what should the cache be a sum?",
            short="the cache adds the sizes of the gradients, not their squares")
def sizes_added(x, cache, g, eta, eps):
    return _move(x, cache + g.abs(), g, eta, eps)


@task.wrong("Your cache adds gradients without their signs, and you divide by it as it is: for example after 3 and 4 "
            "it holds 7, and the second step with eta = 0.1 is 0.1·4/7, not 0.1·4/5. How do 3 and 4 give 5?",
            short="the cache adds the sizes of the gradients, and no root is taken")
def sizes_added_no_root(x, cache, g, eta, eps):
    cache = cache + g.abs()
    return x - eta * g / (cache + eps), cache


@task.wrong("You add the gradients before you square: for example after 3 and 4 your cache is 49, not 25, and after 3 "
            "and -3 it is 0, not 18. What should come first, the square or the sum?",
            short="the cache is the square of a sum")
def square_of_sum(x, cache, g, eta, eps):
    total = cache.sqrt() + g
    return x - eta * g / (total.abs() + eps), total**2


@task.wrong("Your cache is the square of a sum of sizes: for example after 3 and 4 it is 49, not 25. What should come "
            "first, the square or the sum?",
            short="the cache is the square of a sum of sizes")
def square_of_sum_of_sizes(x, cache, g, eta, eps):
    return _move(x, (cache.sqrt() + g.abs())**2, g, eta, eps)


@task.wrong("A large gradient makes you move less: for example with eta = 0.1 a first gradient of 2 gives a step of "
            "0.05, and 4 gives 0.025. The cache holds squares. What brings it back to the scale of a gradient?",
            short="the root of the cache is missing")
def no_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache + eps), cache


@task.wrong("You walk uphill, and a large gradient makes you move less: for example with eta = 0.1 a first gradient of "
            "2 takes you from 0 to 0.05, and 4 to 0.025. Which way does the loss fall, and on which scale is the "
            "cache?",
            short="the step goes uphill, and the root of the cache is missing")
def climbs_no_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x + eta * g / (cache + eps), cache


@task.wrong("You multiply where you should divide: for example with eta = 0.1 a first gradient of 2 gives a step of "
            "0.4. Should a parameter with large gradients have a large or a small learning rate?",
            short="the step is multiplied by the root of the cache")
def multiplied_by_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g * (cache.sqrt() + eps), cache


@task.wrong("For tiny gradients your step nearly vanishes: for example a first gradient of 1e-6 with eta = 0.1 and eps "
            "= 1e-8 gives 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?",
            short="eps stands inside the root")
def eps_inside(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("You keep eps in the cache: for example after a first gradient of 0 with eps = 0.001 the cache that you "
            "return is 0.001, and it grows with every step. What belongs in a sum of squares?",
            short="eps is added to the cache")
def eps_in_the_cache(x, cache, g, eta, eps):
    cache = cache + g**2 + eps
    return x - eta * g / cache.sqrt(), cache


@task.wrong("A parameter whose gradients have all been 0 turns into nan: 0 divided by the root of 0. What are you "
            "given that keeps the divisor away from 0?",
            short="eps is missing")
def without_eps(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / cache.sqrt(), cache


@task.wrong("You add eps to the position, not to the divisor: for example with the gradient 0 and an empty cache you "
            "still divide 0 by 0. What does Python do first in a / b + c?",
            short="eps is added after the division")
def eps_after_the_division(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / cache.sqrt() + eps, cache


@task.wrong("You subtract eps with the step instead of adding it to the divisor: for example with the gradient 0 and "
            "an empty cache you still divide 0 by 0. What does Python do first in a / b + c?",
            short="eps is subtracted after the division")
def eps_in_the_step(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - (eta * g / cache.sqrt() + eps), cache


@task.wrong("eps plays no part where the root is larger than eps: for example a first gradient of 1e-7 with "
            "eta = 0.1 and eps = 1e-8 gives a step of 0.1 instead of 0.0909. To what should eps be added?",
            short="eps is a lower bound instead of being added")
def eps_as_floor(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / cache.sqrt().clamp(min=eps), cache


@task.wrong("You divide by the cache of the steps before. At the first step it is empty: for example with eta = 0.1, "
            "eps = 1e-8 and the gradient 1 you jump by 1e7. Should the present gradient be in the cache when you "
            "divide?",
            short="the old cache divides the step")
def stale_cache(x, cache, g, eta, eps):
    return _move(x, cache, g, eta, eps)[0], cache + g**2


@task.wrong("Your cache holds the latest square alone: for example with the gradients 3 and 4 it is 9 and then 16, not "
            "25. What should the cache remember of the past?",
            short="the cache holds only the latest square")
def latest_only(x, cache, g, eta, eps):
    return _move(x, g**2, g, eta, eps)


@task.wrong("You divide by the right cache, but hand the old one back: for example after a first gradient of 3 you "
            "return the cache 0, not 9. What will the next step find in the cache?",
            short="the old cache is handed back")
def old_cache_handed_on(x, cache, g, eta, eps):
    return _move(x, cache + g**2, g, eta, eps)[0], cache


@task.wrong("You divide by the old cache and hand it back as it came: for example after a first gradient of 3 it is "
            "still 0. Where does the square of the present gradient go?",
            short="the cache never changes")
def cache_never_changes(x, cache, g, eta, eps):
    return _move(x, cache, g, eta, eps)


@task.wrong("You divide by the right sum, but the cache that you return counts the present square twice: for example "
            "after a first gradient of 3 it is 18, not 9. In how many lines do you add it?",
            short="the returned cache counts the present square twice")
def added_again(x, cache, g, eta, eps):
    x, cache = _move(x, cache + g**2, g, eta, eps)
    return x, cache + g**2


@task.wrong("Your cache counts the present square twice: for example after a first gradient of 3 it is 18, not 9, and "
            "the step with eta = 0.1 is 0.0707. In how many lines do you add it?",
            short="the present square counts twice")
def added_twice(x, cache, g, eta, eps):
    return _move(x, cache + 2 * g**2, g, eta, eps)


@task.wrong("Your cache halves what it holds: for example after the gradients 3 and 4 it is 10.25, not 25. Should "
            "AdaGrad's cache be an average or a sum?",
            short="the cache is the mean of the old one and the new square")
def halved(x, cache, g, eta, eps):
    return _move(x, (cache + g**2) / 2, g, eta, eps)


@task.wrong("Your positions from an empty cache are right, but you return the root of the cache: for example after 3 "
            "and 4 it is 5, not 25. Which of the two should the next step find?",
            short="the cache holds the root of the sum")
def root_kept(x, cache, g, eta, eps):
    root = (cache**2 + g**2).sqrt()
    return x - eta * g / (root + eps), root


@task.wrong("You return the root, and the next step adds a square to it: for example after 3 and 4 you have the root "
            "of 3 + 16, where 9 + 16 should be. Which of the two, root or sum, should you return?",
            short="the root is returned in the place of the cache")
def root_returned(x, cache, g, eta, eps):
    cache = (cache + g**2).sqrt()
    return x - eta * g / (cache + eps), cache


@task.wrong("All parameters share one rate: for example with the gradient (3, 4) and eta = 0.1 you step by (0.06, "
            "0.08), where each entry should move by 0.1. Over what should the squares be added up, over steps or over "
            "parameters?",
            short="all parameters share one sum of squares")
def summed_over_parameters(x, cache, g, eta, eps):
    return _move(x, cache + (g * g).sum(), g, eta, eps)


@task.wrong("All parameters share one rate: for example with the gradient (3, 4) your cache is 12.5 in both entries, "
            "the mean of 9 and 16. What should an entry's cache know about the other entries?",
            short="all parameters share one mean of squares")
def mean_over_parameters(x, cache, g, eta, eps):
    return _move(x, cache + (g * g).mean(), g, eta, eps)


@task.wrong("You walk uphill: for example with the gradient 2 and eta = 0.1 you go from 0 to 0.1. Which way does the "
            "loss fall?",
            short="the step goes uphill")
def climbs(x, cache, g, eta, eps):
    return _move(x, cache + g**2, g, -eta, eps)


@task.wrong("You always move the same way: for example with the gradients 2 and -2 and eta = 0.1 your first step is "
            "-0.05 for both. What says in which direction to go?",
            short="the gradient is missing from the step")
def without_gradient(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta / (cache.sqrt() + eps), cache


@task.wrong("You use only the sign of the gradient: for example with a first gradient of 2 and eta = 0.1 your step is "
            "0.05, and with 4 it is 0.025. What should stand above the root?",
            short="only the sign of the gradient is used in the step")
def sign_only(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g.sign() / (cache.sqrt() + eps), cache


@task.wrong("You move by the square of the gradient, and never upwards: for example with the gradients 2 and -2 and "
            "eta = 0.1 you go from 0 to -0.2 for both. What should stand above the root?",
            short="the square of the gradient stands in the step")
def square_in_the_step(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g**2 / (cache.sqrt() + eps), cache


@task.wrong("Your step does not depend on eta: for example a first gradient of 2 moves you by 1 with every eta. How "
            "far should it be with eta = 0.1?",
            short="eta is missing")
def without_eta(x, cache, g, eta, eps):
    return _move(x, cache + g**2, g, 1, eps)


@task.wrong("You move by eta times the gradient: for example with the gradient 2 and eta = 0.1 your step is 0.2, "
            "however large the cache is. What is the cache for?",
            short="nothing is divided by the root of the cache")
def plain_descent(x, cache, g, eta, eps):
    return x - eta * g, cache + g**2


@task.wrong("Your cache is right, and `x` stays where it was: for example from 0 with the gradient 2 and eta = 0.1 it "
            "should go to -0.1. Is the new position the one that you return?",
            short="x does not move")
def x_unchanged(x, cache, g, eta, eps):
    return x, cache + g**2


@task.wrong("You return the step, not the new position: for example from x = 1 with the gradient 2 and eta = 0.1 you "
            "give -0.1. Where does the step start?",
            short="the step is returned, not the position")
def step_alone(x, cache, g, eta, eps):
    return _move(0, cache + g**2, g, eta, eps)


@task.wrong("Your results come in the wrong order: for example from x = 0 with the gradient 2 and eta = 0.1 you return "
            "(4, -0.1). Which of the two is wanted first?",
            short="the two results are exchanged")
def exchanged(x, cache, g, eta, eps):
    return _move(x, cache + g**2, g, eta, eps)[::-1]


@task.wrong("You return the new position alone. For example after the gradients 1 and 1 the cache should be 2. How "
            "does the second step learn about the first?",
            short="the cache is not returned")
def position_only(x, cache, g, eta, eps):
    return _move(x, cache + g**2, g, eta, eps)[0]


@task.wrong("A parameter with tiny gradients does not move: for example with a first gradient of 1e-7, eta = 0.1 and "
            "eps = 1e-8 it should move by 0.0909. Which parameters does the text leave where they are, those with "
            "small gradients or those without any?",
            short="tiny gradients are taken for 0")
def tiny_taken_for_zero(x, cache, g, eta, eps):
    moved, cache = _move(x, cache + g**2, g, eta, eps)
    return torch.where(cache < 1e-12, x, moved), cache


@task.wrong("Parameters with small gradients do not move: for example with a first gradient of 1e-4, eta = 0.1 and "
            "eps = 1e-8 one should move by 0.09999. Which parameters does the text leave where they are, those with "
            "small gradients or those without any?",
            short="small gradients are taken for 0")
def small_taken_for_zero(x, cache, g, eta, eps):
    moved, cache = _move(x, cache + g**2, g, eta, eps)
    return torch.where(cache < 1e-6, x, moved), cache


@task.wrong("Squares of tiny gradients are dropped from your cache: for example after a first gradient of 1e-7 it "
            "holds 0, not 1e-14. How small may a gradient be and still count?",
            short="tiny squares are dropped from the cache")
def tiny_dropped_from_the_cache(x, cache, g, eta, eps):
    square = g**2
    return _move(x, cache + torch.where(square < 1e-12, torch.zeros_like(square), square), g, eta, eps)


@task.wrong("Right where x has an axis; for a tensor without axes, such as torch.tensor(2.0), you stop with an error: "
            "len() and a loop over its entries do not work there. Which operations work on a whole tensor of any "
            "shape at once?",
            short="a tensor without axes stops the answer")
def no_axis(x, cache, g, eta, eps):
    rows = [_move(x[i], cache[i] + g[i]**2, g[i], eta, eps) for i in range(len(x))]
    return torch.stack([row[0] for row in rows]), torch.stack([row[1] for row in rows])


@task.wrong("The numbers fit, but x and the cache that you return are float32; the ones that you were given are "
            "float64. torch.zeros(3), for example, makes a float32 tensor, whatever is written into it. Which dtype "
            "should the results have?",
            short="the results are float32")
def float32_results(x, cache, g, eta, eps):
    x, cache = _move(x, cache + g**2, g, eta, eps)
    return x.float(), cache.float()


@task.wrong("Two things: you walk uphill, and you divide by the cache of the steps before. At the first step it is "
            "empty: for example with eta = 0.1, eps = 1e-8 and the gradient 1 you jump by 1e7. Which way does the "
            "loss fall?",
            short="the step goes uphill")
def climbs_by_the_old_cache(x, cache, g, eta, eps):
    return _move(x, cache, g, -eta, eps)[0], cache + g**2


@task.wrong("Two things: you walk uphill, and eps stands inside the root. For example with eta = 0.1 and eps = 1e-8 a "
            "first gradient of 1e-6 takes you from 0 to 0.001, where -0.099 is wanted. Which way does the loss fall?",
            short="the step goes uphill")
def climbs_with_eps_inside(x, cache, g, eta, eps):
    cache = cache + g**2
    return x + eta * g / (cache + eps).sqrt(), cache


@task.wrong("Two things: you walk uphill, and your cache holds the latest square alone. For example with the "
            "gradients 3 and 4 and eta = 0.1 you go from 0 to 0.1 and 0.2. Which way does the loss fall?",
            short="the step goes uphill")
def climbs_by_the_latest(x, cache, g, eta, eps):
    return _move(x, g**2, g, -eta, eps)


@task.wrong("Two things: you walk uphill, and all parameters share one sum of squares. For example with the gradient "
            "(3, 4) and eta = 0.1 you step by (0.06, 0.08). Which way does the loss fall?",
            short="the step goes uphill")
def climbs_by_all_parameters(x, cache, g, eta, eps):
    return _move(x, cache + (g * g).sum(), g, -eta, eps)


@task.wrong("Two things: you divide by the cache of the steps before, and eps stands inside the root. For example "
            "with eta = 0.1, eps = 1e-8 and a first gradient of 1 you jump by 1000. Which cache should divide the "
            "step?",
            short="the old cache divides the step")
def old_cache_with_eps_inside(x, cache, g, eta, eps):
    return x - eta * g / (cache + eps).sqrt(), cache + g**2


@task.wrong("Two things: you divide by the cache of the steps before, and its root is missing. For example with the "
            "gradients 3 and 4 and eta = 0.1 your second step is 0.1·4/9, not 0.1·4/5. Which cache should divide the "
            "step?",
            short="the old cache divides the step")
def old_cache_without_root(x, cache, g, eta, eps):
    return x - eta * g / (cache + eps), cache + g**2


@task.wrong("Two things: you divide by the cache of the steps before, and eps is missing. For example at the first "
            "step the cache is empty, so a gradient of 1 is divided by 0. Which cache should divide the step?",
            short="the old cache divides the step")
def old_cache_without_eps(x, cache, g, eta, eps):
    return x - eta * g / cache.sqrt(), cache + g**2


@task.wrong("Two things: you hand the old cache back, and eps stands inside the root. For example after a first "
            "gradient of 3 you return the cache 0, not 9. What will the next step find in the cache?",
            short="the old cache is handed back")
def old_cache_handed_on_with_eps_inside(x, cache, g, eta, eps):
    return x - eta * g / (cache + g**2 + eps).sqrt(), cache


@task.wrong("Where all gradients are tiny at once you make no step: a single entry with a first gradient of 1e-7, eta "
            "= 0.1 and eps = 1e-8 should move by 0.0909. What keeps a divisor of 0 away, without a threshold?",
            short="a step with tiny gradients only is left out")
def nothing_done_where_all_are_tiny(x, cache, g, eta, eps):
    return (x.clone(), cache.clone()) if g.abs().max() < 1e-5 else _move(x, cache + g**2, g, eta, eps)


@task.wrong("Your cache is right, but all entries share one divisor: for example with the first gradient (3, 4) and "
            "eta = 0.1 you step by (0.06, 0.08), where both should move by 0.1. Which cache should divide an entry's "
            "step?",
            short="one divisor for all entries, from the sum of the cache")
def one_length_by_the_sum(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache.sum().sqrt() + eps), cache


@task.wrong("Your cache is right, but all entries share one divisor: for example with the first gradient (3, 4) and "
            "eta = 0.1 you step by (0.085, 0.113), where both should move by 0.1. Which cache should divide an "
            "entry's step?",
            short="one divisor for all entries, from the mean of the cache")
def one_length_by_the_mean(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache.mean().sqrt() + eps), cache


@task.wrong("Your cache fades: after a first gradient of 3 it is 0.9, not 9. That is another rule. What does "
            "AdaGrad's cache do with old squares?",
            short="the cache is a fading average of squares")
def fading_average(x, cache, g, eta, eps):
    return _move(x, 0.9 * cache + 0.1 * g**2, g, eta, eps)


@task.wrong("Two things: your cache fades, and eps stands inside the root. After a first gradient of 3 your cache is "
            "0.9, not 9. What does AdaGrad's cache do with old squares?",
            short="the cache is a fading average, and eps stands inside the root")
def fading_average_eps_inside(x, cache, g, eta, eps):
    cache = 0.9 * cache + 0.1 * g**2
    return x - eta * g / (cache + eps).sqrt(), cache


@task.wrong("An entry whose present gradient is 0 loses its cache: for example after the gradients 3 and 0 it is 0, "
            "not 9. What does a gradient of 0 add to the sum?",
            short="a gradient of 0 empties the cache")
def cache_lost_without_gradient(x, cache, g, eta, eps):
    x, cache = _move(x, cache + g**2, g, eta, eps)
    return x, torch.where(g == 0, 0, cache)


@task.wrong("Your cache adds the squares of eta times the gradient: for example with the gradient 3 and eta = 0.1 it "
            "is 0.09, not 9, and x moves by 1. Whose squares does AdaGrad add up?",
            short="the cache adds squares of eta times the gradient")
def squares_of_steps(x, cache, g, eta, eps):
    return _move(x, cache + (eta * g)**2, g, eta, eps)


@task.wrong("Your cache adds eta times the square: for example with the gradient 3 and eta = 0.1 it is 0.9, not 9. "
            "What belongs in the cache, and where is the place of eta?",
            short="the cache adds eta times the square")
def eta_times_the_square(x, cache, g, eta, eps):
    return _move(x, cache + eta * g**2, g, eta, eps)


@task.wrong("Two things: you walk uphill, and your cache halves what it holds: for example the gradients 3 and 4 make "
            "it 4.5 and 10.25. Which way does the loss fall, and should the cache be an average or a sum?",
            short="the step goes uphill, and the cache is the mean of the old one and the new square")
def climbs_and_halved(x, cache, g, eta, eps):
    return _move(x, (cache + g**2) / 2, g, -eta, eps)


@task.wrong("Only the first entry moves, and only its square comes into the cache: x = (0, 0) with the gradients (2, "
            "2) and eta = 0.1 becomes (-0.1, 0). When should your function be done with x?",
            short="only the first entry is updated")
def only_the_first_entry(x, cache, g, eta, eps):
    first = torch.zeros_like(x)
    first.view(-1)[:1] = 1
    new_x, new = adagrad_step(x, cache, g, eta, eps)
    return torch.where(first > 0, new_x, x), torch.where(first > 0, new, cache)


@task.wrong("Only the last entry moves, and only its square comes into the cache: x = (0, 0) with the gradients (2, "
            "2) and eta = 0.1 becomes (0, -0.1). What becomes of the entries before it?",
            short="only the last entry is updated")
def only_the_last_entry(x, cache, g, eta, eps):
    last = torch.zeros_like(x)
    last.view(-1)[-1:] = 1
    new_x, new = adagrad_step(x, cache, g, eta, eps)
    return torch.where(last > 0, new_x, x), torch.where(last > 0, new, cache)


@task.wrong("eps goes into the cache as well as to its root: for example after a gradient of 0 with eps = 1e-8 your "
            "cache is 1e-8, not 0. Of what alone is the cache a sum?",
            short="eps is added to the cache and to its root")
def eps_in_the_cache_and_outside(x, cache, g, eta, eps):
    return _move(x, cache + g**2 + eps, g, eta, eps)


@task.wrong("A root is taken of eta too: for example with eta = 0.01 a first gradient of 1 moves you by 0.1. What "
            "alone stands under the root?", short="eta stands under the root")
def eta_under_the_root(x, cache, g, eta, eps):
    return _move(x, cache + g**2, g, eta**0.5, eps)


@task.wrong("Two things: you walk uphill, and hand back the old cache. For example the gradients 3 and 4 with eta = "
            "0.1 take you from 0 to 0.1 and 0.2, and your cache stays 0. What should it be after the 3?",
            short="the step goes uphill, and the old cache is handed back")
def uphill_with_the_old_cache(x, cache, g, eta, eps):
    return _move(x, cache + g**2, -g, eta, eps)[0], cache.clone()


@task.wrong("You use eps twice, inside the root and outside it: for example a first gradient of 1e-6 with eta = 0.1 "
            "and eps = 1e-8 gives 0.001 instead of 0.099. Which of the two places does the text name?",
            short="eps stands inside the root and outside it")
def eps_inside_and_outside(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / ((cache + eps).sqrt() + eps), cache


@task.wrong("Your cache adds gradients with their signs, and its size stands under the root: for example after 4 and "
            "-4 it is 0, not 32, and with eta = 0.1 the 4 moves you by 0.2. Of what should the cache be a sum?",
            short="the cache adds gradients with their signs, and the root is taken of its size")
def not_squared_root_of_the_size(x, cache, g, eta, eps):
    cache = cache + g
    return x - eta * g / (cache.abs().sqrt() + eps), cache


@task.wrong("Your root is taken of eta too, and eps stands inside it: for example with eta = 0.01 a first gradient of "
            "1 moves you by 0.1, not by 0.01. What alone stands under the root?",
            short="eta and eps stand under the root")
def eta_and_eps_under_the_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - (eta / (cache + eps)).sqrt() * g, cache


@task.wrong("Your eps is always 1e-8: for example with eps = 1, eta = 0.1 and a first gradient of 1 you step by 0.1, "
            "not by 0.05. Whose eps should a step use?",
            short="eps is 1e-8, whatever is given")
def eps_always_1e_8(x, cache, g, eta, eps):
    return _move(x, cache + g**2, g, eta, 1e-8)


@task.wrong("Two things: the root is missing, and you hand the old cache back. For example with eta = 0.1 a first "
            "gradient of 2 gives a step of 0.05, and the cache stays 0. What will the next step find in the cache?",
            short="the root of the cache is missing, and the old cache is handed back")
def no_root_and_old_cache_handed_on(x, cache, g, eta, eps):
    return x - eta * g / (cache + g**2 + eps), cache


@task.wrong("Two things: the square of the gradient stands above the line, and no root below it. For example with eta "
            "= 0.1 the first gradients 2 and -2 both take you from 0 to -0.1. What tells the two apart?",
            short="the square of the gradient stands in the step, and the root is missing")
def square_in_the_step_without_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g**2 / (cache + eps), cache


@task.wrong("Two things: only the sign of the gradient is used in the step, and the root is missing. For example a "
            "first gradient of 2 with eta = 0.1 moves you by 0.025, not by 0.1. What should stand above the root?",
            short="only the sign of the gradient is used in the step, and the root is missing")
def sign_only_without_root(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g.sign() / (cache + eps), cache


@task.wrong("Your cache fades: after a first gradient of 3 it is 0.09, not 9. That is another rule, with shares of "
            "its own. What does AdaGrad's cache do with old squares?",
            short="the cache is a fading average with the shares 0.99 and 0.01")
def fading_average_of_torch(x, cache, g, eta, eps):
    return _move(x, 0.99 * cache + 0.01 * g**2, g, eta, eps)


EXERCISE = task.declared()
