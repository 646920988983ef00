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
# # Exercises 02a: Least squares and likelihood
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64: eight digits are compared, and in the third exercise ten. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. The lecture is `notebooks/02a_least_squares_and_likelihood.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-least_squares_1d"
# A line $\hat y = \theta_0 + \theta_1 x$ is to have the least sum of squared residuals. Write `least_squares_1d(x, y)`, which returns its intercept and its slope, `(t0, t1)`, in this order.
#
# - `x` and `y` have shape `(n,)`, with `n` at least 1. The points may come in any order, and `x` may be negative.
# - If all entries of `x` are equal (a single point counts as such a case), there is no unique line. Then raise a `ValueError`. Ask the entries of `x` themselves: a denominator need not come out as exactly 0, since numbers such as 0.7 are rounded.
# - If all `y` are equal, the line is flat, and that is a usual result.
# - Work it out from sums or means: nothing of `torch.linalg`, `numpy.linalg` or `numpy.polynomial`, and no `numpy.polyfit`.
#
# By hand: the points are $(1, 4)$, $(2, 1)$ and $(6, 10)$. So $n = 3$, $\sum x = 9$, $\sum y = 15$, $\sum x^2 = 41$ and $\sum xy = 66$. The slope is $(198 - 135)/(123 - 81) = 63/42 = 1.5$, and the intercept $(15 - 1.5 \cdot 9)/3 = 0.5$.

# %% id="answer-least_squares_1d"
@exercise("least_squares_1d")
def least_squares_1d(x, y):
    """Intercept and slope (t0, t1) of the best line; x and y have shape (n,); ValueError if all x are equal."""

# %% [markdown] id="task-lstsq_bias"
# Now many predictors: $\hat y = w \cdot x + b$. Write `lstsq_bias(X, y)`, which returns the weights and the bias `(w, b)` with the least sum of squared residuals.
#
# - `X` has shape `(n, d)`, one sample in each row, and `y` has shape `(n,)`.
# - `w` has shape `(d,)`, and `b` is a single number. The bias belongs to every sample, but `X` has no column of ones.
# - Several `(w, b)` may be equally good: a column may occur twice, two columns may add up to 1, a column may hold a single value, or there may be fewer samples than weights. Then any of the best will do. What is compared there are predictions `w · x + b` that are the same for all the best.
# - You may use any solver of `torch` or `numpy`.
#
# By hand: $X$ has the rows $(0, 0)$, $(1, 0)$ and $(0, 2)$, and $y = (3, 5, 9)$. The first row gives $b = 3$. The second gives $w_1 = 5 - 3 = 2$, and the third $2w_2 = 9 - 3$, so $w_2 = 3$. No residual is left. Forced through 0, the weights would be $(5, 4.5)$, and the first residual would be 3.
#
# **A question first.** The same fit as one product:

# %% id="ask-lstsq_bias"
ask.choose(
    "X has shape (20, 4). Which shapes have X with a column of ones, and the weights that belong to it?",
    {"(20, 5) and (5,)": "One column more, and one weight more: the bias.",
     "(21, 4) and (4,)": "That is one row more, a sample that was never measured. Where does the bias belong?",
     "(20, 5) and (4,)": "A product needs one weight for each column. Which column has none?",
     "(5, 20) and (5,)": "The rows are samples. How many predictions should come out?"},
    right="(20, 5) and (5,)",
)

# %% [markdown] id="task-lstsq_bias-now"
# Now write it.

# %% id="answer-lstsq_bias"
@exercise("lstsq_bias")
def lstsq_bias(X, y):
    """Weights and bias (w (d,), b) with the least sum of squared residuals; X (n, d), y (n,)."""

# %% [markdown] id="task-gaussian_nll"
# A model predicts $\hat y$, and the noise around it is Gaussian with the standard deviation $s$. So a sample has the density
#
# $$p(y) = \frac{1}{\sqrt{2\pi}\,s}\; e^{-\frac{(y - \hat y)^2}{2s^2}}$$
#
# Write `gaussian_nll(yhat, y, s)`, which returns the negative log-likelihood: the **mean** over the samples of $-\log p$, with all constants.
#
# - `yhat` and `y` have shape `(n,)`, with `n` at least 1, and `s` is a positive float. It is the standard deviation, not the variance.
# - The result is a single number, with the natural logarithm. It may be negative, since a density may be above 1.
# - It must be right where a density is too small to be stored, as for a miss of 100 with $s = 0.5$, and for thousands of samples.
# - Write it yourself: nothing of `torch.distributions`, and no `gaussian_nll_loss` or `GaussianNLLLoss`.
#
# By hand: $\hat y = 1$, $y = 3$ and $s = 2$. The exponent is $-4/8 = -0.5$, and the root is $\sqrt{2\pi} \cdot 2 = 5.013$. So $-\log p = 0.5 + \log 5.013 = 0.5 + 1.612 = 2.112$.

# %% id="answer-gaussian_nll"
@exercise("gaussian_nll")
def gaussian_nll(yhat, y, s):
    """Mean of -log of the Gaussian density of y, with mean yhat (n,) and standard deviation s: one number."""

# %% [markdown] id="task-gd_linear"
# Walk down to the best line. The loss is the **mean** of the squares $(\theta_0 + \theta_1 x_i - y_i)^2$. Write `gd_linear(x, y, eta, epochs)`, which starts at $\theta_0 = \theta_1 = 0$, takes `epochs` steps of gradient descent on all points, and returns the whole way.
#
# - `x` and `y` have shape `(n,)`, `eta` is a float, and `epochs` is a whole number, at least 0.
# - The result is a tensor of shape `(epochs + 1, 2)`. A row holds $(\theta_0, \theta_1)$. Row 0 is the start $(0, 0)$, and row $k$ the line after $k$ steps.
# - Both slopes of a step are taken at the same line, before either parameter moves.
# - Derive the slopes yourself: nothing of `torch.autograd`, `torch.func`, `torch.optim` or `torch.linalg`, and no `.backward()`.
#
# By hand: the points are $(1, 4)$, $(2, 1)$ and $(6, 10)$, and $\eta = 0.01$. At $(0, 0)$ the misses are $-4$, $-1$ and $-10$. The slope with respect to $\theta_0$ is $2 \cdot (-15)/3 = -10$. With respect to $\theta_1$ it is $2 \cdot (-4 - 2 - 60)/3 = -44$. So row 1 is $(0.1, 0.44)$.
#
# **Mend this first.** Tom's loop has the right slopes, and it even arrives at the best line. But its row 1 is $(0.1, 0.434)$:
#
# ```python
# t0 = t0 - eta * 2 * (t0 + t1 * x - y).mean()
# t1 = t1 - eta * 2 * ((t0 + t1 * x - y) * x).mean()
# ```

