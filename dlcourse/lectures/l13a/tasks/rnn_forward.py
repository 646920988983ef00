"""Exercise: a recurrent network over a whole sequence."""

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

EXAMPLE = (numbers([[1], [0]]), numbers(0.5, 0), numbers([[1], [-1]]), numbers([[0, 1], [2, 0]]), numbers(0, 0.5))


def reference(x: Tensor, h0: Tensor, W: Tensor, U: Tensor, b: Tensor) -> Tensor:
    """What torch's own recurrent layer gives with these weights."""
    net = torch.nn.RNN(x.shape[1], len(h0), dtype=torch.float64)
    for own, given in zip(net.parameters(), (W, U, b, 0 * b), strict=True):
        own.data = given
    return net(x, h0[None])[0].detach()


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, steps: int, inputs: int, hidden: int, **other: Tensor) -> Case:
        given = {"x": draw.away_from_zero(steps, inputs), "h0": draw.uniform(-0.9, 0.9, hidden),
                 "W": 0.5 * draw.away_from_zero(hidden, inputs), "U": 0.6 * draw.away_from_zero(hidden, hidden),
                 "b": 0.5 * draw.away_from_zero(hidden)}
        return case(label, **{**given, **other})

    return [
        case("the example of the text", **dict(zip(NAMES, EXAMPLE))),
        some("a single step", 1, 3, 2),
        some("five steps, three inputs, two hidden units", 5, 3, 2),
        some("a single input", 3, 1, 4),
        some("a single hidden unit", 4, 2, 1),
        some("as many steps as inputs and as hidden units", 3, 3, 3),
        some("a first state of zeros", 3, 2, 4, h0=numbers([0] * 4)),
    ]


NAMES = ("x", "h0", "W", "U", "b")
task = Task(
    key="rnn_forward", title="Run a recurrent network over a sequence", points=1, difficulty=1, minutes=15,
    objective="carry the state of a recurrent network from step to step",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".RNN", ".RNNCell", ".RNNBase", ".rnn_tanh", ".rnn_tanh_cell", "torch.nn.RNN", "torch.nn.RNNCell",
             "torch.nn.modules.rnn.*", "torch.rnn_tanh", "torch.rnn_tanh_cell"),
    facts=("N13-01", "N13-02"),
    hints=(
        "Which two vectors go into one step, and which of them was made by the step before?",
        "In the example the first step adds W x = (1, -1), U h0 = (0, 1) and b = (0, 0.5), which makes (1, 0.5). Its "
        "tanh is (0.7616, 0.4621). Which vector does U meet in the second step?",
        "h = h0; for x_k in x: h = torch.tanh(W @ ____ + U @ ____ + b); rows.append(____); and at the end "
        "torch.____(rows)",
    ),
)


@task.solution
def rnn_forward(x, h0, W, U, b):
    h, states = h0, []
    for x_k in x:
        z = W @ x_k + U @ h + b                 # step: the pre-activation
        h = torch.tanh(z)                       # step: the next state
        states.append(h)
    return torch.stack(states)                  # step: the states as rows


@task.right
def all_inputs_first(x, h0, W, U, b):
    from_inputs = x @ W.T + b                   # step: what all inputs bring, and the bias
    H = torch.zeros_like(from_inputs)
    h = h0
    for k in range(len(x)):
        H[k] = torch.tanh(from_inputs[k] + h @ U.T)     # step: the next state
        h = H[k]
    return H


@task.right
def by_recursion(x, h0, W, U, b):
    h = torch.tanh(b + W.matmul(x[0]) + U.matmul(h0))   # step: the first state
    if len(x) == 1:
        return h[None]
    return torch.cat([h[None], by_recursion(x[1:], h, W, U, b)])    # step: the other states


@task.right
def unit_by_unit(x, h0, W, U, b):
    import math

    T, inputs, hidden = len(x), x.shape[1], len(h0)
    H = torch.zeros(T, hidden, dtype=torch.float64)
    before = h0.tolist()
    for k in range(T):
        for i in range(hidden):
            z = float(b[i])                                     # step: the bias
            for j in range(inputs):
                z += float(W[i, j]) * float(x[k, j])            # step: what the inputs bring
            for j in range(hidden):
                z += float(U[i, j]) * before[j]                 # step: what the state before brings
            H[k, i] = math.tanh(z)                              # step: the next state
        before = H[k].tolist()
    return H


