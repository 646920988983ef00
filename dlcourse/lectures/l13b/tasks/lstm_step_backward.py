"""Exercise: back through one step of a long short-term memory, from what the step left in a cache."""

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

RESULTS = ("x_bar", "h_bar", "c_bar", "W_bar", "U_bar", "b_bar")
Cache = dict[str, Tensor]


def cached(x: Tensor, h: Tensor, c: Tensor, W: Tensor, U: Tensor, b: Tensor) -> Cache:
    """What a step forwards leaves for the way back."""
    i, f, g, o = (x @ W.mT + h @ U.mT + b).chunk(4, dim=1)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    return {"x": x, "h": h, "c": c, "i": i, "f": f, "g": g, "o": o, "tanh_c": (f * c + i * g).tanh(), "W": W, "U": U}


def reference(h_new_bar: Tensor, c_new_bar: Tensor, cache: Cache) -> tuple[Tensor, ...]:
    """What torch's own differentiation finds, at the sums that make the gates of the cache."""
    v = {name: value.clone() for name, value in cache.items()}
    z = torch.cat([v["i"].logit(), v["f"].logit(), v["g"].atanh(), v["o"].logit()], 1)
    moving = [v[name].requires_grad_() for name in ("x", "h", "c", "W", "U")]
    moving.append(torch.zeros(z.shape[1], dtype=z.dtype, requires_grad=True))
    linear = v["x"] @ v["W"].mT + v["h"] @ v["U"].mT + moving[-1]
    i, f, g, o = (z + linear - linear.detach()).chunk(4, dim=1)
    c_new = f.sigmoid() * v["c"] + i.sigmoid() * g.tanh()
    return torch.autograd.grad((o.sigmoid() * c_new.tanh(), c_new), moving, (h_new_bar, c_new_bar))


EXAMPLE = {"h_new_bar": numbers([[1]]), "c_new_bar": numbers([[0.5]]), "cache": cached(
    numbers([[2]]), numbers([[0.5]]), numbers([[2]]), numbers([[1], [0], [-1], [0.5]]),
    numbers([[-2], [2], [2], [0]]), numbers(0, -1, 0, 1))}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, rows: int, inputs: int, hidden: int, *, still: tuple[str, ...] = (), first: bool = False
             ) -> Case:
        """`still` names the adjoints that are 0; in a first step h and c are 0."""
        bars = {name: (name not in still) * draw.away_from_zero(rows, hidden) for name in ("h_new_bar", "c_new_bar")}
        return case(label, **bars, cache=cached(
            draw.away_from_zero(rows, inputs), (not first) * draw.uniform(0.2, 0.9, rows, hidden),
            (not first) * draw.away_from_zero(rows, hidden), 0.5 * draw.away_from_zero(4 * hidden, inputs),
            0.6 * draw.away_from_zero(4 * hidden, hidden), 0.4 * draw.away_from_zero(4 * hidden)))

    return [
        case("the example of the text", **EXAMPLE),
        some("a single row, three inputs, two hidden units", 1, 3, 2),
        some("three rows, two inputs, five hidden units", 3, 2, 5),
        some("five rows, three inputs, a single hidden unit", 5, 3, 1),
        some("as many rows as inputs and as hidden units", 3, 3, 3),
        some("the last step: c_new_bar is 0", 2, 3, 4, still=("c_new_bar",)),
        some("h_new_bar is 0", 2, 1, 3, still=("h_new_bar",)),
        some("the first step: h and c are 0", 3, 4, 2, first=True),
    ]


task = Task(
    key="lstm_step_backward", title="One step of an LSTM, backwards", points=3, difficulty=3, minutes=30,
    objective="send two gradients back through the gates of one step",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=RESULTS),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward", ".LSTM",
             ".LSTMCell", ".lstm_cell", "torch.nn.LSTM", "torch.nn.LSTMCell", "torch.nn.modules.rnn.*",
             "torch.lstm_cell"),
    facts=("N13-03", "N13-05"),
    hints=(
        "The new cell moves the loss in two ways. One is c_new_bar. Which is the other, and which numbers of the cache "
        "does it meet?",
        "In the example the new cell moves the loss by 0.5 + 1 · 0.8808 · 0.8267 = 1.2281. So the gate f, which "
        "multiplies the old cell 2, gets 2.4563. Its slope is 0.5 · 0.5. What reaches the sum of the second block?",
        "total = c_new_bar + h_new_bar * o * (1 - ____); z_bar = torch.cat([total * g * i * (1 - i), total * ____ * f "
        "* (1 - f), total * i * (1 - ____), h_new_bar * ____ * o * (1 - o)], 1); x_bar = z_bar @ ____; W_bar = "
        "z_bar.mT @ ____",
    ),
)


