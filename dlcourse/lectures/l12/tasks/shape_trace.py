"""Exercise: the shapes of one image on its way through a network, and what each layer learns."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task

Layer = tuple[Any, ...]
Shape = tuple[int, ...]
RESULTS = ("shapes", "parameters")


def reference(layers: list[Layer], shape: Shape) -> tuple[list[Shape], list[int]]:
    """Torch's own layers, without numbers in them."""
    a, shapes, parameters = torch.zeros(1, *shape, device="meta"), [], []
    for name, *sizes in layers:
        if name == "conv":
            out, k, stride, padding, dilation = sizes
            module: torch.nn.Module = torch.nn.Conv2d(a.shape[1], out, k, stride, padding, dilation, device="meta")
        elif name == "pool":
            module = torch.nn.MaxPool2d(*sizes)
        elif name == "linear":
            module = torch.nn.Linear(a.shape[1], *sizes, device="meta")
        else:
            module = torch.nn.Flatten() if name == "flatten" else torch.nn.ReLU()
        a = module(a)
        shapes.append(tuple(a.shape[1:]))
        parameters.append(sum(p.numel() for p in module.parameters()))
    return shapes, parameters


EXAMPLE: tuple[list[Layer], Shape] = (
    [("conv", 4, 3, 2, 1, 1), ("relu",), ("pool", 2, 2), ("flatten",), ("linear", 5)], (3, 7, 10))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def net(label: str, shape: Shape, *layers: Layer) -> Case:
        return case(label, layers=list(layers), shape=shape)

    out, units = draw.whole(6, 9), draw.whole(11, 20)
    return [
        case("the example of the text", layers=EXAMPLE[0], shape=EXAMPLE[1]),
        net("a convolution", (3, 8, 11), ("conv", out, 4, 1, 0, 1)),
        net("no layer", (2, 5, 7)),
        net("a convolution with padding", (2, 9, 6), ("conv", out, 3, 1, 4, 1)),
        net("a convolution with a stride that leaves something over", (3, 12, 15), ("conv", out, 3, 4, 0, 1)),
        net("a convolution with a dilation", (2, 13, 16), ("conv", out, 4, 1, 0, 3)),
        net("a convolution with everything", (4, 15, 19), ("conv", out, 3, 3, 2, 4)),
        net("a convolution whose kernel is one pixel", (5, 4, 7), ("conv", out, 1, 1, 0, 1)),
        net("a convolution that leaves one pixel", (2, 5, 5), ("conv", out, 5, 1, 0, 1)),
        net("one channel", (1, 6, 9), ("conv", out, 2, 1, 0, 1), ("conv", 1, 3, 1, 1, 1)),
        net("a pooling with windows side by side", (3, 9, 11), ("pool", 2, 2)),
        net("a pooling with windows that overlap", (2, 10, 12), ("pool", 4, 3)),
        net("a pooling with gaps", (3, 8, 12), ("pool", 2, 5)),
        net("relu alone", (3, 4, 6), ("relu",)),
        net("flatten alone", (3, 4, 6), ("flatten",)),
        net("three linear layers", (2, 3, 4), ("flatten",), ("linear", units), ("relu",), ("linear", out),
            ("linear", 3)),
        net("a linear layer with one output", (2, 5, 3), ("flatten",), ("linear", 1), ("relu",)),
        net("flatten twice", (2, 3, 5), ("flatten",), ("flatten",), ("linear", out)),
        net("three convolutions", (2, 11, 14), ("conv", 5, 3, 1, 1, 1), ("relu",), ("conv", out, 2, 2, 0, 1),
            ("conv", 3, 3, 1, 0, 2)),
        net("a deep network", (3, 30, 41), ("conv", out, 5, 1, 2, 1), ("relu",), ("pool", 3, 2),
            ("conv", out + 5, 3, 1, 0, 2), ("relu",), ("pool", 2, 2), ("flatten",), ("linear", units), ("relu",),
            ("linear", 4)),
    ]


task = Task(
    key="shape_trace", title="Follow the shapes through a network", points=2, difficulty=2, minutes=20,
    objective="say the shape behind each layer of a convolutional network, and count what each layer learns",
    reference=reference, cases=cases, compare=close(names=RESULTS),
    forbids=(".Conv2d", ".conv2d", ".MaxPool2d", ".max_pool2d", ".Linear", ".linear", ".Flatten"),
    facts=("N12-09",),
    hints=(
        "Take the first layer of the example, and one row of 10 pixels. How long is the row with its padding? At how "
        "many places does a kernel of 3 fit, and which of these does a stride of 2 keep?",
        "An image 13 pixels high, a kernel of 4 with dilation 3, stride 1, no padding. The kernel's entries meet the "
        "rows 0, 3, 6 and 9, so it is 10 rows long. At how many places does it fit?",
        "long = dilation * (k - 1) + ____; H = (H + ____ * padding - long) // stride + ____; parameters.append(out * "
        "(C * ____ + ____)); C = out",
    ),
)


