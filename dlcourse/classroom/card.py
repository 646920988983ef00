"""The card under an exercise: one verdict as HTML and as plain text, the same for the same verdict."""

from __future__ import annotations

import ast
import html
import inspect
import textwrap
from functools import cache
from typing import Any

import numpy as np
import torch

from dlcourse.classroom.check import CORRECT, ERROR, NOT_ALLOWED, NOT_ATTEMPTED, NOT_YET, Verdict
from dlcourse.classroom.codec import Callback

_LOOK = {CORRECT: ("✓", "#1a7f37"), NOT_YET: ("✗", "#9a4a00"), ERROR: ("!", "#b42318"),
         NOT_ATTEMPTED: ("○", "#57606a"), NOT_ALLOWED: ("⊘", "#9a4a00")}
GLYPHS = {status: glyph for status, (glyph, _) in _LOOK.items()}
_BOX = ("border:1px solid var(--jp-border-color2,#8c8c8c);border-left:6px solid {colour};border-radius:6px;"
        "padding:8px 14px;max-width:46em;color:var(--jp-ui-font-color1,#1f2328);"
        "background:var(--jp-layout-color1,#fff);font-family:var(--jp-ui-font-family,system-ui)")
MAX_SHOWN = 2_000  # characters of one value
_PRE = "margin:2px 0;padding:4px 8px;overflow-x:auto;white-space:pre-wrap"


class Card:
    """Shows a verdict. `reveal` adds a solution to compare with before the answer is correct."""

    def __init__(self, verdict: Verdict, *, reveal: bool = False):
        self.verdict, self.reveal = verdict, reveal

    def __repr__(self) -> str:
        v = self.verdict
        lines = [f"[{v.status}] {v.exercise.title}: {self._count()}"]
        lines += [f"  {name}: {text}" for name, text in self._evidence()]
        if v.explanation:
            lines.append(f"  What this tells you: {v.explanation}")
        if v.status == NOT_ATTEMPTED:
            lines.append("  Replace `raise NotImplementedError` by your own lines and run the cell again.")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        v = self.verdict
        mark, colour = _LOOK[v.status]
        parts = [
            f'<div role="group" aria-label="Exercise {_e(v.exercise.title)}: {v.status}" '
            f'style="{_BOX.format(colour=colour)}">',
            f'<p style="margin:0;font-weight:600"><span aria-hidden="true" style="display:inline-block;'
            f'min-width:1.5em;text-align:center;border-radius:50%;background:{colour};color:#fff">{mark}</span> '
            f'{_e(v.exercise.title)}: {v.status} <span style="font-weight:400">({self._count()})</span></p>',
            *self._evidence_html(), *self._words_html(), self._hints_html(), self._solution_html(), "</div>"]
        return "".join(parts)

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
            rows.append(("expected", show_value(v.expected)))
        rows.append(("yours", show_value(v.failing.value)))
        printed = v.failing.printed.strip()
        return rows + ([("printed", printed[:300])] if printed else [])

    def _evidence_html(self) -> list[str]:
        rows = self._evidence()
        if not rows:
            return []
        cells = "".join(f'<tr><th scope="row" style="text-align:right;vertical-align:top">{_e(name)}</th>'
                        f'<td style="text-align:left"><code>{_e(text)}</code></td></tr>' for name, text in rows[1:])
        return [f'<p style="margin:6px 0 2px">First case that fails: <b>{_e(rows[0][1])}</b></p>',
                f"<table><tbody>{cells}</tbody></table>" if cells else ""]

    def _words_html(self) -> list[str]:
        v = self.verdict
        words = []
        if v.explanation:
            words.append(f'<p style="margin:6px 0"><b>What this tells you:</b> {_e(v.explanation)}</p>')
        if v.status == NOT_ATTEMPTED:
            words.append('<p style="margin:6px 0">Replace <code>raise NotImplementedError</code> by your own lines '
                         "and run the cell again.</p>")
        return words

    def _hints_html(self) -> str:
        if self.verdict.status == CORRECT:
            return ""
        hints, inner = self.verdict.exercise.hints, ""
        for number, hint in reversed(list(enumerate(hints, 1))):
            inner = (f'<details style="margin:2px 0"><summary style="cursor:pointer">Hint {number} of {len(hints)}'
                     f'</summary><div style="margin-left:1em">{_e(hint)}{inner}</div></details>')
        return inner

    def _solution_html(self) -> str:
        if self.verdict.status != CORRECT and not self.reveal:
            return ""
        source = solution_text(self.verdict.exercise.alternatives[0])
        return ('<details style="margin:2px 0"><summary style="cursor:pointer">Compare with a solution of ours'
                f'</summary><pre style="{_PRE}">{_e(source)}</pre></details>')


@cache
def solution_text(answer: Any) -> str:
    """The source of one of our own answers, without its docstring."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(answer)))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and len(body) > 1 and isinstance(body[0], ast.Expr) and isinstance(
                body[0].value, ast.Constant):
            node.body = body[1:]  # type: ignore[attr-defined]
    return ast.unparse(tree)


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
        return "a function"
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
    return "0" if abs(value) < 1e-12 * scale or value == 0 else f"{value:.4g}"


def _e(text: str) -> str:
    return html.escape(str(text))


__all__ = ["Card", "show_value", "solution_text"]
