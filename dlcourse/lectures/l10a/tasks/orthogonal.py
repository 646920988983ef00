"""Exercise: weights that keep every length, made from random numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task

NEAR, NEARLY = 1e-9, 1e-4


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(rows: int, columns: int) -> Tensor:
        """A random matrix none of whose singular values is near 0 or near another one."""
        U, _, Vh = torch.linalg.svd(draw.normal(rows, columns), full_matrices=False)
        return U @ torch.diag(torch.arange(1, min(rows, columns) + 1) * draw.uniform(0.8, 1.1, min(rows, columns))) @ Vh

    return [
        case("the example of the text", G=numbers([2, 1], [1, 2]), gain=3.0),
        case("3 rows and 5 columns", G=some(3, 5), gain=draw.between(1.3, 1.8)),
        case("5 rows and 3 columns", G=some(5, 3), gain=draw.between(0.4, 0.7)),
        case("a square matrix", G=some(4, 4), gain=draw.between(2.2, 2.8)),
        case("a single row", G=some(1, 4), gain=draw.between(1.3, 1.8)),
        case("a single column", G=some(3, 1), gain=draw.between(0.4, 0.7)),
    ]


def drive(answer, G: Tensor, gain: float) -> dict[str, Any]:
    """The weights, the weights again, and those of another matrix."""
    other = G + torch.arange(1.0, G.numel() + 1, dtype=G.dtype).sin().reshape(G.shape)
    return {"W": answer(G, gain), "W again": answer(G.clone(), gain), "W of another G": answer(other, gain)}


def judge(inputs: dict[str, Any], output: dict[str, Any]) -> str | None:
    """What is wrong with the weights; their form comes first."""
    G, gain, W = inputs["G"], inputs["gain"], output["W"]
    if not isinstance(W, Tensor):
        kinds = {"none": type(None), "array": np.ndarray, "list": list, "tuple": tuple}
        return next((name for name, kind in kinds.items() if isinstance(W, kind)), "no tensor")
    if W.shape != G.shape:
        return _shape(W, *G.shape)
    if W.dtype != torch.float64:
        return "float32" if W.dtype == torch.float32 else "dtype"
    if not bool(W.isfinite().all()):
        return "not finite"
    return _lengths(G, gain, W) or _dependence(W, output["W again"], output["W of another G"])


def _shape(W: Tensor, rows: int, columns: int) -> str:
    return {(columns, rows): "transposed", (rows, rows): "a square of rows", (columns, columns): "a square of columns",
            (rows * columns,): "flat"}.get(tuple(W.shape), "shape")


def _dependence(W: Tensor, again: Any, other: Any) -> str | None:
    if not isinstance(again, Tensor) or not _near(W, again):
        return "another each time"
    return "always the same" if isinstance(other, Tensor) and _near(W, other) else None


def _near(one: Tensor, other: Tensor | float, margin: float = NEAR) -> bool:
    scale = max(1.0, float(one.abs().max()))
    return bool(((one - other).abs() <= margin * scale).all())


def _lengths(G: Tensor, gain: float, W: Tensor) -> str | None:
    """How the short side's vectors differ from perpendicular ones of the length `gain`."""
    M = W if W.shape[0] <= W.shape[1] else W.mT
    A = M @ M.mT
    squares, wanted = A.diagonal(), gain**2
    perpendicular = _near(A, squares.diag())
    if perpendicular and _near(squares / wanted, 1.0):
        return None
    if _near(W, G):
        return "as it came"
    if _near(A / wanted, torch.eye(len(A), dtype=A.dtype), NEARLY):
        return "nearly"
    return (_one_factor(G, gain, W) or (perpendicular and _unequal(G, gain, squares)) or _skew(G, gain, M, A)
            or _told(A, gain))


def _one_factor(G: Tensor, gain: float, W: Tensor) -> str | None:
    """Whether all of G was multiplied by one number, and by which; not for a single row or column."""
    factor = float((G * W).sum() / (G * G).sum())
    if min(G.shape) == 1 or not _near(W, factor * G):
        return None
    s, factors = torch.linalg.svdvals(G), {}
    for name, length in (("times the gain", 1.0), ("whole length", float(G.norm())), ("longest stretch", float(s[0])),
                         ("least stretch", float(s[-1])), ("spread", float(G.std()))):
        factors |= {name: gain / length, f"{name}, no gain": 1 / length}
    return next((name for name, f in factors.items() if abs(f - factor) <= NEAR * abs(f)), "one factor")


