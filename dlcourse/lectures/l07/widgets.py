"""Live pictures of lecture 07: the step of a difference quotient, dual numbers, and a tape record by record."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import ClassVar, NamedTuple

import torch

from dlcourse.diff.tape import Tape, TapeLine
from dlcourse.tensors import Value
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Entry, Slider, Switch, by_factors, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Scene, Text
from dlcourse.widgets.shared.graph import Graph
from dlcourse.widgets.shared.program import ProgramNode, inputs, parse, run, tangents

__all__ = ["DualNumbers", "Graph", "StepSize", "TapeSteps"]

FORWARD, BACKWARD = 0, 1  # kinds of marks: blue and solid, red and dashed
STEPPED, CENTRED, HERE = 4, 2, 3

# --- the error of a difference quotient over its step, as far as the step has been pulled down ---

FUNCTIONS = {  # each with its derivative at 1
    "a(a + 2)²": (lambda a: a * (a + 2) ** 2, 15.0),
    "e^a": (math.exp, math.e),
    "sin a": (math.sin, math.cos(1.0)),
}
STEPS = by_factors(1e-15, 1, 61, digits=4)
FLOOR = 1e-13  # an error of 0 has no place on a logarithmic axis


@cache
def quotients(function: str) -> tuple[list[float], list[float]]:
    """The forward and the centred quotient at 1 for each of STEPS, computed as they are written.

    >>> [round(q[STEPS.index(0.1)], 9) for q in quotients("a(a + 2)²")]
    [15.71, 15.01]
    """
    f, _ = FUNCTIONS[function]
    return ([(f(1 + h) - f(1.0)) / h for h in STEPS], [(f(1 + h) - f(1 - h)) / (2 * h) for h in STEPS])


def step_size(function: str, h: float, centred: bool = False) -> Scene:
    """The scene of the quotients' errors for the step h and for all longer ones; the centred quotient if asked for.

    >>> step_size("a(a + 2)²", 0.1).say
    'h = 0.1: (f(1 + h) − f(1)) / h = 15.71, off by 0.71. The slope is 15.'
    """
    i = min(range(len(STEPS)), key=lambda k: abs(STEPS[k] - h))
    h, exact = STEPS[i], FUNCTIONS[function][1]
    forward, central = quotients(function)
    told = [("forward", "(f(1 + h) − f(1)) / h", forward, STEPPED)]
    if centred:
        told.append(("centred", "(f(1 + h) − f(1 − h)) / 2h", central, CENTRED))
    marks, sentences, readings = [], [], {}
    for name, formula, found, kind in told:
        errors = [max(abs(q - exact), FLOOR) for q in found]
        marks.append(Line(f"error, {name}", STEPS[i:], errors[i:], kind=kind, marked=True))
        marks.append(Points("this step", [h], [errors[i]], kind=HERE, size=7))
        sentences.append(f"{formula} = {found[i]:.12g}, off by {abs(found[i] - exact):.2g}.")
        readings[f"error, {name}"] = [abs(found[i] - exact)]
    panel = Panel(tuple(marks), (5e-16, 2), (FLOOR, 30), xlabel="step h", ylabel="error", xlog=True, ylog=True)
    return Scene((panel,), f"h = {h:.3g}: {' '.join(sentences)} The slope is {exact:.12g}.", readings=readings)


class StepSize(CourseWidget):
    """Pull the step down and look where the error is smallest."""

    heading = "How small should the step be?"
    controls: ClassVar = (Choice("function", "f(a) =", tuple(FUNCTIONS), "a(a + 2)²"),
                          Slider("h", "step h", STEPS, 0.1),
                          Switch("centred", "Show the centred quotient too", "Hide the centred quotient"))
    compute = staticmethod(step_size)


# --- a dual number carries a tangent: the picture of it, and the calculation line by line ---

GRID = torch.linspace(-3, 3, 121, dtype=torch.float64)


def dual_numbers(expression: str, x: float) -> Scene:
    """The scene of f, its value and tangent at x, and of each line of the calculation as a dual number.

    Raises: ValueError for what is no expression in one input, or has no value or derivative at x.

    >>> dual_numbers("x*x", 3.0).say
    'f(3 + 1ε) = 9 + 6ε: the value is 9 and the derivative 6.'
    """
    nodes = parse(expression)
    names = inputs(nodes)
    if len(names) != 1:
        raise ValueError(f"The calculator takes one input, but the expression has {len(names)}: {', '.join(names)}.")
    values = run(nodes, {names[0]: x})
    dots = tangents(nodes, values)
    y, slope = values[nodes[-1].name], dots[nodes[-1].name]
    curve = torch.tensor([_value(nodes, names[0], float(a)) for a in GRID])
    near = curve[((GRID - x).abs() < 1.5) & curve.isfinite()]
    low, high = (float(near.min()), float(near.max())) if len(near) else (y - 1, y + 1)
    margin = 0.25 * (high - low) + 0.5
    told = [" = ".join([node.name, *([node.text] if node.op else []),
                        f"{_told(values[node.name])} + {_told(dots[node.name])}ε"]) for node in nodes]
    lines = [Text(0.02, 1 - (i + 0.7) / max(len(told) + 0.4, 9), line, left=True) for i, line in enumerate(told)]
    return Scene((Panel((Line("f", GRID, curve, kind=5), Line("tangent", GRID, y + slope * (GRID - x), kind=FORWARD),
                         Points("value here", [x], [y], kind=HERE, size=7)), (-3, 3), (low - margin, high + margin),
                        xlabel=names[0]),
                  Panel(tuple(lines), (0, 1), (0, 1), "value + tangent · ε", bare=True)),
                 f"f({_told(x)} + 1ε) = {_told(y)} + {_told(slope)}ε: the value is {_told(y)} and the derivative "
                 f"{_told(slope)}.",
                 readings={"value": [y], "derivative": [slope]})


def _told(number: float) -> str:
    return f"{number + 0.0:.4g}"  # 0.0 makes 0 of -0


def _value(nodes: list[ProgramNode], name: str, at: float) -> float:
    try:
        return run(nodes, {name: at})[nodes[-1].name]
    except ValueError:
        return float("nan")


class DualNumbers(CourseWidget):
    """Type a function of one input."""

    heading = "Dual numbers: value and tangent together"
    controls: ClassVar = (Entry("expression", "f =", "x * sin(x)"), Slider("x", "at", evenly(-3, 3, 61), 1.0))
    compute = staticmethod(dual_numbers)


# --- a tape: written downwards while the values are computed, read upwards while the adjoints are collected ---

class TapeProgram(NamedTuple):
    """A function to be recorded, and for each line of its tape a name and what it computes; nothing for an input."""

    f: Callable[..., Value]
    records: tuple[tuple[str, str], ...]


PROGRAMS = {
    "y = a(a + b)²": TapeProgram(lambda a, b: a * (a + b) ** 2,
                                 (("a", ""), ("b", ""), ("u", "a + b"), ("v", "u²"), ("y", "a · v"))),
    "y = (a + a)²": TapeProgram(lambda a: (u := a + a) * u, (("a", ""), ("u", "a + a"), ("y", "u · u"))),
}
B = 2.0  # the second input


class TapeEvent(NamedTuple):
    """What one step does: `line` is written, or it sends a share to `target` (None: the walk back begins)."""

    line: int
    back: bool
    say: str
    target: int | None = None
    share: float = 0.0


def tape_events(program: str, a: float) -> tuple[list[float], list[TapeEvent]]:
    """The value of each line, and all steps: forwards a line a step, backwards a share a step.

    >>> values, events = tape_events("y = (a + a)²", 3.0)
    >>> values, [e.share for e in events if e.back]
    ([3.0, 6.0, 36.0], [1.0, 6.0, 6.0, 12.0, 12.0])
    """
    lines, events = _walk(program, a)
    return [line.value for line in lines], events


def _walk(program: str, a: float) -> tuple[list[TapeLine], list[TapeEvent]]:
    """The tape that a program writes, and all steps: the course's own tape, share by share."""
    f, records = PROGRAMS[program]
    tape = Tape()
    end = f(*(tape.variable(value) for value, (_, text) in zip((a, B), records) if not text))
    lines, names = tape.lines(), [name for name, _ in records]
    events = [TapeEvent(i, False, f"Forward: {name} = {text} = {lines[i].value:.4g} is written on line {i}.")
              for i, (name, text) in enumerate(records) if text]
    bars = [0.0] * end.index + [1.0]
    events.append(TapeEvent(end.index, True, f"Backward: it begins at the end. {_bar('y')} = 1.", end.index, 1.0))
    for i in range(end.index, -1, -1):
        for j, pull in lines[i].shares:
            share = pull(bars[i])
            bars[j] += share
            say = (f"Backward: line {i} sends {_bar(names[i])} · slope = {bars[i]:.4g} · {pull(1.0):.4g} = {share:.4g} "
                   f"to {names[j]}. So far {_bar(names[j])} = {bars[j]:.4g}.")
            events.append(TapeEvent(i, True, say, j, share))
    return lines, events


