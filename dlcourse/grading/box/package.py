"""What `dlcourse` is inside the sandbox: the names that an exercise notebook may import, and nothing else of ours."""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any

hand_over: Callable[[str, Any, types.FrameType], None]  # set by the worker
note: Callable[[str], None] = lambda text: None  # noqa: E731 - replaced by the worker


def exercise(key: str) -> Callable[[Any], Any]:
    """Hand the answer below to whoever checks it, now and as it is; gives it back unchanged."""
    frame = sys._getframe(1)

    def handed(answer: Any) -> Any:
        hand_over(key, answer, frame)
        return answer

    return handed


class _Ask:
    """Question cards show nothing here."""

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        return None

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


ask = _Ask()


class StandIn(types.ModuleType):
    """Stands for a part of the course that is not in the sandbox.

    It can be named, called and looked into, but does nothing, so that a test above an answer fails alone.
    """

    def __init__(self, name: str):
        super().__init__(name)
        self.__path__: list[str] = []
        self.__file__ = None
        self.__module__ = name.rpartition(".")[0]

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.__name__}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> StandIn:
        """Nothing happens: calls of calls stand in as well."""
        return self

    def __repr__(self) -> str:
        return f"<{self.__name__}, which is not here>"


class _Finder(MetaPathFinder, Loader):
    """Finds a stand-in for each part of the course that no other finder knows."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.startswith("dlcourse.") else None

    def create_module(self, spec: ModuleSpec) -> StandIn:
        note(f"{spec.name} is not part of the grading; a stand-in does nothing in its place")
        return StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """It is as it should be."""


sys.meta_path.append(_Finder())


def __getattr__(name: str) -> types.ModuleType:
    """A part of the course that has not been asked for yet: the part itself if it is here, else a stand-in."""
    if name.startswith("__"):
        raise AttributeError(name)
    return importlib.import_module(f"dlcourse.{name}")
