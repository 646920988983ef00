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
# # Exercises 10c: Fighting overfitting
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64 and do not round: ten digits are compared. No argument may be changed in place. The lecture is `notebooks/10c_fighting_overfitting.ipynb`.

# %% id="setup"
import itertools

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-dropout"
# Dropout sets entries to 0 at random while a network trains. Write `dropout(x, p, training, rng)`. It is the **inverted** form, which torch uses too: all scaling is done in training, so that nothing has to change in use.
#
# - `x` is a float64 tensor with any number of axes, also none. The result is a float64 tensor of the same shape. In the check no entry of `x` is 0.
# - If `training` is True, each entry becomes 0 with the probability `p`. All entries that are kept are multiplied by one factor. It depends on `p` alone. It is chosen so that the mean of the result over very many draws is `x`.
# - Each entry is decided by itself, whatever becomes of the others. So the number of zeros differs from call to call.
# - If `training` is False, the result has the values of `x`, whatever `p` is. You may return `x` itself.
# - `p` is a float. It is at least 0 and less than 1. With `p = 0` nothing is dropped.
# - `rng` is a `torch.Generator`. All chance comes from it, as in `torch.rand(3, generator=rng)`. Two generators with the same seed give the same zeros. With another seed the zeros stand in other places. A second call with the same generator goes on with its next numbers, so the zeros stand in other places too.
# - The dropout functions of torch are not allowed here.
#
# By hand, with `p = 0.2`, for five entries of which the third is dropped: $(1, 2, 3, 4, 5)$ becomes $(1.25, 2.5, 0, 5, 6.25)$. The first entry is 1.25 in 8 of 10 draws and 0 in the others. Its mean over many draws is $0.8 \cdot 1.25 + 0.2 \cdot 0 = 1$.

# %% id="blank-dropout"
ask.number(
    "p = 0.6 and x = 3. What does the 3 become in a draw that keeps it, and what is the mean of the result over very many "
    "draws?",
    (7.5, 3),
    digits=2,
    why="It is kept with the probability 0.4. The mean 0.4 · 7.5 is 3 again.",
    mistakes={(5, 3): "With which probability is it kept, 0.6 or 0.4?",
              (5, 2): "With which probability is it kept, 0.6 or 0.4?",
              (3, 1.2): "This is without a factor. Which number times 0.4 is 3?",
              (1.2, 3): "Then the mean would be 0.4 · 1.2. Should a kept entry grow or shrink?",
              (1.2, 0.48): "The mean should be 3. Should a kept entry grow or shrink?"},
)

# %% [markdown] id="own-dropout"
# The check calls your answer several times for each `x`. It looks at the factors of what is kept, and at the share of zeros. The share may differ from `p` by as much as chance makes likely, and a bit more.

# %% id="answer-dropout"
@exercise("dropout")
def dropout(x, p, training, rng):
    """x in use; in training each entry is 0 with probability p, else scaled up; the same shape, chance from rng."""

# %% [markdown] id="task-early_stopping"
# A network trains, and after each epoch its loss on the validation set is measured. When this loss has not improved for a while, training stops. Write `early_stopping(vals, patience)`. It returns two whole numbers, `(best, stop)`.
#
# - `vals` is a list of floats: the validation loss after each epoch. Epochs are counted from 0, so `vals[0]` belongs to epoch 0. A loss may be negative or large.
# - An epoch **improves** if its loss is less than all losses before it. An equal loss is no improvement, and the size of the gain does not matter. Epoch 0 always improves.
# - `patience` is an int of at least 1. Training stops after the first epoch at which the last `patience` epochs in a row have not improved. `stop` is that epoch.
# - `best` is the last epoch up to `stop` that improved. Its weights would be restored. Epochs after `stop` are never trained: a lower loss there does not count.
# - If that never happens, training goes on to the end. Then `stop` is the last epoch of the list.
# - If the list is empty, no epoch was trained. Return `(None, None)`.
# - Each result is an int, or None for the empty list.
#
# By hand, with `patience = 2`:
#
# | epoch | loss | improves? | epochs in a row without improvement |
# |---|---|---|---|
# | 0 | 5 | yes | 0 |
# | 1 | 3 | yes | 0 |
# | 2 | 4 | no | 1 |
# | 3 | 2 | yes | 0 |
# | 4 | 2 | no | 1 |
# | 5 | 6 | no | 2 |
# | 6 | 1 | never trained | |
#
# Training stops after epoch 5, and epoch 3 was the best: the result is `(3, 5)`.

