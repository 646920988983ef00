"""A typed expression as a list of elementary operations, which runs on numbers, dual numbers and a tape."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dlcourse import elementary
from dlcourse.diff.dual import Dual
from dlcourse.diff.tape import Tape
from dlcourse.tensors import Value

MOST_NODES = 24


class ProgramOperation(NamedTuple):
    """How an operation is written, and computed with numbers, dual numbers or variables on a tape."""

    text: str  # with {0} and {1} for the inputs
    apply: Callable[..., Value]


OPERATIONS = {
    "+": ProgramOperation("{0} + {1}", operator.add),
    "-": ProgramOperation("{0} − {1}", operator.sub),
    "*": ProgramOperation("{0} · {1}", operator.mul),
    "/": ProgramOperation("{0} / {1}", operator.truediv),
    "**": ProgramOperation("{0}^{1}", operator.pow),
    "neg": ProgramOperation("−{0}", operator.neg),
    "exp": ProgramOperation("exp {0}", elementary.exp),
    "log": ProgramOperation("log {0}", elementary.log),
    "sin": ProgramOperation("sin {0}", elementary.sin),
    "cos": ProgramOperation("cos {0}", elementary.cos),
    "tanh": ProgramOperation("tanh {0}", elementary.tanh),
    "sqrt": ProgramOperation("√{0}", elementary.sqrt),
    "relu": ProgramOperation("relu {0}", elementary.relu),
    "sigmoid": ProgramOperation("sigmoid {0}", elementary.sigmoid),
}
FUNCTIONS = tuple(name for name in OPERATIONS if name.isalpha() and name != "neg")
_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


@dataclass(frozen=True)
class ProgramNode:
    """One line of the program: an input, a number, or an operation on earlier lines."""

    name: str
    op: str = ""  # empty for an input and for a number
    parents: tuple[str, ...] = ()
    number: float | None = None

    @property
    def text(self) -> str:
        """What the line computes, in terms of the names of earlier lines."""
        return OPERATIONS[self.op].text.format(*self.parents) if self.op else self.name


def parse(expression: str) -> list[ProgramNode]:
    """The operations of an expression, in an order in which they can be computed; equal parts are taken once.

    Inputs are names of letters; numbers, + - * / **, brackets and FUNCTIONS may be used.
    Raises: ValueError with what is wrong, for anything else or for more than MOST_NODES lines.

    >>> [(n.name, n.text) for n in parse("(w*x + b)**2")]
    [('w', 'w'), ('x', 'x'), ('u1', 'w · x'), ('b', 'b'), ('u2', 'u1 + b'), ('2', '2'), ('u3', 'u2^2')]
    """
    try:
        tree = ast.parse(expression.replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"{expression!r} is no expression. Write for example (w*x + b)**2.") from None
    nodes: dict[object, ProgramNode] = {}
    taken = {part.id for part in ast.walk(tree) if isinstance(part, ast.Name)}
    try:
        _line(tree, nodes, taken)
    except RecursionError:
        raise ValueError("The expression is nested too deeply. Write a shorter one.") from None
    if not any(not node.op and node.number is None for node in nodes.values()):
        raise ValueError("The expression has no input. Write at least one name, for example x.")
    return list(nodes.values())


def _line(tree: ast.expr, nodes: dict[object, ProgramNode], taken: set[str]) -> str:
    """The name of the line that computes this part; the line is added where it is new."""
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub) and isinstance(tree.operand, ast.Constant):
        tree = ast.Constant(-tree.operand.value) if isinstance(tree.operand.value, int | float) else tree
    if isinstance(tree, ast.Name):
        if tree.id in FUNCTIONS or not tree.id.isidentifier() or len(tree.id) > 8:
            raise ValueError(f"{tree.id!r} cannot be the name of an input. Take a short name such as x or w1.")
        key, node = ("input", tree.id), ProgramNode(tree.id)
    elif isinstance(tree, ast.Constant) and isinstance(tree.value, int | float) and not isinstance(tree.value, bool):
        if not abs(tree.value) <= 1e6:
            raise ValueError(f"The number {tree.value!r} is too large for a picture. Stay within a million.")
        number = float(tree.value)
        key, node = ("number", number), ProgramNode(repr(number).removesuffix(".0"), number=number)
    else:
        op, inputs = _operation(tree)
        parents = tuple(_line(part, nodes, taken) for part in inputs)
        key = (op, parents)
        name = f"u{1 + sum(bool(n.op) for n in nodes.values())}"
        while name in taken:
            name += "'"
        node = ProgramNode(name, op, parents)
    if key not in nodes and len(nodes) >= MOST_NODES:
        raise ValueError(f"The picture has room for {MOST_NODES} nodes. Write a shorter expression.")
    return nodes.setdefault(key, node).name


def _operation(tree: ast.expr) -> tuple[str, list[ast.expr]]:
    if isinstance(tree, ast.BinOp) and type(tree.op) in _BINARY:
        return _BINARY[type(tree.op)], [tree.left, tree.right]
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        return "neg", [tree.operand]
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in FUNCTIONS:
        if len(tree.args) != 1 or tree.keywords:
            raise ValueError(f"{tree.func.id} takes one argument, as in {tree.func.id}(x).")
        return tree.func.id, tree.args
    raise ValueError(f"{ast.unparse(tree)!r} cannot be drawn. Use names, numbers, + - * / **, brackets and "
                     f"{', '.join(FUNCTIONS)}.")


def inputs(nodes: list[ProgramNode]) -> list[str]:
    """Names of the inputs, in the order in which they appear."""
    return [node.name for node in nodes if not node.op and node.number is None]


def run(nodes: list[ProgramNode], given: Mapping[str, float]) -> dict[str, float]:
    """The value of every line.

    Raises: ValueError, naming the line, where a value does not exist or is too large.

    >>> run(parse("x*x"), {"x": 3.0})
    {'x': 3.0, 'u1': 9.0}
    """
    values: dict[str, float] = {}
    for node in nodes:
        if not node.op:
            values[node.name] = given[node.name] if node.number is None else node.number
            continue
        try:
            value = OPERATIONS[node.op].apply(*(values[p] for p in node.parents))
            if isinstance(value, complex) or not math.isfinite(value):
                raise OverflowError
        except (ValueError, ArithmeticError):
            told = OPERATIONS[node.op].text.format(*(f"{values[p]:.4g}" for p in node.parents))
            raise ValueError(f"{node.name} = {told} has no value. Change an input.") from None
        values[node.name] = value
    return values


def tangents(nodes: list[ProgramNode], values: Mapping[str, float]) -> dict[str, float]:
    """What stands beside ε in each line if every input moves by 1: the program runs on dual numbers.

    Raises: ValueError, naming the line, where there is no derivative.

    >>> nodes = parse("x*x + 1")
    >>> tangents(nodes, run(nodes, {"x": 3.0}))
    {'x': 1.0, 'u1': 6.0, '1': 0.0, 'u2': 6.0}
    """
    carried: dict[str, float | Dual] = {}
    for node in nodes:
        if not node.op:
            carried[node.name] = Dual(values[node.name], 1.0) if node.number is None else values[node.name]
            continue
        try:
            carried[node.name] = OPERATIONS[node.op].apply(*(carried[p] for p in node.parents))
        except ArithmeticError:
            raise no_derivative(node) from None
        if not math.isfinite(_dot(carried[node.name])):
            raise no_derivative(node)
    return {name: _dot(value) for name, value in carried.items()}


def _dot(value: float | Dual) -> float:
    """The tangent; a number that no input has moved has none."""
    return float(value.dot) if isinstance(value, Dual) else 0.0


def slopes(node: ProgramNode, values: Mapping[str, float]) -> tuple[float, ...]:
    """Derivative of a line by each of its inputs, at these values; by a plain number it is 0 where there is none.

    The line alone stands on a tape, and 1 is pulled back from it.
    Raises: ValueError, naming the line, where there is none.
    """
    tape = Tape()
    y = OPERATIONS[node.op].apply(*(tape.variable(values[p]) for p in node.parents))
    try:
        found = [float(share) for share in tape.adjoints(y, 1.0)[:len(node.parents)]]
    except ArithmeticError:
        found = [math.nan] * len(node.parents)
    found = [0.0 if is_number(p) and not math.isfinite(s) else s for p, s in zip(node.parents, found)]
    if not all(map(math.isfinite, found)):
        raise no_derivative(node)
    return tuple(found)


def no_derivative(node: ProgramNode) -> ValueError:
    """The error where a line cannot be differentiated, or its derivative is too large for a number."""
    return ValueError(f"{node.name} = {node.text} has no derivative here. Change an input.")


def is_number(name: str) -> bool:
    """Whether a line of this name is a plain number: no input begins like one."""
    return name[0] in "-.0123456789"
