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
# # 10a Where a deep network starts
#
# {minutes} · exercises in [exercises/10a_start_and_depth.ipynb](../exercises/10a_start_and_depth.ipynb)

# %% [markdown] id="hook"
# ## One number at the start
#
# A network learns to name 100 handwritten digits. It has twenty hidden layers of 32 tanh units, and a last layer with 10 logits. It learns by gradient descent with the learning rate 0.1, on all digits at once. Its weights start as random numbers, and its biases as 0.
#
# Each line of the picture is another random start, ten in all. After 100 steps nearly all digits are named correctly. Now multiply *all starting weights by 0.7*. Nothing else changes, and training may move each weight as before.
#
# **Decide first**, in the question below. Then move the slider to 0.7.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l10a import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.OneNumber()

# %% id="hook-answer"
ask.choose(
    "A network of twenty hidden layers learns to name 100 digits in 100 steps, from ten random starts. Then all starting "
    "weights are multiplied by 0.7. How many digits do the ten networks name after 100 steps?",
    {"nearly all again, since training moves the weights to where they belong": "Move the slider to 0.7. Does the loss "
                                                                               "move at all?",
     "about 70, each network others": "Move the slider to 0.7. Are there any two networks that differ?",
     "some nearly all, and some about 10": "Move the slider to 0.7. Are there any two networks that differ?",
     "15 each, the same 15": "They name all digits alike, and 15 of the 100 digits are of that kind. Nothing has been "
                             "learned about the images."},
    right="15 each, the same 15",
)

# %% [markdown] id="hook-see"
# **See it.** With the factor 0.7 all ten networks give the same answer to every digit. The digit 9 occurs most often, 15 times. So they name 15 correctly. The first loss did not warn us. It is 2.30, the $\log 10$ that 04b expects from a healthy start. Try 1.5, too: there the losses end lowest. With 3 the loss starts high, and after 100 steps most digits are still wrong. (Some lines fall suddenly. Part 5 comes back to that.)
#
# One number decides whether this network lives. This lecture finds the right number before training. Then it treats what helps when a start is bad.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say how large a signal is after many layers, there and back (questions in parts 1 to 3).
# 2. Choose the spread of starting weights from the sizes of a layer (exercise *How far weights spread at the start*).
# 3. Draw weights that keep every length (exercise *Weights that keep every length*).
# 4. Bound a gradient without turning it (exercise *Shorten gradients that are too long*).
# 5. Raise and lower the learning rate by a plan (exercise *A learning rate that rises and falls*).
# 6. Examine a network before you train it (exercise *Is this network ready to be trained?*).

# %% [markdown] id="needs"
# ## What you need
#
# From [04b](04b_many_classes.ipynb): cross-entropy and the first loss. From [05a](05a_networks.ipynb): layers, tanh and relu. From [08](08_backpropagation.ipynb): adjoints and the walk back. From [09b](09b_adaptive_rules.ipynb): Adam. From [03](03_neighbours_and_dimensions.ipynb): length and right angles.

# %% [markdown] id="factors" covers="N10-01 N10-02"
# ## 1 A factor for each layer
#
# In 08 an adjoint walked back through a chain of neurons. In each neuron it was multiplied by the weight times the slope. Suppose that this factor is 0.9 in each of 50 layers, or 1.1.

# %% id="factors-ask"
ask.choose(
    "An adjoint of 1 walks back through 50 layers. Each multiplies it by 0.9. What arrives at the first layer? And with 1.1?",
    {"about 0.55 and 1.5": "Fifty factors are multiplied. What is 0.9 · 0.9, and how does it go on?",
     "0.0052 and 117": "0.9 multiplied by itself 50 times, and 1.1 likewise. Two factors that hardly differ end more than "
                       "20 000 times apart.",
     "0.9 and 1.1": "That is after one layer.",
     "45 and 55": "That is 50 times the factor. Along a chain factors multiply."},
    right="0.0052 and 117",
)

# %% [markdown] id="factors-layer"
# A **vanishing gradient** shrinks like this on its way back, and an **exploding gradient** grows like this (08, part 7). With a vanishing gradient the first layers hardly move. (If the signal shrinks on its way there as well, no layer moves: part 7 shows why.) With an exploding one a step throws the weights far away, and then numbers overflow.
#
# A layer has many units, so its factor is a matrix. Here is one layer of the way back, with numbers. The weights $W$ have the rows $(0.8, -0.6)$ and $(0.6, 0.8)$. At the two pre-activations the slopes of the bend are 1 and 0.5. The adjoint of the layer's output is $(1, 2)$.

# %% id="factors-steps"
from dlcourse.classroom.derivation import derivation

W = torch.tensor([[0.8, -0.6], [0.6, 0.8]])
slopes, a_bar = torch.tensor([1.0, 0.5]), torch.tensor([1.0, 2.0])
z_bar = slopes * a_bar
before = W.mT @ z_bar
derivation(
    (r"$\bar z = \varphi'(z) \cdot \bar a$", "entry by entry: 1 · 1 and 0.5 · 2", z_bar),
    (r"$\bar x = W^\top \bar z$", "the columns of $W$: 0.8 + 0.6 and -0.6 + 0.8", before),
    (r"$\lVert \bar a \rVert,\ \lVert \bar z \rVert,\ \lVert \bar x \rVert$",
     "the three lengths: the roots of 1 + 4, of 1 + 1 and of 1.96 + 0.04",
     torch.stack([a_bar.norm(), z_bar.norm(), before.norm()])),
    at="here",
)

