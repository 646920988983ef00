"""Exercise: back through max pooling, where one entry of each window gets what belongs to it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task


def reference(X: Tensor, k: int, s: int, Y_bar: Tensor) -> Tensor:
    """What torch's own differentiation of its own pooling finds."""
    X = X.clone().requires_grad_()
    return torch.autograd.grad(torch.nn.functional.max_pool2d(X, k, s), X, Y_bar)[0]


EXAMPLE = (numbers([[[[1, 6, 2, 0], [4, 6, 3, 8], [5, 0, 7, 1]]]]), 2, 1, numbers([[[[1, 2, 3], [4, 5, 6]]]]))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, shape: tuple[int, ...], k: int, s: int, X: Tensor | None = None) -> Case:
        """An image (N, C, H, W), and an adjoint of its pooled form without zeros."""
        N, C, H, W = shape
        X = draw.normal(*shape) if X is None else X
        return case(label, X=X, k=k, s=s, Y_bar=draw.away_from_zero(N, C, (H - k) // s + 1, (W - k) // s + 1))

    edge = draw.normal(2, 3, 8, 10)
    edge[..., 6:, :] += 9
    edge[..., 9:] += 9
    dark = -draw.uniform(0.5, 3, 2, 3, 6, 5)

    def tied(*shape: int) -> Tensor:
        """Whole numbers, and at the upper left an equal pair in two rows."""
        X = draw.uniform(0, 3, *shape).floor()
        X[..., :2, :2] = numbers([0, 3], [3, 1])
        return X

    return [
        case("the example of the text", **dict(zip(("X", "k", "s", "Y_bar"), EXAMPLE, strict=True))),
        some("windows side by side", (2, 3, 6, 8), 2, 2),
        some("windows that overlap", (3, 2, 7, 9), 3, 2),
        some("gaps between the windows", (2, 3, 8, 11), 2, 3),
        some("the largest entries are left over at the edge", (2, 3, 8, 10), 3, 3, edge),
        some("many equal entries", (2, 3, 5, 6), 2, 1, tied(2, 3, 5, 6)),
        some("equal entries, windows side by side", (1, 3, 6, 9), 3, 3, tied(1, 3, 6, 9)),
        some("an image of zeros", (1, 2, 4, 6), 2, 2, torch.zeros(1, 2, 4, 6, dtype=torch.float64)),
        some("every entry is negative", (2, 3, 6, 5), 2, 1, dark),
        some("a single window", (3, 2, 4, 5), 4, 2),
        some("windows of one entry, two apart", (3, 2, 5, 8), 1, 2),
        some("one image with one channel", (1, 1, 7, 6), 3, 1),
    ]


task = Task(
    key="max_pool2d_backward", title="Max pooling backwards", points=2, difficulty=2, minutes=20,
    objective="send a gradient back to the entry of each window that was the largest",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward", ".max_pool2d",
             ".MaxPool2d", ".max_pool2d_with_indices", ".adaptive_max_pool2d", ".AdaptiveMaxPool2d", ".max_unpool2d",
             ".MaxUnpool2d"),
    facts=("N12-07",),
    hints=(
        "Take one window of the example, and raise each of its entries by 0.1, one after the other. Which of them "
        "moves the pooled value?",
        "In the example the window in row 0 and column 2 holds 2, 0, 3, 8. Its Y_bar is 3. The window below holds the "
        "same 8, and its Y_bar is 6. What does the 8 get?",
        "top, left = i * ____, j * ____; at = X[n, c, top:top + k, left:left + k].flatten().argmax(); "
        "X_bar[n, c, top + at // ____, left + at % ____] += Y_bar[n, c, i, j]",
    ),
)


@task.solution
def max_pool2d_backward(X, k, s, Y_bar):
    N, C, rows, columns = Y_bar.shape
    X_bar = torch.zeros_like(X)                                     # step: nothing has come back yet
    for n in range(N):
        for c in range(C):
            for i in range(rows):
                for j in range(columns):
                    top, left = i * s, j * s                        # step: where the window begins
                    window = X[n, c, top:top + k, left:left + k]    # step: what the window holds
                    at = int(window.flatten().argmax())             # step: the first of its largest entries
                    X_bar[n, c, top + at // k, left + at % k] += Y_bar[n, c, i, j]      # step: added where that lies
    return X_bar


@task.right
def by_unfold_and_scatter(X, k, s, Y_bar):
    N, C, H, W = X.shape
    rows, columns = Y_bar.shape[2:]
    windows = X.unfold(2, k, s).unfold(3, k, s).flatten(-2)         # step: all windows at once
    at = windows.argmax(-1)                                         # step: the first of the largest in each
    top = s * torch.arange(rows)[:, None] + at // k                 # step: its row in the image
    left = s * torch.arange(columns) + at % k                       # step: its column in the image
    flat = X.new_zeros(N, C, H * W)
    return flat.scatter_add(2, (top * W + left).flatten(2), Y_bar.flatten(2)).reshape(X.shape)


@task.right
def by_masks(X, k, s, Y_bar):
    X_bar = torch.zeros_like(X)
    rows, columns = Y_bar.shape[2:]
    for i in range(rows):
        for j in range(columns):
            window = X[:, :, i * s:i * s + k, j * s:j * s + k]      # step: the window in every image and channel
            largest = (window == window.amax((2, 3), keepdim=True)).flatten(2)      # step: its largest entries
            first = largest & (largest.long().cumsum(2) == 1)       # step: only the first of them
            X_bar[:, :, i * s:i * s + k, j * s:j * s + k] += (      # step: added where it lies
                first.reshape(window.shape) * Y_bar[:, :, i, j, None, None])
    return X_bar


@task.right
def by_comparing_plain_numbers(X, k, s, Y_bar):
    image, given, out = X.tolist(), Y_bar.tolist(), torch.zeros_like(X).tolist()
    for n, channels in enumerate(given):
        for c, pooled in enumerate(channels):
            for i, row in enumerate(pooled):
                for j, y_bar in enumerate(row):
                    best = (i * s, j * s)
                    for p in range(i * s, i * s + k):
                        for q in range(j * s, j * s + k):
                            if image[n][c][p][q] > image[n][c][best[0]][best[1]]:
                                best = (p, q)                       # step: a larger entry than all before it
                    out[n][c][best[0]][best[1]] += y_bar            # step: added where that lies
    return torch.tensor(out, dtype=X.dtype)


@task.right
def by_places_in_the_window(X, k, s, Y_bar):
    rows, columns = Y_bar.shape[2:]
    X_bar, taken = torch.zeros_like(X), torch.zeros_like(Y_bar, dtype=torch.bool)
    reach = [(slice(p, p + s * rows - s + 1, s), slice(q, q + s * columns - s + 1, s)) for p in range(k)
             for q in range(k)]
    Y = torch.stack([X[:, :, p, q] for p, q in reach]).amax(0)      # step: the pooled image
    for p, q in reach:
        here = (X[:, :, p, q] == Y) & ~taken                        # step: windows whose largest entry lies here
        X_bar[:, :, p, q] += here * Y_bar                           # step: added where it lies
        taken |= here                                               # step: each window is served once
    return X_bar


# --- wrong answers: rules that are changed ---

def _first(windows: Tensor) -> Tensor:
    """1 for the first of the largest entries of each window (N, C, k, k), row by row, and 0 for the others."""
    flat = windows.flatten(2)
    return torch.zeros_like(flat).scatter(2, flat.argmax(2, keepdim=True), 1.0).view(windows.shape)


def _largest(windows: Tensor) -> Tensor:
    """1 for every largest entry of each window."""
    return (windows == windows.amax((2, 3), keepdim=True)).to(windows.dtype)


def _added(into: Tensor, part: tuple, given: Tensor, _: Tensor) -> None:
    into[part] += given


def _overwritten(into: Tensor, part: tuple, given: Tensor, shares: Tensor) -> None:
    into[part] = torch.where(shares != 0, given, into[part])


def _window_overwritten(into: Tensor, part: tuple, given: Tensor, _: Tensor) -> None:
    into[part] = given


def _kept(into: Tensor, part: tuple, given: Tensor, _: Tensor) -> None:
    into[part] = torch.where(into[part] == 0, given, into[part])


def _larger_kept(into: Tensor, part: tuple, given: Tensor, _: Tensor) -> None:
    into[part] = torch.where(given.abs() > into[part].abs(), given, into[part])


def _gathered(v: Any) -> Tensor:
    """What comes back to the image, window by window."""
    X_bar, size, (rows, columns) = torch.zeros_like(v.X), v.size, v.places
    for i in range(rows):
        for j in range(columns):
            top, left = v.begin(i, j)
            windows = v.seen[:, :, top:top + size, left:left + size]
            shares = v.shares(windows)
            goes_to, given = v.target(top, left, i, j), shares * v.given[:, :, i, j, None, None]
            part = (..., slice(goes_to[0], goes_to[0] + given.shape[2]), slice(goes_to[1], goes_to[1] + given.shape[3]))
            v.write(X_bar, part, given, shares)
    return X_bar


# The way back, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "seen": lambda v: v.X, "size": lambda v: v.k, "step": lambda v: v.s, "given": lambda v: v.Y_bar,
    "places": lambda v: v.Y_bar.shape[2:],
    "begin": lambda v: lambda i, j: (i * v.step, j * v.step),
    "shares": lambda v: _first,
    "target": lambda v: lambda top, left, i, j: (top, left),
    "write": lambda v: _added,
    "X_bar": _gathered,
    "result": lambda v: v.X_bar,
}
ROW = numbers([[[[1, 4, 2, 5]]]])
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "For X = ((1, 4, 0, 0), (4, 1, 0, 5)), k = s = 2 and Y_bar = (10, 20)": (
        numbers([[[[1, 4, 0, 0], [4, 1, 0, 5]]]]), 2, 2, numbers([[[[10, 20]]]])),
    "For X = (1, 4, 2, 5), k = 1, s = 2 and Y_bar = (10, 20)": (ROW, 1, 2, numbers([[[[10, 20]]]])),
    "For X = (-2, -1, -3), k = s = 1 and Y_bar = (10, 20, 30)": (
        numbers([[[[-2, -1, -3]]]]), 1, 1, numbers([[[[10, 20, 30]]]])),
    "For two channels, X = (3, 1) and (2, 5), with k = s = 1 and Y_bar = (10, 20) and (30, 40),": (
        numbers([[[[3, 1]], [[2, 5]]]]), 1, 1, numbers([[[[10, 20]], [[30, 40]]]])),
    "For two channels, X = ((3, 1), (0, 0)) and ((2, 5), (0, 0)), with k = s = 2 and Y_bar = 10 and 20,": (
        numbers([[[[3, 1], [0, 0]], [[2, 5], [0, 0]]]]), 2, 2, numbers([[[[10]], [[20]]]])),
    "For two images, X = (3, 1) and (2, 5), with k = s = 1 and Y_bar = (10, 20) and (30, 40),": (
        numbers([[[[3, 1]]], [[[2, 5]]]]), 1, 1, numbers([[[[10, 20]]], [[[30, 40]]]])),
    "For two images, X = ((3, 1), (0, 0)) and ((2, 5), (0, 0)), with k = s = 2 and Y_bar = 10 and 20,": (
        numbers([[[[3, 1], [0, 0]]], [[[2, 5], [0, 0]]]]), 2, 2, numbers([[[[10]]], [[[20]]]])),
    "For a single column X = (1, 4, 2), k = 1, s = 2 and Y_bar = (10, 20)": (
        numbers([[[[1], [4], [2]]]]), 1, 2, numbers([[[[10], [20]]]])),
    "For X = (0, 2), k = s = 1 and Y_bar = (10, 20)": (numbers([[[[0, 2]]]]), 1, 1, numbers([[[[10, 20]]]])),
    "For X = ((-2, -1), (-4, -3)), k = s = 2 and Y_bar = 10": (
        numbers([[[[-2, -1], [-4, -3]]]]), 2, 2, numbers([[[[10]]]])),
    "For X = 1, k = s = 1 and Y_bar = -0.1": (numbers([[[[1]]]]), 1, 1, numbers([[[[-0.1]]]])),
}

