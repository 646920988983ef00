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

# %% [markdown] id="task-logit_slopes"
# A model computes a logit $z$ for a sample, and from it the probability $p = \sigma(z) = 1/(1 + e^{-z})$ of class 1. The sample's label $y$ is 0 or 1. Two losses are compared:
#
# - the squared error $(p - y)^2$, without a half in front,
# - the cross-entropy $-y \log p - (1 - y) \log(1 - p)$.
#
# Write `logit_slopes(z, y)`. It returns `(squared, crossed)`: the derivative of the squared error with respect to $z$, and the derivative of the cross-entropy with respect to $z$.
#
# - `z` and `y` are float64 tensors of shape `(n,)`, with at least one sample. The entries of `y` are 0 and 1. Neither tensor may be changed in place.
# - `squared` and `crossed` are float64 tensors of shape `(n,)`: a slope for each sample by itself. Nothing is averaged or added over the samples.
# - Logits may lie anywhere between $-1000$ and 1000. Both results must be right there, too: for $z = 1000$ and $y = 0$ they are 0 and 1.
# - Derive both slopes on paper. No `backward()`, `torch.autograd` or `torch.func`. You may use `torch.sigmoid`, whose slope is $p\,(1 - p)$.
# - Ten digits are compared, so compute in float64.
#
# By hand for $z = \log 3$: there $p = 3/4$, and the slope of the sigmoid is $3/16$.
#
# | $y$ | slope of $(p - y)^2$ with respect to $p$ | `squared` | slope of the cross-entropy with respect to $p$ | `crossed` |
# |---|---|---|---|---|
# | 0 | $3/2$ | $\frac32 \cdot \frac{3}{16} = 0.28125$ | $4$ | $4 \cdot \frac{3}{16} = 0.75$ |
# | 1 | $-1/2$ | $-\frac12 \cdot \frac{3}{16} = -0.09375$ | $-\frac43$ | $-\frac43 \cdot \frac{3}{16} = -0.25$ |

# %% id="ask-logit_slopes"
ask.number(
    "A sample with y = 1 has the logit z = -log 4, so its p is 0.2, and the slope of the sigmoid is 0.16. What are the "
    "slopes of (p - y)² and of the cross-entropy with respect to z?",
    (-0.256, -0.8),
    digits=3,
    why="2 · (-0.8) · 0.16 = -0.256, and -1/0.2 · 0.16 = -0.8. The model is quite wrong, and the squared error hardly "
        "says so.",
    mistakes={(0.256, 0.8): "When z rises, p comes nearer to 1. Does the loss then rise or fall?",
              (-1.6, -0.8): "The first is the slope with respect to p. How far does p move when z moves?",
              (-1.6, -5): "Both are slopes with respect to p. How far does p move when z moves?",
              (-0.128, -0.8): "How steep is a square?",
              (-0.256, -0.128): "In the cross-entropy, how steep is -log p at p = 0.2?",
              (-0.256, -5): "The second is the slope with respect to p. How far does p move when z moves?",
              (-0.8, -0.256): "The two numbers are right. Which one comes first?"},
)

# %% [markdown] id="own-logit_slopes"
# Now for any logits. Which factor cancels before anything is computed?

# %% id="answer-logit_slopes"
@exercise("logit_slopes")
def logit_slopes(z, y):
    """Slopes with respect to z of (p - y)² and of the cross-entropy, (squared (n,), crossed (n,)); z and y have shape (n,)."""

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