def _unequal(G: Tensor, gain: float, squares: Tensor) -> str:
    """Perpendicular vectors of other lengths."""
    if _near(squares, squares.mean()):
        powers = {"no gain": 1.0, "gain squared": gain**4, "root of the gain": gain, "divided by the gain": gain**-2,
                  "gain twice as large": 4 * gain**2, "unit as a whole": gain**2 / len(squares),
                  "no gain, unit as a whole": 1 / len(squares), "by the longer side": gain**2 / max(G.shape),
                  "times the longer side": gain**2 * max(G.shape)}
        return next((name for name, p in powers.items() if abs(float(squares[0]) - p) <= NEAR * p), "other length")
    if float(squares.min()) < NEAR:
        return "some are zero"
    s, found = torch.linalg.svdvals(G), squares.sort(descending=True).values
    for name, power in (("singular values kept", 2.0), ("roots of singular values", 1.0),
                        ("singular values squared", 4.0), ("divided by singular values", -2.0)):
        for gained, factor in (("", gain**2), (", no gain", 1.0)):
            if _near(found, (factor * s**power).sort(descending=True).values):
                return name + gained
    return "perpendicular only"


def _skew(G: Tensor, gain: float, M: Tensor, A: Tensor) -> str | None:
    """Vectors that are not perpendicular."""
    squares, columns = A.diagonal(), (M**2).sum(0)
    for gained, wanted in (("", gain**2), (", no gain", 1.0)):
        if _near(squares, wanted):
            neighbours = A.diagonal(1)
            return ("only neighbours" if len(A) > 2 and _near(neighbours, 0.0) else "lengths only") + gained
        if _near(columns, wanted):
            return "other side" + gained
    s, found = torch.linalg.svdvals(G), torch.linalg.svdvals(M)
    for name, expected in (("stretches kept", gain * s), ("stretches kept, no gain", s), ("inverse", gain / s.flip(0)),
                           ("inverse, no gain", 1 / s.flip(0)), ("stretches squared", gain * s**2),
                           ("roots of stretches", gain * s.sqrt())):
        if _near(found, expected):
            return name
    kept = found[found > NEAR * found[0]]
    if len(kept) < len(found) and _near(kept, gain):
        return "some are missing"
    return "signs" if _near(M.abs(), M.abs().max()) else None


def _told(A: Tensor, gain: float) -> str:
    """What is seen: the first length or product that is not right."""
    for i, row in enumerate(A.tolist()):
        if abs(row[i] - gain**2) > NEARLY * gain**2:
            return f"vector {i} of the shorter side has the length {math.sqrt(max(row[i], 0)):.4g}, not {gain:.4g}"
    i, j = max(((i, j) for i in range(len(A)) for j in range(i)), key=lambda ij: abs(float(A[ij])))
    return f"vectors {j} and {i} of the shorter side have the product {float(A[i, j]):.4g}, not 0"


