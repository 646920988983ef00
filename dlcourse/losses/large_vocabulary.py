"""Softmax over very many classes: a tree of binary decisions, or a normaliser from a sample of classes."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int, Num
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count
from dlcourse.losses._checks import holds, index, softplus
from dlcourse.losses._checks import signs as check_signs
from dlcourse.losses._reduction import reduce, share
from dlcourse.losses.softmax import logsumexp, softmax
from dlcourse.tensors import Value, guard

_FROM_BITS = "1 turns left, -1 right: a bit becomes a sign by 1 - 2 * bit."


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
def leaf_log_prob(z: Float[Value, "*batch nodes"], path: Int[Tensor, " depth"],
                  signs: Num[Tensor, " depth"]) -> Float[Value, "*batch"]:
    """Log-probability of one leaf: the sum of log sigmoid(sign z) over the inner nodes on its path.

    Nodes off the path play no part. Minus this is the loss of an example that belongs to the leaf.
    Shapes: z (*batch, nodes) one logit an inner node, path and signs (depth,) -> (*batch).
    Raises: ValueError for a node out of range or a sign other than 1 and -1; ShapeError and DtypeError.
    Source: lecture 4, hierarchical softmax.

    >>> leaf_log_prob(torch.zeros(3), torch.tensor([0, 2]), torch.tensor([-1, 1])).exp()
    tensor(0.2500)
    """
    nodes = index("leaf_log_prob", "path", path, z.shape[-1])
    signs = check_signs("leaf_log_prob", "signs", signs, z, _FROM_BITS)
    return -softplus(-signs * z[..., nodes]).sum(-1)


@guard
def leaf_log_prob_grad(z: Float[Tensor, "*batch nodes"], path: Int[Tensor, " depth"],
                       signs: Num[Tensor, " depth"]) -> Float[Tensor, "*batch nodes"]:
    """Gradient of leaf_log_prob by z: sign sigmoid(-sign z) at the nodes of the path, 0 at all others.

    Shapes: like leaf_log_prob -> (*batch, nodes). Raises: like leaf_log_prob.
    Source: lecture 4, hierarchical softmax.

    >>> leaf_log_prob_grad(torch.zeros(3), torch.tensor([0, 2]), torch.tensor([-1, 1])).tolist()
    [-0.5, 0.0, 0.5]
    """
    nodes = index("leaf_log_prob_grad", "path", path, z.shape[-1])
    signs = check_signs("leaf_log_prob_grad", "signs", signs, z, _FROM_BITS)
    return torch.zeros_like(z).index_add(-1, nodes, signs * (-signs * z[..., nodes]).sigmoid())


@guard
def hierarchical_log_probs(z: Float[Value, "*batch nodes"], tree: Tree) -> Float[Value, "*batch classes"]:
    """Log-probabilities of all classes of a tree; their exponentials add up to 1 whatever the logits are.

    Shapes: z (*batch, nodes) -> (*batch, classes).
    Raises: ValueError if z lacks a node of the tree; ShapeError, DtypeError.
    Source: lecture 4, hierarchical softmax.

    >>> hierarchical_log_probs(torch.zeros(2), balanced_tree(3)).exp()
    tensor([0.2500, 0.2500, 0.5000])
    """
    depth = max(map(len, tree.paths))
    paths = torch.tensor([(*p, *[0] * (depth - len(p))) for p in tree.paths], device=z.device)
    signs = torch.tensor([(*s, *[0] * (depth - len(s))) for s in tree.signs], device=z.device)  # 0: past the leaf
    nodes = index("hierarchical_log_probs", "tree.paths", paths, z.shape[-1])
    return -(softplus(-signs * z[..., nodes]) * (signs != 0)).sum(-1)


@guard
def sampled_softmax(logits: Float[Value, "*batch classes"], labels: Int[Tensor, "*batch"],
                    negatives: Int[Tensor, " sampled"], expected_counts: Float[Tensor, " classes"], *,
                    reduction: str = "mean") -> Float[Value, "..."]:
    """Cross-entropy with a normaliser estimated from the label and a sample of classes instead of all classes.

    A class that the sampling picks m times on average (m = k q_c for k draws from q) would count m times.
    Minus log m on its logit makes exp(z - log m) = exp(z) / m, so that on average each class counts once and the
    sum over the sample is an unbiased estimate of the full one; its logarithm, hence the loss, is a little too
    small on average, the less the larger the sample. The label is there for certain: its own logit needs no
    correction, and samples that hit it are left out.
    Shapes: logits (*batch, classes), labels (*batch), negatives (sampled,) for all rows, expected_counts
    (classes,) -> scalar, or (*batch) with reduction="none".
    Raises: ValueError for a label out of range, an expected count of a sampled class that is not positive or an
    unknown reduction; ShapeError and DtypeError.
    Source: lecture 4, sampled softmax; Bengio and Senécal 2008.

    >>> z, y, everything = torch.tensor([[1.0, 2.0, 3.0]]), torch.tensor([0]), torch.tensor([0, 1, 2])
    >>> sampled_softmax(z, y, everything, torch.ones(3))   # each class once: the full cross-entropy
    tensor(2.4076)
    """
    own, others = _own_and_others("sampled_softmax", logits, labels, negatives, expected_counts)
    own = logits.gather(-1, own).squeeze(-1)
    return reduce("sampled_softmax", softplus(logsumexp(others) - own), reduction)  # log(exp(own) + rest) - own


@guard
def sampled_softmax_grad(logits: Float[Tensor, "*batch classes"], labels: Int[Tensor, "*batch"],
                         negatives: Int[Tensor, " sampled"], expected_counts: Float[Tensor, " classes"], *,
                         reduction: str = "mean") -> Float[Tensor, "*batch classes"]:
    """Gradient of sampled_softmax by the logits: shares of the normaliser, minus 1 at the label.

    Only classes in the sample and the label have a gradient, so only their weights need an update.
    Shapes: like sampled_softmax -> (*batch, classes). Raises: like sampled_softmax.
    Source: lecture 4, sampled softmax.

    >>> sampled_softmax_grad(torch.zeros(1, 4), torch.tensor([0]), torch.tensor([2]), torch.ones(4)).tolist()
    [[-0.5, 0.0, 0.5, 0.0]]
    """
    where = "sampled_softmax_grad"
    own, others = _own_and_others(where, logits, labels, negatives, expected_counts)
    rest = (logsumexp(others)[..., None] - logits.gather(-1, own)).sigmoid()  # 1 minus the label's share
    grads = torch.zeros_like(logits).index_add(-1, negatives.long(), rest * softmax(others))
    return grads.scatter_add(-1, own, -rest) * share(where, labels.numel(), reduction)


def _own_and_others(where: str, logits: Value, labels: Tensor, negatives: Tensor,
                    expected_counts: Tensor) -> tuple[Tensor, Value]:
    """Indices (*batch, 1) of the labels, and the corrected logits (*batch, sampled) of the sampled classes."""
    own = index(where, "labels", labels, logits.shape[-1])[..., None]
    sampled = index(where, "negatives", negatives, logits.shape[-1])
    same_dtype(where, logits=logits, expected_counts=expected_counts)
    counts = expected_counts[sampled]
    if not holds(counts > 0):
        raise ValueError(f"{where}: expected_counts should be positive for every sampled class, but the least is "
                         f"{float(counts.min()):g}. For k draws from q it is k * q.")
    nothing = torch.finfo(logits.dtype).min / 4  # exp gives 0; unlike -inf it leaves no NaN if every sample is a hit
    return own, torch.where(sampled == own, nothing, logits[..., sampled] - counts.log())
