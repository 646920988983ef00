"""Headings, stubs and solutions come from the tasks, body by body, and what does not fit is refused."""

import ast
import textwrap
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from dlcourse.authoring import fill
from dlcourse.authoring.sources import SourceError, folders, read
from dlcourse.classroom import registry
from dlcourse.classroom.solution import body_text, solution_text

ROOT = Path(__file__).resolve().parents[2]
EXERCISE = registry.load("log_softmax")


def double(x, by=2):
    """Twice x."""
    # step: the product
    return by * x  # step: done


class Pair:
    def __init__(self, a, b=()):
        self.a, self.b = a, b

    def total(self):
        found = self.a  # step: the first

        return found + len(self.b)

    @staticmethod
    def nothing(): return None


def exercise_of(solution):
    return replace(EXERCISE, key=solution.__name__.lower(), title="A title", difficulty=2, minutes=7, objective="count",
                   solution=solution)


FUNCTION = '@exercise("double")\ndef double(x, by=2):\n    """Two times x."""'
CLASS = """
@exercise("pair")
class Pair:
    \"\"\"Two things.\"\"\"

    def __init__(self, a, b=()): ...  # given

    def total(self):
        \"\"\"How many.\"\"\"

    @staticmethod
    def nothing():
        ...
""".strip()


def test_a_function_is_blank_or_solved():
    blank, solved = (fill.filled(FUNCTION, exercise_of(double), style) for style in (fill.BLANK, fill.SOLVED))
    assert blank == FUNCTION + "\n    raise NotImplementedError"
    assert solved == FUNCTION + "\n    # the product\n    return by * x  # done"


def test_a_class_is_filled_method_by_method_and_what_is_given_stays():
    blank, solved = (fill.filled(CLASS, exercise_of(Pair), style) for style in (fill.BLANK, fill.SOLVED))
    for text in (blank, solved):
        assert "    def __init__(self, a, b=()):\n        self.a, self.b = a, b\n" in text
        assert text.endswith("    def nothing():\n        return None")
        ast.parse(text)
    assert '"""How many."""\n        raise NotImplementedError\n' in blank
    assert '"""How many."""\n        found = self.a  # the first\n\n        return found + len(self.b)\n' in solved
    assert blank.count("NotImplementedError") == 1


@pytest.mark.parametrize("text, solution, words", [
    (FUNCTION.replace("x, by=2", "x"), double, "takes .x. in the notebook and .x, by=2. in the solution"),
    (FUNCTION.replace("by=2", "by=3"), double, "by=3"),
    (FUNCTION.replace("def double", "def twice"), double, "should be called double"),
    (FUNCTION + "\n    return x", double, "should be a docstring"),
    (FUNCTION.replace('"""Two times x."""', "return x"), double, "should be a docstring"),
    (CLASS.replace("total", "amount"), Pair, "disagree about the methods amount, total"),
    (CLASS.replace("class Pair", "class Couple"), Pair, "should be called Pair"),
    (FUNCTION.replace("def double(x, by=2):", "class double:"), double, "should be called double"),
])
def test_what_does_not_fit_is_refused(text, solution, words):
    with pytest.raises(SourceError, match=words):
        fill.filled(text, exercise_of(solution), fill.SOLVED, "here")


def notebook(*cells):
    made = [nbformat.v4.new_code_cell(text, id=f"c{i}") if "\n" in text or "=" in text
            else nbformat.v4.new_markdown_cell(text, id="task-log_softmax") for i, text in enumerate(cells)]
    return nbformat.v4.new_notebook(cells=made)


ANSWER = '@exercise("log_softmax")\ndef log_softmax(z):\n    """Its logarithm."""'


def test_a_heading_stands_above_the_words_and_the_effort_below():
    book = notebook("exercise = math = torch = 0", "Write it.", ANSWER)
    fill.fill(book, "x.py", fill.BLANK)
    assert book.cells[1].source.splitlines()[::2] == [
        f"## 1. {EXERCISE.title}", f"Objective: {EXERCISE.objective}.", "Write it.",
        "*Difficulty ●●○ · about 10 minutes.*"]


def test_the_effort_stands_below_the_last_words_and_counts_words_and_questions():
    book = notebook("ask = exercise = math = torch = 0", "Write it.", "ask.number(\n'?', 1)", ANSWER)
    book.cells.insert(3, nbformat.v4.new_markdown_cell("Now in code." + 600 * " word", id="own-log_softmax"))
    fill.fill(book, "x.py", fill.BLANK)
    assert "minutes" not in book.cells[1].source
    assert book.cells[3].source.endswith("\n\n*Difficulty ●●○ · about 15 minutes.*")


