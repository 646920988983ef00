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
# # Exercises 08b: What memory costs
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/08b_what_memory_costs.ipynb`.
#
# The adjoint of a value $v$ is $\bar v = \partial L/\partial v$, in code `v_bar`. It says how fast the loss $L$ rises with $v$, and it has the shape of $v$.
#
# Four rules hold in exercise 1. (In exercise 2 you count numbers, and no derivative is taken.)
#
# - Work out the derivatives by the chain rule. Use neither `torch.autograd` nor `torch.func`, and do not measure slopes with small steps.
# - All tensors are float64. Return float64 tensors.
# - Do not round. Each number of a result may be off by about $10^{-10}$. If the largest number of a result is above 1, this limit grows with it.
# - Do not change the arguments in place.

# %% id="setup"
import torch
from torch.nn import functional as F

from dlcourse import ask, exercise

# %% [markdown] id="task-backward_from_output"
# An operation was applied to every entry of a tensor `x`. `x` is gone, only its output `y` was kept. Write `backward_from_output(kind, y, y_bar)`, which returns `x_bar`.
#
# - `kind` is `"relu"`, `"exp"`, `"sigmoid"` or `"tanh"`. `y_bar` is the adjoint of `y`.
# - `y`, `y_bar` and `x_bar` have the same shape. It may be any shape, also `()`, without axes, or `(0, 3)`, without entries.
# - At an output of 0 the slope of relu is taken as 0.
# - Outputs may be rounded to the ends of their range: 0 or 1 for the sigmoid, $-1$ or 1 for tanh, 0 for exp (as for $e^{-1000}$). There the slope is 0. No output is infinite.
# - Find the adjoint yourself, without `torch.autograd` and `torch.func`.
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

# %% [markdown] id="inplace"
# ## Which tensor must survive?
#
# These cards belong to part 3 of the lecture.
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
# Three relatives of relu, called as usual, without `inplace=True`. `leaky_relu` is $x$ above 0 and $0.01\,x$ below; `elu` is $x$ above 0 and $e^x - 1$ below; `silu` is $x\,\sigma(x)$. Their slopes below 0 are not 0.

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
# Two operations whose slope is the same everywhere: adding a tensor and multiplying by a constant.

# %% id="inplace-linear"
ask.choose(
    "torch computes `x + w` and `x * 3`. The answer is the same for both: which of input x and output may be "
    "overwritten before the backward pass?",
    {"neither": "Write down the slope with respect to x for each of the two. In which of them does x stand?",
     "input and output": "The slopes are 1 and 3. None depends on the input or the output.",
     "the output only": "Then the input is kept. In which of the two slopes does it stand?",
     "the input only": "Then the output is kept. In which of the two slopes does it stand?"},
    right=" or ".join({may_overwrite(op) for op in (lambda x: x + torch.ones(2, requires_grad=True),
                                                    lambda x: x * 3.0)}),
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

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# From earlier lectures. No method is named.

# %% id="mixed-1"
ask.number(
    "A neuron y = tanh(w x + b) has w = 2, x = 0.5 and b = -1, and the adjoint of y is 3. What are the adjoints of w, "
    "of b and of x?",
    (1.5, 3, 6),
    why="The sum is 0, where tanh has the slope 1. So b has 3; w has 3 · 0.5, and x has 3 · 2.",
    mistakes={(6, 3, 1.5): "w and x have changed places. By what is a step in w multiplied?",
              (3, 3, 3): "Beside w stands x, and beside x stands w.",
              (0.5, 1, 2): "The adjoint of y is missing.",
              (0, 0, 0): "The sum is 0, and so is y. How steep is tanh there?"},
)

# %% [markdown] id="mixed-2-text"
# The second:

# %% id="mixed-2"
ask.number(
    "`X` has shape (32, 10) and `W` has shape (5, 10). A layer computes `Z = X @ W.mT`. Which shape has the derivative "
    "of the loss with respect to W? Give the two sizes.",
    (5, 10),
    why="A derivative has the shape of what it is taken with respect to.",
    mistakes={(10, 5): "Has W that shape?",
              (32, 5): "That is the shape of Z.",
              (32, 10): "That is the shape of X."},
)

# %% [markdown] id="mixed-3-text"
# The third:

# %% id="mixed-3"
ask.number(
    "The probability of class 1 is σ(z) with z = 0, and class 1 is right. The loss is -log σ(z). What is its "
    "derivative with respect to z?",
    -0.5,
    digits=1,
    why="σ(z) - 1 = 0.5 - 1. A larger z lowers the loss.",
    mistakes={0.5: "Does the loss rise or fall when z rises?",
              -2: "That is the slope of -log p at p = 0.5. How fast does p move with z?",
              0.25: "That is how fast σ moves with z. One factor is missing.",
              0.6931: "That is the loss itself."},
)
