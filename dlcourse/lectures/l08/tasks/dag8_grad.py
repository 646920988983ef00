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
        case("the example of the text", theta=numbers(0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6), x=numbers(0.4)),
        graph("all parameters positive", 0.6, [1] * 8),
        graph("mixed signs", 0.9, [1, -1, 1, 1, 1, 1, -1, 1]),
        graph("a negative x, a negative y, mixed signs", -1.4, [-1, 1, 1, -1, 1, 1, 1, 1]),
        graph("parameter 8 is 0", 0.8, [1, 1, -1, 1, 1, -1, 1, 0]),
        graph("parameter 4 is 0, so that h4 is 0", 0.8, [1, -1, 1, 0, 1, 1, 1, 1]),
        graph("parameter 7 is 0, so that h7 is 0", -0.8, [1, 1, 1, -1, 1, 1, 0, 1]),
        graph("parameter 2 is 0, so that h2, h3 and h4 are 0", 0.8, [1, 0, 1, 1, -1, 1, 1, 1]),
        graph("parameter 5 is 0, so that h5, h6 and h7 are 0", 0.8, [1, 1, -1, 1, 0, 1, 1, 1]),
        case("x is 0", theta=draw.uniform(0.6, 1.6, 8), x=numbers(0)),
        graph("parameter 1 is 0, so that h1 to h7 are 0", 0.8, [0, 1, 1, 1, -1, 1, 1, 1]),
        graph("parameter 3 is 0, so that h3 and h4 are 0", 0.8, [1, 1, 0, 1, 1, -1, 1, 1]),
        graph("parameter 6 is 0, so that h6 and h7 are 0", 0.8, [1, 1, 1, -1, 1, 0, 1, 1]),
        case("y is above 1", theta=draw.uniform(1.3, 1.6, 8) * numbers([1] * 7 + [2.5]), x=draw.uniform(1.6, 1.9)),
    ]


task = Task(
    key="dag8_grad", title="A graph of eight nodes backwards", points=3, difficulty=3, minutes=40,
    objective="add gradients where paths meet and multiply local derivatives along a path",
    reference=reference, cases=cases, compare=close(rtol=1e-12),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad",
             "aten::tanh_backward"), facts=("N08-05", "N08-06"),
    hints=(
        "Draw the graph and walk it from y to x. At which node do two arrows come back together?",
        "y = h2 · h3 with h2 = 2·h1, h3 = 0.5·h1 and h1 = 6: back through h2 comes 3·2 = 6, back through h3 comes "
        "12·0.5 = 6. y is h1², whose slope at 6 is 12. What happened to the two sixes?",
        "h1_bar = h2_bar * (1 - h2**2) * ____ + h5_bar * (1 - h5**2) * ____; theta1_bar = h1_bar * (1 - h1**2) * ____",
    ),
)


@task.solution
def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    h1 = torch.tanh(t1 * x)                     # step: node 1
    h2 = torch.tanh(t2 * h1)                    # step: node 2
    h3 = torch.tanh(t3 * h2)                    # step: node 3
    h4 = torch.tanh(t4 * h3)                    # step: node 4
    h5 = torch.tanh(t5 * h1)                    # step: node 5
    h6 = torch.tanh(t6 * h5)                    # step: node 6
    h7 = torch.tanh(t7 * h6)                    # step: node 7
    y = t8 * h4 * h7                            # step: node 8, the output

    y_bar = y - 1                               # step: the slope of the loss at the output
    h4_bar = y_bar * t8 * h7                    # step: the adjoint of node 4
    h3_bar = h4_bar * (1 - h4**2) * t4          # step: the adjoint of node 3
    h2_bar = h3_bar * (1 - h3**2) * t3          # step: the adjoint of node 2
    h7_bar = y_bar * t8 * h4                    # step: the adjoint of node 7
    h6_bar = h7_bar * (1 - h7**2) * t7          # step: the adjoint of node 6
    h5_bar = h6_bar * (1 - h6**2) * t6          # step: the adjoint of node 5
    along_2 = h2_bar * (1 - h2**2) * t2         # step: what node 1 gets from node 2
    along_5 = h5_bar * (1 - h5**2) * t5         # step: what node 1 gets from node 5
    h1_bar = along_2 + along_5                  # step: the adjoint of node 1, which is read twice

    t1_bar = h1_bar * (1 - h1**2) * x           # step: the gradient of parameter 1
    t2_bar = h2_bar * (1 - h2**2) * h1          # step: the gradient of parameter 2
    t3_bar = h3_bar * (1 - h3**2) * h2          # step: the gradient of parameter 3
    t4_bar = h4_bar * (1 - h4**2) * h3          # step: the gradient of parameter 4
    t5_bar = h5_bar * (1 - h5**2) * h1          # step: the gradient of parameter 5
    t6_bar = h6_bar * (1 - h6**2) * h5          # step: the gradient of parameter 6
    t7_bar = h7_bar * (1 - h7**2) * h6          # step: the gradient of parameter 7
    t8_bar = y_bar * h4 * h7                    # step: the gradient of parameter 8
    return torch.stack([t1_bar, t2_bar, t3_bar, t4_bar, t5_bar, t6_bar, t7_bar, t8_bar])


@task.right
def by_a_list_of_parents(theta, x):
    parent = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}
    h = {0: x}
    for i, p in parent.items():
        h[i] = torch.tanh(theta[i - 1] * h[p])  # step: the output of a tanh node
    y = theta[7] * h[4] * h[7]                  # step: the output of the graph
    y_bar = y - 1                               # step: the slope of the loss at the output
    bar = dict.fromkeys(range(8), 0)
    bar[4] = y_bar * theta[7] * h[7]            # step: the adjoint of node 4
    bar[7] = y_bar * theta[7] * h[4]            # step: the adjoint of node 7
    gradient = torch.zeros_like(theta)
    gradient[7] = y_bar * h[4] * h[7]           # step: the gradient of parameter 8
    for i in (7, 6, 5, 4, 3, 2, 1):
        slope = 1 - h[i] ** 2                   # step: the slope of tanh at a node
        pre_bar = bar[i] * slope                # step: the adjoint of a node's product
        gradient[i - 1] = pre_bar * h[parent[i]]            # step: the gradient of a node's parameter
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

    h1 = torch.tanh(theta[0] * x)               # step: the output of node 1
    left, right = chain(h1, (1, 2, 3)), chain(h1, (4, 5, 6))
    y_bar = theta[7] * left[-1] * right[-1] - 1             # step: the slope of the loss at the output
    gradient = torch.zeros(8, dtype=theta.dtype)
    gradient[7] = y_bar * left[-1] * right[-1]              # step: the gradient of parameter 8
    into_h1 = []
    for values, indices, other in ((left, (1, 2, 3), right[-1]), (right, (4, 5, 6), left[-1])):
        factor = y_bar * theta[7] * other       # step: the product at the end of a path
        for k in (3, 2, 1):
            slope = 1 - values[k] ** 2          # step: the slope of tanh at a node on a path
            gradient[indices[k - 1]] = factor * slope * values[k - 1]   # step: the gradient of that node's parameter
            factor = factor * slope * theta[indices[k - 1]]             # step: the product one node further back
        into_h1.append(factor)
    h1_bar = sum(into_h1)                       # step: the sum of the products of both paths
    gradient[0] = h1_bar * (1 - h1**2) * x      # step: the gradient of parameter 1
    return gradient


def _tanh_node(out_bar, out, weight, inp):
    pre_bar = out_bar * (1 - out**2)
    return pre_bar * inp, pre_bar * weight


def _backwards(theta, x, *, node=_tanh_node, join=lambda via2, via5, y_bar: via2 + via5, last=lambda other: other,
               first=_tanh_node):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    h1 = torch.tanh(t1 * x)
    h2 = torch.tanh(t2 * h1)
    h3 = torch.tanh(t3 * h2)
    h4 = torch.tanh(t4 * h3)
    h5 = torch.tanh(t5 * h1)
    h6 = torch.tanh(t6 * h5)
    h7 = torch.tanh(t7 * h6)
    y_bar = t8 * h4 * h7 - 1
    t4_bar, h3_bar = node(y_bar * t8 * last(h7), h4, t4, h3)
    t3_bar, h2_bar = node(h3_bar, h3, t3, h2)
    t2_bar, via2 = node(h2_bar, h2, t2, h1)
    t7_bar, h6_bar = node(y_bar * t8 * last(h4), h7, t7, h6)
    t6_bar, h5_bar = node(h6_bar, h6, t6, h5)
    t5_bar, via5 = node(h5_bar, h5, t5, h1)
    t1_bar, _ = (node if first is _tanh_node else first)(join(via2, via5, y_bar), h1, t1, x)
    return torch.stack([t1_bar, t2_bar, t3_bar, t4_bar, t5_bar, t6_bar, t7_bar, y_bar * h4 * h7])


