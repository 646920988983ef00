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

# %% [markdown] id="task-xor_weights"
# The lecture's two relu units do XOR for inputs of 0 and 1. Here *false* is $-1$ and *true* is $1$ at the input, and the output should be 1 if exactly one input is 1, and 0 otherwise:
#
# | input | $(-1, -1)$ | $(-1, 1)$ | $(1, -1)$ | $(1, 1)$ |
# |---|---|---|---|---|
# | output | 0 | 1 | 1 | 0 |
#
# The network computes $z = Wx + c$, then $h = \mathrm{relu}(z)$, then the output $w \cdot h$. Write `xor_weights()`, which returns the tuple `(W, c, w)`. Many weights do it. Any of them is right.
#
# - There are two hidden units. `W` has the shape `(2, 2)`: one row for each unit, one column for each input. `c` and `w` have the shape `(2,)`.
# - All three are tensors of dtype float64. So write `torch.tensor([...], dtype=torch.float64)`.
# - The output has no bias and no activation.
# - Each of the four outputs may be off by $10^{-9}$ at most.
#
# By hand, for the lecture's weights $W = \begin{pmatrix}1 & 1\\1 & 1\end{pmatrix}$, $c = (0, -1)$, $w = (1, -2)$ and the input $(1, -1)$: $z = (0, -1)$, so $h = (0, 0)$, and the output is $1 \cdot 0 - 2 \cdot 0 = 0$. It should be 1.

# %% id="ask-xor_weights"
ask.number(
    "Two relu units look at the sum of the inputs: h = relu(x1 + x2 + 2, x1 + x2). The inputs are -1 or 1. What do the two "
    "units say at (1, -1), and what at (1, 1)? Write the four numbers in a row.",
    (2, 0, 4, 2),
    why="The sums are 0 and 2. So z is (2, 0) and (4, 2), and no number is negative.",
    mistakes={(2, 0, 4, 0): "The second unit is relu(x1 + x2). What is 1 + 1?",
              (1, 0, 1, 1): "A relu that is on says z itself. How large is z?",
              (0, 0, 2, 2): "The first unit has a bias of 2. What is 0 + 2?",
              (3, 1, 4, 2): "(1, -1) has the sum 1 - 1. What is it?",
              (4, 2, 2, 0): "You have exchanged the two inputs. Which is asked for first?"},
)

# %% [markdown] id="task-xor_weights-now"
# Now set the weights.

# %% id="answer-xor_weights"
@exercise("xor_weights")
def xor_weights():
    """Weights (W (2, 2), c (2,), w (2,)) with which w relu(W x + c) is XOR for inputs of -1 and 1."""

# %% [markdown] id="task-halfplane_codes"
# A line in the plane has a **normal** $n$, a vector at a right angle to it, and a number $c$. A point $x$ lies **beyond** the line where $n \cdot x > c$. Write `halfplane_codes(N, c, X)`, which says for each point and each line whether the point lies beyond the line.
#
# - Row $j$ of `N` is the normal of line $j$, and `c[j]` is its number. `N` has the shape `(lines, d)`, and `c` the shape `(lines,)`.
# - Each row of `X` is a point. `X` has the shape `(points, d)`. In the plane $d$ is 2, but it may be any number from 1 on. With $d = 3$ the lines are planes.
# - The result has the shape `(points, lines)` and the dtype int64. It holds 1 where the point lies beyond the line, and 0 otherwise.
# - A point exactly on a line gets 0. A point beyond it gets 1, however close it is.
# - A normal may have any length but 0. `c` may be negative.
#
# By hand, with two lines, $n_0 = (3, 4)$, $c_0 = 5$ and $n_1 = (-1, 2)$, $c_1 = 1$, and three points:
#
# | point | $n_0 \cdot x$ | more than 5? | $n_1 \cdot x$ | more than 1? |
# |---|---|---|---|---|
# | $(1, 1)$ | $3 + 4 = 7$ | 1 | $-1 + 2 = 1$ | 0 |
# | $(-1, 0.5)$ | $-3 + 2 = -1$ | 0 | $1 + 1 = 2$ | 1 |
# | $(0, 0)$ | 0 | 0 | 0 | 0 |
#
# So the result is `[[1, 0], [0, 1], [0, 0]]`.

# %% id="answer-halfplane_codes"
@exercise("halfplane_codes")
def halfplane_codes(N, c, X):
    """1 where a point lies beyond a line, else 0: (points, lines), int64; N (lines, d), c (lines,), X (points, d)."""

