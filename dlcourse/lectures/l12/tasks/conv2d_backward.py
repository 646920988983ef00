"""Exercise: back through a convolutional layer."""

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

RESULTS = ("X_bar", "W_bar", "b_bar")
EXAMPLE = {"X": numbers([[[[1, 2, 0], [0, 1, 3]]]]), "W": numbers([[[[1, 2], [0, -1]]]]),
           "Z_bar": numbers([[[[3, 5]]]])}


def reference(X: Tensor, W: Tensor, Z_bar: Tensor, stride: int, padding: int) -> tuple[Tensor, ...]:
    """What torch's own differentiation of its own convolution finds."""
    X, W, b = (v.clone().requires_grad_() for v in (X, W, W.new_zeros(len(W))))
    Z = torch.nn.functional.conv2d(X, W, b, stride, padding)
    return torch.autograd.grad(Z, (X, W, b), Z_bar)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, images: tuple[int, ...], kernels: tuple[int, ...], stride: int = 1, padding: int = 0) -> Case:
        """Images (N, C, height, width) and kernels (O, height, width)."""
        out, *size = kernels
        places = [(n + 2 * padding - k) // stride + 1 for n, k in zip(images[2:], size, strict=True)]
        return case(label, X=draw.away_from_zero(*images), W=draw.away_from_zero(out, images[1], *size),
                    Z_bar=draw.away_from_zero(images[0], out, *places), stride=stride, padding=padding)

    return [
        case("the example of the text", **EXAMPLE, stride=1, padding=0),
        some("two images, three channels in, four out", (2, 3, 6, 7), (4, 2, 3)),
        some("stride 2, and a row is left over", (3, 2, 6, 8), (4, 3, 2), stride=2),
        some("stride 3, more than the kernel's width", (2, 3, 8, 7), (4, 3, 1), stride=3),
        some("padding 1", (3, 2, 4, 6), (4, 2, 3), padding=1),
        some("padding 2", (1, 2, 3, 5), (4, 3, 2), padding=2),
        some("stride 2 and padding 1", (2, 3, 5, 8), (4, 2, 3), stride=2, padding=1),
        some("kernels of one pixel", (3, 4, 2, 5), (2, 1, 1)),
        some("kernels as large as the image", (2, 3, 4, 5), (4, 4, 5)),
        some("one image, one channel in and out", (1, 1, 5, 4), (1, 2, 3)),
    ]


task = Task(
    key="conv2d_backward", title="Convolution backwards", points=3, difficulty=3, minutes=30,
    objective="send a gradient back through a layer whose weights stand at every place",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=RESULTS),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward", "torch.nn.grad.*",
             ".conv2d_input", ".conv2d_weight", ".conv1d", ".conv2d", ".conv3d", ".Conv1d", ".Conv2d", ".Conv3d",
             ".conv_transpose1d", ".conv_transpose2d", ".conv_transpose3d", ".ConvTranspose2d", ".convolution",
             ".convolution_backward", "torch.nn.functional.conv2d", "torch.nn.functional.conv_transpose2d",
             "torch.conv2d", "torch.conv_transpose2d", "aten::convolution", "aten::convolution_backward",
             ".convolve2d", ".correlate2d", ".convolve", ".correlate"),
    facts=("N12-02", "N12-05"),
    hints=(
        "Take one place of one output channel alone: it is a neuron, and you know the adjoints of its inputs, weights "
        "and bias. Which of these weights stand at the next place again? Which of the inputs?",
        "In the example the first place has z_bar = 3. Its share of W_bar is 3 · ((1, 2), (0, 1)), and its share of "
        "X_bar is 3 · ((1, 2), (0, -1)), in the columns 0 and 1. What are the shares of the second place, and what "
        "becomes of column 1?",
        "for each place: W_bar += torch.einsum('no,ncuv->____', Z_bar[:, :, i, j], window); padded_bar[:, :, top:top + "
        "kh, left:left + kw] ____ torch.einsum('no,ocuv->____', Z_bar[:, :, i, j], W); then cut off the frame",
    ),
)


@task.solution
def conv2d_backward(X, W, Z_bar, stride, padding):
    N, C, height, width = X.shape
    kh, kw = W.shape[2:]
    padded = X.new_zeros(N, C, height + 2 * padding, width + 2 * padding)       # step: zeros all around
    padded[:, :, padding:padding + height, padding:padding + width] = X         # step: the images in the middle
    padded_bar, W_bar = torch.zeros_like(padded), torch.zeros_like(W)
    for i in range(Z_bar.shape[2]):
        for j in range(Z_bar.shape[3]):
            top, left = i * stride, j * stride                                  # step: where the window begins
            z_bar = Z_bar[:, :, i, j]
            window = padded[:, :, top:top + kh, left:left + kw]                 # step: what the kernels saw there
            W_bar += torch.einsum("no,ncuv->ocuv", z_bar, window)               # step: this place's share of W_bar
            share = torch.einsum("no,ocuv->ncuv", z_bar, W)                     # step: this place's share of X_bar
            padded_bar[:, :, top:top + kh, left:left + kw] += share             # step: windows overlap, shares add up
    X_bar = padded_bar[:, :, padding:padding + height, padding:padding + width]     # step: cut off the frame
    return X_bar, W_bar, Z_bar.sum((0, 2, 3))                                   # step: the bias stands at every place