def _bar(name: str) -> str:
    return f"{name}\u0304"


def tape_steps(program: str, a: float, step: float) -> Scene:
    """The scene of the tape after `step` steps: lines that are written, and shares that have arrived.

    >>> tape_steps("y = a(a + b)²", 1.0, 5).say
    'Backward: line 4 sends ȳ · slope = 1 · 9 = 9 to a. So far ā = 9.'
    """
    records, (lines, events) = PROGRAMS[program].records, _walk(program, a)
    done = events[:int(step)]
    now = done[-1] if done else None
    written = {i for i, (_, text) in enumerate(records) if not text} | {e.line for e in done}
    shares: dict[int, list[float]] = {}
    for event in done:
        if event.target is not None:
            shares.setdefault(event.target, []).append(event.share)
    marks: list[Line | Points | Text] = [Text(x, 0.0, text, left=True) for x, text in
                                         ((1.7, "line"), (2.9, "record"), (5.2, "value"), (6.9, "adjoint"))]
    marks.append(Line("rule", [0.0, 10.0], [-0.5, -0.5], plain=True))
    for i, (name, text) in enumerate(records):
        if i not in written:
            continue
        told = f"{name} = {text}" if text else f"{name} (input)"
        marks += [Text(1.7, -1.0 - i, str(i), left=True), Text(2.9, -1.0 - i, told, left=True),
                  Text(5.2, -1.0 - i, f"{lines[i].value:.4g}", left=True)]
        if i in shares:
            sums = " + ".join(f"{s:.4g}" for s in shares[i])
            total = f"{sums} = {sum(shares[i]):.4g}" if len(shares[i]) > 1 else sums
            marks.append(Text(6.9, -1.0 - i, total, left=True))
    marks += _arrows(now, lines) if now else []
    given = ", ".join(f"{name} = {line.value:.4g}" for (name, text), line in zip(records, lines) if not text)
    return Scene((Panel(tuple(marks), (0.0, 10.0), (-len(records) - 0.6, 0.6), bare=True),),
                 _sentence(now, over=step > len(events)) or f"On the tape: {given}. Nothing has been computed yet.",
                 readings={"step": [float(len(done))], "of": [float(len(events))]})


