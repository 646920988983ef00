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
# # 08 Backpropagation
#
# {minutes} · exercises in `exercises/08_backpropagation.ipynb`

# %% [markdown] id="hook"
# ## Who is to blame?
#
# This small network should have answered 1. It answered $y = 0.542$. Its loss is $L = \tfrac12 (y - 1)^2 = 0.105$. Three inputs go into two hidden numbers $h_1$ and $h_2$, and these go into $y$. A number at a line is a **weight**. (There are also constants that are added, the biases; they are not drawn.)
#
# Move the weight $A_{11}$ from 0.5 to 1, then move others. Which numbers move along, and which stay?

# %% id="hook-live"
from dlcourse import ask, tensors
from dlcourse.lectures.l08 import widgets

widgets.Blame()

# %% [markdown] id="hook-guess"
# What moves lies on the way from the weight to $L$. Now look for the weight that $L$ feels most. Leave "Walk back" alone for now. Move each weight by 0.1 and read the change of $L$.

# %% id="hook-ask"
ask.choose(
    "A network computes two numbers h_1 = 0.463 and h_2 = 0.825 from the inputs 1, 0.5 and -1, each through a sigmoid, "
    "whose slope is at most 1/4. It finds its answer y from c_1 h_1 + c_2 h_2, with c_1 = 1.5 and c_2 = -1. The answer "
    "is too low. Which weight does the loss feel most when it is moved a little?",
    {"c_1": "It is the largest weight. But when c_1 moves by 0.1, by how much does c_1 h_1 move?",
     "c_2": "When c_2 moves by 0.1, the sum moves by 0.1 · 0.825. For c_1 it is only 0.1 · 0.463, and "
            "for A_11 about 0.1 · 1 · 0.25 · 1.5.",
     "A_11": "It comes first, and its move is damped on the way. What does the picture say for L?",
     "all alike": "Each has its own way to L. What does the picture say for A_22 and for c_2?"},
    right="c_2",
)

# %% [markdown] id="hook-back" covers="N08-15"
# You needed 8 trials. Now press "Walk back from L". All 8 slopes appear at once: how fast $L$ rises when a weight does. They come from a single walk from $L$ to the left. That walk is **backpropagation**.
#
# A network for images has 64 inputs, two layers of 256 neurons and 10 outputs, so $64 \cdot 256 + 256 \cdot 256 + 256 \cdot 10 = 84480$ weights. In a forward pass each is multiplied once. Trying each parameter up and down, as in lecture 07, takes two forward passes for each. And the walk back?

# %% id="hook-answer"
ask.choose(
    "A network has 64 inputs, two layers of 256 neurons, 10 outputs and 85002 parameters. How many forward passes does "
    "backpropagation cost for the derivatives of the loss with respect to all of them, its own forward pass included?",
    {"about 85 000": "That would be one pass for each parameter, as with one-sided differences. Must each derivative "
                     "be found by itself?",
     "about 500": "That would be one pass for each hidden neuron. But one forward pass computes all neurons together. "
                  "Might one pass backwards do so too?",
     "about 20": "That would be two passes for each of the 10 outputs. How many numbers is the loss?",
     "about 3": "One forwards, and the walk back is about as much work as two. The next cell counts."},
    right="about 3",
)

# %% [markdown] id="hook-count"
# We let torch count the multiplications. (You need not read this program, only what it prints.)

# %% id="hook-run"
import math

import torch
from torch.utils.flop_counter import FlopCounterMode

from dlcourse.nn import mlp

network = mlp.init([64, 256, 256, 10], rng=tensors.generator(8))
image, label = torch.rand(1, 64, generator=tensors.generator(9)), torch.tensor([3])
with FlopCounterMode(display=False) as one_forward:
    mlp.forward(network, image)
with FlopCounterMode(display=False) as there_and_back:
    mlp.loss_and_grads(network, image, label)  # forward and backward
print("parameters:", mlp.flatten(network).numel())
print(f"{there_and_back.get_total_flops() / one_forward.get_total_flops():.2f} forward passes")

# %% [markdown] id="hook-cost"
# Forwards, each weight takes part in one multiplication. Backwards it takes part in two: one for its own derivative, one to hand a derivative on to the layer before. Together three. The first layer hands nothing on, so a little is missing: $(3 \cdot 84480 - 64 \cdot 256)/84480 = 2.81$.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Carry a derivative backwards through one neuron (exercise *One neuron backwards*).
# 2. Derive every gradient of a two-layer network, and find the faulty line of a wrong one (exercise *The two-layer perceptron backwards*).
# 3. In a graph with branches, say what multiplies and what adds (exercise *A graph of eight nodes backwards*).
# 4. Repair a training loop that runs and learns badly (exercise *A training loop with four faults*).
# 5. Test a loop by letting it learn one batch by heart (exercise *Overfit one batch*).

# %% [markdown] id="needs"
# ## What you need
#
# The chain rule, routes that add, and a layer's derivatives by shapes ([lecture 00b](00b_calculus_you_need.ipynb)). $\bar x$, read "x bar", is the derivative of the loss with respect to $x$. Lecture 07 calls it the **adjoint** of $x$, and so do we.

# %% [markdown] id="neuron" covers="N08-02"
# ## 1 One neuron
#
# A neuron weighs its inputs, adds a bias, and bends the sum: $z = w_1 x_1 + w_2 x_2 + b$, then $y = \tanh z$. Here $z$ is called the **pre-activation** and $y$ the **activation**. The bend **tanh** (say "tansh") is an S like the sigmoid, but it runs from $-1$ to 1:

