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
# # 05a Neurons, activations, networks
#
# {minutes} · exercises in [exercises/05a_networks.ipynb](../exercises/05a_networks.ipynb)

# %% [markdown] id="hook"
# ## Ten layers learn a curve
#
# The green triangles are points of a curve. A network gets $x$, and is to learn the height of the curve there. It has ten layers like those of [00b](00b_calculus_you_need.ipynb): each takes weighted sums of what the layer before gives, and adds a shift. Nine layers have 8 neurons each, and the last has one. Together they have 601 numbers that training can change.
#
# After a layer one may put a *bend*: a function that is no straight line. (In 00b the word meant the slope of the slope.) The bend here turns every number below 0 into 0, and leaves all others. The red dashed line is the best straight line through the points.
#
# **Decide first**, in the question below. Then move *steps of training* from 0 to 200.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l05a import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.TenLayers()

# %% id="hook-answer"
ask.choose(
    "A network of ten layers with 601 weights and shifts has no bend after any layer. It is trained on the points of a "
    "curve, for 200 steps. The best straight line has the mean squared error 0.489. What does the network reach?",
    {"about 0.0005, since 601 numbers can follow a curve": "Pull the steps to 200. What does its curve look like?",
     "0.489, as the straight line": "Whatever the 601 numbers are, what comes out is a straight line. Training finds the "
                                    "best one.",
     "about 0.25": "Pull the steps to 200. Does the error come to rest above or below that of the line?",
     "more than 0.6, since ten layers cannot be trained": "Pull the steps to 200. Training goes well. But where does it "
                                                          "lead?"},
    right="0.489, as the straight line",
)

# %% [markdown] id="hook-see"
# **See it.** Without a bend the network ends at 0.489, exactly on the straight line. Now put a bend after layer 5, and nowhere else. It is applied to each of the 8 numbers that this layer gives. The error falls to 0.0023. In ten random starts, the networks without a bend all ended at 0.489. With bends after layer 5 they ended between 0.0004 and 0.0040. So these bends made the error more than a hundred times smaller. Why a network without a bend makes a line, and how eight bends can do so much, is told in part 3.
#
# This lecture builds networks from single neurons. It shows which bends are in use, and what can go wrong with them.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute a neuron and a small network by hand (questions in parts 1 and 2).
# 2. Say the shape of each array in a network, and count its parameters (exercise *All shapes from the sizes*).
# 3. Compute what a network makes of a batch (exercise *A batch through all layers*).
# 4. Show why layers without a bend are one layer (question in part 3).
# 5. Compute ten activations and their slopes, also far from 0 (exercise *Ten activations and their slopes*).
# 6. Say which units have stopped learning, and why (questions in part 5).

# %% [markdown] id="needs"
# ## What you need
#
# From [00b](00b_calculus_you_need.ipynb): a layer `X @ W.mT + b`, shapes, the chain rule, and for exercise 3 the rule for products. From [01b](01b_kinds_of_learning.ipynb): the bell. From [04a](04a_two_classes.ipynb): the score $w \cdot x + b$ and the sigmoid. From [04b](04b_many_classes.ipynb): logits, softmax, and numbers that become `inf` or `nan`.

# %% [markdown] id="neuron" covers="N05-01"
# ## 1 One neuron
#
# A **neuron** does two things. First it takes the weighted sum of its inputs and adds a **bias** $b$, the shift of the first picture. (02a called such a number the intercept. The bias of 02b, part 4, was something else.) The result is called its **pre-activation** $z$. Then a function $\varphi$ (read "phi") is applied to $z$. It is called the **activation function** of the neuron, or its *activation*. We also say *bend*, even where it bends nothing. What comes out is the output $a$:
#
# $$z = w \cdot x + b \qquad a = \varphi(z)$$
#
# By hand, for $x = (2, 1)$, $w = (1, -2)$ and $b = 1$: $z = 1 \cdot 2 - 2 \cdot 1 + 1 = 1$. What comes out depends on the activation function:
#
# - **identity** leaves $z$ as it is: $a = 1$.
# - **relu** (read "ray-loo") gives $\max(0, z)$, the larger of 0 and $z$. This is the bend of the first picture. Here $a = 1$, too. For $z = -2$ it gives 0.
# - **sigmoid** gives $\sigma(z) = 1/(1 + e^{-z})$: here $a = 0.731$. So logistic regression is a single neuron with this bend.
#
# **See it.** The picture shows this neuron. On the left is its output over the plane of inputs. On the right is its activation function. Which of $w_1$, $w_2$ and $b$ turn the line $z = 0$? Which one only shifts it?

# %% id="neuron-live"
widgets.Neuron()

# %% [markdown] id="neuron-read"
# The weights turn the line, since the line stands at right angles to $w$, as in 04a. The bias shifts it. Choose relu: on one side of the line the output is 0, and on the other it rises evenly. Since $x$ enters only by $w \cdot x$, a neuron looks at $x$ in a single direction, whatever its bend. Along the line $z = 0$, and along each line parallel to it, its output does not change.

# %% id="neuron-ask"
ask.number(
    "A neuron has w = (1, -2) and b = 1. What is its pre-activation at x = (1, 3)? What is its output there with identity, and "
    "what with relu?",
    (-4, -4, 0),
    why="1·1 - 2·3 + 1 = -4. Identity leaves it, and relu makes 0 of every number below 0.",
    mistakes={(-5, -5, 0): "The bias is missing.",
              (-4, -4, 4): "relu is not the size of a number. What is max(0, -4)?",
              (-4, -4, -4): "What is max(0, -4)?",
              (-4, 0, 0): "Identity changes nothing.",
              (2, 2, 2): "You took x = (3, 1). Which entry meets which weight?",
              (8, 8, 8): "The second weight is -2."},
)

