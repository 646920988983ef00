# %% right: Three branches.
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    elif step < total:
        progress = (step - warmup) / (total - warmup)
        return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * progress))
    else:
        return floor

# %% right: In numpy, around the middle.
import numpy as np


def schedule(step, warmup, total, peak, floor):
    if warmup > 0 and step <= warmup - 1:
        return np.interp(step + 1, [0, warmup], [0, peak])
    t = np.clip((step - warmup) / (total - warmup), 0, 1)
    return (peak + floor) / 2 + (peak - floor) / 2 * np.cos(np.pi * t)

# %% right: With torch in float64.
import math
import torch


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return torch.tensor((step + 1) / warmup * peak, dtype=torch.float64)
    t = torch.tensor(min(1.0, (step - warmup) / (total - warmup)), dtype=torch.float64)
    return floor + (peak - floor) * (1 + torch.cos(math.pi * t)) / 2

# %% right: A loop that walks through the rise.
from math import cos, pi


def schedule(step, warmup, total, peak, floor):
    rate = 0.0
    for k in range(min(step + 1, warmup)):
        rate += peak / warmup
    if step >= warmup:
        left = max(total - step, 0)
        rate = floor + (peak - floor) * (1 - cos(pi * left / (total - warmup))) / 2
    return rate

# %% right: Half-angle, by a sine.
from math import pi, sin


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak - peak * (warmup - step - 1) / warmup
    s = min(step, total) - warmup
    return peak - (peak - floor) * sin(pi / 2 * s / (total - warmup)) ** 2

# %% right: The cosine as the real part of a complex power.
import cmath


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return (step + 1) * peak / warmup
    if step > total:
        step = total
    w = cmath.exp(1j * cmath.pi * (step - warmup) / (total - warmup)).real
    return (floor * (1 - w) + peak * (1 + w)) / 2

# %% wrong: The rise starts at zero.
# told: rise_from_zero
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * step / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The rise starts at the floor.
# told: rise_from_floor
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return floor + (peak - floor) * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: step = warmup counts as rise.
# told: rise_one_longer
import math


def schedule(step, warmup, total, peak, floor):
    if warmup and step <= warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: Nothing is cut after total.
# told: rises_again
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The fall divides by total.
# told: fall_over_total_then_floor
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    if step >= total:
        return floor
    t = (step - warmup) / total
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The fall counts from the start.
# told: fall_from_step_zero
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, step / total)
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The floor is forgotten in the difference.
# told: floor_on_top
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return floor + peak * (1 + math.cos(math.pi * t)) / 2

# %% wrong: A maximum in the place of the sum.
# told: cut_at_floor
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return max(floor, peak * (1 + math.cos(math.pi * t)) / 2)

# %% wrong: Halved in the wrong place.
# told: half_of_one
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * t) / 2)

# %% wrong: A straight fall.
# told: straight_fall
def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return peak + (floor - peak) * t

# %% wrong: The default dtype of torch.
# told: slip
import math
import torch


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = torch.tensor(min(1.0, (step - warmup) / (total - warmup)))
    return floor + (peak - floor) * (1 + torch.cos(math.pi * t)) / 2

# %% wrong: The rise divides by warmup - 1.
# told: rise_too_early
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * step / (warmup - 1)
    t = min(1.0, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: No rise means a division by 0.
# told: no_rise_is_an_error
import math


def schedule(step, warmup, total, peak, floor):
    rise = peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    fall = floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2
    return rise if step < warmup else fall

# %% wrong: total steps after the rise.
# told: total_after_rise
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / total)
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The cosine in degrees.
# told: degrees
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(180 * t)) / 2

# %% wrong: Zero after the end.
# told: zero_afterwards
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    if step >= total:
        return 0.0
    t = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: One step too far in the fall.
# told: fall_one_ahead
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup + 1) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The rise starts at zero, and nothing is cut after total.
# told: rise_from_zero_with_rises_again
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * step / warmup
    t = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The cosine rises, and the floor is missing.
# told: upside_down_with_no_floor
import math


def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    return peak * (1 - math.cos(math.pi * t)) / 2

# %% right: Uses cos(x/2)^2 for the half cosine, and the clamped share of the fall.
import math
import torch

def schedule(step, warmup, total, peak, floor):
    if warmup and step < warmup:
        return peak - peak * (warmup - 1 - step) / warmup
    t = min(1.0, (step - warmup) / (total - warmup))
    weight = math.cos(math.pi * t / 2) ** 2
    return weight * peak + (1 - weight) * floor

