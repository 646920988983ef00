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
# Training often fails because the memory is full, not because it takes too long. Often a network that answers with ease cannot be trained on the same machine. This lecture shows why, and four ways out: compute again, overwrite, use the same memory twice, and do without a way back. (A fifth needs no lecture: a smaller batch holds fewer numbers.)

# %% [markdown] id="hook"
# ## There and back
#
# A chain of 16 layers, with 10 numbers between one layer and the next. On the way forward each layer makes 10 numbers. On the way back each layer lets its numbers go. Press Play, and watch how many are held.

# %% id="hook-live"
from dlcourse import ask, tensors
from dlcourse.lectures.l08b import widgets

widgets.Held()

# %% [markdown] id="hook-guess"
# The curve is highest where the way turns: all 17 activations are there, $17 \cdot 10 = 170$ numbers. Now **do not keep all of them**. Keep only every $k$-th activation. On the way back the others are missing. So compute one piece again, from the kept one before it. Use it, let it go, and do the next piece. Guess first: which $k$ needs the least memory?

# %% id="keep-answer"
ask.number(
    "A chain has 16 layers, and its 17 activations (the input is one of them) are of equal size. Every k-th is kept: "
    "activations 0, k, 2k, ..., 16. On the way back those between two kept ones are computed again and held, one piece "
    "at a time. With which k out of 1, 2, 4, 8, 16 are the fewest activations held at once?",
    4,
    why="Five are kept: 0, 4, 8, 12, 16. A piece holds 3 more: 8 in all. The others hold at least 10.",
    mistakes={1: "With k = 1 all 17 are kept. Could some of them be computed again?",
              2: "Nine are kept, and a piece holds one more: 10 in all. Does another k need fewer?",
              8: "Three are kept, and a piece holds seven more: 10 in all. Does another k need fewer?",
              16: "Two are kept, but the only piece holds 15 more. Would shorter pieces help?"},
)

# %% [markdown] id="hook-see"
# **See it.** Move $k$ from 1 to 16 in the picture. Keeping every activation needs much memory. Keeping hardly any needs much too, because then one long piece is there at a time. The least lies between, at $k = 3$ to $6$.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say which numbers of the forward pass a walk back needs (exercise *Backwards from the output alone*).
# 2. Say what may be overwritten without harm (questions in part 3).
# 3. Count how much is held in training, with checkpoints and without a way back (exercise *How many activations are held at once*).

# %% [markdown] id="needs"
# ## What you need
#
# The walk back through two layers ([lecture 08](08_backpropagation.ipynb)). Here $\bar x$ is the derivative of the loss with respect to $x$, the adjoint of $x$. As there, $z$ is the sum before the bend. The activations of a chain are called $a_0$ (the input), $a_1$, and so on.

# %% [markdown] id="keep" covers="N08-11"
# ## 1 What the walk back asks for
#
# Why keep anything at all? Look at the neuron $z = w x + b$, $y = \tanh z$ with one input. With $w = 2$, $x = 0.5$ and $b = -1$ the sum $z$ is 0, and so is $y$. On the way back, with $\bar y = 3$:
#
# - $\bar z = 3 \cdot (1 - y^2) = 3$ needs $y$, and $\bar b$ is the same,
# - $\bar w = \bar z \cdot x = 1.5$ needs $x$,
# - $\bar x = \bar z \cdot w = 6$ needs $w$, but a weight is there anyway.
#
# So the forward pass **stores** $x$ and $y$. So it spends memory in order to save computing. The sum itself is needed nowhere: the slope of tanh can be had from its output.

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
# **Your turn** (10 minutes): [*Backwards from the output alone*](../exercises/08b_what_memory_costs.ipynb), exercise 1.

