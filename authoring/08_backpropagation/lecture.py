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
# ## What does a whole gradient cost?
#
# A small network for images of 8 × 8 pixels: 64 inputs, two layers of 256 neurons, 10 outputs. Training needs the derivative of the loss by **every** weight. Lecture 07 has one sure way to get it: move each weight a little, up and down, and run the network each time. We let torch count the multiplications in the matrix products.

# %% id="hook-run"
import torch
from torch.utils.flop_counter import FlopCounterMode

from dlcourse import ask, tensors
from dlcourse.nn import mlp

rng = tensors.generator(8)
network = mlp.init([64, 256, 256, 10], rng=rng)
image, label = torch.rand(1, 64, generator=rng), torch.tensor([3])
with FlopCounterMode(display=False) as one_forward:
    mlp.forward(network, image)
with FlopCounterMode(display=False) as whole_gradient:
    mlp.loss_and_grads(network, image, label)  # forward and backward
parameters = mlp.flatten(network).numel()
tensors.show(parameters=parameters, multiplications_of_one_forward_pass=one_forward.get_total_flops() // 2)

# %% [markdown] id="hook-ask"
# Centred differences need two forward passes for each parameter. Backpropagation finds the same numbers. What does it cost, measured in forward passes?

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
     "about 3": "Forwards, each weight takes part in one multiplication. Backwards it takes part in two: one for its "
                "own derivative, one to hand a derivative on to the layer before. The first layer hands nothing on."},
    right="about 3",
)

# %% [markdown] id="hook-counts"
# Both in forward passes. For backpropagation torch has counted the multiplications, those of its own forward pass included.

# %% id="hook-counts-run"
tensors.show(centred_differences=2 * parameters,
             backpropagation=whole_gradient.get_total_flops() / one_forward.get_total_flops())

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Carry a derivative backwards through one neuron (exercise *One neuron backwards*).
# 2. Derive every gradient of a two-layer network, and check it by differences (exercise *The two-layer perceptron backwards*).
# 3. In a graph with branches, say what multiplies and what adds (exercise *A graph of eight nodes backwards*).
# 4. Say which numbers the backward pass needs again (exercise *Backwards from the output alone*), and how much memory they take (exercise *How many activations are held at once*).
# 5. Put the lines of a training step in order, and predict what a missing line does (question in "The training loop").

# %% [markdown] id="needs"
# ## What you need
#
# The chain rule, partial derivatives, and a matrix times a vector (lecture 00b), and adjoints (lecture 07). Two minutes to test yourself:

# %% id="needs-ask"
ask.number(
    "y = tanh(3x + 1). How large is dy/dx at the x where 3x + 1 = 0? The slope of tanh at 0 is 1.",
    3,
    why="The outer slope 1 times the inner slope 3.",
    mistakes={1: "That is the outer slope alone. How fast does 3x + 1 move when x moves?",
              0: "That is the value of y there. The question is about its slope.",
              4: "You added the outer slope and the inner one. In a chain, what happens to the slopes?",
              -1 / 3: "That is the x of this place. How steep is y there?"},
)

# %% [markdown] id="recall"
# ## Three questions from before
#
# The first is from the calculus lecture.

# %% id="recall-1"
ask.number(
    "L depends on u and on v, and both depend on x. dL/du = 2, du/dx = 3, dL/dv = 5 and dv/dx = 4. What is dL/dx?",
    26,
    why="Multiply along each way, then add the ways: dL/du · du/dx + dL/dv · dv/dx = 2 · 3 + 5 · 4.",
    mistakes={6: "That is the way through u. By which other way does x move L?",
              20: "That is the way through v. By which other way does x move L?",
              120: "You multiplied the two ways. Along a way slopes multiply. And where two ways meet?",
              7: "That is dL/du + dL/dv. How fast do u and v move when x moves?",
              49: "You added the slopes of each stage before you multiplied. Follow one way from x to L at a time.",
              23: "You crossed the ways: dL/du goes with du/dx."},
)

# %% [markdown] id="recall-next"
# The second is about softmax and cross-entropy.

# %% id="recall-2"
ask.number(
    "Softmax gives the probabilities (0.7, 0.2, 0.1), and the second class is the right one. What are the derivatives "
    "of the cross-entropy with respect to the three logits?",
    (0.7, -0.8, 0.1),
    digits=1,
    why="The probabilities minus the one-hot target (0, 1, 0).",
    mistakes={(-0.7, 0.8, -0.1): "The signs are turned round. Does the loss rise or fall when the right logit rises?",
              (0.7, 0.2, 0.1): "These are the probabilities. Where does the right class enter?",
              (-0.3, 0.2, 0.1): "You took the first class for the right one. Which one is it here?",
              (0, -0.8, 0): "The wrong classes count too. What happens to the loss when one of their logits rises?",
              (0, -5, 0): "That is with respect to the probabilities. One more step leads to the logits."},
)

# %% [markdown] id="recall-last"
# The third is about the two directions.

# %% id="recall-3"
ask.choose(
    f"A loss is one number and depends on {parameters} weights. Which mode of automatic differentiation finds all "
    "derivatives with the least work, and in how many runs?",
    {"forward mode, in a single run": "One run forwards carries one tangent, so it moves the weights along one "
                                      "direction. How many directions are there?",
     f"reverse mode, in {parameters} runs": "A run backwards starts from one output. How many outputs are there?",
     "reverse mode, in a single run": "One run backwards gives the derivatives of one output with respect to all "
                                      "inputs. Forward mode needs a run for each input.",
     "either mode, in a single run": "One mode needs a run for each input, the other a run for each output. Which is "
                                     "which?"},
    right="reverse mode, in a single run",
)

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | meaning |
# |---|---|---|
# | $\frac{\partial \mathcal L}{\partial x}$, $\nabla_x \mathcal L$ | $\bar x$, `x_bar` | **adjoint** of $x$: how fast the loss $L$ moves when $x$ moves; shaped like $x$ |
# | $z_i = f_i(A_i z_{i-1} + b_i)$ | $z = W a + b$, then $f(z)$ | a layer: $z$ is the **pre-activation**, $a$ the activation that comes in |
# | $A_i$ (out, in) | `W` | weights of a layer |
# | $\circ$ | `*` | multiply entry by entry |
# | worked example: $A, b, c, d, x, z, y, t$ | the same | there $z$ is the *activation* of the hidden layer and $t$ the target; our names for the pre-activations are $u$ and $v$ |
#
# Two letters have two meanings, because exercises keep the slides' letters. $z$ is a pre-activation, but an *output* in the graph of eight nodes and in the worked example. $a$ is an activation, but the *weights* of the single neuron.

