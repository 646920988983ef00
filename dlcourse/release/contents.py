"""Which files of the course are in a students' package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from dlcourse.release.errors import ReleaseError
from dlcourse.workspace import PAGES

TOP = ("LICENSE", "bootstrap.py", "constraints.txt", "environment.yml", "docs/exercise_card.png", "docs/figure.png")
LEFT_OUT = ("authoring/", "grading/", "release/", "export/nbgrader.py")  # of dlcourse/: what an instructor works with
MAKEFILE = """PYTHON ?= python3

.PHONY: lab

lab:
\t$(PYTHON) bootstrap.py lab $(ARGS)
"""
_DATA = 'dlcourse = ["widgets/esm/*", "html/templates/*"]'
_PUBLIC_DATA = 'dlcourse = ["widgets/esm/*", "html/templates/*", "classroom/public/*"]'


def chosen(root: Path, only: Sequence[str]) -> tuple[str, ...]:
    """Names of the course's notebooks whose names begin so; 00 is always among them."""
    names = sorted({path.stem for folder in ("notebooks", "exercises") for path in (root / folder).glob("*.ipynb")})
    if not names or not (root / "authoring").is_dir():
        raise ReleaseError(f"{root} should be a clone of the course's repository. Call dlcourse release there.")
    return tuple(name for name in names if not only or name.startswith(("00", *only)))


def require_used(only: Sequence[str], names: Sequence[str]) -> None:
    """Raise a ReleaseError for a beginning with which no name begins."""
    for prefix in only:
        if not any(name.startswith(prefix) for name in names):
            raise ReleaseError(f"--notebooks: no notebook's name begins with {prefix!r}. For twins give --twins too.")


def collect(root: Path, books: Sequence[str]) -> dict[str, bytes]:
    """File name -> content of everything but the README, from these notebooks and what they need."""
    files = {name: (root / name).read_bytes() for name in (*TOP, *PAGES)}
    files["Makefile"] = MAKEFILE.encode()
    files["bootstrap.py"] = _with(files["bootstrap.py"].decode(), "[lab,test]", "[lab]").encode()
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    files["pyproject.toml"] = _with(project, _DATA, _PUBLIC_DATA).encode()
    for name in books:
        for path in (root / "notebooks" / f"{name}.ipynb", root / "exercises" / f"{name}.ipynb"):
            if path.is_file():
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    lectures = {name[:2] for name in books if f"exercises/{name}.ipynb" in files}
    return files | dict(_package(root, lectures))


def _with(text: str, ours: str, theirs: str) -> str:
    if ours not in text:
        raise ReleaseError(f"a file of the course should hold {ours!r}, in whose place a release puts {theirs!r}.")
    return text.replace(ours, theirs)


def _package(root: Path, lectures: set[str]) -> Iterable[tuple[str, bytes]]:
    """The package without what an instructor works with, and without what leans on it."""
    package = root / "dlcourse"
    kept = {_module(path, root): path for path in sorted(package.rglob("*.py"))
            if not path.relative_to(package).as_posix().startswith(LEFT_OUT) and _of(path, package, lectures)}
    gone = {_module(path, root) for path in package.rglob("*.py")} - set(kept)
    while leaning := [name for name, path in kept.items() if _imports(path) & gone]:
        gone |= set(leaning)
        kept = {name: path for name, path in kept.items() if name not in gone}
    for path in (*kept.values(), *sorted(package.glob("widgets/esm/*")), *sorted(package.glob("html/templates/*"))):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()


def _of(path: Path, package: Path, lectures: set[str]) -> bool:
    """Whether a declaration belongs to a lecture that is in the package; true for all that is no declaration."""
    inside = re.match(r"classroom/tasks/t(\d\d)/", path.relative_to(package).as_posix())
    return inside is None or inside[1] in lectures


def _module(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path) -> set[str]:
    """What a module imports while it is itself imported; imports inside functions come later and do not count."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def readme(root: Path, books: Sequence[str], table: str) -> str:
    """The README's part for students, with the lectures that are in the package and the exercises for marks."""
    text = (root / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^## For a student\n(.*?)^## For an instructor\n", text, re.S | re.M)
    if found is None:
        raise ReleaseError("README.md should have the sections 'For a student' and 'For an instructor', in this order.")
    rows = re.compile(r"^\| \[.*?\]\(notebooks/(\w+)\.ipynb\) \|.*\n", re.M)
    part = rows.sub(lambda row: row[0] if row[1] in books else "", found[1])
    return f"# dlcourse\n\nA notebook companion for an introductory deep-learning course.\n{part.rstrip()}\n{table}"
