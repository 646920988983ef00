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
# # Exercises 06b: Losses for sequences and rankings
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `notebooks/06b_sequences_and_rankings.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-ctc_nll"
# A path names one class for each frame. Class 0 is the blank. A path spells a word: equal neighbours become one, then the blanks are taken out. Write `ctc_nll(logp, target)`. It returns the negative log-likelihood of a word, $-\log P$, where $P$ is the sum over all paths that spell it.
#
# - `logp` is a float64 tensor of shape `(frames, classes)`, with at least one frame. Row $t$ holds the natural logarithms of the probabilities of frame $t$. All are finite.
# - `target` is an int64 tensor of shape `(labels,)`, with at least one label. Labels lie from 1 to `classes - 1`. Equal labels may follow each other. Neither argument may be changed in place.
# - The result is a float64 tensor of shape `()`, in nats. It is not divided by the number of labels or frames.
# - If there are too few frames for any path, $P = 0$, and the result is `inf`.
# - Entries of `logp` may be as low as $-3000$. Then a probability is stored as 0, but its logarithm is not lost. The result must be right there, too.
# - Ten digits are compared. The CTC losses of torch are not allowed.
#
# By hand for two frames. The probabilities are (0.6, 0.4) and (0.5, 0.5), and the word has the label 1, written A. The paths `-A`, `A-` and `AA` have $0.6 \cdot 0.5 = 0.3$, $0.4 \cdot 0.5 = 0.2$ and $0.4 \cdot 0.5 = 0.2$. So $P = 0.7$, and the result is $-\log 0.7 = 0.3567$. With two frames the word AA has no path, and the result is `inf`.

# %% id="answer-ctc_nll"
@exercise("ctc_nll")
def ctc_nll(logp, target):
    """Negative log-likelihood of the labels in target, shape (); logp has shape (frames, classes), class 0 is the blank."""

# %% [markdown] id="task-triplet"
# A triplet has an anchor $a$, a positive $p$ and a negative $n$. Let $d$ be the straight distance, and $m$ the margin. The loss of one triplet is
#
# $$\max(0,\ d(a, p) - d(a, n) + m)$$
#
# Write `triplet(a, p, n, m)`. It returns the **mean** of this loss over a batch of triplets.
#
# - `a`, `p` and `n` are float64 tensors of shape `(batch, axes)`, each with at least one entry. Row $i$ of the three is triplet $i$. None may be changed in place. `m` is a float above 0.
# - The result is a float64 tensor of shape `()`. Triplets that keep the margin count in the mean, with a loss of 0.
# - A positive may lie in the place of its anchor. Then $d(a, p)$ is exactly 0.
# - Ten digits are compared. The triplet losses of torch are not allowed. (torch adds a millionth to each difference.)
#
# By hand for $m = 2$. The triplet $a = (0, 0)$, $p = (3, 4)$, $n = (0, 6)$ has the distances 5 and 6: it costs $5 - 6 + 2 = 1$. The triplet $a = (1, 1)$, $p = (1, 3)$, $n = (4, 5)$ has the distances 2 and 5. It keeps the margin, and costs 0. The mean of the two is 0.5.

# %% id="answer-triplet"
@exercise("triplet")
def triplet(a, p, n, m):
    """Mean triplet loss, shape (); a, p and n have shape (batch, axes), m is the margin."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "Three classes have the logits 0, 0 and 2, and the last class is the truth. Given: e² = 7.389. What does the sample "
    "cost, and what is the slope with respect to the logit of the truth?",
    (0.2395, -0.2130),
    digits=3,
    why="The probability of the truth is 7.389/9.389 = 0.787. The cost is -log 0.787, and the slope 0.787 - 1.",
    mistakes={(0.2395, 0.7870): "That is the probability. Which target is taken off?",
              (0.2395, 0.2130): "A step goes against the slope. Should this logit rise?",
              (0.7870, -0.2130): "The first is the probability of the truth. What does it cost?",
              (0.1269, -0.1192): "There are three classes. What does each of the other two add?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "The targets are 1, 2 and 12. Which single prediction is best for squared misses, and which for their sizes?",
    (5, 2),
    why="Squares lead to the mean 15/3, sizes to the middle one in order.",
    mistakes={(2, 5): "Which loss pulls harder the farther a target lies?",
              (5, 5): "Sizes pull alike at every target. How many targets lie below 5?",
              (7.5, 2): "The mean adds all three and divides by 3."},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "A neighbour classifier has two inputs: height in metres and weight in grams. Its answers hardly depend on the "
    "height. What helps?",
    {"more neighbours": "Does the distance change with their number?",
     "to divide each input by its spread": "Grams are large numbers and rule the distance. After the division both count "
                                           "alike.",
     "a wider margin": "Which of the two inputs rules the distance?",
     "more training samples": "The distance between two people stays the same. Which input rules it?"},
    right="to divide each input by its spread",
)
