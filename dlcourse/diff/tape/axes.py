"""What a variable on a tape does along its axes: sums, choices and changes of shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse.diff.tape.rules import pick_pull, restore_axes


class TapeSelected(NamedTuple):
    """The largest or smallest entries along an axis, as a variable, and where they stood."""

    values: Any
    indices: Tensor


class TapeAxes:
    """The part of `Var` that concerns axes; `_record(name, y, pull)` puts a result on the tape."""

    __slots__ = ()
    value: Any
    _record: Callable[..., Any]

    shape = property(lambda self: self.value.shape)
    dtype = property(lambda self: self.value.dtype)
    device = property(lambda self: self.value.device)
    ndim = property(lambda self: self.value.ndim)

    def dim(self) -> int: return self.value.ndim
    def numel(self) -> int: return self.value.numel()
    def size(self, dim: int | None = None): return self.value.size() if dim is None else self.value.size(dim)
    def detach(self): return self.value
    def new_zeros(self, *shape, **options) -> Tensor: return self.value.new_zeros(*shape, **options)
    def new_ones(self, *shape, **options) -> Tensor: return self.value.new_ones(*shape, **options)
    def new_tensor(self, data, **options) -> Tensor: return self.value.new_tensor(data, **options)
    def __len__(self) -> int: return len(self.value)
    def __bool__(self) -> bool: return bool(self.value)

    # --- sums and choices along axes -------------------------------------------------------------------

    def sum(self, dim=None, keepdim=False):
        x, back = self.value, restore_axes(dim, self.ndim, keepdim)
        y = x.sum() if dim is None and not keepdim else x.sum(dim, keepdim)
        return self._record("sum", y, lambda g: back(g).expand(x.shape))

    def mean(self, dim=None, keepdim=False):
        total = self.sum(dim, keepdim)
        return total / (self.numel() // max(1, total.numel()))

    def amax(self, dim=None, keepdim=False): return self._best("amax", dim, keepdim)
    def amin(self, dim=None, keepdim=False): return self._best("amin", dim, keepdim)

    def _best(self, name, dim, keepdim):
        x, back = self.value, restore_axes(dim, self.ndim, keepdim)
        dims = tuple(range(x.ndim)) if dim is None else dim
        y = getattr(x, name)(dims, keepdim)

        def pull(g):
            winners = (x == back(y)).to(x.dtype)
            return winners * (back(g) / winners.sum(dims, keepdim=True))
        return self._record(name, y, pull)

    def logsumexp(self, dim, keepdim=False):
        x, back = self.value, restore_axes(dim, self.ndim, keepdim)
        y = x.logsumexp(dim, keepdim)
        return self._record("logsumexp", y, lambda g: back(g) * torch.exp(x - back(y)))

    def log_softmax(self, dim):
        y = self.value.log_softmax(dim)
        return self._record("log_softmax", y, lambda g: g - torch.exp(y) * g.sum(dim, keepdim=True))

    def softmax(self, dim): return self.log_softmax(dim).exp()

    def max(self, dim=None, keepdim=False):
        return self.amax() if dim is None else self._select(self.value.max(dim, keepdim=True).indices, dim, keepdim)

    def min(self, dim=None, keepdim=False):
        return self.amin() if dim is None else self._select(self.value.min(dim, keepdim=True).indices, dim, keepdim)

    def _select(self, indices, dim, keepdim):
        values = self.gather(dim, indices)
        return TapeSelected(values, indices) if keepdim else TapeSelected(values.squeeze(dim), indices.squeeze(dim))

    # --- shapes ----------------------------------------------------------------------------------------

    def _shaped(self, name, y):
        """y holds the same entries in the same order under another shape."""
        shape = self.value.shape
        return self._record(name, y, lambda g: g.reshape(shape))

    def reshape(self, *shape): return self._shaped("reshape", self.value.reshape(*shape))
    view = reshape
    def flatten(self, start_dim=0, end_dim=-1): return self._shaped("flatten", self.value.flatten(start_dim, end_dim))
    def unsqueeze(self, dim): return self._shaped("unsqueeze", self.value.unsqueeze(dim))
    def squeeze(self, *dim): return self._shaped("squeeze", self.value.squeeze(*dim))
    def contiguous(self): return self

    def expand(self, *shape):
        before = self.value.shape
        return self._record("expand", self.value.expand(*shape), lambda g: g.sum_to_size(before))

    def transpose(self, dim0, dim1):
        return self._record("transpose", self.value.transpose(dim0, dim1), lambda g: g.transpose(dim0, dim1))

    def permute(self, *dims):
        dims = tuple(dims[0]) if isinstance(dims[0], (tuple, list)) else dims
        back = sorted(range(len(dims)), key=lambda i: dims[i] % len(dims))
        return self._record("permute", self.value.permute(dims), lambda g: g.permute(back))

    mT = property(lambda self: self.transpose(-2, -1))
    T = property(lambda self: self.permute(*reversed(range(self.ndim))) if self.ndim > 1 else self)

    def gather(self, dim, index):
        shape = self.value.shape
        return self._record("gather", self.value.gather(dim, index),
                            lambda g: g.new_zeros(shape).scatter_add(dim, index, g))

    def __getitem__(self, index):
        return self._record("getitem", self.value[index], pick_pull(self.value, index))

    def __iter__(self) -> Iterator:
        if self.value.ndim == 0:
            raise TypeError("Var: a scalar cannot be iterated over. Give it an axis first: x.reshape(1).")
        return (self[i] for i in range(len(self)))
