"""Text of a stranger in errors, results and names: inert in cards, pages and tables."""

import csv
import html.parser
import io
import re

import pytest

from dlcourse.grading.trusted import report
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.submission import Graded, Row

pytestmark = pytest.mark.attacks

TEXTS = {
    "script": "<script>alert(1)</script>",
    "image": "\"><img src=x onerror=alert(1)>",
    "end of all": "</code></td></table></div></article></main></body></html><h1>100 points</h1>",
    "style": "</style><style>*{display:none}</style>",
    "comment": "<!-- --!> ]]> <![CDATA[",
    "entities": "&lt;script&gt;&#60;script&#62;&#x3c;b&#x3e;",
    "link": "<a href='javascript:alert(1)'>x</a><base href=//evil><meta http-equiv=refresh content=0>",
    "svg": "<svg/onload=alert(1)><math><mi//xlink:href='data:x'>",
    "formula": "=HYPERLINK(\"http://evil\",\"points\")",
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "tab and formula": "\t=1+1",
    "lines": "x\r\nmallory,central_diff,2,2,correct,\n=1+1",
    "quotes": '","2","2","correct"\n"=1+1',
    "escapes": "\x1b[2J\x1b]0;title\x07\x9b31m\x00\x08",
    "bidi": "\u202e\u2066points 0\u2069\u202c\u200f",
    "invisible": "cor\u200brect\ufeff\u00ad",
    "separators": "a\u2028b\u2029c\u0085d",
    "surrogate": "\\ud800",
    "long": "<b>" * 60_000,
}
ALLOWED = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "strong", "article", "div",
           "span", "table", "thead", "tbody", "tr", "th", "td", "code", "b", "details", "summary", "pre", "ul", "li"}
DRAWN = re.compile(r"<figure><svg [^<>]*>(<rect [^<>]*/>|<text [^<>]*>[0-9–]*</text>)*</svg>"
                   r"<figcaption>[^<>]*</figcaption></figure>")  # the class page's picture, of numbers only


class Page(html.parser.HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.opened = set(), set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag


def added(what, graded):
    what.add(graded)
    return what


LINK = re.compile(r'<a href="feedback/[a-z0-9][a-z0-9._-]*\.html">([^<>]*)</a>')  # to a student's page


def inert(page):
    parsed = Page(LINK.sub(r"\1", DRAWN.sub("", page)))
    assert parsed.tags <= ALLOWED
    assert parsed.attributes <= {"lang", "charset", "name", "content", "class", "style", "role", "aria-label",
                                 "aria-hidden", "scope"}
    assert not parsed.opened, "tags stay open"
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]", page)


def inert_table(text, rows):
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert len(table) == rows + 1
    assert all(len(row) == 6 for row in table)
    assert not [c for row in table for c in row if c.lstrip()[:1] in ("=", "+", "-", "@", "|", "%", "\t", "\r")]


WAYS = {"raised": "raise ValueError({0})", "the type": "raise type({0}.replace('\\0', ''), (Exception,), {{}})",
        "returned": "return {0}", "in a list": "return [{0}, {{{0}: {0}}}, ({0},)]",
        "a type returned": "return type({0}.replace('\\0', ''), (), {{}})()",
        "printed": "print({0})", "asked": "return f({0})"}


KEYS = ("log_softmax", "softmax_ce_grad", "bce_grad", "hinge_grad", "jacobian", "minibatch_grad", "central_diff")


@pytest.mark.parametrize("name", TEXTS)
def test_text_of_an_answer_is_inert(shooting_range, name):
    cells = [f"@exercise('{key}')\ndef g(f, *rest):\n    {way.format(ascii(TEXTS[name]))}"
             for key, way in zip(KEYS, WAYS.values(), strict=True)]
    graded = shooting_range.grade(shooting_range.notebook(*cells), KEYS)
    assert {row.points for row in graded.rows} == {0}
    inert(report.feedback_page(graded))
    inert(added(report.Class(), graded).page())
    inert_table(str(added(report.Table(), graded)), 8)


@pytest.mark.parametrize("name", TEXTS)
def test_text_of_a_file_is_inert(shooting_range, name):
    text = TEXTS[name]
    cells = [f"@exercise({text[:60]!a})\ndef f(): pass", f"raise type('E', (Exception,), {{}})({text!a})",
    f"def {text}"]
    graded = shooting_range.grade(shooting_range.notebook(*cells), ("central_diff",), student=text[:200])
    inert(report.feedback_page(graded))
    inert(added(report.Class(), graded).page())
    inert_table(str(added(report.Table(), graded)), 2)
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,80}\.html", report.file_name(text))
    assert not report.file_name(text).startswith(".")




@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\x9b", "\ud800", "\U000e0041", "\u061c", "\ufeff",
                                  "\u00ad", "\ufff9", pytest.param("\u180e")], ids=ascii)
def test_marks_that_cannot_be_seen_are_shown(mark):
    assert clean(f"a{mark}b") == "a?b"


def test_no_two_students_share_a_page():
    names = ["Ann Lee", "Ann_Lee", "Ann  Lee", "ann lee", ".Ann_Lee", "Ann/Lee"]
    assert len({report.file_name(name).casefold() for name in names}) == len(names)




@pytest.mark.parametrize("note", [pytest.param("a;=1+1"), "\uff1d1+1",
                                  pytest.param("a; =cmd|' /C calc'!A0")])
def test_a_note_is_no_formula_behind_a_semicolon(note):
    graded = Graded("ann", "", (Row("central_diff", "error", 0.0, 2, note),))
    cells = [part.strip() for line in str(added(report.Table(), graded)).splitlines() for part in line.split(";")]
    assert not [c for c in cells if c.rpartition(",")[2].lstrip('" ')[:1] in ("=", "+", "-", "@", "\uff1d")]


def test_a_long_result_does_not_cut_the_page_in_two(shooting_range):
    cell = "@exercise('central_diff')\ndef g(*args): return ['<b>'] * 19_000"
    inert(report.feedback_page(shooting_range.grade(shooting_range.notebook(cell), ("central_diff",))))
