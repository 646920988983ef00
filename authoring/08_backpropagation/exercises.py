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
# # Exercises 08: Backpropagation
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/08_backpropagation.ipynb`.
#
# The adjoint of a value $v$ is $\bar v = \partial L/\partial v$, in code `v_bar`. It says how fast the loss $L$ rises with $v$, and it has the shape of $v$.
#
# Four rules hold in exercises 1 to 4. (In exercise 5 you count numbers, and no derivative is taken.)
#
# - Work out the derivatives by the chain rule, as formulas or with a tape that you write yourself. Use neither `torch.autograd` nor `torch.func`, and do not measure slopes with small steps as in exercises 07. (Classes and functions of your own may have any name.)
# - All tensors are float64. Return float64 tensors. Where a result has no axes, a float will do as well.
# - Do not round; only the numbers that the texts show are rounded. In exercises 1 to 3 each number of a result may be off by about $10^{-12}$, in exercise 4 by about $10^{-10}$. If the largest number of a result is above 1, this limit grows with it: to about $50 \cdot 10^{-12}$ if it is 50.
# - Do not change the arguments in place.

# %% id="setup"
import math

import torch
from torch.nn import functional as F

from dlcourse import ask, exercise

# %% [markdown] id="task-neuron_backward"
# A neuron computes the pre-activation $a^\top x + b$ and then the output $y = \tanh(a^\top x + b)$. The loss depends on $y$, and $\bar y$ is given. Write `neuron_backward(a, b, x, y_bar)`. It returns the three adjoints `(a_bar, b_bar, x_bar)`, in this order.
#
# - `a` and `x` have shape `(n,)`, where `n` is at least 1. `b` and `y_bar` have no axes.
# - Each adjoint has the shape of what it belongs to, also for `n = 1`. So `b_bar` never has the shape `(1,)`.
# - The pre-activation may be as large as 1000, or as low as $-1000$. Entries of `a` and `x` may be 0, and so may `b` and `y_bar`.
#
# By hand, with two inputs: $a = (2, -1)$, $x = (1, 3)$, $b = 1.5$.
#
# | step | value |
# |---|---|
# | $a^\top x + b = 2 - 3 + 1.5$ | $0.5$ |
# | $y = \tanh(0.5)$ | $0.4621$ |
# | slope of tanh at $0.5$: $1 - 0.4621^2$ | $0.7864$ |
#
# Now let $\bar y = 2$: the loss rises twice as fast as $y$. A step of $0.01$ in the bias moves the pre-activation by $0.01$, $y$ by about $0.0079$ and the loss by about $0.0157$. So $\bar b = 2 \cdot 0.7864 = 1.573$. A step of $0.01$ in $a_2$ (in code `a[1]`) is multiplied by $x_2 = 3$ on its way, so $\bar a_2 = 3 \cdot 1.573 = 4.719$.

# %% [markdown] id="faded-neuron-text"
# Fill the two blanks on paper: one input, $a = 3$, $x = 2$, $b = -5$, so the pre-activation is 1 and $y = 0.7616$; $\bar y = 10$. Then $\bar b = 10 \cdot \_\_\_$ and $\bar x = \_\_\_ \cdot \bar b$.

# %% id="faded-neuron"
ask.number(
    "y = tanh(a x + b) with a = 3, x = 2, b = -5, so the pre-activation is 1 and y = 0.7616. The adjoint of y is 10. "
    "What is the adjoint of x?",
    30 * (1 - math.tanh(1) ** 2),
    digits=2,
    why="The adjoint of b is 10 · 0.4200, and a step in x is multiplied by a = 3 on its way.",
    mistakes={8.40: "You multiplied by x = 2. A step in x is multiplied by something else on its way into the sum.",
              4.20: "That is the adjoint of b. By what is a step in x multiplied on its way into the sum?",
              30: "The slope of tanh is missing: you treat the neuron as a straight line.",
              5.45: "y(1 - y) is the slope of another activation.",
              17.63: "You took the slope of tanh at y = 0.7616. tanh was applied at 1.",
              1.26: "The adjoint of y is missing: that is how fast y rises with x, not the loss."},
)

# %% [markdown] id="own-neuron-text"
# Now with `n` inputs. No loop is needed.

# %% id="answer-neuron_backward"
@exercise("neuron_backward")
def neuron_backward(a, b, x, y_bar):
    """Adjoints (a_bar, b_bar, x_bar) of the neuron y = tanh(a @ x + b).

    Shapes: a, x (n,), b and y_bar () -> a_bar (n,), b_bar (), x_bar (n,). All float64.
    """

# %% [markdown] id="task-mlp2_backward"
# Two layers with the sigmoid $\sigma$ and half the squared error:
#
# $$z = \sigma(A x + b) \qquad y = \sigma(c^\top z + d) \qquad L = \tfrac12 (y - t)^2$$
#
# Here $z$ and $y$ are what comes *out* of the sigmoids. Write `mlp2_backward(A, b, c, d, x, t)`. It returns the four adjoints `(A_bar, b_bar, c_bar, d_bar)`, in this order.
#
# - `A` has shape `(hidden, in)`, `b` and `c` have shape `(hidden,)`, `x` has shape `(in,)`. `d` and `t` have no axes. `hidden` and `in` are at least 1, and they may be equal.
# - Each adjoint has the shape of what it belongs to. Row $j$ of `A_bar` belongs to hidden unit $j$, as in `A`.
# - The pre-activations $A x + b$ and $c^\top z + d$ may be as large as 1000, or as low as $-1000$.
# - The target $t$ is 0, 1 or a number between them.
#
# By hand, with one input and one hidden unit: $A = 1$, $x = 3$, $b = -3$, $c = 2$, $d = -1$, $t = 1$. Both pre-activations are 0, so $z = y = \sigma(0) = 0.5$. Each of the two sigmoids has a slope of its own; here both are $0.5 \cdot (1 - 0.5) = 0.25$.
#
# | step, from the loss to the left | value |
# |---|---|
# | $\bar y = y - t$ | $-0.5$ |
# | $\bar d = \bar y \cdot 0.25$, because $d$ enters through the output's sigmoid | $-0.125$ |
# | $\bar c = \bar d \cdot z$, because $c$ is multiplied by $z$ | $-0.0625$ |
# | $\bar z = \bar d \cdot c$, because $z$ is multiplied by $c$ | $-0.25$ |
# | $\bar b = \bar z \cdot 0.25$, because $b$ enters through the hidden sigmoid | $-0.0625$ |
# | $\bar A = \bar b \cdot x$, because $A$ is multiplied by $x$ | $-0.1875$ |

# %% [markdown] id="faded-mlp2-text"
# The same steps with other numbers, and with blanks: $A = 1$, $x = 2$, $b = \ln 4 - 2$, $c = 5$, $d = -4$, $t = 0$. Now $z = 0.8$ and $y = 0.5$. Then $\bar d = 0.5 \cdot 0.25 = 0.125$, $\bar z = \_\_\_$, $\bar b = \bar z \cdot \_\_\_$ and $\bar A = \_\_\_$.

# %% id="faded-mlp2"
ask.number(
    r"$z = \sigma(A x + b)$, $y = \sigma(c z + d)$ and $L = \frac12 (y - t)^2$ with A = 1, x = 2, c = 5 and t = 0. "
    "Forwards, z = 0.8 and y = 0.5 came out. What is the adjoint of A?",
    0.5 * 0.25 * 5 * (0.8 * 0.2) * 2,
    digits=2,
    why="From the loss to the left: 0.5 · 0.25 · 5 · 0.16 · 2.",
    mistakes={0.80: "The slope of the output's sigmoid is missing.",
              1.25: "The slope of the hidden sigmoid is missing.",
              0.04: "c = 5 is missing: a step in z is multiplied by it on its way to the output.",
              0.10: "That is the adjoint of b. What is A multiplied by?",
              0.40: "The half in front of the square is lost: its derivative is y - t, not twice that.",
              -0.20: "The sign: y = 0.5 lies above t = 0. Does the loss rise or fall when y rises?",
              -2.50: "You took the hidden slope from x. The hidden sigmoid produced z = 0.8."},
)

# %% [markdown] id="own-mlp2-text"
# Now with several inputs and hidden units. Ask of each line which shape it must have.

# %% id="answer-mlp2_backward"
@exercise("mlp2_backward")
def mlp2_backward(A, b, c, d, x, t):
    """Adjoints (A_bar, b_bar, c_bar, d_bar) of z = sigmoid(A @ x + b), y = sigmoid(c @ z + d), L = (y - t)²/2.

    Shapes: A (hidden, in), b, c (hidden,), d, t (), x (in,) -> each adjoint like what it belongs to. All float64.
    """

# %% [markdown] id="task-dag8_grad"
# ```
#              ┌─> 2 ──> 3 ──> 4 ─┐
# x ──> 1 ─────┤                  ├──> 8 ──> y
#              └─> 5 ──> 6 ──> 7 ─┘
# ```
#
# Each node from 1 to 7 reads one number, its input: $x$ or the output of the node before it. It multiplies the input by its own parameter and applies tanh. So $z_1 = \tanh(\theta_1 x)$, $z_2 = \tanh(\theta_2 z_1)$, $z_3 = \tanh(\theta_3 z_2)$, $z_4 = \tanh(\theta_4 z_3)$ on the upper path, and $z_5 = \tanh(\theta_5 z_1)$, $z_6 = \tanh(\theta_6 z_5)$, $z_7 = \tanh(\theta_7 z_6)$ on the lower one. Node 8 computes $y = \theta_8\, z_4\, z_7$. The loss is $L = \frac12 (y - 1)^2$.
#
# Write `dag8_grad(theta, x)`. It returns the eight derivatives $\partial L/\partial\theta_1, \ldots, \partial L/\partial\theta_8$, in this order, as a float64 tensor of shape `(8,)`.
#
# - `theta` is a float64 tensor of shape `(8,)`, so $\theta_1$ is `theta[0]`. `x` is a float64 tensor without axes.
# - `x` and any of the parameters may be 0. Then some $z_i$ and $y$ are 0 too.
#
# For `theta = (0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6)` and `x = 0.4` you should get `y = 0.0189`. The last derivative is then `-0.0309`.
#
# By hand, first one tanh node alone: $\theta = 0.5$, the input is 2, so $z = \tanh(1) = 0.7616$. The slope of tanh there is $1 - 0.7616^2 = 0.4200$. Let $\bar z = 10$. The adjoint of the product is $10 \cdot 0.42 = 4.2$. The parameter is multiplied by the input, so $\bar\theta = 4.2 \cdot 2 = 8.4$. The input is multiplied by the parameter, so $4.2 \cdot 0.5 = 2.1$ goes back to it.
#
# Then a smaller graph, where two nodes read $z_1$ and there is no tanh: $z_1 = \theta_1 x$, $z_2 = \theta_2 z_1$, $z_3 = \theta_3 z_1$ and $y = z_2 z_3$. With $x = 2$, $\theta = (3, 2, 0.5)$: $z_1 = 6$, $z_2 = 12$, $z_3 = 3$, $y = 36$. We want the derivatives of $y$, so $\bar y = 1$.
#
# | step, from right to left | value |
# |---|---|
# | $\bar z_2 = \bar y \cdot z_3$ and $\bar z_3 = \bar y \cdot z_2$: the other factor | $3$ and $12$ |
# | $\bar\theta_2 = \bar z_2 \cdot z_1$, because $\theta_2$ is multiplied by $z_1$ | $18$ |
# | what comes back to $z_1$ through $z_2$: $3 \cdot \theta_2$ | $6$ |
# | what comes back to $z_1$ through $z_3$: $12 \cdot \theta_3$ | $6$ |
# | $\bar z_1$: both arrivals together | $12$ |
# | $\bar\theta_1 = \bar z_1 \cdot x$ | $24$ |
#
# Check: $y = \theta_2 \theta_3 \theta_1^2 x^2 = 4\,\theta_1^2$, whose slope at 3 is 24.