# %% id="neuron-tanh"
from dlcourse.lectures.l08 import figures

figures.sigmoid_and_tanh()

# %% [markdown] id="neuron-slope"
# It is the sigmoid $\sigma$, squeezed to half its width, doubled in height and moved down by 1: $\tanh z = 2\,\sigma(2z) - 1$. At $z = 0.5$ this is $2 \cdot \sigma(1) - 1 = 2 \cdot 0.73106 - 1 = 0.4621$.
#
# Its slope comes from the chain rule. The slope of $\sigma$ is $\sigma(1 - \sigma)$, and each 2 is a factor: $4\,\sigma(1 - \sigma)$, taken at $2z$. At $z = 0.5$ this is $4 \cdot 0.7311 \cdot 0.2689 = 0.786$. From $y = 2\sigma - 1$ we get $\sigma = \frac{1 + y}{2}$ and $1 - \sigma = \frac{1 - y}{2}$. So the slope is $(1 + y)(1 - y) = 1 - y^2$. Check: $1 - 0.4621^2 = 0.786$. ($1 - \tanh^2 z$ means the same: $\tanh^2 z$ is $(\tanh z)^2$.)
#
# Take $w = (1, 2)$, $x = (3, -1)$ and $b = -0.5$. Then $z = 3 - 2 - 0.5 = 0.5$, $y = 0.4621$ and the slope is $0.7864$. The rest of the network hands us $\bar y = 2$: the loss rises twice as fast as $y$.

# %% [markdown] id="neuron-predict"
# When $b$ rises a little, $z$ rises by the same. Then $y$ rises 0.7864 times as far. And $L$?

# %% id="neuron-ask"
ask.number(
    r"A neuron y = tanh(z) has z = 0.5, so y = 0.4621. Its bias is b = -0.5, and its first input is 3. The slope of "
    r"tanh is $1 - \tanh^2 z$, and the adjoint of y is 2. What is the adjoint of b?",
    2 * (1 - math.tanh(0.5) ** 2),
    digits=2,
    why="The adjoint of y times the slope of tanh at z, 2 · 0.7864, times ∂z/∂b = 1.",
    mistakes={2: "That is the adjoint of y. It still has to pass through tanh.",
              1 - math.tanh(0.5) ** 2: "That is dy/db. How fast does the loss move with y?",
              2 * (1 - math.tanh(math.tanh(0.5)) ** 2): "You took the slope of tanh at y. Where is it to be taken?",
              2 * (1 - math.tanh(0.5)): "That is 2 · (1 - y). Look at the slope of tanh again.",
              math.tanh(0.5) ** 2 - 1: "You multiplied by b. But z = ... + b: how fast does z move with b?",
              6 * (1 - math.tanh(0.5) ** 2): "That is the adjoint of the first weight, with the input 3. What stands "
                                             "beside b?"},
)

# %% [markdown] id="neuron-table"
# Now the adjoints of $b$, $w$ and $x$, line by line. Each line is the chain rule once.

# %% id="neuron-derivation"
from dlcourse.classroom.derivation import derivation

torch.set_default_dtype(torch.float64)  # numbers with 16 digits from here on
weights, inputs = torch.tensor([1.0, 2.0]), torch.tensor([3.0, -1.0])
b_bar = 2 * (1 - torch.tensor(0.5).tanh() ** 2)
derivation(
    (r"$\bar z = \bar y\,(1 - y^2)$", r"back through tanh: 2 · 0.7864", b_bar),
    (r"$\bar b = \bar z$", r"when $b$ moves, $z$ moves as far", b_bar),
    (r"$\bar w_i = \bar z\, x_i$", r"when $w_i$ moves, $z$ moves $x_i$ times as far",
     b_bar * inputs),
    (r"$\bar x_i = \bar z\, w_i$", r"when $x_i$ moves, $z$ moves $w_i$ times as far",
     b_bar * weights),
    at="at w = (1, 2), x = (3, -1)",
)

# %% [markdown] id="neuron-exercise"
# Weight and input change places: the adjoint of a weight holds the input, the adjoint of an input holds the weight. So $c_2$ was to blame in the hook because $h_2$ is large. The weights $A$ lie behind one more slope, at most 1/4, and behind a $c$.
#
# **Your turn** (10 minutes): [*One neuron backwards*](../exercises/08_backpropagation.ipynb), exercise 1.

# %% [markdown] id="layer" covers="N08-03"
# ## 2 From a layer to the layer before
#
# A layer is many neurons side by side. Its input came out of a layer before, so we call it $h$. The weights are now a table $W$, with a row for each neuron: $z = W h + b$, then each entry of $z$ is bent. Lecture 00b found what goes back (it wrote $x$ for our $h$): $\bar W_{jk} = \bar z_j h_k$ and $\bar b = \bar z$. With these two we can train the layer. Why then compute $\bar h$ as well? Because $h$ came out of the layer **before**, and its weights are waiting. For them $\bar h$ is what $\bar y$ was for the neuron.

# %% [markdown] id="recall"
# Do you recall how $\bar h$ is found? Let $W$ have the rows $(1, 0, 2)$ and $(-1, 3, 1)$, and $\bar z = (10, 1)$.

