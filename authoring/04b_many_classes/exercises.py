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
# # Exercises 04b: Many classes
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. No axis is empty, but it may have a single entry. The lecture is `notebooks/04b_many_classes.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-log_softmax"
# Softmax turns the logits of a row into probabilities, $p_c = e^{z_c} / \sum_i e^{z_i}$. Training needs $\log p_c$. Write `log_softmax(z)`, which returns $\log p$ along the **last** axis.
#
# - `z` has at least one axis, and any number of them: a single row `(C,)`, a batch `(B, C)`, an array with three axes `(A, B, C)`, and so on. The classes always stand on the last axis. The result has the shape of `z`.
# - Logits may lie anywhere between $-2000$ and 2000. Every entry of the result must be right, also where $p_c$ is too small to be stored.
# - Do not call a function that computes softmax, log-softmax or log-sum-exp for you, neither torch's nor NumPy's nor another library's: no `softmax`, `log_softmax`, `logsumexp`, `logaddexp` or `logcumsumexp`. Build it from simpler steps, such as exponentials, logarithms, sums and maxima; loops are allowed.
#
# In float64, $e^z$ becomes inf from about $z = 710$ on, and 0 below about $-745$.
#
# By hand, $z = (0, \log 3)$: the exponentials $e^z$ are 1 and 3 and the probabilities 1/4 and 3/4. So $\log p = (-1.3863, -0.2877)$. For $z = (1000, 1000 + \log 3)$ both exponentials are larger by the same factor, so the answer is the same. But here neither can be stored.

# %% id="blank-log_softmax"
ask.number(
    "What are the logarithms of the softmax probabilities for the logits z = (-300, 0, 500), to ten digits?",
    (-800, -500, 0),
    why="beside exp(500) the other two powers vanish, so log p is z - 500. exp(-800) is too small to be stored, but "
        "its logarithm is an ordinary number",
    mistakes={(-300, 0, 500): "Those are the logits. Can the logarithm of a probability be above 0?",
              (0, 0, 1): "Those are the probabilities, the first two rounded. What are their logarithms?",
              (0, 300, 800): "You subtracted the smallest logit. Which of the three powers makes up the sum?",
              (800, 500, 0): "Those are the losses, -log p."},
)

# %% [markdown] id="own-log_softmax"
# Now do it for any logits and any number of axes.

# %% id="answer-log_softmax"
@exercise("log_softmax")
def log_softmax(z):
    """Logarithm of softmax(z) along the last axis; any shape (..., C), same shape out."""

# %% [markdown] id="task-softmax_ce_grad"
# Each class $c$ has its own row $w_c$ of $W$ and its own bias $b_c$. Its logit is $z_c = w_c \cdot x + b_c$. Softmax turns the logits of a sample into probabilities, $p_c = e^{z_c} / \sum_i e^{z_i}$. A sample with the label $y$ pays the loss $\ell = -\log p_y = \log \sum_i e^{z_i} - z_y$. The loss of a batch is the **mean** of $\ell$ over its samples. Write `softmax_ce_grad(W, b, X, y)`, which returns the gradient `(gW, gb)` of that mean with respect to `W` and `b`.
#
# - `W` has shape `(C, d)`, and `b` has shape `(C,)`. `X` has shape `(B, d)`, one sample in each row.
# - `y` has shape `(B,)` and holds the labels as int64 numbers from 0 to $C - 1$. A class need not occur among them.
# - `gW` has shape `(C, d)`, and `gb` has shape `(C,)`.
# - Logits may lie anywhere between $-2000$ and 2000.
# - Derive the gradient yourself: no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`. You may use `torch.softmax`.
#
# By hand, for one sample $x = (2, 1)$ with the label 0 and the logits $z = (0, \log 2, 0)$: the exponentials $e^{z_c}$ are 1, 2, 1 with the sum 4, so $p = (1/4, 1/2, 1/4)$. The loss has two terms, $\log \sum_i e^{z_i}$ and $-z_y$. All derivatives in the table are with respect to $z_c$:
#
# | class $c$ | derivative of $\log\sum_i e^{z_i}$ | derivative of $-z_y$ | derivative of $\ell$ | row $c$ of `gW` |
# |---|---|---|---|---|
# | 0 (the label) | 1/4 | $-1$ | $-3/4$ | $(-1.5, -0.75)$ |
# | 1 | 1/2 | 0 | $1/2$ | $(1, 0.5)$ |
# | 2 | 1/4 | 0 | ? | ? |