# %% [markdown] id="faded-dag8-text"
# The same small graph with blanks: $x = 3$, $\theta = (1, 4, 5)$. Then $z_1 = 3$, $z_2 = 12$, $z_3 = 15$, $\bar z_2 = \_\_\_$, $\bar z_3 = \_\_\_$, $\bar z_1 = \_\_\_$ and $\bar\theta_1 = \_\_\_$.

# %% id="faded-dag8"
ask.number(
    "z1 = θ1 x, z2 = θ2 z1, z3 = θ3 z1 and y = z2 z3, with x = 3 and θ = (1, 4, 5). So z1 = 3, z2 = 12 and z3 = 15. "
    "What is the derivative of y with respect to θ1?",
    360,
    why="z2 brings 15 · 4 back to z1, z3 brings 12 · 5; together 120, and θ1 is multiplied by x = 3.",
    mistakes={180: "Only one of the two paths. What comes back to z1 along the other?",
              10800: "You multiplied the two arrivals at z1. Which rule joins two paths?",
              120: "That is the adjoint of z1. One factor is left between z1 and θ1.",
              81: "θ2 and θ3 are missing on the way back to z1: you have 3 · (15 + 12).",
              369: "You took 12 as the adjoint of z2 and 15 as that of z3. In a product, what is z2 multiplied by?"},
)

