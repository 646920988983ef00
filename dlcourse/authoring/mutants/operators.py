"""What may be changed in a right answer: one place, or the same change everywhere at once."""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

from dlcourse.authoring.mutants.steps import Speaker

WHICH, WHY, SIGN, SIZE, ORDER, WHEN = (
    "Which of the two belongs there?", "What is it there for?", "Which way should it go?",
    "Where could that size come from?", "What should come first?", "In which cases does it matter?")
EFFECT = "What in your code has that effect?"  # perhaps by other means than the change that has it here
FUNCTIONS = {"exp": "exponential", "log": "logarithm", "sqrt": "root", "square": "square", "abs": "absolute value",
             "sigmoid": "sigmoid", "tanh": "tanh", "sign": "sign", "relu": "relu", "clamp": "lower limit", "sum": "sum",
             "mean": "mean", "amax": "maximum", "max": "maximum", "prod": "product", "cumsum": "running sum",
             "softmax": "softmax", "cos": "cosine", "sin": "sine", "flip": "reversal", "sort": "sorting",
             "softplus": "softplus", "logsigmoid": "log-sigmoid", "log1p": "log1p", "expm1": "expm1"}
EXCHANGED = {"sum": ("mean", "amax"), "mean": ("sum", "amax"), "amax": ("mean", "amin"), "max": ("min",),
             "cos": ("sin",), "sin": ("cos",), "sign": ("abs",), "abs": ("sign", "square"), "sigmoid": ("tanh",),
             "tanh": ("sigmoid",), "maximum": ("minimum",), "minimum": ("maximum",), "log": ("log2", "log10"),
             "softmax": ("sigmoid",), "zeros_like": ("ones_like",), "ones_like": ("zeros_like",)}
COMPARISONS = {ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE), ast.Lt: (ast.LtE, ast.Gt),
               ast.LtE: (ast.Lt, ast.GtE), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,)}
SIGNS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
MODULES = {"torch", "math", "np", "F"}


class Change(NamedTuple):
    """A part of a statement, what stands there instead, and how that is said."""

    kind: str
    old: ast.AST
    new: ast.AST
    text: str
    asks: str
    family: str = ""  # the same change elsewhere has the same; they can be made together


def changes(statement: ast.stmt, speak: Speaker) -> Iterator[Change]:
    """Every change of one expression of a statement; inner statements are left to themselves."""
    for node, parent in _expressions(statement):
        called = parent.func is node if isinstance(parent, ast.Call) else False
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and not called:
            yield from _other_name(node, speak)
        elif isinstance(node, ast.BinOp):
            yield from _binary(node, speak)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            yield Change("sign", node, node.operand, f"{_or(speak.called(node.operand))} enters with the opposite sign",
                         SIGN)
        elif isinstance(node, ast.Call):
            yield from _call(node, speak)
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            yield from _comparison(node)
        elif isinstance(node, ast.IfExp):
            yield Change("branch", node, node.body, "the first of two cases is always taken", WHEN)
            yield Change("branch", node, node.orelse, "the second of two cases is always taken", WHEN)
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield from _constant(node, parent)
        elif isinstance(node, ast.Attribute) and node.attr in ("mT", "T"):
            yield Change("transpose", node, node.value, "a matrix is not transposed",
                         "Which index does the sum run over?")
        if isinstance(node, ast.Tuple) and isinstance(parent, ast.Return):
            yield from _places(node)
        if _is_whole(node, parent):
            yield from _whole(node)


