"""The rules of lecture 11 for the next place to look, on many curves that were drawn by chance."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor

from dlcourse import search
from dlcourse.experiments import Experiments
from dlcourse.lectures.l11 import trials
from dlcourse.tensors import generator

CURVES, TRIES, SECONDS = 100, 12, (40.0, 60.0)
PLACES = trials.KNOB[::2]


def curves(n: int = CURVES) -> Tensor:
    """Errors in percent along the knob, (n, 101), drawn from the very Gaussian process that the rules suppose.

    >>> curves(2).shape
    torch.Size([2, 101])
    """
    K = search.rbf(PLACES[:, None], PLACES[:, None], ls=1.0, var=trials.SPREAD**2)
    return trials.LEVEL + search.draws(K + 1e-6 * torch.eye(len(K), dtype=K.dtype), n, rng=generator(11))


def tried(rule: str, curve: Tensor) -> Tensor:
    """The places in the order in which a rule tries them, as rows of the curve: at least 12, and at least 60 seconds.

    >>> PLACES[tried("most unsure", curves(1)[0])[:3]].tolist()
    [0.5, 3.5, 6.0]
    """
    costs = trials.seconds(PLACES)
    at = torch.stack([(PLACES - x).abs().argmin() for x in trials.FIRST])
    while len(at) < TRIES or float(costs[at].sum()) < SECONDS[-1]:
        y = curve[at]
        mean, cov = search.gp_posterior(PLACES[at, None], y - trials.LEVEL, PLACES[:, None], 1.0, trials.SPREAD**2,
                                        trials.NOISE)
        gain = trials.gain(rule, mean + trials.LEVEL, cov.diagonal().clamp(min=0).sqrt(), float(y.min()), costs)
        at = torch.cat([at, gain.argmax()[None]])
    return at


def least(rule: str) -> dict[str, list[float]]:
    """The best error in percent on each of 100 curves, after 12 tries and after 40 and 60 seconds.

    >>> sorted(LONG["lowest guess"])
    ['12 tries', '40 seconds', '60 seconds']
    """
    found: dict[str, list[float]] = {f"{TRIES} tries": [], **{f"{s:g} seconds": [] for s in SECONDS}}
    for curve in curves():
        at = tried(rule, curve)
        spent = trials.seconds(PLACES)[at].cumsum(0)
        found[f"{TRIES} tries"].append(round(float(curve[at[:TRIES]].min()), 2))
        for s in SECONDS:
            found[f"{s:g} seconds"].append(round(float(curve[at[spent <= s]].min()), 2))
    return found


LONG = Experiments(__file__, **{rule: partial(least, rule) for rule in trials.RULES})
