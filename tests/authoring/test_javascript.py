"""The form of what runs in the browser."""

import pytest
from click.testing import CliRunner

from dlcourse.authoring import javascript


def test_what_the_course_ships_has_the_form():
    done = CliRunner().invoke(javascript.main)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name, text, words", [
    ("a.mjs", "if (a) {\nb();\n}\n", "line 2 would be '  b();'"),
    ("a.mjs", "a();", "another end is wanted"),
    ("a.mjs", "a();  b();\n", "two statements share a line: '; b'"),
    ("a.mjs", "const f = () => { a(); };\n", "two statements share a line: '; }'"),
    ("a.mjs", f"a({'b' * 120});\n", "line 1 has 124 signs"),
    ("a.css", "p { margin: 0; }\n", "more than one thing stands in a line"),
    ("a.css", "p {\n  margin: 0; padding: 0;\n}\n", "more than one thing stands in a line"),
])
def test_another_form_is_named(tmp_path, name, text, words):
    (tmp_path / name).write_text(text)
    assert words in "\n".join(javascript.problems(tmp_path / name))


@pytest.mark.parametrize("name, text", [
    ("a.mjs", 'for (let i = 0; i < 3; i++) a(i); // ";" in words; and more\nconst b = `;${a};`;\nconst r = /;x/;\n'),
    ("a.mjs", "const { a, b } = c;\nif (a) return;\nelse b();\n"),
    ("a.css", 'p {\n  margin: 0;\n  font-family: "A", serif;\n}\n\n.a :is(b, c) {\n  color: red;\n}\n'),
])
def test_the_form_leaves_room(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert list(javascript.problems(tmp_path / name)) == []


def test_the_command_indents_anew(tmp_path, monkeypatch):
    (tmp_path / "a.mjs").write_text("if (a) {\nb();\n}")
    monkeypatch.setattr(javascript, "ESM", tmp_path)
    assert CliRunner().invoke(javascript.main).exit_code == 1
    assert CliRunner().invoke(javascript.main, ["--write"]).exit_code == 0
    assert (tmp_path / "a.mjs").read_text() == "if (a) {\n  b();\n}\n"
