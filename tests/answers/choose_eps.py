# %% right: Estimates the derivatives coarsely, writes truncation + rounding as a function of h and takes the least on a grid of powers of 2.
import torch

def choose_eps(f, x, kind):
    x0 = float(x)
    call = lambda p: float(f(torch.tensor(p, dtype=torch.float64)))

    def derivatives(H):
        a, b, c, d, e = (call(x0 + k * H) for k in (-2, -1, 0, 1, 2))
        return abs(d - 2 * c + b) / H**2, abs(e - 2 * d + 2 * b - a) / (2 * H**3)

    size = max(1.0, abs(x0)) ** 0.5
    tries = [derivatives(2.0**k * size) for k in (-9, -7, -5)]
    d2 = min(t[0] for t in tries)
    d3 = min(t[1] for t in tries)
    noise = 1.1e-16 * abs(call(x0))

    def total(h):
        if kind == "forward":
            return 2 * noise / h + d2 * h / 2 + d3 * h * h / 6
        return noise / h + d3 * h * h / 6

    spacing = max(abs(x0) * 2.2e-16, 1e-18)
    return min((2.0**-k for k in range(-1, 60) if 2.0**-k > 8 * spacing), key=total)

# %% right: Compares each quotient with an extrapolated value of the slope; no autograd; powers of 2, so that x + h is exact.
import torch

def choose_eps(f, x, kind):
    x0 = float(x)

    def at(p):
        return float(f(torch.tensor(p, dtype=torch.float64)))

    def centred(h):
        return (at(x0 + h) - at(x0 - h)) / (2 * h)

    def forward(h):
        return (at(x0 + h) - at(x0)) / h

    def sixth_order(h):
        r1, r2, r3 = centred(h), centred(h / 2), centred(h / 4)
        s1, s2 = (4 * r2 - r1) / 3, (4 * r3 - r2) / 3
        return (16 * s2 - s1) / 15

    candidates = [sixth_order(2.0**k) for k in range(-9, 7)]
    candidates = [c for c in candidates if c == c]
    gaps = [max(abs(b - a), abs(c - b)) for a, b, c in zip(candidates, candidates[1:], candidates[2:])]
    slope = candidates[1 + gaps.index(min(gaps))]

    quotient = forward if kind == "forward" else centred
    hs = [2.0**k for k in range(4, -46, -1)]
    errors = [abs(quotient(h) - slope) for h in hs]
    errors = [e if e == e else float("inf") for e in errors]
    smooth = [max(errors[max(0, i - 1):i + 2]) for i in range(len(hs))]
    return hs[smooth.index(min(smooth))]

# %% wrong: The shortest step that changes x at all: the truncation error is tiny, but the quotient is pure rounding.
# told: all_too_short
import math
import torch

def choose_eps(f, x, kind):
    return math.ulp(float(x)) if float(x) != 0 else 1e-16

# %% wrong: The square root of the machine precision is used for the centred quotient too, whose best step is longer.
# told: forward_for_both
import math
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float64).eps
    return math.sqrt(eps * max(1.0, abs(float(x))))

# %% wrong: Only the rounding is considered, so the step is long and the formula's own error dominates.
# told: all_too_long
import torch

def choose_eps(f, x, kind):
    return 0.01 * max(1.0, abs(float(x)) / 100)

# %% wrong: The machine precision of float32 is used, but x and f are float64.
# told: too_long_and_rooted
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float32).eps
    size = max(1.0, abs(float(x)))
    if kind == "forward":
        return (u * size) ** (1 / 2)
    return (u * size) ** (1 / 3)

# %% wrong: Forward and centred are swapped: the cube root belongs to the centred quotient.
# told: exchanged_rooted
import torch

def choose_eps(f, x, kind):
    eps = 2.2e-16
    size = max(1.0, abs(x.item()))
    if kind == "centred":
        return (eps * size) ** 0.5
    return (eps * size) ** (1 / 3)

# %% wrong: TWO: the step is divided by the size of x instead of growing with it; and the centred quotient gets a square root too, where its best step needs the cube root.
# told: divided_and_forward_for_both
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float64).eps
    size = max(1.0, abs(x.item()))
    return eps ** 0.5 / size

# %% wrong: The step is proportional to x, so at x = 0 it is 0 and not a positive number.
# told: vanishes_rooted
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float64).eps
    a = abs(x.item())
    power = 1 / 2 if kind == "forward" else 1 / 3
    return (eps * a) ** power

# %% wrong: eps ** 1 / 2 is eps / 2, not the square root: brackets around 1 / 2 are missing (1 / 3 likewise).
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float64).eps
    size = max(1.0, abs(x.item()))
    if kind == "forward":
        return (eps * size) ** 1 / 2
    elif kind == "centred":
        return (eps * size) ** 1 / 3

# %% right: The step is rounded to a power of two, so that x + h has no extra rounding; math.frexp finds the size of x.
import math


def choose_eps(f, x, kind):
    exponent = {"forward": -26, "centred": -17}[kind]
    scale_exponent = max(0, math.frexp(x.item())[1] - 1)
    return 2.0 ** (exponent + scale_exponent)

# %% right: Works with torch tensors and clamp, balances the two errors with their constants, and returns the float at the end.
import torch