# %% [markdown] id="network" covers="N05-05 N05-08 N05-10"
# ## 2 Layers of neurons
#
# Several neurons that see the same inputs form a **layer**. Its neurons are also called **units**. The outputs of one layer are the inputs of the next. Such a network is a **multilayer perceptron** (MLP):

# %% id="network-figure"
figures.layers([2, 3, 1], first=(1, -2))

# %% [markdown] id="network-words"
# The small number in brackets counts the layers: $a_2^{(1)}$ is the output of unit 2 in layer 1. It is no power. The layers before the last are called **hidden**. Here every unit is joined with all units of the layer before: the layers are **fully connected**. All lines run to the right: it is a **feed-forward** network.
#
# The weights of a layer are a matrix $W$ of shape `(out, in)`. **Each row belongs to one unit.** In the picture, the row $(1, -2)$ of unit 1 stands at its two lines. So layer number $l$ computes, from what layer $l - 1$ gives,
#
# $$a^{(l)} = \varphi\left(W^{(l)} a^{(l-1)} + b^{(l)}\right), \qquad a^{(0)} = x.$$
#
# The bend is applied to each number by itself. There is an exception. A network that names one of several classes ends in a softmax, and softmax needs the logits of all classes at once.
#
# **By hand**, for $x = (2, 1)$. The first unit is the neuron of part 1:
#
# | layer | rows of $W$ | $b$ | bend |
# |---|---|---|---|
# | 1 | (1, -2), (1, 1), (-1, 0) | (1, -1, 1) | relu |
# | 2 | (2, -1, 3) | 0.5 | sigmoid |

# %% id="network-steps"
from dlcourse.classroom.derivation import derivation

W1, b1 = torch.tensor([[1.0, -2.0], [1.0, 1.0], [-1.0, 0.0]]), torch.tensor([1.0, -1.0, 1.0])
W2, b2 = torch.tensor([[2.0, -1.0, 3.0]]), torch.tensor([0.5])
x = torch.tensor([2.0, 1.0])
z1 = W1 @ x + b1
a1 = z1.relu()
derivation(
    (r"$z^{(1)} = W^{(1)} x + b^{(1)}$", "2 - 2 + 1, then 2 + 1 - 1, then -2 + 0 + 1", z1),
    (r"$a^{(1)} = \mathrm{relu}(z^{(1)})$", "what is below 0 becomes 0", a1),
    (r"$z^{(2)} = W^{(2)} a^{(1)} + b^{(2)}$", "2 · 1 - 1 · 2 + 3 · 0 + 0.5", W2 @ a1 + b2),
    (r"$a^{(2)} = \sigma(z^{(2)})$", "a score becomes a probability", (W2 @ a1 + b2).sigmoid()),
    at="for x = (2, 1)",
)

# %% [markdown] id="network-hand"
# The third unit gave 0. So its weight 3 in the next layer did not matter for this $x$. Now another point.

# %% id="network-ask"
ask.number(
    "Layer 1 has the rows of weights (1, -2), (1, 1), (-1, 0), the biases 1, -1, 1, and relu. Layer 2 has the weights (2, -1, "
    "3) and the bias 0.5. For x = (0, 2), what are the three outputs of layer 1, and what is the pre-activation of layer 2?",
    (0, 1, 1, 2.5),
    why="The pre-activations are -3, 1 and 1. relu gives 0, 1 and 1. Then 2·0 - 1·1 + 3·1 + 0.5.",
    mistakes={(-3, 1, 1, -3.5): "No bend was applied between the layers.",
              (3, 1, 1, 8.5): "relu makes 0 of -3, not 3.",
              (0, 1, 1, 2): "The last bias is missing.",
              (0, 2, 0, -1.5): "The biases of layer 1 are missing.",
              (0, 1, 0, -0.5): "The third unit has the weights (-1, 0) and the bias 1. What is its pre-activation?"},
)

# %% [markdown] id="batch" covers="N05-09"
# **For a batch**, the examples are the rows of `X`, and each layer is the product of 00b. Here are the two points. `layers` lists for each layer its weights, its biases and its bend. The loop takes one layer after the other.

# %% id="batch-run"
layers = [(W1, b1, torch.relu), (W2, b2, torch.sigmoid)]

def network(X):
    a = X
    for W, b, bend in layers:
        a = bend(a @ W.mT + b)  # (B, in) @ (in, out) -> (B, out)
    return a

X = torch.tensor([[2.0, 1.0], [0.0, 2.0]])
tensors.show(shape=network(X).shape, output=network(X))

# %% [markdown] id="batch-read"
# The variable `a` is the input of a layer, and then its output. So the network is a chain: layer 1 first, then layer 2 of its result. This is written $f = f^{(2)} \circ f^{(1)}$, a **composition** of functions. The last link can be any model that learns by slopes from a loss: here logistic regression, elsewhere the softmax of 04b. It sees the three features that layer 1 has made, not $x$ itself. Both layers are trained together.

# %% [markdown] id="count"
# **How many numbers?** A layer has one weight for each pair of an input and a unit, and one bias for each unit. Our network has $3 \cdot 2 + 3 = 9$ and $1 \cdot 3 + 1 = 4$, together 13. The network of the first picture has one input. Its first layer has $8 \cdot 1 + 8 = 16$. The next eight have $8 \cdot 8 + 8 = 72$ each, and the last has $1 \cdot 8 + 1 = 9$. In all $16 + 8 \cdot 72 + 9 = 601$.

