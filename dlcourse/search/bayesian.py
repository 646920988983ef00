"""Bayesian optimisation: how much a further try would bring, and a search that asks this before each try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, function, number, positive, randomness, within
from dlcourse.search.gaussian import gp_posterior
from dlcourse.search.spaces import Interval, Setting, check_intervals, place
from dlcourse.search.trying import Trial, run
from dlcourse.tensors import guard


@guard
def expected_improvement(mu: Float[Tensor, " places"], sigma: Float[Tensor, " places"],
                         best: float) -> Float[Tensor, " places"]:
    """By how much the loss at each place will lie below the best so far, on average; nothing where it lies above.

    With z = (best - mu)/sigma it is (best - mu) Φ(z) + sigma φ(z), and max(best - mu, 0) for sigma = 0.
    Shapes: mu and sigma (places,) -> (places,). Raises: ValueError for a negative sigma; ShapeError, DtypeError.
    Source: lecture 11, expected improvement; Jones, Schonlau and Welch 1998.

    >>> expected_improvement(torch.tensor([0.3, 0.3]), torch.tensor([0.2, 0.0]), 0.25)
    tensor([0.0573, 0.0000])
    """
    same_dtype("expected_improvement", mu=mu, sigma=sigma)
    within("expected_improvement", "sigma", sigma, 0.0, float("inf"), remedy="A standard deviation is not negative.")
    gain, unsure = best - mu, sigma > 0
    z = gain / torch.where(unsure, sigma, torch.ones_like(sigma))
    phi = torch.exp(-0.5 * z.square()) / (2 * torch.pi) ** 0.5
    return torch.where(unsure, gain * torch.special.ndtr(z) + sigma * phi, gain).clamp(min=0)


@guard
def ei_per_cost(mu: Float[Tensor, " places"], sigma: Float[Tensor, " places"], best: float,
                cost: Float[Tensor, " places"]) -> Float[Tensor, " places"]:
    """Expected improvement for each second (or whatever the cost counts) that a try at each place takes.

    Shapes: mu, sigma and cost (places,) -> (places,). Raises: ValueError unless every cost is above 0; as
    `expected_improvement`. Source: lecture 11, cost-aware search; Snoek, Larochelle and Adams 2012.

    >>> ei_per_cost(torch.tensor([0.3]), torch.tensor([0.2]), 0.25, torch.tensor([2.0]))
    tensor([0.0286])
    """
    same_dtype("ei_per_cost", mu=mu, cost=cost)
    if not bool((cost > 0).all()):
        raise ValueError("ei_per_cost: every cost should be above 0, but one is not. Each try takes some time.")
    return expected_improvement(mu, sigma, best) / cost


def bayes_opt(evaluate: Callable[[Setting], Any], space: Mapping[str, Interval], *, n_init: int, n_iter: int,
              rng: torch.Generator, ls: float = 0.3, noise: float = 1e-3, candidates: int = 400) -> list[Trial]:
    """A search that tries n_init settings by lot, and then n_iter times the one with the most expected improvement.

    A Gaussian process over the unit box, with the length scale ls, guesses the losses; they are standardised first,
    so that its variance may be 1. Of `candidates` places drawn anew each time, the most promising one is tried.
    Raises: ValueError for n_init below 2, n_iter below 0, no candidates, or ls or noise out of range; TypeError.
    Source: lecture 11, Bayesian optimisation.

    >>> space = {"x": Interval(0.0, 8.0)}
    >>> trials = bayes_opt(lambda s: (s["x"] - 5) ** 2, space, n_init=3, n_iter=5, rng=torch.Generator().manual_seed(0))
    >>> round(min(trials, key=lambda t: t.loss).setting["x"])
    5
    """
    function("bayes_opt", "evaluate", evaluate)
    check_intervals("bayes_opt", space)
    count("bayes_opt", "n_init", n_init, low=2)
    count("bayes_opt", "n_iter", n_iter, low=0)
    count("bayes_opt", "candidates", candidates)
    positive("bayes_opt", "ls", ls, remedy="It is a distance in a box with sides of length 1.")
    number("bayes_opt", "noise", noise)
    randomness("bayes_opt", rng)

    def drawn(n: int) -> Tensor:
        return torch.rand(n, len(space), generator=rng, dtype=torch.float64, device=rng.device)

    U = drawn(n_init)
    trials = run((place(space, u) for u in U.tolist()), evaluate)
    for _ in range(n_iter):
        y = U.new_tensor([t.loss for t in trials])
        scale = y.std().clamp(min=1e-12)
        places = drawn(candidates)
        mean, cov = gp_posterior(U, (y - y.mean()) / scale, places, ls, 1.0, noise)
        sigma = cov.diagonal().clamp(min=0).sqrt()
        gain = expected_improvement(mean, sigma, float((y.min() - y.mean()) / scale))
        chosen = places[gain.argmax()][None]
        trials += run([place(space, chosen[0].tolist())], evaluate)
        U = torch.cat([U, chosen])
    return trials