def choose_eps(f, x, kind):
    scale = x.abs().clamp(min=1.0)
    rounding = torch.tensor(2e-16, dtype=torch.float64)
    if kind == "forward":
        h = torch.sqrt(2 * rounding)          # h/2 = u/h
    else:
        h = (6 * rounding / 2) ** (1.0 / 3)   # h^2/6 = (u/2)/h
    return float(h * scale)

# %% right: Finds the crossing of the two error estimates by a loop that halves a relative step, then scales it.
import numpy as np


def choose_eps(f, x, kind):
    order = 1 if kind == "forward" else 2
    h = 1.0
    while h ** order > np.finfo(np.float64).eps / h:
        h /= 2
    size = abs(float(x))
    if size <= 1:
        return h
    return h * size

# %% wrong: Thinks that a shorter step is always better, as in the limit h -> 0; rounding is forgotten.
# told: all_too_short
import torch


def choose_eps(f, x, kind):
    scale = max(1.0, abs(x.item()))
    return 1e-14 * scale

# %% wrong: Takes the square root of the rounding error for the centred quotient too, although its formula error is about h^2.
# told: forward_for_both_scaled
import torch


def choose_eps(f, x, kind):
    # forward and centred differ only by a factor 2, so the same step is best
    h = torch.finfo(torch.float64).eps ** 0.5
    return h * max(1.0, abs(float(x)))

# %% wrong: Scales the step by the size of f(x), the output, instead of the size of x, the input.
# told: scaled_twice
def choose_eps(f, x, kind):
    u = 2e-16
    scale = max(1.0, abs(f(x).item()))
    if kind == "forward":
        return scale * u ** (1 / 2)
    return scale * u ** (1 / 3)

# %% wrong: Uses the machine epsilon of float32 (1.2e-7), but the numbers are float64.
# told: all_too_long
import math
import torch


def choose_eps(f, x, kind):
    u = torch.finfo(torch.float32).eps
    scale = max(1.0, abs(x.item()))
    if kind == "forward":
        return scale * math.sqrt(u)
    else:
        return scale * u ** (1 / 3)

# %% wrong: The centred step uses the power 2/3 instead of 1/3 of the rounding error: h^3 = u was solved wrongly.
# told: forward_for_both_scaled
def choose_eps(f, x, kind):
    u = 1e-16
    power = {"forward": 1 / 2, "centred": 2 / 3}[kind]
    return max(1.0, abs(x.item())) * u ** power

# %% wrong: TWO: The steps of the forward and the centred quotient are swapped; and the step does not grow with the size of x.
# told: exchanged_unscaled
def choose_eps(f, x, kind):
    if kind == "forward":
        return 6e-6
    return 1.5e-8

# %% wrong: Uses max(1, x) without the absolute value: for a large negative x the step is not scaled and is far too short.
# told: negative_counts_as_small
def choose_eps(f, x, kind):
    x = x.item()
    size = max(1.0, x)
    return size * (1e-8 if kind == "forward" else 5e-6)

# %% wrong: The centred branch asks for the word 'center', which never comes, so nothing is returned for it.
# told: nothing_for_centred
import torch


def choose_eps(f, x, kind):
    u = torch.finfo(torch.float64).eps
    scale = max(1.0, x.abs().item())
    if kind == "forward":
        return scale * u ** 0.5
    elif kind == "center":
        return scale * u ** (1 / 3)

# %% right: Style: halve h until the error of the formula is no longer larger than the rounding; scale 1 + |x|.
import torch

def choose_eps(f, x, kind):
    def formula(h):
        return h / 2 if kind == "forward" else h * h / 6
    h = 1.0
    while formula(h) > 2e-16 / h:
        h = h / 2
    return h * (1 + abs(float(x)))

# %% right: Style: numpy, a smooth scale hypot(1, x), logarithms instead of roots, a plain float at the end.
import numpy as np

def choose_eps(f, x, kind):
    log_u = np.log(np.finfo(np.float64).eps)
    order = ("forward", "centred").index(kind) + 1
    return float(np.hypot(1.0, float(x)) * np.exp(log_u / (order + 1)))

# %% right: Style: early return, clamp on the tensor, h as a power of two (2**-26 and 2**-17), .item() at the end.
import torch

def choose_eps(f, x, kind):
    size = x.detach().abs().clamp(min=1.0)
    if kind == "forward":
        return (size * 2.0 ** -26).item()
    return torch.ldexp(size, torch.tensor(-17)).double().item()

# %% wrong: The same step (root of the machine precision) for both kinds; the centred formula is better and needs a longer step (third root).
# told: forward_for_both_scaled
import math
import torch

def choose_eps(f, x, kind):
    return math.sqrt(2.2e-16) * max(1.0, abs(float(x)))

# %% wrong: The rounding error is taken as 1e-16 and not 1e-16 / h: the division by h is forgotten, so h = 1e-16 and h**2 = 1e-16 are solved.
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    scale = max(1.0, abs(x.item()))
    if kind == "forward":
        h = 1e-16
    else:
        h = (1e-16) ** 0.5
    return h * scale

# %% wrong: Tries many steps and keeps the one whose quotient is smallest in size, as if the quotient were its error.
# told: smallest_quotient
import torch

def choose_eps(f, x, kind):
    best_h, best = None, float("inf")
    for k in range(1, 18):
        h = 10.0 ** -k
        if kind == "forward":
            q = (f(x + h) - f(x)) / h
        else:
            q = (f(x + h) - f(x - h)) / (2 * h)
        if abs(q.item()) < best:
            best_h, best = h, abs(q.item())
    return best_h