# %% [markdown] id="own-dag8-text"
# In the exercise every node from 1 to 7 has a tanh as well. Each tanh brings one more factor on the way back, as in the single node above.

# %% id="answer-dag8_grad"
@exercise("dag8_grad")
def dag8_grad(theta, x):
    """Gradient (8,) of (y - 1)²/2 with respect to theta (8,) in the graph of eight nodes; x has no axes."""

# %% [markdown] id="inplace"
# ## Before exercise 4: which tensor must survive?
#
# An operation in place writes its output over its input, which saves memory. That is allowed only if the backward pass needs nothing that was overwritten. torch counts the writes to each tensor. In the backward pass it raises an error if a tensor that it kept has been written to since.
#
# The first function below runs an operation, overwrites its input or its output, and tries the backward pass. The second puts both trials into words.

# %% id="inplace-trial"
def survives(op, which):
    """Does the backward pass of op still run after its "input" or "output" was overwritten?"""
    leaf = torch.tensor([0.5, 1.5], requires_grad=True)
    x = leaf.clone()
    y = op(x)
    total = y.sum()
    with torch.no_grad():
        (x if which == "input" else y).fill_(7.0)
    try:
        total.backward()
    except RuntimeError:
        return False
    return True

# %% [markdown] id="inplace-words-text"
# Each card below asks what may be overwritten between the forward and the backward pass. The right option is measured by running torch, not looked up.

