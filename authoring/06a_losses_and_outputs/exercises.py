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
# # Exercises 06a: Losses and output layers
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `notebooks/06a_losses_and_outputs.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-squared_loss"
# "The mean squared error" has many forms. Papers, slides and programs add or average, and some put a half in front. Write `squared_loss(y_hat, y, reduction, half)`, in which the caller says what is wanted.
#
# - `y_hat` holds predictions and `y` the targets. Both have the same shape, of one axis or more, such as `(samples,)` or `(samples, outputs)`. No axis is empty, but it may have a single entry.
# - The **miss** of an entry is its prediction minus its target. The entry pays the square of its miss.
# - `half` is True or False. If it is True, each entry pays half of its square, whatever `reduction` says. If it is False, nothing is halved.
# - `reduction` is one of three strings. With `"none"`, the result holds what each entry pays, in the shape of `y`. With `"sum"`, it is the sum over all entries. With `"mean"`, it is this sum divided by the number of **all** entries, as in torch. So the mean goes over samples and outputs alike.
# - Sum and mean are single numbers: a float, or a tensor without axes.
# - Values may be about a million and differ by about 1. Compute in float64: ten digits are compared there too.
# - Write it yourself: no `mse_loss` and no `MSELoss`. Change no argument in place.
#
# By hand, for three samples with two outputs:
#
# $$\text{y\_hat} = \begin{pmatrix} 1 & 2 \\ 4 & 0 \\ 1 & 3 \end{pmatrix}, \quad y = \begin{pmatrix} 0 & 0 \\ 1 & 0 \\ 0 & 2 \end{pmatrix}, \quad \text{squares of the misses} = \begin{pmatrix} 1 & 4 \\ 9 & 0 \\ 1 & 1 \end{pmatrix}.$$
#
# They add up to 16. The mean is $16/6 = 2.667$. With the half the sum is 8, and the mean is $8/6 = 1.333$.

# %% id="ask-squared_loss"
ask.number(
    "Two samples have three outputs each. Their misses are (1, -2, 0) and (3, 0, 2). What are the sum, the mean, and the "
    "mean with the half?",
    (18, 3, 1.5),
    digits=3,
    why="The squares are 1, 4, 0 and 9, 0, 4. They add up to 18, over six entries.",
    mistakes={(18, 9, 4.5): "You divided by the number of samples. How many entries are there?",
              (18, 6, 3): "You divided by the number of outputs. How many entries are there?",
              (18, 4.5, 2.25): "You left out the entries with a miss of 0. They count in a mean as well.",
              (18, 3, 0.75): "Your half came twice.",
              (8, 4 / 3, 2 / 3): "You added the sizes of the misses. What is the square of 3?",
              (4, 2 / 3, 1 / 3): "You added the misses themselves. What is the square of -2?",
              (16, 8 / 3, 4 / 3): "You added the misses before you squared. What should be squared first?",
              (18, 18, 9): "Your second number is not divided yet. Over how many entries does the mean go?"},
)

# %% [markdown] id="own-squared_loss"
# Now for any shape and any choice.

# %% id="answer-squared_loss"
@exercise("squared_loss")
def squared_loss(y_hat, y, reduction, half):
    """Squared loss of y_hat and y (alike in shape): a number, or their shape for "none"; reduction "none", "sum", "mean"."""
