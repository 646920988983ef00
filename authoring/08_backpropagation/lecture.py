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
# This small network should have answered 1. It answered $y = 0.542$. Its loss is $L = \tfrac12 (y - 1)^2 = 0.105$. Three inputs go into two hidden numbers $z_1$ and $z_2$, and these go into $y$. A number at a line is a **weight**. (There are also constants that are added, the biases; they are not drawn.)
#
# Move the weight $A_{11}$ from 0.5 to 1, then move others. Which numbers move along, and which stay?

# %% id="hook-live"
from dlcourse import ask, tensors
from dlcourse.lectures.l08 import widgets

widgets.Blame()

# %% [markdown] id="hook-guess"
# What moves lies downstream, on the way from the weight to $L$. Now look for the weight that $L$ feels most. Leave "Walk back" alone for a moment. Move each weight by 0.1 and read the change of $L$.

# %% id="hook-ask"
ask.choose(
    "A network computes two numbers z_1 = 0.463 and z_2 = 0.825 from the inputs 1, 0.5 and -1, each through a sigmoid, "
    "whose slope is at most 1/4. It finds its answer y from c_1 z_1 + c_2 z_2, with c_1 = 1.5 and c_2 = -1. The answer "
    "is too low. Which weight does the loss feel most when it is moved a little?",
    {"c_1": "It is the largest weight. But when c_1 moves by 0.1, by how much does c_1 z_1 move?",
     "c_2": "When c_2 moves by 0.1, the sum moves by 0.1 · 0.825. For c_1 it is only 0.1 · 0.463, and "
            "for A_11 about 0.1 · 1 · 0.25 · 1.5.",
     "A_11": "It comes first, and its move is damped on the way. What does the picture say for L?",
     "all alike": "Each has its own way to L. What does the picture say for A_22 and for c_2?"},
    right="c_2",
)

# %% [markdown] id="hook-back" covers="N08-15"
# You needed 8 trials. Now press "Walk back from L". All 8 slopes appear at once: how fast $L$ rises when a weight does. They come from a single walk from $L$ to the left. That walk is **backpropagation**.
#
# A network for images has 64 inputs, two layers of 256 neurons and 10 outputs, so $64 \cdot 256 + 256 \cdot 256 + 256 \cdot 10 = 84480$ weights. In a forward pass each is multiplied once. Here torch counts (each multiplication with its addition as 2, hence `// 2`).

# %% id="hook-run"
import math

import torch
from torch.utils.flop_counter import FlopCounterMode

from dlcourse.nn import mlp

network = mlp.init([64, 256, 256, 10], rng=tensors.generator(8))
image, label = torch.rand(1, 64, generator=tensors.generator(9)), torch.tensor([3])
with FlopCounterMode(display=False) as one_forward:
    mlp.forward(network, image)
with FlopCounterMode(display=False) as whole_gradient:
    mlp.loss_and_grads(network, image, label)  # forward and backward
