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
# # Exercises 10a: Where a deep network starts
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Ten digits are compared. No argument may be changed in place. A single number may be returned as a float or as a float64 tensor without axes. The lecture is `notebooks/10a_start_and_depth.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-init_std"
# A layer starts with random weights. A computer draws numbers that are uniform between 0 and 1. Write `init_std(u, scheme)`, which turns such numbers `u` into weights. It returns `(std, W)`: the standard deviation of a weight, and the weights.
#
# - `u` has the shape `(outputs, inputs)`, as the weights of a layer have. It has at least one row and one column. Its entries are at least 0 and below 1.
# - `scheme` is one of three names, and says which **variance** a weight has:
#
# | `scheme` | variance of a weight | made for |
# |---|---|---|
# | `"xavier"` | 2/(inputs + outputs) | tanh, forwards and backwards |
# | `"he"` | 2/inputs | relu |
# | `"lecun"` | 1/inputs | tanh or no function, forwards |
#
# - `std` is a single number. It is what the scheme says. It is not measured from the entries of `W`.
# - `W` has the shape of `u`. Its weights are uniform between $-a$ and $a$. Choose $a$ so that their standard deviation is `std`.
# - Each weight comes from the entry of `u` in its own place. $u = 0$ gives $-a$, and $u = 0.5$ gives exactly 0. A straight line goes through these two points. Draw no further random numbers.
#
# By hand for `"he"` with 6 inputs: the variance is $2/6 = 1/3$, and `std` is 0.577. Numbers that are uniform between $-1$ and 1 have the variance 1/3 too, so here $a = 1$. An entry $u = 0.25$ gives the weight $-0.5$.

# %% id="ask-init_std"
ask.number(
    "Numbers that are uniform between -1 and 1 have the variance 1/3. Which variance have numbers that are uniform "
    "between -2 and 2?",
    4 / 3,
    digits=3,
    why="Each number is twice as large, and each square four times.",
    mistakes={2 / 3: "Each number is twice as large. What about its square?",
              1 / 3: "These numbers lie farther from 0. Can their mean square be the same?",
              2: "That is the largest number. The variance is the mean square.",
              1.155: "That is the standard deviation. Which square is it?"},
)

# %% [markdown] id="own-init_std"
# Now for any variance, not only 1/3.

# %% id="answer-init_std"
@exercise("init_std")
def init_std(u, scheme):
    """Standard deviation of a weight, and weights W like u (outputs, inputs), for "xavier", "he" or "lecun"."""

# %% [markdown] id="task-clip_by_global_norm"
# A step along a gradient that is much too long throws the weights far away. So gradients are shortened before the step. All gradients of a network together are one long vector $g$. Its length is $\|g\|$, the root of the sum of all squared entries. With a bound $c$ the rule is
#
# $$g \leftarrow g \cdot \min\left(1, \frac{c}{\|g\|}\right)$$
#
# Write `clip_by_global_norm(grads, c)`. It returns `(shortened, norm)`: the gradients after the rule, and the length **before** it.
#
# - `grads` is a list of at least one tensor. Their shapes may differ: matrices, vectors, single numbers of shape `()`. `c` is a float above 0. Neither the list nor a tensor may be changed in place.
# - `shortened` is a list with one tensor for each of `grads`, in the same order and with the same shapes.
# - There is one length for all tensors together. So all entries are multiplied by the same number, and the direction of $g$ stays.
# - A vector that is not longer than $c$ stays as it is.
# - All entries may be 0. Then they stay 0, and `norm` is 0.
# - `norm` is a single number. Nothing is added to it. (torch adds a millionth.) The clipping functions of torch are not allowed.
#
# By hand: the gradients $(2, 3)$ and $(6)$ have the length $\sqrt{4 + 9 + 36} = 7$. With $c = 3.5$ they become $(1, 1.5)$ and $(3)$. With $c = 14$ they stay.

# %% id="answer-clip_by_global_norm"
@exercise("clip_by_global_norm")
def clip_by_global_norm(grads, c):
    """Gradients of a common length of at most c, and the length they had: (list of tensors, norm)."""

# %% [markdown] id="task-schedule"
# A network whose weights have just been drawn has steep and crooked slopes. So many trainings begin with small steps, and make them longer: that is the warm-up. Later the steps become shorter again. Write `schedule(step, warmup, total, peak, floor)`. It returns the learning rate of one step. Steps are counted from 0.
#
# - **The rise** has `warmup` steps, those with `step < warmup`. The rate grows by the same amount at each step. Its first step already has the rate peak/warmup, and its last step has the peak.
# - **The fall** goes from the peak to the floor along half a cosine. At `step = warmup` the rate is the peak, and at `step = total` it is the floor. Let $t$ be the share of the fall that is over, from 0 to 1. The rate is
#
# $$\text{floor} + (\text{peak} - \text{floor}) \cdot \frac{1 + \cos(\pi t)}{2}$$
#
# - **Afterwards**, for every later step, the rate stays at the floor.
# - `step`, `warmup` and `total` are whole numbers, not below 0, and `warmup` is less than `total`. `peak` and `floor` are floats, and the peak is above the floor.
# - `warmup` may be 0. Then there is no rise, and step 0 has the peak. `floor` may be 0.
# - The result is a single number.
#
# By hand for `warmup` 4, `total` 12, `peak` 0.8 and `floor` 0.2. Steps 0 to 3 have 0.2, 0.4, 0.6 and 0.8. Step 4 has 0.8 too. At step 8 half of the fall is over: $\cos(\pi/2) = 0$, and the rate is $0.2 + 0.6 \cdot 0.5 = 0.5$. Step 12 has 0.2, and so has step 30.

# %% id="answer-schedule"
@exercise("schedule")
def schedule(step, warmup, total, peak, floor):
    """Learning rate of a step, counted from 0: a straight rise to the peak, half a cosine to the floor, then the floor."""

# %% [markdown] id="task-orthogonal"
# An orthogonal matrix turns a vector and keeps its length. Weights like that let a signal through many layers. Write `orthogonal(G, gain)`. It makes such weights `W` from a matrix `G` of random numbers.
#
# - `G` is a matrix with at least two entries. It has full rank: none of its singular values is 0. `gain` is a float above 0. `G` may not be changed in place.
# - `W` is a float64 tensor with the shape of `G`.
# - If `G` has no more rows than columns, look at the **rows** of `W`. Each has the length `gain`, and any two of them are perpendicular: their product is 0.
# - If `G` has more rows than columns, the same holds for the **columns** of `W`.
# - `W` comes from `G`. Another `G` gives another `W`, and the same `G` gives the same `W`. Draw no random numbers of your own.
#
# There are several right answers, and all are accepted. You may use `torch.linalg`, but not `torch.nn.init.orthogonal_`. Lengths and products are compared to nine digits.
#
# By hand for `gain` 3. The single row $(3, 4)$ has the length 5. It may become $(1.8, 2.4)$, with the length 3. The rows of $G = \begin{pmatrix}2 & 1\\ 1 & 2\end{pmatrix}$ are not perpendicular: their product is 4. It is not enough to make them longer. `G` stretches $(1, 1)$ by 3 and $(1, -1)$ by 1. A right `W` stretches both by 3, for instance $\begin{pmatrix}3 & 0\\ 0 & 3\end{pmatrix}$.

# %% id="answer-orthogonal"
@exercise("orthogonal")
def orthogonal(G, gain):
    """W like G: its rows, or its columns if it has fewer, are perpendicular and have the length gain."""

# %% [markdown] id="task-health"
# A network is about to be trained. You can only hand it samples and look at what comes out. Write `health(model, gradient, X, y)`. It looks for four faults, and returns a dict of those that it found.
#
# What you get:
#
# - `X` has the shape `(samples, inputs)`, and `y` the shape `(samples,)`, int64. The labels `y` lie from 0 to classes - 1. Not every class needs to have a sample. There are at least two samples and two classes.
# - `model(X)` gives `(h, z)`: the units of a hidden layer after relu, of shape `(samples, units)`, and the logits, of shape `(samples, classes)`. You may call it with any number of samples, also with a single row of shape `(1, inputs)`.
# - `gradient(X, y)` gives a dict: the name of each parameter, such as `"W1"`, and the gradient of the loss with respect to it, a tensor.
#
# The four faults:
#
# | name | what is wrong | what stands in the dict |
# |---|---|---|
# | `"loss"` | the loss of the batch is more than 0.5 away from that of a guess, above or below | the loss, a single number |
# | `"dead"` | a unit is exactly 0 for **every** sample of `X` | a list of the numbers of these units |
# | `"still"` | a gradient is exactly 0 in **every** entry | a list of the names of these parameters |
# | `"leak"` | a sample alone has other logits than in its batch: at least one differs by more than $10^{-6}$ | a list of the numbers of these samples |
#
# - The loss is the mean cross-entropy of the logits, in nats. A guess gives each of $C$ classes the probability $1/C$.
# - Units and samples are counted from 0, and stand in ascending order. Names stand in the order of `gradient`.
# - A fault that is not there has no name in the dict. The dict of a healthy network is empty: `{}`. A false alarm is as wrong as a fault that is missed.
# - A unit that speaks for a single sample is not dead, however faint it is. A gradient that is only small is not still.
# - Differences of less than $10^{-9}$ come from rounding. They are not a leak.
#
# By hand: `h` is `[[0, 2, 0], [0, 0, 1]]`, and `z` is `[[3, 0], [3, 0]]` with the labels 1 and 1. Unit 0 is dead. Each sample pays $-\log(e^0/(e^3 + e^0)) = 3.049$. A guess among two classes pays $\log 2 = 0.693$. If the rest is right, the report is `{"loss": 3.049, "dead": [0]}`.

# %% id="ask-health"
ask.number(
    "A fresh network tells 10 classes apart, and its loss is 1.2. A guess pays log 10 = 2.303. By how much is the loss away "
    "from that, and is it a fault here? Give the distance.",
    1.103,
    digits=2,
    why="2.303 - 1.2 = 1.103, more than 0.5. A loss that is too low is suspicious too: how can fresh weights know anything?",
    mistakes={1.2: "That is the loss itself. What does a guess pay?",
              0.7: "That is the distance from 0.5. From what is the distance measured?",
              3.503: "You added the two. How far are they apart?"},
)

# %% [markdown] id="own-health"
# Now all four.

# %% id="answer-health"
@exercise("health")
def health(model, gradient, X, y):
    """Report {"loss": number, "dead": [units], "still": [names], "leak": [samples]} with only what was found."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A chain of three boxes doubles, squares and doubles again: u = 2x, v = u², L = 2v. At x = 0.5, what is the derivative "
    "of L with respect to x?",
    8,
    digits=3,
    why="The slopes are 2, 2u = 2 and 2. Along a chain they are multiplied: 2 · 2 · 2 = 8.",
    mistakes={6: "You added the slopes. What does a chain do with them?",
              4: "One slope is missing. There are three boxes.",
              2: "That is the value of L at x = 0.5, or the slope of one box. How do three slopes become one?",
              16: "What is u at x = 0.5?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "Adam's first step has g = 0.02, beta1 = 0.9, beta2 = 0.999 and eta = 0.1. Its epsilon is so small that you may leave "
    "it out. By how much does theta change?",
    -0.1,
    digits=3,
    why="Corrected, m is 0.02 and v is 0.0004. Its root is 0.02, so the step is -0.1 · 0.02/0.02.",
    mistakes={0.1: "The gradient is positive. Which way is downhill?",
              -0.002: "That is eta times g. By what does Adam divide?",
              -0.316: "You left out both corrections. What is m divided by, so that its average is right at the first step?",
              -0.01: "Which correction has m at the first step?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "Logits of three samples have shape (3, 4). A program computes `torch.softmax(z, dim=0)` and takes the loss from it. It "
    "runs without an error. What is wrong?",
    {"Nothing: each row adds up to 1.": "Add up the rows of a softmax along dim 0. Which sums are 1?",
     "Each column adds up to 1, so the samples compete with each other.": "dim=0 is the axis of the samples. Each class "
     "shares its 1 among the three samples.",
     "The logits should be scaled to a sum of 1 first.": "A softmax takes any logits. Which axis should add up to 1?",
     "The loss needs one-hot labels then.": "How the labels are written does not change what softmax adds up."},
    right="Each column adds up to 1, so the samples compete with each other.",
)
