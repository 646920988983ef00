"""Exercise: a probability from a tree of decisions."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
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
        way("one node, to the left", numbers([math.log(3)]), [0], [1]),
        way("three nodes, right and then left", numbers(math.log(3), 0.5, -1), [0, 2], [-1, 1]),
        way("seven nodes: left, right, right", z, [0, 1, 4], [1, -1, -1]),
        way("seven nodes, a leaf on the right", z, path, [1 - 2 * bit for bit in bits]),
        way("a lopsided tree whose numbers are mixed up, a path of five", 1.5 * draw.away_from_zero(8, gap=0.2),
            [3, 0, 6, 7, 4], [-1, 1, -1, -1, 1]),
        way("a logit of 30, to the right", numbers([30]), [0], [-1]),
        way("logits of 17, 0 and 16: right, left, left", numbers(17, 0, 16), [0, 1, 2], [-1, 1, 1]),
        way("a leaf that is almost certain", numbers(1000, -1000, 0.5), [0, 1], [1, -1]),
        way("a leaf that is almost impossible", numbers(1000, -1000, 0.5), [0, 1, 2], [-1, 1, 1]),
    ]


task = Task(
    key="hier_logprob", title="A probability from a tree of decisions", points=1, difficulty=2, minutes=10,
    objective="compute the log-probability of one class out of many along its path in a tree",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N04-18",),
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


def _decisions(z_nodes: Tensor, path: Tensor, signs: Tensor) -> Tensor:
    """The right log-probability of each decision."""
    return _log_sigma(signs * z_nodes[path])


@task.wrong("You multiply the logarithms: two decisions of 1/2 each give you (-0.6931)² = 0.48. Can the logarithm of a "
            "probability be positive?", short="the logarithms are multiplied")
def product_of_logs(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs).prod()


@task.wrong("You add the probabilities: two decisions of 1/2 each give you log(1/2 + 1/2) = 0, as if the leaf were "
            "certain. How likely is it that both go the right way?",
            short="the probabilities are added, not multiplied")
def log_of_sum(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).sum().log()


@task.wrong("You average over the way: two decisions of 1/2 each give you log(1/2), and so do three. How likely is it "
            "that all of them go the right way?", short="the logarithms are averaged, not added")
def averaged(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs).mean()


@task.wrong("You give one number for each decision: two decisions of 1/2 each give (-0.6931, -0.6931). How likely is "
            "it that both go the right way, and what does the logarithm make of that?",
            short="the logarithms are not added")
def not_added(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)


@task.wrong("Left and right get the same from you: at a single node with z = 1.0986 both leaves have the probability "
            "3/4. How much is left for the right one if the left one takes 3/4?", short="the signs play no part")
def signs_ignored(z_nodes, path, signs):
    return _log_sigma(z_nodes[path]).sum()


@task.wrong("Left and right have changed places: at a single node with z = 1.0986 your left leaf has the probability "
            "1/4. Which way is taken with the probability sigma(z)?", short="left and right have changed places")
def sides_exchanged(z_nodes, path, signs):
    return _log_sigma(-signs * z_nodes[path]).sum()


@task.wrong("Every decision goes to the right: at a single node with z = 1.0986 both leaves have the probability 1/4. "
            "How much is left for the left one?", short="every decision goes to the right")
def always_right(z_nodes, path, signs):
    return _log_sigma(-z_nodes[path]).sum()


@task.wrong("A turn to the right costs nothing: at a single node with z = 1.0986 your right leaf has the probability "
            "1. How much is left for it if the left one takes 3/4?", short="a turn to the right costs nothing")
def right_turns_free(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)[signs > 0].sum()


@task.wrong("A turn to the left costs nothing: at a single node with z = 1.0986 your left leaf has the probability 1. "
            "What is sigma(1.0986)?", short="a turn to the left costs nothing")
def left_turns_free(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)[signs < 0].sum()


@task.wrong("On a right turn you flip the logarithm: at a single node with z = 1.0986 the leaves get -0.288 and "
            "+0.288, that is the probabilities 0.75 and 1.33. What should the two add up to?",
            short="the sign multiplies the logarithm, not the logit")
def sign_outside(z_nodes, path, signs):
    return (signs * _log_sigma(z_nodes[path])).sum()


@task.wrong("The sign multiplies the probability: at a single node with z = 1.0986 the right leaf gets the logarithm "
            "of -3/4, which is nan. How much is left for it if the left one takes 3/4?",
            short="the sign multiplies the probability, not the logit")
def sign_at_the_probability(z_nodes, path, signs):
    return (signs * torch.sigmoid(z_nodes[path])).log().sum()


@task.wrong("You add up every inner node of the tree: with three nodes and all z = 0 a leaf gets 3·log(1/2) = -2.08, "
            "though there are four equal leaves. How many decisions does the way to one leaf take?",
            short="nodes beside the way count too")
def all_nodes(z_nodes, path, signs):
    turned = z_nodes.clone()
    turned[path] = signs * z_nodes[path]
    return _log_sigma(turned).sum()


@task.wrong("You use neither path nor signs: in a tree with three nodes every leaf gets the same sum over all nodes, "
            "-2.08 when all z are 0. In what do the ways to two different leaves differ?",
            short="neither path nor signs play a part")
def all_nodes_unsigned(z_nodes, path, signs):
    return _log_sigma(z_nodes).sum()


@task.wrong("You take the first nodes of the list: for path = (0, 2) you read the logits of nodes 0 and 1. Where does "
            "a walk go that turns right at the root of a tree of three nodes?",
            short="the first nodes are read, not those on the way")
def path_ignored(z_nodes, path, signs):
    return _log_sigma(signs * z_nodes[:len(path)]).sum()


@task.wrong("Two things at once: for path = (0, 2) you read the logits of nodes 0 and 1, and both sides of a node get "
            "the same from you. Which nodes lie on the way, and how much does sigma(z) leave for the right?",
            short="the first nodes are read, and the signs play no part")
def path_and_signs_ignored(z_nodes, path, signs):
    return _log_sigma(z_nodes[:len(path)]).sum()


@task.wrong("Your nodes are counted from 1: for path = (0, 2) you read node 1 and the last one. Which number does the "
            "root have?", short="the nodes are counted from one")
def nodes_off_by_one(z_nodes, path, signs):
    return _log_sigma(signs * z_nodes[path - 1]).sum()


@task.wrong("The signs run backwards: for path = (0, 2) and signs = (-1, 1) you go left at node 0 and right at node 2. "
            "To which node does the first sign belong?", short="the signs are read backwards")
def signs_backwards(z_nodes, path, signs):
    return _log_sigma(signs.flip(0) * z_nodes[path]).sum()


@task.wrong("The decision at the root is left out: a single node with z = 0 gives you 0, the logarithm of 1. Which "
            "decision comes first on the way?", short="the decision at the root is left out")
def root_left_out(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)[1:].sum()


@task.wrong("The last decision is left out: a single node with z = 0 gives you 0, the logarithm of 1. How many "
            "decisions does a path of one node take?", short="the last decision is left out")
def last_left_out(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)[:-1].sum()


@task.wrong("Only the last decision counts: two decisions of 1/2 each give you log(1/2) = -0.6931. What happened to "
            "the first one?", short="only the last decision counts")
def last_alone(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)[-1]


@task.wrong("Only the decision at the root counts: two decisions of 1/2 each give you log(1/2) = -0.6931. When is the "
            "sum complete?", short="only the decision at the root counts")
def root_alone(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)[0]


@task.wrong("You return the probability: a single decision with z = 0 gives you 0.5. With 100 decisions of 0.0001 it "
            "would be stored as 0. On which scale is the answer asked for?",
            short="the probability is returned, not its logarithm")
def probability(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).prod()


@task.wrong("You add the logits and decide once: two nodes with z = 0 give you log(1/2), though each of the two "
            "decisions halves what is left. What is the probability of one leaf out of four equal ones?",
            short="the logits are added before the sigmoid")
def sigma_of_the_sum(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).sum())


@task.wrong("You add the logits themselves: two nodes with z = 0 give you 0, the logarithm of 1. What is the "
            "probability of going left at z = 0?", short="the logits are added, without a sigmoid")
def logits_added(z_nodes, path, signs):
    return (signs * z_nodes[path]).sum()


@task.wrong("You add up the probabilities themselves: two decisions of 1/2 each give you 1. Of what is a sum the "
            "logarithm?", short="the probabilities are added, without a logarithm")
def sum_of_probabilities(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).sum()


@task.wrong("Your logarithm is to base 2: a single decision with z = 0 gives you -1, where -0.6931 is expected. Which "
            "logarithm is the natural one?", short="the logarithm is to base 2")
def in_bits(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs).sum() / math.log(2)


@task.wrong("Your result is the loss, not the log-probability: a single decision with z = 0 gives you +0.6931. Is the "
            "logarithm of 1/2 positive or negative?", short="the result has the opposite sign")
def negative(z_nodes, path, signs):
    return -_decisions(z_nodes, path, signs).sum()


@task.wrong("Right for small logits, -inf where a decision is hopeless: going right at z = 1000 has a probability that "
            "is stored as 0, and a logarithm of -1000. How can log(1 + exp(1000)) be had without forming exp(1000)?",
            short="a hopeless decision gives minus infinity")
def log_of_sigma(z_nodes, path, signs):
    return torch.log(torch.sigmoid(signs * z_nodes[path])).sum()


@task.wrong("Right turns lose digits: at z = 30 the right leaf gets -30.001, where -30 is expected, and at z = 1000 "
            "-inf. 1 - sigma(30) is 1 minus a number close to 1. Which other form of 1 - sigma(z) does the text name?",
            short="a right turn takes one minus a number close to one")
def one_minus_sigma(z_nodes, path, signs):
    p = torch.sigmoid(z_nodes[path])
    return torch.where(signs > 0, p, 1 - p).log().sum()


@task.wrong("Right for small logits, nan for logits of 1000: exp(1000) is stored as inf, and inf / inf or inf - inf is "
            "nan. Which power of e stays small when z is large and positive?",
            short="a power of e becomes inf, for likely turns too")
def power_over_power(z_nodes, path, signs):
    e = (signs * z_nodes[path]).exp()
    return (e / (1 + e)).log().sum()


@task.wrong("Right for hopeless decisions, but going left at z = 1000, which is almost certain, gives you -inf: "
            "exp(1000) is stored as inf. Which power of e stays small when z is large and positive?",
            short="a decision that is almost certain gives minus infinity")
def logit_minus_logarithm(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return (z - torch.log1p(z.exp())).sum()


@task.wrong("Right for small logits, an error where a decision is hopeless: `math.exp(1000)` is too large for a float. "
            "Which power of e stays small when the logit is -1000?", short="a power of e is too large for a float")
def error_of_math_exp(z_nodes, path, signs):
    return -sum(math.log(1 + math.exp(-z)) for z in (signs * z_nodes[path]).tolist())


@task.wrong("Right for small logits, an error where a decision is hopeless: its probability is stored as 0, and "
            "`math.log` refuses 0. Is the probability itself needed for its logarithm?",
            short="the logarithm of a probability that is stored as 0 stops with an error")
def error_of_math_log(z_nodes, path, signs):
    return sum(math.log(p) for p in torch.sigmoid(signs * z_nodes[path]).tolist())


@task.wrong("A hopeless decision costs you only 27.6: at z = 1000 the right leaf should get -1000, and 27.6 is -log of "
            "1e-12. How can the logarithm be had without forming the probability?",
            short="a tiny number is added to each probability")
def softened(z_nodes, path, signs):
    return (torch.sigmoid(signs * z_nodes[path]) + 1e-12).log().sum()


@task.wrong("A hopeless decision costs you only 27.6: at z = 1000 the right leaf should get -1000, and the probability "
            "is cut off at 1e-12. How can the logarithm be had without forming the probability?",
            short="each probability is cut off at a tiny number")
def cut_off(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-12).log().sum()


@task.wrong("A hopeless decision costs you only 23.0: at z = 1000 the right leaf should get -1000, and 23.0 is -log of "
            "1e-10. How can the logarithm be had without forming the probability?",
            short="a tiny number is added to each probability")
def softened_by_ten_digits(z_nodes, path, signs):
    return (torch.sigmoid(signs * z_nodes[path]) + 1e-10).log().sum()


@task.wrong("A hopeless decision costs you only 18.4: at z = 1000 the right leaf should get -1000, and 18.4 is -log of "
            "1e-8. How can the logarithm be had without forming the probability?",
            short="a small number is added to each probability")
def softened_by_eight_digits(z_nodes, path, signs):
    return (torch.sigmoid(signs * z_nodes[path]) + 1e-8).log().sum()


@task.wrong("Two things at once: a single node with z = 1.0986 gives its left leaf 1/4, and two decisions of 1/2 each "
            "give log(1/2). Which way is taken with the probability sigma(z), and how likely is it that both go the "
            "right way?", short="left and right have changed places, and the logarithms are averaged")
def sides_exchanged_and_averaged(z_nodes, path, signs):
    return _log_sigma(-signs * z_nodes[path]).mean()


@task.wrong("Two things at once: a single node with z = 1.0986 gives its left leaf +1.386. Which way is taken with the "
            "probability sigma(z), and is the logarithm of a probability positive?",
            short="left and right have changed places, and the result has the opposite sign")
def sides_exchanged_and_negative(z_nodes, path, signs):
    return -_log_sigma(-signs * z_nodes[path]).sum()


@task.wrong("Two things at once: both leaves of a node with z = 1.0986 get +0.288. How much does the left one leave "
            "for the right one, and is the logarithm of a probability positive?",
            short="the signs play no part, and the result has the opposite sign")
def signs_ignored_and_negative(z_nodes, path, signs):
    return -_log_sigma(z_nodes[path]).sum()


@task.wrong("Two things at once: both leaves of a node with z = 1.0986 get -0.288, and two decisions of 1/2 each give "
            "log(1/2). How much is left for the right one, and how likely is it that both decisions go the right way?",
            short="the signs play no part, and the logarithms are averaged")
def signs_ignored_and_averaged(z_nodes, path, signs):
    return _log_sigma(z_nodes[path]).mean()


@task.wrong("Two things at once: the left leaf of a node with z = 1.0986 has the logarithm of 1/4, and a hopeless "
            "decision gives -inf. Which way is taken with the probability sigma(z), and how large is the logarithm of "
            "sigma(-1000)?", short="left and right have changed places, and a hopeless decision gives minus infinity")
def sides_exchanged_and_log_of_sigma(z_nodes, path, signs):
    return torch.log(torch.sigmoid(-signs * z_nodes[path])).sum()


@task.wrong("Two things at once: both leaves of a node with z = 1.0986 get log(3/4), and a logit of -1000 gives -inf. "
            "How much is left for the right one, and how large is the logarithm of sigma(-1000)?",
            short="the signs play no part, and a hopeless decision gives minus infinity")
def signs_ignored_and_log_of_sigma(z_nodes, path, signs):
    return torch.log(torch.sigmoid(z_nodes[path])).sum()


@task.wrong("You take a softmax over all the nodes: a single node with z = 1.0986 gives its left leaf the probability "
            "1 and its right leaf 0, and in a larger tree nodes beside the way play a part. How large is "
            "sigma(1.0986)?",
            short="a softmax over all the nodes stands for the decisions")
def softmax_over_nodes(z_nodes, path, signs):
    log_p = torch.log_softmax(z_nodes, 0)[path]
    return torch.where(signs > 0, log_p, (-torch.expm1(log_p)).log()).sum()


@task.wrong("You take a softmax over all the nodes and add its logarithms on the way: a single node gives both its "
            "leaves the probability 1. How much does sigma(1.0986) = 3/4 leave for the right one?",
            short="a softmax over all the nodes stands for the decisions, without the signs")
def softmax_over_nodes_unsigned(z_nodes, path, signs):
    return torch.log_softmax(z_nodes, 0)[path].sum()


@task.wrong("You take a softmax over the nodes on the way: a single node gives both its leaves the probability 1, "
            "whatever z is. Between which two ways does each node decide, and by which function of its z?",
            short="a softmax over the nodes on the way stands for the decisions")
def softmax_over_the_way(z_nodes, path, signs):
    return torch.log_softmax(signs * z_nodes[path], 0).sum()


@task.wrong("Two things at once: left and right have changed places, and the decision at the root is left out: a "
            "single node gives you 0, the logarithm of 1. Which way is taken with the probability sigma(z), and which "
            "decision comes first?", short="left and right have changed places, and the root is left out")
def sides_exchanged_and_root_left_out(z_nodes, path, signs):
    return _decisions(z_nodes, path, -signs)[1:].sum()


@task.wrong("Two things at once: left and right have changed places, and the last decision is left out: a single node "
            "gives you 0. Which way is taken with the probability sigma(z), and how many decisions does a path of one "
            "node take?", short="left and right have changed places, and the last decision is left out")
def sides_exchanged_and_last_left_out(z_nodes, path, signs):
    return _decisions(z_nodes, path, -signs)[:-1].sum()


@task.wrong("Two things at once: the signs play no part, and the decision at the root is left out: a single node gives "
            "you 0 for both leaves, the logarithm of 1. How much does sigma(z) leave for the right, and which decision "
            "comes first?", short="the signs play no part, and the root is left out")
def signs_ignored_and_root_left_out(z_nodes, path, signs):
    return _log_sigma(z_nodes[path])[1:].sum()


@task.wrong("Two things at once: left and right have changed places, and the probability is returned: at a single node "
            "with z = 1.0986 your left leaf gets 0.25. Which way is taken with the probability sigma(z), and on which "
            "scale is the answer asked for?",
            short="left and right have changed places, and the probability is returned")
def sides_exchanged_and_probability(z_nodes, path, signs):
    return torch.sigmoid(-signs * z_nodes[path]).prod()


@task.wrong("You take a softmax over all the nodes, after the signs have turned those on the way: a single node gives "
            "both its leaves the probability 1. How much does sigma(1.0986) = 3/4 leave for the right one?",
            short="a softmax over all the nodes stands for the decisions, after the signs")
def softmax_over_turned_nodes(z_nodes, path, signs):
    return torch.log_softmax(z_nodes.index_copy(0, path, signs * z_nodes[path]), 0)[path].sum()


@task.wrong("Two things at once: for path = (0, 2) and signs = (-1, 1) you go left at node 0; and a decision with z = "
            "0 gives you +0.6931. To which node does the first sign belong, and is the logarithm of 1/2 positive?",
            short="the signs are read backwards, and the result has the opposite sign")
def signs_backwards_and_negative(z_nodes, path, signs):
    return -signs_backwards(z_nodes, path, signs)


@task.wrong("Only the first two decisions count: three decisions of 1/2 each give you log(1/4) = -1.3863. What "
            "happened to the third one?", short="only the first two decisions count")
def first_two_alone(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs)[:2].sum()


@task.wrong("Two things at once: a decision with z = 0 gives you +0.6931, and a right turn at z = 1000 gives inf, "
            "from a probability stored as 0. Is the logarithm of 1/2 positive, and how can log(1 + exp(1000)) be had "
            "without exp(1000)?", short="the result has the opposite sign, and a hopeless decision gives infinity")
def negative_log_of_sigma(z_nodes, path, signs):
    return -log_of_sigma(z_nodes, path, signs)


@task.wrong("Two things at once: two decisions of 1/2 each give you +0.6931, and three as well. Is the logarithm of a "
            "probability positive, and does a longer way make a leaf less likely?",
            short="the logarithms are averaged, and the result has the opposite sign")
def averaged_and_negative(z_nodes, path, signs):
    return -_decisions(z_nodes, path, signs).mean()


@task.wrong("Two things at once: at a single node with z = 1.0986 both leaves get 0.75. How much does the left turn "
            "leave for the right one, and on which scale is the answer asked for?",
            short="the signs play no part, and the probability is returned")
def signs_ignored_and_probability(z_nodes, path, signs):
    return torch.sigmoid(z_nodes[path]).prod()


@task.wrong("Two things at once: a decision with z = 0 gives you -1, where -0.6931 is expected, and a right turn at z "
            "= 1000 gives -inf. To which base is a natural logarithm, and how can log(1 + exp(1000)) be had without "
            "exp(1000)?", short="the logarithm is to base 2, and a hopeless decision gives minus infinity")
def log_of_sigma_in_bits(z_nodes, path, signs):
    return log_of_sigma(z_nodes, path, signs) / math.log(2)


@task.wrong("Each node beside the way costs log(1/2): z = (1.0986, 0.5, -1) with path = (0, 2) and signs = (-1, 1) "
            "gives you -3.393, which is 0.693 too low. Is a decision taken at node 1 at all?",
            short="nodes beside the way count as decisions of 1/2")
def half_for_the_rest(z_nodes, path, signs):
    turned = torch.zeros_like(z_nodes)
    turned[path] = signs * z_nodes[path]
    return _log_sigma(turned).sum()


@task.wrong("Nodes beside the way count as right turns: z = (1.0986, 0.5, -1) with path = (0, 2) and signs = (-1, 1) "
            "gives you -3.674, where -2.700 is expected. Is a decision taken at node 1 at all?",
            short="nodes beside the way count as right turns")
def right_turns_for_the_rest(z_nodes, path, signs):
    turned = -z_nodes
    turned[path] = signs * z_nodes[path]
    return _log_sigma(turned).sum()


@task.wrong("Two things at once: z = (1.0986, 0.5, -1) with path = (0, 2) and signs = (-1, 1) gives you -2.294. Is a "
            "decision taken at node 1 at all, and how much does sigma(z) leave for the right?",
            short="nodes beside the way count as decisions of 1/2, and the signs play no part")
def half_for_the_rest_and_signs_ignored(z_nodes, path, signs):
    return half_for_the_rest(z_nodes, path, torch.ones_like(signs))


@task.wrong("Two things at once: two decisions, the first of 1/2 and the second of 1/4, give you +1.386, from the "
            "second alone. Which decision comes first, and is the logarithm of 1/4 positive or negative?",
            short="the decision at the root is left out, and the result has the opposite sign")
def root_left_out_and_negative(z_nodes, path, signs):
    return -_decisions(z_nodes, path, signs)[1:].sum()


@task.wrong("Two things at once: two decisions, the first of 1/2 and the second of 1/4, give you +0.693, from the "
            "first alone. Which decision comes last, and is the logarithm of 1/2 positive or negative?",
            short="the last decision is left out, and the result has the opposite sign")
def last_left_out_and_negative(z_nodes, path, signs):
    return -_decisions(z_nodes, path, signs)[:-1].sum()


@task.wrong("You meet the nodes in the order of their numbers: for path = (0, 2, 1) and signs = (1, 1, -1) you go "
            "left at node 1. To which node does the second sign belong?",
            short="the nodes are read in the order of their numbers")
def nodes_in_order_of_numbers(z_nodes, path, signs):
    return _log_sigma(signs * z_nodes[path.sort().values]).sum()


@task.wrong("Your first decision is always taken at node 0: for path = (2, 0) and z = (0.5, 1, -1) you read z = 0.5 "
            "first. Which node does path name as the root?", short="node 0 is taken for the root")
def node_zero_for_the_root(z_nodes, path, signs):
    nodes = path.clone()
    nodes[0] = 0
    return _decisions(z_nodes, nodes, signs).sum()


@task.wrong("Two things at once: for path = (0, 2) you read the logits of nodes 0 and 1; and at a single node with z = "
            "1.0986 your left leaf gets 1/4. Which nodes lie on the way, and which turn has the probability sigma(z)?",
            short="the first nodes are read, and left and right have changed places")
def path_ignored_and_sides_exchanged(z_nodes, path, signs):
    return _log_sigma(-signs * z_nodes[:len(path)]).sum()


@task.wrong("Two things at once: for path = (0, 2) you read the logits of nodes 0 and 1; and a decision with z = 0 "
            "gives you +0.6931. Which nodes lie on the way, and is the logarithm of 1/2 positive?",
            short="the first nodes are read, and the result has the opposite sign")
def path_ignored_and_negative(z_nodes, path, signs):
    return -path_ignored(z_nodes, path, signs)


@task.wrong("Two things at once: for path = (0, 2) you read the logits of nodes 0 and 1; and a decision with z = 0 "
            "gives you 0.5. Which nodes lie on the way, and on which scale is the answer asked for?",
            short="the first nodes are read, and the probability is returned")
def path_ignored_and_probability(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[:len(path)]).prod()


@task.wrong("The logits of the worked example are left in: a single node with z = 0 gives you -0.2877 for its left "
            "leaf, as for z = log 3. Which line makes use of the `z_nodes` that it was given?",
            short="the logits of the worked example are left in")
def example_left_in(z_nodes, path, signs):
    example = torch.tensor([math.log(3), 0.5, 0], dtype=torch.float64)
    return _decisions(example, path, signs).sum()


@task.wrong("Right for small logits, but beyond 100 they are cut off: going right at z = 1000 gives you -100, where "
            "-1000 is expected. How can log(1 + exp(1000)) be had without forming exp(1000)?",
            short="logits beyond 100 are cut off")
def logits_cut_off_at_one_hundred(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).clamp(-100, 100)).sum()


@task.wrong("Right for small logits, but beyond 500 they are cut off: going right at z = 1000 gives you -500, where "
            "-1000 is expected. How can log(1 + exp(1000)) be had without forming exp(1000)?",
            short="logits beyond 500 are cut off")
def logits_cut_off_at_five_hundred(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).clamp(-500, 500)).sum()


@task.wrong("Right for small logits, but beyond 700 they are cut off: going right at z = 1000 gives you -700, where "
            "-1000 is expected. How can log(1 + exp(1000)) be had without forming exp(1000)?",
            short="logits beyond 700 are cut off")
def logits_cut_off_at_seven_hundred(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).clamp(-700, 700)).sum()


@task.wrong("An unlikely decision costs exactly its logit: going right at z = 17 gives you -17, where -17.00000004 is "
            "expected. Ten digits are compared. From which size on do you leave out a term?",
            short="an unlikely decision costs exactly its logit")
def tail_is_the_logit(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return torch.where(z < -15, z, _log_sigma(z)).sum()


@task.wrong("A likely decision costs you nothing: going left at z = 16 gives you 0, where -0.00000011 is expected. "
            "From which size on do you leave out a term, and how many digits are compared?",
            short="a likely decision costs nothing")
def likely_is_free(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return torch.where(z > 10, 0 * z, _log_sigma(z)).sum()


@task.wrong("Right for small logits, but beyond 30 they are cut off: going right at z = 1000 gives you -30, where "
            "-1000 is expected. How can log(1 + exp(1000)) be had without forming exp(1000)?",
            short="logits beyond 30 are cut off")
def logits_cut_off_at_thirty(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).clamp(-30, 30)).sum()


@task.wrong("Right for small logits, but beyond 50 they are cut off: going right at z = 1000 gives you -50, where "
            "-1000 is expected. How can log(1 + exp(1000)) be had without forming exp(1000)?",
            short="logits beyond 50 are cut off")
def logits_cut_off_at_fifty(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).clamp(-50, 50)).sum()


@task.wrong("A hopeless decision costs you only 16.1: at z = 1000 the right leaf should get -1000, and 16.1 is -log of "
            "1e-7. How can the logarithm be had without forming the probability?",
            short="each probability is cut off at 1e-7")
def cut_off_at_seven_digits(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-7).log().sum()


@task.wrong("On a right turn you subtract the logarithm from 1: at a single node with z = 1.0986 the right leaf gets 1 "
            "+ 0.288 = 1.288. Is the logarithm of 1 - 3/4 positive?", short="a right turn takes 1 minus the logarithm")
def one_minus_the_logarithm(z_nodes, path, signs):
    log_p = _log_sigma(z_nodes[path])
    return torch.where(signs > 0, log_p, 1 - log_p).sum()


@task.wrong("On a right turn you take sigma(1 - z): at a single node with z = 1.0986 your right leaf has the "
            "probability 0.475. How much is left for it if the left one takes 3/4?",
            short="a right turn takes 1 minus the logit")
def one_minus_the_logit(z_nodes, path, signs):
    z = z_nodes[path]
    return _log_sigma(torch.where(signs > 0, z, 1 - z)).sum()


@task.wrong("A logit beyond 20 costs you nothing, in either direction: going right at z = 1000 gives you 0, where "
            "-1000 is expected. Which of the two directions is certain at z = 1000?",
            short="logits beyond 20 cost nothing")
def far_logits_are_free(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return torch.where(z.abs() > 20, 0 * z, _log_sigma(z)).sum()


@task.wrong("A turn that is less likely than the other costs you nothing: at a single node with z = 1.0986 the right "
            "leaf gets 0, the logarithm of 1. How much is left for it if the left one takes 3/4?",
            short="unlikely turns cost nothing")
def unlikely_is_free(z_nodes, path, signs):
    z = signs * z_nodes[path]
    return _log_sigma(z[z > 0]).sum()


@task.wrong("At each node you round the probability to 0 or 1: at a single node with z = 1.0986 the left leaf gets 0 "
            "and the right leaf -inf. How often does a walk turn right there?",
            short="each decision is rounded to the likelier side")
def decided(z_nodes, path, signs):
    return ((z_nodes[path] > 0) == (signs > 0)).double().log().sum()


@task.wrong("You work out the numbers of the nodes yourself, 2k + 1 on the left and 2k + 2 on the right of node k: "
            "from the root 0 a right turn leads you to node 2. What does the text say about the numbering?",
            short="the numbers of the nodes are worked out, not read from path")
def numbers_worked_out(z_nodes, path, signs):
    k, total = 0, torch.zeros((), dtype=z_nodes.dtype)
    for sign in signs:
        if k >= len(z_nodes):
            break
        total = total + _log_sigma(sign * z_nodes[k])
        k = 2 * k + (1 if sign > 0 else 2)
    return total


@task.wrong("You work out the numbers of the nodes yourself, 2k + 1 on the left and 2k + 2 on the right of node k, and "
            "run past the last node. What does the text say about the numbering?",
            short="the numbers of the nodes are worked out, up to ones that do not exist")
def numbers_worked_out_beyond_the_last(z_nodes, path, signs):
    k, total = 0, torch.zeros((), dtype=z_nodes.dtype)
    for sign in signs:
        total = total + _log_sigma(sign * z_nodes[k])
        k = 2 * k + (1 if sign > 0 else 2)
    return total


@task.wrong("You average the probabilities: two decisions of 1/2 each give you 1/2, and so do three. How likely is it "
            "that both go the right way, and on which scale is the answer?",
            short="the probabilities are averaged, without a logarithm")
def mean_of_probabilities(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).mean()


@task.wrong("You average the probabilities and then take the logarithm: decisions of 3/4 and 1/4 give you log(1/2) = "
            "-0.693. How likely is it that both go the right way?",
            short="the probabilities are averaged, not multiplied")
def log_of_mean(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).mean().log()


@task.wrong("Two things at once: a single decision with z = 0 gives you 1, where -0.6931 is expected. To which base is "
            "the natural logarithm, and is the logarithm of 1/2 positive?",
            short="the logarithm is to base 2, and the result has the opposite sign")
def in_bits_and_negative(z_nodes, path, signs):
    return -_decisions(z_nodes, path, signs).sum() / math.log(2)


@task.wrong("Two things at once: two decisions of 1/2 each give you -1, and three as well. To which base is the "
            "natural logarithm, and does a longer way make a leaf less likely?",
            short="the logarithms are averaged, and the logarithm is to base 2")
def averaged_in_bits(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs).mean() / math.log(2)


@task.wrong("Two things at once: a single node with z = 1.0986 gives its left leaf -2, the logarithm of 1/4 to base 2. "
            "Which way is taken with the probability sigma(z), and which logarithm is the natural one?",
            short="left and right have changed places, and the logarithm is to base 2")
def sides_exchanged_in_bits(z_nodes, path, signs):
    return _decisions(z_nodes, path, -signs).sum() / math.log(2)


@task.wrong("Two things at once: both leaves of a node with z = 1.0986 get -0.415, the logarithm of 3/4 to base 2. How "
            "much is left for the right one, and which logarithm is the natural one?",
            short="the signs play no part, and the logarithm is to base 2")
def signs_ignored_in_bits(z_nodes, path, signs):
    return _log_sigma(z_nodes[path]).sum() / math.log(2)


@task.wrong("Two things at once: at a single node with z = 1.0986 the left leaf gets 0.288 and the right leaf -0.288. "
            "Is the logarithm of 3/4 positive, and what is the logarithm of 1/4?",
            short="the sign multiplies the logarithm, and the result has the opposite sign")
def sign_outside_and_negative(z_nodes, path, signs):
    return -(signs * _log_sigma(z_nodes[path])).sum()


@task.wrong("Two things at once: the leaves of a node with z = 1.0986 get -0.288 and +0.288, and two decisions of 1/2 "
            "each to the left give log(1/2). What is log(1/4), and how likely are both?",
            short="the sign multiplies the logarithm, and the logarithms are averaged")
def sign_outside_and_averaged(z_nodes, path, signs):
    return (signs * _log_sigma(z_nodes[path])).mean()


@task.wrong("Two things at once: a single decision with z = 0 gives you +0.693, and path = (0, 2, 1) meets node 1 "
            "second. Is the logarithm of 1/2 positive, and to which node does the second sign belong?",
            short="the nodes are read in the order of their numbers, and the result has the opposite sign")
def nodes_in_order_of_numbers_and_negative(z_nodes, path, signs):
    return -_decisions(z_nodes, path.sort().values, signs).sum()


@task.wrong("A hopeless decision costs you only 13.8: at z = 1000 the right leaf should get -1000, and 13.8 is -log of "
            "1e-6. How can the logarithm be had without forming the probability?",
            short="each probability is cut off at 1e-6")
def cut_off_at_six_digits(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-6).log().sum()


@task.wrong("No decision is less likely than 1e-10 for you: at z = 1000 the right leaf should get -1000, and gets "
            "-23.0. How can the logarithm be had without forming the probability?",
            short="each probability is cut off at 1e-10")
def cut_off_at_ten_digits(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-10).log().sum()


@task.wrong("No leaf is less likely than 1e-12 for you: going right at z = 1000 gives you -27.6, which is the "
            "logarithm of 1e-12. How can the logarithm be had without forming the product?",
            short="the product is cut off at 1e-12")
def product_cut_off(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).prod().clamp(min=1e-12).log()


@task.wrong("You add 1e-12 to the product: going right at z = 1000 gives you -27.6, which is the logarithm of 1e-12. "
            "How can the logarithm be had without forming the product?", short="1e-12 is added to the product")
def product_softened(z_nodes, path, signs):
    return (torch.sigmoid(signs * z_nodes[path]).prod() + 1e-12).log()


@task.wrong("Two things at once: a decision with z = 0 gives you -1, and going right at z = 1000 only -39.9, log2 of "
            "1e-12. Which logarithm is the natural one, and can it be had without the probability?",
            short="each probability is cut off at a tiny number, and the logarithm is to base 2")
def cut_off_in_bits(z_nodes, path, signs):
    return torch.sigmoid(signs * z_nodes[path]).clamp(min=1e-12).log2().sum()


@task.wrong("Right for small logits, but beyond 20 they are cut off: going right at z = 1000 gives you -20, where "
            "-1000 is expected. How can log(1 + exp(1000)) be had without forming exp(1000)?",
            short="logits beyond 20 are cut off")
def logits_cut_off_at_twenty(z_nodes, path, signs):
    return _log_sigma((signs * z_nodes[path]).clamp(-20, 20)).sum()


@task.wrong("Your probabilities are those of twice the logit: at a single node with z = 1.0986 the left leaf gets "
            "log(0.9), since sigma(2.197) = 0.9. What is sigma(1.0986)?",
            short="the logit is doubled before the sigmoid")
def logits_doubled(z_nodes, path, signs):
    return _log_sigma(2 * signs * z_nodes[path]).sum()


@task.wrong("Two things at once: at a node with z = 1.0986 the left leaf gets log(0.9), and going right at z = 1000 "
            "gives -inf. What is sigma(1.0986), and how large is the logarithm of sigma(-1000)?",
            short="the logit is doubled before the sigmoid, and a hopeless decision gives minus infinity")
def logits_doubled_and_log_of_sigma(z_nodes, path, signs):
    return ((1 + torch.tanh(signs * z_nodes[path])) / 2).log().sum()


@task.wrong("Only the least likely decision counts: decisions of 1/4 and 1/2 give you log(1/4), as if the second were "
            "certain. How likely is it that both go the right way?", short="only the least likely decision counts")
def least_likely_alone(z_nodes, path, signs):
    return _decisions(z_nodes, path, signs).min()


@task.wrong("You take every turn for the likelier one: at a single node with z = 1.0986 both leaves get log(3/4), and "
            "with z = -1.0986 as well. How much is left for the other leaf?",
            short="every turn counts as the likelier one")
def always_the_likelier(z_nodes, path, signs):
    return _log_sigma(z_nodes[path].abs()).sum()


@task.wrong("You take the signs for labels of 0 and 1: at a single node with z = 1.0986 the left leaf gets -0.288, but "
            "the right leaf -2.485, which is -1.386 - 1.099. What is the logarithm of 1 - 3/4?",
            short="the signs stand where labels of 0 and 1 belong")
def signs_for_targets(z_nodes, path, signs):
    z = z_nodes[path]
    return (signs * z - torch.nn.functional.softplus(z)).sum()


@task.wrong("No decision costs more than 100: going right at z = 1000 gives you -100, where -1000 is expected, and at "
            "z = 30 digits are lost. Which other form of 1 - sigma(z) does the text name?",
            short="no decision costs more than 100")
def surprise_cut_off_at_one_hundred(z_nodes, path, signs):
    p, left = torch.sigmoid(z_nodes[path]), (signs > 0).to(z_nodes.dtype)
    return -torch.nn.functional.binary_cross_entropy(p, left, reduction="sum")


EXERCISE = task.declared()
