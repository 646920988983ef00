# %% right: A loop with two branches, lists at the end.
import torch


def huber(residual, delta):
    losses, slopes = [], []
    for r in residual:
        if abs(r) <= delta:
            losses.append(r * r / 2)
            slopes.append(r)
        else:
            losses.append(delta * (abs(r) - delta / 2))
            slopes.append(delta if r > 0 else -delta)
    return torch.stack(losses), torch.tensor([float(s) for s in slopes], dtype=torch.float64)

# %% right: Boolean masks and assignments to a copy.
import torch


def huber(residual, delta):
    loss = 0.5 * residual ** 2
    slope = residual.clone()
    big = residual.abs() > delta
    loss[big] = delta * residual[big].abs() - 0.5 * delta ** 2
    slope[big] = delta * torch.sign(residual[big])
    return loss, slope

# %% right: The slope by clamp, and the loss from it.
import torch


def huber(residual, delta):
    s = torch.clamp(residual, min=-delta, max=delta)
    return s * residual - s * s / 2, s

# %% right: Masks as numbers.
import torch


def huber(residual, delta):
    inside = (residual.abs() < delta).double()
    outside = 1 - inside
    loss = inside * residual.square() / 2 + outside * delta * (residual.abs() - delta / 2)
    slope = inside * residual + outside * delta * torch.sign(residual)
    return (loss, slope)

# %% right: numpy select.
import numpy as np
import torch


def huber(residual, delta):
    r = residual.numpy()
    conditions = [r > delta, r < -delta]
    loss = np.select(conditions, [delta * r - delta ** 2 / 2, -delta * r - delta ** 2 / 2], r ** 2 / 2)
    slope = np.select(conditions, [delta, -delta], r)
    return torch.tensor(loss), torch.tensor(slope)

# %% right: minimum of the size and delta.
import torch


def huber(residual, delta):
    m = torch.minimum(residual.abs(), torch.full_like(residual, delta))
    return m * (residual.abs() - m / 2), m * residual.sign()

# %% wrong: The half in front of the square is missing.
# told: no_half
import torch


def huber(residual, delta):
    small = residual.abs() <= delta
    loss = torch.where(small, residual ** 2, delta * (residual.abs() - delta / 2))
    slope = torch.where(small, residual, delta * residual.sign())
    return loss, slope

# %% wrong: There is no half in front of the square, and the slope is that of this square.
# told: no_half_and_its_slope
import torch


def huber(residual, delta):
    small = residual.abs() <= delta
    loss = torch.where(small, residual ** 2, delta * (residual.abs() - delta / 2))
    slope = torch.where(small, 2 * residual, delta * residual.sign())
    return loss, slope

# %% wrong: The straight line lacks its offset.
# told: no_offset
def huber(residual, delta):
    loss = residual ** 2 / 2
    slope = residual.clone()
    for i in range(len(residual)):
        if abs(residual[i]) > delta:
            loss[i] = delta * abs(residual[i])
            slope[i] = delta * residual[i].sign()
    return loss, slope

# %% wrong: The residual is compared with delta without taking its size.
# told: near_without_size
import torch


def huber(residual, delta):
    cond = residual <= delta
    loss = torch.where(cond, 0.5 * residual ** 2, delta * (residual.abs() - 0.5 * delta))
    grad = torch.where(cond, residual, delta * torch.sign(residual))
    return loss, grad

# %% wrong: The slope of large residuals has no sign.
# told: steep_without_sign
import torch


def huber(residual, delta):
    big = residual.abs() > delta
    loss = torch.where(big, delta * (residual.abs() - delta / 2), residual.square() / 2)
    slope = torch.where(big, torch.full_like(residual, delta), residual)
    return loss, slope

# %% wrong: The slope of large residuals is the sign without delta.
# told: steep_is_one
import torch


