"""Where a release is written: a folder and an archive that are replaced whole, and only if they are ours."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from dlcourse.files import write_whole
from dlcourse.release.errors import ReleaseError

MARKER = ".dlcourse-release.json"
MADE_BY_USE = ("__pycache__", ".ipynb_checkpoints", "dlcourse.egg-info")  # folders that may be lost with a release
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def archive_of(out: Path) -> Path:
    """The archive beside a release's folder."""
    return out.with_name(f"{out.name}.zip")


def parent_of(out: Path) -> Path:
    """The folder that will hold the release; it is made if it is missing."""
    out.parent.mkdir(parents=True, exist_ok=True)
    return out.parent


def admit(out: Path) -> None:
    """Raise a ReleaseError unless `out` and its archive are missing, empty, or an unchanged earlier release."""
    if out.exists() and not out.is_dir():
        raise ReleaseError(f"OUT should be a folder; {out} is a file. Choose another name.")
    if out.is_dir() and any(out.iterdir()):
        found = {path.relative_to(out).as_posix(): path for path in out.rglob("*")
                 if (path.is_file() or path.is_symlink()) and not set(path.relative_to(out).parts) & set(MADE_BY_USE)}
        _admit({name: path.read_bytes() if path.is_file() else b"" for name, path in found.items()}, out)
    archive = archive_of(out)
    if archive.exists():
        try:
            with zipfile.ZipFile(archive) as packed:
                inside = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
        except (OSError, zipfile.BadZipFile):
            inside = {}
        _admit(inside, archive)


def _admit(found: Mapping[str, bytes], where: Path) -> None:
    try:
        known = json.loads(found[MARKER])["files"]
    except (KeyError, ValueError, TypeError):
        raise ReleaseError(f"{where} exists and is no earlier release. Nothing was written; choose another OUT."
                           ) from None
    for name, content in found.items():
        if name != MARKER and known.get(name) != _hash(content):
            raise ReleaseError(f"{where} holds a file that is not of the earlier release, or was changed: {name}. "
                               "Nothing was written; move it away or choose another OUT.")


def marked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the marker, which says what is ours."""
    names = {name: _hash(content) for name, content in sorted(files.items())}
    return {**files, MARKER: (json.dumps({"version": 1, "files": names}, indent=1) + "\n").encode()}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def put(stage: Path, out: Path) -> Path:
    """Let a finished folder take its name, and write its archive; the archive's path.

    An earlier release stays in place until the new one is complete.
    """
    packed = archived(stage, out.name)
    old = stage.with_name("old")
    if out.exists():
        out.rename(old)
    try:
        stage.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
    write_whole(archive_of(out), packed)
    return archive_of(out)


def archived(folder: Path, name: str) -> bytes:
    """A folder as a zip archive in which everything lies below `name`; no times in it, so the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", _LONG_AGO)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(entry, path.read_bytes())
    return out.getvalue()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
