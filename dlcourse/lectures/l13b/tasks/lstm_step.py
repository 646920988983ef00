"""Exercise: one step of a long short-term memory for a batch."""

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

NAMES = ("x", "h", "c", "W", "U", "b")
RESULTS = ("h_new", "c_new")
EXAMPLE = (numbers([[2]]), numbers([[0.5]]), numbers([[2]]), numbers([[1], [0], [-1], [0.5]]),
           numbers([[-2], [2], [2], [0]]), numbers(0, -1, 0, 1))


def reference(x: Tensor, h: Tensor, c: Tensor, W: Tensor, U: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """What torch's own cell gives with these weights."""
    cell = torch.nn.LSTMCell(x.shape[1], h.shape[1], dtype=torch.float64)
    for own, given in zip(cell.parameters(), (W, U, b, 0 * b), strict=True):
        own.data = given
    h_new, c_new = cell(x, (h, c))
    return h_new.detach(), c_new.detach()


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, rows: int, inputs: int, hidden: int, **other: Tensor) -> Case:
        given = {"x": draw.away_from_zero(rows, inputs), "h": draw.uniform(-0.9, 0.9, rows, hidden),
                 "c": draw.away_from_zero(rows, hidden), "W": 0.5 * draw.away_from_zero(4 * hidden, inputs),
                 "U": 0.6 * draw.away_from_zero(4 * hidden, hidden), "b": 0.5 * draw.away_from_zero(4 * hidden)}
        return case(label, **{**given, **other})

    return [
        case("the example of the text", **dict(zip(NAMES, EXAMPLE))),
        some("a single row, three inputs, two hidden units", 1, 3, 2),
        some("three rows, two inputs, five hidden units", 3, 2, 5),
        some("five rows, three inputs, a single hidden unit", 5, 3, 1),
        some("two rows, a single input", 2, 1, 3),
        some("as many rows as inputs and as hidden units", 3, 3, 3),
        some("the first step: h and c are 0", 2, 3, 4, h=torch.zeros(2, 4, dtype=torch.float64),
             c=torch.zeros(2, 4, dtype=torch.float64)),
    ]


task = Task(
    key="lstm_step", title="One step of an LSTM", points=2, difficulty=2, minutes=20,
    objective="let gates decide what a cell forgets, takes in and shows",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=RESULTS),
    forbids=(".LSTM", ".LSTMCell", ".lstm", ".lstm_cell", "torch.nn.LSTM", "torch.nn.LSTMCell",
             "torch.nn.modules.rnn.*", "torch.lstm", "torch.lstm_cell"),
    facts=("N13-03",),
    hints=(
        "How many numbers does one row of x and h give before any gate is formed? Which of them belong to the gate i?",
        "In the example the four sums are 1, 0, -1 and 2. The gates are i = 0.7311, f = 0.5, o = 0.8808, and the "
        "candidate is g = -0.7616. The old cell holds 2. How much of it is kept, and how much of g is taken in?",
        "z = x @ W.____ + h @ U.____ + b; i, f, g, o = z.chunk(4, dim=____); c_new = ____ * c + ____ * torch.tanh(g); "
        "h_new = ____ * torch.tanh(____)",
    ),
)


@task.solution
def lstm_step(x, h, c, W, U, b):
    z = x @ W.mT + h @ U.mT + b                     # step: the sums of all four blocks
    i, f, g, o = z.chunk(4, dim=1)                  # step: cut into the four blocks
    i, f, o = i.sigmoid(), f.sigmoid(), o.sigmoid()     # step: the three gates
    g = torch.tanh(g)                               # step: the candidate
    c_new = f * c + i * g                           # step: the new cell
    h_new = o * torch.tanh(c_new)                   # step: the new state
    return h_new, c_new


