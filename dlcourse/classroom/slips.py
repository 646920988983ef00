"""Slips that every exercise shares, named without being authored: singly, and a shape slip with a value slip."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close

MOST_REORDERED = 4  # results whose orders are tried


class Pair(NamedTuple):
    """What was expected and what came, for one case, with the case's inputs."""

    inputs: dict[str, Any]
    expected: Any
    got: Any
    printed: str = ""


def name_slip(pairs: Sequence[Pair], agrees: Any, called: Any = "result {} of {}".format, *,
              by_steps: bool = False) -> str | None:
    """One sentence that explains every case of `pairs`, or None.

    `agrees(expected, got)` decides equality; `called(number, count)` says what one of several results is called.
    `by_steps` says whether the exercise asks for a derivative, which could have been approximated by small steps.
    """
    failing = [p for p in pairs if not agrees(p.expected, p.got)]
    if not failing or any(oversized(p.expected, p.got) for p in failing):
        return None
    for slip in (_returned_nothing, _reordered, _component, _single_precision, _large_input, _batch_of_one,
                 _wrong_axis):
        further = (called,) if slip in (_component, _reordered) else (by_steps,) if slip is _single_precision else ()
        text = slip(failing, pairs, agrees, *further)
        if text:
            return text
    return None


def oversized(expected: Any, got: Any) -> bool:
    """Whether a result holds so many more numbers than expected that looking through it would take long."""
    return _entries(got) > 1000 + 100 * _entries(expected)


def _entries(value: Any) -> int:
    """About how many numbers a value holds."""
    if isinstance(value, (list, tuple)):
        return sum(map(_entries, value[:1000])) + len(value)
    if isinstance(value, torch.Tensor):
        return value.numel()
    return value.size if isinstance(value, np.ndarray) else 1


def _returned_nothing(failing: Sequence[Pair], pairs: Sequence[Pair], agrees: Any) -> str | None:
    if any(p.got is not None for p in pairs) or any(p.expected is None for p in pairs):
        return None
    if any(p.printed.strip() for p in pairs):
        return ("Your function prints its result and returns nothing. Printing shows a value to you; "
                "what does `return` do?")
    return "Your function returns nothing (None). Does every path through it end in a `return`?"


def _reordered(failing: Sequence[Pair], pairs: Sequence[Pair], agrees: Any, called: Any) -> str | None:
    """All results are there, in another order, the same in every case."""
    count = len(pairs[0].expected) if isinstance(pairs[0].expected, (tuple, list)) else 0
    alike = all(isinstance(v, (tuple, list)) and len(v) == count for p in pairs for v in (p.expected, p.got))
    if not 2 <= count <= MOST_REORDERED or not alike:
        return None
    for order in itertools.permutations(range(count)):  # result i is found at place order[i]
        if all(agrees(e, p.got[place]) for p in pairs for e, place in zip(p.expected, order)):
            first = called(order.index(0) + 1, count)
            return (f"Your results are right, but they stand in another order: the first one is {first}. In which "
                    "order does the task ask for them?")
    return None


def _component(failing: Sequence[Pair], pairs: Sequence[Pair], agrees: Any, called: Any) -> str | None:
    """Find the first result that is wrong, in tuples and dicts, and explain that one."""
    first = failing[0]
    if isinstance(first.expected, (tuple, list)) and first.expected:
        for i in range(len(first.expected)):
            parts = [p for p in failing if isinstance(p.got, (tuple, list)) and len(p.got) == len(p.expected)]
            if len(parts) < len(failing):
                return None
            inner = [Pair(p.inputs, p.expected[i], p.got[i]) for p in parts if i < len(p.expected)]
            if any(not agrees(p.expected, p.got) for p in inner):
                passing = [Pair(p.inputs, p.expected[i], p.got[i]) for p in pairs
                           if isinstance(p.got, (tuple, list)) and i < min(len(p.got), len(p.expected))
                           and agrees(p.expected[i], p.got[i])]
                text = _elementary([p for p in inner if not agrees(p.expected, p.got)], passing, agrees)
                rest_right = all(agrees(e, g) for p in parts for j, (e, g) in enumerate(zip(p.expected, p.got))
                                 if j != i)
                others = " (the others are right)" if rest_right else ""
                here = called(i + 1, len(first.expected))
                return f"{here[0].upper()}{here[1:]}{others}: {text}" if text else None
        return None
    return _elementary(failing, [p for p in pairs if not any(p is f for f in failing)], agrees)


