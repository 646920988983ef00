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
# # Exercises 10b: Normalisation and skips
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64 too: ten digits are compared. No argument may be changed in place. The lecture is `notebooks/10b_normalisation_and_skips.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-bn_forward"
# Batch normalisation treats each feature by itself. In training it uses the batch: the mean of the feature over the rows, and its variance. In evaluation the batch plays no part. There the layer uses a running mean and a running variance, which it has kept during training. Write `bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps)`. It returns three tensors, `(y, new_mean, new_var)`.
#
# - `x` has shape `(B, d)`: $B$ rows with $d$ features. `gamma`, `beta`, `running_mean` and `running_var` have shape `(d,)`. `training` is `True` or `False`. `momentum` and `eps` are floats.
# - In training $\mu$ is the mean of a feature over the $B$ rows. $v$ is its variance: the mean of the $B$ squared deviations from $\mu$. In evaluation $\mu$ is `running_mean` and $v$ is `running_var`.
# - In both cases $y = \gamma\,\dfrac{x - \mu}{\sqrt{v + \epsilon}} + \beta$, with $\epsilon$ (`eps`) under the root. `y` has shape `(B, d)`.
# - In training `new_mean` is $(1 - m)$ times `running_mean` plus $m$ times $\mu$, where $m$ is `momentum`.
# - `new_var` follows the same rule, with one difference. For it the sum of the squared deviations is divided by $B - 1$, not by $B$.
# - In evaluation `new_mean` and `new_var` are `running_mean` and `running_var` as they came.
# - In training $B$ is at least 2. In evaluation a single row is possible. A feature may have the same value in every row: in training its `y` is then $\beta$.
# - The batch normalisation of torch is not allowed.
#
# By hand, for one feature in training. The batch is 1, 2, 3, 4, with $\gamma = 2$ and $\beta = 1$. The running mean is 0, the running variance is 1, and $m = 0.1$. Here $\epsilon = 0.3125$, so that the root is a round number.
#
# | what | how | number |
# |---|---|---|
# | mean | $(1 + 2 + 3 + 4)/4$ | 2.5 |
# | sum of squared deviations | $2.25 + 0.25 + 0.25 + 2.25$ | 5 |
# | variance for `y` | $5/4$ | 1.25 |
# | root | $\sqrt{1.25 + 0.3125}$ | 1.25 |
# | first entry of `y` | $2 \cdot (1 - 2.5)/1.25 + 1$ | $-1.4$ |
# | `new_mean` | $0.9 \cdot 0 + 0.1 \cdot 2.5$ | 0.25 |
# | variance for `new_var` | $5/3$ | 1.6667 |
# | `new_var` | $0.9 \cdot 1 + 0.1 \cdot 1.6667$ | 1.0667 |

# %% id="ask-bn_forward"
ask.number(
    "A feature has the values 2 and 6 in a batch of two rows. Its running variance is 1, and momentum is 0.25. What is "
    "its running variance after this batch?",
    2.75,
    why="the squared deviations are 4 and 4, so their sum over B - 1 = 1 is 8, and 0.75 · 1 + 0.25 · 8 = 2.75",
    mistakes={1.75: "You kept the variance over B, which is 4. By what is the sum divided for the running variance?",
              6.25: "You gave the batch the share 0.75. Which of the two has the share `momentum`?",
              8: "That is the variance of the batch alone. What is left of the old value?",
              3: "You added the batch's share to the whole old value. Which share does the old value keep?"},
)

# %% [markdown] id="task-bn_forward-now"
# Now for a whole batch.

# %% id="answer-bn_forward"
@exercise("bn_forward")
def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    """(y (B, d), new_mean (d,), new_var (d,)) of batch normalisation; x (B, d), the other tensors (d,)."""

# %% [markdown] id="task-batch_norm_backward"
# Batch normalisation in training has three inputs that get a gradient: `x`, `gamma` and `beta`. The layers behind it send back `y_bar`, the derivative of the loss with respect to each entry of $y$. As before, $\bar x$ stands for the derivative of the loss with respect to $x$. Write `batch_norm_backward(x, gamma, y_bar, eps)`. It returns three tensors, `(x_bar, gamma_bar, beta_bar)`.
#
# - `x` and `y_bar` have shape `(B, d)`: $B$ rows with $d$ features, $B$ at least 2. `gamma` has shape `(d,)`. `eps` is a float.
# - The forward pass is that of training. For each feature $\mu$ is the mean over the $B$ rows, and $v$ is the mean of the $B$ squared deviations from $\mu$. Then $\hat x = (x - \mu)/\sqrt{v + \epsilon}$ with $\epsilon$ (`eps`) under the root, and $y = \gamma\,\hat x + \beta$. The value of $\beta$ plays no part in the gradients.
# - $\mu$ and $v$ depend on `x`. When one entry of `x` moves, they move as well, and so does the $\hat x$ of every row.
# - `x_bar` has shape `(B, d)`. `gamma_bar` and `beta_bar` have shape `(d,)`. The loss is whatever `y_bar` comes from: nothing is divided by $B$ for its sake.
# - A feature may have the same value in every row, and an entry of `gamma` may be 0.
# - Derive the gradients yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. The batch normalisation of torch is not allowed either.
#
# By hand, for one feature with the rows 0, 3, 6. Let $\gamma = 2$ and $\bar y = (1, 0, 5)$, and $\epsilon = 3$ so that the root is a round number. The mean is 3 and the variance is 6, so the root is $\sqrt{6 + 3} = 3$. The normalised values are $\hat x = (-1, 0, 1)$. So $\bar\beta = 6$ and $\bar\gamma = 4$. An entry of $x$ moves the loss in three ways:
#
# | way | row 0 | row 1 | row 2 |
# |---|---|---|---|
# | through its own deviation, while mean and root stay | 0.6667 | 0 | 3.3333 |
# | through the mean, while the root stays | $-1.3333$ | $-1.3333$ | $-1.3333$ |
# | through the variance | 0.8889 | 0 | $-0.8889$ |
# | all three: $\bar x$ | 0.2222 | $-1.3333$ | 1.1111 |
#
# The entries of $\bar x$ add up to 0. That must be so: when all rows rise by the same amount, no $\hat x$ moves.

# %% id="ask-batch_norm_backward"
ask.number(
    "One feature has the rows 0, 3, 6, as above, and the root is 3. Only the first row matters for the loss: y_bar is "
    "(3, 0, 0), and gamma is 1. With mean and root held fast x_bar would be (1, 0, 0). Now the mean may move, while the "
    "root stays. What does the way through the mean add to the third entry?",
    -1 / 3,
    digits=2,
    why="when the third entry rises by 1, the mean rises by 1/3, the first deviation falls by 1/3, its normalised value "
        "falls by 1/9, and the loss moves by 3 · (-1/9) = -1/3",
    mistakes={1 / 3: "When the mean rises, does the first deviation rise or fall?",
              -1: "By how much does the mean of three rows rise, when one of them rises by 1?",
              0: "The third row has no y_bar of its own. Does it move the first row's deviation?",
              -1 / 9: "That is how far the normalised value of the first row moves. How much does the loss move with it?",
              1: "That is the first way of the first entry. What does the third entry move?"},
)

# %% [markdown] id="task-batch_norm_backward-now"
# Go back through the forward pass line by line, or find the short form. Both are right.

# %% id="answer-batch_norm_backward"
@exercise("batch_norm_backward")
def batch_norm_backward(x, gamma, y_bar, eps):
    """(x_bar (B, d), gamma_bar (d,), beta_bar (d,)) for batch normalisation in training; x and y_bar (B, d)."""

# %% [markdown] id="task-layer_norm"
# Layer normalisation treats each sample by itself: mean and variance are taken over its features. So the batch plays no part, and nothing has to be kept for evaluation. Sequences, such as sentences, have one axis more. A tensor of shape `(2, 3, 5)` holds 2 sequences of 3 places, with 5 features at each place. There every place is a sample of its own. Write `layer_norm(x, gamma, beta, eps)`.
#
# - The last axis of `x` holds the $d$ features of a sample. In front of it stand no, one or two axes: `(d,)`, `(B, d)` or `(B, T, d)`. `gamma` and `beta` have shape `(d,)`, one entry for each feature. `eps` is a float.
# - $\mu$ is the mean of the $d$ features of a sample. $v$ is the mean of their $d$ squared deviations from $\mu$.
# - $y = \gamma\,\dfrac{x - \mu}{\sqrt{v + \epsilon}} + \beta$, with $\epsilon$ (`eps`) under the root. The result is one tensor of the same shape as `x`.
# - Any axis may have length 1. If $d = 1$, or if all features of a sample have the same value, $y$ is $\beta$.
# - The layer normalisation of torch is not allowed.
#
# By hand, with $\gamma = (1, 2, 3, 4)$, $\beta = (0, 0, 1, 1)$ and $\epsilon = 0.5$. The sample is $(1, 2, 3, 6)$. Its mean is 3, and its deviations are $(-2, -1, 0, 3)$. Their squares have the mean $14/4 = 3.5$, so the root is $\sqrt{3.5 + 0.5} = 2$. The normalised sample is $(-1, -0.5, 0, 1.5)$, and $y = (-1, -1, 1, 7)$. A second sample in the same batch is $(10, 10, 10, 10)$. Its $y$ is $\beta = (0, 0, 1, 1)$, and it changes nothing for the first one.

# %% id="ask-layer_norm"
ask.choose(
    "A tensor has shape (2, 3, 5): 2 sequences, 3 places, 5 features. How many means does layer normalisation compute?",
    {"2": "Then the three places of a sequence would share a mean. Here each place is a sample.",
     "5": "That is one for each feature, as batch normalisation does it.",
     "6": "One for each of the 2 · 3 places, over its 5 features.",
     "30": "That is the number of entries. A mean of a single number takes everything away."},
    right="6",
)

# %% [markdown] id="task-layer_norm-now"
# Write it so that one line serves all three shapes.

# %% id="answer-layer_norm"
@exercise("layer_norm")
def layer_norm(x, gamma, beta, eps):
    """Each sample normalised over its features, the last axis of x; gamma and beta (d,), the result like x."""

# %% [markdown] id="task-grad_chain"
# A deep chain of blocks works on single numbers. Block $i$ has the weight $w_i$ and gets the input $a_i$. The first input is $a_0 = x$, and the output of each block is the input of the next one. There are two kinds of chains:
#
# - without skips the output of a block is $\tanh(w_i\,a_i)$;
# - with skips it is $a_i + \tanh(w_i\,a_i)$.
#
# How far does the last output move, when the input of block $i$ moves by a little? Write `grad_chain(x, ws, residual)`. It returns the derivative of the last output with respect to $a_i$, for every block.
#
# - `x` is a float. `ws` has shape `(L,)`, the weights of the $L$ blocks in their order, with $L$ at least 1. `residual` is `True` for a chain with skips, and `False` for one without.
# - The result is one tensor of shape `(L,)`. Entry $i$ belongs to $a_i$. So entry 0 is the derivative with respect to $x$, and the last entry belongs to the last block alone.
# - `x` and each weight may be negative or 0.
# - Derive the derivatives yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. You may use `torch.tanh`. Its slope at $z$ is $1 - \tanh^2 z$.
#
# By hand, for $x = 1$ and two blocks with the weights $0.5493$ and $1.3863$. (Exactly, $\frac12\log 3$ and $2\log 2$.) The chain without skips:
#
# | block | input | tanh | slope of tanh | factor of the block | result |
# |---|---|---|---|---|---|
# | 0 | 1 | 0.5 | 0.75 | $0.5493 \cdot 0.75 = 0.4120$ | $0.4120 \cdot 0.8872 = 0.3655$ |
# | 1 | 0.5 | 0.6 | 0.64 | $1.3863 \cdot 0.64 = 0.8872$ | 0.8872 |
#
# The chain with skips gives the second block another input, $1 + 0.5 = 1.5$. There tanh is 0.9692 and its slope is 0.0606. The result is $(1.5306,\ 1.0840)$.

# %% id="ask-grad_chain"
ask.number(
    "In a chain with skips a block has the weight w = -2. At its input, tanh is -0.5. By which factor does a small "
    "movement of the input change on its way to the output of this block?",
    -0.5,
    why="the slope of tanh is 1 - 0.25 = 0.75, so tanh moves by -2 · 0.75 = -1.5, and the skip adds 1",
    mistakes={-1.5: "That is the way through tanh. Which other way does the input have?",
              2.5: "Is the way through tanh added to the 1 or taken off?",
              -2: "You have w · (1 - tanh) + 1. What is the slope of tanh at a place where tanh is -0.5?",
              1: "That is the skip alone. How far does the other term move?"},
)

# %% [markdown] id="task-grad_chain-now"
# Now for a chain of any length.

# %% id="answer-grad_chain"
@exercise("grad_chain")
def grad_chain(x, ws, residual):
    """Derivatives (L,) of the last output with respect to the input of each block; x a float, ws (L,)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A network has the loss (w · x - y)² for one example. Here x = 3, y = 1 and w = 1. A step against the slope with the "
    "learning rate 0.05 moves w. What is the loss afterwards?",
    0.04,
    digits=3,
    why="the miss is 2 and the slope is 2 · 2 · 3 = 12, so w becomes 1 - 0.6 = 0.4, and (1.2 - 1)² = 0.04",
    mistakes={0.4: "That is the new w. Which loss does it have?",
              0.2: "That is the new miss. What does the loss do with it?",
              14.44: "Your w has gone up to 1.6. Which way is downhill?",
              1.21: "Your slope is 6. Which factor does the square bring?",
              1.96: "Your slope is 4. How far does the miss move when w moves by 1?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.choose(
    "A layer computes `a @ W.mT + b` for a batch: `a` has shape (8, 5), `W` has shape (3, 5). The adjoint `z_bar` of the "
    "result is known. Which line is the adjoint of `b`?",
    {"`z_bar.sum(0)`": "b stands in every row of the batch, so the gradients of all rows are added: shape (3,).",
     "`z_bar.mean(0)`": "The shape fits. Is b divided by 8 anywhere?",
     "`z_bar.sum(1)`": "That has shape (8,). How many entries has b?",
     "`z_bar.mT @ a`": "That has shape (3, 5). Which parameter has this shape?"},
    right="`z_bar.sum(0)`",
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.number(
    "A classifier has three classes and gives all of them the same logit. The right class is the second one. What is the "
    "derivative of the cross-entropy with respect to the logit of the second class?",
    -2 / 3,
    digits=2,
    why="each class has the probability 1/3, and for the right class 1 is taken off",
    mistakes={1 / 3: "That is the probability of this class. What does being the right one change?",
              2 / 3: "When the logit of the right class rises, does the loss rise or fall?",
              -1: "That is what is taken off. What stands before it?",
              -1 / 3: "That is minus the probability. What is taken off the probability of the right class?",
              1.0986: "That is the loss itself, log 3. How does it move with the logit?",
              -3: "That is the derivative with respect to the probability. How far does that move with the logit?"},
)