# %% id="inplace-words"
def may_overwrite(op):
    """What of op may be overwritten before the backward pass, found by trying."""
    words = {(True, True): "input and output", (True, False): "the input only",
             (False, True): "the output only", (False, False): "neither"}
    return words[survives(op, "input"), survives(op, "output")]

# %% [markdown] id="inplace-sigmoid-text"
# The sigmoid first. Its slope can be written with $x$ or with $y$; which one spares a tensor?

# %% id="inplace-sigmoid"
ask.choose(
    "y = sigmoid(x), computed by torch. What may be overwritten between the forward and the backward pass?",
    {"the output only": "You have them swapped. The slope is y(1 - y): which tensor is it computed from?",
     "the input only": "The slope is y(1 - y), so torch keeps the output and never looks at the input again.",
     "input and output": "Then nothing would be left from which the slope could be found. Can you write it with y?"},
    right=may_overwrite(torch.sigmoid),
)

# %% [markdown] id="inplace-square-text"
# The square: what is its slope, and can you find it from the output 9 alone?

# %% id="inplace-square"
ask.choose(
    "y = x², computed by `torch.square`. What may be overwritten between the forward and the backward pass?",
    {"the input only": "You have them swapped. The slope is 2x: which tensor is it computed from?",
     "input and output": "The slope is 2x, so it is not the same for every x. From what should it be found?",
     "the output only": "The slope is 2x. The output 9 could have come from 3 or from -3: it does not say which."},
    right=may_overwrite(torch.square),
)

# %% [markdown] id="inplace-relu-text"
# relu: the slope is 1 or 0, and either tensor tells which. torch keeps the one that allows relu to work in place.

