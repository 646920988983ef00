# %% right: A loop over floats with the two cases of a stable log-sigmoid.
import math
import torch


def hier_logprob(z_nodes, path, signs):
    def log_sigma(t):
        if t < 0:
            return t - math.log1p(math.exp(t))
        return -math.log1p(math.exp(-t))
    steps = zip(path.tolist(), signs.tolist())
    return sum(log_sigma(z_nodes[node].item() * s) for node, s in steps)

# %% right: -log(e^0 + e^-t) by logaddexp, where picks the direction.
import math
import torch


def hier_logprob(z_nodes, path, signs):
    z = torch.index_select(z_nodes, 0, path)
    minus_t = torch.where(signs > 0, -z, z)
    return -torch.logaddexp(torch.zeros_like(minus_t), minus_t).sum()

# %% right: Each decision as a softmax over two outcomes (logits z and 0); the outcome taken is gathered.
import math
import torch


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    both = torch.stack([z, torch.zeros_like(z)], dim=1).log_softmax(dim=1)
    taken = ((1 - signs) / 2).long()
    return both.gather(1, taken[:, None]).sum().item()

# %% wrong: A right turn is given -log sigma(z); it should be log(1 - sigma(z)). The sign belongs inside the sigma.
# told: sign_outside
import math
import torch


def hier_logprob(z_nodes, path, signs):
    return (signs * torch.nn.functional.logsigmoid(z_nodes[path])).sum()

# %% wrong: The probabilities of the decisions are added up; walking the path needs all of them together, a product.
# told: log_of_sum
import math
import torch


def hier_logprob(z_nodes, path, signs):
    p = torch.sigmoid(signs * z_nodes[path])
    return torch.log(p.sum())

# %% wrong: Only left turns are counted, as if a right turn came for free with the probability 1.
# told: right_turns_free
import math
import torch


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    left = signs > 0
    return torch.nn.functional.logsigmoid(z[left]).sum()

# %% wrong: The first depth nodes of the tree are taken instead of the nodes on the path.
# told: path_ignored
import math
import torch


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[:len(path)]
    return torch.nn.functional.logsigmoid(signs * z).sum()

# %% wrong: The loop starts at 1: the decision at the root is left out.
# told: root_left_out
import math
import torch


def hier_logprob(z_nodes, path, signs):
    total = torch.zeros((), dtype=z_nodes.dtype)
    for k in range(1, len(path)):
        total = total + torch.nn.functional.logsigmoid(signs[k] * z_nodes[path[k]])
    return total

# %% wrong: TWO: left and right are swapped (sigma(-z) for left); and the logarithms are averaged over the path, not added up.
# told: sides_exchanged_and_averaged
import math
import torch


def hier_logprob(z_nodes, path, signs):
    turned = -signs * z_nodes[path]
    return torch.nn.functional.logsigmoid(turned).mean()

# %% wrong: log(1 + e^-t) written out: e^1000 is inf, and the result is -inf instead of -1000.
# told: log_of_sigma
import math
import torch


def hier_logprob(z_nodes, path, signs):
    t = signs * z_nodes[path]
    return -torch.log1p(torch.exp(-t)).sum()

# %% wrong: The total is overwritten in each round (= in place of +=), so that only the last decision is left.
# told: last_alone
import math
import torch


def hier_logprob(z_nodes, path, signs):
    logp = 0.0
    for node, s in zip(path, signs):
        logp = torch.nn.functional.logsigmoid(s * z_nodes[node])
    return logp

# %% right: Recursion down the path with plain floats and log1p on the safe side.
import math
import torch

def hier_logprob(z_nodes, path, signs):
    def walk(i):
        if i == len(path):
            return 0.0
        t = float(signs[i]) * float(z_nodes[int(path[i])])
        here = -math.log1p(math.exp(-t)) if t > 0 else t - math.log1p(math.exp(t))
        return here + walk(i + 1)

    return walk(0)

# %% right: -log(1 + e^(-t)) written as minus logaddexp(0, -t), with torch.gather for the nodes.
import torch

def hier_logprob(z_nodes, path, signs):
    t = torch.gather(z_nodes, 0, path) * signs
    return -torch.logaddexp(torch.zeros_like(t), -t).sum()

# %% right: NumPy: left and right turns apart, each as a log-softmax of the pair (z, 0), by hand.
import numpy as np
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes.numpy()[path.numpy()]
    top = np.maximum(z, 0)
    log_total = top + np.log(np.exp(z - top) + np.exp(-top))
    left = signs.numpy() == 1
    return float((z - log_total)[left].sum() + (-log_total)[~left].sum())

# %% wrong: Adds the probabilities of the decisions and takes the log of the sum; they must be multiplied.
# told: log_of_sum
import torch

