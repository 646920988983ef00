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
# # Exercises 04a: Two classes
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. No axis is empty, but it may have a single entry. The lecture is `notebooks/04a_two_classes.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-cross_entropy"
# A model gives each class $i$ a probability $q_i$. When class $i$ comes up, the model is surprised by $-\log q_i$: the less it expected the class, the larger its surprise. The classes really come up with the probabilities $p_i$. The **cross-entropy** is the average surprise, where class $i$ comes up as often as $p_i$ says. Write `cross_entropy(p, q)`, which returns it.
#
# - `p` and `q` are float64 tensors of shape `(classes,)`, with at least one class. Their entries are not negative, and each tensor adds up to 1. Change neither of them in place.
# - The result is a single number, a float or a tensor without axes. It is measured in nats, that is with the natural logarithm.
# - A class with $p_i = 0$ counts 0, whatever $q_i$ is, even if $q_i = 0$.
# - If a class comes up that the model rules out ($p_i > 0$ and $q_i = 0$), the result is `inf`.
#
# By hand: for $p = (0.5, 0.5)$ and $q = (0.9, 0.1)$ the two surprises are $-\log 0.9 = 0.105$ and $-\log 0.1 = 2.303$. Each class comes up with the probability $p_i = 0.5$, so each surprise has the weight 0.5. The result is $0.5\cdot0.105 + 0.5\cdot2.303 = 1.204$. A model with $q = p$ would have $0.693$.

# %% id="ask-cross_entropy"
ask.number(
    "Two classes come up with p = (0.75, 0.25), and the model says q = (0.1, 0.9). Given are log 0.1 = -2.303 and "
    "log 0.9 = -0.105. Fill the blanks on paper: 0.75 · __ + 0.25 · __ = __. What is the sum, in nats?",
    1.7533,
    digits=2,
    why="0.75 · 2.303 + 0.25 · 0.105: each surprise counts as often as its class comes up.",
    mistakes={-1.7533: "A surprise is not negative. What stands before the logarithm?",
              1.2764: "You averaged $-\\log p$ under $q$. Which of the two says what happens, and which is surprised?",
              0.6547: "You gave 0.75 to the surprise of class 2. Which class comes up with 0.75?",
              1.204: "You weighted both classes alike. How often does each come up?",
              2.408: "You added the two surprises without their weights. How often does each come up?",
              2.5294: "That is in bits, with the logarithm to base 2. Which base do nats use?"},
)

# %% [markdown] id="task-cross_entropy-now"
# Now for any number of classes, zeros included.

# %% id="answer-cross_entropy"
@exercise("cross_entropy")
def cross_entropy(p, q):
    """Average of -log(q), weighted by p, in nats: one number; p and q have shape (classes,)."""

# %% [markdown] id="task-bce_grad"
# Logistic regression computes the logit $z = w \cdot x + b$ of a sample (a point of the data) and from it the probability $p = \sigma(z) = 1/(1 + e^{-z})$ of class 1. A sample with the label $y$ pays the loss $\ell = -y \log p - (1 - y) \log(1 - p)$. The loss of a batch is the **mean** of $\ell$ over its samples. Write `bce_grad(w, b, X, y)`, which returns the gradient `(gw, gb)` of that mean with respect to `w` and `b`.
#
# - `w` has shape `(d,)` and `b` is a float. `X` has shape `(B, d)`, one sample in each row. `y` has shape `(B,)`, with entries 0 and 1.
# - `gw` has shape `(d,)`, and `gb` is a single number.
# - Logits may lie anywhere between $-1000$ and 1000. The result must be right there too.
# - Derive the gradient yourself: no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`. You may use `torch.sigmoid`.
#
# By hand, for one sample $x = (2, 1)$ with $y = 1$. With $w = (1, -2)$ and $b = \log 3$ its logit is $z = \log 3$, and $p = 3/4$:
#
# | row | derivative of | with respect to | formula for $y = 1$ | number |
# |---|---|---|---|---|
# | 1 | $\ell$ | $p$ | $-1/p$ | $-4/3$ |
# | 2 | $p$ | $z$ | $p\,(1 - p)$ | $3/16$ |
# | 3 | $\ell$ | $z$ | product of rows 1 and 2 | $-1/4$ |
# | 4 | $z$ | $w$ and $b$ | $x$ and 1 | $(2, 1)$ and 1 |
# | 5 | $\ell$ | $w$ and $b$ | product of rows 3 and 4 | $(-1/2, -1/4)$ and $-1/4$ |
#
# For $y = 1$ and a logit of $-1000$, $p$ is stored as 0. Row 1 is then $-1/0 = -\infty$ and row 2 is 0, so row 3 is nan. Cancel the common factor on paper first.
#
# Now work out row 3 for the other label:

# %% id="blank-bce_grad"
ask.number(
    "Logistic regression gives a sample p = 3/4, and there the derivative of p with respect to z is 3/16. Its label is "
    "now y = 0, so its loss is -log(1 - p), whose derivative with respect to p is 1/(1 - p). What is the derivative of "
    "the loss with respect to z?", 3 / 4,
    why="4 is the derivative with respect to p, and 4 times 3/16 is 3/4",
    mistakes={4: "That is the derivative with respect to p. How far does a step of z move p?",
              -3 / 4: "When z rises, p rises. Does the loss of a sample of class 0 then rise or fall?",
              1 / 4: "That is the size for y = 1. Here the derivative with respect to p is another one.",
              3 / 16: "That is the derivative of p with respect to z. The loss moves faster than p."},
)

# %% [markdown] id="own-bce_grad"
# Compare $-1/4$ for $y = 1$ with $3/4$ for $y = 0$. Both follow from $p$ and $y$ alone: how? Now do it for a batch.

# %% id="answer-bce_grad"
@exercise("bce_grad")
def bce_grad(w, b, X, y):
    """Gradient (gw (d,), gb) of the mean binary cross-entropy; w (d,), b a float, X (B, d), y (B,) of 0 and 1."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A machine predicts w · x. Its loss is the squared miss (w · x - y)². For x = 2 and y = 6 it has w = 1, and it takes "
    "one step against the slope with the learning rate 0.1. What is w then?",
    2.6,
    why="the miss is -4, so the slope is 2 · (-4) · 2 = -16, and 1 + 0.1 · 16 = 2.6",
    mistakes={-0.6: "The slope is negative. Which way is downhill?",
              1.8: "Your slope is -8, half of it. One factor 2 comes from the square and one from x. Are both there?",
              17: "The step is the slope times the learning rate.",
              3: "With w = 3 the loss is 0. Does one step with this rate lead so far?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "What is the derivative of log(1 + 4w²) with respect to w, at w = 0.5?",
    2,
    why="the outer slope is 1/2, since 1 + 4w² is 2, and the inner slope is 8w = 4",
    mistakes={0.5: "That is the outer slope, one over what stands in the logarithm. How fast does that move?",
              4: "That is the inner slope, 8w. What does the logarithm add?",
              8: "4 is the inner slope. By what is it divided?",
              1: "What is the slope of 4w² at 0.5?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "`X` has shape (5, 3) and `error` has shape (5). Which line adds the rows of X, each times its own entry of `error`?",
    {"`X @ error`": "The inner sizes are 3 and 5: the program stops.",
     "`X.mT @ error`": "(3, 5) times (5) gives (3): for each feature the products are added over the five rows.",
     "`(X * error).sum(dim=0)`": "Sizes are matched from the right: 3 meets 5, and the program stops.",
     "`X.sum(dim=0) * error.sum()`": "Then every row gets the same factor. Each should have its own."},
    right="`X.mT @ error`",
)
