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
# # Exercises 01a: The recipe
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. No axis is empty, but it may have a single entry. The lecture is `notebooks/01a_the_recipe.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-recipe_step"
# A cup of coffee cools. After $x$ minutes it is $\hat y = a\,e^{-kx}$ degrees warmer than the room. The model has two parameters: $a$ says how warm it is at the start, and $k$ how fast it cools. Write `recipe_step(theta, x, y, eta)`, which takes one step of the recipe. The loss is the **mean** of the squared misses $\hat y_i - y_i$.
#
# - `theta` has shape `(2,)` and holds `a` and `k`, in this order. `x` and `y` have shape `(n,)`: times and measured values. `eta` is a positive float.
# - Return three results, `(loss, gradient, new_theta)`.
# - `loss` is a single number. `gradient` has shape `(2,)`: the slope of the loss with respect to `a`, then the one with respect to `k`. Both belong to the **old** `theta`.
# - `new_theta` has shape `(2,)`. It is `theta` after one step of gradient descent with the rate `eta`.
# - `a`, `k` and all entries of `x` and `y` may be negative or 0.
# - Derive the slopes yourself: use neither `torch.autograd` nor `torch.func`, and no `.backward()`. You may use `torch.exp`.
#
# By hand: with $a = 8$ and $k = \log 2$ the curve halves each minute. Take $x = (0, 1)$, $y = (6, 5)$ and $\eta = 0.1$.
#
# | | first | second | together |
# |---|---|---|---|
# | prediction | 8 | 4 | |
# | miss | 2 | -1 | |
# | its square | 4 | 1 | loss 2.5 |
# | slope of the square with respect to $a$ | 4 | -1 | 1.5 |
# | slope of the square with respect to $k$ | 0 | 8 | 4 |
#
# So `gradient` is $(1.5, 4)$, and `new_theta` is $(8 - 0.15, \log 2 - 0.4) = (7.85, 0.293)$.
#
# First the last row. At $x = 0$ the prediction is $a$, whatever $k$ is. And at $x = 1$?

# %% id="ask-recipe_step"
ask.number(
    "The prediction is a · e^(-kx). At a = 8, k = log 2 and x = 1 it is 4. What is its slope with respect to k there? "
    "And with respect to a?",
    (-4, 0.5),
    why="The exponent -kx moves by -1 when k moves by 1, and the slope of 8 · e^t is 8 · e^t = 4. When a moves by 1, the "
        "prediction moves by e^(-kx) = 0.5.",
    mistakes={(4, 0.5): "When k grows, the coffee cools faster. Does the prediction rise or fall?",
              (-4, 1): "a is multiplied by e^(-kx), which is 0.5 here.",
              (-8, 0.5): "e^(-kx) stays a factor, since it is its own slope.",
              (-0.5, 0.5): "a stays a factor: the curve is 8 times as high as e^(-kx).",
              (0.5, -4): "You exchanged the two. Which was asked first?",
              (8, -1): "Those are the slopes of the squared miss. What is that of the prediction?",
              (-4, 4): "That is the prediction. How far does it move when a moves by 1?"},
)

# %% [markdown] id="own-recipe_step"
# Now the whole step, for any number of measurements.

# %% id="answer-recipe_step"
@exercise("recipe_step")
def recipe_step(theta, x, y, eta):
    """Loss, gradient (2,) and new theta (2,) for the curve a exp(-k x); theta = (a, k), x and y (n,), eta a float."""

# %% [markdown] id="task-projected_step"
# Not all parameters are allowed. Write `projected_step(theta, g, eta, region)`, which takes a step of gradient descent and then goes to the point of the allowed region that is **nearest** to where the step has ended. It returns this point.
#
# - `theta` is the start and `g` the gradient there, both of shape `(d,)`. `eta` is a float, positive or 0.
# - `region` is a tuple of three. Its first entry is a string that says which kind it is:
#     - `("box", low, high)`: `low` and `high` have shape `(d,)`, and each entry of `low` is at most that of `high`. A point is allowed if each of its entries lies between its own two bounds. A bound may be `-inf` or `inf`: then this side is open. Two equal bounds fix the entry.
#     - `("ball", centre, radius)`: `centre` has shape `(d,)`, and `radius` is a float, positive or 0. A point is allowed if its distance from the centre is at most `radius`. The distance is the length of the straight way, $\sqrt{a_1^2 + \dots + a_d^2}$ for a way $a$.
# - A point at which the step ends is returned as it is, if it is allowed. The border belongs to the region.
# - `theta` may lie outside the region. The step still starts at `theta`. With `eta = 0` it ends there.
# - The result is a tensor of shape `(d,)`.
#
# By hand, a box: $\theta = (1, 1)$, $g = (-4, 1)$ and $\eta = 0.5$ lead to $(3, 0.5)$. With the bounds 0 and 2 for both entries, the first goes to 2, and the second is allowed. The result is $(2, 0.5)$.
#
# By hand, a ball: $\theta = (2, 4)$, $g = (-4, -4)$ and $\eta = 0.5$ lead to $(4, 6)$. The ball has the centre $(1, 2)$ and the radius 2.5. The way from the centre is $(3, 4)$, of length 5. Half of it is allowed, so the result is $(1, 2) + (1.5, 2) = (2.5, 4)$.
#
# Try a ball yourself:

# %% id="ask-projected_step"
ask.number(
    "θ = (4, 7), the gradient is (-4, -8) and η = 0.5. The allowed region is the ball with the centre (0, 3) and the "
    "radius 5. Which point is the result?",
    (3, 7),
    why="The step ends at (6, 11). The way from the centre is (6, 8), of length 10. Half of it is allowed: (0, 3) + (3, 4).",
    mistakes={(6, 11): "That is where the step ends. How far from the centre is it?",
              (3, 4): "That is the way from the centre. Where does it start?",
              (3, 5.5): "You halved the point. What should be halved is its way from the centre.",
              (5, 8): "You treated the ball as a box. How far from the centre is (5, 8)?",
              (0.6, 3.8): "You went to the distance 1. How far is allowed?",
              (2, 3): "You went along the gradient. To which side does the loss fall?"},
)

# %% [markdown] id="own-projected_step"
# Now both regions, for any number of parameters.

# %% id="answer-projected_step"
@exercise("projected_step")
def projected_step(theta, g, eta, region):
    """The allowed point (d,) nearest to theta - eta g; region is ("box", low, high) or ("ball", centre, radius)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "y = 3u, u = v², v = 2x - 1. What is dy/dx at x = 2?",
    36,
    why="v is 3, so the slopes are 3, 2 · 3 = 6 and 2. Along a chain they multiply.",
    mistakes={24: "You took the slope of v² at x = 2. Which value does this box receive?",
              18: "One slope is missing. How far does v move when x moves by 1?",
              12: "The outer box has a slope, too: y moves 3 times as far as u.",
              11: "You added the three slopes. What do they do along a chain?",
              27: "That is the value of y. What is its slope?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.choose(
    "A program claims the gradient (9, -6, 3). A measurement at an ordinary place gives (3, -2, 1). The loss is a mean "
    "over 3 examples. Where do you look first?",
    {"at the sign of the miss": "Do the signs of claimed and measured differ?",
     "at a sum in place of a mean": "All entries are 3 times too large, and there are 3 examples.",
     "at the first entry": "Divide claimed by measured, entry by entry. Is only the first one off?",
     "at the 2 of the square": "Then the factor would be 2 or one half. Which is it?"},
    right="at a sum in place of a mean",
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.number(
    "A layer has W with the rows (1, -2) and (0, 3), and the input x = (4, 1). The loss moves with the outputs as "
    "z_bar = (2, -1) says. What are the entry of z = W x in row 1, and x_bar in both entries?",
    (2, 2, -7),
    why="Row 1 times x is 4 - 2 = 2. x_bar adds the routes down the columns: 2 · 1 + (-1) · 0 = 2 and 2 · (-2) + (-1) · "
        "3 = -7.",
    mistakes={(2, 4, -3): "You multiplied the rows of W with z_bar. Which routes lead from an input to the loss?",
              (6, 2, -7): "Row 1 is (1, -2). Which sign has the second product?",
              (4, 2, -7): "Only column 1 is in your z. The second input counts, too.",
              (2, 2, -1): "Which sign has -1 · 3?",
              (2, 1, 1): "You added the columns of W without z_bar. How much does each output count?"},
)
