"""The browser's side of a live picture or a question: its modules joined into one small file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import rjsmin

ESM = Path(__file__).parent / "esm"


@cache
def bundle(module: str) -> str:
    """The source of a module with all that it imports in front of it, minified: one file for the browser.

    >>> "import " in bundle("view")
    False
    """
    return str(rjsmin.jsmin("\n".join(_sources(module, set()))))


def _sources(module: str, taken: set[str]) -> list[str]:
    taken.add(module)
    lines: list[str] = []
    for line in (ESM / f"{module}.mjs").read_text().splitlines():
        wanted = re.fullmatch(r'import .* from "\./(\w+)\.mjs";', line)
        if wanted and wanted[1] not in taken:
            lines += _sources(wanted[1], taken)
        elif not wanted:
            lines.append(re.sub(r"^export (?!default)", "", line))
    return lines