@task.right
def number_by_number(X, W, Z_bar, stride, padding):
    N, C, height, width = X.shape
    O, _, kh, kw = W.shape
    images, kernels = X.tolist(), W.tolist()
    X_bar = [[[[0.0] * width for _ in range(height)] for _ in range(C)] for _ in range(N)]
    W_bar = [[[[0.0] * kw for _ in range(kh)] for _ in range(C)] for _ in range(O)]
    b_bar = [0.0] * O
    for n, maps in enumerate(Z_bar.tolist()):
        for o, rows in enumerate(maps):
            for i, row in enumerate(rows):
                for j, z_bar in enumerate(row):
                    b_bar[o] += z_bar                                           # step: the bias, once for each place
                    for c in range(C):
                        for u in range(kh):
                            for v in range(kw):
                                r, s = i * stride + u - padding, j * stride + v - padding   # step: the pixel
                                if 0 <= r < height and 0 <= s < width:          # step: the frame has no gradient
                                    W_bar[o][c][u][v] += z_bar * images[n][c][r][s]     # step: one share of a weight
                                    X_bar[n][c][r][s] += z_bar * kernels[o][c][u][v]    # step: one share of a pixel
    return [torch.tensor(found, dtype=torch.float64) for found in (X_bar, W_bar, b_bar)]


@task.right
def weight_by_weight(X, W, Z_bar, stride, padding):
    height, width = X.shape[2:]
    rows, cols = Z_bar.shape[2:]
    padded = torch.nn.functional.pad(X, (padding,) * 4)
    padded_bar, W_bar = torch.zeros_like(padded), torch.zeros_like(W)
    for u in range(W.shape[2]):
        for v in range(W.shape[3]):
            down = slice(u, u + (rows - 1) * stride + 1, stride)                # step: the rows that this weight sees
            right = slice(v, v + (cols - 1) * stride + 1, stride)               # step: the columns that it sees
            W_bar[:, :, u, v] = torch.einsum("noij,ncij->oc", Z_bar, padded[:, :, down, right])
            padded_bar[:, :, down, right] += torch.einsum("noij,oc->ncij", Z_bar, W[:, :, u, v])
    return (padded_bar[:, :, padding:padding + height, padding:padding + width], W_bar,
            torch.einsum("noij->o", Z_bar))


@task.right
def by_columns(X, W, Z_bar, stride, padding):
    size, maps = W.shape[2:], Z_bar.flatten(2)
    windows = torch.nn.functional.unfold(X, size, padding=padding, stride=stride)
    W_bar = torch.einsum("nop,nkp->ok", maps, windows).reshape(W.shape)
    X_bar = torch.nn.functional.fold(W.flatten(1).T @ maps, X.shape[2:], size, padding=padding, stride=stride)
    return X_bar, W_bar, maps.sum((0, 2))


@task.right
def mirrored_over_spread_gradients(X, W, Z_bar, stride, padding):
    N, _, height, width = X.shape
    O, _, kh, kw = W.shape
    H, V = height + 2 * padding, width + 2 * padding
    spread = X.new_zeros(N, O, H + kh - 1, V + kw - 1)
    rows = kh - 1 + stride * torch.arange(Z_bar.shape[2])
    cols = kw - 1 + stride * torch.arange(Z_bar.shape[3])
    spread[:, :, rows[:, None], cols] = Z_bar                                   # step: zeros between and around
    windows = spread.unfold(2, kh, 1).unfold(3, kw, 1)
    padded_bar = torch.einsum("nohwuv,ocuv->nchw", windows, W.flip(2, 3))       # step: the mirrored kernel
    padded = torch.nn.functional.pad(X, (padding,) * 4)
    seen = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    return (padded_bar[:, :, padding:H - padding, padding:V - padding],
            torch.einsum("nohw,nchwuv->ocuv", Z_bar, seen), Z_bar.sum(3).sum(2).sum(0))


def _starts(places: int, k: int, step: int) -> Tensor:
    """The indices (places, k) that a kernel sees along one axis."""
    return torch.arange(places)[:, None] * step + torch.arange(k)


