"""The training step of a perceptron with everything prepared that can be: `sgd_step_` with nothing left to prepare."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor

from dlcourse.arguments import count, number
from dlcourse.nn.fast.activations import InPlaceActivation, in_place
from dlcourse.nn.params import Params, check_params

Operation = Callable[[], object]


class Step:
    """A step of gradient descent on the mean cross-entropy for batches of one size; moves params in place.

    Write the batch into the buffers `X` and `labels`, call, and read the `loss` before the step, which the call
    returns too and the next call overwrites. `torch.index_select(samples, 0, idx, out=step.X)` draws a batch
    without another copy.

    It is faster than `sgd_step_`, which comes to the same, because a call is nothing but a list of operations on
    tensors that are there already: no buffer is allocated, nothing transposed, chosen or checked. With one sample
    the update of W is an outer product, which needs no matrix product either.

    Unchecked are the numbers: NaN passes on into the parameters; a wrong label raises torch's own error before
    anything has moved (on CUDA it stops the device).

    Shapes: X (batch, n_0), labels (batch,) of dtype int64, loss ().
    Raises: when it is made, TypeError, ShapeError, DtypeError or DeviceError for params, as `mlp.forward`, and
    ValueError or TypeError for batch < 1, eta < 0 or an unknown activation.
    Source: lecture 8, re-using buffers; lecture 9, mini-batch SGD.

    >>> params = Params((torch.zeros(2, 1),), (torch.zeros(2),))
    >>> step = Step(params, 1, eta=1.0)
    >>> _ = step.X.fill_(1.0)
    >>> step(), params.bs
    (tensor(0.6931), (tensor([ 0.5000, -0.5000]),))
    """

    def __init__(self, params: Params, batch: int, *, eta: float, activation: str = "relu"):
        count("Step", "batch", batch)
        number("Step", "eta", eta)
        check_params("Step", params)
        chosen = in_place("Step", activation)
        first = params.Ws[0]
        self.X = first.new_zeros(batch, first.shape[1])
        self.labels = torch.zeros(batch, dtype=torch.int64, device=first.device)
        self.loss = first.new_zeros(())
        layers = [(W.detach(), b.detach()) for W, b in zip(params.Ws, params.bs)]  # the same memory, and no graph
        activations = [self.X, *(b.new_empty(batch, len(b)) for _, b in layers)]
        self._program = tuple(_program(layers, activations, self.labels, self.loss, chosen, -eta / batch))

    def __call__(self) -> Tensor:
        """Run the program once; the loss."""
        for operation in self._program:
            operation()
        return self.loss


def _program(layers: list[tuple[Tensor, Tensor]], activations: list[Tensor], labels: Tensor, loss: Tensor,
             activation: InPlaceActivation, rate: float) -> list[Operation]:
    """The operations of a step, in order; `activations` are the input, the hidden layers and the logits."""
    adjoints = [torch.empty_like(a) for a in activations]
    program: list[Operation] = []
    for i, (W, b) in enumerate(layers):
        z = activations[i + 1]
        program.append(partial(torch.addmm, b, activations[i], W.mT, out=z))  # (batch, in) @ (in, out)
        if i < len(layers) - 1:
            program.append(partial(activation.f_, z))
    program += _cross_entropy(activations[-1], labels, loss, adjoints[-1])
    for i in reversed(range(len(layers))):
        (W, b), a, a_bar, z_bar = layers[i], activations[i], adjoints[i], adjoints[i + 1]
        if i > 0:
            program.append(partial(torch.mm, z_bar, W, out=a_bar))  # before W moves
        program += _update(W, b, z_bar, a, rate)
        if i > 0:
            program += [partial(activation.slope_, a), partial(a_bar.mul_, a)]  # now it is the adjoint of z
    return program


def _cross_entropy(logits: Tensor, labels: Tensor, loss: Tensor, z_bar: Tensor) -> list[Operation]:
    """loss <- mean of -log p[label], z_bar <- p - one-hot; the mean's 1/batch stands in the rate."""
    y, batch = labels[:, None], len(labels)
    picked, minus_ones = logits.new_empty(batch, 1), logits.new_full((batch, 1), -1.0)
    return [partial(torch.log_softmax, logits, 1, out=z_bar),
            partial(torch.gather, z_bar, 1, y, out=picked),
            partial(torch.dot, picked[:, 0], minus_ones[:, 0] / batch, out=loss),
            z_bar.exp_,
            partial(z_bar.scatter_add_, 1, y, minus_ones)]


def _update(W: Tensor, b: Tensor, z_bar: Tensor, a: Tensor, rate: float) -> list[Operation]:
    """W <- W + rate z_bar^T a, b <- b + rate (sum of z_bar)."""
    if len(a) == 1:
        return [partial(W.addcmul_, z_bar.mT, a, value=rate),  # (out, 1) * (1, in)
                partial(b.add_, z_bar[0], alpha=rate)]
    return [partial(W.addmm_, z_bar.mT, a, alpha=rate),  # (out, batch) @ (batch, in)
            partial(b.addmv_, z_bar.mT, b.new_ones(len(a)), alpha=rate)]
