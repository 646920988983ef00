"""The students' package: what a student needs, and nothing from which answers for marks could be read.

    contents    which files of the course are in it          marks     twins, as far as students may see them
    leaks       proves that no answer is in it               place     where it is written, whole, and zipped
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dlcourse.classroom import registry
from dlcourse.release import contents, leaks, marks, place
from dlcourse.release.errors import ReleaseError

__all__ = ["ReleaseError", "Released", "release"]


class Released(NamedTuple):
    """What was written."""

    folder: Path
    archive: Path
    files: int
    notebooks: tuple[str, ...]
    twins: tuple[str, ...]


def release(root: Path, out: Path, *, only: Sequence[str] = ()) -> Released:
    """Write the students' package of the course in `root` to the folder `out` and to `out`.zip.

    only     beginnings of the names of notebooks; all if empty. Notebooks 00 are always in it, and of the twins in
             DLCOURSE_TWINS those that are named
    The same course gives the same bytes. Everything is written to a temporary folder first and then takes its name.
    Raises: ReleaseError if `out` holds something that is no unchanged earlier release, if a name begins no notebook,
    or if an answer would be given away.
    """
    out = out.expanduser().resolve()
    place.admit(out)
    books = contents.chosen(root, only)
    sources = marks.chosen(only)
    files = contents.collect(root, books)
    contents.require_used(only, [*books, *(path.stem for path in sources)])
    keys = tuple(key for path in sources for key in registry.notebooks()[path.stem])
    with tempfile.TemporaryDirectory(dir=place.parent_of(out), prefix=f".{out.name}.") as temporary:
        stage = Path(temporary, "package")
        files |= {marks.public_name(key): marks.public_data(registry.load(key)) for key in keys}
        files["README.md"] = contents.readme(root, books, marks.table(sources)).encode()
        place.write(stage, files)
        files |= {f"exercises/{path.stem}.ipynb": marks.blank_notebook(path, stage) for path in sources}
        leaks.refuse(files, keys)
        place.write(stage, place.marked(files))
        place.admit(out)  # once more: somebody may have worked there meanwhile
        archive = place.put(stage, out)
    return Released(out, archive, len(files) + 1, (*books, *(path.stem for path in sources)), keys)