def _taps(images: Tensor, rows: Tensor, cols: Tensor) -> Tensor:
    """What kernels see: (N, C, rows of places, kh, columns of places, kw)."""
    if not (rows.max() < images.shape[2] and cols.max() < images.shape[3]):
        raise RuntimeError("the window stands out over the edge of the images")
    return images[:, :, rows[:, :, None, None], cols]


def _laid(v: Any, parts: Tensor) -> Tensor:
    """Every window's part, laid where the window was and added up."""
    height, width = v.padded.shape[2:]
    down, right = (torch.nn.functional.one_hot(at, size).to(parts.dtype) for at, size in (
        (v.rows_back, height), (v.cols_back, width)))
    return torch.einsum("nciujv,iur,jvs->ncrs", parts, down, right)


# The gradients, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "padded": lambda v: torch.nn.functional.pad(v.X, (v.padding,) * 4),
    "rows": lambda v: _starts(v.Z_bar.shape[2], v.W.shape[2], v.stride),
    "cols": lambda v: _starts(v.Z_bar.shape[3], v.W.shape[3], v.stride),
    "taps": lambda v: _taps(v.padded, v.rows, v.cols),
    "W_bar": lambda v: torch.einsum("noij,nciujv->ocuv", v.Z_bar, v.taps),
    "kernel": lambda v: v.W,
    "rows_back": lambda v: v.rows, "cols_back": lambda v: v.cols,
    "parts": lambda v: torch.einsum("noij,ocuv->nciujv", v.Z_bar, v.kernel),
    "padded_bar": lambda v: _laid(v, v.parts),
    "X_bar": lambda v: v.padded_bar[:, :, v.padding:v.padding + v.X.shape[2], v.padding:v.padding + v.X.shape[3]],
    "b_bar": lambda v: v.Z_bar.sum((0, 2, 3)),
    "result": lambda v: (v.X_bar, v.W_bar, v.b_bar),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": (*EXAMPLE.values(), 1, 0),
    "In the example with padding 1 and Z_bar = (1, 0, 0, 2), (0, 3, 5, 0), (4, 0, 0, 1)": (
        EXAMPLE["X"], EXAMPLE["W"], numbers([[[[1, 0, 0, 2], [0, 3, 5, 0], [4, 0, 0, 1]]]]), 1, 1),
    "For the image (1, 2, 3, 4), the kernel (5, 6) and Z_bar = (1, 2), all in one row, and stride 2": (
        numbers([[[[1, 2, 3, 4]]]]), numbers([[[[5, 6]]]]), numbers([[[[1, 2]]]]), 2, 0),
    "For two images of one pixel, 1 and 2, with two output channels, their weights 3 and 4, and Z_bar = (5, 6), (7, 8)":
        (numbers([[[[1]]], [[[2]]]]), numbers([[[[3]]], [[[4]]]]),
         numbers([[[[5]], [[6]]], [[[7]], [[8]]]]), 1, 0),
    "For one pixel with the channels 1 and 2, their weights 3 and 4, and Z_bar = 5": (
        numbers([[[[1]], [[2]]]]), numbers([[[[3]], [[4]]]]), numbers([[[[5]]]]), 1, 0),
    "For one pixel, 2.2, with the weight 0.1 and Z_bar = 0.3": (
        numbers([[[[2.2]]]]), numbers([[[[0.1]]]]), numbers([[[[0.3]]]]), 1, 0)}

_with = answers_by(RULES, conv2d_backward)


def _with_copies(v: Any) -> Tensor:
    """The way back with stride 1 from adjoints that stand several times."""
    height, width = (size - k + 1 for size, k in zip(v.padded.shape[2:], v.W.shape[2:], strict=True))
    dense = v.Z_bar.repeat_interleave(v.stride, 2).repeat_interleave(v.stride, 3)[:, :, :height, :width]
    found = torch.zeros_like(v.padded)
    for i, j in itertools.product(range(dense.shape[2]), range(dense.shape[3])):
        part = torch.einsum("no,ocuv->ncuv", dense[:, :, i, j], v.W)
        found[:, :, i:i + part.shape[2], j:j + part.shape[3]] += part
    return found


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs))
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, tuple) and len(given) == 3:
            for name, ours, right in zip(RESULTS, given, conv2d_backward(*inputs), strict=True):
                if isinstance(ours, Tensor) and ours.numel() and (words := told_apart(ours, right)):
                    return f"{place} `{name}` is {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in RESULTS else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


def _over(equation: str) -> Callable:
    """`W_bar` by another equation of Z_bar "noij" and taps "nciujv"."""
    return lambda v: torch.einsum(equation, v.Z_bar, v.taps)