# %% [markdown] id="recipe" covers="N08-01"
# ## Where backpropagation stands
#
# The recipe: data, a model $f(x;\theta)$, a loss, and many small steps against the gradient, $\theta \leftarrow \theta - \eta\,\nabla_\theta L$. Backpropagation is the part that finds $\nabla_\theta L$.

# %% id="recipe-figure"
from dlcourse.lectures.l08 import figures

figures.recipe()

# %% [markdown] id="recipe-poem"
# **A poem on another slide says** that backpropagation adjusts the weights, again and again, until the error is at a minimum. **It does neither.** It computes derivatives and changes nothing. The step is the optimiser's, and no one promises that a step goes down. By hand: $L = \theta^2$ at $\theta = 3$ has the derivative $2\theta = 6$.

# %% id="recipe-run"
from functools import partial

from dlcourse.diff import tape

double = partial(torch.tensor, dtype=torch.float64)
theta = double(3.0)
slope_of_square = tape.gradient(lambda v: v * v, theta)
print(f"gradient {slope_of_square:.1f}, theta still {theta:.1f}, loss {theta**2:.2f}")
for eta in (0.1, 1.1):
    print(f"loss after a step with eta = {eta}: {(theta - eta * slope_of_square) ** 2:.2f}")

# %% [markdown] id="recipe-read"
# The gradient left $\theta$ as it was; one step size lowered the loss, the other raised it. **Another slide says** that reverse mode finds the gradient of any differentiable function efficiently. **Add:** when there is *one* output, like a loss. With $m$ outputs it takes $m$ walks back.

# %% [markdown] id="neuron" covers="N08-02"
# ## One neuron
#
# A neuron weighs its inputs, adds a bias, and applies an activation function $f$: first $z = a^\top x + b$, a single number, then $y = f(z)$. Suppose that somebody hands us $\bar y = \partial L/\partial y$. We want $\bar a$, $\bar b$ and $\bar x$. Take $f = \tanh$, whose slope is $f'(z) = 1 - \tanh^2 z$, and two inputs.

# %% id="neuron-forward"
neuron = {"a": double([1.0, 2.0]), "b": double(-0.5), "x": double([3.0, -1.0]), "y_bar": double(2.0)}
pre = neuron["a"] @ neuron["x"] + neuron["b"]
slope = 1 - pre.tanh() ** 2
tensors.show(z=pre, y=pre.tanh(), slope_at_z=slope, y_bar=neuron["y_bar"])

# %% [markdown] id="neuron-predict"
# If $b$ grows by a little, $z$ grows by the same, $y$ by $f'(z)$ times as much, and $L$ by $\bar y$ times that.

# %% id="neuron-ask"
ask.number(
    r"A neuron y = tanh(z) has z = 0.5, so y = 0.4621. Its bias is b = -0.5, and its first input is 3. The slope of "
    r"tanh is $1 - \tanh^2 z$, and the adjoint of y is 2. What is the adjoint of b?",
    float(neuron["y_bar"] * slope),
    digits=2,
    why="The adjoint of y times the slope of tanh at z, 2 · 0.7864, times ∂z/∂b = 1.",
    mistakes={2: "That is the adjoint of y. It still has to pass through tanh.",
              float(slope): "That is dy/db. How fast does the loss move with y?",
              float(2 * (1 - pre.tanh().tanh() ** 2)): "You took the slope of tanh at y. Where is it to be taken?",
              float(2 * (1 - pre.tanh())): "That is 2 · (1 - y). Look at the slope of tanh again.",
              float(-slope): "You multiplied by b. But z = ... + b: how fast does z move with b?",
              float(6 * slope): "That is the adjoint of the first weight, with the input 3. What stands beside b?"},
)

# %% [markdown] id="neuron-table"
# Now all three, line by line. Each line is the chain rule once.

# %% id="neuron-derivation"
from dlcourse.classroom.derivation import derivation

b_bar = neuron["y_bar"] * slope
derivation(
    (r"$\bar y$", "given", neuron["y_bar"]),
    (r"$\bar z = \bar y\, f'(z)$", r"$y = f(z)$; the slope is taken at $z$", b_bar),
    (r"$\bar b = \bar z$", r"$z = \dots + b$, so $\partial z/\partial b = 1$", b_bar),
    (r"$\bar a_i = \bar z\, x_i$", r"$z = \dots + a_i x_i + \dots$, so $\partial z/\partial a_i = x_i$",
     b_bar * neuron["x"]),
    (r"$\bar x_i = \bar z\, a_i$", r"the same term, so $\partial z/\partial x_i = a_i$", b_bar * neuron["a"]),
    at="at a = (1, 2), x = (3, -1)",
)

# %% [markdown] id="neuron-picture"
# Inputs and weights change places: the adjoint of a weight holds the input, the adjoint of an input holds the weight. In the picture, values run to the right and adjoints to the left.

# %% id="neuron-figure"
figures.one_neuron(**neuron)

# %% [markdown] id="neuron-exercise"
# **Your turn:** exercise *One neuron backwards*.