@task.solution
def lstm_step_backward(h_new_bar, c_new_bar, cache):
    i, f, g, o = cache["i"], cache["f"], cache["g"], cache["o"]
    tanh_c = cache["tanh_c"]
    total = c_new_bar + h_new_bar * o * (1 - tanh_c**2)     # step: the new cell, two ways
    i_sum = total * g * i * (1 - i)                         # step: the sum of the block i
    f_sum = total * cache["c"] * f * (1 - f)                # step: the sum of the block f
    g_sum = total * i * (1 - g**2)                          # step: the sum of the block g
    o_sum = h_new_bar * tanh_c * o * (1 - o)                # step: the sum of the block o
    z_bar = torch.cat([i_sum, f_sum, g_sum, o_sum], dim=1)  # step: the four blocks side by side
    x_bar = z_bar @ cache["W"]                              # step: back to the input
    h_bar = z_bar @ cache["U"]                              # step: back to the old state
    c_bar = total * f                                       # step: back to the old cell
    W_bar = z_bar.mT @ cache["x"]                           # step: W, over all rows
    U_bar = z_bar.mT @ cache["h"]                           # step: U, over all rows
    return x_bar, h_bar, c_bar, W_bar, U_bar, z_bar.sum(0)


@task.right
def line_by_line(h_new_bar, c_new_bar, cache):
    x, h, c, i, f, g, o, tanh_c, W, U = (cache[k] for k in ("x", "h", "c", "i", "f", "g", "o", "tanh_c", "W", "U"))
    o_bar = h_new_bar * tanh_c                      # step: h_new = o tanh(c_new), back to o
    tanh_bar = h_new_bar * o                        # step: back to the tanh
    cell_bar = tanh_bar * (1 - tanh_c * tanh_c)     # step: through the tanh
    cell_bar = cell_bar + c_new_bar                 # step: the second way to the new cell
    f_bar, c_bar = cell_bar * c, cell_bar * f       # step: c_new = f c + i g, the first product
    i_bar, g_bar = cell_bar * g, cell_bar * i       # step: the second product
    sums = torch.stack([i_bar * (i - i * i), f_bar * (f - f * f), g_bar * (1 - g * g), o_bar * (o - o * o)])
    n, x_bar, h_bar, W_bars, U_bars = h.shape[1], 0, 0, [], []
    for k in range(4):
        rows = slice(k * n, k * n + n)
        x_bar = x_bar + sums[k] @ W[rows]           # step: one block's part of the input
        h_bar = h_bar + sums[k] @ U[rows]           # step: one block's part of the old state
        W_bars.append(sums[k].T @ x)                # step: one block's rows of W
        U_bars.append(sums[k].T @ h)                # step: one block's rows of U
    return x_bar, h_bar, c_bar, torch.cat(W_bars), torch.cat(U_bars), sums.sum(1).flatten()


@task.right
def row_by_row(h_new_bar, c_new_bar, cache):
    x, h, W, U = cache["x"], cache["h"], cache["W"], cache["U"]
    W_bar, U_bar, b_bar = torch.zeros_like(W), torch.zeros_like(U), torch.zeros(len(W), dtype=W.dtype)
    inputs, states, cells = [], [], []
    for row in range(len(x)):
        i, f, g, o, t, c = (cache[k][row] for k in ("i", "f", "g", "o", "tanh_c", "c"))
        total = h_new_bar[row] * o * (1 - t**2) + c_new_bar[row]        # step: the new cell, two ways
        z = torch.cat([total * g * i * (1 - i), total * c * f * (1 - f), total * i * (1 - g**2),
                       h_new_bar[row] * t * o * (1 - o)])               # step: the four blocks of one row
        inputs.append(W.T @ z)                                          # step: back to the input
        states.append(U.T @ z)                                          # step: back to the old state
        cells.append(total * f)                                         # step: back to the old cell
        W_bar = W_bar + torch.outer(z, x[row])                          # step: what this row adds to W
        U_bar = U_bar + torch.outer(z, h[row])                          # step: what this row adds to U
        b_bar = b_bar + z                                               # step: what this row adds to b
    return torch.stack(inputs), torch.stack(states), torch.stack(cells), W_bar, U_bar, b_bar


@task.right
def in_numpy(h_new_bar, c_new_bar, cache):
    import numpy as np

    v = {name: value.numpy() for name, value in cache.items()}
    t, given = v["tanh_c"], h_new_bar.numpy()
    total = c_new_bar.numpy() + given * v["o"] * (1 - t**2)
    upstream = np.concatenate([total * v["g"], total * v["c"], total * v["i"], given * t], axis=1)
    slopes = np.concatenate([v["i"] * (1 - v["i"]), v["f"] * (1 - v["f"]), 1 - v["g"]**2, v["o"] * (1 - v["o"])], 1)
    z = upstream * slopes
    found = (z @ v["W"], z @ v["U"], total * v["f"], np.einsum("bo,bi->oi", z, v["x"]),
             np.einsum("bo,bi->oi", z, v["h"]), z.sum(0))
    return [torch.from_numpy(np.ascontiguousarray(value)) for value in found]


