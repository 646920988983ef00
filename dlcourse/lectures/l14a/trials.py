"""What lecture 14a trains: LSTMs and single heads of attention that recall which value belongs to a key.

The LSTMs take too long for a lecture. So `recall` and `longer` read what LONG has stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from dlcourse.experiments import Experiments
from dlcourse.tensors import generator

single = torch.float32  # whatever the default of a notebook
PAIRS, KEYS, VALUES, HIDDEN = (1, 2, 4, 8, 12), 16, 10, 32
SEEDS, BATCH, STEPS, RATES = 5, 32, 500, (0.01, 0.03, 0.1, 0.3)
LONGER = 2000
EXAMPLES = 3  # that a picture shows
LSTM, HEAD = KINDS = "LSTM of 32 units", "one head of attention"
LETTERS = "ABCDEFGHIJKLMNOP"  # the names of the keys


class Questions(NamedTuple):
    """Sequences of pairs and a question about each: the tokens and, in words, what they hold.

    X (..., pairs + 1, KEYS + VALUES) one-hot, the last token a key alone; keys and values (..., pairs); asked (...),
    the place of the pair that is asked for; y (...), its value.
    """

    X: Tensor
    keys: Tensor
    values: Tensor
    asked: Tensor
    y: Tensor


def questions(pairs: int, *shape: int, rng: torch.Generator) -> Questions:
    """Pairs with different keys, drawn at random, and a question about one of them.

    >>> questions(3, 2, rng=generator(0)).X.shape
    torch.Size([2, 4, 26])
    """
    keys = torch.rand(*shape, KEYS, generator=rng, dtype=single).argsort(-1)[..., :pairs]  # all different
    values = torch.randint(VALUES, (*shape, pairs), generator=rng)
    asked = torch.randint(pairs, shape, generator=rng)
    tokens = torch.cat([F.one_hot(keys, KEYS), F.one_hot(values, VALUES)], -1)
    of_asked = asked[..., None]
    question = F.pad(F.one_hot(keys.gather(-1, of_asked), KEYS), (0, VALUES))
    return Questions(torch.cat([tokens, question], -2).to(single), keys, values, asked,
                     values.gather(-1, of_asked)[..., 0])


def in_words(asked: Questions, at: int) -> tuple[list[str], str]:
    """The pairs of one sequence, and its question.

    >>> in_words(questions(2, 1, rng=generator(0)), 0)
    (['M = 6', 'C = 8'], 'M = ?')
    """
    names = [LETTERS[key] for key in asked.keys[at].tolist()]
    pairs = [f"{name} = {value}" for name, value in zip(names, asked.values[at].tolist())]
    return pairs, f"{names[int(asked.asked[at])]} = ?"


def drawn(*shape: int, fan_in: int, rng: torch.Generator) -> Tensor:
    """Weights as torch's linear layers start: evenly between -1 and 1, divided by the root of fan_in.

    >>> float(drawn(9, fan_in=4, rng=generator(0)).abs().max()) < 0.5
    True
    """
    return (2 * torch.rand(*shape, generator=rng, dtype=single) - 1) / fan_in**0.5


def started(kind: str, rng: torch.Generator) -> list[Tensor]:
    """Weights of SEEDS networks, in front axis 0, for `scores`."""
    n, last = KEYS + VALUES, drawn(SEEDS, HIDDEN, VALUES, fan_in=HIDDEN, rng=rng)
    if kind == HEAD:
        return [*(drawn(SEEDS, n, HIDDEN, fan_in=n, rng=rng) for _ in range(3)), last]
    W, U = (drawn(SEEDS, k, 4 * HIDDEN, fan_in=HIDDEN, rng=rng) for k in (n, HIDDEN))
    b = W.new_zeros(SEEDS, 1, 4 * HIDDEN)
    b[:, :, HIDDEN:2 * HIDDEN] = 1.0  # the forget gates begin open
    return [W, U, b, last]


def weights(theta: Sequence[Tensor], X: Tensor) -> Tensor:
    """How much the question looks at each pair: X (nets, batch, pairs + 1, n) -> (nets, batch, pairs)."""
    q, K = X[:, :, -1:] @ theta[0][:, None], X[:, :, :-1] @ theta[1][:, None]
    return (q @ K.mT / HIDDEN**0.5).softmax(-1)[:, :, 0]


def scores(kind: str, theta: Sequence[Tensor], X: Tensor) -> Tensor:
    """Logits of the ten values: X (nets, batch, pairs + 1, n) -> (nets, batch, VALUES)."""
    if kind == HEAD:
        V = X[:, :, :-1] @ theta[2][:, None]
        return (weights(theta, X)[..., None, :] @ V)[:, :, 0] @ theta[3]
    W, U, b, last = theta
    h = c = X.new_zeros(*X.shape[:2], HIDDEN)
    for x in X.unbind(2):
        i, f, g, o = (x @ W + h @ U + b).chunk(4, -1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
    return h @ last


def train(kind: str, pairs: int, steps: int, rates: Sequence[float]) -> tuple[list[Tensor], Tensor]:
    """Weights of the networks, SEEDS at the first rate and then at the next, and their shares right (rates, SEEDS)."""
    rng, many = generator(1), len(rates)
    start = started(kind, rng)
    by_rate = [[p.clone().requires_grad_() for p in start] for _ in rates]
    optimiser = torch.optim.Adam([{"params": ps, "lr": rate} for ps, rate in zip(by_rate, rates)])

    def on_new_batch(judge: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
        new = questions(pairs, SEEDS, BATCH, rng=rng)
        theta = [torch.cat(ps) for ps in zip(*by_rate)]
        return judge(scores(kind, theta, new.X.repeat(many, 1, 1, 1)), new.y.repeat(many, 1))

    for _ in range(steps):
        loss = on_new_batch(lambda z, y: F.cross_entropy(z.flatten(0, 1), y.flatten(), reduction="sum") / BATCH)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        shares = torch.stack([on_new_batch(lambda z, y: (z.argmax(-1) == y).float().mean(-1)) for _ in range(20)])
        return [torch.cat(ps) for ps in zip(*by_rate)], shares.mean(0).view(many, SEEDS)


def examples(pairs: int) -> Questions:
    """The same few questions for every network.

    >>> examples(2).X.shape
    torch.Size([3, 3, 26])
    """
    return questions(pairs, EXAMPLES, rng=generator(14))


def train_recall(kind: str, pairs: int) -> dict[str, Any]:
    """Shares right (rates, SEEDS); and of the first network at the best rate, what it says to the examples."""
    theta, right = train(kind, pairs, STEPS, RATES)
    first = int(right.mean(1).argmax()) * SEEDS
    with torch.no_grad():
        said = scores(kind, [p[first:first + 1] for p in theta], examples(pairs).X[None])[0].softmax(-1)
    return {"right": right.tolist(), "says": said.tolist()}


def train_longer() -> list[list[float]]:
    """Shares right of the LSTM with the most pairs after more steps."""
    return train(LSTM, max(PAIRS), LONGER, RATES[:3])[1].tolist()


LONG = Experiments(__file__, longer=train_longer,
                   **{f"{kind}, {pairs}": partial(train_recall, kind, pairs) for kind in KINDS for pairs in PAIRS})


class Recalled(NamedTuple):
    """right (rates, SEEDS), the shares right; says (EXAMPLES, VALUES), probabilities of the first one at its best."""

    right: Tensor
    says: Tensor

    @property
    def best(self) -> Tensor:
        """The share right of each start (SEEDS,) at the learning rate with the best mean."""
        return self.right[self.right.mean(1).argmax()]


@cache
def recall(kind: str, pairs: int) -> Recalled:
    """What `train_recall` found.

    >>> recall("LSTM of 32 units", 1).best.shape
    torch.Size([5])
    """
    found = LONG[f"{kind}, {pairs}"]
    return Recalled(*(torch.tensor(found[name], dtype=torch.float64) for name in Recalled._fields))


@cache
def without_keys(pairs: int) -> float:
    """The share right of who knows which values came, but not with which key: always the most frequent value.

    >>> without_keys(1)
    1.0
    """
    values = questions(pairs, 20_000, rng=generator(3)).values
    return float(F.one_hot(values, VALUES).sum(1).amax(1).double().mean() / pairs)


@cache
def longer() -> Tensor:
    """The share right of each LSTM (SEEDS,) after LONGER steps, at the best of three learning rates.

    >>> longer().shape
    torch.Size([5])
    """
    right = torch.tensor(LONG["longer"], dtype=torch.float64)
    return right[right.mean(1).argmax()]
