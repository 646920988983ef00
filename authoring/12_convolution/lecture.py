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
# # 12 Convolution: weights that are shared
#
# {minutes} · exercises in [exercises/12_convolution.ipynb](../exercises/12_convolution.ipynb)

# %% [markdown] id="hook"
# ## Digits that move
#
# Four networks learn handwritten digits of 8 by 8 pixels. Each digit lies in the middle of an empty canvas of 14 by 14 pixels. All four are good: of new digits *in the middle* they name 96 % or more. Then the new digits are moved by 1, 2 or 3 pixels, up, down, left or right.
#
# - **dense**: every unit has a weight for every pixel, as in [05a](05a_networks.ipynb).
# - **convolution, flattened**: each unit sees only a small window. Units at different places *share* their weights. The last layer has a weight for every place.
# - **convolution, global maximum**: the same, but the last layer gets only the largest number of each kind of unit.
# - **own weights**: like the third, but the units share nothing.
#
# **Decide first**, in the question below: which network still names the digits that are moved by 2 pixels? Then try all four.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.classroom.derivation import derivation
from dlcourse.lectures.l12 import figures, trials, widgets
from dlcourse.nn import conv

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.MovedDigits()

# %% id="hook-ask"
ask.choose(
    "No network has ever seen a digit away from the middle. Which of them still name at least 90 % of the digits that are moved by 2 pixels?",
    {"all that look at windows": "Choose \"convolution, flattened\" in the picture, and move the digits by 2.",
     "only the third": "Here shared weights and the global maximum are needed together.",
     "the two with a global maximum": "Choose \"own weights\" in the picture, and move the digits by 2.",
     "the two that share weights": "Choose \"convolution, flattened\" in the picture, and move the digits by 2.",
     "none: they have never seen such digits": "Try the third one."},
    right="only the third",
)

# %% [markdown] id="hook-see"
# **See it.** The third network still names 96 % of the digits that are moved by 2. (This is the median of five starts, here and below.) The dense one falls from 96 to 45 % with one pixel, and to 13 % with two. The second network shares its weights, and falls to 12 %. The fourth has a global maximum, and falls to 11 %. So here neither is enough alone.
#
# And the third network has the fewest parameters by far: 3594. The dense one has 15 018, the fourth 697 898. What does sharing do? And why is it not enough?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Find the gradient of a weight that is used several times (exercise *The gradient of a weight used twice*).
# 2. Apply a kernel to signals and images (exercises *Slide a kernel along a signal*, *Convolve images with many channels*).
# 3. Send adjoints back (exercises *Convolution backwards*, *Max pooling backwards*).
# 4. Say what survives a move, and what does not (questions in part 6 and at the end).
# 5. Say how much of the input a unit sees (exercise *How much of the image one unit sees*).
# 6. Follow shapes through a network and count its weights (exercise *Follow the shapes through a network*, question in part 4).

# %% [markdown] id="needs"
# ## What you need
#
# The layer `X @ W.mT + b` ([05a](05a_networks.ipynb)). The adjoint $\bar x$, the derivative of the loss with respect to $x$; adjoints of several ways add ([08](08_backpropagation.ipynb)). The difference quotient as a check ([07](07_differentiation.ipynb)).

# %% [markdown] id="tie" covers="N12-01 N12-02"
# ## 1 A weight that is used twice
#
# Start small: two windows, $x_1 = (1, -1)$ beside $x_2 = (1, 2)$. Unit 1 sees only $x_1$, unit 2 only $x_2$. All other weights are 0. So the weight matrix consists of blocks:
#
# $$z = \begin{pmatrix} a_1^T & 0 \\ 0 & a_2^T \end{pmatrix} \begin{pmatrix} x_1 \\ x_2 \end{pmatrix} + \begin{pmatrix} b_1 \\ b_2 \end{pmatrix}$$
#
# Then come tanh, $h = \tanh(z)$, and an output $y = \tanh(c^T h + d)$. Now both units shall look for the same thing: $a_1 = a_2 = a$. This is called **weight sharing**, and the weights are **tied**. (Biases stay separate.) What is the gradient of $y$ with respect to $a$?
#
# Give the two uses their own names again. If $a$ moves a little, $a_1$ and $a_2$ both move as far. So $y$ changes by what $a_1$ brings plus what $a_2$ brings: **the gradients of the uses add.** In numbers, with $a = (0.5, -0.5)$, $c = (1, 2)$ and all biases 0 (tanh has the slope $1 - \tanh^2$):

