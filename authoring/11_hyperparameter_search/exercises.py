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
# # Exercises 11: Searching hyper-parameters
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. No axis is empty, but it may have a single entry. The lecture is `notebooks/11_hyperparameter_search.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-log_uniform"
# Random search draws its configurations. A learning rate is best drawn so that its *logarithm* is uniform. Then as many rates come from 0.001 to 0.01 as from 0.01 to 0.1. No configuration is tried twice. Write `log_uniform(low, high, n, u, whole)`. It turns numbers that were drawn between 0 and 1 into at most `n` different values.
#
# - `low` and `high` are numbers with 0 < `low` < `high`. `n` is 1 or larger, and `whole` is True or False.
# - `u` has shape `(draws,)`. Its numbers are 0 or above and below 1, in the order in which they were drawn. They are uniform, and each of them gives one value.
# - The logarithm of the value lies between the logarithms of the two ends of a scale, just as its `u` lies between 0 and 1. So 0 gives the lower end, and a `u` next to 1 gives a value next to the upper end.
# - If `whole` is False, the scale goes from `low` to `high`.
# - If `whole` is True, whole numbers are wanted, for instance widths of a layer. Then `low` and `high` are whole numbers. The scale goes from `low` to `high + 1`, and each value is rounded **down**. So a whole number `k` stands for all values from `k` to `k + 1`, and both `low` and `high` can come. (No case depends on how a value next to a whole number is rounded.)
# - A value that came before is skipped. What counts is the value after rounding.
# - The result holds the first `n` of the values that are left, in the order in which they came. If `u` ends before `n` different values came, it holds those that came.
# - The result is a tensor of shape `(values,)`. Its dtype is float64, or int64 if `whole` is True.
#
# By hand, for rates from 0.001 to 0.1: the logarithms to base 10 go from $-3$ to $-1$. So $u = 0.25$ gives $-2.5$ and the rate $10^{-2.5} = 0.00316$. With $u = (0.5, 0.25, 0.75)$ and $n = 2$ the result is $(0.01, 0.00316)$.
#
# By hand, for whole numbers from 1 to 15: the scale goes from 1 to 16, so the logarithms to base 2 go from 0 to 4. The numbers $u = (0.6, 0.62, 0.3)$ give $2^{2.4} = 5.28$, $2^{2.48} = 5.58$ and $2^{1.2} = 2.30$. Rounded down they are 5, 5 and 2. With $n = 2$ the result is $(5, 2)$: the second 5 is skipped.

# %% id="ask-log_uniform"
ask.number(
    "Rates go from 0.0001 to 1. Which rate does u = 0.75 give? And which whole number does u = 0.45 give, if the whole "
    "numbers go from 1 to 31? (2 to the power of 2.25 is 4.76.) Two numbers.",
    (0.1, 4),
    why="The logarithms to base 10 go from -4 to 0, and three quarters of the way is -1. The second scale goes from 1 to "
        "32, which is 2 to the power of 5. 0.45 · 5 is 2.25, and 4.76 is rounded down.",
    mistakes={(0.750025, 4): "Your rate lies at three quarters of the way itself. What should be uniform?",
              (0.750025, 14): "You went 0.75 and 0.45 of the way from end to end. What should be uniform?",
              (0.001, 4): "You went from the upper end. Which end does u = 0 give?",
              (-1, 2.25): "Those are the logarithms. Which values have them?",
              (0.1, 4.76): "The second one should be a whole number.",
              (0.1, 5): "In which direction is a value rounded?"},
)

# %% [markdown] id="own-log_uniform"
# Now for any scale. Think of the values that come again.

# %% id="answer-log_uniform"
@exercise("log_uniform")
def log_uniform(low, high, n, u, whole):
    """At most n different values, uniform in the logarithm, in the order of u (draws,); whole: whole numbers, int64."""
