"""Exercise: one step of a gated recurrent unit for a batch."""

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

NAMES = ("x", "h", "W", "U", "b_in", "b_hidden")
EXAMPLE = (numbers([[2]]), numbers([[0.5]]), numbers([[1], [0], [-1]]), numbers([[-2], [2], [2]]), numbers(0, 1, 1),
           numbers(0, 0, 1))


def reference(x: Tensor, h: Tensor, W: Tensor, U: Tensor, b_in: Tensor, b_hidden: Tensor) -> Tensor:
    """What torch's own cell gives with these weights."""
    cell = torch.nn.GRUCell(x.shape[1], h.shape[1], dtype=torch.float64)
    for own, given in zip(cell.parameters(), (W, U, b_in, b_hidden), strict=True):
        own.data = given
    return cell(x, h).detach()


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, rows: int, inputs: int, hidden: int, **other: Tensor) -> Case:
        given = {"x": draw.away_from_zero(rows, inputs), "h": draw.uniform(0.2, 0.9, rows, hidden),
                 "W": 0.5 * draw.away_from_zero(3 * hidden, inputs),
                 "U": 0.6 * draw.away_from_zero(3 * hidden, hidden),
                 "b_in": 0.5 * draw.away_from_zero(3 * hidden), "b_hidden": 0.5 * draw.away_from_zero(3 * hidden)}
        given["h"][::2, 1::2] *= -1
        return case(label, **{**given, **other})

    return [
        case("the example of the text", **dict(zip(NAMES, EXAMPLE))),
        some("a single row, four inputs, two hidden units", 1, 4, 2),
        some("four rows, two inputs, five hidden units", 4, 2, 5),
        some("five rows, four inputs, a single hidden unit", 5, 4, 1),
        some("two rows, a single input", 2, 1, 4),
        some("as many rows as inputs and as hidden units", 4, 4, 4),
        some("the first step: h is 0", 2, 5, 4, h=torch.zeros(2, 4, dtype=torch.float64)),
    ]


task = Task(
    key="gru_step", title="One step of a GRU", points=2, difficulty=2, minutes=20,
    objective="mix an old state with a candidate by a gate",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".GRU", ".GRUCell", ".gru", ".gru_cell", "torch.nn.GRU", "torch.nn.GRUCell",
             "torch.nn.modules.rnn.*", "torch.gru", "torch.gru_cell"),
    facts=("N13-04",),
    hints=(
        "The gates r and z add up everything that comes in. In the candidate n, the part from x and the part from h "
        "are kept apart for a while. Why must they be?",
        "In the example the part from h of the third block is 1 with U, and 2 with its bias. The gate r is 0.7311. "
        "What does r leave of it, and what is then added to the part from x, which is -1?",
        "from_x = x @ W.mT + ____; from_h = h @ U.mT + ____; for the third block n = torch.tanh(from_x_n + ____ * "
        "from_h_n); h_new = (1 - ____) * n + ____ * h",
    ),
)


@task.solution
def gru_step(x, h, W, U, b_in, b_hidden):
    from_x = x @ W.mT + b_in                            # step: what the input brings to all blocks
    from_h = h @ U.mT + b_hidden                        # step: what the old state brings to all blocks
    x_r, x_z, x_n = from_x.chunk(3, dim=1)              # step: the input's three blocks
    h_r, h_z, h_n = from_h.chunk(3, dim=1)              # step: the state's three blocks
    r = torch.sigmoid(x_r + h_r)                        # step: the reset gate
    z = torch.sigmoid(x_z + h_z)                        # step: the update gate
    n = torch.tanh(x_n + r * h_n)                       # step: the candidate
    return (1 - z) * n + z * h                          # step: the mixture


@task.right
def three_matrices(x, h, W, U, b_in, b_hidden):
    d = h.shape[1]
    W_r, W_z, W_n = W[:d], W[d:2 * d], W[2 * d:]
    U_r, U_z, U_n = U[:d], U[d:2 * d], U[2 * d:]
    b = b_in + b_hidden
    r = torch.sigmoid(x @ W_r.T + h @ U_r.T + b[:d])            # step: the reset gate
    z = torch.sigmoid(x @ W_z.T + h @ U_z.T + b[d:2 * d])       # step: the update gate
    old = h @ U_n.T + b_hidden[2 * d:]                          # step: the old state's part of the candidate
    n = torch.tanh(x @ W_n.T + b_in[2 * d:] + old * r)          # step: the candidate
    return n + z * (h - n)                                      # step: the mixture