# %% [markdown] id="checkpoint"
# ## 2 Keep, or compute again
#
# An activation that is kept so that others can be computed again is a **checkpoint**. Here is the chain of the hook in small, with 4 layers and $k = 2$. Kept are $a_0$, $a_2$ and $a_4$. In general the output is kept only if its number is a multiple of $k$. Otherwise it belongs to the last piece. To keep the count simple, what is kept stays until the walk is over.
#
# | way back | held | how many |
# |---|---|---|
# | before it begins | $a_0, a_2, a_4$ | 3 |
# | layers 4 and 3: compute $a_3$ from $a_2$ again | $a_0, a_2, a_4$ and $a_3$ | 4 |
# | layers 2 and 1: let $a_3$ go, compute $a_1$ from $a_0$ | $a_0, a_2, a_4$ and $a_1$ | 4 |
#
# Keeping everything holds 5. In short chains little is won. (A real program lets each checkpoint go when it has been passed. Where all layers are of equal size, the largest count stays the same: it is reached in the first full piece already.) What does it cost? We count, for 16 layers of tanh. Keeping everything holds 17 and computes 16 layers:

# %% id="keep-run"
import torch

from dlcourse.nn import memory

x = torch.ones(1, requires_grad=True)
y = x
for _ in range(16):
    y = y.tanh()
y.backward()
print(f"keep all: x_bar {x.grad.item():.4f}")

# %% [markdown] id="keep-again"
# Now with checkpoints. Forwards, every $k$-th activation is kept. Backwards, each piece runs again from its checkpoint, and the walk goes back through it. This is the plan of `checkpointed`:
#
# ```python
# kept = {}                           # a dictionary: number -> activation
# for i in range(N + 1):              # forwards
#     if i % k == 0:                  # i is a multiple of k
#         kept[i] = a
#     if i < N:
#         a = layer(a)
# # backwards, for the piece that begins at i: start from kept[i],
# # run the layers of this piece again, and walk back through them
# ```
#
# `counted_tanh` writes down each call, and `found` is what the walk back gives:

# %% id="keep-count"
calls = []

def counted_tanh(v):
    calls.append("one more")
    return v.tanh()

for k in (2, 4, 8, 16):
    calls.clear()
    chain = memory.checkpointed([counted_tanh] * 16, torch.ones(1), k)
    found = chain.backward(torch.ones(1))  # the adjoint of the output is 1
    counts = f"{found.peak} held, {len(calls)} computed"
    print(f"every {k:2}: x_bar {found.x_bar.item():.4f}, {counts}")

# %% [markdown] id="keep-run-read"
# The gradient is the same to the last digit shown. This simple program runs each piece again to its end, also the layer whose result is kept. So it computes 16 more for every $k$: exactly one more forward pass. A cleverer one would leave out the kept ones. For $k = 4$ these are 4, so 12 more would do, 28 in all.
#
# A round of training costs about three forward passes (lecture 08). One more makes four. So for a third more time you hold 8 activations in place of 17. In a longer chain the gain is larger, as the next card shows. With $k = 16$ there is only cost and no gain: the one piece is the whole chain.

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

# %% [markdown] id="checkpoint-general"
# In general $N/k + 1$ are kept, and a piece holds $k - 1$ more: together $N/k + k$. For $N = 100$ and $k = 10$ that is 20. When $k$ grows, the first part falls and the second rises. The slope with respect to $k$ is $-N/k^2 + 1$. For smaller $k$ it is negative, for larger $k$ positive, and 0 where $k^2 = N$. So the sum is least at $k = \sqrt N$: 4 for 16 layers, 10 for 100. (Near it the valley is flat: for 16 layers 3 to 6 hold the same 8.)

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop.

# %% [markdown] id="inplace" covers="N08-12"
# ## 3 Overwriting
#
# An **in-place** operation writes its result over its input. It needs no new memory. But the walk back must not need what was overwritten. An operation may write over its own input if it does not keep that. The next one may write over this output if that is not kept. The sigmoid has the slope $y(1 - y)$, the square has $2z$.

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
# We try it. `overwrite` runs an operation at 0.5 and 1.5, writes zeros over its output or its input, and then walks back. torch counts the writes to each tensor. If one that it kept has changed, it refuses, rather than give a wrong gradient.

# %% id="inplace-run"
from dlcourse.lectures.l08b import trials

print("sigmoid, output overwritten:", trials.overwrite(torch.sigmoid, "output"))
print("square, output overwritten: ", trials.overwrite(torch.square, "output"))
print("square, input overwritten:  ", trials.overwrite(torch.square, "input"))

