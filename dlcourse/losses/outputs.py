"""From the raw scores of an output layer to decisions, for each of the three kinds of labels."""

from __future__ import annotations

from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import one_of
from dlcourse.tensors import guard

KINDS = ("binary", "multilabel", "multiclass")


@guard
def decode_outputs(scores: Float[Tensor, "*shape"], task: str) -> Int[Tensor, "..."]:
    """The labels that scores stand for: yes or no for each score, or the class with the largest one.

    A sigmoid gives at least 1/2 just where its logit is at least 0, and a softmax keeps the order of its logits. So
    no probability is needed. Equal largest scores: the first class.
    Shapes: scores (*shape) -> the same, of 0 and 1, for "binary" (a score a sample) and "multilabel" (a score a
    label); (*batch, classes) -> (*batch), classes from 0, for "multiclass".
    Raises: ValueError for an unknown task; ShapeError, DtypeError or NotANumberError; TypeError where "multiclass" gets
    no axis of classes.
    Source: lecture 1, types of supervised learning; lecture 6, output units.

    >>> import torch
    >>> scores = torch.tensor([[1.2, -0.4, 0.3]])
    >>> decode_outputs(scores, "multilabel").tolist(), decode_outputs(scores, "multiclass").tolist()
    ([[1, 0, 1]], [0])
    """
    one_of("decode_outputs", "task", task, KINDS)
    if task != "multiclass":
        return (scores >= 0).long()
    if not scores.ndim:
        raise TypeError("decode_outputs: scores should have a last axis of classes for \"multiclass\", but is a single "
                        "number. Pass scores of shape (*batch, classes).")
    return scores.argmax(-1)