# %% [markdown] id="layer" covers="N08-03"
# ## From a layer to the layer before
#
# A layer is many neurons side by side: $z = W a + b$, with $W$ of shape (out, in), $a$ of shape (in), $z$ and $b$ of shape (out). If we know $\bar z$, we can update $W$ and $b$. Why then compute $\bar a$ as well? Because $a$ came out of the layer **before**, and its weights are waiting. The adjoint of its output is what we just took as given in the neuron.
#
# Take 3 inputs and 2 outputs, in whole numbers: $W = \begin{pmatrix} 1 & 0 & 2 \\ -1 & 3 & 1 \end{pmatrix}$, $a = (2, 1, -1)$, $\bar z = (10, 1)$. The first column of $W$ shows where $a_1$ goes: into $z_1$ with weight 1 and into $z_2$ with weight $-1$.

# %% id="layer-ask"
ask.number(
    "z = W a + b, where W has the rows (1, 0, 2) and (-1, 3, 1). The adjoint of z is (10, 1). What is the adjoint of "
    "the first input, a_1?",
    9,
    why="Through z_1 comes 10 · 1, through z_2 comes 1 · (-1), and the ways add.",
    mistakes={10: "That is the way through z_1. Into which other z does a_1 go?",
              11: "You added the two adjoints. With which weight does a_1 enter z_2?",
              -10: "You multiplied the two ways. Along a way factors multiply. And where ways meet?",
              0: "You added the weights of a_1. How fast does the loss move with each z?",
              21: "That is the adjoint of the third input. Which column of W belongs to a_1?"},
)

# %% [markdown] id="layer-table"
# The same for every entry, then for all entries at once.

# %% id="layer-derivation"
W, a_in, z_bar = double([[1.0, 0.0, 2.0], [-1.0, 3.0, 1.0]]), double([2.0, 1.0, -1.0]), double([10.0, 1.0])
derivation(
    (r"$z_j = \sum_k W_{jk}\, a_k + b_j$", "the layer, row by row"),
    (r"$\partial z_j / \partial a_k = W_{jk}$", r"one term of the sum holds $a_k$", W),
    (r"$\bar a_k = \sum_j \bar z_j\, W_{jk}$", r"$a_k$ goes into every $z_j$: add the ways"),
    (r"$\bar a = W^\top \bar z$", r"the sum runs over rows, so $W$ is transposed: (in, out) · (out) is (in)",
     W.mT @ z_bar),
    (r"$\bar W_{jk} = \bar z_j\, a_k$", r"$W_{jk}$ stands in $z_j$ alone, beside $a_k$"),
    (r"$\bar b = \bar z$", r"$\partial z_j/\partial b_j = 1$", z_bar),
    at=r"at $\bar z$ = (10, 1)",
)

# %% [markdown] id="layer-blank"
# **A blank for you.** Line 5 fills a whole matrix, $\bar W = \bar z\, a^\top$, of shape (out, in) like $W$. Work out its entry in row 2, column 1 before you run the check.

# %% id="layer-fill"
ask.number(
    "z = W a + b, where W has the rows (1, 0, 2) and (-1, 3, 1), and a = (2, 1, -1). The adjoint of z is (10, 1). What "
    "is the adjoint of W in row 2, column 1?",
    2,
    why="W_21 stands in z_2, beside a_1: the adjoint 1 of z_2 times the input a_1 = 2.",
    mistakes={10: "That is row 1, column 2: 10 · a_2. Is the row the number of the output or of the input?",
              -1: "That is the weight itself. What does the weight stand beside in z?",
              20: "That is row 1, column 1. Into which z does the weight of row 2 go?",
              1: "That is the adjoint of z_2 alone. Which input does the weight in row 2, column 1 multiply?",
              -2: "You multiplied by the weight as well. How fast does z_2 move when the weight moves?"},
)

# %% [markdown] id="layer-check"
# The package's version, with finite differences of $\bar z \cdot (W a)$ beside it:

# %% id="layer-run"
from dlcourse.diff import finite
from dlcourse.nn import backprop

layer_bars = backprop.layer_backward(W, a_in, z_bar)
tensors.show(W_bar=layer_bars.W_bar, W_bar_by_differences=finite.gradient(lambda M: z_bar @ (M @ a_in), W),
             a_bar=layer_bars.x_bar, a_bar_by_differences=finite.gradient(lambda v: z_bar @ (W @ v), a_in))

# %% [markdown] id="layer-batch"
# One step is left to the layer before: its activation function. It made $a = f(z_\text{before})$ entry by entry, so $\bar z_\text{before} = \bar a * f'(z_\text{before})$, and the round starts again with its $W$.
#
# With a **batch**, the rows of $X$ are the inputs of a layer, one sample a row, and $Z$ and $\bar Z$ are built alike. Each rule becomes one matrix product:
#
# | forwards | backwards | shapes |
# |---|---|---|
# | $Z = X W^\top + b$ | $\bar W = \bar Z^\top X$ | (out, batch) · (batch, in) is (out, in): the samples are summed |
# | | $\bar b = \sum_\text{rows} \bar Z$ | (out) |
# | | $\bar X = \bar Z\, W$ | (batch, out) · (out, in) is (batch, in) |

# %% [markdown] id="graph" covers="N08-04 N08-05"
# ## A network is a graph
#
# Draw a node for each operation and an edge for each tensor that travels. Forwards, **data** run along the edges; backwards, **adjoints** run along the same edges the other way. A node needs to know only its own rule. So the method does not ask whether the nodes stand in a row. The slides' example has eight nodes, and its first output feeds two branches:
#
# $$y = f_8\big(f_4(f_3(f_2(z_1))),\; f_7(f_6(f_5(z_1)))\big), \qquad z_1 = f_1(x).$$
#
# To get numbers we choose $z_i = \tanh(\theta_i \cdot \text{input})$ for nodes 1 to 7, $y = \theta_8 z_4 z_7$ for the last, and $L = \frac12 (y - 1)^2$.

# %% id="graph-figure"
thetas = double([0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6])
x_in, target = double(0.4), double(1.0)
figures.eight_nodes(thetas, x_in, target)