def _cached(name: str) -> Callable[[Any], Tensor]:
    return lambda v: v.cache[name]


def _sums(v: Any) -> dict[str, Tensor]:
    """The adjoint of the sum of each block."""
    return {at: getattr(v, f"{at}_bar") * getattr(v, f"{at}_slope") for at in "ifgo"}


# The gradients, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    **{name: _cached(name) for name in ("x", "h", "c", "i", "f", "g", "o", "tanh_c", "W", "U")},
    "c_new": lambda v: v.f * v.c + v.i * v.g,
    "tanh_slope": lambda v: 1 - v.tanh_c**2,
    "by_h": lambda v: v.h_new_bar * v.o * v.tanh_slope, "by_c": lambda v: v.c_new_bar,
    "total": lambda v: v.by_c + v.by_h,
    "i_bar": lambda v: v.total * v.g, "f_bar": lambda v: v.total * v.c, "g_bar": lambda v: v.total * v.i,
    "o_bar": lambda v: v.h_new_bar * v.tanh_c,
    "i_slope": lambda v: v.i * (1 - v.i), "f_slope": lambda v: v.f * (1 - v.f), "g_slope": lambda v: 1 - v.g**2,
    "o_slope": lambda v: v.o * (1 - v.o),
    "sums": _sums,
    "order": lambda v: "ifgo",
    "z_bar": lambda v: torch.cat([v.sums[block] for block in v.order], 1),
    "x_bar": lambda v: v.z_bar @ v.W, "h_bar": lambda v: v.z_bar @ v.U, "c_bar": lambda v: v.total * v.f,
    "W_bar": lambda v: v.z_bar.mT @ v.x, "U_bar": lambda v: v.z_bar.mT @ v.h, "b_bar": lambda v: v.z_bar.sum(0),
    "result": lambda v: (v.x_bar, v.h_bar, v.c_bar, v.W_bar, v.U_bar, v.b_bar),
}


def _doubled(along: int) -> dict[str, Any]:
    """The example with two rows, or with two hidden units, that are alike; two units have other W and U."""
    cache = {name: torch.cat([value] * 2, along) if name not in ("W", "U", "x") else value
             for name, value in EXAMPLE["cache"].items()}
    if along == 0:
        cache["x"] = torch.cat([cache["x"]] * 2)
    else:
        cache |= {"W": torch.ones(8, 1, dtype=torch.float64), "U": torch.ones(8, 2, dtype=torch.float64)}
    bars = {name: torch.cat([EXAMPLE[name]] * 2, along) for name in ("h_new_bar", "c_new_bar")}
    return {**bars, "cache": cache}


def _with_zero(*names: str) -> dict[str, Any]:
    """The example with the old state or the old cell at 0, in a cache that fits."""
    cache = EXAMPLE["cache"] | {name: 0 * EXAMPLE["cache"][name] for name in names}
    return EXAMPLE | {"cache": cached(*(cache[name] for name in ("x", "h", "c", "W", "U")), numbers(0, -1, 0, 1))}


# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "For a batch of two rows that are both the example": _doubled(0),
    "In the example with the old cell 0": _with_zero("c"),
    "In the example with the old state 0": _with_zero("h"),
    "For two hidden units with the gates, cells and adjoints of the example, and W and U full of ones,": _doubled(1)}


_with = answers_by(RULES, lstm_step_backward)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(**inputs)
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, tuple) and len(given) == len(RESULTS):
            for name, ours, right in zip(RESULTS, given, lstm_step_backward(**inputs), strict=True):
                if isinstance(ours, Tensor) and (words := told_apart(ours, right)):
                    return f"{place} `{name}` is {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in RESULTS else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


def _without(block: str) -> Callable[[Any], Tensor]:
    """The adjoint of the sums, in which one block is left at 0."""
    return lambda v: torch.cat([v.sums[at] * (at != block) for at in v.order], 1)


WAYS = "In which two ways does the new cell reach the loss: which results of the step does it enter?"
THROUGH = "How far does h_new move when c_new moves by 1?"
SLOPE = "What is the slope of tanh at a place where tanh is 0.5?"
SIGMOID = "How far does a sigmoid move when its input moves by 1, at a place where it is 0.5?"
KEPT = "By what is f multiplied in the new cell?"
WRITTEN = "By what is each of i and g multiplied in the new cell?"
SHOWN = "By what is o multiplied in the new state?"
OLD = "How far does the new cell move when the old one moves by 1?"
BRACKETS = "Which product is formed first in 4 * 1 - 0.5 without brackets?"
ZERO = "When a state or a cell of 0 moves by 0.01, does the loss stay?"
ROWS = "In how many rows of the batch does this one weight stand?"
ORDER = "In which order do the blocks stand in W, U and b?"
SHAPE = "Which shape has the quantity to which this gradient belongs?"
RESULT = "In which order does the text name the results?"
FROM = "By which matrix is x multiplied on the way forward, and by which is h?"
READS = "Which vector does U meet on the way forward: the old state or the new one?"
ONLY = "Which of the four sums does the old state enter?"

