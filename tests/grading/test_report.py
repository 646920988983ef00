"""What people get to see: marks that a spreadsheet can open, and pages that hostile names cannot break."""

import csv
import html
import html.parser
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dlcourse.classroom import mutants, registry
from dlcourse.classroom.check import CORRECT, Verdict
from dlcourse.grading.folder import Ignored
from dlcourse.grading.trusted import report, tables
from dlcourse.grading.trusted.cards import PageCard
from dlcourse.grading.trusted.submission import Graded, Left, Row
from dlcourse.html import style

KEY, OTHER = "hinge_grad", "log_softmax"
HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "</title><script>", "'-alert(1)-'",
           "&lt;b&gt;", "<!--", "</main></body>", "]]>", "\u202egnp.exe", "\x1b[2J", "a\0b", "\ud800", "x" * 5000]
NAMES = st.text(st.characters(), min_size=1, max_size=80)


def row(key=KEY, status="correct", points=1.0, **more):
    return Row(key, status, points, 1, **more)


def graded(student="ann", *rows, **more):
    return Graded(student, "d", rows or (row(),), **more)


def whole_class(results):
    return added(report.Class(), results).page()


def table_of(results):
    return str(added(report.Table(), results))


def added(what, results):
    for one in results:
        what.add(one)
    return what


class Page(html.parser.HTMLParser):
    """Reads a page strictly: every element is closed in its order, every attribute is one of ours."""

    VOID = ("meta", "br")
    KNOWN = ("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "strong", "article", "ul", "li",
             "table", "thead", "tbody", "tr", "th", "td", "span", "div", "pre", "code", "details", "summary", "figure",
             "svg", "rect", "text", "figcaption", "a")

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.attributes, self.texts, self.shown = [], [], [], {}, ""
        self.feed(text)
        self.close()
        assert text.startswith("<!doctype html>")
        assert not self.open

    def handle_starttag(self, tag, attributes):
        assert tag in self.KNOWN
        assert not any(name.startswith("on") or name == "src" for name, _ in attributes)
        assert all(re.fullmatch(r"feedback/[a-z0-9][a-z0-9._-]*\.html", value) for name, value in attributes
                   if name == "href")
        self.found.append(tag)
        self.attributes.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_comment(self, text):
        raise AssertionError("a comment")

    def handle_data(self, text):
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(text)
        if "style" not in self.open:
            self.shown += text

    def of(self, tag):
        return [attributes for name, attributes in self.attributes if name == tag]


