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
# # Exercises 15a: Autoencoders
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for both exercises. All tensors are float64. Compute in float64 too: nine digits are compared. No argument may be changed in place. The lecture is `notebooks/15a_autoencoders.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-denoising_loss"
# A denoising autoencoder sees spoiled samples, and its copies should come close to the clean ones. Write its loss, `denoising_loss(X, noise, sd, W, b, V, c)`.
#
# - `X` has shape `(n, d)`: $n$ clean samples of $d$ features. `noise` has the same shape. It is drawn already, from the standard normal distribution, and each sample has its own row of it.
# - `sd` is a number, at least 0: the deviation of the noise. The encoder sees $x + \text{sd} \cdot \text{noise}$.
# - The encoder has one layer: the code is $z = \tanh(W x' + b)$ for what it sees, $x'$. `W` has shape `(m, d)` and `b` has shape `(m,)`.
# - The decoder has one layer without a tanh: the copy is $V z + c$. `V` has shape `(d, m)` and `c` has shape `(d,)`.
# - The loss is the squared distance of copy and *clean* sample: added over the features, averaged over the samples. It is one number, a tensor without axes.
# - Each of $n$, $d$, $m$ may be 1.
#
# By hand, with $X = \begin{pmatrix} 1 & 2 \\ 3 & 0 \end{pmatrix}$, noise $\begin{pmatrix} 2 & -4 \\ -6 & 2 \end{pmatrix}$, sd = 0.5, $W = (1, 1)$, $b = -2$, $V = (2, 4)^T$ and $c = (1, 0)$:
#
# | sample | seen | $W x' + b$ | code | copy | squared distance from the clean one |
# |---|---|---|---|---|---|
# | $(1, 2)$ | $(2, 0)$ | 0 | 0 | $(1, 0)$ | $0 + 4 = 4$ |
# | $(3, 0)$ | $(0, 1)$ | $-1$ | $-0.7616$ | $(-0.5232, -3.0464)$ | $12.4129 + 9.2804 = 21.6933$ |
#
# The loss is their mean, 12.8466.

# %% id="ask-denoising_loss"
ask.number(
    "A sample is (4, 1). The network sees (5, 1), and its copy is (4, 3). Which squared distance enters the loss?",
    4,
    why="the copy is compared with the clean sample: 0 + 4",
    mistakes={5: "You compared the copy with what the network sees. Which one is the target?",
              2: "That is the distance. The text squares it.",
              1: "That is the squared distance of what it sees from the clean sample.",
              -2: "Squares are not negative. Which two points are compared?"},
)

# %% [markdown] id="task-denoising_loss-now"
# Now for any number of samples.

# %% id="answer-denoising_loss"
@exercise("denoising_loss")
def denoising_loss(X, noise, sd, W, b, V, c):
    """Loss (); X and noise (n, d), W (m, d), b (m,), V (d, m), c (d,)."""

# %% [markdown] id="task-sparsity_penalty"
# A wide code should have few units that are on. Each unit lies between 0 (off) and 1 (on). Its mean over the samples is compared with a small number $\rho$, as one coin with another. Write `sparsity_penalty(H, rho)`.
#
# - `H` has shape `(n, units)`: the units of each sample, all strictly between 0 and 1. `rho` is a number strictly between 0 and 1.
# - $\hat\rho_j$ is the mean of unit $j$ over the samples.
# - The penalty of a unit is the divergence KL of two coins, *from* one with the chance $\rho$ *to* one with the chance $\hat\rho_j$:
#
# $$\rho \log\frac{\rho}{\hat\rho_j} + (1 - \rho) \log\frac{1 - \rho}{1 - \hat\rho_j}$$
#
# - The logarithm is the natural one. The penalties of all units are added. The result is one number, a tensor without axes.
# - A unit may be nearly off or nearly on: a mean of 0.00001 or of 0.9999 occurs. Nothing is cut or added for its sake.
# - Each of $n$ and the number of units may be 1.
#
# By hand, with $\rho = 0.2$ and three samples of two units, $H = \begin{pmatrix} 0.1 & 0.8 \\ 0.4 & 0.2 \\ 0.1 & 0.5 \end{pmatrix}$:
#
# | unit | mean | on: $\rho \log(\rho/\hat\rho)$ | off | together |
# |---|---|---|---|---|
# | first | 0.2 | $0.2 \log 1 = 0$ | $0.8 \log 1 = 0$ | 0 |
# | second | 0.5 | $0.2 \log 0.4 = -0.1833$ | $0.8 \log 1.6 = 0.3760$ | 0.1927 |
#
# The penalty is 0.1927.

# %% id="ask-sparsity_penalty"
ask.number(
    "Four samples have the values 0.1, 0.9, 0.1 and 0.9 in one unit, and rho is 0.5. What is the penalty of this unit?",
    0,
    why="its mean is 0.5, just as rho: both logarithms are those of 1",
    mistakes={0.5108256237659907: "That is the mean of the four single penalties. Where does the text take the mean?",
              2.0433024950639628: "That is the sum of the four single penalties. Where does the text take the mean?",
              0.6931471805599453: "That is the cross-entropy. What is the logarithm of rho over the mean?",
              0.5: "That is the mean of the unit."},
)

# %% [markdown] id="task-sparsity_penalty-now"
# Now for any number of units.

# %% id="answer-sparsity_penalty"
@exercise("sparsity_penalty")
def sparsity_penalty(H, rho):
    """Sum over units of KL(rho || mean of the unit), a tensor (); H (n, units)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "Two features have the covariance table with the rows (3, 1) and (1, 3). Which share of the whole variance lies along the best direction?",
    0.6666666666666666,
    digits=3,
    why="the eigenvalues are 4 and 2, and 4/6 is two thirds",
    mistakes={0.5: "That would be so without the 1 beside the diagonal. Which eigenvalues has the table?",
              4: "That is the variance along the direction. Which share is it?",
              0.3333333333333333: "That is the share of the other direction.",
              0.75: "3 of 4? The whole variance is 3 + 3."},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "A query has the scores 0 and log 4 for two keys, scaled already. Their values are 10 and 20. What does attention give?",
    18,
    why="the exponentials are 1 and 4, so the weights are 1/5 and 4/5",
    mistakes={15: "That is the plain mean. Which key fits better?",
              20: "That is the value of the best key alone.",
              90: "1 and 4 are not weights yet. What do weights add up to?",
              12: "You exchanged the two weights."},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "A training with the learning rate 0.1 runs away: the loss grows from step to step. With 0.01 it falls. Which is the most likely reason?",
    {"a step at 0.1 is longer than the steepest direction allows": "Along a direction of curvature k, steps with a rate above 2/k overshoot "
                                                               "further each time.",
     "the gradient is wrong": "With a wrong gradient, would a smaller rate help?",
     "the batches are too small": "That makes the loss noisy. Would it grow from step to step?",
     "the network is too deep": "Nothing in the two runs differs but the rate."},
    right="a step at 0.1 is longer than the steepest direction allows",
)