def _expressions(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.AST]]:
    """Every expression that a statement itself evaluates, with its parent."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        parent = waiting.pop(0)
        for name, value in ast.iter_fields(parent):
            if name in ("targets", "target", "annotation", "decorator_list", "args", "body", "orelse") and isinstance(
                    parent, ast.stmt) and not isinstance(parent, ast.Return | ast.Expr):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.expr):
                    yield child, parent
                if isinstance(child, (ast.expr, ast.keyword, ast.comprehension)) and not isinstance(child, ast.Lambda):
                    waiting.append(child)


def _or(name: str, otherwise: str = "one term") -> str:
    return name or otherwise


def _other_name(node: ast.Name, speak: Speaker) -> Iterator[Change]:
    mine = speak.called(node)
    if mine:
        for other in sorted(speak.inputs - {node.id}):
            yield Change("name", node, ast.Name(other, ast.Load()), f"`{other}` stands where {mine} belongs", WHICH,
                         f"name {node.id} {other}")


def _places(node: ast.Tuple) -> Iterator[Change]:
    for i, j in itertools.combinations(range(len(node.elts)), 2):
        elements = list(node.elts)
        elements[i], elements[j] = elements[j], elements[i]
        yield Change("order", node, ast.Tuple(elements, ast.Load()), f"results {i + 1} and {j + 1} change places",
                     "In which order are they asked for?")


def _binary(node: ast.BinOp, speak: Speaker) -> Iterator[Change]:
    a, b, kind = node.left, node.right, type(node.op)
    first, second = speak.called(a), speak.called(b)

    def to(new: ast.expr, what: str, text: str, asks: str, family: str = "") -> Change:
        return Change(what, node, new, text, asks, family)

    if kind in (ast.Add, ast.Sub):
        yield to(a, "term", f"{_or(second)} is left out", WHY)
        yield to(b if kind is ast.Add else ast.UnaryOp(ast.USub(), b), "term", f"{_or(first)} is left out", WHY)
        other = ast.Sub() if kind is ast.Add else ast.Add()
        yield to(ast.BinOp(a, other, b), "sign", f"{_or(second)} enters with the opposite sign", SIGN)
        if kind is ast.Sub:
            yield to(ast.BinOp(b, ast.Sub(), a), "sign", "a difference is taken the other way round", SIGN)
    elif kind is ast.Mult:
        for kept, gone, name in ((a, b, second), (b, a, first)):
            yield to(kept, "factor", f"the factor {name} is left out" if name else "one factor is left out", WHY,
                     f"factor {ast.unparse(gone)}")
            yield to(ast.BinOp(kept, ast.Div(), gone), "factor",
                     f"{_or(name, 'one factor')} divides instead of multiplying", "Should the result grow with it?")
            yield to(ast.BinOp(node, ast.Mult(), gone), "twice", f"{_or(name, 'one factor')} counts twice", WHY)
        yield to(ast.BinOp(a, ast.Add(), b), "sum", "two factors are added instead of multiplied", WHICH)
    elif kind in (ast.Div, ast.FloorDiv):
        yield to(a, "divisor", f"the division by {second} is left out" if second else "a division is left out", WHY,
                 f"divisor {ast.unparse(b)}")
        yield to(ast.BinOp(a, ast.Mult(), b), "divisor", f"{_or(second, 'the divisor')} multiplies instead of dividing",
                 "Should the result grow with it?")
        yield to(ast.BinOp(b, ast.Div(), a), "divisor", "a quotient is taken the other way round",
                 "Which of the two is divided?")
        yield to(ast.BinOp(node, ast.Div(), b), "twice", f"the division by {_or(second, 'the divisor')} is made twice",
                 WHY)
    elif kind is ast.MatMult:
        yield to(ast.BinOp(b, ast.MatMult(), a), "transpose", "the two sides of a matrix product change places", ORDER)
    elif kind is ast.Pow:
        yield to(a, "power", f"the power {second} is left out" if second else "a power is left out", WHY)
        for step, text in ((-1, "one power is missing"), (1, "there is one power too many")):
            yield to(ast.BinOp(a, ast.Pow(), ast.BinOp(b, ast.Add(), ast.Constant(step))), "power", text,
                     "How often does the factor come?")
        yield to(ast.BinOp(a, ast.Mult(), b), "power", "a product stands where a power belongs", WHICH)


def _call(node: ast.Call, speak: Speaker) -> Iterator[Change]:
    function: Any = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    of_module = isinstance(function, ast.Attribute) and ast.unparse(function.value).split(".")[0] in MODULES
    method = isinstance(function, ast.Attribute) and not of_module
    inner = function.value if method else node.args[0] if node.args else None
    if name in FUNCTIONS and inner is not None:
        yield Change("function", node, inner, f"the {FUNCTIONS[name]} is left out", WHY, f"function {name}")
        rest = node.args if method else node.args[1:]
        axes = [k for k in node.keywords if k.arg in ("dim", "axis")]
        if rest or axes:
            yield from _axes(node, name, method)
    for other in EXCHANGED.get(name, ()):
        new = ast.Attribute(function.value, other, ast.Load()) if isinstance(function, ast.Attribute) else ast.Name(
            other, ast.Load())
        arguments = [] if (name, other) == ("softmax", "sigmoid") and method else node.args
        keywords = [] if (name, other) == ("softmax", "sigmoid") else node.keywords
        if (name, other) == ("softmax", "sigmoid") and not method:
            arguments = node.args[:1]
        yield Change("function", node, ast.Call(new, arguments, keywords),
                     f"the {FUNCTIONS.get(other, other)} stands where the {FUNCTIONS.get(name, name)} belongs", WHICH,
                     f"function {name} {other}")
    if name == "where" and len(node.args) == 3:
        condition, a, b = node.args
        yield Change("branch", node, a, "the condition is taken as always true", WHEN)
        yield Change("branch", node, b, "the condition is taken as never true", WHEN)
        yield Change("branch", node, ast.Call(function, [condition, b, a], []), "the two cases change places", WHICH)
    if name == "range" and node.args:
        stop = node.args[-1] if len(node.args) < 3 else node.args[1]
        shorter = [*node.args[:-1], ast.BinOp(stop, ast.Sub(), ast.Constant(1))] if len(node.args) < 3 else None
        if shorter:
            yield Change("round", node, ast.Call(function, shorter, []), "the last round is missing",
                         "How many rounds are there?")
        if len(node.args) == 1:
            yield Change("round", node, ast.Call(function, [ast.Constant(1), stop], []), "the first round is missing",
                         "Where do the rounds begin?")
            yield Change("round", node, ast.Call(function, [ast.BinOp(stop, ast.Add(), ast.Constant(1))], []),
                         "there is one round too many", "How many rounds are there?")
    if name == "reversed" and len(node.args) == 1:
        yield Change("round", node, node.args[0], "the rounds run forwards instead of backwards", ORDER)
    if method and name in ("detach", "clone", "double", "float", "unsqueeze", "squeeze"):
        yield Change("cast", node, function.value, f"`{name}` is left out", WHY)


def _axes(node: ast.Call, name: str, method: bool) -> Iterator[Change]:
    """A reduction along another axis, or over everything."""
    what = FUNCTIONS[name]
    for axis in (0, 1, -1):
        new = copy.deepcopy(node)
        keys = [k for k in new.keywords if k.arg in ("dim", "axis")]
        at = 0 if method else 1
        if keys:
            keys[0].value = ast.Constant(axis)
        elif len(new.args) > at:
            new.args[at] = ast.Constant(axis)
        else:
            return
        place = {0: "the first axis", 1: "axis 1", -1: "the last axis"}[axis]
        yield Change("axis", node, new, f"the {what} runs along {place}", "Which axis holds what is to be collected?",
                     f"axis {axis}")
    if name in ("sum", "mean", "amax"):
        bare = ast.Call(node.func, [] if method else node.args[:1], [])
        yield Change("axis", node, bare, f"the {what} runs over everything at once", "What should stay apart?",
                     "axis all")


def _comparison(node: ast.Compare) -> Iterator[Change]:
    mine = SIGNS.get(type(node.ops[0]), "")
    for other in COMPARISONS.get(type(node.ops[0]), ()):
        yield Change("comparison", node, ast.Compare(node.left, [other()], node.comparators),
                     f"`{SIGNS[other]}` stands where `{mine}` belongs", "What happens at equality, and on either side?",
                     f"comparison {mine} {SIGNS[other]}")


def _constant(node: ast.Constant, parent: ast.AST) -> Iterator[Change]:
    value: Any = node.value  # a number, as `changes` saw to
    near = {value + 1, value - 1, -value}
    if not isinstance(parent, (ast.Slice, ast.keyword, ast.Subscript)):
        near |= {2 * value, value / 2 if value % 2 or isinstance(value, float) else value // 2, 0, 1}
    for other in sorted(near - {value}):
        yield Change("constant", node, ast.Constant(other), f"{other:g} stands where {value:g} belongs",
                     "Where does that number come from?", f"constant {value} {other}")


def _is_whole(node: ast.expr, parent: ast.AST) -> bool:
    """Whether an expression is all that a statement gives a name to or returns, or one of several results."""
    if isinstance(node, (ast.Tuple, ast.List, ast.ListComp, ast.Constant)):
        return False
    return isinstance(parent, (ast.Assign, ast.AugAssign, ast.Return, ast.Tuple))


def _whole(node: ast.expr) -> Iterator[Change]:
    yield Change("sign", node, ast.UnaryOp(ast.USub(), node), "the result of the step has the opposite sign", SIGN)
    yield Change("twice", node, ast.BinOp(ast.Constant(2), ast.Mult(), node), "the result of the step is doubled", SIZE)
    yield Change("half", node, ast.BinOp(node, ast.Div(), ast.Constant(2)), "the result of the step is halved", SIZE)
    for name in ("square", "sqrt", "abs", "exp", "log", "sign", "sum", "mean"):
        called = ast.Call(ast.Attribute(node, name, ast.Load()), [], [])
        yield Change("function", node, called, f"the {FUNCTIONS[name]} of the result is taken besides", EFFECT)
