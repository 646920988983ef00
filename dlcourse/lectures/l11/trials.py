"""What lecture 11 searches: worlds whose valley lies somewhere in the box, and a bowl with a knob that matters less."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import search
from dlcourse.experiments import Experiments
from dlcourse.lectures.l11 import raster
from dlcourse.search import Interval, Setting, Trial
from dlcourse.tensors import generator

double = torch.float64
DECADES = 4.0  # of the box along eta
LEFTMOST, SHIFTS = -3.7, 3.1  # the box begins at 10 to the power of -3.7 to -0.6, so that the best eta lies inside
WAYS = ("grid", "random", "rounds", "Bayesian")


class World(NamedTuple):
    """A box to search in, and the validation error of a setting in it."""

    space: dict[str, Interval]
    evaluate: Callable[[Setting], float]
    repetition: int
    begins: float  # the power of ten at which the box begins along eta


def error(repetition: int, log_eta: Tensor, log_lam: Tensor) -> Tensor:
    """The stored validation errors at places between those of the raster: weighted means of the four round a place.

    >>> error(0, torch.tensor([-0.25]), torch.tensor([-6.0]))
    tensor([0.0740], dtype=torch.float64)
    """
    table = raster.stored()[repetition]
    i, j = ((place - line[0]) / (line[1] - line[0]) for place, line in (
        (log_eta, raster.LOG_ETA), (log_lam, raster.LOG_LAM)))
    i, j = (place.clamp(0, size - 1 - 1e-9) for place, size in zip((i, j), table.shape))
    a, b = i.long(), j.long()
    right, up = i - a, j - b
    return ((1 - right) * ((1 - up) * table[a, b] + up * table[a, b + 1])
            + right * ((1 - up) * table[a + 1, b] + up * table[a + 1, b + 1]))


def world(number: int) -> World:
    """A box of four powers of ten along eta, laid by chance, round the valley of one of the stored repetitions.

    >>> world(0).repetition
    0
    """
    share = torch.rand((), generator=generator(1000 + number), dtype=double)
    begins, repetition = LEFTMOST + SHIFTS * float(share), number % raster.REPETITIONS

    def evaluate(setting: Setting) -> float:
        place = torch.tensor([[setting["eta"]], [setting["lam"]]], dtype=double).log10()
        return float(error(repetition, *place))

    return World({"eta": Interval(10**begins, 10 ** (begins + DECADES), log=True),
                  "lam": Interval(1e-6, 1e-3, log=True)}, evaluate, repetition, begins)


@cache
def searched(way: str, number: int, budget: int = 16, ls: float = 0.2) -> tuple[Trial, ...]:
    """The trials of one of the WAYS in one world.

    A grid has as many values along both axes, and its settings are tried in a random order. In rounds there
    are four settings a round. The Bayesian search begins with four random ones.

    >>> len(searched("random", 0, 9))
    9
    """
    here, rng = world(number), generator(number)
    if way == "grid":
        side = math.isqrt(budget)
        settings = search.grid({name: interval.spaced(side) for name, interval in here.space.items()})
        return tuple(search.run([settings[i] for i in torch.randperm(side**2, generator=rng).tolist()], here.evaluate))
    if way == "random":
        return tuple(search.run(search.random_search(here.space, budget, rng=rng), here.evaluate))
    if way == "rounds":
        return tuple(search.guided(here.evaluate, here.space, k=4, rounds=budget // 4, rng=rng))
    return tuple(search.bayes_opt(here.evaluate, here.space, n_init=4, n_iter=budget - 4, rng=rng, ls=ls,
                                  candidates=100))


RACES = 100  # worlds
STORED = {**{(way, 0.2): RACES for way in WAYS}, ("Bayesian", 0.05): 50, ("Bayesian", 2.0): 50}  # -> worlds


def run_curves(way: str, worlds: int, ls: float = 0.2) -> list[list[float]]:
    """The best error so far after each try, [world][try], searched now; ten thousandths are kept.

    >>> run_curves("random", 2)[1][-1]
    0.0792
    """
    return [[round(e, 4) for e in search.best_so_far(searched(way, n, 16, ls))] for n in range(worlds)]


def curves(way: str, worlds: int, ls: float = 0.2) -> Tensor:
    """The best error so far after each try, (worlds, 16); stored for 100 worlds, and for some length scales for 50.

    >>> curves("random", 2).shape
    torch.Size([2, 16])
    """
    held = worlds <= STORED.get((way, ls), 0)
    found = LONG[f"{way}_{ls}"][:worlds] if held else run_curves(way, worlds, ls)
    return torch.tensor(found, dtype=double)


def fresh_errors() -> dict[str, list[float]]:
    """Way -> for each of 100 worlds the share of fresh digits named wrongly by the best network, really trained."""
    found = {}
    for way in WAYS:
        best = [min(searched(way, n), key=lambda t: t.loss).setting for n in range(RACES)]
        eta, lam = (torch.tensor([s[name] for s in best], dtype=double).log10() for name in ("eta", "lam"))
        counts = torch.zeros(RACES, dtype=double)
        for r in range(raster.REPETITIONS):
            mine = torch.arange(r, RACES, raster.REPETITIONS)
            counts[mine] = raster.measure(r, eta[mine], lam[mine], fresh=True).double()
        found[way] = (counts / raster.FRESH).tolist()
    return found


class Won(NamedTuple):
    """In which share of the worlds random search found less than the grid, and both least errors (worlds,)."""

    share: float
    grid: Tensor
    random: Tensor


def random_or_grid(budget: int, worlds: int = 2000) -> Won:
    """Random searches and grids, with the same number of tries, in many worlds.

    >>> 0.6 < random_or_grid(16, 400).share < 0.8
    True
    """
    side, rng = math.isqrt(budget), generator(budget)
    middles = (torch.arange(side, dtype=double) + 0.5) / side
    points = torch.cartesian_prod(middles, middles)
    begins = LEFTMOST + SHIFTS * torch.rand(worlds, 1, generator=rng, dtype=double)
    drawn = torch.rand(worlds, budget, 2, generator=rng, dtype=double)
    least = []
    for u in (points.expand(worlds, -1, -1), drawn):
        parts = [error(r, (begins + DECADES * u[..., 0])[r::raster.REPETITIONS], (-6 + 3 * u[..., 1])[
            r::raster.REPETITIONS]).amin(1) for r in range(raster.REPETITIONS)]
        least.append(torch.stack(parts, 1).flatten())
    return Won(float((least[1] < least[0]).double().mean()), *least)


def bowl(weight: float, budget: int = 16, worlds: int = 4000) -> float:
    """In which share of the bowls (x1 - p)² + weight (x2 - q)² random search beats the grid; p and q are drawn.

    >>> bowl(0.0) > 0.7 > 0.5 > bowl(1.0)
    True
    """
    side, rng = math.isqrt(budget), generator(7)
    middles = (torch.arange(side, dtype=double) + 0.5) / side
    lowest = torch.rand(worlds, 1, 2, generator=rng, dtype=double)
    drawn = torch.rand(worlds, budget, 2, generator=rng, dtype=double)
    scale = torch.tensor([1.0, weight], dtype=double)
    grid, random = (((u - lowest).square() * scale).sum(-1).amin(1) for u in (
        torch.cartesian_prod(middles, middles).expand(worlds, -1, -1), drawn))
    return float((random < grid).double().mean())


# --- one knob, and where to turn it next ---

KNOB = torch.linspace(0, 10, 201, dtype=double)
FIRST = (0.5, 3.5, 6.0)
LEVEL, SPREAD, NOISE = 25.0, 8.0, 0.01  # what is guessed before any look, in percent, and the variance of the noise
MOST_TRIES = 12
RULES = ("most expected improvement", "lowest guess", "most unsure", "improvement per second")


def one_knob(x: Tensor) -> Tensor:
    """A made-up validation error in percent over one knob: a wide valley at 2.2, and a narrow, deeper one at 7.8.

    >>> one_knob(torch.tensor([2.2, 7.8])).round().tolist()
    [16.0, 10.0]
    """
    return 30 - 14 * (-((x - 2.2) ** 2) / 2).exp() - 20 * (-((x - 7.8) ** 2) / 0.8).exp()


def seconds(x: Tensor) -> Tensor:
    """How long a try takes: 1 second at 0, and twice as long with every 2 on the knob.

    >>> seconds(torch.tensor([0.0, 2.0, 10.0])).tolist()
    [1.0, 2.0, 32.0]
    """
    return 2 ** (x / 2)


class KnobGuess(NamedTuple):
    """What is guessed after some tries: places tried (n,), their errors (n,), and along the knob (201,) the rest."""

    x: Tensor
    y: Tensor
    mean: Tensor
    sigma: Tensor
    gain: Tensor  # what the rule looks at: the next try is where it is largest


def gain(rule: str, mean: Tensor, sigma: Tensor, best: float, costs: Tensor) -> Tensor:
    """What one of the RULES looks at, (places,): the next try is where it is largest.

    >>> gain("lowest guess", torch.tensor([3.0, 1.0]), torch.tensor([0.1, 0.1]), 2.0, torch.ones(2)).argmax()
    tensor(1)
    """
    if rule == RULES[0]:
        return search.expected_improvement(mean, sigma, best)
    if rule == RULES[3]:
        return search.ei_per_cost(mean, sigma, best, costs)
    return mean.max() - mean if rule == RULES[1] else sigma


@cache
def looks(rule: str, ls: float) -> tuple[KnobGuess, ...]:
    """The guesses after 3, 4, ..., 12 tries, each where the rule says.

    >>> len(looks("most unsure", 1.0))
    10
    """
    x, found = torch.tensor(FIRST, dtype=double), []
    while len(x) <= MOST_TRIES:
        y = one_knob(x)
        mean, cov = search.gp_posterior(x[:, None], y - LEVEL, KNOB[:, None], ls, SPREAD**2, NOISE)
        mean, sigma = mean + LEVEL, cov.diagonal().clamp(min=0).sqrt()
        best = float(y.min())
        looked = gain(rule, mean, sigma, best, seconds(KNOB))
        found.append(KnobGuess(x, y, mean, sigma, looked))
        x = torch.cat([x, KNOB[looked.argmax()][None]])
    return tuple(found)


class Against(NamedTuple):
    """The least error of some learning rates, and the share of random searches with as many that found more."""

    least: float
    beaten: float


def against_random(rates: list[float], searches: int = 1000) -> Against:
    """Learning rates of one's own in a hidden world, against as many drawn by chance, evenly in the logarithm.

    Raises: ValueError for a rate that is not above 0.

    >>> round(against_random([0.3, 0.5]).beaten, 1)
    0.9
    """
    own = torch.tensor(rates, dtype=double)
    if not bool((own > 0).all()):
        raise ValueError(f"against_random: rates should be above 0, but are {rates}. A step of length 0 learns "
                         "nothing.")
    drawn = search.log_uniform(1e-4, 100.0, searches * len(rates), rng=generator(0)).reshape(searches, -1)

    def least(eta: Tensor) -> Tensor:
        return error(3, eta.log10(), torch.full_like(eta, -4.5)).amin(-1)

    return Against(float(least(own)), float((least(drawn) > least(own)).double().mean()))


LONG = Experiments(__file__, fresh_errors=fresh_errors,
                   **{f"{way}_{ls}": partial(run_curves, way, worlds, ls) for (way, ls), worlds in STORED.items()})