# %% [markdown] id="task-huber"
# A **residual** $r$ is a prediction minus its target. **Huber's loss** of a residual treats small and large ones differently, with a bound $\delta > 0$:
#
# $$\ell = \tfrac12 r^2 \;\text{ where } |r| \le \delta, \qquad \ell = \delta\,\bigl(|r| - \tfrac12 \delta\bigr) \;\text{ where } |r| > \delta$$
#
# A small residual pays half its square. A large one pays along a straight line, so a single wild target does not decide everything. Write `huber(residual, delta)`. It returns `(loss, slope)`.
#
# - `residual` is a float64 tensor of shape `(n,)` with at least one entry. Entries may be negative or 0. It may not be changed in place. `delta` is a float above 0.
# - `loss` has shape `(n,)`: the loss of each residual by itself. It is neither averaged nor added.
# - `slope` has shape `(n,)`: the derivative of each loss with respect to its own residual. At $r = 0$ it is 0. Derive it on paper. No `backward()`, `torch.autograd` or `torch.func`.
# - Where $|r| = \delta$ both formulas give the same loss and the same slope.
# - Both results are float64. Ten digits are compared, so compute in float64. Do not use `huber_loss` and `smooth_l1_loss` of torch, nor their classes.
#
# By hand for $\delta = 3$. The residual 1 is small: its loss is $\tfrac12 \cdot 1^2 = 0.5$, and its slope is 1. The residual $-5$ is large: its loss is $3\,(5 - 1.5) = 10.5$. When it moves to $-4.9$, its loss falls by 0.3, so its slope is $-3$.

# %% id="ask-huber"
ask.number(
    "With δ = 4, two residuals are -2 and 10. Work out their two losses, then their two slopes: four numbers.",
    (2, 32, -2, 4),
    why="-2 is small: half of 4, with the slope -2. 10 is large: 4 · (10 - 2), and each further unit costs δ = 4.",
    mistakes={(4, 32, -2, 4): "The first loss lacks a factor. What stands in front of the square?",
              (2, 40, -2, 4): "Your second loss is δ · |r|. What is taken off within the bracket?",
              (2, 24, -2, 4): "You took off the whole δ within the bracket. How much of it is taken off?",
              (2, 38, -2, 4): "Is the half of δ taken off within the bracket or after it?",
              (2, 8, -2, 4): "The second loss lacks the factor δ.",
              (2, 50, -2, 10): "Is a residual of 10 small?",
              (2, 32, 2, 4): "When -2 moves towards 0, does its loss rise or fall?",
              (2, 32, -2, 10): "When 10 grows to 11, by how much does its loss grow?",
              (2, 32, -2, 1): "When 10 grows to 11, by how much does its loss grow?"},
)

# %% [markdown] id="own-huber"
# Now for any residuals, on both sides of 0.

# %% id="answer-huber"
@exercise("huber")
def huber(residual, delta):
    """Huber's loss of each residual and its slope, (loss (n,), slope (n,)); residual has shape (n,), delta is a float."""

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

# %% [markdown] id="task-output_loss"
# What kind of number is the target? The answer decides what the last layer's **score** $s$ means (the lecture calls it $z$), and which loss belongs to it. Write `output_loss(kind, scores, y)`. It returns `(loss, slope)` for one of six kinds, which the string `kind` names:
#
# | `kind` | shape of `scores` and of `y` | the network predicts | loss of a sample |
# |---|---|---|---|
# | `"real"` | `(n,)` and `(n,)` | $s$ itself | $(s - y)^2$ |
# | `"positive"` | `(n,)` and `(n,)` | softplus$(s) = \log(1 + e^s)$, which is above 0 | $(\text{softplus}(s) - y)^2$ |
# | `"count"` | `(n,)` and `(n,)` | the mean $e^s$ of a count | $e^s - y\,s$ |
# | `"binary"` | `(n,)` and `(n,)` | the probability $\sigma(s)$ that $y = 1$ | cross-entropy: $-\log \sigma(s)$ where $y = 1$, $-\log(1 - \sigma(s))$ where $y = 0$ |
# | `"multilabel"` | `(n, labels)` twice | for each label by itself, the probability $\sigma(s)$ that it is 1 | the **sum** of the cross-entropies of its labels |
# | `"multiclass"` | `(n, classes)` and `(n,)` | the probabilities $p$ = softmax of the row | cross-entropy: $-\log p_y$, where $y$ is the true class |
#
# - There is at least one sample. `scores` is float64. `y` is float64, too, except for `"multiclass"`: there it is int64, and classes are counted from 0. For `"binary"` and `"multilabel"` the entries of `y` are 0 and 1. For `"count"` they are 0, 1, 2, ... Nothing may be changed in place.
# - `loss` has shape `(n,)`: the loss of each sample, in nats where there is a logarithm. It is neither averaged nor added over the samples.
# - `slope` has the shape of `scores`: the derivative of each sample's loss with respect to its own scores. It has no $1/n$.
# - Both are float64. Ten digits are compared, so compute in float64.
# - For `"count"` scores are at most 5. For `"positive"`, `"binary"`, `"multilabel"` and `"multiclass"` they may lie anywhere between about $-1000$ and 1000. Loss and slope must be right there, too.
# - You may use any function of torch for the losses. Derive the slopes yourself: no `backward()`, `torch.autograd` or `torch.func`.
#
# By hand, one sample of each kind. (With $s = \log 3$ the sigmoid is $3/4$, and $e^s = 3$.)
#
# | `kind` | $s$ | $y$ | predicted | loss | slope |
# |---|---|---|---|---|---|
# | `"real"` | $2$ | 5 | 2 | 9 | $-6$ |
# | `"positive"` | $\log 3$ | 1 | $\log 4 = 1.386$ | 0.149 | 0.579 |
# | `"count"` | $\log 3$ | 2 | 3 | $3 - 2 \log 3 = 0.803$ | 1 |
# | `"binary"` | $\log 3$ | 0 | 0.75 | $-\log 0.25 = 1.386$ | 0.75 |
# | `"multilabel"` | $(\log 3, -\log 3)$ | (1, 1) | (0.75, 0.25) | $0.288 + 1.386 = 1.674$ | $(-0.25, -0.75)$ |
# | `"multiclass"` | $(\log 3, 0, 0)$ | 1 | (0.6, 0.2, 0.2) | $-\log 0.2 = 1.609$ | $(0.6, -0.8, 0.2)$ |