# %% right: Builds the rates of all steps as a tensor and looks one up.
import math
import torch

def schedule(step, warmup, total, peak, floor):
    rise = torch.arange(1, warmup + 1, dtype=torch.float64) * peak / max(warmup, 1)
    angles = torch.linspace(0, math.pi, total - warmup + 1, dtype=torch.float64)
    fall = floor + (peak - floor) * (1 + angles.cos()) / 2
    table = torch.cat([rise, fall])
    return table[min(step, total)].item()

# %% right: Three phases as a list of dataclass objects with closures, and the first whose end is not reached gives the rate.
import math
from dataclasses import dataclass
from typing import Callable
import torch

@dataclass
class Phase:
    end: float
    rate: Callable

def schedule(step, warmup, total, peak, floor):
    middle, radius = (peak + floor) / 2, (peak - floor) / 2
    phases = [
        Phase(warmup, lambda s: peak * (s + 1) / warmup),
        Phase(total, lambda s: middle + radius * math.cos(math.pi * (s - warmup) / (total - warmup))),
        Phase(math.inf, lambda s: floor),
    ]
    return next(p for p in phases if step < p.end).rate(step)

# %% wrong: t is the share of the whole training instead of the share of the fall, so the rate drops at once when the rise ends.
# told: fall_from_step_zero
import math
import torch

def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step + 1) / warmup
    if step >= total:
        return floor
    t = step / total
    return floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2

# %% wrong: The rise is built to start from the floor, but it starts from 0: its first step has peak/warmup.
# told: rise_from_floor
import math
import torch

def schedule(step, warmup, total, peak, floor):
    span = peak - floor
    if step < warmup:
        height = (step + 1) / warmup
    elif step < total:
        t = (step - warmup) / (total - warmup)
        height = 0.5 * (1 + math.cos(math.pi * t))
    else:
        height = 0
    return floor + span * height

# %% wrong: The rise uses step/warmup instead of (step + 1)/warmup, so step 0 has the rate 0 and the last step of the rise misses the peak.
# told: rise_from_zero
import math
import torch

def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        lr = peak * step / warmup
    elif step > total:
        lr = floor
    else:
        t = (step - warmup) / (total - warmup)
        lr = floor + (peak - floor) * (1 + math.cos(math.pi * t)) / 2
    return lr

# %% wrong: The fall is divided by total - warmup - 1, so the floor is reached one step too early.
# told: fall_ends_early
import math
import torch

def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return (step + 1) * (peak / warmup)
    n = max(total - warmup - 1, 1)
    t = min((step - warmup) / n, 1.0)
    cosine = (1 + math.cos(math.pi * t)) / 2
    return floor + (peak - floor) * cosine

# %% wrong: The rise has one step too many (<= instead of <) and so overshoots the peak, and after total the cosine climbs again because nothing holds the rate at the floor.
# told: rise_one_longer_with_rises_again
import math
import torch

def schedule(step, warmup, total, peak, floor):
    if warmup > 0 and step <= warmup:
        return peak * (step + 1) / warmup
    done = step - warmup
    length = total - warmup
    return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * done / length))

# %% wrong: A warmup of 0 is replaced by 1 to avoid the division by 0, which also starts the fall one step late and makes it shorter.
# told: one_step_at_least
import math
import torch

def schedule(step, warmup, total, peak, floor):
    warmup = max(warmup, 1)   # no division by zero!
    if step < warmup:
        return peak * (step + 1) / warmup
    if step >= total:
        return floor
    t = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(t * math.pi)) / 2

# %% wrong: torch.cos is called with a plain float, which raises a TypeError in the whole fall.
# told: advice
import math
import torch

def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        return peak / warmup * (step + 1)
    elif step <= total:
        t = (step - warmup) / (total - warmup)
        return floor + (peak - floor) * (1 + torch.cos(torch.pi * t)) / 2
    else:
        return floor

# %% wrong: The cosine is given 180 degrees, but math.cos takes radians, so the fall jumps up and down.
# told: degrees_then_floor
import math
import torch

def schedule(step, warmup, total, peak, floor):
    if step < warmup:
        rate = peak * (step + 1) / warmup
        return rate
    if step >= total:
        return floor
    share = (step - warmup) / (total - warmup)
    angle = 180 * share      # half a circle
    rate = floor + (peak - floor) * (1 + math.cos(angle)) / 2
    return rate