# %% id="tie-steps"
tied, c = torch.tensor([[0.5, -0.5], [1.0, 2.0]])
windows = torch.tensor([[1.0, -1.0], [1.0, 2.0]])  # x₁, and below it x₂
z = windows @ tied
h = z.tanh()
y = (c @ h).tanh()
z_bar = (1 - y**2) * c * (1 - h**2)
uses = z_bar[:, None] * windows
derivation(
    (r"$z_1 = a^T x_1,\ z_2 = a^T x_2$", "0.5 + 0.5 and 0.5 - 1", z),
    (r"$h = \tanh(z),\ y = \tanh(c^T h)$", "the number is y", y),
    (r"$\bar z_i = (1 - y^2)\, c_i\, (1 - h_i^2)$", "chain rule; slope of tanh", z_bar),
    (r"$\bar a_1 = \bar z_1 x_1,\ \bar a_2 = \bar z_2 x_2$", "zᵢ moves xᵢ times as far", uses),
    (r"$\bar a = \bar a_1 + \bar a_2$", "both move with a, so their effects add", uses.sum(0)),
    at="for the numbers above")

# %% [markdown] id="tie-check"
# **Two solutions.** Ann adds, as in the last line. Ben takes the *mean* of the two gradients, "since there are two windows". The difference quotient decides: move the first entry of $a$ by 0.000001.

# %% id="tie-run"
def output(a):
    return (c @ (windows @ a).tanh()).tanh()


little = torch.tensor([1e-6, 0.0])
tensors.show(quotient=(output(tied + little) - output(tied - little)) / 2e-6,
             Ann=uses.sum(0)[0], Ben=uses.mean(0)[0])

# %% [markdown] id="tie-exercise"
# **Your turn** (15 minutes): [*The gradient of a weight used twice*](../exercises/12_convolution.ipynb), exercise 1.

# %% [markdown] id="slide" covers="N12-03"
# ## 2 A kernel that slides
#
# Now let the windows overlap, one at each place. The shared weights $a$ are called the **kernel** (or filter). It has $k$ entries, its **taps**. The bias is now shared, too. We count places and taps from 0, as Python does. At place $i$:
#
# $$z_i = a_0 x_i + a_1 x_{i+1} + \dots + a_{k-1} x_{i+k-1} + b$$
#
# **See it.** The kernel $(-1, 0, 1)$ slides along a step. Predict: at which places is $z$ not 0? Move *place*, then try the other kernels. On the right is the weight matrix of the same layer. What do its rows have in common?

# %% id="slide-live"
widgets.Slide()

# %% [markdown] id="slide-read"
# At the places 2 and 3, $z$ is 4. Only there does the window begin with a 1 and end with a 5. Elsewhere $z$ is 0.
#
# Each row of the matrix holds the same kernel, one column further to the right. So convolution **is** a layer `A @ x + b` with three rules: zeros outside of the windows, equal numbers along each diagonal, and one bias for all places. The matrix has 48 entries. Only 3 of them are free, and one bias comes on top.
#
# How often does a kernel of $k$ taps fit? The first place is 0. At the last place $i$ the window ends at the last entry: $i + k - 1 = n - 1$, so $i = n - k$. From 0 to $n - k$ there are $n - k + 1$ places, here $8 - 3 + 1 = 6$. (With $n = k$ it fits once.) **Padding** puts zeros at both ends first, so that the kernel fits at more places.

# %% id="slide-ask"
ask.number(
    "x = (1, 3, 2, 4), the kernel is (2, -1), and b = 0. What are all entries of z?",
    (-1, 4, 0),
    why="2·1 - 3 = -1, then 2·3 - 2 = 4, then 2·2 - 4 = 0. There are 4 - 2 + 1 = 3 places.",
    mistakes={(5, 1, 6): "You turned the kernel round. At place 0 the tap 2 meets the entry 1.",
              (5, 8, 8): "The second tap is -1.",
              (-1, 0, 4): "At which place does the second window begin?"},
)

# %% [markdown] id="slide-word"
# **A word on the word.** In mathematics, *convolution* turns the kernel round first: $\sum_j a_j\, x_{i-j}$. What we do is called *cross-correlation* there. Deep learning calls it convolution all the same, and PyTorch's `conv1d` and `conv2d` turn nothing round. For learned kernels this makes no difference.

# %% [markdown] id="slide-exercise"
# **Your turn** (10 minutes): [*Slide a kernel along a signal*](../exercises/12_convolution.ipynb), exercise 2.

# %% [markdown] id="back"
# ## 3 The way back
#
# The kernel met the entry $x_1 = 3$ at two places: at place 0 with the tap $-1$, and at place 1 with the tap 2. **Try it before you read on.**

