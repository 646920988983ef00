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
# # Exercises 04c: A hundred thousand classes
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. No axis is empty, but it may have a single entry. The lecture is `notebooks/04c_a_hundred_thousand_classes.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-hier_logprob"
# With 100,000 classes a softmax adds up 100,000 powers for every sample. Hierarchical softmax needs about 17 decisions instead. The classes are the leaves of a binary tree. You start at the root and walk down. At each inner node $k$ you go left with the probability $\sigma(z_k)$ and right with the probability $1 - \sigma(z_k) = \sigma(-z_k)$, where $\sigma(z) = 1/(1 + e^{-z})$ and $z_k$ is the logit of the node. Each of these probabilities holds if the node is reached, so they multiply along the path. The probability of a class is the probability that you end at its leaf. Write `hier_logprob(z_nodes, path, signs)`, which returns the natural logarithm of that probability.
#
# - `z_nodes` has shape `(n_inner,)`: the logits of **all** inner nodes of the tree.
# - `path` is an int64 tensor of shape `(depth,)`: the numbers of the inner nodes on the path to the leaf, the root first. The logit of node $k$ is `z_nodes[k]`. Nodes may be numbered in any order, so the numbers in `path` need not rise. At the nodes that are not in `path` no decision is taken.
# - `signs` has shape `(depth,)` and dtype float64. Its entry is 1 where the path turns left, and $-1$ where it turns right.
# - The result is a single number.
# - Logits may lie anywhere between $-1000$ and 1000. The result must be right there too. You may use any function of torch, also `logsigmoid` and `softplus`. For $z > 20$, `softplus(z)` returns $z$ itself: that error, at most $2.1 \cdot 10^{-9}$, does not count.
#
# By hand, in a tree of three nodes: the root is node 0, its left child node 1, its right child node 2. Let `z_nodes` $= (\log 3, 0.5, 0)$. The leaf with `path` $= (0, 2)$ and `signs` $= (-1, 1)$ is reached by going right at the root, with the probability $1 - \tfrac34 = \tfrac14$, and left at node 2, with the probability $\tfrac12$. Its probability is $\tfrac14 \cdot \tfrac12 = \tfrac18$, so the answer is $\log\tfrac18 = -2.0794$.

# %% id="answer-hier_logprob"
@exercise("hier_logprob")
def hier_logprob(z_nodes, path, signs):
    """Log-probability of one leaf; z_nodes (n_inner,), path (depth,) int64, signs (depth,) of 1 left and -1 right."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each of them needs, you find yourself.

# %% id="mixed-1"
ask.number(
    "A softmax classifier of three classes has equal logits at x = (3, 6), a sample of class 0. What are the two "
    "entries of the derivative of the loss with respect to the weights of class 1?", (1, 2),
    why="p is 1/3 for each class, and class 1 is not the truth: (1/3 - 0)·x",
    mistakes={(-2, -4): "That is for the true class.",
              (-1, -2): "When the logit of a wrong class rises, does the loss rise or fall?",
              (0, 0): "Does the loss stay when the logit of a wrong class rises?",
              (3, 6): "p of the class is missing. What does softmax make of three equal logits?"},
)

# %% [markdown] id="mixed-2-text"
# The second:

# %% id="mixed-2"
ask.number(
    "A model says that one class is nine times as probable as the only other one. What is the logit of the more "
    "probable class?", math.log(9), digits=2,
    why="the logit is the logarithm of the odds, log 9. The probability is 0.9",
    mistakes={0.9: "That is its probability.",
              9: "These are the odds. What does the logit take of them?",
              -math.log(9): "That is the logit of the other class.",
              math.log(0.9): "That is log p. The logit compares p with 1 - p."},
)

# %% [markdown] id="mixed-3-text"
# The third:

# %% id="mixed-3"
ask.number(
    "A batch X has the shape (5, 3). A layer turns it into Z = X @ W.mT, with W of shape (2, 3). What shape has the "
    "derivative of a loss with respect to Z, and what shape the one with respect to X? Give all four numbers.",
    (5, 2, 5, 3),
    why="a derivative has the shape of what it is taken with respect to; Z is (5, 3) @ (3, 2)",
    mistakes={(2, 5, 3, 5): "Rows are examples. Which axis comes first?",
              (5, 2, 2, 3): "The last two belong to W. How is X shaped?",
              (5, 3, 5, 2): "You exchanged the two."},
)