def hier_logprob(z_nodes, path, signs):
    p = torch.sigmoid(signs * z_nodes[path])
    return torch.log(p.sum())

# %% wrong: Takes a softmax over all the nodes, so that other nodes play a part; each node makes its own decision with a sigmoid.
# told: softmax_over_nodes
import torch

def hier_logprob(z_nodes, path, signs):
    logp = torch.log_softmax(z_nodes, dim=0)[path]
    other = torch.log(-torch.expm1(logp))
    return torch.where(signs > 0, logp, other).sum()

# %% wrong: Multiplies the log-probability by the sign; the sign belongs inside the sigmoid, at the logit.
# told: sign_outside
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    return (signs * torch.nn.functional.logsigmoid(z)).sum()

# %% wrong: Takes the first entries of z_nodes instead of the nodes that path names.
# told: path_ignored
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[:len(path)]
    t = signs * z
    return torch.nn.functional.logsigmoid(t).sum()

# %% wrong: Averages the log-probabilities over the depth instead of adding them.
# told: averaged
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    return F.logsigmoid(z_nodes[path] * signs).mean()

# %% wrong: TWO: left and right are swapped; and the decision at the root is left out.
# told: sides_exchanged_and_root_left_out
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    total = 0.0
    for i in range(1, len(path)):
        total += F.logsigmoid(-signs[i] * z_nodes[path[i]])
    return total

# %% wrong: Multiplies the probabilities and takes the log at the end: the product becomes 0 for large logits, the log -inf.
# told: log_of_sigma
import torch

def hier_logprob(z_nodes, path, signs):
    prob = 1.0
    for k, s in zip(path.tolist(), signs.tolist()):
        prob = prob * torch.sigmoid(s * z_nodes[k])
    return torch.log(prob)

# %% wrong: The return stands inside the loop, so only the decision at the root counts.
# told: root_alone
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    total = 0.0
    for k, s in zip(path, signs):
        total = total + F.logsigmoid(s * z_nodes[k])
        return total

# %% right: A recursive walk: the first decision plus the rest of the way.
import math

def hier_logprob(z_nodes, path, signs):
    if len(path) == 0:
        return 0.0
    u = float(signs[0] * z_nodes[path[0]])
    if u > 0:
        here = -math.log1p(math.exp(-u))
    else:
        here = u - math.log1p(math.exp(u))
    return here + hier_logprob(z_nodes, path[1:], signs[1:])

# %% right: NumPy: log sigma(u) = -log(e^0 + e^-u), with logaddexp.
import numpy as np

def hier_logprob(z_nodes, path, signs):
    z = np.take(z_nodes.numpy(), path.numpy())
    return float(-np.logaddexp(0.0, -z * signs.numpy()).sum())

# %% right: Both log-probabilities of every node in a table (right, left), then one look-up per decision.
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    table = torch.stack([F.logsigmoid(-z_nodes), F.logsigmoid(z_nodes)], dim=1)
    column = (signs > 0).long()
    return table[path, column].sum(dim=0)

# %% wrong: The probabilities of the decisions are added and the logarithm taken of the sum; independent decisions multiply.
# told: log_of_sum
import torch

def hier_logprob(z_nodes, path, signs):
    p = torch.sigmoid(signs * z_nodes[path])
    return torch.log(p.sum())

# %% wrong: The sign stands in front of the logarithm, as if right were 1/sigma(z) and not sigma(-z).
# told: sign_outside
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    return (signs * F.logsigmoid(z_nodes[path])).sum()

# %% wrong: The nodes are made to compete with a softmax over all inner nodes; each node is a left-or-right decision of its own.
# told: softmax_over_turned_nodes
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes.clone()
    z[path] = z[path] * signs
    logp = torch.log_softmax(z, dim=0)
    total = 0.0
    for k in path:
        total = total + logp[k]
    return total

# %% wrong: The first depth nodes are used, not the nodes that path names.
# told: path_ignored
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[:len(path)]
    return torch.nn.functional.logsigmoid(signs * z).sum()

# %% wrong: Left and right are swapped: sigma(-z) is used where the sign is 1.
# told: sides_exchanged
import torch

def hier_logprob(z_nodes, path, signs):
    logp = torch.zeros((), dtype=torch.float64)
    for k, s in zip(path.tolist(), signs.tolist()):
        z = z_nodes[k]
        if s > 0:
            logp = logp + torch.nn.functional.logsigmoid(-z)
        else:
            logp = logp + torch.nn.functional.logsigmoid(z)
    return logp

# %% wrong: TWO: the path is read from the leaf up while the signs are read from the root down; and the result is the loss -log p.
# told: signs_backwards_and_negative
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path.flip(0)] * signs
    return -torch.nn.functional.logsigmoid(z).sum()

