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
# # Exercises 13b: Gates that keep
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64 too: ten digits are compared. No argument may be changed in place. The lecture is `notebooks/13b_gates.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-lstm_step"
# An LSTM has two memories: the state $h$, which it shows, and the cell $c$, which it keeps. In each step three gates decide what happens to the cell. The gate $i$ lets new things in, $f$ keeps old ones, and $o$ shows what is there. A gate of 1 is open, and a gate of 0 is closed. Write `lstm_step(x, h, c, W, U, b)` for one step of a whole batch. It returns two tensors, `(h_new, c_new)`.
#
# - `x` has shape `(B, in)`: $B$ rows, one for each sequence of the batch. `h` and `c` have shape `(B, hidden)`, the state and the cell before the step. $B$, `in` and `hidden` may each be 1, and they may be equal.
# - `W` has shape `(4 * hidden, in)`, `U` has shape `(4 * hidden, hidden)` and `b` has shape `(4 * hidden,)`. They hold four blocks, packed in the order $i, f, g, o$. The first `hidden` rows belong to $i$, the next `hidden` rows to $f$, then come those of $g$ and $o$.
# - The sums are $W x + U h + b$ for each row of the batch. They look at the old state, not at the cell.
# - The gates $i$, $f$ and $o$ are the sigmoids of their blocks. The candidate $g$ is the tanh of its block.
# - $c_{\text{new}} = f \circ c + i \circ g$ and $h_{\text{new}} = o \circ \tanh(c_{\text{new}})$, where $\circ$ multiplies entry by entry.
# - Both results have shape `(B, hidden)`.
# - The LSTM of torch is not allowed. You may use `torch.sigmoid` and `torch.tanh`.
#
# By hand, for one row, one input and one hidden unit. Let $x = 2$, $h = 0.5$ and $c = 2$. The weights are $W = (1, 0, -1, 0.5)$, $U = (-2, 2, 2, 0)$ and $b = (0, -1, 0, 1)$, each packed from top to bottom.
#
# | block | sum | gate or candidate |
# |---|---|---|
# | $i$ | $2 - 1 + 0 = 1$ | $\sigma(1) = 0.7311$ |
# | $f$ | $0 + 1 - 1 = 0$ | $\sigma(0) = 0.5$ |
# | $g$ | $-2 + 1 + 0 = -1$ | $\tanh(-1) = -0.7616$ |
# | $o$ | $1 + 0 + 1 = 2$ | $\sigma(2) = 0.8808$ |
#
# So $c_{\text{new}} = 0.5 \cdot 2 - 0.7311 \cdot 0.7616 = 0.4432$, and $h_{\text{new}} = 0.8808 \cdot \tanh(0.4432) = 0.3667$.

# %% id="ask-lstm_step"
ask.number(
    "The old cell of a unit is -3. Its gates are i = 0.5, f = 0.9 and o = 0.2, and the candidate is g = 0.8. What is its "
    "new cell?",
    -2.3,
    digits=2,
    why="0.9 · (-3) is kept, and 0.5 · 0.8 is written: -2.7 + 0.4 = -2.3",
    mistakes={-0.78: "You kept the old cell by i and let the candidate in by f. What is f for?",
              -0.46: "o shows the cell. Does it change what the cell holds?",
              -2.7: "That is what is kept. What is written?",
              0.4: "That is what is written. What is kept?",
              -1.9: "The candidate was written in full. Which gate lets it in?",
              -2.6: "The old cell was kept in full. Which gate lets it stay?"},
)

# %% [markdown] id="task-lstm_step-now"
# Now for a batch and any number of units.

# %% id="answer-lstm_step"
@exercise("lstm_step")
def lstm_step(x, h, c, W, U, b):
    """(h_new (B, hidden), c_new (B, hidden)) of one LSTM step; x (B, in), h and c (B, hidden), packed i, f, g, o."""

# %% [markdown] id="task-lstm_step_backward"
# The same step backwards. The later steps and the layers above send back two adjoints: `h_new_bar` for the new state and `c_new_bar` for the new cell. Each holds the derivative of the loss with respect to every entry. Write `lstm_step_backward(h_new_bar, c_new_bar, cache)`. It returns six tensors, `(x_bar, h_bar, c_bar, W_bar, U_bar, b_bar)`.
#
# - `h_new_bar` and `c_new_bar` have shape `(B, hidden)`. `c_new_bar` holds what reaches the new cell from later steps. What reaches it through `h_new` of this step is not in it.
# - `cache` is a dict of ten tensors that the step forwards has left. `cache["x"]` is the input, of shape `(B, in)`. `cache["h"]` and `cache["c"]` are the state and the cell before the step, of shape `(B, hidden)`.
# - `cache["i"]`, `cache["f"]`, `cache["g"]` and `cache["o"]` have shape `(B, hidden)` too. They hold the gates and the candidate, after sigmoid and tanh. `cache["tanh_c"]` is the tanh of the new cell, of the same shape.
# - `cache["W"]` has shape `(4 * hidden, in)` and `cache["U"]` has shape `(4 * hidden, hidden)`, packed in the order $i, f, g, o$. Neither $b$ nor the new cell itself is in the cache.
# - The step forwards was $z = W x + U h + b$ for each row, cut into four blocks. Then $i, f, o = \sigma(\cdot)$ and $g = \tanh(\cdot)$, $c_{\text{new}} = f \circ c + i \circ g$ and $h_{\text{new}} = o \circ \tanh(c_{\text{new}})$.
# - Each result has the shape of the quantity to which it belongs. `W_bar`, `U_bar` and `b_bar` are sums over the rows of the batch: nothing is divided by $B$. They are packed in the order $i, f, g, o$ too.
# - `h_bar` is what reaches the old state through this step. An adjoint may be 0, as `c_new_bar` is in the last step. In the first step `h` and `c` may be 0.
# - The slope of a sigmoid is $s\,(1 - s)$ where the sigmoid is $s$. That of a tanh is $1 - s^2$ where the tanh is $s$.
# - Derive the gradients yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. The LSTM of torch is not allowed either.
#
# By hand, for the step of the exercise before. There $i = 0.7311$, $f = 0.5$, $g = -0.7616$ and $o = 0.8808$, the old cell is 2, and $\tanh(c_{\text{new}}) = 0.4163$. Let `h_new_bar` be 1 and `c_new_bar` be 0.5. The new cell moves the loss by $0.5$, and through the new state by $1 \cdot 0.8808 \cdot (1 - 0.4163^2) = 0.7281$. Together that is 1.2281, so `c_bar` is $0.5 \cdot 1.2281 = 0.6141$.
#
# | block | adjoint | slope | adjoint of the sum |
# |---|---|---|---|
# | $i$ | $1.2281 \cdot (-0.7616) = -0.9353$ | 0.1966 | $-0.1839$ |
# | $f$ | $1.2281 \cdot 2 = 2.4563$ | 0.25 | 0.6141 |
# | $g$ | $1.2281 \cdot 0.7311 = 0.8978$ | 0.4200 | 0.3771 |
# | $o$ | $1 \cdot 0.4163 = 0.4163$ | 0.1050 | 0.0437 |
#
# The last column is `b_bar`. With $x = 2$, `W_bar` is twice that, and with $h = 0.5$, `U_bar` is half of it. With $W = (1, 0, -1, 0.5)$ and $U = (-2, 2, 2, 0)$ follow `x_bar` $= -0.5391$ and `h_bar` $= 2.3501$.

# %% id="ask-lstm_step_backward"
ask.number(
    "The gate f of a unit is 0.9 in each of ten steps, and h_new_bar is 0 in all of them but the last. Only the way from "
    "cell to cell counts. How much of an adjoint of 1 at the last cell reaches the first one, nine steps earlier?",
    0.9**9,
    digits=2,
    why="each step multiplies by f, so 0.9 to the power 9 is left: 0.387",
    mistakes={0.9: "That is one step. How often does the adjoint pass through f?",
              8.1: "You added nine factors. What happens to a product when one more step comes?",
              1: "What does a step do to the adjoint of the cell on its way back?",
              0.9**10: "You have one factor too many. How many steps lie between the first cell and the tenth?",
              0: "The slope of a sigmoid belongs to the sum of f. Does the way from cell to cell go through it?"},
)

# %% [markdown] id="task-lstm_step_backward-now"
# Start with the new cell: two adjoints meet there.

# %% id="answer-lstm_step_backward"
@exercise("lstm_step_backward")
def lstm_step_backward(h_new_bar, c_new_bar, cache):
    """(x_bar, h_bar, c_bar, W_bar, U_bar, b_bar) of one LSTM step; cache holds x, h, c, i, f, g, o, tanh_c, W, U."""

# %% [markdown] id="task-gru_step"
# A GRU has one memory, the state $h$. The gate $z$ mixes it with a candidate $n$. The gate $r$ says how much of the old state the candidate sees. Books and libraries differ in two details. Here we follow torch: $z$ is the share of the old state, and $r$ comes after the product with $U$. Write `gru_step(x, h, W, U, b_in, b_hidden)` for one step of a whole batch. It returns one tensor, the new state.
#
# - `x` has shape `(B, in)`, `h` has shape `(B, hidden)`. $B$, `in` and `hidden` may each be 1, and they may be equal.
# - `W` has shape `(3 * hidden, in)` and `U` has shape `(3 * hidden, hidden)`. `b_in` and `b_hidden` have shape `(3 * hidden,)`. They hold three blocks, packed in the order $r, z, n$. The first `hidden` rows belong to $r$, the next to $z$, and the last to $n$.
# - There are two biases. `b_in` belongs to the part from $x$, and `b_hidden` belongs to the part from $h$.
# - $r = \sigma(W_r x + b_{\text{in},r} + U_r h + b_{\text{hidden},r})$, and $z$ is made in the same way from its own block.
# - $n = \tanh\big(W_n x + b_{\text{in},n} + r \circ (U_n h + b_{\text{hidden},n})\big)$. The gate $r$ multiplies the bracket entry by entry.
# - $h_{\text{new}} = (1 - z) \circ n + z \circ h$. The result has shape `(B, hidden)`.
# - The GRU of torch is not allowed. You may use `torch.sigmoid` and `torch.tanh`.
#
# By hand, for one row, one input and one hidden unit. Let $x = 2$ and $h = 0.5$. The weights are $W = (1, 0, -1)$ and $U = (-2, 2, 2)$, and the biases are $b_{\text{in}} = (0, 1, 1)$ and $b_{\text{hidden}} = (0, 0, 1)$, each packed from top to bottom.
#
# | block | part from $x$ | part from $h$ | together |
# |---|---|---|---|
# | $r$ | $2 + 0 = 2$ | $-1 + 0 = -1$ | $\sigma(1) = 0.7311$ |
# | $z$ | $0 + 1 = 1$ | $1 + 0 = 1$ | $\sigma(2) = 0.8808$ |
# | $n$ | $-2 + 1 = -1$ | $1 + 1 = 2$ | $\tanh(-1 + 0.7311 \cdot 2) = 0.4318$ |
#
# So $h_{\text{new}} = 0.1192 \cdot 0.4318 + 0.8808 \cdot 0.5 = 0.4919$.

# %% id="ask-gru_step"
ask.number(
    "The old state of a unit is 0.8 and its candidate is -0.5. The gate z is 0.25. What is the new state?",
    -0.175,
    digits=3,
    why="the candidate gets the share 0.75 and the old state the share 0.25: -0.375 + 0.2 = -0.175",
    mistakes={0.475: "You gave the candidate the share z. Whose share is z here?",
              0.2: "That is the old state's share. What does the candidate add?",
              -0.375: "That is the candidate's share. What does the old state add?",
              0.075: "You gave both the share z. Do the two shares add up to 1?",
              0.225: "You gave both the share 1 - z. Do the two shares add up to 1?"},
)

# %% [markdown] id="task-gru_step-now"
# Now for a batch and any number of units.

# %% id="answer-gru_step"
@exercise("gru_step")
def gru_step(x, h, W, U, b_in, b_hidden):
    """The new state (B, hidden) of one GRU step; x (B, in), h (B, hidden), weights and biases packed r, z, n."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "Let a = 2x and y = a · (a + x). What is the derivative of y with respect to x at x = 1?",
    12,
    why="through a it is (2a + x) · 2 = 10, and through the other x it is a = 2",
    mistakes={10: "That is what goes through a. In which other place does x stand?",
              2: "That is what the x in the bracket brings. What goes through a?",
              6: "That is the way through the first a alone, and it is also y itself. In which other places does x enter?",
              4: "That is the way through the a in the bracket alone. In which other places does x enter?",
              5: "That is how far y moves with a. How far does a move with x?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "In training each unit of a layer is left out with the probability 0.2. The units that stay are scaled, so that the "
    "mean does not change. A unit has the value 4 and stays. What does the next layer see?",
    5,
    why="four of five stay, so what stays is divided by 0.8: 4 / 0.8 = 5",
    mistakes={4: "Then the mean over many tries would be 3.2. By what must it be divided?",
              3.2: "Then the mean over many tries would be 2.56. Must what stays grow or shrink?",
              20: "You divided by the probability to be left out. Which share stays?",
              4.8: "Then the mean over many tries would be 3.84. By what is 4 divided?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "A network has a training loss of 0.05 and a validation loss of 0.90. Another one has 0.80 and 0.85. Both are to be "
    "improved by one change each. Which pair of changes fits?",
    {"more data for the first, more units for the second": "The first has learned its data by heart, and the second has "
     "not even learned those.",
     "more units for the first, more data for the second": "The first fits its data already. What would more units do "
     "to its validation loss?",
     "more data for both": "The second does not fit even the data that it has. What would more of them change?",
     "more units for both": "The first has a small training loss already. What is missing there?"},
    right="more data for the first, more units for the second",
)
