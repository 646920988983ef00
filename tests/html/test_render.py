"""Every template: hostile text stays text, nothing may be missing, and no HTML is written by hand beside them."""

import ast
import dataclasses
import html.parser
import re
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest
import torch
from markupsafe import Markup
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dlcourse import ask
from dlcourse.classroom import registry, sealed
from dlcourse.classroom.card import LOOKS, Card
from dlcourse.classroom.check import CORRECT, NOT_ATTEMPTED, Verdict, check
from dlcourse.classroom.exercise import Case, Misconception
from dlcourse.classroom.overview import Item, Overview, OverviewLine
from dlcourse.export.html import _place
from dlcourse.figures.picture import Picture
from dlcourse.grading.trusted import report
from dlcourse.grading.trusted.submission import Graded, Row
from dlcourse.html import render, style
from dlcourse.html.environment import TEMPLATES, environment
from dlcourse.html.words import markup
from dlcourse.widgets.base import PORTABLE

PACKAGE = Path(report.__file__).parents[2]
BAD = """</pre></title></style></svg><script>alert(1)</script>"'--><img src=x onerror='alert(1)' \n\n<b>&lt;&amp;"""
OWN = {"div", "p", "span", "b", "code", "pre", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th",
       "td", "a", "progress", "ul", "li", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2",
       "article", "strong", "figure", "figcaption", "svg", "rect", "text", "noscript"}


class HostileStr(str):
    """A text that says of itself that it is markup."""

    def __html__(self):
        return str(self)


def double(x):
    return 2 * x


def halve(x):
    return x / 2


def fail(x):
    raise ValueError(BAD)


def talk(x):
    print(BAD)
    return BAD


PROBE = dataclasses.replace(
    registry.load("central_diff"), title=BAD, reference=double, hints=(BAD, BAD, BAD), faults={}, forbids=(),
    cases=lambda rng: [Case(BAD, {BAD: torch.ones(2, dtype=torch.float64)})],
    misconceptions=(Misconception(halve, BAD),))


def caption():
    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("IPython.display.display", lambda data, **_: shown.append(data.get("text/html", "")))
        Picture(Figure(figsize=(1, 1)), caption=BAD, description=BAD)._ipython_display_()
    return "".join(shown)


def place():
    data = {PORTABLE: {}, "text/plain": BAD, "image/png": BAD}
    notebook = new_notebook(cells=[new_code_cell(outputs=[new_output("display_data", data)])])
    _place(notebook)
    return notebook.cells[0].outputs[0].data["text/html"]


def submission(card=""):
    rows = (Row("central_diff", BAD, 0.5, 2, note=BAD, misconception=BAD), Row("log_softmax", BAD, 0.5, 2, card=card))
    return Graded(BAD, "d", rows, problem=BAD, notes=(BAD, BAD))


def class_page():
    counted = report.Class()
    counted.add(submission())
    return counted.page()


LINE = OverviewLine(BAD, (Item(BAD, BAD, "not yet", 0.5, 2), Item(BAD, BAD, CORRECT, 2, 2)))
USERS = {
    "card": lambda: "".join(Card(check(PROBE, answer), reveal=True)._repr_html_()
                            for answer in (double, halve, fail, talk, lambda x: None)),
    "sealed": lambda: "".join(sealed.SealedCard(sealed.try_out(PROBE, answer))._repr_html_()
                              for answer in (double, halve, fail, talk)),
    "question": lambda: ask.choose(BAD, {BAD: BAD, "": BAD}, right=BAD)._repr_html_(),
    "asked": lambda: render("asked", number=0, stored=Markup(ask.number(BAD, 1)._repr_html_())),
    "words": lambda: markup(BAD),
    "review": lambda: render("review", headline=BAD, questions=[BAD, BAD]),
    "overview": lambda: Overview([LINE, LINE])._repr_html_(),
    "caption": caption,
    "place": place,
    "feedback": lambda: report.feedback_page(submission(Card(check(PROBE, fail))._repr_html_())),
    "class": class_page,
    "photo": lambda: render("photo", card=BAD),
}


class Strict(html.parser.HTMLParser):
    """Reads HTML whose elements are all ours, and closed in their order."""

    VOID = ("meta", "img", "rect")

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.shown = [], [], ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        assert not [name for name, _ in attributes if name.startswith("on")]
        self.found.append((tag, dict(attributes)))
        self.open += [tag] * (tag not in self.VOID)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        assert tag in self.VOID

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_comment(self, text):
        raise AssertionError("a comment")

    def handle_data(self, text):
        self.shown += text


