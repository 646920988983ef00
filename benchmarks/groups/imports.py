"""What importing the course costs beside importing torch; fresh processes, by turns."""

from __future__ import annotations

from benchmarks.harness import Comparison, own_seconds
from benchmarks.imports import STATEMENTS, seconds


def comparisons(device: str) -> list[Comparison]:
    """Statements against `import torch`; wall time of the statement, as the reader waits for it."""
    if device != "cpu":
        return []
    programs = {name: lambda s=statement: seconds(s) for name, statement in STATEMENTS.items()}
    return [Comparison(group="imports", name="statements", tolerance=None, clock=own_seconds, rounds=9,
                       peers={"import torch": programs.pop("import torch")}, ours=programs)]