# %% [markdown] id="learned" covers="N05-04 N05-06 N05-11"
# **Learned or chosen?** The weights and biases are the **parameters**. To learn is to adapt them to examples, so that a loss falls. The way is that of [01a](01a_the_recipe.ipynb): examples go through the layers, and a loss of 04a or 04b compares the outputs with the truth. Then `backward()` finds how the loss moves with each parameter, and a step moves all of them. Numbers that are fixed *before* training are **hyper-parameters**: the number of layers and of units, the activation function, the learning rate, the size of a mini-batch.
#
# **Your turn** (15 minutes): [*All shapes from the sizes*](../exercises/05a_networks.ipynb), exercise 1. And then (20 minutes): [*A batch through all layers*](../exercises/05a_networks.ipynb), exercise 2.

# %% [markdown] id="collapse" covers="N05-30"
# ## 3 Why ten layers made a line
#
# Take two layers without a bend, of one unit each. The first doubles and adds 1, the second multiplies by $-3$ and adds 5. For $x = 4$:

# %% id="collapse-steps"
derivation(
    (r"$z = w^{(2)}\,(w^{(1)} x + b^{(1)}) + b^{(2)}$",
     "-3 · (2 · 4 + 1) + 5", -3 * (2 * 4 + 1) + 5.0),
    (r"$= w^{(2)} w^{(1)}\, x + w^{(2)} b^{(1)} + b^{(2)}$",
     "multiplied out: -3 · 2 · 4 - 3 · 1 + 5", -3 * 2 * 4 - 3 * 1 + 5.0),
    (r"$= w\,x + b$",
     "with $w = w^{(2)} w^{(1)} = -6$ and $b = w^{(2)} b^{(1)} + b^{(2)} = 2$", -6 * 4 + 2.0),
    at="for x = 4",
)

# %% [markdown] id="collapse-read"
# So the two are one layer, for every $x$. (In brackets stands the layer, as in part 2.) The same holds for layers with several units. Let layer 1 have the rows $(1, 0)$ and $(1, 1)$, and the biases 1 and 2. It gives $x_1 + 1$ and $x_1 + x_2 + 2$. Let layer 2 have the weights $(2, 3)$ and the bias 4. So it gives $2\,(x_1 + 1) + 3\,(x_1 + x_2 + 2) + 4$. Multiplied out, this is $5 x_1 + 3 x_2 + 12$.
#
# A single layer with the weights $(5, 3)$ and the bias 12 does the same. At $x = (1, 1)$ both give 20. Its numbers:
#
# - The weights are $(2, 3)$ times each *column* of $W^{(1)}$: $2 \cdot 1 + 3 \cdot 1 = 5$ and $2 \cdot 0 + 3 \cdot 1 = 3$. In short, $W = W^{(2)} W^{(1)}$.
# - The bias is $2 \cdot 1 + 3 \cdot 2 + 4 = 12$. In short, $b = W^{(2)} b^{(1)} + b^{(2)}$.
#
# And so for any two layers. A product of matrices is multiplied out like one of numbers, only the order of the factors stays: $W^{(2)}(W^{(1)} x + b^{(1)}) + b^{(2)} = W^{(2)} W^{(1)} x + W^{(2)} b^{(1)} + b^{(2)}$.
#
# Ten layers are nine such steps: the first two become one, then this one and the third, and so on. (An optional part does it.)

# %% [markdown] id="collapse-so"
# **Without a bend, depth gives nothing.** Ten layers never do more than one. They may even do less. With 2 inputs, then 1 unit, then 2 outputs, both outputs come from one number. So all outputs lie on one line. A single layer from 2 inputs to 2 outputs can give back both inputs as they are.
#
# With relu between the two layers, line 2 of the derivation is no longer allowed: $\max(0, w^{(1)} x + b^{(1)})$ cannot be multiplied out. The example becomes $-3\,\mathrm{relu}(2x + 1) + 5$. At $x = 0$ this is 2, as on the line $-6x + 2$. But at $x = -2$ it is 5, where the line has 14. Left of $-\frac12$ the network is level, since there $2x + 1$ is below 0. At $-\frac12$ its curve has a corner.

# %% id="collapse-corners"
figures.corners()

# %% [markdown] id="collapse-sum"
# On the right, the outputs of three units are added: $\mathrm{relu}(x + 1) - 2\,\mathrm{relu}(x) + 2\,\mathrm{relu}(x - 1)$. At $x = -1, 0, 1, 2$ the sum is 0, 1, 0, 1. It has a corner only where one of the three has one.
#
# Now back to the first picture, with bends after layer 5. Layers 1 to 5 are together one layer with 8 units. So the $z$ of each unit is a straight line over $x$, and passes 0 at most once. After the bend, each unit gives a curve with at most one corner. Layers 6 to 10 are together one layer, too. It adds these 8 curves with weights. So the sum has at most 8 corners. That is enough to follow the points.

# %% id="collapse-ask"
ask.number(
    "Layer 1 has the rows of weights (1, 2) and (0, 3), and the biases 1 and 0. Layer 2 has the weights (4, -1) and the bias 2. "
    "Nothing bends between them. Which two weights and which bias has the single layer that does the same?",
    (4, 5, 6),
    why="W⁽²⁾W⁽¹⁾ is (4·1 - 1·0, 4·2 - 1·3), and W⁽²⁾b⁽¹⁾ + b⁽²⁾ is 4·1 - 1·0 + 2.",
    mistakes={(4, 5, 2): "The biases of layer 1 pass through layer 2. What do they add?",
              (4, 5, 3): "You added the biases. Layer 2 first multiplies those of layer 1 by its weights.",
              (4, -1, 6): "These are the weights of layer 2. What do its inputs consist of?",
              (2, -3, 6): "You multiplied the rows of W⁽¹⁾ by W⁽²⁾. Each column of W⁽¹⁾ belongs to one input.",
              (4, 11, 6): "The second weight of layer 2 is -1.",
              (4, 8, 6): "The second unit of layer 1 also sees input 2, with the weight 3."},
)

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="bends" covers="N05-14 N05-25"
# ## 4 What a bend does to slopes
#
# First send a number through ten sigmoids, one after the other. Decide before you look.

