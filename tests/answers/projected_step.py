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

# %% right: Python lists, entry by entry
import math
import torch

def projected_step(theta, g, eta, region):
    end = (theta - eta * g).tolist()
    kind, first, second = region
    if kind == "box":
        out = []
        for value, lo, hi in zip(end, first.tolist(), second.tolist()):
            if value < lo:
                out.append(lo)
            elif value > hi:
                out.append(hi)
            else:
                out.append(value)
    else:
        c = first.tolist()
        dist = math.sqrt(sum((v - m) ** 2 for v, m in zip(end, c)))
        if dist <= second:
            out = end
        else:
            out = [m + (v - m) / dist * second for v, m in zip(end, c)]
    return torch.tensor(out, dtype=theta.dtype)

# %% right: Numpy; the clipped entry is the middle one of (low, point, high)
import numpy as np
import torch

def projected_step(theta, g, eta, region):
    end = theta.numpy() - eta * g.numpy()
    if region[0] == "box":
        triples = np.stack([region[1].numpy(), end, region[2].numpy()])
        return torch.from_numpy(np.sort(triples, axis=0)[1].copy())
    centre, radius = region[1].numpy(), region[2]
    way = end - centre
    length = np.sqrt(np.sum(way ** 2))
    if length > radius:
        end = centre + way * (radius / length)
    return torch.from_numpy(end)

# %% right: One small dataclass per kind of region
from dataclasses import dataclass

import torch


@dataclass
class Box:
    low: object
    high: object

    def nearest(self, p):
        return p.clamp(self.low, self.high)


@dataclass
class Ball:
    centre: object
    radius: float

    def nearest(self, p):
        away = torch.dist(p, self.centre)
        if away <= self.radius:
            return p
        part = float(self.radius / away)
        return part * p + (1 - part) * self.centre


def projected_step(theta, g, eta, region):
    kind, *rest = region
    return {"box": Box, "ball": Ball}[kind](*rest).nearest(theta - eta * g)

# %% wrong: When the step ends outside you refuse it and stay at theta, instead of going to the nearest allowed point.
# told: rejected
import torch

def projected_step(theta, g, eta, region):
    new = theta - eta * g
    kind = region[0]
    if kind == "box":
        low, high = region[1], region[2]
        allowed = bool(((new >= low) & (new <= high)).all())
    else:
        centre, radius = region[1], region[2]
        allowed = bool(((new - centre) ** 2).sum().sqrt() <= radius)
    if allowed:
        return new
    else:
        # step not allowed -> don't do it
        return theta

# %% wrong: You clip each entry to centre +- radius, which is a cube around the ball: in its corners the distance from the centre is still larger than the radius.
# told: ball_as_box
import torch

def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "ball":
        _, c, r = region
        low, high = c - r, c + r      # a ball goes from c-r to c+r
    else:
        _, low, high = region
    return torch.minimum(torch.maximum(p, low), high)

# %% wrong: The length of the way lacks the square root: you compare and divide with the squared length.
# told: no_root
import torch

def projected_step(theta, g, eta, region):
    kind, first, second = region
    point = theta - eta * g
    if kind == "box":
        return torch.clamp(point, min=first, max=second)
    way = point - first
    length = torch.sum(way * way)
    if length <= second:
        return point
    return first + way / length * second

# %% wrong: You step along the gradient, theta + eta g; descent goes against it.
# told: uphill
import torch

def projected_step(theta, g, eta, region):
    end = torch.add(theta, g, alpha=eta)

    if region[0] == "box":
        low = region[1]
        high = region[2]
        end = torch.where(end < low, low, end)
        end = torch.where(end > high, high, end)
    elif region[0] == "ball":
        centre = region[1]
        radius = region[2]
        dist = torch.norm(end - centre)
        if dist > radius:
            end = centre + (end - centre) * (radius / dist)
    return end

# %% wrong: In the box you use the smallest low and the largest high for all entries, and in the ball you pull the point to the origin's direction instead of to the centre.
# told: towards_the_origin
import torch

def projected_step(theta, g, eta, region):
    name = region[0]
    z = theta - eta * g
    if name == "box":
        lo = region[1].min()
        hi = region[2].max()
        z = z.clamp(lo, hi)
    if name == "ball":
        m, r = region[1], region[2]
        d = torch.sqrt(torch.sum((z - m) ** 2))
        if d > r:
            z = z / torch.sqrt(torch.sum(z ** 2)) * r
    return z

# %% wrong: You describe the box by its middle and half its width; with an open side both are infinite, so a closed low or high beside it never stops the point, and with both sides open the entry is nan.
# told: middle_of_the_box
import torch

