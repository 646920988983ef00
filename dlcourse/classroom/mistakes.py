"""Frequent mistakes of an exercise as a table: what each says, asks and changes.

Any two of them can be made at once. Also: answers that break some rules of an exercise, and how a wrong result differs
from the right one, in words.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

import torch
from torch import Tensor


class Mistake(NamedTuple):
    """One of two: what it does, a question that leads on, and the rules that it changes."""

    says: str
    asks: str
    changes: Mapping[str, Callable[..., Any]]


def in_pairs(table: Mapping[str, Mistake], left_out: Collection[tuple[str, str]] = ()
             ) -> Iterator[tuple[str, Mistake]]:
    """Name and mistake of each two of the table at once, if they change different rules and are not left out.

    >>> table = {"a": Mistake("x is 0", "Why?", {"x": lambda v: 0}), "b": Mistake("y is 1", "Is it?", {"y": max})}
    >>> [(name, two.says, two.asks, [*two.changes]) for name, two in in_pairs(table)]
    [('a_with_b', 'x is 0, and y is 1', 'Why? Is it?', ['x', 'y'])]
    """
    for (one, a), (other, b) in itertools.combinations(table.items(), 2):
        if not a.changes.keys() & b.changes.keys() and (one, other) not in left_out:
            yield f"{one}_with_{other}", Mistake(f"{a.says}, and {b.says}", f"{a.asks} {b.asks}",
                                                 {**a.changes, **b.changes})


def answers_by(rules: Mapping[str, Callable[[Any], Any]], solution: Callable[..., Any]) -> Callable[..., Callable]:
    """What makes wrong answers of a name: they take what the solution takes, and keep to all rules but those changed.

    A rule computes its quantity from the inputs and the quantities before it; the last one is the result.

    >>> rules = {"square": lambda v: v.x**2, "result": lambda v: v.square + 1}
    >>> wrong = answers_by(rules, lambda x: x**2 + 1)("cubed", square=lambda v: v.x**3)
    >>> wrong(2), wrong.__name__
    (9, 'cubed')
    """
    parameters = inspect.signature(solution)

    def make(name: str, **changes: Callable[[Any], Any]) -> Callable[..., Any]:
        def answer(*inputs: Any, **named: Any) -> Any:
            v = SimpleNamespace(**parameters.bind(*inputs, **named).arguments)
            for quantity, rule in {**rules, **changes}.items():
                setattr(v, quantity, rule(v))
            return v.result

        answer.__name__, answer.__module__ = name, solution.__module__
        return answer

    return make


def told_apart(ours: Tensor, right: Tensor) -> str:
    """A result beside the right one, with as many digits as show that they differ; nothing if their numbers agree.

    >>> told_apart(torch.tensor([0.5, 1.0]), torch.tensor([0.25, 1.0])), told_apart(torch.ones(1), torch.ones(()))
    ('(0.5, 1) in place of (0.25, 1)', '')
    >>> told_apart(torch.tensor(0.123456789).double(), torch.tensor(0.12345).double())
    '0.12346 in place of 0.12345'
    """
    same = ours.numel() == right.numel() and torch.allclose(ours.double().flatten(), right.double().flatten(), rtol=0,
                                                            atol=1e-9)
    for digits in () if same else range(4, 12):
        one, other = written(ours, digits), written(right, digits)
        if one != other:
            return f"{one} in place of {other}"
    return ""


def written(value: Tensor, digits: int = 4) -> str:
    """The numbers of a tensor as a text shows them: (1, 2.5), and one number, or one row, without more brackets.

    >>> written(torch.tensor([1, 2.5])), written(torch.tensor([[1.0], [2.0]])), written(-torch.zeros(1))
    ('(1, 2.5)', '(1, 2)', '0')
    """
    if value.numel() == 1:
        return f"{float(value) + 0.0:.{digits}g}"
    if len(value) == 1:
        return written(value[0], digits)
    return f"({', '.join(written(part, digits) for part in value)})"
