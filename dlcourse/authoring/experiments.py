"""Runs the long experiments of a lecture again and stores what comes out."""

from __future__ import annotations

from importlib import import_module

import click
from rich.console import Console

from dlcourse.classroom import registry
from dlcourse.experiments import Experiments


def of_room(room: str) -> list[Experiments]:
    """The long experiments of all modules of a lecture's room, such as l05b.

    >>> [found.module.name for found in of_room("l05b")]
    ['trials.py']
    """
    modules = [import_module(f"{registry.LECTURES}.{room}.{path.stem}")
               for path in sorted((registry.ROOMS / room).glob("[!_]*.py"))]
    found = {id(value): value for module in modules for value in vars(module).values()
             if isinstance(value, Experiments)}
    return [*found.values()]


@click.command()
@click.argument("number")
@click.argument("names", nargs=-1)
def main(number: str, names: tuple[str, ...]) -> None:
    """Run the long experiments of lecture NUMBER (those of the NAMES, or all) and store the results beside them."""
    rooms = {lecture.number: lecture.room for lecture in registry.lectures()}
    if number not in rooms:
        raise click.BadParameter(f"there is no lecture {number}; there are {', '.join(rooms)}.")
    known = of_room(rooms[number])
    if unknown := set(names) - {name for experiments in known for name in experiments.functions}:
        raise click.BadParameter(f"lecture {number} has no experiment {', '.join(sorted(unknown))}.")
    for experiments in known:
        chosen = [name for name in experiments.functions if name in names or not names]
        if chosen:
            experiments.renew(chosen)
            Console().print(f"{experiments.path.name}: {', '.join(chosen)}")


if __name__ == "__main__":
    main()
