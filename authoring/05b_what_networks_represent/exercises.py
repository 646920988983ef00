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
# # Exercises 05b: What a network can represent
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `notebooks/05b_what_networks_represent.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A sample has the label y = 1. The model's score for it is z = w · x + b with w = (1, -2), x = (2, 1), b = 0, and it "
    "says p = σ(z). One step of gradient descent with the learning rate 0.4 is made on the loss of this sample alone. "
    "What are the two entries of w then?",
    (1.4, -1.8),
    digits=3,
    why="z is 0, so p = 0.5. The gradient with respect to w is (p - y) x = -0.5 · (2, 1). The step adds 0.4 · 0.5 · (2, 1).",
    mistakes={(0.6, -2.2): "Your step goes uphill. The gradient is (p - y) x, and one goes against it.",
              (1.8, -1.6): "You used a factor of 1 for y - p. What is σ(0)?",
              (2, -1.5): "You took the whole gradient as the step. Where is the learning rate?",
              (1.2, -1.8): "Each entry of w moves by its own entry of x. What is x?",
              (1.1, -1.95): "p (1 - p) cancels in the loss of logistic regression. Is it still in your gradient?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "At some place a model's predictions, trained on four data sets, are 1, 3, 4 and 4. The truth there is 2. What are "
    "bias² and variance (the mean squared deviation from the mean prediction)?",
    (1, 1.5),
    digits=3,
    why="The mean is 3, so bias² is 1. The deviations are -2, 0, 1, 1, and the mean of their squares is 6/4.",
    mistakes={(1, 2): "You divided 6 by three. The mean of four squares divides by four.",
              (1, 2.5): "2.5 is the mean squared deviation from the truth, and that is bias² and variance together.",
              (1, 6): "That is the sum of the squares.",
              (9, 1.5): "Bias is mean prediction minus truth. What is the truth?",
              (2.25, 1.5): "What is the mean of 1, 3, 4 and 4? You may have taken the middle one."},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "A classifier of three classes has the logits (2, 1, -1) for a sample. All three logits are raised by 5. What "
    "happens to the loss of the sample, whose true class is the second?",
    {"it stays": "Each power of e grows by the same factor, which cancels in the fraction.",
     "it falls by 5": "The logit of its class rises by 5, but what happens to the logarithm of the sum?",
     "it rises by 5": "The logarithm of the sum rises by 5. And the logit of its own class?",
     "it falls, since the model becomes surer": "Only differences of logits count. Did one change?"},
    right="it stays",
)