_wrong("c_new_bar_left_out", "c_new_bar is left out: the new cell counts only through the new state", WAYS,
       by_c=lambda v: 0 * v.c)
_wrong("only_c_new_bar", "the new cell counts only through c_new_bar, not through the new state", WAYS,
       by_h=lambda v: 0 * v.c)
_wrong("c_new_bar_in_c_bar_alone", "c_new_bar enters c_bar alone, not the gates", WAYS,
       by_c=lambda v: 0 * v.c, c_bar=lambda v: (v.c_new_bar + v.total) * v.f)
_wrong("c_new_bar_in_the_gates_alone", "c_new_bar enters the gates but not c_bar", WAYS, c_bar=lambda v: v.by_h * v.f)
_wrong("c_bar_by_c_new_bar_alone", "c_bar is f times c_new_bar alone", WAYS, c_bar=lambda v: v.c_new_bar * v.f)
_wrong("ways_multiplied", "the two ways to the new cell are multiplied, not added", WAYS,
       total=lambda v: v.by_c * v.by_h)
_wrong("ways_subtracted", "the way through the new state is taken off c_new_bar", WAYS, total=lambda v: v.by_c - v.by_h)
_wrong("c_new_bar_through_the_tanh", "c_new_bar is sent through o and tanh as well", WAYS,
       total=lambda v: (v.c_new_bar + v.h_new_bar) * v.o * v.tanh_slope)
_wrong("h_new_bar_in_full", "h_new_bar is added to c_new_bar in full, without o and the slope of tanh", THROUGH,
       by_h=lambda v: v.h_new_bar)
_wrong("no_tanh_slope", "the slope of tanh is missing between new state and new cell", THROUGH,
       by_h=lambda v: v.h_new_bar * v.o)
_wrong("no_o_before_the_cell", "o is missing between new state and new cell", THROUGH,
       by_h=lambda v: v.h_new_bar * v.tanh_slope)
_wrong("tanh_slope_not_squared", "the slope of tanh is taken as 1 - tanh, without the square", SLOPE,
       tanh_slope=lambda v: 1 - v.tanh_c)
_wrong("tanh_slope_without_brackets", "1 - tanh_c² has no brackets: the square is taken off the product before it",
       BRACKETS, by_h=lambda v: v.h_new_bar * v.o - v.tanh_c**2)
_wrong("slope_of_g_without_brackets", "1 - g² has no brackets: the square is taken off the product before it", BRACKETS,
       sums=lambda v: _sums(v) | {"g": v.g_bar - v.g**2})
_wrong("both_tanh_slopes_without_brackets", "1 - tanh_c² and 1 - g² have no brackets: the squares are taken off the "
       "products before them", BRACKETS, by_h=lambda v: v.h_new_bar * v.o - v.tanh_c**2,
       sums=lambda v: _sums(v) | {"g": v.g_bar - v.g**2})
_wrong("gate_slopes_without_brackets", "the slopes of the gates have no brackets: in i · 1 - i the gate is taken off "
       "the product before it", BRACKETS, sums=lambda v: _sums(v) | {
           at: getattr(v, f"{at}_bar") * getattr(v, at) - getattr(v, at) for at in "ifo"})
_wrong("all_slopes_without_brackets", "no slope has brackets: the gates and the squares are taken off the products "
       "before them", BRACKETS, by_h=lambda v: v.h_new_bar * v.o - v.tanh_c**2, sums=lambda v: {
           "g": v.g_bar - v.g**2} | {at: getattr(v, f"{at}_bar") * getattr(v, at) - getattr(v, at) for at in "ifo"})
_wrong("tanh_slope_squared_as_a_whole", "the slope of tanh is the square of 1 - tanh_c", SLOPE,
       tanh_slope=lambda v: (1 - v.tanh_c)**2)
_wrong("tanh_slope_of_a_sigmoid", "the slope of the cell's tanh is taken like that of a sigmoid", SLOPE,
       tanh_slope=lambda v: v.tanh_c * (1 - v.tanh_c))
_wrong("tanh_of_the_tanh", "the tanh of tanh_c is formed once more for its slope", "What does `tanh_c` hold: the cell "
       "or its tanh?", tanh_slope=lambda v: 1 - v.tanh_c.tanh()**2)
_wrong("tanh_slope_at_the_old_cell", "the slope of tanh is taken at the old cell", "Whose tanh is in the new state?",
       tanh_slope=lambda v: 1 - v.c.tanh()**2)
_wrong("old_cell_in_the_slope", "the slope of tanh is taken as 1 less the square of the old cell", SLOPE,
       tanh_slope=lambda v: 1 - v.c**2)
_wrong("cell_in_the_slope", "the slope of tanh is taken as 1 less the square of the new cell", SLOPE,
       tanh_slope=lambda v: 1 - v.c_new**2)
