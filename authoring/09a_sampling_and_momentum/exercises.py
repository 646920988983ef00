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
# # Exercises 09a: Sampling and momentum
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `09a_sampling_and_momentum.ipynb` in the folder `notebooks`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-minibatch_grad"
# The loss is a **sum** over $m$ samples, $L(\theta) = \sum_{i=0}^{m-1} \ell_i(\theta)$, so the full gradient is the sum of $m$ gradients. A mini-batch looks at $B$ of them. Write `minibatch_grad(per_sample, idx, m)`, whose average over all batches of $B$ different samples is exactly the full gradient.
#
# - `idx` is an int64 tensor of shape `(B,)`: the samples drawn (a sample may be drawn twice, and then counts twice).
# - `per_sample(idx)` returns their gradients, one a row: shape `(B, ...)`. It also takes a single entry of `idx`.
# - Your result is shaped like one gradient. Ask only for the samples in `idx`.
#
# The slides stop at the plain sum over the batch. By hand, with $m = 4$, $B = 2$ and the gradients 1, 2, 3, 6: the six possible batches add up to 3, 4, 7, 5, 8 and 9, on average 6. The full gradient is 12, so the plain sum is too small by the same factor whichever batches come.
#
# With larger batches that factor changes. Fill the blank on paper:

# %% id="blank-minibatch_grad"
ask.number(
    "The gradients are 1, 2, 3, 6 again, and the batches hold B = 3 samples: 1+2+3, 1+2+6, 1+3+6, 2+3+6. "
    "By what must each of these sums be multiplied, so that their average is 12?",
    "4/3: the sums are 6, 9, 10, 11, on average 9",
    mistakes={"2": "That is the factor for batches of 2. Three samples of four hold more of the sum.",
              "3/4": "That makes the estimate smaller still: 9 becomes 6.75.",
              "4": "That is right for a batch of one."},
)

# %% [markdown] id="own-minibatch_grad"
# Now for any $m$ and $B$.

# %% id="answer-minibatch_grad"
@exercise("minibatch_grad")
def minibatch_grad(per_sample, idx, m):
    """Unbiased estimate of the gradient of the sum of m losses, from the samples idx (B,)."""

# %% [markdown] id="task-minibatches"
# Write `minibatches(n, B, seed, epoch)`, which returns one epoch as a list of batches. Each batch is an int64 tensor (or a list) of indices from $0, \dots, n-1$.
#
# - Every index comes exactly once an epoch. Each batch holds `B` of them; only the last may be shorter.
# - The samples come in a random order that depends on `seed` and on `epoch` ($0, 1, 2, \dots$): another epoch or another seed gives another order, the same pair gives the same order again.
# - Leave torch's global generator alone: take a `torch.Generator` of your own (or one of numpy's or Python's).
#
# By hand: if epoch 0 has the order $(3, 0, 4, 1, 2)$ and $B = 2$, its batches are $(3, 0)$, $(4, 1)$ and $(2)$. Epoch 1 has an order of its own, say $(1, 4, 2, 3, 0)$, with the batches $(1, 4)$, $(2, 3)$ and $(0)$: the partners change.

# %% id="answer-minibatches"
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    """The batches of one epoch: a list of int64 index tensors of length B (the last may be shorter)."""

# %% [markdown] id="task-accumulate"
# A large batch does not fit into memory, so it is cut into $K$ micro-batches, and each gives the **mean** gradient of its own samples. Write `accumulate(grad_means, sizes)`, which returns the mean gradient over all samples. `grad_means` has shape `(K, ...)`, one mean a row; `sizes` is an int64 tensor of shape `(K,)`; the result is shaped like one gradient.
#
# By hand: two samples have the gradients 1 and 1, a third has 4. Cut into (1, 1) and (4), the means are 1 and 4 with the sizes 2 and 1. The mean over the three samples is $(1 + 1 + 4)/3 = 2$.

# %% id="answer-accumulate"
@exercise("accumulate")
def accumulate(grad_means, sizes):
    """Mean gradient over all samples, from means (K, ...) of micro-batches with sizes (K,)."""