# %% wrong: The product of the probabilities is computed first; for large logits it is 0 and its logarithm -inf.
# told: log_of_sigma
import torch

def hier_logprob(z_nodes, path, signs):
    p = 1.0
    for k, s in zip(path, signs):
        p = p * torch.sigmoid(s * z_nodes[k])
    return torch.log(p)

# %% wrong: A leftover from debugging: only the first two decisions of the path are used.
# told: first_two_alone
import torch

def hier_logprob(z_nodes, path, signs):
    path, signs = path[:2], signs[:2]  # small example first
    u = signs * z_nodes[path]
    # log sigma(u), stable
    terms = torch.minimum(u, torch.zeros_like(u)) - torch.log1p(torch.exp(-u.abs()))
    return terms.sum()

# %% right: Walks down the tree by recursion, with math and two branches against overflow.
import math


def hier_logprob(z_nodes, path, signs):
    def logsig(t):
        return -math.log1p(math.exp(-t)) if t >= 0 else t - math.log1p(math.exp(t))

    def walk(i):
        if i == len(path):
            return 0.0
        return logsig(float(signs[i]) * float(z_nodes[int(path[i])])) + walk(i + 1)

    return walk(0)

# %% right: Sum of the softplus of the logits against the way, with logaddexp.
import torch


def hier_logprob(z_nodes, path, signs):
    against = -signs * torch.index_select(z_nodes, 0, path)
    return -torch.logaddexp(against, torch.zeros_like(against)).sum()

# %% right: numpy; the turns to the left and to the right are treated apart.
import numpy as np


def hier_logprob(z_nodes, path, signs):
    z = z_nodes.numpy()[path.numpy()]
    left = signs.numpy() == 1
    def log_sigma(t):
        return np.minimum(t, 0) - np.log1p(np.exp(-np.abs(t)))
    return float(log_sigma(z[left]).sum() + log_sigma(-z[~left]).sum())

# %% wrong: The signed logits are added first and one sigmoid is taken of the sum, instead of one sigmoid for each decision.
# told: sigma_of_the_sum
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    total = (signs * z_nodes[path]).sum()
    return F.logsigmoid(total)

# %% wrong: The sign multiplies the log-probability instead of the logit, as if the log-probability of right were minus that of left.
# told: sign_outside
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    left = F.logsigmoid(z_nodes[path])
    return (signs * left).sum()

# %% wrong: Every inner node of the tree counts: nodes off the path enter as a decision with probability 1/2.
# told: half_for_the_rest
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    direction = torch.zeros_like(z_nodes)
    direction[path] = signs
    return F.logsigmoid(direction * z_nodes).sum()

# %% wrong: Left and right are swapped: the sign 1 is treated as a turn to the right.
# told: sides_exchanged
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    logp = 0.0
    for k, s in zip(path, signs):
        z = z_nodes[k]
        if s == 1:
            logp = logp + F.logsigmoid(-z)
        else:
            logp = logp + F.logsigmoid(z)
    return logp

# %% wrong: The first depth logits are taken, instead of the logits of the nodes whose numbers are in path.
# told: path_ignored
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[:len(path)]
    return F.logsigmoid(signs * z).sum()

# %% wrong: TWO: the root's own decision is left out, the loop starts at path[1]; and minus the log-probability is returned, as a loss.
# told: root_left_out_and_negative
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    loss = 0.0
    for i in range(1, len(path)):
        loss -= F.logsigmoid(signs[i] * z_nodes[path[i]])
    return loss

# %% wrong: A turn to the right is computed as log(1 - sigmoid(z)), which loses its digits and becomes -inf for large positive logits.
# told: one_minus_sigma
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    left = F.logsigmoid(z)
    right = torch.log(1 - torch.sigmoid(z))
    return torch.where(signs > 0, left, right).sum()

# %% wrong: A leftover from trying the example by hand: only the first two decisions of the path are used.
# told: first_two_alone
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    path = path[:2]  # small test
    out = 0.0
    for k, s in zip(path.tolist(), signs.tolist()):
        out += F.logsigmoid(s * z_nodes[k])
    return out

# %% right: Loop with Python numbers and two branches for the sign of the exponent; returns a float.
import math
import torch
def hier_logprob(z_nodes, path, signs):
    total = 0.0
    for k, s in zip(path.tolist(), signs.tolist()):
        t = s * z_nodes[k].item()
        if t >= 0:
            total -= math.log1p(math.exp(-t))
        else:
            total += t - math.log1p(math.exp(t))
    return total

# %% right: Recursion down the path; min(t, 0) - log1p(exp(-|t|)) for one decision.
import torch
def hier_logprob(z_nodes, path, signs):
    if path.numel() == 0:
        return torch.zeros((), dtype=z_nodes.dtype)
    z = z_nodes[path[0]]
    t = z if signs[0] > 0 else -z
    here = torch.clamp(t, max=0) - torch.log1p(torch.exp(-t.abs()))
    return here + hier_logprob(z_nodes, path[1:], signs[1:])