# %% id="inplace-relu"
ask.choose(
    "y = relu(x), computed by torch, which keeps the tensor that allows relu to write y over x. What may be "
    "overwritten between the forward and the backward pass?",
    {"input and output": "The slopes 1 and 0 have to be found from something: which entries were switched off?",
     "the output only": "Then the input would be kept. Is it still there when relu has written y over x?",
     "the input only": "An output above 0 means slope 1, an output of 0 means slope 0. torch keeps the output."},
    right=may_overwrite(torch.relu),
)

# %% [markdown] id="inplace-like-relu-text"
# Three relatives of relu, called as usual, without `inplace=True`. Their slopes below 0 are not 0.

# %% id="inplace-like-relu"
ask.choose(
    "`leaky_relu`, `elu` and `silu`, called as usual in torch: each keeps just one tensor, and it is the same one for "
    "all three. (silu falls at first and then rises.) What may be overwritten before the backward pass?",
    {"the input only": "silu falls and then rises, so two inputs can have the same output. Would it tell the slope?",
     "the output only": "torch keeps their input. silu must; leaky_relu and elu only rise, and called with "
                        "`inplace=True` they are differentiated from their output.",
     "input and output": "The slope differs between the two sides of 0. From what should it be found?"},
    right=" or ".join({may_overwrite(op) for op in (F.leaky_relu, F.elu, F.silu)}),
)

# %% [markdown] id="inplace-linear-text"
# Three operations that are linear in $x$: adding a tensor, multiplying by a constant, and dropout, which multiplies by a random mask.

# %% id="inplace-linear"
ask.choose(
    "torch computes `x + w`, `x * 3` and dropout of x. The answer is the same for all three: which of input x and "
    "output may be overwritten before the backward pass?",
    {"neither": "Write down the slope with respect to x for each of the three. In which of them does x stand?",
     "input and output": "The slopes are 1, 3 and the mask. None depends on the input or the output; dropout keeps its "
                         "mask.",
     "the output only": "Then the input is kept. In which of the three slopes does it stand?",
     "the input only": "Then the output is kept. In which of the three slopes does it stand?"},
    right=" or ".join({may_overwrite(op) for op in (lambda x: x + torch.ones(2, requires_grad=True),
                                                    lambda x: x * 3.0, F.dropout)}),
)

# %% [markdown] id="inplace-transfer-text"
# Now three that you have not seen. Write each derivative first: with $y$ if you can, otherwise with $x$.

# %% id="inplace-transfer"
ask.choose(
    "torch computes sqrt, sin and log, and keeps for each just one tensor. What may be overwritten before the backward "
    "pass?",
    {"sqrt: the output only; sin: the output only; log: the output only":
         "Write the slope of the square root with y, not with x. Which tensor is then not needed?",
     "sqrt: the input only; sin: the input only; log: the output only":
         "The slope of sin x is cos x. Does sin x tell its sign?",
     "sqrt: the input only; sin: the output only; log: the output only":
         "sqrt has the slope 1/(2y), from the output. sin has cos x, and sin x does not know its sign. log has 1/x."},
    right="; ".join(f"{op.__name__}: {may_overwrite(op)}" for op in (torch.sqrt, torch.sin, torch.log)),
)

# %% [markdown] id="task-backward_from_output"
# An operation was applied to every entry of a tensor `x`. `x` is gone, only its output `y` was kept. Write `backward_from_output(kind, y, y_bar)`, which returns `x_bar`.
#
# - `kind` is `"relu"`, `"exp"`, `"sigmoid"` or `"tanh"`. `y_bar` is the adjoint of `y`.
# - `y`, `y_bar` and `x_bar` have the same shape. It may be any shape, also `()`, without axes, or `(0, 3)`, without entries.
# - At an output of 0 the slope of relu is taken as 0.
# - Outputs may be rounded to the ends of their range: 0 or 1 for the sigmoid, $-1$ or 1 for tanh, 0 for exp (as for $e^{-1000}$). There the slope is 0. No output is infinite.
#
# By hand, relu: $y = (0, 3)$ and $\bar y = (5, 5)$. The first entry is switched off, so a small step in $x_1$ changes nothing. The second passes its step on one for one. So $\bar x = (0, 5)$. For the sigmoid let $y = 0.8$ and $\bar y = 10$. The slope is $0.8 \cdot (1 - 0.8) = 0.16$, so $\bar x = 1.6$. For exp take $y = (1, 100)$: which slopes do these outputs have?
#
# These four need no `x` on the way back. That is why the forward pass, which is not yours to write, may store `y` in the place of `x`.

