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
# # Exercises 01b: Kinds of learning
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for both exercises. All tensors are float64. Compute in float64: ten digits are compared. No argument may be changed in place. No axis is empty, but it may have a single entry. The lecture is `notebooks/01b_kinds_of_learning.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-posterior"
# Each class has a share $\pi_c$, and a bell curve with the mean $\mu_c$ and the variance $v_c$:
#
# $$N_c(x) = \frac{1}{\sqrt{2\pi v_c}}\; e^{-\frac{(x-\mu_c)^2}{2 v_c}}$$
#
# (In the root, $\pi$ is 3.14159...) The posterior of class $c$ at $x$ is $\pi_c N_c(x)$, divided by the sum of $\pi_k N_k(x)$ over all classes $k$. Write `posterior(prior, mu, var, x)`, which gives it for many samples.
#
# - `prior`, `mu` and `var` have the shape `(classes,)`, with at least one class. `prior` holds the shares. They are not negative and add up to 1. `var` holds **variances**, all above 0.
# - `x` has the shape `(samples,)`.
# - The result has the shape `(samples, classes)`: a row for each sample. Each row adds up to 1.
# - A class with the share 0 has the posterior 0 everywhere.
# - A sample may lie up to 30 standard deviations from every mean. Its densities are tiny then, but none is stored as 0. The result must be right there, too.
#
# By hand, for two classes with the shares $(0.25, 0.75)$, the means $(4, 6)$ and the variances $(1, 4)$, at $x = 5$: the bells have the heights 0.2420 and 0.1760. Times the shares that is 0.0605 and 0.1320, together 0.1925. The posteriors are $0.0605/0.1925 = 0.314$ and $0.1320/0.1925 = 0.686$.

# %% id="ask-posterior"
ask.number(
    "Two classes have the shares 0.4 and 0.6. At a place x their bells have the heights 0.3 and 0.05. What are the two "
    "posteriors?",
    (0.8, 0.2),
    why="0.4 · 0.3 = 0.12 and 0.6 · 0.05 = 0.03. Together they are 0.15.",
    mistakes={(0.12, 0.03): "These do not add up to 1. By what are they divided?",
              (6 / 7, 1 / 7): "You left out the shares. How often does each class come?",
              (0.2, 0.8): "These belong to the classes in the other order.",
              (0.4, 0.6): "These are the shares. What do the bells add?"},
)

# %% [markdown] id="task-posterior-now"
# Now for any number of classes and samples.

# %% id="answer-posterior"
@exercise("posterior")
def posterior(prior, mu, var, x):
    """Posterior of each class for each sample (samples, classes); prior, mu, var (classes,), x (samples,)."""

# %% [markdown] id="task-box_iou"
# A box is a row $(x_{\min}, y_{\min}, x_{\max}, y_{\max})$, two of its corners. The IoU of two boxes is the area that they share, divided by the area that they cover together. Write `box_iou(a, b)`, which gives it for each box of `a` with each box of `b`.
#
# - `a` has the shape `(n, 4)` and `b` the shape `(m, 4)`, with at least one box each. Each box has a positive width and a positive height.
# - The result has the shape `(n, m)`. In row $i$ and column $j$ stands the IoU of `a[i]` and `b[j]`.
# - Boxes that share no area have exactly 0. Boxes that only touch share no area.
# - A box with itself has 1. One box may lie inside the other. Coordinates may be negative.
#
# By hand, for $(0, 0, 4, 3)$ and $(2, 1, 6, 3)$: they share the part from $x = 2$ to 4 and from $y = 1$ to 3, the area $2 \cdot 2 = 4$. Their areas are 12 and 8. Together they cover $12 + 8 - 4 = 16$, so the IoU is $4/16 = 0.25$.

# %% id="ask-box_iou"
ask.number(
    "The box (0, 0, 2, 2) and the box (1, 0, 4, 2): which area do they share, which do they cover together, and what is "
    "their IoU?",
    (2, 8, 0.25),
    why="They share 1 wide and 2 high, so 2. The areas are 4 and 6, and 4 + 6 - 2 = 8. 2/8 is 0.25.",
    mistakes={(2, 10, 0.2): "In 4 + 6 the shared area is counted twice.",
              (4, 16, 0.25): "The second box is given by two corners: it ends at x = 4, and is 3 wide.",
              (1, 9, 1 / 9): "They share x from 1 to 2 and y from 0 to 2. How high is that?",
              (2, 6, 1 / 3): "You took the shared area off twice.",
              (2, 8, 4): "You divided the wrong way round. IoU is at most 1."},
)

# %% [markdown] id="task-box_iou-now"
# Now for many boxes.

# %% id="answer-box_iou"
@exercise("box_iou")
def box_iou(a, b):
    """IoU of each box in a (n, 4) with each box in b (m, 4), shape (n, m); a box is (xmin, ymin, xmax, ymax)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A machine predicts w · x. For x = 3 and y = 5 it has w = 2. Its loss is the squared miss (w · x - y)², and it "
    "takes one step against the slope with the learning rate 0.05. What is w then?",
    1.7,
    why="the miss is 6 - 5 = 1, the slope is 2 · 1 · 3 = 6, and 2 - 0.05 · 6 = 1.7",
    mistakes={2.3: "The slope is positive. Which way is downhill?",
              1.85: "Your slope is 3. One factor comes from the square.",
              1.9: "Your slope is 2. How far does the prediction move when w moves by 1?",
              0.3: "That is the step. From which w does it start?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "f(u, v) = u² · v. At the place u = 3, v = 2, what are the partial derivatives with respect to u and v?",
    (12, 9),
    why="v stays still: 2 · u · v = 12. u stays still: u² = 9.",
    mistakes={(6, 9): "For the first, v is a factor that stays.",
              (12, 6): "With u still, u² is only a number. What is the slope of 9 · v?",
              (9, 12): "These are the right two, in the other order.",
              (12, 18): "18 is f itself."},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "`X` has shape (6, 2), six examples with two features each, and `W` has shape (3, 2). Which line gives a score of "
    "each of three classes for each example?",
    {"`X @ W`": "The inner sizes are 2 and 3: the program stops.",
     "`X @ W.mT`": "(6, 2) times (2, 3) gives (6, 3): a row for each example.",
     "`W @ X`": "The inner sizes are 2 and 6: the program stops.",
     "`W @ X.mT`": "This gives (3, 6): a row for each class, not for each example."},
    right="`X @ W.mT`",
)