# %% right: NumPy; left and right turns are summed apart with logaddexp.
import numpy as np
import torch
def hier_logprob(z_nodes, path, signs):
    z = z_nodes.numpy()[path.numpy()]
    left = signs.numpy() == 1
    cost = np.logaddexp(0.0, -z[left]).sum() + np.logaddexp(0.0, z[~left]).sum()
    return float(-cost)

# %% wrong: The probabilities of the decisions are added up; for independent decisions they are multiplied.
# told: log_of_sum
import torch
def hier_logprob(z_nodes, path, signs):
    p = torch.sigmoid(signs * z_nodes[path])
    return torch.log(p.sum())

# %% wrong: The sign multiplies the logarithm, not the logit: log(1 - p) is not -log(p).
# told: sign_outside
import torch
import torch.nn.functional as F
def hier_logprob(z_nodes, path, signs):
    return (signs * F.logsigmoid(z_nodes[path])).sum()

# %% wrong: The nodes of the path compete in a softmax; but each node is a left/right decision of its own.
# told: softmax_over_the_way
import torch
def hier_logprob(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return torch.log_softmax(z, dim=0).sum()

# %% wrong: The first depth nodes are taken in order, path is not used to look up the logits.
# told: path_ignored
import torch
def hier_logprob(z_nodes, path, signs):
    depth = len(path)
    z = z_nodes[:depth]
    return torch.nn.functional.logsigmoid(signs * z).sum()

# %% wrong: The loop ends one node too early: the last decision before the leaf is missing.
# told: last_left_out
import torch
def hier_logprob(z_nodes, path, signs):
    total = torch.tensor(0.0, dtype=torch.float64)
    for k in range(len(path) - 1):
        total = total + torch.nn.functional.logsigmoid(signs[k] * z_nodes[path[k]])
    return total

# %% wrong: TWO: left and right are swapped (the sign of the logit); and the mean over the path is returned, not the sum.
# told: sides_exchanged_and_averaged
import torch
def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    return torch.nn.functional.logsigmoid(-signs * z).mean()

# %% wrong: -log1p(exp(-t)) overflows to -inf for very unlikely turns (t below about -710).
# told: log_of_sigma
import torch
def hier_logprob(z_nodes, path, signs):
    t = signs * z_nodes[path]
    return -torch.log1p(torch.exp(-t)).sum()

# %% wrong: The numbers of the example by hand were left in the function and replace the argument z_nodes.
# told: example_left_in
import math
import torch
def hier_logprob(z_nodes, path, signs):
    z_nodes = torch.tensor([math.log(3), 0.5, 0.0], dtype=torch.float64)
    return torch.nn.functional.logsigmoid(z_nodes[path] * signs).sum()

# %% right: Recursion down the path: one decision and then the rest; the two signs of t are handled apart.
import math
import torch


def hier_logprob(z_nodes, path, signs):
    if len(path) == 0:
        return 0.0
    t = float(signs[0]) * float(z_nodes[int(path[0])])
    first = -math.log1p(math.exp(-t)) if t >= 0 else t - math.log1p(math.exp(t))
    return first + hier_logprob(z_nodes, path[1:], signs[1:])

# %% right: Both log-probabilities for all nodes, then a choice by the sign; log(1-sigma) is log sigma - z.
import torch


def hier_logprob(z_nodes, path, signs):
    left = z_nodes.clamp(max=0) - torch.log1p(torch.exp(-z_nodes.abs()))
    right = left - z_nodes
    both = torch.where(signs > 0, left[path], right[path])
    return both.cumsum(0)[-1]

# %% right: NumPy: the loss of each decision is logaddexp(0, -t).
import numpy as np
import torch


def hier_logprob(z_nodes, path, signs):
    z = np.take(z_nodes.numpy(), path.numpy())
    cost = np.logaddexp(0.0, -signs.numpy() * z)
    return float(-cost.sum())

# %% wrong: The probabilities of the decisions are added before the logarithm; independent decisions must be multiplied, so their logarithms add up.
# told: log_of_sum
import torch


def hier_logprob(z_nodes, path, signs):
    prob = torch.sigmoid(signs * z_nodes[path])
    return torch.log(prob.sum())

# %% wrong: The sign is put in front of the log-probability instead of in front of the logit: -log sigma(z) is not log(1 - sigma(z)).
# told: sign_outside
import torch


def hier_logprob(z_nodes, path, signs):
    logp = torch.nn.functional.logsigmoid(z_nodes[path])
    return (signs * logp).sum()

# %% wrong: All inner nodes of the tree are counted: the nodes off the path get the probability to go left, though they play no part.
# told: all_nodes
import torch


def hier_logprob(z_nodes, path, signs):
    s = torch.ones_like(z_nodes)
    s[path] = signs
    return torch.nn.functional.logsigmoid(s * z_nodes).sum()

# %% wrong: The node numbers are shifted by one, as if the nodes were counted from 1; node 0 becomes the last node.
# told: nodes_off_by_one
import torch


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path - 1]
    return torch.nn.functional.logsigmoid(signs * z).sum()

