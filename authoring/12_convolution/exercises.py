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
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `notebooks/12_convolution.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-shared_grad"
# Write `shared_grad(x, w)`: the mean of the entries of `x` (shape $(n,)$), in which entry $i$ counts $w_i$ times. `w` has the same shape and positive entries. Return a tensor of shape $()$.
#
# By hand: $x = (1, 4)$ and $w = (1, 2)$ give $(1 + 2\cdot 4)/3 = 3$.

# %% id="answer-shared_grad"
@exercise("shared_grad")
def shared_grad(x, w):
    """Weighted mean of x (n,) with weights w (n,)."""

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
