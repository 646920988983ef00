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
# # 08b What memory costs
#
# {minutes} · exercises in `exercises/08b_what_memory_costs.ipynb` · optional: no later lecture needs it
#
# Training runs out of memory long before it runs out of patience. Often a network that answers with ease cannot be trained on the same machine. This lecture shows why, and three ways out.

# %% [markdown] id="hook"
# ## There and back
#
# A chain of 16 layers, with 16 numbers between each two. On the way forward each layer makes 16 numbers. On the way back each layer lets its numbers go. Press Play, and watch how many are held.

# %% id="hook-live"
from dlcourse import ask, tensors
from dlcourse.lectures.l08b import widgets

widgets.Held()

# %% [markdown] id="hook-guess"
# The curve is highest where the way turns: all 17 activations are there, $17 \cdot 16 = 272$ numbers. Now **do not keep all of them**. Keep every $k$-th, and compute the others again on the way back, one piece between two kept ones at a time. Guess first: which $k$ needs the least memory?

# %% id="keep-answer"
ask.number(
    "A chain has 16 layers, and its 17 activations (the input is one of them) hold one number each. Every k-th is "
    "kept: activations 0, k, 2k, ..., 16. On the way back those between two kept ones are computed again and held, one "
    "piece at a time. With which k out of 1, 2, 4, 8, 16 are the fewest numbers held at once?",
    4,
    why="16/k + 1 numbers are kept, and a piece holds k - 1 more: 16/k + k in all. For k = 4 that is 8, for all "
        "others at least 10.",
    mistakes={1: "With k = 1 everything is kept, 17 numbers. Could some of it be computed again?",
              2: "Nine numbers are kept, and a piece holds one more: 10 in all. Does another k need fewer?",
              8: "Three numbers are kept, and a piece holds seven more: 10 in all. Does another k need fewer?",
              16: "Two numbers are kept, but the only piece holds 15 more. Would shorter pieces help?"},
)

# %% [markdown] id="hook-see"
# **See it.** Move $k$ from 1 to 16 in the picture. Keeping every activation needs much memory. Keeping hardly any needs much too, because then one long piece is there at a time. The least lies between, at $k = 3$ to $6$. For 25 layers it is $k = 4$ to $7$.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say which numbers of the forward pass a walk back needs (exercise *Backwards from the output alone*).
# 2. Say what may be overwritten without harm (questions in part 3).
# 3. Count how much is held in training, with checkpoints and without a way back (exercise *How many activations are held at once*).

# %% [markdown] id="needs"
# ## What you need
#
# The walk back through two layers ([lecture 08](08_backpropagation.ipynb)). Here $\bar x$ is the derivative of the loss with respect to $x$, the adjoint of $x$.

# %% [markdown] id="keep" covers="N08-11"
# ## 1 What the walk back asks for
#
# Why keep anything at all? Look at the neuron $y = \tanh(a x + b)$ with one input. With $a = 2$, $x = 0.5$ and $b = -1$ the sum is 0, and so is $y$. On the way back, with $\bar y = 3$:
#
# - $\bar b = 3 \cdot (1 - y^2) = 3$ needs $y$,
# - $\bar a = \bar b \cdot x = 1.5$ needs $x$.
#
# So the forward pass **stores** $x$ and $y$. It pays in memory for what it saves in computing. The sum itself is needed nowhere: the slope of tanh can be had from its output.

# %% id="keep-tanh"
ask.number(
    "y = tanh(z) = 0.6, and z has been thrown away. What is the slope of tanh at this z?",
    0.64,
    digits=2,
    why="The slope is 1 - tanh² z, and tanh z is y.",
    mistakes={0.24: "That is y(1 - y), the slope of the sigmoid.",
              0.7116: "That is 1 - tanh²(0.6). Is 0.6 the argument of tanh here, or its value?",
              0.36: "That is y². How does the slope of tanh depend on it?",
              0.4: "That is 1 - y. Look at the slope of tanh again."},
)

# %% [markdown] id="recall"
# It does not always work. Recall the slope of a square.