def _set_anew(v: Any) -> Tensor:
    """Every window's part, in the order of the places; a later one takes the place of an earlier one."""
    found = torch.zeros_like(v.padded)
    for i, rows in enumerate(v.rows_back.tolist()):
        for j, cols in enumerate(v.cols_back.tolist()):
            found[:, :, rows[0]:rows[-1] + 1, cols[0]:cols[-1] + 1] = v.parts[:, :, i, :, j]
    return found


def _of_one_place(parts: Tensor, i: int) -> Tensor:
    """The part of the first (0) or the last (-1) place; those of all others are 0."""
    found = torch.zeros_like(parts)
    found[:, :, i, :, i] = parts[:, :, i, :, i]
    return found


def _counted(v: Any) -> Tensor:
    """In how many windows each pixel of the padded images stands, at least 1."""
    return _laid(v, torch.ones_like(v.parts)).clamp(min=1)


OVERLAP = "Column 1 of the example stands in both windows. By how much does the loss move with a pixel of it?"
PLACES = "At how many places does a weight stand?"
BATCH = "Which images does a weight meet?"
FRAME = "Is a pixel of the frame an entry of X?"
CORNER = "Which weight meets the upper left pixel of the first window?"
OUTPUTS = "Into how many output channels does one pixel go?"
BIAS = "At how many places, and in how many images, is one bias added?"
STRIDE = "At which row did the second window begin in the forward pass?"
ORDER = "In which order does the text name them?"
LOSS = "Is the loss of the text a mean over images or places?"
BY_W = "By which number is a weight multiplied at one place?"
BY_X = "By which number is a pixel multiplied at one place?"
SHAPE = "Which shape has the adjoint of W?"
SHAPE_X = "Which shape has the adjoint of X?"
SHAPE_B = "Which shape has the adjoint of b?"
_wrong("set_anew", "X_bar keeps the last window's part alone where windows overlap: it is set, not added to", OVERLAP,
       padded_bar=_set_anew)
_wrong("averaged_over_windows", "X_bar is averaged over the windows in which a pixel stands", OVERLAP,
       padded_bar=lambda v: _laid(v, v.parts) / _counted(v))
_wrong("spread_with_copies", "X_bar is computed from a Z_bar that is enlarged by copies of its entries, where a "
       "stride leaves places without a window",
       "How many windows begin between two places of Z_bar, when the stride is 2?",
       padded_bar=lambda v: _with_copies(v))
_wrong("W_bar_of_last_row", "W_bar comes from the last row of places alone: it is set back in each row", "In "
       "how many windows does one weight stand?",
       W_bar=lambda v: torch.einsum("noij,nciujv->ocuv", v.Z_bar[:, :, -1:], v.taps[:, :,
       -1:]))
_wrong("W_bar_of_last_column", "W_bar comes from the last column of places alone", "In how many windows does "
       "one weight stand?",
       W_bar=lambda v: torch.einsum("noij,nciujv->ocuv", v.Z_bar[..., -1:], v.taps[:, :, :, :, -1:]))
_wrong("W_bar_of_first_row", "W_bar comes from the first row of places alone", "In how many windows does one "
       "weight stand?",
       W_bar=lambda v: torch.einsum("noij,nciujv->ocuv", v.Z_bar[:, :, :1], v.taps[:, :, :1]))
_wrong("mirrored_again", "X_bar uses the kernel turned by half a circle", CORNER, kernel=lambda v: v.W.flip(2, 3))
_wrong("rows_mirrored", "X_bar uses the kernel turned upside down", CORNER, kernel=lambda v: v.W.flip(2))
_wrong("columns_mirrored", "X_bar uses the kernel read from right to left", CORNER, kernel=lambda v: v.W.flip(3))
_wrong("with_frame", "X_bar keeps the frame, and is larger than X", FRAME, X_bar=lambda v: v.padded_bar)
_wrong("cut_behind", "X_bar is cut off below and on the right alone: it begins in the frame", FRAME,
       X_bar=lambda v: v.padded_bar[:, :, :v.X.shape[2], :v.X.shape[3]])
_wrong("cut_in_front", "X_bar is cut off above and on the left alone", FRAME,
       X_bar=lambda v: v.padded_bar[:, :, v.padding:, v.padding:])
_wrong("cut_by_minus_padding", "X_bar is empty where padding is 0: the slice ends at -0", "What is `x[0:-0]`?",
       X_bar=lambda v: v.padded_bar[:, :, v.padding:-v.padding, v.padding:-v.padding])
_wrong("back_without_stride", "X_bar lays neighbouring windows one pixel apart, whatever the stride", STRIDE,
       rows_back=lambda v: _starts(v.Z_bar.shape[2], v.W.shape[2], 1),
       cols_back=lambda v: _starts(v.Z_bar.shape[3], v.W.shape[3], 1))