# %% wrong: eps ** 1/2 is (eps ** 1) / 2: the parentheses around the exponent are missing, so no root is taken.
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float64).eps
    size = max(1.0, abs(float(x)))
    if kind == "forward":
        return eps ** 1/2 * size
    return eps ** 1/3 * size

# %% wrong: Uses the precision of float32 (about 1.2e-7) although x and f are float64: both steps are much too long.
# told: all_too_long
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float32).eps
    power = {"forward": 1 / 2, "centred": 1 / 3}[kind]
    return max(1.0, abs(float(x))) * u ** power

# %% wrong: TWO: the steps of forward and centred are swapped; and the step does not grow with the size of x.
# told: exchanged_unscaled
import torch

def choose_eps(f, x, kind):
    if kind == "centred":
        return 1e-8
    return 5e-6

# %% wrong: max(1, x) without the absolute value: for a large negative x the step is not scaled and far too short.
# told: negative_counts_as_small
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(x.dtype).eps
    scale = max(1.0, x.item())
    if kind == "forward":
        return eps ** 0.5 * scale
    elif kind == "centred":
        return eps ** (1 / 3) * scale

# %% wrong: The else is forgotten: the line for the centred step runs always and overwrites the forward step.
# told: centred_for_both_scaled
import torch

def choose_eps(f, x, kind):
    scale = max(1, abs(float(x)))
    if kind == "forward":
        h = 1.5e-8 * scale
    h = 6e-6 * scale
    return h

# %% right: Both errors written as functions of the step, and the step of least total error taken from a list of powers of two.
def choose_eps(f, x, kind):
    def total_error(h):
        formula = h / 2 if kind == "forward" else h * h / 6
        return formula + 2e-16 / h

    best = min((2.0 ** -k for k in range(1, 53)), key=total_error)
    return best * max(1.0, abs(float(x)))

# %% right: A table of exponents, and a smooth scale √(1 + x²) instead of max(1, |x|); returns a float64 tensor without axes.
import torch


def choose_eps(f, x, kind):
    order = {"forward": 1, "centred": 2}[kind]
    unit = torch.tensor(torch.finfo(torch.float64).eps, dtype=torch.float64)
    return unit.pow(1 / (order + 1)) * torch.sqrt(1 + x * x)

# %% right: The usual step, then made exact: h is replaced by (x + h) - x, so that x + h is not rounded.
import numpy as np


def choose_eps(f, x, kind):
    here = float(x)
    scale = abs(here) if abs(here) > 1 else 1.0
    eps = np.finfo(np.float64).eps
    if kind == "centred":
        h = np.cbrt(3 * eps) * scale
    else:
        h = 2 * np.sqrt(eps) * scale
    there = here + h
    return float(there - here)

# %% wrong: The machine precision of float32 is used, but all numbers here are float64: the steps are much too long.
# told: all_too_long
import torch


def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float32).eps
    scale = max(1.0, abs(float(x)))
    if kind == "forward":
        return eps ** 0.5 * scale
    return eps ** (1 / 3) * scale

# %% wrong: The roots are exchanged: the square root belongs to the forward quotient, the cube root to the centred one.
# told: exchanged
def choose_eps(f, x, kind):
    size = max(1.0, abs(x.item()))
    root = 1 / 3 if kind == "forward" else 1 / 2
    return size * 2.2e-16 ** root

# %% wrong: The shortest step that still changes x is taken, as if shorter were always better; rounding then spoils the quotient.
# told: shortest_that_moves
def choose_eps(f, x, kind):
    place = float(x)
    h = max(1.0, abs(place))
    while place + h / 2 != place:
        h = h / 2
    return h

# %% wrong: eps ** 1/3 is (eps to the power 1) divided by 3: the brackets round 1/3 are missing, and the step vanishes in x + h.
# told: forward_for_both_scaled
import torch


def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float64).eps
    scale = max(1.0, x.abs().item())
    if kind == "forward":
        return scale * eps ** 0.5
    return scale * eps ** 1/3

# %% wrong: The scale is max(1, x) without the absolute value, so a large negative x gets the step for 1.
# told: negative_counts_as_small
import math


def choose_eps(f, x, kind):
    eps = 2.2e-16
    h = math.sqrt(eps) if kind == "forward" else eps ** (1 / 3)
    return h * max(1.0, float(x))

# %% wrong: TWO: the step does not grow with |x|; and the centred step balances h^4 instead of h^2 with the rounding, a fifth root.
# told: centred_too_long_unscaled
def choose_eps(f, x, kind):
    if kind == "forward":
        return 1e-16 ** (1 / 2)
    else:
        return 1e-16 ** (1 / 5)

# %% wrong: The step is proportional to |x| alone, so it is 0 at x = 0.
# told: vanishes_at_zero
def choose_eps(f, x, kind):
    eps = 2.2e-16
    power = 1 / 2 if kind == "forward" else 1 / 3
    return eps ** power * abs(x)

# %% wrong: The kind is compared with "central", which never comes: the centred quotient gets the forward step.
# told: forward_for_both_scaled
def choose_eps(f, x, kind):
    h = 1.5e-8
    if kind == "central":
        h = 6e-6
    return h * max(1.0, abs(float(x)))

# %% right: Halves the step until formula error and rounding error of a rough model balance.
def choose_eps(f, x, kind):
    order = 1 if kind == "forward" else 2
    scale = abs(float(x))
    if scale < 1:
        scale = 1.0
    h = 1.0
    while h ** order > 1e-16 / h:
        h /= 2
    return h * scale

