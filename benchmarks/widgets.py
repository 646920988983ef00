"""How promptly the live pictures answer in JupyterLab, how smoothly they move, and how much they send.

    python benchmarks/widgets.py [NAME ...]

Starts `dlcourse lab` and headless Chromium, opens a notebook with a cell for each picture and works the controls by
keyboard. Times are taken in the page, from the key press to the frame that shows the changed picture, and are medians
over 15 repetitions; of several sliders the slowest counts. Each slider walks up from its lowest value, so that what
the pictures compute once and keep is computed. A kB has 1000 bytes.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any, NamedTuple

import nbformat
from playwright.sync_api import Locator, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from dlcourse.authoring.browser import CALM, CHROMIUM, lab
from dlcourse.classroom import registry
from dlcourse.widgets.base import CourseWidget, bundle
from dlcourse.widgets.controls import Slider
from dlcourse.widgets.scene import Scene, wire

REPETITIONS, CELLS, SECONDS = 15, 5, 2.0
SILENT = {("Boundary", "eta")}  # takes effect at the next step of the training, not in the picture
IDLE = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
HELPERS = """
const frame = () => new Promise(requestAnimationFrame);
const content = () => window.jupyterapp.shell.currentWidget.content;
const done = (m) => m.executionCount && m.executionState !== 'running';
const codes = () => content().widgets.map((w) => w.model);
window.bench = {
  runAll() { void window.jupyterapp.commands.execute('notebook:run-all-cells'); },
  allDone: () => codes().every(done),
  show(id) {
    const i = codes().findIndex((m) => m.id === id);
    content().activeCellIndex = i;
    void content().scrollToItem(i, 'start');
  },
  arm(box, asks) { // from the next key press until the changed picture, in milliseconds
    this.found = new Promise((resolve) => window.addEventListener('keydown', async () => {
      const began = performance.now(), drawn = box.drawn, answered = +box.dataset.answered;
      while (!(box.drawn > drawn && (!asks || +box.dataset.answered > answered)))
        if (performance.now() - began > 10000) return resolve(Infinity); else await frame();
      resolve(performance.now() - began);
    }, { capture: true, once: true }));
  },
  async rate(box, seconds) { // redraws a second
    const began = performance.now(), drawn = box.drawn;
    while (performance.now() - began < 1000 * seconds) await frame();
    return 1000 * (box.drawn - drawn) / (performance.now() - began);
  },
  async cell(id) { // from the command until the cell has run, in milliseconds
    const i = codes().findIndex((m) => m.id === id), model = codes()[i];
    content().activeCellIndex = i; model.executionCount = null;
    const began = performance.now();
    void window.jupyterapp.commands.execute('notebook:run-cell');
    while (!done(model)) if (performance.now() - began > 10000) return Infinity; else await frame();
    return performance.now() - began;
  } };
