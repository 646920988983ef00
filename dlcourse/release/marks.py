"""Twins as far as students may see them: blank notebooks, and for each exercise a public file with one example."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from torch import Tensor

from dlcourse.authoring import build
from dlcourse.classroom import registry, sealed
from dlcourse.classroom.codec import WireError
from dlcourse.classroom.compare import Closeness
from dlcourse.classroom.exercise import Exercise, fresh
from dlcourse.classroom.named import those
from dlcourse.release.errors import ReleaseError


def chosen(only: Sequence[str]) -> list[Path]:
    """Sources of the twins' notebooks whose names begin so; none without a folder of twins."""
    folder = registry.twins_folder()
    names = [] if folder is None else [name for name in registry.notebooks() if (folder / f"{name}.py").is_file()]
    return [folder / f"{name}.py" for name in (those(names, only) if only else names)]


def public_name(key: str) -> str:
    """Where an exercise's public file lies in the package."""
    return f"dlcourse/classroom/public/{key}.json"


def public_data(e: Exercise) -> bytes:
    """What students may know of an exercise for marks; see `classroom.sealed`."""
    rtol = e.compare.rtol if isinstance(e.compare, Closeness) else 1e-6
    told = {"title": e.title, "points": e.points, "minutes": e.minutes, "difficulty": e.difficulty, "rtol": rtol,
            "example": example(e)}
    return (json.dumps(told, indent=1) + "\n").encode()


def example(e: Exercise) -> str | None:
    """The first use of the answer in the first case, packed: its inputs and what the reference returns.

    None where inputs or output are no data (functions, classes), or where no single output is right.
    """
    reference = e.resolve_reference()
    if inspect.isclass(reference) or e.judge is not None or not isinstance(e.compare, Closeness):
        return None
    uses: list[tuple[tuple, dict, Any]] = []

    def noted(*inputs: Any, **named: Any) -> Any:
        before = tuple(map(fresh, inputs))
        output = reference(*inputs, **named)
        uses.append((before, named, output))
        return output

    e.drive(noted, **e.draw()[0].fresh())
    inputs, named, output = uses[0]
    names = list(inspect.signature(reference).parameters)
    try:
        return None if named else sealed.packed(dict(zip(names, inputs, strict=True)), _numbers(output))
    except (WireError, ValueError):
        return None


def _numbers(value: Any) -> Any:
    """The same with floats in the place of tensors without axes, so that either is accepted."""
    if isinstance(value, Tensor) and value.ndim == 0 and value.is_floating_point():
        return float(value)
    if isinstance(value, (tuple, list)):
        return type(value)(map(_numbers, value))
    return value


def blank_notebook(source: Path, package: Path) -> bytes:
    """The notebook with stubs, executed with the students' package, so that its cards are those that students see.

    Raises: ReleaseError if a cell fails there.
    """
    blank, _ = build.variants(source).values()
    students = {name: value for name, value in os.environ.items() if name != registry.TWINS}
    students |= {"PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        build.execute(blank, students)
    except Exception as error:
        raise ReleaseError(f"{source}: the blank notebook does not run in the students' package.\n"
                           f"{str(error).strip()[-600:]}") from error
    build.normalise(blank)
    nbformat.validate(blank)
    return (nbformat.writes(blank, version=nbformat.NO_CONVERT) + "\n").encode()


def table(sources: Sequence[Path]) -> str:
    """The README's section on exercises for marks; empty without any."""
    if not sources:
        return ""
    rows = [f"| [{path.stem}](exercises/{path.stem}.ipynb) | {e.title} | {e.points} | {e.minutes} |"
            for path in sources for e in map(registry.load, registry.notebooks()[path.stem])]
    text = ("You find your copies in `work/exercises/`. Their cards try your answer on one example at most. The marks "
            "come from your instructor, who runs it on other inputs.")
    return "\n".join(["", "## Exercises for marks", "", "| notebook | exercise | points | minutes |",
                      "|---|---|---|---|", *rows, "", text, ""])
