"""Every control of every live picture, by mouse and by keyboard, against the numbers that Python computes."""

import json
import math
import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from dlcourse.classroom import registry
from dlcourse.widgets.controls import Choice, Entry, Slider
from dlcourse.widgets.shared.program import parse

pytestmark = pytest.mark.browser
PICTURES = registry.pictures()
NAMES = list(PICTURES)
AXE = Axe()


def write_notebook(path, names):
    """A notebook with a cell for each of these live pictures."""
    setup = "from dlcourse.classroom import registry\npictures = registry.pictures()"
    cells = [nbformat.v4.new_code_cell(setup, id="setup")]
    cells += [nbformat.v4.new_code_cell(f"{name.lower()} = pictures[{name!r}]()\n{name.lower()}", id=name)
              for name in names]
    cells.append(nbformat.v4.new_code_cell("print('free')", id="last"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=kernel)))


@pytest.fixture(scope="module")
def page_of_widgets(lab, browser, notebook_class):
    """One notebook with a cell for every live picture, all run once; its page, and what went wrong in it."""
    write_notebook(lab.work / "pictures.ipynb", NAMES)
    page = browser.new_page()
    page.set_default_timeout(30_000)
    troubles = []
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    notebook = notebook_class(page, lab.url, "pictures.ipynb")
    notebook.run_to("last")
    notebook.troubles = troubles
    yield notebook
    page.close()


@pytest.fixture
def picture(page_of_widgets, request):
    """The picture of a name, in view."""
    return lambda name: Picture(page_of_widgets, name)


class Picture:
    """One live picture in the page."""

    def __init__(self, notebook, name):
        self.notebook, self.name, self.kind = notebook, name, PICTURES[name]
        notebook.show(name)
        self.box = notebook.page.locator(f'.dlc[aria-label="{self.kind.heading}"]')
        self.box.wait_for()
        notebook.page.wait_for_function("box => box.dataset.step !== undefined", arg=self.box.element_handle())
        self.values, self.hidden = {c.name: c.start for c in self.kind.controls}, set()

    def answered(self):
        return int(self.box.get_attribute("data-answered"))

    def control(self, spec):
        return self.box.get_by_label(spec.label, exact=True)

    def wait(self, before):
        """Until the kernel has answered everything that was asked."""
        self.notebook.page.wait_for_function(
            "([box, before]) => +box.dataset.answered > before", arg=[self.box.element_handle(), before],
            timeout=60_000)
        self.notebook.page.wait_for_timeout(60)

    def say(self):
        return self.box.locator(".say").inner_text()

    def problem(self):
        return self.box.locator(".problem").inner_text()

    def expected(self):
        """The scene that Python computes for these values, or none and what is wrong with them."""
        try:
            return self.kind.compute(**self.kind.accept(self.values)), ""
        except (ValueError, ArithmeticError) as error:
            return None, str(error)

    def agrees(self):
        """The picture tells what Python computes for these values."""
        scene, problem = self.expected()
        assert self.problem() == problem
        if problem:
            return
        label = self.box.locator("canvas").get_attribute("aria-label")
        if self.name == "Graph":
            now = scene.extra["steps"][int(self.box.get_attribute("data-step"))]
            assert self.say() == f"{now['kind']}: {now['say']}"
        else:
            said = scene.said(int(self.box.get_attribute("data-step")), self.hidden)
            assert self.say() == said
            assert label.startswith(said)
        step = int(self.box.get_attribute("data-step"))
        for name, numbers in scene.readings.items():
            if name in self.hidden:
                assert f"{name} " not in label.split("Step", 1)[1]
                continue
            told = re.search(rf"(?:^|[ ,]){re.escape(name)} (\S+?)(?:[,.]? |\.?$)", label.split("Step", 1)[1])[1]
            expected = float(numbers[min(step, len(numbers) - 1)])
            if told == "no":
                assert math.isnan(expected)
            else:
                assert float(told) == pytest.approx(expected, rel=2e-3, abs=1e-30), name


STATIC = [name for name in NAMES if name != "Boundary"]
SLIDERS = [(name, c.name) for name in STATIC for c in PICTURES[name].controls if isinstance(c, Slider)]
CHOICES = [(name, c.name) for name in STATIC for c in PICTURES[name].controls if isinstance(c, Choice)]
ENTRIES = [(name, c.name) for name in STATIC for c in PICTURES[name].controls if isinstance(c, Entry)]