_FIT = "The numbers fit but "


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _elementary(failing: Sequence[Pair], passing: Sequence[Pair], agrees: Any) -> str | None:
    container, pairs = _as_tensors(failing)
    if pairs is None:
        return None
    for shape_text, rearranged in _rearrangements(pairs):
        value_text = _value_slip(rearranged, passing, agrees)
        if value_text is not None:
            shape_text = _capital(shape_text.removeprefix(_FIT)) if value_text else shape_text
            return " ".join(t for t in (container, shape_text, value_text) if t) or None
    return None


def _as_tensors(pairs: Sequence[Pair]) -> tuple[str, list[Pair] | None]:
    """The same pairs with tensors of the expected dtype, and what had to be converted."""
    found, text = [], ""
    for p in pairs:
        expected, got = p.expected, p.got
        number = isinstance(expected, (int, float)) and not isinstance(expected, bool)
        if number:
            expected = torch.tensor(float(expected), dtype=torch.float64)
        if number and isinstance(got, (int, float)) and not isinstance(got, bool):
            got = torch.tensor(float(got), dtype=torch.float64)
        if isinstance(got, (np.ndarray, np.generic)) and isinstance(expected, Tensor):
            got = torch.as_tensor(np.asarray(got))
            text = "" if number else "You return a numpy array; a torch tensor is wanted."
        if not isinstance(expected, Tensor) or not isinstance(got, Tensor):
            return "", None
        if got.dtype != expected.dtype:
            if not number:
                text = text or (f"Your result is {str(got.dtype).removeprefix('torch.')}, wanted is "
                                f"{str(expected.dtype).removeprefix('torch.')}. Where does the dtype change?")
            got = got.to(expected.dtype)
        found.append(Pair(p.inputs, expected.detach(), got.detach()))
    return text, found


def _rearrangements(pairs: Sequence[Pair]):
    """The pairs as they are, then transposed, then with axes of size 1 put back."""
    if all(p.got.shape == p.expected.shape for p in pairs):
        yield "", pairs
    if all(p.got.ndim == 2 and p.got.mT.shape == p.expected.shape for p in pairs):
        yield ("Your result is transposed. Which index comes first, and what does it count?",
               [p._replace(got=p.got.mT) for p in pairs])
    if all(p.got.shape != p.expected.shape and p.got.numel() == p.expected.numel()
           and [s for s in p.got.shape if s > 1] == [s for s in p.expected.shape if s > 1] for p in pairs):
        lost = all(p.got.ndim < p.expected.ndim for p in pairs)
        one = all(abs(p.got.ndim - p.expected.ndim) == 1 for p in pairs)
        asks = ("Does a reduction need keepdim=True, or does a squeeze() go too far?" if lost else
                f"Where {'does it' if one else 'do they'} come in?")
        yield (f"{_FIT}{'an axis' if one else 'axes'} of size 1 {'is' if one else 'are'} "
               f"{'missing' if lost else 'too many'}. {asks}",
               [p._replace(got=p.got.reshape(p.expected.shape)) for p in pairs])