# %% id="back-ask"
ask.number(
    "As above, x = (1, 3, 2, 4) and the kernel is (2, -1). The adjoints of the three outputs are (1, 2, -1). What is the adjoint of the "
    "entry x₁ = 3?",
    3,
    why="By z₀ = 2x₀ - x₁ comes 1 · (-1), by z₁ = 2x₁ - x₂ comes 2 · 2. Both uses add: -1 + 4 = 3.",
    mistakes={0: "You exchanged the taps. Which tap meets x₁ in z₀ = 2x₀ - x₁?",
              4: "That is the way by z₁. x₁ also stands in z₀.",
              -1: "That is the way by z₀. x₁ also stands in z₁.",
              1.5: "The two ways add. There is no mean."},
)

# %% [markdown] id="back-derive"
# Here are all adjoints. (The bias stands in each output, so $\bar b = \sum_i \bar z_i = 2$. In line 3, outputs that do not exist count 0.)

# %% id="back-steps"
x, a, b = torch.tensor([1.0, 3, 2, 4]), torch.tensor([2.0, -1]), torch.tensor(0.0)
A, z_bar_3 = conv.toeplitz(a, 4), torch.tensor([1.0, 2, -1])
by_sliding = conv.conv1d(torch.tensor([0.0, 1, 2, -1, 0]), torch.tensor([-1.0, 2]), b)
derivation(
    (r"$\bar a_j = \sum_i \bar z_i\, x_{i+j}$",
     "tap j met x at i + j. Tap 0: 1·1 + 2·3 - 1·2; tap 1: 1·3 + 2·2 - 1·4",
     torch.stack([z_bar_3 @ x[:3], z_bar_3 @ x[1:]])),
    (r"$\bar x = A^T \bar z$", "the rule for a layer A x + b", A.mT @ z_bar_3),
    (r"$\bar x_m = \sum_j a_j\, \bar z_{m-j}$",
     "the same, written out: x_m met tap j at place m - j", by_sliding),
    at="adjoints (1, 2, -1) of z")

# %% [markdown] id="back-read"
# Line 1 is again a kernel that slides: $\bar z$ slides along $x$. Line 3 is one, too. Put $k - 1$ zeros on both ends of $\bar z$, here $(0, 1, 2, -1, 0)$. Let the kernel **turned round**, $(-1, 2)$, slide along it: $-1 \cdot 0 + 2 \cdot 1 = 2$, then $-1 \cdot 1 + 2 \cdot 2 = 3$, then $-1 \cdot 2 + 2 \cdot (-1) = -4$, then $-1 \cdot (-1) + 2 \cdot 0 = 1$. This is called a **full** convolution.
#
# Why turned round? Place 0 comes *before* place 1. But $x_1$ meets the *last* tap at place 0, and the first tap at place 1. PyTorch finds the same:

# %% id="back-run"
x_leaf, a_leaf = x.clone().requires_grad_(), a.clone().requires_grad_()
z_torch = torch.nn.functional.conv1d(x_leaf[None, None], a_leaf[None, None])[0, 0]
z_torch.backward(z_bar_3)  # the adjoints of the outputs
tensors.show(A=A, by_matrix=A @ x + b, torch=z_torch, x_bar=x_leaf.grad, a_bar=a_leaf.grad)

# %% [markdown] id="image" covers="N12-05"
# ## 4 Images and channels
#
# An image has rows and columns, and often several **channels**: red, green and blue. Its shape is $C \times H \times W$, channels first, then rows (height) and columns (width). A batch of images is $N \times C \times H \times W$.
#
# A kernel now has a weight for each channel, row and column of its window. It gives **one** number for each place: the sum over *all* channels, plus one bias. Such an array of numbers, one for each place, is a **feature map**. A layer has $O$ kernels, so it gives $O$ maps. These are the channels of the next layer:
#
# $$Z_{o,s,t} = b_o + \sum_c \sum_i \sum_j W_{o,c,i,j}\; X_{c,\,s+i,\,t+j}$$
#
# Channels count from 0, too. For one kernel and two channels:
#
# $$X_0 = \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \\ 2 & 0 & 1 \end{pmatrix} \quad X_1 = \begin{pmatrix} 0 & 1 & 2 \\ 1 & 0 & 1 \\ 3 & 1 & 0 \end{pmatrix} \quad W_{0,0} = \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix} \quad W_{0,1} = \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix} \quad b_0 = 1$$
#
# At the top left, channel 0 gives $1 \cdot 1 + 1 \cdot 1 = 2$ and channel 1 gives $1 \cdot 1 + 1 \cdot 1 = 2$. With the bias, $Z_{0,0,0} = 2 + 2 + 1 = 5$.