# %% id="answer-backward_from_output"
@exercise("backward_from_output")
def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """

# %% [markdown] id="task-peak_memory"
# A network with $N$ layers has the activations $a_0$ (the input), $a_1, \ldots, a_N$ (the output). `layer_sizes` is the tuple $(n_0, \ldots, n_N)$ with at least two entries: $a_i$ holds $n_i$ numbers for each sample. A batch has `batch` samples, so $a_i$ then holds `batch` times $n_i$ numbers.
#
# Write `peak_memory(layer_sizes, batch, mode, every)`. While the network runs, sometimes more and sometimes fewer numbers are held. The function returns the largest of these counts. Count activations only: no parameters, no adjoints.
#
# - `mode="train"`: all activations, the input and the output too, wait for the backward pass.
# - `mode="inference"`: there is no backward pass. The layers run one after the other. While a layer runs, its input and its output are held, and nothing else.
# - `mode="checkpoint"`: let $k$ be `every`. Only $a_0, a_k, a_{2k}, \ldots$ are checkpoints; the output $a_N$ is one only if $k$ divides $N$. The forward pass keeps them and frees the other activations. Most is held in the backward pass, so count there. All checkpoints are held until the backward pass is over. The activations between one checkpoint and the next, without these two, form a segment; those after the last checkpoint form one too. The backward pass goes through the segments one by one, the last one first. It computes all activations of a segment again and holds them together, in addition to the checkpoints. It frees them before it turns to the next segment.
#
# `every` is at least 1. It may be larger than $N$: then $a_0$ is the only checkpoint, and all other activations form one segment. For `every = 1` all segments are empty. In the first two modes `every` is `None`. Return an int or a float.
#
# By hand: `layer_sizes = (2, 5, 3, 4)`, `batch = 10`.
#
# | mode | held for each sample | in all |
# |---|---|---|
# | train | $2 + 5 + 3 + 4 = 14$ | $140$ |
# | inference | $2 + 5$, then $5 + 3$, then $3 + 4$: at most $8$ | $80$ |
# | checkpoint, `every = 2` | $a_0$ and $a_2$: $2 + 3 = 5$; besides them first $a_3$ with $4$, then $a_1$ with $5$: at most $5 + 5 = 10$ | $100$ |

# %% [markdown] id="faded-peak-text"
# Fill the blanks: `layer_sizes = (3, 5, 2, 4, 1)`, `batch = 1`, `every = 2`. The checkpoints are $a_0$, $a_2$ and $a_4$: they hold $\_\_\_$ numbers. Besides them at most $\_\_\_$ are held at a time.

# %% id="faded-peak"
ask.number(
    "Five activations hold 3, 5, 2, 4 and 1 numbers. Checkpoints are kept at every second of them: a0, a2 and a4. The "
    "backward pass computes the activations between two checkpoints again, one segment at a time. How many numbers "
    "are held at most?",
    (3 + 2 + 1) + max(5, 4),
    why="The checkpoints hold 3 + 2 + 1, and the larger segment holds 5 more.",
    mistakes={6: "Those are the checkpoints alone. Where is a1 while the backward pass goes through the first two "
                 "layers?",
              10: "That is while the last segment is worked through. Is there a fuller moment?",
              7: "Those are the two largest neighbours, as in inference. Which checkpoints wait besides?",
              15: "That is everything, as in training. a1 and a3 are never there at the same time.",
              16: "You counted the checkpoints at the ends of the segment once more: 6 + (3 + 5 + 2)."},
)

# %% [markdown] id="own-peak-text"
# Now for any sizes. The last segment may be shorter than the others.

# %% id="answer-peak_memory"
@exercise("peak_memory")
def peak_memory(layer_sizes, batch, mode, every):
    """Most numbers held at once, for the whole batch; mode is "train", "inference" or "checkpoint"."""
