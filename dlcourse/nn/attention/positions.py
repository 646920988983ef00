"""Where a token stands, as waves of many lengths."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count


def positional_encoding(T: int, d: int, *, dtype: torch.dtype | None = None) -> Float[Tensor, "T d"]:
    """Row t holds sin and cos of t / 10000^(2i/d), in columns 2i and 2i + 1, for i = 0, 1, ...

    Where d is odd, the last cosine is left out.

    Shapes: T, d -> (T, d), in torch's default dtype unless one is given.
    Raises: TypeError or ValueError unless T and d are whole numbers from 1; TypeError unless dtype is floating-point.
    Source: lecture 14, positional encoding; Vaswani et al. 2017.

    >>> positional_encoding(2, 4)
    tensor([[0.0000, 1.0000, 0.0000, 1.0000],
            [0.8415, 0.5403, 0.0100, 0.9999]])
    """
    count("positional_encoding", "T", T)
    count("positional_encoding", "d", d)
    dtype = torch.get_default_dtype() if dtype is None else dtype
    if not (isinstance(dtype, torch.dtype) and dtype.is_floating_point):
        raise TypeError(f"positional_encoding: dtype should be a floating-point dtype, but is {dtype!r}. "
                        f"Pass torch.float64.")
    frequency = 10000.0 ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    angle = torch.arange(T, dtype=torch.float64)[:, None] * frequency  # (T, pairs), exact also where T is large
    waves = torch.stack([angle.sin(), angle.cos()], dim=2)
    return waves.flatten(1)[:, :d].to(dtype)