# %% id="image-ask"
ask.number(
    "Move the window one column to the right. What is the output there, at s = 0, t = 1? And how many weights and biases together has "
    "a layer with 16 kernels of 3 × 3 for images with 8 channels?",
    (8, 1168),
    why="2 + 3 from channel 0, 2 + 0 from channel 1, and the bias 1: 8. The layer has 16 · 8 · 3 · 3 = 1152 weights and 16 biases.",
    mistakes={(7, 1168): "The bias is missing in the first number.",
              (8, 1152): "Each kernel has a bias, too.",
              (8, 160): "Each kernel has its own 3 × 3 weights for each of the 8 channels.",
              (6, 1168): "That is channel 0 with the bias. The sum runs over both channels.",
              (8, 1280): "There is one bias for each kernel, not one for each kernel and channel.",
              (4, 1168): "You went one row down. s counts rows, t counts columns."},
)

# %% [markdown] id="image-see" covers="N12-06"
# What can a kernel find? Below, three kernels were written by hand. The first is $-1$ in its left column and 1 in its right one. It answers where ink begins on the right. The second is the same for rows. After the kernel comes a bend, relu as a rule: all numbers below 0 become 0. Without it, two layers of kernels would be one linear map, as in [05a](05a_networks.ipynb).

# %% id="image-figure"
edge = torch.tensor([[-1.0, 0, 1], [-1, 0, 1], [-1, 0, 1]])
three = trials.placed(widgets.example(3))[0, 0]
figures.filtered(three, {"ink begins right of it": edge, "ink begins below": edge.mT,
                         "mean of nine": torch.ones(3, 3) / 9})

# %% [markdown] id="image-exercise"
# **Your turn** (20 minutes): [*Convolve images with many channels*](../exercises/12_convolution.ipynb), exercise 3.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you.

# %% [markdown] id="recall"
# ## A question from before
#
# You will need its answer.

# %% id="recall-1"
ask.number(
    "A layer takes 196 numbers and makes 64. Each of the 64 may depend on all of the 196. How many parameters does it have, biases included?",
    12608,
    why="196 · 64 = 12 544 weights and 64 biases. The layers below do with far fewer.",
    mistakes={12544: "Each unit has a bias, too.", 260: "Each unit has its own weight for each input. Multiply.",
              12740: "There is a bias for each output, not for each input."},
)

# %% [markdown] id="back2d"
# ## 5 Images, backwards
#
# Only the indices are new. A weight was used once at each place (and for each image of the batch), so its adjoint is a sum over all places. An entry of $X$ was met by several taps of each kernel, and these add, too. Take the example above, with the adjoints $\bar Z = \begin{pmatrix} 1 & 0 \\ 0 & 2 \end{pmatrix}$:

# %% id="back2d-steps"
X = torch.tensor([[[1.0, 2, 0], [0, 1, 3], [2, 0, 1]], [[0, 1, 2], [1, 0, 1], [3, 1, 0]]])[None]
W = torch.tensor([[[1.0, 0], [0, 1]], [[0, 1], [1, 0]]])[None]
Z, cache = conv.conv2d(X, W, torch.ones(1))
Z_bar = torch.tensor([[1.0, 0], [0, 2]])[None, None]
X_bar, W_bar, b_bar = conv.conv2d_backward(Z_bar, cache)
one = torch.eye(18)[4].view(1, 2, 3, 3)  # a 1 in the middle of channel 0, else 0
derivation(
    (r"$\bar b_o = \sum_{s,t} \bar Z_{o,s,t}$", "b stands in each output: 1 + 2", b_bar[0]),
    (r"$\bar W_{o,c,i,j} = \sum_{s,t} \bar Z_{o,s,t}\, X_{c,\,s+i,\,t+j}$",
     "c = 0, i = 0, j = 1: (0, 0) met the 2, (1, 1) met the 3: 1·2 + 2·3", W_bar[0, 0, 0, 1]),
    (r"$\bar X_{c,u,v} = \sum_o \sum_{i,j} W_{o,c,i,j}\, \bar Z_{o,\,u-i,\,v-j}$",
     "c = 0, middle: tap (1, 1) at (0, 0), tap (0, 0) at (1, 1): 1·1 + 1·2", X_bar[0, 0, 1, 1]),
    (r"check: $\sum \bar Z \cdot$ change of $Z$", "the middle of channel 0 moved by 1",
     ((conv.conv2d(X + one, W, torch.ones(1))[0] - Z) * Z_bar).sum()), at="for the example")