# %% id="blank-softmax_ce_grad"
ask.number(
    "A sample x = (2, 1) has the label 0 and the probabilities p = (1/4, 1/2, 1/4). What replaces the two question "
    "marks: the derivative of its loss with respect to z_2, and the two entries of row 2 of gW?", (1 / 4, 0.5, 0.25),
    why="the derivative is p of class 2, and the row is that times x. The three rows then add up to 0: raising all "
        "logits together changes nothing",
    mistakes={(-3 / 4, -1.5, -0.75): "You took 1 off. Is class 2 the label?",
              (0, 0, 0): "z_2 stands in the sum, too. What happens to the other probabilities when it rises?",
              (1 / 4, 0.25, 0.25): "z_2 depends on its weights through x. What is x?",
              (1 / 4, 0.25, 0.5): "The entries of the row stand in the order of x = (2, 1).",
              (-1 / 4, -0.5, -0.25): "When z_2 rises, the label becomes less probable. Does the loss rise or fall?"},
)

# %% [markdown] id="own-softmax_ce_grad"
# For one sample, a step against the gradient moves the row of the label in the direction of $x$ and every other row in the opposite direction. The more probable one of those other classes is, the farther its row moves. The row of the label moves farther when the label is less probable. Now do it for a batch.

# %% id="answer-softmax_ce_grad"
@exercise("softmax_ce_grad")
def softmax_ce_grad(W, b, X, y):
    """Gradient (gW (C, d), gb (C,)) of the mean cross-entropy; W (C, d), b (C,), X (B, d), y (B,) int64."""

# %% [markdown] id="task-regularized_grad"
# A penalty on large weights keeps a classifier from being too certain. The objective is the loss on the data plus one of three penalties on the weights `w`. You are given `g`, the gradient of the loss on the data with respect to `w`. Write `regularized_grad(w, g, lam, kind)`, which returns the gradient of the whole objective with respect to `w`.
#
# | `kind` | penalty |
# |---|---|
# | `"l2"` | $\lambda \sum_i w_i^2$ |
# | `"half_l2"` | $\tfrac{\lambda}{2} \sum_i w_i^2$ |
# | `"l1"` | $\lambda \sum_i \lvert w_i \rvert$ |
#
# - `w` and `g` have the same shape, with any number of axes, also none (then `w` is a single weight). The result has that shape too.
# - `lam` is the float $\lambda$. It is 0 or positive.
# - Where a weight is exactly 0, $\lvert w \rvert$ has a corner. Use 0 as the slope of $\lvert w \rvert$ there; `g` still counts.
# - The bias has no penalty, so it is not in `w`: every entry of `w` is a weight with a penalty.
# - Derive the gradient yourself: no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`.
#
# By hand, for the single weight $w = -4$ and $\lambda = 0.1$. Move the weight a little, to $-4.1$:
#
# | `kind` | penalty at $-4$ | penalty at $-4.1$ | rise divided by the move of $w$ |
# |---|---|---|---|
# | `"l2"` | 1.6 | 1.681 | $0.081 / (-0.1) = -0.81$ |
# | `"half_l2"` | 0.8 | 0.8405 | $0.0405 / (-0.1) = -0.405$ |
# | `"l1"` | 0.4 | 0.41 | $0.01 / (-0.1) = -0.1$ |
#
# For smaller and smaller moves the last column goes to $-0.8$, $-0.4$ and $-0.1$.
#
# The first two penalties are both called weight decay, so a value of $\lambda$ means nothing until you say which of them you use.

# %% id="answer-regularized_grad"
@exercise("regularized_grad")
def regularized_grad(w, g, lam, kind):
    """Gradient of loss + penalty, shaped like w; g is the loss's own, kind is "l2", "half_l2" or "l1"."""