_wrong("tanh_for_its_slope", "tanh_c stands where the slope of tanh belongs", SLOPE, tanh_slope=lambda v: v.tanh_c)
_wrong("tanh_slope_squared", "the slope of tanh is taken twice", SLOPE, tanh_slope=lambda v: (1 - v.tanh_c**2)**2)
_wrong("o_by_the_cell", "the gate o gets h_new_bar times the new cell, without tanh", SHOWN,
       o_bar=lambda v: v.h_new_bar * v.c_new)
_wrong("o_by_the_old_cell", "the gate o gets h_new_bar times the old cell", SHOWN, o_bar=lambda v: v.h_new_bar * v.c)
_wrong("o_by_the_total", "the gate o gets the whole adjoint of the new cell", SHOWN,
       o_bar=lambda v: v.total * v.tanh_c)
_wrong("o_by_h_new_bar_alone", "the gate o gets h_new_bar alone", SHOWN, o_bar=lambda v: v.h_new_bar)
_wrong("o_through_the_slope", "the gate o gets the slope of the cell's tanh where the tanh belongs", SHOWN,
       o_bar=lambda v: v.h_new_bar * v.tanh_slope)
_wrong("o_with_both_bars", "c_new_bar is added to h_new_bar in the gate o", SHOWN,
       o_bar=lambda v: (v.h_new_bar + v.c_new_bar) * v.tanh_c)
_wrong("f_by_the_new_cell", "the gate f gets the new cell where the old one belongs", KEPT,
       f_bar=lambda v: v.total * v.c_new)
_wrong("f_by_the_tanh", "the gate f gets tanh_c where the old cell belongs", KEPT, f_bar=lambda v: v.total * v.tanh_c)
_wrong("f_by_the_candidate", "the gate f gets g where the old cell belongs", KEPT, f_bar=lambda v: v.total * v.g)
_wrong("f_by_the_state", "the gate f gets the old state where the old cell belongs", KEPT,
       f_bar=lambda v: v.total * v.h)
_wrong("f_by_the_total_alone", "the gate f gets the adjoint of the new cell alone", KEPT, f_bar=lambda v: v.total)
_wrong("f_by_itself", "the gate f gets f where the old cell belongs", KEPT, f_bar=lambda v: v.total * v.f)
_wrong("i_by_itself", "the gate i gets i, and the candidate gets g: the factors have changed places", WRITTEN,
       i_bar=lambda v: v.total * v.i, g_bar=lambda v: v.total * v.g)
_wrong("i_by_the_old_cell", "the gate i gets the old cell, and the gate f gets g", WRITTEN,
       i_bar=lambda v: v.total * v.c, f_bar=lambda v: v.total * v.g)
_wrong("i_by_the_old_cell_too", "the gate i gets the old cell where g belongs", WRITTEN,
       i_bar=lambda v: v.total * v.c)
_wrong("i_by_the_total_alone", "the gate i gets the adjoint of the new cell alone", WRITTEN, i_bar=lambda v: v.total)
_wrong("g_by_the_total_alone", "the candidate gets the adjoint of the new cell alone, without i", WRITTEN,
       g_bar=lambda v: v.total)
_wrong("g_by_itself", "the candidate gets g where i belongs", WRITTEN, g_bar=lambda v: v.total * v.g)
_wrong("g_by_f", "the candidate gets f where i belongs", WRITTEN, g_bar=lambda v: v.total * v.f)
_wrong("g_by_o", "the candidate gets o where i belongs", WRITTEN, g_bar=lambda v: v.total * v.o)
_wrong("no_gate_slopes", "the slopes of the three gates are missing", SIGMOID, i_slope=lambda v: 1, f_slope=lambda v: 1,
       o_slope=lambda v: 1)
_wrong("no_slopes_of_the_four", "gates and candidate have no slopes: z_bar holds the adjoints of i, f, g and o",
       SIGMOID, i_slope=lambda v: 1, f_slope=lambda v: 1, g_slope=lambda v: 1, o_slope=lambda v: 1)
_wrong("gate_slopes_like_tanh", "the gates have the slope of tanh: 1 less the square", SIGMOID,
       i_slope=lambda v: 1 - v.i**2, f_slope=lambda v: 1 - v.f**2, o_slope=lambda v: 1 - v.o**2)
_wrong("sigmoid_of_the_gates", "a sigmoid is taken of the gates once more for their slopes", "What do `i`, `f` and `o` "
       "of the cache hold: the sums or the gates?", **{
           f"{at}_slope": lambda v, at=at: getattr(v, at).sigmoid() * (1 - getattr(v, at).sigmoid())
           for at in "ifo"})
_wrong("gate_slopes_one_less", "the slopes of the gates are taken as 1 less the gate", SIGMOID,
       i_slope=lambda v: 1 - v.i, f_slope=lambda v: 1 - v.f, o_slope=lambda v: 1 - v.o)
