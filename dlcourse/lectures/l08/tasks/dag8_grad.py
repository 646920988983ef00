"""Exercise: the graph of eight nodes backwards."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.nn import backprop


def reference(theta: Tensor, x: Tensor) -> Tensor:
    """The package's gradient for the target 1."""
    return backprop.dag8_grad(theta, x, torch.ones_like(x))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def graph(label: str, x: float, signs: list[int]) -> Case:
        """The graph with parameters of these signs or 0, and an input a little above x."""
        return case(label, theta=draw.uniform(0.6, 1.6, 8) * numbers(signs), x=x + draw.uniform(0.12, 0.32))

    return [
        case("the example of the task", theta=numbers(0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6), x=numbers(0.4)),
        graph("all parameters positive", 0.6, [1] * 8),
        graph("mixed signs", 0.9, [1, -1, 1, 1, 1, 1, -1, 1]),
        graph("a negative x, mixed signs", -1.4, [-1, 1, 1, -1, 1, 1, 1, -1]),
        graph("parameters 4 and 8 are 0, so that z4 and y are 0", 0.8, [1, 1, -1, 0, 1, -1, 1, 0]),
    ]


task = Task(
    key="dag8_grad", title="A graph of eight nodes backwards", points=3, difficulty=3, minutes=30,
    objective="add gradients where paths meet and multiply local derivatives along a path",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".backward", "torch.autograd.grad", "aten::tanh_backward"), facts=("N08-05", "N08-06"),
    hints=(
        "Draw the graph and walk it from y to x. At which node do two arrows come back together?",
        "y = z2 · z3 with z2 = 2·z1, z3 = 0.5·z1 and z1 = 6: back through z2 comes 3·2 = 6, back through z3 comes "
        "12·0.5 = 6. y is z1², whose slope at 6 is 12. What happened to the two sixes?",
        "z1_bar = z2_bar * (1 - z2**2) * ____ + z5_bar * (1 - z5**2) * ____; theta1_bar = z1_bar * (1 - z1**2) * ____",
    ),
)


@task.solution
def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)                     # step: node 1
    z2 = torch.tanh(t2 * z1)                    # step: node 2
    z3 = torch.tanh(t3 * z2)                    # step: node 3
    z4 = torch.tanh(t4 * z3)                    # step: node 4
    z5 = torch.tanh(t5 * z1)                    # step: node 5
    z6 = torch.tanh(t6 * z5)                    # step: node 6
    z7 = torch.tanh(t7 * z6)                    # step: node 7
    y = t8 * z4 * z7                            # step: node 8, the output

    y_bar = y - 1                               # step: the slope of the loss by the output
    z4_bar = y_bar * t8 * z7                    # step: the adjoint of node 4
    z3_bar = z4_bar * (1 - z4**2) * t4          # step: the adjoint of node 3
    z2_bar = z3_bar * (1 - z3**2) * t3          # step: the adjoint of node 2
    z7_bar = y_bar * t8 * z4                    # step: the adjoint of node 7
    z6_bar = z7_bar * (1 - z7**2) * t7          # step: the adjoint of node 6
    z5_bar = z6_bar * (1 - z6**2) * t6          # step: the adjoint of node 5
    along_2 = z2_bar * (1 - z2**2) * t2         # step: what node 1 gets from node 2
    along_5 = z5_bar * (1 - z5**2) * t5         # step: what node 1 gets from node 5
    z1_bar = along_2 + along_5                  # step: the adjoint of node 1, which is read twice

    t1_bar = z1_bar * (1 - z1**2) * x           # step: the gradient of parameter 1
    t2_bar = z2_bar * (1 - z2**2) * z1          # step: the gradient of parameter 2
    t3_bar = z3_bar * (1 - z3**2) * z2          # step: the gradient of parameter 3
    t4_bar = z4_bar * (1 - z4**2) * z3          # step: the gradient of parameter 4
    t5_bar = z5_bar * (1 - z5**2) * z1          # step: the gradient of parameter 5
    t6_bar = z6_bar * (1 - z6**2) * z5          # step: the gradient of parameter 6
    t7_bar = z7_bar * (1 - z7**2) * z6          # step: the gradient of parameter 7
    t8_bar = y_bar * z4 * z7                    # step: the gradient of parameter 8
    return torch.stack([t1_bar, t2_bar, t3_bar, t4_bar, t5_bar, t6_bar, t7_bar, t8_bar])


@task.right
def by_a_list_of_parents(theta, x):
    parent = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}
    z = {0: x}
    for i, p in parent.items():
        z[i] = torch.tanh(theta[i - 1] * z[p])  # step: the output of a tanh node
    y = theta[7] * z[4] * z[7]                  # step: the output of the graph
    y_bar = y - 1                               # step: the slope of the loss by the output
    bar = dict.fromkeys(range(8), 0)
    bar[4] = y_bar * theta[7] * z[7]            # step: the adjoint of node 4
    bar[7] = y_bar * theta[7] * z[4]            # step: the adjoint of node 7
    gradient = torch.empty_like(theta)
    gradient[7] = y_bar * z[4] * z[7]           # step: the gradient of parameter 8
    for i in (7, 6, 5, 4, 3, 2, 1):
        slope = 1 - z[i] ** 2                   # step: the slope of tanh at a node
        pre_bar = bar[i] * slope                # step: the adjoint of a node's product
        gradient[i - 1] = pre_bar * z[parent[i]]            # step: the gradient of a node's parameter
        arrival = pre_bar * theta[i - 1]        # step: what comes back to a node's input
        bar[parent[i]] = bar[parent[i]] + arrival           # step: the sum of all that comes back to one node
    return gradient