def _sentence(now: TapeEvent | None, *, over: bool) -> str:
    return f"{now.say} The walk is over." if now and over else now.say if now else ""


def _arrows(now: TapeEvent, tape: list[TapeLine]) -> list[Line | Points]:
    """From the lines that are read to the line that is written; backwards from a line to the one that gets a share."""
    if not now.back:
        ends, kind, name = [(j, now.line) for j in tape[now.line].arguments], FORWARD, "forward"
    else:
        ends, kind, name = ([(now.line, now.target)] if now.target != now.line else []), BACKWARD, "backward"
    lines = [Line(name, [1.2, 0.5, 0.5, 1.2], [-1.0 - a, -1.0 - a, -1.0 - b, -1.0 - b], kind=kind) for a, b in ends]
    arrived = now.line if not now.back or now.target is None else now.target
    return [*lines, Points(name, [1.2], [-1.0 - arrived], kind=kind, size=8)]


MOST = max(len(tape_events(program, 1.0)[1]) for program in PROGRAMS)


class TapeSteps(CourseWidget):
    """Go down the tape and up again, one step at a time."""

    heading = "A tape, forwards and backwards"
    controls: ClassVar = (Choice("program", "program", tuple(PROGRAMS), "y = a(a + b)²"),
                          Slider("a", "a", (0.5, 1.0, 2.0, 3.0), 1.0),
                          Slider("step", "step on the tape", tuple(float(i) for i in range(MOST + 1)), 0.0))
    compute = staticmethod(tape_steps)
