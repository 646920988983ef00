# %% right: With clamp and Pythagoras.
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% right: maximum and minimum, and torch's norm.
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.max(torch.min(p, high), low)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = d.norm()
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% right: Number by number.
import math
import torch


def projected_step(theta, g, eta, region):
    kind, first, second = region
    p = [float(t) - eta * float(s) for t, s in zip(theta, g)]
    if kind == "box":
        out = []
        for v, lo, hi in zip(p, first.tolist(), second.tolist()):
            if v < lo:
                v = lo
            elif v > hi:
                v = hi
            out.append(v)
    else:
        c = first.tolist()
        dist = math.dist(p, c)
        out = p if dist <= second else [ci + (pi - ci) / dist * second for pi, ci in zip(p, c)]
    return torch.tensor(out, dtype=torch.float64)

# %% right: numpy, with clip.
import numpy as np
import torch


def projected_step(theta, g, eta, region):
    p = theta.numpy() - eta * g.numpy()
    if region[0] == "box":
        return torch.from_numpy(np.clip(p, region[1].numpy(), region[2].numpy()))
    c = region[1].numpy()
    length = np.linalg.norm(p - c)
    if length > region[2]:
        p = c + region[2] / length * (p - c)
    return torch.from_numpy(p)

# %% right: One factor min(1, radius/distance), with the centre as a case of its own.
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    factor = 1.0 if dist == 0 else min(1.0, radius / dist.item())
    return centre + factor * d

# %% right: torch.where for the box, two helpers.
import torch


def to_box(p, low, high):
    p = torch.where(p < low, low, p)
    return torch.where(p > high, high, p)


def to_ball(p, centre, radius):
    dist = torch.dist(p, centre)
    if dist <= radius:
        return p
    return centre + (p - centre) * (radius / dist)


def projected_step(theta, g, eta, region):
    kind, *numbers = region
    return {"box": to_box, "ball": to_ball}[kind](theta - eta * g, *numbers)

# %% wrong: The region is forgotten.
# told: no_walls
import torch


def projected_step(theta, g, eta, region):
    return theta - eta * g

# %% wrong: The step goes with the gradient.
# told: uphill
import torch


def projected_step(theta, g, eta, region):
    p = theta + eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: The learning rate is left out.
# told: whole_gradient
import torch


def projected_step(theta, g, eta, region):
    p = theta - g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: The start is projected, and then the step is taken.
# told: region_first
import torch


def projected_step(theta, g, eta, region):
    if region[0] == "box":
        theta = theta.clamp(region[1], region[2])
    else:
        d = theta - region[1]
        if d.norm() > region[2]:
            theta = region[1] + region[2] * d / d.norm()
    return theta - eta * g

# %% wrong: A step that leaves the region is refused.
# told: rejected
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return p if bool(((p >= low) & (p <= high)).all()) else theta.clone()
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = theta.clone()
    return p

# %% wrong: Entries that leave the box stay where they were.
# told: entries_go_back
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.where((p < low) | (p > high), theta, p)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: Only the upper bounds are looked at.
# told: only_high
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.minimum(p, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: Only the lower bounds are looked at.
# told: only_low
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.maximum(p, low)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: minimum and maximum are exchanged.
# told: minimum_of_low
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.maximum(torch.minimum(p, low), high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: One interval for all entries.
# told: one_interval
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return p.clamp(low.min().item(), high.max().item())
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: Every point of the ball goes to its surface.
# told: always_on_the_surface
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > 0:
        p = centre + d * radius / dist
    return p

# %% wrong: Every point is divided by its distance, even at the centre.
# told: nan_at_the_centre
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    return centre + d * radius / dist

# %% wrong: The ball is taken to lie round 0.
# told: centre_ignored
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = d * radius / dist
    return p

# %% wrong: The centre is not added again.
# told: centre_not_added
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        d = d * radius / dist
    return d

# %% wrong: The point is shortened, not its way from the centre.
# told: point_shortened
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = p * radius / dist
    return p

# %% wrong: The radius is left out: the distance becomes 1.
# told: unit_ball
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d / dist
    return p

# %% wrong: The ball is treated entry by entry.
# told: ball_as_box
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    return torch.clamp(p, centre - radius, centre + radius)

# %% wrong: Sizes are added for the distance.
# told: sum_of_sizes
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = d.abs().sum()
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: The root is forgotten.
# told: no_root
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = (d ** 2).sum()
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: A point outside goes to the centre.
# told: to_the_centre
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre.clone()
    return p

# %% wrong: The ball is forgotten.
# told: ball_not_looked_at
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist < 0:
        p = centre + d * radius / dist
    return p

# %% wrong: theta is changed in place.
# told: changed
import torch


def projected_step(theta, g, eta, region):
    theta -= eta * g
    p = theta
    if region[0] == "box":
        low, high = region[1], region[2]
        return torch.clamp(p, low, high)
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = centre + d * radius / dist
    return p

# %% wrong: The point is mirrored at the wall.
# told: mirrored
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        return 2 * p.clamp(low, high) - p
    centre, radius = region[1], region[2]
    d = p - centre
    dist = torch.sqrt((d ** 2).sum())
    if dist > radius:
        p = 2 * (centre + d * radius / dist) - p
    return p

# %% wrong: The step is shortened until it meets the wall.
# told: stops_at_the_wall
import torch


def inside(p, region):
    if region[0] == "box":
        return bool(((p >= region[1]) & (p <= region[2])).all())
    return bool((p - region[1]).norm() <= region[2])


def projected_step(theta, g, eta, region):
    low, high = 0.0, 1.0
    if inside(theta - eta * g, region):
        return theta - eta * g
    for _ in range(60):
        middle = (low + high) / 2
        if inside(theta - middle * eta * g, region):
            low = middle
        else:
            high = middle
    return theta - low * eta * g