# %% id="blank-early_stopping"
ask.number(
    "The losses are 4, 4, 3, 5, 3, 3, 1 and the patience is 3. Which epoch is best, and after which one does training "
    "stop? Count from 0.",
    (2, 5),
    why="Epoch 2 improves for the last time. Epochs 3, 4 and 5 do not: an equal loss is no improvement.",
    mistakes={(6, 6): "Is epoch 6 ever trained? Count the epochs in a row that did not improve.",
              (6, 5): "Training has stopped before epoch 6. Which loss was the lowest until then?",
              (5, 5): "Is a loss of 3 an improvement over 3?",
              (4, 6): "Is a loss of 3 an improvement over 3?",
              (2, 4): "Up to epoch 4 only two epochs in a row have not improved.",
              (2, 6): "Epochs 3, 4 and 5 are three in a row. After which one does training stop?",
              (3, 6): "You counted from 1. What is the number of the first epoch?"},
)

# %% [markdown] id="own-early_stopping"
# Now for any list.

# %% id="answer-early_stopping"
@exercise("early_stopping")
def early_stopping(vals, patience):
    """(best, stop): the epoch with the lowest loss until training stops, and the epoch after which it stops."""

# %% [markdown] id="task-ensemble_geometric"
# Dropout on $H$ hidden units trains $2^H$ networks at once, one for each mask. What is their average? Write `ensemble_geometric(V, h, b, q)`. It returns three distributions over the classes, `(geometric, arithmetic, scaled)`.
#
# - `h` has the shape `(H,)`: the hidden units of one sample. `V` has the shape `(C, H)` and `b` the shape `(C,)`: the last layer. There are $C \geq 2$ classes, and $1 \leq H \leq 6$. All logits lie between $-30$ and 30.
# - `q` is a float between 0 and 1, neither 0 nor 1: the probability that a unit is **kept**.
# - A mask $m$ has $H$ entries, each 0 or 1. Its network gives $p_m$, the softmax of $V(m \odot h) + b$. Here $\odot$ multiplies entry by entry. Nothing is scaled up, and `b` is never dropped.
# - The mask has a weight $w_m$: the probability that dropout draws it. Each unit is kept with the probability $q$ and dropped with the probability $1 - q$, one by one. The weights of all $2^H$ masks add up to 1.
# - `arithmetic` is the weighted mean $\sum_m w_m\, p_m$.
# - `geometric` is the weighted geometric mean: the product over all masks of $p_m$ to the power of $w_m$, class by class. These numbers do not add up to 1 yet. Divide them by their sum.
# - `scaled` is a single network without any mask, in which each hidden unit is multiplied by $q$.
# - Each of the three results has the shape `(C,)`.
# - Take care of the dtype: for an int64 tensor `n`, `0.7**n` is float32, and so is `torch.where(n == 1, 0.7, 0.3)`. Convert `n` to float64 first, and use products and sums.
#
# By hand for $H = 1$, with $h = 1$, $V = (\log 9, 0)$ as a column, $b = (0, 0)$ and $q = 0.5$. There are two masks, and each has the weight 0.5:
#
# | mask | logits | $p_m$ |
# |---|---|---|
# | 1 | $(\log 9, 0)$ | $(0.9, 0.1)$ |
# | 0 | $(0, 0)$ | $(0.5, 0.5)$ |
#
# The arithmetic mean is $(0.7, 0.3)$. The products are $\sqrt{0.9 \cdot 0.5} = 0.6708$ and $\sqrt{0.1 \cdot 0.5} = 0.2236$. Divided by their sum, 0.8944, they give $(0.75, 0.25)$.

# %% id="blank-ensemble_geometric"
ask.number(
    "In the example, what does the scaled network give for the two classes? (log 9 is 2 · log 3.)",
    (0.75, 0.25),
    digits=3,
    why="Its logits are 0.5 · log 9 = log 3 and 0. The softmax of these is (3, 1) divided by 4.",
    mistakes={(0.9, 0.1): "That is the network with everything kept. By what is the hidden unit multiplied?",
              (0.7, 0.3): "That is the arithmetic mean. The scaled network is a single network.",
              (0.25, 0.75): "Which class has the larger logit?",
              (3, 1): "These are the exponentials. By what are they divided?",
              (0.45, 0.05): "You scaled the probabilities. Which number should be scaled?"},
)

# %% [markdown] id="own-ensemble_geometric"
# Is that a coincidence? Compute all three for any number of units, and compare them.

# %% id="answer-ensemble_geometric"
@exercise("ensemble_geometric")
def ensemble_geometric(V, h, b, q):
    """(geometric, arithmetic, scaled), each (C,): two means of the 2^H masked networks, and one scaled network."""