def huber(residual, delta):
    big = residual.abs() > delta
    loss = torch.where(big, delta * (residual.abs() - delta / 2), residual.square() / 2)
    slope = torch.where(big, residual.sign(), residual)
    return loss, slope

# %% wrong: This is torch's smooth L1 loss: everything is divided by delta.
# told: divided_by_delta
import torch


def huber(residual, delta):
    small = residual.abs() < delta
    loss = torch.where(small, 0.5 * residual ** 2 / delta, residual.abs() - 0.5 * delta)
    slope = torch.where(small, residual / delta, residual.sign())
    return loss, slope

# %% wrong: The mean over the residuals is returned as the loss.
# told: averaged
import torch


def huber(residual, delta):
    clipped = residual.clamp(-delta, delta)
    loss = clipped * residual - clipped ** 2 / 2
    return loss.mean(), clipped

# %% wrong: Mean loss, with the slopes of the mean.
# told: averaged_with_slope
import torch


def huber(residual, delta):
    clipped = residual.clamp(-delta, delta)
    loss = clipped * residual - clipped ** 2 / 2
    return loss.mean(), clipped / residual.numel()

# %% wrong: The two formulas are exchanged in both results.
# told: pieces_exchanged
import torch


def huber(residual, delta):
    far = residual.abs() > delta
    loss = torch.where(far, residual ** 2 / 2, delta * (residual.abs() - delta / 2))
    slope = torch.where(far, residual, delta * residual.sign())
    return loss, slope

# %% wrong: The residual is clipped and then squared, so large residuals all pay the same.
# told: loss_of_the_cut_off
import torch


def huber(residual, delta):
    r = residual.clamp(-delta, delta)
    return r ** 2 / 2, r

# %% wrong: The offset is half of delta without the factor delta.
# told: offset_outside
import torch


def huber(residual, delta):
    a = residual.abs()
    loss = torch.where(a <= delta, a * a / 2, delta * a - delta / 2)
    return loss, residual.clamp(-delta, delta)

# %% wrong: The straight line has no factor delta in front.
# told: line_without_delta
import torch


def huber(residual, delta):
    a = residual.abs()
    loss = torch.where(a <= delta, a * a / 2, a - delta / 2)
    return loss, residual.clamp(-delta, delta)

# %% wrong: The return stands within the loop.
# told: first_alone
import torch


def huber(residual, delta):
    loss, slope = [], []
    for r in residual.tolist():
        if abs(r) <= delta:
            loss.append(r ** 2 / 2)
            slope.append(r)
        else:
            loss.append(delta * (abs(r) - delta / 2))
            slope.append(delta * (1 if r > 0 else -1))
        return torch.tensor(loss, dtype=torch.float64), torch.tensor(slope, dtype=torch.float64)

# %% wrong: torch.tensor of lists gives float32.
# told: returned_in_float32
import torch


def huber(residual, delta):
    loss, slope = [], []
    for r in residual.tolist():
        if abs(r) <= delta:
            loss.append(r ** 2 / 2)
            slope.append(r)
        else:
            loss.append(delta * (abs(r) - delta / 2))
            slope.append(delta * (1 if r > 0 else -1))
    return torch.tensor(loss), torch.tensor(slope)

# %% wrong: The half of the square is missing, and the straight line lacks its offset.
# told: no_half_with_no_offset
import torch


def huber(residual, delta):
    a = residual.abs()
    loss = torch.where(a <= delta, residual ** 2, delta * a)
    return loss, torch.where(a <= delta, residual, delta * residual.sign())

# %% wrong: The half of the square is missing, and the slope of large residuals has no sign.
# told: no_half_with_steep_without_sign
import torch


def huber(residual, delta):
    a = residual.abs()
    loss = torch.where(a <= delta, residual ** 2, delta * (a - delta / 2))
    return loss, torch.where(a <= delta, residual, torch.ones_like(a) * delta)

# %% wrong: The argument is clipped in place.
# told: changed
def huber(residual, delta):
    loss = residual.abs().clamp(max=delta) * (residual.abs() - residual.abs().clamp(max=delta) / 2)
    slope = residual.clamp_(-delta, delta)
    return loss, slope