FAULTS = {
    "none": "Your function returns nothing (None). Does it end in a `return`?",
    "no tensor": "W should be a tensor. What does your function return?",
    "array": "W is a numpy array. A torch tensor is wanted.",
    "list": "W is a list. A tensor is wanted.",
    "tuple": "Your function returns a tuple. W alone is wanted.",
    "shape": "W should have the shape of G. Which shape has yours?",
    "transposed": "Rows and columns of W are exchanged.",
    "flat": "W is one long row. It should have the shape of G.",
    "a square of rows": "W has as many columns as rows. It should have the shape of G.",
    "a square of columns": "W has as many rows as columns. It should have the shape of G.",
    "dtype": "W should be float64. Which dtype has yours?",
    "float32": "W is float32. It should be float64.",
    "not finite": "W holds nan or inf. From which of your lines does it come?",
    "another each time": "Two equal calls give two different W.",
    "always the same": "Two different G give the same W.",
    "as it came": "W is G, as it came.",
    "nearly": "The vectors of the shorter side are right to some digits, but not to ten.",
    "one factor": "W is G times one number. That turns no vector.",
    "other length": "The vectors of the shorter side are perpendicular and equally long, but not of the length `gain`.",
    "some are zero": "Some of the vectors of the shorter side are 0.",
    "some are missing": "W loses a direction: one of its singular values is 0.",
    "perpendicular only": "The vectors of the shorter side are perpendicular, but not of the length `gain`.",
    "signs": "All entries of W have the same size. The vectors of the shorter side are not perpendicular.",
    **{name + gained: f"{says}{more}" for name, says in {
        "times the gain": "W is G times the gain, and still stretches.",
        "whole length": "W is G divided by its whole length.",
        "longest stretch": "W is G divided by its largest singular value.",
        "least stretch": "W is G divided by its smallest singular value.",
        "spread": "W is G divided by the standard deviation of its entries.",
        "unit as a whole": "The vectors of the shorter side are perpendicular, but too short: together they have the "
                           "length that each should have.",
        "singular values kept": "The vectors of the shorter side are perpendicular, but as long as singular values.",
        "roots of singular values": "The vectors of the shorter side are perpendicular, but as long as roots of "
                                    "singular values.",
        "singular values squared": "The vectors of the shorter side are perpendicular, but as long as the squared "
                                   "singular values.",
        "divided by singular values": "The vectors of the shorter side are perpendicular, but divided by the singular "
                                      "values.",
        "only neighbours": "Each vector of the shorter side is perpendicular to its neighbours, but not to all others.",
        "lengths only": "The vectors of the shorter side have equal lengths, but they are not perpendicular.",
        "other side": "The vectors of the longer side have equal lengths. Those of the shorter side should be "
                      "perpendicular.",
        "stretches kept": "W still stretches as G does.",
        "inverse": "W stretches by one over the singular values of G.",
    }.items() for gained, more in (("", ""), (", no gain", " The gain plays no part."))},
    "no gain, unit as a whole": "The vectors of the shorter side are perpendicular, but together they have the "
                                "length 1.",
    "stretches squared": "W stretches by the squares of the singular values of G.",
    "roots of stretches": "W stretches by the roots of the singular values of G.",
    **{name: f"The vectors of the shorter side are perpendicular, but their length is {length}." for name, length in {
        "no gain": "1", "gain squared": "the square of the gain", "root of the gain": "the root of the gain",
        "divided by the gain": "1 over the gain", "gain twice as large": "twice the gain",
        "by the longer side": "the gain over the root of the longer side",
        "times the longer side": "the gain times the root of the longer side"}.items()},
}

task = Task(
    key="orthogonal", title="Weights that keep every length", points=2, difficulty=2, minutes=15,
    objective="make an orthogonal matrix from random numbers",
    cases=cases, drive=drive, judge=judge, compare=close(rtol=1e-9),
    forbids=("torch.nn.init.orthogonal_", "torch.nn.utils.parametrizations.orthogonal"),
    faults=FAULTS,
    facts=("N10-05",),
    hints=(
        "Every matrix is U S Vᵀ: turn, stretch along the axes, turn. Which of the three changes lengths?",
        "[[2, 1], [1, 2]] stretches (1, 1) by 3 and (1, -1) by 1. Its U and V are alike. What is left of U S Vᵀ if "
        "both stretches become 1?",
        "U, S, Vh = torch.linalg.svd(G, full_matrices=____); return gain * (____ @ ____)",
    ),
)


@task.solution
def orthogonal(G, gain):
    U, _S, Vh = torch.linalg.svd(G, full_matrices=False)    # step: turn, stretch, turn
    Q = U @ Vh                                              # step: the two turns, without the stretch
    return gain * Q                                         # step: every length times the gain


@task.right
def keep_one_of_the_two(G, gain):
    U, _, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain * (U if G.shape[0] > G.shape[1] else Vh)


@task.right
def by_qr(G, gain):
    tall = G.shape[0] >= G.shape[1]
    Q, R = torch.linalg.qr(G if tall else G.mT)
    Q = Q * R.diagonal().sign()
    return gain * (Q if tall else Q.mT)