# %% [markdown] id="factors-read"
# Here $\bar x$ is the adjoint of the layer's input, that is, of the output of the layer before. The slopes have shortened the adjoint. These weights have only turned it, and its length stayed.
#
# Other weights stretch one direction and shrink another. With the rows $(2, 0)$ and $(0, 0.5)$, $(1, 1)$ becomes $(2, 0.5)$. After ten such layers without a bend it is $(1024, 0.001)$. So one network can explode and vanish at once. What counts is the product of all matrices and slopes, and not one weight that is a little below 1.
#
# A network for sequences, for instance of words, uses one layer again at each time step. So an input 50 steps ago lies 50 layers away, and with the factor 0.9 only 0.0052 of its adjoint is left. This is why *plain* networks of this kind hardly learn from inputs long ago. (An optional part at the end shows a start with the factor 1.)

# %% [markdown] id="sum" covers="N10-03"
# ## 2 How large is a sum of random numbers?
#
# The hook asks for the factor of a *random* layer. We need one word first. The **size** of some numbers is the root of the mean of their squares. For $(3, -1)$ it is $\sqrt{(9 + 1)/2} = 2.24$. For random numbers with mean 0 it is their standard deviation, or *std*. (A single random number has a size, too: there the mean runs over many draws.)
#
# The first starts in use were simple: normal numbers with a small standard deviation, or numbers spread evenly over a small interval around 0. **Try it before it is explained:** does a standard deviation of 1 keep the size of a signal?

# %% id="sum-guess"
ask.choose(
    "A unit has 256 inputs of size 1. Its weights are random with mean 0 and standard deviation 1, and there is no bias. How "
    "large is the size of its pre-activation z, a sum of 256 products?",
    {"about 1": "256 products are added, and each has the size 1. Do they cancel so well?",
     "about 16": "The squares add up: the mean square of z is 256. Its root is 16.",
     "about 256": "That needs products of one sign. Here half of them pull the other way."},
    right="about 16",
)

# %% [markdown] id="sum-cases"
# **By hand.** Let the inputs be $a = (3, -1)$. Each weight is 0.5 or $-0.5$, by the toss of a coin. There are four cases:
#
# | weights | $z = 3 w_1 - w_2$ | $z^2$ |
# |---|---|---|
# | 0.5, 0.5 | 1 | 1 |
# | 0.5, −0.5 | 2 | 4 |
# | −0.5, 0.5 | −2 | 4 |
# | −0.5, −0.5 | −1 | 1 |
#
# The mean of $z^2$ is $10/4 = 2.5$. The same number comes from a formula. Let $v$ be the variance of a weight, here $0.5^2 = 0.25$, and $n$ the number of inputs, here 2.

# %% id="sum-steps"
a, v, n = torch.tensor([3.0, -1.0]), 0.25, 2
derivation(
    (r"$z^2 = w_1^2 a_1^2 + w_2^2 a_2^2 + 2\,w_1 w_2\,a_1 a_2$",
     "the first case: 0.25 · 9 + 0.25 · 1 - 2 · 0.25 · 3", 0.25 * 9 + 0.25 * 1 - 2 * 0.25 * 3),
    (r"mean of $w_1 w_2$", "0.25, -0.25, -0.25, 0.25: the mixed part drops out", 0.0),
    (r"mean of $z^2$ is $v\,a_1^2 + v\,a_2^2$", "0.25 · 9 + 0.25 · 1",
     v * (a**2).sum()),
    (r"$= v\,n \cdot$ mean of $a^2$", "a sum is $n$ times a mean: 0.25 · 2 · 5",
     v * n * (a**2).mean()),
    at="here",
)

# %% [markdown] id="sum-rule"
# With more inputs there are more mixed parts. Each drops out, if the weights are drawn independently and with mean 0. So the mean square is multiplied by $n v$. The size, which is its root, is multiplied by
#
# $$\sqrt{n\,v} = \sqrt n \cdot \text{std}.$$
#
# Each unit of a layer is one more draw of weights. So in a wide layer the mean of $z^2$ over the units is near this mean over the draws.
#
# The number of inputs $n$ is called the **fan-in** of the layer.

# %% id="sum-ask"
ask.number(
    "A layer has 256 inputs, and weights with the standard deviation 0.01. By which factor does it multiply the size of a "
    "signal? After 20 such layers about 10 to the power -k of the size is left. Which whole number is k? (The bend hardly "
    "counts: near 0 tanh has the slope 1.)",
    (0.16, 16), digits=2,
    why="16 · 0.01 = 0.16 for a layer. And 0.16 multiplied by itself 20 times is 0.00000000000000012, or 1.2 · 10^(-16).",
    mistakes={(2.56, -8): "That is n times the standard deviation. What stands under the root?",
              (0.0256, 32): "That is n·v, the factor of the mean square. The size is its root.",
              (0.01, 40): "The standard deviation of one weight is not the factor. How many products are added?",
              (0.16, 1): "Along a chain factors multiply: 0.16 · 0.16 · 0.16 and so on, 20 of them."},
)

