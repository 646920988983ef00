"""What lecture 10b trains: chains of blocks with and without skips and norms, and one network at many rates.

Both take too long for a lecture. So `chains` and `sweep` read what LONG has stored.
"""

from __future__ import annotations

import math
from functools import cache, partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.tensors import generator

double = torch.float64
EPS = 1e-5
SEEDS, BATCH = 5, 64

# --- a chain of blocks ---

WIDTH, STEPS, RATE, SMALL = 16, 100, 0.03, 0.2
DEPTHS = (3, 10, 30)
OTHER_RATES = (0.003, 0.01, 0.1)  # for the rescaled chain
PLAIN, NORM, SKIP, BOTH = KINDS = ("plain", "batch norm", "skip", "skip and batch norm")
IDENTITY, RESCALED = "plain, started at the identity", "plain, rescaled"
GATE_BIASES = (-2, -4, -6)
HIGHWAYS = {f"highway, gate bias {bias}": bias for bias in GATE_BIASES}
GUESS = math.log(10)  # the loss of a network that gives each of the ten digits the same probability


class ChainRuns(NamedTuple):
    """What became of chains from several random starts.

    loss (10, seeds) on the batches, each the mean of a tenth of the steps. And medians over the starts: told (blocks
    looked at,) the share of the training digits that least squares tell apart by what a block gives *before* training,
    gradient (blocks,) the size of the first gradient of each block's weights, read (blocks + 1,) the share that the
    trained last layer names after each block.
    """

    loss: Tensor
    told: Tensor
    gradient: Tensor
    read: Tensor

    @property
    def last(self) -> Tensor:
        """The mean loss of the last ten steps (seeds,); a network that ran away counts as inf."""
        return self.loss[-1].nan_to_num(math.inf)


class _ChainWeights(NamedTuple):
    first: Tensor  # (seeds, 64, width)
    W: Tensor  # (blocks, seeds, width, width)
    gamma: Tensor  # (blocks, seeds, 1, width)
    b: Tensor
    last: Tensor  # (seeds, width, 10)
    gate: Tensor  # (blocks, seeds, width, width), of highway chains, and so is the next one
    gate_bias: Tensor  # (blocks, seeds, 1, width)


@cache
def digits() -> tuple[Tensor, Tensor]:
    """Every second digit: X (899, 64), all pixels together shifted and scaled to mean 0 and deviation 1, and y."""
    found = data.digits()
    X = found.X.double()
    return ((X - X.mean()) / X.std())[::2], found.y[::2]


def _start(kind: str, depth: int, rng: torch.Generator) -> _ChainWeights:
    def normal(*shape: int) -> Tensor:
        return torch.randn(shape, generator=rng, dtype=double)

    first = normal(SEEDS, 64, WIDTH) / 8
    W = normal(depth, SEEDS, WIDTH, WIDTH) * (2 / WIDTH) ** 0.5
    if kind in {SKIP, IDENTITY}:
        W = SMALL * W + (torch.eye(WIDTH, dtype=double) if kind == IDENTITY else 0)
    if kind == RESCALED:
        _keep_sizes(digits()[0] @ first, W)
    ones = W.new_ones(depth, SEEDS, 1, WIDTH)
    last = normal(SEEDS, WIDTH, 10) / WIDTH**0.5
    gate = SMALL * normal(depth, SEEDS, WIDTH, WIDTH) / WIDTH**0.5 if kind in HIGHWAYS else 0 * W
    return _ChainWeights(*(p.requires_grad_() for p in (first, W, ones, 0 * ones, last, gate,
                                                        HIGHWAYS.get(kind, 0) * ones)))


def _keep_sizes(h: Tensor, W: Tensor) -> None:
    """Multiply each block's weights so that its numbers have the root mean square of those it gets, h at first."""
    for block in W:
        out = (h @ block).relu()
        by = (h.square().mean((1, 2), keepdim=True) / out.square().mean((1, 2), keepdim=True)).sqrt()
        block *= by
        h = out * by