# %% [markdown] id="graph-paths" covers="N08-06"
# ### Multiply along a path, add the paths
#
# $\theta_7$ reaches $y$ in one way, through $z_7$: three factors, $\frac{\partial L}{\partial\theta_7} = \bar y\;\frac{\partial y}{\partial z_7}\;\frac{\partial z_7}{\partial\theta_7}$. And $\theta_1$?

# %% id="graph-ask"
ask.choose(
    "θ1 acts on z1, and z1 feeds two branches that meet again in y. Each branch has a product of slopes. How do these "
    "two products enter the derivative of L with respect to θ1?",
    {"They are multiplied": "Factors multiply along one path. Do the branches lie one behind the other?",
     "They are averaged": "Suppose that z1 moves. Does y then follow both branches, or half of each?",
     "They are added": "Moving z1 moves y in two ways at once, and small moves add.",
     "The last one counts": "That is a program that overwrites the adjoint of z1. Does z1 no longer move y by the "
                            "other branch?"},
    right="They are added",
)

# %% [markdown] id="graph-table"
# In the table, $z_{43}$ is short for $\partial z_4/\partial z_3$, and so on.

# %% id="graph-derivation"
sums = backprop.dag8_path_sums(thetas, x_in, target)
derivation(
    (r"$\bar y = y - 1$", r"derivative of $\frac12 (y-1)^2$", sums.y_bar),
    (r"$\frac{\partial y}{\partial z_4}\, z_{43}\, z_{32}\, z_{21}$", "upper path, multiplied", sums.through_4),
    (r"$\frac{\partial y}{\partial z_7}\, z_{76}\, z_{65}\, z_{51}$", "lower path, multiplied", sums.through_7),
    (r"$\bar z_1$ = line 1 · (line 2 + line 3)", "the paths add", sums.y_bar * (sums.through_4 + sums.through_7)),
    (r"$\partial z_1/\partial\theta_1 = x\,(1 - z_1^2)$", r"tanh, with the input $x$ as inner slope", sums.z1_theta1),
    (r"$\partial L/\partial\theta_1$ = line 4 · line 5", "the last factor leads to the parameter",
     sums.y_bar * (sums.through_4 + sums.through_7) * sums.z1_theta1),
    at="at x = 0.4",
)

# %% [markdown] id="graph-blank"
# Line 4 is the number under $z_1$ in the figure, with one more digit. **A blank for you:** $\frac{\partial L}{\partial\theta_5} = \bar y\; \frac{\partial y}{\partial z_7}\; z_{76}\; z_{65}\;$ ____ .

# %% id="graph-fill"
ask.choose(
    r"Node 5 computes z5 = tanh(θ5 z1), and from there the path leads through nodes 6 and 7 to y. Which factor is "
    r"missing in $\frac{\partial L}{\partial\theta_5} = \bar y\; \frac{\partial y}{\partial z_7}\; "
    r"\frac{\partial z_7}{\partial z_6}\; \frac{\partial z_6}{\partial z_5}\;$ ____ ?",
    {"∂z5/∂z1": "That is the slope with respect to the input of node 5. Does it lead to θ5, or past it?",
     "∂z5/∂θ5": "The walk back ends at the parameter of node 5.",
     "∂z1/∂θ1": "That is the last factor for θ1. Does the path to θ5 go as far as node 1?",
     "∂z6/∂θ6": "That leads to the parameter of node 6. Which node does θ5 belong to?"},
    right="∂z5/∂θ5",
)

# %% [markdown] id="graph-check"
# All eight derivatives at once, and whether finite differences agree:

# %% id="graph-run"
by_walk = backprop.dag8_grad(thetas, x_in, target)
graph_check = finite.check_gradient(lambda v: (backprop.dag8(v, x_in).y - target) ** 2 / 2, by_walk, thetas)
tensors.show(gradient=by_walk, agrees_with_differences=graph_check.ok)

# %% [markdown] id="touch-neuron"
# **Touch it.** First the eight nodes, with $z_1 = wx$ and other functions: step forward, then backward, and see $u_1$ receive two parts. Then one neuron with a squared loss: move the second input until the relu is off.

# %% id="touch-neuron-live"
from dlcourse.lectures.l08 import widgets

widgets.Graph()

# %% [markdown] id="touch-neuron-question"
# In the neuron, once the input of the relu is negative:

# %% id="touch-neuron-ask"
ask.choose(
    "A neuron with the loss (relu(w·x + b) - y)² has a negative w·x + b, and y = 1. Which adjoints are 0?",
    {"only that of the relu's input": "What does the relu's input hand back to w, x and b?",
     "those of w, x, b and the relu's input": "The slope of the relu is 0 there, so nothing gets past it. This "
                                              "sample does not move this neuron: w and b learn nothing from it.",
     "those of w, x, b and the relu's output": "The loss is (0 - 1)². Does it move when the relu's output moves a "
                                               "little?",
     "all adjoints, for the relu gives 0": "The loss is (0 - 1)². Does it move when y moves?"},
    right="those of w, x, b and the relu's input",
)

# %% [markdown] id="graph-count"
# ### Why nobody lists the paths
#
# Let $x$ be doubled as $x + x$, twenty times over. Each doubling offers two ways, so there are $2^{20}$ paths. Each has slope 1; the derivative therefore **counts** them.

# %% id="graph-count-run"
record = tape.Tape()
doubled = start = record.variable(1.0)
for _ in range(20):
    doubled = doubled + doubled
tensors.show(paths=int(record.adjoints(doubled, 1.0)[0]), lines_on_the_tape=len(record))

# %% [markdown] id="graph-count-read"
# Over a million paths, 21 lines. The walk back visits each line once, because it waits until the adjoint of a node is complete and only then hands it on. **Your turn:** exercise *A graph of eight nodes backwards*.

