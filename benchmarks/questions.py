"""What a learner waits for besides cards: a question's feedback, the review in a terminal, JupyterLab's server.

    python benchmarks/questions.py

The feedback is measured in the page, from the Enter key to the words beneath the question; the median over 15
questions, each in a cell of its own. The others are medians over 3 starts of a process. Exit status 1: over a limit.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import nbformat
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from dlcourse.authoring.browser import CALM, CHROMIUM, lab

REPETITIONS, STARTS = 15, 3
LIMITS = {"question answered to feedback": 50.0, "dlcourse review starts": 1000.0,
          "lab, second time, to the server": 3000.0}
IDLE = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
ARM = """box => { window.found = new Promise((resolve) => window.addEventListener('keydown', async () => {
    const began = performance.now(), before = +box.dataset.replies;
    while (+box.dataset.replies === before) await new Promise(requestAnimationFrame);
    resolve(performance.now() - began); }, { capture: true, once: true })); }"""


def feedback(work: Path, url: str, profile: Path) -> float:
    """Milliseconds from Enter to feedback."""
    cells = [nbformat.v4.new_code_cell(f"from dlcourse import ask\nask.number('{i} + 1?', {i + 1})", id=f"q{i}")
             for i in range(REPETITIONS)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), work / "questions.ipynb")
    took = []
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, headless=True, args=CALM, viewport={"width": 1200, "height": 900})
        page = context.new_page()
        page.goto(f"{url}/doc/tree/questions.ipynb?reset")
        page.wait_for_function(IDLE, timeout=90_000)
        page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
        for i in range(REPETITIONS):
            page.evaluate("i => void window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", i)
            box = page.locator(".dlc-question", has_text=f"{i} + 1?").first
            box.wait_for(timeout=60_000)
            page.wait_for_function("box => +box.dataset.replies > 0", arg=box.element_handle())
            box.locator("input").fill(str(i + 1))
            box.evaluate(ARM)
            page.keyboard.press("Enter")
            took.append(page.evaluate("() => window.found"))
        context.close()
    return median(took)


def review() -> float:
    """Milliseconds from the command to its end, where nothing is due."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-m", "dlcourse", "review"], check=True, capture_output=True)
    return 1000 * (time.perf_counter() - begin)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        work, home = Path(folder, "work"), Path(folder, "home")
        home.mkdir()
        os.environ["DLCOURSE_HOME"] = str(home / "learner")
        with lab(work, home) as running:
            found = {"question answered to feedback": feedback(work, running.url, Path(folder, "profile"))}
        found["dlcourse review starts"] = median(review() for _ in range(STARTS))
        starts = []
        for _ in range(STARTS):
            begin = time.perf_counter()
            with lab(work, home):
                starts.append(1000 * (time.perf_counter() - begin))
        found["lab, second time, to the server"] = median(starts)
    table = Table("what", "ms", "at most")
    for what, value in found.items():
        table.add_row(what, f"{value:.0f}", f"{LIMITS[what]:.0f}")
    Console().print(table)
    return int(any(value > LIMITS[what] for what, value in found.items()))


if __name__ == "__main__":
    sys.exit(main())