@task.right
def four_matrices(x, h, c, W, U, b):
    n = h.shape[1]
    sums = []
    for k in range(4):
        rows = slice(k * n, (k + 1) * n)
        sums.append(x @ W[rows].T + h @ U[rows].T + b[rows])    # step: the sum of one block
    written = torch.sigmoid(sums[0]) * torch.tanh(sums[2])      # step: what is written
    kept = torch.sigmoid(sums[1]) * c                           # step: what is kept
    cell = kept + written                                       # step: the new cell
    return [torch.sigmoid(sums[3]) * torch.tanh(cell), cell]


@task.right
def one_matrix_and_a_block_axis(x, h, c, W, U, b):
    both = torch.cat([x, h], 1) @ torch.cat([W, U], 1).T + b    # step: the sums of all four blocks
    blocks = both.reshape(len(x), 4, -1)                        # step: one axis for the blocks
    i, f, o = (1 / (1 + torch.exp(-blocks[:, k])) for k in (0, 1, 3))   # step: the three gates
    cell = f * c + i * blocks[:, 2].tanh()                      # step: the new cell
    return o * cell.tanh(), cell


@task.right
def number_by_number(x, h, c, W, U, b):
    import math

    def sigmoid(z):
        return 1 / (1 + math.exp(-z))

    B, n = h.shape
    h_new, c_new = torch.zeros_like(h), torch.zeros_like(c)
    for row in range(B):
        z = [float(W[k] @ x[row] + U[k] @ h[row] + b[k]) for k in range(4 * n)]     # step: all sums of a row
        for j in range(n):
            i, f, g, o = z[j], z[n + j], z[2 * n + j], z[3 * n + j]     # step: those of one unit
            cell = sigmoid(f) * float(c[row, j]) + sigmoid(i) * math.tanh(g)    # step: the new cell
            c_new[row, j] = cell
            h_new[row, j] = sigmoid(o) * math.tanh(cell)        # step: the new state
    return h_new, c_new


# The step, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "n": lambda v: v.h.shape[1],
    "from_x": lambda v: v.x @ v.W.mT, "from_h": lambda v: v.h @ v.U.mT, "bias": lambda v: v.b,
    "z": lambda v: v.from_x + v.from_h + v.bias,
    "order": lambda v: "ifgo", "cut": lambda v: v.z.chunk(4, dim=1),
    "blocks": lambda v: dict(zip(v.order, v.cut)),
    "i": lambda v: v.blocks["i"].sigmoid(), "f": lambda v: v.blocks["f"].sigmoid(),
    "g": lambda v: v.blocks["g"].tanh(), "o": lambda v: v.blocks["o"].sigmoid(),
    "kept": lambda v: v.f * v.c, "written": lambda v: v.i * v.g, "c_new": lambda v: v.kept + v.written,
    "shown": lambda v: v.c_new.tanh(), "h_new": lambda v: v.o * v.shown,
    "result": lambda v: (v.h_new, v.c_new),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "For x = 1, h = 0, c = (1, -1), W = (1, 0, -1, 2, 0, 1, 2, -2), U = 0 and b = 0": (
        numbers([[1]]), numbers([[0, 0]]), numbers([[1, -1]]), numbers([1, 0, -1, 2, 0, 1, 2, -2])[:, None],
        torch.zeros(8, 2, dtype=torch.float64), torch.zeros(8, dtype=torch.float64))}