# %% [markdown] id="sum-measure"
# **Measure it.** `signal` sends 100 random examples through 20 layers of 256 tanh units, with five random networks. `there[-1]` holds the size in the last layer, for each network. `saturated` is the share of outputs beyond ±0.99.

# %% id="sum-run"
for start in ("std 0.01", "std 1"):
    run = trials.signal("tanh", start, 20, width=256, runs=5, batch=100)
    sizes, saturated = run.there[-1], run.saturated
    print(f"{start}: sizes {sizes.min():.2g} to {sizes.max():.2g}, "
          f"saturated {saturated.min():.2f} to {saturated.max():.2f}")

# %% [markdown] id="sum-read"
# With 0.01 the last layer gets numbers near $10^{-16}$, as computed. For such a network all images are one image. With 1 the pre-activations are about 16 times as large as the inputs. So 86 or 87 % of the outputs lie beyond ±0.99. Such a unit is **saturated** (05a): its slope there is below $1 - 0.99^2 = 0.02$.

# %% [markdown] id="fit" covers="N10-04"
# ## 3 A spread that fits the layer
#
# We want the factor 1, so $n v = 1$. Three names are in use for such a start:
#
# - **LeCun**: $v = 1/n$. This is the start of the first picture. There 32 inputs give a standard deviation of 0.177. Multiplied by 0.7 it gives the factor 0.7 a layer, or a little less, since tanh squeezes. So less than $0.7^{20} = 0.0008$ is left of the signal.
# - **He**: $v = 2/n$, for relu. A pre-activation is as often below 0 as above. Relu makes 0 of the negative half, so half of the mean square is lost. For $-2, -1, 1, 2$ the mean square is 2.5. After relu it is $(0 + 0 + 1 + 4)/4 = 1.25$. The 2 makes up for it. On the way back relu's slopes are 0 and 1, half each. So the adjoints lose half of their mean square, too, and for a layer with as many outputs as inputs the same 2 makes up for it.
# - **Xavier** (or Glorot): $v = 2/(n + m)$, where $m$ is the number of outputs, the **fan-out**. On the way back the sums run over the outputs: $\bar x_j = w_{1j} \bar z_1 + \dots + w_{mj} \bar z_m$. So there the factor is $\sqrt{m\,v}$. The way there wants $v = 1/n$, the way back $1/m$. The mean of $n$ and $m$ is $(n + m)/2$, and Xavier takes 1 divided by it.
#
# **Normal or uniform?** Only the variance matters. Between $-a$ and $a$, evenly spread numbers have the variance $a^2/3$. (Here $a$ is a bound, and not an activation. A check for $a = 1$: cut the stretch from 0 to 1 into five equal pieces. Their middles are 0.1, 0.3, 0.5, 0.7 and 0.9, and the mean of their squares is 0.33.) For a standard deviation $s$ we need $a^2/3 = s^2$, so the bound is $a = \sqrt 3 \cdot s$. You may read that *normal* numbers suit relu. What suits relu is the factor 2.

# %% id="fit-ask"
ask.number(
    "A network has 20 relu layers, each with 256 inputs and 256 outputs. It starts with Xavier's variance, 2/(256 + 256). Half "
    "of the mean square is lost in each bend. By which factor is the size multiplied in one layer? And after all 20, one part "
    "in how many is left?",
    (0.7071, 1024), digits=2,
    why="n·v = 1, and relu halves it. So the mean square is multiplied by 1/2, and the size by its root, 0.707. Twenty of them "
        "make 1/2 to the tenth power, 1/1024.",
    mistakes={(0.5, 1048576): "That is the factor of the mean square. The size is its root.",
              (1, 1): "256 · 2/512 = 1 is right for the sums. What does relu do with half of the mean square?",
              (0.7071, 14.14): "Along a chain factors multiply. You took 20 times the factor.",
              (0.7071, 20): "Along a chain factors multiply.",
              (0.7071, 0.00098): "That is what is left. One part in how many is it?"},
)

# %% [markdown] id="fit-see"
# **See it.** The picture shows sizes layer by layer, in three random networks of 64 units a layer. On the left activations go to the right. On the right adjoints come back, from the last layer to the first. The scale is logarithmic: each mark is the same factor above the one before. Try these:
#
# 1. identity with LeCun, then He. By which factor does one layer multiply the size?
# 2. relu with LeCun, then He, with 50 layers.
# 3. tanh with std 1. Which of the two sides looks healthy?
# 4. sigmoid with 20 layers: does any start in the menu keep the adjoints near 1?

# %% id="fit-live"
widgets.Signal()

# %% [markdown] id="fit-read"
# He with the identity multiplies by $\sqrt 2$ in each layer. With relu it keeps the size, and LeCun loses it. Here LeCun and Xavier are the same, since $n = m$.
#
# Tanh with std 1 looks healthy on the left, since tanh keeps its outputs below 1. On the right the adjoints grow to about a million in 20 layers. That is a factor of 2 a layer. Each sum multiplies by 8. Most units are saturated (72 to 74 %), and the slopes of the others are below 1. The size of all slopes, measured, is about 0.26, and $8 \cdot 0.26 = 2.1$. **So look at both ways.**
#
# With the sigmoid, whose slope is at most 1/4, the adjoints vanish from every start in the menu. He's loses ten powers of ten. Std 1 loses least: the size of the slopes is about 0.11, and $8 \cdot 0.11 = 0.88$. Larger weights can make up for small slopes. But then a little too much explodes: with std 2 the adjoints become 30 to 52 times as large.

