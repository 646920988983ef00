"""The card under an exercise: one verdict as HTML and as plain text, the same for the same verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

import numpy as np
import torch

from dlcourse.classroom.check import CORRECT, ERROR, NOT_ALLOWED, NOT_ATTEMPTED, NOT_YET, Verdict
from dlcourse.classroom.codec import Callback
from dlcourse.classroom.solution import solution_text
from dlcourse.html import render, style


class Look(NamedTuple):
    """How a status is shown: a glyph for those who do not see the colour."""

    glyph: str
    colour: str


LOOKS = {CORRECT: Look("✓", style.GREEN), NOT_YET: Look("✗", style.AMBER), ERROR: Look("!", style.RED),
         NOT_ATTEMPTED: Look("○", style.GREY), NOT_ALLOWED: Look("⊘", style.AMBER)}
GLYPHS = {status: look.glyph for status, look in LOOKS.items()}
MAX_SHOWN = 2_000  # characters of one value


class Card:
    """Shows a verdict. `reveal` adds a solution to compare with before the answer is correct.

    `notes` are sentences beside the verdict, such as what could not be noted.
    """

    _looks: ClassVar[dict[str, Look]] = LOOKS

    def __init__(self, verdict: Verdict, *, reveal: bool = False, notes: Sequence[str] = ()):
        self.verdict, self.reveal, self.notes = verdict, reveal, tuple(notes)

    def __repr__(self) -> str:
        v = self.verdict
        lines = [f"[{v.status}] {v.exercise.title}: {self._count()}"]
        for name, text in self._evidence():
            lines.append(f"  {name}: " + text.replace("\n", "\n" + " " * (len(name) + 4)))
        if v.explanation:
            lines.append(f"  What this tells you: {v.explanation}")
        if v.step:
            lines.append(f"  Which step is it? {v.step}")
        if v.status == NOT_ATTEMPTED:
            lines.append("  Replace `raise NotImplementedError` by your own lines and run the cell again.")
        return "\n".join([*lines, *(f"  Note: {text}" for text in self.notes)])

    def _repr_html_(self) -> str:
        v, rows = self.verdict, self._evidence()
        solved = v.status == CORRECT
        return render("card", head=self._head(), case=rows[0][1] if rows else None, rows=rows[1:],
                      explanation=v.explanation, step=v.step, untouched=v.status == NOT_ATTEMPTED,
                      hints=() if solved else v.exercise.hints,
                      solution=solution_text(v.exercise.solution) if solved or self.reveal else None, notes=self.notes)

    def _head(self) -> dict[str, str]:
        """What stands at the top of the card."""
        v = self.verdict
        return {"label": f"Exercise {v.exercise.title}: {v.status}", "title": v.exercise.title, "status": v.status,
                "count": self._count(), **self._looks[v.status]._asdict()}

    def _count(self) -> str:
        v = self.verdict
        marked = f", {v.points:g} of {v.exercise.points} points" if v.status != NOT_ATTEMPTED else ""
        return f"{v.passed} of {v.total} checks{marked}"

    def _evidence(self) -> list[tuple[str, str]]:
        v = self.verdict
        if v.failing is None:
            return []
        rows = [("first case that fails", v.failing.case.label)]
        rows += [(name, show_value(value)) for name, value in v.failing.case.inputs.items()]
        if v.failing.error is not None:
            error = v.failing.error
            if error.line:
                rows.append(("your line", error.line))
            return rows + [("error", f"{error.kind}: {error.message}")]
        if v.exercise.judge is None:
            rows.append(("expected", self._by_name(v.expected)))
        rows.append(("yours", self._by_name(v.failing.value)))
        printed = v.failing.printed.strip()
        return rows + ([("printed", printed[:300])] if printed else [])

    def _by_name(self, results: Any) -> str:
        """What came out, several results by their names and a line each."""
        lines = getattr(self.verdict.exercise.compare, "lines", None)
        return "\n".join(lines(results, show_value)) if lines else show_value(results)


def show_value(value: Any, limit: int = 24) -> str:
    """A value as short text: four significant digits, no noise below rounding, the same on every machine."""
    text = _shown(value, limit)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN - 4] + " ..."


def _shown(value: Any, limit: int) -> str:
    if isinstance(value, torch.Tensor):
        if not 0 < value.numel() <= limit:
            return f"tensor of shape {tuple(value.shape)}, {str(value.dtype).removeprefix('torch.')}"
        tail = "" if value.dtype in (torch.float64, torch.int64, torch.bool) else (
            f" ({str(value.dtype).removeprefix('torch.')})")
        scale = float(value.detach().to(torch.complex128).abs().nan_to_num(0, 0, 0).max())
        return _nested(value.detach().cpu().tolist(), scale) + tail
    if isinstance(value, np.ndarray):
        return f"numpy array {show_value(torch.from_numpy(np.ascontiguousarray(value)))}"
    if isinstance(value, Callback):
        return value.formula or "a function"
    if isinstance(value, (list, tuple)):
        more = ", ..." if len(value) > limit else ""
        return "(" + ", ".join(show_value(item) for item in value[:limit]) + more + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {show_value(item)}" for key, item in list(value.items())[:limit]) + "}"
    if isinstance(value, float):
        return _number(value, abs(value))
    text = repr(value)
    return text if len(text) <= 200 else text[:197] + "..."


def _nested(value: Any, scale: float) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_nested(item, scale) for item in value) + "]"
    return _number(value, scale) if isinstance(value, float) else str(value)


def _number(value: float, scale: float) -> str:
    return "0" if abs(value) < 1e-12 * min(scale, 1e3) or value == 0 else f"{value:.4g}"


__all__ = ["Card", "show_value"]
