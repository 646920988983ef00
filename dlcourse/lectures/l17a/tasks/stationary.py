"""Exercise: the distribution of a Markov chain that a step leaves as it is."""

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
from dlcourse.models import markov


def reference(P: Tensor) -> Tensor:
    """The package's own, by least squares."""
    return markov.stationary(P)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, n: int) -> Case:
        P = draw.uniform(0.2, 3.0, n, n) ** 2
        return case(label, P=P / P.sum(1, keepdim=True))

    a, b, c = draw.between(0.2, 0.4), draw.between(0.5, 0.8), draw.between(0.55, 0.7)
    left = numbers([[a, 0, 1 - a], [(1 - c) / 3, c, 2 * (1 - c) / 3], [b, 0, 1 - b]])
    swings = numbers([[0, a, 1 - a], [1, 0, 0], [1, 0, 0]])
    moves = numbers(2e-5, 3e-5, 5e-5)
    slow = torch.diag(1 - moves) + moves[:, None] * numbers([[0, 1, 0], [0, 0, 1], [1, 0, 0]])
    return [
        case("sun and rain", P=EXAMPLE),
        case("three states, the first one seldom", P=numbers([[0, 0.5, 0.5], [0.25, 0.75, 0], [0, 0.5, 0.5]])),
        some("four states", 4),
        some("six states", 6),
        case("a state that is left for ever", P=left),
        case("a chain that swings", P=swings),
        case("a chain that hardly moves", P=slow),
        case("one state", P=numbers([[1]])),
    ]


EXAMPLE = numbers([[0.9, 0.1], [0.5, 0.5]])

task = Task(
    key="stationary", title="The long run of a chain", points=2, difficulty=2, minutes=15,
    objective="find the distribution that a step of a chain leaves as it is",
    reference=reference, cases=cases, compare=close(rtol=1e-7), facts=("N19-09",),
    hints=(
        "Write down what flows into one state in a step, and what flows out of it. How many such equations are "
        "there, and why do they not settle the sum of all entries?",
        "For sun and rain, P^T less the unit matrix has the rows (-0.1, 0.5) and (0.1, -0.5). The second row is "
        "the first one with the other sign. Which equation can take its place, so that (5/6, 1/6) is the only "
        "solution?",
        "A = P.T - torch.eye(len(P), dtype=P.dtype); A[-1] = ____; b = torch.zeros(len(P), dtype=P.dtype); "
        "b[-1] = ____; return torch.linalg.solve(A, b)",
    ),
)


@task.solution
def stationary(P):
    A = P.T - torch.eye(len(P), dtype=P.dtype)      # step: what flows in, less what is there
    A[-1] = 1                                       # step: the last equation: all entries
    b = torch.zeros(len(P), dtype=P.dtype)          # step: nothing changes
    b[-1] = 1                                       # step: and they add up to 1
    return torch.linalg.solve(A, b)                 # step: solve the equations


@task.right
def by_eigenvector(P):
    values, vectors = torch.linalg.eig(P.T)         # step: eigenvectors of the transposed table
    at = (values - 1).abs().argmin()                # step: the eigenvalue 1
    v = vectors[:, at].real                         # step: its eigenvector
    return v / v.sum()                              # step: entries add up to 1


@task.right
def by_least_squares(P):
    n = P.shape[0]
    rows = torch.cat([torch.eye(n, dtype=P.dtype) - P.T, torch.ones(1, n, dtype=P.dtype)])     # step: all equations
    target = torch.tensor([0.0] * n + [1.0], dtype=P.dtype)                                     # step: their sides
    return torch.linalg.lstsq(rows, target[:, None]).solution.flatten()                         # step: solve them


@task.right
def state_by_state(P):
    """Take the states out one by one, the last one first, and then bring them back."""
    P = [list(map(float, row)) for row in P]
    n = len(P)
    for k in range(n - 1, 0, -1):
        out = sum(P[k][:k])                                     # step: what leaves state k for those before it
        for i in range(k):
            P[i][k] /= out                                      # step: visits to k for each visit to i
            for j in range(k):
                P[i][j] += P[i][k] * P[k][j]                    # step: the way round through k
    pi = [1.0]
    for k in range(1, n):
        pi.append(sum(pi[i] * P[i][k] for i in range(k)))       # step: bring state k back
    return torch.tensor([x / sum(pi) for x in pi], dtype=torch.float64)     # step: entries add up to 1


@task.right
def by_the_null_space(P):
    _, _, Vh = torch.linalg.svd(torch.eye(len(P), dtype=P.dtype) - P.T)     # step: directions that a step keeps
    return Vh[-1] / Vh[-1].sum()                                            # step: entries add up to 1


