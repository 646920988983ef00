"""Colours that read on white and on JupyterLab's dark page: a figure's own, each brought to a lightness between them.

A figure is drawn for white paper, in black ink. Shown without a ground, its text keeps a contrast of at least TEXT on
both pages and what is drawn at least SERIES; hue stays. What is white lets the page through. Pictures and filled maps
are grounds of their own: they stay as they are, with all that is written on them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib import colors
from matplotlib.axes import Axes
from matplotlib.collections import Collection, QuadMesh
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

PAGES = ("#ffffff", "#111111")  # JupyterLab's, light and dark
TEXT, SERIES = 4.3, 3.2  # contrasts
TINT = 0.08  # how much of its colour a pale ground keeps

Colour = tuple[float, ...]  # red, green, blue and alpha


@lru_cache(4096)
def _luminance(rgb: tuple[float, float, float]) -> float:
    return float(_linear(np.array(rgb)) @ (0.2126, 0.7152, 0.0722))


def luminance(colour: Any) -> float:
    """Relative luminance of a colour, 0 for black and 1 for white, as WCAG has it.

    >>> luminance("white"), luminance("black")
    (1.0, 0.0)
    """
    return _luminance(colors.to_rgb(colour))


def contrast(one: Any, other: Any) -> float:
    """Contrast of two colours, from 1 to 21.

    >>> round(contrast("black", "white"))
    21
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: Any, least: float = SERIES) -> Colour:
    """The colour, as light or dark as a contrast of `least` on both pages asks for; its alpha stays.

    >>> colors.to_hex(readable("black", TEXT)), colors.to_hex(readable("#2e8b57"))
    ('#797979', '#2e8b57')
    """
    return _readable(colors.to_rgba(colour), least)


@lru_cache(4096)
def _readable(colour: Colour, least: float) -> Colour:
    red, green, blue, alpha = colour
    low, high = least * (luminance(PAGES[1]) + 0.05) - 0.05, 1.05 / least - 0.05
    light, rgb = luminance(colour), _linear(np.array([red, green, blue]))
    if low <= light <= high:
        return red, green, blue, alpha
    inset = 0.1 * (high - low)
    wanted = high - inset if light > high else low + inset
    rgb = rgb * wanted / light if light > wanted else rgb + (wanted - light) / (1 - light) * (1 - rgb)
    near = np.round(255 * np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055))
    steps = sorted(itertools.product((0, -1, 1), repeat=3), key=lambda step: sum(map(abs, step)))
    for step in steps:  # whole numbers from 0 to 255 that keep the contrast
        found = tuple(float(v) for v in np.clip(near + step, 0, 255) / 255)
        if low <= luminance(found) <= high:
            return (*found, alpha)
    return (*(float(v) for v in near / 255), alpha)


def _linear(rgb: np.ndarray) -> np.ndarray:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _is_paper(colour: Any) -> bool:
    return min(colors.to_rgb(colour)) > 0.99


def _ground(colour: Any, paper: str) -> Colour:
    """What fills an area: paper lets the page through, a pale colour becomes a tint, another one is readable."""
    red, green, blue, alpha = colors.to_rgba(colour)
    if alpha == 0:
        return red, green, blue, alpha
    if _is_paper(colour):
        return colors.to_rgba(paper, alpha)
    if min(red, green, blue) > 0.6 and alpha > 0.5:
        share = max(TINT, 1 - min(red, green, blue))
        full = readable(tuple(max(0.0, 1 - (1 - v) / share) for v in (red, green, blue)))
        mixed = tuple(TINT * f + (1 - TINT) * p for f, p in zip(full[:3], colors.to_rgb(paper)))  # hides what is below
        return (*mixed, alpha)
    return readable(colour)


def _stroke(colour: Any, paper: str) -> Colour:
    alpha = colors.to_rgba(colour)[3]
    return colors.to_rgba(paper, alpha) if _is_paper(colour) else readable(colour)


def _word(colour: Any, paper: str) -> Colour:
    return colors.to_rgba(paper) if _is_paper(colour) else readable(colour, TEXT)


def _is_map(artist: Any) -> bool:
    """Whether an artist fills an area with colours that mean numbers, or with a picture."""
    solid = artist.get_alpha() is None or artist.get_alpha() > 0.6
    if isinstance(artist, ContourSet):
        return artist.filled and solid
    return solid and (isinstance(artist, AxesImage | QuadMesh) or type(artist).__name__ == "Poly3DCollection")


