"""Exercise: all gradients shortened together where they are too long."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def reference(grads: list[Tensor], c: float) -> tuple[list[Tensor], float]:
    """The solution, with the length as a plain number."""
    shortened, norm = clip_by_global_norm(grads, c)
    return shortened, float(norm)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(length: float, *shapes: tuple[int, ...]) -> list[Tensor]:
        """Tensors that are so long together."""
        drawn = [draw.away_from_zero(*shape) for shape in shapes]
        return [g * (length / math.sqrt(sum(float((h**2).sum()) for h in drawn))) for g in drawn]

    return [
        case("the example of the text", grads=[numbers([2, 3]), numbers([6])], c=3.5),
        case("a matrix, a vector and a single number, too long", grads=some(draw.between(5, 7), (2, 3), (3,), ()),
             c=draw.between(2.2, 3)),
        case("longer than 1, but not than c", grads=some(draw.between(1.9, 2.1), (2, 2), (4,)),
             c=draw.between(2.4, 2.9)),
        case("shorter than 1 and than c", grads=some(draw.between(0.7, 0.9), (2,), (3,)), c=draw.between(1.2, 1.5)),
        case("shorter than 1, but longer than c", grads=some(draw.between(0.7, 0.9), (3,), (2, 1)),
             c=draw.between(0.3, 0.5)),
        case("exactly as long as c", grads=[numbers([[3, 0], [-4, 0]]), numbers(0, 12)], c=13.0),
        case("a single tensor that is too long", grads=some(draw.between(20, 30), (2, 4)), c=draw.between(1.2, 1.9)),
        case("all entries are 0", grads=[numbers([0, 0]), numbers([[0], [0]])], c=draw.between(0.3, 0.8)),
        case("four tensors, the second is 0", grads=[g * k for g, k in zip(
            some(draw.between(8, 9), (2,), (3,), (1, 2), (2,)), (0.1, 0, 1.5, 1))], c=draw.between(2.2, 3.1)),
    ]


task = Task(
    key="clip_by_global_norm", title="Shorten gradients that are too long", points=2, difficulty=1, minutes=12,
    objective="bound the length of a gradient and keep its direction",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("shortened", "norm")),
    forbids=("torch.nn.utils.clip_grad_norm_", "torch.nn.utils.clip_grad_value_", "torch.nn.utils.get_total_norm"),
    facts=("N10-34",),
    hints=(
        "Write all entries of all tensors in one long vector. Its direction stays if every entry is multiplied by the "
        "same number. Which number is it when the vector is twice as long as allowed?",
        "In the example the length is 7 and c is 3.5. The factor is 3.5/7 = 0.5. What would c/length be for a vector "
        "of length 1, and what should happen to that vector?",
        "norm = torch.sqrt(sum((g**2).____() for g in grads)); factor = ____ if norm <= c else ____; return "
        "[factor * g for g in grads], norm",
    ),
)


@task.solution
def clip_by_global_norm(grads, c):
    squares = sum((g**2).sum() for g in grads)          # step: the squares of all entries of all tensors
    norm = torch.sqrt(squares)                          # step: the length of all gradients together
    factor = c / norm if norm > c else 1.0              # step: one factor, and none where the length is allowed
    return [factor * g for g in grads], norm            # step: every tensor times the same factor


@task.right
def as_one_vector(grads, c):
    vector = torch.cat([g.flatten() for g in grads])    # step: all entries in one vector
    norm = vector.norm()                                # step: its length
    if norm > c:                                        # step: is it too long?
        vector = vector / norm * c                      # step: a unit vector, c times as long
    parts = vector.split([g.numel() for g in grads])    # step: the entries of each tensor
    return tuple(part.reshape(g.shape) for part, g in zip(parts, grads)), norm


@task.right
def entry_by_entry(grads, c):
    total = 0.0
    for g in grads:
        for value in g.flatten().tolist():
            total += value * value
    norm = total**0.5
    shortened = []
    for g in grads:
        copy = g.clone()
        if norm > c:
            copy *= c
            copy /= norm
        shortened.append(copy)
    return shortened, norm


@task.right
def norm_of_norms(grads, c):
    norm = torch.stack([torch.linalg.vector_norm(g) for g in grads]).norm()
    return [g * (c / norm).clamp(max=1.0) for g in grads], norm.item()


def _each(v: SimpleNamespace) -> list[Tensor]:
    """The length of each tensor by itself."""
    return [(g**2).sum().sqrt() for g in v.grads]


def _all(v: SimpleNamespace) -> Tensor:
    """All entries in one vector."""
    return torch.cat([g.flatten() for g in v.grads])


def _by(factor: Callable) -> Callable:
    """Each tensor times a factor of its own."""
    return lambda v: [factor(v, i, g) * g for i, g in enumerate(v.grads)]


def _quotient(v: SimpleNamespace, n: Tensor) -> Tensor:
    """c over a length, at most 1."""
    return (v.c / n).clamp(max=1.0)


# The lengths, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable] = {
    "squares": lambda v: sum((g**2).sum() for g in v.grads),
    "length": lambda v: v.squares.sqrt(),
    "factor": lambda v: _quotient(v, v.length),
    "new": lambda v: [v.factor * g for g in v.grads],
    "norm": lambda v: v.length,
    "result": lambda v: (v.new, v.norm),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [([numbers(g) for g in grads], c) for grads, c in (
    (([2, 3], [6]), 3.5), (([2, 3], [6]), 14.0), (([3, 4], ), 0.5), (([0, 0.6], [0.8]), 0.5), (([0], [0]), 1.0),
    (([3, 4], [0]), 1.0), (([-2, 3], [6]), 3.5), (([[3, 0], [0, 4]], ), 1.0))]


_with = answers_by(RULES, clip_by_global_norm)


def _flat(value: Any) -> Tensor:
    """All numbers of a result."""
    if isinstance(value, (list, tuple)):
        return torch.cat([_flat(part) for part in value])
    return torch.as_tensor(value, dtype=torch.float64).flatten()


def _shown(grads: list[Tensor]) -> str:
    return " and ".join(written(g) if g.numel() > 1 else f"({written(g)})" for g in grads)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for grads, c in SMALL:
        given, right = answer([g.clone() for g in grads], c), clip_by_global_norm(grads, c)
        if not isinstance(given, tuple) or len(given) != 2:
            continue
        for name, one, other in zip(("entries are", "norm is"), given, right):
            if not isinstance(one, (list, tuple, Tensor, float)):
                continue
            one, other = _flat(one), _flat(other)
            if one.numel() == other.numel() and (words := told_apart(one, other)):
                return f"For {_shown(grads)} with c = {c:g} your {name} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


ONE = "How many lengths have all gradients together?"
KEEP = "In which direction should the shortened gradient point?"
SMALL_ONES = "What should happen to gradients that are short enough?"
LENGTH = "How long is the vector (3, 4)?"
NORM = "Which length does the text ask for?"
BOUND = "How long should the shortened gradient be?"
LONGEST = "Which gradients are too long?"
_wrong("one_by_one", "each tensor is shortened by itself, by its own length", ONE,
       new=_by(lambda v, i, g: _quotient(v, _each(v)[i])))
_wrong("row_by_row", "each row of a tensor is shortened by itself", ONE, new=lambda v: [
    g * _quotient(v, g.norm(dim=-1, keepdim=True)) if g.ndim else g * _quotient(v, g.abs()) for g in v.grads])
_wrong("by_the_longest", "the length of the longest tensor stands for that of all", ONE,
       length=lambda v: max(_each(v)))
_wrong("lengths_added", "the lengths of the tensors are added", "How long is a step of 3 to the right and 4 upwards?",
       length=lambda v: sum(_each(v)))
_wrong("mean_length", "the mean of the tensors' lengths is taken", ONE,
       length=lambda v: sum(_each(v)) / len(v.grads))
_wrong("first_length", "the length of the first tensor counts alone", ONE, length=lambda v: _each(v)[0])
_wrong("last_length", "the length of the last tensor counts alone", ONE, length=lambda v: _each(v)[-1])
_wrong("clamped", "each entry is cut at -c and c", KEEP, new=lambda v: [g.clamp(-v.c, v.c) for g in v.grads])
_wrong("clamped_above", "each entry is cut at c, and not at -c", KEEP, new=lambda v: [g.clamp(max=v.c)
                                                                                   for g in v.grads])
_wrong("clamped_from_zero", "entries are cut at 0 and c", KEEP, new=lambda v: [g.clamp(0, v.c) for g in v.grads])
_wrong("signs", "each entry becomes c or -c where the length is above c", KEEP,
       new=lambda v: [v.c * g.sign() for g in v.grads] if v.length > v.c else v.grads)
_wrong("always_scaled", "short gradients are made longer, up to c, and gradients of 0 become nan", SMALL_ONES,
       factor=lambda v: v.c / v.length)
_wrong("always_scaled_but_zero", "short gradients are made longer, up to c", SMALL_ONES,
       factor=lambda v: v.c / v.length if v.length > 0 else 1.0)
_wrong("larger_of_both", "the factor is the larger of 1 and c over the length", SMALL_ONES,
       factor=lambda v: (v.c / v.length).nan_to_num(1.0, 1.0).clamp(min=1.0))
_wrong("upside_down", "the factor is the length over c", "What is the factor when the length is twice c?",
       factor=lambda v: (v.length / v.c).clamp(max=1.0))
_wrong("upside_down_where_long", "too long gradients are multiplied by length over c", "What is the factor when the "
       "length is twice c?", factor=lambda v: (v.length / v.c).clamp(min=1.0))
_wrong("unit_length", "too long gradients get the length 1, not c", BOUND,
       factor=lambda v: 1 / v.length if v.length > v.c else 1.0)
_wrong("unit_length_always", "all gradients get the length 1, and gradients of 0 become nan", BOUND,
       factor=lambda v: 1 / v.length)
_wrong("longer_than_one", "gradients are too long for you when the length is above 1", LONGEST,
       factor=lambda v: v.c / v.length if v.length > 1 else 1.0)
_wrong("times_c", "too long gradients are multiplied by c, and not divided by the length", BOUND,
       factor=lambda v: v.c if v.length > v.c else 1.0)
_wrong("divided_by_c", "too long gradients are divided by c", BOUND,
       factor=lambda v: 1 / v.c if v.length > v.c else 1.0)
_wrong("c_beside_the_quotient", "the factor is at most c, not at most 1", SMALL_ONES,
       factor=lambda v: (v.c / v.length).nan_to_num(v.c, posinf=v.c).clamp(max=v.c))
_wrong("zeros", "gradients that are too long are set to 0", BOUND,
       factor=lambda v: 0.0 if v.length > v.c else 1.0)
_wrong("root_of_factor", "the factor is the root of c over the length", BOUND,
       factor=lambda v: (v.c / v.length).clamp(max=1.0).sqrt())
_wrong("factor_by_square", "the factor divides by the squared length", BOUND,
       factor=lambda v: (v.c / v.squares).clamp(max=1.0))
_wrong("square_of_c", "the length is compared with the square of c", LONGEST,
       factor=lambda v: v.c / v.length if v.length > v.c**2 else 1.0)
_wrong("squares_compared_with_c", "the squared length is compared with c", LONGEST,
       factor=lambda v: v.c / v.length if v.squares > v.c else 1.0)
_wrong("half_kept", "too long gradients are multiplied by 1 - c/length", BOUND,
       factor=lambda v: 1 - v.c / v.length if v.length > v.c else 1.0)
_wrong("shifted", "the excess is taken off each entry", KEEP,
       new=lambda v: [g - (v.length - v.c).clamp(min=0) for g in v.grads])
_wrong("only_the_first", "only the first tensor is shortened", "Which tensors are multiplied by the factor?",
       new=lambda v: [v.factor * v.grads[0], *v.grads[1:]])
_wrong("only_the_last", "only the last tensor is shortened", "Which tensors are multiplied by the factor?",
       new=lambda v: [*v.grads[:-1], v.factor * v.grads[-1]])
_wrong("only_the_longest", "only tensors that are longer than c by themselves are shortened, by the common factor",
       "Which tensors are multiplied by the factor?",
       new=_by(lambda v, i, g: v.factor if _each(v)[i] > v.c else 1.0))
_wrong("only_large_entries", "only entries above c in size are shortened", KEEP,
       new=lambda v: [torch.where(g.abs() > v.c, v.factor * g, g) for g in v.grads])
_wrong("root_missing", "the root of the length is missing", LENGTH, length=lambda v: v.squares)
_wrong("norm_squared", "the gradients are right, but the squared length is returned", LENGTH, norm=lambda v: v.squares)
_wrong("mean_square", "the mean of the squares is taken, not their sum", LENGTH,
       squares=lambda v: (_all(v)**2).mean())
_wrong("sum_of_mean_squares", "the mean square of each tensor is taken, and these are added", LENGTH,
       squares=lambda v: sum((g**2).mean() for g in v.grads))
_wrong("mean_of_squared_lengths", "the squared lengths of the tensors are averaged, not added", LENGTH,
       squares=lambda v: sum((g**2).sum() for g in v.grads) / len(v.grads))
_wrong("sizes_added", "the sizes of the entries are added", LENGTH, length=lambda v: _all(v).abs().sum())
_wrong("largest_entry", "the size of the largest entry stands for the length", LENGTH,
       length=lambda v: _all(v).abs().max())
_wrong("entries_added", "the entries are added before they are squared", LENGTH, squares=lambda v: _all(v).sum()**2)
_wrong("sum_squared_in_each", "the entries of each tensor are added before they are squared", LENGTH,
       squares=lambda v: sum(g.sum()**2 for g in v.grads))
_wrong("spread", "the standard deviation of the entries stands for the length", LENGTH,
       length=lambda v: _all(v).std())
_wrong("spectral", "the largest stretch of a matrix stands for its length", LENGTH,
       squares=lambda v: sum(torch.linalg.matrix_norm(g, 2)**2 if g.ndim == 2 else (g**2).sum() for g in v.grads))
_wrong("norm_afterwards", "the norm is the length after shortening", NORM, norm=lambda v: v.length * v.factor)
_wrong("root_missing_twice", "the root of the length is missing, and the norm is this sum of squares after shortening",
       f"{LENGTH} {NORM}", length=lambda v: v.squares, norm=lambda v: (_flat(v.new)**2).sum())
_wrong("lengths_added_twice", "the lengths of the tensors are added, and the norm is this sum after shortening",
       f"{ONE} {NORM}", length=lambda v: sum(_each(v)), norm=lambda v: sum(g.norm() for g in v.new))
_wrong("sizes_added_twice", "the sizes of the entries are added, and the norm is this sum after shortening",
       f"{LENGTH} {NORM}", length=lambda v: _all(v).abs().sum(), norm=lambda v: _flat(v.new).abs().sum())
_wrong("factor_returned", "the factor stands where norm belongs", NORM, norm=lambda v: v.factor)
_wrong("norm_at_most_c", "the norm is c, even where the gradients are shorter", NORM, norm=lambda v: v.c)
_wrong("norms_of_each", "the norm is a list, the length of each tensor", ONE, norm=lambda v: _each(v))
_wrong("exchanged", "the norm comes first", "In which order does the text name the results?",
       result=lambda v: (v.norm, v.new))
_wrong("gradients_alone", "only the gradients are returned", "How many results does the text ask for?",
       result=lambda v: v.new)
_wrong("norm_alone", "only the norm is returned", "How many results does the text ask for?", result=lambda v: v.norm)
_wrong("vector", "the gradients come back as one vector", "Which shapes have the gradients that came in?",
       new=lambda v: v.factor * _all(v))
_wrong("flat", "each gradient comes back without its shape, as a row", "Which shapes have the gradients that came in?",
       new=lambda v: [v.factor * g.flatten() for g in v.grads])
_wrong("first_alone", "only the first tensor comes back; a loop that returns in its first turn does that",
       "How many tensors came in?", new=lambda v: [v.factor * v.grads[0]])
_wrong("last_alone", "only the last tensor comes back", "How many tensors came in?",
       new=lambda v: [v.factor * v.grads[-1]])
_wrong("backwards", "the tensors come back in the opposite order", "Which tensor came in first?",
       new=lambda v: [v.factor * g for g in v.grads[::-1]])
_wrong("minus", "all gradients have the opposite sign", KEEP, new=lambda v: [-v.factor * g for g in v.grads])
_wrong("sizes", "the entries have lost their signs", KEEP, new=lambda v: [v.factor * g.abs() for g in v.grads])
_wrong("squared_entries", "the squares of the entries come back", KEEP, new=lambda v: [v.factor * g**2
                                                                                   for g in v.grads])
_wrong("as_lists", "each gradient comes back as a list, not as a tensor", "Which type does the text ask for?",
       new=lambda v: [(v.factor * g).tolist() for g in v.grads])
_wrong("in_float32", "the gradients are float32", "Which dtype came in?",
       new=lambda v: [(v.factor * g).float() for g in v.grads])
_wrong("through_float32", "the length has gone through float32", "In which of your lines does the dtype change?",
       length=lambda v: v.squares.float().sqrt().double())
_wrong("nan_for_zero", "gradients of 0 become nan: 0 is divided by a length of 0", SMALL_ONES,
       new=lambda v: [v.factor * g / v.length * v.length for g in v.grads])
_wrong("epsilon_of_6_digits", "a millionth is added to the length, as torch does", BOUND,
       factor=lambda v: _quotient(v, v.length + 1e-6))
_wrong("epsilon_of_8_digits", "1e-8 is added to the length", BOUND, factor=lambda v: _quotient(v, v.length + 1e-8))
_wrong("epsilon_in_norm", "a millionth is added to the length, and the norm says so", NORM,
       length=lambda v: v.squares.sqrt() + 1e-6)
_wrong("epsilon_under_root", "a small number is added under the root", NORM,
       length=lambda v: (v.squares + 1e-8).sqrt())
_wrong("unchanged", "the gradients come back as they came", BOUND, new=lambda v: v.grads)
_wrong("only_with_a_large_entry", "only tensors that hold an entry above c in size are shortened", "Which tensors are "
       "multiplied by the factor?", new=_by(lambda v, i, g: v.factor if g.abs().max() > v.c else 1.0))


def _unused(rule: str) -> dict[str, Callable]:
    """A rule that a mistake leaves as it is, but on which nothing depends any more."""
    return {rule: RULES[rule]}


OFTEN = {
    "one_by_one": Mistake("each tensor is shortened by itself", ONE,
                          {"new": _by(lambda v, i, g: _quotient(v, _each(v)[i])), **_unused("factor")}),
    "clamped": Mistake("each entry is cut at -c and c", KEEP,
                       {"new": lambda v: [g.clamp(-v.c, v.c) for g in v.grads], **_unused("factor")}),
    "always_scaled": Mistake("short gradients are made longer, up to c", SMALL_ONES,
                             {"factor": lambda v: v.c / v.length}),
    "unit_length": Mistake("too long gradients get the length 1", BOUND,
                           {"factor": lambda v: 1 / v.length if v.length > v.c else 1.0}),
    "root_missing": Mistake("the root of the length is missing", LENGTH, {"length": lambda v: v.squares}),
    "sizes_added": Mistake("the sizes of the entries are added", LENGTH,
                           {"length": lambda v: _all(v).abs().sum(), **_unused("squares")}),
    "lengths_added": Mistake("the lengths of the tensors are added", LENGTH,
                             {"length": lambda v: sum(_each(v)), **_unused("squares")}),
    "norm_afterwards": Mistake("the norm is the length after shortening", NORM,
                               {"norm": lambda v: _flat(v.new).norm()}),
    "exchanged": Mistake("the norm comes first", "In which order does the text name the results?",
                         {"result": lambda v: (v.norm, v.new)}),
    "gradients_alone": Mistake("only the gradients are returned", "How many results does the text ask for?",
                               {"result": lambda v: v.new, **_unused("norm")}),
}
for _name, _two in in_pairs(OFTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
