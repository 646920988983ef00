"""The package's types, held to basedpyright but for what the baseline knows, whose number only falls.

    python -m dlcourse.authoring.checked_types [FOLDER]   fails for a finding that is new, and for one that is gone
    python -m dlcourse.authoring.checked_types --shrink   takes what is gone out of the baseline

What is checked, and how strictly, says [tool.basedpyright] in pyproject.toml.
"""

from __future__ import annotations

import json
import subprocess
import sys

import click

from dlcourse.authoring.sources import ROOT

BASELINE = ROOT / ".basedpyright" / "baseline.json"


def known(text: str) -> int:
    """How many findings a baseline holds.

    >>> known('{"files": {"a.py": [{"code": "reportCallIssue"}]}}')
    1
    """
    return sum(map(len, json.loads(text)["files"].values()))


@click.command()
@click.argument("folders", nargs=-1)
@click.option("--shrink", is_flag=True, help="Take what is gone out of the baseline.")
def main(folders: tuple[str, ...], shrink: bool) -> None:
    """Check the types, all or those of FOLDERS; exit status 0 if the findings are those of the baseline."""
    before = BASELINE.read_text(encoding="utf-8")
    code = subprocess.run([sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, *folders],
                          cwd=ROOT).returncode
    after = BASELINE.read_text(encoding="utf-8")  # basedpyright writes it anew where it has become smaller
    if after != before and not shrink:
        BASELINE.write_text(before, encoding="utf-8")
        click.echo(f"{known(before)} findings are in the baseline, and {known(after)} are left. Shrink it: "
                   "python -m dlcourse.authoring.checked_types --shrink")
        code = code or 1
    sys.exit(code)


if __name__ == "__main__":
    main()