# %% [markdown] id="mlp" covers="N08-07"
# ## The worked example: two layers
#
# $$z = \sigma(A x + b), \qquad y = \sigma(c^\top z + d), \qquad L = \tfrac12 (y - t)^2,$$
#
# with the sigmoid $\sigma(\xi) = 1/(1 + e^{-\xi})$, which acts entry by entry. Here with 3 inputs and 2 hidden neurons, so $A$ has shape (2, 3). First forwards:

# %% id="mlp-forward"
example = {"A": double([[0.5, -1.0, 0.25], [1.0, 0.5, -0.5]]), "b": double([0.1, -0.2]),
           "c": double([1.5, -1.0]), "d": double(0.3), "x": double([1.0, 0.5, -1.0]), "t": double(1.0)}
z, y, error = backprop.mlp2_forward(**example)
derivation(
    (r"$u = A x + b$", "weighted sums, (2, 3) · (3) is (2)", example["A"] @ example["x"] + example["b"]),
    (r"$z = \sigma(u)$", "entry by entry", z),
    (r"$v = c^\top z + d$", "a single number", example["c"] @ z + example["d"]),
    (r"$y = \sigma(v)$", "the output is a sigmoid too", y),
    (r"$L = \frac12 (y - t)^2$", r"target $t = 1$", error),
)

# %% [markdown] id="mlp-slope"
# Backwards we shall need the slope of $\sigma$. Lecture 04 used it: $\sigma'(\xi) = \dfrac{e^{-\xi}}{(1 + e^{-\xi})^2} = \dfrac{1}{1 + e^{-\xi}} \cdot \dfrac{e^{-\xi}}{1 + e^{-\xi}} = \sigma(\xi)\,(1 - \sigma(\xi))$. So it can be had from the **output** of the sigmoid: at $v$ it is $y(1-y)$, at $u$ it is $z * (1 - z)$.

# %% [markdown] id="mlp-output" covers="N08-08 N08-09"
# ### Backwards, the output layer

# %% id="mlp-output-derivation"
y_bar = y - example["t"]
v_bar = y_bar * y * (1 - y)
derivation(
    (r"$\bar y = y - t$", r"derivative of $\frac12 (y-t)^2$: the 2 cancels the $\frac12$", y_bar),
    (r"$\bar v = \bar y\; y (1 - y)$", r"through the sigmoid, slope $y(1-y)$", v_bar),
    (r"$\bar d = \bar v$", r"$\partial v/\partial d = 1$", v_bar),
    (r"$\bar c = \bar v\, z$", r"$v = \dots + c_j z_j + \dots$: beside $c_j$ stands $z_j$", v_bar * z),
    (r"$\bar z = \bar v\, c$", r"beside $z_j$ stands $c_j$", v_bar * example["c"]),
)

# %% [markdown] id="mlp-hidden" covers="N08-10"
# ### Backwards, the first layer: three blanks
#
# Now you. The steps are those of the neuron and of the layer:
#
# 6. $\bar u = \bar z *$ ____ (through the sigmoid, entry by entry)
# 7. $\bar b =$ ____ ($u = A x + b$)
# 8. $\bar A =$ ____ (shape (2, 3), like $A$)

# %% id="mlp-fill-u-numbers"
z_bar_first, z_first = (v_bar * example["c"])[0], z[0]

# %% id="mlp-fill-u"
ask.number(
    f"Blank 6, for the first hidden neuron: z_1 = σ(u_1) = {z_first:.4f}, and the adjoint of z_1 is {z_bar_first:.4f}. "
    "What is the adjoint of u_1?",
    float(z_bar_first * z_first * (1 - z_first)),
    digits=4,
    why=r"The blank is $z * (1 - z)$, here 0.4626 · 0.5374.",
    mistakes={float(z_bar_first): "The slope of the hidden sigmoid is missing. It is at most a quarter.",
              float(z_bar_first * z_first.sigmoid() * (1 - z_first.sigmoid())):
                  "You applied the sigmoid to z_1 again. z_1 is already its output.",
              float(z_bar_first * (1 - z_first**2)): "1 - z² is the slope of tanh. This layer has a sigmoid.",
              float(z_bar_first * z_first): "You multiplied by z_1 alone. Which other factor has the slope?"},
)

# %% [markdown] id="mlp-blank-A"
# Blank 7 is $\bar u$: a bias is added, so its adjoint is that of the sum. For blank 8, look at the shapes.

# %% id="mlp-fill-A"
ask.choose(
    "Blank 8: u = A x + b, where A has shape (2, 3), and ū is known. What is the adjoint of A?",
    {"x ūᵀ": "Its shape is (3, 1) · (1, 2), so (3, 2). Which shape should the adjoint of A have?",
     "ūᵀ A": "Its shape is (3). It leads on to the adjoint of x. What stands beside A in u?",
     "z̄ xᵀ": "z̄ belongs to the sigmoid's output. Where does A enter, before the sigmoid or after it?",
     "ū xᵀ": "Its shape is (2, 1) · (1, 3), so (2, 3). Entry (j, k) is ū_j x_k: beside A_jk stands x_k."},
    right="ū xᵀ",
)

# %% [markdown] id="mlp-check"
# Do formulas and differences agree? For each parameter: our formula, and centred differences of the loss.

# %% id="mlp-run"
bars = backprop.mlp2_backward(**example)
for name in ("A", "b", "c", "d"):
    claimed = getattr(bars, f"{name}_bar")
    measured = finite.gradient(lambda v, name=name: backprop.mlp2_forward(**example | {name: v}).loss, example[name])
    print(f"{name}_bar  formula     {tensors.rounded(claimed)}\n       differences {tensors.rounded(measured)}")
    print(f"       differ by less than 1e-9: {bool((claimed - measured).abs().max() < 1e-9)}")

# %% [markdown] id="mlp-deltas" covers="N08-15"
# ### The errors travel back
#
# The adjoint of a pre-activation has a name of its own, **delta**. A neuron's delta is the weighted sum of the deltas to its right, times its own slope. Hence "backpropagation of errors": the error $y - t$ starts the walk.

