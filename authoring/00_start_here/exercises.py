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
# # Exercises 00: Start here
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/00_start_here.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-cross_entropy"
# This first exercise also shows how the cards work. Run the answer cell as it is: the card says that nothing was attempted. Then return something wrong, such as `p.sum()`, and look at what the card tells you; its hints open one inside the other.
#
# Write `cross_entropy(p, q)`. Both are float64 tensors of shape `(classes,)` that add up to 1: `p` says how often each class happens, `q` what a model expects. The result is one number, in nats (natural logarithm): the average over what happens of $-\log q_i$, how surprised the model is. A class with $p_i = 0$ counts 0, whatever $q_i$ is. If a class happens that the model rules out ($p_i > 0$, $q_i = 0$), the result is `inf`.
#
# By hand: for $p = (0.5, 0.5)$ and $q = (0.9, 0.1)$ the surprises are $-\log 0.9 = 0.105$ and $-\log 0.1 = 2.303$, and each comes half of the time: $0.5\cdot0.105 + 0.5\cdot2.303 = 1.204$. A model with $q = p$ has $0.693$.

# %% id="ask-cross_entropy"
ask.number(
    "p = (0.75, 0.25) and q = (0.5, 0.5). Fill the blanks: 0.75 · __ + 0.25 · __ = __ (in nats; log 0.5 = -0.693).",
    "0.693 and 0.693, together 0.693",
    mistakes={"-0.693": "The logarithm of a probability is negative; a surprise is its opposite.",
              "1": "That is in bits, with the logarithm to base 2.",
              "0.837": "You averaged -log p under q. Which of the two says what happens?"},
)

# %% [markdown] id="task-cross_entropy-now"
# Now for any number of classes, zeros included.

# %% id="answer-cross_entropy"
@exercise("cross_entropy")
def cross_entropy(p, q):
    """The cross-entropy in nats of the distributions p and q, both (classes,): one number."""
