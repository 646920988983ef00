"""Figures of the lecture on backpropagation."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from dlcourse.figures.graphs import Edge, Node, graph
from dlcourse.figures.picture import Picture
from dlcourse.moved import elsewhere
from dlcourse.nn import backprop
from dlcourse.tensors import guard

_MARKERS = ("o", "s", "^", "D")
_SMALL = "₁₂₃₄₅₆₇"


def recipe() -> Picture:
    """The loop of supervised learning, with the part that backpropagation plays drawn thick.

    Source: lecture 8, backpropagation in the recipe.

    >>> recipe()
    Figure. The recipe of supervised learning. Backpropagation is the thick box and nothing else.
    data x, y; prediction; loss; gradient; step. Arrows: data x, y to prediction, prediction to loss, loss to
    gradient, gradient to step, step to prediction (new θ). Thick: gradient.
    """
    nodes = [Node("data x, y", 0, 1, "data\n$x,\\ y$"), Node("prediction", 1, 1, "prediction\n$f(x;\\theta)$"),
             Node("loss", 2, 1, "loss\n$L$"), Node("gradient", 2, 0, "gradient\n$\\nabla_\\theta L$", lit=True),
             Node("step", 1, 0, "step\n$\\theta - \\eta\\,\\nabla_\\theta L$")]
    edges = [Edge("data x, y", "prediction"), Edge("prediction", "loss"), Edge("loss", "gradient"),
             Edge("gradient", "step"), Edge("step", "prediction", "new θ")]
    caption = "The recipe of supervised learning. Backpropagation is the thick box and nothing else."
    return graph(nodes, edges, caption=caption, size=(6.4, 2.6))


@guard
def one_neuron(w: Float[Tensor, " n"], b: Float[Tensor, ""], x: Float[Tensor, " n"],
               y_bar: Float[Tensor, ""]) -> Picture:
    """The neuron y = tanh(w^T x + b): values above the nodes, adjoints below.

    Shapes: w, x (n,), b and y_bar scalars. Raises: ShapeError, DtypeError. Source: lecture 8, single neuron.

    >>> one = torch.tensor(1.0)
    >>> one_neuron(torch.tensor([2.0]), 0 * one, torch.tensor([0.0]), one)
    Figure. One neuron. Above: values, computed from left to right. Below: adjoints, from right to left.
    w: value [2.0], adjoint [0.0]; x: value [0.0], adjoint [2.0]; b: value 0.0, adjoint 1.0; z: value 0.0, adjoint 1.0;
    y: value 0.0, adjoint 1.0. Arrows: w to z, x to z, b to z, z to y.
    """
    bars, z = backprop.neuron_backward(w, b, x, y_bar), w @ x + b
    nodes = [Node("w", 0, 2, "$w$", w, bars.w_bar), Node("x", 0, 1, "$x$", x, bars.x_bar),
             Node("b", 0, 0, "$b$", b, bars.b_bar), Node("z", 1.2, 1, "$z = w^\\top x + b$", z, bars.b_bar),
             Node("y", 2.2, 1, "$y = f(z)$", z.tanh(), y_bar)]
    edges = [Edge("w", "z"), Edge("x", "z"), Edge("b", "z"), Edge("z", "y")]
    caption = "One neuron. Above: values, computed from left to right. Below: adjoints, from right to left."
    return graph(nodes, edges, caption=caption, size=(6.4, 3.0))


@guard
def delta_diagram(A: Float[Tensor, "hidden in"], b: Float[Tensor, " hidden"], c: Float[Tensor, " hidden"],
                  d: Float[Tensor, ""], x: Float[Tensor, " in"], t: Float[Tensor, ""]) -> Picture:
    """The two-layer example neuron by neuron; below each neuron its delta, the adjoint of its pre-activation.

    Shapes: as `dlcourse.nn.backprop.mlp2_backward`. Raises: ShapeError, DtypeError.
    Source: lecture 8, backpropagation of errors.

    >>> zero = torch.tensor(0.0)
    >>> delta_diagram(torch.ones(1, 1), torch.zeros(1), torch.ones(1), zero, torch.zeros(1), zero).caption[:6]
    'Deltas'
    """
    h, y, _ = backprop.mlp2_forward(A, b, c, d, x, t)
    bars = backprop.mlp2_backward(A, b, c, d, x, t)
    ends = [Node(f"x{k}", 0, -k, f"$x_{k}$", x[k - 1], bars.x_bar[k - 1]) for k in range(1, len(x) + 1)]
    hidden = [Node(f"h{j}", 1, -(j + (len(x) - len(h)) / 2), f"$h_{j}$", h[j - 1], bars.b_bar[j - 1])
              for j in range(1, len(h) + 1)]
    output = Node("y", 2, -(len(x) + 1) / 2, "$y$", y, bars.d_bar)
    edges = [*(Edge("y", node.name, f"$c_{j}$", back=True) for j, node in enumerate(hidden, 1)),
             *(Edge(node.name, end.name, back=True) for node in hidden for end in ends)]
    caption = ("Deltas travel from right to left, each along its weight. Above: activation. Below: delta, the adjoint "
               "of the pre-activation (for the inputs: the adjoint).")
    return graph([*ends, *hidden, output], edges, caption=caption, size=(6.4, 3.4))


@guard
def eight_nodes(theta: Float[Tensor, "8"], x: Float[Tensor, ""], target: Float[Tensor, ""], *,
                parameter: int = 1) -> Picture:
    """The graph of eight nodes with values and adjoints; thick are all paths from a parameter's node to y.

    Shapes: theta (8,), x and target scalars. Raises: ShapeError, DtypeError; ValueError unless parameter is 1 to 8.
    Source: lecture 8, end-to-end computation graph.

    >>> picture = eight_nodes(torch.full((8,), 0.5), torch.tensor(1.0), torch.tensor(0.0))
    >>> picture.description[:60]
    'x: value 1.0; h1: value 0.4621, adjoint 0.0; h2: value 0.227'
    """
    if parameter not in range(1, 9):
        raise ValueError(f"eight_nodes: parameter should be a number from 1 to 8, but is {parameter!r}. "
                         f"Pass 1 for theta_1.")
    with torch.enable_grad():
        leaf = theta.detach().requires_grad_()
        y, h = backprop.dag8(leaf, x)
        *h_bars, y_bar = torch.autograd.grad((y - target) ** 2 / 2, (*h, y))
    spots = [(0.9, 0), (2.5, 1), (3.5, 1), (4.5, 1), (2.5, -1), (3.5, -1), (4.5, -1)]
    nodes = [Node("x", 0, 0, "$x$", x)]
    nodes += [Node(f"h{i}", *spot, f"$h_{i}$", value.detach(), bar)
              for i, (spot, value, bar) in enumerate(zip(spots, h, h_bars), 1)]
    nodes.append(Node("y", 6.4, 0, r"$y=\theta_8 h_4 h_7$", y.detach(), y_bar))
    edges = [Edge("x", "h1", "θ₁")]
    for path in ((1, 2, 3, 4, 8), (1, 5, 6, 7, 8)):
        lit = path.index(parameter) if parameter in path else len(path)
        edges += [Edge(f"h{i}", f"h{j}" if j < 8 else "y", f"θ{_SMALL[j - 1]}" if j < 8 else "", lit=k >= lit)
                  for k, (i, j) in enumerate(itertools.pairwise(path))]
    caption = ("Eight nodes: 1 to 7 give h1 to h7, and node 8 gives y; x is the input. Above: values, computed to the "
               "right. Below: adjoints, collected to the left. On the arrows: parameters. "
               f"Thick: the ways from node {parameter} to y.")
    return graph(nodes, edges, caption=caption, size=(6.8, 2.8), digits=4)


def sigmoid_and_tanh() -> Picture:
    """The bend tanh beside the sigmoid, from -4 to 4.

    Raises: nothing. Source: lecture 8, one neuron.

    >>> sigmoid_and_tanh().description
    'sigmoid: 0.018 at -4, 0.5 at 0, 0.982 at 4. tanh: -0.999 at -4, 0.0 at 0, 0.999 at 4.'
    """
    z = torch.arange(-100, 101, dtype=torch.float64) / 25
    figure = Figure(figsize=(6.4, 2.6), layout="constrained")
    axes = figure.subplots()
    words = []
    for style, name, bent in (("--", "sigmoid", z.sigmoid()), ("-", "tanh", z.tanh())):
        axes.plot(z.tolist(), bent.tolist(), style, linewidth=2, label=name)
        words.append(f"{name}: {bent[0]:.3f} at -4, {bent[100]:.1f} at 0, {bent[-1]:.3f} at 4.")
    axes.set(xlabel="z, the sum that goes in", ylabel="what comes out", yticks=[-1, 0, 1])
    axes.grid(alpha=0.3)
    axes.legend()
    return Picture(figure, caption="tanh runs from −1 to 1, the sigmoid from 0 to 1.", description=" ".join(words))


def adjoints_by_depth(adjoints: Mapping[str, Tensor]) -> Picture:
    """Size of the adjoint that reaches the input, over the number of layers, on a logarithmic axis.

    Shapes: each adjoint (depth,), one entry for 1, 2, ... layers. Raises: nothing.
    Source: lecture 8, credit assignment.

    >>> adjoints_by_depth({"halving": torch.tensor([0.5, 0.25])}).description
    'halving: 0.5 after 1 layer, 0.2 after 2 layers.'
    """
    figure = Figure(figsize=(6.4, 3.0), layout="constrained")
    axes = figure.subplots()
    words = []
    for marker, (name, bars) in zip(_MARKERS, adjoints.items(), strict=False):
        axes.semilogy(range(1, len(bars) + 1), bars.abs().tolist(), marker=marker, markersize=4, linewidth=1,
                      label=name)
        words.append(f"{name}: {float(bars[0]):.1g} after 1 layer, {float(bars[-1]):.1g} after {len(bars)} layers.")
    axes.set(xlabel="layers between loss and input", ylabel="adjoint of the input")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(alpha=0.3)
    axes.legend()
    caption = "How much of the adjoint reaches the first input, by depth."
    return Picture(figure, caption=caption, description=" ".join(words))


FLOOR = math.log(1 + 2 / math.e)  # the least cross-entropy of a softmax of a softmax, for three classes


def learnt_by_heart(losses: Mapping[str, Sequence[float]]) -> Picture:
    """Losses of several programs on one batch, over the rounds, beside the floor of softmax applied twice.

    Raises: nothing. Source: lecture 8, overfitting one batch.

    >>> learnt_by_heart({"right": [1.0, 0.25]}).description
    'right: from 1 to 0.25 in 2 rounds. Dotted: the floor of two softmaxes, 0.55.'
    """
    figure = Figure(figsize=(6.4, 3.4), layout="constrained")
    axes = figure.subplots()
    words = []
    for style, (name, values) in zip(("-", "--", "-."), losses.items(), strict=False):
        axes.semilogy(range(1, len(values) + 1), values, style, linewidth=1.6, label=name)
        words.append(f"{name}: from {values[0]:.2g} to {values[-1]:.2g} in {len(values)} rounds.")
    axes.axhline(FLOOR, linestyle=":", color="#777777", label="floor of two softmaxes")
    axes.set(xlabel="round", ylabel="loss of the one batch", ylim=(1e-3, None))
    axes.grid(alpha=0.3)
    figure.legend(loc="outside upper center", ncols=4, fontsize=8, handlelength=2.4, columnspacing=1.2)
    caption = "Three programs learn one batch of eight irises with random labels by heart, or fail to."
    return Picture(figure, caption=caption,
                   description=" ".join(words) + f" Dotted: the floor of two softmaxes, {FLOOR:.2g}.")


def __getattr__(name: str) -> object:
    """What older copies of the notebook ask for and lecture 08b holds today."""
    return elsewhere(__name__, name)
