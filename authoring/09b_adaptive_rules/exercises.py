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
# # Exercises 09b: Adaptive rules
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `09b_adaptive_rules.ipynb` in the folder `notebooks`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-prox_step"
# Near $\theta$ the loss is replaced by its slope plus a bowl that says how much it costs to move:
#
# $$ \text{model}(x) = g^\top x + \frac{1}{2\eta} (x - \theta)^\top B\, (x - \theta). $$
#
# Write `prox_step(theta, g, eta, B=None)`, which returns the $x$ at which the model is least. `theta` and `g` have shape `(n,)`, `B` is symmetric and positive definite of shape `(n, n)`; without it, it is the identity.
#
# By hand, in one dimension with $\theta = 3$, $g = 1$, $\eta = 0.1$ and no $B$: the derivative of the model is $1 + (x - 3)/0.1$, which is 0 at $x = 3 - 0.1 = 2.9$. That is a step of gradient descent.

# %% id="blank-prox_step"
ask.number(
    "The same with B = 4: the derivative is 1 + ___·(x - 3)/0.1. Fill the blank. Where is it 0?",
    "4, and x = 3 - 0.1/4 = 2.975",
    mistakes={"x = 2.6": "That multiplies the step by 4. Put it in: 1 + 4·(-0.4)/0.1 is -15, not 0.",
              "x = 2.9": "That is the step without B.", "x = -0.025": "That is how far to move. From where?"},
)

# %% [markdown] id="own-prox_step"
# With vectors the derivative is a vector too, and all of its entries must be 0 at once: a system of linear equations.

# %% id="answer-prox_step"
@exercise("prox_step")
def prox_step(theta, g, eta, B=None):
    """The x (n,) at which <g, x> + (x - theta)' B (x - theta) / (2 eta) is least; no B means the identity."""

# %% [markdown] id="task-adagrad_step"
# Every entry of `x` has an entry of `cache`: the sum of the squares of all its gradients so far, with the present one. Its step is $\eta$ times its gradient, divided by the root of its cache plus $\epsilon$. Write `adagrad_step(x, cache, g, eta, eps)`, which returns `(x, cache)`; all three tensors have the same shape, any shape.
#
# One lecture puts $\epsilon$ inside the root, the other outside. Here it stands **outside**, as in the paper and in torch: a `g` of $10^{-6}$ with $\epsilon = 10^{-8}$ shows the difference.
#
# By hand, for one entry with the gradients 3 and then 4, $\eta = 0.1$, from $x = 0$ and an empty cache (and $\epsilon$ too small to see):
#
# | step | `cache` | step length | $x$ |
# |---|---|---|---|
# | 1 | $9$ | $0.1 \cdot 3/3 = 0.1$ | $-0.1$ |
# | 2 | $9 + 16 = 25$ | $0.1 \cdot 4/5 = 0.08$ | $-0.18$ |

# %% id="answer-adagrad_step"
@exercise("adagrad_step")
def adagrad_step(x, cache, g, eta, eps):
    """New position and cache (x, cache) after one step, entry by entry; eps outside the root."""

# %% [markdown] id="task-rmsprop_step"
# AdaGrad's cache only grows, so that its steps only shrink. RMSprop keeps an average instead: of the old cache the share $\rho$ stays, and the present square fills the rest. Everything else is as before. Write `rmsprop_step(x, cache, g, eta, rho, eps)`, which returns `(x, cache)`.
#
# By hand, for one entry with the gradients 1 and then 2, $\eta = 0.1$, $\rho = 0.9$, from $x = 0$ and an empty cache: the cache is $0.1 \cdot 1 = 0.1$, the step $0.1 \cdot 1/\sqrt{0.1} \approx 0.316$.

# %% id="blank-rmsprop_step"
ask.number(
    "What is the cache after the second gradient, and how long is the second step?",
    "0.9·0.1 + 0.1·4 = 0.49, and 0.1·2/0.7 = 0.286",
    mistakes={"4.09": "The new square came in at full weight. What should the two weights add up to?",
              "3.61": "The weights are exchanged: 0.1 of the old and 0.9 of the new. rho says how much of the old stays.",
              "0.408": "That is 0.1·2/0.49: the root is missing."},
)

# %% [markdown] id="own-rmsprop_step"
# Now the step in code.

# %% id="answer-rmsprop_step"
@exercise("rmsprop_step")
def rmsprop_step(x, cache, g, eta, rho, eps):
    """New position and cache (x, cache) after one step, entry by entry; eps outside the root."""