_with = answers_by(RULES, lstm_step)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() for v in inputs))
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, tuple) and len(given) == 2:
            for name, ours, right in reversed([*zip(RESULTS, given, lstm_step(*inputs), strict=True)]):
                if isinstance(ours, Tensor) and (words := told_apart(ours, right)):
                    return f"{place} `{name}` is {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    opening = says if says.startswith("`") else f"{says[0].upper()}{says[1:]}"
    task.wrong(" ".join(filter(None, (f"{opening}.", _seen(answer), asks))), short=says)(answer)


def _interleaved(v: Any) -> tuple[Tensor, ...]:
    """The blocks as if the four numbers of one unit stood side by side."""
    return v.z.reshape(len(v.x), -1, 4).unbind(2)


def _shares(v: Any) -> tuple[Tensor, ...]:
    """The three gates as shares of 1."""
    return torch.stack([v.blocks["i"], v.blocks["f"], v.blocks["o"]]).softmax(0).unbind()


def _o_by(v: Any, seen: Tensor) -> Tensor:
    """The output gate, if U meets this in place of the old state."""
    n = v.n
    return torch.sigmoid((v.from_x + v.bias)[:, 3 * n:] + seen @ v.U[3 * n:].mT)


def _mixed_blocks(v: Any, term: str, to: str, of: str) -> dict[str, Tensor]:
    """The four sums; in that of one, a term is the one that belongs to another."""
    parts = dict(zip("ifgo", getattr(v, term).expand(len(v.x), -1).chunk(4, dim=1)))
    blocks = dict(zip(v.order, v.cut))
    return blocks | {to: blocks[to] - parts[to] + parts[of]}


def _as_time(v: Any) -> tuple[Tensor, Tensor]:
    """States and cells of the rows, if each follows the row before it."""
    h, c, states, cells = v.h[:1], v.c[:1], [], []
    for x in v.x:
        h, c = lstm_step(x[None], h, c, v.W, v.U, v.b)
        states.append(h)
        cells.append(c)
    return torch.cat(states), torch.cat(cells)


CANDIDATE = "Can the cell ever fall, if what is written into it is never negative?"
SHOWN = "Between which two numbers can every entry of h lie?"
KEEP = "Which of the gates decides how much of the old cell stays, and which lets the candidate in?"
ORDER = "Which rows of W belong to which of the four, in the order of the text?"
GATE = "Between which two numbers should a gate lie, so that it can close and open?"
TERMS = "Which three terms make the four sums?"
READS = "Which two vectors do the gates look at?"
NEW = "Is the state formed from the old cell or from the new one?"
TWO = "Which two results does the text ask for, and in which order?"
SHAPE = "Which shape should each of the two results have?"
OPEN = "Which gate decides how much of the cell is shown?"
INDEX = "Which index of W and of U counts the sums: the first or the second?"
_wrong("candidate_by_sigmoid", "the candidate g is formed with a sigmoid, so it is never negative", CANDIDATE,
       g=lambda v: v.blocks["g"].sigmoid())
_wrong("shown_by_sigmoid", "the state is o times the sigmoid of the cell, so it is never negative", SHOWN,
       shown=lambda v: v.c_new.sigmoid())
_wrong("sigmoid_everywhere", "candidate and shown cell are both formed with a sigmoid, so cell and state stay positive",
       CANDIDATE, g=lambda v: v.blocks["g"].sigmoid(), shown=lambda v: v.c_new.sigmoid())
_wrong("shown_as_it_is", "the state is o times the cell itself, without tanh", SHOWN, shown=lambda v: v.c_new)
_wrong("no_output_gate", "the state is the tanh of the cell: o plays no part", OPEN, h_new=lambda v: v.shown)
_wrong("state_is_cell", "the state is the new cell itself", OPEN, h_new=lambda v: v.c_new)
_wrong("tanh_around_both", "the state is the tanh of o times the cell", SHOWN,
       h_new=lambda v: torch.tanh(v.o * v.c_new))
_wrong("shows_the_old_cell", "the state is formed from the old cell", NEW, shown=lambda v: v.c.tanh())
_wrong("shows_the_written_alone", "the state is formed from i times g, without what was kept", NEW,
       shown=lambda v: v.written.tanh())
_wrong("shows_the_candidate", "the state is o times the candidate g", NEW, shown=lambda v: v.g)
_wrong("input_gate_shows", "the gate i stands in the state where o belongs", OPEN, h_new=lambda v: v.i * v.shown)
_wrong("forget_gate_shows", "the gate f stands in the state where o belongs", OPEN, h_new=lambda v: v.f * v.shown)
_wrong("state_added", "the old state is added to the new one", SHOWN, h_new=lambda v: v.h + v.o * v.shown)
_wrong("tanh_kept", "the tanh of the cell is given back as the new cell too", "Which numbers may a cell hold: only "
       "those between -1 and 1, or any?", c_new=lambda v: (v.kept + v.written).tanh(), shown=lambda v: v.c_new)
_wrong("tanh_twice", "the tanh of the cell becomes the new cell, and its tanh is taken once more for the state",
       "Which numbers may a cell hold: only those between -1 and 1, or any?",
       c_new=lambda v: (v.kept + v.written).tanh())
_wrong("nothing_forgotten", "the old cell stays whole: f plays no part", KEEP, kept=lambda v: v.c)
_wrong("all_forgotten", "the old cell is lost: the new one is i times g alone", KEEP, kept=lambda v: 0 * v.c)
_wrong("nothing_written", "nothing new is written: the cell is f times the old one", KEEP, written=lambda v: 0 * v.g)
_wrong("written_in_full", "the candidate is written in full: i plays no part", KEEP, written=lambda v: v.g)
_wrong("input_gate_alone", "i is written into the cell, without the candidate", KEEP, written=lambda v: v.i)
_wrong("no_gates_on_the_cell", "old cell and candidate are added without their gates", KEEP, kept=lambda v: v.c,
       written=lambda v: v.g)
_wrong("coupled", "the candidate is let in by 1 - f, as in a GRU, not by i", KEEP, written=lambda v: (1 - v.f) * v.g)
_wrong("coupled_by_i", "the old cell is kept by 1 - i, not by f", KEEP, kept=lambda v: (1 - v.i) * v.c)
_wrong("forgets_by_f", "the old cell is kept by 1 - f: a large f forgets it", "The text says what f = 1 does to the "
       "old cell. What does it do in your answer?", kept=lambda v: (1 - v.f) * v.c)
_wrong("f_around_both", "f multiplies old cell and what is written", KEEP, c_new=lambda v: v.f * (v.c + v.written))
_wrong("i_around_both", "i multiplies the candidate and what is kept", KEEP, c_new=lambda v: v.i * (v.kept + v.g))
_wrong("f_on_the_state", "f multiplies the old state h, not the old cell", "Which of the two is the memory that f "
       "guards: h or c?", kept=lambda v: v.f * v.h)
_wrong("taken_off", "what is written is taken off what is kept", KEEP, c_new=lambda v: v.kept - v.written)
_wrong("multiplied", "what is kept and what is written are multiplied", KEEP, c_new=lambda v: v.kept * v.written)
_wrong("one_gate_for_both", "i multiplies the old cell as well: f plays no part", KEEP, kept=lambda v: v.i * v.c)
_wrong("f_for_both", "f lets the candidate in as well: i plays no part", KEEP, written=lambda v: v.f * v.g)
_wrong("o_writes", "o lets the candidate in, where i belongs", KEEP, written=lambda v: v.o * v.g)
_wrong("gates_by_tanh", "the three gates are formed with tanh, so they can be negative", GATE,
       i=lambda v: v.blocks["i"].tanh(), f=lambda v: v.blocks["f"].tanh(), o=lambda v: v.blocks["o"].tanh())
_wrong("all_blocks_bare", "gates and candidate are the bare sums, without sigmoid and tanh", GATE,
       i=lambda v: v.blocks["i"], f=lambda v: v.blocks["f"], g=lambda v: v.blocks["g"], o=lambda v: v.blocks["o"])
_wrong("gates_bare", "the three gates are the bare sums, without a sigmoid", GATE,
       i=lambda v: v.blocks["i"], f=lambda v: v.blocks["f"], o=lambda v: v.blocks["o"])
_wrong("candidate_bare", "the candidate is the bare sum, without tanh", "Which function does the text put around the "
       "third block?", g=lambda v: v.blocks["g"])
_wrong("candidate_by_relu", "the candidate is formed with relu, so it is never negative", CANDIDATE,
       g=lambda v: v.blocks["g"].relu())
for _gate, _label in (("i", "input gate i"), ("f", "forget gate f"), ("o", "output gate o")):
    _wrong(f"{_gate}_bare", f"the {_label} is the bare sum, without a sigmoid", GATE,
           **{_gate: lambda v, at=_gate: v.blocks[at]})
    _wrong(f"{_gate}_by_tanh", f"the {_label} is formed with tanh", GATE,
           **{_gate: lambda v, at=_gate: v.blocks[at].tanh()})
_wrong("softmax_of_the_gates", "the gates i, f and o share a softmax, so they add up to 1", "Must a gate close when "
       "another one opens?", i=lambda v: _shares(v)[0], f=lambda v: _shares(v)[1], o=lambda v: _shares(v)[2])
_wrong("first_block_for_all", "gates and candidate are all formed from the first block of sums", ORDER,
       blocks=lambda v: dict.fromkeys(v.order, v.cut[0]))
for _order in map("".join, itertools.permutations("ifgo")):
    if _order != "ifgo":
        _wrong(f"order_{_order}", f"the four blocks are taken in the order {', '.join(_order)}", ORDER,
               order=lambda v, order=_order: order)
_wrong("interleaved", "the four numbers of one unit are taken to stand side by side: every fourth row belongs to one "
       "gate", ORDER, cut=_interleaved)
_wrong("no_bias", "b is left out", TERMS, bias=lambda v: 0 * v.b)
_wrong("bias_twice", "b is added twice, once for x and once for h", "How many biases does the text name?",
       bias=lambda v: 2 * v.b)
_wrong("bias_taken_off", "b is taken off, not added", TERMS, bias=lambda v: -v.b)
_wrong("one_in_the_forget_gate", "1 is added to the sum of the forget gate", "Which bias does the text give the forget "
       "gate?", f=lambda v: (v.blocks["f"] + 1).sigmoid())
_wrong("no_input", "the input x plays no part", TERMS, from_x=lambda v: 0.0)
_wrong("no_state", "the old state h plays no part in the sums", TERMS, from_h=lambda v: 0.0)
_wrong("terms_multiplied", "the terms of x and h are multiplied, not added", TERMS,
       z=lambda v: v.from_x * v.from_h + v.bias)
_wrong("cell_in_the_sums", "U meets the old cell c, not the old state h", READS, from_h=lambda v: v.c @ v.U.mT)
_wrong("state_and_cell_in_the_sums", "U meets the sum of the old state and the old cell", READS,
       from_h=lambda v: (v.h + v.c) @ v.U.mT)
_wrong("peephole", "the old cell is added to all sums", READS, from_h=lambda v: v.h @ v.U.mT + v.c.repeat(1, 4))
_wrong("W_and_U_exchanged", "W meets the state and U meets the input, which runs only with as many inputs as hidden "
       "units", "Which of the two matrices has one column for each input?", from_x=lambda v: v.x @ v.U.mT,
       from_h=lambda v: v.h @ v.W.mT)
_wrong("reshaped", "W and U are brought into shape by a reshape, which mixes their rows", INDEX,
       from_x=lambda v: v.x @ v.W.reshape(v.W.shape[1], -1), from_h=lambda v: v.h @ v.U.reshape(v.n, -1))
_wrong("U_reshaped", "`U` is brought into shape by a reshape, which mixes its rows", INDEX,
       from_h=lambda v: v.h @ v.U.reshape(v.n, -1))
_wrong("W_reshaped", "`W` is brought into shape by a reshape, which mixes its rows", INDEX,
       from_x=lambda v: v.x @ v.W.reshape(v.W.shape[1], -1))
_wrong("candidate_without_state", "the candidate does not see the old state", READS,
       g=lambda v: (v.blocks["g"] - (v.h @ v.U.mT).chunk(4, 1)[2]).tanh())
_wrong("gates_without_state", "the three gates do not see the old state", READS, **{
    gate: lambda v, gate=gate, at=at: (v.blocks[gate] - (v.h @ v.U.mT).chunk(4, 1)[at]).sigmoid()
    for gate, at in (("i", 0), ("f", 1), ("o", 3))})
_wrong("exchanged", "the two results have changed places", TWO, result=lambda v: (v.c_new, v.h_new))
_wrong("old_cell_back", "the old cell comes back in place of the new one", TWO, result=lambda v: (v.h_new, v.c))
_wrong("old_state_back", "the old state comes back in place of the new one", TWO, result=lambda v: (v.h, v.c_new))
_wrong("state_alone", "`h_new` comes back alone", TWO, result=lambda v: v.h_new)
_wrong("cell_alone", "`c_new` comes back alone", TWO, result=lambda v: v.c_new)
_wrong("state_twice", "`h_new` comes back first, and then h_new and c_new once more as a pair, as torch's layer does "
       "it", TWO, result=lambda v: (v.h_new, (v.h_new, v.c_new)))
_wrong("with_the_gates", "the gates come back as well", TWO, result=lambda v: (v.h_new, v.c_new, v.i, v.f, v.g, v.o))
_wrong("side_by_side", "the two results stand side by side in one tensor", TWO,
       result=lambda v: torch.cat([v.h_new, v.c_new], 1))
_wrong("stacked", "the two results are stacked into one tensor", TWO, result=lambda v: torch.stack([v.h_new, v.c_new]))
_wrong("as_lists", "the results are lists of numbers, not tensors", SHAPE,
       result=lambda v: (v.h_new.tolist(), v.c_new.tolist()))
_wrong("squeezed", "axes of length 1 are lost", SHAPE, result=lambda v: (v.h_new.squeeze(), v.c_new.squeeze()))
_wrong("with_a_time_axis", "both results have one axis more, in front", SHAPE,
       result=lambda v: (v.h_new[None], v.c_new[None]))
_wrong("turned_round", "both results have one column a row of the batch", SHAPE,
       result=lambda v: (v.h_new.T, v.c_new.T))
_wrong("first_row_alone", "the result holds the first row of the batch alone", SHAPE,
       result=lambda v: (v.h_new[:1], v.c_new[:1]))
_wrong("batch_averaged", "the results are averaged over the batch", SHAPE,
       result=lambda v: (v.h_new.mean(0, keepdim=True), v.c_new.mean(0, keepdim=True)))
_wrong("in_float32", "the results are float32", "Which dtype has x?",
       result=lambda v: (v.h_new.float(), v.c_new.float()))
_wrong("through_float32", "the sums go through float32", "In which of your lines does the dtype change?",
       z=lambda v: (v.from_x + v.from_h + v.bias).float().double())

_wrong("output_gate_sees_new_cell", "the output gate looks at the new cell, behind its tanh, where the old "
       "state belongs",
       READS, h_new=lambda v: _o_by(v, v.c_new.tanh()) * v.shown)
_wrong("output_gate_sees_bare_new_cell", "the output gate looks at the new cell, where the old state belongs", READS,
       h_new=lambda v: _o_by(v, v.c_new) * v.shown)
_wrong("gates_see_tanh_of_the_cell", "all four sums look at the tanh of the old cell, where the old state "
       "belongs", READS,
       from_h=lambda v: v.c.tanh() @ v.U.mT)
_wrong("gates_rounded", "the gates are open or closed, 1 or 0, nothing between", "What does a gate of 0.3 let through?",
       i=lambda v: (v.blocks["i"] > 0).double(), f=lambda v: (v.blocks["f"] > 0).double(),
       o=lambda v: (v.blocks["o"] > 0).double())
_wrong("forget_gate_rounded", "the forget gate is open or closed, 1 or 0", "What does a gate of 0.3 let through?",
       f=lambda v: (v.blocks["f"] > 0).double())
for _block, _other in itertools.permutations("ifgo", 2):
    _wrong(f"{_block}_with_U_of_{_other}", f"the sum of {_block} uses the rows of U that belong to {_other}", ORDER,
           blocks=lambda v, to=_block, of=_other: _mixed_blocks(v, "from_h", to, of))
    _wrong(f"{_block}_with_b_of_{_other}", f"the sum of {_block} uses the part of b that belongs to {_other}", ORDER,
           blocks=lambda v, to=_block, of=_other: _mixed_blocks(v, "bias", to, of))
    _wrong(f"{_block}_with_W_of_{_other}", f"the sum of {_block} uses the rows of W that belong to {_other}", ORDER,
           blocks=lambda v, to=_block, of=_other: _mixed_blocks(v, "from_x", to, of))
_wrong("rows_as_time", "the rows of the batch are taken for time steps: each goes on from the row before it", "Which "
       "state and cell belong to row 1 of the batch?", result=lambda v: _as_time(v))
_wrong("first_state_for_all_rows", "every row of the batch uses the state of the first row", "Which state and "
       "cell belong to row 1 of the batch?", from_h=lambda v: (v.h[:1] @ v.U.mT).expand(len(v.x), -1))
_wrong("first_cell_for_all_rows", "every row of the batch uses the cell of the first row", "Which state and "
       "cell belong to row 1 of the batch?", kept=lambda v: v.f * v.c[:1])
_wrong("blocks_squeezed", "the axis of a single hidden unit is lost in the blocks, and a batch of several rows "
       "then meets itself", SHAPE, blocks=lambda v: {name: s.squeeze() for name, s in zip(v.order, v.cut)})
_wrong("cell_kept_as_tanh_bias_twice", "two things: the cell comes back after its tanh, and b is added twice",
       f"{NEW} {TERMS}", bias=lambda v: 2 * v.b, c_new=lambda v: (v.kept + v.written).tanh(), shown=lambda v: v.c_new)
_wrong("cells_rounded", "both results are rounded to four decimals", "How many digits are compared?",
       result=lambda v: (v.h_new.round(decimals=4), v.c_new.round(decimals=4)))
OFTEN = {
    "candidate_by_sigmoid": Mistake("the candidate is formed with a sigmoid", CANDIDATE, {
        "g": lambda v: v.blocks["g"].sigmoid()}),
    "candidate_bare": Mistake("the candidate has no tanh", CANDIDATE, {"g": lambda v: v.blocks["g"]}),
    "gates_by_tanh": Mistake("the three gates are formed with tanh", GATE, {
        "i": lambda v: v.blocks["i"].tanh(), "f": lambda v: v.blocks["f"].tanh(), "o": lambda v: v.blocks["o"].tanh()}),
    "shown_as_it_is": Mistake("the state has no tanh around the cell", SHOWN, {"shown": lambda v: v.c_new}),
    "no_output_gate": Mistake("o plays no part", OPEN, {"h_new": lambda v: v.shown}),
    "shows_the_old_cell": Mistake("the state is formed from the old cell", NEW, {"shown": lambda v: v.c.tanh()}),
    "nothing_forgotten": Mistake("the old cell stays whole", KEEP, {"kept": lambda v: v.c}),
    "written_in_full": Mistake("the candidate is written in full", KEEP, {"written": lambda v: v.g}),
    "order_figo": Mistake("the blocks are taken in the order f, i, g, o", ORDER, {"order": lambda v: "figo"}),
    "order_fiog": Mistake("the blocks are taken in the order f, i, o, g", ORDER, {"order": lambda v: "fiog"}),
    "order_ifog": Mistake("the blocks are taken in the order i, f, o, g", ORDER, {"order": lambda v: "ifog"}),
    "no_bias": Mistake("b is left out", TERMS, {"bias": lambda v: 0 * v.b}),
    "cell_in_the_sums": Mistake("U meets the old cell", READS, {"from_h": lambda v: v.c @ v.U.mT}),
    "exchanged": Mistake("the two results have changed places", TWO, {"result": lambda v: (v.c_new, v.h_new)}),
}
# the same numbers as something told above
WRITTEN = {("shown_as_it_is", "no_output_gate"), ("nothing_forgotten", "written_in_full")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