# %% id="layer-ask"
ask.number(
    "z = W h + b, where W has the rows (1, 0, 2) and (-1, 3, 1). The adjoint of z is (10, 1). What is the adjoint of "
    "the first input, h_1?",
    9,
    why="Through z_1 comes 10 · 1, through z_2 comes 1 · (-1), and the ways add.",
    mistakes={10: "That is the way through z_1. Into which other z does h_1 go?",
              11: "You added the two adjoints. With which weight does h_1 enter z_2?",
              -10: "You multiplied the two ways. Along a way factors multiply. And where ways meet?",
              0: "You added the weights of h_1. How fast does the loss move with each z?",
              21: "That is the adjoint of the third input. Which column of W belongs to h_1?"},
)

# %% [markdown] id="layer-round"
# All inputs at once: $\bar h = W^\top \bar z = (9, 3, 21)$. One thing is left. The layer before made $h$ by bending a sum of its own with tanh, entry by entry. So the adjoint of that sum is $\bar h * (1 - h^2)$, where the star multiplies entry by entry. With $h = (0.5, 0, -0.5)$ this is $(9 \cdot 0.75,\ 3 \cdot 1,\ 21 \cdot 0.75) = (6.75, 3, 15.75)$. Now the round begins again: **bend, weights, bend, weights**, from the loss to the input.
#
# Here it is for any number $N$ of layers. The index now counts layers. Let $h_0 = x$, and let layer $l$ compute $z_l = W_l h_{l-1} + b_l$ and $h_l = \tanh z_l$. The last layer may bend otherwise, or not at all. The loss, with this last bend, gives $\bar z_N$. Then go down from $l = N$ to 1:
#
# - $\bar W_l = \bar z_l\, h_{l-1}^\top$, a column times a row: the table of all products of an entry of $\bar z_l$ and one of $h_{l-1}$,
# - $\bar b_l = \bar z_l$,
# - $\bar z_{l-1} = (W_l^\top \bar z_l) * (1 - h_{l-1}^2)$, left out for $l = 1$.
#
# With the numbers above, $\bar W$ is the column $(10, 1)$ times the row $(0.5, 0, -0.5)$. Its rows are $(5, 0, -5)$ and $(0.5, 0, -0.5)$.

# %% [markdown] id="mlp" covers="N08-07"
# ## 3 Two layers, every number
#
# Now the network of the hook. It bends with the sigmoid, entry by entry.
#
# $$h = \sigma(A x + b), \qquad y = \sigma(c_1 h_1 + c_2 h_2 + d), \qquad L = \tfrac12 (y - t)^2$$
#
# Three inputs and two hidden neurons, so $A$ has shape `(2, 3)`: rows $(0.5, -1, 0.25)$ and $(1, 0.5, -0.5)$. The rest: $x = (1, 0.5, -1)$, $b = (0.1, -0.2)$, $c = (1.5, -1)$, $d = 0.3$, target $t = 1$. The sum before the last sigmoid is called $v$. First forwards, up to $y$:

# %% id="mlp-forward"
from dlcourse.diff import finite
from dlcourse.nn import backprop

example = widgets.EXAMPLE
h, y = backprop.mlp2_forward(**example)[:2]
derivation(
    (r"$z = A x + b$", "first entry: 0.5 · 1 - 1 · 0.5 + 0.25 · (-1) + 0.1",
     example["A"] @ example["x"] + example["b"]),
    (r"$h = \sigma(z)$", "entry by entry", h),
    (r"$v = c_1 h_1 + c_2 h_2 + d$", "1.5 · 0.4626 - 0.8249 + 0.3",
     example["c"] @ h + example["d"]),
    (r"$y = \sigma(v)$", "the output is a sigmoid too", y),
)

# %% [markdown] id="mlp-output" covers="N08-08 N08-09"
# Now backwards. The slope of the sigmoid is $\sigma(1 - \sigma)$, so it comes from the sigmoid's own output: $y(1 - y)$ for the last one, $h(1 - h)$ for the hidden ones.

# %% id="mlp-output-derivation"
y_bar = y - example["t"]
v_bar = y_bar * y * (1 - y)
derivation(
    (r"$\bar y = y - t$", r"slope of $\frac12 (y-t)^2$: 0.5421 - 1", y_bar),
    (r"$\bar v = \bar y\; y (1 - y)$", "back through the sigmoid: times 0.5421 · 0.4579",
     v_bar),
    (r"$\bar d = \bar v$", r"when $d$ moves, $v$ moves as far", v_bar),
    (r"$\bar c_j = \bar v\, h_j$", r"beside $c_j$ stands $h_j$: 0.4626 and 0.8249", v_bar * h),
    (r"$\bar h_j = \bar v\, c_j$", r"beside $h_j$ stands $c_j$: 1.5 and $-1$",
     v_bar * example["c"]),
)

# %% [markdown] id="mlp-hidden" covers="N08-10"
# **The last three lines are yours.** They are the neuron's again, twice side by side. Fill in the blanks on paper, for the first hidden neuron with $h_1 = 0.4626$ and $\bar h_1 = -0.1705$:
#
# - $\bar z_1 = \bar h_1 \cdot \_\_\_ = \_\_\_$, back through its sigmoid
# - $\bar b_1 = \_\_\_$
# - $\bar A_{13} = \bar z_1 \cdot \_\_\_ = \_\_\_$, the weight from $x_3 = -1$