# %% wrong: The logarithms are averaged over the depth instead of added.
# told: averaged
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.nn.functional.logsigmoid(signs * z_nodes[path]).mean()

# %% wrong: TWO: left and right are swapped (sigma(z) is used for right); and the first depth nodes are taken instead of those that path names.
# told: path_ignored_and_sides_exchanged
import torch


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[:len(path)]
    return torch.nn.functional.logsigmoid(-signs * z).sum()

# %% wrong: The running total is set to 0 inside the loop, so only the last decision counts.
# told: last_alone
import torch


def hier_logprob(z_nodes, path, signs):
    for k, s in zip(path, signs):
        total = 0.0
        total = total + torch.nn.functional.logsigmoid(s * z_nodes[k])
    return total

# %% right: Plain Python walk down the tree with math only; log sigma(a) = min(a, 0) - log1p(exp(-|a|)).
import math

def hier_logprob(z_nodes, path, signs):
    answer = 0.0
    for node, s in zip(path.tolist(), signs.tolist()):
        a = float(z_nodes[node])
        if s < 0:
            a = -a
        answer += min(a, 0.0) - math.log1p(math.exp(-abs(a)))
    return answer

# %% right: Left and right turns are summed separately, with softplus, which the text allows by name.
import torch
from torch.nn.functional import softplus

def hier_logprob(z_nodes, path, signs):
    z = torch.index_select(z_nodes, 0, path)
    went_left = signs == 1
    cost = softplus(-z[went_left]).sum() + softplus(z[~went_left]).sum()
    return -cost.item()

# %% right: Each decision as a softmax over the two logits (z, 0); the column of the turn taken is gathered from log_softmax.
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    table = torch.stack([z, torch.zeros_like(z)], dim=1).log_softmax(dim=1)
    column = ((1 - signs) / 2).long()
    return table.gather(1, column[:, None]).sum()

# %% wrong: The signed logits are added first and then go through one logsigmoid; the sigmoid of a sum is not the product of the sigmoids.
# told: sigma_of_the_sum
import torch

def hier_logprob(z_nodes, path, signs):
    z = torch.dot(signs, z_nodes[path])
    return torch.nn.functional.logsigmoid(z)

# %% wrong: The nodes that are not on the path are counted too, as if the walk turned left there; no decision is taken at them.
# told: all_nodes
import torch

def hier_logprob(z_nodes, path, signs):
    all_signs = torch.ones_like(z_nodes)
    all_signs[path] = signs
    return torch.nn.functional.logsigmoid(all_signs * z_nodes).sum()

# %% wrong: Left and right are swapped: -softplus(s z) is log sigma(-s z); the minus inside softplus is missing.
# told: sides_exchanged
import torch
from torch.nn.functional import softplus

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    return -softplus(signs * z).sum()

# %% wrong: The last decision on the path, the one that reaches the leaf, is left out of the loop.
# told: last_left_out
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    depth = len(path)
    logp = torch.zeros((), dtype=torch.float64)
    for k in range(depth - 1):
        logp = logp + F.logsigmoid(signs[k] * z_nodes[path[k]])
    return logp

# %% wrong: TWO: the minus in front of softplus is missing, so the result is positive; and the decisions are averaged instead of added.
# told: averaged_and_negative
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    return F.softplus(-signs * z_nodes[path]).mean()

# %% wrong: Right turns use log(1 - sigma(z)) literally: from z = 37 on sigma(z) is stored as 1 and the result is -inf.
# told: one_minus_sigma
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    left = F.logsigmoid(z)
    right = torch.log1p(-torch.sigmoid(z))
    return torch.where(signs > 0, left, right).sum()

# %% wrong: The loop counter k is used to look up the logit, in place of the node number path[k].
# told: path_ignored
import torch

def hier_logprob(z_nodes, path, signs):
    total = 0.0
    for k, node in enumerate(path):
        total += torch.nn.functional.logsigmoid(signs[k] * z_nodes[k])
    return total

# %% right: A walk with plain Python floats; the helper is stable because it only uses exp of negative numbers.
import math
import torch

def _log_sigma(t):
    return min(t, 0.0) - math.log1p(math.exp(-abs(t)))

