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
# # Exercises 02b: Generalisation
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. The lecture is `notebooks/02b_generalisation.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-bias_variance"
# A method was fitted to several data sets, once to each. Then each fit made a prediction at several points. Write `bias_variance(preds, g_x0, sigma)`, which splits the risk at each point. It returns `(bias2, var, noise)`.
#
# - `preds` has shape `(fits, points)`: row $r$ holds what fit $r$ predicts at the points. Both axes have at least one entry.
# - `g_x0` has shape `(points,)`: the truth at the points, without noise. `sigma` is a float, 0 or above: the standard deviation of the noise in new targets.
# - `bias2` has shape `(points,)`: at each point, the square of (mean prediction minus truth).
# - `var` has shape `(points,)`: at each point, the mean squared deviation of the predictions from *their own mean*. The mean is taken over the fits, so divide by the number of fits. Then `bias2 + var` is exactly the mean of (prediction minus truth)².
# - `noise` is a single number: the mean square of the noise in new targets.
# - Each point is treated by itself. With a single fit, `var` is 0.
# - Predictions may be about 10 000 and differ by about 1. `var` must have ten digits there too.
#
# By hand, for three fits and one point: the predictions are 1, 3 and 5, the truth is 2, and $\sigma = 0.5$. The mean prediction is 3, so `bias2` is $(3-2)^2 = 1$. The deviations from 3 are $-2$, 0 and 2, so `var` is $(4 + 0 + 4)/3 = 2.667$. And `noise` is 0.25.

# %% id="ask-bias_variance"
ask.number(
    "Two fits predict at two points: the first (1, 10), the second (5, 10). The truth is (3, 7) and σ = 2. Work out bias2 "
    "at both points, var at both points, and noise: five numbers.",
    (0, 9, 4, 0, 4),
    why="Point 1: the mean is 3, so bias2 is 0 and var is (4 + 4)/2. Point 2: the mean is 10, so bias2 is 9 and var is 0.",
    mistakes={(0, 3, 4, 0, 4): "Your bias at the second point is not squared.",
              (4, 9, 4, 0, 4): "At the first point you averaged the squares (1 - 3)² and (5 - 3)². Average the "
                               "predictions first.",
              (0, 9, 8, 0, 4): "By how many fits did you divide the squared deviations?",
              (0, 9, 2, 0, 4): "That is the standard deviation. What is the variance?",
              (0, 9, 4, 0, 2): "That is σ. What is the mean square of the noise?",
              (0, 9, 4, 9, 4): "At the second point you measured from the truth. From what does a variance measure?",
              (4, 0, 0, 9, 4): "Which two of the four are the bias?"},
)

# %% [markdown] id="own-bias_variance"
# Now for any number of fits and points.

# %% id="answer-bias_variance"
@exercise("bias_variance")
def bias_variance(preds, g_x0, sigma):
    """Parts of the risk, (bias2 (points,), var (points,), noise); preds (fits, points), g_x0 (points,), sigma a float."""

# %% [markdown] id="task-world_risk"
# A model was tested on a sample. The sample falls into groups, such as day and night, and each group was sampled independently of the others. But the groups do not have the shares that they have in the world. Write `world_risk(losses, group, shares)`. It returns `(risk, standard_error)`: an estimate of the model's risk in the world, and how far that estimate is typically off.
#
# - `losses` has shape `(samples,)`: the loss of each sample. `group` has shape `(samples,)` and dtype int64: the number of its group, counted from 0. The samples stand in any order.
# - `shares` has shape `(groups,)`: the share of each group in the world. Its entries are 0 or above and add up to 1.
# - In the estimate each group counts as much as it does in the world, however many of its samples there are. Within a group all samples count alike.
# - The standard error of the mean of one group with $n$ samples is $\sqrt{s^2/n}$. Here $s^2$ is the sum of the squared deviations from this group's mean, divided by $n - 1$. Find out yourself how the errors of the groups combine to one of the estimate. (When a number is multiplied by $q$, its squared error is multiplied by $q^2$. Squared errors of independent numbers add.)
# - A group with the share 0 counts nothing, whether the sample holds it or not.
# - A group of the world (share above 0) with a single sample has a mean, but its spread is unknown. Then `standard_error` is `inf`.
# - If a group of the world has no sample at all, nothing is known of its losses, and losses have no upper end. Then both `risk` and `standard_error` are `inf`.
# - Both results are single numbers. (In torch the quotient of two integer tensors is float32. Make counts float64 first.)
#
# By hand: the losses are 1, 3 in group 0 and 8, 12 in group 1, with the shares 0.75 and 0.25. The group means are 2 and 10, so the risk is $0.75 \cdot 2 + 0.25 \cdot 10 = 4$. The plain mean of the sample would be 6. The two $s^2$ are 2 and 8, so the squared standard errors of the two means are $2/2 = 1$ and $8/2 = 4$. The result's standard error is 0.9014.

# %% id="ask-world_risk"
ask.number(
    "A group of 4 samples has the losses 2, 2, 6 and 6. It makes up half of the world. What is the standard error of this "
    "group's mean? And how much does the group add to the squared standard error of the risk?",
    ((16 / 3 / 4) ** 0.5, 1 / 3),
    digits=3,
    why="The deviations from 4 are 2 in size, so s² is 16/3, and s²/4 is 1.333, with the root 1.155. Half of a number has "
        "a quarter of its squared error: 0.333.",
    mistakes={((16 / 3 / 4) ** 0.5, 2 / 3): "You halved the squared error. What does halving a number do to its square?",
              ((16 / 3) ** 0.5, 4 / 3): "That is s itself, how far single losses lie apart. How far off is their mean?",
              (1, 0.25): "Your s² divides by 4. By what does the text divide?",
              (4 / 3, 1 / 3): "The second number is right. The first is still squared.",
              ((16 / 3 / 4) ** 0.5, 4 / 3): "The group makes up half of the world only. How does that enter?"},
)

# %% [markdown] id="own-world_risk"
# Now for any sample. Think of the groups that are missing, too.

# %% id="answer-world_risk"
@exercise("world_risk")
def world_risk(losses, group, shares):
    """Estimate (risk, standard_error) for a world with these shares; losses (samples,), group (samples,), shares (groups,)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "Three points are to lie near a line through the origin, y = w · x: (1, 3), (2, 3), (3, 6). The loss is the mean of the "
    "squared misses. Which w makes it smallest?",
    27 / 14,
    digits=3,
    why="The slope, 2/3 · (1 · (w - 3) + 2 · (2w - 3) + 3 · (3w - 6)), is 0 where 14w = 27.",
    mistakes={13 / 6: "You averaged the three quotients y/x. Where is the slope of the mean loss 0?",
              2: "That is the sum of y over the sum of x. Each miss is multiplied by its own x in the slope.",
              1.5: "That is the slope of a line that need not pass through the origin. This one must.",
              27: "That is the sum of x · y. By what is it divided?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "A program uses x twice: u = 3x, v = x², and y = u + 2v. By how much does y change, about, when x moves from 2 to 2.01?",
    0.11,
    digits=2,
    why="The first route has the slope 3, the second 2 · 2x = 8. Together 11, times 0.01.",
    mistakes={0.24: "You multiplied the two routes. What do routes do?",
              0.07: "In the second route v is taken twice. Is that in your slope?",
              0.03: "That is the first route alone. x is used twice.",
              0.08: "That is the second route alone. x is used twice.",
              11: "That is the slope. How far does x move?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "`preds` has shape (5, 3) and `target` has shape (5). You want the miss of every prediction from the target of its own "
    "row, with the shape (5, 3). Which line gives it?",
    {"`preds - target`": "Sizes are matched from the right: 3 meets 5, and the program stops.",
     "`preds - target[:, None]`": "`target[:, None]` is (5, 1), and its single column is repeated three times.",
     "`preds - target[None, :]`": "`target[None, :]` is (1, 5): 3 meets 5, and the program stops.",
     "`(preds.mT - target).sum(0)`": "The difference is right but for its axes. What does `.sum(0)` do to it?"},
    right="`preds - target[:, None]`",
)
