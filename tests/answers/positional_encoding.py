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