# %% [markdown] id="fit-cause"
# **Was it the cause?** Does the network of the first picture die because its *signal* shrinks, or because its *weights* are small? Keep the small weights, and multiply each weighted sum by $1/0.7$ (`gain`). Call a small weight $w = 0.7\,u$, where $u$ is the healthy one. Then each product is $w x/0.7 = u x$, as in the healthy network. So nothing shrinks any more, there or back.
#
# Training can be the same, too. Suppose that the slope for $u$ is 0.35. A move of $w$ moves $u$ by $1/0.7$ times as much. So the slope for $w$ is $0.35/0.7 = 0.5$. With the rate $0.1 \cdot 0.7^2 = 0.049$ the step of $w$ is $0.049 \cdot 0.5 = 0.0245$. It moves $u$ by $0.0245/0.7 = 0.035$. That is the healthy step, $0.1 \cdot 0.35$. (Only the biases move less.) The first two rows have the small weights and the rate 0.049. The third is the healthy network with the rate 0.1. All make 60 steps.

# %% id="fit-cause-run"
for name, digits in trials.LONG["sums_carried"].items():  # stored, five starts each
    print(f"{name}: digits {digits}")

# %% [markdown] id="fit-turn"
# The second row has the weights of the first, and learns about as well as the third. So small weights do no harm as such: what counts is the factor of a layer, there and back.
#
# Why do all dead networks say 9? Their last layer gets almost nothing from the images. So only its ten biases learn, and they learn which digit is the most frequent.
#
# (And why does the factor 1.5 have the lowest losses in the first picture? Tanh squeezes a little in each layer. A start somewhat above LeCun's makes up for it.)
#
# **Your turn** (15 minutes): [*How far weights spread at the start*](../exercises/10a_start_and_depth.ipynb), exercise 1.

# %% [markdown] id="halfway"
# **Halfway**: about {minutes so far} lie behind you. Next time begin with part 4.

# %% [markdown] id="keep" covers="N10-05"
# ## 4 Keep every length
#
# A size is only a mean. Part 1 had a layer that stretched one direction and shrank another. What do random layers do? Here a circle of arrows goes through layers of two units without a bend. (Each panel has a scale of its own: look at the form.)

# %% id="keep-figure"
figures.circles()

# %% [markdown] id="keep-words"
# With normal weights the circle becomes a needle: after ten layers the longest arrow is 70 times as long as the shortest. One direction is nearly all that is left. (It also becomes small. With two units that is usual: in about 9 of 10 starts the longest arrow ends below 1. A few starts grow, and they keep the mean of the squares.) For a wide network this says: whatever the images were, what comes out differs in a few directions only.
#
# The lower row uses **orthogonal** matrices. The rows of an orthogonal matrix have the length 1 and stand at right angles to each other. In symbols, $W W^\top = I$: the products of two different rows are 0, and those of a row with itself are 1. (A matrix with more rows than columns has such columns instead.)
#
# Such a square matrix turns or mirrors, and keeps every length. The matrix of part 1 has the rows $(0.8, -0.6)$ and $(0.6, 0.8)$. Their product is $0.48 - 0.48 = 0$. It turns $(1, 1)$ into $(0.2, 1.4)$. The squared length is $1 + 1 = 2$ before, and $0.04 + 1.96 = 2$ after.
#
# **Where do we get one?** Every matrix is a product $U D V^\top$: a turn, then stretches along the axes, then another turn. (An optional part of 03 has more.) $U$ and $V$ are orthogonal. The stretches in $D$ are called the **singular values** of the matrix. Only $D$ changes lengths. So draw normal numbers, and keep $U$ alone. If the matrix is not square, keep $U V^\top$: everything but the stretches. `svd(G, full_matrices=False)` gives both in shapes that fit. For 2 rows and 5 columns these are (2, 2) and (2, 5).
#
# Below are 20 random matrices for layers of 32 units, with LeCun's start. `svd` gives $U$, the stretches and $V^\top$ of each. `multi_dot` multiplies a list of matrices, and `svdvals` gives the stretches alone, the largest first. We print the largest and the middle one, the 17th: of the product of the 20 matrices, and of the product of their $U$.

# %% id="keep-run"
normals = torch.randn(20, 32, 32, generator=tensors.generator(0)) / 32**0.5
U, d, Vt = torch.linalg.svd(normals)  # 20 decompositions at once
for name, matrices in (("normal", normals), ("orthogonal", U)):
    product = torch.linalg.multi_dot(list(matrices))
    stretch = torch.linalg.svdvals(product)
    print(f"product of 20 {name}: largest {stretch[0]:.2g}, the 17th {stretch[16]:.2g}")

# %% [markdown] id="keep-read"
# The product of normal matrices stretches one direction to 4.4 times its length. Only five of the 32 stretches are above a tenth of that. The 17th is below a thousandth. The orthogonal ones keep all.