def _value_slip(pairs: Sequence[Pair], passing: Sequence[Pair], agrees: Any) -> str | None:
    """'' if the values agree, a sentence if they are off by a sign or a factor, None if neither.

    A factor explains a case that passes only if nothing is expected there but zeros, or if the factor is 1 there.
    """
    if all(agrees(p.expected, p.got) for p in pairs):
        return ""
    found = [_ratio(p) for p in pairs]
    ratios = [r for r in found if r is not None]
    if len(ratios) < len(found):
        return None
    if not all(agrees(p.expected * r, p.got) for p, r in zip(pairs, ratios, strict=True)):
        return None
    if len({r < 0 for r in ratios}) > 1:
        return None
    signed = "The sign is the wrong way round" if ratios[0] < 0 else ""
    counter = [p for p in passing if not _only_zeros(p.expected)]
    sizes = [abs(r) for r in ratios]
    if max(sizes) - min(sizes) <= 1e-6 * max(sizes) and not counter and len(pairs) > 1:
        if abs(sizes[0] - 1) < 1e-6:  # without a sign, the numbers are right but for their last digits
            opposite = f"{signed}: every number is there with the opposite sign. Which way does it point?"
            return opposite if signed else None
        lead = f"{signed}, and your" if signed else "Your"
        return (f"{lead} result is {sizes[0]:.6g} times the expected one, in every case. "
                "Where could that factor come from?")
    return _axis_factor(pairs, counter, sizes, signed)


def _only_zeros(value: Any) -> bool:
    numbers = value if isinstance(value, Tensor) else torch.tensor(value) if isinstance(value, (int, float)) else None
    return numbers is not None and not bool(numbers.any())


def _axis_factor(pairs: Sequence[Pair], counter: Sequence[Pair], sizes: list[float], signed: str) -> str | None:
    """A factor that follows the length of an axis of an input, which is 1 wherever the result is right."""
    if (len({round(size, 6) for size in sizes}) < 2 and not counter) or (signed and counter):
        return None
    for name, value in pairs[0].inputs.items():
        same_form = all(isinstance(p.inputs.get(name), Tensor) and p.inputs[name].ndim == value.ndim
                        for p in (*pairs, *counter)) if isinstance(value, Tensor) else False
        for axis in range(value.ndim if same_form else 0):
            lengths = [p.inputs[name].shape[axis] for p in pairs]
            if any(p.inputs[name].shape[axis] != 1 for p in counter):
                continue
            lead = f"{signed}, and your" if signed else "Your"
            if all(abs(s - n) < 1e-6 * n for s, n in zip(sizes, lengths)):
                return (f"{lead} result is {name}.shape[{axis}] times too large ({lengths[0]} times here). "
                        "By what should a sum over that axis be divided, if at all?")
            if all(abs(s * n - 1) < 1e-6 for s, n in zip(sizes, lengths)):
                return (f"{lead} result is {name}.shape[{axis}] times too small ({lengths[0]} times here). "
                        "Is something divided by its length that should not be?")
    return None


def _ratio(pair: Pair) -> float | None:
    expected, got = pair.expected.double(), pair.got.double()
    if not bool(expected.isfinite().all()) or not bool(got.isfinite().all()) or not bool(expected.any()):
        return None
    at = int(expected.abs().argmax())
    ratio = float(got.flatten()[at] / expected.flatten()[at])
    return ratio or None


def _single_precision(failing: Sequence[Pair], pairs: Sequence[Pair], agrees: Any, by_steps: bool) -> str | None:
    """Everything is right to some digits: float32 on the way, a small number added or cut off, or small steps.

    The case that is off most decides to how many.
    """
    off = max((_deviation(p.expected, p.got) for p in failing), default=math.inf)
    if off > 1e-5:
        return None
    if all(_holds_float32(p.expected, p.got) for p in failing):
        return ("Your result is float32 here, which holds about seven digits; float64 is wanted. In which line does "
                "the dtype change?")
    if off <= 3e-9:
        step = ", a derivative by a small step for instance," if by_steps else ""
        return ("Your numbers are right to about nine digits and no further. Is something approximated that could be "
                f"computed exactly{step or ','} or is a small number added, or cut off?")
    digits = "five" if off > 3e-6 else "six" if off > 3e-7 else "seven" if off > 3e-8 else "eight"
    return (f"Your numbers are right to about {digits} digits and no further. Does a step compute in float32, or is a "
            "small number added, or cut off?")


