"""Runs everything that `make test` promises, part by part, and says how long each took."""

from __future__ import annotations

import subprocess
import sys
import time

from rich.console import Console
from rich.table import Table

from dlcourse.authoring.build import ROOT

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2"]
# What carries shapes in its signatures; tensors, which checks them at the boundary, is tested by itself.
MATHEMATICS = ("activations", "data", "diff", "learning_curves", "losses", "models", "nn", "optim", "training")
PARTS = {
    "lint": [sys.executable, "-m", "ruff", "check", "."],
    "notebook rules": [sys.executable, "-m", "dlcourse.authoring.lint"],
    "unit tests": [*PYTEST, "-m", "not browser"],
    "attacks as a user": [sys.executable, "-m", "dlcourse.authoring.attacks"],
    # beartype looks at a random item of a container, which hypothesis would take for a random strategy
    "shapes": [*PYTEST, "-m", "not refuses", "-W", "ignore:Do not use the `random` module", "--jaxtyping-packages",
               ",".join([*(f"dlcourse.{name}" for name in MATHEMATICS), "beartype.beartype"]),
               *(f"tests/{name}" for name in MATHEMATICS)],
    "browser": [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/browser"],
    "notebooks": [*PYTEST, "-p", "nbval.plugin", "-p", "dlcourse.authoring.nbrules", "-W", "default", "--nbval",
                  "--nbval-current-env", "--nbval-cell-timeout=120", "--dist=loadfile",
                  "notebooks", "exercises", "solutions"],
}


def main() -> int:
    """Run all parts (or those named); 0 only if every one passed."""
    chosen = sys.argv[1:] or list(PARTS)
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        sys.exit(f"test: there is no part {unknown[0]!r}; the parts are {', '.join(PARTS)}.")
    table, failed = Table("part", "result", "seconds"), False
    for name in chosen:
        print(f"== {name}", flush=True)
        begin = time.monotonic()
        code = subprocess.run(PARTS[name], cwd=ROOT).returncode
        failed |= code != 0
        table.add_row(name, "passed" if code == 0 else f"FAILED ({code})", f"{time.monotonic() - begin:.0f}")
    Console().print(table)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
