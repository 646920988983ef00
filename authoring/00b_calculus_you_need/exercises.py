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
# # Exercises 00b: The calculus you need
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/00b_calculus_you_need.ipynb`.
#
# Two rules hold in all three exercises.
#
# - Use neither `torch.autograd` nor `torch.func`. Here it is you who differentiates.
# - Do not round. A number may be off by about $10^{-10}$, and a large one by $10^{-10}$ times its size.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-slope_predicts"
# The function is $f(x) = x^3 + \dfrac{2}{x} + 5$. You stand at $x$ and want to know $f(x + h)$ without computing it. Write `slope_predicts(x, h)`. It returns three numbers `(slope, line, parabola)`, in this order:
#
# - `slope` is $f'(x)$.
# - `line` is the height that the tangent line has at $x + h$.
# - `parabola` is the height that Taylor's formula to second order gives for $x + h$.
#
# `x` and `h` are floats. `x` may be negative, but it is not 0. `h` may be negative or 0, and $x + h$ may be 0. Each result is a float or a tensor without axes. Find the slope by hand, without `torch.autograd` and `torch.func`.
#
# By hand, at $x = 1$ with $h = 0.1$: the height is $1 + 2 + 5 = 8$. The slope is $3 - 2 = 1$, so the line predicts $8 + 1 \cdot 0.1 = 8.1$. The slope of the slope is $6 + 4 = 10$, and the parabola predicts $8.15$. (The true height is $8.149$.)

# %% id="ask-slope_predicts"
ask.number(
    "f(x) = x³ + 2/x + 5. At x = -1 its slope is 1. What is the slope of the slope there?",
    -10,
    why="The slope is $3x^2 - 2x^{-2}$. Its own slope is $6x + 4x^{-3}$, at -1 that is -6 - 4.",
    mistakes={1: "That is the slope itself. How fast does $3x^2 - 2x^{-2}$ change at -1?",
              -6: "That is the slope of $3x^2$. What does $-2x^{-2}$ add?",
              -4: "That is the slope of $-2x^{-2}$. What does $3x^2$ add?",
              -2: "One sign is lost. $-2x^{-2}$ has the slope $4x^{-3}$. Which sign has $x^{-3}$ at -1?",
              10: "That is what it would be at x = 1. Which signs have x and $x^{-3}$ at -1?",
              -7: "The exponent of $3x^2$ has to come down as a factor."},
)

# %% [markdown] id="task-slope_predicts-now"
# Now for every $x$ and $h$.

# %% id="answer-slope_predicts"
@exercise("slope_predicts")
def slope_predicts(x, h):
    """(slope, line, parabola): f'(x), and what line and parabola predict for f(x + h); f(x) = x³ + 2/x + 5."""

# %% [markdown] id="task-two_routes"
# Three boxes stand in a row, and at the end their result meets $x$ once more:
#
# $$u = 3x - 1 \qquad v = u^2 + 1 \qquad t = \log v \qquad y = x \cdot t$$
#
# Write `two_routes(x)`. It returns four numbers `(du_dx, dv_du, dt_dv, dy_dx)`, in this order. The first three are the slopes of the boxes, each taken at the value that its own box receives. The last is the derivative of $y$ with respect to $x$. Here $x$ counts wherever it is used.
#
# `x` is a float. It may be negative or 0, and $u$ may be 0. The logarithm is the natural one. Each result is a float or a tensor without axes. Find the slopes by hand, without `torch.autograd` and `torch.func`.
#
# By hand, at $x = 1$: $u = 2$, $v = 5$ and $t = \log 5 = 1.609$. The three slopes are $3$, $4$ and $0.2$. When $x$ rises by $0.01$, then $u$ rises by $0.03$, $v$ by about $0.12$ and $t$ by about $0.024$. But $x$ itself rises too. Together, slope times step says that $y$ rises by $0.0401$ (in truth by $0.0402$, as a line misses a little). So `dy_dx` is $4.009$.

# %% id="answer-two_routes"
@exercise("two_routes")
def two_routes(x):
    """(du_dx, dv_du, dt_dv, dy_dx) for u = 3x - 1, v = u² + 1, t = log v, y = x t."""

# %% [markdown] id="task-layer_slopes"
# A layer handles a batch of `B` examples, one a row: `Z = X @ W.mT + b`. The targets are `T`. The loss of one example is half the sum of the squares of `Z - T` in its row. The loss of the batch is the mean of these losses:
#
# $$L = \frac{1}{B} \sum_{n=1}^{B} \tfrac12 \sum_{i} (Z_{ni} - T_{ni})^2$$
#
# Write `layer_slopes(X, W, b, T)`. It returns `(W_bar, b_bar, X_bar)`, in this order: the derivatives of $L$ with respect to `W`, `b` and `X`.
#
# - `X` has shape `(B, in)`, `W` has shape `(out, in)`, `b` has shape `(out,)` and `T` has shape `(B, out)`.
# - `B`, `in` and `out` are at least 1. They may be equal, and then shapes alone do not tell you what to multiply.
# - Each result has the shape of what it belongs to.
# - All tensors are float64. Return float64 tensors. Do not change the arguments in place.
# - Find the derivatives by hand, without `torch.autograd` and `torch.func`.
#
# By hand, with one input, one output and two examples: $X = 1, 2$ and $T = 1, 10$, with $W = 3$ and $b = 0$. Then $Z = 3, 6$. The first example is 2 too high, the second 4 too low, and each counts one half: $\bar Z = 1, -2$. So $\bar W = 1 \cdot 1 - 2 \cdot 2 = -3$.

# %% id="ask-layer_slopes"
ask.number(
    r"X = 1, 2 and T = 1, 10, with W = 3, b = 0 and $\bar Z$ = 1, -2. What is $\bar b$?",
    -1,
    why="Both examples use the same b, so the routes add: 1 + (-2).",
    mistakes={-0.5: "The mean over the batch sits in $\\bar Z$ already. What do routes do?",
              -3: "That is the derivative with respect to W. By what is b multiplied?",
              0: "b has the value 0. Does the loss move when b moves to 0.01?",
              3: "You added the sizes. Which sign has the second share?",
              -2: "That is the share of the second example. Which other one uses b?"},
)

# %% [markdown] id="task-layer_slopes-now"
# Now for any sizes. Write the shapes beside each line first.

# %% id="answer-layer_slopes"
@exercise("layer_slopes")
def layer_slopes(X, W, b, T):
    """Derivatives (W_bar, b_bar, X_bar) of the mean over the batch of half the squared error of X @ W.mT + b.

    Shapes: X (B, in), W (out, in), b (out,), T (B, out) -> W_bar (out, in), b_bar (out,), X_bar (B, in). All float64.
    """

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# Which idea helps is for you to see.

# %% id="mixed-loss"
ask.number(
    "A model gives the right answer the probability p = 0.5 and pays -log p. About how much does it pay less when p "
    "rises to 0.52? Predict with a slope, with two decimals.",
    0.04,
    digits=2,
    why="The slope of -log p is -1/p, at 0.5 that is -2. Two hundredths further it pays about 2 · 0.02 less.",
    mistakes={-0.04: "How much less is asked for: what is the size of the change?",
              2: "You took the whole slope. How far did p move?",
              0.01: "You took p for the slope. How steep is log p at 0.5?",
              0.65: "That is about what it pays at 0.52. By how much did it change?"},
)

# %% [markdown] id="mixed-second"
# The second one is about a curve.

# %% id="mixed-product"
ask.number(
    "y = x · σ(x). What is dy/dx at x = 0?",
    0.5,
    digits=2,
    why="Two routes: 1 · σ(0) = 0.5 through the factor x, and 0 · σ'(0) = 0 through σ.",
    mistakes={0.25: "That is the slope of σ at 0. What does x itself do, and by what is each move multiplied?",
              0.75: "You added the slope of σ to σ(0). The move of σ is multiplied by x, which is 0.",
              0: "y is 0 there. Is y flat?",
              1: "That is the slope of the factor x. By what is it multiplied?"},
)

# %% [markdown] id="mixed-third"
# The third one is about sizes.

# %% id="mixed-shapes"
ask.number(
    "A layer has 4 inputs and 3 outputs, and a batch has 5 examples: Z = X @ W.mT + b. How many numbers do W_bar, "
    "b_bar and X_bar hold?",
    (12, 3, 20),
    why="A derivative has the shape of what it belongs to: W is (3, 4), b is (3,), X is (5, 4).",
    mistakes={(60, 15, 20): "All examples share W and b, so their shares are added: one table is left.",
              (12, 15, 20): "b is one shift for each output, the same in all examples.",
              (12, 3, 4): "Each example has inputs of its own, so X_bar has a row for each.",
              (12, 3, 15): "That is the size of Z. What shape has X?"},
)