_with = answers_by(RULES, max_pool2d_backward)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, (X, k, s, Y_bar) in SMALL.items():
        try:
            given = answer(X.clone(), k, s, Y_bar.clone())
        except (RuntimeError, IndexError, ValueError):
            continue
        right = max_pool2d_backward(X, k, s, Y_bar)
        if isinstance(given, Tensor) and given.numel() and (words := told_apart(given, right)):
            return f"{place} you give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _as(value: Any) -> Callable:
    """A rule that gives the same whatever the inputs."""
    return lambda v: value


def _turned(windows: Tensor) -> Tensor:
    return _first(windows).mT


def _last(windows: Tensor) -> Tensor:
    return _first(windows.flip(2, 3)).flip(2, 3)


def _first_by_columns(windows: Tensor) -> Tensor:
    return _first(windows.mT.contiguous()).mT


def _ties_share(windows: Tensor) -> Tensor:
    return _largest(windows) / _largest(windows).sum((2, 3), keepdim=True)


def _positive(windows: Tensor) -> Tensor:
    return _first(windows) * (windows > 0)


def _of_all_channels(windows: Tensor) -> Tensor:
    return _first(windows.sum(1, keepdim=True)).expand(windows.shape)


def _of_first_channel(windows: Tensor) -> Tensor:
    return _first(windows[:, :1]).expand(windows.shape)