@task.wrong("All entries are right but the first: only what comes back through node 2 reaches theta1. If 0.2 comes "
            "back to h1 through node 2 and 0.3 through node 5, you go on with 0.2. How many nodes read h1?",
            short="only the path through node 2 reaches theta1")
def only_the_path_through_2(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via2)


@task.wrong("All entries are right but the first: only what comes back through node 5 reaches theta1. If 0.2 comes "
            "back to h1 through node 2 and 0.3 through node 5, you go on with 0.3. What should a second arrival do to "
            "the first?", short="only the path through node 5 reaches theta1")
def only_the_path_through_5(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via5)


@task.wrong("All entries are right but the first: you multiply the two paths from h1 to y. For y = 2·h1 + 3·h1 that "
            "gives the slope 6. By how much does y rise when h1 rises by 1?", short="the two paths are multiplied")
def paths_multiplied(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via2 * via5 / y_bar)


@task.wrong("All entries are right but the first: you multiply what comes back to h1 on the two paths. If 0.2 comes "
            "back through node 2 and 0.3 through node 5, you go on with 0.06. How do two arrivals at one node "
            "combine?", short="the two arrivals at h1 are multiplied")
def adjoints_multiplied(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via2 * via5)


@task.wrong("All entries are right but the first: you stop at h1. If 0.5 comes back to h1 and x = 0, theta1 has no "
            "effect at all, and you still give 0.5. What stands between theta1 and h1?",
            short="the first entry ends at h1")
def theta1_ends_at_z1(theta, x):
    return _backwards(theta, x, first=lambda out_bar, out, weight, inp: (out_bar, None))


@task.wrong("Your entries 1 to 7 are the adjoints of h1 to h7. Take node 1 with x = 0: h1 is tanh(0) whatever theta1 "
            "is, yet your entry is not 0. Which factor leads from h1 on to theta1?",
            short="entries 1 to 7 are the adjoints of h1 to h7")
def adjoints_of_z(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: (
        out_bar, _tanh_node(out_bar, out, weight, inp)[1]))


@task.wrong("Your entries 1 to 7 end in front of the product: they say how the loss moves with theta·input. With theta "
            "= 1 and input = 3, a step of 0.01 in theta moves the product by 0.03. Which factor do you leave out?",
            short="the input is missing in the gradient of each parameter")
def inputs_left_out(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: (
        _tanh_node(out_bar, out, weight, 1)[0], _tanh_node(out_bar, out, weight, inp)[1]))


@task.wrong("In each tanh node the parameter and the input have changed places. With theta = 2 and input = 3 a step of "
            "0.01 in theta moves the product by 0.03, and you say 0.02. What is theta multiplied by?",
            short="parameter and input have changed places in each node")
def parameter_and_input_exchanged(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: _tanh_node(out_bar, out, inp, weight))


@task.wrong("You treat every tanh as a straight line. A node with theta = 1 and input = 1 puts out 0.762, with theta "
            "= 1.01 it puts out 0.766: a slope of 0.42, where you have 1. How steep is tanh where the node stands?",
            short="the slopes of tanh are missing")
def slopes_left_out(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: (out_bar * inp, out_bar * weight))


@task.wrong("Your last node lets h4 and h7 pass as if each stood alone. With theta8 = 1, h4 = 2 and h7 = 5, raising h4 "
            "by 0.1 raises y from 10 to 10.5. What is h4 multiplied by?", short="the other factor of node 8 is missing")
def other_factor_left_out(theta, x):
    return _backwards(theta, x, last=torch.ones_like)


def _values(theta, x):
    """h0 = x and h1 to h7, by their numbers."""
    h = [x]
    for i, parent in enumerate((0, 1, 2, 3, 1, 5, 6)):
        h.append(torch.tanh(theta[i] * h[parent]))
    return h


def _walk(theta, x, *, error=lambda y: y - 1, slope=lambda h, pre: 1 - h**2, own=None, onward=None, way=None, to4=None,
          to7=None, first=None, last=None, arrivals=None):
    """The gradient, where each piece of the way back may be another one.

    `slope(h, pre)` belongs to every node; `own(pre_bar, bar, inp, h)` is the entry of a parameter and
    `way(pre_bar, bar, weight)` what goes back to the input. `to4` and `to7` begin the two paths, `last` is entry 8.
    """
    h = _values(theta, x)
    own = own or (lambda pre_bar, bar, inp, h: pre_bar * inp)
    way = way or (lambda pre_bar, bar, weight: pre_bar * weight)
    weights = onward(theta) if onward else theta
    y_bar = error(theta[7] * h[4] * h[7])
    bars = {4: (to4 or (lambda e, t8, h4, h7: e * t8 * h7))(y_bar, theta[7], h[4], h[7]),
            7: (to7 or (lambda e, t8, h4, h7: e * t8 * h4))(y_bar, theta[7], h[4], h[7])}
    entries = {8: (last or (lambda e, t8, h4, h7: e * h4 * h7))(y_bar, theta[7], h[4], h[7])}
    back = {}
    for i, parent in ((4, 3), (3, 2), (2, 1), (7, 6), (6, 5), (5, 1), (1, 0)):
        bar = bars[i]
        pre_bar = bar * slope(h[i], theta[i - 1] * h[parent])
        entries[i] = own(pre_bar, bar, h[parent], h[i])
        back[i] = way(pre_bar, bar, weights[i - 1])
        if i == 5:
            bars[1] = arrivals(back[2], back[5], bars) if arrivals else back[2] + back[5]
        elif i != 2:
            bars[parent] = back[i]
    if first:
        entries[1] = first(pre_bar, bar, h[1])
    return torch.stack([entries[i] for i in range(1, 9)])


@task.wrong("On the way back the slopes of tanh are missing: each enters its own node's entry and is not carried on. "
            "Entries 4, 7 and 8 are right. What lies between a step in h3 and h4?",
            short="the slopes of tanh are not carried on")
def slopes_not_carried_on(theta, x):
    return _walk(theta, x, way=lambda pre_bar, bar, weight: bar * weight)


@task.wrong("Each node's own slope is missing in its entry, though it is carried on. A node with theta = 0.5 and "
            "input 2 puts out tanh(1), whose slope is 0.42; with h_bar = 10 you give 20. What lies between "
            "theta·input and h?", short="the slope of tanh is missing in each node's own entry")
def own_slope_left_out(theta, x):
    return _walk(theta, x, own=lambda pre_bar, bar, inp, h: bar * inp)


@task.wrong("Only the first entry is wrong: the tanh of node 1 is missing there. With theta1 = 0.5 and x = 2, h1 is "
            "tanh(1), whose slope is 0.42. What lies between theta1·x and h1?",
            short="the slope of tanh is missing at node 1")
def slope_left_out_at_node_1(theta, x):
    return _walk(theta, x, first=lambda pre_bar, bar, h1: bar * x)


@task.wrong("Only the first entry is wrong: it says how the loss moves with theta1·x. With x = 0 theta1 has no effect; "
            "with x = 0.4 a step of 0.01 in theta1 moves the product by 0.004. Which factor is missing?",
            short="x is missing in the first entry")
def x_left_out(theta, x):
    return _walk(theta, x, first=lambda pre_bar, bar, h1: pre_bar)


@task.wrong("Only the first entry is wrong: it is made with h1 instead of node 1's input. With theta1 = 0.5, x = 0.4 "
            "you have h1 = 0.197. What is theta1 multiplied by?", short="h1 stands where x belongs")
def h1_for_x(theta, x):
    return _walk(theta, x, first=lambda pre_bar, bar, h1: pre_bar * h1)


@task.wrong("What goes back from each node is multiplied by the parameter of another node: entries 4, 7 and 8 are "
            "right. h3 enters node 4 as theta4·h3. By which parameter is a step in h3 multiplied there?",
            short="the way back takes the parameter of the wrong node")
def parameter_of_the_wrong_node(theta, x):
    def shifted(theta):
        t = theta.clone()
        t[3], t[2], t[6], t[5] = theta[2], theta[1], theta[5], theta[4]
        return t

    return _walk(theta, x, onward=shifted)