def _normed(z: Tensor, gamma: Tensor, b: Tensor) -> Tensor:
    """Batch norm of networks side by side, z (networks, batch, width): torch's, with all their units in one row."""
    row = z.transpose(0, 1).flatten(1)  # (batch, networks * width)
    row = torch.nn.functional.batch_norm(row, None, None, gamma.flatten(), b.flatten(), training=True, eps=EPS)
    return row.unflatten(1, (len(z), -1)).transpose(0, 1)


def _blocks(kind: str, of: _ChainWeights, X: Tensor) -> list[Tensor]:
    """What each block gives, (seeds, batch, width), the first layer's output before them."""
    found = [X @ of.first]
    for W, gamma, b, gate, gate_bias in zip(of.W, of.gamma, of.b, of.gate, of.gate_bias):
        x, z = found[-1], found[-1] @ W
        F = (_normed(z, gamma, b) if kind in {NORM, BOTH} else z + b).relu()
        if kind in HIGHWAYS:
            T = torch.sigmoid(x @ gate + gate_bias)
            F = T * F + (1 - T) * x
        found.append(x + F if kind in {SKIP, BOTH} else F)
    return found


def _named(scores: Tensor, y: Tensor) -> Tensor:
    return (scores.argmax(-1) == y).double().mean(-1)


def _told_apart(h: Tensor, y: Tensor) -> Tensor:
    """The share of digits (seeds,) that a least squares fit of the ten classes by h (seeds, batch, width) names."""
    spread = h.std((1, 2), keepdim=True).clamp_min(1e-300)
    A = torch.cat([h / spread, torch.ones_like(h[..., :1])], -1)
    Y = torch.nn.functional.one_hot(y, 10).double().expand(len(h), -1, -1)
    return _named(A @ torch.linalg.lstsq(A, Y, driver="gelsd").solution, y)


def train_chains(kind: str, depth: int, rate: float = RATE) -> dict[str, Any]:
    """Chains of `depth` blocks on the digits, five random starts side by side, by plain gradient descent.

    >>> sorted(train_chains("plain", 3))
    ['gradient', 'loss', 'read', 'told']
    """
    (X, y), rng = digits(), generator(0)
    of, losses, gradients = _start(kind, depth, rng), [], []
    with torch.no_grad():
        told = torch.stack([_told_apart(h, y) for h in _blocks(kind, of, X)[::_every(depth)]])
    for _ in range(STEPS):
        idx = torch.randint(len(X), (BATCH,), generator=rng)
        scores = _blocks(kind, of, X[idx])[-1] @ of.last
        loss = _losses(scores, y[idx])
        grads = torch.autograd.grad(loss.sum(), of, allow_unused=True)
        gradients = gradients or [grads[1].flatten(2).norm(dim=2)]
        losses.append(loss.detach())
        with torch.no_grad():
            for p, g in zip(of, grads):
                if g is not None:
                    p -= rate * g
    with torch.no_grad():
        read = torch.stack([_named(h @ of.last, y) for h in _blocks(kind, of, X)])
    loss = torch.stack(losses).reshape(10, -1, SEEDS).mean(1)
    middles = {"told": told, "gradient": gradients[0], "read": read}
    return {"loss": loss.tolist()} | {name: found.median(1).values.tolist() for name, found in middles.items()}


def _every(depth: int) -> int:
    """After how many blocks one looks again at what is told apart."""
    return 5 if depth > 10 else 1


def looked_at(depth: int) -> list[int]:
    """The blocks after which `chains` looks, 0 for the first layer.

    >>> looked_at(30)
    [0, 5, 10, 15, 20, 25, 30]
    """
    return list(range(0, depth + 1, _every(depth)))


def _losses(scores: Tensor, y: Tensor) -> Tensor:
    """Mean cross-entropy of each network, (networks,)."""
    return -scores.log_softmax(-1).gather(2, y[None, :, None].expand(len(scores), -1, 1)).mean((1, 2))


def last_loss(losses: Tensor) -> Tensor:
    """The mean over the last ten steps; networks that ran away count as inf.

    >>> last_loss(torch.tensor([[1.0, torch.nan]] * 10))
    tensor([1., inf])
    """
    return losses[-10:].mean(0).nan_to_num(math.inf)


# --- one network at many rates ---

RATES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
HIDDEN, UNITS, NOISE = 3, 32, 0.5
DISTURBED, ONCE = "batch norm, disturbed", "only in step 1"
START, FASTER = "good start, no norm", "good start, faster"
WAYS = (PLAIN, NORM, DISTURBED, START)


