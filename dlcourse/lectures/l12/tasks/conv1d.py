"""Exercise: a kernel that slides along a signal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task


def reference(x: Tensor, a: Tensor, b: float) -> Tensor:
    """The function of torch, for one signal and one channel."""
    return torch.nn.functional.conv1d(x[None, None], a[None, None], a.new_tensor([b]))[0, 0]


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, n: int, h: int, sign: int = 1) -> Case:
        """A kernel that is not symmetric, and whose entries do not add up to 1."""
        kernel = draw.away_from_zero(h) + torch.linspace(0.5, 1.5, h, dtype=torch.float64)
        return case(label, x=draw.away_from_zero(n), a=kernel, b=sign * draw.between(0.5, 2))

    return [
        case("the example of the text", x=numbers(1, 3, 2, 5, 4), a=numbers(2, -1, 3), b=10.0),
        some("ten numbers, a kernel of three", 10, 3),
        some("seven numbers, a kernel of two, b below 0", 7, 2, -1),
        some("eight numbers, a kernel of four", 8, 4),
        some("nine numbers, a kernel of five", 9, 5),
        some("a kernel as long as the signal", 4, 4),
        some("a kernel of one number", 6, 1),
        some("a signal of one number", 1, 1, -1),
    ]


task = Task(
    key="conv1d", title="Slide a kernel along a signal", points=1, difficulty=1, minutes=10,
    objective="use one neuron at every place of a signal",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".conv1d", ".Conv1d", ".conv2d", ".Conv2d", "torch.nn.functional.conv1d", "torch.nn.functional.conv2d",
             "torch.conv1d", "torch.conv2d", ".conv_transpose1d", ".convolve", ".correlate", ".convolution",
             "aten::convolution"),
    facts=("N12-03",),
    hints=(
        "Lay the kernel on the first three numbers of the example. Where do you lay it next? At how many places does "
        "it fit, before it would stand out at the end?",
        "At the second place of the example the kernel sees 3, 2, 5. What is 2 · 3 - 1 · 2 + 3 · 5 + 10? Which entries "
        "of x does the third place see?",
        "z = [a @ x[i:i + ____] + b for i in range(____ - ____ + 1)]; return torch.stack(z)",
    ),
)


@task.solution
def conv1d(x, a, b):
    n, h = len(x), len(a)
    z = []
    for i in range(n - h + 1):              # step: every place where the kernel fits
        window = x[i:i + h]                 # step: what the kernel sees there
        z.append(a @ window + b)            # step: one neuron for all places
    return torch.stack(z)


@task.right
def by_windows(x, a, b):
    return x.unfold(0, len(a), 1) @ a + b


@task.right
def number_by_number(x, a, b):
    signal, kernel = x.tolist(), a.tolist()
    z = [b] * (len(signal) - len(kernel) + 1)           # step: the bias at every place
    for i in range(len(z)):
        for k, weight in enumerate(kernel):
            z[i] += weight * signal[i + k]              # step: entry k of the kernel meets entry i + k of the signal
    return torch.tensor(z, dtype=torch.float64)


@task.right
def by_a_matrix_with_tied_entries(x, a, b):
    n, h = len(x), len(a)
    T = torch.zeros(n - h + 1, n, dtype=x.dtype)
    for i in range(n - h + 1):
        T[i, i:i + h] = a                               # step: each row holds the kernel, one place further
    return T @ x + b                                    # step: a layer like any other


@task.right
def by_shifted_signals(x, a, b):
    m = len(x) - len(a) + 1
    z = torch.full((m,), b, dtype=x.dtype)
    for k in range(len(a)):
        z = z + a[k] * x[k:k + m]                       # step: the whole signal, moved by k, times one weight
    return z


def _windows(x: Tensor, h: int, step: int = 1) -> Tensor:
    """The windows (places, h) of a signal; none if it is too short."""
    return x.unfold(0, h, step) if len(x) >= h else x.new_zeros(0, h)


def _padded(x: Tensor, before: int, after: int) -> Tensor:
    """The signal between zeros."""
    return torch.cat([x.new_zeros(before), x, x.new_zeros(after)])


# The convolution, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "h": lambda v: len(v.a), "signal": lambda v: v.x, "kernel": lambda v: v.a,
    "windows": lambda v: _windows(v.signal, v.h),
    "sums": lambda v: v.windows @ v.kernel,
    "z": lambda v: v.sums + v.b,
    "result": lambda v: v.z,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": (numbers(1, 3, 2, 5, 4), numbers(2, -1, 3), 10.0),
    "For x = (1, 3, 2, 5, 4), a = (2, 1) and b = 10": (numbers(1, 3, 2, 5, 4), numbers(2, 1), 10.0),
    "For x = (2, 3), a = (2, 1) and b = 10": (numbers(2, 3), numbers(2, 1), 10.0),
    "For x = (2,), a = (5,) and b = -1": (numbers([2]), numbers([5]), -1.0),
    "For x = (2.2, 3.1), a = (0.1,) and b = 0.3": (numbers(2.2, 3.1), numbers([0.1]), 0.3)}

_with = answers_by(RULES, conv1d)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, (x, a, b) in SMALL.items():
        try:
            given = answer(x.clone(), a.clone(), b)
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, Tensor) and given.numel() and (words := told_apart(given, conv1d(x, a, b))):
            return f"{place} you give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _every_sum(change: Callable) -> Callable:
    """The windows' sums, made in another way from windows (places, h) and kernel (h,)."""
    return lambda v: change(v.windows, v.kernel)


