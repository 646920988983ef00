"""What importing the course costs, as a share of importing torch. Medians of fresh processes, one after another.

    python benchmarks/imports.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys

from rich.console import Console
from rich.table import Table

LIMIT = 0.1
AFTER = "import torch; t = time.perf_counter(); from dlcourse import "
MEASURE = "import time; t = time.perf_counter(); {}; print(time.perf_counter() - t)"
STATEMENTS = {
    "import torch": "import torch",
    "import dlcourse": "import dlcourse",
    "from dlcourse import exercise, after torch": AFTER + "exercise",
    "from dlcourse import ask, after torch": AFTER + "ask",
}


def seconds(statement: str) -> float:
    code = MEASURE.format(statement)
    return float(subprocess.check_output([sys.executable, "-c", code], text=True))


def main() -> int:
    rounds = [{name: seconds(s) for name, s in STATEMENTS.items()} for _ in range(9)]
    table, late = Table("statement", "milliseconds", "share of torch"), False
    for name in STATEMENTS:
        share = statistics.median(r[name] / r["import torch"] for r in rounds)
        late |= share > LIMIT and name != "import torch"
        table.add_row(name, f"{1000 * statistics.median(r[name] for r in rounds):.1f}", f"{share:.3f}")
    Console().print(table)
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