def projected_step(theta, g, eta, region):
    kind, p1, p2 = region
    end = theta - eta * g
    if kind == "box":
        # like the ball: middle and "radius" in each direction
        middle = (p1 + p2) / 2
        half = (p2 - p1) / 2
        way = end - middle
        inside = way.abs() <= half
        return torch.where(inside, end, middle + torch.sign(way) * half)
    else:
        way = end - p1
        length = way.norm()
        if length <= p2:
            return end
        return p1 + way * p2 / length

# %% wrong: You compare the whole tuple with "box", which is never equal, so a box is treated as a ball and its tensor of upper bounds as the radius; mostly this ends in an error.
# told: every_region_a_ball
import torch

def projected_step(theta, g, eta, region):
    new_theta = theta - eta * g
    if region == "box":
        new_theta = torch.max(new_theta, region[1])
        new_theta = torch.min(new_theta, region[2])
    else:
        centre = region[1]
        radius = region[2]
        a = new_theta - centre
        dist = torch.sqrt((a ** 2).sum())
        if dist > radius:
            new_theta = centre + a * radius / dist
    return new_theta

# %% wrong: You bring theta into the region before the step; the step starts at theta itself, even if it lies outside, and only its end is projected.
# told: region_twice
import torch


def nearest(point, region):
    if region[0] == "box":
        return torch.clamp(point, region[1], region[2])
    centre, radius = region[1:]
    dist = torch.linalg.vector_norm(point - centre)
    if dist <= radius:
        return point
    return centre + radius * (point - centre) / dist


def projected_step(theta, g, eta, region):
    theta = nearest(theta, region)   # in case that we start outside
    theta = theta - eta * g
    theta = nearest(theta, region)
    return theta

# %% right: Plain Python lists, min and max, math.dist.
import math

import torch


def projected_step(theta, g, eta, region):
    p = [t - eta * s for t, s in zip(theta.tolist(), g.tolist())]
    if region[0] == "box":
        q = [min(max(v, lo), hi) for v, lo, hi in zip(p, region[1].tolist(), region[2].tolist())]
    else:
        c = region[1].tolist()
        r = float(region[2])
        d = math.dist(p, c)
        q = p if d <= r else [ci + (pi - ci) / d * r for pi, ci in zip(p, c)]
    return torch.tensor(q, dtype=theta.dtype)

# %% right: Each kind of region makes its own projection function.
import torch


def box_projector(low, high):
    def nearest(p):
        p = torch.where(p < low, low, p)
        return torch.where(p > high, high, p)
    return nearest


def ball_projector(centre, radius):
    def nearest(p):
        way = p - centre
        squared = torch.einsum("i,i->", way, way)
        if squared.sqrt() > radius:
            return centre + (radius / squared.sqrt()) * way
        return p
    return nearest


makers = {"box": box_projector, "ball": ball_projector}


def projected_step(theta, g, eta, region):
    kind, *rest = region
    return makers[kind](*rest)(torch.add(theta, g, alpha=-eta))

# %% right: Numpy inside: clip for the box, a weighted mean of the end and the centre for the ball.
import numpy as np
import torch


def projected_step(theta, g, eta, region):
    end = theta.numpy() - eta * g.numpy()
    if region[0] == "ball":
        c = region[1].numpy()
        length = np.sqrt(np.sum(np.square(end - c)))
        if length > region[2]:
            share = region[2] / length
            end = share * end + (1 - share) * c
    else:
        end = np.clip(end, region[1].numpy(), region[2].numpy())
    return torch.from_numpy(np.asarray(end)).to(theta.dtype)

# %% wrong: The ball is treated like a box: each entry is cut to centre - radius and centre + radius on its own, so corners outside the ball are let through.
# told: ball_as_box
import torch


def projected_step(theta, g, eta, region):
    new = theta - eta * g
    kind = region[0]
    if kind == "box":
        low, high = region[1], region[2]
    else:
        centre, radius = region[1], region[2]
        low = centre - radius
        high = centre + radius
    return torch.minimum(torch.maximum(new, low), high)

# %% wrong: The step is halved until it ends inside, instead of going from the full step's end to the nearest allowed point.
# told: halved_until_inside
import torch


def is_allowed(p, region):
    name, first, second = region
    if name == "box":
        return bool(((p >= first) & (p <= second)).all())
    return bool(torch.sqrt(((p - first) ** 2).sum()) <= second)


def projected_step(theta, g, eta, region):
    step = eta * g
    new = theta - step
    tries = 0
    while not is_allowed(new, region) and tries < 60:
        step = step / 2          # too far, try a smaller one
        new = theta - step
        tries += 1
    return new