_wrong("first_output_alone", "X_bar goes through the first output channel alone", OUTPUTS,
       parts=lambda v: torch.einsum("nij,cuv->nciujv", v.Z_bar[:, 0], v.kernel[0]))
_wrong("last_output_alone", "X_bar goes through the last output channel alone", OUTPUTS,
       parts=lambda v: torch.einsum("nij,cuv->nciujv", v.Z_bar[:, -1], v.kernel[-1]))
_wrong("outputs_averaged", "X_bar is averaged over the output channels", OUTPUTS,
       parts=lambda v: torch.einsum("noij,ocuv->nciujv", v.Z_bar, v.kernel) / len(v.W))
_wrong("outputs_mixed", "X_bar sums Z_bar over the output channels before the weights come in", OUTPUTS,
       parts=lambda v: torch.einsum("noij,kcuv->nciujv", v.Z_bar, v.kernel))
_wrong("outputs_reversed", "X_bar meets the output channels in the reverse order", OUTPUTS,
       kernel=lambda v: v.W.flip(0))
_wrong("channels_summed", "X_bar is the same in every input channel: the weights are summed over them", "Which weights "
       "does a pixel of the second channel meet?", kernel=lambda v: v.W.sum(1, keepdim=True).expand_as(v.W))
_wrong("channels_reversed", "X_bar has its channels in the reverse order", "Which weights does a pixel of the second "
       "channel meet?", kernel=lambda v: v.W.flip(1))
_wrong("first_channel_for_all", "X_bar is the same in every input channel, that of the first one", "Which weights does "
       "a pixel of the second channel meet?", kernel=lambda v: v.W[:, :1].expand_as(v.W))
_wrong("images_summed_in_x_bar", "X_bar is summed over the images", "Does a pixel of one image move the results of "
       "another one?", X_bar=lambda v: RULES["X_bar"](v).sum(0, keepdim=True).expand_as(v.X))
_wrong("x_bar_without_z_bar", "X_bar holds the weights alone, as if every entry of Z_bar were 1", BY_X,
       parts=lambda v: torch.einsum("noij,ocuv->nciujv", torch.ones_like(v.Z_bar), v.kernel))
_wrong("x_bar_negative", "X_bar has the opposite sign", BY_X, kernel=lambda v: -v.W)
_wrong("x_bar_times_x", "X_bar is multiplied by X", BY_X, X_bar=lambda v: RULES["X_bar"](v) * v.X)
_wrong("x_bar_averaged", "X_bar is divided by the number of images", LOSS,
       X_bar=lambda v: RULES["X_bar"](v) / len(v.X))
_wrong("first_place_alone_in_x_bar", "X_bar holds the part of the first window alone", OVERLAP,
       padded_bar=lambda v: _laid(v, _of_one_place(v.parts, 0)))
_wrong("last_place_alone_in_x_bar", "X_bar holds the part of the last window alone", OVERLAP,
       padded_bar=lambda v: _laid(v, _of_one_place(v.parts, -1)))
_wrong("x_bar_of_the_reached_part", "X_bar ends where the last window ends, and is smaller than X where rows are left "
       "over", SHAPE_X, X_bar=lambda v: RULES["X_bar"](v)[:, :, :int(v.rows.max()) + 1 - v.padding, :int(
           v.cols.max()) + 1 - v.padding])
_wrong("x_bar_transposed", "X_bar has its rows and columns exchanged", SHAPE_X, X_bar=lambda v: RULES["X_bar"](v).mT)
_wrong("back_to_the_first_window", "X_bar lays every window's part where the first window was", STRIDE,
       rows_back=lambda v: v.rows[:1].expand_as(v.rows), cols_back=lambda v: v.cols[:1].expand_as(v.cols))
_wrong("w_bar_mirrored", "W_bar is turned by half a circle", CORNER, W_bar=lambda v: RULES["W_bar"](v).flip(2, 3))
_wrong("w_bar_over_images_averaged", "W_bar is averaged over the images", LOSS,
       W_bar=lambda v: RULES["W_bar"](v) / len(v.X))
_wrong("w_bar_over_places_averaged", "W_bar is averaged over the places", PLACES,
       W_bar=lambda v: RULES["W_bar"](v) / v.Z_bar[0, 0].numel())
_wrong("w_bar_over_both_averaged", "W_bar is averaged over images and places", LOSS,
       W_bar=lambda v: RULES["W_bar"](v) / v.Z_bar[:, 0].numel())
_wrong("w_bar_of_first_image", "W_bar comes from the first image alone", BATCH,
       W_bar=lambda v: torch.einsum("oij,ciujv->ocuv", v.Z_bar[0], v.taps[0]))
