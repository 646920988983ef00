"""Figures of lecture 06b."""

from __future__ import annotations

from matplotlib.figure import Figure

from dlcourse.figures.canvas import COLOURS, DASHES
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l06b.trials import LETTERS, learn


def learned_table() -> Picture:
    """The probabilities of each frame before and after CTC has taught the word AB.

    >>> learned_table().description[:53]
    'The loss falls from 4.26 to 0.030. Before, the most p'
    """
    found = learn()
    figure = Figure(figsize=(6.8, 2.9), layout="constrained")
    frames = range(1, len(found.before) + 1)
    for axes, name, p in zip(figure.subplots(1, 2, sharey=True), ("before", "after 200 steps"),
                             (found.before, found.after)):
        for c, letter in enumerate(LETTERS):
            axes.plot(frames, p[:, c].tolist(), color=COLOURS[c], linestyle=DASHES[c], marker="osD"[c], markersize=4,
                      label="blank" if c == 0 else letter)
        axes.set(xlabel="frame", title=name, ylim=(-0.03, 1.03))
        axes.grid(alpha=0.3)
    figure.axes[0].set_ylabel("probability")
    figure.axes[0].legend(fontsize=9, loc="upper left")
    best = ["".join(LETTERS[c] for c in p.argmax(-1).tolist()) for p in (found.before, found.after)]
    return Picture(figure, caption="A table of 10 frames learns the word AB. No letter was told its frame.",
                   description=f"The loss falls from {float(found.cost[0]):.2f} to {float(found.cost[-1]):.3f}. "
                   f"Before, the most probable path is {best[0]}, afterwards {best[1]}.")