# %% [markdown] id="task-hinge_grad"
# A point has the score $s = w \cdot x + b$ and a label $y$, which is $-1$ or $1$. The line $s = 0$ separates the two classes: a point lies on its correct side if $s$ has the sign of $y$. A support vector machine wants each point on its correct side, and with some room. The product $y s$ is the **margin** of the point, positive on the correct side. The point pays the hinge loss $\max(0,\, 1 - y s)$: nothing if its margin is at least 1, otherwise 1 minus its margin. A point whose loss changes with $w$ and $b$ pulls on the line. The objective is a penalty plus the mean loss of the $n$ points:
#
# $$\lambda \sum_j w_j^2 + \frac1n \sum_{i=1}^{n} \max(0,\, 1 - y_i s_i).$$
#
# Write `hinge_grad(w, b, X, y01, lam)`, which returns the gradient `(gw, gb)` of this objective with respect to `w` and `b`.
#
# - `w` has shape `(d,)` and `b` is a float. `X` has shape `(n, d)`, one point in each row. `lam` is the float $\lambda$, 0 or positive.
# - `y01` has shape `(n,)` and holds the labels as 0 and 1. In the formula, class 0 has $y = -1$ and class 1 has $y = 1$.
# - `gw` has shape `(d,)`, and `gb` is a single number.
# - No point has exactly the margin 1, where the loss has a corner.
# - Derive the gradient yourself: no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`.
#
# By hand, with a single feature, so `w` has one entry: $w = 1$, $b = 0.25$ and two points of class 1, $x = 0.5$ and $x = 2$:
#
# | $x$ | margin | loss | loss at $w = 1.1$ | loss at $b = 0.35$ | derivatives of the loss with respect to $w$ and $b$ |
# |---|---|---|---|---|---|
# | 0.5 | 0.75 | 0.25 | 0.2 | 0.15 | $-0.5$ and $-1$ |
# | 2 | 2.25 | 0 | 0 | 0 | 0 and 0 |
#
# The means over the two points are $-0.25$ and $-0.5$. With $\lambda = 0$ these are `gw` and `gb`. With $\lambda = 0.1$ the objective also holds $0.1\,w^2$: 0.1 at $w = 1$ and 0.121 at $w = 1.1$.

# %% id="blank-hinge_grad"
ask.number(
    "As above, w = 1, b = 0.25 and lam = 0, but now x = 0.5 belongs to class 0, and x = 2 to class 1. What are gw and "
    "gb, the derivatives of the mean hinge loss of these two points?",
    (0.25, 0.5),
    why="the score of x = 0.5 is 0.75, its margin -0.75, its loss 1.75. The derivative of that loss is 0.5 with "
        "respect to w and 1 with respect to b. The mean over two points halves both",
    mistakes={(0, 0): "Does a label of 0 silence a point? What is y for class 0?",
              (0.5, 1): "That is the derivative of one loss. The objective is a mean over two.",
              (-0.25, -0.5): "A larger w raises the score. Does a point of class 0 then pay more or less?",
              (-0.75, 0): "x = 2 pays, too, in your answer. What is its margin?"},
)

# %% [markdown] id="own-hinge_grad"
# Now do it for any points, and with the penalty, which is on `w` alone.

# %% id="answer-hinge_grad"
@exercise("hinge_grad")
def hinge_grad(w, b, X, y01, lam):
    """Gradient (gw (d,), gb) of lam·|w|² + mean hinge loss; w (d,), b a float, X (n, d), y01 (n,) of 0 and 1."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each of them needs, you find yourself.

# %% id="mixed-1"
ask.number(
    "Logistic regression has w = (1, -2) and b = 1. A sample x = (3, 1) belongs to class 1. What are the two entries "
    "of the derivative of its loss with respect to w?", (3 / (1 + math.e**2) * -1, -1 / (1 + math.e**2)), digits=2,
    why="the score is 3 - 2 + 1 = 2, p = 0.881, and (p - 1)·x = -0.119·(3, 1)",
    mistakes={(3 / (1 + math.e**2), 1 / (1 + math.e**2)): "That is truth minus prediction.",
              (3 / (1 + math.exp(-2)), 1 / (1 + math.exp(-2))): "That is p·x. Where does the label enter?",
              (-1 / (1 + math.e**2), -1 / (1 + math.e**2)): "That is p - 1. How does the input enter?",
              (3, 1): "That is (2 - 1)·x. The score is not the prediction: which function lies between?"},
)

# %% [markdown] id="mixed-2-text"
# The second:

# %% id="mixed-2"
ask.number(
    r"$y = u \cdot v$ with $u = e^x$ and $v = 3 - x$. What is dy/dx at x = 0?", 2,
    why="two routes: through u comes 1·3, through v comes 1·(-1)",
    mistakes={3: "That is the route through u. x is also in v.",
              -1: "That is the product of the two slopes, or the route through v alone. What does each route bring?",
              4: "How does v move when x grows?",
              0: "You added the two slopes. How far does y move when u moves by 1?"},
)

# %% [markdown] id="mixed-3-text"
# The third:

# %% id="mixed-3"
ask.number(
    "The loss is (w - 4)², and w = 1. What is w after one step of gradient descent with the learning rate 0.25?", 2.5,
    why="the derivative is 2·(1 - 4) = -6, and 1 - 0.25·(-6) = 2.5",
    mistakes={-0.5: "You went along the gradient. In which direction does the loss fall?",
              7: "The learning rate is missing.",
              1.75: "What is the derivative of a square?",
              1.5: "That is the length of the step. Where does it lead?"},
)
