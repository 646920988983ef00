"""The student's own copies: work/ is filled from the shipped notebooks, and nothing that a student made is lost.

A notebook counts as changed when the types or sources of its cells differ from the stamp that it was shipped with;
running it changes outputs only. A corrected notebook takes the place of an unchanged copy. Beside a changed one it is
written as "NAME (new).ipynb".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from dlcourse.files import write_whole

FOLDERS = ("notebooks", "exercises")
PAGES = ("NOTATION.md", "notebooks/COVERAGE.md", "notebooks/GLOSSARY.md")  # what the notebooks link to
LEDGER = ".shipped.json"


class Report(NamedTuple):
    """File names, relative to work/: what was done with each.

    New, brought up to date, left alone because the student changed them, and the files that hold the new version of
    those.
    """

    added: list[str]
    renewed: list[str]
    kept: list[str]
    beside: list[str]


def fill(shipped: Path, work: Path) -> Report:
    """Copy what is missing, renew unchanged copies, leave every changed one alone and put the new version beside it.

    Raises: OSError if work/ cannot be written. A copy is written whole (temporary file, then rename).
    """
    report, ledger = Report([], [], [], []), _read_ledger(work / LEDGER)
    notebooks = [f"{folder}/{path.name}" for folder in FOLDERS for path in sorted((shipped / folder).glob("*.ipynb"))]
    for name in [*notebooks, *(page for page in PAGES if (shipped / page).is_file())]:
        target, new = work / name, (shipped / name).read_bytes()
        current = target.read_bytes() if target.is_file() else None
        if current == new:
            pass
        elif current is None and not target.exists():
            _write(target, new)
            report.added.append(name)
        elif current is None or not _as_shipped(current, ledger.get(name)):
            report.kept.append(name)
            nothing_new = ledger.get(name) == _hash(new) or _derives_from(current, new)
            beside = "" if nothing_new else _beside(work, name, new, ledger)
            report.beside.extend([beside] if beside else [])
            continue
        elif not _holds_the_same(current, new):
            _write(target, new)
            report.renewed.append(name)
        if target.read_bytes() == new:
            ledger[name] = _hash(new)
    _write(work / LEDGER, json.dumps(ledger, indent=1).encode())
    return report


def stamp(cells: Iterable[Mapping[str, Any]]) -> str:
    """What tells whether a student changed a notebook: the types and sources of its cells, in their order.

    >>> stamp([{"cell_type": "code", "source": ["1 +", " 1"]}]) == stamp([{"cell_type": "code", "source": "1 + 1"}])
    True
    """
    parts = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _as_shipped(current: bytes, in_ledger: str | None) -> bool:
    """Whether a student left a copy as it was shipped; a copy from before the stamps goes by its bytes."""
    shipped_with, now = _stamps(current)
    return _hash(current) == in_ledger if shipped_with is None else shipped_with == now


def _holds_the_same(current: bytes, new: bytes) -> bool:
    """Whether an unchanged copy needs no renewal: its cells are those of the new version, whatever it was run for."""
    (_, now), (wanted, _) = _stamps(current), _stamps(new)
    return current == new or (wanted is not None and now == wanted)


def _derives_from(current: bytes | None, new: bytes) -> bool:
    """Whether a changed copy started from the very version that is shipped now."""
    if current is None:
        return True  # a folder or a device has the name: it stays, and nothing is put beside it
    (started, now), (wanted, _) = _stamps(current), _stamps(new)
    return current == new or (wanted is not None and wanted in (started, now))


def _stamps(content: bytes) -> tuple[str | None, str | None]:
    """The stamp that a notebook carries and the one that its cells have now; None where there is none to find."""
    try:
        notebook = json.loads(content)
        carried = notebook["metadata"].get("dlcourse", {}).get("cells")
        return (carried if isinstance(carried, str) else None), stamp(notebook["cells"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, None


def _beside(work: Path, name: str, new: bytes, ledger: dict[str, str]) -> str:
    """Write the new version beside a changed copy, over no other changed one; the name, or nothing if it is there."""
    stem, suffix = name.rsplit(".", 1)
    for number in count(1):
        beside = f"{stem} (new{'' if number == 1 else f' {number}'}).{suffix}"
        target = work / beside
        current = target.read_bytes() if target.is_file() else None
        if current is not None and (_holds_the_same(current, new) or _derives_from(current, new)):
            return ""
        if not target.exists() or (current is not None and _as_shipped(current, ledger.get(beside))):
            _write(target, new)
            ledger[beside] = _hash(new)
            return beside
    raise AssertionError("there is always a free number")


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