class _Toned:
    """The colours of a figure's artists, changed and brought back."""

    def __init__(self, figure: Figure):
        self.figure, self.undo = figure, []
        maps = [artist for axes in figure.axes for artist in axes.findobj(_is_map, include_self=False)]
        self.maps = [(artist.axes, artist.get_window_extent()) for artist in maps]

    def set(self, artist: Any, name: str, tone: Callable[[Any], Any], value: Any = None) -> None:
        """Change a colour of an artist, one or many at once."""
        old = getattr(artist, f"get_{name}")() if value is None else value
        if old is None or (isinstance(old, str) and old in ("none", "auto", "face")):
            return
        many = isinstance(old, np.ndarray) and old.ndim == 2
        new = [tone(one) for one in old] if many else tone(old)
        if many and not len(old):
            return
        self.undo.append(lambda: getattr(artist, f"set_{name}")(old))
        getattr(artist, f"set_{name}")(new)

    def on_a_map(self, artist: Any) -> bool:
        """Whether an artist is drawn on a picture or a filled map."""
        axes: Any = getattr(artist, "axes", None)
        own = [extent for of, extent in self.maps if of is axes]
        if not own or not isinstance(artist, Text):
            return bool(own) and artist in axes.get_children() and artist not in axes.spines.values()
        box = artist.get_window_extent()
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        return artist in axes.texts and any(extent.contains(*middle) for extent in own)

    def walk(self, paper: str) -> None:
        """Tone everything for this colour of the paper."""
        ground, stroke = (lambda c: _ground(c, paper)), (lambda c: _stroke(c, paper))
        for artist in self.figure.findobj():
            if artist is self.figure.patch:
                self.set(artist, "facecolor", lambda _: colors.to_rgba(paper))
            elif isinstance(artist, Axes):
                walls = (getattr(getattr(artist, f"{name}axis", None), "pane", None) for name in "xyz")
                for patch in filter(None, (artist.patch, *walls)):  # in three dimensions there are walls too
                    self.set(patch, "alpha", lambda _: 0.0, value=patch.get_alpha() or 1.0)
            elif isinstance(artist, Legend):  # its words stand on the page, also where it lies on a map
                self.set(artist.get_frame(), "alpha", lambda _: 1.0)
            elif isinstance(artist, Text):
                self._text(artist, paper, ground, stroke)
            elif _is_map(artist) or self.on_a_map(artist):
                continue
            elif isinstance(artist, Line2D):
                for name, tone in (("color", stroke), ("markerfacecolor", ground), ("markeredgecolor", stroke)):
                    self.set(artist, name, tone)
            elif isinstance(artist, Patch) and not any(artist is axes.patch for axes in self.figure.axes):
                self._patch(artist, ground, stroke)
            elif isinstance(artist, Collection):
                self._collection(artist, ground, stroke)

    def _text(self, text: Text, paper: str, ground: Callable, stroke: Callable) -> None:
        arrow, box = getattr(text, "arrow_patch", None), text.get_bbox_patch()
        if self.on_a_map(text):
            return
        self.set(text, "color", lambda c: _word(c, paper))
        for patch in (box, arrow):
            if patch is not None:
                self._patch(patch, ground if patch is box else stroke, stroke)

    def _patch(self, patch: Patch, ground: Callable, stroke: Callable) -> None:
        edge, face = patch.get_edgecolor(), patch.get_facecolor()
        if patch.get_alpha() is not None:  # it is in the colours; for both at once it would change them again
            self.set(patch, "alpha", lambda _: None)
        self.set(patch, "edgecolor", stroke, edge)
        if patch.get_fill():
            self.set(patch, "facecolor", ground, face)

    def _collection(self, drawn: Collection, ground: Callable, stroke: Callable) -> None:
        numbers = drawn.get_array()
        faces, edges = drawn.get_facecolor(), drawn.get_edgecolor()
        if numbers is not None:  # its colours come from numbers: the same colours, said one by one
            self.undo.append(lambda: drawn.set_array(numbers))
            drawn.set_array(None)
        if drawn.get_alpha() is not None:
            self.set(drawn, "alpha", lambda _: None)
        self.set(drawn, "edgecolor", stroke, edges)
        self.set(drawn, "facecolor", ground, faces)

    def back(self) -> None:
        """Bring all colours back."""
        while self.undo:
            self.undo.pop()()


@contextmanager
def toned(figure: Figure, paper: str) -> Iterator[None]:
    """The figure in colours for both pages while the context lasts; white is `paper` then.

    The figure has to be drawn once before, so that its ticks and mapped colours are known.
    """
    tones = _Toned(figure)
    try:
        tones.walk(paper)
        yield
    finally:
        tones.back()
