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
# # Exercises 05a: Neurons, activations, networks
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. The lecture is `notebooks/05a_networks.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-network_shapes"
# A network is described by its sizes, input first. `[2, 3, 1]` has 2 inputs, then a layer with 3 units, then a layer with 1 unit. Each layer has weights `W` of shape `(out, in)`, one row for each unit, and biases `b` of shape `(out,)`. A batch `X` of shape `(batch, in)` goes through all layers. Each layer computes `a @ W.mT + b` from the output `a` of the layer before, and then bends each number. Write `network_shapes(sizes, batch)`, which returns `(Ws, bs, outputs, parameters, multiplications)`.
#
# - `sizes` is a list of at least two integers, each at least 1. `batch` is an integer, at least 1.
# - `Ws` is a list with the shape of each layer's weights, first layer first. A shape is a tuple, such as `(3, 2)`.
# - `bs` is a list with the shape of each layer's biases. A shape with one axis is a tuple, too: `(3,)`.
# - `outputs` is a list with the shape of each layer's output, the last layer included. The input `X` is not among them.
# - `parameters` is an integer: how many weights and biases the network learns.
# - `multiplications` is an integer: how many products of two numbers all the `a @ W.mT` need for the batch. Adding a bias needs no product.
#
# By hand, for `[2, 3, 1]` and a batch of 5:
#
# | layer | `W` | `b` | output | parameters | products |
# |---|---|---|---|---|---|
# | 1 | (3, 2) | (3,) | (5, 3) | 6 + 3 = 9 | 5 · 3 · 2 = 30 |
# | 2 | (1, 3) | (1,) | (5, 1) | 3 + 1 = 4 | 5 · 1 · 3 = 15 |
#
# So there are 13 parameters and 45 multiplications. An output of layer 1 adds two products, one for each input. There are 5 · 3 such outputs.

# %% id="ask-network_shapes"
ask.number(
    "A network has the sizes [4, 6, 2]. How many parameters has it, and how many multiplications does a batch of 10 need?",
    (44, 360),
    why="Layer 1 has 24 weights and 6 biases, layer 2 has 12 and 2. Each of the 36 weights is used once for each of the 10 "
        "examples.",
    mistakes={(36, 360): "The biases are learned, too. How many are there?",
              (44, 36): "That is for one example. How many are in the batch?",
              (44, 440): "A bias is added. Is anything multiplied by it?",
              (46, 360): "You gave biases to the numbers that come in: 4 and 6. Which numbers get one?",
              (38, 360): "You counted one bias for each layer. How many units has layer 1?"},
)

# %% [markdown] id="task-network_shapes-now"
# Now for any sizes.

# %% id="answer-network_shapes"
@exercise("network_shapes")
def network_shapes(sizes, batch):
    """(Ws, bs, outputs, parameters, multiplications): three lists of shapes and two integers."""

# %% [markdown] id="task-mlp_forward"
# Each layer of a network takes a weighted sum, adds its bias, and then applies its activation. What comes out goes into the next layer. Write `mlp_forward(X, Ws, bs, activations)`, which returns the output of the last layer.
#
# - `X` has shape `(B, n_0)`, one example in each row.
# - `Ws` is a list of weights, one tensor for each layer, first layer first. Their shapes are `(out, in)`, and they fit one another.
# - `bs` is a list of biases, one tensor of shape `(out,)` for each layer.
# - `activations` is a list of names, one for each layer. Each name is `"identity"`, `"relu"`, `"tanh"`, `"sigmoid"` or `"softmax"`. The last layer has a name, too.
# - `"softmax"` turns each row into probabilities that add up to 1. It occurs in the last layer only. The others bend each number by itself.
# - The result is a tensor of shape `(B, n_L)`, where $n_L$ is the size of the last layer. Axes of size 1 stay.
# - There is at least one layer, and at least one example. Pre-activations lie between $-100$ and 100.
#
# By hand, for $x = (2, 1)$, a layer of three units with `"relu"` and a layer of one unit with `"identity"`:
#
# | unit | weights | bias | pre-activation | output |
# |---|---|---|---|---|
# | 1 of layer 1 | (1, 0) | 0 | 2 + 0 + 0 = 2 | 2 |
# | 2 of layer 1 | (-1, 1) | 3 | -2 + 1 + 3 = 2 | 2 |
# | 3 of layer 1 | (0, -2) | 1 | 0 - 2 + 1 = -1 | 0 |
# | 1 of layer 2 | (1, 2, 3) | 4 | 2 + 4 + 0 + 4 = 10 | 10 |
#
# So `X` with the single row $(2, 1)$ gives a result of shape `(1, 1)` that holds 10. What does $x = (1, 0)$ give?

# %% id="ask-mlp_forward"
ask.number(
    "Layer 1 has the rows of weights (1, 0), (-1, 1), (0, -2), the biases 0, 3, 1, and relu. Layer 2 has the weights "
    "(1, 2, 3), the bias 4, and identity. What does the network give for x = (1, 0)?",
    12,
    why="The pre-activations are 1, 2 and 1, and relu leaves them. 1 + 4 + 3 + 4 is 12.",
    mistakes={8: "The last bias is missing.",
              3: "The biases of layer 1 are missing. With them the second unit has -1 + 3.",
              9: "What is the third unit's pre-activation? Its weights meet 1 and 0, and its bias is 1.",
              10: "That is the result for (2, 1). Which pre-activations has (1, 0)?",
              5: "The biases of layer 1 are missing."},
)

# %% [markdown] id="task-mlp_forward-now"
# Now for a whole batch and any number of layers.

# %% id="answer-mlp_forward"
@exercise("mlp_forward")
def mlp_forward(X, Ws, bs, activations):
    """Output (B, n_L) of the last layer; X (B, n_0), lists of W (out, in), of b (out,) and of names."""

# %% [markdown] id="task-activation"
# Here are ten activations. What the lecture calls $z$ is called $x$ here. Write `activation(name, x)`, which returns the pair `(f, df)`: the activation's values at `x`, and its slopes there.
#
# | name | $f(x)$ |
# |---|---|
# | `"identity"` | $x$ |
# | `"step"` | 0 for $x < 0$, 1 for $x \ge 0$ |
# | `"sigmoid"` | $1/(1 + e^{-x})$ |
# | `"tanh"` | $(e^x - e^{-x})/(e^x + e^{-x})$ |
# | `"relu"` | $\max(0, x)$ |
# | `"softplus"` | $\log(1 + e^x)$ |
# | `"elu"` | $x$ for $x > 0$, $e^x - 1$ for $x \le 0$ |
# | `"gelu"` | $x\,\Phi(x)$ |
# | `"gaussian"` | $e^{-x^2}$ |
# | `"gcu"` | $x \cos x$ |
#
# - `x` has any number of axes, also none. `f` and `df` are tensors shaped like `x`.
# - $\Phi(x)$ is the area to the left of $x$ under the bell of 01b with mean 0 and variance 1. It is computed as $\tfrac12\,(1 + \operatorname{erf}(x/\sqrt2))$. Its slope is the height of this bell, $n(x) = e^{-x^2/2}/\sqrt{2\pi}$. Use the exact $\Phi$, with `torch.erf`, a function made for such areas.
# - `step` has the slope 0 everywhere, also at 0. `relu` has the slope 0 at 0.
# - `x` may hold any numbers from $-800$ to 800. There, too, `f` and `df` hold neither `nan` nor `inf`. Beyond about 709, $e^x$ is stored as `inf`.
# - Find the slopes yourself: no `.backward()`, no `torch.autograd.grad` and no `torch.func.grad`. Part 4 of the lecture gives those of step, sigmoid, tanh, relu and softplus. You may use `torch.sigmoid`, `torch.tanh`, `torch.erf`, `torch.log1p` (which computes $\log(1 + u)$, also for a tiny $u$) and `torch.where(condition, a, b)` (which takes `a` where the condition holds, and else `b`).
#
# By hand, for `"sigmoid"` and $x = (0, 2)$: $f = (0.5, 0.881)$. The slope is $s\,(1 - s)$ with $s = f$, so $df = (0.25, 0.105)$. And for `"softplus"` at 800: $\log(1 + e^{800}) = \log(e^{800}\,(1 + e^{-800})) = 800 + \log(1 + e^{-800})$, and the last term is stored as 0. So $f = 800$. This trick makes the large power vanish. Take care with a condition as a factor: `(x < 0) * torch.exp(x)` is 0 times `inf` at 800, and that is `nan`. `torch.where` drops what it does not take, even `inf`.
#
# The last two rows are not in the main part of the lecture. The Gaussian is a bump: it is 1 at 0, and near 0 far out. gcu, the *growing cosine unit*, swings up and down. You need three rules:
#
# - The rule for products, from 00b, part 5: $u v$ has the slope $u' v + u v'$. For example, $x e^x$ has the slope $1 \cdot e^x + x e^x$.
# - The chain rule: outer slope times inner slope. The slope of $e^u$ with respect to $u$ is $e^u$ again.
# - The slope of $\cos x$ is $-\sin x$. (Here $x$ is not in degrees: $\pi$ is half a turn.)
#
# One slope to begin with:

# %% id="ask-activation"
ask.number(
    "gcu is x cos x. At x = 0 its cosine is 1 and its sine is 0. At x = π the cosine is -1 and the sine is 0. What is its "
    "slope at 0, and at π?",
    (1, -1),
    why="The product rule gives cos x - x sin x. Both times the second term is 0.",
    mistakes={(0, 0): "That is -sin x or -x sin x. The first factor, x, moves as well.",
              (1, 1): "What is the cosine of π?",
              (0, -3.14159): "These are the values of gcu. How steep is it there?",
              (-1, 1): "With which sign does the cosine enter?"},
)

# %% [markdown] id="task-activation-now"
# Now all ten.

# %% id="answer-activation"
@exercise("activation")
def activation(name, x):
    """(f, df): values and slopes of the activation of this name at x, both shaped like x."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A model of four classes gives a sample the logits 0, 0, 0 and log 3. The true class is the last one. What is its loss, "
    "in nats?",
    0.6931, digits=2,
    why="The powers are 1, 1, 1 and 3, so the last class has p = 3/6. -log 0.5 is 0.693.",
    mistakes={1.0986: "That is log 3, a logit. What does softmax make of all four?",
              1.3863: "That is log 4, for four equal logits. Are they equal?",
              0.5: "That is p. The loss is minus its logarithm.",
              1.7918: "That is the loss if one of the other classes is true.",
              -0.6931: "p is below 1. Which sign has its logarithm, and which the loss?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "Two rules are fitted to 20 samples. Rule A has a mean loss of 0.10 on them and of 0.90 on 1000 new samples. Rule B has "
    "0.35 and 0.40. Which loss will the better of the two have on the next samples, about?",
    0.4, digits=2,
    why="Only new samples judge. B is better there, and nothing says that the next ones differ.",
    mistakes={0.1: "These samples have chosen rule A. Can they judge it?",
              0.35: "That is B on the samples that chose it.",
              0.9: "That is A. Which rule is better on new samples?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.number(
    "x goes through u = x² and v = 3x, and L = u · v. What is the derivative of L with respect to x, at x = 2?",
    36,
    why="Two routes: by u it is v · 2x = 6 · 4, by v it is u · 3 = 4 · 3.",
    mistakes={24: "That is the route through u. x is used twice.",
              12: "That is the route through v. x is used twice.",
              288: "You multiplied the two routes. What does one do with routes?",
              48: "You counted the route through u twice. What does the route through v give?"},
)
