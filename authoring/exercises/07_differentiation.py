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
# # Exercises 07: Four ways to differentiate
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/07_differentiation.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import exercise

# %% [markdown] id="task-central_diff"
# ## 1. The gradient by centred differences
#
# Difficulty ●○○ · 15 minutes · objective: compute a gradient with nothing but function calls
#
# Write `central_diff(f, theta, eps)`: for every entry $i$ of `theta`, how much `f` rises per unit when only that entry moves, measured from `eps` behind to `eps` ahead. `f` takes a tensor shaped like `theta` and returns a scalar tensor; your result is a float64 tensor shaped like `theta` (which may have any shape, and may hold integers).
#
# Rules: use nothing but calls of `f`; `theta` itself must be unchanged when you return.
#
# By hand: $f(t) = t^3$ at $t = 1$ with `eps = 0.1` gives $(1.1^3 - 0.9^3) / 0.2 = (1.331 - 0.729)/0.2 = 3.01$. The true slope is 3.

# %% id="answer-central_diff"
@exercise("central_diff")
def central_diff(f, theta, eps):
    """Gradient of the scalar function f at theta by centred differences with step eps."""
    ### BEGIN ANSWER
    theta = theta.double()
    gradient = torch.empty_like(theta)
    for i in range(theta.numel()):
        step = torch.zeros_like(theta)
        step.view(-1)[i] = eps
        gradient.view(-1)[i] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return gradient
    ### END ANSWER

