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
# # Exercises 13a: Recurrence: one step, many times
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64 too: ten digits are compared. No argument may be changed in place. The lecture is `notebooks/13a_recurrence.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-rnn_forward"
# A recurrent network reads a sequence one vector at a time. It keeps a state, and in each step it makes a new state from the old one and the next vector. All steps use the same weights. Write `rnn_forward(x, h0, W, U, b)`. It returns the states of all steps.
#
# - `x` has shape `(T, in)`: a sequence of $T$ vectors with `in` entries each. The first row comes first. $T$ is at least 1.
# - `h0` has shape `(hidden,)`, the state before the first step. It need not be 0.
# - `W` has shape `(hidden, in)`, `U` has shape `(hidden, hidden)` and `b` has shape `(hidden,)`.
# - One step makes $h_k = \tanh(W x_k + U h_{k-1} + b)$, with tanh around the whole sum.
# - The result is one tensor of shape `(T, hidden)`. Its first row is the state after the first step, and its last row is the state after the last one. `h0` is not among the rows.
# - `in`, `hidden` and $T$ may each be 1, and they may be equal.
# - The recurrent layers of torch are not allowed.
#
# By hand, for one input, two hidden units and two steps. The sequence is 1, 0, and $h_0 = (0.5, 0)$. The weights are $W = \begin{pmatrix}1\\-1\end{pmatrix}$, $U = \begin{pmatrix}0&1\\2&0\end{pmatrix}$ and $b = (0, 0.5)$.
#
# | step | $W x_k$ | $U h_{k-1}$ | sum with $b$ | $h_k$ |
# |---|---|---|---|---|
# | 1 | $(1, -1)$ | $(0, 1)$ | $(1, 0.5)$ | $(0.7616, 0.4621)$ |
# | 2 | $(0, 0)$ | $(0.4621, 1.5232)$ | $(0.4621, 2.0232)$ | $(0.4318, 0.9656)$ |
#
# So the result is `[[0.7616, 0.4621], [0.4318, 0.9656]]`.

# %% id="ask-rnn_forward"
ask.number(
    "Let U be the matrix with the rows (1, 2) and (0, 1). The state before the step is (0.2, -0.4). Which two numbers "
    "does the term U h add to the sums of the two hidden units?",
    (-0.6, -0.4),
    digits=2,
    why="the first row gives 1 · 0.2 + 2 · (-0.4) = -0.6, and the second gives -0.4",
    mistakes={(0.2, 0): "You went down the columns of U. Which index of U belongs to the new state?",
              (0.2, -0.4): "Only the diagonal of U was used. Does the first unit see the old state of the second?",
              (-0.2, -0.4): "Does the 2 multiply the second entry of the state?"},
)

# %% [markdown] id="task-rnn_forward-now"
# Now for a sequence of any length.

# %% id="answer-rnn_forward"
@exercise("rnn_forward")
def rnn_forward(x, h0, W, U, b):
    """The states (T, hidden) of a recurrent network; x (T, in), h0 (hidden,), W (hidden, in), U (hidden, hidden)."""

# %% [markdown] id="task-bptt"
# A recurrent network works on single numbers. It takes the steps $h_k = \tanh(u\,x_k + w\,h_{k-1})$ for $k = 1, \dots, t-1$. Then it gives the output $y_t = a\,h_{t-1} + c\,x_t$. How far does this output move when $w$ moves by a little? Write `bptt(w, u, a, c, x, h0)`. It returns the derivative $\mathrm{d}y_t/\mathrm{d}w$.
#
# - `w`, `u`, `a`, `c` and `h0` are floats. `x` is a tensor of shape `(t,)`. It holds $x_1, \dots, x_t$, so $x_1$ is `x[0]` and $x_t$ is `x[-1]`.
# - The steps use $x_1$ to $x_{t-1}$. The last input, $x_t$, enters the output alone.
# - $w$ is one number that is used in every step. When it moves, it moves in all of them.
# - $y_t$ is linear: there is no tanh around it. $w$ does not stand in it outside of $h_{t-1}$.
# - The result is a single number: a float, or a tensor without axes.
# - $t$ is at least 1. For $t = 1$ there is no step, $y_1 = a\,h_0 + c\,x_1$, and the derivative is 0.
# - `w` and `h0` may be 0, and every number may be negative.
# - Derive the derivative yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. A small step of $w$ is not exact enough. You may use `torch.tanh`. Its slope at $z$ is $1 - \tanh^2 z$.
#
# By hand, for $w = 0.5$, $u = 1$, $a = 2$, $c = 3$, $x = (0, 1, -1, 4)$ and $h_0 = 1$. Here $t = 4$, so there are three steps. Give the $w$ of each step a name of its own. A copy moves the state of its own step first, while $h_{k-1}$ stays. That movement then passes through the later steps to the output.
#
# | step $k$ | $h_{k-1}$ | $h_k$ | slope $1 - h_k^2$ | $h_k$ moves with its own copy by | the output moves with $h_k$ by | contribution |
# |---|---|---|---|---|---|---|
# | 1 | 1 | 0.4621 | 0.7864 | 0.7864 | 0.1054 | 0.0829 |
# | 2 | 0.4621 | 0.8429 | 0.2895 | 0.1338 | 0.7279 | 0.0974 |
# | 3 | 0.8429 | $-0.5216$ | 0.7279 | 0.6136 | 2 | 1.2271 |
#
# The result is the sum of the contributions, 1.4074.

# %% id="ask-bptt"
ask.number(
    "Let t = 3, w = 2 and a = 1. The states are h_0 = 1, h_1 = 0.8 and h_2 = 0.6, so the slopes of tanh are 0.36 in step "
    "1 and 0.64 in step 2. What is the derivative of the output with respect to w?",
    0.9728,
    digits=3,
    why="step 2 contributes 0.64 · 0.8 = 0.512, and step 1 contributes 0.36 · 1, carried on by 2 · 0.64: 0.4608",
    mistakes={0.512: "That is the contribution of step 2. In which other step is w used?",
              0.4608: "That is the contribution of step 1. In which other step is w used?",
              0.872: "You added 0.512 and 0.36. How far does h_2 move when h_1 moves by 1?",
              0.7424: "You carried the contribution of step 1 on by 0.64. Which number does h_1 meet before tanh?",
              0.75264: "You used h_k in step k. By which state is w multiplied there?",
              1.232: "You carried the contribution of step 1 on by 2. Which slope does it meet?"},
)

# %% [markdown] id="task-bptt-now"
# Now for any number of steps.

# %% id="answer-bptt"
@exercise("bptt")
def bptt(w, u, a, c, x, h0):
    """The derivative of y_t = a h_{t-1} + c x_t with respect to w, a single number; x (t,), the others floats."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A parameter starts at 0 and at rest. Its slope stays at -2. Each step keeps half of the step before it, and adds "
    "0.1 times the way downhill. Where is the parameter after two steps?",
    0.5,
    digits=2,
    why="the first step is 0.1 · 2 = 0.2, the second is 0.5 · 0.2 + 0.2 = 0.3, and together they make 0.5",
    mistakes={0.4: "Both of your steps are 0.2. What is kept of the first one in the second?",
              0.3: "That is the second step. Where did the first one lead?",
              -0.5: "Which way is downhill where the slope is -2?",
              0.6: "You kept the whole first step. Which part of it is kept?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "A model gave the right classes of three examples the probabilities 1/2, 1/4 and 1/8. What is its mean loss in bits?",
    2,
    why="the losses are 1, 2 and 3 bits, and their mean is 2",
    mistakes={1.3863: "That is the loss in nats. Which logarithm counts bits?",
              6: "That is the sum of the losses. What does the question ask for?",
              0.2917: "That is the mean probability. What is the loss of a probability of 1/8?",
              1.7776: "You took the logarithm of the mean probability. Which comes first, logarithm or mean?",
              -2: "Can a probability below 1 have a negative loss?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.number(
    "A kernel of 3 × 3 slides over an image of 9 × 9 in strides of 2, without padding. How many numbers does it give?",
    16,
    why="along each axis the kernel starts at 0, 2, 4 and 6: four places, so 4 · 4 numbers",
    mistakes={4: "That is the number of places along one axis. How many axes has the image?",
              49: "That is for a stride of 1. At which places does the kernel start?",
              25: "A kernel that starts at 8 would leave the image. Where is the last start?",
              9: "That is the number of weights of the kernel. At how many places does it stop?"},
)