@pytest.mark.parametrize("cells, words", [
    (("exercise = 1", ANSWER), "needs a markdown cell with id=.task-log_softmax."),
    (("Write it.", ANSWER), "uses exercise"),
    (("exercise = 1", "Write it.", ANSWER + "\n    ### BEGIN ANSWER\n    return z\n    ### END ANSWER"), "markers"),
    (("exercise = 1", "Write it.", ANSWER + "\n    #### begin answers"), "markers"),
])
def test_a_notebook_that_does_not_fit_is_refused(cells, words):
    with pytest.raises(SourceError, match=words):
        fill.fill(notebook(*cells), "x.py", fill.SOLVED)


def test_a_name_that_no_earlier_cell_defines_is_refused(monkeypatch):
    def log_softmax(z):
        return numpy.log(z)

    text = "def log_softmax(z):\n    return numpy.log(z)\n"
    monkeypatch.setattr(fill, "_solution_of", lambda e: (text, ast.parse(text).body[0]))
    with pytest.raises(SourceError, match="uses numpy, which no earlier cell defines"):
        fill.fill(notebook("exercise = 1", "Write it.", ANSWER), "x.py", fill.BLANK)
    fill.fill(notebook("exercise = 1", "import numpy\nx = 1", "Write it.", ANSWER), "x.py", fill.BLANK)


@pytest.mark.parametrize("text, body", [
    ("def f(x): return x", "return x"),
    ('def f(x):\n    """Doc."""\n    return x', "return x"),
    ('def f(x):\n    """Doc.\n\n    More."""\n\n    # step: a\n    y = x\n\n    return y', "# a\ny = x\n\nreturn y"),
    ("def f(x):\n    # step: a\n    return x", "# a\nreturn x"),
    ("def f(\n    x,\n):\n    return x", "return x"),
])
def test_the_body_of_a_function(text, body):
    assert body_text(text, ast.parse(text).body[0]) == body


@pytest.mark.parametrize("key", registry.places())
def test_the_solution_on_a_card_is_the_one_of_the_solved_notebook(key):
    """Decorators, docstrings and the word "step" aside, the card shows code that runs."""
    text = solution_text(registry.load(key).solution)
    assert "step:" not in text
    assert "@task" not in text
    assert "#" in text
    compile(text, key, "exec")


def bare(node):
    """A function's syntax tree without its name, its docstrings, decorators and annotations."""
    node = ast.parse(ast.unparse(node)).body[0]
    for part in ast.walk(node):
        if isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            part.decorator_list, part.name = [], "_"
            first = part.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                part.body = part.body[1:] or [ast.Pass()]
        if isinstance(part, ast.FunctionDef):
            part.returns = None
        if isinstance(part, ast.arg):
            part.annotation = None
    return ast.dump(node)


def functions(text):
    """What a source defines, by its syntax; stubs and given methods have no body and do not count."""
    empty = bare(ast.parse("def f(): pass").body[0]).split("body=")[1]
    for node in ast.walk(ast.parse(text)):
        stub = isinstance(node, ast.FunctionDef) and ast.unparse(node.body[-1]) in ("...", "raise NotImplementedError")
        if isinstance(node, ast.FunctionDef) and not stub and bare(node).split("body=", 1)[1] != empty:
            yield bare(node), node.name


def test_nobody_writes_an_answer_twice():
    """No function of a text source is that of a task: the build puts solutions in their place."""
    of_tasks = {}
    for path in sorted(registry.ROOMS.glob("l*/tasks/*.py")):
        for tree, name in functions(path.read_text(encoding="utf-8")):
            of_tasks.setdefault(tree, f"{path.stem}.{name}")
    twice = []
    for folder in folders():
        for source in folder.glob("*.py"):
            for cell in read(source).cells:
                if cell.cell_type == "code":
                    text = "\n".join(line for line in cell.source.splitlines() if line[:1] not in "%!" or not line)
                    twice += [(folder.name, cell.id, of_tasks[tree]) for tree, _ in functions(text) if tree in of_tasks]
    assert twice == []


def test_the_comparison_of_answers_finds_one():
    [(tree, _)] = functions(textwrap.dedent('''
        @exercise("double")
        def twice(x, by: int = 2) -> int:
            """Other words."""
            return by * x
    '''))
    assert tree in {found for found, _ in functions(Path(__file__).read_text(encoding="utf-8"))}
