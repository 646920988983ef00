"""A figure as a notebook shows it: a small PNG, a visible caption, and a description in words."""

from __future__ import annotations

import io
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from dlcourse.figures.tones import toned
from dlcourse.html import render

MAX_BYTES = 60_000
DENSITIES = (2.0, 1.5)  # points of the PNG for each point of the page; the second only where the first is too large
_SMALLER = ((96, 16), (64, 8), (40, 5), (24, 4))  # colours, steps of transparency


def small_png(figure: Figure) -> bytes:
    """A figure as PNG bytes below 60 kB: twice as dense as it is shown, without a ground, in colours for both themes.

    Raises: ValueError if it cannot be kept that small.
    """
    for density in DENSITIES:
        seen = _Seen.of(without_ground(figure, density))
        for colours, steps in _SMALLER:
            png = _encoded(seen, colours, steps, density)
            if len(png) <= MAX_BYTES:
                return png
    raise ValueError(f"Picture: a PNG should stay under {MAX_BYTES} bytes, this one has {len(png)}. "
                     "Draw fewer points or a smaller figure.")


def shown_at(png: bytes) -> dict[str, int]:
    """The width at which a page shows a PNG of a figure, as a notebook's output tells it.

    >>> shown_at(small_png(Figure(figsize=(3, 2))))
    {'width': 300}
    """
    image = Image.open(io.BytesIO(png))
    return {"width": round(image.width * 100 / image.info["dpi"][0])}


def without_ground(figure: Figure, density: float = DENSITIES[0]) -> np.ndarray:
    """The figure's pixels (rows, columns, 4): drawn on white and on black, what differs lets the page through."""
    canvas, engine, dpi = FigureCanvasAgg(figure), figure.get_layout_engine(), figure.dpi
    drawn = []
    try:
        figure.set_dpi(100 * density)
        _settle(figure)
        figure.set_layout_engine("none")
        for paper in ("white", "black"):
            with toned(figure, paper):
                canvas.draw()
                drawn.append(np.asarray(canvas.buffer_rgba())[..., :3].astype(np.int16))
    finally:
        figure.set_layout_engine(engine)
        figure.set_dpi(dpi)
    white, black = drawn
    alpha = 255 - (white - black).min(axis=-1).clip(0, 255)
    there = alpha > 0
    over = alpha[there][:, None].astype(np.int32)
    pixels = np.zeros((*alpha.shape, 4), np.uint8)
    pixels[there] = np.hstack([((black[there] * np.int32(255) + over // 2) // over).clip(0, 255), over])
    return pixels


def _settle(figure: Figure) -> None:
    """Place everything in the figure, with its ticks, and give what stands for numbers its colours."""
    engine = figure.get_layout_engine()
    if engine is None:
        figure.draw_without_rendering()
        return
    engine.execute(figure)
    for axes in figure.axes:
        for mapped in axes.collections:
            mapped.update_scalarmappable()


class _Seen(NamedTuple):
    """Pixels by their colours: each colour that is seen, how often, and which one stands where (0: none)."""

    colours: np.ndarray  # (n, 4), red, green, blue and alpha, each once
    counts: np.ndarray  # (n,)
    places: np.ndarray  # (rows, columns), 0 or a colour's number from 1

    @classmethod
    def of(cls, pixels: np.ndarray) -> _Seen:
        packed = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
        there = pixels[..., 3] > 0  # most of a figure is paper
        found, number, counts = np.unique(packed[there], return_inverse=True, return_counts=True)
        places = np.zeros(packed.shape, np.int64)
        places[there] = number + 1
        return cls(found.view(np.uint8).reshape(-1, 4).astype(np.int64), counts, places)


def _encoded(pixels: _Seen, colours: int, steps: int, density: float = DENSITIES[0]) -> bytes:
    """Pixels as a PNG with a palette of at most 256: so many colours, each in so many steps of transparency."""
    nothing = np.zeros((1, 4), np.int64)
    seen, counts = np.concatenate([nothing, pixels.colours]), np.append(0, pixels.counts)
    counts[0] = pixels.places.size - counts.sum()
    seen[:, 3] = (seen[:, 3] * (steps - 1) + 127) // 255
    known = _chosen(seen[:, :3], counts * seen[:, 3] ** 2, colours)
    codes = np.where(seen[:, 3] > 0, 1 + _nearest(seen[:, :3], known) * steps + seen[:, 3], 0)  # 0: cannot be seen
    names, again = np.unique(codes, return_inverse=True)
    counts = np.bincount(again, counts)
    palette = np.zeros((len(names), 4), np.int64)
    there = names > 0
    palette[there] = np.column_stack([known[(names[there] - 1) // steps],
                                      (names[there] - 1) % steps * 255 // (steps - 1)])
    if len(names) > 256:
        kept = np.sort(np.argsort(-counts, kind="stable")[:256])
        weighed = palette * [[1, 1, 1, 3]]
        again, palette = _nearest(weighed, weighed[kept])[again], palette[kept]
    image = Image.fromarray(again.astype(np.uint8)[pixels.places], "P")
    image.putpalette(palette[:, :3].astype(np.uint8).tobytes())
    small = io.BytesIO()
    image.save(small, format="PNG", optimize=True, dpi=(100 * density,) * 2,
               transparency=palette[:, 3].astype(np.uint8).tobytes())
    return small.getvalue()


def _chosen(seen: np.ndarray, weights: np.ndarray, colours: int) -> np.ndarray:
    """So many of the colours: half of them the weightiest, the others spread over the rest."""
    found, place = np.unique(seen @ [65536, 256, 1], return_inverse=True)
    weights = np.bincount(place, weights)
    order = np.argsort(-weights, kind="stable")
    often = found[order[:colours // 2]]
    rest = order[colours // 2:][weights[order[colours // 2:]] > 0]
    if len(rest) > colours - len(often):
        many = np.repeat(_split(found[rest]), np.clip(weights[rest] // 200, 1, 50).astype(int), axis=0)
        spread = Image.fromarray(many.astype(np.uint8)[None]).quantize(colours - len(often)).getpalette() or []
        more = np.array(spread[:3 * (colours - len(often))]).reshape(-1, 3)
    else:
        more = _split(found[rest])
    return np.unique(np.concatenate([_split(often), more]), axis=0)


def _split(packed: np.ndarray) -> np.ndarray:
    return np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=-1)


def _nearest(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """For each row the place of the row of `known` that is nearest to it."""
    best = np.empty(len(values), np.int64)
    for start in range(0, len(values), 4096):
        part = values[start:start + 4096].astype(np.float32)
        best[start:start + 4096] = ((part[:, None] - known[None].astype(np.float32)) ** 2).sum(-1).argmin(1)
    return best


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

        text, png = render("caption", caption=self.caption, description=self.description), self.png()
        display({"image/png": png, "text/plain": f"Figure. {self.caption}"},
                metadata={"image/png": shown_at(png)}, raw=True)
        display({"text/html": text, "text/plain": repr(self)}, raw=True)