# %% right: A smooth scale sqrt(1 + x**2), rounded to a power of two so that x + h is nearly exact.
import math

def choose_eps(f, x, kind):
    scale = math.hypot(1.0, float(x))
    exponent = {"forward": -26, "centred": -17}[kind]
    return 2.0 ** (exponent + round(math.log2(scale)))

# %% right: torch throughout, with 1 + |x| as the scale, and the number taken out at the end.
import torch

def choose_eps(f, x, kind):
    u = torch.tensor(torch.finfo(x.dtype).eps, dtype=torch.float64)
    root = torch.tensor({"forward": 2.0, "centred": 3.0}[kind], dtype=torch.float64)
    return (torch.pow(u, 1 / root) * (1 + torch.abs(x))).item()

# %% wrong: The smallest possible step is chosen, as in the limit h -> 0: rounding then ruins the quotient.
# told: all_too_short
def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(x)))
    if kind == "forward":
        return 1e-15 * scale
    return 1e-14 * scale

# %% wrong: h**2 = 1e-16/h is not solved for centred; the step is set to the error that can be reached, 1e-11, and not to the step that reaches it.
# told: forward_for_both_scaled
def choose_eps(f, x, kind):
    s = max(1.0, abs(x.item()))
    if kind == "forward":
        return 1e-8 * s
    else:
        return 1e-11 * s

# %% wrong: The step does not grow with |x|: at x = 200 000 it is far too short.
# told: unscaled
import math

def choose_eps(f, x, kind):
    u = 2.2e-16
    if kind == "forward":
        return math.sqrt(u)
    return u ** (1 / 3)

# %% wrong: Brackets are missing in the exponent: u ** 1 / 3 is u / 3, not the cube root (and u ** 1 / 2 is u / 2).
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float64).eps
    scale = max(1.0, abs(float(x)))
    if kind == "forward":
        return u ** 1 / 2 * scale
    return u ** 1 / 3 * scale

# %% wrong: The rounding of float32 (1.2e-7) is used; the numbers are float64 (2.2e-16).
# told: all_too_long
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float32).eps
    scale = max(1.0, abs(float(x)))
    p = 1 / 2 if kind == "forward" else 1 / 3
    return scale * u ** p

# %% wrong: TWO: square root and cube root are swapped between forward and centred; and the step is divided by the scale of x, not multiplied.
# told: exchanged_divided
def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(x)))
    h = (1e-16) ** (1 / 3) if kind == "forward" else (1e-16) ** (1 / 2)
    return h / scale

# %% wrong: The absolute value of x is missing: max(1, x) is 1 at x = -200 000, and the step is too short there.
# told: negative_counts_as_small
def choose_eps(f, x, kind):
    scale = max(1.0, float(x))
    if kind == "forward":
        return scale * 1.5e-8
    return scale * 6e-6

# %% wrong: The else is missing: the step for forward is overwritten by the one for centred.
# told: centred_for_both_scaled
def choose_eps(f, x, kind):
    u = 2.2e-16
    scale = max(1.0, abs(float(x)))
    if kind == "forward":
        h = u ** 0.5 * scale
    h = u ** (1 / 3) * scale
    return h

# %% right: Works with tensors only and returns a float64 tensor without axes; the scale comes from clamp.
import torch

def choose_eps(f, x, kind):
    order = {"forward": 1, "centred": 2}[kind]
    unit = torch.tensor(torch.finfo(x.dtype).eps, dtype=torch.float64)
    return unit ** (1 / (order + 1)) * x.abs().clamp(min=1.0)

# %% right: No roots: halves the step until the error of the formula is no longer above the rounding, then multiplies by the scale.
import torch

def choose_eps(f, x, kind):
    h = 1.0
    if kind == "forward":
        while h / 2 > 2e-16 / h:
            h = h / 2
    else:
        while h * h / 6 > 2e-16 / h:
            h = h / 2
    size = abs(float(x))
    if size < 1:
        size = 1.0
    return h * size

# %% right: A step that is a power of two near the best one (so that x + h is rounded less), with 1 + |x| as the scale.
import math
import torch

def choose_eps(f, x, kind):
    scale = 1 + math.fabs(x.item())
    wanted = (1e-8 if kind == "forward" else 5e-6) * scale
    return 2.0 ** round(math.log2(wanted))

# %% wrong: Takes the smallest step at which two neighbouring quotients agree: for tiny steps x + h is x, both quotients are 0 and agree perfectly.
# told: no_step_moves
import torch

def choose_eps(f, x, kind):
    def q(h):
        if kind == "forward":
            return float((f(x + h) - f(x)) / h)
        return float((f(x + h) - f(x - h)) / (2 * h))

    best, best_gap = None, float("inf")
    for k in range(1, 21):
        h = max(1.0, abs(float(x))) * 10.0 ** -k
        gap = abs(q(h) - q(h / 2))
        if gap <= best_gap:
            best, best_gap = h, gap
    return best

# %% wrong: The rounding error is taken as 1e-16 for every step, not 1e-16/h: then h = 1e-16 or h**2 = 1e-16, both much too short.
# told: all_too_short
import math
import torch

def choose_eps(f, x, kind):
    scale = max(1.0, abs(x.item()))
    u = 1e-16
    if kind == "forward":
        return u * scale
    return math.sqrt(u) * scale

