"""Training: the recipe of model, loss and data, mini-batches, a loop around any loss and any rule, when to stop it.

And what can be done to images so that one becomes many.
"""

from dlcourse.training.augment import random_shift, shift
from dlcourse.training.early import Patience, Stop, early_stopping
from dlcourse.training.loop import BatchLoss, History, fit, minibatches, recipe

__all__ = ["BatchLoss", "History", "Patience", "Stop", "early_stopping", "fit", "minibatches", "random_shift", "recipe",
           "shift"]
