"""How much memory a computation really holds: counted at every operation, where `memory.peak_memory` is a formula."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from dlcourse.arguments import function


def peak_bytes(run: Callable[[], Any]) -> int:
    """The most bytes that run() holds at once in tensors of its own, its result included.

    Tensors that are there before count nothing, nor do views, nor what an operation needs inside and gives back
    before it returns. The same on every device.

    Raises: TypeError if run is no function; whatever run raises.
    Source: lecture 8, reuse of the forward pass, and re-using buffers.

    >>> import torch
    >>> x = torch.ones(1000)  # 4000 bytes
    >>> peak_bytes(lambda: x.exp().sin()), peak_bytes(lambda: x.exp().sin_())
    (8000, 4000)
    """
    function("peak_bytes", "run", run)
    with _Watch() as watch:
        result = run()
    del result
    return watch.peak


class _Watch(TorchDispatchMode):
    """Sees the result of every operation, and hears when its memory is freed."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.peak = 0
        self._alive: dict[int, int] = {}  # address -> bytes that count

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        for given in _tensors((args, kwargs)):
            self._add(given, counts=False)
        result = operation(*args, **(kwargs or {}))
        for new in _tensors(result):
            self._add(new, counts=True)
        return result

    def _add(self, tensor: Tensor, *, counts: bool) -> None:
        storage = tensor.untyped_storage()
        address = storage.data_ptr()
        if address == 0 or address in self._alive:
            return
        self._alive[address] = storage.nbytes() if counts else 0
        self.now += self._alive[address]
        self.peak = max(self.peak, self.now)
        weakref.finalize(storage, self._freed, address)

    def _freed(self, address: int) -> None:
        self.now -= self._alive.pop(address)


def _tensors(values: Any) -> list[Tensor]:
    return [leaf for leaf in tree_leaves(values) if isinstance(leaf, Tensor)]
