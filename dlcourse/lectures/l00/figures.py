"""Figures of lecture 00: the course, its data, and what two small experiments gave."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float, Int
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import blank, grey_image
from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard, rounded

COURSE = {  # stage -> lectures in it
    "begin": ("00 start here", "00b calculus"),
    "learn from data": ("01 paradigms, recipe", "02 regression, risk", "03 neighbours, validation"),
    "build a model": ("04 linear classifiers", "05 neurons, layers", "06 losses, outputs"),
    "follow the gradient": ("07 differentiation", "08 backpropagation", "09 gradient descent"),
    "make it work": ("10 deep nets", "11 hyper-parameters"),
    "use structure": ("12 convolution", "13 recurrence", "14 attention"),
    "generate and act": ("15 autoencoders", "16 GANs", "17 diffusion", "18 reinforcement"),
    "look around": ("19 zoo of networks",),
}


def course_map() -> Picture:
    """All lectures, stage by stage; a stage needs those to its left.

    Source: the course's own order.

    >>> course_map()
    Figure. The lectures in their order, one column a stage.
    begin: 00 start here, 00b calculus. learn from data: 01 paradigms, recipe, 02 regression, risk, ...
    """
    figure, axes = blank(7.8, 3.3)
    for i, (stage, lectures) in enumerate(COURSE.items()):
        row, place = divmod(i, 4)
        x, y = 2.9 * place, -5.4 * row
        axes.text(x, y, f"{i + 1}. {stage}", ha="left", va="center", fontsize=10, weight="bold")
        for j, lecture in enumerate(lectures, 1):
            axes.text(x + 0.1, y - 0.95 * j, lecture, ha="left", va="center", fontsize=9)
        axes.plot([x - 0.1, x - 0.1], [y + 0.4, y - 4.2], color="#1f5fa8", linewidth=2)
    axes.set(xlim=(-0.3, 11.7), ylim=(-9.9, 0.8))
    words = " ".join(f"{stage}: {', '.join(lectures)}." for stage, lectures in COURSE.items())
    return Picture(figure, caption="The lectures in their order, one column a stage.", description=words)


@guard
def digit_sheet(images: Float[Tensor, "images rows columns"], labels: Int[Tensor, " images"]) -> Picture:
    """Small grey images side by side, each with its label.

    Shapes: images (images, rows, columns), labels (images,).
    Source: lecture 0, digit recognition; the data set of 8 x 8 digits.

    >>> digit_sheet(torch.ones(2, 8, 8), torch.tensor([3, 7]))
    Figure. Handwritten digits of 8 x 8 pixels with their labels.
    2 images, labelled 3, 7. Share of ink: 1.00, 1.00.
    """
    figure = Figure(figsize=(0.8 * len(images), 1.25), layout="constrained")
    for axes, image, label in zip(figure.subplots(1, len(images), squeeze=False)[0], images, labels, strict=True):
        grey_image(axes, image, str(int(label)))
    ink = ", ".join(f"{float(image.mean()):.2f}" for image in images)
    rows, columns = images.shape[1:]
    return Picture(figure, caption=f"Handwritten digits of {rows} x {columns} pixels with their labels.",
                   description=f"{len(images)} images, labelled {', '.join(map(str, labels.tolist()))}. "
                               f"Share of ink: {ink}.")


@guard
def learning_curve(sizes: Int[Tensor, " points"], accuracy: Float[Tensor, " points"]) -> Picture:
    """Share of right answers on new data over the number of examples, on a logarithmic axis.

    Shapes: sizes and accuracy (points,). Source: lecture 0, how much data.

    >>> learning_curve(torch.tensor([10, 100]), torch.tensor([0.57, 0.85]))
    Figure. Right answers on new digits, by the number of labelled examples.
    10 examples: above 50 %. 100 examples: above 80 %.
    """
    figure = Figure(figsize=(6.0, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.semilogx(sizes.tolist(), (100 * accuracy).tolist(), marker="o", color="black")
    axes.set(xlabel="labelled examples", ylabel="right on new digits, %", ylim=(0, 100))
    axes.grid(alpha=0.3)
    words = " ".join(f"{n} examples: above {10 * math.ceil(10 * share - 1)} %."
                     for n, share in zip(sizes.tolist(), accuracy.tolist(), strict=True))
    return Picture(figure, caption="Right answers on new digits, by the number of labelled examples.",
                   description=words)


@guard
def mixture(x: Float[Tensor, " points"], parts: Float[Tensor, "parts points"]) -> Picture:
    """Weighted densities and their sum, the density of the mixture.

    Shapes: x (points,) evenly spaced, parts (parts, points), each already multiplied by its weight.
    Source: lecture 0, Gaussian distribution and its mixture.

    >>> mixture(torch.tensor([0.0, 1.0]), torch.tensor([[0.3, 0.1], [0.2, 0.4]]))
    Figure. A mixture (broad line) is the sum of its weighted parts (broken lines).
    Part 1 is highest at 0, part 2 is highest at 1, the sum is highest at 0. The sum has 1 hump.
    """
    figure = Figure(figsize=(6.0, 3.0), layout="constrained")
    axes = figure.subplots()
    for i, (part, dash) in enumerate(zip(parts, ("--", ":", "-.") * len(parts), strict=False), 1):
        axes.plot(x.tolist(), part.tolist(), linestyle=dash, linewidth=2, label=f"part {i}, weighted")
    total = parts.sum(0)
    axes.plot(x.tolist(), total.tolist(), color="black", linewidth=5, alpha=0.3, label="mixture")
    axes.set(xlabel="x", ylabel="density")
    axes.legend()
    padded = torch.nn.functional.pad(total, (1, 1), value=-1.0)
    humps = int(((padded[1:-1] > padded[:-2]) & (padded[1:-1] >= padded[2:])).sum())
    peaks = ", ".join(f"part {i} is highest at {rounded(float(x[p.argmax()]), 2):g}" for i, p in enumerate(parts, 1))
    top = rounded(float(x[total.argmax()]), 2)
    return Picture(figure, caption="A mixture (broad line) is the sum of its weighted parts (broken lines).",
                   description=f"{peaks[0].upper()}{peaks[1:]}, the sum is highest at {top:g}. "
                               f"The sum has {humps} hump{'s' * (humps > 1)}.")


@guard
def regret_curves(regret: Float[Tensor, " rounds"], bound: Float[Tensor, " rounds"]) -> Picture:
    """Regret summed over the rounds with its guarantee, and the mean regret a round.

    Shapes: regret and bound (rounds,). Source: lecture 0, online convex optimisation.

    >>> regret_curves(torch.tensor([1.0, 1.5]), torch.tensor([1.5, 2.1]))
    Figure. Left: regret (solid) stays under its guarantee (dashed). Right: the mean regret a round shrinks.
    After 2 rounds: below the guarantee in every round; the last mean regret is below the first.
    """
    rounds = torch.arange(1, len(regret) + 1, dtype=regret.dtype, device=regret.device)
    figure = Figure(figsize=(7.0, 2.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot(rounds.tolist(), regret.tolist(), color="black", label="regret")
    left.plot(rounds.tolist(), bound.tolist(), color="#9a4a00", linestyle="--", label="guarantee")
    right.plot(rounds.tolist(), (regret / rounds).tolist(), color="black")
    left.set(xlabel="rounds", ylabel="regret so far")
    right.set(xlabel="rounds", ylabel="regret so far / rounds")
    left.legend()
    under = "below the guarantee in every round" if bool((regret <= bound).all()) else "above the guarantee somewhere"
    shrinks = "below" if float(regret[-1] / rounds[-1]) < float(regret[0]) else "not below"
    return Picture(figure, caption="Left: regret (solid) stays under its guarantee (dashed). Right: the mean regret a "
                   "round shrinks.", description=f"After {len(regret)} rounds: {under}; the last mean regret is "
                   f"{shrinks} the first.")