# The long run, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "n": lambda v: len(v.P), "I": lambda v: torch.eye(v.n, dtype=v.P.dtype),
    "right": lambda v: markov.stationary(v.P),
    "pi": lambda v: v.right,
    "total": lambda v: v.pi.sum(),
    "result": lambda v: v.pi / v.total,
}
OTHER = numbers([[0.5, 0.25, 0.25], [0.5, 0.5, 0], [0, 1, 0]])
# the smallest chains on which a mistake can be seen; the first that shows one is told
SMALL = {
    "For sun and rain it gives": EXAMPLE,
    "For the rows (0, 1) and (1, 0) it gives": numbers([[0, 1], [1, 0]]),
    "For the rows (0.5, 0.25, 0.25), (0.5, 0.5, 0) and (0, 1, 0) it gives": OTHER,
    "For the rows (0.5, 0.5) and (0, 1) it gives": numbers([[0.5, 0.5], [0, 1]]),
    "For the rows (0, 0.5, 0.5), (1, 0, 0) and (1, 0, 0) it gives": numbers([[0, 0.5, 0.5], [1, 0, 0], [1, 0, 0]]),
    "For the rows (0.99999, 0.00001) and (0.00003, 0.99997) it gives": numbers([[0.99999, 1e-5], [3e-5, 0.99997]])}

