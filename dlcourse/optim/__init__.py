"""Update rules as frozen dataclasses with explicit state, chains around them, schedules, descent, batch scales.

`optim.fast` has the same steps in place.
"""

from dlcourse.moved import elsewhere
from dlcourse.optim.adaptive import AdaGrad, Adam, AdamW, Cache, Moments, RMSProp
from dlcourse.optim.batches import accumulate, minibatch_gradient
from dlcourse.optim.descent import GD, SGD, NoState, gradient_descent, max_stable_eta, prox_step
from dlcourse.optim.momentum import (
    DeckMomentum,
    Momentum,
    Moved,
    Nesterov,
    Velocity,
    deck_nesterov_step,
    lookahead,
)
from dlcourse.optim.online import OnlineRun, online_gradient_descent, regret
from dlcourse.optim.projected import project_ball, project_box, projected_gradient_descent
from dlcourse.optim.rule import Rule
from dlcourse.optim.schedules import Constant, Cosine, InverseRoot, InverseTime, StepDecay, Warmup, WarmupCosine
from dlcourse.optim.transform import (
    Chain,
    ClipByGlobalNorm,
    ClipByValue,
    DecoupledDecay,
    ScaleBySchedule,
    chain,
)

__all__ = ["GD", "SGD", "AdaGrad", "Adam", "AdamW", "Cache", "Chain", "ClipByGlobalNorm", "ClipByValue", "Constant",
           "Cosine", "DeckMomentum", "DecoupledDecay", "InverseRoot", "InverseTime", "Moments", "Momentum", "Moved",
           "Nesterov", "NoState", "OnlineRun", "RMSProp", "Rule", "ScaleBySchedule", "StepDecay", "Velocity", "Warmup",
           "WarmupCosine", "accumulate", "chain", "deck_nesterov_step", "gradient_descent", "lookahead",
           "max_stable_eta", "minibatch_gradient", "online_gradient_descent", "project_ball", "project_box",
           "projected_gradient_descent", "prox_step", "regret"]


def __getattr__(name: str) -> object:
    """`Flat`, which copies of older notebooks look for here."""
    return elsewhere(__name__, name)