# %% id="keep-ask"
ask.explain("y = z² has the slope 2z. Of z only y = 9 was kept. Why can the slope not be found?",
            "z may be 3 or -3, so the slope may be 6 or -6. Squaring must keep its input.",
            points=("two inputs, 3 and -3, give the output 9", "their slopes differ in sign"))

# %% [markdown] id="keep-exercise"
# **Your turn** (10 minutes): [*Backwards from the output alone*](../exercises/08b_what_memory_costs.ipynb), exercise 1. It begins with cards on what may be overwritten; you may keep these for part 3.

# %% [markdown] id="checkpoint"
# ## 2 Keep, or compute again
#
# An activation that is kept so that others can be computed again is a **checkpoint**. Here is the chain of the hook in small, with 4 layers of one number and $k = 2$. Kept are $a_0$, $a_2$ and $a_4$.
#
# | way back | held | how many |
# |---|---|---|
# | before it begins | $a_0, a_2, a_4$ | 3 |
# | layers 4 and 3: compute $a_3$ from $a_2$ again | $a_0, a_2, a_4$ and $a_3$ | 4 |
# | layers 2 and 1: let $a_3$ go, compute $a_1$ from $a_0$ | $a_0, a_2, a_4$ and $a_1$ | 4 |
#
# Keeping everything holds 5. In short chains little is won. What does it cost? Each layer is computed once more at most. We count, for 16 layers of tanh:

# %% id="keep-run"
import torch

from dlcourse.nn import memory

calls = {}

def checkpoint_line(k):
    def counted_tanh(v):
        calls[k] = calls.get(k, 0) + 1
        return v.tanh()
    run = memory.checkpointed([counted_tanh] * 16, torch.ones(1), k).backward(torch.ones(1))
    return f"every {k:2}: {run.peak:2} held, {calls[k]} computed, x_bar {float(run.x_bar):.4f}"

print(*map(checkpoint_line, (1, 2, 4, 8, 16)), sep="\n")

# %% [markdown] id="keep-run-read"
# Plain training computes 16 layers. Checkpoints cost less than one more forward pass, and the gradient is the same to the last digit shown. So for a third more time you may hold half the numbers, or far fewer in a longer chain.

# %% id="checkpoint-ask"
ask.number(
    "A chain has 100 layers and 101 activations of one number each. Every tenth is kept, from a_0 to a_100, and the "
    "pieces between are computed again one at a time. How many numbers are held at most?",
    20,
    why="11 are kept, and a piece between two of them holds 9 more. Keeping everything would hold 101.",
    mistakes={11: "Those are the kept ones alone. What is there while a piece is walked back?",
              21: "A piece between two kept ones: a_1 to a_9. How many are these?",
              10: "From a_0 to a_100 in steps of ten: how many are kept?",
              19: "From a_0 to a_100 in steps of ten: how many are kept?",
              110: "Are all the pieces there at the same time?",
              101: "That is everything kept."},
)

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop.

# %% [markdown] id="inplace" covers="N08-12"
# ## 3 Overwriting
#
# An **in-place** operation writes its result over its input. It needs no new memory. But the walk back must not need what was overwritten. The sigmoid has the slope $y(1 - y)$, the square has $2z$.

# %% id="inplace-ask"
ask.choose(
    "One tensor is overwritten with zeros after the forward pass and before the backward pass. Which of these three "
    "can be overwritten without harm to the gradient?",
    {"the output of the sigmoid": "Its slope y(1 - y) is computed from the kept output. What would it be from zeros?",
     "the output of the square": "The slope 2z needs the input; the output is not used again.",
     "the input of the square": "The slope is 2z. What would it be from zeros?"},
    right="the output of the square",
)

# %% [markdown] id="inplace-see"
# We try it. torch counts the writes to each tensor. If one that it kept has changed, it refuses, rather than give a wrong gradient.

# %% id="inplace-run"
def overwrite(operation, which):
    leaf = torch.tensor([0.5, 1.5], requires_grad=True)
    before = leaf.clone()  # torch lets nobody overwrite a leaf
    after = operation(before)
    total = after.sum()
    {"output": after, "input": before}[which].detach().zero_()
    try:
        total.backward()
    except RuntimeError as refusal:
        return "refused: " + str(refusal).split(":")[0]
    return f"gradient {leaf.grad.tolist()}"