def _of_first_image(windows: Tensor) -> Tensor:
    return _first(windows[:1]).expand(windows.shape)


def _over_channels(windows: Tensor) -> Tensor:
    """One entry of a window in all channels together."""
    N, C, k, q = windows.shape
    return _first(windows.reshape(N, 1, C * k, q)).view(windows.shape)


def _row_and_column(windows: Tensor) -> Tensor:
    """1 where the first row and the first column that hold the largest entry cross."""
    rows, columns = windows.amax(3).argmax(2), windows.amax(2).argmax(2)
    one_hot = torch.nn.functional.one_hot
    marks = one_hot(rows, windows.shape[2])[..., None] * one_hot(columns, windows.shape[3])[..., None, :]
    return marks.to(windows.dtype)


def _highest(v: Any, sign: int = 1) -> Tensor:
    """For each entry the highest number that a window sends to it, and 0 where none does."""
    found = torch.full_like(v.X, -math.inf)
    rows, columns = v.Y_bar.shape[2:]
    for i, j in itertools.product(range(rows), range(columns)):
        part = (..., slice(i * v.s, i * v.s + v.k), slice(j * v.s, j * v.s + v.k))
        sent = torch.where(_first(v.X[part]) > 0, sign * v.Y_bar[:, :, i, j, None, None], -math.inf)
        found[part] = torch.maximum(found[part], sent)
    return found.where(found > -math.inf, 0.0)


