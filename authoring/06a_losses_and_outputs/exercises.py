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

# %% [markdown] id="task-output_loss"
# What kind of number is the target? The answer decides what the last layer's **score** $s$ means, and which loss belongs to it. Write `output_loss(kind, scores, y)`. It returns `(loss, slope)` for one of six kinds, which the string `kind` names:
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
