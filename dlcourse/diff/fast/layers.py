"""Reverse mode, fast: what a network does in several steps as one line on the tape, or two; and all its gradients.

Each fused operation does what the readable operators do together, with fewer tensors in between.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.alike import described, require_scalar, returned
from dlcourse.collector import paused
from dlcourse.diff.fast.tape import QuickTape
from dlcourse.diff.tape.var import Var, plain, two_tapes
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, Value

NOT_A_LABEL = -(2**62)  # torch would pass over labels of -100 in silence


def linear(x: Value, W: Value, b: Value) -> Value:
    """A layer x @ W.mT + b in one line; any of the three may be a variable, the others are constants.

    Shapes: x (batch, in), W (out, in), b (out,) -> (batch, out).
    Raises: ShapeError if the three do not fit each other; ValueError where variables of two tapes meet.
    Source: lecture 8, backpropagation through a layer.

    >>> W = QuickTape().variable(torch.tensor([[1.0, 2.0]]))
    >>> y = linear(torch.tensor([[3.0, 4.0]]), W, torch.zeros(1))
    >>> y.value, y.tape.adjoints(y, torch.ones(1, 1))[W.index]
    (tensor([[11.]]), tensor([[3., 4.]]))
    """
    a, V, c = plain(x), plain(W), plain(b)
    try:
        z = torch.addmm(c, a, V.mT)  # (batch, in) @ (in, out) -> (batch, out)
    except RuntimeError as error:
        raise ShapeError(f"linear: x, W and b should have shapes (batch, in), (out, in) and (out), but have "
                         f"{', '.join(str(tuple(v.shape)) for v in (a, V, c))}. Weights are (out, in).") from error
    if c.shape != V.shape[:1]:
        raise ShapeError(f"linear: b should have one entry for each row of W, shape {tuple(V.shape[:1])}, but has "
                         f"{tuple(c.shape)}. Pass a vector.")
    return _recorded("linear", z, (x, lambda z_bar: z_bar @ V), (W, lambda z_bar: z_bar.mT @ a),
                     (b, lambda z_bar: z_bar.sum(0)))


def linear_relu(x: Value, W: Value, b: Value) -> Value:
    """A layer relu(x @ W.mT + b) in two lines that share one tensor: the pre-activation is not kept.

    Shapes, Raises, Source: as `linear`.

    >>> linear_relu(torch.tensor([[3.0, 4.0]]), torch.tensor([[1.0, -1.0]]), torch.zeros(1))
    tensor([[0.]])
    """
    z = linear(x, W, b)
    if not isinstance(z, Var):
        return z.relu_()
    y = z.value.relu_()  # nobody else has z, and its pulls do not need its value
    return _recorded("relu", y, (z, lambda y_bar: y.sign().mul_(y_bar)))  # y is never negative: sign gives 0 or 1


def cross_entropy(z: Value, labels: Tensor) -> Value:
    """Mean cross-entropy of softmax(z), in nats, in one line; z_bar = (softmax - one-hot) / batch.

    Shapes: z (batch, classes), labels (batch,) of whole numbers from 0 -> scalar.
    Raises: ShapeError or DtypeError for labels that do not fit z; IndexError for one that names no class.
    Source: lecture 6, softmax and cross-entropy; lecture 8.

    >>> z = QuickTape().variable(torch.zeros(1, 2))
    >>> loss = cross_entropy(z, torch.tensor([0]))
    >>> loss.value, loss.tape.adjoints(loss, torch.tensor(1.0))[z.index]
    (tensor(0.6931), tensor([[-0.5000,  0.5000]]))
    """
    logits = plain(z)
    if labels.dtype != torch.int64:
        raise DtypeError(f"cross_entropy: labels should be an int64 tensor, but is of {labels.dtype}. "
                         "Convert it first: labels.long().")
    if logits.ndim != 2 or labels.shape != logits.shape[:1]:
        raise ShapeError(f"cross_entropy: z and labels should have shapes (batch, classes) and (batch), but have "
                         f"{tuple(logits.shape)} and {tuple(labels.shape)}. Give one label for each row of z.")
    log_p = logits.log_softmax(1)
    loss = torch.nn.functional.nll_loss(log_p, labels, ignore_index=NOT_A_LABEL)

    def pull(y_bar):
        p = log_p.exp().scatter_(1, labels[:, None], -1.0, reduce="add")
        return p.mul_(y_bar / len(p))
    return _recorded("cross_entropy", loss, (z, pull))


def _recorded(name: str, y: Tensor, *sides: tuple) -> Value:
    """y as a variable, with the pull of each argument that is one; y itself where none is."""
    entry: list[Any] = [name]
    tape = None
    for argument, pull in sides:
        if isinstance(argument, Var):
            tape = argument.tape if tape is None else tape
            if argument.tape is not tape:
                raise two_tapes(name)
            entry += (argument.index, pull)
    if tape is None:
        return y
    return tape.write(y, tuple(entry)) if isinstance(tape, QuickTape) else tape.append(
        name, y, *zip(entry[1::2], entry[2::2]))


def value_and_gradients(f: Callable[..., Value], *inputs: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
    """Value of a scalar f of several tensors, and its gradient by each of them, in one walk back.

    The quick way to the gradients of a network's parameters, above all with `linear`, `linear_relu` and
    `cross_entropy`. A NaN in an input is reported when it reaches the value.
    Shapes: inputs of any shapes, f(*inputs) scalar -> (), and gradients shaped like the inputs.
    Raises: DtypeError for an input that is no floating-point tensor; NotANumberError; as `gradient`.
    Source: lecture 8, backpropagation: all parameters at once.

    >>> value_and_gradients(lambda x, y: (x * y).sum(), torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))
    (tensor(11.), (tensor([3., 4.]), tensor([1., 2.])))
    """
    if not inputs:
        raise ValueError("value_and_gradients: there should be at least one input, but f is alone. Pass the tensors "
                         "behind f: value_and_gradients(f, x, y).")
    for i, x in enumerate(inputs):
        if not isinstance(x, Tensor) or not x.dtype.is_floating_point:
            raise DtypeError(f"value_and_gradients: input {i} should be a floating-point tensor, but is "
                             f"{described(x)}. Make it one first: torch.as_tensor(x, dtype=torch.float64).")
    tape = QuickTape()
    starts = [tape.write(x.detach() if x.requires_grad else x, ("variable",)) for x in inputs]
    with paused():  # a recording makes many small objects and no cycles
        end = f(*starts)
        y = returned("value_and_gradients", plain(end), inputs[0])
        require_scalar("value_and_gradients", y)
        bars = tape.adjoints(end, torch.ones_like(y), keep=False) if isinstance(end, Var) else []
    if math.isnan(y.item()):
        _blame(inputs)
    found = [bars[v.index] if v.index < len(bars) else None for v in starts]
    return y, tuple(torch.zeros_like(x) if x_bar is None else x_bar for x, x_bar in zip(inputs, found))


def _blame(inputs: tuple[Tensor, ...]) -> None:
    """Name the input with a NaN, if it is one of them that made the value NaN."""
    for i, x in enumerate(inputs):
        if x.isnan().any():
            raise NotANumberError(f"value_and_gradients: input {i} should be without NaN, but it contains NaN. Look "
                                  "for 0/0, inf - inf or the logarithm of a negative number where it is computed.")