def _per_row(windows: Tensor) -> Tensor:
    return torch.zeros_like(windows).scatter(3, windows.argmax(3, keepdim=True), 1.0)


def _per_column(windows: Tensor) -> Tensor:
    return torch.zeros_like(windows).scatter(2, windows.argmax(2, keepdim=True), 1.0)


def _middle(windows: Tensor) -> Tensor:
    marks = torch.zeros_like(windows)
    marks[..., windows.shape[2] // 2, windows.shape[3] // 2] = 1
    return marks


def _of_all(windows: Tensor) -> Tensor:
    """The place of the largest entry of all images and channels together, in each of them."""
    k, q = windows.shape[2:]
    marks = torch.zeros_like(windows)
    if k * q:
        at = int(windows.reshape(-1).argmax()) % (k * q)
        marks[..., at // q, at % q] = 1
    return marks


def _decoded(width: Callable[[Any], int]) -> Callable[[Any], Tensor]:
    """The way back, with the number in the flat window split by another width than that of the window."""
    def X_bar(v: Any) -> Tensor:
        into, (N, C, rows, columns) = torch.zeros_like(v.X), v.Y_bar.shape
        at = v.X.unfold(2, v.k, v.s).unfold(3, v.k, v.s).flatten(-2).argmax(-1)
        for n, c, i, j in itertools.product(range(N), range(C), range(rows), range(columns)):
            down, right = divmod(int(at[n, c, i, j]), width(v))
            into[n, c, i * v.s + down, j * v.s + right] += v.Y_bar[n, c, i, j]
        return into

    return X_bar


def _counted(v: Any, shares: Callable) -> Tensor:
    """How many windows share in each entry, at least 1."""
    count = torch.zeros_like(v.X)
    rows, columns = v.Y_bar.shape[2:]
    for i in range(rows):
        for j in range(columns):
            part = (..., slice(i * v.s, i * v.s + v.k), slice(j * v.s, j * v.s + v.k))
            count[part] += shares(v.X[part])
    return count.clamp_min(1)


def _covered(v: Any) -> tuple[int, int]:
    rows, columns = v.Y_bar.shape[2:]
    return (rows - 1) * v.s + v.k, (columns - 1) * v.s + v.k


WHICH = "When one entry of a window rises by a little, for which entries does the largest one of the window move?"
TWICE = "Entry 8 of the example is the largest of two windows. How far does the loss move with each of them?"
TIE = "Which of several equal entries does the text name?"
WHERE = "The window of row i and column j has its upper left corner at which place of the image?"
PLACE = "In a window with rows of k entries, in which row and column stands the entry that is number 3 in the flat one?"
EACH = "Has each channel of each image windows of its own?"
SHAPE = "Which shape does the text ask for?"
FACTOR = "When the largest entry rises by 0.1, how far does the pooled value rise?"
EDGE = "Does a window of the text stand out over the edge?"
SIZE = "Which of k and s says how large a window is, and which says how far it moves?"

_wrong("spread_evenly", "every entry of a window gets an equal part, as for mean pooling", WHICH, shares=_as(
    lambda w: torch.ones_like(w) / max(w[0, 0].numel(), 1)))
_wrong("to_all", "every entry of a window gets all that belongs to it", WHICH, shares=_as(torch.ones_like))
_wrong("smallest", "the smallest entry of each window gets it", WHICH, shares=_as(lambda w: _first(-w)))
_wrong("largest_size", "the entry farthest from 0 gets it", "Which is larger, -3 or 1?",
       shares=_as(lambda w: _first(w.abs())))
_wrong("by_softmax", "the entries of a window share by their softmax", WHICH,
       shares=_as(lambda w: w.flatten(2).softmax(2).view(w.shape)))
_wrong("all_but_the_largest", "all entries but the largest one get it", WHICH, shares=_as(lambda w: 1 - _first(w)))
_wrong("by_size_of_entries", "each entry of a window gets a part by its share in the sum", WHICH,
       shares=_as(lambda w: w / w.sum((2, 3), keepdim=True)))
_wrong("a_largest_in_each_row", "the largest entry of each row of a window gets it", "How many entries of one window "
       "can move its pooled value?", shares=_as(_per_row))
_wrong("a_largest_in_each_column", "the largest entry of each column of a window gets it", "How many entries of one "
       "window can move its pooled value?", shares=_as(_per_column))
_wrong("first_entry", "the upper left entry of each window gets it", WHICH, shares=_as(
    lambda w: _first(torch.zeros_like(w))))
_wrong("middle_entry", "the entry in the middle of each window gets it", WHICH, shares=_as(_middle))
_wrong("overwritten", "where windows overlap, the last one replaces what came before", TWICE, write=_as(_overwritten))
_wrong("window_overwritten", "each window writes its whole square anew, zeros included", TWICE,
       write=_as(_window_overwritten))
_wrong("first_window_wins", "where windows overlap, only the first one that sends something counts", TWICE,
       write=_as(_kept))
_wrong("larger_wins", "where windows overlap, only the largest one of what they send counts", TWICE,
       write=_as(_larger_kept))
_wrong("overlap_averaged", "what several windows send to one entry is averaged", TWICE,
       result=lambda v: v.X_bar / _counted(v, _first))
_wrong("divided_by_windows", "each entry is divided by the number of windows in which it lies", TWICE,
       result=lambda v: v.X_bar / _counted(v, torch.ones_like))
_wrong("ties_share", "equal entries share what belongs to the window", TIE, shares=_as(_ties_share))
_wrong("ties_all", "each one of several equal entries gets all that belongs to the window; a comparison with the "
       "largest value does that", TIE, shares=_as(_largest))
_wrong("last_of_equals", "the last one of several equal entries gets it", TIE, shares=_as(_last))
_wrong("first_by_columns", "of equal entries the first one column by column gets it", TIE,
       shares=_as(_first_by_columns))
_wrong("no_gradient_for_ties", "nothing comes back where several entries are equal", TIE, shares=_as(
    lambda w: _first(w) * (_largest(w).sum((2, 3), keepdim=True) == 1)))
_wrong("positive_alone", "a largest entry that is not above 0 gets nothing", "Which value has the largest entry of "
       "(-2, -1, -3)?", shares=_as(_positive))
_wrong("not_for_zeros", "a largest entry that is 0 gets nothing", "Which entry of a window of zeros does the text "
       "name?", shares=_as(lambda w: _first(w) * (w != 0)))
_wrong("negative_alone_goes_first", "a window without an entry above 0 sends everything to its first entry; a search "
       "that starts with the value 0 does that", "With which value does your search for the largest entry start?",
       shares=_as(lambda w: _first(w.clamp_min(0))))
_wrong("step_of_one", "each window begins one row or one column after the one before, whatever s is", WHERE,
       step=lambda v: 1)
_wrong("step_of_k", "each window begins k after the one before, so that windows never overlap", SIZE,
       step=lambda v: v.k)
_wrong("exchanged", "size and step have changed places: windows of s x s, moved by k", SIZE, size=lambda v: v.s,
       step=lambda v: v.k)
_wrong("windows_of_s", "the windows are s x s", SIZE, size=lambda v: v.s)
_wrong("windows_too_large", "the windows are one row and one column too large", "How many rows does "
       "`X[..., top:top + k + 1, :]` hold?", size=lambda v: v.k + 1)
_wrong("windows_of_two", "the windows are 2 x 2, whatever k is", "Where does your answer use k?", size=lambda v: 2)
_wrong("windows_too_small", "the windows are one row and one column too small", "How many rows does "
       "`X[..., top:top + k - 1, :]` hold?", size=lambda v: max(v.k - 1, 1))
_wrong("begins_at_one", "all windows lie one row and one column too far", WHERE,
       begin=lambda v: lambda i, j: (min(i * v.step + 1, v.X.shape[2] - v.k), min(j * v.step + 1,
                                                                                  v.X.shape[3] - v.k)))
_wrong("from_the_lower_right", "the windows begin at the lower right corner, so that what is left over lies at the "
       "upper left", WHERE, begin=lambda v: lambda i, j: (
           v.X.shape[2] - v.k - (v.places[0] - 1 - i) * v.step, v.X.shape[3] - v.k - (v.places[1] - 1 - j) * v.step))
_wrong("rows_and_columns_exchanged", "rows and columns have changed places: i counts columns of the "
       "image, and j counts its rows", WHERE,
       begin=lambda v: lambda i, j: (j * v.step, i * v.step))
_wrong("rows_move_by_one", "the windows move by s from column to column, but by 1 from row to row", WHERE,
       begin=lambda v: lambda i, j: (i, j * v.step))
_wrong("columns_move_by_one", "the windows move by s from row to row, but by 1 from column to column", WHERE,
       begin=lambda v: lambda i, j: (i * v.step, j))
_wrong("turned_in_the_window", "row and column inside the window have changed places", PLACE, shares=_as(_turned))
_wrong("decoded_by_s", "the number in the flat window is split into row and column by s, not by the width of the "
       "window", PLACE, X_bar=_decoded(lambda v: v.s))
_wrong("decoded_by_the_image", "the number in the flat window is split into row and column by the width of the image",
       PLACE, X_bar=_decoded(lambda v: v.X.shape[3]))
_wrong("all_in_the_corner", "the place inside the window is taken for a place of the image: all gradients land in its "
       "upper left corner", WHERE, target=lambda v: lambda top, left, i, j: (0, 0))
_wrong("target_without_step", "the window is read where it lies, but its gradient lands at i and j without s", WHERE,
       target=lambda v: lambda top, left, i, j: (i, j))
_wrong("row_of_window_missing", "the row at which the window begins is not added to the place of its largest entry",
       WHERE, target=lambda v: lambda top, left, i, j: (0, left))
_wrong("column_of_window_missing", "the column at which the window begins is not added to the place of its largest "
       "entry", WHERE, target=lambda v: lambda top, left, i, j: (top, 0))
_wrong("last_row_missing", "the windows of the last row send nothing", "How many rows has Y_bar?",
       places=lambda v: (v.Y_bar.shape[2] - 1, v.Y_bar.shape[3]))
_wrong("last_column_missing", "the windows of the last column send nothing", "How many columns has Y_bar?",
       places=lambda v: (v.Y_bar.shape[2], v.Y_bar.shape[3] - 1))
_wrong("last_row_and_column_missing", "the windows of the last row and of the last column send nothing", "How many "
       "windows has the example?", places=lambda v: (v.Y_bar.shape[2] - 1, v.Y_bar.shape[3] - 1))
_wrong("last_window_at_the_edge_missing", "a window that ends right at the edge is left out; `range(0, H - k, s)` does "
       "that", "Does `range(0, 2, 1)` reach the 2?", places=lambda v: [
           min(-((v.k - v.X.shape[axis]) // v.s), v.Y_bar.shape[axis]) for axis in (2, 3)])
_wrong("first_window_alone", "only the first window of each channel sends something", "How many windows has the "
       "example?", places=_as((1, 1)))
_wrong("as_many_rows_as_columns", "as many columns of windows are read as there are rows", "Which axis of Y_bar counts "
       "the columns?", places=lambda v: (v.Y_bar.shape[2], min(v.Y_bar.shape[2], v.Y_bar.shape[3])))
_wrong("place_of_the_first_channel", "every channel uses the places of channel 0", EACH, shares=_as(_of_first_channel))
_wrong("place_of_the_first_image", "every image uses the places of image 0", EACH, shares=_as(_of_first_image))
_wrong("place_of_all_together", "all images and channels use one place: that of the largest entry of all of them",
       EACH, shares=_as(_of_all))
_wrong("place_in_the_sum_of_channels", "the largest entry is looked for in the sum of all channels", EACH,
       shares=_as(_of_all_channels))
_wrong("largest_of_all_channels", "one entry in all channels together gets it: the largest one of the window in any "
       "channel", EACH, shares=_as(_over_channels))
_wrong("place_of_the_largest_channel", "the place of the largest entry is looked for in all channels together, "
       "and each channel sends its gradient there",
       EACH, shares=_as(lambda w: _first(w.amax(1, keepdim=True)).expand(w.shape)))
_wrong("row_and_column_apart", "the row and the column of the largest entry are looked for one by one: of "
       "several equal entries they can come from different ones",
       "In the window (1, 6), (6, 0), which entry stands in the first row and the first column that hold a 6?",
       shares=_as(_row_and_column))
_wrong("highest_wins", "where windows overlap, only the highest one of what they send counts", TWICE,
       X_bar=lambda v: _highest(v))
_wrong("lowest_wins", "where windows overlap, only the lowest one of what they send counts", TWICE,
       X_bar=lambda v: -_highest(v, -1))
_wrong("given_rounded", "the results are rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.X_bar.round(decimals=4))
_wrong("first_image_alone", "only image 0 gets anything", "How many images has X?",
       given=lambda v: torch.cat([v.Y_bar[:1], torch.zeros_like(v.Y_bar[1:])]))
_wrong("first_channel_alone", "only channel 0 gets anything", "How many channels has X?",
       given=lambda v: torch.cat([v.Y_bar[:, :1], torch.zeros_like(v.Y_bar[:, 1:])], 1))
_wrong("all_to_the_first_image", "the gradients of all images land in image 0", EACH,
       result=lambda v: torch.cat([v.X_bar.sum(0, keepdim=True), torch.zeros_like(v.X_bar[1:])]))
_wrong("given_of_the_first_channel", "every channel gets the Y_bar of channel 0", EACH,
       given=lambda v: v.Y_bar[:, :1].expand(v.Y_bar.shape))
_wrong("given_of_the_first_image", "every image gets the Y_bar of image 0", EACH,
       given=lambda v: v.Y_bar[:1].expand(v.Y_bar.shape))
_wrong("channels_added", "each channel gets the Y_bar of all channels", EACH,
       given=lambda v: v.Y_bar.sum(1, keepdim=True).expand(v.Y_bar.shape))
_wrong("times_the_entry", "Y_bar is multiplied by the entry itself", FACTOR, result=lambda v: v.X_bar * v.X)
_wrong("only_ones", "each largest entry gets a 1 for each of its windows: Y_bar plays no part", "By how much does the "
       "loss move when a pooled value moves?", given=lambda v: torch.ones_like(v.Y_bar))
_wrong("marks_alone", "each largest entry gets a 1: Y_bar plays no part", "By how much does the loss move when a "
       "pooled value moves?", given=lambda v: torch.ones_like(v.Y_bar), write=_as(_overwritten))
_wrong("entries_themselves", "the largest entries stand at their places, and Y_bar plays no part", "By how much does "
       "the loss move when a pooled value moves?", given=lambda v: torch.ones_like(v.Y_bar),
       write=_as(_overwritten), result=lambda v: v.X_bar * v.X)
_wrong("divided_by_the_window", "everything is divided by the number of entries in a window", FACTOR,
       result=lambda v: v.X_bar / v.k**2)
_wrong("divided_by_images", "everything is divided by the number of images", "Does the text ask for a mean over "
       "images?", result=lambda v: v.X_bar / len(v.X))
_wrong("negative", "everything has the opposite sign", FACTOR, result=lambda v: -v.X_bar)
_wrong("doubled", "everything comes back twice", FACTOR, result=lambda v: 2 * v.X_bar)
_wrong("only_sizes", "entries below 0 lose their sign", "What does a Y_bar below 0 say of the loss?",
       given=lambda v: v.Y_bar.abs())
_wrong("above_zero_alone", "a Y_bar below 0 becomes 0", "What does a Y_bar below 0 say of the loss?",
       given=lambda v: v.Y_bar.relu())
_wrong("image_added", "the image itself is added", "Which values has the result before the first window sends "
       "something?", result=lambda v: v.X_bar + v.X)
_wrong("begins_with_ones", "every entry has 1 too much", "Which values has the result before the first window sends "
       "something?", result=lambda v: v.X_bar + 1)
_wrong("given_turned_round", "the windows are served from the end: the first one gets the last Y_bar", "Which window "
       "belongs to `Y_bar[n, c, 0, 0]`?", given=lambda v: v.Y_bar.flip(2, 3))
_wrong("rest_cut_off", "what is left over at the edge is cut off", SHAPE,
       result=lambda v: v.X_bar[..., :_covered(v)[0], :_covered(v)[1]])
_wrong("shape_of_the_pooled", "the result has the shape of Y_bar", SHAPE, result=lambda v: v.Y_bar)
_wrong("flat", "the image comes back as one row for each channel", SHAPE, result=lambda v: v.X_bar.flatten(2))
_wrong("added_over_images", "the results of all images are added", SHAPE, result=lambda v: v.X_bar.sum(0))
_wrong("mean_over_images", "the results of all images are averaged", SHAPE, result=lambda v: v.X_bar.mean(0))
_wrong("one_image", "the result of image 0 comes back alone", SHAPE, result=lambda v: v.X_bar[0])
_wrong("single_axes_lost", "axes of length 1 are lost", SHAPE, result=lambda v: v.X_bar.squeeze())
_wrong("columns_before_rows", "rows and columns of the result have changed places", SHAPE,
       result=lambda v: v.X_bar.mT)
_wrong("channels_last", "the channels are the last axis of the result", SHAPE,
       result=lambda v: v.X_bar.permute(0, 2, 3, 1))
_wrong("with_pooled", "the pooled image comes back too", "How many results does the text ask for?", result=lambda v: (
    v.X_bar, v.X.unfold(2, v.k, v.s).unfold(3, v.k, v.s).amax((-2, -1))))
_wrong("pooled_alone", "the pooled image comes back", "Is the way forward asked for, or the way back?",
       result=lambda v: v.X.unfold(2, v.k, v.s).unfold(3, v.k, v.s).amax((-2, -1)))
_wrong("as_a_list", "the result is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.X_bar.tolist())
_wrong("in_float32", "the result went through float32", "In which of your lines does the dtype change?",
       result=lambda v: v.X_bar.float().double())
_wrong("returned_in_float32", "the result is float32", "Which dtype has X?", result=lambda v: v.X_bar.float())
_wrong("as_whole_numbers", "the results lose what stands behind the point", "Which dtype has X?",
       result=lambda v: v.X_bar.trunc())
_wrong("of_the_whole_image", "only the largest entry of the whole image gets something: the sum of Y_bar", "How many "
       "windows has the example?", X_bar=lambda v: _first(v.X) * v.Y_bar.sum((2, 3), keepdim=True))
_wrong("nothing", "the result holds zeros alone", "In which of your lines does something get into it?",
       result=lambda v: torch.zeros_like(v.X))

OFTEN = {
    "overwritten": Mistake("where windows overlap, the last one replaces what came before", TWICE, {
        "write": _as(_overwritten)}),
    "window_overwritten": Mistake("each window writes its whole square anew", TWICE, {
        "write": _as(_window_overwritten)}),
    "overlap_averaged": Mistake("what several windows send to one entry is averaged", TWICE, {
        "result": lambda v: v.X_bar / _counted(v, _first)}),
    "spread_evenly": Mistake("every entry of a window gets an equal part", WHICH, {
        "shares": _as(lambda w: torch.ones_like(w) / max(w[0, 0].numel(), 1))}),
    "to_all": Mistake("every entry of a window gets all that belongs to it", WHICH, {"shares": _as(torch.ones_like)}),
    "ties_share": Mistake("equal entries share what belongs to the window", TIE, {"shares": _as(_ties_share)}),
    "ties_all": Mistake("each one of several equal entries gets it", TIE, {"shares": _as(_largest)}),
    "last_of_equals": Mistake("the last one of several equal entries gets it", TIE, {"shares": _as(_last)}),
    "first_by_columns": Mistake("of equal entries the first one column by column gets it", TIE, {
        "shares": _as(_first_by_columns)}),
    "largest_size": Mistake("the entry farthest from 0 gets it", "Which is larger, -3 or 1?", {
        "shares": _as(lambda w: _first(w.abs()))}),
    "turned_in_the_window": Mistake("row and column inside the window have changed places", PLACE, {
        "shares": _as(_turned)}),
    "step_of_one": Mistake("each window begins one after the one before", WHERE, {"step": lambda v: 1}),
    "step_of_k": Mistake("each window begins k after the one before", SIZE, {"step": lambda v: v.k}),
    "target_without_step": Mistake("the gradient of a window lands at i and j without s", WHERE, {
        "target": lambda v: lambda top, left, i, j: (i, j)}),
    "last_row_and_column_missing": Mistake("the windows of the last row and of the last column send nothing",
                                           "How many windows has the example?", {
                                               "places": lambda v: (v.Y_bar.shape[2] - 1, v.Y_bar.shape[3] - 1)}),
    "times_the_entry": Mistake("Y_bar is multiplied by the entry itself", FACTOR, {
        "result": lambda v: v.X_bar * v.X}),
    "only_ones": Mistake("Y_bar plays no part", "By how much does the loss move when a pooled value moves?", {
        "given": lambda v: torch.ones_like(v.Y_bar)}),
}
WRITTEN = {("window_overwritten", "spread_evenly"), ("window_overwritten", "to_all"),    # as with `overwritten`
           ("overwritten", "only_ones"), ("overlap_averaged", "only_ones"),         # told above
           ("window_overwritten", "step_of_k"), ("overwritten", "step_of_k"), ("overlap_averaged", "step_of_k"),
           ("spread_evenly", "target_without_step"), ("to_all", "target_without_step"),     # as with `step_of_one`
           ("step_of_one", "target_without_step")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
