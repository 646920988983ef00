"""Exercise: on which side of each of several lines points lie."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task

EXAMPLE = {"N": numbers([3, 4], [-1, 2]), "c": numbers(5, 1), "X": numbers([1, 1], [-1, 0.5], [0, 0])}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def lines(n: int, d: int = 2) -> dict[str, Tensor]:
        """Normals of several lengths; the first number is far below 0, and the last of several far above."""
        c = draw.away_from_zero(n)
        c[-1] = 3 + c[-1].abs()
        c[0] = -3 - c[0].abs()
        return {"N": draw.away_from_zero(n, d) * draw.uniform(0.5, 3, n, 1), "c": c}

    def points(n: int, d: int = 2) -> Tensor:
        return 1.5 * draw.normal(n, d)

    turn = 2 * math.pi * torch.arange(6, dtype=DOUBLE) / 6 + draw.between(0.1, 0.9)
    hexagon = torch.stack([turn.cos(), turn.sin()], dim=1)
    width = draw.between(1.0, 2.0)
    inside = 0.8 * width * (2 * torch.rand(5, 2, generator=rng, dtype=DOUBLE) - 1) / math.sqrt(2)
    whole = draw.away_from_zero(4, 2, gap=1.0).round()
    steps = torch.tensor([[2.0, 0.0], [0.0, -4.0], [-0.5, 0.0]], dtype=DOUBLE)    # exact also when made 1 long
    on = (whole[:3] * steps).sum(1)      # each of the first three points lies on a line of its own
    edge = draw.whole(1, 3)
    near = edge + numbers(1e-9, -1e-9, 3e-8, 5e-7, 0.25)
    far = 1000 + numbers(1e-5, -1e-5, 2, -2, 0)
    return [
        case("the example of the text", **EXAMPLE),
        case("eight points and five lines", **lines(5), X=points(8)),
        case("a hexagon, with points inside and outside", N=hexagon, c=torch.full((6,), width, dtype=DOUBLE),
             X=torch.cat([inside, 1.8 * width * hexagon[:2], 3 * draw.away_from_zero(4, 2)])),
        case("points on the lines", N=steps, c=on, X=torch.cat([whole, -whole[:3]])),
        case("points a hair beyond a line and within it", N=torch.eye(2, dtype=DOUBLE), c=numbers(edge, 1000),
             X=torch.stack([near, far], dim=1)),
        case("points that lie less than 1 beyond", N=numbers([1, 0], [0, -1]), c=numbers(edge, -edge),
             X=edge + draw.uniform(0.1, 0.45, 3, 2) * numbers([1, -1])),
        case("three inputs", **lines(4, 3), X=points(5, 3)),
        case("three inputs, as many points as planes", **lines(3, 3), X=points(3, 3)),
        case("one input", **lines(3, 1), X=points(4, 1)),
        case("a single point", **lines(4), X=points(1)),
        case("a single line", **lines(1), X=points(6)),
        case("nine lines and twelve points", **lines(9), X=points(12)),
    ]


task = Task(
    key="halfplane_codes", title="Which side of each line?", points=1, difficulty=1, minutes=8,
    objective="say on which side of each of several lines points lie",
    reference="dlcourse.nn.regions:halfplane_codes", cases=cases, compare=close(), facts=("N05-29",),
    hints=(
        "Take one point and one line. Which number says how far the point lies in the direction of the normal? With "
        "what is it compared?",
        "For the normal (3, 4) and the point (1, 1) the number is 3 · 1 + 4 · 1 = 7, and c is 5. For all points and "
        "lines at once, a product of two matrices has a row for each point and a column for each line. Which one?",
        "scores = X @ ____; return (scores > ____).long()",
    ),
)


@task.solution
def halfplane_codes(N, c, X):
    scores = X @ N.mT             # step: n · x for each point and each line
    beyond = scores > c           # step: the comparison with each line's own number
    return beyond.long()          # step: 1 for true, 0 for false


@task.right
def point_by_point(N, c, X):
    codes = torch.zeros(len(X), len(N), dtype=torch.int64)
    for i in range(len(X)):
        for j in range(len(N)):
            score = 0.0
            for k in range(X.shape[1]):
                score += float(N[j, k]) * float(X[i, k])    # step: n · x, coordinate by coordinate
            if score > float(c[j]):                         # step: the comparison
                codes[i, j] = 1                             # step: beyond the line
    return codes


@task.right
def step_activation(N, c, X):
    z = torch.nn.functional.linear(X, N, -c)
    return torch.heaviside(z, torch.zeros((), dtype=z.dtype)).to(torch.int64)


@task.right
def by_broadcasting(N, c, X):
    import numpy as np

    scores = (X.numpy()[:, None, :] * N.numpy()[None]).sum(-1)
    return torch.from_numpy(np.where(scores > c.numpy(), 1, 0))


# The codes, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "p": lambda v: v.X, "normals": lambda v: v.N, "bound": lambda v: v.c,
    "along": lambda v: v.p @ v.normals.mT,
    "score": lambda v: v.along - v.bound,
    "beyond": lambda v: v.score > 0,
    "codes": lambda v: v.beyond.long(),
    "result": lambda v: v.codes,
}


_with = answers_by(RULES, halfplane_codes)


def _shown(value) -> str:
    if isinstance(value, Tensor) and value.ndim:
        return "(" + ", ".join(map(_shown, value)) + ")"
    return f"{float(value):.4g}" if isinstance(value, Tensor) and value.dtype.is_floating_point else str(
        value.item() if isinstance(value, Tensor) else value)


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    """A wrong answer, with what it gives for the example of the text."""
    answer = _with(name, **changes)
    there = ""
    try:
        given = answer(**EXAMPLE)
        if isinstance(given, Tensor) and not (given.shape == (3, 2) and torch.equal(given.double(), RIGHT)):
            there = f" For the example's three points you give {_shown(given)}."
    except RuntimeError:
        there = " In the example it stops."
    task.wrong(f"{says}{there} {asks}", short=short)(answer)


RIGHT = halfplane_codes(**EXAMPLE).double()
_wrong("within", "Your codes are turned round: 1 within and 0 beyond.", "At (1, 1) and the line 3 x1 + 4 x2 = 5, the "
       "sum is 7. Is that beyond or within?", "1 stands for within", beyond=lambda v: ~(v.score > 0))
_wrong("below", "You ask whether n · x is less than c.", "At (1, 1) and the line 3 x1 + 4 x2 = 5, the sum is 7. Is "
       "that beyond or within?", "less stands for more", beyond=lambda v: v.score < 0)
_wrong("at_least", "Points on a line count as beyond it: (1, 1) lies on the line -x1 + 2 x2 = 1, and you say 1.",
       "Is 1 more than 1?", "points on a line count as beyond it", beyond=lambda v: v.score >= 0)
_wrong("c_left_out", "c plays no part: you compare n · x with 0.",
       "The normal (3, 4) and the point (1, 0) give 3. Is that more than 5?", "c is left out",
       bound=lambda v: torch.zeros_like(v.c))
_wrong("c_added", "You compare n · x with -c.", "The normal (3, 4) and the point (0, 0) give 0. Is that more than 5?",
       "c has the opposite sign", bound=lambda v: -v.c)
_wrong("scores", "You return n · x - c itself.", "The first point has 7 - 5 = 2 for the first line. Which of 0 and 1 "
       "says that it lies beyond?", "scores are returned, not 0 and 1", codes=lambda v: v.score)
_wrong("products", "You return n · x itself.", "The first point has 7 for the first line. Which of 0 and 1 says that "
       "7 is more than 5?", "n · x is returned, not 0 and 1", codes=lambda v: v.along)
_wrong("relus", "You return relu(n · x - c).", "How far a point lies beyond a line plays no part here. Which number "
       "should every point beyond it get?", "a relu stands in place of a step", codes=lambda v: v.score.relu())
_wrong("sigmoids", "You return the sigmoid of n · x - c.", "It lies between 0 and 1. On which side of 1/2 does it lie "
       "for a point beyond the line, and what should be returned then?", "a sigmoid stands in place of a step",
       codes=lambda v: v.score.sigmoid())
_wrong("minus_one_within", "You say -1 within a line.", "Codes are added up later, and the sum should be 0 inside a "
       "polygon. What should a point within a line get?", "-1 stands for within",
       codes=lambda v: torch.where(v.beyond, 1, -1))
_wrong("three_signs", "You return the sign of n · x - c, which is -1 within a line.",
       "What should a point within a line get?", "the sign is returned", codes=lambda v: v.score.sign().long())
_wrong("half_on_the_line", "A point on a line gets 1/2 from you, and your codes are no integers.",
       "What should the point (1, 1) get for the line -x1 + 2 x2 = 1?", "points on a line get one half",
       codes=lambda v: torch.heaviside(v.score, torch.full((), 0.5, dtype=DOUBLE)))
_wrong("booleans", "Your codes are True and False.",
       "They are to be numbers of dtype int64. What makes a number of True?", "the codes are booleans",
       codes=lambda v: v.beyond)
_wrong("floats", "Your codes are 0. and 1. in float64.", "They are to be whole numbers of dtype int64. Which method "
       "of a tensor makes them?", "the codes are float64", codes=lambda v: v.beyond.double())
_wrong("single_floats", "Your codes are 0. and 1. in float32.", "They are to be whole numbers of dtype int64. Which "
       "method of a tensor makes them?", "the codes are float32", codes=lambda v: v.beyond.float())
_wrong("short_integers", "Your codes are int32.", "Which method makes int64, torch's usual whole numbers?",
       "the codes are int32", codes=lambda v: v.beyond.int())
_wrong("a_row_for_each_line", "Your rows belong to the lines.", "Three points and two lines should give the shape (3, "
       "2). Which axis comes first?", "rows and columns are exchanged", result=lambda v: v.codes.mT)
_wrong("lines_counted", "You return how many lines each point lies beyond.",
       "That is one number for a point. How many does its code have?", "the codes are added up for each point",
       result=lambda v: v.codes.sum(1))
_wrong("points_counted", "You return how many points lie beyond each line.",
       "Whose code is that? Each point should keep its own.", "the codes are added up over the points",
       result=lambda v: v.codes.sum(0))
_wrong("lines_counted_with_an_axis", "You return how many lines each point lies beyond, with an axis of length 1.",
       "How many numbers does a point's code have?", "the codes are added up for each point, and an axis is kept",
       result=lambda v: v.codes.sum(1, keepdim=True))
_wrong("inside_alone", "You return 1 for a point that lies beyond no line, else 0.",
       "That is one number for a point. Which lines does it lie beyond?",
       "only whether a point lies within all lines is returned", result=lambda v: (v.codes.sum(1) == 0).long())
_wrong("outside_alone", "You return 1 for a point that lies beyond some line, else 0.",
       "That is one number for a point. Which lines does it lie beyond?",
       "only whether a point lies beyond some line is returned", result=lambda v: (v.codes.sum(1) > 0).long())
_wrong("beyond_all", "You return 1 for a point that lies beyond all lines, else 0.",
       "That is one number for a point. Which lines does it lie beyond?",
       "only whether a point lies beyond all lines is returned", result=lambda v: v.codes.prod(1))
_wrong("not_transposed", "You multiply X by N as it is. The columns of N are no normals: (3, -1) is not one of the "
       "example's.", "Which axes of X and N should meet in the product?", "N is not transposed",
       along=lambda v: v.p @ v.normals)
_wrong("c_for_each_point", "You compare the numbers of each row of points with one entry of c. The rows are points, "
       "and c has an entry for each line.", "Along which axis do the lines lie?", "c is matched with the points",
       bound=lambda v: v.c[:, None])
_wrong("first_c_alone", "You compare with the first entry of c for all lines.",
       "Which number belongs to the second line of the example?", "only the first entry of c is used",
       bound=lambda v: v.c[0])
_wrong("first_point_alone", "You return a code for the first point alone.",
       "Does a return stand within your loop? What about the other points?", "only the first point gets a code",
       result=lambda v: v.codes[:1])
_wrong("first_points_row", "You return the code of the first point, without the axis of the points.",
       "What about the other points?", "only the first point's code is returned, with one axis",
       result=lambda v: v.codes[0])
_wrong("first_line_alone", "You return codes for the first line alone.",
       "Does a return stand within your loop? What about the other lines?", "only the first line counts",
       result=lambda v: v.codes[:, :1])
_wrong("first_point_filled", "Only the first point gets its code, the other rows are 0.",
       "Does your loop end too early?", "only the first row is filled",
       result=lambda v: torch.cat([v.codes[:1], torch.zeros_like(v.codes[1:])]))
_wrong("own_line_alone", "You compare point i with line i alone.", "How many lines are there for the first point?",
       "each point meets only the line of its own number",
       result=lambda v: v.codes.diagonal())
_wrong("two_coordinates", "You use the first two coordinates alone: right in the plane, wrong with three inputs.",
       "How many coordinates has a point in space?", "only two coordinates are used",
       along=lambda v: v.p[:, :2] @ v.normals[:, :2].mT)
_wrong("six_lines", "You return six columns at most.", "How many lines may there be?", "only six lines count",
       result=lambda v: v.codes[:, :6])
_wrong("unit_normals", "You divide the normals by their lengths, but not c. (3, 4) has the length 5: then (1, 1) "
       "gives 1.4, and c is still 5.", "What should become of c when a normal is divided by 5?",
       "normals are made 1 long, but c stays", normals=lambda v: v.N / v.N.norm(dim=1, keepdim=True))
_wrong("c_by_length", "You divide c by the lengths of the normals, but not the normals. (3, 4) has the length 5: you "
       "compare with 1 in place of 5.", "What should become of n when c is divided by 5?",
       "c is divided, but the normals stay", bound=lambda v: v.c / v.N.norm(dim=1))
_wrong("sizes", "You compare the size of n · x with c: (-1, -1) and the normal (3, 4) give -7, and you say 1.",
       "On which side of the line 3 x1 + 4 x2 = 5 does (-1, -1) lie?", "n · x loses its sign", along=lambda v: (
           v.p @ v.normals.mT).abs())
_wrong("distance_from_zero", "You compare the distance of a point from 0 with c, and the normals play no part.",
       "In which direction does each line have to be passed?", "the distance from 0 stands for n · x",
       along=lambda v: v.p.norm(dim=1, keepdim=True).expand(-1, len(v.c)))
_wrong("sum_of_coordinates", "You compare the sum of a point's coordinates with c, and the normals play no part.",
       "By what is each coordinate multiplied first?", "the normals are left out",
       along=lambda v: v.p.sum(1, keepdim=True).expand(-1, len(v.c)))
_wrong("mean_for_sum", "You take the mean of the products of coordinates: (3, 4) and (1, 1) give 3.5.",
       "What is 3 · 1 + 4 · 1?", "a mean stands in place of the sum", along=lambda v: v.p @ v.normals.mT / v.p.shape[1])
_wrong("first_products_alone", "You multiply the first coordinates alone: (3, 4) and (1, 1) give 3.",
       "What is 3 · 1 + 4 · 1?", "only the first coordinate is used", along=lambda v: v.p[:, :1] @ v.normals[:, :1].mT)
_wrong("above_a_half", "You ask whether n · x - c is more than 1/2: a point that lies a little beyond a line gets 0.",
       "The sum of codes is compared with 1/2 later. With what is n · x compared?", "the threshold is one half",
       beyond=lambda v: v.score > 0.5)
_wrong("above_one", "You ask whether n · x - c is more than 1: a point that lies a little beyond a line gets 0.",
       "With what does the text compare n · x?", "the threshold is one", beyond=lambda v: v.score > 1)
_wrong("cut_off_at_one", "You cut n · x - c off at 0 and 1 and drop the decimals: 0.3 becomes 0.",
       "Is a point with n · x - c = 0.3 beyond the line?", "decimals are dropped",
       codes=lambda v: v.score.clamp(0, 1).long())
_wrong("decimals_dropped", "You turn n · x - c into whole numbers: 2.7 becomes 2, and -0.5 becomes 0.",
       "Which two numbers may a code hold?", "scores become whole numbers", codes=lambda v: v.score.long())
_wrong("with_a_margin", "A point a hair beyond a line counts as within it: with n · x - c = 1e-9 you say 0.",
       "Is 1e-9 more than 0?", "a margin is left", beyond=lambda v: v.score > 1e-6)
_wrong("with_a_small_margin", "A point a hair beyond a line counts as within it: with n · x - c = 1e-9 you say 0, and "
       "with 5e-7 you say 1.", "Is 1e-9 more than 0?", "a small margin is left", beyond=lambda v: v.score > 1e-7)
_wrong("with_a_margin_within", "A point a hair within a line counts as beyond it: with n · x - c = -1e-9 you say 1.",
       "Is -1e-9 more than 0?", "a margin counts as beyond", beyond=lambda v: v.score > -1e-6)
_wrong("in_float32", "You compute in float32, which makes 1 of 1.000000001: a point a hair beyond a line counts as on "
       "it.", "In which of your lines does the dtype change?", "float32 is used",
       along=lambda v: v.p.float() @ v.normals.float().mT, bound=lambda v: v.c.float())
_wrong("lines_backwards", "Your columns stand in reverse order.", "Which line belongs to the first column?",
       "the lines come in reverse order", result=lambda v: v.codes.flip(1))
_wrong("points_backwards", "Your rows stand in reverse order.", "Which point belongs to the first row?",
       "the points come in reverse order", result=lambda v: v.codes.flip(0))
_wrong("one_number", "You read each code as a binary number.",
       "That is one number for a point. How many does its code have?", "codes are read as binary numbers",
       result=lambda v: v.codes @ 2 ** torch.arange(len(v.c)).flip(0))
_wrong("places_of_ones", "You return the places of the ones.", "Each point has a code with 0 and 1. What is the code "
       "of a point that lies beyond no line?", "the places of the ones are returned",
       result=lambda v: v.codes.nonzero())
_wrong("codes_without_repeats", "You return each code that occurs once, in order.",
       "Points may share a code. How many rows should there be?", "repeated codes are dropped",
       result=lambda v: v.codes.unique(dim=0))
_wrong("one_line_each", "You say 1 for one line alone, the one with the largest n · x - c.",
       "May a point lie beyond two lines, or beyond none?", "only the line with the largest score counts",
       codes=lambda v: torch.nn.functional.one_hot(v.score.argmax(1), len(v.c)))
_wrong("from_their_mean", "You take the mean of all points off them first: then a point's code changes when another "
       "point moves.", "Where do the lines lie, if the points are moved?", "the points are centred first",
       p=lambda v: v.X - v.X.mean(0))
_wrong("plain_lists", "Your codes are a list of lists, not a tensor.", "Which function makes a tensor from it?",
       "a list comes back, not a tensor", result=lambda v: v.codes.tolist())
_wrong("line_by_line", "You return a list with a tensor for each line.", "One tensor is asked for, with a column for "
       "each line. What does torch.stack do?", "a list of columns comes back", result=lambda v: list(v.codes.mT))
_wrong("point_by_point_list", "You return a list with a tensor for each point.", "One tensor is asked for, with a row "
       "for each point. What does torch.stack do?", "a list of rows comes back", result=lambda v: list(v.codes))
_wrong("with_a_tiny_margin", "A point a hair beyond a line counts as within it: with n · x - c = 1e-9 you say 0, and "
       "with 3e-8 you say 1.", "Is 1e-9 more than 0?", "a tiny margin is left", beyond=lambda v: v.score > 1e-8)
_wrong("with_a_wide_margin", "A point a little beyond a line counts as on it: with c = 1000 and n · x = 1000.00001 you "
       "say 0. A margin does that, and so does isclose, or rounding.", "Which points does the text count as beyond?",
       "a point near a line counts as on it", beyond=lambda v: v.score > 1e-4)
_wrong("with_a_wide_margin_within", "A point a little within a line counts as beyond it: with c = 1000 and n · x = "
       "999.99999 you say 1. A margin does that, and so does isclose.", "Which points does the text count as beyond?",
       "a point near a line counts as beyond it", beyond=lambda v: v.score > -1e-4)
_wrong("rounded_scores", "You round n · x to a whole number before you compare it.", "Is 5.3 more than 5?", "n · x is "
       "rounded", along=lambda v: (v.p @ v.normals.mT).round())
_wrong("scores_cut_off", "You drop the decimals of n · x before you compare it.", "Is 5.3 more than 5?", "n · x loses "
       "its decimals", along=lambda v: (v.p @ v.normals.mT).trunc())
_wrong("two_coordinates_by_index", "You use the first two coordinates alone: with one input your answer stops with an "
       "IndexError, and with three inputs the third plays no part.", "How many coordinates may a point have, and how "
       "do you add up over all of them?", "two coordinates are taken for granted",
       along=lambda v: v.p[:, 0, None] * v.normals[:, 0] + v.p[:, 1, None] * v.normals[:, 1])
_wrong("two_coordinates_unpacked", "Your answer is right in the plane, and stops with a ValueError for one input and "
       "for three.", "How many coordinates may a point have, and how do you add up over all of them?", "two "
       "coordinates are unpacked", p=lambda v: torch.stack([torch.stack([x1, x2]) for x1, x2 in v.X]))
_wrong("normals_by_all", "You divide N by one number, the length of all its entries together.", "What should become of "
       "c when a normal is divided by 5?", "all normals are divided by one number, but c stays",
       normals=lambda v: v.N / v.N.norm())
_wrong("columns_made_one_long", "You divide the columns of N by their lengths. The normals are its rows.", "Must a "
       "normal have the length 1 here, and what happens to c?", "columns of N are made 1 long",
       normals=lambda v: v.N / v.N.norm(dim=0))
_wrong("points_made_one_long", "You divide each point by its length: all points lie at the distance 1 from 0 then.",
       "Does it matter how far a point lies from 0?", "points are made 1 long",
       p=lambda v: v.X / v.X.norm(dim=1, keepdim=True).clamp(min=1e-12))
_wrong("cosines", "You compare the cosine of the angle between point and normal with c.", "Does it matter how far a "
       "point lies from 0?", "n · x is divided by both lengths", p=lambda v: v.X / v.X.norm(dim=1, keepdim=True).clamp(
           min=1e-12), normals=lambda v: v.N / v.N.norm(dim=1, keepdim=True))
_wrong("sizes_of_both", "You compare the sizes of n · x and of c: (-1, -1) and the normal (3, 4) give -7, and you say "
       "1.",
       "On which side of the line 3 x1 + 4 x2 = 5 does (-1, -1) lie?", "n · x and c lose their signs",
       along=lambda v: (v.p @ v.normals.mT).abs(), bound=lambda v: v.c.abs())
_wrong("size_of_c", "You compare n · x with the size of c: for c = -5 with 5.", "Is -3 more than -5?", "c loses its "
       "sign",
       bound=lambda v: v.c.abs())
_wrong("away_from_zero", "Where c is below 0, you turn the codes round and say 1 where n · x is less than c: for the "
       "normal (1, 0), c = -5 and the point (0, 0) you say 0.", "Is 0 more than -5? Does the text ask on which side "
       "the origin lies?", "codes are turned round where c is negative",
       beyond=lambda v: torch.where(v.c >= 0, v.score > 0, v.score < 0))
_wrong("c_added_up", "You compare with the sum of all entries of c.", "Which number belongs to the second line of the "
       "example?", "the entries of c are added up", bound=lambda v: v.c.sum())
_wrong("largest_c", "You compare with the largest entry of c for all lines.", "Which number belongs to the second line "
       "of the example?", "only the largest entry of c is used", bound=lambda v: v.c.max())
_wrong("mean_c", "You compare with the mean of c for all lines.", "Which number belongs to the second line of the "
       "example?", "the mean of c is used", bound=lambda v: v.c.mean())
_wrong("last_c_alone", "You compare with the last entry of c for all lines.", "Which number belongs to the first line "
       "of the example?", "only the last entry of c is used", bound=lambda v: v.c[-1])
_wrong("last_row_alone", "You return a code for the last point alone.", "What about the other points?", "only the last "
       "point gets a code", result=lambda v: v.codes[-1:])
_wrong("last_point_filled", "Only the last point gets its code, the other rows are 0.", "Which line has to stand "
       "within your loop?", "only the last row is filled",
       result=lambda v: torch.cat([torch.zeros_like(v.codes[:-1]), v.codes[-1:]]))
_wrong("last_line_filled", "Only the last line gets its codes, the other columns are 0.", "Which line has to stand "
       "within your loop?", "only the last column is filled",
       result=lambda v: torch.cat([torch.zeros_like(v.codes[:, :-1]), v.codes[:, -1:]], dim=1))
_wrong("first_line_filled", "Only the first line gets its codes, the other columns are 0.", "Does your loop end too "
       "early?", "only the first column is filled",
       result=lambda v: torch.cat([v.codes[:, :1], torch.zeros_like(v.codes[:, 1:])], dim=1))
_wrong("first_entry_filled", "Only the first line of the first point gets its code, all else is 0.", "How far is your "
       "`return` indented?", "only the first entry is filled",
       result=lambda v: torch.zeros_like(v.codes).index_put((torch.tensor([0]), torch.tensor([0])), v.codes[0, 0]))
_wrong("all_lines_but_the_last", "The column of the last line is 0.", "Where does `range(len(N) - 1)` stop?", "the "
       "last line is left out", result=lambda v: torch.cat([v.codes[:, :-1], torch.zeros_like(v.codes[:, -1:])], dim=1))
_wrong("all_points_but_the_last", "The row of the last point is 0.", "Where does `range(len(X) - 1)` stop?", "the last "
       "point is left out", result=lambda v: torch.cat([v.codes[:-1], torch.zeros_like(v.codes[-1:])]))
_wrong("all_lines_but_the_first", "The column of the first line is 0.", "Which index has the first line?", "the first "
       "line is left out", result=lambda v: torch.cat([torch.zeros_like(v.codes[:, :1]), v.codes[:, 1:]], dim=1))
_wrong("all_points_but_the_first", "The row of the first point is 0.", "Which index has the first point?", "the first "
       "point is left out", result=lambda v: torch.cat([torch.zeros_like(v.codes[:1]), v.codes[1:]]))
_wrong("first_one_of_a_row", "Each point has a single 1, for the first line that it lies beyond.", "May a point lie "
       "beyond two lines? What does `break` do?", "only the first 1 of each point is kept",
       result=lambda v: v.codes * (v.codes.cumsum(1) == 1))
_wrong("points_measured_from_c_times_n", "You ask whether a point lies beyond c · n: right where n has the length 1, "
       "and elsewhere n · x is compared with c times n · n.", "Does 5 · (3, 4) lie on the line 3 x1 + 4 x2 = 5?",
       "c n is taken for a point of the line", bound=lambda v: v.c * (v.N * v.N).sum(1))
_wrong("c_off_each_coordinate", "You take c off each coordinate before you multiply: (1, 1) - 5 gives (-4, -4).",
       "What "
       "is compared with c: a coordinate or n · x?", "c is taken off the coordinates",
       bound=lambda v: v.c * v.N.sum(1))
_wrong("product_of_products", "You multiply the products of coordinates: (3, 4) and (1, 1) give 12.", "What is 3 · 1 + "
       "4 · 1?", "products of coordinates are multiplied", along=lambda v: (v.p[:, None] * v.normals).prod(-1))
_wrong("any_coordinate", "You compare each coordinate's product with c by itself, and say 1 if any is larger.", "What "
       "is 3 · 1 + 4 · 1, and is that more than 5?", "coordinates are compared one by one",
       along=lambda v: (v.p[:, None] * v.normals).amax(-1))
_wrong("every_coordinate", "You compare each coordinate's product with c by itself, and say 1 if all are larger.",
       "What "
       "is 3 · 1 + 4 · 1, and is that more than 5?", "all coordinates have to be larger",
       along=lambda v: (v.p[:, None] * v.normals).amin(-1))
_wrong("last_products_alone", "You multiply the last coordinates alone: (3, 4) and (1, 1) give 4.",
       "What is 3 · 1 + 4 · 1?", "only the last coordinate is used", along=lambda v: v.p[:, -1:] @ v.normals[:, -1:].mT)
_wrong("points_and_normals_added", "You add point and normal: (3, 4) and (1, 1) give 9.", "What does the dot between n "
       "and x stand for?", "points and normals are added", along=lambda v: (v.p[:, None] + v.normals).sum(-1))
_wrong("distance_from_the_normal", "You compare the distance between the point and the normal with c.", "What does the "
       "dot between n and x stand for?", "the distance from the normal stands for n · x",
       along=lambda v: (v.p[:, None] - v.normals).norm(dim=-1))


OFTEN = {
    "within": Mistake("1 stands for within", "Is 7 more than 5, or less?", {"beyond": lambda v: ~(v.score > 0)}),
    "at_least": Mistake("points on a line count as beyond it", "Is 1 more than 1?", {"beyond": lambda v: v.score >= 0}),
    "c_added": Mistake("c has the opposite sign", "Is n · x compared with c or with -c?", {"bound": lambda v: -v.c}),
    "c_left_out": Mistake("c is left out", "With what is n · x compared?", {"bound": lambda v: torch.zeros_like(v.c)}),
    "booleans": Mistake("the codes are booleans", "Which dtype should they have?", {"codes": lambda v: v.beyond}),
    "floats": Mistake("the codes are float64", "Which dtype should they have?", {"codes": lambda v: v.beyond.double()}),
    "a_row_for_each_line": Mistake("rows and columns are exchanged", "Which axis comes first?",
                                   {"result": lambda v: v.codes.mT}),
    "unit_normals": Mistake("normals are made 1 long, but c stays", "What should become of c when a normal is divided "
                            "by 5?", {"normals": lambda v: v.N / v.N.norm(dim=1, keepdim=True)}),
    "two_coordinates_by_index": Mistake(
        "two coordinates are taken for granted", "How many coordinates may a point have?",
        {"along": lambda v: v.p[:, 0, None] * v.normals[:, 0] + v.p[:, 1, None] * v.normals[:, 1]}),
    "single_floats": Mistake("the codes are float32", "Which dtype should they have?",
                             {"codes": lambda v: v.beyond.float()}),
    "lines_counted": Mistake("the codes are added up for each point", "How many numbers has a code?",
                             {"result": lambda v: v.codes.sum(1)}),
}
SAME = {("booleans", "lines_counted"), ("c_left_out", "unit_normals")}    # a sum of booleans is one of integers
for _name, _two in in_pairs(OFTEN, SAME):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