# %% [markdown] id="task-adam_step"
# Adam keeps two fading averages, `m` of the gradients (decay `b1`, the lecture's $\beta_1$) and `v` of their squares (decay `b2`, $\beta_2$). Both start at 0, so both are too small at first, and both are corrected before they are used: $\hat m$ and $\hat v$ are real averages of the gradients seen so far. The step is $\eta\, \hat m$ divided by $\sqrt{\hat v} + \epsilon$.
#
# Write `adam_step(theta, g, m, v, k, eta, b1, b2, eps)`, which returns `(theta, m, v)`. `k` is the number of this step: 1 for the first. The `m` and `v` that you return are the uncorrected ones, which the next step goes on with. ($\epsilon$ stands outside the root, as before.)
#
# By hand, with the gradient 1 at both of two steps and `b1 = 0.9`:
#
# | $k$ | `m` | weights in `m` add up to | $\hat m$ |
# |---|---|---|---|
# | 1 | $0.1 \cdot 1 = 0.1$ | $0.1$ | $0.1/0.1 = 1$ |
# | 2 | $0.9 \cdot 0.1 + 0.1 \cdot 1 = 0.19$ | $0.09 + 0.1 = 0.19$ | $0.19/0.19 = 1$ |
#
# The same goes for `v`. So the first step is $0.1 \cdot 1/\sqrt{1} = 0.1$ at $\eta = 0.1$, whatever the decays.

# %% id="blank-adam_step"
ask.number(
    "After three steps the weights in m add up to 1 - 0.9^___. Fill the blank, and give the sum.",
    "3, and 1 - 0.729 = 0.271",
    mistakes={"2, and 0.19": "That was k = 2. How often has an old average been multiplied by 0.9 after three steps, "
                             "if you count the empty start?",
              "0.3": "Three weights of 0.1 each: but the older ones have faded to 0.09 and 0.081."},
)

# %% [markdown] id="own-adam_step"
# Now the step in code. The check uses gradients that change, and tiny ones.

# %% id="answer-adam_step"
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    """New parameters and averages (theta, m, v) after step number k (the first is 1); eps outside the root."""

# %% [markdown] id="task-adamw_step"
# AdamW is Adam and, separate from it, a decay: at each step every weight also loses the share $\eta\lambda$ of the value it had **before** the step (`wd` is $\lambda$). The decay goes neither into the averages nor through the division. Write `adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd)`, which returns `(theta, m, v)`.
#
# The slide writes the decay inside the bracket that is divided by $\sqrt{\hat v}$. Then a weight with large gradients decays less, which is just what AdamW was made to avoid; torch's form is the one asked for here.
#
# By hand, at the first step with $\theta = (1, 1)$, $g = (10, 0.1)$, $\eta = 0.01$ and $\lambda = 0.1$: Adam's part is $0.01$ in both entries, and the decay is $0.01 \cdot 0.1 \cdot 1 = 0.001$ in both. The new $\theta$ is $(0.989, 0.989)$.

# %% id="answer-adamw_step"
@exercise("adamw_step")
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    """New parameters and averages (theta, m, v) after step number k (the first is 1), with decoupled decay wd."""

# %% [markdown] id="task-train_iris"
# The data are 150 irises: `X` of shape `(150, 4)`, standardised, and their species `y` of shape `(150,)`, int64 from 0 to 2. The network has 4 inputs, 8 hidden units with ReLU and 3 outputs with softmax; the loss is the **mean** cross-entropy over the samples. Write `train_iris(X, y, params, eta, B, seed)`, which trains for 20 epochs by mini-batch descent and returns a list of 21 numbers: the mean loss over all samples before the first update and after each epoch.
#
# - `params` is `(W1, b1, W2, b2)` with the shapes `(8, 4)`, `(8,)`, `(3, 8)`, `(3,)`: start there, and leave these tensors as they are. `z1 = X @ W1.mT + b1`, and so on.
# - An epoch takes all samples in batches of `B`, in a fresh random order that depends on `seed`. Each batch gives one update $\theta \leftarrow \theta - \eta\, \nabla(\text{mean loss of the batch})$.
# - Write the backward pass by hand, or let `torch.autograd` do it: both are fine.
#
# By hand, the loss of one sample: for the logits $(0, 0, 0)$ the softmax is $(\tfrac13, \tfrac13, \tfrac13)$, so the loss is $\log 3 \approx 1.0986$. The slopes of the logits are $p$ minus one-hot: for $y = 0$ they are $(-\tfrac23, \tfrac13, \tfrac13)$.

# %% id="blank-train_iris"
ask.number(
    "150 samples in batches of 10 for 20 epochs: how many updates are there? And in a batch of 10, what is the slope of "
    "the batch's mean loss by the first logit of one sample with p = (1/3, 1/3, 1/3) and y = 0?",
    "15·20 = 300 updates; the slope is -2/3 divided by 10, that is -0.0667",
    mistakes={"20": "That is one update an epoch, as when all samples are in one batch.",
              "-2/3": "That is the slope of this sample's own loss. In the mean over 10 it counts a tenth."},
)

# %% [markdown] id="own-train_iris"
# The check runs three settings: all samples in one batch (nothing is left to chance there, so your losses must be the right ones to four decimals), batches of 10 with the samples in order of their species, and batches of 10 with the samples mixed. It compares the last two with what 2000 shuffled runs gave. These are losses on the training samples: they say how well the network fits, not how well it does on new flowers.

# %% id="answer-train_iris"
@exercise("train_iris")
def train_iris(X, y, params, eta, B, seed):
    """Mean losses before training and after each of 20 epochs (21 numbers) of a 4-8-3 network."""
