"""The student's own copies: work/ is filled from the shipped notebooks, and a changed copy is never touched."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from dlcourse.files import write_whole

FOLDERS = ("notebooks", "exercises")
PAGES = ("NOTATION.md", "notebooks/COVERAGE.md", "notebooks/GLOSSARY.md")  # what the notebooks link to
LEDGER = ".shipped.json"


class Report(NamedTuple):
    """File names, relative to work/: new, brought up to date, and left alone because the student changed them."""

    added: list[str]
    renewed: list[str]
    kept: list[str]


def fill(shipped: Path, work: Path) -> Report:
    """Copy what is missing, renew copies that are as they were shipped, leave every changed one alone.

    Raises: OSError if work/ cannot be written. A copy is written whole (temporary file, then rename).
    """
    report, ledger = Report([], [], []), _read_ledger(work / LEDGER)
    notebooks = [f"{folder}/{path.name}" for folder in FOLDERS for path in sorted((shipped / folder).glob("*.ipynb"))]
    for name in [*notebooks, *(page for page in PAGES if (shipped / page).is_file())]:
        target, new = work / name, (shipped / name).read_bytes()
        current = target.read_bytes() if target.is_file() else None
        if current == new:
            pass
        elif current is None and not target.exists():
            _write(target, new)
            report.added.append(name)
        elif current is not None and _hash(current) == ledger.get(name):
            _write(target, new)
            report.renewed.append(name)
        else:
            report.kept.append(name)
            continue
        ledger[name] = _hash(new)
    _write(work / LEDGER, json.dumps(ledger, indent=1).encode())
    return report


def _read_ledger(path: Path) -> dict[str, str]:
    try:
        ledger = json.loads(path.read_text(encoding="utf-8"))
        return ledger if isinstance(ledger, dict) else {}
    except (OSError, ValueError):
        return {}  # without it every differing copy counts as changed, which is the safe side


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
