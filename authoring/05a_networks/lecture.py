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
# The green triangles are points of a curve. A network gets $x$, and is to learn the height of the curve there. It has ten layers like those of [00b](00b_calculus_you_need.ipynb): each takes weighted sums of what the layer before gives, and adds a shift. Together they have 601 numbers that training can change.
#
# After a layer one may put a *bend*: a function that is no straight line. The bend here turns every number below 0 into 0, and leaves all others. The red dashed line is the best straight line through the points. It has only 2 numbers.
#
# **Decide first**, in the question below. Then move *steps of training* from 0 to 200.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l05a import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.TenLayers()

# %% [markdown] id="hook-ask"
# The best straight line has the mean squared error 0.489.

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
# **See it.** Now put a bend after layer 5, and nowhere else. Its error falls to 0.0023. In ten random starts, the networks without a bend all ended at 0.489. With this single bend they ended between 0.0004 and 0.0040. So one bend made the error more than a hundred times smaller. The number of weights did not change.
#
# This lecture builds networks from single neurons. It shows why the bend is needed, which bends are in use, and what can go wrong with them.

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
# From [00b](00b_calculus_you_need.ipynb): a layer `X @ W.mT + b`, shapes, the chain rule. From [04a](04a_two_classes.ipynb): the score $w \cdot x + b$ and the sigmoid. From [04b](04b_many_classes.ipynb): logits, softmax, and numbers that become `inf` or `nan`.

# %% [markdown] id="neuron" covers="N05-01 N05-02 N05-03"
# ## 1 One neuron
#
# A **neuron** does two things. First it takes the weighted sum of its inputs and adds a **bias** $b$. The result is called its **pre-activation** $z$. Then it bends $z$ by a function $\varphi$ (read "phi"). This bend is called its **activation function**, or *activation*. What comes out is its output $a$:
#
# $$z = w \cdot x + b \qquad a = \varphi(z)$$
#
# By hand, for $x = (2, 1)$, $w = (1, -2)$ and $b = 1$: $z = 1 \cdot 2 - 2 \cdot 1 + 1 = 1$. What comes out depends on the bend:
#
# - **identity** leaves $z$ as it is: $a = 1$.
# - **relu** gives $\max(0, z)$, the larger of 0 and $z$. This is the bend of the first picture. Here $a = 1$, too. For $z = -2$ it gives 0.
# - **sigmoid** gives $\sigma(z) = 1/(1 + e^{-z})$: here $a = 0.731$. So logistic regression is a single neuron with this bend.
#
# (The rule for $z$ is also called the *propagation function*. Some texts say "activation" for $z$ itself. Here $z$ is always the pre-activation, and the output is what comes after the bend.)
#
# **See it.** The picture shows this neuron. On the left is its output over the plane of inputs. On the right is its bend. Which of $w_1$, $w_2$ and $b$ turn the line $z = 0$? Which one only shifts it?

# %% id="neuron-live"
widgets.Neuron()

# %% [markdown] id="neuron-read"
# The weights turn the line, since the line stands at right angles to $w$, as in 04a. The bias shifts it. Choose relu: on one side of the line the output is 0, and on the other it rises evenly. So whatever its bend, a neuron looks at $x$ in a single direction. Along the line its output does not change.

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
figures.layers([2, 3, 1])