# %% wrong: For the ball the shortened way is returned without adding the centre again.
# told: centre_not_added_outside
import torch


def projected_step(theta, g, eta, region):
    z = theta - eta * g
    if region[0] == "box":
        z = torch.max(z, region[1])
        z = torch.min(z, region[2])
        return z
    if region[0] == "ball":
        way = z - region[1]
        length = way.norm()
        if length > region[2]:
            return way / length * region[2]
        return z

# %% wrong: The root is missing in the distance, so the squared distance is compared with the radius and divided by.
# told: no_root
import torch


def projected_step(theta, g, eta, region):
    kind, p1, p2 = region
    end = theta - eta * g
    if kind == "box":
        return end.clamp(p1, p2)
    elif kind == "ball":
        diff = end - p1
        distance = torch.sum(diff * diff)
        if distance <= p2:
            return end
        else:
            return p1 + diff * (p2 / distance)

# %% wrong: Theta is moved into the region before the step, though the step starts at theta itself, and for the ball inner points are pushed out to the border as well.
# told: clue
import torch


def project(p, region):
    if region[0] == "box":
        _, low, high = region
        return torch.clamp(p, min=low, max=high)
    _, centre, radius = region
    way = p - centre
    length = torch.linalg.norm(way)
    if length == 0:
        return p
    return centre + radius * way / length


def projected_step(theta, g, eta, region):
    start = project(theta, region)      # make sure that we start at an allowed point
    return project(start - eta * g, region)

# %% wrong: The box is computed from its middle and half its width, which gives inf or nan as soon as a bound is -inf or inf.
# told: middle_of_the_box_is_nan
import torch


def projected_step(theta, g, eta, region):
    p = theta - eta * g
    shape, u, v = region
    if shape == "box":
        middle = (u + v) / 2
        half = (v - u) / 2
        off = p - middle
        off = torch.where(off > half, half, off)
        off = torch.where(off < -half, -half, off)
        return middle + off
    off = p - u
    far = off.pow(2).sum().sqrt()
    if far <= v:
        return p
    return u + off * v / far

# %% wrong: In the ball there is a return only for a point outside, so a point inside gives None.
# told: nothing_in_an_inner_ball
import torch


def projected_step(theta, g, eta, region):
    theta = theta - eta * g
    if region[0] == "box":
        low = region[1]
        high = region[2]
        for i in range(len(theta)):
            if theta[i] < low[i]:
                theta[i] = low[i]
            elif theta[i] > high[i]:
                theta[i] = high[i]
        return theta
    else:
        centre = region[1]
        radius = region[2]
        d = ((theta - centre) ** 2).sum() ** 0.5
        if d > radius:
            theta = centre + radius / d * (theta - centre)
            return theta

# %% wrong: All entries are cut with the bounds of the first entry, because in the example by hand both entries have the same bounds.
# told: first_bounds
import torch


def projected_step(theta, g, eta, region):
    new_theta = theta - eta * g

    if region[0] == "box":
        low = region[1][0].item()      # 0 in the example
        high = region[2][0].item()     # 2 in the example
        return torch.clamp(new_theta, low, high)

    # ball
    centre, radius = region[1:]
    way = new_theta - centre
    length = torch.sqrt((way ** 2).sum())
    if length > radius:
        way = way * (radius / length)
        new_theta = centre + way
    return new_theta

# %% right: Another way.
import math
import torch

def projected_step(theta, g, eta, region):
    end = [t - eta * s for t, s in zip(theta.tolist(), g.tolist())]
    if region[0] == "box":
        out = [max(lo, min(hi, e)) for e, lo, hi in zip(end, region[1].tolist(), region[2].tolist())]
    else:
        c = region[1].tolist()
        r = float(region[2])
        d = math.sqrt(sum((e - m) ** 2 for e, m in zip(end, c)))
        out = end if d <= r else [m + (e - m) * (r / d) for e, m in zip(end, c)]
    return torch.tensor(out, dtype=theta.dtype)

# %% right: Another way.
import torch

def _box(p, low, high):
    return torch.where(p < low, low, torch.where(p > high, high, p))

def _ball(p, centre, radius):
    way = p - centre
    far = torch.sqrt(torch.einsum("i,i->", way, way))
    return centre + way * (radius / far) if far > radius else p

_NEAREST = {"box": _box, "ball": _ball}

def projected_step(theta, g, eta, region):
    kind, *rest = region
    return _NEAREST[kind](torch.sub(theta, g, alpha=eta), *rest)

# %% right: Another way.
import numpy as np
import torch