# %% id="mlp-figure"
figures.delta_diagram(**example)

# %% [markdown] id="mlp-figure-ask"
# Compare the two hidden neurons in the figure.

# %% id="mlp-deltas-ask"
ask.explain(
    "The deltas of the two hidden neurons are -0.042 and 0.016. Where do their opposite signs come from?",
    "From c = (1.5, -1): raising z_1 raises y towards the target, so the loss falls; raising z_2 lowers y. The slopes "
    "of the sigmoid are positive and change no sign.",
    points=("the weights in c have opposite signs", "the slopes of the sigmoid are positive"),
)

# %% [markdown] id="mlp-exercise"
# For any number of layers the same round is a loop: `dlcourse/nn/mlp.py`, function `backward`. It gave the gradient of the hook. **Your turn:** exercise *The two-layer perceptron backwards*.

# %% [markdown] id="keep" covers="N08-11"
# ## What the forward pass must keep
#
# Look at the formulas again: $\bar c = \bar v\, z$ needs $z$, the slopes need $y$ and $z$, $\bar A$ needs $x$. They were all computed forwards. So the forward pass **stores** them, and pays in memory for what it saves in computing. The pre-activations $u$ and $v$ appear nowhere: the sigmoid's slope comes from its output. Which other functions allow that? For tanh the slope is $1 - \tanh^2 z$.

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

# %% [markdown] id="keep-square"
# It does not always work.

# %% id="keep-ask"
ask.explain("y = z² has the slope 2z. Of z only y = 9 was kept. Why can the slope not be found?",
            "z may be 3 or -3, so the slope may be 6 or -6. Squaring must keep its input.",
            points=("two inputs, 3 and -3, give the output 9", "their slopes differ in sign"))

# %% [markdown] id="keep-checkpoint"
# ### Keep, or compute again
#
# Between keeping everything and keeping nothing lies a middle way, **checkpoints**: keep every $k$-th activation, from the input on; on the way back, run each piece between two of them once more, and hold it while its layers are walked back. Here is a chain of 16 layers with one number each.

# %% id="keep-answer"
ask.number(
    "A chain has 16 layers, and its 17 activations (the input is one of them) hold one number each. Every k-th is "
    "kept: activations 0, k, 2k, ..., 16. On the way back those between two kept ones are computed again and held, one "
    "piece at a time. With which k out of 1, 2, 4, 8, 16 are the fewest numbers held at once?",
    4,
    why="16/k + 1 numbers are kept, and a piece holds k - 1 more: 16/k + k in all, least at k = √16.",
    mistakes={1: "With k = 1 everything is kept, 17 numbers. Could some of it be computed again?",
              2: "Nine numbers are kept, and a piece holds one more: 10 in all. Does another k need fewer?",
              8: "Three numbers are kept, and a piece holds seven more: 10 in all. Does another k need fewer?",
              16: "Two numbers are kept, but the only piece holds 15 more. Would shorter pieces help?"},
)

# %% [markdown] id="keep-run-read"
# All five, and the layers that are computed forwards. Plain training computes 16; checkpoints cost one more forward pass. The gradient is the same each time.

# %% id="keep-run"
from dlcourse.nn import memory

calls = {}

def checkpoint_line(k):
    def counted_tanh(v):
        calls[k] = calls.get(k, 0) + 1
        return v.tanh()
    run = memory.checkpointed([counted_tanh] * 16, torch.ones(1), k).backward(torch.ones(1))
    return f"every {k:2}: {run.peak:2} numbers at once, {calls[k]} layers computed, x_bar = {float(run.x_bar):.4f}"

print(*map(checkpoint_line, (1, 2, 4, 8, 16)), sep="\n")

# %% [markdown] id="inplace" covers="N08-12"
# ### Overwriting
#
# An **in-place** operation writes its result over its input, and so needs no new memory. This saves memory in the forward pass, but only where the backward pass does not need what was overwritten. Three cases: in which of them can the backward pass still run?

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
# torch counts the writes to each tensor. If one that it kept has changed, it refuses, rather than give a wrong gradient:

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

for operation, which in ((torch.sigmoid, "output"), (torch.square, "output"), (torch.square, "input")):
    print(f"{operation.__name__}, {which} overwritten: {overwrite(operation, which)}")

# %% [markdown] id="inplace-table"
# The same test for more operations. Addition and multiplication by a constant need neither tensor: their slopes do not depend on it. What one keeps is sometimes a choice; leaky ReLU could have kept its output, as ReLU does. Dropout keeps a third thing, its mask.

# %% id="inplace-table-run"
verdicts = memory.inplace_table()
print("needs its output:", ", ".join(op for op, safe in verdicts.items() if not safe.output))
print("needs its input: ", ", ".join(op for op, safe in verdicts.items() if not safe.input))
print("needs neither:   ", ", ".join(op for op, safe in verdicts.items() if safe.output and safe.input))

# %% [markdown] id="inplace-exercise"
# **Your turn:** exercise *Backwards from the output alone*.

# %% [markdown] id="buffers" covers="N08-13"
# ### Buffers on the way back
#
# Adjoints are easier. Once $\bar z$ of a layer has given $\bar W$, $\bar b$ and $\bar a$, nobody asks for it again, and its memory can hold the next one. In a chain of layers two neighbouring adjoints are enough, however long it is. The kept activations also go, layer by layer, so plain training is fullest at the turning point. The figure has 9 layers of 16 numbers; the teeth of the middle line are pieces that are computed again.

# %% id="buffers-figure"
figures.memory_timeline([16] * 10, 1, every=3)

# %% [markdown] id="fast"
# ### Why prepared buffers are fast
#
# `mlp.sgd_step_` is a training step as one writes it down: forward, loss, backward, update. Each result is a new tensor. `Step` does the same operations, but every tensor is there before the first call; a call is a list of operations that write into them.