class Sweep(NamedTuple):
    """Networks at RATES from several starts.

    loss (rates, seeds) at the end; and of one unit in hidden layer 2 at RATES[2], first start: the mean and the
    standard deviation of its pre-activation over the batch in every step; and moved (layers, seeds), how far at
    RATES[2] the mean of a unit's pre-activation typically moves from one step to the next, as a part of its deviation.
    Mean and deviation are here those over all digits, so that a new batch does not count as a move.
    """

    loss: Tensor
    mean: Tensor
    deviation: Tensor
    moved: Tensor


class _Norm:
    """What happens between a layer's sum and its bend, in each of the ways.

    START has no norm: `_write_in` puts the norm of the first batch into the weights. FASTER starts there, too, and
    gives each weight the rate that the fixed divisor of ONCE gives it.
    """

    def __init__(self, way: str) -> None:
        self.way, self.rng = way, generator(2)
        self.fixed: dict[int, tuple[Tensor, Tensor]] = {}
        self.noise: dict[int, tuple[Tensor, Tensor]] = {}

    def __call__(self, layer: int, z: Tensor, gamma: Tensor, b: Tensor) -> Tensor:
        if self.way == ONCE and layer not in self.fixed:
            self.fixed[layer] = torch.var_mean(z.detach(), 1, keepdim=True, unbiased=False)
        if self.way == DISTURBED:  # each unit is stretched and shifted at random, anew in every step
            stretch, shift = NOISE * torch.randn(2, SEEDS, 1, UNITS, generator=self.rng, dtype=double)
            self.noise[layer] = stretch.exp().repeat(len(RATES), 1, 1), shift.repeat(len(RATES), 1, 1)
        return self.again(layer, z, gamma, b, slice(None))

    def again(self, layer: int, z: Tensor, gamma: Tensor, b: Tensor, at: slice) -> Tensor:
        """What would happen to other samples in the same step; z, gamma and b of the networks `at` alone."""
        if self.way in {PLAIN, START, FASTER}:
            return z + b
        if self.way == ONCE:
            var, mean = self.fixed[layer]
            return (z - mean[at]) * (var[at] + EPS).rsqrt() * gamma + b
        z = _normed(z, gamma, b)
        if self.way == DISTURBED:
            stretch, shift = self.noise[layer]
            z = z * stretch[at] + shift[at]
        return z


def _bend(bend: str, z: Tensor) -> Tensor:
    return torch.sigmoid(z) if bend == "sigmoid" else z.relu()


@torch.no_grad()
def _write_in(bend: str, h: Tensor, Ws: list[Tensor], bs: list[Tensor]) -> list[Tensor]:
    """Change weights and biases so that each hidden unit has mean 0 and deviation 1 on the batch h.

    Gives what each hidden unit's weights were divided by, (networks, 1, units) for each layer.
    """
    divisors = []
    for W, b in zip(Ws[:HIDDEN], bs):
        var, mean = torch.var_mean(h @ W, 1, keepdim=True, unbiased=False)
        divisors.append((var + EPS).sqrt())
        W /= divisors[-1]
        b -= mean / divisors[-1]
        h = _bend(bend, h @ W + b)
    return divisors