# %% id="mend-gd_linear"
ask.choose(
    "t0 = t0 - eta * 2 * (t0 + t1 * x - y).mean() and then t1 = t1 - eta * 2 * ((t0 + t1 * x - y) * x).mean(). What would mend "
    "the loop?",
    {"compute `miss = t0 + t1 * x - y` once, before both lines": "Then both slopes belong to the same line, the one before "
                                                               "the step.",
     "exchange the two lines": "Then t1 moves first, and t0 gets a slope of another line. What do both need?",
     "halve η in the second line": "That makes another step, not the right one. At which line is the second slope taken?",
     "nothing: it arrives": "It does, by another way. Which rows does the text ask for?"},
    right="compute `miss = t0 + t1 * x - y` once, before both lines",
)

# %% [markdown] id="task-gd_linear-now"
# Now the whole way.

# %% id="answer-gd_linear"
@exercise("gd_linear")
def gd_linear(x, y, eta, epochs):
    """The way (epochs + 1, 2) of gradient descent on the mean square from (0, 0); x and y (n,)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "y = u · v with u = 2x and v = x² + 1. What is dy/dx at x = 3, where u = 6 and v = 10?",
    56,
    why="When only u moves: 2 · 10 = 20. When only v moves: 6 · 6 = 36. Both move.",
    mistakes={12: "That is the product of the slopes 2 and 6. What does each move do to y?",
              20: "That is what the move of u does. v moves too.",
              36: "That is what the move of v does. u moves too.",
              72: "You paired each slope with its own value. When u moves, which number multiplies it?",
              8: "You added the slopes. When u moves by 2 and v is 10, how far does y move?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "One machine predicts w · x, and its loss is the square of the miss. For x = 3 and y = 6 it stands at w = 1. With which η "
    "does it arrive at w = 2 in a single step?",
    1 / 18,
    digits=3,
    why="The slope is 2 · (3 - 6) · 3 = -18, and w has to move by 1.",
    mistakes={18: "That is the slope. What must it be multiplied by to give 1?",
              -1 / 18: "η is positive: the minus stands in w - η · slope already.",
              1 / 9: "One factor is missing in the slope: a square brings a 2.",
              1 / 6: "One factor is missing in the slope: how far does the prediction move when w moves by 1?",
              0.5: "That would move w by 9. How far does it have to go?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "A bowl has the height w₁² + 4w₂². You stand at (2, 1). In which direction does a very short step lower the height most?",
    {"(-2, -1), straight to the lowest point": "The straight way need not be the steepest at its beginning. How fast does each "
                                               "term change at (2, 1)?",
     "(-4, -8)": "The partial derivatives are 4 and 8, and the step goes against them.",
     "(4, 8)": "Along the gradient the height rises.",
     "(-4, -4)": "4w₂² has the slope 8w₂. What is it at w₂ = 1?"},
    right="(-4, -8)",
)
