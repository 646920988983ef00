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
# # Exercises 06a: Losses and output layers
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `notebooks/06a_losses_and_outputs.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-squared_loss"
# "The mean squared error" has many forms. Papers, slides and programs add or average, and some put a half in front. Write `squared_loss(y_hat, y, reduction, half)`, in which the caller says what is wanted.
#
# - `y_hat` holds predictions and `y` the targets. Both have the same shape, of one axis or more, such as `(samples,)` or `(samples, outputs)`. No axis is empty, but it may have a single entry.
# - The **miss** of an entry is its prediction minus its target. The entry pays the square of its miss.
# - `half` is True or False. If it is True, each entry pays half of its square, whatever `reduction` says. If it is False, nothing is halved.
# - `reduction` is one of three strings. With `"none"`, the result holds what each entry pays, in the shape of `y`. With `"sum"`, it is the sum over all entries. With `"mean"`, it is this sum divided by the number of **all** entries, as in torch. So the mean goes over samples and outputs alike.
# - Sum and mean are single numbers: a float, or a tensor without axes.
# - Values may be about a million and differ by about 1. Compute in float64: ten digits are compared there too.
# - Write it yourself: no `mse_loss` and no `MSELoss`. Change no argument in place.
#
# By hand, for three samples with two outputs ($\hat y$ is `y_hat`):
#
# $$\hat y = \begin{pmatrix} 1 & 2 \\ 4 & 0 \\ 1 & 3 \end{pmatrix}, \quad y = \begin{pmatrix} 0 & 0 \\ 1 & 0 \\ 0 & 2 \end{pmatrix}, \quad \text{squares of the misses} = \begin{pmatrix} 1 & 4 \\ 9 & 0 \\ 1 & 1 \end{pmatrix}.$$
#
# They add up to 16. The mean is $16/6 = 2.667$. With the half the sum is 8, and the mean is $8/6 = 1.333$.

# %% id="ask-squared_loss"
ask.number(
    "Two samples have three outputs each. Their misses are (1, -2, 0) and (3, 0, 2). What are the sum, the mean, and the "
    "mean with the half?",
    (18, 3, 1.5),
    digits=3,
    why="The squares are 1, 4, 0 and 9, 0, 4. They add up to 18, over six entries.",
    mistakes={(18, 9, 4.5): "You divided by the number of samples. How many entries are there?",
              (18, 6, 3): "You divided by the number of outputs. How many entries are there?",
              (18, 4.5, 2.25): "You left out the entries with a miss of 0. They count in a mean as well.",
              (18, 3, 0.75): "Your half came twice.",
              (8, 4 / 3, 2 / 3): "You added the sizes of the misses. What is the square of 3?",
              (4, 2 / 3, 1 / 3): "You added the misses themselves. What is the square of -2?",
              (16, 8 / 3, 4 / 3): "You added the misses before you squared. What should be squared first?",
              (18, 18, 9): "Your second number is not divided yet. Over how many entries does the mean go?"},
)

# %% [markdown] id="own-squared_loss"
# Now for any shape and any choice.

# %% id="answer-squared_loss"
@exercise("squared_loss")
def squared_loss(y_hat, y, reduction, half):
    """Squared loss of y_hat and y (alike in shape): a number, or their shape for "none"; reduction "none", "sum", "mean"."""

# %% [markdown] id="task-bce_logits"
# A network has one output $z$ for a question with the answers yes (1) and no (0). $z$ is a **logit**: the probability of yes is $p = \sigma(z) = 1/(1 + e^{-z})$. For the target $y$ the loss is the binary cross-entropy
#
# $$\ell = -y \log p - (1 - y) \log(1 - p).$$
#
# Write `bce_logits(z, y)`, which gives the loss of each entry.
#
# - `z` and `y` have the same shape: `(samples,)`, or `(samples, labels)` for several questions at once. No axis is empty, but it may have a single entry.
# - The result has this shape too, with one loss for each entry. Nothing is added or averaged. Each entry is treated by itself.
# - `y` lies between 0 and 1, both included. It may be 0.25, if one of four people says yes. Then both logarithms count, in these shares.
# - The logarithm is the natural one.
# - Logits may lie anywhere between $-1000$ and 1000, and the result must be right there. To be sure and wrong costs much: $z = 1000$ with $y = 0$ costs 1000. To be sure and right costs nothing: $z = 1000$ with $y = 1$ costs 0. No loss is `inf` or `nan`.
# - Compute in float64: ten digits are compared. Change no argument in place.
# - Write it yourself: no `binary_cross_entropy`, no `binary_cross_entropy_with_logits`, and none of the classes `BCELoss` and `BCEWithLogitsLoss`. You may use `torch.sigmoid` and other functions of torch.
#
# By hand, with $z = \log 3$, so that $p = 3/4$. For $y = 1$ the loss is $-\log 0.75 = 0.2877$, for $y = 0$ it is $-\log 0.25 = 1.3863$, and for $y = 0.25$ it is $0.25 \cdot 0.2877 + 0.75 \cdot 1.3863 = 1.1116$.
#
# This way through $p$ does not lead far enough. $\sigma(1000)$ is stored as exactly 1. Then $\log(1 - p)$ is $-\infty$, and $0 \cdot \infty$ is nan. And $e^{1000}$ is stored as `inf`. Look for a form in $z$ that needs neither.

# %% id="ask-bce_logits"
ask.number(
    "Write -log σ(z) and -log(1 - σ(z)) with the softplus s(z) = log(1 + exp(z)). Then work out the loss at z = 2 for "
    "y = 0, y = 1 and y = 0.5. Given is s(2) = 2.127.",
    (2.127, 0.127, 1.127),
    digits=3,
    why="1 - σ(z) is 1/(1 + exp(z)), so y = 0 pays s(z). σ(z) is exp(z)/(1 + exp(z)), so y = 1 pays s(z) - z.",
    mistakes={(0.127, 2.127, 1.127): "You exchanged y = 0 and y = 1. What should y = 1 pay when z is large?",
              (2.127, 4.127, 3.127): "You added z for y = 1. What is log(exp(z)/(1 + exp(z)))?",
              (2.127, -2.127, 0): "-log σ(z) is not minus the other one. What is log(exp(z)/(1 + exp(z)))?",
              (2.127, 0.127, 2.254): "For y = 0.5 each of the two losses counts half.",
              (-2.127, -0.127, -1.127): "Your losses are negative. What stands before the logarithms?"},
)

# %% [markdown] id="own-bce_logits"
# Now for all logits. How large is $\log(1 + e^{1000})$, and how do you get it without $e^{1000}$?

# %% id="answer-bce_logits"
@exercise("bce_logits")
def bce_logits(z, y):
    """Binary cross-entropy of logits z and targets y in [0, 1], entry by entry; all three alike in shape."""

# %% [markdown] id="task-decode_outputs"
# The last layer of a network gives **scores**: raw numbers of any size, the logits. What they mean depends on the task. Write `decode_outputs(scores, task)`, which turns scores into the labels that the network finds most likely. `task` is one of three strings.
#
# - `"binary"`: each sample has one question. `scores` has shape `(samples,)`. The probability of yes is $\sigma$ of the score. The result has the shape `(samples,)`: 1 for yes, 0 for no.
# - `"multilabel"`: each sample has several questions, such as "beach?", "sunset?" and "people?" for a photo. `scores` has shape `(samples, labels)`. Each label is decided by itself, with the probability $\sigma$ of its score. Any number of labels may be on, also none or all. The result has the shape of `scores`: 1 for on, 0 for off.
# - `"multiclass"`: each sample belongs to exactly one of two or more classes. `scores` has shape `(samples, classes)`. A softmax over the classes gives their probabilities. The result has the shape `(samples,)`: the number of the most probable class, counted from 0. No class need have a probability of 1/2.
# - For `"binary"` and `"multilabel"` the answer is 1 if the probability is **at least** 1/2. Exactly 1/2 counts as 1.
# - If several classes share the largest score, the first of them is the answer.
# - Scores may lie anywhere between $-1000$ and 1000, and the result must be right there.
# - There is at least one sample and one label. The result is a tensor of dtype int64. Change no argument in place.
#
# By hand: as scores of three labels, the row $(1.2, -0.4, 0.3)$ has the probabilities $(0.77, 0.40, 0.57)$, so the labels are $(1, 0, 1)$. As scores of three classes, the same row has the softmax $(0.62, 0.13, 0.25)$, so the class is 0. And as three samples of a yes-or-no question it gives $(1, 0, 1)$.

# %% id="ask-decode_outputs"
ask.number(
    "A sample has the scores (0.4, -1, 0.2). First take them for three labels, of which any may be on. Then take them for "
    "three classes. Give four numbers: the three labels, and the class.",
    (1, 0, 1, 0),
    why="σ is at least 1/2 where the score is at least 0. The softmax is (0.48, 0.12, 0.40), and 0.48 is the largest.",
    mistakes={(0, 0, 0, 0): "You compared scores with 1/2. How large is σ(0.4)?",
              (1, 0, 0, 0): "How many labels may be on at once?",
              (1, 0, 1, 1): "Count the classes from 0.",
              (0, 1, 0, 1): "Does a larger score make a label more likely or less?",
              (1, 0, 1, 2): "Which of the three scores is the largest?"},
)

# %% [markdown] id="own-decode_outputs"
# Now for all three tasks. Which probabilities do you really have to compute?

# %% id="answer-decode_outputs"
@exercise("decode_outputs")
def decode_outputs(scores, task):
    """Labels of dtype int64: (samples,) for "binary" and "multiclass", like scores (samples, labels) for "multilabel"."""

# %% [markdown] id="task-softmax_jacobian"
# A softmax makes probabilities of the logits $z_1, \dots, z_C$ of a sample: $p_i = e^{z_i}/S$, with the sum $S = e^{z_1} + \dots + e^{z_C}$. Each logit moves *every* probability, because it stands in $S$. The table of all these slopes is the **Jacobian**: in row $i$ and column $j$ stands $\partial p_i/\partial z_j$. Write `softmax_jacobian(z)`, which gives the Jacobian of each sample.
#
# - `z` has shape `(batch, classes)`, one sample in each row. No axis is empty, but it may have a single entry.
# - The result has shape `(batch, classes, classes)`. Entry `[b, i, j]` is the derivative of probability `i` of sample `b` with respect to logit `j` of the same sample. The samples do not mix, and each has a table of its own.
# - Logits may lie anywhere between $-1000$ and 1000, and the result must be right there.
# - Derive the slopes yourself: no `.backward()`, nothing of `torch.autograd` and nothing of `torch.func`. You may use `torch.softmax`.
# - Compute in float64: ten digits are compared. Do not change `z` in place.
#
# By hand, with $z = (\log 5, \log 3, \log 2)$. The powers are 5, 3 and 2, so $S = 10$ and $p = (0.5, 0.3, 0.2)$. Here is the first column: $z_1$ grows, so that $5$ and $S$ grow at the rate 5 each.
#
# | probability | quotient rule | slope |
# |---|---|---|
# | $p_1 = 5/10$ | $(5 \cdot 10 - 5 \cdot 5)/10^2$ | $0.25$ |
# | $p_2 = 3/10$ | $(0 \cdot 10 - 3 \cdot 5)/10^2$ | $-0.15$ |
# | $p_3 = 2/10$ | $(0 \cdot 10 - 2 \cdot 5)/10^2$ | $-0.10$ |
#
# The three slopes add up to 0. Why must they?

# %% id="ask-softmax_jacobian"
ask.number(
    "Now z_2 grows, in the same example with p = (0.5, 0.3, 0.2). What are the slopes of p_1, p_2 and p_3 with respect to "
    "z_2?",
    (-0.15, 0.21, -0.06),
    digits=3,
    why="The power 3 and the sum grow at the rate 3. So p_2 has (3 · 10 - 3 · 3)/100, and the others have "
        "-5 · 3/100 and -2 · 3/100.",
    mistakes={(0, 0.21, 0): "z_2 stands in the sum of every probability. What becomes of p_1 when the sum grows?",
              (0, 0.3, 0): "The sum grows too. What does the quotient rule add?",
              (-0.15, -0.09, -0.06): "When z_2 grows, does p_2 grow or fall? Its numerator grows as well.",
              (0.15, 0.21, 0.06): "When the sum grows and the numerator does not, does the quotient grow?",
              (-0.15, 0.91, -0.06): "In p_2, how fast does the numerator grow, measured in S?",
              (-0.5, 0.7, -0.2): "Your numbers lack a factor: how fast does the power 3 grow, measured in S?",
              (-0.3, 0.7, -0.3): "Those are slopes of log p. How does the slope of p follow from that of log p?"},
)

# %% [markdown] id="own-softmax_jacobian"
# How do all nine numbers follow from $p$ alone? Now for any batch.

# %% id="answer-softmax_jacobian"
@exercise("softmax_jacobian")
def softmax_jacobian(z):
    """Jacobians of the softmax over the last axis, (batch, classes, classes): [b, i, j] is dp_i/dz_j; z (batch, classes)."""
