"""The command line of students, instructors and authors; every command imports what it needs when it is called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dlcourse.files import write_whole

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
    for text, names in (("new", report.added), ("renewed", report.renewed), ("yours, left as it is", report.kept),
                        ("the new version, beside yours", report.beside)):
        for name in names:
            click.echo(f"{text}: {work.name}/{name}")
    trusted = [str(work / name) for name in (*report.added, *report.renewed, *report.beside)
               if name.endswith(".ipynb")]
    if trusted:
        subprocess.run([sys.executable, "-m", "jupyter", "trust", *trusted], check=True, stdout=subprocess.DEVNULL)
    _quiet_lab()
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={work}",
               f"--LabApp.default_url=/lab/tree/{START}", *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, cwd=work).returncode)
    os.chdir(work)
    os.execv(command[0], command)  # in place of this process, so that whoever ends it ends JupyterLab


def _quiet_lab() -> None:
    """JupyterLab's own settings for this environment.

    No news and no look for updates, so that no network is needed; live pictures are saved with a notebook, so that
    they are still there when it is opened again.
    """
    path = Path(sys.prefix, "etc", "jupyter", "labconfig", "default_setting_overrides.json")
    wanted = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
              "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}}
    try:
        known = json.loads(path.read_text())
    except (OSError, ValueError):
        known = {}
    if any(known.get(plugin) != settings for plugin, settings in wanted.items()):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(known | wanted))


@main.command()
@click.argument("notebook", type=click.Path(path_type=Path))
def check(notebook: Path) -> None:
    """Check the answers of an exercise NOTEBOOK; the file itself is only read.

    The notebook is run from top to bottom in a kernel of its own; nothing is installed or fetched, whatever it says.
    Exit status 0: all correct, as far as can be told here; 1: not all correct; 2: the file cannot be used.
    """
    from dlcourse.classroom.errors import TwinsError
    from dlcourse.classroom.notebook_check import NotebookError, run

    try:
        results, troubles = run(notebook, ROOT)
    except (NotebookError, TwinsError) as error:
        click.echo(f"check: {error}", err=True)
        sys.exit(2)
    for result in results:
        click.echo(f"{result.word}  {result.key}  {result.text}")
        for note in result.notes:
            click.echo(f"      note: {note}")
    for trouble in troubles:
        click.echo(f"note: {trouble}")
    judged = [r.passed for r in results if r.passed is not None]
    open_ones = sum(not r.attempted for r in results)
    if judged:
        click.echo(f"{sum(judged)} of {len(judged)} correct" + (f", {open_ones} not attempted" if open_ones else ""))
    if len(judged) < len(results):
        click.echo("---- is for marks: more than the example is checked by your instructor only")
    sys.exit(0 if all(judged) else 1)


@main.command()
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for marks, feedback and reports.")
@click.option("--exercises", help="Exercise keys, notebooks, or beginnings of their names, with commas: 07,08. If not "
              "given, each student is graded by the course's notebooks of which an exercise was handed in.")
@click.option("--level", type=click.IntRange(1, 6), help="Depth at which the students' files and folders lie: 1 is "
              "directly in SUBMISSIONS, 2 one folder further down. If not given, 1, unless that may be wrong.")
@click.option("--workers", type=click.IntRange(1), help="Processes at a time; the number of cores if not given.")
@click.option("--scheduler", default="", help="Address of a Dask scheduler, e.g. tcp://host:8786, to use its machines.")
@click.option("--timeout", type=click.FloatRange(0.5, 600), default=10.0, show_default=True,
              help="Seconds an exercise; all files of a student together have 12 times as long.")
@click.option("--memory", type=click.FloatRange(0.2, 64), default=2.0, show_default=True, help="GB a submission.")
@click.option("--seed-file", type=click.Path(path_type=Path), help="A secret from which inputs are drawn.")
@click.option("--twins", envvar="DLCOURSE_TWINS", type=click.Path(path_type=Path),
              help="Folder of exercises of your own; $DLCOURSE_TWINS if not given.")
@click.option("--resume/--fresh", default=True, help="Go on with an earlier grading (default), or begin anew.")
def grade(submissions: Path, out: Path, twins: Path | None, scheduler: str, **settings: Any) -> None:
    """Grade a folder of SUBMISSIONS in a sandbox: a notebook or a folder for each student.

    Writes grades.csv, grades_wide.csv, not_graded.csv, class.html and feedback/STUDENT.html to --out. Called again, it
    goes on where it stopped. Exit status 0: every submission is graded or explained; 2: the grading could not begin or
    go on, or nobody handed in an exercise; why is said; 130: it was broken off by Ctrl-C.
    """
    from dlcourse.classroom.errors import TwinsError
    from dlcourse.grading import pool
    from dlcourse.grading.errors import GradeError
    from dlcourse.grading.trusted.sandbox import SandboxError

    try:
        with pool.one_ctrl_c():
            if not scheduler:
                pool.warm()

            from dlcourse.classroom.registry import use_twins
            from dlcourse.grading import console

            use_twins(twins)
            console.grade(submissions, out, console.Wishes(scheduler=scheduler, **settings))
    except (GradeError, SandboxError, TwinsError) as error:
        click.echo(f"grade: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"grade: {error.filename or 'the machine'}: {error.strerror or error}. Is there room, and may you "
                   "read and write there? What has been graded is kept: call again.", err=True)
        sys.exit(2)
    except (KeyboardInterrupt, RuntimeError) as error:
        if not _broken_off(error):
            raise
        click.echo("grade: broken off. What has been graded is kept: call again to go on.", err=True)
        sys.exit(130)


def _broken_off(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind an error: some imports wrap it, and within a lock's own code it leads to another."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


@main.command()
def doctor() -> None:
    """Say what isolation this machine gives to students' code, found by trying to get out of it.

    Exit status 0: submissions can be graded here; 1: they cannot.
    """
    from rich.console import Console
    from rich.table import Table

    from dlcourse.grading.trusted.doctor import examine

    tiers = examine()
    table = Table("tier", "holds", "why not")
    for tier in tiers:
        table.add_row(tier.name, "yes" if tier.holds else "no", tier.missing or "; ".join(tier.leaks))
    Console().print(table)
    if any(tier.holds for tier in tiers):
        click.echo("Submissions can be graded on this machine.")
        return
    click.echo("Nothing can be graded here yet; the table says what helps. macOS has no such sandbox.", err=True)
    sys.exit(1)


@main.command("release")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--twins", envvar="DLCOURSE_TWINS", type=click.Path(path_type=Path),
              help="Folder of exercises of your own; $DLCOURSE_TWINS if not given.")
@click.option("--notebooks", default="", help="Beginnings of their names, with commas: 07,08,T1; all if not given.")
def release_package(out: Path, twins: Path | None, notebooks: str) -> None:
    """Write the students' package to the folder OUT and to OUT.zip: no solutions, and twins without their answers.

    Works in a clone of the repository; docs/instructors.md says what is in it. An OUT that holds anything else than an
    unchanged earlier release is refused.
    """
    from dlcourse.classroom.registry import TwinsError, use_twins
    from dlcourse.release import ReleaseError, release

    try:
        use_twins(twins)
        written = release(ROOT, out, only=notebooks.replace(",", " ").split())
    except (ReleaseError, TwinsError, OSError) as error:
        click.echo(f"release: {error}", err=True)
        sys.exit(2)
    click.echo(f"{written.folder} and {written.archive}: {written.files} files, {len(written.notebooks)} notebooks, "
               f"{len(written.twins)} exercises for marks")


@main.group()
def new() -> None:
    """Write the beginning of something new."""


@new.command("lecture")
@click.argument("name")
@click.option("--title", required=True, help="What the lecture is called, without its number.")
def new_lecture(name: str, title: str) -> None:
    """Write a lecture NAME, such as 10a_normalisation, with a figure and a live picture, to be changed part by part.

    Works in a clone of the repository; docs/instructors.md walks through it.
    """
    from dlcourse.authoring import scaffold

    _written(lambda: scaffold.new_lecture(ROOT, name, title=title), name)


@new.command("exercise")
@click.argument("key")
@click.option("--notebook", required=True, help="The exercise notebook that it is added to, e.g. 08_backpropagation.")
@click.option("--title", default="", help="Its title on the card.")
@click.option("--objective", default="", help="What a student can do afterwards.")
def new_exercise(key: str, notebook: str, title: str, objective: str) -> None:
    """Write an exercise KEY that runs, to be changed part by part: declaration, cells and test.

    Works in a clone of the repository; docs/instructors.md walks through it.
    """
    from dlcourse.authoring import scaffold

    _written(lambda: scaffold.new_exercise(ROOT, key, notebook, title=title, objective=objective), notebook)


def _written(write: Callable[[], list[Path]], lecture: str) -> None:
    """Write something new, say which files it is, and how to go on."""
    from dlcourse.authoring.scaffold import ScaffoldError

    try:
        written = write()
    except ScaffoldError as error:
        click.echo(f"new: {error}", err=True)
        sys.exit(2)
    for path in written:
        click.echo(f"wrote {path.relative_to(ROOT)}")
    number = lecture.split("_")[0]
    click.echo(f'Now change them, then: make notebooks ONLY={number}, make test ARGS="--lecture {number}"')


@main.command("mutants")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--write", is_flag=True, help="Renew KEY.mutants.json; what was reworded or vetoed stays.")
def propose_mutants(keys: tuple[str, ...], write: bool) -> None:
    """Propose the wrong answers to exercises that are one change away from ours, with a sentence for each.

    For authors, in a clone of the repository: look at the sentences, then reword or veto them in the file.

    Exit status 1: an authored wrong answer is right or does what another one does on one of twenty seeds, or is not
    told its own message; which, is said, and nothing is written.
    """
    from dlcourse.authoring import apart
    from dlcourse.authoring.mutants import store, survey
    from dlcourse.classroom import registry

    for key in keys:
        exercise = registry.load(key)
        if lines := apart.misnamed(exercise) or apart.confused(exercise, () if exercise.constant else apart.EVERY_SEED):
            click.echo("\n".join([f"{key}: wrong answers should be wrong, unlike one another on every seed, and told "
                                  "their own message, but some are not. Let one message cover two, or add a case:",
                                  *lines]), err=True)
            sys.exit(1)
        found = survey.survey(exercise)
        for mutant in found if not write else ():
            click.echo(f"{mutant.beside or mutant.of}: {mutant.sentence}")
        click.echo(f"{key}: {len(found)} mutants" + (f", {store.write(exercise, found)}" if write else ""))


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
    from dlcourse.export import ExportError
    from dlcourse.export.html import write

    target = output or notebook.parent / f"{notebook.stem or 'page'}.html"
    try:
        write(notebook, target, run=run)
    except ExportError as error:
        click.echo(f"export: {error}", err=True)
        sys.exit(2)
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


@export.command("nbgrader")
@click.argument("notebook")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The course's folder.")
@click.option("--force", is_flag=True, help="Replace a notebook of the same name that differs.")
def export_nbgrader(notebook: str, output: Path, force: bool) -> None:
    """Write an exercise NOTEBOOK, e.g. 07_differentiation, as an assignment for nbgrader.

    Writes OUTPUT/source/NAME/NAME.ipynb, and OUTPUT/nbgrader_config.py where there is none. Works in a clone of the
    repository; docs/instructors.md says how to go on.
    """
    from dlcourse.export import ExportError
    from dlcourse.export.nbgrader import write

    try:
        written = write(notebook, output, force=force)
    except ExportError as error:
        click.echo(f"export: {error}", err=True)
        sys.exit(2)
    for path in written:
        click.echo(f"wrote {path}")
    if not written:
        click.echo("Nothing to do: the course has this very notebook.")


@main.command()
def review() -> None:
    """Ask again what is due: questions, and solved exercises with fresh numbers."""
    from rich.console import Console

    from dlcourse.questions.terminal import run

    run(Console())


@main.command()
@click.option("--exercises", is_flag=True, help="List every exercise, not only the lectures.")
@click.option("--export", "target", type=click.Path(path_type=Path), help="Write all that is noted to a new FILE.")
@click.option("--reset", is_flag=True, help="Begin anew; what was noted is kept under another name.")
def progress(exercises: bool, target: Path | None, reset: bool) -> None:
    """Show how far you are, by lecture; or export, or reset, what is noted of you."""
    from rich.console import Console

    if target or reset:
        from dlcourse.questions import notes

        try:
            if target:
                click.echo(f"wrote {notes.export(target)}")
            if reset and click.confirm("Begin anew? Exercises count as not attempted then."):
                for path in notes.set_aside():
                    click.echo(f"kept as {path}")
        except (notes.NotesError, OSError) as error:
            click.echo(f"progress: {error}", err=True)
            sys.exit(2)
        return
    from rich.table import Table

    from dlcourse.classroom.overview import overview
    from dlcourse.classroom.registry import TwinsError

    try:
        summary = overview()
    except TwinsError as error:
        click.echo(f"progress: {error}", err=True)
        sys.exit(2)
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


# A student's package leaves out what an instructor works with; then its commands are not there either.
for _group, _name, _home in ((main, "grade", "grading"), (main, "doctor", "grading"), (main, "new", "authoring"),
                             (main, "release", "release"), (export, "nbgrader", "export/nbgrader.py")):
    if not Path(__file__).parent.joinpath(_home).exists():
        _group.commands.pop(_name, None)

if __name__ == "__main__":
    main()
