"""Projected gradient descent: a step downhill, then back to the nearest point that is allowed."""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.arguments import count, function, number
from dlcourse.tensors import guard


@guard
def project_box(theta: Float[Tensor, "*shape"], low: Float[Tensor, "*shape"],
                high: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """The nearest point of the box low <= theta <= high: each entry goes to the nearer end of its own interval.

    An end of -inf or inf leaves a side open; low = high fixes an entry.
    Shapes: theta, low, high alike -> the same.
    Raises: ValueError where low is above high; ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 1, optimisation with constraints.

    >>> project_box(torch.tensor([3.0, -2.0]), torch.tensor([0.0, 0.0]), torch.tensor([1.0, torch.inf])).tolist()
    [1.0, 0.0]
    """
    alike("project_box", theta=theta, low=low, high=high)
    if (low > high).any():
        raise ValueError("project_box: low should be at most high in every entry, but is above it in "
                         f"{int((low > high).sum())}. Were the two exchanged?")
    return theta.clamp(low, high)


@guard
def project_ball(theta: Float[Tensor, "*shape"], radius: float, *,
                 centre: Float[Tensor, "*shape"] | None = None) -> Float[Tensor, "*shape"]:
    """The nearest point of the ball ||theta - centre|| <= radius: along the straight line to the centre.

    Without a centre the ball lies round 0. All entries of theta count as one vector.
    Shapes: theta, centre alike -> the same.
    Raises: ValueError for a negative radius; ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 1, optimisation with constraints.

    >>> project_ball(torch.tensor([3.0, 4.0]), 1.0).tolist(), project_ball(torch.tensor([0.3, 0.4]), 1.0).tolist()
    ([0.6000000238418579, 0.800000011920929], [0.30000001192092896, 0.4000000059604645])
    """
    number("project_ball", "radius", radius)
    centre = torch.zeros_like(theta) if centre is None else centre
    alike("project_ball", theta=theta, centre=centre)
    away = theta - centre
    distance = away.norm()
    return theta.clone() if distance <= radius else centre + away * (radius / distance)


@guard
def projected_gradient_descent(f_grad: Callable[[Tensor], Tensor], project: Callable[[Tensor], Tensor],
                               theta0: Float[Tensor, "*shape"], *, eta: float,
                               steps: int) -> Float[Tensor, "..."]:
    """The trajectory of theta <- project(theta - eta f_grad(theta)), from project(theta0) on.

    `project` gives the nearest allowed point. For a convex loss and a convex region, and steps that are short enough,
    the walk comes to rest at the smallest loss that is allowed.
    Shapes: theta0 any shape -> (steps + 1, *that shape).
    Raises: TypeError for what is no function; ValueError for eta < 0 or steps < 0; ShapeError, DtypeError or
    NotANumberError for what f_grad and project return.
    Source: lecture 1, optimisation with constraints.

    >>> at_most_one = lambda x: project_ball(x, 1.0)
    >>> projected_gradient_descent(lambda x: 2 * (x - 3), at_most_one, torch.tensor([0.0]), eta=0.1, steps=3).tolist()
    [[0.0], [0.6000000238418579], [1.0], [1.0]]
    """
    where = "projected_gradient_descent"
    function(where, "f_grad", f_grad)
    function(where, "project", project)
    number(where, "eta", eta)
    count(where, "steps", steps, low=0)
    theta = _allowed(where, project, theta0)
    walked = [theta]
    for _ in range(steps):
        g = f_grad(theta)
        alike(where, theta=theta, gradient=g)
        theta = _allowed(where, project, theta - eta * g)
        walked.append(theta)
    return torch.stack(walked)


def _allowed(where: str, project: Callable[[Tensor], Tensor], theta: Tensor) -> Tensor:
    point = project(theta)
    alike(where, **{"theta": theta, "project(theta)": point})
    return point
