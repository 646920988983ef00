"""The command line: `dlcourse lab`, `dlcourse check`, `dlcourse progress`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/00_start_here.ipynb"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dlcourse")
def main() -> None:
    """A course companion for introductory deep learning."""


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), default=ROOT / "work",
              help="The folder of your own copies.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(work: Path, arguments: tuple[str, ...]) -> None:
    """Fill work/ and open the course in JupyterLab; further ARGUMENTS go to JupyterLab."""
    from dlcourse.workspace import fill

    report = fill(ROOT, work)
    for text, names in (("new", report.added), ("renewed", report.renewed), ("yours, left as it is", report.kept)):
        for name in names:
            click.echo(f"{text}: {work.name}/{name}")
    trusted = [str(work / name) for name in (*report.added, *report.renewed) if name.endswith(".ipynb")]
    if trusted:
        subprocess.run([sys.executable, "-m", "jupyter", "trust", *trusted], check=True, stdout=subprocess.DEVNULL)
    _quiet_lab()
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={work}",
               f"--LabApp.default_url=/lab/tree/{START}", *arguments]
    sys.exit(subprocess.run(command, cwd=work).returncode)


def _quiet_lab() -> None:
    """JupyterLab's own settings for this environment: no news and no look for updates, so that no network is needed;
    live pictures are saved with a notebook, so that they are still there when it is opened again."""
    path = Path(sys.prefix, "etc", "jupyter", "labconfig", "default_setting_overrides.json")
    wanted = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
              "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}}
    try:
        known = json.loads(path.read_text())
    except (OSError, ValueError):
        known = {}
    if any(known.get(plugin) != settings for plugin, settings in wanted.items()):
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(".tmp")
        written.write_text(json.dumps(known | wanted))
        written.replace(path)


@main.command()
@click.argument("notebook", type=click.Path(path_type=Path))
def check(notebook: Path) -> None:
    """Check the answers of an exercise NOTEBOOK; the file itself is only read.

    Exit status 0: all correct; 1: not all correct; 2: the file cannot be used.
    """
    from dlcourse.classroom.notebook_check import NotebookError, run

    try:
        results = run(notebook, ROOT)
    except NotebookError as error:
        click.echo(f"check: {error}", err=True)
        sys.exit(2)
    for result in results:
        click.echo(f"{'PASS' if result.passed else 'FAIL'}  {result.key}  {result.text}")
        for note in result.notes:
            click.echo(f"      note: {note}")
    click.echo(f"{sum(r.passed for r in results)} of {len(results)} correct")
    sys.exit(0 if all(r.passed for r in results) else 1)


@main.group()
def export() -> None:
    """Turn a notebook into something else."""


@export.command("html")
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="The page; beside the notebook if not given.")
@click.option("--run/--no-run", default=True, help="Run a copy first, so that live pictures work in the page.")
def export_html(notebook: Path, output: Path | None, run: bool) -> None:
    """Write a NOTEBOOK as one page that needs no Python and no network; its live pictures still work.

    The notebook itself is only read.
    """
    from dlcourse.export import ExportError, write

    target = output or notebook.with_suffix(".html")
    try:
        write(notebook, target, run=run)
    except ExportError as error:
        click.echo(f"export: {error}", err=True)
        sys.exit(2)
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


@main.command()
@click.option("--exercises", is_flag=True, help="List every exercise, not only the lectures.")
def progress(exercises: bool) -> None:
    """Show how far you are, by lecture."""
    from rich.console import Console
    from rich.table import Table

    from dlcourse.classroom.overview import overview

    summary = overview()
    table = Table("lecture", "exercises", "objectives", "points", "next")
    for line in summary.lines:
        table.add_row(line.lecture, *line.cells(), line.next_title)
    table.add_row("all", *summary.total().cells(), "")
    Console().print(table)
    if exercises:
        table = Table("lecture", "exercise", "state", "points")
        for line in summary.lines:
            for item in line.items:
                table.add_row(line.lecture, item.title, item.status, f"{item.points:g} / {item.possible}")
        Console().print(table)


if __name__ == "__main__":
    main()
