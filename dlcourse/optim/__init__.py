"""Update rules as frozen dataclasses with explicit state (`Flat` runs one at full speed), descent, batch scales."""

from dlcourse.optim.adaptive import AdaGrad, Adam, AdamW, Cache, Moments, RMSProp
from dlcourse.optim.batches import accumulate, minibatch_gradient
from dlcourse.optim.descent import (
    OnlineRun,
    gradient_descent,
    max_stable_eta,
    online_gradient_descent,
    prox_step,
    regret,
)
from dlcourse.optim.fast.flat import Flat
from dlcourse.optim.momentum import (
    GD,
    SGD,
    DeckMomentum,
    Momentum,
    Moved,
    Nesterov,
    NoState,
    Velocity,
    deck_nesterov_step,
    lookahead,
)
from dlcourse.optim.projected import project_ball, project_box, projected_gradient_descent
from dlcourse.optim.rule import Rule
from dlcourse.optim.schedules import Constant, InverseRoot, InverseTime

__all__ = [
    "GD",
    "SGD",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Cache",
    "Constant",
    "DeckMomentum",
    "Flat",
    "InverseRoot",
    "InverseTime",
    "Moments",
    "Momentum",
    "Moved",
    "Nesterov",
    "NoState",
    "OnlineRun",
    "RMSProp",
    "Rule",
    "Velocity",
    "accumulate",
    "deck_nesterov_step",
    "gradient_descent",
    "lookahead",
    "max_stable_eta",
    "minibatch_gradient",
    "online_gradient_descent",
    "project_ball",
    "project_box",
    "projected_gradient_descent",
    "prox_step",
    "regret",
]