# %% [markdown] id="inplace-table"
# The same trial for more operations. `relu(x)` is the larger of $x$ and 0, so its slope is 1 or 0. `mul` multiplies two tensors. The slope for each is the *other* one, so both inputs are kept if both want a gradient. `add` adds two tensors. `mul_constant` doubles. The last two need nothing: their slopes are the same everywhere. `safe.output` is True if the output may be overwritten. Then torch has not kept it.

# %% id="inplace-table-run"
verdicts = memory.inplace_table()
for name in ("relu", "sigmoid", "tanh", "exp", "square", "mul", "add", "mul_constant"):
    safe = verdicts[name]
    keeps = "its input" if safe.output else "its output"
    if name == "mul":
        keeps = "both inputs"
    if safe.output and safe.input:
        keeps = "neither"
    print(f"{name}: torch keeps {keeps}")

# %% [markdown] id="inplace-choice"
# This is what torch keeps. Sometimes it has a choice: `relu` could do with its input as well, but the square has no choice.

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

# %% [markdown] id="inplace-exercise"
# **Your turn** (5 minutes): the cards in the [exercises](../exercises/08b_what_memory_costs.ipynb), under "Which tensor must survive?".

# %% [markdown] id="buffers" covers="N08-13"
# ## 4 Adjoints need little
#
# So far we counted activations. What about the adjoints on the way back? Once $\bar z$ of a layer has given $\bar W$, $\bar b$ and the adjoint for the layer before, nobody asks for it again. Its memory, a **buffer**, can hold the next one. How much is that in a long chain?

# %% id="buffers-ask"
ask.number(
    "A chain has 30 layers, and its 31 activations hold 20 numbers each. On the way back the adjoint of an activation is "
    "computed from the one after it, which is then let go. How many numbers of these adjoints are held at most?",
    40,
    why="Two neighbours, 20 numbers each, however long the chain is.",
    mistakes={620: "That is one adjoint for each activation. Which of them can be let go on the way?",
              600: "That is an adjoint for each layer. Which of them can be let go on the way?",
              20: "That is one adjoint. What else is there while it is computed?",
              60: "Is the one after the next still needed when its neighbour is there?"},
)

# %% [markdown] id="buffers-weights"
# Of the adjoints **of activations** two neighbours are enough. $\bar W$ and $\bar b$ stay until the step has used them: as many numbers as there are parameters. That does not grow with the batch; activations do.
#
# **How much is that?** A number in torch usually takes 4 **bytes** (float32). Take 20 layers of 1000 neurons and a batch of 1000. The weights are $20 \cdot 1000 \cdot 1000$ numbers, 80 million bytes, and their adjoints as much again. The activations are $21 \cdot 1000 \cdot 1000$ numbers, 84 million bytes. The two buffers take 8 million. Double the batch, and only the last two double: activations and buffers.

# %% [markdown] id="test-time" covers="N08-14"
# ## 5 Without a way back
#
# When a trained network answers, no walk back comes. This is called **inference**. A layer's input can go as soon as its output is there. Go back to the first picture and press "Show a run without way back": that line is flat, at 20. By hand: layers with 3, 5, 4 and 2 numbers for each sample (input first), and 10 samples.

# %% id="test-time-ask"
ask.number(
    "A network has layers with 3, 5, 4 and 2 numbers a sample (the input first), and the batch has 10 samples. At the "
    "turn of training all 10 · 14 = 140 numbers are there. How many does inference hold at most?",
    memory.peak_memory([3, 5, 4, 2], 10, mode="inference"),
    why="10 · (5 + 4): the largest two neighbours, for 10 samples.",
    mistakes={140: "That is training. Which tensors can inference let go of?",
              50: "That is the largest tensor alone. What else is there while a layer works?",
              80: "That is the input and the first layer's output. Is another pair of neighbours larger?",
              9: "That is for one sample. How many are in the batch?",
              120: "That is everything but the output. Which tensors can inference let go of?"},
)

# %% [markdown] id="test-time-eval"
# But torch cannot know by itself that no walk back comes. Two calls are often seen there. `net.eval()` says: you are not being trained. Some layers behave differently then. For instance, one sets random entries to 0 in training (dropout, see Transfer), and stops doing so after `eval()`. `with torch.no_grad():` says: record nothing in this block.
#
# For the walk back through the network torch keeps a little less than all 140. The output of the last layer is no layer's input and is not bent. So no slope of the network needs it: $10 \cdot (3 + 5 + 4) = 120$ remain. (The loss keeps numbers of its own; we leave it out here. The sums before tanh are not kept, see part 1.) What do the two calls keep?