def accessible(page):
    """What a reader of screens needs."""
    assert page.of("html") == [{"lang": "en"}]
    assert page.found.count("title") == page.found.count("h1") == page.found.count("main") == 1
    assert page.texts["title"] == page.texts["h1"]
    assert page.texts["h1"][0].strip()
    assert page.of("th") == [a for a in page.of("th") if a.get("scope") in ("col", "row")]
    assert page.found.count("table") <= page.found.count("th")
    headings = [int(tag[1]) for tag in page.found if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert set(headings[1:]) <= {2}
    assert {a.get("charset") for a in page.of("meta")} >= {"utf-8"}


# Names of files

@given(NAMES)
@settings(deadline=None, derandomize=True, max_examples=300)
@example("../../etc/passwd")
@example("..")
@example(".")
@example("a" * 300)
@example("-rf")
@example("C:\\x")
@example("a\0b")
def test_file_names_are_safe(student):
    name = report.file_name(student)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*\.html", name)
    assert len(name) < 100


@given(st.lists(st.text(st.characters(exclude_categories=("Lu", "Cs"), exclude_characters=" _"), min_size=1),
                min_size=2, max_size=2, unique=True))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_file_names_differ(students):
    one, other = students
    assert report.file_name(one).casefold() != report.file_name(other).casefold()


@pytest.mark.parametrize("one, other", [("Ann Lee", "Ann_Lee"), ("ann", "Ann"), ("a\udcff", "a\udcfe"),
                                        ("../x", report.file_name("../x").removesuffix(".html"))],
                         ids=["blank", "case", "not UTF-8", "mark"])
def test_like_names_have_different_files(one, other):
    assert report.file_name(one).casefold() != report.file_name(other).casefold()


@pytest.mark.parametrize("student", ["con", "NUL", "aux", "COM1", "lpt9", "con.x"])
def test_names_of_devices_are_avoided(student):
    assert report.file_name(student).split(".")[0].lower() != student.split(".")[0].lower()


def test_a_plain_name_stays_readable():
    assert report.file_name("müller").startswith("m_ller-")
    assert report.file_name("s123") == "s123.html"


# The table

@pytest.mark.parametrize("start", ["=", "+", "-", "@", "|", "%", " =", "\n=", "\xa0=", "\t=", "\r=", "\u2003@"])
def test_no_cell_is_a_formula(start):
    cell = tables.safe_cell(f"{start}cmd|' /C calc'!A0")
    assert cell[0] in "'?"
    assert "\n" not in cell
    assert "\t" not in cell


@pytest.mark.parametrize("start", "＝＋－＠")
def test_no_cell_is_a_formula_in_full_width(start):
    assert tables.safe_cell(f"{start}1+1")[0] == "'"


@given(st.text(st.characters()))
@settings(deadline=None, derandomize=True)
def test_cells_of_any_text(text):
    cell = tables.safe_cell(text)
    assert cell.lstrip()[:1] not in ("=", "+", "-", "@", "|", "%") or not cell.lstrip()
    cell.encode()
    assert "\n" not in cell
    assert len(cell) <= 1001


def test_numbers_stay_numbers():
    assert [tables.safe_cell(n) for n in (0.5, -1, 0)] == [0.5, -1, 0]


def test_numbers_are_written_in_one_way():
    assert [str(tables.safe_cell(n)) for n in (13.0, 15, 12.5, 0.1 + 0.2, 0.0)] == ["13", "15", "12.5", "0.3", "0"]


# A name -> what a spreadsheet has to be given so that it stays text

NAMES_IN_CELLS = {
    "ann": "ann", "Lee, \"Ann\"": "Lee, \"Ann\"", "Müller": "Müller", "أحمد": "أحمد", "שרה לוי": "שרה לוי",
    "漢字": "漢字", "می‌خواهم": "می‌خواهم", "👩‍🔬": "👩‍🔬", "a\nb": "a\nb", "s123": "s123", "12345678": "12345678",
    "0": "0", "x-1": "x-1", "e12a": "e12a", "march": "march", "Ann 2": "Ann 2", "O'Neill": "O'Neill",
    "007": "'007", "1-2": "'1-2", "1/2": "'1/2", "1.2": "'1.2", "3.10": "'3.10", "2026-01-02": "'2026-01-02",
    "12e3": "'12e3", "1E5": "'1E5", "123456789012": "'123456789012", "MARCH1": "'MARCH1", "SEPT2": "'SEPT2",
    "1 Jan": "'1 Jan", "Dez 24": "'Dez 24", "12:30": "'12:30", "12 am": "'12 am", "5%": "'5%", "$5": "'$5",
    "(5)": "'(5)", "TRUE": "'TRUE", "٠٠٧": "'٠٠٧", " 007 ": "' 007 ", "=1+1": "'=1+1", "+49": "'+49", "-x": "'-x",
    "@x": "'@x", "'x": "''x", " =1": "' =1", "\t=1": "'\t'=1", "＝1": "'＝1", "a\x1b[2J": "a\\x1b[2J",
    "a\u202eb": "a\\u202eb", "m\udcfcller": "m\\udcfcller"}


@pytest.mark.parametrize("name, cell", NAMES_IN_CELLS.items(), ids=ascii)
def test_every_name_stays_text(name, cell):
    assert tables.name_cell(name) == cell


@given(st.text(st.characters()), st.text(st.characters()))
@settings(deadline=None, derandomize=True)
@example("'x", "x")
@example("007", "'007")
def test_names_stay_different(one, other):
    sheets = [str(added(report.Table(), [graded(name)])) for name in (one, other)]
    seen = [next(csv.reader(io.StringIO(sheet.split("\r\n", 1)[1], newline="")))[0] for sheet in sheets]
    assert (seen[0] == seen[1]) == (one == other) or "\\" in one + other or ";" in one + other or "\t" in one + other


def read(text):
    """The cells of a table, which begins with the mark that it is UTF-8."""
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_the_table_reads_back():
    first = graded("Lee, \"Ann\"", row(), row(OTHER, "not yet", 0.5, note='a, "b"\nc'), notes=("<cell 1>", "two"),
                   unread=(Left("x.ipynb", "it is not JSON"),), found=("of two spellings",))
    second = graded("=bob", row(points=0.0, status="unreadable"), problem="it is not JSON")
    third = Graded("007", "", ())
    text = table_of([first, second, third])
    assert text.count("\r\n") == text.count("\n") == 7
    assert read(text) == [
        ["student", "exercise", "points", "of", "status", "note"],
        ['Lee, "Ann"', KEY, "1", "1", "correct", ""], ['Lee, "Ann"', OTHER, "0.5", "1", "not yet", 'a, "b" c'],
        ['Lee, "Ann"', "TOTAL", "1.5", "2", "", "x.ipynb: it is not JSON; of two spellings; <cell 1>; two"],
        ["'=bob", KEY, "0", "1", "unreadable", ""], ["'=bob", "TOTAL", "0", "1", "not graded", "it is not JSON"],
        ["'007", "TOTAL", "0", "0", "no exercise", ""]]


def test_the_wide_table():
    wide = tables.Wide()
    wide.add(graded("ann", row(), row(OTHER, "error", 0.0, end="out of time")), 2)
    wide.add(graded("007", row(OTHER, points=0.5), unread=(Left("a.ipynb", "it is not JSON"),)))
    wide.add(Graded("eve", "", ()))
    head, *lines = read(str(wide))
    first, second = sorted((KEY, OTHER), key=list(registry.places()).index)
    assert head == ["student", "total", "of", "notebooks handed in", "flags", first, second]
    by_name = {line[0]: dict(zip(head, line)) for line in lines}
    book = next(name for name, keys in registry.notebooks().items() if KEY in keys)
    assert by_name["ann"] == {"student": "ann", "total": "1", "of": "2", "notebooks handed in": book,
                              "flags": "out of time; file ignored: 2", KEY: "1", OTHER: "0"}
    assert (by_name["'007"][KEY], by_name["'007"]["total"], by_name["'007"]["flags"]) == ("", "0.5", "file unread")
    assert (by_name["eve"]["of"], by_name["eve"]["flags"]) == ("0", "no exercise")


def test_an_exercise_with_parts_has_a_column_for_each():
    key, parts = next((key, registry.load(key).parts) for key in registry.places() if registry.load(key).parts)
    first, *others = parts
    wide = tables.Wide()
    wide.add(graded("ann", Row(key, "not yet", 1.0, 2, parts={first: 1.0}), row()))
    wide.add(graded("bob", row(key, "missing", 0.0)))
    wide.add(graded("eve", row()))
    head, *lines = read(str(wide))
    at = head.index(key)
    assert head[at:at + 1 + len(parts)] == [key, *(f"{key}: {part}" for part in parts)]
    assert [line[at:at + 1 + len(parts)] for line in lines] == [
        ["1", "1", *["0"] * len(others)], ["0"] * (1 + len(parts)), [""] * (1 + len(parts))]


@given(st.text(st.characters()), st.text(st.characters()))
@settings(deadline=None, derandomize=True)
def test_the_table_reads_back_for_any_text(student, note):
    lines = read(table_of([graded(student, row(note=note))]))
    assert [len(line) for line in lines] == [6, 6, 6]
    assert lines[1][0] == tables.name_cell(student)
    assert lines[1][5] == tables.safe_cell(note)


# The pages

@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_words_stay_words(text):
    bad = graded(text, row(status=text, note=text), row(OTHER, "error", 0.0, note=text, misconception=text),
                 problem=text, notes=(text, text))
    for written in (report.feedback_page(bad), whole_class([bad])):
        page = Page(written)
        accessible(page)
        assert report.clean(text, 80)[:70] in page.shown
        written.encode()


@given(st.text(st.characters()), st.text(st.characters()))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_pages_of_any_text(student, note):
    bad = graded(student, row(status="error", note=note), notes=(note,))
    accessible(Page(report.feedback_page(bad)))
    accessible(Page(whole_class([bad])))


def test_a_feedback_page():
    card = '<div role="group"><p>the card</p></div>'
    page = Page(report.feedback_page(graded("Ann", row(card=card), row(OTHER, "missing", 0.0, note="no cell"))))
    accessible(page)
    assert page.texts["title"] == ["Feedback for Ann"]
    assert page.texts["h2"] == [registry.load(KEY).title, registry.load(OTHER).title]
    assert "1 of 2 points." in page.shown
    assert "the card" in page.shown
    assert "missing. no cell" in page.shown
    assert "could not be read" not in page.shown


def test_a_file_that_could_not_be_read():
    page = Page(report.feedback_page(graded("Ann", row(status="unreadable", points=0.0), problem="it is <b>")))
    assert "Nothing could be graded: it is <b>." in page.shown


def test_why_a_file_could_not_be_read_is_said_once():
    rows = [row(key, "unreadable", 0.0, note="it is <b>") for key in (KEY, OTHER)]
    page = Page(report.feedback_page(graded("Ann", *rows, problem="it is <b>", unread=(Left("a.ipynb", "it is <b>"),))))
    assert "Nothing could be graded. Hand in" in page.shown
    assert page.shown.count("it is <b>") == page.shown.count("a.ipynb: it is <b>") == 1


def test_how_the_files_were_found_stands_apart_from_the_notes_on_cells():
    page = Page(report.feedback_page(graded("Ann", notes=("of a cell",), found=("two spellings",))))
    assert [text for text in page.texts["h2"] + page.texts["li"] if text in (
        "Your files", "two spellings", "Notes on your cells", "of a cell")] == [
        "Your files", "Notes on your cells", "two spellings", "of a cell"]
    assert page.shown.index("Your files") < page.shown.index("two spellings") < page.shown.index("Notes on your cells")


def test_a_card_on_a_page_gives_title_and_points_once():
    exercise = registry.load(KEY)
    card = PageCard(Verdict(exercise, CORRECT, 3, 3))._repr_html_()
    page = Page(report.feedback_page(graded("Ann", Row(KEY, CORRECT, 1.0, exercise.points, card=card))))
    assert page.shown.count(exercise.title) == 1
    assert len(re.findall(r"\d of \d+ points", page.shown)) == 2  # of all, and of this one
    assert "✓ correct (3 of 3 checks)" in page.shown


def test_what_is_not_graded_is_on_the_students_page():
    left = [Left(f"ann/{i}.zip", "it is an archive; unpack it") for i in range(25)]
    page = Page(report.feedback_page(graded("Ann", unread=(Left("a.ipynb", "it is not JSON"),)), left))
    accessible(page)
    assert "a.ipynb: it is not JSON" in page.shown
    assert "ann/3.zip: it is an archive; unpack it" in page.shown
    assert "and 5 more" in page.shown


def test_a_student_without_an_exercise_is_told():
    assert "No exercise of this course was found" in Page(report.feedback_page(Graded("Ann", "", ()))).shown


def test_the_class_links_pages_and_flags_what_to_look_at():
    everyone = report.Class()
    everyone.add(graded("ann", row(status="error", points=0.0, end="died"), row(OTHER)), "ann.html")
    late = row(status="error", points=0.0, end="out of time")
    everyone.add(graded("bob", late, unread=(Left("x", "y"), Left("z", "y"))), "bob.html", 1)
    everyone.add(Graded("eve", "", ()), "eve.html")
    page = Page(everyone.page(7, 3))
    accessible(page)
    assert [a["href"] for a in page.of("a")] == ["feedback/ann.html", "feedback/bob.html", "feedback/eve.html"]
    for words in ("process ended", "out of time", "file unread: 2", "file ignored", "no exercise",
                  "7 files or folders are not graded, 3 of no student", "an answer ended its process", "by 2."):
        assert words in page.shown
    assert "broke the rules" not in page.shown  # the legend names what is there


def test_who_could_not_be_graded_is_counted_apart_and_in_no_share():
    known = registry.load(KEY).misconceptions[0].name
    wrong = row(status="not yet", points=0.0, misconception=known)
    lost = [graded(name, row(status="unreadable", points=0.0), problem="it is not JSON") for name in ("bob", "eve")]
    written = whole_class([graded("ann", wrong), *lost, Graded("joe", "", ()), graded("kim", row(OTHER))])
    page = Page(written)
    accessible(page)
    assert "5 submissions" in page.shown
    assert "2 students flagged not graded have no marks and count in no share" in page.shown
    assert "1 student flagged no exercise has no marks and counts in no share" in page.shown
    assert 'aria-label="Students by share of the points. 0 to 10 %: 1; 90 to 100 %: 1"' in written
    assert "without those who have no marks" in page.shown
    shares = [(title, share) for title, share in re.findall(r"<tr><td>(.*?)</td>.*?</span>(\d+ %)</span>", written)]
    assert (registry.load(KEY).title, "0 %") in shares  # right: none of the one who was graded by it
    assert (registry.load(KEY).title, "100 %") in shares  # who misunderstood it
    assert page.shown.count("share of those graded by it") == 2
    assert [line for line in re.findall(r"<tr>(.*?)</tr>", written) if "<td>–</td>" in line and "%" not in line]


def test_a_class_without_flags_needs_no_legend():
    assert "flags say" not in Page(whole_class([graded()])).shown


def test_the_class():
    known = registry.load(KEY).misconceptions[0]
    name = known.name
    wrong = row(status="not yet", points=0.0, misconception=name)
    results = [graded("ann", wrong, row(OTHER)), graded("bob", wrong, row(OTHER)), graded("eve", row(), row(OTHER)),
               graded("joe", row(status="missing", points=0.0), row(OTHER, "not attempted", 0.0))]
    written = whole_class(results)
    page = Page(written)
    accessible(page)
    lines = [re.findall(r"<td[^>]*>(.*?)</td>", line) for line in re.findall(r"<tr>(.*?)</tr>", written)]
    cells = [[html.unescape(re.sub("<.*?>", "", cell)) for cell in line] for line in lines if line]
    title, easier = (registry.load(key).title for key in (KEY, OTHER))
    assert cells[0] == [title, "1 of 4", "25 %", "1"]
    assert cells[1] == [easier, "3 of 4", "75 %", "1"]
    assert cells[2][:4] == [title, known.phrase, "2", "50 %"]
    assert cells[2][4] == known.message[:1000]
    assert [line[:4] for line in cells[3:]] == [["ann", "1", "2", "50 %"], ["bob", "1", "2", "50 %"],
                                                ["eve", "2", "2", "100 %"], ["joe", "0", "2", "0 %"]]


def test_a_step_that_several_have_in_common_is_told_with_its_sentence():
    step = mutants.of_exercise(registry.load(KEY))[0]
    wrong = row(status="not yet", points=0.0, misconception=step.text)
    page = Page(whole_class([graded("ann", wrong), graded("bob", wrong)]))
    assert f"one step: {step.text}" in page.shown
    assert step.sentence in page.shown


def test_a_class_without_misconceptions_and_an_empty_class():
    assert "No known misconception was met." in Page(whole_class([graded()])).shown
    page = Page(whole_class([]))
    accessible(page)
    assert "0 submissions, 0 exercises." in page.shown
    accessible(Page(whole_class([Graded("ann", "", ())])))


# The files

@pytest.mark.parametrize("sign, ground", [("NIGHT_INK", "NIGHT"), ("NIGHT_INK", "NIGHT_CARD"), ("NIGHT_AMBER", "NIGHT"),
                                          ("NIGHT_BLUE", "NIGHT"), ("INK", "PAPER"), ("AMBER", "PAPER"),
                                          ("BLUE", "PAPER")])
def test_pages_can_be_read_in_the_dark_too(sign, ground):
    assert "@media (prefers-color-scheme: dark)" in whole_class([graded()])
    assert "@media (prefers-color-scheme: dark)" in report.feedback_page(graded())
    light, dark = sorted(map(luminance, (getattr(style, sign), getattr(style, ground))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour):
    """Relative luminance of "#rgb" or "#rrggbb", as the WCAG have it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_everything_is_written_and_nothing_else(tmp_path):
    for _ in range(2):
        report.write_all([graded("ann"), graded("../bob"), graded("größe\ud800")], tmp_path)
    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert len(files) == 7
    assert files[:2] == ["class.html", "feedback/ann.html"]
    assert files[-3:] == ["grades.csv", "grades_wide.csv", "not_graded.csv"]
    for path in tmp_path.rglob("*.html"):
        Page(path.read_text(encoding="utf-8"))


def test_whose_file_names_would_be_one_have_two_pages(tmp_path, monkeypatch):
    class Alike:
        def __init__(self, name):
            self.name = name

        def hexdigest(self):
            return "0" * 8 + self.name.hex()[:56]

    monkeypatch.setattr(report.hashlib, "sha256", Alike)
    report.write_all([graded("Ann"), graded("aNn"), graded("anN")], tmp_path)
    pages = [a["href"] for a in Page((tmp_path / "class.html").read_text()).of("a")]
    assert len(set(pages)) == 3
    assert all((tmp_path / page).is_file() for page in pages)


def test_all_that_is_not_graded_is_listed(tmp_path):
    ignored = [Ignored("ann", "ann/x, y.zip", "it is an archive"), Ignored("", "=1.pdf", "it is not a notebook")]
    results = [graded("ann", unread=(Left("a: b.ipynb", "it is not JSON: x"),)), graded("bob", problem="no notebook")]
    assert report.write_all(results, tmp_path, ignored) == 4
    assert read((tmp_path / "not_graded.csv").read_bytes().decode()) == [
        ["student", "file", "reason"], ["ann", "a: b.ipynb", "it is not JSON: x"], ["bob", "", "no notebook"],
        ["ann", "ann/x, y.zip", "it is an archive"], ["", "'=1.pdf", "it is not a notebook"]]
    assert "ann/x, y.zip: it is an archive" in (tmp_path / "feedback" / "ann.html").read_text()
    assert "4 files or folders are not graded, 1 of no student: see" in (tmp_path / "class.html").read_text()


def test_the_spread_of_the_marks_is_drawn_and_told():
    def marks(points):
        return Graded(f"s{points}", "d", (Row(KEY, "correct", points, 10),))

    page = whole_class([marks(p) for p in (0, 0.9, 5, 9.9, 10, 10)])
    assert 'aria-label="Students by share of the points. 0 to 10 %: 2; 50 to 60 %: 1; 90 to 100 %: 3"' in page
    heights = re.findall(r'<rect [^>]*height="([\d.]+)"', page)
    assert [float(h) for h in heights] == [66.7, 0, 0, 0, 0, 33.3, 0, 0, 0, 100]


def test_the_table_keeps_its_line_ends_in_the_file(tmp_path):
    report.write_all([], tmp_path)
    written = (tmp_path / "grades.csv").read_bytes()
    assert written == b"\xef\xbb\xbfstudent,exercise,points,of,status,note\r\n"
    assert not list((tmp_path / "feedback").iterdir())