# %% id="mlp-fill"
ask.number(
    "The first hidden neuron has h_1 = σ(z_1) = 0.4626 and z_1 = A_11 x_1 + A_12 x_2 + A_13 x_3 + b_1, with x_3 = -1. "
    "The adjoint of h_1 is -0.1705. What are the adjoints of z_1, of b_1 and of A_13?",
    (-0.0424, -0.0424, 0.0424),
    digits=3,
    why="The slope is 0.4626 · 0.5374 = 0.2486, so the first is -0.1705 · 0.2486. z_1 moves as far as b_1; beside A_13 "
        "stands -1.",
    mistakes={(-0.1705, -0.1705, 0.1705): "The slope of the hidden sigmoid is missing. It is at most a quarter.",
              (-0.0424, -0.0424, -0.0424): "Two are right. What stands beside A_13 in z_1?",
              (-0.0424, -0.0042, 0.0424): "You multiplied by b_1. When b_1 moves, how far does z_1 move?",
              (-0.0424, -0.0424, -0.0106): "You multiplied by the weight. What stands beside A_13 in z_1?",
              (-0.1340, -0.1340, 0.1340): "1 - h² is the slope of tanh. This layer has a sigmoid.",
              (-0.0789, -0.0789, 0.0789): "You multiplied by h_1 alone. Which other factor has the slope?"},
)

# %% [markdown] id="mlp-picture"
# Compare with "Walk back" in the first picture: it shows $\bar A_{13} = 0.042$. The adjoint of a pre-activation, like $\bar z_1$, is often called **delta**. A neuron's delta is the weighted sum of the deltas to its right, times its own slope. Hence "backpropagation of errors". The first delta is the miss $y - t$ times the slope of the output: $-0.458 \cdot 0.248 = -0.114$.

# %% [markdown] id="check"
# ### Trust, but measure
#
# Ben wrote the same backward pass. Is it right? Differences of the loss, as in lecture 07, can tell. For each parameter we print the largest gap. You need to read only Ben's five lines. `gap` moves one parameter a little and compares. (`**example` hands over all six named values at once.)

# %% id="check-run"
def bens_backward(A, b, c, d, x, t):
    h, y, _ = backprop.mlp2_forward(A, b, c, d, x, t)
    v_bar = (y - t) * y * (1 - y)
    z_bar = v_bar * c
    return {"d": v_bar, "c": v_bar * h, "b": z_bar, "A": torch.outer(z_bar, x)}

def gap(name, claimed):
    def loss(value):  # the loss of the same network, with another value for one parameter
        changed = dict(example)
        changed[name] = value
        return backprop.mlp2_forward(**changed).loss
    return (claimed - finite.gradient(loss, example[name])).abs().max()

for name, claimed in bens_backward(**example).items():
    print(f"{name}_bar differs by at most {gap(name, claimed):.4f}")

# %% [markdown] id="check-mend"
# `torch.outer(z_bar, x)` is the table of all products $\bar z_j x_k$. Read such a list from the loss to the left: the fault lies between the last right entry, `c_bar`, and the first wrong one, `b_bar`. **Mend Ben's program.**

# %% id="check-ask"
ask.choose(
    "Ben's adjoints of d and c agree with differences, those of b and A do not. He writes `v_bar = (y - t) * y * "
    "(1 - y)`, then `z_bar = v_bar * c`, then b's adjoint `z_bar` and A's adjoint `torch.outer(z_bar, x)`. Hidden and "
    "output neurons have sigmoids. Which line should be changed, and how?",
    {"`v_bar = y - t`": "d and c are found from v_bar, and both are right. So is v_bar. What comes after it?",
     "`torch.outer(x, z_bar)`": "That has the shape (3, 2), and A has (2, 3). And what would it do for b?",
     "`z_bar = v_bar * c * h * (1 - h)`": "z is what goes into the hidden sigmoid. `v_bar * c` is the adjoint of what "
                                          "comes out.",
     "`z_bar = v_bar * c * x`": "x comes in with A. What lies between z and h?"},
    right="`z_bar = v_bar * c * h * (1 - h)`",
)

# %% [markdown] id="mlp-batch"
# ### The same with a batch
#
# Let the rows of `X` be `B` examples, and let there be several outputs, with weights `W1 (hidden, in)` and `W2 (out, hidden)`. A round then holds five matrix products: two forwards and three backwards. A fourth one backwards, to `X`, is left out: nobody trains the input. The shapes of lecture 00b say where each transpose goes:
#
# ```python
# Z1 = X @ W1.mT + b1            # (B, in) @ (in, hidden)   -> (B, hidden)
# H1 = torch.tanh(Z1)
# Z2 = H1 @ W2.mT + b2           # (B, hidden) @ (hidden, out) -> (B, out)
# # Z2_bar (B, out) comes from the loss. Lecture 04b: (softmax - one_hot) / B,
# #                 where one_hot is 1 at the true class and 0 elsewhere
# W2_bar = Z2_bar.mT @ H1        # (out, B) @ (B, hidden)   -> (out, hidden)
# b2_bar = Z2_bar.sum(dim=0)     # (out): every example used b2, and routes add
# H1_bar = Z2_bar @ W2           # (B, out) @ (out, hidden) -> (B, hidden)
# Z1_bar = H1_bar * (1 - H1**2)  # entry by entry: the slope of tanh
# W1_bar = Z1_bar.mT @ X         # (hidden, B) @ (B, in)    -> (hidden, in)
# b1_bar = Z1_bar.sum(dim=0)     # (hidden)
# ```
#
# `@` adds along the axis that vanishes: over the batch for a weight, over the outputs for `H1_bar`. `*` adds nothing.

