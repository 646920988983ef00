"""Results as they are kept (results.json) and as they are read (RESULTS.md)."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import torch

from benchmarks.limits import Limits, keys

STORE = Path(__file__).with_name("results.json")
REPORT = Path(__file__).with_name("RESULTS.md")
PACKAGES = ("torch", "numpy", "scipy", "autograd", "micrograd", "numdifftools", "jax")
OPENING = """# Speed beside the peers

Written by `make bench`; do not edit. A ratio is our processor time over the peer's for the same work, on one thread:
below 1 ours is faster. Programs run by turns in random order; the figure is the median of the ratios round by round,
with the middle half of the rounds in brackets. The garbage collector rests meanwhile. Before anything is timed the
results are compared. On CUDA the clock is the device's events; groups measured there say so, and without a CUDA
device they are left out. [limits.toml](limits.toml) holds the targets.
"""


def machine(device: str) -> dict[str, str]:
    """What the figures depend on: processor or GPU, system, Python and the packages."""
    found = {"processor": _processor(), "cores": str(os.cpu_count()), "system": platform.system(),
             "Python": platform.python_version()}
    if device == "cuda":
        found["GPU"] = torch.cuda.get_device_name()
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "absent"
    return found


def merged(stored: list[dict], new: list[dict]) -> list[dict]:
    """The stored results, with all those of a group and device replaced that were measured anew."""
    fresh = {(r["group"], r["device"]) for r in new}
    kept = [r for r in stored if (r["group"], r["device"]) not in fresh]
    return sorted([*kept, *new], key=lambda r: (r["device"], r["group"]))


def read() -> list[dict]:
    """All stored results; none if there is no store."""
    return json.loads(STORE.read_text()) if STORE.exists() else []


def write(results: list[dict], limits: Limits) -> None:
    """Keep the results and write the report."""
    STORE.write_text(json.dumps(results, indent=1) + "\n")
    REPORT.write_text(markdown(results, limits))


def markdown(results: list[dict], limits: Limits) -> str:
    """The report: machines, a table for each group, where a peer stays ahead, and the exceptions."""
    parts = [OPENING, _machines(results)]
    parts += [f"## {title}\n\n" + _table([r for r in results if _title(r) == title], limits)
              for title in dict.fromkeys(_title(r) for r in results)]
    return "\n".join([*parts, _behind(results), _exemptions(limits)])


def _title(result: dict) -> str:
    return keys(result)[0][0]


def _machines(results: list[dict]) -> str:
    groups: dict[str, list[str]] = {}
    for r in results:
        text = ", ".join(f"{k} {v}" for k, v in r["machine"].items())
        if _title(r) not in groups.setdefault(text, []):
            groups[text].append(_title(r))
    return "\n".join(f"- {', '.join(titles)}: {text}" for text, titles in groups.items()) + "\n"


def _table(results: list[dict], limits: Limits) -> str:
    lines = ["| work | ours | µs | peer | µs | ratio | target | |", "|---|---|--:|---|--:|--:|--:|---|"]
    for r in results:
        for key in keys(r):
            form, peer = key[2].split(" / ")
            value, low, high = r["ratios"][key[2]]
            target, verdict = "", "" if value <= 1 else "peer ahead"
            if key in limits.targets:
                target = f"{limits.targets[key]:g}"
                verdict = "held" if value <= 1.1 * limits.targets[key] else (
                    "exception" if key in limits.exceptions else "missed")
            cells = (r["name"], form, _short(r["microseconds"][form]), peer, _short(r["microseconds"][peer]),
                     f"{value:.3g} ({low:.2g}–{high:.2g})", target, verdict)
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _behind(results: list[dict]) -> str:
    """Every peer that is faster than the best of our forms."""
    lines = []
    for r in results:
        ours = {key[2].split(" / ")[0] for key in keys(r)}
        for peer in (p for p in r["microseconds"] if p not in ours):
            best = min(ours, key=lambda form: r["ratios"][f"{form} / {peer}"][0])
            value = r["ratios"][f"{best} / {peer}"][0]
            if value > 1:
                lines.append(f"- {_title(r)}, {r['name']}: {peer} takes {1 / value:.2g} of the time of ours ({best}).")
    return "## Where a peer stays ahead\n\n" + ("\n".join(lines) or "Nowhere in what was measured.") + "\n"


def _exemptions(limits: Limits) -> str:
    lines = [f"- **{e.group}, {e.name}: {e.pair}**, target {limits.targets[key]:g}, accepted {e.limit:g}. "
             f"Measured: {e.measured} Limit: {e.bound} Tried: {e.tried}" for key, e in limits.exceptions.items()]
    return "## Exceptions\n\n" + ("\n".join(lines) or "None.") + "\n"


def _short(microseconds: float) -> str:
    """Three digits.

    >>> _short(0.1234), _short(12345.6)
    ('0.123', '12300')
    """
    digits = float(f"{microseconds:.3g}")
    return f"{digits:g}" if digits < 1e6 else f"{digits:.0f}"


def _processor() -> str:
    """The processor's name as the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