_wrong("gates_for_their_slopes", "the gates stand where their slopes belong", SIGMOID, i_slope=lambda v: v.i,
       f_slope=lambda v: v.f, o_slope=lambda v: v.o)
for _at, _label in (("i", "gate i"), ("f", "gate f"), ("o", "gate o")):
    _wrong(f"no_slope_of_{_at}", f"the slope of the {_label} is missing", SIGMOID, **{f"{_at}_slope": lambda v: 1})
    _wrong(f"slope_of_{_at}_like_tanh", f"the {_label} has the slope of tanh", SIGMOID,
           **{f"{_at}_slope": lambda v, at=_at: 1 - getattr(v, at)**2})
_wrong("no_slope_of_g", "the slope of the candidate's tanh is missing", SLOPE, g_slope=lambda v: 1)
_wrong("slope_of_g_like_a_sigmoid", "the candidate has the slope of a sigmoid, g (1 - g)", SLOPE,
       g_slope=lambda v: v.g * (1 - v.g))
_wrong("slope_of_g_not_squared", "the slope of the candidate is taken as 1 - g, without the square", SLOPE,
       g_slope=lambda v: 1 - v.g)
_wrong("tanh_of_g_again", "the tanh of g is formed once more for its slope", "What does `g` of the cache hold: the sum "
       "or its tanh?", g_slope=lambda v: 1 - v.g.tanh()**2)
_wrong("both_tanh_slopes_not_squared", "both slopes of tanh lack the square", SLOPE, tanh_slope=lambda v: 1 - v.tanh_c,
       g_slope=lambda v: 1 - v.g)
_wrong("no_tanh_slopes", "both slopes of tanh are missing", SLOPE, tanh_slope=lambda v: 1, g_slope=lambda v: 1)
_wrong("c_bar_without_f", "c_bar is the adjoint of the new cell, without f", OLD, c_bar=lambda v: v.total)
_wrong("c_bar_by_i", "c_bar has i where f belongs", OLD, c_bar=lambda v: v.total * v.i)
_wrong("c_bar_by_one_less_f", "c_bar has 1 - f where f belongs", OLD, c_bar=lambda v: v.total * (1 - v.f))
_wrong("c_bar_is_that_of_f", "c_bar is the adjoint of the gate f: the old cell stands where f belongs", OLD,
       c_bar=lambda v: v.f_bar)
_wrong("c_bar_with_c_new_bar", "c_bar has c_new_bar added once more", OLD, c_bar=lambda v: v.c_new_bar + v.total * v.f)
_wrong("c_bar_f_on_one_way", "c_bar has f on the way through the new state alone: c_new_bar is added in full", OLD,
       c_bar=lambda v: v.c_new_bar + v.by_h * v.f)
_wrong("c_bar_f_on_c_new_bar", "c_bar has f on c_new_bar alone: the way through the new state is added in full", OLD,
       c_bar=lambda v: v.c_new_bar * v.f + v.by_h)
_wrong("c_bar_by_the_cell", "c_bar is multiplied by the old cell as well", OLD, c_bar=lambda v: v.total * v.f * v.c)
_wrong("c_bar_zero_for_a_cell_of_zero", "c_bar is 0 where the old cell is 0, as in a first step", OLD,
       c_bar=lambda v: v.total * v.f * (v.c != 0))
_wrong("h_bar_zero_for_a_state_of_zero", "h_bar is 0 where the old state is 0, as in a first step", ZERO,
       h_bar=lambda v: (v.z_bar @ v.U) * (v.h != 0))
_wrong("c_bar_summed", "c_bar is summed over the rows", SHAPE, c_bar=lambda v: (v.total * v.f).sum(0))
for _order, _words in (("figo", "f, i, g, o"), ("ifog", "i, f, o, g"), ("fiog", "f, i, o, g"), ("oifg", "o, i, f, g"),
                       ("ofig", "o, f, i, g"), ("igfo", "i, g, f, o"), ("gifo", "g, i, f, o"), ("iofg", "i, o, f, g"),
                       ("ogfi", "o, g, f, i"), ("foig", "f, o, i, g")):
    _wrong(f"order_{_order}", f"the four blocks stand in the order {_words}", ORDER,
           order=lambda v, order=_order: order)
_wrong("interleaved", "the four numbers of one unit stand side by side, where whole blocks belong", ORDER,
       z_bar=lambda v: torch.stack([v.sums[at] for at in v.order], 2).flatten(1))
for _at in "ifgo":
    _wrong(f"block_{_at}_missing", f"the block {_at} of the sums stays at 0", "Which four quantities does the step "
           "form from its sums?", z_bar=_without(_at))
_wrong("x_bar_by_U", "x_bar goes through U and h_bar through W, which runs only with as many inputs as hidden units",
       FROM, x_bar=lambda v: v.z_bar @ v.U, h_bar=lambda v: v.z_bar @ v.W)
_wrong("W_bar_by_h", "W_bar uses the old state and U_bar the input, or the two have changed places", FROM,
       W_bar=lambda v: v.z_bar.mT @ v.h, U_bar=lambda v: v.z_bar.mT @ v.x)