for operation, which in ((torch.sigmoid, "output"), (torch.square, "output"),
                         (torch.square, "input")):
    print(f"{operation.__name__}, {which} overwritten: {overwrite(operation, which)}")

# %% [markdown] id="inplace-table"
# The same trial for more operations. Adding a tensor and multiplying by a constant need neither: their slopes are the same everywhere.

# %% id="inplace-table-run"
verdicts = memory.inplace_table()
print("needs its output:", ", ".join(op for op, safe in verdicts.items() if not safe.output))
print("needs its input: ", ", ".join(op for op, safe in verdicts.items() if not safe.input))
print("needs neither:   ", ", ".join(op for op, safe in verdicts.items()
                                     if safe.output and safe.input))

# %% [markdown] id="inplace-mend"
# **Mend this.** A program saves memory in a hidden layer, and torch refuses the walk back. (A name that ends in `_` is in-place: `x.mul_(2)` doubles `x` itself.)
#
# ```python
# z = X @ W.mT
# a = torch.sigmoid(z)
# a.mul_(2)              # in place: a = 2 * a
# ```

# %% id="inplace-mend-ask"
ask.choose(
    "A program computes `a = torch.sigmoid(z)` and then `a.mul_(2)`, which doubles a in place. The walk back is "
    "refused. Which single change mends it and gives the same result?",
    {"`a = a * 2` for the second line": "Now the sigmoid's output stays as it was, and a new tensor holds its double.",
     "`a = torch.sigmoid(z.mul_(2))` for both": "That doubles z before the sigmoid: another result.",
     "`a = torch.sigmoid(z.clone())` for the first line": "A copy of the input helps nobody here. Which tensor does the "
                                                          "sigmoid need again?",
     "leave out the second line": "Then a is half of what was wanted."},
    right="`a = a * 2` for the second line",
)

# %% [markdown] id="buffers" covers="N08-13"
# ## 4 Adjoints need little
#
# So far we counted activations. What about the adjoints on the way back? Once $\bar z$ of a layer has given $\bar W$, $\bar b$ and the adjoint for the layer before, nobody asks for it again. Its memory, a **buffer**, can hold the next one. In a chain, two neighbouring adjoints are enough, however long it is. The figure has layers of different sizes, so the top is not just at the turn.

# %% id="buffers-figure"
from dlcourse.lectures.l08b import figures

figures.memory_timeline([8, 32, 16, 16, 32, 8, 16, 4], 1, every=3)

# %% [markdown] id="test-time" covers="N08-14"
# ## 5 Without a way back
#
# When a trained network answers, no walk back comes. This is called **inference**. A layer's input can go as soon as its output is there. Show the third line in the hook's picture: it is flat. By hand: layers with 3, 5, 4 and 2 numbers for each sample (input first), and 10 samples.

# %% id="test-time-ask"
ask.number(
    "A network has layers with 3, 5, 4 and 2 numbers a sample (the input first), and the batch has 10 samples. "
    "Training holds all of them, 10 · 14 = 140 numbers. How many does inference hold at most?",
    memory.peak_memory([3, 5, 4, 2], 10, mode="inference"),
    why="10 · (5 + 4): the largest two neighbours, for 10 samples.",
    mistakes={140: "That is training. Which tensors can inference let go of?",
              50: "That is the largest tensor alone. What else is there while a layer works?",
              80: "That is the input and the first layer's output. Is another pair of neighbours larger?",
              9: "That is for one sample. How many are in the batch?",
              120: "That is everything but the output. Which tensors can inference let go of?"},
)

# %% [markdown] id="test-time-eval"
# But torch cannot know by itself that no walk back comes. Two calls are often seen there, `net.eval()` and `torch.no_grad()`. Training keeps the input and the two hidden layers, $10 \cdot (3 + 5 + 4) = 120$ numbers. What do the other two keep?