# %% id="bends-guess"
ask.choose(
    "A number goes through ten neurons in turn. Each has the weight 1, no bias, and the sigmoid for its bend. One start is -2, "
    "another is 2. What comes out in the end?",
    {"about 0.12 and 0.88": "That is after the first neuron. What do the other nine do?",
     "0.00 and 1.00, since the sigmoid pulls to its ends": "σ(1) is 0.73, which is less than 1. Which way does a number move?",
     "0.66 both times": "σ(0.66) is 0.66, so there a number stays. The starts have come so close that two digits no longer tell them apart.",
     "0.50 both times": "σ(0.5) is 0.62. So 0.5 does not stay where it is."},
    right="0.66 both times",
)

# %% [markdown] id="bends-see"
# **See it.** Two bends of the next picture are new. The **step** gives 0 below 0, and else 1. **tanh** (read "tanch") has the form of the sigmoid, but it runs from −1 to 1, and its slope at 0 is 1. Its formula comes later in this part.
#
# On the right, six numbers make their way. Look at the sigmoid first. Then try tanh, relu and step. Then set the weight to 2.

# %% id="bends-live"
widgets.Bends()

# %% [markdown] id="bends-read"
# Ten sigmoids with the weight 1 forget where they started. They end where the sigmoid gives back what it gets: $\sigma(0.659) = 0.659$. The words below the picture say how much is forgotten: when the start 1 moves a little, the end moves 0.00000028 times as far. That is about one part in 3.6 million. Why so little? By the chain rule, the slopes of the ten neurons multiply. A neuron that makes $\varphi(wa)$ of $a$ has the slope $w\,\varphi'(wa)$: the weight times the slope of the bend. Here $w = 1$. The slope of the sigmoid is $\sigma(z)\,(1 - \sigma(z))$. On the way from 1 it is 0.197, 0.219, 0.224, 0.224, and then about $0.659 \cdot 0.341 = 0.225$ six times. Multiplied, that is the 0.00000028.
#
# How large can such a slope be? At $z = 0$ it is $\frac12 \cdot \frac12 = \frac14$, and everywhere else it is less. Far from 0 the sigmoid is almost level, and is called **saturated**: at $z = 5$ its slope is 0.0066.
#
# Here are all four bends, with both weights. Each entry says where the start 1 ends, and in brackets how many times as far the end moves:
#
# | bend | weight 1 | weight 2 |
# |---|---|---|
# | sigmoid | 0.66 (0.00000028) | 0.84 (0.0000012) |
# | tanh | 0.36 (0.041) | 0.96 (0.000000013) |
# | relu | 1 (1) | 1024 (1024) |
# | step | 1 (0) | 1 (0) |
#
# With the **weight 1**, relu passes numbers above 0 unchanged. With the step, everything is 1 after two neurons. ($-2$ becomes 0, and the step of 0 is 1.)
#
# Does the **weight 2** help? With relu, numbers above 0 double ten times, far above the picture. A sigmoid neuron now has the slope $2 \cdot \frac14 = \frac12$ at most. Ten of them multiply to less than 0.001, so they still forget. With tanh the start 1 ends at 0.96, and $-1$ at $-0.96$: only the sign is remembered. There tanh is almost level. So the end moves by only one part in 75 million. With the weight 1 it was one part in 24.
#
# A gradient travels back through the same slopes. So with such weights hardly any gradient reaches the first layers of a deep network with sigmoids.

# %% id="bends-ask"
ask.number(
    "Three sigmoid neurons stand in a row, each with the weight 1. Whatever their biases are: the start moves a little. At most "
    "how many times as far does the end move? Give three digits after the point.",
    0.0156, digits=3,
    why="Each slope is at most 1/4, and they multiply: 1/64.",
    mistakes={0.75: "Along a chain slopes multiply.", 0.25: "That is one neuron. There are three.",
              0.0625: "That is two neurons. There are three.", 0.125: "The largest slope of the sigmoid is not 1/2: it is "
                                                                      "1/2 · (1 - 1/2)."},
)

# %% [markdown] id="family" covers="N05-12 N05-13 N05-16 N05-18 N05-19 N05-20 N05-22 N05-41"
# **The family.** Beside identity, these bends are in use, or were.
#
# - **step**: 0 below 0, else 1. Its slope is 0.
# - **sigmoid** and **tanh**: with $\tanh z = (e^z - e^{-z})/(e^z + e^{-z})$. The slope of tanh is $1 - \tanh^2 z$. An optional part shows why.
# - **relu**: $\max(0, z)$. Its slope is 0 below 0 and 1 above.
# - **leaky relu**: $z$ above 0, and $0.01\,z$ below.
# - **elu**: $z$ above 0, and $e^z - 1$ below.
# - **softplus**: $\log(1 + e^z)$. By the chain rule its slope is $\frac{1}{1 + e^z} \cdot e^z = \sigma(z)$, the sigmoid. Far out it comes near relu: at 5 it gives 5.007.
# - **gelu** (read "gell-oo"): $z\,\Phi(z)$. Here $\Phi(z)$ (read "capital phi") is the area to the left of $z$ under the bell of 01b with mean 0 and variance 1. This area is 0.8413 for $z = 1$, so gelu gives $1 \cdot 0.8413$.

