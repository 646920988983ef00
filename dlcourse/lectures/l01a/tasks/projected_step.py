"""Exercise: a step of gradient descent that ends at the nearest point of a box or of a ball."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from types import SimpleNamespace

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task
from dlcourse.optim import project_ball, project_box, projected_gradient_descent

INF = math.inf


def reference(theta: Tensor, g: Tensor, eta: float, region: tuple) -> Tensor:
    """The package's projections, after a step that it takes without walls."""
    kind, first, second = region
    moved = projected_gradient_descent(lambda _: g, lambda t: t, theta, eta=eta, steps=1)[-1]
    return project_box(moved, first, second) if kind == "box" else project_ball(moved, second, centre=first)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def ball_case(label: str, d: int, reach: float) -> Case:
        """The step leads to the centre plus reach times the radius, in a random direction."""
        g, centre, away = draw.away_from_zero(d), draw.away_from_zero(d), draw.away_from_zero(d, gap=0.5)
        eta, radius = draw.between(0.2, 0.6), draw.between(1.2, 2.0)
        theta = centre + reach * radius * away / away.norm() + eta * g
        return case(label, theta=theta, g=g, eta=eta, region=("ball", centre, radius))

    def box_case(label: str, moved: list, low: list, high: list) -> Case:
        """The step leads to about these places."""
        d = len(moved)
        g, eta = draw.away_from_zero(d), draw.between(0.2, 0.6)
        place = numbers(moved) + draw.uniform(-0.2, 0.2, d)
        return case(label, theta=place + eta * g, g=g, eta=eta, region=("box", numbers(low), numbers(high)))

    inside = draw.uniform(0.2, 0.8, 2)
    return [
        case("the box of the text", theta=numbers(1, 1), g=numbers(-4, 1), eta=0.5,
             region=("box", numbers(0, 0), numbers(2, 2))),
        case("the ball of the text", theta=numbers(2, 4), g=numbers(-4, -4), eta=0.5,
             region=("ball", numbers(1, 2), 2.5)),
        box_case("a box, out on three sides", [4.0, -3.0, 0.5, 6.0], [-1.0, -2.0, -1.0, 1.0], [2.0, 1.0, 2.0, 3.5]),
        box_case("a box, all inside", [0.5, 1.3, -0.6], [-1.0, -2.0, -3.0], [2.0, 3.0, 1.0]),
        box_case("a box with open sides", [-9.0, 7.0, 5.0, -6.0], [-INF, -1.0, -INF, -2.0], [2.0, INF, 3.0, INF]),
        box_case("a box, out below alone", [-3.0, 0.5], [-1.0, -1.0], [2.0, 2.0]),
        box_case("a box with a closed, a half open and an open entry", [3.0, -7.0, 5.0], [-1.0, -2.0, -INF],
                 [1.0, INF, INF]),
        case("a box that fixes an entry, one axis", theta=draw.normal(1), g=draw.away_from_zero(1), eta=0.3,
             region=("box", numbers([0.7]), numbers([0.7]))),
        ball_case("a ball, outside", 3, draw.between(1.5, 2.5)),
        ball_case("a ball, far outside, five axes", 5, draw.between(4.0, 6.0)),
        ball_case("a ball, inside", 3, draw.between(0.4, 0.8)),
        ball_case("a ball, inside, near the border", 3, draw.between(0.93, 0.97)),
        ball_case("a ball, outside, one axis", 1, draw.between(1.5, 2.5)),
        case("a ball, the step ends at the centre", theta=numbers(1, 0), g=numbers(2, -4), eta=0.5,
             region=("ball", numbers(0, 2), 1.5)),
        case("a ball, the start inside, the end outside", theta=numbers(1, 2) + 0.3 * inside, g=numbers(-6, 2) + inside,
             eta=0.5, region=("ball", numbers(1, 2), 0.8)),
        case("a ball of radius 0", theta=draw.normal(2), g=draw.away_from_zero(2), eta=0.5,
             region=("ball", draw.away_from_zero(2), 0.0)),
        case("the start is outside a box, the step ends inside", theta=numbers(3, 0) + inside,
             g=numbers(draw.between(4.0, 5.0), draw.between(-1.0, 1.0)), eta=0.5,
             region=("box", numbers(0, -1), numbers(2, 2))),
        case("eta is 0, the start is outside a box", theta=inside + numbers(3, 0), g=draw.away_from_zero(2), eta=0.0,
             region=("box", numbers(0, 0), numbers(1, 1))),
        case("eta is 0, the start is outside a ball", theta=inside + numbers(3, 0), g=draw.away_from_zero(2), eta=0.0,
             region=("ball", draw.away_from_zero(2), 0.9)),
    ]


task = Task(
    key="projected_step", title="A step that stays inside", points=3, difficulty=2, minutes=20,
    objective="step against the gradient, then go to the nearest point of a box or a ball",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N01-01",),
    hints=(
        "First take the step as if there were no walls. Then look at the point where it ends. In a box each entry has "
        "its own two ends; in a ball all entries together have one distance. Which point of the region is nearest?",
        "The ball has the centre (1, 2) and the radius 2.5, and the step ends at (4, 6). The way from the centre is "
        "(3, 4), its length 5. Which share of this way stays inside, and where does one arrive?",
        "moved = theta - eta * g; box: torch.minimum(torch.maximum(moved, ____), ____); ball: away = moved - centre; "
        "if away.norm() > radius: moved = centre + ____ * away",
    ),
)