_wrong("U_bar_by_the_new_state", "U_bar uses the new state where the old one belongs", READS,
       U_bar=lambda v: v.z_bar.mT @ (v.o * v.tanh_c))
_wrong("U_bar_by_the_cell", "U_bar uses the old cell where the old state belongs", READS,
       U_bar=lambda v: v.z_bar.mT @ v.c)
_wrong("U_bar_by_x", "U_bar uses the input where the old state belongs", READS, U_bar=lambda v: v.z_bar.mT @ v.x)
_wrong("h_bar_with_h_new_bar", "h_bar has h_new_bar added", ONLY, h_bar=lambda v: v.h_new_bar + v.z_bar @ v.U)
_wrong("h_bar_by_the_candidate_alone", "h_bar goes through the candidate alone, not through the gates", ONLY,
       h_bar=lambda v: v.sums["g"] @ v.U.chunk(4)[2])
_wrong("h_bar_by_the_gates_alone", "h_bar goes through the gates alone, not through the candidate", ONLY,
       h_bar=lambda v: _without("g")(v) @ v.U)
_wrong("h_bar_by_o_alone", "h_bar goes through the gate o alone", ONLY, h_bar=lambda v: v.sums["o"] @ v.U.chunk(4)[3])
_wrong("W_bar_turned", "W_bar and U_bar are transposed", SHAPE, W_bar=lambda v: v.x.mT @ v.z_bar,
       U_bar=lambda v: v.h.mT @ v.z_bar)
_wrong("weights_averaged", "W_bar, U_bar and b_bar are means over the rows", ROWS,
       W_bar=lambda v: v.z_bar.mT @ v.x / len(v.x), U_bar=lambda v: v.z_bar.mT @ v.h / len(v.x),
       b_bar=lambda v: v.z_bar.mean(0))
_wrong("matrices_averaged", "W_bar and U_bar are means over the rows", ROWS,
       W_bar=lambda v: v.z_bar.mT @ v.x / len(v.x), U_bar=lambda v: v.z_bar.mT @ v.h / len(v.x))
_wrong("all_averaged", "all six results are divided by the number of rows", "Is the loss of the text a mean over rows?",
       result=lambda v: tuple(value / len(v.x) for value in (v.x_bar, v.h_bar, v.c_bar, v.W_bar, v.U_bar, v.b_bar)))
_wrong("first_row_in_the_weights", "W_bar, U_bar and b_bar see the first row of the batch alone", ROWS,
       W_bar=lambda v: v.z_bar[:1].mT @ v.x[:1], U_bar=lambda v: v.z_bar[:1].mT @ v.h[:1], b_bar=lambda v: v.z_bar[0])
_wrong("b_bar_averaged", "b_bar is a mean over the rows", ROWS, b_bar=lambda v: v.z_bar.mean(0))
_wrong("b_bar_for_each_row", "b_bar is not summed over the rows", ROWS, b_bar=lambda v: v.z_bar)
_wrong("b_bar_as_a_row", "b_bar has shape (1, 4 hidden)", SHAPE, b_bar=lambda v: v.z_bar.sum(0, keepdim=True))
_wrong("b_bar_one_number", "b_bar is one sum over all blocks", SHAPE, b_bar=lambda v: v.z_bar.sum())
_wrong("b_bar_over_blocks", "b_bar is summed over the blocks of a row, not over the rows", ROWS,
       b_bar=lambda v: v.z_bar.sum(1))
_wrong("b_bar_twice", "b_bar is twice as large as it should be, as if there were two biases", "How many biases does "
       "the step have?", b_bar=lambda v: 2 * v.z_bar.sum(0))
_wrong("weights_for_each_row", "W_bar and U_bar are not summed over the rows", ROWS,
       W_bar=lambda v: v.z_bar[:, :, None] * v.x[:, None], U_bar=lambda v: v.z_bar[:, :, None] * v.h[:, None])
_wrong("parameters_first", "the gradients of W, U and b come first", RESULT,
       result=lambda v: (v.W_bar, v.U_bar, v.b_bar, v.x_bar, v.h_bar, v.c_bar))
_wrong("cell_before_state", "c_bar stands before h_bar", RESULT,
       result=lambda v: (v.x_bar, v.c_bar, v.h_bar, v.W_bar, v.U_bar, v.b_bar))
_wrong("input_last", "h_bar and c_bar stand first, and then x_bar", RESULT,
       result=lambda v: (v.h_bar, v.c_bar, v.x_bar, v.W_bar, v.U_bar, v.b_bar))
_wrong("three_alone", "x_bar, h_bar and c_bar come back alone", RESULT, result=lambda v: (v.x_bar, v.h_bar, v.c_bar))
_wrong("weights_alone", "the gradients of W, U and b come back alone", RESULT,
       result=lambda v: (v.W_bar, v.U_bar, v.b_bar))