# %% id="mlp-shapes"
ask.choose(
    "A batch of 5, 4 inputs, 3 hidden neurons, 2 outputs. W2 has the shape (2, 3), Z2_bar has (5, 2). Somebody writes "
    "`H1_bar = Z2_bar @ W2.mT`. What happens here, and what would happen with 3 outputs?",
    {"an error; an error": "With 3 outputs, W2 is (3, 3), and so is W2.mT. Which product is then refused?",
     "an error; wrong numbers": "(5, 2) @ (3, 2) does not fit. With 3 outputs, (5, 3) @ (3, 3) does fit, with the "
                                "transpose or without. Nothing complains. So try shapes in which no two sizes are equal.",
     "wrong numbers; wrong numbers": "Which shape has W2.mT here? Can (5, 2) be multiplied by it?",
     "right numbers; right numbers": "H1_bar should be (5, 3). Which shape has W2.mT here?"},
    right="an error; wrong numbers",
)

# %% [markdown] id="mlp-exercise"
# **Your turn** (15 minutes): [*The two-layer perceptron backwards*](../exercises/08_backpropagation.ipynb), exercise 2.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Next time, begin with the program below.

# %% [markdown] id="graph" covers="N08-04"
# ## 4 One value, two users
#
# Draw a node for each operation and an arrow for each tensor that travels. Forwards, data run along the arrows. Backwards, adjoints run along the same arrows the other way. Inside a layer every input has several users too; there the product with $W^\top$ added for us. In a general graph the program must add. Let $h_1$ have two users, $h_2 = 3 h_1$ and $h_5 = 4 h_1$ (numbered as in the graph below). Someone programs the walk back:
#
# ```python
# h1_bar = h2_bar * 3      # what comes back from h2
# h1_bar = h5_bar * 4      # what comes back from h5
# ```

# %% id="graph-ask"
ask.choose(
    "h2 = 3 h1 and h5 = 4 h1, and the adjoints of h2 and h5 are 2 and 5. A program sets `h1_bar = h2_bar * 3` and then "
    "`h1_bar = h5_bar * 4`. What does it find for h1, and what is right?",
    {"20, and that is right": "Then h1 would not move the loss through h2. But h2 = 3 h1, and its adjoint is 2.",
     "20, and 26 is right": "The second line overwrites the first. Two routes lead from h1 to the loss, and routes "
                            "add: 6 + 20. The second line needs += in the place of =.",
     "26, and that is right": "26 is right. But what does the second = do to the 6 of the first line?",
     "20, and 120 is right": "Along a route slopes multiply. Are these two routes, or one?",
     "20, and 13 is right": "That is a mean. When h1 moves, do both users move, or half of each?"},
    right="20, and 26 is right",
)

# %% [markdown] id="graph-eight" covers="N08-05"
# **A value with several users gets a share from each: the user's adjoint times the slope. Its own adjoint is the sum of the shares.** So every backward program, torch's too, writes `+=`, not `=`. Remember this for the training loop.
#
# A larger graph: the first of eight nodes feeds two branches, and the eighth multiplies their ends. In this part $h_i$ is what node $i$ gives. We choose $h_i = \tanh(\theta_i \cdot \text{input})$ for nodes 1 to 7, $y = \theta_8 h_4 h_7$, and $L = \frac12 (y - 1)^2$. To keep the picture small, a node multiplies and bends in one. Its parameter stands on the arrow that it multiplies.

# %% id="graph-figure"
thetas = torch.tensor([0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6])
x_in, target = torch.tensor(0.4), torch.tensor(1.0)
figures.eight_nodes(thetas, x_in, target)

# %% [markdown] id="graph-paths" covers="N08-06"
# Each slope is the neuron's. Node 4 gives $h_3$ a share: $\bar h_4$ times the slope of node 4. Call this slope $s_{43}$. It is $s_{43} = \theta_4 (1 - h_4^2) = 1.1 \cdot 0.960 = 1.056$. In the same way $s_{32} = 0.773$ and $s_{21} = -1.135$. Node 8 is a product, so $\partial y/\partial h_4$ is what stands beside $h_4$: $\theta_8 h_7 = 0.6 \cdot (-0.1578) = -0.0947$. Along the upper path these multiply: $-0.0947 \cdot 1.056 \cdot 0.773 \cdot (-1.135) = 0.0878$, with all digits kept.
#
# **The lower path is yours.** $\theta = (0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6)$, and the $h_i$ stand in the picture. $\partial y/\partial h_7 = \theta_8 \cdot \_\_\_ = \_\_\_$, then $s_{76} = 1.3\,(1 - \_\_\_^2) = \_\_\_$. Take $s_{65} = -0.690$ and $s_{51} = 0.872$ as found.

# %% id="graph-fill"
ask.number(
    "y = θ8 h4 h7 with θ8 = 0.6, h4 = -0.1996 and h7 = -0.1578. Further h7 = tanh(1.3 h6), ∂h6/∂h5 = -0.690 and "
    "∂h5/∂h1 = 0.872. How fast does y move with h1 along the lower path, by h5, h6 and h7?",
    float(backprop.dag8_path_sums(thetas, x_in, target).through_7),
    digits=3,
    why="∂y/∂h7 = 0.6 · (-0.1996) = -0.1197, then ∂h7/∂h6 = 1.3 · (1 - 0.1578²) = 1.268. So -0.1197 · 1.268 · (-0.690) "
        "· 0.872 = 0.0913.",
    mistakes={0.0722: "What stands beside h7 in y? You took h7 itself.",
              0.0936: "Node 7 bends. Which factor besides 1.3 has its slope?",
              0.0702: "The slope of tanh is there. By which parameter does node 7 multiply h6?",
              0.152: "What stands beside h7 in y are two factors. One is missing.",
              -0.0913: "How many of the four factors are negative?",
              -0.0896: "This is the adjoint: the path times y - 1. Only y was asked for.",
              0.0878: "That is the upper path. What stands beside h7 in y?"},
)