@task.wrong("On the way back the parameters are missing. A node with theta = 0.5 and input 2 has the slope 0.42; with "
            "h_bar = 10 you hand 4.2 back to the input. What is the input multiplied by?",
            short="the parameters are missing on the way back")
def parameters_left_out_on_the_way(theta, x):
    return _walk(theta, x, way=lambda pre_bar, bar, weight: pre_bar)


@task.wrong("Your entries 1 to 7 are made with each node's output instead of its input. A node with theta = 0.5 and "
            "input 2 puts out 0.76; a step of 0.01 in theta moves the product by 0.02. What is theta multiplied by?",
            short="outputs stand where inputs belong")
def outputs_for_inputs(theta, x):
    return _walk(theta, x, own=lambda pre_bar, bar, inp, h: pre_bar * h)


@task.wrong("Your numbers are right, but they come from node 8 down to node 1. In the example the last entry should be "
            "-0.0309; in your answer the first one is. Which entry belongs to theta1?",
            short="the entries come in the reverse order")
def reversed_order(theta, x):
    return _walk(theta, x).flip(0)


@task.wrong("Your numbers are right, but the two paths have changed places: entries 2, 3, 4 stand where 5, 6, 7 "
            "belong. Which nodes lie on the upper path?", short="the entries of the two paths have changed places")
def paths_exchanged(theta, x):
    return _walk(theta, x)[[0, 4, 5, 6, 1, 2, 3, 7]]


@task.wrong("The target is missing: you begin with y where y - 1 belongs. In the example y = 0.0189, and your "
            "gradients are about 50 times too small. At which y is the loss smallest?", short="the target is missing")
def target_left_out(theta, x):
    return _walk(theta, x, error=lambda y: y)


@task.wrong("Every entry has the opposite sign. In the example y = 0.0189, below the target 1, and you begin with "
            "0.98. Does the loss rise or fall when y rises there?", short="every entry has the opposite sign")
def opposite_sign(theta, x):
    return _walk(theta, x, error=lambda y: 1 - y)


@task.wrong("Every entry is twice too large. At y = 0 the loss (y - 1)²/2 falls by about 0.01 when y grows by 0.01, "
            "and you reckon with 0.02. Where does the half go when the square is differentiated?",
            short="the half of the loss is lost")
def twice(theta, x):
    return _walk(theta, x, error=lambda y: 2 * (y - 1))


@task.wrong("You differentiate y, not the loss. In the example the last entry should be -0.0309, yours is 0.0315: a "
            "step against your gradient would lower y, away from 1. Which step leads from y to the loss?",
            short="the derivative is that of y, not of the loss")
def gradient_of_y(theta, x):
    return _walk(theta, x, error=torch.ones_like)


@task.wrong("You begin with the loss where its derivative belongs. In the example y = 0.0189: the loss is 0.481, and "
            "moving y by 0.01 changes it by about -0.0098. What is its slope there?",
            short="the loss stands where its derivative belongs")
def loss_for_its_derivative(theta, x):
    return _walk(theta, x, error=lambda y: (y - 1) ** 2 / 2)


@task.wrong("theta8 is missing on the way back: entries 1 to 7 do not depend on it as y does. With theta8 = 0 the loss "
            "does not feel h4 at all, yet entry 4 is not 0. What is h4 multiplied by in node 8?",
            short="theta8 is missing on the way back")
def theta8_left_out(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * h7, to7=lambda e, t8, h4, h7: e * h4)


@task.wrong("Two things: the target is missing, so that you begin with y, and theta8 is missing on the way back. In "
            "the example y = 0.0189. At which y is the loss smallest?", short="the target is missing")
def target_and_theta8_left_out(theta, x):
    return _walk(theta, x, error=lambda y: y, to4=lambda e, t8, h4, h7: e * h7, to7=lambda e, t8, h4, h7: e * h4)


@task.wrong("The two paths begin with the wrong factor of node 8: h4_bar is made with h4, h7_bar with h7. With theta8 "
            "= 1, h4 = 2, h7 = 5, raising h4 by 0.1 raises y from 10 to 10.5. What is h4 multiplied by?",
            short="the factors of node 8 have changed places")
def own_factor(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * t8 * h4, to7=lambda e, t8, h4, h7: e * t8 * h7)


@task.wrong("Both paths begin with y_bar itself: node 8 is missing on the way back. With theta8 = 0.6, h4 = 2, h7 = 5, "
            "raising h4 by 0.1 raises y by 0.3, and you reckon with 0.1. What is h4 multiplied by?",
            short="node 8 is missing on the way back")
def node_8_left_out(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e, to7=lambda e, t8, h4, h7: e)


@task.wrong("Both paths begin with y_bar·y: h4 and h7 are not taken out of the product. With theta8 = 1, h4 = 2, h7 = "
            "5 raising h4 by 0.1 raises y by 0.5, and you reckon with 1. What is h4 multiplied by?",
            short="the factor itself is not taken out of the product")
def whole_product(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * t8 * h4 * h7, to7=lambda e, t8, h4, h7: e * t8 * h4 * h7)


@task.wrong("Only the last entry is wrong: it holds theta8. In the example it is -0.0185, wanted is -0.0309. y is "
            "theta8·h4·h7: by how much does y rise when theta8 rises by 1?", short="the last entry holds theta8")
def last_entry_with_theta8(theta, x):
    return _walk(theta, x, last=lambda e, t8, h4, h7: e * t8 * h4 * h7)


@task.wrong("Only the last entry is wrong: it holds neither h4 nor h7. In the example it is -0.98, wanted is -0.0309. "
            "With h4 = 0 theta8 has no effect at all. What is theta8 multiplied by?",
            short="the last entry holds neither h4 nor h7")
def last_entry_is_y_bar(theta, x):
    return _walk(theta, x, last=lambda e, t8, h4, h7: e)


@task.wrong("Only the last entry is wrong: it is the derivative of y, not of the loss. In the example it is 0.0315, "
            "wanted is -0.0309. Which step leads from y to the loss?", short="y_bar is missing in the last entry")
def last_entry_without_y_bar(theta, x):
    return _walk(theta, x, last=lambda e, t8, h4, h7: h4 * h7)


@task.wrong("Right as long as nothing is 0. With theta8 = 0, h4 = 0 or h7 = 0 you divide 0 by 0 and get nan. y = "
            "theta8·h4·h7 without one factor is what?", short="a factor is taken out by dividing")
def divided_by_factors(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * (t8 * h4 * h7) / h4,
                 to7=lambda e, t8, h4, h7: e * (t8 * h4 * h7) / h7, last=lambda e, t8, h4, h7: e * (t8 * h4 * h7) / t8)


@task.wrong("Right as long as h4 and h7 are not 0. There you divide 0 by 0 and get nan. Node 8 multiplies theta8, h4 "
            "and h7: what is left without h4?", short="h4 and h7 are taken out by dividing")
def divided_by_z4_and_z7(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * (t8 * h4 * h7) / h4,
                 to7=lambda e, t8, h4, h7: e * (t8 * h4 * h7) / h7)


@task.wrong("Right as long as theta8 is not 0. There your last entry divides 0 by 0 and is nan. Node 8 multiplies "
            "theta8, h4 and h7: what is left without theta8?", short="theta8 is taken out by dividing")
def divided_by_theta8(theta, x):
    return _walk(theta, x, last=lambda e, t8, h4, h7: e * (t8 * h4 * h7) / t8)


@task.wrong("Only entry 5 is wrong: it is made with h4, as if node 5 came after node 4. Follow the arrow into node 5 "
            "in the picture: which node does it come from?", short="entry 5 is made with h4 instead of h1")
def entry_5_from_z4(theta, x):
    h, entries = _values(theta, x), _walk(theta, x)
    bar7 = (theta[7] * h[4] * h[7] - 1) * theta[7] * h[4]
    pre5 = bar7 * (1 - h[7] ** 2) * theta[6] * (1 - h[6] ** 2) * theta[5] * (1 - h[5] ** 2)
    entries[4] = pre5 * h[4]
    return entries


@task.wrong("Your graph is one long chain: node 5 reads h4. In the example h1 = 0.197 and h5 = tanh(0.9·h1) = 0.176, "
            "yours is another number. Follow the arrow into node 5: which node does it come from?",
            short="node 5 reads h4 instead of h1")
