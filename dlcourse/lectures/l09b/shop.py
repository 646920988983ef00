"""The lecture's shop: receipts say which items were bought and what they cost together; a model guesses the prices.

The loss is half the mean square of the misses, guessed total minus true total.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count
from dlcourse.optim.rule import Rule, check_rule
from dlcourse.tensors import generator, guard

ITEMS = ("bread", "milk", "saffron")
PRICES = torch.tensor([3.0, 2.0, 5.0], dtype=torch.float64)
RECEIPTS = 200
NOISE = 0.5  # by how much a total is off, typically
AWAY = 1e6   # a guess beyond this has run away


def baskets(rare: int) -> Tensor:
    """200 receipts (200, 3): bread in each, milk in every second, saffron in 1 of `rare`, half of these with milk.

    >>> baskets(100).sum(0).tolist()
    [200.0, 100.0, 2.0]
    """
    X = torch.ones(RECEIPTS, 3, dtype=torch.float64)
    X[1::2, 1] = 0
    X[RECEIPTS // rare:, 2] = 0
    return X


@guard
def gradient(w: Float[Tensor, "... d"], X: Float[Tensor, "... n d"], totals: Float[Tensor, "... n"],
             ) -> Float[Tensor, "... d"]:
    """The derivative of half the mean square miss with respect to the guesses w.

    Shapes: w (..., d), X (..., n, d), totals (..., n) -> (..., d).

    >>> X = baskets(100)
    >>> gradient(torch.zeros(3, dtype=torch.float64), X, X @ PRICES)
    tensor([-4.0500, -2.5250, -0.0900], dtype=torch.float64)
    """
    miss = (X @ w[..., None])[..., 0] - totals
    return (miss[..., None] * X).mean(-2)


class Shops(NamedTuple):
    """Several shops, stacked: X (shops, n, d), totals (shops, n), and the order of the receipts in each epoch."""

    X: Tensor
    totals: Tensor
    orders: Tensor  # (shops, epochs, n)


def shops(seeds: Sequence[int], *, n: int = RECEIPTS, saffron: int = 2, epochs: int = 5,
          numbered: bool = False) -> Shops:
    """One shop a seed, with receipts at random: bread in each, milk in about half, saffron in `saffron` of them.

    With `numbered` a column for each receipt is appended, 1 for that receipt and 0 for all others.

    >>> shops(range(3)).X.shape, shops(range(3), n=50, numbered=True).X.shape
    (torch.Size([3, 200, 3]), torch.Size([3, 50, 53]))
    """
    return Shops(*map(torch.stack, zip(*(_shop(generator(seed), n, saffron, epochs, numbered) for seed in seeds),
                                       strict=True)))


def _shop(rng: torch.Generator, n: int, saffron: int, epochs: int, numbered: bool) -> tuple[Tensor, ...]:
    X = torch.ones(n, 3, dtype=torch.float64)
    X[:, 1] = (torch.rand(n, generator=rng, dtype=torch.float64) < 0.5).double()
    X[:, 2] = 0
    X[torch.randperm(n, generator=rng)[:saffron], 2] = 1
    totals = X @ PRICES + NOISE * torch.randn(n, generator=rng, dtype=torch.float64)
    orders = torch.stack([torch.randperm(n, generator=rng) for _ in range(epochs)])
    return (torch.cat([X, torch.eye(n, dtype=torch.float64)], 1) if numbered else X), totals, orders


def guesses(rule: Rule, of: Shops, batch_size: int = 10) -> Tensor:
    """The prices (shops, d) that a rule has guessed after all epochs, from 0; nan for a shop where it ran away.

    Raises: TypeError or ValueError for a rule or a size of batches that is none.

    >>> from dlcourse.optim import AdaGrad
    >>> guesses(AdaGrad(1.4), shops(range(4)))[:, 0].round().tolist()
    [3.0, 3.0, 3.0, 3.0]
    """
    check_rule("guesses", "rule", rule)
    count("guesses", "batch_size", batch_size)
    w = torch.zeros_like(of.X[:, 0])
    state, shop = rule.init(w), torch.arange(len(w))[:, None]
    alive = torch.ones_like(shop, dtype=torch.bool)
    for order in of.orders.unbind(1):
        for idx in order.split(batch_size, dim=1):  # (shops, batch)
            g = torch.where(alive, gradient(w, of.X[shop, idx], of.totals[shop, idx]), 0.0)
            w, state = rule.step(w, g, state)
            alive = alive & (w.abs() < AWAY).all(1, keepdim=True)
            w = torch.where(alive, w, 0.0)
    return torch.where(alive, w, torch.nan)


def miss(w: Tensor, of: Shops) -> Tensor:
    """The mean square miss (shops,) of guessed prices w (shops, d); of receipts without numbers only w[:, :3] counts.

    >>> X = baskets(2)[None]
    >>> miss(PRICES[None], Shops(X, X @ PRICES + 1, torch.zeros(1, 1, 200)))
    tensor([1.], dtype=torch.float64)
    """
    return ((of.X @ w[:, :of.X.shape[2], None])[..., 0] - of.totals).square().mean(1)