# %% id="ask-output_loss"
ask.number(
    "A count of y = 4 is predicted by the score s = log 6. What is the slope of e^s - y · s with respect to s? And for "
    "the kind multiclass: the softmax of a row is (0.1, 0.7, 0.2), and the true class is 2. What are the three slopes? "
    "Four numbers.",
    (2, 0.1, 0.7, -0.8),
    why="e^s - y = 6 - 4, and at the true class 1 is taken off: 0.2 - 1.",
    mistakes={(-2, 0.1, 0.7, -0.8): "When the score of a count that is predicted too high rises, does its loss rise?",
              (6, 0.1, 0.7, -0.8): "How steep is y · s with respect to s?",
              (2, 0.1, -0.3, 0.2): "From which number are classes counted?",
              (2, -0.1, -0.7, 0.8): "When the score of the true class rises, does the loss rise or fall?",
              (2, 0.1, 0.7, 0.2): "Those are the probabilities. At which class is something taken off?",
              (2, 0, 0, -0.8): "When the score of class 1 rises, what happens to the probability of class 2?",
              (1 / 3, 0.1, 0.7, -0.8): "The first is the slope with respect to the mean 6. How far does the mean move "
                                       "when the score moves?"},
)

# %% [markdown] id="own-output_loss"
# Now all six, one `if` after the other.

# %% id="answer-output_loss"
@exercise("output_loss")
def output_loss(kind, scores, y):
    """Loss of each sample (n,), and slope with the shape of scores; kind names the kind of target."""

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

# %% [markdown] id="task-kl_divergence"
# Classes really come up with the probabilities $p_c$. A model gives them the probabilities $q_c$. The **Kullback-Leibler divergence** says how much worse the model is than the best one, $q = p$:
#
# $$D = \sum_c p_c \log\frac{p_c}{q_c}$$
#
# It is the cross-entropy of $p$ and $q$, minus the entropy of $p$. Write `kl_divergence(p, q)`, which returns it for each row of two tables.
#
# - `p` and `q` have the same shape `(rows, classes)`, with at least one row and one class. They are float64, and neither may be changed in place. Each row holds probabilities: its entries are 0 or above and add up to 1.
# - The result is a float64 tensor of shape `(rows,)`: the divergence of each row by itself. It is neither averaged nor added over the rows.
# - The logarithm is the natural one, so the result is in nats.
# - A class with $p_c = 0$ counts exactly 0, whatever $q_c$ is, even if $q_c = 0$.
# - If a class comes up that the model rules out ($p_c > 0$ and $q_c = 0$), the result of that row is `inf`, however small $p_c$ is. The other rows are not affected.
# - Probabilities may be as small as $10^{-30}$. They count as they are. A row with $q = p$ has the divergence 0.
# - Ten digits are compared, so compute in float64. Do not use `kl_div` or `KLDivLoss` of torch. (Their arguments come in another order, and one of them is a logarithm.)
#
# By hand, for a single row with $p = (0.2, 0.8)$ and $q = (0.5, 0.5)$. The two terms are $0.2 \log 0.4 = -0.1833$ and $0.8 \log 1.6 = 0.3760$. The result is $0.1927$. A term may be negative, but their sum never is.