def one_long_chain(theta, x):
    h = [x]
    for t in theta[:7]:
        h.append(torch.tanh(t * h[-1]))
    y_bar = theta[7] * h[4] * h[7] - 1
    entries, bar = [y_bar * h[4] * h[7]], y_bar * theta[7] * h[4]
    for i in (7, 6, 5, 4, 3, 2, 1):
        if i == 4:
            bar = bar + y_bar * theta[7] * h[7]
        pre_bar = bar * (1 - h[i] ** 2)
        entries.append(pre_bar * h[i - 1])
        bar = pre_bar * theta[i - 1]
    return torch.stack(entries[::-1])


@task.wrong("Your node 8 has a tanh. The text gives it none: y = theta8·h4·h7. With theta8 = 1, h4 = 0.8, h7 = 0.9, y "
            "is 0.72; what is yours?", short="node 8 has a tanh")
def tanh_at_node_8(theta, x):
    h = _values(theta, x)
    y = torch.tanh(theta[7] * h[4] * h[7])
    return _walk(theta, x, error=lambda _: (y - 1) * (1 - y**2))


@task.wrong("Your node 8 adds: y = theta8·(h4 + h7). In the example y should be 0.0189. Which operation joins h4 and "
            "h7 in the text?", short="node 8 adds h4 and h7")
def node_8_adds(theta, x):
    h = _values(theta, x)
    y_bar = theta[7] * (h[4] + h[7]) - 1
    return _walk(theta, x, error=lambda _: y_bar, to4=lambda e, t8, h4, h7: e * t8,
                 to7=lambda e, t8, h4, h7: e * t8, last=lambda e, t8, h4, h7: e * (h4 + h7))


@task.wrong("Your slope of tanh is 1 - h. With h = 0.5 it is 0.5, but tanh rises from 0.5 to 0.5075 when its input "
            "grows by 0.01. And at -h the slope is the same as at h. What is missing?",
            short="h is not squared in the slope")
def slope_not_squared(theta, x):
    return _walk(theta, x, slope=lambda h, pre: 1 - h)


@task.wrong("Your slope h(1 - h) belongs to another activation. At h = 0 it is 0, yet tanh(0.01) = 0.01. Which "
            "activation has that slope?", short="the slope is that of the sigmoid")
def slope_of_sigmoid(theta, x):
    return _walk(theta, x, slope=lambda h, pre: h * (1 - h))


@task.wrong("You take the slope of tanh at h. A node with theta·input = 1 puts out 0.762; the slope of tanh is 0.42 at "
            "1 and 0.59 at 0.762. At which of the two was tanh applied?", short="the slope of tanh is taken at h")
def slope_at_z(theta, x):
    return _walk(theta, x, slope=lambda h, pre: 1 - torch.tanh(h) ** 2)


@task.wrong("You square what goes into tanh. A node with theta·input = 2 gets the slope 1 - 4 = -3, although tanh "
            "never falls. Which number always lies between -1 and 1?",
            short="the slope is made with what goes into tanh")
def slope_from_pre_activation(theta, x):
    return _walk(theta, x, slope=lambda h, pre: 1 - pre**2)


@task.wrong("You take each slope at the node's input, as if the parameter did not come in. A node with theta = 0.5 and "
            "input 2 applies tanh to 1, where the slope is 0.42; at 2 it is 0.07. Which number goes into tanh?",
            short="the slope is taken at the node's input")
def slope_at_the_input(theta, x):
    h = _values(theta, x)
    inputs = iter([h[3], h[2], h[1], h[6], h[5], h[1], h[0]])
    return _walk(theta, x, slope=lambda _, pre: 1 - torch.tanh(next(inputs)) ** 2)


@task.wrong("Only the first entry is wrong: it takes the mean of the two arrivals at h1. For y = 2·h1 + 3·h1 that "
            "gives the slope 2.5. By how much does y rise when h1 rises by 1?",
            short="the two arrivals at h1 are averaged")
def arrivals_averaged(theta, x):
    return _walk(theta, x, arrivals=lambda via2, via5, bars: (via2 + via5) / 2)


@task.wrong("Only the first entry is wrong: one arrival at h1 is taken off the other. For y = 2·h1 + 3·h1 that gives "
            "the slope 1 or -1. By how much does y rise when h1 rises by 1?",
            short="one arrival at h1 is taken off the other")
def arrivals_subtracted(theta, x):
    return _walk(theta, x, arrivals=lambda via2, via5, bars: via2 - via5)


@task.wrong("Only the first entry is wrong: h2_bar and h5_bar are added as they are. Node 2 makes h2 = "
            "tanh(theta2·h1). With theta2 = 0 nothing could come back through it. Which two factors lie between h2 and "
            "h1?", short="h2_bar and h5_bar are added as they are")
def arrivals_as_they_are(theta, x):
    return _walk(theta, x, arrivals=lambda via2, via5, bars: bars[2] + bars[5])


@task.wrong("Only the first entry is wrong: what comes back to h1 lacks theta2 and theta5. With theta2 = 0 nothing "
            "could come back through node 2. What is h1 multiplied by there?",
            short="theta2 and theta5 are missing in what comes back to h1")
def arrivals_without_parameters(theta, x):
    return _walk(theta, x, onward=lambda theta: torch.cat([theta[:1], theta.new_ones(1), theta[2:4], theta.new_ones(1),
                                                           theta[5:]]))


@task.wrong("Only the first entry is wrong: what comes back to h1 lacks the tanh slopes of nodes 2 and 5. A step in h1 "
            "has to pass through both tanhs. Which factor comes in on each path?",
            short="the slopes of nodes 2 and 5 are missing in what comes back to h1")
def arrivals_without_slopes(theta, x):
    return _walk(theta, x, arrivals=lambda via2, via5, bars: bars[2] * theta[1] + bars[5] * theta[4])


@task.wrong("Two things: every tanh is treated as a straight line, and only what comes back through node 2 reaches "
            "theta1. If 0.2 comes back to h1 through node 2 and 0.3 through node 5, how fast does the loss move with "
            "h1?", short="the slopes of tanh are missing")
def no_slopes_and_only_path_2(theta, x):
    return _walk(theta, x, slope=lambda h, pre: 1, arrivals=lambda via2, via5, bars: via2)


@task.wrong("Two things: every tanh is treated as a straight line, and only what comes back through node 5 reaches "
            "theta1. If 0.2 comes back to h1 through node 2 and 0.3 through node 5, how fast does the loss move with "
            "h1?", short="the slopes of tanh are missing")
def no_slopes_and_only_path_5(theta, x):
    return _walk(theta, x, slope=lambda h, pre: 1, arrivals=lambda via2, via5, bars: via5)


@task.wrong("Two things: every tanh is treated as a straight line, and node 8 lets h4 and h7 pass as if each stood "
            "alone. With theta8 = 1, h7 = 5, raising h4 by 0.1 raises y by 0.5. What is h4 multiplied by?",
            short="the slopes of tanh are missing")
def no_slopes_and_no_other_factor(theta, x):
    return _walk(theta, x, slope=lambda h, pre: 1, to4=lambda e, t8, h4, h7: e * t8,
                 to7=lambda e, t8, h4, h7: e * t8)


@task.wrong("Two things: the target is missing, so that you begin with y, and only what comes back through node 2 "
            "reaches theta1. In the example y = 0.0189. At which y is the loss smallest?",
            short="the target is missing")
def no_target_and_only_path_2(theta, x):
    return _walk(theta, x, error=lambda y: y, arrivals=lambda via2, via5, bars: via2)


@task.wrong("Two things: the target is missing, so that you begin with y, and only what comes back through node 5 "
            "reaches theta1. In the example y = 0.0189. At which y is the loss smallest?",
            short="the target is missing")
def no_target_and_only_path_5(theta, x):
    return _walk(theta, x, error=lambda y: y, arrivals=lambda via2, via5, bars: via5)


@task.wrong("Two things: theta8 is missing on the way back, and only what comes back through node 2 reaches theta1. "
            "With theta8 = 0 the loss does not feel h4, yet entry 4 is not 0. What is h4 multiplied by in node 8?",
            short="theta8 is missing on the way back")
def no_theta8_and_only_path_2(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * h7, to7=lambda e, t8, h4, h7: e * h4,
                 arrivals=lambda via2, via5, bars: via2)


@task.wrong("Two things: theta8 is missing on the way back, and only what comes back through node 5 reaches theta1. "
            "With theta8 = 0 the loss does not feel h4, yet entry 4 is not 0. What is h4 multiplied by in node 8?",
            short="theta8 is missing on the way back")
