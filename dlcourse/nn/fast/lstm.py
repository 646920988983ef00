"""An LSTM over a whole sequence with everything at once that does not wait for a state: same results as `nn.recurrent`.

All inputs are multiplied before the first step. Gates are packed i, f, o, g inside, so that one sigmoid serves three
gates. On the way back the slopes of all gates at all steps are worked out first; a step is then one product and four
small operations, and the weights' adjoints are one product each at the end.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.nn.fast._late import guard_late, require_numbers
from dlcourse.nn.recurrent.lstm import LstmAdjoints
from dlcourse.tensors import ShapeError


class FastLstmCache(NamedTuple):
    """What the way back needs.

    X (T, batch, in), states and cells from before the first step on (T + 1, batch, hidden), tanh of the cells
    (T, batch, hidden), gates i, f, o, g (T, batch, 4 hidden), and the weights, packed alike and transposed.
    """

    X: Tensor
    h: Tensor
    c: Tensor
    tanh_c: Tensor
    gates: Tensor
    W: Tensor
    U: Tensor


def _packed(rows: Tensor) -> Tensor:
    """Rows i, f, g, o as i, f, o, g; the same the other way round."""
    i_and_f, g, o = rows.tensor_split((len(rows) // 2, 3 * len(rows) // 4))
    return torch.cat([i_and_f, o, g])


@guard_late
@torch.no_grad()
def lstm(X: Float[Tensor, "time batch in"], h0: Float[Tensor, "batch hidden"], c0: Float[Tensor, "batch hidden"],
         W: Float[Tensor, "gates in"], U: Float[Tensor, "gates hidden"],
         b: Float[Tensor, " gates"]) -> tuple[Tensor, tuple[Tensor, Tensor], FastLstmCache]:
    """`nn.recurrent.lstm`: the states, the last state with its cell, and what the way back needs.

    Shapes: X (T, batch, in), h0 and c0 (batch, hidden), W (4 hidden, in), U (4 hidden, hidden), b (4 hidden,), packed
    i, f, g, o -> (T, batch, hidden).
    Raises: as `nn.recurrent.lstm`.
    Source: lecture 13, LSTM.

    >>> zero = torch.zeros(1, 1)
    >>> lstm(torch.ones(3, 1, 1), zero, zero, torch.ones(4, 1), torch.zeros(4, 1), torch.zeros(4))[0].flatten()
    tensor([0.3696, 0.5453, 0.6225])
    """
    (T, B, _), hidden = X.shape, h0.shape[1]
    if len(W) != 4 * hidden:
        raise ShapeError(f"lstm: W should have {4 * hidden} rows, but has {len(W)}.")
    W, U = _packed(W).mT.contiguous(), _packed(U).mT.contiguous()
    gates = torch.addmm(_packed(b), X.flatten(0, 1), W).view(T, B, 4 * hidden)
    h, c = (X.new_empty(T + 1, B, hidden) for _ in range(2))
    h[0], c[0] = h0, c0
    tanh_c = torch.empty_like(h[1:])
    sigmoids, candidates = gates[..., :3 * hidden].unbind(), gates[..., 3 * hidden:].unbind()
    i, f, o = (part.unbind() for part in gates[..., :3 * hidden].split(hidden, dim=2))
    h_at, c_at = h.unbind(), c.unbind()  # slices once, not at each step: a slice takes as long as a small operation
    for t, (z, shown) in enumerate(zip(gates.unbind(), tanh_c.unbind(), strict=True)):
        z.addmm_(h_at[t], U)
        sigmoids[t].sigmoid_()
        candidates[t].tanh_()
        torch.mul(f[t], c_at[t], out=c_at[t + 1]).addcmul_(i[t], candidates[t])
        torch.tanh(c_at[t + 1], out=shown)
        torch.mul(o[t], shown, out=h_at[t + 1])
    require_numbers("lstm", c)
    return h[1:], (h[T], c[T]), FastLstmCache(X, h, c, tanh_c, gates, W, U)


@torch.no_grad()
def lstm_backward(H_bar: Tensor, cache: FastLstmCache, *, h_bar: Tensor | None = None, c_bar: Tensor | None = None,
                  to_input: bool = True) -> LstmAdjoints:
    """`nn.recurrent.lstm_backward` for the cache of this module's `lstm`; X_bar is None where it is not asked for.

    Shapes: H_bar (T, batch, hidden), h_bar and c_bar (batch, hidden) or None -> each like what it belongs to.
    Raises: ShapeError unless H_bar has the shape of the states.
    Source: lecture 13, LSTM backwards.

    >>> zero = torch.zeros(1, 1)
    >>> *_, cache = lstm(torch.ones(3, 1, 1), zero, zero, torch.ones(4, 1), torch.zeros(4, 1), torch.zeros(4))
    >>> lstm_backward(torch.zeros(3, 1, 1), cache, c_bar=torch.ones(1, 1)).c0_bar
    tensor([[0.3907]])
    """
    X, h, c, _, gates, W, U = cache
    T, B, hidden = h[1:].shape
    if H_bar.shape != (T, B, hidden):
        raise ShapeError(f"lstm_backward: H_bar should have the shape of the states, {(T, B, hidden)}, but has shape "
                         f"{tuple(H_bar.shape)}. Give one number for each entry of them.")
    Z_bar, to_cell = _slopes(cache)  # times the adjoints of cell and state: those of the sums
    blocks = Z_bar.view(T, B, 4, hidden)
    of_cell, of_state, last = blocks[:, :, :2].unbind(), blocks[:, :, 2].unbind(), blocks[:, :, 3].unbind()
    forget, sums = gates[..., hidden:2 * hidden].unbind(), Z_bar.unbind()
    to_cell, from_loss = to_cell.unbind(), H_bar.unbind()
    c_bar = torch.zeros_like(c[0]) if c_bar is None else c_bar.clone()
    state_bar = from_loss[T - 1] if h_bar is None else from_loss[T - 1] + h_bar
    back = U.mT
    for t in range(T - 1, -1, -1):
        if t < T - 1:
            state_bar = torch.addmm(from_loss[t], sums[t + 1], back)
        c_bar.addcmul_(state_bar, to_cell[t])
        of_cell[t].mul_(c_bar[:, None])
        of_state[t].mul_(state_bar)
        last[t].mul_(c_bar)
        c_bar.mul_(forget[t])
    rows = Z_bar.flatten(0, 1)
    X_bar = (rows @ W.mT).view(X.shape) if to_input else None
    W_bar, U_bar = rows.mT @ X.flatten(0, 1), rows.mT @ h[:-1].flatten(0, 1)
    return LstmAdjoints(X_bar, sums[0] @ back, c_bar, _packed(W_bar), _packed(U_bar), _packed(rows.sum(0)))


def _slopes(cache: FastLstmCache) -> tuple[Tensor, Tensor]:
    """For all steps: what each gate's sum does to the new cell (for o: to the new state), and the state to the cell."""
    _, _, c, tanh_c, gates, _, _ = cache
    hidden, one = tanh_c.shape[2], torch.ones((), dtype=gates.dtype, device=gates.device)
    s, g = gates[..., :3 * hidden], gates[..., 3 * hidden:]
    slopes = torch.empty_like(gates)
    torch.addcmul(s, s, s, value=-1, out=slopes[..., :3 * hidden])  # s (1 - s)
    torch.addcmul(one, g, g, value=-1, out=slopes[..., 3 * hidden:])  # 1 - g^2
    partners = (g, c[:-1], tanh_c, gates[..., :hidden])  # of i, f, o, g in c' = f c + i g and h' = o tanh(c')
    for block, partner in zip(slopes.split(hidden, dim=2), partners, strict=True):
        block.mul_(partner)
    return slopes, torch.addcmul(one, tanh_c, tanh_c, value=-1).mul_(gates[..., 2 * hidden:3 * hidden])