# %% wrong: The step grows with the size of f(x), but it must grow with the size of x, over which f changes.
# told: scaled_twice
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float64).eps
    size = max(1.0, abs(float(f(x))))
    power = 1 / 2 if kind == "forward" else 1 / 3
    return size * eps ** power

# %% wrong: eps ** 1/2 means (eps ** 1) / 2, so the roots are never taken and the step is about 1e-16.
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    eps = 2.2e-16
    if kind == "forward":
        h = eps ** 1/2
    elif kind == "centred":
        h = eps ** 1/3
    return h * max(1, abs(x.item()))

# %% wrong: The machine precision of float32 (1e-7) is used although x and f are float64 (2e-16): both steps are too long.
# told: all_too_long
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float32).eps
    h = eps ** 0.5 if kind == "forward" else eps ** (1 / 3)
    return h * max(1.0, float(x.abs()))

# %% wrong: TWO: the two steps are swapped, the cube root is for the centred quotient; and the step is divided by max(1, |x|) instead of multiplied.
# told: exchanged_divided
import torch

def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(x)))
    if kind == "centred":
        return 1e-8 / scale
    else:
        return 6e-6 / scale

# %% wrong: max(1, x) without the absolute value: for a large negative x the step does not grow with |x|.
# told: negative_counts_as_small
import math
import torch

def choose_eps(f, x, kind):
    size = max(1.0, x.item())
    if kind == "forward":
        return math.sqrt(2.2e-16) * size
    return (2.2e-16) ** (1 / 3) * size

# %% wrong: The search keeps the best step and its error, but the last line returns the error, not the step.
# told: error_returned
import torch

def choose_eps(f, x, kind):
    size = max(1.0, abs(float(x)))
    h0 = 6e-6 * size
    ref = float((f(x + h0) - f(x - h0)) / (2 * h0))
    best_h, best_err = None, float("inf")
    for k in range(1, 15):
        h = size * 10.0 ** -k
        if kind == "forward":
            q = float((f(x + h) - f(x)) / h)
        else:
            q = float((f(x + h) - f(x - h)) / (2 * h))
        err = abs(q - ref)
        if err < best_err:
            best_h, best_err = h, err
    return best_err

# %% right: A dict of exponents; the size of x is the smooth hypot(1, x); the step is a tensor.
import torch

def choose_eps(f, x, kind):
    exponent = {"forward": 2, "centred": 3}[kind]
    one = torch.ones((), dtype=torch.float64)
    return torch.hypot(one, x) * torch.finfo(torch.float64).eps ** (1 / exponent)

# %% right: Works with the gap between neighbouring floats (np.spacing) and returns a Python float.
import numpy as np

def choose_eps(f, x, kind):
    L = np.maximum(1.0, np.abs(float(x)))
    gap = np.spacing(L)
    if kind == "forward":
        return float(np.sqrt(gap * L))
    return float(np.cbrt(gap * L * L))

# %% right: A loop halves the step until the error of the formula is below the rounding; the result has shape (1,).
import torch

def choose_eps(f, x, kind):
    def formula(t):
        return t if kind == "forward" else t * t

    t = 1.0
    while formula(t) > 1e-16 / t:
        t = t / 2
    return torch.maximum(x.abs(), torch.ones_like(x)).reshape(1) * t

# %% wrong: The step is divided by the size of x in place of multiplied by it: a large x needs a long step, not a short one.
# told: divided_by_scale
import torch

def choose_eps(f, x, kind):
    size = max(1.0, abs(float(x)))
    u = 2.2e-16
    if kind == "forward":
        return u ** 0.5 / size
    return u ** (1 / 3) / size

# %% wrong: The error of the formula is set equal to 1e-16, not to the rounding 1e-16/h, which grows as the step gets short.
# told: all_too_short
import math
import torch

def choose_eps(f, x, kind):
    scale = max(1.0, abs(x.item()))
    if kind == "forward":      # h = 1e-16
        h = 1e-16
    else:                      # h^2 = 1e-16
        h = math.sqrt(1e-16)
    return h * scale

# %% wrong: The shortest step that still changes f is taken, as if only the formula could be wrong: there rounding is as large as the rise itself.
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    h = torch.tensor(1.0, dtype=torch.float64)
    for _ in range(200):
        if f(x + h / 2) == f(x):
            break
        h = h / 2
    return h

# %% wrong: torch.finfo() without a dtype is that of float32, so the steps are balanced against the rounding of the wrong type.
# told: all_too_long
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo().eps
    power = 1 / 2 if kind == "forward" else 1 / 3
    return eps ** power * max(1.0, abs(float(x)))

# %% wrong: The size of x lacks the absolute value: for a large negative x the step stays that for 1.
# told: negative_counts_as_small
import torch

def choose_eps(f, x, kind):
    scale = torch.clamp(x, min=1.0)
    u = torch.finfo(torch.float64).eps
    if kind == "forward":
        return scale * u ** 0.5
    if kind == "centred":
        return scale * u ** (1 / 3)

# %% wrong: TWO: the step for centred is balanced with h^3 for the formula (power 1/4), not with h^2; and the forward step does not grow with the size of x.
# told: centred_too_long_and_forward_unscaled
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(x.dtype).eps
    if kind == "centred":
        return u ** 0.25 * max(1.0, abs(x.item()))
    return u ** 0.5