@task.right
def gram_schmidt(G, gain):
    vectors = G if len(G) <= G.shape[1] else G.mT
    done: list[Tensor] = []
    for v in vectors:
        for q in done:
            v = v - (v @ q) * q                             # step: what lies along an earlier vector goes
        done.append(v / v.norm())                           # step: the rest gets the length 1
    W = gain * torch.stack(done)
    return W if len(G) <= G.shape[1] else W.mT


@task.right
def root_of_the_products(G, gain):
    short = G if len(G) <= G.shape[1] else G.mT
    values, Q = torch.linalg.eigh(short @ short.mT)
    W = gain * Q @ torch.diag(values**-0.5) @ Q.mT @ short
    return W if len(G) <= G.shape[1] else W.mT


def _svd(G: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return torch.linalg.svd(G, full_matrices=False)


def _turn(G: Tensor) -> Tensor:
    U, _, Vh = _svd(G)
    return U @ Vh


def _short(G: Tensor, change: Any) -> Tensor:
    """What `change` makes of a matrix with no more rows than columns."""
    return change(G) if len(G) <= G.shape[1] else change(G.mT).mT


def _stretched(G: Tensor, change: Any) -> Tensor:
    """The matrix with other singular values."""
    U, S, Vh = _svd(G)
    return U @ change(S).diag() @ Vh


def _wrong(name: str, says: str, asks: str, make: Any) -> None:
    """A wrong answer that returns what `make` gives."""
    def answer(G, gain):
        return make(G, gain)

    answer.__name__ = name
    task.wrong(f"{says} {asks}", short=says[0].lower() + says[1:].rstrip("."))(answer)


STRETCH = "Which part of U S Vᵀ stretches?"
RIGHT_ANGLE = "What is the product of two of your vectors, and what should it be?"
GAIN = "How long should each vector be?"
LONG = "How many vectors can be perpendicular to each other in two dimensions?"
_wrong("unchanged", "G comes back as it came: [[2, 1], [1, 2]] stays.", STRETCH, lambda G, gain: G.clone())
_wrong("times_gain", "G is only multiplied by the gain: [[2, 1], [1, 2]] with the gain 3 becomes [[6, 3], [3, 6]]. It "
       "still stretches (1, 1) by more than (1, -1).", STRETCH, lambda G, gain: gain * G)
_wrong("lengths_alone", "Your vectors have the right length, but they are not perpendicular: [[2, 1], [1, 2]] has rows "
       "of the length 2.24, and making them shorter does not turn them.", RIGHT_ANGLE,
       lambda G, gain: _short(G, lambda M: gain * M / M.norm(dim=1, keepdim=True)))
_wrong("lengths_alone_no_gain", "Your vectors have the length 1, and they are not perpendicular.", f"{GAIN} And "
       f"{RIGHT_ANGLE[0].lower()}{RIGHT_ANGLE[1:]}",
       lambda G, gain: _short(G, lambda M: M / M.norm(dim=1, keepdim=True)))
_wrong("other_side", "The vectors of the longer side have the length `gain`: in a matrix of 2 rows and 3 columns the 3 "
       "columns. They cannot all be perpendicular.", LONG,
       lambda G, gain: _short(G, lambda M: gain * M / M.norm(dim=0, keepdim=True)))
_wrong("other_side_no_gain", "The vectors of the longer side have the length 1: in a matrix of 2 rows and 3 columns "
       "the 3 columns.", f"{LONG} And where does your answer use the gain?",
       lambda G, gain: _short(G, lambda M: M / M.norm(dim=0, keepdim=True)))
_wrong("rows_alone", "The rows have the length `gain`, in a matrix with more rows than columns too, and they are not "
       "perpendicular.", RIGHT_ANGLE, lambda G, gain: gain * G / G.norm(dim=1, keepdim=True))
_wrong("columns_alone", "The columns have the length `gain`, in a matrix with fewer rows than columns too, and they "
       "are not perpendicular.", RIGHT_ANGLE, lambda G, gain: gain * G / G.norm(dim=0, keepdim=True))
_wrong("rows_alone_no_gain", "The rows have the length 1, in a matrix with more rows than columns too, and they are "
       "not perpendicular.", f"{RIGHT_ANGLE} And where does your answer use the gain?",
       lambda G, gain: G / G.norm(dim=1, keepdim=True))
_wrong("columns_alone_no_gain", "The columns have the length 1, in a matrix with fewer rows than columns too, and they "
       "are not perpendicular.", f"{RIGHT_ANGLE} And where does your answer use the gain?",
       lambda G, gain: G / G.norm(dim=0, keepdim=True))
_wrong("no_gain", "Everything is right but the length: it is 1, whatever the gain is.", GAIN, lambda G, gain: _turn(G))
_wrong("gain_squared", "Everything is right but the length: it is the square of the gain, 9 for a gain of 3.", GAIN,
       lambda G, gain: gain**2 * _turn(G))
_wrong("root_of_gain", "Everything is right but the length: it is the root of the gain, 1.73 for a gain of 3. The "
       "product of a vector with itself is its squared length.", GAIN, lambda G, gain: math.sqrt(gain) * _turn(G))
_wrong("divided_by_gain", "Everything is right but the length: it is 1 over the gain, 0.333 for a gain of 3.", GAIN,
       lambda G, gain: _turn(G) / gain)
_wrong("gain_doubled", "Everything is right but the length: it is twice the gain, 6 for a gain of 3.", GAIN,
       lambda G, gain: 2 * gain * _turn(G))
_wrong("unit_as_a_whole", "Your vectors are perpendicular, but the whole matrix has the length `gain`, not each "
       "vector: two vectors of length 3 together have 4.24.", GAIN,
       lambda G, gain: gain * _turn(G) / math.sqrt(min(G.shape)))
_wrong("by_the_longer_side", "Your vectors are perpendicular, but divided by the root of the longer side.", GAIN,
       lambda G, gain: gain * _turn(G) / math.sqrt(max(G.shape)))
_wrong("singular_values_kept", "Your vectors are perpendicular, but each is as long as a singular value says: for "
       "[[2, 1], [1, 2]] and the gain 1 the lengths are 3 and 1. One turn is gone, and the stretch is still there.",
       STRETCH, lambda G, gain: gain * (_svd(G)[1].diag() @ _svd(G)[2] if len(G) <= G.shape[1] else
                                        _svd(G)[0] @ _svd(G)[1].diag()))
_wrong("singular_values_kept_no_gain", "Your vectors are perpendicular, but as long as the singular values say, and "
       "the gain plays no part: for [[2, 1], [1, 2]] the lengths are 3 and 1.", f"{STRETCH} And where does your answer "
       "use the gain?", lambda G, gain: _svd(G)[1].diag() @ _svd(G)[2] if len(G) <= G.shape[1] else
       _svd(G)[0] @ _svd(G)[1].diag())
_wrong("not_made_unit", "Your vectors are perpendicular, but of different lengths, as Gram-Schmidt leaves them when no "
       "vector is divided by its length.", GAIN, lambda G, gain: _short(G, lambda M: gain * torch.linalg.qr(
           M.mT)[1].diagonal()[:, None] * torch.linalg.qr(M.mT)[0].mT))
_wrong("not_made_unit_no_gain", "Your vectors are perpendicular, but of different lengths, as Gram-Schmidt leaves them "
       "when no vector is divided by its length, and the gain plays no part. For [[2, 1], [1, 2]] the lengths are 2.24 "
       "and 1.34.", GAIN, lambda G, gain: _short(G, lambda M: torch.linalg.qr(M.mT)[1].diagonal()[
           :, None] * torch.linalg.qr(M.mT)[0].mT))
_wrong("diagonal_of_R", "Q is multiplied by the diagonal of R, where only its signs are wanted: for [[2, 1], [1, 2]] "
       "the columns of Q times the diagonal have the lengths 2.24 and 1.34, before the gain comes.", GAIN,
       lambda G, gain: gain * _by_diagonal(G))
_wrong("diagonal_of_R_no_gain", "Q is multiplied by the diagonal of R, where only its signs are wanted, and the gain "
       "plays no part: for [[2, 1], [1, 2]] your columns have the lengths 2.24 and 1.34.", GAIN,
       lambda G, gain: _by_diagonal(G))
_wrong("stretch_first", "The stretch is still there, between other turns: the singular values of your W are the gain "
       "times those of G.", STRETCH, lambda G, gain: _short(G, lambda M: gain * M.roll(1, 1).flip(0)))
_wrong("stretch_first_no_gain", "The stretch is still there: your W has the singular values of G, between other turns.",
       STRETCH, lambda G, gain: _short(G, lambda M: M.flip(0)))
_wrong("stretch_undone_twice", "The stretch is turned round: your W stretches by the gain over the singular values, "
       "where it should not stretch at all. [[2, 1], [1, 2]] stretches by 3 and 1, and you by 1/3 and 1.", STRETCH,
       lambda G, gain: gain * _stretched(G, lambda S: 1 / S))
_wrong("inverse", "You give the inverse, or the pseudo-inverse transposed: it stretches by one over the singular "
       "values, and the gain plays no part.", STRETCH, lambda G, gain: torch.linalg.pinv(G).mT)
_wrong("roots_of_stretches", "Your W stretches by the roots of the singular values: [[2, 1], [1, 2]] would stretch by "
       "1.73 and 1.", STRETCH, lambda G, gain: gain * _stretched(G, torch.sqrt))
_wrong("stretches_squared", "Your W stretches by the squares of the singular values: [[2, 1], [1, 2]] would stretch by "
       "9 and 1.", STRETCH, lambda G, gain: gain * _stretched(G, torch.square))
_wrong("whole_length", "G is divided by its whole length, one number for all entries. That does not turn any vector.",
       RIGHT_ANGLE, lambda G, gain: gain * G / G.norm())
_wrong("whole_length_no_gain", "G is divided by its whole length, one number for all entries, and the gain plays no "
       "part.", f"{RIGHT_ANGLE} And {GAIN[0].lower()}{GAIN[1:]}", lambda G, gain: G / G.norm())
_wrong("longest_stretch", "G is divided by its largest singular value: [[2, 1], [1, 2]] then stretches (1, 1) by 1, "
       "but (1, -1) by 1/3.", "How many singular values should be 1?",
       lambda G, gain: gain * G / torch.linalg.matrix_norm(G, 2))
_wrong("longest_stretch_no_gain", "G is divided by its largest singular value, and the gain plays no part.", "How many "
       "singular values should be equal, and to what?", lambda G, gain: G / torch.linalg.matrix_norm(G, 2))
_wrong("by_its_spread", "G is divided by the standard deviation of its entries.", RIGHT_ANGLE,
       lambda G, gain: gain * G / G.std() if G.numel() > 1 else G)
_wrong("only_neighbours", "Each vector is made perpendicular to the one before it, but not to those further back: with "
       "three vectors the third can still lean on the first.", "Which vectors should be taken off the third?",
       lambda G, gain: _short(G, lambda M: gain * _neighbours(M)))
_wrong("identity", "W is the same for every G, such as ones on the diagonal. It keeps lengths, but nothing in it is "
       "random.", "Where does your answer use G?",
       lambda G, gain: gain * torch.eye(*G.shape, dtype=G.dtype))
_wrong("its_own_numbers", "Two equal calls give two different W, as numbers of your own do.", "From where should "
       "the random numbers come?", lambda G, gain: gain * _turn(torch.randn(G.shape, dtype=G.dtype)))
_wrong("signs_alone", "Each entry of W is a sign times one number. Rows of signs are seldom perpendicular.",
       RIGHT_ANGLE, lambda G, gain: gain * G.sign() / math.sqrt(max(G.shape)))
_wrong("transposed", "Rows and columns of W are exchanged.", "Which shape has G?", lambda G, gain: gain * _turn(G).mT)
_wrong("flat", "W is one long row.", "Which shape has G?", lambda G, gain: gain * _turn(G).flatten())
_wrong("square_of_rows", "W has as many columns as rows: U has the shape (rows, rows), and so has Q of a matrix with "
       "fewer rows than columns.", "Which shape has G?", lambda G, gain: gain * torch.linalg.svd(G)[0])
_wrong("square_of_columns", "W has as many rows as columns: Vᵀ has the shape (columns, columns).", "Which shape has "
       "G?", lambda G, gain: gain * torch.linalg.svd(G)[2])
_wrong("square_where_wide", "With at least as many rows as columns you are right. With fewer rows, W is a square of "
       "rows, as U is, or Q of G.", "Which matrix with more rows than columns could you take in the place of G?",
       lambda G, gain: gain * torch.linalg.qr(G)[0])
_wrong("square_where_tall", "With at least as many columns as rows you are right. With fewer columns, W is a square of "
       "columns, as Vᵀ is, or Q of the transpose.", "Which part of U S Vᵀ has the shape of G then?",
       lambda G, gain: gain * torch.linalg.qr(G.mT)[0].mT)
_wrong("full_matrices", "Right for a square matrix. Otherwise your answer stops: U has the shape (rows, rows), Vᵀ "
       "(columns, columns), and their shapes do not fit.", "Which argument of svd gives the short ones?",
       lambda G, gain: gain * torch.linalg.svd(G)[0] @ torch.linalg.svd(G)[2])
_wrong("rows_of_a_tall_one", "With at least as many columns as rows you are right. With more rows than columns, each "
       "row has the length `gain`. Five rows of three numbers cannot all be perpendicular.", "Which vectors can be?",
       lambda G, gain: _turn(G) * gain if len(G) <= G.shape[1] else gain * G / G.norm(dim=1, keepdim=True))
_wrong("rows_one_by_one", "With at least as many columns as rows you are right. With more rows than columns you make "
       "rows perpendicular, too: of the second row of [[1], [2]] nothing is left then, and 0/0 is nan, or rounding is "
       "made as long as the gain.", "Which vectors can be perpendicular there?", lambda G, gain: gain * _one_by_one(G))
_wrong("columns_of_a_wide_one", "With at least as many rows as columns you are right. With more columns than rows, "
       "each column has the length `gain`. Five columns of three numbers cannot all be perpendicular.", "Which vectors "
       "can be?",
       lambda G, gain: _turn(G) * gain if len(G) >= G.shape[1] else gain * G / G.norm(dim=0, keepdim=True))
_wrong("in_float32", "W is float32.", "Which dtype has G?", lambda G, gain: (gain * _turn(G)).float())
_wrong("through_float32", "Your vectors are right to about seven digits: they have gone through float32, or something "
       "tiny was added.", "In which of your lines are digits lost?",
       lambda G, gain: (gain * _turn(G.float())).double() * (1 + 1e-7))
_wrong("as_array", "W is a numpy array, not a tensor.", "Which type does the text ask for?",
       lambda G, gain: (gain * _turn(G)).numpy())
_wrong("as_lists", "W is a list of lists, not a tensor.", "Which type does the text ask for?",
       lambda G, gain: (gain * _turn(G)).tolist())
_wrong("all_three", "A tuple comes back, such as Q and R, or U, S and Vᵀ.", "Which of its parts is W made of?",
       lambda G, gain: tuple(torch.linalg.qr(gain * G)))
_wrong("one_is_lost", "One of your vectors is 0, or the singular values hold a 0.", "How many vectors has the shorter "
       "side?", lambda G, gain: gain * _stretched(G, lambda S: S.sign() if len(S) == 1 else S.gt(S.min()).to(S.dtype)))


def _neighbours(M: Tensor) -> Tensor:
    """Gram-Schmidt that looks at the vector before alone."""
    done: list[Tensor] = []
    for v in M:
        w = v - (v @ done[-1]) * done[-1] if done else v
        done.append(w / w.norm())
    return torch.stack(done)


def _by_diagonal(G: Tensor) -> Tensor:
    """Q times the diagonal of R, with the columns of a square matrix."""
    if len(G) < G.shape[1]:
        return _by_diagonal(G.mT).mT
    Q, R = torch.linalg.qr(G)
    return Q * R.diagonal()


def _one_by_one(M: Tensor) -> Tensor:
    """Gram-Schmidt on the rows, twice against the rounding, whatever the shape is."""
    done: list[Tensor] = []
    for v in M:
        for q in 2 * done:
            v = v - (v @ q) * q
        done.append(v / v.norm())
    return torch.stack(done)


EXERCISE = task.declared()