# %% [markdown] id="back2d-read"
# Line 3 is the full convolution of $\bar Z$ with the kernel turned round in both directions. It also sums over the kernels $o$, since each map was made from the same channel. Entries of $\bar Z$ that do not exist count 0. Line 4 checks it: $Z$ changes in proportion to the change of $X$, so a move by 1 is exact.
#
# **Your turn** (30 minutes): [*Convolution backwards*](../exercises/12_convolution.ipynb), exercise 4.

# %% [markdown] id="move"
# ## 6 What survives a move
#
# Move a signal one entry to the right: $x'_i = x_{i-1}$. What does the kernel make of it? (We look at places away from the ends.)

# %% id="move-steps"
before, after = torch.tensor([0.0, 0, 1, 3, 0, 0]), torch.tensor([0.0, 0, 0, 1, 3, 0])
z_before, z_after = conv.conv1d(before, a, b), conv.conv1d(after, a, b)
derivation(
    (r"$z_i = \sum_j a_j\, x_{i+j}$", "the kernel (2, -1) on (0, 0, 1, 3, 0, 0)", z_before),
    (r"$z'_i = \sum_j a_j\, x'_{i+j} = \sum_j a_j\, x_{(i-1)+j} = z_{i-1}$",
     "on (0, 0, 0, 1, 3, 0): x' at a place is x one place before", z_after),
    (r"$\max_i z'_i = \max_i z_i$", "the same numbers at other places", z_after.max()),
    at="before and after the move",
)

# %% [markdown] id="move-read"
# So the feature map **moves with the input**. This is called **equivariance**. It holds since all places share the kernel. But equivariant does not mean *unchanged*: the map is a different list of numbers. Only the last line is unchanged. This is called **invariance**. It takes a rule that ignores the places: the maximum, the mean or the sum of a whole map. Here it is the **global maximum**. Large networks for images usually end in a global mean.
#
# Now look at the four networks of the first picture again. Each was trained from five starts, at the best of three learning rates on validation digits. At *every* rate and start, the third names 93 to 97 % of the digits moved by 1, and the others 40 to 53 %.

# %% id="move-figure"
figures.by_move({kind: trials.moved(kind) for kind in trials.KINDS})

# %% [markdown] id="move-explain"
# **Dense:** it was trained on digits in the middle only. A moved digit meets weights that have learned about *other* pixels. The third network needs no such examples. **Convolution, flattened:** its maps move with the digit. But the last layer has a weight for each place, and these weights do not move. **Own weights:** the units at the new place have other weights, so line 2 does not hold. **Convolution, global maximum** has both.
#
# Why does it fall to 92 % with 3 pixels? Line 2 holds away from the ends. After 3 pixels a digit can touch the edge of the canvas. Then some windows that met it before lie outside of what the network looks at. An optional part tests this.

# %% [markdown] id="pool" covers="N12-07"
# ## 7 Pooling
#
# Between layers one often makes maps smaller. **Max pooling** takes the largest number of each window, usually of 2 by 2 pixels, without overlap. **Mean pooling** takes the mean. Each map is pooled alone.
#
# $$\begin{pmatrix} 1 & 3 & 0 & 2 \\ 4 & 2 & 1 & 1 \\ 0 & 1 & 5 & 2 \\ 2 & 0 & 1 & 6 \end{pmatrix} \quad \text{max:} \begin{pmatrix} 4 & 2 \\ 2 & 6 \end{pmatrix} \quad \text{mean:} \begin{pmatrix} 2.5 & 1 \\ 0.75 & 3.5 \end{pmatrix}$$
#
# **Backwards.** If the 4 moves a little, the maximum moves as far. If the 3 moves a little, nothing happens. So the adjoint of an output goes to the largest entry of its window (if several are equal, to the first). The others get 0. (With mean pooling each of the four gets a quarter.) Where windows overlap, an entry may win several times. Then its adjoints add.

# %% id="pool-ask"
ask.number(
    "Max pooling along x = (1, 5, 2, 3), with windows of 2 that overlap: (1, 5), (5, 2), (2, 3). The adjoints of the three outputs are "
    "1, 2 and 4. A student's loop over the windows writes x_bar[winner] = y_bar[i]. It gives (0, 2, 0, 4). Mend it: what is right?",
    (0, 3, 0, 4),
    why="The 5 wins twice: 1 + 2. The 3 wins once: 4. In the student's loop the second win overwrites the first. It needs +=.",
    mistakes={(0, 2, 0, 4): "How often does the 5 win?",
              (1, 3, 2, 4): "Only winners get something. What happens to the maximum of (1, 5) if the 1 moves a little?",
              (0, 1.5, 0, 4): "Wins add. There is no mean.",
              (0.5, 1.5, 3, 2): "That is mean pooling."},
)