# %% wrong: One comparison for all residuals.
# told: all_as_the_largest
def huber(residual, delta):
    if (residual.abs() <= delta).all():
        return residual ** 2 / 2, residual
    return delta * (residual.abs() - delta / 2), delta * residual.sign()

# %% wrong: The line uses r without its size, and its slope is delta on both sides.
# told: line_without_size_nor_sign
import torch


def huber(residual, delta):
    near = residual.abs() <= delta
    loss = torch.where(near, 0.5 * residual ** 2, delta * (residual - 0.5 * delta))
    slope = torch.where(near, residual, 0 * residual + delta)
    return loss, slope

# %% right: The slope is the clamped residual, and both formulas together are slope * (r - slope/2).
import torch

def huber(residual, delta):
    slope = residual.clamp(-delta, delta)
    return slope * (residual - slope / 2), slope

# %% right: A dataclass for one point, a helper that mirrors negative residuals by calling itself, plain Python numbers.
import torch
from dataclasses import dataclass


@dataclass
class Point:
    loss: float
    slope: float

    def mirrored(self):
        return Point(self.loss, -self.slope)


def one(r, d):
    if r < 0:
        return one(-r, d).mirrored()
    if r > d:
        return Point(d * r - d * d / 2, d)
    return Point(r * r / 2, r)


def huber(residual, delta):
    points = [one(r, float(delta)) for r in residual.tolist()]
    make = lambda name: torch.tensor([getattr(pt, name) for pt in points], dtype=torch.float64)
    return make("loss"), make("slope")

# %% right: Into numpy and back, with three regions as 0/1 masks that are multiplied and added.
import numpy as np
import torch

def huber(residual, delta):
    r = np.array(residual.detach().tolist(), dtype=np.float64)
    right = (r > delta).astype(float)
    left = (r < -delta).astype(float)
    middle = 1.0 - right - left
    loss = middle * (r * r * 0.5) + right * (delta * r - delta ** 2 / 2) + left * (-delta * r - delta ** 2 / 2)
    slope = middle * r + delta * (right - left)
    return torch.from_numpy(loss), torch.from_numpy(slope)

# %% wrong: Takes "a wild target moves the loss little" to mean that the loss stops growing at the bound, so large residuals get the constant delta²/2 and the slope 0.
# told: cut_off_first
import torch

def huber(residual, delta):
    # inside the bound: normal parabola, outside: the loss cannot get any bigger
    small = residual.abs() <= delta
    cap = torch.full_like(residual, 0.5 * delta ** 2)
    loss = torch.where(small, 0.5 * residual ** 2, cap)
    slope = torch.where(small, residual, torch.zeros_like(residual))
    return loss, slope

# %% wrong: Confuses the derivative with the average steepness from 0 on, loss divided by residual, so the slope of a small residual is halved and that of a large one is not delta.
# told: loss_over_residual
import torch

def huber(residual, delta):
    loss = torch.zeros_like(residual)
    slope = torch.zeros_like(residual)
    for i in range(len(residual)):
        r = residual[i]
        if abs(r) <= delta:
            loss[i] = r * r / 2
        else:
            loss[i] = delta * (abs(r) - delta / 2)
        # slope = rise / run
        if r != 0:
            slope[i] = loss[i] / r
    return loss, slope

# %% wrong: Subtracts delta instead of delta/2 in the linear formula, so the loss jumps down at the bound.
# told: offset_whole
import torch

def huber(residual, delta):
    r = residual
    a = torch.abs(r)
    is_small = a <= delta

    loss_small = r**2 / 2
    loss_large = delta * (a - delta)

    slope_small = r
    slope_large = delta * torch.sign(r)

    return torch.where(is_small, loss_small, loss_large), torch.where(is_small, slope_small, slope_large)