def no_theta8_and_only_path_5(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * h7, to7=lambda e, t8, h4, h7: e * h4,
                 arrivals=lambda via2, via5, bars: via5)


def _running(theta, x, begin, *, lower_first=False, join=lambda one, two: one + two):
    """The gradient where the second path starts with `begin(left, y_bar, theta8, other)`, `left` by the first one."""
    h, gradient = _values(theta, x), torch.zeros_like(theta)
    y_bar = theta[7] * h[4] * h[7] - 1
    gradient[7] = y_bar * h[4] * h[7]
    upper, lower = ((4, 3), (3, 2), (2, 1)), ((7, 6), (6, 5), (5, 1))
    walks = ((lower, h[4]), (upper, h[7])) if lower_first else ((upper, h[7]), (lower, h[4]))
    arrived, bar = [], None
    for nodes, other in walks:
        bar = y_bar * theta[7] * other if bar is None else begin(bar, y_bar, theta[7], other)
        for i, parent in nodes:
            pre_bar = bar * (1 - h[i] ** 2)
            gradient[i - 1], bar = pre_bar * h[parent], pre_bar * theta[i - 1]
        arrived.append(bar)
    gradient[0] = join(*arrived) * (1 - h[1] ** 2) * x
    return gradient


@task.wrong("What goes back from a node is multiplied by the parameter of the node where it arrives: entries 4, 7 and "
            "8 are right. h3 enters node 4 as theta4·h3. By which parameter is a step in h3 multiplied there?",
            short="the way back takes the parameter of the node where it arrives")
def parameter_of_the_node_arrived_at(theta, x):
    return _walk(theta, x, onward=lambda theta: theta[[0, 0, 1, 2, 0, 4, 5]])


@task.wrong("What goes back from node i is multiplied by the parameter with the number i - 1: entries 4, 7 and 8 are "
            "right. h3 enters node 4 as theta4·h3. By which parameter is a step in h3 multiplied there?",
            short="the way back takes the parameter with the number before")
def parameter_of_the_number_before(theta, x):
    return _walk(theta, x, onward=lambda theta: theta[[0, 0, 1, 2, 3, 4, 5]])


@task.wrong("What goes back from node i is multiplied by the parameter with the number i + 1: entries 4, 7 and 8 are "
            "right. h3 enters node 4 as theta4·h3, and you use theta5 there. At which index does theta4 stand in a "
            "tensor?",
            short="the way back takes the parameter with the number after")
def parameter_of_the_number_after(theta, x):
    return _walk(theta, x, onward=lambda theta: theta[[1, 2, 3, 4, 5, 6, 7]])


@task.wrong("Only the first entry is wrong: what comes back to h1 is multiplied by theta1 on both paths. h1 enters "
            "node 2 as theta2·h1 and node 5 as theta5·h1. By which parameters is a step in h1 multiplied?",
            short="theta1 stands where theta2 and theta5 belong")
def arrivals_with_theta1(theta, x):
    return _walk(theta, x, onward=lambda theta: theta[[0, 0, 2, 3, 0, 5, 6]])


@task.wrong("Only the first entry is wrong: on the two paths to h1 theta2 and theta5 have changed places. h1 enters "
            "node 2 as theta2·h1. By which parameter is a step in h1 multiplied there?",
            short="theta2 and theta5 have changed places on the way to h1")
def arrivals_with_each_other(theta, x):
    return _walk(theta, x, onward=lambda theta: theta[[0, 4, 2, 3, 1, 5, 6]])


@task.wrong("The numbers fit, but your result is float32 and theta is float64. torch.zeros(8), for example, makes a "
            "float32 tensor, whatever is written into it. Which dtype should the result get, and how do you ask for "
            "it?",
            short="the result is float32")
def float32_result(theta, x):
    return _walk(theta, x).float()


@task.wrong("Entries 5, 6, 7 hold factors of nodes 2, 3 and 4: the lower path begins with what the upper one left, "
            "not with y_bar, which is -0.981 in the example. What comes back to node 8 before either path begins?",
            short="the lower path goes on from the upper one")
def lower_goes_on_from_upper(theta, x):
    return _running(theta, x, lambda left, e, t8, other: left * t8 * other)


@task.wrong("Entries 5, 6, 7 hold factors of nodes 2, 3 and 4, and h4 does not come in at their start: the lower path "
            "begins with what came back to h1 on the upper one. From which node should it come?",
            short="the lower path begins with what came back to h1")
def lower_goes_on_unchanged(theta, x):
    return _running(theta, x, lambda left, e, t8, other: left)


@task.wrong("The lower path begins with h4_bar where y_bar belongs: entries 5, 6, 7 hold theta8 twice and h7 once too "
            "often. In the example y_bar = -0.981 and node 7 should get y_bar·theta8·h4. What comes back to node 8 "
            "before either path begins?",
            short="the lower path begins with h4_bar")
def lower_begins_at_z4(theta, x):
    return _walk(theta, x, to7=lambda e, t8, h4, h7: e * t8 * h7 * t8 * h4)


@task.wrong("Entries 2, 3, 4 hold factors of nodes 5, 6 and 7: the upper path begins with what the lower one left, "
            "not with y_bar, which is -0.981 in the example. What comes back to node 8 before either path begins?",
            short="the upper path goes on from the lower one")
def upper_goes_on_from_lower(theta, x):
    return _running(theta, x, lambda left, e, t8, other: left * t8 * other, lower_first=True)


@task.wrong("Entries 2, 3, 4 hold factors of nodes 5, 6 and 7, and h7 does not come in at their start: the upper path "
            "begins with what came back to h1 on the lower one. From which node should it come?",
            short="the upper path begins with what came back to h1")
def upper_goes_on_unchanged(theta, x):
    return _running(theta, x, lambda left, e, t8, other: left, lower_first=True)


@task.wrong("Two things: the lower path begins with what the upper one left, not with y_bar, and only the lower path "
            "reaches theta1. In the example node 7 should get y_bar·theta8·h4, with y_bar = -0.981. What comes back "
            "to node 8 before either path begins?",
            short="the lower path goes on from the upper one")
def lower_goes_on_and_overwrites(theta, x):
    return _running(theta, x, lambda left, e, t8, other: left * t8 * other, join=lambda one, two: two)


@task.wrong("Two things: the target is missing, so that you begin with y, and the first entry lacks the tanh of node "
            "1. In the example y = 0.0189, and your gradients are about 50 times too small. At which y is the loss "
            "smallest?",
            short="the target is missing")
def no_target_and_slope_left_out_at_node_1(theta, x):
    return _walk(theta, x, error=lambda y: y, first=lambda pre_bar, bar, h1: bar * x)


@task.wrong("Two things: the target is missing, so that you begin with y, and the first entry lacks x. In the example "
            "y = 0.0189, and your entries 2 to 8 are about 50 times too small. At which y is the loss smallest?",
            short="the target is missing")
def no_target_and_x_left_out(theta, x):
    return _walk(theta, x, error=lambda y: y, first=lambda pre_bar, bar, h1: pre_bar)


@task.wrong("Two things: the target is missing, so that you begin with y, and the two paths begin without the other "
            "factor of node 8. In the example y = 0.0189. At which y is the loss smallest?",
            short="the target is missing")
def no_target_and_no_other_factor(theta, x):
    return _walk(theta, x, error=lambda y: y, to4=lambda e, t8, h4, h7: e * t8, to7=lambda e, t8, h4, h7: e * t8)


@task.wrong("Two things: the target is missing, so that you begin with y, and each entry lacks the tanh of its own "
            "node. In the example y = 0.0189. At which y is the loss smallest?",
            short="the target is missing")
def no_target_and_own_slopes_left_out(theta, x):
    return _walk(theta, x, error=lambda y: y, own=lambda pre_bar, bar, inp, h: bar * inp)


@task.wrong("Two things: the target is missing, so that you begin with y, and all slopes of tanh are missing. In the "
            "example y = 0.0189. At which y is the loss smallest?",
            short="the target is missing")
def no_target_and_slopes_left_out(theta, x):
    return _walk(theta, x, error=lambda y: y, slope=lambda h, pre: torch.ones_like(h))


@task.wrong("Two things: the target is missing, so that you begin with y, and the factors of node 8 have changed "
            "places on the way back. In the example y = 0.0189. At which y is the loss smallest?",
            short="the target is missing")
