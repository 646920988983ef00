"""Exercise: the convolution of a batch of images with many channels."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task

EXAMPLE = {"X": numbers([[[[1, 2, 0], [0, 1, 3]], [[2, 0, 1], [1, 1, 0]]]]),
           "W": numbers([[[[1, 2], [0, -1]], [[0, 1], [3, 0]]]]), "b": numbers([10])}


def reference(X: Tensor, W: Tensor, b: Tensor, stride: int, padding: int, dilation: int) -> Tensor:
    """The function of torch."""
    return torch.nn.functional.conv2d(X, W, b, stride, padding, dilation)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, images: tuple[int, ...], kernels: tuple[int, ...], stride: int = 1, padding: int = 0,
             dilation: int = 1) -> Case:
        """Images (N, C, height, width) and kernels (O, height, width); biases that differ, of both signs."""
        out, *size = kernels
        signs = numbers([1, -1] * out)[:out]
        return case(label, X=draw.away_from_zero(*images), W=draw.away_from_zero(out, images[1], *size),
                    b=signs * draw.uniform(0.5, 2, out), stride=stride, padding=padding, dilation=dilation)

    return [
        case("the example of the text", **EXAMPLE, stride=1, padding=0, dilation=1),
        case("the example with stride 2 and padding 1", **EXAMPLE, stride=2, padding=1, dilation=1),
        some("two images, three channels in, four out", (2, 3, 5, 7), (4, 2, 3)),
        some("stride 2, and a row is left over", (3, 2, 6, 8), (4, 3, 2), stride=2),
        some("stride 3, more than the kernel's width", (2, 3, 8, 7), (2, 3, 1), stride=3),
        some("padding 2", (1, 2, 3, 5), (3, 3, 2), padding=2),
        some("dilation 2", (2, 3, 7, 6), (4, 3, 2), dilation=2),
        some("stride 2, padding 1 and dilation 3", (2, 3, 8, 9), (4, 2, 3), stride=2, padding=1, dilation=3),
        some("kernels of one pixel", (3, 4, 2, 5), (2, 1, 1)),
        some("kernels of one pixel, padding 1 and stride 2", (2, 3, 4, 3), (2, 1, 1), stride=2, padding=1),
        some("kernels as large as the image", (2, 3, 4, 5), (3, 4, 5)),
        some("one image, one channel in and out", (1, 1, 5, 4), (1, 2, 3)),
    ]


task = Task(
    key="conv2d", title="Convolve images with many channels", points=3, difficulty=2, minutes=15,
    objective="compute a convolutional layer with stride, padding and dilation",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".conv1d", ".conv2d", ".conv3d", ".Conv1d", ".Conv2d", ".Conv3d", ".conv_transpose2d", ".convolution",
             "torch.nn.functional.conv2d", "torch.nn.functional.conv1d", "torch.nn.functional.conv3d", "torch.conv2d",
             "torch.conv1d", "torch.conv3d", "aten::convolution", ".convolve", ".correlate", ".convolve2d",
             ".correlate2d"),
    facts=("N12-05", "N12-09"),
    hints=(
        "Take one output channel and one place. How many numbers does its neuron see, over all input channels? Where "
        "does the window of the next place begin?",
        "In the example the first channel gives 4 at the first place, and the second one gives 3. What is the result "
        "there, with the bias 10? And for stride 2 and padding 1, at which rows of the padded image do windows begin?",
        "window = padded[:, :, i * ____:i * ____ + dilation * (kh - 1) + 1:____, ...]; Z[:, :, i, j] = "
        "torch.einsum('ncuv,ocuv->____', window, W) + ____",
    ),
)


@task.solution
def conv2d(X, W, b, stride, padding, dilation):
    N, C, height, width = X.shape
    O, _, kh, kw = W.shape
    padded = X.new_zeros(N, C, height + 2 * padding, width + 2 * padding)       # step: zeros all around
    padded[:, :, padding:padding + height, padding:padding + width] = X         # step: the images in the middle
    tall, wide = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1               # step: what a kernel spans
    rows = (height + 2 * padding - tall) // stride + 1                          # step: how many rows of places
    cols = (width + 2 * padding - wide) // stride + 1                           # step: how many columns of places
    Z = X.new_zeros(N, O, rows, cols)
    for i in range(rows):
        for j in range(cols):
            top, left = i * stride, j * stride                                  # step: where the window begins
            window = padded[:, :, top:top + tall:dilation, left:left + wide:dilation]   # step: what a kernel sees
            Z[:, :, i, j] = torch.einsum("ncuv,ocuv->no", window, W) + b        # step: a neuron for each channel
    return Z


@task.right
def number_by_number(X, W, b, stride, padding, dilation):
    height, width = X.shape[2:]
    kh, kw = W.shape[2:]
    rows = (height + 2 * padding - dilation * (kh - 1) - 1) // stride + 1       # step: how many rows of places
    cols = (width + 2 * padding - dilation * (kw - 1) - 1) // stride + 1        # step: how many columns of places
    kernels, biases = W.tolist(), b.tolist()

    def place(image, kernel, bias, i, j):
        total = bias                                                            # step: the bias, once
        for channel, weights in zip(image, kernel):
            for u in range(kh):
                for v in range(kw):
                    r = i * stride + u * dilation - padding                     # step: the row in the image
                    s = j * stride + v * dilation - padding                     # step: the column in the image
                    if 0 <= r < height and 0 <= s < width:                      # step: outside everything is 0
                        total += weights[u][v] * channel[r][s]                  # step: one product
        return total

    return torch.tensor([[[[place(image, kernel, bias, i, j) for j in range(cols)] for i in range(rows)]
                          for kernel, bias in zip(kernels, biases)] for image in X.tolist()], dtype=torch.float64)


@task.right
def by_shifted_images(X, W, b, stride, padding, dilation):
    padded = torch.nn.functional.pad(X, (padding,) * 4)
    kh, kw = W.shape[2:]
    rows = (padded.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (padded.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    Z = b[:, None, None]
    for u in range(kh):
        for v in range(kw):
            taken = padded[:, :, u * dilation:, v * dilation:][:, :, ::stride, ::stride][:, :, :rows, :cols]
            Z = Z + torch.einsum("ncij,oc->noij", taken, W[:, :, u, v])         # step: one weight for all places
    return Z


@task.right
def by_columns(X, W, b, stride, padding, dilation):
    rows, cols = ((n + 2 * padding - dilation * (k - 1) - 1) // stride + 1 for n, k in zip(X.shape[2:], W.shape[2:]))
    windows = torch.nn.functional.unfold(X, W.shape[2:], dilation=dilation, padding=padding, stride=stride)
    return (W.flatten(1) @ windows + b[:, None]).reshape(len(X), len(W), rows, cols)


@task.right
def by_views(X, W, b, stride, padding, dilation):
    padded = torch.nn.functional.pad(X, (padding, padding, padding, padding))
    tall, wide = (dilation * (k - 1) + 1 for k in W.shape[2:])
    windows = padded.unfold(2, tall, stride).unfold(3, wide, stride)[..., ::dilation, ::dilation]
    return (windows[:, None] * W[None, :, :, None, None]).sum((2, 5, 6)) + b[:, None, None]


def _frame(X: Tensor, before: int, after: int, value: float = 0.0) -> Tensor:
    """Images with rows and columns of one value in front and behind."""
    return torch.nn.functional.pad(X, (before, after, before, after), value=value)


def _starts(size: int, k: int, step: int, gap: int) -> Tensor:
    """The indices (places, k) that a kernel sees along one axis."""
    places = (size - gap * (k - 1) - 1) // step + 1
    return torch.arange(places)[:, None] * step + torch.arange(k) * gap


def _taps(images: Tensor, rows: Tensor, cols: Tensor, error: type[Exception] = RuntimeError) -> Tensor:
    """What kernels see: (N, C, rows of places, kh, columns of places, kw).

    A slice over the edge is too short, and shapes do not match; an index over the edge is an IndexError.
    """
    if rows.numel() and cols.numel() and not (rows.max() < images.shape[2] and cols.max() < images.shape[3]):
        raise error("the window stands out over the edge of the images")
    return images[:, :, rows[:, :, None, None], cols]


# The convolution, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "step_down": lambda v: v.stride, "step_right": lambda v: v.stride,
    "gap_down": lambda v: v.dilation, "gap_right": lambda v: v.dilation,
    "images": lambda v: v.X,
    "padded": lambda v: _frame(v.images, v.padding, v.padding),
    "rows": lambda v: _starts(v.padded.shape[2], v.W.shape[2], v.step_down, v.gap_down),
    "cols": lambda v: _starts(v.padded.shape[3], v.W.shape[3], v.step_right, v.gap_right),
    "taps": lambda v: _taps(v.padded, v.rows, v.cols),
    "kernel": lambda v: v.W,
    "sums": lambda v: torch.einsum("nciujv,ocuv->noij", v.taps, v.kernel),
    "bias": lambda v: v.b[:, None, None],
    "Z": lambda v: v.sums + v.bias,
    "result": lambda v: v.Z,
}
NINE = numbers([[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]])
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": (*EXAMPLE.values(), 1, 0, 1),
    "In the example with stride 2 and padding 1": (*EXAMPLE.values(), 2, 1, 1),
    "With dilation 2 the image (1, 2, 3), (4, 5, 6), (7, 8, 9), the kernel (1, 2), (3, 4) and the bias 1": (
        NINE, numbers([[[[1, 2], [3, 4]]]]), numbers([1]), 1, 0, 2),
    "With stride 2 the image (1, 2, 3), (4, 5, 6), (7, 8, 9), the kernel (1, 2), in one row, and the bias 1": (
        NINE, numbers([[[[1, 2]]]]), numbers([1]), 2, 0, 1),
    "Two images of one pixel, 1 and 2, with the weights 3 and 4 of two output channels and the biases 10 and 20,": (
        numbers([[[[1]]], [[[2]]]]), numbers([[[[3]]], [[[4]]]]), numbers(10, 20), 1, 0, 1),
    "The image (1, 2), in one row, with the weights 3 and 4 of two output channels and the biases 10 and 20,": (
        numbers([[[[1, 2]]]]), numbers([[[[3]]], [[[4]]]]), numbers(10, 20), 1, 0, 1),
    "One pixel, 2.2, with the weight 0.1 and the bias 0.3,": (
        numbers([[[[2.2]]]]), numbers([[[[0.1]]]]), numbers([0.3]), 1, 0, 1)}

_with = answers_by(RULES, conv2d)


def _repeated(v: Any) -> Tensor:
    """Kernels whose weights stand `dilation` times, down and across."""
    height, width = (v.dilation * (k - 1) + 1 for k in v.W.shape[2:])
    return v.W.repeat_interleave(v.dilation, 2).repeat_interleave(v.dilation, 3)[:, :, :height, :width]


def _diagonal(v: Any, axis: int) -> Tensor:
    """The sums, in which one place of the kernel moves rows and columns alike."""
    height, width = v.W.shape[2:]
    rows, columns = (len(at) for at in (v.rows, v.cols))
    total = torch.zeros(len(v.X), len(v.W), rows, columns, dtype=v.X.dtype)
    for i, j, r, q in itertools.product(range(rows), range(columns), range(height), range(width)):
        move = (r, q)[axis] * v.dilation
        pixel = v.padded[:, :, i * v.stride + move, j * v.stride + move]
        total[:, :, i, j] += pixel @ v.W[:, :, r, q].mT
    return total


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs))
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, Tensor) and given.numel() and (words := told_apart(given, conv2d(*inputs))):
            return f"{place} you give {words}." if place.startswith("In ") else f"{place} give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _summed(equation: str) -> Callable:
    """The sums by another equation of taps "nciujv" and kernel "ocuv"."""
    return lambda v: torch.einsum(equation, v.taps, v.kernel)


def _step(step: Callable) -> dict[str, Callable]:
    """Another stride along both axes."""
    return {"step_down": step, "step_right": step}


def _gap(gap: Callable) -> dict[str, Callable]:
    """Another dilation along both axes."""
    return {"gap_down": gap, "gap_right": gap}


def _places(v: Any, axis: int) -> int:
    """The right number of places along an axis of the padded images."""
    return len(_starts(v.padded.shape[axis], v.W.shape[axis], v.stride, v.dilation))


def _one_more(size: int, k: int, step: int, gap: int) -> Tensor:
    """The indices where the number of places is rounded up."""
    places = -((gap * (k - 1) + 1 - size) // step) + 1
    return torch.arange(places)[:, None] * step + torch.arange(k) * gap


CHANNELS = "How many numbers does one neuron see, when the image has two channels and the kernel has 2 x 2 places?"
KERNELS = "Which four-number part of W belongs to the second input channel?"
CORNER = "Which entry of the kernel meets the upper left number of a window?"
BIAS = "Which of the axes N, O, rows and columns does b belong to?"
ONCE = "How often is the bias added at one place?"
STRIDE = "At which rows of the padded image do the first three windows begin?"
SIZE = "How many windows of 3 fit on a side of 8, when each begins 2 behind the one before?"
FRAME = "How many rows has an image of 4 rows after a padding of 1?"
ZEROS = "Which value stands in the frame?"
APART = "Which rows does a kernel with 3 rows see, when the dilation is 2 and its window begins at row 0?"
SPAN = "How many rows of the image does a kernel with 3 rows span, when the dilation is 2?"
SUM = "How does a neuron make one number from its inputs and weights?"
SHAPE = "Which shape does the text ask for?"
AXES = "Which axis of the kernel goes with the rows of the image?"
BATCH = "What do the images of a batch have to do with each other?"
_wrong("channel_by_channel", "each input channel keeps a map of its own: nothing is summed over the channels", CHANNELS,
       sums=lambda v: _summed("nciujv,ocuv->nocij")(v).flatten(1, 2), bias=lambda v: v.b.repeat_interleave(
           v.X.shape[1])[:, None, None])
_wrong("with_an_axis_of_channels", "each input channel keeps a map of its own, in an axis more", CHANNELS,
       sums=_summed("nciujv,ocuv->nocij"), bias=lambda v: v.b[:, None, None, None])
_wrong("channels_averaged", "the input channels are averaged, not summed", CHANNELS,
       sums=lambda v: _summed("nciujv,ocuv->noij")(v) / v.X.shape[1])
_wrong("first_channel_alone", "the first input channel is used alone", CHANNELS,
       sums=lambda v: torch.einsum("niujv,ouv->noij", v.taps[:, 0], v.kernel[:, 0]))
_wrong("last_channel_alone", "the last input channel is used alone: the sum over channels is set anew, where it should "
       "grow", CHANNELS, sums=lambda v: torch.einsum("niujv,ouv->noij", v.taps[:, -1], v.kernel[:, -1]))
_wrong("channels_added_first", "the channels are added first, and the first kernel is used for their sum", KERNELS,
       sums=lambda v: torch.einsum("niujv,ouv->noij", v.taps.sum(1), v.kernel[:, 0]))
_wrong("all_pairs_of_channels", "every channel meets the kernels of all channels", KERNELS,
       sums=_summed("nciujv,okuv->noij"))
_wrong("channels_reversed", "the kernels meet the channels in the reverse order", KERNELS,
       kernel=lambda v: v.W.flip(1))
_wrong("first_kernel_for_all", "every output channel has the kernel of the first one", "How many kernels has W?",
       kernel=lambda v: v.W[:1].expand_as(v.W))
_wrong("one_channel_for_each_output", "each output channel looks at one input channel alone, the first at the "
       "first", CHANNELS,
       kernel=lambda v: v.W * torch.nn.functional.one_hot(torch.arange(len(v.W)) % v.W.shape[1], v.W.shape[1])[
           :, :, None, None])
_wrong("weights_repeated", "dilation makes the weights themselves wider: each is repeated, where gaps belong", APART,
       kernel=lambda v: _repeated(v), rows=lambda v: _starts(
           v.padded.shape[2], v.dilation * (v.W.shape[2] - 1) + 1, v.stride, 1),
       cols=lambda v: _starts(v.padded.shape[3], v.dilation * (v.W.shape[3] - 1) + 1, v.stride, 1))
_wrong("frame_of_the_edge_mirrored", "two things: the frame repeats the edge of the image, and the kernel is "
       "turned by half a circle", f"{ZEROS} {CORNER}", kernel=lambda v: v.W.flip(2, 3),
       padded=lambda v: torch.nn.functional.pad(v.images, (v.padding,) * 4, mode="replicate"))
_wrong("no_frame_for_one_pixel", "kernels of one pixel see no frame: the padding is forgotten there", FRAME,
       padded=lambda v: v.images if tuple(v.W.shape[2:]) == (1, 1) else _frame(v.images, v.padding, v.padding))
_wrong("no_bias_for_one_pixel", "kernels of one pixel get no bias", ONCE,
       bias=lambda v: v.b[:, None, None] * (tuple(v.W.shape[2:]) != (1, 1)))
_wrong("no_stride_for_one_pixel", "kernels of one pixel move by one, whatever the stride", STRIDE,
       **_step(lambda v: 1 if tuple(v.W.shape[2:]) == (1, 1) else v.stride))
_wrong("row_of_the_kernel_in_the_column", "the column of the image moves with the row of the kernel: only a "
       "diagonal of each window is read", AXES, sums=lambda v: _diagonal(v, 0))
_wrong("column_of_the_kernel_in_the_row", "the row of the image moves with the column of the kernel: only a "
       "diagonal of each window is read", AXES, sums=lambda v: _diagonal(v, 1))
_wrong("rounded", "the results are rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.Z.round(decimals=4))
_wrong("outputs_summed", "the output channels are summed to one", "How many output channels does the text ask for?",
       sums=_summed("nciujv,ocuv->nij"), bias=lambda v: v.b.sum(), result=lambda v: v.Z[:, None])
_wrong("outputs_reversed", "the output channels stand in the reverse order", "Which kernel belongs to the first output "
       "channel?", result=lambda v: v.Z.flip(1))
_wrong("first_output_alone", "the first output channel comes back alone", "How many output channels does the text ask "
       "for?", result=lambda v: v.Z[:, :1])
_wrong("mirrored", "the kernel is turned by half a circle: its last entry meets the upper left number. That is the "
       "convolution of mathematics", CORNER, kernel=lambda v: v.W.flip(2, 3))
_wrong("rows_mirrored", "the kernel is turned upside down", CORNER, kernel=lambda v: v.W.flip(2))
_wrong("columns_mirrored", "the kernel is read from right to left", CORNER, kernel=lambda v: v.W.flip(3))
_wrong("kernel_reordered", "rows and columns of the kernel have changed places, as `reshape` does it", AXES,
       kernel=lambda v: v.W.mT.reshape(v.W.shape))
_wrong("kernel_transposed", "the kernel is transposed, and only square kernels still fit", AXES,
       kernel=lambda v: v.W.mT)
_wrong("result_transposed", "rows and columns of the result have changed places", AXES, result=lambda v: v.Z.mT)
_wrong("no_bias", "the bias plays no part", ONCE, bias=lambda v: 0)
_wrong("bias_taken_off", "the bias is taken off", "What does a neuron do with its bias?", Z=lambda v: v.sums - v.bias)
_wrong("bias_multiplies", "the bias multiplies", "What does a neuron do with its bias?", Z=lambda v: v.sums * v.bias)
_wrong("bias_for_each_channel", "the bias is added once for every input channel", ONCE,
       bias=lambda v: v.X.shape[1] * v.b[:, None, None])
_wrong("bias_for_each_weight", "the bias is added once for every weight of a kernel", ONCE,
       bias=lambda v: v.W[0].numel() * v.b[:, None, None])
_wrong("bias_for_each_tap", "the bias is added once for every row and column of a kernel", ONCE,
       bias=lambda v: v.W[0, 0].numel() * v.b[:, None, None])
_wrong("bias_twice", "the bias is added twice", ONCE, bias=lambda v: 2 * v.b[:, None, None])
_wrong("first_bias_for_all", "every output channel gets the bias of the first one", BIAS, bias=lambda v: v.b[0])
_wrong("biases_summed", "every output channel gets the sum of all biases", BIAS, bias=lambda v: v.b.sum())
_wrong("biases_averaged", "every output channel gets the mean of all biases", BIAS, bias=lambda v: v.b.mean())
_wrong("biases_reversed", "the biases meet the output channels in the reverse order", BIAS,
       bias=lambda v: v.b.flip(0)[:, None, None])
_wrong("bias_along_columns", "the bias is added along the last axis, and elsewhere torch cannot match the shapes", BIAS,
       bias=lambda v: v.b)
_wrong("bias_along_rows", "the bias is added along the rows, and elsewhere torch cannot match the shapes", BIAS,
       bias=lambda v: v.b[:, None])
_wrong("bias_to_the_images", "the mean of b is added to the images, before the weights", ONCE,
       images=lambda v: v.X + v.b.mean(), bias=lambda v: 0)
_wrong("stride_ignored", "every place is used, whatever the stride", STRIDE, **_step(lambda v: 1))
_wrong("stride_down_alone", "the stride counts for the rows alone", STRIDE, step_right=lambda v: 1)
_wrong("stride_right_alone", "the stride counts for the columns alone", STRIDE, step_down=lambda v: 1)
_wrong("stride_one_more", "from one window to the next lie stride + 1 rows", STRIDE, **_step(lambda v: v.stride + 1))
_wrong("stride_of_kernel", "windows follow each other by the size of the kernel, whatever the stride", STRIDE,
       step_down=lambda v: v.W.shape[2], step_right=lambda v: v.W.shape[3])
_wrong("stride_twice", "the stride is used twice: in the windows, and once more on the result", STRIDE,
       result=lambda v: v.Z[:, :, ::v.stride, ::v.stride])
_wrong("stride_for_the_images", "the images are thinned out first, and the kernel sees every stride-th pixel", STRIDE,
       images=lambda v: v.X[:, :, ::v.stride, ::v.stride], **_step(lambda v: 1))
_wrong("stride_from_behind", "the first window does not begin at row 0: the result is thinned out from stride - 1 on",
       STRIDE, **_step(lambda v: 1), result=lambda v: v.Z[:, :, v.stride - 1::v.stride, v.stride - 1::v.stride])
_wrong("stride_in_the_size_alone", "the stride shrinks the result, but the windows move by one", STRIDE,
       rows=lambda v: _starts(v.padded.shape[2], v.W.shape[2], 1, v.dilation)[:_places(v, 2)],
       cols=lambda v: _starts(v.padded.shape[3], v.W.shape[3], 1, v.dilation)[:_places(v, 3)])
_wrong("stride_and_dilation_exchanged", "stride and dilation have changed places", "Which of the two says how far a "
       "window lies behind the one before?", **_step(lambda v: v.dilation), **_gap(lambda v: v.stride))
_ROUNDED_UP = {
    "rows": lambda v: _one_more(v.padded.shape[2], v.W.shape[2], v.stride, v.dilation),
    "cols": lambda v: _one_more(v.padded.shape[3], v.W.shape[3], v.stride, v.dilation)}
_wrong("rounded_up", "the number of windows is rounded up, and the last one stands out over the edge", SIZE,
       **_ROUNDED_UP)
_wrong("rounded_up_by_indices", "the number of windows is rounded up, and an index of the last one is beyond the edge",
       SIZE, **_ROUNDED_UP, taps=lambda v: _taps(v.padded, v.rows, v.cols, IndexError))
_wrong("filled_up_behind", "the number of windows is rounded up, and zeros are added behind for the last one", SIZE,
       padded=lambda v: torch.nn.functional.pad(v.X, (v.padding, v.padding + v.stride - 1) * 2))
_wrong("one_place_missing", "the last row and the last column of places are missing", SIZE,
       rows=lambda v: _starts(v.padded.shape[2], v.W.shape[2], v.stride, v.dilation)[:-1],
       cols=lambda v: _starts(v.padded.shape[3], v.W.shape[3], v.stride, v.dilation)[:-1])
_wrong("last_row_missing", "the last row of places is missing", SIZE,
       rows=lambda v: _starts(v.padded.shape[2], v.W.shape[2], v.stride, v.dilation)[:-1])
_wrong("last_column_missing", "the last column of places is missing", SIZE,
       cols=lambda v: _starts(v.padded.shape[3], v.W.shape[3], v.stride, v.dilation)[:-1])
_wrong("padding_ignored", "the padding plays no part", FRAME, padded=lambda v: v.images)
_wrong("padding_in_front", "the padding counts on one side alone, above and on the left", FRAME,
       padded=lambda v: _frame(v.images, v.padding, 0))
_wrong("padding_behind", "the frame stands below and on the right alone", FRAME,
       padded=lambda v: _frame(v.images, 0, v.padding))
_wrong("all_padding_in_front", "the whole frame stands above and on the left, twice as thick", FRAME,
       padded=lambda v: _frame(v.images, 2 * v.padding, 0))
_wrong("all_padding_behind", "the whole frame stands below and on the right, twice as thick: the images begin at row 0",
       FRAME, padded=lambda v: _frame(v.images, 0, 2 * v.padding))
_wrong("padding_doubled", "the frame is twice as thick on every side", FRAME,
       padded=lambda v: _frame(v.images, 2 * v.padding, 2 * v.padding))
_wrong("padding_above_and_below", "the frame stands above and below alone", FRAME,
       padded=lambda v: torch.nn.functional.pad(v.images, (0, 0, v.padding, v.padding)))
_wrong("padding_left_and_right", "the frame stands on the left and on the right alone", FRAME,
       padded=lambda v: torch.nn.functional.pad(v.images, (v.padding, v.padding)))
_wrong("padding_of_one", "the frame has a thickness of 1 for every padding above 0", FRAME,
       padded=lambda v: _frame(v.images, min(v.padding, 1), min(v.padding, 1)))
_wrong("half_a_kernel_of_padding", "the frame is half a kernel thick, whatever the padding", FRAME,
       padded=lambda v: torch.nn.functional.pad(v.images, (v.W.shape[3] // 2,) * 2 + (v.W.shape[2] // 2,) * 2))
_wrong("frame_of_ones", "the frame is filled with 1", ZEROS, padded=lambda v: _frame(v.images, v.padding, v.padding, 1))
_wrong("frame_of_the_edge", "the frame repeats the edge of the image", ZEROS,
       padded=lambda v: torch.nn.functional.pad(v.images, (v.padding,) * 4, mode="replicate"))
_wrong("frame_from_the_other_side", "the frame shows the other side of the image", ZEROS,
       padded=lambda v: torch.nn.functional.pad(v.images, (v.padding,) * 4, mode="circular"))
_wrong("result_framed", "the frame of zeros is laid around the result, not around the images", FRAME,
       padded=lambda v: v.images, result=lambda v: _frame(v.Z, v.padding, v.padding))
_wrong("dilation_ignored", "the dilation plays no part: a kernel sees neighbouring pixels", APART, **_gap(lambda v: 1))
_wrong("dilation_down_alone", "the dilation counts for the rows alone", APART, gap_right=lambda v: 1)
_wrong("dilation_right_alone", "the dilation counts for the columns alone", APART, gap_down=lambda v: 1)
_wrong("dilation_one_more", "the pixels that a kernel sees lie dilation + 1 apart", APART,
       **_gap(lambda v: v.dilation + 1))
_wrong("dilation_one_less", "dilation 2 is taken for neighbouring pixels, and 3 for every second one", APART,
       **_gap(lambda v: max(v.dilation - 1, 1)))
_wrong("dilation_for_the_images", "the images are thinned out by the dilation, and most windows are lost", APART,
       images=lambda v: v.X[:, :, ::v.dilation, ::v.dilation], **_gap(lambda v: 1))
_wrong("dilation_in_the_size_alone", "the dilation shrinks the result, but a kernel sees neighbouring pixels", APART,
       rows=lambda v: _starts(v.padded.shape[2], v.W.shape[2], v.stride, v.dilation)[:, :1] + torch.arange(
           v.W.shape[2]),
       cols=lambda v: _starts(v.padded.shape[3], v.W.shape[3], v.stride, v.dilation)[:, :1] + torch.arange(
           v.W.shape[3]))
_WITHOUT_DILATION = {
    "rows": lambda v: _starts(v.padded.shape[2], v.W.shape[2], v.stride, 1)[:, :1] + v.dilation * torch.arange(
        v.W.shape[2]),
    "cols": lambda v: _starts(v.padded.shape[3], v.W.shape[3], v.stride, 1)[:, :1] + v.dilation * torch.arange(
        v.W.shape[3])}
_wrong("size_without_dilation", "the number of windows is that without dilation, and the last ones stand out over the "
       "edge", SPAN, **_WITHOUT_DILATION)
_wrong("size_without_dilation_by_indices", "the number of windows is that without dilation, and an index of the last "
       "ones is beyond the edge", SPAN, **_WITHOUT_DILATION, taps=lambda v: _taps(v.padded, v.rows, v.cols, IndexError))
_wrong("span_of_dilation_times_kernel", "a kernel is taken to span dilation times its size, and a place is lost", SPAN,
       rows=lambda v: _starts(v.padded.shape[2] - v.dilation + 1, v.W.shape[2], v.stride, v.dilation),
       cols=lambda v: _starts(v.padded.shape[3] - v.dilation + 1, v.W.shape[3], v.stride, v.dilation))
_wrong("size_without_padding", "the number of windows is that without padding", FRAME,
       rows=lambda v: _starts(v.X.shape[2], v.W.shape[2], v.stride, v.dilation),
       cols=lambda v: _starts(v.X.shape[3], v.W.shape[3], v.stride, v.dilation))
_wrong("means", "the products are averaged, not added", SUM,
       sums=lambda v: _summed("nciujv,ocuv->noij")(v) / v.W[0].numel())
_wrong("largest_products", "the largest product is taken, not the sum", SUM, sums=lambda v: (
       v.taps[:, None] * v.kernel[:, :, None, :, None]).amax((2, 4, 6)))
_wrong("windows_added_up", "the numbers of each window are added without weights", SUM,
       kernel=lambda v: torch.ones_like(v.W))
_wrong("divided_by_the_kernel", "the sums are divided by the sum of the kernel", SUM,
       sums=lambda v: _summed("nciujv,ocuv->noij")(v) / v.W.sum((1, 2, 3))[:, None, None])
_wrong("last_tap_alone", "each result holds the product of the last weight alone: the sum over the window is set anew, "
       "where it should grow", SUM, sums=lambda v: torch.einsum(
           "ncij,oc->noij", v.taps[:, :, :, -1, :, -1], v.kernel[:, :, -1, -1]))
_wrong("activation_relu", "results below 0 become 0", "Which function stands around the sum in the text?",
       result=lambda v: v.Z.relu())
_wrong("activation_tanh", "the results go through tanh", "Which function stands around the sum in the text?",
       result=lambda v: v.Z.tanh())
_wrong("first_image_alone", "the first image's result comes back alone", BATCH, result=lambda v: v.Z[:1])
_wrong("first_image_for_all", "every image gets the result of the first one", BATCH,
       result=lambda v: v.Z[:1].expand_as(v.Z))
_wrong("images_summed", "the results of all images are added", BATCH, result=lambda v: v.Z.sum(0, keepdim=True))
_wrong("images_averaged", "the results of all images are averaged", BATCH, result=lambda v: v.Z.mean(0, keepdim=True))
_wrong("without_batch", "the results of all images are added, without an axis for them", BATCH,
       result=lambda v: v.Z.sum(0))
_wrong("single_axes_lost", "axes of length 1 are lost", SHAPE, result=lambda v: v.Z.squeeze())
_wrong("channels_last", "the output channels stand on the last axis", SHAPE, result=lambda v: v.Z.permute(0, 2, 3, 1))
_wrong("channels_first", "the output channels stand on the first axis, in front of the images", SHAPE,
       result=lambda v: v.Z.transpose(0, 1))
_wrong("as_columns", "rows and columns of the result stand on one axis", SHAPE, result=lambda v: v.Z.flatten(2))
_wrong("flattened", "each image's result is flattened", SHAPE, result=lambda v: v.Z.flatten(1))
_wrong("as_lists", "the result is a list of lists, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.Z.tolist())
_wrong("with_padded", "the padded images come back too", "How many results does the text ask for?",
       result=lambda v: (v.Z, v.padded))
_wrong("in_float32", "the result went through float32", "In which of your lines does the dtype change?",
       result=lambda v: v.Z.float().double())
_wrong("returned_in_float32", "the result is float32", "Which dtype has X?", result=lambda v: v.Z.float())
_wrong("first_place_alone", "only the first place is computed; a loop that returns in its first turn does that", SHAPE,
       result=lambda v: v.Z[:, :, :1, :1])
_wrong("others_left_at_zero", "only the first place is computed, and 0 stands at all others; a loop that returns in "
       "its first turn does that", SHAPE, result=lambda v: torch.nn.functional.pad(
           v.Z[:, :, :1, :1], (0, v.Z.shape[3] - 1, 0, v.Z.shape[2] - 1)))
_wrong("axes_of_images_exchanged", "rows and columns of the images have changed places", AXES,
       images=lambda v: v.X.mT)
_wrong("offset_by_one", "every window begins one row and one column too far down and right", STRIDE,
       padded=lambda v: torch.nn.functional.pad(v.images, (v.padding,) * 4).roll((-1, -1), (2, 3)))
_wrong("width_from_the_kernels_height", "the height of the kernel stands for its width too in the number of windows",
       "Are all kernels square?", cols=lambda v: _starts(v.padded.shape[3], v.W.shape[2], v.stride, v.dilation)[
           :, :1] + v.dilation * torch.arange(v.W.shape[3]))
_wrong("width_from_the_images_height", "the height of the images stands for their width too in the number of windows",
       "Are all images square?", cols=lambda v: _starts(v.padded.shape[2], v.W.shape[3], v.stride, v.dilation))

OFTEN = {
    "channels_averaged": Mistake("the input channels are averaged", CHANNELS, {
        "sums": lambda v: _summed("nciujv,ocuv->noij")(v) / v.X.shape[1]}),
    "last_channel_alone": Mistake("the last input channel is used alone", CHANNELS, {
        "sums": lambda v: torch.einsum("niujv,ouv->noij", v.taps[:, -1], v.kernel[:, -1])}),
    "mirrored": Mistake("the kernel is turned by half a circle", CORNER, {"kernel": lambda v: v.W.flip(2, 3)}),
    "no_bias": Mistake("the bias plays no part", ONCE, {"bias": lambda v: 0}),
    "bias_for_each_channel": Mistake("the bias is added once for every input channel", ONCE, {
        "bias": lambda v: v.X.shape[1] * v.b[:, None, None]}),
    "first_bias_for_all": Mistake("every output channel gets the bias of the first one", BIAS, {
        "bias": lambda v: v.b[0]}),
    "stride_ignored": Mistake("every place is used, whatever the stride", STRIDE, _step(lambda v: 1)),
    "padding_ignored": Mistake("the padding plays no part", FRAME, {"padded": lambda v: v.images}),
    "padding_in_front": Mistake("the padding counts on one side alone, above and on the left", FRAME, {
        "padded": lambda v: _frame(v.images, v.padding, 0)}),
    "frame_of_ones": Mistake("the frame is filled with 1", ZEROS, {
        "padded": lambda v: _frame(v.images, v.padding, v.padding, 1)}),
    "dilation_ignored": Mistake("the dilation plays no part", APART, _gap(lambda v: 1)),
    "one_place_missing": Mistake("the last row and the last column of places are missing", SIZE, {
        "result": lambda v: v.Z[:, :, :-1, :-1]}),
    "activation_relu": Mistake("results below 0 become 0", "Which function stands around the sum in the text?", {
        "result": lambda v: v.Z.relu()}),
    "channels_last": Mistake("the output channels stand on the last axis", SHAPE, {
        "result": lambda v: v.Z.permute(0, 2, 3, 1)}),
}

for _name, _two in in_pairs(OFTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
