"""Exercise: a Jacobian by columns or by rows."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(push, pull, n: int, m: int, mode: str) -> Tensor:
    """The Jacobian (m, n) by n pushes or by m pulls."""
    columns = mode == "forward"
    runs = [(push if columns else pull)(row) for row in torch.eye(n if columns else m, dtype=torch.float64)]
    return torch.stack(runs, dim=1 if columns else 0)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def hidden(n: int, m: int, mode: str) -> Case:
        """A Jacobian of different numbers, some below 0, that can only be reached by pushes and pulls."""
        J = (draw.permutation(m * n) - m * n // 3).double().reshape(m, n) + 0.1
        push = Callback(lambda v: J @ v, ((n,),), budget=100, name="push", formula=f"v -> J v, where J is {m} x {n}")
        pull = Callback(lambda u: u @ J, ((m,),), budget=100, name="pull", formula=f"u -> u' J, where J is {m} x {n}")
        sides = f"{n} input{'s' * (n > 1)}, {m} output{'s' * (m > 1)}"
        return case(f"{sides}, {mode}", push=push, pull=pull, n=n, m=m, mode=mode)

    return [hidden(n, m, mode) for n, m in ((2, 3), (3, 2), (4, 1), (1, 3), (3, 3)) for mode in ("forward", "reverse")]


def drive(answer, push: Callback, pull: Callback, n: int, m: int, mode: str):
    """The Jacobian with the number of pushes and pulls that it took."""
    J = answer(push, pull, n, m, mode)
    return {"J": J, "pushes": push.calls, "pulls": pull.calls}


task = Task(
    key="jacobian", title="A Jacobian by columns or by rows", points=2, difficulty=2, minutes=10,
    objective="decide between columns and rows of a Jacobian by counting inputs and outputs",
    reference=reference, cases=cases, drive=drive, compare=close(rtol=1e-10), facts=("N07-01",),
    hints=(
        "push(v) is J times v. What is J times the vector (0, 1, 0)?",
        "For J = [[1, 2], [3, 4], [5, 6]]: push of (0, 1) gives (2, 4, 6), the second column; pull of (0, 1, 0) gives "
        "(3, 4). Which part of J is that?",
        "for j in range(n): v = torch.zeros(n, dtype=torch.float64); v[j] = 1; J[____] = push(v)",
    ),
)


@task.solution
def jacobian(push, pull, n, m, mode):
    if mode == "reverse":
        seeds = torch.eye(m, dtype=torch.float64)               # step: one adjoint for each output
        return torch.stack([pull(seed) for seed in seeds])      # step: each pull is a row
    seeds = torch.eye(n, dtype=torch.float64)                   # step: one tangent for each input
    return torch.stack([push(seed) for seed in seeds], dim=1)   # step: each push is a column


@task.right
def entry_by_entry(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    if mode == "forward":
        for j in range(n):
            # step: a tangent for one input
            tangent = torch.tensor([float(k == j) for k in range(n)], dtype=torch.float64)
            column = push(tangent)                          # step: the column of that input
            for i in range(m):
                J[i, j] = column[i]                         # step: the column's entries, output by output
    else:
        for i in range(m):
            # step: an adjoint for one output
            adjoint = torch.tensor([float(k == i) for k in range(m)], dtype=torch.float64)
            row = pull(adjoint)                             # step: the row of that output
            for j in range(n):
                J[i, j] = row[j]                            # step: the row's entries, input by input
    return J


@task.right
def by_outer_products(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    for seed in torch.eye(n if mode == "forward" else m, dtype=torch.float64):
        found = push(seed) if mode == "forward" else pull(seed)     # step: the column or the row that a seed finds
        # step: that column or row in its place, beside zeros, (m, n)
        J = J + (torch.outer(found, seed) if mode == "forward" else torch.outer(seed, found))
    return J


def _lower(size):
    """Ones on the diagonal and below it: what is left when no entry is taken back to 0."""
    return torch.ones(size, size, dtype=torch.float64).tril()


def _runs(push, pull, n, m, mode, *, last=None, eye=None, flip=()):
    """The columns or rows of J side by side; `flip` names the modes in which they lie along the other axis."""
    run, size = (push, n) if mode == "forward" else (pull, m)
    seeds = torch.eye(size, dtype=torch.float64) if eye is None else eye(size)
    found = [run(seed) for seed in seeds[:last]]
    return torch.stack(found, dim=int((mode == "forward") != (mode in flip)))


@task.wrong("Your table has a row for each input and a column for each output. For 2 inputs and 3 outputs yours is 2 "
            "by 3: which of the two should the first index count?", short="rows and columns are exchanged")
def transposed(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, flip=("forward", "reverse"))


@task.wrong("In forward mode your table lies on its side: for 2 inputs and 3 outputs it is 2 by 3. The push of (0, 1) "
            "gives (2, 4, 6) in the text's example: is that a row of J or a column?",
            short="in forward mode the pushes become rows")
def transposed_forward(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, flip=("forward",))


@task.wrong("In reverse mode your table lies on its side: for 2 inputs and 3 outputs it is 2 by 3. The pull of (0, 1, "
            "0) gives (3, 4) in the text's example: is that a row of J or a column?",
            short="in reverse mode the pulls become columns")
def transposed_reverse(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, flip=("reverse",))


@task.wrong("In forward mode the shape is right and the entries are in a wrong order: for J = [[1, 2], [3, 4], [5, 6]] "
            "you get [[1, 3], [5, 2], [4, 6]]. Does reshape exchange rows and columns?",
            short="in forward mode the pushes are reshaped")
def reshaped(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, flip=("forward",)).reshape(m, n)


@task.wrong("All columns (or rows) come out added up: for J = [[1, 2]] a push of (1, 1) gives 3, and all entries of "
            "your row are 3. Which tangent gives the 1 alone?", short="all ones are pushed or pulled")
def all_ones_seed(push, pull, n, m, mode):
    if mode == "forward":
        return push(torch.ones(n, dtype=torch.float64))[:, None].expand(m, n).clone()
    return pull(torch.ones(m, dtype=torch.float64)).expand(m, n).clone()


@task.wrong("Your first column (or row) is right, and later ones pile up: for J = [[1, 2]] you get [[1, 3]]. Which "
            "entries of the tangent are still 1 when you push it the second time?",
            short="entries of the tangent or adjoint stay 1")
def never_reset(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=_lower)


@task.wrong("Your columns (or rows) are shifted by one place: for J = [[1, 2, 3]] you get [[2, 3, 1]]. Which entry of "
            "the tangent is 1 when the last column is to be found?", short="columns or rows are one place too early")
def shifted(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=lambda size: torch.eye(size, dtype=torch.float64).roll(-1, 0))


@task.wrong("Your columns (or rows) are shifted by one place: for J = [[1, 2, 3]] you get [[3, 1, 2]]. Which entry of "
            "the tangent is 1 when the first column is to be found?", short="columns or rows are one place too late")
def shifted_back(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=lambda size: torch.eye(size, dtype=torch.float64).roll(1, 0))


@task.wrong("Your columns (or rows) stand in the opposite order: for J = [[1, 2]] you get [[2, 1]], for three columns "
            "the middle one is right. Which column does the tangent (1, 0) find?",
            short="columns or rows stand in the opposite order")
def backwards(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=lambda size: torch.eye(size, dtype=torch.float64).flip(0))


@task.wrong("Your last column (or row) is 0, and one run is missing: for J = [[1, 2]] you get [[1, 0]]. At which "
            "number does range(n - 1) end?", short="the last column or row is left out")
def last_missing(push, pull, n, m, mode):
    size = (n if mode == "forward" else m) - 1
    J = torch.zeros(m, n, dtype=torch.float64)
    if size and mode == "forward":
        J[:, :size] = _runs(push, pull, n, m, mode, last=size)
    elif size:
        J[:size] = _runs(push, pull, n, m, mode, last=size)
    return J


@task.wrong("Two things: the result is float32, and its last column (or row) is 0. For J = [[1, 2]] you get [[1, 0]]. "
            "Which dtype does torch.zeros(2) have, and at which number does range(n - 1) end?",
            short="the result is float32, and the last column or row is left out")
def last_missing_and_float32(push, pull, n, m, mode):
    return last_missing(push, pull, n, m, mode).float()


@task.wrong("Your first column (or row) is 0, and one run is missing: for J = [[1, 2]] you get [[0, 2]]. With which "
            "number do the entries of a tensor begin?", short="the first column or row is left out")
def first_missing(push, pull, n, m, mode):
    size = n if mode == "forward" else m
    J = torch.zeros(m, n, dtype=torch.float64)
    for k, seed in enumerate(torch.eye(size, dtype=torch.float64)):
        if k and mode == "forward":
            J[:, k] = push(seed)
        elif k:
            J[k] = pull(seed)
    return J


@task.wrong("Only your first column (or row) is found, the others are 0: for J = [[1, 2]] you get [[1, 0]] after one "
            "run. After which run does your function return?", short="only the first column or row is found")
def first_only(push, pull, n, m, mode):
    J = torch.zeros(m, n, dtype=torch.float64)
    found = _runs(push, pull, n, m, mode, last=1)
    J[:, :1] = found if mode == "forward" else J[:, :1]
    J[:1] = found if mode == "reverse" else J[:1]
    return J


@task.wrong("You push whatever the mode says. With 4 inputs and 1 output that takes 4 runs. How many pulls would it "
            "take?", short="forward mode is used whatever the mode says")
def always_forward(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "forward")


@task.wrong("You pull whatever the mode says. With 1 input and 3 outputs that takes 3 runs. How many pushes would it "
            "take?", short="reverse mode is used whatever the mode says")
def always_reverse(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "reverse")


@task.wrong("J is right, but the two modes are exchanged: with mode=\"forward\" you pull, with \"reverse\" you push. "
            "Which of the two functions follows the inputs forward to the outputs?",
            short="the two modes are exchanged")
def modes_exchanged(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "reverse" if mode == "forward" else "forward")


@task.wrong("The modes are exchanged, and the table lies on its side: with mode=\"forward\" you pull, and for 2 inputs "
            "and 3 outputs you return 2 by 3. Which function follows the inputs to the outputs, and what does the "
            "first index of J count?", short="the modes are exchanged, and so are rows and columns")
def modes_exchanged_and_transposed(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "reverse" if mode == "forward" else "forward").mT


@task.wrong("J is right, but you take the cheaper side, whatever the mode says: with 2 inputs and 3 outputs you push "
            "in both modes. Which argument should decide?", short="the cheaper side is taken whatever the mode says")
def cheaper_side(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "forward" if n <= m else "reverse")


@task.wrong("J is right, but you take the cheaper side, whatever the mode says, and pull for as many inputs as "
            "outputs: with 2 inputs and 3 outputs you push in both modes. Which argument should decide?",
            short="the cheaper side is taken whatever the mode says, with pulls at a tie")
def cheaper_side_pulls(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "forward" if n < m else "reverse")


@task.wrong("J is right, but the dearer side is taken, whatever the mode says: with 4 inputs and 1 output you push in "
            "both modes. Which argument should decide?", short="the dearer side is taken whatever the mode says")
def dearer_side(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "forward" if n > m else "reverse")


@task.wrong("J is right, but you run both modes each time: for 2 inputs and 3 outputs you take 2 pushes and 3 pulls. "
            "Which of them does the result need?", short="both modes are run")
def both_modes(push, pull, n, m, mode):
    return {way: _runs(push, pull, n, m, way) for way in ("forward", "reverse")}[mode]


@task.wrong("J is right, but each column or row costs two runs: for 2 inputs you take 4 pushes. A push is linear and "
            "exact. What does a second one for the same column tell you?", short="each column or row takes two runs")
def two_runs_each(push, pull, n, m, mode):
    run, size = (push, n) if mode == "forward" else (pull, m)
    eye = torch.eye(size, dtype=torch.float64)
    return torch.stack([(run(e) - run(-e)) / 2 for e in eye], dim=1 if mode == "forward" else 0)


@task.wrong("J is right, but one run is too many: for 2 inputs you take 3 pushes. What does the extra one tell you "
            "that n, m and the other runs do not?", short="there is one run too many")
def one_run_too_many(push, pull, n, m, mode):
    (push if mode == "forward" else pull)(torch.zeros(n if mode == "forward" else m, dtype=torch.float64))
    return _runs(push, pull, n, m, mode)


@task.wrong("J is right, but you take a run for every entry: for 2 inputs and 3 outputs 6 of them. How many entries of "
            "J does one run bring you?", short="each entry takes a run of its own")
def a_run_for_each_entry(push, pull, n, m, mode):
    for _ in range((m if mode == "forward" else n) - 1):
        _runs(push, pull, n, m, mode)
    return _runs(push, pull, n, m, mode)


@task.wrong("The numbers are right, but an axis of length 1 is gone: for 4 inputs and 1 output J has shape (4,), where "
            "(1, 4) is asked. What does squeeze() do to such an axis?", short="an axis of length one is dropped")
def squeezed(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode).squeeze()


@task.wrong("The numbers are right, but they stand in one long row: for 2 inputs and 3 outputs J has shape (6,). What "
            "does torch.cat do with two vectors, and what would make two columns of them?",
            short="the columns or rows are joined to one long vector")
def flat(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode).mT.flatten() if mode == "forward" else _runs(
        push, pull, n, m, mode).flatten()


@task.wrong("You return the columns (or rows) as a list of tensors. What is asked is one tensor of shape (m, n): which "
            "function joins tensors along a new axis?", short="the columns or rows stay in a list")
def list_of_runs(push, pull, n, m, mode):
    return list(_runs(push, pull, n, m, mode, flip=("forward",)))


@task.wrong("Your numbers are right to about seven digits, which is all that your float32 result holds. Ten digits and "
            "float64 are asked. Which dtype does torch.zeros(2, 3) have if you name none?",
            short="the result is float32")
def float32_result(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode).float()


@task.wrong("Your result is float32 and lies on its side: for 2 inputs and 3 outputs it is 2 by 3. What should the "
            "first index count, and which dtype does torch.zeros have if you name none?",
            short="the result is float32, and rows and columns are exchanged")
def float32_and_transposed(push, pull, n, m, mode):
    return transposed(push, pull, n, m, mode).float()


@task.wrong("Each of your calls is refused: push takes one float64 tensor of shape (n,), pull one of shape (m,). The "
            "error names what came instead. (torch.zeros(3) is float32.) Is it the dtype or the shape that differs?",
            short="push and pull get something else than a float64 vector of their length")
def float32_seeds(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=torch.eye)


@task.wrong("Your answer works for 3 inputs and 3 outputs only; elsewhere a call is refused. The error names the shape "
            "that came. Which of n and m is the length of a tangent, and which of an adjoint?",
            short="the lengths of tangents and adjoints are exchanged")
def lengths_exchanged(push, pull, n, m, mode):
    return _runs(push, pull, m, n, mode)


@task.wrong("Forward mode is right; in reverse mode you return nothing. What is `mode` there, letter by letter, and "
            "which path does your function take?", short="reverse mode returns nothing")
def nothing_in_reverse(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode) if mode == "forward" else None


@task.wrong("All columns (or rows) come out the same: for J = [[1, 2], [3, 4], [5, 6]] each push of (1, 1) gives (3, "
            "7, 11), and you have that n times. Which tangent gives the second column alone?",
            short="all ones are pushed or pulled in every run")
def ones_in_each_run(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=lambda size: torch.ones(size, size, dtype=torch.float64))


@task.wrong("Two things: the two modes are exchanged, with mode=\"forward\" you pull; and the result is float32. Which "
            "function follows the inputs to the outputs, and which dtype does torch.zeros have if you name none?",
            short="the two modes are exchanged, and the result is float32")
def modes_exchanged_and_float32(push, pull, n, m, mode):
    return modes_exchanged(push, pull, n, m, mode).float()


@task.wrong("Two things: you push whatever the mode says, and the result is float32. How many pulls would 4 inputs and "
            "1 output take, and which dtype does torch.zeros have if you name none?",
            short="forward mode is used whatever the mode says, and the result is float32")
def always_forward_and_float32(push, pull, n, m, mode):
    return always_forward(push, pull, n, m, mode).float()


@task.wrong("Two things: you take the cheaper side, whatever the mode says, and the result is float32. Which argument "
            "should decide, and which dtype does torch.zeros have if you name none?",
            short="the cheaper side is taken whatever the mode says, and the result is float32")
def cheaper_side_and_float32(push, pull, n, m, mode):
    return cheaper_side(push, pull, n, m, mode).float()


@task.wrong("Two things: later columns (or rows) pile up, for J = [[1, 2]] you get [[1, 3]]; and the result is "
            "float32. Which entries of the tangent are still 1, and which dtype does torch.zeros have if you name "
            "none?",
            short="entries of the tangent or adjoint stay 1, and the result is float32")
def never_reset_and_float32(push, pull, n, m, mode):
    return never_reset(push, pull, n, m, mode).float()


@task.wrong("Two things: you run both modes each time, and the result is float32. Which of the runs does the result "
            "need, and which dtype does torch.zeros have if you name none?",
            short="both modes are run, and the result is float32")
def both_modes_and_float32(push, pull, n, m, mode):
    return both_modes(push, pull, n, m, mode).float()


@task.wrong("J is right, but one push is too many, in reverse mode too: for 3 outputs you take 3 pulls and 1 push. "
            "What does the extra push tell you that n, m and the other runs do not?",
            short="there is one push too many, in both modes")
def one_push_too_many(push, pull, n, m, mode):
    push(torch.zeros(n, dtype=torch.float64))
    return _runs(push, pull, n, m, mode)


@task.wrong("J is right, but one pull is too many, in forward mode too: for 2 inputs you take 2 pushes and 1 pull. "
            "What does the extra pull tell you that n, m and the other runs do not?",
            short="there is one pull too many, in both modes")
def one_pull_too_many(push, pull, n, m, mode):
    pull(torch.zeros(m, dtype=torch.float64))
    return _runs(push, pull, n, m, mode)


@task.wrong("J is right, but one push and one pull are too many: for 2 inputs in forward mode you take 3 pushes and 1 "
            "pull. What do the extra two tell you that n, m and the other runs do not?",
            short="there is one push and one pull too many")
def one_of_each_too_many(push, pull, n, m, mode):
    push(torch.zeros(n, dtype=torch.float64))
    return one_pull_too_many(push, pull, n, m, mode)


@task.wrong("Two things. In forward mode your table lies on its side: 2 by 3 for 2 inputs and 3 outputs. In reverse "
            "mode the last row is 0. Is a push a row of J or a column, and where does range(2) end?",
            short="in forward mode the pushes become rows, and in reverse mode the last row is left out")
def transposed_forward_and_last_pull_missing(push, pull, n, m, mode):
    return (transposed_forward if mode == "forward" else last_missing)(push, pull, n, m, mode)


@task.wrong("Forward mode is right. In reverse mode the last row is 0, and one pull is missing: for J = [[1, 2], [3, "
            "4]] you get [[1, 2], [0, 0]]. At which number does range(m - 1) end?",
            short="in reverse mode the last row is left out")
def last_pull_missing(push, pull, n, m, mode):
    return (_runs if mode == "forward" else last_missing)(push, pull, n, m, mode)


@task.wrong("Two things. In forward mode your table lies on its side: 2 by 3 for 2 inputs and 3 outputs. And the "
            "result is float32. Is a push a row or a column of J, and which dtype does torch.zeros have if you name "
            "none?", short="in forward mode the pushes become rows, and the result is float32")
def transposed_forward_and_float32(push, pull, n, m, mode):
    return transposed_forward(push, pull, n, m, mode).float()


@task.wrong("Reverse mode is right. In forward mode later columns pile up: for J = [[1, 2]] you get [[1, 3]]. Which "
            "entries of the tangent are still 1 when you push it the second time?",
            short="in forward mode entries of the tangent stay 1")
def never_reset_forward(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=_lower if mode == "forward" else None)


@task.wrong("Forward mode is right. In reverse mode later rows pile up: for J = [[1], [2]] you get [[1], [3]]. Which "
            "entries of the adjoint are still 1 when you pull it the second time?",
            short="in reverse mode entries of the adjoint stay 1")
def never_reset_reverse(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=_lower if mode == "reverse" else None)


@task.wrong("Two things. Later runs pile up: for J = [[1, 2]] you find 1 and then 3. And your table has a row for each "
            "input and a column for each output. Which entries are still 1, and what should the first index count?",
            short="entries of the tangent or adjoint stay 1, and rows and columns are exchanged")
def never_reset_and_transposed(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=_lower, flip=("forward", "reverse"))


@task.wrong("Two things. Later runs pile up: for J = [[1, 2]] you find 1 and then 3. And in forward mode the pushes "
            "become rows. Which entries are still 1 when you push again, and is a push a row of J or a column?",
            short="entries of the tangent or adjoint stay 1, and in forward mode the pushes become rows")
def never_reset_and_transposed_forward(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=_lower, flip=("forward",))


@task.wrong("Two things. Later runs pile up: for J = [[1], [2]] you find 1 and then 3. And in reverse mode the pulls "
            "become columns. Which entries are still 1 when you pull again, and is a pull a row of J or a column?",
            short="entries of the tangent or adjoint stay 1, and in reverse mode the pulls become columns")
def never_reset_and_transposed_reverse(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=_lower, flip=("reverse",))


@task.wrong("Forward mode is right. In reverse mode each pull is refused where n is not m: for 2 inputs and 3 outputs "
            "it gets 2 numbers. For how many outputs does an adjoint hold a weight?",
            short="in reverse mode the adjoint has n entries")
def adjoint_of_length_n(push, pull, n, m, mode):
    return _runs(push, pull, n, n if mode == "reverse" else m, mode)


@task.wrong("Reverse mode is right. In forward mode each push is refused where n is not m: for 2 inputs and 3 outputs "
            "it gets 3 numbers. For how many inputs does a tangent say how fast they move?",
            short="in forward mode the tangent has m entries")
def tangent_of_length_m(push, pull, n, m, mode):
    return _runs(push, pull, m if mode == "forward" else n, m, mode)


@task.wrong("Forward mode is right. In reverse mode you take n runs: with 1 input and 3 outputs the last two rows stay "
            "0, and with 3 inputs and 2 outputs you go one too far. How many rows has J?",
            short="in reverse mode there are as many runs as inputs")
def as_many_pulls_as_inputs(push, pull, n, m, mode):
    if mode == "forward":
        return _runs(push, pull, n, m, mode)
    J = torch.zeros(m, n, dtype=torch.float64)
    for i in range(n):
        u = torch.zeros(m, dtype=torch.float64)
        u[i] = 1.0
        J[i] = pull(u)
    return J


@task.wrong("Forward mode is right. In reverse mode you call push with a vector of m numbers: it is refused where n is "
            "not m, and with 3 inputs and 3 outputs you find columns. Which function takes an adjoint?",
            short="in reverse mode push is called")
def push_in_reverse(push, pull, n, m, mode):
    return _runs(push, push if mode == "reverse" else pull, n, m, mode)


@task.wrong("Forward mode is right; in reverse mode the rows stand in the opposite order: for J = [[1, 2], [3, 4]] you "
            "get [[3, 4], [1, 2]]. Which row does the pull of (1, 0) find, and where do you put it?",
            short="in reverse mode the rows stand in the opposite order")
def backwards_reverse(push, pull, n, m, mode):
    return (_runs if mode == "forward" else backwards)(push, pull, n, m, mode)


@task.wrong("Reverse mode is right; in forward mode the columns stand in the opposite order: for J = [[1, 2], [3, 4]] "
            "you get [[2, 1], [4, 3]]. Which column does the push of (1, 0) find, and where do you put it?",
            short="in forward mode the columns stand in the opposite order")
def backwards_forward(push, pull, n, m, mode):
    return (backwards if mode == "forward" else _runs)(push, pull, n, m, mode)


@task.wrong("Reverse mode is right. In forward mode the last column is 0, and one push is missing: for J = [[1, 2], "
            "[3, 4]] you get [[1, 0], [3, 0]]. At which number does range(n - 1) end?",
            short="in forward mode the last column is left out")
def last_push_missing(push, pull, n, m, mode):
    return (last_missing if mode == "forward" else _runs)(push, pull, n, m, mode)


@task.wrong("Each column (or row) comes out as the sum of all the others: for J = [[1, 2, 4]] forward mode gives [[6, "
            "5, 3]]. Which entries of your vector are 1 when you look for the first column?",
            short="all entries but one are 1")
def all_but_one(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=lambda size: 1 - torch.eye(size, dtype=torch.float64))


@task.wrong("Forward mode is right; in reverse mode the rows are shifted, and the last stands first: for "
            "J = [[1], [2], [3]] you get [[3], [1], [2]]. (u[-1] is the last entry.) Which entry of the adjoint is 1 "
            "in the first run?", short="in reverse mode the rows are one place too late")
def shifted_back_reverse(push, pull, n, m, mode):
    return (_runs if mode == "forward" else shifted_back)(push, pull, n, m, mode)


@task.wrong("Reverse mode is right; in forward mode the columns are shifted, and the last stands first: "
            "for J = [[1, 2, 3]] you get [[3, 1, 2]]. (v[-1] is the last entry.) Which entry of the tangent is 1 in "
            "the first run?", short="in forward mode the columns are one place too late")
def shifted_back_forward(push, pull, n, m, mode):
    return (shifted_back if mode == "forward" else _runs)(push, pull, n, m, mode)


@task.wrong("Forward mode is right; in reverse mode the rows are shifted by one place, and the first stands last: for "
            "J = [[1], [2], [3]] you get [[2], [3], [1]]. Which row does the pull of (1, 0, 0) find?",
            short="in reverse mode the rows are one place too early")
def shifted_reverse(push, pull, n, m, mode):
    return (_runs if mode == "forward" else shifted)(push, pull, n, m, mode)


@task.wrong("Reverse mode is right; in forward mode the columns are shifted by one place, and the first stands last: "
            "for J = [[1, 2, 3]] you get [[2, 3, 1]]. Which column does the push of (1, 0, 0) find?",
            short="in forward mode the columns are one place too early")
def shifted_forward(push, pull, n, m, mode):
    return (shifted if mode == "forward" else _runs)(push, pull, n, m, mode)


@task.wrong("Two things. In reverse mode your table lies on its side: 2 by 3 for 2 inputs and 3 outputs. And axes of "
            "length 1 are gone. Is a pull a row or a column of J, and what does squeeze() drop?",
            short="in reverse mode the pulls become columns, and an axis of length one is dropped")
def transposed_reverse_and_squeezed(push, pull, n, m, mode):
    return transposed_reverse(push, pull, n, m, mode).squeeze()


@task.wrong("Two things. In forward mode your table lies on its side: 2 by 3 for 2 inputs and 3 outputs. And axes of "
            "length 1 are gone. Is a push a row or a column of J, and what does squeeze() drop?",
            short="in forward mode the pushes become rows, and an axis of length one is dropped")
def transposed_forward_and_squeezed(push, pull, n, m, mode):
    return transposed_forward(push, pull, n, m, mode).squeeze()


@task.wrong("J is right, but with one output you pull once whatever the mode says: for 4 inputs and 1 output in "
            "forward mode you take 1 pull and no push. Which argument should decide?",
            short="with one output a pull is taken whatever the mode says")
def one_output_pulled(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "reverse" if m == 1 else mode)


@task.wrong("Reverse mode is right. In forward mode you take m runs: with 3 inputs and 2 outputs the last column "
            "stays 0, and with 1 input and 3 outputs you go too far. How many columns has J?",
            short="in forward mode there are as many runs as outputs")
def as_many_pushes_as_outputs(push, pull, n, m, mode):
    if mode == "reverse":
        return _runs(push, pull, n, m, mode)
    J = torch.zeros(m, n, dtype=torch.float64)
    for j in range(m):
        v = torch.zeros(n, dtype=torch.float64)
        v[j] = 1.0
        J[:, j] = push(v)
    return J


@task.wrong("All columns (or rows) come out the same: for J = [[1, 2]] you push (1, 1), which gives 3, and share that "
            "evenly, 1.5 and 1.5. Which tangent gives the 1 alone?",
            short="all ones are pushed or pulled, and the result is shared evenly")
def ones_shared_evenly(push, pull, n, m, mode):
    return all_ones_seed(push, pull, n, m, mode) / (n if mode == "forward" else m)


@task.wrong("Your columns (or rows) come out once, twice, three times as large: for J = [[1, 2]] forward mode gives "
            "[[1, 4]]. Which number should stand in the tangent, whichever column it looks for?",
            short="the tangents and adjoints hold 1, 2, 3 and so on")
def seeds_count_from_one(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=lambda size: torch.arange(1.0, size + 1, dtype=torch.float64).diag())


@task.wrong("Your first column (or row) is 0, the third twice too large: for J = [[1, 2, 4]] forward mode gives [[0, "
            "2, 8]]. Which number should stand in the tangent, whichever column it looks for?",
            short="the tangents and adjoints hold 0, 1, 2 and so on")
def seeds_count_from_zero(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=lambda size: torch.arange(size, dtype=torch.float64).diag())


@task.wrong("Every entry is a millionth of the right one: a push of (0, 0.000001) gives 0.000001 times the second "
            "column. A push is exact and linear, so which step size does it need?",
            short="the tangents and adjoints hold a millionth")
def small_seeds(push, pull, n, m, mode):
    return 1e-6 * _runs(push, pull, n, m, mode)


@task.wrong("J is right, but in forward mode each column costs two pushes: for 2 inputs you take 4. A push is linear "
            "and exact. What does a second one for the same column tell you?",
            short="in forward mode each column takes two pushes")
def two_pushes_each(push, pull, n, m, mode):
    return (two_runs_each if mode == "forward" else _runs)(push, pull, n, m, mode)


@task.wrong("J is right, but in reverse mode each row costs two pulls: for 2 outputs you take 4. A pull is linear and "
            "exact. What does a second one for the same row tell you?",
            short="in reverse mode each row takes two pulls")
def two_pulls_each(push, pull, n, m, mode):
    return (two_runs_each if mode == "reverse" else _runs)(push, pull, n, m, mode)


@task.wrong("Reverse mode is right. In forward mode each push is refused: it takes one float64 tensor of shape (n,), "
            "and the error names what came. Is it the dtype or the shape that differs?",
            short="push gets something else than a float64 vector of n numbers")
def pushes_refused(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=torch.eye if mode == "forward" else None)


@task.wrong("Forward mode is right. In reverse mode each pull is refused: it takes one float64 tensor of shape (m,), "
            "and the error names what came. Is it the dtype or the shape that differs?",
            short="pull gets something else than a float64 vector of m numbers")
def pulls_refused(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=torch.eye if mode == "reverse" else None)


@task.wrong("In reverse mode the shape is right and the entries are in a wrong order: for J = [[1, 2], [3, 4], [5, "
            "6]] you get [[1, 4], [2, 5], [3, 6]]. Is a pull a row or a column of J?",
            short="in reverse mode the pulls become rows of another shape, and are turned")
def reshaped_reverse(push, pull, n, m, mode):
    found = _runs(push, pull, n, m, mode)
    return found if mode == "forward" else found.reshape(n, m).T


@task.wrong("Only the entries (0, 0), (1, 1) and so on are kept: for J = [[1, 2], [3, 4]] you get [[1, 0], [0, 4]]. "
            "How many entries of J does a push of (1, 0) bring you?", short="only the diagonal is kept")
def diagonal_alone(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode) * torch.eye(m, n, dtype=torch.float64)


@task.wrong("Two things: you push whatever the mode says, and the pushes become rows: for 2 inputs and 3 outputs your "
            "table is 2 by 3. Which argument should decide, and is a push a row of J or a column?",
            short="push is called in both modes, and the pushes become rows")
def always_forward_and_transposed(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "forward", flip=("forward",))


@task.wrong("Two things: you pull whatever the mode says, and the pulls become columns: for 2 inputs and 3 outputs "
            "your table is 2 by 3. Which argument should decide, and is a pull a row of J or a column?",
            short="pull is called in both modes, and the pulls become columns")
def always_reverse_and_transposed(push, pull, n, m, mode):
    return _runs(push, pull, n, m, "reverse", flip=("reverse",))


@task.wrong("Reverse mode is right. In forward mode the pushes become rows, and later ones pile up: J = [[1, 2]] "
            "gives 1 and then 3. Is a push a row or a column, and which entries are still 1?",
            short="in forward mode the pushes become rows, and entries of the tangent stay 1")
def never_reset_forward_as_rows(push, pull, n, m, mode):
    return _runs(push, pull, n, m, mode, eye=_lower if mode == "forward" else None, flip=("forward",))


@task.wrong("The numbers are right, but in forward mode an axis of length 1 is gone: for 4 inputs and 1 output J has "
            "shape (4,), where (1, 4) is asked. What does squeeze() do to such an axis?",
            short="in forward mode an axis of length one is dropped")
def squeezed_forward(push, pull, n, m, mode):
    return (squeezed if mode == "forward" else _runs)(push, pull, n, m, mode)


@task.wrong("The numbers are right, but in reverse mode an axis of length 1 is gone: for 4 inputs and 1 output J has "
            "shape (4,), where (1, 4) is asked. What does squeeze() do to such an axis?",
            short="in reverse mode an axis of length one is dropped")
def squeezed_reverse(push, pull, n, m, mode):
    return (squeezed if mode == "reverse" else _runs)(push, pull, n, m, mode)


EXERCISE = task.declared()
