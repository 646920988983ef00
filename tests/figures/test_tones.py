"""A figure reads on white and on the dark page: its words, its lines, its grounds; and it gets its own colours back."""

import colorsys
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import colors
from matplotlib.figure import Figure
from PIL import Image

from dlcourse.figures.canvas import COLOURS
from dlcourse.figures.picture import MAX_BYTES, Picture, shown_at, small_png, without_ground
from dlcourse.figures.tones import PAGES, SERIES, TEXT, contrast, readable

CHANNEL = st.floats(0, 1)


def decoded(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA")).astype(int)


def seen_on(pixels, page):
    """What a reader sees of it on a page, as colours from 0 to 255."""
    alpha, ground = pixels[..., 3:] / 255, 255 * np.array(colors.to_rgb(page))
    return pixels[..., :3] * alpha + (1 - alpha) * ground


def strongest(pixels, page):
    """The highest contrast that a pixel has with the page on which it stands."""
    shades = seen_on(pixels, page).round().astype(int).reshape(-1, 3) @ [65536, 256, 1]
    return max(contrast(f"#{shade:06x}", page) for shade in set(shades.tolist()))


@given(CHANNEL, CHANNEL, CHANNEL, st.sampled_from([SERIES, TEXT]))
def test_any_colour_becomes_readable_on_both_pages_and_keeps_its_hue(red, green, blue, least):
    found = readable((red, green, blue), least)
    assert min(contrast(found, page) for page in PAGES) >= least - (0.02 if least == TEXT else 0)
    assert readable(found, least) == pytest.approx(found, abs=2 / 255)
    (hue, light, strong), (now, *_) = (colorsys.rgb_to_hls(*c[:3]) for c in ((red, green, blue), found))
    if strong > 0.5 and 0.1 < light < 0.8:
        assert min(abs(hue - now), 1 - abs(hue - now)) < 0.06


@pytest.mark.parametrize("colour", ["black", "#1f2328", "white", "#797979", "#444444"])
def test_ink_is_one_grey_of_a_contrast_of_text(colour):
    assert min(contrast(readable(colour, TEXT), page) for page in PAGES) >= 4.3


@pytest.mark.parametrize("colour", COLOURS)
def test_the_series_stay_as_they_are(colour):
    assert colors.to_hex(readable(colour)) == colour
    assert min(contrast(colour, page) for page in (*PAGES, "#212121")) >= 3  # the last: a card in the dark


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("colour", ["black", "#8a3b00", "#1f5fa8", COLOURS[0]])
def test_words_in_a_png_have_a_contrast_of_4_3_on_each_page(page, colour):
    figure = Figure(figsize=(2, 1))
    figure.text(0.1, 0.3, "HHH", fontsize=30, color=colour, weight="bold")
    assert strongest(decoded(small_png(figure)), page) >= 4.3


@pytest.mark.parametrize("page", PAGES)
def test_lines_points_and_bars_have_a_contrast_of_3_on_each_page(page):
    for draw in ("plot", "scatter", "bar"):
        for colour in ("#00108a", "#ffe000", "#222222", *COLOURS):
            figure = Figure(figsize=(2, 1))
            axes = figure.add_axes((0, 0, 1, 1))
            axes.axis("off")
            kind = {"plot": {"linewidth": 6}, "scatter": {"s": 300}, "bar": {}}[draw]
            getattr(axes, draw)([0, 1], [1, 2], color=colour, **kind)
            assert strongest(decoded(small_png(figure)), page) >= 3, (draw, colour)


def test_nothing_is_drawn_where_nothing_is_and_white_lets_the_page_through():
    figure = Figure(figsize=(2, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.plot([0, 1], [0, 1], color="black", linewidth=200)
    axes.axis("off")
    axes.text(0.5, 0.5, "    ", fontsize=30, ha="center", va="center", bbox={"facecolor": "white", "edgecolor": "none"})
    pixels = without_ground(figure)
    assert pixels[100, 200, 3] == 0
    assert pixels[100, 40, 3] == 255


def test_a_pale_ground_is_a_tint_that_hides_what_is_below():
    figure = Figure(figsize=(2, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.plot([0, 1], [0.5, 0.5], color="black", linewidth=3)
    axes.text(0.5, 0.5, "    ", fontsize=30, ha="center", va="center",
              bbox={"facecolor": "#eef3f9", "edgecolor": "none"})
    red, _, blue, alpha = without_ground(figure)[100, 200].tolist()
    assert 0 < alpha < 40
    assert blue > red


def test_a_filled_map_keeps_its_colours_and_what_is_written_on_it():
    figure = Figure(figsize=(2, 2))
    axes = figure.add_axes((0.25, 0.25, 0.7, 0.7))
    axes.imshow([[0.0, 1.0]], cmap="gray", vmin=0, vmax=1, aspect="auto")
    axes.text(1, 0, "H", color="black", fontsize=40, ha="center", va="center", weight="bold")
    pixels = without_ground(figure)
    solid = {tuple(p) for p in pixels[pixels[..., 3] == 255][:, :3].tolist()}
    assert {(0, 0, 0), (255, 255, 255)} <= solid
    assert min(contrast(np.array(c) / 255, "white") for c in map(tuple, pixels[330:360, :, :3].reshape(-1, 3)) if any(c)
               ) > 3  # the numbers beside it stand on the page


def test_the_figure_gets_its_own_colours_back():
    figure = Figure(figsize=(3, 2), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#00108a", label="a", alpha=0.5)
    axes.axhspan(0, 1, color="#dddddd", alpha=0.6)
    axes.contour([[0.0, 1.0], [2.0, 5.0]], cmap="cividis")
    axes.fill_between([0, 1], [0, 1], color="#ffe000", alpha=0.12)
    axes.text(0, 0, "a", bbox={"facecolor": "white", "edgecolor": "black"})
    axes.legend()
    first = small_png(figure)

    def told():
        return [(type(a).__name__, str(getattr(a, "get_color", str)()) if not hasattr(a, "get_array") else "",
                 str(a.get_alpha()), str(a.get_facecolor()) if hasattr(a, "get_facecolor") else "")
                for a in figure.findobj() if type(a).__name__ != "QuadContourSet"]

    before = told()
    assert small_png(figure) == first
    assert told() == before
    assert axes.get_lines()[0].get_color() == "#00108a"
    assert axes.collections[0].get_array() is not None


def test_a_picture_is_twice_as_dense_as_it_is_shown():
    figure = Figure(figsize=(4, 2))
    figure.text(0.5, 0.5, "here")
    png = small_png(figure)
    assert Image.open(io.BytesIO(png)).size == (800, 400)
    assert shown_at(png) == {"width": 400}
    assert figure.dpi == 100


def test_a_picture_of_many_colours_stays_small():
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots(subplot_kw={"projection": "3d"})
    x, y = np.meshgrid(np.linspace(-1, 1, 60), np.linspace(-1, 1, 60))
    axes.plot_surface(x, y, np.sin(3 * x) * y, cmap="cividis", alpha=0.85)
    png = small_png(figure)
    assert len(png) <= MAX_BYTES
    assert shown_at(png) == {"width": 500}


def test_the_notebook_is_told_the_width(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append((data, more)))
    Picture(Figure(figsize=(3, 1)), caption="c", description="d")._ipython_display_()
    (data, more), (words, _) = shown
    assert more["metadata"] == {"image/png": {"width": 300}}
    assert data["image/png"][:4] == b"\x89PNG"
    assert "c" in words["text/html"]
