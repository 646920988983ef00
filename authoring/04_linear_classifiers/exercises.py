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
# # Exercises 04: Linear classifiers
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. A single number may be returned as a float or as a tensor without axes. The lecture is `notebooks/04_linear_classifiers.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-bce_grad"
# Logistic regression says $p = \sigma(z)$ with the logit $z = w^\top x + b$, and a sample with the label $y$ pays $\ell = -y \log p - (1 - y) \log(1 - p)$. The loss is the **mean** of $\ell$ over the batch. Write `bce_grad(w, b, X, y)`, which returns the gradient `(gw, gb)` of that mean.
#
# - `w` has shape `(d,)`, `b` is a float, `X` has shape `(B, d)`, one sample a row, and `y` has shape `(B,)` with entries 0 and 1.
# - `gw` has shape `(d,)`, `gb` is a single number.
# - Derive it yourself: no `.backward()` and no `torch.autograd.grad`. `torch.sigmoid` is welcome. Logits may be as large as 1000.
#
# By hand, for one sample $x = (2, 1)$ with $y = 1$, and $w = (1, -2)$, $b = \log 3$, so that $z = \log 3$ and $p = 3/4$:
#
# | step | by the rule | number |
# |---|---|---|
# | loss by $p$ | $-1/p$ | $-4/3$ |
# | $p$ by $z$ | $p\,(1 - p)$ | $3/16$ |
# | loss by $z$ | product of the two | $-1/4$ |
# | $z$ by $w$ and by $b$ | $x$ and 1 | $(2, 1)$ and 1 |
# | loss by $w$ and by $b$ | product | $(-1/2, -1/4)$ and $-1/4$ |
#
# Fill the same column for the other label:

# %% id="blank-bce_grad"
ask.number(
    "The same sample with y = 0. Its loss is -log(1 - p), with the slope 1/(1 - p) by p. What is the loss's slope by z?",
    "3/4: the slope 4 by p, times 3/16",
    mistakes={"4": "That is the slope by p. A step of z moves p by only 3/16 of it.",
              "-3/4": "When z rises, p rises, and the loss of a sample of class 0 rises too.",
              "1/4": "That is the size of the slope for y = 1. Here the slope by p is 1/(1 - 3/4)."},
)

# %% [markdown] id="own-bce_grad"
# Compare $-1/4$ for $y = 1$ with $3/4$ for $y = 0$: how do both follow from $p$ and $y$ alone? Now for a batch.

# %% id="answer-bce_grad"
@exercise("bce_grad")
def bce_grad(w, b, X, y):
    """Gradient (gw (d,), gb) of the mean binary cross-entropy; w (d,), b a float, X (B, d), y (B,) of 0 and 1."""

# %% [markdown] id="task-log_softmax"
# Softmax turns the logits of a row into probabilities, $p_c = e^{z_c} / \sum_k e^{z_k}$. Training needs $\log p_c$, and needs it for logits of any size. Write `log_softmax(z)`, which returns $\log p$ along the **last** axis. `z` may have any number of axes: a single row `(C,)`, a batch `(B, C)`, a batch with two axes `(A, B, C)`. The result has the shape of `z`.
#
# Rules: no `softmax`, `log_softmax`, `logsumexp`, `logaddexp` or `logcumsumexp` of torch's, under any name.
#
# The slides warn of underflow at the logits $(-5, 0, 5)$. There is none: $e^{-10}$ is an ordinary number. In float64, $e^z$ becomes inf from about $z = 710$ on, and 0 below about $-745$; in float32 that happens at 89 and $-104$.
#
# By hand, $z = (0, \log 3)$: the powers are 1 and 3, the probabilities 1/4 and 3/4, so $\log p = (-1.3863, -0.2877)$. For $z = (1000, 1000 + \log 3)$ the answer is the same, because both powers grow by the same factor; but no power may be computed any more.

# %% id="blank-log_softmax"
ask.number(
    "What is log p for z = (-400, 0, 400), to ten digits?",
    "(-800, -400, 0): beside exp(400) the other powers vanish, so log p is z - 400",
    mistakes={"(-inf, -400, 0)": "exp(-800) is stored as 0, but its logarithm, -800, is an ordinary number.",
              "(-400, 0, 400)": "Those are the logits. A log-probability cannot be above 0.",
              "(-27.6, -27.6, 0)": "That is log(p + 1e-12): the tiny number hides what was lost."},
)

# %% [markdown] id="own-log_softmax"
# Now for any logits and any number of axes.

# %% id="answer-log_softmax"
@exercise("log_softmax")
def log_softmax(z):
    """Logarithm of softmax(z) along the last axis; any shape (..., C), same shape out."""

# %% [markdown] id="task-softmax_ce_grad"
# Each class $c$ has a row $w_c$ of $W$ and a bias $b_c$ of its own (the slide leaves out the index at $b$), and $z_c = w_c^\top x + b_c$. A sample with the label $y$ pays $\ell = -\log p_y = \log \sum_c e^{z_c} - z_y$; the loss is the **mean** over the batch. Write `softmax_ce_grad(W, b, X, y)`, which returns its gradient `(gW, gb)`.
#
# - `W` has shape `(C, d)`, `b` has `(C,)`, `X` has `(B, d)`, and `y` has `(B,)` with int64 labels 0 to C - 1.
# - `gW` has shape `(C, d)`, `gb` has `(C,)`.
# - No `.backward()` and no `torch.autograd.grad`. `torch.softmax` is welcome. Logits may be larger than 1000.
#
# By hand, for one sample $x = (2, 1)$ with the label 0 and the logits $z = (0, \log 2, 0)$: the powers are 1, 2, 1 with the sum 4, so $p = (1/4, 1/2, 1/4)$.
#
# | class | first term $\log\sum$ by $z_c$ | second term $-z_y$ by $z_c$ | $\ell$ by $z_c$ | row of `gW` |
# |---|---|---|---|---|
# | 0 (the label) | 1/4 | $-1$ | $-3/4$ | $(-1.5, -0.75)$ |
# | 1 | 1/2 | 0 | $1/2$ | $(1, 0.5)$ |
# | 2 | 1/4 | 0 | ? | ? |

# %% id="blank-softmax_ce_grad"
ask.number(
    "What belongs in the place of the two question marks?",
    "1/4 and (0.5, 0.25). The three rows then add up to 0: raising all logits together changes nothing",
    mistakes={"-3/4 and (-1.5, -0.75)": "The 1 is taken off at the label alone, and class 2 is not the label.",
              "0 and (0, 0)": "z_2 stands in the sum too: when it rises, the other probabilities fall.",
              "1/4 and (0.25, 0.25)": "z_2 depends on its weights through x = (2, 1)."},
)

# %% [markdown] id="own-softmax_ce_grad"
# So a step against the gradient moves the row of the label towards $x$, and every other row away from it, the more the more probable its class is. Now for a batch.

# %% id="answer-softmax_ce_grad"
@exercise("softmax_ce_grad")
def softmax_ce_grad(W, b, X, y):
    """Gradient (gW (C, d), gb (C,)) of the mean cross-entropy; W (C, d), b (C,), X (B, d), y (B,) int64."""

# %% [markdown] id="task-regularized_grad"
# A penalty on large weights keeps a classifier from being too certain. `g` is the gradient of the data's loss by the weights `w`, and the objective is that loss plus one of three penalties. Write `regularized_grad(w, g, lam, kind)`, the gradient of the objective.
#
# | `kind` | penalty |
# |---|---|
# | `"l2"` | $\lambda \sum_i w_i^2$ |
# | `"half_l2"` | $\tfrac{\lambda}{2} \sum_i w_i^2$ |
# | `"l1"` | $\lambda \sum_i \lvert w_i \rvert$ |
#
# The first two are both called weight decay, and the slides use both, so a value of $\lambda$ means nothing until the convention is said. The bias is not in `w`: it carries no penalty.
#
# - `w` and `g` have the same shape, any shape; so has the result. `lam` is a float.
# - Where a weight is exactly 0, $\lvert w \rvert$ has a corner: use the slope 0 there. No `.backward()`.
#
# By hand, $w = -4$ and $\lambda = 0.1$, moved a little to $-4.1$:
#
# | `kind` | penalty at $-4$ | at $-4.1$ | rise per unit of $w$ |
# |---|---|---|---|
# | `"l2"` | 1.6 | 1.681 | $0.081 / (-0.1) = -0.81$ |
# | `"half_l2"` | 0.8 | 0.8405 | $0.0405 / (-0.1) = -0.405$ |
# | `"l1"` | 0.4 | 0.41 | $0.01 / (-0.1) = -0.1$ |
#
# For ever smaller moves the last column goes to $-0.8$, $-0.4$ and $-0.1$.

# %% id="answer-regularized_grad"
@exercise("regularized_grad")
def regularized_grad(w, g, lam, kind):
    """Gradient of loss + penalty, shaped like w; g is the loss's own, kind is "l2", "half_l2" or "l1"."""

# %% [markdown] id="task-hinge_grad"
# A support vector machine asks that each point lie on the right side of the line with some room: with the score $s = w^\top x + b$ and a label $y$ of $-1$ or $1$, a point pays $\max(0,\, 1 - y s)$. Its margin is $y s$. The slides demand a margin of at least 1 from every point; here a point may fall short and pays for it, so that an answer exists for any data. The objective is
#
# $$\lambda \sum_j w_j^2 + \frac1n \sum_{i=1}^{n} \max(0,\, 1 - y_i s_i).$$
#
# Write `hinge_grad(w, b, X, y01, lam)`, which returns its gradient `(gw, gb)`.
#
# - `w` has shape `(d,)`, `b` is a float, `X` has shape `(n, d)`, `lam` is a float.
# - `y01` has shape `(n,)` and holds 0 and 1, as for logistic regression; the hinge needs $-1$ and $1$.
# - `gw` has shape `(d,)`, `gb` is a single number. No point has the margin 1 exactly, where the loss has a corner. No `.backward()`.
#
# By hand, $w = 1$, $b = 0.25$, $\lambda = 0$ and two points of class 1, $x = 0.5$ and $x = 2$:
#
# | $x$ | margin | loss | loss at $w = 1.1$ | slope by $w$ |
# |---|---|---|---|---|
# | 0.5 | 0.75 | 0.25 | 0.2 | $-0.5$ |
# | 2 | 2.25 | 0 | 0 | 0 |
#
# The objective is the mean of the two losses, so `gw` is $-0.25$.

# %% id="blank-hinge_grad"
ask.number(
    "With the same w, b and lam, x = 0.5 now belongs to class 0, and x = 2 still to class 1. What are gw and gb?",
    "gw = 0.25 and gb = 0.5: the score of x = 0.5 is 0.75, its margin -0.75, its loss 1.75, with the slope 0.5 by w "
    "and 1 by b. The mean over two points halves both",
    mistakes={"gw = 0 and gb = 0": "A label of 0 does not silence a point: for the hinge it becomes -1.",
              "gw = 0.5 and gb = 1": "That is the slope of one loss. The objective is a mean over two.",
              "gw = -0.25 and gb = -0.5": "A larger w raises the score, and this point pays more for a higher score."},
)

# %% [markdown] id="own-hinge_grad"
# Now for any points, with the penalty (on `w` alone).

# %% id="answer-hinge_grad"
@exercise("hinge_grad")
def hinge_grad(w, b, X, y01, lam):
    """Gradient (gw (d,), gb) of lam·|w|² + mean hinge loss; w (d,), b a float, X (n, d), y01 (n,) of 0 and 1."""

# %% [markdown] id="task-hier_logprob"
# With 100,000 classes a softmax adds up 100,000 powers for every sample. Hierarchical softmax makes the classes the leaves of a binary tree: each inner node $k$ has a logit $z_k$ and sends you left with the probability $\sigma(z_k)$, right with $1 - \sigma(z_k) = \sigma(-z_k)$. The probability of a class is that of walking from the root to its leaf, about 17 decisions in a balanced tree. Write `hier_logprob(z_nodes, path, signs)`, its logarithm.
#
# - `z_nodes` has shape `(n_inner,)`: the logits of all inner nodes of the tree.
# - `path` is an int64 tensor of shape `(depth,)`: the inner nodes on the way, the root first.
# - `signs` has shape `(depth,)`: 1 where the way turns left, $-1$ where it turns right.
# - The result is a single number. Turned logits may be as low as $-1000$.
#
# By hand, in a tree of three nodes (root 0, then node 1 on the left and node 2 on the right) with `z_nodes` $= (\log 3, 0.5, 0)$: the leaf with `path` $= (0, 2)$ and `signs` $= (-1, 1)$ has the probability $\tfrac14 \cdot \tfrac12 = \tfrac18$, so the answer is $-2.0794$. Node 1 plays no part.

# %% id="answer-hier_logprob"
@exercise("hier_logprob")
def hier_logprob(z_nodes, path, signs):
    """Log-probability of one leaf; z_nodes (n_inner,), path (depth,) int64, signs (depth,) of 1 left and -1 right."""

# %% [markdown] id="ask-initial_loss"
# ## Before exercise 7: the first number that training prints
#
# Three questions, ungraded. The slide says that the loss of a classifier with $C$ classes starts at $\log C$. What does that mean, and when is it so?

# %% id="number-initial_loss"
ask.number(
    "A classifier of 10 classes starts with all logits equal. What is its mean cross-entropy, in nats?",
    f"{math.log(10):.4f}: every class has the probability 1/10, and each sample pays log 10",
    mistakes={f"{math.log2(10):.2f}": "That is the logarithm to base 2, in bits.",
              "0.1": "That is the probability of each class. The sample pays minus its logarithm.",
              f"{10 * math.log(10):.1f}": "That adds up over the classes; a sample pays for its own class alone."},
)

# %% [markdown] id="spread-initial_loss"
# Random weights do not make all logits equal. Here are 200 untrained linear classifiers for each of three sizes of weights: 10 classes, 64 samples of 20 normal inputs, random labels.

# %% id="draws-initial_loss"
rng = torch.Generator().manual_seed(4)


def first_loss(std):
    X, W = torch.randn(64, 20, generator=rng), std * torch.randn(10, 20, generator=rng)
    y = torch.randint(10, (64,), generator=rng)
    return float(torch.nn.functional.cross_entropy(X @ W.mT, y))


draws = {std: torch.tensor([first_loss(std) for _ in range(200)]) for std in (0.01, 0.1, 1.0)}

# %% [markdown] id="predict-initial_loss"
# Guess before you open: is the slide's $\log C$ right for all three?

# %% id="result-initial_loss"
ask.predict(
    "What are mean and spread of the first loss for weights with the standard deviation 0.01, 0.1 and 1?",
    "\n".join(f"{std}: {losses.mean():.2f} ± {losses.std():.2f}" for std, losses in draws.items()),
    why="log C needs nearly equal logits. With 20 inputs and weights of size 1 the logits have a standard deviation "
        "of about 4.5, so the classifier is confident, and mostly confidently wrong. Nothing bounds the loss above.",
)

# %% [markdown] id="use-initial_loss"
# The same number is a cheap test of a whole program.

# %% id="explain-initial_loss"
ask.explain(
    "Your classifier of 10 classes prints the loss 7 at its first step. What do you look at, and why?",
    "Equal logits would give 2.3, so the untrained classifier is confidently wrong. The initial weights or the inputs "
    "are too large: look at the spread of the logits, then scale the inputs or shrink the last layer's weights.",
    points=("the expected value is log 10", "large logits mean certainty without knowledge",
            "unscaled inputs do the same as large weights"),
)

# %% [markdown] id="task-initial_loss"
# If some classes are frequent, equal logits are not the best start: with all weights 0 and the biases $b_c = \log n_c$, where $n_c$ is the number of samples of class $c$, softmax gives each class its share of the data. Write `initial_loss(C, counts)`, the mean cross-entropy over the data in nats:
#
# - with `counts=None` for all `C` logits equal, whatever the labels are;
# - with `counts` of shape `(C,)` (float64, whole numbers) for those biases. A class without samples gets the probability 0; nobody pays for it.
#
# By hand, for 30 samples of class 0 and 10 of class 1: the probabilities are 3/4 and 1/4, 30 samples pay $\log\tfrac43 = 0.2877$ and 10 pay $\log 4 = 1.3863$, on average 0.5623. Equal logits would cost 0.6931.

# %% id="answer-initial_loss"
@exercise("initial_loss")
def initial_loss(C, counts):
    """Mean cross-entropy with equal logits (counts=None), or with the biases log(counts), counts (C,)."""