def spec_of(name, control):
    return next(c for c in PICTURES[name].controls if c.name == control)


@pytest.mark.parametrize("name, control", SLIDERS)
def test_sliders_over_their_range_by_keyboard_and_mouse(picture, name, control):
    p, spec = picture(name), spec_of(name, control)
    slider = p.control(spec)
    slider.focus()
    last = len(spec.values) - 1
    for key, place in (("Home", 0), ("ArrowRight", 1), ("End", last), ("ArrowLeft", last - 1), ("Home", 0)):
        if int(slider.input_value()) == place:
            continue  # it stands there from the beginning, so nothing moves
        before = p.answered()
        p.notebook.page.keyboard.press(key)
        p.wait(before)
        p.values[control] = spec.values[place]
        assert slider.get_attribute("aria-valuetext") == slider.locator("xpath=following-sibling::output").inner_text()
        p.agrees()
    bounds = slider.bounding_box()
    share = 0.5 if last > 1 else 0.9  # two places have no middle
    before = p.answered()
    p.notebook.page.mouse.click(bounds["x"] + bounds["width"] * share, bounds["y"] + bounds["height"] / 2)
    p.wait(before)
    p.values[control] = spec.values[int(slider.input_value())]
    assert 0.3 * last < int(slider.input_value()) < 0.7 * last or (last == 1 and slider.input_value() == "1")
    p.agrees()
    before = p.answered()
    slider.fill(str(min(range(last + 1), key=lambda i: abs(spec.values[i] - spec.start))))
    p.wait(before)
    p.values[control] = spec.start
    p.agrees()


@pytest.mark.parametrize("name, control", CHOICES)
def test_choices_one_after_the_other(picture, name, control):
    p, spec = picture(name), spec_of(name, control)
    select = p.control(spec)
    for value in (*spec.values[1:], spec.start):
        before = p.answered()
        select.select_option(value)
        p.wait(before)
        p.values[control] = value
        p.agrees()
    select.focus()
    before, at = p.answered(), spec.values.index(spec.start)
    key, place = ("ArrowDown", at + 1) if at + 1 < len(spec.values) else ("ArrowUp", at - 1)  # a list does not wrap
    p.notebook.page.keyboard.press(key)  # by keyboard, too
    p.wait(before)
    p.values[control] = spec.values[place]
    p.agrees()
    before = p.answered()
    select.select_option(spec.start)
    p.wait(before)


TYPED = {"expression": ["x**2 + 3*x", "exp(-x*x)", "x +", "__import__('os')", "log(-1 - x*x)", "y"]}


@pytest.mark.parametrize("name, control", ENTRIES)
def test_typed_expressions_good_and_bad(picture, name, control):
    p, spec = picture(name), spec_of(name, control)
    if name == "Graph":
        p.values["example"] = "your own"  # typing chooses it
    entry, good = p.control(spec), p.say()
    for text in (*TYPED[control], spec.start):
        before, good = p.answered(), p.say()
        entry.fill(text)
        p.notebook.page.keyboard.press("Enter")
        p.wait(before)
        p.values[control] = text
        p.agrees()
        if p.problem():
            assert p.say() == good  # the last good picture stays
        if name == "Graph":
            assert p.control(spec_of(name, "example")).input_value() == "your own"
    if name == "Graph":
        before = p.answered()
        p.control(spec_of(name, "example")).select_option(spec_of(name, "example").start)
        p.wait(before)


def test_rules_are_switched_off_one_by_one_in_the_legend(picture):
    p = picture("Race")
    slider = p.box.get_by_label("step", exact=True)
    slider.focus()
    p.notebook.page.keyboard.press("Home")
    assert "lowest" not in p.say()
    p.notebook.page.keyboard.press("End")
    for name in ("Adam", "SGD"):
        button = p.box.locator("li button", has_text=f"{name} ").first
        assert button.get_attribute("aria-pressed") == "true"
        button.press("Enter")
        p.hidden.add(name)
        p.agrees()
    assert p.box.locator("li button[aria-pressed=false]").count() == 2
    for button in p.box.locator("li button[aria-pressed=false]").all()[::-1]:
        button.click()
    p.hidden.clear()
    p.agrees()