# %% id="test-time-answer"
ask.number(
    "A network has layers with 3, 5, 4 and 2 numbers a sample, and the batch has 10 samples. In training torch keeps "
    "120 numbers of it for the backward pass. How many does it keep after `net.eval()`, and how many under "
    "`torch.no_grad()`?",
    (120, 0),
    why="`eval()` changes how some layers behave, such as dropout. Only `no_grad()` stops the recording.",
    mistakes={(0, 0): "You take both to stop the recording. Which of the two changes only how some layers behave?",
              (0, 120): "You have the two calls swapped. Whose name says that no gradient is wanted?",
              (120, 120): "Then neither would stop the recording. Whose name says that no gradient is wanted?",
              (90, 0): "Two neighbours are enough for inference. Does `eval()` say that no backward pass comes?"},
)

# %% [markdown] id="test-time-count"
# We count what torch keeps, by looking at each tensor that it puts aside.

# %% id="test-time-run"
from torch import nn

small = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 2))

def numbers_kept():
    kept = {}
    def look(t):
        if t.shape[0] == 10:  # the size of the batch: an activation, not a weight
            kept[t.data_ptr()] = t.numel()
        return t
    with torch.autograd.graph.saved_tensors_hooks(look, lambda t: t):
        small(torch.ones(10, 3))
    return sum(kept.values())

# %% [markdown] id="test-time-show"
# In training, after `eval()`, and under `no_grad()`:

# %% id="test-time-three"
kept_in_training = numbers_kept()
small.eval()
with torch.no_grad():
    kept_under_no_grad = numbers_kept()
tensors.show(train=kept_in_training, eval=numbers_kept(), no_grad=kept_under_no_grad)

# %% [markdown] id="test-time-exercise"
# **Your turn** (20 minutes): [*How many activations are held at once*](../exercises/08b_what_memory_costs.ipynb), exercise 2.

# %% [markdown] id="transfer"
# ## Transfer
#
# A new operation. **Dropout** sets some entries of $x$ to 0 and doubles the others, by a random mask $m$ of zeros and twos: $y = m * x$, entry by entry.

# %% id="transfer-ask"
ask.choose(
    "Dropout computes y = m * x, entry by entry, with a random mask m of zeros and twos. What must be kept for the way "
    "back to x?",
    {"the input x": "The adjoint of x is that of y times what stands beside x. Does x stand there?",
     "the output y": "From y one can tell the mask wherever x is not 0. And where x is 0?",
     "the mask m": "The adjoint of x is the adjoint of y times m. A mask drawn anew would be another one.",
     "nothing": "Some entries were switched off. From what would the way back know which?"},
    right="the mask m",
)

# %% [markdown] id="summary"
# ## Summary
#
# - The walk back needs numbers of the forward pass. They are held until it comes by, so training is fullest at the turn.
# - Checkpoints keep every $k$-th activation and compute the others again. In a chain of $N$ equal layers about $N/k + k$ are held, least near $k = \sqrt N$, for less than one more forward pass.
# - sigmoid, tanh, relu and exp need their output, the square and the logarithm their input, adding needs neither. Overwrite only what is not needed.
# - Adjoints need two buffers in a chain.
# - Without a way back two neighbours are enough. Say so with `torch.no_grad()`; `eval()` does not say it.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $a_0, \dots, a_N$ | | activations of a chain of $N$ layers, the input first |
# | $k$ | `every` | every $k$-th activation is kept |
# | $\bar x$ | `x_bar` | adjoint of $x$ |

# %% [markdown] id="glossary"
# ## Words
#
# [**checkpoint**](#2-Keep,-or-compute-again) activation that is kept so that others can be computed again · [**in-place**](#3-Overwriting) writing a result over its input · [**buffer**](#4-Adjoints-need-little) memory that is used again · [**inference**](#5-Without-a-way-back) a run of a trained network, without a walk back · [**dropout**](#Transfer) setting some entries to 0 at random and doubling the others. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch frees each kept tensor as the walk passes it. `torch.utils.checkpoint` computes pieces again. Compilers decide, operation by operation, what is cheaper to compute twice than to keep. Large models also move kept tensors to the computer's main memory and fetch them back in time, or spread parameters and adjoints over many machines.
