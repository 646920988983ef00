"""Exercise: a step of gradient descent that ends at the nearest point of a box or of a ball."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
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
        case("a box that fixes an entry, one axis", theta=draw.normal(1), g=draw.away_from_zero(1), eta=0.3,
             region=("box", numbers([0.7]), numbers([0.7]))),
        ball_case("a ball, outside", 3, draw.between(1.5, 2.5)),
        ball_case("a ball, far outside, five axes", 5, draw.between(4.0, 6.0)),
        ball_case("a ball, inside", 3, draw.between(0.4, 0.8)),
        ball_case("a ball, outside, one axis", 1, draw.between(1.5, 2.5)),
        case("a ball, the step ends at the centre", theta=numbers(1, 0), g=numbers(2, -4), eta=0.5,
             region=("ball", numbers(0, 2), 1.5)),
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
    key="projected_step", title="A step that stays inside", points=3, difficulty=2, minutes=12,
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


EXERCISE = task.declared()