def nearest_in(region):
    name, u, v = region
    u = u.detach().numpy()
    if name == "ball":
        def go(p):
            d = np.linalg.norm(p - u)
            if d <= v:
                return p
            t = v / d
            return (1 - t) * u + t * p
    else:
        v = v.detach().numpy()
        def go(p):
            return np.minimum(np.maximum(p, u), v)
    return go

def projected_step(theta, g, eta, region):
    p = theta.detach().numpy() - eta * g.detach().numpy()
    return torch.as_tensor(nearest_in(region)(p), dtype=theta.dtype)

# %% wrong: Halves the step until its end is allowed, instead of going from the end of the full step to the nearest allowed point.
# told: halved_until_inside
import torch

def allowed(p, region):
    if region[0] == "box":
        return bool(((p >= region[1]) & (p <= region[2])).all())
    return bool(torch.sqrt(((p - region[1]) ** 2).sum()) <= region[2])

def projected_step(theta, g, eta, region):
    new = theta - eta * g
    tries = 0
    while not allowed(new, region) and tries < 60:
        eta = eta / 2
        new = theta - eta * g
        tries = tries + 1
    return new

# %% wrong: Treats the ball like a box from centre - radius to centre + radius, so the corners outside the ball count as allowed and the way is not shortened as a whole.
# told: ball_as_box
import torch

def projected_step(theta, g, eta, region):
    kind = region[0]
    p = theta - eta * g
    if kind == "box":
        low, high = region[1], region[2]
    else:
        centre, radius = region[1], region[2]
        low = centre - radius
        high = centre + radius
    return torch.minimum(torch.maximum(p, low), high)

# %% wrong: For a point outside the ball the shortened way is returned without adding the centre to it.
# told: centre_not_added_outside
import torch

def projected_step(theta, g, eta, region):
    step = theta - eta * g
    if region[0] == "box":
        _, low, high = region
        return step.clamp(low, high)
    if region[0] == "ball":
        _, centre, radius = region
        way = step - centre
        dist = way.norm()
        if dist <= radius:
            return step
        return way * radius / dist

# %% wrong: The distance from the centre is the sum of the squares without the square root.
# told: no_root
import torch

def projected_step(theta, g, eta, region):
    kind, first, second = region
    point = theta - eta*g
    if kind == "box":
        return torch.max(torch.min(point, second), first)
    way = point - first
    length = torch.sum(way**2)
    if length > second:
        point = first + way * (second/length)
    return point

# %% wrong: Steps along the gradient instead of against it, and measures the ball's distance from the origin instead of from its centre.
# told: uphill_with_distance_from_zero
import torch

def projected_step(theta, g, eta, region):
    theta_new = theta + eta * g
    if region[0] == "box":
        low = region[1]
        high = region[2]
        theta_new = torch.where(theta_new < low, low, theta_new)
        theta_new = torch.where(theta_new > high, high, theta_new)
    else:
        centre = region[1]
        radius = region[2]
        length = torch.sqrt((theta_new ** 2).sum())
        if length > radius:
            theta_new = centre + theta_new / length * radius
    return theta_new

# %% wrong: Places the point as a fraction between the two bounds, which gives nan when a bound is infinite or both bounds are equal.
# told: middle_of_the_box_is_nan
import torch

def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low, high = region[1], region[2]
        # 0 = at the lower bound, 1 = at the upper bound
        part = (p - low) / (high - low)
        part = part.clamp(0, 1)
        return low + part * (high - low)
    centre, radius = region[1], region[2]
    d = torch.sqrt(((p - centre) ** 2).sum())
    if d > radius:
        return centre + (p - centre) * radius / d
    return p

# %% wrong: Asks `if p < low` of whole tensors, which raises an error as soon as there is more than one parameter.
# told: advice
import torch

def projected_step(theta, g, eta, region):
    p = theta - eta * g
    if region[0] == "box":
        low = region[1]
        high = region[2]
        if p < low:
            p = low
        elif p > high:
            p = high
        return p
    elif region[0] == "ball":
        centre = region[1]
        radius = region[2]
        way = p - centre
        dist = torch.sqrt(torch.sum(way ** 2))
        if dist > radius:
            p = centre + way / dist * radius
        return p

# %% wrong: Refuses a step that ends outside and stays at the old theta, instead of going to the nearest allowed point.
# told: rejected
import torch

def projected_step(theta, g, eta, region):
    new_theta = theta - eta * g
    if region[0] == "box":
        ok = True
        for i in range(len(new_theta)):
            if new_theta[i] < region[1][i] or new_theta[i] > region[2][i]:
                ok = False
    else:
        ok = torch.norm(new_theta - region[1]) <= region[2]
    if ok:
        return new_theta
    return theta.clone()
