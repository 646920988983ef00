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
# **55 minutes** · exercises in `exercises/08_backpropagation.ipynb`

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
# Centred differences need two forward passes for each parameter. Backpropagation finds the same numbers. What does it cost, measured in forward passes? A thousand? A hundred? Guess.

# %% id="hook-answer"
ask.predict(
    "How many forward passes does the whole gradient cost?",
    f"centred differences:  {2 * parameters} forward passes\n"
    f"backpropagation:      {whole_gradient.get_total_flops() / one_forward.get_total_flops():.2f} forward passes, "
    "its own forward pass included",
    why="Forwards, each weight takes part in one multiplication. Backwards it takes part in two: one for its own "
        "derivative, one to hand a derivative on to the layer before. The first layer hands nothing on.",
)

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
    "y = tanh(3x + 1). How large is dy/dx at the x where 3x + 1 = 0? (tanh' is 1 at 0.)",
    "3: the outer slope 1 times the inner slope 3",
    mistakes={"1": "That is the outer slope alone. How fast does 3x + 1 move when x moves?",
              "0": "That is the value of y there, not its slope."},
)

# %% [markdown] id="recall"
# ## Three questions from before
#
# The first is from the calculus lecture.

# %% id="recall-1"
ask.explain("L depends on u and on v, and both depend on x. What is dL/dx?",
            "dL/du · du/dx + dL/dv · dv/dx: multiply along each way, then add the ways.",
            points=("a product for each way", "a sum over the ways"))

# %% [markdown] id="recall-next"
# The second is about softmax and cross-entropy.

# %% id="recall-2"
ask.number("Softmax gives (0.7, 0.2, 0.1), and the second class is the right one. What is the derivative of the "
           "cross-entropy by the three logits?", "(0.7, -0.8, 0.1): the probabilities minus the one-hot target",
           mistakes={"(-0.7, 0.8, -0.1)": "The sign: the loss falls when the right logit rises.",
                     "(0.7, 0.2, 0.1)": "The target is missing: 1 comes off at the right class."})

# %% [markdown] id="recall-last"
# The third is about the two directions.

# %% id="recall-3"
ask.explain(f"A loss has one output and {parameters} inputs. Forward mode or reverse mode, and why?",
            "Reverse mode: one run backwards gives the derivatives by all inputs. Forward mode needs a run for each "
            "input.")

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
b_bar = neuron["y_bar"] * slope
ask.number(
    "What is the adjoint of b, to two decimals?", f"{b_bar:.2f} = 2 · {slope:.4f} · 1",
    mistakes={"2.00": "That is y_bar. It still has to pass through f, whose slope is below 1.",
              f"{slope:.2f}": "That is dy/db. The loss moves y_bar times as fast as y.",
              f"{2 * (1 - pre.tanh().tanh() ** 2):.2f}": "You took the slope of tanh at y. Its argument is z."},
)

# %% [markdown] id="neuron-table"
# Now all three, line by line. Each line is the chain rule once.

# %% id="neuron-derivation"
from dlcourse.classroom.derivation import derivation

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
    "What is the adjoint of the first input, a_1?", "9 = 10 · 1 + 1 · (-1)",
    mistakes={"10": "That is the way through z_1. a_1 also feeds z_2.",
              "11": "The second way has the weight -1, so it counts -1.",
              "-10": "You multiplied the two ways. Along a way factors multiply; ways add."},
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
    "What is W_bar in row 2, column 1?", "2 = z_bar_2 · a_1 = 1 · 2",
    mistakes={"10": "That is row 1, column 2: z_bar_1 · a_2. The row is the output's number.",
              "-1": "That is the weight itself. Its derivative holds the input, not the weight."},
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
    "θ1 acts on z1, and z1 feeds two branches. How do the two branches enter dL/dθ1?",
    {"Their products of slopes are added": "Moving z1 moves y in two ways at once, and small moves add.",
     "Their products of slopes are multiplied": "Factors multiply along one path. The branches stand side by side.",
     "The branch that is walked last counts": "That is a program that overwrites the adjoint of z1 where it should "
                                              "add to it."},
    right="Their products of slopes are added",
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
    "Which factor is missing?",
    {"z_51": "That is the slope by the input of node 5. It leads on to z1 and past θ5.",
     "∂z_5/∂θ_5": "The walk ends at the parameter of node 5.",
     "∂z_1/∂θ_1": "That is the last factor for θ1. The path to θ5 ends at node 5."},
    right="∂z_5/∂θ_5",
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
# In the neuron, once the relu's input is negative:

# %% id="touch-neuron-ask"
ask.explain("Which adjoints are 0 now, and what does that mean for learning?",
            "Those of the relu's input and of everything before it: w, x and b. This sample does not move this neuron.",
            points=("the slope of the relu is 0", "w and b get nothing from this sample"))

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