# %% id="family-figure"
figures.gallery(["step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "gelu"])

# %% [markdown] id="family-read"
# Sigmoid and tanh **squash**: whatever comes in, the output stays between two bounds. Both saturate. But tanh has the slope 1 at 0. So near 0 ten tanh hardly shrink a small move: at the start 0.1 the end moves 0.91 times as far. Ten sigmoids shrink it more than a million times.
#
# **Relu** has a corner at 0, where its slope jumps from 0 to 1. Such corners do little harm. Hardly ever is $z$ exactly 0, and there programs simply use the slope 0. (Leaky relu looks the same in the picture. But at −2 it is $-0.02$, and its slope is 0.01.)
#
# The **step** was the first bend: a neuron fires or it does not. It jumps at 0, and on both sides of the jump it is level. What does this do to learning?

# %% id="family-ask"
ask.choose(
    "A network has steps for bends in its hidden layers. After a small change of any weight in its first layer, what happens "
    "to the loss, nearly always?",
    {"it changes by a small amount": "For that, the output of a step would have to change by a small amount.",
     "it stays exactly as it was": "No pre-activation passes 0, so every step gives what it gave before. The gradient of these "
                                   "weights is 0, and gradient descent never moves them.",
     "it jumps": "It jumps only if some pre-activation passes 0. Does a small change do that, nearly always?",
     "it becomes nan": "The step has a value everywhere. What does it give after a small change of z?"},
    right="it stays exactly as it was",
)

# %% [markdown] id="family-so"
# Nearly always no unit changes sides, so the loss stays the same. These weights have the slope 0, and never move. Only the last layer can learn, since no step stands after it.

# %% [markdown] id="tanh" covers="N05-15"
# ### One function, two programs
#
# The list above has $\tanh z = \dfrac{e^z - e^{-z}}{e^z + e^{-z}}$. Multiply its top and its bottom by $e^z$: $\tanh z = \dfrac{e^{2z} - 1}{e^{2z} + 1}$. On paper both fractions are equal. **Two solutions:** Ann programs the first fraction, Ben the second. Both test at $z = 1$ and at $z = 400$, where tanh is 1 to all digits. Remember that $e^z$ is stored as `inf` above $z = 709$.

# %% id="tanh-ask"
ask.choose(
    "Ann computes (exp(z) - exp(-z)) / (exp(z) + exp(-z)), Ben (exp(2z) - 1) / (exp(2z) + 1). What do they get at z = 400?",
    {"both 1": "Which powers does each of them compute? Which of these is above 709?",
     "Ann 1, Ben nan": "Ben needs exp(800), which is stored as inf, and inf divided by inf is nan. Ann's largest power is "
                       "exp(400). Above 709 she fails, too.",
     "Ann nan, Ben 1": "Which of them computes the larger power?",
     "both nan": "exp(400) is about 5·10¹⁷³. Can that be stored?"},
    right="Ann 1, Ben nan",
)

# %% [markdown] id="tanh-read"
# Ben divides `inf` by `inf`, and that is `nan`. Above 709 so does Ann. `torch.tanh` takes care of it. A bend of your own needs the same care.

# %% [markdown] id="tanh-exercise"
# **Your turn** (30 minutes): [*Ten activations and their slopes*](../exercises/05a_networks.ipynb), exercise 3. It explains two bends that are not in the list above.

# %% [markdown] id="dead" covers="N05-17"
# ## 5 Units that die
#
# Relu passes slopes on unchanged, as long as $z$ is above 0, and it is cheap to compute. So it became the usual choice.
#
# But suppose one long step makes the weights or the bias of a unit so negative that $z$ is below 0 **for every training example**. Then this unit gives 0 for all of them. It is called **dead**.
#
# A network 64 - 32 - 10 learns handwritten digits, with relu. First come 50 steps that are too long, $\eta = 5$. They leave nearly all of its hidden units dead. Then come 100 steps with $\eta = 0.5$, which is a good rate. (Started with it, such a network gets about 99 % right in 150 steps.) **Decide first.**

# %% id="dead-guess"
ask.choose(
    "A relu network has 32 hidden units. 50 steps with a learning rate ten times too large leave nearly all of them at 0 for "
    "every example, and it names 10 % of the digits correctly. Now come 100 steps with a good rate. What happens?",
    {"it recovers to about 99 %": "For that the dead units would have to move. Which gradient do they get?",
     "it recovers a little, to about 50 %": "On average leaky relu does that. Which gradient does a dead unit of relu get?",
     "nothing: it stays at about 10 %": "A dead unit gets no gradient. If one of the 32 still lives, it is above 0 for hardly any digit.",
     "the dead units come back, the others die": "What would have to change in a dead unit, and by which gradient?"},
    right="nothing: it stays at about 10 %",
)

# %% [markdown] id="dead-see"
# `digits_network` trains from the random start `seed`. Each pair is a phase: the learning rate and the number of steps. A `run` holds one record for each phase. So `run[1].dead` counts the dead units after the second phase.

# %% id="dead-run"
etas = (5.0, 0.5)

def five_runs(name):
    return [trials.digits_network(seed, ((5.0, 50), (0.5, 100)), name) for seed in range(5)]

runs = {"relu": five_runs("relu"), "leaky_relu": five_runs("leaky_relu")}
print("dead units of relu:", [run[1].dead for run in runs["relu"]], "of 32")
figures.before_and_after(runs, etas)

# %% [markdown] id="dead-read"
# All five relu networks stay at 0.10, so their lines lie on each other. Why? Below 0 the slope of relu is 0. The gradient of a unit's weights and bias has this slope as a factor, for every example. So it is exactly 0, and no later step moves them. In the first layer the inputs stay as they are, too: **there a dead unit stays dead**. (In a later layer it may come back, since the layers before may still move its $z$.)
#
# Where all 32 units are dead, only the biases of the last layer still learn. Such a network gives the same ten logits for every digit, so it names the same class for all. About one digit in ten is of that class. In one network a single unit still lives. But it is above 0 for only 5 of the 899 digits, and after the 100 steps for 10. So it hardly helps.
#
# **Leaky relu** is the same network with a slope of 0.01 below 0. This slope is fixed. The long steps push 29 to 31 of its 32 units below 0 for every digit, too. But such a unit says $0.01\,z$, which differs from digit to digit. So the last layer can still learn from it. And a gradient still gets through, though only a hundredth of it. All five networks rise. After the 100 steps three of them stand between 0.70 and 0.77, and two at 0.21 and 0.25.
#
# Is this the work of the gradient through the leak? In 100 steps, hardly. With the weights and biases of those 29 to 31 units held fixed, the five networks still end at 0.17, 0.23, 0.67, 0.73 and 0.77. The last layer and the few other units do most of it. The leak is a way back for a unit, but a slow one.
#
# (**PReLU** learns this slope as one more parameter: see the optional part at the end.)

# %% [markdown] id="dead-hand"
# **By hand**, a unit of a first layer.

# %% id="dead-ask"
ask.number(
    "A relu unit has w = (1, 2) and b = -4. The training examples are (1, 1), (0, 1), (2, 0) and (2, 2). What is z at each of "
    "them? And from how many of the four can its weights get a gradient?",
    (-1, -2, -2, 2, 1),
    why="Only at (2, 2) is z above 0. Without this example the unit is dead.",
    mistakes={(3, 2, 2, 6, 4): "The bias is missing.",
              (-1, -2, -2, 2, 3): "Which slope has relu where z is below 0?",
              (-1, -2, -2, 2, 4): "Which slope has relu where z is below 0?",
              (-1, -2, -2, 2, 0): "At (2, 2) z is 2. Which slope has relu there?",
              (-1, -3, 0, 2, 1): "The first entry of x meets the weight 1, the second the weight 2."},
)

# %% [markdown] id="dead-which"
# **Which bend, then?** In hidden layers begin with relu. If many units die, take shorter steps first. If that is not enough, take leaky relu: everywhere below 0 its slope is 0.01. (Elu and gelu have a slope there, too, but it fades: at $z = -20$ that of elu is 0.000000002. In the experiment above, with elu or gelu, the networks end between 0.07 and 0.30.) Step and sigmoid are poor choices there, since slopes of 0, or of at most 1/4, multiply. Tanh is better than sigmoid, since its slope at 0 is 1. But far from 0 it saturates, too. The last layer is another matter: identity for a number, sigmoid for two classes, softmax for several.

# %% [markdown] id="torch" covers="N05-40"
# ## 6 The same in PyTorch
#
# You need not write the loop. `Linear(2, 3)` is a layer with 2 inputs and 3 units: here the inputs come first. It holds a `weight` of shape `(3, 2)`, out before in as in part 2, and a `bias` of shape `(3,)`, with random starts. `Sequential` calls its parts in turn. The last layer has no bend here, so the output is the logit. `load_state_dict` puts our numbers in place of the random ones. Then it must give what our loop gives:

# %% id="torch-run"
module = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
module.load_state_dict({"0.weight": W1, "0.bias": b1, "2.weight": W2, "2.bias": b2})
print([(name, tuple(p.shape)) for name, p in module.named_parameters()])
tensors.show(theirs=module(X).sigmoid().detach(), ours=network(X))

# %% [markdown] id="torch-read"
# (PyTorch counts the parts from 0: the layers are parts 0 and 2, and relu is part 1. `detach` drops the notes that PyTorch takes for `backward()`.)
#
# A network for several classes ends in a linear layer, too. `torch.nn.CrossEntropyLoss` takes logits: the softmax of part 2 sits inside this loss. Which loss goes with which end is told in 06a.

# %% [markdown] id="transfer"
# ## Transfer
#
# Phones use a bend that you have not met: **relu6** gives 0 below 0, 6 above 6, and $z$ between. Its outputs can then be stored with few bits.

# %% id="transfer-ask"
ask.choose(
    "relu6 gives 0 for z below 0, 6 for z above 6, and z between. When does a unit with this bend get no gradient from any example?",
    {"only when z is below 0 for all examples": "What is the slope of relu6 at z = 9?",
     "when z lies below 0 or above 6, for each example": "Its slope is 0 on both sides. So a unit can also die at 6, with an output "
                                                         "that is the same for all examples.",
     "never, since 6 is not 0": "The output is 6 there. But what is its slope?",
     "only at z = 0 and z = 6": "There the corners lie. What is the slope beyond them?"},
    right="when z lies below 0 or above 6, for each example",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A neuron takes a weighted sum, adds its bias, and bends the result. It looks in one direction.
# - A layer is `bend(a @ W.mT + b)`. A row of $W$ is a unit. A network is a chain of layers.
# - Without bends, all layers together are one layer: $W = W^{(2)} W^{(1)}$, $b = W^{(2)} b^{(1)} + b^{(2)}$.
# - Over one input, a relu unit has at most one corner. A weighted sum of 8 units has at most 8.
# - Slopes multiply along the layers. The slope of the sigmoid is at most 1/4, that of the step is 0, that of relu is 0 or 1.
# - A relu unit whose $z$ is below 0 for every example gets no gradient. In the first layer it is dead for good. Leaky relu keeps it alive, since its slope there is 0.01.
# - Far from 0 a formula may fail that is right on paper.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $x$, $X$ | `x (in,)`, `X (B, in)` | one input, a batch |
# | $w$, $b$ | | weights and bias of a neuron |
# | $W^{(l)}$, $b^{(l)}$ | `W (out, in)`, `b (out,)` | weights and biases of layer $l$ |
# | $z$ | `z` | pre-activation |
# | $\varphi$ | `bend` | activation function; $\sigma$ is the sigmoid alone |
# | $a^{(l)}$ | `a (B, out)` | output of layer $l$; $a^{(0)} = x$ |
# | $\circ$ | | composition: the right one first |
# | $\Phi$ | | area to the left of $z$ under the bell with mean 0 and variance 1 |

# %% [markdown] id="glossary"
# ## Words
#
# **neuron, unit** a weighted sum, a bias and a bend · **bias** the number that is added to the weighted sum · **pre-activation** $z$, before the bend · **activation function, bend** the function that is applied to $z$ · **layer** units that see the same inputs · **hidden layer** a layer before the last · **fully connected** joined with all units of the layer before · **feed-forward** without loops · **multilayer perceptron, MLP** fully connected layers in a chain · **composition** one function after another · **parameters** what training changes · **hyper-parameters** what is fixed before training · **relu** $\max(0, z)$ · **saturated** where a bend is almost level · **squash** keep between two bounds · **dead unit** a relu unit that is 0 for every example · **leaky relu** with a small fixed slope below 0 · **PReLU** with a learned slope below 0 · **elu, softplus, gelu** smoother relatives of relu. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Which shapes a network with bends can make, and how depth helps, is the topic of [05b](05b_what_networks_represent.ipynb).

# %% [markdown] id="optional-models"
# (From here on all is optional.) Today's language models mostly use gelu or close relatives of it, in hidden layers of many thousand units. (A faster formula with tanh comes near gelu: at 1 it gives 0.8412 in place of 0.8413.) Often two such layers are multiplied with each other, number by number: one of them then says how much of the other passes.
#
# The name perceptron comes from Rosenblatt, around 1960. His machines learned the weights of the last layer only. Training all layers by slopes became common much later, in the 1980s.
#
# Some networks for several classes end in `log_softmax(z)`. Then the axis has to be named: `log_softmax(z, dim=1)`, so that the numbers of one *row* compete.

# %% [markdown] id="recall"
# ## Optional: a question from before
#
# Answer it without looking back.

# %% id="recall-1"
ask.choose(
    "Two networks have seen the same training digits. A has a training loss of 0.01 and names 90 % of new digits. B has a training "
    "loss of 0.20 and names 94 % of new digits. Which would you use, and why?",
    {"A, since its loss is lower": "On which digits is it lower? Who has seen them before?",
     "B, since it does better on digits that had no part in its training": "Training data cannot judge a model that they have "
                                                                          "chosen.",
     "A, after more training": "Its loss on the training digits can hardly fall further. What would get better?",
     "neither: the two losses contradict each other": "They are measured on different digits. So they can both be true."},
    right="B, since it does better on digits that had no part in its training",
)

# %% [markdown] id="optional-ten"
# ## Optional: ten layers in one
#
# `collapse` does the nine steps of part 3. `init` draws random weights for ten layers, and leaves the biases at 0. `fill_` then writes 0.1 into each bias. `one.Ws[0]` is the weight matrix of the first layer of `one`, which is its only layer. `[:, 0]` takes the first column.

# %% id="optional-ten-run"
from dlcourse.nn import layers as course_layers
from dlcourse.nn.params import init

ten = init([1, 8, 8, 8, 8, 8, 8, 8, 8, 8, 1], rng=tensors.generator(0))  # 10 layers
for b in ten.bs:
    b.fill_(0.1)
one = course_layers.collapse(ten)
inputs = torch.tensor([[-1.0], [0.5], [2.0]])
by_ten = course_layers.network(ten, inputs, activations=["identity"] * 10)
by_one = course_layers.layer(inputs, one.Ws[0], one.bs[0])
tensors.show(W=one.Ws[0], b=one.bs[0], by_ten=by_ten[:, 0], by_one=by_one[:, 0])

# %% [markdown] id="optional-where"
# ## Optional: where the bend stands
#
# Does it matter? Decide.

# %% id="optional-where-ask"
ask.choose(
    "A network tells two classes apart. It has ten layers without bends, and a sigmoid after the last one alone. What shape has "
    "the border between its classes, in the plane of its two inputs?",
    {"a straight line": "The ten layers are one. So the network is logistic regression, and its border is where the score is 0.",
     "a curve, since the sigmoid bends": "The sigmoid bends the probability. But where is it 1/2?",
     "a line with up to nine corners": "Which corners can come from layers that are all straight?",
     "any shape, if the layers are wide": "How wide may a layer be before the derivation of part 3 fails?"},
    right="a straight line",
)

# %% [markdown] id="optional-tanh"
# ## Optional: the slope of tanh
#
# In Ben's fraction hides a sigmoid. $\sigma(2z)$ is $\dfrac{1}{1 + e^{-2z}}$, and with $e^{2z}$ on top and bottom it becomes $\dfrac{e^{2z}}{e^{2z} + 1}$. Twice this, minus 1, is
#
# $$\frac{2e^{2z}}{e^{2z} + 1} - \frac{e^{2z} + 1}{e^{2z} + 1} = \frac{e^{2z} - 1}{e^{2z} + 1} = \tanh z.$$
#
# At $z = 1$ it is $2 \cdot 0.8808 - 1 = 0.7616$. By the chain rule, the slope of $2\,\sigma(2z) - 1$ is $2 \cdot 2\,\sigma(2z)\,(1 - \sigma(2z))$. This is a product of two:
#
# - $2\,\sigma(2z) = 1 + \tanh z$, from the line above,
# - $2\,(1 - \sigma(2z)) = 2 - (1 + \tanh z) = 1 - \tanh z$.
#
# So the slope is $(1 + \tanh z)(1 - \tanh z) = 1 - \tanh^2 z$. At $z = 1$ that is $1.7616 \cdot 0.2384$, about 0.42.
#
# And here are the programs of Ann and Ben, at 1 and at 400:

# %% id="optional-tanh-run"
z = torch.tensor([1.0, 400.0])
ann = (z.exp() - (-z).exp()) / (z.exp() + (-z).exp())
ben = ((2 * z).exp() - 1) / ((2 * z).exp() + 1)
tensors.show(ann=ann, ben=ben, torch=z.tanh())

# %% [markdown] id="optional-names" covers="N05-02 N05-03"
# ## Optional: other names
#
# The rule for $z$ is also called the *propagation function*. It adds what the neurons before give, with weights, and a bias. Some texts say "activation" for $z$ itself. Here $z$ is always the pre-activation.

# %% [markdown] id="optional-absorbed" covers="N05-07"
# ## Optional: a bias as a weight
#
# Some texts write $\hat y = \varphi(W^{(2)}\, \varphi(W^{(1)} x))$ and seem to forget the biases. They append a 1 to each input, and then the bias is one more weight: $(1, -2, 1) \cdot (2, 1, 1) = 1$, the $z$ of part 1.

# %% [markdown] id="optional-smooth" covers="N05-26"
# ## Optional: smoother than a slope
#
# How often can one take the slope without a jump? This number is the *order of continuity*.
#
# - The step itself jumps, from 0 to 1. It has not even order 0.
# - Relu itself does not jump, but its slope does, from 0 to 1: order 0.
# - The slope of elu does not jump: at 0 it is $e^0 = 1$ on the left, and 1 on the right. But the slope of its slope does: it falls from $e^0 = 1$ to 0. So elu has order 1. (With a factor, $2\,(e^z - 1)$, its slope left of 0 is 2. Then it has a corner, and order 0.)
# - Sigmoid, tanh, softplus and gelu never jump, however often one takes slopes.

# %% [markdown] id="optional-prelu" covers="N05-21"
# ## Optional: below 0
#
# **PReLU** (*parametric relu*) learns its slope below 0. It gives $\alpha z$ below 0, and $\alpha$ is a parameter like a weight. How does the loss move with $\alpha$? Take three pre-activations, with $\alpha = 0.25$. A later layer has found how the loss moves with each output: $\bar a$.
#
# | $z$ | output | how the output moves with $\alpha$ | $\bar a$ | product |
# |---|---|---|---|---|
# | -2 | -0.5 | -2 | 3 | -6 |
# | 1 | 1 | 0 | 5 | 0 |
# | -4 | -1 | -4 | -1 | 4 |
#
# The three routes add: $\bar\alpha = -6 + 0 + 4 = -2$. In general it is the sum of $z\,\bar a$ over all $z$ below 0.

# %% id="optional-prelu-ask"
ask.number(
    "PReLU has the slope α = 0.25 below 0. The pre-activations are -3, 2 and -1, and the loss moves with the three outputs by 2, 4 "
    "and -5. How does the loss move with α?",
    -1,
    why="Only z below 0 counts: -3 · 2 + (-1) · (-5) = -1.",
    mistakes={7: "For z = 2 the output is z itself. Does α matter there?",
              -0.25: "You multiplied by α. The output is αz: how does it move with α?",
              -11: "Minus times minus is plus.",
              1: "Which sign has z in this product?",
              -0.75: "That is α times -3 · (2 - 1). How does each output αz move with α?",
              -3: "You added the derivatives of the loss. By what is each multiplied?"},
)

# %% [markdown] id="optional-mean"
# **Elu** does something else. Relu's outputs are never below 0, so on average they lie above 0. Elu's outputs below 0 pull the mean back. In a random layer of 100 units:

# %% id="optional-mean-run"
from dlcourse import activations

rng = tensors.generator(0)
layer_in = torch.randn(1000, 100, generator=rng)
layer_W = torch.randn(100, 100, generator=rng) * 0.02**0.5
layer_z = layer_in @ layer_W.mT
tensors.show(digits=2, zeros_of_relu=(layer_z.relu() == 0).double().mean(),
             mean_of_relu=layer_z.relu().mean(), mean_of_elu=activations.elu(layer_z).mean())

# %% [markdown] id="optional-mean-read"
# Its inventors (Clevert and others, 2016) found that networks learn faster with it. (After ten such layers the mean of elu was even the larger one, in each of eight random networks. But its outputs had grown, too. Divided by their standard deviation, its mean was 0.31 to 0.43, and that of relu 0.60 to 0.72.)

# %% [markdown] id="optional-more" covers="N05-23 N05-24 N05-27"
# ## Optional: three unusual bends
#
# The **Gaussian** $e^{-z^2}$ is a bump. Such a unit answers to inputs *near* its line, and not to one side of it.
#
# The **growing cosine unit** (gcu) is $z \cos z$. It rises and falls, so a single unit can put several stripes on the plane. At $z = 1, 3, 5$ it gives 0.54, $-2.97$ and 1.42: class 1, class 0, class 1. No unit with a rising bend can do that.
#
# **Maxout** is not applied to one number. A unit has several weighted sums, and gives the largest. Its slope is 1 for the winner and 0 for the others. It is meant for hidden layers. (It is sometimes listed among the bends of the last layer.) Here are three lines of one input:

# %% id="optional-run"
at, thirds = torch.tensor([-3.0, 0.0, 3.0]), torch.tensor([1.0, 3.0, 5.0])
pieces = torch.stack([-at - 1, 0.5 * at, 2 * at - 3], dim=1)  # (points, lines)
tensors.show(digits=2, pieces=pieces, maxout=activations.maxout(pieces),
             slopes=activations.maxout_grad(pieces), gcu=activations.gcu(thirds))

# %% [markdown] id="optional-read"
# The largest of several lines never bends downwards: such a curve is called *convex*. With enough lines a maxout unit comes near any convex curve, on a bounded stretch. Relu is the largest of two lines, $z$ and 0.