@task.right
def by_path_products(theta, x):
    def chain(start, indices):
        values = [start]
        for i in indices:
            values.append(torch.tanh(theta[i] * values[-1]))    # step: the output of a node on a path
        return values

    z1 = torch.tanh(theta[0] * x)               # step: the output of node 1
    left, right = chain(z1, (1, 2, 3)), chain(z1, (4, 5, 6))
    y_bar = theta[7] * left[-1] * right[-1] - 1             # step: the slope of the loss by the output
    gradient = torch.zeros(8, dtype=theta.dtype)
    gradient[7] = y_bar * left[-1] * right[-1]              # step: the gradient of parameter 8
    into_z1 = []
    for values, indices, other in ((left, (1, 2, 3), right[-1]), (right, (4, 5, 6), left[-1])):
        factor = y_bar * theta[7] * other       # step: the product at the end of a path
        for k in (3, 2, 1):
            slope = 1 - values[k] ** 2          # step: the slope of tanh at a node on a path
            gradient[indices[k - 1]] = factor * slope * values[k - 1]   # step: the gradient of that node's parameter
            factor = factor * slope * theta[indices[k - 1]]             # step: the product one node further back
        into_z1.append(factor)
    z1_bar = sum(into_z1)                       # step: the sum of the products of both paths
    gradient[0] = z1_bar * (1 - z1**2) * x      # step: the gradient of parameter 1
    return gradient


def _tanh_node(out_bar, out, weight, inp):
    pre_bar = out_bar * (1 - out**2)
    return pre_bar * inp, pre_bar * weight


def _backwards(theta, x, *, node=_tanh_node, join=lambda via2, via5, y_bar: via2 + via5, last=lambda other: other,
               first=_tanh_node):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y_bar = t8 * z4 * z7 - 1
    t4_bar, z3_bar = node(y_bar * t8 * last(z7), z4, t4, z3)
    t3_bar, z2_bar = node(z3_bar, z3, t3, z2)
    t2_bar, via2 = node(z2_bar, z2, t2, z1)
    t7_bar, z6_bar = node(y_bar * t8 * last(z4), z7, t7, z6)
    t6_bar, z5_bar = node(z6_bar, z6, t6, z5)
    t5_bar, via5 = node(z5_bar, z5, t5, z1)
    t1_bar, _ = (node if first is _tanh_node else first)(join(via2, via5, y_bar), z1, t1, x)
    return torch.stack([t1_bar, t2_bar, t3_bar, t4_bar, t5_bar, t6_bar, t7_bar, y_bar * z4 * z7])


@task.wrong("All entries are right but the first: only what comes back through f2 reaches theta1. If 0.2 comes back to "
            "z1 through f2 and 0.3 through f5, you go on with 0.2, as if the 0.3 had been left out or overwritten. How "
            "many nodes read z1?")
def only_the_path_through_2(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via2)


@task.wrong("All entries are right but the first: only what comes back through f5 reaches theta1. If 0.2 comes back to "
            "z1 through f2 and 0.3 through f5, you go on with 0.3, as if the 0.2 had been left out or overwritten. "
            "What should a second arrival do to the first?")
def only_the_path_through_5(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via5)


@task.wrong("All entries are right but the first: you multiply the two paths from z1 to y. For y = 2·z1 + 3·z1 that "
            "gives the slope 6. By how much does y rise when z1 rises by 1?")
def paths_multiplied(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via2 * via5 / y_bar)


@task.wrong("All entries are right but the first: you multiply what comes back to z1 on the two paths. If a path "
            "brings back 0, as with theta5 = 0, your gradient for theta1 is 0, although z1 still reaches y through f2. "
            "How do two arrivals at one node combine?")
def adjoints_multiplied(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via2 * via5)


@task.wrong("All entries are right but the first: you stop at z1. If 0.5 comes back to z1 and x = 0, theta1 has no "
            "effect at all, and you still give 0.5. What stands between theta1 and z1?")
def theta1_ends_at_z1(theta, x):
    return _backwards(theta, x, first=lambda out_bar, out, weight, inp: (out_bar, None))


@task.wrong("Your entries 1 to 7 are the adjoints of z1 to z7. Take node 1 with x = 0: z1 is tanh(0) whatever theta1 "
            "is, yet your entry is not 0. Which factor leads from z1 on to theta1?")
def adjoints_of_z(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: (
        out_bar, _tanh_node(out_bar, out, weight, inp)[1]))


@task.wrong("Your entries 1 to 7 end in front of the product: they say how the loss moves with theta·input. With theta "
            "= 1 and input = 3, a step of 0.01 in theta moves the product by 0.03. Which factor do you leave out?")
def inputs_left_out(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: (
        _tanh_node(out_bar, out, weight, 1)[0], _tanh_node(out_bar, out, weight, inp)[1]))


@task.wrong("In each tanh node the parameter and the input have changed places. With theta = 2 and input = 3 a step of "
            "0.01 in theta moves the product by 0.03, and you say 0.02. What is theta multiplied by?")
def parameter_and_input_exchanged(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: _tanh_node(out_bar, out, inp, weight))


@task.wrong("You treat every tanh as a straight line. A node with theta = 1 and input = 1 puts out 0.762, and with "
            "theta = 1.01 it puts out 0.766: a slope of 0.42, where you have 1. How steep is tanh at the point where "
            "the node stands?")
def slopes_left_out(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: (out_bar * inp, out_bar * weight))


@task.wrong("Your last node lets z4 and z7 pass as if each stood alone. With theta8 = 1, z4 = 2 and z7 = 5, raising z4 "
            "by 0.1 raises y from 10 to 10.5. What is z4 multiplied by?")
def other_factor_left_out(theta, x):
    return _backwards(theta, x, last=torch.ones_like)


EXERCISE = task.declared()