# %% [markdown] id="task-info_nce"
# Each of $n$ samples is seen twice, for instance as a picture and as its caption. One network turns the first views into the rows of `za`, another one turns the second views into the rows of `zb`. The two rows of a sample should be more similar than rows of two different samples. Write `info_nce(za, zb, tau)`, which measures this with one number.
#
# - `za` and `zb` have the same shape, `(n, d)`, with $n \geq 1$ and $d \geq 1$. Row $i$ of `za` belongs to row $i$ of `zb`. No row holds zeros only.
# - The similarity $s_{ij}$ of row $i$ of `za` and row $j$ of `zb` is the cosine of the angle between them, divided by the temperature $\tau$. So the length of a row does not matter.
# - `tau` is a positive float. It may be as small as 0.001, and the result must be right there too. So beware of large exponents.
# - From `za` to `zb`: row $i$ chooses among all rows of `zb`. The probability that it chooses row $j$ is the softmax of $s_{i1}, \dots, s_{in}$. Its loss is the negative natural logarithm of the probability of the right choice, $j = i$. The loss in this direction is the mean over the $n$ rows.
# - From `zb` to `za` it is the same with the roles exchanged: column $j$ chooses among all rows of `za`.
# - The result is the mean of the two directions, a float64 tensor without axes. With $n = 1$ it is 0.
# - You may use all of torch.
#
# By hand, with $\tau = 0.5$, `za` with the rows $(2, 0)$ and $(0, 1)$, and `zb` with the rows $(3, 4)$ and $(0, 5)$. The lengths go out, and the cosines are $0.6$ and $0$ in the first row, $0.8$ and $1$ in the second:
#
# | | similarities | right choice | loss |
# |---|---|---|---|
# | row 1 | $1.2$ and $0$ | $e^{1.2}/(e^{1.2} + 1) = 0.7685$ | $0.2633$ |
# | row 2 | $1.6$ and $2$ | $e^{2}/(e^{1.6} + e^{2}) = 0.5987$ | $0.5130$ |
# | column 1 | $1.2$ and $1.6$ | $e^{1.2}/(e^{1.2} + e^{1.6}) = 0.4013$ | $0.9130$ |
# | column 2 | $0$ and $2$ | $e^{2}/(1 + e^{2}) = 0.8808$ | $0.1269$ |
#
# The rows have the mean $0.3881$ and the columns have the mean $0.5200$. The result is $0.4541$.

# %% id="answer-info_nce"
@exercise("info_nce")
def info_nce(za, zb, tau):
    """Mean of both directions of the contrastive loss, shape (); za and zb are (n, d), tau is the temperature."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# From earlier lectures, in no particular order. No code is needed.

# %% id="mixed-1"
ask.number(
    "Four fits predict 1, 3, 3 and 5 at a point where the truth is 2. What are the squared bias and the variance of the "
    "method there?",
    (1, 2),
    why="The mean prediction is 3, so the squared bias is 1. The squared deviations from 3 are 4, 0, 0 and 4: their mean "
        "is 2.",
    mistakes={(1, 3): "You measured from the truth. From what does the variance measure?",
              (1, 8 / 3): "You divided by 3. How many fits are there?",
              (1, 8): "That is the sum of the squared deviations. What is their mean?",
              (2, 1): "Which of the two measures how far the fits scatter around their own mean?",
              (3, 2): "You averaged the squared misses. Average the predictions first."},
)

# %% [markdown] id="mixed-next"
# The second one:

# %% id="mixed-2"
ask.number(
    "A weight is 2 and its gradient of the loss is 0.5. To the loss we add λ/2 times the square of the weight, with λ = "
    "0.1. Where does one step of gradient descent with η = 0.2 lead? Where would it lead without the penalty?",
    (1.86, 1.9),
    digits=3,
    why="The penalty adds λ · 2 = 0.2 to the gradient: 2 - 0.2 · 0.7. Without it the step is 0.2 · 0.5.",
    mistakes={(1.82, 1.9): "You took λ times the square. What is the derivative of λ/2 times the square?",
              (1.94, 1.9): "Should a penalty on the square pull a weight of 2 up or down?",
              (1.88, 1.9): "How does the derivative of λ/2 · w² depend on w = 2?",
              (1.9, 1.86): "The two have changed places. Which one has the penalty?",
              (2.14, 2.1): "You went uphill. Which sign does a step have?"},
)

# %% [markdown] id="mixed-last"
# And the third:

# %% id="mixed-3"
ask.number(
    "60 samples are divided into K = 5 folds. How many samples does each of the five fits train on? The errors on the five "
    "held-out folds are 0.1, 0.2, 0.3, 0.1 and 0.3. What is the estimate of the error?",
    (48, 0.2),
    digits=2,
    why="Each fit leaves out one fold of 12. The estimate is the mean of the five errors.",
    mistakes={(12, 0.2): "That is the size of a fold. Does a fit train on it, or on the others?",
              (60, 0.2): "Then nothing would be held out.",
              (48, 1): "That is the sum of the errors. What is their mean?",
              (48, 0.1): "You chose the best fold. Which of them tells about new data?"},
)