# %% id="fast-ask"
ask.choose(
    "A network has 64 inputs, 32 hidden neurons and 10 outputs. One training step is written out and makes new "
    "tensors; the other writes into tensors that are already there. For which batch is the second faster by the "
    "largest factor?",
    {"for 1024 samples": "There the matrix products take most of the time. Which of the two ways does more of them?",
     "for 1 sample": "There is little arithmetic, so the time goes into making tensors, choosing and calling.",
     "for both alike": "What is saved in a call is always the same. Is it the same share of the whole step?"},
    right="for 1 sample",
)

# %% [markdown] id="fast-pair-text"
# First a pair that starts from the same weights, and one step of each: do they end at the same weights?

# %% id="fast-pair"
from dlcourse.nn.fused import Step

def pair(batch):
    rng = tensors.generator(1)
    written = mlp.init([64, 32, 10], rng=rng)
    copied = mlp.Params(*(tuple(t.clone() for t in part) for part in written))
    X, labels = torch.randn(batch, 64, generator=rng), torch.randint(10, (batch,), generator=rng)
    prepared = Step(copied, batch, eta=0.01)
    prepared.X.copy_(X)
    prepared.labels.copy_(labels)
    return partial(mlp.sgd_step_, written, X, labels, eta=0.01), prepared, written.Ws, copied.Ws

written_out, prepared, *weights = pair(1024)
written_out(), prepared()
tensors.show(same_weights=all(torch.allclose(*both, atol=1e-6) for both in zip(*weights)))

# %% [markdown] id="fast-run-text"
# They do. Now the time, in your own kernel:

# %% id="fast-run" tags=["nbval-ignore-output"] varies="times differ from machine to machine"
from dlcourse import stopwatch

for batch in (1, 1024):
    written_out, prepared, *_ = pair(batch)
    print(f"batch {batch}")
    print(stopwatch.compare(written_out=written_out, prepared=prepared))

# %% [markdown] id="fast-read"
# The work of a step grows with the batch; what a call costs besides does not. This is also why large batches make good use of a machine, and why frameworks compile: a compiler prepares such a list for you.

# %% [markdown] id="test-time" covers="N08-14"
# ### At test time
#
# Without a backward pass, a layer's input can go as soon as its output is there: two neighbouring tensors are enough. Do one by hand: layers with 3, 5, 4 and 2 numbers a sample (input first), and 10 samples.

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
# No buffers are needed at test time. But torch cannot know by itself that it is test time. Two calls are often seen there, `net.eval()` and `torch.no_grad()`. We count the activations that torch keeps for a backward pass.

# %% id="test-time-count"
net = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.Tanh(), torch.nn.Linear(5, 4), torch.nn.Tanh(),
                          torch.nn.Linear(4, 2))

def numbers_kept():
    kept = {}
    def look(t):
        if t.shape[0] == 10:  # the size of the batch: an activation, not a weight
            kept[t.data_ptr()] = t.numel()
        return t
    with torch.autograd.graph.saved_tensors_hooks(look, lambda t: t):
        net(torch.ones(10, 3))
    return sum(kept.values())

# %% [markdown] id="test-time-guess"
# Training keeps the input and the two hidden layers, 10 · (3 + 5 + 4). What do the other two keep?

# %% id="test-time-answer"
ask.number(
    "A network has layers with 3, 5, 4 and 2 numbers a sample, and the batch has 10 samples. In training torch keeps "
    "120 numbers of it for the backward pass. How many does it keep after `net.eval()`, and how many under "
    "`torch.no_grad()`?",
    (120, 0),
    why="`eval()` changes what dropout and batch normalisation do. Only `no_grad()` stops the recording.",
    mistakes={(0, 0): "You take both to stop the recording. Which of the two changes only how some layers behave?",
              (0, 120): "You have the two calls swapped. Whose name says that no gradient is wanted?",
              (120, 120): "Then neither would stop the recording. Whose name says that no gradient is wanted?",
              (90, 0): "Two neighbours are enough for inference. Does `eval()` say that no backward pass comes?"},
)

# %% [markdown] id="test-time-three"
# Three counts: in training, after `net.eval()`, and under `torch.no_grad()`.

# %% id="test-time-run"
kept_in = {"train": numbers_kept()}
net.eval()
kept_in["eval"] = numbers_kept()
with torch.no_grad():
    kept_in["no_grad"] = numbers_kept()
tensors.show(**kept_in)

# %% [markdown] id="test-time-exercise"
# **Your turn:** exercise *How many activations are held at once*.

# %% [markdown] id="loop" covers="N08-16"
# ## The training loop
#
# "Trained by backpropagation", people say; that is, by steps against gradients which backpropagation finds. The loop has five lines: clear the gradients, forward, loss, backward, step. Old programs also hold `Variable(x)` (today a tensor is enough) and `loss.data[0]` (an error by now; `loss.item()`). The five lines have stayed. torch **adds** each new gradient to the stored one, which helps when a batch is worked through in parts. Hence the first line, `zero_grad`.
#
# We watch them on $L = \frac12 w^2$ from $w = 3$ with $\eta = 0.5$. The gradient is $w$, so each step should halve $w$ and quarter the loss.

# %% id="loop-run"
def losses(order):
    w = torch.tensor(3.0, requires_grad=True)
    optimiser = torch.optim.SGD([w], lr=0.5)
    seen = []
    for _ in range(6):
        loss = w * w / 2  # forward and loss
        lines = {"zero": optimiser.zero_grad, "backward": loss.backward, "step": optimiser.step}
        for line in order:
            lines[line]()
        seen.append(f"{loss.item():.4f}")
    return "  ".join(seen)

# %% [markdown] id="loop-guess"
# Four loops: the right one; without `zero`; without `backward`; with `zero` in the wrong place. The right one reaches a loss below 0.01 within six rounds. What do the others do?

