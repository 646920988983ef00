"""Older copies of notebooks go on to run: what they import under an earlier name is found where it lies today."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_LECTURES = "dlcourse.lectures"
_04 = ("l04a", "l04b", "l04c")  # lecture 04 became three
_TASKS_OF_04 = {"l04a": ("bce_grad",), "l04c": ("hier_logprob",),
                "l04b": ("log_softmax", "softmax_ce_grad", "regularized_grad", "hinge_grad", "initial_loss")}
# Earlier name -> where it lies today; what lies in several places is looked for in all of them.
MOVED: dict[str, str | tuple[str, ...]] = {
    "dlcourse.classic": "dlcourse.models",
    **{f"dlcourse.classic.{name}": f"dlcourse.models.{name}"
       for name in ("calibration", "linear", "margin", "penalties")},
    **{f"dlcourse.figures.{name}": f"{_LECTURES}.{place}" for name, place in {
        "start": "l00.figures", "history": "l00c.figures", "calculus": "l00b.figures",
        "differentiation": "l07.figures", "backpropagation": "l08.figures", "descent": "l09a.figures",
        "optimisers": "l09b.figures"}.items()},
    **{f"{_LECTURES}.l08.tasks.{key}": f"{_LECTURES}.l08b.tasks.{key}"
       for key in ("backward_from_output", "peak_memory")},
    "dlcourse.figures.linear": tuple(f"{_LECTURES}.{room}.figures" for room in _04[:2]),
    f"{_LECTURES}.l04": tuple(f"{_LECTURES}.{room}" for room in _04),
    f"{_LECTURES}.l04.tasks": tuple(f"{_LECTURES}.{room}.tasks" for room in _04),
    f"{_LECTURES}.l04.figures": tuple(f"{_LECTURES}.{room}.figures" for room in _04[:2]),
    f"{_LECTURES}.l04.widgets": f"{_LECTURES}.l04b.widgets",
    **{f"{_LECTURES}.l04.tasks.{key}": f"{_LECTURES}.{room}.tasks.{key}"
       for room, keys in _TASKS_OF_04.items() for key in keys},
    "dlcourse.nn.fused": "dlcourse.nn.fast.step",
    f"{_LECTURES}.l00.history": f"{_LECTURES}.l00c.figures",
    f"{_LECTURES}.l00.tasks.cross_entropy": f"{_LECTURES}.l04a.tasks.cross_entropy",
}
_PACKAGES = ("dlcourse.classic", f"{_LECTURES}.l04", f"{_LECTURES}.l04.tasks")
# Module -> what it held earlier, and where that lies today; the module asks `elsewhere`.
MOVED_NAMES = {
    "dlcourse.nn.mlp": {"sgd_step_": "dlcourse.nn.fast.training"},
    "dlcourse.optim": {"Flat": "dlcourse.optim.fast.flat"},
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
        return ModuleSpec(name, self, is_package=name in _PACKAGES) if name in MOVED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """An empty module: what it holds is filled in below."""
        return ModuleType(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Let the earlier name show what the module holds today."""
        places = MOVED[module.__name__]
        for place in reversed([places] if isinstance(places, str) else places):
            own = f"{place}."  # modules in it have earlier names of their own
            vars(module).update({name: value for name, value in vars(import_module(place)).items()
                                 if not name.startswith("__") and not getattr(value, "__name__", "").startswith(own)})


def install() -> None:
    """Let Python look here first for the earlier names; those alone."""
    if not any(isinstance(finder, MovedFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, MovedFinder())
