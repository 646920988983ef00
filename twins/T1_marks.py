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
# # Assignment T1: four things that you know, changed
#
# Write your answer below each `@exercise(...)` line and run the cell. You may add cells and helper functions. Each of
# the four tasks changes the mathematics of an exercise that you have solved: `log_softmax`, `central_diff`,
# `neuron_backward` and `adam_step`.
#
# This notebook is for marks. Where there is an example, its card tries your answer on it. Your marks come from your
# instructor, who runs your answers on other inputs. So check each answer by hand as well: on the case in the text, on
# one that you make up, and on an extreme one.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-softmax_masked"
# A model that chooses the next move of a game gives a logit to every move, but only some moves are allowed. Write
# `softmax_masked(z, keep)`. `z` holds the logits, float64, and `keep` is a bool tensor of the same shape. The classes
# lie along **axis 0**: the shape is `(C,)` for one sample or `(C, B)` for `B` samples, one in each column.
#
# - A class with `keep` False gets the probability 0. The others get their power $e^{z_c}$, divided by the sum of the
#   powers of the *kept* classes of the same column. The result has the shape of `z`.
# - Every column keeps at least one class. Logits may be larger than 1000, masked ones too.
# - Rules: no `softmax`, `log_softmax`, `logsumexp`, `logaddexp` or `logcumsumexp` of torch's, under any name.
#
# By hand, $z = (0, \log 3, 5)$ with the last class masked: the kept powers are 1 and 3, so the result is
# $(1/4, 3/4, 0)$. The 5 plays no part.

# %% id="blank-softmax_masked"
ask.number(
    "Four classes with the logits 0, 0, 0 and 7, the last one masked. Which probability does each of the others get?",
    1 / 3, why="three kept powers of 1, each a third of their sum",
    mistakes={1 / 4: "The masked class takes part in your sum with the power 1, as if its logit were 0.",
              1 / (3 + math.exp(7)): "The masked class takes part in your sum with the power exp(7)."},
)

# %% [markdown] id="own-softmax_masked"
# Now for any logits, with one or two axes.

# %% id="answer-softmax_masked"
@exercise("softmax_masked")
def softmax_masked(z, keep):
    """Probabilities along axis 0 over the kept classes, 0 elsewhere; z (C,) or (C, B), keep bool of that shape."""

# %% [markdown] id="task-second_diff"
# Along one coordinate, measure the slope of `f` twice: from `eps` behind to `theta`, and from `theta` to `eps` ahead.
# The second derivative is how much the slope rises per unit between the middles of these two intervals. Write
# `second_diff(f, theta, eps)`, which returns that number for every entry of `theta`, each moved alone.
#
# - `theta` is float64 and may have any shape; the result has that shape. `eps` is a float.
# - `f` takes a float64 tensor shaped like `theta` and returns a scalar tensor. Use nothing but calls of `f`.
# - `theta` itself must be unchanged when you return.
#
# By hand, $f(t) = t^4$ at $t = 1$ with `eps = 0.1`: the values are $0.6561$, $1$ and $1.4641$, the two slopes $3.439$
# and $4.641$, and the result is $12.02$. The true second derivative is 12.

# %% id="answer-second_diff"
@exercise("second_diff")
def second_diff(f, theta, eps):
    """Second derivative of f along each coordinate, shaped like theta, from values eps apart."""

# %% [markdown] id="task-softplus_neuron"
# A neuron computes $y = \log(1 + e^z)$ with $z = a^\top x + b$. This activation is called softplus. Write
# `softplus_neuron(a, b, x, y_bar)`. `a` and `x` have shape `(n,)`; `b` and `y_bar` are tensors without axes. Return
# the three adjoints `(a_bar, b_bar, x_bar)`, each shaped like what it belongs to (`b_bar` may be a float).
#
# - Write the derivatives yourself: no `backward()`, no `torch.autograd`.
# - $z$ may be as large as 1000; then $e^z$ is stored as inf.
#
# By hand, $a = 2$, $x = 3$, $b = -6$ and $\bar y = 10$: $z = 0$ and $y = \log 2 = 0.6931$. At $z = 0.01$ softplus is
# $0.6982$, so its slope there is about $0.5$, and $\bar b = 5$, $\bar a = 15$, $\bar x = 10$.

# %% id="answer-softplus_neuron"
@exercise("softplus_neuron")
def softplus_neuron(a, b, x, y_bar):
    """Adjoints (a_bar (n,), b_bar, x_bar (n,)) of y = log(1 + exp(a @ x + b)); a, x (n,), b and y_bar single."""

# %% [markdown] id="task-amsgrad_step"
# After a large gradient Adam's `v` fades, and the steps grow again, now and then too early. AMSGrad keeps Adam's `m`
# and `v` as they are and remembers besides, entry by entry, the largest `v` so far, `top`. Under the root stands
# `top` in the place of `v`. Write `amsgrad_step(theta, g, m, v, top, k, eta, b1, b2, eps)`, which returns
# `(theta, m, v, top)`.
#
# - `k` is the number of this step, 1 for the first. `m`, `v` and `top` start at 0 and are handed on uncorrected, and
#   `top` counts the new `v`.
# - `top` is corrected as Adam corrects `v`: divided by $1 - \beta_2^k$ where it is used. $\epsilon$ stands outside the
#   root.
#
# By hand, with the gradients 2 and 0 and `b2 = 0.9`:
#
# | $k$ | `v` | `top` | under the root |
# |---|---|---|---|
# | 1 | $0.1 \cdot 4 = 0.4$ | $0.4$ | $0.4 / 0.1 = 4$ |
# | 2 | $0.9 \cdot 0.4 = 0.36$ | $0.4$ | $0.4 / 0.19 = 2.105$ |

# %% id="answer-amsgrad_step"
@exercise("amsgrad_step")
def amsgrad_step(theta, g, m, v, top, k, eta, b1, b2, eps):
    """New (theta, m, v, top) after step number k (the first is 1); top is the largest v so far, entry by entry."""