WRITTEN = """(box) => { // the letters and strokes that a picture draws, with their sizes on the screen
    const canvas = box.querySelector('canvas[role=img]'), c = canvas.getContext('2d'), sizes = [];
    const ratio = canvas.getBoundingClientRect().width * devicePixelRatio / canvas.width, write = c.fillText;
    c.fillText = function (text, ...more) {
        sizes.push(parseFloat(/([\\d.]+)px/.exec(c.font)[1]) * ratio);
        write.call(c, text, ...more); };
    document.body.dataset.jpThemeLight = document.body.dataset.jpThemeLight; // it draws itself anew
    return new Promise((done) => setTimeout(() => { c.fillText = write; done(sizes); }, 300)); }"""


def test_labels_are_legible_on_a_phone(page_of_widgets, picture):
    page = page_of_widgets.page
    try:
        page.set_viewport_size({"width": 400, "height": 800})
        for name in NAMES:
            p = picture(name)
            sizes = p.box.evaluate(WRITTEN)
            assert sizes, name
            assert min(sizes) >= 11, name
            assert p.box.evaluate("b => b.scrollWidth <= b.clientWidth"), name
    finally:
        page.set_viewport_size({"width": 1200, "height": 900})


def test_a_legend_shows_a_symbol_for_each_named_mark(picture):
    for name in ("Secant", "Hyperplane", "Race", "Bowl"):
        p = picture(name)
        named = {mark.name for panel in p.kind().current.panels for mark in panel.marks
                 if getattr(mark, "name", "") and not getattr(mark, "plain", False)}
        assert p.box.locator("li .symbol").count() == len(named)
        drawn = p.box.locator("li .symbol").evaluate_all("all => all.map(c => c.src)")
        assert len(set(drawn)) == len(named), name


PLAYED = [name for name in STATIC if PICTURES[name]().current.frames > 1]


@pytest.mark.parametrize("name", PLAYED)
def test_the_player_by_buttons_keyboard_and_slider(picture, name):
    p = picture(name)
    frames = p.kind().current.frames
    step = lambda: int(p.box.get_attribute("data-step"))  # noqa: E731
    slider = p.box.get_by_label("step", exact=True)
    slider.focus()
    p.notebook.page.keyboard.press("Home")
    assert step() == 0
    for key, expected in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", frames - 1)):
        p.notebook.page.keyboard.press(key)
        assert step() == expected
        p.agrees()
    p.box.get_by_role("button", name="◀ Step").click()
    assert step() == frames - 2
    p.box.get_by_role("button", name="Step ▶").click()
    assert step() == frames - 1
    p.box.get_by_role("button", name="Play").click()  # from the end it begins anew
    p.box.get_by_role("button", name="Pause").wait_for()
    p.notebook.page.wait_for_function("([box, last]) => +box.dataset.step > 0 && +box.dataset.step < last",
                                      arg=[p.box.element_handle(), frames - 1])
    p.box.get_by_role("button", name="Pause").press("Enter")
    at = step()
    p.notebook.page.wait_for_timeout(400)
    assert step() == at
    p.agrees()
    p.box.get_by_role("button", name="Play").press(" ")
    p.notebook.page.wait_for_function("([box, last]) => +box.dataset.step === last",
                                      arg=[p.box.element_handle(), frames - 1], timeout=40_000)
    p.box.get_by_role("button", name="Play").wait_for()


