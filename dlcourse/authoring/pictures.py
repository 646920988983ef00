"""The README's pictures: an exercise card as a browser shows it, and a figure of lecture 7.

    python -m dlcourse.authoring.pictures        needs Chromium
"""

from __future__ import annotations

import sys

import torch
from markupsafe import Markup

from dlcourse.authoring.browser import CALM, CHROMIUM, REMEDY
from dlcourse.authoring.build import ROOT
from dlcourse.classroom import registry
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import check
from dlcourse.diff import finite
from dlcourse.figures.picture import few_colours
from dlcourse.html import render
from dlcourse.lectures.l07.figures import step_errors

TARGET = ROOT / "docs"


def card_page() -> str:
    """A page with the card of a typical wrong answer, its first hint open."""
    exercise = registry.load("central_diff")
    wrong = next(m.answer for m in exercise.misconceptions if m.name == "forward_difference")
    return render("photo", card=Markup(Card(check(exercise, wrong))._repr_html_()))


def photograph(page: str) -> bytes:
    """The page in Chromium, as a PNG with few colours."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        sys.exit(f"Chromium is missing; install it with: {REMEDY}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CALM)
        tab = browser.new_page(viewport={"width": 690, "height": 300})
        tab.set_content(page)
        shot = tab.screenshot(full_page=True)
        browser.close()
    return few_colours(shot, 64)


def figure() -> bytes:
    """The V of the two errors of a numerical derivative."""
    one = torch.tensor(1.0, dtype=torch.float64)
    grid = 10.0 ** -torch.arange(1, 13, 0.5, dtype=torch.float64)
    errors = {name: torch.stack([difference(torch.exp, one, h=float(h)) - one.exp() for h in grid]).abs()
              for name, difference in (("forward", finite.forward_difference), ("centred", finite.central_difference))}
    return step_errors(grid, errors).png()


def main() -> None:
    """Photograph the pictures of the README anew."""
    TARGET.mkdir(exist_ok=True)
    (TARGET / "exercise_card.png").write_bytes(photograph(card_page()))
    (TARGET / "figure.png").write_bytes(figure())


if __name__ == "__main__":
    main()
