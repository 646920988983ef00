"""The update rules at full speed: steps in place, and `Flat`, a rule bound to its tensors; `optim` is what they do."""

from dlcourse.optim.fast.flat import Flat
from dlcourse.optim.fast.moves import MOVES
from dlcourse.optim.fast.step import step_

__all__ = ["MOVES", "Flat", "step_"]