# %% wrong: The step is scaled by |x| alone (only exactly 0 is caught), so for an x close to 0 it gets far too short.
# told: too_short_close_to_zero
import math
import torch

def choose_eps(f, x, kind):
    size = abs(x.item())
    if size == 0:
        size = 1.0
    u = 2.0 ** -52
    return size * (math.sqrt(u) if kind == "forward" else u ** (1 / 3))

# %% wrong: The moved point x + h is returned, not the step h.
# told: point_returned
import torch

def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(x)))
    h = 1e-8 * scale
    if kind == "centred":
        h = 5e-6 * scale
    x_new = x + h
    return x_new

# %% right: Halves a step, in units of 1 + |x|, until rounding 1e-16/h outweighs the formula's error h or h^2.
import math
import torch


def choose_eps(f, x, kind):
    order = {"forward": 1, "centred": 2}[kind]
    h = 1.0
    while h ** order > 1e-16 / h:
        h /= 2
    return h * (1 + abs(x.item()))

# %% right: From the gap between neighbouring floats at x: the forward step is sqrt(gap * size), the centred one the cube root of gap * size^2.
import numpy as np
import torch


def choose_eps(f, x, kind):
    size = np.maximum(1.0, np.abs(x.numpy()))
    gap = np.spacing(size)
    if kind == "forward":
        return float(np.sqrt(gap * size))
    return float(np.cbrt(gap * size * size))

# %% right: Returns a tensor; the scale is hypot(1, x), and the step is rounded so that x + h is exact.
import math
import torch


def choose_eps(f, x, kind):
    u = torch.finfo(x.dtype).eps
    scale = torch.hypot(torch.ones_like(x), x)
    h = scale * (u ** 0.5 if kind != "centred" else u ** (1 / 3))
    h = (x + h) - x
    return h.reshape(1)

# %% wrong: The step is scaled by the size of f(x) instead of the size of x.
# told: scaled_twice
import math
import torch


def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(f(x))))
    if kind == "forward":
        return 1.5e-8 * scale
    return 6e-6 * scale

# %% wrong: Halves the step until two quotients agree to 1e-4 and calls that good: it stops far too early, the step is still much too long.
# told: too_long_but_for_large
import math
import torch


def choose_eps(f, x, kind):
    def q(h):
        if kind == "forward":
            return float(f(x + h) - f(x)) / h
        return float(f(x + h) - f(x - h)) / (2 * h)

    h = 0.1 * max(1.0, abs(float(x)))
    while abs(q(h) - q(h / 2)) > 1e-4:
        h = h / 2
    return h

# %% wrong: Sets the formula's error h (or h^2) equal to 1e-16 and forgets that rounding is divided by h: the steps are far too short.
# told: all_too_short
import math
import torch


def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(x)))
    order = 1 if kind == "forward" else 2
    return scale * (1e-16) ** (1 / order)

# %% wrong: The machine epsilon is that of float32, but everything here is float64.
# told: all_too_long
import math
import torch


def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float32).eps
    scale = torch.clamp(x.abs(), min=1.0)
    if kind == "forward":
        return scale * eps ** 0.5
    return scale * eps ** (1 / 3)

# %% wrong: Asks for kind == "central", but the text's word is "centred": the centred quotient gets the forward step.
# told: forward_for_both_scaled
import math
import torch


def choose_eps(f, x, kind):
    power = 1 / 2
    if kind == "central":
        power = 1 / 3
    return 2.2e-16 ** power * max(1.0, abs(x.item()))

# %% wrong: TWO: the size of x is taken without abs, so large negative x is not scaled; and the two powers are swapped (cube root for forward).
# told: exchanged_and_negative_counts_as_small
import math
import torch


def choose_eps(f, x, kind):
    eps = 2.0 ** -52
    size = max(1.0, float(x))
    if kind == "forward":
        return eps ** (1 / 3) * size
    return math.sqrt(eps) * size

# %% wrong: The step is relative to |x| with only x = 0 caught: for an x near 0, such as 0.0001, it is far too short.
# told: too_short_close_to_zero
import math
import torch


def choose_eps(f, x, kind):
    size = abs(float(x))
    if size == 0:
        size = 1.0
    return size * (1.5e-8 if kind == "forward" else 6e-6)

# %% wrong: The scale max(1, |x|) is forgotten in the last line: the centred step does not grow with x.
# told: centred_unscaled
import math
import torch


def choose_eps(f, x, kind):
    scale = max(1.0, abs(float(x)))
    h_forward = 1e-8 * scale
    h_centred = 1e-16 ** (1 / 3)
    if kind == "forward":
        return h_forward
    else:
        return h_centred

# %% wrong: Scales with min(1, |x|) in place of the maximum.
# told: smaller_of_one_and_size
import torch


def choose_eps(f, x, kind):
    s = min(1.0, abs(float(x)))
    eps = 2.2e-16
    if kind == "forward":
        return eps ** 0.5 * s
    return eps ** (1 / 3) * s

# %% wrong: Scaled with 1 + x without abs.
# told: negative_for_large_negative
import torch


def choose_eps(f, x, kind):
    s = 1 + float(x)
    eps = 2.2e-16
    if kind == "forward":
        return eps ** 0.5 * s
    return eps ** (1 / 3) * s

# %% wrong: The step is negative.
# told: never_positive
import torch


def choose_eps(f, x, kind):
    s = max(1.0, abs(float(x)))
    eps = 2.2e-16
    if kind == "forward":
        return -eps ** 0.5 * s
    return -eps ** (1 / 3) * s