@task.right
def gates_together(x, h, W, U, b_in, b_hidden):
    d = h.shape[1]
    a = torch.einsum("bi,oi->bo", x, W) + b_in                  # step: what the input brings to all blocks
    s = torch.einsum("bi,oi->bo", h, U) + b_hidden              # step: what the old state brings to all blocks
    gates = 1 / (1 + (-(a + s)[:, :2 * d]).exp())               # step: both gates
    r, z = gates[:, :d], gates[:, d:]
    n = (a[:, 2 * d:] + r * s[:, 2 * d:]).tanh()                # step: the candidate
    return torch.lerp(n, h, z)                                  # step: the mixture


@task.right
def number_by_number(x, h, W, U, b_in, b_hidden):
    import math

    B, d = h.shape
    h_new = torch.zeros(B, d, dtype=h.dtype)
    for row in range(B):
        a = [float(W[k] @ x[row] + b_in[k]) for k in range(3 * d)]          # step: what the input brings
        s = [float(U[k] @ h[row] + b_hidden[k]) for k in range(3 * d)]      # step: what the old state brings
        for j in range(d):
            r = 1 / (1 + math.exp(-a[j] - s[j]))                    # step: the reset gate
            z = 1 / (1 + math.exp(-a[d + j] - s[d + j]))            # step: the update gate
            n = math.tanh(a[2 * d + j] + r * s[2 * d + j])          # step: the candidate
            h_new[row, j] = (1 - z) * n + z * float(h[row, j])      # step: the mixture
    return h_new


# The step, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "d": lambda v: v.h.shape[1],
    "bias_x": lambda v: v.b_in, "bias_h": lambda v: v.b_hidden,
    "by_W": lambda v: v.x @ v.W.mT, "by_U": lambda v: v.h @ v.U.mT,
    "from_x": lambda v: v.by_W + v.bias_x, "from_h": lambda v: v.by_U + v.bias_h,
    "order": lambda v: "rzn", "cut": lambda v: lambda s: s.chunk(3, dim=1),
    "X": lambda v: dict(zip(v.order, v.cut(v.from_x))), "H": lambda v: dict(zip(v.order, v.cut(v.from_h))),
    "r": lambda v: (v.X["r"] + v.H["r"]).sigmoid(), "z": lambda v: (v.X["z"] + v.H["z"]).sigmoid(),
    "inner": lambda v: v.X["n"] + v.r * v.H["n"], "n": lambda v: v.inner.tanh(),
    "new_share": lambda v: (1 - v.z) * v.n, "old_share": lambda v: v.z * v.h,
    "h_new": lambda v: v.new_share + v.old_share,
    "result": lambda v: v.h_new,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "For two hidden units, with x = 1, h = (0.5, -0.5), W = (1, 0, -1, 2, 0, 1), U = 0, b_in = 0 and b_hidden = 1 "
    "everywhere,": (
        numbers([[1]]), numbers([[0.5, -0.5]]), numbers([1, 0, -1, 2, 0, 1])[:, None],
        torch.zeros(6, 2, dtype=torch.float64), torch.zeros(6, dtype=torch.float64),
        torch.ones(6, dtype=torch.float64))}