# %% wrong: Gives every large residual the slope +delta and forgets the sign for the negative ones.
# told: steep_without_sign
import torch

def huber(residual, delta):
    loss = 0.5 * residual.pow(2)
    slope = residual.clone()
    big = residual.abs() > delta
    loss[big] = delta * (residual[big].abs() - 0.5 * delta)
    slope[big] = delta
    return loss, slope

# %% wrong: Compares the residual itself and not its size with delta, so very negative residuals count as small, and also forgets the 1/2 of the parabola in the loss (but not in the slope).
# told: no_half_with_near_without_size
import torch

def huber(residual, delta):
    """Huber loss and slope"""
    cond = residual <= delta
    loss = torch.where(cond, residual ** 2, delta * (residual.abs() - 0.5 * delta))
    slope = torch.where(cond, residual, delta * residual.sign())
    return loss, slope

# %% wrong: Gets the sign by dividing the residual by its absolute value, so that the slope of a residual of 0 is NaN and not 0.
# told: zero_divided
import torch

def huber(residual, delta):
    size = residual.abs()
    direction = residual / size                 # +1 or -1
    inner = torch.clamp(size, max=delta)        # the part up to delta
    outer = size - inner                        # the part beyond delta
    loss = 0.5 * inner ** 2 + delta * outer
    slope = direction * inner
    return loss, slope

# %% wrong: Collects the results in lists and makes tensors of them without a dtype, so both results are float32 and lose half of the digits.
# told: returned_in_float32
import torch

def huber(residual, delta):
    losses = []
    slopes = []
    for r in residual.tolist():
        if abs(r) <= delta:
            losses.append(0.5 * r ** 2)
            slopes.append(r)
        elif r > 0:
            losses.append(delta * (r - 0.5 * delta))
            slopes.append(delta)
        else:
            losses.append(delta * (-r - 0.5 * delta))
            slopes.append(-delta)
    return torch.tensor(losses), torch.tensor(slopes)

# %% wrong: Writes down from memory the "smooth L1" version that is Huber's loss divided by delta, which agrees only for delta = 1.
# told: divided_by_delta
import torch

def huber(residual, delta):
    # smooth L1: 0.5 x^2 / beta   if |x| < beta,   |x| - 0.5 beta   otherwise
    beta = delta
    x = residual
    loss = torch.where(x.abs() < beta, 0.5 * x * x / beta, x.abs() - 0.5 * beta)
    slope = torch.where(x.abs() < beta, x / beta, torch.sign(x))
    return loss, slope

# %% right: With c, the residual cut off at delta, the loss is c (r - c/2) on both sides and the slope is c.
import torch

def huber(residual, delta):
    c = torch.minimum(torch.maximum(residual, -torch.ones_like(residual) * delta), torch.ones_like(residual) * delta)
    return c * (residual - c / 2), c

# %% right: A dataclass for the bound, and a loop over plain numbers.
from dataclasses import dataclass

import torch

@dataclass
class Bound:
    delta: float

    def loss(self, r):
        return r * r / 2 if abs(r) <= self.delta else self.delta * abs(r) - self.delta ** 2 / 2

    def slope(self, r):
        return max(-self.delta, min(self.delta, r))

def huber(residual, delta):
    bound = Bound(float(delta))
    numbers = residual.tolist()
    return tuple(torch.tensor([g(r) for r in numbers], dtype=torch.float64) for g in (bound.loss, bound.slope))

# %% right: Numpy's piecewise with three cases: below, within and above the bound.
import numpy as np
import torch

def huber(residual, delta):
    r = residual.detach().numpy().copy()
    cases = [r < -delta, np.abs(r) <= delta, r > delta]
    loss = np.piecewise(r, cases, [lambda t: -delta * (t + delta / 2), lambda t: 0.5 * t * t, lambda t: delta * (t - delta / 2)])
    slope = np.piecewise(r, cases, [-delta, lambda t: t, delta])
    return torch.from_numpy(loss), torch.from_numpy(slope)

