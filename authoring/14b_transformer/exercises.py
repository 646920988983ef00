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
# # Exercises 14b: The transformer block and a small language model
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64 too: ten digits are compared. No argument may be changed in place. The lecture is `notebooks/14b_transformer.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-multi_head"
# A text of $T$ tokens looks at itself. Several heads do so side by side, each with columns of its own. No token may see what comes later. Write `multi_head(x, Wq, Wk, Wv, Wo, heads)`.
#
# - `x` has shape `(T, d)`: a row for each position, $d$ numbers each. The four weights have shape `(d, d)`, as `(out, in)`, and there are no biases. `heads` is a whole number that divides $d$. Each of $T$, $d$ and `heads` may be 1.
# - The queries of all heads together are $Q = x W_q^\top$, the keys are $K = x W_k^\top$, the values are $V = x W_v^\top$. Each has shape `(T, d)`.
# - A head has the width $w = d/\text{heads}$. Head 0 has the first $w$ columns of $Q$, of $K$ and of $V$. Head 1 has the next $w$ columns, and so on.
# - Each head attends with its own columns: its scores are the scalar products of its queries and keys, divided by $\sqrt w$. Its weights are a softmax of each row of scores.
# - The mask is causal in every head. Position $t$ may look at the positions $0$ to $t$, itself included. A later position has the weight 0. So the weights of position $t$ for $0$ to $t$ add up to 1, and position 0 looks at itself alone.
# - The heads' results, each of shape `(T, w)`, stand side by side in one table: head 0 in the first $w$ columns, and so on. This joined table is $C$, of shape `(T, d)`.
# - The result is one tensor, $C W_o^\top$, of shape `(T, d)`. Nothing is added to it.
# - Scores can be in the thousands, above and below 0. A later position may have the largest score of its row.
# - The attention of torch is not allowed. `torch.softmax` is.
#
# By hand, for two tokens, $d = 2$ and two heads. So each head has one column, and $\sqrt w = 1$. Here $\log$ is the natural logarithm:
#
# $$x = \begin{pmatrix} 1 & 0 \\ 0 & 2 \end{pmatrix} \quad W_q = \begin{pmatrix} 5 & \frac12 \\ 7 & \frac12 \end{pmatrix} \quad W_k = \begin{pmatrix} 0 & \frac12 \log 3 \\ \log 3 & 0 \end{pmatrix} \quad W_v = \begin{pmatrix} 4 & 4 \\ 0 & 6 \end{pmatrix} \quad W_o = \begin{pmatrix} 1 & 2 \\ 0 & 1 \end{pmatrix}$$
#
# The products are
#
# $$Q = \begin{pmatrix} 5 & 7 \\ 1 & 1 \end{pmatrix} \qquad K = \begin{pmatrix} 0 & \log 3 \\ \log 3 & 0 \end{pmatrix} \qquad V = \begin{pmatrix} 4 & 0 \\ 8 & 12 \end{pmatrix}$$
#
# Position 0 looks at itself alone, so each head gives its value there: 4 and 0. At position 1:
#
# | head | scores of position 1 | weights | result |
# |---|---|---|---|
# | 0 | $0,\ \log 3$ | 1/4, 3/4 | $\frac14 \cdot 4 + \frac34 \cdot 8 = 7$ |
# | 1 | $\log 3,\ 0$ | 3/4, 1/4 | $\frac34 \cdot 0 + \frac14 \cdot 12 = 3$ |
#
# The joined table is $C = \begin{pmatrix} 4 & 0 \\ 7 & 3 \end{pmatrix}$, and the result is $C W_o^\top = \begin{pmatrix} 4 & 0 \\ 13 & 3 \end{pmatrix}$.

# %% id="ask-multi_head"
ask.choose(
    "x has shape (5, 12), and there are 3 heads. Every score before the softmax is one number of a table, with one table for "
    "each head. Which shape do the three tables have together, and by what are the scores divided?",
    {"(3, 5, 5), by 2": "Each head compares 5 positions with 5 positions, and its width is 12/3 = 4.",
     "(3, 5, 5), by √12": "The shape is right. How many products does one score of one head sum?",
     "(3, 4, 4), by 2": "That compares columns. Which things look at which?",
     "(5, 3, 3), by 2": "That compares the heads of one position. Which things look at which?",
     "(3, 5, 5), by √3": "3 is the number of heads. How wide is one of them?"},
    right="(3, 5, 5), by 2",
)

# %% [markdown] id="task-multi_head-now"
# A loop over the heads is fine. So is one product for all of them.

# %% id="answer-multi_head"
@exercise("multi_head")
def multi_head(x, Wq, Wk, Wv, Wo, heads):
    """Several causal heads of self-attention, (T, d); x (T, d), the weights (d, d) as (out, in), no biases."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A recurrent network h → tanh(u h) has the weight u = 0.5 and starts at h = 0, where the slope of tanh is 1. It takes three "
    "steps, and h stays at 0. By which factor does the last state move, when the first one moves by a little?",
    0.125,
    digits=3,
    why="each step has the factor 0.5 · 1, and three of them make 0.5 to the power 3",
    mistakes={1.5: "The factors of the steps are multiplied, not added.",
              0.5: "That is one step. There are three.",
              0: "h stays at 0, but what becomes of a small movement of it?",
              0.25: "That is two steps.",
              8: "Does a factor below 1 make a movement larger?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "A block computes x + f(x). Behind it the loss has the derivative 3 with respect to the block's output, a single number. "
    "The slope of f is -0.25 at this x. What is the derivative of the loss with respect to x?",
    2.25,
    why="x moves the output by 1 + (-0.25) = 0.75 times as much, and 3 · 0.75 = 2.25",
    mistakes={-0.75: "That is the way through f. Which other way does x have to the output?",
              3: "That is the way past f. What does the way through f add?",
              3.75: "Does the output rise or fall with f?",
              0.75: "How far does the loss move, when the output moves by 1?",
              2.75: "You added the slope to the 3. What is multiplied by what?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "A model is trained on 900 examples and measured on 100 others. Every change that improves the measure on the 100 is "
    "kept, for fifty changes. What does the measure on these 100 say in the end?",
    {"less than it seems: it is too good on average": "Fifty choices were made by these 100, so they have become part of the "
                                                     "training.",
     "the error on new examples, without a bias": "It was so for the first model. By what were the fifty changes chosen?",
     "nothing, because 100 are too few": "They say something, with a spread. What has happened to them besides?",
     "too bad a value, because training did not use them": "Did the choice of the changes not use them?"},
    right="less than it seems: it is too good on average",
)