def no_target_and_own_factor(theta, x):
    return _walk(theta, x, error=lambda y: y, to4=lambda e, t8, h4, h7: e * t8 * h4,
                 to7=lambda e, t8, h4, h7: e * t8 * h7)


@task.wrong("Two things: every entry has the opposite sign, and the first lacks the tanh of node 1. In the example y "
            "= 0.0189, below the target 1, and you begin with 0.98. Does the loss rise or fall when y rises there?",
            short="every entry has the opposite sign")
def opposite_and_slope_left_out_at_node_1(theta, x):
    return _walk(theta, x, error=lambda y: 1 - y, first=lambda pre_bar, bar, h1: bar * x)


@task.wrong("Two things: every sign is opposite, and the first entry has the path through node 2 alone. In the "
            "example y = 0.0189, below the target 1, and you begin with 0.98. Does the loss rise or fall when y rises"
            " there?", short="every entry has the opposite sign")
def opposite_and_only_path_2(theta, x):
    return _walk(theta, x, error=lambda y: 1 - y, arrivals=lambda via2, via5, bars: via2)


@task.wrong("Two things: every sign is opposite, and the first entry has the path through node 5 alone. In the "
            "example y = 0.0189, below the target 1, and you begin with 0.98. Does the loss rise or fall when y rises"
            " there?", short="every entry has the opposite sign")
def opposite_and_only_path_5(theta, x):
    return _walk(theta, x, error=lambda y: 1 - y, arrivals=lambda via2, via5, bars: via5)


@task.wrong("Only the first entry is wrong, in two things: only the path through node 5 reaches it, and the tanh of "
            "node 1 is missing. With theta1 = 0.5 and x = 2 its slope is 0.42. How many nodes read h1?",
            short="only the path through node 5 reaches theta1")
def only_path_5_and_slope_left_out_at_node_1(theta, x):
    return _walk(theta, x, arrivals=lambda via2, via5, bars: via5, first=lambda pre_bar, bar, h1: bar * x)


@task.wrong("Only the first entry is wrong, in two things: only the path through node 2 reaches it, and the tanh of "
            "node 1 is missing. With theta1 = 0.5 and x = 2 its slope is 0.42. How many nodes read h1?",
            short="only the path through node 2 reaches theta1")
def only_path_2_and_slope_left_out_at_node_1(theta, x):
    return _walk(theta, x, arrivals=lambda via2, via5, bars: via2, first=lambda pre_bar, bar, h1: bar * x)


@task.wrong("Two things: the entries come from node 8 down to node 1, and theta1's lacks the tanh of node 1. In the "
            "example the last entry should be -0.0309; in your answer the first one is. Which entry belongs to "
            "theta1?", short="the entries come in the reverse order")
def reversed_and_slope_left_out_at_node_1(theta, x):
    return slope_left_out_at_node_1(theta, x).flip(0)


@task.wrong("Two things: the entries come from node 8 down to node 1, and theta1's lacks the path through node 5. In "
            "the example the last entry should be -0.0309; in your answer the first one is. Which entry belongs to "
            "theta1?", short="the entries come in the reverse order")
def reversed_and_only_path_2(theta, x):
    return only_the_path_through_2(theta, x).flip(0)


@task.wrong("Two things: the entries come from node 8 down to node 1, and theta1's lacks the path through node 2. In "
            "the example the last entry should be -0.0309; in your answer the first one is. Which entry belongs to "
            "theta1?", short="the entries come in the reverse order")
def reversed_and_only_path_5(theta, x):
    return only_the_path_through_5(theta, x).flip(0)


@task.wrong("Right as long as no parameter is 0. With theta4 = 0, for example, your entry 4 is 0 divided by 0, which "
            "is nan. Node 4 applies tanh to theta4·h3. By how much does that product rise when theta4 rises by 1?",
            short="each parameter is taken out by dividing")
def divided_by_its_parameter(theta, x):
    return _walk(theta, x) * theta / theta


@task.wrong("Right as long as theta1 to theta7 are not 0. With theta4 = 0, for example, your entry 4 is 0 divided by "
            "0, which is nan. Node 4 applies tanh to theta4·h3. By how much does that product rise when theta4 rises "
            "by 1?", short="the parameters of the tanh nodes are taken out by dividing")
def divided_by_the_parameter_of_a_tanh(theta, x):
    gradient = _walk(theta, x)
    return torch.cat([gradient[:7] * theta[:7] / theta[:7], gradient[7:]])


def _with_slopes_at(theta, x, nodes):
    """The gradient where only these nodes have the slope of tanh and the others let everything pass."""
    order = iter((4, 3, 2, 7, 6, 5, 1))
    return _walk(theta, x, slope=lambda h, pre: 1 - h**2 if next(order) in nodes else torch.ones_like(h))


@task.wrong("The slopes of nodes 2, 3, 5 and 6 are missing; those of nodes 1, 4 and 7 are there. With theta·input = 1 "
            "a node has the slope 0.42. Through how many tanhs does a step in h1 reach h4?",
            short="the slopes of tanh are missing at nodes 2, 3, 5 and 6")
def slopes_at_1_4_and_7(theta, x):
    return _with_slopes_at(theta, x, (1, 4, 7))


@task.wrong("Only nodes 4 and 7 have the slope of tanh; those of nodes 1, 2, 3, 5 and 6 are missing. With theta·input "
            "= 1 it is 0.42. Through how many tanhs does a step in h1 reach h4?",
            short="only nodes 4 and 7 have the slope of tanh")
def slopes_at_4_and_7(theta, x):
    return _with_slopes_at(theta, x, (4, 7))


@task.wrong("The slopes of nodes 4 and 7 are missing; those of the other nodes are there. Node 4 with theta4·h3 = 1, "
            "for example, has the slope 0.42, and you reckon with 1. What lies between theta4·h3 and h4?",
            short="the slopes of tanh are missing at nodes 4 and 7")
def slopes_at_all_but_4_and_7(theta, x):
    return _with_slopes_at(theta, x, (1, 2, 3, 5, 6))


@task.wrong("Only node 1 has the slope of tanh; those of nodes 2 to 7 are missing. Node 4 with theta4·h3 = 1, for "
            "example, has the slope 0.42, and you reckon with 1. Through how many tanhs does a step in h1 reach h4?",
            short="only node 1 has the slope of tanh")
def slopes_at_1(theta, x):
    return _with_slopes_at(theta, x, (1,))


@task.wrong("Your slope of tanh is (1 - h)². With h = 0.5 it is 0.25, but tanh rises from 0.5 to 0.5075 when its input "
            "grows by 0.01. What does the square belong to?", short="the square takes in the 1 of the slope")
def square_outside(theta, x):
    return _walk(theta, x, slope=lambda h, pre: (1 - h) ** 2)


@task.wrong("Two things: entries 2 to 8 are twice too large, and the first lacks x besides. At y = 0 the loss (y - "
            "1)²/2 falls by about 0.01 when y grows by 0.01, and you reckon with 0.02. Where does the half go?",
            short="the half of the loss is lost")
def twice_and_x_left_out(theta, x):
    return 2 * x_left_out(theta, x)


@task.wrong("Two things: entries 2 to 8 are twice too large, and the first lacks node 1's tanh besides. At y = 0 the "
            "loss falls by about 0.01 when y grows by 0.01, and you reckon with 0.02. Where does the half go?",
            short="the half of the loss is lost")
def twice_and_slope_left_out_at_node_1(theta, x):
    return 2 * slope_left_out_at_node_1(theta, x)


@task.wrong("Two things: entries 2 to 8 are twice too large, and the first has the path through node 2 alone besides."
            " At y = 0 the loss falls by about 0.01 when y grows by 0.01, not 0.02. Where does the half go?",
            short="the half of the loss is lost")
def twice_and_only_path_2(theta, x):
    return 2 * only_the_path_through_2(theta, x)


@task.wrong("Two things: entries 2 to 8 are twice too large, and the first has the path through node 5 alone besides."
            " At y = 0 the loss falls by about 0.01 when y grows by 0.01, not 0.02. Where does the half go?",
            short="the half of the loss is lost")
def twice_and_only_path_5(theta, x):
    return 2 * only_the_path_through_5(theta, x)


@task.wrong("Two things: every entry has the opposite sign, and the first lacks x. In the example y = 0.0189, below "
            "the target 1, and you begin with 0.98. Does the loss rise or fall when y rises there?",
            short="every entry has the opposite sign")
def opposite_and_x_left_out(theta, x):
    return -x_left_out(theta, x)


