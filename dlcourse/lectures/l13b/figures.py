"""Figures of lecture 13b."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, blank
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l13b import cells, nets, trials, widgets

SIGNED = LinearSegmentedColormap.from_list("signed", ["#e8a36b", "#f5f5f5", "#7fb2e5"])  # -1, 0, 1
CELL, STATE, GATE = COLOURS[widgets.CELL], COLOURS[5], COLOURS[3]


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = COLOURS[5]) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 1,
                                              "shrinkB": 1})


def _box(axes: Axes, x: float, y: float, text: str, colour: str, *, width: float = 0.9) -> None:
    axes.add_patch(Rectangle((x - width / 2, y - 0.28), width, 0.56, facecolor="none", edgecolor=colour, linewidth=1.6))
    axes.text(x, y, text, ha="center", va="center", fontsize=11)


def lstm_step() -> Picture:
    """One step of an LSTM as a drawing: the cell's way on top, the gates below.

    >>> lstm_step().description[:39]
    'The old cell is multiplied by f; i g is'
    """
    figure, axes = blank(6.8, 3.0)
    top, middle, low = 2.6, 1.3, 0.0
    for x, y, text in ((0.2, top, "$c_{t-1}$"), (9.0, top, "$c_t$"), (0.2, low, "$x_t,\\ h_{t-1}$"),
                       (9.0, low, "$h_t$")):
        axes.text(x, y, text, ha="center", va="center", fontsize=13)
    for x, text in ((2.0, "×"), (4.3, "+")):
        _box(axes, x, top, text, CELL, width=0.6)
    _box(axes, 4.3, middle, "×", CELL, width=0.6)
    _box(axes, 7.6, middle, "tanh", CELL)
    _box(axes, 7.6, low, "×", STATE, width=0.6)
    for x, text in ((2.0, "f: σ"), (3.5, "i: σ"), (5.0, "g: tanh"), (6.4, "o: σ")):
        _box(axes, x, low, text, GATE, width=1.2 if "tanh" in text else 0.8)
    for start, end in (((0.7, top), (1.7, top)), ((2.3, top), (4.0, top)), ((4.6, top), (8.6, top)),
                       ((4.3, middle + 0.28), (4.3, top - 0.28)), ((7.6, top), (7.6, middle + 0.28))):
        _arrow(axes, start, end, CELL)
    for start, end in (((2.0, low + 0.28), (2.0, top - 0.28)), ((3.5, low + 0.28), (4.1, middle - 0.28)),
                       ((5.0, low + 0.28), (4.5, middle - 0.28)), ((6.8, low), (7.3, low)),
                       ((7.6, middle - 0.28), (7.6, low + 0.28)), ((7.9, low), (8.6, low))):
        _arrow(axes, start, end)
    axes.plot([0.2, 0.2, 6.4], [low - 0.25, -0.65, -0.65], color=COLOURS[5], linewidth=1.6)
    for x in (2.0, 3.5, 5.0, 6.4):
        _arrow(axes, (x, -0.65), (x, low - 0.28))
    axes.set(xlim=(-0.6, 9.5), ylim=(-0.8, 3.0))
    return Picture(figure, caption="One step of an LSTM. Top: the way of the cell. All four boxes below see the input "
                                   "and the old state.",
                   description="The old cell is multiplied by f; i g is added; the sum is the new cell, which goes on. "
                               "Its tanh, multiplied by o, is the new state. f, i, g and o each see x and the old h.")


def seen(bias: float, at: int) -> dict[str, Tensor]:
    """What the stored network with this start bias does with one sequence, flagged at step `at`, where it is 1.

    Names i, f, o and c, each (units, T).

    >>> seen(3.0, 2)["f"].shape
    torch.Size([4, 30])
    """
    kept, net = cells.keep(1.0, 0.0, at, trials.T), trials.kept_net(bias)
    X = torch.stack([kept.number, kept.flag], -1)[:, None, None]
    h = c = X.new_zeros(1, 1, trials.UNITS)
    rows = []
    for z_in in X @ net.W + net.b:
        h, c, (i, f, _, o) = nets.step(net, z_in, h, c)
        rows.append(torch.stack([i, f, o, c])[:, 0, 0])
    return dict(zip("ifoc", torch.stack(rows, -1)))


def gates(bias: float, at: int = 2) -> Picture:
    """Heat maps of i, f, o and c of a trained network: a row for each unit, a column for each step.

    >>> gates(3.0).caption[:30]
    'What the gates of a trained ne'
    """
    found = seen(bias, at)
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    names = {"i": "input gate i", "f": "forget gate f", "o": "output gate o", "c": "tanh of the cell c"}
    words = []
    for axes, (key, name) in zip(figure.subplots(2, 2).flatten(), names.items()):
        values = found[key].tanh() if key == "c" else found[key]
        axes.imshow(values.tolist(), cmap=SIGNED, vmin=-1, vmax=1, aspect="auto",
                    extent=(0.5, trials.T + 0.5, trials.UNITS + 0.5, 0.5), interpolation="nearest")
        axes.set_title(name, fontsize=10)
        axes.set(xlabel="step", ylabel="unit", yticks=range(1, trials.UNITS + 1))
        words.append(f"{name}, units 1 to {trials.UNITS}: at the flag "
                     + ", ".join(f"{v:.2f}" for v in values[:, at - 1].tolist()) + "; mean afterwards "
                     + ", ".join(f"{v:.2f}" for v in values[:, at:].mean(1).tolist()) + ".")
    figure.colorbar(figure.axes[0].images[0], ax=figure.axes[:4], label="value")
    return Picture(figure, caption=f"What the gates of a trained network do. The flag comes at step {at}.",
                   description=" ".join(words))


def shares(curves: Mapping[str, Mapping[float, Tensor]], xlabel: str, ylabel: str,
           guessing: float | Mapping[float, float]) -> Picture:
    """Shares of right answers over something: for each name x -> the shares of all starts. The line is their mean.

    guessing is one share, or one for each x.

    >>> shares({"LSTM": {1.0: torch.tensor([0.5, 1.0])}}, "pairs", "share", 0.1).description
    'LSTM: 0.75 at 1 (0.50 to 1.00). Guessing: 0.1.'
    """
    figure = Figure(figsize=(5.6, 2.9), layout="constrained")
    axes = figure.subplots()
    words = []
    for k, (name, found) in enumerate(curves.items()):
        kind = widgets.KIND.get(name, (0, 3, 6)[k % 3])
        mean = [float(v.mean()) for v in found.values()]
        aside = (0, -0.35, 0.35)[k % 3] if len(found) == 1 else 0  # a single place, beside that of the others
        axes.plot([at + aside for at in found], mean, color=COLOURS[kind], linestyle=DASHES[kind],
                  marker=MARKERS[kind], markersize=5, label=name)
        for at, every in found.items():
            axes.plot([at + aside] * len(every), every.tolist(), color=COLOURS[kind], marker="_", linestyle="",
                      markersize=7)
        words.append(f"{name}: " + ", ".join(f"{float(v.mean()):.2f} at {at:g} ({float(v.min()):.2f} to "
                                             f"{float(v.max()):.2f})" for at, v in found.items()) + ".")
    if isinstance(guessing, Mapping):
        axes.plot(list(guessing), list(guessing.values()), color="#888888", linewidth=1, label="guessing")
        guessed = ", ".join(f"{share:.3g} at {at:g}" for at, share in guessing.items())
    else:
        axes.axhline(guessing, color="#888888", linewidth=1, label="guessing")
        guessed = f"{guessing:.3g}"
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.03, 1.05))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    return Picture(figure, caption=f"{ylabel.capitalize()}: mean of the starts, and a dash for each start.",
                   description=" ".join(words) + f" Guessing: {guessed}.")


def encoder_decoder() -> Picture:
    """Encoder and decoder that turn a string of three letters round, with the one state between them.

    >>> encoder_decoder().description[:30]
    'The encoder reads d, a, b. Its'
    """
    figure, axes = blank(7.0, 2.2)
    for k, (into, out) in enumerate((("d", ""), ("a", ""), ("b", ""), ("begin", "b"), ("b", "a"), ("a", "d"))):
        x, colour = 1.6 * k + (0.9 if k > 2 else 0.0), COLOURS[0 if k < 3 else 2]
        _box(axes, x, 1.0, "enc" if k < 3 else "dec", colour)
        axes.text(x, 0.05, into, ha="center", va="center", fontsize=12)
        _arrow(axes, (x, 0.25), (x, 0.72))
        if out:
            axes.text(x, 1.95, out, ha="center", va="center", fontsize=12)
            _arrow(axes, (x, 1.28), (x, 1.75))
        if k:
            before = 1.6 * (k - 1) + (0.9 if k > 3 else 0.0)
            _arrow(axes, (before + 0.45, 1.0), (x - 0.45, 1.0), CELL)
    axes.text(4.45, 1.35, "$(h, c)$", ha="center", va="center", fontsize=12)
    axes.set(xlim=(-0.7, 9.7), ylim=(-0.2, 2.2))
    return Picture(figure, caption="An encoder reads \"dab\", a decoder writes \"bad\". Only (h, c) goes from one to "
                                   "the other.",
                   description="The encoder reads d, a, b. Its last h and c are the first ones of the decoder, which "
                               "reads 'begin', b, a and writes b, a, d.")
