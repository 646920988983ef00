"""What isolation this machine gives, found by trying to get out of it."""

from __future__ import annotations

from dataclasses import dataclass

from dlcourse.grading.trusted.canaries import FATAL, canaries
from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import TIERS, Limits, Sandbox, SandboxError


@dataclass(frozen=True)
class Tier:
    """One tier on this machine: `missing` says why it cannot be had; `leaks` are canaries that got out."""

    name: str
    missing: str = ""
    leaks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether submissions may be graded behind these walls."""
        return not self.missing and not self.leaks


def examine() -> list[Tier]:
    """Every tier, best first, tried out."""
    return [_try(tier) for tier in TIERS]


def _try(name: str) -> Tier:
    try:
        with Sandbox(name, Limits(seconds=20)) as sandbox:
            return Tier(name, leaks=leaks(sandbox))
    except (SandboxError, OSError, RuntimeError) as error:
        return Tier(name, missing=clean(error, 700))


def leaks(sandbox: Sandbox) -> tuple[str, ...]:
    """Each promise that this sandbox breaks, and how."""
    bait = sandbox.home / "bait"
    bait.touch()
    bait.chmod(0o666)  # so that only a wall keeps others from it
    tried = {name: _leak(sandbox, text, name in FATAL) for name, text in canaries(sandbox.tier, str(bait)).items()}
    return tuple(f"{name}: {how}" for name, how in tried.items() if how)


def _leak(sandbox: Sandbox, text: str, fatal: bool) -> str:
    """How a canary got out, or nothing. One that was ended has proven nothing, unless what it tries is `fatal`."""
    fork = Fork.ready(sandbox, "run")
    fork.until(sandbox.limits.seconds)
    try:
        fork.start([("canary", text)], sandbox.limits.seconds, [])
        told = fork.event()
        while "done" not in told:
            told = fork.event()
    except AnswerEndedError as error:
        return "" if fatal else clean(f"it was not tried to the end ({error})", 80)
    fork.close()
    notes = [str(note[2]) for note in told["done"] if type(note) is list and len(note) == 3]
    said = [note.removeprefix("LookupError: ") for note in notes]
    return "" if said == ["held"] else clean("; ".join(said).removeprefix("out: ") or "it was not tried", 80)
