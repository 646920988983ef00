"""Runs the long experiments of a lecture again and stores what comes out."""

from __future__ import annotations

import click
from rich.console import Console

from dlcourse.classroom import registry
from dlcourse.experiments import Experiments


def of_lecture(lecture: registry.Lecture) -> list[Experiments]:
    """The long experiments of all modules of a lecture's room.

    >>> [lecture] = [lecture for lecture in registry.lectures() if lecture.number == "05b"]
    >>> [found.module.name for found in of_lecture(lecture)]
    ['trials.py']
    """
    found = {id(value): value for module in registry.modules(lecture) for value in vars(module).values()
             if isinstance(value, Experiments)}
    return [*found.values()]


@click.command()
@click.argument("number")
@click.argument("names", nargs=-1)
def main(number: str, names: tuple[str, ...]) -> None:
    """Run the long experiments of lecture NUMBER (those of the NAMES, or all) and store the results beside them."""
    rooms = {lecture.number: lecture for lecture in registry.lectures()}
    if number not in rooms:
        raise click.BadParameter(f"there is no lecture {number}; there are {', '.join(rooms)}.")
    known = of_lecture(rooms[number])
    if unknown := set(names) - {name for experiments in known for name in experiments.functions}:
        raise click.BadParameter(f"lecture {number} has no experiment {', '.join(sorted(unknown))}.")
    for experiments in known:
        chosen = [name for name in experiments.functions if name in names or not names]
        if chosen:
            experiments.renew(chosen)
            Console().print(f"{experiments.path.name}: {', '.join(chosen)}")


if __name__ == "__main__":
    main()
