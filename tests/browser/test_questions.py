"""Questions in a real browser: each kind answered from the keyboard, right, wrong in a known way and in another."""

import json
import time

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from dlcourse.questions.ask import Ask
from dlcourse.questions.live import portable
from dlcourse.questions.sitting import Sitting
from dlcourse.widgets.bundle import bundle

pytestmark = pytest.mark.browser
NAME = "questions.ipynb"
START = "from dlcourse import ask\n"
NUMBER = "ask.number('What is 7 · $x$ at x = 6?', 42, why='six times seven', mistakes={13: 'You added them.'})"
CHOOSE = "ask.choose('Which way?', {'up': 'It climbs.', 'down': 'It falls.', 'left': 'It turns.'}, right='down')"
PREDICT = "ask.predict('How many?', 1234, why='counted twice')"
EXPLAIN = "ask.explain('Why?', 'Because it converges.', points=('a bound', 'a sum'))"


@pytest.fixture
def asked(lab, open_notebook):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell("", id="setup")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.work / NAME)  # others use the course's
    notebook = open_notebook(NAME)

    def ask_in_cell(source):
        cell = notebook.type_and_run("setup", START + source)
        box = cell.locator(".dlc-question")
        box.wait_for()
        box.locator(".asked").wait_for()
        return notebook, box

    return ask_in_cell


def told(box, words):
    box.locator(".told", has_text=words).wait_for(timeout=30_000)
    return box.locator(".told").inner_text()


def test_a_number_from_the_keyboard(asked):
    notebook, box = asked(NUMBER)
    keys = notebook.page.keyboard
    assert box.locator(".asked math").count() == 1
    box.locator("input").focus()
    keys.insert_text("forty")
    keys.press("Enter")
    told(box, "is not read as a number")
    keys.press("Control+A")
    keys.insert_text("13")
    keys.press("Enter")
    assert "six times seven" not in told(box, "You added them. Try once more.")
    keys.press("Control+A")
    keys.insert_text("84/2")
    keys.press("Enter")
    assert "six times seven" in told(box, "✓ Right.")
    assert box.get_attribute("data-status") == "done"
    assert notebook.errors == []


def test_an_unknown_number_twice_opens_the_answer(asked):
    _, box = asked(NUMBER)
    for given, words in (("420", "the decimal point stands elsewhere. Try once more."), ("1", "six times seven")):
        box.locator("input").fill(given)
        box.locator("input").press("Enter")
        told(box, words)
    assert box.locator("form button").is_disabled()


def test_options_from_the_keyboard(asked):
    notebook, box = asked(CHOOSE)
    box.locator(".options button").first.focus()
    notebook.page.keyboard.press("Enter")
    told(box, "It climbs. Try once more.")
    assert box.locator(".options button").first.is_disabled()
    box.locator(".options button").nth(1).focus()
    notebook.page.keyboard.press("Space")
    told(box, "Right. It falls.")


def test_a_guess_and_a_wish_for_the_answer(asked):
    notebook, box = asked(PREDICT)
    box.locator("input").focus()
    notebook.page.keyboard.press("Enter")
    told(box, "Write a guess first")
    notebook.page.keyboard.insert_text("about a thousand")
    notebook.page.keyboard.press("Enter")
    assert "counted twice" in told(box, "1234")
    _, box = asked(NUMBER)
    box.locator("button.quiet").press("Enter")
    told(box, "six times seven")


def test_words_are_compared_point_by_point(asked):
    notebook, box = asked(EXPLAIN)
    box.locator("textarea").focus()
    notebook.page.keyboard.insert_text("It has a bound.")
    notebook.page.keyboard.press("Control+Enter")
    shown = told(box, "Because it converges.")
    assert "a bound" in shown
    assert "a sum" in shown
    box.locator(".told button", has_text="Something was missing").press("Enter")
    told(box, "Noted. This question will come back soon.")


