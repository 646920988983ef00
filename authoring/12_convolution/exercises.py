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
# # Exercises 12: Convolution: weights that are shared
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64. Compute in float64 too: ten digits are compared. No argument may be changed in place. The lecture is `notebooks/12_convolution.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-shared_grad"
# Two neurons look at two pieces $x_1$ and $x_2$ of one input. They share their weights $a$, but each has a bias of its own. A third neuron makes the output $y$ from them. All three use $f = \tanh$:
#
# $$z = f\begin{pmatrix} a\cdot x_1 + b_1 \\ a\cdot x_2 + b_2 \end{pmatrix}, \qquad y = f(c\cdot z + d)$$
#
# Write `shared_grad(a, b1, b2, c, d, x1, x2)`. It returns the gradient of $y$ with respect to the shared weights $a$.
#
# - `a`, `x1` and `x2` have shape `(n,)`, with $n$ at least 1. `c` has shape `(2,)`. `b1`, `b2` and `d` are floats.
# - The result is one tensor of shape `(n,)`. Entry $k$ says how far $y$ moves with entry $k$ of $a$. When that entry moves, it moves in both neurons at once.
# - Any of the numbers may be negative or 0. The two pieces may be the same.
# - Derive the gradient yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. You may use `torch.tanh`. Its slope at $u$ is $1 - \tanh^2 u$.
#
# By hand, for $a = (1, -1)$, $x_1 = (2, 1)$, $x_2 = (1, 3)$ and $c = (4, -5)$. The biases are $b_1 = -0.4507$, $b_2 = 2.6931$ and $d = 1.5493$. (Exactly, $\frac12\log 3 - 1$, $\log 2 + 2$ and $\frac12\log 3 + 1$.) They make round numbers:
#
# | neuron | goes into tanh | tanh | slope of tanh |
# |---|---|---|---|
# | first | $1 - 0.4507 = 0.5493$ | 0.5 | 0.75 |
# | second | $-2 + 2.6931 = 0.6931$ | 0.6 | 0.64 |
# | output | $4 \cdot 0.5 - 5 \cdot 0.6 + 1.5493 = 0.5493$ | 0.5 | 0.75 |
#
# The result is $(2.1, -4.95)$.

# %% id="ask-shared_grad"
ask.number(
    "Suppose that the two neurons had weights of their own, a1 and a2, with equal values. The gradient with respect to "
    "a1 would be (3, 1), and the one with respect to a2 would be (1, -4). Now both are one shared vector a, and its "
    "first entry rises by 0.01. How far does y move, to first order?",
    0.04,
    digits=3,
    why="the entry rises in both neurons, so y moves by 3 · 0.01 through the first one and by 1 · 0.01 through the second",
    mistakes={0.02: "You took the mean of the two ways. Is either of them only half used?",
              0.03: "That is the way through the first neuron. Does the entry stand in another one too?",
              0.01: "That is the way through the second neuron. Does the entry stand in another one too?",
              4: "That is the slope. How far does y move for a rise of 0.01?"},
)

# %% [markdown] id="task-shared_grad-now"
# Now with the numbers of both ways.

# %% id="answer-shared_grad"
@exercise("shared_grad")
def shared_grad(a, b1, b2, c, d, x1, x2):
    """Gradient (n,) of y = tanh(c·z + d) with respect to a; a, x1 and x2 (n,), c (2,), the others floats."""

# %% [markdown] id="task-conv1d"
# One neuron looks at a long signal through a short window. It is used at every place of the signal, always with the same weights: its *kernel*. Write `conv1d(x, a, b)`.
#
# - `x` has shape `(n,)`, the signal. `a` has shape `(h,)`, the kernel, with $h$ at least 1 and at most $n$. `b` is a float, the bias.
# - With indices from 0, the result at place $i$ is $z_i = a_0\,x_i + a_1\,x_{i+1} + \dots + a_{h-1}\,x_{i+h-1} + b$. So the first entry of the kernel meets the first number of the window. (Mathematics turns the kernel round before it speaks of a convolution. Deep learning does not.)
# - Only those places count at which the whole kernel lies on the signal. There are $n - h + 1$ of them, and nothing is added at the ends.
# - The result is one tensor of shape `(n - h + 1,)`, the places in their order. No function stands around the sum.
# - The kernel may be as long as the signal, or a single number.
# - The convolutions of torch and numpy are not allowed.
#
# By hand, for $x = (1, 3, 2, 5, 4)$, $a = (2, -1, 3)$ and $b = 10$:
#
# | place | the kernel sees | result |
# |---|---|---|
# | 0 | 1, 3, 2 | $2 \cdot 1 - 1 \cdot 3 + 3 \cdot 2 + 10 = 15$ |
# | 1 | 3, 2, 5 | $2 \cdot 3 - 1 \cdot 2 + 3 \cdot 5 + 10 = 29$ |
# | 2 | 2, 5, 4 | $2 \cdot 2 - 1 \cdot 5 + 3 \cdot 4 + 10 = 21$ |

# %% id="ask-conv1d"
ask.number(
    "A signal has 12 numbers, and a kernel has 5. How many results are there?",
    8,
    why="the last place is the one whose window ends at the end of the signal: 12 - 5 = 7, counted from 0, so there are 8",
    mistakes={7: "That is the number of the last place, counted from 0. How many places are there from 0 to 7?",
              12: "At the last number of the signal most of the kernel would stand out over the end. Does that count here?",
              16: "These are the places where kernel and signal overlap at all. Which of them count here?",
              2: "You moved the kernel by its own length. By how many numbers does it move here?"},
)

# %% [markdown] id="task-conv1d-now"
# Write it so that it holds for any length.

# %% id="answer-conv1d"
@exercise("conv1d")
def conv1d(x, a, b):
    """Kernel a (h,) at every place of the signal x (n,) where it fits, plus the float b: (n - h + 1,)."""

# %% [markdown] id="task-conv2d"
# A convolutional layer gets a batch of images with many channels, and each of its output channels has a kernel and a bias. Write `conv2d(X, W, b, stride, padding, dilation)`.
#
# - `X` has shape `(N, C, H, V)`: $N$ images with $C$ channels, $H$ rows and $V$ columns.
# - `W` has shape `(O, C, kh, kw)`. Output channel $o$ has the kernel `W[o]`, with $kh$ rows and $kw$ columns of weights for each of the $C$ input channels. `b` has shape `(O,)`, one bias for each output channel.
# - `stride`, `padding` and `dilation` are whole numbers that hold for rows and columns alike. `padding` is at least 0, the other two are at least 1.
# - A frame of zeros is laid around each image, `padding` thick on all four sides. Let $P$ be the framed images.
# - The result has shape `(N, O, rows, cols)`. With stride $s$ and dilation $d$ its entry in row $i$ and column $j$ is
#
# $$Z_{n,o,i,j} = b_o + \sum_{c,u,v} W_{o,c,u,v}\,P_{n,c,\;i s + u d,\;j s + v d}$$
#
# - So a new window begins every $s$ rows and columns. The rows that one kernel sees lie $d$ apart, and so do its columns: with $d = 1$ they are neighbours. The kernel is not turned round.
# - Only windows that lie within $P$ as a whole count. What is left over below or on the right plays no part. So `rows` is $\left\lfloor\dfrac{H + 2p - d\,(kh - 1) - 1}{s}\right\rfloor + 1$ with $p$ for the padding. For `cols`, $V$ and $kw$ take the places of $H$ and $kh$.
# - Images and kernels need not be square. Each axis may have length 1. The kernel always fits at one place at least.
# - The convolutions of torch are not allowed.
#
# By hand, for one image with two channels and one output channel with the bias 10:
#
# $$X_{0,0} = \begin{pmatrix}1&2&0\\0&1&3\end{pmatrix}\quad X_{0,1} = \begin{pmatrix}2&0&1\\1&1&0\end{pmatrix}\quad W_{0,0} = \begin{pmatrix}1&2\\0&-1\end{pmatrix}\quad W_{0,1} = \begin{pmatrix}0&1\\3&0\end{pmatrix}$$
#
# With stride 1, padding 0 and dilation 1 there are two places. At the first one channel 0 gives $1 + 4 + 0 - 1 = 4$, and channel 1 gives $0 + 0 + 3 + 0 = 3$. So the result there is $4 + 3 + 10 = 17$. At the second place it is $-1 + 4 + 10 = 13$. So $Z_{0,0} = (17, 13)$, one row with two columns.
#
# With stride 2, padding 1 and dilation 1 the framed image has 4 rows and 5 columns. Windows begin in rows 0 and 2 and in columns 0 and 2, and $Z_{0,0} = \begin{pmatrix}9&10\\11&17\end{pmatrix}$.

# %% id="ask-conv2d"
ask.number(
    "An image has 10 rows and 11 columns, and a kernel has 3 rows and 2 columns. Stride is 3, padding is 1, dilation is 3. "
    "How many rows and how many columns has the result?",
    (2, 4),
    why="the kernel spans 3 · 2 + 1 = 7 rows and 3 · 1 + 1 = 4 columns; the framed image has 12 and 13, so there are "
        "⌊5/3⌋ + 1 = 2 rows and ⌊9/3⌋ + 1 = 4 columns",
    mistakes={(4, 4): "That is right without the dilation. How many rows does the kernel span, when the rows that it sees "
                      "lie 3 apart?",
              (1, 3): "With rows that begin at 0 and 3, how many rows of windows are there?",
              (2, 3): "The rows are right. On how many sides does the frame stand, and how many columns does the kernel "
                      "span?",
              (3, 4): "You rounded up. Does the third row of windows lie within the frame as a whole?",
              (6, 10): "By how many rows does the window move from one place to the next?"},
)

# %% [markdown] id="task-conv2d-now"
# Loops over the places are welcome. The images are small.

# %% id="answer-conv2d"
@exercise("conv2d")
def conv2d(X, W, b, stride, padding, dilation):
    """Convolution (N, O, rows, cols) of images X (N, C, H, V) with kernels W (O, C, kh, kw) and biases b (O,)."""

# %% [markdown] id="task-conv2d_backward"
# The layer of the exercise before has three inputs that get a gradient: `X`, `W` and `b`. The layers behind it send back `Z_bar`, the derivative of the loss with respect to each entry of its result $Z$. Here the dilation is always 1. Write `conv2d_backward(X, W, Z_bar, stride, padding)`. It returns three tensors, `(X_bar, W_bar, b_bar)`.
#
# - `X` has shape `(N, C, H, V)`, `W` has shape `(O, C, kh, kw)`, and `Z_bar` has shape `(N, O, rows, cols)`. `stride` is a whole number of at least 1, `padding` one of at least 0.
# - The forward pass is that of `conv2d` with dilation 1. With stride $s$ and the images $P$ in their frame of zeros, $Z_{n,o,i,j} = b_o + \sum_{c,u,v} W_{o,c,u,v}\,P_{n,c,\;i s + u,\;j s + v}$. The value of $b$ plays no part in the gradients.
# - `X_bar` has the shape of `X`, `W_bar` has the shape of `W`, and `b_bar` has shape `(O,)`. The frame is not a part of `X`, and has no entry in `X_bar`.
# - Every weight is used in all images and at all places. A pixel is used in every window that it lies in, and in every output channel. Where one number is used several times, its gradients add up.
# - With a stride above 1 there may be pixels that no window sees, between the windows or behind the last one. Their entry in `X_bar` is 0.
# - The loss is whatever `Z_bar` comes from: nothing is divided by $N$ or by the number of places for its sake.
# - Images and kernels need not be square. Each axis may have length 1.
# - Derive the gradients yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. The convolutions of torch are not allowed either, nor is what torch offers for their gradients.
#
# By hand, for one image with one channel and one output channel, with stride 1 and padding 0:
#
# $$X = \begin{pmatrix}1&2&0\\0&1&3\end{pmatrix}\qquad W = \begin{pmatrix}1&2\\0&-1\end{pmatrix}\qquad \bar Z = \begin{pmatrix}3&5\end{pmatrix}$$
#
# There are two places, and $\bar b = 3 + 5 = 8$. The other two results are sums over the places as well:
#
# $$\bar W = 3\begin{pmatrix}1&2\\0&1\end{pmatrix} + 5\begin{pmatrix}2&0\\1&3\end{pmatrix} = \begin{pmatrix}13&6\\5&18\end{pmatrix}\qquad \bar X = \begin{pmatrix}3&6&0\\0&-3&0\end{pmatrix} + \begin{pmatrix}0&5&10\\0&0&-5\end{pmatrix} = \begin{pmatrix}3&11&10\\0&-3&-5\end{pmatrix}$$

# %% id="ask-conv2d_backward"
ask.number(
    "A signal of 4 numbers meets the kernel (2, 7), with stride 1 and no padding. The adjoint of the three results is "
    "(1, 10, 100). What is the adjoint of the second number of the signal?",
    27,
    why="the number is seen at place 0 by the weight 7, and at place 1 by the weight 2: 7 · 1 + 2 · 10 = 27",
    mistakes={72: "The kernel is turned round here. Which weight meets the second number at place 0?",
              20: "That is what comes from place 1. At which other place is this number seen?",
              7: "That is what comes from place 0. At which other place is this number seen?",
              13.5: "You took a mean over the two windows. If the number rises by 1, how far do both results move?",
              270: "You have place 1 and place 2. Does place 2 see the second number?",
              9: "You added the weights. By what is each of them multiplied on the way back?"},
)

# %% [markdown] id="task-conv2d_backward-now"
# Go through the places one by one, or through the weights one by one. Both are right.

# %% id="answer-conv2d_backward"
@exercise("conv2d_backward")
def conv2d_backward(X, W, Z_bar, stride, padding):
    """(X_bar, W_bar, b_bar (O,)) of a convolution; X (N, C, H, V), W (O, C, kh, kw), Z_bar (N, O, rows, cols)."""

# %% [markdown] id="task-max_pool2d_backward"
# Max pooling lays windows over each channel of an image. Each window gives its largest entry. The layers behind it send back `Y_bar`, the derivative of the loss with respect to each of these results. Write `max_pool2d_backward(X, k, s, Y_bar)`. It returns the derivative of the loss with respect to each entry of `X`.
#
# - `X` has shape `(N, C, H, W)`: $N$ images with $C$ channels, $H$ rows and $W$ columns. Each channel of each image has windows of its own.
# - A window has $k$ rows and $k$ columns. The window in row $i$ and column $j$ of the result begins at row $s\,i$ and column $s\,j$ of the image. `k` and `s` are whole numbers, at least 1.
# - No window stands out over an edge. What is left over at the right or at the bottom lies in no window. It gets 0.
# - So `Y_bar` has shape `(N, C, rows, columns)`. Here `rows` is $\lfloor (H - k)/s \rfloor + 1$ and `columns` is $\lfloor (W - k)/s \rfloor + 1$. There is at least one window.
# - What belongs to a window goes to its largest entry. If several are equal, all of it goes to the first of them. The first is found row by row, from left to right.
# - If $s$ is less than $k$, windows overlap. An entry that is the largest of several windows gets the sum. If $s$ is larger than $k$, entries between the windows get 0.
# - The entries of `X` may be negative, and so may those of `Y_bar`. The result has the shape of `X`.
# - Derive the gradient yourself: no `.backward()` and nothing of `torch.autograd` or `torch.func`. The max pooling of torch is not allowed either.
#
# By hand, for one image with one channel, $k = 2$ and $s = 1$:
#
# | `X` | | | | | `Y_bar` | | | | result | | | |
# |---|---|---|---|---|---|---|---|---|---|---|---|---|
# | 1 | 6 | 2 | 0 | | 1 | 2 | 3 | | 0 | 3 | 0 | 0 |
# | 4 | 6 | 3 | 8 | | 4 | 5 | 6 | | 0 | 4 | 0 | 9 |
# | 5 | 0 | 7 | 1 | | | | | | 0 | 0 | 5 | 0 |
#
# The first window holds 1, 6, 4, 6. Its first 6 stands in row 0 and column 1, and gets the 1. The next window holds 6, 2, 6, 3 and sends its 2 to the same entry: $1 + 2 = 3$. The 8 is the largest of two windows as well, and gets $3 + 6 = 9$.

# %% id="ask-max_pool2d_backward"
ask.number(
    "A row of an image holds 2, 5, 1, 4. Windows of 2 columns move by 1, so there are three of them. Their Y_bar is 10, 20 "
    "and 30. Which four numbers does the row get?",
    (0, 30, 0, 30),
    why="5 is the largest of the first two windows and gets 10 + 20; 4 is the largest of the last one",
    mistakes={(0, 20, 0, 30): "5 is the largest of two windows. What becomes of the first one's 10?",
              (0, 15, 0, 30): "If 5 rises by 1, both pooled values rise by 1. How far does the loss move?",
              (5, 15, 25, 15): "You share out equally, as for a mean. If 2 rises by 0.1, which pooled value moves?",
              (10, 30, 50, 30): "If 2 rises by 0.1, which pooled value moves?",
              (0, 10, 0, 30): "5 is the largest of two windows. What becomes of the second one's 20?",
              (0, 60, 0, 0): "Which is the largest entry of the last window?"},
)

# %% [markdown] id="task-max_pool2d_backward-now"
# Now for whole images. Loops over all windows are quick enough.

# %% id="answer-max_pool2d_backward"
@exercise("max_pool2d_backward")
def max_pool2d_backward(X, k, s, Y_bar):
    """Adjoint of X (N, C, H, W) for max pooling with windows k x k and step s; Y_bar (N, C, rows, columns)."""

# %% [markdown] id="task-receptive_field"
# A unit of a deep layer sees only a part of the image. How long is this part? For height and width the question is the same, so one direction is enough. Write `receptive_field(layers)`.
#
# - `layers` is a list of triples `(k, stride, dilation)`, one for each layer. The first triple belongs to the layer that meets the image. All numbers are whole and at least 1.
# - A unit of a layer sees `k` outputs of the layer before. They lie `dilation` places apart. Neighbouring units begin `stride` places apart.
# - A pooling counts as a kernel: windows of 2 that move by 2 are `(2, 2, 1)`. A layer that looks at each number by itself, such as relu, is not in the list.
# - The result is the length of what one unit of the last layer sees, as a whole number. It counts the pixels from the first to the last one, gaps included. The edges of the image play no part.
# - The empty list gives 1: without layers, a unit is a pixel.
#
# By hand, for `[(3, 1, 1), (2, 2, 1), (3, 1, 1)]`: a convolution, a pooling and another convolution.
#
# | layer | its kernel sees inputs that lie | so the field grows by | field |
# |---|---|---|---|
# | none | | | 1 |
# | (3, 1, 1) | 1 pixel apart | 2 | 3 |
# | (2, 2, 1) | 1 pixel apart | 1 | 4 |
# | (3, 1, 1) | 2 pixels apart | 4 | 8 |
#
# A single layer `(3, 1, 2)` sees the pixels 0, 2 and 4. Its field is 5.

# %% id="ask-receptive_field"
ask.number(
    "Two poolings stand one behind the other, each with windows of 2 that move by 2. Then comes a convolution with a kernel "
    "of 3, stride 1 and dilation 1. How many pixels in a row does one of its units see?",
    12,
    why="each pooled number stands for 4 pixels, and the unit sees 3 of them: 1 + 1 + 2 + 2 · 4 = 12",
    mistakes={8: "That is the field with one pooling less in between. How far apart do the numbers lie behind both?",
              5: "The strides play no part in that. How far apart do the numbers lie behind a pooling?",
              7: "You add the kernels. How many pixels does a kernel of 3 alone see, and one of 1?",
              14: "Each pooling's own stride is applied to its own window. How far apart lie the inputs of a pooling?",
              4: "That is what the poolings alone give. What does the convolution add?"},
)

# %% [markdown] id="task-receptive_field-now"
# Now for any layers.

# %% id="answer-receptive_field"
@exercise("receptive_field")
def receptive_field(layers):
    """Length of what one unit of the last layer sees; layers is a list of (k, stride, dilation)."""

# %% [markdown] id="task-shape_trace"
# Before a network runs, one can say which shape stands behind each layer, and how many numbers each layer learns. Write `shape_trace(layers, shape)`. It returns two lists, `(shapes, parameters)`.
#
# - `shape` is the shape `(C, H, W)` of one image: channels, height, width. There is no axis for a batch.
# - `layers` is a list of tuples, first layer first. The list may be empty, and then both results are empty lists.
# - `shapes` holds the shape behind each layer, as a tuple of whole numbers. The shape of the image is not among them.
# - `parameters` holds the number of weights and biases of each layer, a whole number. It is 0 where a layer learns nothing.
#
# These are the layers. $\lfloor\ \rfloor$ rounds down.
#
# | layer | what it does | behind it |
# |---|---|---|
# | `("conv", out, k, stride, padding, dilation)` | a convolution with `out` kernels of $k \times k$ pixels, each with a bias | `(out, H', W')` |
# | `("pool", k, stride)` | a pooling with windows of $k \times k$, without padding | `(C, H', W')` |
# | `("relu",)` | it looks at each number by itself | the shape before it |
# | `("flatten",)` | it lays all numbers in one row | `(n,)` |
# | `("linear", out)` | a layer with `out` units, each with a bias | `(out,)` |
#
# - A kernel sees all channels of its input. The padding adds so many pixels on each of the four sides. With dilation $d$ the entries of a kernel lie $d$ pixels apart, so that it is $d(k - 1) + 1$ pixels long. $H'$ is the number of places at which it fits. Neighbouring places are `stride` pixels apart, and the first one is at the edge. $W'$ follows from $W$ in the same way.
# - A pooling counts windows in the same way: $H' = \lfloor (H - k)/\mathrm{stride} \rfloor + 1$. A window that would stand out over the edge does not count.
# - Before `conv` and `pool` the shape has three axes, before `linear` it has one. `relu` and `flatten` may stand anywhere. Behind a single axis `flatten` changes nothing.
# - A layer that does not fit does not occur. Every kernel and every window fits at least once.
# - Count for yourself: the layers of `torch.nn` are not allowed.
#
# By hand, for an image of shape `(3, 7, 10)`:
#
# | layer | behind it | parameters |
# |---|---|---|
# | `("conv", 4, 3, 2, 1, 1)` | (4, 4, 5) | 4 · (3 · 9 + 1) = 112 |
# | `("relu",)` | (4, 4, 5) | 0 |
# | `("pool", 2, 2)` | (4, 2, 2) | 0 |
# | `("flatten",)` | (16,) | 0 |
# | `("linear", 5)` | (5,) | 5 · (16 + 1) = 85 |
#
# With its padding the image is 9 pixels high and 12 wide. The kernel begins at the rows 0, 2, 4, 6 and at the columns 0, 2, 4, 6, 8.

# %% id="ask-shape_trace"
ask.number(
    "An image has 2 channels of 10 rows and 12 columns. It meets a convolution with 5 kernels of 3 x 3, stride 1, no "
    "padding and dilation 2. How many rows and columns come out, and how many numbers does the layer learn?",
    (6, 8, 95),
    why="the kernel is 5 pixels long, so it fits at 6 and at 8 places; each of the 5 kernels has 2 · 9 weights and a bias",
    mistakes={(8, 10, 95): "That is for dilation 1. How long is a kernel that meets the pixels 0, 2 and 4?",
              (6, 8, 90): "The biases are learned, too. How many are there?",
              (6, 8, 50): "A kernel sees both channels. How many weights has it?",
              (5, 7, 95): "At how many places does a kernel of 5 fit on a row of 5 pixels?",
              (6, 8, 91): "How many biases have 5 kernels?",
              (6, 8, 255): "Does a kernel have weights in its gaps?"},
)

# %% [markdown] id="task-shape_trace-now"
# Now for any layers that fit one another.

# %% id="answer-shape_trace"
@exercise("shape_trace")
def shape_trace(layers, shape):
    """(shapes, parameters) of the layers, for one image of shape (C, H, W): two lists with an entry for each layer."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A feature has the values 1, 3, 5 and 7 in a batch of four rows. Batch normalisation in training has gamma = 2, "
    "beta = 1 and an eps of 4 under the root. What becomes of the value 7?",
    3,
    why="the mean is 4 and the variance is (9 + 1 + 1 + 9)/4 = 5, so the root is 3, and 2 · 3/3 + 1 = 3",
    mistakes={1: "That is the normalised value. What do gamma and beta make of it?",
              2: "What is added at the end?",
              2.8371: "You divided the sum of the squares by 3. By what is it divided in the forward pass of training?",
              3.6833: "That is right without eps. What stands under the root?",
              1.9621: "You added eps to the root. What stands under the root?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.choose(
    "A network of two layers computes `h = tanh(X @ W1.mT + b1)` and `Z = h @ W2.mT + b2` for a batch. `Z_bar` is known. "
    "Which line is the adjoint of what goes into tanh?",
    {"`(Z_bar @ W2) * (1 - h**2)`": "Through W2 back to h, then through the slope of tanh, which h itself gives.",
     "`(Z_bar @ W2.mT) * (1 - h**2)`": "W2 has shape (out, hidden). Which product has the shape of h?",
     "`(Z_bar @ W2) * (1 - tanh(h)**2)`": "h has been through tanh already. What is the slope, when tanh is 0.5?",
     "`(Z_bar @ W2) * h * (1 - h)`": "Which function has the slope h (1 - h)?"},
    right="`(Z_bar @ W2) * (1 - h**2)`",
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.number(
    "Gradient descent with momentum has v = 0.9 · v - 0.1 · g and then w = w + v. It begins with v = 0 and w = 1, and the "
    "slope g is 2 at the first two steps. What is w after two steps?",
    0.42,
    digits=3,
    why="v becomes -0.2 and w 0.8; then v becomes -0.18 - 0.2 = -0.38, and w becomes 0.8 - 0.38 = 0.42",
    mistakes={0.6: "These are two steps without momentum. What is left of the first v in the second step?",
              0.8: "That is w after one step. What is v after the second one?",
              0.62: "You added v to the first w alone. From which w does the second step begin?",
              -0.38: "That is v after two steps. Where is w then?",
              1.58: "Your steps go uphill. Which sign has v?"},
)