# %% wrong: The size of f(x) stands under the root.
# told: forward_grows_too_fast
import torch


def choose_eps(f, x, kind):
    s = max(1.0, abs(float(x)))
    eps = 2.2e-16
    if kind == "forward":
        return (eps * abs(float(f(x)))) ** 0.5
    return (eps * abs(float(f(x)))) ** (1 / 3)

# %% wrong: Halves h until two quotients agree.
# told: clue
import torch


def choose_eps(f, x, kind):
    def q(h):
        if kind == "forward":
            return (f(x + h) - f(x)) / h
        return (f(x + h) - f(x - h)) / (2 * h)
    h = 1.0
    for _ in range(60):
        if q(h) == q(h / 2):
            break
        h = h / 2
    return h

# %% wrong: Scaled with sqrt of |x|.
# told: unscaled
import torch


def choose_eps(f, x, kind):
    s = max(1.0, abs(float(x)) ** 0.5)
    eps = 2.2e-16
    if kind == "forward":
        return eps ** 0.5 * s
    return eps ** (1 / 3) * s

# %% wrong: Only the forward step is scaled with x.
# told: centred_unscaled
import torch


def choose_eps(f, x, kind):
    s = max(1.0, abs(float(x)))
    eps = 2.2e-16
    if kind == "forward":
        return eps ** 0.5 * s
    return eps ** (1 / 3)

# %% wrong: Only the centred step is scaled with x.
# told: forward_unscaled
import torch


def choose_eps(f, x, kind):
    s = max(1.0, abs(float(x)))
    eps = 2.2e-16
    if kind == "forward":
        return eps ** 0.5
    return eps ** (1 / 3) * s

# %% wrong: The cube root for both kinds, times |x|.
# told: vanishes_centred_for_both
import torch


def choose_eps(f, x, kind):
    s = max(1.0, abs(float(x)))
    eps = 2.2e-16
    if kind == "forward":
        return eps ** (1 / 3) * abs(float(x))
    return eps ** (1 / 3) * abs(float(x))

# %% wrong: The roots are swapped, and the scale is max(1, x) without a size.
# told: exchanged_and_negative_counts_as_small
import torch


def choose_eps(f, x, kind):
    s = max(1.0, abs(float(x)))
    eps = 2.2e-16
    if kind == "forward":
        return eps ** (1 / 3) * max(1.0, float(x))
    return eps ** 0.5 * max(1.0, float(x))

# %% right: Powers of two as steps, with |x| rounded up to a power of two as the scale.
import math

def choose_eps(f, x, kind):
    _, e = math.frexp(max(1.0, abs(float(x))))
    bits = {"forward": -27, "centred": -18}
    return math.ldexp(1.0, bits[kind] + e)

# %% right: A small search over a grid, not in f but in the model error h^p + u/h; returns a tensor.
import torch

def choose_eps(f, x, kind):
    p = 1 if kind == "forward" else 2
    grid = torch.logspace(-14, 0, 400, dtype=torch.float64)
    model = grid ** p + 2e-16 / grid
    h = grid[torch.argmin(model)]
    return h * torch.maximum(x.abs(), torch.ones_like(x))

# %% right: numpy's spacing of floats near the scale instead of a machine constant, and cbrt for the third root.
import numpy as np

def choose_eps(f, x, kind):
    scale = np.maximum(1.0, np.abs(x.numpy()))
    u = np.spacing(scale) / scale
    if kind == "forward":
        return float(scale * np.sqrt(u))
    if kind == "centred":
        return float(scale * np.cbrt(u))
    raise ValueError(kind)

# %% wrong: The centred formula is taken to be wrong by h^3, not h^2, so its step is the fourth root of the rounding, about 1e-4: too long.
# told: centred_too_long
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float64).eps
    s = max(1.0, abs(float(x)))
    if kind == "forward":
        return s * u ** (1 / 2)
    return s * u ** (1 / 4)

# %% wrong: The step is scaled with the size of the value f(x), not with the size of x.
# told: scaled_twice
import math

def choose_eps(f, x, kind):
    size = max(1.0, abs(float(f(x))))
    root = 2 if kind == "forward" else 3
    return (2.2e-16) ** (1 / root) * size

# %% wrong: Takes the step after which the quotient no longer changes; for very short steps the quotient is 0 and stays 0, so it picks one where only rounding is left.
# told: clue
import torch

def choose_eps(f, x, kind):
    def q(h):
        if kind == "forward":
            return float(f(x + h) - f(x)) / h
        return float(f(x + h) - f(x - h)) / (2 * h)
    hs = [10.0 ** -k for k in range(1, 21)]
    qs = [q(h) for h in hs]
    best = min(range(len(hs) - 1), key=lambda i: abs(qs[i + 1] - qs[i]))
    return hs[best + 1]

# %% wrong: The scale max(1, |x|) stands under the root together with the rounding; the step grows only with the root of |x| and is too short for a large |x|.
# told: unscaled
import numpy as np

def choose_eps(f, x, kind):
    eps = np.finfo(float).eps * max(1.0, abs(x.item()))
    return eps ** 0.5 if kind == "forward" else eps ** (1 / 3)

# %% wrong: The rounding unit is that of float32 (1e-7), though everything is float64: both steps are too long.
# told: all_too_long
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(torch.float32).eps
    h = eps ** 0.5 if kind == "forward" else eps ** (1.0 / 3.0)
    return h * torch.clamp(x.abs(), min=1.0)