# %% [markdown] id="network-words"
# The small number in brackets counts the layers: $a_2^{(1)}$ is the output of unit 2 in layer 1. It is no power. The layers before the last are called **hidden**. Here every unit is joined with all units of the layer before: the layers are **fully connected**. All lines run to the right: it is a **feed-forward** network.
#
# The weights of a layer are a matrix $W$ of shape `(out, in)`. **Each row belongs to one unit.** So a layer computes
#
# $$a^{(l)} = \varphi\left(W^{(l)} a^{(l-1)} + b^{(l)}\right), \qquad a^{(0)} = x.$$
#
# The bend is applied to each number by itself. There is one exception. A network that names one of several classes ends in a softmax, and softmax needs the logits of all classes at once.
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
# The third unit gave 0. So its weight 3 in the next layer did not matter for this $x$. Now you, for another point.

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
# **For a batch**, the examples are the rows of `X`, and each layer is the product of 00b. Here are the two points. `layers` is a list of pairs, and the loop takes one pair after the other.

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
# The variable `a` is the input of a layer, and then its output. So the network is a chain: layer 1 first, then layer 2 of its result. This is written $f = f^{(2)} \circ f^{(1)}$, a **composition** of functions. The last link can be any classifier that you know. Here it is logistic regression. It does not see $x$ but the three features that layer 1 has made of it. Both layers are trained together.
#
# The name perceptron comes from Rosenblatt, around 1960. His machines learned the weights of the last layer only. Training all layers by slopes became common much later, in the 1980s.

# %% id="batch-ask"
ask.choose(
    "A student writes the loop of a network, where `X` has shape (B, in) and each W has shape (out, in):\n\na = X\n"
    "for W, b, bend in layers:\n    a = ____\n\nWhich line completes it?",
    {"`bend(W @ a + b)`": "`W` is (out, in) and `a` is (B, in): in meets B. For a single example without a batch it would do.",
     "`bend(a @ W.mT) + b`": "The bias is part of z. Must it come before or after the bend?",
     "`bend(a @ W.mT + b)`": "Weighted sums, the bias, then the bend. What comes out is the input of the next layer.",
     "`bend(X @ W.mT + b)`": "Then every layer would see X. What should layer 2 see?"},
    right="`bend(a @ W.mT + b)`",
)

# %% [markdown] id="count" covers="N05-07"
# **How many numbers?** A layer has one weight for each pair of an input and a unit, and one bias for each unit. Our network has $3 \cdot 2 + 3 = 9$ and $1 \cdot 3 + 1 = 4$, together 13. A network for digits, with 64 inputs, 32 hidden units and 10 outputs, has $2080 + 330 = 2410$.
#
# Some texts write $\hat y = g(W_2\, f(W_1 x))$ and seem to forget the biases. They append a 1 to each input, and then the bias is one more weight: $(1, -2, 1) \cdot (2, 1, 1) = 1$, the $z$ of part 1.

# %% [markdown] id="learned" covers="N05-04 N05-06 N05-11"
# **Learned or chosen?** The weights and biases are the **parameters**. To learn is to adapt them to examples, so that a loss falls. The way is that of [01a](01a_the_recipe.ipynb): examples go through the layers, and a loss of 04a or 04b compares the outputs with the truth. Then `backward()` finds how the loss moves with each parameter, and a step moves all of them. (How it does so is told in 07 and 08.) Numbers that are fixed *before* training are **hyper-parameters**: the number of layers and of units, the learning rate, the size of a mini-batch.
#
# **Your turn** (15 minutes): [*All shapes from the sizes*](../exercises/05a_networks.ipynb), exercise 1. And then (20 minutes): [*A batch through all layers*](../exercises/05a_networks.ipynb), exercise 2.

# %% [markdown] id="collapse" covers="N05-30"
# ## 3 Why ten layers made a line
#
# Take two layers without a bend, of one unit each. The first doubles and adds 1, the second multiplies by $-3$ and adds 5. For $x = 4$:

# %% id="collapse-steps"
derivation(
    (r"$z = w_2\,(w_1 x + b_1) + b_2$", "-3 · (2 · 4 + 1) + 5", -3 * (2 * 4 + 1) + 5.0),
    (r"$= w_2 w_1\, x + w_2 b_1 + b_2$", "multiplied out: -3 · 2 · 4 - 3 · 1 + 5",
     -3 * 2 * 4 - 3 * 1 + 5.0),
    (r"$= w\,x + b$", "with $w = w_2 w_1 = -6$ and $b = w_2 b_1 + b_2 = 2$", -6 * 4 + 2.0),
    at="for x = 4",
)