# %% id="ask-kl_divergence"
ask.number(
    "Classes come up with p = (0.9, 0.1), and the model says q = (0.6, 0.4). Given are log 1.5 = 0.405 and log 0.25 = "
    "-1.386. What is the divergence, in nats?",
    0.9 * 0.4054651081081644 + 0.1 * -1.3862943611198906,
    digits=2,
    why="The ratios p/q are 1.5 and 0.25: 0.9 · 0.405 - 0.1 · 1.386 = 0.226.",
    mistakes={0.6 * -0.4054651081081644 + 0.4 * 1.3862943611198906: "Those are the weights of q, with the ratios q/p. "
                                                                      "Which of p and q says what happens?",
              0.9 * 0.4054651081081644 + 0.1 * 1.3862943611198906: "The second ratio is below 1. Which sign has its "
                                                                   "logarithm?",
              -0.9 * 0.4054651081081644 + 0.1 * 1.3862943611198906: "Which of p and q stands above in the ratio?",
              0.4054651081081644 - 1.3862943611198906: "How often does each class come up?",
              0.6 * 0.4054651081081644 - 0.4 * 1.3862943611198906: "Which of p and q says how often a class comes up?"},
)

# %% [markdown] id="own-kl_divergence"
# Now for tables, zeros included. `torch.where(condition, a, b)` takes its entries from `a` where the condition holds, and from `b` elsewhere.

# %% id="answer-kl_divergence"
@exercise("kl_divergence")
def kl_divergence(p, q):
    """Divergence of each row in nats, shape (rows,); p and q have shape (rows, classes)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A test finds a fault in 9 of 10 broken machines. It also finds one in 2 of 10 sound machines. One machine in ten is "
    "broken. The test finds a fault in a machine. What is the probability that it is broken?",
    1 / 3,
    digits=3,
    why="0.1 · 0.9 = 0.09 and 0.9 · 0.2 = 0.18, and 0.09 of 0.27 is a third.",
    mistakes={0.9: "That is how often a broken machine is found. How many of all that are found are broken?",
              0.09: "That is the share of machines that are broken and found. Which share is found in all?",
              0.27: "That is the share that is found. How much of it is broken?",
              9 / 11: "Broken and sound machines are not equally frequent."},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "At one place a model has bias² 0.09 and variance 0.32. The noise has the standard deviation 0.3. What is the "
    "expected squared miss on a new point there? And what is it, if eight such models, trained on independent samples, "
    "are averaged?",
    (0.5, 0.22),
    digits=3,
    why="The noise's square is 0.09. 0.09 + 0.32 + 0.09 is 0.5. Averaging eight divides the variance alone, by 8.",
    mistakes={(0.71, 0.43): "0.3 is a standard deviation. What is its square?",
              (0.41, 0.13): "A new point has its own noise.",
              (0.5, 0.0625): "All eight lean to the same side, and the new point keeps its noise. What falls?",
              (0.5, 0.5): "The eight scatter to both sides. What does a mean do to the variance?",
              (0.5, 0.18): "The variance of a mean of 8 is an eighth, not 0."},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "A linear classifier of three classes has the logits (2, 1, -1) at a sample of class 1. Which of the three weight "
    "vectors moves farthest in one step of gradient descent on cross-entropy?",
    {"that of class 0: its logit is the largest": "Its error is 0.705. How large is that of the true class?",
     "that of class 1: its error is 0.259 - 1": "In size 0.741, just more than the 0.705 of class 0.",
     "that of class 2: it is farthest behind": "Its probability is 0.035, and so is its error.",
     "all alike: they get the same input": "Each step is the input times an error of the class's own."},
    right="that of class 1: its error is 0.259 - 1",
)