# %% [markdown] id="pool-exercise"
# **Your turn** (20 minutes): [*Max pooling backwards*](../exercises/12_convolution.ipynb), exercise 5.

# %% [markdown] id="odd"
# One often reads: "pooling makes a network robust against small moves". We put 4 zeros around the canvas (padding 4). A small network has 8 kernels of 3 by 3, relu, **max pooling of 2 by 2**, 16 kernels of 3 by 3, relu, the global maximum, a dense layer. It learns the digits in the middle of the canvas.

# %% id="odd-ask"
ask.choose(
    "This network with max pooling names 96 % of the new digits in the middle. What happens if they are moved by 1 pixel, and by 2?",
    {"it stays above 90 % for both": "Pooling takes windows (0, 1), (2, 3) and so on. Where is an edge that lay at 2 and 3, after a move by 1?",
     "it falls with 1, and falls further with 2": "A move by 2 moves the pooled map by exactly 1. What does the global maximum make of that?",
     "it falls with 1, and is back with 2": "A move by 2 is a move of the pooled map by 1 place. But a move by 1 puts other pixels together.",
     "it stays with 1, and falls with 2": "With 2 the windows hold the same numbers again, one window further."},
    right="it falls with 1, and is back with 2",
)

# %% [markdown] id="odd-see"
# Look at the line with stride 2 first.

# %% id="odd-figure"
figures.by_move({kind: trials.moved(kind) for kind in trials.STRIDES})

# %% [markdown] id="odd-read"
# It falls to 71 %, is back at 96 %, and falls to 69 %. A maximum that stays in its window changes nothing. But the windows begin at every second pixel. A move by 1 puts other pixels together, so the pooled map has *other numbers*. A move by 2 gives the same map, one place further (away from the ends).
#
# Is it the pooling, or its **stride** of 2? The second network pools at *every* place. It keeps 97, 97, 97 and 96 %. So here it is the stride that does harm.

# %% [markdown] id="size" covers="N12-08"
# ## 8 How much a unit sees, and what a layer costs
#
# Three more knobs of a layer. **Stride** 2: the kernel moves 2 places at a time. Padding 1: one zero is put on each end. **Dilation** 2: the taps lie 2 places apart, so 3 taps reach over 5 entries. (The second network of part 7 has it in its second kernels. So its units see as much as those of the first.) In general a kernel reaches over $\text{dilation} \cdot (k - 1) + 1$ entries. How often does it fit?
#
# $$\text{places} = \left\lfloor \frac{n + 2 \cdot \text{padding} - \text{dilation} \cdot (k - 1) - 1}{\text{stride}} \right\rfloor + 1$$
#
# The fraction counts the steps that are possible after the first place, and $\lfloor\ \rfloor$ rounds down. With $n = 7$, $k = 3$, stride 2, padding 1 and dilation 2: $(7 + 2 - 4 - 1)/2 = 2$, plus 1 is 3.
#
# The **receptive field** of a unit is the part of the *input* that it can see. For the first layer it is the kernel's size. **See it:** predict what a second layer adds, and what a stride of 2 does to it.

# %% id="size-live"
widgets.SeenPixels()

# %% [markdown] id="size-read"
# A unit of layer 2 sees $k$ units of layer 1, each one step further along. So a layer adds $\text{dilation} \cdot (k-1)$ times the step, where the step is the product of all strides **before** it. With $k = 3$ and stride 2, three layers see $1 + 2 \cdot 1 + 2 \cdot 2 + 2 \cdot 4 = 15$ entries. Pooling counts like a kernel of its size.

# %% id="size-ask"
ask.number(
    "The small network above: kernels of 3, then max pooling of 2 with stride 2, then kernels of 3. How many pixels, along one axis, "
    "does one unit of the last map see?",
    8,
    why="1 + 2·1 = 3 after the first kernels. Pooling adds 1·1: 4. The last kernels add 2 steps of 2 pixels: 8. A digit of 8 pixels just fits in.",
    mistakes={6: "After pooling, neighbours lie 2 pixels apart.", 9: "The stride of pooling counts only for the layers after it.",
              18: "Fields add up; kernels do not multiply.", 5: "Pooling sees something, too, and has a stride.",
              7: "Pooling of 2 adds one entry."},
)

# %% [markdown] id="size-exercise"
# **Your turn** (10 minutes): [*How much of the image one unit sees*](../exercises/12_convolution.ipynb), exercise 6.

