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
# # Exercises 12: Convolution: weights that are shared
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `notebooks/12_convolution.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-shared_grad"
# Write `shared_grad(x, w)`: the mean of the entries of `x` (shape $(n,)$), in which entry $i$ counts $w_i$ times. `w` has the same shape and positive entries. Return a tensor of shape $()$.
#
# By hand: $x = (1, 4)$ and $w = (1, 2)$ give $(1 + 2\cdot 4)/3 = 3$.

# %% id="answer-shared_grad"
@exercise("shared_grad")
def shared_grad(x, w):
    """Weighted mean of x (n,) with weights w (n,)."""
