"""Older copies of notebooks go on to run: what they import under an earlier name is found where it lies today."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_LECTURES = "dlcourse.lectures"
MOVED = {
    "dlcourse.classic": "dlcourse.models",
    **{f"dlcourse.classic.{name}": f"dlcourse.models.{name}"
       for name in ("calibration", "linear", "margin", "penalties")},
    **{f"dlcourse.figures.{name}": f"{_LECTURES}.{place}" for name, place in {
        "start": "l00.figures", "history": "l00.history", "calculus": "l00b.figures", "linear": "l04.figures",
        "differentiation": "l07.figures", "backpropagation": "l08.figures", "descent": "l09a.figures",
        "optimisers": "l09b.figures"}.items()},
    **{f"{_LECTURES}.l08.tasks.{key}": f"{_LECTURES}.l08b.tasks.{key}"
       for key in ("backward_from_output", "peak_memory")},
}
# Module -> what it held earlier, and where that lies today; the module asks `elsewhere`.
MOVED_NAMES = {
    f"{_LECTURES}.l08.figures": dict.fromkeys(("activations_held", "memory_timeline"), f"{_LECTURES}.l08b.figures"),
}


def elsewhere(module: str, name: str) -> object:
    """What a module held earlier under this name.

    Raises: AttributeError for a name that it never held.
    """
    if name not in MOVED_NAMES.get(module, {}):
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    return getattr(import_module(MOVED_NAMES[module][name]), name)


class MovedFinder(MetaPathFinder, Loader):
    """Imports a module of MOVED from its new place."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """A specification for an earlier name, else None."""
        return ModuleSpec(name, self, is_package=name == "dlcourse.classic") if name in MOVED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """An empty module: what it holds is filled in below."""
        return ModuleType(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Let the earlier name show what the module holds today."""
        vars(module).update({name: value for name, value in vars(import_module(MOVED[module.__name__])).items()
                             if not name.startswith("__")})


def install() -> None:
    """Let Python look here first for the earlier names; those alone."""
    if not any(isinstance(finder, MovedFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, MovedFinder())