# %% [markdown] id="keep-test"
# **Does it help training?** Bends take away some of it, since their slopes shrink adjoints. Here is the network of the first picture with the factor 1, after 50 steps from five starts each (stored):
#
# | square matrices | digits named correctly |
# |---|---|
# | normal | 69, 73, 82, 83, 95 |
# | orthogonal | 97, 99, 99, 100, 100 |
#
# The worst orthogonal network is ahead of the best normal one. (torch takes another decomposition, $QR$. Its $Q$ is orthogonal, too.)
#
# **Your turn** (10 minutes): [*Weights that keep every length*](../exercises/10a_start_and_depth.ipynb), exercise 4.

# %% [markdown] id="clip" covers="N10-34"
# ## 5 A bound on the gradient
#
# Now the other end. Ten layers of one unit share one weight $w$, without bends. The input is 1, so the output is $w^{10}$. It should be 1, and the loss is $\frac12 (w^{10} - 1)^2$. Left of $w = 1$ lies a plain, right of it a wall. (The scale of the loss is logarithmic, so the wall looks flat. In plain numbers the loss is 0.5 at $w = 0.5$, 13 at 1.2, and 1600 at 1.5.) We walk by gradient descent with $\eta = 0.01$.
#
# **Decide first:** the walk from $w = 1.1$ arrives. Does the walk from 1.2? And from 0.5? Then move the slider, and after that try the bounds.

# %% id="clip-live"
widgets.Cliff()

# %% [markdown] id="clip-read"
# By the chain rule the slope is $(w^{10} - 1) \cdot 10\,w^9$. At 1.2 this is $5.19 \cdot 10 \cdot 5.16 = 268$. So the first step leads to $1.2 - 0.01 \cdot 268 = -1.48$, where the slope is steeper still, and the next step leads to 164. At 0.5, on the plain, the slope is $-0.02$, and 60 steps lead to 0.51 only. One landscape holds both troubles.
#
# A bound of 10 helps on the wall. A slope above 10 is replaced by 10, so a step is at most $0.01 \cdot 10 = 0.1$ long. The bound 100 is too wide from 1.5: the step of 1 leads to the plain at 0.5. On the plain no bound helps. **Clipping cures exploding gradients, and never vanishing ones.**
#
# **In a network** all gradients together are one long vector $g$. Its length $\lVert g \rVert$ is the root of the sum of all squares, over all weights and biases. If the length is above the bound $c$, every number is multiplied by $c/\lVert g \rVert$:
#
# $$g \leftarrow g \cdot \min\left(1, \frac{c}{\lVert g \rVert}\right)$$
#
# By hand with $c = 1$: the gradients $(3, 0)$ of one layer and $(0, 4)$ of another have the length $\sqrt{9 + 16} = 5$. So each number is divided by 5. They become $(0.6, 0)$ and $(0, 0.8)$. The direction is the same, and the length is 1.
#
# **Compare two programs.** Tom bounds each tensor by itself: $(3, 0)$ becomes $(1, 0)$, and $(0, 4)$ becomes $(0, 1)$. Eva takes one length for all.

# %% id="clip-ask"
ask.number(
    "Two layers have the gradients (6, 0) and (0, 2.5). The bound is c = 1. What does Eva make of them, with one length for all? "
    "Give the two numbers that are not 0.",
    (0.9231, 0.3846), digits=3,
    why="The length is the root of 36 + 6.25, which is 6.5. 6/6.5 and 2.5/6.5.",
    mistakes={(1, 1): "That is Tom's: a length for each tensor. Which layer had the larger share before?",
              (0.7059, 0.2941): "You divided by the sum 8.5. A length is the root of a sum of squares.",
              (6, 2.5): "Their length is above 1. What is it?",
              (0.142, 0.0592): "You divided by 42.25. What is still missing?"},
)

# %% [markdown] id="clip-test"
# Tom's two layers end alike. He has turned the gradient: it no longer points straight uphill. Eva's keeps its direction.
#
# **Measure it.** Ten hidden layers of relu, five starts. The weights have twice LeCun's standard deviation, which is too large for relu by $\sqrt 2$. Once there is no bound (`inf`), once the bound 1. `lengths` holds the lengths of the gradient, before it is clipped.

# %% id="clip-run"
large = trials.weights(10, 5, factor=2.0)
for bound in (torch.inf, 1.0):
    run = trials.train(large, bend="relu", clip=bound)
    print(f"bound {bound}: first lengths {tensors.rounded(run.lengths[0], 0)}, "
          f"losses {tensors.rounded(run.losses[-1], 2)}, digits {run.right[-1].tolist()}")

# %% [markdown] id="clip-turn"
# Without a bound the first step throws the weights far away: the losses rise to between 190 and 5800. After five steps all are `nan`. (From `nan` the program reads the digit 0, and 9 of the 100 digits are a 0.) With the bound all five learn. In the first picture, too, some lines fall suddenly, since single steps were too long. With the factor 1 the worst fall loses 74 digits. With the bound 1 it loses 15.
#
# **Your turn** (10 minutes): [*Shorten gradients that are too long*](../exercises/10a_start_and_depth.ipynb), exercise 2.