# %% [markdown] id="graph-sum"
# Now the two paths are put together, and they add: $\bar h_1 = \bar y\,(0.0878 + 0.0913) = -0.981 \cdot 0.1791 = -0.1757$. The rest is the neuron's: $\bar\theta_1 = \bar h_1\,(1 - h_1^2)\,x = -0.1757 \cdot 0.9610 \cdot 0.4 = -0.0675$.

# %% [markdown] id="touch-neuron"
# **See it.** A graph of the same form with other functions. (The slope of sin is cos, the slope of cos is minus sin. Take them as given.) Here `u1` is $-1$, and two nodes use it: `u2` takes its sine, `u5` its cosine. The adjoint of `u2` will be 0.3374. So the share $0.3374 \cdot \cos(-1) = 0.3374 \cdot 0.540 = 0.182$ comes back to `u1` (calculator in radians). In the end the adjoint of `u1` is 0.2534. What must the share of `u5` be? Then press Play and watch `u1`: its adjoint is written twice. (The first input is $w$, the second $x$.)

# %% id="touch-neuron-live"
widgets.Graph()

# %% [markdown] id="graph-count-read"
# **Why nobody lists the paths.** Double a number as $x + x$, twenty times over. Each doubling offers two ways, so there are $2^{20}$ paths, more than a million. Lecture 07's tape has 21 lines for it, and the walk back visits each once. It hands an adjoint on only when it is complete.
#
# **Your turn** (40 minutes): [*A graph of eight nodes backwards*](../exercises/08_backpropagation.ipynb), exercise 3.

# %% [markdown] id="loop" covers="N08-01 N08-16"
# ## 5 The training loop
#
# Backpropagation finds derivatives and changes no weight. The **step** does: $\theta \leftarrow \theta - \eta\,\bar\theta$, for all parameters $\theta$, with the learning rate $\eta$.

# %% [markdown] id="loop-lines"
# In torch a round has five lines. `optimiser` holds the parameters and $\eta$, `net` is the network, and `F` is `torch.nn.functional`:
#
# ```python
# optimiser.zero_grad()                     # clear: forget the old gradients
# logits = net(X)                           # forward
# loss = F.cross_entropy(logits, labels)    # loss: takes logits, applies softmax itself
# loss.backward()                           # backward: adds to p.grad for each parameter p
# optimiser.step()                          # step: p = p - eta * p.grad
# ```
#
# Why clear? Because `backward` writes `+=`. It cannot know whether the next adjoint comes from a second user or from a second batch. We try it with one weight: $L = \tfrac12 w^2$ has the gradient $w$. Start at $w = 3$ with $\eta = 0.5$. The right loop halves $w$ in each round. What does the loop `backward`, `step` do, which never clears?
#
# | round | stored gradient | $w$ |
# |---|---|---|
# | 1 | 0 + 3 = 3 | 3 - 1.5 = 1.5 |
# | 2 | 3 + 1.5 = \_\_\_ | 1.5 - \_\_\_ = \_\_\_ |
# | 3 | \_\_\_ | \_\_\_ |

# %% id="loop-fill"
ask.number(
    "A loop minimises ½w² from w = 3 with η = 0.5; the gradient is w. It runs `backward`, `step` in each round and never "
    "clears. After round 1, the gradient 3 is stored and w = 1.5. Where is w after round 2 and after round 3?",
    (-0.75, -2.625),
    digits=2,
    why="Round 2 stores 3 + 1.5 = 4.5, so w = 1.5 - 2.25 = -0.75. Round 3 stores 4.5 - 0.75 = 3.75, so w = -0.75 - 1.875. "
        "The weight shoots past 0.",
    mistakes={(0.75, 0.375): "That is the loop that clears. What is stored after the second `backward`? torch adds.",
              (-0.75, -0.375): "Round 2 is right. What is stored after the third `backward`?",
              (-0.75, -3.375): "Round 2 is right. In round 3 the gradient is w, and w is negative now.",
              (0, -1.5): "You used the 3 again. What does `backward` add to it in round 2?",
              (-3, -6): "Where is η?"},
)

# %% [markdown] id="loop-see"
# **See it.** What does the loss do with `clear`, `step`? And with `backward`, `clear`, `step`? Guess, then choose each loop and press Play.

# %% id="loop-live"
widgets.Loop(lines="backward, step")

# %% [markdown] id="loop-mend"
# Without `backward` there is no gradient, and `clear` after `backward` throws it away. Nothing moves. Of the four loops only clear, backward, step is right. With an optimiser none of them raises an error.
#
# **Two programs to compare.** Ann and Tom do not wait for `optimiser.step()`: they change $c$ during the walk back.
#
# ```python
# # Ann                           # Tom
# c_bar = v_bar * h               c_bar = v_bar * h
# h_bar = v_bar * c               c = c - eta * c_bar
# c = c - eta * c_bar             h_bar = v_bar * c
# ```
#
# Take `v_bar = 1`, `c = 2`, `h = 4`, `eta = 0.1` and run both by hand.