def test_every_template_is_tried():
    assert set(USERS) == {path.name.split(".")[0] for path in TEMPLATES.iterdir() if path.name[0] != "_"}


@pytest.mark.parametrize("name", USERS)
def test_hostile_text_stays_text(name):
    page = Strict(USERS[name]())
    allowed = {"place": OWN | {"img"}, "photo": OWN | {"script"}}.get(name, OWN)
    assert {tag for tag, _ in page.found} <= allowed
    assert len([tag for tag, _ in page.found if tag in ("img", "script")]) == (name in ("place", "photo"))
    told = page.shown + "".join(str(value) for _, attributes in page.found for value in attributes.values())
    assert "<script>alert(1)</script>" in told


@pytest.mark.parametrize("name", USERS)
def test_the_same_values_give_the_same_html(name):
    assert USERS[name]() == USERS[name]()


@pytest.mark.parametrize("status", LOOKS)
def test_a_status_is_told_by_glyph_and_word_too(status):
    page = Card(Verdict(PROBE, status))._repr_html_()
    assert f">{LOOKS[status].glyph}</span>" in page
    assert f": {status} <span" in page
    assert f'{style.EDGE} {LOOKS[status].colour}"' in page


def test_each_hint_is_folded_into_the_one_before():
    page = Card(Verdict(PROBE, NOT_ATTEMPTED))._repr_html_()
    assert re.findall(r"<summary[^>]*>(.*?)</summary>", page) == [f"Hint {n} of 3" for n in (1, 2, 3)]
    assert re.findall(r"</?details", page) == ["<details"] * 3 + ["</details"] * 3


def test_only_markup_itself_is_markup():
    for text in (HostileStr(BAD), BAD):
        assert "<script>" not in render("caption", caption=text, description=text)
    assert "<i>mine</i>" in render("photo", card=Markup("<i>mine</i>"))


def test_a_value_that_is_not_given_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="'description' is undefined"):
        render("caption", caption="a curve")
    with pytest.raises(jinja2.UndefinedError, match="TYPO"):
        environment().from_string("{{ style.TYPO }}").render()
    with pytest.raises(jinja2.TemplateNotFound, match="no_such_card"):
        render("no_such_card")


@pytest.mark.parametrize("template, shown", [
    ("<ul>\n  <li>a</li>\n\n  <li>b</li>\n</ul>\n", "<ul><li>a</li><li>b</li></ul>"),
    ("<p>some\n   words</p>", "<p>some words</p>"),
    ("<pre>\n  {{ text }}\n</pre>", "<pre>a\n  b</pre>"),
    ("<p>{{ text }} <b>c</b> d</p>", "<p>a\n  b <b>c</b> d</p>"),
    ("{% if text %}\n  <b>c</b>\n{% endif %}\n<i>d</i>", "<b>c</b><i>d</i>")])
def test_line_ends_of_a_template_are_no_content(template, shown):
    assert environment().from_string(template).render(text="a\n  b") == shown


def test_an_error_names_the_line_of_the_template():
    with pytest.raises(jinja2.TemplateSyntaxError) as caught:
        environment().from_string("<p>\n</p>\n\n{% nothing %}")
    assert caught.value.lineno == 4


def test_no_template_lets_text_through():
    for path in TEMPLATES.iterdir():
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", path.read_text(encoding="utf-8")), path.name


def test_colours_are_named_once():
    named = (PACKAGE / "html" / "style.py").read_text(encoding="utf-8")
    assert all(named.count(colour) == 1 for colour in re.findall(r"#[0-9a-f]{3,6}\b", named))
    for path in TEMPLATES.iterdir():
        assert not re.search(r"#[0-9a-f]{3,6}\b|--jp-", path.read_text(encoding="utf-8")), path.name


def strings(path):
    """The texts in a module's code, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node.value for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose]


def test_no_module_writes_html_by_hand():
    tag = re.compile(rf"</?({'|'.join(OWN | {'img', 'script', 'br', '!doctype'})})\b|\bstyle=[\"']", re.IGNORECASE)
    for path in PACKAGE.rglob("*.py"):
        written = [text for text in strings(path) if tag.search(text)]
        assert not written, f"{path.relative_to(PACKAGE)} writes {written[0]!r}; give it a template in dlcourse/html"
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"html\.escape|from html import .*\bescape|markupsafe import .*\bescape", text), path.name


def test_jinja_waits_until_something_is_shown():
    code = "import sys, dlcourse.html, dlcourse.html.style; print(sorted({'jinja2', 'markupsafe'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