def _one_parameter_exchanged(node, other):
    """The gradient where what goes back from one node is multiplied by the parameter of another one."""
    def answer(theta, x):
        def onward(theta):
            weights = theta.clone()
            weights[node - 1] = theta[other - 1]
            return weights

        return _walk(theta, x, onward=onward)

    answer.__name__ = f"theta{other}_for_theta{node}"
    return answer


for _node, _parent, _wrong in ((2, 1, "entry 1 is"), (3, 2, "entries 1 and 2 are"), (4, 3, "entries 1, 2 and 3 are"),
                               (5, 1, "entry 1 is"), (6, 5, "entries 1 and 5 are"), (7, 6, "entries 1, 5 and 6 are")):
    for _other in sorted({_node - 1, _node + 1, _node + 3 if _node < 5 else _node - 3}):
        task.wrong(f"What goes back from node {_node} is multiplied by theta{_other}, and {_wrong} wrong by that. "
                   f"h{_parent} enters node {_node} as theta{_node}·h{_parent}. By which parameter is a step in "
                   f"h{_parent} multiplied there?", short=f"theta{_other} stands where theta{_node} belongs"
                   )(_one_parameter_exchanged(_node, _other))


@task.wrong("Your result does not change with x: it is the gradient at x = 0.4, the x of the example, for every x. In "
            "which line does your x get its value?", short="x is 0.4 whatever the argument is")
def x_of_the_example(theta, x):
    return _walk(theta, torch.full_like(x, 0.4))


@task.wrong("Right unless y is 0; there all your entries are 0. With theta8 = 0, h4 = 0.5 and h7 = 0.4, y rises by "
            "0.002 when theta8 rises by 0.01. Is the loss flat there?", short="the gradient is 0 where y is 0")
def zero_where_y_is_zero(theta, x):
    h = _values(theta, x)
    return torch.zeros_like(theta) if theta[7] * h[4] * h[7] == 0 else _walk(theta, x)


def _slope_at_x(pre_bar, bar, x):
    return bar * (1 - x**2) * x


@task.wrong("Only the first entry is wrong: its slope of tanh is made with x. With theta1 = 2 and x = 0.5 you take "
            "0.75, but h1 = tanh(1) = 0.76, and the slope there is 0.42. From what is it made?",
            short="the slope of node 1 is made with x")
def slope_at_x_in_node_1(theta, x):
    return _walk(theta, x, first=lambda pre_bar, bar, h1: _slope_at_x(pre_bar, bar, x))


@task.wrong("Two things: h4_bar and h7_bar lack theta8, and the slope of tanh at node 1 is made with x. With theta1 = "
            "2, x = 0.5 you take 0.75, not 0.42. From what is it made, and what does node 8 multiply?",
            short="theta8 is missing on the way back, and the slope of node 1 is made with x")
def no_theta8_and_slope_at_x_in_node_1(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * h7, to7=lambda e, t8, h4, h7: e * h4,
                 first=lambda pre_bar, bar, h1: _slope_at_x(pre_bar, bar, x))


@task.wrong("Every entry is 1 - y² times the right one, as if node 8 had a tanh on the way back. With y = 0.5 you "
            "begin with -0.375, where y - 1 is -0.5. Which nodes apply tanh in the text?",
            short="node 8 gets the slope of a tanh on the way back")
def tanh_slope_at_node_8(theta, x):
    return _walk(theta, x, error=lambda y: (y - 1) * (1 - y**2))


@task.wrong("Every entry is y(1 - y) times the right one, as if node 8 had a sigmoid. With y = 0.5 you begin with "
            "-0.125, where y - 1 is -0.5. What does node 8 do to h4 and h7?",
            short="node 8 gets the slope of a sigmoid on the way back")
def sigmoid_slope_at_node_8(theta, x):
    return _walk(theta, x, error=lambda y: (y - 1) * y * (1 - y))


@task.wrong("Right while y is at most 1; above it every entry has the opposite sign. With y = 1.5 you begin with -0.5. "
            "Does the loss rise or fall there when y rises?", short="y - 1 is negative for every y")
def error_always_negative(theta, x):
    return _walk(theta, x, error=lambda y: -(y - 1).abs())


@task.wrong("Right while y is not negative: elsewhere its sign is lost. With y = -0.5 you begin with -0.5, where "
            "y - 1 is -1.5. How far is y from the target there?", short="the sign of y is lost")
def size_of_y(theta, x):
    return _walk(theta, x, error=lambda y: y.abs() - 1)


def _reading_x(theta, x, nodes):
    """The gradient of another graph, where these nodes (2, 5 or both) read x instead of h1."""
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    h1 = torch.tanh(t1 * x)
    in_2, in_5 = (x if node in nodes else h1 for node in (2, 5))
    h2 = torch.tanh(t2 * in_2)
    h3 = torch.tanh(t3 * h2)
    h4 = torch.tanh(t4 * h3)
    h5 = torch.tanh(t5 * in_5)
    h6 = torch.tanh(t6 * h5)
    h7 = torch.tanh(t7 * h6)
    y_bar = t8 * h4 * h7 - 1
    t4_bar, h3_bar = _tanh_node(y_bar * t8 * h7, h4, t4, h3)
    t3_bar, h2_bar = _tanh_node(h3_bar, h3, t3, h2)
    t2_bar, via2 = _tanh_node(h2_bar, h2, t2, in_2)
    t7_bar, h6_bar = _tanh_node(y_bar * t8 * h4, h7, t7, h6)
    t6_bar, h5_bar = _tanh_node(h6_bar, h6, t6, h5)
    t5_bar, via5 = _tanh_node(h5_bar, h5, t5, in_5)
    arrivals = (0 if 2 in nodes else via2) + (0 if 5 in nodes else via5)
    t1_bar, _ = _tanh_node(arrivals, h1, t1, x)
    return torch.stack([t1_bar, t2_bar, t3_bar, t4_bar, t5_bar, t6_bar, t7_bar, y_bar * h4 * h7])


@task.wrong("Your node 5 reads x, so the lower path does not pass node 1. With x = 0.4, theta1 = 0.5, theta5 = 0.9, "
            "h5 is tanh(0.178) in the text and tanh(0.36) with you. Which arrow ends at node 5?",
            short="node 5 reads x instead of h1")
def node_5_reads_x(theta, x):
    return _reading_x(theta, x, (5,))


@task.wrong("Your node 2 reads x, so the upper path does not pass node 1. Take x = 0.4, theta1 = 0.5, theta2 = -1.2: "
            "h2 is tanh(-0.237) in the text and tanh(-0.48) with you. Which arrow ends at node 2?",
            short="node 2 reads x instead of h1")
def node_2_reads_x(theta, x):
    return _reading_x(theta, x, (2,))


@task.wrong("Your nodes 2 and 5 read x, so node 1 reaches nothing and your first entry is 0. With x = 0.4, theta1 = "
            "0.5 and theta5 = 0.9, h5 is tanh(0.178) in the text and tanh(0.36) with you. Where does h1 go?",
            short="nodes 2 and 5 read x instead of h1")
def nodes_2_and_5_read_x(theta, x):
    return _reading_x(theta, x, (2, 5))


@task.wrong("Only the last entry is wrong: h4 and h7 are added there. With theta8 = 1, h4 = 0.5, h7 = 0.4, raising "
            "theta8 by 0.1 raises y by 0.02, and you reckon with 0.09. What is theta8 multiplied by?",
            short="the last entry holds h4 + h7")
def last_entry_adds(theta, x):
    return _walk(theta, x, last=lambda e, t8, h4, h7: e * (h4 + h7))


@task.wrong("Two things: you begin with y instead of y - 1, and in the last entry h4 and h7 are added. With y = 0.2 "
            "you begin with 0.2, not -0.8. At which y is the loss smallest?",
            short="the target is missing, and the last entry holds h4 + h7")
def no_target_and_last_entry_adds(theta, x):
    return _walk(theta, x, error=lambda y: y, last=lambda e, t8, h4, h7: e * (h4 + h7))


@task.wrong("Two things: every entry has the opposite sign, and in the last one h4 and h7 are added. With y = 0.2 you "
            "begin with 0.8. Does the loss rise or fall there when y rises?",
            short="every entry has the opposite sign, and the last one holds h4 + h7")
def opposite_and_last_entry_adds(theta, x):
    return -_walk(theta, x, last=lambda e, t8, h4, h7: e * (h4 + h7))


