"""Figures of the lecture on what a network can represent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.data import Dataset
from dlcourse.figures.canvas import CLASSES, COLOURS, HATCHES, MARKERS, spot
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l05b.trials import ENDINGS, straight_border
from dlcourse.nn.hinges import Hinges, hinge_sum
from dlcourse.nn.regions import halfplane_codes
from dlcourse.tensors import guard

RINGS = ("#f5f5f5", "#b2d1ef", "#7fb2e5", "#3f7fbf")  # for sums of codes 0, 1, 2, 3


def borders(clouds: Mapping[str, Dataset]) -> Picture:
    """Clouds of two classes, each with the best straight border and its share of right answers.

    Raises: ValueError without a cloud. Source: lecture 05b, linear separability.

    >>> from dlcourse.data import separable
    >>> from dlcourse.tensors import generator
    >>> borders({"parted by a line": separable(40, rng=generator(0))}).description
    'Parted by a line: the straight border names 100 % correctly.'
    """
    if not clouds:
        raise ValueError("borders: clouds should hold at least one, but is empty.")
    down = (len(clouds) + 1) // 2
    figure = Figure(figsize=(5.8, 2.9 * down), layout="constrained")
    words = []
    for axes, (name, cloud) in zip(figure.subplots(down, 2, squeeze=False).flatten(), clouds.items()):
        w, b, right = straight_border(cloud)
        for c in (0, 1):
            axes.plot(*cloud.X[cloud.y == c].T.tolist(), CLASSES[c].marker, color=CLASSES[c], markersize=3.5,
                      label=f"class {c}")
        _border(axes, w, b, cloud.X)
        axes.set_title(f"{name}\nstraight border: {round(100 * right)} % right", fontsize=9)
        axes.set(xlabel="$x_1$", ylabel="$x_2$")
        words.append(f"{name[0].upper()}{name[1:]}: the straight border names {round(100 * right)} % correctly.")
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=9)
    return Picture(figure, caption="Logistic regression on four kinds of data. It has only one straight "
                   "border each time.", description=" ".join(words))


def _border(axes: Axes, w: Tensor, b: Tensor, X: Tensor) -> None:
    """The line w·x + b = 0, within the points."""
    low, high = X.min(0).values, X.max(0).values
    more = 0.06 * (high - low)
    axes.set(xlim=(float(low[0] - more[0]), float(high[0] + more[0])),
             ylim=(float(low[1] - more[1]), float(high[1] + more[1])))
    foot, along = -b / (w @ w) * w, torch.stack([-w[1], w[0]]) / w.norm()
    ends = torch.stack([foot - 20 * along, foot + 20 * along])
    axes.plot(*ends.T.tolist(), color=COLOURS[5], linewidth=2, label="straight border")


def endings(shares: Mapping[str, Mapping[str, float]]) -> Picture:
    """At which losses XOR's trainings end, for each number of hidden units: shares of all starts, stacked.

    Raises: ValueError without shares. Source: lecture 05b, stuck.

    >>> endings({"2": {"0": 0.5, "1/8": 0.0, "1/6": 0.25, "1/4": 0.25}}).description
    '2 units: 50.0 % end at 0, 25.0 % at 1/6, 25.0 % at 1/4.'
    """
    if not shares:
        raise ValueError("endings: shares should hold at least one number of units, but is empty.")
    figure = Figure(figsize=(5.6, 3.2), layout="constrained")
    axes = figure.subplots()
    bottom, words = [0.0] * len(shares), {units: [] for units in shares}
    for name, kind in zip(ENDINGS, (0, 3, 4, 1)):
        heights = [100 * of[name] for of in shares.values()]
        axes.bar(list(shares), heights, bottom=bottom, width=0.65, color=COLOURS[kind], hatch=HATCHES[kind],
                 edgecolor="white", linewidth=0.5, label=f"loss {name}" + (": learned" if name == "0" else ""))
        bottom = [low + v for low, v in zip(bottom, heights)]
        for units, height in zip(shares, heights):
            if height:
                words[units].append(f"{height:.1f} %{' end' if not words[units] else ''} at {name}")
    axes.set(xlabel="hidden units", ylabel="% of all starts", ylim=(0, 100))
    axes.legend(fontsize=9, loc="center left", bbox_to_anchor=(1.01, 0.5))
    return Picture(figure, caption="Where training on XOR comes to rest. Two units are enough, and still most starts "
                   "do not get there.", description=" ".join(f"{units} units: {', '.join(said)}."
                                                             for units, said in words.items()))


@guard
def polygon(N: Float[Tensor, "sides 2"], c: Float[Tensor, " sides"], reach: float = 2.6) -> Picture:
    """The lines of a polygon's sides, and how many of them each place lies beyond.

    Shapes: N (sides, 2), c (sides,). Source: lecture 05b, a polygon from several lines.

    >>> from dlcourse.nn.regions import regular_polygon
    >>> polygon(*regular_polygon(6)).description
    'The sum of the codes takes the values 0, 1, 2, 3. It is 0 inside the polygon and nowhere else.'
    """
    figure = Figure(figsize=(4.2, 4.0), layout="constrained")
    axes = figure.subplots()
    side = torch.linspace(-reach, reach, 241, dtype=N.dtype)
    codes = halfplane_codes(N, c, torch.cartesian_prod(side, side).flip(1))
    total = codes.sum(1)
    colours = torch.tensor([[int(RINGS[min(k, 3)][i:i + 2], 16) for i in (1, 3, 5)] for k in range(len(N) + 1)])
    axes.imshow(colours[total].reshape(241, 241, 3).byte().numpy(), origin="lower",
                extent=(-reach, reach, -reach, reach))
    for n, shift in zip(N, c):
        foot, along = shift * n / (n @ n), torch.stack([-n[1], n[0]]) / n.norm()
        ends = torch.stack([foot - 3 * reach * along, foot + 3 * reach * along])
        axes.plot(*ends.T.tolist(), color="#444444", linewidth=1.2)
    axes.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    seen = total.unique().tolist()
    plane = torch.cartesian_prod(side, side).flip(1)
    for code in codes.unique(dim=0):  # a region is convex, so its middle lies in it
        own = (codes == code).all(1)
        if int(own.sum()) > 300:
            axes.annotate(str(int(code.sum())), spot(plane[own].mean(0)), ha="center", va="center", fontsize=11,
                          color="#111111")
    seen = total.unique().tolist()
    return Picture(figure, caption="The lines of a polygon. The number of sides that a place lies beyond is the sum of "
                   "its code.", description=f"The sum of the codes takes the values {', '.join(map(str, seen))}. It is "
                   "0 inside the polygon and nowhere else.")


@guard
def hinge_parts(f: Hinges, xs: Float[Tensor, " knots"], ys: Float[Tensor, " knots"]) -> Picture:
    """Hinges that look right, each times its weight, and their sum; and the sum with the slopes as weights.

    Shapes: xs, ys (knots,), one more than f has hinges. Source: lecture 05b, any curve from hinges.

    >>> from dlcourse.nn.hinges import relu_interpolant
    >>> xs, ys = torch.tensor([0.0, 1.0, 3.0]), torch.tensor([2.0, 3.0, 1.0])
    >>> hinge_parts(relu_interpolant(xs, ys), xs, ys).description
    'With the changes of slope as weights the sum ends at the last knot, at 1. With the slopes it ends at 3.'
    """
    figure = Figure(figsize=(5.2, 4.4), layout="constrained")
    axes = figure.subplots()
    x = torch.linspace(float(xs[0]), float(xs[-1]), 201, dtype=xs.dtype)
    for weight, at, kind, dash in zip(f.c, xs, (3, 4, 6), ("-", "-.", ":")):
        inside = f"x - {float(at):g}" if at else "x"
        axes.plot(x.tolist(), (weight * (x - at).relu()).tolist(), dash, color=COLOURS[kind], linewidth=1.3,
                  label=rf"${float(weight):g}\,\mathrm{{relu}}({inside})$")
    ben, ann = (hinge_sum(f.a, f.b, c, f.d, x) for c in (f.c, ys.diff() / xs.diff()))
    axes.plot(x.tolist(), ann.tolist(), "--", color=COLOURS[1], linewidth=2, label="Ann's sum: slopes")
    axes.plot(x.tolist(), ben.tolist(), color=COLOURS[0], linewidth=2.6, label="Ben's sum: changes of slope")
    axes.plot(xs.tolist(), ys.tolist(), "o", color=COLOURS[0], markersize=7, label="knots")
    axes.set(xlabel="$x$", ylabel="$f(x)$")
    axes.grid(alpha=0.3)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9)
    return Picture(figure, caption="Each thin line is one of Ben's hinges, times its weight. Both sums start at the "
                   f"height of the first knot, {float(f.d):g}.", description="With the changes of slope as weights the "
                   f"sum ends at the last knot, at {float(ben[-1]):g}. With the slopes it ends at {float(ann[-1]):g}.")


def unfolded(across: float = 0.3, up: float = 0.35) -> Picture:
    """A square sheet folded at both middles, with one line through its four layers; and the sheet unfolded.

    The line cuts off the open corner of the folded sheet: so far along x_1, and so far along x_2.

    Raises: ValueError unless both numbers lie between 0 and 1/2. Source: lecture 05b, many inputs.

    >>> unfolded().description
    'The line cuts the folded sheet into 2 parts. Unfolded, it is there 4 times, and the sheet has 8 parts.'
    """
    if not (0 < across < 0.5 and 0 < up < 0.5):
        raise ValueError(f"unfolded: across and up should lie between 0 and 1/2, but are {across} and {up}.")
    figure = Figure(figsize=(6.2, 3.9), layout="constrained")
    folded, whole = figure.subplots(1, 2, sharex=True, sharey=True)
    for axes, end in ((folded, 0.5), (whole, 1.0)):
        axes.plot([0, end, end, 0, 0], [0, 0, end, end, 0], color=COLOURS[5], linewidth=1)
        for i, j in ((0, 0),) if axes is folded else ((0, 0), (0, 1), (1, 0), (1, 1)):
            x, y = (i, i + (1 - 2 * i) * across), (j + (1 - 2 * j) * up, j)  # mirrored at the folds
            axes.fill([*x, i], [*y, j], color=RINGS[1])
            axes.plot(x, y, color=COLOURS[0], linewidth=2.4, label=None if i or j else "the line")
        axes.plot([0.5, 0.5], [0, end], "--", color=COLOURS[1], linewidth=1.6, label="fold")
        axes.plot([0, end], [0.5, 0.5], "--", color=COLOURS[1], linewidth=1.6)
        axes.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.05, 1.05), ylim=(-0.05, 1.05), aspect="equal",
                 xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    side = (torch.arange(40, dtype=torch.float64) + 0.5) / 40
    plane = torch.cartesian_prod(side, side)
    near = torch.minimum(plane, 1 - plane)  # where a place of the sheet lies when it is folded
    beyond = near[:, 0] / across + near[:, 1] / up > 1
    parts, once = len(torch.column_stack([plane > 0.5, beyond]).unique(dim=0)), len(beyond.unique())
    folded.set_title(f"folded: {once} parts", fontsize=10)
    whole.set_title(f"unfolded: {parts} parts", fontsize=10)
    figure.legend(*folded.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9)
    return Picture(figure, caption="A sheet folded twice, with one line through its four layers, and the same sheet "
                   "unfolded. The folds part it, too.", description=f"The line cuts the folded sheet into {once} "
                   f"parts. Unfolded, it is there 4 times, and the sheet has {parts} parts.")


def strips(found: Mapping[str, Sequence[float]], ylabel: str, *, by_hand: Mapping[str, float] | None = None) -> Picture:
    """One dot for each training, in a strip for each network; and a line at what was built by hand, if it is given.

    Raises: ValueError without a network. Source: lecture 05b, what the theorem does not promise.

    >>> strips({"8 units": [0.2, 0.1, 0.4]}, "largest miss", by_hand={"8 units": 0.07}).description
    '8 units: best 0.1, middle 0.2, worst 0.4; by hand 0.07.'
    """
    if not found:
        raise ValueError("strips: found should name at least one network, but is empty.")
    figure = Figure(figsize=(5.4, 3.2), layout="constrained")
    axes = figure.subplots()
    words = []
    for i, (name, values) in enumerate(found.items()):
        ordered = torch.tensor(values).sort().values
        x = i + torch.linspace(-0.3, 0.3, len(ordered))
        axes.plot(x.tolist(), ordered.tolist(), MARKERS[i], color=COLOURS[i], markersize=5)
        words.append(f"{name}: best {float(ordered[0]):.2g}, middle {float(ordered.median()):.2g}, worst "
                     f"{float(ordered[-1]):.2g}")
        if by_hand and name in by_hand:
            axes.plot([i - 0.4, i + 0.4], [by_hand[name]] * 2, color=COLOURS[5], linestyle="--", linewidth=2,
                      label=None if i else "built by hand")
            words[-1] += f"; by hand {by_hand[name]:.2g}"
        words[-1] += "."
    if by_hand:
        axes.legend(fontsize=9)
    axes.set_xticks(range(len(found)), list(found))
    axes.set(ylabel=ylabel, xlim=(-0.5, len(found) - 0.5), ylim=(0, None))
    axes.grid(alpha=0.3, axis="y")
    return Picture(figure, caption="Each dot is one training from its own start; the dots are sorted.",
                   description=" ".join(words))
