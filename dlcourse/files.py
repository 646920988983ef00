"""Writing a file so that nobody ever meets half of it, and telling whether the files of a folder are the same."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: to a temporary file beside it, which then takes its name.

    Text is written as UTF-8; what UTF-8 cannot hold becomes "?".
    Raises: OSError if the folder cannot be written; no temporary file is left then.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "page.txt"), "all of it")
    ...     [(p.name, p.read_text()) for p in Path(folder).iterdir()]
    [('page.txt', 'all of it')]
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def content_digest(folder: Path) -> bytes:
    """A hash of the names and contents of all files below a folder; what Python compiled is left out.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     before = content_digest(Path(folder))
    ...     write_whole(Path(folder, "new.txt"), "")
    ...     before == content_digest(Path(folder))
    False
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
            digest.update(hashlib.sha256(name).digest() + hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