# %% wrong: Chooses one formula for the whole tensor by its largest residual instead of choosing for each residual by itself.
# told: all_as_the_largest
import torch

def huber(residual, delta):
    if residual.abs().max() <= delta:
        loss = 0.5 * residual ** 2
        slope = residual.clone()
    else:
        loss = delta * (residual.abs() - 0.5 * delta)
        slope = delta * torch.sign(residual)
    return loss, slope

# %% wrong: Thinks that Huber's loss cuts the residual off at delta, so a large residual pays the constant delta²/2 instead of a growing straight line.
# told: loss_of_the_cut_off
import torch

def huber(residual, delta):
    r = torch.clamp(residual, -delta, delta)
    loss = r ** 2 / 2
    slope = r
    return loss, slope

# %% wrong: The slope of a large residual is always +delta, the sign of negative residuals is forgotten.
# told: steep_without_sign
import torch

def huber(residual, delta):
    small = torch.abs(residual) <= delta
    loss = torch.where(small, residual ** 2 / 2, delta * (torch.abs(residual) - delta / 2))
    slope = torch.where(small, residual, torch.full_like(residual, delta))
    return (loss, slope)

# %% wrong: Subtracts delta instead of delta/2 in the loss of a large residual.
# told: offset_whole
import torch

def huber(residual, delta):
    loss = torch.zeros_like(residual)
    slope = torch.zeros_like(residual)
    for i in range(len(residual)):
        r = residual[i]
        if abs(r) <= delta:
            loss[i] = r * r / 2
            slope[i] = r
        else:
            loss[i] = delta * (abs(r) - delta)
            if r > 0:
                slope[i] = delta
            else:
                slope[i] = -delta
    return loss, slope

# %% wrong: Uses r instead of |r| in the straight part, so large negative residuals get a negative loss, and keeps the factor 1/2 in the slope of small residuals.
# told: line_without_size
import torch

def huber(residual, delta):
    inside = residual.abs() <= delta
    quadratic = 0.5 * residual.pow(2)
    linear = delta * (residual - 0.5 * delta)
    loss = torch.where(inside, quadratic, linear)
    slope = torch.where(inside, 0.5 * residual, delta * residual.sign())
    return loss, slope

# %% wrong: Compares with < and > only, so a residual with |r| exactly delta gets loss 0 and slope 0.
# told: left_out_at_delta
import torch

def huber(residual, delta):
    n = residual.shape[0]
    loss = torch.zeros(n, dtype=torch.float64)
    slope = torch.zeros(n, dtype=torch.float64)

    small = residual.abs() < delta
    loss[small] = 0.5 * residual[small] ** 2
    slope[small] = residual[small]

    too_high = residual > delta
    loss[too_high] = delta * (residual[too_high] - 0.5 * delta)
    slope[too_high] = delta

    too_low = residual < -delta
    loss[too_low] = delta * (-residual[too_low] - 0.5 * delta)
    slope[too_low] = -delta
    return loss, slope

# %% wrong: Slope is only another name for residual, so writing into it changes the caller's argument.
# told: changed
import torch

def huber(residual, delta):
    size = residual.abs()
    big = size > delta
    loss = 0.5 * residual ** 2
    loss[big] = delta * (size[big] - 0.5 * delta)
    slope = residual
    slope[big] = delta * torch.sign(residual[big])
    return loss, slope

# %% wrong: Gets the sign from r/|r| and hides it with a factor 0 for small residuals, but at r = 0 this is 0 * nan, so the slope there is nan instead of 0.
# told: zero_divided
import torch

def huber(residual, delta):
    absolute = torch.abs(residual)
    small = (absolute <= delta).double()
    large = 1 - small
    loss = small * (0.5 * residual ** 2) + large * (delta * (absolute - 0.5 * delta))
    sign = residual / absolute
    slope = small * residual + large * delta * sign
    return loss, slope