# %% [markdown] id="collapse-read"
# So the two are one layer, for every $x$. With matrices each line stays as it is: $W = W_2 W_1$ and $b = W_2 b_1 + b_2$. Ten layers are nine such steps. `collapse` does them all:

# %% id="collapse-run"
from dlcourse.nn import layers as course_layers
from dlcourse.nn.params import init

ten = init([1, 8, 8, 8, 8, 8, 8, 8, 8, 8, 1], rng=tensors.generator(0))  # 10 layers
for b in ten.bs:
    b.fill_(0.1)  # they start at 0
one = course_layers.collapse(ten)
inputs = torch.tensor([[-1.0], [0.5], [2.0]])
by_ten = course_layers.network(ten, inputs, activations=["identity"] * 10)
by_one = course_layers.layer(inputs, one.Ws[0], one.bs[0])
tensors.show(W=one.Ws[0], b=one.bs[0], by_ten=by_ten[:, 0], by_one=by_one[:, 0])

# %% [markdown] id="collapse-so"
# **Without a bend, depth gives nothing.** A line in, a line out. (The collapsed layer is not always as free as a single one. If a hidden layer has fewer units than inputs and outputs, numbers are lost there.)
#
# Between two layers relu stops the second line of the derivation: $\max(0, w_1 x + b_1)$ cannot be multiplied out. Where $w_1 x + b_1$ passes 0, the curve gets a corner.

# %% id="collapse-ask"
ask.number(
    "Layer 1 has the rows of weights (1, 2) and (0, 3), and the biases 1 and 0. Layer 2 has the weights (4, -1) and the bias 2. "
    "Nothing bends between them. Which two weights and which bias has the single layer that does the same?",
    (4, 5, 6),
    why="W₂W₁ is (4·1 - 1·0, 4·2 - 1·3), and W₂b₁ + b₂ is 4·1 - 1·0 + 2.",
    mistakes={(4, 5, 2): "The biases of layer 1 pass through layer 2. What do they add?",
              (4, 5, 3): "You added the biases. Layer 2 first multiplies those of layer 1 by its weights.",
              (4, -1, 6): "These are the weights of layer 2. What do its inputs consist of?",
              (2, -3, 6): "You multiplied the rows of W₁ by W₂. Each column of W₁ belongs to one input.",
              (4, 11, 6): "The second weight of layer 2 is -1.",
              (4, 8, 6): "The second unit of layer 1 also sees input 2, with the weight 3."},
)

# %% [markdown] id="collapse-where"
# **Does it matter where the bend stands?**

# %% id="collapse-choose"
ask.choose(
    "A network tells two classes apart. It has ten layers without bends, and a sigmoid after the last one alone. What shape has "
    "the border between its classes, in the plane of its two inputs?",
    {"a straight line": "The ten layers are one. So the network is logistic regression, and its border is where the score is 0.",
     "a curve, since the sigmoid bends": "The sigmoid bends the probability. But where is it 1/2?",
     "a line with up to nine corners": "Which corners can come from layers that are all straight?",
     "any shape, if the layers are wide": "How wide may a layer be before the derivation above fails?"},
    right="a straight line",
)

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="bends" covers="N05-14 N05-25"
# ## 4 Which bend?
#
# Before you look: a number goes through ten neurons, one after the other. Each has the weight 1, no bias, and the sigmoid for its bend. You start once with $-2$ and once with 2.

# %% id="bends-guess"
ask.choose(
    "A number goes through ten neurons in turn. Each has the weight 1, no bias, and the sigmoid for its bend. One start is -2, "
    "another is 2. What comes out in the end?",
    {"about 0.12 and 0.88": "That is after the first neuron. What do the other nine do?",
     "0.00 and 1.00, since the sigmoid pulls to its ends": "σ(1) is 0.73, which is less than 1. Which way does a number move?",
     "0.66 both times": "The starts have come so close that two digits no longer tell them apart.",
     "0.50 both times": "σ(0.5) is 0.62. So 0.5 does not stay where it is."},
    right="0.66 both times",
)