# %% [markdown] id="cost"
# **Parameters.** A dense layer from 14 by 14 pixels to 64 units has the 12 608 parameters that you counted. A convolution has $k^2 C O + O$, whatever the size of the image: with 64 kernels of 3 by 3 for one channel, 640.
#
# **Multiplications.** The dense layer uses each of its 12 544 weights once. The convolution uses each weight at every place: places times $k^2 C O$. Without padding it has 12 by 12 places, so $144 \cdot 576 = 82\,944$. That is 6.6 times as many, for 9216 outputs instead of 64.

# %% [markdown] id="layout" covers="N12-04 N00-04"
# **The whole network** is a chain: convolution, bend, pooling, and so on. At the end the maps become one row of numbers (flattened, or by a global maximum or mean), and dense layers give the logits. Here is the small network again, as a chain of pairs like those of [08](08_backpropagation.ipynb). A `Stage` holds the way forward, the way back, and what they need besides the input; `partial` fills in the padding. The shape after each stage:

# %% id="layout-run"
from functools import partial

from dlcourse.nn.sequential import Stage

W1, b1, W2, b2, W3, b3 = trials.small()
stages = {"8 kernels": Stage(partial(conv.conv2d, padding=4), conv.conv2d_backward, (W1, b1)),
          "pooling": Stage(conv.max_pool2d, conv.max_pool2d_backward, (2,)),
          "16 kernels": Stage(conv.conv2d, conv.conv2d_backward, (W2, b2)),
          "maximum": Stage(conv.global_max_pool, conv.global_max_pool_backward)}
out = trials.placed(widgets.example(3))
for name, stage in stages.items():
    out = stage.forward(out, *stage.arguments)[0].relu()  # changes nothing after a maximum
    print(f"{name:11}{tuple(out.shape)}")
print(f"{'logits':11}{tuple((out @ W3.mT + b3).shape)}")
print("parameters:", sum(p.numel() for p in trials.small()))

# %% [markdown] id="layout-see"
# **See it.** In the middle are the feature maps of this network, trained. Predict: what do the maps of layer 1 do if the digit moves to the right by 1? And those of layer 2, by 1 and by 2?

# %% id="layout-live"
widgets.FeatureMaps()

# %% [markdown] id="layout-read"
# The maps of layer 1 follow the digit. Those of layer 2 become others with 1. With 2 they are the same, one place further (away from the ends).
#
# The layers could form a **nested hierarchy**: each concept is made from simpler ones. Layer 1 sees 3 by 3 pixels, so it can answer to edges. Layer 2 combines 8 such maps over 8 by 8 pixels. The last layer combines 16 maxima to digits. Nobody said which concepts these should be.
#
# **Your turn** (30 minutes): [*Follow the shapes through a network*](../exercises/12_convolution.ipynb), exercise 7.

# %% [markdown] id="transfer"
# ## Transfer
#
# First a question from before.

# %% id="recall-2"
ask.number(
    "On the way forward, two units with the bend relu had z = -2 and z = 0.5. On the way back, the adjoints of their outputs are 3 and 4. "
    "What are the adjoints of their z?",
    (0, 4),
    why="The slope of relu is 0 below 0 and 1 above. So 3 · 0 and 4 · 1.",
    mistakes={(3, 4): "What is the slope of relu at -2?", (-6, 2): "One multiplies by the slope, not by z.",
              (0, 2): "The slope of relu at 0.5 is 1."},
)

# %% [markdown] id="transfer-task"
# Now a new task. A canvas is wide, and the *place* of a digit is asked for.

