# %% right: Slices with step 2.
import math

import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64).unsqueeze(1)
    two_i = torch.arange(0, d, 2, dtype=torch.float64)
    angle = t / 10000 ** (two_i / d)
    PE = torch.zeros(T, d, dtype=torch.float64)
    PE[:, 0::2] = torch.sin(angle)
    PE[:, 1::2] = torch.cos(angle)[:, :d // 2]
    return PE

# %% right: Two loops.
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% right: exp and log.
import math

import torch


def positional_encoding(T, d):
    position = torch.arange(0, T).double()[:, None]
    div_term = torch.exp(torch.arange(0, d, 2).double() * (-math.log(10000.0) / d))
    pe = torch.zeros(T, d).double()
    pe[:, 0::2] = torch.sin(position * div_term)
    pe[:, 1::2] = torch.cos(position * div_term[:d // 2])
    return pe

# %% right: A phase of a quarter turn.
import math

import torch


def positional_encoding(T, d):
    c = torch.arange(d)
    rate = 10000.0 ** (-(c - c % 2).double() / d)
    angle = torch.arange(T).double().outer(rate)
    return torch.where((c % 2 == 1)[None], torch.cos(angle), torch.sin(angle))

# %% right: Numpy.
import math

import torch


def positional_encoding(T, d):
    import numpy as np
    pos = np.arange(T)[:, None]
    col = np.arange(d)[None, :]
    ang = pos / np.power(10000.0, 2 * (col // 2) / d)
    ang[:, 0::2] = np.sin(ang[:, 0::2])
    ang[:, 1::2] = np.cos(ang[:, 1::2])
    return torch.from_numpy(ang)

# %% right: Column by column.
import math

import torch


def positional_encoding(T, d):
    t = torch.linspace(0, T - 1, T, dtype=torch.float64)
    columns = []
    for i in range((d + 1) // 2):
        a = t / 10000 ** (2 * i / d)
        columns += [a.sin(), a.cos()]
    return torch.stack(columns[:d], dim=1)

# %% right: Complex numbers.
import math

import torch


def positional_encoding(T, d):
    rate = torch.tensor([10000 ** (-2 * i / d) for i in range((d + 1) // 2)], dtype=torch.float64)
    z = torch.exp(1j * torch.arange(T, dtype=torch.float64)[:, None] * rate)
    return torch.stack([z.imag, z.real], -1).reshape(T, -1)[:, :d]

# %% wrong: First all sines, then all cosines.
# told: halves
import math

import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64).unsqueeze(1)
    angle = t / 10000 ** (torch.arange(0, d, 2, dtype=torch.float64) / d)
    return torch.cat([angle.sin(), angle.cos()[:, :d // 2]], dim=1)

# %% wrong: Sine and cosine exchanged.
# told: sine_and_cosine_exchanged
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 1 else math.cos(a)
    return PE

# %% wrong: The column's number in the exponent.
# told: exponent_by_column
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (c / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Twice the column's number in the exponent.
# told: exponent_by_twice_column
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * c / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: i/d.
# told: exponent_of_pair
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: No division by d.
# told: no_width
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Positions from 1.
# told: positions_from_one
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = (t + 1) / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Base 1000.
# told: base_thousand
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 1000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Multiplied.
# told: multiplied
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t * 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Odd d fails.
# told: odd_width_fails
import math

import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64).unsqueeze(1)
    two_i = torch.arange(0, d, 2, dtype=torch.float64)
    angle = t / 10000 ** (two_i / d)
    PE = torch.zeros(T, d, dtype=torch.float64)
    PE[:, 0::2] = torch.sin(angle)
    PE[:, 1::2] = torch.cos(angle)
    return PE

# %% wrong: Float32.
# told: returned_in_float32
import math

import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64).unsqueeze(1)
    two_i = torch.arange(0, d, 2, dtype=torch.float64)
    angle = t / 10000 ** (two_i / d)
    PE = torch.zeros(T, d, dtype=torch.float64)
    PE[:, 0::2] = torch.sin(angle)
    PE[:, 1::2] = torch.cos(angle)[:, :d // 2]
    return PE.float()

# %% wrong: Default dtype, cast at the end.
# told: slip
import math

import torch


def positional_encoding(T, d):
    t = torch.arange(T).unsqueeze(1)
    two_i = torch.arange(0, d, 2)
    angle = t / 10000 ** (two_i / d)
    PE = torch.zeros(T, d)
    PE[:, 0::2] = torch.sin(angle)
    PE[:, 1::2] = torch.cos(angle)[:, :d // 2]
    return PE.double()

# %% wrong: Default dtype.
# told: float32_by_powers
import math

import torch


def positional_encoding(T, d):
    t = torch.arange(T).unsqueeze(1)
    two_i = torch.arange(0, d, 2)
    angle = t / 10000 ** (two_i / d)
    PE = torch.zeros(T, d)
    PE[:, 0::2] = torch.sin(angle)
    PE[:, 1::2] = torch.cos(angle)[:, :d // 2]
    return PE

# %% wrong: An odd d gives a column too many.
# told: extra_column
import math

import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64).unsqueeze(1)
    angle = t / 10000 ** (torch.arange(0, d, 2, dtype=torch.float64) / d)
    return torch.stack([angle.sin(), angle.cos()], 2).flatten(1)

# %% wrong: An odd d is made even in the exponent.
# told: width_rounded_up
import math

import torch


def positional_encoding(T, d):
    D = d + d % 2
    t = torch.arange(T, dtype=torch.float64).unsqueeze(1)
    angle = t / 10000 ** (torch.arange(0, D, 2, dtype=torch.float64) / D)
    return torch.stack([angle.sin(), angle.cos()], 2).flatten(1)[:, :d]

# %% wrong: The last column of an odd d stays 0.
# told: last_column_zero
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for i in range(d // 2):
            a = t / 10000 ** (2 * i / d)
            PE[t, 2 * i] = math.sin(a)
            PE[t, 2 * i + 1] = math.cos(a)
    return PE

# %% wrong: Transposed.
# told: transposed
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE.T

# %% wrong: With a batch axis.
# told: with_batch_axis
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE.unsqueeze(0)

# %% wrong: Sines everywhere.
# told: only_sines
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a)
    return PE

# %% wrong: The same frequency for all.
# told: no_frequencies
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i // d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Degrees.
# told: in_degrees
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = math.radians(t / 10000 ** (2 * i / d))
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Whole turns.
# told: whole_turns
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = 2 * math.pi * t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: d - 1 in the exponent.
# told: width_less_one
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i / max(d - 1, 1))
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: A list.
# told: as_a_list
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE.tolist()

# %% wrong: The base e.
# told: base_e
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / math.exp(2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Sines and cosines exchanged, positions from 1.
# told: sine_and_cosine_exchanged_with_positions_from_one
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = (t + 1) / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 1 else math.cos(a)
    return PE

# %% wrong: i/d and base 1000.
# told: exponent_of_pair_with_base_thousand
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / 1000 ** (i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Position divided by T.
# told: positions_as_shares
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / T / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Pairs counted from 1.
# told: pair_from_one
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2 + 1
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: Brackets lost: 10000 ** 2 * i / d.
# told: clue
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            a = t / max(10000 ** 2 * i / d, 1)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% wrong: The slow waves first.
# told: reversed_frequencies
import math

import torch


def positional_encoding(T, d):
    PE = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = (d - 1) // 2 - c // 2
            a = t / 10000 ** (2 * i / d)
            PE[t, c] = math.sin(a) if c % 2 == 0 else math.cos(a)
    return PE

# %% right: plain loops
import math
import torch


def positional_encoding(T, d):
    result = torch.zeros(T, d, dtype=torch.float64)
    for t in range(T):
        for column in range(d):
            i = column // 2
            alpha = t / math.pow(10000.0, 2 * i / d)
            if column % 2 == 0:
                result[t, column] = math.sin(alpha)
            else:
                result[t, column] = math.cos(alpha)
    return result

# %% right: nested comprehension
import math
import torch


def positional_encoding(T, d):
    wave = (math.sin, math.cos)
    return torch.tensor([[wave[c % 2](t / 10000 ** ((c - c % 2) / d)) for c in range(d)] for t in range(T)],
                        dtype=torch.float64)

# %% right: complex numbers
import torch


def positional_encoding(T, d):
    # a point on the unit circle for each position and pair: cos + i sin
    pairs = (d + 1) // 2
    below = torch.pow(torch.tensor(10000.0, dtype=torch.float64), 2 * torch.arange(pairs, dtype=torch.float64) / d)
    alpha = torch.arange(T, dtype=torch.float64).reshape(T, 1) / below
    circle = torch.polar(torch.ones_like(alpha), alpha)
    both = torch.view_as_real(circle).flip(2)      # (T, pairs, 2): sine, cosine
    return both.reshape(T, 2 * pairs)[:, :d].clone()

# %% wrong: All sines stand in the first half and all cosines in the second half; the columns should alternate, sine and c
# told: halves
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)[:, None]
    i = torch.arange((d + 1) // 2, dtype=torch.float64)
    alpha = t / 10000 ** (2 * i / d)
    return torch.cat([torch.sin(alpha), torch.cos(alpha[:, : d // 2])], dim=1)

# %% wrong: Each column gets a wavelength of its own (exponent column/d); the cosine of a pair must have the same angle as
# told: exponent_by_column
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)
    table = torch.zeros(T, d, dtype=torch.float64)
    for j in range(d):
        alpha = t / 10000 ** (j / d)
        if j % 2 == 0:
            table[:, j] = torch.sin(alpha)
        else:
            table[:, j] = torch.cos(alpha)
    return table

# %% wrong: The factor 2 is missing in the exponent: i/d instead of 2i/d, so the slow waves are far too fast.
# told: exponent_of_pair
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)
    out = torch.zeros(T, d, dtype=torch.float64)
    for i in range((d + 1) // 2):
        alpha = t / 10000 ** (i / d)
        out[:, 2 * i] = torch.sin(alpha)
        if 2 * i + 1 < d:
            out[:, 2 * i + 1] = torch.cos(alpha)
    return out

# %% wrong: The angles, sines and cosines are computed in float32 and only the finished table is turned into float64; the 
# told: slip
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float32).unsqueeze(1)
    i = torch.arange(0, d, 2, dtype=torch.float32)
    alpha = t / torch.pow(torch.tensor(10000.0), i / d)
    out = torch.zeros(T, d)
    out[:, 0::2] = torch.sin(alpha)
    out[:, 1::2] = torch.cos(alpha[:, : d // 2])
    return out.double()

# %% wrong: Two mistakes: the cosine stands in the even columns and the sine in the odd ones, and the positions count from
# told: sine_and_cosine_exchanged_with_positions_from_one
import torch


def positional_encoding(T, d):
    t = torch.arange(1, T + 1, dtype=torch.float64)[:, None]
    even = torch.arange(0, d, 2, dtype=torch.float64)
    alpha = t / 10000 ** (even / d)
    out = torch.empty(T, d, dtype=torch.float64)
    out[:, 0::2] = torch.cos(alpha)
    out[:, 1::2] = torch.sin(alpha[:, : d // 2])
    return out

# %% wrong: For odd d the table is built with the even width d + 1 and cut: the exponent becomes 2i/(d + 1) instead of 2i/
# told: width_rounded_up
import torch


def positional_encoding(T, d):
    width = d + d % 2
    t = torch.arange(T, dtype=torch.float64)[:, None]
    alpha = t / 10000 ** (torch.arange(0, width, 2, dtype=torch.float64) / width)
    table = torch.stack([torch.sin(alpha), torch.cos(alpha)], dim=2).reshape(T, width)
    return table[:, :d]

# %% wrong: Brackets are missing: t / 10000 ** 2 * i / d is ((t / 10000^2) * i) / d, not t divided by 10000 to the power 2
# told: brackets_lost_throughout
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)
    out = torch.zeros(T, d, dtype=torch.float64)
    for i in range((d + 1) // 2):
        alpha = t / 10000 ** 2 * i / d
        out[:, 2 * i] = torch.sin(alpha)
        if 2 * i + 1 < d:
            out[:, 2 * i + 1] = torch.cos(alpha)
    return out

# %% wrong: Only d // 2 full pairs are filled, so for odd d the last column stays 0 instead of holding the sine of the unf
# told: last_column_zero
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)
    out = torch.zeros((T, d), dtype=torch.float64)
    for i in range(d // 2):
        alpha = t / 10000 ** (2 * i / d)
        out[:, 2 * i] = alpha.sin()
        out[:, 2 * i + 1] = alpha.cos()
    return out

# %% right: plain lists
from math import sin, cos
import torch


def positional_encoding(T, d):
    return torch.tensor(
        [[(sin, cos)[c % 2](t / 10000 ** (2 * (c // 2) / d)) for c in range(d)] for t in range(T)],
        dtype=torch.float64,
    )

# %% right: complex numbers
import torch


def positional_encoding(T, d):
    pairs = (d + 1) // 2
    i = torch.arange(pairs, dtype=torch.float64)
    t = torch.arange(T, dtype=torch.float64)
    alpha = t[:, None] / torch.pow(10000.0, 2 * i / d)[None, :]
    z = torch.polar(torch.ones_like(alpha), alpha)      # cos + i sin
    sine_first = torch.view_as_real(z).flip(-1)         # (T, pairs, 2)
    return sine_first.reshape(T, 2 * pairs)[:, :d].contiguous()

# %% right: where on columns
import torch


def positional_encoding(T, d):
    c = torch.arange(d)
    even = c - c % 2
    below = 10000.0 ** (even.double() / d)
    alpha = torch.arange(T).double().unsqueeze(-1) / below
    return torch.where(c % 2 == 0, alpha.sin(), alpha.cos())

# %% wrong: The exponents are spread evenly from 0 to 1 inclusive, so that the slowest pair has exactly 10000 below the li
# told: up_to_the_base
import torch


def positional_encoding(T, d):
    pairs = (d + 1) // 2
    t = torch.arange(T, dtype=torch.float64).unsqueeze(1)
    exponents = torch.linspace(0, 1, pairs, dtype=torch.float64)
    alpha = t / 10000 ** exponents
    table = torch.zeros(T, d, dtype=torch.float64)
    table[:, 0::2] = torch.sin(alpha)
    table[:, 1::2] = torch.cos(alpha[:, : d // 2])
    return table

# %% wrong: Takes 10000^(2i/d) for the wavelength itself, so the angle gets a factor 2 pi: the text divides t by it withou
# told: whole_turns
import math
import torch


def positional_encoding(T, d):
    table = torch.zeros(T, d, dtype=torch.float64)
    t = torch.arange(T, dtype=torch.float64)
    for c in range(d):
        wavelength = 10000 ** (2 * (c // 2) / d)
        angle = 2 * math.pi * t / wavelength
        table[:, c] = torch.cos(angle) if c % 2 else torch.sin(angle)
    return table

# %% wrong: The exponent is computed with // instead of /: it is 0 for every pair, so all pairs are the fast wave.
# told: no_frequencies
import math
import torch


def positional_encoding(T, d):
    rows = []
    for t in range(T):
        row = []
        for c in range(d):
            i = c // 2
            alpha = t / 10000 ** (2 * i // d)
            row.append(math.sin(alpha) if c % 2 == 0 else math.cos(alpha))
        rows.append(row)
    return torch.tensor(rows, dtype=torch.float64)

# %% wrong: The positions are float64, but the exponents come from dividing a whole-number tensor and so are float32: the 
# told: frequencies_in_float32
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)[:, None]
    exponents = torch.arange(0, d, 2) / d
    alpha = t / 10000 ** exponents
    table = torch.empty((T, d), dtype=torch.float64)
    table[:, 0::2] = alpha.sin()
    table[:, 1::2] = alpha.cos()[:, : d // 2]
    return table

# %% wrong: Two mistakes: the pairs stand from slow to fast, and the positions are counted from the middle of the text ins
# told: slow_first_from_the_middle
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64) - (T - 1) / 2
    pairs = (d + 1) // 2
    columns = []
    for i in reversed(range(pairs)):
        alpha = t / 10000 ** (2 * i / d)
        columns.append(torch.sin(alpha))
        columns.append(torch.cos(alpha))
    return torch.stack(columns[:d], dim=1)

# %% wrong: For odd d the single last column takes the angle of the last complete pair instead of the angle of its own pai
# told: last_column_of_pair_before
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64)
    last_pair = max(d // 2 - 1, 0)
    columns = []
    for c in range(d):
        i = min(c // 2, last_pair)
        alpha = t / 10000 ** (2 * i / d)
        columns.append(alpha.sin() if c % 2 == 0 else alpha.cos())
    return torch.stack(columns, dim=1)

# %% wrong: Brackets missing around the exponent: t / 10000 ** 2 * i / d squares 10000 and multiplies by i, so the first p
# told: brackets_lost_throughout
import math
import torch


def positional_encoding(T, d):
    table = torch.zeros((T, d), dtype=torch.float64)
    for t in range(T):
        for c in range(d):
            i = c // 2
            alpha = t / 10000 ** 2 * i / d
            table[t, c] = math.sin(alpha) if c % 2 == 0 else math.cos(alpha)
    return table

# %% wrong: The angle is first brought back to one turn with the rounded number 6.2832: each turn costs about 1e-5, so eve
# told: turn_rounded
import torch


def positional_encoding(T, d):
    t = torch.arange(T, dtype=torch.float64).reshape(T, 1)
    i = torch.arange((d + 1) // 2, dtype=torch.float64)
    alpha = (t / 10000 ** (2 * i / d)) % 6.2832
    both = torch.stack([torch.sin(alpha), torch.cos(alpha)], dim=2)
    return both.reshape(T, -1)[:, :d]