# %% [markdown] id="bends-see"
# **See it.** On the right, six numbers make their way. Look at the sigmoid first. Then try tanh, relu and step. Then set the weight to 2.

# %% id="bends-live"
widgets.Bends()

# %% [markdown] id="bends-read"
# Ten sigmoids with the weight 1 forget where they started. The words below the picture say how much: when the start 1 moves a little, the end moves 0.00000028 times as far. Why so little? By the chain rule, the slopes of the ten neurons multiply. The slope of the sigmoid is $\sigma(z)\,(1 - \sigma(z))$. At $z = 0$ it is $\frac12 \cdot \frac12 = \frac14$, and everywhere else it is less. Where $z$ is large, the sigmoid is almost level, and it is called **saturated**: at $z = 5$ its slope is 0.0066.
#
# The others: ten tanh let the start 1 shrink to 0.36. Relu passes numbers above 0 unchanged, with the slope 1, and makes 0 of all others. With the step, everything is 1 after two neurons. With the weight 2, numbers above 0 double ten times with relu, and leave the picture.
#
# A gradient travels back through the same slopes. So with such weights hardly any gradient reaches the first layers of a deep network with sigmoids. (What other weights can do about it is told in 10a.)

# %% id="bends-ask"
ask.number(
    "Three sigmoid neurons stand in a row, each with the weight 1. Whatever their biases are: how many times as far as the start "
    "can the end move, at most? Give three digits after the point.",
    0.0156, digits=3,
    why="Each slope is at most 1/4, and they multiply: 1/64.",
    mistakes={0.75: "Along a chain slopes multiply.", 0.25: "That is one neuron. There are three.",
              0.0625: "That is two neurons. There are three.", 0.125: "The largest slope of the sigmoid is not 1/2: it is "
                                                                      "1/2 · (1 - 1/2)."},
)

# %% [markdown] id="family" covers="N05-12 N05-13 N05-16 N05-18 N05-19 N05-20 N05-22 N05-26 N05-41"
# **The family.** Beside identity, these bends are in use, or were. Each picture shows a bend and its slope.
#
# - **step**: 0 below 0, else 1. Its slope is 0.
# - **sigmoid** and **tanh**: with $\tanh z = (e^z - e^{-z})/(e^z + e^{-z})$, whose slope is $1 - \tanh^2 z$.
# - **relu**: $\max(0, z)$. Its slope is 0 below 0 and 1 above.
# - **leaky relu**: $z$ above 0, and $0.01\,z$ below.
# - **elu**: $z$ above 0, and $e^z - 1$ below.
# - **softplus**: $\log(1 + e^z)$. Its slope is the sigmoid. Far out it agrees with relu.
# - **gelu**: $z\,\Phi(z)$, where $\Phi(z)$ is the share of a standard normal distribution below $z$. Many language models use it. At $z = 1$ it gives 0.8413. (A faster formula with tanh gives 0.8412.)