_wrong("w_bar_of_last_image", "W_bar comes from the last image alone: it is set anew for each image", BATCH,
       W_bar=lambda v: torch.einsum("oij,ciujv->ocuv", v.Z_bar[-1], v.taps[-1]))
_wrong("w_bar_of_first_place", "W_bar comes from the first place alone", PLACES,
       W_bar=lambda v: torch.einsum("no,ncuv->ocuv", v.Z_bar[:, :, 0, 0], v.taps[:, :, 0, :, 0]))
_wrong("w_bar_of_last_place", "W_bar comes from the last place alone: it is set anew, where it should grow", PLACES,
       W_bar=lambda v: torch.einsum("no,ncuv->ocuv", v.Z_bar[:, :, -1, -1], v.taps[:, :, -1, :, -1]))
_wrong("w_bar_of_last_image_and_place", "W_bar comes from the last place of the last image alone: it is set anew, "
       "where it should grow", PLACES, W_bar=lambda v: torch.einsum(
           "o,cuv->ocuv", v.Z_bar[-1, :, -1, -1], v.taps[-1, :, -1, :, -1]))
_wrong("w_bar_of_first_image_and_place", "W_bar comes from the first place of the first image alone", PLACES,
       W_bar=lambda v: torch.einsum("o,cuv->ocuv", v.Z_bar[0, :, 0, 0], v.taps[0, :, 0, :, 0]))
_wrong("w_bar_for_each_image", "W_bar is not summed over the images, and has an axis for them", SHAPE,
       W_bar=_over("noij,nciujv->nocuv"))
_wrong("w_bar_with_images_mixed", "W_bar multiplies the sums over the images", "Does one image's Z_bar meet the pixels "
       "of another one?", W_bar=_over("noij,mciujv->ocuv"))
_wrong("w_bar_with_places_mixed", "W_bar multiplies sums over the places",
       "Which window belongs to one entry of Z_bar?", W_bar=_over("noij,nckulv->ocuv"))
_wrong("w_bar_with_outputs_mixed", "W_bar is the same for every output channel", "Which entries of Z_bar does a weight "
       "of the first output channel move?", W_bar=lambda v: _over("noij,nciujv->cuv")(v).expand_as(v.W))
_wrong("w_bar_with_channels_mixed", "W_bar is the same for every input channel", "Which pixels does a weight of the "
       "first input channel meet?", W_bar=lambda v: _over("noij,nciujv->ouv")(v)[:, None].expand_as(v.W))
_wrong("w_bar_with_axes_exchanged", "W_bar has the shape (C, O, kh, kw)", SHAPE, W_bar=_over("noij,nciujv->couv"))
_wrong("w_bar_transposed", "W_bar has its rows and columns exchanged", SHAPE, W_bar=_over("noij,nciujv->ocvu"))
_wrong("w_bar_without_padding", "W_bar takes the windows from the image without its frame, and they stand out over the "
       "edge", "Which pixels did the first window see in the forward pass?",
       taps=lambda v: _taps(v.X, v.rows, v.cols))
_wrong("w_bar_with_frame_behind", "W_bar takes the windows from images whose whole frame stands below and on the right",
       "Which pixels did the first window see in the forward pass?",
       taps=lambda v: _taps(torch.nn.functional.pad(v.X, (0, 2 * v.padding) * 2), v.rows, v.cols))
_wrong("w_bar_without_stride", "W_bar takes windows that lie one pixel apart, whatever the stride", STRIDE,
       taps=lambda v: _taps(v.padded, _starts(v.Z_bar.shape[2], v.W.shape[2], 1),
                            _starts(v.Z_bar.shape[3], v.W.shape[3], 1)))
_wrong("no_stride", "W_bar and X_bar take windows that lie one pixel apart, whatever the stride", STRIDE,
       rows=lambda v: _starts(v.Z_bar.shape[2], v.W.shape[2], 1),
       cols=lambda v: _starts(v.Z_bar.shape[3], v.W.shape[3], 1))
_wrong("w_bar_without_z_bar", "W_bar adds up the pixels alone, as if every entry of Z_bar were 1", BY_W,
       W_bar=lambda v: torch.einsum("noij,nciujv->ocuv", torch.ones_like(v.Z_bar), v.taps))
_wrong("w_bar_negative", "W_bar has the opposite sign", BY_W, W_bar=lambda v: -RULES["W_bar"](v))
_wrong("w_bar_times_w", "W_bar is multiplied by W", BY_W, W_bar=lambda v: RULES["W_bar"](v) * v.W)
_wrong("w_bar_by_corner", "W_bar uses the upper left pixel of each window for all weights", BY_W,
       W_bar=lambda v: torch.einsum("noij,ncij->oc", v.Z_bar, v.taps[:, :, :, 0, :, 0])[..., None, None].expand_as(v.W))
