"""Run the comparisons and write RESULTS.md.

    make bench                         every group
    make bench ONLY=tape               one group; the others' results stay
    make bench ARGS=--check            fail where a ratio is more than 10 % over its limit in limits.toml
"""

from __future__ import annotations

import dataclasses
import random
import sys

import click
import torch
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks import limits as limit_file
from benchmarks import report
from benchmarks.groups import GROUPS, comparisons
from benchmarks.harness import measure
from benchmarks.limits import Limits


@click.command(help=__doc__.replace("\n\n    make", "\n\n\b\n    make"))  # \b: keep these lines apart
@click.argument("only", nargs=-1, type=click.Choice(GROUPS))
@click.option("--check", is_flag=True, help="Exit with status 1 if a ratio is more than 10 % over its limit.")
@click.option("--device", "devices", multiple=True, type=click.Choice(["cpu", "cuda"]),
              help="Where to measure; by default on the CPU, and on CUDA too if there is a device.")
@click.option("--keep/--show", default=True, help="Write results.json and RESULTS.md, or only show the table.")
@click.option("--report", "render", is_flag=True,
              help="Measure nothing: write RESULTS.md anew, after limits.toml changed.")
def main(only: tuple[str, ...], check: bool, devices: tuple[str, ...], keep: bool, render: bool) -> None:
    torch.set_num_threads(1)
    console, limits, new = Console(), limit_file.load(), []
    if render:
        report.write(report.read(), limits)
        return
    if "cuda" in devices and not torch.cuda.is_available():
        sys.exit("bench: there is no CUDA device here. Leave --device cuda out.")
    for device in devices or _devices(console):
        found = report.machine(device)
        work = [c for group in only or GROUPS for c in comparisons(group, device)]
        for comparison in track(work, f"measuring on {device}", console=console):
            new.append(dataclasses.asdict(measure(comparison, rng=random.Random())) | {"machine": found})
            console.print(_lines(new[-1], limits))
    for key in (k for r in new for k in limit_file.keys(r) if k in limits.exceptions):
        excuse = limits.exceptions[key]
        console.print(f"exception: {', '.join(key)} ≤ {excuse.limit:g}: {excuse.measured} {excuse.bound}")
    if keep:
        report.write(report.merged(report.read(), new), limits)
        console.print(f"written: {report.REPORT}")
    over = limit_file.excesses(new, limits)
    for excess in over:
        console.print(f"over its limit: {excess}", style="bold")
    sys.exit(1 if check and over else 0)


def _devices(console: Console) -> tuple[str, ...]:
    if torch.cuda.is_available():
        return ("cpu", "cuda")
    console.print("No CUDA device here: measuring on the CPU alone.")
    return ("cpu",)


def _lines(result: dict, limits: Limits) -> Table:
    """The ratios of one comparison, those over their limit in bold."""
    table = Table(title=f"{limit_file.keys(result)[0][0]}: {result['name']}", title_justify="left", box=None)
    for column in ("ours / peer", "ratio", "middle half", "target"):
        table.add_column(column, no_wrap=True)
    over = {excess.key for excess in limit_file.excesses([result], limits)}
    for key in limit_file.keys(result):
        value, low, high = result["ratios"][key[2]]
        target = f"{limits.targets[key]:g}" if key in limits.targets else ""
        table.add_row(key[2], f"{value:.3f}", f"{low:.3f} to {high:.3f}", target, style="bold" if key in over else None)
    return table


if __name__ == "__main__":
    main()
