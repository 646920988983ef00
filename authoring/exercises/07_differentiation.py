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

# %% [markdown] id="task-jacobian"
# ## 2. A Jacobian by columns or by rows
#
# Difficulty ●●○ · 15 minutes · objective: decide between columns and rows of a Jacobian by counting inputs and outputs
#
# Some function has `n` inputs, `m` outputs and the Jacobian $J$ (`m` rows, `n` columns), which you cannot see. You get two functions: `push(v)` returns $J v$ for a float64 tangent `v` of shape `(n,)`, and `pull(u)` returns $u^\top J$ for a float64 adjoint `u` of shape `(m,)`. Write `jacobian(push, pull, n, m, mode)`, which returns $J$ as a float64 tensor of shape `(m, n)`: with `mode="forward"` by `n` pushes and no pull, with `mode="reverse"` by `m` pulls and no push. The runs are counted.
#
# By hand: for $J = \begin{pmatrix}1 & 2\\ 3 & 4\\ 5 & 6\end{pmatrix}$ a push of $(0, 1)$ gives $(2, 4, 6)$ and a pull of $(0, 1, 0)$ gives $(3, 4)$.

# %% id="answer-jacobian"
@exercise("jacobian")
def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""
    ### BEGIN ANSWER
    if mode == "reverse":
        return torch.stack([pull(seed) for seed in torch.eye(m, dtype=torch.float64)])
    return torch.stack([push(seed) for seed in torch.eye(n, dtype=torch.float64)], dim=1)
    ### END ANSWER