_with = answers_by(RULES, gru_step)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() for v in inputs))
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, Tensor) and (words := told_apart(given, gru_step(*inputs))):
            return f"{place} you give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    opening = says if says.startswith("`") else f"{says[0].upper()}{says[1:]}"
    task.wrong(" ".join(filter(None, (f"{opening}.", _seen(answer), asks))), short=says)(answer)


def _bias_n(v: Any) -> Tensor:
    """The bias b_hidden of the candidate."""
    return v.bias_h[2 * v.d:]


def _by_U_n(v: Any, h: Tensor) -> Tensor:
    """What the rows of U for the candidate make of a state."""
    return h @ v.U[2 * v.d:].mT


def _as_time(v: Any) -> Tensor:
    """The states of the rows, if each follows the row before it."""
    h, states = v.h[:1], []
    for x in v.x:
        h = gru_step(x[None], h, v.W, v.U, v.b_in, v.b_hidden)
        states.append(h)
    return torch.cat(states)


MIX = "What is the new state where z is 1: the old state or the candidate?"
RESET = "Does r multiply the old state, or what U and b_hidden have made of it?"
INSIDE = "Which terms of the candidate stand inside the bracket that r multiplies?"
CANDIDATE = "Can the state ever fall below 0, if the candidate is never negative?"
GATE = "Between which two numbers should a gate lie, so that it can mix?"
ORDER = "Which rows of W and U belong to which of the three, in the order of the text?"
BIASES = "Which biases stand in each of the three sums of the text?"
TERMS = "Which vectors does each gate look at?"
SHAPE = "Which shape does the text ask for?"
ONE = "How many results does the text ask for?"
INDEX = "Which index of W and of U counts the sums: the first or the second?"
WHICH = "Which gate mixes old and new, and which one stands inside the candidate?"
_wrong("mixture_turned_round", "z and 1 - z have changed places in the mixture", MIX,
       new_share=lambda v: v.z * v.n, old_share=lambda v: (1 - v.z) * v.h)
_wrong("old_state_in_full", "the old state is added in full, without z", MIX, old_share=lambda v: v.h)
_wrong("candidate_in_full", "the candidate is added in full, without 1 - z", MIX, new_share=lambda v: v.n)
_wrong("both_in_full", "candidate and old state are added without their shares", MIX, new_share=lambda v: v.n,
       old_share=lambda v: v.h)
_wrong("both_by_z", "z multiplies candidate and old state alike", MIX, new_share=lambda v: v.z * v.n)
_wrong("both_by_one_less_z", "1 - z multiplies candidate and old state alike", MIX,
       old_share=lambda v: (1 - v.z) * v.h)
_wrong("old_state_lost", "the old state is left out of the mixture", MIX, old_share=lambda v: 0 * v.h)
_wrong("candidate_lost", "the candidate is left out of the mixture", MIX, new_share=lambda v: 0 * v.n)
_wrong("candidate_alone", "the candidate is given back: nothing is mixed", MIX, h_new=lambda v: v.n)
_wrong("mixed_half_and_half", "candidate and old state are mixed half and half: z plays no part", MIX,
       z=lambda v: 0 * v.h + 0.5)
_wrong("mixture_taken_off", "the old state's share is taken off, not added", MIX, old_share=lambda v: -v.z * v.h)
_wrong("z_minus_one", "the candidate's share is z - 1, a negative number", MIX, new_share=lambda v: (v.z - 1) * v.n)
BRACKETS = "Which product is formed first in 1 - 0.5 * 4 without brackets?"
_wrong("one_less_z_without_brackets", "1 - z has no brackets in the mixture: z times the candidate is taken off 1",
       BRACKETS, new_share=lambda v: 1 - v.z * v.n)
_wrong("turned_round_without_brackets", "1 - z has no brackets and multiplies the old state: z times the old state is "
       "taken off 1", f"{BRACKETS} {MIX}", new_share=lambda v: v.z * v.n, old_share=lambda v: 1 - v.z * v.h)
_wrong("one_less_all_that_follows", "the old state's share is inside the bracket that 1 - z multiplies", MIX,
       h_new=lambda v: (1 - v.z) * (v.n + v.old_share))
_wrong("one_less_the_mixture", "z multiplies the sum of candidate and old state's share, and this is taken off 1",
       BRACKETS, h_new=lambda v: 1 - v.z * (v.n + v.old_share))
_wrong("mixed_by_r", "r mixes candidate and old state, where z belongs", WHICH,
       new_share=lambda v: (1 - v.r) * v.n, old_share=lambda v: v.r * v.h)
_wrong("reset_by_z", "z stands inside the candidate, where r belongs", WHICH,
       inner=lambda v: v.X["n"] + v.z * v.H["n"])
_wrong("tanh_around_the_mixture", "a tanh is taken of the mixture too", "Which function does the text put around the "
       "mixture?", h_new=lambda v: (v.new_share + v.old_share).tanh())
_wrong("mixed_with_reset_state", "the mixture takes r times the old state, not the old state", MIX,
       old_share=lambda v: v.z * v.r * v.h)
_wrong("reset_before_the_product", "r multiplies the old state before U does, so b_hidden is not reset", RESET,
       inner=lambda v: v.X["n"] + _by_U_n(v, v.r * v.h) + _bias_n(v))
_wrong("reset_before_the_product_and_bias", "r multiplies the old state before U does, and b_hidden of the candidate "
       "is left out", RESET, inner=lambda v: v.X["n"] + _by_U_n(v, v.r * v.h))
_wrong("reset_before_and_after", "r multiplies the old state before U does, and the result once more", RESET,
       inner=lambda v: v.X["n"] + v.r * (_by_U_n(v, v.r * v.h) + _bias_n(v)))
_wrong("bias_outside_the_reset", "b_hidden of the candidate is added outside the bracket: r does not reach it", INSIDE,
       inner=lambda v: v.X["n"] + v.r * (v.H["n"] - _bias_n(v)) + _bias_n(v))
_wrong("bias_in_inside_the_reset", "b_in of the candidate stands inside the bracket that r multiplies", INSIDE,
       inner=lambda v: v.X["n"] - v.bias_x[2 * v.d:] + v.r * (v.H["n"] + v.bias_x[2 * v.d:]))
_wrong("biases_exchanged_in_the_candidate", "the two biases of the candidate have changed places", INSIDE,
       inner=lambda v: v.X["n"] - v.bias_x[2 * v.d:] + _bias_n(v)
       + v.r * (v.H["n"] - _bias_n(v) + v.bias_x[2 * v.d:]))
_wrong("reset_of_everything", "r multiplies the whole sum of the candidate, the part from x too", INSIDE,
       inner=lambda v: v.r * (v.X["n"] + v.H["n"]))
_wrong("reset_of_the_input", "r multiplies the part from x, not the part from h", INSIDE,
       inner=lambda v: v.r * v.X["n"] + v.H["n"])
_wrong("no_reset", "r plays no part: the old state enters the candidate in full", INSIDE,
       inner=lambda v: v.X["n"] + v.H["n"])
_wrong("reset_after_tanh", "r multiplies the candidate after its tanh", INSIDE, inner=lambda v: v.X["n"] + v.H["n"],
       n=lambda v: v.r * v.inner.tanh())
_wrong("reset_turned_round", "1 - r stands where r belongs", "What should r = 0 leave of the old state in the "
       "candidate?", inner=lambda v: v.X["n"] + (1 - v.r) * v.H["n"])
_wrong("reset_added", "r is added to the sum of the candidate", INSIDE, inner=lambda v: v.X["n"] + v.r + v.H["n"])
_wrong("candidate_without_state", "the old state plays no part in the candidate", INSIDE, inner=lambda v: v.X["n"])
_wrong("candidate_without_input", "the input plays no part in the candidate", INSIDE, inner=lambda v: v.r * v.H["n"])
_wrong("candidate_by_state_itself", "the candidate takes r times the old state itself, without U and b_hidden", RESET,
       inner=lambda v: v.X["n"] + v.r * v.h)
_wrong("candidate_by_sigmoid", "the candidate is formed with a sigmoid, so it is never negative", CANDIDATE,
       n=lambda v: v.inner.sigmoid())
_wrong("candidate_bare", "the candidate is the bare sum, without tanh", "Which function does the text put around the "
       "sum of n?", n=lambda v: v.inner)
_wrong("candidate_by_relu", "the candidate is formed with relu, so it is never negative", CANDIDATE,
       n=lambda v: v.inner.relu())
_wrong("gates_by_tanh", "the two gates are formed with tanh, so they can be negative", GATE,
       r=lambda v: (v.X["r"] + v.H["r"]).tanh(), z=lambda v: (v.X["z"] + v.H["z"]).tanh())
_wrong("gates_bare", "the two gates are the bare sums, without a sigmoid", GATE, r=lambda v: v.X["r"] + v.H["r"],
       z=lambda v: v.X["z"] + v.H["z"])
for _gate, _label in (("r", "reset gate r"), ("z", "update gate z")):
    _wrong(f"{_gate}_by_tanh", f"the {_label} is formed with tanh", GATE,
           **{_gate: lambda v, at=_gate: (v.X[at] + v.H[at]).tanh()})
    _wrong(f"{_gate}_bare", f"the {_label} is the bare sum, without a sigmoid", GATE,
           **{_gate: lambda v, at=_gate: v.X[at] + v.H[at]})
    _wrong(f"{_gate}_without_state", f"the {_label} does not look at the old state", TERMS,
           **{_gate: lambda v, at=_gate: v.X[at].sigmoid()})
    _wrong(f"{_gate}_without_input", f"the {_label} does not look at the input", TERMS,
           **{_gate: lambda v, at=_gate: v.H[at].sigmoid()})
_wrong("gates_without_state", "neither gate looks at the old state", TERMS, r=lambda v: v.X["r"].sigmoid(),
       z=lambda v: v.X["z"].sigmoid())
_wrong("gates_without_input", "neither gate looks at the input", TERMS, r=lambda v: v.H["r"].sigmoid(),
       z=lambda v: v.H["z"].sigmoid())
_wrong("z_is_rest_of_r", "z is taken as 1 - r", "Has z rows of its own in W and U?", z=lambda v: 1 - v.r)
for _order in map("".join, itertools.permutations("rzn")):
    if _order != "rzn":
        _wrong(f"order_{_order}", f"the three blocks are taken in the order {', '.join(_order)}", ORDER,
               order=lambda v, order=_order: order)
_wrong("interleaved", "the three numbers of one unit are taken to stand side by side: every third row belongs to one "
       "gate", ORDER, cut=lambda v: lambda s: s.reshape(len(v.x), -1, 3).unbind(2))
_wrong("no_bias", "both biases are left out", BIASES, bias_x=lambda v: 0 * v.b_in, bias_h=lambda v: 0 * v.b_in)
_wrong("no_b_in", "b_in is left out", BIASES, bias_x=lambda v: 0 * v.b_in)
_wrong("no_b_hidden", "b_hidden is left out", BIASES, bias_h=lambda v: 0 * v.b_in)
_wrong("b_in_twice", "b_in stands where b_hidden belongs", BIASES, bias_h=lambda v: v.b_in)
_wrong("b_hidden_twice", "b_hidden stands where b_in belongs", BIASES, bias_x=lambda v: v.b_hidden)
_wrong("no_bias_in_the_gates", "the gates have no biases", BIASES,
       r=lambda v: torch.sigmoid(v.X["r"] + v.H["r"] - (v.bias_x + v.bias_h)[:v.d]),
       z=lambda v: torch.sigmoid(v.X["z"] + v.H["z"] - (v.bias_x + v.bias_h)[v.d:2 * v.d]))
_wrong("gates_without_b_hidden", "the gates lack b_hidden", BIASES,
       r=lambda v: torch.sigmoid(v.X["r"] + v.H["r"] - v.bias_h[:v.d]),
       z=lambda v: torch.sigmoid(v.X["z"] + v.H["z"] - v.bias_h[v.d:2 * v.d]))
_wrong("gates_without_b_in", "the gates lack b_in", BIASES,
       r=lambda v: torch.sigmoid(v.X["r"] + v.H["r"] - v.bias_x[:v.d]),
       z=lambda v: torch.sigmoid(v.X["z"] + v.H["z"] - v.bias_x[v.d:2 * v.d]))
_wrong("candidate_without_b_hidden", "the candidate lacks b_hidden", BIASES,
       inner=lambda v: v.X["n"] + v.r * (v.H["n"] - _bias_n(v)))
_wrong("candidate_without_b_in", "the candidate lacks b_in", BIASES,
       inner=lambda v: v.X["n"] - v.bias_x[2 * v.d:] + v.r * v.H["n"])
_wrong("candidate_without_biases", "the candidate has no biases", BIASES,
       inner=lambda v: v.X["n"] - v.bias_x[2 * v.d:] + v.r * (v.H["n"] - _bias_n(v)))
_wrong("biases_taken_off", "the biases are taken off, not added", BIASES, bias_x=lambda v: -v.b_in,
       bias_h=lambda v: -v.b_hidden)
_wrong("no_input", "the input x plays no part, except for b_in", TERMS, by_W=lambda v: 0.0,
       from_x=lambda v: v.bias_x.expand(len(v.x), -1))
_wrong("no_state", "U plays no part: the old state is only in the mixture", TERMS,
       from_h=lambda v: v.bias_h.expand(len(v.x), -1))
_wrong("W_and_U_exchanged", "W meets the state and U meets the input, which runs only with as many inputs as hidden "
       "units", "Which of the two matrices has one column for each input?", by_W=lambda v: v.x @ v.U.mT,
       by_U=lambda v: v.h @ v.W.mT)
_wrong("reshaped", "W and U are brought into shape by a reshape, which mixes their rows", INDEX,
       by_W=lambda v: v.x @ v.W.reshape(v.W.shape[1], -1), by_U=lambda v: v.h @ v.U.reshape(v.d, -1))
_wrong("U_reshaped", "`U` is brought into shape by a reshape, which mixes its rows", INDEX,
       by_U=lambda v: v.h @ v.U.reshape(v.d, -1))
_wrong("W_reshaped", "`W` is brought into shape by a reshape, which mixes its rows", INDEX,
       by_W=lambda v: v.x @ v.W.reshape(v.W.shape[1], -1))
_wrong("with_the_candidate", "two results come back, the new state and the candidate", ONE,
       result=lambda v: (v.h_new, v.n))
_wrong("twice", "two results come back, and both are the new state, as torch's layer does it", ONE,
       result=lambda v: (v.h_new, v.h_new))
_wrong("with_the_gates", "the gates and the candidate come back as well", ONE,
       result=lambda v: (v.h_new, v.r, v.z, v.n))
_wrong("as_a_list", "the result is a list of numbers, not a tensor", SHAPE, result=lambda v: v.h_new.tolist())
_wrong("squeezed", "axes of length 1 are lost", SHAPE, result=lambda v: v.h_new.squeeze())
_wrong("with_a_time_axis", "the result has one axis more, in front", SHAPE, result=lambda v: v.h_new[None])
_wrong("turned_round", "the result has one column a row of the batch", SHAPE, result=lambda v: v.h_new.T)
_wrong("first_row_alone", "the result holds the first row of the batch alone", SHAPE, result=lambda v: v.h_new[:1])
_wrong("batch_averaged", "the result is averaged over the batch", SHAPE,
       result=lambda v: v.h_new.mean(0, keepdim=True))
_wrong("in_float32", "the result is float32", "Which dtype has x?", result=lambda v: v.h_new.float())
_wrong("through_float32", "the candidate goes through float32", "In which of your lines does the dtype change?",
       n=lambda v: v.inner.float().tanh().double())

_wrong("bare_candidate_and_tanh_around", "the candidate is mixed without its tanh, and a tanh is taken of the "
       "mixture: the old state is squashed as well",
       "Which function does the text put around the mixture?", n=lambda v: v.inner,
       h_new=lambda v: (v.new_share + v.old_share).tanh())
_wrong("z_sees_reset_state", "the update gate looks at r times the old state, where the old state belongs", TERMS,
       z=lambda v: (v.X["z"] + (v.r * v.h) @ v.U[v.d:2 * v.d].mT + v.bias_h[v.d:2 * v.d]).sigmoid())
_wrong("r_sees_updated_state", "the reset gate looks at z times the old state, where the old state belongs", TERMS,
       r=lambda v: (v.X["r"] + ((v.X["z"] + v.H["z"]).sigmoid() * v.h) @ v.U[:v.d].mT + v.bias_h[:v.d]).sigmoid())
_wrong("reset_as_dot_product", "r and the bracket are multiplied as a dot product: all units get the same sum",
       "Is the product of r and the bracket one number, or one for each unit?",
       inner=lambda v: v.X["n"] + (v.r * v.H["n"]).sum(1, keepdim=True))
_wrong("reset_averaged", "one number for all units, the mean of r, multiplies the bracket", "Is r one number, "
       "or one for each unit?", inner=lambda v: v.X["n"] + v.r.mean(1, keepdim=True) * v.H["n"])
_wrong("candidate_from_faded_state", "the candidate is made from z times the old state", RESET,
       inner=lambda v: v.X["n"] + v.r * (_by_U_n(v, v.z * v.h) + _bias_n(v)))
_wrong("candidate_from_other_share", "the candidate is made from 1 - z times the old state", RESET,
       inner=lambda v: v.X["n"] + v.r * (_by_U_n(v, (1 - v.z) * v.h) + _bias_n(v)))
_wrong("mixture_of_the_bracket", "the mixture holds what U and b_hidden make of the old state, not the old state", MIX,
       old_share=lambda v: v.z * v.H["n"])
_wrong("matrix_by_width", "with as many inputs as hidden units, W and b_in meet the state as well", "Which "
       "matrix belongs to the state, whatever the sizes are?",
       from_h=lambda v: v.h @ v.W.mT + v.bias_x if v.x.shape[1] == v.d else (
           v.by_U + v.bias_h))
_wrong("gates_rounded", "the gates are open or closed, 1 or 0, nothing between", GATE,
       r=lambda v: (v.X["r"] + v.H["r"] > 0).double(), z=lambda v: (v.X["z"] + v.H["z"] > 0).double())
_wrong("order_zrn_biases_exchanged", "two things: the blocks are taken in the order z, r, n, and the two biases of the "
       "candidate have changed places", f"{ORDER} {INSIDE}", order=lambda v: "zrn",
       inner=lambda v: v.X["n"] - v.bias_x[2 * v.d:] + _bias_n(v)
       + v.r * (v.H["n"] - _bias_n(v) + v.bias_x[2 * v.d:]))
_wrong("rows_as_time", "the rows of the batch are taken for time steps: each goes on from the row before it",
       "Which state belongs to row 1 of the batch?", result=lambda v: _as_time(v))
_wrong("first_state_for_all_rows", "every row of the batch uses the state of the first row in its sums", "Which state "
       "belongs to row 1 of the batch?", by_U=lambda v: (v.h[:1] @ v.U.mT).expand(len(v.x), -1))
_wrong("rounded", "the result is rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.h_new.round(decimals=4))
OFTEN = {
    "mixture_turned_round": Mistake("z and 1 - z have changed places in the mixture", MIX, {
        "new_share": lambda v: v.z * v.n, "old_share": lambda v: (1 - v.z) * v.h}),
    "old_state_in_full": Mistake("the old state is added in full", MIX, {"old_share": lambda v: v.h}),
    "one_less_z_without_brackets": Mistake("1 - z has no brackets in the mixture", BRACKETS, {
        "new_share": lambda v: 1 - v.z * v.n}),
    "candidate_in_full": Mistake("the candidate is added in full", MIX, {"new_share": lambda v: v.n}),
    "reset_before_the_product": Mistake("r multiplies the old state before U does", RESET, {
        "inner": lambda v: v.X["n"] + _by_U_n(v, v.r * v.h) + _bias_n(v)}),
    "bias_outside_the_reset": Mistake("b_hidden of the candidate is added outside the bracket", INSIDE, {
        "inner": lambda v: v.X["n"] + v.r * (v.H["n"] - _bias_n(v)) + _bias_n(v)}),
    "reset_of_everything": Mistake("r multiplies the whole sum of the candidate", INSIDE, {
        "inner": lambda v: v.r * (v.X["n"] + v.H["n"])}),
    "no_reset": Mistake("r plays no part", INSIDE, {"inner": lambda v: v.X["n"] + v.H["n"]}),
    "candidate_by_sigmoid": Mistake("the candidate is formed with a sigmoid", CANDIDATE, {
        "n": lambda v: v.inner.sigmoid()}),
    "candidate_bare": Mistake("the candidate has no tanh", "Which function does the text put around the sum of n?", {
        "n": lambda v: v.inner}),
    "order_zrn": Mistake("the blocks are taken in the order z, r, n", ORDER, {"order": lambda v: "zrn"}),
    "order_nrz": Mistake("the blocks are taken in the order n, r, z", ORDER, {"order": lambda v: "nrz"}),
    "no_b_in": Mistake("b_in is left out", BIASES, {"bias_x": lambda v: 0 * v.b_in}),
    "no_b_hidden": Mistake("b_hidden is left out", BIASES, {"bias_h": lambda v: 0 * v.b_in}),
}
# the same numbers as something told above
WRITTEN = {("old_state_in_full", "candidate_in_full"), ("no_b_in", "no_b_hidden"),
           ("reset_before_the_product", "no_b_hidden"), ("bias_outside_the_reset", "no_b_hidden")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
