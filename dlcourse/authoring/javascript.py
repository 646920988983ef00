"""What runs in the browser, held to one form: one statement a line, indented alike, no line of more than 120 signs.

    python -m dlcourse.authoring.javascript           say what is written otherwise
    python -m dlcourse.authoring.javascript --write   indent it anew; long lines and shared ones remain to be parted

The form is js-beautify's. Where a line is broken is the writer's choice, also what is short enough for one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import jsbeautifier
from jsbeautifier.javascript.tokenizer import Tokenizer

from dlcourse.widgets.bundle import ESM

WIDEST = 120
_FORM = jsbeautifier.default_options()
vars(_FORM).update(indent_size=2, end_with_newline=True, max_preserve_newlines=2, keep_array_indentation=True,
                   operator_position="preserve-newline", brace_style="collapse,preserve-inline")


def formed(script: str) -> str:
    r"""A script, indented as it should be.

    >>> formed("if (a) {\nb()\n}")
    'if (a) {\n  b()\n}\n'
    """
    return jsbeautifier.beautify(script, _FORM)


def shared(script: str) -> list[str]:
    r"""Where a statement ends in the middle of a line: its last sign with what follows.

    >>> shared("a = () => { b(); };\nfor (let i = 0; i < 3; i++) c();")
    ['; }']
    """
    found, open_brackets = [], [""]
    for token, following in pairwise(Tokenizer(script, _FORM).tokenize()):
        if token.text in ("(", "[", "{"):
            open_brackets.append(token.text)
        elif token.text in (")", "]", "}"):
            open_brackets.pop()
        elif token.text == ";" and open_brackets[-1] != "(" and following.text and not following.newlines:
            found.append(f"; {following.text}")
    return found


def crowded(sheet: str) -> list[str]:
    r"""The lines of a style sheet that hold more than a selector, a declaration or a bracket.

    >>> crowded("p {\n  margin: 0;\n}\nb { margin: 0; }")
    ['b { margin: 0; }']
    """
    return [line for line in sheet.splitlines() if re.search(r"[{;].*\S|\S\s*\}", line)]


def problems(path: Path) -> Iterator[str]:
    """What is written otherwise in a script (.mjs) or a style sheet (.css)."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".mjs":
        pairs = enumerate(zip(text.splitlines(), formed(text).splitlines()), 1)
        other = next((f"line {n} would be {new!r}" for n, (old, new) in pairs if old != new), "another end is wanted")
        if formed(text) != text:
            yield f"{other}; `python -m dlcourse.authoring.javascript --write` writes it so"
        yield from (f"two statements share a line: {place!r}" for place in shared(text))
    else:
        yield from (f"more than one thing stands in a line: {line.strip()!r}" for line in crowded(text))
    yield from (f"line {n} has {len(line)} signs" for n, line in enumerate(text.splitlines(), 1) if len(line) > WIDEST)


@click.command()
@click.option("--write", is_flag=True, help="Indent the scripts anew.")
def main(write: bool) -> None:
    """Say what of the browser's side is written otherwise; exit status 0 if nothing is."""
    files = sorted([*ESM.glob("*.mjs"), *ESM.glob("*.css")])
    for path in files if write else []:
        if path.suffix == ".mjs":
            path.write_text(formed(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = [f"{path.name}: {text}" for path in files for text in problems(path)]
    click.echo("\n".join(found) or f"{len(files)} scripts and style sheets have the form")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
