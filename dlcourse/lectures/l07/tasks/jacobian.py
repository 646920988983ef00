"""Exercise: a Jacobian by columns or by rows."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
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

    def hidden(label: str, n: int, m: int, mode: str) -> Case:
        """A Jacobian that can only be reached by pushes and pulls."""
        J = draw.normal(m, n)
        push = Callback(lambda v: J @ v, ((n,),), budget=100, name="push")
        pull = Callback(lambda u: u @ J, ((m,),), budget=100, name="pull")
        return case(label, push=push, pull=pull, n=n, m=m, mode=mode)

    return [hidden("2 inputs, 3 outputs, forward", 2, 3, "forward"),
            hidden("2 inputs, 3 outputs, reverse", 2, 3, "reverse"),
            hidden("4 inputs, 1 output, reverse: one pull", 4, 1, "reverse"),
            hidden("3 inputs, 3 outputs, forward", 3, 3, "forward"),
            hidden("3 inputs, 3 outputs, reverse", 3, 3, "reverse")]


def drive(answer, push: Callback, pull: Callback, n: int, m: int, mode: str):
    """The Jacobian with the number of pushes and pulls that it took."""
    J = answer(push, pull, n, m, mode)
    return {"J": J, "pushes": push.calls, "pulls": pull.calls}


task = Task(
    key="jacobian", title="A Jacobian by columns or by rows", points=2, difficulty=2, minutes=15,
    objective="decide between columns and rows of a Jacobian by counting inputs and outputs",
    reference=reference, cases=cases, drive=drive, facts=("N07-01",),
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
    J = torch.empty(m, n, dtype=torch.float64)
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


@task.wrong("Your table has a row for each input and a column for each output. For 2 inputs and 3 outputs yours is 2 "
            "by 3: which of the two should the first index count?")
def transposed(push, pull, n, m, mode):
    return reference(push, pull, n, m, mode).mT


@task.wrong("You seed with all ones, so columns (or rows) come out added up. For J = [[1, 2]] a push of (1, 1) gives "
            "3. Which seed gives the 1 alone?")
def all_ones_seed(push, pull, n, m, mode):
    if mode == "forward":
        return push(torch.ones(n, dtype=torch.float64))[:, None].expand(m, n).clone()
    return pull(torch.ones(m, dtype=torch.float64)).expand(m, n).clone()


@task.wrong("You push whatever the mode says. With 4 inputs and 1 output that takes 4 runs. How many pulls would it "
            "take?")
def always_forward(push, pull, n, m, mode):
    return reference(push, pull, n, m, "forward")


@task.wrong("The numbers are right, but each entry of the seed costs two runs. A push is already linear and exact. "
            "What does the difference of two pushes add?")
def by_differences(push, pull, n, m, mode):
    run, size = (push, n) if mode == "forward" else (pull, m)
    eye = torch.eye(size, dtype=torch.float64)
    return torch.stack([(run(e) - run(-e)) / 2 for e in eye], dim=1 if mode == "forward" else 0)


EXERCISE = task.declared()
