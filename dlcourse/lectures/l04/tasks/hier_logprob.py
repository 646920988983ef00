"""Exercise: a probability from a tree of decisions."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(z_nodes: Tensor, path: Tensor, signs: Tensor) -> float:
    """The package's log-probability of a leaf."""
    return float(losses.leaf_log_prob(z_nodes, path, signs))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def way(label: str, z_nodes: Tensor, path: list[int], signs: list[int]) -> Case:
        return case(label, z_nodes=z_nodes, path=torch.tensor(path), signs=numbers(signs))

    z = 1.5 * draw.away_from_zero(7, gap=0.2)
    leaf = draw.whole(4, 7)  # in the right half: its path skips node 1
    bits = [leaf >> 2 & 1, leaf >> 1 & 1, leaf & 1]
    path = [0, 1 + bits[0], 3 + 2 * bits[0] + bits[1]]
    return [
        way("one node, to the right", numbers([math.log(3)]), [0], [-1]),
        way("three nodes, right and then left", numbers(math.log(3), 0.5, -1), [0, 2], [-1, 1]),
        way("seven nodes, left, right, right", z, [0, 1, 4], [1, -1, -1]),
        way("seven nodes, another leaf", z, path, [1 - 2 * bit for bit in bits]),
        way("a lopsided tree with a path of five", 1.5 * draw.away_from_zero(8, gap=0.2), [0, 3, 4, 6, 7],
            [-1, 1, -1, -1, 1]),
        way("logits of 800 and -900", numbers(800, -900, 0.5), [0, 1, 2], [-1, 1, 1]),
    ]


task = Task(
    key="hier_logprob", title="A probability from a tree of decisions", points=1, difficulty=2, minutes=15,
    objective="compute the log-probability of one class out of many along its path in a tree",
    reference=reference, cases=cases, facts=("N04-18",),
    hints=(
        "To reach the leaf every decision on the path has to go its way. How do the probabilities of the decisions "
        "combine, and what does the logarithm make of that?",
        "At a node with z = 1.0986 the left turn has the probability 3/4. For the right turn, what is sigma(-1.0986)?",
        "z = ____ * z_nodes[____]; return -torch.nn.functional.softplus(____).sum()",
    ),
)


@task.solution
def hier_logprob(z_nodes, path, signs):
    z = signs * z_nodes[path]                           # step: the logits on the way, turned where it turns right
    log_p = -torch.nn.functional.softplus(-z)           # step: the log-probability of each decision
    return log_p.sum()                                  # step: the sum over the way


@task.right
def node_by_node(z_nodes, path, signs):
    total = 0.0
    for k, sign in zip(path.tolist(), signs.tolist()):
        logit = float(z_nodes[k])                       # step: the logit of a node on the way
        turned = sign * logit                           # step: the logit turned for the direction
        # step: the log-probability of one decision
        log_p = min(turned, 0.0) - math.log1p(math.exp(-abs(turned)))
        total = total + log_p                           # step: the sum over the way
    return total


@task.right
def by_logsumexp(z_nodes, path, signs):
    z = z_nodes.gather(0, path) * signs
    return -torch.logsumexp(torch.stack([torch.zeros_like(z), -z]), dim=0).sum()


def _log_sigma(z: Tensor) -> Tensor:
    return torch.nn.functional.logsigmoid(z)


@task.wrong("You multiply the logarithms: two decisions of 1/2 each give you (-0.6931)² = 0.48. Can the logarithm of a "
            "probability be positive?")
def product_of_logs(z_nodes, path, signs):
    return _log_sigma(signs * z_nodes[path]).prod()


@task.wrong("Left and right get the same from you: at a single node with z = 1.0986 both leaves have the probability "
            "3/4. How much is left for the right one if the left one takes 3/4?")
def signs_ignored(z_nodes, path, signs):
    return _log_sigma(z_nodes[path]).sum()


@task.wrong("You add up every inner node of the tree: with three nodes and all z = 0 a leaf gets 3·log(1/2) = -2.08, "
            "though there are four equal leaves. How many decisions does the way to one leaf take?")
def all_nodes(z_nodes, path, signs):
    turned = z_nodes.clone()
    turned[path] = signs * z_nodes[path]
    return _log_sigma(turned).sum()


@task.wrong("You use neither path nor signs: in a tree with three nodes every leaf gets the same sum over all nodes, "
            "-2.08 when all z are 0. In what do the ways to two different leaves differ?")
def all_nodes_unsigned(z_nodes, path, signs):
    return _log_sigma(z_nodes).sum()


@task.wrong("You take the first nodes of the list: for path = (0, 2) you read the logits of nodes 0 and 1. Where does "
            "a walk go that turns right at the root of a tree of three nodes?")
def path_ignored(z_nodes, path, signs):
    return _log_sigma(signs * z_nodes[:len(path)]).sum()


@task.wrong("On a right turn you flip the logarithm: at a single node with z = 1.0986 the leaves get -0.288 and "
            "+0.288, that is the probabilities 0.75 and 1.33. What should the two add up to?")
def sign_outside(z_nodes, path, signs):
    return (signs * _log_sigma(z_nodes[path])).sum()


@task.wrong("You return the probability: a single decision with z = 0 gives you 0.5. With 100 decisions of 0.0001 it "
            "would be stored as 0. On which scale is the answer asked for?")
def probability(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).prod()


@task.wrong("You add the logits and decide once: two nodes with z = 0 give you log(1/2), though each of the two "
            "decisions halves what is left. What is the probability of one leaf out of four equal ones?")
def sigma_of_the_sum(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).sum())


@task.wrong("Right for small logits, -inf for a turned logit of -800: its sigma is stored as 0. The true value there "
            "is -800 to all digits. How can log(1 + exp(800)) be had without forming exp(800)?")
def log_of_sigma(z_nodes, path, signs):
    return torch.log(torch.sigmoid(signs * z_nodes[path])).sum()


@task.wrong("Your result is the loss, not the log-probability: a single decision with z = 0 gives you +0.6931. Is the "
            "logarithm of 1/2 positive or negative?")
def negative(z_nodes, path, signs):
    return -_log_sigma(signs * z_nodes[path]).sum()


EXERCISE = task.declared()
