"""What a grading writes, as a browser shows it: the page of each student and the page of the class."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from dlcourse.authoring.build import ROOT
from dlcourse.cli import main

pytestmark = pytest.mark.browser
BOOK = "04b_many_classes"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """The results of a class: all right, nothing done, one mistake, an error, a file that is none, a hostile name."""
    folder, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("results")
    solved = nbformat.read(ROOT / "solutions" / f"{BOOK}.ipynb", 4)
    nbformat.write(solved, folder / "right.ipynb")
    nbformat.write(nbformat.read(ROOT / "exercises" / f"{BOOK}.ipynb", 4), folder / "blank.ipynb")
    cell = next(c for c in solved.cells if '@exercise("log_softmax")' in c.source)
    for name, body in (("wrong", "return torch.log(z.exp() / z.exp().sum(-1, keepdim=True))"),
                       ("error", "return z.nothing"), (HOSTILE, f"raise ValueError({HOSTILE!r})")):
        cell.source = f'@exercise("log_softmax")\ndef log_softmax(z):\n    {body}'
        nbformat.write(solved, folder / f"{name}.ipynb")
    (folder / "broken.ipynb").write_text("{")
    done = CliRunner().invoke(main, ["grade", str(folder), "--out", str(out), "--workers", "2"])
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(params=["light", "dark"])
def page(browser, request):
    page = browser.new_page()
    page.emulate_media(color_scheme=request.param)
    page.troubles = []
    page.on("console", lambda m: page.troubles.append(m.text) if m.type == "error" else None)
    page.on("dialog", lambda d: page.troubles.append(d.message))
    page.on("request", lambda r: page.troubles.append(r.url) if not r.url.startswith("file:") else None)
    yield page
    page.close()


def test_every_page_is_accessible_and_nothing_in_it_runs(results, page):
    pages = [results / "class.html", *sorted((results / "feedback").glob("*.html"))]
    assert len(pages) == 7
    for path in pages:
        page.goto(f"file://{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, (path.name, found.generate_report())
        assert page.locator("img, script, iframe").count() == 0
    assert page.troubles == []


def test_a_student_reads_what_went_wrong(results, page):
    page.goto(f"file://{results / 'feedback' / 'wrong.html'}")
    card = page.locator("article").filter(has_text="0 of 2 points")
    assert card.count() == 1
    assert "?" in card.inner_text()  # what the misconception's message asks
    hint = card.locator("details").first
    hint.locator("summary").first.press("Enter")
    assert hint.get_attribute("open") is not None


def test_the_class_page_shows_marks_and_misconceptions(results, page):
    page.goto(f"file://{results / 'class.html'}")
    assert "6 submissions" in page.locator("main").inner_text()
    assert page.locator("svg[role=img]").get_attribute("aria-label").startswith("Students by share of the points.")
    assert page.get_by_role("row").filter(has_text=HOSTILE).count() == 1
    heading = page.locator("h2", has_text="What the class misunderstood")
    assert heading.locator("xpath=following-sibling::table[1]").get_by_role("row").count() >= 2