def hier_logprob(z_nodes, path, signs):
    answer = 0.0
    for step in range(len(path)):
        z = float(z_nodes[int(path[step])])
        went_left = float(signs[step]) > 0
        answer += _log_sigma(z) if went_left else _log_sigma(-z)
    return answer

# %% right: numpy: -log(1 + e^(-t)) as -logaddexp(0, -t), wrapped in a tensor again.
import numpy as np
import torch

def hier_logprob(z_nodes, path, signs):
    t = z_nodes.numpy()[path.numpy()] * signs.numpy()
    return torch.tensor(-np.logaddexp(0.0, -t).sum(), dtype=torch.float64)

# %% right: Unusual algebra: log sigma(-z) = log sigma(z) - z, so take log sigma(z) at every node and subtract the logit at each right turn.
import torch
from torch.nn.functional import logsigmoid

def hier_logprob(z_nodes, path, signs):
    z = torch.index_select(z_nodes, 0, path)
    every = logsigmoid(z)
    if bool((signs == 1).all()):
        return every.sum()
    right = (1 - signs) / 2
    return torch.sum(every - right * z)

# %% wrong: Every node of the tree takes a decision: the nodes off the path are counted as right turns, but they should not count at all.
# told: right_turns_for_the_rest
import torch

def hier_logprob(z_nodes, path, signs):
    full = -torch.ones_like(z_nodes)
    full[path] = signs
    return -torch.nn.functional.softplus(-full * z_nodes).sum()

# %% wrong: The path is sorted by node number but the signs are not, so the turns are matched with the wrong nodes.
# told: nodes_in_order_of_numbers
import torch

def hier_logprob(z_nodes, path, signs):
    total = 0.0
    for node, s in zip(sorted(path.tolist()), signs.tolist()):
        total = total + torch.nn.functional.logsigmoid(s * z_nodes[node])
    return total

# %% wrong: The log-probabilities of the decisions are averaged over the depth instead of added.
# told: averaged
import torch

def hier_logprob(z_nodes, path, signs):
    z = z_nodes.gather(0, path)
    return torch.nn.functional.logsigmoid(z * signs).mean()

# %% wrong: TWO: left and right are exchanged (left gets sigma(-z)); and the negative log-probability is returned, a loss.
# told: sides_exchanged_and_negative
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    left = F.logsigmoid(-z)
    right = F.logsigmoid(z)
    logp = torch.where(signs > 0, left, right)
    return -logp.sum()

# %% wrong: The logits are clamped to -500..500 so that exp does not overflow, but a decision against a logit of 1000 costs 1000, not 500.
# told: logits_cut_off_at_five_hundred
import torch

def hier_logprob(z_nodes, path, signs):
    z = (signs * z_nodes[path]).clamp(-500, 500)
    return -torch.log1p(torch.exp(-z)).sum()

# %% wrong: Variables mixed up: the logit is read at the step number i instead of at the node number k.
# told: path_ignored
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    logp = torch.zeros((), dtype=torch.float64)
    for i, k in enumerate(path.tolist()):
        logp = logp + F.logsigmoid(signs[i] * z_nodes[i])
    return logp

# %% wrong: Clamped at 1e-7.
# told: cut_off_at_seven_digits
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.log(torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-7)).sum()

# %% wrong: Log of 1 minus sigma as 1 minus log sigma.
# told: one_minus_the_logarithm
import torch


def hier_logprob(z_nodes, path, signs):
    l = torch.nn.functional.logsigmoid(z_nodes[path])
    return torch.where(signs > 0, l, 1 - l).sum()

# %% wrong: Piecewise: for |z|>20 zero.
# told: far_logits_are_free
import torch