# %% id="family-figure"
figures.gallery(["step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "gelu"])

# %% [markdown] id="family-read"
# Sigmoid and tanh **squash**: whatever comes in, the output stays between two bounds. Both saturate. But tanh has the slope 1 at 0, and its outputs lie on both sides of 0.
#
# How smooth is a bend? Count the derivatives that do not jump. The step itself jumps at 0. Relu does not jump, but its slope does: it has a corner. The slope of elu does not jump, but the slope of its slope does. Sigmoid, tanh, softplus and gelu never jump, however often one takes slopes. (Elu also exists with a factor: $2\,(e^z - 1)$ below 0. With any factor but 1 it has a corner.)
#
# Corners do little harm. At 0 itself relu has no slope, and programs simply use 0 there. A **jump** is another matter. The step was the first bend: a neuron fires or it does not. What does its jump do to learning?

# %% id="family-ask"
ask.choose(
    "A network has steps for bends. After a small change of any weight in its first layer, what happens to the loss, nearly "
    "always?",
    {"it changes by a small amount": "For that, the output of a step would have to change by a small amount.",
     "it stays exactly as it was": "No pre-activation passes 0, so every step gives what it gave before. The gradient is 0, and "
                                   "gradient descent stands still.",
     "it jumps": "It jumps only if some pre-activation passes 0. Does a small change do that, nearly always?",
     "it becomes nan": "The step has a value everywhere. What does it give after a small change of z?"},
    right="it stays exactly as it was",
)

# %% [markdown] id="tanh" covers="N05-15"
# ### One function, two programs
#
# Multiply tanh above and below by $e^z$: $\tanh z = \dfrac{e^{2z} - 1}{e^{2z} + 1}$. (It is also a stretched sigmoid: $\tanh z = 2\,\sigma(2z) - 1$. At $z = 1$: $2 \cdot 0.8808 - 1 = 0.7616$.) On paper both fractions are equal. **Two solutions:** Ann programs the first fraction, Ben the second. Both test at $z = 1$ and at $z = 400$, where tanh is 1 to all digits. Remember that $e^z$ is stored as `inf` above $z = 709$.

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
# See it below. `torch.tanh` takes care of it for you. A bend of your own needs the same care.

# %% id="tanh-run"
z = torch.tensor([1.0, 400.0])
ann = (z.exp() - (-z).exp()) / (z.exp() + (-z).exp())
ben = ((2 * z).exp() - 1) / ((2 * z).exp() + 1)
tensors.show(ann=ann, ben=ben, torch=z.tanh())

# %% [markdown] id="tanh-exercise"
# **Your turn** (30 minutes): [*Ten activations and their slopes*](../exercises/05a_networks.ipynb), exercise 3.

# %% [markdown] id="dead" covers="N05-17"
# ## 5 Units that die
#
# Relu passes slopes on unchanged, as long as $z$ is above 0. And it is cheap to compute. Both made it the usual choice. But it has a weakness.
#
# Suppose one long step makes a bias very negative, so that $z$ is below 0 **for every training example**. Then this unit gives 0 for all of them. It is called **dead**.
#
# A network 64 - 32 - 10 learns handwritten digits, with relu. First come 50 steps that are too long, $\eta = 5$. They leave nearly all of its hidden units dead. Then come 100 steps with $\eta = 0.5$, which is a good rate. (Started with it, such a network gets about 99 % right in 150 steps.) **Decide first.**

# %% id="dead-guess"
ask.choose(
    "A relu network has 32 hidden units. 50 steps with a learning rate ten times too large leave nearly all of them at 0 for "
    "every example, and it names 10 % of the digits correctly. Now come 100 steps with a good rate. What happens?",
    {"it recovers to about 99 %": "For that the dead units would have to move. Which gradient do they get?",
     "it recovers a little, to about 50 %": "That is what leaky relu does. Which gradient does a dead unit of relu get?",
     "nothing: it stays at about 10 %": "All slopes behind the dead units are 0. Only the last layer's biases still learn.",
     "the dead units come back, the others die": "What would have to change in a dead unit, and by which gradient?"},
    right="nothing: it stays at about 10 %",
)

# %% [markdown] id="dead-see"
# `digits_network` trains from the random start `seed`. Each pair is a phase: the learning rate and the number of steps.

# %% id="dead-run"
etas = (5.0, 0.5)

def five_runs(name):
    return [trials.digits_network(seed, ((5.0, 50), (0.5, 100)), name) for seed in range(5)]

runs = {"relu": five_runs("relu"), "leaky_relu": five_runs("leaky_relu")}
print("dead units of relu:", [run[1].dead for run in runs["relu"]], "of 32")
figures.casualties(runs, etas)

# %% [markdown] id="dead-read"
# All five relu networks stay at 0.10. Why? Below 0 the slope of relu is 0. The gradient of a unit's weights and bias has this slope as a factor, for every example. So it is exactly 0, and no later step moves them: **a dead unit stays dead**. At most one of the 32 units was still alive.
#
# **Leaky relu** is the same network with a slope of 0.01 below 0. This slope is fixed. No unit is ever without a gradient, and all five networks come up again. They do not come far in 100 steps. So too long a step is harmful in any case. With relu it is final. (**PReLU** learns this slope as one more parameter: see the optional part at the end.)

# %% [markdown] id="torch" covers="N05-40"
# ## 6 The same in PyTorch
#
# You need not write the loop. In PyTorch the network of part 2 is
#
# ```python
# torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
# ```
#
# `Linear(2, 3)` holds a `weight` of shape `(3, 2)` and a `bias` of shape `(3,)`, with random starts. `Sequential` calls its parts in turn. The last layer has no bend here, so the output is the logit. Our `TorchMLP` is made in the same way, from weights that we hand to it. It must give what our loop gives:

# %% id="torch-run"
from dlcourse.nn.modules import TorchMLP
from dlcourse.nn.params import Params

module = TorchMLP(Params((W1, W2), (b1, b2)))
print([(name, tuple(p.shape)) for name, p in module.named_parameters()])
tensors.show(theirs=module(X).sigmoid().detach(), ours=network(X))

# %% [markdown] id="torch-read"
# (`detach` drops the notes that PyTorch takes for `backward()`.)
#
# A network for several classes ends in a linear layer, too, since `torch.nn.CrossEntropyLoss` takes logits. Some programs end in `log_softmax(z)` instead. Then the axis has to be named: `log_softmax(z, dim=1)`, so that the numbers of one *row* compete. Which loss goes with which end is told in 06a.

# %% [markdown] id="recall"
# ### A question from before
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
# - Without bends, all layers together are one layer: $W = W_2 W_1$, $b = W_2 b_1 + b_2$.
# - Slopes multiply along the layers. The slope of the sigmoid is at most 1/4, that of the step is 0, that of relu is 0 or 1.
# - A relu unit whose $z$ is below 0 for every example is dead for good. A slope below 0, as in leaky relu, keeps it alive.
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
# | $\Phi$ | | share of a standard normal distribution below $z$ |
# | $\alpha$, $\bar a$, $\bar\alpha$ | `slope` | optional: slope of PReLU below 0; derivative of the loss with respect to $a$, to $\alpha$ |

# %% [markdown] id="glossary"
# ## Words
#
# **neuron, unit** a weighted sum, a bias and a bend · **bias** the number that is added to the weighted sum · **pre-activation** $z$, before the bend · **activation function, bend** the function that is applied to $z$ · **layer** units that see the same inputs · **hidden layer** a layer before the last · **fully connected** joined with all units of the layer before · **feed-forward** without loops · **multilayer perceptron, MLP** fully connected layers in a chain · **composition** one function after another · **parameters** what training changes · **hyper-parameters** what is fixed before training · **relu** $\max(0, z)$ · **saturated** where a bend is almost level · **squash** keep between two bounds · **dead unit** a relu unit that is 0 for every example · **leaky relu** with a small fixed slope below 0 · **PReLU** with a learned slope below 0 · **elu, softplus, gelu** smoother relatives of relu. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Which shapes a network with bends can make, and how depth helps, is the topic of [05b](05b_what_networks_represent.ipynb). Today's language models mostly use gelu or close relatives of it, in hidden layers of many thousand units. Often two such layers are multiplied with each other, number by number: one of them then says how much of the other passes.

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
# Its inventors (Clevert and others, 2016) found that networks learn faster with it. (In a deep untrained network this advantage gets lost. After ten such layers the mean of elu was even the larger one, in each of eight random networks.)

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
# The largest of several lines never bends downwards: such a curve is called *convex*. With enough lines a maxout unit comes near any convex curve. Relu is the largest of two lines, $z$ and 0.