# %% id="loop-compare"
ask.choose(
    "y = σ(v) and v = c h + d. To train c and to walk on to h, Ann computes `c_bar = v_bar * h`, `h_bar = v_bar * c`, "
    "`c = c - eta * c_bar`. Tom computes `c_bar = v_bar * h`, `c = c - eta * c_bar`, `h_bar = v_bar * c`. Whose h_bar "
    "is the derivative of the loss that was computed forwards?",
    {"Ann's": "The forward pass used the old c, so the way back must too. Tom multiplies the old v_bar by the new c.",
     "Tom's": "Which c did the forward pass use: the one before the step or the one after it?",
     "both": "With v_bar = 1, c = 2, h = 4 and eta = 0.1 Ann finds 2, and Tom 1.6. Can both be right?",
     "neither": "h_bar is v_bar times what stands beside h in v. Which c stood there in the forward pass?"},
    right="Ann's",
)

# %% [markdown] id="loop-log" covers="N09-23"
# **A whole program.** Data come in pieces. An **epoch** is one pass through all examples. At its start they are put into a new random order, then cut into batches of `B`; the last may be shorter. Each batch makes one round of the five lines. In code, `torch.randperm(5)` is a random order such as (3, 0, 4, 1, 2). `order.split(2)` cuts it into (3, 0), (4, 1) and (2), and `X[rows]` takes these rows.
#
# Working loops log numbers, not tensors. `loss` holds on to its whole graph; `loss.item()` is just the number. And the mean loss of an epoch weighs each batch by its size: two examples with mean loss 1 and one with 4 have the mean 2, not 2.5.

# %% [markdown] id="overfit"
# ## 6 A test of honesty
#
# A loop may run and still be wrong. A good test: take **one** small batch and train on it alone, again and again. A network with a bend between its layers and with enough weights can learn eight examples by heart, even with labels drawn at random, **unless two equal examples bear different labels**. If its loss does not come close to 0, suspect the program first.
#
# We try eight irises with random labels and three programs: a right one, one that never clears, and one that applies softmax before `F.cross_entropy`. The program does without `optimiser`. `p.requires_grad_()` tells torch to record what is computed from `p`. After `loss.backward()` the adjoint of `p` stands in `p.grad`; `p.grad = None` clears it. `p.data` is the same tensor without the record, so the step itself is not recorded. (`p.detach()` is that too; `p.clone()` is a copy.)

# %% id="overfit-run"
from torch.nn import functional as F

def learn_by_heart(params, X, labels, clear=True, softmax=False):
    params, losses = [p.clone().requires_grad_() for p in params], []
    for _ in range(400):
        if clear:
            for p in params:
                p.grad = None
        logits = torch.tanh(X @ params[0].mT + params[1]) @ params[2].mT + params[3]
        loss = F.cross_entropy(logits.softmax(dim=1) if softmax else logits, labels)
        loss.backward()
        for p in params:
            p.data -= p.grad  # eta is 1
        losses.append(loss.item())
    return losses

# %% [markdown] id="overfit-guess"
# Before you look: how low can the loss of the third program go? The best that a softmax can hand over is $(1, 0, 0)$, with the 1 at the right class. `F.cross_entropy` takes that for logits.

# %% id="overfit-ask"
ask.number(
    "Cross-entropy takes (1, 0, 0) for the logits of three classes, and the first class is right. So the probability of "
    "the right class is e/(e + 1 + 1), with e = 2.718. What is the loss, -log of it?",
    float(torch.tensor(1 + 2 / torch.e).log()),
    digits=2,
    why="2.718/4.718 is 0.576, and -log 0.576 is 0.55. No weights whatever bring this program below that.",
    mistakes={0: "That would be the loss for the probability 1. Softmax is applied once more: what becomes of (1, 0, "
                 "0)?",
              1.0986: "That is log 3, the loss for three equal logits. Here the right one is 1, the others 0.",
              0.576: "That is the probability. What is -log of it?",
              -0.55: "The size is right. The log of a number below 1 is negative; the loss is minus that."},
)

# %% [markdown] id="overfit-see"
# In the picture the dotted line is this floor. Which of the three programs will learn the batch?

# %% id="overfit-figure"
from dlcourse import data

rng = tensors.generator(4)
X = data.standardise(data.iris().X).Z[torch.randperm(150, generator=rng)[:8]]
labels, shapes = torch.randint(3, (8,), generator=rng), ((16, 4), (16,), (3, 16), (3,))
start = [torch.randn(shape, generator=rng) / 2 for shape in shapes]
figures.learnt_by_heart({
    "right": learn_by_heart(start, X, labels),
    "never cleared": learn_by_heart(start, X, labels, clear=False),
    "softmax twice": learn_by_heart(start, X, labels, softmax=True)})

# %% [markdown] id="overfit-read"
# Both wrong programs fail. But near round 30 the curve of the loop that never clears falls below 0.001, out of the picture. Stopped there, it would have passed. Let "passed" mean that the last loss is at most a hundredth of the first. We repeated the test twelve times, each time with other irises, labels and starts. The right program passed 11 times, softmax twice never. The loop that never clears passed **8 times**: piled-up gradients may carry it along, or away. So failing tells of a fault, or of too few rounds, or of a learning rate that does not suit. Passing is a good sign and no proof.
#
# Would differences find softmax twice? No. They measure the loss that is programmed, here the wrong one. Its gradient is right, so they see no fault. And the other way round: Ben's fault, the missing slope of the hidden layer, shows in differences at once. But a program with Ben's fault passed the test with one batch 6 times of 12. So use both.
#
# **Your turn**: [*A training loop with four faults*](../exercises/08_backpropagation.ipynb), exercise 4 (25 minutes), and *Overfit one batch*, exercise 5 (10 minutes).