@task.right
def one_matrix_for_both(x, h0, W, U, b):
    both = torch.cat([W, U], dim=1)             # step: the two matrices side by side
    states = [h0]
    for k in range(x.shape[0]):
        together = torch.cat([x[k], states[-1]])        # step: input and state in one vector
        states.append(torch.tanh(torch.einsum("ij,j->i", both, together) + b))      # step: the next state
    return torch.stack(states[1:])


def _run(v: Any) -> Tensor:
    """All states, one row a step."""
    h, states = v.start, []
    for x in v.inputs:
        z = v.z(x, h)
        new = v.act(z)
        states.append(new)
        h = v.carried(z, new, h)
    return torch.stack(states)


def _residual(v: Any) -> Tensor:
    h, states = v.start, []
    for x in v.inputs:
        h = h + v.act(v.z(x, h))
        states.append(h)
    return torch.stack(states)


def _late(v: Any) -> Tensor:
    older, h, states = v.start, v.start, []
    for x in v.inputs:
        older, h = h, v.act(v.z(x, older))
        states.append(h)
    return torch.stack(states)


def _outside(v: Any) -> Tensor:
    h, states = v.start, []
    for x in v.inputs:
        h = v.act(v.from_x(x) + v.bias) + v.from_h(h)
        states.append(h)
    return torch.stack(states)


def _bias_once(v: Any) -> Tensor:
    h, states = v.start, []
    for k, x in enumerate(v.inputs):
        h = v.act(v.z(x, h) - (v.bias if k else 0))
        states.append(h)
    return torch.stack(states)


def _in_turns(v: Any, units: Any) -> Tensor:
    """The states, whose units are renewed one by one in the same vector."""
    h, states = v.start.clone(), []
    for x in v.inputs:
        for unit in units:
            h = h.clone()
            h[unit] = v.act(v.z(x, h))[unit]
        states.append(h)
    return torch.stack(states)


def _input_once(v: Any) -> Tensor:
    h, states = v.start, []
    for k, x in enumerate(v.inputs):
        h = v.act(v.z(x, h) if k == 0 else v.from_h(h))
        states.append(h)
    return torch.stack(states)


# The states, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "inputs": lambda v: list(v.x), "start": lambda v: v.h0,
    "from_x": lambda v: lambda x: v.W @ x, "from_h": lambda v: lambda h: v.U @ h, "bias": lambda v: v.b,
    "z": lambda v: lambda x, h: v.from_x(x) + v.from_h(h) + v.bias,
    "act": lambda v: torch.tanh, "carried": lambda v: lambda z, new, h: new,
    "H": _run, "result": lambda v: v.H,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "For two inputs, with x = ((1, 2)), h0 = (0.5, 0), W = ((1, 0), (1, -1)), U = ((0, 1), (2, 0)) and b = (0, 0.5),": (
        numbers([[1, 2]]), numbers(0.5, 0), numbers([[1, 0], [1, -1]]), numbers([[0, 1], [2, 0]]), numbers(0, 0.5))}