def hier_logprob(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return torch.where(z.abs() > 20, torch.zeros_like(z), torch.nn.functional.logsigmoid(z)).sum()

# %% wrong: Piecewise: log sigma for positive z only.
# told: unlikely_is_free
import torch


def hier_logprob(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return torch.nn.functional.logsigmoid(z[z > 0]).sum()

# %% wrong: Log of the 0/1 decision: cut at one half.
# told: decided
import torch


def hier_logprob(z_nodes, path, signs):
    p = torch.sigmoid(z_nodes[path])
    return torch.log(torch.where(signs > 0, (p > 0.5).double(), (p <= 0.5).double())).sum()

# %% wrong: Heap numbering: 2k+1 children from the signs.
# told: numbers_worked_out
import torch


def hier_logprob(z_nodes, path, signs):
    k, r = 0, torch.zeros((), dtype=torch.float64)
    for s in signs:
        if k >= len(z_nodes):
            break
        r = r + torch.nn.functional.logsigmoid(s * z_nodes[k])
        k = 2 * k + (1 if s > 0 else 2)
    return r

# %% wrong: For a right turn sigma(1 - z) is taken.
# told: one_minus_the_logit
import torch


def hier_logprob(z_nodes, path, signs):
    z = z_nodes[path]
    return torch.nn.functional.logsigmoid(torch.where(signs > 0, z, 1 - z)).sum()

# %% wrong: Mask of the path: order of the nodes lost.
# told: nodes_in_order_of_numbers
import torch


def hier_logprob(z_nodes, path, signs):
    m = torch.zeros(len(z_nodes), dtype=torch.bool)
    m[path] = True
    return torch.nn.functional.logsigmoid(signs * z_nodes[m]).sum()

# %% wrong: Clamp 1e-12 in bits.
# told: cut_off_in_bits
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.log2(torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-12)).sum()

# %% wrong: Clamp of the product 1e-12.
# told: product_cut_off
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.log(torch.sigmoid(signs * z_nodes[path]).prod().clamp(min=1e-12))

# %% wrong: Eps of 1e-12 on the product.
# told: product_softened
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.log(torch.sigmoid(signs * z_nodes[path]).prod() + 1e-12)

# %% wrong: Logits clamped at 20.
# told: logits_cut_off_at_twenty
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.nn.functional.logsigmoid((signs * z_nodes[path]).clamp(-20, 20)).sum()

# %% wrong: Min of the decisions.
# told: least_likely_alone
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.nn.functional.logsigmoid(signs * z_nodes[path]).min()

# %% wrong: (1 + tanh z)/2 stands for the sigmoid.
# told: logits_doubled_and_log_of_sigma
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.log((1 + torch.tanh(signs * z_nodes[path])) / 2).sum()

# %% wrong: Log of sigma with abs z.
# told: always_the_likelier
import torch


def hier_logprob(z_nodes, path, signs):
    return torch.nn.functional.logsigmoid((signs * z_nodes[path]).abs()).sum()

# %% wrong: Bce on sigmoid clamps at 100.
# told: surprise_cut_off_at_one_hundred
import torch


def hier_logprob(z_nodes, path, signs):
    return -torch.nn.functional.binary_cross_entropy(torch.sigmoid(z_nodes[path]), (signs + 1) / 2, reduction="sum")

# %% wrong: Bce with targets signs unshifted.
# told: signs_for_targets
import torch


def hier_logprob(z_nodes, path, signs):
    return -torch.nn.functional.binary_cross_entropy_with_logits(z_nodes[path], signs, reduction="sum")

# %% right: A Python loop with its own stable log-sigmoid; returns a float.
import math

import torch


def log_sigma(x):
    return min(x, 0.0) - math.log1p(math.exp(-abs(x)))


def hier_logprob(z_nodes, path, signs):
    z = z_nodes.tolist()
    total = 0.0
    for k, s in zip(path.tolist(), signs.tolist()):
        if s > 0:
            total += log_sigma(z[k])
        else:
            total += log_sigma(-z[k])
    return total

# %% right: log sigma(z) = z - softplus(z) for left and -softplus(z) for right: the logits of the left turns minus the softplus of all.
import torch


def hier_logprob(z_nodes, path, signs):
    z = torch.index_select(z_nodes, 0, path)
    left = (signs + 1) / 2
    per_node = left * z - torch.nn.functional.softplus(z)
    return per_node.sum()

# %% right: NumPy, with np.take and logaddexp(0, -x) as the softplus.
import numpy as np
import torch


def hier_logprob(z_nodes, path, signs):
    x = np.take(z_nodes.numpy(), path.numpy()) * signs.numpy()
    costs = np.logaddexp(np.zeros_like(x), -x)
    return -float(np.sum(costs))

# %% wrong: The probabilities of the decisions are added; independent decisions must be multiplied.
# told: log_of_sum
import torch


def hier_logprob(z_nodes, path, signs):
    probs = torch.sigmoid(signs * z_nodes[path])
    return torch.log(probs.sum())

# %% wrong: The sign stands outside of the logarithm: -log sigma(z) is taken for going right, but that is not log(1 - sigma(z)).
# told: sign_outside
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    return torch.dot(signs, F.logsigmoid(z_nodes[path]))

# %% wrong: The node numbers are sorted before they meet the signs, so a sign may belong to another node.
# told: nodes_in_order_of_numbers
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    nodes, _ = torch.sort(path)
    z = z_nodes[nodes]
    return F.logsigmoid(z * signs).sum()

# %% wrong: The nodes are taken to be numbered from 1: node k is read at z_nodes[k - 1].
# told: nodes_off_by_one
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    logp = 0.0
    for k, s in zip(path, signs):
        logp = logp - F.softplus(-s * z_nodes[k - 1])
    return logp

# %% wrong: TWO: left and right are swapped (sigma(z) is used where the path turns right); and the last decision, at the end of the path, is left out.
# told: sides_exchanged_and_last_left_out
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    logp = torch.tensor(0.0, dtype=torch.float64)
    for i in range(len(path) - 1):
        z = z_nodes[path[i]]
        if signs[i] == -1:
            logp = logp + F.logsigmoid(z)
        else:
            logp = logp + F.logsigmoid(-z)
    return logp

# %% wrong: Each probability is clamped at 1e-300 before the logarithm: a decision with a logit of -1000 then costs 690.8 instead of 1000.
# told: clue
import torch


def hier_logprob(z_nodes, path, signs):
    p = torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-300)
    return torch.log(p).sum()

