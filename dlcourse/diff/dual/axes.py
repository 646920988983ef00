"""What dual numbers do along their axes: sums, choices and changes of shape, with the tangents' axis in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse.diff.dual.rules import behind, insert_axes


class DualSelected(NamedTuple):
    """The largest or smallest entries along an axis, with their tangents, and where they stood."""

    values: Any
    indices: Tensor


class DualAxes:
    """The part of `Dual` that concerns axes: value has shape S, dot has shape S or (k, *S).

    Axes are counted from the end, so that a number names the same axis of value and of dot.
    """

    __slots__ = ()
    value: Any
    dot: Any
    _with: Callable[[Any, Any], Any]

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

    def _lead(self) -> torch.Size:
        """(k,) if there are k tangents, () if there is one."""
        return self.dot.shape[:self.dot.ndim - self.value.ndim]

    # --- sums and choices along axes -------------------------------------------------------------------

    def sum(self, dim=None, keepdim=False):
        dims = behind(dim, self.value.ndim)
        if not dims:
            return self
        return self._with(self.value.sum(dims, keepdim), self.dot.sum(dims, keepdim))

    def mean(self, dim=None, keepdim=False):
        total = self.sum(dim, keepdim)
        return total / (self.value.numel() // max(1, total.value.numel()))

    def _weighted(self, weights, y, dim, keepdim):
        """y with the tangents summed over an axis by weights shaped like x."""
        dims = behind(dim, self.value.ndim)
        dot = self.dot * weights
        return self._with(y, dot.sum(dims, keepdim) if dims else dot)

    def amax(self, dim=None, keepdim=False):
        dims = behind(dim, self.value.ndim)
        best = (self.value == self.value.amax(dims, keepdim=True)).to(self.value.dtype)
        share = best / best.sum(dims, keepdim=True)
        return self._weighted(share, self.value.amax(dims, keepdim), dim, keepdim)

    def amin(self, dim=None, keepdim=False): return -(-self).amax(dim, keepdim)

    def logsumexp(self, dim, keepdim=False):
        dims = behind(dim, self.value.ndim)
        weights = (self.value - self.value.logsumexp(dims, True)).exp()
        return self._weighted(weights, self.value.logsumexp(dims, keepdim), dim, keepdim)

    def log_softmax(self, dim): return self - self.logsumexp(dim, keepdim=True)
    def softmax(self, dim): return self.log_softmax(dim).exp()

    def max(self, dim=None, keepdim=False):
        return self.amax() if dim is None else self._select(self.value.argmax(dim, keepdim=True), dim, keepdim)

    def min(self, dim=None, keepdim=False):
        return self.amin() if dim is None else self._select(self.value.argmin(dim, keepdim=True), dim, keepdim)

    def _select(self, indices, dim, keepdim):
        values = self.gather(dim, indices)
        return DualSelected(values, indices) if keepdim else DualSelected(values.squeeze(dim), indices.squeeze(dim))

    # --- shapes ----------------------------------------------------------------------------------------

    def _shaped(self, y: Tensor):
        """y holds the same entries in the same order under another shape: so do the tangents."""
        return self._with(y, self.dot.reshape(self._lead() + y.shape))

    def reshape(self, *shape): return self._shaped(self.value.reshape(*shape))
    view = reshape
    def flatten(self, start_dim=0, end_dim=-1): return self._shaped(self.value.flatten(start_dim, end_dim))
    def unsqueeze(self, dim): return self._shaped(self.value.unsqueeze(dim))
    def squeeze(self, *dim): return self._shaped(self.value.squeeze(*dim))
    def contiguous(self): return self

    def expand(self, *shape):
        y, lead = self.value.expand(*shape), self._lead()
        return self._with(y, insert_axes(self.dot, len(lead), y.ndim - self.ndim).expand(lead + y.shape))

    def transpose(self, dim0, dim1):
        dims = behind((dim0, dim1), self.value.ndim)
        return self._with(self.value.transpose(*dims), self.dot.transpose(*dims))

    def permute(self, *dims):
        dims = behind(dims[0] if isinstance(dims[0], (tuple, list)) else dims, self.value.ndim)
        front = range(len(self._lead()))
        return self._with(self.value.permute(dims), self.dot.permute(*front, *dims))

    mT = property(lambda self: self.transpose(-2, -1))
    T = property(lambda self: self.permute(*reversed(range(self.ndim))) if self.ndim > 1 else self)

    def gather(self, dim, index):
        lead, (dim,) = self._lead(), behind(dim, self.value.ndim)
        return self._with(self.value.gather(dim, index), self.dot.gather(dim, index.expand(lead + index.shape)))

    def __getitem__(self, index):
        y = self.value[index]
        if not self._lead():
            return self._with(y, self.dot[index])
        # The tangents' axis goes to the back, where no kind of indexing moves it, and returns to the front.
        entries = index if isinstance(index, tuple) else (index,)
        if any(entry is Ellipsis for entry in entries):
            entries = (*entries, slice(None))
        return self._with(y, self.dot.movedim(0, -1)[entries].movedim(-1, 0))

    def __iter__(self) -> Iterator:
        if self.value.ndim == 0:
            raise TypeError("Dual: a scalar cannot be iterated over. Give it an axis first: x.reshape(1).")
        return (self[i] for i in range(len(self)))