# %% [markdown] id="rate" covers="N10-38"
# ## 6 A plan for the learning rate
#
# A **schedule** gives each step a learning rate of its own. Two parts are common. A **warm-up** raises the rate from a small value to its largest one, the **peak**. At the start gradients may be long, and Adam's averages rest on few of them. Then a **decay** lowers the rate, so that the last steps are short. Often it follows half a cosine, which falls slowly, then fast, then slowly:
#
# $$\text{rate} = \text{peak} \cdot \frac{1 + \cos(\pi t)}{2}$$
#
# Here $t$ is the share of the decay that is over, from 0 to 1. At its beginning $\cos 0 = 1$, so the rate is the peak. In the middle $\cos(\pi/2) = 0$, so it is half the peak. At the end $\cos \pi = -1$, so it is 0. (If it is to end at a floor above 0, the floor takes the place of 0: floor + (peak − floor) · (1 + cos πt)/2.)

# %% id="rate-figure"
figures.rates(trials.SCHEDULES, trials.STEPS)

# %% [markdown] id="rate-blanks"
# **With blanks.** The peak is 0.4. The warm-up takes the steps 0, 1, 2, 3, and step $k$ has the rate $0.4 \cdot (k + 1)/4$. The decay begins at step 4 and ends at step 12.
#
# | step | part | rate |
# |---|---|---|
# | 0 | warm-up | 0.4 · 1/4 = 0.1 |
# | 1 | warm-up | \_\_\_ |
# | 4 | decay, t = 0/8 | 0.4 · (1 + 1)/2 = 0.4 |
# | 6 | decay, t = \_\_\_ | \_\_\_ |
# | 8 | decay, t = \_\_\_ | \_\_\_ |

# %% id="rate-ask"
ask.number(
    "A schedule has the peak 0.4. The warm-up takes the steps 0 to 3, and step k has the rate 0.4 · (k + 1)/4. The decay takes "
    "the steps 4 to 12: rate = 0.4 · (1 + cos(πt))/2, where t is the share of these 8 steps that is over. What are the rates "
    "at the steps 1, 6 and 8? (cos(π/4) = 0.7071)",
    (0.2, 0.3414, 0.2), digits=3,
    why="0.4 · 2/4. At step 6 a quarter of the decay is over: 0.4 · 1.7071/2. At step 8 half of it is over, and the cosine of "
        "π/2 is 0.",
    mistakes={(0.1, 0.3414, 0.2): "At step 1 the factor is (1 + 1)/4.",
              (0.2, 0.2, 0.1): "You took t = 6/12 and 8/12. The decay begins at step 4, and it is 8 steps long.",
              (0.2, 0.3, 0.2): "That is a straight line down. The cosine falls slowly at first.",
              (0.2, 0.6828, 0.4): "The division by 2 is missing."},
)

# %% [markdown] id="rate-test"
# **Which part helps?** Ten hidden layers of relu with He's start and Adam, 20 random starts. The peak 0.06 is large: with Adam's usual 0.001 one would not need a plan. The program sorts the 20 networks by how many of the 100 digits they name after 100 steps. (The counts are stored. The middle one is the 11th.)

# %% id="rate-run"
for name, found in trials.LONG["schedules"].items():
    row = sorted(found["right"])
    print(f"{name}: worst {row[0]}, middle {row[10]}, best {row[-1]}")

# %% [markdown] id="rate-turn"
# The decay lifts the middle network from 63 to 90 digits. The warm-up alone does not help: its rate stays at the peak until the end. There losses jump up later, in one network to 153. But before a decay it lifts the worst network from 15 to 83.
#
# That is a single network: with the cosine alone it was dead, and its loss stayed at 2.28. So take 100 other starts. With a warm-up before the cosine 75 of them end higher than with the cosine alone, and 21 lower. The middle rises from 92 to 98 digits. So with this large peak the warm-up helps most starts, if a decay follows.
#
# **Your turn** (10 minutes): [*A learning rate that rises and falls*](../exercises/10a_start_and_depth.ipynb), exercise 3.

# %% [markdown] id="health"
# ## 7 A look before training
#
# A bad start costs hours if nobody looks. Four checks take seconds:
#
# 1. **The first loss.** For $C$ classes it should be near $\log C$. But a good first loss proves little. In the first picture the dead factor 0.7 starts at 2.30, and the best one, 1.5, between 2.4 and 3.0. (So the bound 0.5 of exercise 5 is a reason to look, and no proof: it would report three of these ten.)
# 2. **Activations and adjoints, layer by layer.** Neither should shrink or grow by much from one end to the other.
# 3. **Dead units** (05a). A relu unit that is 0 for each example gets no gradient.
# 4. **Leaks between examples.** An example alone must get the same output as in its batch. Otherwise the answer for one image depends on which images come with it.
#
# **Decide first:** in the dead network, are the gradients of the weights shortest in layer 1, 10 or 20, or alike in all? Here are a healthy and a dead network as in the first picture, before the first step. The last two rows are lengths of gradients.

# %% id="health-look"
for factor in (1.0, 0.7):
    loss, rows = trials.look(trials.weights(20, 1, factor=factor))
    print(f"factor {factor}: first loss {loss:.2f}; in layers 1, 10 and 20")
    for name, row in rows.items():
        print(f"  {name:12}", *(f"{row[layer - 1]:10.2g}" for layer in (1, 10, 20)))