# %% [markdown] id="task-relu_interpolant"
# A network of one hidden relu layer has one input $x$ and says
#
# $$f(x) = d + \sum_j c_j\,\mathrm{relu}(a_j x + b_j).$$
#
# Some points $(x_0, y_0), (x_1, y_1), \dots$ are given: the **knots**. Write `relu_interpolant(xs, ys)`, which returns the tuple `(a, b, c, d)` of a network that runs through all knots and is straight between two neighbours.
#
# - `xs` and `ys` have the shape `(knots,)`, with at least two knots. `xs` rises: each entry is larger than the one before. The distances may differ.
# - `a`, `b` and `c` are float64 tensors of the same shape `(units,)`. How many units there are is up to you. `d` is a single number, a float or a float64 tensor without axes.
# - Only $f$ counts, from the first knot to the last. So different weights may be right, and beyond the knots $f$ may do what it likes.
# - Ten digits of $f$ are compared.
#
# By hand, for the knots $(1, 2), (2, 5), (4, 1)$. From 1 to 2 the curve rises by 3, so the slope is 3. From 2 to 4 it falls by 4 over a distance of 2, so the slope is $-2$. A network for it is
#
# $$f(x) = 2 + 3\,\mathrm{relu}(x - 1) - 5\,\mathrm{relu}(x - 2).$$
#
# At $x = 4$ it says $2 + 3 \cdot 3 - 5 \cdot 2 = 1$.

# %% id="ask-relu_interpolant"
ask.number(
    "f(x) = 2 + 3 relu(x - 1) - 5 relu(x - 2) + c3 relu(x - 4). After the knot (4, 1) comes the knot (5, 2). What is the "
    "slope of f just before x = 4, what should it be just after, and what is c3?",
    (-2, 1, 3),
    why="Before 4 the slope is 3 - 5. From (4, 1) to (5, 2) the curve rises by 1. And 1 - (-2) is 3.",
    mistakes={(-2, 1, 1): "The first two hinges go on rising and falling. What must be added to -2 to get 1?",
              (-5, 1, 6): "The first hinge still rises by 3. What is 3 - 5?",
              (-2, 1, -3): "You took old less new. What must be added to -2 to get 1?",
              (-2, 1, -1): "-2 + 1 is -1. But which number added to -2 gives 1?"},
)

# %% [markdown] id="task-relu_interpolant-now"
# Now for any knots.

# %% id="answer-relu_interpolant"
@exercise("relu_interpolant")
def relu_interpolant(xs, ys):
    """Weights (a, b, c, d) of a relu network through the knots (xs, ys), straight between them."""

# %% [markdown] id="task-pieces_1d"
# The tent is $T(x) = 2\,\mathrm{relu}(x) - 4\,\mathrm{relu}(x - \tfrac12)$. A function $f$ is made of tents, one after the other, such as $T(T(x))$. Some of them may be higher or lower than $T$. At the end, $f$ may be multiplied by a number, and a straight line may be added to it. So $f$ consists of straight pieces. Write `pieces_1d(f, a, b)`, which says how many straight pieces $f$ has from $a$ to $b$.
#
# - `f` takes a float64 tensor of any shape and returns a tensor of that shape, with $f$ of each entry. You may call it at most 20 000 times.
# - `a` and `b` are floats with `a < b`. They are multiples of $\tfrac1{64}$, and they need not be 0 and 1.
# - $f$ bends at multiples of $\tfrac1{64}$ only. It may bend at any of them.
# - A piece is as long as possible: at its ends $f$ bends, or the stretch ends at `a` or `b`. A bend at `a` or `b` itself does not count. A level piece counts like any other.
# - The slopes of two neighbouring pieces differ by at least 0.01. But numbers are rounded: slopes that you compute may differ by $10^{-10}$ within one piece.
# - The result is one whole number.
#
# By hand, $T(T(x))$ from 0 to 1:
#
# | $x$ | 0 | 1/4 | 1/2 | 3/4 | 1 |
# |---|---|---|---|---|---|
# | $T(x)$ | 0 | 1/2 | 1 | 1/2 | 0 |
# | $T(T(x))$ | 0 | 1 | 0 | 1 | 0 |
#
# In between it is straight. The slopes are 4, $-4$, 4, $-4$, so there are 4 pieces. From $-\tfrac12$ to $\tfrac32$ there are 6: beyond 0 and 1, $T(T(x))$ is level.

# %% id="ask-pieces_1d"
ask.number(
    "A function is straight between neighbouring multiples of 1/4. At 0, 1/4, 1/2, 3/4, 1 it is 0, 1, 2, 2, 1. How many "
    "straight pieces does it have from 0 to 1?",
    3,
    why="The slopes are 4, 4, 0, -4. The first two belong to one piece, and they change twice.",
    mistakes={2: "That is how often it bends. How many pieces do two bends make?",
              4: "The first two parts have the same slope. Is there a bend between them?",
              1: "It goes up, then level, then down. Does it bend in between?",
              5: "That is the number of points."},
)

# %% [markdown] id="task-pieces_1d-now"
# Now for any such function.

# %% id="answer-pieces_1d"
@exercise("pieces_1d")
def pieces_1d(f, a, b):
    """How many straight pieces f has from a to b, where a, b and all bends of f are multiples of 1/64."""

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
