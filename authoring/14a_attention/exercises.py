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
# # Exercises 14a: Attention
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64, masks excepted. Compute in float64 too: ten digits are compared. No argument may be changed in place. The lecture is `notebooks/14a_attention.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-attention"
# Attention looks something up. Each query compares itself with every key. A key that fits well gives its value a large weight. The answer to a query is the weighted mean of the values. Write `attention(Q, K, V, mask)`.
#
# - `Q` has shape `(m, n)`: $m$ queries of width $n$. `K` has shape `(p, n)`: $p$ keys of the same width. `V` has shape `(p, q)`: the value of each key, of width $q$.
# - The score of query $i$ and key $j$ is their scalar product, divided by $\sqrt n$. Here $n$ is the width of a key. All scores together are $S = QK^\top/\sqrt n$, of shape `(m, p)`.
# - `mask` is `None` or a boolean tensor of shape `(m, p)`. `None` means that every query may look at every key. In a tensor, `True` at $(i, j)$ means that query $i$ may look at key $j$, and `False` hides this key from it.
# - The weights $A$ are the softmax of each row of $S$, over the keys that the query may look at. A hidden key has the weight 0. So each row of $A$ adds up to 1, with a mask too.
# - In every row of `mask` at least one entry is `True`. A query that may look at nothing does not occur.
# - Scores can be in the thousands, above and below 0. A hidden key may have the largest score of its row.
# - The result is one tensor, $AV$, of shape `(m, q)`. Each of $m$, $n$, $p$, $q$ may be 1.
# - The attention of torch is not allowed. `torch.softmax` is.
#
# By hand, with two queries, three keys and $n = 4$, so $\sqrt n = 2$. Here $\log$ is the natural logarithm:
#
# $$Q = \begin{pmatrix} 2 & 0 & 0 & 0 \\ 0 & 2 & 0 & 0 \end{pmatrix} \qquad K = \begin{pmatrix} 0 & \log 3 & 0 & 0 \\ \log 3 & 0 & 0 & 0 \\ \log 4 & \log 8 & 0 & 0 \end{pmatrix} \qquad V = \begin{pmatrix} 8 & 0 \\ 0 & 8 \\ 4 & 4 \end{pmatrix}$$
#
# The first query may look at all keys. The second one may not look at the third key.
#
# | query | row of $S$ | exponentials that count | weights | row of the result |
# |---|---|---|---|---|
# | first | $0,\ \log 3,\ \log 4$ | 1, 3, 4 | 1/8, 3/8, 4/8 | $\frac18 (8, 0) + \frac38 (0, 8) + \frac48 (4, 4) = (3, 5)$ |
# | second | $\log 3,\ 0,\ \log 8$ | 3, 1 | 3/4, 1/4, 0 | $\frac34 (8, 0) + \frac14 (0, 8) = (6, 2)$ |

# %% id="ask-attention"
ask.number(
    "A query has the scaled scores 0, log 3 and log 6 for three keys. It may not look at the last one. What is the "
    "weight of the second key?",
    0.75,
    why="the exponentials that count are 1 and 3, so the weight is 3/4",
    mistakes={0.3: "That is 3 of 1 + 3 + 6. Does a hidden key have a part in the sum?",
              0.6: "With the hidden score set to 0, its exponential is 1. Which weight should a hidden key have?",
              3: "That is the exponential. What is it divided by?",
              1: "The first key may be looked at too. Which exponential has the score 0?",
              0.25: "That is the weight of the first key."},
)

# %% [markdown] id="task-attention-now"
# Now for any number of queries and keys.

# %% id="answer-attention"
@exercise("attention")
def attention(Q, K, V, mask):
    """Values mixed for each query, (m, q); Q (m, n), K (p, n), V (p, q), mask boolean (m, p) or None."""

# %% [markdown] id="task-positional_encoding"
# Attention does not see in which order the tokens come. So each position $t$ gets a row of numbers that tells it apart. The row holds sines and cosines of several wavelengths. The fast waves tell neighbours apart, and the slow ones tell near from far. Write `positional_encoding(T, d)`.
#
# - `T` and `d` are whole numbers, each at least 1. The result is one float64 tensor of shape `(T, d)`: a row for each position, and $d$ columns.
# - The positions are $t = 0, 1, \dots, T - 1$.
# - The columns come in pairs. Pair $i$ stands in the columns $2i$ and $2i + 1$, for $i = 0, 1, 2, \dots$ Both of its columns have the same angle,
#
# $$\alpha = \frac{t}{10000^{\,2i/d}}\,.$$
#
# - Column $2i$ holds $\sin \alpha$, and column $2i + 1$ holds $\cos \alpha$. The angle is in radians.
# - If $d$ is odd, the last column is the sine of a pair whose cosine is left out. The exponent is $2i/d$ with this odd $d$.
# - $T$ can be in the hundreds. Compute in float64 throughout, because an angle of 450 in float32 is not exact enough.
#
# By hand, for $T = 3$ and $d = 4$. The first pair has $10000^{0/4} = 1$ below the line, the second one $10000^{2/4} = 100$.
#
# | $t$ | $\sin t$ | $\cos t$ | $\sin(t/100)$ | $\cos(t/100)$ |
# |---|---|---|---|---|
# | 0 | 0 | 1 | 0 | 1 |
# | 1 | 0.8415 | 0.5403 | 0.0100 | 1.0000 |
# | 2 | 0.9093 | $-0.4161$ | 0.0200 | 0.9998 |
#
# With $d = 5$ there are three sines and two cosines. The last column holds $\sin(t/10000^{4/5}) = \sin(t/1584.89)$.

# %% id="ask-positional_encoding"
ask.number(
    "With d = 8, by which number is t divided in the columns 4 and 5?",
    100,
    why="they are the pair i = 2, and 10000^(4/8) is the root of 10000",
    mistakes={10: "You have 10000^(2/8). Which power belongs to the pair i = 2?",
              1000: "You have 10000^(6/8). Are the pairs counted from 0 or from 1?",
              10000: "You have 10000^(8/8). Is the column 4 the number of its pair?",
              4: "That is 2i. On what does 2i/d stand as an exponent?",
              316.2277660168379: "You have 10000^(5/8). Do both columns of a pair have the same angle?"},
)

# %% [markdown] id="task-positional_encoding-now"
# Now the whole table.

# %% id="answer-positional_encoding"
@exercise("positional_encoding")
def positional_encoding(T, d):
    """Sines and cosines that tell positions, (T, d) in float64; row t, pairs of columns from fast to slow."""

# %% [markdown] id="task-attention_backward"
# A loss follows behind attention. It sends back `out_bar`, the derivative of the loss with respect to each entry of the output. As before, $\bar x$ stands for the derivative of the loss with respect to $x$. Write `attention_backward(Q, K, V, out_bar)`. It returns three tensors, `(Q_bar, K_bar, V_bar)`.
#
# - `Q` has shape `(m, n)`, `K` has shape `(p, n)`, `V` has shape `(p, q)` and `out_bar` has shape `(m, q)`. Each of $m$, $n$, $p$, $q$ may be 1.
# - The forward pass has no mask. The scores are $S = QK^\top/\sqrt n$, where $n$ is the width of a key. The weights $A$ are the softmax of each row of $S$, so each row of $A$ adds up to 1. The output is $AV$.
# - When one score of a row moves, all weights of this row move. The scores of other rows do not move them.
# - `Q_bar`, `K_bar` and `V_bar` have the shapes of `Q`, `K` and `V`. Every query looks at every key, so a key and its value get something back from all $m$ queries: the sum.
# - The loss is whatever `out_bar` comes from: nothing is divided by $m$ for its sake.
# - Scores can be in the thousands. With a single key every weight is 1, and `Q_bar` and `K_bar` are 0.
# - Derive the gradients yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. The attention of torch is not allowed either. `torch.softmax` is.
#
# By hand, with one query, two keys and $n = 4$, so $\sqrt n = 2$. Let $Q = (2, 0, 0, 0)$, and let the keys be $(0, 1, 0, 0)$ and $(\log 3, 0, 2, 0)$. The values are 0 and 4, and $\overline{\text{out}} = 2$.
#
# | what | first key | second key |
# |---|---|---|
# | score | 0 | $\log 3$ |
# | weight | 1/4 | 3/4 |
# | row of $\bar V$ | 0.5 | 1.5 |
# | derivative of the loss with respect to the weight | 0 | 8 |
# | derivative of the loss with respect to the score | $-1.5$ | 1.5 |
# | row of $\bar K$ | $(-1.5, 0, 0, 0)$ | $(1.5, 0, 0, 0)$ |
#
# The output is $\frac34 \cdot 4 = 3$, and $\bar Q = (0.8240, -0.75, 1.5, 0)$. The two derivatives with respect to the scores add up to 0. That must be so: when all scores of a row rise by the same amount, no weight moves.

# %% id="ask-attention_backward"
ask.number(
    "A query has the weights 1/2, 1/4 and 1/4. The derivatives of the loss with respect to these weights are 4, 0 and 0. "
    "What is the derivative of the loss with respect to the second score?",
    -0.5,
    why="when the second score rises, its own weight rises and the first one falls by 1/4 · 1/2 of it, so the loss moves "
        "by -1/8 · 4",
    mistakes={0: "The derivative for its own weight is 0. What becomes of the first weight, when the second score rises?",
              0.5: "Does the first weight rise or fall, when the second score rises?",
              1: "That is the derivative with respect to the first score, 1/2 · (4 - 2). Which weight does the second "
                 "score have?",
              -2: "You took off the mean of the row, 2. What stands in front of the bracket?",
              -1: "You have 1/4 · (0 - 4). With which weight does the 4 enter the mean of the row?",
              -1 / 3: "You took off 4/3, the plain mean. Which weights has the mean of a row?"},
)

# %% [markdown] id="task-attention_backward-now"
# Go back line by line. Check the shape of each product.

# %% id="answer-attention_backward"
@exercise("attention_backward")
def attention_backward(Q, K, V, out_bar):
    """(Q_bar (m, n), K_bar (p, n), V_bar (p, q)) of attention without a mask; out_bar (m, q)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A classifier has the logits 2 and 0 for two classes. Both logits are divided by 2 before the softmax. By which "
    "factor is the first class more probable than the second one afterwards?",
    2.718281828459045,
    digits=2,
    why="the halved logits differ by 1, and the ratio of two probabilities of a softmax is e to this difference",
    mistakes={7.38905609893065: "That is e². By how much do the halved logits differ?",
              0.7310585786300049: "That is the probability of the first class. What is that of the second one?",
              1: "That is the difference of the halved logits. What does the softmax make of a difference?",
              2: "The ratio of probabilities is not that of logits. What does the softmax do with each logit first?",
              3.694528049465325: "That is half of e². Is the ratio halved, or the logits?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.choose(
    "A convolution with a kernel of 3 × 3 runs over an image of 32 × 32, with stride 1 and without padding. A second one of "
    "the same kind follows. How large is the image then?",
    {"28 × 28": "Each of the two takes one pixel from each side: 32, 30, 28.",
     "30 × 30": "That is the size after the first one.",
     "26 × 26": "That would be three of them.",
     "32 × 32": "That needs a padding of 1. What happens at the border without it?"},
    right="28 × 28",
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.number(
    "A layer normalisation gets one sample with the four features 1, 1, 3 and 3. Its gamma is 5 in every feature, its beta "
    "is 2, and its epsilon is so small that it plays no part. What comes out for the first feature?",
    -3,
    why="the mean is 2, the variance is 1, so the normalised feature is -1, and 5 · (-1) + 2 = -3",
    mistakes={-5: "Where is beta?",
              -1: "That is the normalised feature. What do gamma and beta do with it?",
              7: "Is the first feature above or below the mean?",
              5: "Does gamma multiply, and what is added then?",
              -2.3301270189221936: "Your variance is 4/3. By what is the sum of the squares divided in a layer "
                                  "normalisation?"},
)
