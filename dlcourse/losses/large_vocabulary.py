"""Softmax over very many classes: a tree of binary decisions, or a normaliser from a sample of classes."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int, Num
from torch import Tensor

from dlcourse.arguments import count
from dlcourse.arguments import labels as check_labels
from dlcourse.losses.softmax import logsumexp
from dlcourse.tensors import Value, guard


class Tree(NamedTuple):
    """For each class the inner nodes from the root to its leaf, and where the path goes: 1 left, -1 right."""

    paths: tuple[tuple[int, ...], ...]
    signs: tuple[tuple[int, ...], ...]


def balanced_tree(classes: int) -> Tree:
    """A binary tree with one leaf a class and classes - 1 inner nodes, about log2(classes) deep.

    Raises: TypeError or ValueError unless classes is an integer of at least 2.
    Source: lecture 4, hierarchical softmax.

    >>> balanced_tree(3)
    Tree(paths=((0, 1), (0, 1), (0,)), signs=((1, 1), (1, -1), (-1,)))
    """
    count("balanced_tree", "classes", classes, low=2)
    walks = []
    for leaf in range(classes - 1, 2 * classes - 1):  # node k has the children 2k + 1 and 2k + 2, leaves come last
        walk = []
        while leaf:
            parent = (leaf - 1) // 2
            walk.append((parent, 1 if leaf == 2 * parent + 1 else -1))
            leaf = parent
        walks.append(walk[::-1])
    walks.sort(key=lambda walk: [-sign for _, sign in walk])  # classes from left to right
    return Tree(tuple(tuple(n for n, _ in w) for w in walks), tuple(tuple(s for _, s in w) for w in walks))


@guard
def leaf_log_prob(z: Float[Value, " nodes"], path: Int[Tensor, " depth"],
                  signs: Num[Tensor, " depth"]) -> Float[Value, ""]:
    """Log-probability of one leaf: the sum of log sigmoid(sign z) over the inner nodes on its path.

    Shapes: z (nodes,) one logit an inner node, path and signs (depth,) -> scalar.
    Raises: ValueError for a node out of range or a sign other than 1 and -1; ShapeError and DtypeError.
    Source: lecture 4, hierarchical softmax.

    >>> leaf_log_prob(torch.zeros(3), torch.tensor([0, 2]), torch.tensor([-1, 1])).exp()
    tensor(0.2500)
    """
    check_labels("leaf_log_prob", "path", path, len(z))
    if not bool((signs.abs() == 1).all()):
        raise ValueError(f"leaf_log_prob: signs should hold 1 (left) and -1 (right), but holds {signs.tolist()}. "
                         "Turn a bit into a sign by 1 - 2 * bit.")
    turned = z[path] * signs.to(z.dtype)
    negative = (turned.detach() < 0).to(z.dtype)
    return (turned * negative - (turned * (2 * negative - 1)).exp().log1p()).sum()


@guard
def hierarchical_log_probs(z: Float[Value, " nodes"], tree: Tree) -> Float[Value, " classes"]:
    """Log-probabilities of all classes of a tree; their exponentials add up to 1 whatever the logits are.

    Shapes: z (nodes,) -> (classes,). Raises: ValueError if z lacks a node of the tree; ShapeError, DtypeError.
    Source: lecture 4, hierarchical softmax.

    >>> hierarchical_log_probs(torch.zeros(2), balanced_tree(3)).exp()
    tensor([0.2500, 0.2500, 0.5000])
    """
    walks = zip(tree.paths, tree.signs, strict=True)
    return torch.stack([leaf_log_prob(z, torch.tensor(p, device=z.device), torch.tensor(s, device=z.device))
                        for p, s in walks])


@guard
def sampled_softmax(logits: Float[Tensor, "batch classes"], labels: Int[Tensor, " batch"],
                    negatives: Int[Tensor, " sampled"], expected_counts: Float[Tensor, " classes"]) -> Float[
                        Tensor, ""]:
    """Mean cross-entropy over each label and a sample of other classes instead of over all classes.

    A class that is drawn often would count too much in the normaliser; minus the logarithm of how often it is
    expected in the sample corrects that. A sampled class that equals the label is left out.
    Shapes: logits (batch, classes), labels (batch,), negatives (sampled,), expected_counts (classes,) -> scalar.
    Raises: ValueError for a label out of range or a count that is not positive; ShapeError and DtypeError.
    Source: lecture 4, sampled softmax.

    >>> sampled_softmax(torch.zeros(1, 4), torch.tensor([0]), torch.tensor([2]), torch.ones(4))
    tensor(0.6931)
    """
    for name, value in (("labels", labels), ("negatives", negatives)):
        check_labels("sampled_softmax", name, value, logits.shape[-1])
    if float(expected_counts.min()) <= 0:
        raise ValueError(f"sampled_softmax: expected_counts should be positive, but the least is "
                         f"{float(expected_counts.min()):g}. Give every class that may be drawn its expected number.")
    corrected = logits - expected_counts.log()
    own = corrected.gather(-1, labels[:, None])
    others = corrected[:, negatives].masked_fill(negatives[None, :] == labels[:, None], -torch.inf)
    return (logsumexp(torch.cat([own, others], -1)) - own[:, 0]).mean()
