"""A lecture as a page: opened from the disk, without any network, its pictures answer."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from dlcourse.export.html import write
from dlcourse.questions.live import PORTABLE

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["00b_calculus_you_need", "08_backpropagation"])
def page(request, browser, tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / "page.html"
    source = ROOT / "notebooks" / f"{request.param}.ipynb"
    subprocess.run([sys.executable, "-m", "dlcourse", "export", "html", str(source), "--output", str(target)],
                   check=True, capture_output=True)
    page = browser.new_page()
    page.set_default_timeout(30_000)
    page.asked, page.troubles = [], []
    inside = ("file:", "data:", "blob:")
    page.on("request", lambda r: page.asked.append(r.url) if not r.url.startswith(inside) else None)
    page.on("console", lambda m: page.troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: page.troubles.append(str(e)))
    page.goto(f"file://{target}")
    page.locator(".dlc").first.wait_for()
    yield page
    page.close()


def test_nothing_is_asked_of_a_network_and_nothing_fails(page):
    assert page.asked == []
    assert page.troubles == []


def test_every_slider_changes_its_picture(page):
    for box in page.locator(".dlc").all():
        for slider in box.locator(".control input[type=range]").all():
            before = box.evaluate("b => b.drawn"), slider.input_value()
            slider.focus()
            page.keyboard.press("End" if before[1] != slider.get_attribute("max") else "Home")
            page.wait_for_function("([b, drawn]) => b.drawn > drawn", arg=[box.element_handle(), before[0]])
            assert slider.input_value() != before[1]
            assert box.locator(".problem").inner_text() == ""


def test_the_page_is_as_dark_as_the_readers_system(page):
    ground = "() => [getComputedStyle(document.body).backgroundColor, document.body.dataset.jpThemeLight]"
    try:
        for scheme, wanted in (("dark", ["rgb(17, 17, 17)", "false"]), ("light", ["rgb(255, 255, 255)", "true"])):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{wanted[1]}'")
            assert page.evaluate(ground) == wanted
        page.emulate_media(color_scheme="dark", media="print")
        assert page.evaluate(ground)[0] == "rgb(255, 255, 255)"  # on paper it stays light
    finally:
        page.emulate_media(color_scheme="light", media="screen")


def test_figures_are_as_wide_as_they_are_drawn(page):
    for image in page.locator(".jp-RenderedImage img").all():
        assert image.evaluate("i => i.naturalWidth / i.width") in (2, 1.5)


def test_formulas_are_drawn_by_the_browser(page):
    assert page.locator("math").count() > 50
    assert "\\frac" not in page.locator("main").inner_text()


def test_every_question_takes_an_answer_without_python(page):
    assert page.locator("text=ask.number(").count() == 0
    for box in page.locator(".dlc-question").all():
        box.scroll_into_view_if_needed()
        if box.get_attribute("data-kind") == "choose":
            box.locator(".options button").first.click()
        else:
            entry = box.locator("input, textarea").first
            entry.fill("0.123456" if box.get_attribute("data-kind") == "number" else "It grows, I think.")
            box.locator("form button").click()
            if "Type" in box.locator(".told").inner_text():  # several numbers are asked for
                box.locator("button.quiet").click()
        box.locator(".told p, .told .answer").first.wait_for()
        assert box.get_attribute("data-status") in ("done", "wrong", "right")


def test_pictures_and_questions_are_accessible(page):
    for i, box in enumerate(page.locator(".dlc, .dlc-question").all()):
        box.evaluate("(b, i) => { b.id = `under-test-${i}`; }", i)
        found = Axe().run(page, context=f"#under-test-{i}")
        assert found.violations_count == 0, found.generate_report()


HOSTILE = """<img src="https://far.example/a.png" onerror="document.title='ran'"> <script>document.title='ran'</script>
<svg onload="document.title='ran'"><style><img src=x onerror="document.title='ran'"></style><image
href="//far.example/b"/></svg> <math><mtext><style><img src=x onerror="document.title='ran'"></style></mtext></math>
<!--><img src=x onerror="document.title='ran'">--> <xmp><p title="</xmp><img src=x onerror=document.title='ran'>"></xmp>
<iframe src="https://far.example/c"></iframe> <p style="background:u\\72l(https://far.example/d)">a</p> <a id="run"
href="java&#10;script:document.title='ran'">run</a>"""


def test_a_strangers_notebook_neither_runs_nor_fetches(browser, tmp_path):
    v4 = nbformat.v4
    asked = {"text/html": HOSTILE, PORTABLE: {"card": {"html": HOSTILE, "asked": HOSTILE}}}
    cells = [v4.new_markdown_cell(HOSTILE), v4.new_raw_cell(HOSTILE, metadata={"format": "text/html"}),
             *(v4.new_code_cell("1", outputs=[v4.new_output("display_data", data)])
               for data in ({"text/html": HOSTILE}, {"text/markdown": HOSTILE}, {"image/svg+xml": HOSTILE}, asked))]
    nbformat.write(v4.new_notebook(cells=cells), tmp_path / "hostile.ipynb")
    write(tmp_path / "hostile.ipynb", tmp_path / "hostile.html", run=False)
    page, requested = browser.new_page(), []
    page.on("request", lambda r: requested.append(r.url))
    page.goto(f"file://{tmp_path}/hostile.html")
    page.wait_for_timeout(500)
    for link in page.get_by_text("run", exact=True).all():
        link.click()
    assert page.title() == "hostile"
    assert [url for url in requested if not url.startswith(("file:", "data:", "blob:"))] == []
    page.close()
