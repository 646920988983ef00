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
# # Exercises 17a: Markov chains
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold here. All tensors are float64. Compute in float64 too: seven digits are compared. No argument may be changed in place. The lecture is `notebooks/17a_markov_chains.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-stationary"
# A Markov chain moves between $n$ states. After many steps it spends a certain share of its time in each of them. Write `stationary(P)`, which finds these shares.
#
# - `P` has shape `(n, n)`. Entry $(i, j)$ is the probability that a step leads from state $i$ to state $j$. So each row adds up to 1, and no entry is below 0.
# - The result is one tensor $\pi$ of shape `(n,)`, the distribution that a step leaves as it is: $\pi P = \pi$, with $\pi$ as a row on the left. Entry $i$ belongs to state $i$. The entries add up to 1.
# - Every `P` here has exactly one such distribution. It is the same whichever state the chain starts in.
# - Some chains swing: they come back to a state only after an even number of steps. Some hardly move: they stay with a probability of 0.99998. Your answer should be right for these, too.
# - A state that is left for ever has the probability 0 in the long run.
# - $n$ may be 1. Then the result is a tensor with the single entry 1.
# - Anything in torch may be used, `torch.linalg` too.
#
# By hand, with $P = \begin{pmatrix} 0.9 & 0.1 \\ 0.5 & 0.5 \end{pmatrix}$. State 0 loses $0.1\, \pi_0$ in a step, and gets $0.5\, \pi_1$ back:
#
# | what | number |
# |---|---|
# | as much out as in | $0.1\, \pi_0 = 0.5\, \pi_1$, so $\pi_0 = 5\, \pi_1$ |
# | the entries add up to 1 | $5\, \pi_1 + \pi_1 = 1$ |
# | the result | $(5/6,\ 1/6) = (0.8333,\ 0.1667)$ |
# | the test | $0.8333 \cdot 0.9 + 0.1667 \cdot 0.5 = 0.8333$ |

# %% id="ask-stationary"
ask.number(
    "In each step, state 0 is left with probability 0.2 and state 1 with probability 0.3. There are no other states. What is the "
    "stationary probability of state 0?",
    0.6,
    why="0.2 times the first is 0.3 times the second, so they are as 3 to 2",
    mistakes={0.4: "Does a chain spend more time in the state that it leaves less often?",
              0.5: "The two states are not left equally often. What flows out of each?",
              1.5: "That is the ratio of the two. What should they add up to?",
              0.55: "That is one step from equal probabilities. Does one more step change it?",
              0.8: "That is the probability to stay for one step."},
)

# %% [markdown] id="task-stationary-now"
# Now for any number of states.

# %% id="answer-stationary"
@exercise("stationary")
def stationary(P):
    """The distribution (n,) that a step leaves as it is; P (n, n), a row for each state that a step leads from."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "Somebody draws letters: a with probability 1/2, b and c with 1/4 each. You may ask questions with yes or no, one after "
    "another, until you know the letter. How many do you need on average, if you ask in the best way?",
    1.5,
    why="the entropy is 1/2 · 1 + 1/4 · 2 + 1/4 · 2 bits; asking for a first reaches it",
    mistakes={1.0397207708399179: "That is the entropy in nats. How many questions does one bit stand for?",
              2: "You ask two questions for every letter. For which one is the first enough?",
              1.584962500721156: "That would be right for three letters that are equally probable.",
              1.6666666666666667: "That is the mean over the three letters. How often is each drawn?",
              1: "One question settles only the letter a."},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "An LSTM has the cell 2, the forget gate 0.5, the input gate 1 and the candidate -0.4. Its output gate is 0.5. What is its "
    "new state h?",
    0.26852478399401996,
    digits=3,
    why="the new cell is 0.5 · 2 + 1 · (-0.4) = 0.6, and 0.5 · tanh 0.6 = 0.2685",
    mistakes={0.3: "You have half of the new cell. What does the cell pass through on its way to h?",
              0.5370495669980353: "That is tanh of the new cell. What does the output gate do?",
              0.6: "That is the new cell.",
              0.4426757: "You left out the candidate: tanh of 0.5 · 2 + 0.4. Which sign has it?",
              0.4820138: "The forget gate keeps half of the cell."},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "The best of 50 configurations on the validation set has an error of 0.080 there. On new data it has 0.094. Nothing was computed "
    "wrongly. What explains the difference best?",
    {"the smallest of 50 noisy numbers is smaller than what it measures": "The 50 errors have noise. The one that is chosen is "
                                                                          "often one that was lucky.",
     "the model was trained for too long": "That would raise the error on both. Why is the validation set better off?",
     "new data is harder": "If it comes from the same distribution, it is not.",
     "the learning rate was too high": "The same model is measured twice. What changed is the data."},
    right="the smallest of 50 noisy numbers is smaller than what it measures",
)