@task.wrong("Every entry is half as large as it should be. At y = 0 the loss (y - 1)²/2 falls by about 0.01 when y "
            "grows by 0.01, and you reckon with 0.005. What is the derivative of a square?",
            short="the half of the loss counts twice")
def half(theta, x):
    return _walk(theta, x, error=lambda y: (y - 1) / 2)


@task.wrong("Only the first entry is wrong: of the two arrivals at h1 the larger goes on alone. For y = 2·h1 + 3·h1 "
            "that gives the slope 3. By how much does y rise when h1 rises by 1?",
            short="only the larger arrival at h1 goes on")
def larger_arrival(theta, x):
    return _walk(theta, x, arrivals=lambda via2, via5, bars: torch.maximum(via2, via5))


@task.wrong("Only the first entry is wrong: to what comes back to h1 through nodes 2 and 5 you add y_bar. With theta2 "
            "= theta5 = 0 nothing of h1 reaches y, and you still pass y_bar on. Which nodes read h1?",
            short="y_bar is added to the arrivals at h1")
def y_bar_arrives_at_z1(theta, x):
    return _backwards(theta, x, join=lambda via2, via5, y_bar: via2 + via5 + y_bar)


@task.wrong("Your slope of tanh is 1 - input². With theta = 0.5 and input 2 a node puts out tanh(1) = 0.762, and you "
            "take the slope -3, although tanh never falls. Which number always lies between -1 and 1?",
            short="the slope is 1 minus the square of the node's input")
def slope_from_the_input(theta, x):
    return _backwards(theta, x, node=lambda out_bar, out, weight, inp: (
        out_bar * (1 - inp**2) * inp, out_bar * (1 - inp**2) * weight))


def _ones_at(theta, *nodes):
    """The parameters with 1 in the place of those of these nodes."""
    weights = theta.clone()
    weights[[node - 1 for node in nodes]] = 1
    return weights


@task.wrong("On the way back theta3, theta4, theta6 and theta7 are missing; theta2 and theta5 are there. h3 enters "
            "node 4 as theta4·h3. What is a step in h3 multiplied by there?",
            short="theta3, theta4, theta6 and theta7 are missing on the way back")
def parameters_left_out_inside_the_paths(theta, x):
    return _walk(theta, x, onward=lambda theta: _ones_at(theta, 3, 4, 6, 7))


@task.wrong("You apply tanh to x before node 1: with x = 0.4 node 1 reads 0.380. In the picture x itself goes into "
            "node 1. By what should x be multiplied before the first tanh?", short="x goes through tanh first")
def tanh_of_x(theta, x):
    return _walk(theta, torch.tanh(x))


@task.wrong("Only the first entry is wrong: theta1 stands where x belongs. With theta1 = 0.5 and x = 0.4 a step of "
            "0.01 in theta1 moves theta1·x by 0.004, and you reckon with 0.005. What is theta1 multiplied by?",
            short="theta1 stands where x belongs")
def theta1_for_x(theta, x):
    return _walk(theta, x, first=lambda pre_bar, bar, h1: pre_bar * theta[0])


def _tanh_first(theta, x):
    """x and h1 to h7 where each node multiplies behind tanh: theta·tanh(input)."""
    h = [x]
    for i, parent in enumerate((0, 1, 2, 3, 1, 5, 6)):
        h.append(theta[i] * torch.tanh(h[parent]))
    return h


def _back_from(h, theta, node):
    """The gradient in the graph of eight nodes with these values, where `node` does one step back."""
    y_bar = theta[7] * h[4] * h[7] - 1
    entries, back = {8: y_bar * h[4] * h[7]}, {4: y_bar * theta[7] * h[7], 7: y_bar * theta[7] * h[4], 1: 0}
    for i, parent in ((4, 3), (3, 2), (2, 1), (7, 6), (6, 5), (5, 1), (1, 0)):
        entries[i], arrival = node(back[i], h[i], theta[i - 1], h[parent])
        back[parent] = back.get(parent, 0) + arrival
    return torch.stack([entries[i] for i in range(1, 9)])


@task.wrong("Your nodes multiply behind tanh: a node with theta = 0.5 and input 2 puts out 0.5·0.964 = 0.482 with you, "
            "in the text tanh(1) = 0.762. Which comes first there, the product or tanh?",
            short="each node multiplies behind tanh")
def tanh_before_the_product(theta, x):
    return _back_from(_tanh_first(theta, x), theta, lambda bar, out, weight, inp: (
        bar * torch.tanh(inp), bar * weight * (1 - torch.tanh(inp) ** 2)))


@task.wrong("Your forward pass multiplies behind tanh: a node with theta = 0.5 and input 2 puts out 0.5·0.964 = 0.482 "
            "with you, in the text tanh(1) = 0.762. Which comes first there, the product or tanh?",
            short="each node multiplies behind tanh in the forward pass")
def tanh_before_the_product_forward(theta, x):
    return _back_from(_tanh_first(theta, x), theta, _tanh_node)


@task.wrong("Your forward pass lets node 5 read h4; on the way back h1 is its input. With x = 0.4, theta1 = 0.5, "
            "theta5 = 0.9, h5 should be tanh(0.178). Which arrow ends at node 5?",
            short="node 5 reads h4 in the forward pass")
def node_5_reads_z4_forward(theta, x):
    h = _values(theta, x)
    for i, parent in ((5, 4), (6, 5), (7, 6)):
        h[i] = torch.tanh(theta[i - 1] * h[parent])
    return _back_from(h, theta, _tanh_node)


@task.wrong("Two things: the two paths begin with the wrong factor of node 8, and the last entry holds theta8. With "
            "theta8 = 1, h4 = 2, h7 = 5, raising h4 by 0.1 raises y from 10 to 10.5. What is h4 multiplied by?",
            short="the factors of node 8 have changed places, and the last entry holds theta8")
def own_factor_and_last_entry_with_theta8(theta, x):
    return _walk(theta, x, to4=lambda e, t8, h4, h7: e * t8 * h4, to7=lambda e, t8, h4, h7: e * t8 * h7,
                 last=lambda e, t8, h4, h7: e * t8 * h4 * h7)


_EVERYWHERE = {
    "twice": ("every entry is twice too large", {"error": lambda y: 2 * (y - 1)}),
    "opposite": ("every entry has the opposite sign", {"error": lambda y: 1 - y}),
    "no_target": ("you begin with y instead of y - 1", {"error": lambda y: y}),
    "no_theta8": ("theta8 is missing on the way back",
                  {"to4": lambda e, t8, h4, h7: e * h7, "to7": lambda e, t8, h4, h7: e * h4}),
    "not_squared": ("your slope of tanh is 1 - h", {"slope": lambda h, pre: 1 - h}),
}
_AT_Z1 = {
    "averaged": ("the two arrivals at h1 are averaged", lambda via2, via5, bars: (via2 + via5) / 2,
                 "For y = 2·h1 + 3·h1 a mean gives the slope 2.5. By how much does y rise when h1 rises by 1?"),
    "multiplied": ("the two arrivals at h1 are multiplied", lambda via2, via5, bars: via2 * via5,
                   "If 0.2 and 0.3 come back to h1, you go on with 0.06. How do two arrivals at one node combine?"),
}


def _two_at_z1(name, settings, join):
    def answer(theta, x):
        return _walk(theta, x, arrivals=join, **settings)

    answer.__name__ = name
    return answer


for _everywhere, (_phrase, _settings) in _EVERYWHERE.items():
    for _at_z1, (_joined, _join, _example) in _AT_Z1.items():
        task.wrong(f"Two things: {_phrase}, and {_joined}. {_example}", short=f"{_phrase}, and {_joined}"
                   )(_two_at_z1(f"{_everywhere}_and_arrivals_{_at_z1}", _settings, _join))


def _without_parameters_at_z1(name, settings):
    def answer(theta, x):
        return _walk(theta, x, onward=lambda theta: _ones_at(theta, 2, 5), **settings)

    answer.__name__ = name
    return answer


for _everywhere, (_phrase, _settings) in _EVERYWHERE.items():
    task.wrong(f"Two things: {_phrase}, and what comes back to h1 lacks theta2 and theta5. With theta2 = 0 nothing "
               "could come back through node 2. What is h1 multiplied by there?",
               short=f"{_phrase}, and theta2 and theta5 are missing in what comes back to h1"
               )(_without_parameters_at_z1(f"{_everywhere}_and_no_parameters_at_z1", _settings))


EXERCISE = task.declared()
