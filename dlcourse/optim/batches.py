"""Gradients from a part of the data: the right scale for a mini-batch, the right mean of several."""

from __future__ import annotations

from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import count, within
from dlcourse.tensors import guard


@guard
def minibatch_gradient(per_sample: Float[Tensor, "samples *shape"], idx: Int[Tensor, " batch"],
                       n: int) -> Float[Tensor, "*shape"]:
    """Unbiased estimate of the gradient of the *sum* of n losses, from the batch idx: (n/B) sum over idx.

    A plain sum over the batch, as one lecture has it, has the expectation (B/n) times the full gradient. A
    batch *mean* estimates the gradient of the mean loss.

    Shapes: per_sample (samples, *shape), one gradient each; idx (B,) rows of it; n, the number of losses in
    the sum (at least the number of rows) -> (*shape).
    Raises: ValueError for an index out of range or an n below the number of rows; ShapeError and DtypeError.
    Source: lecture 9, mini-batch SGD.

    >>> import torch
    >>> gradients = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
    >>> minibatch_gradient(gradients, torch.tensor([0, 3]), 4)
    tensor([10.])
    """
    count("minibatch_gradient", "n", n)
    rows = len(per_sample)
    if n < rows:
        raise ValueError(f"minibatch_gradient: n should be at least the number of rows of per_sample, "
                         f"{rows}, but is {n}. Pass the number of samples of the whole training set.")
    within("minibatch_gradient", "idx", idx, 0, rows - 1, remedy="Pass rows of per_sample.")
    return n / len(idx) * per_sample[idx].sum(0)


@guard
def accumulate(grad_means: Float[Tensor, "batches *shape"],
               sizes: Int[Tensor, " batches"]) -> Float[Tensor, "*shape"]:
    """The mean gradient over all samples from the mean gradients of micro-batches, weighted by their sizes.

    The plain mean of the means is right only for batches of equal size; the last one is often shorter.

    Shapes: grad_means (batches, *shape), sizes (batches,) -> (*shape).
    Raises: ValueError for a size below 1; ShapeError and DtypeError.
    Source: lecture 9, accumulation over several forward passes.

    >>> import torch
    >>> accumulate(torch.tensor([[1.0], [4.0]]), torch.tensor([2, 1]))
    tensor([2.])
    """
    if int(sizes.min()) < 1:
        raise ValueError(f"accumulate: sizes should be at least 1, but the smallest is {int(sizes.min())}. "
                         f"Leave an empty batch out.")
    weights = sizes.to(grad_means.dtype) / sizes.sum()
    return (weights.reshape(-1, *[1] * (grad_means.dim() - 1)) * grad_means).sum(0)