"""


class Figure(NamedTuple):
    """One measurement beside its limit."""

    widget: str
    what: str
    value: float
    limit: float | None = None  # none: told only
    least: bool = False  # the limit is from below
    digits: int = 0

    def missed(self) -> bool:
        if self.limit is None:
            return False
        return self.value < self.limit if self.least else self.value > self.limit


@contextlib.contextmanager
def opened(names: list[str]) -> Iterator[tuple[Page, SimpleNamespace]]:
    """A page with a cell for each picture, all run, and a count of the bytes that the kernel has sent to it."""
    received = SimpleNamespace(bytes=0)

    def count(payload: str | bytes) -> None:
        received.bytes += len(payload.encode() if isinstance(payload, str) else payload)

    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        work, home, profile = (Path(folder, name) for name in ("work", "home", "profile"))
        work.mkdir()
        home.mkdir()
        make = nbformat.v4.new_code_cell
        setup = "from dlcourse.classroom import registry\npictures = registry.pictures()"
        cells = [make(setup, id="setup"), *(make(f"pictures[{n!r}]()", id=n) for n in names),
                 make("6 * 7", id="last")]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        url = stack.enter_context(lab(work, home)).url
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), work / "pictures.ipynb")
        context = stack.enter_context(sync_playwright()).chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, headless=True, args=CALM, viewport={"width": 1200, "height": 900})
        stack.callback(context.close)
        page = context.new_page()
        page.add_init_script(HELPERS)
        page.on("websocket", lambda s: s.on("framereceived", count) if "/channels" in s.url else None)
        page.goto(f"{url}/doc/tree/pictures.ipynb?reset")
        page.wait_for_function(IDLE, timeout=90_000)
        page.evaluate("() => bench.runAll()")
        page.wait_for_function("() => bench.allDone()", timeout=120_000)
        yield page, received


def press(page: Page, box: Locator, key: str, asks: bool = True) -> float:
    """Milliseconds from a key press to the changed picture; `asks` says that the kernel has to compute it."""
    box.evaluate("(box, asks) => bench.arm(box, asks)", asks)
    page.keyboard.press(key)
    return page.evaluate("() => bench.found")


def walk(count: int, steps: int) -> Iterator[tuple[str, int]]:
    """Key and new place for each step from the lowest of `count` values up, and back again from the ends."""
    place, way = 0, 1
    for _ in range(steps):
        if not 0 <= place + way < count:
            way = -way
        place += way
        yield ("ArrowRight" if way > 0 else "ArrowLeft"), place


def payload(before: Scene, after: Scene) -> int:
    """Bytes of what has changed from one scene to the next: structure, numbers, heat maps."""
    size = 0
    for old, new in zip(wire(before), wire(after)):
        if old != new:
            size += len(new if isinstance(new, bytes) else json.dumps(new, ensure_ascii=False).encode())
    return size


def slider_steps(page: Page, box: Locator, kind: type[CourseWidget], spec: Slider,
                 received: SimpleNamespace) -> tuple[float, float, float]:
    """Medians of one slider: milliseconds of a step, bytes of what changes in the scene, bytes on the websocket."""
    model = kind()  # the same pictures, computed here
    values = {**model.values, spec.name: spec.values[0]}
    box.get_by_label(spec.label, exact=True).focus()
    if spec.start != spec.values[0]:
        press(page, box, "Home")
    times, scenes, frames = [], [model.compute(**values)], []
    for i, (key, place) in enumerate(walk(len(spec.values), REPETITIONS)):
        page.wait_for_timeout(100 + 7 * i % 17)  # late messages; and the presses fall anywhere between two frames
        begin = received.bytes
        times.append(press(page, box, key))
        page.wait_for_timeout(100)
        frames.append(received.bytes - begin)
        scenes.append(model.compute(**{**values, spec.name: spec.values[place]}))
    return median(times), median(map(payload, scenes, scenes[1:])), median(frames)


def sliders(page: Page, box: Locator, name: str, received: SimpleNamespace) -> Iterator[Figure]:
    """The slowest and the largest step among the sliders of a picture."""
    kind = registry.pictures()[name]
    specs = [c for c in kind.controls if isinstance(c, Slider) and (name, c.name) not in SILENT]
    found = {c.name: slider_steps(page, box, kind, c, received) for c in specs}
    slowest, largest = (max(found, key=lambda which: found[which][i]) for i in (0, 1))
    yield Figure(name, f"step of {slowest}, ms", found[slowest][0], 60)
    yield Figure(name, f"scene for a step of {largest}, kB", found[largest][1] / 1000, 5, digits=1)
    yield Figure(name, "its frames on the websocket, kB", found[largest][2] / 1000, digits=1)


def player(page: Page, box: Locator, name: str) -> Iterator[Figure]:
    """Steps of the player by hand, which need no kernel, and its playback."""
    slider = box.get_by_label("step", exact=True)
    times, rates = [], []
    slider.press("Home")
    for i, (key, _) in enumerate(walk(registry.pictures()[name]().current.frames, REPETITIONS)):
        slider.focus()
        page.wait_for_timeout(100 + 7 * i % 17)
        times.append(press(page, box, key, asks=False))
    for _ in range(REPETITIONS):
        slider.press("Home")
        box.get_by_role("button", name="Play").click()
        rates.append(box.evaluate("(box, seconds) => bench.rate(box, seconds)", SECONDS))
        box.get_by_role("button", name="Pause").click()
    yield Figure(name, "step of the player, ms", median(times), 20)
    yield Figure(name, "redraws a second while it plays", median(rates), 30, least=True)


def training(page: Page, box: Locator, name: str) -> Iterator[Figure]:
    """Redraws while the network trains in the background, and how long another cell takes meanwhile."""
    box.get_by_role("button", name="Train").click()
    page.wait_for_timeout(500)
    rates = [box.evaluate("(box, seconds) => bench.rate(box, seconds)", SECONDS) for _ in range(REPETITIONS)]
    cells = [page.evaluate("() => bench.cell('last')") for _ in range(CELLS)]
    page.evaluate("name => bench.show(name)", name)
    box.get_by_role("button", name="Pause").click()  # still trains
    box.get_by_role("button", name="Train").wait_for()
    page.wait_for_timeout(300)
    yield Figure(name, "redraws a second while it trains", median(rates), 20, least=True)
    yield Figure(name, "another cell meanwhile, ms", median(cells), 200)


def measure(names: list[str]) -> Iterator[Figure]:
    with opened(names) as (page, received):
        for name in names:
            kind: Any = registry.pictures()[name]
            page.evaluate("name => bench.show(name)", name)
            box = page.locator(f'.dlc[aria-label="{kind.heading}"]')
            box.wait_for()
            page.wait_for_timeout(1000)
            if name == "Boundary":
                yield from training(page, box, name)
            yield from sliders(page, box, name, received)
            if kind().current.frames > 1:
                yield from player(page, box, name)
    for module in sorted({registry.pictures()[name].module for name in names}):
        yield Figure(f"{module}.mjs", "the module for the browser, kB", len(bundle(module).encode()) / 1000, 15,
                     digits=1)


def main() -> int:
    table, missed = Table("picture", "measurement", "figure", "limit", ""), False
    for f in measure(sys.argv[1:] or list(registry.pictures())):
        missed |= f.missed()
        limit = "" if f.limit is None else f"{'≥' if f.least else '≤'} {f.limit:g}"
        table.add_row(f.widget, f.what, f"{f.value:.{f.digits}f}", limit, "missed" if f.missed() else "")
    Console().print(table)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
