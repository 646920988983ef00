"""Fused operations: what a network does in several steps, as one line on the tape, or two.

Each does what the readable operators do together, with fewer tensors in between; a test compares the two.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.diff.tape.var import Var, plain, require_one_tape
from dlcourse.tensors import DtypeError, ShapeError, Value

NOT_A_LABEL = -(2**62)  # torch would pass over labels of -100 in silence


def linear(x: Value, W: Value, b: Value) -> Value:
    """A layer x @ W.mT + b in one line; any of the three may be a variable, the others are constants.

    Shapes: x (batch, in), W (out, in), b (out,) -> (batch, out).
    Raises: ShapeError if the three do not fit each other; ValueError where variables of two tapes meet.
    Source: lecture 8, backpropagation through a layer.

    >>> from dlcourse.diff.tape import Tape
    >>> W = Tape().variable(torch.tensor([[1.0, 2.0]]))
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

    >>> from dlcourse.diff.tape import Tape
    >>> z = Tape().variable(torch.zeros(1, 2))
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
    entry, first = [name], None
    for argument, pull in sides:
        if argument.__class__ is Var:
            first = argument if first is None else first
            require_one_tape(name, first, argument)
            entry += (argument.index, pull)
    return y if first is None else first.tape.append(y, tuple(entry))