PLACES = "At how many places does a kernel of 3 fit on a signal of 5?"
FIRST = "Which entry of the kernel meets the first number of a window?"
SEES = "Which numbers does the kernel see at its first place, and which at its second one?"
INSIDE = "Does the text ask for places where the kernel stands out over an end?"
BIAS = "How often is the bias added at one place?"
SUM = "How does a neuron make one number from its inputs and weights?"
SHAPE = "Which shape does the text ask for?"
NEXT = "By how many numbers does the kernel move from one place to the next?"
_wrong("one_place_missing", "the last place is missing: there are n - h results", PLACES, windows=lambda v: _windows(
       v.signal, v.h)[:-1])
_wrong("first_place_missing", "the first place is missing: there are n - h results", PLACES, windows=lambda v: _windows(
       v.signal, v.h)[1:])
_wrong("two_places_missing", "the last two places are missing: there are n - h - 1 results", PLACES,
       windows=lambda v: _windows(v.signal, v.h)[:-2])
_wrong("mirrored", "the kernel is turned round: its last entry meets the first number of each window. That is the "
       "convolution of mathematics", FIRST, kernel=lambda v: v.a.flip(0))
_wrong("signal_reversed", "the signal is read from behind", SEES, signal=lambda v: v.x.flip(0))
_wrong("result_reversed", "the results stand in the reverse order", "Which place does the first result belong to?",
       result=lambda v: v.z.flip(0))