def test_after_a_reload_the_card_goes_on_and_no_answer_was_saved(asked, lab):
    notebook, box = asked(NUMBER)
    box.locator("input").fill("13")
    box.locator("input").press("Enter")
    told(box, "You added them.")
    notebook.command("docmanager:save")
    path = lab.work / NAME
    end = time.monotonic() + 20
    while "dlc-question" not in path.read_text() and time.monotonic() < end:
        time.sleep(0.2)
    saved = json.loads(path.read_text())
    state = json.dumps(saved["metadata"]["widgets"])
    assert "dlc-question" in state
    assert "six times seven" not in state
    assert "You added" not in state
    notebook.page.reload()
    notebook.page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"
                                    "?.status === 'idle'", timeout=60_000)
    box = notebook.show("setup").locator(".dlc-question")
    box.wait_for()
    told(box, "You added them.")
    assert box.locator("input").input_value() == "13"


def test_without_its_kernel_a_card_says_what_to_do(asked):
    notebook, box = asked(NUMBER)
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    box.locator("input").fill("42")
    box.locator("input").press("Enter")
    box.locator(".trouble", has_text="Run this cell again").wait_for(timeout=60_000)
    assert box.locator("input").is_disabled()


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_each_kind_is_accessible(asked, theme):
    for source in (NUMBER, CHOOSE, PREDICT, EXPLAIN):
        notebook, box = asked(source)
        notebook.command("apputils:change-theme", f"{{theme: '{theme}'}}")
        box.locator("input, textarea, .options button").first.wait_for()
        accessible(notebook.page, box)
        if box.locator(".options").count():
            box.locator(".options button").first.click()
        else:
            box.locator("input, textarea").first.fill("13 it is")
            box.locator("form button").click()
        box.locator(".told p").first.wait_for()
        accessible(notebook.page, box)


def accessible(page, part):
    part.evaluate("e => { e.id = 'under-test'; }")
    found = Axe().run(page, context="#under-test")
    part.evaluate("e => e.removeAttribute('id')")
    assert found.violations_count == 0, found.generate_report()


ask = Ask()
QUESTIONS = {
    "whole": ask.number("?", 42, mistakes={13: "Added."}), "digits": ask.number("?", 2.345, digits=2),
    "three": ask.number("?", (0.7, -0.8, 0.1), digits=1, mistakes={(-0.7, 0.8, -0.1): "The sign."}),
    "third": ask.number("?", 1 / 3), "zero": ask.number("?", 0, mistakes={1: "One."}),
    "options": ask.choose("?", {"a": "It is.", "b": "It is not.", "c": "Neither."}, right="a"),
    "two": ask.choose("?", {"a": "It is.", "b": "It is not."}, right="a"),
    "guess": ask.predict("?", 3, why="so"), "words": ask.explain("?", "Because.", points=("p", "q"))}
GIVEN = ("42", "13", "-42", "420", "0.42", "", "x", "1/0", "2.35", "2.37", "2.4", "−2.35", "0,3333", "33.33%", "42 %",
         "(0.7, -0.8, 0.1)", "0.7 0.8 0.1", "0.1; 0,7; -0,8", "-0.7, 0.8, -0.1", "1,2,3", "1 2", "0", "-0", "1e-7", "a",
         "b", "c", "It is so.", "1e999", "nan", "Infinity", "0x10", "1_000")


def test_a_page_judges_as_python_does(browser):
    page = browser.new_page()
    script = "data => { " + bundle("judge") + """
        const told = {};
        for (const [name, question] of Object.entries(data.questions))
            for (const first of data.given) for (const second of ["13", "b", "42"]) {
                const model = questionModel(question); let last = null;
                model.on("msg:custom", (reply) => { last = reply; });
                const replies = [];
                for (const given of [first, second]) { model.send({ take: given }); replies.push(model.said()); }
                told[`${name}|${first}|${second}`] = replies.map((r) => [r.status, r.html, r.answer || "", !!r.done]);
            }
        return told; }"""
    data = {"questions": {name: portable(question) for name, question in QUESTIONS.items()}, "given": GIVEN}
    in_page = page.evaluate(script, json.loads(json.dumps(data)))
    page.close()
    for name, question in QUESTIONS.items():
        for first in GIVEN:
            for second in ("13", "b", "42"):
                sitting, expected = Sitting(question), []
                for given in (first, second):
                    reply = sitting.take(given)
                    text = "" if reply.status == "unread" else reply.text  # a page says it in fewer words
                    expected.append([reply.status, text, reply.answer, reply.done])
                found = [[s, "" if s == "unread" else h, a, d] for s, h, a, d in in_page[f"{name}|{first}|{second}"]]
                assert found == expected, (name, first, second)