# %% [markdown] id="credit" covers="N08-17"
# ## 7 Blame over a long distance
#
# How much did each early weight contribute to an error at the end? This is the **credit assignment problem**, and an adjoint is an answer. It is exact at any depth. But it is a product with a factor for each layer, and such a product may become too small to be of use.
#
# The slope of a sigmoid is at most 1/4. Take ten layers, each with the weight 1. At most how much of an adjoint comes back? And with the weight 2? Write both down; the answers come after the picture.
#
# Now see chains of 1 to 20 layers with the weight 1, starting at 0.5. Which falls faster, sigmoid or tanh? (`torch.autograd.grad(out, leaf)` walks back from `out` to `leaf`.)

# %% id="credit-run"
def through(activation, layers):
    leaf = torch.tensor(0.5, requires_grad=True)
    out = leaf
    for _ in range(layers):
        out = activation(out)
    return torch.autograd.grad(out, leaf)[0]

reach = {name: torch.stack([through(activation, n) for n in range(1, 21)])
         for name, activation in (("sigmoid", torch.sigmoid), ("tanh", torch.tanh))}
figures.adjoints_by_depth(reach)

# %% [markdown] id="credit-read"
# First the ten layers. With the weight 1 at most $(1/4)^{10}$ comes back, about a millionth. With the weight 2 it is at most $(2/4)^{10}$, about a thousandth.
#
# So depth alone does not decide. The factors do: weight times slope. In the picture all weights are 1. The sigmoid's slope is about 0.23 in each layer. tanh begins with the slope 0.79. Its values shrink towards 0, so its later slopes come closer and closer to 1. The product falls ever more slowly, and 0.1 is left after 20 layers. With a factor of 2 in each of twenty layers, a million would come back. An adjoint that shrinks like this is called a **vanishing gradient**, and one that grows like that an **exploding gradient**.

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation: one weight $w$ is used in **two** layers, $y = \tanh(w \tanh(w x))$. Networks for sequences do this at every time step.

# %% id="transfer-ask"
ask.number(
    "In y = tanh(w tanh(w x)) let x = 1, w = 1 and let the adjoint of y be 1. The inner tanh gives 0.762, and y = "
    "0.642. The slopes of tanh there are 0.420 and 0.588. What is the share of w from the outer layer, what from the "
    "inner one, and what is the adjoint of w?",
    (0.4477, 0.2469, 0.6945),
    digits=2,
    why="Outer: 0.588 · 0.762 = 0.448, since 0.762 stands beside w. On to the inner layer goes 0.588 · w = 0.588. There "
        "0.588 · 0.420 · x = 0.247. Two ways, so the shares add: 0.695.",
    mistakes={(0.448, 0.247, 0.247): "The shares are right. That is a program that overwrites: what becomes of the outer "
                                     "one?",
              (0.448, 0.247, 0.111): "Factors multiply along a path. Is this one path from w to the loss, or two?",
              (0.448, 0.247, 0.347): "That is the average. If w moves, do both uses move, or half of each?",
              (0.448, 0.420, 0.868): "The outer share is right. Through which other slope must the walk pass on its way "
                                     "to the inner use?"},
)

# %% [markdown] id="summary"
# ## Summary
#
# - One walk back from the loss finds all derivatives. Together with its forward pass it costs about three forward passes. It changes no weight.
# - Neuron: $\bar z = \bar y\,(1 - y^2)$ for tanh, then $\bar w_i = \bar z x_i$, $\bar b = \bar z$, $\bar x_i = \bar z w_i$. Weight and input change places.
# - Layers: bend, weights, bend, weights. Each adjoint has the shape of what it belongs to.
# - Slopes multiply along a path, and paths add. A value with two users adds both shares.
# - Clear, forward, loss, backward, step. Clear, because backward adds. Step last, because the walk needs the old weights.
# - Two tests: differences check the gradient, one batch learnt by heart checks the loop. Neither is a proof.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\bar x$ | `x_bar` | adjoint of $x$: the derivative of the loss with respect to $x$, with the shape of $x$ |
# | $z$, $v$ | | pre-activations, hidden and output |
# | $h$, $y$ | | activations, hidden and output; in part 2, $h$ is also a layer's input; in part 4, $h_i$ is what node $i$ gives |
# | $A$, $b$, $c$, $d$, $t$ | the same | weights and biases of the two-layer network, and its target |
# | $w$ | | the weights of a single neuron |
# | $W$ | | the weights of a layer |
# | $s_{43}$ | | slope of node 4: how fast $h_4$ moves with $h_3$ |
# | $\theta_i$ | `theta` | parameter of node $i$ |
# | $\eta$ | `eta` | learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# [**adjoint**](#What-you-need) derivative of the loss with respect to a value · [**pre-activation**](#1-One-neuron) weighted sum before the activation function · [**activation**](#1-One-neuron) what comes out of it · [**delta**](#3-Two-layers,-every-number) adjoint of a pre-activation · [**epoch**](#5-The-training-loop) one pass through all examples · [**credit assignment**](#7-Blame-over-a-long-distance) who contributed how much to the error · [**vanishing gradient**](#7-Blame-over-a-long-distance) adjoint that shrinks from layer to layer · [**exploding gradient**](#7-Blame-over-a-long-distance) adjoint that grows from layer to layer. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch records the graph while your code runs. It has a backward rule for hundreds of operations, and lets you add your own (`torch.autograd.Function`). The walk back needs numbers of the forward pass, and they take memory: the optional [lecture 08b](08b_what_memory_costs.ipynb) shows how much, and what can be done about it.
