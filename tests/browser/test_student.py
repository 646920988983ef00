"""A new student in a real browser: a wrong answer, a hint, the right answer, a restart."""

import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from dlcourse.classroom import registry

pytestmark = pytest.mark.browser

STUB = """@exercise("central_diff")
def central_diff(f, theta, eps):
theta = theta.double()
gradient = torch.zeros_like(theta)
for i in range(theta.numel()):
d = torch.zeros_like(theta)
d.view(-1)[i] = eps
BODY
return gradient
"""
INDENTS = (0, 0, 4, 4, 4, 8, 8, 8, 4)


def answer(body):
    lines = STUB.replace("BODY", body).splitlines()
    return "\n".join(" " * n + line for n, line in zip(INDENTS, lines, strict=True))


WRONG = answer("gradient.view(-1)[i] = (f(theta + d) - f(theta)) / eps")
RIGHT = answer("gradient.view(-1)[i] = (f(theta + d) - f(theta - d)) / (2 * eps)")


def card(cell):
    found = cell.locator('[aria-label^="Exercise"]')
    found.wait_for()
    return found


def progress(lab):
    return subprocess.run([sys.executable, "-m", "dlcourse", "progress", "--exercises"], env=lab.environment,
                          capture_output=True, text=True, check=True).stdout


def test_a_student_learns_what_is_wrong_and_keeps_the_progress(lab, open_notebook):
    notebook = open_notebook("exercises/07_differentiation.ipynb")
    notebook.run_to("answer-central_diff")

    wrong = card(notebook.type_and_run("answer-central_diff", WRONG))
    message = next(m.message for m in registry.load("central_diff").misconceptions if m.name == "forward_difference")
    assert message in wrong.inner_text()
    assert "not yet" in wrong.inner_text().lower()

    hint = wrong.locator("summary").first
    hint.focus()
    notebook.page.keyboard.press("Enter")
    assert wrong.locator("details").first.evaluate("e => e.open")

    failed = card(notebook.type_and_run("answer-central_diff", answer("raise ValueError('not my day')")))
    assert "error" in failed.get_attribute("aria-label")
    assert "not my day" in failed.inner_text()

    right = card(notebook.type_and_run("answer-central_diff", RIGHT))
    assert "correct" in right.get_attribute("aria-label").lower() + right.inner_text().lower()
    assert message not in right.inner_text()
    assert "correct" in progress(lab)

    notebook.command("kernelmenu:restart")
    notebook.page.locator(".jp-Dialog .jp-mod-accept").click()
    notebook.page.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
                                    " === 'idle'")
    notebook.type_and_run("setup", "from dlcourse.classroom.overview import overview\noverview()")
    done = notebook.show("setup").locator('progress[aria-label^="lecture 07: 1 of"]')
    done.wait_for()
    assert notebook.errors == []


def test_the_progress_card_leads_to_the_notebooks(open_notebook):
    notebook = open_notebook("notebooks/00_start_here.ipynb")
    notebook.run_to("progress-run")
    source = "from dlcourse.classroom.overview import overview\noverview()"
    progress_card = notebook.type_and_run("progress-run", source).locator('[aria-label="Your progress"]')
    progress_card.locator('a[href*="07_differentiation"]').last.click()
    notebook.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget?.context?.path === 'exercises/07_differentiation.ipynb'")


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_cards_and_progress_are_accessible(open_notebook, theme):
    notebook = open_notebook("exercises/07_differentiation.ipynb")
    notebook.page.evaluate("theme => void window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    notebook.run_to("answer-central_diff")
    for text in (WRONG, answer("raise ValueError('no')"), RIGHT):
        accessible(notebook.page, card(notebook.type_and_run("answer-central_diff", text)))
    source = "from dlcourse import ask\nfrom dlcourse.classroom.overview import overview\n"
    shown = notebook.type_and_run("answer-central_diff", source + "overview()").locator('[aria-label="Your progress"]')
    accessible(notebook.page, shown)
    question = notebook.type_and_run("answer-central_diff", source + "ask.number('1 + 1?', '2', mistakes={'3': 'No.'})")
    accessible(notebook.page, question.locator('[aria-label="Question"]'))


def accessible(page, part):
    part.wait_for()
    part.evaluate("e => { e.id = 'under-test'; }")
    found = Axe().run(page, context="#under-test")
    part.evaluate("e => e.removeAttribute('id')")
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_card_can_be_read_in_both_themes(open_notebook, theme):
    notebook = open_notebook("exercises/07_differentiation.ipynb")
    notebook.page.evaluate("theme => void window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    notebook.run_to("answer-central_diff")
    text = card(notebook.type_and_run("answer-central_diff", WRONG)).locator("p").first
    colours = text.evaluate("""e => { let b = e; while (getComputedStyle(b).backgroundColor === 'rgba(0, 0, 0, 0)')
        b = b.parentElement; return [getComputedStyle(e).color, getComputedStyle(b).backgroundColor]; }""")
    assert contrast(*colours) >= 4.5


def contrast(one, two):
    """WCAG contrast ratio of two CSS colours."""
    def luminance(colour):
        channels = [float(c) / 255 for c in colour[colour.index("(") + 1:-1].split(",")[:3]]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)