# %% [markdown] id="health-found"
# Check 2 finds the dead network. From layer 1 to layer 20 its activations shrink by a factor of about 1200. On the way back its adjoints shrink by about 1300. In the healthy network it is about 4 each way.
#
# The gradients of the weights hide this, so check 2 does not ask for them. In both networks they are about as long in layer 1 as in layer 20. In the dead one all are some 350 times shorter. For the slope of a weight is an adjoint times an input: $\bar w_{ij} = \bar z_i x_j$ (08). In layer 1 the dead network's adjoint has lost nearly all, and its input nothing. In layer 20 it is the other way round. In between each has lost its part, and the product stays about the same. So *no* layer moves. The slope of a bias is an adjoint without an input, so there one sees the shrinking.

# %% [markdown] id="health-leak"
# **Now check 4.** Two programs bring numbers to the mean 0. The rows of `X` are examples:
#
# ```python
# def by_column(X):
#     return X - X.mean(0)
#
# def by_row(X):
#     return X - X.mean(1, keepdim=True)
# ```

# %% id="health-ask"
ask.choose(
    "The rows of X are examples. by_column takes X - X.mean(0), and by_row takes X - X.mean(1, keepdim=True). Which of them "
    "leaks, so that the output of an example depends on others?",
    {"by_column": "mean(0) runs over the examples. So each of them enters all outputs.",
     "by_row": "mean(1) runs over the features of one row. Do other rows enter?",
     "both": "Take a single row with by_row. Does anything change when more rows come along?",
     "neither": "Take the rows (1, 2) and (3, 5). What is X.mean(0), and which rows does it need?"},
    right="by_column",
)

# %% [markdown] id="health-see"
# Run both with one example alone, and with the same example in a batch of three:

# %% id="health-run"
batch = torch.tensor([[1.0, 2.0], [3.0, 5.0], [4.0, 9.0]])
alone = batch[:1]  # the first row, still with two axes
tensors.show(by_column_alone=alone - alone.mean(0),
             by_column_in_batch=(batch - batch.mean(0))[:1],
             by_row_alone=alone - alone.mean(1, keepdim=True),
             by_row_in_batch=(batch - batch.mean(1, keepdim=True))[:1])

# %% [markdown] id="health-turn"
# Alone, `by_column` makes 0 of every example. A leak gives no error message: the program runs. (Batch normalisation, in [10b](10b_normalisation_and_skips.ipynb), leaks on purpose, and has a second mode for the time after training.)
#
# **Your turn** (30 minutes): [*Is this network ready to be trained?*](../exercises/10a_start_and_depth.ipynb), exercise 5. It looks only for gradients that are exactly 0. The network of the first picture would pass: to find it, compare sizes as above.

# %% [markdown] id="transfer"
# ## Transfer
#
# A bend that you have not met: the **absolute value**, $\lvert z \rvert$.

# %% id="transfer-ask"
ask.number(
    "A network has layers with 200 inputs and 200 outputs, and the bend |z|, the absolute value. Which variance should a weight "
    "have, so that the size of the signal stays? And with relu?",
    (0.005, 0.01), digits=3,
    why="The square of |z| is that of z, so nothing is lost: n·v = 1, and v = 1/200. Relu loses half: 2/200.",
    mistakes={(0.01, 0.01): "What is the mean square of -2, -1, 1, 2 after the absolute value?",
              (0.0707, 0.1): "Those are standard deviations.",
              (0.005, 0.005): "How much of the mean square does relu leave?",
              (0.01, 0.005): "Which of the two bends loses half of the mean square?"},
)

# %% [markdown] id="summary"
# ## Summary
#
# - Along a network factors multiply: $0.9^{50} = 0.005$ and $1.1^{50} = 117$. The factors are matrices and slopes, so one direction may vanish while another explodes.
# - A random layer multiplies the size of a signal by $\sqrt n \cdot \text{std}$, and the adjoints by $\sqrt m \cdot \text{std}$. The bends take their part from both.
# - LeCun: variance $1/n$. He: $2/n$, for relu. Xavier: $2/(n + m)$. Normal or uniform does not matter; for uniform numbers the bound is $\sqrt 3 \cdot \text{std}$.
# - Orthogonal weights keep every length. Normal ones keep only the mean.
# - Clip with one length for all gradients. It cures explosions only.
# - Warm-up and decay give each step its own rate.
# - Before training: first loss, activations and adjoints layer by layer, dead units, leaks.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $n$, $m$ | | fan-in and fan-out of a layer |
# | $v$ | | variance of a weight at the start; its root is the standard deviation, std |
# | $a$ (part 3) | | bound of uniform numbers |
# | $W$ | `W (out, in)` | weights of a layer |
# | $\bar x$ | `x_bar` | adjoint of $x$ |
# | $U$, $D$, $V$ | `U`, `d`, `Vt` | turn, stretches, turn |
# | $c$ | `clip` | bound on the length of the gradient |
# | $t$ | | share of the decay that is over |

# %% [markdown] id="glossary"
# ## Words
#
# **size** root of the mean square · **vanishing gradient, exploding gradient** shrinking, growing from layer to layer on the way back · **fan-in, fan-out** how many inputs, outputs a layer has · **LeCun, He, Xavier** starts whose variance fits the layer · **saturated** where a bend is almost level · **orthogonal matrix** rows or columns of length 1 at right angles · **singular values** the stretches of a matrix · **clipping** shortening a gradient that is too long · **schedule** a learning rate for each step · **warm-up** raising the rate at the start · **decay** lowering it towards the end · **peak** the largest rate · **leak** an output that depends on other examples. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# `torch.nn.Linear` starts with uniform weights and the bound $1/\sqrt n$. Their variance is $1/(3n)$, a third of LeCun's. `torch.nn.init` has all starts of this lecture. (LeCun's is `kaiming_normal_` with `nonlinearity="linear"`.) Networks with normalisation and skips, in [10b](10b_normalisation_and_skips.ipynb), forgive much more.