_wrong("w_bar_with_decay", "W_bar has W added to it, which belongs to weight decay", BY_W,
       W_bar=lambda v: RULES["W_bar"](v) + v.W)
_wrong("b_bar_averaged", "b_bar is the mean of Z_bar over images and places", BIAS,
       b_bar=lambda v: v.Z_bar.mean((0, 2, 3)))
_wrong("b_bar_over_images_averaged", "b_bar is averaged over the images", BIAS,
       b_bar=lambda v: v.Z_bar.sum((2, 3)).mean(0))
_wrong("b_bar_over_places_averaged", "b_bar is averaged over the places", BIAS,
       b_bar=lambda v: v.Z_bar.mean((2, 3)).sum(0))
_wrong("b_bar_for_each_image", "b_bar is not summed over the images", SHAPE_B, b_bar=lambda v: v.Z_bar.sum((2, 3)))
_wrong("b_bar_for_each_place", "b_bar is not summed over the places", SHAPE_B, b_bar=lambda v: v.Z_bar.sum(0))
_wrong("b_bar_of_one_number", "b_bar is one sum for all output channels", SHAPE_B, b_bar=lambda v: v.Z_bar.sum())
_wrong("b_bar_over_outputs", "b_bar is summed over the output channels, and has an entry for each image", SHAPE_B,
       b_bar=lambda v: v.Z_bar.sum((1, 2, 3)))
_wrong("b_bar_with_axes", "b_bar keeps axes of length 1", SHAPE_B,
       b_bar=lambda v: v.Z_bar.sum((0, 2, 3), keepdim=True))
_wrong("b_bar_counts", "b_bar counts images and places", BIAS,
       b_bar=lambda v: torch.ones_like(v.Z_bar).sum((0, 2, 3)))
_wrong("b_bar_of_first_image", "b_bar comes from the first image alone", BIAS, b_bar=lambda v: v.Z_bar[0].sum((1, 2)))
_wrong("b_bar_of_first_place", "b_bar comes from the first place alone", BIAS,
       b_bar=lambda v: v.Z_bar[:, :, 0, 0].sum(0))
_wrong("b_bar_is_zero", "b_bar is 0", BIAS, b_bar=lambda v: 0 * v.Z_bar.sum((0, 2, 3)))
_wrong("b_bar_negative", "b_bar has the opposite sign", BIAS, b_bar=lambda v: -v.Z_bar.sum((0, 2, 3)))
_wrong("b_bar_for_each_weight", "b_bar is multiplied by the number of weights of a kernel", "How often is the bias "
       "added at one place?", b_bar=lambda v: v.Z_bar.sum((0, 2, 3)) * v.W[0].numel())
_wrong("b_bar_for_each_channel", "b_bar is multiplied by the number of input channels", "How often is the bias added "
       "at one place?", b_bar=lambda v: v.Z_bar.sum((0, 2, 3)) * v.X.shape[1])
_wrong("all_over_images_averaged", "W_bar and b_bar are averaged over the images", LOSS,
       W_bar=lambda v: RULES["W_bar"](v) / len(v.X), b_bar=lambda v: v.Z_bar.sum((0, 2, 3)) / len(v.X))
_wrong("all_over_places_averaged", "W_bar and b_bar are averaged over the places", PLACES,
       W_bar=lambda v: RULES["W_bar"](v) / v.Z_bar[0, 0].numel(), b_bar=lambda v: v.Z_bar.mean((2, 3)).sum(0))
_wrong("all_averaged", "W_bar and b_bar are averaged over images and places", LOSS,
       W_bar=lambda v: RULES["W_bar"](v) / v.Z_bar[:, 0].numel(), b_bar=lambda v: v.Z_bar.mean((0, 2, 3)))
_wrong("three_averaged", "all three results are divided by the number of images", LOSS,
       result=lambda v: (v.X_bar / len(v.X), v.W_bar / len(v.X), v.b_bar / len(v.X)))
_wrong("first_image_alone", "W_bar and b_bar come from the first image alone", BATCH,
       W_bar=lambda v: torch.einsum("oij,ciujv->ocuv", v.Z_bar[0], v.taps[0]),
       b_bar=lambda v: v.Z_bar[0].sum((1, 2)))
_wrong("first_two_exchanged", "X_bar and W_bar have changed places", ORDER,
       result=lambda v: (v.W_bar, v.X_bar, v.b_bar))
