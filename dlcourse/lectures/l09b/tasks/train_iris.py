"""Exercise: train a small network on the irises."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from dlcourse import data
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task

EPOCHS, ETA, BATCH = 20, 0.2, 10
SEEN = 8                # so many epochs are followed along a wrong way: no other one gives their losses to ten digits
EXACT, SINGLE = 1e-10, 1e-5  # how close losses come in float64, and in float32

# Epoch -> least and largest mean loss that counts as right, for mini-batches. Made by `measured_band(2000)`: runs from
# the start below with 2000 orders of the samples, widened by 5 % either way. The cases rename hidden units, features
# and classes, which changes no loss. In order of the classes (never shuffled) epoch 5 ends at 0.31 or more.
BAND = {1: (0.563, 0.654), 2: (0.379, 0.455), 3: (0.282, 0.347), 5: (0.183, 0.253), 10: (0.097, 0.163),
        20: (0.061, 0.12)}

# What the judge names where no wrong answer explains it; `wrong_way` adds the wrong answers that it recognises.
FAULTS = {
    "form": "Your result should be two things: a list of 21 numbers (the mean loss before the first update and after "
            "each of 20 epochs), and the four trained parameters. What do you return?",
    "parameters_form": "Your losses are right. Behind them should stand a tuple of the four trained parameters W1 "
                       "(8, 4), b1 (8,), W2 (3, 8) and b2 (3,). What is in yours?",
    "other_parameters": "Your losses are right. The parameters that you return have another mean loss over all samples "
                        "than your last one. To which parameters does your last loss belong?",
    "start": "Your first loss is not the mean cross-entropy of the network you were given. Is it taken before the "
             "first update, and does a sample with the logits (0, 0, 0) cost log 3 = 1.0986?",
    "path": "The first loss is right. After the first epoch, with one batch of all samples, it is not. Which of the "
            "four gradients can you compare with autograd?",
    "later path": "The first update is right, and later ones are not, although one batch with all samples leaves "
                  "nothing to chance. What does your second update find that the first one did not?",
    "orders": "With one batch of all samples you are right. With four samples in batches of 3 your losses fit no order "
              "of the samples. Which samples are in your two batches, and how often does each come in an epoch?",
    "band": "The first loss is right, but later losses lie outside what 2000 shuffled runs gave. How many updates does "
            "one of your epochs make, and in which order do the samples come?",
}


@cache
def irises() -> tuple[Tensor, Tensor]:
    """Standardised features (150, 4) and labels (150,), in order of the classes."""
    flowers = data.iris()
    return data.standardise(flowers.X).Z, flowers.y


def start(rng: torch.Generator) -> tuple[Tensor, ...]:
    """W1 (8, 4), b1 (8,), W2 (3, 8), b2 (3,), uniform up to one over the root of the number of inputs."""
    draw = Draw(rng)
    shapes = (((8, 4), 0.5), ((8,), 0.5), ((3, 8), 8**-0.5), ((3,), 8**-0.5))
    return tuple(draw.uniform(-bound, bound, *shape) for shape, bound in shapes)


def _one_at_zero(params: tuple[Tensor, ...], unit: int) -> tuple[Tensor, ...]:
    """These parameters, with zeros for the weights and the bias of one hidden unit: its z1 is exactly 0."""
    W1, b1, W2, b2 = params
    others = torch.arange(len(b1)) != unit
    return W1 * others[:, None], b1 * others, W2, b2


def measured_band(runs: int) -> dict[int, tuple[float, float]]:
    """Least and largest mean loss after some epochs among so many runs, widened by 5 %.

    >>> all(BAND[epoch][0] < low and high < BAND[epoch][1] for epoch, (low, high) in measured_band(1).items())
    True
    """
    X, y = irises()
    params = start(torch.Generator().manual_seed(0))
    losses = np.array([reference(X, y, params, ETA, BATCH, seed)[0] for seed in range(runs)])
    wider = 1.05 if runs > 1 else 1
    return {k: (round(float(losses[:, k].min()) / wider, 3), round(float(losses[:, k].max()) * wider, 3))
            for k in (1, 2, 3, 5, 10, 20)}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    seed = draw.whole(0, 999)
    four, labels = draw.away_from_zero(4, 4), torch.tensor([0, 1, 2, 1])[draw.permutation(4)]
    one = (labels == 1).nonzero()[:1, 0]
    X, y = irises()
    features, hidden, classes = map(draw.permutation, (4, 8, 3))
    W1, b1, W2, b2 = start(torch.Generator().manual_seed(0))
    renamed = (W1[hidden][:, features], b1[hidden], W2[classes][:, hidden], b2[classes])
    order = torch.argsort(classes.argsort()[y], stable=True)
    X, y = X[order][:, features], classes.argsort()[y][order]
    return [
        case("four samples in one batch", X=four, y=labels, params=start(rng), eta=ETA, B=4, seed=seed),
        case("a single sample, B = 3", X=four[one], y=labels[one], params=start(rng), eta=ETA, B=3, seed=seed),
        case("four samples in batches of 3; four calls with these seeds", X=four, y=labels, params=start(rng), eta=ETA,
             B=3, seed=[0, 0, seed + 1, seed + 1]),
        case("all 150 irises, B = 200; in one hidden unit z1 is 0", X=X, y=y, params=_one_at_zero(start(rng), seed % 8),
             eta=ETA, B=200, seed=seed),
        case("150 irises in order of their species, B = 10", X=X, y=y, params=renamed, eta=ETA, B=BATCH, seed=seed),
    ]


def drive(answer, X: Tensor, y: Tensor, params: tuple[Tensor, ...], eta: float, B: int, seed: int | list[int]) -> Any:
    """What the answer returns, or a list of that where several seeds are given."""
    if isinstance(seed, int):
        return answer(X, y, params, eta, B, seed)
    return [answer(X, y, params, eta, B, one) for one in seed]


# How a training goes, in numpy, so that the judge can follow losses through all orders that an epoch may have had.

Params = tuple[Tensor, ...]
Result = tuple[list[float], Params]
Batch = tuple[tuple[int, ...], tuple[int, ...]]     # rows of X, and of y
Picks = Sequence[int]


class Orders(NamedTuple):
    """How an epoch picks its samples: all the ways, one of them at random, and how it is cut into batches."""

    every: Callable[[int, int], Iterator[Picks]]
    drawn: Callable[[int, int, np.random.Generator], Picks]
    cut: Callable[[Picks, int, int], list[Batch]]


@cache
def epochs_of(orders: Orders, n: int, B: int) -> list[tuple[Batch, ...]]:
    """All epochs that differ, or one of very many; the order within a batch does not count.

    >>> len(epochs_of(SHUFFLED, 4, 3)), epochs_of(GIVEN, 4, 3)
    (4, [(((0, 1, 2), (0, 1, 2)), ((3,), (3,)))])
    """
    every = itertools.islice(orders.every(n, B), 1 if n > BATCH else None)
    return list(dict.fromkeys(tuple(tuple(zip(*sorted(zip(*batch)))) for batch in orders.cut(picks, n, B))
                              for picks in every))


def _permutations(n: int, B: int) -> Iterator[Picks]:
    return itertools.permutations(range(n))


def _permutation(n: int, B: int, rng: np.random.Generator) -> Picks:
    return rng.permutation(n).tolist()


def _pairs(rows: Picks) -> Batch:
    return tuple(rows), tuple(rows)


def _cut(picks: Picks, n: int, B: int) -> list[Batch]:
    return [_pairs(picks[i:i + B]) for i in range(0, len(picks), B)]


SHUFFLED = Orders(_permutations, _permutation, _cut)
GIVEN = SHUFFLED._replace(every=lambda n, B: iter([range(n)]), drawn=lambda n, B, rng: range(n))
EVENED = SHUFFLED._replace(cut=lambda picks, n, B: _cut(picks, n, -(-n // -(-n // B))))
FIXED = Orders(every=lambda n, B: itertools.permutations(range(-(-n // B))),     # picks are numbers of batches
               drawn=lambda n, B, rng: rng.permutation(-(-n // B)).tolist(),
               cut=lambda picks, n, B: [_pairs(range(n)[k * B:k * B + B]) for k in picks])
WITHOUT_THE_REST = SHUFFLED._replace(cut=lambda picks, n, B: _cut(picks[:n - n % B], n, B))
FIRST_BATCH = SHUFFLED._replace(cut=lambda picks, n, B: _cut(picks, n, B)[:1])
ONE_BY_ONE = SHUFFLED._replace(cut=lambda picks, n, B: _cut(picks, n, 1))
AT_ONCE = SHUFFLED._replace(cut=lambda picks, n, B: _cut(picks, n, n))
SLIDING = SHUFFLED._replace(cut=lambda picks, n, B: [_pairs(picks[i:i + B]) for i in range(n)])
FILLED_UP = SHUFFLED._replace(cut=lambda picks, n, B: _cut([*picks, *picks[:-n % B]], n, B))
LABELS_LEFT = SHUFFLED._replace(cut=lambda picks, n, B: [(tuple(picks[i:i + B]), tuple(range(n)[i:i + B]))
                                                         for i in range(0, n, B)])
WITH_REPLACEMENT = SHUFFLED._replace(every=lambda n, B: itertools.product(range(n), repeat=n),
                                     drawn=lambda n, B, rng: rng.integers(0, n, n).tolist())
BATCH_BY_BATCH = SHUFFLED._replace(
    every=lambda n, B: (list(itertools.chain(*sets)) for sets in itertools.product(
        itertools.combinations(range(n), min(n, B)), repeat=-(-n // B))),
    drawn=lambda n, B, rng: [i for _ in range(-(-n // B)) for i in rng.permutation(n)[:B].tolist()])

Numbers = np.ndarray


class Unit(NamedTuple):
    """A hidden unit: its activation, and its slope as far as it is used."""

    value: Callable[[Numbers], Numbers]
    slope: Callable[[Numbers], Numbers]


def _relu(z: Numbers) -> Numbers:
    return np.maximum(z, 0)


def _sigmoid(z: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-z))


RELU = Unit(_relu, lambda z: z > 0)
AT_ZERO = Unit(_relu, lambda z: z >= 0), Unit(_relu, lambda z: np.heaviside(z, 0.5))     # slope 1 or 1/2 at 0
LINEAR = Unit(lambda z: z, np.ones_like)
SIGMOID = Unit(_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z)))
TANH = Unit(np.tanh, lambda z: 1 - np.tanh(z)**2)


def _log_softmax(z: Numbers) -> Numbers:
    z = z - np.maximum.reduce(z, axis=1, keepdims=True)
    return z - np.log(np.add.reduce(np.exp(z), axis=1, keepdims=True))


@dataclass(frozen=True)
class Way:
    """How a training goes. As the text says by default; each wrong answer differs in a field or two."""

    orders: Orders = SHUFFLED
    fresh: bool = True                  # a new order in every epoch
    seeded: bool = True                 # another order for another seed
    unit: Unit = RELU
    twice: bool = False                 # softmax of softmax
    over_batch: str = ""                # softmax over the samples of a batch, in the "step" or in all
    late: bool = False                  # the losses are those after one epoch, after two and so on
    p_factor: Callable[[Numbers], Numbers] | None = None    # what the slopes at the logits are multiplied by besides
    one_hot: float = 1.0                # what is subtracted from p at the label
    output_first: bool = False          # slopes go back through the new W2
    moved: tuple[int, int, int, int] = (1, 1, 1, 1)     # which parameters take part
    along: float = 1.0                  # what eta is multiplied by
    share: Callable[[int, int, int], float] = lambda size, n, B: size   # by what the sum over a batch is divided
    bias_sum: bool = False              # the biases' gradients are not divided at all
    bias_mean: bool = False             # the biases' gradients are divided by the size of the batch once more
    piles_up: str = ""                  # gradients of earlier batches are added, of "all" or those of the "epoch"
    at_once: bool = False               # one update an epoch, along the mean of the batches' gradients
    starts_over: bool = False           # every epoch begins with the first parameters
    report: Callable[[Numbers, Numbers], float] = lambda log_p, p_y: -log_p.mean()   # log p_y and p_y -> loss
    reported: str = "all"               # or the batches "before" their updates, or the "last" batch
    by_sample: bool = False             # such a loss of a batch counts once for each of its samples

    def forward(self, params: tuple, X: Numbers, over_batch: bool = False) -> tuple[Numbers, Numbers, Numbers]:
        W1, b1, W2, b2 = params[:4]
        z1 = X @ W1.T + b1
        a1 = self.unit.value(z1)
        z2 = a1 @ W2.T + b2
        return z1, a1, _log_softmax(z2.T).T if over_batch else _log_softmax(z2)

    def loss(self, params: tuple, X: Numbers, y: Numbers) -> float:
        log_p = self.forward(params, X, self.over_batch == "all")[2]
        log_p = _log_softmax(np.exp(log_p)) if self.twice else log_p
        at_label = log_p[np.arange(len(y)), y]
        return float(self.report(at_label, np.exp(at_label)))

    def move(self, params: tuple, X: Numbers, y: Numbers, eta: float, n: int, B: int) -> tuple:
        """The parameters after one update, and behind them the gradients so far."""
        z1, a1, log_p = self.forward(params, X, bool(self.over_batch))
        p, W2 = np.exp(log_p), params[2]
        z2_bar = np.exp(_log_softmax(p)) if self.twice else p.copy()
        z2_bar[np.arange(len(y)), y] -= self.one_hot
        z2_bar /= self.share(len(y), n, B)
        if self.p_factor:
            z2_bar *= self.p_factor(p)
        if self.twice:
            z2_bar = p * (z2_bar - (z2_bar * p).sum(1, keepdims=True))
        W2_bar = z2_bar.T @ a1
        z1_bar = (z2_bar @ (W2 - eta * W2_bar if self.output_first else W2)) * self.unit.slope(z1)
        over_batch = np.mean if self.bias_mean else np.add.reduce
        bars = (z1_bar.T @ X, over_batch(z1_bar, axis=0), W2_bar, over_batch(z2_bar, axis=0))
        if self.bias_sum:
            bars = tuple(bar * (self.share(len(y), n, B) if bar.ndim == 1 else 1) for bar in bars)
        if self.piles_up:
            bars = tuple(sum(pair) for pair in zip(bars, params[4:] or (0,) * 4))
        return (*(p - self.along * eta * m * bar for p, bar, m in zip(params, bars, self.moved)), *bars)

    def epoch(self, params: tuple, batches: Sequence[Batch], X: Numbers, y: Numbers, eta: float, B: int) -> Any:
        """The parameters after an epoch, and the loss that is reported."""
        reached, samples, losses = [params[:4] if self.piles_up == "epoch" else params], (X, y), []
        for rows, labels in batches:
            samples = X.take(rows, 0), y.take(labels)
            if self.reported == "before":
                losses.append(self.loss(reached[-1], *samples))
            reached.append(self.move(reached[0 if self.at_once else -1], *samples, eta, len(y), B))
        after = tuple(sum(parts) / len(batches) for parts in zip(*reached[1:])) if self.at_once else reached[-1]
        if losses:
            return after, float(np.average(losses, weights=[len(b[0]) for b in batches] if self.by_sample else None))
        return after, self.loss(after, *samples) if self.reported == "last" else self.loss(after, X, y)

    def train(self, X: Tensor, y: Tensor, params: Params, eta: float, B: int, seed: int) -> Result:
        """The losses of a training and the parameters after it, in an order that chance decides."""
        losses, reached = _trained(self, _packed(X.numpy(), y.numpy(), tuple(p.numpy() for p in params)), eta, B, seed)
        return list(losses), tuple(torch.tensor(part) for part in reached)

    def ends(self, params: tuple, X: Numbers, y: Numbers, eta: float, B: int) -> list[tuple]:
        """Every epoch that is possible, with the parameters after it and the loss that is reported."""
        return [(batches, *self.epoch(params, batches, X, y, eta, B)) for batches in epochs_of(self.orders, len(y), B)]

    def followed(self, losses: Sequence[float], X: Numbers, y: Numbers, params: tuple, eta: float, B: int,
                 near: float = EXACT) -> tuple[int, list[tuple]]:
        """How many losses can have come about in this way, and the epochs that explain them."""
        with np.errstate(all="ignore"):
            start = self.loss(params, X, y)
            if self.late:
                losses = [start, *losses]
            elif not _near(losses[0], start, near):
                return 0, []
            states, first = [(params, [])], _packed(X, y, params)
            for k, wanted in enumerate(losses[1:], 1):
                reached = []
                for now, past in states:
                    ends = (_first_ends(self, first, eta, B) if k == 1 or self.starts_over
                            else self.ends(now, X, y, eta, B))
                    reached += [(after, [*past, batches]) for batches, after, loss in ends if _near(wanted, loss, near)]
                if not reached:
                    return k, states[0][1]
                states = reached[:4]
        return len(losses), states[0][1]

    def explains(self, losses: Sequence[float], *known: Any) -> list[tuple]:
        """The epochs that explain the first losses, or none."""
        reach, epochs = self.followed(losses[:SEEN + 1], *known)
        return epochs if reach > SEEN else []


def _near(a: float, b: float, near: float) -> bool:
    return abs(a - b) <= near * max(1.0, abs(b)) or (math.isnan(a) and math.isnan(b))


Packed = tuple[int, bytes, bytes, bytes, bytes, bytes, bytes]


def _packed(X: Numbers, y: Numbers, params: tuple) -> Packed:
    """The number of samples and the bytes of all arrays, by which results can be looked up."""
    return len(y), *(part.tobytes() for part in (X, y, *params))


def _unpacked(packed: Packed) -> tuple[Numbers, Numbers, tuple]:
    """X, y and the parameters."""
    n, X, y, *params = packed
    shapes = ((-1, 4), (-1,), (3, -1), (-1,))
    return (np.frombuffer(X).reshape(n, -1), np.frombuffer(y, np.int64),
            tuple(np.frombuffer(part).reshape(shape) for part, shape in zip(params, shapes, strict=True)))


# The same wrong ways are tried on the same cases for every answer that nothing has explained yet.

@lru_cache(maxsize=1024)
def _trained(way: Way, packed: Packed, eta: float, B: int, seed: int) -> tuple[tuple[float, ...], tuple[Numbers, ...]]:
    """The losses of a training, and the parameters that it ends with."""
    X, y, first = _unpacked(packed)
    rng = np.random.default_rng(seed if way.seeded else 0)
    now, losses, picks = first, [way.loss(first, X, y)], None
    with np.errstate(all="ignore"):
        for _ in range(EPOCHS + way.late):
            if picks is None or way.fresh:
                picks = way.orders.drawn(len(y), B, rng)
            now, loss = way.epoch(first if way.starts_over else now, way.orders.cut(picks, len(y), B), X, y, eta, B)
            losses.append(loss)
    return tuple(losses[way.late:]), tuple(now[:4])


@lru_cache(maxsize=1024)
def _first_ends(way: Way, packed: Packed, eta: float, B: int) -> list[tuple]:
    """`Way.ends` of the first epoch."""
    X, y, params = _unpacked(packed)
    return way.ends(params, X, y, eta, B)


RIGHT = Way()
WAYS: dict[str, Way] = {}   # the wrong answers that the judge recognises, in their order


def reference(X, y, params, eta, B, seed) -> Result:
    """Mean losses before the first epoch and after each, and the parameters at the end."""
    return RIGHT.train(X, y, params, eta, B, seed)


def judge(inputs: dict[str, Any], output: Any) -> str | None:
    """Follows the losses through the orders that an epoch may have had; for many batches, compares with a band.

    What is wrong with the training is told before what is wrong with the parameters behind the losses.
    """
    X, y, params, eta, B, seed = inputs.values()
    runs = [_parts(run) for run in ([output] if isinstance(seed, int) else output)]
    known = X.numpy(), y.numpy(), tuple(p.numpy() for p in params)
    first = RIGHT.loss(known[2], *known[:2])
    fault = next(filter(None, (_form_fault(losses, first, -(-len(y) // B)) for losses, _ in runs)), None)
    if fault:
        return fault
    losses = tuple(tuple(float(loss) for loss in run) for run, _ in runs)
    fault = _fault(losses, _frozen(X), _frozen(y), tuple(map(_frozen, params)), eta, B, first)
    return fault or next(filter(None, (_parameters_fault(run, reached, *known, eta, B)
                                       for run, (_, reached) in zip(losses, runs, strict=True))), None)


def _parts(run: Any) -> tuple[Any, Any]:
    """The losses, and what stands behind them: None where nothing does."""
    return run if isinstance(run, (list, tuple)) and len(run) == 2 else (run, None)


def _parameters_fault(losses: Sequence[float], reached: Any, X: Numbers, y: Numbers, params: tuple, eta: float,
                      B: int) -> str | None:
    """What is wrong with the parameters behind right losses."""
    if reached is None:
        return "losses_alone"
    if not isinstance(reached, (list, tuple)) or [getattr(part, "shape", ()) for part in reached] != [
            part.shape for part in params]:
        return "parameters_form"
    reached = tuple(torch.as_tensor(part).detach().double().numpy() for part in reached)
    with np.errstate(all="ignore"):
        loss = RIGHT.loss(reached, X, y)
    if len(y) <= B:  # nothing is left to chance, so each number can be compared
        right = _trained(RIGHT, _packed(X, y, params), eta, B, 0)[1]
        fits = all(np.allclose(part, own, rtol=0, atol=SINGLE) for part, own in zip(right, reached, strict=True))
    else:
        fits = _near(loss, losses[-1], SINGLE)
    if fits:
        return None if _near(loss, losses[-1], EXACT if len(y) <= BATCH else SINGLE) else "single_precision"
    if all(np.array_equal(part, own) for part, own in zip(params, reached, strict=True)):
        return "first_parameters"
    return "an_epoch_behind" if _near(loss, losses[-2], SINGLE) else "other_parameters"


def _frozen(value: Tensor) -> tuple:
    return tuple(map(tuple, value.tolist())) if value.ndim == 2 else tuple(value.tolist())


@lru_cache(maxsize=1024)  # a mistake is looked for among many answers that give the same losses
def _fault(runs: tuple, X: tuple, y: tuple, params: tuple, eta: float, B: int, first: float) -> str | None:
    n, known = len(y), (np.array(X), np.array(y), tuple(map(np.array, params)), eta, B)
    if n > max(B, BATCH):
        return _band_fault(runs[0], first, *known)
    return _order_fault(runs, *known) if n > B else _exact_fault(runs[0], *known)


def _form_fault(run: Any, first: float, updates: int) -> str | None:
    """What is wrong with the kind and number of results."""
    if isinstance(run, (float, int)) or (isinstance(run, (Tensor, np.ndarray)) and run.ndim == 0):
        return "last_loss_only"
    if not isinstance(run, (list, tuple, Tensor, np.ndarray)):
        return "form"
    if len(run) == 4 and isinstance(run[0], (Tensor, np.ndarray)):
        return "parameters_alone"
    if len(run) == 5 and isinstance(run[0], (list, tuple, Tensor, np.ndarray)):
        return "five_results"
    if len(run) == EPOCHS:
        return "without_the_end" if _near(float(run[0]), first, SINGLE) else "without_the_start"
    if len(run) in (EPOCHS * updates, EPOCHS * updates + 1) and updates > 1:
        return "every_update_reported"
    return None if len(run) == EPOCHS + 1 else "form"


def _exact_fault(losses: Sequence[float], *known: Any) -> str | None:
    """One batch holds all samples: nothing is left to chance."""
    n, B = len(known[1]), known[-1]
    reach = RIGHT.followed(losses, *known)[0]
    if reach == len(losses):
        return None
    if n < B and WAYS["rest_dropped"].explains(losses, *known):
        return "rest_dropped"
    if _rounded(losses):
        return "rounded"
    if RIGHT.followed(losses, *known, near=SINGLE)[0] == len(losses):
        return "single_precision"
    ways = [(name, way) for name, way in WAYS.items() if n < BATCH or way.orders in (SHUFFLED, GIVEN)]
    if not RIGHT.forward(known[2], known[0])[0].all():  # another slope at 0 beside a mistake, which is told first
        ways += [(name, replace(way, unit=unit)) for name, way in ways if way.unit is RELU for unit in AT_ZERO]
    return next((name for name, way in ways if way.explains(losses, *known)),
                ("start", "path", "later path")[min(reach, 2)])


def _order_fault(runs: Sequence[Sequence[float]], *known: Any) -> str | None:
    """Few orders are possible: the losses tell which one each epoch had."""
    found, given = [RIGHT.followed(losses, *known) for losses in runs], set(epochs_of(GIVEN, len(known[1]), known[-1]))
    if all(reach == len(runs[0]) for reach, _ in found):
        one, again, other, other_again = (epochs for _, epochs in found)
        if len(set(one)) == len(set(other)) == 1:
            return "never_shuffled" if {*one, *other} == given else "one_order"
        if one != again:
            return "unseeded" if other != other_again else "unseeded_with_seed_0"
        return "seed_ignored" if one == other else None if other == other_again else "unseeded"
    if _rounded(runs[0]):
        return "rounded"
    if RIGHT.followed(runs[0], *known, near=SINGLE)[0] == len(runs[0]):
        return "single_precision"
    for name, way in WAYS.items():
        epochs = way.explains(runs[0], *known)
        if epochs:
            pairs = (f"{name}_never_shuffled", set(epochs) == given), (f"{name}_one_order", len(set(epochs)) == 1)
            return next((both for both, seen in pairs if seen and both in FAULTS), name)
    return "start" if found[0][0] == 0 else "orders"


def _rounded(losses: Sequence[float]) -> bool:
    return all(round(loss, 6) == loss for loss in losses)


def _band_fault(losses: Sequence[float], first: float, *known: Any) -> str | None:
    if not _near(losses[0], first, SINGLE):
        return "start"
    if all(low <= losses[k] <= high for k, (low, high) in BAND.items()):
        return None
    return "never_shuffled" if WAYS["never_shuffled"].explains(losses, *known) else "band"


task = Task(
    key="train_iris", title="Train a small network on the irises", points=3, difficulty=3, minutes=35,
    objective="train a network by mini-batch descent and read its losses",
    reference=reference, cases=cases, drive=drive, judge=judge, compare=close(names=("losses", "parameters")),
    faults=FAULTS, facts=("N09-21", "N09-22"),
    hints=(
        "Write the loops first: epochs outside, batches inside. What happens once an epoch, and what once a batch?",
        "150 samples in batches of 10: 15 updates an epoch, 300 in all, and 21 losses. At logits (0, 0, 0) the loss of "
        "a sample is log 3, and its derivative with respect to the logits is p minus one-hot. What is that for y = 0?",
        "for i in torch.randperm(____, generator=rng).split(B): z2_bar = (p - one_hot) / ____; z1_bar = (z2_bar @ W2) "
        "* (____)",
    ),
)


def told(message: str, *, short: str) -> Callable:
    """A wrong answer whose message is told as well to any other one in which the judge first finds its name."""
    def noted(answer: Callable) -> Callable:
        FAULTS[answer.__name__] = message
        return task.wrong(message, short=short)(answer)

    return noted


def wrong_way(message: str, *, short: str, **changes: Any) -> Callable:
    """A wrong answer that trains as said, but for some changes; the judge recognises its losses."""
    def noted(answer: Callable) -> Callable:
        WAYS[answer.__name__] = Way(**changes)
        return told(message, short=short)(answer)

    return noted


@task.solution
def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)

    def forward(X):
        z1 = X @ W1.mT + b1         # step: the hidden pre-activations, (B, 8)
        a1 = z1.relu()              # step: the hidden activations
        z2 = a1 @ W2.mT + b2        # step: the logits, (B, 3)
        return z1, a1, z2.log_softmax(dim=1)    # step: the log-probabilities

    def mean_loss():
        log_p = forward(X)[2]
        return -log_p.gather(1, y[:, None]).mean().item()   # step: the mean cross-entropy over all samples

    losses = [mean_loss()]
    for _ in range(20):
        for i in torch.randperm(len(y), generator=rng).split(B):    # step: the batches, in a fresh order each epoch
            z1, a1, log_p = forward(X[i])
            error = log_p.exp() - torch.eye(3, dtype=X.dtype)[y[i]]     # step: p minus one-hot, (B, 3)
            z2_bar = error / len(i)                 # step: the slopes of the batch's mean loss at the logits
            z1_bar = (z2_bar @ W2) * (z1 > 0)       # step: the slopes sent back through W2 and ReLU, (B, 8)
            W2, b2 = W2 - eta * z2_bar.mT @ a1, b2 - eta * z2_bar.sum(dim=0)    # step: the new output layer
            W1, b1 = W1 - eta * z1_bar.mT @ X[i], b1 - eta * z1_bar.sum(dim=0)  # step: the new hidden layer
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)


@task.right
def factor_by_factor(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    I = torch.eye(3, dtype=X.dtype)

    def forward(X):
        z1 = X @ W1.mT + b1                         # step: the hidden pre-activations, (B, 8)
        a1 = z1.clamp(min=0)                        # step: the hidden activations
        powers = (a1 @ W2.mT + b2).exp()            # step: the powers of the logits, (B, 3)
        p = powers / powers.sum(1, keepdim=True)    # step: the probabilities
        return z1, a1, p

    def mean_loss():
        p = forward(X)[2]
        p_y = (p * I[y]).sum(1)                     # step: the probability of each sample's class, (150,)
        return float(-p_y.log().mean())             # step: the mean cross-entropy over all samples

    losses = [mean_loss()]
    for _ in range(20):
        for i in torch.randperm(len(y), generator=rng).split(B):    # step: the batches, in a fresh order each epoch
            z1, a1, p = forward(X[i])
            dl_dp = -I[y[i]] / p                    # step: the slopes of -log p_y at the probabilities, (B, 3)
            p_bar = dl_dp / len(i)                  # step: the share of each sample in the batch's mean loss
            dp_dz2 = p[:, :, None] * (I - p[:, None, :])        # step: the Jacobians of softmax, (B, 3, 3)
            z2_bar = (p_bar[:, :, None] * dp_dz2).sum(1)        # step: the slopes at the logits, (B, 3)
            W2_bar = (z2_bar[:, :, None] * a1[:, None, :]).sum(0)   # step: the gradient of W2, (3, 8)
            b2_bar = z2_bar.sum(0)                  # step: the gradient of b2
            a1_bar = z2_bar @ W2                    # step: the slopes at the hidden activations, (B, 8)
            da1_dz1 = (z1 > 0).to(X.dtype)          # step: the slopes of ReLU
            z1_bar = a1_bar * da1_dz1               # step: the slopes at the hidden pre-activations
            W1_bar = (z1_bar[:, :, None] * X[i][:, None, :]).sum(0)     # step: the gradient of W1, (8, 4)
            b1_bar = z1_bar.sum(0)                  # step: the gradient of b1
            W2 = W2 - eta * W2_bar                  # step: the new W2
            b2 = b2 - eta * b2_bar                  # step: the new b2
            W1 = W1 - eta * W1_bar                  # step: the new W1
            b1 = b1 - eta * b1_bar                  # step: the new b1
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)


@task.right
def by_autograd(X, y, params, eta, B, seed):
    params = [p.clone().requires_grad_() for p in params]
    rng = np.random.default_rng(seed)

    def loss(X, y):
        W1, b1, W2, b2 = params
        return torch.nn.functional.cross_entropy((X @ W1.mT + b1).relu() @ W2.mT + b2, y)

    losses = [float(loss(X, y).detach())]
    for _ in range(20):
        order = torch.from_numpy(rng.permutation(len(y)))
        for batch in order.split(B):
            slopes = torch.autograd.grad(loss(X[batch], y[batch]), params)
            with torch.no_grad():
                for p, slope in zip(params, slopes):
                    p -= eta * slope
        losses.append(float(loss(X, y).detach()))
    return losses, params


@wrong_way("Your losses are sums over the samples: for example four samples with a loss of 1 each give you 4. By what "
           "should that be divided?",
           short="the sum of the losses is reported, not the mean",
           report=lambda log_p, p_y: -log_p.sum())
def sum_reported(X, y, params, eta, B, seed):
    return WAYS["sum_reported"].train(X, y, params, eta, B, seed)


@wrong_way("Your loss is that of a softmax of a softmax: for example the probabilities (1, 0, 0) become (0.58, 0.21, "
           "0.21), and no loss falls below 0.55. What does your loss function expect, logits or probabilities?",
           short="softmax is taken twice",
           twice=True)
def softmax_twice(X, y, params, eta, B, seed):
    return WAYS["softmax_twice"].train(X, y, params, eta, B, seed)


@wrong_way("Your hidden units have no ReLU: for example z1 = (-1, 2) stays (-1, 2), and should become (0, 2). Where "
           "between the two layers does it belong?",
           short="the ReLU is missing",
           unit=LINEAR)
def without_relu(X, y, params, eta, B, seed):
    return WAYS["without_relu"].train(X, y, params, eta, B, seed)


@wrong_way("Your hidden units are sigmoids: for example z1 = (0, 2) becomes (0.5, 0.88), and should become (0, 2). "
           "Which activation is asked for?",
           short="the hidden units are sigmoids",
           unit=SIGMOID)
def sigmoid_units(X, y, params, eta, B, seed):
    return WAYS["sigmoid_units"].train(X, y, params, eta, B, seed)


@wrong_way("Your hidden units use tanh: for example z1 = (-1, 2) becomes (-0.76, 0.96), and should become (0, 2). "
           "Which activation is asked for?",
           short="the hidden units use tanh",
           unit=TANH)
def tanh_units(X, y, params, eta, B, seed):
    return WAYS["tanh_units"].train(X, y, params, eta, B, seed)


@wrong_way("You report the mean of the probabilities of the right classes: for example p = (1/3, 1/3, 1/3) gives "
           "0.333, not 1.0986. Which function of a probability is the loss?",
           short="the probability is reported without its logarithm",
           report=lambda log_p, p_y: p_y.mean())
def probability_reported(X, y, params, eta, B, seed):
    return WAYS["probability_reported"].train(X, y, params, eta, B, seed)


@wrong_way("You take the logarithm of a mean: for example two samples with the probabilities 1 and 1/4 cost 0 and "
           "1.386, in the mean 0.693; -log of 0.625 is 0.47. Which comes first, the logarithm or the mean?",
           short="the logarithm is taken of a mean",
           report=lambda log_p, p_y: -np.log(p_y.mean()))
def log_of_the_mean(X, y, params, eta, B, seed):
    return WAYS["log_of_the_mean"].train(X, y, params, eta, B, seed)


@wrong_way("Your losses are negative: for example p = (1/3, 1/3, 1/3) gives -1.0986. The logarithm of a number below 1 "
           "is negative. What is missing?",
           short="the minus sign of the loss is missing",
           report=lambda log_p, p_y: log_p.mean())
def sign_of_the_loss(X, y, params, eta, B, seed):
    return WAYS["sign_of_the_loss"].train(X, y, params, eta, B, seed)


@wrong_way("Your logarithm has the base 2: for example p = (1/3, 1/3, 1/3) gives 1.585, not 1.0986. Which logarithm is "
           "asked for?",
           short="the logarithm has the base 2",
           report=lambda log_p, p_y: -log_p.mean() / math.log(2))
def binary_logarithm(X, y, params, eta, B, seed):
    return WAYS["binary_logarithm"].train(X, y, params, eta, B, seed)


@wrong_way("You average over samples and classes: for example one sample with the logits (0, 0, 0) gives 0.366, a "
           "third of log 3. Over how many numbers is the mean?",
           short="the mean is taken over samples and classes",
           report=lambda log_p, p_y: -log_p.mean() / 3)
def mean_over_classes(X, y, params, eta, B, seed):
    return WAYS["mean_over_classes"].train(X, y, params, eta, B, seed)


@wrong_way("All 21 losses are equal, so the parameters never change. For example a weight of 0 with the derivative 1 "
           "and eta = 0.2 should become -0.2. Where do your new values go?",
           short="the parameters never change",
           along=0.0)
def never_updated(X, y, params, eta, B, seed):
    return WAYS["never_updated"].train(X, y, params, eta, B, seed)


@wrong_way("Your updates go uphill: for example with the derivative 1 and eta = 0.2 a weight of 0 becomes 0.2. Which "
           "sign does your update have?",
           short="the updates go uphill",
           along=-1.0)
def climbs(X, y, params, eta, B, seed):
    return WAYS["climbs"].train(X, y, params, eta, B, seed)


@wrong_way("Your losses are means, but your update is that of a sum: for example with a batch of 4 samples, all with "
           "the derivative 1, and eta = 0.2 you move by 0.8, not by 0.2. By what is the derivative of a mean divided?",
           short="the gradient is a sum over the batch, not a mean",
           share=lambda size, n, B: 1)
def step_summed(X, y, params, eta, B, seed):
    return WAYS["step_summed"].train(X, y, params, eta, B, seed)


@wrong_way("Your steps are too short: for example with a batch of 4 samples, all with the derivative 1, and eta = 0.2 "
           "you move by 0.05, not by 0.2. In how many places do you divide by the size of the batch?",
           short="the gradient is divided twice by the size of the batch",
           share=lambda size, n, B: size**2)
def step_divided_twice(X, y, params, eta, B, seed):
    return WAYS["step_divided_twice"].train(X, y, params, eta, B, seed)


@wrong_way("Your steps are a third of what they should be: for example with a batch whose samples all have the "
           "derivative 1 and eta = 0.2 you move by 0.067. Over what is the mean, samples or samples and classes?",
           short="the gradient is divided by 3",
           share=lambda size, n, B: 3 * size)
def step_divided_by_classes(X, y, params, eta, B, seed):
    return WAYS["step_divided_by_classes"].train(X, y, params, eta, B, seed)


@wrong_way("Your steps are half as long as they should be: for example with the derivative 1 and eta = 0.2 a weight "
           "moves by 0.1. Where does a factor 1/2 come in?",
           short="the steps are half as long as they should be",
           along=0.5)
def half_a_step(X, y, params, eta, B, seed):
    return WAYS["half_a_step"].train(X, y, params, eta, B, seed)


@wrong_way("Your steps are twice as long as they should be: for example with the derivative 1 and eta = 0.2 a weight "
           "moves by 0.4. Where does a factor 2 come in, or do you update twice?",
           short="the steps are twice as long as they should be",
           along=2.0)
def double_step(X, y, params, eta, B, seed):
    return WAYS["double_step"].train(X, y, params, eta, B, seed)


@wrong_way("You report losses that the batches had before their updates. With one batch your first two losses are "
           "equal, although an update lies between them. With which parameters should the loss after an epoch be "
           "computed?",
           short="the losses are those of the batches before their updates",
           reported="before")
def losses_before_updates(X, y, params, eta, B, seed):
    return WAYS["losses_before_updates"].train(X, y, params, eta, B, seed)


@wrong_way("Your losses are what each sample cost before the update of its batch. With one batch your first two "
           "losses are equal, although an update lies between them. With which parameters should the loss after an "
           "epoch be computed?",
           short="the losses are those of the samples before their updates",
           reported="before", by_sample=True)
def sample_losses_before_updates(X, y, params, eta, B, seed):
    return WAYS["sample_losses_before_updates"].train(X, y, params, eta, B, seed)


@wrong_way("Your derivatives pass through hidden units that are switched off: for example for z1 = (-1, 2) the ReLU "
           "gives (0, 2). How much does its output move when the -1 moves a little?",
           short="the slope of the ReLU is missing",
           unit=Unit(_relu, np.ones_like))
def mask_forgotten(X, y, params, eta, B, seed):
    return WAYS["mask_forgotten"].train(X, y, params, eta, B, seed)


@wrong_way("You multiply by the activation where the slope of the ReLU belongs: for example for z1 = (-1, 2) you use "
           "(0, 2). How much does the output of a unit with z1 = 2 move when z1 moves by 0.1?",
           short="the activation stands where the slope of the ReLU belongs",
           unit=Unit(_relu, _relu))
def activation_for_slope(X, y, params, eta, B, seed):
    return WAYS["activation_for_slope"].train(X, y, params, eta, B, seed)


@wrong_way("Your derivatives pass only through hidden units that are switched off: for example for z1 = (-1, 2) you "
           "use the slopes (1, 0). For which of the two units does the output move with z1?",
           short="the mask of the ReLU is reversed",
           unit=Unit(_relu, lambda z: z <= 0))
def mask_reversed(X, y, params, eta, B, seed):
    return WAYS["mask_reversed"].train(X, y, params, eta, B, seed)


@wrong_way("Where z1 is exactly 0 your ReLU has the slope 1: a hidden unit whose weights and bias are 0 begins to "
           "move. `z1 >= 0` does that, and so does autograd with `clamp(min=0)`. Which slope does the text take at 0?",
           short="the slope of the ReLU at 0 is 1",
           unit=AT_ZERO[0])
def slope_one_at_zero(X, y, params, eta, B, seed):
    return WAYS["slope_one_at_zero"].train(X, y, params, eta, B, seed)


@wrong_way("Where z1 is exactly 0 your ReLU has the slope 1/2: a hidden unit whose weights and bias are 0 begins to "
           "move. Autograd takes that for the larger of two equal numbers, as in `torch.maximum`. Which slope does the "
           "text take at 0?",
           short="the slope of the ReLU at 0 is 1/2",
           unit=AT_ZERO[1])
def slope_half_at_zero(X, y, params, eta, B, seed):
    return WAYS["slope_half_at_zero"].train(X, y, params, eta, B, seed)


@wrong_way("Your derivatives do not depend on the labels: for example for p = (1/3, 1/3, 1/3) you use p itself for "
           "every y. Which class should the update make more probable?",
           short="the labels are missing from the gradient",
           one_hot=0.0)
def one_hot_missing(X, y, params, eta, B, seed):
    return WAYS["one_hot_missing"].train(X, y, params, eta, B, seed)


@wrong_way("You add the one-hot label where it should be subtracted: for example for p = (1/3, 1/3, 1/3) and y = 0 you "
           "use (4/3, 1/3, 1/3). Which class should the update make more probable?",
           short="the one-hot label is added, not subtracted",
           one_hot=-1.0)
def one_hot_added(X, y, params, eta, B, seed):
    return WAYS["one_hot_added"].train(X, y, params, eta, B, seed)


@wrong_way("Your second update uses the gradients of two batches: for example with the derivatives 1 and then 0.5 and "
           "eta = 0.2 a weight of 0 goes to -0.2 and then to -0.5, not -0.3. What is left in `.grad` when a new batch "
           "begins?",
           short="gradients of earlier batches are added",
           piles_up="all")
def gradients_pile_up(X, y, params, eta, B, seed):
    return WAYS["gradients_pile_up"].train(X, y, params, eta, B, seed)


@wrong_way("You change W2 first and send the derivatives back through the new W2: for example if it goes from 1 to "
           "0.8, you use 0.8. With which W2 was the forward pass made?",
           short="the derivatives go back through the new W2",
           output_first=True)
def output_layer_first(X, y, params, eta, B, seed):
    return WAYS["output_layer_first"].train(X, y, params, eta, B, seed)


@wrong_way("Your biases stay as they were, while the two matrices move. For example b2 = 0 with the "
           "derivative 1 and eta = 0.2 should become -0.2. How many parameters does an update change?",
           short="the biases are not updated",
           moved=(1, 0, 1, 0))
def biases_stay(X, y, params, eta, B, seed):
    return WAYS["biases_stay"].train(X, y, params, eta, B, seed)


@wrong_way("W1 and b1 stay as they were, while W2 and b2 move. How many parameters does an update change?",
           short="the hidden layer is not updated",
           moved=(0, 0, 1, 1))
def hidden_layer_stays(X, y, params, eta, B, seed):
    return WAYS["hidden_layer_stays"].train(X, y, params, eta, B, seed)


@wrong_way("W2 and b2 stay as they were, while W1 and b1 move. How many parameters does an update change?",
           short="the output layer is not updated",
           moved=(1, 1, 0, 0))
def output_layer_stays(X, y, params, eta, B, seed):
    return WAYS["output_layer_stays"].train(X, y, params, eta, B, seed)


@wrong_way("b1 stays as it was, while the other three parameters move. What is the derivative of the loss "
           "with respect to b1?",
           short="b1 is not updated",
           moved=(1, 0, 1, 1))
def hidden_bias_stays(X, y, params, eta, B, seed):
    return WAYS["hidden_bias_stays"].train(X, y, params, eta, B, seed)


@wrong_way("b2 stays as it was, while the other three parameters move. What is the derivative of the loss "
           "with respect to b2?",
           short="b2 is not updated",
           moved=(1, 1, 1, 0))
def output_bias_stays(X, y, params, eta, B, seed):
    return WAYS["output_bias_stays"].train(X, y, params, eta, B, seed)


@wrong_way("The derivatives of your biases are divided by the size of the batch twice: for example with four samples "
           "in one batch b1 and b2 move by a quarter of what they should. Where do you take a mean of what is already "
           "divided?",
           short="the derivatives of the biases are divided twice",
           bias_mean=True)
def biases_divided_twice(X, y, params, eta, B, seed):
    return WAYS["biases_divided_twice"].train(X, y, params, eta, B, seed)


@wrong_way("The derivatives of your biases are sums over the batch, those of the matrices are means: for example with "
           "four samples in one batch b1 and b2 move four times as far as they should. Where is the sum over samples "
           "divided?",
           short="the derivatives of the biases are sums over the batch",
           bias_sum=True)
def biases_summed(X, y, params, eta, B, seed):
    return WAYS["biases_summed"].train(X, y, params, eta, B, seed)


@wrong_way("Two things: the slope of the ReLU is missing, and the biases' derivatives are divided by the batch size "
           "twice. For example for z1 = (-1, 2) the ReLU gives (0, 2). How much does it move when the -1 moves a "
           "little?",
           short="the slope of the ReLU is missing",
           unit=Unit(_relu, np.ones_like), bias_mean=True)
def mask_forgotten_biases_divided_twice(X, y, params, eta, B, seed):
    return WAYS["mask_forgotten_biases_divided_twice"].train(X, y, params, eta, B, seed)


@wrong_way("You make one update an epoch, along the mean of its batches' gradients: for example 150 samples in "
           "batches of 10 should give 15 updates. At which parameters should the second batch take its gradient?",
           short="the gradients of all batches make one update",
           at_once=True)
def batches_averaged(X, y, params, eta, B, seed):
    return WAYS["batches_averaged"].train(X, y, params, eta, B, seed)


@wrong_way("Each of your epochs starts from `params` again: for example with one update an epoch, a weight that went "
           "from 0 to -0.2 is back at 0 for the next epoch. Where in your loops do you take the parameters?",
           short="every epoch starts from the first parameters",
           starts_over=True)
def starts_over(X, y, params, eta, B, seed):
    return WAYS["starts_over"].train(X, y, params, eta, B, seed)


@wrong_way("Samples that do not fill a batch take no part: for example one sample with B = 3 gives no update at all. "
           "Which slice holds the last, smaller batch?",
           short="the last, smaller batch is dropped",
           orders=WITHOUT_THE_REST)
def rest_dropped(X, y, params, eta, B, seed):
    return WAYS["rest_dropped"].train(X, y, params, eta, B, seed)


@wrong_way("Every epoch takes the samples in the order in which they lie. For example the irises lie in order of their "
           "species, so five updates in a row see a single species. What should happen to the order before each epoch?",
           short="the samples are never shuffled",
           orders=GIVEN)
def never_shuffled(X, y, params, eta, B, seed):
    return WAYS["never_shuffled"].train(X, y, params, eta, B, seed)


@wrong_way("The last batch counts too little: for example one sample with B = 3 moves the weights by a third of what "
           "it should. How many samples are in this batch?",
           short="the gradient of a smaller batch is divided by B",
           share=lambda size, n, B: B)
def divided_by_B(X, y, params, eta, B, seed):
    return WAYS["divided_by_B"].train(X, y, params, eta, B, seed)


@wrong_way("You divide by the number of all samples: for example with 4 samples in batches of 3, whose derivatives are "
           "all 1, and eta = 0.2 the first batch moves you by 0.15, not by 0.2. Over which samples is the mean?",
           short="the gradient is divided by the number of all samples",
           share=lambda size, n, B: n)
def divided_by_n(X, y, params, eta, B, seed):
    return WAYS["divided_by_n"].train(X, y, params, eta, B, seed)


@wrong_way("You report the loss of the last batch, not of all samples: for example with 4 samples in batches of 3 it "
           "is the loss of a single sample. Over which samples should the mean be?",
           short="the loss of the last batch alone is reported",
           reported="last")
def last_batch_reported(X, y, params, eta, B, seed):
    return WAYS["last_batch_reported"].train(X, y, params, eta, B, seed)


@wrong_way("You make one update an epoch with all samples, whatever B is: for example 4 samples in batches of 3 should "
           "give two updates. What is B for?",
           short="all samples are in one batch, whatever B is",
           orders=AT_ONCE)
def all_at_once(X, y, params, eta, B, seed):
    return WAYS["all_at_once"].train(X, y, params, eta, B, seed)


@wrong_way("You make an update after every single sample, whatever B is: for example 4 samples in one batch should "
           "give one update, not 4. What is B for?",
           short="every sample makes an update of its own",
           orders=ONE_BY_ONE)
def one_by_one(X, y, params, eta, B, seed):
    return WAYS["one_by_one"].train(X, y, params, eta, B, seed)


@wrong_way("Your batches overlap: for example with 4 samples and B = 4 an epoch makes 4 updates, with 4, 3, 2 and 1 "
           "samples. How far should the next batch start behind this one?",
           short="the batches overlap",
           orders=SLIDING)
def sliding_batches(X, y, params, eta, B, seed):
    return WAYS["sliding_batches"].train(X, y, params, eta, B, seed)


@wrong_way("You fill the last batch up with samples that had their turn: for example of 4 samples in batches of 3, the "
           "second batch has 3, not 1. How often may a sample take part in an epoch?",
           short="the last batch is filled up with other samples",
           orders=FILLED_UP)
def filled_up(X, y, params, eta, B, seed):
    return WAYS["filled_up"].train(X, y, params, eta, B, seed)


@wrong_way("The labels belong to other samples in your batches. For example if two samples with the labels 0 and 1 "
           "change places in X alone, the first one counts as a 0 and is a 1. How can one order serve both X and y?",
           short="the labels do not follow the samples",
           orders=LABELS_LEFT)
def labels_left_behind(X, y, params, eta, B, seed):
    return WAYS["labels_left_behind"].train(X, y, params, eta, B, seed)


@wrong_way("Each of your batches is drawn from all samples: for example of 4 samples in batches of 3, the second batch "
           "has 3 samples again. How can an epoch see every sample exactly once?",
           short="each batch is drawn from all samples",
           orders=BATCH_BY_BATCH)
def batch_by_batch(X, y, params, eta, B, seed):
    return WAYS["batch_by_batch"].train(X, y, params, eta, B, seed)


@wrong_way("Some samples come twice in your epochs and others not at all: for example 4 draws from 4 samples may give "
           "2, 0, 2, 1. How can an epoch see every sample exactly once?",
           short="samples are drawn with replacement",
           orders=WITH_REPLACEMENT)
def with_replacement(X, y, params, eta, B, seed):
    return WAYS["with_replacement"].train(X, y, params, eta, B, seed)


@told("Every epoch has the same order: for example your losses show that 4 samples in batches of 3 leave the same one "
      "for the last batch 20 times. Where in your loops do you draw the order, or make the generator?",
      short="all epochs share one order")
def one_order(X, y, params, eta, B, seed):
    return Way(fresh=False).train(X, y, params, eta, B, seed)


@told("Two calls with the same seed give different losses. From what should your random generator start?",
      short="the order does not depend on the seed")
def unseeded(X, y, params, eta, B, seed):
    return RIGHT.train(X, y, params, eta, B, np.random.SeedSequence().entropy)


@told("With the seed 0 two equal calls give different losses; with another seed they are equal. 0 is a seed like any "
      "other. What does Python take 0 for in a condition?",
      short="with the seed 0 the order does not depend on the seed")
def unseeded_with_seed_0(X, y, params, eta, B, seed):
    return RIGHT.train(X, y, params, eta, B, seed or np.random.SeedSequence().entropy)


@told("Two things: every epoch has the same order, and samples that do not fill a batch take no part: for example one "
      "sample with B = 3 gives no update at all. Where in your loops do you draw the order, or set the generator?",
      short="all epochs share one order, and the last, smaller batch is dropped")
def rest_dropped_one_order(X, y, params, eta, B, seed):
    return Way(fresh=False, orders=WITHOUT_THE_REST).train(X, y, params, eta, B, seed)


@told("Two different seeds give the same orders and the same losses. Where does `seed` come in?",
      short="every seed gives the same orders")
def seed_ignored(X, y, params, eta, B, seed):
    return Way(seeded=False).train(X, y, params, eta, B, seed)


@told("You make one update an epoch: for example 150 samples in batches of 10 should give 15. Which loop is missing, "
      "or ends too early?",
      short="an epoch makes a single update")
def one_batch_an_epoch(X, y, params, eta, B, seed):
    return Way(orders=FIRST_BATCH).train(X, y, params, eta, B, seed)


@told("Your biases stay as they were, and every epoch takes the samples in the order in which they lie. For example "
      "b2 = 0 with the derivative 1 and eta = 0.2 should become -0.2. How many parameters does an update change?",
      short="the biases are not updated, and the samples are never shuffled")
def biases_stay_never_shuffled(X, y, params, eta, B, seed):
    return Way(moved=(1, 0, 1, 0), orders=GIVEN).train(X, y, params, eta, B, seed)


@task.wrong("Your one-hot rows are too short where a batch has no label 2: for example `F.one_hot` makes rows of two "
            "entries from the labels (0, 1), and p has three. How does it learn how many classes there are?",
            short="the one-hot rows are as long as the largest label asks for")
def one_hot_too_short(X, y, params, eta, B, seed):
    params, rng = [p.clone().requires_grad_() for p in params], torch.Generator().manual_seed(seed)

    def mean_loss(X, y):
        W1, b1, W2, b2 = params
        return -(torch.nn.functional.one_hot(y) * ((X @ W1.mT + b1).relu() @ W2.mT + b2).log_softmax(1)).sum(1).mean()

    losses = [mean_loss(X, y).item()]
    for _ in range(EPOCHS):
        for i in torch.randperm(len(y), generator=rng).split(B):
            slopes = torch.autograd.grad(mean_loss(X[i], y[i]), params)
            params = [(p - eta * slope).detach().requires_grad_() for p, slope in zip(params, slopes)]
        losses.append(mean_loss(X, y).item())
    return losses, params


@told("Your losses are rounded: for example 1.098612 is less than log 3. How many digits should the caller get?",
      short="the losses are rounded")
def rounded(X, y, params, eta, B, seed):
    losses, reached = reference(X, y, params, eta, B, seed)
    return [round(loss, 4) for loss in losses], reached


@told("Your losses are right to about seven digits only, as if float32 came in. Which dtype do X and params have?",
      short="something is computed in float32")
def single_precision(X, y, params, eta, B, seed):
    losses, reached = reference(X, y, params, eta, B, seed)
    return [float(np.float32(loss)) for loss in losses], tuple(part.float() for part in reached)


@told("Your list has 20 losses, one after each epoch; 21 are wanted. Which loss would show how good the network was "
      "before any update?",
      short="the loss before the first update is missing")
def without_the_start(X, y, params, eta, B, seed):
    losses, reached = reference(X, y, params, eta, B, seed)
    return losses[1:], reached


@told("Your list has 20 losses and starts before the first update; 21 are wanted. Which loss shows what the last epoch "
      "achieved?",
      short="the loss after the last epoch is missing")
def without_the_end(X, y, params, eta, B, seed):
    losses, reached = reference(X, y, params, eta, B, seed)
    return losses[:-1], reached


@told("You report a loss for every update: for example 4 samples in batches of 3 give 2 updates an epoch and about 40 "
      "losses. After how many updates does an epoch end?",
      short="a loss is reported for every update")
def every_update_reported(X, y, params, eta, B, seed):
    updates, (losses, reached) = -(-len(y) // B), reference(X, y, params, eta, B, seed)
    return [loss for loss in losses for _ in range(updates)][updates - 1:], reached


@told("You return a single number; 21 are wanted, so that one can see how the loss fell. Where do the losses of the "
      "earlier epochs go?",
      short="only the last loss is returned")
def last_loss_only(X, y, params, eta, B, seed):
    losses, reached = reference(X, y, params, eta, B, seed)
    return losses[-1], reached


@told("Your losses are right, but they are all that you return. A loss tells nobody how to classify the next flower. "
      "What did the training make that does?",
      short="the trained parameters are missing")
def losses_alone(X, y, params, eta, B, seed):
    return reference(X, y, params, eta, B, seed)[0]


@told("You return the parameters without the losses. From what should the caller see how the training went?",
      short="the losses are missing")
def parameters_alone(X, y, params, eta, B, seed):
    return reference(X, y, params, eta, B, seed)[1]


@told("You return five results: the losses, W1, b1, W2 and b2. Two are wanted. Which four of them belong in one tuple?",
      short="the parameters are not in a tuple of their own")
def five_results(X, y, params, eta, B, seed):
    losses, reached = reference(X, y, params, eta, B, seed)
    return losses, *reached


@told("Your losses are right, and the parameters behind them are those that you were given: they give your first loss, "
      "not your last. Which names hold the new values at the end?",
      short="the parameters of the start are returned")
def first_parameters(X, y, params, eta, B, seed):
    return reference(X, y, params, eta, B, seed)[0], params


@told("Your losses are right, but the parameters that you return are those before the last epoch: they give your last "
      "loss but one. At which point of the loop do you keep them?",
      short="the parameters are an epoch behind")
def an_epoch_behind(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    rng, losses, kept = torch.Generator().manual_seed(seed), [], params
    for epoch in range(EPOCHS + 1):
        z1 = X @ W1.mT + b1
        losses.append(torch.nn.functional.cross_entropy(z1.relu() @ W2.mT + b2, y).item())
        if epoch == EPOCHS:
            break
        kept = W1, b1, W2, b2
        for i in torch.randperm(len(y), generator=rng).split(B):
            z1 = X[i] @ W1.mT + b1
            z2_bar = ((z1.relu() @ W2.mT + b2).softmax(1) - torch.eye(3, dtype=X.dtype)[y[i]]) / len(i)
            z1_bar = (z2_bar @ W2) * (z1 > 0)
            W2, b2 = W2 - eta * z2_bar.mT @ z1.relu(), b2 - eta * z2_bar.sum(0)
            W1, b1 = W1 - eta * z1_bar.mT @ X[i], b1 - eta * z1_bar.sum(0)
    return losses, kept


@task.wrong("Two things: your 20 losses lack the one before the first update, and samples that do not fill a batch "
            "take no part. For example one sample with B = 3 gives no update at all. Which slice holds the last, "
            "smaller batch?",
            short="the loss before the first update is missing, and the last, smaller batch is dropped")
def without_the_start_rest_dropped(X, y, params, eta, B, seed):
    losses, reached = WAYS["rest_dropped"].train(X, y, params, eta, B, seed)
    return losses[1:], reached


@wrong_way("The slopes at the logits have a factor p (1 - p) besides: for p = (1/2, 1/4, 1/4) and y = 0 you take "
           "(-0.125, 0.047, 0.047). For autograd it is (-0.5, 0.25, 0.25). With respect to what is p - onehot the "
           "derivative?",
           short="the slopes at the logits have a factor p (1 - p) too many",
           p_factor=lambda p: p * (1 - p))
def slope_of_sigmoid_besides(X, y, params, eta, B, seed):
    return WAYS["slope_of_sigmoid_besides"].train(X, y, params, eta, B, seed)


@wrong_way("The slopes at the logits have the factor p besides: for p = (1/2, 1/4, 1/4) and y = 0 you take (-0.25, "
           "0.0625, 0.0625). For autograd it is (-0.5, 0.25, 0.25). With respect to what is p - onehot the derivative?",
           short="the slopes at the logits have a factor p too many",
           p_factor=lambda p: p)
def factor_p_besides(X, y, params, eta, B, seed):
    return WAYS["factor_p_besides"].train(X, y, params, eta, B, seed)


@wrong_way("Your 21 losses are those after 21 epochs: the first one belongs to parameters that have moved already. "
           "Which of your losses shows how good the network was before any update?",
           short="the first loss is taken after an epoch",
           late=True)
def first_loss_after_an_epoch(X, y, params, eta, B, seed):
    return WAYS["first_loss_after_an_epoch"].train(X, y, params, eta, B, seed)


@told("Two things: your 21 losses are those after 21 epochs, and every epoch has the same order. Which loss shows the "
      "network before any update, and where in your loops do you draw the order, or make the generator?",
      short="the first loss is taken after an epoch, and all epochs share one order")
def first_loss_after_an_epoch_one_order(X, y, params, eta, B, seed):
    return Way(late=True, fresh=False).train(X, y, params, eta, B, seed)


@wrong_way("Your batches are made equally large: for example of 4 samples in batches of 3, your two batches hold 2 "
           "each. How many samples does the first batch hold, and how many are left for the last one?",
           short="the batches are made equally large",
           orders=EVENED)
def batches_evened_out(X, y, params, eta, B, seed):
    return WAYS["batches_evened_out"].train(X, y, params, eta, B, seed)


@wrong_way("The same samples always share a batch, and only the batches change places: for example of 4 samples in "
           "batches of 3, 0, 1 and 2 are one batch in every epoch. What should be put into a new order?",
           short="only the batches are shuffled",
           orders=FIXED)
def fixed_batches(X, y, params, eta, B, seed):
    return WAYS["fixed_batches"].train(X, y, params, eta, B, seed)


@wrong_way("Two things: your derivatives pass through hidden units that are switched off, and they go back through the "
           "new W2. For z1 = (-1, 2) the ReLU gives (0, 2): how much does its output move when the -1 moves a little? "
           "And if W2 goes from 1 to 0.8, with which one was the forward pass made?",
           short="the slope of the ReLU is missing, and the derivatives go back through the new W2",
           unit=Unit(_relu, np.ones_like), output_first=True)
def mask_forgotten_and_output_layer_first(X, y, params, eta, B, seed):
    return WAYS["mask_forgotten_and_output_layer_first"].train(X, y, params, eta, B, seed)


@wrong_way("Your softmax runs over the samples of a batch: for example a single sample has p = (1, 1, 1), and (1/3, "
           "1/3, 1/3) is expected for the logits (0, 0, 0). Which numbers should add up to 1, those of a column or of "
           "a row?",
           short="softmax runs over the samples",
           over_batch="all")
def softmax_over_the_samples(X, y, params, eta, B, seed):
    return WAYS["softmax_over_the_samples"].train(X, y, params, eta, B, seed)


@wrong_way("Your first loss is right, but in your update softmax runs over the samples of a batch: for example a "
           "single sample has p = (1, 1, 1) there, and (1/3, 1/3, 1/3) is expected for the logits (0, 0, 0). Which "
           "numbers should add up to 1, those of a column or of a row?",
           short="softmax runs over the samples in the update",
           over_batch="step")
def softmax_over_the_samples_in_the_update(X, y, params, eta, B, seed):
    return WAYS["softmax_over_the_samples_in_the_update"].train(X, y, params, eta, B, seed)


@wrong_way("Within an epoch your gradients pile up: for example with the derivatives 1 and then 0.5 in one epoch and "
           "eta = 0.2 a weight of 0 goes to -0.2 and then to -0.5, not -0.3. You clear them once an epoch. When does "
           "the next batch begin?",
           short="gradients are cleared once an epoch only",
           piles_up="epoch")
def gradients_pile_up_within_an_epoch(X, y, params, eta, B, seed):
    return WAYS["gradients_pile_up_within_an_epoch"].train(X, y, params, eta, B, seed)


EXERCISE = task.declared()
