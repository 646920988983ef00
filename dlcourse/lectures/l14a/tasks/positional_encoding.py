"""Exercise: sines and cosines of many lengths that tell a position."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task


def reference(T: int, d: int) -> Tensor:
    """One number after another, by the module math."""
    def entry(t: int, column: int) -> float:
        wave = math.cos if column % 2 else math.sin
        return wave(t / 10000 ** ((column - column % 2) / d))

    return torch.tensor([[entry(t, column) for column in range(d)] for t in range(T)], dtype=torch.float64)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("the example of the text", T=3, d=4),
        case("five columns", T=3, d=5),
        case("an even number of columns", T=draw.whole(5, 7), d=2 * draw.whole(4, 6)),
        case("an odd number of columns", T=draw.whole(4, 6), d=2 * draw.whole(4, 6) + 1),
        case("as many positions as columns", T=6, d=6),
        case("one position", T=1, d=draw.whole(5, 7)),
        case("one column", T=draw.whole(4, 8), d=1),
        case("two columns", T=draw.whole(4, 8), d=2),
        case("hundreds of positions", T=draw.whole(400, 500), d=3),
    ]


task = Task(
    key="positional_encoding", title="Waves that tell positions", points=2, difficulty=2, minutes=15,
    objective="write positions as sines and cosines of many wavelengths, for even and odd widths",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N14-04",),
    hints=(
        "How many different frequencies does a table with 4 columns have, and how many with 5? Which columns share a "
        "frequency?",
        "With d = 4 the second pair of columns has i = 1, and 10000^(2/4) = 100. So position 2 has the angle 0.02 "
        "there. Which two columns hold its sine and its cosine?",
        "angle = t[:, None] / 10000 ** (torch.arange(0, d, ____) / ____); PE[:, 0::2] = ____; PE[:, 1::2] = "
        "____[:, :d // ____]",
    ),
)


@task.solution
def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)                        # step: the positions
    double_i = torch.arange(0, d, 2, dtype=torch.float64)           # step: 2i of each pair, also of the last half one
    angle = t[:, None] / 10000 ** (double_i / d)                    # step: the angles, a column for each pair
    table = torch.zeros(T, d, dtype=torch.float64)
    table[:, 0::2] = torch.sin(angle)                               # step: the sines
    table[:, 1::2] = torch.cos(angle[:, :d // 2])                   # step: the cosines, without that of a half pair
    return table


@task.right
def entry_by_entry(T, d):
    table = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for i in range((d + 1) // 2):                               # step: pair by pair
            angle = t / 10000 ** (2 * i / d)                        # step: the angle
            table[t, 2 * i] = math.sin(angle)                       # step: the sine
            if 2 * i + 1 < d:
                table[t, 2 * i + 1] = math.cos(angle)               # step: the cosine
    return table


@task.right
def stacked_and_cut(T, d):
    rates = torch.exp(-math.log(10000.0) / d * torch.arange(0, d, 2).double())      # step: the frequency of each pair
    angle = torch.outer(torch.arange(T).double(), rates)                            # step: the angles
    return torch.stack((angle.sin(), angle.cos()), dim=-1).flatten(1)[:, :d]        # step: in turns, cut at d


@task.right
def a_cosine_is_a_shifted_sine(T, d):
    column = torch.arange(d)
    pair = torch.div(column, 2, rounding_mode="floor")                              # step: the pair of each column
    angle = torch.arange(T).double()[:, None] * 10000.0 ** (-2 * pair.double() / d)     # step: the angles
    return torch.where(column % 2 == 0, angle.sin(), angle.cos())                   # step: sine or cosine


# The table, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "t": lambda v: torch.arange(v.T, dtype=torch.float64)[:, None],
    "column": lambda v: torch.arange(v.d, dtype=torch.float64),
    "pair": lambda v: (v.column / 2).floor(),
    "double": lambda v: 2 * v.pair, "width": lambda v: v.d, "base": lambda v: 10000.0,
    "power": lambda v: v.base ** (v.double / v.width),
    "angle": lambda v: v.t / v.power,
    "is_sine": lambda v: v.column % 2 == 0,
    "table": lambda v: torch.where(v.is_sine, v.angle.sin(), v.angle.cos()),
    "result": lambda v: v.table,
}
# the smallest sizes on which a mistake can be seen; the first that shows one is told
SMALL = {
    "Row 1 of the table for T = 3, d = 4 is": (3, 4, slice(1, 2)),
    "Row 0 of the table for T = 3, d = 4 is": (3, 4, slice(0, 1)),
    "Row 2 of the table for T = 3, d = 4 is": (3, 4, slice(2, 3)),
    "Row 1 of the table for T = 3, d = 5 is": (3, 5, slice(1, 2)),
    "Row 1 of the table for T = 3, d = 6 is": (3, 6, slice(1, 2)),
    "Row 1 of the table for T = 3, d = 1 is": (3, 1, slice(1, 2)),
    "The table for T = 1, d = 3 is": (1, 3, slice(None)),
    "Row 450 of the table for T = 451, d = 3 is": (451, 3, slice(450, 451))}


_with = answers_by(RULES, positional_encoding)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small sizes on which it is wrong."""
    for place, (T, d, rows) in SMALL.items():
        try:
            given = answer(T, d)
        except (RuntimeError, IndexError, ZeroDivisionError):
            continue
        if isinstance(given, Tensor) and given.ndim == 2 and (
                words := told_apart(given[rows], positional_encoding(T, d)[rows])):
            return f"{place} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _halves(v: Any) -> Tensor:
    """All sines, then all cosines, each with the frequencies from the fastest on."""
    rates = v.base ** (torch.arange(0, v.d, 2, dtype=torch.float64) / v.width)
    return torch.cat([(v.t / rates).sin(), (v.t / rates[:v.d // 2]).cos()], 1)


def _cut(v: Any, columns: int) -> Tensor:
    """The table with fewer or more columns; further ones go on with sine and cosine."""
    column = torch.arange(columns, dtype=torch.float64)
    angle = v.t / v.base ** (2 * (column / 2).floor() / v.width)
    return torch.where(column % 2 == 0, angle.sin(), angle.cos())


def _even(v: Any) -> Tensor:
    """The table of an even width; sines and cosines of an odd one do not fit into each other."""
    table, angle = torch.zeros(v.T, v.d, dtype=torch.float64), v.angle[:, 0::2]
    table[:, 0::2], table[:, 1::2] = angle.sin(), angle.cos()
    return table


TURNS = "Which column stands beside the sine of the first pair?"
PAIR = "What is the pair number i of the columns 2 and 3, and which power of 10000 belongs to it?"
FAST = "By which power of 10000 is the position divided in the last pair of the example?"
FIRST = "Which number has the first position?"
ODD = "With d = 5, which power of 10000 does the text name for i = 1?"
LAST = "With d = 5, which pair does the last column belong to, and which half of it is there?"
ZERO = "What are sine and cosine at position 0?"
SLOW = "In which direction do the waves become longer, from column to column?"
SHAPE = "Which shape does the text ask for, and what does a row stand for?"
SAME = "Do sine and cosine of one pair have the same angle?"
DTYPE = "How many digits of the angle 450 does float32 keep, and which dtype does the text ask for?"

_wrong("halves", "all sines come first, and then all cosines", TURNS, table=_halves)
_wrong("halves_exchanged", "all cosines come first, and then all sines", TURNS, table=lambda v: torch.cat(
    [_halves(v)[:, (v.d + 1) // 2:], _halves(v)[:, :(v.d + 1) // 2]], 1))
_wrong("sine_and_cosine_exchanged", "sines and cosines have changed places", ZERO, is_sine=lambda v: v.column % 2 == 1)
_wrong("only_sines", "every column is a sine", ZERO, is_sine=lambda v: v.column >= 0)
_wrong("only_cosines", "every column is a cosine", ZERO, is_sine=lambda v: v.column < 0)
_wrong("pairs_in_turns", "pairs of sines and pairs of cosines take turns", TURNS, is_sine=lambda v: v.pair % 2 == 0)
_wrong("rows_in_turns", "even positions have sines throughout, odd ones cosines", "Do sine and cosine take turns from "
       "row to row, or from column to column?",
       table=lambda v: torch.where(v.t % 2 == 0, v.angle.sin(), v.angle.cos()))
_wrong("exponent_by_column", "each column has a frequency of its own: the exponent is its number over d", SAME,
       double=lambda v: v.column)
_wrong("exponent_by_twice_column", "the exponent is twice the column's number over d", PAIR,
       double=lambda v: 2 * v.column)
_wrong("exponent_of_pair", "the exponent is i/d, half as large as it should be", PAIR, double=lambda v: v.pair)
_wrong("exponent_doubled", "the exponent is twice as large as it should be: 4i/d", PAIR, double=lambda v: 4 * v.pair)
_wrong("exponent_squared", "the exponent is the square of 2i/d", PAIR,
       power=lambda v: v.base ** (v.double / v.width)**2)
_wrong("pair_from_one", "the pairs are counted from 1, so the slowest wave of each table is too slow", "What is i for "
       "the first two columns?", pair=lambda v: (v.column / 2).floor() + 1)
_wrong("cosine_of_next_pair", "the cosine has the angle of the next pair", SAME,
       double=lambda v: 2 * (v.column / 2).ceil())
_wrong("no_width", "the exponent is not divided by d", PAIR, width=lambda v: 1)
_wrong("width_less_one", "the exponent is divided by d - 1", ODD, width=lambda v: max(v.d - 1, 1))
_wrong("width_plus_one", "the exponent is divided by d + 1", ODD, width=lambda v: v.d + 1)
_wrong("up_to_the_base", "the exponent runs up to 1: i is divided by the number of pairs less 1", FAST,
       width=lambda v: max(2 * ((v.d + 1) // 2 - 1), 1))
_wrong("width_rounded_up", "an odd d is rounded up to the next even number in the exponent", ODD,
       width=lambda v: v.d + v.d % 2)
_wrong("width_rounded_down", "an odd d is rounded down to the next even number in the exponent", ODD,
       width=lambda v: max(v.d - v.d % 2, 1))
_wrong("width_is_length", "the exponent is divided by T, not by d", ODD, width=lambda v: v.T)
_wrong("no_frequencies", "every pair has the angle t, as if the exponent were 0 everywhere", "What is 2 // 4, and "
       "what is 2 / 4?", double=lambda v: 0 * v.pair)
_wrong("base_thousand", "the base is 1000", FAST, base=lambda v: 1000.0)
_wrong("base_hundred_thousand", "the base is 100000", FAST, base=lambda v: 100000.0)
_wrong("base_ten", "the base is 10: 10000 has been taken for its logarithm, or lost", FAST, base=lambda v: 10.0)
_wrong("base_e", "the base is e: the factor log 10000 is missing in the exponent", FAST, base=lambda v: math.e)
_wrong("base_by_log_ten", "the logarithm to base 10 stands where the natural one belongs: exp(-4 · 2i/d)", "What is "
       "exp(log10(100)), and what is exp(log(100))?", base=lambda v: math.exp(4.0))
_wrong("multiplied", "the position is multiplied by the power of 10000", SLOW, angle=lambda v: v.t * v.power)
_wrong("product_under_line", "the position is divided by 10000 times 2i/d, without a power", "Is 2i/d a factor or an "
       "exponent?", power=lambda v: v.base * v.double / v.width)
_wrong("brackets_lost", "brackets are missing: the position is divided by 10000² times i/d", "What comes first in "
       "10000 ** 2 * i / d?", power=lambda v: v.base**2 * v.pair / v.width)
_wrong("brackets_lost_throughout", "brackets are missing: the position is divided by 10000² and multiplied by i/d",
       "What comes first in t / 10000 ** 2 * i / d?", angle=lambda v: v.t / v.base**2 * v.pair / v.width)
_wrong("width_outside_the_power", "the power of 10000 is divided by d, where its exponent belongs", "What comes first "
       "in 10000 ** (2 * i) / d?", power=lambda v: v.base**v.double / v.width)
_wrong("waves_divided", "the sine and cosine of t are divided by the power of 10000, not the angle", "What does the "
       "text divide: the wave, or what stands in it?", angle=lambda v: v.t + 0 * v.column,
       table=lambda v: torch.where(v.is_sine, v.angle.sin(), v.angle.cos()) / v.power)
_wrong("exponent_one_more", "the exponent is (2i + 1)/d", PAIR, double=lambda v: 2 * v.pair + 1)
_wrong("power_of_all", "the whole fraction t/10000 is raised to the power 2i/d", "On what does the exponent stand in "
       "the text?", angle=lambda v: (v.t / v.base) ** (v.double / v.width))
_wrong("reversed_frequencies", "the slowest wave stands in front", SLOW, 
       pair=lambda v: (v.d - 1) // 2 - (v.column / 2).floor())
_wrong("positions_from_one", "the positions are counted from 1", FIRST, t=lambda v: torch.arange(
    1, v.T + 1, dtype=torch.float64)[:, None])
_wrong("positions_from_the_middle", "the positions are counted from the middle of the text", FIRST,
       t=lambda v: torch.arange(v.T, dtype=torch.float64)[:, None] - (v.T - 1) / 2)
_wrong("slow_first_from_the_middle", "two things: the slowest wave stands in front, and the positions are counted from "
       "the middle of the text", f"{SLOW} {FIRST}", pair=lambda v: (v.d - 1) // 2 - (v.column / 2).floor(),
       t=lambda v: torch.arange(v.T, dtype=torch.float64)[:, None] - (v.T - 1) / 2)
_wrong("turn_rounded", "the angle is brought back to one turn with a rounded number for 2π", "How large is the error "
       "after a hundred turns, when a turn is off by 0.00001?", angle=lambda v: (v.t / v.power) % 6.2832)
_wrong("turn_rounded_more", "the angle is brought back to one turn with a rounded number for 2π", "How large is the "
       "error after a hundred turns, when a turn is off by 0.003?", angle=lambda v: (v.t / v.power) % 6.28)
_wrong("half_turn_off", "the angle is brought back to half a turn", "Is the sine of 4 that of 4 - π?",
       angle=lambda v: (v.t / v.power) % math.pi)
_wrong("power_rounded", "the powers of 10000 are rounded to whole numbers", "What is 10000 to the power 1/2, "
       "and to the power 1/3?", power=lambda v: (v.base ** (v.double / v.width)).round())
_wrong("positions_backwards", "the last position stands in front", FIRST, t=lambda v: torch.arange(
    v.T - 1, -1, -1, dtype=torch.float64)[:, None])
_wrong("positions_as_shares", "the positions are divided by T", FIRST, t=lambda v: torch.arange(
    v.T, dtype=torch.float64)[:, None] / v.T)
_wrong("positions_from_zero_to_one", "the positions run from 0 to 1", FIRST, t=lambda v: torch.arange(
    v.T, dtype=torch.float64)[:, None] / max(v.T - 1, 1))
_wrong("whole_turns", "the angle is multiplied by 2π", "What is the angle of position 1 in the first pair?",
       angle=lambda v: 2 * math.pi * v.t / v.power)
_wrong("half_turns", "the angle is multiplied by π", "What is the angle of position 1 in the first pair?",
       angle=lambda v: math.pi * v.t / v.power)
_wrong("in_degrees", "the angle is taken in degrees", "What is the sine of the angle 1?",
       angle=lambda v: torch.deg2rad(v.t / v.power))
_wrong("negative_angle", "the angle is negative", "What is the sine of -1?", angle=lambda v: -v.t / v.power)
_wrong("angles_alone", "the angles come back, without sine and cosine", ZERO, table=lambda v: v.angle + 0 * v.t)
_wrong("frequency_and_position_exchanged", "the column's number takes the place of the position, and the position that "
       "of the column", "Which of the two stands under the root of 10000, and which one above the line?",
       table=lambda v: torch.where(torch.arange(v.T)[:, None] % 2 == 0, (v.column / v.base ** (
           2 * (v.t / 2).floor() / v.width)).sin(), (v.column / v.base ** (2 * (v.t / 2).floor() / v.width)).cos()))
_wrong("transposed", "the table is transposed: a row for each column", SHAPE, result=lambda v: v.table.T)
_wrong("with_batch_axis", "the table has an axis in front, of length 1", SHAPE, result=lambda v: v.table[None])
_wrong("with_axis_in_the_middle", "the table has an axis of length 1 in the middle", SHAPE,
       result=lambda v: v.table[:, None])
_wrong("pairs_as_an_axis", "sine and cosine of a pair have an axis of their own", SHAPE,
       result=lambda v: _cut(v, v.d + v.d % 2).unflatten(1, (-1, 2)))
_wrong("flat", "all entries stand in one row", SHAPE, result=lambda v: v.table.flatten())
_wrong("single_axes_lost", "axes of length 1 are lost", SHAPE, result=lambda v: v.table.squeeze())
_wrong("as_a_list", "the table is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.table.tolist())
_wrong("returned_in_float32", "the table is float32", DTYPE, result=lambda v: v.table.float())
_wrong("angles_in_float32", "the angles are computed in float32, and the table is float64 only afterwards", DTYPE,
       angle=lambda v: (v.t.float() / v.power.float()).double())
_wrong("frequencies_in_float32", "the powers of 10000 are computed in float32", DTYPE,
       power=lambda v: (torch.tensor(v.base).float() ** (v.double.float() / v.width)).double())
_wrong("float32_by_powers", "everything is computed in float32, with powers of 10000", DTYPE,
       angle=lambda v: torch.arange(v.T)[:, None] / v.base ** (v.double.float() / v.width),
       result=lambda v: v.table.float())
_wrong("float32_by_exponentials", "everything is computed in float32, with exponentials", DTYPE,
       angle=lambda v: torch.arange(v.T)[:, None] * torch.exp(v.double.float() * (-math.log(v.base) / v.width)),
       result=lambda v: v.table.float())
_wrong("extra_column", "an odd d gives one column too many: the cosine of the last pair", LAST,
       result=lambda v: _cut(v, v.d + v.d % 2))
_wrong("column_lost", "an odd d gives one column too few: the last sine is lost", LAST,
       result=lambda v: _cut(v, v.d - v.d % 2))
_wrong("last_column_cosine", "with an odd d the last column is a cosine", LAST, is_sine=lambda v: (
    v.column % 2 == 0) & ~((v.column == v.d - 1) & (v.d % 2 == 1)))
_wrong("last_column_zero", "with an odd d the last column stays 0", LAST, result=lambda v: torch.where(
    (v.column == v.d - 1) & (v.d % 2 == 1), 0.0, v.table))
_wrong("last_column_of_pair_before", "with an odd d the last column has the frequency of the pair before", LAST,
       pair=lambda v: (v.column / 2).floor().clamp(max=max(v.d // 2 - 1, 0)))
_wrong("odd_width_fails", "an odd d stops with an error: the cosines do not fit", LAST,
       table=lambda v: _even(v))
_wrong("one_column_is_the_position", "one column alone is the position itself", "Which wave has the first column?",
       table=lambda v: torch.where(v.is_sine, v.angle.sin(), v.angle.cos()) if v.d > 1 else v.t + 0 * v.column)
_wrong("first_position_missing", "the row of position 0 is missing", FIRST, result=lambda v: v.table[1:])
_wrong("one_row_more", "the table has a row too many, that of position T", "Which number has the last of T positions?",
       t=lambda v: torch.arange(v.T + 1, dtype=torch.float64)[:, None])
_wrong("first_row_zero", "the row of position 0 is 0 throughout", ZERO,
       result=lambda v: torch.where(v.t == 0, 0.0, v.table))
_wrong("last_position_alone", "only the row of the last position comes back", SHAPE, result=lambda v: v.table[-1])
_wrong("scaled_by_root", "the table is divided by the root of d", ZERO, result=lambda v: v.table / v.d**0.5)
_wrong("between_zero_and_one", "the waves are moved to lie between 0 and 1", ZERO, result=lambda v: (v.table + 1) / 2)
_wrong("rounded", "the table is rounded to four decimals, as the text shows it", "How many digits are compared?",
       result=lambda v: v.table.round(decimals=4))
_wrong("sines_and_cosines_apart", "two tables come back, one of sines and one of cosines", SHAPE,
       result=lambda v: (v.angle.sin(), v.angle.cos()))


OFTEN = {
    "halves": Mistake("all sines come first", TURNS, {"table": _halves}),
    "sine_and_cosine_exchanged": Mistake("sines and cosines have changed places", ZERO,
                                         {"is_sine": lambda v: v.column % 2 == 1}),
    "exponent_by_column": Mistake("the exponent is the column's number over d", SAME, {"double": lambda v: v.column}),
    "exponent_of_pair": Mistake("the exponent is i/d", PAIR, {"double": lambda v: v.pair}),
    "no_width": Mistake("the exponent is not divided by d", PAIR, {"width": lambda v: 1}),
    "width_rounded_up": Mistake("an odd d is rounded up in the exponent", ODD, {"width": lambda v: v.d + v.d % 2}),
    "base_thousand": Mistake("the base is 1000", FAST, {"base": lambda v: 1000.0}),
    "multiplied": Mistake("the position is multiplied by the power", SLOW, {"angle": lambda v: v.t * v.power}),
    "positions_from_one": Mistake("the positions are counted from 1", FIRST, {
        "t": lambda v: torch.arange(1, v.T + 1, dtype=torch.float64)[:, None]}),
    "transposed": Mistake("the table is transposed", SHAPE, {"result": lambda v: v.table.T}),
    "returned_in_float32": Mistake("the table is float32", DTYPE, {"result": lambda v: v.table.float()}),
}
# halves has its own frequencies; multiplied with too many digits is noise
WRITTEN = {("halves", "sine_and_cosine_exchanged"), ("halves", "exponent_by_column"), ("halves", "exponent_of_pair"),
           ("halves", "multiplied"), ("no_width", "multiplied")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