# %% id="test-time-answer"
ask.number(
    "A network has layers with 3, 5, 4 and 2 numbers a sample, and the batch has 10 samples. Without a loss, "
    "torch keeps 120 numbers of it for the backward pass. How many does it keep after `net.eval()`, and how many under "
    "`torch.no_grad()`?",
    (120, 0),
    why="`eval()` changes how some layers behave, and this network has none of them. Only `no_grad()` stops the "
        "recording.",
    mistakes={(0, 0): "You take both to stop the recording. Which of the two changes only how some layers behave?",
              (0, 120): "You have the two calls swapped. Whose name says that no gradient is wanted?",
              (120, 120): "Then neither would stop the recording. Whose name says that no gradient is wanted?",
              (90, 0): "Two neighbours are enough for inference. Does `eval()` say that no backward pass comes?"},
)

# %% [markdown] id="test-time-count"
# We count what torch keeps. `trials.numbers_kept` looks at each tensor that torch puts aside and adds up the sizes. `nn.Sequential` runs its layers one after the other; `nn.Linear(3, 5)` is a layer $W x + b$ with 3 inputs and 5 outputs.

# %% id="test-time-run"
from torch import nn

small = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 2))
batch = torch.ones(10, 3)

in_training = trials.numbers_kept(small, batch)
small.eval()
after_eval = trials.numbers_kept(small, batch)
with torch.no_grad():
    under_no_grad = trials.numbers_kept(small, batch)
tensors.show(train=in_training, eval=after_eval, no_grad=under_no_grad)

# %% [markdown] id="timeline"
# All three ways in one picture, with activations of different sizes: 8, 32, 16, 16, 32, 8, 16 and 4 numbers. With every third kept, $8 + 16 + 16 = 40$ numbers stay. (The output is number 7, not a multiple of 3.) Guess before you look: where is most held on this way?

# %% id="buffers-figure"
from dlcourse.lectures.l08b import figures

figures.memory_timeline([8, 32, 16, 16, 32, 8, 16, 4], 1, every=3)  # a batch of 1

# %% [markdown] id="timeline-read"
# Training is fullest at the turn: 132. With checkpoints the highest point comes late, at step 13. There the large piece $32 + 16$ is computed again, and $40 + 48 = 88$ numbers are held. (Forwards a layer needs its input and its output, too: hence the first peak.) Inference never holds more than two neighbours: 48.

# %% [markdown] id="test-time-exercise"
# **Your turn** (20 minutes): [*How many activations are held at once*](../exercises/08b_what_memory_costs.ipynb), exercise 2.

# %% [markdown] id="transfer"
# ## Transfer
#
# A new operation. **Dropout** sets each entry of $x$ to 0 with probability ½ and doubles the others, so that the mean stays about as it was. It uses a random mask $m$ of zeros and twos: $y = m * x$, entry by entry.

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
# - Checkpoints keep every $k$-th activation and compute the others again. In a chain of $N$ equal layers about $N/k + k$ are held, least near $k = \sqrt N$, for at most one more forward pass.
# - torch keeps the output of sigmoid, tanh, relu and exp, the input of the square, and neither for adding. Overwrite only what is not kept.
# - Adjoints of activations need two buffers in a chain. Those of the parameters are as many as the parameters.
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
# [**checkpoint**](#2-Keep,-or-compute-again) activation that is kept so that others can be computed again · [**in-place**](#3-Overwriting) writing a result over its input · [**buffer**](#4-Adjoints-need-little) memory that is used again · [**inference**](#5-Without-a-way-back) a run of a trained network, without a walk back · [**dropout**](#Transfer) setting entries to 0 at random and enlarging the others, so that the mean stays (here: half of them, and doubling). All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch frees each kept tensor as the walk passes it. `torch.utils.checkpoint` computes pieces again. A piece with dropout must draw the *same* mask again, so it saves the state of the random generator. Compilers decide, operation by operation, what is cheaper to compute twice than to keep. Large models also move kept tensors to the computer's main memory and fetch them back in time, or spread parameters and adjoints over many machines.