parameters = mlp.flatten(network).numel()
tensors.show(parameters=parameters, one_forward_pass=one_forward.get_total_flops() // 2)

# %% [markdown] id="hook-cost"
# Trying each parameter up and down, as in lecture 07, takes two forward passes for each parameter. And the walk back?

# %% id="hook-answer"
ask.choose(
    f"A network has 64 inputs, two layers of 256 neurons, 10 outputs and {parameters} parameters. How many forward "
    "passes does backpropagation cost for the derivatives of the loss with respect to all of them, its own forward "
    "pass included?",
    {"about 85 000": "That would be one pass for each parameter, as with one-sided differences. Must each derivative "
                     "be found by itself?",
     "about 500": "That would be one pass for each hidden neuron. But one forward pass computes all neurons together. "
                  "Might one pass backwards do so too?",
     "about 20": "That would be two passes for each of the 10 outputs. How many numbers is the loss?",
     "about 3": f"Counted: {whole_gradient.get_total_flops() / one_forward.get_total_flops():.2f}. Forwards, each "
                "weight takes part in one multiplication. Backwards it takes part in two: one for its own derivative, "
                "one to hand a derivative on to the layer before. The first layer hands nothing on: (3 · 84480 - "
                "64 · 256)/84480."},
    right="about 3",
)

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
# A neuron weighs its inputs, adds a bias, and bends the sum: $u = a_1 x_1 + a_2 x_2 + b$, then $y = \tanh u$. Here $u$ is called the **pre-activation** and $y$ the **activation**. The slope of $\tanh$ at $u$ is $1 - \tanh^2 u$, that is $1 - y^2$. (Check at 0.5: $\tanh 0.51 = 0.4699$ and $\tanh 0.50 = 0.4621$. The rise over the run is $0.0078/0.01 = 0.78$, and $1 - 0.4621^2 = 0.786$.)
#
# Take $a = (1, 2)$, $x = (3, -1)$ and $b = -0.5$. Then $u = 3 - 2 - 0.5 = 0.5$, $y = 0.4621$ and the slope is $0.7864$. Suppose that the rest of the network hands us $\bar y = 2$: the loss rises twice as fast as $y$.

# %% [markdown] id="neuron-predict"
# When $b$ rises a little, $u$ rises by the same. Then $y$ rises 0.7864 times as far. And $L$?

# %% id="neuron-ask"
ask.number(
    r"A neuron y = tanh(u) has u = 0.5, so y = 0.4621. Its bias is b = -0.5, and its first input is 3. The slope of "
    r"tanh is $1 - \tanh^2 u$, and the adjoint of y is 2. What is the adjoint of b?",
    2 * (1 - math.tanh(0.5) ** 2),
    digits=2,
    why="The adjoint of y times the slope of tanh at u, 2 · 0.7864, times ∂u/∂b = 1.",
    mistakes={2: "That is the adjoint of y. It still has to pass through tanh.",
              1 - math.tanh(0.5) ** 2: "That is dy/db. How fast does the loss move with y?",
              2 * (1 - math.tanh(math.tanh(0.5)) ** 2): "You took the slope of tanh at y. Where is it to be taken?",
              2 * (1 - math.tanh(0.5)): "That is 2 · (1 - y). Look at the slope of tanh again.",
              math.tanh(0.5) ** 2 - 1: "You multiplied by b. But u = ... + b: how fast does u move with b?",
              6 * (1 - math.tanh(0.5) ** 2): "That is the adjoint of the first weight, with the input 3. What stands "
                                             "beside b?"},
)

# %% [markdown] id="neuron-table"
# Now the adjoints of $b$, $a$ and $x$, line by line. Each line is the chain rule once.

# %% id="neuron-derivation"
from dlcourse.classroom.derivation import derivation

torch.set_default_dtype(torch.float64)  # numbers with 16 digits from here on
weights, inputs = torch.tensor([1.0, 2.0]), torch.tensor([3.0, -1.0])
b_bar = 2 * (1 - torch.tensor(0.5).tanh() ** 2)
derivation(
    (r"$\bar u = \bar y\,(1 - y^2)$", r"back through tanh: 2 · 0.7864", b_bar),
    (r"$\bar b = \bar u$", r"when $b$ moves, $u$ moves as far", b_bar),
    (r"$\bar a_i = \bar u\, x_i$", r"when $a_i$ moves, $u$ moves $x_i$ times as far",
     b_bar * inputs),
    (r"$\bar x_i = \bar u\, a_i$", r"when $x_i$ moves, $u$ moves $a_i$ times as far",
     b_bar * weights),
    at="at a = (1, 2), x = (3, -1)",
)

# %% [markdown] id="neuron-exercise"
# Weight and input change places: the adjoint of a weight holds the input, the adjoint of an input holds the weight. So $c_2$ was to blame in the hook because $z_2$ is large.
#
# **Your turn** (10 minutes): [*One neuron backwards*](../exercises/08_backpropagation.ipynb), exercise 1.

# %% [markdown] id="layer" covers="N08-03"
# ## 2 From a layer to the layer before
#
# A layer is many neurons side by side. Its input came out of a layer before, so we call it $h$. The weights are now a table $W$, with a row for each neuron: $u = W h + b$, then each entry of $u$ is bent. Lecture 00b found what goes back (and wrote $z$ for our $u$, $x$ for our $h$): $\bar W_{jk} = \bar u_j h_k$ and $\bar b = \bar u$. With these two we can train the layer. Why then compute $\bar h$ as well? Because $h$ came out of the layer **before**, and its weights are waiting. For them $\bar h$ is what $\bar y$ was for the neuron.

# %% [markdown] id="recall"
# Do you recall how? Let $W$ have the rows $(1, 0, 2)$ and $(-1, 3, 1)$, and $\bar u = (10, 1)$.

# %% id="layer-ask"
ask.number(
    "u = W h + b, where W has the rows (1, 0, 2) and (-1, 3, 1). The adjoint of u is (10, 1). What is the adjoint of "
    "the first input, h_1?",
    9,
    why="Through u_1 comes 10 · 1, through u_2 comes 1 · (-1), and the ways add.",
    mistakes={10: "That is the way through u_1. Into which other u does h_1 go?",
              11: "You added the two adjoints. With which weight does h_1 enter u_2?",
              -10: "You multiplied the two ways. Along a way factors multiply. And where ways meet?",
              0: "You added the weights of h_1. How fast does the loss move with each u?",
              21: "That is the adjoint of the third input. Which column of W belongs to h_1?"},
)

# %% [markdown] id="layer-round"
# All inputs at once: $\bar h = W^\top \bar u$. One thing is left. The layer before made $h$ by bending its own sum, entry by entry. So its $\bar u$ is $\bar h$ times the slope there, and the round begins again: **bend, weights, bend, weights**, from the loss to the input.

# %% [markdown] id="mlp" covers="N08-07"
# ## 3 Two layers, every number
#
# Now the network of the hook. $\sigma$ is the sigmoid of lecture 00b, applied entry by entry.
#
# $$z = \sigma(A x + b), \qquad y = \sigma(c_1 z_1 + c_2 z_2 + d), \qquad L = \tfrac12 (y - t)^2$$
#
# Three inputs and two hidden neurons, so $A$ has shape `(2, 3)`: rows $(0.5, -1, 0.25)$ and $(1, 0.5, -0.5)$. The rest: $x = (1, 0.5, -1)$, $b = (0.1, -0.2)$, $c = (1.5, -1)$, $d = 0.3$, target $t = 1$. The sum before the last sigmoid is called $v$. First forwards, up to $y$:

# %% id="mlp-forward"
from dlcourse.nn import backprop

example = widgets.EXAMPLE
z, y = backprop.mlp2_forward(**example)[:2]
derivation(
    (r"$u = A x + b$", "first entry: 0.5 · 1 - 1 · 0.5 + 0.25 · (-1) + 0.1",
     example["A"] @ example["x"] + example["b"]),
    (r"$z = \sigma(u)$", "entry by entry", z),
    (r"$v = c_1 z_1 + c_2 z_2 + d$", "1.5 · 0.4626 - 0.8249 + 0.3",
     example["c"] @ z + example["d"]),
    (r"$y = \sigma(v)$", "the output is a sigmoid too", y),
)

# %% [markdown] id="mlp-output" covers="N08-08 N08-09"
# Now backwards. The slope of the sigmoid is $\sigma(1 - \sigma)$, so it comes from the sigmoid's own output: $y(1 - y)$ for the last one, $z(1 - z)$ for the hidden ones.

# %% id="mlp-output-derivation"
y_bar = y - example["t"]
v_bar = y_bar * y * (1 - y)
derivation(
    (r"$\bar y = y - t$", r"slope of $\frac12 (y-t)^2$: 0.5421 - 1", y_bar),
    (r"$\bar v = \bar y\; y (1 - y)$", "back through the sigmoid: times 0.5421 · 0.4579",
     v_bar),
    (r"$\bar d = \bar v$", r"when $d$ moves, $v$ moves as far", v_bar),
    (r"$\bar c_j = \bar v\, z_j$", r"beside $c_j$ stands $z_j$: 0.4626 and 0.8249", v_bar * z),
    (r"$\bar z_j = \bar v\, c_j$", r"beside $z_j$ stands $c_j$: 1.5 and $-1$",
     v_bar * example["c"]),
)

# %% [markdown] id="mlp-hidden" covers="N08-10"
# **The last three lines are yours.** They are the neuron's again, twice side by side. Fill in the blanks on paper, for the first hidden neuron with $z_1 = 0.4626$ and $\bar z_1 = -0.1705$:
#
# - $\bar u_1 = \bar z_1 \cdot \_\_\_ = \_\_\_$, back through its sigmoid
# - $\bar b_1 = \_\_\_$
# - $\bar A_{13} = \bar u_1 \cdot \_\_\_ = \_\_\_$, the weight from $x_3 = -1$

# %% id="mlp-fill"
ask.number(
    "The first hidden neuron has z_1 = σ(u_1) = 0.4626 and u_1 = A_11 x_1 + A_12 x_2 + A_13 x_3 + b_1, with x_3 = -1. "
    "The adjoint of z_1 is -0.1705. What are the adjoints of u_1, of b_1 and of A_13?",
    (-0.0424, -0.0424, 0.0424),
    digits=3,
    why="The slope is 0.4626 · 0.5374 = 0.2486, so the first is -0.1705 · 0.2486. u_1 moves as far as b_1; beside A_13 "
        "stands -1.",
    mistakes={(-0.1705, -0.1705, 0.1705): "The slope of the hidden sigmoid is missing. It is at most a quarter.",
              (-0.0424, -0.0424, -0.0424): "Two are right. What stands beside A_13 in u_1?",
              (-0.0424, -0.0042, 0.0424): "You multiplied by b_1. When b_1 moves, how far does u_1 move?",
              (-0.0424, -0.0424, -0.0106): "You multiplied by the weight. What stands beside A_13 in u_1?",
              (-0.1340, -0.1340, 0.1340): "1 - z² is the slope of tanh. This layer has a sigmoid.",
              (-0.0789, -0.0789, 0.0789): "You multiplied by z_1 alone. Which other factor has the slope?"},
)

# %% [markdown] id="mlp-picture"
# Compare with "Walk back" in the first picture: it shows $\bar A_{13} = 0.042$. The adjoint of a pre-activation, like $\bar u_1$, is often called **delta**. A neuron's delta is the weighted sum of the deltas to its right, times its own slope. Hence "backpropagation of errors": the miss $y - t$ starts the walk.

# %% [markdown] id="check"
# ### Trust, but measure
#
# Ben wrote the same backward pass. Is it right? Differences of the loss, as in lecture 07, can tell. For each parameter we print the largest gap.

# %% id="check-run"
from dlcourse.diff import finite

def bens_backward(A, b, c, d, x, t):
    z, y, _ = backprop.mlp2_forward(A, b, c, d, x, t)
    v_bar = (y - t) * y * (1 - y)
    u_bar = v_bar * c
    return {"d": v_bar, "c": v_bar * z, "b": u_bar, "A": torch.outer(u_bar, x)}

for name, claimed in bens_backward(**example).items():
    # the loss when only the parameter called name is replaced by v
    measured = finite.gradient(lambda v, name=name: backprop.mlp2_forward(
        **example | {name: v}).loss, example[name])
    gap = (claimed - measured).abs().max()
    print(f"{name}_bar differs by at most {gap:.4f}")

# %% [markdown] id="check-mend"
# `torch.outer(u_bar, x)` is the table of all products $\bar u_j x_k$. Read such a list from the loss to the left: the fault lies between the last right entry, `c_bar`, and the first wrong one, `b_bar`. **Mend Ben's program.**

# %% id="check-ask"
ask.choose(
    "Ben's adjoints of d and c agree with differences, those of b and A do not. He writes `v_bar = (y - t) * y * "
    "(1 - y)`, then `u_bar = v_bar * c`, then b's adjoint `u_bar` and A's adjoint `torch.outer(u_bar, x)`. Hidden and "
    "output neurons have sigmoids. Which line should be changed, and how?",
    {"`v_bar = y - t`": "d and c are found from v_bar, and both are right. So is v_bar. What comes after it?",
     "`torch.outer(x, u_bar)`": "That has the shape (3, 2), and A has (2, 3). And what would it do for b?",
     "`u_bar = v_bar * c * z * (1 - z)`": "u is what goes into the hidden sigmoid. `v_bar * c` is the adjoint of what "
                                          "comes out.",
     "`u_bar = v_bar * c * x`": "x comes in with A. What lies between u and z?"},
    right="`u_bar = v_bar * c * z * (1 - z)`",
)

# %% [markdown] id="mlp-batch"
# ### The same with a batch
#
# A batch brings no new idea. Let the rows of `X` be `B` examples, and let there be several outputs, with weights `W1 (hidden, in)` and `W2 (out, hidden)`. A step then holds five matrix products. The shapes of lecture 00b say where each transpose goes:
#
# ```python
# U1 = X @ W1.mT + b1            # (B, in) @ (in, hidden)   -> (B, hidden)
# Z1 = torch.tanh(U1)
# U2 = Z1 @ W2.mT + b2           # (B, hidden) @ (hidden, out) -> (B, out)
# # U2_bar (B, out) comes from the loss: (softmax - one_hot) / B in lecture 04b
# W2_bar = U2_bar.mT @ Z1        # (out, B) @ (B, hidden)   -> (out, hidden)
# b2_bar = U2_bar.sum(dim=0)     # (out): every example used b2, and routes add
# Z1_bar = U2_bar @ W2           # (B, out) @ (out, hidden) -> (B, hidden)
# U1_bar = Z1_bar * (1 - Z1**2)  # entry by entry: the slope of tanh
# W1_bar = U1_bar.mT @ X         # (hidden, B) @ (B, in)    -> (hidden, in)
# b1_bar = U1_bar.sum(dim=0)     # (hidden)
# ```
#
# `@` adds along the axis that vanishes: over the batch for a weight, over the outputs for `Z1_bar`. `*` adds nothing.

# %% id="mlp-shapes"
ask.choose(
    "A batch of 5, 4 inputs, 3 hidden neurons, 2 outputs. W2 has the shape (2, 3), U2_bar has (5, 2). Somebody writes "
    "`Z1_bar = U2_bar @ W2.mT`. What happens here, and what would happen with 3 outputs?",
    {"an error; an error": "With 3 outputs, W2 is (3, 3), and so is W2.mT. Which product is then refused?",
     "an error; wrong numbers": "(5, 2) @ (3, 2) does not fit. With 3 outputs, (5, 3) @ (3, 3) does fit, with the "
                                "transpose or without. Nothing complains. So try shapes in which no two sizes are equal.",
     "wrong numbers; wrong numbers": "Which shape has W2.mT here? Can (5, 2) be multiplied by it?",
     "right numbers; right numbers": "Z1_bar should be (5, 3). Which shape has W2.mT here?"},
    right="an error; wrong numbers",
)

# %% [markdown] id="mlp-exercise"
# **Your turn** (15 minutes): [*The two-layer perceptron backwards*](../exercises/08_backpropagation.ipynb), exercise 2.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Next time, begin with the program below.

# %% [markdown] id="graph" covers="N08-04"
# ## 4 One value, two users
#
# Draw a node for each operation and an arrow for each tensor that travels. Forwards, data run along the arrows. Backwards, adjoints run along the same arrows the other way. Inside a layer every input has several users too; there the product with $W^\top$ added for us. In a general graph the program must add. Let $z_1$ have two users: $z_2 = 3 z_1$ and $z_5 = 4 z_1$. Someone programs the walk back:
#
# ```python
# z1_bar = z2_bar * 3      # what comes back from z2
# z1_bar = z5_bar * 4      # what comes back from z5
# ```

# %% id="graph-ask"
ask.choose(
    "z2 = 3 z1 and z5 = 4 z1, and the adjoints of z2 and z5 are 2 and 5. A program sets `z1_bar = z2_bar * 3` and then "
    "`z1_bar = z5_bar * 4`. What does it find for z1, and what is right?",
    {"20, and that is right": "Then z1 would not move the loss through z2. But z2 = 3 z1, and its adjoint is 2.",
     "20, and 26 is right": "The second line overwrites the first. Two routes lead from z1 to the loss, and routes "
                            "add: 6 + 20. The second line needs += in the place of =.",
     "26, and that is right": "26 is right. But what does the second = do to the 6 of the first line?",
     "20, and 120 is right": "Along a route slopes multiply. Are these two routes, or one?",
     "20, and 13 is right": "That is a mean. When z1 moves, do both users move, or half of each?"},
    right="20, and 26 is right",
)

# %% [markdown] id="graph-eight" covers="N08-05"
# **A value with several users gets a share from each: the user's adjoint times the slope. Its own adjoint is the sum of the shares.** So every backward program, torch's too, writes `+=`, not `=`. Remember this for the training loop.
#
# A larger graph: the first of eight nodes feeds two branches, and the eighth multiplies their ends. From here on $z_i$ is what node $i$ gives, not a hidden layer. We choose $z_i = \tanh(\theta_i \cdot \text{input})$ for nodes 1 to 7, $y = \theta_8 z_4 z_7$, and $L = \frac12 (y - 1)^2$.

# %% id="graph-figure"
from dlcourse.lectures.l08 import figures

thetas = torch.tensor([0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6])
x_in, target = torch.tensor(0.4), torch.tensor(1.0)
figures.eight_nodes(thetas, x_in, target)

# %% [markdown] id="graph-paths" covers="N08-06"
# Each slope is the neuron's: node 4 hands $\bar z_4$ on to $z_3$ times $z_{43} = \partial z_4/\partial z_3 = \theta_4 (1 - z_4^2) = 1.1 \cdot 0.960 = 1.056$. In the same way $z_{32} = 0.773$ and $z_{21} = -1.135$. Node 8 is a product, so $\partial y/\partial z_4$ is what stands beside $z_4$: $\theta_8 z_7 = 0.6 \cdot (-0.158) = -0.0947$. Along the upper path these multiply:
#
# $$-0.0947 \cdot 1.056 \cdot 0.773 \cdot (-1.135) = 0.0878$$
#
# **The lower path is yours.** $\theta = (0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6)$, and the $z_i$ stand in the picture. $\partial y/\partial z_7 = \theta_8 \cdot \_\_\_ = \_\_\_$, then $z_{76} = 1.3\,(1 - \_\_\_^2) = \_\_\_$. Take $z_{65} = -0.690$ and $z_{51} = 0.872$ as found.

# %% id="graph-fill"
ask.number(
    "y = θ8 z4 z7 with θ8 = 0.6, z4 = -0.1996 and z7 = -0.1578. Further z7 = tanh(1.3 z6), ∂z6/∂z5 = -0.690 and "
    "∂z5/∂z1 = 0.872. How fast does y move with z1 along the lower path, by z5, z6 and z7?",
    float(backprop.dag8_path_sums(thetas, x_in, target).through_7),
    digits=3,
    why="∂y/∂z7 = 0.6 · (-0.1996) = -0.1197, then ∂z7/∂z6 = 1.3 · (1 - 0.1578²) = 1.268. So -0.1197 · 1.268 · (-0.690) "
        "· 0.872 = 0.0913.",
    mistakes={0.0722: "What stands beside z7 in y? You took z7 itself.",
              0.0936: "Node 7 bends. Which factor besides 1.3 has its slope?",
              0.0702: "The slope of tanh is there. By which parameter does node 7 multiply z6?",
              0.152: "What stands beside z7 in y are two factors. One is missing.",
              -0.0913: "How many of the four factors are negative?",
              -0.0896: "This is the adjoint: the path times y - 1. Only y was asked for.",
              0.0878: "That is the upper path. What stands beside z7 in y?"},
)

# %% [markdown] id="graph-sum"
# Now the two paths are put together.

# %% id="graph-derivation"
sums = backprop.dag8_path_sums(thetas, x_in, target)
derivation(
    (r"$\bar y = y - 1$", r"slope of $\frac12 (y-1)^2$", sums.y_bar),
    (r"$\bar z_1 = \bar y\,(0.0878 + 0.0913)$", "the paths add",
     sums.y_bar * (sums.through_4 + sums.through_7)),
    (r"$\bar\theta_1 = \bar z_1\,(1 - z_1^2)\,x$",
     r"the neuron's: slope, times what stands beside $\theta_1$",
     sums.y_bar * (sums.through_4 + sums.through_7) * sums.z1_theta1),
    at="at x = 0.4",
)

# %% [markdown] id="graph-seven"
# $\theta_7$ has one way only: $\bar\theta_7 = \bar z_7\,(1 - z_7^2)\,z_6 = 0.117 \cdot 0.975 \cdot (-0.122) = -0.014$.

# %% [markdown] id="touch-neuron"
# **See it.** A graph of the same form with other functions. (The slope of sin is cos, the slope of cos is minus sin. Take them as given.) From `u2` the share $0.3374 \cdot \cos(-1) = 0.182$ comes back to `u1`, which ends at 0.2534. What must the share of `u5` be? Then press Play and watch `u1`: its adjoint is written twice.

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
# In torch a round has five lines. `optimiser` holds the parameters and $\eta$, and `net` the network:
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
# Without `backward` there is no gradient, and `clear` after `backward` throws it away. Nothing moves. Three of the four loops are wrong, and none raises an error.
#
# **Two programs to compare.** Ann and Tom do not wait for `optimiser.step()`: they change $c$ during the walk back.
#
# ```python
# # Ann                           # Tom
# c_bar = v_bar * z               c_bar = v_bar * z
# z_bar = v_bar * c               c = c - eta * c_bar
# c = c - eta * c_bar             z_bar = v_bar * c
# ```
#
# Take `v_bar = 1`, `c = 2`, `z = 4`, `eta = 0.1` and run both by hand.

# %% id="loop-compare"
ask.choose(
    "y = σ(v) and v = c z + d. To train c and to walk on to z, Ann computes `c_bar = v_bar * z`, `z_bar = v_bar * c`, "
    "`c = c - eta * c_bar`. Tom computes `c_bar = v_bar * z`, `c = c - eta * c_bar`, `z_bar = v_bar * c`. Whose z_bar "
    "is the derivative of the loss that was computed forwards?",
    {"Ann's": "The forward pass used the old c, so the way back must too. Tom multiplies the old v_bar by the new c.",
     "Tom's": "Which c did the forward pass use: the one before the step or the one after it?",
     "both": "With v_bar = 1, c = 2, z = 4 and eta = 0.1 Ann finds 2, and Tom 1.6. Can both be right?",
     "neither": "z_bar is v_bar times what stands beside z in v. Which c stood there in the forward pass?"},
    right="Ann's",
)

# %% [markdown] id="loop-log" covers="N09-23"
# **A whole program.** Data come in pieces. An **epoch** is one pass through all examples. At its start they are put into a new random order, then cut into batches of `B`; the last may be shorter. Each batch makes one round of the five lines.
#
# Working loops log numbers, not tensors. `loss` holds on to its whole graph; `loss.item()` is just the number. And the mean loss of an epoch weighs each batch by its size: two examples with mean loss 1 and one with 4 have the mean 2, not 2.5.

# %% [markdown] id="overfit"
# ## 6 A test of honesty
#
# A loop may run and still be wrong. A good test: take **one** small batch and train on it alone, again and again. A network with enough weights can learn eight examples by heart, even with labels drawn at random, **unless two equal examples bear different labels**. If its loss does not come close to 0, suspect the program first (or too few rounds).
#
# We try eight irises with random labels and three programs: a right one, one that never clears, and one that applies softmax before `F.cross_entropy`.

# %% id="overfit-run"
from torch.nn import functional as F

def learn_by_heart(params, X, labels, clear=True, softmax=False):
    params, losses = [p.clone().requires_grad_() for p in params], []
    for _ in range(400):
        for p in params:
            p.grad = None if clear else p.grad
        logits = torch.tanh(X @ params[0].mT + params[1]) @ params[2].mT + params[3]
        loss = F.cross_entropy(logits.softmax(dim=1) if softmax else logits, labels)
        loss.backward()
        for p in params:
            p.data -= p.grad  # eta is 1; .data keeps this line out of the graph
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
# The dotted line is this floor. (Near round 30 the loop that never clears was below 0.001. Stopped there, it would have passed.)

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
# Both wrong programs fail. Is the test then a proof? Let "passed" mean that the last loss is at most a hundredth of the first. We repeated the test twelve times, each time with other irises, labels and starts. The right program passed 11 times, softmax twice never. The loop that never clears passed **8 times**: piled-up gradients may carry it along, or away. So failing tells of a fault, or of too few rounds. Passing proves nothing.
#
# Differences of the loss would not have caught softmax twice. The gradient is right, of the wrong loss. The two tests catch different faults, so use both.
#
# **Your turn**: [*A training loop with four faults*](../exercises/08_backpropagation.ipynb), exercise 4 (25 minutes), and *Overfit one batch*, exercise 5 (10 minutes).

# %% [markdown] id="credit" covers="N08-17"
# ## 7 Blame over a long distance
#
# Which early weight had how much to do with an error at the end? This is the **credit assignment problem**, and an adjoint is an answer. It is exact at any depth. But it is a product with a factor for each layer, and such a product may become too small to be of use. The slope of a sigmoid is at most 1/4. Through ten of them in a row, at most $(1/4)^{10}$ comes back, about a millionth.

# %% [markdown] id="credit-see"
# Chains of 1 to 20 layers, starting at 0.5. Depth alone does not decide. The slopes do. Here the sigmoid's slope is about 0.23 in each layer. tanh begins with 0.79. Its values shrink towards 0, where its slope goes to 1, so 0.1 is left after 20 layers. Weights multiply too. With factors of 2, twenty layers make a million.

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

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation: one weight $w$ is used in **two** layers, $y = \tanh(w \tanh(w x))$. Networks for sequences do this at every time step.

# %% id="transfer-ask"
ask.number(
    "In y = tanh(w tanh(w x)) the walk back meets w twice. It finds the share 0.3 at the outer layer and 0.1 at "
    "the inner one. What is the adjoint of w?",
    0.4,
    digits=2,
    why="w has two ways to the loss, and ways add, as for z1 in the graph.",
    mistakes={0.1: "That is a program that overwrites. What becomes of the outer use of w?",
              0.3: "That is the outer use alone. Does the inner one move the loss as well?",
              0.03: "Factors multiply along a path. Is this one path from w to the loss, or two?",
              0.2: "That is the average. If w moves, do both uses move, or half of each?"},
)

# %% [markdown] id="summary"
# ## Summary
#
# - One walk back from the loss finds all derivatives. Together with its forward pass it costs about three forward passes. It changes no weight.
# - Neuron: $\bar u = \bar y\,(1 - y^2)$ for tanh, then $\bar a_i = \bar u x_i$, $\bar b = \bar u$, $\bar x_i = \bar u a_i$. Weight and input change places.
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
# | $u$, $v$ | | pre-activations, hidden and output |
# | $z$, $y$ | | activations, hidden and output; in part 4, $z_i$ is what node $i$ gives |
# | $A$, $b$, $c$, $d$, $t$ | the same | weights and biases of the two-layer network, and its target |
# | $a$ | | the weights of a single neuron |
# | $h$, $W$ | | input and weights of a layer |
# | $\theta_i$ | `theta` | parameter of node $i$ |
# | $\eta$ | `eta` | learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# [**adjoint**](#What-you-need) derivative of the loss with respect to a value · [**pre-activation**](#1-One-neuron) weighted sum before the activation function · [**activation**](#1-One-neuron) what comes out of it · [**delta**](#3-Two-layers,-every-number) adjoint of a pre-activation · [**epoch**](#5-The-training-loop) one pass through all examples · [**credit assignment**](#7-Blame-over-a-long-distance) who contributed how much to the error. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch records the graph while your code runs. It has a backward rule for hundreds of operations, and lets you add your own (`torch.autograd.Function`). Compilers look at forward and backward pass together and join neighbouring operations. On several machines, gradients of the last layers are already being exchanged while those of the first are still being computed. The walk back needs numbers of the forward pass, and they take memory: the optional [lecture 08b](08b_what_memory_costs.ipynb) shows how much, and what can be done about it.