def _holds_float32(expected: Any, got: Any) -> bool:
    """Whether a float32 stands where a float64 is expected."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return any(_holds_float32(e, got.get(name)) for name, e in expected.items())
    if isinstance(expected, (tuple, list)) and isinstance(got, (tuple, list)):
        return any(map(_holds_float32, expected, got))
    wanted = expected.dtype == torch.float64 if isinstance(expected, Tensor) else type(expected) is float
    return wanted and isinstance(got, (Tensor, np.ndarray, np.generic)) and str(got.dtype).endswith("float32")


def _deviation(expected: Any, got: Any) -> float:
    """How far the numbers of a result are off, measured by its own largest number; inf for what is of another form."""
    parts = list(expected.values()) if isinstance(expected, dict) else expected
    if isinstance(parts, (tuple, list)):
        same = type(got) is type(expected) if isinstance(expected, dict) else isinstance(got, (tuple, list))
        if not same or len(got) != len(parts) or (isinstance(got, dict) and set(got) != set(expected)):
            return math.inf
        theirs = [got[name] for name in expected] if isinstance(expected, dict) else got
        return max((_deviation(e, g) for e, g in zip(parts, theirs)), default=0.0)
    if not isinstance(expected, (Tensor, int, float)) or close(1e-5)(expected, got) is not None:
        return 0.0 if expected is got else math.inf
    mine, other = (v.detach().to(torch.complex128).flatten() if isinstance(v, Tensor)
                   else torch.as_tensor(v, dtype=torch.complex128).flatten() for v in (expected, got))
    finite = mine.isfinite() & other.isfinite()
    largest = float(mine[finite].abs().max()) if bool(finite.any()) else 0.0
    apart = float((mine - other)[finite].abs().max()) if bool(finite.any()) else 0.0
    return apart / largest if largest else (math.inf if apart else 0.0)


def _large_input(failing: Sequence[Pair], pairs: Sequence[Pair], agrees: Any) -> str | None:
    def broken(p: Pair) -> bool:
        values = p.got if isinstance(p.got, (tuple, list)) else [p.got]
        return any(isinstance(v, Tensor) and v.is_floating_point() and not bool(v.isfinite().all()) for v in values)

    def largest(p: Pair) -> float:
        return max((float(v.abs().max()) for v in p.inputs.values()
                    if isinstance(v, Tensor) and v.is_floating_point() and v.numel()), default=0.0)

    if not all(broken(p) for p in failing):
        return None
    fine = [largest(p) for p in pairs if not any(p is f for f in failing)]
    if not fine or min(largest(p) for p in failing) <= max(fine):
        return None
    return (f"Right for small inputs, nan or inf once they reach {min(largest(p) for p in failing):.4g}. "
            "Which intermediate value leaves the range of floating point?")


def _batch_of_one(failing: Sequence[Pair], pairs: Sequence[Pair], agrees: Any) -> str | None:
    def batch(p: Pair) -> int:
        return max((v.shape[0] for v in p.inputs.values() if isinstance(v, Tensor) and v.ndim >= 2), default=0)

    def nothing_else(p: Pair) -> bool:
        """No other input has a value that could explain why this case is right."""
        return not any(isinstance(v, (int, float)) and not isinstance(v, bool) and v == 0 for v in p.inputs.values())

    passing = [p for p in pairs if not any(p is f for f in failing)]
    if len(passing) > 1 and all(batch(p) == 1 and nothing_else(p) for p in passing) and all(
            batch(p) > 1 for p in failing):
        return ("Right where there is one row, wrong where there are several. Which line depends on how many rows "
                "there are?")
    return None


def _wrong_axis(failing: Sequence[Pair], pairs: Sequence[Pair], agrees: Any) -> str | None:
    """The result sums to one (or to the same totals) along the other axis."""
    proper = [p for p in failing
              if isinstance(p.expected, Tensor) and p.expected.ndim == 2 and min(p.expected.shape) > 1]
    if not proper:
        return None
    for p in proper:
        e, g = p.expected, p.got
        if not (isinstance(g, Tensor) and e.shape == g.shape and e.is_floating_point()):
            return None
        rows = e.sum(1)
        if not torch.allclose(rows, rows[:1].expand_as(rows)) or not torch.allclose(
                g.sum(0).to(e.dtype), rows[:1].expand(g.shape[1]), atol=1e-6):
            return None
    return ("Your columns add up to what the rows should add up to: the operation runs along the wrong axis. "
            "Which axis holds the classes, the first or the last?")
