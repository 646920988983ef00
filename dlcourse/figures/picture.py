"""A figure as a notebook shows it: a small PNG, a visible caption, and a description in words."""

from __future__ import annotations

import io

from matplotlib.figure import Figure
from PIL import Image

from dlcourse.html import render

MAX_BYTES = 60_000


def small_png(figure: Figure) -> bytes:
    """A figure as PNG bytes, few colours, below 60 kB.

    Raises: ValueError if it cannot be kept that small.
    """
    raw = io.BytesIO()
    figure.savefig(raw, format="png", dpi=100, metadata={"Software": None})
    png = few_colours(raw.getvalue())
    if len(png) > MAX_BYTES:
        raise ValueError(f"Picture: a PNG should stay under {MAX_BYTES} bytes, this one has {len(png)}. "
                         "Draw fewer points or a smaller figure.")
    return png


def few_colours(png: bytes, colours: int = 96) -> bytes:
    """The same picture in fewer bytes."""
    small = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(colours).save(small, format="PNG", optimize=True)
    return small.getvalue()


class Picture:
    """A matplotlib figure with its caption and a description that carries the numbers."""

    def __init__(self, figure: Figure, *, caption: str, description: str):
        self.figure, self.caption, self.description = figure, caption, description

    def png(self) -> bytes:
        """The picture as PNG bytes, few colours, below 60 kB.

        Raises: ValueError if it cannot be kept that small.
        """
        return small_png(self.figure)

    def __repr__(self) -> str:
        return f"Figure. {self.caption}\n{self.description}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        text = render("caption", caption=self.caption, description=self.description)
        display({"image/png": self.png(), "text/plain": f"Figure. {self.caption}"}, raw=True)
        display({"text/html": text, "text/plain": repr(self)}, raw=True)