_wrong("last_two_exchanged", "W_bar and b_bar have changed places", ORDER, result=lambda v: (v.X_bar, v.b_bar, v.W_bar))
_wrong("x_bar_last", "X_bar is the last of your three results", ORDER, result=lambda v: (v.W_bar, v.b_bar, v.X_bar))
_wrong("x_bar_alone", "X_bar comes back alone", "How many results does the text ask for?", result=lambda v: v.X_bar)
_wrong("without_b_bar", "X_bar and W_bar come back, without b_bar", "How many results does the text ask for?",
       result=lambda v: (v.X_bar, v.W_bar))
_wrong("without_x_bar", "W_bar and b_bar come back, without X_bar", "How many results does the text ask for?",
       result=lambda v: (v.W_bar, v.b_bar))
_wrong("as_lists", "the results are lists of numbers, not tensors", "Which type does the text ask for?",
       result=lambda v: (v.X_bar.tolist(), v.W_bar.tolist(), v.b_bar.tolist()))
_wrong("all_in_float32", "the results are float32", "Which dtype has X?",
       result=lambda v: (v.X_bar.float(), v.W_bar.float(), v.b_bar.float()))
_wrong("in_float32", "X_bar and W_bar went through float32", "In which of your lines does the dtype change?",
       result=lambda v: (v.X_bar.float().double(), v.W_bar.float().double(), v.b_bar))
_wrong("x_bar_in_float32", "X_bar is float32", "Which dtype has X?",
       result=lambda v: (v.X_bar.float(), v.W_bar, v.b_bar))
_wrong("adjoints_of_each_other", "W_bar is made from W, and X_bar from X: each is its own factor", f"{BY_W} {BY_X}",
       W_bar=lambda v: v.Z_bar.sum((0, 2, 3))[:, None, None, None] * v.W,
       X_bar=lambda v: v.Z_bar.sum() * v.X)
_wrong("single_axes_lost", "axes of length 1 are lost", "Which shapes have X, W and b?",
       result=lambda v: (v.X_bar.squeeze(), v.W_bar.squeeze(), v.b_bar))
_wrong("moved_weights", "the weights come back moved against their gradient", "Does the text ask for new weights?",
       result=lambda v: (v.X_bar, v.W - v.W_bar, v.b_bar))

OFTEN = {
    "set_anew": Mistake("X_bar is set where windows overlap, not added to", OVERLAP, {"padded_bar": _set_anew}),
    "mirrored_again": Mistake("X_bar uses the kernel turned by half a circle", CORNER, {
        "kernel": lambda v: v.W.flip(2, 3)}),
    "with_frame": Mistake("X_bar keeps the frame", FRAME, {"X_bar": lambda v: v.padded_bar}),
    "cut_behind": Mistake("X_bar is cut off below and on the right alone", FRAME, {
        "X_bar": lambda v: v.padded_bar[:, :, :v.X.shape[2], :v.X.shape[3]]}),
    "back_without_stride": Mistake("X_bar lays neighbouring windows one pixel apart", STRIDE, {
        "rows_back": lambda v: _starts(v.Z_bar.shape[2], v.W.shape[2], 1),
        "cols_back": lambda v: _starts(v.Z_bar.shape[3], v.W.shape[3], 1)}),
    "w_bar_mirrored": Mistake("W_bar is turned by half a circle", CORNER, {
        "W_bar": lambda v: RULES["W_bar"](v).flip(2, 3)}),
    "w_bar_over_images_averaged": Mistake("W_bar is averaged over the images", LOSS, {
        "W_bar": lambda v: RULES["W_bar"](v) / len(v.X)}),
    "w_bar_of_last_place": Mistake("W_bar is set anew at every place, where it should grow", PLACES, {
        "W_bar": lambda v: torch.einsum("no,ncuv->ocuv", v.Z_bar[:, :, -1, -1], v.taps[:, :, -1, :, -1])}),
    "w_bar_without_stride": Mistake("W_bar takes windows that lie one pixel apart", STRIDE, {
        "taps": lambda v: _taps(v.padded, _starts(v.Z_bar.shape[2], v.W.shape[2], 1),
                                _starts(v.Z_bar.shape[3], v.W.shape[3], 1))}),
    "b_bar_averaged": Mistake("b_bar is the mean of Z_bar", BIAS, {"b_bar": lambda v: v.Z_bar.mean((0, 2, 3))}),
    "b_bar_for_each_image": Mistake("b_bar is not summed over the images", SHAPE_B, {
        "b_bar": lambda v: v.Z_bar.sum((2, 3))}),
    "b_bar_for_each_place": Mistake("b_bar is not summed over the places", SHAPE_B, {
        "b_bar": lambda v: v.Z_bar.sum(0)}),
    "b_bar_is_zero": Mistake("b_bar is 0", BIAS, {"b_bar": lambda v: 0 * v.Z_bar.sum((0, 2, 3))}),
}
WRITTEN = {("back_without_stride", "w_bar_without_stride")}     # told above

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
