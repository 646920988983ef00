"""Which files of the course are in a students' package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dlcourse.authoring.sources import room_of
from dlcourse.classroom.named import those
from dlcourse.release.errors import ReleaseError
from dlcourse.workspace import PAGES

TOP = ("LICENSE", "bootstrap.py", "constraints.txt", "environment.yml", "docs/exercise_card.png", "docs/figure.png")
KINDS = (".py", ".json", ".mjs", ".css", ".j2")  # of the package's files
LEFT_OUT = ("authoring/", "grading/", "release/", "export/nbgrader.py")  # of dlcourse/: what an instructor works with
MAKEFILE = """PYTHON ?= python3

.PHONY: lab

lab:
\t$(PYTHON) bootstrap.py lab $(ARGS)
"""
_DATA = 'dlcourse = ["widgets/esm/*", '
_PUBLIC_DATA = f'{_DATA}"classroom/public/*", '


def chosen(root: Path, only: Sequence[str]) -> tuple[str, ...]:
    """Names of the course's notebooks whose names begin so; 00 is always among them."""
    names = sorted({path.stem for folder in ("notebooks", "exercises") for path in (root / folder).glob("*.ipynb")})
    if not names or not (root / "authoring").is_dir():
        raise ReleaseError(f"{root} should be a clone of the course's repository. Call dlcourse release there.")
    return those(names, ("00", *only)) if only else tuple(names)


def require_used(only: Sequence[str], names: Sequence[str]) -> None:
    """Raise a ReleaseError for a beginning with which no name begins."""
    for prefix in only:
        if not those(names, [prefix]):
            raise ReleaseError(f"--notebooks: no notebook's name begins with {prefix!r}. For twins give --twins too.")


def collect(root: Path, books: Sequence[str]) -> dict[str, bytes]:
    """File name -> content of everything but the README, from these notebooks and what they need."""
    files = {name: (root / name).read_bytes() for name in (*TOP, *PAGES)}
    files["Makefile"] = MAKEFILE.encode()
    files["environment.yml"] = _with(files["environment.yml"].decode(), "[lab,test]", "[lab]").encode()
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    files["pyproject.toml"] = _with(project, _DATA, _PUBLIC_DATA).encode()
    for name in books:
        for path in (root / "notebooks" / f"{name}.ipynb", root / "exercises" / f"{name}.ipynb"):
            if path.is_file():
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    return files | dict(_package(root, {room_of(name) for name in books}))


def _with(text: str, ours: str, theirs: str) -> str:
    if ours not in text:
        raise ReleaseError(f"a file of the course should hold {ours!r}, in whose place a release puts {theirs!r}.")
    return text.replace(ours, theirs)


def _package(root: Path, rooms: set[str]) -> Iterator[tuple[str, bytes]]:
    """The package with the rooms of these lectures, without what an instructor works with.

    Raises: ReleaseError if a module that is in it imports one that is not.
    """
    package = root / "dlcourse"
    files = {path.relative_to(package).as_posix(): path for path in sorted(package.rglob("*"))
             if path.is_file() and path.suffix in KINDS}
    kept = {name: path for name, path in files.items() if not name.startswith(LEFT_OUT) and _of(name, rooms)}
    gone = {_module(files[name], root) for name in set(files) - set(kept) if name.endswith(".py")}
    for path in kept.values():
        missing = sorted(_imports(path) & gone) if path.suffix == ".py" else []
        if missing:
            raise ReleaseError(f"{path.relative_to(root)} imports {missing[0]}, which is not in this release. "
                               "What several lectures share belongs in classroom, widgets/shared or the mathematics.")
    yield from ((path.relative_to(root).as_posix(), path.read_bytes()) for path in kept.values())


def _of(name: str, rooms: set[str]) -> bool:
    """Whether a file belongs to a lecture that is in the package; true for all that is of no lecture."""
    inside = re.match(r"lectures/(\w+)/", name)
    return inside is None or inside[1] in rooms


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
    found = re.search(r"^## For a student\n(.*?)^## For an instructor\n", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ReleaseError("README.md should have the sections 'For a student' and 'For an instructor', in this order.")
    rows = re.compile(r"^\| \[.*?\]\(notebooks/(\w+)\.ipynb\) \|.*\n", re.MULTILINE)
    plain = re.sub(r"^<!--.*-->\n", "", found[1], flags=re.MULTILINE)
    part = rows.sub(lambda row: row[0] if row[1] in books else "", plain)
    return f"# dlcourse\n\nA notebook companion for an introductory deep-learning course.\n{part.rstrip()}\n{table}"