# %% [markdown] id="task-max_stable_eta"
# On $f(x) = \tfrac12 x^\top H x$ with a symmetric, positive definite `H` of shape `(n, n)`, gradient descent is $x \leftarrow x - \eta H x$. Write `max_stable_eta(H)`: the number below which every $\eta$ makes $x$ go to 0 from any start, and above which some start diverges. A float or a tensor without axes will do.
#
# By hand, in one dimension with $H = (10)$: a step multiplies $x$ by $1 - 10\eta$. For $\eta = 0.15$ that is $-0.5$: the sign alternates, and yet $x$ goes to 0. For $\eta = 0.25$ it is $-1.5$, and $x$ grows for ever.

# %% id="blank-max_stable_eta"
ask.number(
    "H = diag(1, 10) and eta = 0.19. By which two numbers are the coordinates multiplied at each step?",
    "0.81 and -0.9: both are smaller than 1 in size, so x goes to 0",
    mistakes={"0.81 and 0.1": "The second is 1 - 0.19·10, and 0.19·10 is 1.9.",
              "-0.9 for both": "Each coordinate has its own curvature here: 1 in the first, 10 in the second."},
)

# %% [markdown] id="own-max_stable_eta"
# In general no axis is an eigenvector. Which numbers take the place of 1 and 10 then?

# %% id="answer-max_stable_eta"
@exercise("max_stable_eta")
def max_stable_eta(H):
    """The eta below which x <- x - eta H x goes to 0 from every start, for a symmetric H (n, n)."""

# %% [markdown] id="task-momentum_step"
# A ball keeps the share $\mu$ of its velocity, and the slope adds $-\eta g$ to it. The new velocity then moves the ball. Write `momentum_step(x, v, g, eta, mu)`, which returns the new position and the new velocity `(x, v)`. `x`, `v` and the gradient `g` have the same shape, any shape. The check takes several steps from rest and looks at the path of `x`.
#
# By hand, from $x = 0$ at rest with $g = 1$ at every step, $\eta = 0.1$ and $\mu = 0.9$:
#
# | step | $v$ | $x$ |
# |---|---|---|
# | 1 | $0.9 \cdot 0 - 0.1 = -0.1$ | $-0.1$ |
# | 2 | $0.9 \cdot (-0.1) - 0.1 = -0.19$ | $-0.29$ |
#
# The slide speaks of an average of gradients, but its code adds them up: nothing multiplies the new one by $1 - \mu$. Fill the next row:

# %% id="blank-momentum_step"
ask.number(
    "What are v and x after the third step?",
    "v = 0.9·(-0.19) - 0.1 = -0.271 and x = -0.29 - 0.271 = -0.561",
    mistakes={"v = -0.29 and x = -0.58": "The old velocity fades: only 0.9 of it is left.",
              "v = -0.271 and x = -0.48": "That moves x with the old velocity. Update v first."},
)

# %% [markdown] id="own-momentum_step"
# Now the step in code.

# %% id="answer-momentum_step"
@exercise("momentum_step")
def momentum_step(x, v, g, eta, mu):
    """New position and velocity (x, v) after one step; x, v, g have the same shape."""

# %% [markdown] id="task-nesterov_step"
# Before the slope of this step is known, it is known already that the old velocity will carry $x$ to $x + \mu v$. Nesterov takes the slope there. The rest is as with momentum. Write `nesterov_step(x, v, grad, eta, mu)`, which returns `(x, v)`. `grad` is a function: `grad(p)` is the gradient at a point `p` shaped like `x`.
#
# By hand, for $f(x) = x^2/2$ (so that the slope at $p$ is $p$) with $\eta = 0.1$ and $\mu = 0.9$, in the middle of a run at $x = 0.9$ with $v = -0.1$: the point ahead is $0.9 + 0.9 \cdot (-0.1) = 0.81$, so $v = -0.09 - 0.1 \cdot 0.81 = -0.171$ and $x = 0.9 - 0.171 = 0.729$. Plain momentum would go to 0.72.
#
# `x` is the ball itself. `torch.optim.SGD(nesterov=True)` keeps the point ahead instead, so its parameters are other numbers on the same journey.

# %% id="answer-nesterov_step"
@exercise("nesterov_step")
def nesterov_step(x, v, grad, eta, mu):
    """New position and velocity (x, v) after one step; grad maps a point shaped like x to its gradient."""