_with = answers_by(RULES, rnn_forward)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() for v in inputs))
        except (RuntimeError, IndexError):
            continue
        if isinstance(given, Tensor) and (words := told_apart(given, rnn_forward(*inputs))):
            return f"{place} you give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    opening = says if says.startswith("`") else f"{says[0].upper()}{says[1:]}"
    task.wrong(" ".join(filter(None, (f"{opening}.", _seen(answer), asks))), short=says)(answer)


def _as_changed_rows(v: Any) -> Tensor:
    """Every row is the last state: one tensor was changed in place and kept many times."""
    return v.H[-1].expand_as(v.H).clone()


CARRY = "Which vector should U meet in the second step?"
FIRST = "What does the network remember before its first step?"
SQUASH = "Which function does the text put around the sum?"
TERMS = "Which three vectors does the text add up in a step?"
ROWS = "How many rows should the result have, and which state is the first?"
SHAPE = "Which shape does the text ask for?"
ORDER = "Which of the inputs does the first step see?"
INDEX = "Which index of W and of U belongs to the new state: the first or the second?"
_wrong("not_carried", "every step starts from h0 again", CARRY, carried=lambda v: lambda z, new, h: h)
_wrong("h0_left_out", "the first step starts from zeros, not from h0", FIRST, start=lambda v: 0 * v.h0)
_wrong("no_memory", "the term with U is missing: no step knows of the one before", TERMS,
       from_h=lambda v: lambda h: 0 * h)
_wrong("h0_added_each_time", "h0 is added to the state in every step", CARRY,
       carried=lambda v: lambda z, new, h: new + v.h0)
_wrong("sum_carried", "the sum is carried on before its tanh is taken", "Which of the two stands in your row of the "
       "result: the sum or its tanh?", carried=lambda v: lambda z, new, h: z)
_wrong("states_added_up", "what is carried on is the sum of all states so far", CARRY,
       carried=lambda v: lambda z, new, h: h + new)
_wrong("old_state_added", "the old state is added to the new one, also in the result", SQUASH,
       H=lambda v: _run(v) * 0 + _residual(v))
_wrong("average_carried", "what is carried on is the mean of old and new state", CARRY,
       carried=lambda v: lambda z, new, h: (h + new) / 2)
_wrong("two_steps_old", "each step uses the state of two steps before", CARRY, H=lambda v: _late(v))
_wrong("no_tanh", "the tanh is missing: the states are not held between -1 and 1", SQUASH, act=lambda v: lambda z: z)
_wrong("tanh_twice", "the tanh is taken twice", SQUASH, act=lambda v: lambda z: torch.tanh(torch.tanh(z)))
_wrong("sigmoid", "the sigmoid stands where the tanh belongs, so no state is negative", SQUASH,
       act=lambda v: torch.sigmoid)
_wrong("relu", "relu stands where the tanh belongs", SQUASH, act=lambda v: torch.relu)
_wrong("tanh_of_the_input_alone", "the tanh is taken of the input's term alone", SQUASH,
       z=lambda v: lambda x, h: torch.tanh(v.from_x(x)) + v.from_h(h) + v.bias, act=lambda v: lambda z: z)
_wrong("tanh_of_the_state_alone", "the tanh is taken of the state's term alone", SQUASH,
       z=lambda v: lambda x, h: v.from_x(x) + torch.tanh(v.from_h(h)) + v.bias, act=lambda v: lambda z: z)
_wrong("bias_outside", "b is added after the tanh", SQUASH,
       z=lambda v: lambda x, h: v.from_x(x) + v.from_h(h), act=lambda v: lambda z: torch.tanh(z) + v.b)
_wrong("state_outside", "the state's term is added after the tanh", SQUASH, H=lambda v: _outside(v))
_wrong("no_bias", "b is left out", TERMS, bias=lambda v: 0 * v.b)
_wrong("bias_twice", "b is added twice", "How many biases does the text name?", bias=lambda v: 2 * v.b)
_wrong("bias_taken_off", "b is taken off, not added", TERMS, bias=lambda v: -v.b)
_wrong("bias_in_the_first_step_alone", "b enters the first step alone", "Does a later step have other weights than the "
       "first?", H=lambda v: _bias_once(v))
_wrong("bias_in_the_state", "b is added to the state before U", TERMS,
       z=lambda v: lambda x, h: v.from_x(x) + v.from_h(h + v.b))
_wrong("no_input", "the inputs play no part", TERMS, from_x=lambda v: lambda x: 0 * v.b)
_wrong("multiplied", "the two terms are multiplied, not added", TERMS,
       z=lambda v: lambda x, h: v.from_x(x) * v.from_h(h) + v.bias)
_wrong("input_taken_off", "the input's term is taken off, not added", TERMS, from_x=lambda v: lambda x: -v.W @ x)
_wrong("state_taken_off", "the state's term is taken off, not added", TERMS, from_h=lambda v: lambda h: -v.U @ h)
_wrong("U_transposed", "`U` is transposed: the old state meets its rows where it should meet its columns", INDEX,
       from_h=lambda v: lambda h: h @ v.U)
_wrong("W_transposed", "`W` is transposed, which runs only with as many inputs as hidden units", INDEX,
       from_x=lambda v: lambda x: x @ v.W)
_wrong("both_transposed", "W and U are both transposed, which runs only with as many inputs as hidden units", INDEX,
       from_x=lambda v: lambda x: x @ v.W, from_h=lambda v: lambda h: h @ v.U)
_wrong("W_and_U_exchanged", "W meets the state and U meets the input, which runs only with as many inputs as hidden "
       "units", "Which of the two matrices has one column for each input?", from_x=lambda v: lambda x: v.U @ x,
       from_h=lambda v: lambda h: v.W @ h)
_wrong("U_for_both", "U meets the input as well, which runs only with as many inputs as hidden units",
       "Which matrix has one column for each input?", from_x=lambda v: lambda x: v.U @ x)
_wrong("U_entry_by_entry", "each unit sees its own old state alone: only the diagonal of U is used", "How many old "
       "states does the text let into one new state?", from_h=lambda v: lambda h: v.U.diagonal() * h)
_wrong("W_reshaped", "`W` is brought into shape (in, hidden) by a reshape, which mixes its rows", "What is the "
       "difference between a reshape and a transpose?",
       from_x=lambda v: lambda x: x @ v.W.reshape(v.W.shape[1], v.W.shape[0]))
_wrong("first_input_always", "every step sees the first input", ORDER, inputs=lambda v: [v.x[0]] * len(v.x))
_wrong("last_input_always", "every step sees the last input", ORDER, inputs=lambda v: [v.x[-1]] * len(v.x))
_wrong("backwards", "the sequence is read from its end", ORDER, inputs=lambda v: list(v.x.flip(0)))
_wrong("backwards_and_turned", "the sequence is read from its end, and the states are put back in the order of the "
       "text", ORDER, inputs=lambda v: list(v.x.flip(0)), result=lambda v: v.H.flip(0))
_wrong("rows_turned", "the states stand in the reverse order, the last one first", ROWS, result=lambda v: v.H.flip(0))
_wrong("one_input_late", "the inputs come one step late: the first step sees zeros", ORDER,
       inputs=lambda v: [0 * v.x[0], *v.x[:-1]])
_wrong("one_input_early", "the inputs come one step early: the first is skipped, and the last step sees the first",
       ORDER, inputs=lambda v: [*v.x[1:], v.x[0]])
_wrong("last_state_alone", "the last state comes back alone", ROWS, result=lambda v: v.H[-1])
_wrong("last_state_as_a_row", "the last state comes back alone, as one row", ROWS, result=lambda v: v.H[-1:])
_wrong("first_state_alone", "the first state comes back alone; a loop that returns in its first turn does that", ROWS,
       result=lambda v: v.H[0])
_wrong("first_state_as_a_row", "the first state comes back alone, as one row", ROWS, result=lambda v: v.H[:1])
_wrong("h0_in_front", "h0 stands in front of the states, one row too many", ROWS,
       result=lambda v: torch.cat([v.h0[None], v.H]))
_wrong("h0_for_the_last", "the rows are the states before each step: h0 stands first and the last state is missing",
       ROWS, result=lambda v: torch.cat([v.h0[None], v.H[:-1]]))
_wrong("h0_for_the_first", "h0 stands in the first row, and the first input is never used", ROWS,
       inputs=lambda v: list(v.x[1:]) or [v.x[0]],
       result=lambda v: torch.cat([v.h0[None], v.H]) if len(v.x) > 1 else v.h0[None])
_wrong("last_step_missing", "the last step is missing, one row too few; a single step leaves nothing to stack", ROWS,
       result=lambda v: torch.stack([*v.H[:-1]]))
_wrong("last_row_empty", "the last row stays at zero", ROWS, result=lambda v: torch.cat([v.H[:-1], 0 * v.H[-1:]]))
_wrong("first_row_empty", "the first row stays at zero", ROWS, result=lambda v: torch.cat([0 * v.H[:1], v.H[1:]]))
_wrong("one_tensor_many_times", "every row is the last state, as when one tensor is changed in place and kept many "
       "times", "What do the earlier entries of a list show when the tensor in them changes?", result=_as_changed_rows)
_wrong("sums_returned", "the rows are the sums before their tanh", SQUASH,
       result=lambda v: torch.atanh(v.H))
_wrong("turned_round", "the result has one column a step", SHAPE, result=lambda v: v.H.T)
_wrong("flat", "all states stand in one long vector", SHAPE, result=lambda v: v.H.flatten())
_wrong("with_a_batch", "the result has shape (T, 1, hidden)", SHAPE, result=lambda v: v.H[:, None])
_wrong("batch_in_front", "the result has shape (1, T, hidden)", SHAPE, result=lambda v: v.H[None])
_wrong("squeezed", "axes of length 1 are lost", SHAPE, result=lambda v: v.H.squeeze())
_wrong("as_a_list", "the states come back as a list, not as one tensor", SHAPE, result=lambda v: list(v.H))
_wrong("as_numbers", "the states come back as lists of numbers", SHAPE, result=lambda v: v.H.tolist())
_wrong("with_the_last_state", "two results come back, the states and the last of them", "How many results does the "
       "text ask for?", result=lambda v: (v.H, v.H[-1]))
_wrong("last_state_first", "two results come back, the last state and all states", "How many results does the text "
       "ask for?", result=lambda v: (v.H[-1], v.H))
_wrong("in_float32", "the states are float32: `torch.zeros` without a dtype makes such a tensor", "Which dtype has x?",
       result=lambda v: v.H.float())
_wrong("rounded_to_float32", "the states go through float32", "In which of your lines does the dtype change?",
       act=lambda v: lambda z: torch.tanh(z.float()).double())

_wrong("units_one_after_the_other", "the units of a step are renewed one after the other, so later units see the new "
       "values of earlier ones", "Which state do all units of one step look at: the old one, or one that is half new?",
       H=lambda v: _in_turns(v, range(len(v.b))))
_wrong("units_from_the_last", "the units of a step are renewed one after the other from the last one, so earlier units "
       "see new values", "Which state do all units of one step look at: the old one, or one that is half new?",
       H=lambda v: _in_turns(v, range(len(v.b) - 1, -1, -1)))
_wrong("square_sequence_turned", "a sequence with as many steps as inputs is turned round: its columns are taken for "
       "steps", "Which axis of x is time, whatever the sizes are?",
       inputs=lambda v: list(v.x.T) if len(v.x) == v.x.shape[1] else list(v.x))
_wrong("W_reshaped_bias_once", "two things: W is brought into shape by a reshape, and b enters the first step alone",
       "What is the difference between a reshape and a transpose? Does a later step have other weights than the first?",
       from_x=lambda v: lambda x: x @ v.W.reshape(v.W.shape[1], v.W.shape[0]), H=lambda v: _bias_once(v))
_wrong("input_and_bias_once", "two things: the inputs count in the first step alone, and b as well", TERMS,
       H=lambda v: _input_once(v))
_wrong("U_transposed_where_square", "`U` is transposed where there are as many inputs as hidden units", INDEX,
       from_h=lambda v: lambda h: (v.U.T if len(v.b) == v.x.shape[1] else v.U) @ h)
_wrong("rounded", "the states are rounded to four decimals", "How many digits are compared?",
       act=lambda v: lambda z: torch.tanh(z).round(decimals=4))
OFTEN = {
    "not_carried": Mistake("every step starts from h0 again", CARRY, {"carried": lambda v: lambda z, new, h: h}),
    "h0_left_out": Mistake("the first step starts from zeros", FIRST, {"start": lambda v: 0 * v.h0}),
    "sum_carried": Mistake("the sum is carried on before its tanh", CARRY, {"carried": lambda v: lambda z, new, h: z}),
    "no_tanh": Mistake("the tanh is missing", SQUASH, {"act": lambda v: lambda z: z}),
    "sigmoid": Mistake("the sigmoid stands where the tanh belongs", SQUASH, {"act": lambda v: torch.sigmoid}),
    "no_bias": Mistake("b is left out", TERMS, {"bias": lambda v: 0 * v.b}),
    "bias_twice": Mistake("b is added twice", TERMS, {"bias": lambda v: 2 * v.b}),
    "U_transposed": Mistake("U is transposed", INDEX, {"from_h": lambda v: lambda h: h @ v.U}),
    "backwards": Mistake("the sequence is read from its end", ORDER, {"inputs": lambda v: list(v.x.flip(0))}),
    "last_state_alone": Mistake("the last state comes back alone", ROWS, {"result": lambda v: v.H[-1]}),
    "h0_in_front": Mistake("h0 stands in front of the states", ROWS, {
        "result": lambda v: torch.cat([v.h0[None], v.H])}),
    "h0_for_the_last": Mistake("the rows are the states before each step", ROWS, {
        "result": lambda v: torch.cat([v.h0[None], v.H[:-1]])}),
    "last_step_missing": Mistake("the last step is missing", ROWS, {
        "result": lambda v: torch.stack([*v.H[:-1]])}),
}
# the same numbers as something told above
WRITTEN = {("sum_carried", "no_tanh"), ("not_carried", "h0_left_out")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