# %% id="loop-answer"
ask.choose(
    "A loop minimises ½w² from w = 3 with η = 0.5. With `zero`, `backward`, `step` in each round the loss falls to a "
    "quarter each time. What does it do with `backward`, `step`; with `zero`, `step`; and with `backward`, `zero`, "
    "`step`?",
    {"It falls; it stays; it falls": "Without `zero`, what is stored after the second `backward`? And in the third "
                                     "loop, which gradient does `step` find?",
     "It swings; it stays; it falls": "In the third loop, which gradient does `step` find after `zero`?",
     "It swings; it stays; it stays": "Without `zero`, the second step uses 3 + 1.5 = 4.5 where the gradient is 1.5. "
                                      "Without `backward` there is no gradient, and `zero` after `backward` throws it "
                                      "away: nothing moves, and nothing complains.",
     "It falls; it stays; it stays": "Without `zero`, what is stored after the second `backward`? torch adds."},
    right="It swings; it stays; it stays",
)

# %% [markdown] id="loop-losses"
# The losses of six rounds in each loop:

# %% id="loop-losses-run"
for order in (("zero", "backward", "step"), ("backward", "step"), ("zero", "step"), ("backward", "zero", "step")):
    print(f"{', '.join(order):21} {losses(order)}")

# %% [markdown] id="touch-boundary"
# **Touch it.** The loop, running in the background. Choose the rings and 2 hidden units a layer, restart and train. Then 8 hidden units.

# %% id="touch-boundary-live"
widgets.Boundary()

# %% [markdown] id="touch-boundary-question"
# The points of one ring lie inside the other.

# %% id="touch-boundary-ask"
ask.explain("The points of one ring lie inside the other. Why do two hidden units a layer not separate them, however "
            "long they train?",
            "Each hidden unit of the first layer sees a single direction of the plane. Two directions can be bent, but "
            "not closed around the inner ring. Three can.",
            points=("a hidden unit of the first layer draws a line across the plane", "two lines enclose nothing"))

# %% [markdown] id="credit" covers="N08-17"
# ## How much credit does a remote input deserve?
#
# An output was wrong. Which early weight, which remote input, had how much to do with it? This is the **credit assignment problem**, and an adjoint is an answer: $\bar x$ says how fast the loss moves when $x$ moves. It is often said that backpropagation finds this too difficult. More exactly: the derivative is right at any depth, but it is a product with one factor for each layer, and such a product may become too small to be of use.

# %% id="credit-ask"
ask.number(
    "The slope of a sigmoid is at most 1/4. Ten sigmoids follow one another, each applied to the output of the one "
    "before (all weights are 1). Which bound follows for the derivative of the last output with respect to the first "
    "input? Two digits are enough, such as 1.5e-3.",
    0.25**10,
    why="Ten factors of 1/4: (1/4)^10.",
    mistakes={2.5: "You added ten quarters. Along a path, what happens to slopes?",
              0.25: "That is one sigmoid. What do the other nine do to it?",
              0.025: "You divided a quarter by ten. Each sigmoid has its own factor: how do they go together?",
              1e-6: "That is the right size. Give it with two digits.",
              4**10: "That is the power of 4. Is a product of quarters larger or smaller than a quarter?"},
)

# %% [markdown] id="credit-see"
# Chains of 1 to 20 layers, starting at 0.5, with sigmoid and with tanh:

# %% id="credit-run"
def through(activation, layers):
    leaf = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    out = leaf
    for _ in range(layers):
        out = activation(out)
    return torch.autograd.grad(out, leaf)[0]

reach = {name: torch.stack([through(activation, n) for n in range(1, 21)])
         for name, activation in (("sigmoid", torch.sigmoid), ("tanh", torch.tanh))}
figures.adjoints_by_depth(reach)

# %% [markdown] id="credit-read"
# Depth alone does not decide; the slopes do. Lecture 10 returns to this with weights, starts, normalisation and short cuts.

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation: one weight $w$ is used in **two** layers, $y = \tanh(w \tanh(w x))$. Networks for sequences do this at every time step.

# %% id="transfer-ask"
ask.number(
    "In y = tanh(w tanh(w x)) the walk back meets w twice. It finds the contribution 0.3 at the outer layer and 0.1 at "
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
# - Backpropagation computes $\nabla_\theta L$ for about two to three forward passes; it changes no weight.
# - Neuron: $\bar z = \bar y f'(z)$, then $\bar a = \bar z x$, $\bar b = \bar z$, $\bar x = \bar z a$.
# - Layer: $\bar W = \bar z a^\top$, $\bar b = \bar z$, $\bar a = W^\top \bar z$. Each adjoint is shaped like what it belongs to.
# - Graph: slopes multiply along a path, paths add; each node is visited once.
# - The backward pass needs inputs or outputs of the forward pass. They cost memory; checkpoints trade it for a second forward pass; `no_grad` saves it where no gradient is wanted.
# - Clear, forward, loss, backward, step.

# %% [markdown] id="glossary"
# ## Words
#
# [**adjoint**](#The-slides'-letters-and-ours) $\bar x$: derivative of the loss by $x$ · **pre-activation** $z$: weighted sum before the activation function · [**delta**](#The-errors-travel-back): adjoint of a pre-activation · [**computation graph**](#A-network-is-a-graph): nodes are operations, edges are tensors · [**fan-out**](#Multiply-along-a-path,-add-the-paths): one value with several users; their adjoints add · [**checkpoint**](#Keep,-or-compute-again): an activation that is kept so that the next ones can be computed again · [**in-place**](#Overwriting): writing a result over its input · [**credit assignment**](#How-much-credit-does-a-remote-input-deserve?): who contributed how much to the error. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch records the graph while your code runs and frees each kept tensor as the walk passes it. It has a backward rule for hundreds of operations, and lets you add your own (`torch.autograd.Function`). `torch.utils.checkpoint` computes pieces again. Compilers look at forward and backward pass together, join neighbouring operations, and decide what is cheaper to compute twice than to keep. On several machines, gradients of the last layers are already being exchanged while those of the first are still being computed.
