"""Exercise: how many straight pieces tents on tents have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task

PARTS = 64  # kinks lie at multiples of 1 / PARTS


def tents(heights: Sequence[float], *, scale: float = 1.0, slope: float = 0.0, up: float = 0.0
          ) -> Callable[[Tensor], Tensor]:
    """Tents of these heights, one after the other; then scaled, with a straight line added."""
    def f(x: Tensor) -> Tensor:
        y = x
        for height in heights:
            y = height * (2 * y.relu() - 4 * (y - 0.5).relu())
        return scale * y + slope * x + up

    return f


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def count(label: str, heights: Sequence[float], a: float, b: float, formula: str = "", **further: float) -> Case:
        f = Callback(tents(heights, **further), (None,), budget=20_000,
                     formula=f"x -> {formula or 'T(' * len(heights) + 'x' + ')' * len(heights)}")
        return case(label, f=f, a=a, b=b)

    steep = [1.0, 1.0, 1.0]
    steep[draw.whole(0, 2)] = 2.0
    left, right = draw.whole(1, 6), draw.whole(10, 15)
    start = draw.whole(1, 6)
    low, high = draw.whole(17, 29) / PARTS, draw.whole(35, 47) / PARTS
    named = ", then ".join(f"{height:g} T" for height in steep)
    return [
        count("the tent from 0 to 1", [1], 0.0, 1.0),
        count("three tents from 0 to 1", [1] * 3, 0.0, 1.0),
        count("four or five tents from 0 to 1", [1] * draw.whole(4, 5), 0.0, 1.0),
        count("four tents on a part of 0 to 1", [1] * 4, left / 16 + 1 / PARTS, right / 16 - 1 / PARTS),
        count("three tents between two kinks", [1] * 3, left / 8, (left + 1 + draw.whole(0, 1)) / 8),
        count("two tents beyond both ends", [1] * 2, -draw.whole(1, 40) / PARTS, 1 + draw.whole(1, 40) / PARTS),
        count("one tent beyond both ends", [1], -draw.whole(20, 90) / PARTS, 1 + draw.whole(20, 90) / PARTS),
        count("three tents, within one piece", [1] * 3, start / 8 + 1 / PARTS, start / 8 + draw.whole(3, 7) / PARTS),
        count("three tents, one of them twice as high", steep, -0.25, 1.25, f"{named}, of x"),
        count("a tent of height 1/2, then two more", [0.5, 1, 1], 0.0, 1.0, "T(T(T(x) / 2))"),
        count("two faint tents", [1] * 2, 0.0, 1.0, "0.0025 T(T(x)) + 3.7", scale=0.0025, up=3.7),
        count("two tents and a steep line", [1] * 2, -0.5, 1.0, "T(T(x)) + 5 x", slope=5.0),
        count("three tents turned over", [1] * 3, -0.25, 0.75, "0.3 - T(T(T(x)))", scale=-1.0, up=0.3),
        count("two low tents on a very steep line", [1] * 2, 0.0, 1.0, "0.05 T(T(x)) + 500 x", scale=0.05, slope=500.0),
        count("two low tents", [1] * 2, 0.0, 1.0, "0.05 T(T(x))", scale=0.05),
        count("six tents up to the middle", [1] * 6, -0.25, low),
        count("six tents from the middle on", [1] * 6, high, 1.25),
    ]


task = Task(
    key="pieces_1d", title="How many straight pieces?", points=2, difficulty=2, minutes=12,
    objective="count the straight pieces of a deep relu network on a line",
    cases=cases, compare=close(), facts=("N05-38",),
    hints=(
        "Between two neighbouring multiples of 1/64 the function is straight. Take two such parts side by side. What "
        "do you know of their slopes, if they belong to the same piece?",
        "T(T(x)) has the slopes 4, -4, 4, -4 over the four quarters from 0 to 1. They change three times. How many "
        "pieces are there?",
        "x = torch.arange(round(64 * a), round(64 * b) + 1, dtype=torch.float64) / 64; slopes = f(x).diff() * 64; "
        "return int((slopes.diff().abs() > ____).sum()) + ____",
    ),
)


@task.solution
def pieces_1d(f, a, b):
    first, last = round(64 * a), round(64 * b)
    x = torch.arange(first, last + 1, dtype=torch.float64) / 64    # step: both ends, and where f may bend between them
    slopes = f(x).diff() * 64                                      # step: the slope of each part between them
    bends = slopes.diff().abs() > 1e-6                             # step: changes of slope, but for rounding
    return int(bends.sum()) + 1                                    # step: one piece more than bends


@task.right
def part_by_part(f, a, b):
    h, x = 1 / 64, a
    pieces, before, here = 0, None, float(f(torch.tensor(a, dtype=torch.float64)))
    while x < b - h / 2:
        x += h
        there = float(f(torch.tensor(x, dtype=torch.float64)))
        slope = (there - here) / h                              # step: the slope of the next part
        if before is None or abs(slope - before) > 1e-5:        # step: a new slope begins a new piece
            pieces += 1
        before, here = slope, there
    return pieces


@task.right
def by_runs(f, a, b):
    x = torch.linspace(a, b, round((b - a) * 128) + 1, dtype=torch.float64)
    slopes = torch.diff(f(x)) / torch.diff(x)
    return len(torch.unique_consecutive((slopes * 1000).round()))


@task.right
def by_second_differences(f, a, b):
    import numpy as np

    n = round((b - a) * 64)
    y = f(torch.from_numpy(a + np.arange(n + 1) / 64)).numpy()
    return 1 + np.count_nonzero(np.abs(y[2:] - 2 * y[1:-1] + y[:-2]) > 1e-7)


# The count, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "low": lambda v: v.a, "high": lambda v: v.b,
    "x": lambda v: _grid(v.low, v.high, PARTS),
    "y": lambda v: v.f(v.x),
    "slopes": lambda v: v.y.diff() / v.x.diff(),
    "changes": lambda v: v.slopes.diff(),
    "bends": lambda v: v.changes.abs() > 1e-6,
    "more": lambda v: 1,
    "count": lambda v: int(v.bends.sum()) + v.more,
    "result": lambda v: v.count,
}
SHOWN = {    # what a message may show, the simplest first
    "T(x) from 0 to 1": (tents([1]), 0.0, 1.0),
    "T(T(x)) from 0 to 1": (tents([1, 1]), 0.0, 1.0),
    "T(x) from 0.25 to 0.75": (tents([1]), 0.25, 0.75),
    "T(x) from -1 to 2": (tents([1]), -1.0, 2.0),
    "T(T(x)) from -0.5 to 1.5": (tents([1, 1]), -0.5, 1.5),
    "T(T(x)) + 5 x from 0 to 1": (tents([1, 1], slope=5.0), 0.0, 1.0),
    "0.05 T(T(x)) from 0 to 1": (tents([1, 1], scale=0.05), 0.0, 1.0),
    "0.0025 T(T(x)) + 3.7 from 0 to 1": (tents([1, 1], scale=0.0025, up=3.7), 0.0, 1.0),
    "T(T(T(x))) from 0 to 1": (tents([1] * 3), 0.0, 1.0),
    "six tents from 0 to 1": (tents([1] * 6), 0.0, 1.0),
    "0.05 T(T(x)) + 500 x from 0 to 1": (tents([1, 1], scale=0.05, slope=500.0), 0.0, 1.0),
}


def _grid(low: float, high: float, parts: int) -> Tensor:
    return low + torch.arange(round((high - low) * parts) + 1, dtype=DOUBLE) / parts


def _linspace(low: float, high: float, points: int) -> Tensor:
    return torch.linspace(low, high, points, dtype=DOUBLE)


_with = answers_by(RULES, pieces_1d)


def _example(answer: Callable) -> str:
    """The first of some functions for which an answer gives another number than the right one."""
    for words, (f, a, b) in SHOWN.items():
        ours, right = answer(f, a, b), pieces_1d(f, a, b)
        if isinstance(ours, (int, float)) and ours != right:
            return f" For {words} you give {ours:g}, where {right} is right."
    return ""


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says}{_example(answer)} {asks}", short=short)(answer)


def _runs(v: SimpleNamespace, kept: Tensor) -> int:
    """How many pieces begin among the parts that are kept."""
    return int((kept & torch.cat([v.bends.new_ones(1), v.bends])).sum())


def _halved(v: SimpleNamespace, low: float, high: float, depth: int = 60) -> list[float]:
    """Ends of parts that are halved until their middle lies on the line between their ends."""
    at = torch.tensor([low, (low + high) / 2, high], dtype=DOUBLE)
    y = v.f(at).tolist()
    if depth == 0 or abs(y[1] - (y[0] + y[2]) / 2) < 1e-9:
        return [low]
    return _halved(v, low, float(at[1]), depth - 1) + _halved(v, float(at[1]), high, depth - 1)


_wrong("bends_counted", "You count the bends.", "A line with one bend has how many pieces?",
       "bends are counted, not pieces", more=lambda v: 0)
_wrong("ends_counted", "You give the number of ends of pieces, a and b included.",
       "A line with one bend has three such ends. How many pieces has it?", "ends of pieces are counted",
       more=lambda v: 2)
_wrong("exact_comparison", "Slopes count as different if they differ by rounding alone.", "Two computed slopes of one "
       "piece may differ in their last digits. From which difference on should it be a bend?",
       "rounding counts as a bend", bends=lambda v: v.changes != 0)
_wrong("faint_bends_missed", "Two slopes that differ by 0.02 are one piece for you.",
       "By how little may the slopes of two neighbouring pieces differ?", "faint bends are missed",
       bends=lambda v: v.changes.abs() > 0.1)
_wrong("low_bends_missed", "Two slopes that differ by 0.4 are one piece for you.",
       "By how little may the slopes of two neighbouring pieces differ?", "bends by less than one half are missed",
       bends=lambda v: v.changes.abs() > 0.5)
_wrong("in_proportion", "Two slopes are one piece for you if they differ by little in proportion to their size.", "The "
       "slopes are 500.2 and 499.8. By how much do they differ, and how little may it be?",
       "slopes are compared in proportion to their size",
       bends=lambda v: v.changes.abs() > 1e-6 + 0.01 * v.slopes[:-1].abs())
_wrong("zeros_crossed", "You count where f changes its sign.", "Does a line bend where it passes 0?",
       "changes of sign are counted", count=lambda v: int((v.y[:-1] * v.y[1:] < 0).sum()) + 1)
_wrong("zeros_met", "You count the places where f is 0.", "Is f straight between two of them?", "zeros are counted",
       count=lambda v: int((v.y.abs() < 1e-12).sum()))
_wrong("gaps_between_zeros", "You count the parts between zeros of f.",
       "Is the tent straight between its zeros 0 and 1?", "parts between zeros are counted",
       count=lambda v: max(1, int((v.y.abs() < 1e-12).sum()) - 1))
_wrong("turns", "You count where f turns from rising to falling or back.",
       "May a line bend and go on rising, or become level?", "only turning points count as bends",
       bends=lambda v: v.slopes[:-1] * v.slopes[1:] < 0)
_wrong("turns_and_levels", "You count where the slope changes its sign, with 0 as a sign of its own.",
       "May a line bend and go on rising?", "only changes of the slope's sign count as bends",
       bends=lambda v: v.slopes.sign().diff() != 0)
_wrong("sizes_of_slopes", "You compare the sizes of slopes, so 4 and -4 are the same to you.",
       "Does a line bend at the top of a tent?", "slopes lose their sign",
       slopes=lambda v: (v.y.diff() / v.x.diff()).abs())
_wrong("tops", "You count the tops.", "How many straight pieces has a tent with one top?", "tops are counted",
       count=lambda v: int(((v.slopes[:-1] > 0) & (v.slopes[1:] < 0)).sum()))
_wrong("bottoms", "You count the valleys.", "How many straight pieces has a tent?", "valleys are counted",
       count=lambda v: int(((v.slopes[:-1] < 0) & (v.slopes[1:] > 0)).sum()))
_wrong("turns_alone", "You count the turning points.", "How many straight pieces has a tent with one top?",
       "turning points are counted", count=lambda v: int((v.slopes[:-1] * v.slopes[1:] < 0).sum()))
_wrong("rising_alone", "You count the rising pieces alone.", "What about the falling ones?", "only rising pieces count",
       count=lambda v: _runs(v, v.slopes > 1e-6))
_wrong("falling_alone", "You count the falling pieces alone.", "What about the rising ones?",
       "only falling pieces count", count=lambda v: _runs(v, v.slopes < -1e-6))
_wrong("level_left_out", "Level pieces do not count with you.", "Is a level line straight?",
       "level pieces are left out", count=lambda v: _runs(v, v.slopes.abs() > 1e-6))
_wrong("different_slopes", "You count how many different slopes there are.",
       "May two pieces have the same slope, with another one between them?", "different slopes are counted",
       count=lambda v: len((v.slopes * 1000).round().unique()))
_wrong("unlike_the_first", "You compare each slope with the first one.", "T(T(x)) has the slopes 4, -4, 4, -4. With "
       "which one should the third be compared?", "slopes are compared with the first one",
       bends=lambda v: (v.slopes[1:] - v.slopes[0]).abs() > 1e-6)
_wrong("levels", "You count how many different heights f has at your points.",
       "How many heights may f have within one straight piece?", "heights are counted",
       count=lambda v: len((v.y * 1000).round().unique()))
_wrong("a_thousand_points", "You take points evenly from a to b, such as 1000. They miss most bends, and the part "
       "around such a bend has a slope between the two. So a bend counts twice.",
       "At which places can f bend, and how do you hit them?", "the points miss the bends",
       x=lambda v: _linspace(v.a, v.b, 1000))
_wrong("a_thousand_parts", "You cut the way from a to b in 1000 equal parts. Their ends miss bends such as that at "
       "1/16, and the part around it has a slope between the two. So this bend counts twice.",
       "At which places can f bend, and how do you hit them all?", "a thousand parts miss some of the bends",
       x=lambda v: _linspace(v.low, v.high, 1001))
_wrong("a_hundred_parts", "You cut the way from a to b in 100 equal parts. Their ends miss bends such as that at 1/8, "
       "and the part around it has a slope between the two. So this bend counts twice.",
       "At which places can f bend, and how do you hit them all?", "a hundred parts miss some of the bends",
       x=lambda v: _linspace(v.low, v.high, 101))
_wrong("sixty_four_parts", "You cut the way from a to b in 64 parts, however long it is.",
       "How long is a part from -0.5 to 1.5? Where can f bend?", "64 parts are taken for any length",
       x=lambda v: _linspace(v.a, v.b, 65))
_wrong("ten_points", "You take ten points from a to b. Bends between two of them stay unseen or count twice.",
       "At which places can f bend?", "ten points are too few", x=lambda v: _linspace(v.a, v.b, 10))
_wrong("parts_of_a_tenth", "Your points are 0.1 apart. They miss the bends, for instance that at 0.25.",
       "At which places can f bend?", "the points are 0.1 apart",
       x=lambda v: torch.arange(v.a, v.b + 0.05, 0.1, dtype=DOUBLE))
_wrong("parts_of_a_hundredth", "Your points are 0.01 apart. They miss bends such as that at 0.125.",
       "At which places can f bend?", "the points are 0.01 apart",
       x=lambda v: torch.arange(v.a, v.b + 0.005, 0.01, dtype=DOUBLE))
_wrong("parts_too_long", "Your points are 1/16 apart, and f can bend in between.", "How close may two bends be?",
       "the points are 1/16 apart", x=lambda v: _linspace(v.a, v.b, max(3, round((v.b - v.a) * 16) + 1)))
_wrong("zero_to_one", "You look from 0 to 1, whatever a and b are.",
       "Between which two places are the pieces to be counted?", "a and b are ignored", low=lambda v: 0.0,
       high=lambda v: 1.0)
_wrong("from_zero", "You look from 0 on, whatever a is.", "Where does the stretch begin?", "a is ignored",
       low=lambda v: min(0.0, v.b - 1 / 32))
_wrong("up_to_one", "You look up to 1, whatever b is.", "Where does the stretch end?", "b is ignored",
       high=lambda v: 1.0)
_wrong("b_left_out", "A bend one part before b does not count: your last point lies before b, or the last two "
       "slopes are not compared.", "Does torch.arange, or range, reach its end?",
       "the last part is missing", x=lambda v: _grid(v.a, v.b, PARTS)[:-1])
_wrong("a_left_out", "A bend one part behind a does not count: your first point lies beyond a, or the first two "
       "slopes are not compared.", "Which two slopes do you compare first?", "the first part is missing",
       x=lambda v: _grid(v.a, v.b, PARTS)[1:])
_wrong("a_and_b_left_out", "The first and the last part are missing.",
       "How many points lie from a to b, both included?", "the first and the last part are missing",
       x=lambda v: _grid(v.a, v.b, PARTS)[1:-1])
_wrong("beyond_the_ends", "You look one part further on both sides. A bend at a or b itself counts with you.",
       "Where do the first and the last piece end?", "bends at the ends count",
       x=lambda v: _grid(v.a - 1 / PARTS, v.b + 1 / PARTS, PARTS))
_wrong("beyond_b", "You look one part beyond b. A bend at b itself counts with you.", "Where does the last piece end?",
       "a bend at b counts", x=lambda v: _grid(v.a, v.b + 1 / PARTS, PARTS))
_wrong("beyond_a", "You look from one part before a. A bend at a itself counts with you.",
       "Where does the first piece begin?", "a bend at a counts", x=lambda v: _grid(v.a - 1 / PARTS, v.b, PARTS))
_wrong("middle_tested", "You stop halving where the middle lies on the line between both ends. T(T(x)) is 0 at 0, 1/2 "
       "and 1.", "Is it straight between them?", "a part counts as straight if its middle fits",
       count=lambda v: len(_halved(v, v.a, v.b)))
_wrong("slopes_over_two_parts", "Your slopes reach over two parts, as torch.gradient takes them. At a bend you get "
       "one between both: the bend counts twice.", "Over which distance is f surely straight?",
       "slopes are taken over two parts", slopes=lambda v: torch.gradient(v.y, spacing=1 / PARTS)[0])
_wrong("parts_counted", "You count parts between your points, whether or not f bends between them.", "Two parts with "
       "the same slope side by side: how many pieces are they?", "all parts are counted", count=lambda v: len(v.slopes))
_wrong("points_counted", "You count your points.", "Two parts with the same slope side by side: how many pieces are "
       "they?", "points are counted", count=lambda v: len(v.x))
_wrong("straight_places_counted", "You count the places where f does not bend.",
       "What happens to the slope where a new piece begins?", "places without a bend are counted",
       count=lambda v: int((~v.bends).sum()) + 1)
_wrong("tents_counted", "You give the number of folds: how often 1 must be doubled.",
       "How many pieces do three folds make?", "folds are counted", count=lambda v: (int(v.bends.sum())).bit_length())
_wrong("next_power_of_two", "You always give a power of 2.", "How many pieces are there beyond the ends of a tent?",
       "the count is raised to a power of 2", count=lambda v: 1 << int(v.bends.sum()).bit_length())
_wrong("twice_as_many", "You give twice the number of pieces.", "How many straight pieces does a tent have?",
       "the count is doubled", count=lambda v: 2 * (int(v.bends.sum()) + 1))
_wrong("bends_doubled", "You give twice the number of bends.", "A line with three bends has how many pieces?",
       "bends are doubled", count=lambda v: 2 * int(v.bends.sum()))
_wrong("half_as_many", "You give half the number of pieces.", "How many straight pieces does a tent have?",
       "the count is halved", count=lambda v: (int(v.bends.sum()) + 1) // 2)
_wrong("first_bend_alone", "You give 1 or 2 and no more.", "Does a return stand within your loop, at the first bend?",
       "only the first bend counts", count=lambda v: 1 + int(v.bends.any()))
_wrong("always_two", "You give 2 for every f.", "How many pieces has T(T(x)) from 0 to 1?", "the answer is always 2",
       count=lambda v: 2)
_wrong("bends_up_alone", "You count the bends at which the slope grows.", "Is the top of a tent a bend?",
       "only bends upwards count", bends=lambda v: v.changes > 1e-6)
_wrong("bends_down_alone", "You count the bends at which the slope falls.", "Is the bottom between two tents a bend?",
       "only bends downwards count", bends=lambda v: v.changes < -1e-6)
_wrong("places_of_bends", "You return the places of the bends.",
       "One whole number is asked for. How many pieces are there?", "places are returned",
       result=lambda v: v.x[1:-1][v.bends])
_wrong("list_of_slopes", "You return a slope for each piece.",
       "One whole number is asked for. How many slopes are there?", "slopes are returned",
       result=lambda v: v.slopes[torch.cat([v.bends.new_ones(1), v.bends])])
_wrong("count_with_an_axis", "Your number has an axis of length 1.", "What is the shape of a sum over all entries?",
       "the count has an axis", result=lambda v: torch.tensor([v.count]))
_wrong("as_text", "You return text, not a number.", "What is int('2')?", "the count is text",
       result=lambda v: str(v.count))
_wrong("rising_or_not", "You count where f begins or ends to rise, and nothing else.", "May a line bend and go on "
       "rising, or fall and become level?", "only where rising begins or ends counts as a bend",
       bends=lambda v: (v.slopes[1:] > 0) != (v.slopes[:-1] > 0))
_wrong("falling_or_not", "You count where f begins or ends to fall, and nothing else.", "May a line bend and go on "
       "falling, or rise and become level?", "only where falling begins or ends counts as a bend",
       bends=lambda v: (v.slopes[1:] >= 0) != (v.slopes[:-1] >= 0))
_wrong("product_at_most_zero", "You count where the product of two slopes is 0 or less, also within a level piece.",
       "Does "
       "a level line bend?", "all places beside a level part count as bends",
       bends=lambda v: v.slopes[:-1] * v.slopes[1:] <= 0)
_wrong("each_bend_twice", "Each bend counts twice with you. That happens when your points miss the bends: the part "
       "around a bend has a slope between the two.", "At which places can f bend, and how do you hit them all?", "each "
       "bend counts twice", count=lambda v: 2 * int(v.bends.sum()) + 1)
_wrong("one_point_too_few", "You cut the way from a to b in one part too few: 64 points from 0 to 1 make 63 parts.",
       "How "
       "many points have 64 parts between them?", "there is one part too few",
       x=lambda v: _linspace(v.low, v.high, round((v.high - v.low) * PARTS)))
_wrong("one_point_too_many", "You cut the way from a to b in one part too many: 66 points from 0 to 1 make 65 parts.",
       "How "
       "many points have 64 parts between them?", "there is one part too many",
       x=lambda v: _linspace(v.low, v.high, round((v.high - v.low) * PARTS) + 2))
_wrong("ten_thousand_parts", "You cut the way from a to b in 10 000 equal parts. Their ends miss some of the bends, "
       "and such a bend counts twice.", "At which places can f bend, and how do you hit them all?", "ten thousand "
       "parts miss some of the bends", x=lambda v: _linspace(v.low, v.high, 10001))
_wrong("steps_of_a_half_part", "Your points are 1/32 apart, and f can bend in between.", "How close may two bends be?",
       "the "
       "points are 1/32 apart", x=lambda v: _grid(v.low, v.high, 32), slopes=lambda v: v.y.diff() * 32)
_wrong("steps_of_a_quarter", "Your points are 1/4 apart, as in the table, and f can bend in between.", "How close may "
       "two bends be?", "the points are 1/4 apart", x=lambda v: _grid(v.low, v.high, 4))
_wrong("points_in_between", "Your points lie in the middle between multiples of 1/64. At a bend you get a slope "
       "between both: the bend counts twice.", "At which places can f bend?", "the points lie between the multiples of "
       "1/64",
       x=lambda v: v.low + (torch.arange(round((v.high - v.low) * PARTS), dtype=DOUBLE) + 0.5) / PARTS)
_wrong("last_with_first", "You compare the first slope with the last one as well.", "What is s[i - 1] for i = 0? Are "
       "the first and the last piece neighbours?", "the first slope is compared with the last",
       bends=lambda v: (v.slopes - v.slopes.roll(1)).abs() > 1e-6)
_wrong("last_with_first_for_one", "You compare the first slope with the last one, and add nothing at the end. That is "
       "right only where these two differ.", "What is s[i - 1] for i = 0? How many pieces make two bends?", "the first "
       "slope is compared with the last in place of 1 more", bends=lambda v: (v.slopes - v.slopes.roll(1)).abs() > 1e-6,
       more=lambda v: 0)
_wrong("a_stretch_of_one", "You look from a on for a length of 1, whatever b is.", "Where does the stretch end?", "the "
       "stretch has always the length 1", high=lambda v: v.a + 1)
_wrong("moved_to_zero", "You look from 0 to b - a.", "Where does the stretch begin?", "the stretch is moved to 0",
       low=lambda v: 0.0, high=lambda v: v.b - v.a)
_wrong("different_slopes_exactly", "You count how many different slopes there are, and rounding alone makes two "
       "different.",
       "May two pieces have the same slope, with another one between them?", "different slopes are counted, rounding "
       "included", count=lambda v: len(v.slopes.unique()))
_wrong("in_float32", "You compute in float32, with about seven digits: rounding alone makes slopes differ.", "In which "
       "of your lines does the dtype change?", "float32 is used", slopes=lambda v: v.y.float().diff() * PARTS)
_wrong("bends_to_level_left_out", "A bend does not count with you if f is level behind it.", "Is a level line a piece, "
       "too?",
       "bends to a level piece are left out", bends=lambda v: (v.changes.abs() > 1e-6) & (v.slopes[1:].abs() > 1e-6))
_wrong("bends_from_level_left_out", "A bend does not count with you if f is level before it.", "Is a level line a "
       "piece, too?", "bends from a level piece are left out",
       bends=lambda v: (v.changes.abs() > 1e-6) & (v.slopes[:-1].abs() > 1e-6))
_wrong("a_thousand_points_and_a_limit", "You take 1000 points, evenly from a to b: they miss most bends, which then "
       "count twice, or once where one of the two changes stays below your limit.", "At which places can f bend, and "
       "how do you hit them?", "the points miss the bends, and faint changes do not count",
       x=lambda v: _linspace(v.low, v.high, 1000), bends=lambda v: v.changes.abs() > 0.01)


OFTEN = {
    "bends_counted": Mistake("bends are counted, not pieces", "A line with one bend has how many pieces?",
                             {"more": lambda v: 0}),
    "ends_counted": Mistake("ends of pieces are counted", "Where does a line with one bend have ends of pieces?",
                            {"more": lambda v: 2}),
    "exact_comparison": Mistake("rounding counts as a bend", "May two slopes of one piece differ by rounding?",
                                {"bends": lambda v: v.changes != 0}),
    "faint_bends_missed": Mistake("faint bends are missed", "By how little may two neighbouring slopes differ?",
                                  {"bends": lambda v: v.changes.abs() > 0.1}),
    "low_bends_missed": Mistake("bends by less than one half are missed", "By how little may two neighbouring slopes "
                                "differ?", {"bends": lambda v: v.changes.abs() > 0.5}),
    "rising_or_not": Mistake("only where rising begins or ends counts", "May a line bend and go on rising?",
                             {"bends": lambda v: (v.slopes[1:] > 0) != (v.slopes[:-1] > 0)}),
    "turns": Mistake("only turning points count as bends", "May a line bend and go on rising?",
                     {"bends": lambda v: v.slopes[:-1] * v.slopes[1:] < 0}),
    "a_thousand_points": Mistake("the points miss the bends", "At which places can f bend?",
                                 {"x": lambda v: _linspace(v.low, v.high, 1000)}),
    "zero_to_one": Mistake("a and b are ignored", "Where does the stretch begin and end?",
                           {"low": lambda v: 0.0, "high": lambda v: 1.0}),
    "beyond_the_ends": Mistake("bends at the ends count", "Where do the first and the last piece end?",
                               {"x": lambda v: _grid(v.low - 1 / PARTS, v.high + 1 / PARTS, PARTS)}),
    "b_left_out": Mistake("the last part is missing", "Does torch.arange reach its end?",
                          {"x": lambda v: _grid(v.low, v.high, PARTS)[:-1]}),
}
# The first two together are turns_alone; what the others give may hang on the last digit of a slope.
LEFT_OUT = {("rising_or_not", "a_thousand_points"), ("rising_or_not", "zero_to_one"), ("bends_counted", "turns"),
             ("turns", "a_thousand_points"), ("exact_comparison", "a_thousand_points")}
for _name, _two in in_pairs(OFTEN, LEFT_OUT):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