# %% wrong: The loop reads z_nodes at the position in the path, not at the number of the node that stands there (variable mixed up).
# told: path_ignored
import torch
import torch.nn.functional as F


def hier_logprob(z_nodes, path, signs):
    total = 0.0
    for i, node in enumerate(path.tolist()):
        x = signs[i] * z_nodes[i]
        total += F.logsigmoid(x)
    return total

# %% right: Each decision is a binary label: minus the summed binary cross-entropy with logits.
import torch
import torch.nn.functional as F

def hier_logprob(z_nodes, path, signs):
    went_left = (signs + 1) / 2
    return -F.binary_cross_entropy_with_logits(z_nodes[path], went_left, reduction="sum")

# %% right: Recursion down the tree with Python floats; min(t, 0) - log1p(exp(-|t|)).
import math

def hier_logprob(z_nodes, path, signs):
    z, nodes, s = z_nodes.tolist(), path.tolist(), signs.tolist()

    def walk(step):
        if step == len(nodes):
            return 0.0
        t = z[nodes[step]] if s[step] > 0 else -z[nodes[step]]
        return min(t, 0.0) - math.log1p(math.exp(-abs(t))) + walk(step + 1)

    return walk(0)

# %% right: Left and right as a softmax of two logits (z, 0), and gather of the column that the path takes.
import torch

def hier_logprob(z_nodes, path, signs):
    z = torch.take(z_nodes, path)
    both = torch.log_softmax(torch.stack([z, torch.zeros_like(z)], dim=1), dim=1)
    col = (signs < 0).long().view(-1, 1)
    return both.gather(1, col).sum().item()

# %% wrong: The sign is multiplied to the logarithm, not to the logit: going right is then 1/sigma(z) in place of sigma(-z).
# told: sign_outside
import torch

def hier_logprob(z_nodes, path, signs):
    return (signs * torch.nn.functional.logsigmoid(z_nodes[path])).sum()

# %% wrong: The nodes are made to compete in one softmax over all logits; each node decides on its own with a sigmoid.
# told: softmax_over_nodes
import torch

def hier_logprob(z_nodes, path, signs):
    logp = torch.log_softmax(z_nodes, dim=0)[path]
    log_other = torch.log1p(-logp.exp())
    return torch.where(signs > 0, logp, log_other).sum()

# %% wrong: The probabilities of the decisions are added up (an "or") before the logarithm; independent decisions multiply.
# told: log_of_sum
import torch

def hier_logprob(z_nodes, path, signs):
    logs = torch.nn.functional.logsigmoid(signs * z_nodes[path])
    return torch.logsumexp(logs, dim=0)

# %% wrong: The logs of the decisions are averaged over the depth, where they must be summed.
# told: averaged
import torch

def hier_logprob(z_nodes, path, signs):
    t = signs * z_nodes[path]
    return -torch.logaddexp(torch.zeros_like(t), -t).mean()

# %% wrong: TWO: the last node of the path is taken for the leaf and skipped; and the negative log-probability is returned.
# told: last_left_out_and_negative
import torch

def hier_logprob(z_nodes, path, signs):
    nll = 0.0
    for k, s in zip(path[:-1], signs[:-1]):
        nll = nll - torch.nn.functional.logsigmoid(s * z_nodes[k])
    return nll

# %% wrong: A boolean mask picks the path's logits in the order of the node numbers, so the signs do not fit when path does not rise.
# told: nodes_in_order_of_numbers
import torch

def hier_logprob(z_nodes, path, signs):
    on_path = torch.zeros(len(z_nodes), dtype=torch.bool)
    on_path[path] = True
    return torch.nn.functional.logsigmoid(z_nodes[on_path] * signs).sum()

# %% wrong: The loop counter i is used as the node number: z_nodes[i] in place of z_nodes[k].
# told: path_ignored
import torch

def hier_logprob(z_nodes, path, signs):
    total = torch.zeros((), dtype=torch.float64)
    for i, k in enumerate(path.tolist()):
        total += torch.nn.functional.logsigmoid(signs[i] * z_nodes[i])
    return total
