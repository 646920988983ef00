# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title"
# # Exercises 00: Start here
#
# Run the next cell first: click on it, then press Shift+Enter. Then go down to the answer, write, and press Shift+Enter again. A card under the cell tells you whether it is right. The lecture is [00 Start here](../notebooks/00_start_here.ipynb).

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-accuracy"
# A network gave each point a class. `predicted` is the list of these classes, and `labels` is the list of the true ones. Write `accuracy(predicted, labels)`: the share of points for which the two are equal.
#
# - Both are lists of whole numbers, of the same length, with at least one entry. There may be more than two classes.
# - The result is a number from 0 to 1. Do not round it.
#
# By hand: for `[0, 1, 1, 0]` and `[0, 1, 0, 0]` three of four places are equal, so the result is `0.75`.
#
# Any way is fine. `zip(predicted, labels)` gives the pairs one after the other.

# %% id="answer-accuracy"
@exercise("accuracy")
def accuracy(predicted, labels):
    """The share of places at which the two lists are equal, from 0 to 1."""

# %% [markdown] id="task-one_step"
# The machine of the lecture predicts with one weight: its **prediction** is $w \cdot x$. The **miss** is the prediction minus $y$, and the **loss** is the square of the miss. The **slope** says how steep the loss is at $w$: it is $2 \cdot \text{miss} \cdot x$. The **new w** is $w - \eta \cdot \text{slope}$.
#
# Write `one_step(w, x, y, eta)`. It returns four numbers `(prediction, loss, slope, new_w)`, in this order. The first three belong to the old `w`, before the step.
#
# - All four inputs are floats. `w`, `x` and `y` may be negative or 0, and `eta` is positive.
# - Return plain numbers, and do not round.
# - Compute the slope by its formula. PyTorch could find it for you, but then you learn nothing: use neither `torch.autograd` nor `torch.func`.
#
# By hand, at `w = 1` with `x = 2`, `y = 6`, `eta = 0.1`: the prediction is 2 and the miss is -4. So the loss is 16, the slope is $2 \cdot (-4) \cdot 2 = -16$, and the new w is $1 - 0.1 \cdot (-16) = 2.6$.

# %% id="ask-one_step"
ask.number(
    "w = 5, x = 2, y = 6, eta = 0.1. What are prediction, loss, slope and the new w?",
    (10, 16, 16, 3.4),
    digits=2,
    why="The miss is 4, its square 16, the slope 2 · 4 · 2 = 16, and 5 - 0.1 · 16 = 3.4.",
    mistakes={(10, 16, -16, 6.6): "The miss is the prediction minus y. Which sign does 10 - 6 have?",
              (10, 16, 16, 6.6): "The slope is positive: the loss rises to the right. Which way is down?",
              (10, 16, 8, 4.2): "One factor is missing in the slope: 2 · miss · x.",
              (10, 16, 16, -11): "You took the whole slope. What does eta do?",
              (10, 16, 16, -1.6): "That is the change. From which w do you start?",
              (10, 4, 16, 3.4): "4 is the miss. What is the loss?"},
)

# %% [markdown] id="task-one_step-now"
# Now for all numbers.

# %% id="answer-one_step"
@exercise("one_step")
def one_step(w, x, y, eta):
    """(prediction, loss, slope, new_w) of one step of the machine with one weight."""