@task.solution
def projected_step(theta, g, eta, region):
    moved = theta - eta * g                                         # step: the step without walls
    if region[0] == "box":
        low, high = region[1:]
        return torch.minimum(torch.maximum(moved, low), high)       # step: each entry goes to its own nearer end
    centre, radius = region[1:]
    away = moved - centre                                           # step: the way from the centre
    distance = away.norm()                                          # step: how far the point is from the centre
    if distance <= radius:
        return moved
    return centre + radius / distance * away                        # step: the share of the way that is allowed


@task.right
def entry_by_entry(theta, g, eta, region):
    kind, one, two = region
    moved = [t - eta * s for t, s in zip(theta.tolist(), g.tolist())]
    if kind == "box":
        moved = [hi if v > hi else lo if v < lo else v for v, lo, hi in zip(moved, one.tolist(), two.tolist())]
    else:
        centre = one.tolist()
        far = math.sqrt(sum((v - c)**2 for v, c in zip(moved, centre)))
        if far > two:
            moved = [c + (v - c) * two / far for v, c in zip(moved, centre)]
    return torch.tensor(moved, dtype=torch.float64)


@task.right
def by_clamp_and_unit(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        return p.clamp(region[1], region[2])                        # step: each entry between its two ends
    _, centre, radius = region
    unit = torch.nn.functional.normalize(p - centre, dim=0)         # step: the direction from the centre
    return centre + (p - centre).norm().clamp(max=radius) * unit    # step: at most the radius, in this direction


@task.right
def share_of_the_way(theta, g, eta, region):
    p = torch.add(theta, g, alpha=-eta)
    if region[0] != "ball":
        excess_above = (p - region[2]).relu()                       # step: what sticks out above
        excess_below = (region[1] - p).relu()                       # step: what sticks out below
        return p - excess_above + excess_below                      # step: both taken back
    c, r = region[1], region[2]
    length = float(torch.linalg.vector_norm(p - c))                 # step: the distance from the centre
    share = 1.0 if length <= r else r / length                      # step: the share of the way that is allowed
    return (1 - share) * c + share * p                              # step: between the centre and the point


def _moved(theta: Tensor, g: Tensor, eta: float) -> Tensor:
    return theta - eta * g


def _nearest(point: Tensor, region: tuple) -> Tensor:
    kind, first, second = region
    return project_box(point, first, second) if kind == "box" else project_ball(point, second, centre=first)


def _allowed(point: Tensor, region: tuple) -> bool:
    return bool((_nearest(point, region) - point).abs().max() <= 1e-12)


@task.wrong("You take the step and leave it at that: from (1, 1) in the box of the text you end at (3, 0.5), but 2 is "
            "the highest allowed value. What is still to be done?", short="the region is not looked at")
def no_walls(theta, g, eta, region):
    return _moved(theta, g, eta)


@task.wrong("The box is right, but in a ball you leave the point where the step has ended: (4, 6) in the ball of the "
            "text. How far from the centre (1, 2) is that?", short="the ball is not looked at")
def ball_not_looked_at(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    return _nearest(moved, region) if region[0] == "box" else moved


@task.wrong("The ball is right, but in a box you leave the point where the step has ended: (3, 0.5) in the box of the "
            "text. Which bound does it break?", short="the box is not looked at")
def box_not_looked_at(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    return moved if region[0] == "box" else _nearest(moved, region)


@task.wrong("Two things: you step uphill, and the region is not looked at. In the box of the text you go from (1, 1) "
            "to (-1, 1.5). To which side does the loss fall, and what is still to be done?",
            short="the step goes uphill, and the region is not looked at")
def uphill_no_walls(theta, g, eta, region):
    return _moved(theta, g, -eta)


@task.wrong("You step uphill: in the box of the text you start at (1, 1) with the gradient (-4, 1), and your first "
            "entry becomes smaller. To which side does the loss fall?", short="the step goes uphill")
def uphill(theta, g, eta, region):
    return _nearest(_moved(theta, g, -eta), region)


@task.wrong("The step is the whole gradient: with eta = 0.5 and a slope of 1, an entry should move by 0.5. How far "
            "does yours move?", short="the learning rate is left out")
def whole_gradient(theta, g, eta, region):
    return _nearest(_moved(theta, g, 1.0), region)


@task.wrong("You go to the region first and step afterwards: a step from (2, 2) in the box of the text may end at (4, "
            "1.5), outside. Which of the two comes last?", short="the region is looked at before the step")
def region_first(theta, g, eta, region):
    return _moved(_nearest(theta, region), g, eta)


@task.wrong("You go to the region before the step and after it: where the start lies outside, the step should still "
            "begin there. With theta = 3, g = 4, eta = 0.5 and bounds 0 and 2 the step ends at 1. Where does yours "
            "end?", short="the start is moved into the region, too")
def region_twice(theta, g, eta, region):
    return _nearest(_moved(_nearest(theta, region), g, eta), region)


@task.wrong("A step that would leave the region is not taken at all: from (1, 1) in the box of the text you stay at "
            "(1, 1). Which allowed point is nearest to (3, 0.5)?", short="a step that leaves the region is not taken")
def rejected(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    return moved if _allowed(moved, region) else theta.clone()


@task.wrong("You stop where the straight way leaves the region: from (1, 1) towards (3, 0.5) that is (2, 0.75). Is "
            "there an allowed point that is nearer to (3, 0.5)?", short="the step is cut off where it meets the wall")
def stops_at_the_wall(theta, g, eta, region):
    share, end = 0.0, _moved(theta, g, eta)
    if _allowed(end, region):
        return end
    for k in range(1, 41):  # ever finer halves of the way
        share += 0.5**k * _allowed(theta + (share + 0.5**k) * (end - theta), region)
    return theta + share * (end - theta)


@task.wrong("You bounce off the wall: in the box of the text 3 is 1 beyond the wall at 2, and you go to 1. Which "
            "allowed value is nearest to 3?", short="the point is mirrored at the wall")
def mirrored(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    return 2 * _nearest(moved, region) - moved


@task.wrong("In a box, an entry that would leave it goes back to where it was: in the box of the text (3, 0.5) "
            "becomes (1, 0.5). Which allowed value is nearest to 3?", short="in a box, an entry that leaves goes back")
def entries_go_back(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "ball":
        return _nearest(moved, region)
    return torch.where((moved > region[2]) | (moved < region[1]), theta, moved)


@task.wrong("In a box you look at the upper ends only: an entry of -3 with bounds -2 and 1 stays at -3. Which bound "
            "does it break?", short="in a box, the lower ends are not looked at")
def only_high(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    return torch.minimum(moved, region[2]) if region[0] == "box" else _nearest(moved, region)


@task.wrong("In a box you look at the lower ends only: an entry of 3 with bounds 0 and 2 stays at 3. Which bound does "
            "it break?", short="in a box, the upper ends are not looked at")
def only_low(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    return torch.maximum(moved, region[1]) if region[0] == "box" else _nearest(moved, region)


@task.wrong("In a box, each entry that leaves goes to the wrong end: 3 with bounds 0 and 2 becomes 0. Which end is "
            "nearer to 3?", short="in a box, entries go to the far end")
def far_end(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "ball":
        return _nearest(moved, region)
    return torch.where(moved > region[2], region[1], torch.where(moved < region[1], region[2], moved))


@task.wrong("In a box, maximum and minimum have changed places: max with the upper end gives every entry its upper "
            "end. What is the smaller of 3 and 2, and which of the two is wanted?",
            short="in a box, maximum and minimum have changed places")
def minimum_of_low(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "ball":
        return _nearest(moved, region)
    return torch.maximum(torch.minimum(moved, region[1]), region[2])


@task.wrong("In a box, all entries get the same bounds, the lowest of `low` and the highest of `high`: bounds 0 to 2 "
            "and 5 to 9 are not bounds 0 to 9. Which bounds has the first entry?",
            short="in a box, all entries share the widest bounds")
def one_interval(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "ball":
        return _nearest(moved, region)
    return moved.clamp(float(region[1].min()), float(region[2].max()))


@task.wrong("In a box you shorten all entries by one factor until the largest fits: in the box of the text (3, 0.5) "
            "becomes (2, 0.33). Is (2, 0.5) allowed, and is it nearer?",
            short="in a box, all entries are shortened together")
def shortened_together(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "ball":
        return _nearest(moved, region)
    share = min((float(n / m) for m, n in zip(moved, _nearest(moved, region)) if m != n), default=1.0)
    return share * moved


@task.wrong("In a ball, every point goes to the surface, even one that is allowed: at half the radius you come out at "
            "the whole. Which points need not move?", short="in a ball, inner points go to the surface, too")
def always_on_the_surface(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box":
        return _nearest(moved, region)
    _, centre, radius = region
    away = moved - centre
    distance = away.norm()
    return centre + radius * away / distance if distance > 0 else moved


@task.wrong("In a ball, a step that ends exactly at the centre gives nan: there the distance is 0, and 0/0 is nan. "
            "All inner points go to the surface, too. For which points is a division needed at all?",
            short="in a ball, every point is divided by its distance")
def nan_at_the_centre(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box":
        return _nearest(moved, region)
    _, centre, radius = region
    away = moved - centre
    return centre + radius * away / away.norm()


@task.wrong("Your ball lies round 0, wherever its centre is: with centre (1, 2) and radius 2.5 you bring (4, 6) to "
            "(1.39, 2.08). From which point is the distance taken?", short="the ball lies round 0")
def centre_ignored(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    return _nearest(moved, region) if region[0] == "box" else _nearest(moved, ("ball", 0 * moved, region[2]))


@task.wrong("In a ball you return the way from the centre, not the place: (1.5, 2) in the ball of the text. How far "
            "is the place, and from where?", short="in a ball, the centre is not added again")
def centre_not_added(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box":
        return _nearest(moved, region)
    return _nearest(moved - region[1], ("ball", 0 * moved, region[2]))


@task.wrong("In a ball you return the shortened way from the centre, not the place: (1.5, 2) in the ball of the text. "
            "Inner points are right. From where does the way lead?",
            short="in a ball, the centre is not added again outside")
def centre_not_added_outside(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box" or _allowed(moved, region):
        return _nearest(moved, region)
    return _nearest(moved - region[1], ("ball", 0 * moved, region[2]))


@task.wrong("A step that would leave the region is halved until its end lies inside: from (1, 1) in the box of the "
            "text you go to (2, 0.75). Which allowed point is nearest to the end of the whole step?",
            short="the step is halved until it ends inside")
def halved_until_inside(theta, g, eta, region):
    step = eta * g
    for _ in range(60):
        if _allowed(theta - step, region):
            break
        step = step / 2
    return theta - step


@task.wrong("In a ball, the whole point is shortened and not its way from the centre: (4, 6) becomes (2, 3) in the "
            "ball of the text, which is half of each entry. What should be halved?",
            short="in a ball, the point is shortened instead of its way from the centre")
def point_shortened(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box" or _allowed(moved, region):
        return _nearest(moved, region)
    return region[2] / (moved - region[1]).norm() * moved


@task.wrong("In a ball, a point outside comes to the distance 1, whatever the radius is: (1.6, 2.8) in the ball of "
            "the text. How far from the centre is the border?", short="in a ball, the distance becomes 1")
def unit_ball(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box" or _allowed(moved, region):
        return _nearest(moved, region)
    return region[1] + (moved - region[1]) / (moved - region[1]).norm()


@task.wrong("In a ball you bring each entry to the radius by itself: that is a box. With centre (1, 2) and radius "
            "2.5, (4, 6) becomes (3.5, 4.5). How far from the centre is that?", short="the ball is treated as a box")
def ball_as_box(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box":
        return _nearest(moved, region)
    return _nearest(moved, ("box", region[1] - region[2], region[1] + region[2]))


@task.wrong("In a ball, the distance is the sum of the sizes: for (3, 4) you take 7. How long is the straight way, by "
            "Pythagoras?", short="in a ball, sizes are added for the distance")
def sum_of_sizes(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box":
        return _nearest(moved, region)
    away = moved - region[1]
    distance = away.abs().sum()
    return moved if distance <= region[2] else region[1] + region[2] / distance * away


@task.wrong("In a ball, the root is missing: for (3, 4) you divide by 25. How long is the way, by Pythagoras?",
            short="in a ball, the distance is not rooted")
def no_root(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box":
        return _nearest(moved, region)
    away = moved - region[1]
    distance = away.square().sum()
    return moved if distance <= region[2] else region[1] + region[2] / distance * away


@task.wrong("In a ball, a point outside goes straight to the centre: (4, 6) becomes (1, 2) in the ball of the text. "
            "Is the centre the nearest allowed point?", short="in a ball, a point outside goes to the centre")
def to_the_centre(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box" or _allowed(moved, region):
        return _nearest(moved, region)
    return region[1].clone()


@task.wrong("Two things in a ball: the centre is subtracted and not added again, and inner points go to the surface. "
            "In the ball of the text you give (1.5, 2). Where is that, seen from the centre?",
            short="in a ball, only the direction times the radius is returned")
def direction_times_radius(theta, g, eta, region):
    moved = _moved(theta, g, eta)
    if region[0] == "box":
        return _nearest(moved, region)
    away = moved - region[1]
    return region[2] * away / away.norm() if away.norm() > 0 else away


# The step and the two regions, quantity by quantity; a mistake changes some of the rules.
STEP = {
    "start": lambda v: v.theta,
    "rate": lambda v: v.eta,
    "way": lambda v: -1,
    "change": lambda v: v.g,
    "moved": lambda v: v.start + v.way * v.rate * v.change,
}
BOX = {
    "low": lambda v: v.region[1], "high": lambda v: v.region[2],
    "box": lambda v: torch.minimum(torch.maximum(v.moved, v.low), v.high),
}
BALL = {
    "centre": lambda v: v.region[1], "radius": lambda v: v.region[2],
    "away": lambda v: v.moved - v.centre,
    "distance": lambda v: v.away.norm(),
    "inside": lambda v: v.distance <= v.radius,
    "far": lambda v: v.centre + v.radius / v.distance * v.away,
    "ball": lambda v: v.moved if v.inside else v.far,
}
END = {"kind": lambda v: v.region[0], "result": lambda v: v.box if v.kind == "box" else v.ball}
TEXT = {"the box": (numbers(1, 1), numbers(-4, 1), 0.5, ("box", numbers(0, 0), numbers(2, 2))),
        "the ball": (numbers(2, 4), numbers(-4, -4), 0.5, ("ball", numbers(1, 2), 2.5))}


def _with(name: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some; another process finds it by its name."""
    def answer(theta, g, eta, region):
        v = SimpleNamespace(theta=theta, g=g, eta=eta, region=region)
        kind = {"kind": END["kind"]} | {k: r for k, r in changes.items() if k == "kind"}
        v.kind = kind["kind"](v)
        for quantity, rule in (STEP | (BOX if v.kind == "box" else BALL) | END).items():
            setattr(v, quantity, changes.get(quantity, rule)(v))
        return v.result

    answer.__name__ = name
    return answer


def _in_the_text(answer: Callable) -> str:
    """What an answer gives for the two examples of the text, as far as it is wrong there; nothing if it is right."""
    words = []
    for name, inputs in TEXT.items():
        try:
            ours = answer(*inputs)
        except (RuntimeError, TypeError):
            words.append(f"an error in {name} of the text")
            continue
        if ours is not None and not torch.allclose(ours, projected_step(*inputs), atol=1e-9):
            words.append(f"({', '.join(f'{n:.4g}' for n in ours)}) in {name} of the text")
    return f" You give {' and '.join(words)}." if words else ""


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says}{_in_the_text(answer)} {asks}", short=short)(answer)


def _middle(v: SimpleNamespace) -> Tensor:
    return (v.low + v.high) / 2


def _some(v: SimpleNamespace, entries) -> Tensor:
    """In a box, only these entries brought to their ends."""
    result = v.moved.clone()
    for i in entries:
        result[i] = min(max(v.moved[i], v.low[i]), v.high[i])
    return result


_wrong("towards_the_origin", "In a ball, a point outside goes to the radius on its way from 0, not from the centre.",
       "From which point does the allowed way start?", "in a ball, the way starts at 0",
       far=lambda v: v.moved / v.moved.norm() * v.radius)
_wrong("every_region_a_ball", "Every region goes through your lines for the ball, a box as well: it stops there, or "
       "has its lower end as the centre.", "With what do you compare \"box\": with the tuple, or with its first "
       "entry?", "a box is treated as a ball", kind=lambda v: "ball", inside=lambda v: bool(v.distance <= v.radius))
_wrong("every_region_a_box", "Every region goes through your lines for the box, a ball as well: its centre is the "
       "lower end there, and its radius the upper end.", "Which entry of the region says which kind it is?",
       "a ball is treated as a box with the centre and the radius as ends", kind=lambda v: "box",
       box=lambda v: torch.where(v.moved < v.low, v.low, torch.where(v.moved > v.high, v.high, v.moved)))
_wrong("every_region_a_box_and_stops", "Every region goes through your lines for the box, a ball as well: there a "
       "tensor of ends is needed, and the radius is a float.", "Which entry of the region says which kind it is?",
       "a ball is treated as a box, which stops it", kind=lambda v: "box")
_wrong("kinds_exchanged", "The two kinds have changed places: a box goes through the lines for a ball, and a ball "
       "through those for a box. Both stop there.", "Which word do you compare the first entry of the region with?",
       "box and ball have changed places", kind=lambda v: "ball" if v.region[0] == "box" else "box",
       inside=lambda v: bool(v.distance <= v.radius))
_wrong("middle_of_the_box", "Right in a box whose sides are closed. You use the middle of a box, and half its width: "
       "with bounds -inf and 3 both are infinite, and 5 stays 5.", "Which bound does it break?", "the middle of a "
       "box with an open side is infinite",
       box=lambda v: torch.where(
           (v.moved - _middle(v)).abs() <= (v.high - v.low) / 2, v.moved,
           _middle(v) + torch.sign(v.moved - _middle(v)) * (v.high - v.low) / 2))
_wrong("middle_of_the_box_is_nan", "Right in a box whose sides are closed. With an open side you give nan: the "
       "middle of -inf and 3 is -inf, and a difference of two infinite numbers has no value.", "Can each end be "
       "looked at by itself?", "a box with an open side gives nan",
       box=lambda v: _middle(v) + (
           v.moved - _middle(v)).clamp((v.low - v.high) / 2, (v.high - v.low) / 2))
_wrong("open_box_left", "A box with one open side is not looked at: its closed sides do not hold with you.",
       "With bounds -inf and 2, where should 7 go?", "a box with an open side is not looked at",
       box=lambda v: _nearest(v.moved, v.region) if torch.cat([v.low, v.high]).isfinite().all() else v.moved)
_wrong("open_side_at_zero", "You take 0 for a side that is open: -9 with the bounds -inf and 2 becomes 0.",
       "How far down may such an entry go?", "an open side counts as 0",
       low=lambda v: v.region[1].nan_to_num(neginf=0), high=lambda v: v.region[2].nan_to_num(posinf=0))
_wrong("open_entry_left", "In a box, an entry with one open side is not looked at: 5 with the bounds -inf and 3 "
       "stays 5.", "Which bound does it break?", "an entry with an open side is not looked at",
       box=lambda v: torch.where(
           v.low.isfinite() & v.high.isfinite(), _nearest(v.moved, v.region), v.moved))
_wrong("radius_zero_stops", "A ball of radius 0 stops your answer: you divide by the radius. Elsewhere you are right.",
       "Which other number could the way be divided by?", "a ball of radius 0 divides by 0",
       far=lambda v: v.centre + v.away / (float(v.distance) / v.radius))
_wrong("radius_zero_nan", "A ball of radius 0 gives nan: you divide the way by the radius. Elsewhere you are right.",
       "Which other number could the way be divided by?", "a ball of radius 0 gives nan",
       far=lambda v: v.centre + v.radius * (v.away / v.radius) / (v.away / v.radius).norm())
_wrong("centre_divides_by_zero", "A step that ends at the centre of a ball stops your answer: the distance is 0 "
       "there, and you divide by it. Elsewhere you are right.", "For which points is a division needed at all?",
       "at the centre of a ball there is a division by 0",
       ball=lambda v: v.centre + v.away * min( 1, v.radius / float(v.distance)))
_wrong("centre_is_nan", "A step that ends at the centre of a ball gives nan: the distance is 0 there. Elsewhere you "
       "are right.", "For which points is a division needed at all?", "at the centre of a ball the result is nan",
       ball=lambda v: v.centre + v.away / v.distance * min(v.radius, float(v.distance)))
_wrong("largest_size", "In a ball, the distance is the largest size in the way: for (3, 4) you take 4.",
       "How long is the straight way, by Pythagoras?", "in a ball, the largest size stands for the distance",
       distance=lambda v: v.away.abs().max())
_wrong("root_of_the_mean", "In a ball, the distance is the root of the mean square: for (3, 4) you take 3.54.",
       "How long is the straight way, by Pythagoras?", "in a ball, the distance is a root of a mean",
       distance=lambda v: v.away.square().mean().sqrt())
_wrong("two_axes", "In a ball, only the first two axes count for the distance.", "How many entries may there be?",
       "in a ball, only two axes count for the distance", distance=lambda v: v.away[:2].norm())
_wrong("two_axes_stops", "In a ball, the first two axes count for the distance, and no others: one axis stops your "
       "answer.", "How many entries may there be?", "in a ball, two axes are fixed for the distance",
       distance=lambda v: (v.away[0]**2 + v.away[1]**2).sqrt())
_wrong("size_of_the_sum", "In a ball, you add the entries of the way before you square: for (3, 4) you take 7, for "
       "(3, -3) 0.", "How long is the straight way, by Pythagoras?", "in a ball, entries are added before the square",
       distance=lambda v: v.away.sum().abs())
_wrong("compared_without_the_root", "In a ball, you compare the square of the distance with the radius: at 1.9 of a "
       "radius of 2 you move a point that is allowed.", "Which two lengths have to be compared?", "in a ball, the "
       "square of the distance is compared", inside=lambda v: v.away.square().sum() <= v.radius)
_wrong("divided_without_the_root", "In a ball, a point outside is told rightly, but then you divide by the square of "
       "the distance: 25 for (3, 4).", "How long is the way, by Pythagoras?", "in a ball, the division is by a square",
       far=lambda v: v.centre + v.radius / v.away.square().sum() * v.away)
_wrong("share_turned_over", "In a ball, a point outside goes further away: you multiply its way by the distance "
       "divided by the radius.", "Which share of a way of 5 is allowed with the radius 2.5?", "in a ball, the share "
       "is turned over", far=lambda v: v.centre + v.away * v.distance / v.radius)
_wrong("back_by_the_radius", "In a ball, you go back from the end of the step by the radius.", "At a distance of 10 "
       "and with the radius 2, how far from the border would you stop?", "in a ball, a point outside goes back by "
       "the radius", far=lambda v: v.moved - v.radius * v.away / v.distance)
_wrong("back_by_the_excess_times_the_way", "In a ball, you go back by what sticks out, times the whole way: the "
       "direction is not brought to the length 1.", "How long is your way back, if 2.5 sticks out and the way is 5 "
       "long?", "in a ball, the way back is not of the right length",
       far=lambda v: v.moved - (v.distance - v.radius) * v.away)
_wrong("other_side_of_the_ball", "In a ball, a point outside goes to the opposite side: your way from the centre is "
       "turned round.", "Does the way lead from the centre to the point, or back?", "in a ball, the far side is taken",
       far=lambda v: v.centre - v.radius / v.distance * v.away)
_wrong("centre_added_for_the_way", "In a ball, your way from the centre is the point plus the centre.",
       "The centre is (1, 2) and the point (4, 6). How does one get from one to the other?", "in a ball, the centre "
       "is added for the way", away=lambda v: v.moved + v.centre)
_wrong("ball_around_the_start", "Your ball lies round theta: a step is cut off at the length of the radius.",
       "From which point does the allowed distance count?", "the ball lies round the start",
       centre=lambda v: v.theta, far=lambda v: v.theta + v.radius / max(float(v.distance), 1e-300) * v.away)
_wrong("start_tested", "In a ball, you ask whether theta is inside, not the point where the step ends.",
       "Which of the two has to be allowed?", "in a ball, the start is tested",
       distance=lambda v: ( v.theta - v.centre).norm())
_wrong("start_tested_alone", "In a ball, you ask whether theta is inside; outside you go to the right place.",
       "Which point has to be allowed: theta, or where the step ends?", "in a ball, the start alone is tested",
       inside=lambda v: ( v.theta - v.centre).norm() <= v.radius,
       far=lambda v: v.centre + v.radius / max( float(v.distance), 1e-300) * v.away)
_wrong("share_from_the_start", "In a ball, you go the allowed share of the step, from theta.", "From which point is "
       "the way measured, of which a share is allowed?", "in a ball, the share is taken from the start",
       far=lambda v: v.theta + v.radius / v.distance * (v.moved - v.theta))
_wrong("start_shortened", "In a ball, the way from the centre to theta is shortened, not the one to where the step "
       "ends.", "Which point should come back?", "in a ball, the start is shortened",
       far=lambda v: v.centre + v.radius / v.distance * (v.theta - v.centre))
_wrong("start_projected", "No step is taken: you go from theta to its nearest allowed point.", "What do g and eta do?",
       "no step is taken", result=lambda v: _nearest(v.theta, v.region))
_wrong("two_steps", "You take two steps, each with its way back to the region.", "How many steps does the text want?",
       "two steps are taken", result=lambda v: _nearest(_nearest(v.moved, v.region) - v.eta * v.g, v.region))
_wrong("radius_squared", "Your ball has the square of the radius for its radius: 6.25 in place of 2.5.",
       "Which two lengths have to be compared?", "in a ball, the radius is squared", radius=lambda v: v.region[2]**2)
_wrong("compared_with_the_square", "In a ball, you compare the distance itself with the square of the radius: 5 with "
       "6.25.", "Which two lengths have to be compared?", "in a ball, the distance is compared with the squared "
       "radius", inside=lambda v: v.distance <= v.radius**2)
_wrong("half_the_radius", "Your ball has half the radius.", "How far from the centre may a point be: the radius, or "
       "half?", "in a ball, the radius is halved", radius=lambda v: v.region[2] / 2)
_wrong("first_bounds", "In a box, all entries get the bounds of the first entry.", "Which bounds has the second "
       "entry?", "in a box, all entries share the first bounds",
       box=lambda v: v.moved.clamp(float(v.low[0]), float(v.high[0])))
_wrong("narrowest_bounds", "In a box, all entries get the same bounds, the highest of `low` and the lowest of `high`.",
       "With bounds 0 to 2 and 1 to 5, may the first entry be 0?", "in a box, all entries share the narrowest bounds",
       box=lambda v: v.moved.clamp(float(v.low.max()), float(v.high.min())))
_wrong("high_or_else_low", "In a box, the lower ends are looked at only if no entry is above its upper end.",
       "One entry may be too high, and another one too low. Which lines see both?", "in a box, one kind of end is "
       "looked at",
       box=lambda v: torch.minimum(v.moved, v.high) if (v.moved > v.high).any() else torch.maximum(v.moved, v.low))
_wrong("low_or_else_high", "In a box, the upper ends are looked at only if no entry is below its lower end.",
       "One entry may be too high, and another one too low. Which lines see both?", "in a box, the upper ends come "
       "second or not at all",
       box=lambda v: torch.maximum(v.moved, v.low) if (v.moved < v.low).any() else torch.minimum(v.moved, v.high))
_wrong("all_to_the_end", "In a box, all entries go to their ends as soon as one leaves.", "Which entries need not "
       "move?", "in a box, all entries go to their ends if one leaves",
       box=lambda v: v.high.clone()
       if (v.moved > v.high).any() else v.low.clone() if (v.moved < v.low).any() else v.moved)
_wrong("always_at_an_end", "In a box, every entry goes to an end, even one that is allowed: 0.5 with bounds 0 and 2 "
       "becomes 0.", "Which entries need not move?", "in a box, every entry goes to an end",
       box=lambda v: torch.where(v.moved >= v.high, v.high, v.low))
_wrong("outside_is_zero", "In a box, an entry that leaves becomes 0.", "Which allowed value is nearest to 3, with "
       "the bounds 0 and 2?", "in a box, an entry that leaves becomes 0",
       box=lambda v: torch.where((v.moved > v.high) | (v.moved < v.low), 0.0, v.moved))
_wrong("to_the_middle", "In a box, an entry that leaves goes to the middle of its bounds.", "Which allowed value is "
       "nearest to 3, with the bounds 0 and 2?", "in a box, an entry that leaves goes to the middle",
       box=lambda v: torch.where( (v.moved > v.high) | (v.moved < v.low), (v.low + v.high) / 2, v.moved))
_wrong("wrapped_round", "In a box, an entry that leaves comes in at the other end: 3 with bounds 0 and 2 becomes 1.",
       "Which allowed value is nearest to 3?", "in a box, an entry that leaves comes in at the other end",
       box=lambda v: v.low + torch.remainder(v.moved - v.low, v.high - v.low))
_wrong("first_out_alone", "In a box, only the first entry that leaves is brought back.", "Does a return stand within "
       "a loop, or what becomes of the other entries?", "in a box, only the first entry that leaves is brought back",
       box=lambda v: _some(v, (_nearest(v.moved, v.region) != v.moved).nonzero()[:1, 0]))
_wrong("first_entry_alone", "In a box, only the first entry is brought back.", "Does a return stand within a loop, "
       "or what becomes of the other entries?", "in a box, only the first entry is brought back",
       box=lambda v: _some(v, [0]))
_wrong("last_entry_left", "In a box, the last entry is not looked at.", "Where does `range(len(theta) - 1)` stop?",
       "in a box, the last entry is not looked at", box=lambda v: _some(v, range(len(v.moved) - 1)))
_wrong("first_entry_left", "In a box, the first entry is not looked at.", "Which number is the first index?",
       "in a box, the first entry is not looked at", box=lambda v: _some(v, range(1, len(v.moved))))
_wrong("two_entries", "In a box, two entries are looked at, and no others; one axis stops your answer.",
       "How many entries may there be?", "in a box, two entries are looked at", box=lambda v: _some(v, range(2)))
_wrong("box_step_refused", "In a box, a step that would leave it is not taken at all.", "Which allowed point is "
       "nearest to (3, 0.5), with the bounds 0 and 2?", "in a box, a step that leaves is not taken",
       box=lambda v: v.moved if _allowed(v.moved, v.region) else v.theta.clone())
_wrong("ball_step_refused", "In a ball, a step that would leave it is not taken at all.", "Which allowed point is "
       "nearest to where it ends?", "in a ball, a step that leaves is not taken", far=lambda v: v.theta.clone())
_wrong("step_projected", "You bring the step eta g to the region, not the place where it ends.", "Which of the two "
       "has to be allowed?", "the step is projected, not the place",
       result=lambda v: v.theta - _nearest(v.eta * v.g, v.region))
_wrong("change_projected", "You bring the change -eta g to the region, not the place where it ends.",
       "Which of the two has to be allowed?", "the change is projected, not the place",
       result=lambda v: v.theta + _nearest(-v.eta * v.g, v.region))
_wrong("gradient_projected", "You bring the gradient to the region, not the place where the step ends.",
       "Which of the two has to be allowed?", "the gradient is projected, not the place",
       result=lambda v: v.theta - v.eta * _nearest(v.g, v.region))
_wrong("step_of_length_eta", "Your step has the length eta, however steep it is: the gradient is divided by its own "
       "length.", "How far does an entry with the slope -4 move, with the rate 0.5?", "the gradient is divided by "
       "its length", change=lambda v: v.g / v.g.norm())
_wrong("change_times_theta", "Your step is multiplied by theta: an entry that is 0 never moves.", "How far should a "
       "slope of -4 move it, with the rate 0.5?", "the step is multiplied by theta", change=lambda v: v.g * v.theta)
_wrong("one_allowed_is_enough", "In a box, the point stays where it is as soon as one of its entries is allowed.",
       "Which entries have to lie between their bounds, some or all?", "in a box, one allowed entry is enough",
       box=lambda v: v.moved if ((v.moved >= v.low) & (v.moved <= v.high)).any() else _nearest(v.moved, v.region))
_wrong("ball_as_box_round_zero", "In a ball you bring each entry between minus and plus the radius: that is a box "
       "round 0.", "How far from the centre is your point?", "the ball is treated as a box round 0",
       ball=lambda v: v.moved.clamp(-v.radius, v.radius))
_wrong("way_as_box", "In a ball you bring each entry of the way between minus and plus the radius, and give this way.",
       "Where does the way start, and how long is it?", "the way is treated as a box, and no centre added",
       ball=lambda v: v.away.clamp(-v.radius, v.radius))
_wrong("clamp_turned_round", "In a box, the two ends have changed places: every entry becomes its lower end.",
       "Which entries need not move?", "in a box, the two ends have changed places",
       box=lambda v: v.moved.clamp(v.high, v.low))
_wrong("nothing_inside", "You return nothing (None) where the step ends inside; elsewhere you are right.",
       "Which line is reached if the point is allowed?", "nothing is returned inside",
       result=lambda v: None if _allowed( v.moved, v.region) else _nearest(v.moved, v.region))
_wrong("nothing_in_an_inner_ball", "You return nothing (None) where the step ends inside a ball; elsewhere you are "
       "right.", "Which line is reached if the point is allowed?", "nothing is returned inside a ball",
       ball=lambda v: None if v.inside else v.far)


OFTEN = {
    "uphill": Mistake("you step uphill", "To which side does the loss fall?", {"way": lambda v: 1}),
    "whole_gradient": Mistake("the learning rate is left out", "What does eta do to the step?", {"rate": lambda v: 1}),
    "region_first": Mistake("the region is looked at before the step, and not after it", "Which of the two comes last?",
                            {"start": lambda v: _nearest(v.theta, v.region), "result": lambda v: v.moved}),
    "rejected": Mistake("a step that would leave is not taken", "Which allowed point is nearest to its end?",
                        {"result": lambda v: v.moved if _allowed(v.moved, v.region) else v.theta.clone()}),
    "only_high": Mistake("in a box, the lower ends are not looked at", "Which bound does -3 break, with -2 and 1?",
                         {"box": lambda v: torch.minimum(v.moved, v.high)}),
    "only_low": Mistake("in a box, the upper ends are not looked at", "Which bound does 3 break, with 0 and 2?",
                        {"box": lambda v: torch.maximum(v.moved, v.low)}),
    "entries_go_back": Mistake("in a box, an entry that leaves goes back", "Which allowed value is nearest to 3, "
                               "with 0 and 2?", {"box": lambda v: torch.where(
                                   (v.moved > v.high) | (v.moved < v.low), v.theta, v.moved)}),
    "one_interval": Mistake("in a box, all entries share the widest bounds", "Which bounds has the first entry?",
                            {"box": lambda v: v.moved.clamp(float(v.low.min()), float(v.high.max()))}),
    "no_root": Mistake("in a ball, the distance has no root", "How long is the way (3, 4), by Pythagoras?",
                       {"distance": lambda v: v.away.square().sum()}),
    "sum_of_sizes": Mistake("in a ball, sizes are added for the distance", "How long is the way (3, 4), by Pythagoras?",
                            {"distance": lambda v: v.away.abs().sum()}),
    "ball_as_box": Mistake("in a ball, each entry is brought to the radius by itself", "How far from the centre is a "
                           "corner of that?", {"ball": lambda v: torch.minimum(torch.maximum(
                               v.moved, v.centre - v.radius), v.centre + v.radius), "distance": lambda v: 1,
                               "far": lambda v: v.centre, "inside": lambda v: True}),
    "always_on_the_surface": Mistake("in a ball, inner points go to the surface, too", "Which points need not move?",
                                     {"inside": lambda v: v.distance == 0}),
    "centre_ignored": Mistake("the ball lies round 0", "From which point is the distance taken?",
                              {"centre": lambda v: torch.zeros_like(v.moved)}),
    "distance_from_zero": Mistake("in a ball, the way is measured from 0, and then led from the centre", "From which "
                                  "point does the allowed distance count?", {
                                      "distance": lambda v: v.moved.norm(), "inside": lambda v: v.distance <= v.radius,
                                      "far": lambda v: v.centre + v.radius / v.distance * v.moved}),
    "centre_not_added": Mistake("in a ball, the centre is not added again", "Where does the way start?", {
        "far": lambda v: v.radius / v.distance * v.away, "ball": lambda v: v.away if v.inside else v.far}),
    "point_shortened": Mistake("in a ball, the whole point is shortened", "What should be shortened?",
                               {"far": lambda v: v.radius / v.distance * v.moved}),
    "unit_ball": Mistake("in a ball, a point outside comes to the distance 1", "How far from the centre is the border?",
                         {"far": lambda v: v.centre + v.away / v.distance}),
}
ALIKE = {("centre_ignored", "centre_not_added"), ("centre_ignored", "point_shortened"),
         ("centre_ignored", "distance_from_zero"),     # one does it, too
         ("ball_as_box", "centre_ignored"), ("always_on_the_surface", "centre_ignored"),
         ("sum_of_sizes", "always_on_the_surface"), ("always_on_the_surface", "centre_not_added"),
         ("whole_gradient", "always_on_the_surface")}

# one of two hides the other, or each has cases of its own
HIDDEN = {(one, other) for (one, a), (other, b) in itertools.combinations(OFTEN.items(), 2)
          if ("result" in a.changes and b.changes.keys() & (BOX | BALL).keys())
          or ("box" in a.changes and b.changes.keys() & BALL.keys())}

for _name, _two in in_pairs(OFTEN, ALIKE | HIDDEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
