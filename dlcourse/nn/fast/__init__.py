"""Networks at full speed: in place, in buffers that are used again, in few large products. `nn` is what they compute.

The training of perceptrons is here; `fast.conv`, `fast.lstm` and `fast.attention` are modules of their own.
"""

from dlcourse.nn.fast.activations import IN_PLACE, InPlaceActivation, in_place
from dlcourse.nn.fast.step import Step
from dlcourse.nn.fast.training import loss_and_grads, sgd_step_

__all__ = ["IN_PLACE", "InPlaceActivation", "Step", "in_place", "loss_and_grads", "sgd_step_"]