_with = answers_by(RULES, stationary)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small chains on which it is wrong."""
    for place, P in SMALL.items():
        try:
            given = answer(P.clone())
        except (RuntimeError, IndexError, ZeroDivisionError):
            continue
        if isinstance(given, Tensor) and not given.is_complex() and (words := told_apart(given, stationary(P))):
            return f"{place} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first == "P" else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


def _steps(start: Callable, count: int) -> dict[str, Callable]:
    """The distribution after so many steps from a start."""
    return {"pi": lambda v: start(v) @ torch.linalg.matrix_power(v.P, count)}


def _first(v: Any) -> Tensor:
    return v.I[0]


def _even(v: Any) -> Tensor:
    return v.I.mean(0)


def _swap(A: Tensor, **lines: Any) -> Tensor:
    """A copy of A with its last row, or column, exchanged for a number."""
    A = A.clone()
    if "row" in lines:
        A[-1] = lines["row"]
    else:
        A[:, -1] = lines["column"]
    return A


def _solved(A: Tensor, b: Tensor) -> Tensor:
    return torch.linalg.lstsq(A, b[:, None], driver="gelsd").solution[:, 0]


SIDE = "In π P = π, does π stand on the left of P or on the right?"
SUM = "What should the entries add up to?"
MANY = "How many steps does it take until a chain that hardly moves has forgotten its start? And one that swings?"
FLOW = "In the long run, what must be equal for each state?"
SHAPE = "Which shape does the text ask for?"
ONE = "How many results does the text ask for?"
DTYPE = "Which dtype has P?"
LAST = "Which equation says that the entries add up to 1, and what stands on its right side?"
NEVER = "Which chain of the text has a state with the probability 0?"

_wrong("right_eigenvector", "the vector stands on the right of P: all entries are alike", SIDE,
       pi=lambda v: v.pi if v.n == 1 else torch.ones_like(v.right))
_wrong("ones", "the result is 1 in every entry: the vector on the right of P, not divided by its sum", f"{SIDE} {SUM}",
       pi=lambda v: torch.ones_like(v.right), total=lambda v: 1.0)
_wrong("of_length_one", "the eigenvector has the length 1, and its entries do not add up to 1", SUM,
       total=lambda v: v.pi.norm())
_wrong("of_length_one_turned", "the eigenvector has the length 1 and is negative", SUM, total=lambda v: -v.pi.norm())
_wrong("negative", "every entry is negative", "Can a probability be below 0?", total=lambda v: -v.pi.sum())
_wrong("largest_one", "the largest entry is 1, not the sum", SUM, total=lambda v: v.pi.max())
_wrong("first_one", "the entries are divided by the first one", SUM, total=lambda v: v.pi[0])
_wrong("last_one", "the entries are divided by the last one", SUM, total=lambda v: v.pi[-1])
_wrong("adds_up_to_n", "the entries add up to n, the number of states", SUM, total=lambda v: v.pi.sum() / v.n)
_wrong("divided_by_n", "the entries are divided by n once more", SUM, total=lambda v: v.pi.sum() * v.n)
_wrong("squares_add_up", "the squares of an eigenvector are returned", "Must the entries or their squares add up to 1?",
       pi=lambda v: v.right**2)
_wrong("one_step_from_even", "it is the distribution after one step from equal probabilities: the mean of each column",
       MANY, **_steps(_even, 1))
_wrong("two_steps_from_even", "it is the distribution after two steps from equal probabilities", MANY,
       **_steps(_even, 2))
_wrong("ten_steps_from_even", "it is the distribution after ten steps from equal probabilities", MANY,
       **_steps(_even, 10))
_wrong("hundred_steps_from_even", "it is the distribution after a hundred steps from equal probabilities", MANY,
       **_steps(_even, 100))
_wrong("thousand_steps_from_even", "it is the distribution after a thousand steps from equal probabilities", MANY,
       **_steps(_even, 1000))
_wrong("ten_thousand_steps_from_even", "it is the distribution after ten thousand steps from equal probabilities", MANY,
       **_steps(_even, 10_000))
_wrong("first_row", "it is the first row of P: one step from the first state", MANY, **_steps(_first, 1))
_wrong("ten_steps", "it is the distribution after ten steps from the first state", MANY, **_steps(_first, 10))
_wrong("fifty_steps", "it is the distribution after fifty steps from the first state", MANY, **_steps(_first, 50))
_wrong("hundred_steps", "it is the distribution after a hundred steps from the first state", MANY, **_steps(_first,
       100))
_wrong("thousand_steps", "it is the distribution after a thousand steps from the first state", MANY,
       **_steps(_first, 1000))
_wrong("ten_thousand_steps", "it is the distribution after ten thousand steps from the first state", MANY,
       **_steps(_first, 10_000))
_wrong("many_steps", "it is the distribution after a great many steps from the first state, which swings for "
       "ever in one of the chains",
       "A chain moves from 0 to 1 and back. Where is it after a million steps, and after one more?",
       **_steps(_first, 2**24))
_wrong("many_steps_odd", "it is the distribution after a great many steps from the first state, an odd number of them",
       "A chain moves from 0 to 1 and back. Where is it after a million steps, and after one more?",
       **_steps(_first, 2**24 + 1))
_wrong("many_steps_from_even", "it is the distribution after a great many steps from equal probabilities, which swings "
       "for ever in one of the chains", "A chain leads from state 0 to 1 or 2, and from both back to 0. Where "
       "is it after a million steps, if it starts in one of the three with equal probability?", **_steps(_even, 2**24))
_wrong("mean_of_few_steps", "it is the mean of the first hundred distributions from the first state", "Does a "
       "start count in this mean?", pi=lambda v: torch.stack([v.I[0] @ torch.linalg.matrix_power(v.P,
       t) for t in range(100)]).mean(0))
_wrong("columns_added", "it is the sum of each column, not divided", SUM, pi=lambda v: v.P.sum(0), total=lambda v: 1.0)
_wrong("flow_in_from_even", "it is what flows into each state from the others, if all are alike", FLOW,
       pi=lambda v: (v.P * (1 - v.I)).sum(0) + (v.n == 1))
_wrong("staying", "it is the probability to stay in each state, divided by the sum", FLOW, pi=lambda v: v.P.diagonal())
_wrong("time_of_a_stay", "it is the length of one stay, 1/(1 - P_ii), without how often each state is entered",
       "Are all states entered equally often?", pi=lambda v: torch.where(v.P.diagonal() < 1,
       1 / (1 - v.P.diagonal()), 1.0))
_wrong("leaving", "it is the probability to leave each state, divided by the sum", "Does a chain spend more or "
       "less time in a state that it leaves often?", pi=lambda v: 1 - v.P.diagonal() + (v.n == 1))
_wrong("as_if_balanced", "it assumes that as much flows from the first state to each other one as back", "Must "
       "the flow between each two states be balanced, or only what flows in and out of each state?",
       pi=lambda v: torch.where(
           v.P[:, 0] > 0, v.P[0] / v.P[:, 0].where(v.P[:, 0] > 0, 1.0), 0.0) + (1 - v.P[0]) * 0
       if v.P[0, 0] > 0 else v.P[0] / v.P[:, 0].clamp(min=1e-9) + v.I[0])
_wrong("most_likely_state", "all weight lies on the most likely state", FLOW, pi=lambda v: v.I[v.right.argmax()])
_wrong("sum_missing", "nothing says that the entries add up to 1: the result is 0", LAST, result=lambda v: 0 * v.right)
_wrong("sides_all_one", "the right sides are all 1", LAST,
       result=lambda v: _solved(_swap(v.P.T - v.I, row=1), torch.ones_like(v.right)))
_wrong("sides_even", "the right sides are all 1/n", LAST,
       result=lambda v: _solved(_swap(v.P.T - v.I, row=1), torch.ones_like(v.right) / v.n))
_wrong("first_side_one", "the right side is 1 in the first equation, and the sum stands in the last one", LAST,
       result=lambda v: _solved(_swap(v.P.T - v.I, row=1), v.I[0]))
_wrong("column_exchanged", "the last column is exchanged for ones, not the last equation", LAST,
       result=lambda v: _solved(_swap(v.P.T - v.I, column=1), v.I[-1]))
_wrong("not_transposed", "P itself stands in the equations, where P transposed belongs", SIDE,
       result=lambda v: _solved(_swap(v.P - v.I, row=1), v.I[-1]))
_wrong("identity_added", "the unit matrix is added, not taken off", "What is left, when π is taken from both sides of "
       "π P = π?", result=lambda v: _solved(_swap(v.P.T + v.I, row=1), v.I[-1]))
_wrong("identity_forgotten", "the unit matrix is missing: the equations say π P = 0", "What is left, when π is "
       "taken from both sides of π P = π?", result=lambda v: _solved(_swap(v.P.T, row=1), v.I[-1]))
_wrong("sum_added_to_last", "the sum is added to the last equation", LAST,
       result=lambda v: _solved(torch.cat([(v.P.T - v.I)[:-1], (v.P.T - v.I)[-1:] + 2 * v.I[-1:]]), v.I[-1]))
_wrong("last_state_first", "the states come in the opposite order", "Which entry belongs to state 0?",
       pi=lambda v: v.right.flip(0))
_wrong("sorted_up", "the entries are sorted from small to large", "Which entry belongs to state 0?",
       pi=lambda v: v.right.sort().values)
_wrong("sorted_down", "the entries are sorted from large to small", "Which entry belongs to state 0?",
       pi=lambda v: v.right.sort(descending=True).values)
_wrong("never_zero", "a small number keeps every entry above 0", NEVER, pi=lambda v: v.right.clamp(min=1e-4))
_wrong("small_number_added", "a small number is added to every entry", NEVER, pi=lambda v: v.right + 1e-6)
_wrong("rounded", "the entries are rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.right.round(decimals=4))
_wrong("in_float32", "the result is float32", DTYPE, result=lambda v: v.right.float())
_wrong("computed_in_float32", "P goes through float32", "In which of your lines does the dtype change?",
       right=lambda v: _solved(_swap(v.P.float().double().T - v.I, row=1), v.I[-1]) if v.n > 1 else v.P[0] + 1e-8)
_wrong("complex", "the result is complex, as an eigenvector often is", DTYPE,
       result=lambda v: v.right.to(torch.complex128))
_wrong("as_a_column", "the result is a column, of shape (n, 1)", SHAPE, result=lambda v: v.right[:, None])
_wrong("as_a_row", "the result is a table with one row", SHAPE, result=lambda v: v.right[None])
_wrong("as_a_list", "the result is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.right.tolist())
_wrong("for_each_start", "the result is a table, with the long run in each row", SHAPE,
       result=lambda v: v.right.expand(v.n, -1).clone())
_wrong("with_eigenvalue", "the eigenvalue comes back too", ONE, result=lambda v: (v.right, torch.tensor(1.0)))
_wrong("single_axes_lost", "axes of length 1 are lost: one state gives a number", SHAPE,
       result=lambda v: v.right.squeeze())
_wrong("first_entry_alone", "only the first entry comes back", SHAPE, result=lambda v: v.right[0])
_wrong("last_entry_missing", "the last entry is missing", SHAPE, result=lambda v: v.right[:-1])

OFTEN = {
    "right_eigenvector": Mistake("the vector stands on the right of P", SIDE, {
        "pi": lambda v: v.pi if v.n == 1 else torch.ones_like(v.right)}),
    "one_step_from_even": Mistake("the mean of each column stands for the long run", MANY,
    {"pi": lambda v: v.P.mean(0)}),
    "last_state_first": Mistake("the states come in the opposite order", "Which entry belongs to state 0?", {
        "pi": lambda v: v.right.flip(0)}),
    "of_length_one": Mistake("the result has the length 1", SUM, {"total": lambda v: v.pi.norm()}),
    "largest_one": Mistake("the largest entry is 1", SUM, {"total": lambda v: v.pi.max()}),
    "as_a_column": Mistake("the result is a column", SHAPE, {"result": lambda v: (v.pi / v.total)[:, None]}),
}
WRITTEN = {("right_eigenvector", "largest_one"), *(("right_eigenvector", other) for other in ())}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