# %% id="transfer-ask"
ask.choose(
    "A network shall say whether a digit lies in the left or in the right half of a wide canvas. Someone takes \"convolution, global maximum\", "
    "since it was the best in the first picture. Every window that meets the digit lies inside. What share of new digits will be judged correctly, after the best training?",
    {"nearly all: it was the best network": "What does the global maximum keep of the place?",
     "about half": "The same digit gives the same maxima in both halves. So the logits are the same. The place is what was thrown away.",
     "nearly none": "Guessing gets about half.",
     "it depends on the number of kernels": "Each kernel gives one maximum. Does any of them change when the digit moves?"},
    right="about half",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A weight that is used several times gets the sum of the gradients of its uses.
# - A kernel at every place is a layer whose matrix is a band with equal diagonals. It fits $n - k + 1$ times.
# - A kernel for images sums over all channels. Each kernel gives one map and has one bias.
# - Backwards: $\bar a$ is $\bar z$ sliding along $x$. $\bar x$ is the full convolution of $\bar z$ with the kernel turned round.
# - Feature maps move with the input (equivariance). A rule that ignores the places, such as a global maximum or mean, makes the answer the same at all places (invariance). Of the four networks, only the one with both sharing and the global maximum named the moved digits.
# - Max pooling hands the adjoint to the winner. With stride 2 its maps only follow moves by 2.
# - A layer adds $k - 1$ (times its dilation) times the product of the strides before it to the receptive field.
# - A convolution has $k^2 C O$ weights and $O$ biases, whatever the size of the image. It uses each weight at every place.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $a$, $b$ | `a`, `b` | kernel along one axis, and its bias |
# | $n$, $k$ | | entries of the input, taps of the kernel (on slides and in the exercise: $h$) |
# | $A$ | `A` | matrix of a kernel, a band with equal diagonals |
# | $N$, $C$, $H$, $W$ | | images in a batch, channels, rows, columns; with indices $W$ is the weights |
# | $O$ | | kernels of a layer, maps that it gives (on slides $C'$) |
# | $W_{o,c,i,j}$ | `W` | weights of a layer, (O, C, k, k) |
# | $Z_{o,s,t}$ | `Z` | map $o$ at row $s$ and column $t$ |
# | $c$ | `c` | in part 1 the weights of the output, from part 4 on a channel |

# %% [markdown] id="glossary"
# ## Words
#
# **weight sharing, tied weights** one weight used at several places · **kernel, filter** shared weights that slide over the input · **tap** one weight of a kernel · **convolution** in deep learning: the kernel at every place, not turned round · **full convolution** one with $k - 1$ zeros at each end · **channel** one of several numbers at each place · **feature map** what one kernel gives at all places · **equivariant** moves with the input · **invariant** unchanged by a move · **max pooling, mean pooling** largest number or mean of each window · **global maximum** largest number of a whole map · **stride** step of the kernel · **padding** zeros at the ends · **dilation** distance of the taps · **receptive field** the part of the input that a unit can see. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond" covers="N12-10 N12-11 N00-05"
# ## How the real systems go beyond this
#
# Fukushima's **Neocognitron** (1980) had layers of two kinds, modelled on cells of the visual cortex. S-cells look for a pattern in a window, with weights that all places share. C-cells answer if it is anywhere near. They are forerunners of convolution and pooling. LeCun and others (1989) trained such a network by backpropagation, to read handwritten postcodes. The well-known MNIST digits have 28 by 28 pixels: 60 000 for training, and 10 000 more for testing. Networks for photographs have dozens of layers, with the skips and norms of [10b](10b_normalisation_and_skips.ipynb).

# %% [markdown] id="optional-separable" covers="N12-09"
# ## Optional: a layer with fewer weights
#
# A **separable** convolution works in two steps. First each channel gets one kernel of its own: $k^2 C$ weights. Then kernels of 1 by 1 mix the channels at each place: $C O$ weights. So $k^2 C O$ becomes $k^2 C + C O$. At each place the multiplications become as many fewer. With $k = 3$ and $C = O = 64$:

# %% id="optional-separable-run"
k, C, O = 3, 64, 64
tensors.show(plain=k**2 * C * O, separable=k**2 * C + C * O,
             share=(k**2 * C + C * O) / (k**2 * C * O))

# %% [markdown] id="optional-separable-read"
# In return it can do less: every map is a mix of the same $C$ filtered channels. In PyTorch the first step is `conv2d` with `groups=C`. Here the two steps are compared with the one plain layer that does the same, whose kernels are products $W_{o,c,i,j} = M_{o,c}\, K_{c,i,j}$:

# %% id="optional-separable-check"
rng = tensors.generator(1)
images, K = torch.randn(1, 2, 5, 5, generator=rng), torch.randn(2, 3, 3, generator=rng)
M = torch.randn(4, 2, generator=rng)  # mixes 2 channels into 4 maps
each = torch.nn.functional.conv2d(images, K[:, None], groups=2)
two_steps = torch.nn.functional.conv2d(each, M[:, :, None, None])
one_step = conv.conv2d(images, M[:, :, None, None] * K, torch.zeros(4))[0]
print("alike:", torch.allclose(two_steps, one_step))

# %% [markdown] id="optional-wide"
# ## Optional: exactly invariant
#
# In part 6, the third network named 92 % of the digits that were moved by 3 pixels. Its units see 9 by 9 pixels, and it looks at 4 pixels of empty paper around the canvas. So windows further out are missing, though they meet a digit at the edge. We asked the same trained networks again, with 8 pixels of paper around. Now no window is missing that meets the digit.

# %% id="optional-wide-run"
third = trials.moved(trials.TOP)
tensors.show(moved_by=torch.arange(4), paper_4=third.right.median(0).values,
             paper_8=third.wide.median(0).values)

# %% [markdown] id="optional-wide-read"
# For each of the five networks, the share is now the same for every move: this network is invariant, as the derivation says.