def test_the_boundary_trains_in_the_background(picture):
    p = picture("Boundary")
    steps = lambda: float(re.search(r"After (\d+) steps", p.say())[1])  # noqa: E731
    assert steps() == 0
    p.box.get_by_role("button", name="▶ Train").click()
    p.notebook.page.wait_for_function("box => +/After (\\d+) steps/.exec(box.innerText)[1] > 100",
                                      arg=p.box.element_handle(), timeout=60_000)
    p.notebook.type_and_run("last", "print('answered while it trains')")
    p = picture("Boundary")
    p.box.get_by_role("button", name="⏸ Pause").click()
    p.box.get_by_role("button", name="▶ Train").wait_for()
    p.notebook.page.wait_for_timeout(300)
    paused = steps()
    assert paused > 100
    p.notebook.page.wait_for_timeout(400)
    assert steps() == paused
    before = p.answered()
    p.box.get_by_role("button", name="Restart").click()
    p.wait(before)
    assert steps() == 0
    for control, value in (("cloud", "xor"), ("cloud", "rings")):
        before = p.answered()
        p.control(spec_of("Boundary", control)).select_option(value)
        p.wait(before)
        assert steps() == 0
    for control in ("hidden", "eta"):
        slider = p.control(spec_of("Boundary", control))
        for key in ("Home", "End"):
            before = p.answered()
            slider.focus()
            p.notebook.page.keyboard.press(key)
            p.wait(before)
    p.box.get_by_role("button", name="▶ Train").click()  # a learning rate of 100: it may saturate, it may run away
    p.notebook.page.wait_for_timeout(800)
    if p.problem():
        assert "smaller learning rate" in p.problem()
    else:
        p.box.get_by_role("button", name="⏸ Pause").click()
    p.box.get_by_role("button", name="▶ Train").wait_for()


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_is_inaccessible_in_either_theme(page_of_widgets, picture, theme):
    page = page_of_widgets.page
    page_of_widgets.command("apputils:change-theme", json.dumps({"theme": theme}))
    page.wait_for_function("dark => document.body.dataset.jpThemeLight === String(!dark)", arg="Dark" in theme)
    page.wait_for_timeout(500)
    for name in NAMES:
        p = picture(name)
        p.box.evaluate("box => { box.id = 'under-test'; }")
        found = AXE.run(page, context="#under-test")
        p.box.evaluate("box => box.removeAttribute('id')")
        assert found.violations_count == 0, f"{name}, {theme}:\n{found.generate_report()}"


def test_shortcuts_of_the_notebook_do_not_reach_the_controls(picture):
    p = picture("Secant")
    cells = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
    before = p.notebook.page.evaluate(cells)
    p.control(spec_of("Secant", "x")).focus()
    for key in ("a", "b", "d", "d", "x", "m"):  # insert, delete, cut, markdown
        p.notebook.page.keyboard.press(key)
    assert p.notebook.page.evaluate(cells) == before


def test_a_saved_notebook_opens_again_with_live_pictures(lab, open_notebook):
    write_notebook(lab.work / "kept.ipynb", ["Secant", "Graph"])
    first = open_notebook("kept.ipynb")
    first.run_to("last")
    first.command("docmanager:save")
    first.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.model.dirty")
    first.page.wait_for_timeout(500)
    saved = nbformat.read(lab.work / "kept.ipynb", 4)
    assert saved.metadata.get("widgets"), "the state of the pictures should be saved with the notebook"
    again = open_notebook("kept.ipynb")
    for name in ("Secant", "Graph"):
        again.show(name)
        again.page.locator(f'.dlc[aria-label="{PICTURES[name].heading}"]').wait_for()
    assert "odel not found" not in again.page.locator("body").inner_text()
    nbformat.write(saved, lab.work / "saved.ipynb")
    again = open_notebook("saved.ipynb")
    again.show("Graph")
    box = again.page.locator(f'.dlc[aria-label="{PICTURES["Graph"].heading}"]')
    box.locator(".trouble", has_text="Run this cell again").wait_for(timeout=60_000)  # its kernel is another one
    assert all(control.is_disabled() for control in box.locator("button, input, select").all())
    again.run_to("last")
    again.show("Graph")
    box = again.page.locator(f'.dlc[aria-label="{PICTURES["Graph"].heading}"]')
    box.locator(".trouble:empty").wait_for(state="attached", timeout=60_000)
    assert not any(control.is_disabled() for control in box.locator("button, input, select").all())


def test_a_picture_whose_kernel_is_restarted_says_so_at_once(lab, open_notebook):
    write_notebook(lab.work / "restarted.ipynb", ["Secant"])
    notebook = open_notebook("restarted.ipynb")
    notebook.run_to("last")
    notebook.show("Secant")
    box = notebook.page.locator(f'.dlc[aria-label="{PICTURES["Secant"].heading}"]')
    box.locator(".trouble:empty").wait_for(state="attached")
    notebook.command("kernelmenu:restart")
    notebook.page.locator(".jp-Dialog .jp-mod-accept").click()
    box.locator(".trouble", has_text="Run this cell again").wait_for(timeout=60_000)
    assert box.locator("input").first.is_disabled()
    assert notebook.errors == []


def test_nothing_went_wrong_in_the_console(page_of_widgets):
    known = ("favicon", "404")  # what JupyterLab itself asks for in vain
    assert [t for t in page_of_widgets.troubles if not any(k in t for k in known)] == []


def test_the_examples_of_the_graph_can_be_read():
    from dlcourse.widgets.shared.graph import EXAMPLES

    assert all(parse(text) for text in EXAMPLES.values() if text)