_wrong("as_a_dict", "the results come back as a dict", "Which type does the text ask for?", result=lambda v: dict(zip(
    RESULTS, (v.x_bar, v.h_bar, v.c_bar, v.W_bar, v.U_bar, v.b_bar))))
_wrong("negative", "all six results have the opposite sign", "If f grows, does a positive old cell raise the new one?",
       result=lambda v: tuple(-value for value in (v.x_bar, v.h_bar, v.c_bar, v.W_bar, v.U_bar, v.b_bar)))
_wrong("in_float32", "the results are float32", "Which dtype has x?", result=lambda v: tuple(
    value.float() for value in (v.x_bar, v.h_bar, v.c_bar, v.W_bar, v.U_bar, v.b_bar)))
_wrong("through_float32", "z_bar goes through float32", "In which of your lines does the dtype change?",
       z_bar=lambda v: torch.cat([v.sums[at] for at in v.order], 1).float().double())

_wrong("outer_of_sums", "`W_bar` and `U_bar` are products of two sums over the batch", ROWS,
       W_bar=lambda v: torch.outer(v.z_bar.sum(0), v.x.sum(0)), U_bar=lambda v: torch.outer(v.z_bar.sum(0), v.h.sum(0)))
_wrong("nothing_at_zero", "with the old state and the old cell 0, h_bar and c_bar are 0", ZERO,
       result=lambda v: (v.x_bar, *(bar * bool(v.h.any() or v.c.any()) for bar in (v.h_bar, v.c_bar)), v.W_bar, v.U_bar,
                         v.b_bar))
_wrong("last_row_of_the_batch", "`W_bar`, `U_bar` and `b_bar` come from the last row of the batch alone", ROWS,
       W_bar=lambda v: v.z_bar[-1:].mT @ v.x[-1:], U_bar=lambda v: v.z_bar[-1:].mT @ v.h[-1:],
       b_bar=lambda v: v.z_bar[-1])
OFTEN = {
    "c_new_bar_left_out": Mistake("c_new_bar is left out", WAYS, {"by_c": lambda v: 0 * v.c}),
    "no_tanh_slope": Mistake("the slope of tanh is missing between new state and new cell", THROUGH, {
        "by_h": lambda v: v.h_new_bar * v.o}),
    "tanh_slope_without_brackets": Mistake("1 - tanh_c² has no brackets", BRACKETS, {
        "by_h": lambda v: v.h_new_bar * v.o - v.tanh_c**2}),
    "f_by_the_new_cell": Mistake("the gate f gets the new cell where the old one belongs", KEPT, {
        "f_bar": lambda v: v.total * v.c_new}),
    "o_by_the_cell": Mistake("the gate o gets the new cell without its tanh", SHOWN, {
        "o_bar": lambda v: v.h_new_bar * v.c_new}),
    "no_gate_slopes": Mistake("the slopes of the three gates are missing", SIGMOID, {
        "i_slope": lambda v: 1, "f_slope": lambda v: 1, "o_slope": lambda v: 1}),
    "gate_slopes_like_tanh": Mistake("the gates have the slope of tanh", SIGMOID, {
        "i_slope": lambda v: 1 - v.i**2, "f_slope": lambda v: 1 - v.f**2, "o_slope": lambda v: 1 - v.o**2}),
    "slope_of_g_like_a_sigmoid": Mistake("the candidate has the slope of a sigmoid", SLOPE, {
        "g_slope": lambda v: v.g * (1 - v.g)}),
    "no_slope_of_g": Mistake("the slope of the candidate is missing", SLOPE, {"g_slope": lambda v: 1}),
    "order_figo": Mistake("the blocks stand in the order f, i, g, o", ORDER, {"order": lambda v: "figo"}),
    "order_ifog": Mistake("the blocks stand in the order i, f, o, g", ORDER, {"order": lambda v: "ifog"}),
    "c_bar_without_f": Mistake("c_bar lacks f", OLD, {"c_bar": lambda v: v.total}),
    "h_bar_with_h_new_bar": Mistake("h_bar has h_new_bar added", ONLY, {
        "h_bar": lambda v: v.h_new_bar + v.z_bar @ v.U}),
    "U_bar_by_the_new_state": Mistake("U_bar uses the new state", READS, {
        "U_bar": lambda v: v.z_bar.mT @ (v.o * v.tanh_c)}),
    "b_bar_averaged": Mistake("b_bar is a mean over the rows", ROWS, {"b_bar": lambda v: v.z_bar.mean(0)}),
}
# found by results of their own: the card tells such two without being told here
APART = ("c_bar_without_f", "h_bar_with_h_new_bar", "U_bar_by_the_new_state", "b_bar_averaged")

WRITTEN = {("no_gate_slopes", "no_slope_of_g"), ("no_tanh_slope", "no_slope_of_g")}    # told above

for _name, _two in in_pairs(OFTEN, WRITTEN | {(one, other) for one in APART for other in APART}):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
