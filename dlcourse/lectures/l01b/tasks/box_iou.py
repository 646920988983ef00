"""Exercise: how much each of several boxes overlaps with each of others."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def boxes(n: int, left: float = 0.0, low: float = 0.0) -> Tensor:
        """Boxes near a place that overlap one another; wider than high, none of them at 0."""
        corner = numbers(left, low) + draw.uniform(0.5, 1.5, n, 2)
        return torch.cat([corner, corner + draw.uniform(1.5, 3, n, 2) * numbers(1.4, 1)], dim=1)

    one = boxes(1)
    left, low, right, high = one[0].tolist()
    width, height = right - left, high - low
    inside = numbers([[left + 0.2 * width, low + 0.3 * height, right - 0.1 * width, high - 0.25 * height]])
    touching = torch.stack([one[0] + numbers(width, 0.3 * height, width, 0.3 * height),
                            one[0] + numbers(0.2 * width, -height, 0.2 * width, -height)])
    hair = one + numbers(width - 1e-6, 0.2 * height, width - 1e-6, 0.2 * height)
    cross = numbers([[left + 0.3 * width, low - 0.5, left + 0.6 * width, high + 0.7]])
    many = boxes(3, -2, -2.5)
    return [
        case("two boxes that overlap", a=numbers([[0, 0, 4, 3]]), b=numbers([[2, 1, 6, 3]])),
        case("two boxes with three others", a=boxes(2), b=boxes(3)),
        case("two boxes far apart in both directions", a=boxes(1), b=boxes(1, 9, 7)),
        case("one box beside another, and below a third", a=boxes(1),
             b=torch.cat([boxes(1, 8, 0.4), boxes(1, 0.3, 7)])),
        case("boxes that only touch", a=one, b=touching),
        case("one box inside the other", a=torch.cat([one, inside]), b=inside),
        case("a small box inside a large one", a=inside, b=one),
        case("three boxes with themselves, some corners negative", a=many, b=many.clone()),
        case("two boxes that share a hair", a=one, b=hair),
        case("two boxes that cross like a plus", a=one, b=cross),
        case("a single box with four others", a=boxes(1, -3, 2), b=torch.cat([boxes(3, -3, 2), boxes(1, 5, 5)])),
    ]


task = Task(
    key="box_iou", title="How much two boxes overlap", points=2, difficulty=1, minutes=15,
    objective="measure how well two boxes agree",
    cases=cases, compare=close(rtol=1e-10), facts=("N01-15",),
    hints=(
        "Where does the shared part of two boxes begin, from the left, and where does it end? What if it ends before "
        "it begins?",
        "For (0, 0, 4, 3) and (2, 1, 6, 3) the shared part goes from 2 to 4 and from 1 to 3. How does 2 follow from 0 "
        "and 2, and how does 4 follow from 4 and 6?",
        "w = (torch.minimum(a[:, None, 2], b[:, 2]) - torch.maximum(____, ____)).clamp(min=____); the same for h; "
        "shared = w * h; return shared / (area_a[:, None] + area_b - ____)",
    ),
)


@task.solution
def box_iou(a, b):
    right_top = torch.minimum(a[:, None, 2:], b[:, 2:])             # step: the upper right corner of the shared part
    left_bottom = torch.maximum(a[:, None, :2], b[:, :2])           # step: the lower left corner of the shared part
    sides = (right_top - left_bottom).clamp(min=0)                  # step: the width and height of the shared part
    shared = sides[..., 0] * sides[..., 1]                          # step: the shared area
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])              # step: the areas of the boxes in a
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])              # step: the areas of the boxes in b
    together = area_a[:, None] + area_b - shared                    # step: the area covered together
    return shared / together                                        # step: the division


@task.right
def pair_by_pair(a, b):
    result = torch.zeros(len(a), len(b), dtype=a.dtype)
    for i in range(len(a)):
        for j in range(len(b)):
            ax0, ay0, ax1, ay1 = a[i].tolist()
            bx0, by0, bx1, by1 = b[j].tolist()
            w = min(ax1, bx1) - max(ax0, bx0)                               # step: the width of the shared part
            h = min(ay1, by1) - max(ay0, by0)                               # step: the height of the shared part
            if w > 0 and h > 0:
                shared = w * h                                              # step: the shared area
                areas = (ax1 - ax0) * (ay1 - ay0) + (bx1 - bx0) * (by1 - by0)   # step: both areas
                result[i, j] = shared / (areas - shared)                    # step: the division by the area together
    return result


@task.right
def by_relu(a, b):
    A, B = a.unsqueeze(1), b.unsqueeze(0)
    shared = torch.relu(torch.min(A[..., 2], B[..., 2]) - torch.max(A[..., 0], B[..., 0])) * torch.relu(
        torch.min(A[..., 3], B[..., 3]) - torch.max(A[..., 1], B[..., 1]))
    return shared / ((A[..., 2:] - A[..., :2]).prod(-1) + (B[..., 2:] - B[..., :2]).prod(-1) - shared)


@task.right
def in_numpy(a, b):
    import numpy as np

    A, B = a.numpy()[:, None, :], b.numpy()[None, :, :]
    w = np.clip(np.minimum(A[..., 2], B[..., 2]) - np.maximum(A[..., 0], B[..., 0]), 0, None)
    h = np.clip(np.minimum(A[..., 3], B[..., 3]) - np.maximum(A[..., 1], B[..., 1]), 0, None)
    size = lambda box: (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])  # noqa: E731
    return torch.from_numpy(w * h / (size(A) + size(B) - w * h))


def _sides(a: Tensor, b: Tensor) -> Tensor:
    """Width and height of what each pair shares; negative where there is a gap."""
    return torch.minimum(a[:, None, 2:], b[:, 2:]) - torch.maximum(a[:, None, :2], b[:, :2])


def _areas(a: Tensor, b: Tensor) -> Tensor:
    """Both areas of each pair, added."""
    return (a[:, 2:] - a[:, :2]).prod(-1)[:, None] + (b[:, 2:] - b[:, :2]).prod(-1)


def _shared(a: Tensor, b: Tensor) -> Tensor:
    return _sides(a, b).clamp(min=0).prod(-1)


def _right(a: Tensor, b: Tensor) -> Tensor:
    shared = _shared(a, b)
    return shared / (_areas(a, b) - shared)


def _corners(boxes: Tensor) -> Tensor:
    """What becomes of boxes if their last two numbers are read as width and height."""
    return torch.cat([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]], dim=1)


@task.wrong("Boxes far apart get something from you: (0, 0, 1, 1) and (3, 3, 4, 4) have w = -2 and h = -2 with you, "
            "and so the shared area 4. What does a negative width mean?", short="gaps count as if they were shared")
def gaps_count(a, b):
    shared = _sides(a, b).prod(-1)
    return shared / (_areas(a, b) - shared)


@task.wrong("You take the sizes of w and h without their signs: (0, 0, 1, 1) and (3, 0, 4, 1) have w = -2, and you "
            "make 2 of it. Do these boxes share anything?", short="gaps count with their size")
def gaps_without_sign(a, b):
    shared = _sides(a, b).abs().prod(-1)
    return shared / (_areas(a, b) - shared)


@task.wrong("You cut off the *area* at 0, and not its sides: (0, 0, 1, 1) and (3, 3, 4, 4) have w = -2 and h = -2, and "
            "minus times minus is 4. Which two numbers have to be cut off?",
            short="the area is cut off at 0, and not its sides")
def area_cut_off(a, b):
    shared = _sides(a, b).prod(-1).clamp(min=0)
    return shared / (_areas(a, b) - shared)


@task.wrong("You cut off the width at 0, but not the height: (0, 0, 1, 1) and (0, 3, 1, 4) have h = -2, and you give "
            "-0.5. What does a negative height mean?", short="only the width is cut off at 0")
def only_width_cut_off(a, b):
    sides = _sides(a, b)
    shared = sides[..., 0].clamp(min=0) * sides[..., 1]
    return shared / (_areas(a, b) - shared)


@task.wrong("You cut off the height at 0, but not the width: (0, 0, 1, 1) and (3, 0, 4, 1) have w = -2, and you give "
            "-0.5. What does a negative width mean?", short="only the height is cut off at 0")
def only_height_cut_off(a, b):
    sides = _sides(a, b)
    shared = sides[..., 0] * sides[..., 1].clamp(min=0)
    return shared / (_areas(a, b) - shared)


@task.wrong("You divide by the sum of the two areas: a box with itself gets 1/2. How often do you count the shared "
            "area in that sum?", short="the shared area is counted twice in the area together")
def shared_counted_twice(a, b):
    return _shared(a, b) / _areas(a, b)


@task.wrong("You take the shared area off twice: for (0, 0, 4, 3) and (2, 1, 6, 3) you divide 4 by 12 + 8 - 8 = 12. "
            "How often is it counted in 12 + 8, and how often should it be?",
            short="the shared area is taken off twice")
def shared_taken_off_twice(a, b):
    shared = _shared(a, b)
    return shared / (_areas(a, b) - 2 * shared)


@task.wrong("You add the shared area below: a box with itself gets 1/3. It is in the two areas already. How often "
            "should it be counted?", short="the shared area is added below, not taken off")
def shared_added_below(a, b):
    shared = _shared(a, b)
    return shared / (_areas(a, b) + shared)


@task.wrong("You give twice the shared area divided by the sum of the areas: for (0, 0, 4, 3) and (2, 1, 6, 3) that is "
            "8/20 = 0.4. This is another measure, called Dice. What do the two boxes cover together?",
            short="twice the shared area is divided by both areas")
def dice(a, b):
    return 2 * _shared(a, b) / _areas(a, b)


@task.wrong("You read the last two numbers as width and height: (2, 1, 6, 3) would end at x = 8 with you. They are the "
            "other corner. Where does this box end?", short="the last two numbers are read as width and height")
def width_and_height(a, b):
    return _right(_corners(a), _corners(b))


@task.wrong("You use the last two numbers as width and height for the *areas*: (2, 1, 6, 3) has the area 18 with you. "
            "It goes from 2 to 6 and from 1 to 3. What is its area?",
            short="for the areas the last two numbers are read as width and height")
def areas_from_the_corner(a, b):
    shared = _shared(a, b)
    return shared / (a[:, 2:].prod(-1)[:, None] + b[:, 2:].prod(-1) - shared)


@task.wrong("You read a box as (xmin, xmax, ymin, ymax): (0, 0, 4, 3) would go from 0 to 0. In which order do the "
            "text's corners come?", short="the numbers of a box are read in another order")
def another_order(a, b):
    return _right(a[:, [0, 2, 1, 3]], b[:, [0, 2, 1, 3]])


@task.wrong("You give the shared area itself: 4 for (0, 0, 4, 3) and (2, 1, 6, 3), and 12 for the first box with "
            "itself. By what is it divided, so that a box with itself has 1?", short="the shared area is not divided")
def shared_alone(a, b):
    return _shared(a, b)


@task.wrong("You give the area that both cover together: 16 for (0, 0, 4, 3) and (2, 1, 6, 3). What is divided by it?",
            short="the area together comes back")
def together_alone(a, b):
    return _areas(a, b) - _shared(a, b)


@task.wrong("You divide the wrong way round: for (0, 0, 4, 3) and (2, 1, 6, 3) you give 16/4 = 4, and inf where "
            "nothing is shared. Can an overlap be above 1?", short="the division goes the wrong way round")
def wrong_way_round(a, b):
    shared = _shared(a, b)
    return (_areas(a, b) - shared) / shared


@task.wrong("You divide by the area of the box in `a` alone: (0, 0, 4, 3) lies inside (0, 0, 8, 6), and you give 1. "
            "Are these two boxes equal?", short="the division is by the area of the first box alone")
def of_the_first_box(a, b):
    return _shared(a, b) / (a[:, 2:] - a[:, :2]).prod(-1)[:, None]


@task.wrong("You divide by the area of the box in `b` alone: (0, 0, 8, 6) holds (0, 0, 4, 3), and you give 1. Are "
            "these two boxes equal?", short="the division is by the area of the second box alone")
def of_the_second_box(a, b):
    return _shared(a, b) / (b[:, 2:] - b[:, :2]).prod(-1)


@task.wrong("You divide by the smaller of the two areas: a box inside another gets 1, as (0, 0, 4, 3) in (0, 0, 8, 6). "
            "Are these two boxes equal?", short="the division is by the smaller area")
def of_the_smaller_box(a, b):
    areas_a, areas_b = (a[:, 2:] - a[:, :2]).prod(-1)[:, None], (b[:, 2:] - b[:, :2]).prod(-1)
    return _shared(a, b) / torch.minimum(areas_a, areas_b)


@task.wrong("You divide by the box that encloses both: for (0, 0, 4, 3) and (2, 1, 6, 3) that has 6 · 3 = 18, and you "
            "give 4/18. Its corners belong to neither box. What do the two cover together?",
            short="the division is by the box that encloses both")
def of_the_enclosing_box(a, b):
    enclosing = torch.maximum(a[:, None, 2:], b[:, 2:]) - torch.minimum(a[:, None, :2], b[:, :2])
    return _shared(a, b) / enclosing.prod(-1)


@task.wrong("You exchanged the smaller and the larger: your shared part of (0, 0, 4, 3) and (2, 1, 6, 3) goes from 0 "
            "to 6 and from 0 to 3. That is the box that encloses both. Where does the shared part begin, at 0 or at 2?",
            short="the smaller and the larger edges are exchanged")
def enclosing_for_shared(a, b):
    shared = (torch.maximum(a[:, None, 2:], b[:, 2:]) - torch.minimum(a[:, None, :2], b[:, :2])).prod(-1)
    return shared / (_areas(a, b) - shared)


@task.wrong("You add width and height where they should be multiplied: for (0, 0, 4, 3) and (2, 1, 6, 3) your shared "
            "part has 2 + 2. What is the area of a box that is 2 wide and 5 high?",
            short="width and height are added, not multiplied")
def sides_added(a, b):
    shared = _sides(a, b).clamp(min=0).sum(-1)
    areas = (a[:, 2:] - a[:, :2]).sum(-1)[:, None] + (b[:, 2:] - b[:, :2]).sum(-1)
    return shared / (areas - shared)


@task.wrong("You compare the widths alone: (0, 0, 4, 3) and (0, 5, 4, 8) get 1 from you, although the second lies "
            "above the first. What became of y?", short="only the widths are compared")
def widths_alone(a, b):
    shared = _sides(a, b)[..., 0].clamp(min=0)
    return shared / ((a[:, 2] - a[:, 0])[:, None] + (b[:, 2] - b[:, 0]) - shared)


@task.wrong("You add 1 to each width and height, as if boxes were made of pixels: boxes that only touch share a strip "
            "with you. How wide is a box from x = 0 to x = 4?", short="1 is added to each width and height")
def pixels_counted(a, b):
    shared = (_sides(a, b) + 1).clamp(min=0).prod(-1)
    areas = (a[:, 2:] - a[:, :2] + 1).prod(-1)[:, None] + (b[:, 2:] - b[:, :2] + 1).prod(-1)
    return shared / (areas - shared)


@task.wrong("You say only whether the boxes overlap, 1 or 0: (0, 0, 4, 3) and (2, 1, 6, 3) get 1, where 0.25 is right. "
            "How much do they overlap?", short="the result says only whether boxes overlap")
def yes_or_no(a, b):
    return (_shared(a, b) > 0).to(a.dtype)


@task.wrong("Your rows and columns are exchanged: for two boxes in `a` and three in `b` your shape is (3, 2). Whose "
            "boxes are the rows?", short="rows and columns are exchanged")
def transposed(a, b):
    return _right(b, a)


@task.wrong("You compare only boxes in the same place of the two lists: two boxes with three others give you two "
            "numbers. How many pairs are there?", short="only boxes in the same place are compared")
def same_place_alone(a, b):
    n = min(len(a), len(b))
    return _right(a[:n], b[:n]).diagonal()


@task.wrong("You compare all boxes of `b` with the first box of `a` alone: two boxes with three others give you one "
            "row. What about the second box?", short="only the first box of `a` is compared")
def first_box_alone(a, b):
    return _right(a[:1], b)


@task.wrong("You keep a small number in the division: boxes that share a hair, an area of about 1e-6, come out a "
            "little off. Can the area together be 0 here at all?", short="a small number is added below")
def softened(a, b):
    shared = _shared(a, b)
    return shared / (_areas(a, b) - shared + 1e-6)


@task.wrong("Tiny overlaps are 0 with you: boxes that share a strip with a width of 1e-6 do share an area. What should "
            "come out as exactly 0?", short="small overlaps are rounded to 0")
def tiny_is_nothing(a, b):
    result = _right(a, b)
    return torch.where(result < 1e-4, 0.0, result)


@task.wrong("Right to about seven digits: your boxes go through float32, which makes of 0.1 the number 0.1000000015. "
            "Ten digits are compared. In which of your lines does the dtype change?",
            short="the boxes go through float32")
def in_float32(a, b):
    return _right(a.float(), b.float()).to(DOUBLE)


@task.wrong("Two things at once: gaps count as if they were shared, and a box with itself gets 1/2. (0, 0, 1, 1) and "
            "(3, 3, 4, 4) share 4 with you. What does a negative width mean, and how often is the shared area counted "
            "below?", short="gaps count as if they were shared, and the shared area is counted twice below")
def gaps_count_and_counted_twice(a, b):
    return _sides(a, b).prod(-1) / _areas(a, b)


@task.wrong("Two things at once: the last two numbers are read as width and height, and gaps count. (2, 1, 6, 3) would "
            "end at x = 8 with you. Where does it end, and what does a negative width mean?",
            short="the last two numbers are read as width and height, and gaps count as if they were shared")
def width_and_height_with_gaps(a, b):
    return gaps_count(_corners(a), _corners(b))


@task.wrong("Two things at once: the last two numbers are read as width and height, and a box with itself gets 1/2. "
            "(2, 1, 6, 3) would end at x = 8 with you. Where does it end, and how often is the shared area counted "
            "below?",
            short="the last two numbers are read as width and height, and the shared area is counted twice below")
def width_and_height_counted_twice(a, b):
    return shared_counted_twice(_corners(a), _corners(b))


@task.wrong("Two things at once: rows and columns are exchanged, and a box with itself gets 1/2. Whose boxes are the "
            "rows, and how often is the shared area counted below?",
            short="rows and columns are exchanged, and the shared area is counted twice below")
def transposed_and_counted_twice(a, b):
    return shared_counted_twice(b, a)


@task.wrong("Two things at once: rows and columns are exchanged, and gaps count. (0, 0, 1, 1) and (3, 3, 4, 4) share 4 "
            "with you. Whose boxes are the rows, and what does a negative width mean?",
            short="rows and columns are exchanged, and gaps count as if they were shared")
def transposed_with_gaps(a, b):
    return gaps_count(b, a)


# The overlap, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "p": lambda v: v.a, "q": lambda v: v.b, "more": lambda v: 0,
    "gaps": lambda v: _sides(v.p, v.q) + v.more,
    "sides": lambda v: v.gaps.clamp(min=0),
    "shared": lambda v: v.sides.prod(-1),
    "area_a": lambda v: (v.p[:, 2:] - v.p[:, :2] + v.more).prod(-1)[:, None],
    "area_b": lambda v: (v.q[:, 2:] - v.q[:, :2] + v.more).prod(-1),
    "together": lambda v: v.area_a + v.area_b - v.shared,
    "result": lambda v: v.shared / v.together,
}
TEXT = numbers([[0, 0, 4, 3]]), numbers([[2, 1, 6, 3]])


_with = answers_by(RULES, box_iou)


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    given = answer(*TEXT)
    told = ", ".join(f"{n:.4g}" for n in given.flatten())
    there = f" You give {told} in the example." if not torch.allclose(given, box_iou(*TEXT)) else ""
    task.wrong(f"{says}{there} {asks}", short=short)(answer)


def _rows(a: Tensor, b: Tensor) -> Tensor:
    """Each row with the row of the same number."""
    sides = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0)
    shared = sides.prod(-1)
    return shared / ((a[:, 2:] - a[:, :2]).prod(-1) + (b[:, 2:] - b[:, :2]).prod(-1) - shared)


def _corner_inside(a: Tensor, b: Tensor, hair: float = 0.0) -> Tensor:
    """Whether a corner of each box in b lies within each box in a, made larger by a hair."""
    corners = b[:, [0, 1, 0, 3, 2, 1, 2, 3]].reshape(1, len(b), 4, 2)
    within = (corners > a[:, None, None, :2] - hair) & (corners < a[:, None, None, 2:] + hair)
    return within.all(-1).any(-1)


_wrong("row_with_row", "Row i of `a` meets row i of `b` alone: two boxes with three others stop your answer.",
       "How many pairs are there, and which axis is missing?", "only rows with the same number are compared",
       result=lambda v: _rows(v.a, v.b))
_wrong("corner_must_be_inside", "You find an overlap only if a corner of the box in `b` lies within the box in `a`: "
       "(0, 0, 4, 3) and (1, -1, 2, 5) get 0.", "Do two boxes that cross, or a box with itself, share nothing?",
       "a corner of the second box has to lie in the first",
       result=lambda v: torch.where( _corner_inside(v.a, v.b), v.shared / v.together, 0.0))
_wrong("corner_of_either", "You find an overlap only if a corner of one box lies within the other: (0, 0, 4, 3) and "
       "(1, -1, 2, 5) cross like a plus, and get 0.", "Which area do they share?",
       "a corner of one box has to lie in the other", result=lambda v: torch.where(
           _corner_inside(v.a, v.b, 1e-9) | _corner_inside(v.b, v.a, 1e-9).mT, v.shared / v.together, 0.0))
_wrong("any_corner_must_be_inside", "You find an overlap only if a corner of one box lies within the other: (0, 0, "
       "4, 3) and itself get 0.", "Do two equal boxes share nothing?", "a corner of one box has to lie in the other",
       result=lambda v: torch.where(_corner_inside(v.a, v.b) | _corner_inside(v.b, v.a).mT, v.shared / v.together, 0.0))
_wrong("height_of_b_from_x", "The area of a box in `b` uses ymax - xmin for its height: (2, 1, 6, 3) has 4 · 1.",
       "From which y to which y does this box go?", "the height in `b` is taken from x",
       area_b=lambda v: (v.b[:, 2] - v.b[:, 0]) * (v.b[:, 3] - v.b[:, 0]))
_wrong("height_of_a_from_x", "The area of a box in `a` uses ymax - xmin for its height: (2, 1, 6, 3) would have 4 · "
       "1.", "From which y to which y does this box go?", "the height in `a` is taken from x",
       area_a=lambda v: ((v.a[:, 2] - v.a[:, 0]) * (v.a[:, 3] - v.a[:, 0]))[:, None])
_wrong("heights_from_x", "Your areas use ymax - xmin for the height: (2, 1, 6, 3) has 4 · 1.", "From which y to "
       "which y does this box go?", "heights are taken from x",
       area_a=lambda v: ( (v.a[:, 2] - v.a[:, 0]) * (v.a[:, 3] - v.a[:, 0]))[:, None],
       area_b=lambda v: (v.b[:, 2] - v.b[:, 0]) * (v.b[:, 3] - v.b[:, 0]))
_wrong("areas_by_neighbours", "Your areas take neighbours in a row for the two ends of a side: (2, 1, 6, 3) has (1 - "
       "2) · (3 - 6).", "Which two of the four numbers are x?", "areas take neighbours for ends",
       area_a=lambda v: ((v.a[:, 1] - v.a[:, 0]) * (v.a[:, 3] - v.a[:, 2]))[:, None],
       area_b=lambda v: (v.b[:, 1] - v.b[:, 0]) * (v.b[:, 3] - v.b[:, 2]))
_wrong("of_the_larger_box", "You divide by the larger of the two areas.", "Which places do the two boxes cover "
       "together?", "the division is by the larger area", together=lambda v: torch.maximum(v.area_a, v.area_b))
_wrong("mean_of_the_areas", "You divide by the mean of the two areas, less the shared one.", "Which places do the "
       "two boxes cover together?", "the mean of the areas is taken",
       together=lambda v: (v.area_a + v.area_b) / 2 - v.shared)
_wrong("in_percent", "You give percent: a box with itself gets 100.", "What should a box with itself have?",
       "it is in percent", result=lambda v: 100 * v.shared / v.together)
_wrong("one_less", "You give 1 less the overlap: a box with itself gets 0.", "What should a box with itself have?",
       "it is 1 less the overlap", result=lambda v: 1 - v.shared / v.together)
_wrong("heights_alone", "You compare the heights alone.", "What became of x?", "only the heights are compared",
       result=lambda v: v.sides[..., 1] / ((v.a[:, 3] - v.a[:, 1])[:, None] + v.b[:, 3] - v.b[:, 1] - v.sides[..., 1]))
_wrong("shared_in_a_and_area_in_a", "You take the area in `a` twice below, and none in `b`.", "Whose areas are added "
       "below?", "the area in `a` stands twice", together=lambda v: 2 * v.area_a - v.shared)
_wrong("from_left_of_b_to_right_of_a", "Your shared part goes from the left of the box in `b` to the right of the box "
       "in `a`, and so upwards, whichever lies further: (2, 1, 6, 3) with (0, 0, 4, 3) share 6 · 3 with you.",
       "Which of two left edges begins the shared part?", "the shared part always goes from b to a",
       gaps=lambda v: v.a[:, None, 2:] - v.b[:, :2])
_wrong("first_column_alone", "You compare all boxes of `a` with the first box of `b` alone.", "What about the others?",
       "only the first box of `b` is compared", result=lambda v: (v.shared / v.together)[:, :1])


OFTEN = {
    "gaps_count": Mistake("gaps count as if they were shared", "What does a negative width mean?",
                          {"sides": lambda v: v.gaps}),
    "area_cut_off": Mistake("the area is cut off at 0, and not its sides", "What is minus times minus?",
                            {"sides": lambda v: v.gaps, "shared": lambda v: v.gaps.prod(-1).clamp(min=0)}),
    "shared_counted_twice": Mistake("you divide by the sum of the two areas", "How often is the shared area counted "
                                    "there?", {"together": lambda v: v.area_a + v.area_b}),
    "shared_taken_off_twice": Mistake("the shared area is taken off twice below", "How often is it in the two areas, "
                                      "and how often should it be?",
                                      {"together": lambda v: v.area_a + v.area_b - 2 * v.shared}),
    "of_the_first_box": Mistake("you divide by the area in `a` alone", "What do the two cover together?",
                                {"together": lambda v: v.area_a.expand_as(v.shared)}),
    "of_the_second_box": Mistake("you divide by the area in `b` alone", "What do the two cover together?",
                                 {"together": lambda v: v.area_b.expand_as(v.shared)}),
    "of_the_smaller_box": Mistake("you divide by the smaller area", "What do the two cover together?",
                                  {"together": lambda v: torch.minimum(v.area_a, v.area_b)}),
    "of_the_enclosing_box": Mistake("you divide by the box that encloses both", "What do the two cover together?", {
        "together": lambda v: (torch.maximum(v.p[:, None, 2:], v.q[:, 2:]) - torch.minimum(
            v.p[:, None, :2], v.q[:, :2])).prod(-1)}),
    "width_and_height": Mistake("the last two numbers are read as width and height", "Where does (2, 1, 6, 3) end?",
                                {"p": lambda v: _corners(v.a), "q": lambda v: _corners(v.b)}),
    "another_order": Mistake("a box is read as (xmin, xmax, ymin, ymax)", "In which order do the text's corners come?",
                             {"p": lambda v: v.a[:, [0, 2, 1, 3]], "q": lambda v: v.b[:, [0, 2, 1, 3]]}),
    "pixels_counted": Mistake("1 is added to each width and height", "How wide is a box from x = 0 to x = 4?",
                              {"more": lambda v: 1}),
    "transposed": Mistake("rows and columns are exchanged", "Whose boxes are the rows?",
                          {"result": lambda v: (v.shared / v.together).mT}),
    "wrong_way_round": Mistake("the division goes the wrong way round", "Can an overlap be above 1?",
                               {"result": lambda v: v.together / v.shared}),
}
WRITTEN = {("gaps_count", "shared_counted_twice"), ("gaps_count", "width_and_height"), ("gaps_count", "transposed"),
           ("shared_counted_twice", "width_and_height"), ("shared_counted_twice", "transposed"),
           ("of_the_enclosing_box", "another_order"), ("of_the_smaller_box", "another_order"),
           ("area_cut_off", "another_order")}      # these are told above, or as another mistake

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