def train_sweep(bend: str, way: str) -> dict[str, Any]:
    """A network of three hidden layers on the digits, at all rates and from five starts side by side.

    bend is "sigmoid" or "relu".

    >>> sorted(train_sweep("sigmoid", "plain"))
    ['deviation', 'loss', 'mean', 'moved']
    """
    (X, y), rng, norm = digits(), generator(1), _Norm(way)
    eta = torch.tensor(RATES, dtype=double).repeat_interleave(SEEDS)[:, None, None]
    sizes = [64, *[UNITS] * HIDDEN, 10]

    def alike(*shape: int) -> Tensor:  # the same start at each rate
        return torch.randn(SEEDS, *shape, generator=rng, dtype=double).repeat(len(RATES), 1, 1)

    Ws = [alike(n, m) * ((2 if bend == "relu" else 1) / n) ** 0.5 for n, m in zip(sizes, sizes[1:])]  # noqa: RUF007
    bs = [W.new_zeros(len(W), 1, W.shape[2]) for W in Ws]
    theta = [p.requires_grad_() for p in (*Ws, *bs, *(torch.ones_like(b) for b in bs[:-1]))]
    Ws, bs, gammas = theta[:HIDDEN + 1], theta[HIDDEN + 1:2 * HIDDEN + 2], theta[2 * HIDDEN + 2:]
    losses, means, deviations, rates = [], [], [], [eta] * len(theta)
    measured, over_all = slice(2 * SEEDS, 3 * SEEDS), []  # at RATES[2]
    for step in range(STEPS):
        idx = torch.randint(len(X), (BATCH,), generator=rng)
        h, zs = X[idx].expand(len(eta), -1, -1), []
        if step == 0 and way in {START, FASTER}:
            divisors = _write_in(bend, h, Ws, bs)
            if way == FASTER:
                rates[:HIDDEN] = [eta / by**2 for by in divisors]
        for layer in range(HIDDEN):
            zs.append(norm(layer, h @ Ws[layer], gammas[layer], bs[layer]))
            h = _bend(bend, zs[-1])
        loss = _losses(h @ Ws[-1] + bs[-1], y[idx])
        losses.append(loss.detach())
        z = torch.stack(zs).detach()
        means.append(z.mean(2))
        deviations.append(z.std(2, correction=0))
        with torch.no_grad():
            h = X.expand(SEEDS, -1, -1)
            for layer in range(HIDDEN):
                z = norm.again(layer, h @ Ws[layer][measured], gammas[layer][measured], bs[layer][measured], measured)
                over_all.append(torch.stack([z.mean(1), z.std(1, correction=0)]))
                h = _bend(bend, z)
        grads = torch.autograd.grad(loss.sum(), theta, allow_unused=True)
        with torch.no_grad():
            for p, g, rate in zip(theta, grads, rates):
                if g is not None:
                    p -= rate * g
    mean, deviation = torch.stack(means), torch.stack(deviations)  # (steps, layers, networks, units)
    center, spread = torch.stack(over_all).unflatten(0, (STEPS, HIDDEN)).unbind(2)  # (steps, layers, seeds, units)
    moved = center.diff(dim=0).square().mean((0, 3)).sqrt() / spread.mean((0, 3))
    one = (slice(None), 1, 2 * SEEDS, 0)
    return {"loss": last_loss(torch.stack(losses)).reshape(-1, SEEDS).tolist(), "mean": mean[one].tolist(),
            "deviation": deviation[one].tolist(), "moved": moved.tolist()}


# --- what takes longer than a lecture has ---

LONG = Experiments(
    __file__,
    **{f"{kind}, {depth}": partial(train_chains, kind, depth) for kind in KINDS for depth in DEPTHS},
    **{f"{kind}, {depth}": partial(train_chains, kind, depth)
       for kind, depth in ((IDENTITY, 10), (IDENTITY, 30), (RESCALED, 30), *((way, 30) for way in HIGHWAYS))},
    **{f"{RESCALED}, 30, rate {rate:g}": partial(train_chains, RESCALED, 30, rate) for rate in OTHER_RATES},
    **{f"{bend}, {way}": partial(train_sweep, bend, way)
       for bend, ways in (("sigmoid", (*WAYS, ONCE, FASTER)), ("relu", (PLAIN, NORM))) for way in ways})


@cache
def chains(kind: str, depth: int, rate: float = RATE) -> ChainRuns:
    """What `train_chains` found, for the rescaled chain of 30 blocks also at OTHER_RATES.

    >>> chains("plain", 3).loss.shape
    torch.Size([10, 5])
    """
    name = f"{kind}, {depth}" + (f", rate {rate:g}" if rate != RATE else "")
    return ChainRuns(**{name: torch.tensor(found, dtype=double) for name, found in LONG[name].items()})


@cache
def sweep(bend: str, way: str) -> Sweep:
    """What `train_sweep` found.

    >>> sweep("sigmoid", "plain").loss.shape
    torch.Size([6, 5])
    """
    return Sweep(**{name: torch.tensor(found, dtype=double) for name, found in LONG[f"{bend}, {way}"].items()})