# %% [markdown] id="optional-wait" covers="N10-10"
# ## Optional: or just wait longer
#
# (From here on all is optional.) A gradient that has vanished is small, but not 0. So patience and a fast computer might do. Give the network with the factor 0.7 a hundred times as many steps: 10 000.

# %% id="optional-wait-ask"
ask.choose(
    "A network with twenty hidden layers starts with weights that are too small by the factor 0.7. After 100 steps it names 15 "
    "of 100 digits. It goes on for 10 000 steps with the same learning rate. What do five such networks reach?",
    {"all name about 100": "Look at the leftmost panel of the next picture. Where do its five lines end?",
     "between 23 and 66": "They leave the plateau after some hundred steps. Then they learn slowly, or not at all.",
     "still 15, the same 15": "Look at the leftmost panel of the next picture. Something moves after some hundred steps."},
    right="between 23 and 66",
)

# %% [markdown] id="optional-wait-see"
# Each panel shows five networks, and the first picture's learning rate 0.1.

# %% id="optional-wait-figure"
figures.patience()

# %% [markdown] id="optional-wait-read"
# With the factor 0.7 nothing happens for 300 steps. Then one network after the other leaves the plateau, the last before step 1000. But after 10 000 steps they name only 23 to 66 digits. With 0.8 three of five name all 100. With 0.9 all five do, after 1000 steps. With the factor 1 it takes 200.
#
# So patience makes up for a start that is a little too small, at the price of many more steps. It did not make up for 0.7 in 10 000 steps. A better start costs nothing.

# %% [markdown] id="recall"
# ## Optional: a question from before
#
# Answer it without looking back.

# %% id="recall-1"
ask.choose(
    "A program for 10 classes prints the loss 23.0 before its first step. The batch has 10 digits. What is a likely reason?",
    {"the losses of the batch were added and not divided by 10": "Each digit costs about log 10 = 2.30, and ten of them 23.0.",
     "the weights are all 0": "Then each class has the probability 1/10. Which loss is that?",
     "the learning rate is too large": "No step was made yet.",
     "the network has learned the digits by heart": "Which loss has a network that names all digits?"},
    right="the losses of the batch were added and not divided by 10",
)

# %% [markdown] id="optional-wide"
# ## Optional: more units
#
# In layers of 256 units, sizes vary less from start to start. Here are the sizes in layer 20, for five networks each. Tanh with Xavier has 0.16 left, since tanh squeezes a little in each layer. This shrinking slows down as the numbers get smaller. Relu with He keeps the size, and relu with Xavier has about 0.001 left.

# %% id="optional-wide-run"
for bend, start in (("tanh", "Xavier"), ("relu", "He"), ("relu", "Xavier")):
    wide = trials.signal(bend, start, 20, width=256, runs=5, batch=100)
    print(bend, start, tensors.rounded(wide.there[-1], 4))

# %% [markdown] id="optional-identity" covers="N10-06"
# ## Optional: start as the identity
#
# A network for sequences multiplies its state by one matrix $W$ at every time step. It may start with $W = I$, the **identity**: a 1 in each place of the diagonal, 0 elsewhere. Then the state stays as it is, and adjoints come back unchanged, over any number of steps.
#
# Nothing keeps $W$ there. Below, a state of two numbers goes through 50 steps, and training has moved each number of the diagonal a little: by 0.02 up or down.

# %% id="optional-identity-run"
from dlcourse.nn import initialise

W_state = initialise.identity(2)
for moved in (0.0, 0.02, -0.02):
    after = torch.linalg.matrix_power((1 + moved) * W_state, 50)
    print(f"diagonal {1 + moved:.2f}: times {after[0, 0]:.2f} in 50 time steps")

# %% [markdown] id="optional-identity-read"
# A change of 0.02 makes the factor 2.69, or 0.36. So training may need a constraint. For instance, after each step one replaces $W$ by the nearest orthogonal matrix, $U V^\top$.

# %% [markdown] id="optional-pass"
# ## Optional: how large an orthogonal start should be
#
# Relu halves the mean square for orthogonal weights, too. In the live picture of part 3, relu with orthogonal weights loses the signal. So one multiplies the matrix by $\sqrt 2$, its **gain**:

# %% id="optional-pass-run"
for gain in (1.0, 2**0.5):
    a_gain = torch.randn(100, 64, generator=tensors.generator(0))
    rng_gain = tensors.generator(1)
    for _ in range(20):
        a_gain = (a_gain @ initialise.orthogonal(64, 64, gain=gain, rng=rng_gain).mT).relu()
    print(f"gain {gain:.2f}: size {a_gain.square().mean().sqrt():.4f} after 20 layers")

# %% [markdown] id="optional-pass-read"
# With the gain 0.47 is left, and not 1. Only the mean of the squares over many starts stays. Six other starts ended between 0.33 and 2.20.