_wrong("as_long_as_the_signal", "zeros are added at both ends, so that there are n results", INSIDE,
       signal=lambda v: _padded(v.x, (v.h - 1) // 2, v.h // 2))
_wrong("as_long_with_more_in_front", "zeros are added at both ends, for an even kernel one more in front, so that "
       "there are n results", INSIDE, signal=lambda v: _padded(v.x, v.h // 2, (v.h - 1) // 2))
_wrong("half_a_kernel_at_both_ends", "h // 2 zeros are added at both ends", INSIDE,
       signal=lambda v: _padded(v.x, v.h // 2, v.h // 2))
_wrong("zeros_in_front", "zeros are added in front, so that there are n results", INSIDE,
       signal=lambda v: _padded(v.x, v.h - 1, 0))
_wrong("zeros_behind", "zeros are added behind the signal, so that there are n results", INSIDE,
       signal=lambda v: _padded(v.x, 0, v.h - 1))
_wrong("one_zero_behind", "one result too many: the last place stands out by one number", PLACES,
       signal=lambda v: _padded(v.x, 0, 1))
_wrong("one_zero_at_both_ends", "a zero is added at both ends", INSIDE, signal=lambda v: _padded(v.x, 1, 1))
_wrong("every_overlap", "every place counts at which kernel and signal overlap at all: there are n + h - 1 results",
       INSIDE, signal=lambda v: _padded(v.x, v.h - 1, v.h - 1))
_wrong("every_overlap_mirrored", "every place counts at which they overlap, and the kernel is turned round",
       f"{INSIDE} {FIRST}", signal=lambda v: _padded(v.x, v.h - 1, v.h - 1), kernel=lambda v: v.a.flip(0))
_wrong("round_the_end", "behind its end the signal begins anew, so that there are n results", INSIDE,
       signal=lambda v: torch.cat([v.x, v.x[:v.h - 1]]))
_wrong("filled_up_with_zeros", "behind the last place 0 is filled in, so that there are n results", SHAPE,
       result=lambda v: _padded(v.z, 0, v.h - 1))
_wrong("filled_up_with_bias", "behind the last place the bias is filled in, so that there are n results", SHAPE,
       result=lambda v: torch.cat([v.z, v.x.new_full((v.h - 1,), v.b)]))
_wrong("no_bias", "the bias plays no part", BIAS, z=lambda v: v.sums)
_wrong("spread_forward", "each number is spread out over the places behind it, and the first n - h + 1 places "
       "are kept: the window looks back over the left end",
       INSIDE, windows=lambda v: _windows(_padded(v.x, v.h - 1, 0), v.h)[
           :len(v.x) - v.h + 1], kernel=lambda v: v.a.flip(0))
_wrong("looks_back", "the windows end at their place instead of beginning there, and the first n - h + 1 places "
       "are kept",
       INSIDE, windows=lambda v: _windows(_padded(v.x, v.h - 1, 0), v.h)[:len(v.x) - v.h + 1])
_wrong("no_bias_for_one_number", "a kernel of one number gets no bias", "Which kernels have a bias?",
       z=lambda v: v.sums + v.b * (v.h > 1))
_wrong("no_bias_for_one_place", "where the kernel fits at one place alone, there is no bias", "Which places "
       "have the bias?",
       z=lambda v: v.sums + v.b * (len(v.x) > v.h))
_wrong("rounded", "the results are rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.z.round(decimals=4))
_wrong("bias_taken_off", "the bias is taken off", "What does a neuron do with its bias?", z=lambda v: v.sums - v.b)
_wrong("bias_for_each_weight", "the bias is added for every entry of the kernel", BIAS,
       z=lambda v: v.sums + v.h * v.b)
_wrong("bias_to_the_signal", "the bias is added to the signal, before the weights", BIAS,
       signal=lambda v: v.x + v.b, z=lambda v: v.sums)
_wrong("bias_to_the_kernel", "the bias is added to the kernel, before the products", BIAS,
       kernel=lambda v: v.a + v.b, z=lambda v: v.sums)
_wrong("bias_at_first_place", "the bias is added at the first place alone", "Which places have the bias?",
       z=lambda v: torch.cat([v.sums[:1] + v.b, v.sums[1:]]))
_wrong("bias_at_last_place", "the bias is added at the last place alone", "Which places have the bias?",
       z=lambda v: torch.cat([v.sums[:-1], v.sums[-1:] + v.b]))
_wrong("bias_grows", "the bias is added once more from place to place", BIAS,
       z=lambda v: v.sums + v.b * torch.arange(1, len(v.sums) + 1, dtype=v.x.dtype))
_wrong("bias_multiplies", "the bias multiplies", "What does a neuron do with its bias?", z=lambda v: v.sums * v.b)
_wrong("bias_twice", "the bias is added twice", BIAS, z=lambda v: v.sums + 2 * v.b)
_wrong("means", "the products are averaged, not added", SUM, sums=lambda v: v.windows @ v.kernel / v.h)
_wrong("divided_by_the_kernel", "the sums are divided by the sum of the kernel", SUM,
       sums=lambda v: v.windows @ v.kernel / v.kernel.sum())
_wrong("largest_product", "the largest product is taken, not the sum", SUM,
       sums=_every_sum(lambda x, a: (x * a).amax(1)))
_wrong("last_product", "each result holds the last product alone: it is set anew, where it should grow", SUM,
       sums=_every_sum(lambda x, a: x[:, -1] * a[-1]))
_wrong("first_product", "each result holds the first product alone", SUM, sums=_every_sum(lambda x, a: x[:, 0] * a[0]))
_wrong("product_of_all", "the products are multiplied, not added", SUM, sums=_every_sum(lambda x, a: (x * a).prod(1)))
_wrong("weights_added", "weights and numbers are added, not multiplied", SUM,
       sums=_every_sum(lambda x, a: (x + a).sum(1)))
_wrong("windows_added_up", "the numbers of each window are added without weights", SUM,
       sums=_every_sum(lambda x, a: x.sum(1)))
_wrong("first_weight_for_all", "every number is weighed by the first entry of the kernel", FIRST,
       sums=_every_sum(lambda x, a: a[0] * x.sum(1)))
_wrong("sums_multiplied", "the sum of the window is multiplied by the sum of the kernel", SUM,
       sums=_every_sum(lambda x, a: a.sum() * x.sum(1)))
_wrong("distances", "the squared distance of window and kernel is taken", SUM,
       sums=_every_sum(lambda x, a: ((x - a)**2).sum(1)))
_wrong("cosines", "window and kernel are divided by their lengths", SUM, sums=_every_sum(
    lambda x, a: x @ a / (x.norm(dim=1) * a.norm())))
_wrong("last_weight_missing", "the last entry of the kernel plays no part: the window ends one number early",
       "How many numbers does `x[i:i + h - 1]` hold?", sums=_every_sum(lambda x, a: x[:, :-1] @ a[:-1]))
_wrong("first_weight_missing", "the first entry of the kernel plays no part", FIRST,
       sums=_every_sum(lambda x, a: x[:, 1:] @ a[1:]))
_wrong("block_by_block", "the kernel moves by its own length from place to place", NEXT,
       windows=lambda v: _windows(v.signal, v.h, v.h))
_wrong("every_second_place", "the kernel moves by two numbers from place to place", NEXT,
       windows=lambda v: _windows(v.signal, v.h, 2))
_wrong("first_window_everywhere", "every place sees the first window", SEES,
       windows=lambda v: _windows(v.signal, v.h)[:1].expand(len(v.x) - v.h + 1, v.h))
_wrong("last_window_everywhere", "every place sees the last window", SEES,
       windows=lambda v: _windows(v.signal, v.h)[-1:].expand(len(v.x) - v.h + 1, v.h))
_wrong("one_number_late", "every window begins one number too late, and the last one stands out over the end", SEES,
       signal=lambda v: torch.cat([v.x[1:], v.x.new_zeros(1)]))
_wrong("one_number_early", "the kernel begins one number in front of the signal", SEES,
       signal=lambda v: torch.cat([v.x.new_zeros(1), v.x[:-1]]))
_wrong("begins_at_the_end", "the kernel begins at x[-1]: in front of the first number the last one is read", SEES,
       signal=lambda v: torch.cat([v.x[-1:], v.x[:-1]]))
_wrong("number_without_its_neighbours", "each number is multiplied by the whole kernel, without its neighbours", SEES,
       sums=_every_sum(lambda x, a: x[:, 0] * a.sum()))
_wrong("running_total", "each result holds the ones before it too: the sum is not set back", "With which value does "
       "the sum of a new place begin?", z=lambda v: v.sums.cumsum(0) + v.b)
_wrong("running_total_with_bias", "each result holds the ones before it too, with their bias", "With which value does "
       "the sum of a new place begin?", z=lambda v: (v.sums + v.b).cumsum(0))
_wrong("activation_tanh", "the results go through tanh", "Which function stands around the sum in the text?",
       result=lambda v: v.z.tanh())
_wrong("activation_relu", "results below 0 become 0", "Which function stands around the sum in the text?",
       result=lambda v: v.z.relu())
_wrong("activation_sigmoid", "the results go through the sigmoid", "Which function stands around the sum in the text?",
       result=lambda v: v.z.sigmoid())
_wrong("only_sizes", "results below 0 lose their sign", "Which function stands around the sum in the text?",
       result=lambda v: v.z.abs())
_wrong("not_added_up", "the products come back one by one, a row for each place", SUM,
       result=lambda v: v.windows * v.kernel + v.b)
_wrong("windows_alone", "the windows come back, without weights", SUM, result=lambda v: v.windows)
_wrong("with_two_axes_more", "the result has shape (1, 1, n - h + 1)", SHAPE, result=lambda v: v.z[None, None])
_wrong("as_a_row", "the result has shape (1, n - h + 1)", SHAPE, result=lambda v: v.z[None])
_wrong("as_a_column", "the result has shape (n - h + 1, 1)", SHAPE, result=lambda v: v.z[:, None])
_wrong("first_alone", "the first result comes back alone; a loop that returns in its first turn does that", SHAPE,
       result=lambda v: v.z[:1])
_wrong("first_as_a_number", "the first result comes back alone, as a number; a loop that returns in its first turn "
       "does that", SHAPE, result=lambda v: v.z[0])
_wrong("last_as_a_number", "the last result comes back alone, as a number", SHAPE, result=lambda v: v.z[-1])
_wrong("all_in_one", "all results are added to one number", SHAPE, result=lambda v: v.z.sum())
_wrong("single_axis_lost", "a single result comes back without its axis", SHAPE, result=lambda v: v.z.squeeze())
_wrong("as_a_list", "the result is a list, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.z.tolist())
_wrong("with_windows", "the windows come back too", "How many results does the text ask for?",
       result=lambda v: (v.z, v.windows))
_wrong("in_float32", "the result went through float32", "In which of your lines does the dtype change?",
       result=lambda v: v.z.float().double())
_wrong("returned_in_float32", "the result is float32", "Which dtype has x?", result=lambda v: v.z.float())
_wrong("as_whole_numbers", "the results lose what stands behind the point", "Which dtype has x?",
       result=lambda v: v.z.long().double())
_wrong("signal_slides", "kernel and signal have changed their parts: the kernel is cut into windows", "Which of the "
       "two is the longer one?", windows=lambda v: _windows(v.a, len(v.x)), sums=lambda v: v.windows @ v.x)
_wrong("gaps_of_one", "the kernel sees every second number: neighbouring weights meet numbers two apart", SEES,
       windows=lambda v: _windows(v.signal, 2 * v.h - 1)[:, ::2])
_wrong("alternating_signs", "every second weight has the opposite sign", FIRST,
       kernel=lambda v: v.a * (-1.0)**torch.arange(v.h, dtype=v.a.dtype))
_wrong("weights_as_shares", "the kernel goes through softmax first", SUM, kernel=lambda v: v.a.softmax(0))

OFTEN = {
    "one_place_missing": Mistake("the last place is missing", PLACES, {
        "windows": lambda v: _windows(v.signal, v.h)[:-1]}),
    "first_place_missing": Mistake("the first place is missing", PLACES, {
        "windows": lambda v: _windows(v.signal, v.h)[1:]}),
    "block_by_block": Mistake("the kernel moves by its own length", NEXT, {
        "windows": lambda v: _windows(v.signal, v.h, v.h)}),
    "mirrored": Mistake("the kernel is turned round", FIRST, {"kernel": lambda v: v.a.flip(0)}),
    "as_long_as_the_signal": Mistake("zeros are added so that there are n results", INSIDE, {
        "signal": lambda v: _padded(v.x, (v.h - 1) // 2, v.h // 2)}),
    "zeros_behind": Mistake("zeros are added behind the signal", INSIDE, {
        "signal": lambda v: _padded(v.x, 0, v.h - 1)}),
    "no_bias": Mistake("the bias plays no part", BIAS, {"z": lambda v: v.sums}),
    "bias_for_each_weight": Mistake("the bias is added for every entry of the kernel", BIAS, {
        "z": lambda v: v.sums + v.h * v.b}),
    "bias_taken_off": Mistake("the bias is taken off", "What does a neuron do with its bias?", {
        "z": lambda v: v.sums - v.b}),
    "means": Mistake("the products are averaged", SUM, {"sums": lambda v: v.windows @ v.kernel / v.h}),
    "last_weight_missing": Mistake("the last entry of the kernel plays no part", "How many numbers does "
                                   "`x[i:i + h - 1]` hold?", {
                                       "sums": _every_sum(lambda x, a: x[:, :-1] @ a[:-1])}),
    "windows_added_up": Mistake("the numbers are added without weights", SUM, {
        "sums": _every_sum(lambda x, a: x.sum(1))}),
    "activation_tanh": Mistake("the results go through tanh", "Which function stands around the sum in the text?", {
        "result": lambda v: v.z.tanh()}),
    "activation_sigmoid": Mistake("the results go through the sigmoid", "Which function stands around the sum in the "
                                  "text?", {"result": lambda v: v.z.sigmoid()}),
    "activation_relu": Mistake("results below 0 become 0", "Which function stands around the sum in the text?", {
        "result": lambda v: v.z.relu()}),
    "as_a_list": Mistake("the result is a list", "Which type does the text ask for?", {
        "result": lambda v: v.z.tolist()}),
}
WRITTEN = {("mirrored", "windows_added_up")}     # the same as the second one alone

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
