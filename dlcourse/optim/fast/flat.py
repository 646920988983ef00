"""An update rule bound to its tensors, which lie in one vector: the same step at full speed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor

from dlcourse.alike import same_device, same_dtype
from dlcourse.optim.adaptive import epsilon_is_lost
from dlcourse.optim.fast.kernels import kernel
from dlcourse.optim.fast.moves import in_place, shaped
from dlcourse.optim.fast.step import BLOCK
from dlcourse.optim.rule import Rule
from dlcourse.tensors import floating


class Flat:
    """Copies of the tensors as views of one vector theta, their gradients likewise, and a rule that moves them.

    Write gradients into `grads` (or `g`), call `step`, and read `params` (or `theta`): all are views of the same
    memory for good. For a torch module, `p.data = params[i]` and `p.grad = grads[i]` let autograd write there; keep
    it from letting go of them by zero_grad(set_to_none=False).

    It is faster than a rule applied to one tensor after the other, because a pass over all numbers is one call
    however many tensors there are, and because views, scratch memory and state are made beforehand and the numbers
    are not looked at. Vectors that no cache holds are moved by one of torch's fused kernels where it takes the same
    step (see `kernels`), and else block by block, so that only the first of several passes waits for the memory.

    Unchecked is the step alone: NaN in a gradient passes on into theta.

    Raises: when it is made, TypeError unless the rule is one of this package's and tensors are a list of tensors;
    ShapeError, DtypeError, DeviceError or NotANumberError for a tensor; ValueError for an eps that is 0 in their dtype.
    Source: lecture 9, theta as one vector; lecture 8, re-using buffers.

    >>> from dlcourse.optim import SGD
    >>> flat = Flat(SGD(eta=0.1), [torch.zeros(2, 1), torch.ones(1)])
    >>> _ = flat.grads[0].fill_(10.0)
    >>> flat.step()
    >>> flat.params
    (tensor([[-1.],
            [-1.]]), tensor([1.]))
    """

    def __init__(self, rule: Rule, tensors: Sequence[Tensor]):
        move = in_place("Flat", rule).move
        _check(rule, tensors)
        self.rule, self.k = rule, 0
        self.theta = torch.cat([t.detach().reshape(-1) for t in tensors])
        self.g = torch.zeros_like(self.theta)
        self.params, self.grads = (tuple(part.view(t.shape) for part, t in zip(
            vector.split([t.numel() for t in tensors]), tensors)) for vector in (self.theta, self.g))
        self._state = rule.init(self.theta)
        vectors = [self.theta, self.g, *shaped(self._state)]
        self._kernel = kernel(rule, *vectors)
        self._move = partial(move, rule)
        self._blocks = () if self._kernel else _blocks(vectors)

    def step(self) -> None:
        """One step of the rule with the gradients as they stand, in place."""
        self.k += 1
        if self._kernel:
            self._kernel()
        for block, scratch in self._blocks:
            self._move(self.k, *block, scratch=scratch)

    @property
    def state(self) -> Any:
        """The rule's state: views of what the next step overwrites, and a new tensor for the number of steps."""
        return self._state._replace(k=torch.tensor(self.k)) if "k" in self._state._fields else self._state


def _blocks(vectors: list[Tensor]) -> tuple[tuple[tuple[Tensor, ...], Tensor], ...]:
    """The vectors cut alike, each block with a scratch block."""
    theta = vectors[0]
    size = min(BLOCK * torch.get_num_threads(), len(theta)) if theta.is_cpu else len(theta)
    scratch = theta.new_empty(size)
    return tuple((block, scratch[:len(block[0])]) for block in zip(*(v.split(size) for v in vectors)))


def _check(rule: Rule, tensors: Any) -> None:
    if not isinstance(tensors, (list, tuple)) or not tensors or not all(isinstance(t, Tensor) for t in tensors):
        raise TypeError(f"Flat: tensors should be a list of floating-point tensors, but is of type "
                        f"{type(tensors).__name__}. Pass for example [W, b].")
    named = {f"tensors[{i}]": t for i, t in enumerate(tensors)}
    for name, t in named.items():
        floating("Flat", name, t)
    same_dtype("Flat", **named)
    same_device("Flat", **named)
    eps, dtype = getattr(rule, "eps", None), tensors[0].dtype
    if eps and epsilon_is_lost(eps, dtype):
        raise ValueError(f"Flat: eps should not be 0 among the numbers of {dtype}, but eps = {eps:g} is, and a "
                         f"gradient of 0 would give NaN. Pass a larger eps, for example 1e-4, or a wider dtype.")