# %% wrong: TWO: the centred step balances h^2 with the rounding alone (not rounding / h), so it is a square root like the forward one; and the forward step is not scaled with |x|.
# told: forward_for_both
import math

def choose_eps(f, x, kind):
    eps = 2.0 ** -52
    if kind == "forward":
        return math.sqrt(eps)
    return math.sqrt(eps) * max(1.0, abs(float(x)))

# %% wrong: The scale is max(1, x) without the absolute value: for a large negative x it stays 1 and the step is too short.
# told: negative_counts_as_small
import torch

def choose_eps(f, x, kind):
    eps = torch.finfo(x.dtype).eps
    scale = max(1.0, float(x))
    power = {"forward": 1 / 2, "centred": 1 / 3}[kind]
    return scale * eps ** power

# %% wrong: The exponent 1 // 3 is a whole-number division and gives 0, so the centred step is as long as max(1, |x|) itself.
# told: centred_too_long
import sys

def choose_eps(f, x, kind):
    u = sys.float_info.epsilon
    s = max(1.0, abs(float(x)))
    if kind == "centred":
        h = s * u ** (1 // 3)
    else:
        h = s * u ** 0.5
    return h

# %% right: Finds the rounding unit by halving in a loop and uses hypot(1, x) as the size; exponent from a dict.
import math
import torch

def choose_eps(f, x, kind):
    u = 1.0
    while 1.0 + u / 2 > 1.0:
        u /= 2
    order = {"forward": 1, "centred": 2}
    return math.hypot(1.0, float(x)) * u ** (1.0 / (order[kind] + 1))

# %% right: Powers of two only, so that h is exact: 2^-26 or 2^-17 times the next power of two above max(1, |x|).
import math
import torch

def choose_eps(f, x, kind):
    _, e = math.frexp(max(1.0, abs(x.item())))
    if kind != "forward":
        return math.ldexp(1.0, e - 18)
    return math.ldexp(1.0, e - 27)

# %% right: Tensor arithmetic on a logarithmic scale, and h is made the exact difference (x + h) - x; returns a tensor with one axis.
import torch

def choose_eps(f, x, kind):
    digits = torch.tensor([-8.0 if kind == "forward" else -16 / 3], dtype=torch.float64)
    size = torch.log10(1 + x.abs())
    h = 10 ** (digits + size)
    return (x + h) - x

# %% wrong: Thinks the shorter the step the better, as long as x + h differs from x: takes a few units of rounding, where rounding ruins the quotient.
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float64).eps
    return 4 * u * max(1.0, abs(x.item()))

# %% wrong: For the centred quotient rounding is taken as u/h^2 because the formula's error is h^2; balancing h^2 with u/h^2 gives the power 1/4 instead of 1/3.
# told: centred_too_long
import torch

def choose_eps(f, x, kind):
    u = 2.2e-16
    scale = max(1.0, abs(float(x)))
    if kind == "forward":
        return u ** 0.5 * scale
    return u ** 0.25 * scale

# %% wrong: Halves h until two quotients are exactly equal and takes that as converged; that happens by rounding only (or at the end, when x + h == x and both are 0).
# told: clue
import torch

def choose_eps(f, x, kind):
    def q(h):
        if kind == "forward":
            return float(f(x + h) - f(x)) / h
        return float(f(x + h) - f(x - h)) / (2 * h)

    h = 1e-3
    for _ in range(80):
        if q(h) == q(h / 2):
            break
        h = h / 2
    return h

# %% wrong: u ** 1 / 2 is (u ** 1) / 2, not the square root; likewise with 3: the steps are about as small as the rounding unit itself.
# told: all_too_short
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float64).eps
    size = torch.clamp(x.abs(), min=1.0)
    if kind == "forward":
        h = u ** 1 / 2 * size
    else:
        h = u ** 1 / 3 * size
    return h

# %% wrong: Takes the rounding unit of float32 (about 1e-7) although everything is float64; both steps are far too long.
# told: all_too_long
import torch

def choose_eps(f, x, kind):
    u = torch.finfo(torch.float32).eps
    p = {"forward": 1 / 2, "centred": 1 / 3}[kind]
    return (u ** p) * max(1.0, abs(x.item()))

# %% wrong: TWO: the powers of the two kinds are mixed up (1/3 for forward, 1/2 for centred); and the step does not grow with |x|.
# told: exchanged_unscaled
import torch

def choose_eps(f, x, kind):
    u = 2.0 ** -52
    if kind == "forward":
        return u ** (1 / 3)
    else:
        return u ** (1 / 2)

# %% wrong: max(1, x) without the absolute value: right for positive x and near 0, but for a large negative x the step stays at the scale 1 and is far too short.
# told: negative_counts_as_small
import math
import torch

def choose_eps(f, x, kind):
    scale = max(1.0, x.item())
    if kind == "forward":
        return math.sqrt(2e-16) * scale
    return 2e-16 ** (1 / 3) * scale

# %% wrong: The second `if` should be an `elif`: its else overwrites the forward step, so forward gets the step of the centred quotient.
# told: centred_for_both_scaled
import torch

def choose_eps(f, x, kind):
    s = 1 + abs(float(x))
    if kind == "forward":
        h = 1.5e-8 * s
    if kind == "backward":
        h = 1.5e-8 * s
    else:
        h = 6e-6 * s
    return h