@task.solution
def shape_trace(layers, shape):
    shapes, parameters = [], []
    for name, *sizes in layers:
        count = 0                                                   # step: most layers learn nothing
        if name == "conv":
            out, k, stride, padding, dilation = sizes
            C, H, W = shape
            long = dilation * (k - 1) + 1                           # step: the kernel with its gaps
            H = (H + 2 * padding - long) // stride + 1              # step: at how many places it fits, downwards
            W = (W + 2 * padding - long) // stride + 1              # step: and from left to right
            count = out * (C * k * k + 1)                           # step: a kernel and a bias for each new channel
            shape = (out, H, W)
        elif name == "pool":
            k, stride = sizes
            C, H, W = shape
            shape = (C, (H - k) // stride + 1, (W - k) // stride + 1)       # step: the windows that fit
        elif name == "flatten":
            shape = (math.prod(shape),)                             # step: all numbers in one axis
        elif name == "linear":
            n, out = shape[0], sizes[0]
            count = out * (n + 1)                                   # step: n weights and a bias for each unit
            shape = (out,)
        shapes.append(shape)                                        # step: what this layer gives
        parameters.append(count)
    return shapes, parameters


@task.right
def by_counting_places(layers, shape):
    def places(n, long, stride):
        return len(range(0, n - long + 1, stride))                  # step: where a window may begin

    shapes, parameters = [], []
    for layer in layers:
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            parameters.append(out * shape[0] * k * k + out)         # step: weights and biases
            long = (k - 1) * d + 1                                # step: the kernel with its gaps
            shape = (out, *(places(n + 2 * p, long, s) for n in shape[1:]))
        elif layer[0] == "pool":
            parameters.append(0)
            shape = (shape[0], *(places(n, layer[1], layer[2]) for n in shape[1:]))
        elif layer[0] == "linear":
            parameters.append(layer[1] * shape[0] + layer[1])       # step: weights and biases of the units
            shape = layer[1:]
        else:
            parameters.append(0)
            shape = shape if layer[0] == "relu" else (math.prod(shape),)
        shapes.append(shape)
    return shapes, parameters


@task.right
def layer_after_layer(layers, shape):
    if not layers:
        return [], []
    (name, *sizes), rest = layers[0], layers[1:]
    learned = 0
    if name in ("conv", "pool"):
        C, *image = shape
        k, s, p, d = sizes[1:] if name == "conv" else (*sizes, 0, 1)       # step: a pooling is a window without padding
        out = sizes[0] if name == "conv" else C
        learned = (C * k**2 + 1) * out if name == "conv" else 0             # step: what a convolution learns
        shape = (out, *[math.floor((n + 2 * p - d * (k - 1) - 1) / s + 1) for n in image])
    elif name == "linear":
        learned, shape = sizes[0] + sizes[0] * shape[0], (sizes[0],)        # step: what a linear layer learns
    elif name == "flatten":
        shape = (torch.Size(shape).numel(),)
    shapes, parameters = layer_after_layer(rest, shape)
    return [shape, *shapes], [learned, *parameters]


@task.right
def with_lists(layers, shape):
    now, shapes, parameters = list(shape), [], []
    for layer in layers:
        learned = 0
        if layer[0] == "conv":
            weights = layer[1] * now[0] * layer[2] * layer[2]               # step: the entries of the kernels
            learned = weights + layer[1]
            reach = (layer[2] - 1) * layer[5]
            now = [layer[1]] + [1 + (n + 2 * layer[4] - 1 - reach) // layer[3] for n in now[1:]]
        if layer[0] == "pool":
            now = now[:1] + [1 + (n - layer[1]) // layer[2] for n in now[1:]]
        if layer[0] == "flatten" and len(now) == 3:
            now = [now[0] * now[1] * now[2]]
        if layer[0] == "linear":
            learned = layer[1] + now[0] * layer[1]
            now = [layer[1]]
        shapes.append(list(now))
        parameters.append(learned)
    return shapes, parameters


# --- wrong answers: rules that are changed ---

def _as(value: Any) -> Callable:
    """A rule that gives the same whatever the inputs."""
    return lambda v: value


def _walk(v: Any) -> tuple[list[Any], list[Any]]:
    """Shapes and counts, layer by layer."""
    shape, shapes, counts = v.entry, [], []
    for name, *sizes in v.steps:
        count = 0
        if name == "conv":
            out, k, stride, padding, dilation = sizes
            C, H, W = shape
            new = (v.channels(C, out), v.conv(H, k, stride, padding, dilation),
                   v.conv_wide(v, H, W, k, stride, padding, dilation))
            count, shape = v.learned(C, out, k, (H, W), new, dilation), v.conv_shape(new)
        elif name == "pool":
            (k, stride), (C, H, W) = sizes, shape
            new = (v.pooled_channels(C, k, stride), v.pool(H, k, stride), v.pool_wide(v, H, W, k, stride))
            count, shape = v.pool_learned(C, k), new
        elif name == "flatten":
            shape = v.flat(shape)
        elif name == "linear":
            count, shape = v.linear_learned(shape[0], sizes[0]), v.linear_shape(shape, sizes[0])
        else:
            count, shape = v.relu_learned(shape), v.relu_shape(shape)
        shapes.append(shape)
        counts.append(count)
    return shapes, counts


def _not_set_back(v: Any) -> list[Any]:
    """The counts, in which a layer that learns nothing repeats the one before."""
    counts, last = [], 0
    for (name, *_), count in zip(v.layers, v.walked[1], strict=True):
        last = count if name in ("conv", "linear") else last
        counts.append(last)
    return counts


def _three(shape: Shape) -> Shape:
    C, H, W = shape
    return (C * H * W,)


def _conv(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1


# The way forward, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "entry": lambda v: tuple(v.shape), "steps": lambda v: v.layers,
    "channels": _as(lambda C, out: out),
    "conv": _as(_conv),
    "conv_wide": _as(lambda v, H, W, *sizes: v.conv(W, *sizes)),
    "conv_shape": _as(lambda new: new),
    "learned": _as(lambda C, out, k, image, new, d: out * (C * k * k + 1)),
    "pooled_channels": _as(lambda C, k, stride: C),
    "pool": _as(lambda n, k, stride: (n - k) // stride + 1),
    "pool_wide": _as(lambda v, H, W, *sizes: v.pool(W, *sizes)),
    "pool_learned": _as(lambda C, k: 0),
    "flat": _as(lambda shape: (math.prod(shape),)),
    "linear_shape": _as(lambda shape, out: (out,)),
    "linear_learned": _as(lambda n, out: out * (n + 1)),
    "relu_shape": _as(lambda shape: shape),
    "relu_learned": _as(lambda shape: 0),
    "walked": _walk,
    "shapes": lambda v: v.walked[0], "parameters": lambda v: v.walked[1],
    "result": lambda v: (v.shapes, v.parameters),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL: dict[str, tuple[list[Layer], Shape]] = {
    "in the example": EXAMPLE,
    "for ('conv', 2, 3, 1, 0, 2) behind (1, 6, 8)": ([("conv", 2, 3, 1, 0, 2)], (1, 6, 8)),
    "for ('pool', 2, 3) behind (1, 6, 8)": ([("pool", 2, 3)], (1, 6, 8)),
    "for ('pool', 3, 1) behind (1, 6, 8)": ([("pool", 3, 1)], (1, 6, 8)),
    "for ('conv', 2, 3, 1, 2, 1) behind (1, 6, 8)": ([("conv", 2, 3, 1, 2, 1)], (1, 6, 8)),
    "for ('conv', 2, 3, 3, 0, 1) behind (1, 6, 8)": ([("conv", 2, 3, 3, 0, 1)], (1, 6, 8)),
    "for flatten, linear 4 and linear 3 behind (1, 2, 3)": ([("flatten",), ("linear", 4), ("linear", 3)], (1, 2, 3)),
    "for ('conv', 2, 1, 1, 0, 1) behind (3, 1, 2)": ([("conv", 2, 1, 1, 0, 1)], (3, 1, 2)),
    "for two convolutions ('conv', 2, 1, 1, 0, 1) behind (3, 1, 2)": ([("conv", 2, 1, 1, 0, 1)] * 2, (3, 1, 2)),
    "for an empty list behind (1, 2, 3)": ([], (1, 2, 3)),
}

_with = answers_by(RULES, shape_trace)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, (layers, shape) in SMALL.items():
        try:
            given = answer(list(layers), shape)
        except (IndexError, ValueError, TypeError):
            continue
        if not isinstance(given, tuple) or len(given) != 2 or any(not isinstance(part, list) for part in given):
            return ""
        for name, ours, right in zip(RESULTS, given, shape_trace(layers, shape), strict=True):
            if len(ours) != len(right):
                return f"{place[0].upper()}{place[1:]} `{name}` is {ours} in place of {right}."
            for i, (one, other) in enumerate(zip(ours, right, strict=True)):
                if one != other:
                    return f"{place[0].upper()}{place[1:]} `{name}[{i}]` is {one} in place of {other}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in RESULTS else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


FITS = "At how many places does a kernel of 3 fit on a row of 7 pixels?"
REST = "Does the text let a window stand out over the edge?"
BOTH = "On how many sides of a row does padding stand?"
STEP = "A kernel of 3 moves by 2 on a row of 7 pixels. At which pixels does it begin?"
HOLES = "A kernel of 3 places with dilation 2 meets the pixels 0, 2 and 4. How long is it, gaps included?"
CHANNELS = "How many channels come out of a convolution with 4 kernels?"
POOL = "A window of 2 moves by 2 on a row of 5 pixels. How often does it fit?"
POOLED = "Does a pooling put channels together?"
KERNEL = "A kernel sees 3 channels, and 3 x 3 pixels in each. How many weights has it?"
BIAS = "How many biases has a convolution with 4 kernels?"
SHARED = "Does a kernel have weights of its own for each place?"
UNIT = "How many weights and biases has one unit of a linear layer with 24 inputs?"
LEARNS = "Which numbers does this layer learn?"
FLAT = "How many numbers does an image of shape (4, 2, 2) hold?"
LISTS = "How many entries have the two lists of the example?"
RESULT = "Which two results does the text ask for?"
SIDES = "Does a layer treat height and width in the same way?"
TURN = "Which number of channels does the kernel see, the one before the layer or the one behind it?"

_wrong("conv_rounded_up", "a convolution rounds up: a kernel that does not fit any more counts", REST, conv=_as(
    lambda n, k, s, p, d: -(-(n + 2 * p - d * (k - 1) - 1) // s) + 1))
_wrong("conv_without_one", "a convolution has one place too few in each direction", FITS, conv=_as(
    lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s))
_wrong("conv_one_inside", "the 1 is added before the division by the stride, not behind it", STEP, conv=_as(
    lambda n, k, s, p, d: (n + 2 * p - d * (k - 1)) // s))
_wrong("conv_one_too_many", "a convolution has one place too many in each direction", FITS, conv=_as(
    lambda n, k, s, p, d: _conv(n, k, s, p, d) + 1))
_wrong("conv_no_padding", "the padding plays no part", BOTH, conv=_as(lambda n, k, s, p, d: _conv(n, k, s, 0, d)))
_wrong("conv_padding_once", "the padding is added on one side alone", BOTH, conv=_as(
    lambda n, k, s, p, d: (n + p - d * (k - 1) - 1) // s + 1))
_wrong("conv_padding_taken_off", "the padding is taken off", "Does padding make an image larger or smaller?", conv=_as(
    lambda n, k, s, p, d: (n - 2 * p - d * (k - 1) - 1) // s + 1))
_wrong("conv_no_stride", "the stride of a convolution plays no part", STEP, conv=_as(
    lambda n, k, s, p, d: _conv(n, k, 1, p, d)))
_wrong("conv_stride_for_kernel", "a convolution gives the size divided by the stride: its kernel plays no part", FITS,
       conv=_as(lambda n, k, s, p, d: (n + 2 * p) // s))
_wrong("conv_stride_of_image_alone", "only the size of the image is divided by the stride, not that of the kernel",
       STEP, conv=_as(lambda n, k, s, p, d: (n + 2 * p) // s - d * (k - 1)))
_wrong("conv_no_dilation", "the dilation plays no part", HOLES, conv=_as(lambda n, k, s, p, d: _conv(n, k, s, p, 1)))
_wrong("conv_dilation_times_k", "a kernel with gaps is taken to be dilation · k long", HOLES, conv=_as(
    lambda n, k, s, p, d: (n + 2 * p - d * k) // s + 1))
_wrong("conv_dilation_counts_gaps", "a dilation of d is taken to leave out d pixels between two entries", HOLES,
       conv=_as(lambda n, k, s, p, d: _conv(n, k, s, p, d + 1)))
_wrong("conv_dilation_added", "the dilation is added to the kernel", HOLES, conv=_as(
    lambda n, k, s, p, d: (n + 2 * p - k - d + 1) // s + 1))
_wrong("conv_keeps_the_size", "a convolution leaves height and width as they are", FITS, conv=_as(
    lambda n, k, s, p, d: n))
_wrong("conv_pads_by_itself", "a convolution pads by itself so that only the stride makes it smaller", FITS, conv=_as(
    lambda n, k, s, p, d: -(-n // s)))
_wrong("conv_as_a_fraction", "sizes are divided with /, so that they are no whole numbers", "Can an image be 2.5 "
       "pixels high?", conv=_as(lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) / s + 1))
_wrong("conv_rounded", "a convolution rounds to the nearest whole number", REST, conv=_as(
    lambda n, k, s, p, d: math.floor((n + 2 * p - d * (k - 1) - 1) / s + 0.5) + 1))
_wrong("conv_stride_and_padding_exchanged", "stride and padding have changed places", "In which order do the numbers "
       "of a convolution stand?", conv=_as(lambda n, k, s, p, d: _conv(n, k, max(p, 1), s, d)))
_wrong("conv_stride_and_dilation_exchanged", "stride and dilation have changed places", "In which order do the numbers "
       "of a convolution stand?", conv=_as(lambda n, k, s, p, d: _conv(n, k, d, p, s)))
_wrong("conv_padding_and_dilation_exchanged", "padding and dilation have changed places", "In which order do the "
       "numbers of a convolution stand?", conv=_as(lambda n, k, s, p, d: _conv(n, k, s, d, p)))
_wrong("conv_height_alone", "a convolution leaves the width as it is", SIDES,
       conv_wide=_as(lambda v, H, W, *sizes: W))
_wrong("conv_square", "a convolution gives squares: the height stands for both", SIDES,
       conv_wide=_as(lambda v, H, W, *sizes: v.conv(H, *sizes)))
_wrong("conv_keeps_the_channels", "the shape keeps the old number of channels behind a convolution", CHANNELS,
       channels=_as(lambda C, out: C))
_wrong("conv_multiplies_channels", "each kernel gives a channel for each old one", CHANNELS,
       channels=_as(lambda C, out: C * out))
_wrong("conv_adds_channels", "the new channels are added to the old ones", CHANNELS,
       channels=_as(lambda C, out: C + out))
_wrong("pool_rounded_up", "a pooling rounds up: a window that does not fit any more counts", REST,
       pool=_as(lambda n, k, s: -(-(n - k) // s) + 1))
_wrong("pool_by_k", "a pooling divides by k: its stride plays no part", POOL, pool=_as(lambda n, k, s: n // k))
_wrong("pool_by_stride", "a pooling divides by the stride: its k plays no part", POOL, pool=_as(lambda n, k, s: n // s))
_wrong("pool_by_stride_rounded_up", "a pooling divides by the stride and rounds up: its k plays no part", POOL,
       pool=_as(lambda n, k, s: -(-n // s)))
_wrong("pool_without_one", "a pooling has one window too few in each direction", POOL,
       pool=_as(lambda n, k, s: (n - k) // s))
_wrong("pool_one_inside", "a pooling adds the 1 before the division by the stride", POOL,
       pool=_as(lambda n, k, s: (n - k + 1) // s))
_wrong("pool_stride_one", "the windows of a pooling move by 1, whatever its stride", POOL,
       pool=_as(lambda n, k, s: n - k + 1))
_wrong("pool_halves", "every pooling halves height and width", POOL, pool=_as(lambda n, k, s: n // 2))
_wrong("pool_exchanged", "stride and k of a pooling have changed places", "In which order do the numbers of a pooling "
       "stand?", pool=_as(lambda n, k, s: (n - s) // k + 1))
_wrong("pool_as_a_fraction", "a pooling divides with /, so that sizes are no whole numbers", "Can an image be 2.5 "
       "pixels high?", pool=_as(lambda n, k, s: (n - k) / s + 1))
_wrong("pool_keeps_the_size", "a pooling leaves height and width as they are", POOL, pool=_as(lambda n, k, s: n))
_wrong("pool_height_alone", "a pooling leaves the width as it is", SIDES, pool_wide=_as(lambda v, H, W, *sizes: W))
_wrong("pool_square", "a pooling gives squares: the height stands for both", SIDES,
       pool_wide=_as(lambda v, H, W, *sizes: v.pool(H, *sizes)))
_wrong("pool_channels_too", "a pooling makes the channels fewer, too", POOLED,
       pooled_channels=_as(lambda C, k, s: max((C - k) // s + 1, 1)))
_wrong("pool_one_channel", "a pooling leaves one channel", POOLED, pooled_channels=_as(lambda C, k, s: 1))
_wrong("pool_k_channels", "a pooling has k channels", POOLED, pooled_channels=_as(lambda C, k, s: k))
_wrong("conv_no_biases", "the biases of a convolution are not counted", BIAS,
       learned=_as(lambda C, out, k, image, new, d: out * C * k * k))
_wrong("conv_one_bias", "a convolution has one bias in all", BIAS,
       learned=_as(lambda C, out, k, image, new, d: out * C * k * k + 1))
_wrong("conv_bias_for_each_channel", "each kernel has a bias for each old channel", BIAS,
       learned=_as(lambda C, out, k, image, new, d: out * C * (k * k + 1)))
_wrong("conv_bias_for_each_old_channel", "a convolution has a bias for each old channel, not for each new one", BIAS,
       learned=_as(lambda C, out, k, image, new, d: out * C * k * k + C))
_wrong("conv_bias_for_each_place", "a convolution has a bias for each number of its output", SHARED,
       learned=_as(lambda C, out, k, image, new, d: out * C * k * k + math.prod(new)))
_wrong("conv_k_not_squared", "a kernel has k weights for each channel, not k · k", KERNEL,
       learned=_as(lambda C, out, k, image, new, d: out * (C * k + 1)))
_wrong("conv_two_k", "a kernel has 2 · k weights for each channel, not k · k", KERNEL,
       learned=_as(lambda C, out, k, image, new, d: out * (C * 2 * k + 1)))
_wrong("conv_flat_kernels", "a kernel is counted for one channel alone", KERNEL,
       learned=_as(lambda C, out, k, image, new, d: out * (k * k + 1)))
_wrong("conv_one_kernel", "one kernel is counted for all new channels, and a bias for each", KERNEL,
       learned=_as(lambda C, out, k, image, new, d: C * k * k + out))
_wrong("conv_single_kernel", "one kernel with one bias is counted in all", "How many kernels make 4 new channels?",
       learned=_as(lambda C, out, k, image, new, d: C * k * k + 1))
_wrong("conv_biases_alone", "only the biases of a convolution are counted", KERNEL,
       learned=_as(lambda C, out, k, image, new, d: out))
_wrong("conv_at_every_place", "the weights of a convolution are counted anew at each place", SHARED,
       learned=_as(lambda C, out, k, image, new, d: out * (C * k * k + 1) * new[1] * new[2]))
_wrong("conv_as_linear", "a convolution is counted as a linear layer from all numbers to all numbers", SHARED,
       learned=_as(lambda C, out, k, image, new, d: math.prod(new) * (C * math.prod(image) + 1)))
_wrong("conv_channels_of_the_image", "every convolution is counted with the channels of the image", TURN,
       learned=lambda v: lambda C, out, k, image, new, d: out * (v.shape[0] * k * k + 1))
_wrong("conv_channels_behind", "the new channels stand for the old ones in the count of a convolution", TURN,
       learned=_as(lambda C, out, k, image, new, d: out * (out * k * k + 1)))
_wrong("conv_channels_added", "old and new channels are added in the count of a convolution", KERNEL,
       learned=_as(lambda C, out, k, image, new, d: (C + out) * k * k + out))
_wrong("conv_gaps_counted", "the gaps of a kernel with dilation are counted as weights", "How many entries has a "
       "kernel of 3 x 3 with dilation 2?",
       learned=_as(lambda C, out, k, image, new, d: out * (C * (d * (k - 1) + 1)**2 + 1)))
_wrong("conv_learns_nothing", "a convolution learns nothing", KERNEL,
       learned=_as(lambda C, out, k, image, new, d: 0))
_wrong("linear_no_biases", "the biases of a linear layer are not counted", UNIT,
       linear_learned=_as(lambda n, out: out * n))
_wrong("linear_one_bias", "a linear layer has one bias in all", UNIT, linear_learned=_as(lambda n, out: out * n + 1))
_wrong("linear_bias_for_each_input", "a linear layer has a bias for each input", UNIT,
       linear_learned=_as(lambda n, out: out * n + n))
_wrong("linear_square", "a linear layer is counted with its units as inputs", UNIT,
       linear_learned=_as(lambda n, out: out * (out + 1)))
_wrong("linear_sum", "inputs and units of a linear layer are added", UNIT, linear_learned=_as(lambda n, out: n + out))
_wrong("linear_biases_alone", "only the biases of a linear layer are counted", UNIT,
       linear_learned=_as(lambda n, out: out))
_wrong("linear_learns_nothing", "a linear layer learns nothing", UNIT, linear_learned=_as(lambda n, out: 0))
_wrong("linear_keeps_the_shape", "the shape behind a linear layer is the one before it", "How many units has the "
       "layer?", linear_shape=_as(lambda shape, out: shape))
_wrong("linear_as_a_number", "behind a linear layer stands a number, not a shape", "How is the shape with one axis of "
       "5 written?", shapes=lambda v: [shape[0] if layer[0] == "linear" else shape for layer, shape in zip(
           v.layers, v.walked[0], strict=True)])
_wrong("linear_as_a_row", "the shape behind a linear layer is (1, out)", "How many axes has it in the text?",
       shapes=lambda v: [(1, *shape) if layer[0] == "linear" else shape for layer, shape in zip(
           v.layers, v.walked[0], strict=True)])
_wrong("linear_as_a_column", "the shape behind a linear layer is (out, 1)", "How many axes has it in the text?",
       shapes=lambda v: [(*shape, 1) if layer[0] == "linear" else shape for layer, shape in zip(
           v.layers, v.walked[0], strict=True)])
_wrong("linear_like_weights", "the shape behind a linear layer is that of its weights", "Is the shape of the output "
       "asked for, or that of the weights?", shapes=lambda v: [
           (*shape, *before) if layer[0] == "linear" else shape for layer, shape, before in zip(
               v.layers, v.walked[0], [v.shape, *v.walked[0]], strict=False)])
_wrong("flat_without_channels", "flatten leaves the channels out", FLAT,
       flat=_as(lambda shape: (math.prod(shape[-2:]),)))
_wrong("flat_keeps_channels", "flatten keeps the axis of the channels", FLAT, shapes=lambda v: [
    (before[0], math.prod(before[1:])) if layer[0] == "flatten" else shape for layer, shape, before in zip(
        v.layers, v.walked[0], [v.shape, *v.walked[0]], strict=False)])
_wrong("flat_adds", "flatten adds the sizes", FLAT, flat=_as(lambda shape: (sum(shape),)))
_wrong("flat_channels_alone", "flatten leaves one number for each channel", FLAT, flat=_as(lambda shape: shape[:1]))
_wrong("flat_as_a_row", "the shape behind flatten is (1, n)", "How many axes has it in the text?", shapes=lambda v: [
    (1, *shape) if layer[0] == "flatten" else shape for layer, shape in zip(v.layers, v.walked[0], strict=True)])
_wrong("flat_as_a_number", "behind flatten stands a number, not a shape", "How is the shape with one axis of 16 "
       "written?", shapes=lambda v: [shape[0] if layer[0] == "flatten" else shape for layer, shape in zip(
           v.layers, v.walked[0], strict=True)])
_wrong("flat_and_linear_as_numbers", "where a single axis is left, a number stands for the shape, not a tuple", "How "
       "is the shape with one axis of 5 written?", shapes=lambda v: [
           shape[0] if len(shape) == 1 else shape for shape in v.walked[0]])
_wrong("flat_does_nothing", "flatten leaves the shape as it is, and a linear layer sees the channels alone", FLAT,
       flat=_as(lambda shape: shape))
_wrong("flat_needs_an_image", "flatten behind flatten stops your answer with an error", "What does the text say of "
       "flatten behind a single axis?", flat=_as(lambda shape: (shape[0] * shape[1] * shape[2],)))
_wrong("flat_unpacks", "flatten behind flatten stops your answer with an error: C, H, W = shape needs three axes",
       "What does the text say of flatten behind a single axis?", flat=_as(_three))
_wrong("relu_needs_an_image", "relu behind a linear layer stops your answer with an error", "Which shapes may stand "
       "before relu?", relu_shape=_as(lambda shape: (shape[0], shape[1], shape[2])))
_wrong("kernels_on_each_channel", "a kernel is a flat k x k stencil that is laid over every channel apart: each "
       "gives a channel for each old one", f"{CHANNELS} {KERNEL}", channels=_as(lambda C, out: C * out),
       learned=_as(lambda C, out, k, image, new, d: out * (k * k + 1)))
_wrong("one_kernel_for_each_channel", "each channel has a kernel of its own, and their number does not change",
       CHANNELS,
       channels=_as(lambda C, out: C), learned=_as(lambda C, out, k, image, new, d: C * (k * k + 1)))
_wrong("all_rounded", "sizes are rounded to the nearest whole number, not down", REST,
       conv=_as(lambda n, k, s, p, d: round((n + 2 * p - d * (k - 1) - 1) / s) + 1),
       pool=_as(lambda n, k, s: round((n - k) / s) + 1))
_wrong("count_not_set_back", "the count is not set back: a layer that learns nothing repeats the number of the "
       "one before",
       LEARNS, parameters=lambda v: _not_set_back(v))
_wrong("count_not_set_back_pool_by_k", "two things: the count is not set back to 0, and a pooling divides by "
       "k", f"{LEARNS} {POOL}",
       parameters=lambda v: _not_set_back(v), pool=_as(lambda n, k, s: n // k))
_wrong("needless_flatten_left_out", "flatten behind a single axis has no entry in the two lists", LISTS,
       steps=lambda v: [layer for i, layer in enumerate(v.layers) if layer[0] != "flatten" or not any(
           before[0] in ("flatten", "linear") for before in v.layers[:i])])
_wrong("flatten_left_out", "flatten has no entry in the two lists", LISTS, result=lambda v: tuple(
    [part for part, layer in zip(both, v.layers, strict=True) if layer[0] != "flatten"]
    for both in (v.shapes, v.parameters)))
_wrong("channels_never_updated", "the number of channels stays that of the image in everything that follows", TURN,
       pooled_channels=lambda v: lambda C, k, s: v.shape[0],
       learned=lambda v: lambda C, out, k, image, new, d: out * (v.shape[0] * k * k + 1))
_wrong("channels_of_the_image_behind_pool", "a pooling gives back the number of channels of the image", POOLED,
       pooled_channels=lambda v: lambda C, k, s: v.shape[0])
_wrong("pool_learns", "a pooling learns a window for each channel", LEARNS, pool_learned=_as(lambda C, k: C * k * k))
_wrong("pool_learns_a_window", "a pooling learns a window", LEARNS, pool_learned=_as(lambda C, k: k * k))
_wrong("pool_learns_like_conv", "a pooling learns as a convolution does", LEARNS,
       pool_learned=_as(lambda C, k: C * (C * k * k + 1)))
_wrong("relu_learns", "relu learns a number for each channel", LEARNS, relu_learned=_as(lambda shape: shape[0]))
_wrong("relu_learns_everywhere", "relu learns as many numbers as it sees", LEARNS, relu_learned=_as(math.prod))
_wrong("relu_left_out", "relu has no entry in the two lists", LISTS, steps=lambda v: [
    layer for layer in v.layers if layer[0] != "relu"])
_wrong("nothing_learned_left_out", "parameters has no entry for layers that learn nothing", LISTS,
       parameters=lambda v: [count for count in v.walked[1] if count])
_wrong("none_for_nothing_learned", "parameters has None for layers that learn nothing", "Which number says that "
       "nothing is learned?", parameters=lambda v: [count or None for count in v.walked[1]])
_wrong("parameters_added_up", "parameters holds the sum so far, not what each layer learns", LISTS,
       parameters=lambda v: [*itertools.accumulate(v.walked[1])])
_wrong("parameters_in_all", "parameters is one number, for the whole network", LISTS,
       parameters=lambda v: sum(v.walked[1]))
_wrong("parameters_in_pairs", "parameters holds weights and biases of each layer apart", LISTS,
       parameters=lambda v: [(n - shape[0], shape[0]) if n else (0, 0) for n, shape in zip(
           v.walked[1], v.walked[0], strict=True)])
_wrong("sizes_for_parameters", "parameters counts the numbers behind each layer", "Is a number of the image learned?",
       parameters=lambda v: [math.prod(shape) for shape in v.walked[0]])
_wrong("with_the_image", "shapes begins with the shape of the image", LISTS,
       shapes=lambda v: [tuple(v.shape), *v.walked[0]])
_wrong("before_each_layer", "shapes holds the shape before each layer", "Which shape stands behind the first layer?",
       shapes=lambda v: [tuple(v.shape), *v.walked[0]][:len(v.layers)])
_wrong("last_layer_missing", "the last layer is missing in both lists", LISTS, steps=lambda v: v.layers[:-1])
_wrong("last_shape_alone", "shapes is the last shape alone", LISTS,
       shapes=lambda v: v.walked[0][-1] if v.walked[0] else tuple(v.shape))
_wrong("last_of_both", "the last shape and the number of all parameters come back", LISTS, result=lambda v: (
    v.walked[0][-1] if v.walked[0] else tuple(v.shape), sum(v.walked[1])))
_wrong("with_batch", "each shape has an axis more in front, for a batch of 1", "Whose shape is asked for, that of one "
       "image or that of a batch?", shapes=lambda v: [(1, *shape) for shape in v.walked[0]])
_wrong("channels_last", "the channels stand last in the shapes", "In which order does the text write a shape?",
       shapes=lambda v: [(*shape[1:], shape[0]) for shape in v.walked[0]])
_wrong("width_first", "height and width have changed places in the shapes", "In which order does the text write a "
       "shape?", shapes=lambda v: [(*shape[:1], *shape[:0:-1]) for shape in v.walked[0]])
_wrong("numbers_for_shapes", "shapes holds how many numbers stand behind each layer", RESULT,
       shapes=lambda v: [math.prod(shape) for shape in v.walked[0]])
_wrong("without_channels", "shapes leaves the channels out", RESULT,
       shapes=lambda v: [shape[-2:] for shape in v.walked[0]])
_wrong("exchanged", "the two results have changed places", RESULT, result=lambda v: (v.parameters, v.shapes))
_wrong("shapes_alone", "the shapes come back alone", RESULT, result=lambda v: v.shapes)
_wrong("parameters_alone", "the parameters come back alone", RESULT, result=lambda v: v.parameters)
_wrong("in_pairs", "a list of pairs comes back, one for each layer", RESULT,
       result=lambda v: [*zip(v.shapes, v.parameters, strict=True)])
_wrong("with_total", "the number of all parameters comes back as a third result", RESULT,
       result=lambda v: (v.shapes, v.parameters, sum(v.parameters)))
_wrong("first_layer_alone", "the first layer comes back alone; a loop that returns in its first turn does that", LISTS,
       steps=lambda v: v.layers[:1])
_wrong("reversed_lists", "both lists begin with the last layer", "Which layer meets the image first?",
       result=lambda v: (v.shapes[::-1], v.parameters[::-1]))

OFTEN = {
    "conv_no_padding": Mistake("the padding plays no part", BOTH, {
        "conv": _as(lambda n, k, s, p, d: _conv(n, k, s, 0, d))}),
    "conv_padding_once": Mistake("the padding is added on one side alone", BOTH, {
        "conv": _as(lambda n, k, s, p, d: (n + p - d * (k - 1) - 1) // s + 1)}),
    "conv_no_dilation": Mistake("the dilation plays no part", HOLES, {
        "conv": _as(lambda n, k, s, p, d: _conv(n, k, s, p, 1))}),
    "conv_dilation_times_k": Mistake("a kernel with gaps is taken to be dilation · k long", HOLES, {
        "conv": _as(lambda n, k, s, p, d: (n + 2 * p - d * k) // s + 1)}),
    "conv_rounded_up": Mistake("a convolution rounds up", REST, {
        "conv": _as(lambda n, k, s, p, d: -(-(n + 2 * p - d * (k - 1) - 1) // s) + 1)}),
    "conv_without_one": Mistake("a convolution has one place too few", FITS, {
        "conv": _as(lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s)}),
    "conv_square": Mistake("a convolution gives squares", SIDES, {
        "conv_wide": _as(lambda v, H, W, *sizes: v.conv(H, *sizes))}),
    "pool_rounded_up": Mistake("a pooling rounds up", REST, {"pool": _as(lambda n, k, s: -(-(n - k) // s) + 1)}),
    "pool_by_k": Mistake("a pooling divides by k", POOL, {"pool": _as(lambda n, k, s: n // k)}),
    "pool_by_stride": Mistake("a pooling divides by the stride", POOL, {"pool": _as(lambda n, k, s: n // s)}),
    "conv_no_biases": Mistake("the biases of a convolution are not counted", BIAS, {
        "learned": _as(lambda C, out, k, image, new, d: out * C * k * k)}),
    "conv_one_bias": Mistake("a convolution has one bias in all", BIAS, {
        "learned": _as(lambda C, out, k, image, new, d: out * C * k * k + 1)}),
    "conv_flat_kernels": Mistake("a kernel is counted for one channel alone", KERNEL, {
        "learned": _as(lambda C, out, k, image, new, d: out * (k * k + 1))}),
    "conv_channels_behind": Mistake("the new channels stand for the old ones in the count", TURN, {
        "learned": _as(lambda C, out, k, image, new, d: out * (out * k * k + 1))}),
    "linear_no_biases": Mistake("the biases of a linear layer are not counted", UNIT, {
        "linear_learned": _as(lambda n, out: out * n)}),
    "linear_one_bias": Mistake("a linear layer has one bias in all", UNIT, {
        "linear_learned": _as(lambda n, out: out * n + 1)}),
    "pool_learns_a_window": Mistake("a pooling learns a window", LEARNS, {"pool_learned": _as(lambda C, k: k * k)}),
    "with_the_image": Mistake("shapes begins with the shape of the image", LISTS, {
        "shapes": lambda v: [tuple(v.shape), *v.walked[0]]}),
    "parameters_added_up": Mistake("parameters holds the sum so far", LISTS, {
        "parameters": lambda v: [*itertools.accumulate(v.walked[1])]}),
    "nothing_learned_left_out": Mistake("parameters has no entry for layers that learn nothing", LISTS, {
        "parameters": lambda v: [count for count in v.walked[1] if count]}),
}

for _name, _two in in_pairs(OFTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