# %% id="mlp-fill-u"
z_bar_first = (v_bar * example["c"])[0]
u_bar_first = z_bar_first * z[0] * (1 - z[0])
ask.number(
    f"Blank 6: z_bar_1 = {z_bar_first:.4f} and z_1 = {z[0]:.4f}. What is u_bar_1, to four decimals?",
    f"{u_bar_first:.4f}: the blank is z * (1 - z)",
    mistakes={f"{z_bar_first:.4f}": "The slope of the hidden sigmoid is missing. It is at most a quarter.",
              f"{z_bar_first * z[0].sigmoid() * (1 - z[0].sigmoid()):.4f}":
                  "You applied the sigmoid to z again. z is already its output.",
              f"{z_bar_first * (1 - z[0] ** 2):.4f}": "That is the slope of tanh."},
)

# %% [markdown] id="mlp-blank-A"
# Blank 7 is $\bar u$: a bias is added, so its adjoint is that of the sum. For blank 8, look at the shapes.

# %% id="mlp-fill-A"
ask.choose(
    "Blank 8: what is A_bar?",
    {"ū xᵀ": "Shape (2, 1) · (1, 3) is (2, 3). Entry (j, k) is ū_j x_k: beside A_jk stands x_k.",
     "x ūᵀ": "Shape (3, 2): the transpose. A gradient is shaped like what it belongs to.",
     "ūᵀ A": "Shape (3). That leads on to the adjoint of x; the adjoint of A holds x, not A."},
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
ask.explain("The two hidden deltas have opposite signs. Where do the signs come from?",
            "From c = (1.5, -1): raising z_1 raises y towards the target, so the loss falls; raising z_2 lowers y. "
            "The slopes of the sigmoid are positive and change no sign.",
            points=("the weights c", "the slopes are positive"))

# %% [markdown] id="mlp-exercise"
# For any number of layers the same round is a loop: `dlcourse/nn/mlp.py`, function `backward`. It gave the gradient of the hook. **Your turn:** exercise *The two-layer perceptron backwards*.

# %% [markdown] id="keep" covers="N08-11"
# ## What the forward pass must keep
#
# Look at the formulas again: $\bar c = \bar v\, z$ needs $z$, the slopes need $y$ and $z$, $\bar A$ needs $x$. They were all computed forwards. So the forward pass **stores** them, and pays in memory for what it saves in computing. The pre-activations $u$ and $v$ appear nowhere: the sigmoid's slope comes from its output. Which other functions allow that? For tanh the slope is $1 - \tanh^2 z$.

# %% id="keep-tanh"
ask.number("y = tanh(z) = 0.6, and z has been thrown away. What is the slope of tanh there?",
           "0.64 = 1 - 0.6²: the square of tanh z is the square of y",
           mistakes={"0.24": "That is y(1 - y), the sigmoid's slope.",
                     "0.71": "That is 1 - tanh²(0.6). You have tanh(z) already: it is y.",
                     "0.36": "That is y². It has to come off 1."})

# %% [markdown] id="keep-square"
# It does not always work.

# %% id="keep-ask"
ask.explain("y = z². The slope is 2z. Why can it not be found from y = 9 alone?",
            "z may be 3 or -3, so the slope may be 6 or -6. Squaring must keep its input.",
            points=("two inputs with one output", "the sign is lost"))

# %% [markdown] id="keep-checkpoint"
# ### Keep, or compute again
#
# Between keeping everything and keeping nothing lies a middle way, **checkpoints**: keep every $k$-th activation; on the way back, run each piece between two of them once more. Here is a chain of 16 layers with one number each. Which $k$ needs the least memory: 1, 2, 4, 8 or 16?

# %% id="keep-run"
from dlcourse.nn import memory

calls = {}

def checkpoint_line(k):
    def counted_tanh(v):
        calls[k] = calls.get(k, 0) + 1
        return v.tanh()
    run = memory.checkpointed([counted_tanh] * 16, torch.ones(1), k).backward(torch.ones(1))
    return f"every {k:2}: {run.peak:2} numbers at once, {calls[k]} layers computed, x_bar = {float(run.x_bar):.4f}"

every_lines = [checkpoint_line(k) for k in (1, 2, 4, 8, 16)]

# %% [markdown] id="keep-run-read"
# The gradient is the same each time. Write your $k$ down, then open:

# %% id="keep-answer"
ask.predict("Which k is best?", "\n".join(every_lines),
            why="About 16/k checkpoints stay, and pieces of about k are computed again. 16/k + k is least at "
                "k = √16 = 4. Keeping everything takes 17 numbers and computes 16 layers; checkpoints compute 32: "
                "they cost one more forward pass.")

# %% [markdown] id="inplace" covers="N08-12"
# ### Overwriting
#
# An **in-place** operation writes its result over its input, and so needs no new memory. **The slide says** that this may save memory in the forward pass. **Add:** only where the backward pass does not need what was overwritten. Three cases. Will they raise an error?

# %% id="inplace-ask"
ask.choose(
    "We overwrite one tensor with zeros before the backward pass. Which of the three survives?",
    {"the output of sigmoid": "Its slope y(1-y) is computed from the kept output.",
     "the output of square": "The slope 2z needs the input; the output is not used again.",
     "the input of square": "The slope 2z needs exactly this."},
    right="the output of square",
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
    "A network with 64 inputs, 32 hidden neurons and 10 outputs. With which batch does the preparation help most?",
    {"1 sample": "There is little arithmetic, and so the time goes into making tensors, choosing and calling.",
     "1024 samples": "There the matrix products take most of the time, and both ways do the same ones.",
     "It makes no difference": "What is saved in a call is always the same. But it is a share of the whole: large "
                               "where the rest is small."},
    right="1 sample",
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
    "How many activations does inference hold at most? (Training holds all: 10 · 14 = 140.)",
    f"{memory.peak_memory([3, 5, 4, 2], 10, mode='inference')} = 10 · (5 + 4), the largest two neighbours",
    mistakes={"140": "That is training. Inference lets go of what it has used.",
              "50": "While a layer works, its input and its output are both there.",
              "9": "That is for one sample."},
)

# %% [markdown] id="test-time-eval"
# **The slide says** that no buffers are needed at test time. **But** torch cannot know that it is test time. A popular belief is that `net.eval()` tells it. We count the activations that torch keeps for a backward pass.

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

# %% [markdown] id="test-time-three"
# Three counts: in training, after `net.eval()`, and under `torch.no_grad()`.

# %% id="test-time-run"
kept_in = {"train": numbers_kept()}
net.eval()
kept_in["eval"] = numbers_kept()
with torch.no_grad():
    kept_in["no_grad"] = numbers_kept()

# %% [markdown] id="test-time-guess"
# Training keeps the input and the two hidden layers, 10 · (3 + 5 + 4). What do the other two keep?

# %% id="test-time-answer"
ask.predict("How many numbers are kept after net.eval(), and under torch.no_grad()?",
            "\n".join(f"{name:8}{count}" for name, count in kept_in.items()),
            why="eval() changes what dropout and batch normalisation do. Only no_grad() stops the recording.")

# %% [markdown] id="test-time-exercise"
# **Your turn:** exercise *How many activations are held at once*.

# %% [markdown] id="loop" covers="N08-16"
# ## The training loop
#
# "Trained by backpropagation", says a slide; that is, by steps against gradients which backpropagation finds. It shows five lines: clear the gradients, forward, loss, backward, step. Today one would write neither `Variable(x)` (a tensor is enough) nor `loss.data[0]` (an error by now; `loss.item()`). The five lines have stayed. torch **adds** each new gradient to the stored one, which helps when a batch is worked through in parts. Hence the first line, `zero_grad`.
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
# Four loops: the right one; without `zero`; without `backward`; with `zero` in the wrong place. Which of them reach a loss below 0.01 within six rounds, and what do the others do?

# %% id="loop-answer"
orders = (("zero", "backward", "step"), ("backward", "step"), ("zero", "step"), ("backward", "zero", "step"))
ask.predict("What does the loss do in each loop?",
            "\n".join(f"{', '.join(order):21} {losses(order)}" for order in orders),
            why="Without zero, the second step uses 3 + 1.5 = 4.5 where the gradient is 1.5, and the loss "
                "swings. Without backward there is no gradient, and zero after backward throws it away: nothing "
                "moves, and nothing complains.")

# %% [markdown] id="touch-boundary"
# **Touch it.** The loop, running in the background. Choose the rings and 2 hidden units a layer, restart and train. Then 8 hidden units.

# %% id="touch-boundary-live"
widgets.Boundary()

# %% [markdown] id="touch-boundary-question"
# The points of one ring lie inside the other.

# %% id="touch-boundary-ask"
ask.explain("Why do two hidden units a layer not find the rings, however long they train?",
            "Each hidden unit of the first layer sees a single direction of the plane. Two directions can be bent, but "
            "not closed around the inner ring. Three can.",
            points=("a hidden unit is a line", "two lines enclose nothing"))

# %% [markdown] id="credit" covers="N08-17"
# ## How much credit does a remote input deserve?
#
# An output was wrong. Which early weight, which remote input, had how much to do with it? This is the **credit assignment problem**, and an adjoint is an answer: $\bar x$ says how fast the loss moves when $x$ moves. **The slide says** that backpropagation finds this too difficult. **More exactly:** the derivative is right at any depth, but it is a product with one factor for each layer, and such a product may become too small to be of use.

# %% id="credit-ask"
ask.number("The slope of a sigmoid is at most 1/4. Ten sigmoids in a row, with weights of 1: how large can the "
           "derivative of the output by the input be at most?", f"(1/4)^10, about {0.25**10:.0e}",
           mistakes={"2.5": "You added ten quarters. Along a path slopes multiply.",
                     "0.25": "That is one layer."})

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
ask.choose(
    "The walk back meets w twice and finds 0.3 at the outer layer and 0.1 at the inner one. What is w_bar?",
    {"0.1": "That is a program that overwrites. The outer use moves the loss as well.",
     "0.03": "Factors multiply along a path. These are two paths from w to the loss.",
     "0.2": "An average forgets that both uses move when w moves.",
     "0.4": "w has two ways to the loss, and ways add, as for z1 in the graph."},
    right="0.4",
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
